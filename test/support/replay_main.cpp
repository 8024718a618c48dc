// Stands in for libFuzzer in ordinary builds: runs a fuzz target over its corpus (files and folders
// named on the command line) and over a few hostile inputs that every parser must survive.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

size_t runs = 0;

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  ++runs;
}

void run_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  run(std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace

int main(int argc, char** argv) {
  for (const char* text :
       {"", "a", " \n\t ", "\xff\xfe\x00", "\xC3", "{", "[", "<", "<a", "</", "<!--", "&#x110000;",
        "\"", "WARC/1.0\r\n", "\x1f\x8b\x08", "\x28\xb5\x2f\xfd"})
    run(text);
  run(std::string(3, '\0'));
  run(std::string(100000, 'a'));
  run(std::string(100000, '<'));
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "<div>";
  run(deep);
  for (int i = 1; i < argc; ++i) {
    std::filesystem::path path(argv[i]);
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      std::vector<std::filesystem::path> files;
      for (const auto& entry : std::filesystem::directory_iterator(path, error))
        files.push_back(entry.path());
      std::sort(files.begin(), files.end());
      for (const auto& file : files) run_file(file);
    } else if (std::filesystem::is_regular_file(path, error)) {
      run_file(path);
    }
  }
  std::printf("%zu inputs survived\n", runs);
  return 0;
}

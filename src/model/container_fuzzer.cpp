// Any bytes as a model file: an error, or sections inside of the bytes. The checksum is set right
// first, so that what lies behind it is reached.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/hash.h"
#include "model/container.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)ModelFile::from_bytes(bytes, "fuzz");
  if (bytes.size() < 24) return 0;
  std::memcpy(bytes.data(), "DGMODEL1\1\0\0", 11);
  bytes[11] = 0;
  const uint64_t sum = hash64(std::string_view(bytes).substr(24));
  std::memcpy(bytes.data() + 16, &sum, 8);
  auto file = ModelFile::from_bytes(bytes, "fuzz");
  if (!file) return 0;
  ModelReader read(*file);
  uint64_t total = 0;
  for (float v : read.tensor<float>("a.b", {0})) total += v > 0;
  (void)read.matrix("a", 0, 0);
  (void)read.strings("/upos");
  (void)read.lists("/lexicon");
  (void)read.number("/threshold");
  if (total > bytes.size()) std::abort();
  return 0;
}

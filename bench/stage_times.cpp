// Where the time of the whole chain goes: microseconds a word of every stage, one thread, after
// load; and words, sentences and reports a second.
//
//   stage_times [--model NAME] [TURNS]
//
// Text: DRAGOMAN_DATA/corpus/fa-kes.csv (726 news articles), else the project's sample reports.
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "dragoman/engine.h"
#include "dragoman/record.h"
#include "pipeline/analyze.h"

using namespace dragoman;

namespace {

// Processor time of this thread: what other programs take is not counted.
double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double last = 0;
std::vector<std::pair<std::string, double>> stages;

void stage_done(const char* stage) {
  const double t = now();
  auto it = stages.begin();
  while (it != stages.end() && it->first != stage) ++it;
  if (it == stages.end()) it = stages.insert(it, {stage, 0});
  it->second += t - last;
  last = t;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The articles of the corpus: quoted fields of more than 300 characters.
std::vector<std::string> texts() {
  const char* data = std::getenv("DRAGOMAN_DATA");
  const std::string folder = data ? data : DRAGOMAN_SOURCE_DIR "/../shared/data";
  std::vector<std::string> out;
  const std::string all = utf8_repair(read_file(folder + "/corpus/fa-kes.csv"));
  std::string field;
  bool quoted = false;
  for (char c : all) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      if (field.size() > 300) out.push_back(field);
      field.clear();
    } else {
      field += c;
    }
  }
  if (out.empty())
    for (const auto& entry : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/examples"))
      if (entry.path().extension() == ".txt") out.push_back(read_file(entry.path()));
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  EngineOptions options;
  int turns = 3;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--model") == 0 && i + 1 < argc)
      options.model = argv[++i];
    else
      turns = std::max(1, std::atoi(argv[i]));
  }
  auto resources = load_resources(options);
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().message.c_str());
    return 1;
  }
  const std::vector<std::string> all = texts();
  if (all.empty()) {
    std::printf("skipped: no texts\n");
    return 0;
  }
  Scratch scratch;
  scratch.stage_done = stage_done;
  ReadOptions read;
  read.as_is = true;
  size_t words = 0, sentences = 0, events = 0;
  double total = 0;
  for (int turn = -1; turn < turns; ++turn) {  // the first turn warms up
    if (turn == 0) {
      stages.clear();
      words = sentences = events = 0;
      total = 0;
    }
    for (const std::string& text : all) {
      RawReport raw;
      raw.bytes = text;
      raw.format = "text";
      const double begin = last = now();
      Document d = analyze(raw, *resources, read, scratch);
      const size_t n = d.tokens.size(), s = d.tokens.sentences(), e = d.events.size();
      const std::string record = to_json(to_record(std::move(d)));
      stage_done("record");
      total += now() - begin;
      words += n;
      sentences += s;
      events += e;
    }
  }
  const double w = static_cast<double>(words);
  std::printf("%zu reports, %zu words, %zu sentences, %zu events\n", all.size() * turns, words,
              sentences, events);
  for (const auto& [name, seconds] : stages)
    std::printf("  %-20s %7.3f us a word  %5.1f %%\n", name.c_str(), 1e6 * seconds / w,
                100 * seconds / total);
  std::printf("%.0f words/s, %.0f sentences/s, %.0f reports/s of %.0f words\n", w / total,
              static_cast<double>(sentences) / total,
              static_cast<double>(all.size() * turns) / total,
              w / static_cast<double>(all.size() * turns));
  return 0;
}

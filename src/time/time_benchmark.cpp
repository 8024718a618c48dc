// Words a second of the time stage on text made of our own examples.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "segment/segment.h"
#include "time/time.h"

namespace {

dragoman::Text sample() {
  dragoman::Text text;
  std::string all;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(DRAGOMAN_SOURCE_DIR "/examples")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
    all += "\n\n";
  }
  while (text.content.size() < 1'000'000 && !all.empty()) text.content += all;
  text.info.published = dragoman::Published{"2021-07-18", "day", "argument", ""};
  return text;
}

void BM_FindTimes(benchmark::State& state) {
  const dragoman::Text text = sample();
  const dragoman::Tokens tokens = dragoman::segment(text);
  size_t found = 0;
  for (auto _ : state) found += dragoman::find_times(text, tokens).size();
  benchmark::DoNotOptimize(found);
  auto words = static_cast<double>(state.iterations()) * static_cast<double>(tokens.size());
  state.counters["words/s"] = benchmark::Counter(words, benchmark::Counter::kIsRate);
  state.counters["us/word"] =
      benchmark::Counter(words / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(BM_FindTimes);

}  // namespace

// Bytes a second of the rule segmenter on text made of our own examples.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "segment/segment.h"

namespace {

dragoman::Text sample() {
  dragoman::Text text;
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/examples")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
    all += "\n\n";
  }
  while (text.content.size() < 1'000'000 && !all.empty()) text.content += all;
  return text;
}

void BM_Segment(benchmark::State& state) {
  const dragoman::Text text = sample();
  size_t words = 0;
  for (auto _ : state) words += dragoman::segment(text).size();
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.content.size()));
  state.counters["words/s"] =
      benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Segment);

}  // namespace

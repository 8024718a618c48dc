// Words a second of the language engine, from raw text to tags, trees and names: the whole chain, a
// stage at a time, with several threads; time to load, memory held.
//
//   language_speed [MODEL]     MODEL: fast (default), accurate, or a path
//
// Text: DRAGOMAN_DATA/corpus/fa-kes.csv (726 news articles), else the examples of the project.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "base/utf8.h"
#include "model/kernels.h"
#include "segment/segment.h"
#include "segment/segment_model.h"
#include "tag/language_model.h"

namespace {

using namespace dragoman;
using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

// Time of the processor in this thread: what other programs take is not counted.
double thread_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

long resident_kib() {
  std::ifstream in("/proc/self/status");
  std::string line;
  while (std::getline(in, line))
    if (line.starts_with("VmRSS:")) return std::strtol(line.c_str() + 6, nullptr, 10);
  return 0;
}

std::vector<Text> texts() {
  std::vector<Text> out;
  const char* data = std::getenv("DRAGOMAN_DATA");
  const std::string folder = data ? data : DRAGOMAN_SOURCE_DIR "/../shared/data";
  std::string all = utf8_repair(read_file(folder + "/corpus/fa-kes.csv"));
  for (size_t from = 0; from < all.size();) {
    size_t end = std::min(all.find('\n', from), all.size());
    if (end - from > 300) {
      out.emplace_back();
      out.back().content = all.substr(from, end - from);
    }
    from = end + 1;
  }
  if (!out.empty()) return out;
  std::printf("no corpus under %s: the examples of the project are measured\n", folder.c_str());
  for (const auto& entry : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/examples"))
    if (entry.path().extension() == ".txt") {
      out.emplace_back();
      out.back().content = utf8_repair(read_file(entry.path()));
    }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::string path = argc > 1 ? argv[1] : "fast";
  if (path.find('/') == std::string::npos) path = DRAGOMAN_SOURCE_DIR "/models/" + path + ".dgm";
  const std::vector<Text> all = texts();
  if (all.empty()) return 0;
  const long before = resident_kib();
  auto start = Clock::now();
  auto segmenter = SegmentModel::load(DRAGOMAN_SOURCE_DIR "/models/segmenter.dgm");
  const double segmenter_load = seconds(start);
  start = Clock::now();
  auto model = LanguageModel::load(path);
  const double model_load = seconds(start);
  if (!segmenter || !model) {
    std::printf("skipped: %s\n",
                (segmenter.ok() ? model.error() : segmenter.error()).message.c_str());
    return 0;
  }
  size_t bytes = 0, words = 0, sentences = 0;
  std::vector<Tokens> tokens;
  for (const Text& text : all) {
    tokens.push_back(segment(text, *segmenter));
    bytes += text.content.size();
    words += tokens.back().size();
    sentences += tokens.back().sentences();
  }
  std::printf("%zu texts, %.2f MB, %zu words, %zu sentences; kernels: %s\n", all.size(),
              static_cast<double>(bytes) / 1e6, words, sentences,
              std::string(kernels().name).c_str());
  std::printf("load: segmenter %.1f ms, %s %.1f ms\n", 1e3 * segmenter_load,
              std::string(model->kind()).c_str(), 1e3 * model_load);
  auto report = [&](const char* what, double s) {
    std::printf("%-34s %9.0f words/s  %7.2f MB/s  %6.2f us a word\n", what,
                static_cast<double>(words) / s, static_cast<double>(bytes) / 1e6 / s,
                1e6 * s / static_cast<double>(words));
  };
  const bool slow = model->kind() != "fast";
  // The best of some rounds: the machine has other work as well.
  auto best = [&](auto run) {
    double least = 1e30;
    for (int round = 0; round < (slow ? 2 : 7); ++round) {
      const double from = thread_seconds();
      run();
      least = std::min(least, thread_seconds() - from);
    }
    return least;
  };
  size_t sink = 0;
  report("segment, rules", best([&] {
           for (const Text& t : all) sink += segment(t).size();
         }));
  report("segment, model", best([&] {
           for (const Text& t : all) sink += segment(t, *segmenter).size();
         }));
  LanguageScratch scratch;
  Tags tags;
  Trees trees;
  Names names;
  report("tags, trees, names", best([&] {
           for (size_t i = 0; i < all.size(); ++i) {
             analyze_language(all[i], tokens[i], *model, scratch, tags, trees, names);
             sink += names.size();
           }
         }));
  // Other instruction sets, over a twentieth of the texts.
  size_t some_words = 0;
  for (size_t i = 0; i < all.size(); i += 20) some_words += tokens[i].size();
  for (InstructionSet set : kInstructionSets) {
    const Kernels* k = kernels_for(set);
    if (k == nullptr || k == &kernels() || (slow && set == InstructionSet::kPlain)) continue;
    use_kernels(k);
    const double begin = thread_seconds();
    for (size_t i = 0; i < all.size(); i += 20)
      analyze_language(all[i], tokens[i], *model, scratch, tags, trees, names);
    const double s = thread_seconds() - begin;
    std::printf("%-34s %9.0f words/s\n", ("tags, trees, names; " + std::string(k->name)).c_str(),
                static_cast<double>(some_words) / s);
    use_kernels(nullptr);
  }
  report("raw text to all", best([&] {
           for (const Text& t : all) {
             const Tokens cut = segment(t, *segmenter);
             analyze_language(t, cut, *model, scratch, tags, trees, names);
             sink += names.size();
           }
         }));
  const auto from = Clock::now();
  {
    auto work = [&](size_t first) {
      LanguageScratch own;
      Tags own_tags;
      Trees own_trees;
      Names own_names;
      for (size_t i = first; i < all.size(); i += 2)
        analyze_language(all[i], segment(all[i], *segmenter), *model, own, own_tags, own_trees,
                         own_names);
    };
    std::thread other(work, 1);
    work(0);
    other.join();
  }
  report("raw text to all, two threads, wall", seconds(from));
  std::printf("memory: %ld KiB before loading, %ld KiB held with the model and its buffers\n",
              before, resident_kib());
  return sink == 0;
}

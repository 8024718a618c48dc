// Events and statements against our own gold (test/gold/events): F1, status, mode, act; and how far
// the two annotators agree with each other, which is the ceiling.
//   event_quality [dev|test] [--misses] [--model NAME] [--coder model|rules]
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>

#include "dragoman/engine.h"
#include "eval/gold.h"

using namespace dragoman;

namespace {

double share(long a, long b) {
  return b == 0 ? 0 : 100.0 * static_cast<double>(a) / static_cast<double>(b);
}

void print(const char* name, const GoldScore& s) {
  std::printf(
      "%-24s events %5ld gold %5ld found  P %5.1f  R %5.1f  F1 %5.1f | status %5.1f mode %5.1f | "
      "trigger+type %5.1f | statements F1 %5.1f act %5.1f\n",
      name, s.gold_events, s.found_events, 100 * s.event_precision(), 100 * s.event_recall(),
      100 * s.event_f1(), share(s.status, s.matched_events), share(s.mode, s.matched_events),
      share(s.type_trigger, s.gold_events), 100 * s.statement_f1(),
      share(s.act, s.matched_statements));
}

bool exists(const std::string& path) {
  return std::ifstream(path).good();
}

}  // namespace

int main(int argc, char** argv) {
  std::string split = "dev";
  bool show_misses = false;
  EngineOptions options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--misses") == 0)
      show_misses = true;
    else if (std::strcmp(argv[i], "--model") == 0 && i + 1 < argc)
      options.model = argv[++i];
    else if (std::strcmp(argv[i], "--coder") == 0 && i + 1 < argc)
      options.coder = argv[++i];
    else
      split = argv[i];
  }
  auto engine = Engine::load(options);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return 1;
  }
  const std::string folder = std::string(DRAGOMAN_SOURCE_DIR) + "/test/gold/events/";
  GoldScore all, sentences, reports;
  std::string misses;
  for (const char* set : {"1", "2"}) {
    std::string texts = folder + "texts_" + set + ".jsonl";
    std::string coding = folder + "gold_" + set + ".jsonl";  // settled
    if (!exists(coding)) coding = folder + "coding_" + set + "_a.jsonl";
    if (!exists(texts) || !exists(coding)) {
      std::printf("skipped: %s is not there\n", texts.c_str());
      continue;
    }
    auto gold = read_gold(texts, coding);
    if (!gold) {
      std::fprintf(stderr, "%s\n", gold.error().message.c_str());
      return 1;
    }
    for (const GoldText& g : *gold) {
      if (g.split != split) continue;
      Given given;
      given.published = g.published;
      ReadOptions read;
      read.as_is = true;
      GoldText found = from_record(engine->read_text(g.text, given, read));
      score_text(g, found, all, show_misses ? &misses : nullptr);
      bool report = g.text.find('\n') != std::string::npos;
      score_text(g, found, report ? reports : sentences, nullptr);
    }
    // How far the two annotators agree, before anything was settled.
    const std::string first = folder + "coding_" + set + "_a.jsonl";
    const std::string second = folder + "coding_" + set + "_b.jsonl";
    if (exists(first) && exists(second)) {
      auto one = read_gold(texts, first), other = read_gold(texts, second);
      if (one && other) {
        GoldScore agreement;
        for (const GoldText& g : *one) {
          for (const GoldText& o : *other)
            if (o.id == g.id) score_text(g, o, agreement, nullptr);
        }
        print((std::string("annotators, set ") + set).c_str(), agreement);
      }
    }
  }
  if (show_misses) std::fputs(misses.c_str(), stdout);
  print("sentences", sentences);
  print("reports", reports);
  print("all", all);
  for (const auto& [type, n] : all.by_type)
    std::printf(
        "  %-10s gold %4ld found %4ld matched %4ld  F1 %5.1f\n", type.c_str(), n[0], n[1], n[2],
        n[0] + n[1] ? 200.0 * static_cast<double>(n[2]) / static_cast<double>(n[0] + n[1]) : 0);
  return 0;
}

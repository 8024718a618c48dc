// Any bytes, repaired to UTF-8 as clean does, as a report with and without a date: the tables are
// sound, spans lie in their words, values are of the alphabet of TIMEX3, and trees of any shape do
// no harm.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "segment/segment.h"
#include "time/time.h"

namespace {

using namespace dragoman;

void check(const Document& d) {
  if (!verify(d).empty()) std::abort();
  uint32_t end = 0;
  for (const TimeRow& t : d.times) {
    if (t.first >= t.last || t.span.start < end) std::abort();
    if (t.span.start < d.tokens.start[t.first] || t.span.end > d.tokens.end[t.last - 1])
      std::abort();
    if (!utf8_valid(t.span.of(d.text.content))) std::abort();
    if (t.value.empty() || t.value.size() > 32) std::abort();
    for (char c : t.value)
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            std::string_view("-+:._").find(c) != std::string_view::npos))
        std::abort();
    end = t.span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Document d;
  d.text.content = utf8_repair({reinterpret_cast<const char*>(data), size});
  d.tokens = segment(d.text);
  d.times = find_times(d.text, d.tokens);
  check(d);
  // The first bytes give a date and the shape of the trees.
  uint32_t seed = size >= 4 ? data[0] | data[1] << 8 | data[2] << 16 : 7;
  static const char* const kDates[] = {"2021-07-18",       "0001-01-01", "9999-12-31", "2024-02-29",
                                       "2020-12-31T23:59", "2021-07",    "x"};
  d.text.info.published = Published{kDates[seed % 7], "day", "argument", ""};
  static const char* const kLemmas[] = {"will", "be", "to", "set", "say", "when", "as", "ahead"};
  auto next = [&] { return seed = seed * 1664525U + 1013904223U, seed >> 8; };
  for (size_t s = 0; s < d.tokens.sentences(); ++s) {
    const uint32_t first = d.tokens.sentence_first[s], last = d.tokens.sentence_first[s + 1];
    for (uint32_t i = first; i < last; ++i) {
      d.tags.upos.push_back(static_cast<Upos>(next() % kUposCount));
      static const uint64_t kFeats[] = {feats_from("Tense=Past|VerbForm=Fin"),
                                        feats_from("Tense=Pres|VerbForm=Fin"),
                                        feats_from("VerbForm=Inf"), 0};
      d.tags.feats.push_back(kFeats[next() % 4]);
      d.tags.lemmas += kLemmas[next() % 8];
      d.tags.lemma_end.push_back(static_cast<uint32_t>(d.tags.lemmas.size()));
      d.trees.head.push_back(i == first ? i : first + next() % (i - first));  // no circles
      static const Deprel kRelations[] = {Deprel::kObl,   Deprel::kAux,  Deprel::kMark,
                                          Deprel::kAdvcl, Deprel::kNmod, Deprel::kXcomp};
      d.trees.deprel.push_back(i == first ? Deprel::kRoot : kRelations[next() % 6]);
    }
  }
  d.times = find_times(d.text, d.tokens, d.tags, d.trees);
  check(d);
  return 0;
}

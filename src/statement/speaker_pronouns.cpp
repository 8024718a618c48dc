#include "statement/speaker_pronouns.h"

#include <algorithm>

#include "base/fold.h"

namespace dragoman {
namespace {

const uint64_t kIt = fold_hash("it"), kThey = fold_hash("they"), kHe = fold_hash("he"),
               kShe = fold_hash("she");

bool agrees(uint64_t form, EntityKind kind) {
  if (form == kThey) return kind != EntityKind::kPerson && kind != EntityKind::kState;
  if (form == kIt) return kind != EntityKind::kPerson && kind != EntityKind::kPopulation;
  return (form == kHe || form == kShe) && kind == EntityKind::kPerson;
}

// The subject of the clause that hangs on the cue, or of one joined to it.
bool subject_of_content(const TreeIndex& t, uint32_t i, uint32_t cue) {
  if (t.urel(i) != Deprel::kNsubj || t.root(i)) return false;
  uint32_t verb = t.head(i);
  for (int turns = 0; turns < 3 && !t.root(verb); ++turns) {
    if (t.urel(verb) != Deprel::kConj) return t.urel(verb) == Deprel::kCcomp && t.head(verb) == cue;
    verb = t.head(verb);
  }
  return false;
}

}  // namespace

std::vector<std::pair<uint32_t, EntityId>> speaker_pronouns(const Tokens& tokens,
                                                            const TreeIndex& tree,
                                                            const Entities& entities,
                                                            const MentionIndex& mentions,
                                                            const Quotes& quotes) {
  std::vector<std::pair<uint32_t, EntityId>> out;
  std::vector<EntityId> covered;
  // The innermost content decides who speaks: quotes in the order of their size.
  std::vector<const QuoteRow*> by_size;
  for (const QuoteRow& q : quotes) by_size.push_back(&q);
  std::stable_sort(by_size.begin(), by_size.end(), [](const QuoteRow* a, const QuoteRow* b) {
    return a->content.size() < b->content.size();
  });
  std::vector<bool> seen(tokens.size(), false);
  for (const QuoteRow* q : by_size) {
    auto first = std::lower_bound(tokens.start.begin(), tokens.start.end(), q->content.start);
    for (auto i = static_cast<uint32_t>(first - tokens.start.begin());
         i < tokens.size() && tokens.end[i] <= q->content.end; ++i) {
      if (tree.upos(i) != Upos::kPron || seen[i]) continue;
      const std::string_view person = feature(tree.feats(i), Feature::kPerson);
      if (person != "1" && person != "3") continue;
      // Of several contents around a word the innermost alone is asked.
      if (person == "1") seen[i] = true;
      if (q->speakers.size() != 1) continue;
      const EntityId speaker = q->speakers.front();
      if (person == "1"
              ? q->form == QuoteRow::Form::kIndirect
              : q->form != QuoteRow::Form::kIndirect || !subject_of_content(tree, i, q->cue_word) ||
                    !agrees(tree.form(i), entities.rows[speaker.index].kind))
        continue;
      covered.clear();
      mentions.at(i, true, covered);
      if (!covered.empty()) continue;
      seen[i] = true;
      out.emplace_back(i, speaker);
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

}  // namespace dragoman

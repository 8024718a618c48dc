#include "event/party_pronouns.h"

#include <algorithm>

#include "base/fold.h"
#include "entity/nominals.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

// The pronoun of the third person in the seat of the subject (or object) of a verb, or kNone.
uint32_t pronoun_at(const TreeIndex& t, uint32_t verb, bool subject) {
  for (uint32_t c : t.children(verb)) {
    if (t.upos(c) != Upos::kPron || feature(t.feats(c), Feature::kPerson) != "3") continue;
    const Deprel r = t.urel(c);
    const bool passive = t.rel(c) == Deprel::kNsubjPass;
    if (subject ? r == Deprel::kNsubj && !passive
                : passive || r == Deprel::kObj || r == Deprel::kIobj || r == Deprel::kObl)
      return c;
  }
  return kNone;
}

}  // namespace

std::vector<std::pair<uint32_t, EntityId>> party_pronouns(const TreeIndex& t, const Events& events,
                                                          const Entities& entities,
                                                          const MentionIndex& mentions) {
  static const WordSet kMany = word_set({"they", "them"});
  std::vector<uint32_t> first(entities.rows.size(), UINT32_MAX);
  for (const MentionRow& m : entities.mentions)
    first[m.entity.index] = std::min(first[m.entity.index], m.first);
  std::vector<EntityId> covered;
  std::vector<std::pair<uint32_t, EntityId>> out;
  std::vector<bool> seen(t.size(), false);
  for (const EventRow& e : events) {
    if (e.trigger_word >= t.size() || t.upos(e.trigger_word) != Upos::kVerb) continue;
    for (const bool subject : {true, false}) {
      const std::vector<EntityId>& who = subject ? e.actors : e.recipients;
      if (who.empty()) continue;
      const uint32_t word = pronoun_at(t, e.trigger_word, subject);
      if (word == kNone || seen[word]) continue;
      covered.clear();
      mentions.at(word, true, covered);
      if (!covered.empty()) continue;
      const bool many = kMany.contains(t.form(word));
      if (!many && who.size() != 1) continue;
      const bool fits = std::all_of(who.begin(), who.end(), [&](EntityId id) {
        return first[id.index] < word && ((many && who.size() > 1) ||
                                          pronoun_fits(t.form(word), entities.rows[id.index].kind));
      });
      if (!fits) continue;
      seen[word] = true;
      for (EntityId id : who) out.emplace_back(word, id);
    }
  }
  return out;
}

}  // namespace dragoman

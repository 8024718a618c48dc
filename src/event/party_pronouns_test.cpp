#include "event/party_pronouns.h"

#include <gtest/gtest.h>

#include "entity/nominals.h"
#include "support/parsed.h"

namespace dragoman {
namespace {

// Kuwait has a mention at word 0; it is actor of the act at `verb`, or its recipient. The words of
// the pronouns that become its mentions.
std::vector<uint32_t> noted(Document d, uint32_t verb, bool recipient, EntityKind kind) {
  EntityRow kuwait;
  kuwait.kind = kind;
  kuwait.name = "Kuwait";
  d.entities.rows.push_back(kuwait);
  MentionRow m;
  m.first = 0;
  m.last = 1;
  m.span = d.tokens.span(0);
  m.entity = EntityId(size_t{0});
  m.form = MentionForm::kName;
  d.entities.mentions.push_back(m);
  EventRow e;
  e.type = "AID";
  e.rule = "trigger:give";
  e.trigger_word = verb;
  e.trigger = e.evidence = d.tokens.span(verb);
  (recipient ? e.recipients : e.actors) = {EntityId(size_t{0})};
  d.events.push_back(e);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  const MentionIndex mentions(d.tokens, tree, d.entities);
  const auto pronouns = party_pronouns(tree, d.events, d.entities, mentions);
  d.entities = add_pronouns(std::move(d.entities), d.tokens, pronouns, {});
  EXPECT_EQ(!pronouns.empty(), d.entities.mentions.size() > 1);
  EXPECT_EQ(verify(d), "");
  std::vector<uint32_t> out;
  for (const MentionRow& row : d.entities.mentions)
    if (row.form == MentionForm::kPronoun) out.push_back(row.first);
  return out;
}

const char* kBoats =
    "Kuwait/Kuwait/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass thanked/thank/VERB/0/root "
    "for/for/ADP/5/case "
    "boats/boat/NOUN/3/obl it/it/PRON/7/nsubj/Person=3 gave/give/VERB/5/acl:relcl "
    "them/they/PRON/7/iobj/Person=3 ././PUNCT/3/punct";

TEST(PartyPronouns, ThePlaceOfAPartyIsThatParty) {
  using Words = std::vector<uint32_t>;
  EXPECT_EQ(noted(parsed(kBoats), 6, false, EntityKind::kState), Words{5});
  EXPECT_EQ(noted(parsed(kBoats), 6, true, EntityKind::kPopulation), Words{7});
  // It is no person, they are no state.
  EXPECT_EQ(noted(parsed(kBoats), 6, false, EntityKind::kPerson), Words{});
  EXPECT_EQ(noted(parsed(kBoats), 6, true, EntityKind::kState), Words{});
  // No pronoun stands there.
  EXPECT_EQ(noted(parsed(kBoats), 2, false, EntityKind::kState), Words{});
}

}  // namespace
}  // namespace dragoman

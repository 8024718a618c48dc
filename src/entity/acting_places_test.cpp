#include "entity/acting_places.h"

#include <gtest/gtest.h>

#include "entity/entity.h"
#include "support/loaded.h"
#include "support/parsed.h"

namespace dragoman {
namespace {

const Gazetteer& gazetteer() {
  static const Gazetteer table = loaded(Gazetteer::load(DRAGOMAN_SOURCE_DIR, {}));
  return table;
}

// "kind COUNTRY" of the entity of the mention that begins at `word`, after the stage. All mentions
// of places go in as places.
std::string at(std::string_view sentence, uint32_t word, const char* country) {
  Document d = parsed(sentence);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  EntityRow row;
  row.kind = EntityKind::kPlace;
  row.name = std::string(d.tokens.span(word).of(d.text.content));
  row.country = country;
  d.entities.rows.push_back(row);
  MentionRow m;
  m.first = word;
  m.last = word + 1;
  m.span = d.tokens.span(word);
  m.entity = EntityId(size_t{0});
  d.entities.mentions.push_back(m);
  const Entities out =
      settle_acting_places(std::move(d.entities), d.text, d.tokens, tree, gazetteer());
  EXPECT_EQ(out.mentions.size(), 1u);
  const EntityRow& e = out.rows[out.mentions[0].entity.index];
  return std::string(to_string(e.kind)) + " " + e.country;
}

TEST(ActingPlaces, Nothing) {
  const Document d;
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  EXPECT_TRUE(settle_acting_places({}, d.text, d.tokens, tree, gazetteer()).rows.empty());
}

TEST(ActingPlaces, ByTheTree) {
  // who does something, who is spoken to, whose effort it is
  EXPECT_EQ(at("Moscow/Moscow/PROPN/2/nsubj vetoed/veto/VERB/0/root a/a/DET/4/det "
               "draft/draft/NOUN/2/obj",
               0, "RUS"),
            "state RUS");
  EXPECT_EQ(
      at("He/he/PRON/2/nsubj thanked/thank/VERB/0/root Pretoria/Pretoria/PROPN/2/obj", 2, "ZAF"),
      "state ZAF");
  EXPECT_EQ(at("Calls/call/NOUN/4/nsubj from/from/ADP/3/case Cairo/Cairo/PROPN/1/nmod "
               "failed/fail/VERB/0/root",
               2, "EGY"),
            "state EGY");
  EXPECT_EQ(at("Trucks/truck/NOUN/4/nsubj from/from/ADP/3/case Cairo/Cairo/PROPN/1/nmod "
               "came/come/VERB/0/root",
               2, "EGY"),
            "place EGY");
  EXPECT_EQ(at("He/he/PRON/2/nsubj saw/see/VERB/0/root the/the/DET/4/det "
               "efforts/effort/NOUN/2/obj of/of/ADP/6/case Jordan/Jordan/PROPN/4/nmod",
               5, "JOR"),
            "state JOR");
  // what lies, what is gone to, what is no state or capital
  EXPECT_EQ(
      at("Moscow/Moscow/PROPN/2/nsubj lies/lie/VERB/0/root there/there/ADV/2/advmod", 0, "RUS"),
      "place RUS");
  EXPECT_EQ(
      at("He/he/PRON/2/nsubj reached/reach/VERB/0/root Pretoria/Pretoria/PROPN/2/obj", 2, "ZAF"),
      "place ZAF");
  EXPECT_EQ(at("Kazan/Kazan/PROPN/2/nsubj protested/protest/VERB/0/root", 0, "RUS"), "place RUS");
}

}  // namespace
}  // namespace dragoman

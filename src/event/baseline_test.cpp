#include <gtest/gtest.h>

#include <set>

#include "entity/entity.h"
#include "event/event.h"
#include "segment/segment.h"
#include "support/loaded.h"
#include "time/time.h"

namespace dragoman {
namespace {

const TriggerLexicon& lexicon() {
  static const TriggerLexicon triggers = [] {
    auto loaded = TriggerLexicon::load(DRAGOMAN_SOURCE_DIR);
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
    if (!loaded) return TriggerLexicon();
    loaded->build_forms();
    return std::move(loaded).value();
  }();
  return triggers;
}

const Gazetteer& gazetteer() {
  static const Gazetteer table = loaded(Gazetteer::load(DRAGOMAN_SOURCE_DIR, {}));
  return table;
}

// "TYPE actor,actor>recipient status" for every event; entities by country, else by name.
std::string code(const std::string& words) {
  Document d;
  d.text.content = words;
  d.tokens = segment(d.text);
  d.times = find_times(d.text, d.tokens);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  d.events = code_baseline(d.text, d.tokens, d.times, d.entities, lexicon());
  EXPECT_EQ(verify(d), "") << words;
  auto list = [&](const std::vector<EntityId>& ids) {
    std::string out;
    for (EntityId id : ids) {
      const EntityRow& row = d.entities.rows[id.index];
      out += (out.empty() ? "" : ",") + (row.country.empty() ? row.name : row.country);
    }
    return out;
  };
  std::string out;
  for (const EventRow& e : d.events)
    out += (out.empty() ? "" : "; ") + e.type + " " + list(e.actors) + ">" + list(e.recipients) +
           " " + std::string(to_string(e.status));
  return out;
}

TEST(Baseline, HostileInput) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(" \n"), std::string("\xEF\xBF\xBD"),
        std::string("met\0met", 7), std::string(100000, 'x'), std::string("met met met met")})
    EXPECT_EQ(code(text), "") << text.substr(0, 20);
}

TEST(Baseline, PlainSentences) {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"France thanked Norway.", "SUPPORT FRA>NOR actual"},
      {"Norway was thanked by France.", "SUPPORT FRA>NOR actual"},
      {"Iran condemned Israel on Monday.", "ACCUSE IRN>ISR actual"},
      {"Brazil met with Chile.", "CONSULT BRA,CHL> actual"},
      {"It rained in Norway.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(code(c.text), c.expected) << c.text;
}

TEST(Baseline, StatusWords) {
  EXPECT_EQ(code("France did not thank Norway."), "SUPPORT FRA>NOR negated");
  EXPECT_EQ(code("France will thank Norway."), "SUPPORT FRA>NOR planned");
  EXPECT_EQ(code("France might thank Norway."), "SUPPORT FRA>NOR hypothetical");
}

TEST(TriggerLexicon, CoversAllTypes) {
  std::set<std::string> types;
  for (const Trigger& t : lexicon().triggers()) {
    if (t.blocks()) continue;
    EXPECT_NE(quad_class(t.type), "") << t.pattern.phrase << " has the unknown type " << t.type;
    types.insert(t.type);
  }
  EXPECT_EQ(types.size(), 16u);
  EXPECT_GE(lexicon().triggers().size(), 1500u);
}

}  // namespace
}  // namespace dragoman

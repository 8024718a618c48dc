#include "document/document.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "dragoman/record.h"

namespace dragoman {
namespace {

// "Zoë thanked Ruritania." with one event, so that bytes and code points differ.
Document sample() {
  Document d;
  d.text.content = "Zo\xC3\xAB thanked Ruritania.";
  d.text.blocks = {{Block::Kind::kParagraph, {0, 23}}};
  d.text.info.id = "t1";
  d.text.info.format = "text";
  d.text.info.published = Published{"2021-07-18", "day", "header", "18 July 2021"};
  d.tokens.start = {0, 5, 13, 22};
  d.tokens.end = {4, 12, 22, 23};
  d.tokens.flags = {Tokens::kSpaceAfter, Tokens::kSpaceAfter, 0, 0};
  d.tokens.sentence_first = {0, 4};
  d.trees.head = {1, 1, 1, 1};
  d.trees.deprel = {Deprel::kNsubj, Deprel::kRoot, Deprel::kObj, Deprel::kPunct};
  d.entities.rows.resize(2);
  d.entities.rows[0].kind = EntityKind::kPerson;
  d.entities.rows[0].name = "Zo\xC3\xAB";
  d.entities.rows[1].kind = EntityKind::kState;
  d.entities.rows[1].name = "Ruritania";
  d.entities.mentions = {{0, 1, {0, 4}, EntityId(size_t{0}), MentionForm::kName},
                         {2, 3, {13, 22}, EntityId(size_t{1}), MentionForm::kName}};
  EventRow e;
  e.type = "SUPPORT";
  e.actors = {EntityId(size_t{0})};
  e.recipients = {EntityId(size_t{1})};
  e.trigger = {5, 12};
  e.evidence = {0, 23};
  e.rule = "test";
  e.when = {"2021-07-18", "2021-07-18", "day", "report"};
  d.events = {e};
  return d;
}

TEST(Verify, TakesSoundTablesAndEmptyOnes) {
  EXPECT_EQ(verify(Document{}), "");
  EXPECT_EQ(verify(sample()), "");
}

TEST(Verify, NamesTheFault) {
  struct Case {
    const char* fault;
    void (*spoil)(Document&);
  };
  const Case cases[] = {
      {"text is not well-formed UTF-8", [](Document& d) { d.text.content[2] = 'x'; }},
      {"block out of bounds", [](Document& d) { d.text.blocks[0].span.end = 99; }},
      {"token out of bounds", [](Document& d) { d.tokens.end[3] = 24; }},
      {"tokens overlap", [](Document& d) { d.tokens.start[1] = 3; }},
      {"token ends inside a code point", [](Document& d) { d.tokens.end[0] = 3; }},
      {"sentences do not cover", [](Document& d) { d.tokens.sentence_first[1] = 3; }},
      {"heads form a circle",
       [](Document& d) {
         d.trees.head = {1, 0, 1, 1};
       }},
      {"head outside its sentence", [](Document& d) { d.trees.head[0] = 9; }},
      {"mention of no entity",
       [](Document& d) { d.entities.mentions[0].entity = EntityId(size_t{7}); }},
      {"mentions out of order",
       [](Document& d) { std::swap(d.entities.mentions[0], d.entities.mentions[1]); }},
      {"event without trigger",
       [](Document& d) {
         d.events[0].trigger = {5, 5};
       }},
      {"evidence does not hold",
       [](Document& d) {
         d.events[0].evidence = {0, 8};
       }},
      {"event of no entity", [](Document& d) { d.events[0].actors[0] = EntityId(); }},
      {"event without rule", [](Document& d) { d.events[0].rule.clear(); }},
  };
  for (const Case& c : cases) {
    Document d = sample();
    c.spoil(d);
    EXPECT_EQ(verify(d).rfind(c.fault, 0), 0u) << c.fault << " but was: " << verify(d);
  }
}

TEST(Dump, IsReadable) {
  std::string text = dump(sample());
  EXPECT_NE(text.find("event v1 SUPPORT actual e1 > e2 \"thanked\""), std::string::npos) << text;
  EXPECT_NE(text.find("3 Ruritania 2 obj"), std::string::npos) << text;
}

TEST(ToRecord, CountsCodePoints) {
  Record r = to_record(sample());
  ASSERT_EQ(r.events.size(), 1u);
  EXPECT_EQ(r.events[0].trigger, (CharSpan{4, 11}));
  EXPECT_EQ(r.slice(r.events[0].trigger), "thanked");
  EXPECT_EQ(r.slice(r.entities[0].mentions[0].span), "Zo\xC3\xAB");
  EXPECT_EQ(r.slice(r.entities[1].mentions[0].span), "Ruritania");
  EXPECT_EQ(r.sentences, (std::vector<CharSpan>{{0, 22}}));
  EXPECT_EQ(r.events[0].quad, "verbal_cooperation");
  ASSERT_NE(r.entity("e2"), nullptr);
  EXPECT_EQ(r.entity("e2")->name, "Ruritania");
  EXPECT_EQ(r.entity("e3"), nullptr);
}

TEST(ToRecord, SliceStaysInsideTheText) {
  Record r = to_record(sample());
  EXPECT_EQ(r.slice({20, 400}), "a.");
  EXPECT_EQ(r.slice({400, 20}), "");
}

TEST(Json, EscapesAndStaysValid) {
  Document d = sample();
  d.text.info.title = "a \"b\" \\ \n\t\x01 \x7f é";
  d.text.diagnostics = {{"code", "message"}};
  d.text.removed = {{"Read more", "navigation"}};
  d.text.info.outlet = Outlet{"Test", "t.example", ""};
  auto json = nlohmann::json::parse(to_json(to_record(std::move(d))));
  EXPECT_EQ(json["report"]["title"], "a \"b\" \\ \n\t\x01 \x7f é");
  EXPECT_EQ(json["report"]["outlet"]["country"], nullptr);
  EXPECT_EQ(json["report"]["dateline"], nullptr);
  EXPECT_EQ(json["events"][0]["where"], nullptr);
  EXPECT_EQ(json["statements"], nlohmann::json::array());
}

TEST(Json, KeepsToTheSchema) {
  std::ifstream file(std::string(DRAGOMAN_SOURCE_DIR) + "/docs/record.schema.json");
  auto schema_json = nlohmann::json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
  auto valid = [&](nlohmann::json json) {
    valijson::Validator validator;
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
  };
  Document empty;
  empty.text.info.id = "x";
  empty.text.info.format = "text";
  auto json = nlohmann::json::parse(to_json(to_record(sample())));
  EXPECT_TRUE(valid(json));
  EXPECT_TRUE(valid(nlohmann::json::parse(to_json(to_record(std::move(empty))))));
  // And the schema says no where it should.
  auto wrong = json;
  wrong["events"][0]["type"] = "GREET";
  EXPECT_FALSE(valid(wrong));
  wrong = json;
  wrong.erase("times");
  EXPECT_FALSE(valid(wrong));
  wrong = json;
  wrong["report"]["published"]["basis"] = "crawl";
  EXPECT_FALSE(valid(wrong));
}

TEST(Ud, NamesGoThereAndBack) {
  for (int i = 0; i < kUposCount; ++i)
    EXPECT_EQ(upos_from(to_string(static_cast<Upos>(i))), static_cast<Upos>(i));
  EXPECT_EQ(upos_from("NOPE"), Upos::kX);
  EXPECT_EQ(to_string(deprel_from("nsubj:pass")), "nsubj:pass");
  EXPECT_EQ(deprel_from("nsubj:unheard"), Deprel::kNsubj);
  EXPECT_EQ(deprel_from(""), Deprel::kDep);
  EXPECT_EQ(universal(Deprel::kNsubjPass), Deprel::kNsubj);
  for (const char* feats :
       {"_", "Number=Sing", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
        "Case=Nom|Gender=Neut|Number=Plur|Person=3|PronType=Tot", "Voice=Pass"})
    EXPECT_EQ(feats_to_string(feats_from(feats)), feats);
  EXPECT_EQ(feature(feats_from("Tense=Past|Voice=Pass"), Feature::kVoice), "Pass");
  EXPECT_EQ(feature(feats_from("Tense=Past"), Feature::kVoice), "");
  EXPECT_EQ(feats_from("No=Such|Tense=Never|x"), 0u);
}

TEST(TokenAt, FindsTheWordThatCoversOrFollows) {
  Document d = sample();
  EXPECT_EQ(token_at(d.tokens, 0), 0u);
  EXPECT_EQ(token_at(d.tokens, 4), 1u);
  EXPECT_EQ(token_at(d.tokens, 21), 2u);
  EXPECT_EQ(token_at(d.tokens, 23), 4u);
}

}  // namespace
}  // namespace dragoman

#include "entity/nominals.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace dragoman {
namespace {

struct Given {
  uint32_t first, last, row;
  MentionForm form;
};

// Entities with these mentions; rows are people, save `place`.
Entities entities(const Document& d, const std::vector<Given>& mentions, uint32_t place = 99) {
  Entities out;
  for (const Given& g : mentions) {
    while (out.rows.size() <= g.row) {
      EntityRow row;
      row.kind = out.rows.size() == place ? EntityKind::kPlace : EntityKind::kPerson;
      out.rows.push_back(row);
    }
    MentionRow m;
    m.first = g.first;
    m.last = g.last;
    m.span = {d.tokens.start[g.first], d.tokens.end[g.last - 1]};
    m.entity = EntityId(size_t{g.row});
    m.form = g.form;
    out.mentions.push_back(m);
    if (g.form == MentionForm::kName) out.rows[g.row].name = m.span.of(d.text.content);
  }
  return out;
}

const char* kGovernor =
    "The/the/DET/2/det governor/governor/NOUN/7/nsubj of/of/ADP/4/case Hama/hama/PROPN/2/nmod "
    ",/,/PUNCT/6/punct Sahyan/sahyan/PROPN/4/appos left/leave/VERB/0/root ././PUNCT/7/punct";

TEST(Appositions, AnOfficeAndTheNameBesideItAreOne) {
  Document d = parsed(kGovernor);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  // The parser hangs the name on the place.
  Entities given = entities(d,
                            {{0, 2, 0, MentionForm::kNominal},
                             {3, 4, 1, MentionForm::kName},
                             {5, 6, 2, MentionForm::kName}},
                            1);
  given.rows[0].country = "SYR";
  given.rows[0].sector = "GOV";
  given.rows[0].roles.push_back({"governor", "SYR", "GOV", "", ""});
  const Entities out = join_appositions(given, d.tokens, tree);
  ASSERT_EQ(out.rows.size(), 2u);
  EXPECT_EQ(out.mentions[0].entity, out.mentions[2].entity);
  const EntityRow& sahyan = out.rows[out.mentions[2].entity.index];
  EXPECT_EQ(sahyan.name, "Sahyan");
  EXPECT_EQ(sahyan.country, "SYR");
  ASSERT_EQ(sahyan.roles.size(), 1u);
  EXPECT_EQ(sahyan.roles[0].title, "governor");
}

TEST(Appositions, ABodyAndItsNameSideBySide) {
  Document d = parsed(
      "The/the/DET/2/det agency/agency/NOUN/4/nsubj Irna/Irna/PROPN/2/appos "
      "said/say/VERB/0/root nothing/nothing/PRON/4/obj ././PUNCT/4/punct");
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Entities given = entities(d, {{0, 2, 0, MentionForm::kNominal}, {2, 3, 1, MentionForm::kName}});
  for (EntityRow& row : given.rows) row.kind = EntityKind::kMedia;
  given.rows[0].sector = "JRN";
  Entities out = join_appositions(given, d.tokens, tree);
  ASSERT_EQ(out.rows.size(), 1u);
  EXPECT_EQ(out.rows[0].name, "Irna");
  EXPECT_EQ(out.rows[0].sector, "JRN");
  // One mention: the words of both.
  ASSERT_EQ(out.mentions.size(), 1u);
  EXPECT_EQ(out.mentions[0].first, 0u);
  EXPECT_EQ(out.mentions[0].last, 3u);
  // Bodies of different kinds are two.
  given.rows[0].kind = EntityKind::kArmedForce;
  EXPECT_EQ(join_appositions(given, d.tokens, tree).rows.size(), 2u);
}

TEST(Appositions, TwoStayTwo) {
  Document d = parsed(kGovernor);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  const std::vector<Given> mentions = {{0, 2, 0, MentionForm::kNominal},
                                       {5, 6, 1, MentionForm::kName}};
  Entities other = entities(d, mentions);  // of another country
  other.rows[0].country = "SYR";
  other.rows[1].country = "FRA";
  EXPECT_EQ(join_appositions(other, d.tokens, tree).rows.size(), 2u);
  Entities body = entities(d, mentions);  // a body
  body.rows[1].kind = EntityKind::kOrganisation;
  EXPECT_EQ(join_appositions(body, d.tokens, tree).rows.size(), 2u);
  EXPECT_EQ(join_appositions(entities(d, mentions), d.tokens, tree).rows.size(), 1u);
  EXPECT_TRUE(join_appositions({}, d.tokens, tree).rows.empty());
}

const char* kFront =
    "The/the/DET/3/det People/people/PROPN/3/compound Front/front/PROPN/4/nsubj "
    "attacked/attack/VERB/0/root and/and/CCONJ/8/cc the/the/DET/7/det Front/front/PROPN/8/nsubj "
    "denied/deny/VERB/4/conj it/it/PRON/8/obj ././PUNCT/4/punct";

TEST(ShortNames, TheHeadOfANameIsWhoBearsIt) {
  Document d = parsed(kFront);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Entities given = entities(d, {{1, 3, 0, MentionForm::kName}});
  given.rows[0].kind = EntityKind::kArmedGroup;
  // Nobody knew the word.
  Entities out = join_short_names(given, d.tokens, tree);
  ASSERT_EQ(out.mentions.size(), 2u);
  EXPECT_EQ(out.mentions[1].first, 5u);
  EXPECT_EQ(out.mentions[1].entity, out.mentions[0].entity);
  // It was taken for another.
  given = entities(d, {{1, 3, 0, MentionForm::kName}, {5, 7, 1, MentionForm::kNominal}});
  for (EntityRow& row : given.rows) row.kind = EntityKind::kArmedGroup;
  out = join_short_names(given, d.tokens, tree);
  EXPECT_EQ(out.rows.size(), 1u);
  EXPECT_EQ(out.rows[0].name, given.rows[0].name);
  // A person is not called by the head of his name, nor is a state.
  given.rows[0].kind = EntityKind::kPerson;
  EXPECT_EQ(join_short_names(given, d.tokens, tree).rows.size(), 2u);
  EXPECT_TRUE(join_short_names({}, d.tokens, tree).rows.empty());
}

TEST(ShortNames, OfTwoNeither) {
  Document d = parsed(
      "Union/union/PROPN/2/compound Front/front/PROPN/6/nsubj and/and/CCONJ/5/cc "
      "Home/home/PROPN/5/compound Front/front/PROPN/2/conj met/meet/VERB/0/root "
      "and/and/CCONJ/10/cc the/the/DET/9/det Front/front/PROPN/10/nsubj "
      "denied/deny/VERB/6/conj ././PUNCT/6/punct");
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Entities given = entities(d, {{0, 2, 0, MentionForm::kName},
                                {3, 5, 1, MentionForm::kName},
                                {7, 9, 2, MentionForm::kNominal}});
  for (EntityRow& row : given.rows) row.kind = EntityKind::kArmedGroup;
  EXPECT_EQ(join_short_names(given, d.tokens, tree).rows.size(), 3u);
}

}  // namespace
}  // namespace dragoman

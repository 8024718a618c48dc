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

}  // namespace
}  // namespace dragoman

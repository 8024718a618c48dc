// Whose somebody is by the words around him, which office he held and when, and what common nouns
// refer to: patterns over words alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "entity/entity.h"
#include "segment/segment.h"
#include "support/parsed.h"

namespace dragoman {
namespace {

const Gazetteer& gazetteer() {
  static const Gazetteer loaded = [] {
    auto g = Gazetteer::load(DRAGOMAN_SOURCE_DIR, {});
    if (!g) {
      ADD_FAILURE() << g.error().message;
      return Gazetteer();
    }
    return std::move(g).value();
  }();
  return loaded;
}

Document read(std::string content, std::string published = "2021-07-18") {
  Document d;
  d.text.content = std::move(content);
  if (!published.empty()) d.text.info.published = Published{published, "day", "argument", ""};
  d.tokens = segment(d.text);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  EXPECT_EQ(verify(d), "");
  return d;
}

// The entities of the mentions that end with the nth occurrence of these words.
std::vector<const EntityRow*> at(const Document& d, const std::string& words, int nth = 0) {
  std::vector<const EntityRow*> out;
  size_t from = 0;
  for (int i = 0; i <= nth; ++i) {
    from = d.text.content.find(words, i == 0 ? 0 : from + 1);
    if (from == std::string::npos) return out;
  }
  Span span{static_cast<uint32_t>(from), static_cast<uint32_t>(from + words.size())};
  for (const MentionRow& m : d.entities.mentions)
    if (m.span.end == span.end && m.span.start <= span.start)
      out.push_back(&d.entities.rows[m.entity.index]);
  return out;
}

std::string countries(const std::vector<const EntityRow*>& rows) {
  std::vector<std::string> list;
  for (const EntityRow* row : rows) list.push_back(row->country);
  std::sort(list.begin(), list.end());
  std::string out;
  for (const std::string& c : list) out += (out.empty() ? "" : "+") + c;
  return out;
}

TEST(Owners, HostileTextsGiveSoundTables) {
  for (const std::string& text : std::vector<std::string>{"",
                                                          "a",
                                                          " \n\t ",
                                                          "\xEF\xBF\xBD",
                                                          std::string("The\0group", 9),
                                                          std::string(1 << 20, 'B'),
                                                          "the group",
                                                          "the group's leader",
                                                          "'s leader",
                                                          "'s army",
                                                          "resigned as president",
                                                          "as president",
                                                          "was president",
                                                          "appointed president as",
                                                          "“We “we our army",
                                                          "their ambassadors",
                                                          "government of of",
                                                          "court in",
                                                          "in court in",
                                                          "-based firm",
                                                          "Swiss-based",
                                                          "sent soldiers",
                                                          "from Mexico and",
                                                          "officials from"})
    read(text);
}

TEST(Owners, CountryByTheWordsAround) {
  struct Case {
    const char *text, *words, *country;
  };
  for (const Case& c : std::vector<Case>{
           // states as nouns, and nouns in a row
           {"The Myanmar government refused.", "government", "MMR"},
           {"Pakistan Army units withdrew.", "Pakistan Army units", "PAK"},
           {"A Zimbabwe court freed them.", "court", "ZWE"},
           {"Beijing police arrested two men.", "police", "CHN"},
           {"Syrian government warplanes came back.", "warplanes", "SYR"},
           {"US officials were silent.", "US officials", "USA"},
           {"NATO troops were on alert.", "NATO troops", "IGO"},
           {"A Swiss-based firm said no.", "firm", "CHE"},
           // possessives and people
           {"The Trump administration has pushed for it.", "administration", "USA"},
           {"Maduro’s vice president stayed away.", "vice president", "VEN"},
           {"Sweden’s Erik Holm lost.", "Erik Holm", "SWE"},
           // behind the noun
           {"Authorities in Pakistan imposed a curfew.", "Authorities", "PAK"},
           {"A court in Argentina released her.", "court", "ARG"},
           {"Finance ministers from Mexico and Chile met.", "Finance ministers", "CHL+MEX"},
           {"President Julius Maada of Sierra Leone met them.", "Julius Maada", "SLE"},
           // guests are not at home where they are
           {"Migrants in Libya waited.", "Migrants", ""},
           // who sends them
           {"Britain sent 600 soldiers.", "soldiers", "GBR"},
           // one name of several words wins over a shorter one with an article
           {"The East African Community met.", "East African Community", "IGO"},
           // an office said of somebody has the country that it is of
           {"Tomas Reyes resigned as president of Peru.", "Tomas Reyes", "PER"},
           {"Egypt woke up to tanks. Adly Karim, the chief justice, was sworn in.", "Adly Karim",
            "EGY"},
           {"Joe Biden and Vladimir Putin talked. They agreed that their ambassadors would return.",
            "ambassadors", "RUS+USA"},
       }) {
    Document d = read(c.text);
    auto found = at(d, c.words);
    ASSERT_FALSE(found.empty()) << c.text << "\n" << dump(d);
    EXPECT_EQ(countries(found), c.country) << c.text << "\n" << dump(d);
  }
}

TEST(Owners, BodiesAndSidesByCommonNouns) {
  struct Case {
    const char *text, *words;
    int nth;
    const char* name;  // empty: nothing may be found
  };
  for (const Case& c : std::vector<Case>{
           {"Hezbollah attacked at dawn. The group said it had won.", "The group", 0, "Hezbollah"},
           {"Hezbollah fought Hamas. The group said it had won.", "The group", 0, ""},
           {"North Korea fired a rocket. The South protested.", "The South", 0, "South Korea"},
           {"Sudan and Chad talked. The South protested.", "The South", 0, ""},
           {"NATO met in Oslo. The alliance agreed.", "The alliance", 0,
            "North Atlantic Treaty Organization"},
           {"“We will rebuild it,” said Syrian Foreign Minister Wael Dagher.", "We", 0, "Syria"},
           {"Syrian Foreign Minister Wael Dagher spoke. “We will rebuild it,” he said.", "We", 0,
            "Syria"},
           {"Hezbollah won. Its leader spoke.", "Its", 0, "Hezbollah"},
       }) {
    Document d = read(c.text);
    auto found = at(d, c.words, c.nth);
    EXPECT_EQ(found.size() == 1 ? found[0]->name : std::string(found.empty() ? "" : "several"),
              c.name)
        << c.text << "\n"
        << dump(d);
  }
}

TEST(Owners, SidesAreThoseWhoTalkNotWhereTheyMeet) {
  for (const auto& [text, wanted] : std::vector<std::pair<const char*, const char*>>{
           {"Brazilian and Peruvian envoys met in Switzerland. Both sides were pleased.",
            "BRA+PER"},
           {"Brazil and Peru met Chile. Both sides were pleased.", ""}}) {
    Document d = read(text);
    EXPECT_EQ(countries(at(d, "Both sides")), wanted) << text << "\n" << dump(d);
  }
}

TEST(Owners, CommonNounsThatNobodyOwnsAreOthersEachTime) {
  Document d = read("Students marched. Later students slept. The students went home.");
  auto first = at(d, "Students"), second = at(d, "students"), third = at(d, "students", 1);
  ASSERT_EQ(first.size(), 1u) << dump(d);
  ASSERT_EQ(second.size(), 1u) << dump(d);
  ASSERT_EQ(third.size(), 1u) << dump(d);
  EXPECT_NE(first[0], second[0]);
  EXPECT_EQ(second[0], third[0]);
}

TEST(Owners, OfficesAreDatedWhereTheWordsSayWhen) {
  struct Case {
    const char *text, *words, *title, *start, *end;
  };
  for (const Case& c : std::vector<Case>{
           {"Ana Torres, who served as finance minister of Peru from 2007 to 2012, spoke.",
            "Ana Torres", "finance minister", "2007", "2012"},
           {"Josef Novak worked as an adviser to the court between 1995 and 1999.", "Josef Novak",
            "adviser", "1995", "1999"},
           {"Boris Kral has been president of Moldova since 2014.", "Boris Kral", "president",
            "2014", ""},
           {"Peter Okoye, prime minister of Ghana until 2011, left.", "Peter Okoye",
            "prime minister", "", "2011"},
           {"Maria Soto was sworn in as president of Chile in 2018.", "Maria Soto", "president",
            "2018", ""},
           {"Tomas Reyes resigned as president of Peru in 1998.", "Tomas Reyes", "president", "",
            "1998"},
           {"Former President Hugo Silva (1999-2004) came.", "Hugo Silva", "former president",
            "1999", "2004"},
           // no date of the office, or no office
           {"Ana Torres, the finance minister of Peru, spoke in 2012.", "Ana Torres",
            "finance minister", "", ""},
           {"Tomas Reyes, the president of Peru, will resign as president in 2030.", "Tomas Reyes",
            "president", "", ""},
           {"Tomas Reyes, president of Peru from 2012 to 1998, left.", "Tomas Reyes", "president",
            "", ""},
       }) {
    Document d = read(c.text);
    auto found = at(d, c.words);
    ASSERT_FALSE(found.empty()) << c.text << "\n" << dump(d);
    const Role* role = nullptr;
    for (const Role& r : found[0]->roles)
      if (r.title == c.title) role = &r;
    ASSERT_NE(role, nullptr) << c.text << "\n" << dump(d);
    EXPECT_EQ(role->start, c.start) << c.text;
    EXPECT_EQ(role->end, c.end) << c.text;
  }
}

TEST(Owners, AnOfficeThatIsOnlyWantedOrDeniedIsNone) {
  for (const char* text :
       {"Omar Said was not elected president.", "Omar Said will become president of Chad.",
        "Omar Said said that Ali Hassan was minister.", "Omar Said wants to serve as president."}) {
    Document d = read(text);
    for (const EntityRow* row : at(d, "Omar Said")) EXPECT_TRUE(row->roles.empty()) << text;
  }
}

TEST(Owners, DatesOfTheTimeStageDateOffices) {
  Document d;
  d.text.content = "Carl Lund was appointed foreign minister of Norway on 3 April.";
  d.tokens = segment(d.text);
  Times times(1);
  for (uint32_t i = 0; i < d.tokens.size(); ++i)
    if (d.tokens.span(i).of(d.text.content) == "3") times[0].first = i;
  times[0].last = times[0].first + 2;
  times[0].span = {d.tokens.start[times[0].first], d.tokens.end[times[0].last - 1]};
  times[0].value = "2016-04-03";
  d.entities =
      find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer(), PlaceTable(), times);
  auto found = at(d, "Carl Lund");
  ASSERT_FALSE(found.empty());
  ASSERT_EQ(found[0]->roles.size(), 1u) << dump(d);
  EXPECT_EQ(found[0]->roles[0].start, "2016-04-03");
  EXPECT_EQ(found[0]->roles[0].country, "NOR");
}

TEST(Owners, StormedCapitalsAreTowns) {
  for (const auto& [text, kind] : std::vector<std::pair<const char*, EntityKind>>{
           {"Syria fell: Rebels stormed Damascus.", EntityKind::kPlace},
           {"Syrian rebels moved into Damascus.", EntityKind::kPlace},
           {"Syrian rebels slept in Damascus’s northern suburbs.", EntityKind::kPlace},
           {"Syria warned against meddling in Damascus’s internal affairs.", EntityKind::kState},
           {"Syria listened: Iraq asked Damascus for time.", EntityKind::kState}}) {
    Document d = read(text);
    auto found = at(d, "Damascus");
    ASSERT_FALSE(found.empty()) << text << "\n" << dump(d);
    EXPECT_EQ(found[0]->kind, kind) << text;
  }
}

// A portfolio that no table has belongs to the office; whose minister he is follows all the same.
TEST(Offices, MinistersOfWhatNoTableHas) {
  Document d = parsed(
      "The/the/DET/3/det Kenyan/Kenyan/ADJ/3/amod minister/minister/NOUN/12/nsubj of/of/ADP/5/case "
      "lagoons/lagoon/NOUN/3/nmod and/and/CCONJ/7/cc reefs/reef/NOUN/5/conj ,/,/PUNCT/9/punct "
      "Najib/Najib/PROPN/3/appos Balala/Balala/PROPN/9/flat ,/,/PUNCT/9/punct "
      "resigned/resign/VERB/0/root ././PUNCT/12/punct");
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  const auto minister = at(d, "Balala");
  ASSERT_EQ(minister.size(), 1u);
  EXPECT_EQ(minister[0]->country, "KEN");
  ASSERT_EQ(minister[0]->roles.size(), 1u);
  EXPECT_EQ(minister[0]->roles[0].title, "minister");
}

}  // namespace
}  // namespace dragoman

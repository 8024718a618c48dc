#include "entity/entity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/fold.h"
#include "segment/segment.h"

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

// Patterns over words alone: what must work without a language model.
Document read(std::string content, std::string dateline = "",
              std::string published = "2021-07-18") {
  Document d;
  d.text.content = std::move(content);
  if (!dateline.empty()) d.text.info.dateline = Dateline{dateline, ""};
  if (!published.empty()) d.text.info.published = Published{published, "day", "argument", ""};
  d.tokens = segment(d.text);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  EXPECT_EQ(verify(d), "");
  return d;
}

// The entities that the nth occurrence of these words denotes.
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

std::string names(const std::vector<const EntityRow*>& rows) {
  std::vector<std::string> list;
  for (const EntityRow* row : rows) list.push_back(row->name);
  std::sort(list.begin(), list.end());
  std::string out;
  for (const std::string& name : list) out += (out.empty() ? "" : " + ") + name;
  return out;
}

TEST(Entities, HostileTextsGiveSoundTables) {
  const std::vector<std::string> odd = {"",
                                        "a",
                                        " \n\t ",
                                        "\xEF\xBF\xBD\xEF\xBF\xBD",
                                        std::string("Syria\0said", 10),
                                        std::string(1 << 20, 'A'),
                                        "the the the the",
                                        "President",
                                        "President President President",
                                        "'s",
                                        "Syria's",
                                        "the two",
                                        "both",
                                        "his",
                                        "his counterpart",
                                        "Foreign Minister of of of",
                                        "of Syria",
                                        ", , , ,",
                                        "(",
                                        "“We",
                                        "“I “I “I",
                                        "al-",
                                        "al- al- al-",
                                        "The Minister of",
                                        "Syria and",
                                        "- - -"};
  for (const std::string& text : odd) read(text);
}

TEST(Entities, CostIsLinear) {
  // A quadratic step over mentions, people or rows would take minutes here.
  std::string text;
  for (int i = 0; i < 4000; ++i)
    text += "Syrian Foreign Minister Name" + std::to_string(i) + " Other" + std::to_string(i) +
            " met the minister and he thanked the two countries. ";
  auto start = std::chrono::steady_clock::now();
  Document d = read(text);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_GT(d.entities.rows.size(), 3500u);
  EXPECT_LT(seconds, 30);
}

struct OfficeCase {
  const char *text, *words, *name, *country, *title;
};

TEST(Entities, PeopleByOffice) {
  for (const OfficeCase& c : std::vector<OfficeCase>{
           {"Ruritania aside, Syrian Defense Minister Qutaiba Shaar spoke.", "Qutaiba Shaar",
            "Qutaiba Shaar", "SYR", "defense minister"},
           {"Chinese State Councilor and Foreign Minister Lin Baoshan arrived.", "Lin Baoshan",
            "Lin Baoshan", "CHN", "state councilor"},
           {"Guo Tielin, the Chinese military official charged with training, said so.",
            "Guo Tielin", "Guo Tielin", "CHN", "military official"},
           {"He met the Ambassador of the People's Republic of China in Damascus, Hu Tingyao, on "
            "Sunday.",
            "Hu Tingyao", "Hu Tingyao", "CHN", "ambassador"},
           {"Iran's foreign minister, Behrouz Tavakoli, replied.", "Behrouz Tavakoli",
            "Behrouz Tavakoli", "IRN", "foreign minister"},
           {"Kremlin spokesman Ilya Gorshin declined to comment.", "Ilya Gorshin", "Ilya Gorshin",
            "RUS", "kremlin spokesperson"},
           {"Former Turkish Prime Minister Kadir Yalvac agrees.", "Kadir Yalvac", "Kadir Yalvac",
            "TUR", "former prime minister"},
           {"Lebanese President Elias al-Khoury Haddad left.", "Elias al-Khoury Haddad",
            "Elias al-Khoury Haddad", "LBN", "president"},
           {"The president of France, Luc Armand, spoke.", "Luc Armand", "Luc Armand", "FRA",
            "president"},
           {"Defence Minister of Iraq Hamza al-Rubaie resigned.", "Hamza al-Rubaie",
            "Hamza al-Rubaie", "IRQ", "defense minister"},
       }) {
    Document d = read(c.text);
    auto found = at(d, c.words);
    ASSERT_FALSE(found.empty()) << c.text << "\n" << dump(d);
    EXPECT_EQ(found[0]->kind, EntityKind::kPerson) << c.text;
    EXPECT_EQ(found[0]->name, c.name) << c.text;
    EXPECT_EQ(found[0]->country, c.country) << c.text;
    EXPECT_TRUE(std::any_of(found[0]->roles.begin(), found[0]->roles.end(),
                            [&](const Role& r) { return r.title == c.title; }))
        << c.text << "\n"
        << dump(d);
  }
}

struct LinkCase {
  const char *text, *words;
  int nth;
  const char* names;
};

TEST(Entities, References) {
  const std::vector<LinkCase> cases = {
      // short names and other spellings
      {"Interior Minister Muhammad Al-Rakhawi of Egypt spoke. Al-Rakhawy left.", "Al-Rakhawy", 0,
       "Muhammad Al-Rakhawi"},
      {"President Adnan al-Hourani came. Later al-Hourani went.", "al-Hourani", 1,
       "Adnan al-Hourani"},
      // offices
      {"Syrian Foreign Minister Wael Dagher met Chinese Foreign Minister Lin Baoshan. The Chinese "
       "minister thanked him.",
       "The Chinese minister", 0, "Lin Baoshan"},
      {"Russian Foreign Minister Oleg Sazonov arrived. The top diplomat was tired.",
       "The top diplomat", 0, "Oleg Sazonov"},
      {"Guo Tielin, the Chinese military official, arrived. The official spoke.", "The official", 0,
       "Guo Tielin"},
      // two ministers of equal claim: left open, not guessed
      {"Syrian Foreign Minister Wael Dagher met Chinese Foreign Minister Lin Baoshan. The minister "
       "smiled.",
       "The minister", 0, "minister"},
      // counterparts
      {"Syrian Foreign Minister Wael Dagher met his Chinese counterpart Lin Baoshan.",
       "Lin Baoshan", 0, "Lin Baoshan"},
      {"Chinese President Lin Baoshan called Syrian President Wael Dagher. Dagher thanked his "
       "Chinese counterpart.",
       "his Chinese counterpart", 0, "Lin Baoshan"},
      // groups
      {"Syria and China signed. The two countries were pleased.", "The two countries", 0,
       "China + Syria"},
      {"Syria and China signed. Both sides were pleased.", "Both sides", 0, "China + Syria"},
      {"Syria, Iraq and China signed. Both sides were pleased.", "Both sides", 0, ""},
      {"Syrian Foreign Minister Wael Dagher met Chinese Foreign Minister Lin Baoshan. The two "
       "ministers agreed.",
       "The two ministers", 0, "Lin Baoshan + Wael Dagher"},
      {"Chinese and Syrian foreign ministers met.", "foreign ministers", 0,
       "foreign minister of China + foreign minister of Syria"},
      // countries
      {"Syria rejected the plan. The Arab country has its reasons.", "The Arab country", 0,
       "Syria"},
      {"Saudi Arabia rejected the plan. The kingdom has its reasons.", "The kingdom", 0,
       "Saudi Arabia"},
      {"Chinese President Lin Baoshan said his country would help.", "his country", 0, "China"},
      // pronouns
      {"Chinese President Lin Baoshan arrived. He said little.", "He", 0, "Lin Baoshan"},
      {"Chancellor Angela Brandt met President Viktor Antal. She spoke first.", "She", 0,
       "Angela Brandt"},
      {"Syria and China signed. They were pleased.", "They", 0, "China + Syria"},
      {"Syria said its army was ready.", "its", 0, "Syria"},
      // first person of a quotation
      {"“We stand by Syria,” Chinese Foreign Minister Lin Baoshan said.", "We", 0, "China"},
      {"“I am tired,” Chinese Foreign Minister Lin Baoshan said.", "I", 0, "Lin Baoshan"},
  };
  for (const LinkCase& c : cases) {
    Document d = read(c.text);
    EXPECT_EQ(names(at(d, c.words, c.nth)), c.names) << c.text << "\n" << dump(d);
  }
}

// Which of the words "I" and "you" of a text are one, as numbers in the order of the text: 0 for
// those who are left open.
std::vector<int> persons(const Document& d) {
  std::vector<int> out;
  std::map<uint32_t, int> number;
  for (uint32_t i = 0; i < d.tokens.size(); ++i) {
    const std::string word = fold(d.tokens.span(i).of(d.text.content));
    if (word != "i" && word != "my" && word != "you" && word != "your") continue;
    out.push_back(0);
    for (const MentionRow& m : d.entities.mentions)
      if (m.first == i && m.last == i + 1)
        out.back() =
            number.try_emplace(m.entity.index, static_cast<int>(number.size()) + 1).first->second;
  }
  return out;
}

TEST(Entities, WhoIsSpokenToAndWhoAnswers) {
  // The readers of a text are one, and nobody speaks.
  EXPECT_EQ(persons(read("You reach the island by boat. Take your passport along.")),
            (std::vector<int>{1, 1}));
  // In a quotation nobody knows, but within a sentence it is the same one.
  EXPECT_EQ(persons(read("“You know what you owe us,” the sailor said. “Do you?” he asked.")),
            (std::vector<int>{1, 1, 0}));
  // Questions and answers: who is asked is who says "I", and who asks stays open.
  EXPECT_EQ(persons(read("When did you first see the harbour of the old town, may I ask? I saw it "
                         "as a child when my father sailed there every summer. Did you ever go "
                         "back to that harbour in later years? I never found the time for such a "
                         "long journey. Would you do it all again if there were a chance to? I "
                         "would, and you can print that in the paper.")),
            (std::vector<int>{1, 0, 1, 1, 1, 1, 1, 1, 0}));
}

TEST(Entities, PlaceOrActor) {
  struct Case {
    const char *text, *words;
    EntityKind kind;
  };
  for (const Case& c : std::vector<Case>{
           {"Syria complained, and Damascus said it would answer.", "Damascus", EntityKind::kState},
           {"Chinese envoys arrived in Damascus on Monday.", "Damascus", EntityKind::kPlace},
           {"China wants closer ties with Damascus, not with Russia.", "Damascus",
            EntityKind::kState},
           {"China condemned the attack in Syria.", "Syria", EntityKind::kPlace},
           {"China praised Syria.", "Syria", EntityKind::kState},
           {"The Kremlin is silent.", "Kremlin", EntityKind::kState},
           {"The Syrian government is silent.", "government", EntityKind::kState},
           {"The Syrian army is silent.", "army", EntityKind::kArmedForce},
           {"DAMASCUS, Syria - The talks began.", "DAMASCUS", EntityKind::kPlace}}) {
    Document d = read(c.text);
    auto found = at(d, c.words);
    ASSERT_FALSE(found.empty()) << c.text << "\n" << dump(d);
    EXPECT_EQ(found[0]->kind, c.kind) << c.text << "\n" << dump(d);
  }
}

TEST(Entities, AmbiguousFormsNeedASecondSign) {
  struct Case {
    const char *text, *words, *country;  // empty: nothing may be found
  };
  for (const Case& c : std::vector<Case>{
           {"Georgian President Levan Kobidze spoke as Georgia mourned.", "Georgia", "GEO"},
           {"Michael Jordan scored again.", "Jordan", ""},
           {"Jordan and Iraq signed a treaty.", "Jordan", "JOR"},
           {"They told us to wait.", "us", ""}}) {
    Document d = read(c.text);
    std::string country;
    for (const EntityRow* row : at(d, c.words, std::string(c.words) == "Georgia" ? 1 : 0))
      country += row->kind == EntityKind::kState ? row->country : "";
    EXPECT_EQ(country, c.country) << c.text << "\n" << dump(d);
  }
}

TEST(Entities, OfficialsWithoutAStateBelongToTheDateline) {
  Document d =
      read("The Minister of Interior, Major General Tawfiq Al-Rumi, met the Chinese ambassador.",
           "Damascus");
  auto found = at(d, "Tawfiq Al-Rumi");
  ASSERT_FALSE(found.empty()) << dump(d);
  EXPECT_EQ(found[0]->country, "SYR");
}

TEST(Entities, WellKnownPeopleHaveTheirCountryAndNothingElse) {
  Document d = read("Angela Merkel waited. Putin came late.");
  auto merkel = at(d, "Angela Merkel");
  ASSERT_FALSE(merkel.empty()) << dump(d);
  EXPECT_EQ(merkel[0]->country, "DEU");
  EXPECT_TRUE(merkel[0]->roles.empty());
}

TEST(Entities, TheSameTextGivesTheSameTables) {
  const std::string text =
      "Syria and China signed. Presidents Lin Baoshan and Wael Dagher met in Beijing; the two "
      "leaders and their ministers agreed.";
  EXPECT_EQ(dump(read(text)), dump(read(text)));
}

TEST(Entities, WorksWithoutAnyGazetteer) {
  Document d;
  d.text.content = "Syrian President Wael Dagher met Angela Brandt. He left.";
  d.tokens = segment(d.text);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, Gazetteer());
  EXPECT_EQ(verify(d), "");
}

}  // namespace
}  // namespace dragoman

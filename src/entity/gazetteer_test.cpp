#include "entity/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "entity/user_lists.h"
#include "segment/segment.h"

namespace dragoman {
namespace {

struct Words {
  Text text;
  Tokens tokens;
  std::vector<uint64_t> hashes;
  explicit Words(std::string content) {
    text.content = std::move(content);
    tokens = segment(text);
    Gazetteer::hash_words(text, tokens, hashes);
  }
};

const Gazetteer& shipped() {
  static const Gazetteer gazetteer = [] {
    auto loaded = Gazetteer::load(DRAGOMAN_SOURCE_DIR, {});
    if (!loaded) {
      ADD_FAILURE() << loaded.error().message;
      return Gazetteer();
    }
    return std::move(loaded).value();
  }();
  return gazetteer;
}

// The actor of the longest phrase at the first word whose case fits.
const Actor* first_actor(const Gazetteer& g, const Words& w) {
  if (w.hashes.empty()) return nullptr;
  Gazetteer::Match match = g.longest(w.hashes, 0);
  for (uint32_t f = match.form; match.length && f != Gazetteer::kNone; f = g.form(f).next) {
    Span span{w.tokens.start[0], w.tokens.end[match.length - 1]};
    if (g.fits(g.form(f), span.of(w.text.content), false)) return &g.actor(g.form(f));
  }
  return nullptr;
}

TEST(Gazetteer, AnyWords) {
  for (std::string odd :
       {std::string(), std::string("a"), std::string(" \t\n"), std::string("\xEF\xBF\xBD"),
        std::string("x\0y", 3), std::string(200000, 'q'), std::string("= ? | ="),
        std::string("the the the")}) {
    Words w(odd);
    first_actor(shipped(), w);
  }
  EXPECT_EQ(Gazetteer().longest(std::vector<uint64_t>{1, 2, 3}, 0).length, 0u);
}

TEST(Gazetteer, KnowsStatesByEveryForm) {
  struct Case {
    const char *words, *country;
  };
  for (const Case& c : std::vector<Case>{{"Syria", "SYR"},
                                         {"Syrian", "SYR"},
                                         {"Damascus", "SYR"},
                                         {"People's Republic of China", "CHN"},
                                         {"People\xE2\x80\x99s Republic of China", "CHN"},
                                         {"Beijing", "CHN"},
                                         {"Kremlin", "RUS"},
                                         {"U.S.", "USA"},
                                         {"US", "USA"},
                                         {"United Kingdom", "GBR"},
                                         {"Côte d'Ivoire", "CIV"},
                                         {"Soviet Union", "SUN"},
                                         {"Yugoslavia", "YUG"},
                                         {"Taiwan", "TWN"}}) {
    Words w(c.words);
    const Actor* actor = first_actor(shipped(), w);
    ASSERT_NE(actor, nullptr) << c.words;
    EXPECT_EQ(actor->country, c.country) << c.words;
  }
}

TEST(Gazetteer, CaseTellsStatesFromWords) {
  for (const char* words : {"us", "turkey", "china", "polish", "who"}) {
    Words w(words);
    const Actor* actor = first_actor(shipped(), w);
    EXPECT_TRUE(actor == nullptr || actor->kind != EntityKind::kState) << words;
  }
}

TEST(Gazetteer, RegularPlurals) {
  struct Case {
    const char *one, *many;
  };
  for (const Case& c :
       std::vector<Case>{{"minister", "ministers"},
                         {"deputy", "deputies"},
                         {"minister of foreign affairs", "ministers of foreign affairs"},
                         {"spokesman", "spokesmen"},
                         {"secretary-general", "secretaries-general"},
                         {"major general", "major generals"},
                         {"attorney general", "attorneys general"},
                         {"judge", "judges"},
                         {"", ""},
                         {"boss", "bosses"}})
    EXPECT_EQ(regular_plural(c.one), c.many) << c.one;
}

TEST(Gazetteer, DaysCompareLikeDates) {
  EXPECT_EQ(day_number("2003"), 20030000u);
  EXPECT_EQ(day_number("2003-04"), 20030400u);
  EXPECT_EQ(day_number("2003-04-09T10:00:00Z"), 20030409u);
  EXPECT_EQ(day_number(""), 0u);
  EXPECT_EQ(day_number("abc"), 0u);
  EXPECT_EQ(day_number("99999999999999999999"), 0u);
  EXPECT_EQ(day_number("2003-1-2-3-4"), 0u);
}

TEST(Gazetteer, AUsersStateKeepsOurDemonyms) {
  const std::string path = testing::TempDir() + "/mine.actors";
  std::ofstream(path) << "CHINA_ [CHN]\n+CHINESE_\n+DRAGON_COURT_\nBLUE_FRONT_ [SYRREB]\n";
  auto g = Gazetteer::load(DRAGOMAN_SOURCE_DIR, {path});
  ASSERT_TRUE(g) << g.error().message;
  Words chinese("Chinese"), court("Dragon Court"), front("Blue Front");
  EXPECT_EQ(g->form(g->longest(chinese.hashes, 0).form).role, PhraseRole::kDemonym);
  ASSERT_NE(first_actor(*g, court), nullptr);
  EXPECT_EQ(first_actor(*g, court)->country, "CHN");
  ASSERT_NE(first_actor(*g, front), nullptr);
  EXPECT_EQ(first_actor(*g, front)->kind, EntityKind::kArmedGroup);
}

TEST(Gazetteer, LaterFormsOfAPhraseComeFirst) {
  Gazetteer g;
  Actor one, two;
  one.name = "One";
  two.name = "Two";
  g.add_form(g.add_actor(one), PhraseRole::kName, "Blue Party");
  g.add_form(g.add_actor(two), PhraseRole::kName, "=Blue Party?");
  Words w("Blue Party");
  Gazetteer::Match match = g.longest(w.hashes, 0);
  ASSERT_EQ(match.length, 2u);
  EXPECT_EQ(g.actor_of(match.form).name, "Two");
  EXPECT_TRUE(g.form(match.form).ambiguous);
  EXPECT_TRUE(g.form(match.form).exact_case);
  EXPECT_EQ(g.actor_of(g.form(match.form).next).name, "One");
  EXPECT_FALSE(g.fits(g.form(match.form), "BLUE PARTY", false));
  EXPECT_TRUE(g.fits(g.form(match.form), "BLUE PARTY", true));
}

// --- users' lists ---

struct Parsed {
  std::string name, country, sector;
  EntityKind kind;
};

TEST(UserLists, FormatsByContent) {
  struct Case {
    const char *what, *bytes;
    Parsed want;
    size_t actors, forms;
  };
  const std::vector<Case> cases = {
      {"tsv",
       "# name\taliases\tkind\tcountry\tsector\tfrom\tto\tnote\nBlue Front\t=BF|Front of the "
       "Blue\tarmed_group\tSYR\tREB|PTY\t2012\t2019-05\tmine\n",
       {"Blue Front", "SYR", "REB", EntityKind::kArmedGroup},
       1,
       3},
      {"tsv without the rest",
       "Blue Front\tBF\n",
       {"Blue Front", "", "", EntityKind::kOrganisation},
       1,
       2},
      {"csv, free columns, quotes",
       "country,name,aliases\nSYR,\"Front, the Blue\",\"BF|B \"\"F\"\"\"\n",
       {"Front, the Blue", "SYR", "", EntityKind::kOrganisation},
       1,
       3},
      {"csv in our order",
       "Blue Front,BF,party,LBN,PTY\n",
       {"Blue Front", "LBN", "PTY", EntityKind::kParty},
       1,
       2},
      {"toml",
       "# mine\n[[actor]]\nname = \"Blue Front\"\naliases = [\"BF\", # short\n 'Blues']\nkind = "
       "\"party\"\nfrom = 2011-01-01\n[[actor]]\nname='Red'\n",
       {"Blue Front", "", "", EntityKind::kParty},
       2,
       3},
      {"petrarch",
       "# comment\nBLUE_FRONT_ [SYRREB]\n+FRONT_OF_BLUE_\n",
       {"Blue Front", "SYR", "REB", EntityKind::kArmedGroup},
       1,
       2},
      {"petrarch, code below",
       "JOHN_DOE_  # somebody\n\t[SYRELI]\n\t[SYRGOV 010203-20100405]\n",
       {"John Doe", "SYR", "ELI", EntityKind::kPerson},
       2,
       1},
      {"petrarch igo",
       "THE_BLUE_UNION_ [IGOBLU]\n",
       {"The Blue Union", "IGO", "IGO", EntityKind::kInternationalOrganisation},
       1,
       1},
      {"petrarch agents",
       "!PERSON! = MAN, WOMAN\nFARM!PERSON! {} [~AGR]\n",
       {"Farmman", "", "AGR", EntityKind::kPopulation},
       1,
       2},
      {"bom",
       "\xEF\xBB\xBF"
       "Blue Front\tBF\n",
       {"Blue Front", "", "", EntityKind::kOrganisation},
       1,
       2},
      {"carriage returns",
       "name,country\r\nBlue,SYR\r\n",
       {"Blue", "SYR", "", EntityKind::kOrganisation},
       1,
       1},
  };
  for (const Case& c : cases) {
    auto list = parse_user_list(c.bytes, "mine");
    ASSERT_TRUE(list) << c.what << ": " << list.error().message;
    ASSERT_EQ(list->size(), c.actors) << c.what;
    const UserActor& own = list->front();
    EXPECT_EQ(own.actor.name, c.want.name) << c.what;
    EXPECT_EQ(own.actor.country, c.want.country) << c.what;
    EXPECT_EQ(own.actor.sector, c.want.sector) << c.what;
    EXPECT_EQ(own.actor.kind, c.want.kind) << c.what;
    EXPECT_EQ(own.forms.size(), c.forms) << c.what;
  }
}

TEST(UserLists, PeriodsOfPetrarch) {
  auto list = parse_user_list(
      "JOHN_DOE_\n\t[SYRGOV 010203-20100405]\n\t[SYRGOV >990101]\n\t[SYRELI <850101]\n\t[SYR]\n",
      "mine");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 4u);
  EXPECT_EQ((*list)[0].actor.from,
            0u);  // the undated one first, so that dated ones are found before it
  EXPECT_EQ((*list)[1].actor.from, 20010203u);
  EXPECT_EQ((*list)[1].actor.to, 20100406u);
  EXPECT_EQ((*list)[2].actor.from, 19990101u);
  EXPECT_EQ((*list)[3].actor.to, 19850101u);
}

TEST(UserLists, FaultsNameFileAndLine) {
  struct Case {
    const char *bytes, *where;
  };
  for (const Case& c : std::vector<Case>{{"Blue\tBF\tdragon\n", "mine:1: "},
                                         {"ok\ta\n\nBlue\tBF\tparty\tSyria\n", "mine:3: "},
                                         {"Blue\tBF\tparty\tSYR\trebel\n", "mine:1: "},
                                         {"Blue\tBF\tparty\tSYR\tREB\tyesterday\n", "mine:1: "},
                                         {"Blue\tBF\tparty\tSYR\tREB\t2012\t2010\n", "mine:1: "},
                                         {"\tBF\n", "mine:1: "},
                                         {"a\tb\tparty\tSYR\tREB\t2012\t2013\tx\ty\n", "mine:1: "},
                                         {"name,colour\nBlue,red\n", "mine:1: "},
                                         {"name,country\nBlue,\"SYR\n", "mine:2: "},
                                         {"[[actor]]\nname = Blue\n", "mine:2: "},
                                         {"[[actor]]\ncolour = \"red\"\n", "mine:2: "},
                                         {"[[actor]]\nname = \"Blue\"\n[other]\n", "mine:3: "},
                                         {"BLUE_ [SYR\n", "mine:1: "},
                                         {"[SYRGOV]\n", "mine:1: "},
                                         {"FARM!PERSON! [~AGR]\n", "mine:1: "},
                                         {"Blue\t\xFF\n", "mine:1: "}}) {
    auto list = parse_user_list(c.bytes, "mine");
    ASSERT_FALSE(list) << c.bytes;
    EXPECT_EQ(list.error().code, Error::Code::kFormat);
    EXPECT_EQ(list.error().message.substr(0, std::string(c.where).size()), c.where)
        << list.error().message;
  }
}

TEST(UserLists, PetrarchsTypingErrorsAreToldAndLeftOut) {
  std::vector<std::string> notes;
  auto list = parse_user_list(
      "BLUE_ [SYRGOV >yesterday]\n\t[SYRREB 9008223-911221]\n\t[S]\n\t[SYRMIL]\n", "mine", &notes);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ((*list)[0].actor.sector, "MIL");
  ASSERT_EQ(notes.size(), 3u);
  EXPECT_EQ(notes[1].substr(0, 8), "mine:2: ");
}

TEST(UserLists, HostileBytes) {
  for (const std::string& odd :
       {std::string(), std::string("a"), std::string(" \n\t\r\n"), std::string("\xFF\xFE"),
        std::string("\0\0\n", 3), std::string(300000, '|'), std::string(300000, '['),
        std::string(100000, '\n') + "[[", std::string("\"\"\"\"\"\"")})
    (void)parse_user_list(odd, "mine");
  auto missing = read_user_list("/nowhere/at/all.tsv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Error::Code::kNotFound);
}

}  // namespace
}  // namespace dragoman

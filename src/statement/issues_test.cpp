#include "statement/issues.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "entity/entity.h"
#include "support/loaded.h"
#include "support/parsed.h"

namespace dragoman {
namespace {

const IssueLexicon& table() {
  static const IssueLexicon table = loaded(IssueLexicon::load(DRAGOMAN_SOURCE_DIR));
  return table;
}

const Gazetteer& gazetteer() {
  static const Gazetteer table = loaded(Gazetteer::load(DRAGOMAN_SOURCE_DIR, {}));
  return table;
}

// What the whole text is on, said by the state with this code if there is one in the text.
std::string issue(std::string_view sentence, std::string_view holder = {}) {
  Document d = parsed(sentence);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  const MentionIndex mentions(d.tokens, tree, d.entities);
  std::vector<EntityId> holders;
  for (size_t e = 0; e < d.entities.rows.size(); ++e)
    if (!holder.empty() && d.entities.rows[e].country == holder) holders.push_back(EntityId(e));
  IssueFinder finder(table(), gazetteer(), d.tokens, d.tags, tree, mentions, d.entities);
  return finder.of({0, static_cast<uint32_t>(d.text.content.size())}, holders);
}

TEST(Issues, HostileInput) {
  EXPECT_EQ(issue(""), "");
  EXPECT_EQ(issue("a/a/DET/0/root"), "");
  EXPECT_EQ(issue("-/-/PUNCT/0/root"), "");
  EXPECT_EQ(issue(std::string("a\0b/a/X/0/root", 15)), "");
  EXPECT_EQ(issue("--/--/NOUN/0/root ---/---/NOUN/1/obj"), "");
  // Ten thousand words in a chain, each a wording and each below the one before.
  std::string deep = "sanctions/sanction/NOUN/0/root";
  for (int i = 1; i < 10000; ++i) deep += " sanctions/sanction/NOUN/" + std::to_string(i) + "/nmod";
  EXPECT_EQ(issue(deep), "sanctions");
  std::string verbs = "go/go/VERB/0/root";
  for (int i = 1; i < 10000; ++i) verbs += " go/go/VERB/" + std::to_string(i) + "/xcomp";
  EXPECT_EQ(issue(verbs), "");
  EXPECT_EQ(issue(std::string(5000, 'a') + "/a/NOUN/0/root"), "a");
}

struct Case {
  const char* tree;
  const char* expected;
  const char* holder = "";
};

TEST(Issues, StandingIssues) {
  const Case cases[] = {
      // hyphens, blanks and articles do not matter
      {"the/the/DET/3/det One-China/one-china/PROPN/3/compound principle/principle/NOUN/0/root",
       "one-china principle"},
      {"the/the/DET/5/det one/one/NUM/4/nummod -/-/PUNCT/4/punct China/China/PROPN/5/compound "
       "policy/policy/NOUN/0/root",
       "one-china principle"},
      // American spelling
      {"normalization/normalization/NOUN/0/root of/of/ADP/3/case relations/relation/NOUN/1/nmod "
       "with/with/ADP/5/case Cuba/Cuba/PROPN/1/nmod",
       "normalisation of relations with Cuba"},
      // the party: aimed at, owner, demonym, behind the participle, of the verb
      {"lift/lift/VERB/0/root the/the/DET/3/det sanctions/sanction/NOUN/1/obj on/on/ADP/5/case "
       "Iran/Iran/PROPN/3/nmod",
       "sanctions on Iran"},
      {"US/US/PROPN/2/compound sanctions/sanction/NOUN/0/root imposed/impose/VERB/2/acl "
       "against/against/ADP/5/case Cuba/Cuba/PROPN/3/obl",
       "sanctions on Cuba"},
      {"impose/impose/VERB/0/root sanctions/sanction/NOUN/1/obj on/on/ADP/4/case "
       "Mali/Mali/PROPN/1/obl",
       "sanctions on Mali"},
      {"American/american/ADJ/2/amod sanctions/sanction/NOUN/0/root", "sanctions"},
      {"Syria/Syria/PROPN/3/nmod:poss 's/'s/PART/1/case sovereignty/sovereignty/NOUN/0/root",
       "sovereignty of Syria"},
      {"the/the/DET/2/det reconstruction/reconstruction/NOUN/0/root of/of/ADP/4/case "
       "Iraq/Iraq/PROPN/2/nmod",
       "reconstruction of Iraq"},
      {"the/the/DET/3/det Kenyan/kenyan/ADJ/3/amod elections/election/NOUN/0/root",
       "elections in Kenya"},
      {"recognise/recognise/VERB/0/root Palestine/Palestine/PROPN/1/obj",
       "recognition of Palestine"},
      {"withdraw/withdraw/VERB/0/root its/its/PRON/3/nmod:poss troops/troop/NOUN/1/obj "
       "from/from/ADP/5/case Syria/Syria/PROPN/1/obl",
       "troop withdrawal from Syria"},
      // the doer is not whom it is aimed at
      {"Israel/Israel/PROPN/3/nmod:poss 's/'s/PART/1/case recognition/recognition/NOUN/0/root "
       "of/of/ADP/5/case Palestine/Palestine/PROPN/3/nmod",
       "recognition of Palestine"},
      // relations are with the other side
      {"relations/relation/NOUN/0/root between/between/ADP/3/case China/China/PROPN/1/nmod "
       "and/and/CCONJ/5/cc Peru/Peru/PROPN/3/conj",
       "relations with Peru", "CHN"},
      {"relations/relation/NOUN/0/root between/between/ADP/3/case China/China/PROPN/1/nmod "
       "and/and/CCONJ/5/cc Peru/Peru/PROPN/3/conj",
       "relations with China", "PER"},
      // the longest wording
      {"the/the/DET/3/det peace/peace/NOUN/3/compound talks/talk/NOUN/0/root", "peace talks"},
      // the nearest to the top
      {"the/the/DET/2/det extradition/extradition/NOUN/0/root of/of/ADP/4/case "
       "suspects/suspect/NOUN/2/nmod of/of/ADP/6/case terrorism/terrorism/NOUN/4/nmod",
       "extradition"},
      // near: the word that an ambiguous wording needs
      {"the/the/DET/2/det abduction/abduction/NOUN/0/root of/of/ADP/5/case a/a/DET/5/det "
       "nurse/nurse/NOUN/2/nmod",
       "abduction of nurse"},
      {"the/the/DET/2/det abduction/abduction/NOUN/0/root of/of/ADP/5/case "
       "Japanese/japanese/ADJ/5/amod citizens/citizen/NOUN/2/nmod",
       "abductions by North Korea"},
      // letter case
      {"NPT/NPT/PROPN/2/compound review/review/NOUN/0/root", "Non-Proliferation Treaty"},
      {"a/a/DET/3/det new/new/ADJ/3/amod start/start/NOUN/0/root", "start"},
      {"the/the/DET/3/det New/New/PROPN/3/compound START/START/PROPN/0/root", "New START"},
  };
  for (const Case& c : cases) EXPECT_EQ(issue(c.tree, c.holder), c.expected) << c.tree;
}

TEST(Issues, HeadPhrase) {
  const Case cases[] = {
      {"the/the/DET/3/det two/two/NUM/3/nummod harbours/harbour/NOUN/0/root", "harbour"},
      // of a clause the object, in the passive the subject
      {"Oslo/Oslo/PROPN/2/nsubj buys/buy/VERB/0/root our/our/PRON/4/nmod:poss "
       "ferries/ferry/NOUN/2/obj",
       "ferry"},
      {"the/the/DET/2/det bridge/bridge/NOUN/4/nsubj:pass was/be/AUX/4/aux:pass "
       "rebuffed/rebuff/VERB/0/root by/by/ADP/6/case planners/planner/NOUN/4/obl",
       "bridge"},
      {"wants/want/VERB/0/root to/to/PART/3/mark sell/sell/VERB/1/xcomp the/the/DET/5/det "
       "ferry/ferry/NOUN/3/obj",
       "ferry"},
      // what somebody says in his turn, not the saying
      {"the/the/DET/2/det mayor/mayor/NOUN/3/nsubj says/say/VERB/0/root they/they/PRON/5/nsubj "
       "sell/sell/VERB/3/ccomp ferries/ferry/NOUN/5/obj",
       "ferry"},
      // never a pronoun, a bare word of saying or time
      {"it/it/PRON/2/nsubj happened/happen/VERB/0/root yesterday/yesterday/NOUN/2/obl", ""},
      {"this/this/PRON/0/root", ""},
      {"said/say/NOUN/0/root", ""},
      // verdicts and vague heads go
      {"the/the/DET/3/det heinous/heinous/ADJ/3/amod arson/arson/NOUN/0/root", "arson"},
      {"the/the/DET/2/det importance/importance/NOUN/0/root of/of/ADP/4/case "
       "lighthouses/lighthouse/NOUN/2/nmod",
       "lighthouse"},
      {"the/the/DET/2/det need/need/NOUN/0/root to/to/PART/4/mark paint/paint/VERB/2/acl "
       "lighthouses/lighthouse/NOUN/4/obj",
       "lighthouse"},
      {"readiness/readiness/NOUN/0/root", ""},
      // names as the table has them
      {"criticised/criticise/VERB/0/root Kuala/Kuala/PROPN/1/obj Lumpur/Lumpur/PROPN/2/flat",
       "Malaysia"},
      {"the/the/DET/4/det Moldovan/moldovan/ADJ/4/amod wine/wine/NOUN/4/compound "
       "fair/fair/NOUN/0/root in/in/ADP/6/case Ghent/Ghent/PROPN/4/nmod",
       "Moldovan wine fair in Ghent"},
  };
  for (const Case& c : cases) EXPECT_EQ(issue(c.tree, c.holder), c.expected) << c.tree;
  // at most five words
  std::string longest = issue(
      "rural/rural/ADJ/6/amod wooden/wooden/ADJ/6/amod goat/goat/NOUN/6/compound "
      "cheese/cheese/NOUN/6/compound market/market/NOUN/6/compound hall/hall/NOUN/0/root "
      "in/in/ADP/8/case town/town/NOUN/6/nmod");
  EXPECT_LE(std::count(longest.begin(), longest.end(), ' '), 4) << longest;
  EXPECT_TRUE(longest.ends_with("hall")) << longest;
}

TEST(Issues, TableIsWhole) {
  EXPECT_GE(table().size(), 250u);
}

TEST(Issues, FaultsInTheTableAreTold) {
  namespace fs = std::filesystem;
  const fs::path dir = fs::path(testing::TempDir()) / "issues_test";
  fs::create_directories(dir / "resources" / "ontology");
  const fs::path file = dir / "resources" / "ontology" / "issues.tsv";
  const std::pair<const char*, const char*> cases[] = {
      {"sanctions on {nobody}\tsanction\t\n", "unknown slot {nobody}"},
      {"{state}\tsanction\t\n", "no preposition before the slot"},
      {"sanctions beyond {state}\tsanction\t\n", "unknown preposition 'beyond'"},
      {"a\tpeace talk\t\nb\tpeace talks\t\n", "wording 'peace talks' is empty or stands twice"},
      {"a\tthe\t\n", "wording 'the' is empty or stands twice"},
  };
  for (auto [text, message] : cases) {
    std::ofstream(file) << text;
    auto loaded = IssueLexicon::load(dir.string());
    ASSERT_FALSE(loaded) << text;
    EXPECT_NE(loaded.error().message.find(message), std::string::npos) << loaded.error().message;
    EXPECT_NE(loaded.error().message.find("issues.tsv:"), std::string::npos);
  }
  fs::remove_all(dir);
  EXPECT_FALSE(IssueLexicon::load(dir.string()));
}

}  // namespace
}  // namespace dragoman

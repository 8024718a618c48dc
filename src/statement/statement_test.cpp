#include "statement/statement.h"

#include <gtest/gtest.h>

#include "entity/entity.h"
#include "statement/quotes.h"
#include "statement/speaker_pronouns.h"
#include "support/loaded.h"
#include "support/parsed.h"

namespace dragoman {
namespace {

const ReportingLexicon& reporting() {
  static const ReportingLexicon table = loaded(ReportingLexicon::load(DRAGOMAN_SOURCE_DIR));
  return table;
}

const Gazetteer& gazetteer() {
  static const Gazetteer table = loaded(Gazetteer::load(DRAGOMAN_SOURCE_DIR, {}));
  return table;
}

const IssueLexicon& issue_table() {
  static const IssueLexicon table = loaded(IssueLexicon::load(DRAGOMAN_SOURCE_DIR));
  return table;
}

std::string plain(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return std::string(s);
}

Document with_statements(Document d) {
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  MentionIndex mentions(d.tokens, tree, d.entities);
  Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting());
  IssueFinder issues(issue_table(), gazetteer(), d.tokens, d.tags, tree, mentions, d.entities);
  d.statements =
      find_statements(d.text, d.tokens, tree, quotes, d.events, d.entities, mentions, issues);
  EXPECT_EQ(verify(d), "") << d.text.content;
  return d;
}

// "act form (source) content", with the status where it is not actual.
std::string statements(Document document) {
  const Document d = with_statements(std::move(document));
  std::string out;
  for (const StatementRow& s : d.statements) {
    out += (out.empty() ? "" : "; ") + s.act + " " + s.form + " (" +
           (s.source ? plain(s.source->of(d.text.content)) : "") + ") " +
           plain(s.content.of(d.text.content));
    if (s.status != EventStatus::kActual) out += " [" + std::string(to_string(s.status)) + "]";
  }
  return out;
}

// Sentences of hand-made trees, one after the other.
Document joined(std::initializer_list<std::string_view> sentences) {
  Document all;
  for (std::string_view sentence : sentences) {
    Document d = parsed(sentence);
    const auto bytes = static_cast<uint32_t>(all.text.content.size());
    const auto words = static_cast<uint32_t>(all.tokens.size());
    const auto lemmas = static_cast<uint32_t>(all.tags.lemmas.size());
    if (all.tokens.sentence_first.empty()) all.tokens.sentence_first = {0};
    all.text.content += d.text.content + " ";
    all.tags.lemmas += d.tags.lemmas;
    for (size_t i = 0; i < d.tokens.size(); ++i) {
      all.tokens.start.push_back(d.tokens.start[i] + bytes);
      all.tokens.end.push_back(d.tokens.end[i] + bytes);
      all.tokens.flags.push_back(d.tokens.flags[i]);
      all.tags.upos.push_back(d.tags.upos[i]);
      all.tags.feats.push_back(d.tags.feats[i]);
      all.tags.lemma_end.push_back(d.tags.lemma_end[i] + lemmas);
      all.trees.head.push_back(d.trees.head[i] + words);
      all.trees.deprel.push_back(d.trees.deprel[i]);
    }
    all.tokens.sentence_first.push_back(words + static_cast<uint32_t>(d.tokens.size()));
  }
  EXPECT_EQ(verify(all), "") << all.text.content;
  return all;
}

TEST(Statements, HostileInput) {
  EXPECT_EQ(statements(parsed("")), "");
  EXPECT_EQ(statements(parsed("a/a/DET/0/root")), "");
  EXPECT_EQ(statements(parsed("said/say/VERB/0/root")), "");
  EXPECT_EQ(statements(parsed("\"/\"/PUNCT/0/root")), "");
  EXPECT_EQ(statements(parsed(std::string("a\0b/a/X/0/root", 15))), "");
  // Every word a cue below the one before it, ten thousand deep.
  std::string deep = "say/say/VERB/0/root";
  for (int i = 1; i < 10000; ++i) deep += " say/say/VERB/" + std::to_string(i) + "/ccomp";
  statements(parsed(deep));
  std::string marks = "\"/\"/PUNCT/0/root";
  for (int i = 1; i < 10000; ++i) marks += i % 2 ? " ;/;/PUNCT/1/punct" : " \"/\"/PUNCT/1/punct";
  statements(parsed(marks));
}

struct Case {
  const char* text;
  const char* tree;
  const char* expected;
};

TEST(Statements, Constructions) {
  const Case cases[] = {
      {"The minister said that Norway had closed the harbour.",
       "The/the/DET/2/det minister/minister/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "that/that/SCONJ/7/mark Norway/Norway/PROPN/7/nsubj "
       "had/have/AUX/7/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "closed/close/VERB/3/ccomp/Tense=Past|VerbForm=Part the/the/DET/9/det "
       "harbour/harbour/NOUN/7/obj ././PUNCT/3/punct",
       "say indirect (The minister) Norway had closed the harbour"},
      {"The army said on Monday that two soldiers were missing.",
       "The/the/DET/2/det army/army/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin on/on/ADP/5/case "
       "Monday/Monday/PROPN/3/obl that/that/SCONJ/10/mark two/two/NUM/8/nummod "
       "soldiers/soldier/NOUN/10/nsubj "
       "were/be/AUX/10/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "missing/miss/VERB/3/ccomp/Tense=Pres|VerbForm=Part ././PUNCT/3/punct",
       "say indirect (The army) two soldiers were missing"},
      {"The envoy told the council that the bridge was safe.",
       "The/the/DET/2/det envoy/envoy/NOUN/3/nsubj "
       "told/tell/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det council/council/NOUN/3/iobj that/that/SCONJ/10/mark "
       "the/the/DET/8/det bridge/bridge/NOUN/10/nsubj "
       "was/be/AUX/10/cop/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "safe/safe/ADJ/3/ccomp ././PUNCT/3/punct",
       "say indirect (The envoy) the bridge was safe"},
      {"Two soldiers were missing, the army said.",
       "Two/two/NUM/2/nummod soldiers/soldier/NOUN/4/nsubj "
       "were/be/AUX/4/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "missing/miss/VERB/8/ccomp/Tense=Pres|VerbForm=Part ,/,/PUNCT/4/punct "
       "the/the/DET/7/det army/army/NOUN/8/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "././PUNCT/8/punct",
       "say indirect (the army) Two soldiers were missing"},
      {"The gates are shut, says Oslo.",
       "The/the/DET/2/det gates/gate/NOUN/4/nsubj:pass "
       "are/be/AUX/4/aux:pass/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "shut/shut/VERB/6/ccomp ,/,/PUNCT/4/punct "
       "says/say/VERB/0/root/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "Oslo/Oslo/PROPN/6/obj ././PUNCT/6/punct",
       "say indirect (Oslo) The gates are shut"},
      {"Norway, the envoy said, has closed the harbour.",
       "Norway/Norway/PROPN/5/nsubj ,/,/PUNCT/1/punct the/the/DET/4/det "
       "envoy/envoy/NOUN/5/nsubj "
       "said/say/VERB/8/parataxis/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       ",/,/PUNCT/5/punct has/have/AUX/8/aux/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "closed/close/VERB/0/root/Tense=Past|VerbForm=Part the/the/DET/10/det "
       "harbour/harbour/NOUN/8/obj ././PUNCT/8/punct",
       "say indirect (the envoy) Norway, the envoy said, has closed the harbour"},
      {"According to the Red Cross, the camp is empty.",
       "According/accord/VERB/5/case/Tense=Pres|VerbForm=Part to/to/ADP/1/fixed "
       "the/the/DET/5/det Red/Red/ADJ/5/amod Cross/Cross/PROPN/10/obl ,/,/PUNCT/5/punct "
       "the/the/DET/8/det camp/camp/NOUN/10/nsubj "
       "is/be/AUX/10/cop/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "empty/empty/ADJ/0/root ././PUNCT/10/punct",
       "say indirect (the Red Cross) the camp is empty"},
      {"The camp is empty, according to the Red Cross.",
       "The/the/DET/2/det camp/camp/NOUN/4/nsubj "
       "is/be/AUX/4/cop/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "empty/empty/ADJ/0/root ,/,/PUNCT/10/punct "
       "according/accord/VERB/10/case/Tense=Pres|VerbForm=Part to/to/ADP/6/fixed "
       "the/the/DET/10/det Red/Red/ADJ/10/amod Cross/Cross/PROPN/4/obl "
       "././PUNCT/4/punct",
       "say indirect (the Red Cross) The camp is empty"},
      {"Finland thanked Sweden for the two ferries.",
       "Finland/Finland/PROPN/2/nsubj "
       "thanked/thank/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "Sweden/Sweden/PROPN/2/obj for/for/ADP/7/case the/the/DET/7/det "
       "two/two/NUM/7/nummod ferries/ferry/NOUN/2/obl ././PUNCT/2/punct",
       "thank indirect (Finland) the two ferries"},
      {"Norway accused Finland of hiding the maps.",
       "Norway/Norway/PROPN/2/nsubj "
       "accused/accuse/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "Finland/Finland/PROPN/2/obj of/of/SCONJ/5/mark "
       "hiding/hid/VERB/2/advcl/VerbForm=Ger the/the/DET/7/det maps/map/NOUN/5/obj "
       "././PUNCT/2/punct",
       "accuse indirect (Norway) hiding the maps"},
      {"The union called for a strike.",
       "The/the/DET/2/det union/union/NOUN/3/nsubj "
       "called/call/VERB/0/root/Tense=Past|VerbForm=Part|Voice=Pass for/for/ADP/6/case "
       "a/a/DET/6/det strike/strike/NOUN/3/obl ././PUNCT/3/punct",
       "urge indirect (The union) a strike"},
      {"Norway called on Finland to open the road.",
       "Norway/Norway/PROPN/2/nsubj "
       "called/call/VERB/0/root/Tense=Past|VerbForm=Part|Voice=Pass on/on/ADP/4/case "
       "Finland/Finland/PROPN/2/obl to/to/PART/6/mark "
       "open/open/VERB/2/advcl/VerbForm=Inf the/the/DET/8/det road/road/NOUN/6/obj "
       "././PUNCT/2/punct",
       "urge indirect (Norway) to open the road"},
      {"The council expressed concern about the drought.",
       "The/the/DET/2/det council/council/NOUN/3/nsubj "
       "expressed/express/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "concern/concern/NOUN/3/obj about/about/ADP/7/case the/the/DET/7/det "
       "drought/drought/NOUN/4/nmod ././PUNCT/3/punct",
       "oppose indirect (The council) the drought"},
      {"Norway denied having burned the maps.",
       "Norway/Norway/PROPN/2/nsubj "
       "denied/deny/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "having/havinve/AUX/4/aux/Tense=Pres|VerbForm=Part "
       "burned/burn/VERB/2/ccomp/Tense=Past|VerbForm=Part the/the/DET/6/det "
       "maps/map/NOUN/4/obj ././PUNCT/2/punct",
       "deny indirect (Norway) having burned the maps"},
      {"The chief declined to say who had fled.",
       "The/the/DET/2/det chief/chief/NOUN/3/nsubj "
       "declined/decline/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "to/to/PART/5/mark say/say/VERB/3/xcomp/VerbForm=Inf "
       "who/who/PRON/8/nsubj/PronType=Int "
       "had/have/AUX/8/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "fled/fl/VERB/5/ccomp/Tense=Past|VerbForm=Part ././PUNCT/3/punct",
       "say indirect (The chief) who had fled [negated]"},
      {"The governor would neither confirm nor deny that the bridge had fallen.",
       "The/the/DET/2/det governor/governor/NOUN/5/nsubj "
       "would/would/AUX/5/aux/VerbForm=Fin neither/neither/CCONJ/5/advmod "
       "confirm/confirm/VERB/0/root/VerbForm=Inf nor/nor/CCONJ/7/cc "
       "deny/deny/VERB/5/conj/VerbForm=Inf that/that/SCONJ/12/mark the/the/DET/10/det "
       "bridge/bridge/NOUN/12/nsubj "
       "had/have/AUX/12/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "fallen/fall/VERB/7/ccomp/Tense=Past|VerbForm=Part ././PUNCT/5/punct",
       "say indirect (The governor) the bridge had fallen [negated]"},
      {"Norway called the raid a crime.",
       "Norway/Norway/PROPN/2/nsubj "
       "called/call/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/4/det raid/raid/NOUN/2/obj a/a/DET/6/det crime/crime/NOUN/2/obj "
       "././PUNCT/2/punct",
       "condemn indirect (Norway) the raid a crime"},
      {"Norway rejected the charge.",
       "Norway/Norway/PROPN/2/nsubj "
       "rejected/reject/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/4/det charge/charge/NOUN/2/obj ././PUNCT/2/punct",
       "deny indirect (Norway) the charge"},
      {"The envoy said that Finland opposes the plan and supports the truce.",
       "The/the/DET/2/det envoy/envoy/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "that/that/SCONJ/6/mark Finland/Finland/PROPN/6/nsubj "
       "opposes/oppose/VERB/3/ccomp/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "the/the/DET/8/det plan/plan/NOUN/6/obj and/and/CCONJ/10/cc "
       "supports/support/VERB/6/conj/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "the/the/DET/12/det truce/truce/NOUN/10/obj ././PUNCT/3/punct",
       "oppose indirect (The envoy) Finland opposes the plan; support indirect (The "
       "envoy) supports the truce"},
      {"The radio reported, quoting the mayor, that the well was dry.",
       "The/the/DET/2/det radio/radio/NOUN/3/nsubj "
       "reported/report/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       ",/,/PUNCT/5/punct quoting/quote/VERB/3/advcl/Tense=Pres|VerbForm=Part "
       "the/the/DET/7/det mayor/mayor/NOUN/5/obj ,/,/PUNCT/13/punct "
       "that/that/SCONJ/13/mark the/the/DET/11/det well/well/NOUN/13/nsubj "
       "was/be/AUX/13/cop/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin dry/dry/ADJ/5/ccomp "
       "././PUNCT/3/punct",
       "say indirect (The radio) the well was dry; say indirect (the mayor) the well "
       "was dry"},
      {"Norway said it would not accept the verdict.",
       "Norway/Norway/PROPN/2/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "it/it/PRON/6/nsubj/Person=3|PronType=Prs would/would/AUX/6/aux/VerbForm=Fin "
       "not/not/PART/6/advmod accept/accept/VERB/2/ccomp/VerbForm=Inf the/the/DET/8/det "
       "verdict/verdict/NOUN/6/obj ././PUNCT/2/punct",
       "oppose indirect (Norway) it would not accept the verdict"},
      {"Norway said it would send two ships.",
       "Norway/Norway/PROPN/2/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "it/it/PRON/5/nsubj/Person=3|PronType=Prs would/would/AUX/5/aux/VerbForm=Fin "
       "send/send/VERB/2/ccomp/VerbForm=Inf two/two/NUM/7/nummod ships/ship/NOUN/5/obj "
       "././PUNCT/2/punct",
       "pledge indirect (Norway) it would send two ships"},
      {"The ministers agreed that the road should be mended.",
       "The/the/DET/2/det ministers/minister/NOUN/3/nsubj "
       "agreed/agree/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "that/that/SCONJ/9/mark the/the/DET/6/det road/road/NOUN/9/nsubj:pass "
       "should/should/AUX/9/aux/VerbForm=Fin be/be/AUX/9/aux:pass/VerbForm=Inf "
       "mended/mend/VERB/3/ccomp/Tense=Past|VerbForm=Part|Voice=Pass ././PUNCT/3/punct",
       "urge indirect (The ministers) the road should be mended"},
      {"The crowd marched to demand bread.",
       "The/the/DET/2/det crowd/crowd/NOUN/3/nsubj "
       "marched/march/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "to/to/PART/5/mark demand/demand/VERB/3/xcomp/VerbForm=Inf "
       "bread/bread/NOUN/5/obj ././PUNCT/3/punct",
       ""},
      {"The envoy may criticise the plan.",
       "The/the/DET/2/det envoy/envoy/NOUN/4/nsubj may/may/AUX/4/aux/VerbForm=Fin "
       "criticise/criticise/VERB/0/root/VerbForm=Inf the/the/DET/6/det "
       "plan/plan/NOUN/4/obj ././PUNCT/4/punct",
       ""},
      {"Norway wants Finland to leave the island.",
       "Norway/Norway/PROPN/2/nsubj "
       "wants/want/VERB/0/root/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "Finland/Finland/PROPN/2/obj to/to/PART/5/mark "
       "leave/leave/VERB/2/xcomp/VerbForm=Inf the/the/DET/7/det "
       "island/island/NOUN/5/obj ././PUNCT/2/punct",
       "urge indirect (Norway) to leave the island"},
      {"The army said the bridge was safe; Finland demanded the maps.",
       "The/the/DET/2/det army/army/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det bridge/bridge/NOUN/7/nsubj "
       "was/be/AUX/7/cop/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "safe/safe/ADJ/3/ccomp ;/;/PUNCT/10/punct Finland/Finland/PROPN/10/nsubj "
       "demanded/demand/VERB/3/parataxis/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/12/det maps/map/NOUN/10/obj ././PUNCT/3/punct",
       "say indirect (The army) the bridge was safe; urge indirect (Finland) the maps"},
      {"The general vowed to crush the rebels.",
       "The/the/DET/2/det general/general/NOUN/3/nsubj "
       "vowed/vow/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "to/to/PART/5/mark crush/crush/VERB/3/xcomp/VerbForm=Inf the/the/DET/7/det "
       "rebels/rebel/NOUN/5/obj ././PUNCT/3/punct",
       "warn indirect (The general) to crush the rebels"},
      {"\"We will not pay,\" the harbour master said.",
       "\"/\"/PUNCT/5/punct We/we/PRON/5/nsubj/Person=1|PronType=Prs "
       "will/will/AUX/5/aux/VerbForm=Fin not/not/PART/5/advmod "
       "pay/pay/VERB/11/ccomp/VerbForm=Inf ,/,/PUNCT/5/punct \"/\"/PUNCT/5/punct "
       "the/the/DET/10/det harbour/harbour/NOUN/10/compound master/master/NOUN/11/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "././PUNCT/11/punct",
       "oppose direct (the harbour master) We will not pay"},
      {"\"The well is dry,\" said the mayor.",
       "\"/\"/PUNCT/5/punct The/the/DET/3/det well/well/NOUN/5/nsubj "
       "is/be/AUX/5/cop/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin dry/dry/ADJ/8/ccomp "
       ",/,/PUNCT/5/punct \"/\"/PUNCT/5/punct "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/10/det mayor/mayor/NOUN/8/nsubj ././PUNCT/8/punct",
       "say direct (the mayor) The well is dry"},
      {"Norway said soldiers from Finland had attacked the ship.",
       "Norway/Norway/PROPN/2/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "soldiers/soldier/NOUN/7/nsubj from/from/ADP/5/case Finland/Finland/PROPN/3/nmod "
       "had/have/AUX/7/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "attacked/attack/VERB/2/ccomp/Tense=Past|VerbForm=Part the/the/DET/9/det "
       "ship/ship/NOUN/7/obj ././PUNCT/2/punct",
       "accuse indirect (Norway) soldiers from Finland had attacked the ship"},
      {"The refugees said that soldiers had burned the village.",
       "The/the/DET/2/det refugees/refugee/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "that/that/SCONJ/7/mark soldiers/soldier/NOUN/7/nsubj "
       "had/have/AUX/7/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "burned/burn/VERB/3/ccomp/Tense=Past|VerbForm=Part the/the/DET/9/det "
       "village/village/NOUN/7/obj ././PUNCT/3/punct",
       "accuse indirect (The refugees) soldiers had burned the village"},
      {"The mayor was quoted as saying that the well was dry.",
       "The/the/DET/2/det mayor/mayor/NOUN/4/nsubj:pass "
       "was/be/AUX/4/aux:pass/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "quoted/quote/VERB/0/root/Tense=Past|VerbForm=Part|Voice=Pass as/as/SCONJ/6/mark "
       "saying/say/VERB/4/advcl/Tense=Pres|VerbForm=Part that/that/SCONJ/11/mark "
       "the/the/DET/9/det well/well/NOUN/11/nsubj "
       "was/be/AUX/11/cop/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin dry/dry/ADJ/6/ccomp "
       "././PUNCT/4/punct",
       "say indirect (The mayor) the well was dry"},
      {"If the ferry comes, Norway will sink it, the admiral warned.",
       "If/if/SCONJ/4/mark the/the/DET/3/det ferry/ferry/NOUN/4/nsubj "
       "comes/come/VERB/8/advcl/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       ",/,/PUNCT/4/punct Norway/Norway/PROPN/8/nsubj will/will/AUX/8/aux/VerbForm=Fin "
       "sink/sink/VERB/0/root/VerbForm=Inf it/it/PRON/8/obj/Person=3|PronType=Prs "
       ",/,/PUNCT/4/punct the/the/DET/12/det admiral/admiral/NOUN/13/nsubj "
       "warned/warn/VERB/8/parataxis/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "././PUNCT/13/punct",
       "warn indirect (the admiral) If the ferry comes, Norway will sink it"},
      {"The union said the wages must be paid.",
       "The/the/DET/2/det union/union/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det wages/wage/NOUN/8/nsubj:pass must/must/AUX/8/aux/VerbForm=Fin "
       "be/be/AUX/8/aux:pass/VerbForm=Inf "
       "paid/pay/VERB/3/ccomp/Tense=Past|VerbForm=Part|Voice=Pass ././PUNCT/3/punct",
       "urge indirect (The union) the wages must be paid"},
      {"The ministry said the report was false.",
       "The/the/DET/2/det ministry/ministry/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det report/report/NOUN/7/nsubj "
       "was/be/AUX/7/cop/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "false/false/ADJ/3/ccomp ././PUNCT/3/punct",
       "deny indirect (The ministry) the report was false"},
      {"Norway urged Finland to open the road.",
       "Norway/Norway/PROPN/2/nsubj "
       "urged/urge/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "Finland/Finland/PROPN/2/iobj to/to/PART/5/mark "
       "open/open/VERB/2/xcomp/VerbForm=Inf the/the/DET/7/det road/road/NOUN/5/obj "
       "././PUNCT/2/punct",
       "urge indirect (Norway) to open the road"},
      {"The fact that the road is closed is known.",
       "The/the/DET/2/det fact/fact/NOUN/9/nsubj:pass that/that/SCONJ/7/mark "
       "the/the/DET/5/det road/road/NOUN/7/nsubj:pass "
       "is/be/AUX/7/aux:pass/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "closed/close/VERB/2/acl/Tense=Past|VerbForm=Part|Voice=Pass "
       "is/be/AUX/9/aux:pass/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "known/know/VERB/0/root/Tense=Past|VerbForm=Part|Voice=Pass ././PUNCT/9/punct",
       ""},
      {"The army captured the town.",
       "The/the/DET/2/det army/army/NOUN/3/nsubj "
       "captured/capture/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det town/town/NOUN/3/obj ././PUNCT/3/punct",
       ""},
      {"He said that he was sorry.",
       "He/he/PRON/2/nsubj/Person=3|PronType=Prs "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "that/that/SCONJ/6/mark he/he/PRON/6/nsubj/Person=3|PronType=Prs "
       "was/be/AUX/6/cop/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "sorry/sorry/ADJ/2/ccomp ././PUNCT/2/punct",
       "apologise indirect (He) he was sorry"},
      {"Norway expelled the inspectors, charging that they had hidden the maps.",
       "Norway/Norway/PROPN/2/nsubj "
       "expelled/expell/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/4/det inspectors/inspector/NOUN/2/obj ,/,/PUNCT/6/punct "
       "charging/charge/VERB/2/advcl/Tense=Pres|VerbForm=Part that/that/SCONJ/10/mark "
       "they/they/PRON/10/nsubj/Person=3|PronType=Prs "
       "had/have/AUX/10/aux/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "hidden/hidde/VERB/6/ccomp/Tense=Past|VerbForm=Part the/the/DET/12/det "
       "maps/map/NOUN/10/obj ././PUNCT/2/punct",
       "accuse indirect (Norway) they had hidden the maps"},
      {"The premier called the king to apologise.",
       "The/the/DET/2/det premier/premier/NOUN/3/nsubj "
       "called/call/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det king/king/NOUN/3/obj to/to/PART/7/mark "
       "apologise/apologise/VERB/3/xcomp/VerbForm=Inf ././PUNCT/3/punct",
       ""},
      {"Mayor urged to resign by teachers.",
       "Mayor/Mayor/PROPN/2/nsubj "
       "urged/urge/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "to/to/PART/4/mark resign/resign/VERB/2/xcomp/VerbForm=Inf by/by/ADP/6/case "
       "teachers/teacher/NOUN/4/obl ././PUNCT/2/punct",
       "urge indirect (teachers) to resign"},
      {"The court rejected the appeal.",
       "The/the/DET/2/det court/court/NOUN/3/nsubj "
       "rejected/reject/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/5/det appeal/appeal/NOUN/3/obj ././PUNCT/3/punct",
       ""},
      {"Norway praised the decision of Finland to open the road.",
       "Norway/Norway/PROPN/2/nsubj "
       "praised/praise/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "the/the/DET/4/det decision/decision/NOUN/2/obj of/of/ADP/6/case "
       "Finland/Finland/PROPN/4/nmod to/to/PART/8/mark "
       "open/open/VERB/2/advcl/VerbForm=Inf the/the/DET/10/det road/road/NOUN/8/obj "
       "././PUNCT/2/punct",
       "praise indirect (Norway) the decision of Finland to open the road"},
      {"Norway last week announced a truce.",
       "Norway/Norway/PROPN/4/nsubj last/last/ADJ/3/amod week/week/NOUN/1/nmod:unmarked "
       "announced/announce/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin "
       "a/a/DET/6/det truce/truce/NOUN/4/obj ././PUNCT/4/punct",
       "say indirect (Norway) a truce"},
      {"The union said on Friday the ferry would stop, and that the crew must be paid.",
       "The/the/DET/2/det union/union/NOUN/3/nsubj "
       "said/say/VERB/0/root/Mood=Ind|Person=3|Tense=Past|VerbForm=Fin on/on/ADP/5/case "
       "Friday/Friday/PROPN/3/obl the/the/DET/7/det ferry/ferry/NOUN/9/nsubj "
       "would/would/AUX/9/aux/VerbForm=Fin stop/stop/VERB/3/ccomp/VerbForm=Inf "
       ",/,/PUNCT/17/punct and/and/CCONJ/17/cc that/that/SCONJ/17/mark "
       "the/the/DET/14/det crew/crew/NOUN/17/nsubj:pass "
       "must/must/AUX/17/aux/VerbForm=Fin be/be/AUX/17/aux:pass/VerbForm=Inf "
       "paid/pay/VERB/9/conj/Tense=Past|VerbForm=Part|Voice=Pass ././PUNCT/3/punct",
       "say indirect (The union) the ferry would stop; urge indirect (The union) the "
       "crew must be paid"},
      {"Norway, says the mayor, has sold the ships.",
       "Norway/Norway/PROPN/3/nsubj ,/,/PUNCT/1/punct "
       "says/say/VERB/0/root/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "the/the/DET/5/det mayor/mayor/NOUN/8/nsubj ,/,/PUNCT/5/punct "
       "has/have/AUX/8/aux/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "sold/sell/VERB/3/ccomp/Tense=Past|VerbForm=Part the/the/DET/10/det "
       "ships/ship/NOUN/8/obj ././PUNCT/3/punct",
       "say indirect (the mayor) Norway, says the mayor, has sold the ships"},
      {"The partners backing the plan met in Oslo.",
       "The/the/DET/2/det partners/partner/NOUN/0/root "
       "backing/back/VERB/2/acl/VerbForm=Ger the/the/DET/5/det plan/plan/NOUN/3/obj "
       "met/meet/VERB/5/acl/Tense=Past|VerbForm=Part|Voice=Pass in/in/ADP/8/case "
       "Oslo/Oslo/PROPN/6/obl ././PUNCT/6/punct",
       ""},
      {"Norway has not said what it will do.",
       "Norway/Norway/PROPN/4/nsubj "
       "has/have/AUX/4/aux/Mood=Ind|Person=3|Tense=Pres|VerbForm=Fin "
       "not/not/PART/4/advmod said/say/VERB/0/root/Tense=Past|VerbForm=Part "
       "what/what/PRON/4/obj/PronType=Int it/it/PRON/8/nsubj/Person=3|PronType=Prs "
       "will/will/AUX/8/aux/VerbForm=Fin do/do/VERB/5/acl:relcl/VerbForm=Inf "
       "././PUNCT/4/punct",
       "say indirect (Norway) what it will do [negated]"},
      {"Kyiv, Zelensky said in Helsinki, had not attacked Moscow.",
       "Kyiv/Kyiv/PROPN/4/nsubj ,/,/PUNCT/1/punct Zelensky/Zelensky/PROPN/4/nsubj "
       "said/say/VERB/0/root/VerbForm=Fin in/in/ADP/6/case Helsinki/Helsinki/PROPN/4/obl "
       ",/,/PUNCT/1/punct had/have/AUX/10/aux/VerbForm=Fin not/not/PART/10/advmod "
       "attacked/attack/VERB/4/ccomp/VerbForm=Part Moscow/Moscow/PROPN/10/obj "
       "././PUNCT/10/punct",
       "say indirect (Zelensky) Kyiv, Zelensky said in Helsinki, had not attacked Moscow"},
      {"The depot, said a notice on its gate, would open on Friday.",
       "The/the/DET/2/det depot/depot/NOUN/4/nsubj ,/,/PUNCT/2/punct "
       "said/say/VERB/0/root/VerbForm=Fin a/a/DET/6/det notice/notice/NOUN/12/nsubj "
       "on/on/ADP/9/case its/its/PRON/9/nmod:poss gate/gate/NOUN/6/nmod ,/,/PUNCT/6/punct "
       "would/would/AUX/12/aux/VerbForm=Fin open/open/VERB/4/ccomp/VerbForm=Inf "
       "on/on/ADP/14/case Friday/Friday/PROPN/12/obl ././PUNCT/4/punct",
       "say indirect (a notice on its gate) The depot, said a notice on its gate, would open on "
       "Friday"},
      {"Talk of peace is not on the agenda, said Mousavi.",
       "Talk/talk/NOUN/10/nsubj of/of/ADP/3/case peace/peace/NOUN/1/nmod "
       "is/be/AUX/8/cop/VerbForm=Fin not/not/PART/8/advmod on/on/ADP/8/case the/the/DET/8/det "
       "agenda/agenda/NOUN/10/ccomp ,/,/PUNCT/8/punct said/say/VERB/0/root/VerbForm=Fin "
       "Mousavi/Mousavi/PROPN/10/nsubj ././PUNCT/10/punct",
       "say indirect (Mousavi) Talk of peace is not on the agenda"},
      {"The talks failed, the minister said, adding that he was sorry.",
       "The/the/DET/2/det talks/talk/NOUN/3/nsubj failed/fail/VERB/0/root/VerbForm=Fin "
       ",/,/PUNCT/7/punct the/the/DET/6/det minister/minister/NOUN/7/nsubj "
       "said/say/VERB/3/parataxis/VerbForm=Fin ,/,/PUNCT/9/punct "
       "adding/add/VERB/7/advcl/VerbForm=Part that/that/SCONJ/13/mark "
       "he/he/PRON/13/nsubj/PronType=Prs was/be/AUX/13/cop/VerbForm=Fin "
       "sorry/sorry/ADJ/9/ccomp ././PUNCT/3/punct",
       "say indirect (the minister) The talks failed; apologise indirect (the minister) he was "
       "sorry"},
  };
  for (const Case& c : cases) EXPECT_EQ(statements(parsed(c.tree)), c.expected) << c.text;
}

// A noun that is an act of words makes a statement where who does it and what it is about stand by
// it, whatever the parser hangs them on; what is rejected was said by somebody else.
TEST(Statements, NounsOfWords) {
  EXPECT_EQ(
      statements(parsed("Cairo/Cairo/PROPN/2/nsubj rejected/reject/VERB/0/root/VerbForm=Fin "
                        "Oman/Oman/PROPN/5/nmod:poss 's/'s/PART/3/case appeal/appeal/NOUN/2/obj "
                        "for/for/ADP/7/case help/help/NOUN/5/nmod ././PUNCT/2/punct")),
      "oppose indirect (Cairo) Oman's appeal for help; urge indirect (Oman's) help");
  EXPECT_EQ(statements(parsed("A/a/DET/2/det call/call/NOUN/8/nsubj by/by/ADP/4/case "
                              "Oman/Oman/PROPN/2/nmod to/to/PART/6/mark free/free/VERB/4/acl "
                              "him/he/PRON/6/obj failed/fail/VERB/0/root/VerbForm=Fin "
                              "././PUNCT/8/punct")),
            "urge indirect (Oman) to free him");
  EXPECT_EQ(statements(parsed("He/he/PRON/2/nsubj heard/hear/VERB/0/root/VerbForm=Fin "
                              "an/a/DET/4/det appeal/appeal/NOUN/2/obj by/by/ADP/6/case "
                              "Oman/Oman/PROPN/4/nmod for/for/ADP/8/case help/help/NOUN/2/obl "
                              "././PUNCT/2/punct")),
            "urge indirect (Oman) help");
  EXPECT_EQ(statements(parsed("He/he/PRON/2/nsubj came/come/VERB/0/root/VerbForm=Fin "
                              "at/at/ADP/5/case the/the/DET/5/det request/request/NOUN/2/obl "
                              "of/of/ADP/7/case Oman/Oman/PROPN/5/nmod ././PUNCT/2/punct")),
            "");
}

TEST(Statements, WhomThanksAndCondolenceGoTo) {
  auto addressees = [](const char* words) {
    const Document d = with_statements(parsed(words));
    std::string out;
    for (const StatementRow& s : d.statements)
      for (EntityId id : s.addressees) out += d.entities.rows[id.index].country + " ";
    return out;
  };
  EXPECT_EQ(addressees("France/France/PROPN/2/nsubj thanked/thank/VERB/0/root "
                       "Norway/Norway/PROPN/2/obj ././PUNCT/2/punct"),
            "NOR ");
  EXPECT_EQ(addressees("France/France/PROPN/2/nsubj offered/offer/VERB/0/root "
                       "condolences/condolence/NOUN/2/obj to/to/ADP/5/case "
                       "Norway/Norway/PROPN/3/nmod ././PUNCT/2/punct"),
            "NOR ");
  EXPECT_EQ(addressees("France/France/PROPN/2/nsubj condemned/condemn/VERB/0/root "
                       "Norway/Norway/PROPN/2/obj ././PUNCT/2/punct"),
            "");
}

// The event of a statement: that of its cue, or what is said if the cue is neutral and the words
// said do the act. Events of another sort in the content are not made by the statement.
TEST(Statements, EventOfTheContent) {
  const char* sentence =
      "Norway/Norway/PROPN/2/nsubj agreed/agree/VERB/0/root/Mood=Ind|Tense=Past|VerbForm=Fin "
      "that/that/SCONJ/6/mark it/it/PRON/6/nsubj will/will/AUX/6/aux/VerbForm=Fin "
      "send/send/VERB/2/ccomp/VerbForm=Inf ferries/ferry/NOUN/6/obj";
  for (auto [type, linked] : {std::pair("AGREE", true), std::pair("ASSAULT", false)}) {
    Document d = parsed(sentence);
    d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
    TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
    MentionIndex mentions(d.tokens, tree, d.entities);
    Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting());
    EventRow e;
    e.type = type;
    e.trigger_word = 5;
    e.trigger = d.tokens.span(5);
    d.events = {e};
    IssueFinder issues(issue_table(), gazetteer(), d.tokens, d.tags, tree, mentions, d.entities);
    d.statements =
        find_statements(d.text, d.tokens, tree, quotes, d.events, d.entities, mentions, issues);
    ASSERT_EQ(d.statements.size(), 1u);
    EXPECT_EQ(d.statements[0].act, "pledge");
    EXPECT_EQ(d.statements[0].issue, "ferry");
    EXPECT_EQ(d.statements[0].event.valid(), linked) << type;
  }
}

// "…," said X. "…": the second quotation is the rest of the first.
TEST(Statements, QuotationGoesOn) {
  const char* first =
      "\"/\"/PUNCT/3/punct We/we/PRON/3/nsubj/Person=1|PronType=Prs hold/hold/VERB/8/ccomp/"
      "VerbForm=Fin the/the/DET/5/det bridge/bridge/NOUN/3/obj ,/,/PUNCT/3/punct "
      "\"/\"/PUNCT/3/punct said/say/VERB/0/root/VerbForm=Fin the/the/DET/10/det "
      "corporal/corporal/NOUN/8/nsubj ././PUNCT/8/punct";
  const char* second =
      "\"/\"/PUNCT/3/punct Nobody/nobody/PRON/3/nsubj gets/get/VERB/0/root/VerbForm=Fin "
      "over/over/ADP/5/case it/it/PRON/3/obl ././PUNCT/3/punct \"/\"/PUNCT/3/punct";
  EXPECT_EQ(statements(joined({first, second})),
            "say direct (the corporal) We hold the bridge, \" said the corporal. \" Nobody gets "
            "over it.");
}

// Quotes at the word with this form, which does `act`: "act (source) content".
std::string quotes_at(Document d, std::string_view form, std::string_view act) {
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  std::vector<std::pair<uint32_t, std::string_view>> cues;
  for (uint32_t i = 0; i < d.tokens.size(); ++i)
    if (tree.word(i) == form) cues.push_back({i, act});
  std::string out;
  for (const QuoteRow& q : find_quotes_at(d.text, d.tokens, tree, d.entities, reporting(), cues)) {
    out += (out.empty() ? "" : "; ") + q.act + " (" +
           (q.source ? plain(q.source->of(d.text.content)) : "") + ") " +
           plain(q.content.of(d.text.content));
    EXPECT_EQ(tree.word(q.cue_word), form);
  }
  return out;
}

TEST(Quotes, WordsThatAModelTakesForCues) {
  const char* clause =
      "The/the/DET/2/det envoy/envoy/NOUN/3/nsubj twittered/twitter/VERB/0/root/VerbForm=Fin "
      "that/that/SCONJ/7/mark the/the/DET/6/det port/port/NOUN/7/nsubj "
      "sleeps/sleep/VERB/3/ccomp/VerbForm=Fin ././PUNCT/3/punct";
  EXPECT_EQ(quotes_at(parsed(clause), "twittered", "say"), "say (The envoy) the port sleeps");
  // No tree tells what is said: what follows up to the comma, or what goes before it.
  EXPECT_EQ(quotes_at(parsed("Oman/oman/PROPN/2/nsubj "
                             "denounced/denounce/VERB/0/root/VerbForm=Fin in/in/ADP/5/case "
                             "harsh/harsh/ADJ/5/amod words/word/NOUN/2/obl the/the/DET/7/det "
                             "raid/raid/NOUN/5/appos ,/,/PUNCT/2/punct then/then/ADV/10/advmod "
                             "left/leave/VERB/2/conj ././PUNCT/2/punct"),
                      "denounced", "condemn"),
            "condemn (Oman) harsh words the raid");
  EXPECT_EQ(quotes_at(parsed("The/the/DET/2/det list/list/NOUN/4/nsubj is/be/AUX/4/cop "
                             "closed/closed/ADJ/0/root now/now/ADV/4/advmod ,/,/PUNCT/4/punct "
                             "Oman/oman/PROPN/8/nsubj "
                             "beamed/beam/VERB/4/parataxis/VerbForm=Fin ././PUNCT/4/punct"),
                      "beamed", "say"),
            "say (Oman) The list is closed now");
  // Nobody says it, or nothing is said.
  EXPECT_EQ(quotes_at(parsed("It/it/PRON/2/expl rained/rain/VERB/0/root ././PUNCT/2/punct"),
                      "rained", "say"),
            "");
  EXPECT_EQ(quotes_at(parsed("Oman/oman/PROPN/2/nsubj beamed/beam/VERB/0/root ././PUNCT/2/punct"),
                      "beamed", "say"),
            "");
  EXPECT_EQ(quotes_at(parsed("Oman/oman/PROPN/2/nsubj beamed/beam/VERB/0/root ././PUNCT/2/punct"),
                      "Oman", "no such act"),
            "");
}

// "kind name" of the speaker of every quote; - for none.
std::string speakers(Document d) {
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting());
  d.entities = complete_speakers(std::move(d.entities), d.text, d.tokens, tree, quotes);
  EXPECT_EQ(verify(d), "") << d.text.content;
  std::string out;
  for (const QuoteRow& q : quotes) {
    if (!out.empty()) out += "; ";
    if (q.speakers.empty()) out += "-";
    for (EntityId id : q.speakers) {
      const EntityRow& e = d.entities.rows[id.index];
      out += std::string(to_string(e.kind)) + " " + e.name;
    }
  }
  return out;
}

constexpr const char* kTheyAdded =
    "They/they/PRON/2/nsubj/Person=3|PronType=Prs added/add/VERB/0/root/VerbForm=Fin "
    "that/that/SCONJ/5/mark rain/rain/NOUN/5/nsubj helped/help/VERB/2/ccomp/VerbForm=Fin "
    "././PUNCT/2/punct";

TEST(Speakers, WhoIsKnownByHisWordsAlone) {
  EXPECT_EQ(speakers(parsed("Pluto/pluto/PROPN/2/nsubj shrank/shrink/VERB/5/ccomp/VerbForm=Fin "
                            ",/,/PUNCT/5/punct astronomers/astronomer/NOUN/5/nsubj/Number=Plur "
                            "said/say/VERB/0/root/VerbForm=Fin ././PUNCT/5/punct")),
            "population astronomers");
  EXPECT_EQ(speakers(parsed("Nobody/nobody/PRON/2/nsubj paid/pay/VERB/6/ccomp/VerbForm=Fin "
                            ",/,/PUNCT/6/punct the/the/DET/5/det "
                            "statement/statement/NOUN/6/nsubj/Number=Sing "
                            "said/say/VERB/0/root/VerbForm=Fin ././PUNCT/6/punct")),
            "organisation statement");
  // A relative pronoun speaks for whom it stands.
  EXPECT_EQ(speakers(parsed("He/he/PRON/2/nsubj met/meet/VERB/0/root/VerbForm=Fin "
                            "growers/grower/NOUN/2/obj/Number=Plur ,/,/PUNCT/5/punct "
                            "who/who/PRON/6/nsubj/PronType=Rel "
                            "said/say/VERB/3/acl:relcl/VerbForm=Fin that/that/SCONJ/9/mark "
                            "prices/price/NOUN/9/nsubj fell/fall/VERB/6/ccomp/VerbForm=Fin "
                            "././PUNCT/2/punct")),
            "population growers");
  // He who goes on speaking is who spoke last, if nobody else could be meant.
  const char* said =
      "Growers/grower/NOUN/2/nsubj/Number=Plur said/say/VERB/0/root/VerbForm=Fin "
      "prices/price/NOUN/4/nsubj fell/fall/VERB/2/ccomp/VerbForm=Fin ././PUNCT/2/punct";
  EXPECT_EQ(speakers(joined({said, kTheyAdded})), "population Growers; population Growers");
  EXPECT_EQ(speakers(joined({kTheyAdded})), "-");
  // A name of several words between commas, whatever it hangs on.
  EXPECT_EQ(speakers(parsed("The/the/DET/2/det pilots/pilot/NOUN/9/nsubj/Number=Plur "
                            ",/,/PUNCT/4/punct John/John/PROPN/2/appos Smith/Smith/PROPN/4/flat "
                            "said/say/VERB/0/root/VerbForm=Fin ,/,/PUNCT/6/punct "
                            "had/have/AUX/9/aux/VerbForm=Fin fled/flee/VERB/6/ccomp/VerbForm=Part "
                            "././PUNCT/9/punct")),
            "person John Smith");
  // What is taken for a place of which nothing is known, and says something, is somebody.
  for (auto [name, expected] :
       {std::pair("Varhelyi", "person Varhelyi"), std::pair("Berlin", "state Germany")}) {
    Document d = parsed(std::string("Nobody/nobody/PRON/2/nsubj paid/pay/VERB/4/ccomp/VerbForm=Fin "
                                    ",/,/PUNCT/2/punct says/say/VERB/0/root/VerbForm=Fin ") +
                        name + "/" + name + "/PROPN/4/nsubj ././PUNCT/4/punct");
    d.names.push_back({4, 5, NameType::kPlace});
    EXPECT_EQ(speakers(std::move(d)), expected);
  }
  // What cannot speak is nobody, though it threatens.
  EXPECT_EQ(speakers(parsed("The/the/DET/2/det return/return/NOUN/3/nsubj/Number=Sing "
                            "threatens/threaten/VERB/0/root/VerbForm=Fin "
                            "their/their/PRON/5/nmod:poss trade/trade/NOUN/3/obj "
                            "././PUNCT/3/punct")),
            "-");
}

// Where nobody has spoken before: whom the sentence before is about, if the pronoun agrees.
TEST(Speakers, APronounTakesUpTheSubjectBefore) {
  const char* freed =
      "Oman/oman/PROPN/2/nsubj freed/free/VERB/0/root/VerbForm=Fin two/two/NUM/4/nummod "
      "ships/ship/NOUN/2/obj of/of/ADP/6/case Yemen/yemen/PROPN/4/nmod ././PUNCT/2/punct";
  const char* it =
      "It/it/PRON/2/nsubj/Person=3|PronType=Prs added/add/VERB/0/root/VerbForm=Fin "
      "that/that/SCONJ/5/mark rain/rain/NOUN/5/nsubj helped/help/VERB/2/ccomp/VerbForm=Fin "
      "././PUNCT/2/punct";
  EXPECT_EQ(speakers(joined({freed, it})), "state Oman");
  EXPECT_EQ(speakers(joined({freed, kTheyAdded})), "-");
  EXPECT_EQ(speakers(joined(
                {freed, "Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root ././PUNCT/2/punct", it})),
            "-");
}

// He who says two things is mentioned once.
TEST(Speakers, OnePronounOfTwoQuotes) {
  Document d =
      joined({"Growers/grower/NOUN/2/nsubj/Number=Plur said/say/VERB/0/root/VerbForm=Fin "
              "prices/price/NOUN/4/nsubj fell/fall/VERB/2/ccomp/VerbForm=Fin ././PUNCT/2/punct",
              "They/they/PRON/2/nsubj/Person=3|PronType=Prs added/add/VERB/0/root/VerbForm=Fin "
              "that/that/SCONJ/5/mark rain/rain/NOUN/5/nsubj helped/help/VERB/2/ccomp/VerbForm=Fin "
              "and/and/CCONJ/7/cc warned/warn/VERB/2/conj/VerbForm=Fin that/that/SCONJ/10/mark "
              "frost/frost/NOUN/10/nsubj hurts/hurt/VERB/7/ccomp/VerbForm=Fin ././PUNCT/2/punct"});
  TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting());
  ASSERT_EQ(quotes.size(), 3u);
  d.entities = complete_speakers(std::move(d.entities), d.text, d.tokens, tree, quotes);
  for (const QuoteRow& q : quotes) EXPECT_EQ(q.speakers.size(), 1u);
  EXPECT_EQ(std::count_if(d.entities.mentions.begin(), d.entities.mentions.end(),
                          [](const MentionRow& m) { return m.form == MentionForm::kPronoun; }),
            1);
}

// The words before a verb of saying are searched back to the beginning of the sentence, not
// further.
TEST(Quotes, APrepositionOpensTheSentence) {
  EXPECT_EQ(statements(parsed("In/in/ADP/2/case Rome/rome/PROPN/4/obl growers/grower/NOUN/4/obl "
                              "say/say/VERB/0/root/VerbForm=Fin ././PUNCT/4/punct")),
            "");
}

// The layer keeps what is planned or only possible; statements leave it out.
TEST(Attributions, LayerAndStatements) {
  Document d = parsed(
      "The/the/DET/2/det union/union/NOUN/3/nsubj plans/plan/VERB/0/root/VerbForm=Fin "
      "to/to/PART/5/mark strike/strike/VERB/3/xcomp/VerbForm=Inf ././PUNCT/3/punct");
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Quotes layer = find_attributions(d.text, d.tokens, tree, d.entities, reporting());
  ASSERT_EQ(layer.size(), 1u);
  EXPECT_FALSE(layer[0].stated);
  EXPECT_EQ(layer[0].content.of(d.text.content), "to strike");
  EXPECT_TRUE(find_quotes(d.text, d.tokens, tree, d.entities, reporting()).empty());
}

TEST(ReportingLexicon, FramesAndConditions) {
  auto cue = [](std::string_view phrase) -> const ReportingCue& {
    for (uint32_t i = 0;; ++i)
      if (reporting().cue(i).pattern.phrase == phrase &&
          reporting().cue(i).pattern.pos == PatternPos::kVerb)
        return reporting().cue(i);
  };
  EXPECT_TRUE(cue("condemn").object_content);
  EXPECT_FALSE(cue("condemn").object_last);
  EXPECT_TRUE(cue("thank").object_last);
  EXPECT_FALSE(cue("say").object_content);
  EXPECT_EQ(cue("push").condition, ReportingCue::Condition::kToClause);
  EXPECT_EQ(cue("accuse").act, "accuse");
}

}  // namespace
}  // namespace dragoman

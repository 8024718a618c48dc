// The event model as it is shipped: what it makes of plain sentences, that it gives the same on all
// machines, and that nothing from outside makes it dear or breaks it.
#include "event/event_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "entity/entity.h"
#include "event/coder.h"
#include "model/kernels.h"
#include "statement/quotes.h"
#include "support/loaded.h"
#include "support/parsed.h"
#include "time/time.h"

namespace dragoman {
namespace {

const std::string kFolder = DRAGOMAN_SOURCE_DIR;

const EventModel& model() {
  static const EventModel m = [] {
    auto read = EventModel::load(kFolder + "/models/events.dgm");
    if (!read) throw std::runtime_error(read.error().message);
    return std::move(*read);
  }();
  return m;
}
const TriggerLexicon& triggers() {
  static const TriggerLexicon table = loaded(TriggerLexicon::load(kFolder));
  return table;
}
const Gazetteer& gazetteer() {
  static const Gazetteer table = loaded(Gazetteer::load(kFolder, {}));
  return table;
}

struct Read {
  Document d;
  Events rules;
  Judgement judged;
  Events settled;
};

// `change`: what the model judged is altered so.
Read read(Document document, void (*change)(Judgement&) = nullptr) {
  Read r;
  r.d = std::move(document);
  Document& d = r.d;
  static const ReportingLexicon reporting = loaded(ReportingLexicon::load(kFolder));
  d.times = find_times(d.text, d.tokens);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  const MentionIndex mentions(d.tokens, tree, d.entities);
  const Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting);
  std::vector<TriggerHit> hits;
  r.rules = code_events(d.text, d.tokens, tree, d.times, d.entities, mentions, quotes, triggers(),
                        nullptr, &hits);
  const EventFeatures features(d.tokens, d.tags, tree, d.entities, quotes, r.rules, hits);
  EventScratch scratch;
  r.judged = judge_events(model(), d.tokens, d.tags, tree, d.entities, features, scratch);
  if (change) change(r.judged);
  r.settled = settle_events(r.rules, r.judged, hits, d.text, d.tokens, tree, d.times, d.entities,
                            mentions, quotes, triggers());
  d.events = r.settled;
  EXPECT_EQ(verify(d), "");
  return r;
}

std::string told(const Read& r) {
  std::string out;
  for (const EventRow& e : r.settled) {
    out += (out.empty() ? "" : "; ") + e.type + " ";
    for (EntityId id : e.actors) out += r.d.entities.rows[id.index].country + " ";
    out += ">";
    for (EntityId id : e.recipients) out += " " + r.d.entities.rows[id.index].country;
  }
  return out;
}

constexpr const char* kThanked =
    "France/France/PROPN/2/nsubj thanked/thank/VERB/0/root/Tense=Past|VerbForm=Fin "
    "Norway/Norway/PROPN/2/obj ././PUNCT/2/punct";

TEST(EventModel, PlainActs) {
  EXPECT_EQ(told(read(parsed(kThanked))), "SUPPORT FRA > NOR");
  EXPECT_EQ(told(read(parsed(
                "Norway/Norway/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass "
                "thanked/thank/VERB/0/root/Tense=Past|VerbForm=Part|Voice=Pass by/by/ADP/5/case "
                "France/France/PROPN/3/obl:agent ././PUNCT/3/punct"))),
            "SUPPORT FRA > NOR");
  EXPECT_EQ(told(read(parsed("It/it/PRON/2/nsubj rained/rain/VERB/0/root ././PUNCT/2/punct"))), "");
}

// Two sentences: ids of words and entities are the document's, not the sentence's.
TEST(EventModel, SecondSentence) {
  Document d = parsed("It/it/PRON/2/nsubj rained/rain/VERB/0/root ././PUNCT/2/punct");
  const Document second = parsed(kThanked);
  const auto at = static_cast<uint32_t>(d.text.content.size() + 1),
             words = static_cast<uint32_t>(d.tokens.size());
  d.text.content += " " + second.text.content;
  for (uint32_t i = 0; i < second.tokens.size(); ++i) {
    d.tokens.start.push_back(at + second.tokens.start[i]);
    d.tokens.end.push_back(at + second.tokens.end[i]);
    d.tokens.flags.push_back(second.tokens.flags[i]);
    d.tags.upos.push_back(second.tags.upos[i]);
    d.tags.feats.push_back(second.tags.feats[i]);
    d.tags.lemmas += second.tags.lemma(i);
    d.tags.lemma_end.push_back(static_cast<uint32_t>(d.tags.lemmas.size()));
    d.trees.head.push_back(words + second.trees.head[i]);
    d.trees.deprel.push_back(second.trees.deprel[i]);
  }
  d.tokens.sentence_first.push_back(static_cast<uint32_t>(d.tokens.size()));
  const Read r = read(std::move(d));
  EXPECT_EQ(told(r), "SUPPORT FRA > NOR");
  ASSERT_EQ(r.judged.acts.size(), 1u);
  EXPECT_EQ(r.judged.acts[0].word, words + 1);
}

// What a verb and its object tell alike is one act; with another type, status or party it is two.
TEST(EventModel, AnActToldTwiceIsOne) {
  const char* thanks =
      "France/France/PROPN/2/nsubj sent/send/VERB/0/root/Tense=Past|VerbForm=Fin "
      "thanks/thanks/NOUN/2/obj to/to/ADP/5/case Norway/Norway/PROPN/2/obl ././PUNCT/2/punct";
  static const auto two = [](Judgement& j) {
    JudgedAct act;
    act.word = 1;
    act.type = "SUPPORT";
    act.probability = 0.7;
    act.actors = {EntityId(size_t{0})};
    JudgedAct noun = act;
    noun.word = 2;
    noun.probability = 0.9;
    noun.recipients = {EntityId(size_t{1})};
    j.acts = {act, noun};
  };
  EXPECT_EQ(told(read(parsed(thanks), [](Judgement& j) { two(j); })), "SUPPORT FRA > NOR");
  EXPECT_EQ(told(read(parsed(thanks),
                      [](Judgement& j) {
                        two(j);
                        j.acts[0].recipients = {EntityId(size_t{0})};
                      })),
            "SUPPORT FRA > FRA; SUPPORT FRA > NOR");
  EXPECT_EQ(told(read(parsed(thanks),
                      [](Judgement& j) {
                        two(j);
                        j.acts[0].type = "AID";
                      })),
            "AID FRA >; SUPPORT FRA > NOR");
  EXPECT_EQ(told(read(parsed(thanks),
                      [](Judgement& j) {
                        two(j);
                        j.acts[0].status = EventStatus::kPlanned;
                      })),
            "SUPPORT FRA >; SUPPORT FRA > NOR");
}

// Where the model sees the act that the rules see, and not that it was not done: the grammar knows.
TEST(EventModel, DidNot) {
  const Read r =
      read(parsed("Oman/Oman/PROPN/2/nsubj regretted/regret/VERB/0/root/Tense=Past|VerbForm=Fin "
                  "the/the/DET/4/det attack/attack/NOUN/2/obj ,/,/PUNCT/6/punct "
                  "calling/call/VERB/2/advcl/VerbForm=Part it/it/PRON/6/obj/PronType=Prs "
                  "unacceptable/unacceptable/ADJ/6/xcomp ,/,/PUNCT/13/punct but/but/CCONJ/13/cc "
                  "did/do/AUX/13/aux/VerbForm=Fin not/not/PART/13/advmod "
                  "recall/recall/VERB/2/conj/VerbForm=Inf its/its/PRON/15/nmod:poss/PronType=Prs "
                  "envoy/envoy/NOUN/13/obj ././PUNCT/2/punct"));
  const auto recall = std::find_if(r.settled.begin(), r.settled.end(),
                                   [](const EventRow& e) { return e.type == "SANCTION"; });
  ASSERT_NE(recall, r.settled.end());
  EXPECT_EQ(recall->status, EventStatus::kNegated);
}

// Who stands in a list with a party is one too, though the list has no "and".
TEST(EventModel, Lists) {
  EXPECT_EQ(
      told(read(parsed("China/China/PROPN/7/nsubj ,/,/PUNCT/1/punct Saudi/Saudi/ADJ/4/amod "
                       "Arabia/Arabia/PROPN/1/appos ,/,/PUNCT/1/punct Iran/Iran/PROPN/7/nsubj "
                       "hold/hold/VERB/0/root/VerbForm=Fin first/first/ADJ/9/amod "
                       "meeting/meeting/NOUN/7/obj of/of/ADP/12/case joint/joint/ADJ/12/amod "
                       "committee/committee/NOUN/9/nmod"))),
      "CONSULT CHN SAU IRN >");
}

TEST(EventModel, ProbabilitiesAndOrder) {
  const Read r = read(parsed(kThanked));
  ASSERT_EQ(r.judged.acts.size(), 1u);
  EXPECT_GE(r.judged.acts[0].probability, 0.5);
  EXPECT_LE(r.judged.acts[0].probability, 1.0);
  EXPECT_EQ(r.judged.acts[0].word, 1u);
  EXPECT_EQ(r.settled[0].rule, "trigger:thank");
  EXPECT_NEAR(r.settled[0].confidence, r.judged.acts[0].probability, 0.0051);
}

TEST(EventModel, AllInstructionSetsGiveTheSame) {
  const Read best = read(parsed(kThanked));
  for (InstructionSet set : kInstructionSets) {
    const Kernels* k = kernels_for(set);
    if (k == nullptr) continue;
    use_kernels(k);
    const Read r = read(parsed(kThanked));
    use_kernels(nullptr);
    ASSERT_EQ(r.judged.acts.size(), best.judged.acts.size()) << k->name;
    EXPECT_EQ(r.judged.acts[0].probability, best.judged.acts[0].probability) << k->name;
    EXPECT_EQ(r.judged.acts[0].recipients, best.judged.acts[0].recipients) << k->name;
  }
}

// "France thanked Norway" said over and over without a full stop: the rules alone read it.
TEST(EventModel, EndlessSentencesAreLeftToTheRules) {
  std::string words;
  for (int k = 0; k < 150; ++k) {
    const std::string verb = std::to_string(3 * k + 2), head = k == 0 ? "0/root" : "2/parataxis";
    words += (k ? " " : "") + std::string("France/France/PROPN/") + verb +
             "/nsubj thanked/thank/VERB/" + head + "/Tense=Past|VerbForm=Fin Norway/Norway/PROPN/" +
             verb + "/obj";
  }
  const Read r = read(parsed(words));
  EXPECT_EQ(r.judged.unread, std::vector<uint32_t>{0});
  EXPECT_TRUE(r.judged.acts.empty());
  EXPECT_EQ(r.settled.size(), r.rules.size());
  EXPECT_FALSE(r.settled.empty());
}

TEST(EventModel, UsersRulesAreNotOverruled) {
  Read r = read(parsed(kThanked));
  ASSERT_EQ(r.rules.size(), 1u);
  Events rules = r.rules;
  rules[0].users = true;
  rules[0].type = "PROTEST";
  const TreeIndex tree(r.d.text, r.d.tokens, r.d.tags, r.d.trees);
  const MentionIndex mentions(r.d.tokens, tree, r.d.entities);
  const Events settled = settle_events(rules, r.judged, {}, r.d.text, r.d.tokens, tree, r.d.times,
                                       r.d.entities, mentions, {}, triggers());
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].type, "PROTEST");
}

// What no rule had found has the words, the CAMEO code and the status that its type and grammar
// give.
TEST(EventModel, AnEventThatNoRuleFound) {
  Read r = read(parsed(kThanked));
  ASSERT_EQ(r.judged.acts.size(), 1u);
  const TreeIndex tree(r.d.text, r.d.tokens, r.d.tags, r.d.trees);
  const MentionIndex mentions(r.d.tokens, tree, r.d.entities);
  const Events settled = settle_events({}, r.judged, {}, r.d.text, r.d.tokens, tree, r.d.times,
                                       r.d.entities, mentions, {}, triggers());
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].rule, "model");
  EXPECT_EQ(settled[0].cameo, "050");
  EXPECT_EQ(settled[0].trigger.of(r.d.text.content), "thanked");
  EXPECT_EQ(settled[0].evidence.of(r.d.text.content), "France thanked Norway.");
  EXPECT_EQ(settled[0].actors, r.judged.acts[0].actors);
}

TEST(EventFeatures, RowsLieInTheirTables) {
  const Read r = read(parsed(kThanked));
  const TreeIndex tree(r.d.text, r.d.tokens, r.d.tags, r.d.trees);
  const EventFeatures features(r.d.tokens, r.d.tags, tree, r.d.entities, {}, r.rules, {});
  EventSentence s;
  ASSERT_TRUE(features.sentence(0, s));
  EXPECT_EQ(s.row_begin.size(), r.d.tokens.size() + 1);
  for (uint32_t row : s.rows) EXPECT_LT(row, EventFeatures::word_rows());
  ASSERT_EQ(s.candidates.size(), 2u);
  std::vector<uint32_t> actor, recipient;
  features.pair(s, 1, s.candidates[0], actor);
  features.pair(s, 1, s.candidates[1], recipient);
  EXPECT_NE(actor, recipient);
  for (uint32_t row : actor) EXPECT_LT(row, EventFeatures::type_row());
  EXPECT_TRUE(features.may_act(1));
  EXPECT_FALSE(features.may_act(3));
}

TEST(EventModel, OtherFilesAreRefused) {
  EXPECT_EQ(EventModel::load("/no/such/file").error().code, Error::Code::kNotFound);
  EXPECT_FALSE(EventModel::load(kFolder + "/models/segmenter.dgm").ok());
  EXPECT_FALSE(EventModel::load(kFolder + "/CMakeLists.txt").ok());
  std::ifstream file(kFolder + "/models/events.dgm", std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(bytes.empty());
  for (size_t cut : {size_t{0}, size_t{7}, size_t{60}, bytes.size() / 2, bytes.size() - 1}) {
    auto part = ModelFile::from_bytes(std::string_view(bytes).substr(0, cut), "part");
    EXPECT_FALSE(part.ok() && EventModel::from_file(std::move(*part)).ok()) << cut;
  }
  bytes[bytes.size() - 9] ^= 1;
  EXPECT_FALSE(ModelFile::from_bytes(bytes, "changed").ok());
}

}  // namespace
}  // namespace dragoman

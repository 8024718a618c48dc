#include "event/coder.h"

#include <gtest/gtest.h>

#include "entity/entity.h"
#include "statement/quotes.h"
#include "support/loaded.h"
#include "support/parsed.h"
#include "time/time.h"

namespace dragoman {
namespace {

const TriggerLexicon& triggers() {
  static const TriggerLexicon table = loaded(TriggerLexicon::load(DRAGOMAN_SOURCE_DIR));
  return table;
}

const ReportingLexicon& reporting() {
  static const ReportingLexicon table = loaded(ReportingLexicon::load(DRAGOMAN_SOURCE_DIR));
  return table;
}

const Gazetteer& gazetteer() {
  static const Gazetteer table = loaded(Gazetteer::load(DRAGOMAN_SOURCE_DIR, {}));
  return table;
}

// "TYPE status actors>recipients [sources]"; entities by country, else by name.
std::string code(std::string_view sentence) {
  Document d = parsed(sentence);
  d.times = find_times(d.text, d.tokens);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
  TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  MentionIndex mentions(d.tokens, tree, d.entities);
  Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting());
  d.events = code_events(d.text, d.tokens, tree, d.times, d.entities, mentions, quotes, triggers());
  EXPECT_EQ(verify(d), "") << d.text.content;
  auto name = [&](EntityId id) {
    if (!id.valid()) return std::string("?");
    const EntityRow& row = d.entities.rows[id.index];
    return row.country.empty() ? row.name : row.country;
  };
  std::string out;
  for (const EventRow& e : d.events) {
    out += (out.empty() ? "" : "; ") + e.type + " " + std::string(to_string(e.status)) + " ";
    for (size_t i = 0; i < e.actors.size(); ++i) out += (i ? "," : "") + name(e.actors[i]);
    out += ">";
    for (size_t i = 0; i < e.recipients.size(); ++i) out += (i ? "," : "") + name(e.recipients[i]);
    for (const AttributionRow& a : e.attribution) out += " [" + name(a.source) + "]";
  }
  return out;
}

struct Case {
  const char* what;
  const char* tree;
  const char* expected;
};

TEST(Coder, Nothing) {
  EXPECT_EQ(code(""), "");
  EXPECT_EQ(code("a/a/DET/0/root"), "");
  EXPECT_EQ(code("It/it/PRON/2/nsubj rained/rain/VERB/0/root ././PUNCT/2/punct"), "");
}

TEST(Coder, Constructions) {
  const Case cases[] = {
      {"active",
       "France/France/PROPN/2/nsubj thanked/thank/VERB/0/root/Tense=Past|VerbForm=Fin "
       "Norway/Norway/PROPN/2/obj ././PUNCT/2/punct",
       "SUPPORT actual FRA>NOR"},
      {"passive with agent",
       "Norway/Norway/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass "
       "thanked/thank/VERB/0/root/Tense=Past|VerbForm=Part|Voice=Pass by/by/ADP/5/case "
       "France/France/PROPN/3/obl:agent ././PUNCT/3/punct",
       "SUPPORT actual FRA>NOR"},
      {"coordinated actors",
       "France/France/PROPN/4/nsubj and/and/CCONJ/3/cc Spain/Spain/PROPN/1/conj "
       "thanked/thank/VERB/0/root/Tense=Past|VerbForm=Fin Norway/Norway/PROPN/4/obj",
       "SUPPORT actual FRA,ESP>NOR"},
      {"coordinated verbs share the subject",
       "France/France/PROPN/2/nsubj condemned/condemn/VERB/0/root/Tense=Past|VerbForm=Fin "
       "Iran/Iran/PROPN/2/obj and/and/CCONJ/5/cc "
       "thanked/thank/VERB/2/conj/Tense=Past|VerbForm=Fin Norway/Norway/PROPN/5/obj",
       "ACCUSE actual FRA>IRN; SUPPORT actual FRA>NOR"},
      {"mutual",
       "Brazil/Brazil/PROPN/2/nsubj met/meet/VERB/0/root/Tense=Past|VerbForm=Fin "
       "with/with/ADP/4/case Chile/Chile/PROPN/2/obl",
       "CONSULT actual BRA,CHL>"},
      {"negation",
       "France/France/PROPN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod "
       "thank/thank/VERB/0/root/VerbForm=Inf Norway/Norway/PROPN/4/obj",
       "SUPPORT negated FRA>NOR"},
      {"future",
       "France/France/PROPN/3/nsubj will/will/AUX/3/aux visit/visit/VERB/0/root/VerbForm=Inf "
       "Norway/Norway/PROPN/3/obj",
       "CONSULT planned FRA>NOR"},
      {"modal",
       "France/France/PROPN/3/nsubj might/might/AUX/3/aux visit/visit/VERB/0/root/VerbForm=Inf "
       "Norway/Norway/PROPN/3/obj",
       "CONSULT hypothetical FRA>NOR"},
      {"relative clause",
       "France/France/PROPN/0/root which/which/PRON/3/nsubj/PronType=Rel "
       "attacked/attack/VERB/1/acl:relcl/Tense=Past|VerbForm=Fin Norway/Norway/PROPN/3/obj",
       "ASSAULT actual FRA>NOR"},
      {"reported speech",
       "Spain/Spain/PROPN/2/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin "
       "France/France/PROPN/4/nsubj attacked/attack/VERB/2/ccomp/Tense=Past|VerbForm=Fin "
       "Norway/Norway/PROPN/4/obj",
       "ASSAULT actual FRA>NOR [ESP]"},
      {"denial of a fact",
       "Spain/Spain/PROPN/2/nsubj denied/deny/VERB/0/root/Tense=Past|VerbForm=Fin "
       "that/that/SCONJ/6/mark France/France/PROPN/6/nsubj had/have/AUX/6/aux/Tense=Past "
       "attacked/attack/VERB/2/ccomp/Tense=Past|VerbForm=Part Norway/Norway/PROPN/6/obj",
       "ASSAULT negated FRA>NOR [ESP]"},
      {"headline infinitive",
       "Chile/Chile/PROPN/3/nsubj to/to/PART/3/mark visit/visit/VERB/0/root/VerbForm=Inf "
       "Norway/Norway/PROPN/3/obj",
       "CONSULT planned CHL>NOR"},
      {"promised acts are not coded twice",
       "France/France/PROPN/2/nsubj promised/promise/VERB/0/root/Tense=Past|VerbForm=Fin "
       "to/to/PART/4/mark visit/visit/VERB/2/xcomp/VerbForm=Inf Norway/Norway/PROPN/4/obj",
       "AGREE actual FRA>NOR"},
      {"must, said by another, is a demand",
       "Spain/Spain/PROPN/2/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin "
       "France/France/PROPN/5/nsubj must/must/AUX/5/aux free/free/VERB/2/ccomp/VerbForm=Inf "
       "Norway/Norway/PROPN/5/obj",
       "REQUEST actual ESP>FRA [ESP]"},
      {"will, said by the doer, is a promise",
       "France/France/PROPN/2/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin "
       "France/France/PROPN/5/nsubj will/will/AUX/5/aux help/help/VERB/2/ccomp/VerbForm=Inf "
       "Norway/Norway/PROPN/5/obj",
       "AGREE actual FRA>NOR [FRA]"},
      {"will not, said by the doer, is a refusal",
       "France/France/PROPN/2/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin "
       "France/France/PROPN/6/nsubj will/will/AUX/6/aux not/not/PART/6/advmod "
       "help/help/VERB/2/ccomp/VerbForm=Inf Norway/Norway/PROPN/6/obj",
       "REJECT actual FRA>NOR [FRA]"},
      {"a promise to yield concedes",
       "France/France/PROPN/2/nsubj promised/promise/VERB/0/root/Tense=Past|VerbForm=Fin "
       "to/to/PART/4/mark release/release/VERB/2/xcomp/VerbForm=Inf Norway/Norway/PROPN/4/obj",
       "CONCEDE actual FRA>NOR"},
      {"thanked for a clause without a subject",
       "France/France/PROPN/2/nsubj thanked/thank/VERB/0/root/Tense=Past|VerbForm=Fin "
       "Norway/Norway/PROPN/2/obj for/for/SCONJ/5/mark "
       "attacking/attack/VERB/2/advcl/VerbForm=Ger Iran/Iran/PROPN/5/obj",
       "SUPPORT actual FRA>NOR; ASSAULT historical NOR>IRN [FRA]"},
      {"rejecting a charge refuses nothing",
       "France/France/PROPN/2/nsubj rejected/reject/VERB/0/root/Tense=Past|VerbForm=Fin "
       "the/the/DET/4/det accusation/accusation/NOUN/2/obj",
       ""},
      {"a participle before its noun tells nothing",
       "France/France/PROPN/2/nsubj saw/see/VERB/0/root/Tense=Past|VerbForm=Fin "
       "arrested/arrest/VERB/4/amod/VerbForm=Part Norwegians/Norwegians/PROPN/2/obj",
       ""},
      {"in order to is no order",
       "France/France/PROPN/2/nsubj came/come/VERB/0/root/Tense=Past|VerbForm=Fin in/in/ADP/6/mark "
       "order/order/NOUN/3/fixed to/to/PART/3/fixed rest/rest/VERB/2/advcl/VerbForm=Inf",
       ""},
      {"a meeting after a pledge is beside it",
       "France/France/PROPN/2/nsubj promised/promise/VERB/0/root/Tense=Past|VerbForm=Fin "
       "aid/aid/NOUN/2/obj after/after/ADP/5/case talks/talk/NOUN/2/obl "
       "between/between/ADP/7/case Norway/Norway/PROPN/5/nmod and/and/CCONJ/9/cc "
       "Iran/Iran/PROPN/7/conj",
       "AGREE actual FRA>; CONSULT actual NOR,IRN>"},
      {"a condition is no act beside what it conditions",
       "If/if/SCONJ/3/mark Iran/Iran/PROPN/3/nsubj attacks/attack/VERB/7/advcl/VerbForm=Fin "
       "Norway/Norway/PROPN/3/obj ,/,/PUNCT/7/punct France/France/PROPN/7/nsubj "
       "condemns/condemn/VERB/0/root/VerbForm=Fin it/it/PRON/7/obj",
       "ACCUSE actual FRA>"},
      {"a game is no war",
       "France/France/PROPN/2/nsubj beat/beat/VERB/0/root/Tense=Past|VerbForm=Fin "
       "Norway/Norway/PROPN/2/obj in/in/ADP/6/case the/the/DET/6/det "
       "semi-final/semi-final/NOUN/2/obl",
       ""},
      {"a noun before a noun says which one",
       "France/France/PROPN/2/nsubj has/have/VERB/0/root/VerbForm=Fin visit/visit/NOUN/4/compound "
       "plans/plan/NOUN/2/obj with/with/ADP/6/case Norway/Norway/PROPN/4/nmod",
       ""},
      {"what came of the same act",
       "France/France/PROPN/2/nsubj attacked/attack/VERB/0/root/Tense=Past|VerbForm=Fin "
       "Norway/Norway/PROPN/2/obj ,/,/PUNCT/5/punct "
       "wounding/wound/VERB/2/advcl/Tense=Pres|VerbForm=Part Spaniards/Spaniards/PROPN/5/obj",
       "ASSAULT actual FRA>NOR"},
      {"according to",
       "France/France/PROPN/2/nsubj attacked/attack/VERB/0/root/Tense=Past|VerbForm=Fin "
       "Norway/Norway/PROPN/2/obj ,/,/PUNCT/7/punct "
       "according/accord/VERB/7/case to/to/ADP/5/fixed Spain/Spain/PROPN/2/obl",
       "ASSAULT actual FRA>NOR [ESP]"},
  };
  for (const Case& c : cases) EXPECT_EQ(code(c.tree), c.expected) << c.what;
}

// What is promised is counted in the complement of the promise; what is told beside it is not.
TEST(Coder, QuantitiesOfAPromise) {
  auto amounts = [](std::string_view sentence) {
    Document d = parsed(sentence);
    d.times = find_times(d.text, d.tokens);
    d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer());
    TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
    MentionIndex mentions(d.tokens, tree, d.entities);
    Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, reporting());
    d.events =
        code_events(d.text, d.tokens, tree, d.times, d.entities, mentions, quotes, triggers());
    std::string out;
    for (const EventRow& e : d.events)
      for (const Quantity& q : e.quantities) out += e.type + " " + q.text + ";";
    return out;
  };
  EXPECT_EQ(amounts("Norway/Norway/PROPN/2/nsubj "
                    "pledged/pledge/VERB/0/root/Mood=Ind|Tense=Past|VerbForm=Fin to/to/PART/4/mark "
                    "give/give/VERB/2/xcomp/VerbForm=Inf Jordan/Jordan/PROPN/4/iobj "
                    "30/30/NUM/7/nummod buses/bus/NOUN/4/obj"),
            "AGREE 30 buses;");
  EXPECT_EQ(amounts("Norway/Norway/PROPN/2/nsubj "
                    "pledged/pledge/VERB/0/root/Mood=Ind|Tense=Past|VerbForm=Fin to/to/PART/4/mark "
                    "help/help/VERB/2/xcomp/VerbForm=Inf Jordan/Jordan/PROPN/4/obj "
                    "which/which/PRON/7/nsubj lost/lose/VERB/5/acl:relcl 30/30/NUM/9/nummod "
                    "buses/bus/NOUN/7/obj"),
            "");
}

}  // namespace
}  // namespace dragoman

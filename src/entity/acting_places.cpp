#include "entity/acting_places.h"

#include <algorithm>
#include <unordered_map>

#include "base/fold.h"
#include "entity/nominals.h"

namespace dragoman {
namespace {

// Whom one can do this to thinks and answers: no town, no land.
const WordSet& addressing_verbs() {
  static const WordSet set =
      word_set({"accuse",     "acknowledge", "admonish",  "advise",       "aid",      "allow",
                "appease",    "arm",         "ask",       "assist",       "assure",   "authorise",
                "authorize",  "back",        "ban",       "beg",          "blame",    "call",
                "caution",    "censure",     "challenge", "chide",        "commend",  "compel",
                "compensate", "condemn",     "confront",  "congratulate", "consult",  "convince",
                "court",      "criticise",   "criticize", "defy",         "denounce", "deter",
                "embarrass",  "encourage",   "entreat",   "exhort",       "expect",   "fault",
                "fear",       "force",       "forgive",   "fund",         "grant",    "help",
                "implore",    "inform",      "instruct",  "invite",       "irk",      "join",
                "lecture",    "lobby",       "mock",      "notify",       "oblige",   "offer",
                "oppose",     "order",       "owe",       "permit",       "persuade", "petition",
                "placate",    "praise",      "press",     "pressure",     "prod",     "promise",
                "provoke",    "punish",      "push",      "rebuff",       "rebuke",   "recognise",
                "recognize",  "remind",      "reprimand", "request",      "require",  "sanction",
                "satisfy",    "scold",       "snub",      "sue",          "supply",   "support",
                "suspect",    "tell",        "thank",     "threaten",     "trust",    "urge",
                "want",       "warn",        "woo",       "hold",         "charge",   "commit",
                "condole"});
  return set;
}

// What a subject of these does a town can do as well.
const WordSet& verbs_of_towns() {
  static const WordSet set = word_set(
      {"lie",       "stand",   "grow",    "become",     "remain", "fall",   "see",     "have",
       "wake",      "burn",    "look",    "seem",       "sit",    "boast",  "host",    "be",
       "lack",      "border",  "suffer",  "experience", "rank",   "record", "cover",   "comprise",
       "contain",   "consist", "stretch", "feature",    "house",  "emerge", "witness", "await",
       "celebrate", "mourn",   "erupt",   "shake",      "freeze", "flood"});
  return set;
}

// Nouns that only somebody who acts has, does or is party to.
const WordSet& acting_nouns() {
  static const WordSet set =
      word_set({"accusation",     "aggression",  "agreement",    "aid",          "aim",
                "allegation",     "ally",        "ambition",     "announcement", "answer",
                "apology",        "appeal",      "approach",     "approval",     "assistance",
                "attitude",       "backing",     "blessing",     "call",         "campaign",
                "claim",          "commitment",  "concern",      "concession",   "condemnation",
                "condition",      "consent",     "contribution", "cooperation",  "decision",
                "declaration",    "delegation",  "demand",       "denial",       "desire",
                "determination",  "diplomat",    "diplomacy",    "effort",       "envoy",
                "explanation",    "gesture",     "goal",         "government",   "help",
                "initiative",     "insistence",  "intention",    "interest",     "invitation",
                "involvement",    "keenness",    "leader",       "leadership",   "mediation",
                "move",           "objection",   "offer",        "opposition",   "permission",
                "plan",           "pledge",      "policy",       "position",     "pressure",
                "promise",        "proposal",    "protest",      "provocation",  "reaction",
                "readiness",      "recognition", "refusal",      "rejection",    "reply",
                "representative", "request",     "response",     "role",         "sanction",
                "stance",         "stand",       "statement",    "strategy",     "support",
                "suggestion",     "threat",      "ties",         "tie",          "view",
                "warning",        "will",        "willingness",  "wish",         "foe",
                "rival",          "ambassador",  "spokesman",    "spokeswoman",  "side",
                "claims",         "signature"});
  return set;
}

// Dealings between those who act: talks with, sanctions on, a war against.
const WordSet& dealings() {
  static const WordSet set =
      word_set({"accord",        "agreement",    "alliance",      "anger",       "border",
                "boycott",       "clash",        "confrontation", "conflict",    "contact",
                "cooperation",   "deal",         "dialogue",      "dispute",     "dissatisfaction",
                "embargo",       "engagement",   "feud",          "friendship",  "frustration",
                "link",          "meeting",      "message",       "negotiation", "pact",
                "partnership",   "patience",     "pressure",      "protest",     "rapprochement",
                "relation",      "relationship", "row",           "sanction",    "solidarity",
                "standoff",      "stand-off",    "talk",          "tariff",      "tension",
                "threat",        "tie",          "trade",         "treaty",      "truce",
                "understanding", "war",          "measure",       "complaint",   "charge",
                "accusation",    "allegation",   "case",          "veto",        "aid",
                "assistance",    "support",      "help",          "offer",       "appeal",
                "warning",       "demand",       "request",       "concession",  "apology",
                "loan",          "grant",        "pledge",        "letter"});
  return set;
}

// Words that come from somebody: calls from Washington.
const WordSet& given_words() {
  static const WordSet set = word_set(
      {"accusation",     "allegation", "answer",    "apology",    "appeal",       "approval",
       "assurance",      "call",       "complaint", "concession", "condemnation", "condolence",
       "congratulation", "criticism",  "demand",    "denial",     "denunciation", "explanation",
       "guarantee",      "invitation", "objection", "offer",      "order",        "permission",
       "plea",           "pledge",     "praise",    "promise",    "proposal",     "protest",
       "reaction",       "rebuke",     "refusal",   "rejection",  "reply",        "request",
       "response",       "signal",     "statement", "suggestion", "support",      "threat",
       "ultimatum",      "warning"});
  return set;
}

const uint64_t kOf = fold_hash("of"), kWith = fold_hash("with"), kBetween = fold_hash("between"),
               kAgainst = fold_hash("against"), kOn = fold_hash("on"), kBy = fold_hash("by"),
               kFrom = fold_hash("from"), kTo = fold_hash("to"), kUpon = fold_hash("upon"),
               kToward = fold_hash("toward"), kTowards = fold_hash("towards"),
               kAt = fold_hash("at"), kFor = fold_hash("for");

bool listed(const WordSet& set, const TreeIndex& t, uint32_t i) {
  return set.contains(t.lemma(i)) || set.contains(t.form(i));
}

// Does the noun phrase headed by word i stand where only an actor can?
bool acts(const TreeIndex& t, uint32_t i) {
  // Coordination stands as its first: Jordan and Egypt were thanked.
  for (int turns = 0; turns < 4 && !t.root(i) && t.urel(i) == Deprel::kConj; ++turns) i = t.head(i);
  if (t.root(i)) return false;
  const uint32_t up = t.head(i);
  const uint32_t marker = t.child(i, Deprel::kCase);
  const uint64_t preposition = marker == TreeIndex::kNone ? 0 : t.lemma(marker);
  switch (t.rel(i)) {
    case Deprel::kNsubj:
      return t.upos(up) == Upos::kVerb && !listed(verbs_of_towns(), t, up);
    case Deprel::kNsubjPass:
    case Deprel::kObj:
    case Deprel::kIobj:
      return listed(addressing_verbs(), t, up);
    case Deprel::kNmodPoss:
      return listed(acting_nouns(), t, up);
    case Deprel::kOblAgent:
      return true;
    default:
      break;
  }
  if (preposition == 0) return false;
  if (t.urel(i) == Deprel::kNmod) {
    if (preposition == kOf) return listed(acting_nouns(), t, up);
    if (preposition == kBetween) return true;
    if (preposition == kBy) return true;
    if (preposition == kFrom && listed(given_words(), t, up)) return true;
    if (preposition == kWith || preposition == kAgainst || preposition == kOn ||
        preposition == kUpon || preposition == kTo || preposition == kToward ||
        preposition == kTowards || preposition == kFrom || preposition == kAt ||
        preposition == kFor)
      return listed(dealings(), t, up) &&
             !(preposition == kFrom || preposition == kFor || preposition == kAt
                   ? !listed(acting_nouns(), t, up)
                   : false);
    return false;
  }
  if (t.urel(i) == Deprel::kObl) {
    if (preposition == kBy) return t.rel(i) == Deprel::kOblAgent;
    if (preposition == kWith || preposition == kAgainst) return true;
    // an oblique that a dealing's verb owns: imposed sanctions on Cairo
    if (preposition == kOn || preposition == kUpon)
      for (uint32_t c : t.children(up))
        if (t.urel(c) == Deprel::kObj && listed(dealings(), t, c)) return true;
    if (preposition == kOn || preposition == kUpon)
      return t.lemma(up) == fold_hash("call") || t.lemma(up) == fold_hash("prevail");
    return false;
  }
  return false;
}

}  // namespace

Entities settle_acting_places(Entities entities, const Text& text, const Tokens& tokens,
                              const TreeIndex& tree, const Gazetteer& gazetteer) {
  if (tokens.size() == 0) return entities;
  std::unordered_map<std::string, uint32_t> states;  // country → row
  for (uint32_t r = 0; r < entities.rows.size(); ++r)
    if (entities.rows[r].kind == EntityKind::kState && !entities.rows[r].country.empty() &&
        entities.rows[r].name == gazetteer.state_name(entities.rows[r].country))
      states.emplace(entities.rows[r].country, r);
  bool changed = false;
  std::vector<uint64_t> words;
  for (MentionRow& m : entities.mentions) {
    const EntityRow& place = entities.rows[m.entity.index];
    if (place.kind != EntityKind::kPlace || place.country.empty() || m.form != MentionForm::kName)
      continue;
    if (!acts(tree, tree.top(m.first, m.last))) continue;
    // Only the state itself, or its capital.
    words.clear();
    for (uint32_t i = m.first; i < m.last; ++i)
      words.push_back(fold_hash(Span{tokens.start[i], tokens.end[i]}.of(text.content)));
    const Gazetteer::Match match = gazetteer.longest(words, 0);
    bool known = false;
    if (match.length == words.size())
      for (uint32_t f = match.form; f != Gazetteer::kNone && !known; f = gazetteer.form(f).next) {
        const Form& form = gazetteer.form(f);
        known = (form.role == PhraseRole::kCapital || form.role == PhraseRole::kName) &&
                gazetteer.actor(form).kind == EntityKind::kState &&
                gazetteer.actor(form).country == place.country;
      }
    if (!known) continue;
    auto [it, fresh] = states.emplace(place.country, static_cast<uint32_t>(entities.rows.size()));
    const std::string country = place.country;
    if (fresh) {
      EntityRow state;
      state.kind = EntityKind::kState;
      state.name = std::string(gazetteer.state_name(country));
      state.country = country;
      state.sector = "GOV";
      entities.rows.push_back(std::move(state));
    }
    m.entity = EntityId(size_t{it->second});
    changed = true;
  }
  if (!changed) return entities;
  put_in_order(entities);
  return entities;
}

}  // namespace dragoman

#include "statement/stance.h"

#include <algorithm>
#include <unordered_set>

#include "base/fold.h"

namespace dragoman {
namespace {

using Words = WordSet;
constexpr uint32_t kNone = TreeIndex::kNone;

// Verdicts. Only words that judge wherever they stand; those that merely sound bad are left out.
const Words& condemning() {
  static const Words set =
      word_set({"crime",       "criminal",      "aggression",    "barbarous",   "barbaric",
                "barbarity",   "atrocity",      "reckless",      "egregious",   "unacceptable",
                "illegal",     "unlawful",      "outrage",       "outrageous",  "shameful",
                "shame",       "disgrace",      "disgraceful",   "cowardly",    "heinous",
                "brutal",      "tragedy",       "stab",          "massacre",    "genocide",
                "terrorism",   "terrorist",     "treason",       "betrayal",    "provocation",
                "provocative", "irresponsible", "immoral",       "inhuman",     "inhumane",
                "cruel",       "savage",        "evil",          "vile",        "despicable",
                "deplorable",  "appalling",     "disastrous",    "catastrophe", "violation",
                "suicide",     "theft",         "piracy",        "blackmail",   "farce",
                "sham",        "coup",          "insult",        "murder",      "dangerous",
                "unjust",      "unjustified",   "unjustifiable", "hypocrisy",   "illegitimate"});
  return set;
}
const Words& praising() {
  static const Words set = word_set(
      {"historic",  "excellent",   "courageous", "courage",     "brave",      "hero",
       "heroic",    "heroism",     "admirable",  "outstanding", "exemplary",  "remarkable",
       "wonderful", "magnificent", "triumph",    "milestone",   "fruitful",   "successful",
       "bright",    "wise",        "generous",   "noble",       "honourable", "honorable"});
  return set;
}
const Words& denying() {
  static const Words set =
      word_set({"false",      "untrue",    "baseless",   "fabricated", "fabrication", "lie",
                "nonsense",   "unfounded", "groundless", "slander",    "absurd",      "incorrect",
                "misleading", "untruth",   "fiction",    "invention",  "fake",        "rubbish",
                "inaccurate", "libel",     "calumny"});
  return set;
}
const Words& charges() {
  static const Words set = word_set({"charge", "accusation", "allegation", "claim", "report",
                                     "rumour", "rumor", "suspicion", "assertion", "insinuation"});
  return set;
}
// Acts by which one harms another: to announce them is to warn.
const Words& harming() {
  static const Words set = word_set(
      {"retaliate", "respond",   "avenge",     "revenge", "punish",      "crush",     "destroy",
       "strike",    "attack",    "sink",       "kill",    "bomb",        "fight",     "invade",
       "expel",     "eliminate", "annihilate", "wipe",    "burn",        "hit",       "retaliation",
       "response",  "smash",     "hunt",       "defeat",  "eradicate",   "flatten",   "shoot",
       "execute",   "seize",     "blockade",   "coffin",  "consequence", "vengeance", "reprisal",
       "worse",     "hell",      "price",      "regret",  "pay",         "wrath",     "obliterate",
       "liquidate", "bury"});
  return set;
}
// Acts that serve another, or bind the doer towards him: to announce them is to pledge.
const Words& giving() {
  static const Words set = word_set(
      {"send",      "release",   "restore",   "recognise", "recognize", "cut",       "give",
       "provide",   "help",      "protect",   "free",      "withdraw",  "leave",     "respect",
       "guarantee", "return",    "lift",      "allow",     "host",      "deliver",   "supply",
       "fund",      "donate",    "support",   "sign",      "ratify",    "build",     "share",
       "cease",     "halt",      "reduce",    "open",      "reopen",    "finance",   "contribute",
       "assist",    "aid",       "receive",   "rebuild",   "honour",    "honor",     "keep",
       "uphold",    "ensure",    "grant",     "train",     "defend",    "back",      "forgive",
       "disarm",    "dismantle", "cooperate", "pay",       "double",    "extradite", "waver"});
  return set;
}
// Violence done to people or to what is theirs.
const Words& hurting() {
  static const Words set = word_set(
      {"hit",    "beat",    "rape",    "kidnap", "kill",    "attack",   "burn",   "shell",
       "shoot",  "bomb",    "torture", "slap",   "abduct",  "rob",      "steal",  "loot",
       "gas",    "murder",  "arrest",  "detain", "expel",   "destroy",  "sink",   "invade",
       "strike", "fire",    "drop",    "seize",  "execute", "massacre", "poison", "hack",
       "break",  "violate", "cut",     "raid",   "jail",    "flog",     "starve", "deport"});
  return set;
}
const Words& victims() {
  static const Words set =
      word_set({"refugee", "inmate", "prisoner", "detainee", "survivor", "victim", "opposition",
                "widow", "released", "freed", "hostage", "exile", "dissident", "sister", "mother",
                "brother", "father", "wife"});
  return set;
}
const Words& thanking() {
  static const Words set =
      word_set({"thank", "thanks", "grateful", "thankful", "gratitude", "indebted"});
  return set;
}
const Words& apologising() {
  static const Words set = word_set({"sorry", "apologise", "apologize", "apology", "remorse"});
  return set;
}
const Words& willing() {
  static const Words set =
      word_set({"ready", "willing", "prepared", "keen", "readiness", "willingness", "eager", "open",
                "happy", "glad", "want", "hope", "wish"});
  return set;
}
const Words& needed() {
  static const Words set = word_set({"need", "necessary", "necessity", "imperative", "essential",
                                     "vital", "urgent", "crucial", "indispensable"});
  return set;
}
const Words& supporting() {
  static const Words set =
      word_set({"support", "back", "stand", "endorse", "recognise", "recognize", "welcome",
                "adhere", "uphold", "compass", "cornerstone"});
  return set;
}

const uint64_t kNot = fold_hash("not"), kNt = fold_hash("n't"), kNever = fold_hash("never"),
               kNo = fold_hash("no"), kNone_ = fold_hash("none"), kNobody = fold_hash("nobody"),
               kNothing = fold_hash("nothing"), kForget = fold_hash("forget"),
               kWill = fold_hash("will"), kWould = fold_hash("would"), kShall = fold_hash("shall"),
               kLl = fold_hash("'ll"), kMust = fold_hash("must"), kShould = fold_hash("should"),
               kOught = fold_hash("ought"), kMay = fold_hash("may"), kMight = fold_hash("might"),
               kCould = fold_hash("could"), kHave = fold_hash("have"), kTo = fold_hash("to"),
               kThere = fold_hash("there"), kThis = fold_hash("this"), kIt = fold_hash("it"),
               kThat = fold_hash("that"), kBe = fold_hash("be"), kIf = fold_hash("if"),
               kUnless = fold_hash("unless"), kLet = fold_hash("let"),
               kWhoever = fold_hash("whoever"), kLonger = fold_hash("longer"),
               kShouldCap = fold_hash("should"), kYet = fold_hash("yet"), kCan = fold_hash("can"),
               kTolerate = fold_hash("tolerate");

bool negated_at(const TreeIndex& t, uint32_t i) {
  for (uint32_t c : t.children(i)) {
    const uint64_t l = t.lemma(c), f = t.form(c);
    const Deprel r = t.urel(c);
    if (r == Deprel::kAdvmod && (l == kNot || f == kNt || l == kNever || l == kLonger)) return true;
    if (r == Deprel::kDet && l == kNo) return true;
    if (r == Deprel::kNsubj || r == Deprel::kObj || r == Deprel::kObl) {
      if (l == kNone_ || l == kNobody || l == kNothing) return true;
      for (uint32_t g : t.children(c))
        if (t.urel(g) == Deprel::kDet && t.lemma(g) == kNo) return true;
    }
  }
  return false;
}

uint32_t subject(const TreeIndex& t, uint32_t i) {
  for (uint32_t c : t.children(i))
    if (t.urel(c) == Deprel::kNsubj) return c;
  return kNone;
}

struct Mood {
  bool future = false, must = false, may = false, perfect = false;
  bool can = false;
  bool inverted = false;  // Should he come, …
};
Mood mood_of(const TreeIndex& t, uint32_t i) {
  Mood m;
  for (uint32_t c : t.children(i)) {
    if (t.urel(c) != Deprel::kAux) continue;
    const uint64_t l = t.lemma(c), f = t.form(c);
    if (f == kWill || f == kShall || f == kLl || f == kWould || l == kWill) m.future = true;
    if (f == kShould && subject(t, i) != kNone && c < subject(t, i)) {
      m.inverted = true;
      continue;
    }
    if (f == kMust || f == kShould || f == kOught) m.must = true, m.future = false;
    if (l == kCan || f == kCan) m.can = true;
    if (f == kMay || f == kMight || f == kCould) m.may = true, m.future = false;
    if (l == kHave) m.perfect = true;
  }
  return m;
}

// Any word of the set among the predicate of the clause: its head and what hangs on it without a
// clause of its own.
bool predicate_has(const TreeIndex& t, uint32_t i, const Words& set, bool deep = true) {
  if (set.contains(t.lemma(i)) || set.contains(t.form(i))) return true;
  for (uint32_t c : t.children(i)) {
    const Deprel r = t.urel(c);
    if (r == Deprel::kNsubj || r == Deprel::kAdvcl || r == Deprel::kCcomp ||
        r == Deprel::kParataxis || r == Deprel::kConj)
      continue;
    if (set.contains(t.lemma(c)) || set.contains(t.form(c))) return true;
    if (deep && (r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kXcomp))
      for (uint32_t g : t.children(c))
        if ((t.urel(g) == Deprel::kAmod || t.urel(g) == Deprel::kCompound ||
             t.urel(g) == Deprel::kObj) &&
            (set.contains(t.lemma(g)) || set.contains(t.form(g))))
          return true;
  }
  return false;
}

bool has_adverb(const TreeIndex& t, uint32_t i, uint64_t adverb) {
  for (uint32_t c : t.children(i))
    if (t.urel(c) == Deprel::kAdvmod && t.lemma(c) == adverb) return true;
  return false;
}

}  // namespace

bool told_by_victim(const TreeIndex& t, uint32_t source, uint32_t clause) {
  if (clause == kNone || source == kNone) return false;
  if (!victims().contains(t.lemma(source)) && !victims().contains(t.form(source))) {
    bool found = false;  // three of those released
    for (uint32_t c : t.children(source)) {
      found |= victims().contains(t.form(c));
      for (uint32_t g : t.children(c)) found |= victims().contains(t.form(g));
    }
    if (!found) return false;
  }
  return hurting().contains(t.lemma(clause)) && !negated_at(t, clause);
}

bool negated(const TreeIndex& tree, uint32_t clause) {
  return negated_at(tree, clause);
}

bool speaks_of_own(const TreeIndex& t, const MentionIndex& mentions, const Entities& entities,
                   uint32_t clause, const std::vector<EntityId>& speakers) {
  const uint32_t s = subject(t, clause);
  if (s == kNone) return false;
  const bool pronoun = t.upos(s) == Upos::kPron;
  if (pronoun && feature(t.feats(s), Feature::kPerson) == "1") return true;
  for (uint32_t c : t.children(s))
    if (t.rel(c) == Deprel::kNmodPoss && t.upos(c) == Upos::kPron &&
        feature(t.feats(c), Feature::kPerson) != "2")
      return true;
  std::vector<EntityId> ids;
  mentions.resolve(s, true, ids);
  for (EntityId id : ids)
    for (EntityId speaker : speakers) {
      if (id == speaker) return true;
      const EntityRow &a = entities.rows[id.index], &b = entities.rows[speaker.index];
      if (!a.country.empty() && a.country == b.country && a.country != "IGO" &&
          (a.kind == EntityKind::kState || a.kind == EntityKind::kGovernmentBody ||
           a.kind == EntityKind::kArmedForce))
        return true;
    }
  // A pronoun of the third person that stands for nobody else: most often who speaks.
  return pronoun && ids.empty() && feature(t.feats(s), Feature::kPerson) == "3" &&
         feature(t.feats(s), Feature::kPronType) == "Prs" && t.child(clause, Deprel::kExpl) != s;
}

std::string_view act_of_clause(const TreeIndex& t, const Tokens& tokens,
                               const MentionIndex& mentions, const Entities& entities,
                               uint32_t clause, Span content,
                               const std::vector<EntityId>& speakers) {
  if (clause == kNone || clause >= t.size() || !content.contains(tokens.span(clause))) return {};
  // What is added to the top by "and" stands beside it.
  uint32_t i = clause;
  const bool own = speaks_of_own(t, mentions, entities, i, speakers);
  const uint32_t s = subject(t, i);
  const bool no = negated_at(t, i);
  const Mood mood = mood_of(t, i);
  const bool first_person =
      s != kNone && feature(t.feats(s), Feature::kPerson) == "1" && t.upos(s) == Upos::kPron;
  if (predicate_has(t, i, thanking(), false) && (own || s == kNone) && !no) return "thank";
  if (t.lemma(i) == kForget && no) return "thank";
  if (predicate_has(t, i, apologising(), false) && (own || s == kNone) && !no) return "apologise";
  const bool copula = t.child(i, Deprel::kCop) != kNone;
  const bool verb = t.upos(i) == Upos::kVerb || t.upos(i) == Upos::kAux;
  if (!copula && !verb && t.upos(i) != Upos::kAdj && s == kNone) return {};  // a thing, no clause
  if (copula && predicate_has(t, i, denying()) && !no) return "deny";
  if (copula && predicate_has(t, i, condemning()) && !no && !mood.future && !mood.may)
    return "condemn";
  if (copula && predicate_has(t, i, praising()) && !no) return "praise";
  // Conditions with harm behind them
  bool condition = mood.inverted;
  for (uint32_t c : t.children(i))
    if (t.urel(c) == Deprel::kAdvcl || t.urel(c) == Deprel::kCsubj) {
      for (uint32_t m : t.children(c))
        condition |= (t.urel(m) == Deprel::kMark || t.urel(m) == Deprel::kAux) &&
                     (t.lemma(m) == kIf || t.lemma(m) == kUnless ||
                      (t.form(m) == kShouldCap && t.urel(m) == Deprel::kAux && m < c));
    }
  const bool harm = predicate_has(t, i, harming());
  if (harm && mood.future && !no) return "warn";
  if (harm && (condition || own) && mood.may && !no) return "warn";
  if (own && no && mood.future && (condition || t.lemma(i) == kTolerate)) return "warn";
  if (!speakers.empty() && s != kNone && !no && !mood.future && !mood.may && !mood.must && verb &&
      hurting().contains(t.lemma(i)) && !own) {
    // What a victim tells of his own lot, and what one state says that another has done
    uint32_t object = kNone;
    for (uint32_t c : t.children(i))
      if (t.urel(c) == Deprel::kObj || t.rel(c) == Deprel::kNsubjPass) object = c;
    if (object != kNone && t.upos(object) == Upos::kPron && t.lemma(object) != kIt &&
        feature(t.feats(object), Feature::kPronType) == "Prs" &&
        t.rel(object) != Deprel::kNsubjPass)
      return "accuse";
    std::vector<EntityId> doers;
    mentions.resolve(s, true, doers);
    const EntityRow& speaker = entities.rows[speakers.front().index];
    for (EntityId id : doers) {
      const EntityRow& doer = entities.rows[id.index];
      if (speaker.kind != EntityKind::kMedia && !speaker.country.empty() &&
          speaker.country != "IGO" && !doer.country.empty() && doer.country != "IGO" &&
          doer.country != speaker.country)
        return "accuse";
    }
  }
  if (mood.must && !own) return "urge";
  if (!mood.must && !own)
    for (uint32_t c : t.children(i))  // has to, have to be punished
      if (t.lemma(i) == kHave && t.urel(c) == Deprel::kXcomp && !has_adverb(t, i, kYet) &&
          t.child(c, Deprel::kMark) != kNone && t.lemma(t.child(c, Deprel::kMark)) == kTo)
        return "urge";
  if (needed().contains(t.lemma(i)) && !no && (copula || t.upos(i) == Upos::kNoun)) return "urge";
  if (own && !mood.perfect && copula && predicate_has(t, i, willing(), false))
    return no ? "oppose" : "offer";
  if (own && willing().contains(t.lemma(i)) && t.upos(i) == Upos::kVerb && !mood.perfect) {
    const bool infinitive = t.child(i, Deprel::kXcomp) != kNone;
    if (infinitive) return no ? "oppose" : "offer";
  }
  if (own && supporting().contains(t.lemma(i)) && t.upos(i) == Upos::kVerb) {
    if (no) return "oppose";
    if (!mood.perfect && !mood.future) return "support";
  }
  if (own && no && (mood.future || mood.can)) return "oppose";
  if (own && mood.future && giving().contains(t.lemma(i))) return "pledge";
  if (s != kNone && (t.lemma(s) == kNobody || t.lemma(s) == kNone_) && mood.future) return "oppose";
  if (own && mood.may && !no && !speakers.empty()) return condition ? "warn" : "offer";
  // There is nothing to talk about; there is no proof
  if (t.child(i, Deprel::kExpl) != kNone && no) {
    for (uint32_t c : t.children(i))
      if (t.urel(c) == Deprel::kNsubj)
        for (uint32_t g : t.children(c))
          if (t.urel(g) == Deprel::kAcl) return "oppose";
    if (!mood.future && !mood.must) return "deny";
  }
  // "it has not armed anybody", "this was no coup", "there is no proof"
  if (own && no && !first_person && !speakers.empty() && !mood.may && !copula) return "deny";
  if (no && copula && s != kNone &&
      (t.lemma(s) == kThis || t.lemma(s) == kThat || t.lemma(s) == kIt))
    return "deny";
  // An order in the speaker's own words
  if (s == kNone && feature(t.feats(i), Feature::kMood) == "Imp" && t.lemma(i) != kLet)
    return "urge";
  if (s != kNone && t.lemma(s) == kWhoever && mood.future) return "warn";
  return {};
}

std::string_view act_of_verdict(const TreeIndex& t, const Tokens& tokens, uint32_t cue,
                                Span content, std::string_view act) {
  static const Words naming = word_set({"call", "describe", "brand", "label", "term", "dub", "deem",
                                        "characterise", "characterize", "declare", "denounce",
                                        "liken", "speak", "compare", "see", "regard", "consider"});
  static const Words rejecting =
      word_set({"reject", "dismiss", "repudiate", "refuse", "rebut", "dispute"});
  const size_t first = token_at(tokens, content.start);
  bool bad = false, good = false, untrue = false, charge = false;
  for (size_t k = first; k < tokens.size() && tokens.end[k] <= content.end; ++k) {
    const auto i = static_cast<uint32_t>(k);
    const uint64_t l = t.lemma(i), f = t.form(i);
    bad |= condemning().contains(l) || condemning().contains(f);
    good |= praising().contains(l);
    untrue |= denying().contains(l) || denying().contains(f);
    charge |= charges().contains(l) && k < first + 6;
  }
  const uint64_t verb = t.lemma(cue);
  if (rejecting.contains(verb) && charge) return "deny";
  if (naming.contains(verb) && act == "say") {
    if (untrue) return "deny";
    if (bad) return "condemn";
    if (good) return "praise";
  }
  if (act == "pledge")
    for (size_t k = first; k < tokens.size() && tokens.end[k] <= content.end && k < first + 5; ++k)
      if (harming().contains(t.lemma(static_cast<uint32_t>(k)))) return "warn";
  return act;
}

}  // namespace dragoman

// Climbs from the trigger to the top of its sentence. Every word passed can turn the status: its
// own negation, auxiliaries and marks, and the way in which the next word up governs it. What is
// nearest decides, and among signs at one word: negation before supposition before plan before
// background.
#include "grammar/status.h"

#include <algorithm>
#include <unordered_map>

#include "base/fold.h"
#include "grammar/grammar.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

enum class Governor : uint8_t { kNegates, kSupposes, kPlans };

const std::unordered_map<uint64_t, Governor>& governors() {
  static const std::unordered_map<uint64_t, Governor> map = [] {
    std::unordered_map<uint64_t, Governor> m;
    for (const char* w :
         {"deny", "fail", "refuse", "decline", "avoid", "prevent", "refrain", "forget", "neglect",
          "stop", "cancel", "postpone", "block", "avert", "rule"})
      m[fold_hash(w)] = Governor::kNegates;
    for (const char* w :
         {"want",      "hope",      "wish",     "urge",      "call",        "demand",
          "ask",       "request",   "fear",     "consider",  "propose",     "suggest",
          "seek",      "try",       "attempt",  "aim",       "advocate",    "encourage",
          "recommend", "doubt",     "appeal",   "press",     "need",        "threaten",
          "warn",      "likely",    "unlikely", "possible",  "possibility", "prospect",
          "hint",      "mull",      "weigh",    "discuss",   "contemplate", "explore",
          "oppose",    "require",   "invite",   "persuade",  "pressure",    "push",
          "allow",     "permit",    "would",    "able",      "order",       "instruct",
          "authorize", "authorise", "believe",  "offer",     "ready",       "willing",
          "prepare",   "prepared",  "keen",     "readiness", "willingness", "desire",
          "effort",    "bid",       "plea",     "proposal",  "request",     "wish",
          "need",      "chance",    "risk",     "threat",    "attempt",     "want"})
      m[fold_hash(w)] = Governor::kSupposes;
    for (const char* w : {"plan", "intend", "schedule", "expect", "set", "due", "decide",
                          "intention", "announce", "going", "slate", "vow", "pledge", "promise",
                          "agree", "agreement", "decision", "schedule"})
      m[fold_hash(w)] = Governor::kPlans;
    return m;
  }();
  return map;
}

const uint64_t kNot = fold_hash("not"), kNt = fold_hash("n't"), kNever = fold_hash("never"),
               kNo = fold_hash("no"), kNeither = fold_hash("neither"),
               kWithout = fold_hash("without"), kWill = fold_hash("will"),
               kShall = fold_hash("shall"), kLl = fold_hash("'ll"), kWould = fold_hash("would"),
               kCould = fold_hash("could"), kMay = fold_hash("may"), kMight = fold_hash("might"),
               kShould = fold_hash("should"), kMust = fold_hash("must"), kCan = fold_hash("can"),
               kIf = fold_hash("if"), kUnless = fold_hash("unless"),
               kWhether = fold_hash("whether"), kHave = fold_hash("have"), kTo = fold_hash("to"),
               kBe = fold_hash("be"), kGo = fold_hash("go"), kAhead = fold_hash("ahead"),
               kBefore = fold_hash("before"), kHardly = fold_hash("hardly"),
               kNobody = fold_hash("nobody"), kNone_ = fold_hash("none"),
               kBarely = fold_hash("barely");

bool any_of(uint64_t x, std::initializer_list<uint64_t> list) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

// Signs at one word: its auxiliaries, adverbs, marks, modifiers.
bool signs_at(const TreeIndex& t, uint32_t i, bool trigger, StatusReading& out) {
  bool negated = false, supposed = false, planned = false, background = false, had = false;
  for (uint32_t c : t.children(i)) {
    Deprel r = t.urel(c);
    uint64_t l = t.lemma(c), f = t.form(c);
    if (r == Deprel::kAdvmod &&
        (any_of(l, {kNot, kNt, kNever, kHardly, kBarely}) || f == kNt || f == kNot))
      negated = true;
    if (r == Deprel::kDet && any_of(l, {kNo, kNeither})) negated = true;
    if (r == Deprel::kNsubj && any_of(l, {kNobody, kNone_})) negated = true;
    if (r == Deprel::kNsubj)
      for (uint32_t g : t.children(c))
        if (t.urel(g) == Deprel::kDet && any_of(t.lemma(g), {kNo, kNeither})) negated = true;
    if (r == Deprel::kMark || r == Deprel::kCase) {
      if (l == kWithout) negated = true;
      if (any_of(l, {kIf, kUnless, kWhether})) supposed = true;
    }
    if (r == Deprel::kAux) {
      if (any_of(l, {kWill, kShall, kLl}) && !any_of(f, {kWould, kShould})) planned = true;
      if (any_of(l, {kWould, kCould, kMay, kMight, kShould, kMust, kCan}) ||
          any_of(f, {kWould, kCould, kMight, kShould}))
        supposed = true;
      if (l == kHave && feature(t.feats(c), Feature::kTense) == "Past") had = true;
    }
    if (r == Deprel::kAmod) {
      static const uint64_t plans[] = {
          fold_hash("plan"),      fold_hash("planned"),     fold_hash("upcoming"),
          fold_hash("scheduled"), fold_hash("forthcoming"), fold_hash("future"),
          fold_hash("next"),      fold_hash("imminent"),    fold_hash("coming"),
          fold_hash("expected"),  fold_hash("schedule"),    fold_hash("expect")};
      static const uint64_t supposes[] = {fold_hash("possible"),     fold_hash("potential"),
                                          fold_hash("proposed"),     fold_hash("propose"),
                                          fold_hash("likely"),       fold_hash("eventual"),
                                          fold_hash("hypothetical"), fold_hash("any")};
      static const uint64_t past[] = {fold_hash("previous"), fold_hash("former"),
                                      fold_hash("earlier"), fold_hash("past"),
                                      fold_hash("historic")};
      {
        if (std::find(std::begin(plans), std::end(plans), l) != std::end(plans)) planned = true;
        if (std::find(std::begin(supposes), std::end(supposes), l) != std::end(supposes))
          supposed = true;
        if (trigger && std::find(std::begin(past), std::end(past), l) != std::end(past))
          background = true;
      }
    }
  }
  auto set = [&](EventStatus s, const char* why) {
    out.status = s;
    out.why = why;
    return true;
  };
  if (negated) return set(EventStatus::kNegated, "negation");
  if (supposed) return set(EventStatus::kHypothetical, "modal or condition");
  if (planned) return set(EventStatus::kPlanned, "future");
  if (had || background)
    return set(EventStatus::kHistorical, had ? "past perfect" : "background modifier");
  return false;
}

// An infinitive at the top of a sentence that has a noun before its "to" is a headline's future.
bool is_finite_slot(const TreeIndex& t, uint32_t verb) {
  uint32_t mark = t.child(verb, Deprel::kMark);
  for (uint32_t c : t.children(verb))
    if (c < mark && (t.upos(c) == Upos::kPropn || t.upos(c) == Upos::kNoun)) return true;
  return false;
}

}  // namespace

StatusReading read_status(const TreeIndex& t, const std::vector<uint32_t>& matched) {
  StatusReading out;
  uint32_t at = matched.front();
  for (uint32_t m : matched) {
    // "held no talks": the negation stands at the noun of the phrase
    if (m == at || t.upos(m) == Upos::kAdp) continue;
    if (signs_at(t, m, true, out) && out.status == EventStatus::kNegated) return out;
  }
  out = {};
  StatusReading background;  // what stands above may still deny or suppose it
  for (int turns = 0; turns < 12; ++turns) {
    if (signs_at(t, at, turns == 0, out)) {
      if (out.status != EventStatus::kHistorical) return out;
      // In reported speech and after "after" the past perfect is a matter of sequence, not
      // background.
      const Deprel r = t.urel(at);
      const bool sequence = !t.root(at) && (r == Deprel::kCcomp || r == Deprel::kAdvcl);
      if (background.status == EventStatus::kActual && !sequence) background = out;
      out = {};
    }
    if (t.root(at)) {
      uint32_t mark = t.child(at, Deprel::kMark);
      if (mark != kNone && t.lemma(mark) == kTo && is_finite_slot(t, at))
        return {EventStatus::kPlanned, "headline infinitive"};
      break;
    }
    uint32_t up = t.head(at);
    Deprel r = t.urel(at);
    // "ahead of talks", "before the visit"
    if (turns == 0 && (r == Deprel::kObl || r == Deprel::kNmod))
      for (uint32_t c : t.children(at))
        if (t.urel(c) == Deprel::kCase && any_of(t.lemma(c), {kAhead, kBefore}))
          return {EventStatus::kPlanned, "ahead of it"};
    const bool infinitive = [&] {
      for (uint32_t c : t.children(at))  // "in order to" has two marks
        if (t.urel(c) == Deprel::kMark && t.lemma(c) == kTo) return true;
      return false;
    }();
    if (r == Deprel::kConj) {
      // A conjunct shares what governs the first, and its auxiliaries if it has none of its own.
      bool own = false;
      for (uint32_t c : t.children(at))
        own |= t.urel(c) == Deprel::kAux || t.urel(c) == Deprel::kNsubj;
      if (!own || infinitive) {
        at = up;
        continue;
      }
      // a clause of its own: above it only what governs both counts
      while (!t.root(at) && t.urel(at) == Deprel::kConj) at = t.head(at);
      if (t.root(at)) break;
      up = t.head(at);
      r = t.urel(at);
    }
    if (r == Deprel::kParataxis || t.rel(at) == Deprel::kAclRelcl || r == Deprel::kAppos) break;
    auto it = governors().find(t.lemma(up));
    const bool governed = r == Deprel::kXcomp || r == Deprel::kCcomp || r == Deprel::kObj ||
                          r == Deprel::kAcl || r == Deprel::kCsubj ||
                          (r == Deprel::kNsubj && is_passive(t, up)) ||
                          ((r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kAdvcl) &&
                           it != governors().end() && (t.urel(at) != Deprel::kAdvcl || infinitive));
    if (governed && it != governors().end()) {
      // A report of a plan or belief holds for its content only as a clause or infinitive.
      switch (it->second) {
        case Governor::kNegates:
          return {EventStatus::kNegated, "denied, failed or prevented"};
        case Governor::kSupposes:
          return {EventStatus::kHypothetical, "wanted, feared or asked for"};
        case Governor::kPlans:
          if (infinitive || r == Deprel::kObj || r == Deprel::kNsubj || r == Deprel::kNmod)
            return {EventStatus::kPlanned, "planned or scheduled"};
          break;
      }
    }
    if (infinitive && t.lemma(up) == kGo && r == Deprel::kXcomp)
      return {EventStatus::kPlanned, "going to"};
    if (infinitive && r == Deprel::kAcl && t.root(up) && t.upos(up) == Upos::kPropn)
      return {EventStatus::kPlanned, "headline infinitive"};
    if (infinitive && t.lemma(up) == kBe) return {EventStatus::kPlanned, "is to"};
    if (infinitive && (r == Deprel::kAdvcl || r == Deprel::kAcl))
      return {EventStatus::kHypothetical, "purpose"};
    // A noun or adverbial under a finite verb takes the verb's status; a finite clause of its own
    // ends here.
    if (r == Deprel::kAdvcl && !infinitive) {
      bool finite =
          feature(t.feats(at), Feature::kVerbForm) == "Fin" || t.child(at, Deprel::kAux) != kNone;
      // ", affirming that …": told beside the rest, whatever that is wanted or promised for
      const bool beside = t.child(at, Deprel::kMark) == kNone && t.upos(at) == Upos::kVerb;
      if (finite || beside) break;
    }
    at = up;
  }
  return background;
}

}  // namespace dragoman

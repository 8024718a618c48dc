#include "grammar/grammar.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/fold.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

const uint64_t kOf = fold_hash("of"), kTo = fold_hash("to"), kBy = fold_hash("by"),
               kIt = fold_hash("it"), kThere = fold_hash("there");

// Verbs whose object, not whose subject, does what the infinitive says.
const std::array<uint64_t, 28> kObjectControl = {
    fold_hash("urge"),     fold_hash("ask"),       fold_hash("tell"),   fold_hash("order"),
    fold_hash("force"),    fold_hash("press"),     fold_hash("push"),   fold_hash("encourage"),
    fold_hash("invite"),   fold_hash("allow"),     fold_hash("permit"), fold_hash("enable"),
    fold_hash("help"),     fold_hash("require"),   fold_hash("compel"), fold_hash("request"),
    fold_hash("instruct"), fold_hash("direct"),    fold_hash("call"),   fold_hash("lead"),
    fold_hash("cause"),    fold_hash("advise"),    fold_hash("warn"),   fold_hash("command"),
    fold_hash("persuade"), fold_hash("authorize"), fold_hash("get"),    fold_hash("want")};

// Nouns of time: a preposition before one tells when, and is no part of any phrase ("called on
// Monday").
bool names_time(const TreeIndex& t, uint32_t i) {
  static const WordSet set = word_set(
      {"monday",    "tuesday",   "wednesday", "thursday",   "friday",   "saturday", "sunday",
       "january",   "february",  "march",     "april",      "may",      "june",     "july",
       "august",    "september", "october",   "november",   "december", "day",      "week",
       "month",     "year",      "morning",   "afternoon",  "evening",  "night",    "weekend",
       "yesterday", "today",     "tomorrow",  "date",       "hour",     "minute",   "eve",
       "mon",       "tue",       "wed",       "thu",        "fri",      "sat",      "sun",
       "jan",       "feb",       "mar",       "apr",        "jun",      "jul",      "aug",
       "sept",      "sep",       "oct",       "nov",        "dec",      "jan.",     "feb.",
       "mar.",      "apr.",      "jun.",      "jul.",       "aug.",     "sept.",    "sep.",
       "oct.",      "nov.",      "dec.",      "anniversary"});
  // A name of somebody or a month: only where the tagger sees a noun, and May and March are ones.
  return (t.upos(i) == Upos::kNoun || t.upos(i) == Upos::kPropn) &&
         (set.contains(t.lemma(i)) || set.contains(t.form(i)));
}

bool contains(const std::vector<uint32_t>& list, uint32_t i) {
  return std::find(list.begin(), list.end(), i) != list.end();
}

bool is_verb(const TreeIndex& t, uint32_t i) {
  return t.upos(i) == Upos::kVerb || t.upos(i) == Upos::kAux;
}
bool participle(const TreeIndex& t, uint32_t i) {
  return feature(t.feats(i), Feature::kVerbForm) == "Part";
}
bool past_participle(const TreeIndex& t, uint32_t i) {
  return participle(t, i) && (feature(t.feats(i), Feature::kTense) == "Past" ||
                              feature(t.feats(i), Feature::kVoice) == "Pass");
}
bool relative(const TreeIndex& t, uint32_t i) {
  return feature(t.feats(i), Feature::kPronType) == "Rel";
}

bool pos_fits(const TreeIndex& t, uint32_t i, PatternPos pos) {
  switch (pos) {
    case PatternPos::kVerb:
      return t.upos(i) == Upos::kVerb ||
             (t.upos(i) == Upos::kAux && t.urel(i) != Deprel::kAux && t.urel(i) != Deprel::kCop);
    case PatternPos::kNoun:
      return t.upos(i) == Upos::kNoun || t.upos(i) == Upos::kPropn ||
             (t.upos(i) == Upos::kVerb && feature(t.feats(i), Feature::kVerbForm) == "Ger");
    case PatternPos::kAdj:
      return t.upos(i) == Upos::kAdj || t.upos(i) == Upos::kVerb;
    case PatternPos::kAdv:
      return t.upos(i) == Upos::kAdv;
    case PatternPos::kPrep:
      return true;
  }
  return false;
}

// The noun that a relative clause or participle hangs on, if it hangs on one.
uint32_t antecedent(const TreeIndex& t, uint32_t verb) {
  if (t.root(verb)) return kNone;
  return t.urel(verb) == Deprel::kAcl ? t.head(verb) : kNone;
}

uint32_t grammatical_subject(const TreeIndex& t, uint32_t verb) {
  for (uint32_t c : t.children(verb))
    if (t.urel(c) == Deprel::kNsubj) return c;
  return kNone;
}

void by_agents(const TreeIndex& t, uint32_t verb, std::vector<uint32_t>& out) {
  for (uint32_t c : t.children(verb)) {
    if (t.rel(c) == Deprel::kOblAgent) {
      out.push_back(c);
    } else if (t.urel(c) == Deprel::kObl) {
      uint32_t marker = t.child(c, Deprel::kCase);
      if (marker != kNone && t.lemma(marker) == kBy) out.push_back(c);
    }
  }
}

}  // namespace

bool is_passive(const TreeIndex& t, uint32_t verb) {
  // Verbs that have no passive unless it is spelled out: "it called for restraint", "the opposition
  // called for a boycott", whatever a parser makes of the participle's form.
  static const WordSet kIntransitive =
      word_set({"call", "appeal", "plead", "vow", "agree", "react", "respond", "arrive", "come",
                "go", "march", "rally", "clash", "fight", "talk", "hope", "look"});
  if (kIntransitive.contains(t.lemma(verb)) && t.child(verb, Deprel::kAuxPass) == kNone) {
    // called upon by all is one; called for peace is none
    const uint32_t next = verb + 1;
    if (next < t.size() && t.upos(next) == Upos::kAdp && t.child(verb, Deprel::kOblAgent) == kNone)
      return false;
  }
  for (uint32_t c : t.children(verb)) {
    if (t.rel(c) == Deprel::kNsubjPass || t.rel(c) == Deprel::kAuxPass ||
        t.rel(c) == Deprel::kCsubjPass)
      return true;
    if (t.rel(c) == Deprel::kNsubj) return false;
  }
  // "aid sent by China", and conjuncts of a passive that have no subject of their own
  if (t.rel(verb) == Deprel::kAcl && past_participle(t, verb))
    return t.child(verb, Deprel::kObj) == kNone;  // who has an object is no passive
  if (t.urel(verb) == Deprel::kAmod && past_participle(t, verb)) return true;
  if (t.urel(verb) == Deprel::kAdvcl && past_participle(t, verb) &&
      grammatical_subject(t, verb) == kNone && t.child(verb, Deprel::kAux) == kNone &&
      t.child(verb, Deprel::kObj) == kNone)
    return true;
  if (t.urel(verb) == Deprel::kConj && past_participle(t, verb) &&
      grammatical_subject(t, verb) == kNone && t.child(verb, Deprel::kAux) == kNone &&
      t.child(verb, Deprel::kObj) == kNone) {
    uint32_t first = t.head(verb);
    for (uint32_t c : t.children(first))
      if (t.rel(c) == Deprel::kAuxPass) return true;
  }
  return false;
}

void subjects(const TreeIndex& t, uint32_t verb, std::vector<uint32_t>& out) {
  // Climbs from clause to clause until one has a subject; each turn is one construction undone.
  uint32_t at = verb;
  if (is_passive(t, at)) {
    by_agents(t, at, out);
    return;
  }
  for (int turns = 0; turns < 8; ++turns) {
    uint32_t s = grammatical_subject(t, at);
    if (s != kNone) {
      if (relative(t, s)) {
        uint32_t noun = antecedent(t, at);
        if (noun != kNone) {
          out.push_back(noun);
          return;
        }
      }
      // The subject of a passive governor is what the infinitive's subject is: "was sent to
      // attack".
      if (t.lemma(s) == kThere) return;
      if (t.lemma(s) == kIt && t.child(at, Deprel::kExpl) == s) return;
      out.push_back(s);
      // "Syria, China discuss": two subjects joined by a comma alone, as headlines have it
      for (uint32_t c : t.children(at))
        if (c != s && t.urel(c) == Deprel::kNsubj && !relative(t, c)) out.push_back(c);
      return;
    }
    if (t.root(at)) {
      // Headline infinitive: "Chile, Bolivia to reopen talks" has its subject before the "to",
      // whatever relation a parser gives it.
      uint32_t mark = t.child(at, Deprel::kMark);
      if (mark != kNone && t.lemma(mark) == kTo)
        for (uint32_t c : t.children(at))
          if (c < mark && (t.upos(c) == Upos::kPropn || t.upos(c) == Upos::kNoun) &&
              t.child(c, Deprel::kCase) == kNone) {
            out.push_back(c);
            return;
          }
      return;
    }
    uint32_t up = t.head(at);
    switch (t.urel(at)) {
      case Deprel::kConj:
        at = up;  // "visited Cairo and met the king"
        break;
      case Deprel::kXcomp:
      case Deprel::kCcomp: {
        if (t.urel(at) == Deprel::kCcomp && t.child(at, Deprel::kMark) != kNone &&
            t.lemma(t.child(at, Deprel::kMark)) != kTo)
          return;
        uint32_t object = t.child(up, Deprel::kObj);
        if (object == kNone) object = t.child(up, Deprel::kIobj);
        bool object_control = std::find(kObjectControl.begin(), kObjectControl.end(),
                                        t.lemma(up)) != kObjectControl.end();
        if (object != kNone && (object_control || t.urel(at) == Deprel::kXcomp)) {
          if (object_control) {
            out.push_back(object);
            return;
          }
        }
        if (object_control && is_passive(t, up)) {
          uint32_t gs = grammatical_subject(t, up);
          if (gs != kNone) out.push_back(gs);
          return;
        }
        at = up;
        break;
      }
      case Deprel::kAdvcl:
        at = up;  // "Visiting Cairo, he said …"
        break;
      case Deprel::kAcl: {
        // "troops attacking the town": the noun; "a decision to attack": who decided
        bool infinitive =
            t.child(at, Deprel::kMark) != kNone && t.lemma(t.child(at, Deprel::kMark)) == kTo;
        if (!infinitive) {
          out.push_back(up);
          return;
        }
        bool owner = false;
        for (uint32_t c : t.children(up))
          if (t.rel(c) == Deprel::kNmodPoss) out.push_back(c), owner = true;
        // "Chile to reopen talks" as a headline: the name is the subject, others in apposition too
        if (!owner && t.root(up) && t.upos(up) == Upos::kPropn) {
          out.push_back(up);
          for (uint32_t c : t.children(up))
            if (t.urel(c) == Deprel::kAppos && t.upos(c) == Upos::kPropn && c < at)
              out.push_back(c);
        }
        if (owner || t.root(up)) return;
        // "expressed readiness to help", "its readiness to help": the subject of the governing verb
        at = t.urel(up) == Deprel::kObj || t.urel(up) == Deprel::kObl ? t.head(up) : up;
        if (at == up) return;
        break;
      }
      case Deprel::kParataxis:
      default:
        return;
    }
    if (is_passive(t, at)) {
      // Raising over a passive ("is expected to sign", "was sent to help"): its grammatical
      // subject.
      uint32_t gs = grammatical_subject(t, at);
      if (gs == kNone) {
        uint32_t noun = antecedent(t, at);
        if (noun != kNone) out.push_back(noun);
        return;
      }
      out.push_back(relative(t, gs) && antecedent(t, at) != kNone ? antecedent(t, at) : gs);
      return;
    }
  }
}

void objects(const TreeIndex& t, uint32_t verb, std::vector<uint32_t>& out) {
  if (is_passive(t, verb)) {
    uint32_t s = grammatical_subject(t, verb);
    if (s == kNone && t.urel(verb) == Deprel::kConj) s = grammatical_subject(t, t.head(verb));
    if (s != kNone && relative(t, s)) s = antecedent(t, verb) != kNone ? antecedent(t, verb) : s;
    if (s == kNone) s = t.urel(verb) == Deprel::kAmod ? t.head(verb) : antecedent(t, verb);
    if (s != kNone) out.push_back(s);
    return;
  }
  for (uint32_t c : t.children(verb)) {
    if (t.urel(c) != Deprel::kObj) continue;
    out.push_back(relative(t, c) && antecedent(t, verb) != kNone ? antecedent(t, verb) : c);
  }
  if (!out.empty()) return;
  // "the aid China sent": a relative clause without object or pronoun
  if (t.rel(verb) == Deprel::kAclRelcl && grammatical_subject(t, verb) != kNone &&
      !relative(t, grammatical_subject(t, verb))) {
    out.push_back(t.head(verb));
    return;
  }
  // "met and thanked the king": the object of the last conjunct serves the first ones
  for (uint32_t c : t.children(verb))
    if (t.urel(c) == Deprel::kConj && is_verb(t, c) && grammatical_subject(t, c) == kNone &&
        out.empty() && t.child(verb, Deprel::kObl) == kNone &&
        t.child(verb, Deprel::kCcomp) == kNone && t.child(verb, Deprel::kXcomp) == kNone)
      for (uint32_t o : t.children(c))
        if (t.urel(o) == Deprel::kObj && o > c) out.push_back(o);
}

bool matches(const TreeIndex& t, uint32_t i, const Pattern& p, std::vector<uint32_t>& matched) {
  if (t.lemma(i) != p.words[p.head] && t.form(i) != p.words[p.head]) return false;
  if (!pos_fits(t, i, p.pos)) return false;
  matched.clear();
  matched.push_back(i);
  if (p.words.size() == 1) return true;
  const uint32_t object_noun = [&] {  // the noun that stands for the object from above
    std::vector<uint32_t> o;
    if (is_verb(t, i) && (antecedent(t, i) != kNone || is_passive(t, i))) objects(t, i, o);
    return o.empty() ? kNone : o.front();
  }();
  for (size_t k = 0; k < p.words.size(); ++k) {
    if (k == p.head) continue;
    const uint64_t want = p.words[k];
    uint32_t found = kNone;
    auto is_it = [&](uint32_t c) {
      return !contains(matched, c) && (t.lemma(c) == want || t.form(c) == want);
    };
    // A noun under a preposition that the phrase does not hold is no part of it: lost their lives
    // in a village is not "lose village". "of" only leads on: held a round of talks.
    auto outside = [&](uint32_t c) {
      const Deprel r = t.urel(c);
      // A clause with a subject of its own is no part of the phrase: stressed it, as the world
      // needs …
      if (t.upos(c) == Upos::kVerb && grammatical_subject(t, c) != kNone &&
          (r == Deprel::kAdvcl || r == Deprel::kParataxis || r == Deprel::kCcomp))
        return true;
      if ((r != Deprel::kObl && r != Deprel::kNmod) || t.rel(c) == Deprel::kNmodPoss) return false;
      const uint32_t marker = t.child(c, Deprel::kCase);
      if (marker == kNone) return false;
      const uint64_t w = t.lemma(marker);
      if (r == Deprel::kNmod && w == kOf) return false;
      // The preposition stands before its noun in the phrase too: "express support for" is not
      // expressed thanks for their support.
      for (size_t at = 0; at < k; ++at)
        if (p.words[at] == w || p.words[at] == t.form(marker)) return false;
      return true;
    };
    for (size_t m = 0; m < matched.size() && found == kNone; ++m) {
      for (uint32_t c : t.children(matched[m])) {
        // The subject of an active verb is no object, unless the phrase itself tells subject and
        // verb.
        bool subject = t.rel(c) == Deprel::kNsubj || t.rel(c) == Deprel::kCsubj;
        if (subject && k > p.head && p.pos == PatternPos::kVerb) continue;
        if (t.urel(c) == Deprel::kConj && !is_it(c)) continue;
        if (t.urel(c) == Deprel::kParataxis) continue;
        if (is_it(c) && !outside(c)) {
          found = c;
          break;
        }
        // One step further down: the preposition of an oblique, the mark of a clause, a modifier.
        for (uint32_t g : t.children(c)) {
          Deprel r = t.urel(g);
          if (r != Deprel::kCase && r != Deprel::kMark && r != Deprel::kCompound &&
              r != Deprel::kAmod && r != Deprel::kConj && r != Deprel::kFixed &&
              r != Deprel::kNmod && r != Deprel::kObj && r != Deprel::kNummod)
            continue;
          if (r == Deprel::kCase && names_time(t, c)) continue;
          if (r == Deprel::kObj && t.urel(c) != Deprel::kXcomp && t.urel(c) != Deprel::kObl &&
              t.urel(c) != Deprel::kAdvcl)
            continue;
          if (is_it(g) && !outside(g) &&
              (r == Deprel::kCase || r == Deprel::kMark || !outside(c))) {
            found = g;
            break;
          }
        }
        if (found != kNone) break;
      }
    }
    if (found == kNone && object_noun != kNone && k > p.head) {
      if (is_it(object_noun)) {
        found = object_noun;
      } else {
        for (uint32_t c : t.children(object_noun))
          if (is_it(c) && (t.urel(c) == Deprel::kCompound || t.urel(c) == Deprel::kAmod)) found = c;
      }
    }
    if (found == kNone && p.pos == PatternPos::kPrep && i + k - p.head < t.size() &&
        is_it(static_cast<uint32_t>(i + k - p.head)))
      found = static_cast<uint32_t>(i + k - p.head);
    if (found == kNone) return false;
    matched.push_back(found);
  }
  return true;
}

void step(const TreeIndex& t, const std::vector<uint32_t>& matched, uint32_t from,
          const FrameStep& s, std::vector<uint32_t>& out) {
  const bool at_head = !matched.empty() && from == matched.front();
  auto with_preposition = [&](uint32_t of) {
    for (uint32_t c : t.children(of)) {
      Deprel r = t.urel(c);
      if (r == Deprel::kObl || r == Deprel::kNmod || r == Deprel::kIobj || r == Deprel::kObj) {
        for (uint32_t m : t.children(c))
          if (t.urel(m) == Deprel::kCase && t.lemma(m) == s.preposition) {
            // "between A and B", "with A and B": the conjuncts come with the head; "to whom": the
            // antecedent
            out.push_back(relative(t, c) && antecedent(t, of) != kNone ? antecedent(t, of) : c);
            break;
          }
      } else if (r == Deprel::kAdvcl || r == Deprel::kAcl) {
        for (uint32_t m : t.children(c))
          if (t.urel(m) == Deprel::kMark && t.lemma(m) == s.preposition) {
            out.push_back(c);  // thanked it for sending aid: the clause
            break;
          }
      }
    }
  };
  switch (s.kind) {
    case FrameStep::Kind::kSubj:
      if (is_verb(t, from) || t.child(from, Deprel::kCop) != kNone ||
          grammatical_subject(t, from) != kNone || t.upos(from) == Upos::kAdj)
        subjects(t, from, out);
      break;
    case FrameStep::Kind::kObj:
      objects(t, from, out);
      break;
    case FrameStep::Kind::kIobj:
      for (uint32_t c : t.children(from))
        if (t.rel(c) == Deprel::kIobj) out.push_back(c);
      break;
    case FrameStep::Kind::kPoss:
    case FrameStep::Kind::kMod: {
      auto owners = [&](uint32_t of) {
        for (uint32_t c : t.children(of)) {
          Deprel r = t.rel(c);
          if (s.kind == FrameStep::Kind::kPoss
                  ? r == Deprel::kNmodPoss
                  : (t.urel(c) == Deprel::kCompound || t.urel(c) == Deprel::kAmod ||
                     r == Deprel::kNmodDesc || r == Deprel::kNmodUnmarked))
            out.push_back(c);
        }
      };
      owners(from);
      if (at_head && out.empty())
        for (uint32_t m : matched)
          if (m != from && t.upos(m) == Upos::kNoun) owners(m);
      break;
    }
    case FrameStep::Kind::kComp:
      for (uint32_t c : t.children(from)) {
        Deprel r = t.urel(c);
        if (r == Deprel::kXcomp || r == Deprel::kCcomp ||
            (r == Deprel::kAcl && t.rel(c) != Deprel::kAclRelcl))
          out.push_back(c);
      }
      if (out.empty() && at_head)
        for (uint32_t m : matched)
          for (uint32_t c : t.children(m))
            if (!contains(matched, c) &&
                (t.urel(c) == Deprel::kXcomp || t.urel(c) == Deprel::kCcomp ||
                 (t.urel(c) == Deprel::kAcl && t.rel(c) != Deprel::kAclRelcl)))
              out.push_back(c);
      if (out.empty())  // an infinitive of purpose, as parsers often take a complement
        for (uint32_t c : t.children(from))
          if (t.urel(c) == Deprel::kAdvcl && t.child(c, Deprel::kMark) != kNone &&
              t.lemma(t.child(c, Deprel::kMark)) == kTo)
            out.push_back(c);
      break;
    case FrameStep::Kind::kPrep:
      if (at_head) {
        for (uint32_t m : matched) with_preposition(m);
        // The preposition is the last word of the phrase: its object.
        uint32_t last = matched.back();
        if (matched.size() > 1 && t.urel(last) == Deprel::kCase && t.lemma(last) == s.preposition &&
            !contains(out, t.head(last)))
          out.push_back(t.head(last));
      } else {
        with_preposition(from);
      }
      break;
    case FrameStep::Kind::kClause:
      out.push_back(clause_of(t, from));
      break;
  }
}

void fill(const TreeIndex& t, const MentionIndex& mentions, const std::vector<uint32_t>& matched,
          const Frame& frame, FrameSlot::Role role, std::vector<EntityId>& out,
          std::vector<uint32_t>* heads) {
  std::vector<uint32_t> at, next;
  for (const FrameSlot& slot : frame) {
    if (slot.role != role) continue;
    for (const std::vector<FrameStep>& way : slot.places) {
      at.assign(1, matched.front());
      for (const FrameStep& s : way) {
        next.clear();
        for (uint32_t from : at) step(t, matched, from, s, next);
        at.swap(next);
      }
      const size_t before = out.size();
      // The owner of a phrase may stand for it where the phrase is not itself the trigger.
      const bool last_is_mod =
          way.back().kind == FrameStep::Kind::kMod || way.back().kind == FrameStep::Kind::kPoss;
      for (uint32_t h : at) {
        if (h == matched.front()) continue;
        mentions.resolve(h, !last_is_mod, out);
        if (heads) heads->push_back(h);
      }
      if (out.size() > before) break;
    }
  }
}

uint32_t clause_of(const TreeIndex& t, uint32_t i) {
  for (;;) {
    bool clause = is_verb(t, i) && t.urel(i) != Deprel::kAux && t.urel(i) != Deprel::kCop &&
                  t.urel(i) != Deprel::kAmod && t.urel(i) != Deprel::kCompound;
    if (clause || t.child(i, Deprel::kCop) != kNone || grammatical_subject(t, i) != kNone ||
        t.root(i))
      return i;
    i = t.head(i);
  }
}

}  // namespace dragoman

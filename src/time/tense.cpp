// From the expression up the tree to the first verb; its auxiliaries, its form and, for an
// infinitive, the verb above it decide.
#include "time/tense.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dragoman {
namespace {

constexpr int kMaxSteps = 16;  // what stands higher up says nothing of this clause

constexpr std::array<std::string_view, 7> kScheduled = {"schedule", "expect", "plan", "slate",
                                                        "due",      "set",    "tip"};
// Whoever "managed to come" came: the infinitive has the tense of the verb above.
constexpr std::array<std::string_view, 22> kImplicative = {
    "manage", "fail",    "begin", "start", "continue", "come",  "go",  "use",
    "happen", "seem",    "have",  "help",  "able",     "prove", "get", "cease",
    "dare",   "neglect", "rush",  "move",  "step",     "remain"};

// What these ask for is to come.
constexpr std::array<std::string_view, 16> kAsking = {
    "call", "appeal", "plan",    "prepare", "push",   "press", "propose",  "invite",
    "urge", "await",  "request", "seek",    "demand", "want",  "schedule", "expect"};
constexpr std::array<std::string_view, 12> kPutOff = {"postpone",   "adjourn", "delay",   "extend",
                                                      "reschedule", "defer",   "suspend", "move",
                                                      "put",        "push",    "prolong", "remand"};
// In the present these tell of a day to come; others ("says on Friday") of one just past.
constexpr std::array<std::string_view, 11> kOnCalendar = {"begin",  "start",   "open",     "resume",
                                                          "expire", "convene", "vote",     "reopen",
                                                          "close",  "end",     "reconvene"};

// "when she travels": in the present these tell of what has not happened yet.
constexpr std::array<std::string_view, 7> kAhead = {"when",   "once", "after", "until",
                                                    "before", "if",   "unless"};

constexpr std::array<std::string_view, 9> kFutureWords = {
    "will", "shall", "'ll", "scheduled", "expected", "upcoming", "plans", "planned", "due"};
constexpr std::array<std::string_view, 6> kModals = {"may",   "might",  "can",
                                                     "could", "should", "must"};

template <size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// As among(), for verbs of which the lemma may be a letter off ("postpon", "plann").
template <size_t N>
bool verb_among(std::string_view lemma, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view verb) {
    return lemma == verb ||
           (lemma.size() > 4 && lemma.size() + 1 == verb.size() && verb.starts_with(lemma)) ||
           (verb.size() > 3 && verb.size() + 1 == lemma.size() && lemma.starts_with(verb) &&
            lemma.back() == verb.back());
  });
}

class Clause {
 public:
  Clause(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
         uint32_t from, uint32_t to)
      : text_(text), tokens_(tokens), tags_(tags), trees_(trees), from_(from), to_(to) {}

  Tense by_words(uint32_t first) const {
    for (uint32_t k = first; k-- > from_ && first - k <= 12;) {
      std::string_view word = tokens_.span(k).of(text_.content);
      if (among(word, kFutureWords) || among(word, kModals)) return Tense::kFuture;
      if (word == "would") return Tense::kFutureInPast;
    }
    return Tense::kUnknown;
  }

  Tense by_tree(uint32_t first, uint32_t last) const {
    uint32_t at = first;
    for (uint32_t i = first; i < last; ++i) {
      uint32_t h = trees_.head[i];
      if (h == i || h < first || h >= last) {
        at = i;
        break;
      }
    }
    if (ahead_of(at)) return Tense::kFuture;
    if (put_off(at)) return Tense::kIntended;
    for (int step = 0; step < kMaxSteps; ++step) {
      uint32_t up = trees_.head[at];
      if (up == at || up < from_ || up >= to_) return Tense::kUnknown;
      Deprel relation = universal(trees_.deprel[at]);
      const bool oblique =
          relation == Deprel::kObl || relation == Deprel::kNmod || relation == Deprel::kAdvmod;
      const bool noun = at < first || at >= last;  // of which the expression is a part
      at = up;
      // "scheduled for Friday", "called for a march on Friday"
      if (oblique && verb_among(tags_.lemma(at), kScheduled) && !finite_past_active(at) &&
          !aside(at))
        return Tense::kIntended;
      if (noun && (oblique || relation == Deprel::kObj) && verb_among(tags_.lemma(at), kAsking))
        return Tense::kIntended;
      if (ahead_of(at)) return Tense::kFuture;
      bool verb = tags_.upos[at] == Upos::kVerb || tags_.upos[at] == Upos::kAux;
      bool copula = false;
      if (!verb)
        for (uint32_t i = from_; i < to_; ++i)
          if (trees_.head[i] == at && trees_.deprel[i] == Deprel::kCop) copula = true;
      if (!verb && !copula) continue;
      if (aside(at) || misplaced(at, first)) continue;
      Tense found = of_verb(at);
      if (found != Tense::kUnknown) return found;
      if (finite(at)) return Tense::kUnknown;  // a present that tells nothing
    }
    return Tense::kUnknown;
  }

 private:
  bool has(uint32_t i, Feature f, std::string_view value) const {
    return feature(tags_.feats[i], f) == value;
  }
  bool finite(uint32_t i) const { return has(i, Feature::kVerbForm, "Fin"); }
  // "expected him on Friday" tells of the past; "was expected on Friday" does not.
  bool finite_past_active(uint32_t i) const {
    return finite(i) && has(i, Feature::kTense, "Past") && tags_.upos[i] == Upos::kVerb;
  }
  bool child(uint32_t verb, Deprel relation) const {
    for (uint32_t i = from_; i < to_; ++i)
      if (trees_.head[i] == verb && i != verb && universal(trees_.deprel[i]) == relation)
        return true;
    return false;
  }
  // "as planned", "as agreed"
  bool aside(uint32_t verb) const {
    if (finite(verb) || trees_.deprel[verb] != Deprel::kAdvcl) return false;
    for (uint32_t i = from_; i < verb; ++i)
      if (trees_.head[i] == verb && trees_.deprel[i] == Deprel::kMark && tags_.lemma(i) == "as")
        return true;
    return false;
  }
  // A time rather belongs to the verb in front than to a participle behind it: "begin on Monday,
  // scaled down".
  bool misplaced(uint32_t verb, uint32_t first) const {
    const uint32_t above = trees_.head[verb];
    return verb > first && above < first && !child(verb, Deprel::kNsubj) &&
           !child(verb, Deprel::kAux);
  }
  // "postponed to Thursday", "adjourned until August 3"
  bool put_off(uint32_t time) const {
    if (!verb_among(tags_.lemma(trees_.head[time]), kPutOff)) return false;
    for (uint32_t i = from_; i < time; ++i)
      if (trees_.head[i] == time &&
          (tags_.lemma(i) == "to" || tags_.lemma(i) == "until" || tags_.lemma(i) == "till"))
        return true;
    return false;
  }
  // "ahead of talks"
  bool ahead_of(uint32_t noun) const {
    for (uint32_t i = from_; i < to_; ++i)
      if (trees_.head[i] == noun && i != noun && universal(trees_.deprel[i]) == Deprel::kCase &&
          tags_.lemma(i) == "ahead")
        return true;
    return false;
  }

  // What the verb and its auxiliaries say; nothing for a form that leans on the verb above.
  Tense of_verb(uint32_t verb) const {
    bool to = false, perfect = false, past = false, modal = false, would = false, will = false,
         be = false, any = false, ahead = false, takes = false;
    for (uint32_t i = from_; i < to_; ++i) {
      if (trees_.head[i] != verb || i == verb) continue;
      Deprel r = trees_.deprel[i];
      if (r == Deprel::kMark && tags_.lemma(i) == "to") to = true;
      if ((r == Deprel::kMark || r == Deprel::kAdvmod) && among(tags_.lemma(i), kAhead))
        ahead = true;
      if (r == Deprel::kObj && (tags_.lemma(i) == "place" || tags_.lemma(i) == "effect"))
        takes = true;
      if (universal(r) != Deprel::kAux && r != Deprel::kCop) continue;
      any = true;
      std::string_view lemma = tags_.lemma(i);
      if (lemma == "will" || lemma == "shall") {
        std::string_view form = tokens_.span(i).of(text_.content);
        (form == "would" || form == "should" || form == "'d" ? would : will) = true;
      } else if (lemma == "would") {
        would = true;
      } else if (lemma == "have") {
        perfect = true;
      } else if (among(lemma, kModals)) {
        modal = true;
      } else if (lemma == "be") {
        be = true;
      }
      if (has(i, Feature::kTense, "Past")) past = true;
    }
    if (to) {
      if (perfect) return Tense::kPast;
      uint32_t above = trees_.head[verb];
      if (above == verb || above < from_ || above >= to_) return Tense::kFuture;  // of a headline
      if (among(tags_.lemma(above), kImplicative)) return Tense::kUnknown;        // climb on
      return Tense::kIntended;
    }
    if (will) return perfect ? Tense::kUnknown : Tense::kFuture;
    if (would) return perfect ? Tense::kPast : Tense::kFutureInPast;
    if (modal) return perfect ? Tense::kPast : Tense::kFuture;
    if (perfect || past) return Tense::kPast;
    if (has(verb, Feature::kTense, "Past")) {
      if (!be) return Tense::kPast;
      return Tense::kUnknown;  // is held
    }
    if (be && has(verb, Feature::kTense, "Pres") && !finite(verb)) return Tense::kFuture;
    if (!any && finite(verb) && has(verb, Feature::kTense, "Pres") &&
        (ahead || among(tags_.lemma(verb), kOnCalendar) || (tags_.lemma(verb) == "take" && takes)))
      return Tense::kFuture;
    return Tense::kUnknown;
  }

  const Text& text_;
  const Tokens& tokens_;
  const Tags& tags_;
  const Trees& trees_;
  uint32_t from_, to_;
};

}  // namespace

Tense tense_at(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
               uint32_t from, uint32_t to, uint32_t first, uint32_t last) {
  Clause clause(text, tokens, tags, trees, from, to);
  if (trees.size() != tokens.size() || tags.size() != tokens.size()) return clause.by_words(first);
  return clause.by_tree(first, last);
}

}  // namespace dragoman

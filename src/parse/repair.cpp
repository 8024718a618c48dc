#include "parse/repair.h"

namespace dragoman {
namespace {

class Clauses {
 public:
  Clauses(const Tags& tags, const Trees& trees, uint32_t first, uint32_t last)
      : tags_(tags), trees_(trees), first_(first), last_(last) {}

  bool verb(uint32_t i, std::string_view form) const {
    return tags_.upos[i] == Upos::kVerb && feature(tags_.feats[i], Feature::kVerbForm) == form;
  }
  bool has_auxiliary(uint32_t verb) const {
    return has(verb, [&](uint32_t c) { return auxiliary(c); });
  }
  // A subject or an auxiliary of its own: a clause that may be joined to anything.
  bool complete(uint32_t verb) const {
    return has(verb, [&](uint32_t c) {
      const Deprel r = universal(trees_.deprel[c]);
      return r == Deprel::kNsubj || r == Deprel::kCsubj || r == Deprel::kExpl || auxiliary(c);
    });
  }
  bool finite(uint32_t i) const {
    return verb(i, "Fin") || has(i, [&](uint32_t c) {
             return (auxiliary(c) || trees_.deprel[c] == Deprel::kCop) &&
                    feature(tags_.feats[c], Feature::kVerbForm) == "Fin";
           });
  }

 private:
  bool auxiliary(uint32_t c) const { return universal(trees_.deprel[c]) == Deprel::kAux; }
  template <class Test>
  bool has(uint32_t head, Test test) const {
    for (uint32_t c = first_; c < last_; ++c)
      if (c != head && trees_.head[c] == head && test(c)) return true;
    return false;
  }

  const Tags& tags_;
  const Trees& trees_;
  uint32_t first_, last_;
};

}  // namespace

void rehang_finite_conjuncts(const Tags& tags, Trees& trees, uint32_t first, uint32_t last) {
  constexpr int kMostSteps = 10;
  const Clauses clauses(tags, trees, first, last);
  for (uint32_t i = first; i < last; ++i) {
    const uint32_t head = trees.head[i];
    if (head == i || trees.deprel[i] != Deprel::kConj || !clauses.verb(i, "Fin") ||
        !clauses.verb(head, "Inf") || clauses.complete(i))
      continue;
    uint32_t above = head;
    bool found = false;
    for (int steps = 0; steps < kMostSteps && trees.head[above] != above && !found; ++steps) {
      above = trees.head[above];
      found = above < i && clauses.finite(above);
    }
    // "would leave and called" may be what one clause says.
    if (!found || (trees.head[head] == above && clauses.has_auxiliary(head))) continue;
    trees.head[i] = above;
  }
}

}  // namespace dragoman

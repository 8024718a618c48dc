#include "grammar/modal.h"

#include "base/fold.h"
#include "grammar/grammar.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

const uint64_t kHave = fold_hash("have"), kIf = fold_hash("if"), kLl = fold_hash("'ll"),
               kMust = fold_hash("must"), kNeed = fold_hash("need"), kNever = fold_hash("never"),
               kNo = fold_hash("no"), kNobody = fold_hash("nobody"), kNone_ = fold_hash("none"),
               kNot = fold_hash("not"), kNt = fold_hash("n't"), kOught = fold_hash("ought"),
               kShall = fold_hash("shall"), kShould = fold_hash("should"),
               kUnless = fold_hash("unless"), kWhether = fold_hash("whether"),
               kWill = fold_hash("will"), kWo = fold_hash("wo"), kWould = fold_hash("would");

}  // namespace

ModalReading modal_at(const TreeIndex& t, uint32_t word) {
  ModalReading out;
  uint32_t v = clause_of(t, word);
  for (int turns = 0; turns < 4; ++turns) {
    for (uint32_t c : t.children(v)) {
      const Deprel r = t.urel(c);
      if (r == Deprel::kAux) {
        const uint64_t l = t.lemma(c), form = t.form(c);
        if (l == kMust || l == kShould || form == kShould || l == kOught)
          out.modal = Modal::kDuty;
        else if (l == kWill || l == kShall || l == kLl || l == kWould || form == kWould ||
                 form == kWo)
          out.modal = Modal::kFuture;
      }
      if (r == Deprel::kAdvmod &&
          (t.lemma(c) == kNot || t.form(c) == kNt || t.lemma(c) == kNever || t.lemma(c) == kNt))
        out.negated = true;
      if (r == Deprel::kMark &&
          (t.lemma(c) == kIf || t.lemma(c) == kWhether || t.lemma(c) == kUnless))
        return {};  // the condition itself binds nobody
      if (r == Deprel::kAdvcl) {
        const uint32_t mark = t.child(c, Deprel::kMark);
        if (mark != kNone && (t.lemma(mark) == kIf || t.lemma(mark) == kUnless))
          out.conditional = true;
      }
    }
    // will resettle none of them, will make no concession
    for (uint32_t c : t.children(v)) {
      if (t.urel(c) != Deprel::kObj && t.urel(c) != Deprel::kNsubj) continue;
      const uint32_t article = t.child(c, Deprel::kDet);
      if (t.lemma(c) == kNone_ || t.lemma(c) == kNobody ||
          (article != kNone && t.lemma(article) == kNo))
        out.negated = true;
    }
    out.at = v;
    if (out.modal != Modal::kAbsent) return out;
    // must ensure order and provide food: the auxiliary of the first serves both
    if (!t.root(v) && t.urel(v) == Deprel::kConj && t.child(v, Deprel::kNsubj) == kNone &&
        t.child(v, Deprel::kAux) == kNone) {
      v = t.head(v);
      continue;
    }
    if (t.root(v) || t.urel(v) != Deprel::kXcomp) return out;
    const uint32_t up = t.head(v);
    const uint64_t l = t.lemma(up);
    if (l == kHave || l == kNeed || l == kOught) {
      out.modal = Modal::kDuty;
      out.at = up;
      for (uint32_t c : t.children(up))
        if (t.urel(c) == Deprel::kAdvmod && (t.lemma(c) == kNot || t.form(c) == kNt))
          return {};  // need not
      return out;
    }
    v = up;
  }
  return out;
}

}  // namespace dragoman

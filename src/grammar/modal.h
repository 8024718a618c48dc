// Modal verbs: what must be done, what will be done, and whether it is denied.
#ifndef DRAGOMAN_GRAMMAR_MODAL_H_
#define DRAGOMAN_GRAMMAR_MODAL_H_

#include "document/tree_index.h"

namespace dragoman {

enum class Modal : uint8_t { kAbsent, kDuty, kFuture };

struct ModalReading {
  Modal modal = Modal::kAbsent;
  bool negated = false;
  bool conditional = false;        // a condition hangs on it: if they come, we shall answer
  uint32_t at = TreeIndex::kNone;  // the verb that the modal belongs to
};

/// must, should, has to, needs to, will: at the clause of the word or at the verbs it completes;
/// the auxiliary of a first verb serves the ones joined to it. Nothing inside a condition.
ModalReading modal_at(const TreeIndex& tree, uint32_t word);

}  // namespace dragoman

#endif  // DRAGOMAN_GRAMMAR_MODAL_H_

// Status of an act from the grammar around it: negation, future, modality, conditions, background.
#ifndef DRAGOMAN_GRAMMAR_STATUS_H_
#define DRAGOMAN_GRAMMAR_STATUS_H_

#include "document/tree_index.h"

namespace dragoman {

struct StatusReading {
  EventStatus status = EventStatus::kActual;
  const char* why = "";  // name of what decided, for explanations
};

/// `matched`: the words of the trigger, its head first.
StatusReading read_status(const TreeIndex& tree, const std::vector<uint32_t>& matched);

}  // namespace dragoman

#endif  // DRAGOMAN_GRAMMAR_STATUS_H_

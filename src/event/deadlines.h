// Until when: the day or the span that a promise, a concession, a demand or a threat sets itself.
#ifndef DRAGOMAN_EVENT_DEADLINES_H_
#define DRAGOMAN_EVENT_DEADLINES_H_

#include "document/document.h"
#include "document/tree_index.h"

namespace dragoman {

/// Adds to events of the types that bind somebody for later (AGREE, CONCEDE, REQUEST, THREATEN) the
/// deadline that stands in their complement, as a quantity of unit "deadline" whose `of` is the
/// value of the time expression: "by June" {of 2024-06}, "within two years" {of P2Y}.
void set_deadlines(Events& events, const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Times& times);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_DEADLINES_H_

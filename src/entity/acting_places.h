// A state or its capital that stands where only somebody who acts can stand is the state, not the
// place: Pretoria was thanked, the efforts of Jordan, sanctions on Pyongyang. Decided by the tree,
// after the names are found; what lies somewhere or is gone to stays a place.
#ifndef DRAGOMAN_ENTITY_ACTING_PLACES_H_
#define DRAGOMAN_ENTITY_ACTING_PLACES_H_

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/gazetteer.h"

namespace dragoman {

/// `entities` with the mentions of states and capitals as places that act moved to their state; the
/// state's row is added if the report has none yet. Rows stay in the order of their first mention.
Entities settle_acting_places(Entities entities, const Text& text, const Tokens& tokens,
                              const TreeIndex& tree, const Gazetteer& gazetteer);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_ACTING_PLACES_H_

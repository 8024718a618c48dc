// Parties that have no name: the heads of noun phrases whose noun is known to denote actors
// (migrants, an army convoy, two Catalan leaders), found by the tree wherever patterns over words
// do not reach.
#ifndef DRAGOMAN_ENTITY_NOMINALS_H_
#define DRAGOMAN_ENTITY_NOMINALS_H_

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/gazetteer.h"

namespace dragoman {

/// `entities` with nominal mentions added for the nouns that it left out. A phrase that names a
/// state or body in it (Malian soldiers, soldiers of the Malian army) has its country. The same
/// noun of the same country, or with a definite article, is the same entity.
Entities add_nominals(Entities entities, const Text& text, const Tokens& tokens,
                      const TreeIndex& tree, const Gazetteer& gazetteer);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_NOMINALS_H_

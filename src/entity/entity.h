// Who is who: mentions of actors and places, gathered into entities with country, sector and office.
#ifndef DRAGOMAN_ENTITY_ENTITY_H_
#define DRAGOMAN_ENTITY_ENTITY_H_

#include "document/document.h"
#include "entity/gazetteer.h"

namespace dragoman {

/// `tags`, `trees` and `names` may be empty (no language model): then patterns over words alone decide.
Entities find_entities(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
                       const Names& names, const Gazetteer& gazetteer);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_ENTITY_H_

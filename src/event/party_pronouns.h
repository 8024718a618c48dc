// Pronouns that stand where an act's parties stand and that nobody has resolved: "the ferries that
// it had donated". Who the parties are is known from the act, and so is whom the pronoun means.
#ifndef DRAGOMAN_EVENT_PARTY_PRONOUNS_H_
#define DRAGOMAN_EVENT_PARTY_PRONOUNS_H_

#include <utility>
#include <vector>

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"

namespace dragoman {

/// Such pronouns as (word, party), in the order of the events; what is mentioned only behind the
/// pronoun is not meant by it, so that add_pronouns() leaves the numbers of all entities as they
/// are.
std::vector<std::pair<uint32_t, EntityId>> party_pronouns(const TreeIndex& tree,
                                                          const Events& events,
                                                          const Entities& entities,
                                                          const MentionIndex& mentions);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_PARTY_PRONOUNS_H_

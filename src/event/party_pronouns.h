// Pronouns that stand where an act's parties stand and that nobody has resolved: "the ferries that
// it had donated". Who the parties are is known from the act, and so is whom the pronoun means.
#ifndef DRAGOMAN_EVENT_PARTY_PRONOUNS_H_
#define DRAGOMAN_EVENT_PARTY_PRONOUNS_H_

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"

namespace dragoman {

/// Adds mentions of such pronouns to `entities`; what is mentioned only behind the pronoun is not
/// meant by it. Rows of entities keep their numbers, mentions their order. True if any was added;
/// `mentions` is out of date then.
bool note_party_pronouns(const Tokens& tokens, const TreeIndex& tree, const Events& events,
                         const MentionIndex& mentions, Entities& entities);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_PARTY_PRONOUNS_H_

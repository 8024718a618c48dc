// Pronouns by which a speaker names himself in what he says: "We condemn it," said the minister;
// Canberra said it would take none.
#ifndef DRAGOMAN_STATEMENT_SPEAKER_PRONOUNS_H_
#define DRAGOMAN_STATEMENT_SPEAKER_PRONOUNS_H_

#include <utility>
#include <vector>

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "statement/quotes.h"

namespace dragoman {

/// (word, speaker) of pronouns that no mention covers: those of the first person in the words of
/// one known speaker; those of the third only as the subject of what is said indirectly, and where
/// pronoun and speaker agree (it: one body or state; he, she: a person; they: a
/// people or a body). What agrees
/// with nobody stays open. In the order of the text, each word once.
std::vector<std::pair<uint32_t, EntityId>> speaker_pronouns(const Tokens& tokens,
                                                            const TreeIndex& tree,
                                                            const Entities& entities,
                                                            const MentionIndex& mentions,
                                                            const Quotes& quotes);

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_SPEAKER_PRONOUNS_H_

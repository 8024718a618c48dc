// Speakers whom no table knows, and the pronouns by which a speaker names himself in what he says:
// growers said; "We condemn it," said the minister; Canberra said it would take none.
#ifndef DRAGOMAN_STATEMENT_SPEAKER_PRONOUNS_H_
#define DRAGOMAN_STATEMENT_SPEAKER_PRONOUNS_H_

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "statement/quotes.h"

namespace dragoman {

/// Everybody who says something is an entity, and so is who "we" are in his words:
///  - who is known by his words alone (an astronomer, three of those released, the statement) gets
///    an entity; abstract nouns that offer or threaten get none;
///  - a relative pronoun speaks for its antecedent ("Pyongyang, which accused …");
///  - "he stressed" is who spoke last, if nobody else whom the pronoun could mean has been named
///  since;
///  - pronouns that no mention covers become mentions of the speaker: those of the first person in
///    the words of one known speaker; those of the third only as the subject of what is said
///    indirectly, and where pronoun and speaker agree (it: one body or state; he, she: a person;
///    they: a people or a body). What agrees with nobody stays open.
/// `quotes` get the speakers found; all ids in them are changed along with the entities'.
Entities complete_speakers(Entities entities, const Text& text, const Tokens& tokens,
                           const TreeIndex& tree, Quotes& quotes);

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_SPEAKER_PRONOUNS_H_

// What is done by neutral words: "said it would not accept" refuses, "said the report was false"
// denies (docs/coding_guide.md, section 7). Read off the clause that is said, never off its topic.
#ifndef DRAGOMAN_STATEMENT_STANCE_H_
#define DRAGOMAN_STATEMENT_STANCE_H_

#include <string_view>

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "statement/quotes.h"

namespace dragoman {

/// The act of docs/record.md that the clause with head `clause` does in the mouth of `speakers`;
/// empty where it takes no stand. `content` bounds what may be looked at.
std::string_view act_of_clause(const TreeIndex& tree, const Tokens& tokens,
                               const MentionIndex& mentions, const Entities& entities,
                               uint32_t clause, Span content,
                               const std::vector<EntityId>& speakers);

/// The act of a cue with a verdict: called X a crime, described as historic, rejected the charge.
/// `act` is what the cue alone does; the same comes back where the words give no verdict.
std::string_view act_of_verdict(const TreeIndex& tree, const Tokens& tokens, uint32_t cue,
                                Span content, std::string_view act);

/// True if one who has suffered it tells of violence: the source by its noun (refugees, inmates).
bool told_by_victim(const TreeIndex& tree, uint32_t source, uint32_t clause);

/// Not, never, no longer, nobody, no …
bool negated(const TreeIndex& tree, uint32_t clause);

/// True if the subject of the clause is the speaker, or what he speaks for: we, it, his country.
bool speaks_of_own(const TreeIndex& tree, const MentionIndex& mentions, const Entities& entities,
                   uint32_t clause, const std::vector<EntityId>& speakers);

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_STANCE_H_

// Statements: who says what, on whose behalf, to what end. Made of quotes and of the events that
// the same words make.
#ifndef DRAGOMAN_STATEMENT_STATEMENT_H_
#define DRAGOMAN_STATEMENT_STATEMENT_H_

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "statement/issues.h"
#include "statement/quotes.h"

namespace dragoman {

/// What a model makes of a word that says something: an act of docs/record.md.
struct JudgedCue {
  uint32_t word = 0;
  double none = 0;  // that it makes no statement
  std::string_view act;
  double probability = 0;  // of the act, if it makes one
  bool known = false;      // the cue of a quote; else a word that no rule takes for one
};

/// `issues`: of the same document. `judged`: in the order of their words; where the model is sure
/// of what a cue does, it decides.
Statements find_statements(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                           const Quotes& quotes, const Events& events, const Entities& entities,
                           const MentionIndex& mentions, IssueFinder& issues,
                           const std::vector<JudgedCue>& judged = {});

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_STATEMENT_H_

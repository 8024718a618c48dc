// Quotes: every attributed content of a report, direct or not: which words say it, who says so, by
// which cue. The table that events take their attribution from and that statements are made of.
#ifndef DRAGOMAN_STATEMENT_QUOTES_H_
#define DRAGOMAN_STATEMENT_QUOTES_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "document/tree_index.h"
#include "statement/reporting.h"

namespace dragoman {

struct QuoteRow {
  Span content;                    // what is said
  Span cue;                        // said, according to
  std::optional<Span> source;      // the words that name who says it
  std::vector<EntityId> speakers;  // empty: not named, or not resolved
  uint32_t cue_word = 0;
  uint32_t content_head = TreeIndex::kNone;  // the word of the content that the others hang on
  std::string act;                           // of docs/record.md
  enum class Form : uint8_t { kIndirect, kDirect, kMixed } form = Form::kIndirect;
  bool doubting = false;  // claim, allege: the outlet keeps its distance
  bool denied = false;    // the act is a denial of its content
  bool thought = false;   // held, without a word being told
  bool turn = false;      // all that somebody says in a transcript until the next one does
  bool stated = true;     // somebody's statement; false: a plan, a wish, a mere possibility
  EventStatus status = EventStatus::kActual;
};
using Quotes = std::vector<QuoteRow>;

/// The attribution layer: every cue with its source and content, also where nobody in particular
/// speaks and where nothing is said (plans, wishes, polls). Ordered by content.
Quotes find_attributions(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                         const Entities& entities, const ReportingLexicon& reporting);

/// Those of them that are stated.
Quotes find_quotes(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Entities& entities, const ReportingLexicon& reporting);

/// Quotes of words that no rule takes for cues, but a model does: (word, act of docs/record.md),
/// ascending. The act tells where its content stands. Ordered by content.
Quotes find_quotes_at(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                      const Entities& entities, const ReportingLexicon& reporting,
                      const std::vector<std::pair<uint32_t, std::string_view>>& cues);

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_QUOTES_H_

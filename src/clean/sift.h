// Blocks in the order of the page → which of them are the article. What both kinds of input share:
// plain text comes here line by line, HTML with the blocks that its markup let through.
#ifndef DRAGOMAN_CLEAN_SIFT_H_
#define DRAGOMAN_CLEAN_SIFT_H_

#include <optional>
#include <string>
#include <vector>

#include "clean/dates.h"
#include "clean/facts.h"
#include "clean/traced_text.h"
#include "document/text.h"

namespace dragoman {

/// One block on its way: of TracedText::bytes.
struct Piece {
  Span span;
  Block::Kind kind = Block::Kind::kParagraph;
  Reason reason = Reason::kKeep;
  uint8_t link_percent = 0;  // of its bytes, those inside links
  bool settled = false;      // markup has decided: `reason` stands
  bool examined = false;     // `facts` are those of the span
  BlockFacts facts;
  uint32_t group = 0;  // of siblings: the same words twice among them are the author's own
};

struct SiftContext {
  bool plain = true;       // plain text: no markup has been at work yet
  std::string_view title;  // known from outside (given, meta elements), or empty
};

/// What the removed lines said.
struct SiftResult {
  std::optional<Published> header;         // a date line
  std::optional<Published> dateline_date;  // "CAIRO, Aug. 16, 2016 (AP) —"
  std::optional<Dateline> dateline;
  std::vector<std::string> byline;
  std::string outlet;                                     // of a masthead above the title
  uint32_t words = 0, stops = 0, foreign = 0, bytes = 0;  // of what is kept
};

/// Sets the reasons; splits blocks where a dateline, a dump of code or the end of a sentence
/// without a space asks for it. A kept block of kind kTitle comes first, if the text has a title.
void sift(const TracedText& text, const SiftContext& context, std::vector<Piece>& pieces,
          SiftResult& result);

/// A dateline at the start of a paragraph: its length in bytes (0 if there is none).
size_t parse_dateline(std::string_view paragraph, Dateline& dateline,
                      std::optional<ParsedDate>& date);

/// The names of a line that is nothing but a byline ("By Jane Doe and John Roe, Harbour Post"),
/// added to `names`; false if it is none.
bool parse_byline(std::string_view line, const BlockFacts& facts, std::vector<std::string>& names);

/// Equal but for case, spaces and punctuation.
bool same_words(std::string_view a, std::string_view b);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_SIFT_H_

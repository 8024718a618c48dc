// Text: what a person would read of a report, what was removed from around it, and what its
// surroundings say about it. Made by clean/, read by every later stage.
#ifndef DRAGOMAN_DOCUMENT_TEXT_H_
#define DRAGOMAN_DOCUMENT_TEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "base/span.h"
#include "dragoman/record.h"

namespace dragoman {

/// One block of the readable text: a sentence never runs from one into the next.
struct Block {
  enum class Kind : uint8_t { kTitle, kParagraph, kHeading, kListItem, kQuote };
  Kind kind = Kind::kParagraph;
  Span span;
};

/// A run of content that was copied unchanged (or decoded one to one) from the source bytes.
struct SourceRun {
  uint32_t content = 0;  // offset in Text::content
  uint32_t source = 0;   // offset in RawReport::bytes
  uint32_t length = 0;   // bytes in content
};

struct Text {
  std::string content;        // well-formed UTF-8: title, "\n\n", paragraphs joined by "\n\n"
  std::vector<Block> blocks;  // ascending, do not overlap
  std::vector<RemovedText> removed;
  std::vector<SourceRun> source;  // ascending by content; empty if the source was not kept
  ReportInfo info;                // id, source, url, format … published
  std::vector<Diagnostic> diagnostics;
  bool failed = false;  // nothing could be read

  /// Byte of RawReport::bytes that a byte of `content` came from, if known.
  std::optional<uint32_t> source_offset(uint32_t content_offset) const;
};

}  // namespace dragoman

#endif  // DRAGOMAN_DOCUMENT_TEXT_H_

// Text under construction that remembers where in the decoded source its bytes lie, and the one
// place where white space is folded and invisible characters are dropped.
#ifndef DRAGOMAN_CLEAN_TRACED_TEXT_H_
#define DRAGOMAN_CLEAN_TRACED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "document/text.h"

namespace dragoman {

struct TracedText {
  std::string bytes;
  std::vector<SourceRun> runs;  // bytes → decoded text; ascending by .content

  uint32_t size() const { return static_cast<uint32_t>(bytes.size()); }
  /// Appends source[from, to) as it is.
  void copy(std::string_view source, size_t from, size_t to);
};

/// Appends readable text to a TracedText: runs of white space (line breaks, non-breaking and
/// typographic spaces among them) become one space, none at the start of a block; control
/// characters, soft hyphens and zero-width characters go. Character references are decoded if
/// `entities`. Between begin_block() and the end of the block, write() may be called many times.
class FoldingWriter {
 public:
  explicit FoldingWriter(TracedText& out) : out_(&out) {}
  void begin_block() {
    start_ = out_->size();
    space_ = false;
  }
  uint32_t block_start() const { return start_; }
  bool block_empty() const { return out_->size() == start_; }
  void space() { space_ = true; }
  void write(std::string_view source, size_t from, size_t to, bool entities);

 private:
  void code_point(char32_t c);

  TracedText* out_;
  uint32_t start_ = 0;
  bool space_ = false;
};

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_TRACED_TEXT_H_

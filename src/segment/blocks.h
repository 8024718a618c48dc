// What both segmenters share: the blocks of a text, and where an endless sentence is cut.
#ifndef DRAGOMAN_SEGMENT_BLOCKS_H_
#define DRAGOMAN_SEGMENT_BLOCKS_H_

#include <string_view>

#include "segment/segment.h"

namespace dragoman {

/// Room for the words of so many bytes. English has about one word in five: a second allocation is
/// rare.
inline void reserve_words(size_t bytes, Tokens& out) {
  const size_t guess = bytes / 5 + 16;
  out.start.reserve(guess);
  out.end.reserve(guess);
  out.flags.reserve(guess);
  out.sentence_first.reserve(guess / 16 + 2);
}

/// Calls take(Span) for every block; where a text has none, for what blank lines part.
template <typename F>
void for_each_block(const Text& text, F take) {
  for (const Block& block : text.blocks) take(block.span);
  if (!text.blocks.empty()) return;
  const std::string_view content = text.content;
  size_t from = 0;
  while (from < content.size()) {
    size_t at = from, end = content.size();
    while ((at = content.find('\n', at)) != std::string_view::npos) {
      size_t next = at + 1;
      while (next < content.size() &&
             (content[next] == ' ' || content[next] == '\t' || content[next] == '\r'))
        ++next;
      if (next < content.size() && content[next] == '\n') {
        end = at;
        break;
      }
      at = next;
    }
    take(Span{static_cast<uint32_t>(from), static_cast<uint32_t>(end)});
    from = end + 1;
  }
}

/// Where a sentence of more than kMaxSentenceWords words is cut: behind the last mark of
/// punctuation in the second half of what is allowed, and never inside a token if that can be.
inline size_t cut_sentence(std::string_view content, const Tokens& tokens, size_t sentence) {
  const size_t most = sentence + kMaxSentenceWords;
  auto continues = [&](size_t i) {
    return i < tokens.size() && (tokens.flags[i] & Tokens::kContinues) != 0;
  };
  for (size_t i = most; i > sentence + kMaxSentenceWords / 2; --i) {
    const char b = content[tokens.start[i - 1]];
    if ((b == ',' || b == ';' || b == ':' || b == '.' || b == '!' || b == '?') && !continues(i))
      return i;
  }
  size_t at = most;
  while (at > sentence + 1 && continues(at)) --at;
  return at;
}

}  // namespace dragoman

#endif  // DRAGOMAN_SEGMENT_BLOCKS_H_

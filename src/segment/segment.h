// Text → Tokens: sentences and syntactic words as Universal Dependencies cuts English.
//
//   Tokens tokens = segment(text);
//   // "The U.S. didn't reply." → The | U.S. | did|n't | reply | .
//
// Words follow the treebanks EWT and GUM: "n't", "'s", "'re" are words of their own that continue
// the token before (kContinues); a hyphen is a word unless the first part is a bound prefix
// ("state - run", but "anti-war"); "$", "%" and units stand alone; addresses are one word.
// Limits: the rules know English only; other scripts are cut at white space and punctuation.
#ifndef DRAGOMAN_SEGMENT_SEGMENT_H_
#define DRAGOMAN_SEGMENT_SEGMENT_H_

#include "document/document.h"

namespace dragoman {

/// Longest sentence in words. A longer run without an end is cut, at a mark of punctuation if one
/// is near: what comes after is quadratic in the length of a sentence.
inline constexpr uint32_t kMaxSentenceWords = 400;
/// Longest word in bytes; white-space-free runs beyond it are cut.
inline constexpr uint32_t kMaxWordBytes = 4096;

/// Any text gives sound tables; a sentence never crosses a block. Where `text.blocks` is empty the
/// whole content is one block and blank lines end sentences.
Tokens segment(const Text& text);

}  // namespace dragoman

#endif  // DRAGOMAN_SEGMENT_SEGMENT_H_

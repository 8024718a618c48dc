// Text → Tokens: sentences and syntactic words as Universal Dependencies cuts English.
#ifndef DRAGOMAN_SEGMENT_SEGMENT_H_
#define DRAGOMAN_SEGMENT_SEGMENT_H_

#include "document/document.h"

namespace dragoman {

/// Any text gives sound tables; a sentence never crosses a block. Where `text.blocks` is empty the
/// whole content is one block and blank lines end sentences.
Tokens segment(const Text& text);

}  // namespace dragoman

#endif  // DRAGOMAN_SEGMENT_SEGMENT_H_

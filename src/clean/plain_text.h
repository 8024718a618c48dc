// Plain text → blocks: its lines, or the paragraphs that a hard-wrapped text was broken from.
#ifndef DRAGOMAN_CLEAN_PLAIN_TEXT_H_
#define DRAGOMAN_CLEAN_PLAIN_TEXT_H_

#include <string_view>
#include <vector>

#include "clean/sift.h"
#include "clean/traced_text.h"

namespace dragoman {

void split_plain_text(std::string_view decoded, TracedText& text, std::vector<Piece>& pieces);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_PLAIN_TEXT_H_

// Who speaks in a transcript: a press briefing, an interview, a debate written down as
// "MR. PRICE: …", "QUESTION: …", "Foreign Minister Lavrov: …", a paragraph or more each.
#ifndef DRAGOMAN_DOCUMENT_TURNS_H_
#define DRAGOMAN_DOCUMENT_TURNS_H_

#include <cstdint>
#include <vector>

#include "document/document.h"

namespace dragoman {

/// What one speaker says until the next one does. All are words of the Tokens.
struct SpeechTurn {
  uint32_t label_first = 0, label_last = 0;  // [first, last): who speaks
  uint32_t colon = 0;
  uint32_t first = 0, last = 0;  // [first, last): what is said
  bool named = false;            // false: QUESTION, Q, MODERATOR, A
};

/// The turns of a text in its order; none if the text is no transcript. A transcript has three
/// turns or more, with whole sentences in them, and a speaker who comes back or labels in capitals.
/// What stands behind the paragraph of the last label belongs to nobody.
std::vector<SpeechTurn> find_turns(const Text& text, const Tokens& tokens);

}  // namespace dragoman

#endif  // DRAGOMAN_DOCUMENT_TURNS_H_

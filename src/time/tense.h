// Whether the clause that a time expression belongs to speaks of what was or of what will be.
#ifndef DRAGOMAN_TIME_TENSE_H_
#define DRAGOMAN_TIME_TENSE_H_

#include "document/document.h"

namespace dragoman {

enum class Tense : uint8_t {
  kUnknown,  // no verb, or a present that tells nothing
  kPast,
  kFuture,
  kFutureInPast,  // would come: after something told, perhaps before the report
  kIntended,      // agreed to come, scheduled for: may have come about by now
};

/// The tense of the clause around the words [first, last) of the sentence [from, to). Without trees
/// the nearest words in front of them tell.
Tense tense_at(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
               uint32_t from, uint32_t to, uint32_t first, uint32_t last);

}  // namespace dragoman

#endif  // DRAGOMAN_TIME_TENSE_H_

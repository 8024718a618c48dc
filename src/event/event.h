// Events: who did what to whom. Two coders behind one shape: code_baseline() decides by trigger
// words and positions alone and is what better coders are measured against.
#ifndef DRAGOMAN_EVENT_EVENT_H_
#define DRAGOMAN_EVENT_EVENT_H_

#include "document/document.h"
#include "event/triggers.h"

namespace dragoman {

/// Trigger lexicon plus position: the nearest actor before the trigger acts, the nearest behind it
/// receives, unless the trigger's frame or a passive turns them round.
Events code_baseline(const Text& text, const Tokens& tokens, const Times& times,
                     const Entities& entities, const TriggerLexicon& triggers);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_EVENT_H_

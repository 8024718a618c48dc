// The coder: rules over dependency trees. The trigger lexicon says which words make an event and
// where its parties stand in grammatical terms; this file's code knows the constructions of English
// once for all triggers: passives, control and raising, coordination, relative clauses,
// participles, nominalisations, light verbs. Status, date, place, quantities and attribution are
// fields of what is found, never filters.
#ifndef DRAGOMAN_EVENT_CODER_H_
#define DRAGOMAN_EVENT_CODER_H_

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "event/triggers.h"
#include "statement/quotes.h"

namespace dragoman {

/// `trace`, if not null, gets a line for every trigger looked at: which rule, which words, which
/// parties were found where, and why nothing came of it if nothing did.
Events code_events(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Times& times, const Entities& entities, const MentionIndex& mentions,
                   const Quotes& quotes, const TriggerLexicon& triggers,
                   std::string* trace = nullptr);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_CODER_H_

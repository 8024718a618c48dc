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
#include "event/event_model.h"
#include "event/features.h"
#include "event/triggers.h"
#include "statement/quotes.h"

namespace dragoman {

/// `trace`, if not null, gets a line for every trigger looked at: which rule, which words, which
/// parties were found where, and why nothing came of it if nothing did.
/// `hits`, if not null, gets all triggers of the text in the order of its sentences.
Events code_events(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Times& times, const Entities& entities, const MentionIndex& mentions,
                   const Quotes& quotes, const TriggerLexicon& triggers,
                   std::string* trace = nullptr, std::vector<TriggerHit>* hits = nullptr);

/// The events that the model judges to be some: those of the rules with the type and the parties
/// that it gives them, and those that no rule had found. Events of a user's own rules stay as they
/// are, and so does what stands in sentences that the model does not read. Sentence by sentence,
/// what governs first. `hits`: what code_events() found; a trigger of the lexicon that made no
/// event for the rules still knows the CAMEO code.
Events settle_events(Events rules, const Judgement& judged, const std::vector<TriggerHit>& hits,
                     const Text& text, const Tokens& tokens, const TreeIndex& tree,
                     const Times& times, const Entities& entities, const MentionIndex& mentions,
                     const Quotes& quotes, const TriggerLexicon& triggers);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_CODER_H_

// The constructions of English, handled once for every lexicon: does a phrase match a tree at this
// word, and which words stand in a place of its frame? Passive, control and raising, coordination,
// relative clauses, participles and light verbs are undone here, so that `subj` is always the
// logical subject. Relations are those of Universal Dependencies v2.
#ifndef DRAGOMAN_GRAMMAR_GRAMMAR_H_
#define DRAGOMAN_GRAMMAR_GRAMMAR_H_

#include <vector>

#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "grammar/frame.h"

namespace dragoman {

/// True if the pattern stands in the tree with its head at word `i`; `matched` then holds the words
/// of it, the head first. The part of speech must fit.
bool matches(const TreeIndex& tree, uint32_t i, const Pattern& pattern,
             std::vector<uint32_t>& matched);

/// The logical subject(s) of a verb, adjective or predicate noun: found through passives,
/// coordination, control, relative clauses and participles. Heads of noun phrases; empty if there
/// is none.
void subjects(const TreeIndex& tree, uint32_t verb, std::vector<uint32_t>& out);
/// The logical direct object(s).
void objects(const TreeIndex& tree, uint32_t verb, std::vector<uint32_t>& out);

/// True for a verb form whose object is its grammatical subject or the noun it modifies.
bool is_passive(const TreeIndex& tree, uint32_t verb);

/// The words in a place, one step. `matched`: all words of the phrase (prepositions attach to any).
void step(const TreeIndex& tree, const std::vector<uint32_t>& matched, uint32_t from,
          const FrameStep& step, std::vector<uint32_t>& out);

/// Entities of a role of the frame; `heads` (may be null) collects the words they were found at.
void fill(const TreeIndex& tree, const MentionIndex& mentions, const std::vector<uint32_t>& matched,
          const Frame& frame, FrameSlot::Role role, std::vector<EntityId>& out,
          std::vector<uint32_t>* heads);

/// The nearest clause head at or above word i (a verb, or a predicate with a subject or copula).
uint32_t clause_of(const TreeIndex& tree, uint32_t i);

}  // namespace dragoman

#endif  // DRAGOMAN_GRAMMAR_GRAMMAR_H_

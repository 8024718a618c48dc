// Parties that have no name: the heads of noun phrases whose noun is known to denote actors
// (migrants, an army convoy, two Catalan leaders), found by the tree wherever patterns over words
// do not reach.
#ifndef DRAGOMAN_ENTITY_NOMINALS_H_
#define DRAGOMAN_ENTITY_NOMINALS_H_

#include <unordered_set>
#include <utility>
#include <vector>

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/gazetteer.h"

namespace dragoman {

/// `entities` with nominal mentions added for the nouns that it left out. A phrase that names a
/// state or body in it (Malian soldiers, soldiers of the Malian army) has its country. The same
/// noun of the same country, or with a definite article, is the same entity.
/// `violent`: lemmas of words of violence and force, by fold_hash. What people live, work or travel
/// in (a market, a plant, a ferry) becomes a place where such a word governs it, and only there: it
/// is who suffers.
Entities add_nominals(Entities entities, const Text& text, const Tokens& tokens,
                      const TreeIndex& tree, const Gazetteer& gazetteer,
                      const std::unordered_set<uint64_t>& violent = {});

/// The order that the table promises: mentions by start (the longer first), entities by first
/// mention; entities without a mention go. Returns the new number of every row.
std::vector<uint32_t> put_in_order(Entities& entities);

/// A nominal and the name in apposition to it are one: "the governor of Hama, Abdulrahman
/// al-Sahyan", "the news agency IRNA". He keeps the name and gets the office, country and sector
/// that he lacks.
Entities join_appositions(Entities entities, const Tokens& tokens, const TreeIndex& tree);

/// A body by its full name and then by the head of it are one: "the Council of Ministers … the
/// Council", "the European Commission … the commission". Of several with the same head the one
/// named last, if the others were not named lately. What "the Front" means after "the People's
/// Front" is noted even where nothing else knows the word.
Entities join_short_names(Entities entities, const Tokens& tokens, const TreeIndex& tree);

/// Gives those who are only known as who says something (an astronomer, three of those released) an
/// entity each: `heads` are the head words of their phrases, `found` gets the entity of each, in
/// the same order. A definite phrase of the same noun is the same one. What stands for its own
/// words (a statement, a video) is an organisation, others a person or, in the plural, a
/// population. All ids of `entities` may change; `ids` are the ones that others hold and are
/// changed alike.
Entities add_speakers(Entities entities, const Tokens& tokens, const Text& text,
                      const TreeIndex& tree, const std::vector<uint32_t>& heads,
                      std::vector<EntityId>& found, const std::vector<EntityId*>& ids);

/// May a third-person pronoun (by fold_hash) mean somebody of this kind? `they` is no single person
/// and no state, `it` no person and no people.
bool pronoun_fits(uint64_t form, EntityKind kind);

/// Notes that a speaker's own pronoun is he: the rows of `mentions_of` are (word, entity) pairs.
/// All ids of `entities` may change; `ids` are the ones that others hold and are changed alike.
Entities add_pronouns(Entities entities, const Tokens& tokens,
                      const std::vector<std::pair<uint32_t, EntityId>>& pronouns,
                      const std::vector<EntityId*>& ids);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_NOMINALS_H_

// Who is who: mentions of actors and places, gathered into entities with country, sector and
// office.
//
// Three passes over the words (names.cpp, reference.cpp, geography.cpp):
//  1. what is named: states and bodies of the gazetteer, people by title, apposition and given
//  name,
//     places; `tags`, `trees` and `names` of a language model are used where they are given;
//  2. what refers: short names, pronouns, the minister, the two countries, his counterpart;
//  3. where places lie.
// Precision goes first: what could be two people is left open. A nominal that denotes several known
// entities (the two countries) makes one mention row for each of them, all with the same span.
#ifndef DRAGOMAN_ENTITY_ENTITY_H_
#define DRAGOMAN_ENTITY_ENTITY_H_

#include "document/document.h"
#include "entity/gazetteer.h"
#include "entity/places.h"

namespace dragoman {

/// `tags`, `trees` and `names` may be empty (no language model): then patterns over words alone
/// decide. `places` may be empty: then places have no coordinates; `times` too: then offices are
/// dated by bare years alone. Cost: linear in the words, some 100 ns each.
Entities find_entities(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
                       const Names& names, const Gazetteer& gazetteer,
                       const PlaceTable& places = PlaceTable(), const Times& times = Times());

/// Gives the outlet of a report the country, and where it has none the name, that the tables know
/// by its web domain: resources/actors/media.tsv, then the local outlets of `places`. What a report
/// says of itself stays.
void know_outlet(ReportInfo& info, const Gazetteer& gazetteer, const PlaceTable& places);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_ENTITY_H_

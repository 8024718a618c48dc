// What a parser that weighs each arc by itself gets wrong and the grammar knows better.
#ifndef DRAGOMAN_PARSE_REPAIR_H_
#define DRAGOMAN_PARSE_REPAIR_H_

#include "document/document.h"

namespace dragoman {

/// "urged Kabul to free them and called for talks": a finite verb is joined to no infinitive. Such
/// conjuncts of words [first, last) of a sentence are hung on the finite verb above; the tree stays
/// a tree.
void rehang_finite_conjuncts(const Tags& tags, Trees& trees, uint32_t first, uint32_t last);

}  // namespace dragoman

#endif  // DRAGOMAN_PARSE_REPAIR_H_

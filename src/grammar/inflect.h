// English forms of a lemma, by rule and from resources/events/irregular_verbs.tsv.
#ifndef DRAGOMAN_GRAMMAR_INFLECT_H_
#define DRAGOMAN_GRAMMAR_INFLECT_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/form_table.h"
#include "dragoman/result.h"

namespace dragoman {

/// lemma → past forms, participles.
using IrregularVerbs =
    std::unordered_map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>>;
Result<IrregularVerbs> load_irregular_verbs(const std::string& data_dir);

/// Past and participle hold all accepted forms (got, gotten).
struct Inflected {
  std::string third, gerund;
  std::vector<std::string> past, participle;
};
Inflected inflect_verb(const std::string& lemma, const IrregularVerbs& irregular);
std::string plural(const std::string& noun);

/// Adds all forms of a word. A form that two lemmas share (found, lay) stays with the first.
void add_verb_forms(std::string_view lemma, const IrregularVerbs& irregular, FormTable& table);
void add_noun_forms(std::string_view lemma, FormTable& table);

}  // namespace dragoman

#endif  // DRAGOMAN_GRAMMAR_INFLECT_H_

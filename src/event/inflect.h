// English forms of a lemma, for lexicons that are matched against running text without a tagger.
#ifndef DRAGOMAN_EVENT_INFLECT_H_
#define DRAGOMAN_EVENT_INFLECT_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dragoman {

/// lemma → irregular past and participle (resources/events/irregular_verbs.tsv).
using IrregularVerbs = std::unordered_map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>>;

/// Past and participle lists hold all accepted forms (got, gotten).
struct Inflected {
  std::string third, gerund;
  std::vector<std::string> past, participle;
};
Inflected inflect_verb(const std::string& lemma, const IrregularVerbs& irregular);
std::string plural(const std::string& noun);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_INFLECT_H_

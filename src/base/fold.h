// The form in which words are compared: lower case, no diacritics, one sort of apostrophe and dash.
#ifndef DRAGOMAN_BASE_FOLD_H_
#define DRAGOMAN_BASE_FOLD_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_set>

namespace dragoman {

/// Appends the folded form of `text` to `out`. Covers Latin, Greek and Cyrillic letters with their
/// usual diacritics (é → e, ß → ss, Š → s); everything else stays as it is.
void fold_append(std::string_view text, std::string& out);
std::string fold(std::string_view text);

/// Hash of the folded form, without building it for ASCII.
uint64_t fold_hash(std::string_view text);

/// Words to be looked up by fold_hash. Closed lists about grammar live in the code that uses them.
using WordSet = std::unordered_set<uint64_t>;
WordSet word_set(std::initializer_list<const char*> words);

/// True if the first letter is upper case.
bool starts_upper(std::string_view text);

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_FOLD_H_

// The form in which words are compared: lower case, no diacritics, one sort of apostrophe and dash.
#ifndef DRAGOMAN_BASE_FOLD_H_
#define DRAGOMAN_BASE_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

/// Appends the folded form of `text` to `out`. Covers Latin, Greek and Cyrillic letters with their
/// usual diacritics (é → e, ß → ss, Š → s); everything else stays as it is.
void fold_append(std::string_view text, std::string& out);
std::string fold(std::string_view text);

/// Hash of the folded form, without building it for ASCII.
uint64_t fold_hash(std::string_view text);

/// True if the first letter is upper case.
bool starts_upper(std::string_view text);

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_FOLD_H_

// Functions of text that queries use beside SQLite's own.
#ifndef DRAGOMAN_STORE_TEXT_FUNCTIONS_H_
#define DRAGOMAN_STORE_TEXT_FUNCTIONS_H_

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman {

/// True if `words` stand in `text` as whole words, in any case of ASCII letters.
bool has_words(std::string_view text, std::string_view words);

/// Makes has_words(text, words) known to SQL.
Status add_text_functions(sqlite3* db);

/// What people type as an FTS5 query that cannot fail to parse: words become strings ("one-china"
/// is then a phrase), "phrases", prefix*, AND, OR, NOT and parentheses keep their meaning where
/// they make sense. Empty if nothing is left to look for.
std::string fts_query(std::string_view typed);

// Lists of strings and spans as JSON, as the columns byline, contexts and sentences hold them.
std::string json_strings(const std::vector<std::string>& values);
std::vector<std::string> strings_of_json(std::string_view json);

}  // namespace dragoman

#endif  // DRAGOMAN_STORE_TEXT_FUNCTIONS_H_

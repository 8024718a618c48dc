#include "store/text_functions.h"

#include <charconv>

#include "base/utf8.h"
#include "store/sqlite.h"

namespace dragoman {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Bytes beyond ASCII count as letters.
bool is_word(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view view_of(sqlite3_value* value) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<size_t>(sqlite3_value_bytes(value))};
}

void has_words_sql(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context, has_words(view_of(values[0]), view_of(values[1])) ? 1 : 0);
}

struct Term {
  enum class Kind { kWord, kOr, kAnd, kNot, kOpen, kClose };
  Kind kind = Kind::kWord;
  std::string text;  // of a word: quoted, with its star
};

std::string quoted(std::string_view text, bool prefix) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '\0') continue;
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  if (prefix) out += '*';
  return out;
}

bool has_letter(std::string_view text) {
  for (char c : text)
    if (is_word(c)) return true;
  return false;
}

std::vector<Term> terms_of(std::string_view typed) {
  using Kind = Term::Kind;
  std::vector<Term> terms;
  size_t i = 0;
  while (i < typed.size()) {
    char c = typed[i];
    if (is_space(c)) {
      ++i;
    } else if (c == '(' || c == ')') {
      terms.push_back({c == '(' ? Kind::kOpen : Kind::kClose, {}});
      ++i;
    } else if (c == '"') {
      size_t end = typed.find('"', i + 1);
      size_t stop = end == std::string_view::npos ? typed.size() : end;
      std::string_view inside = typed.substr(i + 1, stop - i - 1);
      i = end == std::string_view::npos ? stop : stop + 1;
      bool prefix = i < typed.size() && typed[i] == '*';
      if (prefix) ++i;
      if (has_letter(inside)) terms.push_back({Kind::kWord, quoted(inside, prefix)});
    } else {
      size_t end = i;
      while (end < typed.size() && !is_space(typed[end]) && typed[end] != '"' &&
             typed[end] != '(' && typed[end] != ')')
        ++end;
      std::string_view word = typed.substr(i, end - i);
      i = end;
      if (word == "OR" || word == "AND" || word == "NOT") {
        terms.push_back({word == "OR" ? Kind::kOr : word == "AND" ? Kind::kAnd : Kind::kNot, {}});
        continue;
      }
      bool prefix = word.back() == '*';
      if (has_letter(word)) terms.push_back({Kind::kWord, quoted(word, prefix)});
    }
  }
  return terms;
}

}  // namespace

bool has_words(std::string_view text, std::string_view words) {
  if (words.empty() || words.size() > text.size()) return false;
  for (size_t i = 0; i + words.size() <= text.size(); ++i) {
    if (i > 0 && is_word(text[i - 1]) && is_word(words.front())) continue;
    size_t k = 0;
    while (k < words.size() && lower(text[i + k]) == lower(words[k])) ++k;
    if (k < words.size()) continue;
    size_t end = i + words.size();
    if (end == text.size() || !is_word(text[end]) || !is_word(words.back())) return true;
  }
  return false;
}

Status add_text_functions(sqlite3* db) {
  int code = sqlite3_create_function_v2(db, "has_words", 2,
                                        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                        nullptr, has_words_sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite::error_of(db, code);
  return {};
}

std::string fts_query(std::string_view typed) {
  using Kind = Term::Kind;
  // FTS5's grammar needs an operand on both sides of AND, OR and NOT and around parentheses; what
  // does not fit is left out, so that half a query finds something instead of failing.
  std::string out;
  constexpr int kMaxDepth = 16;  // FTS5's own limits are not far above
  int depth = 0;
  int ignored = 0;       // parentheses deeper than that
  bool operand = false;  // an operand stands to the left
  std::string pending;   // the operator typed since
  std::vector<Term> terms = terms_of(typed);
  std::vector<bool> leads_to_word(terms.size() + 1, false);  // before a parenthesis closes
  for (size_t i = terms.size(); i-- > 0;)
    leads_to_word[i] =
        terms[i].kind == Kind::kWord || (terms[i].kind != Kind::kClose && leads_to_word[i + 1]);
  for (size_t i = 0; i < terms.size(); ++i) {
    const Term& term = terms[i];
    switch (term.kind) {
      case Kind::kOr:
        if (operand && pending.empty()) pending = " OR ";
        break;
      case Kind::kAnd:
        if (operand && pending.empty()) pending = " AND ";
        break;
      case Kind::kNot:
        if (operand) pending = " NOT ";
        break;
      case Kind::kOpen: {
        if (!leads_to_word[i + 1]) break;  // only a pair with a word inside counts
        if (depth == kMaxDepth) {
          ++ignored;
          break;
        }
        if (operand) out += pending.empty() ? " AND " : pending;
        pending.clear();
        out += '(';
        ++depth;
        operand = false;
        break;
      }
      case Kind::kClose:
        pending.clear();
        if (ignored > 0) {
          --ignored;
        } else if (depth > 0 && operand) {
          out += ')';
          --depth;
        }
        break;
      case Kind::kWord:
        if (operand) out += pending.empty() ? " AND " : pending;
        pending.clear();
        out += term.text;
        operand = true;
        break;
    }
  }
  out.append(static_cast<size_t>(depth), ')');
  return out;
}

std::string json_strings(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) {
    if (out.size() > 1) out += ',';
    out += '"';
    for (char c : value) {
      auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
      } else if (byte < 0x20) {
        out += "\\u00";
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
      } else {
        out += c;
      }
    }
    out += '"';
  }
  return out + "]";
}

std::vector<std::string> strings_of_json(std::string_view json) {
  std::vector<std::string> values;
  bool inside = false;
  for (size_t i = 0; i < json.size(); ++i) {
    char c = json[i];
    if (!inside) {
      if (c == '"') {
        inside = true;
        values.emplace_back();
      }
      continue;
    }
    if (c == '"') {
      inside = false;
    } else if (c != '\\' || i + 1 == json.size()) {
      values.back() += c;
    } else {
      char escaped = json[++i];
      switch (escaped) {
        case 'n':
          values.back() += '\n';
          break;
        case 't':
          values.back() += '\t';
          break;
        case 'r':
          values.back() += '\r';
          break;
        case 'b':
          values.back() += '\b';
          break;
        case 'f':
          values.back() += '\f';
          break;
        case 'u': {
          uint32_t point = 0;
          std::string_view hex = json.substr(i + 1, 4);
          std::from_chars(hex.data(), hex.data() + hex.size(), point, 16);
          utf8_append(values.back(), point);
          i += hex.size();
          break;
        }
        default:
          values.back() += escaped;
      }
    }
  }
  return values;
}

}  // namespace dragoman

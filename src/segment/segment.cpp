// The idea: white space gives chunks; most are plain letters and are words as they stand. All
// others are decoded once into characters with a class, and cut by a scanner with one rule a mark.
// A second walk over the words sets the sentence borders: only words that end in . ! ? … and what
// follows them decide. Conventions: Silveira et al. 2014 (EWT), Zeldes 2017 (GUM).
#include "segment/segment.h"

#include <unicode/uchar.h>

#include <array>
#include <string_view>

#include "base/utf8.h"
#include "segment/blocks.h"
#include "segment/english_tables.h"

namespace dragoman {
namespace {

enum Class : uint8_t { kMark, kLetter, kDigit, kSpace };

constexpr std::array<Class, 128> kAsciiClass = [] {
  std::array<Class, 128> t{};
  for (int c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    // Control characters separate words: they are no part of any.
    t[static_cast<size_t>(c)] = letter                    ? kLetter
                                : (c >= '0' && c <= '9')  ? kDigit
                                : (c <= ' ' || c == 0x7F) ? kSpace
                                                          : kMark;
  }
  return t;
}();

Class class_of(char32_t c) {
  if (c < 128) return kAsciiClass[c];
  if (c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x85)
    return kSpace;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return kSpace;
    case U_DECIMAL_DIGIT_NUMBER:
      return kDigit;
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return kLetter;
    default:
      return kMark;
  }
}

bool is_upper(char32_t c) {
  return c < 128 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)) != 0;
}

// One sign for the many forms of apostrophe and hyphen; lower case for ASCII.
char32_t fold(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c == '`' ? U'\'' : c;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x00B4:
    case 0x2032:
      return '\'';
    case 0x2010:
    case 0x2011:
      return '-';
    default:
      return c;
  }
}

struct Character {
  char32_t c;   // folded
  uint32_t at;  // offset in the content
  Class k;
  bool upper;
};

struct FusedKey {
  uint64_t key = 0;
  uint8_t at = 0;
};
constexpr std::array<FusedKey, std::size(english::kFused)> fused_keys() {
  std::array<FusedKey, std::size(english::kFused)> keys{};
  for (size_t i = 0; i < std::size(english::kFused); ++i)
    keys[i] = {english::key(english::kFused[i].word), english::kFused[i].at};
  return keys;
}
constexpr auto kFusedKeys = fused_keys();

class Segmenter {
 public:
  Segmenter(std::string_view content, Tokens& out) : content_(content), out_(out) {
    reserve_words(content.size(), out);
    out.sentence_first.push_back(0);
  }

  void block(uint32_t from, uint32_t to) {
    const size_t first_word = out_.size();
    open_quote_ = false;
    uint32_t at = from;
    while (at < to) {
      // Skips white space, then takes the chunk up to the next one. `plain`: ASCII letters only.
      const uint32_t next = skip_space(at, to);
      if (next > at && out_.size() > first_word) out_.flags.back() |= Tokens::kSpaceAfter;
      at = next;
      if (at >= to) break;
      uint32_t end = at;
      bool plain = true;
      while (end < to && end - at < kMaxWordBytes) {
        const auto b = static_cast<unsigned char>(content_[end]);
        if (b < 128) {
          const Class k = kAsciiClass[b];
          if (k == kSpace) break;
          plain &= k == kLetter;
          ++end;
        } else {
          size_t after = end;
          if (class_of(utf8_next(content_, after)) == kSpace) break;
          if (after > to) break;
          plain = false;
          end = static_cast<uint32_t>(after);
        }
      }
      if (end == at) {  // a code point that runs over the end of the block
        at = to;
        break;
      }
      if (plain)
        letters(at, end, false);
      else
        chunk(at, end);
      at = end;
    }
    if (out_.size() > first_word && skip_space(out_.end.back(), size()) > out_.end.back())
      out_.flags.back() |= Tokens::kSpaceAfter;
    sentences(first_word);
  }

 private:
  uint32_t size() const { return static_cast<uint32_t>(content_.size()); }

  uint32_t skip_space(uint32_t at, uint32_t to) const {
    while (at < to) {
      const auto b = static_cast<unsigned char>(content_[at]);
      if (b < 128) {
        if (kAsciiClass[b] != kSpace) break;
        ++at;
        continue;
      }
      size_t after = at;
      if (class_of(utf8_next(content_, after)) != kSpace) break;
      at = static_cast<uint32_t>(after);
    }
    return at < to ? at : to;
  }

  void emit(uint32_t start, uint32_t end, bool continues) {
    out_.start.push_back(start);
    out_.end.push_back(end);
    out_.flags.push_back(continues ? Tokens::kContinues : 0);
  }

  // A run of letters; cut where two words are written as one.
  void letters(uint32_t start, uint32_t end, bool continues) {
    const uint32_t n = end - start;
    if (n >= 2 && n <= 8) {
      const uint64_t k = english::key(content_.substr(start, n));
      for (const auto& fused : kFusedKeys)
        if (fused.key == k) {
          emit(start, start + fused.at, continues);
          emit(start + fused.at, end, true);
          return;
        }
    }
    emit(start, end, continues);
  }

  // ---- chunks that hold more than letters

  char32_t c(size_t i) const { return i < chars_.size() ? chars_[i].c : 0; }
  Class k(size_t i) const { return i < chars_.size() ? chars_[i].k : kSpace; }
  bool letter(size_t i) const { return k(i) == kLetter; }
  bool digit(size_t i) const { return k(i) == kDigit; }
  bool alnum(size_t i) const { return letter(i) || digit(i); }
  uint32_t offset(size_t i) const { return i < chars_.size() ? chars_[i].at : chunk_end_; }
  std::string_view view(size_t i, size_t j) const {
    return content_.substr(offset(i), offset(j) - offset(i));
  }
  uint64_t key(size_t i, size_t j) const { return j - i > 8 ? 0 : english::key(view(i, j)); }
  size_t letters_end(size_t i) const {
    while (letter(i)) ++i;
    return i;
  }
  size_t digits_end(size_t i) const {
    while (digit(i)) ++i;
    return i;
  }
  bool starts(size_t i, std::string_view prefix) const {
    for (size_t j = 0; j < prefix.size(); ++j)
      if (c(i + j) != static_cast<unsigned char>(prefix[j])) return false;
    return true;
  }

  void chunk(uint32_t from, uint32_t to) {
    chars_.clear();
    chunk_end_ = to;
    bool at_sign = false, address = false;
    for (size_t p = from; p < to;) {
      const auto at = static_cast<uint32_t>(p);
      const char32_t cp = utf8_next(content_, p);
      chars_.push_back({fold(cp), at, class_of(cp), is_upper(cp)});
      at_sign |= cp == '@';
      address |= cp == '/' || cp == 'w' || cp == 'W';
    }
    size_t i = 0;
    while (i < chars_.size()) {
      size_t end = i;
      if (address) end = web_address(i);
      if (end == i && at_sign) end = mail_address(i);
      if (end > i) {
        emit(offset(i), offset(end), false);
        i = end;
      } else {
        i = alnum(i) ? word(i) : mark(i);
      }
    }
  }

  size_t web_address(size_t i) const {
    if (i > 0 && alnum(i - 1)) return i;
    size_t j = i;
    for (std::string_view scheme : {"http://", "https://", "ftp://", "www."})
      if (starts(i, scheme)) j = i + scheme.size();
    if (j == i) return i;
    const size_t least = j;
    while (j < chars_.size() && k(j) != kSpace && c(j) != '<' && c(j) != '>' && c(j) != '"' &&
           c(j) != '[' && c(j) != ']' && c(j) != '(' && c(j) != ')' && c(j) != '|' &&
           c(j) != 0x201C && c(j) != 0x201D)
      ++j;
    while (j > least && (c(j - 1) == '.' || c(j - 1) == ',' || c(j - 1) == ';' || c(j - 1) == ':' ||
                         c(j - 1) == '!' || c(j - 1) == '?' || c(j - 1) == '\''))
      --j;
    return j > least ? j : i;
  }

  size_t mail_address(size_t i) const {
    constexpr size_t kLongestLocalPart = 64;  // RFC 5321
    size_t j = i;
    while (j - i <= kLongestLocalPart &&
           (alnum(j) || c(j) == '.' || c(j) == '_' || c(j) == '-' || c(j) == '+' || c(j) == '%'))
      ++j;
    if (j == i || c(j) != '@' || !alnum(j + 1)) return i;
    size_t end = j + 1;
    while (alnum(end) || c(end) == '.' || c(end) == '-') ++end;
    while (end > j + 2 && (c(end - 1) == '.' || c(end - 1) == '-')) --end;
    return end;
  }

  // Emits [i, j); a run of nothing but letters goes by the list of fused words.
  void emit_word(size_t i, size_t j) {
    if (j <= i) return;
    bool plain = true;
    for (size_t x = i; x < j && plain; ++x) plain = letter(x);
    if (plain)
      letters(offset(i), offset(j), false);
    else
      emit(offset(i), offset(j), false);
  }

  // 's 'm 're 've 'll 'd behind the apostrophe at j; the position behind it, or 0.
  size_t clitic(size_t j) const {
    const size_t end = letters_end(j + 1);
    if (digit(end) || end == j + 1 || end > j + 3) return 0;
    const char32_t a = c(j + 1), b = c(j + 2);
    if (end == j + 2) return a == 's' || a == 'm' || a == 'd' ? end : 0;
    return (a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l') ? end : 0;
  }

  // True where the period at j belongs to the abbreviation [i, j).
  bool abbreviation(size_t i, size_t j) const {
    if (j == i + 1 && letter(i)) return chars_[i].upper;  // an initial
    for (size_t x = i; x < j; ++x)
      if (c(x) == '.') return letter(j - 1);  // U.S
    const uint64_t word = key(i, j);
    if (word == english::key("no") || word == english::key("p")) return digit_follows(j + 1);
    if (!english::contains(english::kOpenAbbreviations, word) &&
        !english::contains(english::kClosedAbbreviations, word))
      return false;
    return chars_[i].upper || !english::contains(english::kCapitalAbbreviations, word);
  }

  // The next character behind the chunk's character j, over white space, is a digit.
  bool digit_follows(size_t j) const {
    uint32_t at = offset(j);
    while (at < content_.size() && content_[at] == ' ') ++at;
    return at < content_.size() && content_[at] >= '0' && content_[at] <= '9';
  }

  // A word that begins with the letter or digit at i. Emits it and its clitics; returns the end.
  size_t word(size_t i) {
    size_t j = i + 1;
    size_t segment = i;  // behind the last hyphen, dot or slash kept in the word
    bool digits_hyphen = false;
    for (;;) {
      const char32_t sign = c(j);
      if (alnum(j)) {
        if (letter(j) && digit(j - 1) && digit(segment)) {
          const size_t end = letters_end(j);
          if (!digit(end) && english::contains(english::kUnits, key(j, end))) {
            emit(offset(i), offset(j), false);
            emit(offset(j), offset(end), false);
            return end;
          }
        }
        ++j;
      } else if (sign == '\'') {
        if (letter(j + 1)) {
          if (c(j + 1) == 't' && !alnum(j + 2) && c(j - 1) == 'n' && j - 1 > i) {
            emit(offset(i), offset(j - 1), false);
            emit(offset(j - 1), offset(j + 2), true);
            return j + 2;
          }
          if (size_t end = clitic(j)) {
            emit_word(i, j);
            for (size_t at = j; end != 0;) {
              emit(offset(at), offset(end), true);
              at = end;
              end = c(at) == '\'' ? clitic(at) : 0;
              if (end == 0) return at;
            }
          }
          ++j;  // O'Neill, Shi'ite, o'clock
        } else {
          if (c(j - 1) == 's' && !open_quote_ && !digit(j + 1)) {  // the ministers' talks
            emit_word(i, j);
            emit(offset(j), offset(j + 1), true);
            return j + 1;
          }
          break;
        }
      } else if (sign == '-') {
        if (!alnum(j + 1)) break;
        const bool left = letter(j - 1), right = letter(j + 1);
        if (left && right) {
          if (!english::contains(english::kHyphenPrefixes, key(i, j))) break;
        } else if (!left && !right) {
          const size_t end = digits_end(j + 1);
          if (!digits_hyphen && !(c(end) == '-' && digit(end + 1))) break;  // 2011-2024 is a range
          digits_hyphen = true;
        } else if (left) {  // COVID-19, F-16, mid-1990s
          bool upper = true;
          for (size_t x = i; x < j; ++x) upper &= chars_[x].upper || digit(x);
          if (!upper && !english::contains(english::kHyphenPrefixes, key(i, j))) break;
        } else {
          break;
        }
        segment = ++j;
      } else if (sign == '.') {
        if (c(j + 1) == '.') break;  // an ellipsis
        if (letter(j + 1) && letter(j - 1)) {
          const size_t end = letters_end(j + 1);
          const bool single = j - segment == 1 && end == j + 2;
          const bool degree = end == j + 2 && c(end) == '.' && chars_[j + 1].upper &&
                              j - segment <= 2 && chars_[i].upper;  // Ph.D.
          if (single || degree) {
            segment = j + 1;
            j = end;
            continue;
          }
          if (!chars_[j + 1].upper && english::contains(english::kDotted, key(j + 1, end))) {
            segment = j + 1;
            j = end;
            continue;
          }
          break;
        }
        if (digit(j - 1) && digit(j + 1)) {
          segment = ++j;
          continue;
        }
        if (alnum(j + 1)) break;
        if (abbreviation(i, j)) ++j;
        break;
      } else if (sign == ',' || sign == ':') {
        if (!digit(j - 1) || !digit(j + 1)) break;
        ++j;
      } else if (sign == '/') {
        const bool numbers = digit(j - 1) && digit(j + 1);
        const bool singles = letter(j - 1) && j == i + 1 && letter(j + 1) && !alnum(j + 2);
        if (!numbers && !singles) break;
        segment = ++j;
      } else if (sign == '&') {
        if (!letter(j + 1) || !chars_[j - 1].upper || !chars_[j + 1].upper) break;
        ++j;
      } else if (sign == '_' && alnum(j + 1)) {
        ++j;
      } else if (sign == '$' && letter(i) && j - i <= 3 && chars_[j - 1].upper) {  // US$
        ++j;
        break;
      } else {
        break;
      }
    }
    emit_word(i, j);
    return j;
  }

  // Punctuation and symbols at i. Emits one word; returns its end.
  size_t mark(size_t i) {
    const char32_t sign = c(i);
    size_t j = i + 1;
    switch (sign) {
      case '.':
      case '-':
      case '=':
      case '_':
      case '*':
      case '~':
      case '#':
      case '+':
        while (c(j) == sign) ++j;
        break;
      case '!':
      case '?':
        while (c(j) == '!' || c(j) == '?') ++j;
        break;
      case '<':
      case '>':
        if (c(j) == sign) ++j;
        break;
      case '\'':
        if (c(j) == '\'') {  // '' stands for a double quotation mark
          ++j;
        } else if (i == 0 || !alnum(i - 1)) {
          const size_t end = digits_end(j);
          if (end == j + 2 && (c(end) == 's' || !alnum(end))) {  // '90s
            j = c(end) == 's' ? end + 1 : end;
          } else if (letter(j)) {
            open_quote_ = true;
          }
        } else if (const size_t end = letter(j) ? clitic(i) : 0) {
          emit(offset(i), offset(end), true);
          return end;
        } else {
          open_quote_ = false;
        }
        break;
      case ':':
      case ';':  // the common faces
        if (i == 0 || !alnum(i - 1)) {
          size_t face = j + (c(j) == '-' ? 1 : 0);
          if ((c(face) == ')' || c(face) == '(') && face + 1 == chars_.size()) j = face + 1;
        }
        break;
      default:
        if (chars_[i].k == kSpace) return j;
        break;
    }
    // A mark glued to a word in the middle of nothing ("C++", "@home") still is a word of its own.
    emit(offset(i), offset(j), false);
    return j;
  }

  // ---- sentences

  std::string_view word_at(size_t i) const {
    return content_.substr(out_.start[i], out_.end[i] - out_.start[i]);
  }
  bool spaced(size_t i) const { return (out_.flags[i] & Tokens::kSpaceAfter) != 0; }

  enum Quote : uint8_t { kNone, kOpen, kClose, kEither };
  static Quote quote(std::string_view w) {
    if (w.size() == 1) {
      if (w[0] == '"' || w[0] == '\'') return kEither;
      if (w[0] == ')' || w[0] == ']' || w[0] == '}') return kClose;
      if (w[0] == '(' || w[0] == '[' || w[0] == '{') return kOpen;
      return kNone;
    }
    if (w == "''") return kClose;
    if (w == "``" || w == "“" || w == "‘" || w == "«" || w == "„") return kOpen;
    if (w == "”" || w == "’" || w == "»" || w == "’’") return kClose;
    return kNone;
  }

  struct First {
    bool upper = false, lower = false, digit = false;
  };
  First first_of(std::string_view w) const {
    size_t p = 0;
    const char32_t cp = utf8_next(w, p);
    First f;
    const Class k = class_of(cp);
    f.digit = k == kDigit;
    if (k == kLetter) {
      f.lower = cp < 128 ? cp >= 'a' : u_islower(static_cast<UChar32>(cp)) != 0;
      f.upper = !f.lower;  // scripts without case begin sentences with any letter
    }
    return f;
  }

  enum Ending : uint8_t { kNoEnd, kFull, kExclaim, kEllipsis, kAbbreviationEnd };
  static Ending ending(std::string_view w) {
    const char last = w.back();
    if (last == '.') {
      if (w.size() == 1) return kFull;
      return w[w.size() - 2] == '.' ? kEllipsis : kAbbreviationEnd;
    }
    if (last == '!' || last == '?') return kExclaim;
    if (static_cast<unsigned char>(last) >= 0x80) {
      if (w == "…") return kEllipsis;
      if (w == "。" || w == "؟" || w == "！" || w == "？" || w == "۔" || w == "।") return kFull;
    }
    return kNoEnd;
  }

  // Does a sentence end after word i, given that the words up to `last` (closing marks) belong to
  // it and `next` is the word behind them?
  bool ends(size_t sentence, size_t i, size_t last, size_t next) const {
    const Ending e = ending(word_at(i));
    const First n = first_of(word_at(next));
    const std::string_view next_word = word_at(next);
    const bool closed = last > i;
    const bool gap = spaced(last);
    switch (e) {
      case kFull: {
        if (i == sentence) return false;
        if (i == sentence + 1 && first_of(word_at(sentence)).digit && !closed)
          return false;  // "1."
        if (n.lower) {
          // Text that a machine translated, or a hasty hand, goes on in lower case.
          const std::string_view before = word_at(i - 1);
          return !closed && gap && before.size() >= 5 && first_of(before).lower;
        }
        if (next_word == "," || next_word == ";" || next_word == ":") return false;
        return gap || n.upper || quote(next_word) != kNone;
      }
      case kExclaim:
        if (n.lower) return !closed && gap;
        if (next_word == "," || next_word == ";") return false;
        return gap || n.upper || quote(next_word) != kNone;
      case kEllipsis:
        return n.upper && gap && i > sentence;
      case kAbbreviationEnd: {
        if (!gap) return false;
        const std::string_view w = word_at(i);
        if (quote(next_word) == kOpen && next_word != "(" && next_word != "[") return !closed;
        if (!n.upper || w.size() == 2) return false;  // an initial
        if (english::contains(english::kOpenAbbreviations, english::key(w.substr(0, w.size() - 1))))
          return false;
        return closed || english::contains(english::kStarters, english::key(next_word));
      }
      case kNoEnd:
        return false;
    }
    return false;
  }

  void sentences(size_t first_word) {
    const size_t n = out_.size();
    size_t sentence = first_word;
    size_t i = first_word;
    while (i < n) {
      if (i - sentence >= kMaxSentenceWords) {
        i = sentence = cut(sentence);
        continue;
      }
      if (ending(word_at(i)) == kNoEnd) {
        ++i;
        continue;
      }
      size_t last = i;  // takes in closing marks and stray periods
      while (last + 1 < n) {
        const std::string_view w = word_at(last + 1);
        const Quote q = quote(w);
        const bool glued = !spaced(last);
        const bool stray = w.size() == 1 && w[0] == '.';
        // A straight quote closes where no space stands before it, and opens otherwise.
        const bool closes = (q == kClose && (glued || w.size() > 1)) || (q == kEither && glued);
        if (!closes && !(stray && ending(word_at(i)) == kFull)) break;
        ++last;
      }
      if (last + 1 < n && last + 1 - sentence < kMaxSentenceWords &&
          ends(sentence, i, last, last + 1)) {
        sentence = last + 1;
        out_.sentence_first.push_back(static_cast<uint32_t>(sentence));
      }
      i = last + 1;
    }
    while (n - sentence > kMaxSentenceWords) sentence = cut(sentence);
    if (n > sentence) out_.sentence_first.push_back(static_cast<uint32_t>(n));
  }

  size_t cut(size_t sentence) {
    const size_t at = cut_sentence(content_, out_, sentence);
    out_.sentence_first.push_back(static_cast<uint32_t>(at));
    return at;
  }

  std::string_view content_;
  Tokens& out_;
  std::vector<Character> chars_;
  uint32_t chunk_end_ = 0;
  bool open_quote_ = false;
};

}  // namespace

Tokens segment(const Text& text) {
  Tokens out;
  const std::string_view content = text.content;
  Segmenter segmenter(content, out);
  for_each_block(text, [&](Span span) { segmenter.block(span.start, span.end); });
  // What holds no word has no sentences either: no entry at all.
  if (out.start.empty()) out.sentence_first.clear();
  return out;
}

}  // namespace dragoman

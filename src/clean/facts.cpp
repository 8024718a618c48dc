#include "clean/facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

#include "base/utf8.h"

namespace dragoman {
namespace {

#include "clean/phrases.inc"  // kPhrasesFile
#include "clean/words.inc"    // kWordsFile

enum class Match : uint8_t { kWhole, kLabel, kStart, kAny, kShort, kAppeal };

struct Phrase {
  uint32_t first_word = 0, words = 0;  // in Lists::hashes
  Match match = Match::kWhole;
  Scope scope = Scope::kLine;
  Reason reason = Reason::kKeep;
  char before = 0, after = 0;  // a mark that must stand there
  uint32_t gap = 0;            // where "*" stands: behind that many words; 0: nowhere
};

// One slot of the table of words: its flags, and the phrases that begin with it.
struct Entry {
  uint32_t hash = 0;          // 0: empty
  uint16_t first_phrase = 0;  // in Lists::by_word, longest phrase first
  uint8_t phrases = 0;
  uint8_t flags = 0;
};
constexpr uint32_t kNumberWord = 1;

constexpr std::array<uint8_t, 256> make_letters() {
  std::array<uint8_t, 256> table{};  // the byte in lower case where it is part of a word, else 0
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = static_cast<uint8_t>(c);
  for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = static_cast<uint8_t>(c + 32);
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = static_cast<uint8_t>(c);
  for (unsigned c = 0x80; c < 0x100; ++c) table[c] = static_cast<uint8_t>(c);
  return table;
}
constexpr std::array<uint8_t, 256> kLetter = make_letters();

enum ByteKind : uint8_t { kOtherByte, kAlpha, kDigit, kJoiner, kHigh };

constexpr std::array<uint8_t, 256> make_kinds() {
  std::array<uint8_t, 256> table{};
  for (size_t c = 0; c < 256; ++c)
    table[c] = c >= 0x80              ? kHigh
               : c >= '0' && c <= '9' ? kDigit
               : kLetter[c] != 0      ? kAlpha
                                      : kOtherByte;
  for (unsigned char c : {'\'', '-', '+'}) table[c] = kJoiner;
  return table;
}
constexpr std::array<uint8_t, 256> kKind = make_kinds();

// A word: ASCII letters and digits, all beyond ASCII but punctuation, and apostrophes, hyphens and
// plus signs inside. Its end is its start where there is none.
struct Word {
  size_t end = 0;
  uint32_t hash = 0;  // case and the kind of apostrophe do not count
  bool number = false;
  bool high = false;           // has bytes beyond ASCII
  bool inner_capital = false;  // an ASCII capital behind the first byte
};

// Punctuation and symbols of U+00A1 to U+00BF, U+2000 to U+2BFF, U+3000 to U+303F, U+FF00 to
// U+FF0F.
size_t mark_length(std::string_view s, size_t i) {
  auto a = static_cast<unsigned char>(s[i]);
  if (a == 0xC2 && i + 1 < s.size()) return static_cast<unsigned char>(s[i + 1]) == 0xA9 ? 0 : 2;
  if (a == 0xE2 && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) < 0xB0) return 3;
  if (a == 0xE3 && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0x80) return 3;
  if (a == 0xEF && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0xBC &&
      static_cast<unsigned char>(s[i + 2]) < 0x90)
    return 3;
  return 0;
}

bool curly_apostrophe(std::string_view s, size_t i) {
  return s[i] == '\xE2' && i + 2 < s.size() && s[i + 1] == '\x80' && s[i + 2] == '\x99';
}

constexpr uint64_t kLowBits = 0x2020202020202020u;  // sets the bit that small letters have
constexpr uint64_t kHighBits = 0x8080808080808080u;

uint64_t mix(uint64_t hash, uint64_t chunk) {
  hash = (hash ^ chunk) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 29);
}

// Up to eight bytes of s from `i` on, before `end`, the first lowest; the rest zero.
uint64_t load(std::string_view s, size_t i, size_t end) {
  uint64_t chunk = 0;
  size_t n = end - i;
  if (i + 8 <= s.size()) {
    std::memcpy(&chunk, s.data() + i, 8);
    if (n < 8) chunk &= (uint64_t{1} << (8 * n)) - 1;
  } else {
    std::memcpy(&chunk, s.data() + i, std::min<size_t>(n, 8));
  }
  return chunk;
}

// The usual word, of up to seven ASCII letters or digits, by arithmetic on eight bytes at once (the
// top bit of each byte is the answer for it). False: the general way must look.
bool short_word(std::string_view s, size_t i, Word& word) {
  if (i + 8 > s.size()) return false;
  uint64_t chunk;
  std::memcpy(&chunk, s.data() + i, 8);
  uint64_t low = (chunk | kLowBits) & ~kHighBits, base = chunk & ~kHighBits;
  uint64_t letters = (low + 0x1F1F1F1F1F1F1F1Fu) & ~(low + 0x0505050505050505u);
  uint64_t digits = (base + 0x5050505050505050u) & ~(base + 0x4646464646464646u);
  uint64_t stops = ~(letters | digits) & kHighBits;
  stops |= chunk & kHighBits;
  if (stops == 0) return false;
  auto n = static_cast<size_t>(std::countr_zero(stops)) / 8;
  if (n == 0 || kKind[static_cast<unsigned char>(s[i + n])] != kOtherByte) return false;
  uint64_t used = (uint64_t{1} << (8 * n)) - 1;
  word.end = i + n;
  word.high = false;
  word.inner_capital = (~chunk & kLowBits & used & ~uint64_t{0xFF}) != 0;
  word.number = (~digits & kHighBits & used) == 0;
  uint64_t hash = mix(n, (chunk & used) | (kLowBits & used));
  auto folded = static_cast<uint32_t>(hash ^ (hash >> 32));
  word.hash = word.number ? kNumberWord : folded <= kNumberWord ? folded + 2 : folded;
  return true;
}

Word word_at(std::string_view s, size_t i) {
  Word word;
  if (short_word(s, i, word)) return word;
  size_t start = i;
  bool digits = true, curly = false;
  auto letter = [&](size_t at) {
    if (at >= s.size()) return false;
    uint8_t kind = kKind[static_cast<unsigned char>(s[at])];
    return kind == kAlpha || kind == kDigit || (kind == kHigh && mark_length(s, at) == 0);
  };
  while (i < s.size()) {
    uint8_t kind = kKind[static_cast<unsigned char>(s[i])];
    if (kind == kAlpha) {
      digits = false;
      ++i;
    } else if (kind == kDigit) {
      ++i;
    } else if (kind == kJoiner) {
      if (i == start || !letter(i + 1)) break;
      digits = false;
      ++i;
    } else if (kind == kHigh) {
      digits = false;
      if (i > start && curly_apostrophe(s, i) && letter(i + 3)) {
        curly = true;
        i += 3;
      } else if (mark_length(s, i) > 0) {
        break;
      } else {
        word.high = true;
        ++i;
      }
    } else {
      break;
    }
  }
  word.end = i;
  if (i == start) return word;
  if (digits) {
    word.number = true;
    word.hash = kNumberWord;
    return word;
  }
  std::array<char, 64> straight;
  std::string_view text = s;
  size_t from = start, to = i;
  if (curly) {
    // The same word with straight apostrophes; what is longer than any word of the lists is cut.
    size_t n = 0;
    for (size_t k = start; k < i && n < straight.size(); ++n) {
      bool apostrophe = curly_apostrophe(s, k);
      straight[n] = apostrophe ? '\'' : s[k];
      k += apostrophe ? 3 : 1;
    }
    text = std::string_view(straight.data(), n);
    from = 0;
    to = n;
  }
  uint64_t hash = to - from;
  uint64_t capitals = 0;
  for (size_t k = from; k < to; k += 8) {
    uint64_t chunk = load(text, k, to);
    // Inside a word, an ASCII byte without the bit of small letters is a capital.
    size_t n = std::min<size_t>(8, to - k);
    uint64_t used = n == 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * n)) - 1;
    uint64_t upper = ~chunk & kLowBits & ~((chunk & kHighBits) >> 2) & used;
    capitals |= k == from ? upper & ~uint64_t{0xFF} : upper;
    hash = mix(hash, chunk | (kLowBits & used));
  }
  word.inner_capital = capitals != 0;
  auto folded = static_cast<uint32_t>(hash ^ (hash >> 32));
  word.hash = folded <= kNumberWord ? folded + 2 : folded;
  return word;
}

class Lists {
 public:
  Lists() {
    load_words();
    load_phrases();
    // The phrases of one first word side by side, longer ones first, then in the order of the file.
    by_word.resize(phrases.size());
    std::iota(by_word.begin(), by_word.end(), uint16_t{0});
    std::stable_sort(by_word.begin(), by_word.end(), [&](uint16_t a, uint16_t b) {
      uint32_t x = hashes[phrases[a].first_word], y = hashes[phrases[b].first_word];
      return x != y ? x < y : phrases[a].words > phrases[b].words;
    });
    for (size_t i = 0; i < by_word.size(); ++i) {
      Entry& entry = insert(hashes[phrases[by_word[i]].first_word]);
      if (entry.phrases == 0) entry.first_phrase = static_cast<uint16_t>(i);
      if (entry.phrases < 255) ++entry.phrases;
    }
  }
  const Entry* find(uint32_t hash) const {
    for (size_t i = hash % kSlots;; i = (i + 1) % kSlots) {
      const Entry& entry = slots_[i];
      if (entry.hash == hash) return &entry;
      if (entry.hash == 0) return nullptr;
    }
  }

  std::vector<uint32_t> hashes;
  std::vector<Phrase> phrases;
  std::vector<uint16_t> by_word;
  std::vector<std::string> faults;

 private:
  static constexpr size_t kSlots = 4096;  // three times what the lists hold

  Entry& insert(uint32_t hash) {
    size_t i = hash % kSlots;
    while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) % kSlots;
    slots_[i].hash = hash;
    return slots_[i];
  }

  template <typename F>
  void lines(std::string_view file, const char* name, size_t columns, F take) {
    size_t number = 0;
    while (!file.empty()) {
      size_t end = std::min(file.find('\n'), file.size());
      std::string_view line = file.substr(0, end);
      file.remove_prefix(std::min(end + 1, file.size()));
      ++number;
      if (line.empty() || line[0] == '#') continue;
      std::vector<std::string_view> cells;
      for (;;) {
        size_t tab = line.find('\t');
        cells.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) break;
        line.remove_prefix(tab + 1);
      }
      std::string fault = cells.size() == columns ? take(cells) : "wrong number of columns";
      if (!fault.empty())
        faults.push_back(std::string(name) + ":" + std::to_string(number) + ": " + fault);
    }
  }

  void load_words() {
    lines(kWordsFile, "words.tsv", 2,
          [&](const std::vector<std::string_view>& cells) -> std::string {
            Word word = word_at(cells[0], 0);
            if (word.end == 0) return "no word";
            Entry& entry = insert(word.hash);
            std::string_view rest = cells[1];
            while (!rest.empty()) {
              size_t end = std::min(rest.find(' '), rest.size());
              std::string_view flag = rest.substr(0, end);
              rest.remove_prefix(std::min(end + 1, rest.size()));
              uint8_t bit = flag == "stop"      ? kStopWord
                            : flag == "share"   ? kShareWord
                            : flag == "section" ? kSectionWord
                            : flag == "agency"  ? kAgencyWord
                            : flag == "noname"  ? kNoNameWord
                                                : 0;
              if (bit == 0) return "unknown flag";
              entry.flags |= bit;
            }
            return {};
          });
    for (std::string_view word : {"you", "your", "our", "us", "we"})
      insert(word_at(word, 0).hash).flags |= kReaderWord;
  }

  void load_phrases() {
    lines(kPhrasesFile, "phrases.tsv", 4,
          [&](const std::vector<std::string_view>& cells) -> std::string {
            Phrase phrase;
            bool known = false;
            for (uint8_t r = 1; r <= static_cast<uint8_t>(Reason::kMetadata); ++r)
              if (reason_name(static_cast<Reason>(r)) == cells[0]) {
                phrase.reason = static_cast<Reason>(r);
                known = true;
              }
            if (!known) return "unknown reason";
            if (cells[1] == "line")
              phrase.scope = Scope::kLine;
            else if (cells[1] == "next")
              phrase.scope = Scope::kNext;
            else if (cells[1] == "tail")
              phrase.scope = Scope::kTail;
            else if (cells[1] == "end")
              phrase.scope = Scope::kEnd;
            else
              return "unknown scope";
            if (cells[2] == "whole")
              phrase.match = Match::kWhole;
            else if (cells[2] == "label")
              phrase.match = Match::kLabel;
            else if (cells[2] == "start")
              phrase.match = Match::kStart;
            else if (cells[2] == "any")
              phrase.match = Match::kAny;
            else if (cells[2] == "short")
              phrase.match = Match::kShort;
            else if (cells[2] == "appeal")
              phrase.match = Match::kAppeal;
            else
              return "unknown match";
            std::string text(cells[3]);
            if (text.empty()) return "no phrase";
            if (text[0] == '(' || text[0] == '[' || text[0] == '/') phrase.before = text[0];
            for (char mark : {':', '@', '?'})
              if (text.back() == mark) phrase.after = mark;
            phrase.first_word = static_cast<uint32_t>(hashes.size());
            for (size_t i = 0; i < text.size();) {
              if (text[i] == '*') {
                if (phrase.gap != 0 || phrase.words == 0)
                  return "a gap must have one word before it";
                phrase.gap = phrase.words;
                ++i;
                continue;
              }
              if (text[i] == '#') {
                hashes.push_back(kNumberWord);
                ++phrase.words;
                ++i;
                continue;
              }
              Word word = word_at(text, i);
              if (word.end == i) {
                i += std::max<size_t>(1, mark_length(text, i));
                continue;
              }
              hashes.push_back(word.hash);
              ++phrase.words;
              i = word.end;
            }
            if (phrase.words == 0) return "no word in the phrase";
            if (phrase.gap == phrase.words) return "a gap must have a word behind it";
            phrases.push_back(phrase);
            return {};
          });
  }

  std::array<Entry, kSlots> slots_{};
};

const Lists& lists() {
  static const Lists kLists;
  return kLists;
}

// Where a phrase was met; judged when the whole block is known.
struct Hit {
  uint16_t phrase = 0;
  bool at_start = false;
  size_t end = 0;
};

// Do the phrase's words from number `k` on stand at `i`? Between two words there is only white
// space and weak punctuation. Sets the end of the last one.
bool words_stand_at(const Lists& all, const Phrase& phrase, uint32_t k, std::string_view s,
                    size_t i, size_t& end) {
  for (bool first = k == 0; k < phrase.words; ++k, first = false) {
    if (!first) i = std::min(s.find_first_not_of(" ,(.'&", i), s.size());
    Word word = word_at(s, i);
    if (word.end == i || word.hash != all.hashes[phrase.first_word + k]) return false;
    i = word.end;
  }
  end = i;
  return true;
}

// Does the phrase stand at the word that begins at `i`? Sets the end of its last word.
bool stands_at(const Lists& all, const Phrase& phrase, std::string_view s, size_t i, size_t& end) {
  if (phrase.before != 0 && (i == 0 || s[i - 1] != phrase.before)) return false;
  if (phrase.gap == 0) {
    if (!words_stand_at(all, phrase, 0, s, i, end)) return false;
  } else {
    Phrase front = phrase;
    front.words = phrase.gap;
    if (!words_stand_at(all, front, 0, s, i, end)) return false;
    // The gap: one to four words, whatever they are.
    bool found = false;
    for (int skipped = 0; skipped < 4 && !found; ++skipped) {
      end = std::min(s.find_first_not_of(" ,(.'&", end), s.size());
      Word word = word_at(s, end);
      if (word.end == end) return false;
      end = word.end;
      size_t behind = 0;
      found = words_stand_at(all, phrase, phrase.gap, s, end, behind);
      if (found) end = behind;
    }
    if (!found) return false;
  }
  if (phrase.after != 0) {
    size_t next = s.find_first_not_of(' ', end);
    if (next == std::string_view::npos || s[next] != phrase.after) return false;
  }
  return true;
}

// Is what stands behind a label an end, a colon, a dash, a bar, an arrow, an ellipsis?
bool label_ends(std::string_view rest, bool& whole) {
  size_t i = 0;
  while (i < rest.size() && rest[i] == ' ') ++i;
  bool mark = false;
  if (i < rest.size()) {
    std::string_view at = rest.substr(i);
    mark = at[0] == ':' || at[0] == '|' || at[0] == '>' || at.starts_with("...") ||
           at.starts_with("\xE2\x80\xA6") || at.starts_with("\xC2\xBB") ||
           at.starts_with("\xE2\x86\x92") || at.starts_with("\xE2\x80\xBA") ||
           at.starts_with("- ") || at.starts_with("\xE2\x80\x93") || at.starts_with("\xE2\x80\x94");
  }
  whole = true;
  for (size_t k = i; k < rest.size() && whole;) {
    auto c = static_cast<unsigned char>(rest[k]);
    if (c < 0x80) {
      whole = kLetter[c] == 0;
      ++k;
    } else {
      size_t length = mark_length(rest, k);
      whole = length > 0;
      k += std::max<size_t>(length, 1);
    }
  }
  return whole || mark;
}

}  // namespace

std::string_view reason_name(Reason reason) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "keep",        "boilerplate", "related",   "comments", "navigation",
      "advertising", "code",        "duplicate", "credit",   "metadata"};
  return kNames[static_cast<size_t>(reason)];
}

bool BlockFacts::prose() const {
  // Running text has function words; where the language is another, most of its words begin small.
  bool stop_words = stops * 5 >= words || foreign * 4 > bytes || lowers * 3 >= words * 2;
  if (words >= 8 && ends_sentence && (stop_words || words >= 20)) return true;
  return words >= 22 && stop_words && ellipses == 0 && code_marks * 8 < words;
}

uint8_t word_flags(std::string_view word) {
  Word w = word_at(word, 0);
  if (w.end != word.size()) return 0;
  const Entry* entry = lists().find(w.hash);
  return entry == nullptr ? 0 : entry->flags;
}

std::vector<std::string> word_list_faults() {
  return lists().faults;
}

BlockFacts examine(std::string_view s) {
  const Lists& all = lists();
  BlockFacts f;
  f.bytes = static_cast<uint32_t>(s.size());
  std::array<Hit, 8> hits;
  size_t hit_count = 0;
  uint32_t half_words = 0;
  bool first = true;
  bool after_end = false;  // a sentence's end and a space stand before
  bool after_ellipsis = false;
  size_t i = 0;
  while (i < s.size()) {
    auto c = static_cast<unsigned char>(s[i]);
    if (c == ' ') {
      ++i;
      continue;
    }
    size_t mark = c < 0x80 ? (kLetter[c] == 0 ? 1 : 0) : mark_length(s, i);
    if (mark == 0) {
      Word word = word_at(s, i);
      if (word.end == i) {  // cannot be: kLetter and mark_length say it is a letter
        ++i;
        continue;
      }
      ++f.words;
      bool capital = c >= 'A' && c <= 'Z';
      bool small = c >= 'a' && c <= 'z';
      if (c == 0xC3 && i + 1 < s.size()) {
        // Letters beyond ASCII: case is told for Latin-1 alone.
        (static_cast<unsigned char>(s[i + 1]) < 0x9F ? capital : small) = true;
      }
      f.capitals += capital;
      f.lowers += small;
      f.numbers += word.number;
      if (first) f.first_lower = small;
      if (after_end && !small) ++f.inner_ends;
      if (after_ellipsis && !small) ++f.ellipses;
      if (word.high || word.inner_capital) {
        for (size_t k = i; k < word.end; ++k) {
          auto b = static_cast<unsigned char>(s[k]);
          if (b >= 0x80) {
            ++f.foreign;
            // The lead byte of a CJK, kana, Hangul or Thai character is half a word.
            half_words += (b >= 0xE3 && b <= 0xED) || b == 0xE0;
          } else if (k > i + 1 && b >= 'A' && b <= 'Z' && s[k - 1] >= 'a' && s[k - 1] <= 'z' &&
                     s[k - 2] >= 'a' && s[k - 2] <= 'z') {
            ++f.glued;
          }
        }
      }
      if (const Entry* entry = all.find(word.hash)) {
        f.stops += (entry->flags & kStopWord) != 0;
        f.share_words += (entry->flags & kShareWord) != 0;
        f.section_words += (entry->flags & kSectionWord) != 0;
        f.noname_words += (entry->flags & kNoNameWord) != 0;
        f.reader = f.reader || (entry->flags & kReaderWord) != 0;
        if (entry->phrases > 0 && f.words <= 60) {
          for (size_t k = 0; k < entry->phrases; ++k) {
            uint16_t number = all.by_word[entry->first_phrase + k];
            const Phrase& phrase = all.phrases[number];
            bool anywhere = phrase.match == Match::kAny || phrase.match == Match::kShort ||
                            phrase.match == Match::kAppeal;
            if (!first && !anywhere) continue;
            size_t end = 0;
            if (hit_count < hits.size() && stands_at(all, phrase, s, i, end))
              hits[hit_count++] = {number, first, end};
          }
        }
      }
      first = false;
      after_end = after_ellipsis = false;
      i = word.end;
      continue;
    }
    std::string_view sign = s.substr(i, mark);
    switch (c) {
      case '.':
        if (s.substr(i, 3) == "...") {
          size_t k = i;
          while (k < s.size() && s[k] == '.') ++k;
          after_ellipsis = true;
          after_end = false;
          i = k;
          continue;
        }
        after_end = i + 1 < s.size() && s[i + 1] == ' ';
        break;
      case '!':
      case '?':
        after_end = i + 1 < s.size() && (s[i + 1] == ' ' || s[i + 1] == '"');
        break;
      case ',':
        ++f.commas;
        after_end = after_ellipsis = false;
        break;
      case '"':
        f.quotes = true;
        break;
      case '{':
      case '}':
      case '[':
      case ']':
      case '<':
      case '=':
      case ';':
      case '\\':
      case '_':
      case '|':
      case '>':
        if (c != '[' && c != ']' && c != '|' && c != '>')
          f.code_marks += 1 + (c == '{' || c == '}' || c == '\\');
        if ((c == '|' || c == '>') && i > 0 && s[i - 1] == ' ') ++f.separators;
        if (c == '[' && i + 1 < s.size() && (s[i + 1] == '{' || s[i + 1] == '"')) ++f.code_marks;
        if (c == '>' && i > 0 && s[i - 1] != ' ') ++f.code_marks;
        break;
      case ':':
        if (i > 0 && s[i - 1] == '"') f.code_marks += 2;
        // "::" and ":::" between headlines.
        if (i > 0 && s[i - 1] == ' ' && i + 1 < s.size() && s[i + 1] == ':') ++f.separators;
        break;
      default:
        if (mark > 1) {
          if (sign == "\xE2\x80\xA6") after_ellipsis = true;
          if (sign == "\xE2\x80\x9C" || sign == "\xE2\x80\x9D" || sign == "\xC2\xAB" ||
              sign == "\xE2\x80\x9E")
            f.quotes = true;
          if (sign == "\xE2\x80\xA2" || sign == "\xC2\xB7" || sign == "\xC2\xBB" ||
              sign == "\xE2\x80\xBA")
            ++f.separators;
          if (sign == "\xE3\x80\x82") ++f.inner_ends;
          if (sign == "\xE3\x80\x81" || sign == "\xEF\xBC\x8C") ++f.commas;
        }
    }
    i += mark;
  }
  f.words += half_words / 2;
  if (after_ellipsis) ++f.ellipses;

  // The end: closing marks are looked through.
  std::string_view tail = s;
  for (bool again = true; again && !tail.empty();) {
    again = false;
    for (std::string_view close :
         {" ", "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE3\x80\x8D"})
      if (tail.ends_with(close)) {
        tail.remove_suffix(close.size());
        again = true;
      }
  }
  f.ends_sentence = (tail.ends_with('.') && !tail.ends_with("..")) || tail.ends_with('!') ||
                    tail.ends_with('?') || tail.ends_with("\xE3\x80\x82") ||
                    tail.ends_with("\xEF\xBC\x81") || tail.ends_with("\xEF\xBC\x9F") ||
                    tail.ends_with("\xD8\x9F") || tail.ends_with("\xDB\x94") ||
                    tail.ends_with("\xE0\xA5\xA4");

  for (size_t h = 0; h < hit_count && !f.phrase; ++h) {
    const Phrase& phrase = all.phrases[hits[h].phrase];
    bool whole = false;
    bool label = label_ends(s.substr(hits[h].end), whole);
    bool ok = false;
    switch (phrase.match) {
      case Match::kWhole:
        ok = hits[h].at_start && whole;
        break;
      case Match::kLabel:
        ok = hits[h].at_start && label && f.words <= 40;
        break;
      case Match::kStart:
        ok = hits[h].at_start && f.words <= 80;
        break;
      case Match::kAny:
        ok = f.words <= 40;
        break;
      case Match::kShort:
        ok = f.words <= 14;
        break;
      case Match::kAppeal:
        ok = f.words <= 50 && !f.quotes && (f.reader || (f.words <= 8 && !f.ends_sentence));
        break;
    }
    if (!ok) continue;
    f.phrase = true;
    f.phrase_reason = phrase.reason;
    f.phrase_scope = phrase.scope;
    f.phrase_whole = whole && hits[h].at_start;
  }
  return f;
}

}  // namespace dragoman

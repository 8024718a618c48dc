#include "tag/word_rows.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "model/characters.h"

namespace dragoman {
namespace {

using chars::Class;

constexpr size_t kMostChars = 40;

// What the letters of a sentence say about how it was set.
struct CaseCount {
  size_t upper = 0, other = 0, long_words = 0, long_upper = 0;

  char sign() const {
    if (upper > 0 && other == 0) return '1';
    if (other > 0 && upper == 0) return '3';
    return long_words >= 4 && long_words == long_upper ? '2' : '0';
  }
};

// The first kMostChars characters of a word, folded, and all that is asked of it.
struct Word {
  char folded[4 * kMostChars];
  uint32_t at[kMostChars + 1];  // where each character begins
  size_t length = 0;
  chars::Shape shape;

  std::string_view view(size_t from, size_t to) const {
    return {folded + at[from], at[to] - at[from]};
  }

  void read(std::string_view form, CaseCount& count) {
    const chars::Table& table = chars::table();
    size_t bytes = 0, all = 0;
    bool first_letter = false, first_upper = false;
    for (size_t p = 0; p < form.size(); ++all) {
      chars::Info slow;
      const chars::Info& info = table(utf8_next(form, p), slow);
      if (info.k == Class::kLetter) ++(info.upper ? count.upper : count.other);
      if (all == 0) {
        first_letter = info.k == Class::kLetter;
        first_upper = info.upper;
      }
      if (length == kMostChars) continue;
      at[length++] = static_cast<uint32_t>(bytes);
      const char32_t c = info.k == Class::kDigit ? U'0' : info.folded;
      if (c < 0x80) {
        folded[bytes++] = static_cast<char>(c);
      } else if (c < 0x800) {
        folded[bytes++] = static_cast<char>(0xC0 | (c >> 6));
        folded[bytes++] = static_cast<char>(0x80 | (c & 0x3F));
      } else if (c < 0x10000) {
        folded[bytes++] = static_cast<char>(0xE0 | (c >> 12));
        folded[bytes++] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        folded[bytes++] = static_cast<char>(0x80 | (c & 0x3F));
      } else {
        folded[bytes++] = static_cast<char>(0xF0 | (c >> 18));
        folded[bytes++] = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        folded[bytes++] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        folded[bytes++] = static_cast<char>(0x80 | (c & 0x3F));
      }
      shape.add(info.sign);
    }
    at[length] = static_cast<uint32_t>(bytes);
    if (all >= 4 && first_letter) {
      ++count.long_words;
      count.long_upper += first_upper;
    }
  }
};

}  // namespace

void WordRows::load(ModelReader& read) {
  static constexpr std::string_view kNames[kTables] = {"word",    "prefix2", "prefix3", "suffix2",
                                                       "suffix3", "suffix4", "shape"};
  const auto hashes = read.tensor<uint64_t>("words.hash", {0});
  words_ = static_cast<uint32_t>(hashes.size() + 1);
  sizes_[0] = words_;
  if (read.size("/tables") != kTables - 1) read.fail("it has other tables of affixes");
  for (size_t t = 1; t < kTables && read.ok(); ++t) {
    const std::string at = "/tables/" + std::to_string(t - 1);
    sizes_[t] = static_cast<uint32_t>(read.number(at + "/size"));
    if (read.string(at + "/name") != kNames[t]) read.fail("it has other tables of affixes");
    if (sizes_[t] == 0 || (sizes_[t] & (sizes_[t] - 1)) != 0)
      read.fail("the size of a table is no power of two");
  }
  size_t capacity = 16;
  while (capacity < 2 * hashes.size()) capacity *= 2;
  index_.assign(capacity, {});
  for (size_t k = 0; k < hashes.size(); ++k) {
    size_t i = hashes[k] & (capacity - 1);
    while (index_[i].row != 0) i = (i + 1) & (capacity - 1);
    index_[i] = {hashes[k], static_cast<uint32_t>(k + 1)};
  }
}

uint32_t WordRows::word_row(uint64_t hash) const {
  for (size_t i = hash & (index_.size() - 1);; i = (i + 1) & (index_.size() - 1)) {
    if (index_[i].row == 0) return 0;
    if (index_[i].hash == hash) return index_[i].row;
  }
}

void WordRows::rows(std::string_view content, const Tokens& tokens, WordRange sentence,
                    Rows* out) const {
  CaseCount count;
  for (uint32_t i = sentence.first; i < sentence.last; ++i) {
    Word word;
    word.read(tokens.span(i).of(content), count);
    const size_t n = word.length;
    Rows& r = out[i - sentence.first];
    r[0] = word_row(chars::fnv64(word.view(0, n)));
    const std::string_view parts[] = {
        word.view(0, std::min<size_t>(n, 2)), word.view(0, std::min<size_t>(n, 3)),
        word.view(n > 2 ? n - 2 : 0, n), word.view(n > 3 ? n - 3 : 0, n),
        word.view(n > 4 ? n - 4 : 0, n)};
    for (size_t t = 1; t <= 5; ++t)
      r[t] = chars::bucket(chars::fnv(parts[t - 1], chars::fnv_byte(static_cast<uint8_t>(t))),
                           sizes_[t]);
    // The hash of the shape goes on when the casing of the whole sentence is known.
    const bool first = i == sentence.first;
    const bool space = first || (tokens.flags[i - 1] & Tokens::kSpaceAfter) != 0;
    r[6] =
        chars::fnv_byte(space ? '1' : '0',
                        chars::fnv_byte(0x1F, chars::fnv(word.shape.view(), chars::fnv_byte(6))));
  }
  const char casing = count.sign();
  for (uint32_t i = sentence.first; i < sentence.last; ++i) {
    uint32_t& shape = out[i - sentence.first][6];
    shape = chars::bucket(chars::fnv_byte(i == sentence.first ? '1' : '0',
                                          chars::fnv_byte(static_cast<uint8_t>(casing), shape)),
                          sizes_[6]);
  }
}

char WordRows::casing(std::string_view content, const Tokens& tokens, WordRange sentence) {
  CaseCount count;
  for (uint32_t i = sentence.first; i < sentence.last; ++i) {
    Word word;
    word.read(tokens.span(i).of(content), count);
  }
  return count.sign();
}

}  // namespace dragoman

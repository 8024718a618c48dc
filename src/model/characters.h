// Characters as the models see them (train/README.md, "Characters and hashes"): folding, classes,
// shapes and FNV-1a, which decide the rows of all tables.
#ifndef DRAGOMAN_MODEL_CHARACTERS_H_
#define DRAGOMAN_MODEL_CHARACTERS_H_

#include <unicode/uchar.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace dragoman::chars {

/// Space: TAB to CR, U+0085 and categories Z*; letter: L* and M*; digit: Nd; mark: the rest.
enum class Class : uint8_t { kMark, kLetter, kDigit, kSpace };

struct Info {
  char32_t folded;  // quotes and dashes to ASCII, else simple lower case
  char32_t sign;    // of the shape: X x 9, or the folded character
  Class k;          // of the character as written
  bool upper;       // Lu or Lt
};

/// What a character is, looked up in ICU.
Info look_up(char32_t c);

/// What a character is: a table for the first 1,024 and for U+2000…U+20FF.
class Table {
 public:
  Table();
  const Info& operator()(char32_t c, Info& slow) const {
    if (c < kLow) return low_[c];
    if (c - kPunctuation < 256) return punctuation_[c - kPunctuation];
    slow = look_up(c);
    return slow;
  }

 private:
  static constexpr char32_t kLow = 1024, kPunctuation = 0x2000;
  std::array<Info, kLow> low_;
  std::array<Info, 256> punctuation_;
};
const Table& table();

inline constexpr uint32_t kFnvOffset = 2166136261u, kFnvPrime = 16777619u;

inline uint32_t fnv(std::string_view bytes, uint32_t h = kFnvOffset) {
  for (char b : bytes) h = (h ^ static_cast<unsigned char>(b)) * kFnvPrime;
  return h;
}
inline uint32_t fnv_byte(uint8_t byte, uint32_t h = kFnvOffset) {
  return (h ^ byte) * kFnvPrime;
}
inline uint32_t bucket(uint32_t h, uint32_t size) {
  return (h ^ (h >> 15)) & (size - 1);
}
inline uint64_t fnv64(std::string_view bytes) {
  uint64_t h = 14695981039346656037ull;
  for (char b : bytes) h = (h ^ static_cast<unsigned char>(b)) * 1099511628211ull;
  return h;
}

/// The signs of a shape as they come: a sign that equals the two kept last is dropped, at most
/// twelve are kept.
class Shape {
 public:
  void add(char32_t sign) {
    if (kept_ == kMost) return;
    if (kept_ >= 2 && last_ == sign && before_ == sign) return;
    before_ = last_;
    last_ = sign;
    ++kept_;
    char bytes[4];
    size_ += encode(sign, bytes);
    for (size_t i = size_ - width_, j = 0; i < size_; ++i, ++j) text_[i] = bytes[j];
  }
  std::string_view view() const { return {text_, size_}; }

 private:
  size_t encode(char32_t c, char* out) {
    if (c < 0x80) {
      out[0] = static_cast<char>(c);
      width_ = 1;
    } else if (c < 0x800) {
      out[0] = static_cast<char>(0xC0 | (c >> 6));
      out[1] = static_cast<char>(0x80 | (c & 0x3F));
      width_ = 2;
    } else if (c < 0x10000) {
      out[0] = static_cast<char>(0xE0 | (c >> 12));
      out[1] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out[2] = static_cast<char>(0x80 | (c & 0x3F));
      width_ = 3;
    } else {
      out[0] = static_cast<char>(0xF0 | (c >> 18));
      out[1] = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
      out[2] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out[3] = static_cast<char>(0x80 | (c & 0x3F));
      width_ = 4;
    }
    return width_;
  }

  static constexpr size_t kMost = 12;
  char text_[4 * kMost] = {};
  size_t size_ = 0, kept_ = 0, width_ = 0;
  char32_t last_ = 0, before_ = 0;
};

}  // namespace dragoman::chars

#endif  // DRAGOMAN_MODEL_CHARACTERS_H_

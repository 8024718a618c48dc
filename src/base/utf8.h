// UTF-8: checking, repairing, stepping, and the way from bytes to code points.
#ifndef DRAGOMAN_BASE_UTF8_H_
#define DRAGOMAN_BASE_UTF8_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

inline constexpr char32_t kReplacement = 0xFFFD;

/// True if `bytes` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool utf8_valid(std::string_view bytes);

/// Well-formed copy: every maximal ill-formed part becomes one U+FFFD (Unicode 15, table 3-8).
std::string utf8_repair(std::string_view bytes);

/// The code point at `pos` and the position behind it; ill-formed bytes give U+FFFD, one byte on.
/// Requires pos < text.size().
char32_t utf8_next(std::string_view text, size_t& pos);

/// The code point that ends before `pos`, moving `pos` to its first byte. Requires pos > 0.
char32_t utf8_previous(std::string_view text, size_t& pos);

/// Appends a code point; surrogates and values over U+10FFFF give U+FFFD.
void utf8_append(std::string& out, char32_t c);

size_t utf8_length(std::string_view text);

/// Bytes to code points and back in one text, in O(1) amortised for rising and O(block) for random
/// access. The text must be well-formed and outlive the index.
class TextIndex {
 public:
  explicit TextIndex(std::string_view text);
  uint32_t to_chars(uint32_t byte) const;   // byte must start a code point or be the size
  uint32_t to_bytes(uint32_t chars) const;  // past the end: the size
  uint32_t length() const { return length_; }

 private:
  static constexpr uint32_t kBlock = 256;
  std::string_view text_;
  bool ascii_ = true;
  uint32_t length_ = 0;
  std::vector<uint32_t> chars_at_block_;  // code points before byte i * kBlock
};

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_UTF8_H_

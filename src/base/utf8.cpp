#include "base/utf8.h"

#include <algorithm>
#include <cstring>

namespace dragoman {
namespace {

bool continuation(unsigned char c) {
  return (c & 0xC0) == 0x80;
}

// Length of the well-formed sequence at p, or 0; `bad` then is the length of the maximal ill-formed
// part (at least 1).
size_t sequence(const unsigned char* p, size_t left, size_t& bad) {
  unsigned char c = p[0];
  bad = 1;
  if (c < 0x80) return 1;
  if (c < 0xC2 || c > 0xF4) return 0;
  unsigned char low = 0x80, high = 0xBF;
  size_t need = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  if (c == 0xE0) low = 0xA0;
  if (c == 0xED) high = 0x9F;
  if (c == 0xF0) low = 0x90;
  if (c == 0xF4) high = 0x8F;
  for (size_t i = 1; i < need; ++i) {
    if (i >= left || p[i] < low || p[i] > high) {
      bad = i;
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return need;
}

// Length of the run of ASCII bytes at p.
size_t ascii_run(const unsigned char* p, size_t size) {
  size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, p + i, 8);
    if (word & 0x8080808080808080ull) break;
  }
  while (i < size && p[i] < 0x80) ++i;
  return i;
}

}  // namespace

bool utf8_valid(std::string_view bytes) {
  auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  size_t i = 0;
  while (i < bytes.size()) {
    i += ascii_run(p + i, bytes.size() - i);
    if (i >= bytes.size()) break;
    size_t bad;
    size_t n = sequence(p + i, bytes.size() - i, bad);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

std::string utf8_repair(std::string_view bytes) {
  auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  std::string out;
  out.reserve(bytes.size());
  size_t i = 0, kept = 0;
  while (i < bytes.size()) {
    i += ascii_run(p + i, bytes.size() - i);
    if (i >= bytes.size()) break;
    size_t bad;
    size_t n = sequence(p + i, bytes.size() - i, bad);
    if (n == 0) {
      out.append(bytes, kept, i - kept);
      out.append("\xEF\xBF\xBD");
      i += bad;
      kept = i;
    } else {
      i += n;
    }
  }
  out.append(bytes, kept, bytes.size() - kept);
  return out;
}

char32_t utf8_next(std::string_view text, size_t& pos) {
  auto* p = reinterpret_cast<const unsigned char*>(text.data()) + pos;
  if (*p < 0x80) {
    ++pos;
    return *p;
  }
  size_t bad;
  size_t n = sequence(p, text.size() - pos, bad);
  if (n == 0) {
    ++pos;
    return kReplacement;
  }
  pos += n;
  if (n == 2) return static_cast<char32_t>((p[0] & 0x1F) << 6 | (p[1] & 0x3F));
  if (n == 3)
    return static_cast<char32_t>((p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
  return static_cast<char32_t>((p[0] & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 |
                               (p[3] & 0x3F));
}

char32_t utf8_previous(std::string_view text, size_t& pos) {
  size_t start = pos - 1;
  while (start > 0 && pos - start < 4 && continuation(static_cast<unsigned char>(text[start])))
    --start;
  size_t after = start;
  char32_t c = utf8_next(text, after);
  if (after != pos) {  // ill-formed: step back one byte
    --pos;
    return kReplacement;
  }
  pos = start;
  return c;
}

void utf8_append(std::string& out, char32_t c) {
  if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

namespace {
uint32_t count_starts(std::string_view text, size_t from, size_t to) {
  uint32_t n = 0;
  for (size_t i = from; i < to; ++i) n += !continuation(static_cast<unsigned char>(text[i]));
  return n;
}
}  // namespace

size_t utf8_length(std::string_view text) {
  return count_starts(text, 0, text.size());
}

TextIndex::TextIndex(std::string_view text) : text_(text) {
  ascii_ =
      ascii_run(reinterpret_cast<const unsigned char*>(text.data()), text.size()) == text.size();
  if (ascii_) {
    length_ = static_cast<uint32_t>(text.size());
    return;
  }
  chars_at_block_.reserve(text.size() / kBlock + 1);
  for (size_t i = 0; i < text.size(); i += kBlock) {
    chars_at_block_.push_back(length_);
    length_ += count_starts(text, i, std::min<size_t>(i + kBlock, text.size()));
  }
}

uint32_t TextIndex::to_chars(uint32_t byte) const {
  if (ascii_) return std::min<uint32_t>(byte, length_);
  if (byte >= text_.size()) return length_;
  uint32_t block = byte / kBlock;
  return chars_at_block_[block] + count_starts(text_, size_t{block} * kBlock, byte);
}

uint32_t TextIndex::to_bytes(uint32_t chars) const {
  if (chars >= length_) return static_cast<uint32_t>(text_.size());
  if (ascii_) return chars;
  auto it = std::upper_bound(chars_at_block_.begin(), chars_at_block_.end(), chars) - 1;
  size_t i = static_cast<size_t>(it - chars_at_block_.begin()) * kBlock;
  uint32_t n = *it;  // code points that start before byte i
  for (; i < text_.size(); ++i) {
    if (continuation(static_cast<unsigned char>(text_[i]))) continue;
    if (n == chars) break;
    ++n;
  }
  return static_cast<uint32_t>(i);
}

}  // namespace dragoman

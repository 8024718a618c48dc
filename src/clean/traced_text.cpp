#include "clean/traced_text.h"

#include <array>
#include <cstring>

#include "base/utf8.h"
#include "clean/decode.h"
#include "clean/entities.h"

namespace dragoman {
namespace {

enum ByteClass : uint8_t { kPlain, kSpace, kDrop, kReference, kLook };

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> table{};
  for (size_t i = 0; i < 0x20; ++i) table[i] = kDrop;
  for (unsigned char c : {' ', '\t', '\n', '\r', '\f', '\v'}) table[c] = kSpace;
  table[0x1C] = table[0x1D] = table[0x1E] = table[0x1F] = kSpace;
  table[0x7F] = kDrop;
  table[static_cast<unsigned char>('&')] = kReference;
  // Lead bytes of characters that may be spaces, controls or invisible: U+0080 to U+00BF, U+061C,
  // U+180E, U+2000 to U+206F, U+3000, U+FEFF, U+FFF9 to U+FFFC.
  for (unsigned c : {0xC2U, 0xD8U, 0xE1U, 0xE2U, 0xE3U, 0xEFU}) table[c] = kLook;
  return table;
}
constexpr std::array<uint8_t, 256> kClasses = make_classes();

bool is_space(char32_t c) {
  return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC);
}

// How many of the bytes from s[i] on, before `to`, are plain at once: printable ASCII with single
// spaces, in steps of eight. `reference`: '&' is not plain.
size_t plain_run(std::string_view s, size_t i, size_t to, bool reference) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kTops = 0x8080808080808080u;
  size_t start = i;
  while (i + 8 <= to) {
    uint64_t chunk;
    std::memcpy(&chunk, s.data() + i, 8);
    // The top bit of a byte: not below 0x20 and not above 0x7E.
    uint64_t printable =
        ((chunk & ~kTops) + 0x60 * kOnes) & ~((chunk & ~kTops) + kOnes) & ~chunk & kTops;
    auto zero_bytes = [](uint64_t x) { return ~(((x & ~kTops) + ~kTops) | x | ~kTops); };
    uint64_t spaces = zero_bytes(chunk ^ (kOnes * ' '));
    uint64_t special = ~printable & kTops;
    if (reference) special |= zero_bytes(chunk ^ (kOnes * '&'));
    special |= spaces & (spaces >> 8);
    if (special != 0) break;
    // A space at the end of the eight bytes is looked at again with what follows it.
    i += (spaces >> 63) != 0 ? 7 : 8;
  }
  return i - start;
}

}  // namespace

void TracedText::copy(std::string_view source, size_t from, size_t to) {
  if (from >= to) return;
  auto length = static_cast<uint32_t>(to - from);
  if (!runs.empty() && runs.back().content + runs.back().length == bytes.size() &&
      runs.back().source + runs.back().length == from)
    runs.back().length += length;
  else
    runs.push_back({size(), static_cast<uint32_t>(from), length});
  bytes.append(source, from, to - from);
}

void FoldingWriter::code_point(char32_t c) {
  if (is_space(c)) {
    space_ = true;
    return;
  }
  if (c >= 0x80 && c < 0xA0) {
    // Latin-1 controls come of windows-1252 read as Latin-1.
    char32_t meant = windows_1252(static_cast<unsigned char>(c));
    if (meant != 0) c = meant;
  }
  if (is_invisible(c)) return;
  if (space_ && !block_empty()) out_->bytes += ' ';
  space_ = false;
  utf8_append(out_->bytes, c);
}

void FoldingWriter::write(std::string_view source, size_t from, size_t to, bool entities) {
  auto kind = [&](size_t i) { return kClasses[static_cast<unsigned char>(source[i])]; };
  size_t i = from;
  while (i < to) {
    size_t start = i;
    for (;;) {
      // A space at the start is no part of a run: it may have to be folded.
      if (kind(i) == kPlain) i += plain_run(source, i, to, entities);
      while (i < to && (kind(i) == kPlain || (kind(i) == kReference && !entities))) ++i;
      // One space between two words stays in the run.
      if (i > start && i + 1 < to && source[i] == ' ' && kind(i + 1) == kPlain) {
        ++i;
        continue;
      }
      break;
    }
    if (i > start) {
      if (space_ && !block_empty()) {
        if (start > from && source[start - 1] == ' ')
          --start;
        else
          out_->bytes += ' ';
      }
      space_ = false;
      out_->copy(source, start, i);
    }
    if (i >= to) break;
    switch (kind(i)) {
      case kSpace:
        space_ = true;
        ++i;
        break;
      case kReference: {
        char32_t c = 0;
        size_t used = decode_entity(source.substr(i, to - i), false, c);
        if (used == 0) {
          c = '&';
          used = 1;
        }
        code_point(c);
        i += used;
        break;
      }
      case kLook: {
        size_t next = i;
        char32_t c = utf8_next(source, next);
        if (is_space(c) || is_invisible(c)) {
          code_point(c);
        } else {
          if (space_ && !block_empty()) out_->bytes += ' ';
          space_ = false;
          out_->copy(source, i, next);
        }
        i = next;
        break;
      }
      default:
        ++i;
    }
  }
}

}  // namespace dragoman

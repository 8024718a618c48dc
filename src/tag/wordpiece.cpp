#include "tag/wordpiece.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>

#include "base/hash.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr uint64_t kContinuesSeed = 1;  // "##piece" and "piece" are hashed apart

bool splits(char32_t c) {
  if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) ||
      (c >= 123 && c <= 126))
    return true;
  if (c < 128) return false;
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
      (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0xF900 && c <= 0xFAFF))
    return true;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_P_MASK) != 0;
}

bool dropped(char32_t c) {
  return c == kReplacement || (U_MASK(u_charType(static_cast<UChar32>(c))) &
                               (U_GC_MN_MASK | U_GC_C_MASK | U_GC_Z_MASK)) != 0;
}

}  // namespace

void WordPiece::load(ModelReader& read, uint32_t unknown, uint32_t most_pieces) {
  unknown_ = unknown;
  most_pieces_ = most_pieces;
  std::string_view text = read.text("wordpiece.vocab");
  size_ = text.empty() ? 0 : static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n') + 1);
  size_t capacity = 16;
  while (capacity < 2 * size_t{size_}) capacity *= 2;
  index_.assign(capacity, {});
  if (unknown >= size_ || most_pieces == 0) read.fail("it has no pieces of words");
  for (uint32_t id = 0; id < size_; ++id) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool continues = piece.size() > 2 && piece.starts_with("##");
    if (continues) piece.remove_prefix(2);
    longest_ = std::max(longest_, piece.size());
    const uint64_t h = hash64(piece, continues ? kContinuesSeed : 0);
    size_t i = h & (capacity - 1);
    while (index_[i].id != kNone) i = (i + 1) & (capacity - 1);
    index_[i] = {h, id};
  }
}

uint32_t WordPiece::find(std::string_view piece, bool continues) const {
  const uint64_t h = hash64(piece, continues ? kContinuesSeed : 0);
  for (size_t i = h & (index_.size() - 1);; i = (i + 1) & (index_.size() - 1))
    if (index_[i].id == kNone || index_[i].hash == h) return index_[i].id;
}

void WordPiece::part(std::string_view text, std::vector<uint32_t>& out) const {
  const size_t begin = out.size();
  for (size_t start = 0; start < text.size();) {
    size_t end = std::min(text.size(), start + longest_);
    uint32_t id = kNone;
    for (; end > start; --end) {
      // Only whole characters.
      if (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) continue;
      id = find(text.substr(start, end - start), start > 0);
      if (id != kNone) break;
    }
    if (id == kNone) {
      out.resize(begin);
      out.push_back(unknown_);
      return;
    }
    out.push_back(id);
    start = end;
  }
}

void WordPiece::pieces(std::string_view word, std::vector<uint32_t>& out) const {
  const size_t begin = out.size();
  // Decomposed, without marks and controls, in lower case; parts end where punctuation stands.
  char run[16 * kMostChars];
  size_t size = 0;
  auto flush = [&] {
    if (size > 0) part({run, size}, out);
    size = 0;
  };
  auto take = [&](char32_t c) {
    if (c < 128 ? c < ' ' || c == 127 || c == ' ' : dropped(c)) return;
    const char32_t low = c < 128 ? (c >= 'A' && c <= 'Z' ? c + 32 : c)
                                 : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (low >= 128 && (U_MASK(u_charType(static_cast<UChar32>(low))) & U_GC_MN_MASK) != 0) return;
    const bool alone = splits(low);
    if (alone) flush();
    if (size + 4 > sizeof(run)) return;
    if (low < 128) {
      run[size++] = static_cast<char>(low);
    } else {
      std::string bytes;  // of a character: within the small buffer of a string
      utf8_append(bytes, low);
      for (char b : bytes) run[size++] = b;
    }
    if (alone) flush();
  };
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfd = nullptr;
  size_t chars = 0;
  for (size_t p = 0; p < word.size() && chars < kMostChars; ++chars) {
    const char32_t c = utf8_next(word, p);
    if (c < 128) {
      take(c);
      continue;
    }
    if (nfd == nullptr) nfd = unorm2_getNFDInstance(&error);
    UChar parts[32];
    const int32_t n = U_SUCCESS(error)
                          ? unorm2_getDecomposition(nfd, static_cast<UChar32>(c), parts, 32, &error)
                          : -1;
    if (U_FAILURE(error) || n < 0) {
      error = U_ZERO_ERROR;
      take(c);
      continue;
    }
    for (int32_t i = 0; i < n;) {
      UChar32 one = 0;
      U16_NEXT(parts, i, n, one);
      take(static_cast<char32_t>(one));
    }
  }
  flush();
  if (out.size() == begin) out.push_back(unknown_);
  if (out.size() > begin + most_pieces_) out.resize(begin + most_pieces_);
}

}  // namespace dragoman

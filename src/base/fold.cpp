#include "base/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/hash.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

// The letter under the diacritics, as one or more folded code points.
void fold_code_point(char32_t c, std::string& out) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x02BB:
    case 0x02BE:
    case 0x02BF:
    case 0x0060:
    case 0x00B4:
      out += '\'';
      return;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
      out += '-';
      return;
    case 0x00DF:
      out += "ss";
      return;
    case 0x00E6:
    case 0x00C6:
      out += "ae";
      return;
    case 0x0153:
    case 0x0152:
      out += "oe";
      return;
    case 0x00F8:
    case 0x00D8:
      out += 'o';
      return;
    case 0x0142:
    case 0x0141:
      out += 'l';
      return;
    case 0x0111:
    case 0x0110:
      out += 'd';
      return;
    case 0x0131:
    case 0x0130:
      out += 'i';
      return;
    case 0x00FE:
    case 0x00DE:
      out += "th";
      return;
    case 0x00F0:
    case 0x00D0:
      out += 'd';
      return;
    default:
      break;
  }
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfd = unorm2_getNFDInstance(&error);
  UChar buffer[8];
  int32_t n = U_SUCCESS(error)
                  ? unorm2_getDecomposition(nfd, static_cast<UChar32>(c), buffer, 8, &error)
                  : -1;
  if (U_SUCCESS(error) && n > 0) {
    int32_t i = 0;
    UChar32 base;
    U16_NEXT(buffer, i, n, base);
    utf8_append(out, static_cast<char32_t>(u_tolower(base)));
    return;
  }
  if (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) return;
  utf8_append(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
}

}  // namespace

void fold_append(std::string_view text, std::string& out) {
  for (size_t pos = 0; pos < text.size();) {
    auto c = static_cast<unsigned char>(text[pos]);
    if (c < 0x80) {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c == '`' ? '\'' : c);
      ++pos;
    } else {
      fold_code_point(utf8_next(text, pos), out);
    }
  }
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  fold_append(text, out);
  return out;
}

WordSet word_set(std::initializer_list<const char*> words) {
  WordSet out;
  for (const char* w : words) out.insert(fold_hash(w));
  return out;
}

uint64_t fold_hash(std::string_view text) {
  char buffer[64];
  if (text.size() <= sizeof buffer) {
    size_t i = 0;
    for (; i < text.size(); ++i) {
      auto c = static_cast<unsigned char>(text[i]);
      if (c >= 0x80) break;
      buffer[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c == '`' ? '\'' : c);
    }
    if (i == text.size()) return hash64({buffer, i});
  }
  return hash64(fold(text));
}

bool starts_upper(std::string_view text) {
  if (text.empty()) return false;
  size_t pos = 0;
  char32_t c = utf8_next(text, pos);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isupper(static_cast<UChar32>(c));
}

}  // namespace dragoman

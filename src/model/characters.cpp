#include "model/characters.h"

namespace dragoman::chars {

Info look_up(char32_t c) {
  Info out{};
  const auto u = static_cast<UChar32>(c);
  const int8_t type = u_charType(u);
  const uint32_t in = U_MASK(type);
  if ((c >= 0x09 && c <= 0x0D) || c == 0x85 || (in & U_GC_Z_MASK) != 0)
    out.k = Class::kSpace;
  else if ((in & (U_GC_L_MASK | U_GC_M_MASK)) != 0)
    out.k = Class::kLetter;
  else if ((in & U_GC_ND_MASK) != 0)
    out.k = Class::kDigit;
  else
    out.k = Class::kMark;
  out.upper = (in & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x60:
    case 0xB4:
    case 0x02BC:
    case 0x2032:
      out.folded = '\'';
      break;
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
    case 0x2033:
      out.folded = '"';
      break;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      out.folded = '-';
      break;
    case 0x130:  // its full lower case is two characters long
      out.folded = c;
      break;
    default:
      out.folded = static_cast<char32_t>(u_tolower(u));
      break;
  }
  out.sign = out.k == Class::kLetter  ? (out.upper ? U'X' : U'x')
             : out.k == Class::kDigit ? U'9'
                                      : out.folded;
  return out;
}

Table::Table() {
  for (char32_t c = 0; c < kLow; ++c) low_[c] = look_up(c);
  for (char32_t c = 0; c < 256; ++c) punctuation_[c] = look_up(kPunctuation + c);
}

const Table& table() {
  static const Table the_table;
  return the_table;
}

}  // namespace dragoman::chars

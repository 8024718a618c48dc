#include "tag/lemma.h"

#include <unicode/uchar.h>

#include <charconv>

#include "base/utf8.h"

namespace dragoman {

std::optional<LemmaScript> LemmaScript::parse(std::string_view script) {
  LemmaScript out;
  if (script.size() < 2 || std::string_view("lkc").find(script[0]) == std::string_view::npos)
    return std::nullopt;
  out.case_ = script[0];
  if (script[1] == '=') {
    out.whole_ = true;
    out.add_ = script.substr(2);
    return out;
  }
  const size_t plus = script.find('+', 2);
  if (script[1] != '-' || plus == std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(script.data() + 2, script.data() + plus, out.cut_);
  if (error != std::errc() || end != script.data() + plus) return std::nullopt;
  out.add_ = script.substr(plus + 1);
  return out;
}

void LemmaScript::apply(std::string_view form, std::string& out) const {
  if (whole_) {
    out += add_;
    return;
  }
  const size_t begin = out.size();
  if (case_ == 'k') {
    out += form;
  } else {
    for (size_t p = 0; p < form.size();) {
      const auto b = static_cast<unsigned char>(form[p]);
      const bool raise = case_ == 'c' && p == 0;
      if (b < 0x80) {
        const bool upper = b >= 'A' && b <= 'Z', lower = b >= 'a' && b <= 'z';
        out += static_cast<char>(raise ? (lower ? b - 32 : b) : (upper ? b + 32 : b));
        ++p;
        continue;
      }
      const auto c = static_cast<UChar32>(utf8_next(form, p));
      if (raise) {
        utf8_append(out, static_cast<char32_t>(u_toupper(c)));
      } else if (c == 0x130) {  // the one letter whose lower case is two characters
        out += "i\xCC\x87";
      } else {
        utf8_append(out, static_cast<char32_t>(u_tolower(c)));
      }
    }
  }
  // Cut from the end, if there is as much.
  size_t end = out.size();
  uint32_t left = cut_;
  while (left > 0 && end > begin) {
    --end;
    if ((static_cast<unsigned char>(out[end]) & 0xC0) != 0x80) --left;
  }
  if (left > 0) return;
  out.resize(end);
  out += add_;
}

}  // namespace dragoman

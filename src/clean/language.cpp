#include "clean/language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

namespace dragoman {

std::string normal_language(std::string_view tag) {
  std::string low;
  for (char c : tag.substr(0, 16)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c < 'a' || c > 'z') break;
    low += c;
  }
  if (low.size() == 2) return low;
  struct Name {
    std::string_view name, code;
  };
  static constexpr std::array<Name, 24> kNames = {
      {{"eng", "en"}, {"english", "en"}, {"ara", "ar"}, {"arabic", "ar"},  {"zho", "zh"},
       {"chi", "zh"}, {"chinese", "zh"}, {"fra", "fr"}, {"fre", "fr"},     {"french", "fr"},
       {"rus", "ru"}, {"russian", "ru"}, {"spa", "es"}, {"spanish", "es"}, {"deu", "de"},
       {"ger", "de"}, {"german", "de"},  {"fas", "fa"}, {"per", "fa"},     {"persian", "fa"},
       {"tur", "tr"}, {"turkish", "tr"}, {"heb", "he"}, {"hebrew", "he"}}};
  for (const Name& entry : kNames)
    if (entry.name == low) return std::string(entry.code);
  return {};
}

std::string detect_language(std::string_view text) {
  constexpr size_t kSample = 2048;
  if (text.size() > kSample) {
    text = text.substr(0, kSample);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
      text.remove_suffix(1);
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  }
  if (text.empty()) return {};
  bool reliable = false;
  CLD2::Language language =
      CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  return normal_language(CLD2::LanguageCode(language));
}

}  // namespace dragoman

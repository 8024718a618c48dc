// The language of a text, as ISO 639-1.
#ifndef DRAGOMAN_CLEAN_LANGUAGE_H_
#define DRAGOMAN_CLEAN_LANGUAGE_H_

#include <string>
#include <string_view>

namespace dragoman {

/// By CLD2 on the first few kilobytes; empty where it is not sure. `text` must be well-formed
/// UTF-8.
std::string detect_language(std::string_view text);

/// "en-US", "EN_gb", "english", "ara" → "en", "en", "en", "ar"; empty if it is none.
std::string normal_language(std::string_view tag);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_LANGUAGE_H_

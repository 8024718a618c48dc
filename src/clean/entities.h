// Character references of HTML: &eacute; &#233; &#xE9;
#ifndef DRAGOMAN_CLEAN_ENTITIES_H_
#define DRAGOMAN_CLEAN_ENTITIES_H_

#include <string>
#include <string_view>

namespace dragoman {

/// The reference at the start of `text` (which begins with '&'): its code point in `value`, and its
/// length in bytes; 0 if there is none. Numbers 128 to 159 mean windows-1252, as in browsers.
size_t decode_entity(std::string_view text, bool in_attribute, char32_t& value);

/// An attribute's value with its references decoded.
std::string decode_entities(std::string_view text);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_ENTITIES_H_

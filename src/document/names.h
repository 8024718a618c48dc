// The fixed words of the record (docs/record.md) for the enumerations of the tables.
#ifndef DRAGOMAN_DOCUMENT_NAMES_H_
#define DRAGOMAN_DOCUMENT_NAMES_H_

#include <string_view>

#include "document/document.h"

namespace dragoman {

std::string_view to_string(MentionForm form);
std::string_view to_string(TimeType type);
std::string_view to_string(NameType type);
std::string_view to_string(Block::Kind kind);

}  // namespace dragoman

#endif  // DRAGOMAN_DOCUMENT_NAMES_H_

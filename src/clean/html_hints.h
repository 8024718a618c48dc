// What the class, id and role of an element hint at (resources/clean/hints.tsv).
#ifndef DRAGOMAN_CLEAN_HTML_HINTS_H_
#define DRAGOMAN_CLEAN_HTML_HINTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

enum HintFlag : uint16_t {
  kHintArticle = 1,
  kHintHidden = 2,
  kHintComments = 4,
  kHintRelated = 8,
  kHintNavigation = 16,
  kHintAdvertising = 32,
  kHintBoilerplate = 64,
  kHintCredit = 128,
  kHintByline = 256,
  kHintDate = 512
};

/// Flags of all the names in a class or id attribute.
uint16_t hints_of(std::string_view names);

std::vector<std::string> hint_list_faults();

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_HTML_HINTS_H_

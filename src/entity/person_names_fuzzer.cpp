// Names of persons: any two byte strings compare, the same way in both directions.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "entity/person_names.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  size_t cut = bytes.find('\n');
  std::string_view a = bytes.substr(0, cut),
                   b = cut == std::string_view::npos ? a : bytes.substr(cut + 1);
  if (dragoman::same_person(a, b) != dragoman::same_person(b, a)) std::abort();
  return 0;
}

// Telling formats: any file; with the helpers that look at parts of one, and patterns of names.
#include <cstddef>
#include <cstdint>
#include <string>

#include "read/feed_date.h"
#include "read/fuzz_read.h"
#include "read/inputs.h"
#include "read/sniff.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  dragoman::fuzz_read(bytes);
  dragoman::html_fragment(bytes);
  dragoman::any_markup(bytes);
  dragoman::iso_date(bytes);
  const size_t half = size / 2;
  dragoman::glob_match(bytes.substr(0, half), bytes.substr(half));
  return 0;
}

// JSON lines: the bytes as they are, behind a sound line, and inside an array.
#include <cstddef>
#include <cstdint>
#include <string>

#include "read/fuzz_read.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  dragoman::fuzz_read(bytes);
  dragoman::fuzz_read("{\"text\":\"One.\"}\n" + std::string(bytes));
  dragoman::fuzz_read("[{\"text\":\"One.\"}," + std::string(bytes));
  return 0;
}

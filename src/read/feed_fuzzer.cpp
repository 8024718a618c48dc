// Feeds: the bytes as they are, and as the inside of a channel.
#include <cstddef>
#include <cstdint>
#include <string>

#include "read/fuzz_read.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  dragoman::fuzz_read(bytes);
  dragoman::fuzz_read(
      "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><item>" +
      std::string(bytes));
  return 0;
}

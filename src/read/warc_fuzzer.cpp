// WARC: the bytes as they are, between two sound records, and as the HTTP message of one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "read/fuzz_read.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string sound =
      "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: "
      "4\r\n\r\nOne.\r\n\r\n";
  dragoman::fuzz_read(bytes);
  dragoman::fuzz_read(sound + std::string(bytes) + sound);
  dragoman::fuzz_read(
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: " +
      std::to_string(size) + "\r\n\r\n" + std::string(bytes) + "\r\n\r\n" + sound);
  return 0;
}

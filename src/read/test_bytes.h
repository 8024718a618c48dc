// Bytes for tests, fuzzing and benchmarks of reading: packed, and hard to pack.
#ifndef DRAGOMAN_READ_TEST_BYTES_H_
#define DRAGOMAN_READ_TEST_BYTES_H_

#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

/// zlib's output with these window bits: 15 zlib's own wrapper, -15 none, 31 that of gzip.
inline std::string deflated(std::string_view bytes, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// One gzip member.
inline std::string gzipped(std::string_view bytes) {
  return deflated(bytes, 15 + 16);
}

/// One zstd frame.
inline std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

/// Letters in no order, the same for the same seed.
inline std::string noise(size_t size, uint64_t seed = 0) {
  std::string out(size, '\0');
  uint64_t state = seed * 2 + 1;
  for (char& c : out) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    c = static_cast<char>('a' + (state >> 59) % 26);
  }
  return out;
}

}  // namespace dragoman

#endif  // DRAGOMAN_READ_TEST_BYTES_H_

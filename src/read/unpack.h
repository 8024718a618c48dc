// gzip and zstd, in layers, as sources of bytes.
#ifndef DRAGOMAN_READ_UNPACK_H_
#define DRAGOMAN_READ_UNPACK_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dragoman/options.h"
#include "read/byte_window.h"

namespace dragoman {

enum class Packing : uint8_t { kNone, kGzip, kZstd };

/// Told by the magic number.
Packing packing_of(std::string_view head);

/// Layers of compression around one file that are unpacked; one more is refused as unsupported.
inline constexpr int kMaxPackingLayers = 4;

/// A window on what is inside `source`, unpacked as often as need be. Members and frames that
/// follow each other are one stream. Damage is a fault (corrupt, truncated, bomb, unsupported);
/// after damage a gzip stream goes on at its next member, on a new line.
std::unique_ptr<ByteWindow> unpack(std::unique_ptr<ByteSource> source, const ReadOptions& options);

/// All of `packed`, at most `limit` bytes of it: for the Content-Encoding of an HTTP message.
/// The empty diagnostic code means that all went well.
enum class HttpCoding : uint8_t { kGzip, kDeflate, kZstd };
Diagnostic unpack_all(std::string_view packed, HttpCoding coding, uint64_t limit, std::string& out);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_UNPACK_H_

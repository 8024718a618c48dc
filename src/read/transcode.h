// UTF-16 and UTF-32 as a source of UTF-8: for formats whose parser knows no other (JSON).
#ifndef DRAGOMAN_READ_TRANSCODE_H_
#define DRAGOMAN_READ_TRANSCODE_H_

#include <memory>

#include "read/byte_window.h"
#include "read/sniff.h"

namespace dragoman {

/// `wide` must not be kNone. What is ill-formed becomes U+FFFD; a byte order mark at the start is
/// left out.
std::unique_ptr<ByteSource> utf8_of(std::unique_ptr<ByteWindow> below, Wide wide);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_TRANSCODE_H_

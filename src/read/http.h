// HTTP messages as archives keep them (RFC 9112), and header fields as WARC shares them.
#ifndef DRAGOMAN_READ_HTTP_H_
#define DRAGOMAN_READ_HTTP_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "dragoman/record.h"

namespace dragoman {

/// The value of the first field of that name (lower case) in a block of header lines, trimmed;
/// empty if there is none. Lines that begin with white space go on with the value before them.
std::string_view header_field(std::string_view block, std::string_view lower_name);

/// Position behind the blank line that ends a header; npos if none does. Lines end in CRLF or LF.
size_t header_end(std::string_view bytes);

/// "text/html; charset=X" → "text/html" in lower case, and X.
struct MediaType {
  std::string type;
  std::string charset;
};
MediaType media_type(std::string_view value);

struct HttpResponse {
  int status = 0;
  std::string_view header;  // lines behind the status line
  std::string_view body;    // as it was sent
};

/// False if the bytes do not begin with a status line.
bool parse_response(std::string_view bytes, HttpResponse& response);

/// Takes Transfer-Encoding and Content-Encoding off a body. Archives often keep the fields but
/// store the body decoded: where the body does not look encoded, it is taken as it is. Diagnostics:
/// truncated and bad_http (with what could be decoded), too_large and unsupported (with nothing).
Diagnostic decode_body(std::string_view header, std::string_view body, uint64_t limit,
                       std::string& out);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_HTTP_H_

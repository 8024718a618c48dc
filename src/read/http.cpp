#include "read/http.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "read/sniff.h"
#include "read/unpack.h"

namespace dragoman {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equals_nocase(std::string_view text, std::string_view lower_text) {
  return text.size() == lower_text.size() &&
         std::equal(text.begin(), text.end(), lower_text.begin(),
                    [](char a, char b) { return lower(a) == b; });
}

std::string_view trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

// The parts of a list as headers have it, in lower case.
std::vector<std::string> list_of(std::string_view value) {
  std::vector<std::string> parts;
  for (size_t at = 0; at <= value.size();) {
    const size_t end = std::min(value.find(',', at), value.size());
    const std::string_view part = trimmed(value.substr(at, end - at));
    if (!part.empty()) parts.push_back(lowered(part));
    at = end + 1;
  }
  return parts;
}

enum class Chunked : uint8_t { kWell, kNotAtAll, kCut, kBroken, kTooLarge };

// chunk = size in hex [;extension] CRLF data CRLF; the last has size 0 and trailer fields behind
// it.
Chunked dechunk(std::string_view body, uint64_t limit, std::string& out) {
  for (bool first = true;; first = false) {
    const Chunked failed = first ? Chunked::kNotAtAll : Chunked::kBroken;
    uint64_t size = 0;
    size_t digits = 0;
    while (digits < body.size() && digits < 16) {
      const char c = lower(body[digits]);
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) break;
      size = size * 16 + static_cast<uint64_t>(digit);
      ++digits;
    }
    const size_t line = body.substr(0, 4096).find('\n');
    if (line == std::string_view::npos)
      return !first && body.size() < 4096 ? Chunked::kCut : failed;
    const std::string_view rest = trimmed(body.substr(digits, line - digits));
    if (digits == 0 || digits == 16 || (!rest.empty() && rest[0] != ';')) return failed;
    if (size == 0) return Chunked::kWell;
    body.remove_prefix(line + 1);
    if (out.size() + std::min<uint64_t>(size, body.size()) > limit) return Chunked::kTooLarge;
    out.append(body.substr(0, size));
    if (size > body.size()) return Chunked::kCut;
    body.remove_prefix(size);
    if (body.starts_with("\r\n")) {
      body.remove_prefix(2);
    } else if (body.starts_with('\n')) {
      body.remove_prefix(1);
    } else {
      return body.empty() ? Chunked::kCut : Chunked::kBroken;
    }
  }
}

bool readable(std::string_view body) {
  const Format format = sniff(body).format;
  return format != Format::kBinary && format != Format::kUnsupported &&
         packing_of(body) == Packing::kNone;
}

Diagnostic too_large(uint64_t limit) {
  return {"too_large", "the content is more than the limit of " + std::to_string(limit) + " bytes"};
}

}  // namespace

std::string_view header_field(std::string_view block, std::string_view lower_name) {
  for (size_t at = 0; at < block.size();) {
    size_t end = std::min(block.find('\n', at), block.size());
    const std::string_view line = block.substr(at, end - at);
    const size_t colon = line.find(':');
    const bool found = colon != std::string_view::npos &&
                       equals_nocase(trimmed(line.substr(0, colon)), lower_name);
    if (found) {
      while (end + 1 < block.size() && (block[end + 1] == ' ' || block[end + 1] == '\t')) {
        end = std::min(block.find('\n', end + 1), block.size());
      }
      return trimmed(block.substr(at + colon + 1, end - at - colon - 1));
    }
    at = end + 1;
  }
  return {};
}

size_t header_end(std::string_view bytes) {
  for (size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1, 2);
    if (rest.starts_with('\n')) return at + 2;
    if (rest == "\r\n") return at + 3;
  }
  return std::string_view::npos;
}

MediaType media_type(std::string_view value) {
  MediaType media;
  size_t end = std::min(value.find(';'), value.size());
  media.type = lowered(trimmed(value.substr(0, end)));
  while (end < value.size()) {
    const size_t at = end + 1;
    end = std::min(value.find(';', at), value.size());
    const std::string_view parameter = value.substr(at, end - at);
    const size_t equals = parameter.find('=');
    if (equals == std::string_view::npos ||
        !equals_nocase(trimmed(parameter.substr(0, equals)), "charset"))
      continue;
    std::string_view charset = trimmed(parameter.substr(equals + 1));
    while (!charset.empty() && (charset[0] == '"' || charset[0] == '\'')) charset.remove_prefix(1);
    while (!charset.empty() && (charset.back() == '"' || charset.back() == '\''))
      charset.remove_suffix(1);
    media.charset = lowered(trimmed(charset).substr(0, 64));
    break;
  }
  return media;
}

bool parse_response(std::string_view bytes, HttpResponse& response) {
  if (!bytes.starts_with("HTTP/") && !bytes.starts_with("http/")) return false;
  const size_t line_end = bytes.find('\n');
  if (line_end == std::string_view::npos) return false;
  const std::string_view line = bytes.substr(0, line_end);
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view code = trimmed(line.substr(space + 1)).substr(0, 3);
  if (code.size() != 3 || code.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  response.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  const size_t end = header_end(bytes);
  if (end == std::string_view::npos) {
    response.header = bytes.substr(line_end + 1);
    response.body = {};
  } else {
    response.header = bytes.substr(line_end + 1, end - std::min(end, line_end + 1));
    response.body = bytes.substr(end);
  }
  return true;
}

Diagnostic decode_body(std::string_view header, std::string_view body, uint64_t limit,
                       std::string& out) {
  Diagnostic diagnostic;
  const auto note = [&](const char* code, std::string message) {
    if (diagnostic.code.empty()) diagnostic = {code, std::move(message)};
  };
  out.clear();
  std::vector<std::string> codings = list_of(header_field(header, "content-encoding"));
  std::string_view now = body;
  std::string unchunked;
  for (const std::string& coding : list_of(header_field(header, "transfer-encoding"))) {
    if (coding != "chunked") {
      codings.push_back(coding);
      continue;
    }
    switch (dechunk(body, limit, unchunked)) {
      case Chunked::kNotAtAll:
        continue;
      case Chunked::kWell:
        break;
      case Chunked::kCut:
        note("truncated", "the chunked body ends early");
        break;
      case Chunked::kBroken:
        note("bad_http", "the chunked body is broken; what stands before that is read");
        break;
      case Chunked::kTooLarge:
        return too_large(limit);
    }
    now = unchunked;
  }
  std::string decoded;
  constexpr size_t kMaxCodings = 4;
  for (size_t i = 0; i < codings.size() && i < kMaxCodings; ++i) {
    const std::string& coding = codings[codings.size() - 1 - i];
    const bool gzip = coding == "gzip" || coding == "x-gzip", deflate = coding == "deflate";
    const Packing packing = packing_of(now);
    if (now.empty() || (gzip && packing != Packing::kGzip) ||
        (coding == "zstd" && packing != Packing::kZstd))
      continue;
    if (!gzip && !deflate && coding != "zstd") {
      if (readable(now)) continue;
      out.clear();
      return {"unsupported",
              "content in the encoding \"" + utf8_repair(coding.substr(0, 40)) + "\""};
    }
    std::string plain;
    const HttpCoding http = gzip      ? HttpCoding::kGzip
                            : deflate ? HttpCoding::kDeflate
                                      : HttpCoding::kZstd;
    Diagnostic fault = unpack_all(now, http, limit, plain);
    if (fault.code == "too_large") return fault;
    // What does not begin as compressed data, but reads as text, was decoded before.
    if (!fault.code.empty() && deflate && readable(now)) continue;
    if (!fault.code.empty()) note(fault.code.c_str(), fault.message);
    decoded = std::move(plain);
    now = decoded;
  }
  if (now.size() > limit) return too_large(limit);
  out.assign(now);
  return diagnostic;
}

}  // namespace dragoman

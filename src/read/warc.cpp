// WARC (ISO 28500): records of a header, a blank line and Content-Length bytes, two line ends
// apart. Idea: lengths are believed only if a record or the end follows. Where they lie, the next
// line that reads `WARC/1.x` ends the record, be it shorter or longer than it says.
//
//   warc-file = *(header CRLF block CRLF CRLF)
//   header    = "WARC/1.0" CRLF *(name ":" value CRLF)
#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "read/http.h"
#include "read/record_reader.h"
#include "read/sniff.h"

namespace dragoman {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr size_t kMaxHeader = size_t{1} << 20;
constexpr size_t kHttpHeader = size_t{64} << 10;  // room for it beside max_report_bytes
constexpr size_t kVersionLine = 12;               // "WARC/1.0" CRLF and some room

// `WARC/1.` digit line-end: whole, or as much of it as there is.
bool version_at(std::string_view text) {
  constexpr std::string_view kName = "WARC/";
  if (text.size() < kName.size() + 4) return false;
  if (!text.starts_with(kName)) return false;
  const std::string_view number = text.substr(kName.size());
  if (number[0] != '0' && number[0] != '1') return false;
  const size_t end = number.substr(0, 8).find('\n');
  return number[1] == '.' && end != kNone && end >= 3 &&
         number.substr(2, end - 2).find_first_not_of("0123456789 \r") == kNone;
}

// Where the next record begins, at the start of a line of `text`.
size_t find_record(std::string_view text, size_t from = 0) {
  if (from == 0 && version_at(text)) return 0;
  for (size_t at = text.find("\nWARC/", from); at != kNone; at = text.find("\nWARC/", at + 1)) {
    if (version_at(text.substr(at + 1))) return at + 1;
  }
  return kNone;
}

std::string_view without_line_ends(std::string_view text) {
  // The two that part records, no more: a text may end in some of its own.
  for (int i = 0; i < 2; ++i) {
    if (text.ends_with("\r\n"))
      text.remove_suffix(2);
    else if (text.ends_with('\n'))
      text.remove_suffix(1);
  }
  return text;
}

bool parse_length(std::string_view value, uint64_t& length) {
  if (value.empty() || value.size() > 19) return false;
  length = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') return false;
    length = length * 10 + static_cast<uint64_t>(c - '0');
  }
  return true;
}

class WarcReader final : public RecordReader {
 public:
  WarcReader(ByteWindow& window, const ReadOptions& options)
      : RecordReader(window),
        window_(window),
        max_bytes_(options.max_report_bytes),
        max_block_(options.max_report_bytes + kHttpHeader) {}

  Step next(RawReport& report) override {
    for (;;) {
      if (!skip_line_ends()) return Step::kEnd;
      start_ = window_.position();
      window_.fill(kVersionLine);
      if (!version_at(window_.view())) {
        const uint64_t size = to_next_record();
        return fail(report, "bad_warc",
                    at(start_) + std::to_string(size) + " bytes that are no record",
                    Step::kProblem);
      }
      const size_t end = find_header_end();
      if (end == kNone) {
        window_.consume(1);
        to_next_record();
        return fail(report, "bad_warc", at(start_) + "a record whose header does not end",
                    Step::kProblem);
      }
      header_.assign(window_.view().substr(0, end));
      const std::string_view type = header_field(header_, "warc-type");
      const bool bearing = type == "response" || type == "resource" || type == "conversion";
      uint64_t length = 0;
      if (!parse_length(header_field(header_, "content-length"), length)) {
        window_.consume(end);
        to_next_record();
        return fail(report, "bad_length", at(start_) + "a record without a length that can be read",
                    bearing ? Step::kReport : Step::kProblem);
      }
      Block block = find_block(end, length);
      bool is_report = bearing;
      if (bearing) {
        // The header may stand in the window's memory, which too_large must not lose: interpret
        // first.
        is_report = interpret(type, window_.view().substr(end, block.size), block, report);
      } else {
        ++skipped_;
      }
      if (block.too_large) {
        window_.consume(end);
        skip(length, block);
        window_.shrink();
      } else {
        window_.consume(block.next);
      }
      if (is_report) {
        if (!block.code.empty())
          report.diagnostics.push_back({block.code, at(start_) + block.message});
        skip_line_ends();
        return Step::kReport;
      }
      if (!block.code.empty())
        return fail(report, block.code.c_str(), at(start_) + block.message, Step::kProblem);
    }
  }

 private:
  // The bytes between this header and the next.
  struct Block {
    size_t size = 0;
    size_t next = 0;  // where the next record may begin, in the window
    bool too_large = false;
    std::string code, message;  // of a diagnostic, if something is wrong
  };

  static std::string at(uint64_t position) { return "at byte " + std::to_string(position) + ": "; }

  bool skip_line_ends() {
    for (;;) {
      if (window_.at_end()) return false;
      const std::string_view view = window_.view();
      const size_t count = std::min(view.find_first_not_of("\r\n"), view.size());
      window_.consume(count);
      if (count < view.size()) return true;
    }
  }

  // Consumes up to the next record or the end; how much that was.
  uint64_t to_next_record() {
    const uint64_t from = window_.position();
    for (;;) {
      const std::string_view view = window_.view();
      const size_t found = find_record(view);
      if (found != kNone) {
        window_.consume(found);
        break;
      }
      // A version line may straddle the end of what is held.
      const size_t keep = std::min(view.size(), kVersionLine + 1);
      window_.consume(view.size() - keep);
      if (!window_.grow()) {
        window_.consume(window_.view().size());
        break;
      }
    }
    return window_.position() - from;
  }

  // Behind the blank line; kNone if the header runs on too far, or into the next record.
  size_t find_header_end() {
    size_t searched = 0;
    for (;;) {
      const std::string_view view = window_.view();
      for (size_t at = view.find('\n', searched); at != kNone; at = view.find('\n', at + 1)) {
        const std::string_view rest = view.substr(at + 1);
        if (rest.starts_with('\n')) return at + 2;
        if (rest.starts_with("\r\n")) return at + 3;
        if (version_at(rest)) return kNone;
      }
      if (view.size() > kMaxHeader) return kNone;
      searched = view.size() - std::min(view.size(), kVersionLine);
      if (!window_.grow()) return kNone;
    }
  }

  Block find_block(size_t header, uint64_t length) {
    Block block;
    const auto lying = [&](size_t boundary, const char* how) {
      block.size = without_line_ends(window_.view().substr(header, boundary - header)).size();
      block.next = boundary;
      block.code = "bad_length";
      block.message = "the record says " + std::to_string(length) + " bytes but is " + how;
    };
    if (length > max_block_) {
      const bool full = window_.fill(header + max_block_ + kVersionLine);
      const size_t boundary = find_record(window_.view(), header - 1);
      if (boundary != kNone) {
        lying(boundary, "shorter");
      } else if (!full) {
        cut(header, length, block);
      } else {
        block.too_large = true;
        block.size = max_block_;
      }
      return block;
    }
    const auto size = static_cast<size_t>(length);
    window_.fill(header + size + kVersionLine + 4);
    if (window_.view().size() < header + size) {
      const size_t boundary = find_record(window_.view(), header - 1);
      if (boundary != kNone) {
        lying(boundary, "shorter");
      } else {
        cut(header, length, block);
      }
      return block;
    }
    block.size = size;
    block.next = header + size;
    const std::string_view behind = window_.view().substr(header + size);
    const size_t start = behind.find_first_not_of("\r\n");
    if (start == kNone || version_at(behind.substr(start))) return block;
    if (start > 4 && behind.size() < start + kVersionLine)
      return block;  // many line ends: seen at the next record
    // Behind its two line ends the record is whole, and what follows is garbage, seen next.
    if (behind.starts_with("\r\n\r\n") || behind.starts_with("\n\n")) return block;
    // Something else follows: shorter or longer than it says?
    size_t boundary = find_record(window_.view().substr(0, header + size), header - 1);
    if (boundary != kNone) {
      lying(boundary, "shorter");
      return block;
    }
    size_t searched = header + size;
    for (;;) {
      boundary = find_record(window_.view(), searched - 1);
      if (boundary != kNone || window_.view().size() > header + max_block_) break;
      searched = std::max(header + size,
                          window_.view().size() - std::min(window_.view().size(), kVersionLine));
      if (!window_.grow()) {
        boundary = window_.view().size();
        break;
      }
    }
    if (boundary != kNone) lying(boundary, "longer");
    return block;
  }

  void cut(size_t header, uint64_t length, Block& block) {
    block.size = window_.view().size() - header;
    block.next = window_.view().size();
    block.code = "truncated";
    block.message = "the file ends after " + std::to_string(block.size) + " of the record's " +
                    std::to_string(length) + " bytes";
  }

  // Over `length` bytes, or to the next record if that begins before.
  void skip(uint64_t length, Block& block) {
    while (length > 0) {
      if (window_.at_end()) {
        block.code = "truncated";
        block.message = "the file ends inside a record";
        return;
      }
      const std::string_view view = window_.view();
      const size_t boundary = find_record(
          view.substr(0, static_cast<size_t>(std::min<uint64_t>(view.size(), length))), 1);
      if (boundary != kNone) {
        window_.consume(boundary);
        block.code = "bad_length";
        block.message = "the record is shorter than it says";
        return;
      }
      const size_t keep = view.size() > kVersionLine && view.size() < length ? kVersionLine : 0;
      const auto step = static_cast<size_t>(std::min<uint64_t>(view.size() - keep, length));
      window_.consume(step);
      length -= step;
      if (keep > 0 && !window_.grow()) {
        length -= std::min<uint64_t>(length, window_.view().size());
        window_.consume(window_.view().size());
      }
    }
  }

  // True if the record bears a report (perhaps a failed one), which is then filled in.
  bool interpret(std::string_view type, std::string_view block, const Block& found,
                 RawReport& report) {
    MediaType media = media_type(header_field(header_, "content-type"));
    std::string_view body = block, http_header;
    std::string_view url = header_field(header_, "warc-target-uri");
    const std::string repaired = utf8_valid(url) ? std::string() : utf8_repair(url);
    if (!repaired.empty()) url = repaired;
    if (url.size() >= 2 && url.front() == '<' && url.back() == '>')
      url = url.substr(1, url.size() - 2);
    if (type == "response" && (media.type == "application/http" || media.type.empty())) {
      HttpResponse response;
      if (!parse_response(block, response)) {
        report.given.url = url;
        fail(report, "bad_http", at(start_) + "a response without a status line");
        return true;
      }
      if (response.status < 200 || response.status > 299 || response.status == 204 ||
          response.status == 205)
        return skip_record();
      http_header = response.header;
      body = response.body;
      media = media_type(header_field(http_header, "content-type"));
    }
    if (media.type.empty())
      media.type = media_type(header_field(header_, "warc-identified-payload-type")).type;
    const bool html = media.type == "text/html" || media.type == "application/xhtml+xml";
    const bool plain = media.type == "text/plain";
    if (!html && !plain && !media.type.empty()) return skip_record();
    if (is_robots(url)) return skip_record();

    report.given.url = url;
    report.charset = std::move(media.charset);
    report.content = html ? ContentKind::kHtml : ContentKind::kPlain;
    if (found.too_large || (http_header.empty() && body.size() > max_bytes_)) {
      fail(report, "too_large",
           at(start_) + "a record of more than the limit of " + std::to_string(max_bytes_) +
               " bytes");
      return true;
    }
    Diagnostic diagnostic;
    if (http_header.empty()) {
      report.bytes.assign(body);
    } else {
      diagnostic = decode_body(http_header, body, max_bytes_, report.bytes);
    }
    if (!diagnostic.code.empty())
      report.diagnostics.push_back({diagnostic.code, at(start_) + diagnostic.message});
    if (report.bytes.empty()) {
      report.failed = true;
      if (report.diagnostics.empty() && found.code.empty()) {
        report.diagnostics.push_back({"empty", at(start_) + "a record without content"});
      }
      return true;
    }
    if (const std::string_view reason = header_field(header_, "warc-truncated"); !reason.empty()) {
      report.diagnostics.push_back({"truncated", at(start_) + "the crawler cut this record (" +
                                                     utf8_repair(reason.substr(0, 40)) + ")"});
    }
    const Sniffed sniffed = sniff(report.bytes);
    const bool text = sniffed.format != Format::kBinary && sniffed.format != Format::kUnsupported;
    if (media.type.empty()) {
      // Served without a type: read if it is what we read.
      if (sniffed.format != Format::kHtml && sniffed.format != Format::kText) {
        report.bytes.clear();
        report.given = Given();
        report.diagnostics.clear();
        return skip_record();
      }
      report.content = sniffed.format == Format::kHtml ? ContentKind::kHtml : ContentKind::kPlain;
    } else if (!text) {
      fail(report, "binary",
           at(start_) + "said to be " + media.type + " but is " + std::string(sniffed.what));
    }
    return true;
  }

  bool skip_record() {
    ++skipped_;
    return false;
  }

  // Rules for crawlers are no report, though they are plain text.
  static bool is_robots(std::string_view url) {
    const size_t host = url.find("://");
    const size_t path = host == kNone ? kNone : url.find('/', host + 3);
    return path != kNone && url.substr(path) == "/robots.txt";
  }

  ByteWindow& window_;
  const uint64_t max_bytes_;
  const uint64_t max_block_;
  std::string header_;
};

}  // namespace

std::unique_ptr<RecordReader> warc_reader(ByteWindow& window, const ReadOptions& options) {
  return std::make_unique<WarcReader>(window, options);
}

}  // namespace dragoman

// JSON lines. Idea: memchr finds the lines, simdjson's first pass their structure and ill-formed
// UTF-8; only the values of keys that matter are decoded, the others are stepped over.
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "read/record_reader.h"

namespace dragoman {
namespace {

namespace ondemand = simdjson::ondemand;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The four hex digits at text[at…]; -1 if they are none.
int32_t hex4(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return -1;
  int32_t value = 0;
  for (size_t i = at; i < at + 4; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// What stands between the quotation marks, decoded. Halves of surrogate pairs become U+FFFD, as
// some writers cut strings in the middle of one. False for an escape that JSON does not have.
bool unescape(std::string_view raw, std::string& out) {
  out.clear();
  for (size_t at = 0;;) {
    const size_t slash = std::min(raw.find('\\', at), raw.size());
    out.append(raw, at, slash - at);
    if (slash + 1 >= raw.size()) return slash == raw.size();
    at = slash + 2;
    switch (raw[slash + 1]) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '/':
        out += '/';
        break;
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        const int32_t unit = hex4(raw, at);
        if (unit < 0) return false;
        at += 4;
        auto c = static_cast<char32_t>(unit);
        if (c >= 0xD800 && c < 0xDC00 && raw.substr(at, 2) == "\\u") {
          const int32_t second = hex4(raw, at + 2);
          if (second >= 0xDC00 && second < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(second) - 0xDC00);
            at += 6;
          }
        }
        utf8_append(out, c);  // a lone surrogate becomes U+FFFD there
        break;
      }
      default:
        return false;
    }
  }
}

std::string_view trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start);
}

const char* type_name(ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::array:
      return "an array";
    case ondemand::json_type::object:
      return "an object";
    case ondemand::json_type::number:
      return "a number";
    case ondemand::json_type::string:
      return "a string";
    case ondemand::json_type::boolean:
      return "a truth value";
    case ondemand::json_type::null:
      return "null";
  }
  return "something else";
}

class JsonReader final : public RecordReader {
 public:
  JsonReader(ByteWindow& window, const ReadOptions& options, bool values)
      : RecordReader(window),
        window_(window),
        max_bytes_(options.max_report_bytes),
        values_(values) {}

  Step next(RawReport& report) override {
    if (!started_) {
      started_ = true;
      window_.fill(3);
      if (window_.view().starts_with("\xEF\xBB\xBF")) window_.consume(3);
    }
    return values_ ? next_value(report) : next_line(report);
  }

 private:
  Step next_line(RawReport& report) {
    for (;;) {
      if (window_.at_end()) return Step::kEnd;
      start_ = window_.position();
      ++number_;
      bool too_large = false;
      uint64_t size = 0;
      size_t searched = 0, line_end = 0;
      for (;;) {
        const std::string_view view = window_.view();
        const auto* found = searched < view.size()
                                ? static_cast<const char*>(std::memchr(view.data() + searched, '\n',
                                                                       view.size() - searched))
                                : nullptr;
        line_end = found ? static_cast<size_t>(found - view.data()) : view.size();
        if (size + line_end > max_bytes_) {
          too_large = true;
          size += line_end;
          window_.consume(line_end);
          line_end = 0;
          if (found) break;
        }
        if (found) break;
        searched = window_.view().size();
        if (!window_.grow()) break;
      }
      if (too_large) {
        if (!window_.at_end()) window_.consume(1);
        window_.shrink();
        return fail(report, "too_large",
                    where() + std::to_string(size) + " bytes, more than the limit of " +
                        std::to_string(max_bytes_));
      }
      const std::string_view line = window_.view().substr(0, line_end);
      const bool blank = trimmed(line).empty();
      if (!blank) parse(line, report);
      window_.consume(std::min(line_end + 1, window_.view().size()));
      if (!blank) {
        if (line.size() > kLarge) release();
        return Step::kReport;
      }
    }
  }

  // The next element of an array, or the next of objects that follow each other.
  Step next_value(RawReport& report) {
    for (;;) {
      if (window_.at_end()) {
        if (number_ > 0 || reported_empty_) return Step::kEnd;
        reported_empty_ = true;
        return fail(report, "empty", "an array without elements", Step::kProblem);
      }
      const char c = window_.view()[0];
      const bool array_start = c == '[' && !inside_ && number_ == 0;
      if (!array_start && c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != ',' && c != ']')
        break;
      inside_ = inside_ || array_start;
      window_.consume(1);
    }
    start_ = window_.position();
    ++number_;
    // A small state machine over strings and brackets; bytes beyond the limit are let go.
    bool too_large = false, in_string = false, escaped = false, done = false;
    uint64_t gone = 0;
    int64_t depth = 0;
    size_t at = 0;
    while (!done) {
      const std::string_view view = window_.view();
      for (; at < view.size() && !done; ++at) {
        const char c = view[at];
        if (in_string) {
          if (escaped) {
            escaped = false;
          } else if (c == '\\') {
            escaped = true;
          } else if (c == '"') {
            in_string = false;
          }
        } else if (c == '"') {
          in_string = true;
        } else if (c == '{' || c == '[') {
          ++depth;
        } else if (c == '}' || c == ']') {
          if (depth == 0) {
            at += at == 0;  // a bracket that closes nothing is an element of its own
            done = true;
            break;
          }
          if (--depth == 0) done = true;
        } else if (depth == 0 && (c == ',' || c == '\n')) {
          break;
        }
      }
      if (done || at < view.size()) break;
      if (at > max_bytes_ || too_large) {
        too_large = true;
        gone += at;
        window_.consume(at);
        at = 0;
      }
      if (!window_.grow()) break;
    }
    if (too_large || at > max_bytes_) {
      window_.consume(at);
      window_.shrink();
      return fail(report, "too_large",
                  where() + std::to_string(gone + at) + " bytes, more than the limit of " +
                      std::to_string(max_bytes_));
    }
    parse(window_.view().substr(0, at), report);
    window_.consume(at);
    if (at > kLarge) release();
    return Step::kReport;
  }

  // `json` is followed by ByteWindow::kPadding readable bytes.
  void parse(std::string_view json, RawReport& report) {
    static_assert(ByteWindow::kPadding >= simdjson::SIMDJSON_PADDING);
    report.charset = "utf-8";
    ondemand::document document;
    auto error = parser_.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING)
                     .get(document);
    if (error == simdjson::UTF8_ERROR) {
      repaired_ = utf8_repair(json);
      repaired_.reserve(repaired_.size() + simdjson::SIMDJSON_PADDING);
      report.diagnostics.push_back({"bad_encoding", where() + "broken UTF-8, replaced by U+FFFD"});
      error =
          parser_.iterate(repaired_.data(), repaired_.size(), repaired_.capacity()).get(document);
    }
    if (error) {
      fail(report, "bad_json", where() + simdjson::error_message(error));
      return;
    }
    parse_object(document, report);
  }

  void parse_object(ondemand::document& document, RawReport& report) {
    ondemand::object object;
    if (const auto error = document.get_object().get(object); error) {
      const bool other = error == simdjson::INCORRECT_TYPE;
      fail(report, "bad_json",
           where() + (other ? "not an object" : simdjson::error_message(error)));
      return;
    }
    bool text_given = false, html_given = false, bad_text = false;
    for (auto step : object) {
      ondemand::field field;
      if (const auto error = std::move(step).get(field); error) {
        fail(report, "bad_json", where() + simdjson::error_message(error));
        return;
      }
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key); error) {
        fail(report, "bad_json", where() + simdjson::error_message(error));
        return;
      }
      std::string* given = given_of(key, report.given);
      const bool text = key == "text", html = key == "html";
      if (!given && !text && !html) continue;
      ondemand::value& value = field.value();
      ondemand::json_type type{};
      if (const auto error = value.type().get(type); error) {
        fail(report, "bad_json", where() + simdjson::error_message(error));
        return;
      }
      const std::string_view token = trimmed(value.raw_json_token());
      if (type == ondemand::json_type::null && token == "null") continue;
      if (type != ondemand::json_type::string) {
        if (key == "id" && type == ondemand::json_type::number) {
          *given = token;  // numbers are common as ids: their digits are the id
        }
        report.diagnostics.push_back(
            {"bad_type",
             where() + "\"" + std::string(key) + "\" is " + type_name(type) +
                 (key == "id" && !given->empty() ? ", taken as it is written" : ", not a string")});
        bad_text = bad_text || text || html;
        continue;
      }
      if (token.size() < 2 || token.back() != '"') {
        fail(report, "bad_json", where() + "a string that does not end");
        return;
      }
      const std::string_view raw = token.substr(1, token.size() - 2);
      bool sound = true;
      if (given) {
        sound = unescape(raw, *given);
      } else if (text) {
        sound = unescape(raw, report.bytes);
        text_given = !report.bytes.empty();
        report.content = ContentKind::kPlain;
      } else if (!text_given) {
        sound = unescape(raw, report.bytes);
        html_given = !report.bytes.empty();
        report.content = ContentKind::kHtml;
      }
      if (!sound) {
        fail(report, "bad_json",
             where() + "an escape in \"" + std::string(key) + "\" that JSON does not have");
        return;
      }
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      fail(report, "bad_json", where() + "something follows the object");
    } else if (!text_given && !html_given) {
      report.failed = true;
      if (!bad_text)
        report.diagnostics.push_back({"empty", where() + "neither \"text\" nor \"html\""});
    }
  }

  static std::string* given_of(std::string_view key, Given& given) {
    if (key == "id") return &given.id;
    if (key == "title") return &given.title;
    if (key == "url") return &given.url;
    if (key == "outlet") return &given.outlet;
    if (key == "published") return &given.published;
    if (key == "language") return &given.language;
    return nullptr;
  }

  std::string where() const {
    return (values_ ? "element " : "line ") + std::to_string(number_) + ": ";
  }

  void release() {
    window_.shrink();
    parser_ = ondemand::parser();
    repaired_ = std::string();
  }

  static constexpr size_t kLarge = size_t{8} << 20;  // memory for lines beyond this is given back

  ByteWindow& window_;
  const uint64_t max_bytes_;
  const bool values_;
  bool started_ = false, inside_ = false, reported_empty_ = false;
  uint64_t number_ = 0;
  ondemand::parser parser_;
  std::string repaired_;
};

}  // namespace

std::unique_ptr<RecordReader> json_reader(ByteWindow& window, const ReadOptions& options,
                                          bool values) {
  return std::make_unique<JsonReader>(window, options, values);
}

}  // namespace dragoman

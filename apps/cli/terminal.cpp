#include "terminal.h"

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace dragoman::cli {
namespace {

// The code point at `pos`, moving behind it; broken bytes are U+FFFD.
char32_t next(std::string_view text, size_t& pos) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  auto at = static_cast<int64_t>(pos);
  auto length = static_cast<int64_t>(text.size());
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(bytes, at, length, c);
  pos = static_cast<size_t>(at);
  return static_cast<char32_t>(c);
}

bool turns_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

}  // namespace

std::string_view Style::quad(std::string_view quad) const {
  if (quad.ends_with("cooperation")) return cooperation();
  if (quad.ends_with("conflict")) return conflict();
  return "";
}

bool is_terminal(int fd) {
  return isatty(fd) == 1;
}

bool wants_color(ColorMode mode, int fd) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  const char* off = std::getenv("NO_COLOR");
  if (off != nullptr && *off != '\0') return false;
  const char* term = std::getenv("TERM");
  if (term != nullptr && std::string_view(term) == "dumb") return false;
  return is_terminal(fd);
}

size_t terminal_width(int fd) {
  size_t width = 100;
  winsize size{};
  if (is_terminal(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    width = size.ws_col;
  } else if (const char* columns = std::getenv("COLUMNS")) {
    long given = std::strtol(columns, nullptr, 10);
    if (given > 0 && given < 10000) width = static_cast<size_t>(given);
  }
  return std::max<size_t>(width, 40);
}

void Output::flush() {
  size_t done = 0;
  while (error_ == 0 && done < buffer_.size()) {
    ssize_t wrote = ::write(STDOUT_FILENO, buffer_.data() + done, buffer_.size() - done);
    if (wrote >= 0) {
      done += static_cast<size_t>(wrote);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
}

int Output::error() const {
  return error_ == EPIPE ? 0 : error_;
}

int width_of(char32_t c) {
  if (c >= 0x20 && c < 0x7F) return 1;
  if (c < 0x20) return 0;   // the marks of marked_evidence(); others do not get past one_line()
  if (c == 0xAD) return 1;  // a soft hyphen is shown by most terminals
  auto point = static_cast<UChar32>(c);
  int8_t type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  int wide = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size();) width += static_cast<size_t>(width_of(next(text, i)));
  return width;
}

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (size_t i = 0; i < text.size();) {
    size_t start = i;
    char32_t c = next(text, i);
    if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
      space = !out.empty();
      continue;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || turns_direction(c)) continue;
    if (space) out += ' ';
    space = false;
    if (c == 0xFFFD) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(start, i - start));
    }
  }
  return out;
}

std::string elide(std::string_view text, size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  size_t used = 0;
  size_t end = 0;
  for (size_t i = 0; i < text.size();) {
    size_t columns = static_cast<size_t>(width_of(next(text, i)));
    if (used + columns > width - 1) break;
    used += columns;
    end = i;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string> wrap(std::string_view text, size_t width, size_t max_lines) {
  std::vector<std::string> lines;
  width = std::max<size_t>(width, 1);
  size_t at = 0;
  while (at < text.size()) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    if (max_lines != 0 && lines.size() + 1 == max_lines) {
      lines.push_back(elide(text.substr(at), width));
      return lines;
    }
    // As many code points as fit; then back to the last space, if there is one.
    size_t used = 0;
    size_t end = at;
    size_t last_space = std::string_view::npos;
    for (size_t i = at; i < text.size();) {
      size_t start = i;
      size_t columns = static_cast<size_t>(width_of(next(text, i)));
      if (used + columns > width && end > at) break;
      if (text[start] == ' ') last_space = start;
      used += columns;
      end = i;
    }
    if (end < text.size() && text[end] != ' ' && last_space != std::string_view::npos)
      end = last_space;
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    lines.emplace_back(line);
    at = end;
  }
  return lines;
}

std::string counted(uint64_t number, std::string_view one) {
  return grouped(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace dragoman::cli

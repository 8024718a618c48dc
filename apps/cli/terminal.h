// Standard output as the commands see it: colours where there is a terminal, the width that a text
// takes on it, and a pipe whose reader may go away.
#ifndef APPS_CLI_TERMINAL_H_
#define APPS_CLI_TERMINAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::cli {

enum class ColorMode { kAuto, kAlways, kNever };

/// Colours by what they mean. Without colour every one of them is the empty string.
class Style {
 public:
  explicit Style(bool on) : on_(on) {}
  bool on() const { return on_; }
  std::string_view reset() const { return on_ ? "\x1b[0m" : ""; }
  std::string_view header() const { return on_ ? "\x1b[1m" : ""; }
  std::string_view dim() const { return on_ ? "\x1b[2m" : ""; }
  std::string_view id() const { return on_ ? "\x1b[36m" : ""; }
  std::string_view cooperation() const { return on_ ? "\x1b[32m" : ""; }
  std::string_view conflict() const { return on_ ? "\x1b[31m" : ""; }
  std::string_view mark() const { return on_ ? "\x1b[1;33m" : ""; }
  std::string_view trigger() const { return on_ ? "\x1b[1;4;33m" : ""; }
  std::string_view problem() const { return on_ ? "\x1b[1;31m" : ""; }
  /// cooperation() or conflict() of a quad class, else nothing.
  std::string_view quad(std::string_view quad) const;

 private:
  bool on_;
};

/// --color, NO_COLOR (no-color.org), TERM=dumb, and whether `fd` is a terminal.
bool wants_color(ColorMode mode, int fd);

bool is_terminal(int fd);

/// Columns of the terminal at `fd`; without one $COLUMNS, else 100. At least 40.
size_t terminal_width(int fd);

/// Standard output, buffered. Once the reader of a pipe has gone, or the disk is full, it takes
/// nothing more and ok() is false.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { flush(); }

  void write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > kFull) flush();
    buffer_.append(bytes);
  }
  void line(std::string_view text) {
    write(text);
    write("\n");
  }
  void flush();
  bool ok() const { return error_ == 0; }
  /// 0, or the errno that writing ended with; a reader that has gone (EPIPE) is no error.
  int error() const;

 private:
  static constexpr size_t kFull = 1 << 16;
  std::string buffer_;
  int error_ = 0;
};

/// Columns that one code point takes: 0 (combining, invisible, control), 1 or 2 (East Asian wide).
int width_of(char32_t c);
size_t display_width(std::string_view text);

/// For people: control characters (an escape sequence in a headline) and direction overrides gone,
/// white space of any kind as single spaces, broken UTF-8 as U+FFFD.
std::string one_line(std::string_view text);

/// Cut to `width` columns, the last of them "…" where something was cut.
std::string elide(std::string_view text, size_t width);

/// Broken at spaces (inside words longer than a line) into at most `max_lines` lines of `width`
/// columns; the last is elided. 0: no limit.
std::vector<std::string> wrap(std::string_view text, size_t width, size_t max_lines = 0);

/// 1234567 as "1,234,567".
std::string grouped(uint64_t number);

/// "1 report", "1,234 reports".
std::string counted(uint64_t number, std::string_view one);

}  // namespace dragoman::cli

#endif  // APPS_CLI_TERMINAL_H_

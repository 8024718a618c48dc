// Rows for programs (CSV, JSON lines) and tables for people, written as they come.
#ifndef APPS_CLI_ROWS_H_
#define APPS_CLI_ROWS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "terminal.h"

namespace dragoman::cli {

enum class RowFormat { kTable, kCsv, kJsonl };

/// A value of a row: null, a text, a number, or a list of texts.
using Value = std::variant<std::monostate, std::string, int64_t, double, std::vector<std::string>>;

/// A text that is null where it is empty.
Value optional(std::string text);

/// Named values in a fixed order: every row of a command has the same names.
using Row = std::vector<std::pair<std::string_view, Value>>;

/// Rows as CSV (RFC 4180: header, CRLF, quotes where needed; lists joined by "; ", null as nothing)
/// or as one JSON object a line.
class RowWriter {
 public:
  RowWriter(Output& out, RowFormat format) : out_(out), format_(format) {}
  void write(const Row& row);

 private:
  Output& out_;
  RowFormat format_;
  bool header_written_ = false;
};

std::string json_of(const Row& row);

/// A table that fits the terminal. Widths come from the first rows; those behind them are cut to
/// fit.
class Table {
 public:
  struct Column {
    std::string_view header;
    size_t min_width = 4;
    size_t max_lines = 1;  // wraps to so many, then elides
    unsigned weight = 0;   // its share of the room that is left; 0: takes what it needs
    bool right = false;    // aligned
  };
  struct Cell {
    Cell(std::string t, std::string_view s = "")
        : text(std::move(t)), style(s) {}  // NOLINT: implicit
    std::string text;
    std::string_view style;  // of Style
  };

  Table(Output& out, const Style& style, size_t width, std::vector<Column> columns);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  void add(std::vector<Cell> row);
  /// Writes what is held back to measure.
  void finish();

 private:
  static constexpr size_t kMeasured = 200;
  void settle();
  void print(const std::vector<Cell>& row);

  Output& out_;
  Style style_;
  size_t width_;
  std::vector<Column> columns_;
  std::vector<size_t> widths_;
  std::vector<std::vector<Cell>> held_;
  bool settled_ = false;
};

}  // namespace dragoman::cli

#endif  // APPS_CLI_ROWS_H_

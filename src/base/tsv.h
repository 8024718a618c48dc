// Reviewed tables in resources/: tab-separated UTF-8, `#` starts a comment line, lists inside a
// cell are separated by `|`. Faults are told with file and line.
#ifndef DRAGOMAN_BASE_TSV_H_
#define DRAGOMAN_BASE_TSV_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "dragoman/result.h"

namespace dragoman {

struct TsvRow {
  size_t line = 0;  // 1-based
  std::vector<std::string_view> cells;
};

/// The rows of a table; views into `bytes`. Rows with fewer than `columns` cells are padded with
/// empty ones; more, or broken UTF-8, is an error that names `path` and the line.
Result<std::vector<TsvRow>> parse_tsv(std::string_view bytes, size_t columns,
                                      const std::string& path);

/// A table and the file that its cells point into.
struct TsvTable {
  MappedFile file;
  std::vector<TsvRow> rows;
  std::string path;
  /// "path:line", for messages.
  std::string where(const TsvRow& row) const { return path + ":" + std::to_string(row.line); }
};

/// Maps a file and parses it. Errors: those of MappedFile::open and parse_tsv.
Result<TsvTable> load_tsv(const std::string& path, size_t columns);

/// Cuts at `separator`; an empty text gives no parts, parts are trimmed of spaces, empty ones left
/// out.
std::vector<std::string_view> split_list(std::string_view text, char separator = '|');

std::string_view trim(std::string_view text);

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_TSV_H_

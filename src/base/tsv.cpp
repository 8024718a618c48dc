#include "base/tsv.h"

#include "base/utf8.h"

namespace dragoman {

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

std::vector<std::string_view> split_list(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    size_t at = text.find(separator);
    std::string_view part = trim(text.substr(0, at));
    if (!part.empty()) parts.push_back(part);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  }
  return parts;
}

Result<std::vector<TsvRow>> parse_tsv(std::string_view bytes, size_t columns,
                                      const std::string& path) {
  std::vector<TsvRow> rows;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  size_t line = 0;
  while (!bytes.empty()) {
    ++line;
    size_t end = bytes.find('\n');
    std::string_view text = bytes.substr(0, end);
    bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.empty() || text.front() == '#') continue;
    auto fault = [&](const std::string& what) {
      return Error{Error::Code::kFormat, path + ":" + std::to_string(line) + ": " + what};
    };
    if (!utf8_valid(text)) return fault("the line is not well-formed UTF-8");
    TsvRow row;
    row.line = line;
    row.cells.reserve(columns);
    for (;;) {
      size_t tab = text.find('\t');
      row.cells.push_back(trim(text.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      text.remove_prefix(tab + 1);
    }
    if (row.cells.size() > columns)
      return fault(std::to_string(row.cells.size()) + " cells where the table has " +
                   std::to_string(columns) + " columns; is there a tab too many?");
    row.cells.resize(columns);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<TsvTable> load_tsv(const std::string& path, size_t columns) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  TsvTable table;
  table.file = std::move(file).value();
  table.path = path;
  auto rows = parse_tsv(table.file.bytes(), columns, path);
  if (!rows) return rows.error();
  table.rows = std::move(rows).value();
  return table;
}

}  // namespace dragoman

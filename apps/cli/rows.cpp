#include "rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dragoman::cli {
namespace {

std::string number_text(double value) {
  if (!std::isfinite(value)) return "0";
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, end.ptr};
}

void append_csv(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

struct CsvValue {
  std::string& out;
  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { append_csv(out, text); }
  void operator()(int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const { out += number_text(number); }
  void operator()(const std::vector<std::string>& list) const {
    std::string joined;
    for (const std::string& text : list) {
      if (!joined.empty()) joined += "; ";
      joined += text;
    }
    append_csv(out, joined);
  }
};

struct JsonValue {
  std::string& out;
  void operator()(std::monostate) const { out += "null"; }
  void operator()(const std::string& text) const { append_json(out, text); }
  void operator()(int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const { out += number_text(number); }
  void operator()(const std::vector<std::string>& list) const {
    out += '[';
    for (size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += ',';
      append_json(out, list[i]);
    }
    out += ']';
  }
};

}  // namespace

Value optional(std::string text) {
  if (text.empty()) return std::monostate();
  return text;
}

std::string json_of(const Row& row) {
  std::string line = "{";
  for (const auto& [name, value] : row) {
    if (line.size() > 1) line += ',';
    append_json(line, name);
    line += ':';
    std::visit(JsonValue{line}, value);
  }
  return line + "}";
}

void RowWriter::write(const Row& row) {
  if (format_ == RowFormat::kJsonl) {
    out_.line(json_of(row));
    return;
  }
  std::string line;
  if (!header_written_) {
    for (const auto& [name, value] : row) {
      if (!line.empty()) line += ',';
      line += name;
    }
    line += "\r\n";
    header_written_ = true;
  }
  for (size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line += ',';
    std::visit(CsvValue{line}, row[i].second);
  }
  line += "\r\n";
  out_.write(line);
}

Table::Table(Output& out, const Style& style, size_t width, std::vector<Column> columns)
    : out_(out), style_(style), width_(width), columns_(std::move(columns)) {}

void Table::add(std::vector<Cell> row) {
  for (Cell& cell : row) cell.text = one_line(cell.text);
  if (settled_) {
    print(row);
    return;
  }
  held_.push_back(std::move(row));
  if (held_.size() == kMeasured) settle();
}

void Table::finish() {
  if (!settled_ && !held_.empty()) settle();
}

// Every column gets what its longest cell needs. Where that is too much, the flexible ones share
// the rest, none below its least; a column that needs less than its share leaves it to the others.
void Table::settle() {
  settled_ = true;
  size_t count = columns_.size();
  std::vector<size_t> needs(count);
  for (size_t i = 0; i < count; ++i) {
    needs[i] = std::max(columns_[i].min_width, display_width(columns_[i].header));
    for (const auto& row : held_) needs[i] = std::max(needs[i], display_width(row[i].text));
  }
  constexpr size_t kGap = 2;
  size_t room = width_ > kGap * (count - 1) ? width_ - kGap * (count - 1) : count;
  widths_ = needs;
  size_t fixed = 0;
  std::vector<size_t> open;
  for (size_t i = 0; i < count; ++i) {
    if (columns_[i].weight > 0) {
      open.push_back(i);
    } else {
      fixed += needs[i];
    }
  }
  size_t left = room > fixed ? room - fixed : 0;
  // The smallest need for its weight first: what it leaves of its share goes to those behind it.
  std::sort(open.begin(), open.end(), [&](size_t a, size_t b) {
    return needs[a] * columns_[b].weight < needs[b] * columns_[a].weight;
  });
  size_t weights = 0;
  for (size_t i : open) weights += columns_[i].weight;
  for (size_t i : open) {
    size_t share = left * columns_[i].weight / weights;
    widths_[i] = std::max(columns_[i].min_width, std::min(needs[i], share));
    left -= std::min(left, widths_[i]);
    weights -= columns_[i].weight;
  }
  std::vector<Cell> header;
  for (const Column& column : columns_)
    header.emplace_back(std::string(column.header), style_.header());
  print(header);
  for (const auto& row : held_) print(row);
  held_.clear();
}

void Table::print(const std::vector<Cell>& row) {
  std::vector<std::vector<std::string>> cells(row.size());
  size_t lines = 1;
  for (size_t i = 0; i < row.size(); ++i) {
    cells[i] = wrap(row[i].text, widths_[i], columns_[i].max_lines);
    lines = std::max(lines, cells[i].size());
  }
  for (size_t line = 0; line < lines; ++line) {
    std::string text;
    size_t owed = 0;  // spaces before the next cell, written only if one comes
    for (size_t i = 0; i < row.size(); ++i) {
      std::string_view cell = line < cells[i].size() ? std::string_view(cells[i][line]) : "";
      size_t used = display_width(cell);
      size_t pad = used < widths_[i] ? widths_[i] - used : 0;
      if (columns_[i].right) owed += pad;
      if (!cell.empty()) {
        text.append(owed, ' ');
        owed = 0;
        text += row[i].style;
        text += cell;
        if (!row[i].style.empty()) text += style_.reset();
      }
      owed += (columns_[i].right ? 0 : pad) + 2;
    }
    out_.line(text);
  }
}

}  // namespace dragoman::cli

#include "clean/plain_text.h"

#include <algorithm>
#include <cstring>

namespace dragoman {
namespace {

struct Line {
  size_t start = 0, end = 0;  // without white space at both ends
  bool blank_before = false;
  size_t size() const { return end - start; }
};

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  lines.reserve(text.size() / 100 + 4);
  bool gap = false;
  for (size_t i = 0; i < text.size();) {
    const void* hit = std::memchr(text.data() + i, '\n', text.size() - i);
    size_t end = hit == nullptr ? text.size()
                                : static_cast<size_t>(static_cast<const char*>(hit) - text.data());
    size_t next = end + 1;
    // Old Mac line ends: a carriage return that no line feed follows.
    if (const void* cr = std::memchr(text.data() + i, '\r', end - i)) {
      size_t at = static_cast<size_t>(static_cast<const char*>(cr) - text.data());
      if (at + 1 < end) {
        end = at;
        next = at + 1;
      }
    }
    size_t from = i, to = end;
    while (from < to && blank(text[from])) ++from;
    while (to > from && blank(text[to - 1])) --to;
    if (from == to) {
      gap = true;
    } else {
      lines.push_back({from, to, gap});
      gap = false;
    }
    i = next;
  }
  return lines;
}

bool ends_text(std::string_view line) {
  char c = line.back();
  return c == '.' || c == '!' || c == '?' || c == ':' || c == '"' || c == ')' ||
         line.ends_with("\xE2\x80\x9D") || line.ends_with("\xE3\x80\x82");
}

// The width that a hard-wrapped text was broken at, or 0: most lines that have a neighbour below
// are about as long as the longest.
size_t wrap_width(const std::vector<Line>& lines) {
  size_t longest = 0;
  for (const Line& line : lines) longest = std::max(longest, line.size());
  if (longest < 45 || longest > 130) return 0;
  size_t inner = 0, full = 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i + 1].blank_before) continue;
    ++inner;
    full += lines[i].size() + 16 >= longest;
  }
  return inner >= 3 && full * 10 >= inner * 7 ? longest : 0;
}

// Is `here` the same paragraph as the line above it?
bool runs_on(std::string_view above, std::string_view here, size_t width) {
  // A line that goes on in small letters where the last one did not end.
  bool small = here[0] >= 'a' && here[0] <= 'z';
  if (small && !ends_text(above) && above.size() >= 20 &&
      here.find_first_of("{};=") == std::string_view::npos)
    return true;
  // In a hard-wrapped text a short line is the last of its paragraph, or a heading.
  return width > 0 && above.size() * 10 >= width * 6 && here[0] != '-' && here[0] != '*';
}

}  // namespace

void split_plain_text(std::string_view decoded, TracedText& text, std::vector<Piece>& pieces) {
  std::vector<Line> lines = lines_of(decoded);
  text.bytes.reserve(decoded.size() + 16);
  size_t width = wrap_width(lines);
  FoldingWriter writer(text);
  for (size_t i = 0; i < lines.size();) {
    writer.begin_block();
    std::string_view first = decoded.substr(lines[i].start, lines[i].size());
    Block::Kind kind = Block::Kind::kParagraph;
    size_t skip = 0;
    for (std::string_view bullet :
         {"\xE2\x80\xA2", "\xE2\x97\xA6", "\xE2\x96\xAA", "* ", "- ", "\xC2\xB7"})
      if (first.starts_with(bullet)) {
        kind = Block::Kind::kListItem;
        skip = bullet.size();
        break;
      }
    writer.write(decoded, lines[i].start + skip, lines[i].end, false);
    std::string_view above = first;
    for (++i; i < lines.size() && !lines[i].blank_before; ++i) {
      std::string_view here = decoded.substr(lines[i].start, lines[i].size());
      if (!runs_on(above, here, width)) break;
      writer.space();
      writer.write(decoded, lines[i].start, lines[i].end, false);
      above = here;
    }
    if (writer.block_empty()) continue;
    Piece piece;
    piece.span = {writer.block_start(), text.size()};
    piece.kind = kind;
    pieces.push_back(piece);
  }
}

}  // namespace dragoman

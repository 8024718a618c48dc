// Idea: a wide encoding is narrowed to one byte a character first, so that one set of rules does
// for all. Then magic numbers, then the share of bytes that text does not have, then the first
// thing that stands in the text: `WARC/`, `<`, `{` or `[`.
#include "read/sniff.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>

namespace dragoman {
namespace {

using std::string_view;
using namespace std::string_view_literals;

struct Magic {
  size_t offset;
  string_view bytes;
  string_view what;
};

constexpr Magic kMagic[] = {
    {0, "%PDF-"sv, "a PDF document"},
    {0, "\x89PNG\r\n"sv, "a PNG image"},
    {0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    {0, "GIF87a"sv, "a GIF image"},
    {0, "GIF89a"sv, "a GIF image"},
    {0, "II*\0"sv, "a TIFF image"},
    {0, "MM\0*"sv, "a TIFF image"},
    {8, "WEBP"sv, "a WebP image"},
    {8, "WAVE"sv, "a WAVE recording"},
    {8, "AVI "sv, "an AVI film"},
    {4, "ftyp"sv, "an MPEG-4 or HEIF file"},
    {0, "\0\0\1\0"sv, "an icon"},
    {0, "PK\3\4"sv, "a ZIP archive (or a document of an office program)"},
    {0, "PK\5\6"sv, "an empty ZIP archive"},
    {0,
     "\x7F"
     "ELF"sv,
     "an ELF program"},
    {0, "MZ\x90\0"sv, "a Windows program"},
    {0, "\xCF\xFA\xED\xFE"sv, "a Mach-O program"},
    {0, "\xCA\xFE\xBA\xBE"sv, "a Java class or Mach-O program"},
    {0, "\0asm"sv, "a WebAssembly program"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an OLE document (Word, Excel, Outlook)"},
    {0, "{\\rtf"sv, "an RTF document"},
    {0, "%!PS-"sv, "a PostScript document"},
    {0, "SQLite format 3\0"sv, "an SQLite database"},
    {0, "PAR1"sv, "a Parquet file"},
    {0, "Rar!\x1A\x07"sv, "a RAR archive"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {257, "ustar"sv, "a tar archive"},
    {0, "OggS"sv, "an Ogg recording"},
    {0, "fLaC"sv, "a FLAC recording"},
    {0, "ID3"sv, "an MP3 recording"},
    {0, "\x1A\x45\xDF\xA3"sv, "a Matroska or WebM film"},
    {0, "wOFF"sv, "a web font"},
    {0, "wOF2"sv, "a web font"},
    {0, "AT&TFORM"sv, "a DjVu document"},
};

constexpr Magic kUnread[] = {
    {0, "BZh91AY&SY"sv, "bzip2 compression"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "xz compression"},
    {0, "\x04\x22\x4D\x18"sv, "LZ4 compression"},
    {0, "filedesc://"sv, "an ARC file (the forerunner of WARC)"},
};

bool has(string_view head, const Magic& magic) {
  return head.size() >= magic.offset + magic.bytes.size() &&
         head.compare(magic.offset, magic.bytes.size(), magic.bytes) == 0;
}

// Those of kMagic that are a few letters, or hidden behind an offset, ask for more proof.
bool has_surely(string_view head, const Magic& magic) {
  if (!has(head, magic)) return false;
  if (magic.bytes == "WEBP" || magic.bytes == "WAVE" || magic.bytes == "AVI ")
    return head.substr(0, 4) == "RIFF";
  if (magic.bytes == "ftyp") return head[0] == '\0';
  if (magic.bytes == "PAR1" || magic.bytes == "ID3" || magic.bytes == "OggS" ||
      magic.bytes == "wOFF" || magic.bytes == "wOF2" || magic.bytes == "fLaC") {
    return std::any_of(
        head.begin(), head.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(head.size(), 64)),
        [](char c) { return static_cast<unsigned char>(c) < 9; });
  }
  return true;
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool starts_with_nocase(string_view text, string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                    [](char a, char b) { return a == lower(b); });
}

string_view skip_space(string_view text) {
  size_t i = 0;
  while (i < text.size() && is_space(text[i])) ++i;
  return text.substr(i);
}

size_t unit(Wide wide) {
  return wide == Wide::kNone ? 1 : wide == Wide::kUtf16Le || wide == Wide::kUtf16Be ? 2 : 4;
}

// Latin letters as they are, everything else '?': enough to see what stands there.
std::string narrowed(string_view head, Wide wide) {
  const size_t step = unit(wide);
  const size_t low = wide == Wide::kUtf16Le || wide == Wide::kUtf32Le ? 0 : step - 1;
  std::string out;
  out.reserve(head.size() / step);
  for (size_t i = 0; i + step <= head.size(); i += step) {
    bool latin = static_cast<unsigned char>(head[i + low]) < 0x80;
    for (size_t k = 0; k < step; ++k) latin = latin && (k == low || head[i + k] == '\0');
    out += latin ? head[i + low] : '?';
  }
  return out;
}

// UTF-16 and UTF-32 of mostly Latin letters without a mark: the NULs stand at every other place (at
// three of four), and hardly one at the others.
Wide wide_by_nuls(string_view head) {
  head = head.substr(0, 4096);
  if (head.size() < 8) return Wide::kNone;
  std::array<size_t, 4> nuls{};
  const size_t groups = head.size() / 4;
  for (size_t i = 0; i < groups * 4; ++i) nuls[i % 4] += head[i] == '\0';
  const size_t many = groups - groups / 4, few = groups / 10;
  const auto most = [&](size_t a, size_t b, size_t c) {
    return nuls[a] >= many && nuls[b] >= many && nuls[c] >= many;
  };
  if (nuls[0] <= few && most(1, 2, 3)) return Wide::kUtf32Le;
  if (nuls[3] <= few && most(0, 1, 2)) return Wide::kUtf32Be;
  if (nuls[0] <= few && nuls[2] <= few && nuls[1] >= many && nuls[3] >= many) return Wide::kUtf16Le;
  if (nuls[1] <= few && nuls[3] <= few && nuls[0] >= many && nuls[2] >= many) return Wide::kUtf16Be;
  return Wide::kNone;
}

Wide wide_by_mark(string_view head) {
  if (head.starts_with("\xFF\xFE\0\0"sv) && head.size() % 4 == 0) return Wide::kUtf32Le;
  if (head.starts_with("\0\0\xFE\xFF"sv)) return Wide::kUtf32Be;
  if (head.starts_with("\xFF\xFE"sv)) return Wide::kUtf16Le;
  if (head.starts_with("\xFE\xFF"sv)) return Wide::kUtf16Be;
  return Wide::kNone;
}

// The elements of HTML that stand in articles and pages, sorted.
constexpr string_view kElements[] = {
    "a",          "abbr",       "address", "article", "aside",   "b",      "base",   "big",
    "blockquote", "body",       "br",      "button",  "caption", "center", "cite",   "code",
    "col",        "dd",         "del",     "details", "div",     "dl",     "dt",     "em",
    "fieldset",   "figcaption", "figure",  "font",    "footer",  "form",   "frame",  "frameset",
    "h1",         "h2",         "h3",      "h4",      "h5",      "h6",     "head",   "header",
    "hr",         "html",       "i",       "iframe",  "img",     "input",  "ins",    "label",
    "li",         "link",       "main",    "map",     "mark",    "meta",   "nav",    "noscript",
    "object",     "ol",         "option",  "p",       "picture", "pre",    "q",      "s",
    "script",     "section",    "select",  "small",   "source",  "span",   "strike", "strong",
    "style",      "sub",        "summary", "sup",     "svg",     "table",  "tbody",  "td",
    "textarea",   "tfoot",      "th",      "thead",   "time",    "title",  "tr",     "tt",
    "u",          "ul",         "var",     "video",   "wbr"};

struct TagHit {
  size_t size = 0;  // of the whole tag; 0: no tag of HTML stands here
  bool close = false;
};

// The tag of HTML that `text` begins with.
TagHit tag_at(string_view text) {
  size_t i = 1;
  TagHit hit;
  if (i < text.size() && text[i] == '/') hit.close = true, ++i;
  char name[12];
  size_t length = 0;
  while (i < text.size() && length < sizeof(name) &&
         (is_letter(text[i]) || (text[i] >= '1' && text[i] <= '6'))) {
    name[length++] = lower(text[i++]);
  }
  if (length == 0 || length == sizeof(name) || i >= text.size()) return {};
  if (!std::binary_search(std::begin(kElements), std::end(kElements), string_view(name, length)))
    return {};
  if (text[i] != '>' && text[i] != '/' && !is_space(text[i])) return {};
  // Up to a `>` that is not too far; another `<` before it means that this was none.
  const string_view rest = text.substr(i, 2048);
  const size_t end = rest.find_first_of("<>");
  if (end == string_view::npos || rest[end] == '<') return {};
  if (end > 0 && is_space(rest[0]) && !hit.close) {
    // Attributes: a name, an equals sign, or nothing at all. "<a friend>" is no tag.
    const string_view inside = skip_space(rest.substr(0, end));
    if (!inside.empty() && inside != "/" && inside.find('=') == string_view::npos) return {};
  }
  hit.size = i + end + 1;
  return hit;
}

string_view local_name(string_view tag, string_view& prefix) {
  size_t i = 1;
  while (i < tag.size() && !is_space(tag[i]) && tag[i] != '>' && tag[i] != '/') ++i;
  string_view name = tag.substr(1, i - 1);
  const size_t colon = name.find(':');
  prefix = colon == string_view::npos ? string_view{} : name.substr(0, colon);
  return colon == string_view::npos ? name : name.substr(colon + 1);
}

// Past white space, comments, processing instructions and declarations, to the first thing else.
// `html` is set by a doctype of HTML, `xml` by an XML declaration.
string_view skip_prolog(string_view text, bool& html, bool& xml) {
  for (;;) {
    text = skip_space(text);
    if (text.starts_with("<!--")) {
      const size_t end = text.find("-->", 4);
      if (end == string_view::npos) return {};
      text.remove_prefix(end + 3);
    } else if (text.starts_with("<?")) {
      xml = xml || starts_with_nocase(text, "<?xml");
      const size_t end = text.find('>');
      if (end == string_view::npos) return {};
      text.remove_prefix(end + 1);
    } else if (starts_with_nocase(text, "<!doctype")) {
      html = html || starts_with_nocase(skip_space(text.substr(9)), "html");
      size_t end = text.find_first_of("[>");
      if (end != string_view::npos && text[end] == '[') {
        end = text.find(']', end);
        if (end != string_view::npos) end = text.find('>', end);
      }
      if (end == string_view::npos) return {};
      text.remove_prefix(end + 1);
    } else {
      return text;
    }
  }
}

// `{"key":` or `{}`.
bool object_start(string_view line) {
  line = skip_space(line);
  if (!line.starts_with('{')) return false;
  line = skip_space(line.substr(1));
  if (line.starts_with('}')) return true;
  if (!line.starts_with('"')) return false;
  size_t i = 1;
  while (i < line.size() && line[i] != '"') i += line[i] == '\\' ? 2 : 1;
  if (i >= line.size()) return false;
  return skip_space(line.substr(i + 1)).starts_with(':');
}

Format json_kind(string_view text) {
  text = skip_space(text);
  if (text.empty()) return Format::kText;
  if (text[0] == '[') {
    const string_view inner = skip_space(text.substr(1));
    if (inner.starts_with(']') && skip_space(inner.substr(1)).empty()) return Format::kJsonValues;
    return object_start(inner) ? Format::kJsonValues : Format::kText;
  }
  size_t lines = 0, objects = 0;
  bool first = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const string_view line = skip_space(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    const bool object = object_start(line);
    if (lines == 0) first = object;
    // A first line of a brace alone: an object that stretches over lines.
    if (lines == 0 && !object && object_start(text)) return Format::kJsonValues;
    if (lines == 0 && object && end < text.size() &&
        skip_space(text.substr(end)).starts_with('"') &&
        line.substr(0, line.find_last_not_of(" \t\r") + 1).back() != '}') {
      return Format::kJsonValues;  // the same with its first key on the first line
    }
    ++lines;
    objects += object;
  }
  return first || (objects >= 2 && objects * 2 >= lines) ? Format::kJsonLines : Format::kText;
}

bool warc_start(string_view text) {
  text = skip_space(text);
  return (text.starts_with("WARC/1.") || text.starts_with("WARC/0.")) &&
         (text.size() < 12 || text.substr(0, 64).find('\n') != string_view::npos);
}

// Something before the first record: only where a record surely follows.
bool warc_further_on(string_view text) {
  for (size_t at = text.find("\nWARC/1."); at != string_view::npos;
       at = text.find("\nWARC/1.", at + 1)) {
    if (text.substr(at, 512).find("\nWARC-Type:") != string_view::npos) return true;
  }
  return false;
}

}  // namespace

bool html_fragment(string_view text) {
  bool html = false, xml = false;
  text = skip_prolog(text.substr(0, kSniffBytes), html, xml).substr(0, 4096);
  if (html) return true;
  const bool begins = text.starts_with('<') && tag_at(text).size > 0;
  size_t opened = 0, closed = 0;
  for (size_t at = text.find('<'); at != string_view::npos;) {
    const TagHit hit = tag_at(text.substr(at));
    opened += hit.size > 0 && !hit.close;
    closed += hit.size > 0 && hit.close;
    at = text.find('<', at + std::max<size_t>(hit.size, 1));
  }
  const size_t tags = opened + closed;
  if (begins) return tags >= 2 || text.starts_with("<html") || text.starts_with("<HTML");
  return tags >= 6 && closed * 4 >= tags && tags * 300 >= text.size();
}

bool any_markup(string_view text) {
  for (size_t at = text.find_first_of("<&"); at != string_view::npos;
       at = text.find_first_of("<&", at + 1)) {
    if (text[at] == '<') {
      if (tag_at(text.substr(at)).size > 0 || text.substr(at).starts_with("<!--")) return true;
    } else {
      size_t i = at + 1;
      if (i < text.size() && text[i] == '#') ++i;
      const size_t start = i;
      while (i < text.size() && i - start < 32 &&
             (is_letter(text[i]) || (text[i] >= '0' && text[i] <= '9')))
        ++i;
      if (i > start && i < text.size() && text[i] == ';') return true;
    }
  }
  return false;
}

string_view binary_kind(string_view head) {
  for (const Magic& magic : kMagic) {
    if (has_surely(head, magic)) return magic.what;
  }
  size_t nuls = 0, controls = 0;
  for (const char c : head) {
    const auto u = static_cast<unsigned char>(c);
    nuls += u == 0;
    // ESC switches character sets in ISO-2022; BS, FF and VT stand in old texts.
    controls += u < 32 && u != 0 && !(u >= 8 && u <= 13) && u != 27;
  }
  const size_t odd = nuls + controls;
  if (nuls > 2 + head.size() / 100) return "binary data (many NUL bytes)";
  if (odd > 2 + head.size() / 20 || 2 * odd > head.size())
    return "binary data (many control characters)";
  return {};
}

Sniffed sniff(string_view head) {
  Sniffed sniffed;
  head = head.substr(0, kSniffBytes);
  if (warc_start(head)) {  // before all else: its records may be binary
    sniffed.format = Format::kWarc;
    return sniffed;
  }
  for (const Magic& magic : kUnread) {
    if (has(head, magic)) return {Format::kUnsupported, Wide::kNone, false, magic.what};
  }
  sniffed.wide = wide_by_mark(head);
  sniffed.wide_by_bom = sniffed.wide != Wide::kNone;
  if (!sniffed.wide_by_bom) sniffed.wide = wide_by_nuls(head);
  std::string narrow;
  string_view text = head;
  if (sniffed.wide != Wide::kNone) {
    narrow = narrowed(sniffed.wide_by_bom ? head.substr(unit(sniffed.wide)) : head, sniffed.wide);
    text = narrow;
  } else {
    if (const string_view what = binary_kind(head); !what.empty())
      return {Format::kBinary, Wide::kNone, false, what};
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  }

  if (sniffed.wide == Wide::kNone && warc_further_on(text)) {
    sniffed.format = Format::kWarc;
    return sniffed;
  }
  bool html = false, xml = false;
  const string_view body = skip_prolog(text, html, xml);
  if (html) {
    sniffed.format = Format::kHtml;
    return sniffed;
  }
  if (body.starts_with('<')) {
    string_view prefix;
    const string_view name = local_name(body, prefix);
    const bool feed = (prefix.empty() && name == "rss") || name == "feed" ||
                      (name == "RDF" && body.find("purl.org/rss/") != string_view::npos);
    if (feed) {
      sniffed.format = Format::kFeed;
      return sniffed;
    }
    if (xml || starts_with_nocase(name, "html") || html_fragment(body)) {
      sniffed.format = Format::kHtml;
      return sniffed;
    }
    return sniffed;
  }
  sniffed.format = json_kind(text);
  if (sniffed.format == Format::kText && html_fragment(text)) sniffed.format = Format::kHtml;
  return sniffed;
}

}  // namespace dragoman

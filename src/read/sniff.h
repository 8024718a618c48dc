// What a stretch of bytes is, told by its content: never by the name of the file.
#ifndef DRAGOMAN_READ_SNIFF_H_
#define DRAGOMAN_READ_SNIFF_H_

#include <cstdint>
#include <string_view>

namespace dragoman {

enum class Format : uint8_t {
  kText,
  kHtml,
  kFeed,
  kJsonLines,
  kJsonValues,
  kWarc,
  kBinary,
  kUnsupported
};

/// Encodings of Unicode in units of more than one byte.
enum class Wide : uint8_t { kNone, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

struct Sniffed {
  Format format = Format::kText;
  Wide wide = Wide::kNone;
  bool wide_by_bom = false;  // else by the pattern of its NUL bytes
  std::string_view what;     // kBinary, kUnsupported: what it is, for people ("a PDF document")
};

/// How much of a file sniff() should see.
inline constexpr size_t kSniffBytes = size_t{64} << 10;

/// The format of a file that begins with `head` (all of it if shorter than kSniffBytes).
///  - JSON lines: the first line that is not blank looks like an object, or half of the lines do.
///    kJsonValues: an array of objects, or objects that stretch over lines.
///  - HTML: a doctype, a root element of HTML or another root of XML, or markup as a fragment has
///  it
///    (see html_fragment). Byte order marks, white space, comments, processing instructions before
///    it do not matter.
///  - Binary: a magic number, many NULs or many control characters. A few stray NULs are text.
Sniffed sniff(std::string_view head);

/// True for a piece of HTML without a root: it begins with an element of HTML and has another or
/// closes it, or such elements stand all through its beginning. Text that merely holds a `<` is
/// none.
bool html_fragment(std::string_view text);

/// True if there is one tag of HTML or one character reference: for content that its container says
/// may be HTML (the description of an RSS item).
bool any_markup(std::string_view text);

/// As sniff() sees binary files: what it is, empty for text.
std::string_view binary_kind(std::string_view head);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_SNIFF_H_

// Bytes → well-formed UTF-8. The charset is taken from, in this order: a byte order mark; UTF-8
// that proves itself (multi-byte sequences that are all well-formed, whatever is declared); the
// container; the page's meta element; uchardet. Then the repairs that are certain: UTF-8 that was
// read as windows-1252 and encoded again ("â€™"), once or twice, and windows-1252 bytes strewn into
// UTF-8. Text with combining marks is brought to NFC.
#ifndef DRAGOMAN_CLEAN_DECODE_H_
#define DRAGOMAN_CLEAN_DECODE_H_

#include <string>
#include <string_view>
#include <vector>

#include "document/text.h"

namespace dragoman {

/// The decoded text and the way back to the bytes. Not movable: `text` may view `storage`.
struct Decoded {
  Decoded() = default;
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;

  std::string_view text;  // views `storage`, or the input bytes where nothing had to change
  std::string storage;
  /// Whether text[i] is bytes[i + shift] for all i; otherwise `runs` holds what is known.
  bool identity = true;
  uint32_t shift = 0;
  std::vector<SourceRun> runs;  // ascending by .content, which is an offset in `text`
  std::string charset;          // lower case, as found
  std::vector<Diagnostic> diagnostics;
};

/// Total. `declared` is the container's charset or empty; `html` allows a look for a meta element.
/// `bytes` must outlive `out`.
void decode(std::string_view bytes, std::string_view declared, bool html, Decoded& out);

/// Undoes UTF-8 read as windows-1252 where that is certain; `runs` gets what was copied unchanged.
/// Returns whether anything was changed; `out` is then the repaired text.
bool repair_mojibake(std::string_view text, std::string& out, std::vector<SourceRun>& runs);

/// The code point that a windows-1252 byte of 0x80 to 0x9F stands for (0 where it stands for none).
char32_t windows_1252(unsigned char byte);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_DECODE_H_

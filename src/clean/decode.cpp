// Mojibake: the bytes of a UTF-8 sequence, each taken for a windows-1252 character. A chain of
// characters that maps back to bytes which form one well-formed UTF-8 sequence is a candidate. It
// is certain where no language writes such a chain ("â€™", "Ã©"), or where several stand side by
// side; chains that typography can make ("Ã" before a closing quotation mark) are repaired only in
// a text that also holds certain ones. (The idea of ftfy, R. Speer 2019, in a much smaller form.)
#include "clean/decode.h"

#include <uchardet.h>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The windows-1252 byte of a code point, or -1. C1 controls stand for themselves: they come of
// readers that took Latin-1 for windows-1252.
int byte_of(char32_t c) {
  if (c < 0x80) return -1;
  if (c <= 0xFF) return static_cast<int>(c);
  for (size_t i = 0; i < kWindows1252.size(); ++i)
    if (kWindows1252[i] == c) return static_cast<int>(0x80 + i);
  return -1;
}

void add_run(std::vector<SourceRun>& runs, size_t content, size_t source, size_t length) {
  if (length == 0) return;
  if (!runs.empty()) {
    SourceRun& last = runs.back();
    if (last.content + last.length == content && last.source + last.length == source) {
      last.length += static_cast<uint32_t>(length);
      return;
    }
  }
  runs.push_back({static_cast<uint32_t>(content), static_cast<uint32_t>(source),
                  static_cast<uint32_t>(length)});
}

// A text that was made out of out.text becomes out.text; `steps` maps it to the text before.
void replace_text(Decoded& out, std::string&& made, const std::vector<SourceRun>& steps) {
  std::vector<SourceRun> runs;
  if (out.identity) {
    for (const SourceRun& step : steps)
      add_run(runs, step.content, step.source + out.shift, step.length);
  } else {
    // Both lists ascend in the coordinate of the text between: one merge.
    size_t j = 0;
    for (const SourceRun& step : steps) {
      while (j > 0 && out.runs[j - 1].content + out.runs[j - 1].length > step.source) --j;
      for (; j < out.runs.size() && out.runs[j].content < step.source + step.length; ++j) {
        const SourceRun& run = out.runs[j];
        uint32_t from = std::max(run.content, step.source);
        uint32_t to = std::min(run.content + run.length, step.source + step.length);
        if (from < to)
          add_run(runs, step.content + (from - step.source), run.source + (from - run.content),
                  to - from);
      }
    }
  }
  out.runs = std::move(runs);
  out.identity = false;
  out.storage = std::move(made);
  out.text = out.storage;
}

std::string lower(std::string_view s) {
  std::string result(s);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

// charset= in the first meta elements: <meta charset=x> and http-equiv's content="text/html;
// charset=x".
std::string meta_charset(std::string_view bytes) {
  std::string head = lower(bytes.substr(0, 4096));
  for (size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 5)) {
    size_t end = head.find('>', at);
    if (end == std::string::npos) end = head.size();
    size_t pos = head.find("charset", at);
    if (pos == std::string::npos || pos >= end) continue;
    pos += 7;
    while (pos < end &&
           (head[pos] == ' ' || head[pos] == '=' || head[pos] == '"' || head[pos] == '\''))
      ++pos;
    size_t stop = pos;
    while (stop < end && (std::isalnum(static_cast<unsigned char>(head[stop])) ||
                          head[stop] == '-' || head[stop] == '_' || head[stop] == ':'))
      ++stop;
    if (stop > pos) return head.substr(pos, stop - pos);
  }
  return {};
}

bool is_utf8_name(std::string_view name) {
  return name == "utf-8" || name == "utf8";
}

// As browsers do: these names all mean windows-1252.
bool is_windows_1252_name(std::string_view name) {
  return name == "iso-8859-1" || name == "latin1" || name == "latin-1" || name == "iso8859-1" ||
         name == "windows-1252" || name == "cp1252" || name == "us-ascii" || name == "ascii";
}

void decode_windows_1252(std::string_view bytes, Decoded& out) {
  std::string made;
  made.reserve(bytes.size() + bytes.size() / 16);
  std::vector<SourceRun> runs;
  size_t i = 0;
  while (i < bytes.size()) {
    size_t run = i;
    while (run < bytes.size() && static_cast<unsigned char>(bytes[run]) < 0x80) ++run;
    add_run(runs, made.size(), i, run - i);
    made.append(bytes, i, run - i);
    i = run;
    if (i >= bytes.size()) break;
    auto c = static_cast<unsigned char>(bytes[i++]);
    char32_t mapped = c >= 0xA0 ? c : windows_1252(c);
    utf8_append(made, mapped == 0 ? kReplacement : mapped);
  }
  replace_text(out, std::move(made), runs);
  out.charset = "windows-1252";
}

// By ICU, with its offsets, so that ASCII bytes keep their way back. False: ICU knows no such
// charset.
bool decode_icu(std::string_view bytes, const std::string& name, Decoded& out) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &error),
                                                               &ucnv_close);
  if (U_FAILURE(error) || !converter) return false;
  std::string made;
  made.reserve(bytes.size() + bytes.size() / 2);
  std::vector<SourceRun> runs;
  std::array<UChar, 4096> units;
  std::array<int32_t, 4096> offsets;
  const char* source = bytes.data();
  const char* end = source + bytes.size();
  char32_t high = 0;
  for (bool more = true; more;) {
    UChar* target = units.data();
    const char* chunk = source;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end,
                   offsets.data(), true, &error);
    more = error == U_BUFFER_OVERFLOW_ERROR;
    size_t count = static_cast<size_t>(target - units.data());
    if (!more && U_FAILURE(error)) break;
    auto base = static_cast<size_t>(chunk - bytes.data());
    for (size_t i = 0; i < count; ++i) {
      char32_t unit = units[i];
      if (unit < 0x80) {
        high = 0;
        if (offsets[i] >= 0) {
          size_t at = base + static_cast<size_t>(offsets[i]);
          if (at < bytes.size() && static_cast<unsigned char>(bytes[at]) == unit)
            add_run(runs, made.size(), at, 1);
        }
        made += static_cast<char>(unit);
      } else if (unit >= 0xD800 && unit < 0xDC00) {
        high = unit;
      } else if (unit >= 0xDC00 && unit < 0xE000) {
        utf8_append(made,
                    high == 0 ? kReplacement : 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        high = 0;
      } else {
        utf8_append(made, unit);
        high = 0;
      }
    }
    if (more && count == 0 && source == chunk) break;
  }
  replace_text(out, std::move(made), runs);
  out.charset = name;
  return true;
}

struct Utf8Count {
  size_t good = 0;  // well-formed multi-byte sequences
  size_t bad = 0;   // ill-formed parts
};

Utf8Count count_sequences(std::string_view bytes) {
  Utf8Count count;
  for (size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    size_t before = i;
    utf8_next(bytes, i);
    if (i - before > 1)
      ++count.good;
    else
      ++count.bad;
  }
  return count;
}

// UTF-8 with faults. A lone byte that windows-1252 uses for punctuation, between two ASCII
// characters, is that punctuation; whatever else is ill-formed becomes U+FFFD.
void decode_faulty_utf8(std::string_view bytes, Decoded& out) {
  std::string made;
  made.reserve(bytes.size() + 64);
  std::vector<SourceRun> runs;
  size_t lost = 0;
  for (size_t i = 0; i < bytes.size();) {
    size_t run = i;
    while (run < bytes.size()) {
      if (static_cast<unsigned char>(bytes[run]) < 0x80) {
        ++run;
        continue;
      }
      size_t next = run;
      utf8_next(bytes, next);
      if (next - run == 1) break;
      run = next;
    }
    add_run(runs, made.size(), i, run - i);
    made.append(bytes, i, run - i);
    i = run;
    if (i >= bytes.size()) break;
    auto c = static_cast<unsigned char>(bytes[i]);
    bool alone = (i == 0 || static_cast<unsigned char>(bytes[i - 1]) < 0x80) &&
                 (i + 1 >= bytes.size() || static_cast<unsigned char>(bytes[i + 1]) < 0x80);
    bool punctuation = c == 0x85 || (c >= 0x91 && c <= 0x97) || c == 0xA0;
    if (alone && punctuation) {
      utf8_append(made, c == 0xA0 ? 0xA0 : windows_1252(c));
      ++i;
    } else {
      // One replacement character for a maximal ill-formed part (Unicode 15, table 3-8).
      std::string fixed = utf8_repair(bytes.substr(i, 4));
      size_t pos = 0;
      utf8_next(fixed, pos);
      made.append(fixed, 0, pos);
      ++i;
      // Continuation bytes of the same part are swallowed with it.
      size_t limit = c >= 0xF0 ? 2 : c >= 0xE0 ? 1 : 0;
      for (; limit > 0 && i < bytes.size() && (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80;
           --limit)
        ++i;
      ++lost;
    }
  }
  replace_text(out, std::move(made), runs);
  out.charset = "utf-8";
  if (lost > 0)
    out.diagnostics.push_back(
        {"encoding", "The text is not well-formed UTF-8: " + std::to_string(lost) +
                         " faulty parts were replaced by U+FFFD."});
}

std::string detect(std::string_view bytes) {
  std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  std::string_view sample = bytes.substr(0, 65536);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return lower(uchardet_get_charset(detector.get()));
}

// UTF-16 without a byte order mark shows as a zero in every other byte.
std::string_view utf16_without_mark(std::string_view bytes) {
  std::string_view head = bytes.substr(0, 512);
  if (head.size() < 8) return {};
  size_t even = 0, odd = 0;
  for (size_t i = 0; i + 1 < head.size(); i += 2) {
    even += head[i] == 0;
    odd += head[i + 1] == 0;
  }
  size_t pairs = head.size() / 2;
  if (odd * 10 >= pairs * 7 && even == 0) return "utf-16le";
  if (even * 10 >= pairs * 7 && odd == 0) return "utf-16be";
  return {};
}

// Combining marks (U+0300 to U+036F) are what decomposed Latin, Greek and Cyrillic text shows.
void to_nfc(Decoded& out) {
  bool marks = false;
  for (int lead : {0xCC, 0xCD})
    marks = marks || std::memchr(out.text.data(), lead, out.text.size());
  if (!marks || out.text.size() > size_t{1} << 30) return;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return;
  icu::StringPiece piece(out.text.data(), static_cast<int32_t>(out.text.size()));
  if (nfc->isNormalizedUTF8(piece, error) || U_FAILURE(error)) return;
  std::string made;
  icu::StringByteSink<std::string> sink(&made);
  icu::Edits edits;
  nfc->normalizeUTF8(0, piece, sink, &edits, error);
  if (U_FAILURE(error)) return;
  std::vector<SourceRun> runs;
  icu::Edits::Iterator it = edits.getCoarseIterator();
  while (it.next(error) && U_SUCCESS(error))
    if (!it.hasChange())
      add_run(runs, static_cast<size_t>(it.destinationIndex()),
              static_cast<size_t>(it.sourceIndex()), static_cast<size_t>(it.newLength()));
  replace_text(out, std::move(made), runs);
}

enum class Chain : uint8_t { kNone, kPossible, kCertain };

struct Repair {
  size_t end = 0;  // behind the chain
  char32_t value = 0;
  Chain chain = Chain::kNone;
};

// Characters that stand beside letters in ordinary typography: quotation marks, dashes, ellipsis,
// non-breaking space, guillemets, trade mark, degree and ordinal signs.
bool typographic(int byte) {
  switch (byte) {
    case 0x82:
    case 0x84:
    case 0x85:
    case 0x8B:
    case 0x91:
    case 0x92:
    case 0x93:
    case 0x94:
    case 0x95:
    case 0x96:
    case 0x97:
    case 0x99:
    case 0x9B:
    case 0xA0:
    case 0xAB:
    case 0xBB:
    case 0xB7:
    case 0xB0:
    case 0xAA:
    case 0xBA:
    case 0xAE:
      return true;
    default:
      return false;
  }
}

Repair chain_at(std::string_view text, size_t pos) {
  Repair repair;
  size_t i = pos;
  int lead = byte_of(utf8_next(text, i));
  if (lead < 0xC2 || lead > 0xF4) return repair;
  size_t need = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  std::string bytes(1, static_cast<char>(lead));
  int second = 0;
  for (size_t k = 0; k < need; ++k) {
    if (i >= text.size()) return repair;
    size_t before = i;
    char32_t c = utf8_next(text, i);
    int byte = byte_of(c);
    // 0x9D has no character in windows-1252: the third part of a closing quotation mark is often
    // lost, and what is left of it can only have been that.
    if (k == 1 && lead == 0xE2 && second == 0x80 && c == kReplacement && before < i) byte = 0x9D;
    if (byte < 0x80 || byte > 0xBF) return repair;
    if (k == 0) second = byte;
    bytes += static_cast<char>(byte);
  }
  if (!utf8_valid(bytes)) return repair;
  size_t at = 0;
  repair.value = utf8_next(bytes, at);
  repair.end = i;
  repair.chain = Chain::kPossible;
  bool certain = false;
  if (lead == 0xC2 || lead == 0xC3) certain = !typographic(second);
  if (lead == 0xE2) certain = second == 0x80 || second == 0x82 || second == 0x84;
  if (lead == 0xEF) certain = repair.value == 0xFEFF || repair.value == kReplacement;
  if (lead == 0xF0) certain = second == 0x9F;  // pictographs
  if (certain) repair.chain = Chain::kCertain;
  return repair;
}

// Could a chain begin at this byte? Its first character is U+00C2 to U+00F4.
bool chain_byte(std::string_view text, size_t i) {
  return text[i] == '\xC3' && i + 1 < text.size() &&
         static_cast<unsigned char>(text[i + 1]) >= 0x82 &&
         static_cast<unsigned char>(text[i + 1]) <= 0xB4;
}

}  // namespace

char32_t windows_1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : 0;
}

bool repair_mojibake(std::string_view text, std::string& out, std::vector<SourceRun>& runs) {
  auto find = [&](size_t from) {
    while (from < text.size()) {
      const void* hit = std::memchr(text.data() + from, 0xC3, text.size() - from);
      if (hit == nullptr) return text.size();
      from = static_cast<size_t>(static_cast<const char*>(hit) - text.data());
      if (chain_byte(text, from)) return from;
      ++from;
    }
    return text.size();
  };
  // First, whether there is proof: one certain chain, or three side by side.
  bool proof = false;
  for (size_t i = find(0); i < text.size() && !proof;) {
    size_t side_by_side = 0;
    size_t pos = i;
    while (pos < text.size() && !proof) {
      Repair repair = chain_at(text, pos);
      if (repair.chain == Chain::kNone) break;
      pos = repair.end;
      proof = repair.chain == Chain::kCertain || ++side_by_side >= 3;
    }
    i = find(std::max(pos, i + 1));
  }
  if (!proof) return false;
  out.clear();
  runs.clear();
  out.reserve(text.size());
  size_t kept = 0;
  auto keep = [&](size_t to) {
    add_run(runs, out.size(), kept, to - kept);
    out.append(text, kept, to - kept);
  };
  for (size_t i = find(0); i < text.size();) {
    Repair repair = chain_at(text, i);
    if (repair.chain == Chain::kNone) {
      // "Â" that lost its non-breaking space to white space folding.
      bool stray = text.substr(i, 2) == "\xC3\x82" && i + 2 < text.size() && text[i + 2] == ' ';
      if (stray) {
        keep(i);
        kept = i + 2;
      }
      i = find(i + 2);
      continue;
    }
    keep(i);
    utf8_append(out, repair.value);
    kept = repair.end;
    i = find(kept);
  }
  keep(text.size());
  return true;
}

void decode(std::string_view bytes, std::string_view declared, bool html, Decoded& out) {
  out.text = bytes;
  out.identity = true;
  out.shift = 0;
  out.runs.clear();
  out.diagnostics.clear();
  std::string name;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    out.shift = 3;
    out.text = bytes.substr(3);
    name = "utf-8";
  } else if (bytes.starts_with("\xFF\xFE") &&
             !bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) {
    name = "utf-16le";
  } else if (bytes.starts_with("\xFE\xFF")) {
    name = "utf-16be";
  } else if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) {
    name = "utf-32le";
  } else {
    name = utf16_without_mark(bytes);
  }
  if (name.starts_with("utf-16") || name.starts_with("utf-32")) {
    if (decode_icu(bytes, name, out)) {
      if (out.text.starts_with("\xEF\xBB\xBF")) {
        std::string rest(out.text.substr(3));
        std::vector<SourceRun> step;
        add_run(step, 0, 3, rest.size());
        replace_text(out, std::move(rest), step);
      }
      to_nfc(out);
      return;
    }
  }
  if (utf8_valid(out.text)) {
    out.charset = "utf-8";
    // ISO-2022 is all ASCII bytes: only the declaration tells, and the escape byte proves it.
    if (name.empty() && bytes.find('\x1B') != std::string_view::npos) {
      std::string said = declared.empty() && html ? meta_charset(bytes) : lower(declared);
      if (said.starts_with("iso-2022-")) decode_icu(bytes, said, out);
    }
  } else {
    if (name.empty()) {
      name = lower(declared);
      if (name.empty() && html) name = meta_charset(bytes);
      Utf8Count count = count_sequences(out.text);
      // Text in another charset makes well-formed sequences by accident only.
      bool mostly_utf8 = count.good > 0 && count.good >= count.bad;
      if (is_utf8_name(name) && count.good == 0) name.clear();
      if (mostly_utf8) name = "utf-8";
      if (name.empty()) {
        name = detect(bytes);
        // A few high bytes in English give uchardet nothing to go by.
        if (name.empty() || is_utf8_name(name) || count.bad < 8) name = "windows-1252";
      }
    }
    if (is_utf8_name(name)) {
      decode_faulty_utf8(std::string_view(out.text), out);
    } else if (is_windows_1252_name(name) || !decode_icu(bytes, name, out)) {
      decode_windows_1252(bytes, out);
    }
  }
  for (int round = 0; round < 3; ++round) {
    std::string repaired;
    std::vector<SourceRun> steps;
    if (!repair_mojibake(out.text, repaired, steps)) break;
    replace_text(out, std::move(repaired), steps);
  }
  to_nfc(out);
}

}  // namespace dragoman

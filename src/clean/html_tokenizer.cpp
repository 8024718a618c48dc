#include "clean/html_tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace dragoman {
namespace {

struct TagInfo {
  std::string_view name;
  uint8_t flags;
};

// In the order of enum Tag, which is that of the names.
constexpr std::array<TagInfo, static_cast<size_t>(Tag::kCount)> kTags = {{
    {"", 0},
    {"a", 0},
    {"abbr", 0},
    {"address", kBlockTag},
    {"area", kVoidTag},
    {"article", kBlockTag},
    {"aside", kBlockTag},
    {"audio", kAsideTag},
    {"b", 0},
    {"base", kVoidTag},
    {"blockquote", kBlockTag},
    {"body", kBlockTag},
    {"br", kVoidTag},
    {"button", kAsideTag},
    {"canvas", kAsideTag},
    {"caption", kBlockTag | kBarrierTag},
    {"center", kBlockTag},
    {"cite", 0},
    {"code", 0},
    {"col", kVoidTag},
    {"colgroup", 0},
    {"datalist", kAsideTag},
    {"dd", kBlockTag},
    {"del", 0},
    {"details", kBlockTag},
    {"dialog", kBlockTag},
    {"dir", kBlockTag},
    {"div", kBlockTag},
    {"dl", kBlockTag},
    {"dt", kBlockTag},
    {"em", 0},
    {"embed", kVoidTag},
    {"fieldset", kBlockTag},
    {"figcaption", kBlockTag},
    {"figure", kBlockTag},
    {"font", 0},
    {"footer", kBlockTag},
    {"form", kBlockTag},
    {"frame", kVoidTag},
    {"frameset", kBlockTag},
    {"h1", kBlockTag},
    {"h2", kBlockTag},
    {"h3", kBlockTag},
    {"h4", kBlockTag},
    {"h5", kBlockTag},
    {"h6", kBlockTag},
    {"head", kBlockTag},
    {"header", kBlockTag},
    {"hgroup", kBlockTag},
    {"hr", kBlockTag | kVoidTag},
    {"html", kBlockTag | kBarrierTag},
    {"i", 0},
    {"iframe", kRawTag | kAsideTag},
    {"img", kVoidTag},
    {"input", kVoidTag},
    {"ins", 0},
    {"label", 0},
    {"legend", kBlockTag},
    {"li", kBlockTag},
    {"link", kVoidTag},
    {"main", kBlockTag},
    {"math", 0},
    {"menu", kBlockTag},
    {"meta", kVoidTag},
    {"nav", kBlockTag},
    {"noembed", kRawTag | kAsideTag},
    {"noframes", kRawTag | kAsideTag},
    {"noscript", kAsideTag},
    {"object", kAsideTag | kBarrierTag},
    {"ol", kBlockTag},
    {"optgroup", kBlockTag | kAsideTag},
    {"option", kBlockTag | kAsideTag},
    {"p", kBlockTag},
    {"param", kVoidTag},
    {"picture", 0},
    {"plaintext", kBlockTag | kRawTag},
    {"pre", kBlockTag},
    {"q", 0},
    {"rp", kAsideTag},
    {"rt", kAsideTag},
    {"ruby", 0},
    {"s", 0},
    {"script", kRawTag},
    {"section", kBlockTag},
    {"select", kAsideTag},
    {"small", 0},
    {"source", kVoidTag},
    {"span", 0},
    {"strike", 0},
    {"strong", 0},
    {"style", kRawTag},
    {"sub", 0},
    {"summary", kBlockTag},
    {"sup", 0},
    {"svg", kAsideTag},
    {"table", kBlockTag | kBarrierTag},
    {"tbody", kBlockTag},
    {"td", kBlockTag | kBarrierTag},
    {"template", kAsideTag | kBarrierTag},
    {"textarea", kRawTag | kAsideTag},
    {"tfoot", kBlockTag},
    {"th", kBlockTag | kBarrierTag},
    {"thead", kBlockTag},
    {"time", 0},
    {"title", kRawTag},
    {"tr", kBlockTag},
    {"track", kVoidTag},
    {"tt", 0},
    {"u", 0},
    {"ul", kBlockTag},
    {"var", 0},
    {"video", kAsideTag},
    {"wbr", kVoidTag},
    {"xmp", kRawTag | kAsideTag},
}};

constexpr size_t kSlots = 512;
constexpr size_t kLongestTag = 10;

constexpr uint32_t hash_name(std::string_view lower) {
  uint32_t hash = 2166136261u;
  for (char c : lower) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

// Open addressing; 0 is an empty slot.
constexpr std::array<uint8_t, kSlots> make_slots() {
  std::array<uint8_t, kSlots> slots{};
  for (size_t t = 1; t < kTags.size(); ++t) {
    size_t i = hash_name(kTags[t].name) % kSlots;
    while (slots[i] != 0) i = (i + 1) % kSlots;
    slots[i] = static_cast<uint8_t>(t);
  }
  return slots;
}
constexpr std::array<uint8_t, kSlots> kSlotTable = make_slots();

constexpr std::array<uint8_t, 256> make_lower() {
  std::array<uint8_t, 256> table{};
  for (size_t i = 0; i < 256; ++i)
    table[i] = static_cast<uint8_t>(i >= 'A' && i <= 'Z' ? i + 32 : i);
  return table;
}
constexpr std::array<uint8_t, 256> kLower = make_lower();
char low(char c) {
  return static_cast<char>(kLower[static_cast<unsigned char>(c)]);
}

bool space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool ascii_letter(char c) {
  return (low(c) >= 'a' && low(c) <= 'z');
}

size_t find_char(std::string_view s, char c, size_t from) {
  if (from >= s.size()) return std::string_view::npos;
  const void* hit = std::memchr(s.data() + from, c, s.size() - from);
  return hit == nullptr ? std::string_view::npos
                        : static_cast<size_t>(static_cast<const char*>(hit) - s.data());
}

// "<name" or "</name" at `at`, with an end of the name behind it.
bool tag_name_at(std::string_view page, size_t at, std::string_view opening,
                 std::string_view name) {
  if (page.substr(at, opening.size()) != opening) return false;
  at += opening.size();
  if (at + name.size() > page.size()) return false;
  for (size_t i = 0; i < name.size(); ++i)
    if (low(page[at + i]) != name[i]) return false;
  at += name.size();
  return at >= page.size() || space(page[at]) || page[at] == '/' || page[at] == '>';
}

}  // namespace

uint8_t tag_flags(Tag tag) {
  return kTags[static_cast<size_t>(tag)].flags;
}

Tag tag_of(std::string_view name) {
  if (name.empty() || name.size() > kLongestTag) return Tag::kOther;
  std::array<char, kLongestTag> lower;
  for (size_t i = 0; i < name.size(); ++i) lower[i] = low(name[i]);
  std::string_view key(lower.data(), name.size());
  for (size_t i = hash_name(key) % kSlots; kSlotTable[i] != 0; i = (i + 1) % kSlots)
    if (kTags[kSlotTable[i]].name == key) return static_cast<Tag>(kSlotTable[i]);
  return Tag::kOther;
}

bool name_is(std::string_view written, std::string_view lower) {
  if (written.size() != lower.size()) return false;
  for (size_t i = 0; i < lower.size(); ++i)
    if (low(written[i]) != lower[i]) return false;
  return true;
}

// The position of the "</script" that ends a script: not one inside "<!-- <script> … -->".
size_t HtmlTokenizer::script_end(size_t from) {
  bool escaped = false, twice = false;
  for (size_t i = from; i < page_.size(); ++i) {
    char c = page_[i];
    if (c == '-' && escaped && page_.substr(i, 3) == "-->") {
      escaped = twice = false;
      i += 2;
    } else if (c == '<') {
      if (!escaped && escape_ends_ && page_.substr(i, 4) == "<!--") {
        escaped = true;
        // "<!-->" and "<!--->" close at once.
        if (page_.substr(i, 5) == "<!-->" || page_.substr(i, 6) == "<!--->") escaped = false;
        i += 3;
      } else if (tag_name_at(page_, i, "</", "script")) {
        if (!twice) return i;
        twice = false;
      } else if (escaped && !twice && tag_name_at(page_, i, "<", "script")) {
        twice = true;
      }
    }
    if (!escaped && c != '<') {
      size_t next = find_char(page_, '<', i);
      if (next == std::string_view::npos) return page_.size();
      i = next - 1;
    }
  }
  // An escape that never ends: the standard swallows the page; readers gain more from the first
  // end.
  if (escaped) {
    escape_ends_ = false;
    for (size_t i = find_char(page_, '<', from); i != std::string_view::npos;
         i = find_char(page_, '<', i + 1))
      if (tag_name_at(page_, i, "</", "script")) return i;
  }
  return page_.size();
}

bool HtmlTokenizer::raw_text(HtmlToken& token) {
  std::string_view name = kTags[static_cast<size_t>(raw_)].name;
  size_t end = page_.size();
  if (raw_ == Tag::kScript) {
    end = script_end(pos_);
  } else if (raw_ != Tag::kPlaintext) {
    for (size_t i = find_char(page_, '<', pos_); i != std::string_view::npos;
         i = find_char(page_, '<', i + 1))
      if (tag_name_at(page_, i, "</", name)) {
        end = i;
        break;
      }
  }
  token.kind = HtmlToken::Kind::kRaw;
  token.tag = raw_;
  token.start = static_cast<uint32_t>(pos_);
  token.end = static_cast<uint32_t>(end);
  pos_ = end;
  raw_ = Tag::kOther;
  return true;
}

bool HtmlTokenizer::next(HtmlToken& token) {
  if (raw_ != Tag::kOther) return raw_text(token);
  while (pos_ < page_.size()) {
    size_t start = pos_;
    size_t open = find_char(page_, '<', pos_);
    // A '<' that begins nothing is text.
    while (open != std::string_view::npos) {
      char c = open + 1 < page_.size() ? page_[open + 1] : '\0';
      if (ascii_letter(c) || c == '/' || c == '!' || c == '?') break;
      open = find_char(page_, '<', open + 1);
    }
    if (open == std::string_view::npos) open = page_.size();
    if (open > start) {
      token.kind = HtmlToken::Kind::kText;
      token.tag = Tag::kOther;
      token.start = static_cast<uint32_t>(start);
      token.end = static_cast<uint32_t>(open);
      pos_ = open;
      return true;
    }
    char c = page_[open + 1];
    if (c == '!' || c == '?' ||
        (c == '/' && (open + 2 >= page_.size() || !ascii_letter(page_[open + 2])))) {
      if (page_.substr(open, 4) == "<!--") {
        size_t i = open + 4;
        if (page_.substr(i, 1) == ">" || page_.substr(i, 2) == "->") {
          pos_ = find_char(page_, '>', i) + 1;
          continue;
        }
        size_t end = comment_ends_ ? page_.find("--", i) : std::string_view::npos;
        while (end != std::string_view::npos && end + 2 < page_.size()) {
          size_t k = end + 2;
          while (k < page_.size() && page_[k] == '-') ++k;
          if (k < page_.size() && page_[k] == '>') {
            end = k;
            break;
          }
          if (page_.substr(k, 2) == "!>") {
            end = k + 1;
            break;
          }
          end = page_.find("--", k);
        }
        // A comment that never ends would swallow the page: then it ends at its first '>'.
        if (end == std::string_view::npos || end >= page_.size() || page_[end] != '>') {
          comment_ends_ = false;
          end = find_char(page_, '>', i);
        }
        pos_ = end == std::string_view::npos ? page_.size() : end + 1;
        continue;
      }
      if (cdata_ends_ && page_.substr(open, 9) == "<![CDATA[") {
        size_t end = page_.find("]]>", open);
        if (end != std::string_view::npos) {
          pos_ = end + 3;
          continue;
        }
        cdata_ends_ = false;
      }
      size_t end = find_char(page_, '>', open + 2);
      pos_ = end == std::string_view::npos ? page_.size() : end + 1;
      continue;
    }
    bool closing = c == '/';
    size_t name = open + (closing ? 2 : 1);
    size_t i = name;
    while (i < page_.size() && !space(page_[i]) && page_[i] != '/' && page_[i] != '>') ++i;
    token.tag = tag_of(page_.substr(name, std::min<size_t>(i - name, 64)));
    size_t attributes = i;
    // To the '>' that is in no quoted value. A quote opens a value only behind '='.
    bool after_equals = false;
    for (; i < page_.size(); ++i) {
      char d = page_[i];
      if (d == '>') break;
      if ((d == '"' || d == '\'') && after_equals) {
        size_t end = find_char(page_, d, i + 1);
        if (end == std::string_view::npos) {
          i = page_.size();
          break;
        }
        i = end;
        after_equals = false;
      } else if (d == '=') {
        after_equals = true;
      } else if (!space(d)) {
        after_equals = false;
      }
    }
    if (i >= page_.size()) {
      // The page breaks off inside a tag: nothing of it is text.
      pos_ = page_.size();
      return false;
    }
    pos_ = i + 1;
    token.self_closing = i > attributes && page_[i - 1] == '/';
    if (closing) {
      token.kind = HtmlToken::Kind::kEnd;
      token.attributes = {};
    } else {
      token.kind = HtmlToken::Kind::kStart;
      token.attributes = page_.substr(attributes, i - attributes);
      if (tag_flags(token.tag) & kRawTag) raw_ = token.tag;
    }
    return true;
  }
  return false;
}

bool AttributeReader::next(std::string_view& name, std::string_view& value) {
  size_t i = 0;
  while (i < rest_.size() && (space(rest_[i]) || rest_[i] == '/')) ++i;
  if (i >= rest_.size()) return false;
  size_t start = i;
  if (rest_[i] == '=') ++i;
  while (i < rest_.size() && !space(rest_[i]) && rest_[i] != '=' && rest_[i] != '/') ++i;
  name = rest_.substr(start, i - start);
  size_t k = i;
  while (k < rest_.size() && space(rest_[k])) ++k;
  value = {};
  if (k < rest_.size() && rest_[k] == '=') {
    ++k;
    while (k < rest_.size() && space(rest_[k])) ++k;
    if (k < rest_.size() && (rest_[k] == '"' || rest_[k] == '\'')) {
      size_t end = find_char(rest_, rest_[k], k + 1);
      if (end == std::string_view::npos) end = rest_.size();
      value = rest_.substr(k + 1, end - k - 1);
      i = std::min(end + 1, rest_.size());
    } else {
      size_t end = k;
      while (end < rest_.size() && !space(rest_[end])) ++end;
      value = rest_.substr(k, end - k);
      i = end;
    }
  }
  rest_.remove_prefix(i);
  return true;
}

}  // namespace dragoman

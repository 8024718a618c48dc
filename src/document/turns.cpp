#include "document/turns.h"

#include <algorithm>
#include <unordered_set>

#include "base/fold.h"

namespace dragoman {
namespace {

constexpr uint32_t kMostLabelWords = 12;
constexpr uint32_t kFewestWords = 3;  // of what is said, to count as speech

// Labels of those whom nobody names.
const WordSet& unnamed() {
  static const WordSet set =
      word_set({"question", "questioner", "q", "answer", "a", "reporter", "journalist", "moderator",
                "host", "interviewer", "anchor", "presenter", "speaker", "male", "female", "voice",
                "correspondent", "participant", "unidentified"});
  return set;
}

// What stands before a colon at the head of a paragraph and is nobody: the fields of a form.
bool field(uint64_t word) {
  static const WordSet set =
      word_set({"note",     "source",     "sources", "photo",    "photos",    "image",    "video",
                "date",     "time",       "place",   "location", "venue",     "tel",      "phone",
                "fax",      "email",      "e-mail",  "contact",  "contacts",  "website",  "web",
                "address",  "subject",    "from",    "to",       "cc",        "re",       "read",
                "more",     "related",    "update",  "updated",  "published", "editor",   "editing",
                "writing",  "reporting",  "by",      "tags",     "topics",    "keywords", "summary",
                "abstract", "background", "caption", "credit",   "copyright", "warning",  "step",
                "example",  "figure",     "table",   "chapter",  "part",      "section",  "article",
                "day",      "week",       "month",   "year",     "price",     "cost",     "fact",
                "facts",    "result",     "results", "score",    "total",     "name",     "age",
                "language", "duration"});
  return set.contains(word);
}

bool small_word(uint64_t word) {
  static const WordSet set =
      word_set({"of",          "the",        "for", "and",        "de",  "van", "von",     "bin",
                "ibn",         "al",         "el",  "da",         "dos", "via", "through", "an",
                "interpreter", "translator", "as",  "translated", "to",  "in"});
  return set.contains(word);
}

bool ends_sentence(std::string_view word) {
  for (std::string_view end : {".", "?", "!", "\"", "'", "…", "”", "’", ")", "]", "–", "—"})
    if (word.ends_with(end)) return true;
  return false;
}

}  // namespace

std::vector<SpeechTurn> find_turns(const Text& text, const Tokens& tokens) {
  std::vector<SpeechTurn> turns;
  struct Candidate {
    SpeechTurn turn;
    uint32_t block = 0;  // first word of its paragraph
    uint64_t label = 0;
    bool capitals = false;
  };
  std::vector<Candidate> found;
  std::vector<uint32_t> headings;  // first words of what ends a turn
  uint32_t at = 0;
  const auto n = static_cast<uint32_t>(tokens.size());
  for (const Block& block : text.blocks) {
    while (at < n && tokens.start[at] < block.span.start) ++at;
    const uint32_t first = at;
    while (at < n && tokens.end[at] <= block.span.end) ++at;
    if (block.kind == Block::Kind::kTitle || block.kind == Block::Kind::kHeading) {
      headings.push_back(first);
      continue;
    }
    Candidate c;
    bool label = false, upper = true, open = false, lower = false;
    uint32_t i = first;
    for (; i < at && i < first + kMostLabelWords; ++i) {
      const std::string_view word = tokens.span(i).of(text.content);
      if (word == ":") break;
      if (word == "(" || word == ")" || word == "[" || word == "]") {
        open = word == "(" || word == "[";
        continue;
      }
      if (word == "." && i > first && tokens.end[i - 1] - tokens.start[i - 1] <= 4) continue;
      if (word == "," || word == "-" || word == "–") continue;
      const uint64_t hash = fold_hash(word);
      if (open || small_word(hash)) continue;
      if (i == first && field(hash)) upper = false;
      upper &= starts_upper(word);
      const bool abbreviated = word.back() == '.';  // Mr.
      lower |= !abbreviated && std::any_of(word.begin(), word.end(),
                                           [](char ch) { return ch >= 'a' && ch <= 'z'; });
      if (!label) c.turn.label_first = i;
      label = true;
      c.turn.label_last = i + 1;
      c.turn.named |= !unnamed().contains(hash);
      c.label = c.label * 1099511628211ULL + hash;
    }
    if (!label || !upper || i >= at || i == first + kMostLabelWords || at - i - 1 < kFewestWords ||
        tokens.span(i).of(text.content) != ":")
      continue;
    if (!ends_sentence(tokens.span(at - 1).of(text.content))) continue;
    c.capitals = !lower;
    c.turn.colon = i;
    c.turn.first = i + 1;
    c.turn.last = at;
    c.block = first;
    found.push_back(c);
  }
  if (found.size() < 3) return turns;
  std::unordered_set<uint64_t> labels;
  size_t capitals = 0;
  bool again = false;
  for (const Candidate& c : found) {
    again |= !labels.insert(c.label).second;
    capitals += c.capitals;
  }
  if (!again && capitals < found.size()) return turns;
  for (size_t k = 0; k < found.size(); ++k) {
    // Paragraphs without a label go on with who spoke before.
    if (k + 1 < found.size()) {
      const auto heading = std::lower_bound(headings.begin(), headings.end(), found[k].turn.last);
      const uint32_t end =
          heading == headings.end() ? found[k + 1].block : std::min(*heading, found[k + 1].block);
      found[k].turn.last = std::max(found[k].turn.last, end);
    }
    turns.push_back(found[k].turn);
  }
  return turns;
}

}  // namespace dragoman

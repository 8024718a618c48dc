// One pass over the pieces of every sentence. At each piece the readers are tried in turn, from the
// most to the least specific; the first that reads anything makes one expression and the pass goes
// on behind it. Sentences without a word that an expression may begin with are left at once.
//
// Values by TimeML 1.2.1. What is relative is resolved against the date of publication: a bare
// weekday, day or month by the tense of its clause; "the same day", "two weeks earlier" against the
// date mentioned before. With no date of publication a weekday is XXXX-WXX-5, a month XXXX-07, and
// nothing is guessed.
#include "time/time.h"

#include <algorithm>

#include "time/reader.h"

namespace dragoman {

namespace {
constexpr uint32_t kClockReach = 12;  // words between a time of the day and its day
}

TimeReader::TimeReader(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees)
    : text_(text), tokens_(tokens), tags_(tags), trees_(trees) {
  if (text.info.published) {
    anchor_ = parse_day(text.info.published->value);
    anchor_text_ = text.info.published->value.substr(0, 10);
  }
}

std::string_view TimeReader::raw(uint32_t i) const {
  const TimePiece& p = at(i);
  return std::string_view(text_.content).substr(p.start, p.end - p.start);
}

bool TimeReader::is(uint32_t i, std::string_view lower_case) const {
  const TimePiece& p = at(i);
  if (p.kind != 'w' || p.length() != lower_case.size()) return false;
  std::string_view word = raw(i);
  for (size_t k = 0; k < word.size(); ++k) {
    char c = word[k] >= 'A' && word[k] <= 'Z' ? static_cast<char>(word[k] + 32) : word[k];
    if (c != lower_case[k]) return false;
  }
  return true;
}

bool TimeReader::any(uint32_t i, std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return is(i, w); });
}

// What stands in front of piece i; a mark is given as itself.
bool TimeReader::before(uint32_t i, std::initializer_list<std::string_view> words) const {
  if (i == 0) return false;
  for (std::string_view w : words)
    if (is(i - 1, w) || (w.size() == 1 && kind(i - 1) == w[0])) return true;
  return false;
}

const TimeWord& TimeReader::word(uint32_t i) const {
  static const TimeWord kNone;
  const TimePiece& p = at(i);
  return p.sense ? *p.sense : kNone;
}

bool TimeReader::glued_number(uint32_t i) const {
  if (i == 0) return false;
  const TimePiece& last = at(i - 1);
  if (!at(i).glued) return last.kind == '$' || last.kind == '#';
  if (last.kind == 'w') return !last.sense || last.sense->zone.empty();
  if (last.kind == '$' || last.kind == '#' || last.kind == '.' || last.kind == ',' ||
      last.kind == '@' || last.kind == '_')
    return true;
  if (last.kind == '-' && last.glued && i >= 2)
    return kind(i - 2) == 'w' && !word(i - 2).month && !word(i - 2).weekday &&
           !any(i - 2, {"mid", "pre", "post", "end", "early", "late"});
  return false;
}

// A capitalised word that is part of no date: what stands in front is rather a name, too.
bool TimeReader::name_follows(uint32_t i) const {
  const TimePiece& p = at(i);
  return p.kind == 'w' && p.capital && !word(i).month && !word(i).weekday;
}

bool TimeReader::plural_noun(uint32_t i) const {
  const TimePiece& p = at(i);
  if (p.kind != 'w' || p.capital || p.length() < 4) return false;
  if (p.token < tags_.size() &&
      (tags_.upos[p.token] == Upos::kVerb || tags_.upos[p.token] == Upos::kAdv))
    return false;
  if (any(i, {"this", "was", "people", "men", "women", "children", "troops", "police", "tonnes"}))
    return !any(i, {"this", "was"});
  std::string_view w = raw(i);
  return w.back() == 's' && w[w.size() - 2] != 's';
}

// Punctuation, the end, or a word that begins something new.
bool TimeReader::clause_ends(uint32_t i) const {
  const TimePiece& p = at(i);
  if (p.kind != 'w') return p.kind != 'd' && p.kind != '-' && p.kind != '\'';
  if (p.token < tags_.size()) {
    Upos u = tags_.upos[p.token];
    return u != Upos::kNoun && u != Upos::kPropn && u != Upos::kAdj && u != Upos::kNum;
  }
  return any(
      i, {"and", "but",  "or",   "that",  "which",   "who",     "when", "while",  "as",     "with",
          "in",  "on",   "at",   "to",    "for",     "by",      "from", "after",  "before", "the",
          "a",   "an",   "he",   "she",   "it",      "they",    "has",  "have",   "had",    "is",
          "was", "were", "will", "would", "because", "against", "over", "during", "than",   "if"});
}

TimeReader::Reading TimeReader::date(uint32_t i) {
  Reading r;
  if (kind(i) == 'd') {
    if ((r = numeric_date(i, 0)) || (r = other_calendar(i)) || (r = day_first(i, 0)) ||
        (r = decade(i)) || (r = ordinal_period(i)))
      return r;
    return year(i);
  }
  if (kind(i) == '\'') return decade(i);
  if (kind(i) != 'w') return r;
  if ((r = other_calendar(i)) || (r = nth_weekday(i)) || (r = day_first(i, 0)) ||
      (r = month_first(i, 0)) || (r = weekday(i)) || (r = holiday(i)) || (r = deictic(i)) ||
      (r = reference(i)) || (r = vague(i)) || (r = relative(i)) || (r = ordinal_period(i)) ||
      (r = decade(i)) || (r = season(i)) || (r = fiscal(i)))
    return r;
  if (is(i, "the") && kind(i + 1) == 'd') return year(i + 1);
  return r;
}

TimeReader::Reading TimeReader::read(uint32_t i) {
  const TimePiece& p = at(i);
  Reading r;
  if (pending_.piece == i) return pending(i);
  if (p.kind == 'd') {
    if ((r = numeric_date(i, 0)) || (r = year_first(i)) || (r = clock(i)) ||
        (r = other_calendar(i)) || (r = day_first(i, 0)) || (r = decade(i)) || (r = duration(i)) ||
        (r = ordinal_period(i)))
      return r;
    return year(i);
  }
  if (p.kind == '\'') return decade(i);
  if (p.kind != 'w' || !p.sense || !p.sense->starts) return r;
  if (p.sense->leads && kind(i + 1) == 'w' && !at(i + 1).sense) return r;
  if ((r = modified(i)) || (r = part_of_period(i)) || (r = approximate(i))) return r;
  if (!is(i, "the") || kind(i + 1) != 'd')  // "the 2016 elections": only the year
    if ((r = set(i))) return r;
  if (is(i, "the") && kind(i + 1) == 'd' && at(i + 1).length() == 4 && !is(i + 2, "s")) {
    if ((r = ordinal_period(i))) return r;
    return {};
  }
  if ((r = date(i)) || (r = clock(i)) || (r = part_of_day(i)) || (r = duration(i)) ||
      (r = bare_units(i)))
    return r;
  return spelled_year(i);
}

void TimeReader::push(uint32_t first, Reading&& reading) {
  TimeRow row;
  row.first = at(first).token;
  row.last = at(reading.end - 1).token + 1;
  row.span = {at(first).start, at(reading.end - 1).end};
  row.type = reading.type;
  row.value = std::move(reading.value);
  row.anchor = std::move(reading.anchor);
  if (!reading.no_day) remember(row);
  times_.push_back(std::move(row));
  no_day_.push_back(reading.no_day);
}

// A time of the day without one of its own is of the nearest day of its sentence, else of the
// report's. The day that something is said to begin or end with ("since January 6") is not meant.
void TimeReader::place_times(size_t first_row) {
  for (size_t i = first_row; i < times_.size(); ++i) {
    if (!no_day_[i]) continue;
    TimeRow& row = times_[i];
    const TimeRow* nearest = nullptr;
    uint32_t best = UINT32_MAX;
    for (size_t k = first_row; k < times_.size(); ++k) {
      const TimeRow& other = times_[k];
      if (no_day_[k] || !parse_day(other.value) ||
          (other.type != TimeType::kDate && other.type != TimeType::kTime) || bounds(other))
        continue;
      uint32_t away = k < i ? row.first - other.last : other.first - row.last;
      if (away <= best && away <= kClockReach) {
        best = away;
        nearest = &other;
      }
    }
    if (nearest) {
      row.anchor = nearest->anchor;
      row.value.insert(0, nearest->value.substr(0, 10));
    } else if (anchor_) {
      row.anchor = anchor_text_;
      row.value.insert(0, iso_day(*anchor_));
    } else {
      row.value.insert(0, "XXXX-XX-XX");
    }
  }
}

bool TimeReader::bounds(const TimeRow& row) const {
  if (row.first == from_) return false;
  std::string_view word = tokens_.span(row.first - 1).of(text_.content);
  return word == "since" || word == "until" || word == "till" || word == "before" ||
         word == "after";
}

Times TimeReader::run() {
  for (sentence_ = 0; sentence_ < tokens_.sentences(); ++sentence_) {
    from_ = tokens_.sentence_first[sentence_];
    to_ = tokens_.sentence_first[sentence_ + 1];
    if (!cut_pieces(text_.content, tokens_, from_, to_, pieces_)) continue;
    pending_.piece = UINT32_MAX;
    const size_t first_row = times_.size();
    for (uint32_t i = 0; i < pieces_.size();) {
      Reading r = read(i);
      if (!r || r.end <= i || r.value.empty()) {  // empty: beyond the calendar
        ++i;
        continue;
      }
      const uint32_t end = r.end;
      push(i, std::move(r));
      i = end;
    }
    place_times(first_row);
  }
  return std::move(times_);
}

Times find_times(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees) {
  return TimeReader(text, tokens, tags, trees).run();
}

}  // namespace dragoman

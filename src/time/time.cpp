// One pass over the words of every sentence. At each word the readers below are tried in turn, from
// the most to the least specific; the first that reads anything makes one expression and the pass
// goes on behind it. A reader sees folded words and says how many it took.
//
// Value by TimeML 1.2.1. What is relative is resolved against the date of publication: a bare
// weekday or month is the latest one before it, or the next one where the clause speaks of the
// future. With no date of publication a weekday is XXXX-WXX-5, a month XXXX-07, and nothing is
// guessed.
#include "time/time.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/fold.h"
#include "time/calendar.h"

namespace dragoman {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 21> kCardinals = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 13> kOrdinals = {
    "zeroth",  "first",  "second", "third", "fourth",   "fifth",  "sixth",
    "seventh", "eighth", "ninth",  "tenth", "eleventh", "twelfth"};
constexpr std::array<std::string_view, 9> kFuture = {
    "will", "shall", "'ll", "scheduled", "expected", "upcoming", "plans", "planned", "due"};

struct Unit {
  std::string_view word;
  char code;   // TIMEX3 unit
  bool clock;  // PT…
  int factor;  // of that unit
};
constexpr std::array<Unit, 12> kUnits = {{{"second", 'S', true, 1},
                                          {"minute", 'M', true, 1},
                                          {"hour", 'H', true, 1},
                                          {"day", 'D', false, 1},
                                          {"night", 'D', false, 1},
                                          {"week", 'W', false, 1},
                                          {"fortnight", 'W', false, 2},
                                          {"month", 'M', false, 1},
                                          {"quarter", 'Q', false, 1},
                                          {"year", 'Y', false, 1},
                                          {"decade", 'Y', false, 10},
                                          {"century", 'Y', false, 100}}};

template <size_t N>
int index_of(std::string_view word, const std::array<std::string_view, N>& list) {
  for (size_t i = 0; i < N; ++i)
    if (list[i] == word) return static_cast<int>(i);
  return -1;
}

// Abbreviated months and days with or without full stop. "may", "march", "mar", "sun" and "sat" are
// words of their own: they count only where the caller has another sign.
int month_named(std::string_view w) {
  if (!w.empty() && w.back() == '.') w.remove_suffix(1);
  if (w == "sept") return 9;
  for (size_t i = 0; i < kMonths.size(); ++i)
    if (w == kMonths[i] || (w.size() == 3 && kMonths[i].substr(0, 3) == w))
      return static_cast<int>(i) + 1;
  return 0;
}
int weekday_named(std::string_view w) {
  if (!w.empty() && w.back() == '.') w.remove_suffix(1);
  for (size_t i = 0; i < kDays.size(); ++i)
    if (w == kDays[i] ||
        (w.size() == 3 && kDays[i].substr(0, 3) == w && w != "sat" && w != "sun") ||
        (w == "tues" && i == 1) || (w == "thurs" && i == 3))
      return static_cast<int>(i) + 1;
  return 0;
}

std::optional<int> number(std::string_view w) {
  if (w.empty() || w.size() > 9) return std::nullopt;
  int value = 0;
  bool digit = false;
  for (char c : w) {
    if (c == ',' && digit) continue;
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
    digit = true;
  }
  return digit ? std::optional<int>(value) : std::nullopt;
}

std::optional<int> cardinal(std::string_view w) {
  if (auto n = number(w)) return n;
  if (int i = index_of(w, kCardinals); i >= 0) return i;
  if (int i = index_of(w, kTens); i >= 0) return (i + 2) * 10;
  if (w == "hundred") return 100;
  return std::nullopt;
}

// 3rd, third → 3; nothing else.
std::optional<int> ordinal(std::string_view w) {
  if (int i = index_of(w, kOrdinals); i > 0) return i;
  if (w.size() < 3 || w.size() > 4) return std::nullopt;
  std::string_view tail = w.substr(w.size() - 2);
  if (tail != "st" && tail != "nd" && tail != "rd" && tail != "th") return std::nullopt;
  return number(w.substr(0, w.size() - 2));
}

const Unit* unit_named(std::string_view w) {
  for (const Unit& u : kUnits)
    if (w == u.word ||
        (w.size() == u.word.size() + 1 && w.starts_with(u.word) && w.back() == 's') ||
        (u.word == "century" && w == "centuries"))
      return &u;
  return nullptr;
}

std::string_view part_of_day(std::string_view w) {
  if (w == "morning") return "MO";
  if (w == "afternoon") return "AF";
  if (w == "evening") return "EV";
  if (w == "night" || w == "overnight") return "NI";
  return {};
}

std::string_view season(std::string_view w) {
  if (w == "spring") return "SP";
  if (w == "summer") return "SU";
  if (w == "autumn" || w == "fall") return "FA";
  if (w == "winter") return "WI";
  return {};
}

class Reader {
 public:
  Reader(const Text& text, const Tokens& tokens) : text_(text), tokens_(tokens) {
    if (text.info.published) {
      anchor_ = parse_day(text.info.published->value);
      anchor_text_ = text.info.published->value.substr(0, 10);
    }
  }

  Times run() {
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      from_ = tokens_.sentence_first[s];
      to_ = tokens_.sentence_first[s + 1];
      words_.clear();
      for (uint32_t i = from_; i < to_; ++i)
        words_.push_back(fold(tokens_.span(i).of(text_.content)));
      for (uint32_t i = 0; i < words_.size();) {
        uint32_t taken = read(i);
        i += std::max(1u, taken);
      }
    }
    return std::move(times_);
  }

 private:
  // Word i of the sentence; empty behind its end.
  std::string_view w(uint32_t i) const {
    return i < words_.size() ? std::string_view(words_[i]) : std::string_view();
  }
  bool capital(uint32_t i) const {
    return i < words_.size() && starts_upper(tokens_.span(from_ + i).of(text_.content));
  }

  uint32_t add(uint32_t first, uint32_t last, TimeType type, std::string value,
               bool relative = false) {
    TimeRow row;
    row.first = from_ + first;
    row.last = from_ + last;
    row.span = {tokens_.start[row.first], tokens_.end[row.last - 1]};
    row.type = type;
    row.value = std::move(value);
    if (relative && anchor_) row.anchor = anchor_text_;
    times_.push_back(std::move(row));
    return last - first;
  }

  bool future(uint32_t i) const {
    for (uint32_t k = i; k-- > 0 && i - k <= 12;)
      if (index_of(w(k), kFuture) >= 0) return true;
    return false;
  }

  uint32_t read(uint32_t i) {
    std::string_view word = w(i);
    if (word.empty()) return 0;
    auto c = static_cast<unsigned char>(word[0]);
    if (c >= '0' && c <= '9') {
      if (uint32_t n = read_iso(i)) return n;
      if (uint32_t n = read_clock(i)) return n;
      if (uint32_t n = read_day_month(i)) return n;
    }
    if (uint32_t n = read_month(i)) return n;
    if (uint32_t n = read_weekday(i)) return n;
    if (uint32_t n = read_deictic(i)) return n;
    if (uint32_t n = read_relative(i)) return n;
    if (uint32_t n = read_ordinal_period(i)) return n;
    if (uint32_t n = read_set(i)) return n;
    if (uint32_t n = read_amount(i)) return n;
    if (uint32_t n = read_year(i)) return n;
    return 0;
  }

  // 2021-07-18, whole or cut into words; 18/07/2021 where only one reading makes a date.
  uint32_t read_iso(uint32_t i) {
    auto joined = [&](std::string_view a, std::string_view b, std::string_view c, uint32_t n,
                      bool year_first) -> uint32_t {
      auto x = number(a), y = number(b), z = number(c);
      if (!x || !y || !z) return 0;
      if (year_first) {
        if (*x < 1000 || !valid_date(*x, *y, *z)) return 0;
        return add(i, i + n, TimeType::kDate, iso_day(make_day(*x, *y, *z)));
      }
      if (*z < 1000) return 0;
      bool day_first = valid_date(*z, *y, *x), month_first = valid_date(*z, *x, *y);
      if (day_first == month_first && *x != *y) return 0;
      return add(i, i + n, TimeType::kDate,
                 day_first ? iso_day(make_day(*z, *y, *x)) : iso_day(make_day(*z, *x, *y)));
    };
    std::string_view word = w(i);
    for (char separator : {'-', '/', '.'}) {
      size_t a = word.find(separator);
      if (a == std::string_view::npos) continue;
      size_t b = word.find(separator, a + 1);
      if (b == std::string_view::npos) continue;
      if (uint32_t n = joined(word.substr(0, a), word.substr(a + 1, b - a - 1), word.substr(b + 1),
                              1, a == 4))
        return n;
    }
    if ((w(i + 1) == "-" || w(i + 1) == "/") && w(i + 3) == w(i + 1))
      return joined(word, w(i + 2), w(i + 4), 5, word.size() == 4);
    return 0;
  }

  // 9:30, 9:30 a.m., 9 a.m. (on the day of publication only if the text says nothing else: left as
  // time)
  uint32_t read_clock(uint32_t i) {
    std::string_view word = w(i);
    int hour = -1, minute = 0;
    uint32_t end = i + 1;
    if (size_t colon = word.find(':'); colon <= 2 && word.size() - colon >= 3) {
      auto h = number(word.substr(0, colon)), m = number(word.substr(colon + 1, 2));
      if (!h || !m || *h > 24 || *m > 59) return 0;
      hour = *h;
      minute = *m;
    } else if (auto h = number(word);
               h && *h <= 12 &&
               (w(end) == "a.m." || w(end) == "p.m." || w(end) == "am" || w(end) == "pm")) {
      hour = *h;
    } else {
      return 0;
    }
    if (w(end) == "a.m." || w(end) == "am") {
      hour %= 12;
      ++end;
    } else if (w(end) == "p.m." || w(end) == "pm") {
      hour = hour % 12 + 12;
      ++end;
    }
    if (w(end) == "gmt" || w(end) == "utc" || w(end) == "est" || w(end) == "cet") ++end;
    hour %= 24;
    const std::string clock = {
        'T', static_cast<char>('0' + hour / 10),   static_cast<char>('0' + hour % 10),
        ':', static_cast<char>('0' + minute / 10), static_cast<char>('0' + minute % 10)};
    return add(i, end, TimeType::kTime,
               (anchor_ ? iso_day(*anchor_) : std::string("XXXX-XX-XX")) + clock, true);
  }

  std::string month_value(int month, uint32_t i) const {
    if (!anchor_) return "XXXX-" + iso_month(0, month).substr(5);
    int year = year_of(*anchor_);
    if (future(i)) {
      if (month < month_of(*anchor_)) ++year;
    } else if (month > month_of(*anchor_)) {
      --year;
    }
    return iso_month(year, month);
  }

  std::string day_value(int month, int day, uint32_t i) const {
    const std::string tail = {'-', static_cast<char>('0' + day / 10),
                              static_cast<char>('0' + day % 10)};
    if (!anchor_) return "XXXX-" + iso_month(0, month).substr(5) + tail;
    // The year that brings it nearest: in the past, but for a week's slack or a clause of the
    // future.
    int year = year_of(*anchor_);
    auto at = [&](int y) {
      return valid_date(y, month, day) ? std::optional<Day>(make_day(y, month, day)) : std::nullopt;
    };
    auto here = at(year);
    if (!here) return iso_month(year, month) + tail;
    if (future(i)) {
      if (*here < *anchor_ && at(year + 1)) ++year;
    } else if (*here > *anchor_ + days(7) && at(year - 1)) {
      --year;
    }
    return iso_month(year, month) + tail;
  }

  // A year behind a month or day: "2021", ", 2021". Sets `end` behind it.
  std::optional<int> trailing_year(uint32_t& end) const {
    uint32_t at = w(end) == "," ? end + 1 : end;
    auto year = number(w(at));
    if (!year || w(at).size() != 4 || *year < 1000 || *year > 2200) return std::nullopt;
    end = at + 1;
    return year;
  }

  // 18 July [2021], 18th of July
  uint32_t read_day_month(uint32_t i) {
    auto day = number(w(i));
    if (!day) day = ordinal(w(i));
    if (!day || *day < 1 || *day > 31) return 0;
    uint32_t at = i + 1;
    if (w(at) == "of") ++at;
    int month = month_named(w(at));
    if (!month || (!capital(at) && w(at).size() < 6)) return 0;
    uint32_t end = at + 1;
    if (auto year = trailing_year(end)) {
      if (!valid_date(*year, month, *day)) return 0;
      return add(i, end, TimeType::kDate, iso_day(make_day(*year, month, *day)));
    }
    return add(i, at + 1, TimeType::kDate, day_value(month, *day, i), true);
  }

  // July 18[, 2021]; July 2021; July
  uint32_t read_month(uint32_t i) {
    int month = month_named(w(i));
    if (!month || !capital(i)) return 0;
    uint32_t end = i + 1;
    if (w(end) == ".") ++end;
    auto day = number(w(end));
    if (!day) day = ordinal(w(end));
    if (day && w(end).size() <= 4 && *day >= 1 && *day <= 31) {
      uint32_t after = end + 1;
      if (auto year = trailing_year(after)) {
        if (!valid_date(*year, month, *day)) return 0;
        return add(i, after, TimeType::kDate, iso_day(make_day(*year, month, *day)));
      }
      return add(i, end + 1, TimeType::kDate, day_value(month, *day, i), true);
    }
    uint32_t after = end;
    if (auto year = trailing_year(after))
      return add(i, after, TimeType::kDate, iso_month(*year, month));
    // Alone: "May" and "March" begin sentences and names of people; a preposition or "last" tells.
    std::string_view before = i > 0 ? w(i - 1) : std::string_view();
    bool sure = (month != 5 && month != 3 && kMonths[static_cast<size_t>(month) - 1] == w(i)) ||
                before == "in" || before == "since" || before == "until" || before == "by" ||
                before == "of" || before == "from" || before == "during" || before == "to";
    if (!sure) return 0;
    return add(i, i + 1, TimeType::kDate, month_value(month, i), true);
  }

  uint32_t read_weekday(uint32_t i) {
    int weekday = weekday_named(w(i));
    if (!weekday || !capital(i)) return 0;
    uint32_t end = i + 1;
    // Monday, 18 July 2021: one expression.
    uint32_t date = w(end) == "," ? end + 1 : end;
    size_t before = times_.size();
    uint32_t taken = read_day_month(date);
    if (!taken) taken = read_month(date);
    if (taken) {
      if (times_.size() > before && times_.back().value.size() >= 10) {
        times_.back().first = from_ + i;
        times_.back().span.start = tokens_.start[from_ + i];
        return date + taken - i;
      }
      times_.resize(before);
    }
    std::string_view part = part_of_day(w(end));
    if (!part.empty()) ++end;
    std::string value;
    if (!anchor_) {
      value = "XXXX-WXX-" + std::to_string(weekday);
    } else {
      int back = (weekday_of(*anchor_) - weekday + 7) % 7;
      Day day = *anchor_ - days(back);
      if (future(i) && back != 0) day = day + days(7);
      value = iso_day(day);
    }
    if (!part.empty()) return add(i, end, TimeType::kTime, value + "T" + std::string(part), true);
    return add(i, end, TimeType::kDate, value, true);
  }

  uint32_t read_deictic(uint32_t i) {
    std::string_view word = w(i);
    int shift = 0;
    uint32_t end = i + 1;
    std::string part;
    if (word == "today")
      shift = 0;
    else if (word == "yesterday")
      shift = -1;
    else if (word == "tomorrow")
      shift = 1;
    else if (word == "tonight")
      part = "TNI";
    else if (word == "the" && w(i + 1) == "day" && w(i + 2) == "before" && w(i + 3) == "yesterday")
      shift = -2, end = i + 4;
    else if (word == "the" && w(i + 1) == "day" && w(i + 2) == "after" && w(i + 3) == "tomorrow")
      shift = 2, end = i + 4;
    else if (word == "now" || word == "currently" || word == "nowadays" || word == "presently")
      return add(i, end, TimeType::kDate, "PRESENT_REF");
    else if (word == "recently" || word == "lately" || word == "previously" || word == "formerly")
      return add(i, end, TimeType::kDate, "PAST_REF");
    else
      return 0;
    if (part.empty())
      if (std::string_view p = part_of_day(w(end)); !p.empty()) {
        part = "T" + std::string(p);
        ++end;
      }
    std::string value = anchor_ ? iso_day(*anchor_ + days(shift)) : "XXXX-XX-XX";
    return add(i, end, part.empty() ? TimeType::kDate : TimeType::kTime, value + part, true);
  }

  // last/next/this + weekday, month, season or unit; past N units; N units ago, earlier, later.
  uint32_t read_relative(uint32_t i) {
    uint32_t at = i;
    if (w(at) == "the" || w(at) == "this" || w(at) == "these") {
      if (w(at) == "the") ++at;
    }
    std::string_view word = w(at);
    int shift;
    if (word == "last" || word == "past" || word == "previous" || word == "preceding")
      shift = -1;
    else if (word == "next" || word == "coming" || word == "following" || word == "upcoming")
      shift = 1;
    else if (word == "this" || word == "current")
      shift = 0;
    else if (w(i) == "the" && at == i + 1)
      return 0;
    else
      return read_ago(i);
    uint32_t next = at + 1;
    if (shift != 0 && w(next) == "few") {
      if (const Unit* u = unit_named(w(next + 1)))
        return add(i, next + 2, TimeType::kDuration, duration("X", *u));
      return 0;
    }
    if (auto n = cardinal(w(next)); n && shift != 0) {
      uint32_t unit_at = next + 1;
      if (const Unit* u = unit_named(w(unit_at)))
        return add(i, unit_at + 1, TimeType::kDuration,
                   duration(std::to_string(*n * u->factor), *u));
      return 0;
    }
    uint32_t end = next + 1;
    if (int weekday = weekday_named(w(next)); weekday && capital(next)) {
      if (!anchor_) return add(i, end, TimeType::kDate, "XXXX-WXX-" + std::to_string(weekday));
      int back = (weekday_of(*anchor_) - weekday + 7) % 7;
      Day day = *anchor_ - days(back == 0 && shift < 0 ? 7 : back);
      if (shift > 0) day = day + days(7);
      return add(i, end, TimeType::kDate, iso_day(day), true);
    }
    if (int month = month_named(w(next)); month && capital(next)) {
      if (!anchor_) return add(i, end, TimeType::kDate, "XXXX-" + iso_month(0, month).substr(5));
      int year = year_of(*anchor_);
      if (shift < 0 && month >= month_of(*anchor_)) --year;
      if (shift > 0 && month <= month_of(*anchor_)) ++year;
      return add(i, end, TimeType::kDate, iso_month(year, month), true);
    }
    if (std::string_view s = season(w(next)); !s.empty()) {
      std::string year =
          anchor_
              ? iso_year(year_of(*anchor_) + (shift < 0 && s != "WI" && month_of(*anchor_) < 9 ? -1
                                              : shift > 0                                      ? 1
                                                                                               : 0))
              : "XXXX";
      return add(i, end, TimeType::kDate, year + "-" + std::string(s), true);
    }
    if (w(next) == "weekend") {
      if (!anchor_) return add(i, end, TimeType::kDate, "XXXX-WXX-WE");
      return add(i, end, TimeType::kDate, iso_week(*anchor_ + days(7 * shift)) + "-WE", true);
    }
    if (std::string_view part = part_of_day(w(next));
        !part.empty() && (shift == 0 || (shift < 0 && part == "NI"))) {
      std::string day = anchor_ ? iso_day(*anchor_ + days(shift)) : "XXXX-XX-XX";
      return add(i, end, TimeType::kTime, day + "T" + std::string(part), true);
    }
    const Unit* u = unit_named(w(next));
    if (!u || u->clock || w(next).back() == 's') return 0;
    return add(i, end, TimeType::kDate, shifted(*u, shift), true);
  }

  static std::string duration(const std::string& amount, const Unit& u) {
    return (u.clock ? "PT" : "P") + amount + u.code;
  }

  // The period of this unit that lies `shift` of them from the publication.
  std::string shifted(const Unit& u, int shift) const {
    shift *= u.factor;
    switch (u.code) {
      case 'D':
        return anchor_ ? iso_day(*anchor_ + days(shift)) : "XXXX-XX-XX";
      case 'W':
        return anchor_ ? iso_week(*anchor_ + days(7 * shift)) : "XXXX-WXX";
      case 'Q': {
        if (!anchor_) return "XXXX-QX";
        int q = year_of(*anchor_) * 4 + (month_of(*anchor_) - 1) / 3 + shift;
        return iso_quarter(q / 4, q % 4 + 1);
      }
      case 'M': {
        if (!anchor_) return "XXXX-XX";
        int m = year_of(*anchor_) * 12 + month_of(*anchor_) - 1 + shift;
        return iso_month(m / 12, m % 12 + 1);
      }
      default:
        if (!anchor_) return u.factor == 10 ? "XXX" : u.factor == 100 ? "XX" : "XXXX";
        std::string year = iso_year(year_of(*anchor_) + shift);
        return u.factor == 10 ? year.substr(0, 3) : u.factor == 100 ? year.substr(0, 2) : year;
    }
  }

  // two days ago, a year earlier, three weeks later
  uint32_t read_ago(uint32_t i) {
    uint32_t at = i;
    int amount;
    if (w(at) == "a" || w(at) == "an")
      amount = 1;
    else if (auto n = cardinal(w(at)))
      amount = *n;
    else
      return 0;
    ++at;
    const Unit* u = unit_named(w(at));
    if (!u) return 0;
    ++at;
    int sign;
    if (w(at) == "ago" || w(at) == "earlier" || w(at) == "before")
      sign = -1;
    else if (w(at) == "later" || w(at) == "hence")
      sign = 1;
    else
      return 0;
    if (w(at) == "before" && weekday_named(w(at + 1)) == 0 && w(at + 1) != ",") return 0;
    if (u->clock)
      return add(i, at + 1, TimeType::kTime, anchor_ ? iso_day(*anchor_) : "XXXX-XX-XX", true);
    if (amount > 3000) return 0;
    return add(i, at + 1, TimeType::kDate, shifted(*u, sign * amount), true);
  }

  // the third quarter [of 2008], the first half, the 1990s, the 21st century
  uint32_t read_ordinal_period(uint32_t i) {
    uint32_t at = w(i) == "the" ? i + 1 : i;
    if (auto n = ordinal(w(at)); n && *n >= 1) {
      uint32_t unit_at = at + 1;
      if (w(unit_at) == "-") ++unit_at;
      bool quarter = w(unit_at) == "quarter" && *n <= 4, half = w(unit_at) == "half" && *n <= 2,
           century = w(unit_at) == "century" && *n <= 30;
      if (!quarter && !half && !century) return 0;
      uint32_t end = unit_at + 1;
      if (century) return add(i, end, TimeType::kDate, iso_year((*n - 1) * 100).substr(0, 2));
      uint32_t year_at = w(end) == "of" ? end + 1 : end;
      std::optional<int> year = number(w(year_at));
      bool stated = year && w(year_at).size() == 4;
      if (!stated && half && w(end) != "of") return 0;  // of a match
      std::string y = stated    ? std::string(w(year_at))
                      : anchor_ ? iso_year(year_of(*anchor_))
                                : "XXXX";
      return add(i, stated ? year_at + 1 : end, TimeType::kDate,
                 y + (quarter ? "-Q" : "-H") + std::to_string(*n), !stated);
    }
    std::string_view word = w(at);
    if (word.size() == 5 && word.back() == 's' && word[3] == '0')
      if (auto year = number(word.substr(0, 4)); year && *year >= 1500 && *year <= 2100)
        return add(i, at + 1, TimeType::kDate, std::string(word.substr(0, 3)));
    return 0;
  }

  // every day, each year, daily, weekly, annually, twice a week
  uint32_t read_set(uint32_t i) {
    std::string_view word = w(i);
    if (word == "every" || word == "each") {
      if (int weekday = weekday_named(w(i + 1)); weekday)
        return add(i, i + 2, TimeType::kSet, "XXXX-WXX-" + std::to_string(weekday));
      if (auto n = cardinal(w(i + 1)))
        if (const Unit* u = unit_named(w(i + 2)))
          return add(i, i + 3, TimeType::kSet, duration(std::to_string(*n * u->factor), *u));
      if (const Unit* u = unit_named(w(i + 1)))
        return add(i, i + 2, TimeType::kSet, duration(std::to_string(u->factor), *u));
      return 0;
    }
    if (word == "daily") return add(i, i + 1, TimeType::kSet, "P1D");
    if (word == "weekly") return add(i, i + 1, TimeType::kSet, "P1W");
    if (word == "monthly") return add(i, i + 1, TimeType::kSet, "P1M");
    if (word == "annual" || word == "annually" || word == "yearly")
      return add(i, i + 1, TimeType::kSet, "P1Y");
    if ((word == "once" || word == "twice") && (w(i + 1) == "a" || w(i + 1) == "per"))
      if (const Unit* u = unit_named(w(i + 2)))
        return add(i, i + 3, TimeType::kSet, duration(std::to_string(u->factor), *u));
    return 0;
  }

  // five years, two-day, several months, a decade, half a year
  uint32_t read_amount(uint32_t i) {
    uint32_t at = i;
    std::string amount;
    int n = 0;
    std::string_view word = w(at);
    if (auto value = cardinal(word)) {
      n = *value;
      ++at;
      if (w(at) == "-" && cardinal(w(at + 1)) && n >= 20 && n % 10 == 0) {
        n += *cardinal(w(at + 1));
        at += 2;
      }
    } else if (word == "several" || word == "many" || word == "few") {
      ++at;
      n = -1;
    } else if (word == "a" || word == "an") {
      ++at;
      n = 1;
      if (w(at) == "few" || w(at) == "couple") {
        n = w(at) == "couple" ? 2 : -1;
        ++at;
        if (w(at) == "of") ++at;
      } else if (unit_named(w(at)) &&
                 (w(at) == "second" || w(at) == "day" || w(at) == "quarter" || w(at) == "minute")) {
        return 0;  // "a second term", "a day after": no length of time
      }
    } else {
      return 0;
    }
    if (w(at) == "-") ++at;
    const Unit* u = unit_named(w(at));
    if (!u || (u->word == "second" && w(at) == "second")) return 0;
    uint32_t end = at + 1;
    if (w(end) == "-" && w(end + 1) == "old") return 0;  // an age of a person
    if (w(end) == "old") return 0;
    amount = n < 0 ? "X" : std::to_string(n * u->factor);
    return add(i, end, TimeType::kDuration, duration(amount, *u));
  }

  // 2021 on its own, where a preposition or brackets show that it is a year
  uint32_t read_year(uint32_t i) {
    auto year = number(w(i));
    if (!year || w(i).size() != 4 || *year < 1500 || *year > 2100) return 0;
    std::string_view before = i > 0 ? w(i - 1) : std::string_view();
    for (std::string_view sign :
         {"in",    "since", "until", "by",   "from",    "of",   "during",  "before",
          "after", "to",    "early", "late", "mid",     "(",    "between", "and",
          "the",   "-",     "for",   "year", "through", "till", "mid-"})
      if (before == sign) {
        std::string_view after = w(i + 1);
        if ((before == "the" || before == "of" || before == "to" || before == "and" ||
             before == "for" || before == "by" || before == "from") &&
            !after.empty() && unit_named(after))
          return 0;
        // "of 2000 soldiers": a number, if a plural noun follows directly.
        if ((before == "of" || before == "to" || before == "and" || before == "by" ||
             before == "the" || before == "for") &&
            after.size() > 3 && after.back() == 's' && !capital(i + 1))
          return 0;
        return add(i, i + 1, TimeType::kDate, std::string(w(i)));
      }
    return 0;
  }

  const Text& text_;
  const Tokens& tokens_;
  std::optional<Day> anchor_;
  std::string anchor_text_;
  uint32_t from_ = 0, to_ = 0;
  std::vector<std::string> words_;
  Times times_;
};

}  // namespace

Times find_times(const Text& text, const Tokens& tokens) {
  return Reader(text, tokens).run();
}

}  // namespace dragoman

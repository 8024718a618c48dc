#include <algorithm>
#include <array>
#include <cstdlib>

#include "time/reader.h"

namespace dragoman {

using std::chrono::days;

namespace {

// Orders of the Gregorian calendar are kept; of what is written 3/4/2021 only the reading that
// exists, or the one that is the report's own day.
constexpr int kNearReport = 3;  // days

bool plausible_year(int year) {
  return year >= 1000 && year <= 2200;
}

std::string year_text(int value) {
  return iso_year(value);
}

std::string two(int n) {
  return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

// First day of a month of the Iranian calendar, by the rule of 33 years (right from 1178 to 1633).
std::optional<Day> solar_day(int year, int month, int day) {
  auto leap = [](int y) { return (25 * y + 11) % 33 < 8; };
  if (year < 1178 || year > 1633 || day > (month <= 6 ? 31 : month < 12 || leap(year) ? 30 : 29))
    return std::nullopt;
  Day start = make_day(2021, 3, 21);  // 1 Farvardin 1400
  for (int y = 1400; y < year; ++y) start += days(leap(y) ? 366 : 365);
  for (int y = year; y < 1400; ++y) start -= days(leap(y) ? 366 : 365);
  int before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return start + days(before + day - 1);
}

}  // namespace

// The second day of "3-5 July" stands as a date of its own; its month was read with the first.
TimeReader::Reading TimeReader::pending(uint32_t i) const {
  if (pending_.piece != i) return {};
  std::string value = pending_.prefix + two(at(i).number);
  uint32_t end = i + 1;
  if (Year y = year_after(end); y && value.size() == 10) end = y.end;
  return pending_.anchored ? anchored(end, std::move(value)) : made(end, std::move(value));
}

// 2021-07-18 with or without a time; 18/07/2021, 18.07.2021.
TimeReader::Reading TimeReader::numeric_date(uint32_t i, int weekday) const {
  const char separator = kind(i + 1);
  if (separator != '-' && separator != '/' && separator != '.') return {};
  if (kind(i + 2) != 'd' || !at(i + 1).glued || !at(i + 2).glued || glued_number(i)) return {};
  const int a = at(i).number, b = at(i + 2).number;
  if (kind(i + 3) != separator || !at(i + 3).glued || kind(i + 4) != 'd' || !at(i + 4).glued) {
    // 2021-07; "2010-11" are two years
    if (separator == '-' && at(i).length() == 4 && at(i + 2).length() == 2 && b >= 1 && b <= 12 &&
        a >= 1900 && a <= 2100 && a % 100 >= b && !at(i + 3).glued)
      return made(i + 3, iso_month(a, b));
    if (separator == '/' && at(i).length() <= 2 && at(i + 2).length() == 4 && a >= 1 && a <= 12 &&
        b >= 1900 && b <= 2100)
      return made(i + 3, iso_month(b, a));
    return {};
  }
  const int c = at(i + 4).number;
  const uint32_t end = i + 5;
  if (at(end).glued && (kind(end) == separator || kind(end) == 'd') && kind(end + 1) == 'd')
    return {};  // a number of something
  if (at(i).length() == 4) {
    if (!plausible_year(a) || !valid_date(a, b, c)) return {};
    // 1402/05/12 is of the Iranian calendar or of that of the moon: which, it does not say.
    if (a < 1500) return made(end, "XXXX-XX-XX");
    std::string day = iso_day(make_day(a, b, c));
    if (is(end, "t") && at(end).glued && kind(end + 1) == 'd' && kind(end + 2) == ':' &&
        kind(end + 3) == 'd' && at(end + 1).number < 24 && at(end + 3).number < 60) {
      std::string clock = "T" + two(at(end + 1).number) + ":" + two(at(end + 3).number);
      uint32_t behind = end + 4;
      if (kind(behind) == ':' && kind(behind + 1) == 'd') behind += 2;
      std::string offset;
      if (uint32_t z = zone(behind, offset); z && at(behind).glued) behind = z;
      return made(behind, day + clock + offset, TimeType::kTime);
    }
    return made(end, std::move(day));
  }
  int year = c;
  if (at(i + 4).length() == 2 && separator != '.') {
    year += 2000;
    if (year > (anchor_ ? year_of(*anchor_) + 20 : 2050)) year -= 100;
  } else if (at(i + 4).length() != 4 || !plausible_year(year)) {
    return {};
  }
  const bool day_first = valid_date(year, b, a), month_first = valid_date(year, a, b);
  if (!day_first && !month_first) return {};
  if (year < 1500) return made(end, "XXXX-XX-XX");
  if (day_first && month_first && a != b) {
    Day d = make_day(year, b, a), m = make_day(year, a, b);
    if (weekday != 0 && (weekday_of(d) == weekday) != (weekday_of(m) == weekday))
      return made(end, iso_day(weekday_of(d) == weekday ? d : m));
    auto near = [&](Day day) {
      return anchor_ && std::abs((day - *anchor_).count()) <= kNearReport;
    };
    if (near(d) != near(m)) return made(end, iso_day(near(d) ? d : m));
    return made(end, year_text(year));  // as far as it is certain
  }
  return made(end, iso_day(day_first ? make_day(year, b, a) : make_day(year, a, b)));
}

// The end behind a month's name and its full stop; 0 if there is none.
uint32_t TimeReader::month_at(uint32_t i, int& month) const {
  const TimeWord& w = word(i);
  if (!w.month || !(at(i).capital || (at(i).length() > 5 && !w.abbreviated))) return 0;
  month = w.month;
  return w.abbreviated && kind(i + 1) == '.' && at(i + 1).glued ? i + 2 : i + 1;
}

// 3, 3rd, third, twenty-third; 0 if none or no day of a month.
uint32_t TimeReader::day_at(uint32_t i, int& day) const {
  if (kind(i) == 'd') {
    if (at(i).length() > 2 || at(i).number < 1 || at(i).number > 31) return 0;
    day = at(i).number;
    if (kind(i + 1) == 'w' && at(i + 1).glued)
      return any(i + 1, {"st", "nd", "rd", "th"}) ? i + 2 : 0;
    return i + 1;
  }
  if (word(i).ordinal) {
    day = word(i).ordinal;
    return i + 1;
  }
  if (word(i).cardinal == 20 || word(i).cardinal == 30) {
    uint32_t next = kind(i + 1) == '-' ? i + 2 : i + 1;
    if (int n = word(next).ordinal; n >= 1 && n <= 9 && word(i).cardinal + n <= 31) {
      day = word(i).cardinal + n;
      return next + 1;
    }
  }
  return 0;
}

// A year that goes with the month or day in front: "2021", ", 2021", "of 2021", "'21", "last year",
// "of the same year".
TimeReader::Year TimeReader::year_after(uint32_t i) const {
  if (kind(i) == ',') ++i;
  if (is(i, "of")) ++i;
  const TimePiece& p = at(i);
  if (p.kind == 'd' && p.length() == 4 && plausible_year(p.number) &&
      !(at(i + 1).glued && (kind(i + 1) == ':' || kind(i + 1) == '.') && kind(i + 2) == 'd') &&
      !(kind(i + 1) == ',' && kind(i + 2) == 'd' && at(i + 2).glued) &&
      !(p.glued && kind(i - 1) != ',' && kind(i - 1) != '-') && !word(i + 1).unit &&
      word(i + 1).zone.empty() && !any(i + 1, {"hours", "hrs"}))
    return {i + 1, p.number, false, {}};
  if (p.kind == '\'' && kind(i + 1) == 'd' && at(i + 1).glued && at(i + 1).length() == 2 &&
      !is(i + 2, "s"))
    return {i + 2, 2000 + at(i + 1).number - (at(i + 1).number > 50 ? 100 : 0), false, {}};
  if (word(i).cardinal >= 2 && i > 0)
    if (Reading spelled = spelled_year(i))
      return {spelled.end, std::atoi(spelled.value.c_str()), false, {}};
  if (is(i, "the")) ++i;
  if (word(i + 1).unit && is(i + 1, "year")) {
    if (any(i, {"same", "that"})) {
      const Mention* m = mentioned('Y');
      if (m) return {i + 2, year_of(m->day), false, m->value};
      return {i + 2, 0, true, {}};
    }
    int shift = any(i, {"last", "previous"}) ? -1 : is(i, "this") ? 0 : is(i, "next") ? 1 : 2;
    if (shift < 2) return {i + 2, anchor_ ? year_of(*anchor_) + shift : 0, !anchor_, anchor_text_};
  }
  return {};
}

// "from July 3 to 9 August 2021", "in March and April 2019": the year of the end of the range.
TimeReader::Year TimeReader::year_beyond(uint32_t i, int month) const {
  if (!range_mark(i) && !is(i, "and")) return {};
  ++i;
  int day = 0, other = 0;
  if (uint32_t d = day_at(i, day)) i = is(d, "of") ? d + 1 : d;
  i = month_at(i, other);
  if (!i) return {};
  if (uint32_t d = day == 0 ? day_at(i, day) : 0) i = d;
  Year y = year_after(i);
  if (y && !y.open && other < month) --y.value;
  return y;
}

bool TimeReader::range_mark(uint32_t i) const {
  return kind(i) == '-' || any(i, {"to", "until", "till", "through"});
}

// 18 July [2021], 18th of July, the third of May; the first day of "3-5 July".
TimeReader::Reading TimeReader::day_first(uint32_t i, int weekday) {
  const bool the = is(i, "the");
  if (the) ++i;
  int day = 0, month = 0;
  uint32_t end = day_at(i, day);
  if (!end || (kind(i) == 'd' && glued_number(i))) return {};
  if (the && kind(i) == 'd' && end == i + 1) return {};  // "the 3 May summit"
  if (range_mark(end) || is(end, "and")) {
    int last = 0;
    if (uint32_t second = day_at(end + 1, last);
        second && last > day && kind(i) == 'd' &&
        (!is(end, "and") || before(i, {"on", "between", "of", "the"}))) {
      uint32_t m = month_at(is(second, "of") ? second + 1 : second, month);
      if (m) {
        Year y = year_after(m);
        if (y && !y.open && valid_date(y.value, month, day))
          return made(end, iso_day(make_day(y.value, month, day)));
        if (!y) return anchored(end, day_value(month, day, 0, i, m));
      }
    }
  }
  // the 15th of last month
  if (is(end, "of") && any(end + 1, {"this", "last", "next"}) && is(end + 2, "month")) {
    if (!anchor_) return made(end + 3, "XXXX-XX-" + two(day));
    const int shift = is(end + 1, "last") ? -1 : is(end + 1, "next") ? 1 : 0;
    Day in = add_months(make_day(year_of(*anchor_), month_of(*anchor_), 1), shift);
    if (!valid_date(year_of(in), month_of(in), day)) return {};
    return anchored(end + 3, iso_day(make_day(year_of(in), month_of(in), day)));
  }
  if (kind(end) == '-' && at(end).glued) ++end;
  if (is(end, "of")) ++end;
  end = month_at(end, month);
  if (!end) return {};
  Year y =
      year_after(kind(end) == '-' && at(end).glued && at(end + 1).length() == 4 ? end + 1 : end);
  if (!y) {
    y = year_beyond(end, month);
    y.end = end;
    if (!y.value) y = {};
  }
  if (y && !y.open) {
    if (!valid_date(y.value, month, day)) return {};
    Reading r = made(y.end, iso_day(make_day(y.value, month, day)));
    r.anchor = y.anchor;
    return r;
  }
  if (day > 29 && !valid_date(2020, month, day)) return {};
  return anchored(y ? y.end : end, day_value(month, day, weekday, i, end));
}

// July 18[, 2021]; July 18-20; July 2021.
TimeReader::Reading TimeReader::month_first(uint32_t i, int weekday) {
  int month = 0, day = 0;
  uint32_t end = month_at(i, month);
  if (!end) return {};
  uint32_t d = is(end, "the") ? end + 1 : end;
  uint32_t behind = day_at(d, day);
  // "July 18 people", "May 10 percent" cannot be told; "July 10:30" can, and "July 2.5".
  if (behind && kind(d) == 'd' && at(behind).glued && kind(behind + 1) == 'd' &&
      (kind(behind) == ':' || kind(behind) == '.'))
    behind = 0;
  if (behind && !(kind(d) == 'd' && at(d).glued)) {
    int last = 0;
    uint32_t second = range_mark(behind) || (is(behind, "and") &&
                                             (before(i, {"between"}) || clause_ends(behind + 2)))
                          ? day_at(behind + 1, last)
                          : 0;
    int other = 0;
    if (second && kind(behind + 1) == 'd' && last > day &&
        !month_at(is(second, "of") ? second + 1 : second, other) && !word(second).unit) {
      Year y = year_after(second);
      std::string value;
      if (y && !y.open) {
        if (!valid_date(y.value, month, day) || !valid_date(y.value, month, last)) return {};
        value = iso_day(make_day(y.value, month, day));
      } else {
        value = day_value(month, day, 0, i, behind);
      }
      pending_.piece = behind + 1;
      pending_.prefix = value.substr(0, value.size() - 2);
      pending_.anchored = !y;
      return y ? made(behind, std::move(value)) : anchored(behind, std::move(value));
    }
    Year y = year_after(behind);
    if (!y) {
      y = year_beyond(behind, month);
      y.end = behind;
      if (!y.value) y = {};
    }
    if (y && !y.open) {
      if (!valid_date(y.value, month, day)) return {};
      Reading r = made(y.end, iso_day(make_day(y.value, month, day)));
      r.anchor = y.anchor;
      return r;
    }
    if (!valid_date(2020, month, day)) return {};
    return anchored(y ? y.end : behind, day_value(month, day, weekday, i, behind));
  }
  if (weekday != 0) return {};
  if (Year y = year_after(end)) {
    Reading r = made(y.end, y.open ? "XXXX-" + two(month) : iso_month(y.value, month));
    r.anchor = y.anchor;
    return r;
  }
  return month_alone(i);
}

// "May" and "March" begin sentences, "Jan", "April", "June", "August" are names of people, too.
bool TimeReader::month_is_sure(uint32_t i) const {
  const TimeWord& w = word(i);
  int month = 0;
  uint32_t end = month_at(i, month);
  const bool strong = before(i, {"in", "since", "until", "during", "early", "late", "mid", "-",
                                 "last", "this", "next", "till", "between", "mid-"});
  if (w.abbreviated) return strong && !name_follows(end) && at(i).length() < end - i + 5;
  const bool weak =
      before(i, {"by", "of", "from", "to", "before", "after", "through", "and", "for", "or"});
  if (month == 5 || month == 3)
    return strong || (weak && (kind(end) != 'w' || range_mark(end) || is(end, "and")));
  return strong || weak || !name_follows(end);
}

TimeReader::Reading TimeReader::month_alone(uint32_t i) {
  int month = 0;
  uint32_t end = month_at(i, month);
  if (!end || !month_is_sure(i)) return {};
  if (Year y = year_beyond(end, month); y && !y.open) return made(end, iso_month(y.value, month));
  return anchored(end, month_value(month, i, end));
}

TimeReader::Reading TimeReader::weekday(uint32_t i) {
  const TimeWord& w = word(i);
  if (!w.weekday || !at(i).capital) return {};
  uint32_t end = i + 1;
  if (kind(end) == '.' && w.abbreviated && at(end).glued) ++end;
  if (w.abbreviated && end == i + 1 && kind(end) != ',' && kind(end) != 'd' && kind(i - 1) != '(')
    return {};  // "Mon", "Wed" are names
  if (i > 0 && at(i - 1).capital &&
      any(i - 1, {"black", "good", "bloody", "ash", "palm", "easter", "holy", "maundy", "super"}))
    return {};
  if (at(end).capital &&
      any(end, {"times", "telegraph", "express", "mail", "mirror", "herald", "star", "tribune",
                "post", "world", "independent", "mosque", "morning"}) &&
      (!is(end, "morning") || at(end + 1).capital))
    return {};  // newspapers
  const std::string open = "XXXX-WXX-" + std::to_string(w.weekday);
  // "Wednesdays blast" has only lost its apostrophe.
  if (w.plural && clause_ends(end)) return made(end, open, TimeType::kSet);
  // Monday, 18 July 2021; Monday (July 18): one expression.
  uint32_t next = kind(end) == ',' || kind(end) == '(' ? end + 1 : end;
  if (is(next, "the")) ++next;
  Reading r = day_first(next, w.weekday);
  if (!r) r = month_first(next, w.weekday);
  if (!r && kind(next) == 'd') r = numeric_date(next, w.weekday);
  if (r && r.value.size() >= 10) {
    if (kind(end) == '(' && kind(r.end) == ')') ++r.end;
    return r;
  }
  pending_.piece = UINT32_MAX;
  // Monday the 18th
  int day = 0;
  if (is(end, "the"))
    if (uint32_t behind = day_at(end + 1, day); behind && behind > end + 2 && !word(behind).unit)
      return anchored(behind, day_of_month(day, i, end));
  // Friday last week, Monday of next week
  uint32_t of = is(end, "of") ? end + 1 : end;
  if (is(of + 1, "week") && any(of, {"last", "this", "next"})) {
    if (!anchor_) return made(of + 2, open);
    int weeks = is(of, "last") ? -1 : is(of, "next") ? 1 : 0;
    return anchored(of + 2,
                    iso_day(*anchor_ - days(weekday_of(*anchor_) - w.weekday) + days(7 * weeks)));
  }
  const TimeWord& part = word(end);
  if (!part.part.empty()) {
    if (part.plural) return made(end + 1, open + "T" + std::string(part.part), TimeType::kSet);
    return anchored(end + 1, weekday_value(w.weekday, i, end + 1) + "T" + std::string(part.part),
                    TimeType::kTime);
  }
  return anchored(end, weekday_value(w.weekday, i, end));
}

// the first Monday of September, the last Friday in next month
TimeReader::Reading TimeReader::nth_weekday(uint32_t i) {
  const uint32_t a = is(i, "the") ? i + 1 : i;
  const int n = is(a, "last") ? 5 : word(a).ordinal;
  const TimeWord& w = word(a + 1);
  if (n < 1 || n > 5 || !w.weekday || w.plural || !any(a + 2, {"of", "in"})) return {};
  const uint32_t inner = is(a + 3, "the") ? a + 4 : a + 3;
  Reading month = relative(inner);
  if (!month) month = month_first(inner, 0);
  pending_.piece = UINT32_MAX;
  // The month must be known with its year: 2021-09.
  if (!month || month.value.size() != 7 || !parse_day(month.value + "-01"))
    return month.value.starts_with("XXXX") ? made(month.end, month.value) : Reading{};
  Day day = *parse_day(month.value + "-01");
  const int in = month_of(day);
  day += days((w.weekday - weekday_of(day) + 7) % 7 + 7 * (n - 1));
  if (n == 5 && month_of(day) != in && is(a, "last")) day -= days(7);
  if (month_of(day) != in) return {};
  month.value = iso_day(day);
  return month;
}

// Feasts that fall on the same day everywhere. The others of a calendar of the moon, and those that
// lands keep on days of their own, are left alone.
TimeReader::Reading TimeReader::holiday(uint32_t i) const {
  if (!at(i).capital) return {};
  int month = 0, day = 0;
  uint32_t end = i;
  if (is(i, "christmas")) {
    month = 12, day = 25, end = i + 1;
    if (is(end, "eve") && at(end).capital)
      day = 24, ++end;
    else if (is(end, "day") && at(end).capital)
      ++end;
    else if (at(end).capital && kind(end) == 'w')
      return {};  // Christmas Island
  } else if (is(i, "new") && is(i + 1, "year") && at(i + 1).capital && kind(i + 2) == '\'' &&
             is(i + 3, "s")) {
    if (is(i + 4, "eve"))
      month = 12, day = 31, end = i + 5;
    else if (is(i + 4, "day"))
      month = 1, day = 1, end = i + 5;
  }
  if (end == i || plural_noun(end)) return {};
  if (Year y = year_after(end); y && !y.open)
    return made(y.end, iso_day(make_day(y.value, month, day)));
  return anchored(end, day_value(month, day, 0, i, end));
}

TimeReader::Reading TimeReader::deictic(uint32_t i) const {
  int shift = 0;
  uint32_t end = i + 1;
  std::string part;
  if (i > 0 && at(i).capital && at(i - 1).capital && kind(i - 1) == 'w') return {};  // "USA Today"
  if (is(i, "today"))
    shift = 0;
  else if (is(i, "yesterday"))
    shift = -1;
  else if (is(i, "tomorrow"))
    shift = 1;
  else if (is(i, "tonight"))
    part = "TNI";
  else if (is(i, "the") && is(i + 1, "day") && any(i + 2, {"before", "after"}) &&
           any(i + 3, {"yesterday", "tomorrow"}))
    shift = is(i + 3, "yesterday") ? -2 : 2, end = i + 4;
  else if (any(i, {"now", "currently", "nowadays", "presently"}) &&
           !(kind(end) == '-' && at(end).glued))
    return made(end, "PRESENT_REF");
  else if (any(i, {"recently", "lately", "previously"}))
    return made(end, "PAST_REF");
  else if (is(i, "more") && any(i + 1, {"recently"}))
    return made(end + 1, "PAST_REF");
  else if (is(i, "soon") && !before(i, {"as", "too", "how"}) && !any(end, {"as", "after"}) &&
           !(kind(end) == '-' && at(end).glued))
    return made(end, "FUTURE_REF");
  else
    return {};
  if (part.empty() && !word(end).part.empty() && !word(end).plural) {
    part = "T" + std::string(word(end).part);
    ++end;
  }
  std::string value = anchor_ ? iso_day(*anchor_ + days(shift)) : "XXXX-XX-XX";
  return anchored(end, value + part, part.empty() ? TimeType::kDate : TimeType::kTime);
}

// these days, recent years, the coming weeks, in the past, the near future: no length, no date.
TimeReader::Reading TimeReader::vague(uint32_t i) const {
  if (is(i, "these") && is(i + 1, "days")) return made(i + 2, "PRESENT_REF");
  uint32_t a = is(i, "the") ? i + 1 : i;
  const TimeWord& noun = word(a + 1);
  if (noun.unit && noun.plural) {
    if (is(a, "recent")) return made(a + 2, "PAST_REF");
    if (any(a, {"past", "previous", "last"}) && clause_ends(a + 2)) return made(a + 2, "PAST_REF");
    if (any(a, {"coming", "next"})) return made(a + 2, "FUTURE_REF");
  }
  if (a == i) return {};
  if (is(a + 1, "of")) return {};
  if (is(a, "future") && clause_ends(a + 1)) return made(a + 1, "FUTURE_REF");
  if (is(a, "weekend") && !plural_noun(a + 1) && !is(a + 1, "of"))
    return anchored(a + 1, weekend_value(i, a + 1));
  if (any(a, {"near", "foreseeable", "immediate"}) && is(a + 1, "future"))
    return made(a + 2, "FUTURE_REF");
  if (is(a, "past") && clause_ends(a + 1) && before(i, {"in", "of", "from"}))
    return made(a + 1, "PAST_REF");
  return {};
}

// last/next/this + weekday, month, season or unit; the past N units; this year's third quarter.
TimeReader::Reading TimeReader::relative(uint32_t i) const {
  uint32_t at_word = is(i, "the") ? i + 1 : i;
  const bool the = at_word != i;
  if (is(i, "this") && at(i).capital && at(i + 1).capital && i > 0 && at(i - 1).capital)
    return {};  // a broadcast: "Good Day This Morning"
  if (is(i, "this") && any(i + 1, {"past", "last", "coming", "next", "current"})) ++at_word;
  int shift = 0;
  if (any(at_word, {"last", "past"}))
    shift = -1;
  else if (any(at_word, {"next", "coming", "upcoming"}))
    shift = 1;
  else if (!any(at_word, {"this", "current"}) || (the && !is(at_word, "current")))
    return {};
  const uint32_t next = at_word + 1, end = next + 1;
  if (shift != 0 || is(at_word, "current")) {
    if (Amount a = amount_at(next); a && (kind(next) == 'd' || word(next).cardinal >= 0 ||
                                          any(next, {"few", "several", "couple", "many", "half"})))
      return made(a.end, duration_value(a), TimeType::kDuration);
    if (is(next, "half") && is(end, "of")) {
      Year y = year_after(end + 1);
      if (y && shift < 0) return made(y.end, y.open ? "XXXX-H2" : year_text(y.value) + "-H2");
    }
  }
  const TimeWord& noun = word(next);
  if (noun.weekday && at(next).capital && !noun.abbreviated) {
    if (!anchor_) return made(end, "XXXX-WXX-" + std::to_string(noun.weekday));
    int back = (weekday_of(*anchor_) - noun.weekday + 7) % 7;
    Day day = *anchor_ - days(back == 0 && shift < 0 ? 7 : back);
    // "this Friday" is to come, unless it is told as past on one of the days after it.
    if (shift > 0 || (shift == 0 && back != 0 && (back > 2 || tense(i, end) != Tense::kPast)))
      day += days(7);
    std::string part;
    if (!word(end).part.empty() && !word(end).plural) part = "T" + std::string(word(end).part);
    return anchored(part.empty() ? end : end + 1, iso_day(day) + part,
                    part.empty() ? TimeType::kDate : TimeType::kTime);
  }
  if (int month = 0; uint32_t behind = month_at(next, month)) {
    if (!anchor_) return made(behind, "XXXX-" + two(month));
    // "last June" in July may be the one just past or that of the year before.
    int year = year_of(*anchor_), now = month_of(*anchor_);
    if (shift < 0 && month == (now + 10) % 12 + 1 && word(next).month) {
      if (!year_after(behind)) return made(behind, "XXXX-" + two(month));
    }
    if (shift < 0 && month >= now) --year;
    if (shift > 0 && month <= now) ++year;
    if (Year y = year_after(behind); y && shift == 0) return {};
    int day = 0;
    if (uint32_t d = day_at(behind, day); d && valid_date(year, month, day))
      return anchored(d, iso_day(make_day(year, month, day)));
    return anchored(behind, iso_month(year, month));
  }
  if (!noun.season.empty() && !(is(next, "fall") && plural_noun(end))) {
    if (!anchor_) return made(end, "XXXX-" + std::string(noun.season));
    // Seasons counted from the spring of the year 0; winter begins with December.
    auto index = [](std::string_view s) {
      return s == "SP" ? 0 : s == "SU" ? 1 : s == "FA" ? 2 : 3;
    };
    const int now = year_of(*anchor_) * 12 + month_of(*anchor_) - 3;  // months since March of 0
    const int current = (now < 0 ? 0 : now) / 3, wanted = index(noun.season);
    int year = current / 4, running = current % 4;
    if (shift < 0 && wanted >= running) --year;
    if (shift > 0 && wanted <= running) ++year;
    return anchored(end, iso_year(year) + "-" + std::string(noun.season));
  }
  if (is(next, "weekend")) {
    if (!anchor_) return made(end, "XXXX-WXX-WE");
    if (shift == 0) {
      bool over = weekday_of(*anchor_) < 4 && tense(i, end) == Tense::kPast;
      return anchored(end, iso_week(*anchor_ - days(over ? 7 : 0)) + "-WE");
    }
    return anchored(end, iso_week(*anchor_ + days(7 * shift)) + "-WE");
  }
  if (!noun.part.empty() && !noun.plural && (shift == 0 || (shift < 0 && noun.part == "NI"))) {
    std::string day = anchor_ ? iso_day(*anchor_ + days(shift)) : "XXXX-XX-XX";
    return anchored(end, day + "T" + std::string(noun.part), TimeType::kTime);
  }
  if (is(next, "fiscal") && is(end, "year")) return made(end + 1, "XXXX");
  const TimeUnit* u = noun.unit;
  if (!u || u->clock || noun.plural) return {};
  // "the next day" is that after what is told, "to this day" is no day.
  if (u->code == 'D' && (shift != 0 || before(i, {"to"}))) return {};
  if (u->code == 'Y' && u->factor > 1 && is(at_word, "past"))
    return made(end, "P" + std::to_string(u->factor) + "Y", TimeType::kDuration);
  // this year's third quarter
  if (u->code == 'Y' && u->factor == 1 && kind(end) == '\'' && is(end + 1, "s") &&
      word(end + 2).ordinal && is(end + 3, "quarter") && word(end + 2).ordinal <= 4)
    return anchored(end + 4, (anchor_ ? year_text(year_of(*anchor_) + shift) : "XXXX") + "-Q" +
                                 std::to_string(word(end + 2).ordinal));
  return anchored(end, shifted(*u, shift, anchor_));
}

// the same day, that year, the previous day, the following month, the day before: by the date
// mentioned last; left open where there is none.
TimeReader::Reading TimeReader::reference(uint32_t i) const {
  uint32_t a = is(i, "the") || (is(i, "that") && is(i + 1, "same")) ? i + 1 : i;
  int shift = 0;
  uint32_t noun_at = a + 1;
  const bool the = is(i, "the");
  if (the && is(a, "day") && any(a + 1, {"before", "after", "earlier", "later"}) &&
      clause_ends(a + 2) && !any(a + 2, {"the", "a", "an", "his", "her", "its", "their", "this"})) {
    shift = any(a + 1, {"before", "earlier"}) ? -1 : 1;
    noun_at = a;
  } else if (is(a, "same") || (is(a, "that") && a == i)) {
    shift = 0;
  } else if (any(a, {"previous", "preceding", "prior"})) {
    shift = -1;
  } else if (is(a, "following")) {
    shift = 1;
  } else if (is(a, "next") && is(noun_at, "day")) {
    shift = 1;
  } else {
    return {};
  }
  const TimeWord& noun = word(noun_at);
  uint32_t end = noun_at == a ? a + 2 : noun_at + 1;
  if (noun.weekday && at(noun_at).capital && !noun.plural && shift != 0) {
    const Mention* m = mentioned('D');
    if (!m) {
      if (!anchor_ || shift > 0) return made(end, "XXXX-WXX-" + std::to_string(noun.weekday));
      int back = (weekday_of(*anchor_) - noun.weekday + 6) % 7 + 1;
      return anchored(end, iso_day(*anchor_ - days(back)));
    }
    int away = shift < 0 ? -((weekday_of(m->day) - noun.weekday + 6) % 7 + 1)
                         : (noun.weekday - weekday_of(m->day) + 6) % 7 + 1;
    Reading r = made(end, iso_day(m->day + days(away)));
    r.anchor = m->value;
    return r;
  }
  if (noun.plural) return {};
  std::string part;
  if (!noun.part.empty() && noun_at != a) part = "T" + std::string(noun.part);
  if (!noun.unit && part.empty()) return {};
  if (noun.unit && noun.unit->clock) return {};
  // A week, month or year needs no more than a date as fine; a day or a part of it needs a day.
  static const TimeUnit kDay = {"day", 'D', false, 1};
  const TimeUnit& unit = part.empty() ? *noun.unit : kDay;
  const Mention* m = mentioned(unit.code, is(a, "same"));
  // the same month last year
  if (shift == 0 && (unit.code == 'M' || unit.code == 'Q') && part.empty())
    if (Year y = year_after(end); y && !y.open) {
      Reading r = made(
          y.end, m ? shifted(unit, 0, make_day(y.value, month_of(m->day), 1)) : year_text(y.value));
      r.anchor = m ? m->value : y.anchor;
      return r;
    }
  if (!m && shift < 0 && anchor_ && unit.code != 'D')
    return anchored(end, shifted(unit, shift, anchor_));
  std::string value = shifted(unit, shift, m ? std::optional<Day>(m->day) : std::nullopt);
  Reading r = made(end, value + part, part.empty() ? TimeType::kDate : TimeType::kTime);
  if (m) r.anchor = m->value;
  return r;
}

// the third quarter [of 2008], the first half of last year, the 21st century, Q3 2021
TimeReader::Reading TimeReader::ordinal_period(uint32_t i) const {
  if (is(i, "q") && at(i).capital && kind(i + 1) == 'd' && at(i + 1).glued &&
      at(i + 1).length() == 1 && at(i + 1).number >= 1 && at(i + 1).number <= 4) {
    Year y = year_after(i + 2);
    if (!y) return {};
    return made(y.end, (y.open ? std::string("XXXX") : year_text(y.value)) + "-Q" +
                           std::to_string(at(i + 1).number));
  }
  uint32_t a = is(i, "the") ? i + 1 : i;
  // the 1988 third quarter
  Year stated;
  if (a != i && kind(a) == 'd' && at(a).length() == 4 && word(a + 1).ordinal) {
    stated = {a + 1, at(a).number, false, {}};
    ++a;
  }
  int n = 0;
  uint32_t noun = kind(a) == 'd' || word(a).ordinal || word(a).cardinal == 20 ? day_at(a, n) : 0;
  if (!noun || (kind(a) == 'd' && noun == a + 1)) return {};
  if (kind(noun) == '-') ++noun;
  uint32_t end = noun + 1;
  if (any(noun, {"century"})) {
    if (n < 1 || n > 30) return {};
    return made(end, iso_year((n - 1) * 100).substr(0, 2));
  }
  const bool quarter = is(noun, "quarter") && n <= 4, half = is(noun, "half") && n <= 2;
  if (!quarter && !half) return {};
  if (Year y = year_after(end)) stated = y;
  // The first half of a match, a quarter of the people.
  if (!stated && half &&
      !(is(end, "of") && any(end + 1, {"this", "the", "next", "last"}) && any(end + 2, {"year"})))
    return {};
  const std::string tail = (quarter ? "-Q" : "-H") + std::to_string(n);
  if (stated) {
    Reading r = made(std::max(stated.end, end),
                     (stated.open ? std::string("XXXX") : year_text(stated.value)) + tail);
    r.anchor = stated.anchor;
    return r;
  }
  if (half && is(end, "of")) end += 3;
  if (!anchor_) return made(end, "XXXX" + tail);
  int year = year_of(*anchor_);
  Tense told = tense(i, end);
  if (quarter && n > (month_of(*anchor_) - 1) / 3 + 1 &&
      (told == Tense::kPast || told == Tense::kUnknown))
    --year;  // it has not begun
  return anchored(end, year_text(year) + tail);
}

// 2020 May 3
TimeReader::Reading TimeReader::year_first(uint32_t i) {
  const int year = at(i).number;
  int month = 0, day = 0;
  if (at(i).length() != 4 || year < 1500 || year > 2100 || glued_number(i)) return {};
  uint32_t end = month_at(i + 1, month);
  end = end ? day_at(end, day) : 0;
  if (!end || year_after(end) || !valid_date(year, month, day)) return {};
  return made(end, iso_day(make_day(year, month, day)));
}

// the 1990s, the '80s, the nineties
TimeReader::Reading TimeReader::decade(uint32_t i) const {
  uint32_t a = is(i, "the") ? i + 1 : i;
  if (kind(a) == 'd' && at(a).length() == 4 && at(a).number % 10 == 0 && is(a + 1, "s") &&
      at(a + 1).glued && at(a).number >= 1500 && at(a).number <= 2100)
    return made(a + 2, year_text(at(a).number).substr(0, 3));
  const bool apostrophe = kind(a) == '\'';
  uint32_t d = apostrophe ? a + 1 : a;
  if ((apostrophe || a != i) && kind(d) == 'd' && at(d).length() == 2 && at(d).number % 10 == 0 &&
      is(d + 1, "s") && at(d + 1).glued && at(d).number >= 20)
    return made(d + 2, "19" + std::string(1, static_cast<char>('0' + at(d).number / 10)));
  constexpr std::array<std::string_view, 8> kDecades = {
      "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"};
  if (a != i || before(i, {"early", "mid", "late", "-"}))
    for (size_t n = 1; n < kDecades.size(); ++n)
      if (is(a, kDecades[n])) return made(a + 1, "19" + std::to_string(n + 2));
  return {};
}

// the summer of 1994, summer 2021, in the spring
TimeReader::Reading TimeReader::season(uint32_t i) const {
  uint32_t a = is(i, "the") ? i + 1 : i;
  const TimeWord& w = word(a);
  if (w.season.empty() || (a == i && is(i, "may"))) return {};
  if (Year y = year_after(a + 1); y && !(a == i && kind(a + 1) == ',')) {
    Reading r = made(
        y.end, (y.open ? std::string("XXXX") : year_text(y.value)) + "-" + std::string(w.season));
    r.anchor = y.anchor;
    return r;
  }
  // The fall of a city and the springs of a well are none; nor is a summer camp.
  if (!before(i, {"in", "during", "by", "since", "until", "over", "through", "late", "early"}))
    return {};
  if (is(a + 1, "of") || at(a).capital != (a == 0) || (is(a, "fall") && a == i)) return {};
  if (!clause_ends(a + 1)) return {};
  // "in summer" without an article and a tense: in every one
  if (a == i && tense(i, a + 1) == Tense::kUnknown)
    return made(a + 1, "XXXX-" + std::string(w.season));
  return anchored(a + 1, season_value(w.season, i, a + 1));
}

// fiscal 2021, fiscal year 2021-22, FY2021: what a fiscal year covers differs from land to land.
TimeReader::Reading TimeReader::fiscal(uint32_t i) const {
  uint32_t a = i;
  if (is(a, "fiscal") || is(a, "financial")) {
    ++a;
    if (is(a, "year")) ++a;
  } else if (is(a, "fy")) {
    ++a;
  } else {
    return {};
  }
  if (kind(a) != 'd' || at(a).length() != 4 || !plausible_year(at(a).number)) return {};
  uint32_t end = a + 1;
  if ((kind(end) == '-' || kind(end) == '/') && kind(end + 1) == 'd' && at(end + 1).glued) end += 2;
  return made(end, "FY" + year_text(at(a).number));
}

// 22 Bahman 1357 is a day of our calendar; of the months of the moon, which begin when it is seen,
// none can be told: the words are an expression of an open value, and 1437 is no year of ours.
TimeReader::Reading TimeReader::other_calendar(uint32_t i) const {
  if (is(i, "ah") && at(i).length() == 2 && kind(i + 1) == 'd' && at(i + 1).length() == 4)
    return made(i + 2, "XXXX");
  int day = 0;
  uint32_t end = day_at(i, day);
  if (end && kind(i) == 'd' && at(i).length() > 2) return {};
  if (end && is(end, "of")) ++end;
  uint32_t name = end ? end : i;
  const TimeWord& w = word(name);
  if (!at(name).capital || (!w.solar_month && !w.lunar_month)) return {};
  uint32_t behind = name + 1;
  if (w.lunar_month)  // Rabi al-Awwal, Dhu al-Hijjah, Sha'ban, Jumada II
    for (int steps = 0; steps < 5; ++steps) {
      if (kind(behind) == '\'' || (kind(behind) == '-' && at(behind).glued) ||
          (kind(behind) == 'w' && at(behind).glued) ||
          any(behind,
              {"al", "ul", "i", "ii", "awwal", "thani", "hijjah", "qadah", "hijja", "akhira"}))
        ++behind;
      else
        break;
    }
  if (!end && (w.solar_month || kind(behind) == 'd'))
    if (uint32_t d = day_at(behind, day); d && (w.lunar_month || year_after(d))) end = behind = d;
  if (kind(behind) == ',') ++behind;
  int year = 0;
  if (kind(behind) == 'd' && at(behind).length() == 4 && at(behind).number >= 1178 &&
      at(behind).number <= 1633)
    year = at(behind++).number;
  else if (kind(behind - 1) == ',')
    --behind;
  if (any(behind, {"ah", "h", "hijri"})) ++behind;
  if (w.solar_month) {
    if (!end) return {};
    if (year != 0) {
      auto found = solar_day(year, w.solar_month, day);
      return found ? made(behind, iso_day(*found)) : Reading{};
    }
    if (!anchor_) return made(behind, "XXXX-XX-XX");
    // The nearest, by the words of the clause as any day without a year.
    auto found = solar_day(year_of(*anchor_) - 621, w.solar_month, day);
    if (!found) return {};
    return anchored(behind, day_value(month_of(*found),
                                      static_cast<int>(static_cast<unsigned>(
                                          std::chrono::year_month_day(*found).day())),
                                      0, i, behind));
  }
  if (!end && year == 0) return {};  // Ramadan is a name of many things
  return made(behind, end ? "XXXX-XX-XX" : "XXXX-XX");
}

// 2021 on its own: where nothing shows that it counts or names something.
TimeReader::Reading TimeReader::year(uint32_t i) {
  const TimePiece& p = at(i);
  if (p.length() != 4 || p.number < 1500 || p.number > 2100) return {};
  if (glued_number(i) && !before(i, {"mid", "pre", "post"})) return {};
  const char next = kind(i + 1);
  if (at(i + 1).glued &&
      (next == 'w' || next == '%' || next == ':' || next == '.' || next == ',') &&
      kind(i + 2) == 'd' && at(i + 2).glued)
    return {};
  if (at(i + 1).glued && (next == 'w' || next == '%')) return {};
  // 2010-15, 2021/22, 2010-2015
  if ((next == '-' || next == '/') && kind(i + 2) == 'd' && at(i + 2).length() == 2 &&
      at(i + 2).number > p.number % 100 && at(i + 2).glued) {
    pending_.piece = i + 2;
    pending_.prefix = year_text(p.number).substr(0, 2);
    pending_.anchored = false;
    return made(i + 1, year_text(p.number));
  }
  const bool range = next == '-' && kind(i + 2) == 'd' && at(i + 2).length() == 4 &&
                     at(i + 2).number > p.number && at(i + 2).number <= 2100;
  const bool firm =
      range || before(i, {"in", "since", "until", "during", "before", "after", "early", "late",
                          "mid", "(", "between", "year", "through", "till", "circa"});
  const bool soft = before(i, {"by", "from", "of", "to", "and", "the", "-", "for", "or", "around",
                               "about", "a", "an", "its", "their", "his", "this", "/", "s"});
  // "in 2021 year", as some languages have it
  if (is(i + 1, "year") && p.number >= 1800 && !glued_number(i) && !before(i, {"the"}))
    return made(i + 2, year_text(p.number));
  if (word(i + 1).unit && !is(i + 1, "quarter")) return {};
  if (!word(i + 1).zone.empty() || any(i + 1, {"percent", "per", "million", "billion", "hours"}))
    return {};
  if (kind(i + 1) == '-' && at(i + 1).glued && word(i + 2).unit) return {};
  if (firm) return made(i + 1, year_text(p.number));
  // "of 2000 soldiers" counts, "the 2016 elections" does not: round numbers do.
  const bool prefixed = kind(i - 1) == '-' && i > 1 && any(i - 2, {"pre", "post", "mid"});
  if (plural_noun(i + 1) && !prefixed &&
      (p.number % 100 == 0 || !before(i, {"the", "s", "its", "their"})))
    return {};
  if (before(i, {"around", "about"}) && p.number % 100 == 0) return {};
  // in 2019, 2020 and 2021
  if (i > 1 && kind(i - 1) == ',' && kind(i - 2) == 'd' && at(i - 2).length() == 4 &&
      std::abs(at(i - 2).number - p.number) <= 20)
    return made(i + 1, year_text(p.number));
  if (soft) return made(i + 1, year_text(p.number));
  // After a name: a conference, games, a law of the year; but not its number.
  if (p.number < 1900 || (i > 0 && kind(i - 1) != 'w' && kind(i - 1) != ',')) return {};
  if (any(i - 1, {"resolution",    "article", "section", "flight", "room",      "no",      "number",
                  "page",          "chapter", "order",   "decree", "paragraph", "case",    "bill",
                  "channel",       "gate",    "model",   "unit",   "line",      "highway", "route",
                  "act",           "some",    "than",    "over",   "nearly",    "almost",  "least",
                  "approximately", "only",    "with",    "killed"}))
    return {};
  if (i == 0) {  // a year alone, or "2020 was a hard year"
    if (plural_noun(i + 1)) return {};
    return made(i + 1, year_text(p.number));
  }
  const bool name = at(i - 1).capital && kind(i - 1) == 'w' && clause_ends(i + 1);
  if (!name || (anchor_ && std::abs(p.number - year_of(*anchor_)) > 60)) return {};
  const uint32_t token = at(i - 1).token;
  if (token < tags_.size() && tags_.upos[token] != Upos::kPropn) return {};
  // A body's conference, not a make of rockets: the name has more than one word or ends the title.
  return tags_.size() ? made(i + 1, year_text(p.number)) : Reading{};
}

// nineteen ninety-six, two thousand and four
TimeReader::Reading TimeReader::spelled_year(uint32_t i) const {
  const int century = word(i).cardinal;
  if (!before(i, {"in", "since", "of", "by", "from", "until", "year", "to", "for"}) &&
      !(i > 0 && (word(i - 1).month || !word(i - 1).season.empty())) && i != 0)
    return {};
  uint32_t end = 0;
  int year = 0;
  if (century == 2 && is(i + 1, "thousand")) {
    year = 2000, end = i + 2;
    uint32_t rest = is(end, "and") ? end + 1 : end;
    if (int n = word(rest).cardinal; n >= 1 && n <= 20) year += n, end = rest + 1;
    if (i == 0 && year == 2000) return {};
  } else if (century >= 15 && century <= 20) {
    uint32_t rest = i + 1;
    int n = word(rest).cardinal;
    if (n < 10 || n > 90) return {};
    end = rest + 1;
    uint32_t ones = kind(end) == '-' ? end + 1 : end;
    if (int m = word(ones).cardinal; n >= 20 && m >= 1 && m <= 9) n += m, end = ones + 1;
    year = century * 100 + n;
  }
  if (!end || word(end).unit || word(end).cardinal >= 100 || plural_noun(end)) return {};
  return made(end, year_text(year));
}

// the end of 2008, the beginning of the year, year-end, the first hours of Monday
TimeReader::Reading TimeReader::part_of_period(uint32_t i) {
  if (is(i, "year") && (kind(i + 1) == '-' || kind(i + 1) == '\'')) {
    uint32_t end = kind(i + 1) == '-' ? i + 2 : is(i + 2, "s") ? i + 3 : i;
    if (!is(end, "end")) return {};
    return anchored(end + 1, anchor_ ? year_text(year_of(*anchor_)) : "XXXX");
  }
  uint32_t a = is(i, "the") ? i + 1 : i;
  if (is(a, "very")) ++a;
  if (!any(a, {"end", "beginning", "start", "middle", "close", "turn", "rest", "remainder"}))
    return {};
  if (!is(a + 1, "of")) {
    int month = 0;
    if (kind(a + 1) == '-' && month_at(a + 2, month))
      if (Reading r = month_first(a + 2, 0)) return r;
    return {};
  }
  uint32_t inner = a + 2;
  if (is(inner, "the") && word(inner + 1).unit && !word(inner + 1).plural) {
    const TimeUnit& u = *word(inner + 1).unit;
    if (u.clock || u.code == 'D') return {};
    if (kind(inner + 2) == 'w' && any(inner + 2, {"of"})) return {};
    return anchored(inner + 2, shifted(u, 0, anchor_));
  }
  Reading r = date(inner);
  if (!r || r.type != TimeType::kDate || r.value.size() > 8) return {};
  return r;
}

// early 2009, late last week, mid-November, the mid-1990s, later this year, earlier in the week
TimeReader::Reading TimeReader::modified(uint32_t i) {
  uint32_t a = is(i, "the") ? i + 1 : i;
  if (any(a, {"early", "late", "mid"})) {
    uint32_t inner = a + 1;
    if (kind(inner) == '-') ++inner;
    if (any(inner, {"on", "in"})) ++inner;
    if (inner == a + 1 && a == i && word(inner).part.size() == 2 && !word(inner).plural &&
        any(i, {"early", "mid"})) {
      Reading r = part_of_day(inner);
      if (r) return r;
    }
    Reading r = date(inner);
    if (!r && !(inner > a + 1 && kind(inner - 1) == '-') && word(inner).unit) return {};
    if (r.type == TimeType::kDuration || r.type == TimeType::kSet) return {};
    if (r.value.find("_REF") != std::string::npos) return {};
    return r;
  }
  if (!any(i, {"later", "earlier"})) return {};
  uint32_t inner = i + 1;
  if (any(inner, {"in", "on"})) ++inner;
  if (is(inner, "the") && inner == i + 2 && word(inner + 1).unit && !word(inner + 1).plural) {
    const TimeUnit& u = *word(inner + 1).unit;
    if (u.clock) return {};
    if (u.code == 'D') {
      const Mention* m = mentioned('D');
      Reading r = made(inner + 2, m ? m->value : "XXXX-XX-XX");
      if (m) r.anchor = m->value;
      return r;
    }
    return anchored(inner + 2, shifted(u, 0, anchor_));
  }
  if (!any(inner, {"this", "that", "today", "yesterday", "last", "next"}) && !word(inner).weekday &&
      !(inner == i + 2 && word(inner).month))
    return {};
  Reading r = date(inner);
  return r.type == TimeType::kDate || r.type == TimeType::kTime ? r : Reading{};
}

}  // namespace dragoman

#include <algorithm>
#include <cmath>

#include "time/reader.h"

namespace dragoman {

using std::chrono::days;

namespace {

// A day without a year may lie a little ahead even where nothing tells of the future.
constexpr int kAheadDays = 92;
// Reports are dated by the zone of their outlet, what they tell of by that of its place.
constexpr int kZoneSlack = 2;
// In sentences: what "two days later" goes by is near, "the same day" may be told of at length.
constexpr size_t kMentionReach = 2;
constexpr size_t kSameReach = 5;

bool ahead(Tense tense) {
  return tense == Tense::kFuture || tense == Tense::kFutureInPast || tense == Tense::kIntended;
}

std::string two(int n) {
  return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

}  // namespace

Tense TimeReader::tense(uint32_t first, uint32_t end) const {
  return tense_at(text_, tokens_, tags_, trees_, from_, to_, at(first).token,
                  at(end - 1).token + 1);
}

TimeReader::Reading TimeReader::made(uint32_t end, std::string value, TimeType type) const {
  Reading r;
  r.end = end;
  r.type = type;
  r.value = std::move(value);
  return r;
}

TimeReader::Reading TimeReader::anchored(uint32_t end, std::string value, TimeType type) const {
  Reading r = made(end, std::move(value), type);
  if (anchor_) r.anchor = anchor_text_;
  return r;
}

std::string TimeReader::month_value(int month, uint32_t first, uint32_t end) const {
  if (!anchor_) return "XXXX-" + two(month);
  int year = year_of(*anchor_), ahead = month - month_of(*anchor_);  // -11 … 11
  switch (tense(first, end)) {
    case Tense::kFuture:
      if (ahead < 0) ++year;
      break;
    case Tense::kPast:
      if (ahead > 0) --year;
      break;
    case Tense::kFutureInPast:
    case Tense::kIntended:
      if (ahead > 6) --year;
      if (ahead < -6) ++year;
      break;
    case Tense::kUnknown:
      if (ahead > 3) --year;
      if (ahead < -9) ++year;
      break;
  }
  return iso_month(year, month);
}

std::string TimeReader::day_value(int month, int day, int weekday, uint32_t first,
                                  uint32_t end) const {
  if (!anchor_) return "XXXX-" + two(month) + "-" + two(day);
  // The day in the year before, of and after the report; 29 February is not in every one.
  const int year = year_of(*anchor_);
  std::optional<Day> best;
  auto better = [&](Day candidate, bool ahead_is_well, bool behind_is_well) {
    auto distance = [&](Day d) {
      auto n = (d - *anchor_).count();
      if (n > kZoneSlack && !ahead_is_well) n += 1000;
      if (n < -kZoneSlack && !behind_is_well) n -= 1000;
      return std::abs(n);
    };
    if (!best || distance(candidate) < distance(*best)) best = candidate;
  };
  const Tense told = tense(first, end);
  // A weekday given with it tells the year, unless it is a mistake.
  for (bool by_weekday : {weekday != 0, false}) {
    for (int y = year - 1; y <= year + 1; ++y) {
      if (!valid_date(y, month, day)) continue;
      Day candidate = make_day(y, month, day);
      if (by_weekday && weekday_of(candidate) != weekday) continue;
      bool ahead_is_well = told != Tense::kPast, behind_is_well = told != Tense::kFuture;
      if (told == Tense::kUnknown) ahead_is_well = (candidate - *anchor_).count() <= kAheadDays;
      better(candidate, ahead_is_well || by_weekday, behind_is_well || by_weekday);
    }
    if (best) return iso_day(*best);
  }
  return "XXXX-" + two(month) + "-" + two(day);
}

// "on the 17th": the last one, or the next where the clause speaks of the future.
std::string TimeReader::day_of_month(int day, uint32_t first, uint32_t end) const {
  if (!anchor_) return "XXXX-XX-" + two(day);
  const bool future = tense(first, end) == Tense::kFuture;
  for (int months = 0; months < 4; ++months) {
    Day month =
        add_months(make_day(year_of(*anchor_), month_of(*anchor_), 1), future ? months : -months);
    if (!valid_date(year_of(month), month_of(month), day)) continue;
    Day candidate = make_day(year_of(month), month_of(month), day);
    if (future ? candidate >= *anchor_ : candidate <= *anchor_ + days(kZoneSlack))
      return iso_day(candidate);
  }
  return "XXXX-XX-" + two(day);
}

std::string TimeReader::weekday_value(int weekday, uint32_t first, uint32_t end) const {
  if (!anchor_) return "XXXX-WXX-" + std::to_string(weekday);
  int back = (weekday_of(*anchor_) - weekday + 7) % 7;
  Day day = *anchor_ - days(back);
  // What was "asked to come on Monday" came, or was asked, on the Monday that was yesterday.
  const Tense told = tense(first, end);
  if (ahead(told) && back > (told == Tense::kIntended ? 1 : 0)) day += days(7);
  return iso_day(day);
}

// Winter bears the year it begins in.
std::string TimeReader::season_value(std::string_view season, uint32_t first, uint32_t end) const {
  if (!anchor_) return "XXXX-" + std::string(season);
  int first_month = season == "SP" ? 3 : season == "SU" ? 6 : season == "FA" ? 9 : 12;
  int year = year_of(*anchor_), month = month_of(*anchor_);
  Tense told = tense(first, end);
  const bool future = ahead(told);
  if (first_month == 12 && month < 3)
    --year;  // the winter that it is
  else if (future ? month > first_month + 2 : month < first_month)
    year += future ? 1 : -1;
  return iso_year(year) + "-" + std::string(season);
}

std::string TimeReader::weekend_value(uint32_t first, uint32_t end) const {
  if (!anchor_) return "XXXX-WXX-WE";
  Tense told = tense(first, end);
  const bool future = ahead(told);
  bool over = weekday_of(*anchor_) < 6 && !future;  // on a weekday, what was is the last weekend's
  return iso_week(*anchor_ - days(over ? 7 : 0)) + "-WE";
}

// The period of this unit that lies `shift` of them from `base`. Empty beyond the calendar.
std::string TimeReader::shifted(const TimeUnit& u, double shift, std::optional<Day> base) {
  shift *= u.factor;
  constexpr double kDaysOfUnit[] = {1, 7, 31, 92, 366};
  const int which = u.code == 'D'   ? 0
                    : u.code == 'W' ? 1
                    : u.code == 'M' ? 2
                    : u.code == 'Q' ? 3
                                    : 4;
  if (std::abs(shift) * kDaysOfUnit[which] > 366.0 * 3000) return {};
  int n = static_cast<int>(std::floor(shift));
  if (base && year_of(*base) + shift * kDaysOfUnit[which] / 365 < 2) return {};
  switch (u.code) {
    case 'D':
      return base ? iso_day(*base + days(n)) : "XXXX-XX-XX";
    case 'W':
      return base ? iso_week(*base + days(7 * n)) : "XXXX-WXX";
    case 'Q': {
      if (!base) return "XXXX-QX";
      int q = year_of(*base) * 4 + (month_of(*base) - 1) / 3 + n;
      return iso_quarter(q / 4, q % 4 + 1);
    }
    case 'M': {
      if (!base) return "XXXX-XX";
      int m = year_of(*base) * 12 + month_of(*base) - 1 + n;
      return iso_month(m / 12, m % 12 + 1);
    }
    default: {
      if (!base) return u.factor == 10 ? "XXX" : u.factor == 100 ? "XX" : "XXXX";
      std::string year = iso_year(year_of(*base) + n);
      return u.factor == 10 ? year.substr(0, 3) : u.factor == 100 ? year.substr(0, 2) : year;
    }
  }
}

// The last date in this or the sentences before that is as fine as the unit.
const TimeReader::Mention* TimeReader::mentioned(char unit, bool same) const {
  const int wanted = unit == 'D' ? 0 : unit == 'W' ? 1 : unit == 'M' ? 2 : unit == 'Q' ? 3 : 4;
  for (const auto* m : {&last_, &last_day_})
    if (*m && (*m)->fineness <= wanted &&
        sentence_ - (*m)->sentence <= (same ? kSameReach : kMentionReach))
      return &**m;
  return nullptr;
}

void TimeReader::remember(const TimeRow& row) {
  if (row.type != TimeType::kDate && row.type != TimeType::kTime) return;
  const std::string value = row.value.substr(0, row.value.find('T'));
  auto digits = [&](size_t from, size_t n) {
    if (value.size() < from + n) return -1;
    int v = 0;
    for (size_t i = from; i < from + n; ++i) {
      if (value[i] < '0' || value[i] > '9') return -1;
      v = v * 10 + (value[i] - '0');
    }
    return v;
  };
  const int year = digits(0, 4);
  if (year < 1) return;
  Mention m;
  m.value = value;
  m.sentence = sentence_;
  if (auto day = parse_day(value)) {
    m.day = *day;
  } else if (value.size() == 4) {
    m.fineness = 4;
    m.day = make_day(year, 1, 1);
  } else if (int week = value.size() >= 8 && value[5] == 'W' ? digits(6, 2) : -1; week > 0) {
    m.fineness = 1;
    Day fourth = make_day(year, 1, 4);  // in the first week
    m.day = fourth - days(weekday_of(fourth) - 1) + days(7 * (week - 1));
  } else if (int month = digits(5, 2); value.size() == 7 && month >= 1 && month <= 12) {
    m.fineness = 2;
    m.day = make_day(year, month, 1);
  } else if (int quarter = value.size() == 7 && value[5] == 'Q' ? digits(6, 1) : -1; quarter > 0) {
    m.fineness = 3;
    m.day = make_day(year, quarter * 3 - 2, 1);
  } else {
    return;
  }
  if (m.fineness == 0) last_day_ = m;
  last_ = std::move(m);
}

}  // namespace dragoman

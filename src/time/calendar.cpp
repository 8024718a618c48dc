#include "time/calendar.h"

namespace dragoman {

namespace chrono = std::chrono;

namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? std::nullopt : std::optional<int>(value);
}

// A number in decimal, with zeros in front up to `width`; negative ones with their sign first.
std::string padded(int value, size_t width) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return value < 0 ? "-" + digits : digits;
}

}  // namespace

std::optional<Day> parse_day(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  auto y = digits(iso.substr(0, 4)), m = digits(iso.substr(5, 2)), d = digits(iso.substr(8, 2));
  if (!y || !m || !d || !valid_date(*y, *m, *d)) return std::nullopt;
  return make_day(*y, *m, *d);
}

std::string iso_day(Day day) {
  chrono::year_month_day ymd(day);
  return iso_month(static_cast<int>(ymd.year()), month_of(day)) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
}

std::string iso_week(Day day) {
  Day thursday =
      day + chrono::days(4 - weekday_of(day));  // the week belongs to the year of its Thursday
  int year = year_of(thursday);
  int week = static_cast<int>((thursday - make_day(year, 1, 1)).count()) / 7 + 1;
  return padded(year, 4) + "-W" + padded(week, 2);
}

std::string iso_month(int year, int month) {
  return padded(year, 4) + "-" + padded(month, 2);
}
std::string iso_quarter(int year, int quarter) {
  return padded(year, 4) + "-Q" + std::to_string(quarter);
}
std::string iso_year(int year) {
  return padded(year, 4);
}
int year_of(Day day) {
  return static_cast<int>(chrono::year_month_day(day).year());
}
int month_of(Day day) {
  return static_cast<int>(static_cast<unsigned>(chrono::year_month_day(day).month()));
}
int weekday_of(Day day) {
  return static_cast<int>(chrono::weekday(day).iso_encoding());
}

bool valid_date(int year, int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 &&
         chrono::year_month_day(chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                chrono::day(static_cast<unsigned>(day)))
             .ok();
}

Day make_day(int year, int month, int day) {
  return chrono::year_month_day(chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                chrono::day(static_cast<unsigned>(day)));
}

Day add_months(Day day, int months) {
  chrono::year_month_day ymd(day);
  chrono::year_month_day moved = ymd + chrono::months(months);
  if (!moved.ok()) moved = moved.year() / moved.month() / chrono::last;
  return moved;
}

}  // namespace dragoman

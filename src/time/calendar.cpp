#include "time/calendar.h"

#include <cstdio>

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

std::string format(const char* pattern, int a, int b = 0, int c = 0) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, pattern, a, b, c);
  return buffer;
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
  return format("%04d-%02d-%02d", static_cast<int>(ymd.year()),
                static_cast<int>(static_cast<unsigned>(ymd.month())),
                static_cast<int>(static_cast<unsigned>(ymd.day())));
}

std::string iso_week(Day day) {
  Day thursday =
      day + chrono::days(4 - weekday_of(day));  // the week belongs to the year of its Thursday
  int year = year_of(thursday);
  int week = static_cast<int>((thursday - make_day(year, 1, 1)).count()) / 7 + 1;
  return format("%04d-W%02d", year, week);
}

std::string iso_month(int year, int month) {
  return format("%04d-%02d", year, month);
}
std::string iso_quarter(int year, int quarter) {
  return format("%04d-Q%d", year, quarter);
}
std::string iso_year(int year) {
  return format("%04d", year);
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

// Days of the proleptic Gregorian calendar and their TIMEX3 spellings.
#ifndef DRAGOMAN_TIME_CALENDAR_H_
#define DRAGOMAN_TIME_CALENDAR_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

using Day = std::chrono::sys_days;

/// The day of an ISO 8601 date or date-time; nothing if it is less precise than a day.
std::optional<Day> parse_day(std::string_view iso);
/// 2021-07-18
std::string iso_day(Day day);
/// 2021-W28 (ISO 8601 weeks)
std::string iso_week(Day day);
/// 2021-07
std::string iso_month(int year, int month);
/// 2021-Q3
std::string iso_quarter(int year, int quarter);
std::string iso_year(int year);
int year_of(Day day);
int month_of(Day day);
/// 1 Monday … 7 Sunday
int weekday_of(Day day);
/// True for a day that exists.
bool valid_date(int year, int month, int day);
Day make_day(int year, int month, int day);
/// The same day of another month; the last one where it has fewer days.
Day add_months(Day day, int months);

}  // namespace dragoman

#endif  // DRAGOMAN_TIME_CALENDAR_H_

#include "store/dates.h"

#include <algorithm>
#include <chrono>

namespace dragoman {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Reads exactly `count` digits at `pos`.
std::optional<int> digits(std::string_view text, size_t pos, size_t count) {
  if (pos + count > text.size()) return std::nullopt;
  int value = 0;
  for (size_t i = pos; i < pos + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int64_t number(sys_days day) {
  return day.time_since_epoch().count();
}

DayRange months(int year, int first, int count) {
  using namespace std::chrono;
  year_month from = std::chrono::year(year) / first;
  return {number(sys_days(from / 1)),
          number(sys_days((from + std::chrono::months(count)) / 1)) - 1};
}

std::optional<DayRange> part_of_year(int year, std::string_view part) {
  if (part.size() == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4')
    return months(year, (part[1] - '1') * 3 + 1, 3);
  if (part.size() == 2 && part[0] == 'H' && (part[1] == '1' || part[1] == '2'))
    return months(year, part[1] == '1' ? 1 : 7, 6);
  if (part.size() >= 3 && part[0] == 'W') {
    std::optional<int> week = digits(part, 1, 2);
    if (!week || *week < 1 || *week > 53) return std::nullopt;
    // ISO 8601: week 1 holds 4 January, and weeks begin on Monday.
    sys_days fourth = std::chrono::year(year) / 1 / 4;
    sys_days first = fourth - (std::chrono::weekday(fourth) - std::chrono::Monday);
    sys_days monday = first + days(7 * (*week - 1));
    if (part.size() == 3) return DayRange{number(monday), number(monday) + 6};
    if (part.size() == 5 && part[3] == '-' && part[4] >= '1' && part[4] <= '7') {
      int64_t day = number(monday) + (part[4] - '1');
      return DayRange{day, day};
    }
    if (part.substr(3) == "-WE") return DayRange{number(monday) + 5, number(monday) + 6};
  }
  return std::nullopt;
}

}  // namespace

std::optional<DayRange> day_range(std::string_view date) {
  std::optional<int> year = digits(date, 0, 4);
  if (!year || *year < 1) return std::nullopt;
  if (date.size() == 4) return months(*year, 1, 12);
  if (date[4] != '-' || date.size() < 6) return std::nullopt;
  std::optional<int> month = digits(date, 5, 2);
  if (!month) return part_of_year(*year, date.substr(5));
  if (*month < 1 || *month > 12) return std::nullopt;
  if (date.size() == 7) return months(*year, *month, 1);
  std::optional<int> day = digits(date, 8, 2);
  if (date[7] != '-' || !day) return std::nullopt;
  if (date.size() > 10 && date[10] != 'T' && date[10] != ' ') return std::nullopt;
  std::chrono::year_month_day full = std::chrono::year(*year) / *month / *day;
  if (!full.ok()) return std::nullopt;
  return DayRange{number(sys_days(full)), number(sys_days(full))};
}

std::optional<DayRange> day_range(const When& when) {
  std::optional<DayRange> start = day_range(when.start);
  std::optional<DayRange> end = day_range(when.end);
  if (!start) return end;
  if (!end) return start;
  return DayRange{start->from, std::max(start->to, end->to)};
}

std::string day_to_iso(int64_t day) {
  std::chrono::year_month_day date{sys_days(days(day))};
  int year = static_cast<int>(date.year());
  unsigned month = static_cast<unsigned>(date.month());
  unsigned of_month = static_cast<unsigned>(date.day());
  std::string out = std::to_string(year);
  if (out.size() < 4) out.insert(0, 4 - out.size(), '0');
  out += '-';
  if (month < 10) out += '0';
  out += std::to_string(month);
  out += '-';
  if (of_month < 10) out += '0';
  return out + std::to_string(of_month);
}

std::string month_of(const When& when) {
  std::optional<DayRange> range = day_range(when);
  if (!range) return {};
  size_t length = when.start.size() == 4 || (when.start.empty() && when.end.size() == 4) ? 4 : 7;
  return day_to_iso(range->from).substr(0, length);
}

}  // namespace dragoman

// ISO 8601 dates as days that can be compared.
#ifndef DRAGOMAN_STORE_DATES_H_
#define DRAGOMAN_STORE_DATES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/record.h"

namespace dragoman {

/// First and last day, in days since 1970-01-01, both inside.
struct DayRange {
  int64_t from = 0;
  int64_t to = 0;
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// The days that a date of any precision may mean: 2016, 2016-08, 2016-08-16,
/// 2016-08-16T09:30+03:00 (the day as written, whatever the zone), and TIMEX3's 2016-W33, 2016-Q3,
/// 2016-H2. nullopt for everything else and for days that are in no calendar.
std::optional<DayRange> day_range(std::string_view date);

/// The days from the first of `start` to the last of `end`; where one is missing, of the other.
std::optional<DayRange> day_range(const When& when);

/// 2016-08-16
std::string day_to_iso(int64_t day);

/// The heading that an event stands under in a timeline: its month (2016-08), or its year where no
/// more is known; empty without a date.
std::string month_of(const When& when);

}  // namespace dragoman

#endif  // DRAGOMAN_STORE_DATES_H_

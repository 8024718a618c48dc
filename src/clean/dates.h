// Dates of publication as pages, lines, file names and addresses write them.
#ifndef DRAGOMAN_CLEAN_DATES_H_
#define DRAGOMAN_CLEAN_DATES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/record.h"

namespace dragoman {

struct ParsedDate {
  int year = 0, month = 0, day = 0;  // 0: not stated
  int hour = -1, minute = -1, second = -1;
  bool zone_known = false;
  int zone_minutes = 0;  // east of Greenwich

  /// ISO 8601 as precise as known; empty without a year.
  std::string iso() const;
  std::string_view precision() const;
};

/// A full date (day, month, year in any usual order, or ISO 8601), with the time of day around it
/// if there is one, beginning at `pos`, which is moved behind it. Days and months in digits are
/// taken only where their order is beyond doubt.
std::optional<ParsedDate> parse_date(std::string_view text, size_t& pos);

/// Day and month without a year ("3 March", "Aug. 16"); fills month and day.
std::optional<ParsedDate> parse_day_month(std::string_view text, size_t& pos);

/// The whole of a machine's date (meta elements, datetime attributes), or else the first date in
/// it.
std::optional<ParsedDate> parse_markup_date(std::string_view text);

/// /2023/03/10/, /2023-03-10-, /20230310/, /2023/mar/10/ in the path of an address.
std::optional<ParsedDate> date_of_url(std::string_view url, std::string& matched);

/// The one unambiguous full date in a file's name.
std::optional<ParsedDate> date_of_file_name(std::string_view name, std::string& matched);

Published make_published(const ParsedDate& date, std::string_view basis, std::string_view text);

/// What a line of metadata says about the date.
struct DateLine {
  ParsedDate date;
  size_t begin = 0, end = 0;  // the date's words
  bool updated = false;       // of a change, not of publication
  bool labelled = false;      // "date …", "Published: …"
  std::string byline;         // "By …" on the same line
};

/// A line that holds a date and nothing else that a reader would miss (labels, time zones, byline,
/// separators). `whole` false: it may run on after the date ("date 2025-11-17 Syria and …"), and
/// what stands behind `end` is not looked at.
std::optional<DateLine> parse_date_line(std::string_view line, bool whole);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_DATES_H_

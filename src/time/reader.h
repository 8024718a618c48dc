// The grammar of time expressions. Each function looks at the pieces from `i` on and gives a
// Reading: where the expression ends, what it is and its value; an end of 0 means that it is none.
// Nothing here is changed by a reading but the place where a range goes on (pending_).
//
//   dates.cpp      days, months, weekdays, years, periods, what is relative
//   clock.cpp      times of the day
//   amounts.cpp    lengths of time, sets, "two weeks ago"
//   resolve.cpp    from what was read to a value: calendars, tense, what was mentioned before
#ifndef DRAGOMAN_TIME_READER_H_
#define DRAGOMAN_TIME_READER_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "time/calendar.h"
#include "time/tense.h"
#include "time/time.h"
#include "time/words.h"

namespace dragoman {

class TimeReader {
 public:
  TimeReader(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees);
  Times run();

 private:
  struct Reading {
    uint32_t end = 0;  // piece behind the expression
    TimeType type = TimeType::kDate;
    std::string value;
    std::string anchor;
    bool no_day = false;  // a time of a day that the expression does not name
    explicit operator bool() const { return end != 0; }
  };

  // A date mentioned before: what "the same day" and "two weeks earlier" go by.
  struct Mention {
    std::string value;
    Day day;
    int fineness = 0;  // 0 day, 1 week, 2 month, 3 quarter or season, 4 year
    size_t sentence = 0;
  };

  struct Amount {
    uint32_t end = 0;
    double n = 1;
    bool vague = false;  // "several", "two to three"
    const TimeUnit* unit = nullptr;
    explicit operator bool() const { return end != 0; }
  };
  struct Number {
    uint32_t end = 0;
    double value = 0;
    explicit operator bool() const { return end != 0; }
  };
  struct Year {
    uint32_t end = 0;
    int value = 0;
    bool open = false;  // "last year" of a report without a date
    std::string anchor;
    explicit operator bool() const { return end != 0; }
  };

  // Pieces. Behind either end of the sentence stands an empty one.
  const TimePiece& at(uint32_t i) const { return i < pieces_.size() ? pieces_[i] : none_; }
  char kind(uint32_t i) const { return at(i).kind; }
  std::string_view raw(uint32_t i) const;
  bool is(uint32_t i, std::string_view lower_case) const;
  bool any(uint32_t i, std::initializer_list<std::string_view> words) const;
  bool before(uint32_t i, std::initializer_list<std::string_view> words) const;
  const TimeWord& word(uint32_t i) const;  // of no meaning if it has none
  bool glued_number(uint32_t i) const;     // "F-16", "A380", "$5": a number of something else
  bool name_follows(uint32_t i) const;
  bool plural_noun(uint32_t i) const;
  bool clause_ends(uint32_t i) const;

  Reading read(uint32_t i);
  Reading date(uint32_t i);
  void push(uint32_t first, Reading&& reading);
  void place_times(size_t first_row);
  bool bounds(const TimeRow& row) const;

  // dates.cpp
  Reading pending(uint32_t i) const;
  Reading numeric_date(uint32_t i, int weekday) const;
  Reading day_first(uint32_t i, int weekday);
  Reading month_first(uint32_t i, int weekday);
  Reading month_alone(uint32_t i);
  Reading weekday(uint32_t i);
  Reading nth_weekday(uint32_t i);
  Reading holiday(uint32_t i) const;
  Reading deictic(uint32_t i) const;
  Reading vague(uint32_t i) const;
  Reading relative(uint32_t i) const;
  Reading reference(uint32_t i) const;
  Reading ordinal_period(uint32_t i) const;
  Reading year_first(uint32_t i);
  Reading decade(uint32_t i) const;
  Reading season(uint32_t i) const;
  Reading fiscal(uint32_t i) const;
  Reading other_calendar(uint32_t i) const;
  Reading year(uint32_t i);
  Reading spelled_year(uint32_t i) const;
  Reading part_of_period(uint32_t i);
  Reading modified(uint32_t i);
  Year year_after(uint32_t i) const;
  Year year_beyond(uint32_t i, int month) const;
  uint32_t month_at(uint32_t i, int& month) const;
  uint32_t day_at(uint32_t i, int& day) const;
  bool range_mark(uint32_t i) const;
  bool month_is_sure(uint32_t i) const;

  // clock.cpp
  Reading clock(uint32_t i);
  Reading part_of_day(uint32_t i);
  uint32_t zone(uint32_t i, std::string& offset) const;
  Reading on_day(uint32_t end, const std::string& clock);

  // amounts.cpp
  Number number_at(uint32_t i) const;
  Amount amount_at(uint32_t i) const;
  Reading duration(uint32_t i);
  Reading set(uint32_t i) const;
  Reading approximate(uint32_t i);
  Reading bare_units(uint32_t i) const;
  static std::string duration_value(const Amount& amount);

  // resolve.cpp
  Tense tense(uint32_t first, uint32_t end) const;
  std::string month_value(int month, uint32_t first, uint32_t end) const;
  std::string day_value(int month, int day, int weekday, uint32_t first, uint32_t end) const;
  std::string day_of_month(int day, uint32_t first, uint32_t end) const;
  std::string weekday_value(int weekday, uint32_t first, uint32_t end) const;
  std::string season_value(std::string_view season, uint32_t first, uint32_t end) const;
  std::string weekend_value(uint32_t first, uint32_t end) const;
  static std::string shifted(const TimeUnit& unit, double shift, std::optional<Day> base);
  const Mention* mentioned(char unit, bool same = false) const;
  void remember(const TimeRow& row);
  Reading made(uint32_t end, std::string value, TimeType type = TimeType::kDate) const;
  Reading anchored(uint32_t end, std::string value, TimeType type = TimeType::kDate) const;

  const Text& text_;
  const Tokens& tokens_;
  const Tags& tags_;
  const Trees& trees_;
  std::optional<Day> anchor_;
  std::string anchor_text_;
  size_t sentence_ = 0;
  uint32_t from_ = 0, to_ = 0;  // words of the sentence
  std::vector<TimePiece> pieces_;
  TimePiece none_;
  Times times_;
  std::vector<uint8_t> no_day_;  // of each row
  std::optional<Mention> last_day_, last_;
  struct {
    uint32_t piece = UINT32_MAX;
    std::string prefix;  // of the day or year that a range ends with
    bool anchored = false;
  } pending_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_TIME_READER_H_

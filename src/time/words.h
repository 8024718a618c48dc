// What words may mean in a time expression, and a sentence cut into the pieces that the readers
// look at: runs of letters, runs of digits, and single marks. Pieces do not depend on where the
// segmenter cuts "mid-2011", "9am", "3-5" or "Monday's".
#ifndef DRAGOMAN_TIME_WORDS_H_
#define DRAGOMAN_TIME_WORDS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace dragoman {

struct TimeUnit {
  std::string_view word;
  char code;   // TIMEX3 unit
  bool clock;  // PT…
  int factor;  // of that unit
};

/// The meanings of one word; a word may have several ("second", "may").
struct TimeWord {
  std::string_view word;
  int month = 0;             // 1 … 12
  int solar_month = 0;       // of the Iranian calendar, 1 … 12
  bool lunar_month = false;  // of the Islamic calendar
  bool abbreviated = false;  // of a month or weekday
  int weekday = 0;           // 1 Monday … 7 Sunday
  const TimeUnit* unit = nullptr;
  bool plural = false;      // of a unit, weekday or part of the day
  int cardinal = -1;        // 0 … 20, 30 … 90, 100, 1000
  int ordinal = 0;          // 1 … 12, 20, 30
  std::string_view part;    // of the day: MO, MI, AF, EV, NI
  std::string_view season;  // SP, SU, FA, WI
  std::string_view zone;    // +03:00, Z; "?" for one that several lands use
  bool leads = false;       // begins an expression only if a word of this table or a number follows
  bool starts = false;      // an expression may begin here
};

struct TimePiece {
  uint32_t start = 0, end = 0;  // bytes of the text
  uint32_t token = 0;
  int32_t number = -1;              // value of a run of up to nine digits
  const TimeWord* sense = nullptr;  // of a run of letters
  char kind = '?';                  // 'w' letters, 'd' digits, else the mark; '?' any other
  bool glued = false;               // nothing stands between it and the piece before
  bool capital = false;
  uint32_t length() const { return end - start; }
};

/// Nothing for a word that no expression uses. Case does not matter.
const TimeWord* time_word(std::string_view word);

/// Replaces `pieces` by those of the words [first, last). True if an expression may begin in one.
bool cut_pieces(std::string_view text, const Tokens& tokens, uint32_t first, uint32_t last,
                std::vector<TimePiece>& pieces);

}  // namespace dragoman

#endif  // DRAGOMAN_TIME_WORDS_H_

// The words lie in an open table over a hash of their lower-case letters, built once. Most words of
// a report are told to be none of them by their length or by one look into the table.
#include "time/words.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 12> kSolarMonths = {
    "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar",
    "mehr",      "aban",        "azar",    "dey", "bahman", "esfand"};
constexpr std::array<std::string_view, 18> kLunarMonths = {
    "muharram", "safar",   "rabi",     "jumada",    "jumadi",  "rajab",
    "shaban",   "ramadan", "ramadhan", "ramazan",   "shawwal", "dhu",
    "dhul",     "zul",     "zilhaj",   "dhulhijja", "sha",     "zulhijja"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 21> kCardinals = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 21> kOrdinals = {
    "zeroth",     "first",     "second",    "third",       "fourth",     "fifth",      "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
constexpr std::array<TimeUnit, 12> kUnits = {{{"second", 'S', true, 1},
                                              {"minute", 'M', true, 1},
                                              {"hour", 'H', true, 1},
                                              {"day", 'D', false, 1},
                                              {"night", 'D', false, 1},
                                              {"week", 'W', false, 1},
                                              {"fortnight", 'W', false, 2},
                                              {"month", 'M', false, 1},
                                              {"quarter", 'Q', false, 1},
                                              {"year", 'Y', false, 1},
                                              {"decade", 'Y', false, 10},
                                              {"century", 'Y', false, 100}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kParts = {
    {{"morning", "MO"},
     {"afternoon", "AF"},
     {"evening", "EV"},
     {"night", "NI"},
     {"overnight", "NI"},
     {"midday", "MI"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSeasons = {
    {{"spring", "SP"}, {"summer", "SU"}, {"autumn", "FA"}, {"fall", "FA"}, {"winter", "WI"}}};
// Abbreviations that several lands use for zones of their own give no offset.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kZones = {
    {{"gmt", "Z"},      {"utc", "Z"},       {"z", "Z"},        {"est", "-05:00"},
     {"edt", "-04:00"}, {"pst", "-08:00"},  {"pdt", "-07:00"}, {"mdt", "-06:00"},
     {"cet", "+01:00"}, {"cest", "+02:00"}, {"eet", "+02:00"}, {"eest", "+03:00"},
     {"msk", "+03:00"}, {"jst", "+09:00"},  {"kst", "+09:00"}, {"hkt", "+08:00"},
     {"pkt", "+05:00"}, {"ist", "?"},       {"cst", "?"},      {"bst", "?"}}};
// Where an expression may begin, over and above numbers, months, weekdays, and the like.
constexpr std::array<std::string_view, 93> kStarters = {
    "the",        "a",        "an",        "this",          "that",      "these",     "last",
    "past",       "previous", "preceding", "prior",         "next",      "coming",    "following",
    "upcoming",   "current",  "same",      "recent",        "today",     "yesterday", "tomorrow",
    "tonight",    "now",      "currently", "nowadays",      "presently", "recently",  "lately",
    "previously", "soon",     "future",    "early",         "late",      "mid",       "later",
    "earlier",    "about",    "around",    "nearly",        "almost",    "roughly",   "over",
    "some",       "more",     "less",      "fewer",         "at",        "up",        "exactly",
    "several",    "few",      "many",      "half",          "every",     "each",      "daily",
    "weekly",     "monthly",  "annual",    "annually",      "yearly",    "quarterly", "hourly",
    "once",       "twice",    "per",       "fiscal",        "fy",        "end",       "beginning",
    "start",      "middle",   "noon",      "midnight",      "christmas", "new",       "formerly",
    "just",       "dozens",   "couple",    "approximately", "ah",        "nineties",  "eighties",
    "seventies",  "sixties",  "fifties",   "forties",       "thirties",  "twenties",  "only",
    "q",          "barely"};

// Of these few in a text begin an expression: the word behind tells.
constexpr std::array<std::string_view, 16> kLeads = {
    "the", "a",    "an",   "this",  "that",  "some",   "at",    "over",
    "up",  "more", "less", "fewer", "about", "around", "these", "same"};
// What may stand between them and a word of time.
constexpr std::array<std::string_view, 46> kInner = {
    "very",     "near",       "foreseeable", "immediate",   "weekend",  "close",     "turn",
    "rest",     "remainder",  "final",       "opening",     "number",   "dozen",     "full",
    "whole",    "long",       "additional",  "consecutive", "straight", "working",   "business",
    "calendar", "successive", "further",     "solid",       "trading",  "entire",    "extra",
    "least",    "most",       "than",        "to",          "times",    "financial", "single",
    "other",    "latest",     "mid",         "later",       "past",     "future",    "current",
    "upcoming", "recent",     "quarter",     "half"};

constexpr size_t kLongest = 13;
constexpr size_t kSlots = 1024;  // of which a quarter are used

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

uint32_t hash(std::string_view word) {
  uint32_t h = 2166136261U;
  for (char c : word) h = (h ^ static_cast<unsigned char>(lower(c))) * 16777619U;
  return h ^ (h >> 15);
}

bool same(std::string_view word, std::string_view lower_case) {
  return word.size() == lower_case.size() &&
         std::equal(word.begin(), word.end(), lower_case.begin(),
                    [](char a, char b) { return lower(a) == b; });
}

class Table {
 public:
  Table() {
    for (size_t i = 0; i < kMonths.size(); ++i) {
      at(kMonths[i], true).month = static_cast<int>(i) + 1;
      if (kMonths[i].size() > 3)
        abbreviate(kMonths[i].substr(0, 3)).month = static_cast<int>(i) + 1;
    }
    abbreviate("sept").month = 9;
    for (size_t i = 0; i < kSolarMonths.size(); ++i)
      at(kSolarMonths[i], true).solar_month = static_cast<int>(i) + 1;
    for (std::string_view w : kLunarMonths) at(w, true).lunar_month = true;
    for (size_t i = 0; i < kDays.size(); ++i) {
      int day = static_cast<int>(i) + 1;
      at(kDays[i], true).weekday = day;
      TimeWord& many = at(keep(std::string(kDays[i]) + "s"), true);
      many.weekday = day;
      many.plural = true;
      if (day < 6) abbreviate(kDays[i].substr(0, 3)).weekday = day;  // "sat", "sun" are words
    }
    abbreviate("tues").weekday = 2;
    abbreviate("thurs").weekday = 4;
    for (size_t i = 0; i < kCardinals.size(); ++i)
      at(kCardinals[i], true).cardinal = static_cast<int>(i);
    for (size_t i = 0; i < kTens.size(); ++i)
      at(kTens[i], true).cardinal = static_cast<int>(i + 2) * 10;
    at("hundred", false).cardinal = 100;
    at("thousand", false).cardinal = 1000;
    for (size_t i = 1; i < kOrdinals.size(); ++i)
      at(kOrdinals[i], true).ordinal = static_cast<int>(i);
    at("thirtieth", true).ordinal = 30;
    for (const TimeUnit& u : kUnits) {
      at(u.word, false).unit = &u;
      TimeWord& many =
          at(u.word == "century" ? std::string_view("centuries") : keep(std::string(u.word) + "s"),
             true);
      many.unit = &u;
      many.plural = true;
    }
    at("year", true);  // year-end
    for (auto [word, value] : kParts) {
      at(word, word == "overnight").part = value;
      TimeWord& many = at(keep(std::string(word) + "s"), false);
      many.part = value;
      many.plural = true;
    }
    for (auto [word, value] : kSeasons) at(word, true).season = value;
    for (auto [word, value] : kZones) at(word, false).zone = value;
    for (std::string_view word : kStarters) at(word, true);
    for (std::string_view word : kLeads) at(word, true).leads = true;
    for (std::string_view word : kInner) at(word, false);
    for (const auto& [word, sense] : words_) {
      size_t slot = hash(word) % kSlots;
      while (slots_[slot]) slot = (slot + 1) % kSlots;
      slots_[slot] = &sense;
    }
  }

  const TimeWord* find(std::string_view word) const {
    if (word.size() > kLongest) return nullptr;
    for (size_t slot = hash(word) % kSlots;; slot = (slot + 1) % kSlots) {
      const TimeWord* candidate = slots_[slot];
      if (!candidate || same(word, candidate->word)) return candidate;
    }
  }

 private:
  std::string_view keep(std::string word) { return kept_.emplace_back(std::move(word)); }
  TimeWord& at(std::string_view word, bool starts) {
    TimeWord& sense = words_[word];
    sense.word = word;
    sense.starts |= starts;
    return sense;
  }
  TimeWord& abbreviate(std::string_view word) {
    TimeWord& sense = at(word, true);
    sense.abbreviated = true;
    return sense;
  }

  std::deque<std::string> kept_;
  std::map<std::string_view, TimeWord> words_;
  std::array<const TimeWord*, kSlots> slots_ = {};
};

const Table& table() {
  static const Table built;
  return built;
}

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}

// The mark at `at` in plain ASCII and its length: typographic apostrophes and dashes are as the
// plain ones; other letters beyond ASCII belong to words.
std::pair<char, uint32_t> mark(std::string_view text, size_t at, size_t end) {
  std::string_view rest = text.substr(at, end - at);
  if (rest.starts_with("\xE2\x80\x98") || rest.starts_with("\xE2\x80\x99")) return {'\'', 3};
  if (rest.starts_with("\xE2\x80\x90") || rest.starts_with("\xE2\x80\x91") ||
      rest.starts_with("\xE2\x80\x93") || rest.starts_with("\xE2\x88\x92"))
    return {'-', 3};
  if (rest.starts_with("\xC2\xBD")) return {'h', 2};  // one half
  if (rest.starts_with("\xE2\x80")) return {'?', rest.size() < 3 ? 2U : 3U};
  if ((rest[0] & 0x80) != 0) return {0, 0};
  return {rest[0], 1};
}

}  // namespace

const TimeWord* time_word(std::string_view word) {
  return table().find(word);
}

bool cut_pieces(std::string_view text, const Tokens& tokens, uint32_t first, uint32_t last,
                std::vector<TimePiece>& pieces) {
  const Table& words = table();
  pieces.clear();
  bool any = false;
  uint32_t before = UINT32_MAX;  // end of the piece before
  for (uint32_t t = first; t < last; ++t) {
    for (uint32_t at = tokens.start[t], end = tokens.end[t]; at < end;) {
      TimePiece p;
      p.start = at;
      p.token = t;
      p.glued = at == before;
      char c = text[at];
      auto [sign, length] =
          letter(c) && (c & 0x80) == 0 ? std::pair<char, uint32_t>{0, 0} : mark(text, at, end);
      if (digit(c)) {
        p.kind = 'd';
        int64_t value = 0;
        for (; at < end && digit(text[at]); ++at)
          if (at - p.start < 9) value = value * 10 + (text[at] - '0');
        if (at - p.start <= 9)
          p.number = static_cast<int32_t>(value);
        else
          p.kind = '?';  // counts nothing that a time is told by
        any = true;
      } else if (length > 0) {
        p.kind = sign;
        at += length;
      } else {
        p.kind = 'w';
        while (at < end && letter(text[at]) &&
               (at == p.start || (text[at] & 0x80) == 0 || mark(text, at, end).second == 0))
          ++at;
        p.capital = c >= 'A' && c <= 'Z';
        p.sense = words.find(text.substr(p.start, at - p.start));
        any |= p.sense && p.sense->starts;
      }
      p.end = before = at;
      pieces.push_back(p);
    }
  }
  return any;
}

}  // namespace dragoman

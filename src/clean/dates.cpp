#include "clean/dates.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace dragoman {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char low(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_word(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() && std::equal(word.begin(), word.end(), lower.begin(),
                                                   [](char a, char b) { return low(a) == b; });
}

// A cursor over one line; every take_… either moves behind what it found or leaves pos alone.
struct Cursor {
  std::string_view text;
  size_t pos = 0;

  bool done() const { return pos >= text.size(); }
  char at(size_t i) const { return i < text.size() ? text[i] : '\0'; }
  char here() const { return at(pos); }
  void skip_space() {
    while (here() == ' ' || here() == '\t' || (here() == '\xC2' && at(pos + 1) == '\xA0'))
      pos += here() == '\xC2' ? 2 : 1;
  }
  // Digits, between `least` and `most` of them, with no digit behind.
  bool take_number(size_t least, size_t most, int& value) {
    size_t i = pos;
    int v = 0;
    while (i < text.size() && digit(text[i]) && i - pos <= most) v = v * 10 + (text[i++] - '0');
    size_t n = i - pos;
    if (n < least || n > most || digit(at(i))) return false;
    pos = i;
    value = v;
    return true;
  }
  std::string_view word() const {
    size_t i = pos;
    while (i < text.size() && letter(text[i])) ++i;
    return text.substr(pos, i - pos);
  }
  bool take_word(std::string_view lower) {
    if (!same_word(word(), lower)) return false;
    pos += lower.size();
    return true;
  }
};

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

// A month's name or its usual short form (three letters, "Sept", "June"), full stop included.
int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (size_t m = 0; m < kMonths.size(); ++m) {
    std::string_view name = kMonths[m];
    if (same_word(word, name) || (word.size() == 3 && same_word(word, name.substr(0, 3))) ||
        (m == 8 && same_word(word, "sept")))
      return static_cast<int>(m) + 1;
  }
  return 0;
}

bool take_month(Cursor& c, int& month) {
  std::string_view word = c.word();
  month = month_of(word);
  if (month == 0) return false;
  c.pos += word.size();
  if (c.here() == '.' && word.size() <= 4) ++c.pos;
  return true;
}

bool take_weekday(Cursor& c) {
  std::string_view word = c.word();
  if (word.size() < 3) return false;
  for (std::string_view day : kDays) {
    bool abbreviated = word.size() <= 5 && word.size() >= 3 && word.size() < day.size() &&
                       same_word(word, day.substr(0, word.size()));
    if (!same_word(word, day) && !abbreviated) continue;
    c.pos += word.size();
    if (c.here() == '.') ++c.pos;
    c.skip_space();
    if (c.here() == ',') ++c.pos;
    c.skip_space();
    return true;
  }
  return false;
}

void take_ordinal(Cursor& c) {
  for (std::string_view suffix : {"st", "nd", "rd", "th"})
    if (c.take_word(suffix)) return;
}

bool good_day(int year, int month, int day) {
  static constexpr std::array<int, 12> kLength = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kLength[static_cast<size_t>(month - 1)])
    return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return year == 0 || month != 2 || day < 29 || leap;
}

bool good_year(int year) {
  return year >= 1900 && year <= 2099;
}

// Z, +03:00, +0300, GMT, UTC+3, EST … and the like.
void take_zone(Cursor& c, ParsedDate& date) {
  size_t start = c.pos;
  c.skip_space();
  if (c.here() == '(') ++c.pos;
  std::string_view word = c.word();
  struct Zone {
    std::string_view name;
    int minutes;
  };
  // Abbreviations that mean one zone only in English-language news; "IST" and the like mean several
  // and are read over without a value.
  static constexpr std::array<Zone, 14> kZones = {{{"gmt", 0},
                                                   {"utc", 0},
                                                   {"z", 0},
                                                   {"bst", 60},
                                                   {"cet", 60},
                                                   {"cest", 120},
                                                   {"eet", 120},
                                                   {"eest", 180},
                                                   {"msk", 180},
                                                   {"est", -300},
                                                   {"edt", -240},
                                                   {"pst", -480},
                                                   {"pdt", -420},
                                                   {"et", -9999}}};
  static constexpr std::array<std::string_view, 4> kVague = {"ist", "ast", "cst", "local"};
  bool named = false;
  for (const Zone& zone : kZones) {
    if (!same_word(word, zone.name)) continue;
    c.pos += word.size();
    named = true;
    if (zone.minutes != -9999) {
      date.zone_known = true;
      date.zone_minutes = zone.minutes;
    }
    break;
  }
  if (!named)
    for (std::string_view vague : kVague)
      if (same_word(word, vague)) {
        c.pos += word.size();
        named = true;
        break;
      }
  bool counted = same_word(word, "gmt") || same_word(word, "utc");
  if (!named || counted) {
    Cursor sign = c;
    if (!named) sign.pos = start;
    char s = sign.here();
    if (s == '+' || s == '-') {
      ++sign.pos;
      int hours = 0, minutes = 0;
      Cursor four = sign;
      bool ok = false;
      if (four.take_number(4, 4, hours)) {
        minutes = hours % 100;
        hours /= 100;
        sign = four;
        ok = true;
      } else if (sign.take_number(1, 2, hours)) {
        ok = counted || sign.here() == ':' || s == '+';
        if (sign.here() == ':') {
          ++sign.pos;
          ok = sign.take_number(2, 2, minutes);
        }
      }
      if (ok && hours <= 14 && minutes < 60) {
        date.zone_known = true;
        date.zone_minutes = (hours * 60 + minutes) * (s == '-' ? -1 : 1);
        c.pos = sign.pos;
        named = true;
      }
    }
  }
  if (!named) {
    c.pos = start;
    return;
  }
  if (c.here() == ')') ++c.pos;
}

// 12:16, 12:16:52, 9:30 am, 9 p.m., 9.30pm.
bool take_time(Cursor& c, ParsedDate& date) {
  Cursor t = c;
  int hour = 0, minute = 0, second = -1;
  if (!t.take_number(1, 2, hour)) {
    int both = 0;
    // 0930 with a zone behind it, as agencies write.
    if (!t.take_number(4, 4, both) || both / 100 > 23 || both % 100 > 59) return false;
    Cursor zone = t;
    ParsedDate probe;
    take_zone(zone, probe);
    if (!probe.zone_known) return false;
    date.hour = both / 100;
    date.minute = both % 100;
    date.zone_known = true;
    date.zone_minutes = probe.zone_minutes;
    c.pos = zone.pos;
    return true;
  }
  bool minutes = false;
  if ((t.here() == ':' || t.here() == '.' || t.here() == 'h') && digit(t.at(t.pos + 1))) {
    bool colon = t.here() == ':';
    ++t.pos;
    if (!t.take_number(2, 2, minute)) return false;
    minutes = colon;
    if (t.here() == ':' && digit(t.at(t.pos + 1))) {
      ++t.pos;
      if (!t.take_number(2, 2, second)) return false;
      if (t.here() == '.' && digit(t.at(t.pos + 1))) {
        ++t.pos;
        while (digit(t.here())) ++t.pos;
      }
    }
  }
  size_t before = t.pos;
  t.skip_space();
  char half = low(t.here());
  bool halved = false;
  if (half == 'a' || half == 'p') {
    Cursor h = t;
    ++h.pos;
    if (h.here() == '.') ++h.pos;
    if (low(h.here()) == 'm' && !letter(h.at(h.pos + 1))) {
      ++h.pos;
      if (h.here() == '.') ++h.pos;
      if (hour >= 1 && hour <= 12) hour = hour % 12 + (half == 'p' ? 12 : 0);
      t = h;
      halved = true;
    }
  }
  if (!halved) t.pos = before;
  if (!minutes && !halved) return false;
  if (hour > 23 || minute > 59 || second > 60) return false;
  date.hour = hour;
  date.minute = minute;
  date.second = std::min(second, 59);
  take_zone(t, date);
  c.pos = t.pos;
  return true;
}

bool take_day_month_year(Cursor& c, ParsedDate& date, bool with_year) {
  Cursor t = c;
  int day = 0, month = 0, year = 0;
  bool day_first = t.take_number(1, 2, day);
  if (day_first) {
    take_ordinal(t);
    while (t.here() == ' ' || t.here() == '-' || t.here() == '.' || t.here() == '/' ||
           t.here() == ',')
      ++t.pos;
    if (t.take_word("of")) t.skip_space();
    if (!take_month(t, month)) return false;
  } else {
    if (!take_month(t, month)) return false;
    while (t.here() == ' ' || t.here() == '-' || t.here() == '/') ++t.pos;
    if (!t.take_number(1, 2, day)) return false;
    take_ordinal(t);
  }
  if (with_year) {
    Cursor before_year = t;
    while (t.here() == ' ' || t.here() == ',' || t.here() == '-' || t.here() == '.' ||
           t.here() == '/')
      ++t.pos;
    if (!t.take_number(4, 4, year)) {
      // asctime: "Aug 17 12:16:52 2016"
      t = before_year;
      t.skip_space();
      ParsedDate probe;
      if (!take_time(t, probe)) return false;
      t.skip_space();
      if (!t.take_number(4, 4, year)) return false;
      date = probe;
    }
    if (!good_year(year)) return false;
  }
  if (!good_day(year, month, day)) return false;
  if (letter(t.here())) return false;
  date.year = year;
  date.month = month;
  date.day = day;
  c.pos = t.pos;
  return true;
}

// 2025-11-17, 2025/11/17, 2025.11.17, 17.11.2025, 11/17/2025 (where one part is over 12).
bool take_digits(Cursor& c, ParsedDate& date) {
  Cursor t = c;
  int a = 0, b = 0, d = 0;
  if (t.take_number(4, 4, a)) {
    char s = t.here();
    if (s != '-' && s != '/' && s != '.') return false;
    ++t.pos;
    if (!t.take_number(1, 2, b) || t.here() != s) return false;
    ++t.pos;
    if (!t.take_number(1, 2, d)) return false;
    if (!good_year(a) || !good_day(a, b, d)) return false;
    date.year = a;
    date.month = b;
    date.day = d;
    c.pos = t.pos;
    return true;
  }
  t = c;
  if (!t.take_number(1, 2, a)) return false;
  char s = t.here();
  if (s != '/' && s != '.' && s != '-') return false;
  ++t.pos;
  if (!t.take_number(1, 2, b) || t.here() != s) return false;
  ++t.pos;
  if (!t.take_number(4, 4, d) || !good_year(d)) return false;
  if (a > 12 || a == b || s == '.')
    std::swap(a, b);  // day first; with full stops always so
  else if (b <= 12)
    return false;
  if (!good_day(d, a, b)) return false;
  date.year = d;
  date.month = a;
  date.day = b;
  c.pos = t.pos;
  return true;
}

void skip_between(Cursor& c) {
  for (;;) {
    c.skip_space();
    if (c.here() == ',' || c.here() == '|' || c.here() == '-' || c.here() == '/') {
      ++c.pos;
    } else if (c.text.substr(c.pos, 3) == "\xE2\x80\x93" ||
               c.text.substr(c.pos, 3) == "\xE2\x80\x94" ||
               c.text.substr(c.pos, 3) == "\xE2\x80\xA2") {
      c.pos += 3;
    } else if (c.text.substr(c.pos, 2) == "\xC2\xB7") {
      c.pos += 2;
    } else if (c.take_word("at")) {
    } else {
      return;
    }
  }
}

void two(std::string& out, int value) {
  out += static_cast<char>('0' + value / 10 % 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

std::string ParsedDate::iso() const {
  std::string out;
  if (year == 0) return out;
  out = std::to_string(year);
  if (month == 0) return out;
  out += '-';
  two(out, month);
  if (day == 0) return out;
  out += '-';
  two(out, day);
  if (hour < 0) return out;
  out += 'T';
  two(out, hour);
  out += ':';
  two(out, std::max(minute, 0));
  // RFC 3339 wants seconds where there is a zone.
  if (second >= 0 || zone_known) {
    out += ':';
    two(out, std::max(second, 0));
  }
  if (zone_known) {
    if (zone_minutes == 0) {
      out += 'Z';
    } else {
      out += zone_minutes < 0 ? '-' : '+';
      two(out, std::abs(zone_minutes) / 60);
      out += ':';
      two(out, std::abs(zone_minutes) % 60);
    }
  }
  return out;
}

std::string_view ParsedDate::precision() const {
  if (month == 0) return "year";
  if (day == 0) return "month";
  if (hour < 0) return "day";
  return second < 0 ? "minute" : "second";
}

std::optional<ParsedDate> parse_date(std::string_view text, size_t& pos) {
  ParsedDate date;
  Cursor c{text, pos};
  c.skip_space();
  // "12:16, 17 August 2016"
  ParsedDate clock;
  bool early = take_time(c, clock);
  if (early) skip_between(c);
  take_weekday(c);
  if (!early && digit(c.here())) {
    Cursor t = c;
    if (take_time(t, clock)) {
      early = true;
      c = t;
      skip_between(c);
      take_weekday(c);
    }
  }
  if (!take_digits(c, date) && !take_day_month_year(c, date, true)) return std::nullopt;
  if (digit(c.here())) return std::nullopt;
  if (early) {
    date.hour = clock.hour;
    date.minute = clock.minute;
    date.second = clock.second;
    date.zone_known = clock.zone_known;
    date.zone_minutes = clock.zone_minutes;
  } else if (date.hour < 0) {
    Cursor t = c;
    if ((t.here() == 'T' || t.here() == 't') && digit(t.at(t.pos + 1)))
      ++t.pos;
    else
      skip_between(t);
    ParsedDate with_time = date;
    if (take_time(t, with_time)) {
      date = with_time;
      c = t;
    }
  }
  pos = c.pos;
  return date;
}

std::optional<ParsedDate> parse_day_month(std::string_view text, size_t& pos) {
  ParsedDate date;
  Cursor c{text, pos};
  if (!take_day_month_year(c, date, false)) return std::nullopt;
  pos = c.pos;
  return date;
}

std::optional<ParsedDate> parse_markup_date(std::string_view text) {
  if (text.size() > 200) text = text.substr(0, 200);
  for (size_t i = 0; i < text.size(); ++i) {
    bool start = i == 0 || !(digit(text[i - 1]) || letter(text[i - 1]));
    if (!start || !(digit(text[i]) || letter(text[i]))) continue;
    size_t pos = i;
    if (auto date = parse_date(text, pos)) return date;
  }
  // 20230310, 20230310T0930Z, seconds since 1970 are left alone but for the first.
  Cursor c{text, 0};
  c.skip_space();
  size_t n = c.pos;
  while (n < text.size() && digit(text[n])) ++n;
  size_t digits = n - c.pos;
  if (digits == 8 || digits == 14 || digits == 12) {
    auto value = [&](size_t from, size_t length) {
      int v = 0;
      for (size_t i = 0; i < length; ++i) v = v * 10 + (text[c.pos + from + i] - '0');
      return v;
    };
    ParsedDate date;
    date.year = value(0, 4);
    date.month = value(4, 2);
    date.day = value(6, 2);
    if (digits >= 12 && value(8, 2) < 24 && value(10, 2) < 60) {
      date.hour = value(8, 2);
      date.minute = value(10, 2);
    }
    if (good_year(date.year) && good_day(date.year, date.month, date.day)) return date;
  }
  // A month or a year alone: 2021-07, 2021.
  int year = 0;
  if (c.take_number(4, 4, year) && good_year(year)) {
    ParsedDate date;
    date.year = year;
    if (c.done()) return date;
    if (c.here() == '-' || c.here() == '/') {
      ++c.pos;
      int month = 0;
      if (c.take_number(1, 2, month) && month >= 1 && month <= 12 && c.done()) {
        date.month = month;
        return date;
      }
    }
  }
  return std::nullopt;
}

std::optional<ParsedDate> date_of_url(std::string_view url, std::string& matched) {
  size_t scheme = url.find("://");
  size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  std::string_view rest = url.substr(path);
  rest = rest.substr(0, std::min(rest.find('?'), rest.find('#')));
  if (rest.size() > 2048) rest = rest.substr(0, 2048);
  std::optional<ParsedDate> best;
  for (size_t i = 1; i < rest.size(); ++i) {
    if (!digit(rest[i]) || digit(rest[i - 1])) continue;
    bool segment = rest[i - 1] == '/';
    Cursor c{rest, i};
    ParsedDate date;
    int year = 0;
    if (c.take_number(8, 8, year)) {
      date.year = year / 10000;
      date.month = year / 100 % 100;
      date.day = year % 100;
      bool ends =
          c.done() || c.here() == '/' || c.here() == '-' || c.here() == '_' || c.here() == '.';
      bool starts = segment || rest[i - 1] == '-' || rest[i - 1] == '_';
      if (starts && ends && good_year(date.year) && good_day(date.year, date.month, date.day)) {
        matched = rest.substr(i, c.pos - i);
        return date;
      }
      continue;
    }
    if (!c.take_number(4, 4, year) || !good_year(year)) continue;
    char s = c.here();
    if (s != '/' && s != '-' && s != '_' && s != '.') continue;
    if (!segment && s == '/') continue;
    ++c.pos;
    int month = 0, day = 0;
    if (letter(c.here())) {
      std::string_view word = c.word();
      month = month_of(word);
      c.pos += word.size();
    } else if (!c.take_number(1, 2, month)) {
      continue;
    }
    if (month < 1 || month > 12) continue;
    date.year = year;
    date.month = month;
    size_t end = c.pos;
    if (c.here() == s) {
      ++c.pos;
      if (c.take_number(1, 2, day) && good_day(year, month, day) &&
          (c.done() || c.here() == '/' || c.here() == '-' || c.here() == '_' || c.here() == '.')) {
        date.day = day;
        matched = rest.substr(i, c.pos - i);
        return date;
      }
    }
    // Year and month alone: only as two whole segments.
    if (segment && s == '/' && !best && (end == rest.size() || rest[end] == '/')) {
      matched = rest.substr(i, end - i);
      best = date;
      best->day = 0;
    }
  }
  return best;
}

std::optional<ParsedDate> date_of_file_name(std::string_view name, std::string& matched) {
  std::optional<ParsedDate> found;
  for (size_t i = 0; i < name.size(); ++i) {
    if (!digit(name[i]) || (i > 0 && (digit(name[i - 1]) || letter(name[i - 1])))) continue;
    Cursor c{name, i};
    ParsedDate date;
    int number = 0;
    bool ok = false;
    if (c.take_number(8, 8, number)) {
      date.year = number / 10000;
      date.month = number / 100 % 100;
      date.day = number % 100;
      ok = good_year(date.year) && good_day(date.year, date.month, date.day);
    } else if (c.take_number(4, 4, date.year) && good_year(date.year)) {
      char s = c.here();
      if (s == '-' || s == '_' || s == '.') {
        ++c.pos;
        ok = c.take_number(2, 2, date.month) && c.here() == s;
        if (ok) {
          ++c.pos;
          ok = c.take_number(2, 2, date.day) && good_day(date.year, date.month, date.day);
        }
      }
    }
    if (!ok || letter(c.here())) continue;
    if (found && found->iso() != date.iso()) return std::nullopt;
    found = date;
    matched = name.substr(i, c.pos - i);
  }
  return found;
}

Published make_published(const ParsedDate& date, std::string_view basis, std::string_view text) {
  Published published;
  published.value = date.iso();
  published.precision = date.precision();
  published.basis = basis;
  published.text = text;
  return published;
}

namespace {

// Words that stand around a date in a line of metadata and say nothing else.
constexpr std::array<std::string_view, 34> kFillers = {
    "published",   "publish", "posted", "updated", "update",  "modified", "last",
    "first",       "created", "date",   "on",      "at",      "in",       "the",
    "time",        "gmt",     "utc",    "est",     "edt",     "ist",      "am",
    "pm",          "issued",  "added",  "online",  "release", "released", "uploaded",
    "publication", "revised", "edited", "dated",   "hrs",     "local"};

bool filler(std::string_view word) {
  return std::any_of(kFillers.begin(), kFillers.end(),
                     [&](std::string_view f) { return same_word(word, f); });
}

// What may stand behind the date on its line: numbers of the report, buttons.
constexpr std::array<std::string_view, 22> kTrailers = {
    "news",  "id",     "code",     "print", "send",  "to",  "friend", "a",
    "email", "share",  "comments", "views", "hits",  "min", "mins",   "minutes",
    "read",  "minute", "report",   "no",    "tweet", "save"};

bool trailer(std::string_view word) {
  return std::any_of(kTrailers.begin(), kTrailers.end(),
                     [&](std::string_view t) { return same_word(word, t); });
}

bool update_word(std::string_view word) {
  return same_word(word, "updated") || same_word(word, "update") || same_word(word, "modified") ||
         same_word(word, "revised") || same_word(word, "edited");
}

bool label_word(std::string_view word) {
  return filler(word) && word.size() >= 4 && !same_word(word, "last") &&
         !same_word(word, "first") && !same_word(word, "time") && !same_word(word, "local");
}

}  // namespace

std::optional<DateLine> parse_date_line(std::string_view line, bool whole) {
  if (whole && line.size() > 160) return std::nullopt;
  DateLine result;
  Cursor c{line, 0};
  bool update = false;
  size_t words = 0;
  // In front of the date: labels, punctuation, a byline.
  std::optional<ParsedDate> date;
  while (!c.done() && !date) {
    char ch = c.here();
    if (digit(ch) || letter(ch)) {
      size_t pos = c.pos;
      date = parse_date(line, pos);
      if (date) {
        result.begin = c.pos;
        result.end = pos;
        c.pos = pos;
        break;
      }
      if (digit(ch)) return std::nullopt;
      std::string_view word = c.word();
      if (whole && same_word(word, "by") && words == 0) {
        size_t stop = c.pos + 2;
        while (stop < line.size() && !digit(line[stop]) && line[stop] != '|' && line[stop] != ',' &&
               line[stop] != '\xE2' && line[stop] != '\xC2')
          ++stop;
        std::string_view name = line.substr(c.pos + 2, stop - c.pos - 2);
        // The name may run into a label or into the date's first word.
        for (size_t i = 0; i < name.size(); ++i) {
          if (!letter(name[i]) || (i > 0 && letter(name[i - 1]))) continue;
          Cursor n{name, i};
          size_t at = c.pos + 2 + i;
          if (label_word(n.word()) || parse_date(line, at)) {
            stop = c.pos + 2 + i;
            name = name.substr(0, i);
            break;
          }
        }
        while (!name.empty() && (name.front() == ' ' || name.front() == ':')) name.remove_prefix(1);
        while (!name.empty() && (name.back() == ' ' || name.back() == '-')) name.remove_suffix(1);
        if (name.empty() || name.size() > 60) return std::nullopt;
        result.byline = name;
        c.pos = stop;
        words = 1;
        continue;
      }
      if (!filler(word)) {
        // A weekday in front of a date that is not one of our forms.
        if (!take_weekday(c)) return std::nullopt;
        continue;
      }
      if (label_word(word)) result.labelled = true;
      update = update || update_word(word);
      c.pos += word.size();
      if (++words > 6) return std::nullopt;
    } else {
      if (!whole && words == 0 && c.pos > 4) return std::nullopt;
      ++c.pos;
    }
  }
  if (!date) return std::nullopt;
  result.date = *date;
  result.updated = update;
  if (!whole) return result;
  // Behind it: fillers, separators, a second date (of the change, as a rule).
  bool trailed = false;
  while (!c.done()) {
    char ch = c.here();
    if (letter(ch)) {
      size_t pos = c.pos;
      if (parse_date(line, pos)) {
        c.pos = pos;
        continue;
      }
      std::string_view word = c.word();
      if (same_word(word, "published") && result.updated) {
        // "Updated … Published …": the second one is meant.
        size_t next = c.pos + word.size();
        while (next < line.size() && !digit(line[next]) && !letter(line[next])) ++next;
        if (auto other = parse_date(line, next)) {
          result.date = *other;
          result.updated = false;
          c.pos = next;
          continue;
        }
      }
      if (!filler(word) && !trailer(word)) return std::nullopt;
      trailed = trailed || trailer(word);
      c.pos += word.size();
    } else if (digit(ch)) {
      size_t pos = c.pos;
      ParsedDate ignored;
      Cursor t = c;
      if (parse_date(line, pos)) {
        c.pos = pos;
      } else if (take_time(t, ignored)) {
        c = t;
      } else if (trailed) {
        while (digit(c.here())) ++c.pos;  // "News ID: 440179"
      } else if (int number = 0; c.take_number(1, 3, number) && letter(c.at(c.pos + 1))) {
        // "3 min read"; what follows says whether it is that
      } else {
        return std::nullopt;
      }
    } else {
      ++c.pos;
    }
  }
  return result;
}

}  // namespace dragoman

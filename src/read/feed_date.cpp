#include "read/feed_date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace dragoman {
namespace {

struct Moment {
  int year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1;
  bool zoned = false;
  int offset = 0;  // minutes east of UTC
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Digits at `at` (min to max of them), moving it; -1 if they are not there.
int number(std::string_view text, size_t& at, size_t min, size_t max) {
  size_t i = at;
  int value = 0;
  while (i < text.size() && i - at < max && is_digit(text[i]))
    value = value * 10 + (text[i++] - '0');
  if (i - at < min) return -1;
  at = i;
  return value;
}

bool take(std::string_view text, size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

bool valid(const Moment& m) {
  if (m.year < 1 || m.year > 9999) return false;
  if (m.month != -1 && (m.month < 1 || m.month > 12)) return false;
  if (m.day != -1) {
    const bool leap = (m.year % 4 == 0 && m.year % 100 != 0) || m.year % 400 == 0;
    constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int days = m.month == 2 && leap ? 29 : kDays[static_cast<size_t>(m.month - 1)];
    if (m.day < 1 || m.day > days) return false;
  }
  return m.hour <= 23 && m.minute <= 59 && m.second <= 60 && m.offset > -24 * 60 &&
         m.offset < 24 * 60;
}

std::string written(const Moment& m) {
  if (!valid(m)) return {};
  char buffer[64];
  const auto print = [&](auto... args) {
    return std::string(buffer, static_cast<size_t>(std::snprintf(buffer, sizeof(buffer), args...)));
  };
  std::string out = print("%04d", m.year);
  if (m.month != -1) out += print("-%02d", m.month);
  if (m.day != -1) out += print("-%02d", m.day);
  if (m.hour == -1) return out;
  out += print("T%02d:%02d", m.hour, std::max(m.minute, 0));
  if (m.second != -1) out += print(":%02d", std::min(m.second, 59));
  if (m.zoned)
    out += print("%c%02d:%02d", m.offset < 0 ? '-' : '+', std::abs(m.offset) / 60,
                 std::abs(m.offset) % 60);
  return out;
}

// Z, +03:00, +0300, +03 or a name of RFC 822. False for anything else.
bool zone(std::string_view text, Moment& m) {
  struct Name {
    std::string_view name;
    int hours;
  };
  constexpr Name kNames[] = {{"Z", 0},    {"UT", 0},   {"UTC", 0},  {"GMT", 0},
                             {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
                             {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  for (const Name& known : kNames) {
    if (upper == known.name) {
      m.zoned = true;
      m.offset = known.hours * 60;
      return true;
    }
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return false;
  size_t at = 1;
  const int hours = number(text, at, 2, 2);
  if (hours < 0) return false;
  int minutes = 0;
  if (at < text.size()) {
    take(text, at, ':');
    minutes = number(text, at, 2, 2);
  }
  if (minutes < 0 || minutes > 59 || at != text.size()) return false;
  m.zoned = true;
  m.offset = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
  return true;
}

// hh:mm[:ss[.f…]]
bool clock(std::string_view text, size_t& at, Moment& m) {
  m.hour = number(text, at, 1, 2);
  if (m.hour < 0 || !take(text, at, ':')) return false;
  m.minute = number(text, at, 2, 2);
  if (m.minute < 0) return false;
  if (take(text, at, ':')) {
    m.second = number(text, at, 2, 2);
    if (m.second < 0) return false;
    if (take(text, at, '.') || take(text, at, ',')) {
      while (at < text.size() && is_digit(text[at])) ++at;
    }
  }
  return true;
}

std::string iso(std::string_view text) {
  Moment m;
  size_t at = 0;
  m.year = number(text, at, 4, 4);
  if (at < text.size()) {
    if (!take(text, at, '-')) return {};
    m.month = number(text, at, 2, 2);
    if (m.month < 1 || m.month > 12) return {};
  }
  if (at < text.size()) {
    if (!take(text, at, '-')) return {};
    m.day = number(text, at, 2, 2);
    if (m.day < 0) return {};
  }
  if (at < text.size()) {
    if (!take(text, at, 'T') && !take(text, at, 't') && !take(text, at, ' ')) return {};
    if (!clock(text, at, m)) return {};
    while (at < text.size() && text[at] == ' ') ++at;
    if (at < text.size() && !zone(text.substr(at), m)) return {};
  }
  return written(m);
}

// [weekday,] day month year [hh:mm[:ss] [zone]]
std::string rfc822(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size() && words.size() < 8;) {
    const size_t end = std::min(text.find_first_of(" \t\r\n,", at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  size_t word = 0;
  if (word < words.size() && is_letter(words[word][0])) ++word;
  if (words.size() < word + 3) return {};
  Moment m;
  size_t at = 0;
  m.day = number(words[word], at, 1, 2);
  if (m.day < 0 || at != words[word].size()) return {};
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  std::string month(words[word + 1].substr(0, 3));
  for (char& c : month) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  const size_t found = month.size() == 3 ? kMonths.find(month) : std::string_view::npos;
  if (found == std::string_view::npos || found % 3 != 0) return {};
  m.month = static_cast<int>(found / 3) + 1;
  at = 0;
  m.year = number(words[word + 2], at, 2, 4);
  if (at != words[word + 2].size() || at == 3) return {};
  if (at == 2) m.year += m.year < 50 ? 2000 : 1900;  // RFC 2822, 4.3
  if (words.size() > word + 3) {
    at = 0;
    if (!clock(words[word + 3], at, m) || at != words[word + 3].size()) return {};
    if (words.size() > word + 4) zone(words[word + 4], m);
  }
  return written(m);
}

}  // namespace

std::string iso_date(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  text = text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start);
  if (text.size() > 100) return {};
  const bool year_first = text.size() >= 4 && std::all_of(text.begin(), text.begin() + 4, is_digit);
  return year_first ? iso(text) : rfc822(text);
}

}  // namespace dragoman

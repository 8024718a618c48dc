#include "time/reader.h"

namespace dragoman {

namespace {

std::string two(int n) {
  return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

}  // namespace

// The end behind a zone, which may stand in brackets and have a shift of its own: GMT, UTC+3,
// (GMT +8), local time, Moscow time. `offset` stays empty where it cannot be told.
uint32_t TimeReader::zone(uint32_t i, std::string& offset) const {
  const bool open = kind(i) == '(';
  uint32_t a = open ? i + 1 : i;
  auto closed = [&](uint32_t end) -> uint32_t {
    if (!open) return end;
    return kind(end) == ')' ? end + 1 : 0;
  };
  if (is(a, "local") && is(a + 1, "time")) return closed(a + 2);
  if (is(a, "greenwich") && is(a + 1, "mean") && is(a + 2, "time")) {
    offset = "Z";
    return closed(a + 3);
  }
  // Moscow time, Eastern Daylight Time, Central European Summer Time
  if (at(a).capital && kind(a) == 'w' && word(a).zone.empty())
    for (uint32_t last = a + 1; last <= a + 3; ++last) {
      if (is(last, "time")) {
        if (is(a, "eastern") && is(a + 1, "standard")) offset = "-05:00";
        if (is(a, "eastern") && is(a + 1, "daylight")) offset = "-04:00";
        return closed(last + 1);
      }
      if (!any(last, {"standard", "daylight", "summer", "european"})) break;
    }
  const TimeWord& w = word(a);
  if (w.zone.empty() || !at(a).capital) return 0;
  if (is(a, "z") && !at(a).glued) return 0;
  uint32_t end = a + 1;
  if ((kind(end) == '+' || kind(end) == '-') && kind(end + 1) == 'd' && w.zone == "Z" &&
      at(end + 1).number <= 14) {
    int minutes = 0;
    uint32_t behind = end + 2;
    if (kind(behind) == ':' && kind(behind + 1) == 'd' && at(behind + 1).number < 60) {
      minutes = at(behind + 1).number;
      behind += 2;
    }
    if (uint32_t all = closed(behind)) {
      offset = std::string(1, kind(end)) + two(at(end + 1).number) + ":" + two(minutes);
      return all;
    }
  }
  end = closed(end);
  if (end && w.zone != "?") offset = w.zone;
  return end;
}

// A time of the day, and the day where it follows at once: "10 p.m. Wednesday", "noon, July 3".
TimeReader::Reading TimeReader::on_day(uint32_t end, const std::string& clock) {
  uint32_t next = end;
  if (kind(next) == ',' && (word(next + 1).weekday || word(next + 1).month)) ++next;
  Reading day = weekday(next);
  if (!day) day = day_first(next, 0);
  if (!day) day = month_first(next, 0);
  if (!day && any(next, {"today", "yesterday", "tomorrow"})) day = deictic(next);
  if (day && day.type == TimeType::kDate && day.value.size() == 10) {
    day.type = TimeType::kTime;
    day.value += clock;
    return day;
  }
  pending_.piece = UINT32_MAX;
  Reading r = made(end, clock, TimeType::kTime);
  r.no_day = true;
  return r;
}

// 9:30, 9:30 a.m., 9 pm, 0800 GMT, 14.30 hours, six o'clock, noon, midnight
TimeReader::Reading TimeReader::clock(uint32_t i) {
  if (is(i, "noon")) return on_day(i + 1, "T12:00");
  if (is(i, "midnight")) return on_day(i + 1, "T24:00");
  int hour = -1, minute = 0;
  uint32_t end = i + 1;
  bool sure = false;
  if (kind(i) == 'd') {
    if (glued_number(i)) return {};
    const uint32_t digits = at(i).length();
    hour = at(i).number;
    if (digits <= 2 && (kind(end) == ':' || kind(end) == '.') && at(end).glued &&
        kind(end + 1) == 'd' && at(end + 1).glued && at(end + 1).length() == 2) {
      minute = at(end + 1).number;
      sure = kind(end) == ':';
      end += 2;
      if (sure && kind(end) == ':' && kind(end + 1) == 'd' && at(end + 1).glued) end += 2;
      if (at(end).glued && kind(end) == ':') return {};
    } else if (digits == 4) {
      minute = hour % 100;
      hour /= 100;
    } else if (digits > 2) {
      return {};
    }
  } else if (word(i).cardinal >= 1 && word(i).cardinal <= 12) {
    hour = word(i).cardinal;
  } else {
    return {};
  }
  const bool four = kind(i) == 'd' && at(i).length() == 4;
  if (kind(end) == 'w' && is(end, "o") && kind(end + 1) == '\'' && is(end + 2, "clock") && !four) {
    sure = true;
    end += 3;
  }
  // a.m., am, p.m., pm
  int half = 0;
  uint32_t behind = end;
  if (any(end, {"am", "pm"})) {
    half = is(end, "am") ? 1 : 2;
    behind = end + 1;
  } else if (any(end, {"a", "p"}) && kind(end + 1) == '.' && is(end + 2, "m") &&
             at(end + 2).glued) {
    half = is(end, "a") ? 1 : 2;
    behind = end + 3;
    if (kind(behind) == '.' && at(behind).glued) ++behind;
  }
  if (half != 0) {
    if (hour > 12 || four) return {};
    hour = hour % 12 + (half == 2 ? 12 : 0);
    sure = true;
    end = behind;
  }
  if (any(end, {"hours", "hrs"}) && (four || minute > 0) && kind(i) == 'd') {
    sure = true;
    ++end;
  }
  std::string offset;
  if (uint32_t z = zone(end, offset); z && (sure || four || minute > 0)) {
    sure = true;
    end = z;
  }
  if (!sure || hour < 0 || hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return {};
  return on_day(end, "T" + two(hour) + ":" + two(minute) + offset);
}

// in the morning, the evening of July 3, overnight
TimeReader::Reading TimeReader::part_of_day(uint32_t i) {
  uint32_t a = is(i, "the") ? i + 1 : i;
  const TimeWord& w = word(a);
  if (w.part.empty() || w.plural) return {};
  const std::string clock = "T" + std::string(w.part);
  if (any(a + 1, {"of", "on"})) {
    Reading day = date(a + 2);
    if (day && day.type == TimeType::kDate && day.value.size() == 10) {
      day.type = TimeType::kTime;
      day.value += clock;
      return day;
    }
    pending_.piece = UINT32_MAX;
  }
  const bool alone = a == i ? is(a, "overnight") || before(i, {"early", "mid", "late", "-"})
                            : before(i, {"in", "during"}) && clause_ends(a + 1);
  if (!alone || (is(a, "overnight") && plural_noun(a + 1))) return {};
  Reading r = made(a + 1, clock, TimeType::kTime);
  r.no_day = true;
  return r;
}

}  // namespace dragoman

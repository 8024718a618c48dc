#include <cmath>

#include "time/reader.h"

namespace dragoman {

namespace {

constexpr double kMostUnits = 999999999;

std::string number_text(double n) {
  auto whole = static_cast<int64_t>(n);
  std::string out = std::to_string(whole);
  auto hundredths = static_cast<int>(std::lround((n - static_cast<double>(whole)) * 100));
  if (hundredths <= 0 || hundredths >= 100) return out;
  out += '.';
  out += static_cast<char>('0' + hundredths / 10);
  if (hundredths % 10 != 0) out += static_cast<char>('0' + hundredths % 10);
  return out;
}

}  // namespace

// 24, 2,000, 2.5, 2 1/2, twenty-four, two hundred and fifty, two and a half
TimeReader::Number TimeReader::number_at(uint32_t i) const {
  uint32_t end = i;
  double value = 0;
  if (kind(i) == 'd') {
    if (at(i).number < 0 || glued_number(i)) return {};
    value = at(i).number;
    end = i + 1;
    while (kind(end) == ',' && kind(end + 1) == 'd' && at(end).glued && at(end + 1).glued &&
           at(end + 1).length() == 3) {
      value = value * 1000 + at(end + 1).number;
      end += 2;
    }
    if (kind(end) == '.' && kind(end + 1) == 'd' && at(end).glued && at(end + 1).glued &&
        at(end + 1).length() <= 2) {
      value += at(end + 1).number / std::pow(10, at(end + 1).length());
      end += 2;
    } else if (kind(end) == 'h') {
      value += 0.5;
      ++end;
    } else if (kind(end) == 'd' && at(end).number == 1 && kind(end + 1) == '/' &&
               kind(end + 2) == 'd' && at(end + 2).number == 2) {
      value += 0.5;
      end += 3;
    }
  } else {
    // Small numbers are added, "hundred" and "thousand" multiply.
    double small = 0;
    bool found = false;
    for (uint32_t steps = 0; steps < 8; ++steps) {
      uint32_t next = end;
      if (found && (kind(next) == '-' || is(next, "and")) && word(next + 1).cardinal > 0) ++next;
      const int n = word(next).cardinal;
      if (n < 0 || (n >= 100 && !found)) break;
      if (n >= 100) {
        small *= n;
        if (n == 1000) value += small, small = 0;
      } else {
        if (small > 0 && !(static_cast<int>(small) % 10 == 0 && n < 10) &&
            !(static_cast<int>(small) % 100 == 0))
          break;
        if (next > end && is(end, "and") && small < 100 && value == 0) break;
        small += n;
      }
      found = true;
      end = next + 1;
    }
    if (!found) return {};
    value += small;
  }
  if (is(end, "hundred") || is(end, "thousand")) {
    value *= word(end).cardinal;
    ++end;
  }
  uint32_t half = kind(end) == '-' ? end + 1 : end;
  if (is(half, "and")) {
    half = kind(half + 1) == '-' ? half + 2 : half + 1;
    if (any(half, {"a", "one"})) half = kind(half + 1) == '-' ? half + 2 : half + 1;
    if (is(half, "half")) {
      value += 0.5;
      end = half + 1;
    }
  }
  if (value > kMostUnits) return {};
  return {end, value};
}

// A number and a unit: five years, two-day, several months, a decade, half a year, 5-10 days.
TimeReader::Amount TimeReader::amount_at(uint32_t i) const {
  Amount a;
  uint32_t at_unit = i;
  bool article = false;
  if (any(i, {"several", "many", "few"})) {
    a.vague = true;
    at_unit = i + 1;
  } else if (is(i, "couple") || (is(i, "a") && is(i + 1, "couple"))) {
    a.n = 2;
    at_unit = is(i, "a") ? i + 2 : i + 1;
    if (is(at_unit, "of")) ++at_unit;
  } else if (any(i, {"dozens"})) {
    if (!is(i + 1, "of")) return {};
    a.vague = true;
    at_unit = i + 2;
  } else if (is(i, "half") || (is(i, "a") && is(i + 1, "half"))) {
    a.n = 0.5;
    at_unit = is(i, "a") ? i + 2 : i + 1;
    if (any(at_unit, {"a", "an"})) ++at_unit;
  } else if (any(i, {"a", "an"})) {
    at_unit = i + 1;
    if (is(at_unit, "few")) {
      a.vague = true;
      ++at_unit;
    } else if (is(at_unit, "number") && is(at_unit + 1, "of")) {
      a.vague = true;
      at_unit += 2;
    } else if (any(at_unit, {"hundred", "thousand", "dozen"})) {
      a.n = is(at_unit, "dozen") ? 12 : word(at_unit).cardinal;
      ++at_unit;
    } else {
      article = true;
    }
  } else {
    Number n = number_at(i);
    if (!n) return {};
    a.n = n.value;
    at_unit = n.end;
    // two to three weeks, 5-10 years, one or two days
    uint32_t second = at_unit + 1;
    if (kind(at_unit) == '-' || any(at_unit, {"to", "or"}))
      if (Number other = number_at(second)) {
        a.vague = true;
        at_unit = other.end;
      }
  }
  if (any(at_unit,
          {"more", "additional", "consecutive", "straight", "full", "long", "whole", "working",
           "business", "calendar", "successive", "further", "solid", "trading", "entire", "extra"}))
    ++at_unit;
  if (kind(at_unit) == '-') ++at_unit;
  a.unit = word(at_unit).unit;
  if (!a.unit) return {};
  if (at(at_unit).capital && at(i).capital && i > 0 && !before(i, {"last", "past", "next"}))
    return {};  // the Six-Day War
  const bool plural = word(at_unit).plural;
  // "a second term", "a day after", "a quarter of": no length of time; nor are three quarters of it
  if (article && !plural && any(at_unit, {"second", "day", "quarter", "minute", "night"}) &&
      at_unit == i + 1 && !any(at_unit + 1, {"ago", "earlier", "later"}) &&
      !(any(at_unit + 1, {"before", "after"}) && (is(at_unit, "day") || kind(at_unit + 2) != 'w')))
    return {};
  if (article && plural) return {};
  if (is(at_unit, "second") && !(kind(at_unit - 1) == '-')) return {};
  if (a.unit->code == 'Q' && (!plural || is(at_unit + 1, "of"))) return {};
  if (a.n == 0 && !a.vague) return {};
  // "20 century" is an order, "2021 year" a date; "a two day visit" is as good as a two-day one
  if (!plural && a.unit->factor > 1 && a.n >= 2 && kind(at_unit - 1) != '-') return {};
  if (!plural && a.unit->code == 'Y' && a.n >= 1500) return {};
  a.end = at_unit + 1;
  if (article) a.n = 1;
  // a year and a half; a year or two
  if (is(a.end, "and") && any(a.end + 1, {"a", "one"}) && is(a.end + 2, "half") && !a.vague &&
      !word(a.end + 3).unit) {
    a.n += 0.5;
    a.end += 3;
  } else if (article && is(a.end, "or") && any(a.end + 1, {"two", "so"})) {
    a.vague = true;
    a.end += 2;
  }
  return a;
}

std::string TimeReader::duration_value(const Amount& a) {
  std::string head = a.unit->clock ? "PT" : "P";
  if (a.vague) return head + "X" + a.unit->code;
  // Half of one unit is said in the next smaller.
  if (a.n == 0.5 && a.unit->factor == 1) {
    if (a.unit->code == 'Y') return "P6M";
    if (a.unit->code == 'D') return "PT12H";
    if (a.unit->code == 'H') return "PT30M";
  }
  return head + number_text(a.n * a.unit->factor) + a.unit->code;
}

// A length of time, or with "ago", "earlier", "later" a date. An age is neither.
TimeReader::Reading TimeReader::duration(uint32_t i) {
  Amount a = amount_at(i);
  if (!a) {
    // the first nine months
    uint32_t first = is(i, "the") ? i + 1 : i;
    if (first != i && any(first, {"first", "final", "opening"}))
      if (Amount inner = amount_at(first + 1); inner && !any(first + 1, {"a", "an", "half"}))
        return made(inner.end, duration_value(inner), TimeType::kDuration);
    return {};
  }
  const uint32_t dash = kind(a.end) == '-' ? a.end + 1 : a.end;
  if (any(dash, {"old", "olds"}) || before(i, {"aged"})) return {};
  int sign = 0;
  uint32_t end = a.end + 1;
  if (any(a.end, {"ago", "earlier"}))
    sign = -1;
  else if (is(a.end, "before") && kind(a.end + 1) != 'w')
    sign = -1;
  else if (any(a.end, {"later", "hence"}) || (is(a.end, "after") && kind(a.end + 1) != 'w'))
    sign = 1;
  else if (is(a.end, "from") && is(a.end + 1, "now"))
    sign = 1, end = a.end + 2;
  if (sign == 0 || any(end, {"than"})) {
    // "15 a year", "$5 million a day"
    const TimePiece& last = at(i - 1);
    if (i > 0 && any(i, {"a", "an"}) && a.n == 1 && a.end == i + 2 &&
        (last.kind == 'd' || last.kind == '%' ||
         any(i - 1, {"million", "billion", "times", "percent"}) || word(i - 1).cardinal > 0))
      return made(a.end, duration_value(a), TimeType::kSet);
    return made(a.end, duration_value(a), TimeType::kDuration);
  }
  if (a.vague)  // "hours later" may be past or to come
    return made(end, sign < 0        ? "PAST_REF"
                     : a.unit->clock ? "XXXX-XX-XX"
                                     : shifted(*a.unit, 0, {}));
  // "ago" counts from the report, the others from what is told.
  std::optional<Day> base = anchor_;
  std::string anchor = anchor_text_;
  if (!is(a.end, "ago") && !is(a.end, "from") && !is(a.end, "hence")) {
    const Mention* m = mentioned(a.unit->clock ? 'D' : a.unit->code);
    if (m) {
      base = m->day;
      anchor = m->value;
    } else if (sign > 0) {
      base.reset();
    }
  }
  Reading r;
  if (a.unit->clock) {
    double hours = a.n * (a.unit->code == 'H' ? 1 : a.unit->code == 'M' ? 1.0 / 60 : 1.0 / 3600);
    static const TimeUnit kDay = {"day", 'D', false, 1};
    r = made(end, shifted(kDay, sign * std::floor(hours / 24), base), TimeType::kTime);
  } else if (a.n != std::floor(a.n) && a.unit->code == 'Y' && a.unit->factor == 1) {
    static const TimeUnit kMonth = {"month", 'M', false, 1};
    r = made(end, shifted(kMonth, sign * std::floor(a.n * 12), base).substr(0, 4));
  } else {
    r = made(end, shifted(*a.unit, sign * a.n, base));
  }
  if (r.value.empty()) return {};
  if (base) r.anchor = anchor;
  return r;
}

// Approximators belong to the expression: about ten years, more than two weeks ago, at least.
TimeReader::Reading TimeReader::approximate(uint32_t i) {
  uint32_t a = i;
  if (any(i, {"about", "around", "nearly", "almost", "roughly", "over", "some", "exactly",
              "approximately", "just", "barely", "only"}))
    a = i + 1;
  else if (any(i, {"more", "less", "fewer"}) && is(i + 1, "than"))
    a = i + 2;
  else if (is(i, "at") && any(i + 1, {"least", "most"}))
    a = i + 2;
  else if (is(i, "up") && is(i + 1, "to"))
    a = i + 2;
  if (a == i) return {};
  if (any(a, {"the"})) return {};
  Reading r = duration(a);
  if (!r && any(i, {"about", "around", "almost", "nearly"})) r = clock(a);
  if (any(i, {"just", "only", "barely"}) && r) return {};  // "just" says how little, not how long
  return r;
}

// every day, each July, every two weeks, twice a week, daily; "annual" rather says of what kind.
TimeReader::Reading TimeReader::set(uint32_t i) const {
  if (any(i, {"every", "each"})) {
    uint32_t a = i + 1;
    int times = 1;
    if (is(a, "other")) times = 2, ++a;
    const TimeWord& w = word(a);
    if (w.weekday && !w.plural) {
      std::string value = "XXXX-WXX-" + std::to_string(w.weekday);
      if (!word(a + 1).part.empty())
        return made(a + 2, value + "T" + std::string(word(a + 1).part), TimeType::kSet);
      return made(a + 1, value, TimeType::kSet);
    }
    if (int month = 0; uint32_t end = month_at(a, month))
      return made(end, "XXXX-" + std::string(month < 10 ? "0" : "") + std::to_string(month),
                  TimeType::kSet);
    if (!w.season.empty()) return made(a + 1, "XXXX-" + std::string(w.season), TimeType::kSet);
    if (!w.part.empty()) return made(a + 1, "XXXX-XX-XXT" + std::string(w.part), TimeType::kSet);
    if (w.unit && !w.plural && !is(a, "second")) {
      Amount amount;
      amount.unit = w.unit;
      amount.n = times;
      return made(a + 1, duration_value(amount), TimeType::kSet);
    }
    if (Amount amount = amount_at(a); amount && !any(a, {"a", "an"}))
      return made(amount.end, duration_value(amount), TimeType::kSet);
    return {};
  }
  if (any(i, {"once", "twice", "times"}) && any(i + 1, {"a", "per", "every", "each"}) &&
      word(i + 2).unit && !word(i + 2).plural) {
    Amount amount;
    amount.unit = word(i + 2).unit;
    return made(i + 3, duration_value(amount), TimeType::kSet);
  }
  if (is(i, "per") && word(i + 1).unit && !word(i + 1).plural) {
    Amount amount;
    amount.unit = word(i + 1).unit;
    return made(i + 2, duration_value(amount), TimeType::kSet);
  }
  // A rate: "$5 million a day".
  if (is(i, "a") && is(i + 1, "day") && i > 0 &&
      (kind(i - 1) == 'd' || any(i - 1, {"million", "billion", "times", "barrels"})))
    return made(i + 2, "P1D", TimeType::kSet);
  if (at(i).capital && i > 0) return {};                      // a newspaper's name
  if (any(i, {"daily", "weekly", "monthly", "quarterly"})) {  // what appears so often is a paper
    const uint32_t token = at(i).token;
    if (at(i + 1).capital) return {};
    if (token < tags_.size() ? tags_.upos[token] == Upos::kNoun || tags_.upos[token] == Upos::kPropn
                             : before(i, {"the", "a"}) && clause_ends(i + 1))
      return {};
  }
  std::string_view value = is(i, "daily")                   ? "P1D"
                           : is(i, "weekly")                ? "P1W"
                           : is(i, "monthly")               ? "P1M"
                           : is(i, "quarterly")             ? "P3M"
                           : is(i, "hourly")                ? "PT1H"
                           : any(i, {"annually", "yearly"}) ? "P1Y"
                                                            : "";
  if (value.empty()) return {};
  return made(i + 1, std::string(value), TimeType::kSet);
}

// for years, after weeks of talks, over the years, months ago
TimeReader::Reading TimeReader::bare_units(uint32_t i) const {
  uint32_t a = is(i, "the") ? i + 1 : i;
  const TimeWord& w = word(a);
  if (!w.unit || !w.plural || w.unit->code == 'S' || w.unit->code == 'Q') return {};
  if (a != i) {
    if (!before(i, {"over", "through", "down"}) || !clause_ends(a + 1)) return {};
  } else {
    if (i > 0 && (kind(i - 1) == 'd' || word(i - 1).cardinal >= 0)) return {};
    if (any(a + 1, {"ago", "earlier"})) return made(a + 2, "PAST_REF");
    if (is(a + 1, "later"))
      return made(a + 2, w.unit->clock ? "XXXX-XX-XX" : shifted(*w.unit, 0, {}));
    const bool lasting = kind(a + 1) == '-' && is(a + 2, "long");
    if (!lasting &&
        !before(i, {"for", "after", "within", "takes", "take", "took", "lasted", "following",
                    "despite"}) &&
        !(is(a + 1, "of") &&
          before(i, {"of", "by", "with", "during", "through", "to", "in", "end", "and", "amid"})) &&
        !(is(a + 1, "of") && i == 0))
      return {};
    if (lasting) {
      Amount vague;
      vague.vague = true;
      vague.unit = w.unit;
      return made(a + 3, duration_value(vague), TimeType::kDuration);
    }
  }
  Amount amount;
  amount.vague = true;
  amount.unit = w.unit;
  return made(a + 1, duration_value(amount), TimeType::kDuration);
}

}  // namespace dragoman

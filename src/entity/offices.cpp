// Pass 2b: when an office was held. Beside an office that somebody is known to hold a report may
// say from when to when: who served as X from 2007 to 2012; has been X since May; appointed X on 3
// April; resigned as X on Monday; X until June. Only dates that the words tie to the office count,
// and only those that are resolved to a day, month or year.
#include <algorithm>

#include "base/fold.h"
#include "entity/draft.h"

namespace dragoman::entity_detail {
namespace {

constexpr uint32_t kReach = 6;  // words between an office and what dates it

// 2012, 2012-06, 2012-06-03: a date that needs no further resolving.
bool dated(std::string_view value) {
  if (value.size() != 4 && value.size() != 7 && value.size() != 10) return false;
  for (size_t i = 0; i < value.size(); ++i) {
    bool digit = value[i] >= '0' && value[i] <= '9';
    if ((i == 4 || i == 7) ? value[i] != '-' : !digit) return false;
  }
  return true;
}

class Dater {
 public:
  explicit Dater(Draft& draft) : d_(draft) {}

  void run() {
    for (const OfficeHeld& held : d_.offices) {
      Role* role = nullptr;
      for (Role& r : d_.rows[held.row].roles)
        if (r.title == held.title->name || r.title == "former " + held.title->name ||
            r.title == "acting " + held.title->name)
          role = &r;
      if (role) date(held, *role);
    }
  }

 private:
  struct Date {
    std::string value;
    uint32_t first = kNone, last = kNone;
  };

  // The date that begins at word i.
  Date date_at(uint32_t i) const {
    if (i >= end_) return {};
    auto at = std::lower_bound(d_.times.begin(), d_.times.end(), i,
                               [](const TimeRow& t, uint32_t w) { return t.first < w; });
    if (at != d_.times.end() && at->first == i) {
      std::string value = at->value.substr(0, std::min<size_t>(10, at->value.find('T')));
      if (at->type != TimeType::kDate && at->type != TimeType::kTime) return {};
      return dated(value) ? Date{value, at->first, at->last} : Date{};
    }
    // A bare year that no expression covers, as in "from 2007 to 2012" read as one duration.
    std::string_view w = d_.word(i);
    bool year =
        w.size() == 4 && (w.starts_with("19") || w.starts_with("20") || w.starts_with("18"));
    for (char c : w) year = year && c >= '0' && c <= '9';
    return year ? Date{std::string(w), i, i + 1} : Date{};
  }

  bool word_is(uint32_t i, std::string_view what) const {
    return i < end_ && d_.hashes[i] == fold_hash(what);
  }

  static void set(std::string& to, const std::string& value) {
    if (to.empty()) to = value;
  }

  void date(const OfficeHeld& held, Role& role) {
    begin_ = d_.sentence_begin(held.first);
    end_ = d_.sentence_end(held.first);
    // Behind the office: … of Peru from 2007 to 2012; (2007–2012); since May; until June.
    uint32_t from = held.last;
    for (uint32_t i = from; i < std::min(end_, from + kReach); ++i) {
      if (word_is(i, "from") || word_is(i, "between")) {
        Date start = date_at(skip_in(i + 1));
        if (start.first == kNone) break;
        uint32_t joint = start.last;
        if (word_is(joint, "to") || word_is(joint, "until") || word_is(joint, "till") ||
            word_is(joint, "through") || word_is(joint, "and") || is_dash(joint)) {
          Date stop = date_at(skip_in(joint + 1));
          if (stop.first == kNone) return;
          if (stop.value.substr(0, 4) < start.value.substr(0, 4)) return;
          set(role.start, start.value);
          set(role.end, stop.value);
        } else if (word_is(i, "from")) {
          set(role.start, start.value);
        }
        return;
      }
      if (d_.is(i, kWOpenParen)) {
        Date start = date_at(i + 1);
        if (start.first == kNone) return;
        if (is_dash(start.last)) {
          Date stop = date_at(start.last + 1);
          if (stop.first != kNone && stop.value >= start.value && d_.is(stop.last, kWCloseParen)) {
            set(role.start, start.value);
            set(role.end, stop.value);
          }
        }
        return;
      }
      if (word_is(i, "since")) {
        Date start = date_at(skip_in(i + 1));
        if (start.first != kNone) set(role.start, start.value);
        return;
      }
      if (word_is(i, "until") || word_is(i, "till")) {
        Date stop = date_at(skip_in(i + 1));
        if (stop.first != kNone) set(role.end, stop.value);
        return;
      }
      if (held.turn != Turn::kHolds && (word_is(i, "on") || word_is(i, "in"))) {
        Date day = date_at(skip_in(i + 1));
        if (day.first != kNone) turn(held.turn, day, role);
        if (day.first != kNone) return;
      }
      if (held.turn != Turn::kHolds)
        if (Date day = date_at(i); day.first != kNone) return turn(held.turn, day, role);
      // Another clause or another party has begun.
      if (d_.is(i, kWComma | kWAnd | kWWho | kWSay) || d_.verb_at(i)) break;
    }
    // In front of it: appointed on 3 April as X; resigned on Monday as X.
    if (held.turn == Turn::kHolds || held.verb == kNone) return;
    for (uint32_t i = held.verb + 1; i < held.first; ++i)
      if (Date day = date_at(i); day.first != kNone) return turn(held.turn, day, role);
    if (held.verb > begin_ + 1)
      for (uint32_t i = held.verb - std::min(held.verb - begin_, 4u); i < held.verb; ++i)
        if (Date day = date_at(i); day.first != kNone && day.last == held.verb)
          return turn(held.turn, day, role);
  }

  static void turn(Turn turn, const Date& day, Role& role) {
    if (turn == Turn::kBegins)
      set(role.start, day.value);
    else if (turn == Turn::kEnds)
      set(role.end, day.value);
  }

  uint32_t skip_in(uint32_t i) const {
    while (i < end_ && (d_.is(i, kWThe) || word_is(i, "early") || word_is(i, "late"))) ++i;
    return i;
  }
  bool is_dash(uint32_t i) const { return i < end_ && d_.is(i, kWHyphen | kWSentenceDash); }

  Draft& d_;
  uint32_t begin_ = 0, end_ = 0;
};

}  // namespace

void date_offices(Draft& draft) {
  Dater(draft).run();
}

}  // namespace dragoman::entity_detail

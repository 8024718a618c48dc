#include "event/fields.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/fold.h"
#include "event/deadlines.h"
#include "grammar/grammar.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

const uint64_t kIn = fold_hash("in"), kAt = fold_hash("at"), kNear = fold_hash("near"),
               kInside = fold_hash("inside"), kOutside = fold_hash("outside"),
               kOf = fold_hash("of"), kThe = fold_hash("the"), kSince = fold_hash("since");

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool dated(const TimeRow& t) {
  return t.value.size() >= 4 && is_digit(t.value[0]) && is_digit(t.value[1]) &&
         is_digit(t.value[2]) && is_digit(t.value[3]);
}

std::string precision(std::string_view value) {
  if (value.size() == 4) return "year";
  if (value.size() == 7) return is_digit(value[5]) ? "month" : "season";  // Q3, H1, SU, WI
  if (value.size() >= 8 && value[5] == 'W')
    return value.size() == 10 ? "day" : "week";  // W33-6 is a day, W33-WE is not
  if (value.size() == 10) return "day";
  return value.size() > 10 ? "minute" : "day";
}

}  // namespace

EventFields::EventFields(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                         const Times& times, const MentionIndex& mentions)
    : text_(text), tokens_(tokens), t_(tree), times_(times), mentions_(mentions) {
  if (text.info.published) published_ = parse_day(text.info.published->value);
}

// The time that hangs on the trigger or its clause; else one in the same sentence that no other
// clause has a better right to; else, for what is told as new, the day of the report.
void EventFields::set_when(EventRow& e, uint32_t head, uint32_t clause) const {
  const TimeRow* best = nullptr;
  int best_rank = 0;
  auto row = std::lower_bound(times_.begin(), times_.end(), from_,
                              [](const TimeRow& t, uint32_t first) { return t.first < first; });
  for (; row != times_.end() && row->first < to_; ++row) {
    const TimeRow& t = *row;
    if (t.last > to_ || t.first >= t.last) continue;
    if (t.type != TimeType::kDate && t.type != TimeType::kTime) continue;
    if (!dated(t)) continue;
    const uint32_t top = t_.top(t.first, t.last);
    int rank = 0;
    if (since(top)) continue;  // a beginning, not the day of an act
    // What is promised, asked for or thanked for has a day of its own.
    if (t_.below(top, head) && (head != clause || clause_of(t_, top) == clause))
      rank = clause_of(t_, top) == clause ? 4 : 3;
    else if (clause_of(t_, top) == clause)
      rank = 3;
    else if (!t_.root(clause) && clause_of(t_, top) == clause_of(t_, t_.head(clause)) &&
             (t_.urel(clause) == Deprel::kXcomp))
      rank = 2;
    if (rank > best_rank) {
      best = &t;
      best_rank = rank;
    }
  }
  if (best) {
    std::string value = best->value.substr(0, best->value.find('T'));
    // What has happened did not happen after it was reported.
    if (e.status == EventStatus::kActual && published_ && value.size() >= 4)
      if (auto day = parse_day(value);
          day ? *day - *published_ > std::chrono::days(1)
              : std::atoi(value.substr(0, 4).c_str()) > year_of(*published_)) {
        const std::string report = text_.info.published->value.substr(0, 10);
        e.when = {report, report, precision(report), "report"};
        return;
      }
    e.when = {value, value, precision(value), "stated"};
  } else if (text_.info.published && e.status != EventStatus::kHistorical &&
             e.status != EventStatus::kPlanned && e.status != EventStatus::kHypothetical) {
    std::string day = text_.info.published->value.substr(0, 10);
    e.when = {day, day, precision(day), "report"};
  }
}

bool EventFields::since(uint32_t top) const {
  const uint32_t m = t_.child(top, Deprel::kCase);
  return m != kNone && t_.lemma(m) == kSince;
}

// Older than a month before the report: background.
bool EventFields::background(const EventRow& e) const {
  if (!published_ || e.when.basis != "stated") return false;
  if (auto day = parse_day(e.when.start)) return *published_ - *day > std::chrono::days(31);
  if (e.when.start.size() >= 4 && is_digit(e.when.start[0])) {
    int year = std::atoi(e.when.start.substr(0, 4).c_str());
    if (year < year_of(*published_) - 1) return true;
    if (e.when.start.size() == 4) return year < year_of(*published_);
    if (e.when.start.size() == 7 && is_digit(e.when.start[5])) {
      int months = (year_of(*published_) - year) * 12 + month_of(*published_) -
                   std::atoi(e.when.start.substr(5, 2).c_str());
      return months > 1;
    }
  }
  return false;
}

void EventFields::set_where(EventRow& e, uint32_t head, uint32_t clause) const {
  if (e.where.valid()) return;
  for (uint32_t top : {head, clause}) {
    for (uint32_t c : t_.children(top)) {
      if (t_.urel(c) != Deprel::kObl && t_.urel(c) != Deprel::kNmod) continue;
      uint32_t marker = t_.child(c, Deprel::kCase);
      if (marker == kNone) continue;
      uint64_t p = t_.lemma(marker);
      if (p != kIn && p != kAt && p != kNear && p != kInside && p != kOutside) continue;
      std::vector<EntityId> ids;
      mentions_.at(c, true, ids);
      for (EntityId id : ids)
        if (mentions_.is_place(id)) {
          e.where = id;
          return;
        }
    }
  }
}

void EventFields::set_quantities(EventRow& e, uint32_t clause) const {
  auto [first, last] = t_.reach(clause);
  for (uint32_t i = first; i < last; ++i) {
    if (t_.upos(i) != Upos::kNum || t_.urel(i) != Deprel::kNummod) continue;
    // What is promised, granted or demanded is counted in the complement: pledged to give two.
    uint32_t counted = clause_of(t_, i);
    if (e.type == "AGREE" || e.type == "CONCEDE" || e.type == "REQUEST")
      for (int steps = 0;
           steps < 3 && counted != clause && !t_.root(counted) &&
           (t_.urel(counted) == Deprel::kXcomp || t_.urel(counted) == Deprel::kCcomp);
           ++steps)
        counted = clause_of(t_, t_.head(counted));
    if (counted != clause) continue;
    uint32_t noun = t_.head(i);
    // "the two countries" are known, not counted.
    const uint32_t article = t_.child(noun, Deprel::kDet);
    if (article != kNone && t_.lemma(article) == kThe) continue;
    // Times are no quantities.
    bool time = std::any_of(times_.begin(), times_.end(),
                            [&](const TimeRow& t) { return t.first <= i && i < t.last; });
    if (time) continue;
    Quantity q;
    uint32_t from = std::min(t_.reach(i).first, i), to = std::max(noun, i) + 1;
    if (to - from > 8) continue;
    q.text = std::string(Span{tokens_.start[from], tokens_.end[to - 1]}.of(text_.content));
    q.value = value_of(i);
    if (t_.upos(noun) == Upos::kSym) {
      q.unit = std::string(t_.word(noun));
    } else {
      q.unit = fold(t_.word(noun));
      for (uint32_t c : t_.children(noun)) {
        uint32_t m = t_.child(c, Deprel::kCase);
        if (t_.urel(c) == Deprel::kNmod && m != kNone && t_.lemma(m) == kOf)
          q.of = std::string(Span{
              tokens_.start[t_.reach(c).first + 1 < t_.reach(c).second ? m + 1 : c], tokens_.end[c]}
                                 .of(text_.content));
      }
    }
    e.quantities.push_back(std::move(q));
    if (e.quantities.size() == 6) return;
  }
}

std::optional<double> EventFields::value_of(uint32_t i) const {
  static const std::pair<uint64_t, double> kWords[] = {
      {fold_hash("one"), 1},        {fold_hash("two"), 2},       {fold_hash("three"), 3},
      {fold_hash("four"), 4},       {fold_hash("five"), 5},      {fold_hash("six"), 6},
      {fold_hash("seven"), 7},      {fold_hash("eight"), 8},     {fold_hash("nine"), 9},
      {fold_hash("ten"), 10},       {fold_hash("eleven"), 11},   {fold_hash("twelve"), 12},
      {fold_hash("twenty"), 20},    {fold_hash("thirty"), 30},   {fold_hash("forty"), 40},
      {fold_hash("fifty"), 50},     {fold_hash("sixty"), 60},    {fold_hash("hundred"), 100},
      {fold_hash("thousand"), 1e3}, {fold_hash("million"), 1e6}, {fold_hash("billion"), 1e9},
      {fold_hash("trillion"), 1e12}};
  auto number = [&](uint32_t w) -> std::optional<double> {
    std::string digits;
    for (char c : t_.word(w))
      if (c != ',') digits += c;
    double v = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), v);
    if (error == std::errc() && end == digits.data() + digits.size()) return v;
    for (const auto& [hash, value] : kWords)
      if (t_.form(w) == hash) return value;
    return std::nullopt;
  };
  std::optional<double> v = number(i);
  if (!v) return v;
  for (uint32_t c : t_.children(i))
    if (t_.urel(c) == Deprel::kCompound || t_.urel(c) == Deprel::kNummod)
      if (auto more = number(c)) v = *v * *more;
  return v;
}

}  // namespace dragoman

#include "event/deadlines.h"

#include <algorithm>

#include "base/fold.h"

namespace dragoman {
namespace {

constexpr int kMostSteps = 12;

bool binds(std::string_view type) {
  return type == "AGREE" || type == "CONCEDE" || type == "REQUEST" || type == "THREATEN";
}

// The preposition that makes a time a deadline, before the word or what it counts for (by the end
// of March); kNone if there is none.
uint32_t marker_of(const TreeIndex& t, const TimeRow& time, uint32_t head) {
  static const uint64_t kBy = fold_hash("by"), kBefore = fold_hash("before"),
                        kUntil = fold_hash("until"), kTill = fold_hash("till"),
                        kWithin = fold_hash("within");
  for (uint32_t c : t.children(head)) {
    if (c > head || (t.urel(c) != Deprel::kCase && t.urel(c) != Deprel::kMark)) continue;
    const uint64_t word = t.form(c);
    if (time.type == TimeType::kDuration
            ? word == kWithin
            : word == kBy || word == kBefore || word == kUntil || word == kTill || word == kWithin)
      return c;
  }
  return TreeIndex::kNone;
}

// Does the word belong to what hangs on the trigger, not to a clause that only describes a part?
bool in_complement(const TreeIndex& t, uint32_t i, uint32_t trigger) {
  for (int steps = 0; steps < kMostSteps; ++steps) {
    if (i == trigger) return true;
    const Deprel rel = t.rel(i);
    if (t.root(i) || rel == Deprel::kAclRelcl || rel == Deprel::kParataxis || rel == Deprel::kAppos)
      return false;
    i = t.head(i);
  }
  return false;
}

}  // namespace

void set_deadlines(Events& events, const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Times& times) {
  for (EventRow& e : events) {
    if (!binds(e.type)) continue;
    const auto begin =
        std::lower_bound(times.begin(), times.end(), e.evidence.start,
                         [](const TimeRow& time, uint32_t byte) { return time.span.start < byte; });
    for (auto time = begin; time != times.end() && time->span.end <= e.evidence.end; ++time) {
      if (time->type == TimeType::kSet || time->value.empty()) continue;
      const uint32_t head = tree.top(time->first, time->last);
      if (head == TreeIndex::kNone) continue;
      const uint32_t marker = marker_of(tree, *time, head);
      if (marker == TreeIndex::kNone || !in_complement(tree, head, e.trigger_word)) continue;
      const uint32_t from = std::min(tokens.start[marker], time->span.start);
      Quantity q;
      q.text = std::string(Span{from, time->span.end}.of(text.content));
      q.unit = "deadline";
      q.of = time->value;
      e.quantities.push_back(std::move(q));
      break;  // an act has one
    }
  }
}

}  // namespace dragoman

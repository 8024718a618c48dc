// When, where and how much: the fields of an event that do not depend on who does it.
#ifndef DRAGOMAN_EVENT_FIELDS_H_
#define DRAGOMAN_EVENT_FIELDS_H_

#include <optional>

#include "document/document.h"
#include "document/tree_index.h"
#include "entity/mention_index.h"
#include "time/calendar.h"

namespace dragoman {

class EventFields {
 public:
  /// All must outlive it.
  EventFields(const Text& text, const Tokens& tokens, const TreeIndex& tree, const Times& times,
              const MentionIndex& mentions);

  /// The words [first, last) of the sentence that is asked about next.
  void set_sentence(uint32_t first, uint32_t last) {
    from_ = first;
    to_ = last;
  }

  /// The time that hangs on the word of the act or its clause; else, for what is told as new, the
  /// day of the report. Needs the status.
  void set_when(EventRow& e, uint32_t head, uint32_t clause) const;
  /// True for what the text dates longer before the report than news are.
  bool background(const EventRow& e) const;
  /// The place that the act or its clause is in, unless there is one already.
  void set_where(EventRow& e, uint32_t head, uint32_t clause) const;
  /// What is counted in the clause; times and what is known (the two countries) are not.
  void set_quantities(EventRow& e, uint32_t clause) const;

 private:
  bool since(uint32_t top) const;
  std::optional<double> value_of(uint32_t i) const;

  const Text& text_;
  const Tokens& tokens_;
  const TreeIndex& t_;
  const Times& times_;
  const MentionIndex& mentions_;
  std::optional<Day> published_;
  uint32_t from_ = 0, to_ = 0;
};

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_FIELDS_H_

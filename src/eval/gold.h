// Gold of events and statements (test/gold/events/README.md), and how well a record agrees with it.
#ifndef DRAGOMAN_EVAL_GOLD_H_
#define DRAGOMAN_EVAL_GOLD_H_

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// A party: all the spans that name it (one in the gold, all its mentions in a record).
using Party = std::vector<CharSpan>;

struct GoldEvent {
  std::string type, mode, status;
  std::vector<Party> actors, recipients, attribution;
  CharSpan trigger;
};
struct GoldStatement {
  std::string act, form;
  std::vector<Party> speaker, holder;
  CharSpan content;
};
struct GoldText {
  std::string id, split, genre, published, text;
  std::vector<GoldEvent> events;
  std::vector<GoldStatement> statements;
};

/// Texts and their coding, two JSONL files of the same ids. Errors name file and line.
Result<std::vector<GoldText>> read_gold(const std::string& texts_path,
                                        const std::string& coding_path);

/// The events and statements of a record of `text` (read as is), in the gold's shape.
GoldText from_record(const Record& record);

/// Counts over many texts. An event is matched if the types are the same, at least one actor is in
/// common (or both name none) and the recipients overlap (or both name none); a statement if its
/// speaker and its content overlap, the likest contents first (one of which the gold tells nothing
/// but the act: if its speaker overlaps and the act is the same).
struct GoldScore {
  long gold_events = 0, found_events = 0, matched_events = 0, status = 0, mode = 0;
  long type_trigger =
      0;  // events of which the trigger overlaps one of the same type, whatever the parties
  long gold_statements = 0, found_statements = 0, matched_statements = 0, act = 0;
  std::map<std::string, std::array<long, 3>> by_type;  // gold, found, matched
  double event_precision() const;
  double event_recall() const;
  double event_f1() const;
  double statement_f1() const;
};
/// Adds one text. `misses`, if not null, gets a line for every unmatched event of either side (- of
/// the gold, + found), and for every statement unmatched or of another act (< of the gold, > found).
void score_text(const GoldText& gold, const GoldText& found, GoldScore& score, std::string* misses);

}  // namespace dragoman

#endif  // DRAGOMAN_EVAL_GOLD_H_

// The event model (models/events.dgm): which words tell an act of which type, and who is party to
// it. It reads what the rules found as well as the sentence, and has the last word where the two
// differ. train/README.md, "Events", is the contract; train/events.py the training.
//
// Every decision can be told: its probability, the parties, and what the rules had said. The output
// depends on the text and the model alone, bit for bit on all machines.
#ifndef DRAGOMAN_EVENT_EVENT_MODEL_H_
#define DRAGOMAN_EVENT_EVENT_MODEL_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"
#include "event/features.h"
#include "model/container.h"
#include "statement/statement.h"

namespace dragoman {

/// What the model makes of a word that tells an act.
struct JudgedAct {
  uint32_t word = 0;
  std::string_view type;  // of kEventTypes; lives for ever
  std::string_view mode;  // lives as long as the model
  EventStatus status = EventStatus::kActual;
  double probability = 0;
  std::vector<EntityId> actors, recipients;
};

class EventModel {
 public:
  /// Errors: kNotFound, kIo; kFormat for files that are damaged, no event model, or of a model
  /// whose rows are not those of this program.
  static Result<EventModel> load(const std::string& path);
  static Result<EventModel> from_file(ModelFile file);
  EventModel(EventModel&&) noexcept;
  EventModel& operator=(EventModel&&) noexcept;
  ~EventModel();

  /// All modes that it gives, as "TYPE/mode".
  std::vector<std::string> modes() const;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit EventModel(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Work buffers of one thread.
class EventScratch {
 public:
  EventScratch();
  EventScratch(EventScratch&&) noexcept;
  EventScratch& operator=(EventScratch&&) noexcept;
  ~EventScratch();

  struct Buffers;
  Buffers& buffers() { return *buffers_; }

 private:
  std::unique_ptr<Buffers> buffers_;
};

struct Judgement {
  std::vector<JudgedAct> acts;   // in the order of their words
  std::vector<JudgedCue> cues;   // likewise
  std::vector<uint32_t> unread;  // sentences that are left to the rules, ascending
};

/// All acts of a text. Sentences in which nobody stands have none. `trace`, if not null, gets a
/// line for every word that the model takes for an act, or that the rules did and the model does
/// not.
Judgement judge_events(const EventModel& model, const Tokens& tokens, const Tags& tags,
                       const TreeIndex& tree, const Entities& entities,
                       const EventFeatures& features, EventScratch& scratch,
                       std::string* trace = nullptr);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_EVENT_MODEL_H_

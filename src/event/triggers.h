// The trigger lexicon (resources/events/triggers.tsv): words and phrases that make an event, with
// PLOVER type and mode, CAMEO code, and the frame that says where actor and recipient stand.
#ifndef DRAGOMAN_EVENT_TRIGGERS_H_
#define DRAGOMAN_EVENT_TRIGGERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/phrase_table.h"
#include "dragoman/result.h"

namespace dragoman {

enum class TriggerPos : uint8_t { kVerb, kNoun, kAdj };

/// Where an argument stands, in grammatical terms: subj obj iobj poss comp, or prep:WORD.
struct FrameSlot {
  enum class Role : uint8_t { kActor, kRecipient, kBoth, kTheme };
  Role role = Role::kActor;
  std::vector<std::string> relations;  // subj, obj, prep:with … any of these fills the slot
};

struct Trigger {
  std::string phrase;  // lemmas, as in the table without the head mark
  TriggerPos pos = TriggerPos::kVerb;
  std::string type, mode, cameo;
  double goldstein = 0;
  std::vector<FrameSlot> frame;
  std::vector<std::string> contexts;
  size_t line = 0;  // of the table: the name of the rule is "triggers:LINE"… see rule()
  bool mutual() const;
  const FrameSlot* slot(FrameSlot::Role role) const;
};

class TriggerLexicon {
 public:
  /// Reads DIR/resources/events/triggers.tsv, irregular_verbs.tsv and DIR/resources/ontology/cameo.tsv.
  /// Errors name file and line.
  static Result<TriggerLexicon> load(const std::string& data_dir);

  /// What a phrase table finds: the trigger as verb or noun (or both, to be told apart by context) and
  /// the form of its head.
  struct Match {
    uint32_t length = 0;           // words
    const Trigger* verb = nullptr;
    const Trigger* noun = nullptr; // nouns and adjectives
    bool participle = false;       // the head has the form of a past participle (may be a passive)
  };
  /// `words`: fold_hash of the words, without determiners.
  Match longest(std::span<const uint64_t> words, size_t i) const;

  const std::vector<Trigger>& triggers() const { return triggers_; }

 private:
  struct Form {
    uint32_t verb = UINT32_MAX, noun = UINT32_MAX;
    bool participle = false;
  };
  std::vector<Trigger> triggers_;
  std::vector<Form> forms_;
  PhraseTable phrases_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_TRIGGERS_H_

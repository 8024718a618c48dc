// The trigger lexicon (resources/events/triggers.tsv): words and phrases that make an event, with
// PLOVER type and mode, CAMEO code, and the frame that says where actor and recipient stand.
// resources/events/README.md defines every column.
#ifndef DRAGOMAN_EVENT_TRIGGERS_H_
#define DRAGOMAN_EVENT_TRIGGERS_H_

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/phrase_table.h"
#include "dragoman/result.h"
#include "grammar/frame.h"
#include "grammar/inflect.h"

namespace dragoman {

/// One of 64 bits for a word, to pass over phrases of which some word is not in a sentence.
constexpr uint64_t word_bit(uint64_t hash) {
  return uint64_t{1} << (hash >> 58);
}

struct Trigger {
  /// A blocker: words that hold a trigger and make nothing.
  bool blocks() const { return type.empty(); }
  Pattern pattern;
  uint64_t words = 0;   // word_bit of all its words
  bool forces = false;  // an act only where armed forces are the doers: tanks entered the town
  bool wish = false;  // asks only what another is to do: wants him to leave, but not wants to leave
  bool risky = false;  // noise unless its parties are states, offices or bodies
  std::string type, mode, cameo;
  double goldstein = 0;
  uint32_t frame = 0;  // into TriggerLexicon::frames()
  std::vector<std::string> contexts;
  size_t line = 0;     // in the table
  bool users = false;  // of a table of the user's own
};

/// The other act that an act is when it is promised, refused, demanded or forbidden in words.
struct Shift {
  std::string type, mode, cameo;
  double goldstein = 0;
};

/// What violence is done with tells its mode (resources/events/means.tsv).
struct Means {
  std::string mode;
  int rank = 0;  // of two in one clause the lower decides
};

class TriggerLexicon {
 public:
  /// Reads DIR/resources/events/ (triggers, blockers, shifts, doers,
  /// means, irregular_verbs) and
  /// DIR/resources/ontology/ (types, cameo); users' own tables have the columns of triggers.tsv and
  /// win. Errors name file and line.
  static Result<TriggerLexicon> load(const std::string& data_dir,
                                     const std::vector<std::string>& user_files = {});

  const std::vector<Trigger>& triggers() const { return triggers_; }
  const Frame& frame(const Trigger& t) const { return frames_[t.frame]; }
  bool mutual(const Trigger& t) const { return slot(t, FrameSlot::Role::kBoth) != nullptr; }
  /// The first slot of a role, or null.
  const FrameSlot* slot(const Trigger& t, FrameSlot::Role role) const;

  /// What an act becomes that is only spoken of. `cue`: promised, refused, demanded, forbidden.
  /// Null if it stays what it is.
  const Shift* shift(const std::string& type, const std::string& mode, std::string_view cue) const;

  /// What an act becomes when somebody of this sort does it. `doer`: civilians, forces, state. Null
  /// if it stays what it is.
  const Shift* by_doer(const std::string& type, const std::string& mode,
                       std::string_view doer) const;

  /// The means that a phrase of lemmas beginning at words[i] names, or null. `length`: its words.
  const Means* means(std::span<const uint64_t> words, size_t i, uint32_t& length) const {
    const PhraseTable::Match m = means_phrases_.longest(words, i);
    length = m.length;
    return m.length ? &means_[m.value] : nullptr;
  }
  /// The rank of the means of a mode; 0 of one that no means tells.
  int means_rank(const std::string& mode) const {
    for (const Means& m : means_)
      if (m.mode == mode) return m.rank;
    return 0;
  }
  /// The CAMEO code of a type and mode without a better one (resources/ontology/types.tsv).
  const std::string& default_cameo(const std::string& type, const std::string& mode) const;

  /// Goldstein score of a CAMEO code, 0 of an unknown one.
  double goldstein(const std::string& cameo) const {
    auto it = goldstein_.find(cameo);
    return it == goldstein_.end() ? 0 : it->second;
  }

  /// Heads of the words of violence and force (ASSAULT, COERCE), by fold_hash of the lemma.
  std::unordered_set<uint64_t> violent_heads() const;

  /// Triggers whose head has this lemma, those of most words first; at equal length blockers (of an
  /// empty type) first.
  std::span<const uint32_t> by_head(uint64_t lemma_hash) const;

  /// Matching of running words without lemmas, for the baseline: what stands at word i.
  struct Match {
    uint32_t length = 0;  // words
    const Trigger* verb = nullptr;
    const Trigger* noun = nullptr;  // nouns and adjectives
    bool participle = false;        // the head has the form of a past participle (may be a passive)
  };
  /// `words`: fold_hash of the words, without determiners. Only after build_forms().
  Match longest(std::span<const uint64_t> words, size_t i) const;
  /// Makes the inflected forms that longest() needs. Some 50 ms: only for who uses the baseline.
  void build_forms();
  const IrregularVerbs& irregular() const { return irregular_; }
  /// All forms of the words of the lexicon, for TreeIndex.
  void collect_forms(FormTable& table) const;

 private:
  struct Form {
    uint32_t verb = UINT32_MAX, noun = UINT32_MAX;
    bool participle = false;
  };
  Status add_table(const std::string& path,
                   const std::unordered_map<std::string, double>& goldstein, bool users);
  Status add_blockers(const std::string& path);
  Status add_means(const std::string& path);
  Status add_types(const std::string& path);
  Status add_shifts(const std::string& path,
                    const std::unordered_map<std::string, double>& goldstein,
                    std::unordered_map<std::string, Shift>& into);
  void index_heads();
  std::vector<Trigger> triggers_;
  std::vector<Frame> frames_;
  std::unordered_map<std::string, uint32_t> frame_ids_;
  std::unordered_map<uint64_t, std::pair<uint32_t, uint32_t>> heads_;  // → range of by_head_
  std::vector<uint32_t> by_head_;
  std::vector<Means> means_;
  PhraseTable means_phrases_;
  std::unordered_map<std::string, std::string> default_cameo_;  // type, mode
  std::unordered_map<std::string, double> goldstein_;           // by CAMEO code
  std::unordered_map<std::string, Shift> shifts_;               // type, mode, cue, a tab between
  std::unordered_map<std::string, Shift> doers_;                // type, mode, doer
  IrregularVerbs irregular_;
  std::vector<Form> forms_;
  PhraseTable phrases_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_TRIGGERS_H_

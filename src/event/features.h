// What the event model sees: rows of its tables for every word and for every pair of a word that
// may tell an act and somebody who may be party to it. Training reads the same numbers
// (bench/event_tables), so that nothing is written twice. train/README.md, "Events", lists them.
#ifndef DRAGOMAN_EVENT_FEATURES_H_
#define DRAGOMAN_EVENT_FEATURES_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/document.h"
#include "document/tree_index.h"
#include "event/triggers.h"
#include "statement/quotes.h"

namespace dragoman {

/// The sixteen types in the order of the model.
inline constexpr std::string_view kEventTypes[] = {
    "ACCUSE",   "AGREE",   "AID",    "ASSAULT", "COERCE",  "CONCEDE",  "CONSULT", "COOPERATE",
    "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"};
inline constexpr size_t kEventTypeCount = 16;
/// Its place among them; kEventTypeCount if it is none.
size_t event_type_index(std::string_view type);
/// The acts of statements (docs/record.md) in the order of the model.
inline constexpr std::string_view kStatementActs[] = {
    "say",  "support", "oppose", "praise", "thank", "condemn", "accuse",
    "deny", "pledge",  "offer",  "urge",   "warn",  "condole", "apologise"};

/// A trigger of the lexicon that stands in the text, whether or not an event came of it.
struct TriggerHit {
  uint32_t word = 0;  // its head
  const Trigger* trigger = nullptr;
};

/// Somebody who may be party to an act: a mention in the sentence, or (word: TreeIndex::kNone) an
/// entity that the rules bring in from outside of it.
struct PartyCandidate {
  EntityId entity;
  uint32_t word = TreeIndex::kNone;     // the head of the mention
  uint32_t mention = TreeIndex::kNone;  // into Entities::mentions
  // In how many events of the rules in this sentence the entity acts and suffers.
  uint32_t acts = 0, suffers = 0;
};

/// One sentence, as the model reads it. Kept and filled again by who uses it.
struct EventSentence {
  uint32_t first = 0, last = 0;
  std::vector<uint32_t> row_begin, rows;  // word i has rows[row_begin[i - first] … [i - first + 1])
  std::vector<PartyCandidate> candidates;
  std::vector<uint32_t> before;  // by word: how many candidates stand before it; one more entry
  std::vector<uint32_t>
      speeches;      // quotes around or beside the sentence in which a candidate speaks
  bool cue = false;  // somebody says something here
};

class EventFeatures {
 public:
  static constexpr uint32_t kMostWords = 400, kMostCandidates = 100;
  static constexpr uint32_t kSuffixes = 512, kPaths = 2048, kPrepositions = 256;
  static constexpr uint32_t kKinds = 13 * 3;  // of an entity, times the form of a mention
  static constexpr uint32_t kDeprels = static_cast<uint32_t>(Deprel::kXcomp) + 1;

  /// All must outlive it. For one thread: it keeps what it looked up last.
  EventFeatures(const Tokens& tokens, const Tags& tags, const TreeIndex& tree,
                const Entities& entities, const Quotes& quotes, const Events& rules,
                const std::vector<TriggerHit>& hits);

  /// The rows of all words of a sentence and who may be party to its acts. False, and nothing else,
  /// for sentences that are left to the rules: endless ones, and lists of names.
  bool sentence(size_t s, EventSentence& out) const;
  /// True for the words that may tell an act.
  bool may_act(uint32_t word) const;
  /// The rows of the pair of an act's word and a candidate, less that of the type.
  void pair(const EventSentence& s, uint32_t act, const PartyCandidate& c,
            std::vector<uint32_t>& rows) const;
  /// True for the cue of a quote: said, according to.
  bool is_cue(uint32_t word) const { return cue_bits_[word] != 0; }
  /// The event of the rules at this word, or null.
  const EventRow* rule_at(uint32_t word) const;

  /// The number of rows of the two tables, and the first of the sixteen rows of types in the
  /// second.
  static uint32_t word_rows();
  static uint32_t pair_rows();
  static uint32_t type_row();
  /// The first of the rows of the five statuses and of the acts of cues in the first table.
  static uint32_t status_row();
  static uint32_t cue_row();
  /// Rows that the rules give, so that training can hide them: [first, last) pairs of both tables.
  static std::vector<std::pair<uint32_t, uint32_t>> word_rows_of_rules();
  static std::vector<std::pair<uint32_t, uint32_t>> pair_rows_of_rules();
  static std::pair<uint32_t, uint32_t> word_rows_of_hits();

 private:
  struct Path {
    uint32_t bucket = 0;
    uint32_t up = 7, down = 7;                        // lengths, 7: none
    uint32_t top_up = kDeprels, top_down = kDeprels;  // last relations, kDeprels: none
  };
  Path path(uint32_t from, uint32_t to) const;
  bool acts_in(const std::vector<EntityId>& ids, EntityId id) const;

  const Tokens& tokens_;
  const Tags& tags_;
  const TreeIndex& t_;
  const Entities& entities_;
  const Quotes& quotes_;
  const Events& rules_;
  std::vector<uint32_t> head_of_mention_;  // by mention
  std::vector<uint32_t> mention_of_word_;  // the shortest that covers it, or kNone
  std::vector<uint32_t> first_mention_;    // of each sentence: by the sentence of the head word
  std::vector<uint32_t> mentions_by_sentence_;
  std::vector<uint32_t> hit_bits_;   // by word: types of the triggers there, bit 16: a blocker
  std::vector<uint8_t> quote_bits_;  // by word: forms of the quotes that it stands in
  std::vector<uint32_t> cue_bits_;   // by word: acts of the quotes that it is the cue of
  std::vector<std::vector<uint32_t>> quotes_of_, rules_of_;            // by sentence
  std::unordered_map<uint32_t, uint32_t> rule_at_;                     // word → event
  std::vector<uint32_t> sentence_of_;                                  // by word
  mutable std::unordered_map<uint64_t, std::vector<uint32_t>> feats_;  // rows of packed features
  mutable std::string folded_;
  mutable std::vector<uint32_t> matched_;
  mutable std::unordered_map<uint32_t, std::pair<uint32_t, uint32_t>> parties_;  // entity → counts
  mutable uint32_t grammar_word_ = TreeIndex::kNone;
  mutable std::vector<uint32_t> subjects_, objects_;
};

/// FNV-1a 64 of the word, every character folded as the models fold it; what the word tables of
/// models are searched by. `buffer` is only room.
uint64_t model_word_hash(std::string_view word, std::string& buffer);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_FEATURES_H_

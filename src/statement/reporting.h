// The lexicon of saying (resources/events/reporting.tsv): verbs, nouns, adverbs and prepositions
// that tell that somebody says or thinks something, and what he does by it.
#ifndef DRAGOMAN_STATEMENT_REPORTING_H_
#define DRAGOMAN_STATEMENT_REPORTING_H_

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"
#include "grammar/frame.h"
#include "grammar/inflect.h"

namespace dragoman {

struct ReportingCue {
  enum class Kind : uint8_t { kSpeech, kThought, kShow };
  // What must stand beside the word ("only: …" of the note).
  enum class Condition : uint8_t { kNone, kThatClause, kToClause, kQuotation, kAs };
  Pattern pattern;
  Kind kind = Kind::kSpeech;
  std::string act;         // of docs/record.md
  std::string factuality;  // neutral factive doubting
  Condition condition = Condition::kNone;
  // The frame, as far as contents go: whether the direct object may be what is said, whether a
  // preposition goes before it (thanked X for Y), and which prepositions.
  bool object_content = false, object_last = false;
  std::vector<uint64_t> prepositions;
  uint32_t frame = 0;
};

class ReportingLexicon {
 public:
  /// Reads DIR/resources/events/reporting.tsv. Errors name file and line.
  static Result<ReportingLexicon> load(const std::string& data_dir);
  const ReportingCue& cue(uint32_t i) const { return cues_[i]; }
  const Frame& frame(const ReportingCue& c) const { return frames_[c.frame]; }
  /// Cues whose head has this lemma, those of most words first.
  std::span<const uint32_t> by_head(uint64_t lemma_hash) const;
  size_t size() const { return cues_.size(); }
  /// All forms of the words of the lexicon, for TreeIndex.
  void collect_forms(const IrregularVerbs& irregular, FormTable& table) const;

 private:
  std::vector<ReportingCue> cues_;
  std::vector<Frame> frames_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> heads_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_REPORTING_H_

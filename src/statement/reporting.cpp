#include "statement/reporting.h"

#include <algorithm>

#include "base/fold.h"
#include "base/tsv.h"

namespace dragoman {
namespace {

ReportingCue::Condition condition(std::string_view note, ReportingCue::Condition otherwise) {
  if (note.starts_with("only: with a that-clause")) return ReportingCue::Condition::kThatClause;
  if (note.starts_with("only: with a to-clause")) return ReportingCue::Condition::kToClause;
  if (note.starts_with("only: beside quotation marks")) return ReportingCue::Condition::kQuotation;
  if (note.starts_with("only: with as")) return ReportingCue::Condition::kAs;
  return otherwise;
}

// Prepositions of content and about in the order of the frame; to and with last, since most often
// they bring those who are spoken to.
void read_places(const Frame& frame, ReportingCue& cue) {
  static const uint64_t kTo = fold_hash("to"), kWith = fold_hash("with");
  std::vector<uint64_t> last;
  for (FrameSlot::Role role : {FrameSlot::Role::kContent, FrameSlot::Role::kAbout})
    for (const FrameSlot& slot : frame) {
      if (slot.role != role) continue;
      for (const std::vector<FrameStep>& way : slot.places) {
        if (way.size() != 1) continue;
        if (way[0].kind == FrameStep::Kind::kObj && role == FrameSlot::Role::kContent) {
          cue.object_content = true;
          cue.object_last = !cue.prepositions.empty() || !last.empty();
        }
        if (way[0].kind != FrameStep::Kind::kPrep) continue;
        const uint64_t word = way[0].preposition;
        std::vector<uint64_t>& list = word == kTo || word == kWith ? last : cue.prepositions;
        if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
      }
    }
  cue.prepositions.insert(cue.prepositions.end(), last.begin(), last.end());
}

}  // namespace

Result<ReportingLexicon> ReportingLexicon::load(const std::string& data_dir) {
  const std::string path = data_dir + "/resources/events/reporting.tsv";
  auto table = load_tsv(path, 8);
  if (!table) return table.error();
  ReportingLexicon lexicon;
  std::unordered_map<std::string, uint32_t> frame_ids;
  for (const TsvRow& row : table->rows) {
    ReportingCue c;
    auto pattern = parse_pattern(row.cells[0], row.cells[1], path, row.line);
    if (!pattern) return pattern.error();
    c.pattern = std::move(pattern).value();
    c.kind = row.cells[2] == "thought" ? ReportingCue::Kind::kThought
             : row.cells[2] == "show"  ? ReportingCue::Kind::kShow
                                       : ReportingCue::Kind::kSpeech;
    c.act = row.cells[3];
    c.factuality = row.cells[4];
    auto known = frame_ids.find(std::string(row.cells[6]));
    if (known == frame_ids.end()) {
      auto frame = parse_frame(row.cells[6], path, row.line);
      if (!frame) return frame.error();
      known = frame_ids.emplace(row.cells[6], static_cast<uint32_t>(lexicon.frames_.size())).first;
      lexicon.frames_.push_back(std::move(frame).value());
    }
    c.frame = known->second;
    for (std::string_view part : split_list(row.cells[7], '|'))
      c.condition = condition(part, c.condition);
    read_places(lexicon.frames_[c.frame], c);
    lexicon.cues_.push_back(std::move(c));
  }
  for (uint32_t i = 0; i < lexicon.cues_.size(); ++i) {
    const Pattern& p = lexicon.cues_[i].pattern;
    lexicon.heads_[p.words[p.head]].push_back(i);
  }
  for (auto& [hash, list] : lexicon.heads_)
    std::stable_sort(list.begin(), list.end(), [&](uint32_t a, uint32_t b) {
      return lexicon.cues_[a].pattern.words.size() > lexicon.cues_[b].pattern.words.size();
    });
  return lexicon;
}

void ReportingLexicon::collect_forms(const IrregularVerbs& irregular, FormTable& table) const {
  for (const ReportingCue& c : cues_) {
    size_t k = 0;
    for (std::string_view word : split_list(c.pattern.phrase, ' ')) {
      const bool head = k++ == c.pattern.head;
      if (head && c.pattern.pos == PatternPos::kVerb)
        add_verb_forms(word, irregular, table);
      else if (word.size() > 2 &&
               (c.pattern.pos == PatternPos::kNoun || c.pattern.pos == PatternPos::kVerb))
        add_noun_forms(word, table);
    }
  }
}

std::span<const uint32_t> ReportingLexicon::by_head(uint64_t lemma_hash) const {
  auto it = heads_.find(lemma_hash);
  if (it == heads_.end()) return {};
  return it->second;
}

}  // namespace dragoman

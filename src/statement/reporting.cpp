#include "statement/reporting.h"

#include <algorithm>

#include "base/tsv.h"

namespace dragoman {

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
    c.kind = row.cells[2];
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

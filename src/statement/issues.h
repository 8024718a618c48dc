// What a stand is on: a short label that is the same from report to report. The great standing
// issues have theirs from resources/ontology/issues.tsv; of any other content it is the head
// phrase.
#ifndef DRAGOMAN_STATEMENT_ISSUES_H_
#define DRAGOMAN_STATEMENT_ISSUES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/phrase_table.h"
#include "document/document.h"
#include "document/tree_index.h"
#include "dragoman/result.h"
#include "entity/gazetteer.h"
#include "entity/mention_index.h"

namespace dragoman {

class IssueLexicon {
 public:
  /// Reads DIR/resources/ontology/issues.tsv. Errors name file and line.
  static Result<IssueLexicon> load(const std::string& data_dir);

  struct Issue {
    /// Who stands in the label: nobody, the state that the wording belongs to or is aimed at
    /// ({state}), only the party that it is aimed at ({target}).
    enum class Slot : uint8_t { kNone, kState, kTarget };
    std::string label;              // without the slot
    std::string preposition;        // before the slot: on, of …
    std::vector<uint64_t> markers;  // the prepositions of the text that lead to the slot
    Slot slot = Slot::kNone;
    bool required = false;                    // {state!}: no issue without it
    std::vector<std::vector<uint64_t>> near;  // one of these phrases must stand there too
  };
  size_t size() const { return issues_.size(); }
  const Issue& issue(uint32_t i) const { return issues_[i]; }

  /// Words as the table knows them, one after the other.
  struct Line {
    std::vector<uint64_t> forms, lemmas, exact;
    std::vector<uint32_t> at;  // the token
    void clear();
  };
  /// Appends words [first, last) without determiners and marks; compounds with hyphens in parts.
  void read(const Tags& tags, const TreeIndex& tree, uint32_t first, uint32_t last,
            Line& line) const;
  /// The longest wording that starts at place `k` of the line.
  PhraseTable::Match longest(const Line& line, size_t k) const;
  /// True if the issue needs no other words or one of those that it needs is in the line.
  bool near_by(const Issue& issue, const Line& line) const;

 private:
  bool add(std::string_view wording, uint32_t issue);
  std::vector<Issue> issues_;
  PhraseTable folded_, exact_;
};

/// The labels of one document's contents.
class IssueFinder {
 public:
  IssueFinder(const IssueLexicon& lexicon, const Gazetteer& gazetteer, const Tokens& tokens,
              const Tags& tags, const TreeIndex& tree, const MentionIndex& mentions,
              const Entities& entities)
      : lexicon_(lexicon),
        gazetteer_(gazetteer),
        tokens_(tokens),
        tags_(tags),
        t_(tree),
        mentions_(mentions),
        entities_(entities) {}

  /// What the content is on; empty if it names nothing. `holders`: whose stand it is.
  std::string of(Span content, std::span<const EntityId> holders);

 private:
  std::string standing_issue(uint32_t first, uint32_t last, std::span<const EntityId> holders);
  std::string head_phrase(uint32_t first, uint32_t last) const;
  std::string phrase(uint32_t noun, uint32_t first, uint32_t last) const;
  uint32_t theme(uint32_t top, uint32_t first, uint32_t last) const;
  bool names_something(uint32_t i) const;
  void add_words(uint32_t noun, uint32_t first, uint32_t last, std::vector<uint32_t>& out) const;
  std::string party(const IssueLexicon::Issue& issue, uint32_t head, uint32_t match_first,
                    uint32_t match_last, uint32_t first, uint32_t last,
                    std::span<const EntityId> holders) const;
  std::string name_at(uint32_t i, bool names, const IssueLexicon::Issue& issue,
                      std::span<const EntityId> holders) const;

  const IssueLexicon& lexicon_;
  const Gazetteer& gazetteer_;
  const Tokens& tokens_;
  const Tags& tags_;
  const TreeIndex& t_;
  const MentionIndex& mentions_;
  const Entities& entities_;
  IssueLexicon::Line line_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_STATEMENT_ISSUES_H_

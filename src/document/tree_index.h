// Trees made walkable: children of every word, lemmas as hashes. Built once a document, read by the
// stages that ask where arguments stand.
#ifndef DRAGOMAN_DOCUMENT_TREE_INDEX_H_
#define DRAGOMAN_DOCUMENT_TREE_INDEX_H_

#include <cstdint>
#include <span>
#include <vector>

#include "base/form_table.h"
#include "document/document.h"

namespace dragoman {

class TreeIndex {
 public:
  /// The tables must be complete (tags and trees for every word) and outlive the index. Words of
  /// `forms`, if given, have the lemma that it says instead of that of the tags.
  TreeIndex(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
            const FormTable* forms = nullptr);

  size_t size() const { return tokens_.size(); }
  uint32_t head(uint32_t i) const { return trees_.head[i]; }
  bool root(uint32_t i) const { return trees_.head[i] == i; }
  Deprel rel(uint32_t i) const { return trees_.deprel[i]; }
  Deprel urel(uint32_t i) const { return universal_[static_cast<size_t>(trees_.deprel[i])]; }
  Upos upos(uint32_t i) const { return tags_.upos[i]; }
  uint64_t feats(uint32_t i) const { return tags_.feats[i]; }
  /// fold_hash of the lemma.
  uint64_t lemma(uint32_t i) const { return lemma_[i]; }
  /// fold_hash of the word as it stands.
  uint64_t form(uint32_t i) const { return form_[i]; }
  std::string_view word(uint32_t i) const { return tokens_.span(i).of(text_.content); }

  /// In the order of the text.
  std::span<const uint32_t> children(uint32_t i) const {
    return std::span(child_).subspan(first_child_[i], first_child_[i + 1] - first_child_[i]);
  }
  /// The first child with this relation (subtypes do not match their universal part), or kNone.
  uint32_t child(uint32_t i, Deprel rel) const;
  /// First and behind-last word of everything below i, i included.
  std::pair<uint32_t, uint32_t> reach(uint32_t i) const {
    return {reach_first_[i], reach_last_[i]};
  }
  /// The word of [first, last) that the others hang on: the first whose head lies outside. kNone if
  /// there are no words.
  uint32_t top(uint32_t first, uint32_t last) const;
  /// The same of the words inside a span of the text.
  uint32_t top(Span span) const;
  /// True if `ancestor` is i or stands above it.
  bool below(uint32_t i, uint32_t ancestor) const;

  static constexpr uint32_t kNone = UINT32_MAX;

 private:
  const Text& text_;
  const Tokens& tokens_;
  const Tags& tags_;
  const Trees& trees_;
  std::vector<uint64_t> lemma_, form_;
  std::vector<uint32_t> first_child_, child_, reach_first_, reach_last_;
  std::vector<Deprel> universal_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_DOCUMENT_TREE_INDEX_H_

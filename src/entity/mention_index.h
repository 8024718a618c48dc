// From a word to whom it names: the entities of a noun phrase, by its head.
#ifndef DRAGOMAN_ENTITY_MENTION_INDEX_H_
#define DRAGOMAN_ENTITY_MENTION_INDEX_H_

#include <vector>

#include "document/document.h"
#include "document/tree_index.h"

namespace dragoman {

class MentionIndex {
 public:
  MentionIndex(const Tokens& tokens, const TreeIndex& tree, const Entities& entities);

  /// Entities of the mention whose head word is `i`, or that covers it with no nearer one; actors
  /// only unless `places`. Nothing if the word is in no mention. `names`: mentions by name only
  /// (Syrian, but not separatist, of a separatist movement).
  void at(uint32_t i, bool places, std::vector<EntityId>& out, bool names = false) const;

  /// Who a noun phrase stands for: its own mention; else its owner (Iran's decision, Israeli raids,
  /// the sovereignty of Syria); and the same of everything coordinated with it. Appends, without
  /// doubles. `owners`: whether an owner may stand for the whole phrase.
  void resolve(uint32_t head, bool owners, std::vector<EntityId>& out) const;

  /// The widest mention whose head word is `i`; kNone (of TreeIndex) if there is none.
  uint32_t headed_by(uint32_t i) const { return headed_[i]; }

  bool is_place(EntityId id) const { return entities_.rows[id.index].kind == EntityKind::kPlace; }

 private:
  void resolve_one(uint32_t head, bool owners, std::vector<EntityId>& out) const;
  const TreeIndex& tree_;
  const Entities& entities_;
  std::vector<uint32_t> headed_;  // mention whose head word is i, or kNone
  std::vector<uint32_t> cover_;   // innermost mention that covers word i, or kNone
};

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_MENTION_INDEX_H_

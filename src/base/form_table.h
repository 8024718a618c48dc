// From an inflected word to its lemma, as hashes: for words that must be recognised in all their
// forms whatever a lemmatiser makes of them.
#ifndef DRAGOMAN_BASE_FORM_TABLE_H_
#define DRAGOMAN_BASE_FORM_TABLE_H_

#include <cstdint>
#include <unordered_map>

namespace dragoman {

/// fold_hash of a form → fold_hash of its lemma.
struct FormTable {
  std::unordered_map<uint64_t, uint64_t> verbs, nouns;
};

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_FORM_TABLE_H_

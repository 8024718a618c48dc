// WordPiece, uncased (Schuster & Nakajima 2012; Devlin et al. 2019): a word to the numbers of the
// longest known pieces (train/README.md, "WordPiece").
#ifndef DRAGOMAN_TAG_WORDPIECE_H_
#define DRAGOMAN_TAG_WORDPIECE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/container.h"

namespace dragoman {

class WordPiece {
 public:
  /// The tensor "wordpiece.vocab": a piece a line, the line's number is its id.
  void load(ModelReader& read, uint32_t unknown, uint32_t most_pieces);

  /// Appends the pieces of a word: at least one (unknown), at most `most_pieces`.
  void pieces(std::string_view word, std::vector<uint32_t>& out) const;

  uint32_t size() const { return size_; }

 private:
  static constexpr size_t kMostChars = 100;  // of a word that are looked at
  void part(std::string_view text, std::vector<uint32_t>& out) const;
  uint32_t find(std::string_view piece, bool continues) const;  // kNone if unknown

  static constexpr uint32_t kNone = UINT32_MAX;
  struct Entry {
    uint64_t hash = 0;
    uint32_t id = kNone;
  };
  std::vector<Entry> index_;
  uint32_t unknown_ = 0, most_pieces_ = 0, size_ = 0;
  size_t longest_ = 0;  // bytes
};

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_WORDPIECE_H_

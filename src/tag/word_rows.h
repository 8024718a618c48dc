// Which rows of the embedding tables a word takes: its normal form, its first and last letters, its
// shape (train/README.md, "Rows of a word").
#ifndef DRAGOMAN_TAG_WORD_ROWS_H_
#define DRAGOMAN_TAG_WORD_ROWS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "model/container.h"

namespace dragoman {

/// Words [first, last) of the document, one sentence or a piece of one.
struct WordRange {
  uint32_t first = 0, last = 0;
  size_t size() const { return last - first; }
};

class WordRows {
 public:
  static constexpr size_t kTables = 7;  // words, prefix 2 and 3, suffix 2, 3 and 4, shape
  using Rows = std::array<uint32_t, kTables>;

  /// Reads the known words and the sizes of the tables; faults go to `read`.
  void load(ModelReader& read);

  /// One entry a word of the sentence into `out`.
  void rows(std::string_view content, const Tokens& tokens, WordRange sentence, Rows* out) const;

  uint32_t words() const { return words_; }  // rows of the word table
  uint32_t size(size_t table) const { return sizes_[table]; }

  /// '1' all letters upper case, '2' a title, '3' all lower case, '0' else (for tests).
  static char casing(std::string_view content, const Tokens& tokens, WordRange sentence);

 private:
  uint32_t word_row(uint64_t hash) const;
  // Open addressing over the 64-bit hashes of the known words; row 0 marks a free place.
  struct Entry {
    uint64_t hash = 0;
    uint32_t row = 0;
  };
  std::vector<Entry> index_;
  std::array<uint32_t, kTables> sizes_{};
  uint32_t words_ = 0;
};

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_WORD_ROWS_H_

// The best legal path through BIOES tags (Viterbi) and the names that it makes.
#ifndef DRAGOMAN_TAG_BIOES_H_
#define DRAGOMAN_TAG_BIOES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "document/document.h"

namespace dragoman {

/// The tags of a model: "O" and PREFIX-TYPE, with prefixes B I E S.
class BioesTags {
 public:
  /// False if a tag is none of these, or a type lacks one of its four.
  bool set(const std::vector<std::string>& tags);
  size_t size() const { return kinds_.size(); }

 private:
  friend class NameDecoder;
  struct Type {
    NameType name = NameType::kOther;
    uint8_t b = 0, i = 0, e = 0, s = 0;  // the tags
  };
  std::vector<char> kinds_;  // O B I E S
  std::vector<uint8_t> type_;
  std::vector<Type> types_;
  uint8_t outside_ = 0;
};

/// Keeps its buffers from call to call.
class NameDecoder {
 public:
  /// Scores of `n` words, `stride` apart; appends the names, as words counted from `first`.
  void decode(const BioesTags& tags, const float* scores, size_t stride, size_t n, uint32_t first,
              Names& out);
  /// The tags of the last call.
  std::span<const uint8_t> path() const { return path_; }

 private:
  std::vector<double> now_, next_;
  std::vector<uint8_t> back_, path_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_BIOES_H_

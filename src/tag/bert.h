// The transformer of the accurate model (Devlin et al. 2019; MiniLM, Wang et al. 2020) in 8-bit
// arithmetic: words to vectors, the mean over their pieces of a mix of the last layers.
#ifndef DRAGOMAN_TAG_BERT_H_
#define DRAGOMAN_TAG_BERT_H_

#include <span>
#include <string_view>
#include <vector>

#include "tag/encoder.h"
#include "tag/wordpiece.h"

namespace dragoman {

/// Buffers of one thread.
struct BertScratch {
  struct Piece {
    uint32_t id, kind, position;
  };
  struct Run {  // the pieces of a sentence
    uint32_t first = 0, last = 0;
  };
  std::vector<uint32_t> ids;
  std::vector<Piece> pieces;
  std::vector<Run> runs;
  std::vector<std::pair<uint32_t, uint32_t>> words;  // pieces of each word, as rows
  AlignedBuffer<float> x, total, wide, narrow, scale, keys, attention;
  AlignedBuffer<uint8_t> quantised;
};

class Bert {
 public:
  void load(ModelReader& read);
  /// dim() values a word into x, `stride` apart. A sentence beyond 512 pieces: the words that no
  /// longer fit are zero.
  void run(std::string_view content, const Tokens& tokens, std::span<const WordRange> sentences,
           BertScratch& scratch, float* x, size_t stride) const;
  size_t dim() const { return dim_; }

 private:
  struct Layer {
    QuantMatrix qkv, proj, up, down;
    Norm norm1, norm2;
  };
  void find_pieces(std::string_view content, const Tokens& tokens,
                   std::span<const WordRange> sentences, BertScratch& scratch) const;
  void attend(const BertScratch::Run& run, const float* qkv, size_t width, float* out,
              BertScratch& scratch) const;

  WordPiece wordpiece_;
  EmbeddingTable piece_;
  std::span<const float> position_, case_, mix_;
  Norm norm_;
  std::vector<Layer> layers_;
  size_t dim_ = 0, heads_ = 0, inner_ = 0, positions_ = 0;
  uint32_t cls_ = 0, sep_ = 0;
  float epsilon_ = 0;
};

/// How a word is cased: 0 no upper case, 1 its first letter only, 2 all of two or more, 3 else,
/// 4 one letter in upper case, 5 no letters.
uint32_t case_kind(std::string_view form);

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_BERT_H_

// Words to vectors: the networks under the heads (train/README.md, "Layers").
//
// The rows of a word are summed and normed; then come layers of three sorts, gated convolutions,
// bidirectional gated scans and, where the tree is known, gated sums over it. Every word's vector
// depends on its own sentence alone, so that the result does not change with what is batched beside
// it.
#ifndef DRAGOMAN_TAG_ENCODER_H_
#define DRAGOMAN_TAG_ENCODER_H_

#include <span>
#include <string_view>
#include <vector>

#include "model/container.h"
#include "model/kernels.h"
#include "tag/word_rows.h"

namespace dragoman {

/// Buffers of one thread.
struct EncoderScratch {
  std::vector<WordRows::Rows> rows;
  AlignedBuffer<float> wide, narrow, scale;
  AlignedBuffer<uint8_t> quantised;
  std::vector<uint32_t> children;
};

struct Norm {
  const float* gain = nullptr;
  const float* shift = nullptr;
  void load(ModelReader& read, const std::string& name, size_t dim);
};

/// An embedding table: 8 bits a value, one scale a row.
struct EmbeddingTable {
  const int8_t* values = nullptr;
  const float* scale = nullptr;
  void load(ModelReader& read, const std::string& name, size_t rows, size_t dim);
};

/// Sum of seven rows a word, normed.
class WordEmbedding {
 public:
  void load(ModelReader& read, size_t dim, float epsilon);
  /// dim() values a word into x, `stride` apart.
  void run(std::string_view content, const Tokens& tokens, std::span<const WordRange> sentences,
           EncoderScratch& scratch, float* x, size_t stride) const;
  size_t dim() const { return dim_; }

 private:
  WordRows rows_;
  EmbeddingTable tables_[WordRows::kTables];
  Norm norm_;
  size_t dim_ = 0;
  float epsilon_ = 0;
};

/// The layers named "layers.0", "layers.1" … of a model, each x → norm(x + f(x)).
class LayerStack {
 public:
  /// `trees`: whether run() will be given heads; a file with graph layers is refused without.
  void load(ModelReader& read, size_t dim, float epsilon, bool trees = false);
  /// `heads`: for every row of x the row of its head, kNoHead of a root; graph layers need it.
  void run(std::span<const WordRange> sentences, EncoderScratch& scratch, float* x,
           std::span<const uint32_t> heads = {}) const;
  static constexpr uint32_t kNoHead = UINT32_MAX;

 private:
  enum class Sort : uint8_t { kConvolution, kRecurrent, kGraph };
  struct Layer {
    Sort sort = Sort::kConvolution;
    size_t dilation = 1, hidden = 0;
    QuantMatrix in, out;
    Norm norm;
  };
  void convolve(const Layer& layer, std::span<const WordRange> sentences, size_t words,
                EncoderScratch& scratch, float* x) const;
  void recur(const Layer& layer, std::span<const WordRange> sentences, size_t words,
             EncoderScratch& scratch, float* x) const;
  void spread(const Layer& layer, std::span<const uint32_t> heads, EncoderScratch& scratch,
              float* x) const;
  std::vector<Layer> layers_;
  size_t dim_ = 0;
  float epsilon_ = 0;
};

/// The number of words of some sentences.
size_t word_count(std::span<const WordRange> sentences);

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_ENCODER_H_

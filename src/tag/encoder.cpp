#include "tag/encoder.h"

#include <algorithm>
#include <cassert>

namespace dragoman {

size_t word_count(std::span<const WordRange> sentences) {
  size_t n = 0;
  for (const WordRange& s : sentences) n += s.size();
  return n;
}

void Norm::load(ModelReader& read, const std::string& name, size_t dim) {
  gain = read.tensor<float>(name + ".g", {dim}).data();
  shift = read.tensor<float>(name + ".b", {dim}).data();
}

void EmbeddingTable::load(ModelReader& read, const std::string& name, size_t rows, size_t dim) {
  values = read.tensor<int8_t>(name + ".w", {rows, dim}).data();
  scale = read.tensor<float>(name + ".s", {rows}).data();
}

void WordEmbedding::load(ModelReader& read, size_t dim, float epsilon) {
  dim_ = dim;
  epsilon_ = epsilon;
  if (dim == 0 || dim % 16 != 0) read.fail("the width of its words is no multiple of 16");
  rows_.load(read);
  static constexpr const char* kNames[WordRows::kTables] = {
      "word", "prefix2", "prefix3", "suffix2", "suffix3", "suffix4", "shape"};
  for (size_t t = 0; t < WordRows::kTables; ++t)
    tables_[t].load(read, std::string("embed.") + kNames[t], rows_.size(t), dim);
  norm_.load(read, "embed.norm", dim);
}

void WordEmbedding::run(std::string_view content, const Tokens& tokens,
                        std::span<const WordRange> sentences, EncoderScratch& scratch, float* x,
                        size_t stride) const {
  const Kernels& k = kernels();
  const size_t words = word_count(sentences);
  scratch.rows.resize(words);
  size_t at = 0;
  for (const WordRange& s : sentences) {
    rows_.rows(content, tokens, s, scratch.rows.data() + at);
    at += s.size();
  }
  for (size_t w = 0; w < words; ++w) {
    float* row = x + w * stride;
    std::fill_n(row, dim_, 0.0f);
    for (size_t t = 0; t < WordRows::kTables; ++t)
      k.add_rows(row, tables_[t].values, tables_[t].scale, &scratch.rows[w][t], 1, dim_);
    k.add_norm(row, nullptr, 0, 1, dim_, norm_.gain, norm_.shift, epsilon_);
  }
}

void LayerStack::load(ModelReader& read, size_t dim, float epsilon, bool trees) {
  dim_ = dim;
  epsilon_ = epsilon;
  const size_t n = read.size("/layers");
  if (n == 0 || n > 64) read.fail("it has no layers");
  for (size_t i = 0; i < n && read.ok(); ++i) {
    const std::string at = "/layers/" + std::to_string(i), name = "layers." + std::to_string(i);
    Layer layer;
    const std::string type = read.string(at + "/type");
    if (type == "conv") {
      layer.dilation = static_cast<size_t>(read.number(at + "/dilation"));
      layer.in = read.matrix(name + ".lin", 2 * dim, 3 * dim);
    } else if (type == "graph" && trees) {
      layer.sort = Sort::kGraph;
      layer.in = read.matrix(name + ".lin", 2 * dim, 3 * dim);
    } else if (type == "minGRU") {
      layer.sort = Sort::kRecurrent;
      layer.hidden = static_cast<size_t>(read.number(at + "/hidden"));
      if (layer.hidden == 0 || layer.hidden % 16 != 0)
        read.fail("the width of a layer is no multiple of 16");
      layer.in = read.matrix(name + ".lin", 4 * layer.hidden, dim);
      layer.out = read.matrix(name + ".out", dim, 2 * layer.hidden);
    } else {
      read.fail("it has a layer of the unknown type " + type);
    }
    layer.norm.load(read, name + ".norm", dim);
    layers_.push_back(std::move(layer));
  }
}

void LayerStack::run(std::span<const WordRange> sentences, EncoderScratch& scratch, float* x,
                     std::span<const uint32_t> heads) const {
  const size_t words = word_count(sentences);
  for (const Layer& layer : layers_) {
    switch (layer.sort) {
      case Sort::kConvolution:
        convolve(layer, sentences, words, scratch, x);
        break;
      case Sort::kRecurrent:
        recur(layer, sentences, words, scratch, x);
        break;
      case Sort::kGraph:
        assert(heads.size() == words);
        spread(layer, heads.first(std::min(words, heads.size())), scratch, x);
        break;
    }
  }
}

// x = norm(x + glu(W [x of the head; x; mean of x of the children])), zeros where there is none.
void LayerStack::spread(const Layer& layer, std::span<const uint32_t> heads,
                        EncoderScratch& scratch, float* x) const {
  const Kernels& k = kernels();
  const size_t n = heads.size(), width = layer.in.padded_rows();
  float* u = scratch.narrow.reserve(n * 3 * dim_);
  std::fill_n(u, n * 3 * dim_, 0.0f);
  scratch.children.assign(n, 0);
  for (size_t i = 0; i < n; ++i) {
    std::copy_n(x + i * dim_, dim_, u + i * 3 * dim_ + dim_);
    const uint32_t h = heads[i];
    if (h == kNoHead) continue;
    std::copy_n(x + h * dim_, dim_, u + i * 3 * dim_);
    float* below = u + h * 3 * dim_ + 2 * dim_;
    for (size_t f = 0; f < dim_; ++f) below[f] += x[i * dim_ + f];
    ++scratch.children[h];
  }
  for (size_t i = 0; i < n; ++i) {
    if (scratch.children[i] < 2) continue;
    float* below = u + i * 3 * dim_ + 2 * dim_;
    const float share = 1.0f / static_cast<float>(scratch.children[i]);
    for (size_t f = 0; f < dim_; ++f) below[f] *= share;
  }
  uint8_t* q = scratch.quantised.reserve(n * 3 * dim_);
  float* scale = scratch.scale.reserve(n);
  float* wide = scratch.wide.reserve(n * width);
  k.quantize(u, n, 3 * dim_, 3 * dim_, q, 3 * dim_, scale);
  k.multiply({q, 3 * dim_, scale, n}, layer.in, wide, width);
  k.glu(wide, width, n, dim_, u);
  k.add_norm(x, u, dim_, n, dim_, layer.norm.gain, layer.norm.shift, epsilon_);
}

void LayerStack::convolve(const Layer& layer, std::span<const WordRange> sentences, size_t words,
                          EncoderScratch& scratch, float* x) const {
  const Kernels& k = kernels();
  uint8_t* q = scratch.quantised.reserve(words * 3 * dim_);
  float* scale = scratch.scale.reserve(words);
  size_t at = 0;
  for (const WordRange& s : sentences) {
    k.quantize_window(x + at * dim_, s.size(), dim_, layer.dilation, q + at * 3 * dim_, scale + at);
    at += s.size();
  }
  const size_t width = layer.in.padded_rows();
  float* u = scratch.wide.reserve(words * width);
  float* y = scratch.narrow.reserve(words * dim_);
  k.multiply({q, 3 * dim_, scale, words}, layer.in, u, width);
  k.glu(u, width, words, dim_, y);
  k.add_norm(x, y, dim_, words, dim_, layer.norm.gain, layer.norm.shift, epsilon_);
}

void LayerStack::recur(const Layer& layer, std::span<const WordRange> sentences, size_t words,
                       EncoderScratch& scratch, float* x) const {
  const Kernels& k = kernels();
  const size_t h = layer.hidden, width = layer.in.padded_rows();
  uint8_t* q = scratch.quantised.reserve(words * std::max(dim_, 2 * h));
  float* scale = scratch.scale.reserve(words);
  float* u = scratch.wide.reserve(words * width);
  float* y = scratch.narrow.reserve(words * std::max(2 * h, layer.out.padded_rows()));
  k.quantize(x, words, dim_, dim_, q, dim_, scale);
  k.multiply({q, dim_, scale, words}, layer.in, u, width);
  size_t at = 0;
  for (const WordRange& s : sentences) {
    k.scan(u + at * width, width, s.size(), h, y + at * 2 * h);
    at += s.size();
  }
  k.quantize(y, words, 2 * h, 2 * h, q, 2 * h, scale);
  const size_t out_width = layer.out.padded_rows();
  k.multiply({q, 2 * h, scale, words}, layer.out, u, out_width);
  k.add_norm(x, u, out_width, words, dim_, layer.norm.gain, layer.norm.shift, epsilon_);
}

}  // namespace dragoman

#include "tag/bert.h"

#include <algorithm>

#include "base/utf8.h"
#include "model/characters.h"

namespace dragoman {
namespace {

constexpr size_t kCaseKinds = 6;
constexpr uint32_t kNoLetters = 5;

}  // namespace

uint32_t case_kind(std::string_view form) {
  const chars::Table& table = chars::table();
  size_t letters = 0, upper = 0;
  bool first_upper = false;
  for (size_t p = 0; p < form.size();) {
    chars::Info slow;
    const chars::Info& info = table(utf8_next(form, p), slow);
    if (info.k != chars::Class::kLetter) continue;
    if (letters == 0) first_upper = info.upper;
    ++letters;
    upper += info.upper;
  }
  if (letters == 0) return kNoLetters;
  if (upper == 0) return 0;
  if (upper == letters) return upper == 1 ? 4 : 2;
  return first_upper && upper == 1 ? 1 : 3;
}

void Bert::load(ModelReader& read) {
  auto number = [&](const char* name) {
    return static_cast<size_t>(read.number(std::string("/bert/") + name));
  };
  dim_ = number("dim");
  heads_ = number("heads");
  inner_ = number("inner");
  positions_ = number("positions");
  cls_ = static_cast<uint32_t>(number("cls"));
  sep_ = static_cast<uint32_t>(number("sep"));
  epsilon_ = static_cast<float>(read.number("/bert/norm_epsilon"));
  const size_t layers = number("layers");
  if (!read.ok()) return;
  if (heads_ == 0 || dim_ % heads_ != 0 || dim_ / heads_ % 16 != 0 || inner_ % 16 != 0 ||
      layers < 4 || layers > 64 || positions_ < 3) {
    read.fail("its transformer has a shape that this program does not know");
    return;
  }
  wordpiece_.load(read, static_cast<uint32_t>(number("unk")),
                  static_cast<uint32_t>(number("max_pieces_of_a_word")));
  piece_.load(read, "bert.piece", wordpiece_.size(), dim_);
  if (cls_ >= wordpiece_.size() || sep_ >= wordpiece_.size()) read.fail("its marks are no pieces");
  position_ = read.tensor<float>("bert.position", {positions_, dim_});
  case_ = read.tensor<float>("bert.case", {kCaseKinds, dim_});
  mix_ = read.tensor<float>("bert.mix", {4});
  norm_.load(read, "bert.norm", dim_);
  for (size_t i = 0; i < layers && read.ok(); ++i) {
    const std::string name = "bert." + std::to_string(i) + ".";
    Layer layer;
    layer.qkv = read.matrix(name + "qkv", 3 * dim_, dim_);
    layer.proj = read.matrix(name + "proj", dim_, dim_);
    layer.up = read.matrix(name + "up", inner_, dim_);
    layer.down = read.matrix(name + "down", dim_, inner_);
    layer.norm1.load(read, name + "norm1", dim_);
    layer.norm2.load(read, name + "norm2", dim_);
    layers_.push_back(std::move(layer));
  }
}

void Bert::find_pieces(std::string_view content, const Tokens& tokens,
                       std::span<const WordRange> sentences, BertScratch& s) const {
  s.pieces.clear();
  s.runs.clear();
  s.words.clear();
  for (const WordRange& sentence : sentences) {
    const auto first = static_cast<uint32_t>(s.pieces.size());
    auto count = [&] { return static_cast<uint32_t>(s.pieces.size()) - first; };
    s.pieces.push_back({cls_, kNoLetters, 0});
    for (uint32_t i = sentence.first; i < sentence.last; ++i) {
      const std::string_view form = tokens.span(i).of(content);
      s.ids.clear();
      wordpiece_.pieces(form, s.ids);
      // One place is kept for the mark at the end.
      const size_t most = positions_ - 1;
      size_t n = s.ids.size();
      if (count() + n > most) n = count() < most ? 1 : 0;
      const uint32_t kind = case_kind(form);
      const auto from = static_cast<uint32_t>(s.pieces.size());
      for (size_t k = 0; k < n; ++k) s.pieces.push_back({s.ids[k], kind, count()});
      s.words.emplace_back(from, static_cast<uint32_t>(s.pieces.size()));
    }
    s.pieces.push_back({sep_, kNoLetters, count()});
    s.runs.push_back({first, static_cast<uint32_t>(s.pieces.size())});
  }
}

// softmax(q k / √size) v of one sentence, head by head.
void Bert::attend(const BertScratch::Run& run, const float* qkv, size_t width, float* out,
                  BertScratch& scratch) const {
  const Kernels& k = kernels();
  const size_t n = run.last - run.first, padded = (n + 15) / 16 * 16, size = dim_ / heads_;
  float* keys = scratch.keys.reserve(size * padded);
  float* attention = scratch.attention.reserve(n * padded);
  const float* rows = qkv + run.first * width;
  const float scale = 1.0f / __builtin_sqrtf(static_cast<float>(size));
  for (size_t h = 0; h < heads_; ++h) {
    for (size_t f = 0; f < size; ++f) {
      float* column = keys + f * padded;
      for (size_t j = 0; j < n; ++j) column[j] = rows[j * width + dim_ + h * size + f];
      std::fill(column + n, column + padded, 0.0f);
    }
    k.product(rows + h * size, width, n, keys, padded, size, n, scale, attention, padded);
    k.softmax(attention, n, n, padded);
    k.product(attention, padded, n, rows + 2 * dim_ + h * size, width, n, size, 1.0f,
              out + run.first * dim_ + h * size, dim_);
  }
}

void Bert::run(std::string_view content, const Tokens& tokens, std::span<const WordRange> sentences,
               BertScratch& s, float* x_out, size_t stride) const {
  const Kernels& k = kernels();
  find_pieces(content, tokens, sentences, s);
  const size_t n = s.pieces.size();
  float* x = s.x.reserve(n * dim_);
  float* total = s.total.reserve(n * dim_);
  float* scale = s.scale.reserve(n);
  uint8_t* q = s.quantised.reserve(n * std::max(dim_, inner_));
  for (size_t r = 0; r < n; ++r) {
    float* row = x + r * dim_;
    std::fill_n(row, dim_, 0.0f);
    k.add_rows(row, piece_.values, piece_.scale, &s.pieces[r].id, 1, dim_);
    const float* position = position_.data() + s.pieces[r].position * dim_;
    const float* kind = case_.data() + s.pieces[r].kind * dim_;
    for (size_t i = 0; i < dim_; ++i) row[i] = row[i] + position[i] + kind[i];
  }
  k.add_norm(x, nullptr, 0, n, dim_, norm_.gain, norm_.shift, epsilon_);
  std::fill_n(total, n * dim_, 0.0f);
  for (size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    const size_t qkv_width = layer.qkv.padded_rows(), proj_width = layer.proj.padded_rows(),
                 up_width = layer.up.padded_rows(), down_width = layer.down.padded_rows();
    float* wide = s.wide.reserve(n * std::max({qkv_width, proj_width, up_width, down_width}));
    float* y = s.narrow.reserve(n * dim_);
    k.quantize(x, n, dim_, dim_, q, dim_, scale);
    k.multiply({q, dim_, scale, n}, layer.qkv, wide, qkv_width);
    for (const BertScratch::Run& run : s.runs) attend(run, wide, qkv_width, y, s);
    k.quantize(y, n, dim_, dim_, q, dim_, scale);
    k.multiply({q, dim_, scale, n}, layer.proj, wide, proj_width);
    k.add_norm(x, wide, proj_width, n, dim_, layer.norm1.gain, layer.norm1.shift, epsilon_);
    k.quantize(x, n, dim_, dim_, q, dim_, scale);
    k.multiply({q, dim_, scale, n}, layer.up, wide, up_width);
    for (size_t r = 0; r < n; ++r) k.gelu(wide + r * up_width, inner_);
    k.quantize(wide, n, inner_, up_width, q, inner_, scale);
    k.multiply({q, inner_, scale, n}, layer.down, wide, down_width);
    k.add_norm(x, wide, down_width, n, dim_, layer.norm2.gain, layer.norm2.shift, epsilon_);
    if (l + 4 < layers_.size()) continue;
    const float weight = mix_[l + 4 - layers_.size()];
    for (size_t i = 0; i < n * dim_; ++i) total[i] = total[i] + weight * x[i];
  }
  for (size_t w = 0; w < s.words.size(); ++w) {
    float* row = x_out + w * stride;
    std::fill_n(row, dim_, 0.0f);
    const auto [from, to] = s.words[w];
    for (uint32_t r = from; r < to; ++r)
      for (size_t i = 0; i < dim_; ++i) row[i] += total[r * dim_ + i];
    if (to - from < 2) continue;
    const auto count = static_cast<float>(to - from);
    for (size_t i = 0; i < dim_; ++i) row[i] = row[i] / count;
  }
}

}  // namespace dragoman

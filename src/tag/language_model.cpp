// train/README.md, "Parsers", is the contract; train/reference.py the reference. Sentences are
// gathered to batches of some two hundred words, so that the matrices are worth their trouble and
// everything stays in the second-level cache.
#include "tag/language_model.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "model/kernels.h"
#include "parse/repair.h"
#include "parse/tree.h"
#include "tag/bert.h"
#include "tag/bioes.h"
#include "tag/encoder.h"
#include "tag/lemma.h"

namespace dragoman {
namespace {

constexpr size_t kBatchWords = 192, kAccurateBatchWords = 96;
constexpr uint32_t kMostWords = 400;  // of a piece that is parsed at once
constexpr int kReach = 32;            // distances beyond count as this

// Where each head begins in the row of all scores of a word.
struct Columns {
  size_t arc_dep = 0, arc_head = 0, label_dep = 0, label_head = 0, upos = 0, feats = 0, lemma = 0,
         ner = 0;
};

}  // namespace

struct LanguageModel::Parts {
  explicit Parts(ModelFile f) : file(std::move(f)) {}
  ModelFile file;
  size_t dim = 0;
  WordEmbedding embedding;
  LayerStack layers;
  // The accurate model alone: x = norm(project [bert; embedding]).
  std::optional<Bert> bert;
  QuantMatrix project;
  Norm project_norm;
  float epsilon = 0;

  Columns columns;
  QuantMatrix heads;  // all that is asked of a word's vector, one below the other
  QuantMatrix arc_bilinear, label_out;
  size_t arc = 0, label = 0;
  std::span<const float> arc_root, label_root, distance;
  float root_bias = 0, arc_scale = 0;

  std::vector<Upos> upos;
  std::vector<uint64_t> feats;
  std::vector<LemmaScript> lemma;
  std::vector<Deprel> deprel;
  size_t root_relation = 0;
  BioesTags tags;
};

struct LanguageScratch::Buffers {
  EncoderScratch encoder;
  BertScratch bert;
  AlignedBuffer<float> joined;
  std::vector<WordRange> batch;
  AlignedBuffer<float> x, all, scale, u, head_columns, arcs, roots, bend, label_in, label;
  AlignedBuffer<uint8_t> quantised;
  std::vector<uint32_t> heads;
  TreeDecoder tree;
  NameDecoder names;
};

LanguageModel::LanguageModel(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel& LanguageModel::operator=(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;
std::string_view LanguageModel::kind() const {
  return parts_->file.kind();
}

LanguageScratch::LanguageScratch() : buffers_(std::make_unique<Buffers>()) {}
LanguageScratch::LanguageScratch(LanguageScratch&&) noexcept = default;
LanguageScratch& LanguageScratch::operator=(LanguageScratch&&) noexcept = default;
LanguageScratch::~LanguageScratch() = default;

Result<LanguageModel> LanguageModel::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return file.error();
  return from_file(std::move(*file));
}

Result<LanguageModel> LanguageModel::from_file(ModelFile model_file) {
  auto p = std::make_unique<Parts>(std::move(model_file));
  ModelReader read(p->file);
  const bool accurate = p->file.kind() == "accurate";
  if (!accurate && p->file.kind() != "fast") {
    read.fail("its kind is " + std::string(p->file.kind()));
    return read.error();
  }
  p->epsilon = static_cast<float>(read.number("/norm_epsilon"));
  p->dim = static_cast<size_t>(read.number("/dim"));
  if (!read.ok()) return read.error();
  if (p->dim == 0 || p->dim % 16 != 0) read.fail("its width is no multiple of 16");
  const size_t word_dim = accurate ? static_cast<size_t>(read.number("/word_dim")) : p->dim;
  p->embedding.load(read, word_dim, p->epsilon);
  if (accurate && read.ok()) {
    p->bert.emplace().load(read);
    p->project = read.matrix("project", p->dim, p->bert->dim() + word_dim);
    p->project_norm.load(read, "project.norm", p->dim);
  }
  p->layers.load(read, p->dim, p->epsilon);
  if (!read.ok()) return read.error();

  p->arc = read.extent("arc_bilinear.w", 0);
  p->label = read.extent("label_out.w", 1);
  if (p->arc == 0 || p->arc % 16 != 0 || p->label == 0 || p->label % 16 != 0)
    read.fail("the width of a head is no multiple of 16");
  const auto upos = read.strings("/upos"), feats = read.strings("/feats"),
             lemma = read.strings("/lemma"), deprel = read.strings("/deprel"),
             ner = read.strings("/ner");
  if (upos.empty() || feats.empty() || lemma.empty() || deprel.empty())
    read.fail("a vocabulary is empty");
  if (!read.ok()) return read.error();
  struct Part {
    const char* name;
    size_t rows;
    size_t* column;
  };
  const Part parts[] = {{"arc_dep", p->arc, &p->columns.arc_dep},
                        {"arc_head", p->arc, &p->columns.arc_head},
                        {"label_dep", p->label, &p->columns.label_dep},
                        {"label_head", p->label, &p->columns.label_head},
                        {"upos", upos.size(), &p->columns.upos},
                        {"feats", feats.size(), &p->columns.feats},
                        {"lemma", lemma.size(), &p->columns.lemma},
                        {"ner", ner.size(), &p->columns.ner}};
  std::vector<QuantMatrix> matrices;
  matrices.reserve(std::size(parts));
  size_t column = 0;
  for (const Part& part : parts) {
    matrices.push_back(read.matrix(part.name, part.rows, p->dim));
    *part.column = column;
    column += part.rows;
  }
  p->arc_bilinear = read.matrix("arc_bilinear", p->arc, p->arc);
  p->label_out = read.matrix("label_out", deprel.size(), p->label);
  p->arc_root = read.tensor<float>("arc_root", {p->arc});
  p->label_root = read.tensor<float>("label_root", {p->label});
  p->distance = read.tensor<float>("distance", {2 * kReach + 1});
  const auto bias = read.tensor<float>("root_bias", {1});
  p->arc_scale = static_cast<float>(read.number("/arc_scale"));
  if (!read.ok()) return read.error();
  p->root_bias = bias[0];
  std::vector<const QuantMatrix*> pointers;
  pointers.reserve(matrices.size());
  for (const QuantMatrix& m : matrices) pointers.push_back(&m);
  p->heads = QuantMatrix::stack(pointers);

  for (const std::string& name : upos) p->upos.push_back(upos_from(name));
  for (const std::string& name : feats) p->feats.push_back(feats_from(name));
  for (const std::string& name : deprel) p->deprel.push_back(deprel_from(name));
  p->root_relation =
      static_cast<size_t>(std::find(deprel.begin(), deprel.end(), "root") - deprel.begin());
  if (p->root_relation == deprel.size()) read.fail("it knows no root relation");
  for (const std::string& script : lemma) {
    auto parsed = LemmaScript::parse(script);
    if (!parsed) read.fail("it has a lemma script that cannot be read: " + script);
    p->lemma.push_back(parsed.value_or(LemmaScript()));
  }
  if (!p->tags.set(ner)) read.fail("its name tags are not O and B- I- E- S- of every type");
  if (!read.ok()) return read.error();
  return LanguageModel(std::move(p));
}

namespace {

using Parts = LanguageModel::Parts;
using Buffers = LanguageScratch::Buffers;

// Scores of all heads for the words of the batch.
void encode(const Text& text, const Tokens& tokens, const Parts& m, size_t words, Buffers& b) {
  const Kernels& k = kernels();
  float* x = b.x.reserve(words * m.dim);
  if (m.bert) {
    const size_t bert_dim = m.bert->dim(), joined_dim = bert_dim + m.embedding.dim(),
                 project_width = m.project.padded_rows();
    float* joined = b.joined.reserve(words * joined_dim);
    m.bert->run(text.content, tokens, b.batch, b.bert, joined, joined_dim);
    m.embedding.run(text.content, tokens, b.batch, b.encoder, joined + bert_dim, joined_dim);
    uint8_t* jq = b.quantised.reserve(words * joined_dim);
    float* joined_scale = b.scale.reserve(words);
    float* projected = b.all.reserve(words * project_width);
    k.quantize(joined, words, joined_dim, joined_dim, jq, joined_dim, joined_scale);
    k.multiply({jq, joined_dim, joined_scale, words}, m.project, projected, project_width);
    for (size_t w = 0; w < words; ++w)
      std::copy_n(projected + w * project_width, m.dim, x + w * m.dim);
    k.add_norm(x, nullptr, 0, words, m.dim, m.project_norm.gain, m.project_norm.shift, m.epsilon);
  } else {
    m.embedding.run(text.content, tokens, b.batch, b.encoder, x, m.dim);
  }
  m.layers.run(b.batch, b.encoder, x);
  const size_t width = m.heads.padded_rows();
  uint8_t* q = b.quantised.reserve(words * m.dim);
  float* scale = b.scale.reserve(words);
  k.quantize(x, words, m.dim, m.dim, q, m.dim, scale);
  k.multiply({q, m.dim, scale, words}, m.heads, b.all.reserve(words * width), width);
}

void tag(const Text& text, const Tokens& tokens, const Parts& m, Buffers& b, Tags& tags) {
  const Kernels& k = kernels();
  const size_t width = m.heads.padded_rows();
  const float* row = b.all.data();
  for (const WordRange& s : b.batch)
    for (uint32_t i = s.first; i < s.last; ++i, row += width) {
      tags.upos[i] = m.upos[k.argmax(row + m.columns.upos, m.upos.size())];
      tags.feats[i] = m.feats[k.argmax(row + m.columns.feats, m.feats.size())];
      m.lemma[k.argmax(row + m.columns.lemma, m.lemma.size())].apply(
          tokens.span(i).of(text.content), tags.lemmas);
      tags.lemma_end[i] = static_cast<uint32_t>(tags.lemmas.size());
    }
}

void name(const Parts& m, Buffers& b, Names& names) {
  const size_t width = m.heads.padded_rows();
  const float* row = b.all.data();
  for (const WordRange& s : b.batch) {
    b.names.decode(m.tags, row + m.columns.ner, width, s.size(), s.first, names);
    row += s.size() * width;
  }
}

// Scores of every word as head of every other, into b.arcs (`stride` apart) and b.roots.
size_t score_arcs(const Parts& m, Buffers& b, const float* rows, const float* u, size_t n) {
  const Kernels& k = kernels();
  const size_t width = m.heads.padded_rows(), stride = (n + 15) / 16 * 16;
  // Columns of heads: [feature][word].
  float* heads = b.head_columns.reserve(m.arc * stride);
  for (size_t f = 0; f < m.arc; ++f) std::fill_n(heads + f * stride + n, stride - n, 0.0f);
  for (size_t j = 0; j < n; ++j) {
    const float* from = rows + j * width + m.columns.arc_head;
    for (size_t f = 0; f < m.arc; ++f) heads[f * stride + j] = std::max(from[f], 0.0f);
  }
  const size_t u_width = m.arc_bilinear.padded_rows();
  float* arcs = b.arcs.reserve(n * stride);
  k.product(u, u_width, n, heads, stride, m.arc, n, m.arc_scale, arcs, stride);
  // bend[n - 1 + (j - i)]: what the distance adds.
  float* bend = b.bend.reserve(2 * n);
  for (size_t d = 0; d < 2 * n; ++d) {
    const auto distance = static_cast<int>(d) - static_cast<int>(n) + 1;
    const int bounded = std::clamp(distance, -kReach, kReach);
    bend[d] = m.distance[static_cast<size_t>(bounded) + static_cast<size_t>(kReach)];
  }
  float* roots = b.roots.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    const float* add = bend + (n - 1 - i);
    float* row = arcs + i * stride;
    for (size_t j = 0; j < n; ++j) row[j] += add[j];
    float sum[4] = {};
    const float* ui = u + i * u_width;
    for (size_t f = 0; f < m.arc; f += 4)
      for (size_t l = 0; l < 4; ++l) sum[l] += ui[f + l] * m.arc_root[f + l];
    roots[i] = (sum[0] + sum[1] + (sum[2] + sum[3])) * m.arc_scale + m.root_bias;
  }
  return stride;
}

void parse(const Parts& m, size_t words, Buffers& b, Trees& trees) {
  const Kernels& k = kernels();
  const size_t width = m.heads.padded_rows(), u_width = m.arc_bilinear.padded_rows();
  float* all = b.all.data();
  // The dependents' side through the bilinear matrix, for the whole batch.
  for (size_t w = 0; w < words; ++w) k.relu(all + w * width + m.columns.arc_dep, m.arc);
  uint8_t* q = b.quantised.reserve(words * std::max(m.arc, m.label));
  float* scale = b.scale.reserve(words);
  float* u = b.u.reserve(words * u_width);
  k.quantize(all + m.columns.arc_dep, words, m.arc, width, q, m.arc, scale);
  k.multiply({q, m.arc, scale, words}, m.arc_bilinear, u, u_width);
  b.heads.resize(words);
  size_t at = 0;
  for (const WordRange& s : b.batch) {
    const size_t n = s.size();
    const size_t stride = score_arcs(m, b, all + at * width, u + at * u_width, n);
    b.tree.decode(b.arcs.data(), stride, b.roots.data(), n, b.heads.data() + at);
    at += n;
  }
  // Relations of the chosen heads.
  float* in = b.label_in.reserve(words * m.label);
  at = 0;
  for (const WordRange& s : b.batch) {
    for (size_t i = 0; i < s.size(); ++i) {
      const uint32_t h = b.heads[at + i];
      const float* head =
          h == i ? m.label_root.data() : all + (at + h) * width + m.columns.label_head;
      const float* dep = all + (at + i) * width + m.columns.label_dep;
      float* to = in + (at + i) * m.label;
      for (size_t f = 0; f < m.label; ++f) to[f] = std::max(dep[f] + head[f], 0.0f);
    }
    at += s.size();
  }
  const size_t out_width = m.label_out.padded_rows();
  float* label = b.label.reserve(words * out_width);
  k.quantize(in, words, m.label, m.label, q, m.label, scale);
  k.multiply({q, m.label, scale, words}, m.label_out, label, out_width);
  at = 0;
  for (const WordRange& s : b.batch) {
    for (uint32_t i = 0; i < s.size(); ++i) {
      const uint32_t h = b.heads[at + i];
      trees.head[s.first + i] = s.first + h;
      float* row = label + (at + i) * out_width;
      row[m.root_relation] = -std::numeric_limits<float>::infinity();
      trees.deprel[s.first + i] = h == i ? Deprel::kRoot : m.deprel[k.argmax(row, m.deprel.size())];
    }
    at += s.size();
  }
}

}  // namespace

void analyze_language(const Text& text, const Tokens& tokens, const LanguageModel& model,
                      LanguageScratch& scratch, Tags& tags, Trees& trees, Names& names) {
  const Parts& m = model.parts();
  Buffers& b = scratch.buffers();
  const size_t n = tokens.size();
  tags.upos.resize(n);
  tags.feats.resize(n);
  tags.lemma_end.resize(n);
  tags.lemmas.clear();
  tags.lemmas.reserve(text.content.size());
  trees.head.resize(n);
  trees.deprel.resize(n);
  names.clear();
  size_t words = 0;
  b.batch.clear();
  auto flush = [&] {
    if (words == 0) return;
    encode(text, tokens, m, words, b);
    tag(text, tokens, m, b, tags);
    name(m, b, names);
    parse(m, words, b, trees);
    b.batch.clear();
    words = 0;
  };
  for (size_t s = 0; s < tokens.sentences(); ++s) {
    const uint32_t first = tokens.sentence_first[s], last = tokens.sentence_first[s + 1];
    for (uint32_t from = first; from < last; from += kMostWords) {
      const uint32_t to = std::min(last, from + kMostWords);
      if (words + (to - from) > (m.bert ? kAccurateBatchWords : kBatchWords)) flush();
      b.batch.push_back({from, to});
      words += to - from;
    }
  }
  flush();
  // A sentence that was parsed in pieces has a root a piece: all but the first hang on that one.
  for (size_t s = 0; s < tokens.sentences(); ++s) {
    const uint32_t first = tokens.sentence_first[s], last = tokens.sentence_first[s + 1];
    if (last - first <= kMostWords) {
      rehang_finite_conjuncts(tags, trees, first, last);
      continue;
    }
    uint32_t root = last;
    for (uint32_t i = first; i < last; ++i) {
      if (trees.head[i] != i) continue;
      if (root == last) {
        root = i;
      } else {
        trees.head[i] = root;
        trees.deprel[i] = Deprel::kParataxis;
      }
    }
  }
}

}  // namespace dragoman

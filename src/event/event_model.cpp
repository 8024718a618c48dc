#include "event/event_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/fold.h"
#include "model/kernels.h"
#include "tag/encoder.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;
constexpr size_t kStatuses = 5;
// What is added to the score of a recipient whom the rules found behind the same act
// (train/README.md).
constexpr float kRuleCredit = 1.0f;
// How likely somebody must be actor or recipient, the two taken together, to be the likelier of
// them.
constexpr float kParty = 0.6f;

// Above which score who stands in a list with a party is one.
constexpr float kListed = -0.8f;

// A probability as 0.07, whatever the locale.
std::string two_digits(double p) {
  const int n = static_cast<int>(std::lround(std::clamp(p, 0.0, 1.0) * 100));
  return n == 100 ? "1.00" : std::string("0.") + (n < 10 ? "0" : "") + std::to_string(n);
}

}  // namespace

struct EventModel::Parts {
  explicit Parts(ModelFile f) : file(std::move(f)) {}
  ModelFile file;
  size_t dim = 0, word_dim = 0, hidden = 0;
  float epsilon = 0;
  std::span<const uint64_t> hashes;  // ascending; the k-th word has row k + 1
  EmbeddingTable words, rows, pairs;
  QuantMatrix project;
  Norm norm;
  LayerStack layers;
  QuantMatrix of_all;      // type, act of words: asked of every word
  QuantMatrix of_acts;     // mode, status, nobody, act_word: of the words that tell an act
  QuantMatrix of_parties;  // party_word: of the heads of candidates
  QuantMatrix party;
  size_t act_count = 0;  // of statements, with none
  std::vector<std::string> acts;
  struct Mode {
    size_t type = 0;
    std::string name;
  };
  std::vector<Mode> modes;
  float threshold = 0, actor_bias = 0, recipient_bias = 0, margin = 0;

  uint32_t word_row(uint64_t hash) const {
    const auto it = std::lower_bound(hashes.begin(), hashes.end(), hash);
    return it != hashes.end() && *it == hash ? static_cast<uint32_t>(it - hashes.begin()) + 1 : 0;
  }
};

struct EventScratch::Buffers {
  EventSentence sentence;
  AlignedBuffer<float> x, u, y, scale, all, acts, parties, h, out, p;
  AlignedBuffer<uint8_t> q, gathered;
  AlignedBuffer<float> gathered_scale;
  EncoderScratch encoder;
  std::vector<uint32_t> heads, pair, act_words, party_words;
  std::string folded;
};

EventModel::EventModel(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
EventModel::EventModel(EventModel&&) noexcept = default;
EventModel& EventModel::operator=(EventModel&&) noexcept = default;
EventModel::~EventModel() = default;
EventScratch::EventScratch() : buffers_(std::make_unique<Buffers>()) {}
EventScratch::EventScratch(EventScratch&&) noexcept = default;
EventScratch& EventScratch::operator=(EventScratch&&) noexcept = default;
EventScratch::~EventScratch() = default;

std::vector<std::string> EventModel::modes() const {
  std::vector<std::string> out;
  for (const Parts::Mode& m : parts_->modes)
    out.push_back(std::string(kEventTypes[m.type]) + "/" + m.name);
  return out;
}

Result<EventModel> EventModel::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return file.error();
  return from_file(std::move(*file));
}

Result<EventModel> EventModel::from_file(ModelFile model_file) {
  auto p = std::make_unique<Parts>(std::move(model_file));
  ModelReader read(p->file);
  if (p->file.kind() != "events") {
    read.fail("its kind is " + std::string(p->file.kind()));
    return read.error();
  }
  auto width = [&](const char* key) {
    const double n = read.number(key);
    return n > 0 && n <= 4096 ? static_cast<size_t>(n) : 0;
  };
  p->dim = width("/dim");
  p->hidden = width("/hidden");
  p->epsilon = static_cast<float>(read.number("/norm_epsilon"));
  p->threshold = static_cast<float>(read.number("/threshold"));
  p->actor_bias = static_cast<float>(read.number("/actor_bias"));
  p->recipient_bias = static_cast<float>(read.number("/recipient_bias"));
  p->margin = static_cast<float>(read.number("/margin"));
  const size_t word_rows = read.extent("rows.w", 0), pair_rows = read.extent("pairs.w", 0);
  p->word_dim = read.extent("words.w", 1);
  if (!read.ok()) return read.error();
  for (size_t n : {p->dim, p->hidden, p->word_dim})
    if (n == 0 || n % 16 != 0 || n > 4096) {
      read.fail("a width of it is no multiple of 16");
      return read.error();
    }
  if (word_rows != EventFeatures::word_rows() || pair_rows != EventFeatures::pair_rows()) {
    read.fail("it was trained for other features than this program has");
    return read.error();
  }
  p->hashes = read.tensor<uint64_t>("words.hash", {0});
  if (!std::is_sorted(p->hashes.begin(), p->hashes.end())) read.fail("its words are out of order");
  p->words.load(read, "words", p->hashes.size() + 1, p->word_dim);
  p->rows.load(read, "rows", word_rows, p->dim);
  p->pairs.load(read, "pairs", pair_rows, p->hidden);
  p->project = read.matrix("project", p->dim, p->word_dim);
  p->norm.load(read, "norm", p->dim);
  p->layers.load(read, p->dim, p->epsilon, true);
  const auto types = read.strings("/types");
  if (!std::equal(types.begin(), types.end(), std::begin(kEventTypes), std::end(kEventTypes)))
    read.fail("its types are not those of this program");
  p->acts = read.strings("/acts");
  if (!std::equal(p->acts.begin(), p->acts.end(), std::begin(kStatementActs),
                  std::end(kStatementActs)))
    read.fail("its acts are not those of this program");
  p->act_count = p->acts.size() + 1;
  for (const std::string& mode : read.strings("/modes")) {
    const size_t slash = mode.find('/');
    const size_t type = event_type_index(std::string_view(mode).substr(0, slash));
    if (slash == std::string::npos || type == kEventTypeCount) {
      read.fail("it has the unknown mode " + mode);
      break;
    }
    p->modes.push_back({type, mode.substr(slash + 1)});
  }
  if (p->modes.empty()) read.fail("it has no modes");
  const QuantMatrix type = read.matrix("type", kEventTypeCount + 1, p->dim),
                    act = read.matrix("act", p->act_count, p->dim),
                    mode = read.matrix("mode", p->modes.size(), p->dim),
                    status = read.matrix("status", kStatuses, p->dim),
                    nobody = read.matrix("nobody", 2, p->dim),
                    act_word = read.matrix("act_word", 2 * p->hidden, p->dim);
  p->of_parties = read.matrix("party_word", 2 * p->hidden, p->dim);
  p->party = read.matrix("party", 2, p->hidden);
  if (!read.ok()) return read.error();
  const QuantMatrix* all[] = {&type, &act};
  const QuantMatrix* acts[] = {&mode, &status, &nobody, &act_word};
  p->of_all = QuantMatrix::stack(all);
  p->of_acts = QuantMatrix::stack(acts);
  return EventModel(std::move(p));
}

namespace {

using Parts = EventModel::Parts;
using Buffers = EventScratch::Buffers;

class Judge {
 public:
  Judge(const EventModel& model, const Tokens& tokens, const Tags& tags, const TreeIndex& tree,
        const Entities& entities, const EventFeatures& features, EventScratch& scratch,
        std::string* trace)
      : m_(model.parts()),
        tokens_(tokens),
        tags_(tags),
        t_(tree),
        entities_(entities),
        features_(features),
        b_(scratch.buffers()),
        k_(kernels()),
        trace_(trace) {}

  Judgement run() {
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      if (!features_.sentence(s, b_.sentence)) {
        out_.unread.push_back(static_cast<uint32_t>(s));
        continue;
      }
      if (b_.sentence.candidates.empty() && !b_.sentence.cue) continue;
      n_ = b_.sentence.last - b_.sentence.first;
      embed();
      find_acts();
      find_parties();
    }
    return std::move(out_);
  }

 private:
  struct Party {
    EntityId entity;
    float score[2];
    bool chosen[2];
  };

  // x = norm(project · vector of the word + its rows)
  void embed() {
    const uint32_t first = b_.sentence.first;
    const size_t v = m_.word_dim, width = m_.project.padded_rows();
    float* vectors = b_.u.reserve(n_ * v);
    for (size_t i = 0; i < n_; ++i) {
      const auto w = static_cast<uint32_t>(first + i);
      uint32_t row = m_.word_row(model_word_hash(tags_.lemma(w), b_.folded));
      if (row == 0) row = m_.word_row(model_word_hash(t_.word(w), b_.folded));
      std::fill_n(vectors + i * v, v, 0.0f);
      k_.add_rows(vectors + i * v, m_.words.values, m_.words.scale, &row, 1, v);
    }
    uint8_t* q = b_.q.reserve(n_ * v);
    float* scale = b_.scale.reserve(n_);
    float* y = b_.y.reserve(n_ * width);
    k_.quantize(vectors, n_, v, v, q, v, scale);
    k_.multiply({q, v, scale, n_}, m_.project, y, width);
    float* x = b_.x.reserve(n_ * m_.dim);
    for (size_t i = 0; i < n_; ++i) {
      float* at = x + i * m_.dim;
      std::copy_n(y + i * width, m_.dim, at);
      const uint32_t from = b_.sentence.row_begin[i], to = b_.sentence.row_begin[i + 1];
      k_.add_rows(at, m_.rows.values, m_.rows.scale, b_.sentence.rows.data() + from, to - from,
                  m_.dim);
    }
    k_.add_norm(x, nullptr, 0, n_, m_.dim, m_.norm.gain, m_.norm.shift, m_.epsilon);
    b_.heads.clear();
    for (size_t i = 0; i < n_; ++i) b_.heads.push_back(head(i));
    const WordRange range{b_.sentence.first, b_.sentence.last};
    m_.layers.run({&range, 1}, b_.encoder, x, b_.heads);
  }

  uint32_t head(size_t i) const {
    const auto w = static_cast<uint32_t>(b_.sentence.first + i);
    const uint32_t h = t_.head(w);
    return h == w || h < b_.sentence.first || h >= b_.sentence.last ? LayerStack::kNoHead
                                                                    : h - b_.sentence.first;
  }

  // The words that tell an act, in b_.act_words; and what the cues of statements do.
  void find_acts() {
    constexpr size_t kTypes = kEventTypeCount + 1, kPadded = (kTypes + 15) / 16 * 16;
    const size_t d = m_.dim, width = m_.of_all.padded_rows();
    uint8_t* q = b_.q.reserve(n_ * d);
    float* scale = b_.scale.reserve(n_);
    float* all = b_.all.reserve(n_ * width);
    k_.quantize(b_.x.data(), n_, d, d, q, d, scale);
    k_.multiply({q, d, scale, n_}, m_.of_all, all, width);
    b_.act_words.clear();
    probability_.clear();
    float* p = b_.p.reserve(std::max(kPadded, (m_.act_count + 15) / 16 * 16));
    for (size_t i = 0; i < n_; ++i) {
      const auto w = static_cast<uint32_t>(b_.sentence.first + i);
      find_cue(w, all + i * width + kTypes, p);
      const EventRow* rule = features_.rule_at(w);
      std::copy_n(all + i * width, kTypes, p);
      k_.softmax(p, 1, kTypes, kPadded);
      const bool act = features_.may_act(w) && 1 - p[0] >= m_.threshold;
      if (act) {
        b_.act_words.push_back(static_cast<uint32_t>(i));
        probability_.push_back(static_cast<double>(1 - p[0]));
        type_.resize(b_.act_words.size());
        type_.back() = std::min<uint32_t>(k_.argmax(p + 1, kEventTypeCount), kEventTypeCount - 1);
      }
      if (trace_ && rule && !act && !rule->users)
        *trace_ += "model: \"" + std::string(t_.word(w)) + "\" tells no act, " +
                   two_digits(static_cast<double>(p[0])) + "\n";
    }
  }

  // What the word says, if it says something: of the cues of quotes always, of other words where
  // an act is likelier than none.
  void find_cue(uint32_t w, const float* scores, float* p) {
    const size_t n = m_.act_count;
    const bool known = features_.is_cue(w);
    if (!known && std::none_of(scores + 1, scores + n, [&](float x) { return x > scores[0]; }))
      return;
    std::copy_n(scores, n, p);
    k_.softmax(p, 1, n, (n + 15) / 16 * 16);
    const size_t act = std::min<size_t>(k_.argmax(p + 1, n - 1), n - 2);
    const double none = static_cast<double>(p[0]), some = std::max(1 - none, 1e-9);
    out_.cues.push_back({w, none, m_.acts[act], static_cast<double>(p[act + 1]) / some, known});
  }

  // Rows of x in eight bits, of some words.
  QuantRows gather(const std::vector<uint32_t>& words) {
    const size_t d = m_.dim;
    uint8_t* q = b_.gathered.reserve(words.size() * d);
    float* scale = b_.gathered_scale.reserve(words.size());
    for (size_t k = 0; k < words.size(); ++k) {
      std::copy_n(b_.q.data() + words[k] * d, d, q + k * d);
      scale[k] = b_.scale.data()[words[k]];
    }
    return {q, d, scale, words.size()};
  }

  void find_parties() {
    if (b_.act_words.empty() || b_.sentence.candidates.empty()) return;
    const std::vector<PartyCandidate>& candidates = b_.sentence.candidates;
    const size_t h = m_.hidden, acts_width = m_.of_acts.padded_rows(),
                 party_width = m_.of_parties.padded_rows(), out_width = m_.party.padded_rows();
    float* acts = b_.acts.reserve(b_.act_words.size() * acts_width);
    k_.multiply(gather(b_.act_words), m_.of_acts, acts, acts_width);
    gather_parties();
    b_.party_words.clear();
    for (const PartyCandidate& c : candidates)
      b_.party_words.push_back(c.word == kNone ? 0 : c.word - b_.sentence.first);
    float* parties = b_.parties.reserve(candidates.size() * party_width);
    k_.multiply(gather(b_.party_words), m_.of_parties, parties, party_width);
    float* hidden = b_.h.reserve(candidates.size() * h);
    for (size_t a = 0; a < b_.act_words.size(); ++a) {
      const uint32_t word = b_.sentence.first + b_.act_words[a];
      const float* act = acts + a * acts_width;
      const float* nobody = act + m_.modes.size() + kStatuses;
      const float* act_word = nobody + 2;
      for (size_t c = 0; c < candidates.size(); ++c) {
        float* to = hidden + c * h;
        if (candidates[c].word == kNone) {
          std::copy_n(act_word, h, to);
        } else {
          const float* party = parties + c * party_width;
          for (size_t f = 0; f < h; ++f)
            to[f] = act_word[f] + party[f] + act_word[h + f] * party[h + f];
        }
        features_.pair(b_.sentence, word, candidates[c], b_.pair);
        b_.pair.push_back(EventFeatures::type_row() + type_[a]);
        k_.add_rows(to, m_.pairs.values, m_.pairs.scale, b_.pair.data(), b_.pair.size(), h);
      }
      k_.relu(hidden, candidates.size() * h);
      uint8_t* q = b_.gathered.reserve(candidates.size() * h);
      float* scale = b_.gathered_scale.reserve(candidates.size());
      float* out = b_.out.reserve(candidates.size() * out_width);
      k_.quantize(hidden, candidates.size(), h, h, q, h, scale);
      k_.multiply({q, h, scale, candidates.size()}, m_.party, out, out_width);
      decide(a, act, nobody, out, out_width);
    }
  }

  // Who the candidates are, an entity each, and in which lists they stand: the same for all acts of
  // the sentence.
  void gather_parties() {
    parties_.clear();
    party_of_.clear();
    list_of_.clear();
    for (const PartyCandidate& c : b_.sentence.candidates) {
      const auto known = std::find_if(parties_.begin(), parties_.end(),
                                      [&](const Party& p) { return p.entity == c.entity; });
      party_of_.push_back(static_cast<size_t>(known - parties_.begin()));
      if (known == parties_.end()) parties_.push_back({c.entity, {}, {}});
      list_of_.push_back(c.word == kNone ? kNone : first_of_list(c));
    }
  }

  void decide(size_t a, const float* act, const float* nobody, const float* out, size_t out_width) {
    // One score an entity: the best of its mentions. Whom the rules found behind the same act has
    // some credit.
    const EventRow* rule = features_.rule_at(b_.sentence.first + b_.act_words[a]);
    if (rule && rule->type != kEventTypes[type_[a]]) rule = nullptr;
    constexpr float kLeast = -std::numeric_limits<float>::infinity();
    for (Party& p : parties_) p = {p.entity, {kLeast, kLeast}, {false, false}};
    for (size_t c = 0; c < party_of_.size(); ++c) {
      Party& p = parties_[party_of_[c]];
      p.score[0] = std::max(p.score[0], out[c * out_width] - nobody[0] + m_.actor_bias);
      p.score[1] = std::max(p.score[1], out[c * out_width + 1] - nobody[1] + m_.recipient_bias);
    }
    if (rule)
      for (Party& p : parties_)
        if (std::find(rule->recipients.begin(), rule->recipients.end(), p.entity) !=
            rule->recipients.end())
          p.score[1] += kRuleCredit;
    for (size_t role : {0, 1}) choose(role);
    join_lists();
    JudgedAct judged;
    judged.word = b_.sentence.first + b_.act_words[a];
    judged.type = kEventTypes[type_[a]];
    judged.probability = probability_[a];
    for (Party& p : parties_) {
      // Surely party to it, but in which role? Exchanged, shared with, clashed.
      if (!p.chosen[0] && !p.chosen[1] && alone(p.score[0]) + alone(p.score[1]) > kParty)
        p.chosen[p.score[0] >= p.score[1] ? 0 : 1] = true;
      if (p.chosen[0] && p.chosen[1]) p.chosen[p.score[0] >= p.score[1] ? 1 : 0] = false;
      if (p.chosen[0]) judged.actors.push_back(p.entity);
      if (p.chosen[1]) judged.recipients.push_back(p.entity);
    }
    const Parts::Mode* best = nullptr;
    float most = 0;
    for (size_t j = 0; j < m_.modes.size(); ++j)
      if (m_.modes[j].type == type_[a] && (!best || act[j] > most)) {
        best = &m_.modes[j];
        most = act[j];
      }
    if (best) judged.mode = best->name;
    const size_t status = k_.argmax(act + m_.modes.size(), kStatuses);
    judged.status = static_cast<EventStatus>(std::min(status, kStatuses - 1));
    if (rule && rule->status == EventStatus::kNegated && denied(judged.word))
      judged.status = EventStatus::kNegated;
    if (trace_) tell(judged);
    if (judged.actors.empty() && judged.recipients.empty()) return;
    out_.acts.push_back(std::move(judged));
  }

  // "did not recall", "has never paid": where rules and model see the same act, the grammar is
  // right about these in 131 of 135 coded acts. Behind will and can it is a refusal as often.
  bool denied(uint32_t verb) const {
    static const uint64_t kNot = fold_hash("not"), kNever = fold_hash("never"),
                          kAuxiliaries[] = {fold_hash("be"), fold_hash("do"), fold_hash("have")};
    for (uint32_t c : t_.children(verb))
      if (c > b_.sentence.first && c < verb && t_.urel(c) == Deprel::kAdvmod &&
          (t_.lemma(c) == kNot || t_.lemma(c) == kNever) &&
          std::find(std::begin(kAuxiliaries), std::end(kAuxiliaries), t_.lemma(c - 1)) !=
              std::end(kAuxiliaries))
        return true;
    return false;
  }

  // How likely a role of this score is, were it asked alone.
  float alone(float score) {
    float* p = b_.p.reserve(16);
    p[0] = 0;
    p[1] = score;
    k_.softmax(p, 1, 2, 16);
    return p[1];
  }

  // The likeliest, if all together are likelier than nobody; and with it all who are so alone.
  void choose(size_t role) {
    size_t best = 0;
    for (size_t i = 1; i < parties_.size(); ++i)
      if (parties_[i].score[role] > parties_[best].score[role]) best = i;
    const size_t n = parties_.size() + 1, stride = (n + 15) / 16 * 16;
    float* p = b_.p.reserve(stride);
    p[0] = 0;
    for (size_t i = 1; i < n; ++i) p[i] = parties_[i - 1].score[role];
    k_.softmax(p, 1, n, stride);
    if (p[0] >= 0.5f) return;
    for (size_t i = 0; i < parties_.size(); ++i)
      parties_[i].chosen[role] = i == best || parties_[i].score[role] > m_.margin;
  }

  // "China, Saudi Arabia and Iran met": who stands in a list with a party is one as well, unless he
  // is hardly likely to be.
  void join_lists() {
    const std::vector<PartyCandidate>& candidates = b_.sentence.candidates;
    for (size_t c = 0; c < candidates.size(); ++c) {
      Party& p = parties_[party_of_[c]];
      if (list_of_[c] == kNone || p.chosen[0] || p.chosen[1]) continue;
      for (size_t other = 0; other < candidates.size() && !p.chosen[0] && !p.chosen[1]; ++other) {
        if (list_of_[other] != list_of_[c] || candidates[other].word == candidates[c].word)
          continue;
        const Party& beside = parties_[party_of_[other]];
        for (size_t role : {0, 1})
          p.chosen[role] = p.chosen[role] || (beside.chosen[role] && p.score[role] > kListed);
      }
    }
  }
  // The first word of the list that a candidate stands in; a state beside a state is a list too.
  uint32_t first_of_list(const PartyCandidate& c) const {
    uint32_t i = c.word;
    for (int steps = 0; steps < 8 && !t_.root(i); ++steps) {
      const bool list = t_.urel(i) == Deprel::kConj ||
                        (t_.urel(i) == Deprel::kAppos && state(c.entity) && t_.head(i) < i);
      if (!list) break;
      i = t_.head(i);
    }
    return i;
  }
  bool state(EntityId id) const { return entities_.rows[id.index].kind == EntityKind::kState; }

  void tell(const JudgedAct& act) {
    // Each with how likely it is, were it asked alone.
    auto names = [&](size_t role) {
      std::string list;
      for (const Party& p : parties_)
        if (p.chosen[role])
          list += (list.empty() ? "" : ", ") + entities_.rows[p.entity.index].name + " " +
                  two_digits(1 / (1 + std::exp(-static_cast<double>(p.score[role]))));
      return list.empty() ? std::string("nobody") : list;
    };
    const EventRow* rule = features_.rule_at(act.word);
    *trace_ += "model: \"" + std::string(t_.word(act.word)) + "\" tells " + std::string(act.type) +
               (act.mode.empty() ? "" : "/" + std::string(act.mode)) + ", " +
               two_digits(act.probability) + " (rules: " +
               (rule ? rule->type + (rule->mode.empty() ? "" : "/" + rule->mode) : "no event") +
               ")\n  actors: " + names(0) + "; recipients: " + names(1) + "\n";
  }

  const Parts& m_;
  const Tokens& tokens_;
  const Tags& tags_;
  const TreeIndex& t_;
  const Entities& entities_;
  const EventFeatures& features_;
  Buffers& b_;
  const Kernels& k_;
  std::string* trace_;
  size_t n_ = 0;
  std::vector<Party> parties_;
  std::vector<size_t> party_of_;     // of each candidate, into parties_
  std::vector<uint32_t> list_of_;    // of each candidate, the first word of its list
  std::vector<double> probability_;  // of act_words
  std::vector<uint32_t> type_;       // of act_words
  Judgement out_;
};

}  // namespace

Judgement judge_events(const EventModel& model, const Tokens& tokens, const Tags& tags,
                       const TreeIndex& tree, const Entities& entities,
                       const EventFeatures& features, EventScratch& scratch, std::string* trace) {
  return Judge(model, tokens, tags, tree, entities, features, scratch, trace).run();
}

}  // namespace dragoman

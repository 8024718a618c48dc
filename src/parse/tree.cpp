#include "parse/tree.h"

#include <algorithm>
#include <limits>

namespace dragoman {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr double kForbidden = -1e9;

// Scores that are no numbers, or out of all bounds, must not look like what is forbidden.
double bounded(float score) {
  constexpr double kMost = 1e8;
  if (!(score > -kMost)) return -kMost;
  return score < kMost ? double{score} : kMost;
}

}  // namespace

bool TreeDecoder::find_cycle(const std::vector<int32_t>& heads, size_t n) {
  // Node 0 is the root; every walk towards it gets a colour of its own.
  colour_.assign(n, 0);
  cycle_.clear();
  for (uint32_t start = 1; start < n; ++start) {
    auto v = static_cast<int32_t>(start);
    while (v > 0 && colour_[static_cast<size_t>(v)] == 0) {
      colour_[static_cast<size_t>(v)] = start;
      v = heads[static_cast<size_t>(v)];
    }
    if (v <= 0 || colour_[static_cast<size_t>(v)] != start) continue;
    const int32_t first = v;
    do {
      cycle_.push_back(v);
      v = heads[static_cast<size_t>(v)];
    } while (v != first);
    // In the order in which the walk from `start` met them.
    return true;
  }
  return false;
}

void TreeDecoder::decode(const float* score, size_t stride, const float* root, size_t n,
                         uint32_t* head) {
  if (n == 0) return;
  heads_.assign(n + 1, -1);
  size_t roots = 0;
  uint32_t best_root = 0;
  double least_loss = kNever;
  for (size_t i = 0; i < n; ++i) {
    const float* row = score + i * stride;
    // The first of equals, the root before the words.
    float best = -std::numeric_limits<float>::infinity();
    size_t at = 0;
    for (size_t j = 0; j < i; ++j)
      if (row[j] > best) {
        best = row[j];
        at = j;
      }
    for (size_t j = i + 1; j < n; ++j)
      if (row[j] > best) {
        best = row[j];
        at = j;
      }
    const double loss = bounded(root[i]) - (n > 1 ? bounded(best) : 0.0);
    if (i == 0 || loss > least_loss) {
      least_loss = loss;
      best_root = static_cast<uint32_t>(i);
    }
    const bool is_root = n == 1 || root[i] >= best;
    heads_[i + 1] = is_root ? 0 : static_cast<int32_t>(at + 1);
    roots += is_root;
  }
  if (roots == 1 && !find_cycle(heads_, n + 1)) {
    for (size_t i = 0; i < n; ++i)
      head[i] = heads_[i + 1] == 0 ? static_cast<uint32_t>(i) : static_cast<uint32_t>(heads_[i + 1] - 1);
    return;
  }
  contract(n, best_root, score, stride, head);
}

void TreeDecoder::contract(size_t n, uint32_t root, const float* score, size_t stride,
                           uint32_t* head) {
  // matrix_[d][h], node 0 the root of all, node i + 1 the word i.
  size_t m = n + 1;
  matrix_.assign(m * m, kForbidden);
  for (size_t i = 0; i < n; ++i) {
    if (i == root) {
      matrix_[(i + 1) * m] = 0.0;
      continue;
    }
    for (size_t j = 0; j < n; ++j)
      if (j != i) matrix_[(i + 1) * m + j + 1] = bounded(score[i * stride + j]);
  }
  auto choose = [&] {
    heads_.assign(m, -1);
    for (size_t d = 1; d < m; ++d) {
      const double* row = matrix_.data() + d * m;
      heads_[d] = static_cast<int32_t>(std::max_element(row, row + m) - row);
    }
  };
  levels_.clear();
  arena_.clear();
  choose();
  while (find_cycle(heads_, m)) {
    const size_t size = cycle_.size();
    double sum = 0;
    for (int32_t c : cycle_) sum += matrix_[static_cast<size_t>(c) * m + static_cast<size_t>(heads_[static_cast<size_t>(c)])];
    outside_.clear();
    colour_.assign(m, 0);
    for (int32_t c : cycle_) colour_[static_cast<size_t>(c)] = 1;
    for (size_t v = 0; v < m; ++v)
      if (colour_[v] == 0) outside_.push_back(static_cast<int32_t>(v));
    const size_t k = outside_.size(), w = k + 1;
    next_.assign(w * w, kNever);
    // Arena of a level: outside, cycle, enter (k), leave (k), heads inside the cycle.
    const Level level{arena_.size(), k, size};
    arena_.insert(arena_.end(), outside_.begin(), outside_.end());
    arena_.insert(arena_.end(), cycle_.begin(), cycle_.end());
    const size_t enter = arena_.size(), leave = enter + k, inner = leave + k;
    arena_.resize(inner + size);
    for (size_t c = 0; c < size; ++c) arena_[inner + c] = heads_[static_cast<size_t>(cycle_[c])];
    for (size_t a = 0; a < k; ++a) {
      const auto out = static_cast<size_t>(outside_[a]);
      if (a > 0)
        for (size_t b = 0; b < k; ++b)
          next_[a * w + b] = a == b ? kNever : matrix_[out * m + static_cast<size_t>(outside_[b])];
      double best_in = kNever, best_out = kNever;
      for (size_t c = 0; c < size; ++c) {
        const auto in = static_cast<size_t>(cycle_[c]);
        const double entering = matrix_[in * m + out] - matrix_[in * m + static_cast<size_t>(heads_[in])];
        if (c == 0 || entering > best_in) {
          best_in = entering;
          arena_[enter + a] = static_cast<int32_t>(c);
        }
        const double leaving = matrix_[out * m + in];
        if (c == 0 || leaving > best_out) {
          best_out = leaving;
          arena_[leave + a] = static_cast<int32_t>(c);
        }
      }
      next_[k * w + a] = best_in + sum;
      if (a > 0) next_[a * w + k] = best_out;
    }
    levels_.push_back(level);
    std::swap(matrix_, next_);
    m = w;
    choose();
  }
  for (; !levels_.empty(); levels_.pop_back()) {
    const Level& l = levels_.back();
    const int32_t* out = arena_.data() + l.at;
    const int32_t* cycle = out + l.outside;
    const int32_t* enter = cycle + l.cycle;
    const int32_t* leave = enter + l.outside;
    const int32_t* inner = leave + l.outside;
    full_.assign(l.outside + l.cycle, -1);
    for (size_t a = 0; a < l.outside; ++a) {
      const int32_t h = heads_[a];
      full_[static_cast<size_t>(out[a])] = h < 0                                  ? -1
                                           : static_cast<size_t>(h) == l.outside ? cycle[leave[a]]
                                                                                  : out[h];
    }
    for (size_t c = 0; c < l.cycle; ++c) full_[static_cast<size_t>(cycle[c])] = inner[c];
    const int32_t h = heads_[l.outside];
    full_[static_cast<size_t>(cycle[enter[h]])] = out[h];
    std::swap(heads_, full_);
  }
  for (size_t i = 0; i < n; ++i)
    head[i] = heads_[i + 1] <= 0 ? static_cast<uint32_t>(i) : static_cast<uint32_t>(heads_[i + 1] - 1);
}

}  // namespace dragoman

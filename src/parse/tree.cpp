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

size_t TreeDecoder::find_cycles(const std::vector<int32_t>& heads, size_t n) {
  // Node 0 is the root. Every walk towards it gets a colour of its own; a walk that meets its own
  // colour has found a cycle. group_[v]: the cycle, from 0; -1 for nodes in none.
  colour_.assign(n, 0);
  group_.assign(n, -1);
  int32_t cycles = 0;
  for (uint32_t start = 1; start < n; ++start) {
    auto v = static_cast<int32_t>(start);
    while (v > 0 && colour_[static_cast<size_t>(v)] == 0) {
      colour_[static_cast<size_t>(v)] = start;
      v = heads[static_cast<size_t>(v)];
    }
    if (v <= 0 || colour_[static_cast<size_t>(v)] != start) continue;
    for (int32_t u = v; group_[static_cast<size_t>(u)] < 0; u = heads[static_cast<size_t>(u)])
      group_[static_cast<size_t>(u)] = cycles;
    ++cycles;
  }
  return static_cast<size_t>(cycles);
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
  if (roots == 1 && find_cycles(heads_, n + 1) == 0) {
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
  while (const size_t cycles = find_cycles(heads_, m)) {
    // Nodes outside of cycles keep their order and come first, then one node a cycle.
    // Nodes of the next round in the order of members_, group g being [first_[g], first_[g + 1]).
    size_t outside = 0;
    for (size_t v = 0; v < m; ++v) outside += group_[v] < 0;
    const size_t groups = outside + cycles;
    int32_t next = 0;
    for (size_t v = 0; v < m; ++v)
      group_[v] = group_[v] < 0 ? next++ : static_cast<int32_t>(outside) + group_[v];
    first_.assign(groups + 1, 0);
    for (size_t v = 0; v < m; ++v) ++first_[static_cast<size_t>(group_[v]) + 1];
    for (size_t g = 0; g < groups; ++g) first_[g + 1] += first_[g];
    members_.resize(m);
    for (size_t v = 0; v < m; ++v) members_[first_[static_cast<size_t>(group_[v])]++] = static_cast<int32_t>(v);
    for (size_t g = groups; g > 0; --g) first_[g] = first_[g - 1];
    first_[0] = 0;
    // Of a level the arena keeps: the groups and heads of its nodes; then for every pair of groups
    // (dependent, head) the nodes that the best arc between them joins.
    const Level level{arena_.size(), m, groups};
    arena_.insert(arena_.end(), group_.begin(), group_.begin() + static_cast<ptrdiff_t>(m));
    arena_.insert(arena_.end(), heads_.begin(), heads_.end());
    const size_t pairs = arena_.size();
    arena_.resize(pairs + 2 * groups * groups);
    next_.assign(groups * groups, kNever);
    for (size_t g = 1; g < groups; ++g)
      for (uint32_t a = first_[g]; a < first_[g + 1]; ++a) {
        const auto d = static_cast<size_t>(members_[a]);
        const double* row = matrix_.data() + d * m;
        // To enter a cycle at d is to give up the head that d has inside.
        const double given_up = g >= outside ? row[heads_[d]] : 0.0;
        for (size_t h = 0; h < m; ++h) {
          const auto to = static_cast<size_t>(group_[h]);
          if (to == g) continue;
          const double value = row[h] - given_up;
          double& best = next_[g * groups + to];
          int32_t* pair = arena_.data() + pairs + 2 * (g * groups + to);
          if (value > best || (pair[0] == 0 && pair[1] == 0)) {
            best = value;
            pair[0] = static_cast<int32_t>(d);
            pair[1] = static_cast<int32_t>(h);
          }
        }
      }
    levels_.push_back(level);
    std::swap(matrix_, next_);
    m = groups;
    choose();
  }
  for (; !levels_.empty(); levels_.pop_back()) {
    const Level& l = levels_.back();
    const int32_t* inner = arena_.data() + l.at + l.nodes;
    const int32_t* pairs = inner + l.nodes;
    // Inside the cycles all keep their heads, but for the node at which each is entered.
    full_.assign(inner, inner + l.nodes);
    for (size_t g = 1; g < l.groups; ++g) {
      const int32_t* pair = pairs + 2 * (g * l.groups + static_cast<size_t>(heads_[g]));
      full_[static_cast<size_t>(pair[0])] = pair[1];
    }
    std::swap(heads_, full_);
  }
  for (size_t i = 0; i < n; ++i)
    head[i] = heads_[i + 1] <= 0 ? static_cast<uint32_t>(i) : static_cast<uint32_t>(heads_[i + 1] - 1);
}

}  // namespace dragoman

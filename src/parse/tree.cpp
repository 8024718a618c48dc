#include "parse/tree.h"

#include <algorithm>
#include <limits>

namespace dragoman {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr double kForbidden = -1e9;
enum State : uint8_t { kNew, kOnPath, kDone, kMerged };

// Scores that are no numbers, or out of all bounds, must not look like what is forbidden.
double bounded(float score) {
  constexpr double kMost = 1e8;
  if (!(score > -kMost)) return -kMost;
  return score < kMost ? double{score} : kMost;
}

}  // namespace

bool TreeDecoder::has_cycle(size_t n) {
  // Node 0 is the root. Every walk towards it gets a colour of its own; a walk that meets its own
  // colour has found a cycle.
  colour_.assign(n, 0);
  for (uint32_t start = 1; start < n; ++start) {
    auto v = static_cast<int32_t>(start);
    while (v > 0 && colour_[static_cast<size_t>(v)] == 0) {
      colour_[static_cast<size_t>(v)] = start;
      v = heads_[static_cast<size_t>(v)];
    }
    if (v > 0 && colour_[static_cast<size_t>(v)] == start) return true;
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
  if (roots == 1 && !has_cycle(n + 1)) {
    for (size_t i = 0; i < n; ++i)
      head[i] =
          heads_[i + 1] == 0 ? static_cast<uint32_t>(i) : static_cast<uint32_t>(heads_[i + 1] - 1);
    return;
  }
  contract(n, best_root, score, stride, head);
}

// The cycle path_[first_on_path …] becomes one node, in the slot of its first member.
void TreeDecoder::merge(size_t m, size_t first_on_path) {
  const size_t keep = path_[first_on_path];
  const auto made = static_cast<int32_t>(parent_.size());
  parent_.push_back(-1);
  child_.push_back(-1);
  sibling_.push_back(-1);
  enters_.emplace_back();
  for (size_t k = first_on_path; k < path_.size(); ++k) {
    const size_t c = path_[k];
    const int32_t node = node_[c];
    parent_[static_cast<size_t>(node)] = made;
    sibling_[static_cast<size_t>(node)] = child_[static_cast<size_t>(made)];
    child_[static_cast<size_t>(made)] = node;
    // To enter the cycle at c is to give up the head that c has inside.
    for (uint32_t x : alive_) weight_[c * m + x] -= chosen_[c];
    if (c == keep) continue;
    state_[c] = kMerged;
  }
  std::erase_if(alive_, [&](uint32_t slot) { return state_[slot] == kMerged; });
  for (size_t k = first_on_path + 1; k < path_.size(); ++k) {
    const size_t c = path_[k];
    for (uint32_t x : alive_) {
      if (x == keep) continue;
      if (weight_[c * m + x] > weight_[keep * m + x]) {
        weight_[keep * m + x] = weight_[c * m + x];
        arc_[keep * m + x] = arc_[c * m + x];
      }
      if (weight_[x * m + c] > weight_[x * m + keep]) {
        weight_[x * m + keep] = weight_[x * m + c];
        arc_[x * m + keep] = arc_[x * m + c];
      }
    }
  }
  node_[keep] = made;
  path_.resize(first_on_path + 1);
}

void TreeDecoder::contract(size_t n, uint32_t root, const float* score, size_t stride,
                           uint32_t* head) {
  // weight_[d][h], slot 0 the root of all, slot i + 1 the word i.
  const size_t m = n + 1;
  weight_.assign(m * m, kForbidden);
  arc_.resize(m * m);
  for (size_t d = 0; d < m; ++d)
    for (size_t h = 0; h < m; ++h)
      arc_[d * m + h] = {static_cast<int32_t>(d), static_cast<int32_t>(h)};
  for (size_t i = 0; i < n; ++i) {
    if (i == root) {
      weight_[(i + 1) * m] = 0.0;
      continue;
    }
    for (size_t j = 0; j < n; ++j)
      if (j != i) weight_[(i + 1) * m + j + 1] = bounded(score[i * stride + j]);
  }
  alive_.clear();
  node_.clear();
  for (uint32_t v = 0; v < m; ++v) {
    alive_.push_back(v);
    node_.push_back(static_cast<int32_t>(v));
  }
  parent_.assign(m, -1);
  child_.assign(m, -1);
  sibling_.assign(m, -1);
  enters_.assign(m, {});
  chosen_.assign(m, 0.0);
  state_.assign(m, kNew);
  state_[0] = kDone;
  for (uint32_t start = 1; start < m; ++start) {
    if (state_[start] != kNew) continue;
    path_.assign(1, start);
    state_[start] = kOnPath;
    for (;;) {
      const size_t v = path_.back();
      size_t best = m;
      for (uint32_t h : alive_)
        if (h != v && (best == m || weight_[v * m + h] > weight_[v * m + best])) best = h;
      chosen_[v] = weight_[v * m + best];
      enters_[static_cast<size_t>(node_[v])] = arc_[v * m + best];
      if (state_[best] == kDone) break;
      if (state_[best] == kNew) {
        state_[best] = kOnPath;
        path_.push_back(static_cast<uint32_t>(best));
        continue;
      }
      merge(m, static_cast<size_t>(std::find(path_.begin(), path_.end(), best) - path_.begin()));
    }
    for (uint32_t v : path_) state_[v] = kDone;
  }
  // Undo: the arc that enters a node says at which word; the nodes around that word inside lose
  // their own arc, all others keep theirs.
  stack_.clear();
  for (uint32_t slot : alive_)
    if (slot != 0) stack_.push_back(node_[slot]);
  while (!stack_.empty()) {
    const int32_t v = stack_.back();
    stack_.pop_back();
    const Arc arc = enters_[static_cast<size_t>(v)];
    heads_[static_cast<size_t>(arc.dependent)] = arc.head;
    for (int32_t u = arc.dependent; u != v; u = parent_[static_cast<size_t>(u)])
      for (int32_t c = child_[static_cast<size_t>(parent_[static_cast<size_t>(u)])]; c >= 0;
           c = sibling_[static_cast<size_t>(c)])
        if (c != u) stack_.push_back(c);
  }
  for (size_t i = 0; i < n; ++i)
    head[i] =
        heads_[i + 1] <= 0 ? static_cast<uint32_t>(i) : static_cast<uint32_t>(heads_[i + 1] - 1);
}

}  // namespace dragoman

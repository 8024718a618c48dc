#include "parse/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace dragoman {
namespace {

std::vector<uint32_t> heads(const std::vector<std::vector<float>>& score,
                            const std::vector<float>& root) {
  std::vector<float> flat;
  for (const auto& row : score) flat.insert(flat.end(), row.begin(), row.end());
  std::vector<uint32_t> out(root.size());
  TreeDecoder().decode(flat.data(), root.size(), root.data(), root.size(), out.data());
  return out;
}

bool is_tree(const std::vector<uint32_t>& head) {
  size_t roots = 0;
  for (uint32_t i = 0; i < head.size(); ++i) {
    roots += head[i] == i;
    uint32_t at = i;
    for (size_t steps = 0; head[at] != at; at = head[at])
      if (++steps > head.size()) return false;
  }
  return roots == 1;
}

TEST(Tree, SmallCases) {
  TreeDecoder().decode(nullptr, 0, nullptr, 0, nullptr);
  EXPECT_EQ(heads({{0}}, {-5}), (std::vector<uint32_t>{0}));
  // The best heads are a tree.
  EXPECT_EQ(heads({{0, 9, 0}, {0, 0, 0}, {0, 9, 0}}, {1, 5, 1}), (std::vector<uint32_t>{1, 1, 1}));
  // Two words choose each other: the cycle is broken where it costs least.
  EXPECT_EQ(heads({{0, 10}, {10, 0}}, {5, 4}), (std::vector<uint32_t>{0, 0}));
  // Two would be root: only the better one stays.
  EXPECT_EQ(heads({{0, 3}, {3, 0}}, {9, 8}), (std::vector<uint32_t>{0, 0}));
}

// Against all trees, for sentences of up to five words.
TEST(Tree, BestOfAllTreesUnderTheSameRoot) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    const size_t n = 2 + random() % 4;
    std::vector<std::vector<float>> score(n, std::vector<float>(n));
    std::vector<float> root(n);
    for (auto& row : score)
      for (float& v : row) v = static_cast<float>(random() % 2001) / 100.0f - 10.0f;
    for (float& v : root) v = static_cast<float>(random() % 2001) / 100.0f - 10.0f;
    const std::vector<uint32_t> got = heads(score, root);
    ASSERT_TRUE(is_tree(got));
    uint32_t top = 0;
    for (uint32_t i = 0; i < n; ++i)
      if (got[i] == i) top = i;
    auto total = [&](const std::vector<uint32_t>& head) {
      double sum = 0;
      for (uint32_t i = 0; i < n; ++i) sum += head[i] == i ? root[i] : score[i][head[i]];
      return sum;
    };
    double best = -1e30;
    std::vector<uint32_t> head(n, 0);
    for (size_t code = 0; code < static_cast<size_t>(std::pow(n, n)); ++code) {
      size_t c = code;
      for (size_t i = 0; i < n; ++i, c /= n) head[i] = static_cast<uint32_t>(c % n);
      if (head[top] == top && is_tree(head)) best = std::max(best, total(head));
    }
    EXPECT_NEAR(total(got), best, 1e-4);
  }
}

TEST(Tree, LongSentencesOfNoiseGiveTrees) {
  std::mt19937 random(3);
  for (size_t n : {50, 400}) {
    std::vector<std::vector<float>> score(n, std::vector<float>(n));
    std::vector<float> root(n, -100.0f);
    for (auto& row : score)
      for (float& v : row) v = static_cast<float>(random() % 1000);
    EXPECT_TRUE(is_tree(heads(score, root)));
    // Everybody wants the neighbour: cycles of two everywhere.
    for (size_t i = 0; i < n; ++i) score[i][i ^ 1] = 5000.0f;
    EXPECT_TRUE(is_tree(heads(score, root)));
    // One cycle through all.
    for (size_t i = 0; i < n; ++i) score[i][(i + 1) % n] = 9000.0f;
    EXPECT_TRUE(is_tree(heads(score, root)));
  }
}

TEST(Tree, OddScores) {
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(
      is_tree(heads({{0, -inf, -inf}, {-inf, 0, -inf}, {-inf, -inf, 0}}, {-inf, -inf, -inf})));
  EXPECT_TRUE(is_tree(heads({{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, {0, 0, 0})));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(is_tree(heads({{0, nan, 1}, {nan, 0, nan}, {2, nan, 0}}, {nan, nan, nan})));
}

}  // namespace
}  // namespace dragoman

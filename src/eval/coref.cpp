#include "eval/coref.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

namespace dragoman {
namespace {

using Index = std::unordered_map<uint64_t, size_t>;  // mention → cluster

CorefClusters without_doubles(const CorefClusters& clusters, Index& index) {
  CorefClusters out;
  for (const auto& cluster : clusters) {
    std::vector<uint64_t> kept;
    for (uint64_t mention : cluster)
      if (index.emplace(mention, out.size()).second) kept.push_back(mention);
    if (!kept.empty()) out.push_back(std::move(kept));
  }
  return out;
}

// One side of MUC: links of `clusters` kept by the partition of the other.
void muc_side(const CorefClusters& clusters, const Index& other, double& part, double& whole) {
  for (const auto& cluster : clusters) {
    std::map<size_t, bool> pieces;
    size_t alone = 0;
    for (uint64_t mention : cluster) {
      auto at = other.find(mention);
      if (at == other.end())
        ++alone;
      else
        pieces[at->second] = true;
    }
    part += static_cast<double>(cluster.size() - (pieces.size() + alone));
    whole += static_cast<double>(cluster.size() - 1);
  }
}

void b_cubed_side(const CorefClusters& clusters, const Index& other, double& part, double& whole) {
  for (const auto& cluster : clusters) {
    std::map<size_t, size_t> shared;
    for (uint64_t mention : cluster)
      if (auto at = other.find(mention); at != other.end()) ++shared[at->second];
    for (const auto& piece : shared)
      part += static_cast<double>(piece.second) * static_cast<double>(piece.second) /
              static_cast<double>(cluster.size());
    whole += static_cast<double>(cluster.size());
  }
}

// The best one-to-one match of rows to columns by value (Kuhn and Munkres, with potentials).
double best_match(const std::vector<std::vector<double>>& value) {
  size_t n = value.size();
  if (n == 0) return 0;
  size_t m = value[0].size();
  if (n > m) {  // the algorithm wants no more rows than columns
    std::vector<std::vector<double>> turned(m, std::vector<double>(n));
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < m; ++j) turned[j][i] = value[i][j];
    return best_match(turned);
  }
  std::vector<double> u(n + 1), v(m + 1);
  std::vector<size_t> match(m + 1), way(m + 1);
  for (size_t i = 1; i <= n; ++i) {
    match[0] = i;
    size_t column = 0;
    std::vector<double> least(m + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> used(m + 1);
    do {
      used[column] = true;
      size_t row = match[column], next = 0;
      double delta = std::numeric_limits<double>::infinity();
      for (size_t j = 1; j <= m; ++j) {
        if (used[j]) continue;
        double cost = -value[row - 1][j - 1] - u[row] - v[j];
        if (cost < least[j]) {
          least[j] = cost;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (size_t j = 0; j <= m; ++j) {
        if (used[j]) {
          u[match[j]] += delta;
          v[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (match[column] != 0);
    do {
      size_t next = way[column];
      match[column] = match[next];
      column = next;
    } while (column != 0);
  }
  double total = 0;
  for (size_t j = 1; j <= m; ++j)
    if (match[j] != 0) total += value[match[j] - 1][j - 1];
  return total;
}

double ceaf(const CorefClusters& gold, const CorefClusters& system, const Index& in_system) {
  // Only clusters that share a mention can match.
  std::map<size_t, size_t> rows, columns;
  std::map<std::pair<size_t, size_t>, size_t> shared;
  for (size_t g = 0; g < gold.size(); ++g)
    for (uint64_t mention : gold[g])
      if (auto at = in_system.find(mention); at != in_system.end()) {
        rows.emplace(g, 0);
        columns.emplace(at->second, 0);
        ++shared[{g, at->second}];
      }
  size_t n = 0, m = 0;
  for (auto& row : rows) row.second = n++;
  for (auto& column : columns) column.second = m++;
  std::vector<std::vector<double>> value(n, std::vector<double>(m));
  for (const auto& [pair, count] : shared)
    value[rows[pair.first]][columns[pair.second]] =
        2.0 * static_cast<double>(count) /
        static_cast<double>(gold[pair.first].size() + system[pair.second].size());
  return best_match(value);
}

}  // namespace

CorefScore& CorefScore::operator+=(const CorefScore& other) {
  precision_part += other.precision_part;
  precision_whole += other.precision_whole;
  recall_part += other.recall_part;
  recall_whole += other.recall_whole;
  return *this;
}

CorefScores& CorefScores::operator+=(const CorefScores& other) {
  mentions += other.mentions;
  muc += other.muc;
  b_cubed += other.b_cubed;
  ceaf_e += other.ceaf_e;
  return *this;
}

CorefScores score_coref(const CorefClusters& gold_in, const CorefClusters& system_in) {
  Index in_gold, in_system;
  CorefClusters gold = without_doubles(gold_in, in_gold),
                system = without_doubles(system_in, in_system);
  CorefScores s;
  double common = 0;
  for (const auto& mention : in_gold) common += in_system.count(mention.first) ? 1 : 0;
  s.mentions = {common, static_cast<double>(in_system.size()), common,
                static_cast<double>(in_gold.size())};
  muc_side(gold, in_system, s.muc.recall_part, s.muc.recall_whole);
  muc_side(system, in_gold, s.muc.precision_part, s.muc.precision_whole);
  b_cubed_side(gold, in_system, s.b_cubed.recall_part, s.b_cubed.recall_whole);
  b_cubed_side(system, in_gold, s.b_cubed.precision_part, s.b_cubed.precision_whole);
  s.ceaf_e.recall_part = s.ceaf_e.precision_part = ceaf(gold, system, in_system);
  s.ceaf_e.recall_whole = static_cast<double>(gold.size());
  s.ceaf_e.precision_whole = static_cast<double>(system.size());
  return s;
}

}  // namespace dragoman

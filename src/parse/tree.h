// Maximum spanning trees: from a score for every pair of words to the best tree with one root.
//
// Chu & Liu 1965, Edmonds 1967: every word takes its best head; while that leaves cycles, each is
// contracted to one node and the words choose again. Iterative. Exactly one word hangs on the root:
// the one that loses least by it (train/README.md, "Heads").
#ifndef DRAGOMAN_PARSE_TREE_H_
#define DRAGOMAN_PARSE_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dragoman {

/// Keeps its buffers from call to call. O(n²) where the best heads form a tree, else O(n² log n): all
/// cycles of a round are contracted together, and each holds two nodes at least.
class TreeDecoder {
 public:
  /// score[i · stride + j]: word j is the head of word i; root[i]: i is the root. What stands on the
  /// diagonal does not matter. head[i] = i marks the root.
  void decode(const float* score, size_t stride, const float* root, size_t n, uint32_t* head);

 private:
  void contract(size_t n, uint32_t root, const float* score, size_t stride, uint32_t* head);
  // Groups nodes 1…n-1 of `heads` by the cycle they are in; how many cycles there are.
  size_t find_cycles(const std::vector<int32_t>& heads, size_t n);

  // What one round of contractions needs to be undone, in one arena.
  struct Level {
    size_t at, nodes, groups;
  };
  std::vector<Level> levels_;
  std::vector<int32_t> arena_, heads_, full_, group_, members_;
  std::vector<uint32_t> colour_, first_;
  std::vector<double> matrix_, next_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_PARSE_TREE_H_

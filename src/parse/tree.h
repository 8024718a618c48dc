// Maximum spanning trees: from a score for every pair of words to the best tree with one root.
//
// Chu & Liu 1965, Edmonds 1967, in the form of Tarjan 1977 for dense graphs: from any word follow
// best heads; a path that runs into the root's tree is done, one that runs into itself is
// contracted to a node and goes on from there. In the end the contractions are undone from the
// outside in. Iterative, O(n²) time and memory. Exactly one word hangs on the root: the one that
// loses least by it (train/README.md, "Heads").
#ifndef DRAGOMAN_PARSE_TREE_H_
#define DRAGOMAN_PARSE_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dragoman {

/// Keeps its buffers from call to call.
class TreeDecoder {
 public:
  /// score[i · stride + j]: word j is the head of word i; root[i]: i is the root. What stands on
  /// the diagonal does not matter. head[i] = i marks the root.
  void decode(const float* score, size_t stride, const float* root, size_t n, uint32_t* head);

 private:
  struct Arc {
    int32_t dependent = 0, head = 0;
  };
  bool has_cycle(size_t n);
  void contract(size_t n, uint32_t root, const float* score, size_t stride, uint32_t* head);
  void merge(size_t m, size_t first_on_path);

  std::vector<int32_t> heads_;
  std::vector<uint32_t> colour_;
  // Of the contracted graph, by slot: weights and the arcs of words that they stand for.
  std::vector<double> weight_, chosen_;
  std::vector<Arc> arc_;
  std::vector<uint32_t> alive_, path_;
  std::vector<uint8_t> state_;
  std::vector<int32_t> node_;  // the node that a slot holds now
  // Of the nodes (words first, then what was contracted): the arc that enters, and the nesting.
  std::vector<Arc> enters_;
  std::vector<int32_t> parent_, child_, sibling_, stack_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_PARSE_TREE_H_

// Scores of coreference: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and the CEAF of
// entities with the phi-4 similarity (Luo 2005), as the reference scorer of the CoNLL shared tasks
// computes them (Pradhan et al. 2014): mentions are matched by their keys alone, mentions that only
// one side has count against it, counts add up over documents.
//
//   CorefScores all;
//   all += score_coref(gold, system);    // one document
//   all.mean();                          // of the three F1
//
// A mention key is any number that names a mention on both sides. A key that stands in two clusters
// of one side belongs to the first. Singletons count if they are given.
#ifndef DRAGOMAN_EVAL_COREF_H_
#define DRAGOMAN_EVAL_COREF_H_

#include <cstdint>
#include <vector>

namespace dragoman {

using CorefClusters = std::vector<std::vector<uint64_t>>;

struct CorefScore {
  double precision_part = 0, precision_whole = 0, recall_part = 0, recall_whole = 0;
  double precision() const { return precision_whole > 0 ? precision_part / precision_whole : 0; }
  double recall() const { return recall_whole > 0 ? recall_part / recall_whole : 0; }
  double f1() const {
    double p = precision(), r = recall();
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
  }
  CorefScore& operator+=(const CorefScore& other);
};

struct CorefScores {
  CorefScore mentions, muc, b_cubed, ceaf_e;
  double mean() const { return (muc.f1() + b_cubed.f1() + ceaf_e.f1()) / 3; }
  CorefScores& operator+=(const CorefScores& other);
};

/// Cost: O(mentions + c^3) with c the number of clusters that share a mention with the other side.
CorefScores score_coref(const CorefClusters& gold, const CorefClusters& system);

}  // namespace dragoman

#endif  // DRAGOMAN_EVAL_COREF_H_

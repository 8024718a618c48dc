// Scores of words, sentences, tags, trees and names against gold annotation.
//
// Trees: the evaluation of the CoNLL 2018 shared task (Zeman et al. 2018). Words of gold and system
// are aligned by the characters that they cover; inside a stretch with multiword tokens by the
// longest common subsequence of their forms. Relations count without subtype, features only if they
// are universal, a gold lemma "_" is always right.
#ifndef DRAGOMAN_EVAL_SCORE_H_
#define DRAGOMAN_EVAL_SCORE_H_

#include <map>
#include <string>
#include <vector>

#include "dragoman/result.h"
#include "eval/conllu.h"

namespace dragoman {

struct Score {
  size_t gold = 0, system = 0, correct = 0;
  size_t aligned = 0;  // words aligned, for the accuracy over these
  double precision() const {
    return system ? static_cast<double>(correct) / static_cast<double>(system) : 0;
  }
  double recall() const {
    return gold ? static_cast<double>(correct) / static_cast<double>(gold) : 0;
  }
  double f1() const {
    return gold + system ? 2.0 * static_cast<double>(correct) / static_cast<double>(gold + system)
                         : 0;
  }
  Score& operator+=(const Score& other);
};

struct TreeScores {
  Score tokens, sentences, words, upos, ufeats, lemmas, uas, las, clas;
  TreeScores& operator+=(const TreeScores& other);
};

/// Error kArgument if the two do not hold the same characters (white space aside).
Result<TreeScores> score_conllu(const Conllu& gold, const Conllu& system);

/// Names by type, and under "all": correct is the same words and the same type.
std::map<std::string, Score> score_names(std::vector<NameSpan> gold, std::vector<NameSpan> system);

}  // namespace dragoman

#endif  // DRAGOMAN_EVAL_SCORE_H_

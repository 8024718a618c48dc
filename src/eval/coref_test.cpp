#include "eval/coref.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Coref, EmptyAndOneSided) {
  CorefScores none = score_coref({}, {});
  EXPECT_EQ(none.mean(), 0);
  EXPECT_EQ(score_coref({{1, 2}}, {}).b_cubed.recall(), 0);
  EXPECT_EQ(score_coref({}, {{1, 2}}).b_cubed.precision(), 0);
  EXPECT_EQ(score_coref({{}}, {{}}).mean(), 0);
}

TEST(Coref, PerfectIsOne) {
  CorefClusters c = {{1, 2, 3}, {4, 5}, {6, 7}};
  CorefScores s = score_coref(c, c);
  EXPECT_DOUBLE_EQ(s.muc.f1(), 1);
  EXPECT_DOUBLE_EQ(s.b_cubed.f1(), 1);
  EXPECT_DOUBLE_EQ(s.ceaf_e.f1(), 1);
  EXPECT_DOUBLE_EQ(s.mentions.f1(), 1);
}

// The worked example of Pradhan et al. (2014): key {a b c} {d e f g}, response {a b} {c d} {f g h
// i}.
TEST(Coref, PublishedExample) {
  CorefScores s = score_coref({{1, 2, 3}, {4, 5, 6, 7}}, {{1, 2}, {3, 4}, {6, 7, 8, 9}});
  EXPECT_NEAR(s.muc.recall(), 2.0 / 5, 1e-9);
  EXPECT_NEAR(s.muc.precision(), 2.0 / 5, 1e-9);
  EXPECT_NEAR(s.b_cubed.recall(), 1.0 / 7 * (4.0 / 3 + 1.0 / 3 + 1.0 / 4 + 4.0 / 4), 1e-9);
  EXPECT_NEAR(s.b_cubed.precision(), 1.0 / 8 * (4.0 / 2 + 1.0 / 2 + 1.0 / 2 + 4.0 / 4), 1e-9);
  EXPECT_NEAR(s.ceaf_e.recall(), 1.3 / 2, 1e-9);
  EXPECT_NEAR(s.ceaf_e.precision(), 1.3 / 3, 1e-9);
}

TEST(Coref, AMentionCountsOnce) {
  CorefScores s = score_coref({{1, 2}}, {{1, 2, 1}, {2, 1}});
  EXPECT_DOUBLE_EQ(s.b_cubed.f1(), 1);
  EXPECT_DOUBLE_EQ(s.ceaf_e.f1(), 1);
}

TEST(Coref, DocumentsAddUp) {
  CorefScores a = score_coref({{1, 2}}, {{1, 2}}), b = score_coref({{1, 2}}, {});
  a += b;
  EXPECT_NEAR(a.b_cubed.recall(), 0.5, 1e-9);
  EXPECT_NEAR(a.b_cubed.precision(), 1, 1e-9);
}

}  // namespace
}  // namespace dragoman

#include "document/tree_index.h"

#include <gtest/gtest.h>

#include "base/fold.h"

namespace dragoman {
namespace {

TEST(TreeIndex, EmptyTables) {
  Document d;
  TreeIndex index(d.text, d.tokens, d.tags, d.trees);
  EXPECT_EQ(index.size(), 0u);
}

TEST(TreeIndex, ChildrenAndReach) {
  Document d;
  d.text.content = "Big cats chased the mice";
  d.tokens.start = {0, 4, 9, 16, 20};
  d.tokens.end = {3, 8, 15, 19, 24};
  d.tokens.flags.assign(5, Tokens::kSpaceAfter);
  d.tokens.sentence_first = {0, 5};
  d.trees.head = {1, 2, 2, 4, 2};
  d.trees.deprel = {Deprel::kAmod, Deprel::kNsubjPass, Deprel::kRoot, Deprel::kDet, Deprel::kObj};
  TreeIndex t(d.text, d.tokens, d.tags, d.trees);
  EXPECT_TRUE(t.root(2));
  EXPECT_EQ(std::vector<uint32_t>(t.children(2).begin(), t.children(2).end()),
            (std::vector<uint32_t>{1, 4}));
  EXPECT_EQ(t.children(0).size(), 0u);
  EXPECT_EQ(t.reach(2), (std::pair<uint32_t, uint32_t>{0, 5}));
  EXPECT_EQ(t.reach(4), (std::pair<uint32_t, uint32_t>{3, 5}));
  EXPECT_EQ(t.child(2, Deprel::kObj), 4u);
  EXPECT_EQ(t.child(2, Deprel::kIobj), TreeIndex::kNone);
  EXPECT_EQ(t.urel(1), Deprel::kNsubj);
  EXPECT_TRUE(t.below(0, 2));
  EXPECT_FALSE(t.below(2, 0));
  EXPECT_EQ(t.form(1), fold_hash("cats"));
}

}  // namespace
}  // namespace dragoman

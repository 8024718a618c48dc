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
  EXPECT_EQ(t.top(0, 2), 1u);
  EXPECT_EQ(t.top(0, 5), 2u);
  EXPECT_EQ(t.top(3, 3), TreeIndex::kNone);
  EXPECT_EQ(t.top(Span{16, 24}), 4u);
  EXPECT_EQ(t.top(Span{16, 20}), 3u);  // a word that the span cuts is not in it
}

TEST(TreeIndex, WordsCutAtTheirHyphen) {
  Document d;
  d.text.content = "a cease-fire";
  d.tokens.start = {0, 2, 7, 8};
  d.tokens.end = {1, 7, 8, 12};
  d.tokens.flags.assign(4, 0);
  d.tokens.sentence_first = {0, 4};
  d.tags.upos = {Upos::kDet, Upos::kNoun, Upos::kPunct, Upos::kNoun};
  d.tags.feats.assign(4, 0);
  d.tags.lemmas = "acease-fire";
  d.tags.lemma_end = {1, 6, 7, 11};
  d.trees.head = {3, 3, 1, 3};
  d.trees.deprel = {Deprel::kDet, Deprel::kCompound, Deprel::kPunct, Deprel::kRoot};
  FormTable forms;
  forms.nouns[fold_hash("ceasefire")] = fold_hash("ceasefire");
  EXPECT_EQ(TreeIndex(d.text, d.tokens, d.tags, d.trees, &forms).lemma(3), fold_hash("ceasefire"));
  EXPECT_EQ(TreeIndex(d.text, d.tokens, d.tags, d.trees).lemma(3), fold_hash("fire"));
}

}  // namespace
}  // namespace dragoman

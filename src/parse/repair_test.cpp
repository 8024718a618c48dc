#include "parse/repair.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace dragoman {
namespace {

// The head of word `i` (from 0) after the repair.
uint32_t head(std::string_view sentence, uint32_t i) {
  Document d = parsed(sentence);
  rehang_finite_conjuncts(d.tags, d.trees, 0, static_cast<uint32_t>(d.tokens.size()));
  EXPECT_EQ(verify(d), "") << sentence;
  return d.trees.head[i];
}

TEST(Repair, FiniteVerbsAreJoinedToNoInfinitive) {
  const std::string urged =
      "Oman/Oman/PROPN/2/nsubj urged/urge/VERB/0/root/VerbForm=Fin Kabul/Kabul/PROPN/2/obj "
      "to/to/PART/5/mark free/free/VERB/2/xcomp/VerbForm=Inf them/they/PRON/5/obj "
      "and/and/CCONJ/8/cc ";
  EXPECT_EQ(head(urged + "called/call/VERB/5/conj/VerbForm=Fin", 7), 1u);
  EXPECT_EQ(head(urged + "feed/feed/VERB/5/conj/VerbForm=Inf", 7), 4u);
  EXPECT_EQ(head(urged + "it/it/PRON/9/nsubj called/call/VERB/5/conj/VerbForm=Fin", 8), 4u);
}

TEST(Repair, WhatHasNoFiniteVerbAboveStays) {
  EXPECT_EQ(head("free/free/VERB/0/root/VerbForm=Inf and/and/CCONJ/3/cc "
                 "called/call/VERB/1/conj/VerbForm=Fin",
                 2),
            0u);
  // would free and called: one clause
  EXPECT_EQ(head("Oman/Oman/PROPN/2/nsubj said/say/VERB/0/root/VerbForm=Fin "
                 "would/would/AUX/4/aux/VerbForm=Fin free/free/VERB/2/ccomp/VerbForm=Inf "
                 "and/and/CCONJ/6/cc called/call/VERB/4/conj/VerbForm=Fin",
                 5),
            3u);
  Document nothing;
  rehang_finite_conjuncts(nothing.tags, nothing.trees, 0, 0);
  EXPECT_TRUE(nothing.trees.head.empty());
}

}  // namespace
}  // namespace dragoman

#include "tag/bioes.h"

#include <gtest/gtest.h>

#include <random>

namespace dragoman {
namespace {

const std::vector<std::string> kTags = {"O",     "B-PERSON", "I-PERSON", "E-PERSON", "S-PERSON",
                                        "B-ORG", "I-ORG",    "E-ORG",    "S-ORG"};

TEST(Bioes, TagsMustBeWhole) {
  BioesTags tags;
  EXPECT_TRUE(tags.set(kTags));
  EXPECT_FALSE(tags.set({}));
  EXPECT_FALSE(tags.set({"O", "B-X"}));
  EXPECT_FALSE(tags.set({"O", "Q-X"}));
  EXPECT_FALSE(tags.set({"O", "B"}));
  EXPECT_FALSE(tags.set({"B-X", "I-X", "E-X", "S-X"}));
}

TEST(Bioes, ByHand) {
  BioesTags tags;
  ASSERT_TRUE(tags.set(kTags));
  NameDecoder decoder;
  Names names;
  // A lone I-PERSON scores best on the second word, but no legal path goes through it alone.
  std::vector<float> scores(3 * 16, 0.0f);
  scores[16 + 2] = 5.0f;
  scores[16 + 4] = 4.0f;
  decoder.decode(tags, scores.data(), 16, 3, 100, names);
  // B I E over all three words wins: 5 against 4.
  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].first, 100u);
  EXPECT_EQ(names[0].last, 103u);
  EXPECT_EQ(names[0].type, NameType::kPerson);
  names.clear();
  scores[0] = 2.0f;  // O on the first word
  decoder.decode(tags, scores.data(), 16, 3, 0, names);
  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].first, 1u);
  EXPECT_EQ(names[0].last, 2u);
  names.clear();
  decoder.decode(tags, scores.data(), 16, 0, 0, names);
  EXPECT_TRUE(names.empty());
}

bool legal(const std::vector<size_t>& path) {
  char open = 0;
  size_t type = 0;
  for (size_t t : path) {
    const char kind = kTags[t][0];
    const size_t of = (t - 1) / 4;
    if (open && !((kind == 'I' || kind == 'E') && of == type)) return false;
    if (!open && (kind == 'I' || kind == 'E')) return false;
    open = kind == 'B' || kind == 'I';
    type = of;
  }
  return !open;
}

TEST(Bioes, BestOfAllLegalPaths) {
  BioesTags tags;
  ASSERT_TRUE(tags.set(kTags));
  std::mt19937 random(1);
  NameDecoder decoder;
  for (int round = 0; round < 200; ++round) {
    const size_t n = 1 + random() % 4;
    std::vector<float> scores(n * kTags.size());
    for (float& s : scores) s = static_cast<float>(random() % 1000) / 100.0f;
    auto total = [&](const std::vector<size_t>& path) {
      double sum = 0;
      for (size_t i = 0; i < n; ++i) sum += scores[i * kTags.size() + path[i]];
      return sum;
    };
    double best = -1e9;
    std::vector<size_t> path(n, 0);
    for (;;) {
      if (legal(path)) best = std::max(best, total(path));
      size_t i = 0;
      while (i < n && ++path[i] == kTags.size()) path[i++] = 0;
      if (i == n) break;
    }
    Names names;
    decoder.decode(tags, scores.data(), kTags.size(), n, 0, names);
    std::vector<size_t> got(decoder.path().begin(), decoder.path().end());
    EXPECT_TRUE(legal(got));
    EXPECT_NEAR(total(got), best, 1e-6);
  }
}

}  // namespace
}  // namespace dragoman

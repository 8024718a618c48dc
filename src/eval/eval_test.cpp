#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "eval/conllu.h"
#include "eval/gold.h"
#include "eval/score.h"

namespace dragoman {
namespace {

// Rows "id form lemma upos feats head deprel misc" parted by spaces, sentences by an empty line.
std::string conllu(const char* text) {
  std::string out;
  std::string line;
  auto flush = [&] {
    if (line.empty() || line[0] == '#') {
      out += line + "\n";
    } else {
      std::vector<std::string> cell;
      for (size_t p = 0; p <= line.size();) {
        size_t end = line.find(' ', p);
        if (end == std::string::npos) end = line.size();
        cell.push_back(line.substr(p, end - p));
        p = end + 1;
      }
      cell.resize(8, "_");
      out += cell[0] + "\t" + cell[1] + "\t" + cell[2] + "\t" + cell[3] + "\t_\t" + cell[4] + "\t" +
             cell[5] + "\t" + cell[6] + "\t_\t" + cell[7] + "\n";
    }
    line.clear();
  };
  for (const char* c = text; *c; ++c) {
    if (*c == '\n')
      flush();
    else
      line += *c;
  }
  if (!line.empty()) flush();
  return out + "\n";
}

Conllu parsed(const char* text) {
  auto r = read_conllu(conllu(text));
  EXPECT_TRUE(r.ok()) << (r.ok() ? "" : r.error().message);
  return r.ok() ? *r : Conllu();
}

constexpr const char* kGold =
    "# newdoc id = one\n"
    "1-2 Don't _ _ _ _ _ _\n"
    "1 Do do AUX Mood=Imp|VerbForm=Fin 3 aux\n"
    "2 n't not PART Polarity=Neg 3 advmod\n"
    "3 stop stop VERB VerbForm=Inf 0 root SpaceAfter=No\n"
    "4 . . PUNCT _ 3 punct\n"
    "\n"
    "# newpar\n"
    "1 Rome Rome PROPN Number=Sing 2 nsubj:pass\n"
    "2 fell fall VERB Tense=Past|VerbForm=Fin 0 root\n";

TEST(Conllu, OddInput) {
  for (const char* ok : {"", "\n", "\n\n\n", "# only a comment", "\xEF\xBB\xBF"})
    EXPECT_TRUE(read_conllu(ok).ok()) << ok;
  const struct {
    const char *bytes, *message;
  } bad[] = {
      {"a", "line 1: a row needs ten columns"},
      {"1\ta\t_\t_\t_\t_\t_\t_\t_", "line 1: a row needs ten columns"},
      {"2\ta\t_\t_\t_\t_\t0\troot\t_\t_", "line 1: word ids must count up from 1"},
      {"x\ta\t_\t_\t_\t_\t0\troot\t_\t_", "line 1: word ids must count up from 1"},
      {"1\t\t_\t_\t_\t_\t0\troot\t_\t_", "line 1: a word without a form"},
      {"1\ta\t_\t_\t_\t_\t7\troot\t_\t_", "line 1: the head is outside of the sentence"},
      {"1\ta\t_\t_\t_\t_\t-1\troot\t_\t_", "line 1: the head is no number"},
      {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_",
       "line 2: a multiword token is cut short"},
      {"2-1\tab\t_\t_\t_\t_\t_\t_\t_\t_", "line 1: a multiword token with a wrong range"},
      {"1\t\xff\t_\t_\t_\t_\t0\troot\t_\t_", "CoNLL-U must be UTF-8"},
  };
  for (const auto& c : bad) {
    auto r = read_conllu(c.bytes);
    ASSERT_FALSE(r.ok()) << c.bytes;
    EXPECT_EQ(r.error().message, c.message);
  }
  EXPECT_TRUE(read_conllu(std::string(100000, '#')).ok());
}

TEST(Conllu, ReadsIntoTablesAndBack) {
  const Conllu gold = parsed(kGold);
  ASSERT_EQ(gold.size(), 2u);
  EXPECT_EQ(gold[0].comment("newdoc id"), "one");
  const Document d = to_document(gold);
  EXPECT_EQ(d.text.content, "Don't stop.\n\nRome fell");
  EXPECT_EQ(verify(d), "");
  EXPECT_EQ(d.text.blocks.size(), 2u);
  EXPECT_EQ(d.trees.head, (std::vector<uint32_t>{2, 2, 2, 2, 5, 5}));
  EXPECT_EQ(d.tokens.flags[1] & Tokens::kContinues, Tokens::kContinues);
  EXPECT_EQ(d.tags.lemma(1), "not");
  const std::string written = write_conllu(from_document(d));
  auto again = read_conllu(written);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(to_document(*again).text.content, d.text.content);
  EXPECT_EQ((*again)[0].words[1].feats, "Polarity=Neg");
  EXPECT_EQ((*again)[1].words[0].deprel, "nsubj:pass");
  EXPECT_NE(written.find("1-2\tDon't\t"), std::string::npos);
  EXPECT_NE(written.find("# text = Don't stop.\n"), std::string::npos);
}

TEST(Conllu, FusedTokenThatDoesNotAddUp) {
  const Conllu gold = parsed("1-2 du _ _ _ _ _ _\n1 de _ ADP _ 0 root\n2 le _ DET _ 1 det\n");
  EXPECT_EQ(gold[0].words[0].token_form, "du");
  EXPECT_EQ(to_document(gold).text.content, "dele");
  EXPECT_NE(write_conllu(gold).find("1-2\tdu\t"), std::string::npos);
}

TEST(Score, ItselfIsPerfect) {
  const Conllu gold = parsed(kGold);
  const auto s = score_conllu(gold, gold);
  ASSERT_TRUE(s.ok());
  for (const Score& x :
       {s->tokens, s->sentences, s->words, s->upos, s->ufeats, s->lemmas, s->uas, s->las, s->clas})
    EXPECT_DOUBLE_EQ(x.f1(), 1.0);
  EXPECT_EQ(s->tokens.gold, 5u);
  EXPECT_EQ(s->words.gold, 6u);
  EXPECT_EQ(s->clas.gold, 4u);  // n't, stop, Rome, fell
}

TEST(Score, ByHand) {
  const Conllu gold = parsed(kGold);
  // "Don't" is not cut, the two sentences are one, Rome hangs on the wrong word.
  const Conllu system = parsed(
      "1 Don't do AUX Mood=Imp|VerbForm=Fin 2 aux\n"
      "2 stop stop VERB VerbForm=Inf|Typo=Yes 0 root SpaceAfter=No\n"
      "3 . . PUNCT _ 2 punct\n"
      "4 Rome rome PROPN Number=Sing 2 obj\n"
      "5 fell fall VERB Tense=Pres|VerbForm=Fin 2 conj\n");
  const auto s = score_conllu(gold, system);
  ASSERT_TRUE(s.ok());
  EXPECT_EQ(s->tokens.correct, 5u);
  EXPECT_EQ(s->sentences.correct, 0u);
  EXPECT_EQ(s->sentences.system, 1u);
  EXPECT_EQ(s->words.correct, 4u);  // stop . Rome fell
  EXPECT_EQ(s->words.system, 5u);
  EXPECT_EQ(s->upos.correct, 4u);
  EXPECT_EQ(s->ufeats.correct, 3u);  // Typo is no universal feature; Tense=Pres is wrong
  EXPECT_EQ(s->lemmas.correct, 3u);
  EXPECT_EQ(s->uas.correct, 2u);  // stop and the period
  EXPECT_EQ(s->las.correct, 2u);
  EXPECT_DOUBLE_EQ(s->words.f1(), 8.0 / 11.0);
}

TEST(Score, SubtypesDoNotCount) {
  const Conllu gold = parsed("1 It it PRON _ 2 nsubj:pass\n2 fell fall VERB _ 0 root\n");
  const Conllu system = parsed("1 It it PRON _ 2 nsubj\n2 fell fall VERB _ 0 root\n");
  const auto s = score_conllu(gold, system);
  ASSERT_TRUE(s.ok());
  EXPECT_EQ(s->las.correct, 2u);
}

TEST(Score, MultiwordStretchesAlignByForm) {
  const Conllu gold =
      parsed("1-2 cannot _ _ _ _ _ _\n1 can can AUX _ 0 root\n2 not not PART _ 1 advmod\n");
  const Conllu system = parsed("1 can can AUX _ 0 root SpaceAfter=No\n2 not not PART _ 1 advmod\n");
  const auto s = score_conllu(gold, system);
  ASSERT_TRUE(s.ok());
  EXPECT_EQ(s->tokens.correct, 0u);
  EXPECT_EQ(s->words.correct, 2u);
  EXPECT_EQ(s->las.correct, 2u);
}

TEST(Score, OtherTextIsAnError) {
  const auto s = score_conllu(parsed("1 a a X _ 0 root\n"), parsed("1 b b X _ 0 root\n"));
  ASSERT_FALSE(s.ok());
  EXPECT_EQ(s.error().code, Error::Code::kArgument);
  EXPECT_TRUE(score_conllu({}, {}).ok());
}

TEST(Iob2, ReadsSpans) {
  const auto r = read_iob2(
      "# sent_id = x\n1\tRome\tB-LOC\t-\t-\n2\tand\tO\t-\t-\n3\tAnn\tI-PER\t-\t-\n"
      "4\tLee\tI-PER\t-\t-\n5\tOslo\tB-LOC\t-\t-\n6\tFlorence\tB-LOC\t-\t-\n\nWar\tO\n");
  ASSERT_TRUE(r.ok());
  ASSERT_EQ(r->size(), 2u);
  EXPECT_EQ((*r)[0].id, "x");
  EXPECT_THAT(iob2_spans(*r),
              testing::ElementsAre(NameSpan{0, 0, 1, "LOC"}, NameSpan{0, 2, 4, "PER"},
                                   NameSpan{0, 4, 5, "LOC"}, NameSpan{0, 5, 6, "LOC"}));
  EXPECT_FALSE(read_iob2("word").ok());
  EXPECT_FALSE(read_iob2("word\tX").ok());
  EXPECT_TRUE(read_iob2("").ok());
}

TEST(Iob2, Writes) {
  Document d =
      to_document(parsed("1 Ann _ _ _ _ _\n2 Lee _ _ _ _ _\n3 left _ _ _ _ _\n4 Rome _ _ _ _ _\n"));
  d.names = {{0, 2, NameType::kPerson}, {3, 4, NameType::kState}};
  EXPECT_EQ(write_iob2(d, false),
            "# sent_id = 1\nAnn\tB-PER\nLee\tI-PER\nleft\tO\nRome\tB-LOC\n\n");
  EXPECT_THAT(uner_spans(d.tokens, d.names),
              testing::ElementsAre(NameSpan{0, 0, 2, "PER"}, NameSpan{0, 3, 4, "LOC"}));
}

TEST(Names, ExactSpansAndTypes) {
  const std::vector<NameSpan> gold = {{0, 0, 2, "PER"}, {0, 3, 4, "LOC"}, {1, 0, 1, "ORG"}};
  const std::vector<NameSpan> system = {
      {0, 0, 2, "PER"}, {0, 3, 4, "ORG"}, {1, 0, 2, "ORG"}, {2, 0, 1, "LOC"}};
  const auto s = score_names(gold, system);
  EXPECT_EQ(s.at("all").correct, 1u);
  EXPECT_DOUBLE_EQ(s.at("all").precision(), 0.25);
  EXPECT_DOUBLE_EQ(s.at("all").recall(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(s.at("PER").f1(), 1.0);
  EXPECT_DOUBLE_EQ(s.at("ORG").f1(), 0.0);
  EXPECT_EQ(score_names({}, {}).at("all").f1(), 0.0);
}

// The likest contents belong together, whatever the order; a statement of which nothing is told but
// the act is known by it.
TEST(Gold, StatementsAreMatchedByTheirContents) {
  const Party speaker = {{0, 3}}, other = {{4, 7}};
  auto statement = [](const char* act, const Party& who, CharSpan content) {
    GoldStatement s;
    s.act = act;
    s.speaker = {who};
    s.content = content;
    return s;
  };
  GoldText gold, found;
  gold.text = found.text = std::string(100, 'x');
  gold.statements = {statement("say", speaker, {10, 90}), statement("urge", speaker, {20, 40}),
                     statement("thank", speaker, {})};
  found.statements = {statement("urge", speaker, {20, 45}), statement("say", speaker, {12, 90}),
                      statement("thank", speaker, {95, 99})};
  GoldScore score;
  score_text(gold, found, score, nullptr);
  EXPECT_EQ(score.matched_statements, 3);
  EXPECT_EQ(score.act, 3);

  found.statements = {statement("say", other, {10, 90}), statement("praise", speaker, {95, 99}),
                      statement("warn", speaker, {41, 60})};
  GoldScore none;
  std::string misses;
  score_text(gold, found, none, &misses);
  EXPECT_EQ(none.matched_statements, 1);  // the last, inside of the first
  EXPECT_EQ(none.act, 0);
  EXPECT_NE(misses.find("< "), std::string::npos);
  EXPECT_NE(misses.find("> "), std::string::npos);
}

}  // namespace
}  // namespace dragoman

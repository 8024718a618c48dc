#include "segment/segment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "document/document.h"

namespace dragoman {
namespace {

Text text_of(std::string content) {
  Text text;
  text.content = std::move(content);
  return text;
}

// Words parted by " ", those that continue a token by "|"; sentences by " / ".
std::string shown(const Text& text) {
  const Tokens t = segment(text);
  std::string out;
  for (size_t s = 0; s < t.sentences(); ++s) {
    if (s > 0) out += " / ";
    for (uint32_t i = t.sentence_first[s]; i < t.sentence_first[s + 1]; ++i) {
      if (i > t.sentence_first[s]) out += t.flags[i] & Tokens::kContinues ? '|' : ' ';
      out += text.content.substr(t.start[i], t.end[i] - t.start[i]);
    }
  }
  return out;
}

std::string fault(const Text& text) {
  Document d;
  d.text = text;
  d.tokens = segment(text);
  return verify(d);
}

TEST(Segment, OddInputGivesSoundTables) {
  const std::string cases[] = {"",
                               "a",
                               ".",
                               " \n\t \r\n ",
                               std::string("a\0b\0\0", 5),
                               "\xEF\xBB\xBF",
                               "\xE2\x80\x8B.\xE2\x80\x8B",
                               std::string(100000, 'a'),
                               std::string(100000, '.'),
                               std::string(100000, '\''),
                               std::string(100000, '@'),
                               std::string(100000, '"') + ".",
                               "word " + std::string(50000, ' ') + "word",
                               "n't",
                               "'s",
                               "'",
                               "’",
                               "a.b.c.d.e",
                               "\xF0\x9F\x98\x80\xF0\x9F\x98\x80 ok."};
  for (const std::string& content : cases) {
    EXPECT_EQ(fault(text_of(content)), "") << content.substr(0, 20);
  }
  EXPECT_EQ(segment(text_of("")).sentences(), 0u);
  EXPECT_EQ(segment(text_of(" \n ")).size(), 0u);
  // Broken UTF-8 never comes out of clean; it still must not hurt.
  segment(text_of("\xff\xfe\xC3 \xE2\x80"));
}

TEST(Segment, Words) {
  const struct {
    const char *text, *words;
  } cases[] = {
      {"They don't know.", "They do|n't know ."},
      {"It’s China’s stand, isn’t it?", "It|’s China|’s stand , is|n’t it ?"},
      {"We’ve cannot gonna I'm you'd they'll've", "We|’ve can|not gon|na I|'m you|'d they|'ll|'ve"},
      {"CAN'T WE", "CA|N'T WE"},
      {"the ministers' talks", "the ministers|' talks"},
      {"the 'two states' talks", "the ' two states ' talks"},
      {"Al-Masri's O'Neill Shi'ite o'clock", "Al - Masri|'s O'Neill Shi'ite o'clock"},
      {"a 15-year state-run anti-war co-founder", "a 15 - year state - run anti-war co-founder"},
      {"COVID-19 F-16 mid-2024 2011-2024 555-12-34",
       "COVID-19 F-16 mid-2024 2011 - 2024 555-12-34"},
      {"$5bn, €3.5 and 12% of US$1,200", "$ 5 bn , € 3.5 and 12 % of US$ 1,200"},
      {"10am 30km 21st 1990s 12:30 3/4", "10 am 30 km 21st 1990s 12:30 3/4"},
      {"see https://a.example/x?y=1, or www.a.example.",
       "see https://a.example/x?y=1 , or www.a.example ."},
      {"mail press.office@a-b.example, please", "mail press.office@a-b.example , please"},
      {"Maj. Gen. J. P. Stone", "Maj. Gen. J. P. Stone"},
      {"at 5 p.m. in the U.S. and the U.K.", "at 5 p.m. in the U.S. and the U.K."},
      {"U.S.-led (so-called) “allies”", "U.S. - led ( so - called ) “ allies ”"},
      {"he/she and/or 'tis—well–known", "he / she and / or ' tis — well – known"},
      {"wait... what?! no!!! yes…", "wait ... what ?! no !!! yes …"},
      {"AT&T R&D P.S. Ph.D.", "AT&T R&D P.S. Ph.D."},
      {"report.pdf site.com", "report.pdf site.com"},
      {"No. 5, no.", "No. 5 , no ."},
      {"(BRI ), “x”.", "( BRI ) , “ x ” ."},
      {"the '90s", "the '90s"},
  };
  for (const auto& c : cases) {
    // Only the words are looked at here.
    std::string got = shown(text_of(c.text));
    for (size_t p; (p = got.find(" / ")) != std::string::npos &&
                   std::string(c.text).find('/') == std::string::npos;)
      got.erase(p, 2);
    EXPECT_EQ(got, c.words);
    EXPECT_EQ(fault(text_of(c.text)), "");
  }
}

TEST(Segment, Sentences) {
  const struct {
    const char* text;
    size_t sentences;
  } cases[] = {
      {"The talks ended. Nobody spoke.", 2},
      {"The talks ended\n\nNobody spoke", 2},
      {"The talks\nended", 1},
      {"Mr. Stone met Gen. Hill. They spoke.", 2},
      {"J. Stone of the U.S. Army left at 5 p.m. on Monday.", 1},
      {"He left the U.S. The visit was short.", 2},
      {"“We agree.” She left.", 2},
      {"“Why?” he asked.", 1},
      {"“Never!” he said. “Not now.”", 2},
      {"They were glad of it.”Asked again, he left.", 2},
      {"It rests on evidence.Rome denied it.", 2},
      {"They all came. . They stayed.", 2},
      {"Prices rose 3.5 percent (see No. 4). Then they fell.", 2},
      {"What now? Nothing! Good.", 3},
      {"He paused ... and went on.", 1},
      {"Exports fell at Acme Inc. and others.", 1},
      {"“It is over. We won. We go home,” he said.", 3},
  };
  for (const auto& c : cases)
    EXPECT_EQ(segment(text_of(c.text)).sentences(), c.sentences) << shown(text_of(c.text));
}

TEST(Segment, BlocksEndSentences) {
  Text text = text_of("A title without end\n\nBody one\nstill one. Two");
  text.blocks = {{Block::Kind::kTitle, {0, 19}}, {Block::Kind::kParagraph, {21, 44}}};
  EXPECT_EQ(shown(text), "A title without end / Body one still one . / Two");
  EXPECT_EQ(fault(text), "");
}

TEST(Segment, SpaceAfter) {
  const Tokens t = segment(text_of("Don't (go) ."));
  ASSERT_EQ(t.size(), 6u);
  EXPECT_EQ(t.flags[0] & Tokens::kSpaceAfter, 0);
  EXPECT_NE(t.flags[1] & Tokens::kSpaceAfter, 0);
  EXPECT_EQ(t.flags[2] & Tokens::kSpaceAfter, 0);
  EXPECT_NE(t.flags[4] & Tokens::kSpaceAfter, 0);
  EXPECT_EQ(t.flags[5] & Tokens::kSpaceAfter, 0);
}

TEST(Segment, LongSentencesAreCut) {
  std::string content;
  for (int i = 0; i < 5000; ++i) content += i % 37 == 0 ? "on , " : "and ";
  Text text = text_of(content);
  const Tokens t = segment(text);
  EXPECT_EQ(fault(text), "");
  for (size_t s = 0; s < t.sentences(); ++s)
    EXPECT_LE(t.sentence_first[s + 1] - t.sentence_first[s], kMaxSentenceWords);
  EXPECT_EQ(content.substr(t.end[t.sentence_first[1] - 1] - 1, 1), ",");
}

}  // namespace
}  // namespace dragoman

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "describe.h"
#include "rows.h"
#include "terminal.h"

namespace dragoman::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DisplayWidthTest, CountsColumns) {
  struct Case {
    const char* text;
    size_t width;
  } cases[] = {{"", 0},
               {"a", 1},
               {"été", 3},
               {"e\u0301", 1},
               {"外交", 4},
               {"ＡＢ", 4},
               {"السلام", 6},
               {"\u200B", 0},
               {"😀", 2},
               {"→", 1},
               {"\xFF", 1},
               {"\x02"
                "a\x03",
                1}};
  for (const Case& c : cases) EXPECT_EQ(display_width(c.text), c.width) << c.text;
}

TEST(OneLineTest, LeavesNothingThatATerminalObeys) {
  EXPECT_EQ(one_line(""), "");
  EXPECT_EQ(one_line(" \n\t "), "");
  EXPECT_EQ(one_line("a\r\n  b\tc "), "a b c");
  EXPECT_EQ(one_line("\x1b[31mred\x07"), "[31mred");
  EXPECT_EQ(one_line("a\u202Eb\u2066c\u200Fd"), "abcd");
  EXPECT_EQ(one_line(std::string_view("a\0b", 3)), "ab");
  EXPECT_EQ(one_line("\u009B2Jx"), "2Jx");
  EXPECT_EQ(one_line("x\xC3"), "x\uFFFD");
  EXPECT_EQ(one_line(std::string(100000, ' ') + "z"), "z");
}

TEST(ElideTest, CutsByColumns) {
  EXPECT_EQ(elide("short", 5), "short");
  EXPECT_EQ(elide("longer", 5), "long…");
  EXPECT_EQ(elide("two words", 5), "two…");
  EXPECT_EQ(elide("外交部长", 5), "外交…");
  EXPECT_EQ(elide("外交部长", 4), "外…");
  EXPECT_EQ(elide("abc", 1), "…");
  EXPECT_EQ(elide("abc", 0), "");
}

TEST(WrapTest, BreaksAtSpacesAndElidesTheRest) {
  EXPECT_THAT(wrap("", 5), IsEmpty());
  EXPECT_THAT(wrap("   ", 5), IsEmpty());
  EXPECT_THAT(wrap("a", 5), ElementsAre("a"));
  EXPECT_THAT(wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two three", 6), ElementsAre("one", "two", "three"));
  EXPECT_THAT(wrap("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(wrap("ab abcdefgh", 4), ElementsAre("ab", "abcd", "efgh"));
  EXPECT_THAT(wrap("外交部长", 4), ElementsAre("外交", "部长"));
  EXPECT_THAT(wrap("外交", 1), ElementsAre("外", "交"));  // wider than the line, but it goes on
  EXPECT_THAT(wrap("one two three four", 7, 2), ElementsAre("one two", "three…"));
  EXPECT_THAT(wrap("one two", 7, 1), ElementsAre("one two"));
}

TEST(NumbersTest, AreGrouped) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(counted(1, "report"), "1 report");
  EXPECT_EQ(counted(2, "report"), "2 reports");
}

TEST(RowsTest, AreJson) {
  EXPECT_EQ(
      json_of({{"a", std::string("q\"\\\n\x01\x7F")},
               {"b", std::monostate()},
               {"c", int64_t{-3}},
               {"d", 0.1},
               {"e", std::vector<std::string>{"x", ""}}}),
      "{\"a\":\"q\\\"\\\\\\n\\u0001\\u007f\",\"b\":null,\"c\":-3,\"d\":0.1,\"e\":[\"x\",\"\"]}");
  EXPECT_EQ(json_of({}), "{}");
}

TEST(MarksTest, StandWhereTheyWereAfterWrapping) {
  std::string marked = one_line_with_marks("he \x02 met\n\x04her\x05 \x03there ");
  EXPECT_EQ(marked, "he \x02 met \x04her\x05 \x03there");
  EXPECT_EQ(paint("a \x02"
                  "b\x04"
                  "c\x05\x03 d",
                  Style(false)),
            "a >>bc<< d");
  EXPECT_EQ(paint("\x02"
                  "b\x03",
                  Style(true)),
            "\x1b[1;33mb\x1b[0m");
}

TEST(WhoTest, ShowsDirection) {
  EXPECT_EQ(who({"Syria"}, {"China", "Iran"}), "Syria → China, Iran");
  EXPECT_EQ(who({"Syria", "China"}, {}), "Syria, China");
  EXPECT_EQ(who({}, {"China"}), "? → China");
}

TEST(EvidenceTest, SurvivesSpansThatLieOutside) {
  Record record;
  record.text = "Short.";
  record.sentences = {{0, 6}};
  Event event;
  event.evidence = {4, 99};
  event.trigger = {50, 60};
  EXPECT_EQ(paint(marked_evidence(record, event), Style(false)), "Shor>>t.<<");
  event.evidence = {9, 2};
  EXPECT_EQ(paint(marked_evidence(record, event), Style(false)).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace dragoman::cli

#include "time/time.h"

#include <gtest/gtest.h>

#include "segment/segment.h"
#include "time/calendar.h"

namespace dragoman {
namespace {

// "expression=value" for every expression of the text, joined by "; ".
std::string read(const std::string& words, const std::string& published) {
  Document d;
  d.text.content = words;
  if (!published.empty()) d.text.info.published = Published{published, "day", "argument", ""};
  d.tokens = segment(d.text);
  d.times = find_times(d.text, d.tokens);
  EXPECT_EQ(verify(d), "") << words;
  std::string out;
  for (const TimeRow& t : d.times) {
    if (!out.empty()) out += "; ";
    out += std::string(t.span.of(words)) + "=" + t.value;
  }
  return out;
}

TEST(Times, HostileInput) {
  for (const std::string& text : {std::string(), std::string("a"), std::string("  \n\t"),
                                  std::string("\xEF\xBF\xBD\xEF\xBF\xBD"), std::string("a\0b", 3),
                                  std::string(200000, '1'), std::string("99999999999 years ago"),
                                  std::string("99/99/9999 and 31-02-2021 and February 30, 2021")})
    read(text, "2021-07-18");
  EXPECT_EQ(read("It lasted 99999999999 years.", "2021-07-18"), "");
  EXPECT_EQ(read("February 30, 2021 does not exist.", ""), "");
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Times, ResolvedAgainstThePublication) {  // a Sunday
  const Case cases[] = {
      {"They met on 18 July 2021.", "18 July 2021=2021-07-18"},
      {"They met on July 18, 2021 in Paris.", "July 18, 2021=2021-07-18"},
      {"They met on Friday.", "Friday=2021-07-16"},
      {"They met on Sunday.", "Sunday=2021-07-18"},
      {"They will meet on Friday.", "Friday=2021-07-23"},
      {"They met on Monday, 12 July 2021.", "Monday, 12 July 2021=2021-07-12"},
      {"They met on Friday evening.", "Friday evening=2021-07-16TEV"},
      {"They met yesterday.", "yesterday=2021-07-17"},
      {"The talks start tomorrow morning.", "tomorrow morning=2021-07-19TMO"},
      {"The quake hit last February.", "last February=2021-02"},
      {"The quake hit last August.", "last August=2020-08"},
      {"They agreed in December.", "December=2020-12"},
      {"They will sign in December.", "December=2021-12"},
      {"They may meet on Friday.", "Friday=2021-07-23"},
      {"They met two days ago.", "two days ago=2021-07-16"},
      {"A year earlier they had fought.", "A year earlier=2020"},
      {"Last week they met.", "Last week=2021-W27"},
      {"They meet next month.", "next month=2021-08"},
      {"This year is hard.", "This year=2021"},
      {"It grew over the past five years.", "the past five years=P5Y"},
      {"A three-day visit began.", "three-day=P3D"},
      {"The war of two decades ended.", "two decades=P20Y"},
      {"It rose in the third quarter of 2008.", "the third quarter of 2008=2008-Q3"},
      {"Ties broke in the 1990s.", "the 1990s=199"},
      {"Ties broke in 1988.", "1988=1988"},
      {"They meet every year.", "every year=P1Y"},
      {"The embassy reopened on 2023-06-06.", "2023-06-06=2023-06-06"},
      {"It begins at 9:30 a.m. today.", "9:30 a.m. today=2021-07-18T09:30"},
      {"It is now clear.", "now=PRESENT_REF"},
      {"He was recently freed.", "recently=PAST_REF"},
      {"The July 3 attack", "July 3=2021-07-03"},
      {"the December 20 attack", "December 20=2020-12-20"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, LeftOpenWithoutAPublication) {
  const Case cases[] = {
      {"They met on Friday.", "Friday=XXXX-WXX-5"},
      {"They met yesterday.", "yesterday=XXXX-XX-XX"},
      {"They agreed in July.", "July=XXXX-07"},
      {"They met on July 3.", "July 3=XXXX-07-03"},
      {"Last year was hard.", "Last year=XXXX"},
      {"They met on 18 July 2021.", "18 July 2021=2021-07-18"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, ""), c.expected) << c.text;
}

TEST(Times, WhatIsNoTime) {
  for (const char* text : {"May they live in peace.", "They march on the capital.",
                           "He is 65 years old.", "Theresa May met him.", "A second term began.",
                           "Some 2000 soldiers died.", "The Sun rose.", "Room 1990 is shut."})
    EXPECT_EQ(read(text, "2021-07-18"), "") << text;
}

TEST(Calendar, KnowsItsDays) {
  EXPECT_EQ(weekday_of(make_day(2021, 7, 18)), 7);
  EXPECT_EQ(iso_week(make_day(2021, 1, 1)), "2020-W53");
  EXPECT_EQ(iso_week(make_day(2024, 12, 30)), "2025-W01");
  EXPECT_EQ(iso_day(add_months(make_day(2024, 1, 31), 1)), "2024-02-29");
  EXPECT_FALSE(parse_day("2021-02-30"));
  EXPECT_FALSE(parse_day("2021-02"));
  EXPECT_TRUE(parse_day("2021-07-18T09:30:00+03:00"));
}

}  // namespace
}  // namespace dragoman

#include "time/time.h"

#include <gtest/gtest.h>

#include "segment/segment.h"
#include "support/parsed.h"
#include "time/calendar.h"
#include "time/words.h"

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

// Each of these is a class of its own; the report is of a Sunday.
TEST(Times, DatesInManyOrders) {
  const Case cases[] = {
      {"He came on 17 of November last year.", "17 of November last year=2020-11-17"},
      {"He came in the 3rd of May.", "the 3rd of May=2021-05-03"},
      {"He came on the third of May 2019.", "the third of May 2019=2019-05-03"},
      {"He came on May the 3rd, 2019.", "May the 3rd, 2019=2019-05-03"},
      {"It fell in June, 2019.", "June, 2019=2019-06"},
      {"It fell in June of 2019.", "June of 2019=2019-06"},
      {"It fell in June last year.", "June last year=2020-06"},
      {"It fell in 2014 year.", "2014 year=2014"},
      {"Dated 17.11.2020 and 17/11/2020.", "17.11.2020=2020-11-17; 17/11/2020=2020-11-17"},
      {"Dated 03/04/2020.", "03/04/2020=2020"},  // either order: no more than the year is certain
      {"Dated 17/07/21.", "17/07/21=2021-07-17"},
      {"Dated 12/2020.", "12/2020=2020-12"},
      {"Sent at 2021-07-18T09:30:00Z.", "2021-07-18T09:30:00Z=2021-07-18T09:30Z"},
      {"Dated 1402/05/12.", "1402/05/12=XXXX-XX-XX"},  // of the sun or of the moon
      {"Dated Friday 3/5/2019.", "Friday 3/5/2019=2019-05-03"},
      {"Dated 3-May-2019 and 2020 May 3.", "3-May-2019=2019-05-03; 2020 May 3=2020-05-03"},
      {"on the first Monday of September 2020", "the first Monday of September 2020=2020-09-07"},
      {"on the last Friday of May", "the last Friday of May=2021-05-28"},
      {"on the second Tuesday of next month", "the second Tuesday of next month=2021-08-10"},
      {"on the fifth Monday of May 2021", "the fifth Monday of May 2021=2021-05-31"},
      {"on the 15th of last month", "the 15th of last month=2021-06-15"},
      {"It was Tuesday (July 13).", "Tuesday (July 13)=2021-07-13"},
      {"It was Monday, July 20.", "Monday, July 20=2020-07-20"},  // the weekday tells the year
      {"It was Thursday the 15th.", "Thursday the 15th=2021-07-15"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, Ranges) {
  const Case cases[] = {
      {"They meet from 3 to 5 August 2021.", "3=2021-08-03; 5 August 2021=2021-08-05"},
      {"They met on July 3-5, 2020.", "July 3=2020-07-03; 5, 2020=2020-07-05"},
      {"They met on July 3 and 4.", "July 3=2021-07-03; 4=2021-07-04"},
      {"They met on July 3-5.", "July 3=2021-07-03; 5=2021-07-05"},
      {"Between March 3 and April 5, 2019 it rained.",
       "March 3=2019-03-03; April 5, 2019=2019-04-05"},
      {"Between 2014 and 2016 it rained.", "2014=2014; 2016=2016"},
      {"In 2019, 2020 and 2021 it rained.", "2019=2019; 2020=2020; 2021=2021"},
      {"The 2010-15 drought", "2010=2010; 15=2015"},
      {"It takes 5-10 days or two to three weeks.", "5-10 days=PXD; two to three weeks=PXW"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, PeriodsAndTheirParts) {
  const Case cases[] = {
      {"in early 2009", "early 2009=2009"},
      {"in mid-November 2019", "mid-November 2019=2019-11"},
      {"in the mid-1990s", "the mid-1990s=199"},
      {"in the '80s and the nineties", "the '80s=198; the nineties=199"},
      {"in the 21st century", "the 21st century=20"},
      {"by the end of 2022", "the end of 2022=2022"},
      {"at the beginning of the month", "the beginning of the month=2021-07"},
      {"later this year", "later this year=2021"},
      {"earlier in the week", "earlier in the week=2021-W28"},
      {"in the second half of 2019", "the second half of 2019=2019-H2"},
      {"in the second quarter of last year", "the second quarter of last year=2020-Q2"},
      {"in the fourth quarter.", "the fourth quarter=2020-Q4"},
      {"in fiscal 2020 and FY2021-22", "fiscal 2020=FY2020; FY2021-22=FY2021"},
      {"in the summer of 1994", "the summer of 1994=1994-SU"},
      {"last summer and next spring", "last summer=2020-SU; next spring=2022-SP"},
      {"last winter", "last winter=2020-WI"},
      {"the weekend", "the weekend=2021-W28-WE"},
      {"in nineteen ninety-six", "nineteen ninety-six=1996"},
      {"On Christmas Eve they met.", "Christmas Eve=2020-12-24"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, LastMonthByNameIsLeftOpenWhereItMayBeEither) {
  EXPECT_EQ(read("They met last June.", "2021-07-18"), "last June=XXXX-06");
  EXPECT_EQ(read("They met last December.", "2021-01-18"), "last December=XXXX-12");
  EXPECT_EQ(read("They met last May.", "2021-07-18"), "last May=2021-05");
  EXPECT_EQ(read("They met last July.", "2021-07-18"), "last July=2020-07");
}

TEST(Times, ByTheDateMentionedBefore) {
  const Case cases[] = {
      {"They met on 3 May. The same day he left.", "3 May=2021-05-03; The same day=2021-05-03"},
      {"They met on 3 May. Two days later he left.", "3 May=2021-05-03; Two days later=2021-05-05"},
      {"They met on 3 May and left the next day.", "3 May=2021-05-03; the next day=2021-05-04"},
      {"They met on 3 May. That evening he left.", "3 May=2021-05-03; That evening=2021-05-03TEV"},
      {"He fell in 2003. The following year he rose.", "2003=2003; The following year=2004"},
      {"They met on 3 May. The previous Friday he fled.",
       "3 May=2021-05-03; The previous Friday=2021-04-30"},
      {"He fell in 2003. The same day he rose.", "2003=2003; The same day=XXXX-XX-XX"},
      {"It fell in May. It rose in the same month last year.",
       "May=2021-05; the same month last year=2020-05"},
      {"The same day he left.", "The same day=XXXX-XX-XX"},
      {"Two weeks later he left.", "Two weeks later=XXXX-WXX"},
      {"Hours later he left.", "Hours later=XXXX-XX-XX"},
      {"It came two weeks later than planned.", "two weeks=P2W"},
      {"He left several years ago.", "several years ago=PAST_REF"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, OfTheDay) {
  const Case cases[] = {
      {"at 18:00 UTC on Saturday", "18:00 UTC=2021-07-17T18:00Z; Saturday=2021-07-17"},
      {"at 6:40 p.m. (GMT +8)", "6:40 p.m. (GMT +8)=2021-07-18T18:40+08:00"},
      {"at 0830 GMT", "0830 GMT=2021-07-18T08:30Z"},
      {"at 9am", "9am=2021-07-18T09:00"},
      {"at 10 p.m. Friday", "10 p.m. Friday=2021-07-16T22:00"},
      {"at noon, July 3", "noon, July 3=2021-07-03T12:00"},
      {"at 10:30 IST", "10:30 IST=2021-07-18T10:30"},  // of India, Israel or Ireland
      {"at 4 p.m., the best since 3 May", "4 p.m.=2021-07-18T16:00; 3 May=2021-05-03"},
      {"at 16:00 Eastern Daylight Time (2000 UTC)",
       "16:00 Eastern Daylight Time=2021-07-18T16:00-04:00; 2000 UTC=2021-07-18T20:00Z"},
      {"at six o'clock", "six o'clock=2021-07-18T06:00"},
      {"the evening of July 3", "the evening of July 3=2021-07-03TEV"},
      {"They fired overnight.", "overnight=2021-07-18TNI"},
      {"on Friday evening and last night",
       "Friday evening=2021-07-16TEV; last night=2021-07-17TNI"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, LengthsAndSets) {
  const Case cases[] = {
      {"for two and a half years", "two and a half years=P2.5Y"},
      {"for 2 1/2 years", "2 1/2 years=P2.5Y"},
      {"for a year and a half", "a year and a half=P1.5Y"},
      {"for half a year", "half a year=P6M"},
      {"for more than 20 years", "more than 20 years=P20Y"},
      {"for 1,200 days", "1,200 days=P1200D"},
      {"for two hundred and fifty days", "two hundred and fifty days=P250D"},
      {"a two day visit", "two day=P2D"},
      {"over the past few weeks", "the past few weeks=PXW"},
      {"after years of war", "years=PXY"},
      {"in recent months", "recent months=PAST_REF"},
      {"every Monday and each July", "every Monday=XXXX-WXX-1; each July=XXXX-07"},
      {"every other week", "every other week=P2W"},
      {"twice a week", "twice a week=P1W"},
      {"paid $5 million a year", "a year=P1Y"},
      {"on Sundays", "Sundays=XXXX-WXX-7"},
      {"Wednesdays blast killed ten", "Wednesdays=2021-07-14"},  // an apostrophe was lost
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

TEST(Times, OtherCalendars) {
  const Case cases[] = {
      {"on 24 Safar 1438 (24 November 2016)",
       "24 Safar 1438=XXXX-XX-XX; 24 November 2016=2016-11-24"},
      {"on 10 Muharram 1445 AH", "10 Muharram 1445 AH=XXXX-XX-XX"},
      {"on 12 Rabi al-Awwal 1445", "12 Rabi al-Awwal 1445=XXXX-XX-XX"},
      {"on 22 Bahman 1357", "22 Bahman 1357=1979-02-11"},
      {"on 1 Farvardin 1400", "1 Farvardin 1400=2021-03-21"},
      {"on 30 Esfand 1399", "30 Esfand 1399=2021-03-20"},  // of a leap year
      {"on 30 Esfand 1400", ""},
      {"the Mehr agency said", ""},
      {"They fast in Ramadan.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text, "2021-07-18"), c.expected) << c.text;
}

// The trees decide between the weekday before and the one to come; the report is of a Sunday.
TEST(Times, WeekdayByTheTenseOfItsClause) {
  const Case cases[] = {
      {"He/he/PRON/3/nsubj will/will/AUX/3/aux come/come/VERB/0/root/VerbForm=Inf "
       "on/on/ADP/5/case Friday/Friday/PROPN/3/obl",
       "2021-07-23"},
      {"He/he/PRON/2/nsubj came/come/VERB/0/root/Tense=Past|VerbForm=Fin on/on/ADP/4/case "
       "Friday/Friday/PROPN/2/obl",
       "2021-07-16"},
      {"They/they/PRON/2/nsubj agreed/agree/VERB/0/root/Tense=Past|VerbForm=Fin to/to/PART/4/mark "
       "meet/meet/VERB/2/xcomp/VerbForm=Inf on/on/ADP/6/case Friday/Friday/PROPN/4/obl",
       "2021-07-23"},
      {"They/they/PRON/2/nsubj managed/manage/VERB/0/root/Tense=Past|VerbForm=Fin "
       "to/to/PART/4/mark meet/meet/VERB/2/xcomp/VerbForm=Inf on/on/ADP/6/case "
       "Friday/Friday/PROPN/4/obl",
       "2021-07-16"},
      {"Talks/talk/NOUN/2/nsubj scheduled/schedule/VERB/0/root/Tense=Past|VerbForm=Part "
       "for/for/ADP/4/case Friday/Friday/PROPN/2/obl",
       "2021-07-23"},
      {"He/he/PRON/2/nsubj spoke/speak/VERB/0/root/Tense=Past|VerbForm=Fin ahead/ahead/ADV/5/case "
       "of/of/ADP/3/fixed talks/talk/NOUN/2/obl on/on/ADP/7/case Friday/Friday/PROPN/5/nmod",
       "2021-07-23"},
      {"He/he/PRON/3/nsubj may/may/AUX/3/aux leave/leave/VERB/0/root/VerbForm=Inf "
       "on/on/ADP/5/case Friday/Friday/PROPN/3/obl",
       "2021-07-23"},
      {"He/he/PRON/4/nsubj may/may/AUX/4/aux have/have/AUX/4/aux "
       "left/leave/VERB/0/root/Tense=Past|VerbForm=Part on/on/ADP/6/case "
       "Friday/Friday/PROPN/4/obl",
       "2021-07-16"},
      {"Police/police/NOUN/2/nsubj say/say/VERB/0/root/Tense=Pres|VerbForm=Fin on/on/ADP/4/case "
       "Friday/Friday/PROPN/2/obl",
       "2021-07-16"},
      {"Talks/talk/NOUN/2/nsubj begin/begin/VERB/0/root/Tense=Pres|VerbForm=Fin on/on/ADP/4/case "
       "Friday/Friday/PROPN/2/obl",
       "2021-07-23"},
  };
  for (const Case& c : cases) {
    Document d = parsed(c.text);
    d.text.info.published = Published{"2021-07-18", "day", "argument", ""};
    Times times = find_times(d.text, d.tokens, d.tags, d.trees);
    ASSERT_EQ(times.size(), 1U) << d.text.content;
    EXPECT_EQ(times[0].value, c.expected) << d.text.content;
  }
}

TEST(Times, DayWithoutYearIsTheNearestThatTheTenseAllows) {
  const std::string told =
      "He/he/PRON/2/nsubj left/leave/VERB/0/root/Tense=Past|VerbForm=Fin on/on/ADP/4/case "
      "August/August/PROPN/2/obl 3/3/NUM/4/nummod";
  const std::string to_come =
      "He/he/PRON/3/nsubj will/will/AUX/3/aux leave/leave/VERB/0/root/VerbForm=Inf "
      "on/on/ADP/5/case May/May/PROPN/3/obl 3/3/NUM/5/nummod";
  for (auto [tree, expected] :
       {std::pair{&told, "2020-08-03"}, std::pair{&to_come, "2022-05-03"}}) {
    Document d = parsed(*tree);
    d.text.info.published = Published{"2021-07-18", "day", "argument", ""};
    Times times = find_times(d.text, d.tokens, d.tags, d.trees);
    ASSERT_EQ(times.size(), 1U);
    EXPECT_EQ(times[0].value, expected);
  }
  // Without a tense a day soon to come is as likely as one past.
  EXPECT_EQ(read("the 3 August summit", "2021-07-18"), "3 August=2021-08-03");
  EXPECT_EQ(read("the 3 December summit", "2021-07-18"), "3 December=2020-12-03");
  EXPECT_EQ(read("the 29 February summit", "2021-07-18"), "29 February=2020-02-29");
}

TEST(Times, NearTheEndsOfTheCalendar) {
  EXPECT_EQ(read("two years ago and last year", "0001-01-01"), "");
  EXPECT_EQ(read("next year", "9999-12-31"), "next year=10000");
  EXPECT_EQ(read("999999999 years ago", "2021-07-18"), "");
}

TEST(TimeWords, PiecesDoNotDependOnTheSegmenter) {
  Document d;
  d.text.content = "mid-2011, 9am, Monday\u2019s 1990\u201395";
  d.tokens = segment(d.text);
  std::vector<TimePiece> pieces;
  std::string kinds;
  bool any =
      cut_pieces(d.text.content, d.tokens, 0, static_cast<uint32_t>(d.tokens.size()), pieces);
  for (const TimePiece& p : pieces) kinds += p.kind;
  EXPECT_TRUE(any);
  EXPECT_EQ(kinds, "w-d,dw,w'wd-d");
  EXPECT_EQ(time_word("MONDAY")->weekday, 1);
  EXPECT_EQ(time_word("xylophone"), nullptr);
  EXPECT_EQ(time_word(""), nullptr);
}

TEST(Times, WhatIsNoTime) {
  for (const char* text :
       {"May they live in peace.", "They march on the capital.", "He is 65 years old.",
        "Theresa May met him.", "A second term began.", "Some 2000 soldiers died.", "The Sun rose.",
        "Room 1990 is shut.", "Jan Egeland left.", "April Glaspie spoke.", "The fall of the town",
        "An F-16 and the G20", "Resolution 1970 passed.", "They won 3:0.", "It fell to $1990.",
        "The Sunday Times wrote.", "Arab Spring", "Three quarters of them left.",
        "USA Today wrote."})
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

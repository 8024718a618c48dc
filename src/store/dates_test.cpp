#include "store/dates.h"

#include <gtest/gtest.h>

#include "store/text_functions.h"

namespace dragoman {
namespace {

TEST(DayRangeTest, ReadsEveryPrecision) {
  struct Case {
    const char* date;
    const char* first;
    const char* last;
  } cases[] = {{"2016", "2016-01-01", "2016-12-31"},
               {"2016-02", "2016-02-01", "2016-02-29"},
               {"2015-12", "2015-12-01", "2015-12-31"},
               {"2016-08-16", "2016-08-16", "2016-08-16"},
               {"2016-08-16T23:30:00-05:00", "2016-08-16", "2016-08-16"},
               {"2016-08-16 09:00", "2016-08-16", "2016-08-16"},
               {"1969-12-31", "1969-12-31", "1969-12-31"},
               {"0001-01-01", "0001-01-01", "0001-01-01"},
               {"9999-12-31", "9999-12-31", "9999-12-31"},
               {"2016-Q3", "2016-07-01", "2016-09-30"},
               {"2016-H2", "2016-07-01", "2016-12-31"},
               {"2016-W33", "2016-08-15", "2016-08-21"},
               {"2016-W01", "2016-01-04", "2016-01-10"},
               {"2015-W53", "2015-12-28", "2016-01-03"},
               {"2016-W33-2", "2016-08-16", "2016-08-16"},
               {"2016-W33-WE", "2016-08-20", "2016-08-21"}};
  for (const Case& c : cases) {
    std::optional<DayRange> range = day_range(c.date);
    ASSERT_TRUE(range.has_value()) << c.date;
    EXPECT_EQ(day_to_iso(range->from), c.first) << c.date;
    EXPECT_EQ(day_to_iso(range->to), c.last) << c.date;
  }
  EXPECT_EQ(day_range("1970-01-01")->from, 0);
  EXPECT_EQ(day_range("2016")->from, 16801);
}

TEST(DayRangeTest, RefusesWhatIsNoDate) {
  for (const char* bad :
       {"",         "2",          " ",          "201",       "2016-",       "2016-1",
        "2016-13",  "2016-00",    "2016-02-30", "2016-08-1", "2016-08-16x", "2016/08",
        "20160816", "XXXX-08",    "XXXX-WXX-5", "PAST_REF",  "P5Y",         "2016-W",
        "2016-W54", "2016-W33-8", "2016-Q5",    "2016-SU",   "0000",        "\xFF\xFF\xFF\xFF"})
    EXPECT_FALSE(day_range(std::string_view(bad)).has_value()) << bad;
  EXPECT_FALSE(day_range(std::string_view("2016\0-08", 8)).has_value());
  EXPECT_FALSE(day_range(std::string(100000, '2')).has_value());
}

TEST(DayRangeTest, OfAnEvent) {
  When when;
  EXPECT_FALSE(day_range(when).has_value());
  EXPECT_EQ(month_of(when), "");
  when.end = "2016-03";
  EXPECT_EQ(*day_range(when), *day_range("2016-03"));
  when.start = "2015";
  EXPECT_EQ(day_range(when)->from, day_range("2015")->from);
  EXPECT_EQ(day_range(when)->to, day_range("2016-03")->to);
  EXPECT_EQ(month_of(when), "2015");
  when.end = "2014";  // before its start
  EXPECT_EQ(day_range(when)->to, day_range("2015")->to);
  when.start = "2016-W33";
  EXPECT_EQ(month_of(when), "2016-08");
}

TEST(HasWordsTest, FindsWholeWordsInAnyCase) {
  EXPECT_TRUE(has_words("Wang Yi", "wang yi"));
  EXPECT_TRUE(has_words("Foreign Minister Wang Yi", "WANG"));
  EXPECT_TRUE(has_words("al-Assad", "assad"));
  EXPECT_TRUE(has_words("Hwang, Wang", "wang"));
  EXPECT_FALSE(has_words("Wangari", "wang"));
  EXPECT_FALSE(has_words("Wang", "wang yi"));
  EXPECT_FALSE(has_words("Wang", ""));
  EXPECT_FALSE(has_words("", "x"));
  EXPECT_TRUE(has_words("Erdoğan", "erdoğan"));
}

TEST(FtsQueryTest, MakesWhatFts5Reads) {
  struct Case {
    const char* typed;
    const char* query;
  } cases[] = {{"", ""},
               {"  ", ""},
               {"\"\"", ""},
               {"hot line", "\"hot\" AND \"line\""},
               {"\"hot line\" ceasefire", "\"hot line\" AND \"ceasefire\""},
               {"one-china", "\"one-china\""},
               {"pilgrim*", "\"pilgrim*\"*"},
               {"a OR b", "\"a\" OR \"b\""},
               {"a NOT b", "\"a\" NOT \"b\""},
               {"a AND NOT b", "\"a\" NOT \"b\""},
               {"NOT b", "\"b\""},
               {"(a OR b) c", "(\"a\" OR \"b\") AND \"c\""},
               {"(a", "(\"a\")"},
               {"a)", "\"a\""},
               {"() a", "\"a\""},
               {"OR a OR", "\"a\""},
               {"a\"b", "\"a\" AND \"b\""}};
  for (const Case& c : cases) EXPECT_EQ(fts_query(c.typed), c.query) << c.typed;
}

TEST(JsonStringsTest, GoAndComeBack) {
  for (const std::vector<std::string>& list : {std::vector<std::string>{},
                                               {""},
                                               {"a", "", "b,c"},
                                               {"q\"q", "\\", "\n\t\r\x01"},
                                               {std::string("n\0l", 3)},
                                               {"“é”", "\xFF"}})
    EXPECT_EQ(strings_of_json(json_strings(list)), list);
  EXPECT_EQ(strings_of_json("[ \"\\u00e9\\/\" , \"x\" ]"), (std::vector<std::string>{"é/", "x"}));
  for (const char* odd : {"", "[", "[\"", "[\"\\", "[\"\\u", "{}", "null"}) strings_of_json(odd);
}

}  // namespace
}  // namespace dragoman

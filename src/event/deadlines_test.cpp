#include "event/deadlines.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace dragoman {
namespace {

// "text = value" of the deadlines of an event of this type whose trigger is word `trigger`; the
// time expression is words [first, last).
std::string deadlines(std::string_view sentence, std::string type, uint32_t trigger, uint32_t first,
                      uint32_t last, std::string value, TimeType sort = TimeType::kDate) {
  Document d = parsed(sentence);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  EventRow e;
  e.type = std::move(type);
  e.trigger_word = trigger;
  e.evidence = {0, static_cast<uint32_t>(d.text.content.size())};
  Events events{e};
  TimeRow time;
  time.first = first;
  time.last = last;
  time.span = {d.tokens.start[first], d.tokens.end[last - 1]};
  time.type = sort;
  time.value = std::move(value);
  set_deadlines(events, d.text, d.tokens, tree, {time});
  std::string out;
  for (const Quantity& q : events[0].quantities) {
    EXPECT_EQ(q.unit, "deadline");
    EXPECT_FALSE(q.value);
    out += q.text + " = " + q.of + ";";
  }
  return out;
}

TEST(Deadlines, NothingToDo) {
  const Document d = parsed("");
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  Events none;
  set_deadlines(none, d.text, d.tokens, tree, {});
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(deadlines("June/June/PROPN/0/root", "AGREE", 0, 0, 1, "2024-06"), "");
}

TEST(Deadlines, InWhatIsPromised) {
  const char* by =
      "Oslo/Oslo/PROPN/2/nsubj pledged/pledge/VERB/0/root to/to/PART/4/mark send/send/VERB/2/xcomp "
      "ferries/ferry/NOUN/4/obj by/by/ADP/7/case June/June/PROPN/4/obl";
  EXPECT_EQ(deadlines(by, "AGREE", 1, 6, 7, "2024-06"), "by June = 2024-06;");
  EXPECT_EQ(deadlines(by, "CONCEDE", 1, 6, 7, "2024-06"), "by June = 2024-06;");
  EXPECT_EQ(deadlines(by, "REQUEST", 1, 6, 7, "2024-06"), "by June = 2024-06;");
  EXPECT_EQ(deadlines(by, "CONSULT", 1, 6, 7, "2024-06"), "");  // binds nobody
  EXPECT_EQ(deadlines(by, "AGREE", 1, 6, 7, ""), "");           // of no known value
  EXPECT_EQ(deadlines(by, "AGREE", 1, 6, 7, "P1M", TimeType::kDuration), "");
  const char* end =
      "vowed/vow/VERB/0/root to/to/PART/3/mark leave/leave/VERB/1/xcomp before/before/ADP/6/case "
      "the/the/DET/6/det end/end/NOUN/3/obl of/of/ADP/8/case March/March/PROPN/6/nmod";
  EXPECT_EQ(deadlines(end, "CONCEDE", 0, 4, 8, "2024-03"), "before the end of March = 2024-03;");
  const char* within =
      "agreed/agree/VERB/0/root to/to/PART/3/mark pay/pay/VERB/1/xcomp within/within/ADP/6/case "
      "two/two/NUM/6/nummod years/year/NOUN/3/obl";
  EXPECT_EQ(deadlines(within, "AGREE", 0, 4, 6, "P2Y", TimeType::kDuration),
            "within two years = P2Y;");
}

TEST(Deadlines, NotOfADescription) {
  // the time of a relative clause, and a time that is no deadline
  EXPECT_EQ(deadlines("agreed/agree/VERB/0/root to/to/PART/3/mark free/free/VERB/1/xcomp "
                      "pilots/pilot/NOUN/3/obj who/who/PRON/6/nsubj fled/flee/VERB/4/acl:relcl "
                      "before/before/ADP/8/case June/June/PROPN/6/obl",
                      "AGREE", 0, 7, 8, "2024-06"),
            "");
  EXPECT_EQ(deadlines("promised/promise/VERB/0/root ferries/ferry/NOUN/1/obj in/in/ADP/4/case "
                      "June/June/PROPN/1/obl",
                      "AGREE", 0, 3, 4, "2024-06"),
            "");
}

}  // namespace
}  // namespace dragoman

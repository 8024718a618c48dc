#include "entity/person_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/mapped_file.h"
#include "base/tsv.h"

namespace dragoman {
namespace {

TEST(SamePerson, TakesAnyBytes) {
  const std::string long_name(100000, 'a'), many_words = [] {
    std::string s;
    for (int i = 0; i < 50000; ++i) s += "al-Aa ";
    return s;
  }();
  const std::vector<std::string> odd = {
      "",        "a",        " \n\t ", "\xFF\xFE\x80", std::string("\0x\0", 3),
      long_name, many_words, "al",     "al-",          "-",
      "'",       ".",        "Jr.",    "Dr.",          "\xE7\x8E\x8B\xE6\xAF\x85",
      "de la",   "II"};
  for (const std::string& a : odd)
    for (const std::string& b : odd) {
      bool forth = same_person(a, b), back = same_person(b, a);
      EXPECT_EQ(forth, back);
      same_person(a, b, {"SYR", "president", "2020"}, {"SYR", "president", "x"});
    }
  const std::string one = "&\xF0\xF3$h", other = "\xB5+h\xFF";  // parts that join on one side
  EXPECT_EQ(same_person(one, other), same_person(other, one));
  EXPECT_FALSE(same_person("", ""));
  EXPECT_FALSE(same_person("a", "a"));
}

TEST(SamePerson, UsesContext) {
  struct Case {
    const char *a, *b;
    PersonContext in_a, in_b;
    bool same;
  };
  const std::vector<Case> cases = {
      {"Mekdad", "Faisal Mekdad", {"SYR", "foreign minister"}, {"SYR", "foreign minister"}, true},
      {"Mekdad", "Faisal Mekdad", {"SYR", "foreign minister"}, {"SYR", ""}, false},
      {"Mekdad", "Faisal Mekdad", {}, {}, false},
      {"Abdullah Gul", "Abdullah Gul", {"TUR", ""}, {"AFG", ""}, false},
      {"Kofi Annan", "Kofi Annan", {"IGO", ""}, {"GHA", ""}, true},
      {"William Pitt", "William Pitt", {"", "", "1784"}, {"", "", "2010-05-06"}, false},
      {"William Pitt", "William Pitt", {"", "", "2009"}, {"", "", "2010-05-06"}, true},
  };
  for (const Case& c : cases)
    EXPECT_EQ(same_person(c.a, c.b, c.in_a, c.in_b), c.same) << c.a << " / " << c.b;
}

TEST(PersonName, KnowsGenderOfCommonNames) {
  EXPECT_EQ(parse_person_name("Angela Merkel").gender, Gender::kFemale);
  EXPECT_EQ(parse_person_name("Mr. Muhammed Ali").gender, Gender::kMale);
  EXPECT_EQ(parse_person_name("Qwxyz Foo").gender, Gender::kUnknown);
  EXPECT_EQ(parse_person_name("Xi Jinping").gender, Gender::kMale);
}

TEST(PersonName, KeysOfOneWordAreEqual) {
  for (auto [a, b] : std::vector<std::pair<const char*, const char*>>{{"Rahmon", "Rahmoun"},
                                                                      {"Gaddafi", "Qadhafi"},
                                                                      {"Mikati", "Miqati"},
                                                                      {"Mohammed", "Mohamad"}}) {
    PersonName x = parse_person_name(a), y = parse_person_name(b);
    ASSERT_EQ(x.parts.size(), 1u);
    EXPECT_EQ(part_key(x.parts[0]), part_key(y.parts[0])) << a << " / " << b;
  }
}

// The pairs of test/gold/actors/person_pairs.tsv: facts about public figures, written down before
// the matcher was. The floor is the project's aim.
TEST(SamePerson, Gold) {
  const std::string path = DRAGOMAN_SOURCE_DIR "/test/gold/actors/person_pairs.tsv";
  auto file = MappedFile::open(path);
  ASSERT_TRUE(file) << file.error().message;
  auto rows = parse_tsv(file->bytes(), 7, path);
  ASSERT_TRUE(rows) << rows.error().message;
  int hit = 0, false_merge = 0, missed = 0;
  for (const TsvRow& row : *rows) {
    const auto& c = row.cells;
    bool want = c[0] == "same";
    ASSERT_TRUE(want || c[0] == "not") << row.line;
    bool got = same_person(c[1], c[2], {c[3], c[4]}, {c[5], c[6]});
    EXPECT_EQ(got, same_person(c[2], c[1], {c[5], c[6]}, {c[3], c[4]}))
        << "not symmetric in line " << row.line;
    hit += want && got;
    if (got && !want) {
      ++false_merge;
      std::printf("false merge: %s / %s\n", std::string(c[1]).c_str(), std::string(c[2]).c_str());
    }
    if (want && !got) {
      ++missed;
      std::printf("missed: %s / %s\n", std::string(c[1]).c_str(), std::string(c[2]).c_str());
    }
  }
  double f1 = 2.0 * hit / (2.0 * hit + false_merge + missed);
  std::printf("%zu pairs: %d merged rightly, %d falsely, %d missed; F1 %.3f\n", rows->size(), hit,
              false_merge, missed, f1);
  EXPECT_GE(rows->size(), 300u);
  EXPECT_GE(f1, 0.95);
}

}  // namespace
}  // namespace dragoman

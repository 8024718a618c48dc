#include <gtest/gtest.h>

#include <thread>

#include "base/bounded_queue.h"
#include "base/domain.h"
#include "base/hash.h"
#include "base/mapped_file.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

TEST(Domain, ItselfThenItsParents) {
  std::string asked;
  auto no = [&](std::string_view d) {
    asked += std::string(d) + " ";
    return false;
  };
  EXPECT_FALSE(domain_or_parent("www.news.example.com", no));
  EXPECT_EQ(asked, "www.news.example.com news.example.com example.com ");
  asked.clear();
  EXPECT_FALSE(domain_or_parent("localhost", no));
  EXPECT_FALSE(domain_or_parent("", no));
  EXPECT_EQ(asked, "");
  EXPECT_TRUE(domain_or_parent("a.example.com", [](std::string_view d) { return d[0] == 'e'; }));
}

struct Utf8Case {
  const char* name;
  std::string bytes;
  bool valid;
  std::string repaired;
};

const std::string kR = "\xEF\xBF\xBD";

const Utf8Case kUtf8Cases[] = {
    {"empty", "", true, ""},
    {"one", "a", true, "a"},
    {"white space", " \t\n", true, " \t\n"},
    {"nul", std::string("a\0b", 3), true, std::string("a\0b", 3)},
    {"two bytes", "é", true, "é"},
    {"four bytes", "😀", true, "😀"},
    {"lone continuation",
     "a\x80"
     "b",
     false, "a" + kR + "b"},
    {"overlong", "\xC0\xAF", false, kR + kR},
    {"surrogate", "\xED\xA0\x80", false, kR + kR + kR},
    {"too large", "\xF4\x90\x80\x80", false, kR + kR + kR + kR},
    {"cut off", "ab\xE2\x82", false, "ab" + kR},
    {"cut off inside", "\xF0\x9F\x98x", false, kR + "x"},
};

TEST(Utf8, ValidAndRepair) {
  for (const Utf8Case& c : kUtf8Cases) {
    EXPECT_EQ(utf8_valid(c.bytes), c.valid) << c.name;
    EXPECT_EQ(utf8_repair(c.bytes), c.repaired) << c.name;
    EXPECT_TRUE(utf8_valid(utf8_repair(c.bytes))) << c.name;
  }
  std::string longer(1 << 20, 'x');
  longer += '\xFF';
  EXPECT_FALSE(utf8_valid(longer));
  EXPECT_EQ(utf8_repair(longer).size(), longer.size() + 2);
}

TEST(Utf8, StepsForwardAndBackAlike) {
  const std::string text = "aé€😀\x80z";
  std::vector<char32_t> forward, backward;
  for (size_t pos = 0; pos < text.size();) forward.push_back(utf8_next(text, pos));
  for (size_t pos = text.size(); pos > 0;)
    backward.insert(backward.begin(), utf8_previous(text, pos));
  EXPECT_EQ(forward, (std::vector<char32_t>{'a', 0xE9, 0x20AC, 0x1F600, kReplacement, 'z'}));
  EXPECT_EQ(forward, backward);
}

TEST(Utf8, AppendRefusesWhatIsNoCharacter) {
  std::string out;
  utf8_append(out, 0xD800);
  utf8_append(out, 0x110000);
  utf8_append(out, 0x1F600);
  EXPECT_EQ(out, kR + kR + "😀");
}

TEST(TextIndex, AgreesWithCountingByHand) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += i % 7 == 0 ? "€" : i % 11 == 0 ? "😀" : "x";
  for (const std::string& sample : {std::string(), std::string("plain"), text}) {
    TextIndex index(sample);
    uint32_t chars = 0;
    for (size_t pos = 0; pos < sample.size(); ++chars) {
      EXPECT_EQ(index.to_chars(static_cast<uint32_t>(pos)), chars);
      EXPECT_EQ(index.to_bytes(chars), pos);
      utf8_next(sample, pos);
    }
    EXPECT_EQ(index.length(), chars);
    EXPECT_EQ(index.to_bytes(chars + 5), sample.size());
  }
}

TEST(BoundedQueue, HandsOverEverythingThenEnds) {
  BoundedQueue<int> queue(2);
  std::thread producer([&] {
    for (int i = 0; i < 1000; ++i) queue.push(i);
    queue.close();
  });
  int expected = 0;
  while (auto item = queue.pop()) EXPECT_EQ(*item, expected++);
  producer.join();
  EXPECT_EQ(expected, 1000);
  EXPECT_FALSE(queue.push(1));
}

TEST(MappedFile, SaysWhatIsWrong) {
  auto missing = MappedFile::open("no/such/file");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Error::Code::kNotFound);
  EXPECT_NE(missing.error().message.find("no/such/file"), std::string::npos);
  auto folder = MappedFile::open("/");
  ASSERT_FALSE(folder);
}

TEST(Hash, IsStable) {
  EXPECT_EQ(hex64(hash64("")), "2d06800538d394c2");  // the published value of XXH3-64 for no input
  EXPECT_EQ(hex64(0x0123456789abcdefULL), "0123456789abcdef");
  EXPECT_NE(hash64("a", 1), hash64("a", 2));
}

}  // namespace
}  // namespace dragoman

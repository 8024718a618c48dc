#include "tag/lemma.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Lemma, Scripts) {
  const struct {
    const char *script, *form, *lemma;
  } cases[] = {
      {"l-0+", "Talks", "talks"}, {"l-3+y", "Bodies", "body"}, {"k-0+", "Rome", "Rome"},
      {"c-0+", "ROME", "Rome"},   {"k-1+", "U.S.", "U.S"},     {"l=be", "Was", "be"},
      {"l-5+x", "abc", "abc"},    {"l-3+", "abc", ""},         {"l-0+", "", ""},
      {"l-1+e", "ÉTÉ", "éte"},    {"c-0+", "élan", "Élan"},    {"l-0+", "İ", "i̇"},
      {"k-2+", "日本語", "日"},
  };
  for (const auto& c : cases) {
    const auto script = LemmaScript::parse(c.script);
    ASSERT_TRUE(script) << c.script;
    std::string out = "before:";
    script->apply(c.form, out);
    EXPECT_EQ(out, std::string("before:") + c.lemma) << c.script << " " << c.form;
  }
}

TEST(Lemma, BadScripts) {
  for (const char* s : {"", "l", "x-0+", "l-+", "l-a+", "l-0", "l0+", "l--1+"})
    EXPECT_FALSE(LemmaScript::parse(s)) << s;
}

}  // namespace
}  // namespace dragoman

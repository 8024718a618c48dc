#include "clean/clean.h"

#include <gtest/gtest.h>

#include <string>

namespace dragoman {
namespace {

Text clean_plain(std::string bytes, const ReadOptions& options = {}) {
  RawReport report;
  report.format = "text";
  report.bytes = std::move(bytes);
  return clean(report, options);
}

TEST(Clean, Empty) {
  Text text = clean_plain("");
  EXPECT_TRUE(text.failed);
  ASSERT_EQ(text.diagnostics.size(), 1u);
  EXPECT_EQ(text.diagnostics[0].code, "empty");
}

TEST(Clean, TitleDateAndBody) {
  Text text = clean_plain("Ministers meet in Amman\n\ndate 2024-05-06 The two ministers met on Monday.\n");
  EXPECT_EQ(text.content, "Ministers meet in Amman\n\nThe two ministers met on Monday.");
  ASSERT_TRUE(text.info.published);
  EXPECT_EQ(text.info.published->value, "2024-05-06");
}

}  // namespace
}  // namespace dragoman

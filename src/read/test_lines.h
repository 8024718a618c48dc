// Raw reports as lines that a test can compare.
#ifndef DRAGOMAN_READ_TEST_LINES_H_
#define DRAGOMAN_READ_TEST_LINES_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "read/read.h"

namespace dragoman {

/// Source, format, "html", "failed", codes, bytes (their number if many).
inline std::string line_of(const RawReport& report) {
  std::string line = report.source + " " + report.format;
  if (report.content == ContentKind::kHtml) line += " html";
  if (report.failed) line += " failed";
  for (const Diagnostic& diagnostic : report.diagnostics) {
    EXPECT_FALSE(diagnostic.message.empty()) << diagnostic.code;
    line += " !" + diagnostic.code;
  }
  return line + " |" +
         (report.bytes.size() < 200 ? report.bytes
                                    : std::to_string(report.bytes.size()) + " bytes");
}

inline std::vector<std::string> lines_of(const std::vector<RawReport>& reports) {
  std::vector<std::string> lines;
  lines.reserve(reports.size());
  for (const RawReport& report : reports) lines.push_back(line_of(report));
  return lines;
}

inline std::vector<std::string> buffer(std::string_view bytes, const ReadOptions& options = {}) {
  return lines_of(read_buffer(bytes, "x", options));
}

}  // namespace dragoman

#endif  // DRAGOMAN_READ_TEST_LINES_H_

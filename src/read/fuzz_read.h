// What every fuzz target of reading does with its bytes, and what must hold of the outcome.
#ifndef DRAGOMAN_READ_FUZZ_READ_H_
#define DRAGOMAN_READ_FUZZ_READ_H_

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "read/read.h"

namespace dragoman {

inline void expect(bool condition) {
  if (!condition) std::abort();
}

inline void fuzz_read(std::string_view bytes) {
  ReadOptions options;
  options.max_report_bytes = 4096;
  options.max_unpacked_bytes = 1 << 20;
  options.max_compression_ratio = 100;
  const std::vector<RawReport> reports = read_buffer(bytes, "fuzz", options);
  expect(!reports.empty() || bytes.find("WARC") != std::string_view::npos ||
         bytes.find('\x1f') != std::string_view::npos ||
         bytes.find('\xFD') != std::string_view::npos);
  for (const RawReport& report : reports) {
    expect(report.failed == report.bytes.empty());
    expect(!report.failed || !report.diagnostics.empty());
    expect(report.bytes.size() <= options.max_report_bytes);
    expect(report.source.starts_with("fuzz"));
    for (const std::string* given :
         {&report.given.id, &report.given.title, &report.given.url, &report.given.outlet,
          &report.given.published, &report.given.language}) {
      expect(utf8_valid(*given));
    }
    for (const Diagnostic& diagnostic : report.diagnostics) {
      expect(!diagnostic.code.empty() && !diagnostic.message.empty() &&
             utf8_valid(diagnostic.message));
    }
    expect(report.format != "jsonl" || utf8_valid(report.bytes));
  }
}

}  // namespace dragoman

#endif  // DRAGOMAN_READ_FUZZ_READ_H_

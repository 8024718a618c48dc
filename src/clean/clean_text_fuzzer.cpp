// clean() over plain text: any bytes give a sound Text. The first byte picks the options.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "clean/check_text.h"
#include "clean/clean.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dragoman::RawReport report;
  report.format = "text";
  report.content = dragoman::ContentKind::kPlain;
  dragoman::ReadOptions options;
  if (size > 0) {
    options.as_is = (data[0] & 7) == 7;
    if ((data[0] & 24) == 8) report.charset = "windows-1251";
    if ((data[0] & 24) == 16) report.given.title = "Ministers meet";
    if ((data[0] & 32) != 0) options.max_markup_depth = 12;
    report.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  }
  dragoman::Text text = dragoman::clean(report, options);
  std::string fault = dragoman::fault_of(text, report.bytes);
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}

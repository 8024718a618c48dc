// RawReport: the bytes of one report as they lay in their file, and what the container says of them.
#ifndef DRAGOMAN_READ_RAW_REPORT_H_
#define DRAGOMAN_READ_RAW_REPORT_H_

#include <string>
#include <vector>

#include "dragoman/engine.h"
#include "dragoman/record.h"

namespace dragoman {

enum class ContentKind : uint8_t { kPlain, kHtml };

struct RawReport {
  std::string source;       // path as the user gave or met it; "#3" behind it for the third record of a container
  std::string format;       // text html jsonl rss warc
  ContentKind content = ContentKind::kPlain;
  std::string bytes;        // undecoded
  std::string charset;      // as the container declares it (HTTP header, JSON: "utf-8"), or empty
  std::string file_name;    // last part of the path, for dates in it
  Given given;              // what the caller or the container knows for sure (JSONL keys, RSS items)
  std::vector<Diagnostic> diagnostics;
  bool failed = false;      // nothing to read here; the diagnostics say why
};

}  // namespace dragoman

#endif  // DRAGOMAN_READ_RAW_REPORT_H_

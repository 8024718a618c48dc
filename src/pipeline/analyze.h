// The whole way of one report: RawReport → Document.
#ifndef DRAGOMAN_PIPELINE_ANALYZE_H_
#define DRAGOMAN_PIPELINE_ANALYZE_H_

#include "document/document.h"
#include "dragoman/options.h"
#include "pipeline/resources.h"
#include "read/raw_report.h"

namespace dragoman {

/// Buffers that one thread uses again and again.
struct Scratch {
  LanguageScratch language;
  /// Called behind every stage with its name; for measurements. May be null.
  void (*stage_done)(const char* stage) = nullptr;
};

Document analyze(const RawReport& report, const Resources& resources, const ReadOptions& options,
                 Scratch& scratch);

/// The same from cleaned text on. `trace`, if not null, gets what the coder looked at and why.
void analyze_text(Document& document, const Resources& resources, Scratch& scratch,
                  std::string* trace = nullptr);

}  // namespace dragoman

#endif  // DRAGOMAN_PIPELINE_ANALYZE_H_

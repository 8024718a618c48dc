// The whole way of one report: RawReport → Document.
#ifndef DRAGOMAN_PIPELINE_ANALYZE_H_
#define DRAGOMAN_PIPELINE_ANALYZE_H_

#include "document/document.h"
#include "dragoman/options.h"
#include "event/coder.h"
#include "pipeline/resources.h"
#include "read/raw_report.h"
#include "statement/quotes.h"

namespace dragoman {

/// Buffers that one thread uses again and again.
struct Scratch {
  LanguageScratch language;
  EventScratch events;
  /// Called behind every stage with its name; for measurements. May be null.
  void (*stage_done)(const char* stage) = nullptr;
};

/// What the event stage was given and what its rules alone make of it; for training and tests.
struct EventEvidence {
  Events rules;
  std::vector<TriggerHit> hits;
  Quotes quotes;
};

Document analyze(const RawReport& report, const Resources& resources, const ReadOptions& options,
                 Scratch& scratch);

/// The same from cleaned text on. `trace`, if not null, gets what the coder looked at and why.
void analyze_text(Document& document, const Resources& resources, Scratch& scratch,
                  std::string* trace = nullptr, EventEvidence* evidence = nullptr);

}  // namespace dragoman

#endif  // DRAGOMAN_PIPELINE_ANALYZE_H_

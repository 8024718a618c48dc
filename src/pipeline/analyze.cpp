#include "pipeline/analyze.h"

#include <cassert>

#include "clean/clean.h"
#include "entity/entity.h"
#include "event/event.h"
#include "segment/segment.h"
#include "time/time.h"

namespace dragoman {
namespace {

// After every stage in debug, sanitizer and fuzz builds: a fault here is ours, never the input's.
void check([[maybe_unused]] const Document& document) {
#ifdef DRAGOMAN_VERIFY
  assert(verify(document).empty());
#endif
}

}  // namespace

void analyze_text(Document& d, const Resources& resources, Scratch&) {
  check(d);
  d.tokens = segment(d.text);
  check(d);
  d.times = find_times(d.text, d.tokens);
  check(d);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, resources.gazetteer);
  check(d);
  d.events = code_baseline(d.text, d.tokens, d.times, d.entities, resources.triggers);
  check(d);
}

Document analyze(const RawReport& report, const Resources& resources, const ReadOptions& options,
                 Scratch& scratch) {
  Document document;
  document.text = clean(report, options);
  if (!document.text.failed) analyze_text(document, resources, scratch);
  return document;
}

}  // namespace dragoman

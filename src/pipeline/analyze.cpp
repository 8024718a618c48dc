#include "pipeline/analyze.h"

#include <cassert>

#include "clean/clean.h"
#include "entity/acting_places.h"
#include "entity/entity.h"
#include "entity/nominals.h"
#include "event/coder.h"
#include "event/event.h"
#include "segment/segment.h"
#include "statement/quotes.h"
#include "statement/statement.h"
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

void analyze_text(Document& d, const Resources& r, Scratch& scratch, std::string* trace) {
  check(d);
  d.tokens = r.segmenter ? segment(d.text, *r.segmenter) : segment(d.text);
  if (r.language)
    analyze_language(d.text, d.tokens, *r.language, scratch.language, d.tags, d.trees, d.names);
  check(d);
  d.times = find_times(d.text, d.tokens, d.tags, d.trees);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, r.gazetteer, r.places,
                             d.times);
  check(d);
  if (!r.language) {
    d.events = code_baseline(d.text, d.tokens, d.times, d.entities, r.triggers);
    check(d);
    return;
  }
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees, &r.forms);
  d.entities =
      settle_acting_places(std::move(d.entities), d.text, d.tokens, tree, r.gazetteer);
  d.entities = add_nominals(std::move(d.entities), d.text, d.tokens, tree, r.gazetteer);
  check(d);
  const MentionIndex mentions(d.tokens, tree, d.entities);
  const Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, r.reporting);
  d.events =
      code_events(d.text, d.tokens, tree, d.times, d.entities, mentions, quotes, r.triggers, trace);
  check(d);
  d.statements = find_statements(d.text, d.tokens, tree, quotes, d.events, d.entities, mentions);
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

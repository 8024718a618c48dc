#include "pipeline/analyze.h"

#include <cassert>
#include <iterator>
#include <optional>

#include "clean/clean.h"
#include "entity/acting_places.h"
#include "entity/entity.h"
#include "entity/nominals.h"
#include "event/coder.h"
#include "event/contexts.h"
#include "event/deadlines.h"
#include "event/event.h"
#include "event/party_pronouns.h"
#include "segment/segment.h"
#include "statement/quotes.h"
#include "statement/speaker_pronouns.h"
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

// What the model takes for a cue and the rules do not.
void add_judged(const Document& d, const Resources& r, const TreeIndex& tree,
                const std::vector<JudgedCue>& cues, Quotes& quotes) {
  constexpr double kSome = 0.7;  // how sure it must be
  std::vector<std::pair<uint32_t, std::string_view>> words;
  for (const JudgedCue& cue : cues)
    if (!cue.known && 1 - cue.none > kSome) words.push_back({cue.word, cue.act});
  Quotes more = find_quotes_at(d.text, d.tokens, tree, d.entities, r.reporting, words);
  quotes.insert(quotes.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

}  // namespace

void analyze_text(Document& d, const Resources& r, Scratch& scratch, std::string* trace,
                  EventEvidence* evidence) {
  auto done = [&](const char* stage) {
    check(d);
    if (scratch.stage_done) scratch.stage_done(stage);
  };
  done("clean");
  know_outlet(d.text.info, r.gazetteer, r.places);
  d.tokens = r.segmenter ? segment(d.text, *r.segmenter) : segment(d.text);
  done("segment");
  if (r.language)
    analyze_language(d.text, d.tokens, *r.language, scratch.language, d.tags, d.trees, d.names);
  done("tag, parse, names");
  d.times = find_times(d.text, d.tokens, d.tags, d.trees);
  done("time");
  d.entities =
      find_entities(d.text, d.tokens, d.tags, d.trees, d.names, r.gazetteer, r.places, d.times);
  done("entity");
  if (!r.language) {
    d.events = code_baseline(d.text, d.tokens, d.times, d.entities, r.triggers);
    done("event");
    return;
  }
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees, &r.forms);
  done("tree index");
  d.entities = settle_acting_places(std::move(d.entities), d.text, d.tokens, tree, r.gazetteer);
  d.entities = add_nominals(std::move(d.entities), d.text, d.tokens, tree, r.gazetteer, r.violent);
  d.entities = join_short_names(std::move(d.entities), d.tokens, tree);
  d.entities = join_appositions(std::move(d.entities), d.tokens, tree);
  done("entity by trees");
  Quotes quotes = find_quotes(d.text, d.tokens, tree, d.entities, r.reporting);
  d.entities = complete_speakers(std::move(d.entities), d.text, d.tokens, tree, quotes);
  std::optional<MentionIndex> index;
  const MentionIndex& mentions = index.emplace(d.tokens, tree, d.entities);
  done("quotes");
  std::vector<TriggerHit> hits;
  std::vector<JudgedCue> cues;
  d.events = code_events(d.text, d.tokens, tree, d.times, d.entities, mentions, quotes, r.triggers,
                         trace, &hits);
  if (evidence) *evidence = {d.events, hits, quotes};
  if (r.events) {
    const EventFeatures features(d.tokens, d.tags, tree, d.entities, quotes, d.events, hits);
    Judgement judged = judge_events(*r.events, d.tokens, d.tags, tree, d.entities, features,
                                    scratch.events, trace);
    d.events = settle_events(std::move(d.events), judged, hits, d.text, d.tokens, tree, d.times,
                             d.entities, mentions, quotes, r.triggers);
    cues = std::move(judged.cues);
    add_judged(d, r, tree, cues, quotes);
    if (const auto pronouns = party_pronouns(tree, d.events, d.entities, mentions);
        !pronouns.empty()) {
      d.entities = add_pronouns(std::move(d.entities), d.tokens, pronouns, {});
      index.emplace(d.tokens, tree, d.entities);
    }
  }
  set_deadlines(d.events, d.text, d.tokens, tree, d.times);
  set_contexts(d.events, d.tokens, tree, r.contexts);
  done("event");
  IssueFinder issues(r.issues, r.gazetteer, d.tokens, d.tags, tree, mentions, d.entities);
  d.statements =
      find_statements(d.text, d.tokens, tree, quotes, d.events, d.entities, mentions, issues, cues);
  done("statement");
}

Document analyze(const RawReport& report, const Resources& resources, const ReadOptions& options,
                 Scratch& scratch) {
  Document document;
  document.text = clean(report, options);
  if (!document.text.failed) analyze_text(document, resources, scratch);
  return document;
}

}  // namespace dragoman

// Everything that is loaded once and then only read: models, gazetteer, lexicons.
#ifndef DRAGOMAN_PIPELINE_RESOURCES_H_
#define DRAGOMAN_PIPELINE_RESOURCES_H_

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "dragoman/options.h"
#include "dragoman/record.h"
#include "dragoman/result.h"
#include "entity/gazetteer.h"
#include "entity/places.h"
#include "event/contexts.h"
#include "event/event_model.h"
#include "event/triggers.h"
#include "segment/segment_model.h"
#include "statement/issues.h"
#include "statement/reporting.h"
#include "tag/language_model.h"

namespace dragoman {

struct Resources {
  Gazetteer gazetteer;
  PlaceTable places;  // empty: places have no coordinates
  TriggerLexicon triggers;
  ReportingLexicon reporting;
  ContextLexicon contexts;
  IssueLexicon issues;
  std::unordered_set<uint64_t> violent;   // of `triggers`
  FormTable forms;                        // all forms of the words of both lexicons
  std::optional<SegmentModel> segmenter;  // none: the rules
  std::optional<LanguageModel> language;  // none: the baseline coder
  std::optional<EventModel> events;       // none: the rules alone
  /// What could not be loaded and is done without.
  std::vector<Diagnostic> diagnostics;
};

/// Loads what the options ask for. Errors name the file, and the line of a fault in a table.
Result<Resources> load_resources(const EngineOptions& options);

/// The folder with resources/ and models/: options.data_dir, $DRAGOMAN_DATA_DIR, beside the program
/// (../share/dragoman, as installed), the source tree that it was built from; the first that
/// exists.
Result<std::string> find_data_dir(const std::string& wanted);

}  // namespace dragoman

#endif  // DRAGOMAN_PIPELINE_RESOURCES_H_

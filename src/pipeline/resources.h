// Everything that is loaded once and then only read: models, gazetteer, lexicons.
#ifndef DRAGOMAN_PIPELINE_RESOURCES_H_
#define DRAGOMAN_PIPELINE_RESOURCES_H_

#include <string>

#include "dragoman/options.h"
#include "dragoman/result.h"
#include "entity/gazetteer.h"
#include "event/triggers.h"

namespace dragoman {

struct Resources {
  Gazetteer gazetteer;
  TriggerLexicon triggers;
};

Result<Resources> load_resources(const EngineOptions& options);

/// The folder with resources/ and models/: options.data_dir, $DRAGOMAN_DATA_DIR, beside the program
/// (../share/dragoman, as installed), the source tree that it was built from; the first that exists.
Result<std::string> find_data_dir(const std::string& wanted);

}  // namespace dragoman

#endif  // DRAGOMAN_PIPELINE_RESOURCES_H_

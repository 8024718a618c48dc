#include "pipeline/resources.h"

#include <cstdlib>
#include <filesystem>

namespace dragoman {

namespace fs = std::filesystem;

Result<std::string> find_data_dir(const std::string& wanted) {
  auto holds = [](const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "resources", error);
  };
  if (!wanted.empty()) {
    if (holds(wanted)) return wanted;
    return Error{Error::Code::kNotFound,
                 wanted +
                     " holds no resources/ folder; --data-dir names the folder "
                     "that has resources/ and models/ in it"};
  }
  if (const char* env = std::getenv("DRAGOMAN_DATA_DIR"); env && *env) {
    if (holds(env)) return std::string(env);
    return Error{Error::Code::kNotFound,
                 std::string("DRAGOMAN_DATA_DIR is ") + env + ", which holds no resources/ folder"};
  }
  std::error_code error;
  fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    fs::path share = program.parent_path().parent_path() / "share" / "dragoman";
    if (holds(share)) return share.string();
  }
  if (holds(DRAGOMAN_SOURCE_ROOT)) return std::string(DRAGOMAN_SOURCE_ROOT);
  return Error{Error::Code::kNotFound,
               "the resources that belong to dragoman are not where they were installed; set "
               "DRAGOMAN_DATA_DIR to the folder that has resources/ and models/ in it"};
}

Result<Resources> load_resources(const EngineOptions& options) {
  auto dir = find_data_dir(options.data_dir);
  if (!dir) return dir.error();
  if (options.model != "fast" && options.model != "accurate" && options.model != "none")
    return Error{Error::Code::kArgument,
                 "there is no model '" + options.model + "'; known: fast, accurate, none"};
  if (options.coder != "model" && options.coder != "rules")
    return Error{Error::Code::kArgument,
                 "there is no coder '" + options.coder + "'; known: model, rules"};
  Resources r;
  auto gazetteer = Gazetteer::load(*dir, options.actor_files);
  if (!gazetteer) return gazetteer.error();
  r.gazetteer = std::move(gazetteer).value();
  for (const std::string& note : r.gazetteer.notes()) r.diagnostics.push_back({"actor_list", note});
  // Compiled at build time: beside the program, as built (build/share/dragoman) or installed.
  std::error_code no_program;
  fs::path program = fs::read_symlink("/proc/self/exe", no_program);
  std::string places_path = *dir + "/places.bin";
  if (std::error_code missing; !fs::exists(places_path, missing) && !no_program)
    places_path =
        (program.parent_path().parent_path() / "share" / "dragoman" / "places.bin").string();
  if (auto places = PlaceTable::open(places_path))
    r.places = std::move(places).value();
  else
    r.diagnostics.push_back(
        {"no_places", places.error().message + "; places will have no coordinates"});
  auto triggers = TriggerLexicon::load(*dir, options.rule_files);
  if (!triggers) return triggers.error();
  r.triggers = std::move(triggers).value();
  r.violent = r.triggers.violent_heads();
  auto contexts = ContextLexicon::load(*dir);
  if (!contexts) return contexts.error();
  r.contexts = std::move(contexts).value();
  auto issues = IssueLexicon::load(*dir);
  if (!issues) return issues.error();
  r.issues = std::move(issues).value();
  auto reporting = ReportingLexicon::load(*dir);
  if (!reporting) return reporting.error();
  r.reporting = std::move(reporting).value();
  if (options.model == "none") {
    r.triggers.build_forms();
    return r;
  }
  r.triggers.collect_forms(r.forms);
  r.reporting.collect_forms(r.triggers.irregular(), r.forms);
  auto segmenter = SegmentModel::load(*dir + "/models/segmenter.dgm");
  if (!segmenter) return segmenter.error();
  r.segmenter.emplace(std::move(segmenter).value());
  auto language = LanguageModel::load(*dir + "/models/" + options.model + ".dgm");
  if (!language) return language.error();
  r.language.emplace(std::move(language).value());
  if (options.coder == "model") {
    auto events = EventModel::load(*dir + "/models/events.dgm");
    if (!events)
      return Error{
          events.error().code,
          events.error().message + "; without it events are the rules' alone: --coder rules"};
    for (const std::string& mode : events->modes()) {
      const size_t slash = mode.find('/');
      if (r.triggers.default_cameo(mode.substr(0, slash), mode.substr(slash + 1)).empty())
        return Error{Error::Code::kFormat, *dir + "/models/events.dgm: " + mode +
                                               " is not in resources/ontology/types.tsv"};
    }
    r.events.emplace(std::move(events).value());
  }
  return r;
}

}  // namespace dragoman

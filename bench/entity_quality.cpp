// Quality and speed of the entity stage: the tables of docs/actors.md. Data: DRAGOMAN_DATA, else
// ../shared/data beside the project; test/gold/actors/ for our own gold.
//
//   entity_quality dump FILE…      what the stage finds in a plain text, for people
//   entity_quality gum [part]      coreference on GUM (default test), gold tokens
//   entity_quality link            linking on test/gold/actors/
//   entity_quality geo             LGL and GeoVirus
//   entity_quality cameo           sources and targets of events that a mention of ours reaches
//   … errors                       the same, and what went wrong on the half that is tuned on
//   entity_quality speed           words a second on the speeches or FILE…
//   before these: --no-model (patterns over words alone), --trees-only
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "document/tree_index.h"
#include "entity/acting_places.h"
#include "entity/entity.h"
#include "entity/nominals.h"
#include "eval/conllu.h"
#include "segment/segment.h"
#include "segment/segment_model.h"
#include "tag/language_model.h"
#include "time/time.h"

namespace {

using namespace dragoman;

struct Loaded {
  std::optional<Gazetteer> gazetteer;
  std::optional<LanguageModel> language;
  std::optional<SegmentModel> segmenter;
  PlaceTable places;
  bool model = true;
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string root() {
  return DRAGOMAN_SOURCE_DIR;
}
std::string data() {
  const char* env = std::getenv("DRAGOMAN_DATA");
  return env && *env ? env : root() + "/../shared/data";
}

// As the pipeline does it, save for the places that suffer violence; without `nominals` parties
// that have no name are left out.
void find_actors(const Loaded& l, Document& d, bool nominals = false) {
  d.entities =
      find_entities(d.text, d.tokens, d.tags, d.trees, d.names, *l.gazetteer, l.places, d.times);
  if (d.trees.size() == 0) return;
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  d.entities = settle_acting_places(std::move(d.entities), d.text, d.tokens, tree, *l.gazetteer);
  if (nominals) {
    d.entities = add_nominals(std::move(d.entities), d.text, d.tokens, tree, *l.gazetteer);
    d.entities = join_short_names(std::move(d.entities), d.tokens, tree);
    d.entities = join_appositions(std::move(d.entities), d.tokens, tree);
  }
}

Document analyse(const Loaded& l, std::string content, LanguageScratch& scratch,
                 const std::string& domain = "") {
  Document d;
  if (!domain.empty()) {
    d.text.info.outlet = Outlet{};
    d.text.info.outlet->domain = domain;
    know_outlet(d.text.info, *l.gazetteer, l.places);
  }
  d.text.content = std::move(content);
  d.tokens = l.segmenter && l.model ? segment(d.text, *l.segmenter) : segment(d.text);
  if (l.language && l.model)
    analyze_language(d.text, d.tokens, *l.language, scratch, d.tags, d.trees, d.names);
  d.times = find_times(d.text, d.tokens, d.tags, d.trees);
  find_actors(l, d);
  std::string fault = verify(d);
  if (!fault.empty()) std::printf("FAULT: %s\n", fault.c_str());
  return d;
}

int run_dump(const Loaded& l, const std::vector<std::string>& files) {
  LanguageScratch scratch;
  for (const std::string& path : files) {
    Document d = analyse(l, read_file(path), scratch);
    for (size_t s = 0; s < d.tokens.sentences(); ++s) {
      Span span = d.tokens.sentence_span(s);
      std::printf("\n%s\n", std::string(span.of(d.text.content)).c_str());
      for (const MentionRow& m : d.entities.mentions) {
        if (m.span.start < span.start || m.span.start >= span.end) continue;
        const EntityRow& e = d.entities.rows[m.entity.index];
        std::string roles;
        for (const Role& role : e.roles)
          roles +=
              " " + role.title + "(" + role.country + " " + role.sector +
              (role.start.empty() && role.end.empty() ? "" : " " + role.start + "/" + role.end) +
              ")";
        std::string where;
        if (e.place)
          where = " @" + e.place->geonames + " " + std::to_string(e.place->lat) + "," +
                  std::to_string(e.place->lon) + " " + e.place->country + " " + e.place->feature;
        std::printf("    %-42s e%u %s '%s' [%s %s]%s%s\n",
                    ("\"" + std::string(m.span.of(d.text.content)) + "\"").c_str(),
                    m.entity.index + 1, std::string(to_string(e.kind)).c_str(), e.name.c_str(),
                    e.country.c_str(), e.sector.c_str(), roles.c_str(), where.c_str());
      }
    }
  }
  return 0;
}

}  // namespace

#include "entity_quality_parts.h"
//
#include "entity_quality_cameo.h"

int main(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  Loaded l;
  auto flag = [&](const char* name) {
    auto at = std::find(args.begin(), args.end(), name);
    if (at == args.end()) return false;
    args.erase(at);
    return true;
  };
  l.model = !flag("--no-model");
  std::vector<std::string> lists;
  while (true) {
    auto at = std::find(args.begin(), args.end(), "--actors");
    if (at == args.end() || at + 1 == args.end()) break;
    lists.push_back(*(at + 1));
    args.erase(at, at + 2);
  }
  auto start = std::chrono::steady_clock::now();
  std::clock_t cpu = std::clock();
  auto gazetteer = Gazetteer::load(root(), lists);
  double load_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  double cpu_ms = 1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  if (!gazetteer) {
    std::fprintf(stderr, "%s\n", gazetteer.error().message.c_str());
    return 1;
  }
  l.gazetteer = std::move(gazetteer).value();
  start = std::chrono::steady_clock::now();
  const char* places_path = std::getenv("DRAGOMAN_PLACES");
  auto places = PlaceTable::open(places_path ? places_path : DRAGOMAN_PLACES_FILE);
  double places_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  if (places)
    l.places = std::move(places).value();
  else
    std::fprintf(stderr, "no places: %s\n", places.error().message.c_str());
  if (l.model) {
    auto language = LanguageModel::load(root() + "/models/fast.dgm");
    if (language)
      l.language = std::move(language).value();
    else
      std::fprintf(stderr, "no model: %s\n", language.error().message.c_str());
    auto segmenter = SegmentModel::load(root() + "/models/segmenter.dgm");
    if (segmenter) l.segmenter = std::move(segmenter).value();
  }
  std::string command = args.empty() ? "" : args[0];
  if (!args.empty()) args.erase(args.begin());
  std::fprintf(
      stderr,
      "%zu actors, %zu forms in %.1f ms (%.1f ms of the processor); %zu places in %.1f ms\n",
      l.gazetteer->actors(), l.gazetteer->forms(), load_ms, cpu_ms, l.places.size(), places_ms);
  if (command == "dump") return run_dump(l, args);
  if (command == "gum") return run_gum(l, args);
  if (command == "link") return run_link(l, args);
  if (command == "geo") return run_geo(l, args);
  if (command == "cameo") return run_cameo(l, args);
  if (command == "speed") return run_speed(l, args);
  std::fprintf(stderr,
               "entity_quality [--no-model] [--actors FILE] dump|gum|link|geo|cameo|speed\n");
  return 2;
}

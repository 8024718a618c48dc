// The entity stage over any text, with a small gazetteer: the tables that come out are sound.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "entity/entity.h"
#include "segment/segment.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  static const Gazetteer gazetteer = [] {
    Gazetteer g;
    Actor state;
    state.kind = EntityKind::kState;
    state.name = "Syria";
    state.country = "SYR";
    state.sector = "GOV";
    uint32_t syria = g.add_actor(state);
    g.add_form(syria, PhraseRole::kName, "Syria");
    g.add_form(syria, PhraseRole::kDemonym, "Syrian");
    g.add_form(syria, PhraseRole::kDemonym, "Syrians", true);
    g.add_form(syria, PhraseRole::kCapital, "Damascus?");
    state.name = "China";
    state.country = "CHN";
    uint32_t china = g.add_actor(state);
    g.add_form(china, PhraseRole::kName, "=China");
    g.add_form(china, PhraseRole::kDemonym, "Chinese");
    Actor title;
    title.kind = EntityKind::kPerson;
    title.rank = Rank::kMinister;
    title.sector = "GOV";
    title.name = "minister";
    uint32_t minister = g.add_actor(title);
    g.add_form(minister, PhraseRole::kTitle, "minister");
    g.add_form(minister, PhraseRole::kTitle, "ministers", true);
    title.name = "general";
    title.rank = Rank::kMilitary;
    g.add_form(g.add_actor(title), PhraseRole::kTitle, "general?");
    Actor agent;
    agent.kind = EntityKind::kArmedForce;
    agent.name = "army";
    agent.sector = "MIL";
    uint32_t army = g.add_actor(agent);
    g.add_form(army, PhraseRole::kAgent, "army");
    g.add_form(army, PhraseRole::kAgent, "armies", true);
    return g;
  }();
  Document d;
  d.text.content = utf8_repair({reinterpret_cast<const char*>(data), size});
  d.tokens = segment(d.text);
  d.entities = find_entities(d.text, d.tokens, d.tags, d.trees, d.names, gazetteer);
  if (!verify(d).empty()) std::abort();
  return 0;
}

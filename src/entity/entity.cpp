#include "entity/entity.h"

#include <algorithm>

#include "entity/draft.h"

namespace dragoman {

using entity_detail::Draft;
using entity_detail::Mention;

namespace {

// Rows that nobody mentions are dropped and the rest ordered by their first mention.
Entities finish(Draft& draft) {
  std::stable_sort(draft.mentions.begin(), draft.mentions.end(),
                   [](const Mention& a, const Mention& b) {
                     return a.first != b.first ? a.first < b.first
                            : a.last != b.last ? a.last > b.last
                                               : a.row < b.row;
                   });
  Entities out;
  out.mentions.reserve(draft.mentions.size());
  std::vector<uint32_t> number(draft.rows.size(), UINT32_MAX);
  for (const Mention& mention : draft.mentions) {
    uint32_t& to = number[mention.row];
    if (to == UINT32_MAX) {
      to = static_cast<uint32_t>(out.rows.size());
      out.rows.push_back(std::move(draft.rows[mention.row]));
    }
    MentionRow row;
    row.first = mention.first;
    row.last = mention.last;
    row.span = {draft.tokens.start[mention.first], draft.tokens.end[mention.last - 1]};
    row.entity = EntityId(size_t{to});
    row.form = mention.form;
    // The same entity twice over the same words says nothing more.
    if (!out.mentions.empty() && out.mentions.back().span == row.span &&
        out.mentions.back().entity == row.entity)
      continue;
    out.mentions.push_back(row);
  }
  return out;
}

}  // namespace

void know_outlet(ReportInfo& info, const Gazetteer& gazetteer, const PlaceTable& places) {
  if (!info.outlet || info.outlet->domain.empty()) return;
  Outlet& outlet = *info.outlet;
  if (const Actor* known = gazetteer.outlet(outlet.domain)) {
    if (outlet.name.empty()) outlet.name = known->name;
    if (outlet.country.empty()) outlet.country = known->country;
  } else if (uint32_t home = places.home_of(outlet.domain); home != PlaceFile::kNone) {
    if (outlet.country.empty()) outlet.country = PlaceTable::country(places.place(home));
  }
}

Entities find_entities(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
                       const Names& names, const Gazetteer& gazetteer, const PlaceTable& places,
                       const Times& times) {
  if (tokens.size() == 0) return {};
  Draft draft(text, tokens, tags, trees, names, gazetteer, places, times);
  entity_detail::find_names(draft);
  entity_detail::resolve_references(draft);
  entity_detail::date_offices(draft);
  entity_detail::locate_places(draft);
  return finish(draft);
}

}  // namespace dragoman

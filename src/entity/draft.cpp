#include "entity/draft.h"

#include <algorithm>

#include "base/fold.h"

namespace dragoman::entity_detail {
namespace {

// Slugs and places of a dateline that is still a part of the text decide nothing here: the dateline
// and outlet are facts of Text::info.
std::string home_country(const Text& text, const Gazetteer& gazetteer) {
  auto state_of = [&](const std::string& words) -> std::string {
    Text t;
    t.content = words;
    Tokens tokens;
    for (size_t i = 0; i < words.size();) {
      size_t space = std::min(words.find_first_of(" ,", i), words.size());
      if (space > i) {
        tokens.start.push_back(static_cast<uint32_t>(i));
        tokens.end.push_back(static_cast<uint32_t>(space));
      }
      i = space + 1;
    }
    if (tokens.size() == 0) return {};
    std::vector<uint64_t> hashes;
    Gazetteer::hash_words(t, tokens, hashes);
    Gazetteer::Match match = gazetteer.longest(hashes, 0);
    if (match.length == 0) return {};
    for (uint32_t f = match.form; f != Gazetteer::kNone; f = gazetteer.form(f).next) {
      const Actor& actor = gazetteer.actor_of(f);
      if (actor.kind == EntityKind::kState && !gazetteer.form(f).ambiguous) return actor.country;
    }
    return {};
  };
  if (text.info.dateline && !text.info.dateline->place.empty()) {
    std::string country = state_of(text.info.dateline->place);
    if (!country.empty()) return country;
  }
  return {};
}

// Whose news an outlet tells, by the end of its domain: those where English is written.
struct Domain {
  std::string_view end, country;
};
constexpr Domain kDomains[] = {
    {".uk", "GBR"}, {".ca", "CAN"}, {".au", "AUS"}, {".nz", "NZL"}, {".ie", "IRL"}, {".in", "IND"},
    {".pk", "PAK"}, {".bd", "BGD"}, {".lk", "LKA"}, {".np", "NPL"}, {".sg", "SGP"}, {".my", "MYS"},
    {".ph", "PHL"}, {".hk", "HKG"}, {".za", "ZAF"}, {".ke", "KEN"}, {".ug", "UGA"}, {".tz", "TZA"},
    {".ng", "NGA"}, {".gh", "GHA"}, {".zw", "ZWE"}, {".zm", "ZMB"}, {".jm", "JAM"}, {".il", "ISR"},
    {".ru", "RUS"}, {".us", "USA"}, {".mt", "MLT"}, {".et", "ETH"}, {".eg", "EGY"}, {".lb", "LBN"},
    {".sa", "SAU"}, {".ae", "ARE"}, {".qa", "QAT"}, {".om", "OMN"}, {".kw", "KWT"}, {".ir", "IRN"},
    {".cn", "CHN"}, {".jp", "JPN"}, {".kr", "KOR"}, {".th", "THA"}, {".vn", "VNM"}, {".id", "IDN"},
    {".ua", "UKR"}, {".pl", "POL"}, {".tr", "TUR"}, {".ge", "GEO"}, {".am", "ARM"}, {".az", "AZE"}};

std::string country_of(const Outlet& outlet, const Actor* known) {
  if (known && known->agency) return {};
  if (!outlet.country.empty()) return outlet.country;
  for (const Domain& d : kDomains)
    if (outlet.domain.ends_with(d.end)) return std::string(d.country);
  return {};
}

}  // namespace

Draft::Draft(const Text& text_in, const Tokens& tokens_in, const Tags& tags_in,
             const Trees& trees_in, const Names& names_in, const Gazetteer& gazetteer_in,
             const PlaceTable& places_in, const Times& times_in)
    : text(text_in),
      tokens(tokens_in),
      tags(tags_in),
      trees(trees_in),
      names(names_in),
      gazetteer(gazetteer_in),
      places(places_in),
      times(times_in) {
  const size_t n = tokens.size();
  Gazetteer::hash_words(text, tokens, hashes);
  bits.resize(n);
  upper.resize(n);
  item_at.assign(n, kNone);
  taken.assign(n, 0);
  sentence_.resize(n);
  headline.assign(tokens.sentences(), 0);
  for (size_t s = 0; s < tokens.sentences(); ++s) {
    uint32_t from = tokens.sentence_first[s], to = tokens.sentence_first[s + 1];
    uint32_t letters = 0, capitals = 0, shouted = 0, longer = 0;
    for (uint32_t i = from; i < to; ++i) {
      sentence_[i] = static_cast<uint32_t>(s);
      bits[i] = word_bits(hashes[i]);
      std::string_view w = word(i);
      bool is_upper = starts_upper(w);
      bool all = is_upper && w.size() > 1 &&
                 std::none_of(w.begin(), w.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      upper[i] = all ? 2 : is_upper ? 1 : 0;
      bool letter =
          is_upper || (w[0] >= 'a' && w[0] <= 'z') || static_cast<unsigned char>(w[0]) >= 0x80;
      if (!letter) continue;
      ++letters;
      // Small words keep their small letters in headlines.
      if (w.size() > 4) {
        ++longer;
        capitals += is_upper;
      }
      shouted += all;
      if (!is_upper) lower_.insert(hashes[i]);
    }
    // A sentence that ends as sentences do is none, however many names it has.
    std::string_view end = word(to - 1);
    bool closed = end == "." || end == "!" || end == "\xE2\x80\x9D" || end == "\"" || end == "'";
    if (letters >= 3 && shouted == letters)
      headline[s] = 2;
    else if (!closed && longer >= 3 && capitals * 4 >= longer * 3)
      headline[s] = 1;
  }
  name_at.assign(n, 0);
  for (size_t k = 0; k < names.size(); ++k)
    for (uint32_t i = names[k].first; i < names[k].last && i < n; ++i)
      name_at[i] = static_cast<uint32_t>(k + 1);
  if (text.info.published) day = day_number(text.info.published->value);
  home = home_country(text, gazetteer);
  if (text.info.outlet) {
    outlet = gazetteer.outlet(text.info.outlet->domain);
    outlet_country = country_of(*text.info.outlet, outlet);
    outlet_home = places.home_of(text.info.outlet->domain);
  }
}

const Form* Draft::form_as(uint32_t i, PhraseRole role) const {
  if (i >= item_at.size() || item_at[i] == kNone) return nullptr;
  const Item& item = items[item_at[i]];
  std::string_view here = words(item.first, item.last);
  bool shouted = headline[sentence(i)] == 2;
  for (uint32_t f = item.form; f != kNone; f = gazetteer.form(f).next) {
    const Form& form = gazetteer.form(f);
    if (form.role == role && gazetteer.fits(form, here, shouted)) return &form;
  }
  return nullptr;
}

const Form* Draft::actor_form(uint32_t i) const {
  const Form* form = form_at(i);
  return form && form->role != PhraseRole::kTitle && form->role != PhraseRole::kAgent ? form
                                                                                      : nullptr;
}

uint32_t Draft::new_row(EntityKind kind, std::string_view name, std::string_view country,
                        std::string_view sector) {
  EntityRow row;
  row.kind = kind;
  row.name = name;
  row.country = country;
  row.sector = sector;
  rows.push_back(std::move(row));
  info.emplace_back();
  return static_cast<uint32_t>(rows.size() - 1);
}

uint32_t Draft::row_for(EntityKind kind, std::string_view name, std::string_view country,
                        std::string_view sector) {
  std::string key = fold(name);
  key += '\x1f';
  key += country;
  key += static_cast<char>('A' + static_cast<int>(kind));
  auto [at, fresh] = row_keys_.try_emplace(std::move(key), 0);
  if (fresh) at->second = new_row(kind, name, country, sector);
  return at->second;
}

uint32_t Draft::state_row(std::string_view country) {
  std::string_view name = gazetteer.state_name(country);
  std::string key = "\x1e";
  key += country;
  auto [at, fresh] = row_keys_.try_emplace(std::move(key), 0);
  if (fresh)
    at->second = new_row(EntityKind::kState, name.empty() ? country : name, country, "GOV");
  return at->second;
}

void Draft::index_person(uint32_t row) {
  for (const PersonName::Part& part : info[row].person.parts)
    person_parts_.emplace(part_key(part), row);
}

uint32_t Draft::known_person(const PersonName& name) const {
  if (name.parts.empty()) return kNone;
  uint32_t found = kNone, best_parts = 0;
  bool two = false;
  // Every part of one name stands in the other, so a row that fits shares a key with some part.
  for (const PersonName::Part& part : name.parts) {
    auto [from, to] = person_parts_.equal_range(part_key(part));
    int looked = 0;
    for (auto it = from; it != to && looked < 64; ++it, ++looked) {
      uint32_t row = it->second;
      if (row == found) continue;
      const PersonName& other = info[row].person;
      if (!same_name(name, other, true)) continue;
      // One word: it must be the family name, or the given name in full use (Saddam); not a middle.
      auto shared = static_cast<uint32_t>(std::min(name.parts.size(), other.parts.size()));
      if (found == kNone || shared > best_parts) {
        two = false;
        found = row;
        best_parts = shared;
      } else if (shared == best_parts) {
        two = true;
      }
    }
  }
  return two ? kNone : found;
}

uint32_t Draft::person_row(uint32_t first, uint32_t last) {
  std::string_view written = words(first, last);
  PersonName name = parse_person_name(written);
  uint32_t row = known_person(name);
  if (row == kNone) {
    row = new_row(EntityKind::kPerson, written, "", "");
    info[row].gender = name.gender;
    info[row].person = std::move(name);
    index_person(row);
  } else if (name.parts.size() > info[row].person.parts.size() ||
             (name.parts.size() == info[row].person.parts.size() &&
              written.size() > rows[row].name.size() + 2)) {
    rows[row].name = written;
    if (name.gender != Gender::kUnknown) info[row].gender = name.gender;
    info[row].person = std::move(name);
    index_person(row);
  }
  std::replace(rows[row].name.begin(), rows[row].name.end(), '\n', ' ');
  return row;
}

void Draft::add_role(uint32_t row, const Actor& title, std::string_view country,
                     std::string_view sector, std::string_view before) {
  EntityRow& r = rows[row];
  RowInfo& i = info[row];
  if (r.country.empty() && !country.empty()) r.country = country;
  if (title.honorific) return;
  bool former = before == "former";
  std::string_view own = former                  ? std::string_view("ELI")
                         : !title.sector.empty() ? std::string_view(title.sector)
                                                 : sector;
  if (r.sector.empty()) r.sector = own;
  i.titles.push_back(&title);
  if (i.rank == Rank::kNone) i.rank = title.rank;
  std::string name =
      former && !title.name.starts_with("former") ? "former " + title.name : title.name;
  if (before == "acting" && !title.name.starts_with("acting")) name = "acting " + name;
  for (Role& role : r.roles)
    if (role.title == name) {
      if (role.country.empty()) role.country = country;
      return;
    }
  Role role;
  role.title = std::move(name);
  role.country = country;
  role.sector = own;
  r.roles.push_back(std::move(role));
}

void Draft::add_mention(uint32_t first, uint32_t last, uint32_t row, MentionForm form) {
  Mention mention;
  mention.first = first;
  mention.last = last;
  mention.row = row;
  mention.form = form;
  mentions.push_back(mention);
  auto number = static_cast<uint32_t>(mentions.size());
  for (uint32_t i = first; i < last; ++i) taken[i] = number;
  if (form == MentionForm::kName) ++info[row].named;
}

bool Draft::verb_at(uint32_t i) const {
  if (i >= tokens.size()) return false;
  if (tags.size()) return tags.upos[i] == Upos::kVerb || tags.upos[i] == Upos::kAux;
  if (is(i, kWAux | kWSay)) return true;
  if (upper[i]) return false;
  std::string_view w = word(i);
  return w.size() > 4 && w.ends_with("ed");
}

}  // namespace dragoman::entity_detail

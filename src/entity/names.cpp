// Pass 1: what is named. One walk over each sentence with the phrases of the gazetteer marked: a
// state or body that owns an office or a common noun takes it along (Syrian Foreign Minister X; the
// Chinese army), an office takes the name beside it, a name the office behind its comma. Headlines
// come last: their capitals say nothing, so they may only use what the body made known.
#include <algorithm>
#include <span>
#include <unordered_set>

#include "base/fold.h"
#include "entity/draft.h"

namespace dragoman::entity_detail {
namespace {

constexpr uint32_t kMaxNameWords = 9;
constexpr uint32_t kMaxTitles = 6;

bool is_government_word(std::string_view lemma) {
  return lemma == "government" || lemma == "regime" || lemma == "administration" ||
         lemma == "authorities" || lemma == "authority" || lemma == "leadership" ||
         lemma == "central government";
}

class NameFinder {
 public:
  explicit NameFinder(Draft& draft) : d_(draft) {}

  void run() {
    mark_items();
    const size_t sentences = d_.tokens.sentences();
    for (int pass = 0; pass < 2; ++pass)
      for (size_t s = 0; s < sentences; ++s) {
        if ((d_.headline[s] != 0) != (pass == 1)) continue;
        from_ = d_.tokens.sentence_first[s];
        to_ = d_.tokens.sentence_first[s + 1];
        for (uint32_t i = from_; i < to_;) i = std::max(i + 1, scan(i));
      }
    for (const Mention& m : d_.mentions) {
      const EntityRow& row = d_.rows[m.row];
      if (row.kind == EntityKind::kPlace)
        places_seen_.emplace(fold(d_.words(m.first, m.last)), row.country);
    }
    for (size_t s = 0; s < sentences; ++s) {
      from_ = d_.tokens.sentence_first[s];
      to_ = d_.tokens.sentence_first[s + 1];
      for (uint32_t i = from_; i < to_;) i = std::max(i + 1, short_name(i));
    }
    for (const Mention& m : d_.mentions) beside(m);
  }

 private:
  struct Owner {
    std::string country, sector;
    EntityKind kind = EntityKind::kState;
    uint32_t row = kNone;  // of a body that owns the office (Hezbollah, the White House)
    bool adjective = false;
    uint32_t first = 0, last = 0;  // its words
  };
  struct Title {
    const Actor* actor = nullptr;
    const Form* form = nullptr;
    std::string_view before;  // former, acting
  };
  struct Office {
    uint32_t first = 0, last = 0;
    std::vector<Title> titles;
    std::vector<Owner> owners;
    bool plural = false;
  };

  bool is(uint32_t i, uint64_t bit) const { return i < to_ && d_.is(i, bit); }

  // --- phrases of the gazetteer ---

  void mark_items() {
    for (size_t s = 0; s < d_.tokens.sentences(); ++s) {
      uint32_t from = d_.tokens.sentence_first[s], to = d_.tokens.sentence_first[s + 1];
      bool shouted = d_.headline[s] == 2;
      for (uint32_t i = from; i < to;) {
        uint32_t length = 0;
        size_t limit = to;
        for (;;) {
          Gazetteer::Match match = d_.gazetteer.longest(std::span(d_.hashes).first(limit), i);
          length = match.length;
          if (length == 0) break;
          // The East African | Community: a name that goes on behind an article wins.
          if (length > 1 && d_.is(i, kWThe) && i + 1 < limit &&
              d_.gazetteer.longest(std::span(d_.hashes).first(to), i + 1).length >= length) {
            length = 0;
            break;
          }
          uint32_t form = choose(match.form, d_.words(i, i + length), shouted);
          // accused, backs, leads: with a model a verb is no noun
          if (form != kNone && length == 1 && d_.tags.size() &&
              (d_.tags.upos[i] == Upos::kVerb || d_.tags.upos[i] == Upos::kAux) &&
              d_.gazetteer.form(form).role >= PhraseRole::kTitle && !d_.upper[i])
            form = kNone;
          if (form != kNone) {
            d_.item_at[i] = static_cast<uint32_t>(d_.items.size());
            const Form& chosen = d_.gazetteer.form(form);
            const Actor& actor = d_.gazetteer.actor(chosen);
            d_.items.push_back({i, i + length, form, owner_inside(chosen, actor, i, length)});
            if (chosen.role == PhraseRole::kName && !chosen.ambiguous &&
                actor.kind == EntityKind::kState)
              d_.states.insert(actor.country);
            if (chosen.role == PhraseRole::kDemonym && !chosen.ambiguous)
              d_.states.insert(actor.country);
            if (!chosen.ambiguous && chosen.role != PhraseRole::kTitle &&
                chosen.role != PhraseRole::kAgent && chosen.role != PhraseRole::kCapital)
              d_.note_country(actor.country);
            if (chosen.role < PhraseRole::kTitle && actor.country.size() == 3) {
              auto [at, fresh] = d_.one_form.try_emplace(actor.country, form);
              if (!fresh && at->second != form) at->second = kNone;
            }
            break;
          }
          if (length == 1) {
            length = 0;
            break;
          }
          limit = i + length - 1;  // the case does not fit: a shorter phrase may
        }
        i += std::max(length, 1u);
      }
    }
    survey();
    // Georgian President, Jordan's king: what owns an office of state is a state, here and
    // everywhere in the report.
    for (size_t k = 0; k + 1 < d_.items.size(); ++k) {
      const Form& form = d_.gazetteer.form(d_.items[k].form);
      const Actor& actor = d_.gazetteer.actor(form);
      if (!form.ambiguous || actor.kind != EntityKind::kState || form.role > PhraseRole::kDemonym ||
          d_.item_at[d_.items[k].first] != k)
        continue;
      uint32_t at = d_.items[k].last;
      bool adjective = form.role == PhraseRole::kDemonym;
      if (!adjective && at < d_.bits.size() && d_.is(at, kWPosS)) ++at, adjective = true;
      const Form& next = d_.gazetteer.form(d_.items[k + 1].form);
      const Actor& office = d_.gazetteer.actor(next);
      if (adjective && d_.items[k + 1].first == at && next.role == PhraseRole::kTitle &&
          !next.ambiguous && (office.sector == "GOV" || office.rank == Rank::kRoyal)) {
        d_.states.insert(actor.country);
        d_.note_country(actor.country);
      }
    }
  }

  // Local news names the divisions of its country (Ohio, Fairfax County, Pa.) and hardly those of
  // another.
  void survey() {
    if (d_.places.empty()) return;
    read_domain();
    std::unordered_map<std::string, uint32_t> divisions;
    std::unordered_set<uint64_t> american;
    for (uint32_t i = 0; i < d_.tokens.size(); ++i)
      if (d_.is(i, kWAmerican)) american.insert(d_.hashes[i]);
    for (uint32_t i = 0; i < d_.tokens.size();) {
      uint32_t next = i + 1;
      // Names of the tables of actors are looked up only for the town that a paper is called after.
      if (d_.upper[i] && !d_.is(i, kWDet) && (d_.item_at[i] == kNone || !domain_.empty())) {
        PlaceTable::Match match = d_.places.longest(d_.hashes, i);
        if (match.length && called_after(i, i + match.length)) d_.own_list = match.list;
        if (match.length && d_.item_at[i] == kNone) {
          next = i + match.length;
          uint32_t top = d_.places.candidates(match)[0];
          std::string_view feature = PlaceTable::feature(d_.places.place(top));
          if (!PlaceTable::alternate(top) && (feature == "ADM1" || feature == "ADM2"))
            ++divisions[std::string(PlaceTable::country(d_.places.place(top)))];
        }
      }
      i = next;
    }
    // The town's own paper tells of its country; one that is called after a town does so too, and
    // outside of national domains it is American.
    if (d_.outlet_home != kNone)
      divisions[std::string(PlaceTable::country(d_.places.place(d_.outlet_home)))] += 2;
    else if (!d_.outlet_country.empty())
      ++divisions[d_.outlet_country];
    else if (std::string country = d_.own_list == kNone ? "" : country_called_after();
             !country.empty())
      divisions[country] += 2;
    // Two of its words are worth a division; and then Georgia, of which nothing else is said, is
    // one too.
    if (american.size() > 1) divisions["USA"] += static_cast<uint32_t>(american.size()) / 2;
    if (auto usa = divisions.find("USA"); usa != divisions.end()) {
      auto georgia = d_.one_form.find("GEO");
      if (georgia != d_.one_form.end() && georgia->second != kNone) ++usa->second;
    }
    uint32_t most = 0, all = 0;
    for (const auto& [country, n] : divisions) {
      all += n;
      if (n > most || (n == most && country < d_.local)) {
        most = n;
        d_.local = country;
      }
    }
    if (d_.outlet_home != kNone)
      d_.local = PlaceTable::country(d_.places.place(d_.outlet_home));
    else if (most < 2 || most * 3 < all * 2)
      d_.local.clear();
    d_.local_signs = most;
    // Namesakes of states are no states all through the report.
    if (d_.local.empty()) return;
    std::vector<std::string> gone;
    for (const Item& item : d_.items) {
      const Form& form = d_.gazetteer.form(item.form);
      const Actor& actor = d_.gazetteer.actor(form);
      if (actor.kind != EntityKind::kState || form.role == PhraseRole::kDemonym ||
          form.role > PhraseRole::kMetonym || !namesake(item.first, item.last, actor.country))
        continue;
      d_.item_at[item.first] = kNone;
      gone.push_back(actor.country);
    }
    for (const std::string& country : gone) {
      d_.countries.erase(country);
      d_.states.erase(country);
    }
  }

  // What is left of the outlet's domain behind the name of a town, if it is a word for news:
  // parisbeacon.com of Paris.
  bool called_after(std::string_view name) const {
    static constexpr std::string_view kNews[] = {
        "news",      "press",      "times",   "post",       "herald",     "tribune",  "gazette",
        "journal",   "review",     "star",    "sun",        "telegram",   "dispatch", "register",
        "chronicle", "observer",   "leader",  "record",     "advocate",   "courier",  "independent",
        "reporter",  "sentinel",   "daily",   "local",      "online",     "today",    "beacon",
        "democrat",  "republican", "eagle",   "enterprise", "examiner",   "express",  "globe",
        "mail",      "messenger",  "mirror",  "monitor",    "bulletin",   "standard", "telegraph",
        "voice",     "weekly",     "citizen", "argus",      "echo",       "banner",   "call",
        "world",     "pilot",      "patriot", "progress",   "transcript", "union",    "guardian",
        "now",       "live",       "paper",   "city"};
    if (name.size() < 4 || !domain_.starts_with(name)) return false;
    std::string_view rest = domain_.substr(name.size());
    if (rest.starts_with("-")) rest.remove_prefix(1);
    return std::any_of(std::begin(kNews), std::end(kNews),
                       [&](std::string_view word) { return rest.starts_with(word); });
  }
  bool called_after(uint32_t first, uint32_t last) const {
    if (domain_.empty()) return false;
    std::string name;
    for (uint32_t k = first; k < last; ++k)
      for (char c : fold(d_.word(k)))
        if (c >= 'a' && c <= 'z') name += c;
    return called_after(name);
  }

  // Of the towns that the domain is called after the American one, outside of national domains.
  std::string country_called_after() const {
    const auto candidates = d_.places.candidates({1, d_.own_list});
    for (uint32_t p : candidates)
      if (PlaceTable::country(d_.places.place(p)) == "USA") return "USA";
    const auto& first = d_.places.place(candidates.front());
    const std::string_view feature = PlaceTable::feature(first);
    if (feature == "PPLC" || feature.starts_with("PCL")) return {};  // Jordan: who knows
    return std::string(PlaceTable::country(first));
  }

  // The name of an outlet that no table knows, as its domain has it: the label before the first
  // point, without an article. And the town that it is called after, where that is one word.
  void read_domain() {
    if (!d_.text.info.outlet || d_.outlet || d_.outlet_home != kNone) return;
    domain_ = d_.text.info.outlet->domain;
    if (domain_.starts_with("www.")) domain_.remove_prefix(4);
    if (domain_.starts_with("the")) domain_.remove_prefix(3);
    domain_ = domain_.substr(0, domain_.find('.'));
    for (size_t size = std::min<size_t>(domain_.size(), 24); size >= 4; --size) {
      const std::string_view name = domain_.substr(0, size);
      if (!called_after(name)) continue;
      const uint64_t hash[] = {fold_hash(name)};
      const PlaceTable::Match match = d_.places.longest(hash, 0);
      if (match.length == 0) continue;
      d_.own_list = match.list;
      return;
    }
  }

  // In local news the name of a state that is also a town or division there (Georgia, Lebanon,
  // Palestine), with nothing else of that state in the report.
  bool namesake(uint32_t i, uint32_t end, const std::string& country) const {
    if (d_.local.empty() || d_.local == country) return false;
    auto forms = d_.one_form.find(country);
    if (forms == d_.one_form.end() || forms->second == kNone) return false;
    // The paper's own town or province is meant, whatever else is far away.
    const PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(end), i);
    for (uint32_t p : d_.places.candidates(match)) {
      if (PlaceTable::country(d_.places.place(p)) != d_.local || PlaceTable::alternate(p)) continue;
      if (match.list == d_.own_list) return true;
      if (d_.outlet_home == kNone) continue;
      if (PlaceTable::number(p) == d_.outlet_home ||
          PlaceTable::number(p) == d_.places.place(d_.outlet_home).admin1)
        return true;
    }
    // Among other foreign states it is one of them.
    uint32_t abroad = 0;
    for (const std::string& state : d_.states) abroad += state != d_.local && state != country;
    if (d_.local_signs < 2 * abroad + 2) return false;
    for (uint32_t p : d_.places.candidates(match))
      if (PlaceTable::country(d_.places.place(p)) == d_.local && !PlaceTable::alternate(p))
        return true;
    return false;
  }

  // NATO troops, US officials: a common noun or office of the tables that begins with its owner.
  uint32_t owner_inside(const Form& form, const Actor& actor, uint32_t i, uint32_t length) const {
    if (length < 2 || form.role < PhraseRole::kTitle || !actor.country.empty()) return kNone;
    Gazetteer::Match match = d_.gazetteer.longest(std::span(d_.hashes).first(i + length - 1), i);
    for (uint32_t f = match.length ? match.form : kNone; f != kNone;
         f = d_.gazetteer.form(f).next) {
      const Form& inner = d_.gazetteer.form(f);
      EntityKind kind = d_.gazetteer.actor(inner).kind;
      if (inner.role < PhraseRole::kTitle && !inner.ambiguous &&
          (kind == EntityKind::kState || kind == EntityKind::kInternationalOrganisation ||
           kind == EntityKind::kArmedGroup) &&
          d_.gazetteer.fits(inner, d_.words(i, i + match.length), false))
        return f;
    }
    return kNone;
  }

  // The owner that the words of a title or common noun name themselves.
  bool inner_owner(uint32_t i, Owner& owner) const {
    const Item& item = d_.items[d_.item_at[i]];
    if (item.owner == kNone) return false;
    const Actor& actor = d_.gazetteer.actor_of(item.owner);
    owner = {};
    owner.country = actor.country;
    owner.sector = actor.sector;
    owner.kind = actor.kind;
    owner.first = item.first;
    owner.last = item.last;
    return true;
  }

  // The strongest form that fits these words and holds on the day of the report.
  uint32_t choose(uint32_t form, std::string_view words, bool shouted) const {
    uint32_t first = kNone, latest = kNone;
    for (uint32_t f = form; f != kNone; f = d_.gazetteer.form(f).next) {
      if (!d_.gazetteer.fits(d_.gazetteer.form(f), words, shouted)) continue;
      const Actor& actor = d_.gazetteer.actor_of(f);
      if (d_.day != 0 && actor.in_force(d_.day)) return f;
      if (first == kNone) first = f;
      if (latest == kNone && actor.to == UINT32_MAX) latest = f;
    }
    return latest != kNone ? latest : first;
  }

  // Of several actors that share a form the one whose country the report names otherwise; null if
  // the form is ambiguous and nothing else speaks for any of them.
  const Actor* settle(uint32_t i, bool sure) const {
    const Form* form = d_.form_at(i);
    if (!form->ambiguous) return &d_.gazetteer.actor(*form);
    const Actor* found = nullptr;
    const Actor* first = nullptr;
    bool several = false;
    for (const Form* f = form;; f = &d_.gazetteer.form(f->next)) {
      if (f->role != PhraseRole::kTitle && f->role != PhraseRole::kAgent &&
          d_.gazetteer.fits(*f, d_.words(i, d_.item_end(i)), d_.headline[d_.sentence(i)] == 2)) {
        const Actor& actor = d_.gazetteer.actor(*f);
        if (!first)
          first = &actor;
        else if (actor.country != first->country || actor.name != first->name)
          several = true;
        if (!found && d_.countries.count(actor.country)) found = &actor;
      }
      if (f->next == kNone) break;
    }
    if (found) return found;
    return sure && !several ? first : nullptr;
  }

  // --- owners ---

  // A state or body that can own what follows: Syrian, Syria's, Hezbollah, the White House.
  uint32_t owner_at(uint32_t i, Owner& owner, bool sure = true) {
    if (i >= to_) return i;
    const Form* form = d_.actor_form(i);
    if (!form || (form->role == PhraseRole::kDemonym && form->plural)) return i;
    const Actor* actor = settle(i, sure);
    if (!actor) return i;
    uint32_t end = d_.item_end(i);
    owner.country = actor->country;
    owner.sector = actor->sector;
    owner.kind = actor->kind;
    owner.adjective = form->role == PhraseRole::kDemonym;
    owner.row = kNone;
    owner.first = i;
    owner.last = end;
    if (actor->kind != EntityKind::kState)
      owner.row = d_.row_for(actor->kind, actor->name, actor->country, actor->sector);
    return end;
  }

  // [the] owner, also a common noun with an owner: (of) the Chinese Foreign Ministry.
  uint32_t owner_phrase(uint32_t i, Owner& owner) {
    if (is(i, kWDet)) ++i;
    uint32_t end = owner_at(i, owner);
    uint32_t at = end > i ? end : i;
    if (end > i && is(at, kWPosS)) ++at;
    const Form* agent = at < to_ ? d_.form_as(at, PhraseRole::kAgent) : nullptr;
    if (agent) {
      const Actor& a = d_.gazetteer.actor(*agent);
      if (end == i) owner = {};
      owner.sector = a.sector;
      owner.kind = a.kind;
      return d_.item_end(at);
    }
    return end;
  }

  // --- offices ---

  // was elected president, Parliament appointed X minister: a verb, where "the newly elected
  // president" has a quality.
  bool appoints(uint32_t i) const {
    static const uint64_t kVerbs[] = {fold_hash("appointed"), fold_hash("elected"),
                                      fold_hash("nominated"), fold_hash("designated")};
    if (std::find(std::begin(kVerbs), std::end(kVerbs), d_.hashes[i]) == std::end(kVerbs))
      return false;
    if (i == from_) return false;
    return d_.is(i - 1, kWAux | kWComma | kWHe | kWShe | kWIt) ||
           (d_.taken[i - 1] && !d_.is(i - 1, kWPosS | kWPossessive | kWDet));
  }

  uint32_t skip_modifiers(uint32_t i, std::string_view& before) const {
    if (i < to_ && appoints(i)) return i;
    for (uint32_t n = 0; n < 5 && i < to_; ++n) {
      if (const Form* f = d_.form_at(i);
          f && d_.form_as(i, PhraseRole::kTitle) && d_.item_end(i) > i)
        break;
      if (!d_.is(i, kWTitleMod)) break;
      if (d_.is(i, kWEx))
        before = "former";
      else if (before.empty() && (fold(d_.word(i)) == "acting" || fold(d_.word(i)) == "interim" ||
                                  fold(d_.word(i)) == "caretaker"))
        before = "acting";
      ++i;
      if (is(i, kWHyphen)) ++i;
    }
    return i;
  }

  // Titles from word i on, with what they are of; false if none stands there.
  bool parse_office(uint32_t i, Office& office) {
    uint32_t at = i;
    while (office.titles.size() < kMaxTitles) {
      Title title;
      uint32_t head = skip_modifiers(at, title.before);
      if (head >= to_) break;
      title.form = d_.form_as(head, PhraseRole::kTitle);
      if (!title.form) break;
      title.actor = &d_.gazetteer.actor(*title.form);
      office.titles.push_back(title);
      if (Owner own; office.owners.empty() && inner_owner(head, own)) office.owners.push_back(own);
      office.plural = office.plural || title.form->plural;
      at = d_.item_end(head);
      office.last = at;
      tails(office, at);
      at = office.last;
      // State Councilor and Foreign Minister; Minister of Interior, Major General
      uint32_t more = at;
      if (is(more, kWAnd | kWComma)) ++more;
      std::string_view ignored;
      uint32_t next = skip_modifiers(more, ignored);
      if (next >= to_ || !d_.form_as(next, PhraseRole::kTitle)) break;
      if (d_.form_as(next, PhraseRole::kTitle)->ambiguous && more != at && !d_.upper[next]) break;
      // "the president and the foreign minister", "the president, prime minister and speaker" are
      // several people: a second office of one person follows without an article and has a name
      // behind.
      if (more != at) {
        const Form* form = d_.form_as(next, PhraseRole::kTitle);
        uint32_t behind = d_.item_end(next);
        bool name_follows = behind < to_ && (d_.upper[behind] || is(behind, kWOf | kWTo | kWComma));
        if (!name_follows || form->plural != office.plural) break;
      }
      at = more;
    }
    office.first = i;
    return !office.titles.empty();
  }

  // of China, to Syria, in Damascus, for the Foreign Ministry
  void tails(Office& office, uint32_t at) {
    const Actor& title = *office.titles.back().actor;
    bool sent = title.rank == Rank::kAmbassador || title.rank == Rank::kEnvoy;
    for (int tail = 0; tail < 3; ++tail) {
      bool of = is(at, kWOf), to = is(at, kWTo), in = is(at, kWLocative),
           for_ = at < to_ && fold(d_.word(at)) == "for";
      if (!(of || for_ || (sent && (to || in)))) return;
      Owner owner;
      uint32_t end = owner_phrase(at + 1, owner);
      if (end <= at + 1 || (d_.is(at + 1, kWDet) && end <= at + 2)) {
        if (tail > 0 || title.rank != Rank::kMinister || !(of || for_)) return;
        end = portfolio_end(at + 1);
        if (end <= at + 1) return;
        office.last = at = end;
        continue;
      }
      bool owns =
          of || (for_ && (owner.kind != EntityKind::kState || title.rank == Rank::kSpokesperson));
      if (owns && office.owners.empty()) office.owners.push_back(owner);
      at = end;
      if (of && (office.plural)) {  // foreign ministers of Syria, Iraq and Iran
        while (is(at, kWComma | kWAnd)) {
          uint32_t next = at + 1;
          if (is(next, kWAnd)) ++next;
          Owner more;
          uint32_t more_end = owner_phrase(next, more);
          if (more_end <= next) break;
          office.owners.push_back(more);
          at = more_end;
        }
      }
      office.last = at;
    }
  }

  // Where a portfolio that no table has ends, behind "minister of": Steel Development, wildlife.
  // As far as it goes on in capitals, or in common nouns, up to a name. `at` if it is none.
  uint32_t portfolio_end(uint32_t at) const {
    constexpr uint32_t kMostWords = 7;
    if (at >= to_ || d_.tags.size() == 0) return at;
    const bool upper = d_.upper[at] != 0;
    uint32_t end = at;
    for (uint32_t i = at; i < to_ && i < at + kMostWords; ++i) {
      if (d_.taken[i] || d_.actor_form(i) || d_.form_as(i, PhraseRole::kTitle)) break;
      if (d_.name_at[i]) {
        const Name& name = d_.names[d_.name_at[i] - 1];
        if (name.type == NameType::kPerson && name.first == i) break;
      }
      const Upos pos = d_.tags.upos[i];
      if (is(i, kWAnd)) continue;  // counts if something follows
      const bool noun = pos == Upos::kNoun || pos == Upos::kPropn || pos == Upos::kAdj;
      if (!noun || (d_.upper[i] != 0) != upper) break;
      end = i + 1;
    }
    return end;
  }

  void give_roles(uint32_t row, const Office& office) {
    for (const Title& title : office.titles)
      d_.offices.push_back({row, title.actor, office.first, office.last, Turn::kHolds, kNone});
    std::string country = office.owners.empty() ? "" : office.owners[0].country;
    std::string sector = office.owners.empty() ? "" : office.owners[0].sector;
    for (const Title& title : office.titles) {
      std::string_view of = country;
      if (of.empty()) of = title.actor->country;
      if (of.empty() && title.actor->sector == "IGO") of = "IGO";
      d_.add_role(row, *title.actor, of, sector, title.before);
      feminine(row, title);
    }
  }

  // spokeswoman, queen, Mr: what the form of the title says about the person.
  void feminine(uint32_t row, const Title& title) {
    std::string_view surface = d_.gazetteer.surface(*title.form);
    size_t space = surface.rfind(' ');
    std::string last = fold(surface.substr(space == std::string_view::npos ? 0 : space + 1));
    while (!last.empty() && last.back() == '.') last.pop_back();
    uint64_t bits = word_bits(fold_hash(last));
    if (bits & kWFeminine)
      d_.info[row].gender = Gender::kFemale;
    else if (bits & kWMasculine)
      d_.info[row].gender = Gender::kMale;
  }

  // An office that begins at word i (behind its owner, if it has one in front); the mention begins
  // at `first`. Returns the word behind, or i if there is none.
  uint32_t office_at(uint32_t i, uint32_t first, const Owner* owner) {
    Office office;
    if (owner) office.owners.push_back(*owner);
    if (!parse_office(i, office)) return i;
    // former Russian spy, senior Chinese diplomat
    while (first > from_ && d_.is(first - 1, kWTitleMod) && !d_.taken[first - 1] &&
           !appoints(first - 1) && (!d_.upper[first - 1] || first - 1 == from_)) {
      --first;
      if (d_.is(first, kWEx)) office.titles.front().before = "former";
    }
    uint32_t whose = kNone;
    if (first > from_ && d_.is(first - 1, kWPossessive) && office.owners.empty()) whose = first - 1;
    bool all_ambiguous = std::all_of(office.titles.begin(), office.titles.end(),
                                     [](const Title& t) { return t.form->ambiguous; });
    bool honorific = std::all_of(office.titles.begin(), office.titles.end(),
                                 [](const Title& t) { return t.actor->honorific; });
    uint32_t at = office.last;
    // Beside a name: Foreign Minister Wang Yi; the Ambassador of China in Damascus, Shi Hongwei
    uint32_t name_first = at;
    bool comma = is(name_first, kWComma);
    if (comma) ++name_first;
    uint32_t name_last =
        name_first < to_ && !d_.taken[name_first] ? name_end(name_first) : name_first;
    bool title_is_upper = d_.upper[office.titles.back().form ? office.first : i] != 0;
    if (name_last > name_first && comma) {
      bool closes = name_last >= to_ || is(name_last, kWComma) || !d_.upper[name_last];
      uint32_t capitals = 0;
      for (uint32_t k = name_first; k < name_last; ++k) capitals += d_.upper[k] != 0;
      bool known = d_.known_person(parse_person_name(d_.words(name_first, name_last))) != kNone;
      bool definite = owner || whose != kNone || !office.owners.empty() ||
                      (first > from_ && d_.is(first, kWThe)) ||
                      (first > from_ && d_.is(first - 1, kWThe));
      if (!closes || (capitals < 2 && !known) || !definite || office.plural ||
          looks_like_place(name_first, name_last))
        name_last = name_first;
    }
    if (name_last > name_first && !comma && all_ambiguous && !title_is_upper && !owner) {
      // "witness Ali Hassan" is fine, "father Syria" is not.
      if (d_.headline[d_.sentence(i)]) name_last = name_first;
    }
    if (name_last > name_first && !comma && office.plural) {
      // Presidents Xi Jinping and Vladimir Putin
      uint32_t start = name_first, stop = name_last;
      for (int n = 0; n < 6; ++n) {
        uint32_t row = d_.person_row(start, stop);
        give_roles(row, office);
        d_.add_mention(n == 0 ? first : start, stop, row, MentionForm::kName);
        uint32_t next = stop;
        if (is(next, kWComma)) ++next;
        if (is(next, kWAnd)) ++next;
        if (next == stop || next >= to_ || d_.taken[next]) break;
        uint32_t end = name_end(next);
        if (end <= next) break;
        start = next;
        stop = end;
      }
      return stop;
    }
    if (name_last > name_first) {
      uint32_t row = d_.person_row(name_first, name_last);
      give_roles(row, office);
      if (office.owners.empty()) lies_in(row, first, office.last);
      d_.add_mention(first, name_last, row, MentionForm::kName);
      if (whose != kNone) {
        Pending p;
        p.kind = Pending::Kind::kOwned;
        p.first = first;
        p.last = name_last;
        p.row = row;
        p.whose = whose;
        d_.pending.push_back(p);
      }
      return name_last;
    }
    if (honorific && !owner && office.owners.empty()) {
      bool rank = office.titles[0].actor->rank == Rank::kRoyal ||
                  office.titles[0].actor->rank == Rank::kCleric ||
                  office.titles[0].actor->rank == Rank::kMilitary;
      if (!rank || !(first > from_ && d_.is(first - 1, kWThe))) return i;
    }
    // Behind a name: Guan Youfei, the Chinese military official charged with …
    uint32_t lead = first;
    // Nicola Sturgeon, Scotland's first minister; X, the group's leader
    if (lead > from_ + 1 && d_.is(lead - 1, kWPosS)) {
      uint32_t owner_word = lead - 2;
      if (d_.taken[owner_word] == kReserved) {
        while (owner_word > from_ && d_.taken[owner_word - 1] == kReserved) --owner_word;
        lead = owner_word;
      } else if (d_.taken[owner_word]) {
        lead = d_.mentions[d_.taken[owner_word] - 1].first;
      }
    }
    if (lead > from_ && d_.is(lead - 1, kWDet) && is_det(lead - 1)) --lead;
    if (lead > from_ + 1 && is(lead - 1, kWComma) && !office.plural) {
      uint32_t behind = office.last;
      bool closes =
          behind >= to_ ||
          is(behind, kWComma | kWWho | kWCloseParen | kWSay | kWOpenQuote | kWCloseQuote) ||
          !d_.upper[behind];
      bool list = is(behind, kWAnd);
      uint32_t start = name_before(lead - 1);
      if (closes && !list && start < lead - 1) {
        uint32_t row =
            d_.taken[start] ? d_.mentions[d_.taken[start] - 1].row : d_.person_row(start, lead - 1);
        if (!d_.taken[start]) d_.add_mention(start, lead - 1, row, MentionForm::kName);
        give_roles(row, office);
        if (office.owners.empty()) lies_in(row, first, office.last);
        d_.add_mention(lead, office.last, row, MentionForm::kNominal);
        return office.last;
      }
    }
    bool weak = all_ambiguous && !owner && office.owners.empty();
    if (weak && (office.plural || !(first > from_ && d_.is(first - 1, kWThe)))) return i;
    if (d_.trees.size() && office.owners.empty() &&
        office.last < to_) {  // minister level talks, student protests
      Deprel rel = universal(d_.trees.deprel[office.last - 1]);
      if (rel == Deprel::kCompound && d_.trees.head[office.last - 1] >= office.last) return i;
    }
    pend_office(office, first, whose, weak);
    return office.last;
  }

  // Texas Governor X; X, mayor of Basra: of the country that the place proves to lie in.
  void lies_in(uint32_t row, uint32_t first, uint32_t last) {
    if (!d_.rows[row].country.empty()) return;
    uint32_t word = kNone;
    if (first > from_) word = d_.is(first - 1, kWPosS) && first > from_ + 1 ? first - 2 : first - 1;
    if ((word == kNone || place_covering(word) == kNone) && is(last, kWOf)) {
      word = last + 1;
      if (is(word, kWThe)) ++word;
      if (word < to_ && !d_.taken[word]) town_at(word);
    }
    uint32_t place = word == kNone ? kNone : place_covering(word);
    if (place != kNone) d_.lies_in.push_back({row, place});
  }

  uint32_t place_covering(uint32_t word) const {
    if (word >= to_ || !d_.taken[word] || d_.taken[word] == kReserved) return kNone;
    uint32_t row = d_.mentions[d_.taken[word] - 1].row;
    return d_.rows[row].kind == EntityKind::kPlace ? row : kNone;
  }

  void pend_office(const Office& office, uint32_t first, uint32_t whose = kNone,
                   bool weak = false) {
    if (first > from_ && is_det(first - 1) && !d_.taken[first - 1]) --first;
    if (first > from_ && office.plural && d_.is(first - 1, kWNumberish) && !d_.taken[first - 1])
      --first;
    const Title* title = &office.titles.front();
    // Of "Minister of Interior, Major General" the office tells more than the rank.
    for (const Title& t : office.titles)
      if (title->actor->rank == Rank::kMilitary && t.actor->rank != Rank::kMilitary) title = &t;
    Pending p;
    p.kind = office.plural ? Pending::Kind::kOffices : Pending::Kind::kOffice;
    p.first = first;
    p.last = office.last;
    p.title = title->actor;
    p.plural = office.plural;
    p.definite =
        d_.is(first, kWThe | kWPossessive | kWBoth) || is(first, kWNumberish) ||
        (d_.is(first, kWDet) && fold(d_.word(first)) != "a" && fold(d_.word(first)) != "an");
    if (d_.is(first, kWDet) && !p.definite) p.bits |= kWDet;
    for (uint32_t k = first; k < office.last; ++k)
      p.bits |= d_.bits[k] & (kWTwo | kWThree | kWFour | kWBoth);
    p.count = (p.bits & (kWTwo | kWBoth)) ? 2 : (p.bits & kWThree) ? 3 : (p.bits & kWFour) ? 4 : 0;
    for (const Owner& owner : office.owners) p.countries.push_back(owner.country);
    if (p.countries.empty() && !title->actor->country.empty())
      p.countries.push_back(title->actor->country);
    // The sector of the owner is kept in the row if one is made: Hezbollah spokesman.
    if (!office.owners.empty()) p.row = office.owners[0].row;
    if (title->before == "former") p.bits |= kWEx;
    p.whose = whose;
    p.weak = weak;
    if (whose != kNone) p.definite = true;
    take(p);
  }

  void take(Pending& p) {
    d_.pending.push_back(p);
    for (uint32_t i = p.first; i < p.last; ++i)
      if (!d_.taken[i]) d_.taken[i] = kReserved;
  }

  // --- personal names ---

  // The word behind a personal name that begins at i; i if none does.
  uint32_t name_end(uint32_t i) const {
    if (i >= to_) return i;
    if (!d_.upper[i]) {  // al-Assad, bin Salman, de Gaulle
      if (!d_.is(i, kWParticle) || d_.is(i, kWDet)) return i;
      uint32_t next = i + 1;
      if (next < to_ && d_.is(next, kWHyphen)) ++next;
      if (next >= to_ || !d_.upper[next] || d_.is(next, kWNotName)) return i;
      uint32_t end = capital_name_end(next);
      return end > next ? end : i;
    }
    return capital_name_end(i);
  }

  // The same from a word that begins with a capital.
  uint32_t capital_name_end(uint32_t i) const {
    if (d_.is(i, kWNotName)) return i;
    bool heading = d_.headline[d_.sentence(i)] != 0;
    if (d_.name_at[i]) {
      const Name& name = d_.names[d_.name_at[i] - 1];
      if (name.type == NameType::kPerson && name.last <= to_ && name.last > i)
        return with_hyphens(trim_name(i, name.last));
    }
    uint32_t at = i, last = i;
    while (at < to_ && at - i < kMaxNameWords) {
      uint64_t bits = d_.bits[at];
      if (d_.upper[at]) {
        if ((bits & kWNotName) && !(bits & kWParticle)) {
          // Theresa May: a month behind a given name, and no day behind it, is a family name.
          bool family = at == i + 1 && !is(at, kWDet | kWPossessive | kWAnd) &&
                        d_.word(at).size() >= 3 &&
                        parse_person_name(d_.word(i)).gender != Gender::kUnknown &&
                        !(at + 1 < to_ && d_.word(at + 1)[0] >= '0' && d_.word(at + 1)[0] <= '9');
          if (!family) break;
        }
        if (d_.taken[at] && d_.taken[at] != kReserved) break;
        if (const Form* form = d_.form_at(at)) {
          bool actor = form->role != PhraseRole::kTitle && form->role != PhraseRole::kAgent;
          // A state never stands inside a person's name; what is ambiguous may (Jordan, Chad,
          // Sofia).
          if (actor && !form->ambiguous && (form->role != PhraseRole::kCapital || at == i) &&
              form->surface_size > 2)
            break;
          if (form->role == PhraseRole::kTitle && at > i && !form->ambiguous &&
              d_.item_end(at) - at >= 1 && d_.upper[at] &&
              (d_.gazetteer.actor(*form).honorific == false))
            break;
          if (at == i && d_.item_end(at) - at >= 2) break;
        }
        if (heading && ((bits & (kWVerb | kWSay | kWAux | kWMotion)) ||
                        (d_.tags.size() && d_.tags.upos[at] == Upos::kVerb)))
          break;
        if (heading && at > i && d_.lower_elsewhere(at)) break;
        if (at == from_ && d_.lower_elsewhere(at) && d_.tags.size() == 0) return i;
        ++at;
        last = at;
      } else if ((bits & kWParticle) && at + 1 < to_ && (at > i || d_.upper[at + 1]) &&
                 (d_.upper[at + 1] || (d_.bits[at + 1] & (kWParticle | kWHyphen)))) {
        ++at;
      } else if ((bits & kWHyphen) && at > i && at + 1 < to_ && (d_.upper[at + 1] || last == at)) {
        // Jae-in, Abdul-Mahdi: what follows the hyphen belongs to the name if the hyphen joins.
        if (!(d_.tokens.flags[at - 1] & Tokens::kSpaceAfter) &&
            !(d_.tokens.flags[at] & Tokens::kSpaceAfter)) {
          bool lower = !d_.upper[at + 1];
          if (lower &&
              (d_.word(at + 1).size() > 5 || d_.verb_at(at + 1) || d_.word(at - 1).size() > 7))
            break;
          at += 2;
          if (at <= to_) last = std::max(last, lower ? at : last);
          if (!lower) --at;
        } else {
          break;
        }
      } else if (d_.word(at) == "." && at > i && d_.word(at - 1).size() == 1 && at + 1 < to_ &&
                 d_.upper[at + 1]) {
        ++at;  // J . Smith
      } else {
        break;
      }
    }
    return last;
  }

  // What a model takes into a name too much: a possessive mark, a title in front.
  uint32_t trim_name(uint32_t i, uint32_t last) const {
    while (last > i && (d_.is(last - 1, kWPosS | kWComma) || d_.word(last - 1) == ".")) --last;
    return last;
  }

  // Kim Jong-un: a model may stop before the hyphen.
  uint32_t with_hyphens(uint32_t end) const {
    while (end + 1 < to_ && d_.is(end, kWHyphen) && d_.word(end + 1).size() <= 5 &&
           !d_.verb_at(end + 1) && !(d_.tokens.flags[end - 1] & Tokens::kSpaceAfter) &&
           !(d_.tokens.flags[end] & Tokens::kSpaceAfter))
      end += 2;
    return end;
  }

  // First word of a name that ends before word `end`; `end` if none does.
  uint32_t name_before(uint32_t end) const {
    if (end > from_ && d_.taken[end - 1] && d_.taken[end - 1] != kReserved) {
      const Mention& m = d_.mentions[d_.taken[end - 1] - 1];
      return d_.rows[m.row].kind == EntityKind::kPerson && m.last == end &&
                     m.form == MentionForm::kName
                 ? m.first
                 : end;
    }
    uint32_t start = end, capital = end;
    while (start > from_ && end - start < kMaxNameWords) {
      uint32_t i = start - 1;
      if (d_.taken[i]) break;
      if (d_.upper[i] && !d_.is(i, kWNotName))
        capital = i;
      else if (!(d_.is(i, kWParticle | kWHyphen) && !d_.upper[i]))
        break;
      start = i;
    }
    if (capital == end) return end;
    uint32_t until = name_end(capital);
    if (until != end) return end;
    if (d_.form_at(capital) && d_.actor_form(capital) && !d_.actor_form(capital)->ambiguous)
      return end;
    if (end - capital == 1 && looks_like_place(capital, end)) return end;
    return org_like(capital, end) ? end : capital;
  }

  bool org_like(uint32_t i, uint32_t end) const {
    for (uint32_t k = i; k < end; ++k)
      if (d_.is(k, kWOrgTail)) return true;
    return false;
  }

  bool looks_like_place(uint32_t i, uint32_t end) const {
    if (d_.places.empty()) return false;
    PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(end), i);
    if (match.length != end - i) return false;
    auto list = d_.places.candidates(match);
    return !list.empty() && d_.places.place(list[0]).population > 50000;
  }

  // --- one position ---

  static constexpr uint32_t kReserved = UINT32_MAX;

  uint32_t scan(uint32_t i) {
    if (d_.taken[i]) return i + 1;
    uint64_t bits = d_.bits[i];
    if (bits & (kWPossessive | kWDet | kWNumberish)) {
      uint32_t end = group_at(i);
      if (end > i) return end;
      end = counterpart_at(i);
      if (end > i) return end;
      end = country_noun_at(i);
      if (end > i) return end;
    }
    if (bits & kWThe) {
      uint32_t end = body_noun_at(i);
      if (end > i) return end;
    }
    const Form* form = d_.form_at(i);
    // New Mexico, West Virginia: words that begin sentences also begin names of places.
    if (!form && d_.upper[i] && (bits & kWNotName) && i + 1 < to_ && d_.upper[i + 1] &&
        !d_.places.empty() && d_.places.longest(std::span(d_.hashes).first(to_), i).length > 1) {
      uint32_t end = town_at(i);
      if (end > i + 1) return end;
    }
    if (form) {
      uint32_t end = i;
      if (form->role == PhraseRole::kTitle) {
        end = title_at(i);
        if (end == i && d_.form_as(i, PhraseRole::kAgent)) end = agent_at(i, i, nullptr);
      } else if (form->role == PhraseRole::kAgent) {
        end = agent_at(i, i, nullptr);
        if (end == i && d_.form_as(i, PhraseRole::kTitle)) end = title_at(i);
      } else {
        end = actor_at(i);
      }
      if (end > i) return end;
    }
    if (is(i, kWTitleMod)) {  // former Foreign Minister X, former Turkish Prime Minister X
      std::string_view before;
      uint32_t head = skip_modifiers(i, before);
      if (head > i && head < to_ && d_.actor_form(head)) return actor_at(head);
      if (head > i && head < to_ && d_.form_as(head, PhraseRole::kTitle)) {
        uint32_t end = office_at(i, i, nullptr);
        if (end > i) return end;
      }
    }
    if (bits & (kWHe | kWShe | kWThey | kWIt | kWI | kWWe | kWYou)) return pronoun_at(i);
    if (d_.upper[i] && !(bits & kWNotName)) return run_at(i);
    if (d_.name_at[i]) return run_at(i);
    return i;
  }

  uint32_t title_at(uint32_t i) { return office_at(i, i, nullptr); }

  uint32_t pronoun_at(uint32_t i) {
    if (d_.upper[i] == 2 && d_.word(i).size() > 1) return i;  // US, IT
    // "For his part" looks ahead, to the subject that follows.
    if (is(i, kWPossessive) && i > from_ && i + 1 < to_ && fold(d_.word(i + 1)) == "part" &&
        fold(d_.word(i - 1)) == "for")
      return i + 1;
    Pending p;
    p.kind = Pending::Kind::kPronoun;
    p.first = i;
    p.last = i + 1;
    p.bits = d_.bits[i];
    take(p);
    return i + 1;
  }

  // the two countries, both sides, the two friendly peoples, the three foreign ministers
  uint32_t group_at(uint32_t i) {
    uint32_t at = i;
    if (is(at, kWThe) || is(at, kWPossessive) || is(at, kWDet)) ++at;
    if (!is(at, kWNumberish)) return i;
    uint64_t number = d_.bits[at];
    if ((number & kWBoth) && at == i && is(at + 1, kWThe | kWPossessive))
      ++at;  // both the countries
    ++at;
    uint32_t limit = std::min(to_, at + 4);
    for (uint32_t head = at; head < limit; ++head) {
      uint64_t bits = d_.bits[head];
      Pending p;
      p.first = i;
      p.bits = number;
      p.count = (number & (kWTwo | kWBoth)) ? 2 : (number & kWThree) ? 3 : 4;
      p.definite = d_.is(i, kWThe | kWBoth | kWPossessive) || (d_.is(i, kWDet));
      p.plural = true;
      const Form* title = d_.form_as(head, PhraseRole::kTitle);
      const Form* agent = d_.form_as(head, PhraseRole::kAgent);
      if (bits & (kWGroupState | kWGroupPeople)) {
        p.kind = Pending::Kind::kStates;
        p.last = head + 1;
        p.bits |= bits & (kWGroupState | kWGroupPeople);
      } else if (title && title->plural) {
        p.kind = Pending::Kind::kOffices;
        p.last = d_.item_end(head);
        p.title = &d_.gazetteer.actor(*title);
      } else if (agent && agent->plural &&
                 d_.gazetteer.actor(*agent).kind != EntityKind::kPopulation) {
        p.kind = Pending::Kind::kStates;
        p.last = d_.item_end(head);
        p.title = &d_.gazetteer.actor(*agent);
      } else if (head + 1 < limit && !d_.is(head, kWAnd | kWComma | kWOf) && !d_.actor_form(head) &&
                 !d_.upper[head]) {
        continue;  // friendly, neighbouring
      } else {
        return i;
      }
      if (!p.definite) return i;
      take(p);
      return p.last;
    }
    return i;
  }

  // his Chinese counterpart Wang Yi; the Syrian counterpart
  uint32_t counterpart_at(uint32_t i) {
    uint32_t limit = std::min(to_, i + 7);
    std::string country;
    for (uint32_t at = i + (d_.is(i, kWDet | kWPossessive) ? 1 : 0); at < limit; ++at) {
      if (d_.is(at, kWCounterpart)) {
        Pending p;
        p.kind = Pending::Kind::kCounterpart;
        p.first = i;
        p.last = at + 1;
        p.definite = true;
        p.plural = d_.word(at).back() == 's';
        p.bits = d_.bits[i];
        if (!country.empty()) p.countries.push_back(country);
        uint32_t name = at + 1;
        if (is(name, kWComma)) ++name;
        uint32_t end = p.plural || name >= to_ || d_.taken[name] ? name : name_end(name);
        if (end > name && (name == at + 1 || end - name >= 2)) {
          p.row = d_.person_row(name, end);
          if (!country.empty() && d_.rows[p.row].country.empty()) d_.rows[p.row].country = country;
          d_.add_mention(i, end, p.row, MentionForm::kName);
          d_.pending.push_back(p);  // its office is learnt later
          return end;
        }
        take(p);
        return p.last;
      }
      Owner owner;
      uint32_t end = owner_at(at, owner);
      if (end > at && owner.adjective) {
        country = owner.country;
        at = end - 1;
      } else if (!d_.is(at, kWTitleMod)) {
        return i;
      }
    }
    return i;
  }

  // the country, his country, the kingdom, the Arab country
  uint32_t country_noun_at(uint32_t i) {
    if (!is(i, kWThe | kWPossessive)) return i;
    uint32_t at = i + 1;
    if (!is(at, kWCountryNoun)) {
      ++at;
      if (!is(at, kWCountryNoun) || d_.actor_form(at - 1) || d_.upper[at]) return i;
      // "the Arab country", "his own country": other qualities could be any country's.
      std::string quality = fold(d_.word(at - 1));
      if (quality != "own" && !(d_.upper[at - 1])) return i;
    }
    if (fold(d_.word(at)) == "state" && !is(i, kWPossessive))
      return i;  // the state of …, the state media
    if (is(at + 1, kWOf) || is(at + 1, kWHyphen) || (at + 1 < to_ && d_.word(at + 1) == "where"))
      return i;
    bool owner = is(i, kWPossessive);
    if (owner && !is(i, kWHe | kWShe)) return i;
    Pending p;
    p.kind = Pending::Kind::kCountry;
    p.first = i;
    p.last = at + 1;
    p.bits = d_.bits[i];
    p.definite = true;
    take(p);
    return p.last;
  }

  // the group, the alliance: a body named before; the North, where one of the Koreas is meant
  uint32_t body_noun_at(uint32_t i) {
    uint32_t at = i + 1;
    if (at >= to_) return i;
    Pending p;
    p.kind = Pending::Kind::kBody;
    p.first = i;
    p.last = at + 1;
    p.definite = true;
    if (d_.upper[at] == 1 && (fold(d_.word(at)) == "north" || fold(d_.word(at)) == "south")) {
      bool korea = d_.states.count("PRK") || d_.states.count("KOR");
      for (std::string_view other : {"SDN", "SSD", "YEM", "VNM", "CYP", "USA"})
        if (other != "USA" && d_.states.count(std::string(other))) korea = false;
      if (!korea || (at + 1 < to_ && d_.upper[at + 1])) return i;
      p.countries.push_back(fold(d_.word(at)) == "north" ? "PRK" : "KOR");
    } else {
      if (body_kinds(d_.hashes[at]) == 0 || d_.upper[at]) return i;
      uint32_t next = at + 1;
      // the group of states, the group Black Widow, the party leader: something else is meant.
      if (next < to_ && (d_.is(next, kWOf | kWHyphen) || d_.upper[next] || d_.form_at(next)))
        return i;
      if (const Form* form = d_.form_at(i + 1); form && d_.item_end(i + 1) > i + 2) return i;
      if (d_.trees.size() && d_.trees.head[at] > at && d_.trees.head[at] < to_ &&
          universal(d_.trees.deprel[at]) == Deprel::kCompound)
        return i;
      // If none was named it is a body like any other common noun's.
      if (const Form* agent = d_.form_as(at, PhraseRole::kAgent); agent && !agent->ambiguous)
        p.title = &d_.gazetteer.actor(*agent);
    }
    take(p);
    return p.last;
  }

  // --- states and bodies ---

  uint32_t actor_at(uint32_t i) {
    const Form& form = *d_.actor_form(i);
    uint32_t end = d_.item_end(i);
    // A longer capitalised name that merely begins so: Damascus International Airport, Jordan
    // Henderson. British Columbia, Indian Ocean, Mexico City: a place whose name goes on.
    if (!d_.places.empty() && end < to_ && d_.upper[end]) {
      PlaceTable::Match longer = d_.places.longest(std::span(d_.hashes).first(to_), i);
      uint32_t far = i + longer.length;
      auto list = d_.places.candidates(longer);
      bool free = far > end && !list.empty() &&
                  !PlaceTable::feature(d_.places.place(list[0])).starts_with("PCL");
      for (uint32_t k = i; k < far && free; ++k) free = d_.upper[k] && !d_.taken[k];
      if (free && far > i + 1) {
        d_.add_mention(i, far, place_row(i, far, ""), MentionForm::kName);
        return far;
      }
    }
    // Cairo University, Damascus International Airport: a body or building called after a state or
    // town.
    if ((form.role == PhraseRole::kName || form.role == PhraseRole::kCapital) &&
        d_.gazetteer.actor(form).kind == EntityKind::kState && end < to_ && d_.upper[end] == 1 &&
        !d_.headline[d_.sentence(i)]) {
      uint32_t far = end;
      while (far < to_ && far - end < 5 && d_.upper[far] && !d_.is(far, kWNotName) &&
             !d_.actor_form(far) && !d_.form_as(far, PhraseRole::kTitle))
        ++far;
      static const std::unordered_set<std::string> kBuildings = {
          "airport", "hospital", "street", "square", "avenue", "bridge",
          "stadium", "museum",   "tower",  "road",   "port",   "station"};
      static const std::unordered_set<std::string> kBodies = {
          "university", "bank",       "college",     "school",     "institute", "church",
          "company",    "group",      "times",       "post",       "news",      "center",
          "centre",     "foundation", "association", "federation", "exchange",  "club"};
      if (far > end) {
        std::string tail = fold(d_.word(far - 1));
        bool building = kBuildings.count(tail) != 0;
        if (building || kBodies.count(tail)) {
          const std::string country = form.ambiguous ? "" : d_.gazetteer.actor(form).country;
          d_.add_mention(i, far,
                         d_.row_for(building ? EntityKind::kPlace : EntityKind::kOrganisation,
                                    d_.words(i, far), country, ""),
                         MentionForm::kName);
          return far;
        }
      }
    }
    if ((form.role == PhraseRole::kName || form.role == PhraseRole::kCapital) &&
        d_.gazetteer.actor(form).kind == EntityKind::kState &&
        namesake(i, end, d_.gazetteer.actor(form).country)) {
      d_.countries.erase(d_.gazetteer.actor(form).country);
      d_.states.erase(d_.gazetteer.actor(form).country);
      d_.add_mention(i, end, place_row(i, end, ""), MentionForm::kName);
      return end;
    }
    Owner owner;
    uint32_t owned = owner_at(i, owner);
    if (owned > i && is(end, kWHyphen) && end + 2 < to_ && fold(d_.word(end + 1)) == "based") {
      // a Swiss-based firm, a Kabul-based analyst
      owner.adjective = true;
      uint32_t noun = end + 2;
      uint32_t done = noun;
      if (d_.form_as(noun, PhraseRole::kAgent))
        done = agent_at(noun, i, &owner);
      else if (d_.form_as(noun, PhraseRole::kTitle))
        done = office_at(noun, i, &owner);
      if (done > noun) return done;
    }
    if (owned > i) {
      uint32_t next = end;
      bool possessive = is(next, kWPosS);
      if (possessive) ++next;
      uint32_t result = owned_at(i, next, owner, form, possessive);
      if (result > i) return result;
    }
    const Actor* actor = settle(i, false);
    if (!actor && second_sign(i, end, form)) actor = settle(i, true);
    if (!actor) return run_at(i);
    if (form.role != PhraseRole::kCapital) d_.note_country(actor->country);
    if (actor->kind == EntityKind::kPerson) {  // of a user's list
      uint32_t row = d_.person_row(i, end);
      EntityRow& r = d_.rows[row];
      if (r.country.empty()) r.country = actor->country;
      if (r.sector.empty()) r.sector = actor->sector;
      d_.add_mention(i, end, row, MentionForm::kName);
      return end;
    }
    if (actor->kind != EntityKind::kState) {
      uint32_t start = i;
      d_.add_mention(start, end,
                     d_.row_for(actor->kind, actor->name, actor->country, actor->sector),
                     MentionForm::kName);
      return end;
    }
    if (form.plural && form.role == PhraseRole::kDemonym) {
      d_.add_mention(
          i, end,
          d_.row_for(EntityKind::kPopulation, actor->name + " (people)", actor->country, "CVL"),
          MentionForm::kName);
      rename_population(d_.mentions.back().row, i, end);
      return end;
    }
    if (form.role == PhraseRole::kDemonym && is(end, kWHyphen) == false && is(end, kWLanguage))
      return end;
    if (form.role == PhraseRole::kDemonym && is(i - 1, kWThe) && i > from_ && noun_use(end)) {
      d_.add_mention(
          i, end,
          d_.row_for(EntityKind::kPopulation, actor->name + " (people)", actor->country, "CVL"),
          MentionForm::kName);
      rename_population(d_.mentions.back().row, i, end);
      return end;
    }
    if (place_use(i, end, form)) {
      if (d_.home.empty() && i == from_ && dateline(i, end)) d_.home = actor->country;
      // Lebanon, Ind., lies wherever; so may the namesake of a capital that nothing else speaks
      // for.
      bool elsewhere = divided(end) ||
                       (form.role == PhraseRole::kCapital && d_.states.count(actor->country) == 0);
      d_.add_mention(
          i, end,
          place_row(i, end, elsewhere ? std::string_view() : std::string_view(actor->country)),
          MentionForm::kName);
    } else {
      d_.add_mention(i, end, d_.state_row(actor->country), MentionForm::kName);
    }
    return end;
  }

  void rename_population(uint32_t row, uint32_t i, uint32_t end) {
    if (d_.rows[row].name.ends_with("(people)")) d_.rows[row].name = d_.words(i, end);
  }

  // "the Chinese" with no noun behind: the people, or those who act for them.
  bool noun_use(uint32_t end) const {
    return end >= to_ || d_.verb_at(end) ||
           is(end, kWComma | kWAnd | kWTo | kWOf | kWLocative | kWWho) || d_.word(end) == "." ||
           d_.word(end) == ";";
  }

  uint32_t place_row(uint32_t i, uint32_t end, std::string_view country) {
    return d_.row_for(EntityKind::kPlace, d_.words(i, end), country, "");
  }

  // What a state or body owns: an office, a common noun, a body's own office.
  uint32_t owned_at(uint32_t i, uint32_t next, const Owner& owner, const Form& form,
                    bool possessive) {
    if (next >= to_) return i;
    if (owner.adjective || possessive) {
      uint32_t end = counterpart_at(i);
      if (end > i) return end;
    }
    // Syrian-Chinese relations; Chinese and Syrian foreign ministers
    if (owner.adjective && is(next, kWAnd)) {
      std::vector<Owner> owners = {owner};
      uint32_t at = next;
      while (is(at, kWAnd | kWComma)) {
        Owner more;
        uint32_t end = owner_at(at + 1, more);
        if (end <= at + 1 || !more.adjective) break;
        owners.push_back(more);
        at = end;
      }
      if (owners.size() > 1) {
        std::string_view before;
        uint32_t head = skip_modifiers(at, before);
        const Form* title = head < to_ ? d_.form_as(head, PhraseRole::kTitle) : nullptr;
        const Form* agent = at < to_ ? d_.form_as(at, PhraseRole::kAgent) : nullptr;
        if (title && title->plural) {
          Office office;
          office.owners = owners;
          office.titles.push_back({&d_.gazetteer.actor(*title), title, before});
          office.plural = true;
          office.first = i;
          office.last = d_.item_end(head);
          uint32_t name = office.last;
          if (name < to_ && d_.upper[name] && name_end(name) > name) {
            // the Russian and Turkish presidents Putin and Erdogan: in this order
            uint32_t at_name = name;
            for (size_t k = 0; k < owners.size() && at_name < to_; ++k) {
              uint32_t end = name_end(at_name);
              if (end <= at_name) break;
              uint32_t row = d_.person_row(at_name, end);
              d_.add_role(row, *office.titles[0].actor, owners[k].country, owners[k].sector,
                          before);
              d_.add_mention(k == 0 ? i : at_name, end, row, MentionForm::kName);
              at_name = end;
              if (is(at_name, kWComma)) ++at_name;
              if (is(at_name, kWAnd)) ++at_name;
              name = end;
            }
            return name;
          }
          pend_office(office, i);
          return office.last;
        }
        if (agent) {
          uint32_t end = d_.item_end(at);
          const Actor& a = d_.gazetteer.actor(*agent);
          for (const Owner& o : owners) {
            uint32_t row = agent_row(a, o.country, i, end);
            // Not "Chinese and Syrian militaries" but each by itself.
            if (d_.rows[row].name == d_.words(i, end))
              d_.rows[row].name = std::string(d_.words(o.first, o.last)) + " " + a.name;
            d_.add_mention(i, end, row, MentionForm::kNominal);
          }
          return end;
        }
      }
    }
    std::string_view before;
    uint32_t head = skip_modifiers(next, before);
    // An agent noun between: Chinese Foreign Ministry spokesperson
    uint32_t noun = head;
    Owner inner = owner;
    for (int n = 0; n < 2 && noun < to_; ++n) {
      const Form* agent = d_.form_as(noun, PhraseRole::kAgent);
      if (!agent || d_.form_as(noun, PhraseRole::kTitle)) break;
      uint32_t behind = d_.item_end(noun);
      std::string_view ignored;
      uint32_t after = skip_modifiers(behind, ignored);
      if (after < to_ && d_.form_as(after, PhraseRole::kTitle) && !is(behind, kWPosS)) {
        inner.sector = d_.gazetteer.actor(*agent).sector;
        uint32_t end = office_at(behind, i, &inner);
        if (end > behind) return end;
      }
      break;
    }
    if (head < to_ && d_.form_as(head, PhraseRole::kTitle)) {
      const Form* title = d_.form_as(head, PhraseRole::kTitle);
      uint32_t behind = d_.item_end(head);
      bool name_follows = behind < to_ && name_end(behind) > behind;
      // A place or state without the possessive owns an office only before its name or a metonym's:
      // "Kremlin spokesman", "Damascus governor"; but "told Syria ministers" is no phrase.
      bool may = owner.adjective || possessive || owner.kind != EntityKind::kState ||
                 name_follows || title->plural || form.role == PhraseRole::kMetonym ||
                 form.exact_case;
      if (may) {
        uint32_t end = office_at(next, i, &owner);
        if (end > next) return end;
      }
    }
    bool can_own = owner.adjective || possessive || form.exact_case ||
                   form.role == PhraseRole::kCapital || form.role == PhraseRole::kMetonym ||
                   owner.kind != EntityKind::kState || names_owner(i, next);
    if (can_own) {
      // Up to two qualities between: Syrian state television, Russian armed anti-terror forces
      uint32_t at = next;
      for (int skip = 0; skip < 3 && at < to_; ++skip) {
        const Form* agent = d_.form_as(at, PhraseRole::kAgent);
        if (agent) {
          if (is(d_.item_end(at), kWHyphen) &&
              !(d_.tokens.flags[d_.item_end(at) - 1] & Tokens::kSpaceAfter))
            return i;
          const Actor& a = d_.gazetteer.actor(*agent);
          // Syrian government warplanes, Libya's rival authorities: the last of the nouns counts.
          if (uint32_t behind = d_.item_end(at); skip < 2 && behind < to_ &&
                                                 d_.form_as(behind, PhraseRole::kAgent) &&
                                                 modifies(at, behind)) {
            at = behind;
            continue;
          }
          if (form.role == PhraseRole::kCapital && !possessive && !is_government_word(a.name) &&
              a.kind != EntityKind::kGovernmentBody && a.sector != "COP")
            return i;
          uint32_t done = agent_at(at, i, &owner);
          return done > at ? done : i;
        }
        // France's conservative government: a quality that is also a party's name.
        bool quality = d_.form_at(at) && d_.item_end(at) == at + 1 && attribute(at);
        if ((d_.form_at(at) && !quality) || d_.upper[at] || !is_plain(at) ||
            (d_.verb_at(at) && !attribute(at)) || (d_.bits[at] & (kWNotName | kWComma)))
          break;
        if (!owner.adjective && !possessive) break;
        ++at;
      }
      // the Damascus side, the Kyiv regime
      if (at == next && is(next, kWRegime) && owner.kind == EntityKind::kState &&
          !d_.form_at(next)) {
        d_.add_mention(i, next + 1, d_.state_row(owner.country), MentionForm::kNominal);
        return next + 1;
      }
    }
    return i;
  }

  // A state's name as owner of the noun right behind it: the Myanmar government, Pakistan Army.
  bool names_owner(uint32_t i, uint32_t next) const {
    const Form* agent = next < to_ ? d_.form_as(next, PhraseRole::kAgent) : nullptr;
    if (!agent || next != d_.item_end(i)) return false;
    const Actor& a = d_.gazetteer.actor(*agent);
    if (a.kind != EntityKind::kGovernmentBody && a.kind != EntityKind::kArmedForce) return false;
    if (d_.trees.size())
      return d_.trees.head[next - 1] >= i && d_.trees.head[next - 1] < to_ &&
             universal(d_.trees.deprel[next - 1]) != Deprel::kNmod &&
             universal(d_.trees.deprel[next - 1]) != Deprel::kObl;
    return !(i > from_ && d_.is(i - 1, kWLocative));
  }

  // An adjective or participle in front of a noun, as the tree has it.
  bool attribute(uint32_t i) const {
    return d_.trees.size() && d_.trees.head[i] > i && d_.trees.head[i] < to_ &&
           universal(d_.trees.deprel[i]) == Deprel::kAmod;
  }

  bool is_plain(uint32_t i) const {
    std::string_view w = d_.word(i);
    return w.size() > 1 && std::all_of(w.begin(), w.end(),
                                       [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  }

  uint32_t agent_row(const Actor& agent, const std::string& country, uint32_t first,
                     uint32_t last) {
    if (!country.empty() && country != "IGO" && agent.sector == "GOV" &&
        is_government_word(agent.name))
      return d_.state_row(country);
    // Blue helmets are the world's, but Russian peacekeepers an army.
    bool own = agent.kind == EntityKind::kInternationalOrganisation && country.size() == 3 &&
               country != "IGO";
    uint32_t row = d_.row_for(own ? EntityKind::kArmedForce : agent.kind, agent.name, country,
                              own ? "MIL" : agent.sector);
    // The fullest wording of the report names it: Chinese Foreign Ministry.
    std::string_view written = d_.words(first, last);
    if (is_det(first) && last - first > 1) written = d_.words(first + 1, last);
    if (d_.rows[row].name == agent.name && !d_.info[row].unnamed) d_.rows[row].name = written;
    d_.info[row].unnamed = true;
    std::replace(d_.rows[row].name.begin(), d_.rows[row].name.end(), '\n', ' ');
    return row;
  }
  // An article or the like; not the "that" of "said that ministers met".
  bool is_det(uint32_t i) const {
    if (!d_.is(i, kWDet | kWPossessive)) return false;
    static const uint64_t kThat = fold_hash("that");
    if (d_.hashes[i] != kThat) return true;
    return d_.trees.size() ? universal(d_.trees.deprel[i]) == Deprel::kDet
                           : !(i > from_ && d_.is(i - 1, kWSay));
  }

  // A common noun for an actor: troops, the government of Syria, protesters.
  uint32_t agent_at(uint32_t i, uint32_t first, const Owner* owner) {
    const Form* form = d_.form_as(i, PhraseRole::kAgent);
    if (!form) return i;
    const Actor& agent = d_.gazetteer.actor(*form);
    uint32_t end = d_.item_end(i);
    if (agent.kind == EntityKind::kState) return i;  // countries, nations: references of their own
    if (modifies(i, end) && !d_.form_as(end < to_ ? end : i, PhraseRole::kTitle)) return i;
    // Foreign Ministry spokesman
    if (!is(end, kWPosS)) {
      std::string_view ignored;
      uint32_t after = skip_modifiers(end, ignored);
      if (after < to_ && d_.form_as(after, PhraseRole::kTitle) &&
          (agent.kind != EntityKind::kPopulation)) {
        Owner of = owner ? *owner : Owner{};
        of.sector = agent.sector;
        of.kind = agent.kind;
        uint32_t done = office_at(end, first, &of);
        if (done > end) return done;
      }
    }
    Owner inner;
    if (!owner && inner_owner(i, inner)) owner = &inner;
    if (form->ambiguous && !owner && !(is(end, kWOf) && d_.upper[i])) return i;
    std::vector<std::string> countries;
    if (owner) countries.push_back(owner->country);
    if (is(end, kWOf)) {
      uint32_t at = end + 1;
      if (is(at, kWThe)) ++at;
      Owner of;
      uint32_t behind = owner_at(at, of);
      if (behind > at && !of.adjective && of.kind == EntityKind::kState && countries.empty()) {
        countries.push_back(of.country);
        end = behind;
        while (form->plural && is(end, kWComma | kWAnd)) {  // the governments of China and Syria
          at = end + 1;
          if (is(at, kWAnd)) ++at;
          if (is(at, kWThe)) ++at;
          behind = owner_at(at, of);
          if (behind <= at) break;
          countries.push_back(of.country);
          end = behind;
        }
      }
    }
    if (form->ambiguous && countries.empty()) return i;
    uint32_t start = first;
    if (start > from_ && is_det(start - 1) && !d_.taken[start - 1]) --start;
    start = with_quantity(start);
    if (countries.empty()) {
      Pending p;
      p.kind = Pending::Kind::kAgent;
      p.first = start;
      p.last = end;
      p.title = &agent;
      p.plural = form->plural;
      p.definite = d_.is(start, kWThe | kWPossessive);
      if (first > from_ && d_.is(first - 1, kWPossessive)) {
        p.whose = first - 1;
        p.definite = true;
      }
      take(p);
      return end;
    }
    for (const std::string& country : countries) {
      d_.note_country(country);
      uint32_t row = agent_row(agent, country, first, end);
      d_.add_mention(start, end, row, MentionForm::kNominal);
    }
    // The owner holds on: the Syrian people and government
    if (owner && countries.size() == 1 && is(end, kWAnd) && end + 1 < to_) {
      const Form* more = d_.form_as(end + 1, PhraseRole::kAgent);
      if (more && !more->ambiguous && !is(d_.item_end(end + 1), kWOf) &&
          !modifies(end + 1, d_.item_end(end + 1))) {
        uint32_t last = d_.item_end(end + 1);
        d_.add_mention(end + 1, last,
                       agent_row(d_.gazetteer.actor(*more), countries[0], end + 1, last),
                       MentionForm::kNominal);
        return last;
      }
    }
    return end;
  }

  // Dozens of peacekeepers, tens of thousands of workers: the number is the head of the phrase.
  uint32_t with_quantity(uint32_t start) const {
    static const std::unordered_set<uint64_t> kNumbers = [] {
      std::unordered_set<uint64_t> words;
      for (const char* word : {"dozens", "scores", "hundreds", "thousands", "millions", "tens",
                               "crowds", "groups", "members"})
        words.insert(fold_hash(word));
      return words;
    }();
    while (start >= from_ + 2 && d_.is(start - 1, kWOf) && kNumbers.count(d_.hashes[start - 2]) &&
           !d_.taken[start - 1] && !d_.taken[start - 2])
      start -= 2;
    return start;
  }

  // A noun or adjective that only says more of the noun behind it: military ties, press conference.
  bool modifies(uint32_t i, uint32_t end) const {
    if (const Form* noun = d_.form_as(i, PhraseRole::kAgent);
        noun && d_.gazetteer.actor(*noun).kind == EntityKind::kPopulation && i > from_ &&
        d_.taken[i - 1] == 0 && d_.actor_form(i - 1))
      return false;  // the Lebanese people, whatever stands behind
    if (d_.trees.size()) {
      if (end < to_ && d_.is(end, kWAux | kWComma | kWPosS)) return false;
      // The Chinese military fired missiles: a finite verb is no noun that it could modify.
      if (end < to_ && d_.verb_at(end) && !attribute(end) && !d_.upper[end]) return false;
      Deprel rel = universal(d_.trees.deprel[end - 1]);
      uint32_t head = d_.trees.head[end - 1];
      if ((rel == Deprel::kCompound || rel == Deprel::kAmod) && head >= end && head < to_)
        return true;
      return d_.tags.upos[end - 1] == Upos::kAdj && head >= end;
    }
    if (end >= to_ || d_.upper[end] || !is_plain(end) || d_.bits[end] != 0 || d_.verb_at(end))
      return false;
    // Without a model: the singular form right before a plain noun.
    const Form* form = d_.form_as(i, PhraseRole::kAgent);
    std::string_view w = d_.word(end);
    return form && !form->plural && !w.ends_with("ly") &&
           !(i > from_ && d_.is(i - 1, kWThe) && w.ends_with("s"));
  }

  // --- place or actor ---

  // Does this name of a state or capital stand for the land or town and not for who rules there?
  bool place_use(uint32_t i, uint32_t end, const Form& form) const {
    if (form.role == PhraseRole::kDemonym || form.role == PhraseRole::kMetonym) return false;
    bool capital = form.role == PhraseRole::kCapital;
    uint32_t before = i;
    while (before > from_ && (d_.is(before - 1, kWThe | kWCompass) ||
                              (d_.is(before - 1, kWTitleMod) && !d_.upper[before - 1])))
      --before;
    bool compass = before < i && d_.is(i - 1, kWCompass);
    if (compass) return true;
    uint64_t prep = before > from_ ? d_.bits[before - 1] : 0;
    if (is(end, kWPlaceNoun) || (is(end, kWCompass))) return true;
    if (end < to_ && capital && d_.upper[end] && !d_.form_at(end) && !d_.headline[d_.sentence(i)] &&
        !d_.verb_at(end))
      return true;  // Damascus International Airport
    if (prep & kWLocative) {
      // In China's affairs: China owns; in China's north, in Syria's Idlib: the land.
      if (!is(end, kWPosS)) return true;
      static const uint64_t kCapital = fold_hash("capital");
      for (uint32_t k = end + 1; k < std::min(to_, end + 5); ++k) {
        if (d_.is(k, kWPlaceNoun | kWCompass) || d_.upper[k] || d_.hashes[k] == kCapital)
          return true;
        if (d_.is(k, kWComma | kWAnd) || d_.verb_at(k)) break;
      }
      return false;
    }
    bool motion = false;
    for (uint32_t k = before; k > from_ && before - k < 5; --k)
      if (d_.is(k - 1, kWMotion)) motion = true;
    if ((prep & (kWTo | kWFrom)) && motion) return capital || (prep & kWFrom) || journey(before);
    // In a chain of places the first decides: in Syria and Iraq; in Aleppo, Syria
    if (before > from_ + 1 && (d_.bits[before - 1] & (kWAnd | kWComma)) && d_.taken[before - 2] &&
        d_.taken[before - 2] != kReserved) {
      const Mention& m = d_.mentions[d_.taken[before - 2] - 1];
      if (d_.rows[m.row].kind == EntityKind::kPlace && m.last == before - 1) return true;
    }
    if (divided(end)) return true;  // Lebanon, Ind.; Paris, Texas
    if (!capital) return false;
    if (dateline(i, end)) return true;
    if (does_something(end - 1)) return false;  // Prague has promised to hand it over
    // What is stormed is a town; asked Washington, Damascus said: who is spoken to or speaks acts.
    if (before > from_ && takes_towns(before - 1)) return true;
    if (!(prep & kWLocative) &&
        ((before > from_ && d_.is(before - 1, kWSay) && !is(end, kWPlaceNoun)) || is(end, kWSay)))
      return false;
    // Without another word of its country or of other states a capital is a town like others.
    const std::string& country = d_.gazetteer.actor(form).country;
    if (d_.states.count(country) == 0 && d_.states.size() < 2) return true;
    // A capital acts where a government would: as a subject, as an owner, between and with others.
    if (is(end, kWPosS)) return false;
    if (d_.trees.size()) {
      Deprel rel = universal(d_.trees.deprel[end - 1]);
      if (rel == Deprel::kNsubj) return false;
      if (rel == Deprel::kObj && !motion) return false;
      if (rel == Deprel::kObj && motion) return true;
    }
    if (prep & kWActorPrep) return false;
    if (d_.headline[d_.sentence(i)]) return (prep & (kWFrom)) != 0;
    if (d_.verb_at(end)) return false;
    if (is(end, kWAnd | kWComma) && end + 1 < to_ && d_.actor_form(end + 1) &&
        d_.actor_form(end + 1)->role == PhraseRole::kCapital) {
      uint32_t behind = d_.item_end(end + 1);
      if (d_.verb_at(behind) || is(behind, kWPosS)) return false;
      if (prep & kWActorPrep) return false;
      if (before > from_ && d_.word(before - 1) == "between") return false;
    }
    if (is(i - 1, kWAnd) && i > from_ + 1 && d_.taken[i - 2] && d_.taken[i - 2] != kReserved &&
        d_.rows[d_.mentions[d_.taken[i - 2] - 1].row].kind == EntityKind::kState)
      return false;
    if (prep & (kWTo)) return motion;
    if (prep & kWFrom) return true;
    if (before > from_ && fold(d_.word(before - 1)) == "for")
      return motion;  // signed for Tehran, left for Tehran
    if (before > from_ && (d_.is(before - 1, kWSay) || d_.verb_at(before - 1)))
      return motion;  // urged Damascus, visited Damascus
    if (before > from_ && fold(d_.word(before - 1)) == "on")
      return false;  // sanctions on, pressure on
    if (prep & kWOf) return !(end < to_ && is(end, kWPosS));
    return true;
  }

  // Subject of a verb in the active voice, of those that towns do not do by themselves.
  bool does_something(uint32_t i) const {
    if (!d_.trees.size() || d_.trees.deprel[i] != Deprel::kNsubj) return false;
    const uint32_t head = d_.trees.head[i];
    if (head >= d_.tokens.size() || head == i || d_.tags.upos[head] != Upos::kVerb) return false;
    static const std::unordered_set<std::string> kOfTowns = {
        "lies",     "lie",     "lay",    "stands", "stood", "grew",   "grows", "became",
        "remained", "remains", "fell",   "falls",  "saw",   "has",    "had",   "have",
        "woke",     "burned",  "burnt",  "looked", "looks", "seemed", "seems", "sits",
        "sat",      "boasts",  "offers", "hosted", "hosts", "host"};
    return !kOfTowns.contains(fold(d_.word(head)));
  }

  // took, shelled: done to a town and not to a government
  bool takes_towns(uint32_t i) const {
    static const std::unordered_set<uint64_t> kVerbs = [] {
      std::unordered_set<uint64_t> verbs;
      for (const char* verb :
           {"took",     "seized", "captured",  "recaptured", "retook",  "stormed",   "besieged",
            "shelled",  "bombed", "bombarded", "liberated",  "reached", "encircled", "overran",
            "occupied", "seize",  "capture",   "storm",      "shell",   "bomb",      "reach",
            "besiege",  "rocked", "paralysed", "paralyzed",  "flooded"})
        verbs.insert(fold_hash(verb));
      return verbs;
    }();
    return kVerbs.count(d_.hashes[i]) != 0;
  }

  // A first-order division behind the comma: Lebanon, Ind.
  bool divided(uint32_t end) const {
    if (!is(end, kWComma) || end + 1 >= to_ || !d_.upper[end + 1] || d_.places.empty())
      return false;
    PlaceTable::Match more = d_.places.longest(std::span(d_.hashes).first(to_), end + 1);
    auto list = d_.places.candidates(more);
    return !list.empty() && PlaceTable::feature(d_.places.place(list[0])) == "ADM1" &&
           !d_.actor_form(end + 1);
  }

  // fled to Libya, flew to Turkey: the land; but a visit to China is paid to the state.
  bool journey(uint32_t before) const {
    for (uint32_t k = before; k > from_ && before - k < 5; --k) {
      std::string w = fold(d_.word(k - 1));
      if (w == "fled" || w == "flee" || w == "flew" || w == "fly" || w == "flown" ||
          w == "returned" || w == "return" || w == "deported" || w == "drove" || w == "moved" ||
          w == "travelled" || w == "traveled")
        return true;
    }
    return false;
  }

  // "DAMASCUS, (ST) –", "Damascus -": the place where a report was written.
  bool dateline(uint32_t i, uint32_t end) const {
    if (i != from_) return false;
    uint32_t limit = std::min(to_, end + 8);
    for (uint32_t k = end; k < limit; ++k) {
      if (d_.is(k, kWSentenceDash)) return true;
      if (d_.is(k, kWHyphen) && (d_.tokens.flags[k] & Tokens::kSpaceAfter) &&
          (d_.tokens.flags[k - 1] & Tokens::kSpaceAfter))
        return true;
      if (!d_.upper[k] && !(d_.bits[k] & (kWComma | kWOpenParen | kWCloseParen)) &&
          !(d_.word(k)[0] >= '0' && d_.word(k)[0] <= '9'))
        return false;
    }
    return false;
  }

  // An ambiguous form with nothing else in the report to support it: do its neighbours?
  bool second_sign(uint32_t i, uint32_t end, const Form& form) const {
    if (d_.name_at[i]) {
      NameType type = d_.names[d_.name_at[i] - 1].type;
      const Name& name = d_.names[d_.name_at[i] - 1];
      if (name.first == i && name.last == end)
        return type == NameType::kState || type == NameType::kPlace ||
               (type == NameType::kOrganisation &&
                (d_.gazetteer.actor(form).kind != EntityKind::kState ||
                 form.role == PhraseRole::kCapital));  // a capital that acts
      if (type == NameType::kPerson && !(name.last == name.first + 1 && d_.states.size() >= 2))
        return false;
    }
    if (form.role == PhraseRole::kDemonym) return false;
    // Part of a longer name: Michael Jordan, Georgia Meloni
    if (i > from_ && d_.upper[i - 1] && !d_.is(i - 1, kWNotName) && !d_.taken[i - 1]) return false;
    if (end < to_ && d_.upper[end] && !d_.is(end, kWNotName | kWAnd) && !d_.actor_form(end))
      return false;
    const Actor& actor = d_.gazetteer.actor(form);
    if (actor.kind != EntityKind::kState) {
      // ICE said, FBI's: an acronym among small letters that acts or owns.
      if (form.exact_case && d_.upper[i] == 2 && end == i + 1 && d_.word(i).size() > 2 &&
          !d_.headline[d_.sentence(i)] && (d_.verb_at(end) || d_.is(end, kWPosS)))
        return true;
      // Names of bodies and outlets that are also words: a capital where none is due, and a verb.
      return i > from_ && d_.upper[i] &&
             (d_.is(end, kWSay | kWPosS) || (i > from_ && d_.is(i - 1, kWSay | kWOf)));
    }
    // A division of another country has the same name (Georgia): a preposition says too little.
    if (form.role == PhraseRole::kName && !d_.places.empty() && !d_.states.count(actor.country)) {
      for (uint32_t p : d_.places.candidates(d_.places.longest(std::span(d_.hashes).first(end), i)))
        if (PlaceTable::feature(d_.places.place(p)) == "ADM1" &&
            PlaceTable::country(d_.places.place(p)) != actor.country)
          return false;
    }
    // Atlanta, Georgia: a state of the USA if its towns stand before it.
    if (i > from_ + 1 && is(i - 1, kWComma) && d_.upper[i - 2] && form.role == PhraseRole::kName) {
      bool state_before = d_.taken[i - 2] && d_.taken[i - 2] != kReserved &&
                          d_.rows[d_.mentions[d_.taken[i - 2] - 1].row].kind == EntityKind::kState;
      if (!state_before) return false;
    }
    // A state beside it: Jordan and Iraq; Lebanon, Jordan
    for (uint32_t k : {end + 1, end + 2})
      if (k < to_ && is(k - 1, kWAnd | kWComma)) {
        const Form* other = d_.actor_form(k);
        if (other && !other->ambiguous && d_.gazetteer.actor(*other).kind == EntityKind::kState)
          return true;
      }
    if (i > from_ + 1 && is(i - 1, kWAnd | kWComma) && d_.taken[i - 2] &&
        d_.taken[i - 2] != kReserved &&
        d_.rows[d_.mentions[d_.taken[i - 2] - 1].row].kind == EntityKind::kState)
      return true;
    if (form.role == PhraseRole::kName)
      return i > from_ ? (d_.bits[i - 1] & (kWLocative | kWTo | kWFrom | kWActorPrep | kWOf)) != 0
                       : d_.verb_at(end);
    // Washington said; pressure on Ottawa
    return d_.is(end, kWSay | kWAux | kWPosS) ||
           (i > from_ && (d_.bits[i - 1] & (kWLocative | kWActorPrep | kWSay)));
  }

  // --- capitalised runs that the gazetteer does not know ---

  uint32_t run_at(uint32_t i) {
    if (d_.taken[i]) return i + 1;
    if (d_.is(i, kWNotName) && (!d_.name_at[i] || d_.names[d_.name_at[i] - 1].last == i + 1))
      return i;
    if (d_.name_at[i]) {
      const Name& name = d_.names[d_.name_at[i] - 1];
      if (name.first == i && name.last <= to_) {
        uint32_t end = trim_name(i, name.last);
        if (name.type == NameType::kPerson) end = with_hyphens(end);
        bool free =
            end > i && wordlike(i) && wordlike(end - 1) && (d_.upper[i] || d_.upper[end - 1]);
        for (uint32_t k = i; k < end; ++k) free = free && !d_.taken[k];
        NameType type = name.type;
        if (free && !d_.places.empty()) {
          PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(end), i);
          auto list = d_.places.candidates(match);
          std::string_view feature = list.empty() || match.length != end - i
                                         ? std::string_view()
                                         : PlaceTable::feature(d_.places.place(list[0]));
          bool land = !feature.empty() && feature != "PPL" && feature != "PPLA2" &&
                      feature != "PPLA3" && feature != "PPLX" && feature != "PPLL" &&
                      feature != "PPLA4";
          // Seas and regions are no bodies or people, whatever a model thinks of the words.
          if (land &&
              (type == NameType::kOrganisation || (type == NameType::kPerson && end == i + 1)))
            type = NameType::kPlace;
          if (type == NameType::kPlace && feature.empty()) {
            PersonName person = parse_person_name(d_.words(i, end));
            if (d_.known_person(person) != kNone ||
                (end > i + 1 && person.gender != Gender::kUnknown && !org_like(i, end) &&
                 !d_.is(i, kWCompass)))
              type = NameType::kPerson;
          }
        }
        // Assad, Putin; Abu Bakr al-Baghdadi: people, whatever a model takes the words for.
        if (free && type != NameType::kPerson && person_by_words(i, end)) type = NameType::kPerson;
        // Entered Mekelle, shelled Gorlovka: towns that no table knows.
        static const uint64_t kEntered = fold_hash("entered");
        if (free && type == NameType::kPerson && end == i + 1 && i > from_ &&
            (takes_towns(i - 1) || d_.hashes[i - 1] == kEntered) &&
            d_.known_person(parse_person_name(d_.word(i))) == kNone)
          type = NameType::kPlace;
        // "Street", "North", "City" alone are no names of places.
        if (free && end == i + 1 && (type == NameType::kPlace || type == NameType::kFacility) &&
            d_.is(i, kWOrgTail | kWCompass | kWPlaceNoun))
          return i;
        // A town that its neighbours prove to be one, whatever sort of name a model takes it for.
        if (free && (type == NameType::kPerson || type == NameType::kOrganisation) && end == i + 1)
          if (uint32_t town = town_at(i, type == NameType::kPerson); town > i) return town;
        if (free) switch (type) {
            case NameType::kPerson:
              d_.add_mention(i, end, d_.person_row(i, end), MentionForm::kName);
              return end;
            case NameType::kOrganisation:
              d_.add_mention(i, end,
                             d_.row_for(EntityKind::kOrganisation, d_.words(i, end), "", ""),
                             MentionForm::kName);
              return end;
            case NameType::kPlace:
            case NameType::kFacility:
            case NameType::kState:
              d_.add_mention(i, end, place_row(i, end, ""), MentionForm::kName);
              return end;
            default:
              break;
          }
      }
    }
    if (d_.headline[d_.sentence(i)]) {
      uint32_t end = town_at(i);
      return end > i ? end : i;
    }
    uint32_t town = town_at(i);
    if (town > i) return town;
    uint32_t end = name_end(i);
    if (end <= i || end - i > 7 || org_like(i, end)) return i;
    if (person_like(i, end) || bare_person(i, end)) {
      d_.add_mention(i, end, d_.person_row(i, end), MentionForm::kName);
      return end;
    }
    return i;
  }

  // A name that is a person's by its own words: one of those whom newsrooms name bare, or one
  // with a patronym or teknonym in it.
  bool person_by_words(uint32_t i, uint32_t end) const {
    if (org_like(i, end) || d_.actor_form(i)) return false;
    PersonName name = parse_person_name(d_.words(i, end));
    // Of several words only with a given name among them: most are bodies, and the search is dear.
    if ((end == i + 1 || name.gender != Gender::kUnknown) &&
        !d_.gazetteer.person_country(d_.words(i, end), name, d_.day / 10000).empty())
      return true;
    if (end - i < 3) return false;
    static const uint64_t kSigns[] = {fold_hash("abu"), fold_hash("bin"),   fold_hash("ibn"),
                                      fold_hash("umm"), fold_hash("abdul"), fold_hash("ould")};
    for (uint32_t k = i; k + 1 < end; ++k)
      if (d_.upper[k + 1] &&
          std::find(std::begin(kSigns), std::end(kSigns), d_.hashes[k]) != std::end(kSigns))
        return d_.places.empty() ||
               d_.places.longest(std::span(d_.hashes).first(end), i).length != end - i;
    return false;
  }

  bool wordlike(uint32_t i) const {
    std::string_view w = d_.word(i);
    return w.find_first_of("\"{}[]<>=|\\") == std::string_view::npos &&
           std::any_of(w.begin(), w.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    static_cast<unsigned char>(c) >= 0x80;
           });
  }

  // Maduro's, Trump said, the Assad regime: one word that newsrooms use for one person, where he
  // acts or owns.
  bool bare_person(uint32_t i, uint32_t end) const {
    if (end != i + 1 || d_.upper[i] != 1 || end >= to_) return false;
    const Form* next = d_.form_as(end, PhraseRole::kAgent);
    bool signs = d_.is(end, kWPosS | kWSay | kWAux) ||
                 (next && is_government_word(d_.gazetteer.actor(*next).name));
    return signs &&
           !d_.gazetteer.person_country(d_.word(i), parse_person_name(d_.word(i)), d_.day / 10000)
                .empty();
  }

  // Two capitalised words or more that somebody's actions or a known given name make a person.
  bool person_like(uint32_t i, uint32_t end) const {
    uint32_t capitals = 0;
    for (uint32_t k = i; k < end; ++k) {
      capitals += d_.upper[k] != 0;
      if (d_.upper[k] == 2 && d_.word(k).size() > 2) return false;  // NATO, BBC
    }
    if (capitals < 2) return false;
    if (i > from_ && d_.is(i - 1, kWThe)) return false;
    PersonName name = parse_person_name(d_.words(i, end));
    bool known = d_.known_person(name) != kNone;
    if (known) return true;
    bool given = name.gender != Gender::kUnknown;
    bool speaks = is(end, kWSay) || (is(end, kWComma) && is(end + 1, kWWho)) || is(end, kWWho);
    // , 54,
    bool age = is(end, kWComma) && end + 2 < to_ && d_.word(end + 1).size() == 2 &&
               d_.word(end + 1)[0] >= '1' && d_.word(end + 1)[0] <= '9' && is(end + 2, kWComma);
    if (d_.tags.size()) {
      for (uint32_t k = i; k < end; ++k)
        if (d_.upper[k] && d_.tags.upos[k] != Upos::kPropn && !d_.is(k, kWParticle | kWNotName))
          return false;
    }
    if (age) return true;
    if (given && (capitals <= 3 || speaks)) return true;
    return speaks && capitals <= 4 && i > from_;
  }

  // A town or province of the table of places, where the words around say that it is one.
  // `strict`: a model takes the word for something else, so its fame alone is not enough.
  uint32_t town_at(uint32_t i, bool strict = false) {
    if (d_.places.empty() || !d_.upper[i]) return i;
    PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(to_), i);
    if (match.length == 0) return i;
    uint32_t end = i + match.length;
    if (d_.taken[end - 1] || (match.length == 1 && (d_.is(i, kWCompass | kWOrgTail | kWPlaceNoun))))
      return i;
    auto list = d_.places.candidates(match);
    if (list.empty()) return i;
    const PlaceTable::Place& top = d_.places.place(list[0]);
    // Inside a longer capitalised name it is a part of that name.
    bool left = i > from_ && d_.upper[i - 1] && !d_.is(i - 1, kWNotName) &&
                !d_.is(i - 1, kWCompass) && !d_.taken[i - 1];
    if (i > from_ && d_.is(i - 1, kWHyphen)) left = true;
    bool right = end < to_ && d_.upper[end] && !d_.is(end, kWNotName) && !d_.actor_form(end) &&
                 !d_.is(end, kWPlaceNoun);
    if (end < to_ && d_.is(end, kWHyphen) && !(d_.tokens.flags[end - 1] & Tokens::kSpaceAfter))
      right = true;
    bool heading = d_.headline[d_.sentence(i)] != 0;
    if (heading) left = right = false;
    if (left || right) return i;
    if (d_.upper[i] && d_.upper[end - 1] == 0) return i;
    uint64_t prep = i > from_ ? d_.bits[i - 1] : 0;
    if (i > from_ + 1 && d_.is(i - 1, kWThe | kWCompass)) prep = d_.bits[i - 2];
    bool located = prep & (kWLocative | kWTo | kWFrom);
    bool of = prep & kWOf;
    bool near_noun = is(end, kWPlaceNoun) || (of && i > from_ + 1 && d_.is(i - 2, kWPlaceNoun));
    bool division = false;  // Aleppo, Syria; Paris, Texas
    if (is(end, kWComma) && end + 1 < to_ && d_.upper[end + 1]) {
      const Form* next = d_.actor_form(end + 1);
      if (next && next->role == PhraseRole::kName &&
          d_.gazetteer.actor(*next).kind == EntityKind::kState)
        division = true;
      PlaceTable::Match more = d_.places.longest(std::span(d_.hashes).first(to_), end + 1);
      for (uint32_t k : d_.places.candidates(more))
        if (PlaceTable::feature(d_.places.place(k)) == "ADM1") division = true;
    }
    bool chain = i > from_ + 1 && (d_.bits[i - 1] & (kWAnd | kWComma)) && d_.taken[i - 2] &&
                 d_.taken[i - 2] != kReserved &&
                 d_.rows[d_.mentions[d_.taken[i - 2] - 1].row].kind == EntityKind::kPlace;
    bool wide = top.population >= 300000 || PlaceTable::feature(top) == "ADM1" ||
                PlaceTable::feature(top) == "RGN" || PlaceTable::feature(top) == "SEA" ||
                match.length >= 2;
    bool given_name = parse_person_name(d_.words(i, end)).gender != Gender::kUnknown;
    bool person_surname = d_.known_person(parse_person_name(d_.words(i, end))) != kNone;
    bool ok = division || dateline(i, end) || near_noun || (located && !person_surname) ||
              (chain && !person_surname);
    if (!ok && !strict && wide && !given_name && !person_surname && d_.form_at(i) == nullptr &&
        !d_.is(end, kWSay))
      ok = !(i == from_ && d_.lower_elsewhere(i)) && d_.word(i).size() > 3;
    if (located && i + 1 == end && d_.lower_elsewhere(i)) ok = division;
    if (!ok) return i;
    std::string country;
    d_.add_mention(i, end, place_row(i, end, country), MentionForm::kName);
    return end;
  }

  // A person's country by what stands beside his name: Sweden's X; X of Peru; X, 34, from Leeds; X,
  // who is Polish.
  void beside(const Mention& m) {
    EntityRow& r = d_.rows[m.row];
    if (r.kind != EntityKind::kPerson || !r.country.empty() || m.form != MentionForm::kName) return;
    const uint32_t begin = d_.sentence_begin(m.first), end = d_.sentence_end(m.first);
    auto covering = [&](uint32_t word) {
      return word < end && d_.taken[word] && d_.taken[word] != kReserved
                 ? d_.mentions[d_.taken[word] - 1].row
                 : kNone;
    };
    auto take = [&](uint32_t row) {
      const EntityRow& owner = d_.rows[row];
      if (owner.kind != EntityKind::kPlace && owner.kind != EntityKind::kState) return;
      if (owner.country.size() == 3 && owner.country != "IGO") {
        r.country = owner.country;
        for (Role& role : r.roles)
          if (role.country.empty()) role.country = owner.country;
      } else {
        d_.lies_in.push_back({m.row, row});
      }
    };
    if (m.first >= begin + 2 && d_.is(m.first - 1, kWPosS))
      if (uint32_t row = covering(m.first - 2);
          row != kNone && d_.rows[row].kind == EntityKind::kState)
        return take(row);
    uint32_t at = m.last;
    auto number = [&](uint32_t i) {
      return i < end && d_.word(i).size() == 2 && d_.word(i)[0] >= '1' && d_.word(i)[0] <= '9';
    };
    if (at + 2 < end && d_.is(at, kWComma) && number(at + 1) && d_.is(at + 2, kWComma)) at += 3;
    if (at + 1 < end && (d_.is(at, kWOf) || (at > m.last && d_.is(at, kWFrom)))) {
      uint32_t word = at + 1;
      while (word + 1 < end && d_.is(word, kWThe | kWCompass)) ++word;
      if (uint32_t row = covering(word);
          row != kNone && d_.actor_form(word) == nullptr
              ? true
              : row != kNone && d_.actor_form(word)->role != PhraseRole::kDemonym)
        return take(row);
    }
    if (at == m.last && at + 1 < end && d_.is(at, kWComma)) ++at;
    if (at + 1 < end && d_.is(at, kWWho)) ++at;
    static const uint64_t kBe[] = {fold_hash("is"), fold_hash("was")};
    if (at > m.last && at + 1 < end &&
        std::find(std::begin(kBe), std::end(kBe), d_.hashes[at]) != std::end(kBe)) {
      const Form* form = d_.actor_form(at + 1);
      uint32_t row = covering(at + 1);
      uint32_t behind = form ? d_.item_end(at + 1) : at + 1;
      if (form && row != kNone && form->role == PhraseRole::kDemonym &&
          (behind >= end || d_.is(behind, kWComma | kWAnd) || d_.word(behind) == "."))
        take(row);
    }
  }

  // --- second walk: short forms of known names ---

  uint32_t short_name(uint32_t i) {
    // May said: a family name that is also a word, where somebody of that name is known and acts.
    if (!d_.taken[i] && d_.upper[i] && d_.is(i, kWNotName) && !d_.is(i, kWDet | kWPossessive) &&
        i + 1 < to_ && (d_.is(i + 1, kWSay | kWAux | kWPosS) || d_.verb_at(i + 1)))
      return link(i, i + 1);
    if ((d_.taken[i]) || !d_.upper[i] || d_.is(i, kWNotName) || d_.word(i).size() < 2) {
      // al-Assad begins small
      if (d_.taken[i] || !d_.is(i, kWParticle) || d_.upper[i] || i + 1 >= to_) return i + 1;
      uint32_t next = i + 1;
      if (is(next, kWHyphen)) ++next;
      if (next >= to_ || !d_.upper[next] || d_.taken[next]) return i + 1;
      uint32_t end = name_end(next);
      return link(i, end > next ? end : next + 1);
    }
    if (uint32_t place = known_place(i); place > i) return place;
    uint32_t end = name_end(i);
    for (uint32_t k = i; k < end; ++k)
      if (d_.taken[k]) {
        end = k;
        break;
      }
    if (end <= i) return i + 1;
    uint32_t done = link(i, end);
    if (done > i + 1 || d_.taken[i]) return done;
    // In headlines the run may be longer than the name.
    if (d_.headline[d_.sentence(i)] && end - i > 1) return link(i, i + 1);
    return i + 1;
  }

  // A name that the report uses as a place elsewhere, or a division or town beside others of its
  // land.
  uint32_t known_place(uint32_t i) {
    if (d_.places.empty() || d_.is(i, kWNotName)) return i;
    PlaceTable::Match match = d_.places.longest(std::span(d_.hashes).first(to_), i);
    auto list = d_.places.candidates(match);
    if (list.empty()) return i;
    uint32_t end = i + match.length;
    for (uint32_t k = i; k < end; ++k)
      if (d_.taken[k]) return i;
    std::string name = fold(d_.words(i, end));
    if (!places_seen_.count(name)) return i;
    bool left =
        i > from_ && d_.upper[i - 1] && !d_.is(i - 1, kWNotName | kWCompass) && !d_.taken[i - 1];
    if (left && !d_.headline[d_.sentence(i)]) return i;
    d_.add_mention(i, end, place_row(i, end, places_seen_[name]), MentionForm::kName);
    return end;
  }

  uint32_t link(uint32_t i, uint32_t end) {
    for (uint32_t k = i; k < end; ++k)
      if (d_.taken[k]) return i + 1;
    uint32_t row = d_.known_person(parse_person_name(d_.words(i, end)));
    if (row == kNone) return i + 1;
    d_.add_mention(i, end, row, MentionForm::kName);
    return end;
  }

  Draft& d_;
  std::string_view domain_;  // label of the outlet's domain, of outlets that no table knows
  uint32_t from_ = 0, to_ = 0;
  std::unordered_map<std::string, std::string> places_seen_;  // folded name → country of its row
};

}  // namespace

void find_names(Draft& draft) {
  NameFinder(draft).run();
}

}  // namespace dragoman::entity_detail

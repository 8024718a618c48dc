#include "entity/nominals.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/fold.h"
#include "entity/mention_index.h"

namespace dragoman {
namespace {

const uint64_t kOfWord = fold_hash("of"), kTheWord = fold_hash("the");

bool premodifier(const TreeIndex& t, uint32_t c) {
  switch (t.urel(c)) {
    case Deprel::kDet:
    case Deprel::kAmod:
    case Deprel::kCompound:
    case Deprel::kNummod:
      return true;
    case Deprel::kNmod:
      return t.rel(c) == Deprel::kNmodPoss || t.rel(c) == Deprel::kNmodDesc;
    default:
      return false;
  }
}

// Where people live, work, gather or travel.
bool site(const TreeIndex& t, uint32_t i) {
  static const WordSet set = word_set(
      {"airport",       "airfield",     "plant",      "factory",    "refinery",     "facility",
       "port",          "harbour",      "harbor",     "market",     "mall",         "shop",
       "cafe",          "café",         "restaurant", "bar",        "nightclub",    "hotel",
       "hospital",      "clinic",       "school",     "university", "college",      "mosque",
       "church",        "temple",       "shrine",     "synagogue",  "monastery",    "palace",
       "residence",     "house",        "home",       "building",   "compound",     "base",
       "barracks",      "camp",         "outpost",    "checkpoint", "headquarters", "station",
       "prison",        "jail",         "courthouse", "stadium",    "theatre",      "theater",
       "museum",        "village",      "town",       "city",       "suburb",       "district",
       "neighbourhood", "neighborhood", "quarter",    "settlement", "island",       "valley",
       "province",      "region",       "ship",       "vessel",     "ferry",        "tanker",
       "boat",          "trawler",      "freighter",  "frigate",    "destroyer",    "submarine",
       "warship",       "convoy",       "bus",        "train",      "car",          "truck",
       "vehicle",       "ambulance",    "plane",      "aircraft",   "airliner",     "jet",
       "helicopter",    "bomber",       "fighter",    "drone",      "mine",         "pipeline",
       "office",        "embassy",      "consulate",  "mission",    "rally",        "march",
       "procession",    "funeral",      "wedding",    "crowd",      "gathering",    "position",
       "stronghold",    "enclave"});
  return set.contains(t.lemma(i)) || set.contains(t.form(i));
}

// Does a word of violence govern this noun: bombed the market, fired rockets at a ferry?
bool suffers(const TreeIndex& t, uint32_t i, const std::unordered_set<uint64_t>& violent) {
  for (int turns = 0; turns < 3 && !t.root(i); ++turns) {
    const Deprel r = t.urel(i);
    if (r == Deprel::kNsubj && t.rel(i) != Deprel::kNsubjPass) return false;
    if (r != Deprel::kNsubj && r != Deprel::kObj && r != Deprel::kObl && r != Deprel::kNmod &&
        r != Deprel::kConj)
      return false;
    i = t.head(i);
    if (violent.contains(t.lemma(i)) || violent.contains(t.form(i))) return true;
  }
  return false;
}

// Where the phrase of a noun begins: its articles and other words in front of it.
uint32_t phrase_start(const TreeIndex& t, uint32_t head) {
  uint32_t first = head;
  for (uint32_t c : t.children(head))
    if (c < head && premodifier(t, c)) first = std::min(first, t.reach(c).first);
  while (first < head && t.upos(first) == Upos::kPunct) ++first;
  return first;
}

// May a common noun for the one kind of body stand beside the name of the other? An agency is said
// of outlets and of offices, a group of many.
bool alike(EntityKind noun, EntityKind name) {
  if (name == EntityKind::kPerson || name == EntityKind::kState || name == EntityKind::kPlace ||
      name == EntityKind::kPopulation)
    return false;
  return noun == name || noun == EntityKind::kOrganisation ||
         (noun == EntityKind::kGovernmentBody && name == EntityKind::kMedia);
}

}  // namespace

std::vector<uint32_t> put_in_order(Entities& entities) {
  std::stable_sort(entities.mentions.begin(), entities.mentions.end(),
                   [](const MentionRow& a, const MentionRow& b) {
                     return a.span.start != b.span.start ? a.span.start < b.span.start
                                                         : a.span.end > b.span.end;
                   });
  std::vector<uint32_t> renumbered(entities.rows.size(), TreeIndex::kNone);
  std::vector<EntityRow> rows;
  rows.reserve(entities.rows.size());
  for (MentionRow& m : entities.mentions) {
    uint32_t& to = renumbered[m.entity.index];
    if (to == TreeIndex::kNone) {
      to = static_cast<uint32_t>(rows.size());
      rows.push_back(std::move(entities.rows[m.entity.index]));
    }
    m.entity = EntityId(size_t{to});
  }
  entities.rows = std::move(rows);
  return renumbered;
}

Entities add_nominals(Entities entities, const Text& text, const Tokens& tokens, const TreeIndex& t,
                      const Gazetteer& gazetteer, const std::unordered_set<uint64_t>& violent) {
  if (tokens.size() == 0) return entities;
  std::vector<uint32_t> cover(tokens.size(), TreeIndex::kNone);
  for (uint32_t m = 0; m < entities.mentions.size(); ++m)
    for (uint32_t i = entities.mentions[m].first; i < entities.mentions[m].last; ++i) cover[i] = m;
  auto country_at = [&](uint32_t i) -> std::string {
    return cover[i] == TreeIndex::kNone
               ? std::string()
               : entities.rows[entities.mentions[cover[i]].entity.index].country;
  };
  std::map<std::string, uint32_t> known;  // noun and country → row
  const size_t before = entities.mentions.size();
  std::vector<uint64_t> hash(1);
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    if (cover[i] != TreeIndex::kNone || (t.upos(i) != Upos::kNoun && t.upos(i) != Upos::kPropn))
      continue;
    // A modifier of another noun describes that one: rebel positions, a police van.
    if (t.urel(i) == Deprel::kCompound || t.urel(i) == Deprel::kAmod) continue;
    hash[0] = t.form(i);
    Gazetteer::Match match = gazetteer.longest(hash, 0);
    const Actor* actor = nullptr;
    for (uint32_t f = match.length ? match.form : Gazetteer::kNone; f != Gazetteer::kNone && !actor;
         f = gazetteer.form(f).next) {
      const Form& form = gazetteer.form(f);
      if (form.role == PhraseRole::kAgent || (form.role == PhraseRole::kTitle && !form.ambiguous))
        actor = &gazetteer.actor(form);
    }
    const bool place = (!actor || actor->kind == EntityKind::kPlace) && !violent.empty() &&
                       site(t, i) && suffers(t, i, violent);
    if ((!actor || actor->kind == EntityKind::kPlace) && !place) continue;
    const uint32_t first = phrase_start(t, i);
    std::string country;
    bool definite = false;
    for (uint32_t c : t.children(i)) {
      if (c < i && premodifier(t, c)) {
        definite |= t.lemma(c) == kTheWord;
        if (country.empty()) country = country_at(c);
      }
    }
    if (country.empty())
      for (uint32_t c : t.children(i)) {
        uint32_t marker = t.child(c, Deprel::kCase);
        if (c > i && t.urel(c) == Deprel::kNmod && marker != TreeIndex::kNone &&
            t.lemma(marker) == kOfWord)
          country = country_at(c);
      }
    std::string words(Span{tokens.start[first], tokens.end[i]}.of(text.content));
    // An indefinite phrase is a new party each time; a definite one, or one of a country, is the
    // same.
    std::string key = fold(place ? std::string(t.word(i)) : actor->name) + "\t" + country;
    auto same = known.find(key);
    uint32_t row;
    if (same != known.end() && (definite || !country.empty())) {
      row = same->second;
    } else {
      row = static_cast<uint32_t>(entities.rows.size());
      EntityRow e;
      e.kind = place ? EntityKind::kPlace : actor->kind;
      e.name = std::move(words);
      e.country = country;
      if (!place) e.sector = actor->sector;
      entities.rows.push_back(std::move(e));
      known[key] = row;
    }
    MentionRow m;
    m.first = first;
    m.last = i + 1;
    m.span = {tokens.start[first], tokens.end[i]};
    m.entity = EntityId(size_t{row});
    m.form = MentionForm::kNominal;
    entities.mentions.push_back(m);
  }
  if (entities.mentions.size() == before) return entities;
  put_in_order(entities);
  return entities;
}

Entities join_appositions(Entities entities, const Tokens& tokens, const TreeIndex& t) {
  const MentionIndex index(tokens, t, entities);
  std::vector<bool> named(entities.rows.size(), false);
  for (const MentionRow& row : entities.mentions)
    if (row.form == MentionForm::kName) named[row.entity.index] = true;
  std::vector<uint32_t> into(entities.rows.size());
  for (uint32_t r = 0; r < into.size(); ++r) into[r] = r;
  auto settled = [&](uint32_t row) {
    while (into[row] != row) row = into[row];
    return row;
  };
  bool any = false;
  auto join = [&](uint32_t one, uint32_t same) {
    EntityRow& to = entities.rows[one];
    const EntityRow& from = entities.rows[same];
    if (!to.country.empty() && !from.country.empty() && to.country != from.country) return;
    if (to.country.empty()) to.country = from.country;
    if (to.sector.empty()) to.sector = from.sector;
    for (const Role& role : from.roles)
      if (std::none_of(to.roles.begin(), to.roles.end(),
                       [&](const Role& r) { return r.title == role.title; }))
        to.roles.push_back(role);
    into[same] = one;
    any = true;
  };
  for (uint32_t c = 0; c < t.size(); ++c) {
    if (index.headed_by(c) == TreeIndex::kNone || t.urel(c) != Deprel::kAppos || t.root(c))
      continue;
    // "the governor of Hama, X": parsers hang the name on the place.
    uint32_t h = t.head(c);
    for (int turns = 0; turns < 2 && h < c && !t.root(h) && t.urel(h) == Deprel::kNmod &&
                        (index.headed_by(h) == TreeIndex::kNone ||
                         entities.rows[entities.mentions[index.headed_by(h)].entity.index].kind !=
                             EntityKind::kPerson);
         ++turns)
      h = t.head(h);
    if (h >= c || index.headed_by(h) == TreeIndex::kNone) continue;
    const MentionRow &name = entities.mentions[index.headed_by(c)],
                     &noun = entities.mentions[index.headed_by(h)];
    const uint32_t person = settled(name.entity.index), office = settled(noun.entity.index);
    if (person == office || name.form != MentionForm::kName || noun.form != MentionForm::kNominal ||
        named[office] || entities.rows[person].kind != EntityKind::kPerson)
      continue;
    // A leader, a fisherman: one of them.
    const EntityKind kind = entities.rows[office].kind;
    if (kind != EntityKind::kPerson &&
        (kind != EntityKind::kPopulation || feature(t.feats(h), Feature::kNumber) != "Sing"))
      continue;
    join(person, office);
  }
  // The news agency IRNA, the aid group Oxfam: a body and its name side by side.
  for (size_t k = 0; k + 1 < entities.mentions.size(); ++k) {
    const MentionRow &noun = entities.mentions[k], &name = entities.mentions[k + 1];
    if (noun.last != name.first || noun.form != MentionForm::kNominal ||
        name.form != MentionForm::kName)
      continue;
    const uint32_t body = settled(name.entity.index), known = settled(noun.entity.index);
    if (body == known || named[known] ||
        !alike(entities.rows[known].kind, entities.rows[body].kind))
      continue;
    const uint32_t n = t.top(noun.first, noun.last), m = t.top(name.first, name.last);
    const bool beside = t.head(m) == n || t.head(n) == m ||
                        (t.head(n) == t.head(m) && t.urel(n) == t.urel(m) && !t.root(n));
    if (beside && feature(t.feats(n), Feature::kNumber) != "Plur") join(body, known);
  }
  if (!any) return entities;
  // Where the noun stands right before the name, the two are one mention.
  std::vector<bool> within(entities.mentions.size(), false);
  for (size_t k = 0; k + 1 < entities.mentions.size(); ++k) {
    MentionRow &noun = entities.mentions[k], &name = entities.mentions[k + 1];
    if (noun.last != name.first || noun.entity == name.entity ||
        noun.form != MentionForm::kNominal || name.form != MentionForm::kName ||
        settled(noun.entity.index) != settled(name.entity.index))
      continue;
    name.first = noun.first;
    name.span.start = noun.span.start;
    within[k] = true;
  }
  size_t kept = 0;
  for (size_t k = 0; k < entities.mentions.size(); ++k) {
    if (within[k]) continue;
    entities.mentions[kept] = entities.mentions[k];
    entities.mentions[kept].entity = EntityId(size_t{settled(entities.mentions[k].entity.index)});
    ++kept;
  }
  entities.mentions.resize(kept);
  put_in_order(entities);
  return entities;
}

Entities join_short_names(Entities entities, const Tokens& tokens, const TreeIndex& t) {
  // What a bare word rather means otherwise: the states, the House, the government.
  static const WordSet kOther = word_set(
      {"state", "republic",   "kingdom",  "government", "people",        "country",  "nation",
       "house", "street",     "city",     "world",      "international", "national", "force",
       "radio", "television", "tv",       "news",       "press",         "media",    "army",
       "navy",  "police",     "military", "opposition", "monitor",       "county"});
  struct Named {
    uint32_t row, first;  // first word of a mention by full name
  };
  constexpr size_t kLately = 2;  // sentences
  auto body = [&](uint32_t row) {
    switch (entities.rows[row].kind) {
      case EntityKind::kGovernmentBody:
      case EntityKind::kArmedForce:
      case EntityKind::kParty:
      case EntityKind::kArmedGroup:
      case EntityKind::kCompany:
      case EntityKind::kInternationalOrganisation:
      case EntityKind::kMedia:
      case EntityKind::kReligiousBody:
      case EntityKind::kOrganisation:
        return true;
      default:
        return false;
    }
  };
  auto the = [&](uint32_t i) { return t.lemma(i) == kTheWord && t.upos(i) == Upos::kDet; };
  std::unordered_map<uint64_t, std::vector<Named>> by_head;
  // Rows that only "the X" speaks of, and its pronouns: the word X.
  std::vector<uint32_t> bare(entities.rows.size(), TreeIndex::kNone);
  std::vector<bool> more(entities.rows.size(), false);
  std::vector<bool> covered(tokens.size(), false);
  for (const MentionRow& m : entities.mentions) {
    for (uint32_t i = m.first; i < m.last; ++i) covered[i] = true;
    const uint32_t row = m.entity.index;
    if (m.form == MentionForm::kPronoun || !body(row)) continue;
    const uint32_t from = m.first + (m.last - m.first > 1 && the(m.first) ? 1 : 0);
    const bool definite = from > m.first || (m.first > 0 && the(m.first - 1));
    if (m.last - from == 1 && definite &&
        (bare[row] == TreeIndex::kNone || t.form(bare[row]) == t.form(from))) {
      if (bare[row] == TreeIndex::kNone) bare[row] = from;
      continue;
    }
    more[row] = true;
    if (m.last - from < 2) continue;
    const uint32_t head = t.top(from, m.last);
    // An office or a body of the tables counts as named where it is written so: the Council of
    // Ministers.
    if (head != TreeIndex::kNone && starts_upper(t.word(head)) && !kOther.contains(t.form(head)) &&
        feature(t.feats(head), Feature::kNumber) != "Plur" &&
        (m.form == MentionForm::kName || head > tokens.sentence_first[tokens.sentence_of(head)]))
      by_head[t.form(head)].push_back({row, m.first});
  }
  if (by_head.empty()) return entities;
  auto meant = [&](uint32_t word) {
    auto found = by_head.find(t.form(word));
    if (found == by_head.end()) return TreeIndex::kNone;
    const std::vector<Named>& named = found->second;
    auto behind = std::lower_bound(named.begin(), named.end(), word,
                                   [](const Named& n, uint32_t w) { return n.first < w; });
    if (behind == named.begin()) return TreeIndex::kNone;
    const Named* last = &*std::prev(behind);
    for (auto other = std::prev(behind);; --other) {
      if (tokens.sentence_of(other->first) + kLately < tokens.sentence_of(word)) break;
      if (other->row != last->row) return TreeIndex::kNone;
      if (other == named.begin()) break;
    }
    return last->row;
  };
  std::vector<uint32_t> into(entities.rows.size());
  bool any = false;
  for (uint32_t r = 0; r < into.size(); ++r) {
    into[r] = r;
    if (bare[r] == TreeIndex::kNone || more[r]) continue;
    const uint32_t row = meant(bare[r]);
    if (row == TreeIndex::kNone || row == r) continue;
    into[r] = row;
    any = true;
  }
  for (uint32_t i = 1; i < tokens.size(); ++i) {
    if (covered[i] || !the(i - 1) || covered[i - 1] || !starts_upper(t.word(i)) ||
        (t.upos(i) != Upos::kPropn && t.upos(i) != Upos::kNoun) || t.urel(i) == Deprel::kCompound ||
        t.urel(i) == Deprel::kAmod)
      continue;
    const uint32_t row = meant(i);
    if (row == TreeIndex::kNone) continue;
    bool alone = true;
    for (uint32_t c : t.children(i))
      alone &= c < i ? c == i - 1
                     : t.urel(c) != Deprel::kNmod && t.urel(c) != Deprel::kFlat &&
                           t.urel(c) != Deprel::kCompound;
    if (!alone) continue;
    MentionRow m;
    m.first = i - 1;
    m.last = i + 1;
    m.span = {tokens.start[m.first], tokens.end[i]};
    m.entity = EntityId(size_t{row});
    m.form = MentionForm::kName;
    entities.mentions.push_back(m);
    any = true;
  }
  if (!any) return entities;
  for (MentionRow& m : entities.mentions) m.entity = EntityId(size_t{into[m.entity.index]});
  put_in_order(entities);
  return entities;
}

Entities add_speakers(Entities entities, const Tokens& tokens, const Text& text, const TreeIndex& t,
                      const std::vector<uint32_t>& heads, std::vector<EntityId>& found,
                      const std::vector<EntityId*>& ids) {
  static const WordSet kOfWords = word_set(
      {"statement",  "communique", "communiqué",   "declaration", "report",     "study",
       "document",   "letter",     "note",         "text",        "video",      "footage",
       "recording",  "tape",       "survey",       "poll",        "inquiry",    "investigation",
       "commentary", "editorial",  "article",      "banner",      "placard",    "leaflet",
       "message",    "resolution", "memorandum",   "charter",     "treaty",     "agreement",
       "accord",     "deal",       "constitution", "law",         "data",       "figure",
       "paper",      "book",       "map",          "image",       "photograph", "website",
       "transcript", "release",    "indictment",   "verdict",     "ruling",     "judgment",
       "readout",    "dispatch",   "bulletin",     "newsletter",  "post",       "tweet",
       "dossier",    "file",       "plan",         "bill",        "draft",      "protocol"});
  found.clear();
  std::map<uint64_t, uint32_t> known;  // noun → row
  for (uint32_t head : heads) {
    const uint32_t first = phrase_start(t, head);
    bool definite = false;
    for (uint32_t c : t.children(head)) definite |= c < head && t.lemma(c) == kTheWord;
    auto [at, fresh] = known.try_emplace(t.form(head), 0);
    if (fresh || !definite) {
      at->second = static_cast<uint32_t>(entities.rows.size());
      EntityRow e;
      const bool plural = feature(t.feats(head), Feature::kNumber) == "Plur";
      e.kind = kOfWords.contains(t.lemma(head)) ? EntityKind::kOrganisation
               : plural                         ? EntityKind::kPopulation
                                                : EntityKind::kPerson;
      uint32_t from = first;
      while (from < head && t.urel(from) == Deprel::kDet) ++from;
      e.name = Span{tokens.start[from], tokens.end[head]}.of(text.content);
      std::replace(e.name.begin(), e.name.end(), '\n', ' ');
      entities.rows.push_back(std::move(e));
    }
    MentionRow m;
    m.first = first;
    m.last = head + 1;
    m.span = {tokens.start[first], tokens.end[head]};
    m.entity = EntityId(size_t{at->second});
    m.form = MentionForm::kNominal;
    entities.mentions.push_back(m);
    found.push_back(m.entity);
  }
  if (heads.empty()) return entities;
  const std::vector<uint32_t> renumbered = put_in_order(entities);
  for (EntityId* id : ids)
    if (id->valid()) *id = EntityId(size_t{renumbered[id->index]});
  for (EntityId& id : found) id = EntityId(size_t{renumbered[id.index]});
  return entities;
}

bool pronoun_fits(uint64_t form, EntityKind kind) {
  static const WordSet kIts = word_set({"it", "its", "itself"}),
                       kTheys = word_set({"they", "them", "their", "themselves"}),
                       kHes = word_set({"he", "him", "his", "she", "her"});
  if (kTheys.contains(form)) return kind != EntityKind::kPerson && kind != EntityKind::kState;
  if (kIts.contains(form)) return kind != EntityKind::kPerson && kind != EntityKind::kPopulation;
  return kHes.contains(form) && kind == EntityKind::kPerson;
}

Entities add_pronouns(Entities entities, const Tokens& tokens,
                      const std::vector<std::pair<uint32_t, EntityId>>& pronouns,
                      const std::vector<EntityId*>& ids) {
  if (pronouns.empty()) return entities;
  for (const auto& [word, entity] : pronouns) {
    MentionRow m;
    m.first = word;
    m.last = word + 1;
    m.span = tokens.span(word);
    m.entity = entity;
    m.form = MentionForm::kPronoun;
    entities.mentions.push_back(m);
  }
  const std::vector<uint32_t> renumbered = put_in_order(entities);
  for (EntityId* id : ids)
    if (id->valid()) *id = EntityId(size_t{renumbered[id->index]});
  return entities;
}

}  // namespace dragoman

#include "entity/gazetteer.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/domain.h"
#include "base/fold.h"
#include "base/mapped_file.h"
#include "base/tsv.h"
#include "entity/user_lists.h"
#include "segment/segment.h"

namespace dragoman {
namespace {

constexpr size_t kStateColumns = 9, kBodyColumns = 8, kInternationalColumns = 6, kMediaColumns = 6,
                 kTitleColumns = 6, kAgentColumns = 5;

constexpr std::array<std::string_view, 17> kRanks = {
    "",           "head_of_state", "head_of_government", "minister",     "deputy", "envoy",
    "ambassador", "spokesperson",  "military",           "party_leader", "cleric", "executive",
    "legislator", "judge",         "official",           "royal",        "other"};

Result<EntityKind> kind_from(std::string_view name, const std::string& where) {
  for (int k = 0; k <= static_cast<int>(EntityKind::kPlace); ++k)
    if (to_string(static_cast<EntityKind>(k)) == name) return static_cast<EntityKind>(k);
  return Error{Error::Code::kFormat, where + ": unknown kind of actor '" + std::string(name) +
                                         "'; docs/record.md lists the kinds"};
}

// A demonym that names people rather than a quality: Syrians, Frenchmen (but not Chinese).
bool is_people(std::string_view demonym) {
  return demonym.size() > 3 && (demonym.ends_with("s") || demonym.ends_with("men")) &&
         !demonym.ends_with("ss");
}

std::string_view leading(std::string_view list) {
  return trim(list.substr(0, list.find('|')));
}

// A form without its flags, as the record shows it.
std::string_view bare(std::string_view form) {
  if (form.substr(0, 1) == "=") form.remove_prefix(1);
  if (!form.empty() && form.back() == '?') form.remove_suffix(1);
  return form;
}

// Words that the segmenter would leave as they are, so that most forms need no segmenting.
bool plain_words(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ';
  });
}

void hash_plain(std::string_view words, std::vector<uint64_t>& hashes) {
  for (size_t from = 0; from < words.size();) {
    size_t space = std::min(words.find(' ', from), words.size());
    if (space > from) hashes.push_back(fold_hash(words.substr(from, space - from)));
    from = space + 1;
  }
}

}  // namespace

std::string_view to_string(Rank rank) {
  return kRanks[static_cast<size_t>(rank)];
}

uint32_t day_number(std::string_view iso) {
  uint32_t digits[3] = {0, 0, 0};
  size_t part = 0;
  if (iso.size() < 4) return 0;
  for (char c : iso) {
    if (c == '-') {
      if (++part > 2) return 0;
    } else if (c >= '0' && c <= '9') {
      if ((digits[part] = digits[part] * 10 + static_cast<uint32_t>(c - '0')) > 9999) return 0;
    } else {
      break;  // the time of day
    }
  }
  return digits[0] * 10000 + digits[1] * 100 + digits[2];
}

std::string regular_plural(std::string_view phrase) {
  // The head stands before the first preposition: ministers of the interior.
  size_t head_end = phrase.size();
  for (std::string_view joint : {" of ", " for ", " to ", " in ", " without ", " to the "})
    head_end = std::min(head_end, phrase.find(joint));
  std::string head(phrase.substr(0, head_end)), rest(phrase.substr(head_end));
  // secretaries-general, attorneys general
  for (std::string_view tail : {"-general", " general", "-elect", "-designate", "-in-chief"}) {
    if (!head.ends_with(tail) || head.size() == tail.size()) continue;
    if (head.ends_with("major general") || head.ends_with("lieutenant general") ||
        head.ends_with("brigadier general"))
      break;
    rest.insert(0, head.substr(head.size() - tail.size()));
    head.resize(head.size() - tail.size());
    break;
  }
  auto ends = [&](std::string_view with) { return head.ends_with(with); };
  if (head.empty()) return {};
  if (ends("man") && !ends("human") && !ends("german"))
    head.replace(head.size() - 2, 1, "e");
  else if (ends("person"))
    head += "s";
  else if (ends("s") || ends("x") || ends("ch") || ends("sh"))
    head += "es";
  else if (ends("y") && head.size() > 1 &&
           std::string_view("aeiou").find(head[head.size() - 2]) == std::string_view::npos)
    head.replace(head.size() - 1, 1, "ies");
  else
    head += "s";
  return head + rest;
}

uint32_t Gazetteer::add_actor(Actor actor) {
  actors_.push_back(std::move(actor));
  return static_cast<uint32_t>(actors_.size() - 1);
}

void Gazetteer::mark_start(uint64_t hash) {
  start_hashes_.push_back(hash);
  if (starts_.size() * 64 < start_hashes_.size() * 16) {
    starts_.assign(std::max<size_t>(1024, starts_.size() * 4), 0);
    for (uint64_t h : start_hashes_)
      starts_[(h >> 6) & (starts_.size() - 1)] |= uint64_t{1} << (h & 63);
  } else {
    starts_[(hash >> 6) & (starts_.size() - 1)] |= uint64_t{1} << (hash & 63);
  }
}

void Gazetteer::add_form(uint32_t actor, PhraseRole role, std::string_view surface, bool plural,
                         bool user) {
  Form form;
  form.actor = actor;
  form.role = role;
  form.plural = plural;
  form.user = user;
  if (surface.substr(0, 1) == "=") {
    form.exact_case = true;
    surface.remove_prefix(1);
  }
  if (!surface.empty() && surface.back() == '?') {
    form.ambiguous = true;
    surface.remove_suffix(1);
  }
  surface = trim(surface);
  if (surface.empty()) return;
  form.upper = starts_upper(surface);
  form.surface = static_cast<uint32_t>(surfaces_.size());
  form.surface_size = static_cast<uint32_t>(surface.size());
  surfaces_ += surface;
  if (defer_) {
    deferred_.push_back(form);
    return;
  }
  std::vector<uint64_t> hashes;
  if (plain_words(surface)) {
    hash_plain(surface, hashes);
  } else {
    Text text;
    text.content = surface;
    Tokens tokens = segment(text);
    hash_words(text, tokens, hashes);
  }
  insert(form, hashes);
}

void Gazetteer::insert(Form form, std::span<const uint64_t> words) {
  if (words.empty()) return;
  auto value = static_cast<uint32_t>(forms_.size());
  // Forms of one phrase make a list; the newest stands first, so later tables win.
  form.next = phrases_.add(words, value);
  // A state in a user's list under a form that we know better (Chinese: a demonym) stays as it is.
  if (form.user && actors_[form.actor].kind == EntityKind::kState)
    for (uint32_t f = form.next; f != kNone; f = forms_[f].next) {
      const Actor& ours = actors_[forms_[f].actor];
      if (forms_[f].user || ours.kind != EntityKind::kState ||
          ours.country != actors_[form.actor].country)
        continue;
      phrases_.add(words, form.next);
      return;
    }
  // The same form of the same actor twice (a city state and its capital) stands once.
  if (form.next != kNone && forms_[form.next].actor == form.actor &&
      forms_[form.next].role == form.role) {
    phrases_.add(words, form.next);
    return;
  }
  forms_.push_back(form);
  mark_start(words.front());
}

void Gazetteer::file_deferred() {
  // One text with a block a form: the segmenter's start-up is paid once.
  Text text;
  for (const Form& form : deferred_) {
    std::string_view words = surface(form);
    if (plain_words(words)) continue;
    auto start = static_cast<uint32_t>(text.content.size());
    text.content += words;
    text.blocks.push_back(
        {Block::Kind::kParagraph, {start, static_cast<uint32_t>(text.content.size())}});
    text.content += "\n\n";
  }
  Tokens tokens = segment(text);
  std::vector<uint64_t> all, hashes;
  hash_words(text, tokens, all);
  size_t at = 0, block = 0;
  for (const Form& form : deferred_) {
    std::string_view words = surface(form);
    if (plain_words(words)) {
      hashes.clear();
      hash_plain(words, hashes);
      insert(form, hashes);
      continue;
    }
    size_t first = at;
    while (at < tokens.size() && tokens.start[at] < text.blocks[block].span.end) ++at;
    ++block;
    insert(form, std::span(all).subspan(first, at - first));
  }
  deferred_.clear();
  deferred_.shrink_to_fit();
}

void Gazetteer::add_forms(uint32_t actor, PhraseRole role, std::string_view list, bool user) {
  while (!list.empty()) {
    size_t bar = list.find('|');
    std::string_view form = trim(list.substr(0, bar));
    if (!form.empty()) add_form(actor, role, form, false, user);
    list = bar == std::string_view::npos ? std::string_view() : list.substr(bar + 1);
  }
}

void Gazetteer::hash_words(const Text& text, const Tokens& tokens, std::vector<uint64_t>& hashes) {
  hashes.resize(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) hashes[i] = fold_hash(tokens.span(i).of(text.content));
}

bool Gazetteer::fits(const Form& form, std::string_view words, bool shouted) const {
  if (form.role == PhraseRole::kTitle || form.role == PhraseRole::kAgent)
    return !form.exact_case || shouted || words == surface(form);
  if (form.exact_case) return words == surface(form) || (shouted && form.surface_size > 3);
  return !form.upper || starts_upper(words);
}

const Actor* Gazetteer::outlet(std::string_view domain) const {
  const Actor* found = nullptr;
  domain_or_parent(domain, [&](std::string_view d) {
    auto at = domains_.find(std::string(d));
    if (at != domains_.end()) found = &actors_[at->second];
    return found != nullptr;
  });
  return found;
}

std::string_view Gazetteer::state_name(std::string_view code) const {
  auto found = states_.find(std::string(code));
  return found == states_.end() ? std::string_view()
                                : std::string_view(actors_[found->second].name);
}

std::string_view Gazetteer::land_of(std::string_view code) const {
  if (!code.starts_with("X")) return code;
  auto at = claimed_.find(std::string(code));
  return at == claimed_.end() ? code : std::string_view(at->second);
}

Status Gazetteer::load_people(const std::string& path) {
  auto table = load_tsv(path, 6);
  if (!table) return table.error();
  for (const TsvRow& row : table->rows) {
    auto year = [](std::string_view text, uint32_t absent) {
      uint32_t day = day_number(text);
      return day == 0 ? absent : day / 10000;
    };
    auto add = [&](std::string_view name) {
      Known known;
      known.name = parse_person_name(name);
      known.country = row.cells[3];
      known.from = year(row.cells[4], 0);
      known.to = year(row.cells[5], 9999);
      auto number = static_cast<uint32_t>(people_.size());
      for (const PersonName::Part& part : known.name.parts) {
        known.keys.push_back(part_key(part));
        people_parts_.emplace(known.keys.back(), number);
      }
      people_.push_back(std::move(known));
      return number;
    };
    uint32_t first = add(row.cells[0]);
    for (std::string_view alias : split_list(row.cells[1])) add(alias);
    for (std::string_view form : split_list(row.cells[2])) people_short_.emplace(fold(form), first);
  }
  return {};
}

std::string_view Gazetteer::person_country(std::string_view name, const PersonName& parsed,
                                           uint32_t year) const {
  std::string_view found;
  auto meets = [&](const Known& known) {
    return year == 0 || (known.from <= year && year <= known.to);
  };
  if (parsed.parts.size() >= 2) {
    // The rarest part decides where to look; any will do, for every part must be found.
    for (const PersonName::Part* part : {&parsed.parts.back(), &parsed.parts.front()}) {
      auto [from, to] = people_parts_.equal_range(part_key(*part));
      // Of as many words the other end must be found too; its key says so without comparing sounds.
      const PersonName::Part& other =
          part == &parsed.parts.back() ? parsed.parts.front() : parsed.parts.back();
      const uint64_t key = other.initial ? 0 : part_key(other);
      for (auto it = from; it != to; ++it) {
        const Known& known = people_[it->second];
        if (!other.initial && known.keys.size() == parsed.parts.size() &&
            std::find(known.keys.begin(), known.keys.end(), key) == known.keys.end())
          continue;
        if (known.name.parts.size() < 2 || !same_name(parsed, known.name)) continue;
        if (!found.empty() && found != known.country) return {};
        found = known.country;
      }
      if (!found.empty()) return found;
    }
    return found;
  }
  auto [from, to] = people_short_.equal_range(fold(name));
  for (auto it = from; it != to; ++it) {
    const Known& known = people_[it->second];
    if (!meets(known)) continue;
    if (!found.empty() && found != known.country) return {};
    found = known.country;
  }
  return found;
}

Result<Gazetteer> Gazetteer::load(const std::string& data_dir,
                                  const std::vector<std::string>& user_files) {
  Gazetteer g;
  g.defer_ = true;
  g.actors_.reserve(16384);
  g.deferred_.reserve(32768);
  g.forms_.reserve(32768);
  g.surfaces_.reserve(1 << 19);
  g.phrases_.reserve(65536);
  const std::string folder = data_dir + "/resources/actors/";
  auto period = [](Actor& actor, std::string_view from, std::string_view to) {
    if (!from.empty()) actor.from = day_number(from);
    if (!to.empty()) actor.to = day_number(to);
  };
  // Weakest first: a later table wins where two have the same phrase.
  auto agents = load_tsv(folder + "agents.tsv", kAgentColumns);
  if (!agents) return agents.error();
  for (const TsvRow& row : agents->rows) {
    auto kind = kind_from(row.cells[2], agents->where(row));
    if (!kind) return kind.error();
    Actor actor;
    actor.kind = *kind;
    actor.name = bare(row.cells[0]);
    actor.sector = leading(row.cells[3]);
    std::string_view lemma = row.cells[0];
    uint32_t id = g.add_actor(std::move(actor));
    bool has_plural = !trim(row.cells[1]).empty();
    g.add_form(id, PhraseRole::kAgent, lemma);
    for (std::string_view plural : split_list(row.cells[1])) {
      if (bare(plural) == bare(lemma)) continue;
      g.add_form(id, PhraseRole::kAgent, plural, true);
    }
    if (!has_plural && !lemma.starts_with("=")) {
      std::string plural = regular_plural(bare(lemma));
      if (lemma.ends_with("?")) plural += '?';
      g.add_form(id, PhraseRole::kAgent, plural, true);
    }
  }
  auto titles = load_tsv(folder + "titles.tsv", kTitleColumns);
  if (!titles) return titles.error();
  for (const TsvRow& row : titles->rows) {
    Actor actor;
    actor.kind = EntityKind::kPerson;
    actor.name = bare(row.cells[0]);
    actor.sector = leading(row.cells[2]);
    for (size_t r = 0; r < kRanks.size(); ++r)
      if (kRanks[r] == row.cells[3]) actor.rank = static_cast<Rank>(r);
    actor.portfolio = row.cells[4];
    actor.honorific = row.cells[5] == "yes";
    uint32_t id = g.add_actor(std::move(actor));
    for (size_t cell = 0; cell < 2; ++cell)
      for (std::string_view form : split_list(row.cells[cell])) {
        g.add_form(id, PhraseRole::kTitle, form);
        if (form.starts_with("=")) continue;
        std::string plural = regular_plural(bare(form));
        if (form.ends_with("?")) plural += '?';
        g.add_form(id, PhraseRole::kTitle, plural, true);
      }
  }
  auto media = load_tsv(folder + "media.tsv", kMediaColumns);
  if (!media) return media.error();
  for (const TsvRow& row : media->rows) {
    Actor actor;
    actor.kind = EntityKind::kMedia;
    actor.name = bare(row.cells[0]);
    actor.country = row.cells[3];
    actor.sector = "JRN";
    actor.agency = row.cells[5] == "agency";
    uint32_t id = g.add_actor(std::move(actor));
    for (std::string_view domain : split_list(row.cells[2]))
      g.domains_.emplace(std::string(domain), id);
    g.add_forms(id, PhraseRole::kName, row.cells[0]);
    g.add_forms(id, PhraseRole::kName, row.cells[1]);
  }
  auto international = load_tsv(folder + "international.tsv", kInternationalColumns);
  if (!international) return international.error();
  for (const TsvRow& row : international->rows) {
    auto kind = kind_from(row.cells[2], international->where(row));
    if (!kind) return kind.error();
    Actor actor;
    actor.kind = *kind;
    actor.name = bare(row.cells[0]);
    actor.sector = leading(row.cells[3]);
    actor.country = actor.sector == "IGO" ? "IGO" : "";
    uint32_t id = g.add_actor(std::move(actor));
    g.add_forms(id, PhraseRole::kName, row.cells[0]);
    g.add_forms(id, PhraseRole::kName, row.cells[1]);
  }
  auto bodies = load_tsv(folder + "bodies.tsv", kBodyColumns);
  if (!bodies) return bodies.error();
  for (const TsvRow& row : bodies->rows) {
    auto kind = kind_from(row.cells[2], bodies->where(row));
    if (!kind) return kind.error();
    Actor actor;
    actor.kind = *kind;
    actor.name = bare(row.cells[0]);
    actor.country = row.cells[3];
    actor.sector = leading(row.cells[4]);
    period(actor, row.cells[5], row.cells[6]);
    uint32_t id = g.add_actor(std::move(actor));
    g.add_forms(id, PhraseRole::kName, row.cells[0]);
    g.add_forms(id, PhraseRole::kName, row.cells[1]);
  }
  auto states = load_tsv(folder + "states.tsv", kStateColumns);
  if (!states) return states.error();
  for (int pass = 0; pass < 2; ++pass) {  // former states first: the living one wins a shared name
    for (const TsvRow& row : states->rows) {
      bool former = !row.cells[7].empty();
      if (former != (pass == 0)) continue;
      Actor actor;
      actor.kind = EntityKind::kState;
      actor.country = row.cells[0];
      actor.sector = "GOV";
      actor.name = bare(row.cells[1]);
      period(actor, row.cells[6], row.cells[7]);
      uint32_t id = g.add_actor(std::move(actor));
      g.states_.emplace(std::string(row.cells[0]), id);
      if (size_t at = row.cells[8].find("claimed_by=");
          row.cells[0].starts_with("X") && row.cells[0] != "XKX" && at != std::string_view::npos)
        g.claimed_.emplace(std::string(row.cells[0]), std::string(row.cells[8].substr(at + 11, 3)));
      g.add_forms(id, PhraseRole::kCapital, row.cells[4]);
      g.add_forms(id, PhraseRole::kMetonym, row.cells[5]);
      for (std::string_view surface : split_list(row.cells[3]))
        g.add_form(id, PhraseRole::kDemonym, surface, is_people(bare(surface)));
      g.add_forms(id, PhraseRole::kName, row.cells[2]);
      g.add_forms(id, PhraseRole::kName, row.cells[1]);
    }
  }
  g.file_deferred();
  // Offices that name their owner (kremlin spokesperson, hamas leader) are of its country.
  for (Actor& title : g.actors_) {
    size_t space = title.name.find(' ');
    if (title.rank == Rank::kNone || !title.country.empty() || space == std::string::npos ||
        !plain_words(title.name))
      continue;
    std::vector<uint64_t> hashes;
    for (std::string_view word : split_list(title.name, ' ')) hashes.push_back(fold_hash(word));
    Match match = g.longest(std::span(hashes).first(hashes.size() - 1), 0);
    for (uint32_t f = match.form; match.length && f != kNone; f = g.forms_[f].next) {
      const Form& form = g.forms_[f];
      if (form.role == PhraseRole::kTitle || form.role == PhraseRole::kAgent || form.exact_case ||
          form.ambiguous)
        continue;
      title.country = g.actors_[form.actor].country;
      break;
    }
  }
  if (Status people = g.load_people(data_dir + "/resources/names/people.tsv"); !people.ok())
    return people.error();
  for (const std::string& path : user_files) {
    auto list = read_user_list(path, &g.notes_);
    if (!list) return list.error();
    for (UserActor& own : *list) {
      uint32_t id = g.add_actor(std::move(own.actor));
      for (const std::string& surface : own.forms) g.add_form(id, own.role, surface, false, true);
      for (const std::string& surface : own.plurals) g.add_form(id, own.role, surface, true, true);
    }
  }
  g.file_deferred();
  g.defer_ = false;
  return g;
}

}  // namespace dragoman

#include "entity/gazetteer.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/mapped_file.h"
#include "base/tsv.h"
#include "segment/segment.h"

namespace dragoman {
namespace {

// Tables a surface form may come from; of two entries with the same form the one with the lower rank
// stands first, users' own lists before all.
constexpr size_t kStateColumns = 9, kBodyColumns = 8, kInternationalColumns = 6, kMediaColumns = 6,
                 kTitleColumns = 6, kAgentColumns = 5;

Result<EntityKind> kind_from(std::string_view name, const std::string& where) {
  for (int k = 0; k <= static_cast<int>(EntityKind::kPlace); ++k)
    if (to_string(static_cast<EntityKind>(k)) == name) return static_cast<EntityKind>(k);
  return Error{Error::Code::kFormat, where + ": unknown kind of actor '" + std::string(name) +
                                         "'; docs/record.md lists the kinds"};
}

// Takes the marks off a surface form: a leading "=" (exact case), a trailing "?" (ambiguous).
void set_surface(GazetteerEntry& entry, std::string_view surface) {
  if (surface.substr(0, 1) == "=") {
    entry.exact_case = true;
    surface.remove_prefix(1);
  }
  if (!surface.empty() && surface.back() == '?') {
    entry.ambiguous = true;
    surface.remove_suffix(1);
  }
  entry.surface = surface;
}

struct Table {
  MappedFile file;
  std::vector<TsvRow> rows;
  std::string path;
  std::string where(const TsvRow& row) const { return path + ":" + std::to_string(row.line); }
};

Result<Table> load_table(const std::string& path, size_t columns) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  Table table;
  table.file = std::move(file).value();
  table.path = path;
  auto rows = parse_tsv(table.file.bytes(), columns, path);
  if (!rows) return rows.error();
  table.rows = std::move(rows).value();
  return table;
}

// A demonym that names people rather than a quality: Syrians, Frenchmen (but not Chinese).
bool is_people(std::string_view demonym) {
  return demonym.size() > 3 && (demonym.ends_with("s") || demonym.ends_with("men")) && !demonym.ends_with("ss");
}

}  // namespace

void Gazetteer::add(GazetteerEntry entry) {
  Text text;
  text.content = entry.surface;
  Tokens tokens = segment(text);
  std::vector<uint64_t> hashes;
  hash_words(text, tokens, hashes);
  if (hashes.empty()) return;
  auto value = static_cast<uint32_t>(entries_.size());
  entries_.push_back(std::move(entry));
  next_.push_back(PhraseTable::kNone);
  // Entries of one phrase form a list; the newest stands first, so later tables win.
  uint32_t old = phrases_.add(hashes, value);
  next_.back() = old;
}

void Gazetteer::hash_words(const Text& text, const Tokens& tokens, std::vector<uint64_t>& hashes) {
  hashes.resize(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) hashes[i] = fold_hash(tokens.span(i).of(text.content));
}

Gazetteer::Match Gazetteer::longest(std::span<const uint64_t> hashes, size_t i, const Text& text,
                                    const Tokens& tokens, size_t first_token) const {
  size_t limit = hashes.size();
  for (;;) {
    PhraseTable::Match match = phrases_.longest(hashes.first(limit), i);
    if (match.length == 0) return {};
    Span span{tokens.start[first_token + i], tokens.end[first_token + i + match.length - 1]};
    std::string_view words = span.of(text.content);
    for (uint32_t e = match.value; e != PhraseTable::kNone; e = next_[e]) {
      const GazetteerEntry& entry = entries_[e];
      bool fits = entry.exact_case ? words == entry.surface
                  : entry.role == PhraseRole::kTitle || entry.role == PhraseRole::kAgent
                      ? true
                      : starts_upper(words) || !starts_upper(entry.surface);
      if (fits) return {match.length, &entry};
    }
    // Nothing of this phrase fits: try a shorter one.
    if (match.length == 1) return {};
    limit = i + match.length - 1;
  }
}

Gazetteer Gazetteer::from_entries(std::vector<GazetteerEntry> entries) {
  Gazetteer gazetteer;
  for (GazetteerEntry& entry : entries) gazetteer.add(std::move(entry));
  return gazetteer;
}

Result<Gazetteer> Gazetteer::load(const std::string& data_dir, const std::vector<std::string>& user_files) {
  Gazetteer g;
  const std::string folder = data_dir + "/resources/actors/";
  auto add_all = [&](const GazetteerEntry& base, std::string_view list) {
    for (std::string_view surface : split_list(list)) {
      GazetteerEntry entry = base;
      set_surface(entry, surface);
      g.add(std::move(entry));
    }
  };
  // Weakest first: a later table wins where two have the same phrase.
  auto agents = load_table(folder + "agents.tsv", kAgentColumns);
  if (!agents) return agents.error();
  for (const TsvRow& row : agents->rows) {
    auto kind = kind_from(row.cells[2], agents->where(row));
    if (!kind) return kind.error();
    GazetteerEntry base;
    base.kind = *kind;
    base.role = PhraseRole::kAgent;
    base.name = row.cells[0];
    base.sector = row.cells[3];
    set_surface(base, row.cells[0]);
    std::string singular = base.surface;
    base.name = singular;
    g.add(base);
    for (std::string_view plural : split_list(row.cells[1])) {
      if (plural == singular) continue;
      GazetteerEntry entry = base;
      entry.plural = true;
      set_surface(entry, plural);
      g.add(std::move(entry));
    }
  }
  auto titles = load_table(folder + "titles.tsv", kTitleColumns);
  if (!titles) return titles.error();
  for (const TsvRow& row : titles->rows) {
    GazetteerEntry base;
    base.kind = EntityKind::kPerson;
    base.role = PhraseRole::kTitle;
    base.name = row.cells[0];
    base.sector = row.cells[2];
    base.rank = row.cells[3];
    base.honorific = row.cells[5] == "yes";
    add_all(base, row.cells[0]);
    add_all(base, row.cells[1]);
  }
  auto media = load_table(folder + "media.tsv", kMediaColumns);
  if (!media) return media.error();
  for (const TsvRow& row : media->rows) {
    GazetteerEntry base;
    base.kind = EntityKind::kMedia;
    base.name = row.cells[0];
    base.country = row.cells[3];
    base.sector = row.cells[4] == "yes" ? "GOV" : "JRN";
    add_all(base, row.cells[0]);
    add_all(base, row.cells[1]);
  }
  auto international = load_table(folder + "international.tsv", kInternationalColumns);
  if (!international) return international.error();
  for (const TsvRow& row : international->rows) {
    auto kind = kind_from(row.cells[2], international->where(row));
    if (!kind) return kind.error();
    GazetteerEntry base;
    base.kind = *kind;
    base.name = row.cells[0];
    base.sector = row.cells[3];
    base.country = row.cells[3] == "IGO" ? "IGO" : "";
    add_all(base, row.cells[0]);
    add_all(base, row.cells[1]);
  }
  auto bodies = load_table(folder + "bodies.tsv", kBodyColumns);
  if (!bodies) return bodies.error();
  for (const TsvRow& row : bodies->rows) {
    auto kind = kind_from(row.cells[2], bodies->where(row));
    if (!kind) return kind.error();
    GazetteerEntry base;
    base.kind = *kind;
    base.name = row.cells[0];
    base.country = row.cells[3];
    base.sector = row.cells[4];
    add_all(base, row.cells[0]);
    add_all(base, row.cells[1]);
  }
  auto states = load_table(folder + "states.tsv", kStateColumns);
  if (!states) return states.error();
  for (int pass = 0; pass < 2; ++pass) {  // former states first: the living one wins a shared name
    for (const TsvRow& row : states->rows) {
      if (row.cells[7].empty() == (pass == 0)) continue;
      GazetteerEntry base;
      base.kind = EntityKind::kState;
      base.country = row.cells[0];
      base.sector = "GOV";
      GazetteerEntry named = base;
      set_surface(named, row.cells[1]);
      base.name = named.name = named.surface;
      base.role = PhraseRole::kMetonym;
      add_all(base, row.cells[5]);
      base.role = PhraseRole::kCapital;
      add_all(base, row.cells[4]);
      base.role = PhraseRole::kDemonym;
      for (std::string_view surface : split_list(row.cells[3])) {
        GazetteerEntry entry = base;
        set_surface(entry, surface);
        entry.plural = is_people(entry.surface);
        g.add(std::move(entry));
      }
      base.role = PhraseRole::kName;
      add_all(base, row.cells[2]);
      g.add(named);
    }
  }
  for (const std::string& path : user_files) {
    // name, aliases, kind, country, sector, from, to, note: the columns of bodies.tsv.
    auto own = load_table(path, kBodyColumns);
    if (!own) return own.error();
    for (const TsvRow& row : own->rows) {
      auto kind = kind_from(row.cells[2], own->where(row));
      if (!kind) return kind.error();
      GazetteerEntry base;
      base.kind = *kind;
      base.name = row.cells[0];
      base.country = row.cells[3];
      base.sector = row.cells[4];
      add_all(base, row.cells[0]);
      add_all(base, row.cells[1]);
    }
  }
  return g;
}

}  // namespace dragoman

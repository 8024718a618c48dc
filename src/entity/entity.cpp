// Patterns over words: a title, a demonym or a possessive state beside a capitalised name makes a
// person with an office; names and agents of the gazetteer make the rest. One pass finds what is
// named in full, a second gives short names (Wang, al-Assad) and bare titles (the minister) to whom
// they must belong; what could be two people is left open.
#include "entity/entity.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "base/fold.h"
#include "document/names.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 14> kLocative = {
    "in", "at", "near", "inside", "across", "throughout", "outside", "around", "within", "through",
    "into", "over", "via", "off"};
constexpr std::array<std::string_view, 26> kParticles = {
    "al", "el", "bin", "bint", "ibn", "ben", "abu", "abdul", "de", "da", "do", "dos", "del", "della", "di",
    "van", "von", "der", "den", "la", "le", "ter", "ul", "ud", "y", "e"};
constexpr std::array<std::string_view, 24> kNotNames = {
    "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "I", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "And", "But", "Both", "His", "Her"};

template <size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Finder {
 public:
  Finder(const Text& text, const Tokens& tokens, const Gazetteer& gazetteer)
      : text_(text), tokens_(tokens), gazetteer_(gazetteer) {}

  Entities run() {
    Gazetteer::hash_words(text_, tokens_, hashes_);
    taken_.assign(tokens_.size(), false);
    for (size_t s = 0; s < tokens_.sentences(); ++s) scan_sentence(tokens_.sentence_first[s], tokens_.sentence_first[s + 1]);
    for (size_t s = 0; s < tokens_.sentences(); ++s) scan_short_names(tokens_.sentence_first[s], tokens_.sentence_first[s + 1]);
    return finish();
  }

 private:
  struct Title {
    uint32_t last = 0;  // word behind it
    const GazetteerEntry* entry = nullptr;
  };
  struct Person {
    uint32_t row = 0;
    std::vector<std::string> parts;  // folded words of the fullest name, particles left out
  };

  std::string_view word(size_t i) const { return tokens_.span(i).of(text_.content); }
  bool is(size_t i, std::string_view what) const {
    return i < tokens_.size() && hashes_[i] == fold_hash(what) ;
  }

  // The longest phrase of the gazetteer at word i that ends inside the sentence.
  Gazetteer::Match match(size_t i, size_t end) const {
    if (i >= end) return {};
    return gazetteer_.longest(std::span(hashes_).subspan(i, end - i), 0, text_, tokens_, i);
  }

  void scan_sentence(uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to;) i = std::max(i + 1, scan_at(i, from, to));
  }

  // What stands at word i; returns the word behind it, or i if nothing does.
  uint32_t scan_at(uint32_t i, uint32_t from, uint32_t to) {
    Gazetteer::Match m = match(i, to);
    if (!m.entry) return i;
    uint32_t end = i + m.length;
    switch (m.entry->role) {
      case PhraseRole::kDemonym:
      case PhraseRole::kName:
      case PhraseRole::kMetonym:
      case PhraseRole::kCapital:
        if (m.entry->kind == EntityKind::kState) return scan_state(i, end, *m.entry, from, to);
        add_mention(i, end, row_for(m.entry->kind, m.entry->name, m.entry->country, m.entry->sector), MentionForm::kName);
        return end;
      case PhraseRole::kTitle:
        return scan_titles(i, i, "", to);
      case PhraseRole::kAgent:
        return scan_agent(i, i, "", to);
    }
    return i;
  }

  uint32_t scan_state(uint32_t i, uint32_t end, const GazetteerEntry& state, uint32_t from, uint32_t to) {
    uint32_t next = end;
    bool adjective = state.role == PhraseRole::kDemonym && !state.plural;
    if (is(next, "'s") && !adjective) ++next;
    if (adjective || next != end || state.role == PhraseRole::kName) {
      // Syrian Foreign Minister X; Syria's army; Chinese and Syrian militaries.
      uint32_t head = next;
      // One modifier may stand between: the Chinese military official, Syrian state television.
      for (uint32_t skip = 0; skip < 2 && head < to; ++skip, ++head) {
        Gazetteer::Match m = match(head, to);
        if (!m.entry) continue;
        if (m.entry->role == PhraseRole::kTitle) {
          uint32_t after = scan_titles(head, i, state.country, to);
          if (after > head) return after;
        }
        if (m.entry->role == PhraseRole::kAgent && (adjective || next != end)) {
          uint32_t after = scan_agent(head, i, state.country, to);
          if (after > head) return after;
        }
        break;
      }
      if (adjective && is(next, "and")) {
        Gazetteer::Match other = match(next + 1, to);
        if (other.entry && other.entry->role == PhraseRole::kDemonym) {
          Gazetteer::Match head_match = match(next + 1 + other.length, to);
          if (head_match.entry && head_match.entry->role == PhraseRole::kAgent) {
            const GazetteerEntry& agent = *head_match.entry;
            add_mention(i, end, agent_row(agent, state.country), MentionForm::kNominal);
            return end;
          }
        }
      }
    }
    if (state.ambiguous && !confirmed(state)) return i;
    if (state.plural && state.role == PhraseRole::kDemonym) {
      add_mention(i, end, row_for(EntityKind::kPopulation, state.surface, state.country, "CVL"), MentionForm::kName);
      return end;
    }
    bool place = i > from && one_of(fold(word(i - 1)), kLocative) && state.role != PhraseRole::kMetonym && !adjective;
    if (place) {
      add_mention(i, end, row_for(EntityKind::kPlace, std::string(Span{tokens_.start[i], tokens_.end[end - 1]}.of(text_.content)), state.country, ""), MentionForm::kName);
    } else {
      add_mention(i, end, state_row(state.country, state.name), MentionForm::kName);
    }
    return end;
  }

  // An ambiguous form (Georgia, Jordan, Chad) counts where the state is also named beyond doubt.
  bool confirmed(const GazetteerEntry& state) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const EntityRow& r) { return r.country == state.country; }) ||
           (state.surface == state.name);
  }

  // One title or several (State Councilor and Foreign Minister; Minister of Interior, Major General),
  // then perhaps a name. `first` is where the mention begins (a demonym before the title).
  uint32_t scan_titles(uint32_t i, uint32_t first, std::string country, uint32_t to) {
    std::vector<const GazetteerEntry*> titles;
    uint32_t at = i, end = i, title_end = i;
    for (int round = 0; round < 4; ++round) {
      Gazetteer::Match m = match(at, to);
      if (!m.entry || m.entry->role != PhraseRole::kTitle) break;
      titles.push_back(m.entry);
      at += m.length;
      end = title_end = at;
      // of China, to Syria, in Damascus
      for (int tail = 0; tail < 2; ++tail) {
        uint32_t p = at;
        if (!(is(p, "of") || is(p, "to") || is(p, "in"))) break;
        bool owner = is(p, "of");
        ++p;
        if (is(p, "the")) ++p;
        Gazetteer::Match state = match(p, to);
        if (!state.entry || state.entry->kind != EntityKind::kState || state.entry->role == PhraseRole::kDemonym) {
          if (owner && state.entry && state.entry->role == PhraseRole::kName && country.empty()) {
            country = state.entry->country;
            at = p + state.length;
            end = title_end = at;
          }
          break;
        }
        if (owner && country.empty()) country = state.entry->country;
        at = p + state.length;
        end = title_end = at;
      }
      if (is(at, "and") || is(at, ",")) {
        Gazetteer::Match more = match(at + 1, to);
        if (more.entry && more.entry->role == PhraseRole::kTitle) {
          ++at;
          continue;
        }
      }
      Gazetteer::Match more = match(at, to);
      if (!(more.entry && more.entry->role == PhraseRole::kTitle)) break;
    }
    if (titles.empty()) return i;
    uint32_t name_start = at;
    if (is(name_start, ",")) ++name_start;
    uint32_t name_end = name_from(name_start, to);
    bool adjacent = name_start == at;
    if (name_end > name_start && (adjacent || name_end - name_start >= 2)) {
      uint32_t row = person_row(name_start, name_end);
      for (const GazetteerEntry* t : titles) add_role(row, *t, country);
      add_mention(first, name_end, row, MentionForm::kName);
      return name_end;
    }
    bool honorific_only = std::all_of(titles.begin(), titles.end(), [](const GazetteerEntry* t) { return t->honorific; });
    if (honorific_only) return i;
    // A bare title: left for the second pass, when all names are known.
    for (uint32_t t = first; t < end; ++t) taken_[t] = true;
    bare_.push_back({first, end, titles.front(), country});
    return end;
  }

  // Words [from, result) that look like a personal name; result == from if none.
  uint32_t name_from(uint32_t from, uint32_t to) const {
    uint32_t at = from, last_capital = from;
    while (at < to && at - from < 8) {
      std::string_view w = word(at);
      std::string folded = fold(w);
      bool joint = folded == "-" || folded == "'";
      bool capital = starts_upper(w) && !one_of(w, kNotNames);
      if (capital && at == from) {
        Gazetteer::Match m = match(at, to);
        if (m.entry && m.entry->kind == EntityKind::kState && m.entry->role != PhraseRole::kCapital && !m.entry->ambiguous) break;
      }
      if (capital) {
        ++at;
        last_capital = at;
      } else if (one_of(folded, kParticles) || (joint && at > from)) {
        ++at;
      } else {
        break;
      }
    }
    return last_capital;
  }

  uint32_t scan_agent(uint32_t i, uint32_t first, const std::string& country, uint32_t to) {
    Gazetteer::Match m = match(i, to);
    uint32_t end = i + m.length;
    std::string owner = country;
    if (owner.empty() && is(end, "of")) {  // the government of Syria
      uint32_t p = end + 1;
      if (is(p, "the")) ++p;
      Gazetteer::Match state = match(p, to);
      if (state.entry && state.entry->kind == EntityKind::kState && state.entry->role == PhraseRole::kName) {
        owner = state.entry->country;
        end = p + state.length;
      }
    }
    add_mention(first, end, agent_row(*m.entry, owner), MentionForm::kNominal);
    return end;
  }

  uint32_t agent_row(const GazetteerEntry& agent, const std::string& country) {
    // The government of a state is the state.
    if (!country.empty() && agent.sector == "GOV" && agent.kind == EntityKind::kGovernmentBody &&
        (agent.name == "government" || agent.name == "regime" || agent.name == "administration" || agent.name == "authority"))
      return state_row(country, "");
    return row_for(agent.kind, agent.name, country, agent.sector);
  }

  void scan_short_names(uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to;) {
      if (taken_[i] || !starts_upper(word(i)) || word(i).size() < 2) {
        ++i;
        continue;
      }
      uint32_t end = name_from(i, to);
      for (uint32_t k = i; k < end; ++k)
        if (taken_[k]) {
          end = k;
          break;
        }
      uint32_t row = end > i ? known_person(i, end) : UINT32_MAX;
      if (row != UINT32_MAX) {
        add_mention(i, end, row, MentionForm::kName);
        i = end;
      } else {
        ++i;
      }
    }
  }

  std::vector<std::string> name_parts(uint32_t from, uint32_t to) const {
    std::vector<std::string> parts;
    for (uint32_t i = from; i < to; ++i) {
      std::string folded = fold(word(i));
      if (folded == "-" || folded == "'" || folded == "'s" || one_of(folded, kParticles)) continue;
      if (folded.size() > 3 && (folded.substr(0, 3) == "al-" || folded.substr(0, 3) == "el-")) folded.erase(0, 3);
      parts.push_back(std::move(folded));
    }
    return parts;
  }

  // Same word in two romanisations: the same consonants in the same order (Rahmon, Rahmoun).
  static bool same_word(const std::string& a, const std::string& b) {
    if (a == b) return true;
    if (a.size() < 4 || b.size() < 4 || a[0] != b[0]) return false;
    auto skeleton = [](const std::string& w) {
      std::string s;
      for (char c : w) {
        if (std::string_view("aeiouy'-").find(c) != std::string_view::npos) continue;
        if (c == 'q') c = 'k';
        if (s.empty() || s.back() != c) s += c;
      }
      return s;
    };
    std::string x = skeleton(a), y = skeleton(b);
    return x.size() >= 3 && x == y;
  }

  // A name whose every part is a part of one known person's name; nobody if two people could be meant.
  uint32_t known_person(uint32_t from, uint32_t to) const {
    std::vector<std::string> parts = name_parts(from, to);
    if (parts.empty()) return UINT32_MAX;
    uint32_t found = UINT32_MAX;
    for (const Person& p : people_) {
      bool all = std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return std::any_of(p.parts.begin(), p.parts.end(), [&](const std::string& other) { return same_word(part, other); });
      });
      if (!all || found == p.row) continue;
      if (found != UINT32_MAX) return UINT32_MAX;
      found = p.row;
    }
    return found;
  }

  uint32_t person_row(uint32_t from, uint32_t to) {
    uint32_t row = known_person(from, to);
    std::vector<std::string> parts = name_parts(from, to);
    std::string name(Span{tokens_.start[from], tokens_.end[to - 1]}.of(text_.content));
    if (row == UINT32_MAX) {
      // The fuller name may come second: Assad, then Bashar al-Assad.
      for (Person& p : people_) {
        if (p.parts.size() < parts.size() && !p.parts.empty() &&
            std::all_of(p.parts.begin(), p.parts.end(), [&](const std::string& part) {
              return std::any_of(parts.begin(), parts.end(), [&](const std::string& other) { return same_word(part, other); });
            })) {
          rows_[p.row].name = name;
          p.parts = parts;
          return p.row;
        }
      }
      row = static_cast<uint32_t>(rows_.size());
      EntityRow r;
      r.kind = EntityKind::kPerson;
      r.name = name;
      rows_.push_back(std::move(r));
      people_.push_back({row, std::move(parts)});
    } else if (name.size() > rows_[row].name.size()) {
      for (Person& p : people_)
        if (p.row == row && parts.size() > p.parts.size()) {
          rows_[row].name = name;
          p.parts = parts;
        }
    }
    return row;
  }

  void add_role(uint32_t row, const GazetteerEntry& title, const std::string& country) {
    EntityRow& r = rows_[row];
    if (r.country.empty()) r.country = country;
    if (title.honorific) return;
    if (r.sector.empty()) r.sector = title.sector;
    for (const Role& role : r.roles)
      if (role.title == title.name) return;
    Role role;
    role.title = title.name;
    role.country = country;
    role.sector = title.sector;
    r.roles.push_back(std::move(role));
  }

  uint32_t state_row(const std::string& country, const std::string& name) {
    for (uint32_t r = 0; r < rows_.size(); ++r)
      if (rows_[r].kind == EntityKind::kState && rows_[r].country == country) return r;
    std::string full = name;
    if (full.empty())
      for (const GazetteerEntry& e : gazetteer_.entries())
        if (e.kind == EntityKind::kState && e.country == country && e.role == PhraseRole::kName) full = e.name;
    return row_for(EntityKind::kState, full.empty() ? country : full, country, "GOV");
  }

  uint32_t row_for(EntityKind kind, const std::string& name, const std::string& country, const std::string& sector) {
    for (uint32_t r = 0; r < rows_.size(); ++r)
      if (rows_[r].kind == kind && rows_[r].name == name && rows_[r].country == country) return r;
    EntityRow row;
    row.kind = kind;
    row.name = name;
    row.country = country;
    row.sector = sector;
    rows_.push_back(std::move(row));
    return static_cast<uint32_t>(rows_.size() - 1);
  }

  void add_mention(uint32_t first, uint32_t last, uint32_t row, MentionForm form) {
    for (uint32_t i = first; i < last; ++i) taken_[i] = true;
    MentionRow m;
    m.first = first;
    m.last = last;
    m.span = {tokens_.start[first], tokens_.end[last - 1]};
    m.entity = EntityId(size_t{row});
    m.form = form;
    mentions_.push_back(m);
  }

  // Bare titles go to the one person who holds such an office; then rows nobody mentions are dropped
  // and the rest ordered by first mention.
  Entities finish() {
    for (const Bare& b : bare_) {
      uint32_t found = UINT32_MAX;
      bool two = false;
      for (const Person& p : people_) {
        const EntityRow& r = rows_[p.row];
        bool holds = std::any_of(r.roles.begin(), r.roles.end(), [&](const Role& role) { return role.title == b.title->name; });
        if (!holds || (!b.country.empty() && r.country != b.country)) continue;
        if (found != UINT32_MAX && found != p.row) two = true;
        found = p.row;
      }
      if (two || found == UINT32_MAX) {
        found = row_for(EntityKind::kPerson, b.title->name, b.country, b.title->sector);
        if (rows_[found].roles.empty()) add_role(found, *b.title, b.country);
      }
      MentionRow m;
      m.first = b.first;
      m.last = b.last;
      m.span = {tokens_.start[b.first], tokens_.end[b.last - 1]};
      m.entity = EntityId(size_t{found});
      m.form = MentionForm::kNominal;
      mentions_.push_back(m);
    }
    std::stable_sort(mentions_.begin(), mentions_.end(), [](const MentionRow& a, const MentionRow& b) { return a.span.start < b.span.start; });
    Entities out;
    std::vector<uint32_t> renumbered(rows_.size(), UINT32_MAX);
    for (MentionRow& m : mentions_) {
      uint32_t& to = renumbered[m.entity.index];
      if (to == UINT32_MAX) {
        to = static_cast<uint32_t>(out.rows.size());
        out.rows.push_back(std::move(rows_[m.entity.index]));
      }
      m.entity = EntityId(size_t{to});
    }
    out.mentions = std::move(mentions_);
    return out;
  }

  struct Bare {
    uint32_t first, last;
    const GazetteerEntry* title;
    std::string country;
  };

  const Text& text_;
  const Tokens& tokens_;
  const Gazetteer& gazetteer_;
  std::vector<uint64_t> hashes_;
  std::vector<bool> taken_;
  std::vector<EntityRow> rows_;
  std::vector<MentionRow> mentions_;
  std::vector<Person> people_;
  std::vector<Bare> bare_;
};

}  // namespace

Entities find_entities(const Text& text, const Tokens& tokens, const Tags&, const Trees&, const Names&,
                       const Gazetteer& gazetteer) {
  return Finder(text, tokens, gazetteer).run();
}

}  // namespace dragoman

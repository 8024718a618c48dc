#include "entity/user_lists.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/mapped_file.h"
#include "base/tsv.h"
#include "base/utf8.h"

namespace dragoman {
namespace {

constexpr size_t kMaxNameBytes = 512;
constexpr std::array<std::string_view, 8> kColumns = {"name",   "aliases", "kind", "country",
                                                      "sector", "from",    "to",   "note"};

using List = std::vector<UserActor>;

Error fault(const std::string& path, size_t line, const std::string& what) {
  return Error{Error::Code::kFormat, path + ":" + std::to_string(line) + ": " + what};
}

// Lines without their ends, numbered from 1.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : rest_(bytes) {}
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number_;
    return true;
  }
  size_t number() const { return number_; }

 private:
  std::string_view rest_;
  size_t number_ = 0;
};

bool upper_code(std::string_view code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The cells of one actor, in the order of kColumns, checked.
Result<UserActor> make_actor(const std::array<std::string, 8>& cell, const std::string& path,
                             size_t line) {
  UserActor own;
  std::string_view name = trim(cell[0]);
  if (name.empty()) return fault(path, line, "the actor has no name");
  if (name.size() > kMaxNameBytes) return fault(path, line, "the name is longer than 512 bytes");
  own.forms.emplace_back(name);
  for (std::string_view alias : split_list(cell[1])) {
    if (alias.size() > kMaxNameBytes) return fault(path, line, "an alias is longer than 512 bytes");
    own.forms.emplace_back(alias);
  }
  if (name.substr(0, 1) == "=") name.remove_prefix(1);
  if (!name.empty() && name.back() == '?') name.remove_suffix(1);
  own.actor.name = name;
  if (!cell[2].empty()) {
    bool known = false;
    for (int k = 0; k <= static_cast<int>(EntityKind::kPlace); ++k)
      if (to_string(static_cast<EntityKind>(k)) == cell[2]) {
        own.actor.kind = static_cast<EntityKind>(k);
        known = true;
      }
    if (!known)
      return fault(path, line, "unknown kind '" + cell[2] + "'; docs/record.md lists the kinds");
  }
  if (!cell[3].empty() && !upper_code(cell[3]))
    return fault(path, line, "country '" + cell[3] + "' is no ISO 3166-1 alpha-3 code (nor IGO)");
  own.actor.country = cell[3];
  for (std::string_view sector : split_list(cell[4])) {
    if (!upper_code(sector))
      return fault(path, line, "sector '" + std::string(sector) + "' is no three-letter code");
    if (own.actor.sector.empty()) own.actor.sector = sector;
  }
  for (int end = 0; end < 2; ++end) {
    const std::string& date = cell[5 + end];
    if (date.empty()) continue;
    uint32_t day = day_number(date);
    if (day == 0) return fault(path, line, "'" + date + "' is no year, month or day");
    (end == 0 ? own.actor.from : own.actor.to) = day;
  }
  if (own.actor.from >= own.actor.to) return fault(path, line, "the actor ends before it begins");
  return own;
}

Result<List> parse_tsv_list(std::string_view bytes, const std::string& path) {
  auto rows = parse_tsv(bytes, kColumns.size(), path);
  if (!rows) return rows.error();
  List list;
  for (const TsvRow& row : *rows) {
    std::array<std::string, 8> cell;
    for (size_t c = 0; c < cell.size(); ++c) cell[c] = row.cells[c];
    if (list.empty() && cell[0] == "name" && cell[1] == "aliases") continue;  // a header without #
    auto own = make_actor(cell, path, row.line);
    if (!own) return own.error();
    list.push_back(std::move(own).value());
  }
  return list;
}

Result<List> parse_csv(std::string_view bytes, const std::string& path) {
  List list;
  std::vector<size_t> order;  // column of a cell; none yet: as kColumns
  std::vector<std::string> cells;
  size_t line = 1, row_line = 1, pos = 0;
  bool first = true;
  while (pos < bytes.size()) {
    cells.assign(1, "");
    row_line = line;
    bool quoted = false, done = false;
    while (!done) {
      if (pos >= bytes.size()) {
        if (quoted) return fault(path, row_line, "a quoted cell does not end");
        break;
      }
      char c = bytes[pos++];
      if (c == '\n') ++line;
      if (quoted) {
        if (c != '"')
          cells.back() += c;
        else if (pos < bytes.size() && bytes[pos] == '"')
          cells.back() += bytes[pos++];
        else
          quoted = false;
      } else if (c == '"' && cells.back().empty()) {
        quoted = true;
      } else if (c == ',') {
        cells.emplace_back();
      } else if (c == '\n') {
        done = true;
      } else if (c != '\r') {
        cells.back() += c;
      }
    }
    for (std::string& cell : cells) cell = std::string(trim(cell));
    if (cells.size() == 1 && cells[0].empty()) continue;
    if (!cells[0].empty() && cells[0][0] == '#') continue;
    if (first) {
      first = false;
      bool header = std::find(cells.begin(), cells.end(), "name") != cells.end();
      if (header) {
        for (const std::string& cell : cells) {
          auto at = std::find(kColumns.begin(), kColumns.end(), cell);
          if (at == kColumns.end())
            return fault(path, row_line,
                         "unknown column '" + cell +
                             "'; known are name aliases kind country sector from to note");
          order.push_back(static_cast<size_t>(at - kColumns.begin()));
        }
        continue;
      }
    }
    if (cells.size() > (order.empty() ? kColumns.size() : order.size()))
      return fault(path, row_line,
                   "more cells than columns; a comma inside a cell wants quotes around it");
    std::array<std::string, 8> cell;
    for (size_t c = 0; c < cells.size(); ++c)
      cell[order.empty() ? c : order[c]] = std::move(cells[c]);
    auto own = make_actor(cell, path, row_line);
    if (!own) return own.error();
    list.push_back(std::move(own).value());
  }
  return list;
}

// A TOML basic or literal string at `pos`; false if there is none or it does not end.
bool toml_string(std::string_view text, size_t& pos, std::string& out) {
  if (pos >= text.size() || (text[pos] != '"' && text[pos] != '\'')) return false;
  char quote = text[pos++];
  out.clear();
  while (pos < text.size() && text[pos] != quote) {
    if (text[pos] == '\n') return false;
    if (quote == '"' && text[pos] == '\\' && pos + 1 < text.size()) {
      char c = text[++pos];
      if (c == 'n')
        out += '\n';
      else if (c == 't')
        out += '\t';
      else if (c == '"' || c == '\\')
        out += c;
      else
        return false;
      ++pos;
    } else {
      out += text[pos++];
    }
  }
  if (pos >= text.size()) return false;
  ++pos;
  return true;
}

Result<List> parse_toml(std::string_view bytes, const std::string& path) {
  List list;
  std::array<std::string, 8> cell;
  size_t table_line = 0, line = 1, pos = 0;
  bool open = false;
  auto close = [&]() -> Status {
    if (!open) return {};
    auto own = make_actor(cell, path, table_line);
    if (!own) return own.error();
    list.push_back(std::move(own).value());
    return {};
  };
  auto skip = [&](bool lines) {
    for (; pos < bytes.size(); ++pos) {
      if (bytes[pos] == '#') {
        while (pos + 1 < bytes.size() && bytes[pos + 1] != '\n') ++pos;
      } else if (bytes[pos] == '\n' && lines) {
        ++line;
      } else if (bytes[pos] != ' ' && bytes[pos] != '\t' && bytes[pos] != '\r') {
        return;
      }
    }
  };
  for (;;) {
    skip(true);
    if (pos >= bytes.size()) break;
    if (bytes[pos] == '[') {
      size_t end = std::min(bytes.find('\n', pos), bytes.size());
      std::string_view head = bytes.substr(pos, end - pos);
      head = trim(head.substr(0, head.find('#')));
      if (head.size() < 5 || head.substr(0, 2) != "[[" || head.substr(head.size() - 2) != "]]")
        return fault(path, line, "only [[actor]] tables are known here");
      if (Status closed = close(); !closed.ok()) return closed.error();
      cell.fill("");
      open = true;
      table_line = line;
      pos = end;
      continue;
    }
    size_t key_end = pos;
    while (key_end < bytes.size() &&
           ((bytes[key_end] >= 'a' && bytes[key_end] <= 'z') || bytes[key_end] == '_'))
      ++key_end;
    std::string key(bytes.substr(pos, key_end - pos));
    auto column = std::find(kColumns.begin(), kColumns.end(), key);
    if (column == kColumns.end())
      return fault(
          path, line,
          "unknown key '" + key + "'; known are name aliases kind country sector from to note");
    if (!open) return fault(path, line, "the key '" + key + "' stands before the first [[actor]]");
    pos = key_end;
    skip(false);
    if (pos >= bytes.size() || bytes[pos] != '=')
      return fault(path, line, "'=' is missing after '" + key + "'");
    ++pos;
    skip(false);
    std::string& target = cell[static_cast<size_t>(column - kColumns.begin())];
    std::string value;
    if (pos < bytes.size() && bytes[pos] == '[') {
      ++pos;
      for (;;) {
        skip(true);
        if (pos < bytes.size() && bytes[pos] == ']') break;
        if (!toml_string(bytes, pos, value))
          return fault(path, line, "a list of quoted strings is wanted after '" + key + "'");
        if (!target.empty()) target += '|';
        target += value;
        skip(true);
        if (pos < bytes.size() && bytes[pos] == ',') ++pos;
      }
      ++pos;
    } else if (toml_string(bytes, pos, value)) {
      target = value;
    } else if (pos < bytes.size() && bytes[pos] >= '0' &&
               bytes[pos] <= '9') {  // a bare date or year
      size_t end = pos;
      while (end < bytes.size() && ((bytes[end] >= '0' && bytes[end] <= '9') || bytes[end] == '-'))
        ++end;
      target = bytes.substr(pos, end - pos);
      pos = end;
    } else {
      return fault(path, line, "a quoted string is wanted after '" + key + "'");
    }
    skip(false);
    if (pos < bytes.size() && bytes[pos] != '\n')
      return fault(path, line, "something stands behind the value of '" + key + "'");
  }
  if (Status closed = close(); !closed.ok()) return closed.error();
  return list;
}

// --- PETRARCH ---

// CAMEO's sectors that PLOVER named anew or folded.
std::string_view plover_sector(std::string_view cameo) {
  static constexpr std::array<std::array<std::string_view, 2>, 16> kMap = {{{"MED", "JRN"},
                                                                            {"HLH", "MED"},
                                                                            {"INS", "REB"},
                                                                            {"SEP", "REB"},
                                                                            {"RAD", "REB"},
                                                                            {"SET", "CVL"},
                                                                            {"ENV", "SOC"},
                                                                            {"HRI", "SOC"},
                                                                            {"DEV", "SOC"},
                                                                            {"HUM", "SOC"},
                                                                            {"STU", "EDU"},
                                                                            {"NGO", "SOC"},
                                                                            {"MNC", "BUS"},
                                                                            {"IMG", "REB"},
                                                                            {"IRC", "MED"},
                                                                            {"BUD", "REL"}}};
  static constexpr std::array<std::string_view, 24> kSame = {
      "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM",
      "CVL", "EDU", "ELI", "LAB", "REF", "OPP", "REL", "SOC", "PRM", "UNK", "PRE", "JRN"};
  static constexpr std::array<std::string_view, 8> kReligions = {"CHR", "MOS", "JEW", "HIN",
                                                                 "BUD", "CTH", "SHI", "SUN"};
  for (const auto& pair : kMap)
    if (pair[0] == cameo) return pair[1];
  if (std::find(kSame.begin(), kSame.end(), cameo) != kSame.end()) return cameo;
  if (std::find(kReligions.begin(), kReligions.end(), cameo) != kReligions.end()) return "REL";
  return {};
}

EntityKind kind_of_sector(std::string_view sector, bool agent) {
  if (sector == "MIL") return EntityKind::kArmedForce;
  if (sector == "REB" || sector == "UAF") return EntityKind::kArmedGroup;
  if (sector == "GOV" || sector == "COP" || sector == "JUD" || sector == "LEG" || sector == "SPY")
    return EntityKind::kGovernmentBody;
  if (sector == "PTY" || sector == "OPP") return EntityKind::kParty;
  if (sector == "JRN") return EntityKind::kMedia;
  if (sector == "BUS") return EntityKind::kCompany;
  if (sector == "REL") return EntityKind::kReligiousBody;
  if (sector == "CVL" || sector == "REF" || (agent && !sector.empty()))
    return EntityKind::kPopulation;
  return EntityKind::kOrganisation;
}

// YYMMDD or YYYYMMDD → yyyymmdd; 0 if it is neither. Two-digit years: 30 to 99 are of the last
// century.
uint32_t petrarch_day(std::string_view text) {
  if (text.size() != 6 && text.size() != 8) return 0;
  uint32_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<uint32_t>(c - '0');
  }
  if (text.size() == 6) value += value / 10000 >= 30 ? 19000000 : 20000000;
  return value;
}

// "[AFGGOV >011222]" without its brackets into actor fields.
std::string petrarch_code(std::string_view code, Actor& actor, bool& agent) {
  code = trim(code);
  size_t space = code.find_first_of(" \t");
  std::string_view letters = code.substr(0, space), dates = space == std::string_view::npos
                                                                ? std::string_view()
                                                                : trim(code.substr(space));
  agent = !letters.empty() && letters.front() == '~';
  if (agent) letters.remove_prefix(1);
  // A code wrapped over several readings keeps the first.
  letters = letters.substr(0, letters.find('/'));
  std::vector<std::string> parts;
  for (size_t i = 0; i + 3 <= letters.size(); i += 3) {
    std::string part(letters.substr(i, 3));
    for (char& c : part)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    parts.push_back(std::move(part));
  }
  if (parts.empty()) return "code '" + std::string(code) + "' has no three-letter parts";
  size_t from = 0;
  if (!agent) {
    const std::string& head = parts[0];
    from = 1;
    if (head == "IGO") {
      actor.country = "IGO";
      actor.sector = "IGO";
      actor.kind = EntityKind::kInternationalOrganisation;
    } else if (head == "NGO" || head == "NGM") {
      actor.sector = "NGO";
    } else if (head == "MNC") {
      actor.sector = "MNC";
      actor.kind = EntityKind::kCompany;
    } else if (head == "IMG") {
      actor.sector = "REB";
      actor.kind = EntityKind::kArmedGroup;
    } else if (upper_code(head)) {
      actor.country = head;
    }
  }
  bool has_sector = !actor.sector.empty();
  for (size_t i = from; i < parts.size() && actor.sector.empty(); ++i)
    actor.sector = plover_sector(parts[i]);
  if (!has_sector) {
    actor.kind =
        parts.size() == 1 && !agent ? EntityKind::kState : kind_of_sector(actor.sector, agent);
    if (actor.kind == EntityKind::kState) actor.sector = "GOV";
  }
  if (dates.empty()) return {};
  char sign = dates.front();
  if (sign == '<' || sign == '>') {
    uint32_t day = petrarch_day(trim(dates.substr(1)));
    if (day == 0) return "'" + std::string(dates) + "' is no date of the form >YYMMDD";
    (sign == '<' ? actor.to : actor.from) = day;
    return {};
  }
  size_t dash = dates.find('-');
  uint32_t begin = petrarch_day(trim(dates.substr(0, dash)));
  uint32_t end =
      dash == std::string_view::npos ? begin : petrarch_day(trim(dates.substr(dash + 1)));
  if (begin == 0 || end == 0)
    return "'" + std::string(dates) + "' is no period of the form YYMMDD-YYMMDD";
  actor.from = begin;
  actor.to = end + 1;
  return {};
}

class PetrarchParser {
 public:
  PetrarchParser(std::string_view bytes, const std::string& path, std::vector<std::string>* notes)
      : lines_(bytes), path_(path), notes_(notes) {}

  Result<List> run() {
    std::string_view raw;
    bool comment = false;
    while (lines_.next(raw)) {
      std::string line(raw.substr(0, raw.find('#')));
      if (comment || line.find("<!--") != std::string::npos) {  // <!-- … --> over lines
        comment = line.find("-->") == std::string::npos;
        continue;
      }
      std::string_view text = trim(line);
      if (text.empty() || text.front() == ';') continue;
      std::string problem;
      if (text.front() == '!' && text.find('=') != std::string_view::npos)
        problem = macro(text);
      else if (text.front() == '[')
        problem = codes(text);
      else if (text.front() == '+')
        problem = synonym(trim(text.substr(1)));
      else
        problem = head(text);
      if (problem.empty()) continue;
      // Nothing read so far: the file is of another kind. Later it is one line that is wrong.
      Error error = fault(path_, lines_.number(), problem);
      if (list_.empty() && actors_.empty()) return error;
      if (notes_) notes_->push_back(error.message + "; left out");
    }
    flush();
    return std::move(list_);
  }

 private:
  std::string macro(std::string_view text) {
    size_t equal = text.find('=');
    std::string name(trim(text.substr(0, equal)));
    std::vector<std::string> words;
    for (std::string_view word : split_list(text.substr(equal + 1), ',')) words.emplace_back(word);
    if (words.empty() || words.size() > 64)
      return "the substitution set " + name + " has no words or over 64";
    macros_[name] = std::move(words);
    return {};
  }

  // "NAME_ {PLURAL} [CODE] [CODE2 >940101]"
  std::string head(std::string_view text) {
    flush();
    size_t bracket = text.find_first_of("[{");
    std::string problem = synonym(trim(text.substr(0, bracket)));
    if (!problem.empty() || bracket == std::string_view::npos) return problem;
    text = trim(text.substr(bracket));
    if (text.front() == '{') {
      size_t close = text.find('}');
      if (close == std::string_view::npos) return "'{' is not closed";
      explicit_plural_ = true;
      std::string_view plural = trim(text.substr(1, close - 1));
      if (!plural.empty()) plurals_.push_back(name_of(plural));
      text = trim(text.substr(close + 1));
    }
    return text.empty() ? std::string() : codes(text);
  }

  std::string codes(std::string_view text) {
    if (names_.empty()) return "a code without a name before it";
    while (!text.empty()) {
      if (text.front() != '[')
        return "'" + std::string(text.substr(0, 40)) + "' is neither a code nor a name";
      size_t close = text.find(']');
      if (close == std::string_view::npos) return "'[' is not closed";
      std::string_view code = trim(text.substr(1, close - 1));
      text = trim(text.substr(close + 1));
      if (code == "---") continue;  // known, and to be passed over
      Actor actor;
      bool agent = false;
      if (std::string problem = petrarch_code(code, actor, agent); !problem.empty()) {
        if (notes_)
          notes_->push_back(fault(path_, lines_.number(), problem + "; left out").message);
        continue;
      }
      // Whoever holds an office for a time is a person.
      if (!agent && (actor.from != 0 || actor.to != UINT32_MAX) &&
          actor.kind == EntityKind::kGovernmentBody)
        actor.kind = EntityKind::kPerson;
      if (!agent && actor.sector == "ELI") actor.kind = EntityKind::kPerson;
      agent_ = agent_ || agent;
      actors_.push_back(std::move(actor));
    }
    return {};
  }

  std::string synonym(std::string_view text) {
    size_t bracket = text.find('[');
    std::string_view rest =
        bracket == std::string_view::npos ? std::string_view() : text.substr(bracket);
    text = trim(text.substr(0, bracket));
    if (text.empty()) return "an empty name";
    if (text.size() > kMaxNameBytes) return "the name is longer than 512 bytes";
    size_t from = text.find('!');
    size_t to = from == std::string_view::npos ? from : text.find('!', from + 1);
    if (to != std::string_view::npos) {
      auto found = macros_.find(std::string(text.substr(from, to - from + 1)));
      if (found == macros_.end())
        return "unknown substitution set " + std::string(text.substr(from, to - from + 1));
      for (const std::string& word : found->second)
        names_.push_back(name_of(std::string(text.substr(0, from)) + word + "_"));
    } else {
      names_.push_back(name_of(text));
      if (text.back() != '_' && !explicit_plural_) plurals_.push_back(names_.back() + "s");
    }
    return rest.empty() ? std::string() : codes(rest);
  }

  // AL-QAEDA_IN_IRAQ_ → Al-Qaeda In Iraq
  static std::string name_of(std::string_view text) {
    std::string name;
    bool start = true;
    for (char c : text) {
      if (c == '_') c = ' ';
      if (c >= 'A' && c <= 'Z' && !start) c = static_cast<char>(c + 32);
      if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      start = c == ' ' || c == '-' || c == '.';
      name += c;
    }
    return std::string(trim(name));
  }

  void flush() {
    // Undated codes first: a dated one is added later and so found first where its period fits.
    std::stable_sort(actors_.begin(), actors_.end(), [](const Actor& a, const Actor& b) {
      return (a.from == 0 && a.to == UINT32_MAX) > (b.from == 0 && b.to == UINT32_MAX);
    });
    for (Actor& actor : actors_) {
      UserActor own;
      own.actor = std::move(actor);
      own.actor.name = names_.front();
      own.role = agent_ ? PhraseRole::kAgent : PhraseRole::kName;
      own.forms = names_;
      own.plurals = plurals_;
      if (agent_)  // common nouns: no capital is asked for
        for (auto* forms : {&own.forms, &own.plurals})
          for (std::string& form : *forms)
            for (char& c : form)
              if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      list_.push_back(std::move(own));
    }
    names_.clear();
    plurals_.clear();
    actors_.clear();
    agent_ = explicit_plural_ = false;
  }

  Lines lines_;
  const std::string& path_;
  std::vector<std::string>* notes_;
  List list_;
  std::vector<std::string> names_, plurals_;
  std::vector<Actor> actors_;
  bool agent_ = false, explicit_plural_ = false;
  std::unordered_map<std::string, std::vector<std::string>> macros_;
};

// What the first lines that are no comment look like.
enum class Format { kTsv, kCsv, kToml, kPetrarch };
Format format_of(std::string_view bytes) {
  Lines lines(bytes);
  std::string_view line;
  while (lines.next(line)) {
    std::string_view text = trim(line);
    if (text.starts_with("<!--")) return Format::kPetrarch;
    if (text.empty() || text.front() == '#') continue;
    if (text.starts_with("[[")) return Format::kToml;
    if (text.front() == '+' || text.front() == '[' || text.front() == '!') return Format::kPetrarch;
    size_t open = text.find('[');
    bool code = open != std::string_view::npos && text.find(']', open) != std::string_view::npos;
    size_t tab = line.find('\t');
    if (code && (tab == std::string_view::npos ||
                 trim(line.substr(0, open)).find('\t') == std::string_view::npos))
      return Format::kPetrarch;
    if (tab != std::string_view::npos) return Format::kTsv;
    if (text.find(',') != std::string_view::npos) return Format::kCsv;
    if (text.find('_') != std::string_view::npos)
      return Format::kPetrarch;  // NAME_, its code below
    // One cell alone says nothing yet: look on.
  }
  return Format::kTsv;
}

}  // namespace

Result<std::vector<UserActor>> parse_user_list(std::string_view bytes, const std::string& path,
                                               std::vector<std::string>* notes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  Format format = format_of(bytes);
  std::string repaired;
  if (!utf8_valid(bytes)) {
    if (format == Format::kTsv) return parse_tsv_list(bytes, path);  // names the line
    if (format != Format::kPetrarch) {
      Lines lines(bytes);
      std::string_view line;
      while (lines.next(line))
        if (!utf8_valid(line))
          return fault(path, lines.number(), "the line is not well-formed UTF-8");
    }
    // PETRARCH's dictionaries are Latin-1 where they are not ASCII.
    for (char c : bytes) utf8_append(repaired, static_cast<unsigned char>(c));
    bytes = repaired;
  }
  switch (format) {
    case Format::kTsv:
      return parse_tsv_list(bytes, path);
    case Format::kCsv:
      return parse_csv(bytes, path);
    case Format::kToml:
      return parse_toml(bytes, path);
    case Format::kPetrarch:
      return PetrarchParser(bytes, path, notes).run();
  }
  return List{};
}

Result<std::vector<UserActor>> read_user_list(const std::string& path,
                                              std::vector<std::string>* notes) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  return parse_user_list(file->bytes(), path, notes);
}

}  // namespace dragoman

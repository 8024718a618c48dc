// Questions about many reports: a Filter as SQL, and the lists it gives.
//
// Lists of events run in two steps. The first finds the keys (report, event) in order, from indices
// alone where it can; the second reads each event by its key. So a sort never carries more than two
// numbers a row, LIMIT costs what it shows, and any number of rows stream in constant memory.
//
// What drives the first step is chosen here and not by SQLite's planner, which has no statistics: a
// condition on a party, if there is one, for it leaves the fewest rows (a name before a country);
// else the index of days.
#include <algorithm>
#include <unordered_map>
#include <utility>
#include <variant>

#include "store/connection.h"
#include "store/dates.h"
#include "store/text_functions.h"

namespace dragoman {
namespace {

using sqlite::Prepared;

// SQL text with the values of its parameters, in order.
struct Sql {
  std::string text;
  std::vector<std::variant<int64_t, std::string>> values;

  Sql& operator+=(std::string_view more) {
    text += more;
    return *this;
  }
  Sql& operator+=(const Sql& more) {
    text += more.text;
    values.insert(values.end(), more.values.begin(), more.values.end());
    return *this;
  }
  Sql& bind(std::variant<int64_t, std::string> value) {
    text += '?';
    values.push_back(std::move(value));
    return *this;
  }
};

Result<Prepared> prepare(sqlite3* db, const Sql& sql) {
  Result<Prepared> query = Prepared::prepare(db, sql.text);
  if (!query) return query.error();
  for (size_t i = 0; i < sql.values.size(); ++i) {
    int at = static_cast<int>(i) + 1;
    if (const auto* number = std::get_if<int64_t>(&sql.values[i])) {
      query->bind(at, *number);
    } else {
      query->bind(at, std::string_view(std::get<std::string>(sql.values[i])));
    }
  }
  return query;
}

void and_where(Sql& where, const Sql& condition) {
  where += where.text.empty() ? " WHERE " : " AND ";
  where += condition;
}

// A party as the caller named it: a country, or the words of a name.
struct Party {
  std::string country, words;
};

Result<Party> resolve(sqlite3* db, const std::string& named) {
  std::string code = named;
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  bool like_code = code.size() == 3 && std::all_of(code.begin(), code.end(),
                                                   [](char c) { return c >= 'A' && c <= 'Z'; });
  if (like_code) {
    Sql sql;
    sql += "SELECT 1 FROM event_party WHERE country = ";
    sql.bind(code) += " LIMIT 1";
    Result<Prepared> query = prepare(db, sql);
    if (!query) return query.error();
    Result<bool> found = query->step();
    if (!found) return found.error();
    if (*found) return Party{code, {}};
  }
  Sql sql;
  sql += "SELECT country FROM entity WHERE name = ";
  sql.bind(named) += " COLLATE NOCASE AND kind = 'state' AND country IS NOT NULL LIMIT 1";
  Result<Prepared> query = prepare(db, sql);
  if (!query) return query.error();
  Result<bool> found = query->step();
  if (!found) return found.error();
  if (*found) return Party{query->text(0), {}};
  return Party{{}, named};
}

// Rows `alias` of event_party that are this party, as the driver of a query.
Sql from_party(const Party& party, const std::string& alias) {
  Sql sql;
  if (!party.country.empty()) {
    sql += "event_party " + alias + " INDEXED BY event_party_country";
  } else {
    sql += "entity " + alias + "_name CROSS JOIN event_party " + alias + " ON " + alias +
           ".report = " + alias + "_name.report AND " + alias + ".entity = " + alias +
           "_name.entity";
  }
  return sql;
}
Sql is_driver(const Party& party, const std::string& alias) {
  Sql sql;
  if (!party.country.empty()) {
    (sql += alias + ".country = ").bind(party.country);
  } else {
    (sql += "has_words(" + alias + "_name.name, ").bind(party.words) += ")";
  }
  return sql;
}

// True of a row `alias` of event_party that is reached by its event.
Sql is_party(const Party& party, const std::string& alias) {
  Sql sql;
  if (!party.country.empty()) {
    (sql += alias + ".country = ").bind(party.country);
  } else {
    sql += "has_words((SELECT name FROM entity n WHERE n.report = " + alias +
           ".report AND n.entity = " + alias + ".entity), ";
    sql.bind(party.words) += ")";
  }
  return sql;
}

// Some party of event e is `party`, on this side (either if empty).
Sql takes_part(const Party& party, std::string_view side) {
  Sql sql;
  sql += "EXISTS (SELECT 1 FROM event_party x WHERE x.report = e.report AND x.event = e.event AND ";
  sql += is_party(party, "x");
  if (!side.empty()) (sql += " AND x.side = ").bind(std::string(side));
  sql += ")";
  return sql;
}

Sql list_of(const std::vector<std::string>& values, bool upper) {
  Sql sql;
  sql += "(";
  for (const std::string& value : values) {
    std::string cased = value;
    for (char& c : cased) {
      if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (sql.text.size() > 1) sql += ", ";
    sql.bind(cased);
  }
  sql += ")";
  return sql;
}

std::string like_part(const std::string& words) {
  std::string pattern = "%";
  for (char c : words) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

// A Filter, checked and with its parties resolved.
struct Query {
  const Filter& filter;
  std::vector<Party> between;
  std::optional<Party> actor, recipient, party;
  std::optional<int64_t> from, to;  // days
  std::string text;                 // for FTS5
};

Result<Query> understand(sqlite3* db, const Filter& filter) {
  Query query{filter, {}, {}, {}, {}, {}, {}, {}};
  if (!filter.between.empty() && filter.between.size() != 2)
    return Error{Error::Code::kArgument, "between needs exactly two parties, such as SYR CHN"};
  for (const std::string& named : filter.between) {
    if (named.empty())
      return Error{Error::Code::kArgument, "between needs two parties, not an empty one"};
    Result<Party> party = resolve(db, named);
    if (!party) return party.error();
    query.between.push_back(*party);
  }
  const std::pair<const std::string*, std::optional<Party>*> single[] = {
      {&filter.actor, &query.actor},
      {&filter.recipient, &query.recipient},
      {&filter.party, &query.party}};
  for (auto [named, resolved] : single) {
    if (named->empty()) continue;
    Result<Party> party = resolve(db, *named);
    if (!party) return party.error();
    *resolved = *party;
  }
  for (const std::string* date : {&filter.from, &filter.to}) {
    if (date->empty()) continue;
    std::optional<DayRange> days = day_range(*date);
    if (!days)
      return Error{Error::Code::kArgument,
                   "\"" + *date + "\" is no date; write 2016, 2016-08 or 2016-08-16"};
    (date == &filter.from ? query.from : query.to) = date == &filter.from ? days->from : days->to;
  }
  if (!filter.text.empty()) {
    query.text = fts_query(filter.text);
    if (query.text.empty())
      return Error{Error::Code::kArgument, "\"" + filter.text + "\" has no word to look for"};
  }
  return query;
}

// Conditions on report `alias`.report that do not speak of events.
void add_report_conditions(const Query& query, const std::string& alias, Sql& where) {
  if (query.filter.report != 0) {
    Sql one;
    (one += alias + ".report = ").bind(query.filter.report);
    and_where(where, one);
  }
  if (!query.filter.outlet.empty()) {
    Sql outlet;
    std::string pattern = like_part(query.filter.outlet);
    (outlet += alias + ".report IN (SELECT report FROM report WHERE outlet_name LIKE ")
        .bind(pattern);
    (outlet += " ESCAPE '\\' OR outlet_domain LIKE ").bind(pattern) += " ESCAPE '\\')";
    and_where(where, outlet);
  }
  if (!query.text.empty()) {
    Sql text;
    text += alias + ".report IN (SELECT rowid FROM report_search WHERE report_search MATCH ";
    text.bind(query.text) += ")";
    and_where(where, text);
  }
}

void add_days(const Query& query, const std::string& alias, Sql& where) {
  if (query.from) {
    Sql from;
    (from += alias + ".day_to >= ").bind(*query.from);
    and_where(where, from);
  }
  if (query.to) {
    Sql to;
    (to += alias + ".day_from <= ").bind(*query.to);
    and_where(where, to);
  }
}

// FROM and WHERE of the events e asked for; without date, outlet and text unless `whole`.
Sql events_asked(const Query& query, bool whole = true) {
  Sql from;
  Sql where;
  if (!query.between.empty()) {
    // The driver p, and the other one q reached by its event. Either side may be the actor; two
    // actors count only where nobody is acted upon.
    bool swap = query.between[0].words.empty() && !query.between[1].words.empty();
    const Party& first = query.between[swap ? 1 : 0];
    const Party& second = query.between[swap ? 0 : 1];
    from += " FROM (SELECT DISTINCT p.report, p.event FROM ";
    from += from_party(first, "p");
    from += " CROSS JOIN event_party q ON q.report = p.report AND q.event = p.event WHERE ";
    from += is_driver(first, "p");
    from += " AND ";
    from += is_party(second, "q");
    from +=
        " AND (p.side <> q.side OR (p.side = 'actor' AND p.n <> q.n AND NOT EXISTS (SELECT 1 "
        "FROM event_party z WHERE z.report = p.report AND z.event = p.event "
        "AND z.side = 'recipient')))) k CROSS JOIN event e ON e.report = k.report "
        "AND e.event = k.event";
  }
  struct Condition {
    const std::optional<Party>* party;
    std::string_view side;
  };
  std::vector<Condition> conditions;
  for (Condition condition :
       {Condition{&query.actor, "actor"}, Condition{&query.recipient, "recipient"},
        Condition{&query.party, ""}})
    if (*condition.party) conditions.push_back(condition);
  std::stable_sort(conditions.begin(), conditions.end(),
                   [](const Condition& a, const Condition& b) {
                     return !(*a.party)->words.empty() && (*b.party)->words.empty();
                   });
  for (const Condition& condition : conditions) {
    const Party& party = **condition.party;
    if (!from.text.empty()) {
      and_where(where, takes_part(party, condition.side));
      continue;
    }
    from += " FROM (SELECT DISTINCT p.report, p.event FROM ";
    from += from_party(party, "p");
    from += " WHERE ";
    from += is_driver(party, "p");
    if (!condition.side.empty()) (from += " AND p.side = ").bind(std::string(condition.side));
    from += ") k CROSS JOIN event e ON e.report = k.report AND e.event = k.event";
  }
  if (from.text.empty()) from += " FROM event e";
  const Filter& filter = query.filter;
  if (!filter.types.empty()) {
    Sql types;
    types += "e.type IN ";
    types += list_of(filter.types, true);
    and_where(where, types);
  }
  if (!filter.statuses.empty()) {
    Sql statuses;
    statuses += "e.status IN ";
    statuses += list_of(filter.statuses, false);
    and_where(where, statuses);
  }
  if (whole) {
    add_days(query, "e", where);
    add_report_conditions(query, "e", where);
  }
  from += where;
  return from;
}

bool asks_for_events(const Query& query) {
  return !query.between.empty() || query.actor || query.recipient || query.party ||
         !query.filter.types.empty() || !query.filter.statuses.empty();
}

// WHERE of the reports asked for, as `r`.
Sql reports_asked(const Query& query) {
  Sql where;
  add_days(query, "r", where);
  add_report_conditions(query, "r", where);
  if (asks_for_events(query)) {
    Sql events;
    events += "r.report IN (SELECT e.report";
    events += events_asked(query, false);
    events += ")";
    and_where(where, events);
  }
  return where;
}

void add_limit(const Filter& filter, Sql& sql) {
  if (filter.limit == 0 && filter.offset == 0) return;
  (sql += " LIMIT ").bind(filter.limit == 0 ? int64_t{-1} : static_cast<int64_t>(filter.limit));
  (sql += " OFFSET ").bind(static_cast<int64_t>(filter.offset));
}

Result<uint64_t> count(sqlite3* db, const Sql& sql) {
  Result<Prepared> query = prepare(db, sql);
  if (!query) return query.error();
  Result<bool> row = query->step();
  if (!row) return row.error();
  return static_cast<uint64_t>(*row ? query->integer(0) : 0);
}

// Strings as small numbers.
class Names {
 public:
  uint32_t id(std::string_view name) {
    auto [at, fresh] = ids_.try_emplace(std::string(name), static_cast<uint32_t>(names_.size()));
    if (fresh) names_.emplace_back(name);
    return at->second;
  }
  const std::string& operator[](uint32_t id) const { return names_[id]; }
  size_t size() const { return names_.size(); }

 private:
  std::unordered_map<std::string, uint32_t> ids_;
  std::vector<std::string> names_;
};

// Counts who takes part in events, and with whom, event by event.
class ActorCounter {
 public:
  Names names;
  struct Count {
    uint64_t events = 0, as_actor = 0, as_recipient = 0;
    double goldstein = 0;
  };
  std::vector<Count> counts;
  std::unordered_map<uint64_t, uint64_t> pairs;  // (party << 32 | counterpart) → events

  void begin(double goldstein) {
    goldstein_ = goldstein;
    actors_.clear();
    recipients_.clear();
  }
  void party(std::string_view name, bool actor) {
    std::vector<uint32_t>& side = actor ? actors_ : recipients_;
    uint32_t id = names.id(name);
    if (std::find(side.begin(), side.end(), id) == side.end()) side.push_back(id);
  }
  void end() {
    counts.resize(names.size());
    for (uint32_t a : actors_) {
      ++counts[a].as_actor;
      take_part(a);
    }
    for (uint32_t r : recipients_) {
      ++counts[r].as_recipient;
      if (std::find(actors_.begin(), actors_.end(), r) == actors_.end()) take_part(r);
    }
    // Whom each dealt with: the other side, or in an act without recipient the others.
    const std::vector<uint32_t>& others = recipients_.empty() ? actors_ : recipients_;
    for (uint32_t a : actors_)
      for (uint32_t other : others) {
        if (a == other) continue;
        ++pairs[uint64_t{a} << 32 | other];
        if (!recipients_.empty() && !acts_both_ways(a, other)) ++pairs[uint64_t{other} << 32 | a];
      }
  }

 private:
  void take_part(uint32_t id) {
    ++counts[id].events;
    counts[id].goldstein += goldstein_;
  }
  // Both are on both sides: the loop meets the pair twice.
  bool acts_both_ways(uint32_t a, uint32_t b) const {
    auto in = [](const std::vector<uint32_t>& side, uint32_t id) {
      return std::find(side.begin(), side.end(), id) != side.end();
    };
    return in(actors_, b) && in(recipients_, a);
  }
  double goldstein_ = 0;
  std::vector<uint32_t> actors_, recipients_;
};

// What reports most often call a state, looked up in a sample of its mentions as a party.
Result<std::string> state_name(Store::Impl& store, const std::string& country) {
  Result<Prepared*> prepared = store.prepared(
      "SELECT name FROM (SELECT n.name FROM event_party p JOIN entity n ON n.report = p.report AND "
      "n.entity = p.entity WHERE p.country = ? AND n.kind = 'state' LIMIT 200) "
      "GROUP BY name ORDER BY count(*) DESC, name LIMIT 1");
  if (!prepared) return prepared.error();
  Borrowed query(**prepared);
  query->bind(1, std::string_view(country));
  Result<bool> row = query->step();
  if (!row) return row.error();
  return *row ? query->text(0) : country;
}

Result<std::vector<StoreInfo::Count>> counts_of(sqlite3* db, const char* sql) {
  std::vector<StoreInfo::Count> counts;
  Result<Prepared> query = Prepared::prepare(db, sql);
  if (!query) return query.error();
  while (true) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return counts;
    counts.push_back({query->text(0), static_cast<uint64_t>(query->integer(1))});
  }
}

}  // namespace

Result<uint64_t> Store::count_events(const Filter& filter) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  Sql sql;
  sql += "SELECT count(*)";
  sql += events_asked(*query);
  return count(impl_->db.get(), sql);
}

Result<uint64_t> Store::count_reports(const Filter& filter) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  Sql sql;
  sql += "SELECT count(*) FROM report r";
  sql += reports_asked(*query);
  return count(impl_->db.get(), sql);
}

Result<uint64_t> Store::reports(const Filter& filter, Order order,
                                const Each<ListedReport>& each) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  Sql sql;
  sql += "SELECT r.report FROM report r";
  sql += reports_asked(*query);
  sql += order == Order::kNewestFirst ? " ORDER BY r.day_from DESC NULLS LAST, r.report"
                                      : " ORDER BY r.day_from ASC NULLS LAST, r.report";
  add_limit(filter, sql);
  Result<Prepared> keys = prepare(impl_->db.get(), sql);
  if (!keys) return keys.error();
  for (uint64_t given = 0;; ++given) {
    Result<bool> row = keys->step();
    if (!row) return row.error();
    if (!*row) return given;
    Result<ListedReport> report = impl_->report(keys->integer(0));
    if (!report) return report.error();
    if (!each(*report)) return given + 1;
  }
}

Result<uint64_t> Store::events(const Filter& filter, Order order,
                               const Each<ListedEvent>& each) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  Sql sql;
  sql += "SELECT e.report, e.event";
  sql += events_asked(*query);
  // Of one day, what is known by its year alone comes first: it heads the year in a timeline.
  sql += order == Order::kNewestFirst ? " ORDER BY e.day_from DESC NULLS LAST"
                                      : " ORDER BY e.day_from ASC NULLS LAST";
  sql += ", length(e.when_start) > 4, e.report, e.event";
  add_limit(filter, sql);
  Result<Prepared> keys = prepare(impl_->db.get(), sql);
  if (!keys) return keys.error();
  for (uint64_t given = 0;; ++given) {
    Result<bool> row = keys->step();
    if (!row) return row.error();
    if (!*row) return given;
    Result<ListedEvent> event = impl_->event(keys->integer(0), keys->integer(1));
    if (!event) return event.error();
    if (!each(*event)) return given + 1;
  }
}

Result<uint64_t> Store::months(const Filter& filter, const Each<ListedMonth>& each) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  Sql sql;
  sql += "SELECT e.when_start, e.when_end, e.quad, e.goldstein";
  sql += events_asked(*query);
  Result<Prepared> events = prepare(impl_->db.get(), sql);
  if (!events) return events.error();
  std::unordered_map<std::string, ListedMonth> months;
  // A month's name is found once a distinct date: the same dates come again and again.
  std::unordered_map<std::string, ListedMonth*> by_date;
  std::string date;
  while (true) {
    Result<bool> row = events->step();
    if (!row) return row.error();
    if (!*row) break;
    date.assign(events->view(0));
    date += '/';
    date += events->view(1);
    ListedMonth*& month = by_date[date];
    if (month == nullptr) {
      std::string name = month_of(When{events->text(0), events->text(1), {}, {}});
      month = &months[name];
      month->month = name;
    }
    ++month->events;
    std::string_view quad = events->view(2);
    if (quad == "verbal_cooperation") ++month->verbal_cooperation;
    if (quad == "material_cooperation") ++month->material_cooperation;
    if (quad == "verbal_conflict") ++month->verbal_conflict;
    if (quad == "material_conflict") ++month->material_conflict;
    month->goldstein += events->real(3);
  }
  std::vector<const ListedMonth*> sorted;
  sorted.reserve(months.size());
  for (const auto& [name, month] : months) sorted.push_back(&month);
  std::sort(sorted.begin(), sorted.end(), [](const ListedMonth* a, const ListedMonth* b) {
    if (a->month.empty() != b->month.empty()) return b->month.empty();
    return a->month < b->month;
  });
  uint64_t given = 0;
  for (size_t i = filter.offset; i < sorted.size(); ++i) {
    if (filter.limit != 0 && given == filter.limit) break;
    ++given;
    if (!each(*sorted[i])) break;
  }
  return given;
}

Result<uint64_t> Store::actors(const Filter& filter, bool by_name,
                               const Each<ListedActor>& each) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  Sql sql;
  sql += "SELECT k.report, k.event, k.goldstein, p.side = 'actor', ";
  sql += by_name ? "(SELECT name FROM entity n WHERE n.report = p.report AND n.entity = p.entity), "
                   "p.country"
                 : "coalesce(p.country, (SELECT name FROM entity n WHERE n.report = p.report AND "
                   "n.entity = p.entity)), p.country";
  sql += " FROM (SELECT e.report, e.event, e.goldstein";
  sql += events_asked(*query);
  sql +=
      ") k CROSS JOIN event_party p ON p.report = k.report AND p.event = k.event "
      "ORDER BY k.report, k.event";
  Result<Prepared> rows = prepare(impl_->db.get(), sql);
  if (!rows) return rows.error();
  ActorCounter counter;
  std::unordered_map<std::string, std::string> countries;  // of names
  int64_t report = 0;
  int64_t event = 0;
  while (true) {
    Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    if (rows->integer(0) != report || rows->integer(1) != event) {
      if (report != 0) counter.end();
      report = rows->integer(0);
      event = rows->integer(1);
      counter.begin(rows->real(2));
    }
    counter.party(rows->view(4), rows->integer(3) != 0);
    if (!rows->is_null(5)) countries.try_emplace(rows->text(4), rows->view(5));
  }
  if (report != 0) counter.end();

  std::vector<std::vector<ListedActor::Counterpart>> counterparts(counter.names.size());
  for (const auto& [pair, events] : counter.pairs)
    counterparts[pair >> 32].push_back({counter.names[static_cast<uint32_t>(pair)], events});
  std::vector<uint32_t> sorted(counter.names.size());
  for (uint32_t i = 0; i < sorted.size(); ++i) sorted[i] = i;
  std::sort(sorted.begin(), sorted.end(), [&counter](uint32_t a, uint32_t b) {
    if (counter.counts[a].events != counter.counts[b].events)
      return counter.counts[a].events > counter.counts[b].events;
    return counter.names[a] < counter.names[b];
  });
  uint64_t given = 0;
  for (size_t i = filter.offset; i < sorted.size(); ++i) {
    if (filter.limit != 0 && given == filter.limit) break;
    const ActorCounter::Count& counts = counter.counts[sorted[i]];
    ListedActor actor;
    actor.key = counter.names[sorted[i]];
    auto country = countries.find(actor.key);
    actor.country = country == countries.end() ? std::string() : country->second;
    actor.name = actor.key;
    if (!by_name && actor.key == actor.country) {
      Result<std::string> name = state_name(*impl_, actor.country);
      if (!name) return name.error();
      actor.name = std::move(*name);
    }
    actor.events = counts.events;
    actor.as_actor = counts.as_actor;
    actor.as_recipient = counts.as_recipient;
    actor.goldstein = counts.goldstein / static_cast<double>(counts.events);
    std::vector<ListedActor::Counterpart>& others = counterparts[sorted[i]];
    std::sort(others.begin(), others.end(), [](const auto& a, const auto& b) {
      return a.events != b.events ? a.events > b.events : a.key < b.key;
    });
    if (others.size() > 10) others.resize(10);
    actor.counterparts = std::move(others);
    ++given;
    if (!each(actor)) break;
  }
  return given;
}

Result<uint64_t> Store::search(const Filter& filter, const Each<SearchHit>& each) const {
  Result<Query> query = understand(impl_->db.get(), filter);
  if (!query) return query.error();
  if (query->text.empty()) return Error{Error::Code::kArgument, "search needs words to look for"};
  // The match is a condition of its own here, for rank and snippet.
  std::string match = std::exchange(query->text, {});
  Sql sql;
  sql +=
      "SELECT s.rowid, snippet(report_search, 1, char(2), char(3), '…', 24) FROM report_search s "
      "CROSS JOIN report r ON r.report = s.rowid";
  Sql where;
  (where += " WHERE report_search MATCH ").bind(match);
  Sql more = reports_asked(*query);
  if (!more.text.empty()) more.text.replace(0, 7, " AND ");
  where += more;
  sql += where;
  sql += " ORDER BY s.rank, s.rowid";
  add_limit(filter, sql);
  Result<Prepared> hits = prepare(impl_->db.get(), sql);
  if (!hits) return hits.error();
  for (uint64_t given = 0;; ++given) {
    Result<bool> row = hits->step();
    if (!row) return row.error();
    if (!*row) return given;
    SearchHit found;
    found.snippet = hits->text(1);
    Result<ListedReport> report = impl_->report(hits->integer(0));
    if (!report) return report.error();
    found.report = std::move(*report);
    if (!each(found)) return given + 1;
  }
}

Status Store::input_keys(const std::function<void(std::string_view)>& each) const {
  Result<Prepared> keys = Prepared::prepare(impl_->db.get(), "SELECT input_key FROM report");
  if (!keys) return keys.error();
  while (true) {
    Result<bool> row = keys->step();
    if (!row) return row.error();
    if (!*row) return {};
    each(keys->view(0));
  }
}

Result<StoreInfo> Store::info() const {
  sqlite3* db = impl_->db.get();
  StoreInfo info;
  info.sqlite_version = sqlite3_libversion();
  struct Number {
    const char* sql;
    uint64_t* into;
  };
  uint64_t version = 0;
  uint64_t pages = 0;
  uint64_t page_size = 0;
  for (Number number : {Number{"PRAGMA user_version", &version},
                        Number{"PRAGMA page_count", &pages}, Number{"PRAGMA page_size", &page_size},
                        Number{"SELECT count(*) FROM report", &info.reports},
                        Number{"SELECT count(*) FROM report WHERE failed", &info.failed},
                        Number{"SELECT sum(events) FROM report", &info.events},
                        Number{"SELECT count(*) FROM entity", &info.entities},
                        Number{"SELECT count(*) FROM statement", &info.statements}}) {
    Result<int64_t> value = sqlite::query_integer(db, number.sql);
    if (!value) return value.error();
    *number.into = static_cast<uint64_t>(*value);
  }
  info.schema_version = static_cast<int>(version);
  info.bytes = pages * page_size;
  struct Day {
    const char* sql;
    std::string* into;
  };
  for (Day day : {Day{"SELECT min(day_from) FROM report", &info.first_published},
                  Day{"SELECT max(day_from) FROM report", &info.last_published},
                  Day{"SELECT min(day_from) FROM event", &info.first_event},
                  Day{"SELECT max(day_from) FROM event", &info.last_event}}) {
    Result<Prepared> query = Prepared::prepare(db, day.sql);
    if (!query) return query.error();
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (*row && !query->is_null(0)) *day.into = day_to_iso(query->integer(0));
  }
  struct Counts {
    const char* sql;
    std::vector<StoreInfo::Count>* into;
  };
  for (Counts counts :
       {Counts{"SELECT coalesce(outlet_name, outlet_domain) AS name, count(*) AS n FROM report "
               "WHERE name IS NOT NULL GROUP BY name ORDER BY n DESC, name",
               &info.outlets},
        Counts{"SELECT type, count(*) AS n FROM event GROUP BY type ORDER BY n DESC, type",
               &info.types},
        Counts{"SELECT status, count(*) AS n FROM event GROUP BY status ORDER BY n DESC, status",
               &info.statuses},
        Counts{"SELECT language, count(*) AS n FROM report WHERE language IS NOT NULL "
               "GROUP BY language ORDER BY n DESC, language",
               &info.languages}}) {
    Result<std::vector<StoreInfo::Count>> rows = counts_of(db, counts.sql);
    if (!rows) return rows.error();
    *counts.into = std::move(*rows);
  }
  return info;
}

}  // namespace dragoman

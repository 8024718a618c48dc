// Writing: one prepared INSERT a table, many reports a transaction.
//
// A report is checked before its first row is written, so that a record that breaks the contract
// leaves the open batch as it was. Anything that fails after that is the disk's or the file's
// doing: the batch is rolled back, and the database is what it was at the last commit.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "base/hash.h"
#include "store/connection.h"
#include "store/dates.h"
#include "store/text_functions.h"

namespace dragoman {
namespace {

using sqlite::Prepared;
using Clock = std::chrono::steady_clock;

constexpr const char* kInsertReport =
    "INSERT INTO report (input_key, id, source, url, format, title, byline, language, outlet_name, "
    "outlet_domain, outlet_country, dateline_place, dateline_agency, published, "
    "published_precision, published_basis, published_text, day_from, day_to, failed, events) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (input_key) DO NOTHING";
constexpr const char* kInsertText = "INSERT INTO report_text VALUES (?,?,?,?)";
constexpr const char* kInsertSearch =
    "INSERT INTO report_search (rowid, title, text) VALUES (?,?,?)";
constexpr const char* kInsertRemoved = "INSERT INTO removed VALUES (?,?,?,?)";
constexpr const char* kInsertDiagnostic = "INSERT INTO diagnostic VALUES (?,?,?,?)";
constexpr const char* kInsertTime = "INSERT INTO time VALUES (?,?,?,?,?,?,?)";
constexpr const char* kInsertEntity = "INSERT INTO entity VALUES (?,?,?,?,?,?,?,?,?,?,?)";
constexpr const char* kInsertMention = "INSERT INTO mention VALUES (?,?,?,?,?,?)";
constexpr const char* kInsertRole = "INSERT INTO role VALUES (?,?,?,?,?,?,?,?)";
constexpr const char* kInsertEvent =
    "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr const char* kInsertParty = "INSERT INTO event_party VALUES (?,?,?,?,?,?)";
constexpr const char* kInsertQuantity = "INSERT INTO quantity VALUES (?,?,?,?,?,?,?)";
constexpr const char* kInsertAttribution = "INSERT INTO attribution VALUES (?,?,?,?,?,?)";
constexpr const char* kInsertStatement =
    "INSERT INTO statement VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr const char* kInsertStatementParty = "INSERT INTO statement_party VALUES (?,?,?,?,?,?)";

// "e12" with prefix 'e' is 12; 0 if it is not of that form.
int64_t number_of(std::string_view id, char prefix) {
  int64_t number = 0;
  if (id.size() < 2 || id[0] != prefix || id[1] < '1' || id[1] > '9') return 0;
  auto end = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  return end.ec == std::errc() && end.ptr == id.data() + id.size() ? number : 0;
}

// The ids of one list of a record as rising numbers.
class Numbers {
 public:
  template <typename Row>
  static Result<Numbers> of(const std::vector<Row>& rows, char prefix) {
    Numbers numbers;
    numbers.prefix_ = prefix;
    numbers.values_.reserve(rows.size());
    for (const Row& row : rows) {
      int64_t number = number_of(row.id, prefix);
      if (number == 0 || (!numbers.values_.empty() && number <= numbers.values_.back()))
        return Error{Error::Code::kArgument,
                     "the record's id \"" + row.id + "\" is not " + std::string(1, prefix) + "1, " +
                         std::string(1, prefix) + "2 …, rising in the order of its list"};
      numbers.values_.push_back(number);
    }
    return numbers;
  }
  /// The place in the list of an id; nullopt if nothing has it.
  std::optional<size_t> index(std::string_view id) const {
    int64_t number = number_of(id, prefix_);
    auto at = std::lower_bound(values_.begin(), values_.end(), number);
    if (number == 0 || at == values_.end() || *at != number) return std::nullopt;
    return static_cast<size_t>(at - values_.begin());
  }
  int64_t operator[](size_t i) const { return values_[i]; }

 private:
  char prefix_ = 'e';
  std::vector<int64_t> values_;
};

Error dangling(std::string_view what, std::string_view id) {
  return {Error::Code::kArgument, "the record's " + std::string(what) + " names \"" +
                                      std::string(id) +
                                      "\", which is none of its entities or events"};
}

struct Ids {
  Numbers entities, events, statements;
};

Result<Ids> checked_ids(const Record& record) {
  Result<Numbers> entities = Numbers::of(record.entities, 'e');
  if (!entities) return entities.error();
  Result<Numbers> events = Numbers::of(record.events, 'v');
  if (!events) return events.error();
  Result<Numbers> statements = Numbers::of(record.statements, 's');
  if (!statements) return statements.error();
  auto all_known = [&](const std::vector<std::string>& ids) -> const std::string* {
    for (const std::string& id : ids)
      if (!entities->index(id)) return &id;
    return nullptr;
  };
  auto known = [&](const std::string& id) { return id.empty() || entities->index(id).has_value(); };
  for (const Event& event : record.events) {
    for (const auto* ids : {&event.actors, &event.recipients})
      if (const std::string* id = all_known(*ids)) return dangling("event " + event.id, *id);
    if (event.where && !known(event.where->place))
      return dangling("event " + event.id, event.where->place);
    for (const Attribution& link : event.attribution)
      if (!known(link.source)) return dangling("event " + event.id, link.source);
  }
  for (const Statement& statement : record.statements) {
    for (const auto* ids : {&statement.holder, &statement.addressees, &statement.about})
      if (const std::string* id = all_known(*ids))
        return dangling("statement " + statement.id, *id);
    if (!known(statement.speaker)) return dangling("statement " + statement.id, statement.speaker);
    if (!statement.event.empty() && !events->index(statement.event))
      return dangling("statement " + statement.id, statement.event);
  }
  return Ids{std::move(*entities), std::move(*events), std::move(*statements)};
}

// The key that the engine gave, or for a record without one (made by hand, or by an older program)
// its like: the URL, else the file with its folders resolved, and the text.
std::string key_of(const Record& record) {
  if (!record.input_key.empty()) return record.input_key;
  const ReportInfo& info = record.report;
  std::string place = info.url.empty() ? info.source : info.url;
  if (info.url.empty() && !info.source.empty()) {
    std::error_code error;
    std::filesystem::path path = std::filesystem::absolute(info.source, error);
    if (!error) place = path.lexically_normal().string();
  }
  return hex64(hash64(record.text, hash64(info.id, hash64(place))));
}

std::string sentences_json(const std::vector<CharSpan>& sentences) {
  std::string out = "[";
  char buffer[32];
  for (CharSpan sentence : sentences) {
    if (out.size() > 1) out += ',';
    out += '[';
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, sentence.start).ptr);
    out += ',';
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, sentence.end).ptr);
    out += ']';
  }
  return out + "]";
}

int64_t integer(uint32_t value) {
  return value;
}
int64_t integer(size_t value) {
  return static_cast<int64_t>(value);
}
double finite(double value) {
  return std::isfinite(value) ? value : 0;
}  // as to_json() has it

// Columns that come from an optional struct: NULL throughout where there is none; where there is
// one but all of it is empty, the first is '' so that the struct comes back.
void bind_struct(Prepared& statement, int first, bool present,
                 std::initializer_list<std::string_view> values) {
  bool empty = std::all_of(values.begin(), values.end(), [](auto v) { return v.empty(); });
  int i = first;
  for (std::string_view value : values) {
    if (present && empty && i == first) {
      statement.bind(i, std::string_view());
    } else {
      statement.bind_optional(i, present ? value : std::string_view());
    }
    ++i;
  }
}

void bind_when(Prepared& statement, int first, const When& when) {
  statement.bind_optional(first, when.start);
  statement.bind_optional(first + 1, when.end);
  statement.bind_optional(first + 2, when.precision);
  statement.bind(first + 3, std::string_view(when.basis));
  std::optional<DayRange> days = day_range(when);
  statement.bind(first + 4, days ? std::optional(days->from) : std::nullopt);
  statement.bind(first + 5, days ? std::optional(days->to) : std::nullopt);
}

}  // namespace

struct Store::Writer::Impl {
  sqlite3* db = nullptr;
  WriterOptions options;
  Prepared report, text, search, removed, diagnostic, time, entity, mention, role, event, party,
      quantity, attribution, statement, statement_party;
  std::string key, byline, contexts, sentences;  // hold what is bound
  bool open = false;                             // a transaction is
  std::optional<Error> broken;
  uint64_t added = 0, known = 0, committed = 0;
  Clock::time_point last_commit = Clock::now();

  ~Impl() { rollback(); }

  Status prepare() {
    const std::pair<Prepared*, const char*> all[] = {{&report, kInsertReport},
                                                     {&text, kInsertText},
                                                     {&search, kInsertSearch},
                                                     {&removed, kInsertRemoved},
                                                     {&diagnostic, kInsertDiagnostic},
                                                     {&time, kInsertTime},
                                                     {&entity, kInsertEntity},
                                                     {&mention, kInsertMention},
                                                     {&role, kInsertRole},
                                                     {&event, kInsertEvent},
                                                     {&party, kInsertParty},
                                                     {&quantity, kInsertQuantity},
                                                     {&attribution, kInsertAttribution},
                                                     {&statement, kInsertStatement},
                                                     {&statement_party, kInsertStatementParty}};
    for (auto [kept, sql] : all) {
      Result<Prepared> made = Prepared::prepare(db, sql, true);
      if (!made) return made.error();
      *kept = std::move(*made);
    }
    return {};
  }

  // A failed rollback leaves nothing to roll back: SQLite has done it already.
  void rollback() {
    if (open && sqlite3_get_autocommit(db) == 0)
      sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
    open = false;
    added = committed;
  }

  Error fail(const Error& error) {
    rollback();
    broken = error;
    return error;
  }

  Status begin() {
    if (open) return {};
    if (Status begun = sqlite::execute(db, "BEGIN IMMEDIATE"); !begun) return begun;
    open = true;
    return {};
  }

  Status commit() {
    if (broken) return *broken;
    last_commit = Clock::now();
    if (!open) return {};
    if (Status done = sqlite::execute(db, "COMMIT"); !done) return fail(done.error());
    open = false;
    committed = added;
    return {};
  }

  bool due() const {
    return added - committed >= options.reports_per_commit ||
           std::chrono::duration<double>(Clock::now() - last_commit).count() >=
               options.seconds_per_commit;
  }

  // Inserts the row of the report; its number, or 0 if it was there.
  Result<int64_t> insert_report(const Record& r) {
    const ReportInfo& info = r.report;
    key = key_of(r);
    report.bind(1, std::string_view(key));
    report.bind(2, std::string_view(info.id));
    report.bind_optional(3, info.source);
    report.bind_optional(4, info.url);
    report.bind(5, std::string_view(info.format));
    report.bind_optional(6, info.title);
    byline = info.byline.empty() ? std::string() : json_strings(info.byline);
    report.bind_optional(7, byline);
    report.bind_optional(8, info.language);
    const Outlet outlet = info.outlet.value_or(Outlet{});
    bind_struct(report, 9, info.outlet.has_value(), {outlet.name, outlet.domain, outlet.country});
    const Dateline dateline = info.dateline.value_or(Dateline{});
    bind_struct(report, 12, info.dateline.has_value(), {dateline.place, dateline.agency});
    const Published published = info.published.value_or(Published{});
    bind_struct(report, 14, info.published.has_value(),
                {published.value, published.precision, published.basis, published.text});
    std::optional<DayRange> days = day_range(published.value);
    report.bind(18, days ? std::optional(days->from) : std::nullopt);
    report.bind(19, days ? std::optional(days->to) : std::nullopt);
    report.bind(20, int64_t{r.failed ? 1 : 0});
    report.bind(21, integer(r.events.size()));
    if (Status done = report.run(); !done) return done.error();
    if (sqlite3_changes64(db) == 0) return int64_t{0};
    return sqlite3_last_insert_rowid(db);
  }

  Status insert_text(int64_t number, const Record& r) {
    sentences = sentences_json(r.sentences);
    text.bind(1, number);
    text.bind_optional(2, r.report.title);
    text.bind(3, std::string_view(r.text));
    text.bind(4, std::string_view(sentences));
    if (Status done = text.run(); !done) return done;
    search.bind(1, number);
    search.bind_optional(2, r.report.title);
    search.bind(3, std::string_view(r.text));
    if (Status done = search.run(); !done) return done;
    for (size_t i = 0; i < r.removed.size(); ++i) {
      removed.bind(1, number);
      removed.bind(2, integer(i + 1));
      removed.bind(3, std::string_view(r.removed[i].reason));
      removed.bind(4, std::string_view(r.removed[i].text));
      if (Status done = removed.run(); !done) return done;
    }
    for (size_t i = 0; i < r.diagnostics.size(); ++i) {
      diagnostic.bind(1, number);
      diagnostic.bind(2, integer(i + 1));
      diagnostic.bind(3, std::string_view(r.diagnostics[i].code));
      diagnostic.bind(4, std::string_view(r.diagnostics[i].message));
      if (Status done = diagnostic.run(); !done) return done;
    }
    for (size_t i = 0; i < r.times.size(); ++i) {
      const TimeExpression& t = r.times[i];
      time.bind(1, number);
      time.bind(2, integer(i + 1));
      time.bind(3, integer(t.span.start));
      time.bind(4, integer(t.span.end));
      time.bind(5, std::string_view(t.type));
      time.bind_optional(6, t.value);
      time.bind_optional(7, t.anchor);
      if (Status done = time.run(); !done) return done;
    }
    return {};
  }

  Status insert_entities(int64_t number, const Record& r, const Numbers& ids) {
    for (size_t i = 0; i < r.entities.size(); ++i) {
      const Entity& e = r.entities[i];
      entity.bind(1, number);
      entity.bind(2, ids[i]);
      entity.bind(3, std::string_view(e.kind));
      entity.bind(4, std::string_view(e.name));
      entity.bind_optional(5, e.country);
      entity.bind_optional(6, e.sector);
      if (e.place) {
        entity.bind_optional(7, e.place->geonames);
        entity.bind(8, finite(e.place->lat));
        entity.bind(9, finite(e.place->lon));
        entity.bind_optional(10, e.place->country);
        entity.bind_optional(11, e.place->feature);
      } else {
        for (int column = 7; column <= 11; ++column) entity.bind_null(column);
      }
      if (Status done = entity.run(); !done) return done;
      for (size_t k = 0; k < e.mentions.size(); ++k) {
        mention.bind(1, number);
        mention.bind(2, ids[i]);
        mention.bind(3, integer(k + 1));
        mention.bind(4, integer(e.mentions[k].span.start));
        mention.bind(5, integer(e.mentions[k].span.end));
        mention.bind(6, std::string_view(e.mentions[k].form));
        if (Status done = mention.run(); !done) return done;
      }
      for (size_t k = 0; k < e.roles.size(); ++k) {
        const Role& office = e.roles[k];
        role.bind(1, number);
        role.bind(2, ids[i]);
        role.bind(3, integer(k + 1));
        role.bind(4, std::string_view(office.title));
        role.bind_optional(5, office.country);
        role.bind_optional(6, office.sector);
        role.bind_optional(7, office.start);
        role.bind_optional(8, office.end);
        if (Status done = role.run(); !done) return done;
      }
    }
    return {};
  }

  // `insert` is party or statement_party: both have the same columns.
  Status insert_parties(Prepared& insert, int64_t number, int64_t of, std::string_view side,
                        const std::vector<std::string>& parties, const Record& r,
                        const Numbers& ids) {
    for (size_t i = 0; i < parties.size(); ++i) {
      size_t index = *ids.index(parties[i]);
      insert.bind(1, number);
      insert.bind(2, of);
      insert.bind(3, side);
      insert.bind(4, integer(i + 1));
      insert.bind(5, ids[index]);
      insert.bind_optional(6, r.entities[index].country);
      if (Status done = insert.run(); !done) return done;
    }
    return {};
  }

  std::optional<int64_t> number_or_null(const Numbers& ids, const std::string& id) {
    std::optional<size_t> index = ids.index(id);
    return index ? std::optional(ids[*index]) : std::nullopt;
  }

  Status insert_events(int64_t number, const Record& r, const Ids& ids) {
    for (size_t i = 0; i < r.events.size(); ++i) {
      const Event& e = r.events[i];
      int64_t at = ids.events[i];
      contexts = e.contexts.empty() ? std::string() : json_strings(e.contexts);
      event.bind(1, number);
      event.bind(2, at);
      event.bind(3, std::string_view(e.type));
      event.bind_optional(4, e.mode);
      event.bind_optional(5, contexts);
      event.bind_optional(6, e.cameo);
      event.bind(7, finite(e.goldstein));
      event.bind_optional(8, e.quad);
      event.bind(9, std::string_view(e.status));
      bind_when(event, 10, e.when);
      event.bind(16, e.where ? number_or_null(ids.entities, e.where->place) : std::nullopt);
      if (e.where && e.where->place.empty()) {
        event.bind(17, std::string_view(e.where->country));  // '' too: there is a where
      } else {
        event.bind_optional(17, e.where ? e.where->country : std::string_view());
      }
      event.bind(18, integer(e.trigger.start));
      event.bind(19, integer(e.trigger.end));
      event.bind(20, integer(e.evidence.start));
      event.bind(21, integer(e.evidence.end));
      event.bind(22, std::string_view(e.rule));
      event.bind(23, finite(e.confidence));
      if (Status done = event.run(); !done) return done;
      if (Status done = insert_parties(party, number, at, "actor", e.actors, r, ids.entities);
          !done)
        return done;
      if (Status done =
              insert_parties(party, number, at, "recipient", e.recipients, r, ids.entities);
          !done)
        return done;
      for (size_t k = 0; k < e.quantities.size(); ++k) {
        const Quantity& q = e.quantities[k];
        quantity.bind(1, number);
        quantity.bind(2, at);
        quantity.bind(3, integer(k + 1));
        quantity.bind(4, std::string_view(q.text));
        if (q.value) {
          quantity.bind(5, finite(*q.value));
        } else {
          quantity.bind_null(5);
        }
        quantity.bind_optional(6, q.unit);
        quantity.bind_optional(7, q.of);
        if (Status done = quantity.run(); !done) return done;
      }
      for (size_t k = 0; k < e.attribution.size(); ++k) {
        const Attribution& link = e.attribution[k];
        attribution.bind(1, number);
        attribution.bind(2, at);
        attribution.bind(3, integer(k + 1));
        attribution.bind(4, number_or_null(ids.entities, link.source));
        attribution.bind(5, integer(link.cue.start));
        attribution.bind(6, integer(link.cue.end));
        if (Status done = attribution.run(); !done) return done;
      }
    }
    return {};
  }

  Status insert_statements(int64_t number, const Record& r, const Ids& ids) {
    auto bind_span = [this](int first, const std::optional<CharSpan>& span) {
      statement.bind(first, span ? std::optional(integer(span->start)) : std::nullopt);
      statement.bind(first + 1, span ? std::optional(integer(span->end)) : std::nullopt);
    };
    for (size_t i = 0; i < r.statements.size(); ++i) {
      const Statement& s = r.statements[i];
      int64_t at = ids.statements[i];
      statement.bind(1, number);
      statement.bind(2, at);
      statement.bind(3, number_or_null(ids.entities, s.speaker));
      statement.bind(4, std::string_view(s.act));
      statement.bind_optional(5, s.issue);
      statement.bind(6, std::string_view(s.form));
      bind_span(7, s.source);
      bind_span(9, s.cue);
      bind_span(11, s.content);
      statement.bind(13, std::string_view(s.status));
      bind_when(statement, 14, s.when);
      statement.bind(20, number_or_null(ids.events, s.event));
      if (Status done = statement.run(); !done) return done;
      const std::pair<const char*, const std::vector<std::string>*> parts[] = {
          {"holder", &s.holder}, {"addressee", &s.addressees}, {"about", &s.about}};
      for (auto [part, entities] : parts)
        if (Status done =
                insert_parties(statement_party, number, at, part, *entities, r, ids.entities);
            !done)
          return done;
    }
    return {};
  }

  Result<bool> add(const Record& record) {
    if (broken) return *broken;
    Result<Ids> ids = checked_ids(record);
    if (!ids) return ids.error();
    if (Status begun = begin(); !begun) return fail(begun.error());
    Result<int64_t> number = insert_report(record);
    if (!number) return fail(number.error());
    if (*number != 0) {
      Status done = insert_text(*number, record);
      if (done) done = insert_entities(*number, record, ids->entities);
      if (done) done = insert_events(*number, record, *ids);
      if (done) done = insert_statements(*number, record, *ids);
      if (!done) return fail(done.error());
      ++added;
    } else {
      ++known;
    }
    if (due())
      if (Status done = commit(); !done) return done.error();
    return *number != 0;
  }
};

Store::Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Writer::Writer(Writer&&) noexcept = default;
Store::Writer& Store::Writer::operator=(Writer&&) noexcept = default;
Store::Writer::~Writer() = default;

Result<bool> Store::Writer::add(const Record& record) {
  return impl_->add(record);
}
Status Store::Writer::commit() {
  return impl_->commit();
}
uint64_t Store::Writer::added() const {
  return impl_->added;
}
uint64_t Store::Writer::known() const {
  return impl_->known;
}
uint64_t Store::Writer::committed() const {
  return impl_->committed;
}

Result<Store::Writer> Store::writer(const WriterOptions& options) {
  if (impl_->mode != Mode::kWrite)
    return Error{Error::Code::kArgument, impl_->path + " was opened for reading only"};
  auto writer = std::make_unique<Writer::Impl>();
  writer->db = impl_->db.get();
  writer->options = options;
  if (Status prepared = writer->prepare(); !prepared) return prepared.error();
  // Says now, not after the first report, that somebody else writes.
  if (Status begun = writer->begin(); !begun) return begun.error();
  return Writer(std::move(writer));
}

}  // namespace dragoman

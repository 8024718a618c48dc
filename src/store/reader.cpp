// Reading one report back: the record as it was added, or the rows of it that a list shows.
#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "store/connection.h"
#include "store/dates.h"
#include "store/text_functions.h"

namespace dragoman {
namespace {

using sqlite::Prepared;

constexpr const char* kReport =
    "SELECT id, source, url, format, title, byline, language, outlet_name, outlet_domain, "
    "outlet_country, dateline_place, dateline_agency, published, published_precision, "
    "published_basis, published_text, failed, events, input_key FROM report WHERE report = ?";
constexpr const char* kText = "SELECT text, sentences FROM report_text WHERE report = ?";
constexpr const char* kRemoved = "SELECT text, reason FROM removed WHERE report = ? ORDER BY n";
constexpr const char* kDiagnostics =
    "SELECT code, message FROM diagnostic WHERE report = ? ORDER BY n";
constexpr const char* kTimes =
    "SELECT start, \"end\", type, value, anchor FROM time WHERE report = ? ORDER BY n";
constexpr const char* kEntities =
    "SELECT entity, kind, name, country, sector, geonames, lat, lon, place_country, feature "
    "FROM entity WHERE report = ? ORDER BY entity";
constexpr const char* kMentions =
    "SELECT entity, start, \"end\", form FROM mention WHERE report = ? ORDER BY entity, n";
constexpr const char* kRoles =
    "SELECT entity, title, country, sector, start, \"end\" FROM role WHERE report = ? "
    "ORDER BY entity, n";
// The event's columns in the order of read_event(). One event, and all of a report.
#define DRAGOMAN_EVENT_COLUMNS                                                           \
  "event, type, mode, contexts, cameo, goldstein, quad, status, when_start, when_end, "  \
  "when_precision, when_basis, where_place, where_country, trigger_start, trigger_end, " \
  "evidence_start, evidence_end, rule, confidence"
constexpr const char* kEvents =
    "SELECT " DRAGOMAN_EVENT_COLUMNS " FROM event WHERE report = ? ORDER BY event";
constexpr const char* kEvent =
    "SELECT " DRAGOMAN_EVENT_COLUMNS " FROM event WHERE report = ? AND event = ?";
#undef DRAGOMAN_EVENT_COLUMNS
constexpr const char* kParties =
    "SELECT event, side = 'actor', entity FROM event_party WHERE report = ? ORDER BY event, side, "
    "n";
constexpr const char* kQuantities =
    "SELECT event, text, value, unit, \"of\" FROM quantity WHERE report = ? ORDER BY event, n";
constexpr const char* kAttributions =
    "SELECT event, entity, cue_start, cue_end FROM attribution WHERE report = ? ORDER BY event, n";
constexpr const char* kStatements =
    "SELECT statement, speaker, act, issue, form, source_start, source_end, cue_start, cue_end, "
    "content_start, content_end, status, when_start, when_end, when_precision, when_basis, event "
    "FROM statement WHERE report = ? ORDER BY statement";
constexpr const char* kStatementParties =
    "SELECT statement, part, entity FROM statement_party WHERE report = ? "
    "ORDER BY statement, part, n";
// Of one event, with names.
constexpr const char* kEventParties =
    "SELECT p.side = 'actor', p.entity, n.name, n.kind, n.country FROM event_party p "
    "JOIN entity n ON n.report = p.report AND n.entity = p.entity "
    "WHERE p.report = ? AND p.event = ? ORDER BY p.side, p.n";
constexpr const char* kEventQuantities =
    "SELECT event, text, value, unit, \"of\" FROM quantity WHERE report = ? AND event = ? ORDER BY "
    "n";
constexpr const char* kEventAttribution =
    "SELECT a.entity, n.name, n.kind, n.country, a.cue_start, a.cue_end FROM attribution a "
    "LEFT JOIN entity n ON n.report = a.report AND n.entity = a.entity "
    "WHERE a.report = ? AND a.event = ? ORDER BY a.n";
constexpr const char* kEntityName = "SELECT name FROM entity WHERE report = ? AND entity = ?";
constexpr const char* kEventReport =
    "SELECT title, coalesce(outlet_name, outlet_domain), published, source, url FROM report "
    "WHERE report = ?";

std::string id(char prefix, int64_t number) {
  return prefix + std::to_string(number);
}

std::string id_or_empty(char prefix, const Prepared& row, int column) {
  return row.is_null(column) ? std::string() : id(prefix, row.integer(column));
}

CharSpan span(const Prepared& row, int column) {
  return {static_cast<uint32_t>(row.integer(column)),
          static_cast<uint32_t>(row.integer(column + 1))};
}

std::optional<CharSpan> optional_span(const Prepared& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return span(row, column);
}

When read_when(const Prepared& row, int column) {
  return {row.text(column), row.text(column + 1), row.text(column + 2), row.text(column + 3)};
}

Quantity read_quantity(const Prepared& row) {
  Quantity quantity;
  quantity.text = row.text(1);
  if (!row.is_null(2)) quantity.value = row.real(2);
  quantity.unit = row.text(3);
  quantity.of = row.text(4);
  return quantity;
}

Event read_event(const Prepared& row) {
  Event event;
  event.id = id('v', row.integer(0));
  event.type = row.text(1);
  event.mode = row.text(2);
  event.contexts = strings_of_json(row.view(3));
  event.cameo = row.text(4);
  event.goldstein = row.real(5);
  event.quad = row.text(6);
  event.status = row.text(7);
  event.when = read_when(row, 8);
  if (!row.is_null(12) || !row.is_null(13))
    event.where = Where{id_or_empty('e', row, 12), row.text(13)};
  event.trigger = span(row, 14);
  event.evidence = span(row, 16);
  event.rule = row.text(18);
  event.confidence = row.real(19);
  return event;
}

std::vector<CharSpan> spans_of_json(std::string_view json) {
  std::vector<uint32_t> numbers;
  const char* at = json.data();
  const char* end = at + json.size();
  while (at < end) {
    uint32_t number = 0;
    auto read = std::from_chars(at, end, number);
    if (read.ec == std::errc()) numbers.push_back(number);
    at = read.ec == std::errc() ? read.ptr : at + 1;
  }
  std::vector<CharSpan> spans;
  spans.reserve(numbers.size() / 2);
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) spans.push_back({numbers[i], numbers[i + 1]});
  return spans;
}

ReportInfo read_info(const Prepared& row) {
  ReportInfo info;
  info.id = row.text(0);
  info.source = row.text(1);
  info.url = row.text(2);
  info.format = row.text(3);
  info.title = row.text(4);
  info.byline = strings_of_json(row.view(5));
  info.language = row.text(6);
  auto any = [&row](int first, int last) {
    for (int column = first; column <= last; ++column)
      if (!row.is_null(column)) return true;
    return false;
  };
  if (any(7, 9)) info.outlet = Outlet{row.text(7), row.text(8), row.text(9)};
  if (any(10, 11)) info.dateline = Dateline{row.text(10), row.text(11)};
  if (any(12, 15))
    info.published = Published{row.text(12), row.text(13), row.text(14), row.text(15)};
  return info;
}

// Runs a query over the rows of one report.
template <typename Each>
Status for_rows(Store::Impl& store, const char* sql, int64_t report, Each each) {
  Result<Prepared*> prepared = store.prepared(sql);
  if (!prepared) return prepared.error();
  Borrowed query(**prepared);
  query->bind(1, report);
  while (true) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    each(**prepared);
  }
}

// As for_rows(), of one event.
template <typename Each>
Status for_event_rows(Store::Impl& store, const char* sql, int64_t report, int64_t event,
                      Each each) {
  Result<Prepared*> prepared = store.prepared(sql);
  if (!prepared) return prepared.error();
  Borrowed query(**prepared);
  query->bind(1, report);
  query->bind(2, event);
  while (true) {
    Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    each(**prepared);
  }
}

// The row of a list with this id; rows come in the order of the list, so `at` only moves on.
template <typename Row>
Row* advance(std::vector<Row>& rows, size_t& at, const std::string& wanted) {
  while (at < rows.size() && rows[at].id != wanted) ++at;
  return at < rows.size() ? &rows[at] : nullptr;
}

Error missing(const std::string& path, const std::string& what) {
  return {Error::Code::kNotFound, path + " holds no " + what};
}

}  // namespace

Status Store::Impl::read_report(int64_t report, Record& record) {
  bool found = false;
  Status done = for_rows(*this, kReport, report, [&](const Prepared& row) {
    found = true;
    record.report = read_info(row);
    record.failed = row.integer(16) != 0;
    record.input_key = row.text(18);
  });
  if (!done) return done;
  if (!found) return missing(path, "report r" + std::to_string(report));
  done = for_rows(*this, kText, report, [&](const Prepared& row) {
    record.text = row.text(0);
    record.sentences = spans_of_json(row.view(1));
  });
  if (done)
    done = for_rows(*this, kRemoved, report, [&](const Prepared& row) {
      record.removed.push_back({row.text(0), row.text(1)});
    });
  if (done)
    done = for_rows(*this, kDiagnostics, report, [&](const Prepared& row) {
      record.diagnostics.push_back({row.text(0), row.text(1)});
    });
  if (done)
    done = for_rows(*this, kTimes, report, [&](const Prepared& row) {
      record.times.push_back({span(row, 0), row.text(2), row.text(3), row.text(4)});
    });
  return done;
}

Status Store::Impl::read_entities(int64_t report, Record& record) {
  Status done = for_rows(*this, kEntities, report, [&](const Prepared& row) {
    Entity entity;
    entity.id = id('e', row.integer(0));
    entity.kind = row.text(1);
    entity.name = row.text(2);
    entity.country = row.text(3);
    entity.sector = row.text(4);
    if (!row.is_null(6))
      entity.place = Place{row.text(5), row.real(6), row.real(7), row.text(8), row.text(9)};
    record.entities.push_back(std::move(entity));
  });
  size_t at = 0;
  if (done)
    done = for_rows(*this, kMentions, report, [&](const Prepared& row) {
      if (Entity* entity = advance(record.entities, at, id('e', row.integer(0))))
        entity->mentions.push_back({span(row, 1), row.text(3)});
    });
  at = 0;
  if (done)
    done = for_rows(*this, kRoles, report, [&](const Prepared& row) {
      if (Entity* entity = advance(record.entities, at, id('e', row.integer(0))))
        entity->roles.push_back({row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
    });
  return done;
}

Status Store::Impl::read_events(int64_t report, Record& record) {
  Status done = for_rows(*this, kEvents, report,
                         [&](const Prepared& row) { record.events.push_back(read_event(row)); });
  size_t at = 0;
  if (done)
    done = for_rows(*this, kParties, report, [&](const Prepared& row) {
      Event* event = advance(record.events, at, id('v', row.integer(0)));
      if (event == nullptr) return;
      (row.integer(1) != 0 ? event->actors : event->recipients).push_back(id('e', row.integer(2)));
    });
  at = 0;
  if (done)
    done = for_rows(*this, kQuantities, report, [&](const Prepared& row) {
      if (Event* event = advance(record.events, at, id('v', row.integer(0))))
        event->quantities.push_back(read_quantity(row));
    });
  at = 0;
  if (done)
    done = for_rows(*this, kAttributions, report, [&](const Prepared& row) {
      if (Event* event = advance(record.events, at, id('v', row.integer(0))))
        event->attribution.push_back({id_or_empty('e', row, 1), span(row, 2)});
    });
  return done;
}

Status Store::Impl::read_statements(int64_t report, Record& record) {
  Status done = for_rows(*this, kStatements, report, [&](const Prepared& row) {
    Statement statement;
    statement.id = id('s', row.integer(0));
    statement.speaker = id_or_empty('e', row, 1);
    statement.act = row.text(2);
    statement.issue = row.text(3);
    statement.form = row.text(4);
    statement.source = optional_span(row, 5);
    statement.cue = optional_span(row, 7);
    statement.content = span(row, 9);
    statement.status = row.text(11);
    statement.when = read_when(row, 12);
    statement.event = id_or_empty('v', row, 16);
    record.statements.push_back(std::move(statement));
  });
  size_t at = 0;
  if (done)
    done = for_rows(*this, kStatementParties, report, [&](const Prepared& row) {
      Statement* statement = advance(record.statements, at, id('s', row.integer(0)));
      if (statement == nullptr) return;
      std::string_view part = row.view(1);
      std::vector<std::string>& parties = part == "holder"      ? statement->holder
                                          : part == "addressee" ? statement->addressees
                                                                : statement->about;
      parties.push_back(id('e', row.integer(2)));
    });
  return done;
}

Result<Record> Store::Impl::record(int64_t report) {
  Record record;
  Status done = read_report(report, record);
  if (done) done = read_entities(report, record);
  if (done) done = read_events(report, record);
  if (done) done = read_statements(report, record);
  if (!done) return done.error();
  return record;
}

Result<ListedReport> Store::Impl::report(int64_t report) {
  std::optional<ListedReport> found;
  Status done = for_rows(*this, kReport, report, [&](const Prepared& row) {
    found.emplace();
    found->report = report;
    found->info = read_info(row);
    found->failed = row.integer(16) != 0;
    found->events = static_cast<uint64_t>(row.integer(17));
  });
  if (!done) return done.error();
  if (!found) return missing(path, "report r" + std::to_string(report));
  return std::move(*found);
}

Result<ListedEvent> Store::Impl::event(int64_t report, int64_t event) {
  ListedEvent found;
  found.report = report;
  bool any = false;
  Status done = for_event_rows(*this, kEvent, report, event, [&](const Prepared& row) {
    any = true;
    found.event = read_event(row);
    found.month = month_of(found.event.when);
  });
  if (!done) return done.error();
  if (!any) return missing(path, "event r" + std::to_string(report) + "v" + std::to_string(event));
  done = for_event_rows(*this, kEventParties, report, event, [&](const Prepared& row) {
    ListedParty party{id('e', row.integer(1)), row.text(2), row.text(3), row.text(4)};
    bool actor = row.integer(0) != 0;
    (actor ? found.event.actors : found.event.recipients).push_back(party.entity);
    (actor ? found.actors : found.recipients).push_back(std::move(party));
  });
  if (done)
    done = for_event_rows(*this, kEventQuantities, report, event, [&](const Prepared& row) {
      found.event.quantities.push_back(read_quantity(row));
    });
  if (done)
    done = for_event_rows(*this, kEventAttribution, report, event, [&](const Prepared& row) {
      ListedParty source{id_or_empty('e', row, 0), row.text(1), row.text(2), row.text(3)};
      found.event.attribution.push_back({source.entity, span(row, 4)});
      found.attribution.push_back(std::move(source));
    });
  if (done && found.event.where && !found.event.where->place.empty())
    done =
        for_event_rows(*this, kEntityName, report, std::stoll(found.event.where->place.substr(1)),
                       [&](const Prepared& row) { found.where = row.text(0); });
  if (done)
    done = for_rows(*this, kEventReport, report, [&](const Prepared& row) {
      found.title = row.text(0);
      found.outlet = row.text(1);
      found.published = row.text(2);
      found.source = row.text(3);
      found.url = row.text(4);
    });
  if (done)
    done = for_rows(*this, kText, report, [&](const Prepared& row) {
      std::string_view text = row.view(0);
      TextIndex index(text);
      uint32_t from = index.to_bytes(found.event.evidence.start);
      uint32_t to = index.to_bytes(std::max(found.event.evidence.start, found.event.evidence.end));
      found.evidence = std::string(text.substr(from, to - from));
    });
  if (!done) return done.error();
  return found;
}

Result<Record> Store::record(int64_t report) const {
  return impl_->record(report);
}
Result<ListedReport> Store::report(int64_t report) const {
  return impl_->report(report);
}
Result<ListedEvent> Store::event(int64_t report, int64_t event) const {
  return impl_->event(report, event);
}

}  // namespace dragoman

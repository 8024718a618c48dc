// dragoman show and dragoman info: one thing of a database, and the whole of it.
#include <fmt/core.h>
#include <unistd.h>

#include "commands.h"
#include "describe.h"

namespace dragoman::cli {
namespace {

void show_report_line(Output& out, const ReportInfo& info, const std::string& id,
                      const Style& style) {
  std::string line =
      fmt::format("{}{}{}  {}{}{}", style.id(), id, style.reset(), style.header(),
                  one_line(info.title.empty() ? info.source : info.title), style.reset());
  out.line(line);
  auto field = [&out, &style](std::string_view label, const std::string& text) {
    if (!text.empty())
      out.line(fmt::format("  {}{:<10}{}{}", style.dim(), label, style.reset(), one_line(text)));
  };
  if (info.outlet) {
    std::string outlet = info.outlet->name.empty() ? info.outlet->domain : info.outlet->name;
    if (!info.outlet->name.empty() && !info.outlet->domain.empty())
      outlet += " (" + info.outlet->domain + ")";
    field("outlet", outlet);
  }
  std::string byline;
  for (const std::string& name : info.byline) byline += (byline.empty() ? "" : ", ") + name;
  field("by", byline);
  if (info.published)
    field("published", info.published->value + " (" + info.published->basis + ")");
  field("source", info.source);
  field("url", info.url);
}

int show_event(const Record& record, StoreId id, const Style& style, size_t width, Output& out) {
  std::string local = "v" + std::to_string(id.event);
  for (const Event& event : record.events) {
    if (event.id != local) continue;
    std::string name = "r" + std::to_string(id.report);
    out.write(describe_event(record, event, name + local, style, width));
    out.line("");
    show_report_line(out, record.report, name, style);
    return kDone;
  }
  complain(fmt::format("r{} has no event {}; dragoman show DB r{} lists its events", id.report,
                       local, id.report));
  return kIncomplete;
}

void show_report(const Record& record, StoreId id, const Style& style, size_t width, Output& out) {
  show_report_line(out, record.report, "r" + std::to_string(id.report), style);
  out.line("");
  // The text paragraph by paragraph; the title stands above already.
  std::string_view text = record.text;
  if (!record.report.title.empty() && text.starts_with(record.report.title))
    text.remove_prefix(record.report.title.size());
  size_t at = 0;
  while (at < text.size()) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string paragraph = one_line(text.substr(at, end - at));
    at = end + 1;
    if (paragraph.empty()) continue;
    for (const std::string& line : wrap(paragraph, std::min<size_t>(width, 100))) out.line(line);
    out.line("");
  }
  for (const Diagnostic& diagnostic : record.diagnostics)
    out.line(fmt::format("note: {} [{}]", one_line(diagnostic.message), one_line(diagnostic.code)));
  if (record.events.empty()) {
    out.line("No events.");
    return;
  }
  Table table(out, style, width,
              {{"ID"},
               {"DATE"},
               {"TYPE"},
               {"STATUS", 6},
               {.header = "WHO", .min_width = 16, .max_lines = 2, .weight = 3},
               {.header = "WORDS", .min_width = 20, .max_lines = 3, .weight = 5}});
  for (const Event& event : record.events)
    table.add({{fmt::format("r{}{}", id.report, event.id), style.id()},
               date_of(event.when).substr(0, 10),
               {event.type, style.quad(event.quad)},
               {event.status == "actual" ? "" : event.status, style.dim()},
               who(names_of(record, event.actors), names_of(record, event.recipients)),
               std::string(record.slice(event.evidence))});
  table.finish();
}

std::string list_of(const std::vector<StoreInfo::Count>& counts, size_t most) {
  std::string out;
  for (size_t i = 0; i < counts.size() && i < most; ++i)
    out += (out.empty() ? "" : ", ") + counts[i].name + " " + grouped(counts[i].count);
  if (counts.size() > most) out += ", and " + grouped(counts.size() - most) + " more";
  return out;
}

std::vector<std::string> list_for_programs(const std::vector<StoreInfo::Count>& counts) {
  std::vector<std::string> out;
  out.reserve(counts.size());
  for (const StoreInfo::Count& count : counts)
    out.push_back(count.name + "=" + std::to_string(count.count));
  return out;
}

std::string span_of(const std::string& first, const std::string& last) {
  return first.empty() ? "no dates" : first == last ? first : first + " to " + last;
}

}  // namespace

int show_command(const ShowArguments& arguments) {
  std::optional<StoreId> id = parse_store_id(arguments.id);
  if (!id) {
    complain("\"" + arguments.id +
             "\" is no id; write r12 for a report or r12v3 for an event, as the lists show them");
    return kUsage;
  }
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Result<Record> record = store->record(id->report);
  if (!record) return fail(record.error());
  Output out;
  Style style(wants_color(arguments.common.color, STDOUT_FILENO));
  size_t width = terminal_width(STDOUT_FILENO);
  int code = kDone;
  if (arguments.json) {
    if (id->event != 0) {
      // The record with this event alone: one schema for everything.
      std::string local = "v" + std::to_string(id->event);
      std::erase_if(record->events, [&local](const Event& event) { return event.id != local; });
      if (record->events.empty()) {
        complain(fmt::format("r{} has no event {}", id->report, local));
        code = kIncomplete;
      }
    }
    if (code == kDone) out.line(to_json(*record));
  } else if (id->event != 0) {
    code = show_event(*record, *id, style, width, out);
  } else {
    show_report(*record, *id, style, width, out);
  }
  return finish(out, code);
}

int info_command(const InfoArguments& arguments) {
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Result<StoreInfo> info = store->info();
  if (!info) return fail(info.error());
  Output out;
  if (arguments.json) {
    auto number = [](uint64_t n) { return static_cast<int64_t>(n); };
    out.line(json_of({{"schema_version", int64_t{info->schema_version}},
                      {"sqlite_version", info->sqlite_version},
                      {"bytes", number(info->bytes)},
                      {"reports", number(info->reports)},
                      {"events", number(info->events)},
                      {"entities", number(info->entities)},
                      {"statements", number(info->statements)},
                      {"first_published", optional(info->first_published)},
                      {"last_published", optional(info->last_published)},
                      {"first_event", optional(info->first_event)},
                      {"last_event", optional(info->last_event)},
                      {"outlets", list_for_programs(info->outlets)},
                      {"types", list_for_programs(info->types)},
                      {"statuses", list_for_programs(info->statuses)},
                      {"languages", list_for_programs(info->languages)}}));
    return finish(out, kDone);
  }
  Style style(wants_color(arguments.common.color, STDOUT_FILENO));
  size_t width = terminal_width(STDOUT_FILENO);
  auto field = [&](std::string_view label, const std::string& text) {
    constexpr size_t kLabel = 12;
    std::vector<std::string> lines = wrap(one_line(text), width - kLabel);
    for (size_t i = 0; i < lines.size(); ++i)
      out.line(
          fmt::format("{}{:<12}{}{}", style.dim(), i == 0 ? label : "", style.reset(), lines[i]));
  };
  field("database", fmt::format("{}, {:.1f} MB, schema version {}, SQLite {}", arguments.database,
                                static_cast<double>(info->bytes) / 1e6, info->schema_version,
                                info->sqlite_version));
  field("reports", grouped(info->reports));
  field("published", span_of(info->first_published, info->last_published));
  field("events", grouped(info->events));
  field("of", span_of(info->first_event, info->last_event));
  field("entities", grouped(info->entities));
  field("statements", grouped(info->statements));
  field("outlets", list_of(info->outlets, 20));
  field("types", list_of(info->types, 20));
  field("statuses", list_of(info->statuses, 20));
  field("languages", list_of(info->languages, 20));
  return finish(out, kDone);
}

}  // namespace dragoman::cli

// dragoman reports, events, timeline, actors, search: lists out of a database.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "commands.h"
#include "describe.h"

namespace dragoman::cli {
namespace {

// What every list needs: the database, and where to write.
struct Listing {
  explicit Listing(const ListArguments& a)
      : arguments(a),
        style(a.format == RowFormat::kTable && wants_color(a.common.color, STDOUT_FILENO)),
        width(terminal_width(STDOUT_FILENO)),
        rows(out, a.format) {}

  bool for_people() const { return arguments.format == RowFormat::kTable; }

  /// "3 of 12 events" under a table, on standard error so that the table alone goes down a pipe.
  void summarize(uint64_t shown, uint64_t total, std::string_view what) {
    out.flush();
    if (!for_people() || arguments.common.quiet || !out.ok()) return;
    std::string text = shown == total ? counted(total, what)
                                      : grouped(shown) + " of " + counted(total, what) +
                                            (arguments.limit_given ? "" : "; --limit 0 shows all");
    std::string line(Style(wants_color(arguments.common.color, STDERR_FILENO)).dim());
    line += text;
    line += Style(wants_color(arguments.common.color, STDERR_FILENO)).reset();
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
  }

  const ListArguments& arguments;
  Output out;
  Style style;
  size_t width;
  RowWriter rows;
};

std::vector<std::string> names(const std::vector<ListedParty>& parties) {
  std::vector<std::string> out;
  out.reserve(parties.size());
  for (const ListedParty& party : parties) out.push_back(party.name);
  return out;
}

// Countries in the order of the parties, "" where a party has none: the two lists run side by side.
std::vector<std::string> countries(const std::vector<ListedParty>& parties) {
  std::vector<std::string> out;
  out.reserve(parties.size());
  for (const ListedParty& party : parties) out.push_back(party.country);
  return out;
}

std::string day_of(const std::string& date) {
  return date.substr(0, 10);
}

Row event_row(const ListedEvent& row) {
  const Event& e = row.event;
  return {{"id", row.id()},
          {"report", "r" + std::to_string(row.report)},
          {"date_start", optional(e.when.start)},
          {"date_end", optional(e.when.end)},
          {"date_precision", optional(e.when.precision)},
          {"date_basis", e.when.basis},
          {"type", e.type},
          {"mode", optional(e.mode)},
          {"contexts", e.contexts},
          {"status", e.status},
          {"cameo", optional(e.cameo)},
          {"goldstein", e.goldstein},
          {"quad", optional(e.quad)},
          {"actors", names(row.actors)},
          {"actor_countries", countries(row.actors)},
          {"recipients", names(row.recipients)},
          {"recipient_countries", countries(row.recipients)},
          {"place", optional(row.where)},
          {"country", optional(e.where ? e.where->country : std::string())},
          {"attribution", names(row.attribution)},
          {"evidence", row.evidence},
          {"rule", e.rule},
          {"confidence", e.confidence},
          {"outlet", optional(row.outlet)},
          {"published", optional(row.published)},
          {"title", optional(row.title)},
          {"source", optional(row.source)},
          {"url", optional(row.url)}};
}

std::string outlet_of(const ReportInfo& info) {
  if (!info.outlet) return {};
  return info.outlet->name.empty() ? info.outlet->domain : info.outlet->name;
}

std::string published_of(const ReportInfo& info) {
  return info.published ? info.published->value : std::string();
}

std::vector<Table::Cell> event_cells(const ListedEvent& row, const Style& style) {
  const Event& e = row.event;
  std::string said_by = names(row.attribution).empty() ? row.outlet : row.attribution.front().name;
  return {{row.id(), style.id()},
          day_of(date_of(e.when)),
          {e.type, style.quad(e.quad)},
          {e.status == "actual" ? "" : e.status, style.dim()},
          who(names(row.actors), names(row.recipients)),
          row.evidence,
          {said_by.empty() ? row.source.substr(row.source.rfind('/') + 1) : said_by, style.dim()}};
}

std::vector<Table::Column> event_columns() {
  return {{"ID"},
          {"DATE"},
          {"TYPE"},
          {"STATUS", 6},
          {.header = "WHO", .min_width = 16, .max_lines = 2, .weight = 3},
          {.header = "WORDS", .min_width = 20, .max_lines = 2, .weight = 5},
          {.header = "SAID BY", .min_width = 8, .max_lines = 2, .weight = 2}};
}

// Sums of tenths without the noise of binary fractions.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

// How much cooperation and conflict a month saw: two bars on one scale.
std::string bars(const ListedMonth& month, uint64_t most, const Style& style) {
  constexpr uint64_t kCells = 24;
  uint64_t cooperation = month.verbal_cooperation + month.material_cooperation;
  uint64_t conflict = month.verbal_conflict + month.material_conflict;
  auto cells = [most](uint64_t count) {
    return count == 0 ? uint64_t{0}
                      : std::max<uint64_t>(1, count * kCells / std::max<uint64_t>(most, 1));
  };
  std::string out;
  if (cooperation > 0) {
    out += style.cooperation();
    for (uint64_t i = 0; i < cells(cooperation); ++i) out += "█";
    out += style.reset();
    out += fmt::format(" {} cooperation", grouped(cooperation));
  }
  if (conflict > 0) {
    if (!out.empty()) out += "  ";
    out += style.conflict();
    for (uint64_t i = 0; i < cells(conflict); ++i) out += "▒";
    out += style.reset();
    out += fmt::format(" {} conflict", grouped(conflict));
  }
  return out;
}

Row month_row(const ListedMonth& month) {
  auto count = [](uint64_t n) { return static_cast<int64_t>(n); };
  return {{"month", optional(month.month)},
          {"events", count(month.events)},
          {"verbal_cooperation", count(month.verbal_cooperation)},
          {"material_cooperation", count(month.material_cooperation)},
          {"verbal_conflict", count(month.verbal_conflict)},
          {"material_conflict", count(month.material_conflict)},
          {"goldstein_sum", rounded(month.goldstein)}};
}

// The lines of a month: day, id, type, status, who, and as many words as fit.
std::string timeline_line(const ListedEvent& row, const Style& style, size_t width) {
  std::string date = date_of(row.event.when);
  std::string day = date.size() >= 10 ? date.substr(8, 2) : "";
  std::string plain =
      fmt::format("  {:>2}  {:<8}  {:<9}  ", day, row.id(), one_line(row.event.type));
  std::string line =
      fmt::format("  {:>2}  {}{:<8}{}  {}{:<9}{}  ", day, style.id(), row.id(), style.reset(),
                  style.quad(row.event.quad), one_line(row.event.type), style.reset());
  std::string rest = one_line(who(names(row.actors), names(row.recipients)));
  if (row.event.status != "actual") rest += " (" + one_line(row.event.status) + ")";
  rest += "  “" + one_line(row.evidence) + "”";
  size_t used = display_width(plain);
  return line + elide(rest, width > used + 10 ? width - used : 10);
}

int months_for_programs(const Store& store, Listing& listing) {
  Result<uint64_t> given =
      store.months(listing.arguments.filter, [&listing](const ListedMonth& month) {
        listing.rows.write(month_row(month));
        return listing.out.ok();
      });
  if (!given) return fail(given.error());
  return finish(listing.out, kDone);
}

}  // namespace

int events_command(const ListArguments& arguments) {
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Listing listing(arguments);
  Table table(listing.out, listing.style, listing.width, event_columns());
  Result<uint64_t> given =
      store->events(arguments.filter, arguments.order, [&](const ListedEvent& row) {
        if (listing.for_people()) {
          table.add(event_cells(row, listing.style));
        } else {
          listing.rows.write(event_row(row));
        }
        return listing.out.ok();
      });
  if (!given) return fail(given.error());
  if (listing.for_people()) {
    table.finish();
    Result<uint64_t> total = store->count_events(arguments.filter);
    if (!total) return fail(total.error());
    listing.summarize(*given, *total, "event");
  }
  return finish(listing.out, kDone);
}

int reports_command(const ListArguments& arguments) {
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Listing listing(arguments);
  Table table(listing.out, listing.style, listing.width,
              {{"ID"},
               {"PUBLISHED"},
               {.header = "OUTLET", .min_width = 8, .max_lines = 2, .weight = 2},
               {.header = "EVENTS", .right = true},
               {.header = "TITLE", .min_width = 20, .max_lines = 2, .weight = 4},
               {.header = "SOURCE", .min_width = 10, .max_lines = 2, .weight = 2}});
  Result<uint64_t> given =
      store->reports(arguments.filter, arguments.order, [&](const ListedReport& row) {
        const ReportInfo& info = row.info;
        if (listing.for_people()) {
          table.add({{"r" + std::to_string(row.report), listing.style.id()},
                     day_of(published_of(info)),
                     outlet_of(info),
                     std::to_string(row.events),
                     info.title,
                     {info.url.empty() ? info.source : info.url, listing.style.dim()}});
        } else {
          listing.rows.write(
              {{"report", "r" + std::to_string(row.report)},
               {"id", info.id},
               {"published", optional(published_of(info))},
               {"published_basis",
                optional(info.published ? info.published->basis : std::string())},
               {"outlet", optional(outlet_of(info))},
               {"outlet_domain", optional(info.outlet ? info.outlet->domain : std::string())},
               {"outlet_country", optional(info.outlet ? info.outlet->country : std::string())},
               {"language", optional(info.language)},
               {"title", optional(info.title)},
               {"byline", info.byline},
               {"events", static_cast<int64_t>(row.events)},
               {"format", info.format},
               {"source", optional(info.source)},
               {"url", optional(info.url)}});
        }
        return listing.out.ok();
      });
  if (!given) return fail(given.error());
  if (listing.for_people()) {
    table.finish();
    Result<uint64_t> total = store->count_reports(arguments.filter);
    if (!total) return fail(total.error());
    listing.summarize(*given, *total, "report");
  }
  return finish(listing.out, kDone);
}

int timeline_command(const ListArguments& arguments) {
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Listing listing(arguments);
  if (!listing.for_people()) {
    if (arguments.months_only) return months_for_programs(*store, listing);
    Result<uint64_t> given =
        store->events(arguments.filter, Order::kOldestFirst, [&listing](const ListedEvent& row) {
          Row fields = event_row(row);
          fields.insert(fields.begin(), {"month", optional(row.month)});
          listing.rows.write(fields);
          return listing.out.ok();
        });
    if (!given) return fail(given.error());
    return finish(listing.out, kDone);
  }

  // Months are counted over all events asked for, whatever the limit on those that are listed.
  Filter all = arguments.filter;
  all.limit = all.offset = 0;
  std::vector<ListedMonth> months;
  uint64_t total = 0;
  uint64_t most = 0;
  Result<uint64_t> counted = store->months(all, [&](const ListedMonth& month) {
    months.push_back(month);
    total += month.events;
    most = std::max({most, month.verbal_cooperation + month.material_cooperation,
                     month.verbal_conflict + month.material_conflict});
    return true;
  });
  if (!counted) return fail(counted.error());
  size_t next = 0;  // of the months whose heading is not written yet
  auto heading = [&](const ListedMonth& month) {
    listing.out.line(fmt::format("{}{:<8}{}  {}", listing.style.header(),
                                 month.month.empty() ? "no date" : month.month,
                                 listing.style.reset(), bars(month, most, listing.style)));
  };
  uint64_t shown = 0;
  if (!arguments.months_only) {
    Result<uint64_t> given =
        store->events(arguments.filter, Order::kOldestFirst, [&](const ListedEvent& row) {
          while (next < months.size() && (next == 0 || months[next - 1].month != row.month)) {
            heading(months[next]);
            ++next;
          }
          listing.out.line(timeline_line(row, listing.style, listing.width));
          return listing.out.ok();
        });
    if (!given) return fail(given.error());
    shown = *given;
  }
  for (; next < months.size() && listing.out.ok(); ++next) heading(months[next]);
  if (arguments.months_only) {
    listing.summarize(months.size(), months.size(), "month");
  } else {
    listing.summarize(shown, total, "event");
  }
  return finish(listing.out, kDone);
}

int actors_command(const ListArguments& arguments) {
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Listing listing(arguments);
  Table table(listing.out, listing.style, listing.width,
              {{arguments.by_name ? "COUNTRY" : "CODE"},
               {.header = "WHO", .min_width = 12, .weight = 3},
               {.header = "EVENTS", .right = true},
               {.header = "ACTOR", .right = true},
               {.header = "RECIPIENT", .right = true},
               {.header = "GOLDSTEIN", .right = true},
               {.header = "WITH", .min_width = 20, .max_lines = 2, .weight = 3}});
  // All are counted in any case; the limit is kept here so that the summary knows how many there
  // are.
  Filter filter = arguments.filter;
  uint64_t limit = std::exchange(filter.limit, 0);
  uint64_t shown = 0;
  Result<uint64_t> given = store->actors(filter, arguments.by_name, [&](const ListedActor& actor) {
    if (limit != 0 && shown >= limit) return listing.for_people();
    ++shown;
    std::vector<std::string> with;
    for (const ListedActor::Counterpart& other : actor.counterparts)
      with.push_back(other.key + (listing.for_people() ? "×" : "=") + std::to_string(other.events));
    if (listing.for_people()) {
      std::string others;
      for (const std::string& other : with) others += (others.empty() ? "" : ", ") + other;
      table.add({{actor.country, listing.style.id()},
                 actor.name,
                 grouped(actor.events),
                 grouped(actor.as_actor),
                 grouped(actor.as_recipient),
                 {fmt::format("{:+.1f}", actor.goldstein),
                  actor.goldstein < 0 ? listing.style.conflict() : listing.style.cooperation()},
                 others});
    } else {
      listing.rows.write({{"key", actor.key},
                          {"name", actor.name},
                          {"country", optional(actor.country)},
                          {"events", static_cast<int64_t>(actor.events)},
                          {"as_actor", static_cast<int64_t>(actor.as_actor)},
                          {"as_recipient", static_cast<int64_t>(actor.as_recipient)},
                          {"goldstein_mean", rounded(actor.goldstein)},
                          {"counterparts", with}});
    }
    return listing.out.ok();
  });
  if (!given) return fail(given.error());
  table.finish();
  listing.summarize(shown, *given, "actor");
  return finish(listing.out, kDone);
}

int search_command(const ListArguments& arguments) {
  Result<Store> store = Store::open(arguments.database, Store::Mode::kRead);
  if (!store) return fail(store.error());
  Listing listing(arguments);
  Result<uint64_t> given = store->search(arguments.filter, [&](const SearchHit& hit) {
    const ReportInfo& info = hit.report.info;
    std::string id = "r" + std::to_string(hit.report.report);
    if (!listing.for_people()) {
      listing.rows.write({{"report", id},
                          {"published", optional(published_of(info))},
                          {"outlet", optional(outlet_of(info))},
                          {"title", optional(info.title)},
                          {"snippet", paint(one_line_with_marks(hit.snippet), Style(false))},
                          {"events", static_cast<int64_t>(hit.report.events)},
                          {"source", optional(info.source)},
                          {"url", optional(info.url)}});
      return listing.out.ok();
    }
    std::string head;
    for (const std::string& part : {day_of(published_of(info)), outlet_of(info),
                                    info.title.empty() ? info.source : info.title})
      if (!part.empty()) head += "  " + one_line(part);
    listing.out.line(fmt::format(
        "{}{}{}{}{}{}", listing.style.id(), id, listing.style.reset(), listing.style.header(),
        elide(head, listing.width - std::min(listing.width, id.size())), listing.style.reset()));
    for (const std::string& line : wrap(one_line_with_marks(hit.snippet), listing.width - 8))
      listing.out.line("    " + paint(line, listing.style));
    return listing.out.ok();
  });
  if (!given) return fail(given.error());
  if (listing.for_people()) {
    Result<uint64_t> total = store->count_reports(arguments.filter);
    if (!total) return fail(total.error());
    listing.summarize(*given, *total, "report");
  }
  return finish(listing.out, kDone);
}

}  // namespace dragoman::cli

// Records made by hand, for tests of what comes after the engine.
#ifndef TEST_SUPPORT_RECORDS_H_
#define TEST_SUPPORT_RECORDS_H_

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "dragoman/record.h"

namespace dragoman::testing {

/// The span of `words` in the text of a record; the test's text must hold them.
inline CharSpan span_of(const Record& record, std::string_view words) {
  size_t at = record.text.find(words);
  if (at == std::string::npos) return {};
  auto start = static_cast<uint32_t>(utf8_length(std::string_view(record.text).substr(0, at)));
  return {start, start + static_cast<uint32_t>(utf8_length(words))};
}

/// A report that uses every field of the record at least once.
inline Record full_record() {
  Record r;
  r.report.id = "levant-17";
  r.report.source = "wire/levant.jsonl#17";
  r.report.url = "https://levant-wire.example/2021/07/visit";
  r.report.format = "jsonl";
  r.report.title = "China’s foreign minister visits Damascus";
  r.report.byline = {"Nour Haddad", "the \"desk\" \\ Beirut"};
  r.report.language = "en";
  r.report.outlet = Outlet{"Levant Wire", "levant-wire.example", "LBN"};
  r.report.dateline = Dateline{"DAMASCUS", "LW"};
  r.report.published = Published{"2021-07-18T09:30:00+03:00", "minute", "markup", "18 July 2021"};
  r.text =
      "China’s foreign minister visits Damascus\n\n"
      "Wang Yi met President Assad in Damascus on Saturday. Assad thanked China for 150,000 doses "
      "of vaccine, state media said. Wang said China opposes “regime change” in Syria.";
  r.removed = {{"Read more: ten photographs", "related"}, {"© Levant Wire", "boilerplate"}};
  r.sentences = {span_of(r, "China’s foreign minister visits Damascus"),
                 span_of(r, "Wang Yi met President Assad in Damascus on Saturday."),
                 span_of(r, "Assad thanked China for 150,000 doses of vaccine, state media said."),
                 span_of(r, "Wang said China opposes “regime change” in Syria.")};
  r.times = {{span_of(r, "on Saturday"), "DATE", "2021-07-17", "2021-07-18"},
             {span_of(r, "Saturday"), "SET", "", ""}};
  r.entities = {
      {"e1",
       "person",
       "Wang Yi",
       "CHN",
       "GOV",
       {{"foreign minister", "CHN", "GOV", "2013", ""}, {"state councillor", "", "", "", ""}},
       {},
       {{span_of(r, "Wang Yi"), "name"}, {span_of(r, "Wang said"), "name"}}},
      {"e2",
       "person",
       "Bashar al-Assad",
       "SYR",
       "GOV",
       {{"President", "SYR", "GOV", "", ""}},
       {},
       {{span_of(r, "President Assad"), "name"}, {span_of(r, "Assad thanked"), "name"}}},
      {"e3",
       "place",
       "Damascus",
       "SYR",
       "",
       {},
       Place{"170654", 33.5102, 36.29128, "SYR", "PPLC"},
       {{span_of(r, "in Damascus"), "name"}}},
      {"e4", "state", "China", "CHN", "", {}, {}, {{span_of(r, "China for"), "name"}}},
      {"e5", "media", "state media", "", "", {}, {}, {{span_of(r, "state media"), "nominal"}}},
      {"e7", "state", "Syria", "SYR", "", {}, {}, {{span_of(r, "Syria."), "name"}}}};
  Event meeting;
  meeting.id = "v1";
  meeting.type = "CONSULT";
  meeting.mode = "visit";
  meeting.contexts = {"diplomatic"};
  meeting.cameo = "042";
  meeting.goldstein = 1.9;
  meeting.quad = "verbal_cooperation";
  meeting.actors = {"e1", "e2"};
  meeting.status = "actual";
  meeting.when = {"2021-07-17", "2021-07-17", "day", "stated"};
  meeting.where = Where{"e3", "SYR"};
  meeting.trigger = span_of(r, "met");
  meeting.evidence = span_of(r, "Wang Yi met President Assad in Damascus on Saturday");
  meeting.rule = "meet/mutual";
  meeting.confidence = 0.93;
  Event thanks;
  thanks.id = "v2";
  thanks.type = "SUPPORT";
  thanks.contexts = {"diplomatic", "health \"aid\""};
  thanks.cameo = "051";
  thanks.goldstein = 3.4;
  thanks.quad = "verbal_cooperation";
  thanks.actors = {"e2"};
  thanks.recipients = {"e4"};
  thanks.status = "actual";
  thanks.when = {"2021-07", "", "month", "report"};
  thanks.where = Where{"", ""};
  thanks.quantities = {{"150,000 doses of vaccine", 150000.0, "dose", "vaccine"},
                       {"some", {}, "", ""}};
  thanks.attribution = {{"e5", span_of(r, "said.")}, {"", span_of(r, "thanked")}};
  thanks.trigger = span_of(r, "thanked");
  thanks.evidence = span_of(r, "Assad thanked China for 150,000 doses of vaccine");
  thanks.rule = "thank";
  thanks.confidence = 0.1 + 0.2;  // needs all its digits
  r.events = {meeting, thanks};
  Statement stand;
  stand.id = "s1";
  stand.speaker = "e1";
  stand.holder = {"e4"};
  stand.addressees = {"e2", "e7"};
  stand.about = {"e7"};
  stand.act = "oppose";
  stand.issue = "regime change in Syria";
  stand.form = "mixed";
  stand.source = span_of(r, "Wang said");
  stand.cue = span_of(r, "said China");
  stand.content = span_of(r, "China opposes “regime change” in Syria");
  stand.status = "actual";
  stand.when = {"2021-07-17", "", "day", "report"};
  Statement praise;
  praise.id = "s2";
  praise.holder = {"e7"};
  praise.act = "thank";
  praise.form = "indirect";
  praise.content = span_of(r, "thanked China");
  praise.status = "actual";
  praise.event = "v2";
  r.statements = {stand, praise};
  r.diagnostics = {{"encoding", "2 bytes were no UTF-8"}};
  return r;
}

/// A report of about 2 KB with 10 entities, 5 events and 4 statements: like full_record() in shape,
/// not in sense. The same for the same number.
inline Record synthetic_record(uint64_t number) {
  static const char* const kWords[] = {
      "the",         "minister",  "talks",  "agreed",    "border",  "ceasefire", "delegation",
      "said",        "on",        "of",     "in",        "with",    "security",  "embassy",
      "reopening",   "pilgrims",  "oil",    "shipment",  "visited", "officials", "statement",
      "cooperation", "condemned", "attack", "council",   "signed",  "economic",  "support",
      "parties",     "region",    "week",   "government"};
  static const char* const kCountries[] = {"SYR", "CHN", "IRN", "SAU", "RUS", "USA", "TUR", "IRQ",
                                           "ISR", "LBN", "YEM", "QAT", "EGY", "ARE", "DEU", "FRA"};
  static const char* const kTypes[] = {"AGREE",  "CONSULT",  "SUPPORT",  "AID",     "ACCUSE",
                                       "REJECT", "THREATEN", "SANCTION", "ASSAULT", "REQUEST"};
  static const char* const kQuads[] = {
      "verbal_cooperation", "verbal_cooperation", "verbal_cooperation", "material_cooperation",
      "verbal_conflict",    "verbal_conflict",    "verbal_conflict",    "material_conflict",
      "material_conflict",  "verbal_conflict"};
  std::mt19937_64 random(number);
  auto below = [&random](uint64_t n) { return random() % n; };
  Record r;
  r.report.source = "synthetic/" + std::to_string(number) + ".txt";
  r.report.format = "text";
  r.report.title = "Report " + std::to_string(number) + " on the " + kWords[below(32)];
  r.report.language = "en";
  std::string outlet = "outlet" + std::to_string(below(40));
  r.report.outlet = Outlet{outlet, outlet + ".example", ""};
  auto two = [](uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  std::string day =
      std::to_string(2014 + below(10)) + "-" + two(1 + below(12)) + "-" + two(1 + below(28));
  r.report.published = Published{day, "day", "markup", ""};
  r.text = r.report.title + "\n\n";
  for (int sentence = 0; sentence < 20; ++sentence) {
    auto start = static_cast<uint32_t>(r.text.size());
    for (int word = 0; word < 14; ++word) {
      r.text += kWords[below(32)];
      // Real texts have a long tail of rare words.
      if (below(8) == 0) r.text += std::to_string(below(5000));
      r.text += ' ';
    }
    r.text.back() = '.';
    r.sentences.push_back({start, static_cast<uint32_t>(r.text.size())});
    r.text += ' ';
  }
  auto span = [&](uint32_t length) {
    auto start = static_cast<uint32_t>(below(r.text.size() - length));
    return CharSpan{start, start + length};
  };
  r.removed = {{"Share this. Subscribe to our letter.", "boilerplate"}};
  for (int i = 0; i < 5; ++i) r.times.push_back({span(8), "DATE", day, day});
  for (int i = 0; i < 10; ++i) {
    Entity entity;
    entity.id = "e" + std::to_string(i + 1);
    entity.country = kCountries[below(16)];
    bool person = i >= 5;
    entity.kind = person ? "person" : "state";
    entity.name = person ? "Person " + std::to_string(below(20000)) : "State of " + entity.country;
    entity.sector = person ? "GOV" : "";
    if (person) entity.roles.push_back({"minister", entity.country, "GOV", "", ""});
    for (uint64_t m = 0; m < 1 + below(4); ++m) entity.mentions.push_back({span(7), "name"});
    r.entities.push_back(entity);
  }
  auto anyone = [&] { return "e" + std::to_string(1 + below(10)); };
  for (int i = 0; i < 5; ++i) {
    Event event;
    event.id = "v" + std::to_string(i + 1);
    size_t type = below(10);
    event.type = kTypes[type];
    event.quad = kQuads[type];
    event.goldstein = static_cast<double>(below(200)) / 10 - 10;
    event.cameo = "040";
    event.status = below(4) == 0 ? "planned" : "actual";
    event.when = {day, day, "day", "report"};
    event.actors = {anyone()};
    if (below(5) != 0) event.recipients = {anyone()};
    event.attribution = {{anyone(), span(4)}};
    event.trigger = span(6);
    event.evidence = span(90);
    event.rule = "synthetic";
    event.confidence = 0.5;
    r.events.push_back(event);
  }
  for (int i = 0; i < 4; ++i) {
    Statement statement;
    statement.id = "s" + std::to_string(i + 1);
    statement.speaker = anyone();
    statement.holder = {anyone()};
    statement.about = {anyone()};
    statement.act = "say";
    statement.issue = "issue " + std::to_string(below(300));
    statement.form = "indirect";
    statement.cue = span(4);
    statement.content = span(60);
    statement.status = "actual";
    statement.when = {day, day, "day", "report"};
    r.statements.push_back(statement);
  }
  static constexpr char kHex[] = "0123456789abcdef";
  for (int i = 0; i < 16; ++i) r.report.id += kHex[below(16)];
  return r;
}

}  // namespace dragoman::testing

#endif  // TEST_SUPPORT_RECORDS_H_

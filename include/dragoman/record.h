// The record: what Dragoman says about one report. Names and meaning are those of docs/record.md;
// the JSON form is docs/record.schema.json.
//
//   for (const Event& event : record.events)
//     std::cout << event.type << ": " << record.slice(event.evidence) << '\n';
//
// All offsets are half-open and count Unicode code points of `text`, as in Python's
// text[start:end]. Ids ("e1", "v1", "s1") are unique inside a record only. Optional strings are
// empty where the JSON form has null.
#ifndef DRAGOMAN_RECORD_H_
#define DRAGOMAN_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

inline constexpr std::string_view kRecordSchema = "dragoman/1";

/// Half-open range of code points of Record::text.
struct CharSpan {
  uint32_t start = 0;
  uint32_t end = 0;
  friend bool operator==(const CharSpan&, const CharSpan&) = default;
};

/// Something that did not go as it should: a fixed `code` for programs, a sentence for people.
struct Diagnostic {
  std::string code;
  std::string message;
};

/// Date of publication: ISO 8601 `value` as precise as known; `basis` says how it is known.
struct Published {
  std::string value;      // 2021 | 2021-07 | 2021-07-18 | 2021-07-18T09:30:00+03:00
  std::string precision;  // year month day minute second
  std::string basis;      // markup url header dateline filename argument inferred
  std::string text;       // the words it was read from
};

struct Outlet {
  std::string name, domain, country;
};

struct Dateline {
  std::string place, agency;
};

struct ReportInfo {
  std::string id;      // as given by the caller, else 16 hex digits of a hash of the content
  std::string source;  // file, and record inside it
  std::string url;
  std::string format;  // text html jsonl rss warc
  std::string title;
  std::vector<std::string> byline;
  std::string language;  // ISO 639-1, empty if unknown
  std::optional<Outlet> outlet;
  std::optional<Dateline> dateline;
  std::optional<Published> published;
};

struct RemovedText {
  std::string text;
  std::string
      reason;  // boilerplate related comments navigation advertising code duplicate credit metadata
};

/// TIMEX3: `type` DATE TIME DURATION SET; `value` as in TimeML.
struct TimeExpression {
  CharSpan span;
  std::string type, value, anchor;
};

struct Role {
  std::string title, country, sector, start, end;
};

struct Place {
  std::string geonames;
  double lat = 0, lon = 0;  // degrees, WGS 84
  std::string country;      // ISO 3166-1 alpha-3
  std::string feature;      // GeoNames feature code
};

struct MentionSpan {
  CharSpan span;
  std::string form;  // name nominal pronoun
};

struct Entity {
  std::string id, kind, name, country, sector;
  std::vector<Role> roles;
  std::optional<Place> place;
  std::vector<MentionSpan> mentions;
};

struct When {
  std::string start, end, precision;
  std::string basis = "unknown";  // stated report unknown
};

struct Where {
  std::string place;  // entity id
  std::string country;
};

struct Quantity {
  std::string text;
  std::optional<double> value;
  std::string unit, of;
};

/// One link of the chain of who says so, nearest first. `source` is an entity id or empty.
struct Attribution {
  std::string source;
  CharSpan cue;
};

struct Event {
  std::string id, type, mode;
  std::vector<std::string> contexts;
  std::string cameo;
  double goldstein = 0;
  std::string quad;  // verbal_cooperation material_cooperation verbal_conflict material_conflict
  std::vector<std::string> actors, recipients;  // entity ids
  std::string status;                           // actual planned hypothetical negated historical
  When when;
  std::optional<Where> where;
  std::vector<Quantity> quantities;
  std::vector<Attribution> attribution;
  CharSpan trigger, evidence;
  std::string rule;
  double confidence = 0;  // 0 to 1
};

struct Statement {
  std::string id, speaker;
  std::vector<std::string> holder, addressees, about;
  std::string act, issue, form;
  std::optional<CharSpan> source, cue;
  CharSpan content;
  std::string status;
  When when;
  std::string event;  // id of the event that the same words make
};

struct Record {
  ReportInfo report;
  std::string text;  // UTF-8: the title, a blank line, the body
  std::vector<RemovedText> removed;
  std::vector<CharSpan> sentences;
  std::vector<TimeExpression> times;
  std::vector<Entity> entities;
  std::vector<Event> events;
  std::vector<Statement> statements;
  std::vector<Diagnostic> diagnostics;
  /// Names the input, not the reading of it: 16 hex digits over the raw bytes and the URL (or file
  /// name and record number). The same input has the same key in every run and from every folder;
  /// not part of the JSON form.
  std::string input_key;
  /// True where the report could not be read at all (its diagnostics say why); exit code 1.
  bool failed = false;

  /// The words of a span. Cost: linear in span.end; for many spans use TextIndex (text_index.h).
  std::string_view slice(CharSpan span) const;
  const Entity* entity(std::string_view id) const;
};

/// One line of JSON, without the line feed: keys in the order of docs/record.md, the same bytes
/// for the same record.
std::string to_json(const Record& record);

}  // namespace dragoman

#endif  // DRAGOMAN_RECORD_H_

// Record as JSON. Written by hand for one reason: the order of keys and the bytes of numbers are
// part of the contract, and this is the hot end of `dragoman read`.
#include "dragoman/record.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace dragoman {
namespace {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void begin(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
  }
  void end(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    first_ = true;  // no comma before the value
  }
  void string(std::string_view s) {
    separate();
    out_ += '"';
    size_t kept = 0;
    for (size_t i = 0; i < s.size(); ++i) {
      auto c = static_cast<unsigned char>(s[i]);
      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
      out_.append(s, kept, i - kept);
      kept = i + 1;
      switch (c) {
        case '"':
          out_ += "\\\"";
          break;
        case '\\':
          out_ += "\\\\";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\r':
          out_ += "\\r";
          break;
        case '\t':
          out_ += "\\t";
          break;
        default:
          out_ += "\\u00";
          out_ += "0123456789abcdef"[c >> 4];
          out_ += "0123456789abcdef"[c & 15];
      }
    }
    out_.append(s, kept, s.size() - kept);
    out_ += '"';
  }
  void number(double value) {
    separate();
    if (!std::isfinite(value)) value = 0;
    char buffer[32];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, value);  // shortest that reads back
    out_.append(buffer, end.ptr);
  }
  void integer(uint64_t value) {
    separate();
    char buffer[24];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    out_.append(buffer, end.ptr);
  }
  void null() {
    separate();
    out_ += "null";
  }
  void optional(std::string_view s) { s.empty() ? null() : string(s); }

  void field(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  void optional_field(std::string_view name, std::string_view value) {
    key(name);
    optional(value);
  }
  void list(std::string_view name, const std::vector<std::string>& values) {
    key(name);
    begin('[');
    for (const std::string& value : values) string(value);
    end(']');
  }
  void span(CharSpan s) {
    begin('{');
    key("start");
    integer(s.start);
    key("end");
    integer(s.end);
    end('}');
  }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool first_ = true;
};

void write_when(Writer& w, const When& when) {
  w.key("when");
  w.begin('{');
  w.optional_field("start", when.start);
  w.optional_field("end", when.end);
  w.optional_field("precision", when.precision);
  w.field("basis", when.basis);
  w.end('}');
}

void write_report(Writer& w, const ReportInfo& r) {
  w.begin('{');
  w.field("id", r.id);
  w.optional_field("source", r.source);
  w.optional_field("url", r.url);
  w.field("format", r.format);
  w.optional_field("title", r.title);
  w.list("byline", r.byline);
  w.optional_field("language", r.language);
  w.key("outlet");
  if (r.outlet) {
    w.begin('{');
    w.optional_field("name", r.outlet->name);
    w.optional_field("domain", r.outlet->domain);
    w.optional_field("country", r.outlet->country);
    w.end('}');
  } else {
    w.null();
  }
  w.key("dateline");
  if (r.dateline) {
    w.begin('{');
    w.optional_field("place", r.dateline->place);
    w.optional_field("agency", r.dateline->agency);
    w.end('}');
  } else {
    w.null();
  }
  w.key("published");
  if (r.published) {
    w.begin('{');
    w.field("value", r.published->value);
    w.field("precision", r.published->precision);
    w.field("basis", r.published->basis);
    w.optional_field("text", r.published->text);
    w.end('}');
  } else {
    w.null();
  }
  w.end('}');
}

void write_entity(Writer& w, const Entity& e) {
  w.begin('{');
  w.field("id", e.id);
  w.field("kind", e.kind);
  w.field("name", e.name);
  w.optional_field("country", e.country);
  w.optional_field("sector", e.sector);
  w.key("roles");
  w.begin('[');
  for (const Role& role : e.roles) {
    w.begin('{');
    w.field("title", role.title);
    w.optional_field("country", role.country);
    w.optional_field("sector", role.sector);
    w.optional_field("start", role.start);
    w.optional_field("end", role.end);
    w.end('}');
  }
  w.end(']');
  w.key("place");
  if (e.place) {
    w.begin('{');
    w.optional_field("geonames", e.place->geonames);
    w.key("lat");
    w.number(e.place->lat);
    w.key("lon");
    w.number(e.place->lon);
    w.optional_field("country", e.place->country);
    w.optional_field("feature", e.place->feature);
    w.end('}');
  } else {
    w.null();
  }
  w.key("mentions");
  w.begin('[');
  for (const MentionSpan& m : e.mentions) {
    w.begin('{');
    w.key("start");
    w.integer(m.span.start);
    w.key("end");
    w.integer(m.span.end);
    w.field("form", m.form);
    w.end('}');
  }
  w.end(']');
  w.end('}');
}

void write_event(Writer& w, const Event& e) {
  w.begin('{');
  w.field("id", e.id);
  w.field("type", e.type);
  w.optional_field("mode", e.mode);
  w.list("contexts", e.contexts);
  w.optional_field("cameo", e.cameo);
  w.key("goldstein");
  w.number(e.goldstein);
  w.optional_field("quad", e.quad);
  w.list("actors", e.actors);
  w.list("recipients", e.recipients);
  w.field("status", e.status);
  write_when(w, e.when);
  w.key("where");
  if (e.where) {
    w.begin('{');
    w.optional_field("place", e.where->place);
    w.optional_field("country", e.where->country);
    w.end('}');
  } else {
    w.null();
  }
  w.key("quantities");
  w.begin('[');
  for (const Quantity& q : e.quantities) {
    w.begin('{');
    w.field("text", q.text);
    w.key("value");
    if (q.value) {
      w.number(*q.value);
    } else {
      w.null();
    }
    w.optional_field("unit", q.unit);
    w.optional_field("of", q.of);
    w.end('}');
  }
  w.end(']');
  w.key("attribution");
  w.begin('[');
  for (const Attribution& a : e.attribution) {
    w.begin('{');
    w.optional_field("source", a.source);
    w.key("cue");
    w.span(a.cue);
    w.end('}');
  }
  w.end(']');
  w.key("trigger");
  w.span(e.trigger);
  w.key("evidence");
  w.span(e.evidence);
  w.field("rule", e.rule);
  w.key("confidence");
  w.number(e.confidence);
  w.end('}');
}

void write_statement(Writer& w, const Statement& s) {
  w.begin('{');
  w.field("id", s.id);
  w.optional_field("speaker", s.speaker);
  w.list("holder", s.holder);
  w.list("addressees", s.addressees);
  w.list("about", s.about);
  w.field("act", s.act);
  w.optional_field("issue", s.issue);
  w.field("form", s.form);
  w.key("source");
  if (s.source) {
    w.span(*s.source);
  } else {
    w.null();
  }
  w.key("cue");
  if (s.cue) {
    w.span(*s.cue);
  } else {
    w.null();
  }
  w.key("content");
  w.span(s.content);
  w.field("status", s.status);
  write_when(w, s.when);
  w.optional_field("event", s.event);
  w.end('}');
}

}  // namespace

std::string_view Record::slice(CharSpan span) const {
  TextIndex index(text);
  uint32_t from = index.to_bytes(span.start);
  uint32_t to = index.to_bytes(std::max(span.start, span.end));
  return std::string_view(text).substr(from, to - from);
}

const Entity* Record::entity(std::string_view id) const {
  for (const Entity& e : entities)
    if (e.id == id) return &e;
  return nullptr;
}

std::string to_json(const Record& r) {
  std::string out;
  out.reserve(r.text.size() * 2 + r.events.size() * 600 + r.entities.size() * 200 + 1024);
  Writer w(out);
  w.begin('{');
  w.field("schema", kRecordSchema);
  w.key("report");
  write_report(w, r.report);
  w.field("text", r.text);
  w.key("removed");
  w.begin('[');
  for (const RemovedText& removed : r.removed) {
    w.begin('{');
    w.field("text", removed.text);
    w.field("reason", removed.reason);
    w.end('}');
  }
  w.end(']');
  w.key("sentences");
  w.begin('[');
  for (CharSpan s : r.sentences) {
    w.begin('[');
    w.integer(s.start);
    w.integer(s.end);
    w.end(']');
  }
  w.end(']');
  w.key("times");
  w.begin('[');
  for (const TimeExpression& t : r.times) {
    w.begin('{');
    w.key("start");
    w.integer(t.span.start);
    w.key("end");
    w.integer(t.span.end);
    w.field("type", t.type);
    w.optional_field("value", t.value);
    w.optional_field("anchor", t.anchor);
    w.end('}');
  }
  w.end(']');
  w.key("entities");
  w.begin('[');
  for (const Entity& e : r.entities) write_entity(w, e);
  w.end(']');
  w.key("events");
  w.begin('[');
  for (const Event& e : r.events) write_event(w, e);
  w.end(']');
  w.key("statements");
  w.begin('[');
  for (const Statement& s : r.statements) write_statement(w, s);
  w.end(']');
  w.key("diagnostics");
  w.begin('[');
  for (const Diagnostic& d : r.diagnostics) {
    w.begin('{');
    w.field("code", d.code);
    w.field("message", d.message);
    w.end('}');
  }
  w.end(']');
  w.end('}');
  return out;
}

}  // namespace dragoman

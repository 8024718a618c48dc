#include "describe.h"

#include <algorithm>
#include <unordered_map>

namespace dragoman::cli {
namespace {

// A text by code points: where each begins. Spans of one record are looked up many times.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {
    for (size_t i = 0; i < text.size(); ++i)
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts_.push_back(i);
    starts_.push_back(text.size());
  }
  std::string_view slice(CharSpan span) const {
    size_t from = byte(span.start);
    size_t to = std::max(from, byte(span.end));
    return text_.substr(from, to - from);
  }

 private:
  size_t byte(uint32_t chars) const { return starts_[std::min<size_t>(chars, starts_.size() - 1)]; }
  std::string_view text_;
  std::vector<size_t> starts_;
};

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

void append_wrapped(std::string& out, std::string_view label, std::string_view text, size_t width,
                    const Style& style) {
  constexpr size_t kLabel = 12;
  std::vector<std::string> lines =
      wrap(one_line_with_marks(text), width > kLabel + 10 ? width - kLabel - 2 : 20);
  for (size_t i = 0; i < lines.size(); ++i) {
    out += "  ";
    if (i == 0) {
      out += style.dim();
      out += label;
      out += style.reset();
    }
    size_t used = i == 0 ? display_width(label) : 0;
    out.append(used < kLabel - 2 ? kLabel - 2 - used : 1, ' ');
    out += paint(lines[i], style);
    out += '\n';
  }
}

std::string outlet_of(const ReportInfo& info) {
  if (!info.outlet) return {};
  return info.outlet->name.empty() ? info.outlet->domain : info.outlet->name;
}

std::string place_of(const Record& record, const Event& event) {
  if (!event.where) return {};
  const Entity* place = record.entity(event.where->place);
  std::string out = place == nullptr ? std::string() : place->name;
  if (!event.where->country.empty()) out += (out.empty() ? "" : ", ") + event.where->country;
  return out;
}

}  // namespace

std::string who(const std::vector<std::string>& actors,
                const std::vector<std::string>& recipients) {
  std::string out = actors.empty() ? "?" : join(actors, ", ");
  if (!recipients.empty()) out += " → " + join(recipients, ", ");
  return out;
}

std::vector<std::string> names_of(const Record& record, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    const Entity* entity = record.entity(id);
    names.push_back(entity == nullptr ? id : entity->name);
  }
  return names;
}

std::string date_of(const When& when) {
  if (when.end.empty() || when.end == when.start) return when.start;
  return when.start + (when.start.empty() ? "until " : " to ") + when.end;
}

std::string paint(std::string_view line, const Style& style) {
  std::string out;
  for (char c : line) {
    switch (c) {
      case kMark:
        out += style.on() ? style.mark() : ">>";
        break;
      case kEndMark:
        out += style.on() ? style.reset() : "<<";
        break;
      case kTrigger:
        out += style.trigger();
        break;
      case kEndTrigger:
        out += style.reset();
        out += style.mark();
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string one_line_with_marks(std::string_view text) {
  auto is_mark = [](char c) { return c >= kMark && c <= kEndTrigger; };
  auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  std::string out;
  for (size_t i = 0; i <= text.size();) {
    size_t end = i;
    while (end < text.size() && !is_mark(text[end])) ++end;
    std::string_view piece = text.substr(i, end - i);
    // one_line() takes the space off the ends, where it may stand between words.
    std::string clean = one_line(piece);
    if (!piece.empty() && is_space(piece.front()) && !out.empty()) out += ' ';
    out += clean;
    if (!clean.empty() && is_space(piece.back()) && end < text.size()) out += ' ';
    if (end < text.size()) out += text[end];
    i = end + 1;
  }
  return out;
}

std::string marked_evidence(const Record& record, const Event& event) {
  CharSpan around = event.evidence;
  for (CharSpan sentence : record.sentences) {
    if (sentence.start < event.evidence.end && event.evidence.start < sentence.end) {
      around.start = std::min(around.start, sentence.start);
      around.end = std::max(around.end, sentence.end);
    }
  }
  CodePoints text(record.text);
  CharSpan evidence = event.evidence;
  CharSpan trigger{
      std::clamp(event.trigger.start, evidence.start, std::max(evidence.start, evidence.end)),
      std::clamp(event.trigger.end, evidence.start, std::max(evidence.start, evidence.end))};
  std::string out;
  auto add = [&out, &text](uint32_t start, uint32_t end) {
    // A mark in the text itself would be taken for ours.
    for (char c : text.slice({start, end}))
      if (c < kMark || c > kEndTrigger) out += c;
  };
  add(around.start, evidence.start);
  out += kMark;
  add(evidence.start, trigger.start);
  out += kTrigger;
  add(trigger.start, trigger.end);
  out += kEndTrigger;
  add(trigger.end, evidence.end);
  out += kEndMark;
  add(evidence.end, around.end);
  return out;
}

std::string chain_of(const Record& record, const Event& event) {
  std::string outlet = outlet_of(record.report);
  if (outlet.empty()) outlet = "the outlet";
  if (event.attribution.empty()) return outlet + ", in its own voice";
  CodePoints text(record.text);
  std::string out;
  for (const Attribution& link : event.attribution) {
    if (!out.empty()) out += ", according to ";
    const Entity* source = record.entity(link.source);
    out += source == nullptr ? "a source that is not named" : source->name;
    std::string cue = one_line(text.slice(link.cue));
    if (!cue.empty()) out += " (“" + cue + "”)";
  }
  return out + ", as told by " + outlet;
}

std::string describe_event(const Record& record, const Event& event, const std::string& id,
                           const Style& style, size_t width) {
  std::string out;
  out += style.id();
  out += id;
  out += style.reset();
  out += "  ";
  out += style.quad(event.quad);
  out += one_line(event.type + (event.mode.empty() ? "" : "/" + event.mode));
  out += style.reset();
  if (event.status != "actual") out += "  " + one_line(event.status);
  out += '\n';
  append_wrapped(out, "who",
                 who(names_of(record, event.actors), names_of(record, event.recipients)), width,
                 style);
  std::string when = date_of(event.when);
  append_wrapped(out, "when", when.empty() ? "unknown" : when + " (" + event.when.basis + ")",
                 width, style);
  append_wrapped(out, "where", place_of(record, event), width, style);
  append_wrapped(out, "words", marked_evidence(record, event), width, style);
  append_wrapped(out, "says", chain_of(record, event), width, style);
  for (const Quantity& quantity : event.quantities)
    append_wrapped(out, "quantity", quantity.text, width, style);
  std::string codes = event.quad;
  std::replace(codes.begin(), codes.end(), '_', ' ');
  if (!event.cameo.empty()) codes += ", CAMEO " + event.cameo;
  char number[48];
  std::snprintf(number, sizeof number, ", Goldstein %.1f", event.goldstein);
  codes += number;
  if (!event.contexts.empty()) codes += ", " + join(event.contexts, " ");
  append_wrapped(out, "coded", codes, width, style);
  std::snprintf(number, sizeof number, " (confidence %.2f)", event.confidence);
  append_wrapped(out, "rule", event.rule + number, width, style);
  return out;
}

std::string describe_record(const Record& record, const Style& style, size_t width) {
  std::string out;
  const ReportInfo& info = record.report;
  out += style.header();
  out += one_line(info.title.empty() ? (info.source.empty() ? info.id : info.source) : info.title);
  out += style.reset();
  out += '\n';
  append_wrapped(out, "outlet", outlet_of(info), width, style);
  if (info.published)
    append_wrapped(out, "published", info.published->value + " (" + info.published->basis + ")",
                   width, style);
  append_wrapped(out, "source", info.source, width, style);
  append_wrapped(out, "url", info.url, width, style);
  for (const Diagnostic& diagnostic : record.diagnostics)
    append_wrapped(out, "note", diagnostic.message + " [" + diagnostic.code + "]", width, style);
  for (const Event& event : record.events) {
    out += '\n';
    out += describe_event(record, event, event.id, style, width);
  }
  CodePoints text(record.text);
  for (const Statement& statement : record.statements) {
    out += '\n';
    out += style.id();
    out += statement.id;
    out += style.reset();
    out += "  " +
           one_line(statement.act + (statement.issue.empty() ? "" : ": " + statement.issue)) + '\n';
    std::vector<std::string> speaker;
    if (!statement.speaker.empty()) speaker = names_of(record, {statement.speaker});
    append_wrapped(out, "says", speaker.empty() ? "the outlet" : speaker.front(), width, style);
    append_wrapped(out, "holder", join(names_of(record, statement.holder), ", "), width, style);
    append_wrapped(out, "to", join(names_of(record, statement.addressees), ", "), width, style);
    append_wrapped(out, "about", join(names_of(record, statement.about), ", "), width, style);
    append_wrapped(out, "words", text.slice(statement.content), width, style);
  }
  return out + '\n';
}

}  // namespace dragoman::cli

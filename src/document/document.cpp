#include "document/document.h"

#include <algorithm>

#include "base/utf8.h"
#include "document/names.h"

namespace dragoman {

size_t Tokens::sentence_of(size_t i) const {
  auto it = std::upper_bound(sentence_first.begin(), sentence_first.end(), i);
  return static_cast<size_t>(it - sentence_first.begin()) - 1;
}

size_t token_at(const Tokens& tokens, uint32_t offset) {
  // The ends of words rise, so the first word that ends behind the offset covers or follows it.
  return static_cast<size_t>(std::upper_bound(tokens.end.begin(), tokens.end.end(), offset) -
                             tokens.end.begin());
}

std::optional<uint32_t> Text::source_offset(uint32_t content_offset) const {
  auto it =
      std::upper_bound(source.begin(), source.end(), content_offset,
                       [](uint32_t offset, const SourceRun& run) { return offset < run.content; });
  if (it == source.begin()) return std::nullopt;
  --it;
  if (content_offset - it->content >= it->length) return std::nullopt;
  return it->source + (content_offset - it->content);
}

namespace {

// Collects the first fault only.
struct Checker {
  std::string fault;
  void require(bool condition, std::string_view what, size_t row = SIZE_MAX) {
    if (condition || !fault.empty()) return;
    fault = what;
    if (row != SIZE_MAX) fault += " (row " + std::to_string(row) + ")";
  }
};

void check_text(const Text& text, Checker& check) {
  check.require(utf8_valid(text.content), "text is not well-formed UTF-8");
  uint32_t last = 0;
  for (size_t i = 0; i < text.blocks.size(); ++i) {
    const Span span = text.blocks[i].span;
    check.require(span.start < span.end && span.end <= text.content.size(), "block out of bounds",
                  i);
    check.require(span.start >= last, "blocks overlap or are out of order", i);
    last = span.end;
  }
  for (size_t i = 0; i < text.source.size(); ++i) {
    const SourceRun& run = text.source[i];
    check.require(size_t{run.content} + run.length <= text.content.size(),
                  "source run out of bounds", i);
    check.require(i == 0 || text.source[i - 1].content + text.source[i - 1].length <= run.content,
                  "source runs overlap", i);
  }
}

void check_tokens(const Text& text, const Tokens& tokens, Checker& check) {
  check.require(tokens.end.size() == tokens.size() && tokens.flags.size() == tokens.size(),
                "token columns differ in length");
  if (!check.fault.empty()) return;
  for (size_t i = 0; i < tokens.size(); ++i) {
    check.require(tokens.start[i] < tokens.end[i] && tokens.end[i] <= text.content.size(),
                  "token out of bounds", i);
    check.require(i == 0 || tokens.end[i - 1] <= tokens.start[i], "tokens overlap", i);
    check.require(tokens.end[i] >= text.content.size() ||
                      (static_cast<unsigned char>(text.content[tokens.end[i]]) & 0xC0) != 0x80,
                  "token ends inside a code point", i);
  }
  const auto& first = tokens.sentence_first;
  check.require(tokens.size() == 0 || first.size() >= 2, "tokens without sentences");
  if (first.empty()) return;
  check.require(first.front() == 0 && first.back() == tokens.size(),
                "sentences do not cover the tokens");
  for (size_t s = 1; s < first.size(); ++s)
    check.require(first[s - 1] < first[s], "empty sentence", s - 1);
}

void check_trees(const Tokens& tokens, const Trees& trees, Checker& check) {
  if (trees.size() == 0) return;
  check.require(trees.size() == tokens.size() && trees.deprel.size() == tokens.size(),
                "tree columns differ in length from the tokens");
  if (!check.fault.empty()) return;
  for (size_t s = 0; s < tokens.sentences(); ++s) {
    uint32_t from = tokens.sentence_first[s], to = tokens.sentence_first[s + 1];
    for (uint32_t i = from; i < to; ++i) {
      check.require(trees.head[i] >= from && trees.head[i] < to, "head outside its sentence", i);
      if (!check.fault.empty()) return;
      uint32_t at = i, steps = 0;
      while (trees.head[at] != at && ++steps <= to - from) at = trees.head[at];
      check.require(trees.head[at] == at, "heads form a circle", i);
    }
  }
}

}  // namespace

std::string verify(const Document& d) {
  Checker check;
  check_text(d.text, check);
  if (check.fault.empty()) check_tokens(d.text, d.tokens, check);
  if (check.fault.empty()) check_trees(d.tokens, d.trees, check);
  if (!check.fault.empty()) return check.fault;
  auto inside = [&](Span span) {
    return span.start <= span.end && span.end <= d.text.content.size();
  };
  if (d.tags.size() != 0) {
    check.require(d.tags.size() == d.tokens.size() && d.tags.feats.size() == d.tokens.size() &&
                      d.tags.lemma_end.size() == d.tokens.size(),
                  "tag columns differ in length from the tokens");
    check.require(d.tags.lemma_end.empty() || d.tags.lemma_end.back() <= d.tags.lemmas.size(),
                  "lemma out of bounds");
    check.require(std::is_sorted(d.tags.lemma_end.begin(), d.tags.lemma_end.end()),
                  "lemmas out of order");
  }
  for (size_t i = 0; i < d.names.size(); ++i)
    check.require(d.names[i].first < d.names[i].last && d.names[i].last <= d.tokens.size(),
                  "name out of bounds", i);
  for (size_t i = 0; i < d.times.size(); ++i) {
    check.require(inside(d.times[i].span) && !d.times[i].span.empty(), "time out of bounds", i);
    check.require(i == 0 || d.times[i - 1].span.start <= d.times[i].span.start,
                  "times out of order", i);
    check.require(d.times[i].last <= d.tokens.size(), "time behind the last token", i);
  }
  auto entity = [&](EntityId id) { return !id.valid() || id.index < d.entities.rows.size(); };
  auto entities = [&](const std::vector<EntityId>& ids) {
    return std::all_of(ids.begin(), ids.end(), [&](EntityId id) {
      return id.valid() && id.index < d.entities.rows.size();
    });
  };
  for (size_t i = 0; i < d.entities.mentions.size(); ++i) {
    const MentionRow& m = d.entities.mentions[i];
    check.require(inside(m.span) && !m.span.empty(), "mention out of bounds", i);
    check.require(m.entity.valid() && entity(m.entity), "mention of no entity", i);
    check.require(i == 0 || d.entities.mentions[i - 1].span.start <= m.span.start,
                  "mentions out of order", i);
  }
  for (size_t i = 0; i < d.events.size(); ++i) {
    const EventRow& e = d.events[i];
    check.require(!e.type.empty(), "event without type", i);
    check.require(inside(e.trigger) && !e.trigger.empty(), "event without trigger", i);
    check.require(inside(e.evidence) && e.evidence.contains(e.trigger),
                  "evidence does not hold the trigger", i);
    check.require(entities(e.actors) && entities(e.recipients) && entity(e.where),
                  "event of no entity", i);
    check.require(!e.rule.empty(), "event without rule", i);
    for (const AttributionRow& a : e.attribution)
      check.require(entity(a.source) && inside(a.cue), "attribution out of bounds", i);
  }
  for (size_t i = 0; i < d.statements.size(); ++i) {
    const StatementRow& s = d.statements[i];
    check.require(inside(s.content) && !s.content.empty(), "statement without content", i);
    check.require(
        entity(s.speaker) && entities(s.holder) && entities(s.addressees) && entities(s.about),
        "statement of no entity", i);
    check.require(!s.event.valid() || s.event.index < d.events.size(), "statement of no event", i);
  }
  return check.fault;
}

std::string dump(const Document& d) {
  std::string out;
  auto quoted = [&](Span span) {
    std::string words(span.of(d.text.content));
    std::replace(words.begin(), words.end(), '\n', ' ');
    return "\"" + words + "\"";
  };
  auto ids = [](const std::vector<EntityId>& list) {
    std::string text;
    for (EntityId id : list) text += (text.empty() ? "e" : ",e") + std::to_string(id.index + 1);
    return text.empty() ? std::string("-") : text;
  };
  const ReportInfo& info = d.text.info;
  out += "report " + info.id + " " + info.format + "\n";
  out += "title " + info.title + "\n";
  for (const std::string& name : info.byline) out += "byline " + name + "\n";
  if (info.outlet)
    out += "outlet " + info.outlet->name + " " + info.outlet->domain + " " + info.outlet->country +
           "\n";
  if (info.dateline) out += "dateline " + info.dateline->place + " " + info.dateline->agency + "\n";
  if (info.published)
    out += "published " + info.published->value + " " + info.published->basis + "\n";
  for (const Block& block : d.text.blocks)
    out += "block " + std::string(to_string(block.kind)) + " " + quoted(block.span) + "\n";
  for (const RemovedText& removed : d.text.removed) {
    std::string words = removed.text.substr(0, 120);
    std::replace(words.begin(), words.end(), '\n', ' ');
    out += "removed " + removed.reason + " " + utf8_repair(words) + "\n";
  }
  for (size_t s = 0; s < d.tokens.sentences(); ++s) {
    out += "sentence " + std::to_string(s + 1) + "\n";
    for (uint32_t i = d.tokens.sentence_first[s]; i < d.tokens.sentence_first[s + 1]; ++i) {
      out += "  " + std::to_string(i - d.tokens.sentence_first[s] + 1) + " " +
             std::string(d.tokens.span(i).of(d.text.content));
      if (d.tags.size()) {
        out += " ";
        out += to_string(d.tags.upos[i]);
        out += " ";
        out += d.tags.lemma(i);
      }
      if (d.trees.size()) {
        bool root = d.trees.head[i] == i;
        out +=
            " " + std::to_string(root ? 0 : d.trees.head[i] - d.tokens.sentence_first[s] + 1) + " ";
        out += to_string(d.trees.deprel[i]);
      }
      out += "\n";
    }
  }
  for (const TimeRow& t : d.times)
    out += "time " + std::string(to_string(t.type)) + " " + t.value + " " + quoted(t.span) + "\n";
  for (size_t e = 0; e < d.entities.rows.size(); ++e) {
    const EntityRow& row = d.entities.rows[e];
    out += "entity e" + std::to_string(e + 1) + " " + std::string(to_string(row.kind)) + " " +
           row.name + " [" + row.country + " " + row.sector + "]";
    for (const MentionRow& m : d.entities.mentions)
      if (m.entity.index == e) out += " " + quoted(m.span);
    out += "\n";
  }
  for (size_t i = 0; i < d.events.size(); ++i) {
    const EventRow& e = d.events[i];
    out += "event v" + std::to_string(i + 1) + " " + e.type + (e.mode.empty() ? "" : "/" + e.mode) +
           " " + std::string(to_string(e.status)) + " " + ids(e.actors) + " > " +
           ids(e.recipients) + " " + quoted(e.trigger) + " in " + quoted(e.evidence) + " when " +
           (e.when.start.empty() ? "?" : e.when.start) + " by " + e.rule + "\n";
  }
  for (size_t i = 0; i < d.statements.size(); ++i) {
    const StatementRow& s = d.statements[i];
    out += "statement s" + std::to_string(i + 1) + " " + s.act + " speaker " +
           (s.speaker.valid() ? "e" + std::to_string(s.speaker.index + 1) : "-") + " holder " +
           ids(s.holder) + " " + quoted(s.content) + "\n";
  }
  for (const Diagnostic& diagnostic : d.text.diagnostics)
    out += "diagnostic " + diagnostic.code + " " + diagnostic.message + "\n";
  for (const Diagnostic& diagnostic : d.diagnostics)
    out += "diagnostic " + diagnostic.code + " " + diagnostic.message + "\n";
  return out;
}

Record to_record(Document&& d) {
  Record r;
  TextIndex index(d.text.content);
  auto chars = [&](Span span) {
    return CharSpan{index.to_chars(span.start), index.to_chars(span.end)};
  };
  auto entity = [](EntityId id) {
    return id.valid() ? "e" + std::to_string(id.index + 1) : std::string();
  };
  auto entities = [&](const std::vector<EntityId>& ids) {
    std::vector<std::string> out;
    out.reserve(ids.size());
    for (EntityId id : ids) out.push_back(entity(id));
    return out;
  };
  r.report = std::move(d.text.info);
  r.removed = std::move(d.text.removed);
  r.failed = d.text.failed;
  r.diagnostics = std::move(d.text.diagnostics);
  r.diagnostics.insert(r.diagnostics.end(), d.diagnostics.begin(), d.diagnostics.end());
  r.sentences.reserve(d.tokens.sentences());
  for (size_t s = 0; s < d.tokens.sentences(); ++s)
    r.sentences.push_back(chars(d.tokens.sentence_span(s)));
  for (TimeRow& t : d.times)
    r.times.push_back(
        {chars(t.span), std::string(to_string(t.type)), std::move(t.value), std::move(t.anchor)});
  for (size_t e = 0; e < d.entities.rows.size(); ++e) {
    EntityRow& row = d.entities.rows[e];
    Entity out;
    out.id = "e" + std::to_string(e + 1);
    out.kind = to_string(row.kind);
    out.name = std::move(row.name);
    out.country = std::move(row.country);
    out.sector = std::move(row.sector);
    out.roles = std::move(row.roles);
    out.place = std::move(row.place);
    r.entities.push_back(std::move(out));
  }
  for (const MentionRow& m : d.entities.mentions)
    r.entities[m.entity.index].mentions.push_back({chars(m.span), std::string(to_string(m.form))});
  for (size_t i = 0; i < d.events.size(); ++i) {
    EventRow& e = d.events[i];
    Event out;
    out.id = "v" + std::to_string(i + 1);
    out.type = std::move(e.type);
    out.mode = std::move(e.mode);
    out.contexts = std::move(e.contexts);
    out.cameo = std::move(e.cameo);
    out.goldstein = e.goldstein;
    out.quad = quad_class(out.type);
    out.actors = entities(e.actors);
    out.recipients = entities(e.recipients);
    out.status = to_string(e.status);
    out.when = std::move(e.when);
    if (e.where.valid()) out.where = Where{entity(e.where), r.entities[e.where.index].country};
    out.quantities = std::move(e.quantities);
    for (const AttributionRow& a : e.attribution)
      out.attribution.push_back({entity(a.source), chars(a.cue)});
    out.trigger = chars(e.trigger);
    out.evidence = chars(e.evidence);
    out.rule = std::move(e.rule);
    out.confidence = e.confidence;
    r.events.push_back(std::move(out));
  }
  for (size_t i = 0; i < d.statements.size(); ++i) {
    StatementRow& s = d.statements[i];
    Statement out;
    out.id = "s" + std::to_string(i + 1);
    out.speaker = entity(s.speaker);
    out.holder = entities(s.holder);
    out.addressees = entities(s.addressees);
    out.about = entities(s.about);
    out.act = std::move(s.act);
    out.issue = std::move(s.issue);
    out.form = std::move(s.form);
    if (s.source) out.source = chars(*s.source);
    if (s.cue) out.cue = chars(*s.cue);
    out.content = chars(s.content);
    out.status = to_string(s.status);
    out.when = std::move(s.when);
    if (s.event.valid()) out.event = "v" + std::to_string(s.event.index + 1);
    r.statements.push_back(std::move(out));
  }
  r.text = std::move(d.text.content);
  return r;
}

std::string_view quad_class(std::string_view type) {
  // PLOVER orders its types so; CONSULT to COOPERATE split where words turn into deeds.
  static constexpr struct {
    std::string_view type, quad;
  } kQuads[] = {{"AGREE", "verbal_cooperation"},       {"CONSULT", "verbal_cooperation"},
                {"SUPPORT", "verbal_cooperation"},     {"CONCEDE", "verbal_cooperation"},
                {"COOPERATE", "material_cooperation"}, {"AID", "material_cooperation"},
                {"RETREAT", "material_cooperation"},   {"REQUEST", "verbal_conflict"},
                {"ACCUSE", "verbal_conflict"},         {"REJECT", "verbal_conflict"},
                {"THREATEN", "verbal_conflict"},       {"PROTEST", "material_conflict"},
                {"SANCTION", "material_conflict"},     {"MOBILIZE", "material_conflict"},
                {"COERCE", "material_conflict"},       {"ASSAULT", "material_conflict"}};
  for (const auto& row : kQuads)
    if (row.type == type) return row.quad;
  return "";
}

}  // namespace dragoman

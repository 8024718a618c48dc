#include "eval/gold.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace dragoman {
namespace {

using Json = nlohmann::json;

// Nothing of a malformed line may get out as an exception: parse and access are the non-throwing
// sort.
std::string text_of(const Json& object, const char* key) {
  auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

class Reader {
 public:
  Reader(const std::string& text, std::string where)
      : text_(text), index_(text), where_(std::move(where)) {}
  std::string fault;

  // "words" or ["words", n]: the n-th place where they stand.
  CharSpan span(const Json& value) {
    std::string words;
    long nth = 1;
    if (value.is_string()) {
      words = value.get<std::string>();
    } else if (value.is_array() && value.size() == 2 && value[0].is_string() &&
               value[1].is_number_integer()) {
      words = value[0].get<std::string>();
      nth = value[1].get<long>();
    } else {
      fail("a party is neither a string nor [string, number]");
      return {};
    }
    // Occurrences count as whole words: "he" does not stand inside "the".
    auto letter = [&](size_t i) {
      return i < text_.size() &&
             (std::isalnum(static_cast<unsigned char>(text_[i])) || (text_[i] & 0x80));
    };
    size_t at = std::string::npos;
    long seen = 0;
    for (size_t from = 0; !words.empty() && seen < nth;) {
      size_t found = text_.find(words, from);
      if (found == std::string::npos) {
        at = std::string::npos;  // fewer occurrences than asked for
        break;
      }
      from = found + 1;
      size_t end = found + words.size();
      if ((found > 0 && letter(found) && letter(found - 1)) || (letter(end) && letter(end - 1)))
        continue;
      at = found;
      ++seen;
    }
    if (at == std::string::npos && nth == 1 && !words.empty()) at = text_.find(words);
    if (at == std::string::npos) {
      fail("'" + words + "' does not stand in the text");
      return {};
    }
    return {index_.to_chars(static_cast<uint32_t>(at)),
            index_.to_chars(static_cast<uint32_t>(at + words.size()))};
  }

  std::vector<Party> parties(const Json& object, const char* key) {
    std::vector<Party> out;
    auto it = object.find(key);
    if (it == object.end() || it->is_null()) return out;
    if (!it->is_array()) {
      if (!it->is_string() || !it->get<std::string>().empty()) out.push_back({span(*it)});
      return out;
    }
    // ["he", 2] as a whole is one party; [["he", 2], "Wang"] are two.
    if (it->size() == 2 && (*it)[0].is_string() && (*it)[1].is_number_integer()) {
      out.push_back({span(*it)});
      return out;
    }
    for (const Json& value : *it)
      if (!value.is_string() || !value.get<std::string>().empty()) out.push_back({span(value)});
    return out;
  }

  void fail(const std::string& what) {
    if (fault.empty()) fault = where_ + ": " + what;
  }

 private:
  const std::string& text_;
  TextIndex index_;
  std::string where_;
};

bool overlap(CharSpan a, CharSpan b) {
  return a.start < b.end && b.start < a.end;
}
bool same(const Party& a, const Party& b) {
  for (CharSpan x : a)
    for (CharSpan y : b)
      if (overlap(x, y)) return true;
  return false;
}
bool any_common(const std::vector<Party>& a, const std::vector<Party>& b) {
  if (a.empty() && b.empty()) return true;
  for (const Party& x : a)
    for (const Party& y : b)
      if (same(x, y)) return true;
  return false;
}

double ratio(long a, long b) {
  return b == 0 ? 0 : static_cast<double>(a) / static_cast<double>(b);
}
double f1(long matched, long gold, long found) {
  return ratio(2 * matched, gold + found);
}

}  // namespace

Result<std::vector<GoldText>> read_gold(const std::string& texts_path,
                                        const std::string& coding_path) {
  std::vector<GoldText> out;
  auto fault = [](const std::string& path, size_t line, const std::string& what) {
    return Error{Error::Code::kFormat, path + ":" + std::to_string(line) + ": " + what};
  };
  std::ifstream texts(texts_path), coding(coding_path);
  if (!texts) return Error{Error::Code::kNotFound, "cannot open " + texts_path};
  if (!coding) return Error{Error::Code::kNotFound, "cannot open " + coding_path};
  std::map<std::string, Json> codings;
  std::string line;
  for (size_t number = 1; std::getline(coding, line); ++number) {
    if (line.empty()) continue;
    Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) return fault(coding_path, number, "not a JSON object");
    std::string id = text_of(object, "id");  // before the object is moved from
    codings[id] = std::move(object);
  }
  for (size_t number = 1; std::getline(texts, line); ++number) {
    if (line.empty()) continue;
    Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) return fault(texts_path, number, "not a JSON object");
    GoldText g;
    g.id = text_of(object, "id");
    g.split = text_of(object, "split");
    g.genre = text_of(object, "genre");
    g.published = text_of(object, "published");
    g.text = text_of(object, "text");
    auto found = codings.find(g.id);
    if (found == codings.end()) continue;  // not yet coded
    Reader reader(g.text, coding_path + ", " + g.id);
    for (const Json& e : found->second.value("events", Json::array())) {
      GoldEvent event;
      event.type = text_of(e, "type");
      event.mode = text_of(e, "mode");
      event.status = text_of(e, "status");
      event.actors = reader.parties(e, "actors");
      event.recipients = reader.parties(e, "recipients");
      event.attribution = reader.parties(e, "attribution");
      if (!text_of(e, "trigger").empty() || (e.contains("trigger") && e["trigger"].is_array()))
        event.trigger = reader.span(e["trigger"]);
      g.events.push_back(std::move(event));
    }
    for (const Json& s : found->second.value("statements", Json::array())) {
      GoldStatement statement;
      statement.act = text_of(s, "act");
      statement.form = text_of(s, "form");
      statement.speaker = reader.parties(s, "speaker");
      statement.holder = reader.parties(s, "holder");
      if (!text_of(s, "content").empty() || (s.contains("content") && s["content"].is_array()))
        statement.content = reader.span(s["content"]);
      g.statements.push_back(std::move(statement));
    }
    if (!reader.fault.empty()) return Error{Error::Code::kFormat, reader.fault};
    out.push_back(std::move(g));
  }
  return out;
}

GoldText from_record(const Record& r) {
  GoldText out;
  out.text = r.text;
  auto party = [&](const std::string& id) {
    Party p;
    if (const Entity* e = r.entity(id))
      for (const MentionSpan& m : e->mentions) p.push_back(m.span);
    return p;
  };
  // A host may be told by his town: the place where a state received its guest names that state.
  auto hosts = [&](const std::string& id) {
    Party p = party(id);
    const Entity* e = r.entity(id);
    if (e && e->kind == "state" && !e->country.empty())
      for (const Entity& place : r.entities)
        if (place.kind == "place" && place.country == e->country)
          for (const MentionSpan& m : place.mentions) p.push_back(m.span);
    return p;
  };
  for (const Event& e : r.events) {
    GoldEvent g;
    g.type = e.type;
    g.mode = e.mode;
    g.status = e.status;
    for (const std::string& id : e.actors) g.actors.push_back(party(id));
    for (const std::string& id : e.recipients)
      g.recipients.push_back(e.mode == "visit" ? hosts(id) : party(id));
    for (const Attribution& a : e.attribution) g.attribution.push_back(party(a.source));
    g.trigger = e.trigger;
    out.events.push_back(std::move(g));
  }
  for (const Statement& s : r.statements) {
    GoldStatement g;
    g.act = s.act;
    g.form = s.form;
    Party speaker = party(s.speaker);
    if (s.source) speaker.push_back(*s.source);
    if (!speaker.empty()) g.speaker.push_back(std::move(speaker));
    for (const std::string& id : s.holder) g.holder.push_back(party(id));
    g.content = s.content;
    out.statements.push_back(std::move(g));
  }
  return out;
}

double GoldScore::event_precision() const {
  return ratio(matched_events, found_events);
}
double GoldScore::event_recall() const {
  return ratio(matched_events, gold_events);
}
double GoldScore::event_f1() const {
  return f1(matched_events, gold_events, found_events);
}
double GoldScore::statement_f1() const {
  return f1(matched_statements, gold_statements, found_statements);
}

namespace {

std::string words_of(const std::string& text, CharSpan span) {
  const TextIndex index(text);
  const size_t from = index.to_bytes(span.start);
  return text.substr(from, index.to_bytes(span.end) - from);
}

// How much two contents share of what either covers, 0 to 1. Where the gold has none because
// nothing is told but the act (`sent congratulations`), it is the act that counts.
double likeness(const GoldStatement& a, const GoldStatement& b) {
  if (a.content.end <= a.content.start) return a.act == b.act ? 0.5 : 0;
  const auto from = std::max(a.content.start, b.content.start),
             to = std::min(a.content.end, b.content.end);
  if (from >= to) return 0;
  return static_cast<double>(to - from) /
         static_cast<double>(std::max(a.content.end, b.content.end) -
                             std::min(a.content.start, b.content.start));
}

// The likest first, so that a statement inside another is not taken for it.
void score_statements(const GoldText& gold, const GoldText& found, GoldScore& score,
                      std::string* misses) {
  struct Pair {
    double likeness;
    size_t g, f;
  };
  std::vector<Pair> pairs;
  for (size_t g = 0; g < gold.statements.size(); ++g)
    for (size_t f = 0; f < found.statements.size(); ++f) {
      const GoldStatement &a = gold.statements[g], &b = found.statements[f];
      const double like = likeness(a, b);
      if (like > 0 && any_common(a.speaker, b.speaker)) pairs.push_back({like, g, f});
    }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.likeness > b.likeness; });
  std::vector<size_t> of_gold(gold.statements.size(), found.statements.size());
  std::vector<bool> used(found.statements.size(), false);
  for (const Pair& p : pairs) {
    if (of_gold[p.g] < found.statements.size() || used[p.f]) continue;
    of_gold[p.g] = p.f;
    used[p.f] = true;
    ++score.matched_statements;
    score.act += gold.statements[p.g].act == found.statements[p.f].act;
  }
  if (!misses) return;
  auto words = [&](CharSpan s) { return words_of(gold.text, s); };
  auto line = [&](const char* sign, const GoldStatement& s) {
    *misses += std::string(sign) + " " + gold.id + " " + s.act + " " +
               (s.speaker.empty() || s.speaker.front().empty() ? std::string("-")
                                                               : words(s.speaker.front().front())) +
               " | " + words(s.content) + "\n";
  };
  const size_t before = misses->size();
  for (size_t g = 0; g < gold.statements.size(); ++g) {
    const size_t f = of_gold[g];
    if (f < found.statements.size() && gold.statements[g].act == found.statements[f].act) continue;
    line("<", gold.statements[g]);
    if (f < found.statements.size()) line(">", found.statements[f]);
  }
  for (size_t f = 0; f < found.statements.size(); ++f)
    if (!used[f]) line(">", found.statements[f]);
  if (misses->size() > before) *misses += "  " + gold.text + "\n";
}

}  // namespace

void score_text(const GoldText& gold, const GoldText& found, GoldScore& score,
                std::string* misses) {
  score.gold_events += static_cast<long>(gold.events.size());
  score.found_events += static_cast<long>(found.events.size());
  std::vector<bool> used(found.events.size(), false), trigger_used(found.events.size(), false);
  auto words = [&](CharSpan s) { return words_of(gold.text, s); };
  auto names = [&](const std::vector<Party>& parties) {
    std::string out;
    for (const Party& p : parties)
      out += (out.empty() ? "" : "+") + (p.empty() ? std::string("?") : words(p.front()));
    return out.empty() ? std::string("-") : out;
  };
  auto line = [&](const char* sign, const GoldEvent& e) {
    *misses += std::string(sign) + " " + gold.id + " " + e.type + "/" + e.mode + " " + e.status +
               " " + names(e.actors) + " > " + names(e.recipients) + " | " + words(e.trigger) +
               "\n";
  };
  std::vector<bool> gold_used(gold.events.size(), false);
  for (const GoldEvent& e : gold.events) ++score.by_type[e.type][0];
  for (const GoldEvent& e : found.events) ++score.by_type[e.type][1];
  // Two passes: those whose triggers overlap first, so that twins are not crossed.
  for (int pass = 0; pass < 2; ++pass) {
    for (size_t g = 0; g < gold.events.size(); ++g) {
      const GoldEvent& e = gold.events[g];
      if (gold_used[g]) continue;
      for (size_t f = 0; f < found.events.size(); ++f) {
        const GoldEvent& c = found.events[f];
        if (used[f] || c.type != e.type || (pass == 0 && !overlap(c.trigger, e.trigger))) continue;
        if (!any_common(e.actors, c.actors) || !any_common(e.recipients, c.recipients)) continue;
        used[f] = gold_used[g] = true;
        ++score.matched_events;
        ++score.by_type[e.type][2];
        score.status += e.status == c.status;
        score.mode += e.mode == c.mode;
        break;
      }
    }
  }
  for (const GoldEvent& e : gold.events)
    for (size_t f = 0; f < found.events.size(); ++f)
      if (!trigger_used[f] && found.events[f].type == e.type &&
          overlap(found.events[f].trigger, e.trigger)) {
        trigger_used[f] = true;
        ++score.type_trigger;
        break;
      }
  if (misses) {
    size_t before = misses->size();
    for (size_t g = 0; g < gold.events.size(); ++g)
      if (!gold_used[g]) line("-", gold.events[g]);
    for (size_t f = 0; f < found.events.size(); ++f)
      if (!used[f]) line("+", found.events[f]);
    if (misses->size() > before) *misses += "  " + gold.text + "\n";
  }
  score.gold_statements += static_cast<long>(gold.statements.size());
  score.found_statements += static_cast<long>(found.statements.size());
  score_statements(gold, found, score, misses);
}

}  // namespace dragoman

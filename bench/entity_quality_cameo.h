// Parties of events: do our mentions reach them?
#include <algorithm>

#include "document/tree_index.h"
#include "entity/nominals.h"

namespace {

struct Party {
  char role = 'S';
  Span span;
};

// A sentence of the IOB2 file as text, with the spans of its parties. The file's tokens were cut at
// every mark, and letters with diacritics stand alone: both are joined again.
std::string join_tokens(const std::vector<std::pair<std::string, std::string>>& tokens,
                        std::vector<Party>& parties) {
  std::string text;
  auto strange = [](const std::string& w) {
    return w.size() <= 2 && static_cast<unsigned char>(w[0]) >= 0xC3 &&
           static_cast<unsigned char>(w[0]) <= 0xC5;
  };
  static const std::set<std::string> kLeft = {"(", "“", "‘", "$", "€", "#"};
  static const std::set<std::string> kRight = {")", "”", ",", ".",  ";",  ":",
                                               "%", "?", "!", "'s", "n't"};
  static const std::set<std::string> kBoth = {"-", "/", "’", "'"};
  bool open = true;  // no space wanted before the next token
  int straight = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string& w = tokens[i].first;
    bool glue = open || kRight.count(w) || kBoth.count(w) || strange(w);
    if (w == "\"") glue = open || straight++ % 2 == 1;
    // 1,500 and U.S.: digits and single letters go on behind the mark.
    if (i >= 2 && (tokens[i - 1].first == "," || tokens[i - 1].first == ".") &&
        std::isdigit(static_cast<unsigned char>(w[0])) &&
        w.size() >= (tokens[i - 1].first == "," ? 3u : 1u) &&
        std::isdigit(static_cast<unsigned char>(tokens[i - 2].first.back())))
      glue = true;
    if (i >= 2 && tokens[i - 1].first == "." && w.size() == 1 && tokens[i - 2].first.size() == 1 &&
        std::isupper(static_cast<unsigned char>(w[0])))
      glue = true;
    if (!glue) text += ' ';
    auto start = static_cast<uint32_t>(text.size());
    text += w;
    auto end = static_cast<uint32_t>(text.size());
    open = kLeft.count(w) || kBoth.count(w) || strange(w) || (w == "\"" && straight % 2 == 1);
    const std::string& tag = tokens[i].second;
    if (tag.starts_with("B-"))
      parties.push_back({tag[2], {start, end}});
    else if (tag.starts_with("I-") && !parties.empty())
      parties.back().span.end = end;
  }
  return text;
}

int run_cameo(const Loaded& l, const std::vector<std::string>& args) {
  const std::string path = data() + "/events/cameo/cameo_ner.train.iob2";
  std::ifstream in(path);
  if (!in) {
    std::printf("skipped: %s is not there\n", path.c_str());
    return 0;
  }
  bool errors = !args.empty() && args[0] == "errors";
  std::vector<std::vector<std::pair<std::string, std::string>>> sentences(1);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    size_t cut = line.find_last_of(" \t");
    if (line.empty() || cut == std::string::npos) {
      if (!sentences.back().empty()) sentences.emplace_back();
      continue;
    }
    sentences.back().push_back({line.substr(0, line.find_first_of(" \t")), line.substr(cut + 1)});
  }
  struct Count {
    size_t spans = 0, any = 0, linked = 0, head = 0, head_linked = 0;
  };
  std::map<char, Count> counts;
  size_t actors = 0, actors_hit = 0;
  std::map<std::string, size_t> heads;
  LanguageScratch scratch;
  for (const auto& tokens : sentences) {
    if (tokens.empty()) continue;
    std::vector<Party> parties;
    Document d = analyse(l, join_tokens(tokens, parties), scratch);
    if (d.trees.size()) {
      const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
      d.entities = add_nominals(std::move(d.entities), d.text, d.tokens, tree, *l.gazetteer);
    }
    std::vector<bool> hit(d.entities.mentions.size(), false);
    for (const Party& p : parties) {
      Count& c = counts[p.role];
      ++c.spans;
      uint32_t first = 0, last = 0;  // its words
      for (uint32_t i = 0; i < d.tokens.size(); ++i) {
        if (!d.tokens.span(i).overlaps(p.span)) continue;
        if (last == 0) first = i;
        last = i + 1;
      }
      uint32_t head = last == 0 ? 0 : d.trees.size() ? head_word(d.trees, first, last) : last - 1;
      bool any = false, linked = false, on_head = false, head_linked = false;
      for (size_t m = 0; m < d.entities.mentions.size(); ++m) {
        const MentionRow& row = d.entities.mentions[m];
        if (!row.span.overlaps(p.span)) continue;
        const EntityRow& e = d.entities.rows[row.entity.index];
        hit[m] = true;
        bool known = !e.country.empty() || (e.kind != EntityKind::kPerson &&
                                            row.form == MentionForm::kName && !e.sector.empty());
        bool covers = row.first <= head && head < row.last;
        any = true;
        linked |= known;
        on_head |= covers;
        head_linked |= covers && known;
      }
      c.any += any;
      c.linked += linked;
      c.head += on_head;
      c.head_linked += head_linked;
      if (errors && !head_linked) {
        std::string words(p.span.of(d.text.content));
        std::printf("%c %-6s head '%s' in '%s' | %s\n", p.role,
                    !any       ? "none"
                    : !linked  ? (on_head ? "open" : "part")
                    : !on_head ? "nohead"
                               : "hopen",
                    std::string(d.tokens.span(head).of(d.text.content)).c_str(), words.c_str(),
                    d.text.content.c_str());
      }
    }
    for (size_t m = 0; m < hit.size(); ++m) {
      const EntityRow& e = d.entities.rows[d.entities.mentions[m].entity.index];
      if (e.kind == EntityKind::kPlace) continue;
      ++actors;
      actors_hit += hit[m];
    }
  }
  std::printf("%-10s %6s %14s %16s %14s %18s\n", "CAMEO", "spans", "any mention", "one linked",
              "on the head", "on the head, linked");
  auto row = [](const char* name, const Count& c) {
    auto rate = [&](size_t n) {
      return 100.0 * static_cast<double>(n) / static_cast<double>(std::max<size_t>(1, c.spans));
    };
    std::printf("%-10s %6zu %13.1f%% %15.1f%% %13.1f%% %17.1f%%\n", name, c.spans, rate(c.any),
                rate(c.linked), rate(c.head), rate(c.head_linked));
  };
  row("source", counts['S']);
  row("target", counts['T']);
  row("related", counts['R']);
  std::printf(
      "mentions of actors %zu, %.1f %% of them in a party\n", actors,
      100.0 * static_cast<double>(actors_hit) / static_cast<double>(std::max<size_t>(1, actors)));
  return 0;
}

}  // namespace

// Who says what: the attribution layer of the statement stage (src/statement) against PolNeAR's
// development articles (quotes/polnear-dev of the data folder), and its speed. Spans only: cue,
// source and content, exact and with one word in common; words are ours, punctuation does not
// count.
//   attribution_quality [--misses] [--model NAME]
//   attribution_quality dump FILE…      trees and attributions of a plain text, for people
// PolNeAR gives a word to one attribution only: what is said inside what is said is not annotated.
// So attributions inside the content of another one are left out here; the line `nested` counts
// them. Every second article is read for its errors when rules are written (--misses shows those
// only); the others are held back, and their figures stand on a line of their own.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "clean/clean.h"
#include "entity/entity.h"
#include "entity/nominals.h"
#include "pipeline/analyze.h"
#include "pipeline/resources.h"
#include "segment/segment.h"
#include "statement/quotes.h"
#include "statement/statement.h"
#include "time/time.h"

using namespace dragoman;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<uint32_t>;  // ascending

struct Attribution3 {
  Words cue, source, content;
};

struct Count {
  long gold = 0, found = 0, exact = 0, overlap = 0;
};
struct Score {
  Count cue, source, content;
  double content_gold_share = 0, content_found_share = 0;  // of the words of aligned contents
};

double f1(long matched, long gold, long found) {
  return gold + found == 0
             ? 0
             : 200.0 * static_cast<double>(matched) / static_cast<double>(gold + found);
}

void print(const char* name, const Score& s) {
  std::printf("%-10s gold %5ld found %5ld", name, s.cue.gold, s.cue.found);
  auto part = [](const char* what, const Count& c) {
    auto percent = [](long a, long b) {
      return b ? 100.0 * static_cast<double>(a) / static_cast<double>(b) : 0.0;
    };
    std::printf(" | %s exact %5.1f overlap %5.1f (P %4.1f R %4.1f)", what,
                f1(c.exact, c.gold, c.found), f1(c.overlap, c.gold, c.found),
                percent(c.overlap, c.found), percent(c.overlap, c.gold));
  };
  part("cue", s.cue);
  part("source", s.source);
  part("content", s.content);
  double p = s.content.found ? s.content_found_share / static_cast<double>(s.content.found) : 0,
         r = s.content.gold ? s.content_gold_share / static_cast<double>(s.content.gold) : 0;
  std::printf(" soft %5.1f\n", p + r > 0 ? 200 * p * r / (p + r) : 0);
}

size_t common(const Words& a, const Words& b) {
  Words both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

void count(Count& c, const Words& gold, const Words& found) {
  c.exact += !gold.empty() && gold == found;
  c.overlap += common(gold, found) > 0;
}

// Aligned one to one: most words of the cue in common first, then of the content.
std::vector<std::pair<size_t, size_t>> align(const std::vector<Attribution3>& gold,
                                             const std::vector<Attribution3>& found) {
  struct Pair {
    size_t cue, content, g, f;
  };
  std::vector<Pair> pairs;
  for (size_t g = 0; g < gold.size(); ++g)
    for (size_t f = 0; f < found.size(); ++f) {
      size_t cue = common(gold[g].cue, found[f].cue),
             content = common(gold[g].content, found[f].content);
      if (cue || content) pairs.push_back({cue, content, g, f});
    }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return (a.cue > 0) != (b.cue > 0) ? a.cue > 0
           : a.content != b.content   ? a.content > b.content
           : a.cue != b.cue           ? a.cue > b.cue
                                      : false;
  });
  std::vector<bool> used_g(gold.size(), false), used_f(found.size(), false);
  std::vector<std::pair<size_t, size_t>> out;
  for (const Pair& p : pairs) {
    if (used_g[p.g] || used_f[p.f]) continue;
    used_g[p.g] = used_f[p.f] = true;
    out.push_back({p.g, p.f});
  }
  return out;
}

void add(Score& s, const std::vector<Attribution3>& gold, const std::vector<Attribution3>& found) {
  for (const Attribution3& a : gold)
    ++s.cue.gold, s.source.gold += !a.source.empty(), ++s.content.gold;
  for (const Attribution3& a : found)
    ++s.cue.found, s.source.found += !a.source.empty(), ++s.content.found;
  for (auto [g, f] : align(gold, found)) {
    count(s.cue, gold[g].cue, found[f].cue);
    count(s.source, gold[g].source, found[f].source);
    count(s.content, gold[g].content, found[f].content);
    double same = static_cast<double>(common(gold[g].content, found[f].content));
    if (!gold[g].content.empty())
      s.content_gold_share += same / static_cast<double>(gold[g].content.size());
    if (!found[f].content.empty())
      s.content_found_share += same / static_cast<double>(found[f].content.size());
  }
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class WordsOf {
 public:
  explicit WordsOf(const Document& d) : d_(d) {}
  void add(Span s, Words& out) const {
    for (size_t i = token_at(d_.tokens, s.start);
         i < d_.tokens.size() && d_.tokens.start[i] < s.end; ++i)
      if (d_.tags.upos[i] != Upos::kPunct && d_.tags.upos[i] != Upos::kSym)
        out.push_back(static_cast<uint32_t>(i));
  }
  static void tidy(Words& w) {
    std::sort(w.begin(), w.end());
    w.erase(std::unique(w.begin(), w.end()), w.end());
  }
  std::string text(const Words& w) const {
    std::string out;
    for (size_t k = 0; k < w.size(); ++k) {
      if (k > 14 && k + 8 < w.size()) {
        if (out.back() != '~') out += " ~";
        continue;
      }
      out += (out.empty()                 ? ""
              : k && w[k] != w[k - 1] + 1 ? " / "
                                          : " ") +
             std::string(d_.tokens.span(w[k]).of(d_.text.content));
    }
    return out;
  }

 private:
  const Document& d_;
};

// brat standoff: T lines are spans ("12 20;25 30", characters), E lines tie them together.
std::vector<Attribution3> read_brat(const std::string& text, const TextIndex& index,
                                    const WordsOf& words) {
  std::map<std::string, std::pair<std::string, Words>> spans;
  std::vector<Attribution3> out;
  std::vector<std::vector<std::string>> events;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    std::string id = line.substr(0, tab), rest = line.substr(tab + 1);
    if (id[0] == 'T') {
      size_t stop = rest.find('\t'), blank = rest.find(' ');
      if (blank == std::string::npos || blank > stop) continue;
      std::string places = rest.substr(blank + 1, stop - blank - 1);
      auto& entry = spans[id];
      entry.first = rest.substr(0, blank);
      const char* p = places.c_str();
      while (*p) {
        char* next = nullptr;
        unsigned long from = std::strtoul(p, &next, 10), to = std::strtoul(next, &next, 10);
        words.add({index.to_bytes(static_cast<uint32_t>(from)),
                   index.to_bytes(static_cast<uint32_t>(to))},
                  entry.second);
        p = *next == ';' ? next + 1 : next;
        if (*next && *next != ';') break;
      }
    } else if (id[0] == 'E') {
      std::vector<std::string> parts;
      for (size_t b = 0; b < rest.size();) {
        size_t e = std::min(rest.find(' ', b), rest.size());
        parts.push_back(rest.substr(b, e - b));
        b = e + 1;
      }
      events.push_back(std::move(parts));
    }
  }
  for (const auto& parts : events) {
    Attribution3 a;
    for (const std::string& part : parts) {
      size_t colon = part.find(':');
      if (colon == std::string::npos) continue;
      std::string role = part.substr(0, colon);
      const Words& w = spans[part.substr(colon + 1)].second;
      Words* into = role.starts_with("Cue")       ? &a.cue
                    : role.starts_with("Source")  ? &a.source
                    : role.starts_with("Content") ? &a.content
                                                  : nullptr;
      if (into) into->insert(into->end(), w.begin(), w.end());
    }
    WordsOf::tidy(a.cue);
    WordsOf::tidy(a.source);
    WordsOf::tidy(a.content);
    out.push_back(std::move(a));
  }
  return out;
}

// Conjunctions and prepositions that open a content (that, to, about) are part of it for some and
// not for others: they do not count.
Words without_opening(const Words& w, const Document& d) {
  size_t from = 0;
  while (from + 1 < w.size()) {
    Upos u = d.tags.upos[w[from]];
    if (u != Upos::kSconj && u != Upos::kAdp && u != Upos::kPart) break;
    ++from;
  }
  return Words(w.begin() + static_cast<long>(from), w.end());
}

// Those whose cue does not stand in the content of another.
std::vector<Attribution3> outermost(const std::vector<Attribution3>& all) {
  std::vector<Attribution3> out;
  for (const Attribution3& a : all) {
    bool inside = false;
    for (const Attribution3& b : all)
      inside |= &a != &b && !a.cue.empty() && common(a.cue, b.content) == a.cue.size();
    if (!inside) out.push_back(a);
  }
  return out;
}

Words without(const Words& a, const Words& b) {
  Words out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

Text as_it_stands(const fs::path& path) {
  RawReport raw;
  raw.bytes = read_file(path);
  raw.format = "text";
  ReadOptions as_is;
  as_is.as_is = true;
  return clean(raw, as_is);
}

void dump(const Resources& r, const std::string& path) {
  Scratch scratch;
  Document d;
  d.text = as_it_stands(path);
  analyze_text(d, r, scratch);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees, &r.forms);
  for (uint32_t i = 0; i < d.tokens.size(); ++i)
    std::printf("%3u %-16.*s %-16.*s %-6s %3u %-12s %s\n", i, static_cast<int>(tree.word(i).size()),
                tree.word(i).data(), static_cast<int>(d.tags.lemma(i).size()),
                d.tags.lemma(i).data(), std::string(to_string(d.tags.upos[i])).c_str(),
                d.trees.head[i], std::string(to_string(d.trees.deprel[i])).c_str(),
                feats_to_string(d.tags.feats[i]).c_str());
  for (const QuoteRow& q : find_attributions(d.text, d.tokens, tree, d.entities, r.reporting)) {
    auto words = [&](Span s) { return std::string(s.of(d.text.content)); };
    std::printf("%s %s %s [%s] <%s> {%s}\n", q.stated ? "stated" : "  ", q.act.c_str(),
                std::string(to_string(q.status)).c_str(), words(q.cue).c_str(),
                q.source ? words(*q.source).c_str() : "", words(q.content).c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool show_misses = false;
  std::vector<std::string> dumped;
  EngineOptions options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--misses") == 0)
      show_misses = true;
    else if (std::strcmp(argv[i], "--model") == 0 && i + 1 < argc)
      options.model = argv[++i];
    else if (std::strcmp(argv[i], "dump") != 0)
      dumped.push_back(argv[i]);
  }
  auto resources = load_resources(options);
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().message.c_str());
    return 1;
  }
  const Resources& r = *resources;
  if (!r.language) {
    std::fprintf(stderr, "without a language model there are no statements\n");
    return 1;
  }
  if (!dumped.empty()) {
    for (const std::string& path : dumped) dump(r, path);
    return 0;
  }
  const char* env = std::getenv("DRAGOMAN_DATA");
  const fs::path folder =
      fs::path(env && *env ? env : std::string(DRAGOMAN_SOURCE_DIR) + "/../shared/data") /
      "quotes" / "polnear-dev";
  std::error_code missing;
  if (!fs::is_directory(folder / "text", missing)) {
    std::printf("skipped: %s is not there\n", folder.string().c_str());
    return 0;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "text")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  // NAME_ANNOTATOR.ann
  std::map<std::string, std::vector<fs::path>> annotations;
  for (const auto& entry : fs::directory_iterator(folder / "attributions", missing)) {
    std::string stem = entry.path().stem().string();
    annotations[stem.substr(0, stem.rfind('_'))].push_back(entry.path());
  }
  for (auto& [name, list] : annotations) std::sort(list.begin(), list.end());

  Scratch scratch;
  Score all, read, held, nested, agreement;
  double seconds = 0;
  long word_count = 0;
  for (size_t n = 0; n < files.size(); ++n) {
    Document d;
    d.text = as_it_stands(files[n]);
    analyze_text(d, r, scratch);
    const TreeIndex tree(d.text, d.tokens, d.tags, d.trees, &r.forms);
    const MentionIndex mentions(d.tokens, tree, d.entities);
    const std::clock_t begin = std::clock();
    const Quotes layer = find_attributions(d.text, d.tokens, tree, d.entities, r.reporting);
    IssueFinder issues(r.issues, r.gazetteer, d.tokens, d.tags, tree, mentions, d.entities);
    find_statements(d.text, d.tokens, tree, layer, d.events, d.entities, mentions, issues);
    seconds += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    word_count += static_cast<long>(d.tokens.size());

    const WordsOf words(d);
    const TextIndex index(d.text.content);
    // Some articles were annotated by several people: the first counts, the second tells how far
    // two people agree.
    const std::vector<fs::path>& standoff = annotations[files[n].stem().string()];
    if (standoff.empty()) {
      std::printf("%s: no annotation\n", files[n].filename().c_str());
      continue;
    }
    std::vector<Attribution3> gold = read_brat(read_file(standoff[0]), index, words);
    if (standoff.size() > 1) add(agreement, gold, read_brat(read_file(standoff[1]), index, words));
    std::vector<Attribution3> found;
    // A quotation that runs on has the cue of its first part: one attribution.
    std::map<Span, size_t> by_cue;
    for (const QuoteRow& q : layer) {
      Attribution3 a;
      words.add(q.cue, a.cue);
      if (q.source) words.add(*q.source, a.source);
      words.add(q.content, a.content);
      a.source = without(a.source, a.cue);
      a.content = without(without(a.content, a.cue), a.source);
      auto [known, fresh] = by_cue.emplace(q.cue, found.size());
      if (fresh) {
        found.push_back(std::move(a));
        continue;
      }
      Words& content = found[known->second].content;
      content.insert(content.end(), a.content.begin(), a.content.end());
      WordsOf::tidy(content);
    }
    for (Attribution3& a : gold) a.content = without_opening(a.content, d);
    for (Attribution3& a : found) a.content = without_opening(a.content, d);
    add(nested, gold, found);
    found = outermost(found);
    const bool may_read = n % 2 == 0;
    add(all, gold, found);
    add(may_read ? read : held, gold, found);
    if (show_misses && may_read) {
      std::vector<bool> used_g(gold.size(), false), used_f(found.size(), false);
      auto line = [&](const char* sign, const Attribution3& a) {
        std::printf("%s [%s] <%s> {%s}\n", sign, words.text(a.cue).c_str(),
                    words.text(a.source).c_str(), words.text(a.content).c_str());
      };
      std::printf("# %s\n", files[n].stem().string().c_str());
      for (auto [g, f] : align(gold, found)) {
        used_g[g] = used_f[f] = true;
        if (gold[g].source == found[f].source && gold[g].content == found[f].content) continue;
        line(common(gold[g].cue, found[f].cue) == 0 ? "?g" : "=g", gold[g]);
        line("=f", found[f]);
      }
      for (size_t g = 0; g < gold.size(); ++g)
        if (!used_g[g]) line("-", gold[g]);
      for (size_t f = 0; f < found.size(); ++f)
        if (!used_f[f]) line("+", found[f]);
    }
  }
  print("read", read);
  print("held back", held);
  print("all", all);
  print("nested", nested);
  print("annotators", agreement);
  std::printf("statement stage: %.3f us a word, %ld words\n",
              1e6 * seconds / static_cast<double>(std::max(1L, word_count)), word_count);
  return 0;
}

// Events against news sentences that others coded (data/events/cameo): the class of a sentence's
// main event, and who is source and target.
//
//   cameo_quality [--model NAME] [--coder model|rules]
//
// Three figures: the class, the parties, and all at once in one event or statement (the sentences
// that stand in both files).
// Classes: 0 statement or request, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
// 4 material conflict; the data put CAMEO's roots 01-02, 03-05, 06-08, 09-13 with 16, and 14-20
// into them. The main event is the first that the record tells; a sentence without one is a
// statement. Source and target: a span counts as found if an actor (a recipient) of an event has a
// mention that overlaps it, and a party of ours as right if it overlaps such a span. All at once:
// an event of the class, or a statement where the class is 0, with a source as actor or speaker and
// a target as recipient, addressee or whom the words are about; of what several actors do with each
// other every one of them is a target too. Where no source (target) is marked, any will do.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "dragoman/engine.h"

using namespace dragoman;

namespace {

int class_of(const std::string& cameo) {
  const int root = std::atoi(cameo.substr(0, 2).c_str());
  if (root <= 2) return 0;
  if (root <= 5) return 1;
  if (root <= 8) return 2;
  if (root <= 13 || root == 16) return 3;
  return 4;
}

struct Part {
  long gold = 0, gold_hit = 0, ours = 0, ours_hit = 0;
  void print(const char* name) const {
    const double p = ours ? 100.0 * static_cast<double>(ours_hit) / static_cast<double>(ours) : 0;
    const double r = gold ? 100.0 * static_cast<double>(gold_hit) / static_cast<double>(gold) : 0;
    std::printf("%-8s %5ld gold %5ld found  P %5.1f  R %5.1f  F1 %5.1f\n", name, gold, ours, p, r,
                p + r > 0 ? 2 * p * r / (p + r) : 0);
  }
};

using Spans = std::vector<CharSpan>;
bool overlap(const CharSpan& a, const Spans& list) {
  return std::any_of(list.begin(), list.end(),
                     [&](const CharSpan& b) { return a.start < b.end && b.start < a.end; });
}

// The parties of a role over all events of the record, each once.
void score(const Record& r, bool actors, const Spans& gold, Part& part) {
  std::vector<std::string> ids;
  for (const auto& e : r.events)
    for (const std::string& id : actors ? e.actors : e.recipients)
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  Spans all;
  for (const std::string& id : ids)
    for (const auto& entity : r.entities) {
      if (entity.id != id) continue;
      bool hit = false;
      for (const auto& m : entity.mentions) {
        all.push_back(m.span);
        hit |= overlap(m.span, gold);
      }
      ++part.ours;
      part.ours_hit += hit;
    }
  for (const CharSpan& g : gold) {
    ++part.gold;
    part.gold_hit += overlap(g, all);
  }
}

// Letters and digits of ASCII alone: the two files differ in blanks and signs.
std::string key_of(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)))
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool whole(const Record& r, int cls, const Spans& sources, const Spans& targets) {
  auto hits = [&](const std::vector<std::string>& ids, const Spans& gold) {
    if (gold.empty()) return true;
    for (const auto& entity : r.entities)
      if (std::find(ids.begin(), ids.end(), entity.id) != ids.end())
        for (const auto& m : entity.mentions)
          if (overlap(m.span, gold)) return true;
    return false;
  };
  for (const auto& e : r.events) {
    if (class_of(e.cameo) != cls || !hits(e.actors, sources)) continue;
    if (hits(e.recipients, targets) || (e.actors.size() > 1 && hits(e.actors, targets)))
      return true;
  }
  if (cls == 0)
    for (const auto& s : r.statements)
      if (hits({s.speaker}, sources) && (hits(s.addressees, targets) || hits(s.about, targets)))
        return true;
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  EngineOptions options;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], "--coder") == 0) options.coder = argv[i + 1];
    if (std::strcmp(argv[i], "--model") == 0) options.model = argv[i + 1];
  }
  auto engine = Engine::load(options);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return 1;
  }
  const char* data = std::getenv("DRAGOMAN_DATA");
  const std::string folder =
      std::string(data ? data : DRAGOMAN_SOURCE_DIR "/../shared/data") + "/events/cameo/";
  ReadOptions as_is;
  as_is.as_is = true;
  std::string line;

  std::ifstream classes(folder + "cameo_class.train.tsv");
  if (!classes) {
    std::printf("skipped: %s is not there\n", folder.c_str());
    return 0;
  }
  long right = 0, any = 0, total = 0, table[5][5] = {};
  std::unordered_map<std::string, int> class_by_key;
  while (std::getline(classes, line)) {
    const size_t tab = line.rfind('\t');
    if (tab == std::string::npos) continue;
    const int gold = std::clamp(std::atoi(line.c_str() + tab + 1), 0, 4);
    class_by_key[key_of(line.substr(0, tab))] = gold;
    const Record r = engine->read_text(utf8_repair(line.substr(0, tab)), {}, as_is);
    const int found = r.events.empty() ? 0 : class_of(r.events.front().cameo);
    bool among = r.events.empty() && gold == 0;
    for (const auto& e : r.events) among |= class_of(e.cameo) == gold;
    ++total;
    right += found == gold;
    any += among;
    ++table[gold][found];
  }
  std::printf("class of the main event: %.1f %% of %ld sentences; among the events: %.1f %%\n",
              100.0 * static_cast<double>(right) / static_cast<double>(total), total,
              100.0 * static_cast<double>(any) / static_cast<double>(total));
  for (int g = 0; g < 5; ++g)
    std::printf("  gold %d: %4ld %4ld %4ld %4ld %4ld\n", g, table[g][0], table[g][1], table[g][2],
                table[g][3], table[g][4]);

  std::ifstream names(folder + "cameo_ner.train.iob2");
  Part source, target;
  std::string text;
  Spans sources, targets;
  long sentences = 0, chars = 0, both = 0, all_right = 0;
  auto flush = [&] {
    if (text.empty()) return;
    const Record r = engine->read_text(text, {}, as_is);
    score(r, true, sources, source);
    score(r, false, targets, target);
    ++sentences;
    if (auto cls = class_by_key.find(key_of(text)); cls != class_by_key.end()) {
      ++both;
      all_right += whole(r, cls->second, sources, targets);
    }
    text.clear();
    sources.clear();
    targets.clear();
    chars = 0;
  };
  while (std::getline(names, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) {
      flush();
      continue;
    }
    const size_t cut = line.find_last_of(" \t");
    if (cut == std::string::npos) continue;
    const std::string word = utf8_repair(line.substr(0, line.find_first_of(" \t")));
    const std::string tag = line.substr(cut + 1);
    long length = 0;
    for (unsigned char c : word) length += (c & 0xC0) != 0x80;
    if (!text.empty()) {
      text += ' ';
      ++chars;
    }
    const auto start = static_cast<uint32_t>(chars), end = static_cast<uint32_t>(chars + length);
    text += word;
    chars += length;
    for (auto [name, list] : {std::pair("S", &sources), std::pair("T", &targets)}) {
      if (tag == std::string("B-") + name)
        list->push_back({start, end});
      else if (tag == std::string("I-") + name && !list->empty())
        list->back().end = end;
    }
  }
  flush();
  std::printf("parties of %ld sentences\n", sentences);
  source.print("source");
  target.print("target");
  std::printf("class, source and target in one: %.1f %% of %ld sentences\n",
              both ? 100.0 * static_cast<double>(all_right) / static_cast<double>(both) : 0, both);
  return 0;
}

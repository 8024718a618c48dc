// The measurements of entity_quality.cpp.
#include "base/fold.h"
#include "eval/coref.h"

namespace {

// --- coreference on GUM ---

struct GumMention {
  uint32_t first = 0, last = 0;  // words of the document, inclusive
  std::string entity, type;
};

// The Entity= values of a document's words: "(12-person-new-…", "12)", "(7-place-…)".
std::vector<GumMention> gum_mentions(const Conllu& sentences) {
  std::vector<GumMention> out;
  std::map<std::string, std::vector<size_t>> open;
  uint32_t word = 0;
  for (const ConlluSentence& s : sentences)
    for (const ConlluWord& w : s.words) {
      size_t at = w.misc.find("Entity=");
      if (at != std::string::npos && (at == 0 || w.misc[at - 1] == '|')) {
        std::string value = w.misc.substr(at + 7);
        value = value.substr(0, value.find('|'));
        for (size_t i = 0; i < value.size();) {
          if (value[i] == '(') {
            size_t dash = value.find('-', i), end = value.find_first_of("()", i + 1);
            size_t stop = end == std::string::npos ? value.size() : end;
            GumMention m;
            m.entity = value.substr(i + 1, std::min(dash, stop) - i - 1);
            size_t second = value.find('-', dash + 1);
            if (dash < stop) m.type = value.substr(dash + 1, std::min(second, stop) - dash - 1);
            m.first = m.last = word;
            out.push_back(m);
            if (stop < value.size() && value[stop] == ')')
              i = stop + 1;  // one word
            else {
              open[m.entity].push_back(out.size() - 1);
              i = stop;
            }
          } else if (value[i] == ')') {
            ++i;
          } else {  // "12)"
            size_t end = std::min(value.find(')', i), value.size());
            std::string entity = value.substr(i, end - i);
            auto found = open.find(entity);
            if (found != open.end() && !found->second.empty()) {
              out[found->second.back()].last = word;
              found->second.pop_back();
            }
            i = end + 1;
          }
        }
      }
      ++word;
    }
  return out;
}

uint32_t head_word(const Trees& trees, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; ++i)
    if (trees.head[i] == i || trees.head[i] < first || trees.head[i] >= last) return i;
  return last - 1;
}

std::string_view d_word(const Document& d, uint32_t i) {
  return d.tokens.span(i).of(d.text.content);
}

int run_gum(const Loaded& l, const std::vector<std::string>& args) {
  std::string part = args.empty() ? "test" : args[0];
  bool errors = args.size() > 1 && args[1] == "errors";
  auto all = read_conllu(read_file(data() + "/treebank/en_gum_open-ud-" + part + ".conllu"));
  if (!all) {
    std::printf("%s\n", all.error().message.c_str());
    return 1;
  }
  std::vector<std::pair<std::string, Conllu>> documents;
  for (ConlluSentence& s : *all) {
    if (documents.empty() || s.starts_document())
      documents.push_back({std::string(s.comment("newdoc id")), {}});
    documents.back().second.push_back(std::move(s));
  }
  std::map<std::string, CorefScores> by_genre;
  CorefScores total, with_singletons;
  LanguageScratch scratch;
  for (auto& [id, sentences] : documents) {
    std::string genre = id.substr(4, id.find('_', 4) - 4);
    Document gold_trees = to_document(sentences);
    Document d;
    d.text = gold_trees.text;
    d.tokens = gold_trees.tokens;
    if (l.language && l.model)
      analyze_language(d.text, d.tokens, *l.language, scratch, d.tags, d.trees, d.names);
    find_actors(l, d, true);
    // Mentions are the same if their heads in the gold tree are (CorefUD's head match).
    std::map<std::string, std::map<uint32_t, bool>> gold;
    std::map<uint32_t, std::string> kept_heads;
    for (const GumMention& m : gum_mentions(sentences)) {
      if (m.type != "person" && m.type != "organization" && m.type != "place") continue;
      uint32_t head = head_word(gold_trees.trees, m.first, m.last + 1);
      if (kept_heads.emplace(head, m.entity).second) gold[m.entity][head] = true;
    }
    // A group of entities is a cluster of its own; a state and its land are one, as in GUM.
    std::map<std::string, std::map<uint32_t, bool>> system;
    std::map<uint32_t, std::string> who;
    std::map<std::pair<uint32_t, uint32_t>, std::string> groups;
    for (const MentionRow& m : d.entities.mentions) {
      const EntityRow& e = d.entities.rows[m.entity.index];
      std::string key = "e" + std::to_string(m.entity.index);
      if (e.country.size() == 3 &&
          (e.kind == EntityKind::kState ||
           (e.kind == EntityKind::kPlace && (e.name == l.gazetteer->state_name(e.country) ||
                                             (e.place && e.place->feature.substr(0, 3) == "PCL")))))
        key = "state " + e.country;
      // The government of a state is the state here and a body of its own there.
      if (e.kind == EntityKind::kState && m.form == MentionForm::kNominal) {
        std::string noun = fold(d_word(d, m.last - 1));
        for (const char* word : {"government", "administration", "regime", "authorities"})
          if (noun == word) key += " government";
      }
      groups[{m.first, m.last}] += key + " ";
    }
    for (const auto& [span, key] : groups) {
      uint32_t head = head_word(gold_trees.trees, span.first, span.second);
      // GUM marks no adjectives (a Greek island).
      if (gold_trees.tags.upos[head] == Upos::kAdj && span.second == span.first + 1 &&
          universal(gold_trees.trees.deprel[head]) == Deprel::kAmod)
        continue;
      if (who.emplace(head, key).second) system[key][head] = true;
    }
    auto clusters = [](const auto& from, bool singletons) {
      CorefClusters out;
      for (const auto& [key, heads] : from) {
        if (heads.size() < 2 && !singletons) continue;
        std::vector<uint64_t> cluster;
        for (const auto& head : heads) cluster.push_back(head.first);
        out.push_back(std::move(cluster));
      }
      return out;
    };
    CorefScores s = score_coref(clusters(gold, false), clusters(system, false));
    by_genre[genre] += s;
    total += s;
    with_singletons += score_coref(clusters(gold, true), clusters(system, true));
    if (errors) {
      std::printf("\n# %s\n", id.c_str());
      for (const auto& [key, heads] : system) {
        if (heads.size() < 2) continue;
        std::map<std::string, int> mix;
        for (const auto& head : heads) {
          auto at = kept_heads.find(head.first);
          ++mix[at == kept_heads.end() ? "-" : at->second];
        }
        if (mix.size() < 2) continue;
        std::printf("%s:", key.c_str());
        for (const auto& head : heads) {
          auto at = kept_heads.find(head.first);
          std::printf(" %s/%s", std::string(d.tokens.span(head.first).of(d.text.content)).c_str(),
                      at == kept_heads.end() ? "-" : at->second.c_str());
        }
        std::printf("\n");
      }
      for (const auto& [key, heads] : gold) {
        if (heads.size() < 2) continue;
        std::printf("missed %s:", key.c_str());
        for (const auto& head : heads)
          if (!who.count(head.first))
            std::printf(" %s", std::string(d.tokens.span(head.first).of(d.text.content)).c_str());
        std::printf("\n");
      }
    }
  }
  std::printf("%-14s %21s %20s %20s %20s %6s\n", "GUM", "mentions P R F", "MUC P R F", "B3 P R F",
              "CEAF-e P R F", "mean");
  auto row = [](const std::string& name, const CorefScores& s) {
    std::printf("%-14s", name.c_str());
    for (const CorefScore* x : {&s.mentions, &s.muc, &s.b_cubed, &s.ceaf_e})
      std::printf("  %5.1f %5.1f %5.1f ", 100 * x->precision(), 100 * x->recall(), 100 * x->f1());
    std::printf(" %5.1f\n", 100 * s.mean());
  };
  for (const auto& [genre, s] : by_genre) row(genre, s);
  row("all", total);
  row("+ singletons", with_singletons);
  return 0;
}

// --- linking on our own gold ---

// Country, kind and the link between mentions of one entity, for every mention of the gold. A
// mention of ours counts if it covers the last word of the gold's name or phrase and begins or ends
// where it does, or overlaps it by more than half.
int run_link(const Loaded& l, const std::vector<std::string>& args) {
  const std::string folder = root() + "/test/gold/actors/";
  const std::string which = args.empty() ? "gold" : args[0];
  const bool wanted_errors = args.size() > 1;
  auto rows = [](const std::string& path) {
    std::vector<std::vector<std::string>> out;
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
      if (line.empty() || line[0] == '#') continue;
      std::vector<std::string> cells(1);
      for (char c : line)
        if (c == '\t')
          cells.emplace_back();
        else
          cells.back() += c;
      out.push_back(std::move(cells));
    }
    return out;
  };
  std::map<std::string, std::vector<std::string>> annotation;
  for (auto& row :
       rows(folder + (which == "gold" ? std::string("gold") : "annotation_" + which) + ".tsv"))
    annotation[row[0]] = row;
  std::map<std::string, std::vector<std::vector<std::string>>> mentions;
  for (auto& row : rows(folder + "mentions.tsv")) mentions[row[1]].push_back(row);
  struct Count {
    size_t gold = 0, found = 0, country = 0, with_country = 0, kind = 0, links = 0, links_right = 0,
           links_found = 0, group = 0, group_right = 0;
  };
  // Passages of odd number are tuned on, the even ones are not read.
  Count halves[2];
  LanguageScratch scratch;
  for (auto& passage : rows(folder + "passages.tsv")) {
    const size_t half = std::atoi(passage[0].c_str() + 1) % 2 == 0;
    auto& [gold, found, country, with_country, kind, links, links_right, links_found, group,
           group_right] = halves[half];
    const bool errors = wanted_errors && half == 0;
    Document d;
    d.text.content = passage[2];
    d.text.info.published = Published{passage[1], "day", "argument", ""};
    d.tokens = l.segmenter && l.model ? segment(d.text, *l.segmenter) : segment(d.text);
    if (l.language && l.model)
      analyze_language(d.text, d.tokens, *l.language, scratch, d.tags, d.trees, d.names);
    find_actors(l, d);
    std::vector<uint32_t> byte;
    for (size_t i = 0; i < d.text.content.size(); ++i)
      if ((static_cast<unsigned char>(d.text.content[i]) & 0xC0) != 0x80)
        byte.push_back(static_cast<uint32_t>(i));
    byte.push_back(static_cast<uint32_t>(d.text.content.size()));
    std::map<std::string, uint32_t> first_of;  // gold entity → our entity at its first mention
    for (auto& m : mentions[passage[0]]) {
      const auto& a = annotation[m[0]];
      if (a.size() < 4 || a[1].empty()) continue;
      Span span{byte[static_cast<size_t>(std::atoi(m[2].c_str()))],
                byte[static_cast<size_t>(std::atoi(m[3].c_str()))]};
      std::vector<const MentionRow*> hits;
      double best = 0;
      for (const MentionRow& row : d.entities.mentions) {
        if (!row.span.overlaps(span)) continue;
        double shared = std::min(row.span.end, span.end) - std::max(row.span.start, span.start);
        double iou =
            shared / (std::max(row.span.end, span.end) - std::min(row.span.start, span.start));
        bool edge = row.span.end == span.end || row.span.start == span.start;
        if (iou <= 0.5 && !(edge && shared == std::min(row.span.size(), span.size()))) continue;
        if (iou > best + 1e-9) hits.clear();
        if (iou + 1e-9 >= best) {
          best = std::max(best, iou);
          hits.push_back(&row);
        }
      }
      ++gold;
      std::string ours;
      std::set<std::string> countries;
      for (const MentionRow* h : hits) countries.insert(d.entities.rows[h->entity.index].country);
      for (const std::string& c : countries) ours += (ours.empty() ? "" : "|") + c;
      std::set<std::string> wanted;
      for (size_t at = 0; at <= a[2].size();) {
        size_t bar = std::min(a[2].find('|', at), a[2].size());
        wanted.insert(a[2].substr(at, bar - at));
        at = bar + 1;
      }
      bool several = wanted.size() > 1;
      if (!hits.empty()) ++found;
      if (!a[2].empty()) {
        ++with_country;
        bool right = !hits.empty() && countries == wanted;
        country += right;
        if (several) {
          ++group;
          group_right += right;
        }
        if (!right && errors)
          std::printf("country %s: %s wants %s, is %s\n", m[0].c_str(), m[4].c_str(), a[2].c_str(),
                      hits.empty() ? "(not found)" : ours.c_str());
      }
      if (!hits.empty() && !several) {
        const EntityRow& e = d.entities.rows[hits[0]->entity.index];
        bool right = to_string(e.kind) == a[1];
        kind += right;
        if (!right && errors)
          std::printf("kind %s: %s wants %s, is %s\n", m[0].c_str(), m[4].c_str(), a[1].c_str(),
                      std::string(to_string(e.kind)).c_str());
        auto [at, fresh] = first_of.try_emplace(a[3] + " " + a[1], hits[0]->entity.index);
        if (!fresh) {
          ++links_found;
          links_right += at->second == hits[0]->entity.index;
          if (at->second != hits[0]->entity.index && errors)
            std::printf("link %s: %s is not %s\n", m[0].c_str(), m[4].c_str(),
                        d.entities.rows[at->second].name.c_str());
        }
        ++links;
      }
    }
  }
  auto rate = [](size_t a, size_t b) {
    return b ? 100.0 * static_cast<double>(a) / static_cast<double>(b) : 0;
  };
  auto print = [&](const char* part, const Count& c) {
    std::printf(
        "annotation %s, %s: %zu mentions; found %.1f %%; country right %.1f %% of %zu (of groups "
        "%.1f %% of %zu); kind right %.1f %% of those found; "
        "later mentions linked to the first %.1f %% of %zu\n",
        which.c_str(), part, c.gold, rate(c.found, c.gold), rate(c.country, c.with_country),
        c.with_country, rate(c.group_right, c.group), c.group, rate(c.kind, c.links),
        rate(c.links_right, c.links_found), c.links_found);
  };
  const Count &a = halves[0], &b = halves[1];
  print("odd", a);
  print("even", b);
  print("all",
        {a.gold + b.gold, a.found + b.found, a.country + b.country, a.with_country + b.with_country,
         a.kind + b.kind, a.links + b.links, a.links_right + b.links_right,
         a.links_found + b.links_found, a.group + b.group, a.group_right + b.group_right});
  return 0;
}

// --- places ---

std::string tag_text(const std::string& xml, const std::string& tag, size_t from, size_t to,
                     size_t* end = nullptr) {
  size_t open = xml.find("<" + tag, from);
  if (open == std::string::npos || open >= to) return {};
  size_t start = xml.find('>', open) + 1, close = xml.find("</" + tag + ">", start);
  if (end) *end = close + tag.size() + 3;
  return xml.substr(start, close - start);
}

std::string unescape(std::string text) {
  if (text.starts_with("<![CDATA[")) return text.substr(9, text.size() - 12);
  for (auto [from, to] : {std::pair<const char*, const char*>{"&lt;", "<"},
                          {"&gt;", ">"},
                          {"&quot;", "\""},
                          {"&apos;", "'"},
                          {"&amp;", "&"}})
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; ++at)
      text.replace(at, std::strlen(from), to);
  return text;
}

int run_geo(const Loaded& l, const std::vector<std::string>& args) {
  const bool wanted_errors = !args.empty() && args[0] == "errors";
  LanguageScratch scratch;
  for (std::string name : {"lgl", "GeoVirus"}) {
    bool lgl = name == "lgl";
    std::string xml = read_file(data() + "/geo/" + name + ".xml");
    if (xml.empty()) {
      std::printf("skipped: %s.xml is not there\n", name.c_str());
      continue;
    }
    struct Count {
      size_t gold = 0, found = 0, near = 0, right_country = 0, with_country = 0, system = 0,
             resolved = 0, system_true = 0;
    };
    // Every other document, from the first, is tuned on; the others are not read.
    Count halves[2];
    size_t number = 0;
    std::map<std::string, int> missed;
    for (size_t at = 0;; ++number) {
      auto& [gold, found, near, right_country, with_country, system, resolved, system_true] =
          halves[number % 2];
      const bool errors = wanted_errors && number % 2 == 0;
      size_t begin = xml.find("<article>", at), alternative = xml.find("<article ", at);
      begin = std::min(begin, alternative);
      if (begin == std::string::npos) break;
      size_t end = xml.find("</article>", begin);
      at = end;
      Document d = analyse(l, unescape(tag_text(xml, "text", begin, end)), scratch,
                           lgl ? tag_text(xml, "domain", begin, end) : std::string());
      std::map<uint32_t, const MentionRow*> by_char;
      // Gold offsets count code points; ours are bytes.
      std::vector<uint32_t> chars(d.text.content.size() + 1);
      uint32_t n = 0;
      for (size_t i = 0; i < d.text.content.size(); ++i) {
        chars[i] = n;
        if ((static_cast<unsigned char>(d.text.content[i]) & 0xC0) != 0x80) ++n;
      }
      chars[d.text.content.size()] = n;
      std::map<uint32_t, uint32_t> byte_of;
      for (size_t i = 0; i < d.text.content.size(); ++i)
        if ((static_cast<unsigned char>(d.text.content[i]) & 0xC0) != 0x80)
          byte_of[chars[i]] = static_cast<uint32_t>(i);
      std::vector<bool> claimed(d.entities.mentions.size(), false);
      for (size_t t = tag_text(xml, "text", begin, end).empty() ? end : begin;;) {
        size_t stop = 0;
        size_t open = xml.find(lgl ? "<toponym>" : "<location>", t);
        if (open == std::string::npos || open >= end) break;
        stop = xml.find(lgl ? "</toponym>" : "</location>", open);
        t = stop;
        auto start = static_cast<uint32_t>(std::atoi(tag_text(xml, "start", open, stop).c_str()));
        auto finish = static_cast<uint32_t>(std::atoi(tag_text(xml, "end", open, stop).c_str()));
        std::string lat = tag_text(xml, "lat", open, stop), lon = tag_text(xml, "lon", open, stop);
        if (lat.empty()) continue;
        if (!lgl) {
          --start;
          --finish;
        }  // GeoVirus counts from 1
        std::string phrase = unescape(tag_text(xml, lgl ? "phrase" : "name", open, stop));
        ++gold;
        auto byte = byte_of.find(start);
        if (byte == byte_of.end()) continue;
        if (d.text.content.compare(byte->second, phrase.size(), phrase) !=
            0) {  // off by one in the data
          for (int shift : {-1, 1, 2, -2})
            if (byte_of.count(start + static_cast<uint32_t>(shift)) &&
                d.text.content.compare(byte_of[start + static_cast<uint32_t>(shift)], phrase.size(),
                                       phrase) == 0)
              byte = byte_of.find(start + static_cast<uint32_t>(shift));
        }
        Span span{byte->second, byte->second + static_cast<uint32_t>(phrase.size())};
        const EntityRow* hit = nullptr;
        for (size_t m = 0; m < d.entities.mentions.size(); ++m) {
          const MentionRow& row = d.entities.mentions[m];
          if (!row.span.overlaps(span)) continue;
          const EntityRow& e = d.entities.rows[row.entity.index];
          // "U.S." inside "U.S. Army": found if it gave the whole its country.
          if (row.span.contains(span) && row.span.size() > span.size() && e.country.size() == 3) {
            Text part;
            part.content = phrase;
            Tokens w = segment(part);
            std::vector<uint64_t> hashes;
            Gazetteer::hash_words(part, w, hashes);
            auto match = l.gazetteer->longest(hashes, 0);
            for (uint32_t f = match.form; f != Gazetteer::kNone; f = l.gazetteer->form(f).next)
              if (match.length == hashes.size() && l.gazetteer->actor_of(f).country == e.country &&
                  (!hit))
                hit = &e;
          }
          if (e.kind != EntityKind::kPlace && e.kind != EntityKind::kState &&
              e.kind != EntityKind::kPopulation)
            continue;
          claimed[m] = true;
          if (!hit || e.place) hit = &e;
        }
        if (!hit) {
          if (errors) ++missed[phrase];
          continue;
        }
        ++found;
        // A state as actor lies where its land lies.
        double plat = 0, plon = 0;
        bool has = false;
        if (hit->place)
          plat = hit->place->lat, plon = hit->place->lon, has = true;
        else if (hit->kind != EntityKind::kPlace && !hit->country.empty() && !l.places.empty()) {
          // … and a capital that stands for a state lies where the capital lies.
          Text t2;
          t2.content = phrase;
          Tokens w2 = segment(t2);
          std::vector<uint64_t> h2;
          Gazetteer::hash_words(t2, w2, h2);
          for (std::string_view seat : {"PPLC", ""})
            for (uint32_t p : l.places.candidates(l.places.longest(h2, 0)))
              if (!has && hit->kind == EntityKind::kState &&
                  !(*seat.data() && PlaceTable::alternate(p)) &&
                  PlaceTable::feature(l.places.place(p)).starts_with(seat) &&
                  PlaceTable::country(l.places.place(p)) == hit->country)
                plat = l.places.place(p).lat, plon = l.places.place(p).lon, has = true;
          for (uint32_t p = 0; p < l.places.size() && !has; ++p)
            if (PlaceTable::country(l.places.place(p)) == hit->country &&
                PlaceTable::feature(l.places.place(p)).starts_with("PCL")) {
              plat = l.places.place(p).lat, plon = l.places.place(p).lon, has = true;
              break;
            }
        }
        if (!has) continue;
        ++resolved;
        double km = distance_km(plat, plon, std::atof(lat.c_str()), std::atof(lon.c_str()));
        near += km <= 161;
        if (lgl) {
          std::string country = tag_text(xml, "country", open, stop);
          if (!country.empty()) {
            ++with_country;
            auto form = [&] {
              std::string code;
              Text text;
              text.content = country;
              Tokens tokens = segment(text);
              std::vector<uint64_t> hashes;
              Gazetteer::hash_words(text, tokens, hashes);
              auto match = l.gazetteer->longest(hashes, 0);
              for (uint32_t f = match.form; f != Gazetteer::kNone; f = l.gazetteer->form(f).next)
                if (l.gazetteer->actor_of(f).kind == EntityKind::kState)
                  return l.gazetteer->actor_of(f).country;
              return code;
            }();
            const std::string ours(
                l.gazetteer->land_of(hit->place ? hit->place->country : hit->country));
            right_country += form == ours;
            if (errors && form != ours)
              std::printf("%s country: %s wants %s, is %s, %s, document %zu\n", name.c_str(),
                          phrase.c_str(), form.c_str(), ours.c_str(),
                          std::string(to_string(hit->kind)).c_str(), number);
          }
        }
        if (errors && km > 161)
          std::printf("%s far: %s %.0f km (%.1f %.1f / %s %s) %s, document %zu\n", name.c_str(),
                      phrase.c_str(), km, plat, plon, lat.c_str(), lon.c_str(),
                      hit->place ? hit->place->feature.c_str() : "state", number);
      }
      for (size_t m = 0; m < d.entities.mentions.size(); ++m) {
        const MentionRow& row = d.entities.mentions[m];
        const EntityRow& e = d.entities.rows[row.entity.index];
        bool land = e.kind == EntityKind::kPlace || e.kind == EntityKind::kState;
        if (!land || row.form != MentionForm::kName) continue;
        ++system;
        system_true += claimed[m];
        if (errors && !claimed[m])
          std::printf("%s extra: %s\n", name.c_str(),
                      std::string(row.span.of(d.text.content)).c_str());
      }
    }
    auto print = [&](const char* part, const Count& c) {
      auto share = [](size_t a, size_t b) {
        return static_cast<double>(a) / static_cast<double>(std::max<size_t>(1, b));
      };
      double p = share(c.system_true, c.system), r = share(c.found, c.gold);
      std::printf(
          "%-9s %-9s gold %zu: recognised P %.3f R %.3f F1 %.3f; located %zu, within 161 km %.3f",
          name.c_str(), part, c.gold, p, r, 2 * p * r / (p + r), c.resolved,
          share(c.near, c.resolved));
      if (c.with_country)
        std::printf(", right country %.3f of %zu", share(c.right_country, c.with_country),
                    c.with_country);
      std::printf("\n");
    };
    const Count &a = halves[0], &b = halves[1];
    print("tuned on", a);
    print("held out", b);
    print("all", {a.gold + b.gold, a.found + b.found, a.near + b.near,
                  a.right_country + b.right_country, a.with_country + b.with_country,
                  a.system + b.system, a.resolved + b.resolved, a.system_true + b.system_true});
    if (wanted_errors)
      for (const auto& [phrase, n] : missed)
        if (n >= 3) std::printf("%s missed %d: %s\n", name.c_str(), n, phrase.c_str());
  }
  return 0;
}

// Megabytes of plain text through the stage alone (words, tags and trees made before).
int run_speed(const Loaded& l, const std::vector<std::string>& files) {
  LanguageScratch scratch;
  std::vector<Document> documents;
  size_t words = 0;
  for (const std::string& path : files) {
    Document d;
    d.text.content = read_file(path);
    d.tokens = segment(d.text);
    if (l.language && l.model)
      analyze_language(d.text, d.tokens, *l.language, scratch, d.tags, d.trees, d.names);
    words += d.tokens.size();
    documents.push_back(std::move(d));
  }
  size_t mentions = 0;
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    mentions = 0;
    auto start = std::chrono::steady_clock::now();
    for (const Document& d : documents)
      mentions += find_entities(d.text, d.tokens, d.tags, d.trees, d.names, *l.gazetteer, l.places)
                      .mentions.size();
    best = std::min(
        best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("%zu documents, %zu words, %zu mentions: %.2f M words/s (best of 5)\n",
              documents.size(), words, mentions, static_cast<double>(words) / best / 1e6);
  return 0;
}

}  // namespace

// The tables that the event stage reads, and what the rules make of them, as JSON lines: what the
// statistical layer is trained on (train/events.py).
//   event_tables [--model NAME] < texts.jsonl > tables.jsonl
// A line in: {"id","text","published"}. The first line out gives the sizes of the tables. Then a
// line a text: words [start, end, form, lemma, upos, head], sentences (first words), mentions
// [first, last, entity, form], entities [kind, country], events of the rules, rows of every word,
// candidates a sentence [entity, head word or -1, mention or -1] and pairs {act word: [rows of each
// candidate]}. Offsets are bytes.
#include <cstdio>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

#include "clean/clean.h"
#include "event/features.h"
#include "pipeline/analyze.h"

using namespace dragoman;
using Json = nlohmann::json;

int main(int argc, char** argv) {
  EngineOptions options;
  options.coder = "rules";
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--model") == 0) options.model = argv[++i];
  auto resources = load_resources(options);
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().message.c_str());
    return 1;
  }
  Scratch scratch;
  Json sizes;
  sizes["word_rows"] = EventFeatures::word_rows();
  sizes["pair_rows"] = EventFeatures::pair_rows();
  sizes["type_row"] = EventFeatures::type_row();
  sizes["status_row"] = EventFeatures::status_row();
  sizes["cue_row"] = EventFeatures::cue_row();
  sizes["word_rows_of_rules"] = EventFeatures::word_rows_of_rules();
  sizes["pair_rows_of_rules"] = EventFeatures::pair_rows_of_rules();
  sizes["word_rows_of_hits"] = EventFeatures::word_rows_of_hits();
  std::cout << sizes.dump() << '\n';
  std::string line;
  while (std::getline(std::cin, line)) {
    const Json in = Json::parse(line, nullptr, false);
    if (!in.is_object()) continue;
    RawReport raw;
    raw.bytes = in.value("text", "");
    raw.format = "text";
    if (in.contains("published") && in["published"].is_string())
      raw.given.published = in["published"];
    ReadOptions read;
    read.as_is = true;
    Document d;
    d.text = clean(raw, read);
    EventEvidence evidence;
    analyze_text(d, *resources, scratch, nullptr, &evidence);
    Json out;
    out["id"] = in.value("id", "");
    out["text"] = d.text.content;
    Json words = Json::array();
    for (uint32_t i = 0; i < d.tokens.size(); ++i)
      words.push_back({d.tokens.start[i], d.tokens.end[i], d.tokens.span(i).of(d.text.content),
                       d.tags.lemma(i), to_string(d.tags.upos[i]), d.trees.head[i]});
    out["words"] = words;
    out["sentences"] = d.tokens.sentence_first;
    Json mentions = Json::array();
    for (const MentionRow& m : d.entities.mentions)
      mentions.push_back({m.first, m.last, m.entity.index, static_cast<int>(m.form)});
    out["mentions"] = mentions;
    Json entities = Json::array();
    for (const EntityRow& e : d.entities.rows)
      entities.push_back({static_cast<int>(e.kind), e.country});
    out["entities"] = entities;
    auto ids = [](const std::vector<EntityId>& list) {
      Json a = Json::array();
      for (EntityId id : list) a.push_back(id.index);
      return a;
    };
    Json events = Json::array();
    for (const EventRow& e : evidence.rules)
      events.push_back(
          {e.trigger_word, e.type, e.mode, to_string(e.status), ids(e.actors), ids(e.recipients)});
    out["events"] = events;
    const TreeIndex tree(d.text, d.tokens, d.tags, d.trees, &resources->forms);
    const EventFeatures features(d.tokens, d.tags, tree, d.entities, evidence.quotes,
                                 evidence.rules, evidence.hits);
    Json rows = Json::array(), candidates = Json::array(), pairs = Json::object();
    EventSentence sentence;
    std::vector<uint32_t> pair;
    for (size_t s = 0; s < d.tokens.sentences(); ++s) {
      const bool readable = features.sentence(s, sentence);
      if (!readable) sentence.candidates.clear();
      Json list = Json::array();
      for (const PartyCandidate& c : sentence.candidates)
        list.push_back({c.entity.index, static_cast<int64_t>(static_cast<int32_t>(c.word)),
                        static_cast<int64_t>(static_cast<int32_t>(c.mention))});
      candidates.push_back(list);
      for (uint32_t i = sentence.first; i < sentence.last; ++i) {
        const uint32_t k = i - sentence.first;
        if (!readable) {
          rows.push_back(Json::array());
          continue;
        }
        rows.push_back(std::vector<uint32_t>(sentence.rows.begin() + sentence.row_begin[k],
                                             sentence.rows.begin() + sentence.row_begin[k + 1]));
        if (!features.may_act(i) || sentence.candidates.empty()) continue;
        Json all = Json::array();
        for (const PartyCandidate& c : sentence.candidates) {
          features.pair(sentence, i, c, pair);
          all.push_back(pair);
        }
        pairs[std::to_string(i)] = all;
      }
    }
    out["rows"] = rows;
    out["candidates"] = candidates;
    out["pairs"] = pairs;
    std::cout << out.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
}

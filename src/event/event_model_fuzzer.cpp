// The shipped event model with any bytes of it changed: an error, or a model that reads a sentence
// without harm. The model is taken from DRAGOMAN_MODELS or the folder "models"; without one nothing
// runs. The first byte of the input says where: the manifest, the head of the file,
// anywhere; what follows are places (three bytes) and what is written there (one byte). The
// checksum is set right, so that what lies behind it is reached.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "base/hash.h"
#include "document/tree_index.h"
#include "event/event_model.h"

namespace {

using namespace dragoman;

const std::string& shipped() {
  static const std::string bytes = [] {
    const char* folder = std::getenv("DRAGOMAN_MODELS");  // NOLINT(concurrency-mt-unsafe)
    std::ifstream in(std::string(folder ? folder : "models") + "/events.dgm", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  return bytes;
}

// "France thanked Norway." with its parties, a tree and one act that the rules found.
struct Sample {
  Document d;
  Sample() {
    d.text.content = "France thanked Norway .";
    d.tokens.start = {0, 7, 15, 22};
    d.tokens.end = {6, 14, 21, 23};
    d.tokens.flags.assign(4, Tokens::kSpaceAfter);
    d.tokens.sentence_first = {0, 4};
    d.tags.upos = {Upos::kPropn, Upos::kVerb, Upos::kPropn, Upos::kPunct};
    d.tags.lemmas = "FrancethankNorway.";
    d.tags.lemma_end = {6, 11, 17, 18};
    d.tags.feats.assign(4, 0);
    d.trees.head = {1, 1, 1, 1};
    d.trees.deprel = {Deprel::kNsubj, Deprel::kRoot, Deprel::kObj, Deprel::kPunct};
    for (uint32_t word : {0u, 2u}) {
      EntityRow row;
      row.kind = EntityKind::kState;
      row.name = d.tokens.span(word).of(d.text.content);
      row.country = word == 0 ? "FRA" : "NOR";
      MentionRow mention;
      mention.first = word;
      mention.last = word + 1;
      mention.span = d.tokens.span(word);
      mention.entity = EntityId(d.entities.rows.size());
      mention.form = MentionForm::kName;
      d.entities.rows.push_back(row);
      d.entities.mentions.push_back(mention);
    }
    if (!verify(d).empty()) std::abort();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Sample sample;
  if (size < 1 || shipped().size() < 4096) return 0;
  std::string bytes = shipped();
  const size_t reach = data[0] % 3 == 0 ? 8192 : data[0] % 3 == 1 ? 65536 : bytes.size();
  const size_t from = data[0] % 3 == 2 ? 24 : 12;
  for (size_t i = 1; i + 4 <= size; i += 4) {
    const size_t at = size_t{data[i]} | size_t{data[i + 1]} << 8 | size_t{data[i + 2]} << 16;
    bytes[from + at % (std::min(reach, bytes.size()) - from)] = static_cast<char>(data[i + 3]);
  }
  const uint64_t sum = hash64(std::string_view(bytes).substr(24));
  std::memcpy(bytes.data() + 16, &sum, 8);
  auto file = ModelFile::from_bytes(bytes, "fuzz");
  if (!file) return 0;
  auto model = EventModel::from_file(std::move(*file));
  if (!model) return 0;
  const Document& d = sample.d;
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  static const Quotes quotes;
  static const Events rules;
  static const std::vector<TriggerHit> hits;
  const EventFeatures features(d.tokens, d.tags, tree, d.entities, quotes, rules, hits);
  EventScratch scratch;
  const Judgement judged =
      judge_events(*model, d.tokens, d.tags, tree, d.entities, features, scratch);
  for (const JudgedAct& act : judged.acts) {
    if (act.word >= d.tokens.size()) std::abort();
    for (EntityId id : act.actors)
      if (id.index >= d.entities.rows.size()) std::abort();
    for (EntityId id : act.recipients)
      if (id.index >= d.entities.rows.size()) std::abort();
  }
  return 0;
}

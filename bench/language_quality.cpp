// Quality of the language engine against the treebanks and the name annotation: the table of
// docs/language.md. Data: DRAGOMAN_DATA, else ../shared/data beside the project.
//
//   language_quality [MODEL…]        EWT test, GUM test a genre, UNER dev; raw text and gold tokens
//   language_quality --errors        also lists how the raw text was cut wrongly (EWT dev)
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "eval/conllu.h"
#include "eval/score.h"
#include "segment/segment.h"
#include "segment/segment_model.h"
#include "tag/language_model.h"

namespace {

using namespace dragoman;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The sentences of one document, and the genre that its id names.
struct Part {
  std::string genre;
  Conllu gold;
};

std::vector<Part> parts_of(const std::string& path) {
  std::vector<Part> out;
  auto all = read_conllu(read_file(path));
  if (!all) {
    std::printf("%s: %s\n", path.c_str(), all.error().message.c_str());
    return out;
  }
  for (ConlluSentence& s : *all) {
    if (out.empty() || s.starts_document()) {
      std::string id(s.comment("newdoc id"));
      std::string genre = id.substr(0, id.find('-'));
      if (id.starts_with("GUM_")) genre = id.substr(4, id.find('_', 4) - 4);
      out.push_back({genre, {}});
    }
    out.back().gold.push_back(std::move(s));
  }
  return out;
}

void print_head() {
  std::printf("%-34s %6s %6s %6s %6s %6s %6s %6s %6s\n", "", "words", "sents", "UPOS", "feats",
              "lemma", "UAS", "LAS", "n");
}

void print_row(const std::string& name, const TreeScores& s) {
  auto p = [](const Score& x) { return 100 * x.f1(); };
  std::printf("%-34s %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6zu\n", name.c_str(), p(s.words),
              p(s.sentences), p(s.upos), p(s.ufeats), p(s.lemmas), p(s.uas), p(s.las),
              s.words.gold);
}

void errors(const Conllu& gold, const Document& d) {
  const Document g = to_document(gold);
  std::map<uint32_t, uint32_t> words, ends;
  for (size_t i = 0; i < g.tokens.size(); ++i) words[g.tokens.start[i]] = g.tokens.end[i];
  for (size_t i = 0; i < d.tokens.size(); ++i) {
    auto it = words.find(d.tokens.start[i]);
    if (it != words.end() && it->second == d.tokens.end[i]) continue;
    const uint32_t from = d.tokens.start[i] > 20 ? d.tokens.start[i] - 20 : 0;
    std::string around = g.text.content.substr(from, 50);
    for (char& c : around)
      if (c == '\n') c = ' ';
    std::printf("WORD [%s] in: %s\n", std::string(d.tokens.span(i).of(d.text.content)).c_str(),
                around.c_str());
  }
  auto sentence_ends = [](const Tokens& t) {
    std::map<uint32_t, bool> out;
    for (size_t s = 0; s < t.sentences(); ++s) out[t.sentence_span(s).end] = true;
    return out;
  };
  auto a = sentence_ends(g.tokens), b = sentence_ends(d.tokens);
  auto show = [&](const char* what, uint32_t at) {
    const uint32_t from = at > 40 ? at - 40 : 0;
    std::string left = g.text.content.substr(from, at - from),
                right = g.text.content.substr(at, 40);
    for (std::string* s : {&left, &right})
      for (char& c : *s)
        if (c == '\n') c = ' ';
    std::printf("%s %s || %s\n", what, left.c_str(), right.c_str());
  };
  for (const auto& [at, _] : a)
    if (!b.contains(at)) show("MISSED", at);
  for (const auto& [at, _] : b)
    if (!a.contains(at)) show("EXTRA ", at);
}

struct Models {
  const SegmentModel* segmenter = nullptr;
  const LanguageModel* language = nullptr;
};

// Names of a document as spans of bytes, so that raw and gold tokens are scored alike.
void add_names(uint32_t document, const Document& d, std::vector<NameSpan>& out) {
  for (const Name& n : d.names) {
    const std::string_view type = uner_type(n.type);
    if (!type.empty())
      out.push_back(
          {document, d.tokens.start[n.first], d.tokens.end[n.last - 1], std::string(type)});
  }
}

using GoldNames =
    std::map<std::string, std::vector<NameSpan>>;  // by sentence id, words of the sentence

GoldNames gold_names(const std::string& path) {
  GoldNames out;
  auto sentences = read_iob2(read_file(path));
  if (!sentences) return out;
  for (const Iob2Sentence& s : *sentences) out[s.id];
  for (NameSpan& span : iob2_spans(*sentences)) out[(*sentences)[span.sentence].id].push_back(span);
  return out;
}

void treebank(const std::string& title, const std::string& path, const Models& models, bool raw,
              bool genres, const GoldNames* gold_names = nullptr, bool list_errors = false) {
  std::map<std::string, TreeScores> by_genre;
  TreeScores all;
  LanguageScratch scratch;
  std::vector<NameSpan> gold, found;
  uint32_t number = 0;
  for (const Part& part : parts_of(path)) {
    Document d = to_document(part.gold);
    if (gold_names != nullptr) {
      for (size_t s = 0; s < part.gold.size(); ++s) {
        auto it = gold_names->find(std::string(part.gold[s].comment("sent_id")));
        if (it == gold_names->end()) continue;
        const uint32_t first = d.tokens.sentence_first[s];
        for (const NameSpan& n : it->second)
          gold.push_back(
              {number, d.tokens.start[first + n.first], d.tokens.end[first + n.last - 1], n.type});
      }
    }
    if (raw) d.tokens = models.segmenter ? segment(d.text, *models.segmenter) : segment(d.text);
    d.tags = {};
    d.trees = {};
    if (models.language)
      analyze_language(d.text, d.tokens, *models.language, scratch, d.tags, d.trees, d.names);
    if (gold_names != nullptr) add_names(number, d, found);
    ++number;
    auto scores = score_conllu(part.gold, from_document(d));
    if (!scores) {
      std::printf("%s\n", scores.error().message.c_str());
      return;
    }
    by_genre[part.genre] += *scores;
    all += *scores;
    if (list_errors) errors(part.gold, d);
  }
  print_row(title + (raw ? ", raw text" : ", gold tokens"), all);
  if (genres)
    for (const auto& [genre, scores] : by_genre) print_row("  " + genre, scores);
  if (gold_names == nullptr) return;
  for (const auto& [type, s] : score_names(gold, found))
    std::printf("  names %-4s precision %5.2f recall %5.2f F1 %5.2f (%zu)\n", type.c_str(),
                100 * s.precision(), 100 * s.recall(), 100 * s.f1(), s.gold);
}

}  // namespace

int main(int argc, char** argv) {
  const char* data = std::getenv("DRAGOMAN_DATA");
  const std::string folder = data ? data : DRAGOMAN_SOURCE_DIR "/../shared/data";
  bool list_errors = false;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--errors")
      list_errors = true;
    else
      names.emplace_back(argv[i]);
  }
  const std::string ewt = folder + "/treebank/en_ewt-ud-",
                    gum = folder + "/treebank/en_gum_open-ud-";
  if (!std::filesystem::exists(ewt + "test.conllu")) {
    std::printf("skipped: no treebanks under %s (set DRAGOMAN_DATA)\n", folder.c_str());
    return 0;
  }
  if (names.empty()) names = {"fast", "accurate"};
  auto segmenter = SegmentModel::load(DRAGOMAN_SOURCE_DIR "/models/segmenter.dgm");
  if (!segmenter) std::printf("%s: the rules cut instead\n", segmenter.error().message.c_str());
  Models models{segmenter.ok() ? &*segmenter : nullptr, nullptr};
  print_head();
  if (list_errors) {
    treebank("EWT dev", ewt + "dev.conllu", models, true, false, nullptr, true);
    return 0;
  }
  treebank("rules: EWT test", ewt + "test.conllu", {}, true, false);
  treebank("rules: GUM test", gum + "test.conllu", {}, true, false);
  const GoldNames uner = gold_names(folder + "/ner/uner-ewt/en_ewt-ud-dev.iob2");
  for (const std::string& name : names) {
    const std::string path =
        name.find('/') == std::string::npos ? DRAGOMAN_SOURCE_DIR "/models/" + name + ".dgm" : name;
    auto model = LanguageModel::load(path);
    if (!model) {
      std::printf("skipped: %s\n", model.error().message.c_str());
      continue;
    }
    models.language = &*model;
    for (bool raw : {true, false}) {
      treebank(name + ": EWT dev", ewt + "dev.conllu", models, raw, false,
               uner.empty() ? nullptr : &uner);
      treebank(name + ": EWT test", ewt + "test.conllu", models, raw, true);
      treebank(name + ": GUM test", gum + "test.conllu", models, raw, true);
    }
  }
  return 0;
}

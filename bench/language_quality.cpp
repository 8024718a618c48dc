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
              p(s.sentences), p(s.upos), p(s.ufeats), p(s.lemmas), p(s.uas), p(s.las), s.words.gold);
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
    std::string left = g.text.content.substr(from, at - from), right = g.text.content.substr(at, 40);
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

void treebank(const std::string& title, const std::string& path, const SegmentModel* model, bool list_errors) {
  std::map<std::string, TreeScores> raw;
  TreeScores all;
  for (const Part& part : parts_of(path)) {
    Document d;
    d.text = to_document(part.gold).text;
    d.tokens = model ? segment(d.text, *model) : segment(d.text);
    auto scores = score_conllu(part.gold, from_document(d));
    if (!scores) {
      std::printf("%s\n", scores.error().message.c_str());
      return;
    }
    raw[part.genre] += *scores;
    all += *scores;
    if (list_errors) errors(part.gold, d);
  }
  print_row(title + " raw", all);
  for (const auto& [genre, scores] : raw) print_row("  " + genre, scores);
}

}  // namespace

int main(int argc, char** argv) {
  const char* data = std::getenv("DRAGOMAN_DATA");
  const std::string folder = data ? data : DRAGOMAN_SOURCE_DIR "/../shared/data";
  bool list_errors = false;
  std::vector<std::string> models;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--errors")
      list_errors = true;
    else
      models.emplace_back(argv[i]);
  }
  if (!std::filesystem::exists(folder + "/treebank")) {
    std::printf("skipped: no treebanks under %s (set DRAGOMAN_DATA)\n", folder.c_str());
    return 0;
  }
  auto model = SegmentModel::load(DRAGOMAN_SOURCE_DIR "/models/segmenter.dgm");
  print_head();
  if (list_errors) {
    treebank("EWT dev", folder + "/treebank/en_ewt-ud-dev.conllu", model.ok() ? &*model : nullptr, true);
    return 0;
  }
  treebank("EWT dev", folder + "/treebank/en_ewt-ud-dev.conllu", model.ok() ? &*model : nullptr, false);
  treebank("EWT test", folder + "/treebank/en_ewt-ud-test.conllu", model.ok() ? &*model : nullptr, false);
  treebank("GUM dev", folder + "/treebank/en_gum_open-ud-dev.conllu", model.ok() ? &*model : nullptr, false);
  treebank("GUM test", folder + "/treebank/en_gum_open-ud-test.conllu", model.ok() ? &*model : nullptr, false);
  return 0;
}

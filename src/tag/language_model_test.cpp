// The parsers against the vectors that their trainer wrote (train/testvectors), and the promises:
// sound tables for any tokens, the same output for any batch.
#include "tag/language_model.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>
#include <string>
#include <vector>

#include "model/kernels.h"
#include "tag/word_rows.h"

namespace dragoman {
namespace {

const std::string kFolder = DRAGOMAN_SOURCE_DIR;

struct Case {
  Document document;
  simdjson::dom::element json;
};

// One sentence out of forms and "is there a space before".
Document document_of(simdjson::dom::element c) {
  Document d;
  std::vector<bool> spaces;
  for (simdjson::dom::element s : c["spaces"].get_array()) spaces.push_back(int64_t(s) != 0);
  size_t i = 0;
  for (simdjson::dom::element f : c["forms"].get_array()) {
    std::string_view form;
    EXPECT_EQ(f.get(form), simdjson::SUCCESS);
    if (i > 0 && spaces[i]) {
      d.text.content += ' ';
      d.tokens.flags.back() |= Tokens::kSpaceAfter;
    }
    d.tokens.start.push_back(static_cast<uint32_t>(d.text.content.size()));
    d.text.content += form;
    d.tokens.end.push_back(static_cast<uint32_t>(d.text.content.size()));
    d.tokens.flags.push_back(0);
    ++i;
  }
  d.tokens.sentence_first = {0, static_cast<uint32_t>(i)};
  return d;
}

class Vectors : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const std::string name = GetParam();
    auto loaded = LanguageModel::load(kFolder + "/models/" + name + ".dgm");
    if (!loaded && loaded.error().code == Error::Code::kNotFound)
      GTEST_SKIP() << loaded.error().message;
    ASSERT_TRUE(loaded.ok()) << loaded.error().message;
    model_.emplace(std::move(*loaded));
    if (parser_.load(kFolder + "/train/testvectors/" + name + ".json").get(cases_) !=
        simdjson::SUCCESS)
      GTEST_SKIP() << "no test vectors for " << name;
    ASSERT_GT(cases_.size(), 0u);
  }
  void analyze(Document& d) {
    analyze_language(d.text, d.tokens, *model_, scratch_, d.tags, d.trees, d.names);
  }
  std::optional<LanguageModel> model_;
  LanguageScratch scratch_;
  simdjson::dom::parser parser_;
  simdjson::dom::array cases_;
};

std::string text(simdjson::dom::element e) {
  std::string_view out;
  EXPECT_EQ(e.get(out), simdjson::SUCCESS);
  return std::string(out);
}

TEST_P(Vectors, RowsOfWords) {
  auto file = ModelFile::open(kFolder + "/models/" + GetParam() + ".dgm");
  ASSERT_TRUE(file.ok());
  ModelReader read(*file);
  WordRows rows;
  rows.load(read);
  ASSERT_TRUE(read.ok()) << read.error().message;
  for (simdjson::dom::element c : cases_) {
    const Document d = document_of(c);
    const WordRange range{0, static_cast<uint32_t>(d.tokens.size())};
    std::vector<WordRows::Rows> got(d.tokens.size());
    rows.rows(d.text.content, d.tokens, range, got.data());
    EXPECT_EQ(std::string(1, WordRows::casing(d.text.content, d.tokens, range)), text(c["casing"]));
    size_t i = 0;
    for (simdjson::dom::element row : c["rows"].get_array()) {
      size_t t = 0;
      for (simdjson::dom::element id : row.get_array()) {
        EXPECT_EQ(got[i][t], static_cast<uint32_t>(int64_t(id)))
            << "table " << t << " of " << d.tokens.span(i).of(d.text.content);
        ++t;
      }
      ++i;
    }
  }
}

// A sum in another order can move one quantised step: the transformer's six layers carry that
// further, so that of its labels one in fifty may differ; those of the fast model may not.
TEST_P(Vectors, OutputIsAsExpected) {
  size_t labels = 0, wrong = 0;
  std::string report;
  auto compare = [&](const std::string& got, const std::string& want, const std::string& where) {
    ++labels;
    if (got == want) return;
    ++wrong;
    report += where + ": " + got + " for " + want + "\n";
  };
  for (simdjson::dom::element c : cases_) {
    Document d = document_of(c);
    analyze(d);
    EXPECT_EQ(verify(d), "");
    simdjson::dom::element want = c["expected"];
    std::vector<std::string> spans(d.tokens.size(), "O");
    for (const Name& n : d.names)
      for (uint32_t i = n.first; i < n.last; ++i)
        spans[i] = n.last - n.first == 1 ? "S" : i == n.first ? "B" : i + 1 == n.last ? "E" : "I";
    for (size_t i = 0; i < d.tokens.size(); ++i) {
      const std::string where =
          std::string(d.tokens.span(i).of(d.text.content)) + " in " + d.text.content;
      compare(std::string(to_string(d.tags.upos[i])), text(want["upos"].at(i)), where);
      compare(feats_to_string(d.tags.feats[i]),
              feats_to_string(feats_from(text(want["feats"].at(i)))), where);
      compare(std::string(d.tags.lemma(i)), text(want["lemma"].at(i)), where);
      const size_t head = d.trees.head[i] == i ? 0 : d.trees.head[i] + 1;
      compare(std::to_string(head), std::to_string(int64_t(want["head"].at(i))), where);
      compare(std::string(to_string(d.trees.deprel[i])),
              std::string(to_string(deprel_from(text(want["deprel"].at(i))))), where);
      compare(spans[i], text(want["ner"].at(i)).substr(0, 1), where);
    }
  }
  const bool exact = std::string(GetParam()) == "fast";
  EXPECT_LE(wrong, exact ? 0 : labels / 50) << "of " << labels << ":\n" << report;
}

// All sentences in one document, in many orders, must give what each gives alone.
TEST_P(Vectors, TheBatchDoesNotMatter) {
  std::vector<Document> alone;
  for (simdjson::dom::element c : cases_) {
    alone.push_back(document_of(c));
    analyze(alone.back());
  }
  std::mt19937 random(4);
  for (int round = 0; round < 5; ++round) {
    Document all;
    std::vector<size_t> order;
    for (int k = 0; k < 40; ++k) order.push_back(random() % alone.size());
    for (size_t k : order) {
      const Document& one = alone[k];
      const auto at = static_cast<uint32_t>(all.text.content.size());
      all.text.content += one.text.content + "\n\n";
      all.tokens.sentence_first.push_back(static_cast<uint32_t>(all.tokens.size()));
      for (size_t i = 0; i < one.tokens.size(); ++i) {
        all.tokens.start.push_back(at + one.tokens.start[i]);
        all.tokens.end.push_back(at + one.tokens.end[i]);
        all.tokens.flags.push_back(one.tokens.flags[i]);
      }
    }
    all.tokens.sentence_first.push_back(static_cast<uint32_t>(all.tokens.size()));
    analyze(all);
    size_t at = 0, name = 0;
    for (size_t k : order) {
      const Document& one = alone[k];
      for (size_t i = 0; i < one.tokens.size(); ++i) {
        ASSERT_EQ(all.tags.upos[at + i], one.tags.upos[i]);
        ASSERT_EQ(all.tags.feats[at + i], one.tags.feats[i]);
        ASSERT_EQ(all.tags.lemma(at + i), one.tags.lemma(i));
        ASSERT_EQ(all.trees.head[at + i], one.trees.head[i] + at);
        ASSERT_EQ(all.trees.deprel[at + i], one.trees.deprel[i]);
      }
      for (const Name& n : one.names) {
        ASSERT_LT(name, all.names.size());
        ASSERT_EQ(all.names[name].first, n.first + at);
        ASSERT_EQ(all.names[name].type, n.type);
        ++name;
      }
      at += one.tokens.size();
    }
  }
}

TEST_P(Vectors, AllInstructionSetsGiveTheSame) {
  for (simdjson::dom::element c : cases_) {
    Document best = document_of(c);
    analyze(best);
    for (InstructionSet set : kInstructionSets) {
      const Kernels* k = kernels_for(set);
      if (k == nullptr) continue;
      use_kernels(k);
      Document d = document_of(c);
      analyze(d);
      use_kernels(nullptr);
      EXPECT_EQ(d.tags.upos, best.tags.upos) << k->name;
      EXPECT_EQ(d.tags.feats, best.tags.feats) << k->name;
      EXPECT_EQ(d.tags.lemmas, best.tags.lemmas) << k->name;
      EXPECT_EQ(d.trees.head, best.trees.head) << k->name;
      EXPECT_EQ(d.trees.deprel, best.trees.deprel) << k->name;
      EXPECT_EQ(d.names.size(), best.names.size()) << k->name;
    }
  }
}

TEST_P(Vectors, OddTokens) {
  for (const std::string& content :
       {std::string(), std::string("a"), std::string("\0", 1), std::string(5000, 'x'),
        std::string("\xF0\x9F\x98\x80"), std::string("\xff\xfe")}) {
    Document d;
    d.text.content = content;
    if (!content.empty()) {
      d.tokens.start = {0};
      d.tokens.end = {static_cast<uint32_t>(content.size())};
      d.tokens.flags = {0};
      d.tokens.sentence_first = {0, 1};
    }
    analyze(d);
    EXPECT_EQ(d.tags.size(), d.tokens.size());
    if (!d.tokens.start.empty()) {
      EXPECT_EQ(d.trees.head[0], 0u);
    }
  }
  // A sentence longer than what is parsed at once.
  Document d;
  for (uint32_t i = 0; i < 1500; ++i) {
    d.tokens.start.push_back(2 * i);
    d.tokens.end.push_back(2 * i + 1);
    d.tokens.flags.push_back(Tokens::kSpaceAfter);
    d.text.content += "a ";
  }
  d.tokens.sentence_first = {0, 1500};
  analyze(d);
  EXPECT_EQ(verify(d), "");
  size_t roots = 0;
  for (uint32_t i = 0; i < 1500; ++i) roots += d.trees.head[i] == i;
  EXPECT_EQ(roots, 1u);
}

INSTANTIATE_TEST_SUITE_P(Models, Vectors, testing::Values("fast", "accurate"));

TEST(LanguageModel, OtherFilesAreRefused) {
  EXPECT_FALSE(LanguageModel::load("/no/such/file").ok());
  EXPECT_FALSE(LanguageModel::load(kFolder + "/CMakeLists.txt").ok());
  auto other = LanguageModel::load(kFolder + "/models/segmenter.dgm");
  EXPECT_FALSE(other.ok());
}

}  // namespace
}  // namespace dragoman

// The trained segmenter against the vectors that its trainer wrote (train/testvectors).
#include "segment/segment_model.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <string>
#include <vector>

#include "base/utf8.h"
#include "model/characters.h"
#include "segment/segment.h"

namespace dragoman {
namespace {

constexpr const char* kModel = DRAGOMAN_SOURCE_DIR "/models/segmenter.dgm";
constexpr const char* kVectors = DRAGOMAN_SOURCE_DIR "/train/testvectors/segmenter.json";

class SegmentModelTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = SegmentModel::load(kModel);
    if (!loaded && loaded.error().code == Error::Code::kNotFound)
      GTEST_SKIP() << loaded.error().message;
    ASSERT_TRUE(loaded.ok()) << loaded.error().message;
    model_.emplace(std::move(*loaded));
  }
  std::string fault(const std::string& content) {
    Document d;
    d.text.content = content;
    d.tokens = segment(d.text, *model_);
    return verify(d);
  }
  // Is this a word of the sentence that it makes with what stands around it?
  bool one_word(const std::string& before, const std::string& word, const std::string& behind) {
    Text text;
    text.content = before + word + behind;
    const Tokens tokens = segment(text, *model_);
    bool found = false;
    for (size_t i = 0; i < tokens.size(); ++i) found |= tokens.span(i).of(text.content) == word;
    return found;
  }
  std::optional<SegmentModel> model_;
};

TEST_F(SegmentModelTest, OddInputGivesSoundTables) {
  const std::string cases[] = {"",
                               "a",
                               ".",
                               " \n\t \r\n ",
                               std::string("a\0b\0\0", 5),
                               "\xEF\xBB\xBF",
                               std::string(100000, 'a'),
                               std::string(20000, '.'),
                               std::string(20000, '\''),
                               std::string(20000, '@'),
                               "a.com..a.com..a.com/",
                               "n't",
                               "'s",
                               "http://",
                               "\xF0\x9F\x98\x80\xF0\x9F\x98\x80 ok."};
  for (const std::string& content : cases) EXPECT_EQ(fault(content), "") << content.substr(0, 20);
  Text broken;
  broken.content = "\xff\xfe\xC3 \xE2\x80";
  segment(broken, *model_);
  std::string endless;
  for (int i = 0; i < 3000; ++i) endless += "and, ";
  Text text;
  text.content = endless;
  const Tokens t = segment(text, *model_);
  for (size_t s = 0; s < t.sentences(); ++s)
    EXPECT_LE(t.sentence_first[s + 1] - t.sentence_first[s], kMaxSentenceWords);
}

TEST_F(SegmentModelTest, FitsTheTestVectors) {
  simdjson::dom::parser parser;
  simdjson::dom::array cases;
  if (parser.load(kVectors).get(cases) != simdjson::SUCCESS) GTEST_SKIP() << "no " << kVectors;
  ASSERT_GT(cases.size(), 0u);
  for (simdjson::dom::element c : cases) {
    std::string_view content;
    ASSERT_EQ(c["text"].get(content), simdjson::SUCCESS);
    Text text;
    text.content = content;
    // The vectors take a text as one paragraph.
    if (!content.empty())
      text.blocks = {{Block::Kind::kParagraph, {0, static_cast<uint32_t>(content.size())}}};
    const Tokens tokens = segment(text, *model_);
    const TextIndex index(content);
    std::string got, want;
    for (size_t i = 0; i < tokens.size(); ++i)
      got += std::to_string(index.to_chars(tokens.start[i])) + "-" +
             std::to_string(index.to_chars(tokens.end[i])) +
             (tokens.flags[i] & Tokens::kContinues ? "+ " : " ");
    for (simdjson::dom::element w : c["words"].get_array()) {
      bool continues = false;
      ASSERT_EQ(w.at(2).get(continues), simdjson::SUCCESS);
      want += std::to_string(int64_t(w.at(0))) + "-" + std::to_string(int64_t(w.at(1))) +
              (continues ? "+ " : " ");
    }
    EXPECT_EQ(got, want) << content;
    const std::vector<float> scores = sentence_scores(content, tokens, *model_);
    size_t i = 0;
    for (simdjson::dom::element s : c["scores"].get_array()) {
      ASSERT_LT(i, scores.size());
      const double value = double(s);
      EXPECT_NEAR(scores[i], value, 1e-3 * std::max(1.0, std::abs(value)))
          << content << " word " << i;
      ++i;
    }
    std::string got_sentences, want_sentences;
    for (size_t s = 0; s < tokens.sentences(); ++s)
      got_sentences += std::to_string(index.to_chars(tokens.sentence_span(s).start)) + "-" +
                       std::to_string(index.to_chars(tokens.sentence_span(s).end)) + " ";
    for (simdjson::dom::element s : c["sentences"].get_array())
      want_sentences +=
          std::to_string(int64_t(s.at(0))) + "-" + std::to_string(int64_t(s.at(1))) + " ";
    EXPECT_EQ(got_sentences, want_sentences) << content;
  }
}

TEST_F(SegmentModelTest, NewsAsItComesOffTheWeb) {
  const struct {
    const char* text;
    size_t sentences;
  } cases[] = {
      {"It rests on evidence.Rome denied it.", 2},
      {"“They were glad of it.”Oslo said no more.", 2},
      {"They all came. . They stayed.", 2},
      {"The envoy met Maj. Gen. A. B. Stone of the U.S. Army in Port Sella on Monday.", 1},
      {"The republic, which still regards Norlandia as a friend, is committed to peace.", 1},
      {"He said the union sincerely appreciates Norlandia’s help and its stand on the issue.", 1},
      {"“We won,” he said. “It is over.”", 2},
  };
  for (const auto& c : cases) {
    Text text;
    text.content = c.text;
    EXPECT_EQ(segment(text, *model_).sentences(), c.sentences) << c.text;
  }
}

TEST_F(SegmentModelTest, TelephoneNumbersAreOneWord) {
  for (const auto& [number, whole] :
       std::vector<std::pair<std::string, bool>>{{"713-555-0188", true},
                                                 {"1-800-555-0188", true},
                                                 {"713.555.0188", true},
                                                 {"555-0188", true},
                                                 {"1969-1970", false},
                                                 {"33-66", false},
                                                 {"$$$", true}}) {
    EXPECT_EQ(one_word("Call us (daily) at ", number, ", please."), whole) << number;
  }
}

TEST_F(SegmentModelTest, CodesAreOneWord) {
  for (const auto& [code, whole] : std::vector<std::pair<std::string, bool>>{{"M23", true},
                                                                             {"SX40", true},
                                                                             {"R2D2", true},
                                                                             {"w/o", true},
                                                                             {"#WeStay", true},
                                                                             {"@hale_x", true},
                                                                             {"O'Neil", true},
                                                                             {"6,606", true},
                                                                             {"13,14", false},
                                                                             {"--==", true},
                                                                             {"and/or", false},
                                                                             {"US40", false}}) {
    EXPECT_EQ(one_word("They came with the (old) ", code, ", then left."), whole) << code;
  }
}

TEST_F(SegmentModelTest, LongParagraphsDoNotDependOnWindows) {
  // The same words in one long paragraph: what is decided near a word is decided anew in each
  // window.
  const std::string piece = "The envoy left on Monday. Nobody in the capital said why he went.";
  Text text;
  for (int i = 0; i < 200; ++i) text.content += piece + " ";
  text.content.pop_back();
  const Tokens t = segment(text, *model_);
  EXPECT_EQ(t.sentences(), 400u);
}

TEST(SegmentModel, OtherFilesAreRefused) {
  EXPECT_FALSE(SegmentModel::load("/no/such/file").ok());
  EXPECT_FALSE(SegmentModel::load(DRAGOMAN_SOURCE_DIR "/CMakeLists.txt").ok());
}

}  // namespace
}  // namespace dragoman

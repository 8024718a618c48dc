#include "document/turns.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dragoman {
namespace {

// Paragraphs of words between blanks; a first word "#" makes a heading.
std::string turns(const std::vector<std::string>& paragraphs) {
  Document d;
  for (const std::string& p : paragraphs) {
    if (!d.text.content.empty()) d.text.content += "\n\n";
    Block block;
    block.kind = p.starts_with("# ") ? Block::Kind::kHeading : Block::Kind::kParagraph;
    const std::string words = p.starts_with("# ") ? p.substr(2) : p;
    block.span.start = static_cast<uint32_t>(d.text.content.size());
    d.tokens.sentence_first.push_back(static_cast<uint32_t>(d.tokens.size()));
    for (size_t at = 0; at < words.size();) {
      const size_t end = std::min(words.find(' ', at), words.size());
      d.tokens.start.push_back(static_cast<uint32_t>(block.span.start + at));
      d.tokens.end.push_back(static_cast<uint32_t>(block.span.start + end));
      d.tokens.flags.push_back(Tokens::kSpaceAfter);
      at = end + 1;
    }
    d.text.content += words;
    block.span.end = static_cast<uint32_t>(d.text.content.size());
    d.text.blocks.push_back(block);
  }
  d.tokens.sentence_first.push_back(static_cast<uint32_t>(d.tokens.size()));
  std::string out;
  for (const SpeechTurn& t : find_turns(d.text, d.tokens)) {
    auto words = [&](uint32_t first, uint32_t last) {
      return d.text.content.substr(d.tokens.start[first],
                                   d.tokens.end[last - 1] - d.tokens.start[first]);
    };
    EXPECT_EQ(d.tokens.span(t.colon).of(d.text.content), ":");
    out += (t.named ? "[" : "(") + words(t.label_first, t.label_last) + "] ";
    std::string said = words(t.first, t.last);
    for (char& c : said)
      if (c == '\n') c = '/';
    out += said + "; ";
  }
  return out;
}

TEST(Turns, Transcripts) {
  EXPECT_EQ(
      turns({"MR. HALL : Good day to you .", "QUESTION : Will you go ?", "MR. HALL : I may ."}),
      "[MR. HALL] Good day to you .; (QUESTION] Will you go ?; [MR. HALL] I may .; ");
  // A name in small letters that comes back; what follows without a label is still his.
  EXPECT_EQ(turns({"Minister Berg : We are ready .", "And we are many .", "Q : How many ?",
                   "Minister Berg ( via interpreter ) : Not few .", "Share this page ."}),
            "[Minister Berg] We are ready .//And we are many .; (Q] How many ?; "
            "[Minister Berg] Not few .; ");
  // A heading ends a turn.
  EXPECT_EQ(turns({"ANNA : Yes I do .", "# Other news", "Rain fell .", "BEN : No you do not .",
                   "ANNA : Oh yes ."}),
            "[ANNA] Yes I do .; [BEN] No you do not .; [ANNA] Oh yes .; ");
}

TEST(Turns, NoTranscripts) {
  EXPECT_EQ(turns({}), "");
  EXPECT_EQ(turns({":"}), "");
  EXPECT_EQ(turns({"ANNA : Yes I do .", "BEN : No ."}), "");  // two
  // The fields of a form, items of a list, names that speak once each.
  EXPECT_EQ(turns({"Date : It was in May .", "Place : It was in Bern .", "Source : It is known .",
                   "Date : Not known ."}),
            "");
  EXPECT_EQ(turns({"Bread : It rose again .", "Milk : It fell .", "Salt : It stayed ."}), "");
  EXPECT_EQ(turns({"ANNA : two", "BEN : three", "ANNA : four"}), "");
  EXPECT_EQ(
      turns({"he said : It rose again .", "he said : It fell again .", "he said : It stayed ."}),
      "");
}

}  // namespace
}  // namespace dragoman

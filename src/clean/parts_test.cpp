// The parts of cleaning by themselves: charsets, references, tokens, dates, word lists.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"
#include "clean/dates.h"
#include "clean/decode.h"
#include "clean/entities.h"
#include "clean/facts.h"
#include "clean/html_hints.h"
#include "clean/html_tokenizer.h"
#include "clean/language.h"

namespace dragoman {
namespace {

std::string decoded(const std::string& bytes, const std::string& declared = "", bool html = false) {
  Decoded out;
  decode(bytes, declared, html, out);
  EXPECT_TRUE(utf8_valid(out.text));
  return std::string(out.text);
}

TEST(Decode, Charsets) {
  struct Case {
    const char* name;
    std::string bytes, declared, text;
  };
  using namespace std::string_literals;
  const Case kCases[] = {
      {"empty", "", "", ""},
      {"ASCII", "abc", "", "abc"},
      {"UTF-8 mark",
       "\xEF\xBB\xBF"
       "abc",
       "", "abc"},
      {"UTF-16LE with mark",
       "\xFF\xFE"
       "a\0\xE9\0"s,
       "", "a\xC3\xA9"},
      {"UTF-16BE with mark", "\xFE\xFF\0a\0\xE9"s, "", "a\xC3\xA9"},
      {"UTF-16LE without mark", "t\0a\0l\0k\0s\0 \0"s, "", "talks "},
      {"windows-1252 declared as Latin-1",
       "\x93"
       "caf\xE9\x94",
       "ISO-8859-1",
       "\xE2\x80\x9C"
       "caf\xC3\xA9\xE2\x80\x9D"},
      {"declared Cyrillic", "\xCC\xE8\xF0", "windows-1251", "\xD0\x9C\xD0\xB8\xD1\x80"},
      {"UTF-8 proves itself against the declaration", "caf\xC3\xA9", "iso-8859-1", "caf\xC3\xA9"},
      {"declared UTF-8, but is not", "caf\xE9", "utf-8", "caf\xC3\xA9"},
      {"unknown name", "caf\xE9", "x-no-such", "caf\xC3\xA9"},
      {"strewn windows-1252 punctuation", "caf\xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 it\x92s",
       "", "caf\xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 it\xE2\x80\x99s"},
      {"cut sequence at the end", "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xE2\x80", "",
       "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xEF\xBF\xBD"},
      {"decomposed", "re\xCC\x81sume\xCC\x81", "", "r\xC3\xA9sum\xC3\xA9"},
  };
  for (const Case& c : kCases) EXPECT_EQ(decoded(c.bytes, c.declared), c.text) << c.name;
  EXPECT_EQ(decoded("<meta charset='windows-1251'>\xCC\xE8\xF0", "", true),
            "<meta charset='windows-1251'>\xD0\x9C\xD0\xB8\xD1\x80");
  EXPECT_EQ(
      decoded("<META http-equiv=x content=\"text/html; charset=windows-1251\">\xCC", "", true),
      "<META http-equiv=x content=\"text/html; charset=windows-1251\">\xD0\x9C");
}

TEST(Decode, MojibakeIsUndoneWhereItIsCertain) {
  struct Case {
    const char* name;
    std::string bytes, text;
  };
  const Case kCases[] = {
      {"apostrophe", "minister\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s", "minister\xE2\x80\x99s"},
      {"letter", "caf\xC3\x83\xC2\xA9", "caf\xC3\xA9"},
      {"twice", "minister\xC3\x83\xC2\xA2\xC3\xA2\xE2\x80\x9A\xC2\xAC\xC3\xA2\xE2\x80\x9E\xC2\xA2s",
       "minister\xE2\x80\x99s"},
      {"by way of Latin-1", "minister\xC3\xA2\xC2\x80\xC2\x99s", "minister\xE2\x80\x99s"},
      {"closing quotation mark that lost a byte",
       "\xC3\xA2\xE2\x82\xAC\xC5\x93yes\xC3\xA2\xE2\x82\xAC\xEF\xBF\xBD",
       "\xE2\x80\x9Cyes\xE2\x80\x9D"},
      {"stray space mark beside proof", "caf\xC3\x83\xC2\xA9 \xC3\x82 talks", "caf\xC3\xA9  talks"},
      {"French stays", "d\xC3\xA9j\xC3\xA0 \xC2\xAB vu \xC2\xBB, \xC3\xA2ge",
       "d\xC3\xA9j\xC3\xA0 \xC2\xAB vu \xC2\xBB, \xC3\xA2ge"},
      {"Portuguese capitals stay", "IRM\xC3\x83\xE2\x80\x9D e MANH\xC3\x83\xC2\xA0",
       "IRM\xC3\x83\xE2\x80\x9D e MANH\xC3\x83\xC2\xA0"},
      {"a lone A with circumflex stays", "\xC3\x82 is a letter", "\xC3\x82 is a letter"},
  };
  for (const Case& c : kCases) EXPECT_EQ(decoded(c.bytes), c.text) << c.name;
}

TEST(Decode, RunsAreCopies) {
  for (const std::string& bytes :
       {std::string("\xEF\xBB\xBF"
                    "a caf\xC3\x83\xC2\xA9 b"),
        std::string("x\x93y\x94z"), std::string("re\xCC\x81s and r\xC3\x83\xC2\xA9s"),
        std::string("\xFF\xFE"
                    "a\0b\0\0\xD8",
                    8)}) {
    Decoded out;
    decode(bytes, "", false, out);
    if (out.identity) {
      EXPECT_EQ(out.text, std::string_view(bytes).substr(out.shift));
      continue;
    }
    for (const SourceRun& run : out.runs)
      EXPECT_EQ(out.text.substr(run.content, run.length),
                std::string_view(bytes).substr(run.source, run.length));
  }
}

TEST(Entities, Table) {
  struct Case {
    std::string text;
    size_t length;
    char32_t value;
  };
  const Case kCases[] = {
      {"&amp;", 5, '&'},
      {"&amp x", 4, '&'},
      {"&eacute;", 8, 0xE9},
      {"&hellip;", 8, 0x2026},
      {"&hellip ", 0, 0},
      {"&#233;", 6, 0xE9},
      {"&#xE9;", 6, 0xE9},
      {"&#xe9 ", 5, 0xE9},
      {"&#150;", 6, 0x2013},
      {"&#0;", 4, 0xFFFD},
      {"&#1114112;", 10, 0xFFFD},
      {"&#;", 0, 0},
      {"&notit;", 4, 0xAC},
      {"&bogus;", 0, 0},
      {"&", 0, 0},
      {"&;", 0, 0},
      {"&#xD800;", 8, 0xFFFD},
      {"&Omega;", 7, 0x3A9},
      {"&thetasym;", 10, 0x3D1},
      {"&apos;", 6, '\''},
  };
  for (const Case& c : kCases) {
    char32_t value = 0;
    EXPECT_EQ(decode_entity(c.text, false, value), c.length) << c.text;
    if (c.length > 0) {
      EXPECT_EQ(value, c.value) << c.text;
    }
  }
  EXPECT_EQ(decode_entities("?a=1&copy=2&amp;b"), "?a=1&copy=2&b");
}

std::vector<std::string> tokens(const std::string& page) {
  std::vector<std::string> out;
  HtmlTokenizer tokenizer(page);
  HtmlToken token;
  while (tokenizer.next(token)) {
    std::string text = page.substr(token.start, token.end - token.start);
    switch (token.kind) {
      case HtmlToken::Kind::kText:
        out.push_back("'" + text + "'");
        break;
      case HtmlToken::Kind::kRaw:
        out.push_back("raw'" + text + "'");
        break;
      case HtmlToken::Kind::kStart:
        out.push_back("<" + std::string(token.attributes));
        break;
      case HtmlToken::Kind::kEnd:
        out.push_back(">");
        break;
    }
  }
  return out;
}

TEST(HtmlTokenizer, Cases) {
  using V = std::vector<std::string>;
  const std::vector<std::pair<std::string, V>> kCases = {
      {"", {}},
      {"a", {"'a'"}},
      {"a<b>c</b>d", {"'a'", "<", "'c'", ">", "'d'"}},
      {"1 < 2 <3", {"'1 < 2 <3'"}},
      {"<p a='>' b=\"<\">x", {"< a='>' b=\"<\"", "'x'"}},
      {"<!-- a -- > b -->x", {"'x'"}},
      {"<!-->x", {"'x'"}},
      {"<!--->x", {"'x'"}},
      {"<!-- a --!>x", {"'x'"}},
      {"<!-- never ends > x", {"' x'"}},
      {"<!DOCTYPE html><?php x ?></ bogus>x", {"'x'"}},
      {"<title>a<b></title>x", {"<", "raw'a<b>'", ">", "'x'"}},
      {"<script>if (a</b>)</script >x", {"<", "raw'if (a</b>)'", ">", "'x'"}},
      {"<script><!--<script></script>--></script>x",
       {"<", "raw'<!--<script></script>-->'", ">", "'x'"}},
      {"<style></styles></style>", {"<", "raw'</styles>'", ">"}},
      {"<p a=\"never", {}},
      {"x<p", {"'x'"}},
      {"<", {"'<'"}},
      {"</", {}},
  };
  for (const auto& [page, expected] : kCases) EXPECT_EQ(tokens(page), expected) << page;
}

TEST(HtmlTokenizer, Attributes) {
  AttributeReader reader(" a=1 B = 'x y' c d=\"\" e=/f/ /g");
  std::string_view name, value;
  std::string all;
  while (reader.next(name, value)) all += std::string(name) + "[" + std::string(value) + "]";
  EXPECT_EQ(all, "a[1]B[x y]c[]d[]e[/f/]g[]");
  EXPECT_EQ(tag_of("BlockQuote"), Tag::kBlockquote);
  EXPECT_EQ(tag_of("h7"), Tag::kOther);
  EXPECT_TRUE(tag_flags(Tag::kDiv) & kBlockTag);
}

TEST(Dates, Parse) {
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {"2025-11-17", "2025-11-17"},
      {"2021-07-18T09:30:00+03:00", "2021-07-18T09:30:00+03:00"},
      {"2021-07-18 09:30", "2021-07-18T09:30"},
      {"2021-07-18T09:30:00.123Z", "2021-07-18T09:30:00Z"},
      {"2021-11-01T10:52:50+0100", "2021-11-01T10:52:50+01:00"},
      {"2021/7/8", "2021-07-08"},
      {"Wed Aug 17, 2016 12:16:52", "2016-08-17T12:16:52"},
      {"Wed Aug 17 12:16:52 2016", "2016-08-17T12:16:52"},
      {"Wednesday, 17 August 2016", "2016-08-17"},
      {"17th of August, 2016", "2016-08-17"},
      {"August 17th, 2016 at 9:30 p.m. EST", "2016-08-17T21:30:00-05:00"},
      {"Sept. 3, 2019", "2019-09-03"},
      {"12:16, 17 August 2016", "2016-08-17T12:16"},
      {"17-Aug-2016", "2016-08-17"},
      {"17.08.2016", "2016-08-17"},
      {"17/08/2016", "2016-08-17"},
      {"08/17/2016", "2016-08-17"},
      {"08/08/2016", "2016-08-08"},
      {"08/09/2016", ""},
      {"31 February 2016", ""},
      {"29 February 2015", ""},
      {"29 February 2016", "2016-02-29"},
      {"17 August 1492", ""},
      {"May 5", ""},
      {"2016", ""},
      {"", ""},
  };
  for (const auto& [text, value] : kCases) {
    size_t pos = 0;
    auto date = parse_date(text, pos);
    EXPECT_EQ(date ? date->iso() : "", value) << text;
    if (date) {
      EXPECT_EQ(pos, text.size()) << text;
    }
  }
}

TEST(Dates, Lines) {
  struct Case {
    std::string line, value, byline;
    bool updated;
  };
  const Case kCases[] = {
      {"Published 17 Nov 2025", "2025-11-17", "", false},
      {"Last updated: 17 Nov 2025 10:30", "2025-11-17T10:30", "", true},
      {"Updated 18 Nov 2025 Published 17 Nov 2025", "2025-11-17", "", false},
      {"By Ana Bell 17 November 2025", "2025-11-17", "Ana Bell", false},
      {"17 November 2025 | 10:30 IST", "2025-11-17T10:30", "", false},
      {"The talks of 17 November 2025", "", "", false},
      {"17 November 2025 was a day of talks", "", "", false},
      {"On Monday", "", "", false},
  };
  for (const Case& c : kCases) {
    auto line = parse_date_line(c.line, true);
    EXPECT_EQ(line ? line->date.iso() : "", c.value) << c.line;
    if (!line) continue;
    EXPECT_EQ(line->byline, c.byline) << c.line;
    EXPECT_EQ(line->updated, c.updated) << c.line;
  }
}

TEST(WordLists, HaveNoFaults) {
  EXPECT_EQ(word_list_faults(), std::vector<std::string>{});
  EXPECT_EQ(hint_list_faults(), std::vector<std::string>{});
}

TEST(Facts, Phrases) {
  struct Case {
    std::string block, reason;
  };
  const Case kCases[] = {
      {"You might also like", "related"},
      {"\xE2\x80\xA2 RELATED: Envoys sign accord", "related"},
      {"Editor\xE2\x80\x99s Picks", "related"},
      {"12 Comments", "comments"},
      {"Leave a Reply", "comments"},
      {"\xC2\xA9 2020 Harbour Post", "boilerplate"},
      {"Follow us on Twitter", "boilerplate"},
      {"(Reporting by Ana Bell)", "credit"},
      {"A photo by the sea was all he wanted, he said.", ""},
      {"Related", "related"},
      {"Relatedness", ""},
      {"The ministers met.", ""},
  };
  for (const Case& c : kCases) {
    BlockFacts f = examine(c.block);
    EXPECT_EQ(f.phrase ? reason_name(f.phrase_reason) : "", c.reason) << c.block;
  }
}

TEST(Facts, CountsDoNotDependOnWhatStandsBehind) {
  // Words are loaded eight bytes at a time: the end of the buffer must make no difference.
  std::string text =
      "The Minister\xE2\x80\x99s caf\xC3\xA9 GazaIran related-stories don't U.N. 2016 x";
  for (size_t n = 0; n <= text.size(); ++n) {
    if (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0) == 0x80) continue;
    std::string alone = text.substr(0, n);
    BlockFacts a = examine(alone), b = examine(std::string_view(text).substr(0, n));
    EXPECT_EQ(a.words, b.words) << n;
    EXPECT_EQ(a.stops, b.stops) << n;
    EXPECT_EQ(a.glued, b.glued) << n;
    EXPECT_EQ(a.capitals, b.capitals) << n;
  }
}

TEST(Hints, Names) {
  EXPECT_EQ(hints_of(""), 0);
  EXPECT_TRUE(hints_of("related-articles") & kHintRelated);
  EXPECT_TRUE(hints_of("x mostRead y") & kHintRelated);
  EXPECT_TRUE(hints_of("side_bar") & kHintBoilerplate);
  EXPECT_TRUE(hints_of("article-body") & kHintArticle);
  EXPECT_EQ(hints_of("sharing-the-water-of-the-north"), 0);  // a headline made into an id
  EXPECT_EQ(hints_of("adaptive shade"), 0);
}

TEST(Language, Tags) {
  EXPECT_EQ(normal_language("en-US"), "en");
  EXPECT_EQ(normal_language("ARA"), "ar");
  EXPECT_EQ(normal_language("x"), "");
  EXPECT_EQ(detect_language(""), "");
}

}  // namespace
}  // namespace dragoman

#include "clean/clean.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "clean/check_text.h"

namespace dragoman {
namespace {

Text clean_bytes(std::string bytes, ContentKind kind = ContentKind::kPlain,
                 const ReadOptions& options = {}, const Given& given = {},
                 const std::string& file_name = {}) {
  RawReport report;
  report.format = kind == ContentKind::kHtml ? "html" : "text";
  report.content = kind;
  report.bytes = std::move(bytes);
  report.given = given;
  report.file_name = file_name;
  Text text = clean(report, options);
  EXPECT_EQ(fault_of(text, report.bytes), "");
  return text;
}

bool has_diagnostic(const Text& text, const std::string& code) {
  for (const Diagnostic& diagnostic : text.diagnostics)
    if (diagnostic.code == code) return true;
  return false;
}

// "reason: text" of each removed block.
std::vector<std::string> removed_of(const Text& text) {
  std::vector<std::string> out;
  for (const RemovedText& removed : text.removed)
    out.push_back(removed.reason + ": " + removed.text);
  return out;
}

// Two paragraphs that any rule must leave alone.
const std::string kFirst =
    "The two ministers met in the capital on Tuesday and agreed to reopen the crossing, officials "
    "said.";
const std::string kSecond =
    "They also said that a delegation would visit the dam before the end of the year.";

TEST(Clean, OddBytesGiveSoundTexts) {
  struct Case {
    const char* name;
    std::string bytes;
    std::string content;
    bool failed;
  };
  const Case kCases[] = {
      {"empty", "", "", true},
      {"one character", "a", "a", false},
      {"white space", " \n\t \r\n\xC2\xA0 ", "", true},
      {"broken UTF-8",
       "ab\xFF\xC3 cd \xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
       "ab\xEF\xBF\xBD\xEF\xBF\xBD cd "
       "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
       false},
      {"bytes of windows-1252", "caf\xE9 \x93talks\x94",
       "caf\xC3\xA9 \xE2\x80\x9Ctalks\xE2\x80\x9D", false},
      {"NUL inside", std::string("talks\0 held", 11), "talks held", false},
      {"only NULs", std::string(8, '\0'), "", true},
      {"only punctuation", "* * *\n---\n", "", true},
  };
  for (const Case& c : kCases) {
    for (ContentKind kind : {ContentKind::kPlain, ContentKind::kHtml}) {
      Text text = clean_bytes(c.bytes, kind);
      EXPECT_EQ(text.failed, c.failed) << c.name;
      EXPECT_EQ(has_diagnostic(text, "empty"), c.failed) << c.name;
      EXPECT_EQ(text.info.id.size(), 16u) << c.name;
      EXPECT_EQ(text.content, c.content) << c.name;
    }
  }
}

TEST(Clean, LongLineAndDeepMarkupTakeLinearTime) {
  auto start = std::chrono::steady_clock::now();
  std::string line;
  while (line.size() < 4'000'000) line += "word after word ";
  EXPECT_FALSE(clean_bytes(line).failed);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_EQ(clean_bytes(deep + "<p>" + kFirst, ContentKind::kHtml).content, kFirst);
  std::string attributes = "<p";
  for (int i = 0; i < 200'000; ++i) attributes += " a" + std::to_string(i) + "=1";
  EXPECT_EQ(clean_bytes(attributes + ">" + kFirst, ContentKind::kHtml).content, kFirst);
  std::string large = "<p class=\"" + std::string(5'000'000, 'x') + "\">" + kFirst;
  EXPECT_EQ(clean_bytes(large, ContentKind::kHtml).content, kFirst);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 30.0);
}

TEST(Clean, PlainTextCases) {
  const std::string kBody = kFirst + "\n\n" + kSecond;
  struct Case {
    const char* name;
    std::string bytes;
    std::string content;
    std::vector<std::string> removed;
    std::string published;
  };
  const Case kCases[] = {
      {"title and body",
       "Ministers reopen crossing\n\n" + kBody,
       "Ministers reopen crossing\n\n" + kBody,
       {},
       ""},
      {"no title", kBody, kBody, {}, ""},
      {"one sentence", "Syria thanked China on Monday.", "Syria thanked China on Monday.", {}, ""},
      {"doubled title",
       "Ministers reopen crossing\n\nMinisters Reopen Crossing\n" + kBody,
       "Ministers reopen crossing\n\n" + kBody,
       {"duplicate: Ministers Reopen Crossing"},
       ""},
      {"date label on the line of the body",
       " date 2025-11-17 " + kBody,
       kBody,
       {"metadata: date 2025-11-17"},
       "2025-11-17"},
      {"weekday date line",
       "Ministers reopen crossing\nWed Aug 17, 2016 12:16:52\n\n" + kBody,
       "Ministers reopen crossing\n\n" + kBody,
       {"metadata: Wed Aug 17, 2016 12:16:52"},
       "2016-08-17T12:16:52"},
      {"published and updated",
       "Published: 17 November 2025 | Updated: 18 November 2025\n" + kBody,
       kBody,
       {"metadata: Published: 17 November 2025 | Updated: 18 November 2025"},
       "2025-11-17"},
      {"updated before published",
       "Updated: 18 Nov 2025\nPublished: 17 Nov 2025\n" + kBody,
       kBody,
       {"metadata: Updated: 18 Nov 2025", "metadata: Published: 17 Nov 2025"},
       "2025-11-17"},
      {"updated alone",
       "Updated 18 Nov 2025, 10:30 GMT\n" + kBody,
       kBody,
       {"metadata: Updated 18 Nov 2025, 10:30 GMT"},
       "2025-11-18T10:30:00Z"},
      {"byline and date on one line",
       "Ministers reopen crossing\nBy Ana Bell | August 5, 2020\n" + kBody,
       "Ministers reopen crossing\n\n" + kBody,
       {"metadata: By Ana Bell | August 5, 2020"},
       "2020-08-05"},
      {"ambiguous digits", "03/04/2020\n" + kBody, "03/04/2020\n\n" + kBody, {}, ""},
      {"related headlines at the end",
       kBody + "\n\nYou might also like\nEnvoys sign accord\nPort reopens after storm\n",
       kBody,
       {"related: You might also like", "related: Envoys sign accord",
        "related: Port reopens after storm"},
       ""},
      {"cut headlines on one line",
       kBody + "\nLatest news\nArmy says the northern road is open aga... Envoy: the new deal on "
               "grain is not de... Port workers end their stri...\n",
       kBody,
       {"related: Latest news",
        "related: Army says the northern road is open aga... Envoy: the new deal on grain is not "
        "de... Port workers end their stri..."},
       ""},
      {"cut headlines without a heading",
       kBody + "\nArmy says the northern road is open aga... Envoy: the new deal on grain is not "
               "de...Port workers end their long stri...\n",
       kBody,
       {"related: Army says the northern road is open aga... Envoy: the new deal on grain is not "
        "de...Port workers end their long stri..."},
       ""},
      {"a date among related headlines dates nothing",
       kBody + "\nRelated\n12 March 2019\nEnvoys sign accord\n",
       kBody,
       {"related: Related", "related: 12 March 2019", "related: Envoys sign accord"},
       ""},
      {"headlines behind the last sentence",
       kBody + "\nEnvoys sign accord on grain\nPort reopens after the storm\n",
       kBody,
       {"related: Envoys sign accord on grain", "related: Port reopens after the storm"},
       ""},
      {"a link in the middle",
       kFirst + "\nRead more: Envoys sign accord\n" + kSecond,
       kBody,
       {"related: Read more: Envoys sign accord"},
       ""},
      {"prose resumes behind a box",
       kFirst + "\nRelated stories\nEnvoys sign accord\n" +
           "The minister of water added that the work on the dam had been late for years, that "
           "money had been short, and that it would go on until the end of next year.",
       kFirst + "\n\nThe minister of water added that the work on the dam had been late for years, "
                "that money had been short, and that it would go on until the end of next year.",
       {"related: Related stories", "related: Envoys sign accord"},
       ""},
      {"comments",
       kBody + "\n3 Comments\nI think that this is wrong, and that the ministers should have met "
               "years ago, as everybody knows by now.\n",
       kBody,
       {"comments: 3 Comments",
        "comments: I think that this is wrong, and that the ministers should have met years ago, "
        "as everybody knows by now."},
       ""},
      {"a count of comments above the text",
       "Comments\n" + kBody,
       kBody,
       {"comments: Comments"},
       ""},
      {"outlet behind the title",
       "Rebels take the north of the city | Harbour Post\n" + kBody,
       "Rebels take the north of the city\n\n" + kBody,
       {"metadata: | Harbour Post"},
       ""},
      {"masthead above the title",
       "Harbour Post | Shipping, Oil\nMinisters reopen the crossing\n" + kBody,
       "Ministers reopen the crossing\n\n" + kBody,
       {"navigation: Harbour Post | Shipping, Oil"},
       ""},
      {"mark of the end", kBody + " Enditem", kBody, {"boilerplate: Enditem"}, ""},
      {"headlines parted by colons",
       kBody + "\nRead more:\nArmy says the road is open ::: Envoy leaves for the north ::: "
               "Harvest was good\n",
       kBody,
       {"related: Read more:",
        "related: Army says the road is open ::: Envoy leaves for the north ::: Harvest was good"},
       ""},
      {"number of the report",
       kBody + "\nID 85327114 | Published in: Society\n",
       kBody,
       {"metadata: ID 85327114 | Published in: Society"},
       ""},
      {"date in front of the first sentence",
       "September 10 2013 " + kBody,
       kBody,
       {"metadata: September 10 2013"},
       "2013-09-10"},
      {"a date that belongs to the sentence",
       "10 September 2013 was the day on which the two ministers met in the capital of the north.",
       "10 September 2013 was the day on which the two ministers met in the capital of the north.",
       {},
       ""},
      {"title and date run into the text",
       "Ministers reopen the northern crossing.\n\nMay 18 2017 Ministers reopen the northern "
       "crossing. " +
           kBody,
       "Ministers reopen the northern crossing.\n\n" + kBody,
       {"metadata: May 18 2017", "duplicate: Ministers reopen the northern crossing"},
       "2017-05-18"},
      {"names in camel case are prose",
       kFirst + "\nPolls by RealCount, HuffCounter, FiveTimesEight and others show the two parties "
                "close.",
       kFirst + "\n\nPolls by RealCount, HuffCounter, FiveTimesEight and others show the two "
                "parties close.",
       {},
       ""},
      {"a heading that ends oddly",
       kFirst + "\nParties vie for the north;\n" + kSecond,
       kFirst + "\n\nParties vie for the north;\n\n" + kSecond,
       {},
       ""},
      {"share bar and tags",
       "Facebook Twitter WhatsApp\n" + kBody + "\nTags: dam, water, border\n",
       kBody,
       {"boilerplate: Facebook Twitter WhatsApp", "navigation: Tags: dam, water, border"},
       ""},
      {"breadcrumbs",
       "Home > World > Middle East\n" + kBody,
       kBody,
       {"navigation: Home > World > Middle East"},
       ""},
      {"cookies, newsletter, copyright",
       "We use cookies to give you the best experience on our site.\n" + kBody +
           "\nSign up for our newsletter and get the news in your inbox.\nCopyright 2020 Harbour "
           "Post. All rights reserved.\n",
       kBody,
       {"boilerplate: We use cookies to give you the best experience on our site.",
        "boilerplate: Sign up for our newsletter and get the news in your inbox.",
        "boilerplate: Copyright 2020 Harbour Post. All rights reserved."},
       ""},
      {"advertisement",
       kFirst + "\nAdvertisement\n" + kSecond,
       kBody,
       {"advertising: Advertisement"},
       ""},
      {"photo credit",
       "The ministers in the capital. (Photo by A. Bell)\n" + kBody,
       kBody,
       {"credit: The ministers in the capital. (Photo by A. Bell)"},
       ""},
      {"desk credits",
       kBody + "\n(Reporting by Ana Bell; Editing by Jo Field)\n",
       kBody,
       {"credit: (Reporting by Ana Bell; Editing by Jo Field)"},
       ""},
      {"name at the end", kBody + "\n\nMara Lind\n", kBody, {"credit: Mara Lind"}, ""},
      {"dump of JSON",
       kBody + "\nstring(60) \"[{\"id\":\"1\",\"pic\":\"/2016/08/04/a.mp4\",\"title\":\"VIDEO: "
               "Storm\"} ]\"",
       kBody,
       {"code: string(60) \"[{\"id\":\"1\",\"pic\":\"/2016/08/04/a.mp4\",\"title\":\"VIDEO: "
        "Storm\"} ]\""},
       ""},
      {"JSON behind a sentence",
       kFirst + " " + kSecond + "{\"id\":\"1\",\"date\":\"2016-08-04\"}",
       kFirst + " " + kSecond,
       {"code: {\"id\":\"1\",\"date\":\"2016-08-04\"}"},
       ""},
      {"script and style",
       "window.dataLayer = window.dataLayer || [];\n.box { color: red; margin: 0; }\n" + kBody,
       kBody,
       {"code: window.dataLayer = window.dataLayer || [];",
        "code: .box { color: red; margin: 0; }"},
       ""},
      {"sentences glued",
       "The ministers met on Tuesday in the capital.The two sides agreed to reopen the crossing "
       "soon.",
       "The ministers met on Tuesday in the capital.\n\nThe two sides agreed to reopen the "
       "crossing soon.",
       {},
       ""},
      {"glued behind a quotation",
       "\"We agreed on all the open points,\" he said of \xE2\x80\x9Cthe plan.\xE2\x80\x9D"
       "China will send a team in the spring, he added.",
       "\"We agreed on all the open points,\" he said of \xE2\x80\x9Cthe "
       "plan.\xE2\x80\x9D\n\nChina will send a team in the spring, he added.",
       {},
       ""},
      {"a name with a dot is not cut",
       "The deal was signed with Trips.Com and two more firms of the region, the ministry said on "
       "Monday.",
       "The deal was signed with Trips.Com and two more firms of the region, the ministry said on "
       "Monday.",
       {},
       ""},
      {"no final full stops",
       "Talks on water go on\n\nThe ministers of the river states spoke by telephone on Friday "
       "about the means of sharing the water of the two dams in the north\n\n"
       "The minister of the northern state thanked his colleague for the help that was sent after "
       "the flood of last spring\n",
       "Talks on water go on\n\nThe ministers of the river states spoke by telephone on Friday "
       "about the means of sharing the water of the two dams in the north\n\n"
       "The minister of the northern state thanked his colleague for the help that was sent after "
       "the flood of last spring",
       {},
       ""},
      {"hard-wrapped",
       "The ministers of the four river states met on Tuesday in the capital of\nthe northern "
       "province to talk about the sharing of water, and they agreed\n"
       "that a commission should be set up before the end of the year, they\nsaid.\n\nIt will meet "
       "every month.\n",
       "The ministers of the four river states met on Tuesday in the capital of the northern "
       "province to talk about the sharing of water, and they agreed "
       "that a commission should be set up before the end of the year, they said.\n\nIt will meet "
       "every month.",
       {},
       ""},
      {"white space",
       "The\tministers  met\xC2\xA0on Tuesday , the mini\xC2\xADstry\xE2\x80\x8B said.",
       "The ministers met on Tuesday , the ministry said.",
       {},
       ""},
      {"a report on a platform's terms stays",
       kFirst + "\nThe company changed its terms of service and its privacy policy after the court "
                "had ruled.",
       kFirst + "\n\nThe company changed its terms of service and its privacy policy after the "
                "court had ruled.",
       {},
       ""},
      {"a sentence that begins like a heading stays",
       kFirst + "\nRelated talks on grain were put off until the next week, the minister told "
                "reporters.",
       kFirst + "\n\nRelated talks on grain were put off until the next week, the minister told "
                "reporters.",
       {},
       ""},
  };
  for (const Case& c : kCases) {
    Text text = clean_bytes(c.bytes);
    EXPECT_EQ(text.content, c.content) << c.name;
    EXPECT_EQ(removed_of(text), c.removed) << c.name;
    EXPECT_EQ(text.info.published ? text.info.published->value : "", c.published) << c.name;
    EXPECT_EQ(text.info.published ? text.info.published->basis : "",
              c.published.empty() ? "" : "header")
        << c.name;
  }
}

TEST(Clean, Datelines) {
  struct Case {
    std::string front, place, agency, published;
  };
  const Case kCases[] = {
      {"Damascus, (ST) \xE2\x80\x93 ", "Damascus", "ST", ""},
      {"BEIRUT (AP) \xE2\x80\x94 ", "BEIRUT", "AP", ""},
      {"BEIRUT \xE2\x80\x94 ", "BEIRUT", "", ""},
      {"Riyadh, 3 March (SPA) -- ", "Riyadh", "SPA", ""},
      {"MOSCOW. March 5. INTERFAX - ", "MOSCOW", "INTERFAX", ""},
      {"MOSCOW, March 5. /TASS/. ", "MOSCOW", "TASS", ""},
      {"CAIRO, Aug. 16, 2016 (AP) \xE2\x80\x94 ", "CAIRO", "AP", "2016-08-16"},
      {"Port City, Northland, Aug 16 (HPA) - ", "Port City, Northland", "HPA", ""},
      {"DAMASCUS, SANA - ", "DAMASCUS", "SANA", ""},
      {"WASHINGTON, D.C. (Reuters) - ", "WASHINGTON, D.C.", "Reuters", ""},
      {"(HPA) \xE2\x80\x93 ", "", "HPA", ""},
  };
  const std::string body = kFirst + "\n\n" + kSecond;
  for (const Case& c : kCases) {
    std::string bytes = c.front;
    bytes += body;
    Text text = clean_bytes(bytes);
    EXPECT_EQ(text.content, body) << c.front;
    ASSERT_TRUE(text.info.dateline) << c.front;
    EXPECT_EQ(text.info.dateline->place, c.place) << c.front;
    EXPECT_EQ(text.info.dateline->agency, c.agency) << c.front;
    ASSERT_EQ(text.removed.size(), 1u) << c.front;
    EXPECT_EQ(text.removed[0].reason, "metadata") << c.front;
    EXPECT_EQ(text.info.published ? text.info.published->value : "", c.published) << c.front;
  }
  for (std::string front : {"Northland - a founding member of the pact - said that ",
                            "The minister - who had been ill - said that ",
                            "In May (when the dam broke) the region saw that ",
                            "Mr. Bell - the envoy's deputy - said that "}) {
    std::string sentence =
        front + "the two sides had met in the capital on Tuesday and agreed on the plan.";
    Text text = clean_bytes(sentence);
    EXPECT_EQ(text.content, sentence);
    EXPECT_FALSE(text.info.dateline) << front;
  }
}

TEST(Clean, DatesFromNamesAndAddresses) {
  struct Case {
    std::string file, url, value, basis;
  };
  const Case kCases[] = {
      {"2021-07-18_talks.txt", "", "2021-07-18", "filename"},
      {"talks.20210718.txt", "", "2021-07-18", "filename"},
      {"000_218951f52b0cbd31.txt", "", "", ""},
      {"2021-07-18_2021-07-19.txt", "", "", ""},  // two dates
      {"report_20219918.txt", "", "", ""},
      {"talks.txt", "https://post.example/2023/03/10/talks", "2023-03-10", "url"},
      {"2020-01-01.txt", "https://post.example/world/2023/mar/10/talks", "2023-03-10", "url"},
      {"talks.txt", "https://post.example/2023/03/talks", "2023-03", "url"},
      {"talks.txt", "https://post.example/20230310-talks.html", "2023-03-10", "url"},
      {"talks.txt", "https://post.example/id/12345678/talks", "", ""},
  };
  for (const Case& c : kCases) {
    Given given;
    given.url = c.url;
    Text text = clean_bytes(kFirst, ContentKind::kPlain, {}, given, c.file);
    EXPECT_EQ(text.info.published ? text.info.published->value : "", c.value)
        << c.file << ' ' << c.url;
    EXPECT_EQ(text.info.published ? text.info.published->basis : "", c.basis)
        << c.file << ' ' << c.url;
  }
}

TEST(Clean, GivenValuesWin) {
  Given given;
  given.id = "r7";
  given.title = "Given title";
  given.url = "https://www.post.example/a";
  given.outlet = "Harbour Post";
  given.published = "2020-02-03";
  given.language = "en-GB";
  Text text =
      clean_bytes("date 2021-01-01 " + kFirst, ContentKind::kPlain, {}, given, "2019-01-01.txt");
  EXPECT_EQ(text.info.id, "r7");
  EXPECT_EQ(text.info.title, "Given title");
  EXPECT_EQ(text.content, "Given title\n\n" + kFirst);
  ASSERT_TRUE(text.info.outlet);
  EXPECT_EQ(text.info.outlet->name, "Harbour Post");
  EXPECT_EQ(text.info.outlet->domain, "post.example");
  ASSERT_TRUE(text.info.published);
  EXPECT_EQ(text.info.published->value, "2020-02-03");
  EXPECT_EQ(text.info.published->basis, "argument");
  EXPECT_EQ(text.info.language, "en");
  given.published = "next week";
  EXPECT_TRUE(has_diagnostic(clean_bytes(kFirst, ContentKind::kPlain, {}, given), "published"));
}

TEST(Clean, AsIsKeepsEverything) {
  ReadOptions options;
  options.as_is = true;
  std::string bytes = "date 2021-01-01\r\n\r\nYou might also like\n\n\n<p>x</p>  \n";
  for (ContentKind kind : {ContentKind::kPlain, ContentKind::kHtml}) {
    Text text = clean_bytes(bytes, kind, options);
    EXPECT_EQ(text.content, bytes);
    EXPECT_TRUE(text.removed.empty());
    EXPECT_FALSE(text.info.published);
    EXPECT_EQ(text.blocks.size(), 3u);
  }
}

TEST(Clean, SourceOffsetsPointAtTheBytes) {
  std::string bytes =
      "\xEF\xBB\xBF"
      "Ministers  meet\n\nThe minist\xC2\xADry said\xC2\xA0so, and the talks go on in the capital "
      "of the north.";
  Text text = clean_bytes(bytes);
  for (std::string word : {"Ministers", "meet", "The minist", "ry said", "so, and the talks"}) {
    size_t at = text.content.find(word);
    ASSERT_NE(at, std::string::npos) << text.content;
    auto source = text.source_offset(static_cast<uint32_t>(at));
    ASSERT_TRUE(source) << word;
    EXPECT_EQ(bytes.substr(*source, word.size()), word);
  }
  // The text of an element behind others, in windows-1252.
  std::string page =
      "<html><body><article><p>caf\xE9 talks were held, the minister said in the capital &amp; "
      "went on.</p></article></body></html>";
  Text html = clean_bytes(page, ContentKind::kHtml);
  size_t at = html.content.find("talks were");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(page.substr(*html.source_offset(static_cast<uint32_t>(at)), 10), "talks were");
}

TEST(Clean, SameBytesSameId) {
  EXPECT_EQ(clean_bytes(kFirst).info.id, clean_bytes("  " + kFirst + "\n").info.id);
  EXPECT_NE(clean_bytes(kFirst).info.id, clean_bytes(kSecond).info.id);
}

TEST(Clean, Languages) {
  EXPECT_EQ(clean_bytes(kFirst + "\n" + kSecond).info.language, "en");
  Text french = clean_bytes(
      "Les deux ministres se sont rencontr\xC3\xA9s mardi dans la capitale et ont convenu de "
      "rouvrir le poste fronti\xC3\xA8re ferm\xC3\xA9 depuis le printemps.");
  EXPECT_EQ(french.info.language, "fr");
  EXPECT_TRUE(has_diagnostic(french, "language"));
  EXPECT_FALSE(french.failed);
}

// --- HTML ---------------------------------------------------------------------------------------

std::string paragraphs() {
  return "<p>" + kFirst + "</p>\n<p>" + kSecond +
         "</p>\n<p>A third round of talks on grain and water is to be held in the spring, if the "
         "weather allows it.</p>";
}
const std::string kThird =
    "A third round of talks on grain and water is to be held in the spring, if the weather allows "
    "it.";

TEST(CleanHtml, ArticleAmongItsSurroundings) {
  std::string page =
      "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Ministers reopen crossing - Harbour "
      "Post</title>"
      "<meta property=\"og:site_name\" content=\"Harbour Post\"><link rel=canonical "
      "href=\"https://www.harbour-post.example/2023/03/10/crossing\">"
      "<script "
      "type=\"application/ld+json\">{\"@context\":\"https://"
      "schema.org\",\"@graph\":[{\"@type\":\"BreadcrumbList\"},{\"@type\":\"NewsArticle\","
      "\"headline\":\"Ministers reopen "
      "crossing\",\"datePublished\":\"2023-03-10T09:30:00+03:00\",\"author\":[{\"@type\":"
      "\"Person\",\"name\":\"Ana Bell\"},{\"name\":\"Jo Field\"}],"
      "\"publisher\":{\"name\":\"Harbour "
      "Post\"}}]}</script><style>p{color:red}</style></head><body class=\"has-sidebar\">"
      "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><header><div "
      "class=\"logo\">Harbour Post</div></header>"
      "<main><article><h1>Ministers reopen crossing</h1><p class=\"byline\">By Ana Bell</p><div "
      "class=\"share-bar\"><a href=1>Facebook</a></div>"
      "<figure><img src=a.jpg><figcaption>The ministers on Tuesday.</figcaption></figure>" +
      paragraphs() +
      "<div class=\"related-articles\"><h3>Related</h3><ul><li><a href=2>Envoys sign accord on "
      "grain</a></li></ul></div></article></main>"
      "<aside class=\"sidebar\"><h2>Most read</h2><ol><li><a href=3>Port reopens after "
      "storm</a></ol></aside>"
      "<section id=\"comments\"><p>I was there, and I can say that the crossing is still closed to "
      "all of us, whatever they say.</p></section>"
      "<footer><p>&copy; 2023 Harbour Post. All rights reserved.</p></footer></body></html>";
  Text text = clean_bytes(page, ContentKind::kHtml);
  EXPECT_EQ(text.content,
            "Ministers reopen crossing\n\n" + kFirst + "\n\n" + kSecond + "\n\n" + kThird);
  EXPECT_EQ(text.info.title, "Ministers reopen crossing");
  EXPECT_EQ(text.info.byline, (std::vector<std::string>{"Ana Bell", "Jo Field"}));
  EXPECT_EQ(text.info.language, "en");
  ASSERT_TRUE(text.info.outlet);
  EXPECT_EQ(text.info.outlet->name, "Harbour Post");
  EXPECT_EQ(text.info.outlet->domain, "harbour-post.example");
  ASSERT_TRUE(text.info.published);
  EXPECT_EQ(text.info.published->value, "2023-03-10T09:30:00+03:00");
  EXPECT_EQ(text.info.published->basis, "markup");
  std::vector<std::string> removed = removed_of(text);
  const std::string comment =
      "comments: I was there, and I can say that the crossing is still closed to all of us, "
      "whatever they say.";
  for (const std::string& expected :
       {std::string("navigation: Home"), std::string("boilerplate: Harbour Post"),
        std::string("metadata: By Ana Bell"), std::string("boilerplate: Facebook"),
        std::string("credit: The ministers on Tuesday."), std::string("related: Related"),
        std::string("related: Envoys sign accord on grain"), std::string("related: Most read"),
        comment})
    EXPECT_NE(std::find(removed.begin(), removed.end(), expected), removed.end()) << expected;
  EXPECT_EQ(text.blocks[0].kind, Block::Kind::kTitle);
}

TEST(CleanHtml, Fragments) {
  struct Case {
    const char* name;
    std::string body, content;
  };
  const Case kCases[] = {
      {"unclosed paragraphs", "<p>" + kFirst + "<p>" + kSecond, kFirst + "\n\n" + kSecond},
      {"double breaks part paragraphs", "<div>" + kFirst + "<br><br>" + kSecond + "</div>",
       kFirst + "\n\n" + kSecond},
      {"a break inside a sentence is a space",
       "<div>The two ministers met<br>in the capital on Tuesday and agreed on the plan, officials "
       "said.</div>",
       "The two ministers met in the capital on Tuesday and agreed on the plan, officials said."},
      {"references",
       "<p>Caf&eacute; &amp; &#8220;talks&#x201D; &mdash; the minister&rsquo;s first, in the north "
       "&#150; were held on Tuesday.&nbsp;</p>",
       "Caf\xC3\xA9 & \xE2\x80\x9Ctalks\xE2\x80\x9D \xE2\x80\x94 the minister\xE2\x80\x99s first, "
       "in the north \xE2\x80\x93 were held on Tuesday."},
      {"script, style, comment, hidden text are no text",
       "<p>" + kFirst +
           "</p><script>var x = '<p>no</p>';</script><style>p{}</style><!-- <p>no</p> --><p "
           "style=\"display: none\">No reader sees this sentence of the page.</p><p>" +
           kSecond + "</p>",
       kFirst + "\n\n" + kSecond},
      {"escaped script", "<script><!-- <script>x</script> --></script><p>" + kFirst + "</p>",
       kFirst},
      {"inline markup joins",
       "<p>The <b>two</b> minis<i>ters</i> met in <a href=1>the capital</a>, the ministry said on "
       "Tuesday.</p>",
       "The two ministers met in the capital, the ministry said on Tuesday."},
      {"misnested",
       "<p>The <b>two <i>ministers</b> met</i> in the capital, the ministry said on "
       "Tuesday.</p></div></section><p>" +
           kSecond,
       "The two ministers met in the capital, the ministry said on Tuesday.\n\n" + kSecond},
      {"angle bracket in text",
       "<p>The rate was < 5 and the price > 7, the two ministers said in the capital.</p>",
       "The rate was < 5 and the price > 7, the two ministers said in the capital."},
      {"quote in a tag", "<p title=\"a > b\">" + kFirst + "</p>", kFirst},
      {"breaks off in a tag", "<p>" + kFirst + "</p><a href=\"x", kFirst},
      {"dateline", "<p>PORT CITY (HPA) \xE2\x80\x94 " + kFirst + "</p>", kFirst},
      {"list items stay",
       "<p>" + kFirst +
           "</p><ul><li>The road will be open by day.</li><li>The bridge stays "
           "closed.</li></ul><p>" +
           kSecond + "</p>",
       kFirst + "\n\nThe road will be open by day.\n\nThe bridge stays closed.\n\n" + kSecond},
  };
  for (const Case& c : kCases)
    EXPECT_EQ(clean_bytes("<html><body>" + c.body, ContentKind::kHtml).content, c.content)
        << c.name;
}

TEST(CleanHtml, Dates) {
  struct Case {
    std::string head, body, value, basis;
  };
  const Case kCases[] = {
      {"", "", "", ""},
      {"<meta property=\"article:published_time\" content=\"2020-05-04T10:00:00Z\"><meta "
       "property=\"article:modified_time\" content=\"2021-01-01\">",
       "", "2020-05-04T10:00:00Z", "markup"},
      {"<meta name=\"DC.date.issued\" content=\"2020-05-04\">", "", "2020-05-04", "markup"},
      {"<meta itemprop=\"datePublished\" content=\"2020-05-04\">", "", "2020-05-04", "markup"},
      {"<meta name=pubdate content=\"20200504\">", "", "2020-05-04", "markup"},
      {"<meta property=\"article:modified_time\" content=\"2021-01-01\">", "", "", ""},
      {"<script "
       "type=\"application/"
       "ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-05-04\",\n}</script>",
       "", "2020-05-04", "markup"},
      {"<script "
       "type=\"application/"
       "ld+json\">{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\","
       "\"datePublished\":\"2020-05-04\"}]}</script>",
       "", "", ""},
      {"<link rel=canonical href=https://a.example/2020/05/04/talks>", "", "2020-05-04", "url"},
      {"", "<time datetime=\"2020-05-04T08:00\">May 4</time>", "2020-05-04T08:00", "markup"},
      {"",
       "<ul><li><time datetime=\"2020-05-04\">a</time><li><time "
       "datetime=\"2020-05-05\">b</time></ul>",
       "", ""},
      {"", "<h1>Ministers reopen crossing</h1><div class=\"date\">4 May 2020, 10:15 GMT</div>",
       "2020-05-04T10:15:00Z", "header"},
  };
  for (const Case& c : kCases) {
    Text text = clean_bytes("<html><head>" + c.head + "</head><body><article>" + c.body +
                                paragraphs() + "</article></body></html>",
                            ContentKind::kHtml);
    EXPECT_EQ(text.info.published ? text.info.published->value : "", c.value) << c.head << c.body;
    EXPECT_EQ(text.info.published ? text.info.published->basis : "", c.basis) << c.head << c.body;
    EXPECT_NE(text.content.find(kFirst), std::string::npos);
  }
}

TEST(CleanHtml, TeasersOfOtherArticlesGo) {
  std::string page = "<body><div class=\"x1\">" + paragraphs() + "</div><div class=\"x2\">";
  for (std::string head : {"Envoys sign accord on grain", "Port reopens after the storm",
                           "Army says the road is open", "Harvest was good in the north"})
    page += "<div><h3><a href=1>" + head +
            "</a></h3><p>The story of it is told here in one sentence, which is long enough to be "
            "taken for prose.</p></div>";
  Text text = clean_bytes(page + "</div></body>", ContentKind::kHtml);
  EXPECT_EQ(text.content, kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(CleanHtml, ArticlesThatAScriptShowsOrBuilds) {
  std::string hidden =
      "<div><a href=1>Home</a></div><section style=\"display:none\">" + paragraphs() + "</section>";
  EXPECT_EQ(clean_bytes(hidden, ContentKind::kHtml).content,
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
  std::string built =
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
      kFirst + "\\n\\n" + kSecond + "\\n" + kThird + "\"}</script><div id=app>Please wait</div>";
  EXPECT_EQ(clean_bytes(built, ContentKind::kHtml).content,
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(CleanHtml, OldLayouts) {
  Text text = clean_bytes(
      "<title>Harbour Post</title><table><tr><td><a href=/>Home</a> <a "
      "href=/w>World</a></td></tr><tr><td><font size=5><b>Ministers reopen the "
      "crossing</b></font><br>"
      "<font size=2>Sunday 15 September 2019 - 17:05 &nbsp; News ID: 440179 <a "
      "href=2>Print</a></font>" +
          paragraphs() +
          "</td><td><b>Last news</b><br><a href=3>Envoys sign accord on grain</a><br><a "
          "href=4>Port reopens after the storm</a></td></tr></table>",
      ContentKind::kHtml);
  EXPECT_EQ(text.content,
            "Ministers reopen the crossing\n\n" + kFirst + "\n\n" + kSecond + "\n\n" + kThird);
  ASSERT_TRUE(text.info.published);
  EXPECT_EQ(text.info.published->value, "2019-09-15T17:05");
  ASSERT_TRUE(text.info.outlet);
  EXPECT_EQ(text.info.outlet->name, "Harbour Post");
}

TEST(CleanHtml, OneTitle) {
  Text text = clean_bytes(
      "<title>Ministers reopen crossing | Post</title><h1>Ministers reopen "
      "crossing</h1><p>Ministers reopen crossing</p>" +
          paragraphs(),
      ContentKind::kHtml);
  EXPECT_EQ(text.content,
            "Ministers reopen crossing\n\n" + kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(CleanHtml, DeepMarkupIsTakenAtTheLimit) {
  ReadOptions options;
  options.max_markup_depth = 16;
  std::string open, close;
  for (int i = 0; i < 300; ++i) {
    open += "<section>";
    close += "</section>";
  }
  EXPECT_EQ(clean_bytes(open + paragraphs() + close, ContentKind::kHtml, options).content,
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

}  // namespace
}  // namespace dragoman

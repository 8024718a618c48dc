#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "read/feed_date.h"
#include "read/test_bytes.h"
#include "read/test_lines.h"

namespace dragoman {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::string_literals;

struct DateCase {
  const char *text, *iso;
};

TEST(FeedDate, Table) {
  const DateCase cases[] = {
      {"", ""},
      {"x", ""},
      {"  ", ""},
      {"\xFF\xFE", ""},
      {"2021", "2021"},
      {"2021-07", "2021-07"},
      {" 2021-07-18\n", "2021-07-18"},
      {"2021-07-18T09:30:00Z", "2021-07-18T09:30:00+00:00"},
      {"2021-07-18T09:30:00.123+03:00", "2021-07-18T09:30:00+03:00"},
      {"2021-07-18T09:30-0530", "2021-07-18T09:30-05:30"},
      {"2021-07-18 09:30:00", "2021-07-18T09:30:00"},
      {"Sun, 18 Jul 2021 09:30:00 +0300", "2021-07-18T09:30:00+03:00"},
      {"18 July 2021 9:30 GMT", "2021-07-18T09:30+00:00"},
      {"Sun, 18 Jul 21 09:30:00 EST", "2021-07-18T09:30:00-05:00"},
      {"Sun, 18 Jul 2021 09:30:00 XYZ", "2021-07-18T09:30:00"},
      {"Sun,18 Jul 2021", "2021-07-18"},
      {"29 Feb 2020", "2020-02-29"},
      {"29 Feb 2021", ""},
      {"31 Apr 2021", ""},
      {"2021-13-01", ""},
      {"2021-07-18T25:00:00Z", ""},
      {"18 Foo 2021", ""},
      {"18 anf 2021", ""},
      {"yesterday", ""},
      {"20210718", ""},
      {"2021-07-18T09:30:00 and so on", ""},
  };
  for (const DateCase& c : cases) EXPECT_EQ(iso_date(c.text), c.iso) << c.text;
  EXPECT_EQ(iso_date(std::string(1 << 20, '1')), "");
}

const char kRss[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Harbour &amp;amp; Hill</title><link>https://hh.example/</link><pubDate>Mon, 19 Jul 2021 00:00:00 GMT</pubDate>
<image><title>Logo</title></image>
<item><title>Ministers &amp;#8216;meet&amp;#8217; in &lt;b&gt;Oslo&lt;/b&gt;</title><link> https://hh.example/1?a=1&amp;b=2 </link>
 <pubDate>Sun, 18 Jul 2021 09:30:00 +0300</pubDate><description>Short.</description>
 <media:content url="x"><media:title>No</media:title></media:content>
 <content:encoded><![CDATA[<p>Ministers met in Oslo.</p>]]></content:encoded><media:description>No</media:description></item>
<item><title>Two</title><guid>https://hh.example/2</guid><dc:date>2021-07-17</dc:date><description>5 is less than 6&#160;&mdash; said.</description></item>
<item><title>Three</title><guid isPermaLink="false">https://hh.example/3</guid><pubDate>soon</pubDate><description>&lt;p&gt;Markup.</description></item>
<item><title>Four</title></item>
</channel></rss>)";

TEST(ReadFeed, Rss) {
  const auto reports = read_buffer(kRss, "x", {});
  EXPECT_THAT(lines_of(reports),
              ElementsAre("x#1 rss html |<p>Ministers met in Oslo.</p>",
                          "x#2 rss |5 is less than 6\u00A0— said.",
                          "x#3 rss html !bad_date |<p>Markup.", "x#4 rss failed !empty |"));
  ASSERT_EQ(reports.size(), 4U);
  EXPECT_EQ(reports[0].given.title, "Ministers ‘meet’ in Oslo");
  EXPECT_EQ(reports[0].given.outlet, "Harbour & Hill");
  EXPECT_EQ(reports[0].given.url, "https://hh.example/1?a=1&b=2");
  EXPECT_EQ(reports[0].given.published, "2021-07-18T09:30:00+03:00");
  EXPECT_EQ(reports[0].given.id, "");
  EXPECT_EQ(reports[0].charset, "utf-8");
  EXPECT_EQ(reports[1].given.url, "https://hh.example/2");
  EXPECT_EQ(reports[1].given.published, "2021-07-17");
  EXPECT_EQ(reports[2].given.url, "");
  EXPECT_EQ(reports[2].given.published, "");
}

TEST(ReadFeed, RssOneAndAtom) {
  const char kRdf[] =
      R"(<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="a"><title>Old Feed</title></channel>
<item rdf:about="b"><title>One</title><link>http://old.example/1</link><dc:date>2004-05-06T07:08:09Z</dc:date><description>Words.</description></item></rdf:RDF>)";
  auto reports = read_buffer(kRdf, "x", {});
  EXPECT_THAT(lines_of(reports), ElementsAre("x#1 rss |Words."));
  EXPECT_EQ(reports[0].given.outlet, "Old Feed");
  EXPECT_EQ(reports[0].given.published, "2004-05-06T07:08:09+00:00");

  const char kAtom[] =
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Atomic</title><updated>2020-01-01T00:00:00Z</updated>
<entry><title type="html">A &amp;lt; B</title><link rel="self" href="http://no.example/"/><link href="http://at.example/?a=1&amp;b=2"/>
<id>tag:x</id><updated>2021-07-19T00:00:00Z</updated><published>2021-07-18T00:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt; two<br/>three</p></div></content></entry>
<entry><title>A &lt;b&gt; C</title><updated>2021-07-19T00:00:00Z</updated><summary>x &lt;p&gt; y</summary><content src="u"/></entry>
<entry><title>H</title><content type="html">&lt;p&gt;Hello</content></entry></feed>)";
  reports = read_buffer(kAtom, "x", {});
  EXPECT_THAT(lines_of(reports),
              ElementsAre("x#1 rss html |<div><p>One &lt; two<br>three</p></div>",
                          "x#2 rss |x <p> y", "x#3 rss html |<p>Hello"));
  ASSERT_EQ(reports.size(), 3U);
  EXPECT_EQ(reports[0].given.title, "A < B");
  EXPECT_EQ(reports[0].given.url, "http://at.example/?a=1&b=2");
  EXPECT_EQ(reports[0].given.published, "2021-07-18T00:00:00+00:00");
  EXPECT_EQ(reports[1].given.title, "A <b> C");
  EXPECT_EQ(reports[1].given.published, "2021-07-19T00:00:00+00:00");
}

struct FeedCase {
  const char* name;
  std::string bytes;
  std::vector<std::string> expected;
};

std::string rss(const std::string& inner) {
  return "<rss><channel>" + inner + "</channel></rss>";
}
std::string item(const std::string& description) {
  return "<item><description>" + description + "</description></item>";
}

TEST(ReadFeed, Table) {
  std::string bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\">";
  for (char c = 'b'; c <= 'k'; ++c) {
    bomb += "<!ENTITY "s + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += "&"s + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "]>" + rss(item("big &k; bang") + item("after"));
  std::string deep = "<item><description>";
  for (int i = 0; i < 100000; ++i) deep += "<x>";
  const FeedCase cases[] = {
      {"no items", rss(""), {"x rss failed !empty |"}},
      {"root alone", "<rss", {"x rss failed !bad_xml |"}},
      {"one character", rss(item("a")), {"x#1 rss |a"}},
      {"white space", rss(item(" \n")), {"x#1 rss failed !empty |"}},
      {"cut in an item",
       "<rss><channel>" + item("One.") + "<item><description>Tw",
       {"x#1 rss |One.", "x#2 rss !bad_xml |Tw"}},
      {"bare ampersand",
       rss(item("Tom & Sons") + item("Two.")),
       {"x#1 rss !bad_xml |Tom  Sons", "x#2 rss |Two."}},
      {"entity bomb", bomb, {"x#1 rss !bad_xml |big  bang", "x#2 rss |after"}},
      {"file entity",
       "<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" + rss(item("a&f;b")),
       {"x#1 rss !bad_xml |ab"}},
      {"external DTD",
       "<!DOCTYPE rss SYSTEM \"http://dtd.example/rss.dtd\">" + rss(item("a")),
       {"x#1 rss |a"}},
      {"broken UTF-8", rss(item("caf\xE9 x")), {"x#1 rss !bad_xml |caf\xE9 x"}},
      {"Latin-1",
       "<?xml version='1.0' encoding='ISO-8859-1'?>" + rss(item("caf\xE9")),
       {"x#1 rss |café"}},
      {"control character", rss(item("a\x08z")), {"x#1 rss !bad_xml |az"}},
      {"very deep", rss(deep), {"x#1 rss html !bad_xml |12276 bytes"}},
  };
  for (const FeedCase& c : cases) {
    EXPECT_EQ(buffer(c.bytes), c.expected) << c.name;
  }
}

TEST(ReadFeed, LimitsAndManyItems) {
  ReadOptions options;
  options.max_report_bytes = 1000;
  std::string items;
  for (int i = 0; i < 3000; ++i)
    items += item(i == 5 ? noise(5000) : "Item " + std::to_string(i) + ".");
  const auto reports = read_buffer(rss(items), "x", options);
  ASSERT_EQ(reports.size(), 3000U);
  EXPECT_EQ(line_of(reports[5]), "x#6 rss failed !too_large |");
  EXPECT_EQ(line_of(reports[2999]), "x#3000 rss |Item 2999.");
  // A checksum that is cut off is no fault of an item.
  const std::string packed = gzipped(rss(items));
  const auto cut = read_buffer(std::string_view(packed).substr(0, packed.size() - 9), "x", options);
  ASSERT_EQ(cut.size(), 3001U);
  EXPECT_EQ(line_of(cut[2999]), "x#3000 rss |Item 2999.");
  EXPECT_THAT(line_of(cut[3000]), HasSubstr("x rss failed !truncated"));
}

TEST(ReadFeed, Utf16) {
  std::string wide = "\xFF\xFE";
  for (char c : "<?xml version='1.0' encoding='UTF-16'?>" + rss(item("One.")))
    wide += c, wide += '\0';
  EXPECT_THAT(buffer(wide), ElementsAre("x#1 rss |One."));
}

}  // namespace
}  // namespace dragoman

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "read/http.h"
#include "read/test_bytes.h"
#include "read/test_lines.h"

namespace dragoman {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::string_literals;

// A record; `length` stands in for the true length if it is not negative.
std::string record(const std::string& type, const std::string& fields, const std::string& block,
                   int64_t length = -1) {
  return "WARC/1.0\r\nWARC-Type: " + type +
         "\r\nWARC-Target-URI: http://a.example/news\r\nWARC-Date: 2022-02-02T02:02:02Z\r\n" +
         fields + "Content-Length: " +
         std::to_string(length < 0 ? static_cast<int64_t>(block.size()) : length) + "\r\n\r\n" +
         block + "\r\n\r\n";
}

std::string http(const std::string& headers, const std::string& body,
                 const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
}

std::string page(const std::string& body, int64_t length = -1) {
  return record("response", "Content-Type: application/http; msgtype=response\r\n",
                http("Content-Type: text/html; charset=UTF-8\r\n", body), length);
}

struct Case {
  const char* name;
  std::string bytes;
  std::vector<std::string> expected;
};

const std::string kHtml = "Content-Type: text/html\r\n";

std::string response(const std::string& headers, const std::string& body,
                     const std::string& status = "200 OK") {
  return record("response", "Content-Type: application/http\r\n", http(headers, body, status));
}

std::vector<Case> cases() {
  const std::string png = "\x89PNG\r\n\x1A\n"s;
  return {
      {"page", page("<p>One.</p>"), {"x#1 warc html |<p>One.</p>"}},
      {"info, request, page",
       record("warcinfo", "", "software: s") + record("request", "", "GET / HTTP/1.1\r\n\r\n") +
           page("<p>One."),
       {"x#1 warc html |<p>One."}},
      {"1.1 and line feeds",
       "WARC/1.1\nWARC-Type: resource\ncontent-TYPE: text/plain\nContent-Length: 4\n\nOne.\n\n",
       {"x#1 warc |One."}},
      {"no line ends behind",
       page("<p>One.").substr(0, page("<p>One.").size() - 4),
       {"x#1 warc html |<p>One."}},
      {"conversion",
       record("conversion", "Content-Type: text/plain\r\n", "One.\r\n\r\nTwo."),
       {"x#1 warc |One.\r\n\r\nTwo."}},
      {"resource", record("resource", kHtml, "<p>One."), {"x#1 warc html |<p>One."}},
      {"image, redirection, error, page",
       response("Content-Type: image/png\r\n", png) + response(kHtml, "moved", "301 Moved") +
           response(kHtml, "gone", "404 Not Found") + response(kHtml, "", "204 No Content") +
           page("<p>One."),
       {"x#1 warc html |<p>One."}},
      {"image said to be html",
       response(kHtml, png) + page("<p>Two."),
       {"x#1 warc html failed !binary |", "x#2 warc html |<p>Two."}},
      {"no type",
       response("", "<!doctype html><p>One.") + response("", "One.") + response("", png),
       {"x#1 warc html |<!doctype html><p>One.", "x#2 warc |One."}},
      {"empty", response(kHtml, ""), {"x#1 warc html failed !empty |"}},
      {"one character", response(kHtml, "a"), {"x#1 warc html |a"}},
      {"broken UTF-8 and NUL", response(kHtml, "a\xFF\0z"s), {"x#1 warc html |a\xFF\0z"s}},
      {"no status line",
       record("response", "Content-Type: application/http\r\n", "<p>One.") + page("<p>Two."),
       {"x#1 warc failed !bad_http |", "x#2 warc html |<p>Two."}},
      {"chunked",
       response(kHtml + "Transfer-Encoding: chunked\r\n", "4\r\n<p>O\r\n3;x=y\r\nne.\r\n0\r\n\r\n"),
       {"x#1 warc html |<p>One."}},
      {"chunked by name only",
       response(kHtml + "Transfer-Encoding: chunked\r\n", "<p>One."),
       {"x#1 warc html |<p>One."}},
      {"chunked and cut",
       response(kHtml + "Transfer-Encoding: chunked\r\n", "4\r\n<p>O\r\nff\r\nne."),
       {"x#1 warc html !truncated |<p>One."}},
      {"chunked and broken",
       response(kHtml + "Transfer-Encoding: chunked\r\n", "4\r\n<p>O\r\nzz\r\nne."),
       {"x#1 warc html !bad_http |<p>O"}},
      {"gzip",
       response(kHtml + "Content-Encoding: gzip\r\n", gzipped("<p>One.")),
       {"x#1 warc html |<p>One."}},
      {"gzip by name only",
       response(kHtml + "Content-Encoding: gzip\r\n", "<p>One."),
       {"x#1 warc html |<p>One."}},
      {"zstd",
       response(kHtml + "Content-Encoding: zstd\r\n", zstd("<p>One.")),
       {"x#1 warc html |<p>One."}},
      {"deflate",
       response(kHtml + "Content-Encoding: deflate\r\n", deflated("<p>One.", 15)),
       {"x#1 warc html |<p>One."}},
      {"deflate without wrapper",
       response(kHtml + "Content-Encoding: deflate\r\n", deflated("<p>One.", -15)),
       {"x#1 warc html |<p>One."}},
      {"deflate by name only",
       response(kHtml + "Content-Encoding: deflate\r\n", "<p>One."),
       {"x#1 warc html |<p>One."}},
      {"gzip chunked",
       response(
           kHtml + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
           "1\r\n\x1f\r\n" +
               [] {
                 std::string rest = gzipped("<p>One.").substr(1);
                 char size[16];
                 std::snprintf(size, sizeof(size), "%zx", rest.size());
                 return size + "\r\n"s + rest;
               }() +
               "\r\n0\r\n\r\n"),
       {"x#1 warc html |<p>One."}},
      {"gzip cut",
       response(kHtml + "Content-Encoding: gzip\r\n", gzipped("<p>One.").substr(0, 10)),
       {"x#1 warc html failed !truncated |"}},
      {"brotli",
       response(kHtml + "Content-Encoding: br\r\n", "\x0b\x02\x80\x01\x02\x03\x04\x05\x06"),
       {"x#1 warc html failed !unsupported |"}},
      {"crawler cut it",
       record("resource", kHtml + "WARC-Truncated: length\r\n", "<p>One."),
       {"x#1 warc html !truncated |<p>One."}},
      {"robots.txt",
       "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
       "http://a.example/robots.txt\r\nContent-Type: application/http\r\n"
       "Content-Length: 46\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\na\r\n\r\n" +
           page("<p>One."),
       {"x#1 warc html |<p>One."}},
      // ---- lengths that lie, and other damage ----
      {"too long",
       page("<p>One.", 100000) + page("<p>Two."),
       {"x#1 warc html !bad_length |<p>One.", "x#2 warc html |<p>Two."}},
      {"a little too long",
       page("<p>One.", 80) + page("<p>Two."),
       {"x#1 warc html !bad_length |<p>One.", "x#2 warc html |<p>Two."}},
      {"far too long",
       page("<p>One.", int64_t{1} << 60) + page("<p>Two."),
       {"x#1 warc html !bad_length |<p>One.", "x#2 warc html |<p>Two."}},
      {"too short",
       page("<p>One.", 62) + page("<p>Two."),
       {"x#1 warc html !bad_length |<p>One.", "x#2 warc html |<p>Two."}},
      {"too short, last", page("<p>One.", 62), {"x#1 warc html !bad_length |<p>One."}},
      {"lie of a record that is no report",
       record("request", "", "GET /", 5000) + page("<p>Two."),
       {"x warc failed !bad_length |", "x#1 warc html |<p>Two."}},
      {"no length",
       "WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>One.\r\n\r\n" + page("<p>Two."),
       {"x#1 warc failed !bad_length |", "x#2 warc html |<p>Two."}},
      {"negative length",
       "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: -5\r\n\r\n\r\n" + page("<p>Two."),
       {"x warc failed !bad_length |", "x#1 warc html |<p>Two."}},
      {"garbage between",
       page("<p>One.") + "garbage\r\n" + page("<p>Two."),
       {"x#1 warc html |<p>One.", "x warc failed !bad_warc |", "x#2 warc html |<p>Two."}},
      {"garbage before",
       "garbage\r\n" + page("<p>One."),
       {"x warc failed !bad_warc |", "x#1 warc html |<p>One."}},
      {"header that does not end",
       "WARC/1.0\r\nWARC-Type: response\r\n" + page("<p>Two."),
       {"x warc failed !bad_warc |", "x#1 warc html |<p>Two."}},
      {"cut in a header",
       page("<p>One.") + "WARC/1.0\r\nWARC-Ty",
       {"x#1 warc html |<p>One.", "x warc failed !bad_warc |"}},
      {"cut in a record",
       page("<p>One.") + page("<p>Two.").substr(0, page("<p>Two.").size() - 6),
       {"x#1 warc html |<p>One.", "x#2 warc html !truncated |<p>Tw"}},
      {"a record inside a record",
       record("resource", "Content-Type: text/plain\r\n", "Look:\r\n\r\n" + page("<p>x.")) +
           page("<p>Two."),
       {"x#1 warc |" + std::to_string(9 + page("<p>x.").size()) + " bytes",
        "x#2 warc html |<p>Two."}},
  };
}

TEST(ReadWarc, Table) {
  for (const Case& c : cases()) {
    EXPECT_EQ(buffer(c.bytes), c.expected) << c.name;
    EXPECT_EQ(buffer(gzipped(c.bytes)), c.expected) << c.name;
    EXPECT_EQ(buffer(zstd(c.bytes)), c.expected) << c.name;
  }
}

TEST(ReadWarc, HeadersBecomeGivenButNotTheDateOfTheCrawl) {
  const auto reports = read_buffer(page("<p>One."), "dir/x.warc", {});
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].source, "dir/x.warc#1");
  EXPECT_EQ(reports[0].file_name, "x.warc");
  EXPECT_EQ(reports[0].charset, "utf-8");
  EXPECT_EQ(reports[0].given.url, "http://a.example/news");
  EXPECT_EQ(reports[0].given.published, "");
  EXPECT_EQ(reports[0].given.id, "");
  EXPECT_EQ(reports[0].given.title, "");
}

TEST(ReadWarc, OneMemberARecord) {
  std::string gzip, frames;
  std::vector<std::string> expected;
  for (int i = 0; i < 300; ++i) {
    const std::string body = "<p>" + noise(3000, i);
    gzip += gzipped(page(body));
    frames += zstd(page(body));
    expected.push_back("x#" + std::to_string(i + 1) + " warc html |3003 bytes");
  }
  EXPECT_EQ(buffer(gzip), expected);
  EXPECT_EQ(buffer(frames), expected);
  // Cut in the middle of the last member.
  auto lines = buffer(std::string_view(gzip).substr(0, gzip.size() - 800));
  ASSERT_EQ(lines.size(), 300U);
  EXPECT_EQ(lines[298], expected[298]);
  EXPECT_THAT(lines[299], HasSubstr("x#300 warc html !truncated !truncated |"));
}

TEST(ReadWarc, ADamagedMemberCostsItsRecordAlone) {
  std::string first = gzipped(page("<p>" + noise(3000, 1))),
              second = gzipped(page("<p>" + noise(3000, 2))),
              third = gzipped(page("<p>" + noise(3000, 3)));
  for (size_t i = 600; i < 640; ++i) second[i] = static_cast<char>(~second[i]);
  const auto lines = buffer(first + second + third);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines.front(), "x#1 warc html |3003 bytes");
  EXPECT_THAT(lines[1], HasSubstr("x#2 warc html !bad_length !corrupt |"));
  EXPECT_EQ(lines[2], "x#3 warc html |3003 bytes");
}

TEST(ReadWarc, DictionaryOfZstd) {
  // A raw dictionary in a skippable frame, as archives of many small records have it.
  std::string words = noise(2000, 9) + page("<p>One.");
  std::string frame = "\x5D\x2A\x4D\x18"s;
  for (int i = 0; i < 4; ++i) frame += static_cast<char>(words.size() >> (8 * i));
  frame += words;
  ZSTD_CCtx* context = ZSTD_createCCtx();
  for (const char* text : {"<p>One.", "<p>Two."}) {
    const std::string plain = page(text);
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(ZSTD_compress_usingDict(context, packed.data(), packed.size(), plain.data(),
                                          plain.size(), words.data(), words.size(), 3));
    frame += packed;
  }
  ZSTD_freeCCtx(context);
  EXPECT_THAT(buffer(frame), ElementsAre("x#1 warc html |<p>One.", "x#2 warc html |<p>Two."));
}

TEST(ReadWarc, Limits) {
  ReadOptions options;
  options.max_report_bytes = 100000;
  const std::string large = page("<p>" + noise(1000000)), one = page("<p>One.");
  EXPECT_THAT(buffer(one + large + one, options),
              ElementsAre("x#1 warc html |<p>One.", "x#2 warc html failed !too_large |",
                          "x#3 warc html |<p>One."));
  EXPECT_THAT(buffer(one +
                         record("response", "Content-Type: application/http\r\n",
                                http("Content-Type: video/mp4\r\n", noise(1000000))) +
                         one,
                     options),
              ElementsAre("x#1 warc html |<p>One.", "x#2 warc html |<p>One."));
  EXPECT_THAT(
      buffer(
          response(kHtml + "Content-Encoding: gzip\r\n", gzipped(std::string(1000000, ' '))) + one,
          options),
      ElementsAre("x#1 warc html failed !too_large |", "x#2 warc html |<p>One."));
  EXPECT_THAT(
      buffer(record("resource", "Content-Type: text/plain\r\n", noise(120000)) + one, options),
      ElementsAre("x#1 warc failed !too_large |", "x#2 warc html |<p>One."));
}

TEST(ReadWarc, Bomb) {
  ReadOptions options;
  options.max_unpacked_bytes = 1 << 20;
  options.max_compression_ratio = 50;
  const std::string one = page("<p>One.");
  const auto lines =
      buffer(gzipped(one) + gzipped(page(std::string(8 << 20, ' '))) + gzipped(one), options);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "x#1 warc html |<p>One.");
  EXPECT_THAT(lines[1], HasSubstr("failed"));
  EXPECT_THAT(lines[1], HasSubstr("!bomb"));
}

TEST(Http, HeaderFields) {
  const std::string_view block = "A: 1\r\nLong : a\r\n  b\r\nno colon\r\nB:\r\nlast:x";
  EXPECT_EQ(header_field(block, "a"), "1");
  EXPECT_EQ(header_field(block, "long"), "a\r\n  b");
  EXPECT_EQ(header_field(block, "b"), "");
  EXPECT_EQ(header_field(block, "last"), "x");
  EXPECT_EQ(header_field(block, "none"), "");
  EXPECT_EQ(header_field("", "a"), "");
  EXPECT_EQ(header_end("A: 1\r\n\r\nB"), 8U);
  EXPECT_EQ(header_end("A: 1\n\nB"), 6U);
  EXPECT_EQ(header_end("A: 1\r\n"), std::string_view::npos);
}

TEST(Http, MediaTypes) {
  EXPECT_EQ(media_type("Text/HTML").type, "text/html");
  EXPECT_EQ(media_type(" text/html ; Charset=\"UTF-8\" ; x=y").charset, "utf-8");
  EXPECT_EQ(media_type("text/html; boundary=a; charset=windows-1256").charset, "windows-1256");
  EXPECT_EQ(media_type("").type, "");
  EXPECT_EQ(media_type(";;;=").charset, "");
}

}  // namespace
}  // namespace dragoman

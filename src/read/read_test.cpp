#include "read/read.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "read/inputs.h"
#include "read/test_bytes.h"
#include "read/test_lines.h"

namespace dragoman {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;
using namespace std::string_literals;

struct WholeCase {
  const char* name;
  std::string bytes;
  std::string expected;  // behind the source "x "
};

const WholeCase kWholeCases[] = {
    {"empty", "", "text failed !empty |"},
    {"one character", "a", "text |a"},
    {"white space", " \t\r\n ", "text | \t\r\n "},
    {"broken UTF-8", "caf\xE9 \xFF\xC3", "text |caf\xE9 \xFF\xC3"},
    {"one NUL", "a\0b"s, "text |a\0b"s},
    {"NUL alone", "\0"s, "text failed !binary |"},
    {"NULs in a long text", std::string(150, 'a') + "\0\0"s,
     "text |" + std::string(150, 'a') + "\0\0"s},
    {"very long line", std::string(3 << 20, 'a'), "text |3145728 bytes"},
    {"less-than in a text", "5 < 6, and <john@example.org> wrote: <a friend> was there",
     "text |5 < 6, and <john@example.org> wrote: <a friend> was there"},
    {"text about markup", "The <p> element begins a paragraph of text.",
     "text |The <p> element begins a paragraph of text."},
    {"doctype", " \n<!DOCTYPE html><p>x", "html html | \n<!DOCTYPE html><p>x"},
    {"comment before html", "\xEF\xBB\xBF<!-- c --><HTML lang=en>",
     "html html |\xEF\xBB\xBF<!-- c --><HTML lang=en>"},
    {"fragment", "<p>One.</p>\n<p>Two.</p>", "html html |<p>One.</p>\n<p>Two.</p>"},
    {"fragment behind a title", "Title\n<p>One.</p><p>Two.</p><p>Three.</p>",
     "html html |Title\n<p>One.</p><p>Two.</p><p>Three.</p>"},
    {"xml that is no feed", "<?xml version='1.0'?><nitf><body/></nitf>",
     "html html |<?xml version='1.0'?><nitf><body/></nitf>"},
    {"brace in a text", "{sic} he said", "text |{sic} he said"},
    {"bracket in a text", "[Updated] The minister left.", "text |[Updated] The minister left."},
    {"utf-16 little", "\xFF\xFEh\0i\0"s, "text |\xFF\xFEh\0i\0"s},
    {"utf-16 big html", "\xFE\xFF\0<\0h\0t\0m\0l\0>"s, "html html |\xFE\xFF\0<\0h\0t\0m\0l\0>"s},
    {"utf-32", "\xFF\xFE\0\0h\0\0\0"s, "text |\xFF\xFE\0\0h\0\0\0"s},
    {"utf-16 without mark", "h\0e\0l\0l\0o\0 \0y\0o\0u\0"s, "text |h\0e\0l\0l\0o\0 \0y\0o\0u\0"s},
    {"pdf", "%PDF-1.7\n1 0 obj", "text failed !binary |"},
    {"png", "\x89PNG\r\n\x1A\n\0\0"s, "text failed !binary |"},
    {"jpeg", "\xFF\xD8\xFF\xE0 JFIF", "text failed !binary |"},
    {"zip", "PK\3\4 docx", "text failed !binary |"},
    {"elf",
     "\x7F"
     "ELF\2\1\1",
     "text failed !binary |"},
    {"controls", "\1\2\3\4\5\6 words", "text failed !binary |"},
    {"xz",
     "\xFD"
     "7zXZ\0\0\0"s,
     "text failed !unsupported |"},
    {"bzip2", "BZh91AY&SYxxxx", "text failed !unsupported |"},
};

TEST(ReadWhole, Table) {
  for (const WholeCase& c : kWholeCases)
    EXPECT_THAT(buffer(c.bytes), ElementsAre("x " + c.expected)) << c.name;
}

TEST(ReadWhole, AllFormsOfCompressionGiveTheSame) {
  for (const WholeCase& c : kWholeCases) {
    if (c.bytes.starts_with("\xFF\xFE\0\0"s)) continue;
    EXPECT_THAT(buffer(gzipped(c.bytes)), ElementsAre("x " + c.expected)) << c.name;
    EXPECT_THAT(buffer(zstd(c.bytes)), ElementsAre("x " + c.expected)) << c.name;
    EXPECT_THAT(buffer(gzipped(zstd(gzipped(c.bytes)))), ElementsAre("x " + c.expected)) << c.name;
    const size_t half = c.bytes.size() / 2;
    EXPECT_THAT(buffer(gzipped(c.bytes.substr(0, half)) + gzipped(c.bytes.substr(half))),
                ElementsAre("x " + c.expected));
    EXPECT_THAT(buffer(zstd(c.bytes.substr(0, half)) + zstd(c.bytes.substr(half))),
                ElementsAre("x " + c.expected));
  }
}

TEST(ReadWhole, NamesWhatBinaryFilesAre) {
  EXPECT_THAT(read_buffer("%PDF-1.4", "x", {})[0].diagnostics[0].message, HasSubstr("PDF"));
  EXPECT_THAT(read_buffer("GIF89a", "x", {})[0].diagnostics[0].message, HasSubstr("GIF"));
}

TEST(ReadWhole, Utf16WithoutMarkIsDeclared) {
  EXPECT_EQ(read_buffer("h\0e\0l\0l\0o\0 \0y\0o\0u\0"s, "x", {})[0].charset, "utf-16le");
  EXPECT_EQ(read_buffer("\xFF\xFEh\0e\0l\0l\0o\0"s, "x", {})[0].charset, "");
}

TEST(ReadWhole, AsIsTakesHtmlForText) {
  ReadOptions options;
  options.as_is = true;
  EXPECT_THAT(buffer("<!doctype html><p>x</p>", options),
              ElementsAre("x text |<!doctype html><p>x</p>"));
}

TEST(ReadWhole, TooLarge) {
  ReadOptions options;
  options.max_report_bytes = 1000;
  const std::string limit(1000, 'a'), more(1001, 'a');
  EXPECT_THAT(buffer(limit, options), ElementsAre("x text |1000 bytes"));
  EXPECT_THAT(buffer(more, options), ElementsAre("x text failed !too_large |"));
  EXPECT_THAT(buffer(gzipped(limit), options), ElementsAre("x text |1000 bytes"));
  EXPECT_THAT(buffer(gzipped(more), options), ElementsAre("x text failed !too_large |"));
}

TEST(ReadWhole, Bombs) {
  ReadOptions options;
  options.max_unpacked_bytes = 1 << 20;
  options.max_compression_ratio = 100;
  const std::string bomb(8 << 20, 'a');
  for (const std::string& packed :
       {gzipped(bomb), zstd(bomb), gzipped(gzipped(bomb)), gzipped(zstd(bomb))}) {
    EXPECT_THAT(buffer(packed, options), ElementsAre("x text failed !bomb |"));
  }
  // Large, but not beyond the ratio; and beyond the ratio, but not large.
  EXPECT_THAT(buffer(gzipped(noise(2 << 20)), options), ElementsAre("x text |2097152 bytes"));
  EXPECT_THAT(buffer(gzipped(bomb.substr(0, 1 << 20)), options),
              ElementsAre("x text |1048576 bytes"));
  std::string nested = "news";
  for (int i = 0; i < 4; ++i) nested = gzipped(nested);
  EXPECT_THAT(buffer(nested), ElementsAre("x text |news"));
  EXPECT_THAT(buffer(gzipped(nested)), ElementsAre("x text failed !unsupported |"));
}

TEST(ReadWhole, DamagedCompression) {
  const std::string text = noise(1000000);
  for (const std::string& packed : {gzipped(text), zstd(text)}) {
    auto reports = read_buffer(std::string_view(packed).substr(0, packed.size() / 2), "x", {});
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_FALSE(reports[0].failed);
    ASSERT_EQ(reports[0].diagnostics.size(), 1U);
    EXPECT_EQ(reports[0].diagnostics[0].code, "truncated");
    EXPECT_TRUE(text.starts_with(reports[0].bytes));
  }
  const std::string packed = gzipped(text);
  EXPECT_GT(read_buffer(packed.substr(0, packed.size() / 2), "x", {})[0].bytes.size(),
            text.size() / 4);
  for (size_t size : {4, 10, 12})
    EXPECT_THAT(buffer(packed.substr(0, size)), ElementsAre("x text failed !truncated |"));
  // A damaged member in the middle: the others are read.
  std::string middle = gzipped("middle ");
  middle[middle.size() - 7] ^= 1;
  EXPECT_THAT(buffer(gzipped("first ") + middle + gzipped("last")),
              ElementsAre("x text !corrupt |first middle \nlast"));
  EXPECT_THAT(buffer(gzipped("first ") + "garbage" + gzipped("last")),
              ElementsAre("x text !corrupt |first \nlast"));
  EXPECT_THAT(buffer(gzipped("first") + std::string(1000, '\0')), ElementsAre("x text |first"));
  EXPECT_THAT(buffer(gzipped("first") + "garbage"), ElementsAre("x text !corrupt |first"));
  EXPECT_THAT(buffer(zstd("first") + "garbage"), ElementsAre("x text !corrupt |first"));
}

struct JsonCase {
  const char* name;
  std::string bytes;
  std::vector<std::string> expected;
};

const JsonCase kJsonCases[] = {
    {"text", R"({"text":"One."})", {"x#1 jsonl |One."}},
    {"no object", "{}", {"x#1 jsonl failed !empty |"}},
    {"empty text", R"({"text":""})", {"x#1 jsonl failed !empty |"}},
    {"html", R"({"html":"<p>One"})", {"x#1 jsonl html |<p>One"}},
    {"text wins", R"({"html":"<p>One","text":"Two","html":"<p>Three"})", {"x#1 jsonl |Two"}},
    {"null text, html", R"({"text":null,"html":"<p>One"})", {"x#1 jsonl html |<p>One"}},
    {"blank lines and CRLF",
     "\r\n{\"text\":\"One.\"}\r\n\r\n  \n{\"text\":\"Two.\"}\r\n",
     {"x#1 jsonl |One.", "x#2 jsonl |Two."}},
    {"mark", "\xEF\xBB\xBF{\"text\":\"One.\"}", {"x#1 jsonl |One."}},
    {"bad line",
     "{\"text\":\"One.\"}\n{\"text\":\"Tw\n{\"text\":\"Three.\"}\n",
     {"x#1 jsonl |One.", "x#2 jsonl failed !bad_json |", "x#3 jsonl |Three."}},
    {"not objects",
     "{\"text\":\"One.\"}\n17\n\"s\"\n[]\nnull\n{\"text\":\"Two.\"} {}\n{\"text\":\"3\"}x",
     {"x#1 jsonl |One.", "x#2 jsonl failed !bad_json |", "x#3 jsonl failed !bad_json |",
      "x#4 jsonl failed !bad_json |", "x#5 jsonl failed !bad_json |",
      "x#6 jsonl failed !bad_json |", "x#7 jsonl failed !bad_json |"}},
    {"wrong types",
     R"({"text":5})"
     "\n"
     R"({"text":"One.","title":[1,{"a":2}],"language":false})"
     "\n"
     R"({"text":{"a":"b"},"html":"<p>x"})",
     {"x#1 jsonl failed !bad_type |", "x#2 jsonl !bad_type !bad_type |One.",
      "x#3 jsonl html !bad_type |<p>x"}},
    {"number as id", R"({"id":17,"text":"One."})", {"x#1 jsonl !bad_type |One."}},
    {"escapes",
     R"({"text":"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"})",
     {"x#1 jsonl |a\"\\/\b\f\n\r\té😀"}},
    {"escaped key", R"({"t\u0065xt":"One."})", {"x#1 jsonl |One."}},
    {"half a pair", R"({"text":"a\ud83d b\ude00"})", {"x#1 jsonl |a\uFFFD b\uFFFD"}},
    {"bad escape", R"({"text":"a\x b"})", {"x#1 jsonl failed !bad_json |"}},
    {"short escape", R"({"text":"a\u12"})", {"x#1 jsonl failed !bad_json |"}},
    {"broken UTF-8", "{\"text\":\"a\xFFz\"}", {"x#1 jsonl !bad_encoding |a\uFFFDz"}},
    {"raw tab", "{\"text\":\"a\tb\"}", {"x#1 jsonl failed !bad_json |"}},
    {"NUL", "{\"text\":\"a\0b\"}"s, {"x#1 jsonl failed !bad_json |"}},
    {"other keys",
     R"({"n":123456789012345678901234567890,"o":{"text":"no"},"text":"One.","z":[[]]})",
     {"x#1 jsonl |One."}},
    {"comma at the end", R"({"text":"One.",})", {"x#1 jsonl failed !bad_json |"}},
    {"array",
     "[{\"text\":\"One, ]}\\\" two.\"},\n {\"text\":\"Two.\"}, 5, {\"a\":[{}]}]",
     {"x#1 jsonl |One, ]}\" two.", "x#2 jsonl |Two.", "x#3 jsonl failed !bad_json |",
      "x#4 jsonl failed !empty |"}},
    {"brackets that close nothing",
     "[{\"text\":\"One.\"}, }}, 7}, {\"text\":\"Two.\"}]",
     {"x#1 jsonl |One.", "x#2 jsonl failed !bad_json |", "x#3 jsonl failed !bad_json |",
      "x#4 jsonl failed !bad_json |", "x#5 jsonl failed !bad_json |", "x#6 jsonl |Two."}},
    {"empty array", "[]", {"x jsonl failed !empty |"}},
    {"cut array",
     "[{\"text\":\"One.\"},{\"text\":\"Tw",
     {"x#1 jsonl |One.", "x#2 jsonl failed !bad_json |"}},
    {"objects over lines",
     "{\n  \"text\": \"One.\"\n}\n{\n  \"text\": \"Two.\"\n}\n",
     {"x#1 jsonl |One.", "x#2 jsonl |Two."}},
};

TEST(ReadJson, Table) {
  for (const JsonCase& c : kJsonCases) {
    EXPECT_EQ(buffer(c.bytes), c.expected) << c.name;
    EXPECT_EQ(buffer(gzipped(c.bytes)), c.expected) << c.name;
  }
}

TEST(ReadJson, KeysBecomeGiven) {
  const auto reports = read_buffer(
      R"({"id":"7","text":"One.","title":"T","url":"http://a.example/","outlet":"O","published":"2021-07-18","language":"en","x":1})",
      "x", {});
  ASSERT_EQ(reports.size(), 1U);
  const Given& given = reports[0].given;
  EXPECT_THAT((std::vector<std::string>{given.id, given.title, given.url, given.outlet,
                                        given.published, given.language}),
              ElementsAre("7", "T", "http://a.example/", "O", "2021-07-18", "en"));
  EXPECT_EQ(reports[0].charset, "utf-8");
  EXPECT_EQ(read_buffer(R"({"id": 17 ,"text":"One."})", "x", {})[0].given.id, "17");
}

TEST(ReadJson, DiagnosticsNameTheLine) {
  const auto reports = read_buffer("{\"text\":\"One.\"}\n\n{\"text\":oops}\n", "x", {});
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_THAT(reports[1].diagnostics[0].message, HasSubstr("line 3"));
}

TEST(ReadJson, Utf16) {
  std::string wide = "\xFF\xFE";
  for (char c : R"({"text":"Sn: )"s) wide += c, wide += '\0';
  wide += "\x3D\xD8\x00\xDE"s;  // U+1F600
  for (char c : "\"}\n{\"text\":\"Two.\"}\n"s) wide += c, wide += '\0';
  EXPECT_THAT(buffer(wide), ElementsAre("x#1 jsonl |Sn: 😀", "x#2 jsonl |Two."));
}

TEST(ReadJson, LongLinesAndLimits) {
  ReadOptions options;
  options.max_report_bytes = 1 << 20;
  const std::string longest(3 << 20, 'a'), fits((1 << 20) - 100, 'b');
  const std::string lines = "{\"text\":\"One.\"}\n{\"text\":\"" + longest + "\"}\n{\"text\":\"" +
                            fits + "\"}\n{\"text\":\"Four.\"}";
  EXPECT_THAT(buffer(lines, options),
              ElementsAre("x#1 jsonl |One.", "x#2 jsonl failed !too_large |",
                          "x#3 jsonl |1048476 bytes", "x#4 jsonl |Four."));
  std::string array = "[" + lines + "]";
  EXPECT_THAT(buffer(array, options),
              ElementsAre("x#1 jsonl |One.", "x#2 jsonl failed !too_large |",
                          "x#3 jsonl |1048476 bytes", "x#4 jsonl |Four."));
}

TEST(ReadJson, TruncatedCompressionIsSaidOnTheLastLineRead) {
  std::string lines;
  for (int i = 0; i < 3; ++i) lines += "{\"text\":\"" + noise(50000, i) + "\"}\n";
  const std::string packed = gzipped(lines);
  const auto reports =
      read_buffer(std::string_view(packed).substr(0, packed.size() * 9 / 10), "x", {});
  ASSERT_EQ(reports.size(), 3U);
  EXPECT_TRUE(reports[0].diagnostics.empty() && reports[1].diagnostics.empty());
  ASSERT_EQ(reports[2].diagnostics.size(), 2U);
  EXPECT_EQ(reports[2].diagnostics[0].code, "bad_json");
  EXPECT_EQ(reports[2].diagnostics[1].code, "truncated");
}

// ---- files ----

class ReadFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "dragoman_read_XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  void put(const std::string& path, std::string_view bytes = "text") {
    fs::create_directories(fs::path(root_ + "/" + path).parent_path());
    std::ofstream(root_ + "/" + path, std::ios::binary) << bytes;
  }

  // Sources (and codes) of what the inputs hold, relative to the folder of the test.
  std::vector<std::string> sources(std::vector<std::string> inputs,
                                   const ReadOptions& options = {}) {
    for (std::string& input : inputs) {
      if (!input.empty() && input[0] != '/' && input != "-") input.insert(0, root_ + "/");
    }
    auto reader = ReportReader::open(inputs, options);
    if (!reader) return {"error: " + std::to_string(static_cast<int>(reader.error().code))};
    std::vector<std::string> found;
    for (RawReport report; reader->next(report);) {
      std::string line = report.source;
      if (line.starts_with(root_ + "/")) line.erase(0, root_.size() + 1);
      for (const Diagnostic& diagnostic : report.diagnostics) line += " !" + diagnostic.code;
      found.push_back(line);
    }
    done_ = reader->done_bytes();
    total_ = reader->total_bytes();
    return found;
  }

  std::string root_;
  uint64_t done_ = 0, total_ = 0;
};

TEST_F(ReadFiles, FoldersInByteOrderOfFullPaths) {
  for (const char* path :
       {"d/b.txt", "d/a/z.txt", "d/a.txt", "d/a-x/1", "d/B", "d/é", "d/.hidden", "d/.git/x"})
    put(path);
  EXPECT_THAT(sources({"d"}),
              ElementsAre("d/B", "d/a-x/1", "d/a.txt", "d/a/z.txt", "d/b.txt", "d/é"));
  EXPECT_EQ(done_, 24U);
  EXPECT_EQ(total_, 24U);
  EXPECT_THAT(sources({"d/"}),
              ElementsAre("d/B", "d/a-x/1", "d/a.txt", "d/a/z.txt", "d/b.txt", "d/é"));
  ReadOptions flat;
  flat.recursive = false;
  EXPECT_THAT(sources({"d"}, flat), ElementsAre("d/B", "d/a.txt", "d/b.txt", "d/é"));
}

TEST_F(ReadFiles, InputsStandInTheirOrderAndRepeat) {
  put("a");
  put("b", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}");
  EXPECT_THAT(sources({"b", "a", "a"}), ElementsAre("b#1", "b#2", "a", "a"));
  EXPECT_THAT(sources({"a", "missing"}), ElementsAre("error: 0"));
  EXPECT_THAT(sources({"*.none"}), ElementsAre("error: 0"));
  EXPECT_THAT(sources({""}), ElementsAre("error: 3"));
  EXPECT_THAT(sources({"-", "-"}), ElementsAre("error: 3"));
  EXPECT_THAT(sources({}), ElementsAre());
}

TEST_F(ReadFiles, Globs) {
  for (const char* path : {"d/a1.txt", "d/a2.txt", "d/b1.html", "d/s/a3.txt", "d/s/t/a4.txt",
                           "d/.a5.txt", "d/[x].txt"})
    put(path);
  EXPECT_THAT(sources({"d/a?.txt"}), ElementsAre("d/a1.txt", "d/a2.txt"));
  EXPECT_THAT(sources({"d/*.txt"}), ElementsAre("d/[x].txt", "d/a1.txt", "d/a2.txt"));
  EXPECT_THAT(sources({"d/[ac-z]1*"}), ElementsAre("d/a1.txt"));
  EXPECT_THAT(sources({"d/[!a]1*"}), ElementsAre("d/b1.html"));
  EXPECT_THAT(sources({"d/[x].txt"}), ElementsAre("d/[x].txt"));
  EXPECT_THAT(sources({"**/a*.txt"}),
              ElementsAre("d/a1.txt", "d/a2.txt", "d/s/a3.txt", "d/s/t/a4.txt"));
  EXPECT_THAT(sources({"d/**/t"}), ElementsAre("d/s/t/a4.txt"));
  EXPECT_THAT(sources({"d/s/**"}), ElementsAre("d/s/a3.txt", "d/s/t/a4.txt"));
  EXPECT_THAT(sources({"d/s*"}), ElementsAre("d/s/a3.txt", "d/s/t/a4.txt"));
}

TEST_F(ReadFiles, LinksAndLoops) {
  put("d/sub/a");
  put("other/b");
  ::symlink("..", (root_ + "/d/sub/up").c_str());
  ::symlink("../other", (root_ + "/d/x").c_str());
  ::symlink("../other", (root_ + "/d/y").c_str());
  ::symlink("self", (root_ + "/d/self").c_str());
  ::symlink("nowhere", (root_ + "/d/dangling").c_str());
  ::symlink("sub/a", (root_ + "/d/link").c_str());
  EXPECT_THAT(sources({"d"}), ElementsAre("d/dangling !unreadable", "d/link", "d/self !loop",
                                          "d/sub/a", "d/sub/up !loop", "d/x/b"));
}

TEST_F(ReadFiles, OddFiles) {
  fs::create_directories(root_ + "/d/empty");
  EXPECT_THAT(sources({"d"}), ElementsAre("d !empty"));
  ASSERT_EQ(::mkfifo((root_ + "/d/pipe").c_str(), 0600), 0);
  put("d/a", "");
  put("d/b", "%PDF-1.5");
  put("d/c");
  EXPECT_THAT(sources({"d"}),
              ElementsAre("d/a !empty", "d/b !binary", "d/c", "d/pipe !unsupported"));
  EXPECT_EQ(done_, total_);
  if (::geteuid() != 0) {
    fs::permissions(root_ + "/d/c", fs::perms::none);
    EXPECT_THAT(sources({"d/c"}), ElementsAre("d/c !unreadable"));
  }
}

TEST_F(ReadFiles, AFileThatGoesAwayIsUnreadable) {
  put("a");
  put("b");
  auto reader = ReportReader::open({root_ + "/a", root_ + "/b"}, {});
  ASSERT_TRUE(reader.ok());
  fs::remove(root_ + "/a");
  RawReport report;
  ASSERT_TRUE(reader->next(report));
  EXPECT_TRUE(report.failed);
  EXPECT_EQ(report.diagnostics[0].code, "unreadable");
  EXPECT_EQ(report.file_name, "a");
  ASSERT_TRUE(reader->next(report));
  EXPECT_FALSE(report.failed);
  EXPECT_TRUE(report.diagnostics.empty());
  EXPECT_EQ(report.bytes, "text");
  EXPECT_EQ(report.file_name, "b");
  EXPECT_FALSE(reader->next(report));
  EXPECT_FALSE(reader->next(report));
}

TEST_F(ReadFiles, StandardInput) {
  put("in", "{\"text\":\"One.\"}\n");
  const int saved = ::dup(STDIN_FILENO);
  const int fd = ::open((root_ + "/in").c_str(), O_RDONLY);
  ::dup2(fd, STDIN_FILENO);
  ::close(fd);
  EXPECT_THAT(sources({"-"}), ElementsAre("-#1"));
  EXPECT_EQ(total_, 0U);
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
}

TEST_F(ReadFiles, FileAndBufferAgree) {
  std::vector<std::string> samples{noise(700000)};
  for (const WholeCase& c : kWholeCases) samples.push_back(c.bytes);
  for (const JsonCase& c : kJsonCases) samples.push_back(c.bytes);
  for (const std::string& sample : samples) {
    put("x", sample);
    auto reader = ReportReader::open({root_ + "/x"}, {});
    ASSERT_TRUE(reader.ok());
    std::vector<RawReport> reports;
    for (RawReport report; reader->next(report);) {
      report.source.erase(0, root_.size() + 1);
      reports.push_back(report);
    }
    EXPECT_EQ(lines_of(reports), buffer(sample));
  }
}

struct GlobCase {
  const char *pattern, *name;
  bool matches;
};

TEST(GlobMatch, Table) {
  const GlobCase cases[] = {
      {"", "", true},        {"", "a", false},         {"a", "", false},
      {"*", "", true},       {"*", "abc", true},       {"*", ".abc", false},
      {".*", ".abc", true},  {"?", "é", true},         {"?", "ab", false},
      {"a*c", "abbc", true}, {"a*c", "abcd", false},   {"*a*b*", "xaybz", true},
      {"[abc]", "b", true},  {"[!abc]", "b", false},   {"[^a]", "b", true},
      {"[a-]", "-", true},   {"[]]", "]", true},       {"[a", "[a", true},
      {"\\*", "*", true},    {"\\*", "a", false},      {"[à-ü]", "é", true},
      {"**", "abc", true},   {"*.txt", "a.txt", true}, {"*.txt", "a.html", false},
      {"a\\", "a\\", true},  {"\xFF", "\xFE", false},  {"?", "\xFF", true},
  };
  for (const GlobCase& c : cases)
    EXPECT_EQ(glob_match(c.pattern, c.name), c.matches) << c.pattern << " " << c.name;
  // No run-away: many stars against a long name.
  EXPECT_FALSE(glob_match("*a*a*a*a*a*a*a*a*a*a*b", std::string(5000, 'a')));
}

}  // namespace
}  // namespace dragoman

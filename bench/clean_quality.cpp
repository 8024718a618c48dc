// How well the article is told from its page: token F1 against pages with known article texts, and
// the share of right dates.
//
//   clean_quality FOLDER            every FOLDER/<page>/{source,expected}.html,
//   expected-metadata.json clean_quality FOLDER --pages    a line a page as well clean_quality
//   --show FILE…      the cleaned text, what was removed, and what was found
//
// The folder is the unpacked readability-test-pages (scripts/bench unpacks it); without an argument
// it is $DRAGOMAN_DATA/html/pages. Tokens are runs of letters and digits in lower case; a CJK
// character is a token. Precision, recall and F1 are counted over multisets, then averaged over
// pages.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/dates.h"
#include "clean/entities.h"
#include "clean/html_tokenizer.h"
#include "read/read.h"

namespace {

using dragoman::RawReport;
using dragoman::Text;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::vector<std::string> tokens_of(const std::string& text) {
  std::vector<std::string> tokens;
  std::string word;
  auto flush = [&] {
    if (!word.empty()) tokens.push_back(std::move(word));
    word.clear();
  };
  for (size_t i = 0; i < text.size();) {
    char32_t c = dragoman::utf8_next(text, i);
    bool cjk = (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
               (c >= 0x20000 && c <= 0x3FFFF);
    bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= 0xC0 && c < 0x2000);
    if (cjk) {
      flush();
      dragoman::utf8_append(word, c);
      flush();
    } else if (letter) {
      dragoman::utf8_append(
          word, c < 0x80 ? static_cast<char32_t>(std::tolower(static_cast<int>(c))) : c);
    } else {
      flush();
    }
  }
  flush();
  return tokens;
}

// The text of an expected article: markup off, block tags part words.
std::string strip(const std::string& html) {
  std::string out;
  dragoman::HtmlTokenizer tokenizer(html);
  dragoman::HtmlToken token;
  while (tokenizer.next(token)) {
    if (token.kind == dragoman::HtmlToken::Kind::kText) {
      out += dragoman::decode_entities(
          std::string_view(html).substr(token.start, token.end - token.start));
    } else if (token.kind != dragoman::HtmlToken::Kind::kRaw &&
               ((dragoman::tag_flags(token.tag) & dragoman::kBlockTag) != 0 ||
                token.tag == dragoman::Tag::kBr)) {
      out += ' ';
    }
  }
  return out;
}

struct Score {
  double precision = 0, recall = 0, f1 = 0;
};

Score score(const std::vector<std::string>& expected, const std::vector<std::string>& found) {
  std::unordered_map<std::string, long> count;
  for (const std::string& token : expected) ++count[token];
  long common = 0;
  for (const std::string& token : found)
    if (count[token]-- > 0) ++common;
  if (expected.empty() && found.empty()) return {1, 1, 1};
  Score s;
  s.precision = found.empty() ? 0 : double(common) / double(found.size());
  s.recall = expected.empty() ? 0 : double(common) / double(expected.size());
  s.f1 = s.precision + s.recall == 0 ? 0 : 2 * s.precision * s.recall / (s.precision + s.recall);
  return s;
}

// A string value of the flat metadata file.
std::string value_of(const std::string& json, const std::string& key) {
  size_t at = json.find('"' + key + '"');
  if (at == std::string::npos) return {};
  at = json.find(':', at) + 1;
  while (at < json.size() && json[at] == ' ') ++at;
  if (at >= json.size() || json[at] != '"') return {};
  std::string out;
  for (size_t i = at + 1; i < json.size() && json[i] != '"'; ++i) {
    if (json[i] == '\\' && i + 1 < json.size()) ++i;
    out += json[i];
  }
  return out;
}

void show(const Text& text) {
  std::printf("=== %s\nid %s  language %s  failed %d\ntitle %s\n", text.info.source.c_str(),
              text.info.id.c_str(), text.info.language.c_str(), text.failed,
              text.info.title.c_str());
  for (const std::string& name : text.info.byline) std::printf("byline %s\n", name.c_str());
  if (text.info.outlet)
    std::printf("outlet %s (%s)\n", text.info.outlet->name.c_str(),
                text.info.outlet->domain.c_str());
  if (text.info.dateline)
    std::printf("dateline %s / %s\n", text.info.dateline->place.c_str(),
                text.info.dateline->agency.c_str());
  if (text.info.published)
    std::printf("published %s (%s: %s)\n", text.info.published->value.c_str(),
                text.info.published->basis.c_str(), text.info.published->text.c_str());
  for (const auto& d : text.diagnostics)
    std::printf("diagnostic %s: %s\n", d.code.c_str(), d.message.c_str());
  static const char* const kKinds[] = {"TITLE", "para", "HEAD", "item", "quote"};
  for (const auto& block : text.blocks)
    std::printf("[%s] %s\n", kKinds[static_cast<size_t>(block.kind)],
                std::string(block.span.of(text.content)).c_str());
  for (const auto& removed : text.removed)
    std::printf("-- %s: %s\n", removed.reason.c_str(), removed.text.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "--show") {
    auto reader = dragoman::ReportReader::open({arguments.begin() + 1, arguments.end()}, {});
    if (!reader) {
      std::fprintf(stderr, "%s\n", reader.error().message.c_str());
      return 1;
    }
    RawReport report;
    while (reader.value().next(report)) show(dragoman::clean(report, {}));
    return 0;
  }
  bool pages = std::find(arguments.begin(), arguments.end(), "--pages") != arguments.end();
  const char* data = std::getenv("DRAGOMAN_DATA");
  fs::path folder = !arguments.empty() && arguments[0] != "--pages"
                        ? fs::path(arguments[0])
                        : fs::path(data != nullptr ? data : "../shared/data") / "html" / "pages";
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (fs::exists(entry.path() / "expected.html")) found.push_back(entry.path());
  if (found.empty()) {
    std::printf("skipped: no pages in %s\n", folder.c_str());
    return 0;
  }
  std::sort(found.begin(), found.end());
  Score mean;
  size_t dated = 0, right = 0, more = 0, titles = 0, titled = 0;
  double seconds = 0;
  uint64_t bytes = 0;
  for (const fs::path& page : found) {
    RawReport report;
    report.format = "html";
    report.content = dragoman::ContentKind::kHtml;
    report.bytes = read_file(page / "source.html");
    bytes += report.bytes.size();
    auto start = std::chrono::steady_clock::now();
    Text text = dragoman::clean(report, {});
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::string body;
    for (const auto& block : text.blocks)
      if (block.kind != dragoman::Block::Kind::kTitle)
        body += std::string(block.span.of(text.content)) + "\n";
    Score s = score(tokens_of(strip(read_file(page / "expected.html"))), tokens_of(body));
    mean.precision += s.precision;
    mean.recall += s.recall;
    mean.f1 += s.f1;
    std::string metadata = read_file(page / "expected-metadata.json");
    std::string date = value_of(metadata, "publishedTime");
    std::string ours = text.info.published ? text.info.published->value : "";
    bool good = false;
    if (!date.empty()) {
      ++dated;
      auto parsed = dragoman::parse_markup_date(date);
      good = parsed && ours.substr(0, 10) == parsed->iso().substr(0, 10);
      right += good;
    } else if (!ours.empty()) {
      ++more;
    }
    std::string title = value_of(metadata, "title");
    if (!title.empty()) {
      ++titles;
      Score t = score(tokens_of(title), tokens_of(text.info.title));
      titled += t.f1 > 0.8;
      if (pages && t.f1 <= 0.8)
        std::printf("  title of %s: '%s' not '%s'\n", page.filename().c_str(),
                    text.info.title.c_str(), title.c_str());
    }
    if (pages)
      std::printf("%.3f p %.3f r %.3f  %-32s %s%s%s%s\n", s.f1, s.precision, s.recall,
                  page.filename().c_str(), ours.c_str(),
                  text.info.published ? (" " + text.info.published->basis).c_str() : "",
                  date.empty() ? ""
                  : good       ? " ok"
                               : " WRONG ",
                  good ? "" : date.c_str());
  }
  auto n = static_cast<double>(found.size());
  std::printf("pages %zu  precision %.4f  recall %.4f  F1 %.4f (macro)\n", found.size(),
              mean.precision / n, mean.recall / n, mean.f1 / n);
  std::printf("dates: %zu of %zu right; %zu more pages dated; titles %zu of %zu; %.1f MB/s\n",
              right, dated, more, titled, titles, double(bytes) / 1e6 / seconds);
  return 0;
}

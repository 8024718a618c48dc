// Speed of clean(): reports and pages as they come, and the inputs that are made to take long.
#include <benchmark/benchmark.h>

#include <string>

#include "clean/clean.h"

namespace {

using namespace dragoman;

const std::string kParagraph =
    "The foreign ministers of the two countries met in the capital on Tuesday and agreed to reopen "
    "the border "
    "crossing that has been closed since last spring, officials on both sides said. They also "
    "discussed the "
    "sharing of water from the northern river, and a delegation will visit the dam next month.";

std::string plain_report() {
  std::string text =
      "Ministers agree to reopen northern crossing\n\ndate 2024-05-06 " + kParagraph + "\n\n";
  for (int i = 0; i < 9; ++i)
    text += "In part " + std::to_string(i) + " of the talks, " + kParagraph + "\n\n";
  return text +
         "Mara Lind\n\nYou might also like\nPort reopens after storm\nEnvoys sign accord on "
         "grain\n";
}

std::string page(size_t paragraphs) {
  std::string text =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Ministers agree | "
      "Post</title>"
      "<meta property=\"article:published_time\" content=\"2024-05-06T08:00:00Z\"><script>";
  for (int i = 0; i < 200; ++i)
    text += "window.x" + std::to_string(i) +
            " = function () { return document.getElementById('a'); };\n";
  text += "</script></head><body><nav class=\"main-nav\"><ul>";
  for (int i = 0; i < 80; ++i)
    text += "<li class=\"menu-item\"><a href=\"/section/" + std::to_string(i) +
            "\" title=\"go\">Section " + std::to_string(i) + "</a></li>";
  text += "</ul></nav><main><article class=\"story\"><h1>Ministers agree</h1>";
  for (size_t i = 0; i < paragraphs; ++i)
    text += "<p class=\"css-1a2b3c\" data-n=\"" + std::to_string(i) + "\">" + std::to_string(i) +
            ". " + kParagraph + "</p>\n";
  text += "</article></main><aside class=\"related\">";
  for (int i = 0; i < 60; ++i)
    text += "<div class=\"teaser\"><h3><a href=\"/n/" + std::to_string(i) +
            "\">Envoys sign accord number " + std::to_string(i) + "</a></h3></div>";
  return text + "</aside><footer><p>&copy; 2024 Post</p></footer></body></html>";
}

void run(benchmark::State& state, const std::string& bytes, ContentKind kind) {
  RawReport report;
  report.content = kind;
  report.format = kind == ContentKind::kHtml ? "html" : "text";
  report.bytes = bytes;
  for (auto _ : state) benchmark::DoNotOptimize(clean(report, {}));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * bytes.size()));
}

void plain(benchmark::State& state) {
  run(state, plain_report(), ContentKind::kPlain);
}
void html(benchmark::State& state) {
  run(state, page(12), ContentKind::kHtml);
}
void html_dense(benchmark::State& state) {
  run(state, page(400), ContentKind::kHtml);
}
BENCHMARK(plain);
BENCHMARK(html);
BENCHMARK(html_dense);

std::string times(const std::string& s, size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += s;
  return out;
}

// 10 MB each: what is linear takes a fraction of a second.
void hostile(benchmark::State& state, const std::string& unit, bool is_html) {
  run(state, times(unit, 10 << 20), is_html ? ContentKind::kHtml : ContentKind::kPlain);
}
#define HOSTILE(name, unit, is_html) \
  BENCHMARK_CAPTURE(hostile, name, unit, is_html)->Unit(benchmark::kMillisecond)->Iterations(1)
HOSTILE(one_line, "word ", false);
HOSTILE(one_word, "a", false);
HOSTILE(line_feeds, "\n", false);
HOSTILE(short_lines, "Ab c\n", false);
HOSTILE(dates, "1 May 2020 ", false);
HOSTILE(brackets, "[{(", false);
HOSTILE(json_starts, "{\"a", false);
HOSTILE(full_stops, "the word.The ", false);
HOSTILE(mojibake, "\xC3\xA2", false);
HOSTILE(mojibake_chains, "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2", false);
HOSTILE(marks, "e\xCC\x81", false);
HOSTILE(bad_utf8, "a\xFF\xC3(", false);
HOSTILE(nested, "<div>", true);
HOSTILE(nested_inline, "<b><i><a href=x>", true);
HOSTILE(unmatched_ends, "<p></section></b></td>", true);
HOSTILE(comments, "<!-- >", true);
HOSTILE(cdata, "<![CDATA[", true);
HOSTILE(script_escapes, "<script><!--<script></script>", true);
HOSTILE(attributes, "<p a=1 b='2' class=\"x y z\" ", true);
HOSTILE(open_quotes, "<p a=\"", true);
HOSTILE(entities, "&amp", true);
HOSTILE(lists, "<ul><li>a<table><tr><td>", true);
HOSTILE(list_items, "<li>", true);
HOSTILE(angles, "<", true);
HOSTILE(breaks, "a<br>", true);
HOSTILE(json_ld, "<script type=\"application/ld+json\">{\"@type\":\"Article\"}</script>", true);
HOSTILE(hidden, "<p>x<span hidden>y", true);
HOSTILE(headings, "<div><h2><a href=x>one two three four five</a></h2>", true);
HOSTILE(headings_one, "<h1>one two three four five</h1>", true);
HOSTILE(times_, "<time datetime=2020-01-01>", true);
HOSTILE(titles, "<title>a</title>", true);

}  // namespace

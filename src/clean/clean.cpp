#include "clean/clean.h"

#include <algorithm>

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/dates.h"
#include "clean/decode.h"
#include "clean/html_article.h"
#include "clean/language.h"
#include "clean/plain_text.h"
#include "clean/sift.h"
#include "clean/traced_text.h"

namespace dragoman {
namespace {

// Ids are made of content, so they must never change with the build.
constexpr uint64_t kIdSeed = 0x447261676F6D616E;  // "Dragoman"

void diagnose(Text& out, std::string code, std::string message) {
  out.diagnostics.push_back({std::move(code), std::move(message)});
}

// Two lists of runs, content → decoded and decoded → bytes, become one. Both ascend in the order of
// content; decoded offsets may go back where a page was put in order (title), hence the search.
class Tracer {
 public:
  Tracer(const Decoded& decoded, std::vector<SourceRun>& out) : decoded_(decoded), out_(out) {}
  void add(uint32_t content, uint32_t source, uint32_t length) {
    if (decoded_.identity) {
      push(content, source + decoded_.shift, length);
      return;
    }
    const auto& runs = decoded_.runs;
    auto it = std::upper_bound(runs.begin(), runs.end(), source,
                               [](uint32_t at, const SourceRun& run) { return at < run.content; });
    if (it != runs.begin()) --it;
    for (; it != runs.end() && it->content < source + length; ++it) {
      uint32_t from = std::max(it->content, source);
      uint32_t to = std::min(it->content + it->length, source + length);
      if (from < to) push(content + (from - source), it->source + (from - it->content), to - from);
    }
  }

 private:
  void push(uint32_t content, uint32_t source, uint32_t length) {
    if (!out_.empty()) {
      SourceRun& last = out_.back();
      if (last.content + last.length == content && last.source + last.length == source) {
        last.length += length;
        return;
      }
    }
    out_.push_back({content, source, length});
  }
  const Decoded& decoded_;
  std::vector<SourceRun>& out_;
};

// Copies a span of the traced text behind the content, with its runs.
void append_traced(const TracedText& from, Span span, Text& out, Tracer& tracer) {
  auto base = static_cast<uint32_t>(out.content.size());
  out.content.append(from.bytes, span.start, span.size());
  auto it = std::upper_bound(from.runs.begin(), from.runs.end(), span.start,
                             [](uint32_t at, const SourceRun& run) { return at < run.content; });
  if (it != from.runs.begin()) --it;
  for (; it != from.runs.end() && it->content < span.end; ++it) {
    uint32_t start = std::max(it->content, span.start);
    uint32_t end = std::min(it->content + it->length, span.end);
    if (start < end)
      tracer.add(base + (start - span.start), it->source + (start - it->content), end - start);
  }
}

void assemble(const TracedText& text, const std::vector<Piece>& pieces,
              std::string_view given_title, const Decoded& decoded, Text& out) {
  Tracer tracer(decoded, out.source);
  size_t size = given_title.size() + 2;
  for (const Piece& piece : pieces)
    if (piece.reason == Reason::kKeep) size += piece.span.size() + 2;
  out.content.reserve(size);
  auto begin_block = [&](Block::Kind kind) {
    if (!out.content.empty()) out.content += "\n\n";
    auto at = static_cast<uint32_t>(out.content.size());
    out.blocks.push_back({kind, {at, at}});
  };
  auto end_block = [&] { out.blocks.back().span.end = static_cast<uint32_t>(out.content.size()); };
  bool titled = false;
  for (const Piece& piece : pieces)
    if (piece.reason == Reason::kKeep && piece.kind == Block::Kind::kTitle) {
      begin_block(Block::Kind::kTitle);
      append_traced(text, piece.span, out, tracer);
      end_block();
      out.info.title = piece.span.of(text.bytes);
      titled = true;
      break;
    }
  if (!titled && !given_title.empty()) {
    begin_block(Block::Kind::kTitle);
    out.content += given_title;
    end_block();
    out.info.title = given_title;
  }
  for (const Piece& piece : pieces) {
    if (piece.span.empty()) continue;
    if (piece.reason == Reason::kKeep) {
      if (piece.kind == Block::Kind::kTitle) continue;
      begin_block(piece.kind);
      append_traced(text, piece.span, out, tracer);
      end_block();
    } else {
      out.removed.push_back(
          {std::string(piece.span.of(text.bytes)), std::string(reason_name(piece.reason))});
    }
  }
}

std::string well_formed(std::string_view s) {
  return utf8_valid(s) ? std::string(s) : utf8_repair(s);
}

std::string folded(std::string_view s) {
  TracedText text;
  FoldingWriter writer(text);
  writer.begin_block();
  std::string valid = well_formed(s);
  writer.write(valid, 0, valid.size(), false);
  return std::move(text.bytes);
}

// The decoded text as it stands; paragraphs are told apart by blank lines for the blocks only.
void take_as_is(const Decoded& decoded, Text& out) {
  out.content = decoded.text;
  if (decoded.identity)
    out.source.push_back({0, decoded.shift, static_cast<uint32_t>(out.content.size())});
  else
    out.source = decoded.runs;
  if (out.content.empty()) out.source.clear();
  std::string_view s = out.content;
  size_t start = std::string_view::npos, end = 0;
  size_t feeds = 0;
  auto flush = [&] {
    if (start != std::string_view::npos)
      out.blocks.push_back(
          {Block::Kind::kParagraph, {static_cast<uint32_t>(start), static_cast<uint32_t>(end)}});
    start = std::string_view::npos;
  };
  for (size_t i = 0; i < s.size(); ++i) {
    char c = s[i];
    if (c == '\n') {
      ++feeds;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      if (feeds >= 2) flush();
      feeds = 0;
      if (start == std::string_view::npos) start = i;
      end = i + 1;
    }
  }
  flush();
}

std::string domain_of(std::string_view url) {
  size_t scheme = url.find("://");
  if (scheme > 8) return {};  // no scheme
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  size_t at = host.rfind('@');
  if (at != std::string_view::npos) host.remove_prefix(at + 1);
  host = host.substr(0, host.find(':'));
  std::string domain;
  constexpr size_t kLongestHost = 253;
  if (host.size() > kLongestHost) return {};
  for (char c : host) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    domain += c;
  }
  for (std::string_view front : {"www.", "m.", "amp."})
    if (domain.starts_with(front) && std::count(domain.begin(), domain.end(), '.') >= 2) {
      domain.erase(0, front.size());
      break;
    }
  return domain.find('.') == std::string::npos ? std::string() : domain;
}

// Function words say so plainly enough.
bool english(const SiftResult& sifted) {
  return sifted.words >= 20 && sifted.stops * 4 >= sifted.words &&
         sifted.foreign * 20 < sifted.bytes;
}

}  // namespace

Text clean(const RawReport& report, const ReadOptions& options) {
  Text out;
  ReportInfo& info = out.info;
  info.source = well_formed(report.source);
  info.format = report.format;
  info.url = well_formed(report.given.url);
  info.id = well_formed(report.given.id);
  out.diagnostics = report.diagnostics;
  auto name_report = [&] {
    if (info.id.empty())
      info.id = hex64(hash64(
          out.content.empty() ? std::string_view(report.bytes) : std::string_view(out.content),
          kIdSeed));
  };
  if (report.failed || report.bytes.size() >= std::string::size_type{0xFFFFFFF0}) {
    out.failed = true;
    if (!report.failed) diagnose(out, "too_large", "The report is too large to be cleaned.");
    name_report();
    return out;
  }

  Decoded decoded;
  bool html = report.content == ContentKind::kHtml;
  decode(report.bytes, report.charset, html, decoded);
  for (Diagnostic& diagnostic : decoded.diagnostics)
    out.diagnostics.push_back(std::move(diagnostic));

  std::string title = folded(report.given.title);
  SiftResult sifted;
  HtmlFindings found;
  if (options.as_is) {
    take_as_is(decoded, out);
    info.title = title;
  } else {
    TracedText text;
    std::vector<Piece> pieces;
    SiftContext context;
    context.plain = !html;
    if (html) {
      read_html(decoded.text, options.max_markup_depth, title, text, pieces, found);
      if (title.empty()) title = found.title;
    } else {
      split_plain_text(decoded.text, text, pieces);
    }
    context.title = title;
    sift(text, context, pieces, sifted);
    assemble(text, pieces, title, decoded, out);
  }

  // What is known of the report; what the caller gives wins over what was found.
  if (info.url.empty()) info.url = found.url;
  info.byline = !found.byline.empty() ? found.byline : sifted.byline;
  if (sifted.dateline) info.dateline = sifted.dateline;
  Outlet outlet;
  outlet.name = !report.given.outlet.empty() ? folded(report.given.outlet)
                : !found.outlet.empty()      ? found.outlet
                                             : sifted.outlet;
  outlet.domain = domain_of(info.url);
  if (!outlet.name.empty() || !outlet.domain.empty()) info.outlet = outlet;

  std::string matched;
  if (!report.given.published.empty()) {
    std::string given = folded(report.given.published);
    if (auto date = parse_markup_date(given)) {
      // A feed's date element is markup of the feed, not the caller's word.
      info.published = make_published(*date, report.format == "rss" ? "markup" : "argument", given);
    } else {
      diagnose(out, "published", "The given date of publication was not understood: " + given);
    }
  }
  if (!info.published && !options.as_is) {
    if (found.published) {
      info.published = found.published;
    } else if (sifted.header) {
      info.published = sifted.header;
    } else if (sifted.dateline_date) {
      info.published = sifted.dateline_date;
    }
  }
  if (!info.published) {
    if (auto date = date_of_url(info.url, matched))
      info.published = make_published(*date, "url", matched);
  }
  if (!info.published && !report.file_name.empty()) {
    if (auto date = date_of_file_name(report.file_name, matched))
      info.published = make_published(*date, "filename", matched);
  }

  if (!report.given.language.empty()) info.language = normal_language(report.given.language);
  if (info.language.empty()) {
    // Obvious English needs no statistics.
    if (!options.as_is && english(sifted)) {
      info.language = "en";
    } else {
      info.language = detect_language(out.content);
      if (info.language.empty()) info.language = found.language;
    }
  }
  if (!info.language.empty() && info.language != "en")
    diagnose(out, "language",
             "The text is not in English (" + info.language + "); only English is analysed well.");

  bool body = std::any_of(out.blocks.begin(), out.blocks.end(),
                          [](const Block& b) { return b.kind != Block::Kind::kTitle; });
  if (out.content.empty()) {
    out.failed = true;
    diagnose(
        out, "empty",
        report.bytes.empty() ? "The report is empty." : "No readable text is left in the report.");
  } else if (!body && !options.as_is) {
    diagnose(out, "title_only", "The report has a title but no text.");
  }
  name_report();
  return out;
}

}  // namespace dragoman

// Quality of the time stage. Data: DRAGOMAN_DATA, else ../shared/data beside the project.
//   MEANTIME (Minard et al. 2016), the annotated sentences (title to the fifth) of 60 Wikinews
//   reports: spans, types and values as TempEval-3 counts them (UzZaman et al. 2013). The date
//   line, which gives the date of creation, is not counted, nor are expressions without words.
//   timenorm (Bethard 2013): values of expressions out of context, with their date of creation.
//
//   time_quality [--misses] [--no-model]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/tsv.h"
#include "segment/segment.h"
#include "segment/segment_model.h"
#include "tag/language_model.h"
#include "time/calendar.h"
#include "time/time.h"

namespace {

using namespace dragoman;

struct Models {
  std::optional<LanguageModel> language;
  std::optional<SegmentModel> segmenter;
};

struct Expression {
  uint32_t start = 0, end = 0;  // bytes
  std::string type, value;
};

struct Counts {
  long gold = 0, found = 0, strict = 0, relaxed = 0, type = 0, value = 0;
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string type_name(TimeType type) {
  switch (type) {
    case TimeType::kTime:
      return "TIME";
    case TimeType::kDuration:
      return "DURATION";
    case TimeType::kSet:
      return "SET";
    default:
      return "DATE";
  }
}

std::vector<Expression> find(const Models& models, LanguageScratch& scratch,
                             const std::string& content, const std::string& created) {
  Document d;
  d.text.content = content;
  if (!created.empty()) d.text.info.published = Published{created, "day", "argument", ""};
  d.tokens = models.segmenter ? segment(d.text, *models.segmenter) : segment(d.text);
  if (models.language)
    analyze_language(d.text, d.tokens, *models.language, scratch, d.tags, d.trees, d.names);
  d.times = find_times(d.text, d.tokens, d.tags, d.trees);
  std::string fault = verify(d);
  if (!fault.empty()) std::printf("FAULT: %s\n", fault.c_str());
  std::vector<Expression> out;
  for (const TimeRow& t : d.times)
    out.push_back({t.span.start, t.span.end, type_name(t.type), t.value});
  return out;
}

std::string attribute(std::string_view tag, std::string_view name) {
  std::string sign = " " + std::string(name) + "=\"";
  size_t at = tag.find(sign);
  if (at == std::string_view::npos) return {};
  at += sign.size();
  return std::string(tag.substr(at, tag.find('"', at) - at));
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    bool found = false;
    for (auto [entity, letter] :
         {std::pair{"&amp;", '&'}, std::pair{"&quot;", '"'}, std::pair{"&apos;", '\''},
          std::pair{"&lt;", '<'}, std::pair{"&gt;", '>'}})
      if (!found && text.substr(i).starts_with(entity)) {
        out += letter;
        i += std::strlen(entity) - 1;
        found = true;
      }
    if (!found) out += text[i];
  }
  return out;
}

// Words of a treebank as a newspaper would set them.
bool glued_before(std::string_view word) {
  for (std::string_view w : {",", ".", ";", ":", "!", "?", ")", "'s", "'", "n't", "%", "-", "''",
                             "'re", "'ve", "'ll", "'d", "'m"})
    if (word == w) return true;
  return false;
}
bool glued_after(std::string_view word) {
  return word == "(" || word == "$" || word == "-" || word == "``";
}

struct Report {
  std::string name, created, text;
  std::vector<Expression> gold;
  uint32_t line_start = 0, line_end = 0;  // the date line
};

// The annotators went no further than the fifth sentence after the title.
constexpr int kLastSentence = 5;

Report read_meantime(const std::string& path) {
  Report report;
  report.name = std::filesystem::path(path).stem().string();
  const std::string xml = read_file(path);
  std::map<std::string, std::pair<uint32_t, uint32_t>> spans;  // of t_id
  std::string last;
  int sentence = 0;
  for (size_t at = xml.find("<token "); at != std::string::npos; at = xml.find("<token ", at + 1)) {
    size_t close = xml.find('>', at);
    std::string tag = xml.substr(at, close - at);
    int s = std::atoi(attribute(tag, "sentence").c_str());
    if (s > kLastSentence) break;
    std::string word = unescaped(xml.substr(close + 1, xml.find('<', close) - close - 1));
    if (s != sentence) {
      if (s == 1) report.line_start = static_cast<uint32_t>(report.text.size());
      if (s == 2) report.line_end = static_cast<uint32_t>(report.text.size());
      report.text += s <= 2 ? "\n\n" : " ";
    } else if (!report.text.empty() && !glued_before(word) && !glued_after(last)) {
      report.text += ' ';
    }
    sentence = s;
    auto start = static_cast<uint32_t>(report.text.size());
    report.text += word;
    spans[attribute(tag, "t_id")] = {start, static_cast<uint32_t>(report.text.size())};
    last = word;
  }
  for (size_t at = xml.find("<TIMEX3 "); at != std::string::npos;
       at = xml.find("<TIMEX3 ", at + 1)) {
    size_t close = xml.find('>', at);
    std::string tag = xml.substr(at, close - at);
    if (tag.back() == '/') continue;
    std::string body = xml.substr(close, xml.find("</TIMEX3>", close) - close);
    Expression e{UINT32_MAX, 0, attribute(tag, "type"), attribute(tag, "value")};
    for (size_t a = body.find("t_id=\""); a != std::string::npos; a = body.find("t_id=\"", a + 1)) {
      auto span = spans.find(body.substr(a + 6, body.find('"', a + 6) - a - 6));
      if (span == spans.end()) continue;
      e.start = std::min(e.start, span->second.first);
      e.end = std::max(e.end, span->second.second);
    }
    if (e.start >= e.end) continue;
    bool line = e.start >= report.line_start && e.start < report.line_end;
    if (line && (report.created.empty() || attribute(tag, "functionInDocument") == "CREATION_TIME"))
      report.created = e.value;
    if (!line) report.gold.push_back(std::move(e));
  }
  return report;
}

double share(long a, long b) {
  return b == 0 ? 0 : 100.0 * static_cast<double>(a) / static_cast<double>(b);
}
double f1(long matched, const Counts& c) {
  return share(2 * matched, c.gold + c.found);
}

// Each gold expression takes the first found one that overlaps it and is not taken yet; an equal
// span goes first.
void score(const Report& report, const std::vector<Expression>& found, Counts& counts,
           std::string* misses) {
  auto quoted = [&](const Expression& e) {
    return "\"" + report.text.substr(e.start, e.end - e.start) + "\" " + e.type + " " + e.value;
  };
  auto around = [&](const Expression& e) {
    uint32_t from = e.start > 50 ? e.start - 50 : 0;
    std::string s = report.text.substr(from, e.end + 30 - from);
    std::replace(s.begin(), s.end(), '\n', ' ');
    return "   [" + report.created + "] …" + s + "…\n";
  };
  std::vector<int> partner(report.gold.size(), -1);
  std::vector<bool> taken(found.size());
  for (bool exact : {true, false})
    for (size_t g = 0; g < report.gold.size(); ++g)
      for (size_t f = 0; f < found.size() && partner[g] < 0; ++f) {
        if (taken[f]) continue;
        const Expression &a = report.gold[g], &b = found[f];
        if (exact ? a.start != b.start || a.end != b.end : a.end <= b.start || b.end <= a.start)
          continue;
        partner[g] = static_cast<int>(f);
        taken[f] = true;
      }
  for (size_t g = 0; g < report.gold.size(); ++g) {
    ++counts.gold;
    const Expression& a = report.gold[g];
    if (partner[g] < 0) {
      if (misses) *misses += "missed  " + quoted(a) + around(a);
      continue;
    }
    const Expression& b = found[static_cast<size_t>(partner[g])];
    ++counts.relaxed;
    bool strict = a.start == b.start && a.end == b.end;
    counts.strict += strict;
    counts.type += a.type == b.type;
    counts.value += a.value == b.value;
    if (misses && (!strict || a.type != b.type || a.value != b.value))
      *misses += (a.value != b.value ? "value   "
                  : a.type != b.type ? "type    "
                                     : "span    ") +
                 quoted(a) + " | " + quoted(b) + around(b);
  }
  for (size_t f = 0; f < found.size(); ++f) {
    const Expression& b = found[f];
    if (b.start >= report.line_start && b.start < report.line_end) continue;
    ++counts.found;
    if (!taken[f] && misses) *misses += "too much " + quoted(b) + around(b);
  }
}

int run_meantime(const Models& models, const std::string& folder, std::string* misses) {
  if (!std::filesystem::exists(folder)) {
    std::printf("skipped: %s is not there\n", folder.c_str());
    return 0;
  }
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".xml") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  Counts all;
  LanguageScratch scratch;
  for (const std::string& path : paths) {
    Report report = read_meantime(path);
    if (report.created.empty()) std::printf("no date of creation: %s\n", path.c_str());
    score(report, find(models, scratch, report.text, report.created), all, misses);
  }
  std::printf(
      "meantime   %zu reports, %ld expressions, %ld found | span F1 strict %5.1f relaxed %5.1f | "
      "of matched: type %5.1f value %5.1f | type F1 %5.1f value F1 %5.1f\n",
      paths.size(), all.gold, all.found, f1(all.strict, all), f1(all.relaxed, all),
      share(all.type, all.relaxed), share(all.value, all.relaxed), f1(all.type, all),
      f1(all.value, all));
  return 0;
}

// One expression a line with type and value, a blank line between reports; the first line of a
// report is its date of creation. The longest expression found in a line is its reading.
int run_timenorm(const Models& models, const std::string& path, const char* name,
                 std::string* misses) {
  if (!std::filesystem::exists(path)) {
    std::printf("skipped: %s is not there\n", path.c_str());
    return 0;
  }
  std::ifstream in(path);
  std::string line, created;
  long all = 0, right = 0, type = 0, read = 0;
  LanguageScratch scratch;
  bool first = true;
  while (std::getline(in, line)) {
    if (line.empty()) {
      first = true;
      continue;
    }
    std::vector<std::string_view> fields = split_list(line, '\t');
    if (fields.size() < 3) continue;
    std::string text(fields[0]), gold_type(fields[1]), value(fields[2]);
    if (first) {
      created = value;
      first = false;
      continue;
    }
    ++all;
    Expression best;
    for (Expression& e : find(models, scratch, text, created))
      if (e.end - e.start > best.end - best.start) best = std::move(e);
    read += !best.value.empty();
    right += best.value == value;
    type += best.type == gold_type;
    if (misses && best.value != value)
      *misses += std::string(name) + "  [" + created + "] \"" + text + "\" " + gold_type + " " +
                 value + " | " + best.type + " " + best.value + "\n";
  }
  std::printf("%-10s %ld expressions, %ld read | type %5.1f value %5.1f\n", name, all, read,
              share(type, all), share(right, all));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  bool show_misses = false, model = true;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--misses") == 0) show_misses = true;
    if (std::strcmp(argv[i], "--no-model") == 0) model = false;
  }
  const std::string root = DRAGOMAN_SOURCE_DIR;
  Models models;
  if (model) {
    if (auto m = LanguageModel::load(root + "/models/fast.dgm"))
      models.language = std::move(m).value();
    else
      std::fprintf(stderr, "no model: %s\n", m.error().message.c_str());
    if (auto m = SegmentModel::load(root + "/models/segmenter.dgm"))
      models.segmenter = std::move(m).value();
  }
  const char* env = std::getenv("DRAGOMAN_DATA");
  const std::string data = env && *env ? env : root + "/../shared/data";
  std::string misses;
  std::string* list = show_misses ? &misses : nullptr;
  run_meantime(models, data + "/time/meantime", list);
  run_timenorm(models, data + "/time/timenorm/train.tsv", "train", list);
  run_timenorm(models, data + "/time/timenorm/test.tsv", "test", list);
  std::fputs(misses.c_str(), stdout);
  return 0;
}

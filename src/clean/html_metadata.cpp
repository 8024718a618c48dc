#include "clean/html_metadata.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "clean/dates.h"
#include "clean/entities.h"
#include "clean/html_tokenizer.h"
#include "clean/language.h"
#include "clean/sift.h"
#include "clean/traced_text.h"

namespace dragoman {
namespace {

// At most `size` bytes, none of them half a character.
std::string_view cut(std::string_view s, size_t size) {
  if (s.size() <= size) return s;
  while (size > 0 && (static_cast<unsigned char>(s[size]) & 0xC0) == 0x80) --size;
  return s.substr(0, size);
}

std::string folded(std::string_view raw, bool entities) {
  TracedText text;
  FoldingWriter writer(text);
  writer.begin_block();
  writer.write(raw, 0, raw.size(), entities);
  return std::move(text.bytes);
}

bool in(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view n) { return name_is(name, n); });
}

bool is_url(std::string_view s) {
  return s.starts_with("http://") || s.starts_with("https://") || s.starts_with("//");
}

// Types of schema.org that are an article.
bool article_type(std::string_view type) {
  if (type.starts_with("http://schema.org/")) type.remove_prefix(18);
  if (type.starts_with("https://schema.org/")) type.remove_prefix(19);
  return type.ends_with("Article") || type.ends_with("Posting") || type == "Report" ||
         type == "Blog" || type == "WebPage" || type == "AnalysisNewsArticle" ||
         type == "LiveBlogPosting";
}
bool real_article(std::string_view type) {
  return article_type(type) && !type.ends_with("WebPage") && !type.ends_with("/Blog") &&
         type != "Blog";
}

struct TitleSplit {
  size_t at = std::string_view::npos, length = 0;
};

// The last separator between a headline and what follows it.
TitleSplit last_separator(std::string_view s) {
  TitleSplit best;
  for (std::string_view mark :
       {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 ",
        " \xE2\x80\xA2 ", " / ", " -- ", " > ", " _ "}) {
    size_t at = s.rfind(mark);
    if (at != std::string_view::npos && (best.at == std::string_view::npos || at > best.at))
      best = {at, mark.size()};
  }
  return best;
}

size_t count_words(std::string_view s) {
  return s.empty() ? 0 : 1 + static_cast<size_t>(std::count(s.begin(), s.end(), ' '));
}

std::string_view type_of(simdjson::dom::object object, bool& article, bool& real) {
  simdjson::dom::element type;
  if (object["@type"].get(type) != simdjson::SUCCESS) return {};
  std::string_view name;
  if (type.get(name) == simdjson::SUCCESS) {
    article = article_type(name);
    real = real_article(name);
    return name;
  }
  simdjson::dom::array names;
  if (type.get(names) != simdjson::SUCCESS) return {};
  for (simdjson::dom::element e : names)
    if (e.get(name) == simdjson::SUCCESS && article_type(name)) {
      article = true;
      real = real || real_article(name);
    }
  return name;
}

std::string_view text_of(simdjson::dom::object object, std::string_view key) {
  std::string_view value;
  if (object[key].get(value) != simdjson::SUCCESS) return {};
  return value;
}

}  // namespace

void PageMetadata::set(std::string& slot, std::string_view value) {
  constexpr size_t kLongest = 2000;
  if (slot.empty()) slot = folded(cut(value, kLongest), true);
}

void PageMetadata::meta(std::string_view name, std::string_view content) {
  if (name.size() < 3 || name.size() > 64 || content.empty()) return;
  // Names hold one of few first letters; the long lists are for those alone.
  if (in(name, {"og:title"}))
    set(og_title_, content);
  else if (in(name, {"twitter:title", "dc.title", "dcterm:title", "dcterms.title", "parsely-title",
                     "sailthru.title", "headline", "title", "weibo:article:title",
                     "cxenseparse:title", "dc:title"}))
    set(other_title_, content);
  else if (in(name, {"og:site_name"}))
    set(og_site_, content);
  else if (in(name, {"application-name", "publisher", "dc.publisher", "dc:publisher",
                     "dcterms.publisher", "article:publisher_name", "source", "cre"})) {
    if (!is_url(content)) set(application_, content);
  } else if (in(name, {"og:url"}))
    set(og_url_, content);
  else if (in(name, {"og:locale"}))
    set(og_locale_, content);
  else if (in(name, {"language", "content-language", "dc.language", "dcterms.language",
                     "dc:language", "inlanguage"}))
    set(meta_language_, content);
  else if (in(name,
              {"article:published_time", "article:published", "og:published_time",
               "og:article:published_time", "og:pubdate", "datepublished", "rnews:datepublished"}))
    set(published_time_, content);
  else if (in(name, {"date",
                     "pubdate",
                     "publishdate",
                     "publish-date",
                     "publish_date",
                     "publication_date",
                     "publicationdate",
                     "publication-date",
                     "published-date",
                     "published_date",
                     "publisheddate",
                     "published",
                     "dc.date",
                     "dc.date.issued",
                     "dc:date",
                     "dc.date.created",
                     "dcterms.date",
                     "dcterms.created",
                     "dcterms.issued",
                     "dc.issued",
                     "dc.created",
                     "dcterm:created",
                     "parsely-pub-date",
                     "sailthru.date",
                     "article.published",
                     "article_date_original",
                     "article:create_at",
                     "weibo:article:create_at",
                     "cxenseparse:recs:publishtime",
                     "cxenseparse:publishtime",
                     "bt:pubdate",
                     "citation_publication_date",
                     "citation_date",
                     "ptime",
                     "pdate",
                     "originalpublicationdate",
                     "displaydate",
                     "dateposted",
                     "article-publication-date",
                     "created",
                     "eomportal-publicationdate",
                     "prism.publicationdate",
                     "sort_date",
                     "release_date",
                     "firstpublished",
                     "article:publish_date",
                     "publish-time",
                     "datecreated"}))
    set(meta_date_, content);
  else if (in(name, {"author", "article:author", "article:author_name", "dc.creator", "dc:creator",
                     "dcterm:creator", "dcterms.creator", "parsely-author", "sailthru.author",
                     "byl", "byline", "creator", "cxenseparse:author", "twitter:data1_author"})) {
    std::string value = folded(cut(content, 300), true);
    if (!value.empty() && !is_url(value) && value.size() < 120 &&
        value.find('@') == std::string::npos && authors_.empty())
      authors_.push_back(std::move(value));
  }
}

void PageMetadata::time_element(std::string_view value, bool publication) {
  if (publication) set(publication_time_, value);
  constexpr size_t kMost = 16;
  if (times_.size() < kMost) times_.push_back(folded(cut(value, 64), true));
}

// JSON that no parser takes (raw line feeds, trailing commas): the one key that matters is looked
// for.
void PageMetadata::broken_json_ld(std::string_view script) {
  if (script.find("Article") == std::string_view::npos) return;
  size_t at = script.find("\"datePublished\"");
  if (at == std::string_view::npos ||
      script.find("\"datePublished\"", at + 1) != std::string_view::npos)
    return;
  size_t open = script.find('"', script.find(':', at));
  if (open == std::string_view::npos) return;
  size_t close = script.find('"', open + 1);
  if (close != std::string_view::npos && close - open < 64)
    set(ld_date_, script.substr(open + 1, close - open - 1));
}

void PageMetadata::json_ld(std::string_view script) {
  constexpr size_t kLargest = size_t{4} << 20;
  if (script.size() > kLargest) return;
  // CDATA and comment marks around the JSON.
  size_t from = script.find_first_of("{[");
  size_t to = script.find_last_of("}]");
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) return;
  script = script.substr(from, to - from + 1);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(script.data(), script.size()).get(root) != simdjson::SUCCESS) {
    broken_json_ld(script);
    return;
  }
  // Down through arrays, @graph and mainEntity; not into what merely hangs on an article.
  std::vector<simdjson::dom::element> open = {root};
  constexpr size_t kMost = 2000;
  for (size_t done = 0; done < open.size() && done < kMost; ++done) {
    simdjson::dom::array array;
    simdjson::dom::object object;
    if (open[done].get(array) == simdjson::SUCCESS) {
      for (simdjson::dom::element e : array)
        if (open.size() < kMost) open.push_back(e);
      continue;
    }
    if (open[done].get(object) != simdjson::SUCCESS) continue;
    simdjson::dom::element inner;
    for (std::string_view key : {"@graph", "mainEntity", "mainEntityOfPage"})
      if (object[key].get(inner) == simdjson::SUCCESS && open.size() < kMost) open.push_back(inner);
    bool article = false, real = false;
    std::string_view type = type_of(object, article, real);
    if (type == "Organization" || type == "NewsMediaOrganization" || type == "WebSite") {
      if (ld_publisher_.empty()) set(ld_publisher_, text_of(object, "name"));
      continue;
    }
    if (!article) continue;
    if (real && !ld_article_) {
      // What a WebPage said before gives way to the article.
      ld_article_ = true;
      ld_title_.clear();
      ld_date_.clear();
      ld_url_.clear();
    } else if (!real && ld_article_) {
      continue;
    }
    std::string_view headline = text_of(object, "headline");
    set(ld_title_, headline.empty() ? text_of(object, "name") : headline);
    set(ld_date_, text_of(object, "datePublished"));
    set(ld_language_, text_of(object, "inLanguage"));
    std::string_view url = text_of(object, "url");
    if (is_url(url)) set(ld_url_, url);
    std::string_view body = text_of(object, "articleBody");
    if (real && ld_body_.empty()) ld_body_ = body;
    simdjson::dom::element publisher;
    if (object["publisher"].get(publisher) == simdjson::SUCCESS) {
      simdjson::dom::object who;
      std::string_view name;
      if (publisher.get(who) == simdjson::SUCCESS) name = text_of(who, "name");
      if (name.empty() && publisher.get(name) != simdjson::SUCCESS) name = {};
      if (!name.empty() && !is_url(name)) {
        ld_publisher_.clear();
        set(ld_publisher_, name);
      }
    }
    simdjson::dom::element author;
    if (real && ld_authors_.empty() && object["author"].get(author) == simdjson::SUCCESS) {
      auto add = [&](simdjson::dom::element e) {
        simdjson::dom::object who;
        std::string_view name;
        if (e.get(who) == simdjson::SUCCESS)
          name = text_of(who, "name");
        else if (e.get(name) != simdjson::SUCCESS)
          name = {};
        std::string value = folded(name, true);
        if (!value.empty() && value.size() < 120 && !is_url(value) && ld_authors_.size() < 20)
          ld_authors_.push_back(std::move(value));
      };
      simdjson::dom::array several;
      if (author.get(several) == simdjson::SUCCESS)
        for (simdjson::dom::element e : several) add(e);
      else
        add(author);
    }
  }
}

std::string PageMetadata::url() const {
  for (const std::string* candidate : {&canonical_, &og_url_, &ld_url_})
    if (is_url(*candidate) && !candidate->starts_with("//")) return *candidate;
  return {};
}

std::string PageMetadata::language() const {
  for (const std::string* candidate :
       {&html_language_, &ld_language_, &meta_language_, &og_locale_}) {
    std::string code = normal_language(*candidate);
    if (!code.empty()) return code;
  }
  return {};
}

std::string PageMetadata::outlet(const std::vector<std::string>& headings) const {
  for (const std::string* candidate : {&og_site_, &ld_publisher_, &application_})
    if (!candidate->empty() && candidate->size() < 100) return *candidate;
  // The other part of the title element, where one part is the page's own headline.
  std::string page = folded(title_, true);
  TitleSplit split = last_separator(page);
  if (split.at == std::string_view::npos) return {};
  std::string_view front = std::string_view(page).substr(0, split.at),
                   back = std::string_view(page).substr(split.at + split.length);
  std::vector<std::string_view> headlines(headings.begin(), headings.end());
  headlines.insert(headlines.end(), {og_title_, ld_title_, other_title_});
  for (std::string_view headline : headlines) {
    if (headline.empty()) continue;
    if (same_words(front, headline) && count_words(back) <= 5) return std::string(back);
    if (same_words(back, headline) && count_words(front) <= 5) return std::string(front);
  }
  return {};
}

bool PageMetadata::weak_title(const std::vector<std::string>& headings) const {
  return ld_title_.empty() && og_title_.empty() && other_title_.empty() && headings.empty() &&
         !title_.empty();
}

std::string PageMetadata::title(const std::vector<std::string>& headings) const {
  std::string page = folded(title_, true);
  // Without the outlet's name behind the headline (or in front of it).
  auto stripped = [&](std::string s) {
    std::string site = outlet(headings);
    for (int round = 0; round < 2; ++round) {
      TitleSplit cut = last_separator(s);
      if (cut.at == std::string_view::npos) break;
      std::string_view front = std::string_view(s).substr(0, cut.at),
                       back = std::string_view(s).substr(cut.at + cut.length);
      bool named = !site.empty() && same_words(back, site);
      bool lone_bar = s.substr(cut.at, cut.length).find('|') != std::string::npos;
      if (named || (count_words(front) >= 4 && count_words(back) <= (lone_bar ? 5U : 3U) &&
                    count_words(back) < count_words(front)))
        s = std::string(front);
      else if (!site.empty() && same_words(front, site))
        s = std::string(back);
      else
        break;
    }
    return s;
  };
  std::vector<std::string> stated;
  for (const std::string* candidate : {&ld_title_, &og_title_, &other_title_})
    if (!candidate->empty()) stated.push_back(stripped(*candidate));
  if (!page.empty()) stated.push_back(stripped(page));
  for (const std::string& heading : headings) {
    if (heading.empty()) continue;
    for (const std::string& s : stated)
      if (same_words(heading, s)) return heading;
    // The heading as one part of the page's title, the site's name being the other.
    TitleSplit split = last_separator(page);
    if (split.at != std::string_view::npos) {
      std::string_view front = std::string_view(page).substr(0, split.at),
                       back = std::string_view(page).substr(split.at + split.length);
      if ((same_words(front, heading) && count_words(heading) >= 2) ||
          (same_words(back, heading) && count_words(heading) > count_words(front) + 1))
        return heading;
    }
    if (count_words(heading) >= 4 && page.size() > heading.size() &&
        page.find(heading) != std::string::npos)
      return heading;
  }
  if (!stated.empty()) return stated.front();
  return headings.size() == 1 ? headings.front() : std::string();
}

std::vector<std::string> PageMetadata::byline() const {
  std::vector<std::string> names = !ld_authors_.empty() ? ld_authors_ : authors_;
  std::vector<std::string> out;
  for (std::string& name : names) {
    std::string_view s = name;
    for (std::string_view by : {"By ", "by ", "BY "})
      if (s.starts_with(by)) s.remove_prefix(3);
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    // "Jane Doe, Beirut": the place is no part of the name; "Doe, Jane" is one.
    size_t comma = s.find(", ");
    if (comma != std::string_view::npos && count_words(s.substr(0, comma)) >= 2 &&
        count_words(s.substr(comma + 2)) == 1)
      s = s.substr(0, comma);
    if (s.empty() || std::find(out.begin(), out.end(), s) != out.end()) continue;
    out.emplace_back(s);
  }
  return out;
}

std::optional<Published> PageMetadata::published() const {
  for (const std::string* candidate :
       {&ld_date_, &published_time_, &item_date_, &meta_date_, &publication_time_}) {
    if (candidate->empty()) continue;
    if (auto date = parse_markup_date(*candidate))
      return make_published(*date, "markup", *candidate);
  }
  return std::nullopt;
}

std::optional<Published> PageMetadata::lone_time() const {
  // Several time elements of different days belong to lists of other articles.
  std::optional<Published> found;
  for (const std::string& value : times_) {
    auto date = parse_markup_date(value);
    if (!date || date->day == 0) continue;
    Published published = make_published(*date, "markup", value);
    if (found && found->value.substr(0, 10) != published.value.substr(0, 10)) return std::nullopt;
    if (!found) found = std::move(published);
  }
  return found;
}

}  // namespace dragoman

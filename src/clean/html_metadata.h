// What a page says about its article outside of its text: meta elements, JSON-LD, time elements.
#ifndef DRAGOMAN_CLEAN_HTML_METADATA_H_
#define DRAGOMAN_CLEAN_HTML_METADATA_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman {

/// Collects candidates in the order of the page; resolve() weighs them.
class PageMetadata {
 public:
  void meta(std::string_view name,
            std::string_view content);  // name, property, itemprop; content not decoded
  void json_ld(std::string_view script);
  void title_element(std::string_view text) {
    if (title_.empty()) title_ = text;
  }
  void canonical(std::string_view url) { set(canonical_, url); }
  void html_language(std::string_view value) { set(html_language_, value); }
  void item_date(std::string_view value) { set(item_date_, value); }  // itemprop=datePublished
  void time_element(std::string_view value, bool publication);

  std::string url() const;
  std::string language() const;
  /// The page's outlet; `headings` as for title().
  std::string outlet(const std::vector<std::string>& headings) const;
  /// The best headline the markup states, without the outlet's name behind it; `headings` are the
  /// texts of the page's h1 elements: one that agrees with the rest wins.
  std::string title(const std::vector<std::string>& headings) const;
  std::vector<std::string> byline() const;
  std::optional<Published> published() const;
  /// A single time element's date: weaker than a date line beside the headline.
  std::optional<Published> lone_time() const;
  /// The headline stands in the title element alone, and nothing on the page repeats it.
  bool weak_title(const std::vector<std::string>& headings) const;
  const std::string& article_body() const { return ld_body_; }

 private:
  static void set(std::string& slot, std::string_view value);
  void broken_json_ld(std::string_view script);

  std::string title_, canonical_, html_language_, item_date_;
  std::string og_title_, other_title_, og_site_, application_, og_url_, og_locale_, meta_language_;
  std::string published_time_, meta_date_, publication_time_;
  std::vector<std::string> times_, authors_, ld_authors_;
  std::string ld_title_, ld_date_, ld_publisher_, ld_language_, ld_url_, ld_body_;
  bool ld_article_ = false;
};

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_HTML_METADATA_H_

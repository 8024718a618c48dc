// HTML → blocks, the article told from what stands around it, and what the markup says about it.
#ifndef DRAGOMAN_CLEAN_HTML_ARTICLE_H_
#define DRAGOMAN_CLEAN_HTML_ARTICLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clean/sift.h"
#include "clean/traced_text.h"
#include "dragoman/record.h"

namespace dragoman {

struct HtmlFindings {
  std::string title, outlet, url, language;
  std::vector<std::string> byline;
  std::optional<Published> published;  // basis markup or url
};

/// `decoded` is well-formed UTF-8; `title` what the caller knows it to be, or empty.
void read_html(std::string_view decoded, uint32_t max_depth, std::string_view title,
               TracedText& text, std::vector<Piece>& pieces, HtmlFindings& found);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_HTML_ARTICLE_H_

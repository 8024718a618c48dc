// HTML as a stream of tokens over the bytes: no tree, no copies. Follows the HTML standard's
// tokenizer where it matters for reading (13.2.5): comments and their odd ends, bogus comments,
// CDATA, quotes in tags, the raw text elements and the escaped states of script.
//
//   HtmlTokenizer tokens(page);
//   HtmlToken token;
//   while (tokens.next(token)) …
//
// Linear in the size of the page, whatever is in it.
#ifndef DRAGOMAN_CLEAN_HTML_TOKENIZER_H_
#define DRAGOMAN_CLEAN_HTML_TOKENIZER_H_

#include <cstdint>
#include <string_view>

namespace dragoman {

enum class Tag : uint8_t {
  kOther,
  kA,
  kAbbr,
  kAddress,
  kArea,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kColgroup,
  kDatalist,
  kDd,
  kDel,
  kDetails,
  kDialog,
  kDir,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrame,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kIns,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNoembed,
  kNoframes,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kParam,
  kPicture,
  kPlaintext,
  kPre,
  kQ,
  kRp,
  kRt,
  kRuby,
  kS,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVar,
  kVideo,
  kWbr,
  kXmp,
  kCount
};

enum TagFlag : uint8_t {
  kBlockTag = 1,    // begins and ends a block of text
  kVoidTag = 2,     // has no end tag
  kRawTag = 4,      // its content is text up to its end tag
  kAsideTag = 8,    // its text is never part of an article (menus, buttons, fallback content)
  kBarrierTag = 16  // end tags inside do not close what is open outside
};
uint8_t tag_flags(Tag tag);
Tag tag_of(std::string_view name);

struct HtmlToken {
  enum class Kind : uint8_t { kText, kStart, kEnd, kRaw };
  Kind kind = Kind::kText;
  Tag tag = Tag::kOther;  // of kStart, kEnd; of kRaw: the element whose content it is
  bool self_closing = false;
  std::string_view attributes;  // of kStart: what stands between the name and '>'
  uint32_t start = 0, end = 0;  // of kText and kRaw: the bytes of the page
};

class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view page) : page_(page) {}
  bool next(HtmlToken& token);

 private:
  bool raw_text(HtmlToken& token);
  size_t script_end(size_t from);

  std::string_view page_;
  size_t pos_ = 0;
  Tag raw_ = Tag::kOther;
  // Once a construct is known not to end in the rest of the page, it is not looked for again:
  // without these, a page of beginnings without ends would take quadratic time.
  bool comment_ends_ = true, cdata_ends_ = true, escape_ends_ = true;
};

/// Goes through the attributes of a start tag.
class AttributeReader {
 public:
  explicit AttributeReader(std::string_view attributes) : rest_(attributes) {}
  /// The next attribute: its name as written and its value, not decoded.
  bool next(std::string_view& name, std::string_view& value);

 private:
  std::string_view rest_;
};

/// Compares a name as written with one in lower case.
bool name_is(std::string_view written, std::string_view lower);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_HTML_TOKENIZER_H_

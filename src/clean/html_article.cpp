// One pass over the tokens makes two flat tables in the order of the page: block elements (with
// their parent's row and the range of text blocks inside) and text blocks. Then the article is
// chosen:
//
//   1. Every text block gets a weight: running text counts its words, links and scraps count
//   against.
//   2. The weights are summed up the elements; from the body down, the way follows the child that
//      holds most of its parent's sum, as long as it holds nearly all of it. (Choosing the subtree
//      of greatest sum: J. Pasternack and D. Roth, Extracting article text from the web with
//      maximum subsequence segmentation, 2009, here over the tree.)
//   3. Inside, subtrees that are lists of links, or that are named for something else and hold
//   little
//      prose, go; outside, neighbours that are plain prose come in.
//
// Names of classes and ids only weigh; no site's names are known here.
#include "clean/html_article.h"

#include <algorithm>
#include <array>

#include "clean/facts.h"
#include "clean/html_hints.h"
#include "clean/html_metadata.h"
#include "clean/html_tokenizer.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;

struct Element {
  uint32_t parent = kNone;
  uint32_t first_block = 0, end_block = 0;
  Tag tag = Tag::kOther;
  uint16_t hints = 0;
  bool item_body = false;  // itemprop=articleBody
  // Filled by the scorer.
  float sum = 0;    // of the weights of its blocks
  float prose = 0;  // words of running text
  uint32_t bytes = 0, link_bytes = 0;
  bool dropped = false;
  Reason reason = Reason::kKeep;
};

struct TextBlock {
  Span span;
  uint32_t element = 0;
  uint32_t link_bytes = 0;
  uint32_t hinted_bytes = 0;  // inside inline elements with hints
  uint16_t inline_hints = 0;
  Tag tag = Tag::kOther;  // of the innermost block element
  bool quote = false;
  bool aside = false;  // from an element whose text is never the article's
  bool hidden = false;
  BlockFacts facts;
  float weight = 0;
};

// --- From tokens to tables -----------------------------------------------------------------------

class PageBuilder {
 public:
  PageBuilder(std::string_view page, uint32_t max_depth, TracedText& text, PageMetadata& metadata)
      : page_(page),
        max_depth_(std::max<uint32_t>(max_depth, 8)),
        metadata_(metadata),
        text_(text),
        writer_(text),
        aside_writer_(aside_text_) {
    elements_.push_back({});
    elements_[0].tag = Tag::kBody;
    stack_.push_back({Tag::kBody, 0});
  }

  void run() {
    HtmlTokenizer tokens(page_);
    HtmlToken token;
    writer_.begin_block();
    aside_writer_.begin_block();
    while (tokens.next(token)) {
      switch (token.kind) {
        case HtmlToken::Kind::kText:
          text(token.start, token.end);
          break;
        case HtmlToken::Kind::kRaw:
          raw(token);
          break;
        case HtmlToken::Kind::kStart:
          start(token);
          break;
        case HtmlToken::Kind::kEnd:
          end(token.tag);
          break;
      }
    }
    while (stack_.size() > 1) pop();
    flush();
    elements_[0].end_block = static_cast<uint32_t>(blocks_.size());
  }

  std::vector<Element> elements_;
  std::vector<TextBlock> blocks_;

 private:
  struct Open {
    Tag tag = Tag::kOther;
    uint32_t element = kNone;  // of a block element
    uint16_t hints = 0;        // of an inline element
    bool aside = false, hidden = false, link = false;
  };

  uint32_t element() const { return current_; }

  void text(size_t from, size_t to) {
    if (aside_ > 0) {
      aside_writer_.write(page_, from, to, true);
      return;
    }
    uint32_t before = text_.size();
    writer_.write(page_, from, to, true);
    uint32_t grown = text_.size() - before;
    if (links_ > 0) link_bytes_ += grown;
    if (formats_ > 0) formatted_bytes_ += grown;
    if (inline_hinted_ > 0) {
      hinted_bytes_ += grown;
      if (grown > 0) inline_hints_ |= stack_.back().hints;
    }
  }

  void raw(const HtmlToken& token) {
    std::string_view content = page_.substr(token.start, token.end - token.start);
    if (token.tag == Tag::kTitle && svg_ == 0) metadata_.title_element(content);
    if (token.tag == Tag::kScript && script_is_json_) metadata_.json_ld(content);
    if (token.tag == Tag::kPlaintext) text(token.start, token.end);
    script_is_json_ = false;
  }

  // Ends the block of text under construction.
  void flush() {
    if (hidden_ > 0) flush_aside(true);
    if (!writer_.block_empty()) {
      TextBlock block;
      block.span = {writer_.block_start(), text_.size()};
      block.element = element();
      block.link_bytes = link_bytes_;
      block.hinted_bytes = hinted_bytes_;
      block.inline_hints = inline_hints_;
      block.tag = elements_[element()].tag;
      block.quote = quotes_ > 0;
      blocks_.push_back(block);
    }
    writer_.begin_block();
    link_bytes_ = hinted_bytes_ = formatted_bytes_ = 0;
    inline_hints_ = 0;
  }

  // Ends a stretch of text that is never shown as part of an article. It is moved behind the text
  // so far only when the main block is empty; otherwise it waits.
  void flush_aside(bool hidden) {
    if (aside_writer_.block_empty()) return;
    std::string moved = aside_text_.bytes.substr(aside_writer_.block_start());
    asides_.push_back({std::move(moved), hidden});
    aside_writer_.begin_block();
  }

  void place_asides() {
    if (asides_.empty() || !writer_.block_empty()) return;
    for (auto& [words, hidden] : asides_) {
      TextBlock block;
      block.span = {text_.size(), text_.size() + static_cast<uint32_t>(words.size())};
      text_.bytes += words;
      block.element = element();
      block.tag = Tag::kOther;
      block.aside = true;
      block.hidden = hidden;
      blocks_.push_back(block);
    }
    asides_.clear();
    writer_.begin_block();
  }

  void pop() {
    Open top = stack_.back();
    stack_.pop_back();
    --open_[static_cast<size_t>(top.tag)];
    if (top.element != kNone) {
      flush();
      place_asides();
      elements_[top.element].end_block = static_cast<uint32_t>(blocks_.size());
      current_ = elements_[top.element].parent;
    }
    if (top.link) --links_;
    if (formatting(top.tag)) --formats_;
    if (top.tag == Tag::kPre || top.tag == Tag::kCode) --code_;
    if (top.tag == Tag::kSvg) --svg_;
    if (top.tag == Tag::kBlockquote) --quotes_;
    if (top.hints != 0 && top.element == kNone) --inline_hinted_;
    if (top.hidden) --hidden_;
    if (top.aside) {
      --aside_;
      if (aside_ == 0) flush_aside(top.hidden);
    }
  }

  void pop_to(size_t size) {
    while (stack_.size() > size) pop();
  }

  // Closes the nearest open element of the tag, if no barrier stands between.
  void close(Tag tag, bool through_blocks) {
    if (open_[static_cast<size_t>(tag)] == 0) return;
    for (size_t i = stack_.size(); i-- > 1;) {
      Tag open = stack_[i].tag;
      if (open == tag) {
        pop_to(i);
        return;
      }
      uint8_t flags = tag_flags(open);
      if ((flags & kBarrierTag) != 0) return;
      if (!through_blocks && (flags & kBlockTag) != 0) return;
    }
  }

  // Elements whose end tag may be left out end where a sibling begins.
  void close_siblings(Tag tag, std::initializer_list<Tag> siblings,
                      std::initializer_list<Tag> stops) {
    bool any = false;
    for (Tag sibling : siblings) any = any || open_[static_cast<size_t>(sibling)] > 0;
    if (!any) return;
    for (size_t i = stack_.size(); i-- > 1;) {
      Tag open = stack_[i].tag;
      if (std::find(siblings.begin(), siblings.end(), open) != siblings.end()) {
        pop_to(i);
        return;
      }
      if (std::find(stops.begin(), stops.end(), open) != stops.end()) return;
    }
    (void)tag;
  }

  void line_break() {
    if (aside_ > 0) {
      aside_writer_.space();
      return;
    }
    // Two breaks part paragraphs; so does one behind the end of a sentence.
    if (writer_.block_empty()) return;
    bool second = last_break_ == text_.size();
    std::string_view so_far = std::string_view(text_.bytes).substr(writer_.block_start());
    char last = so_far.back();
    bool sentence = last == '.' || last == '!' || last == '?' || last == '"' || last == ':' ||
                    so_far.ends_with("\xE2\x80\x9D") || so_far.ends_with("\xE3\x80\x82");
    // A line that is bold or large from end to end is a heading of old.
    bool marked = formats_ == 0 && formatted_bytes_ > 0 && formatted_bytes_ + 2 >= so_far.size() &&
                  so_far.size() <= 200;
    if (second || sentence || marked) {
      flush();
      last_break_ = kNone;
      return;
    }
    last_break_ = text_.size();
    writer_.space();
  }

  void start(const HtmlToken& token) {
    Tag tag = token.tag;
    uint8_t flags = tag_flags(tag);
    switch (tag) {
      case Tag::kBr:
        line_break();
        return;
      case Tag::kMeta:
        meta(token.attributes);
        return;
      case Tag::kLink:
        link(token.attributes);
        return;
      case Tag::kImg:
      case Tag::kWbr:
      case Tag::kInput:
        return;
      case Tag::kHr:
        flush();
        return;
      case Tag::kScript: {
        AttributeReader reader(token.attributes);
        std::string_view name, value;
        while (reader.next(name, value))
          if (name_is(name, "type") && value.find("ld+json") != std::string_view::npos)
            script_is_json_ = true;
        return;
      }
      default:
        break;
    }
    if (flags & (kVoidTag | kRawTag)) return;
    if (tag == Tag::kHtml || tag == Tag::kBody || tag == Tag::kHead || tag == Tag::kOther) {
      if (tag == Tag::kOther) {
        // Unknown elements: inline, but for a hyphen in a custom element's name nothing is known.
        return;
      }
      AttributeReader reader(token.attributes);
      std::string_view name, value;
      while (reader.next(name, value))
        if (tag == Tag::kHtml && (name_is(name, "lang") || name_is(name, "xml:lang")))
          metadata_.html_language(value);
      if (tag == Tag::kHead) return;
      flush();
      return;
    }
    bool block = (flags & kBlockTag) != 0;
    if (block) {
      if (open_[static_cast<size_t>(Tag::kP)] > 0) close(Tag::kP, true);
      switch (tag) {
        case Tag::kLi:
          close_siblings(tag, {Tag::kLi},
                         {Tag::kUl, Tag::kOl, Tag::kMenu, Tag::kDir, Tag::kTable, Tag::kTd});
          break;
        case Tag::kDt:
        case Tag::kDd:
          close_siblings(tag, {Tag::kDt, Tag::kDd}, {Tag::kDl, Tag::kTable, Tag::kTd});
          break;
        case Tag::kTd:
        case Tag::kTh:
          close_siblings(tag, {Tag::kTd, Tag::kTh}, {Tag::kTr, Tag::kTable});
          break;
        case Tag::kTr:
          close_siblings(tag, {Tag::kTr}, {Tag::kTable});
          break;
        case Tag::kTbody:
        case Tag::kThead:
        case Tag::kTfoot:
          close_siblings(tag, {Tag::kTbody, Tag::kThead, Tag::kTfoot}, {Tag::kTable});
          break;
        case Tag::kH1:
        case Tag::kH2:
        case Tag::kH3:
        case Tag::kH4:
        case Tag::kH5:
        case Tag::kH6: {
          Tag open = stack_.back().tag;
          if (open >= Tag::kH1 && open <= Tag::kH6) pop();
          break;
        }
        case Tag::kOption:
          close(Tag::kOption, false);
          break;
        default:
          break;
      }
    }
    if (tag == Tag::kA) close(Tag::kA, false);
    if (stack_.size() >= max_depth_) {
      // Deeper than the limit: taken as if it stood here.
      if (block) flush();
      return;
    }
    Open open;
    open.tag = tag;
    bool item_body = false;
    uint16_t hints = 0;
    bool hidden = false;
    bool look = block || tag == Tag::kSpan || tag == Tag::kA || tag == Tag::kTime ||
                tag == Tag::kSmall || tag == Tag::kEm || tag == Tag::kI || tag == Tag::kStrong ||
                tag == Tag::kLabel || tag == Tag::kCite || tag == Tag::kSvg || tag == Tag::kSup;
    if (look && !token.attributes.empty()) {
      std::string_view name, value;
      AttributeReader reader(token.attributes);
      std::string_view item, content, datetime;
      bool pubdate = false;
      while (reader.next(name, value)) {
        if (name.size() < 2) continue;
        switch (name[0] | 0x20) {
          case 'c':
            if (name_is(name, "class"))
              hints |= hints_of(value);
            else if (name_is(name, "content"))
              content = value;
            break;
          case 'i':
            if (name_is(name, "id"))
              hints |= hints_of(value);
            else if (name_is(name, "itemprop"))
              item = value;
            break;
          case 'h':
            if (name_is(name, "hidden") && !name_is(value, "until-found")) hidden = true;
            // A link inside the page leads to no other text.
            else if (name_is(name, "href"))
              open.link = tag == Tag::kA && !value.starts_with('#');
            break;
          case 'a':
            if (name_is(name, "aria-hidden") && name_is(value, "true")) hidden = true;
            break;
          case 's':
            if (name_is(name, "style")) hidden = hidden || hiding_style(value);
            break;
          case 'r':
            if (name_is(name, "role"))
              hints |= role_hints(value);
            else if (name_is(name, "rel") && name_is(value, "author"))
              hints |= kHintByline;
            break;
          case 'd':
            if (name_is(name, "datetime")) datetime = value;
            break;
          case 'p':
            if (name_is(name, "pubdate"))
              pubdate = true;
            else if (name_is(name, "property") && item.empty())
              item = value;
            break;
          default:
            break;
        }
      }
      if (!item.empty()) {
        if (item.find("articleBody") != std::string_view::npos) item_body = true;
        if (item.find("datePublished") != std::string_view::npos) {
          metadata_.item_date(!content.empty() ? content : datetime);
          pubdate = true;
        }
        if (item == "author" || item == "name author") hints |= kHintByline;
        if (item == "comment" || item.find("commentText") != std::string_view::npos)
          hints |= kHintComments;
      }
      if (tag == Tag::kTime && !datetime.empty()) metadata_.time_element(datetime, pubdate);
    }
    bool shown_never = (flags & kAsideTag) != 0;
    if ((hints & kHintHidden) && !block && code_ == 0) hidden = true;
    if (hidden && (hints & kHintArticle) && block) hidden = false;  // shown by a script later on
    open.aside = shown_never || (hidden && tag != Tag::kA);
    open.hidden = hidden;
    if (tag == Tag::kSvg) ++svg_;
    if (block) {
      flush();
      place_asides();
      Element e;
      e.parent = element();
      e.tag = tag;
      e.hints = hints;
      e.item_body = item_body;
      e.first_block = static_cast<uint32_t>(blocks_.size());
      open.element = static_cast<uint32_t>(elements_.size());
      elements_.push_back(e);
      current_ = open.element;
      if (tag == Tag::kBlockquote) ++quotes_;
    } else {
      // Highlighted code names its parts ("comment", "string") by class.
      open.hints = code_ > 0 ? 0 : hints & static_cast<uint16_t>(~kHintArticle);
      if (open.hints != 0) ++inline_hinted_;
    }
    if (open.link) ++links_;
    if (formatting(tag)) ++formats_;
    if (tag == Tag::kPre || tag == Tag::kCode) ++code_;
    if (open.aside) ++aside_;
    if (open.hidden) ++hidden_;
    ++open_[static_cast<size_t>(tag)];
    stack_.push_back(open);
  }

  void end(Tag tag) {
    uint8_t flags = tag_flags(tag);
    if (tag == Tag::kBr) return line_break();
    if (tag == Tag::kOther || tag == Tag::kHtml || tag == Tag::kBody ||
        (flags & (kVoidTag | kRawTag)))
      return;
    bool block = (flags & kBlockTag) != 0;
    if (open_[static_cast<size_t>(tag)] == 0) {
      if (block) flush();
      return;
    }
    if (block && tag >= Tag::kH1 && tag <= Tag::kH6 && stack_.back().tag >= Tag::kH1 &&
        stack_.back().tag <= Tag::kH6)
      return pop();
    for (size_t i = stack_.size(); i-- > 1;) {
      Tag open = stack_[i].tag;
      if (open == tag) {
        pop_to(i);
        return;
      }
      uint8_t open_flags = tag_flags(open);
      if (!block && (open_flags & kBlockTag) != 0 && (flags & kAsideTag) == 0) return;
      if ((open_flags & kBarrierTag) != 0 && (flags & kBarrierTag) == 0 && tag != Tag::kTr &&
          tag != Tag::kTbody) {
        flush();
        return;
      }
    }
  }

  static bool formatting(Tag tag) {
    return tag == Tag::kB || tag == Tag::kStrong || tag == Tag::kFont;
  }

  static bool hiding_style(std::string_view style) {
    size_t at = style.find("display");
    if (at == std::string_view::npos) at = style.find("visibility");
    if (at == std::string_view::npos) return false;
    std::string_view rest = style.substr(at);
    rest = rest.substr(0, rest.find(';'));
    return rest.find("none") != std::string_view::npos ||
           rest.find("hidden") != std::string_view::npos;
  }

  static uint16_t role_hints(std::string_view role) {
    if (role == "navigation" || role == "search" || role == "menu" || role == "menubar" ||
        role == "tablist" || role == "toolbar")
      return kHintNavigation;
    if (role == "complementary" || role == "note") return kHintRelated;
    if (role == "banner" || role == "contentinfo" || role == "dialog" || role == "alert" ||
        role == "alertdialog" || role == "form")
      return kHintBoilerplate;
    if (role == "article" || role == "main") return kHintArticle;
    return 0;
  }

  void meta(std::string_view attributes) {
    AttributeReader reader(attributes);
    std::string_view name, value, key, item, content;
    while (reader.next(name, value)) {
      if (name_is(name, "name") || name_is(name, "property") || name_is(name, "http-equiv"))
        key = key.empty() ? value : key;
      else if (name_is(name, "itemprop"))
        item = value;
      else if (name_is(name, "content"))
        content = value;
    }
    if (name_is(item, "datepublished")) metadata_.item_date(content);
    // Several names in one attribute, parted by spaces.
    std::string_view names = key.empty() ? item : key;
    for (int i = 0; i < 6 && !names.empty(); ++i) {
      size_t end = std::min(names.find(' '), names.size());
      metadata_.meta(names.substr(0, end), content);
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }

  void link(std::string_view attributes) {
    AttributeReader reader(attributes);
    std::string_view name, value, rel, href;
    while (reader.next(name, value)) {
      if (name_is(name, "rel"))
        rel = value;
      else if (name_is(name, "href"))
        href = value;
    }
    if (name_is(rel, "canonical")) metadata_.canonical(href);
  }

  std::string_view page_;
  uint32_t max_depth_;
  PageMetadata& metadata_;
  TracedText& text_;
  TracedText aside_text_;
  FoldingWriter writer_, aside_writer_;
  std::vector<std::pair<std::string, bool>> asides_;
  std::vector<Open> stack_;
  std::array<uint32_t, static_cast<size_t>(Tag::kCount)> open_{};
  uint32_t current_ = 0;
  uint32_t links_ = 0, code_ = 0, quotes_ = 0, aside_ = 0, hidden_ = 0, inline_hinted_ = 0,
           svg_ = 0;
  uint32_t link_bytes_ = 0, hinted_bytes_ = 0, formatted_bytes_ = 0, formats_ = 0;
  uint16_t inline_hints_ = 0;
  uint32_t last_break_ = kNone;
  bool script_is_json_ = false;
};

// --- From tables to the article ------------------------------------------------------------------

Reason reason_of(uint16_t hints) {
  if (hints & kHintComments) return Reason::kComments;
  if (hints & kHintAdvertising) return Reason::kAdvertising;
  if (hints & kHintRelated) return Reason::kRelated;
  if (hints & kHintNavigation) return Reason::kNavigation;
  if (hints & kHintCredit) return Reason::kCredit;
  if (hints & kHintBoilerplate) return Reason::kBoilerplate;
  return Reason::kKeep;
}

bool heading(Tag tag) {
  return tag >= Tag::kH1 && tag <= Tag::kH6;
}

float weight_of(const TextBlock& b) {
  const BlockFacts& f = b.facts;
  if (b.aside || f.words == 0) return 0;
  float linked =
      static_cast<float>(b.link_bytes) / static_cast<float>(std::max<uint32_t>(1, b.span.size()));
  auto words = static_cast<float>(f.words);
  float plain = words * (1 - linked);
  if (linked > 0.6F) return -std::min(words, 10.0F);
  if (f.prose()) return plain;
  if (f.words >= 12) return plain * 0.5F;
  if (heading(b.tag)) return 0;
  return f.ends_sentence ? plain * 0.5F : -1.0F;
}

class ArticleFinder {
 public:
  ArticleFinder(PageBuilder& page, const TracedText& text)
      : e_(page.elements_), b_(page.blocks_), text_(text) {}

  // Marks every block: kKeep, or why it goes.
  void run(std::vector<Reason>& reasons) {
    reasons.assign(b_.size(), Reason::kBoilerplate);
    inherit();
    weigh();
    uint32_t main = choose();
    prune(main);
    for (uint32_t i = 0; i < b_.size(); ++i) {
      const TextBlock& block = b_[i];
      bool inside = i >= e_[main].first_block && i < e_[main].end_block;
      const Element& e = e_[block.element];
      if (block.aside) continue;
      if (!inside) {
        reasons[i] = outside_reason(block);
      } else if (e.dropped) {
        reasons[i] = e.reason;
      } else {
        reasons[i] = block_reason(block);
      }
    }
    neighbours(main, reasons);
  }

 private:
  static constexpr uint16_t kAgainst = kHintComments | kHintRelated | kHintNavigation |
                                       kHintAdvertising | kHintBoilerplate | kHintCredit;

  Reason tag_reason(const Element& e) const {
    switch (e.tag) {
      case Tag::kNav:
      case Tag::kMenu:
        return Reason::kNavigation;
      case Tag::kFooter:
      case Tag::kDialog:
      case Tag::kFieldset:
        return Reason::kBoilerplate;
      case Tag::kAside:
        return Reason::kRelated;
      case Tag::kFigcaption:
        return Reason::kCredit;
      default:
        return Reason::kKeep;
    }
  }

  Reason own_reason(const Element& e) const {
    if (e.tag == Tag::kBody || e.tag == Tag::kHtml || e.tag == Tag::kMain ||
        e.tag == Tag::kArticle || e.item_body)
      return Reason::kKeep;
    Reason by_tag = tag_reason(e);
    if (by_tag != Reason::kKeep) return by_tag;
    if ((e.hints & kAgainst) == 0) return Reason::kKeep;
    // "post-content related": both sides speak; comments and related items win over neutral names.
    if ((e.hints & kHintArticle) && !(e.hints & (kHintComments | kHintRelated)))
      return Reason::kKeep;
    return reason_of(e.hints);
  }

  // Suspect elements and what is inside them.
  void inherit() {
    suspect_.assign(e_.size(), Reason::kKeep);
    for (uint32_t i = 1; i < e_.size(); ++i) {
      Reason own = own_reason(e_[i]);
      Reason above = suspect_[e_[i].parent];
      suspect_[i] = above != Reason::kKeep ? above : own;
    }
  }

  void weigh() {
    // Prose first, suspicion left aside: what is suspect but holds most of the page's prose is not.
    for (TextBlock& block : b_) {
      block.facts = examine(block.span.of(text_.bytes));
      block.weight = weight_of(block);
      Element& e = e_[block.element];
      e.sum += block.weight;
      e.bytes += block.span.size();
      e.link_bytes += block.link_bytes;
      if (!block.aside && block.weight > 0 && block.facts.prose())
        e.prose += static_cast<float>(block.facts.words);
    }
    for (uint32_t i = static_cast<uint32_t>(e_.size()); i-- > 1;) {
      Element& parent = e_[e_[i].parent];
      parent.sum += e_[i].sum;
      parent.prose += e_[i].prose;
      parent.bytes += e_[i].bytes;
      parent.link_bytes += e_[i].link_bytes;
    }
    float all = e_[0].prose, open = 0;
    for (const TextBlock& block : b_)
      if (suspect_[block.element] == Reason::kKeep && !block.aside && block.weight > 0 &&
          block.facts.prose())
        open += static_cast<float>(block.facts.words);
    std::vector<Reason> cleared(e_.size(), Reason::kKeep);
    for (uint32_t i = 1; i < e_.size(); ++i) {
      if (suspect_[i] == Reason::kKeep) continue;
      Reason own = own_reason(e_[i]);
      Reason above = cleared[e_[i].parent];
      bool large =
          e_[i].prose > 0.5F * all && open < 60 + 0.2F * e_[i].prose && own != Reason::kComments;
      cleared[i] = above != Reason::kKeep ? above : large ? Reason::kKeep : own;
    }
    suspect_.swap(cleared);
    find_teasers();
    // Suspect prose speaks for nothing.
    score_.assign(e_.size(), 0);
    for (const TextBlock& block : b_) {
      float w = block.weight;
      if (suspect_[block.element] != Reason::kKeep) w = std::min(w, 0.0F) * 0.2F;
      score_[block.element] += w;
    }
    for (uint32_t i = static_cast<uint32_t>(e_.size()); i-- > 1;) score_[e_[i].parent] += score_[i];
  }

  // Three or more small elements side by side, each with a linked heading: other articles' teasers.
  void find_teasers() {
    std::vector<uint32_t> item_of(b_.size(), kNone), count(e_.size(), 0);
    constexpr uint32_t kItemBlocks = 8;
    for (uint32_t i = 0; i < b_.size(); ++i) {
      const TextBlock& block = b_[i];
      if (!heading(block.tag) || block.link_bytes * 10 < block.span.size() * 9 ||
          block.facts.words < 4)
        continue;
      uint32_t item = block.element;
      while (item != kNone && item != 0) {
        uint32_t up = e_[item].parent;
        if (up == kNone || up == 0 || e_[up].end_block - e_[up].first_block > kItemBlocks) break;
        item = up;
      }
      if (item == kNone || item == 0 || item == block.element) continue;
      item_of[i] = item;
      ++count[e_[item].parent];
    }
    for (uint32_t i = 0; i < b_.size(); ++i) {
      uint32_t item = item_of[i];
      if (item == kNone || count[e_[item].parent] < 3) continue;
      for (uint32_t k = item; k < e_.size() && e_[k].first_block < e_[item].end_block; ++k)
        if (suspect_[k] == Reason::kKeep && e_[k].first_block >= e_[item].first_block &&
            e_[k].end_block <= e_[item].end_block)
          suspect_[k] = Reason::kRelated;
    }
  }

  // What the page itself declares to be the article, if that holds a fair part of the prose.
  uint32_t declared() const {
    float all = std::max(e_[0].prose, 1.0F);
    uint32_t best = kNone;
    size_t bodies = 0;
    for (uint32_t i = 1; i < e_.size(); ++i) {
      if (!e_[i].item_body || e_[i].prose < 60) continue;
      if (best != kNone && e_[i].first_block < e_[best].end_block)
        continue;  // inside the one before
      ++bodies;
      if (best == kNone || score_[i] > score_[best]) best = i;
    }
    if (bodies == 1 && e_[best].prose > 0.1F * all) return best;
    best = kNone;
    bodies = 0;
    for (uint32_t i = 1; i < e_.size(); ++i) {
      if (e_[i].tag != Tag::kArticle || score_[i] < 40 || suspect_[i] != Reason::kKeep) continue;
      if (best != kNone && e_[i].first_block < e_[best].end_block) continue;
      ++bodies;
      if (best == kNone || score_[i] > score_[best]) best = i;
    }
    if (best != kNone && score_[best] > 0.35F * score_[0] &&
        (bodies == 1 || score_[best] > 0.5F * score_[0]))
      return best;
    return kNone;
  }

  uint32_t choose() {
    // The best child of every element.
    std::vector<uint32_t> best(e_.size(), kNone);
    for (uint32_t i = 1; i < e_.size(); ++i) {
      uint32_t& slot = best[e_[i].parent];
      if (slot == kNone || score_[i] > score_[slot]) slot = i;
    }
    uint32_t at = 0;
    if (uint32_t stated = declared(); stated != kNone) at = stated;
    while (best[at] != kNone) {
      uint32_t child = best[at];
      bool container = !heading(e_[child].tag) && e_[child].tag != Tag::kP &&
                       e_[child].tag != Tag::kBlockquote && e_[child].tag != Tag::kPre &&
                       e_[child].tag != Tag::kUl && e_[child].tag != Tag::kOl &&
                       e_[child].tag != Tag::kLi;
      if (!container || score_[child] <= 0 || score_[child] < 0.8F * score_[at]) break;
      at = child;
    }
    return at;
  }

  void drop(uint32_t i, Reason reason) {
    e_[i].dropped = true;
    e_[i].reason = reason;
  }

  void prune(uint32_t main) {
    float all = std::max(score_[main], 1.0F);
    for (uint32_t i = main + 1; i < e_.size(); ++i) {
      Element& e = e_[i];
      if (e.first_block < e_[main].first_block || e.first_block >= e_[main].end_block) {
        if (e.first_block >= e_[main].end_block) break;
        continue;
      }
      Element& parent = e_[e.parent];
      if (parent.dropped) {
        drop(i, parent.reason);
        continue;
      }
      if (e.end_block == e.first_block) continue;
      if (suspect_[i] != Reason::kKeep) {
        drop(i, suspect_[i]);
        continue;
      }
      bool container = e.tag == Tag::kDiv || e.tag == Tag::kUl || e.tag == Tag::kOl ||
                       e.tag == Tag::kSection || e.tag == Tag::kTable || e.tag == Tag::kForm ||
                       e.tag == Tag::kArticle || e.tag == Tag::kHeader || e.tag == Tag::kDl ||
                       e.tag == Tag::kP || e.tag == Tag::kLi || e.tag == Tag::kTd;
      if (!container) continue;
      float linked =
          static_cast<float>(e.link_bytes) / static_cast<float>(std::max<uint32_t>(1, e.bytes));
      if (linked > 0.5F && e.sum < 0.1F * all && e.prose < 20)
        drop(i, Reason::kRelated);
      else if (e.sum < -4 && linked > 0.25F && e.prose < 20)
        drop(i, Reason::kBoilerplate);
      else if (e.tag == Tag::kForm && e.prose < 0.2F * all)
        drop(i, Reason::kBoilerplate);
    }
  }

  Reason block_reason(const TextBlock& block) const {
    bool hinted = block.hinted_bytes * 10 >= block.span.size() * 9;
    if (hinted && !block.facts.prose()) {
      Reason reason = reason_of(block.inline_hints);
      if (reason != Reason::kKeep) return reason;
    }
    uint16_t hints = e_[block.element].hints;
    if (!block.facts.prose() && block.facts.words <= 25 &&
        ((hints | (hinted ? block.inline_hints : 0)) & (kHintByline | kHintDate)))
      return Reason::kMetadata;
    bool linked = block.link_bytes * 10 >= block.span.size() * 9;
    if (linked && block.facts.words <= 16 &&
        (block.tag == Tag::kP || block.tag == Tag::kDiv || block.tag == Tag::kSection))
      return Reason::kRelated;
    return Reason::kKeep;
  }

  Reason outside_reason(const TextBlock& block) const {
    Reason suspect = suspect_[block.element];
    if (suspect != Reason::kKeep) return suspect;
    return block.link_bytes * 2 > block.span.size() ? Reason::kNavigation : Reason::kBoilerplate;
  }

  // Plain prose that stands beside the chosen element, with no heading and no links between: a lead
  // in front of it, a part behind it.
  void neighbours(uint32_t main, std::vector<Reason>& reasons) {
    uint32_t limit = e_[main].parent;
    for (int level = 0; level < 2 && limit != kNone && e_[limit].parent != kNone; ++level)
      limit = e_[limit].parent;
    if (limit == kNone) return;
    auto takes = [&](uint32_t i) {
      const TextBlock& block = b_[i];
      if (block.aside) return true;
      if (heading(block.tag) || suspect_[block.element] != Reason::kKeep ||
          block.link_bytes * 2 > block.span.size())
        return false;
      if (block.facts.prose() && block.facts.words >= 15 && block.facts.ends_sentence &&
          block.link_bytes * 4 < block.span.size())
        reasons[i] = Reason::kKeep;
      return true;
    };
    for (uint32_t i = e_[main].end_block; i < e_[limit].end_block && takes(i);) ++i;
    for (uint32_t i = e_[main].first_block; i > e_[limit].first_block && takes(i - 1);) --i;
  }

  std::vector<Element>& e_;
  std::vector<TextBlock>& b_;
  const TracedText& text_;
  std::vector<Reason> suspect_;
  std::vector<float> score_;
};

Block::Kind kind_of(const TextBlock& block) {
  if (heading(block.tag)) return Block::Kind::kHeading;
  if (block.tag == Tag::kLi || block.tag == Tag::kDd || block.tag == Tag::kDt)
    return Block::Kind::kListItem;
  if (block.quote) return Block::Kind::kQuote;
  return Block::Kind::kParagraph;
}

// --- What the page around the article tells ------------------------------------------------------

// One page on its way to pieces: the tables, what was decided of each block, and the findings.
struct Page {
  std::vector<Element>& elements;
  std::vector<TextBlock>& blocks;
  TracedText& text;
  std::vector<Reason> reasons;
  size_t first_kept = 0;  // the first kept block of running text

  std::string_view of(size_t i) const { return blocks[i].span.of(text.bytes); }
  void find_first_kept() {
    first_kept = 0;
    while (first_kept < blocks.size() &&
           (reasons[first_kept] != Reason::kKeep || !blocks[first_kept].facts.prose()))
      ++first_kept;
  }
  // Blocks from `above` in front of the first kept one to `below` behind it.
  std::pair<size_t, size_t> around(size_t above, size_t below) const {
    return {first_kept > above ? first_kept - above : 0,
            std::min(blocks.size(), first_kept + below)};
  }
};

// Pages whose article a script is to show, or to build: what is hidden, or stands in JSON-LD
// (`body`), is better than nothing. Paragraphs taken from `body` go behind the text.
void take_what_is_not_shown(Page& page, std::string_view body, std::vector<Span>& paragraphs) {
  constexpr uint32_t kFew = 40;
  uint32_t kept = 0, hidden = 0;
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    if (!block.facts.prose()) continue;
    if (page.reasons[i] == Reason::kKeep) kept += block.facts.words;
    if (block.hidden) hidden += block.facts.words;
  }
  if (kept < kFew && hidden > 3 * kept + kFew) {
    for (size_t i = 0; i < page.blocks.size(); ++i)
      if (page.blocks[i].hidden && page.blocks[i].facts.prose()) page.reasons[i] = Reason::kKeep;
    return;
  }
  if (body.empty() || examine(body).words <= 2 * kept + kFew) return;
  TracedText made;
  FoldingWriter writer(made);
  while (!body.empty()) {
    size_t end = std::min(body.find('\n'), body.size());
    writer.begin_block();
    writer.write(body, 0, end, true);
    if (!writer.block_empty()) {
      uint32_t from = page.text.size();
      page.text.bytes.append(made.bytes, writer.block_start());
      paragraphs.push_back({from, page.text.size()});
    }
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  for (Reason& reason : page.reasons)
    if (reason == Reason::kKeep) reason = Reason::kBoilerplate;
}

// Old pages mark their headline by a font: the title element may then hold the outlet's name alone,
// and the headline is the line of few words above the text.
void find_old_headline(Page& page, HtmlFindings& found) {
  if (examine(found.title).words > 4 || page.first_kept >= page.blocks.size()) return;
  for (size_t i = 0; i < page.first_kept; ++i)
    if (same_words(page.of(i), found.title)) return;
  constexpr size_t kAbove = 4;
  for (size_t i = page.first_kept; i-- > 0 && i + kAbove >= page.first_kept;) {
    const TextBlock& block = page.blocks[i];
    const BlockFacts& f = block.facts;
    if (block.aside || f.words < 4 || f.words > 24 || f.ends_sentence || f.phrase ||
        f.first_lower || block.link_bytes > 0 || parse_date_line(page.of(i), true))
      continue;
    found.outlet = found.title;
    found.title = page.of(i);
    page.reasons[i] = Reason::kKeep;
    return;
  }
}

// The names of a block that the markup calls a byline, near the top of the text.
void find_byline(Page& page, HtmlFindings& found) {
  auto [from, to] = page.around(12, 2);
  for (size_t i = from; i < to && found.byline.empty(); ++i) {
    const TextBlock& block = page.blocks[i];
    const BlockFacts& f = block.facts;
    uint16_t hints = page.elements[block.element].hints | block.inline_hints;
    if ((hints & kHintByline) == 0 || f.words > 14 || f.prose() || block.aside) continue;
    std::string_view s = page.of(i);
    if (page.reasons[i] == Reason::kKeep && !heading(block.tag))
      page.reasons[i] = Reason::kMetadata;
    if (parse_byline(s, f, found.byline)) continue;
    // The name alone, or in front of an office, a date, a separator.
    size_t cut =
        std::min({s.find_first_of(",|(0123456789"), s.find("\xC2\xB7"), s.find("\xE2\x80\xA2")});
    s = s.substr(0, cut);
    while (s.ends_with(' ')) s.remove_suffix(1);
    BlockFacts name = examine(s);
    if (name.words >= 2 && name.words <= 4 && name.lowers <= 1 && !name.phrase)
      found.byline.emplace_back(s);
  }
}

// A date line beside the headline.
void find_date_line(const Page& page, HtmlFindings& found) {
  auto [from, to] = page.around(12, 3);
  for (size_t i = from; i < to; ++i) {
    if (page.blocks[i].aside || page.blocks[i].facts.words > 24) continue;
    std::string_view s = page.of(i);
    auto line = parse_date_line(s, true);
    if (!line || line->updated) continue;
    found.published =
        make_published(line->date, "header", s.substr(line->begin, line->end - line->begin));
    return;
  }
}

// What was removed under a heading of its own ("Most read", "Your comment") goes for that reason.
void name_reasons(Page& page) {
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    const BlockFacts& f = block.facts;
    bool section = f.phrase && (f.phrase_scope == Scope::kTail || f.phrase_scope == Scope::kEnd);
    if (page.reasons[i] == Reason::kKeep || !section || block.aside) continue;
    uint32_t parent = page.elements[block.element].parent;
    size_t end = parent == kNone || parent == 0 ? i + 1 : page.elements[parent].end_block;
    size_t k = i;
    for (; k < end; ++k)
      if (page.reasons[k] != Reason::kKeep && !page.blocks[k].aside &&
          page.reasons[k] != Reason::kAdvertising)
        page.reasons[k] = f.phrase_reason;
    i = std::max(i, k - 1);
  }
}

void to_pieces(const Page& page, std::string_view title, std::vector<Piece>& pieces) {
  pieces.reserve(page.blocks.size());
  bool titled = false;
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const TextBlock& block = page.blocks[i];
    Reason reason = page.reasons[i];
    Piece piece;
    piece.span = block.span;
    piece.kind = kind_of(block);
    piece.facts = block.facts;
    piece.examined = true;
    piece.reason = reason;
    piece.settled = reason != Reason::kKeep;
    uint32_t parent = page.elements[block.element].parent;
    piece.group = parent == kNone ? 0 : parent + 1;
    piece.link_percent = static_cast<uint8_t>(std::min<uint64_t>(
        100, uint64_t{block.link_bytes} * 100 / std::max<uint32_t>(1, block.span.size())));
    // The headline often stands above the article's own element.
    bool place = heading(block.tag)
                     ? block.tag == Tag::kH1 || reason == Reason::kKeep || block.link_bytes == 0
                     : i < page.first_kept && reason == Reason::kKeep;
    if (!titled && !title.empty() && !block.aside && place && same_words(page.of(i), title)) {
      piece.kind = Block::Kind::kTitle;
      piece.reason = Reason::kKeep;
      piece.settled = true;
      titled = true;
    }
    pieces.push_back(piece);
  }
}

}  // namespace

void read_html(std::string_view decoded, uint32_t max_depth, std::string_view title,
               TracedText& text, std::vector<Piece>& pieces, HtmlFindings& found) {
  PageMetadata metadata;
  PageBuilder builder(decoded, max_depth, text, metadata);
  builder.run();
  Page page{builder.elements_, builder.blocks_, text, {}, 0};
  ArticleFinder(builder, text).run(page.reasons);
  std::vector<Span> paragraphs;
  take_what_is_not_shown(page, metadata.article_body(), paragraphs);
  page.find_first_kept();

  std::vector<std::string> headings;
  for (size_t i = 0; i < page.blocks.size() && headings.size() < 8; ++i)
    if (page.blocks[i].tag == Tag::kH1 && !page.blocks[i].aside) headings.emplace_back(page.of(i));
  found.url = metadata.url();
  found.language = metadata.language();
  found.outlet = metadata.outlet(headings);
  found.byline = metadata.byline();
  found.title = metadata.title(headings);
  if (title.empty()) {
    if (metadata.weak_title(headings)) find_old_headline(page, found);
    title = found.title;
  }
  if (found.byline.empty()) find_byline(page, found);

  // What the page declares; a line that readers see; the address; a time element that stands alone.
  found.published = metadata.published();
  if (!found.published) find_date_line(page, found);
  if (!found.published) {
    std::string matched;
    auto date = date_of_url(found.url, matched);
    if (date && date->day != 0) found.published = make_published(*date, "url", matched);
  }
  if (!found.published) found.published = metadata.lone_time();

  name_reasons(page);
  to_pieces(page, title, pieces);
  for (Span span : paragraphs) {
    Piece piece;
    piece.span = span;
    pieces.push_back(piece);
  }
}

}  // namespace dragoman

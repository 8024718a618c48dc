// RSS 2.0, RSS 1.0 and Atom by libxml2's push parser, in recovery mode: feeds are often broken a
// little. No DTD is loaded and no entity declared by the feed exists for the parser, so that none
// can grow; the names that HTML gives to characters are known, as feeds use them undeclared.
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "read/feed_date.h"
#include "read/record_reader.h"
#include "read/sniff.h"

namespace dragoman {
namespace {

std::string_view view_of(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string_view trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start);
}

// Titles are one line of text, but many feeds put HTML into them, escaped once more.
std::string title_text(std::string_view text, bool markup) {
  std::string out;
  bool space = false;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      space = !out.empty();
      ++at;
      continue;
    }
    if (markup && c == '<') {
      const std::string_view rest = text.substr(at, 2048);  // a tag further away is none
      const size_t end = rest.find('>');
      if (end != std::string_view::npos && any_markup(rest.substr(0, end + 1))) {
        at += end + 1;
        continue;
      }
    }
    if (space) out += ' ';
    space = false;
    if (markup && c == '&') {
      const size_t end = text.substr(at, 40).find(';');
      if (end != std::string_view::npos && end > 1) {
        const std::string name(text.substr(at + 1, end - 1));
        char32_t value = 0;
        if (name[0] == '#') {
          const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
          for (size_t i = hex ? 2 : 1; i < name.size() && value < 0x110000; ++i) {
            const char d = name[i];
            const int digit = d >= '0' && d <= '9'          ? d - '0'
                              : hex && d >= 'a' && d <= 'f' ? d - 'a' + 10
                              : hex && d >= 'A' && d <= 'F' ? d - 'A' + 10
                                                            : -1;
            value = digit < 0 ? 0x110000 : value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
          }
        } else if (const htmlEntityDesc* entity =
                       htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()))) {
          value = entity->value;
        }
        if (value > 0 && value < 0x110000) {
          utf8_append(out, value);
          at += end + 1;
          continue;
        }
      }
    }
    out += c;
    ++at;
  }
  return utf8_valid(out)
             ? out
             : utf8_repair(out);  // the parser lets ill-formed bytes pass when recovering
}

enum class Field : uint8_t {
  kNone,
  kTitle,
  kLink,
  kId,
  kPublished,
  kUpdated,
  kContent,
  kSummary,
  kChannelTitle
};

struct Item {
  std::string title, link, id, published, updated, content, summary;
  bool title_markup = false;                            // Atom: type="html" or "xhtml"
  bool content_markup = false, summary_markup = false;  // said to be, or holds elements
  bool content_plain = false, summary_plain = false;    // said to be type="text"
  bool too_large = false;
  std::vector<Diagnostic> diagnostics;
};

class FeedReader final : public RecordReader {
 public:
  FeedReader(ByteWindow& window, const ReadOptions& options)
      : RecordReader(window), window_(window), max_bytes_(options.max_report_bytes) {}
  ~FeedReader() override {
    if (!parser_) return;
    // Made by the parser, though no tree is asked for, where a feed declares entities.
    if (parser_->myDoc) xmlFreeDoc(parser_->myDoc);
    parser_->myDoc = nullptr;
    xmlFreeParserCtxt(parser_);
  }
  FeedReader(const FeedReader&) = delete;
  FeedReader& operator=(const FeedReader&) = delete;

  Step next(RawReport& report) override {
    while (items_.empty() && !ended_) feed_some();
    if (!items_.empty()) {
      Item item = std::move(items_.front());
      items_.pop_front();
      ++count_;
      finish(std::move(item), report);
      return Step::kReport;
    }
    if (said_) return Step::kEnd;
    said_ = true;
    if (!error_.empty()) {
      report.diagnostics.push_back({"bad_xml", error_});
      report.failed = true;
      return Step::kProblem;
    }
    if (count_ == 0) return fail(report, "empty", "a feed without items", Step::kProblem);
    return Step::kEnd;
  }

  uint64_t reached() const override { return items_.empty() ? RecordReader::reached() : 0; }

 private:
  void feed_some() {
    if (!parser_) {
      xmlSAXHandler handler{};
      handler.initialized = XML_SAX2_MAGIC;
      handler.startElementNs = on_start;
      handler.endElementNs = on_end;
      handler.characters = on_text;
      handler.cdataBlock = on_text;
      handler.getEntity = on_entity;
      handler.serror = on_error;
      window_.fill(4);
      // The first four bytes tell the encoding.
      const std::string_view head = window_.view().substr(0, 4);
      parser_ = xmlCreatePushParserCtxt(&handler, this, head.data(), static_cast<int>(head.size()),
                                        nullptr);
      if (!parser_) {
        error_ = "the XML parser could not be set up";
        ended_ = true;
        return;
      }
      xmlCtxtUseOptions(
          parser_, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
      window_.consume(head.size());
    }
    constexpr size_t kChunk = size_t{16} << 10;
    window_.fill(1);
    const std::string_view chunk = window_.view().substr(0, kChunk);
    const bool last = chunk.empty();
    xmlParseChunk(parser_, chunk.data(), static_cast<int>(chunk.size()), last ? 1 : 0);
    window_.consume(chunk.size());
    // What cannot be recovered from stops the parser for good.
    if (last || parser_->instate == XML_PARSER_EOF) {
      ended_ = true;
      if (in_item_) {
        items_.push_back(std::move(item_));
        in_item_ = false;
      }
    }
  }

  static FeedReader& self(void* context) { return *static_cast<FeedReader*>(context); }

  // libxml2 calls with the user data where it is set; xmlParseReference wants the entity to live
  // on.
  static xmlEntityPtr on_entity(void* context, const xmlChar* name) {
    FeedReader& reader = self(context);
    const htmlEntityDesc* known = htmlEntityLookup(name);
    if (!known) return nullptr;
    reader.entity_text_.clear();
    utf8_append(reader.entity_text_, known->value);
    reader.entity_ = {};
    reader.entity_.type = XML_ENTITY_DECL;
    reader.entity_.etype = XML_INTERNAL_PREDEFINED_ENTITY;
    reader.entity_.name = name;
    reader.entity_.content = reinterpret_cast<xmlChar*>(reader.entity_text_.data());
    reader.entity_.orig = reader.entity_.content;
    reader.entity_.length = static_cast<int>(reader.entity_text_.size());
    reader.entity_.checked = 1;
    return &reader.entity_;
  }

  static void on_error(void* context, xmlErrorPtr error) {
    FeedReader& reader = self(context);
    if (error->level < XML_ERR_ERROR) return;
    std::string message =
        "line " + std::to_string(error->line) + ": " +
        std::string(trimmed(view_of(reinterpret_cast<const xmlChar*>(error->message))));
    if (!utf8_valid(message)) message = utf8_repair(message);
    reader.note(std::move(message));
  }

  void note(std::string message) {
    if (in_item_) {
      // The first is enough: what follows is often its consequence.
      if (item_.diagnostics.empty()) item_.diagnostics.push_back({"bad_xml", std::move(message)});
    } else if (error_.empty()) {
      error_ = std::move(message);
    }
  }

  static void on_start(void* context, const xmlChar* local, const xmlChar* prefix,
                       const xmlChar* uri, int, const xmlChar**, int attribute_count, int,
                       const xmlChar** attributes) {
    self(context).start_element(view_of(local), view_of(prefix), view_of(uri), attribute_count,
                                attributes);
  }
  static void on_end(void* context, const xmlChar* local, const xmlChar*, const xmlChar*) {
    self(context).end_element(view_of(local));
  }
  static void on_text(void* context, const xmlChar* text, int size) {
    self(context).text({reinterpret_cast<const char*>(text), static_cast<size_t>(size)});
  }

  static std::string_view attribute(std::string_view name, int count, const xmlChar** attributes) {
    for (int i = 0; i < count; ++i) {
      const xmlChar** a = attributes + 5 * static_cast<ptrdiff_t>(i);
      if (view_of(a[0]) == name && a[3]) {
        return {reinterpret_cast<const char*>(a[3]), static_cast<size_t>(a[4] - a[3])};
      }
    }
    return {};
  }

  void start_element(std::string_view local, std::string_view prefix, std::string_view uri,
                     int count, const xmlChar** attributes) {
    if (++depth_ > kMaxDepth) {
      // The parser keeps a stack: its memory would grow with the file.
      note("nested more than " + std::to_string(kMaxDepth) +
           " elements deep; the rest is not read");
      xmlStopParser(parser_);
      return;
    }
    if (field_ != Field::kNone) {
      open_markup(local);
      return;
    }
    const bool atom = uri == "http://www.w3.org/2005/Atom" || uri == "http://purl.org/atom/ns#";
    const bool own = prefix.empty() || atom || uri == "http://purl.org/rss/1.0/";
    if (!in_item_) {
      if (own && (local == "item" || local == "entry")) {
        in_item_ = true;
        item_depth_ = depth_;
        item_ = Item();
      } else if (own && (local == "channel" || local == "feed")) {
        channel_depth_ = depth_;
      } else if (own && local == "title" && depth_ == channel_depth_ + 1 && channel_.empty()) {
        open_field(Field::kChannelTitle);
      }
      return;
    }
    if (depth_ != item_depth_ + 1) return;
    const bool dublin =
        uri.find("purl.org/dc/") != std::string_view::npos || prefix == "dc" || prefix == "dcterms";
    const std::string_view type = attribute("type", count, attributes);
    const bool markup =
        type == "html" || type == "xhtml" || type == "text/html" || type == "application/xhtml+xml";
    escape_ = type == "xhtml" || type == "application/xhtml+xml";
    if (local == "encoded" &&
        (prefix == "content" ||
         uri.find("purl.org/rss/1.0/modules/content") != std::string_view::npos)) {
      open_field(Field::kContent);
      item_.content.clear();
      item_.content_markup = true;
    } else if (own && local == "title") {
      open_field(Field::kTitle);
      item_.title_markup = atom ? markup : true;
    } else if (own && local == "link") {
      const std::string_view rel = attribute("rel", count, attributes),
                             href = attribute("href", count, attributes);
      if (!href.empty()) {
        if (item_.link.empty() && (rel.empty() || rel == "alternate")) item_.link = unescaped(href);
      } else if (item_.link.empty()) {
        open_field(Field::kLink);
      }
    } else if (own && (local == "guid" || local == "id")) {
      if (attribute("isPermaLink", count, attributes) != "false") open_field(Field::kId);
    } else if ((own && (local == "pubDate" || local == "published" || local == "issued")) ||
               (dublin && (local == "date" || local == "created" || local == "issued"))) {
      if (item_.published.empty()) open_field(Field::kPublished);
    } else if ((own && local == "updated") || (dublin && local == "modified")) {
      if (item_.updated.empty()) open_field(Field::kUpdated);
    } else if (own && local == "content") {
      if (item_.content.empty() && attribute("src", count, attributes).empty()) {
        open_field(Field::kContent);
        item_.content_markup = markup;
        item_.content_plain = atom && (type.empty() || type == "text" || type == "text/plain");
      }
    } else if (own && (local == "description" || local == "summary")) {
      if (item_.summary.empty()) {
        open_field(Field::kSummary);
        item_.summary_markup = markup;
        item_.summary_plain = atom && (type.empty() || type == "text" || type == "text/plain");
      }
    }
  }

  void end_element(std::string_view local) {
    if (field_ != Field::kNone && depth_ == field_depth_) {
      field_ = Field::kNone;
      target_ = nullptr;
    } else if (field_ != Field::kNone) {
      close_markup(local);
    } else if (in_item_ && depth_ == item_depth_) {
      in_item_ = false;
      items_.push_back(std::move(item_));
      item_ = Item();
    }
    --depth_;
  }

  // Attribute values come with & and < as references where they were so written.
  static std::string unescaped(std::string_view value) { return title_text(value, true); }

  void open_field(Field field) {
    field_ = field;
    field_depth_ = depth_;
    switch (field) {
      case Field::kTitle:
        target_ = &item_.title;
        break;
      case Field::kLink:
        target_ = &item_.link;
        break;
      case Field::kId:
        target_ = &item_.id;
        break;
      case Field::kPublished:
        target_ = &item_.published;
        break;
      case Field::kUpdated:
        target_ = &item_.updated;
        break;
      case Field::kContent:
        target_ = &item_.content;
        break;
      case Field::kSummary:
        target_ = &item_.summary;
        break;
      case Field::kChannelTitle:
        target_ = &channel_;
        break;
      case Field::kNone:
        target_ = nullptr;
        break;
    }
  }

  bool in_markup_field() const { return field_ == Field::kContent || field_ == Field::kSummary; }

  // Elements inside content (XHTML) go on as markup.
  void open_markup(std::string_view local) {
    if (!in_markup_field()) return;
    (field_ == Field::kContent ? item_.content_markup : item_.summary_markup) = true;
    append("<");
    append(local);
    append(">");
  }
  void close_markup(std::string_view local) {
    constexpr std::string_view kVoid[] = {"area",  "br",   "col",  "embed",  "hr",    "img",
                                          "input", "link", "meta", "source", "track", "wbr"};
    if (!in_markup_field() ||
        std::find(std::begin(kVoid), std::end(kVoid), local) != std::end(kVoid))
      return;
    append("</");
    append(local);
    append(">");
  }

  void text(std::string_view text) {
    if (!target_) return;
    if (!escape_ || !in_markup_field()) {
      append(text);
      return;
    }
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find_first_of("<&", at), text.size());
      append(text.substr(at, end - at));
      if (end < text.size()) append(text[end] == '<' ? "&lt;" : "&amp;");
      at = end + 1;
    }
  }

  void append(std::string_view text) {
    if (target_->size() + text.size() > max_bytes_) {
      if (field_ != Field::kChannelTitle) item_.too_large = true;
      return;
    }
    target_->append(text);
  }

  void finish(Item item, RawReport& report) {
    report.charset = "utf-8";
    report.diagnostics = std::move(item.diagnostics);
    report.given.title = title_text(item.title, item.title_markup);
    report.given.outlet = title_text(channel_, true);
    if (!utf8_valid(item.link)) item.link = utf8_repair(item.link);
    if (!utf8_valid(item.id)) item.id = utf8_repair(item.id);
    report.given.url = trimmed(item.link);
    if (report.given.url.empty()) {
      const std::string_view id = trimmed(item.id);
      if (id.starts_with("http://") || id.starts_with("https://")) report.given.url = id;
    }
    const std::string_view date =
        trimmed(item.published).empty() ? trimmed(item.updated) : trimmed(item.published);
    if (!date.empty()) {
      report.given.published = iso_date(date);
      if (report.given.published.empty()) {
        report.diagnostics.push_back(
            {"bad_date", "\"" + std::string(date.substr(0, 60)) + "\" is no date that is known"});
        if (!utf8_valid(report.diagnostics.back().message))
          report.diagnostics.back().message = utf8_repair(report.diagnostics.back().message);
      }
    }
    if (item.too_large) {
      fail(report, "too_large",
           "an item of more than the limit of " + std::to_string(max_bytes_) + " bytes");
      return;
    }
    const bool whole = !trimmed(item.content).empty();
    report.bytes = whole ? std::move(item.content) : std::move(item.summary);
    const bool markup = whole ? item.content_markup : item.summary_markup;
    const bool plain = whole ? item.content_plain : item.summary_plain;
    const bool html = markup || (!plain && any_markup(report.bytes));
    report.content = html ? ContentKind::kHtml : ContentKind::kPlain;
    if (trimmed(report.bytes).empty())
      fail(report, "empty", "an item without description or content");
  }

  static constexpr int64_t kMaxDepth = 4096;

  ByteWindow& window_;
  const uint64_t max_bytes_;
  xmlParserCtxtPtr parser_ = nullptr;
  bool ended_ = false, said_ = false;
  uint64_t count_ = 0;
  std::deque<Item> items_;
  std::string channel_, error_;

  int64_t depth_ = 0, item_depth_ = 0, field_depth_ = 0, channel_depth_ = -2;
  bool in_item_ = false, escape_ = false;
  Item item_;
  Field field_ = Field::kNone;
  std::string* target_ = nullptr;

  xmlEntity entity_{};
  std::string entity_text_;
};

}  // namespace

std::unique_ptr<RecordReader> feed_reader(ByteWindow& window, const ReadOptions& options) {
  return std::make_unique<FeedReader>(window, options);
}

}  // namespace dragoman

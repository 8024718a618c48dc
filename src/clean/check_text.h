// What every Text must be, whatever the bytes were: shared by the tests and the fuzzers.
#ifndef DRAGOMAN_CLEAN_CHECK_TEXT_H_
#define DRAGOMAN_CLEAN_CHECK_TEXT_H_

#include <string>
#include <string_view>

#include "base/utf8.h"
#include "document/text.h"

namespace dragoman {

/// The first fault as a sentence, or empty. `bytes` are those of the report.
inline std::string fault_of(const Text& text, std::string_view bytes) {
  std::string_view content = text.content;
  if (!utf8_valid(content)) return "content is not UTF-8";
  uint32_t end = 0;
  for (const Block& block : text.blocks) {
    if (block.span.start < end || block.span.end <= block.span.start ||
        block.span.end > content.size())
      return "blocks overlap, are empty or run out";
    if (!utf8_valid(block.span.of(content))) return "a block cuts a character";
    end = block.span.end;
  }
  end = 0;
  for (const SourceRun& run : text.source) {
    if (run.content < end || run.length == 0) return "source runs overlap or are empty";
    end = run.content + run.length;
    if (end > content.size() || uint64_t{run.source} + run.length > bytes.size())
      return "a source run runs out";
    if (content.substr(run.content, run.length) != bytes.substr(run.source, run.length))
      return "a source run is no copy";
  }
  for (const RemovedText& removed : text.removed) {
    if (!utf8_valid(removed.text)) return "removed text is not UTF-8";
    if (removed.text.empty() || removed.reason.empty() || removed.reason == "keep")
      return "removed text without text or reason";
  }
  for (const std::string& field : {text.info.title, text.info.url, text.info.language})
    if (!utf8_valid(field)) return "a field is not UTF-8";
  for (const std::string& name : text.info.byline)
    if (!utf8_valid(name) || name.empty()) return "a byline is empty or not UTF-8";
  if (text.info.published &&
      (text.info.published->value.size() < 4 || !utf8_valid(text.info.published->text)))
    return "a date without a value";
  if (text.info.id.empty()) return "no id";
  if (content.empty() != text.failed) return "failed must say whether there is text";
  return {};
}

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_CHECK_TEXT_H_

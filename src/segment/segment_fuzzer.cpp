// Any bytes, repaired to UTF-8 as clean does, with and without blocks: the tables must be sound.
// The trained segmenter runs where its model is found (DRAGOMAN_MODELS or the folder "models").
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "segment/segment.h"
#include "segment/segment_model.h"

namespace {

using namespace dragoman;

void check(const Document& d) {
  if (!verify(d).empty()) std::abort();
  for (size_t s = 0; s < d.tokens.sentences(); ++s)
    if (d.tokens.sentence_first[s + 1] - d.tokens.sentence_first[s] > kMaxSentenceWords)
      std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::optional<SegmentModel> model = []() -> std::optional<SegmentModel> {
    const char* folder = std::getenv("DRAGOMAN_MODELS");  // NOLINT(concurrency-mt-unsafe)
    auto loaded = SegmentModel::load(std::string(folder ? folder : "models") + "/segmenter.dgm");
    if (!loaded) return std::nullopt;
    return std::move(*loaded);
  }();
  Document d;
  d.text.content = utf8_repair({reinterpret_cast<const char*>(data), size});
  d.tokens = segment(d.text);
  check(d);
  // Blocks at every "\n": adjacent, some of them white space only.
  uint32_t from = 0;
  const std::string& content = d.text.content;
  for (uint32_t i = 0; i <= content.size(); ++i) {
    if (i < content.size() && content[i] != '\n') continue;
    if (i > from) d.text.blocks.push_back({Block::Kind::kParagraph, {from, i}});
    from = i + 1;
  }
  d.tokens = segment(d.text);
  check(d);
  if (!model) return 0;
  d.tokens = segment(d.text, *model);
  check(d);
  d.text.blocks.clear();
  d.tokens = segment(d.text, *model);
  check(d);
  return 0;
}

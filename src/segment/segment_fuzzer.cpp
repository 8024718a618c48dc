// Any bytes, repaired to UTF-8 as clean does, with and without blocks: the tables must be sound.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "segment/segment.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  Document d;
  d.text.content = utf8_repair({reinterpret_cast<const char*>(data), size});
  d.tokens = segment(d.text);
  if (!verify(d).empty()) std::abort();
  // Blocks at every "\n": adjacent, some of them white space only.
  uint32_t from = 0;
  const std::string& content = d.text.content;
  for (uint32_t i = 0; i <= content.size(); ++i) {
    if (i < content.size() && content[i] != '\n') continue;
    if (i > from) d.text.blocks.push_back({Block::Kind::kParagraph, {from, i}});
    from = i + 1;
  }
  d.tokens = segment(d.text);
  if (!verify(d).empty()) std::abort();
  for (size_t s = 0; s < d.tokens.sentences(); ++s)
    if (d.tokens.sentence_first[s + 1] - d.tokens.sentence_first[s] > kMaxSentenceWords)
      std::abort();
  return 0;
}

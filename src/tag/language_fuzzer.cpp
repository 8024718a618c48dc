// Any bytes as words: sound tables from the network, and the same ones a second time with used
// buffers. The model is taken from DRAGOMAN_MODELS or the folder "models"; without one nothing
// runs.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "tag/language_model.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  static const std::optional<LanguageModel> model = []() -> std::optional<LanguageModel> {
    const char* folder = std::getenv("DRAGOMAN_MODELS");  // NOLINT(concurrency-mt-unsafe)
    auto loaded = LanguageModel::load(std::string(folder ? folder : "models") + "/fast.dgm");
    if (!loaded) return std::nullopt;
    return std::move(*loaded);
  }();
  if (!model) return 0;
  static LanguageScratch scratch;
  Document d;
  d.text.content = utf8_repair({reinterpret_cast<const char*>(data), size});
  const std::string& content = d.text.content;
  // A word is what spaces part; a line feed ends a sentence; a byte of control starts a part of the
  // same token.
  d.tokens.sentence_first.push_back(0);
  for (uint32_t i = 0; i < content.size();) {
    uint32_t end = i;
    while (end < content.size() && content[end] != ' ' && content[end] != '\n') ++end;
    if (end > i) {
      d.tokens.start.push_back(i);
      d.tokens.end.push_back(end);
      d.tokens.flags.push_back(end < content.size() ? Tokens::kSpaceAfter : 0);
    }
    if (end < content.size() && content[end] == '\n' &&
        d.tokens.size() > d.tokens.sentence_first.back())
      d.tokens.sentence_first.push_back(static_cast<uint32_t>(d.tokens.size()));
    i = end + 1;
  }
  if (d.tokens.size() > d.tokens.sentence_first.back())
    d.tokens.sentence_first.push_back(static_cast<uint32_t>(d.tokens.size()));
  if (d.tokens.start.empty()) d.tokens.sentence_first.clear();
  analyze_language(d.text, d.tokens, *model, scratch, d.tags, d.trees, d.names);
  if (!verify(d).empty()) std::abort();
  LanguageScratch fresh;
  Document again;
  analyze_language(d.text, d.tokens, *model, fresh, again.tags, again.trees, again.names);
  if (again.tags.lemmas != d.tags.lemmas || again.tags.upos != d.tags.upos ||
      again.trees.head != d.trees.head || again.trees.deprel != d.trees.deprel)
    std::abort();
  return 0;
}

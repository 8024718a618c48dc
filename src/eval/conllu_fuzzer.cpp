// Any bytes as CoNLL-U: an error, or sentences that become sound tables and read back the same.
#include <cstdint>
#include <cstdlib>

#include "eval/conllu.h"
#include "eval/score.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dragoman;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)read_iob2(bytes);
  auto sentences = read_conllu(bytes);
  if (!sentences) return 0;
  if (!score_conllu(*sentences, *sentences).ok()) std::abort();
  auto again = read_conllu(write_conllu(*sentences));
  if (!again || again->size() != sentences->size()) std::abort();
  const Document d = to_document(*sentences);
  (void)write_conllu(from_document(d));
  return 0;
}

// Hand-made trees for tests: words as "form/lemma/UPOS/head/relation[/feats]", blanks between,
// heads 1-based with 0 for the root.
#ifndef DRAGOMAN_TEST_SUPPORT_PARSED_H_
#define DRAGOMAN_TEST_SUPPORT_PARSED_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.h"
#include "document/document.h"

namespace dragoman {

inline Document parsed(std::string_view sentence) {
  Document d;
  for (std::string_view word : split_list(sentence, ' ')) {
    std::vector<std::string_view> f;
    for (;;) {
      size_t slash = word.find('/');
      f.push_back(word.substr(0, slash));
      if (slash == std::string_view::npos) break;
      word.remove_prefix(slash + 1);
    }
    EXPECT_GE(f.size(), 5u) << f.front();
    if (f.size() < 5) continue;
    if (!d.text.content.empty() && d.tokens.flags.back() == Tokens::kSpaceAfter)
      d.text.content += ' ';
    bool glued = f[0] == "." || f[0] == "," || f[0] == "'s";
    if (glued && !d.text.content.empty() && d.text.content.back() == ' ') {
      d.text.content.pop_back();
      d.tokens.flags.back() = 0;
    }
    d.tokens.start.push_back(static_cast<uint32_t>(d.text.content.size()));
    d.text.content += f[0];
    d.tokens.end.push_back(static_cast<uint32_t>(d.text.content.size()));
    d.tokens.flags.push_back(Tokens::kSpaceAfter);
    d.tags.upos.push_back(upos_from(f[2]));
    d.tags.lemmas += f[1];
    d.tags.lemma_end.push_back(static_cast<uint32_t>(d.tags.lemmas.size()));
    d.tags.feats.push_back(f.size() > 5 ? feats_from(f[5]) : 0);
    auto index = static_cast<uint32_t>(d.trees.head.size());
    auto head = static_cast<uint32_t>(std::stoul(std::string(f[3])));
    d.trees.head.push_back(head == 0 ? index : head - 1);
    d.trees.deprel.push_back(deprel_from(f[4]));
  }
  if (d.tokens.size()) d.tokens.sentence_first = {0, static_cast<uint32_t>(d.tokens.size())};
  EXPECT_EQ(verify(d), "") << d.text.content;
  return d;
}

}  // namespace dragoman

#endif  // DRAGOMAN_TEST_SUPPORT_PARSED_H_

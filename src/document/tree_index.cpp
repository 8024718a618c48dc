#include "document/tree_index.h"

#include <string>

#include "base/fold.h"

namespace dragoman {
namespace {

const uint64_t kHyphen = fold_hash("-");

}  // namespace

TreeIndex::TreeIndex(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
                     const FormTable* forms)
    : text_(text), tokens_(tokens), tags_(tags), trees_(trees) {
  const size_t n = tokens.size();
  universal_.resize(256);
  for (size_t r = 0; r < universal_.size(); ++r) universal_[r] = universal(static_cast<Deprel>(r));
  lemma_.resize(n);
  form_.resize(n);
  first_child_.assign(n + 1, 0);
  child_.resize(n);
  for (size_t i = 0; i < n; ++i) {
    form_[i] = fold_hash(tokens.span(i).of(text.content));
    lemma_[i] = tags.size() ? fold_hash(tags.lemma(i)) : form_[i];
    if (forms && tags.size()) {
      const bool verb = tags.upos[i] == Upos::kVerb || tags.upos[i] == Upos::kAux;
      const bool noun = tags.upos[i] == Upos::kNoun || tags.upos[i] == Upos::kPropn;
      if (verb) {
        if (auto it = forms->verbs.find(form_[i]); it != forms->verbs.end()) lemma_[i] = it->second;
      } else if (noun) {
        if (auto it = forms->nouns.find(form_[i]); it != forms->nouns.end()) lemma_[i] = it->second;
      }
    }
    // cease-fire, cut in three: the word of both parts, where the lexicons know it with the hyphen
    // or without.
    if (forms && tags.size() && i >= 2 && form_[i - 1] == kHyphen &&
        tokens.end[i - 2] == tokens.start[i - 1] && tokens.end[i - 1] == tokens.start[i]) {
      const auto& table = tags.upos[i] == Upos::kVerb ? forms->verbs : forms->nouns;
      std::string joined(tokens.span(i - 2).of(text.content));
      const std::string_view last = tokens.span(i).of(text.content);
      auto it = table.find(fold_hash(joined + "-" + std::string(last)));
      if (it == table.end()) it = table.find(fold_hash(joined.append(last)));
      if (it != table.end()) lemma_[i] = it->second;
    }
    if (trees.head[i] != i) ++first_child_[trees.head[i] + 1];
  }
  for (size_t i = 0; i < n; ++i) first_child_[i + 1] += first_child_[i];
  std::vector<uint32_t> next(first_child_.begin(), first_child_.end() - 1);
  for (uint32_t i = 0; i < n; ++i)
    if (trees.head[i] != i) child_[next[trees.head[i]]++] = i;
  // Reach: from the words deepest down upwards. Depth by walking up is bounded by the sentence.
  reach_first_.resize(n);
  reach_last_.resize(n);
  for (uint32_t i = 0; i < n; ++i) {
    reach_first_[i] = i;
    reach_last_[i] = i + 1;
  }
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t at = i; trees.head[at] != at;) {
      at = trees.head[at];
      bool grew = false;
      if (i < reach_first_[at]) reach_first_[at] = i, grew = true;
      if (i + 1 > reach_last_[at]) reach_last_[at] = i + 1, grew = true;
      if (!grew) break;  // everything above already reaches as far
    }
  }
}

uint32_t TreeIndex::child(uint32_t i, Deprel rel) const {
  for (uint32_t c : children(i))
    if (trees_.deprel[c] == rel) return c;
  return kNone;
}

uint32_t TreeIndex::top(uint32_t first, uint32_t last) const {
  for (uint32_t i = first; i < last; ++i)
    if (root(i) || head(i) < first || head(i) >= last) return i;
  return kNone;
}

uint32_t TreeIndex::top(Span span) const {
  const auto first = static_cast<uint32_t>(token_at(tokens_, span.start));
  uint32_t last = first;
  while (last < tokens_.size() && tokens_.end[last] <= span.end) ++last;
  return top(first, last);
}

bool TreeIndex::below(uint32_t i, uint32_t ancestor) const {
  for (;;) {
    if (i == ancestor) return true;
    if (trees_.head[i] == i) return false;
    i = trees_.head[i];
  }
}

}  // namespace dragoman

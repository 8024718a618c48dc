#include "event/contexts.h"

#include <algorithm>

#include "base/fold.h"
#include "base/tsv.h"
#include "grammar/grammar.h"

namespace dragoman {
namespace {

constexpr size_t kColumns = 3, kMaxContexts = 64;

// Marks that a cue may have or lack: climate-change, women's.
bool joins(std::string_view word) {
  return word == "-" || word == "'" || word == "’" || word == "'s" || word == "’s";
}

// Does word i stand in the clause of the trigger, not in one that is only joined to it?
bool same_clause(const TreeIndex& t, uint32_t i, uint32_t trigger) {
  const uint32_t clause = clause_of(t, trigger);
  for (int turns = 0; turns < 40; ++turns) {
    if (i == clause || i == trigger) return true;
    if (t.root(i) || t.urel(i) == Deprel::kParataxis ||
        (t.urel(i) == Deprel::kConj && t.upos(i) == Upos::kVerb))
      return false;
    i = t.head(i);
  }
  return false;
}

}  // namespace

Result<ContextLexicon> ContextLexicon::load(const std::string& data_dir) {
  auto table = load_tsv(data_dir + "/resources/ontology/contexts.tsv", kColumns);
  if (!table) return table.error();
  ContextLexicon out;
  for (const TsvRow& row : table->rows) {
    if (out.names_.size() == kMaxContexts)
      return Error{Error::Code::kFormat, table->where(row) + ": more than 64 contexts"};
    const uint64_t bit = uint64_t{1} << out.names_.size();
    out.names_.emplace_back(row.cells[0]);
    for (std::string_view cue : split_list(row.cells[1])) out.add(cue, bit, 0);
    for (std::string_view cue : split_list(row.cells[2])) out.add(cue, 0, bit);
  }
  return out;
}

void ContextLexicon::add(std::string_view cue, uint64_t strong, uint64_t weak) {
  std::vector<uint64_t> words;
  std::string word;
  auto flush = [&] {
    if (word.ends_with("'s")) word.resize(word.size() - 2);
    if (word.ends_with("'")) word.resize(word.size() - 1);
    if (!word.empty()) words.push_back(fold_hash(word));
    word.clear();
  };
  for (char c : cue) {
    if (c == ' ' || c == '-')
      flush();
    else
      word += c;
  }
  flush();
  if (words.empty()) return;
  const PhraseTable::Match known = phrases_.longest(words, 0);
  if (known.length == words.size()) {
    entries_[known.value].strong |= strong;
    entries_[known.value].weak |= weak;
    return;
  }
  phrases_.add(words, static_cast<uint32_t>(entries_.size()));
  entries_.push_back({strong, weak});
}

void ContextLexicon::find(const TreeIndex& tree, uint32_t first, uint32_t last,
                          std::vector<Cue>& out) const {
  out.clear();
  std::vector<uint64_t> forms, lemmas;
  std::vector<uint32_t> at;
  for (uint32_t i = first; i < last; ++i) {
    if (joins(tree.word(i))) continue;
    forms.push_back(tree.form(i));
    lemmas.push_back(tree.lemma(i));
    at.push_back(i);
  }
  for (size_t k = 0; k < at.size();) {
    PhraseTable::Match m = phrases_.longest(forms, k);
    const PhraseTable::Match by_lemma = phrases_.longest(lemmas, k);
    if (by_lemma.length > m.length) m = by_lemma;
    if (m.length == 0) {
      ++k;
      continue;
    }
    const Entry& entry = entries_[m.value];
    out.push_back({at[k], at[k + m.length - 1] + 1, entry.strong, entry.weak});
    k += m.length;
  }
}

void set_contexts(Events& events, const Tokens& tokens, const TreeIndex& tree,
                  const ContextLexicon& lexicon) {
  std::vector<ContextLexicon::Cue> cues;
  uint32_t known_first = UINT32_MAX;
  for (EventRow& e : events) {
    const auto above = std::upper_bound(tokens.sentence_first.begin(), tokens.sentence_first.end(),
                                        e.trigger_word);
    if (above == tokens.sentence_first.begin() || above == tokens.sentence_first.end()) continue;
    const uint32_t first = *(above - 1);
    if (first != known_first) {
      lexicon.find(tree, first, *above, cues);
      known_first = first;
    }
    auto among = [&](bool clause) {
      uint64_t strong = 0, once = 0, twice = 0;
      for (size_t k = 0; k < cues.size(); ++k) {
        const Span span{tokens.start[cues[k].first], tokens.end[cues[k].last - 1]};
        if (clause &&
            (!e.evidence.contains(span) || !same_clause(tree, cues[k].first, e.trigger_word)))
          continue;
        strong |= cues[k].strong;
        // the same word twice says it once
        const bool again = std::any_of(cues.begin(), cues.begin() + static_cast<ptrdiff_t>(k),
                                       [&](const ContextLexicon::Cue& c) {
                                         return tree.lemma(c.first) == tree.lemma(cues[k].first);
                                       });
        if (again) continue;
        twice |= once & cues[k].weak;
        once |= cues[k].weak;
      }
      return strong | twice;
    };
    uint64_t found = among(true);
    if (found == 0 && e.contexts.empty()) found = among(false);
    for (size_t c = 0; c < lexicon.names().size(); ++c)
      if (found >> c & 1) e.contexts.push_back(lexicon.names()[c]);
    std::sort(e.contexts.begin(), e.contexts.end());
    e.contexts.erase(std::unique(e.contexts.begin(), e.contexts.end()), e.contexts.end());
  }
}

}  // namespace dragoman

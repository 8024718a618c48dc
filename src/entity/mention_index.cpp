#include "entity/mention_index.h"

#include <algorithm>
#include <unordered_set>

#include "base/fold.h"

namespace dragoman {
namespace {

const uint64_t kOf = fold_hash("of"), kByPreposition = fold_hash("by"), kFrom = fold_hash("from");

// Nouns and numbers that only count what follows their "of".
bool counts(const TreeIndex& t, uint32_t i) {
  static const WordSet set = word_set(
      {"hundred", "thousand", "million",   "billion",  "dozen",  "score",  "ten",  "number",
       "group",   "crowd",    "majority",  "handful",  "couple", "lot",    "part", "most",
       "some",    "many",     "several",   "one",      "two",    "three",  "all",  "half",
       "tens",    "hundreds", "thousands", "millions", "dozens", "scores", "mass", "band",
       "wave",    "stream",   "plenty",    "series"});
  return set.contains(t.lemma(i)) || set.contains(t.form(i));
}

void add(std::vector<EntityId>& out, EntityId id) {
  if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
}

}  // namespace

MentionIndex::MentionIndex(const Tokens& tokens, const TreeIndex& tree, const Entities& entities)
    : tree_(tree), entities_(entities) {
  headed_.assign(tokens.size(), TreeIndex::kNone);
  cover_.assign(tokens.size(), TreeIndex::kNone);
  std::vector<uint32_t> width(tokens.size(), UINT32_MAX);
  for (uint32_t m = 0; m < entities.mentions.size(); ++m) {
    const MentionRow& row = entities.mentions[m];
    for (uint32_t i = row.first; i < row.last; ++i) {
      if (row.last - row.first < width[i]) {
        width[i] = row.last - row.first;
        cover_[i] = m;
      }
      // The head word: its own head lies outside. Of several (a broken parse) the first.
      bool top = tree.root(i) || tree.head(i) < row.first || tree.head(i) >= row.last;
      if (top) {
        uint32_t& slot = headed_[i];
        if (slot == TreeIndex::kNone ||
            entities.mentions[slot].last - entities.mentions[slot].first < row.last - row.first)
          slot = m;
      }
    }
  }
}

void MentionIndex::at(uint32_t i, bool places, std::vector<EntityId>& out, bool names) const {
  uint32_t m = headed_[i] != TreeIndex::kNone ? headed_[i] : cover_[i];
  if (m == TreeIndex::kNone) return;
  // A group is several rows of one span.
  const Span span = entities_.mentions[m].span;
  while (m > 0 && entities_.mentions[m - 1].span == span) --m;
  for (; m < entities_.mentions.size() && entities_.mentions[m].span == span; ++m) {
    EntityId id = entities_.mentions[m].entity;
    if (names && entities_.mentions[m].form != MentionForm::kName) continue;
    if (places || !is_place(id)) add(out, id);
  }
}

void MentionIndex::resolve_one(uint32_t head, bool owners, std::vector<EntityId>& out) const {
  size_t before = out.size();
  if (headed_[head] != TreeIndex::kNone) {
    at(head, false, out);
    if (out.size() > before) return;
    // A place in the seat of an actor is none.
    return;
  }
  // Hundreds of thousands of Egyptians: what is counted, however long the counting.
  for (int turns = 0; turns < 4 && counts(tree_, head); ++turns) {
    uint32_t counted = TreeIndex::kNone;
    for (uint32_t c : tree_.children(head)) {
      const uint32_t marker = tree_.child(c, Deprel::kCase);
      if (tree_.urel(c) == Deprel::kNmod && marker != TreeIndex::kNone &&
          tree_.lemma(marker) == kOf)
        counted = c;
    }
    if (counted == TreeIndex::kNone) break;
    head = counted;
    if (headed_[head] != TreeIndex::kNone) return at(head, false, out);
  }
  // The chief of something, Kaja Kallas: a phrase stands for the name beside it.
  for (uint32_t c : tree_.children(head))
    if (c > head && tree_.urel(c) == Deprel::kAppos && headed_[c] != TreeIndex::kNone) {
      const MentionRow& m = entities_.mentions[headed_[c]];
      if (m.form == MentionForm::kName &&
          entities_.rows[m.entity.index].kind == EntityKind::kPerson)
        return at(c, false, out);
    }
  if (!owners) return;
  // Owner of the phrase, nearest sort first: possessor, modifier, "of", "by", "from".
  auto from = [&](uint32_t c) { at(c, false, out); };
  for (uint32_t c : tree_.children(head))
    if (tree_.rel(c) == Deprel::kNmodPoss) from(c);
  if (out.size() > before) return;
  for (uint32_t c : tree_.children(head))
    if (tree_.urel(c) == Deprel::kCompound || tree_.urel(c) == Deprel::kAmod ||
        tree_.rel(c) == Deprel::kNmodDesc) {
      at(c, false, out, true);
      // the Iraqi and Turkish demands
      for (uint32_t g : tree_.children(c))
        if (tree_.urel(g) == Deprel::kConj) at(g, false, out, true);
      // a Dutch observation post: the demonym may hang on the other modifier
      for (uint32_t g : tree_.children(c))
        if (c < head && (tree_.urel(g) == Deprel::kCompound || tree_.urel(g) == Deprel::kAmod))
          at(g, false, out, true);
    }
  if (out.size() > before) return;
  for (uint64_t preposition : {kOf, kByPreposition, kFrom}) {
    for (uint32_t c : tree_.children(head)) {
      if (tree_.urel(c) != Deprel::kNmod && tree_.urel(c) != Deprel::kObl) continue;
      uint32_t marker = tree_.child(c, Deprel::kCase);
      if (marker == TreeIndex::kNone || tree_.lemma(marker) != preposition) continue;
      if (headed_[c] != TreeIndex::kNone) {
        from(c);
      } else {  // the people of Syria's north: one step further down
        for (uint32_t g : tree_.children(c))
          if (tree_.rel(g) == Deprel::kNmodPoss || tree_.urel(g) == Deprel::kCompound ||
              tree_.urel(g) == Deprel::kAmod)
            at(g, false, out, true);
      }
    }
    if (out.size() > before) return;
  }
}

void MentionIndex::resolve(uint32_t head, bool owners, std::vector<EntityId>& out) const {
  const size_t before = out.size();
  resolve_one(head, owners, out);
  const bool state =
      out.size() == before + 1 && entities_.rows[out.back().index].kind == EntityKind::kState;
  for (uint32_t c : tree_.children(head)) {
    if (tree_.urel(c) == Deprel::kConj) resolve_one(c, owners, out);
    // "China, Saudi Arabia, Iran": a state in apposition to another state is a list
    if (state && tree_.urel(c) == Deprel::kAppos && headed_[c] != TreeIndex::kNone &&
        entities_.rows[entities_.mentions[headed_[c]].entity.index].kind == EntityKind::kState)
      resolve_one(c, owners, out);
  }
}

}  // namespace dragoman

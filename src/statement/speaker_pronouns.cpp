#include "statement/speaker_pronouns.h"

#include <algorithm>

#include "base/fold.h"
#include "entity/mention_index.h"
#include "entity/nominals.h"

namespace dragoman {
namespace {

// The subject of the clause that hangs on the cue, or of one joined to it.
bool subject_of_content(const TreeIndex& t, uint32_t i, uint32_t cue) {
  if (t.urel(i) != Deprel::kNsubj || t.root(i)) return false;
  uint32_t verb = t.head(i);
  for (int turns = 0; turns < 3 && !t.root(verb); ++turns) {
    if (t.urel(verb) != Deprel::kConj) return t.urel(verb) == Deprel::kCcomp && t.head(verb) == cue;
    verb = t.head(verb);
  }
  return false;
}

// Nouns that people are called by: growers, economists, one of them; and what is written to be
// read.
bool may_speak(const TreeIndex& t, uint32_t head) {
  static const WordSet kSpeak = word_set(
      {"statement", "communique", "communiqué", "declaration", "report",  "letter",    "note",
       "editorial", "commentary", "resolution", "article",     "inquiry", "witness",   "guide",
       "man",       "woman",      "wife",       "husband",     "son",     "daughter",  "mother",
       "father",    "brother",    "sister",     "widow",       "aide",    "chief",     "boss",
       "hand",      "man",        "men",        "women",       "people",  "youth",     "crew",
       "staff",     "family",     "relative",   "parent",      "friend",  "neighbour", "neighbor",
       "expert",    "critic",     "pilot",      "nurse",       "priest",  "monk",      "bishop",
       "guard",     "clerk",      "judge",      "coach",       "host",    "captain",   "chair",
       "member",    "camp",       "side",       "party",       "panel",   "board",     "union",
       "team",      "house",      "firm",       "newspaper",   "daily",   "weekly",    "radio",
       "station",   "channel",    "site",       "magazine",    "those",   "one",       "many",
       "some",      "several",    "most",       "others",      "all",     "both"});
  if (t.upos(head) == Upos::kPropn || t.upos(head) == Upos::kNum ||
      kSpeak.contains(t.lemma(head)) || kSpeak.contains(t.form(head)))
    return true;
  std::string word = fold(t.word(head));
  if (word.ends_with("s")) word.pop_back();
  for (std::string_view end :
       {"er", "or", "ist", "ian", "ant", "ent", "man", "woman", "men", "ee", "eer"})
    if (word.size() > end.size() + 2 && word.ends_with(end)) {
      // government, agreement: no one
      return !word.ends_with("ment") && !word.ends_with("power") && !word.ends_with("matter");
    }
  return false;
}

// (word, speaker) of pronouns of speakers, each word once.
std::vector<std::pair<uint32_t, EntityId>> speaker_pronouns(const Tokens& tokens,
                                                            const TreeIndex& tree,
                                                            const Entities& entities,
                                                            const MentionIndex& mentions,
                                                            const Quotes& quotes) {
  std::vector<std::pair<uint32_t, EntityId>> out;
  std::vector<EntityId> covered;
  // The innermost content decides who speaks: quotes in the order of their size.
  std::vector<const QuoteRow*> by_size;
  for (const QuoteRow& q : quotes) by_size.push_back(&q);
  std::stable_sort(by_size.begin(), by_size.end(), [](const QuoteRow* a, const QuoteRow* b) {
    return a->content.size() < b->content.size();
  });
  std::vector<bool> seen(tokens.size(), false);
  for (const QuoteRow* q : by_size) {
    auto first = std::lower_bound(tokens.start.begin(), tokens.start.end(), q->content.start);
    for (auto i = static_cast<uint32_t>(first - tokens.start.begin());
         i < tokens.size() && tokens.end[i] <= q->content.end; ++i) {
      if (tree.upos(i) != Upos::kPron || seen[i]) continue;
      const std::string_view person = feature(tree.feats(i), Feature::kPerson);
      if (person != "1" && person != "3") continue;
      // Of several contents around a word the innermost alone is asked.
      if (person == "1") seen[i] = true;
      if (q->speakers.size() != 1) continue;
      const EntityId speaker = q->speakers.front();
      if (person == "1"
              ? q->form == QuoteRow::Form::kIndirect
              : q->form != QuoteRow::Form::kIndirect || !subject_of_content(tree, i, q->cue_word) ||
                    !pronoun_fits(tree.form(i), entities.rows[speaker.index].kind))
        continue;
      covered.clear();
      mentions.at(i, true, covered);
      if (!covered.empty()) continue;
      seen[i] = true;
      out.emplace_back(i, speaker);
    }
  }
  return out;
}

// "says Varhelyi": a name that is taken for a place, of which no gazetteer knows anything, and that
// says something, is somebody's.
void name_people(const TreeIndex& t, const MentionIndex& mentions, Entities& entities,
                 Quotes& quotes) {
  for (QuoteRow& q : quotes) {
    if (!q.source || !q.speakers.empty() || q.turn || t.upos(q.cue_word) != Upos::kVerb) continue;
    const uint32_t head = t.top(*q.source);
    if (head == TreeIndex::kNone || t.upos(head) != Upos::kPropn ||
        mentions.headed_by(head) == TreeIndex::kNone)
      continue;
    const MentionRow& m = entities.mentions[mentions.headed_by(head)];
    EntityRow& e = entities.rows[m.entity.index];
    if (e.kind != EntityKind::kPlace || !e.country.empty() || e.place) continue;
    e.kind = EntityKind::kPerson;
    q.speakers = {m.entity};
  }
}

// The head word of the source of every quote that has a source but no speaker, kNone where it is a
// pronoun; quotes of relative pronouns get their speakers at once, or the antecedent's head.
std::vector<uint32_t> unnamed_speakers(const TreeIndex& t, const MentionIndex& mentions,
                                       Quotes& quotes) {
  std::vector<uint32_t> heads(quotes.size(), TreeIndex::kNone);
  std::vector<EntityId> covered;
  for (size_t k = 0; k < quotes.size(); ++k) {
    QuoteRow& q = quotes[k];
    if (!q.source || !q.speakers.empty() || q.turn) continue;
    uint32_t head = t.top(*q.source);
    if (head == TreeIndex::kNone) continue;
    // "Pyongyang, which accused": he whom the clause is about.
    if (t.upos(head) == Upos::kPron && feature(t.feats(head), Feature::kPronType) == "Rel" &&
        !t.root(head)) {
      uint32_t verb = t.head(head);
      for (int turns = 0; turns < 3 && t.urel(verb) == Deprel::kConj && !t.root(verb); ++turns)
        verb = t.head(verb);
      if (t.urel(verb) != Deprel::kAcl || t.root(verb)) continue;
      head = t.head(verb);
      mentions.resolve(head, true, q.speakers);
      if (!q.speakers.empty()) continue;
    }
    const Upos pos = t.upos(head);
    if (pos != Upos::kNoun && pos != Upos::kPropn && pos != Upos::kNum && pos != Upos::kAdj)
      continue;
    // Many a thing offers, supports or threatens; but what says something can speak.
    if (q.act != "say" && q.form == QuoteRow::Form::kIndirect && !may_speak(t, head)) continue;
    // A place in the seat of a speaker, or a word inside another name, is nobody new.
    covered.clear();
    mentions.at(head, true, covered);
    if (covered.empty()) heads[k] = head;
  }
  return heads;
}

// Whom the sentence before is about, or the clause that this one is joined to: the subject of its
// main verb, if the pronoun may mean it. Invalid if nobody.
EntityId subject_before(const Tokens& tokens, const TreeIndex& t, const Entities& entities,
                        const MentionIndex& mentions, uint32_t word) {
  auto subject = [&](uint32_t verb) {
    for (uint32_t c : t.children(verb)) {
      if (c >= word || t.urel(c) != Deprel::kNsubj || mentions.headed_by(c) == TreeIndex::kNone)
        continue;
      const MentionRow& m = entities.mentions[mentions.headed_by(c)];
      if (pronoun_fits(t.form(word), entities.rows[m.entity.index].kind)) return m.entity;
    }
    return EntityId();
  };
  uint32_t verb = word;
  while (!t.root(verb)) {
    verb = t.head(verb);
    if (const EntityId found = subject(verb); found.valid()) return found;
  }
  const size_t sentence = tokens.sentence_of(word);
  if (sentence == 0) return EntityId();
  for (uint32_t i = tokens.sentence_first[sentence - 1]; i < tokens.sentence_first[sentence]; ++i)
    if (t.root(i)) return subject(i);
  return EntityId();
}

// "He stressed …": who said something last, if nobody else whom the pronoun could mean has been
// named since. `pronouns` gets (word, speaker).
void running_speakers(const Tokens& tokens, const TreeIndex& t, const Entities& entities,
                      const MentionIndex& mentions, Quotes& quotes,
                      std::vector<std::pair<uint32_t, EntityId>>& pronouns) {
  constexpr size_t kSentencesBack = 2;
  std::vector<uint32_t> order(quotes.size());
  for (uint32_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return quotes[a].cue_word < quotes[b].cue_word; });
  // Is nobody else whom the pronoun could mean named between the two words?
  auto alone = [&](uint32_t from, uint32_t word, EntityId speaker) {
    auto m = std::lower_bound(entities.mentions.begin(), entities.mentions.end(), from,
                              [](const MentionRow& row, uint32_t w) { return row.first < w; });
    for (; m != entities.mentions.end() && m->first < word; ++m)
      if (m->entity != speaker && pronoun_fits(t.form(word), entities.rows[m->entity.index].kind))
        return false;
    return true;
  };
  const QuoteRow* last = nullptr;
  for (uint32_t k : order) {
    QuoteRow& q = quotes[k];
    if (!q.speakers.empty()) {
      last = q.speakers.size() == 1 ? &q : nullptr;
      continue;
    }
    if (!q.source) continue;
    const auto word = static_cast<uint32_t>(token_at(tokens, q.source->start));
    if (word >= tokens.size() || tokens.end[word] != q.source->end || t.upos(word) != Upos::kPron)
      continue;
    const bool goes_on =
        last && word > last->cue_word &&
        tokens.sentence_of(word) <= tokens.sentence_of(last->cue_word) + kSentencesBack &&
        pronoun_fits(t.form(word), entities.rows[last->speakers.front().index].kind) &&
        alone(last->cue_word, word, last->speakers.front());
    const EntityId one =
        goes_on ? last->speakers.front() : subject_before(tokens, t, entities, mentions, word);
    if (!one.valid()) continue;
    q.speakers = {one};
    pronouns.emplace_back(word, one);
  }
}

}  // namespace

Entities complete_speakers(Entities entities, const Text& text, const Tokens& tokens,
                           const TreeIndex& tree, Quotes& quotes) {
  auto held = [&] {
    std::vector<EntityId*> ids;
    for (QuoteRow& q : quotes)
      for (EntityId& id : q.speakers) ids.push_back(&id);
    return ids;
  };
  std::vector<uint32_t> of_quote, heads;
  {
    const MentionIndex mentions(tokens, tree, entities);
    name_people(tree, mentions, entities, quotes);
    of_quote = unnamed_speakers(tree, mentions, quotes);
  }
  for (uint32_t head : of_quote)
    if (head != TreeIndex::kNone) heads.push_back(head);
  std::sort(heads.begin(), heads.end());
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  std::vector<EntityId> found;
  entities = add_speakers(std::move(entities), tokens, text, tree, heads, found, held());
  for (size_t k = 0; k < quotes.size(); ++k)
    if (of_quote[k] != TreeIndex::kNone)
      quotes[k].speakers = {found[static_cast<size_t>(
          std::lower_bound(heads.begin(), heads.end(), of_quote[k]) - heads.begin())]};
  std::vector<std::pair<uint32_t, EntityId>> pronouns;
  {
    const MentionIndex mentions(tokens, tree, entities);
    running_speakers(tokens, tree, entities, mentions, quotes, pronouns);
    const auto more = speaker_pronouns(tokens, tree, entities, mentions, quotes);
    pronouns.insert(pronouns.end(), more.begin(), more.end());
  }
  // Each word once: who goes on speaking before what his words say.
  std::stable_sort(pronouns.begin(), pronouns.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  pronouns.erase(std::unique(pronouns.begin(), pronouns.end(),
                             [](const auto& a, const auto& b) { return a.first == b.first; }),
                 pronouns.end());
  return add_pronouns(std::move(entities), tokens, pronouns, held());
}

}  // namespace dragoman

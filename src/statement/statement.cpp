#include "statement/statement.h"

#include <algorithm>

#include "base/fold.h"
#include "grammar/grammar.h"

namespace dragoman {
namespace {

// A short label for what a content is on: its head noun phrase without articles and numbers, in
// folded words; stable from report to report as far as the words are.
std::string issue_of(const TreeIndex& t, const Tokens& tokens, Span content) {
  uint32_t first = static_cast<uint32_t>(token_at(tokens, content.start));
  uint32_t last =
      static_cast<uint32_t>(token_at(tokens, content.end > 0 ? content.end - 1 : 0)) + 1;
  last = std::min<uint32_t>(last, static_cast<uint32_t>(t.size()));
  if (first >= last) return {};
  // The object of the top clause, or the top itself if it is a noun.
  uint32_t top = first;
  for (uint32_t i = first; i < last; ++i)
    if (t.root(i) || t.head(i) < first || t.head(i) >= last) {
      if (t.upos(i) != Upos::kPunct) {
        top = i;
        break;
      }
    }
  uint32_t noun = top;
  if (t.upos(top) == Upos::kVerb || t.upos(top) == Upos::kAdj || t.upos(top) == Upos::kAux) {
    noun = TreeIndex::kNone;
    for (Deprel wanted : {Deprel::kObj, Deprel::kObl, Deprel::kXcomp, Deprel::kNsubj}) {
      for (uint32_t c : t.children(top))
        if (t.urel(c) == wanted && c >= first && c < last &&
            (t.upos(c) == Upos::kNoun || t.upos(c) == Upos::kPropn)) {
          noun = c;
          break;
        }
      if (noun != TreeIndex::kNone) break;
    }
  }
  if (noun == TreeIndex::kNone || (t.upos(noun) != Upos::kNoun && t.upos(noun) != Upos::kPropn))
    return {};
  std::string out;
  auto add = [&](uint32_t i) {
    if (!out.empty()) out += ' ';
    fold_append(t.word(i), out);
  };
  for (uint32_t c : t.children(noun))
    if (c < noun && (t.urel(c) == Deprel::kCompound || t.urel(c) == Deprel::kAmod)) add(c);
  add(noun);
  for (uint32_t c : t.children(noun)) {
    if (c < noun || t.rel(c) != Deprel::kNmod) continue;
    uint32_t marker = t.child(c, Deprel::kCase);
    if (marker == TreeIndex::kNone) continue;
    add(marker);
    for (uint32_t g : t.children(c))
      if (g < c && (t.urel(g) == Deprel::kCompound || t.urel(g) == Deprel::kAmod)) add(g);
    add(c);
    break;
  }
  return out.size() <= 80 ? out : std::string();
}

}  // namespace

Statements find_statements(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                           const Quotes& quotes, const Events& events, const Entities&,
                           const MentionIndex& mentions) {
  Statements out;
  for (const QuoteRow& q : quotes) {
    if (q.speakers.empty() && !q.source) continue;
    StatementRow s;
    if (!q.speakers.empty()) s.speaker = q.speakers.front();
    s.holder = q.speakers;
    s.source = q.source;
    s.cue = q.cue;
    s.content = q.content;
    s.act = q.act;
    s.form = q.form == QuoteRow::Form::kDirect  ? "direct"
             : q.form == QuoteRow::Form::kMixed ? "mixed"
                                                : "indirect";
    s.status = q.status;
    s.issue = issue_of(tree, tokens, q.content);
    // Whose stand it is: the subject of a stance inside a plain "said" (Wang said China opposes …).
    if (q.act == "say") {
      for (const QuoteRow& inner : quotes) {
        if (&inner == &q || inner.act == "say" || inner.speakers.empty() ||
            !q.content.contains(inner.cue))
          continue;
        s.holder = inner.speakers;
        s.act = inner.act;
        if (std::string issue = issue_of(tree, tokens, inner.content); !issue.empty())
          s.issue = issue;
        break;
      }
    }
    uint32_t cue_word = q.cue_word;
    for (uint32_t c : tree.children(cue_word)) {
      uint32_t marker = tree.child(c, Deprel::kCase);
      bool addressed = tree.rel(c) == Deprel::kIobj ||
                       (tree.urel(c) == Deprel::kObj && !s.content.contains(tokens.span(c))) ||
                       (tree.urel(c) == Deprel::kObl && marker != TreeIndex::kNone &&
                        tree.lemma(marker) == fold_hash("to"));
      if (addressed) mentions.resolve(c, false, s.addressees);
    }
    std::erase_if(s.addressees, [&](EntityId id) {
      return std::find(q.speakers.begin(), q.speakers.end(), id) != q.speakers.end();
    });
    for (size_t i = token_at(tokens, s.content.start);
         i < tokens.size() && tokens.end[i] <= s.content.end; ++i) {
      if (s.about.size() >= 8) break;
      std::vector<EntityId> ids;
      mentions.at(static_cast<uint32_t>(i), false, ids);
      for (EntityId id : ids)
        if (std::find(s.about.begin(), s.about.end(), id) == s.about.end() &&
            std::find(s.holder.begin(), s.holder.end(), id) == s.holder.end())
          s.about.push_back(id);
    }
    for (size_t e = 0; e < events.size(); ++e)
      if (events[e].trigger.overlaps(q.cue)) {
        s.event = EventId(e);
        break;
      }
    if (text.info.published) {
      std::string day = text.info.published->value.substr(0, 10);
      s.when = {day, day, day.size() == 4 ? "year" : day.size() == 7 ? "month" : "day", "report"};
    }
    out.push_back(std::move(s));
  }
  return out;
}

}  // namespace dragoman

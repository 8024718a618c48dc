// Three ways to say that somebody says: a cue that governs its content (said that …), a cue beside
// it
// ("…", he said), and a preposition (according to). Quotation marks then tell the form, and carry a
// running quotation over sentences that have no cue of their own.
#include "statement/quotes.h"

#include <algorithm>

#include "base/fold.h"
#include "base/utf8.h"
#include "entity/mention_index.h"
#include "grammar/grammar.h"
#include "grammar/status.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

// Spans between quotation marks, over sentence borders but not over paragraphs: an opening mark
// that is never closed reaches to the end of its paragraph (the custom for quotes of several
// paragraphs).
std::vector<Span> quoted_spans(const Text& text) {
  std::vector<Span> out;
  const std::string& s = text.content;
  std::vector<Span> blocks;
  for (const Block& b : text.blocks) blocks.push_back(b.span);
  if (blocks.empty()) blocks.push_back({0, static_cast<uint32_t>(s.size())});
  for (Span block : blocks) {
    uint32_t open = UINT32_MAX;
    bool straight = false;
    for (size_t pos = block.start; pos < block.end;) {
      const auto at = static_cast<uint32_t>(pos);
      char32_t c = utf8_next(s, pos);
      const bool opens = c == 0x201C || c == 0xAB || c == 0x201E, closes = c == 0x201D || c == 0xBB,
                 either = c == '"';
      if (open == UINT32_MAX && (opens || either)) {
        open = static_cast<uint32_t>(pos);
        straight = either;
      } else if (open != UINT32_MAX && (closes || (either && straight))) {
        if (at > open) out.push_back({open, at});
        open = UINT32_MAX;
      }
    }
    if (open != UINT32_MAX && block.end > open + 1) out.push_back({open, block.end});
  }
  return out;
}

class Finder {
 public:
  Finder(const Text& text, const Tokens& tokens, const TreeIndex& tree, const Entities& entities,
         const ReportingLexicon& reporting)
      : text_(text),
        tokens_(tokens),
        t_(tree),
        mentions_(tokens, tree, entities),
        reporting_(reporting) {}

  Quotes run() {
    quoted_ = quoted_spans(text_);
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      from_ = tokens_.sentence_first[s];
      to_ = tokens_.sentence_first[s + 1];
      std::vector<bool> used(to_ - from_, false);
      for (uint32_t i = from_; i < to_; ++i)
        if (!used[i - from_] && !cue_at(i, t_.lemma(i), used) && t_.form(i) != t_.lemma(i))
          cue_at(i, t_.form(i), used);
    }
    running_quotes();
    std::stable_sort(quotes_.begin(), quotes_.end(), [](const QuoteRow& a, const QuoteRow& b) {
      return a.content.start != b.content.start ? a.content.start < b.content.start
                                                : a.content.end > b.content.end;
    });
    return std::move(quotes_);
  }

 private:
  Span words(uint32_t first, uint32_t last) const {
    return {tokens_.start[first], tokens_.end[last - 1]};
  }

  // The words below `top`, without those below `without`: the longer side of what is left.
  Span reach_without(uint32_t top, uint32_t without) const {
    auto [first, last] = t_.reach(top);
    if (without != kNone && t_.below(without, top)) {
      auto [f, l] = t_.reach(without);
      uint32_t before = f > first ? f - first : 0, after = last > l ? last - l : 0;
      if (before >= after)
        last = std::max(first + 1, f);
      else
        first = std::min(last - 1, l);
    }
    return trim(first, last);
  }

  // Without punctuation, quotation marks and the conjunction that introduces the clause.
  Span trim(uint32_t first, uint32_t last) const {
    while (first + 1 < last &&
           (t_.upos(first) == Upos::kPunct ||
            (t_.urel(first) == Deprel::kMark && t_.upos(first) == Upos::kSconj)))
      ++first;
    while (last > first + 1 && t_.upos(last - 1) == Upos::kPunct) --last;
    return words(first, last);
  }

  bool cue_at(uint32_t i, uint64_t key, std::vector<bool>& used) {
    for (uint32_t index : reporting_.by_head(key)) {
      const ReportingCue& cue = reporting_.cue(index);
      if (!matches(t_, i, cue.pattern, matched_)) continue;
      if (build(i, cue)) {
        for (uint32_t m : matched_)
          if (m >= from_ && m < to_) used[m - from_] = true;
        return true;
      }
    }
    return false;
  }

  bool build(uint32_t i, const ReportingCue& cue) {
    QuoteRow q;
    q.cue_word = i;
    q.act = cue.act;
    q.doubting = cue.factuality == "doubting";
    q.denied = cue.act == "deny";
    uint32_t cue_first = i, cue_last = i + 1;
    for (uint32_t m : matched_) {
      if (m + 3 < i || m > i + 3) continue;
      cue_first = std::min(cue_first, m);
      cue_last = std::max(cue_last, m + 1);
    }
    q.cue = words(cue_first, cue_last);
    uint32_t content_head = kNone;
    std::vector<uint32_t> speaker_heads;
    if (cue.pattern.pos == PatternPos::kPrep) {
      // according to X: X is the noun that the preposition marks; the clause is what X hangs on.
      uint32_t x =
          t_.urel(i) == Deprel::kCase || t_.urel(i) == Deprel::kFixed || t_.urel(i) == Deprel::kMark
              ? t_.head(i)
              : i;
      if (x == i) {
        for (uint32_t c : t_.children(i))
          if (t_.urel(c) == Deprel::kObl || t_.urel(c) == Deprel::kNmod ||
              t_.urel(c) == Deprel::kObj)
            x = c;
        if (x == i) return false;
      }
      if (t_.upos(x) == Upos::kAdp || t_.upos(x) == Upos::kVerb) return false;
      speaker_heads.push_back(x);
      uint32_t at = t_.root(x) ? x : t_.head(x);
      if (at == i && !t_.root(i)) at = t_.head(i);
      content_head = clause_of(t_, at);
      if (content_head == x) return false;
      q.content = reach_without(content_head, x);
      q.source = words(t_.reach(x).first, t_.reach(x).second);
    } else if (cue.pattern.pos == PatternPos::kVerb) {
      uint32_t without = kNone;
      for (uint32_t c : t_.children(i))
        if (t_.urel(c) == Deprel::kCcomp) content_head = c;
      if (content_head == kNone && t_.urel(i) == Deprel::kParataxis && !t_.root(i)) {
        content_head = t_.head(i);  // "…, he said"
        without = i;
      }
      // "…, a spokesman reported": a bare clause at the end, as parsers also attach it
      if (content_head == kNone && t_.urel(i) == Deprel::kAdvcl && !t_.root(i) && i > t_.head(i) &&
          t_.child(i, Deprel::kMark) == kNone && cue.kind == "speech" && cue.act == "say" &&
          t_.child(i, Deprel::kNsubj) != kNone && t_.child(i, Deprel::kObj) == kNone) {
        content_head = t_.head(i);
        without = i;
      }
      if (content_head == kNone && cue.kind == "speech") {
        for (uint32_t c : t_.children(i))
          if (t_.urel(c) == Deprel::kParataxis && c > i) content_head = c;  // he said: …
      }
      const bool stance = cue.act != "say";
      if (content_head == kNone && stance)
        for (uint32_t c : t_.children(i)) {
          Deprel r = t_.urel(c);
          if (r == Deprel::kXcomp || (r == Deprel::kObj && c > i && !is_person_object(cue)) ||
              (content_head == kNone && (r == Deprel::kObl || r == Deprel::kNmod) && c > i))
            content_head = c;
        }
      if (content_head == kNone && !stance) {
        // "quoted X as saying", a quotation in the sentence without a tree to it, or stress the
        // need
        for (uint32_t c : t_.children(i))
          if (t_.urel(c) == Deprel::kObj && c > i && t_.upos(c) == Upos::kNoun) content_head = c;
      }
      if (content_head == kNone) {
        Span direct = quotation_near(i);
        if (direct.empty()) return false;
        q.content = direct;
      } else {
        q.content = reach_without(content_head, without);
      }
      subjects(t_, i, speaker_heads);
      // Imperatives, infinitives without subject and impersonal passives have no speaker.
      if (!speaker_heads.empty()) {
        auto [f, l] = t_.reach(speaker_heads.front());
        // a subject with a long relative clause: the head noun phrase is enough
        q.source = words(f, std::min(l, std::max(f + 12, speaker_heads.front() + 1)));
      }
    } else {
      // Nouns and adverbs: "Iran's claim that …", reportedly
      for (uint32_t c : t_.children(i))
        if (t_.urel(c) == Deprel::kCcomp || t_.rel(c) == Deprel::kAcl) content_head = c;
      if (cue.pattern.pos == PatternPos::kAdv) content_head = clause_of(t_, i);
      if (content_head == kNone || content_head == i) return false;
      q.content = reach_without(content_head, cue.pattern.pos == PatternPos::kAdv ? i : kNone);
      for (uint32_t c : t_.children(i))
        if (t_.rel(c) == Deprel::kNmodPoss || t_.urel(c) == Deprel::kCompound ||
            t_.urel(c) == Deprel::kAmod) {
          std::vector<EntityId> ids;
          mentions_.at(c, false, ids);
          if (!ids.empty()) speaker_heads.push_back(c);
        }
      if (!speaker_heads.empty())
        q.source =
            words(t_.reach(speaker_heads.front()).first, t_.reach(speaker_heads.front()).second);
    }
    if (q.content.empty()) return false;
    for (uint32_t h : speaker_heads) mentions_.resolve(h, true, q.speakers);
    // Somebody must speak: a person, a body, a document of one. A thing that shows something is
    // none.
    if (q.speakers.empty() && cue.kind != "speech") return false;
    set_form(q);
    q.status = read_status(t_, matched_).status;
    quotes_.push_back(std::move(q));
    return true;
  }

  // thank X, praise X, urge X: the object is a party, not what is said.
  static bool is_person_object(const ReportingCue& cue) {
    return cue.act == "urge" || cue.act == "warn";
  }

  // A stretch of direct speech in the sentence of word i that does not hold it.
  Span quotation_near(uint32_t i) const {
    Span best;
    for (Span q : quoted_) {
      if (q.end <= tokens_.start[from_] || q.start >= tokens_.end[to_ - 1]) continue;
      if (q.start <= tokens_.start[i] && q.end >= tokens_.end[i]) continue;
      if (q.size() > best.size()) best = q;
    }
    // Scare quotes of a word or two are no speech.
    return best.size() >= 15 ? best : Span{};
  }

  void set_form(QuoteRow& q) const {
    uint32_t inside = 0;
    for (Span s : quoted_) {
      uint32_t a = std::max(s.start, q.content.start), b = std::min(s.end, q.content.end);
      if (a < b) inside += b - a;
    }
    if (inside == 0)
      q.form = QuoteRow::Form::kIndirect;
    else if (inside * 10 >= q.content.size() * 9)
      q.form = QuoteRow::Form::kDirect;
    else
      q.form = QuoteRow::Form::kMixed;
    // Direct speech that goes on behind the sentence of its cue belongs to it as a whole.
    if (q.form == QuoteRow::Form::kDirect)
      for (Span s : quoted_)
        if (s.overlaps(q.content)) {
          q.content.start = std::min(q.content.start, s.start);
          q.content.end = std::max(q.content.end, s.end);
        }
  }

  // Quotations that no cue reaches: a sentence or more between marks, in a paragraph whose last
  // speaker is known, is his.
  void running_quotes() {
    Quotes more;
    for (Span s : quoted_) {
      if (s.size() < 40) continue;
      bool covered = std::any_of(quotes_.begin(), quotes_.end(), [&](const QuoteRow& q) {
        return q.content.overlaps(s) || (q.cue.start >= s.start && q.cue.end <= s.end);
      });
      if (covered) continue;
      const QuoteRow* last = nullptr;
      for (const QuoteRow& q : quotes_)
        if (q.cue.end <= s.start && !q.speakers.empty() && q.form != QuoteRow::Form::kIndirect &&
            (!last || q.cue.end > last->cue.end))
          last = &q;
      if (!last || s.start - last->cue.end > 600) continue;
      // The mark must open a sentence: words quoted inside one belong to that sentence.
      size_t word = token_at(tokens_, s.start);
      if (word >= tokens_.size()) continue;
      uint32_t first = tokens_.sentence_first[tokens_.sentence_of(word)];
      if (word > first + 1) continue;
      QuoteRow q = *last;
      q.content = s;
      q.form = QuoteRow::Form::kDirect;
      q.act = "say";
      more.push_back(std::move(q));
    }
    quotes_.insert(quotes_.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
  }

  const Text& text_;
  const Tokens& tokens_;
  const TreeIndex& t_;
  MentionIndex mentions_;
  const ReportingLexicon& reporting_;
  uint32_t from_ = 0, to_ = 0;
  std::vector<uint32_t> matched_;
  std::vector<Span> quoted_;
  Quotes quotes_;
};

}  // namespace

Quotes find_quotes(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Entities& entities, const ReportingLexicon& reporting) {
  return Finder(text, tokens, tree, entities, reporting).run();
}

}  // namespace dragoman

#include "statement/statement.h"

#include <algorithm>
#include <span>

#include "base/fold.h"
#include "grammar/grammar.h"
#include "statement/stance.h"

namespace dragoman {
namespace {

// Has been done, and is told: "had promised", and of deeds also "the rebels agreed to go, he said".
// It is no stand that is taken now.
bool told(const TreeIndex& t, uint32_t verb, std::string_view act) {
  static const uint64_t kHave = fold_hash("have");
  bool modal = false;
  for (uint32_t c : t.children(verb)) {
    if (t.urel(c) != Deprel::kAux) continue;
    if (t.lemma(c) == kHave) return true;
    modal = true;
  }
  return !modal && (act == "pledge" || act == "offer") &&
         feature(t.feats(verb), Feature::kTense) == "Past" &&
         feature(t.feats(verb), Feature::kVerbForm) == "Fin";
}

class Maker {
 public:
  Maker(const Text& text, const Tokens& tokens, const TreeIndex& tree, const Quotes& quotes,
        const Events& events, const Entities& entities, const MentionIndex& mentions,
        IssueFinder& issues, const std::vector<JudgedCue>& judged)
      : text_(text),
        tokens_(tokens),
        t_(tree),
        quotes_(quotes),
        events_(events),
        entities_(entities),
        mentions_(mentions),
        issues_(issues),
        judged_(judged),
        within_(quotes.size(), kNone) {
    for (size_t k = 0; k < quotes.size(); ++k) by_cue_.push_back({quotes[k].cue.start, k});
    std::sort(by_cue_.begin(), by_cue_.end());
    for (size_t e = 0; e < events.size(); ++e) by_trigger_.push_back({events[e].trigger.start, e});
    std::sort(by_trigger_.begin(), by_trigger_.end());
  }

  Statements run() {
    nest();
    own_words();
    for (size_t k = 0; k < quotes_.size(); ++k) {
      const QuoteRow& q = quotes_[k];
      if ((q.speakers.empty() && (!q.source || q.turn)) || within_[k] != kNone) continue;
      const JudgedCue* judged = judged_at(q.cue_word);
      if (judged && judged->none > kNothing) continue;
      if (q.turn && told_by_its_stand(k)) continue;
      make(k);
    }
    return std::move(out_);
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;
  // How sure the model must be that a cue makes no statement at all, that it does more than say,
  // and that it does something else.
  static constexpr double kNothing = 0.75, kSure = 0.45, kSurer = 0.5;

  using Places = std::vector<std::pair<uint32_t, size_t>>;  // byte, row
  // The rows that begin inside a span.
  static std::span<const std::pair<uint32_t, size_t>> inside(const Places& rows, Span span) {
    auto from = std::lower_bound(rows.begin(), rows.end(), std::pair(span.start, size_t{0}));
    auto to = std::lower_bound(from, rows.end(), std::pair(span.end, size_t{0}));
    return {from, to};
  }

  // Stances that are the very clause which somebody says: "Wang said that China opposes …" is one
  // statement, Wang's, and the stand is China's. And what is denied, agreed or urged is no act of
  // its own: "denied having offered".
  void nest() {
    for (size_t o = 0; o < quotes_.size(); ++o) {
      const QuoteRow& outer = quotes_[o];
      if (outer.content_head == TreeIndex::kNone || (outer.speakers.empty() && !outer.source))
        continue;
      for (auto [start, k] : inside(by_cue_, outer.content)) {
        const QuoteRow& inner = quotes_[k];
        if (k == o || within_[k] != kNone || inner.cue_word == outer.cue_word) continue;
        if (inner.act == "say") {
          if (inner.cue_word == outer.content_head && !has_subject(inner.cue_word) &&
              outer.act != "say")
            within_[k] = o;
          continue;
        }
        // A participle inside what is said describes: praised it for offering a choice.
        if (participle(inner.cue_word) && outer.act != "say") {
          within_[k] = o;
          continue;
        }
        // "rejected Kabul's appeal": what somebody else had said.
        if (t_.upos(inner.cue_word) == Upos::kNoun && !inner.speakers.empty() &&
            inner.speakers != outer.speakers)
          continue;
        uint32_t at = inner.cue_word;
        while (
            at != outer.content_head && !t_.root(at) &&
            ((t_.urel(at) == Deprel::kConj && outer.act == "say") || t_.urel(at) == Deprel::kXcomp))
          at = t_.head(at);
        if (at == outer.content_head) within_[k] = o;
      }
    }
  }
  bool participle(uint32_t verb) const {
    if (t_.upos(verb) != Upos::kVerb || t_.child(verb, Deprel::kAux) != TreeIndex::kNone ||
        t_.child(verb, Deprel::kAuxPass) != TreeIndex::kNone)
      return false;
    const std::string_view form = feature(t_.feats(verb), Feature::kVerbForm);
    return (form == "Ger" || form == "Part") &&
           (t_.urel(verb) == Deprel::kAdvcl || t_.urel(verb) == Deprel::kAcl);
  }

  bool has_subject(uint32_t verb) const {
    for (uint32_t c : t_.children(verb))
      if (t_.urel(c) == Deprel::kNsubj || t_.urel(c) == Deprel::kCsubj) return true;
    return false;
  }

  // Stances in the first person inside a quotation are those of its speaker; what he thinks or says
  // of himself there is part of his words.
  void own_words() {
    speaker_of_.assign(quotes_.size(), kNone);
    has_stand_.assign(quotes_.size(), false);
    for (size_t o = 0; o < quotes_.size(); ++o) {
      const QuoteRow& outer = quotes_[o];
      if (outer.form != QuoteRow::Form::kDirect || !outer.source) continue;
      for (auto [start, k] : inside(by_cue_, outer.content)) {
        const QuoteRow& inner = quotes_[k];
        if (k == o || within_[k] != kNone) continue;
        // In a transcript the stand that a whole sentence tells is told by who speaks: "Russia
        // rejects this".
        if (outer.turn && !inner.turn && inner.act != "say" && !inner.thought &&
            t_.root(inner.cue_word) && !outer.speakers.empty()) {
          speaker_of_[k] = o;
          has_stand_[o] = true;
          continue;
        }
        if (!first_person(inner)) continue;
        if (inner.act == "say" || inner.thought)
          within_[k] = o;
        else {
          speaker_of_[k] = o;
          has_stand_[o] = true;
        }
      }
    }
    // "rejects and condemns the decision": two verbs on one content are one statement.
    for (size_t k = 0; k + 1 < quotes_.size(); ++k)
      for (size_t j = k + 1;
           j < quotes_.size() && quotes_[j].content.start == quotes_[k].content.start; ++j)
        if (quotes_[j].content == quotes_[k].content && quotes_[j].source == quotes_[k].source &&
            quotes_[j].cue != quotes_[k].cue && within_[k] == kNone && within_[j] == kNone)
          within_[quotes_[j].cue_word < quotes_[k].cue_word ? j : k] =
              quotes_[j].cue_word < quotes_[k].cue_word ? k : j;
  }
  // A turn of one sentence that takes a stand: the stand is the statement.
  bool told_by_its_stand(size_t k) const {
    const Span content = quotes_[k].content;
    const size_t first = token_at(tokens_, content.start);
    if (tokens_.end[tokens_.sentence_first[tokens_.sentence_of(first) + 1] - 1] < content.end)
      return false;
    return has_stand_[k];
  }
  bool first_person(const QuoteRow& q) const {
    if (!q.source) return false;
    const std::string_view w = q.source->of(text_.content);
    return w == "I" || w == "We" || w == "we";
  }

  void make(size_t k) {
    const QuoteRow& q = quotes_[k];
    // The parts of the content that take stands of their own: clauses with a that of their own, and
    // stances joined by and.
    std::vector<uint32_t> parts;  // heads
    if (q.content_head != TreeIndex::kNone && q.act != "thank") {
      for (uint32_t c : t_.children(q.content_head)) {
        if (t_.urel(c) != Deprel::kConj || !q.content.contains(tokens_.span(c))) continue;
        bool that = false;
        for (uint32_t m : t_.children(c))
          that |= t_.urel(m) == Deprel::kMark && m < c && t_.lemma(m) == kThat;
        bool stance = false;
        for (auto [start, i] : inside(by_cue_, q.content))
          stance |= q.act == "say" && within_[i] == k && quotes_[i].cue_word == c;
        if (that || stance) parts.push_back(c);
      }
    }
    Span first = q.content;
    if (!parts.empty()) {
      uint32_t cut = t_.reach(parts.front()).first;
      const uint32_t from = static_cast<uint32_t>(token_at(tokens_, q.content.start));
      while (cut > from + 1 &&
             (t_.upos(cut - 1) == Upos::kPunct || t_.upos(cut - 1) == Upos::kCconj))
        --cut;
      if (cut > from + 1 && tokens_.end[cut - 1] < first.end) first.end = tokens_.end[cut - 1];
    }
    add(k, first, q.content_head);
    for (size_t p = 0; p < parts.size(); ++p) {
      auto [from, to] = t_.reach(parts[p]);
      if (p + 1 < parts.size()) to = std::min(to, std::max(from + 1, t_.reach(parts[p + 1]).first));
      while (from + 1 < to && (t_.upos(from) == Upos::kPunct || t_.upos(from) == Upos::kCconj ||
                               t_.lemma(from) == kThat))
        ++from;
      while (to > from + 1 && t_.upos(to - 1) == Upos::kPunct) --to;
      Span content{tokens_.start[from], std::min(tokens_.end[to - 1], q.content.end)};
      if (content.end > content.start) add(k, content, parts[p]);
    }
  }

  void add(size_t k, Span content, uint32_t clause) {
    QuoteRow q = quotes_[k];
    std::vector<EntityId> holder = q.speakers;
    if (speaker_of_[k] != kNone) {
      const QuoteRow& outer = quotes_[speaker_of_[k]];
      if (holder.empty() || first_person(q)) holder = outer.speakers;
      q.source = outer.source;
      q.speakers = outer.speakers;
      q.form = outer.form;
    }
    StatementRow s;
    if (!q.speakers.empty()) s.speaker = q.speakers.front();
    s.holder = std::move(holder);
    s.source = q.source;
    s.cue = q.cue;
    s.content = content;
    s.act = q.act;
    s.form = q.form == QuoteRow::Form::kDirect  ? "direct"
             : q.form == QuoteRow::Form::kMixed ? "mixed"
                                                : "indirect";
    s.status = q.status;
    Span on = content;    // the words that tell what the stand is on
    Span making = q.cue;  // the words that make the event, if any do
    bool decided = false;
    // Whose stand it is: the subject of a stance inside a plain "said".
    for (auto [start, i] : inside(by_cue_, content)) {
      if (decided || q.turn) break;
      const QuoteRow& inner = quotes_[i];
      if (within_[i] != k || !content.contains(inner.cue) || q.act != "say") continue;
      if (!inner.speakers.empty()) s.holder = inner.speakers;
      decided = true;
      if (told(t_, inner.cue_word, inner.act)) break;
      if (inner.status == EventStatus::kNegated || negated(t_, inner.cue_word)) {
        if (inner.act == "support" || inner.act == "pledge" || inner.act == "offer" ||
            inner.act == "praise")
          s.act = "oppose";
        break;
      }
      s.act = inner.act;
      making = inner.cue;
      on = inner.content;
    }
    s.issue = issues_.of(on, s.holder);
    if (s.issue.empty() && on != content) s.issue = issues_.of(content, s.holder);
    if (s.act == "say" && q.status != EventStatus::kNegated) {
      std::string_view act = act_of_verdict(t_, tokens_, q.cue_word, content, s.act);
      if (act == "say") {
        std::string_view clause_act =
            act_of_clause(t_, tokens_, mentions_, entities_, clause, content, q.speakers);
        if (!clause_act.empty() && !decided) act = clause_act;
        if (act == "say" && agrees(q.cue_word) && future(clause)) act = "pledge";
        if (act == "say" && q.source && told_by_victim(t_, t_.top(*q.source), clause))
          act = "accuse";
      }
      if (act == "say" && accuses(q, content)) act = "accuse";
      s.act = act;
    } else if (q.status != EventStatus::kNegated) {
      s.act = act_of_verdict(t_, tokens_, q.cue_word, content, s.act);
    } else if (s.act == "support") {
      s.act = "oppose";  // does not recognise
    }
    if (q.status != EventStatus::kNegated && !decided)
      if (const JudgedCue* judged = judged_at(q.cue_word))
        if (judged->probability >= (s.act == "say" ? kSure : kSurer)) s.act = judged->act;
    // "thanked Norway", "condolences to the families": whom they go to stands where others have
    // what is said.
    const bool felt = s.act == "thank" || s.act == "condole" || s.act == "apologise";
    address(q.cue_word, felt, s);
    if (felt)
      for (uint32_t c : t_.children(q.cue_word))
        if (t_.urel(c) == Deprel::kObj && q.cue.contains(tokens_.span(c))) address(c, true, s);
    std::erase_if(s.addressees, [&](EntityId id) {
      return std::find(q.speakers.begin(), q.speakers.end(), id) != q.speakers.end();
    });
    std::vector<EntityId> ids;
    for (size_t i = token_at(tokens_, s.content.start);
         i < tokens_.size() && tokens_.end[i] <= s.content.end; ++i) {
      if (s.about.size() >= 8) break;
      ids.clear();
      mentions_.at(static_cast<uint32_t>(i), false, ids);
      for (EntityId id : ids)
        if (std::find(s.about.begin(), s.about.end(), id) == s.about.end() &&
            std::find(s.holder.begin(), s.holder.end(), id) == s.holder.end())
          s.about.push_back(id);
    }
    // A trigger of several words may begin before the cue.
    const Span near{making.start > 60 ? making.start - 60 : 0, making.end};
    for (auto [start, e] : inside(by_trigger_, near))
      if (events_[e].trigger.overlaps(making) && (!s.event.valid() || e < s.event.index))
        s.event = EventId(e);
    // The cue is neutral, what is said does it: said "we will send", said it would not accept.
    if (!s.event.valid() && clause != TreeIndex::kNone)
      for (auto [start, e] : inside(by_trigger_, content)) {
        if (!makes(s.act, events_[e].type)) continue;
        uint32_t at = events_[e].trigger_word;
        for (int steps = 0; steps < 4 && at != clause && !t_.root(at) &&
                            (t_.urel(at) == Deprel::kXcomp || t_.urel(at) == Deprel::kObj);
             ++steps)
          at = t_.head(at);
        if (at != clause) continue;
        s.event = EventId(e);
        break;
      }
    if (text_.info.published) {
      std::string day = text_.info.published->value.substr(0, 10);
      s.when = {day, day, day.size() == 4 ? "year" : day.size() == 7 ? "month" : "day", "report"};
    }
    out_.push_back(std::move(s));
  }

  // To whom the words are said, of what hangs on a word of the cue; `felt`: thanks and the like.
  void address(uint32_t cue_word, bool felt, StatementRow& s) const {
    for (uint32_t c : t_.children(cue_word)) {
      if (s.cue && s.cue->contains(tokens_.span(c))) continue;
      const uint32_t marker = t_.child(c, Deprel::kCase);
      const bool to = marker != TreeIndex::kNone && t_.lemma(marker) == kTo;
      if (t_.rel(c) == Deprel::kIobj ||
          (t_.urel(c) == Deprel::kObj && (felt || !s.content.contains(tokens_.span(c)))) ||
          (to && (t_.urel(c) == Deprel::kObl || (felt && t_.urel(c) == Deprel::kNmod))))
        mentions_.resolve(c, false, s.addressees);
    }
  }

  // A colon is a cue that the model has not learned.
  const JudgedCue* judged_at(uint32_t cue) const {
    if (t_.upos(cue) == Upos::kPunct) return nullptr;
    auto it = std::lower_bound(judged_.begin(), judged_.end(), cue,
                               [](const JudgedCue& j, uint32_t word) { return j.word < word; });
    return it != judged_.end() && it->word == cue ? &*it : nullptr;
  }

  // Does an event of this type say what a statement of this act does?
  static bool makes(std::string_view act, std::string_view type) {
    static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {"pledge", "AGREE CONCEDE"}, {"offer", "AGREE CONCEDE"}, {"support", "SUPPORT"},
        {"praise", "SUPPORT"},       {"thank", "SUPPORT"},       {"condole", "SUPPORT"},
        {"oppose", "REJECT ACCUSE"}, {"condemn", "ACCUSE"},      {"accuse", "ACCUSE"},
        {"urge", "REQUEST"},         {"warn", "THREATEN"}};
    for (auto [known, types] : kTypes)
      if (known == act) return types.find(type) != std::string_view::npos;
    return false;
  }

  bool agrees(uint32_t cue) const {
    static const uint64_t kAgree = fold_hash("agree");
    return t_.lemma(cue) == kAgree;
  }
  bool future(uint32_t clause) const {
    static const uint64_t kWill = fold_hash("will"), kWould = fold_hash("would");
    if (clause == TreeIndex::kNone) return false;
    for (uint32_t c : t_.children(clause))
      if (t_.urel(c) == Deprel::kAux && (t_.form(c) == kWill || t_.form(c) == kWould)) return true;
    return false;
  }

  // An adversary or a victim tells of violence or force: another country's doer, or the powers that
  // be in the mouth of those against them.
  bool accuses(const QuoteRow& q, Span content) const {
    if (q.speakers.empty()) return false;
    const EntityRow& speaker = entities_.rows[q.speakers.front().index];
    if (speaker.kind == EntityKind::kMedia || speaker.country == "IGO") return false;
    const bool against = speaker.sector == "OPP" || speaker.sector == "REB" ||
                         speaker.sector == "REF" || speaker.sector == "CVL" ||
                         speaker.kind == EntityKind::kArmedGroup;
    for (auto [start, row] : inside(by_trigger_, content)) {
      const EventRow& e = events_[row];
      if (!content.contains(e.trigger) || e.trigger.overlaps(q.cue)) continue;
      if (e.type != "ASSAULT" && e.type != "COERCE") continue;
      if (e.status != EventStatus::kActual && e.status != EventStatus::kHistorical) continue;
      for (EntityId id : e.actors) {
        if (std::find(q.speakers.begin(), q.speakers.end(), id) != q.speakers.end()) continue;
        const EntityRow& actor = entities_.rows[id.index];
        if (actor.country.empty() || actor.country == "IGO") continue;
        if (!speaker.country.empty() && speaker.country != actor.country) return true;
        if (against &&
            (actor.sector == "GOV" || actor.sector == "MIL" || actor.sector == "COP" ||
             actor.kind == EntityKind::kState || actor.kind == EntityKind::kGovernmentBody ||
             actor.kind == EntityKind::kArmedForce))
          return true;
      }
    }
    return false;
  }

  inline static const uint64_t kThat = fold_hash("that"), kTo = fold_hash("to");
  const Text& text_;
  const Tokens& tokens_;
  const TreeIndex& t_;
  const Quotes& quotes_;
  const Events& events_;
  const Entities& entities_;
  const MentionIndex& mentions_;
  IssueFinder& issues_;
  const std::vector<JudgedCue>& judged_;
  Places by_cue_, by_trigger_;
  std::vector<size_t> speaker_of_;  // the quotation in whose first person this one stands, or kNone
  std::vector<bool> has_stand_;     // somebody's stand inside is told by this quotation's speaker
  std::vector<size_t> within_;      // the quote whose clause this one is, or kNone
  Statements out_;
};

}  // namespace

Statements find_statements(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                           const Quotes& quotes, const Events& events, const Entities& entities,
                           const MentionIndex& mentions, IssueFinder& issues,
                           const std::vector<JudgedCue>& judged) {
  return Maker(text, tokens, tree, quotes, events, entities, mentions, issues, judged).run();
}

}  // namespace dragoman

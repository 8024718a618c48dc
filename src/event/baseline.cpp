// The baseline coder: trigger words, and arguments by position. It knows no grammar beyond the
// passive, a few prepositions and who stands nearest; it is kept to measure better coders against,
// and serves where no language model is loaded.
#include <algorithm>
#include <array>

#include "base/fold.h"
#include "event/event.h"

namespace dragoman {
namespace {

template <size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 12> kDeterminers = {
    "the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "these", "those"};
constexpr std::array<std::string_view, 8> kBe = {"is",   "are", "was",   "were",
                                                 "been", "be",  "being", "got"};
constexpr std::array<std::string_view, 7> kNegation = {"not", "n't",     "never", "no",
                                                       "nor", "without", "denied"};
constexpr std::array<std::string_view, 9> kPlanned = {
    "will", "shall", "'ll", "plans", "planned", "scheduled", "expected", "due", "set"};
constexpr std::array<std::string_view, 10> kSupposed = {
    "would", "could", "may", "might", "if", "should", "unless", "whether", "can", "must"};

class Coder {
 public:
  Coder(const Text& text, const Tokens& tokens, const Times& times, const Entities& entities,
        const TriggerLexicon& triggers)
      : text_(text), tokens_(tokens), times_(times), entities_(entities), triggers_(triggers) {}

  Events run() {
    size_t mention = 0;
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      from_ = tokens_.sentence_first[s];
      to_ = tokens_.sentence_first[s + 1];
      mentions_.clear();
      while (mention < entities_.mentions.size() && entities_.mentions[mention].first < to_) {
        if (entities_.mentions[mention].first >= from_)
          mentions_.push_back(&entities_.mentions[mention]);
        ++mention;
      }
      if (!mentions_.empty()) code_sentence(s);
    }
    return std::move(events_);
  }

 private:
  struct Group {  // mentions joined by "and" or commas
    std::vector<EntityId> entities;
    uint32_t first = 0, last = 0;
  };

  std::string_view word(uint32_t i) const { return tokens_.span(i).of(text_.content); }
  const std::string& folded(uint32_t i) const { return words_[i - from_]; }

  bool is_actor(const MentionRow& m) const {
    return entities_.rows[m.entity.index].kind != EntityKind::kPlace;
  }

  void code_sentence(size_t sentence) {
    words_.clear();
    hashes_.clear();
    position_.clear();
    covered_.assign(to_ - from_, false);
    for (uint32_t i = from_; i < to_; ++i) words_.push_back(fold(word(i)));
    for (const MentionRow* m : mentions_)
      for (uint32_t i = m->first; i < m->last; ++i) covered_[i - from_] = true;
    for (uint32_t i = from_; i < to_; ++i) {
      if (one_of(folded(i), kDeterminers)) continue;  // "held the talks" is "held talks"
      hashes_.push_back(fold_hash(folded(i)));
      position_.push_back(i);
    }
    group_mentions();
    for (size_t p = 0; p < hashes_.size();) {
      uint32_t first = position_[p];
      if (covered_[first - from_]) {
        ++p;
        continue;
      }
      TriggerLexicon::Match m = triggers_.longest(hashes_, p);
      if (m.length == 0) {
        ++p;
        continue;
      }
      uint32_t last = position_[p + m.length - 1] + 1;
      code_trigger(sentence, first, last, m);
      p += m.length;
    }
  }

  void group_mentions() {
    groups_.clear();
    for (const MentionRow* m : mentions_) {
      if (!is_actor(*m)) continue;
      bool joined = false;
      if (!groups_.empty()) {
        Group& g = groups_.back();
        if (m->first < g.last) continue;  // inside the one before
        uint32_t gap = m->first - g.last;
        joined = gap >= 1 && gap <= 3;
        for (uint32_t i = g.last; i < m->first && joined; ++i)
          joined = folded(i) == "and" || folded(i) == "," || one_of(folded(i), kDeterminers);
        if (gap == 1 && folded(g.last) == ",") joined = false;  // apposition or clause, not a list
        if (joined) {
          if (std::find(g.entities.begin(), g.entities.end(), m->entity) == g.entities.end())
            g.entities.push_back(m->entity);
          g.last = m->last;
        }
      }
      if (!joined) groups_.push_back({{m->entity}, m->first, m->last});
    }
  }

  // Nearest group that ends at or before word i.
  const Group* before(uint32_t i) const {
    const Group* found = nullptr;
    for (const Group& g : groups_)
      if (g.last <= i) found = &g;
    return found;
  }
  // First group from word i on, with one of the prepositions in front of it if any are asked for.
  const Group* after(uint32_t i, const std::vector<std::string>& relations) const {
    bool direct = relations.empty();
    for (const std::string& r : relations)
      if (r == "obj" || r == "iobj" || r == "comp") direct = true;
    for (const Group& g : groups_) {
      if (g.first < i) continue;
      uint32_t p = g.first;
      while (p > i && one_of(folded(p - 1), kDeterminers)) --p;
      std::string preposition = p > i ? "prep:" + folded(p - 1) : std::string();
      if (direct && g.first - i <= 8) return &g;
      if (std::find(relations.begin(), relations.end(), preposition) != relations.end()) return &g;
    }
    return nullptr;
  }

  void code_trigger(size_t sentence, uint32_t first, uint32_t last,
                    const TriggerLexicon::Match& m) {
    const bool determined =
        first > from_ && (one_of(folded(first - 1), kDeterminers) || folded(first - 1) == "'s" ||
                          (covered_[first - 1 - from_] && m.noun && !m.participle));
    const bool to_verb = first > from_ && folded(first - 1) == "to";
    const Trigger* t = m.verb && m.noun ? ((determined && !to_verb) ? m.noun : m.verb)
                       : m.verb         ? m.verb
                                        : m.noun;
    if (m.verb && !m.noun && determined && !m.participle && !to_verb && first > from_ &&
        one_of(folded(first - 1), kDeterminers))
      return;
    const bool noun = t == m.noun && t != m.verb;
    bool passive = false;
    if (!noun && m.participle) {
      for (uint32_t back = 1; back <= 3 && first >= from_ + back && !passive; ++back)
        passive = one_of(folded(first - back), kBe);
    }
    static const std::vector<std::string> kBy = {"prep:by"};
    // The places of a role as words: first steps alone, for more than that needs a tree.
    auto relations = [&](FrameSlot::Role role) {
      std::vector<std::string> out;
      for (const FrameSlot& slot : triggers_.frame(*t))
        if (slot.role == role)
          for (const auto& way : slot.places) out.push_back(way.front().text);
      return out;
    };
    EventRow e;
    auto put = [](std::vector<EntityId>& list, const Group* g) {
      if (!g) return;
      for (EntityId id : g->entities)
        if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
    };
    if (triggers_.mutual(*t)) {
      put(e.actors, before(first));
      std::vector<std::string> with = relations(FrameSlot::Role::kBoth);
      with.insert(with.end(), {"prep:with", "prep:between"});
      put(e.actors, after(last, with));
    } else if (noun) {
      const Group* owner = before(first);
      const Group* doer =
          owner && owner->last + 2 >= first ? owner : after(last, {"prep:by", "prep:of"});
      put(e.actors, doer ? doer : owner);
      const Group* target = after(last, relations(FrameSlot::Role::kRecipient));
      if (target != doer) put(e.recipients, target);
    } else if (passive) {
      put(e.recipients, before(first));
      put(e.actors, after(last, kBy));
    } else {
      put(e.actors, before(first));
      put(e.recipients, after(last, relations(FrameSlot::Role::kRecipient)));
    }
    if (e.actors.empty()) return;  // an act that nobody named does is no line of the record here
    std::erase_if(e.recipients, [&](EntityId id) {
      return std::find(e.actors.begin(), e.actors.end(), id) != e.actors.end();
    });
    if (triggers_.mutual(*t) && e.actors.size() < 2) return;

    e.type = t->type;
    e.mode = t->mode;
    e.cameo = t->cameo;
    e.goldstein = t->goldstein;
    e.contexts = t->contexts;
    e.trigger = {tokens_.start[first], tokens_.end[last - 1]};
    e.trigger_word = first;
    e.evidence = tokens_.sentence_span(sentence);
    e.rule = "baseline:" + t->pattern.phrase;
    e.confidence = e.recipients.empty() && !triggers_.mutual(*t) ? 0.3 : 0.5;
    e.status = status(first);
    set_when(e);
    set_where(e);
    events_.push_back(std::move(e));
  }

  EventStatus status(uint32_t trigger) const {
    uint32_t start = trigger >= from_ + 5 ? trigger - 5 : from_;
    for (uint32_t i = start; i < trigger; ++i)
      if (one_of(folded(i), kNegation)) return EventStatus::kNegated;
    for (uint32_t i = start; i < trigger; ++i)
      if (one_of(folded(i), kPlanned)) return EventStatus::kPlanned;
    for (uint32_t i = start; i < trigger; ++i)
      if (one_of(folded(i), kSupposed)) return EventStatus::kHypothetical;
    return EventStatus::kActual;
  }

  void set_when(EventRow& e) const {
    for (const TimeRow& t : times_) {
      if (!e.evidence.contains(t.span) || t.type != TimeType::kDate) continue;
      if (t.value.size() < 4 || !std::all_of(t.value.begin(), t.value.begin() + 4,
                                             [](char c) { return c >= '0' && c <= '9'; }))
        continue;
      e.when = {t.value, t.value, precision(t.value), "stated"};
      return;
    }
    if (text_.info.published) {
      std::string day = text_.info.published->value.substr(0, 10);
      e.when = {day, day, precision(day), "report"};
    }
  }

  static std::string precision(std::string_view value) {
    if (value.size() == 4) return "year";
    if (value.size() >= 6 && value[5] == 'W') return "week";
    if (value.size() == 7) return "month";
    return "day";
  }

  void set_where(EventRow& e) const {
    for (const MentionRow* m : mentions_)
      if (!is_actor(*m) && m->first > e.trigger_word) {
        e.where = m->entity;
        return;
      }
  }

  const Text& text_;
  const Tokens& tokens_;
  const Times& times_;
  const Entities& entities_;
  const TriggerLexicon& triggers_;
  uint32_t from_ = 0, to_ = 0;
  std::vector<const MentionRow*> mentions_;
  std::vector<std::string> words_;
  std::vector<uint64_t> hashes_;
  std::vector<uint32_t> position_;
  std::vector<bool> covered_;
  std::vector<Group> groups_;
  Events events_;
};

}  // namespace

Events code_baseline(const Text& text, const Tokens& tokens, const Times& times,
                     const Entities& entities, const TriggerLexicon& triggers) {
  return Coder(text, tokens, times, entities, triggers).run();
}

}  // namespace dragoman

#include "event/coder.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/fold.h"
#include "event/fields.h"
#include "grammar/grammar.h"
#include "grammar/modal.h"
#include "grammar/status.h"
#include "time/calendar.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

const uint64_t kDeny = fold_hash("deny"), kIn = fold_hash("in"), kTo = fold_hash("to"),
               kOf = fold_hash("of"), kFor = fold_hash("for"), kVow = fold_hash("vow"),
               kSwear = fold_hash("swear"), kPledge = fold_hash("pledge"),
               kMust = fold_hash("must"), kShould = fold_hash("should"), kWill = fold_hash("will"),
               kWould = fold_hash("would"), kWo = fold_hash("wo"), kNot = fold_hash("not"),
               kNt = fold_hash("n't"), kNever = fold_hash("never"), kIf = fold_hash("if"),
               kUnless = fold_hash("unless"), kEnd = fold_hash("end"), kStop = fold_hash("stop"),
               kCease = fold_hash("cease"), kHalt = fold_hash("halt"),
               kAgainst = fold_hash("against"), kOn = fold_hash("on"), kBe = fold_hash("be"),
               kUpon_ = fold_hash("upon"), kCall = fold_hash("call"), kOther = fold_hash("other");

// Verbs that say of their object only that it happens: the noun is the act, and their subject may
// be its doer ("staged an attack", "paid a visit", "issued a warning").
const std::unordered_set<uint64_t>& light_verbs() {
  static const WordSet set = word_set(
      {"hold",     "make",      "pay",      "give",    "conduct",   "launch",   "stage",
       "carry",    "express",   "voice",    "extend",  "convey",    "issue",    "offer",
       "provide",  "deliver",   "receive",  "begin",   "start",     "continue", "resume",
       "renew",    "reiterate", "reaffirm", "affirm",  "underline", "stress",   "undertake",
       "perform",  "mount",     "commit",   "wage",    "lead",      "sign",     "reach",
       "conclude", "have",      "take",     "impose",  "announce",  "present",  "lodge",
       "file",     "open",      "send",     "step",    "increase",  "boost",    "strengthen",
       "end",      "complete",  "do",       "declare", "signal",    "show",     "attend"});
  return set;
}

class Coder {
 public:
  Coder(const Text& text, const Tokens& tokens, const TreeIndex& tree, const Times& times,
        const Entities& entities, const MentionIndex& mentions, const Quotes& quotes,
        const TriggerLexicon& triggers, std::string* trace, std::vector<TriggerHit>* hits)
      : text_(text),
        tokens_(tokens),
        t_(tree),
        times_(times),
        entities_(entities),
        mentions_(mentions),
        triggers_(triggers),
        fields_(text, tokens, tree, times, mentions),
        trace_(trace),
        hits_(hits) {
    // A sentence asks only for the quotes that reach into it.
    first_quote_.assign(tokens.sentences() + 1, 0);
    auto reached = [&](const QuoteRow& q, auto&& visit) {
      auto begin_before = [&](uint32_t byte) {  // the number of sentences that do
        const auto first = tokens.sentence_first.begin();
        const auto behind =
            std::partition_point(first, first + static_cast<ptrdiff_t>(tokens.sentences()),
                                 [&](uint32_t word) { return tokens.start[word] < byte; });
        return static_cast<size_t>(behind - first);
      };
      const size_t from = begin_before(q.content.start + 1), to = begin_before(q.content.end);
      for (size_t s = from ? from - 1 : 0; s < to; ++s) visit(s);
    };
    for (const QuoteRow& q : quotes) reached(q, [&](size_t s) { ++first_quote_[s + 1]; });
    for (size_t s = 1; s < first_quote_.size(); ++s) first_quote_[s] += first_quote_[s - 1];
    by_sentence_.resize(first_quote_.back());
    std::vector<uint32_t> at(first_quote_.begin(), first_quote_.end() - 1);
    for (const QuoteRow& q : quotes) reached(q, [&](size_t s) { by_sentence_[at[s]++] = &q; });
  }

  Events run() {
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      enter(s);
      find_triggers();
      if (trace_ && found_.empty())
        *trace_ += "sentence " + std::to_string(s + 1) +
                   ": no word of it is a trigger (resources/events/triggers.tsv)\n";
      for (size_t k = 0; k < found_.size(); ++k) code(k);
      for (uint32_t i = from_; i < to_; ++i) {
        demand(i);
        refusal(i);
      }
    }
    return std::move(events_);
  }

  Events settle(Events rules, const Judgement& judged, const std::vector<TriggerHit>& hits) {
    std::unordered_map<uint32_t, size_t> at;  // the first event of the rules at a word
    for (size_t k = 0; k < rules.size(); ++k) at.try_emplace(rules[k].trigger_word, k);
    std::unordered_map<uint32_t, const JudgedAct*> acts;
    for (const JudgedAct& act : judged.acts) acts.emplace(act.word, &act);
    std::vector<TriggerHit> lexicon = hits;
    std::stable_sort(lexicon.begin(), lexicon.end(),
                     [](const TriggerHit& a, const TriggerHit& b) { return a.word < b.word; });
    Events out;
    std::vector<Span> users;  // words of the user's own rules, in the order of the text
    for (const EventRow& e : rules)
      if (e.users) users.push_back(e.trigger);
    std::sort(users.begin(), users.end(), [](Span a, Span b) { return a.start < b.start; });
    for (const EventRow& e : rules)
      if (e.users || std::binary_search(judged.unread.begin(), judged.unread.end(),
                                        tokens_.sentence_of(e.trigger_word)))
        out.push_back(e);
    for (const JudgedAct& act : judged.acts) {
      if (told_twice(act, acts)) continue;
      const Span word = tokens_.span(act.word);
      const auto own = std::lower_bound(users.begin(), users.end(), word.end,
                                        [](Span u, uint32_t end) { return u.start < end; });
      if (own != users.begin() && std::prev(own)->overlaps(word)) continue;
      const auto rule = at.find(act.word);
      enter(tokens_.sentence_of(act.word));
      out.push_back(rule == at.end() ? told(act, acts, lexicon) : agreed(rules[rule->second], act));
    }
    // As the rules have them: sentence by sentence, what governs first.
    std::vector<std::tuple<size_t, int, uint32_t, size_t>> order;
    for (size_t k = 0; k < out.size(); ++k) {
      const uint32_t word = out[k].trigger_word;
      order.emplace_back(tokens_.sentence_of(word), depth(word), word, k);
    }
    std::sort(order.begin(), order.end());
    Events sorted;
    sorted.reserve(out.size());
    for (const auto& place : order) sorted.push_back(std::move(out[std::get<3>(place)]));
    return sorted;
  }

 private:
  // What is asked next is about this sentence.
  void enter(size_t sentence) {
    sentence_ = sentence;
    from_ = tokens_.sentence_first[sentence];
    to_ = tokens_.sentence_first[sentence + 1];
    fields_.set_sentence(from_, to_);
  }

  // Is this act told by the word that it hangs on, or by one that hangs on it, and surer so: fired
  // rubber bullets, a message of congratulation? A visit for talks is two.
  bool told_twice(const JudgedAct& act,
                  const std::unordered_map<uint32_t, const JudgedAct*>& acts) const {
    auto within = [](const std::vector<EntityId>& few, const std::vector<EntityId>& many) {
      return std::all_of(few.begin(), few.end(), [&](EntityId id) {
        return std::find(many.begin(), many.end(), id) != many.end();
      });
    };
    auto close = [&](uint32_t below) {
      const Deprel r = t_.urel(below);
      return r == Deprel::kObj || r == Deprel::kCompound || r == Deprel::kNmod ||
             r == Deprel::kObl || r == Deprel::kXcomp || r == Deprel::kAcl;
    };
    auto same = [&](const JudgedAct& other) {
      return other.type == act.type && other.status == act.status &&
             (other.mode == act.mode || act.type != "CONSULT") &&
             (other.probability > act.probability ||
              (other.probability == act.probability && other.word < act.word)) &&
             within(act.actors, other.actors) && within(act.recipients, other.recipients);
    };
    if (!t_.root(act.word) && close(act.word)) {
      const auto above = acts.find(t_.head(act.word));
      if (above != acts.end() && same(*above->second)) return true;
    }
    for (uint32_t c : t_.children(act.word)) {
      if (!close(c)) continue;
      const auto below = acts.find(c);
      if (below != acts.end() && same(*below->second)) return true;
    }
    return false;
  }

  // The words of a clause around the words [first, last) of a trigger.
  Span evidence(uint32_t clause, uint32_t first, uint32_t last) const {
    auto [a, b] = t_.reach(clause);
    a = std::min(a, first);
    b = std::max(b, last);
    // A clause begins behind the comma or conjunction that joins it to the one before.
    while (a < first && (t_.upos(a) == Upos::kPunct || t_.upos(a) == Upos::kCconj)) ++a;
    while (b > last && t_.upos(b - 1) == Upos::kPunct && t_.word(b - 1) == ",") --b;
    return {tokens_.start[a], tokens_.end[b - 1]};
  }

  // An event of the rules as the model judges it: its parties, and its type where they differ.
  EventRow agreed(EventRow e, const JudgedAct& act) const {
    const bool other = e.type != act.type;
    if (other) {
      set_type(e, act);
      e.rule += " model";
    } else if (e.mode.empty() && !act.mode.empty()) {  // the rules leave it open
      const bool general = e.cameo == triggers_.default_cameo(e.type, "");
      e.mode = act.mode;
      if (general) {
        e.cameo = triggers_.default_cameo(e.type, e.mode);
        e.goldstein = triggers_.goldstein(e.cameo);
      }
    }
    e.actors = act.actors;
    e.recipients = act.recipients;
    e.confidence = std::round(act.probability * 100) / 100;
    const EventStatus before = e.status;
    e.status = act.status;
    deny(e);
    // What hangs on type and status.
    const uint32_t clause = clause_of(t_, act.word);
    if (e.status != before) {
      e.when = {};
      fields_.set_when(e, act.word, clause);
    }
    if (other) {
      e.quantities.clear();
      fields_.set_quantities(e, clause);
    }
    return e;
  }

  // An act that somebody denies who is told to have done it.
  void deny(EventRow& e) const {
    if (e.status != EventStatus::kActual) return;
    for (const QuoteRow* q : quotes_here())
      if (q->denied && q->content.contains(e.trigger) && !q->cue.overlaps(e.trigger) &&
          !beside(e.trigger_word, q->cue_word))
        e.status = EventStatus::kNegated;
  }

  void set_type(EventRow& e, const JudgedAct& act) const {
    e.type = act.type;
    e.mode = act.mode;
    e.cameo = triggers_.default_cameo(e.type, e.mode);
    e.goldstein = triggers_.goldstein(e.cameo);
    e.contexts.clear();
  }

  // An event that no rule had found.
  EventRow told(const JudgedAct& act, const std::unordered_map<uint32_t, const JudgedAct*>& acts,
                const std::vector<TriggerHit>& lexicon) const {
    EventRow e;
    set_type(e, act);
    e.rule = "model";
    auto hit = std::lower_bound(lexicon.begin(), lexicon.end(), act.word,
                                [](const TriggerHit& h, uint32_t word) { return h.word < word; });
    for (; hit != lexicon.end() && hit->word == act.word; ++hit) {
      const Trigger& trigger = *hit->trigger;
      if (trigger.type != act.type || (!act.mode.empty() && trigger.mode != act.mode)) continue;
      e.mode = trigger.mode;
      e.cameo = trigger.cameo;
      e.goldstein = trigger.goldstein;
      e.contexts = trigger.contexts;
      e.rule = "trigger:" + trigger.pattern.phrase + " model";
      break;
    }
    e.actors = act.actors;
    e.recipients = act.recipients;
    e.confidence = std::round(act.probability * 100) / 100;
    uint32_t first = act.word, last = act.word + 1;
    const uint32_t particle = t_.child(act.word, Deprel::kCompoundPrt);
    if (particle != kNone && particle < act.word + 4) last = std::max(last, particle + 1);
    e.trigger = {tokens_.start[first], tokens_.end[last - 1]};
    e.trigger_word = act.word;
    const uint32_t clause = clause_of(t_, act.word);
    e.evidence = evidence(clause, first, last);
    e.status = act.status;
    fields_.set_when(e, act.word, clause);
    fields_.set_where(e, act.word, clause);
    fields_.set_quantities(e, clause);
    // What is thanked for or condemned is told by who thanks or condemns.
    for (uint32_t i = act.word; !t_.root(i) && e.attribution.empty();) {
      if (t_.urel(i) == Deprel::kConj || t_.urel(i) == Deprel::kParataxis) break;
      // When it was and on what condition is not what the act is about: thanked for sending, but
      // recognised after crowds had stormed.
      if (t_.urel(i) == Deprel::kAdvcl) {
        const uint32_t mark = t_.child(i, Deprel::kMark);
        if (mark != kNone && t_.lemma(mark) != kFor) break;
      }
      i = t_.head(i);
      const auto above = acts.find(i);
      if (above == acts.end()) continue;
      if (above->second->type == "ACCUSE" || above->second->type == "SUPPORT")
        for (EntityId id : above->second->actors) e.attribution.push_back({id, tokens_.span(i)});
      break;
    }
    set_attribution(e, nullptr);
    return e;
  }

  struct Found {
    const Trigger* trigger = nullptr;
    std::vector<uint32_t> matched;  // head first
    bool coded = false;
    bool silent = false;  // it turned out to be no act; what stands in it is not governed by it
    std::vector<EntityId> actors, recipients;
  };

  // All triggers of the sentence, the longest phrase at every word; words of a longer phrase are no
  // triggers of their own, except an act that is thanked for or accused of.
  void find_triggers() {
    found_.clear();
    blocked_.clear();
    words_ = 0;
    for (uint32_t i = from_; i < to_; ++i) words_ |= word_bit(t_.lemma(i)) | word_bit(t_.form(i));
    std::vector<uint32_t> matched;
    for (uint32_t i = from_; i < to_; ++i) {
      if (t_.upos(i) != Upos::kVerb && t_.upos(i) != Upos::kNoun && t_.upos(i) != Upos::kAdj &&
          t_.upos(i) != Upos::kPropn && t_.upos(i) != Upos::kAux)
        continue;
      // By lemma, and by the word itself where the lexicon has it as such (prepared, according).
      if (!find_trigger(i, t_.lemma(i), matched) && t_.form(i) != t_.lemma(i))
        find_trigger(i, t_.form(i), matched);
    }
    std::vector<bool> drop(found_.size(), false);
    for (size_t a = 0; a < found_.size(); ++a)
      for (const std::vector<uint32_t>& words : blocked_)
        if (words.size() >= found_[a].matched.size() &&
            std::find(words.begin(), words.end(), found_[a].matched.front()) != words.end())
          drop[a] = true;
    for (size_t a = 0; a < found_.size(); ++a) {
      if (drop[a] || found_[a].matched.size() < 2) continue;
      for (size_t b = 0; b < found_.size(); ++b) {
        if (a == b || drop[b]) continue;
        uint32_t head = found_[b].matched.front();
        auto at = std::find(found_[a].matched.begin() + 1, found_[a].matched.end(), head);
        if (at == found_[a].matched.end()) continue;
        if (found_[b].matched.size() > found_[a].matched.size()) continue;
        const bool told_of =
            (found_[a].trigger->type == "ACCUSE" || found_[a].trigger->type == "SUPPORT") &&
            t_.urel(head) != Deprel::kObj;
        if (!told_of) drop[b] = true;
      }
    }
    size_t kept = 0;
    for (size_t k = 0; k < found_.size(); ++k)
      if (!drop[k]) {
        if (kept != k) found_[kept] = std::move(found_[k]);
        ++kept;
      }
    found_.resize(kept);
    // Governors first: what a nested act is depends on them.
    std::stable_sort(found_.begin(), found_.end(), [&](const Found& a, const Found& b) {
      return depth(a.matched.front()) < depth(b.matched.front());
    });
  }

  bool find_trigger(uint32_t i, uint64_t key, std::vector<uint32_t>& matched) {
    for (uint32_t index : triggers_.by_head(key)) {
      const Trigger& trigger = triggers_.triggers()[index];
      if ((trigger.words & ~words_) != 0) continue;  // a word of it is not in the sentence
      if (!matches(t_, i, trigger.pattern, matched)) continue;
      if (hits_) hits_->push_back({i, &trigger});
      if (trigger.blocks()) {
        blocked_.push_back(matched);
        return true;
      }
      // "in order to" orders nothing.
      if (t_.urel(i) == Deprel::kFixed) return true;
      // A participle before its noun says which one, it does not tell: freed pilots, the exiled
      // government.
      if (t_.urel(i) == Deprel::kAmod && i < t_.head(i) &&
          trigger.pattern.pos == PatternPos::kVerb && t_.child(i, Deprel::kNsubj) == kNone)
        return true;
      // A noun before a noun says which one: a trade agreement, protest songs.
      if (t_.urel(i) == Deprel::kCompound && i < t_.head(i) && trigger.pattern.words.size() == 1 &&
          trigger.pattern.pos == PatternPos::kNoun && t_.upos(t_.head(i)) == Upos::kNoun)
        return true;
      // A word inside a name names, it does not tell: the Defence Ministry, the Peace Corps.
      if (t_.upos(i) == Upos::kPropn && trigger.pattern.words.size() == 1 &&
          t_.urel(i) != Deprel::kRoot)
        return true;
      Found f;
      f.trigger = &trigger;
      f.matched = matched;
      found_.push_back(std::move(f));
      return true;
    }
    return false;
  }

  // deny that …, deny having …, deny the attack: a clause, a gerund or an act as object.
  bool denies_fact(uint32_t deny) const {
    for (uint32_t c : t_.children(deny)) {
      if (t_.urel(c) == Deprel::kCcomp || t_.urel(c) == Deprel::kXcomp ||
          t_.urel(c) == Deprel::kAdvcl)
        return true;
      if (t_.urel(c) == Deprel::kObj)
        for (const Found& f : found_)
          if (f.matched.front() == c) return true;
    }
    return false;
  }

  // rejected the accusation, dismissed the report: nothing was asked for that could be refused.
  bool rejects_charge(const Found& f) const {
    if (f.trigger->type != "REJECT" && f.trigger->type != "ACCUSE") return false;
    static const WordSet verbs = word_set(
        {"deny", "reject", "refute", "dismiss", "rebut", "repudiate", "rubbish", "discount"});
    static const WordSet charges =
        word_set({"accusation", "charge", "allegation", "claim", "report", "rumour", "rumor",
                  "suggestion", "insinuation", "speculation", "criticism", "involvement", "part",
                  "role", "wrongdoing", "responsibility", "assertion", "notion"});
    const uint32_t head = f.matched.front();
    if (!verbs.contains(t_.lemma(head))) return false;
    std::vector<uint32_t> heads;
    objects(t_, head, heads);
    for (uint32_t h : heads)
      if (charges.contains(t_.lemma(h))) return true;
    return false;
  }

  // claimed the blast, claimed responsibility for it: the act is in the object.
  bool claims_deed(const Found& f) const {
    static const uint64_t claim = fold_hash("claim"), responsibility = fold_hash("responsibility"),
                          admit = fold_hash("admit");
    const uint32_t head = f.matched.front();
    if (t_.lemma(head) != claim && t_.lemma(head) != admit) return false;
    std::vector<uint32_t> heads;
    objects(t_, head, heads);
    for (uint32_t h : heads) {
      if (t_.lemma(h) == responsibility) return true;
      for (const Found& g : found_)
        if (g.matched.front() == h && g.trigger->type == "ASSAULT") return true;
    }
    return false;
  }
  // The subject of "claimed" over an act of violence, or over responsibility for it.
  void claimant(const Found& f, std::vector<EntityId>& out) const {
    static const uint64_t claim = fold_hash("claim"), responsibility = fold_hash("responsibility"),
                          admit = fold_hash("admit");
    uint32_t i = f.matched.front();
    for (int turns = 0; turns < 3 && !t_.root(i); ++turns) {
      const uint32_t up = t_.head(i);
      if (t_.urel(i) != Deprel::kObj && t_.urel(i) != Deprel::kNmod && t_.urel(i) != Deprel::kObl &&
          t_.urel(i) != Deprel::kConj)
        return;
      if (t_.lemma(up) == claim || t_.lemma(up) == admit) {
        std::vector<uint32_t> heads;
        subjects(t_, up, heads);
        for (uint32_t h : heads) mentions_.resolve(h, true, out);
        return;
      }
      if (t_.lemma(up) != responsibility && t_.urel(i) != Deprel::kConj) return;
      i = up;
    }
  }

  // sent a message of congratulations: the congratulation is the act.
  bool wraps_wishes(const Found& f) {
    static const WordSet papers =
        word_set({"message", "letter", "note", "telegram", "cable", "card"});
    if (f.trigger->type != "CONSULT") return false;
    for (uint32_t m : f.matched)
      if (papers.contains(t_.lemma(m)))
        for (const Found& g : found_)
          if (&g != &f && g.trigger->type == "SUPPORT" &&
              (t_.below(g.matched.front(), m) || g.matched.front() == m))
            return true;
    return false;
  }

  // insisted that it had not fired, a poll suggests: without a wish in it no request.
  bool merely_says(const Found& f) const {
    static const WordSet verbs = word_set({"insist", "suggest", "maintain", "propose", "argue"});
    const uint32_t head = f.matched.front();
    if (f.trigger->type != "REQUEST" || f.trigger->pattern.words.size() > 1 ||
        !verbs.contains(t_.lemma(head)) || t_.upos(head) != Upos::kVerb)
      return false;
    for (uint32_t c : t_.children(head)) {
      const Deprel r = t_.urel(c);
      if (r == Deprel::kXcomp || r == Deprel::kObj) return false;
      if (r == Deprel::kObl) {
        const uint32_t m = t_.child(c, Deprel::kCase);
        if (m != kNone && t_.lemma(m) == kOn) return false;
      }
      if (r != Deprel::kCcomp) continue;
      const std::string_view form = feature(t_.feats(c), Feature::kVerbForm);
      if (form == "Ger" || feature(t_.feats(c), Feature::kMood) == "Sub") return false;
      bool finite = false;
      for (uint32_t a : t_.children(c))
        if (t_.urel(a) == Deprel::kAux || t_.urel(a) == Deprel::kCop) {
          if (t_.lemma(a) == kShould || t_.form(a) == kShould || t_.lemma(a) == kMust) return false;
          finite |= t_.form(a) != kBe;
        }
      if (form == "Inf" && !finite) return false;  // that the army leave
    }
    return true;
  }

  // "ambushed the convoy, killing nine": the participle tells what came of the same act.
  const Found* outcome_of(const Found& f) const {
    const uint32_t head = f.matched.front();
    if (f.trigger->type != "ASSAULT" || t_.urel(head) != Deprel::kAdvcl || infinitive(head) ||
        feature(t_.feats(head), Feature::kVerbForm) == "Fin" ||
        t_.child(head, Deprel::kNsubj) != kNone || t_.child(head, Deprel::kMark) != kNone)
      return nullptr;
    for (const Found& g : found_)
      if (g.coded && g.trigger->type == "ASSAULT" && g.matched.front() == t_.head(head)) return &g;
    return nullptr;
  }

  // If the army crosses the line, we shall answer: the crossing is no act, where the answer is one.
  bool in_condition(uint32_t head) const {
    uint32_t i = clause_of(t_, head);
    for (int turns = 0; turns < 4 && !t_.root(i); ++turns) {
      const uint32_t up = t_.head(i);
      if (t_.urel(i) == Deprel::kAdvcl) {
        const uint32_t mark = t_.child(i, Deprel::kMark);
        if (mark == kNone || (t_.lemma(mark) != kIf && t_.lemma(mark) != kUnless)) return false;
        return std::any_of(found_.begin(), found_.end(), [&](const Found& g) {
          return g.matched.front() == up ||
                 std::find(g.matched.begin(), g.matched.end(), up) != g.matched.end();
        });
      }
      if (t_.urel(i) != Deprel::kConj && t_.urel(i) != Deprel::kXcomp) return false;
      i = up;
    }
    return false;
  }

  // agreed that the lake is deep, has not ruled out that a mine sank it
  bool says_that(const Found& f) const {
    static const uint64_t agree = fold_hash("agree"), rule = fold_hash("rule"),
                          that = fold_hash("that");
    const uint32_t head = f.matched.front();
    if (t_.lemma(head) != agree && t_.lemma(head) != rule) return false;
    if (f.trigger->type != "AGREE" && f.trigger->type != "REJECT") return false;
    for (uint32_t c : t_.children(head)) {
      if (t_.urel(c) != Deprel::kCcomp) continue;
      const uint32_t mark = t_.child(c, Deprel::kMark);
      if (mark == kNone || t_.lemma(mark) != that) continue;
      for (uint32_t a : t_.children(c))
        if (t_.urel(a) == Deprel::kAux && (t_.lemma(a) == kWill || t_.form(a) == kWould))
          return false;  // agreed that fighting would stop
      return true;
    }
    return false;
  }

  // Games are told in the words of war: no violence, arrest or joy of states in them.
  bool game(const Found& f, const EventRow& e) const {
    static const WordSet cues = word_set(
        {"semi-final", "semifinal", "quarter-final", "quarterfinal", "midfielder", "striker",
         "goalkeeper", "goalless",  "wicket",        "innings",      "football",   "soccer",
         "cricket",    "rugby",     "basketball",    "baseball",     "tennis",     "handball",
         "volleyball", "hockey",    "championship",  "tournament",   "playoff",    "play-off",
         "goal",       "goals",     "coach",         "cup",          "league",     "match",
         "halftime",   "half-time", "kick-off",      "quarterback",  "batsman",    "bowler",
         "medal",      "referee",   "footballer",    "draw",         "penalty"});
    const std::string& type = f.trigger->type;
    if (f.trigger->pattern.pos != PatternPos::kVerb || f.trigger->pattern.words.size() > 2)
      return false;
    if (type != "ASSAULT" && type != "COERCE" && type != "SUPPORT" && type != "RETREAT")
      return false;
    for (EntityId id : e.actors) {
      const EntityKind kind = entities_.rows[id.index].kind;
      if (kind == EntityKind::kArmedForce || kind == EntityKind::kArmedGroup ||
          kind == EntityKind::kGovernmentBody)
        return false;
    }
    int found = 0;
    for (uint32_t i = from_; i < to_; ++i)
      found +=
          t_.upos(i) != Upos::kVerb && (cues.contains(t_.lemma(i)) || cues.contains(t_.form(i)));
    // cup, match and goal have other senses: of a state that beats a state one is enough
    return found > 1 ||
           (found == 1 && (type == "ASSAULT" || type == "COERCE") && f.trigger->mode != "aerial");
  }

  int depth(uint32_t i) const {
    int d = 0;
    while (!t_.root(i)) {
      i = t_.head(i);
      ++d;
    }
    return d;
  }

  // The nearest trigger above word i, and how i hangs below it.
  Found* governor_of(const Found& f) {
    uint32_t i = f.matched.front();
    for (int turns = 0; turns < 10 && !t_.root(i); ++turns) {
      Deprel r = t_.urel(i);
      // the assistance that it has provided: governed as its noun is
      if (t_.rel(i) == Deprel::kAclRelcl &&
          std::find(f.matched.begin(), f.matched.end(), t_.head(i)) != f.matched.end()) {
        i = t_.head(i);
        continue;
      }
      if (r == Deprel::kParataxis || t_.rel(i) == Deprel::kAclRelcl) return nullptr;
      if (r == Deprel::kNsubj) return warned_of(f, i);
      if (r == Deprel::kConj) {
        // what stands beside the first is not governed by it, but by what governs both
        i = t_.head(i);
        continue;
      }
      if (r == Deprel::kAdvcl && !infinitive(i) && !gerund_under_preposition(i)) return nullptr;
      if ((r == Deprel::kObl || r == Deprel::kNmod) && circumstance(i)) return nullptr;
      // in talks with the envoy he thanked …: where it was said
      if (r == Deprel::kObl && f.trigger->type == "CONSULT" && i == f.matched.front() &&
          t_.child(i, Deprel::kCase) != kNone && t_.lemma(t_.child(i, Deprel::kCase)) == kIn)
        return nullptr;
      uint32_t up = t_.head(i);
      for (Found& g : found_)
        if (&g != &f && !g.silent &&
            std::find(g.matched.begin(), g.matched.end(), up) != g.matched.end())
          return &g;
      i = up;
    }
    return nullptr;
  }

  // warned that any attack would be answered: the attack is what is warned of.
  Found* warned_of(const Found& f, uint32_t subject) {
    if (t_.upos(f.matched.front()) != Upos::kNoun || t_.root(t_.head(subject))) return nullptr;
    const uint32_t clause = t_.head(subject);
    if (t_.urel(clause) != Deprel::kCcomp) return nullptr;
    for (Found& g : found_)
      if (&g != &f && !g.silent && g.trigger->type == "THREATEN" &&
          g.matched.front() == t_.head(clause))
        return &g;
    return nullptr;
  }

  // after talks, during the visit, at the invitation of: beside the act, not what it is about.
  bool circumstance(uint32_t i) const {
    static const WordSet set = word_set(
        {"after",   "before",  "during",  "since", "following", "amid",       "amidst", "despite",
         "at",      "by",      "without", "until", "ahead",     "throughout", "as",     "alongside",
         "through", "between", "despite", "under", "because",   "due",        "upon",   "while"});
    const uint32_t m = t_.child(i, Deprel::kCase);
    return m != kNone && set.contains(t_.lemma(m)) && !(t_.lemma(m) == kUpon_ && asked_upon(i));
  }
  // call upon somebody
  bool asked_upon(uint32_t i) const { return t_.lemma(t_.head(i)) == kCall; }

  bool infinitive(uint32_t i) const {
    for (uint32_t c : t_.children(i))  // "in order to" has two marks
      if (t_.urel(c) == Deprel::kMark && t_.lemma(c) == kTo) return true;
    return false;
  }
  // for sending aid, on developing ties
  bool gerund_under_preposition(uint32_t i) const {
    static const WordSet set = word_set({"for", "on", "in", "of", "to", "at", "about"});
    const uint32_t m = t_.child(i, Deprel::kMark);
    return m != kNone && set.contains(t_.lemma(m)) &&
           feature(t_.feats(i), Feature::kVerbForm) != "Fin";
  }

  // What an act is as it is told here: its own type, or another where it is only promised, refused,
  // demanded or forbidden in words.
  struct Reading {
    std::string type, mode, cameo;
    double goldstein = 0;
    const char* cue = "";             // of resources/events/shifts.tsv, empty if it is what it is
    const QuoteRow* quote = nullptr;  // in which a speaker demands it
    bool by_modal = false;            // must, will: the words themselves do it
  };

  void take(Reading& r, const Shift& s, const char* cue, bool type) const {
    if (type) r.type = s.type;
    r.mode = s.mode;
    r.cameo = s.cameo;
    r.goldstein = s.goldstein;
    r.cue = cue;
  }

  // The first act that stands in the complement of a promise, demand, refusal or threat.
  const Found* nested_in(const Found& f) {
    for (const Found& g : found_)
      if (&g != &f && governor_of(g) == &f) return &g;
    return nullptr;
  }

  // Crowds that occupy protest, soldiers that loot take; only where all that act are of one sort.
  void read_doer(const Found& f, const EventRow& e, Reading& r) const {
    // a strike on or against somebody is none of workers
    if (r.type == "PROTEST" && r.mode == "strike" && f.trigger->pattern.pos == PatternPos::kNoun)
      for (uint32_t c : t_.children(f.matched.front())) {
        const uint32_t m = t_.child(c, Deprel::kCase);
        if (t_.urel(c) == Deprel::kNmod && m != kNone &&
            (t_.lemma(m) == kAgainst || t_.lemma(m) == kOn)) {
          r.type = "ASSAULT";
          set_mode(r, "");
          break;
        }
      }
    const char* sort = nullptr;
    for (EntityId id : e.actors) {
      const EntityRow& row = entities_.rows[id.index];
      const char* here = nullptr;
      switch (row.kind) {
        case EntityKind::kPopulation:
          here = row.sector == "MIL" || row.sector == "REB" || row.sector == "COP" ? "forces"
                                                                                   : "civilians";
          break;
        case EntityKind::kArmedForce:
        case EntityKind::kArmedGroup:
          here = "forces";
          break;
        case EntityKind::kState:
        case EntityKind::kGovernmentBody:
          here = "state";
          break;
        default:
          break;
      }
      if (!here || (sort && std::string_view(sort) != here)) return;
      sort = here;
    }
    if (!sort) return;
    // A visit is one of forces only where it is told by going there.
    if (r.type == "CONSULT" && f.trigger->pattern.pos != PatternPos::kVerb) return;
    if (const Shift* s = triggers_.by_doer(r.type, r.mode, sort)) take(r, *s, "", true);
  }

  void set_mode(Reading& r, const std::string& mode) const {
    const std::string& cameo = triggers_.default_cameo(r.type, mode);
    if (cameo.empty()) return;
    r.mode = mode;
    r.cameo = cameo;
    r.goldstein = triggers_.goldstein(cameo);
  }

  // Modes that the words of the trigger leave open: violence by its means, meetings by how many
  // meet, requests by what is asked for, threats by who threatens.
  void read_mode(const Found& f, const EventRow& e, Reading& r) const {
    const uint32_t head = f.matched.front();
    const int known =
        r.mode.empty() || r.mode == "destroy" ? INT_MAX : triggers_.means_rank(r.mode);
    if (r.type == "ASSAULT" && known != 0) {
      const Means* best = nullptr;
      const uint32_t clause = clause_of(t_, head);
      std::vector<uint32_t> suffering;
      objects(t_, head, suffering);
      const auto [first, last] = t_.reach(clause);
      std::vector<uint64_t> lemmas;
      for (uint32_t i = first; i < last; ++i) lemmas.push_back(t_.lemma(i));
      for (uint32_t i = first; i < last; ++i) {
        uint32_t length = 0;
        const Means* m = triggers_.means(lemmas, i - first, length);
        if (!m ||
            (t_.upos(i) != Upos::kNoun && t_.upos(i) != Upos::kPropn && t_.upos(i) != Upos::kAdj))
          continue;
        const uint32_t noun = i + length - 1;
        // what is hit is no means, and what another clause tells neither
        const bool hit = std::any_of(suffering.begin(), suffering.end(), [&](uint32_t o) {
          return (noun == o || t_.below(noun, o)) &&
                 std::find(f.matched.begin(), f.matched.end(), o) == f.matched.end();
        });
        if (hit || clause_of(t_, noun) != clause || names_target(noun)) continue;
        if (!best || m->rank < best->rank) best = m;
        i = noun;
      }
      // "bombed" says explosives of anybody; what flies, or what was in the bombs, says more
      if (best && (r.mode.empty() || (best->rank < known && best->rank < 6)))
        set_mode(r, best->mode);
      return;
    }
    if (!r.mode.empty()) return;
    if (r.type == "CONSULT" && (e.actors.size() >= 4 || many_states(head)))
      return set_mode(r, "multilateral");
    if (r.type == "THREATEN") {
      const bool forces =
          !e.actors.empty() && std::all_of(e.actors.begin(), e.actors.end(), [&](EntityId id) {
            const EntityKind k = entities_.rows[id.index].kind;
            return k == EntityKind::kArmedForce || k == EntityKind::kArmedGroup;
          });
      if (forces) set_mode(r, "violence");
      return;
    }
    if (r.type == "REQUEST" && !*r.cue) {
      if (t_.upos(head) == Upos::kNoun) return set_mode(r, "assist");
      for (uint32_t c : t_.children(head))
        if (t_.urel(c) == Deprel::kXcomp || t_.urel(c) == Deprel::kCcomp) {
          const bool appeal = r.cameo.starts_with("02");
          set_mode(r, "change");
          if (!appeal) {
            r.cameo = "104";
            r.goldstein = triggers_.goldstein(r.cameo);
          }
          return;
        }
    }
  }

  // at the tank, near the mine: where it happened, not with what
  bool names_target(uint32_t noun) const {
    static const WordSet set = word_set({"at", "near", "into", "in", "against", "to", "towards",
                                         "toward", "inside", "outside", "around"});
    const uint32_t m = t_.child(noun, Deprel::kCase);
    return m != kNone && set.contains(t_.lemma(m));
  }

  // The leaders of the nine states meet: a number of three and more with the subject.
  bool many_states(uint32_t head) const {
    static const WordSet few = word_set({"one", "two", "1", "2", "both"});
    static const WordSet nouns = word_set({"state", "country", "nation", "leader", "minister",
                                           "member", "government", "head", "president", "power"});
    std::vector<uint32_t> heads;
    subjects(t_, head, heads);
    for (uint32_t h : heads) {
      const auto [first, last] = t_.reach(h);
      for (uint32_t i = first; i < last; ++i)
        if (t_.upos(i) == Upos::kNum && t_.urel(i) == Deprel::kNummod &&
            !few.contains(t_.form(i)) && nouns.contains(t_.lemma(t_.head(i))))
          return true;
    }
    return false;
  }

  // "agreed to free the crew" is CONCEDE, "vowed to bomb" THREATEN; and a demand or refusal has the
  // mode of what is demanded or refused.
  void read_complement(const Found& f, Reading& r) {
    const char* cue = r.type == "AGREE" || r.type == "THREATEN" ? "promised"
                      : r.type == "REQUEST"                     ? "demanded"
                      : r.type == "REJECT"                      ? "refused"
                                                                : nullptr;
    if (!cue || !r.mode.empty()) return;
    const Found* nested = nested_in(f);
    if (!nested) return;
    const Shift* s = triggers_.shift(nested->trigger->type, nested->trigger->mode, cue);
    if (!s) return;
    if (s->type == r.type) {
      const bool appeal = r.cameo.starts_with("02");
      take(r, *s, cue, false);
      // what is only appealed for has the codes of appeals: 1053 becomes 0253
      if (appeal && r.cameo.starts_with("10")) {
        r.cameo.replace(0, 2, "02");
        r.goldstein = triggers_.goldstein(r.cameo);
      }
      return;
    }
    const uint64_t lemma = t_.lemma(f.matched.front());
    if (r.type == "AGREE" &&
        (s->type == "CONCEDE" ||
         (s->type == "THREATEN" && (lemma == kVow || lemma == kSwear || lemma == kPledge))))
      take(r, *s, cue, true);
  }

  // Those whose content reaches into the sentence at hand.
  std::span<const QuoteRow* const> quotes_here() const {
    return std::span(by_sentence_)
        .subspan(first_quote_[sentence_], first_quote_[sentence_ + 1] - first_quote_[sentence_]);
  }

  const QuoteRow* quote_of(uint32_t word) const {
    const QuoteRow* nearest = nullptr;
    for (const QuoteRow* q : quotes_here())
      if (!q->speakers.empty() && q->content.contains(tokens_.span(word)) &&
          (!nearest || q->content.size() < nearest->content.size()))
        nearest = q;
    return nearest;
  }

  static bool share(const std::vector<EntityId>& a, const std::vector<EntityId>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](EntityId x) { return std::find(b.begin(), b.end(), x) != b.end(); });
  }

  // Who speaks for whom: the same party, or one of the same country (the minister: "Laos will …").
  bool speaks_for(const QuoteRow& q, const std::vector<EntityId>& actors) const {
    if (share(q.speakers, actors)) return true;
    for (EntityId a : actors)
      for (EntityId s : q.speakers) {
        const EntityRow &x = entities_.rows[a.index], &y = entities_.rows[s.index];
        if (!x.country.empty() && x.country == y.country && x.kind == EntityKind::kState)
          return true;
      }
    return false;
  }

  // "We will not talk to kidnappers": of both, who speaks refuses the other.
  static void refused_partner(const QuoteRow& q, EventRow& e) {
    std::vector<EntityId> others;
    for (EntityId id : e.actors)
      if (std::find(q.speakers.begin(), q.speakers.end(), id) == q.speakers.end())
        others.push_back(id);
    if (others.empty() || others.size() == e.actors.size()) return;
    std::erase_if(e.actors, [&](EntityId id) {
      return std::find(others.begin(), others.end(), id) != others.end();
    });
    e.recipients = std::move(others);
  }

  // "The rebels must free the pilots, Accra said": a demand of Accra's. "We will send rice": a
  // promise.
  void read_modal(const Found& f, EventRow& e, Reading& r) const {
    const uint32_t head = f.matched.front();
    const QuoteRow* q = quote_of(head);
    if (!q || q->cue.overlaps(tokens_.span(head)) || q->act == "urge") return;
    const ModalReading m = modal_at(t_, head);
    if (m.modal == Modal::kAbsent || t_.rel(m.at) == Deprel::kAclRelcl) return;
    // An act as the subject of "must end"; else the modal speaks of the act itself.
    bool ends = false;
    if (clause_of(t_, head) != head && t_.urel(head) == Deprel::kNsubj) {
      const uint64_t verb = t_.lemma(m.at);
      ends = verb == kEnd || verb == kStop || verb == kCease || verb == kHalt;
      if (!ends) return;
    }
    // A duty is laid on others, who may be one's own government; a promise is one's country's.
    bool own = m.modal == Modal::kDuty ? share(q->speakers, e.actors) : speaks_for(*q, e.actors);
    std::vector<uint32_t> subject;
    subjects(t_, m.at, subject);
    for (uint32_t h : subject)
      own |= t_.upos(h) == Upos::kPron && feature(t_.feats(h), Feature::kPerson) == "1";
    if (m.modal == Modal::kDuty && !own) {
      const char* cue = m.negated != ends ? "forbidden" : "demanded";
      if (const Shift* s = triggers_.shift(r.type, r.mode, cue)) {
        take(r, *s, cue, true);
        r.quote = q;
      }
      return;
    }
    if (m.modal != Modal::kFuture || !own || ends) return;
    if (m.negated) {
      if (const Shift* s = triggers_.shift(r.type, r.mode, "refused")) {
        take(r, *s, "refused", true);
        // who is refused a meeting is no party to one
        if (triggers_.mutual(*f.trigger)) refused_partner(*q, e);
      }
      return;
    }
    const Shift* s = triggers_.shift(r.type, r.mode, "promised");
    if (!s || r.type == "CONSULT") return;  // a visit that is announced is in the calendar
    if (s->type == "THREATEN" && !m.conditional) return;  // decided, not threatened
    take(r, *s, "promised", true);
  }

  // "Donors said that Jakarta must ensure security": asked for by the modal alone, where no word of
  // the clause is a trigger. Only of somebody by somebody else, both known.
  void demand(uint32_t modal) {
    const bool must = t_.lemma(modal) == kMust,
               should = t_.lemma(modal) == kShould || t_.form(modal) == kShould;
    if ((!must && !should) || t_.urel(modal) != Deprel::kAux) return;
    const uint32_t verb = t_.head(modal);
    if (t_.upos(verb) != Upos::kVerb || t_.rel(verb) == Deprel::kAclRelcl) return;
    for (const Found& f : found_)
      for (uint32_t m : f.matched)
        if (m == verb || t_.below(m, verb)) return;
    const QuoteRow* q = quote_of(verb);
    if (!q || q->cue.overlaps(tokens_.span(verb)) || q->status != EventStatus::kActual) return;
    const ModalReading reading = modal_at(t_, verb);
    if (reading.modal != Modal::kDuty || reading.at != verb) return;
    std::vector<uint32_t> heads;
    subjects(t_, verb, heads);
    EventRow e;
    for (uint32_t h : heads) {
      if (t_.upos(h) == Upos::kPron) return;
      mentions_.resolve(h, false, e.recipients);
    }
    if (e.recipients.empty() || share(q->speakers, e.recipients)) return;
    auto all_political = [&](const std::vector<EntityId>& ids) {
      return std::all_of(ids.begin(), ids.end(), [&](EntityId id) { return political(id, ""); });
    };
    if (!all_political(e.recipients)) return;
    e.type = "REQUEST";
    e.cameo = must ? "100" : "020";
    e.goldstein = triggers_.goldstein(e.cameo);
    e.actors = q->speakers;
    e.trigger = tokens_.span(modal);
    e.trigger_word = modal;
    auto [a, b] = t_.reach(verb);
    while (b > a + 1 && t_.upos(b - 1) == Upos::kPunct) --b;
    while (a < verb && (t_.upos(a) == Upos::kPunct || t_.upos(a) == Upos::kCconj)) ++a;
    e.evidence = {tokens_.start[a], tokens_.end[b - 1]};
    e.rule = must ? "modal:must" : "modal:should";
    e.confidence = 0.5;
    if (trace_)
      *trace_ += "modal \"" + std::string(t_.word(modal)) + "\": what " +
                 entities_.rows[e.actors.front().index].name + " says that " +
                 entities_.rows[e.recipients.front().index].name + " has to do is asked for\n";
    fields_.set_when(e, verb, verb);
    set_attribution(e, nullptr);
    events_.push_back(std::move(e));
  }

  // "Quito would not let them in", "we will not change it": refused by the modal alone. Told by him
  // who refuses, or by the outlet of what was refused then; not what others foresee.
  void refusal(uint32_t modal) {
    const bool would = t_.form(modal) == kWould || t_.form(modal) == kWo || t_.form(modal) == kWill;
    if (!would || t_.urel(modal) != Deprel::kAux) return;
    const uint32_t verb = t_.head(modal);
    if (t_.upos(verb) != Upos::kVerb) return;
    bool negated = false;
    for (uint32_t c : t_.children(verb)) {
      negated |= t_.urel(c) == Deprel::kAdvmod &&
                 (t_.lemma(c) == kNot || t_.form(c) == kNt || t_.lemma(c) == kNever);
      const Deprel r = t_.rel(c);
      if (r == Deprel::kNsubjPass || r == Deprel::kAuxPass || r == Deprel::kCop) return;
    }
    static const WordSet refusable = word_set(
        {"let",       "allow",     "permit",     "accept",  "give",    "yield",   "bow",
         "budge",     "change",    "move",       "back",    "open",    "unload",  "load",
         "sign",      "attend",    "meet",       "join",    "help",    "send",    "take",
         "receive",   "surrender", "compromise", "retreat", "bend",    "hand",    "turn",
         "put",       "pay",       "share",      "sell",    "buy",     "host",    "grant",
         "consider",  "review",    "reopen",     "resume",  "restore", "pray",    "play",
         "sit",       "speak",     "shake",      "drink",   "eat",     "swear",   "apologise",
         "apologize", "renew",     "extend",     "cancel",  "reverse", "abandon", "drop"});
    if (!negated || !refusable.contains(t_.lemma(verb))) return;
    for (const Found& f : found_)
      if (f.coded && std::any_of(f.matched.begin(), f.matched.end(),
                                 [&](uint32_t m) { return m == verb || clause_of(t_, m) == verb; }))
        return;
    const ModalReading reading = modal_at(t_, verb);
    if (reading.modal != Modal::kFuture || reading.at != verb || reading.conditional) return;
    std::vector<uint32_t> heads;
    subjects(t_, verb, heads);
    EventRow e;
    bool first = false;
    for (uint32_t h : heads) {
      first |= t_.upos(h) == Upos::kPron && feature(t_.feats(h), Feature::kPerson) == "1";
      mentions_.resolve(h, false, e.actors);
    }
    if (e.actors.empty() || !std::all_of(e.actors.begin(), e.actors.end(),
                                         [&](EntityId id) { return political(id, "PROTEST"); }))
      return;
    const QuoteRow* q = quote_of(verb);
    if (q ? !(first || speaks_for(*q, e.actors)) : t_.form(modal) != kWould) return;
    e.type = "REJECT";
    static const WordSet yields =
        word_set({"let", "allow", "permit", "open", "surrender", "retreat", "hand", "drop",
                  "reverse", "abandon", "bow", "bend", "yield", "budge"});
    e.cameo = "120";
    if (yields.contains(t_.lemma(verb))) {
      e.mode = "yield";
      e.cameo = triggers_.default_cameo(e.type, e.mode);
    }
    e.goldstein = triggers_.goldstein(e.cameo);
    e.trigger = {std::min(tokens_.start[modal], tokens_.start[verb]), tokens_.end[verb]};
    e.trigger_word = verb;
    std::vector<uint32_t> whom_heads;
    objects(t_, verb, whom_heads);
    for (uint32_t h : whom_heads) whom(h, false, e.recipients);
    std::erase_if(e.recipients, [&](EntityId id) {
      return std::find(e.actors.begin(), e.actors.end(), id) != e.actors.end();
    });
    auto [a, b] = t_.reach(verb);
    while (b > a + 1 && t_.upos(b - 1) == Upos::kPunct) --b;
    while (a < modal && (t_.upos(a) == Upos::kPunct || t_.upos(a) == Upos::kCconj)) ++a;
    e.evidence = {tokens_.start[a], tokens_.end[b - 1]};
    e.rule = "modal:not";
    e.confidence = 0.5;
    if (trace_)
      *trace_ += "modal \"" + std::string(t_.word(modal)) + " not " + std::string(t_.word(verb)) +
                 "\": " + entities_.rows[e.actors.front().index].name + " refuses it\n";
    fields_.set_when(e, verb, verb);
    set_attribution(e, nullptr);
    events_.push_back(std::move(e));
  }

  void code(size_t k) {
    Found& f = found_[k];
    const Trigger& trigger = *f.trigger;
    const uint32_t head = f.matched.front();
    Found* governor = governor_of(f);
    // Denying that something happened is no refusal: the act that is denied is coded, as negated.
    const bool denial = governor && t_.lemma(governor->matched.front()) == kDeny;
    const bool fact_denied = t_.lemma(head) == kDeny && denies_fact(head);
    const bool wraps = wraps_wishes(f), rejects = rejects_charge(f), claims = claims_deed(f),
               says = merely_says(f);
    f.silent = !fact_denied && (wraps || rejects || claims || says);
    if (wraps) return tell(f, "the message is what it says");
    if (fact_denied || rejects)
      return tell(f, "a denial of a fact; the act that is denied is coded as negated");
    if (in_condition(head)) return tell(f, "a condition of what else is told");
    if (says_that(f)) return tell(f, "an opinion, nothing that binds or refuses");
    if (claims) return tell(f, "a deed that is claimed is the claimant's, told by him");
    if (says) return tell(f, "what is insisted or suggested is a fact, nothing asked for");
    if (const Found* act = outcome_of(f))
      return tell(f, "inside \"" + act->trigger->pattern.phrase + "\" (" + act->trigger->type +
                         "): what came of the same act");
    if (governor && !denial) {
      const std::string& type = governor->trigger->type;
      // What is promised, refused, threatened or demanded is not coded a second time; a topic of
      // talks is no act at all. A call that is rejected, however, was made.
      const bool noun = t_.upos(head) == Upos::kNoun;
      const std::string inside =
          "inside \"" + governor->trigger->pattern.phrase + "\" (" + type + "): ";
      if (type == "AGREE" || type == "THREATEN" || type == "CONCEDE" || type == "REQUEST")
        return tell(
            f, inside + "what is promised, threatened or asked for is not coded a second time");
      if (type == "REJECT" && trigger.type != "REQUEST" && trigger.type != "ACCUSE" &&
          !(noun && trigger.type != "CONSULT"))
        return tell(f, inside + "what is refused is not coded a second time");
      if (type == "CONSULT" && (t_.urel(head) == Deprel::kObj || t_.urel(head) == Deprel::kNmod ||
                                t_.urel(head) == Deprel::kConj || infinitive(clause_of(t_, head)) ||
                                t_.urel(head) == Deprel::kObl || t_.urel(head) == Deprel::kXcomp ||
                                gerund_under_preposition(head)))
        return tell(f, inside + "a topic of talks is no act");
      if (type == trigger.type && noun && t_.urel(head) != Deprel::kConj)
        return tell(f, inside + "the same act, told by verb and noun");  // talks on talks
    }

    EventRow e;
    const Frame& frame = triggers_.frame(trigger);
    const bool mutual = triggers_.mutual(trigger);
    if (mutual) {
      fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kBoth, e.actors, nullptr);
      fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kActor, e.actors, nullptr);
      if (trigger.pattern.pos == PatternPos::kNoun && e.actors.size() < 2)
        light_subject(head, e.actors);
      if (trigger.pattern.pos == PatternPos::kNoun && e.actors.size() == 1)
        met_while(head, e.actors);
      if (e.actors.size() == 1) {
        std::vector<EntityId> self;
        speaker_himself(f.matched, self);
        for (EntityId id : self)
          if (id != e.actors.front()) e.actors.insert(e.actors.begin(), id);
      }
    } else {
      fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kActor, e.actors, nullptr);
      if (e.actors.empty() && trigger.pattern.pos == PatternPos::kNoun)
        light_subject(head, e.actors);
    }
    // To host games or a base is to receive nobody.
    if (e.actors.empty() && trigger.type == "CONSULT" && guest_is_object(frame) &&
        t_.upos(head) == Upos::kVerb)
      return tell(f, "nobody is received: its object is no party");
    std::vector<uint32_t> recipient_heads;
    fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kRecipient, e.recipients,
         &recipient_heads);
    std::erase_if(e.recipients, [&](EntityId id) { return weapon(id); });
    if (e.actors.empty()) speaker_himself(f.matched, e.actors);
    // Paratroopers were posted at the mint: the force that is moved is who moves.
    if (e.actors.empty() && trigger.type == "MOBILIZE" && is_passive(t_, head)) {
      std::vector<uint32_t> forces;
      objects(t_, head, forces);
      for (uint32_t h : forces) mentions_.resolve(h, true, e.actors);
    }
    if (e.actors.empty() && trigger.type == "ASSAULT") claimant(f, e.actors);
    // "agreed to sell jets to India": one side alone binds itself, to another.
    const bool one_sided =
        mutual && e.actors.size() == 1 && (trigger.type == "AGREE" || trigger.type == "SUPPORT");
    if (e.recipients.empty() && (!mutual || one_sided)) other_places(f, e);
    // A town that is shelled is who suffers, if nobody in it is named.
    if (e.recipients.empty() && trigger.type == "ASSAULT")
      for (uint32_t h : recipient_heads) mentions_.at(h, true, e.recipients);
    // "condemned the raid on the camp": who is spoken of is the doer of that act, not its victim.
    if (trigger.type == "ACCUSE" || trigger.type == "SUPPORT")
      for (uint32_t h : recipient_heads)
        for (const Found& act : found_) {
          if (&act == &f || act.matched.front() != h ||
              act.trigger->pattern.pos != PatternPos::kNoun)
            continue;
          if (triggers_.mutual(*act.trigger)) continue;
          std::vector<EntityId> doers;
          fill(t_, mentions_, act.matched, triggers_.frame(*act.trigger), FrameSlot::Role::kActor,
               doers, nullptr);
          e.recipients = std::move(doers);
        }
    // "condemned Israel's raid": a raid that is condemned is its doer's, told by who condemns.
    std::erase_if(e.recipients, [&](EntityId id) {
      return std::find(e.actors.begin(), e.actors.end(), id) != e.actors.end();
    });
    std::erase_if(e.recipients, [&](EntityId id) { return weapon(id); });
    host_of_visit(trigger, f, e);
    if (governor && doer_is_recipient(f, *governor)) {
      e.actors = governor->recipients;
      std::erase_if(e.recipients, [&](EntityId id) {
        return std::find(e.actors.begin(), e.actors.end(), id) != e.actors.end();
      });
    }
    inherit(governor, trigger, head, e);
    owner_of_stand(f, e);
    if (mutual && !one_sided && e.actors.size() == 1 && !e.recipients.empty()) {
      e.actors.insert(e.actors.end(), e.recipients.begin(), e.recipients.end());
      e.recipients.clear();
    }
    Reading reading{trigger.type, trigger.mode, trigger.cameo, trigger.goldstein};
    read_doer(f, e, reading);
    read_modal(f, e, reading);
    reading.by_modal = *reading.cue;
    if (!reading.by_modal) read_complement(f, reading);
    read_mode(f, e, reading);
    if (reading.quote) {  // who demands it acts, upon who is to do it
      e.recipients = std::move(e.actors);
      e.actors = reading.quote->speakers;
    }
    if (trace_) *trace_ += describe(f, e, reading);
    if (const char* why = unworthy(f, e)) return tell(f, why);

    e.type = reading.type;
    e.mode = reading.mode;
    e.cameo = reading.cameo;
    e.goldstein = reading.goldstein;
    e.contexts = trigger.contexts;
    uint32_t first = head, last = head + 1;
    for (uint32_t m : f.matched) {
      if (m + 6 < head || m > head + 6) continue;
      first = std::min(first, m);
      last = std::max(last, m + 1);
    }
    e.trigger = {tokens_.start[first], tokens_.end[last - 1]};
    e.trigger_word = head;
    uint32_t clause = clause_of(t_, head);
    e.evidence = evidence(clause, first, last);
    e.rule = "trigger:" + trigger.pattern.phrase;
    e.users = trigger.users;
    if (*reading.cue) e.rule += " " + std::string(reading.cue);
    // A promise, a demand or a refusal in words is made by the words.
    e.status = reading.by_modal ? EventStatus::kActual : read_status(t_, f.matched).status;
    if (governor && (governor->trigger->type == "SUPPORT") && e.status == EventStatus::kActual &&
        thanks(*governor))
      e.status = EventStatus::kHistorical;
    fields_.set_when(e, head, clause);
    fields_.set_where(e, head, clause);
    fields_.set_quantities(e, clause);
    set_attribution(e, governor);
    if (e.status == EventStatus::kActual && fields_.background(e))
      e.status = EventStatus::kHistorical;
    e.confidence = confidence(trigger, e);
    f.coded = true;
    f.actors = e.actors;
    f.recipients = e.recipients;
    events_.push_back(std::move(e));
  }

  // The subject of the light verb that a noun is the object of.
  void light_subject(uint32_t head, std::vector<EntityId>& out) {
    uint32_t i = head;
    for (int turns = 0; turns < 3 && !t_.root(i); ++turns) {
      Deprel r = t_.urel(i);
      uint32_t up = t_.head(i);
      const uint32_t marker = t_.child(i, Deprel::kCase);
      if (r == Deprel::kConj || (r == Deprel::kNmod && t_.upos(up) == Upos::kNoun &&
                                 marker != kNone && t_.lemma(marker) == kOf)) {
        i = up;
        continue;
      }
      if ((r == Deprel::kObj || r == Deprel::kObl) && light_verbs().contains(t_.lemma(up))) {
        std::vector<uint32_t> heads;
        subjects(t_, up, heads);
        for (uint32_t h : heads) mentions_.resolve(h, true, out);
      }
      return;
    }
  }

  // "In the talks with the envoy the king promised …": who does something in a meeting with
  // somebody is who met him.
  void met_while(uint32_t head, std::vector<EntityId>& out) const {
    static const WordSet set =
        word_set({"in", "during", "at", "after", "following", "on", "before", "over", "amid"});
    if (t_.root(head) || t_.urel(head) != Deprel::kObl) return;
    const uint32_t marker = t_.child(head, Deprel::kCase), verb = t_.head(head);
    if (marker == kNone || !set.contains(t_.lemma(marker)) || t_.upos(verb) != Upos::kVerb ||
        is_passive(t_, verb))
      return;
    std::vector<uint32_t> heads;
    subjects(t_, verb, heads);
    std::vector<EntityId> others;
    for (uint32_t h : heads) mentions_.resolve(h, false, others);
    for (EntityId id : others)
      if (political(id, "") && std::find(out.begin(), out.end(), id) == out.end())
        out.insert(out.begin(), id);
  }

  // "We condemn the raid," said the minister; "Canberra said it would take none": who speaks of
  // himself and his is the nearest speaker whose words hold the pronoun. A pronoun of the third
  // person only as the subject of what is said indirectly, and where speaker and pronoun agree.
  void speaker_himself(const std::vector<uint32_t>& matched, std::vector<EntityId>& out) const {
    std::vector<uint32_t> heads;
    subjects(t_, matched.front(), heads);
    for (uint32_t h : heads) {
      const bool pronoun = t_.upos(h) == Upos::kPron;
      bool first = pronoun && feature(t_.feats(h), Feature::kPerson) == "1";
      for (uint32_t c : t_.children(h))
        first |= t_.rel(c) == Deprel::kNmodPoss && feature(t_.feats(c), Feature::kPerson) == "1";
      const bool third = pronoun && !first && feature(t_.feats(h), Feature::kPerson) == "3";
      if (!first && !third) continue;
      const QuoteRow* nearest = nullptr;
      for (const QuoteRow* q : quotes_here())
        if (!q->speakers.empty() && q->content.contains(tokens_.span(h)) &&
            !q->cue.overlaps(tokens_.span(matched.front())) &&
            (first || q->form == QuoteRow::Form::kIndirect) &&
            (!nearest || q->content.size() < nearest->content.size()))
          nearest = q;
      if (!nearest) return;
      if (third && !agrees(h, nearest->speakers)) return;
      out = nearest->speakers;
      return;
    }
  }

  // it: one state or body; he, she: a person; they: several, or a people.
  bool agrees(uint32_t pronoun, const std::vector<EntityId>& speakers) const {
    const EntityKind kind = entities_.rows[speakers.front().index].kind;
    const uint64_t form = t_.form(pronoun);
    static const uint64_t it = fold_hash("it"), they = fold_hash("they");
    if (form == they)
      return speakers.size() > 1 || (kind != EntityKind::kPerson && kind != EntityKind::kState);
    if (speakers.size() != 1) return false;
    if (form == it) return kind != EntityKind::kPerson && kind != EntityKind::kPopulation;
    return kind == EntityKind::kPerson;
  }

  // Prepositions before whom an act of this type is done to, wherever they hang on its words. The
  // places of a frame are tried first; these serve words whose frame is narrower than the language.
  static bool leads_to_recipient(const std::string& type, uint64_t preposition) {
    static const std::unordered_map<std::string, std::vector<uint64_t>> map = [] {
      const std::pair<const char*, std::vector<const char*>> list[] = {
          {"AGREE", {"to", "with", "for"}},
          {"SUPPORT", {"to", "for", "of", "with", "behind"}},
          {"COOPERATE", {"with", "to"}},
          {"AID", {"to", "for", "of"}},
          {"CONCEDE", {"to", "of", "for", "with", "on", "against", "from"}},
          {"RETREAT", {"to", "of", "for", "on", "against", "from"}},
          {"REQUEST", {"to", "on", "upon", "from", "with", "of"}},
          {"ACCUSE", {"against", "at", "of", "into", "on", "to"}},
          {"REJECT", {"of", "to", "with", "from", "on", "against"}},
          {"THREATEN", {"against", "to", "at", "on", "with"}},
          {"PROTEST", {"against", "at", "outside"}},
          {"SANCTION", {"on", "against", "upon", "to", "from", "with"}},
          {"MOBILIZE", {"against"}},
          {"COERCE", {"on", "against", "of", "upon", "over"}},
          {"ASSAULT", {"on", "at", "against", "into", "of", "upon"}}};
      std::unordered_map<std::string, std::vector<uint64_t>> m;
      for (const auto& [name, words] : list)
        for (const char* w : words) m[name].push_back(fold_hash(w));
      return m;
    }();
    auto it = map.find(type);
    return it != map.end() &&
           std::find(it->second.begin(), it->second.end(), preposition) != it->second.end();
  }

  // Whom a noun phrase is about: itself, its owner, or the noun inside it that does name somebody.
  // People, places where people live (where an act can be done to a place).
  void whom(uint32_t head, bool places, std::vector<EntityId>& out) const {
    const size_t before = out.size();
    uint32_t at = head;
    for (int turns = 0; turns < 3 && out.size() == before; ++turns) {
      mentions_.resolve(at, true, out);
      if (out.size() == before && places) mentions_.at(at, true, out);
      if (out.size() > before) return;
      uint32_t inside = kNone;
      for (uint32_t c : t_.children(at)) {
        if (t_.urel(c) != Deprel::kNmod || t_.rel(c) == Deprel::kNmodPoss) continue;
        const uint32_t m = t_.child(c, Deprel::kCase);
        if (m == kNone || (t_.lemma(m) != kOf && t_.lemma(m) != kIn && t_.lemma(m) != kTo &&
                           t_.lemma(m) != kAgainst && t_.lemma(m) != kOn))
          continue;
        inside = c;
        break;
      }
      if (inside == kNone) return;
      at = inside;
    }
  }

  // What is fired or dropped is nobody to whom it is done.
  bool weapon(EntityId id) const {
    static const WordSet words =
        word_set({"missile", "missiles", "drone",       "drones",     "rocket", "rockets",
                  "bomb",    "bombs",    "shell",       "shells",     "mortar", "mortars",
                  "grenade", "grenades", "airstrike",   "airstrikes", "strike", "strikes",
                  "raid",    "raids",    "bombardment", "shelling",   "shot",   "shots",
                  "bullet",  "bullets",  "torpedo",     "charge",     "charges"});
    const EntityRow& row = entities_.rows[id.index];
    if (row.kind != EntityKind::kArmedForce && row.kind != EntityKind::kOrganisation) return false;
    const std::string_view name = row.name;
    const size_t blank = name.rfind(' ');
    return words.contains(
        fold_hash(blank == std::string_view::npos ? name : name.substr(blank + 1)));
  }

  // Recipients outside the places of the frame: object, indirect object, owners and prepositional
  // phrases of the words of the trigger, and of the clause that completes it.
  void other_places(const Found& f, EventRow& e) {
    const std::string& type = f.trigger->type;
    // A land or town suffers, is helped, left or given back to; it is asked and thanked by name of
    // its state alone.
    const bool places = type == "ASSAULT" || type == "COERCE" || type == "RETREAT" ||
                        type == "AID" || type == "SANCTION" || type == "CONCEDE";
    auto known = [&](std::vector<EntityId>& ids) {
      std::erase_if(ids, [&](EntityId id) {
        return std::find(e.actors.begin(), e.actors.end(), id) != e.actors.end();
      });
      return !ids.empty();
    };
    auto in_trigger = [&](uint32_t i) {
      return std::find(f.matched.begin(), f.matched.end(), i) != f.matched.end();
    };
    auto try_at = [&](uint32_t i, bool with_places) {
      std::vector<EntityId> ids;
      whom(i, with_places, ids);
      if (!known(ids)) return false;
      e.recipients = std::move(ids);
      return true;
    };
    auto try_below = [&](uint32_t word, bool object) {
      std::vector<uint32_t> heads;
      if (object) objects(t_, word, heads);
      for (uint32_t h : heads)
        if (!in_trigger(h) && try_at(h, places)) return true;
      for (uint32_t c : t_.children(word))
        if (t_.urel(c) == Deprel::kIobj && !in_trigger(c) && try_at(c, false)) return true;
      for (uint32_t c : t_.children(word)) {
        const Deprel r = t_.urel(c);
        if (r != Deprel::kObl && r != Deprel::kNmod) continue;
        if (in_trigger(c)) continue;
        const uint32_t m = t_.child(c, Deprel::kCase);
        if (m == kNone || !leads_to_recipient(type, t_.lemma(m))) continue;
        if (try_at(c, places)) return true;
      }
      return false;
    };
    const uint32_t head = f.matched.front();
    const bool verb = t_.upos(head) == Upos::kVerb;
    if (try_below(head, verb)) return;
    // seized ten men, beat them and shot them: the object of the first verb
    if (verb && t_.urel(head) == Deprel::kConj) {
      std::vector<uint32_t> own, before;
      objects(t_, head, own);
      objects(t_, t_.head(head), before);
      if (own.size() == 1 && before.size() == 1 && t_.upos(own.front()) == Upos::kPron &&
          feature(t_.feats(own.front()), Feature::kPerson) == "3" &&
          feature(t_.feats(own.front()), Feature::kNumber) ==
              feature(t_.feats(before.front()), Feature::kNumber) &&
          try_at(before.front(), false))
        return;
    }
    for (uint32_t m : f.matched) {
      if (m == head || (t_.upos(m) != Upos::kNoun && t_.upos(m) != Upos::kVerb)) continue;
      if (t_.upos(m) == Upos::kNoun)
        for (uint32_t c : t_.children(m))
          if (t_.rel(c) == Deprel::kNmodPoss && !in_trigger(c) && try_at(c, false)) return;
      if (try_below(m, t_.upos(m) == Upos::kVerb)) return;
      // Belarusian airlines, Fijian officers: who the object belongs to
      if (t_.upos(m) == Upos::kNoun && t_.urel(m) == Deprel::kObj)
        for (uint32_t c : t_.children(m)) {
          if (t_.urel(c) != Deprel::kAmod && t_.urel(c) != Deprel::kCompound) continue;
          std::vector<EntityId> ids;
          mentions_.at(c, false, ids, true);
          if (known(ids)) {
            e.recipients = std::move(ids);
            return;
          }
        }
    }
    // whom the act that is promised or refused would be done to
    if (type == "AGREE" || type == "CONCEDE" || type == "THREATEN" || type == "REJECT")
      if (const Found* nested = nested_in(f)) {
        const Frame& frame = triggers_.frame(*nested->trigger);
        for (FrameSlot::Role role : {FrameSlot::Role::kRecipient, FrameSlot::Role::kBoth}) {
          std::vector<EntityId> ids;
          fill(t_, mentions_, nested->matched, frame, role, ids, nullptr);
          if (known(ids)) {
            e.recipients = std::move(ids);
            return;
          }
        }
      }
    if (type == "AGREE" || type == "CONCEDE" || type == "THREATEN" || type == "REJECT")
      for (uint32_t c : t_.children(head)) {
        const Deprel r = t_.urel(c);
        if ((r == Deprel::kXcomp || (r == Deprel::kAcl && infinitive(c))) && !in_trigger(c) &&
            try_below(c, true))
          return;
      }
    // gave money to help the flooded: whom the aid inside it is for
    if (type == "AID" || type == "AGREE" || type == "REQUEST")
      for (const Found& g : found_) {
        if (&g == &f || (g.trigger->type != "AID" && g.trigger->type != "SUPPORT") ||
            !t_.below(g.matched.front(), head))
          continue;
        std::vector<EntityId> ids;
        fill(t_, mentions_, g.matched, triggers_.frame(*g.trigger), FrameSlot::Role::kRecipient,
             ids, nullptr);
        if (ids.empty() && t_.upos(g.matched.front()) == Upos::kVerb) {
          std::vector<uint32_t> heads;
          objects(t_, g.matched.front(), heads);
          for (uint32_t h : heads) whom(h, true, ids);
        }
        if (known(ids)) {
          e.recipients = std::move(ids);
          return;
        }
      }
    // The object inside the phrase, where it is somebody to whom the act can be done and not one's
    // own: train rebels, ban an airline, free prisoners; but not deploy troops, recall an envoy.
    const bool own_side = type == "MOBILIZE" || type == "AGREE" || type == "CONSULT" ||
                          (type == "SANCTION" && f.trigger->mode == "withdraw") ||
                          (type == "RETREAT" && f.trigger->mode == "withdraw");
    if (!own_side && verb)
      for (uint32_t m : f.matched) {
        if (m == head || t_.upos(m) != Upos::kNoun) continue;
        const bool object = t_.urel(m) == Deprel::kObj || t_.rel(m) == Deprel::kNsubjPass;
        if (!object) continue;
        std::vector<EntityId> ids;
        mentions_.at(m, places, ids);
        if (known(ids)) {
          e.recipients = std::move(ids);
          return;
        }
      }
    // opened fire, killing eight guards
    if (type == "ASSAULT" && verb)
      for (uint32_t c : t_.children(head))
        if (t_.urel(c) == Deprel::kAdvcl && !infinitive(c) &&
            feature(t_.feats(c), Feature::kVerbForm) != "Fin" &&
            t_.child(c, Deprel::kNsubj) == kNone)
          for (const Found& g : found_)
            if (g.matched.front() == c && g.trigger->type == "ASSAULT" && try_below(c, true))
              return;
  }

  static bool guest_is_object(const Frame& frame) {
    return std::any_of(frame.begin(), frame.end(), [](const FrameSlot& slot) {
      return slot.role == FrameSlot::Role::kActor && !slot.places.empty() &&
             slot.places.front().size() == 1 &&
             slot.places.front().front().kind == FrameStep::Kind::kObj;
    });
  }

  // Somebody visits a place: its state is the host.
  void host_of_visit(const Trigger& trigger, const Found& f, EventRow& e) {
    if (trigger.type != "CONSULT" || trigger.mode != "visit" || !e.recipients.empty()) return;
    const Frame& frame = triggers_.frame(trigger);
    std::vector<uint32_t> heads;
    std::vector<EntityId> none;
    fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kRecipient, none, &heads);
    for (uint32_t h : heads) {
      std::vector<EntityId> places;
      mentions_.at(h, true, places);
      for (EntityId p : places) {
        const EntityRow& row = entities_.rows[p.index];
        if (row.kind != EntityKind::kPlace || row.country.empty()) continue;
        for (size_t r = 0; r < entities_.rows.size(); ++r)
          if (entities_.rows[r].kind == EntityKind::kState &&
              entities_.rows[r].country == row.country) {
            EntityId host(r);
            if (std::find(e.actors.begin(), e.actors.end(), host) == e.actors.end())
              e.recipients.push_back(host);
            break;
          }
        if (!e.where.valid()) e.where = p;
        if (e.recipients.empty()) e.recipients.push_back(p);  // the town stands for its state
      }
    }
  }

  // "thanked China for standing by it", "accused the guards of robbing the inn": the clause without
  // a subject of its own is done by whom the governor is told to.
  bool doer_is_recipient(const Found& f, const Found& governor) const {
    if (!governor.coded || governor.recipients.empty()) return false;
    const std::string& type = governor.trigger->type;
    if (type != "SUPPORT" && type != "ACCUSE") return false;
    uint32_t i = f.matched.front();
    for (int turns = 0; turns < 4 && !t_.root(i); ++turns) {
      if (t_.child(i, Deprel::kNsubj) != kNone) return false;
      const bool clause = t_.upos(i) == Upos::kVerb && gerund_under_preposition(i);
      const uint32_t up = t_.head(i);
      const bool there =
          std::find(governor.matched.begin(), governor.matched.end(), up) != governor.matched.end();
      if (there) return clause;
      if (t_.urel(i) != Deprel::kConj && t_.urel(i) != Deprel::kObj && t_.urel(i) != Deprel::kXcomp)
        return false;
      i = up;
    }
    return false;
  }

  // "The minister affirmed his country's readiness": the stand is the country's, the minister tells
  // it.
  void owner_of_stand(const Found& f, EventRow& e) const {
    static const WordSet tells =
        word_set({"affirm",    "reaffirm",  "confirm",    "voice",     "convey",    "express",
                  "stress",    "underline", "underscore", "reiterate", "emphasise", "emphasize",
                  "highlight", "assert",    "restate",    "signal",    "announce",  "declare",
                  "note",      "praise",    "hail",       "recall",    "repeat",    "transmit"});
    const uint32_t head = f.matched.front();
    if (e.actors.empty() || f.matched.size() < 2 || t_.upos(head) != Upos::kVerb ||
        !tells.contains(t_.lemma(head)))
      return;
    for (uint32_t m : f.matched) {
      if (m == head || t_.upos(m) != Upos::kNoun) continue;
      std::vector<EntityId> owners;
      for (uint32_t c : t_.children(m)) {
        const uint32_t marker = t_.child(c, Deprel::kCase);
        if (t_.rel(c) == Deprel::kNmodPoss ||
            (t_.urel(c) == Deprel::kNmod && marker != kNone && t_.lemma(marker) == kOf))
          mentions_.resolve(c, false, owners);
        if (!owners.empty()) break;
      }
      if (owners.empty() || share(owners, e.actors)) continue;
      std::erase_if(e.recipients, [&](EntityId id) {
        return std::find(owners.begin(), owners.end(), id) != owners.end();
      });
      for (EntityId id : e.actors) e.attribution.push_back({id, tokens_.span(head)});
      e.actors = std::move(owners);
      return;
    }
  }

  // backed the people against terrorism: not theirs
  bool against(uint32_t i, const Found& governor) const {
    static const WordSet set = word_set({"against", "from", "despite", "amid"});
    for (int turns = 0; turns < 6 && !t_.root(i); ++turns) {
      if (std::find(governor.matched.begin(), governor.matched.end(), i) != governor.matched.end())
        return false;
      const uint32_t m = t_.child(i, Deprel::kCase);
      if (m != kNone && set.contains(t_.lemma(m))) return true;
      i = t_.head(i);
    }
    return false;
  }

  bool thanks(const Found& f) const {
    static const WordSet words = word_set({"thank", "thanks", "gratitude", "grateful", "appreciate",
                                           "appreciation", "thankful", "indebted"});
    return std::any_of(f.matched.begin(), f.matched.end(),
                       [&](uint32_t m) { return words.contains(t_.lemma(m)); });
  }

  // Acts that are thanked for, condemned or accused of: their doer is the recipient of that, unless
  // they name their own; and "for" acts done to the one who thanks.
  void inherit(Found* governor, const Trigger& trigger, uint32_t trigger_word, EventRow& e) const {
    if (!governor || !governor->coded) return;
    const std::string& type = governor->trigger->type;
    if (type != "SUPPORT" && type != "ACCUSE") return;
    if (trigger.type == "SUPPORT" && type == "SUPPORT" && e.actors.empty() && e.recipients.empty())
      return;
    if (against(trigger_word, *governor)) return;
    if (e.actors.empty())
      for (EntityId id : governor->recipients)
        if (std::find(e.recipients.begin(), e.recipients.end(), id) == e.recipients.end())
          e.actors.push_back(id);
    if (e.recipients.empty() && type == "SUPPORT" && thanks(*governor))
      for (EntityId id : governor->actors)
        if (std::find(e.actors.begin(), e.actors.end(), id) == e.actors.end())
          e.recipients.push_back(id);
  }

  bool political(EntityId id, const std::string& type) const {
    const EntityRow& row = entities_.rows[id.index];
    if (type == "PROTEST" && row.kind == EntityKind::kPopulation) return true;
    if (row.kind == EntityKind::kPerson) return !row.country.empty() || !row.roles.empty();
    return !row.country.empty() ||
           (row.kind != EntityKind::kPopulation && row.kind != EntityKind::kOrganisation &&
            row.kind != EntityKind::kCompany);
  }

  void tell(const Found& f, const std::string& why) const {
    if (trace_) *trace_ += "  no event from \"" + f.trigger->pattern.phrase + "\": " + why + "\n";
  }

  // What was matched, and who was found in which place of the frame.
  std::string describe(const Found& f, const EventRow& e, const Reading& reading) const {
    std::string out = "trigger \"" + f.trigger->pattern.phrase +
                      "\" (triggers.tsv:" + std::to_string(f.trigger->line) + ", " +
                      f.trigger->type + (f.trigger->mode.empty() ? "" : "/" + f.trigger->mode) +
                      ") at";
    for (uint32_t m : f.matched) out += " " + std::string(t_.word(m));
    out += "\n  frame:";
    for (const FrameSlot& slot : triggers_.frame(*f.trigger)) {
      static constexpr const char* kRoles[] = {"actor",   "recipient", "both",    "theme",
                                               "speaker", "addressee", "content", "about"};
      out += " " + std::string(kRoles[static_cast<size_t>(slot.role)]) + "=";
      for (size_t p = 0; p < slot.places.size(); ++p) {
        if (p) out += "|";
        for (size_t s = 0; s < slot.places[p].size(); ++s)
          out += (s ? ">" : "") + slot.places[p][s].text;
      }
    }
    auto names = [&](const std::vector<EntityId>& ids) {
      std::string list;
      for (EntityId id : ids) list += (list.empty() ? "" : ", ") + entities_.rows[id.index].name;
      return list.empty() ? std::string("nobody") : list;
    };
    const StatusReading status = read_status(t_, f.matched);
    return out + "\n  actors: " + names(e.actors) + "; recipients: " + names(e.recipients) +
           "; status: " + std::string(to_string(status.status)) + " (" +
           (*status.why ? status.why : "told as a fact") + ")" +
           (*reading.cue ? "; " + std::string(reading.cue) + ": " + reading.type +
                               (reading.mode.empty() ? "" : "/" + reading.mode)
                         : "") +
           "\n";
  }

  bool all_forces(const std::vector<EntityId>& ids) const {
    return !ids.empty() && std::all_of(ids.begin(), ids.end(), [&](EntityId id) {
      const EntityRow& row = entities_.rows[id.index];
      return row.kind == EntityKind::kArmedForce || row.kind == EntityKind::kArmedGroup ||
             (row.kind == EntityKind::kPopulation &&
              (row.sector == "MIL" || row.sector == "REB" || row.sector == "COP"));
    });
  }

  // wants Greece to leave, wants the ban lifted: an object or a clause with a subject of its own
  bool of_another(const Found& f) const {
    const uint32_t head = f.matched.front();
    for (uint32_t c : t_.children(head)) {
      const Deprel r = t_.urel(c);
      if (r == Deprel::kObj && t_.upos(c) != Upos::kPron) return true;
      if ((r == Deprel::kXcomp || r == Deprel::kCcomp) && t_.child(c, Deprel::kNsubj) != kNone)
        return true;
      if (r == Deprel::kObj && (t_.child(head, Deprel::kXcomp) != kNone)) return true;
    }
    return false;
  }

  // The subject is more than one, or a body of two: the sides, ministers of the three states.
  bool several(const Found& f) const {
    std::vector<uint32_t> heads;
    subjects(t_, f.matched.front(), heads);
    for (uint32_t h : heads) {
      if (feature(t_.feats(h), Feature::kNumber) == "Plur") return true;
      if (t_.child(h, Deprel::kConj) != kNone) return true;
    }
    return heads.size() > 1;
  }

  // An object that is somebody, even if it is open who: him, each other.
  bool somebody(const Found& f) const {
    std::vector<uint32_t> heads;
    objects(t_, f.matched.front(), heads);
    return std::any_of(heads.begin(), heads.end(), [&](uint32_t h) {
      return t_.upos(h) == Upos::kPron || t_.lemma(h) == kOther;
    });
  }

  bool worry(const Found& f) const {
    static const WordSet words = word_set(
        {"concern", "worry", "fear", "unease", "alarm", "anxiety", "concerned", "worried"});
    for (uint32_t m : f.matched)
      if (words.contains(t_.lemma(m)) || words.contains(t_.form(m))) return true;
    return false;
  }

  // Why an act with these parties is no event; null if it is one.
  const char* unworthy(const Found& f, const EventRow& e) const {
    const Trigger& trigger = *f.trigger;
    if (e.actors.empty() && e.recipients.empty())
      return "no party was found in any place of its frame";
    if (game(f, e)) return "told of a game";
    if (trigger.forces && !all_forces(e.actors))
      return "a word of movement that counts only where forces move";
    if (trigger.wish && !of_another(f)) return "one's own wish";
    // hold relations, strike stability: what it is done to is no party at all.
    if (trigger.risky && e.recipients.empty() && trigger.pattern.pos == PatternPos::kVerb &&
        trigger.pattern.words.size() == 1 &&
        (trigger.type == "COERCE" || trigger.type == "ASSAULT")) {
      std::vector<uint32_t> heads;
      objects(t_, f.matched.front(), heads);
      if (!heads.empty() && t_.upos(heads.front()) != Upos::kPron)
        return "an ambiguous word, and what it is done to is no party";
    }
    // affirmed that it is so: a statement, no support for anybody
    if (trigger.type == "SUPPORT" && e.recipients.empty() && trigger.pattern.words.size() == 1 &&
        t_.child(f.matched.front(), Deprel::kCcomp) != kNone)
      return "a statement of fact";
    // Words of many senses count only where somebody political does the act.
    if (trigger.risky && std::none_of(e.actors.begin(), e.actors.end(),
                                      [&](EntityId id) { return political(id, trigger.type); }))
      return "the words are ambiguous (risky) and count only where a state, an office or a body "
             "acts";
    // An act without a doer counts only where it is violent or forcible.
    if (e.actors.empty()) {
      const std::string& t = trigger.type;
      if (t != "ASSAULT" && t != "COERCE" && t != "SANCTION" && t != "AID" && t != "PROTEST")
        return "nobody does it, and it is not of the violent or forcible sort";
    }
    if (triggers_.mutual(trigger) && e.actors.size() < 2 && e.recipients.empty()) {
      if (trigger.pattern.pos == PatternPos::kNoun)
        return "a mutual act with one party alone, told by a noun";
      if (trigger.type == "CONSULT" && trigger.mode != "multilateral" && !several(f))
        return "a meeting of one party alone";
    }
    // Charges and worries are acts only against somebody; a journey only to somebody.
    if (e.recipients.empty()) {
      if (trigger.type == "ACCUSE" && trigger.mode == "allege" && !somebody(f))
        return "a charge against nobody that is named";
      if (trigger.type == "ACCUSE" && worry(f)) return "a worry about a state of affairs";
      if (trigger.type == "CONSULT" && trigger.mode == "visit" && !e.where.valid() &&
          trigger.pattern.pos == PatternPos::kVerb)
        return "a journey without a host or a place";
    }
    return nullptr;
  }

  double confidence(const Trigger& trigger, const EventRow& e) const {
    double c = 0.6;
    if (!e.actors.empty() && (!e.recipients.empty() || e.actors.size() > 1)) c += 0.25;
    if (trigger.pattern.words.size() > 1) c += 0.1;
    if (trigger.risky) c -= 0.2;
    return std::round(c * 100) / 100;  // as it is told
  }

  // Under the verb of saying itself, but telling only when or how it was said: promised it after
  // the talks.
  bool beside(uint32_t i, uint32_t cue) const {
    for (int turns = 0; turns < 20 && !t_.root(i); ++turns) {
      if (t_.head(i) == cue)
        return (t_.urel(i) == Deprel::kObl || t_.urel(i) == Deprel::kNmod) && circumstance(i);
      i = t_.head(i);
    }
    return false;
  }

  // Every quote whose content holds the trigger, the smallest first; and who thanks or accuses, of
  // the act that he thanks for or accuses of.
  void set_attribution(EventRow& e, Found* governor) const {
    if (governor && governor->coded &&
        (governor->trigger->type == "ACCUSE" || governor->trigger->type == "SUPPORT")) {
      uint32_t g = governor->matched.front();
      for (EntityId id : governor->actors) e.attribution.push_back({id, tokens_.span(g)});
    }
    std::vector<const QuoteRow*> holding;
    for (const QuoteRow* q : quotes_here())
      if (q->content.contains(e.trigger) && !q->cue.overlaps(e.trigger)) holding.push_back(q);
    std::stable_sort(holding.begin(), holding.end(), [](const QuoteRow* a, const QuoteRow* b) {
      return a->content.size() < b->content.size();
    });
    for (const QuoteRow* q : holding) {
      // A stance is an act of its own; only what is said is vouched for.
      if (q->act == "urge" || q->act == "oppose") continue;
      if (beside(e.trigger_word, q->cue_word)) continue;
      if (q->denied && e.status == EventStatus::kActual) e.status = EventStatus::kNegated;
      AttributionRow row;
      row.cue = q->cue;
      if (!q->speakers.empty()) row.source = q->speakers.front();
      bool twice =
          std::any_of(e.attribution.begin(), e.attribution.end(), [&](const AttributionRow& a) {
            return a.cue == row.cue || (a.source.valid() && a.source == row.source);
          });
      if (!twice) e.attribution.push_back(row);
    }
  }

  const Text& text_;
  const Tokens& tokens_;
  const TreeIndex& t_;
  const Times& times_;
  const Entities& entities_;
  const MentionIndex& mentions_;
  const TriggerLexicon& triggers_;
  std::vector<uint32_t> first_quote_;         // of each sentence, into by_sentence_
  std::vector<const QuoteRow*> by_sentence_;  // in the order of the quotes
  size_t sentence_ = 0;
  uint32_t from_ = 0, to_ = 0;
  uint64_t words_ = 0;  // bits of all words of the sentence
  std::vector<Found> found_;
  std::vector<std::vector<uint32_t>> blocked_;  // words of phrases that make nothing
  EventFields fields_;
  std::string* trace_;
  std::vector<TriggerHit>* hits_;
  Events events_;
};

}  // namespace

Events code_events(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Times& times, const Entities& entities, const MentionIndex& mentions,
                   const Quotes& quotes, const TriggerLexicon& triggers, std::string* trace,
                   std::vector<TriggerHit>* hits) {
  return Coder(text, tokens, tree, times, entities, mentions, quotes, triggers, trace, hits).run();
}

Events settle_events(Events rules, const Judgement& judged, const std::vector<TriggerHit>& hits,
                     const Text& text, const Tokens& tokens, const TreeIndex& tree,
                     const Times& times, const Entities& entities, const MentionIndex& mentions,
                     const Quotes& quotes, const TriggerLexicon& triggers) {
  return Coder(text, tokens, tree, times, entities, mentions, quotes, triggers, nullptr, nullptr)
      .settle(std::move(rules), judged, hits);
}

}  // namespace dragoman

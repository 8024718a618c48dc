#include "event/coder.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "base/fold.h"
#include "grammar/grammar.h"
#include "grammar/status.h"
#include "time/calendar.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

const uint64_t kDeny = fold_hash("deny"), kThank = fold_hash("thank"), kFor = fold_hash("for"),
               kIn = fold_hash("in"), kAt = fold_hash("at"), kNear = fold_hash("near"),
               kTo = fold_hash("to"), kInside = fold_hash("inside"),
               kOutside = fold_hash("outside"), kOf = fold_hash("of");

// Verbs that say of their object only that it happens: the noun is the act, and their subject may
// be its doer ("staged an attack", "paid a visit", "issued a warning").
const std::unordered_set<uint64_t>& light_verbs() {
  static const std::unordered_set<uint64_t> set = [] {
    std::unordered_set<uint64_t> s;
    for (const char* w :
         {"hold",     "make",      "pay",      "give",    "conduct",   "launch",   "stage",
          "carry",    "express",   "voice",    "extend",  "convey",    "issue",    "offer",
          "provide",  "deliver",   "receive",  "begin",   "start",     "continue", "resume",
          "renew",    "reiterate", "reaffirm", "affirm",  "underline", "stress",   "undertake",
          "perform",  "mount",     "commit",   "wage",    "lead",      "sign",     "reach",
          "conclude", "have",      "take",     "impose",  "announce",  "present",  "lodge",
          "file",     "open",      "send",     "step",    "increase",  "boost",    "strengthen",
          "end",      "complete",  "do",       "declare", "signal",    "show",     "attend"})
      s.insert(fold_hash(w));
    return s;
  }();
  return set;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Coder {
 public:
  Coder(const Text& text, const Tokens& tokens, const TreeIndex& tree, const Times& times,
        const Entities& entities, const MentionIndex& mentions, const Quotes& quotes,
        const TriggerLexicon& triggers, std::string* trace)
      : text_(text),
        tokens_(tokens),
        t_(tree),
        times_(times),
        entities_(entities),
        mentions_(mentions),
        quotes_(quotes),
        triggers_(triggers),
        trace_(trace) {
    if (text.info.published) published_ = parse_day(text.info.published->value);
  }

  Events run() {
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      from_ = tokens_.sentence_first[s];
      to_ = tokens_.sentence_first[s + 1];
      find_triggers();
      if (trace_ && found_.empty())
        *trace_ += "sentence " + std::to_string(s + 1) +
                   ": no word of it is a trigger (resources/events/triggers.tsv)\n";
      for (size_t k = 0; k < found_.size(); ++k) code(k);
    }
    return std::move(events_);
  }

 private:
  struct Found {
    const Trigger* trigger = nullptr;
    std::vector<uint32_t> matched;  // head first
    bool coded = false;
    std::vector<EntityId> actors, recipients;
  };

  // All triggers of the sentence, the longest phrase at every word; words of a longer phrase are no
  // triggers of their own, except an act that is thanked for or accused of.
  void find_triggers() {
    found_.clear();
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
    for (size_t a = 0; a < found_.size(); ++a) {
      if (found_[a].matched.size() < 2) continue;
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
      if (!matches(t_, i, trigger.pattern, matched)) continue;
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
      if (r == Deprel::kParataxis || t_.rel(i) == Deprel::kAclRelcl || r == Deprel::kNsubj)
        return nullptr;
      if (r == Deprel::kConj) {
        // what stands beside the first is not governed by it, but by what governs both
        i = t_.head(i);
        continue;
      }
      if (r == Deprel::kAdvcl && !infinitive(i) && !marked_for(i)) return nullptr;
      uint32_t up = t_.head(i);
      for (Found& g : found_)
        if (&g != &f && std::find(g.matched.begin(), g.matched.end(), up) != g.matched.end())
          return &g;
      i = up;
    }
    return nullptr;
  }

  bool infinitive(uint32_t i) const {
    uint32_t m = t_.child(i, Deprel::kMark);
    return m != kNone && t_.lemma(m) == kTo;
  }
  bool marked_for(uint32_t i) const {
    uint32_t m = t_.child(i, Deprel::kMark);
    return m != kNone && t_.lemma(m) == kFor;
  }

  void code(size_t k) {
    Found& f = found_[k];
    const Trigger& trigger = *f.trigger;
    const uint32_t head = f.matched.front();
    Found* governor = governor_of(f);
    // Denying that something happened is no refusal: the act that is denied is coded, as negated.
    const bool denial = governor && t_.lemma(governor->matched.front()) == kDeny;
    if (t_.lemma(head) == kDeny && denies_fact(head))
      return tell(f, "a denial of a fact; the act that is denied is coded as negated");
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
                                t_.urel(head) == Deprel::kObl))
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
    } else {
      fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kActor, e.actors, nullptr);
      if (e.actors.empty() && trigger.pattern.pos == PatternPos::kNoun)
        light_subject(head, e.actors);
    }
    std::vector<uint32_t> recipient_heads;
    fill(t_, mentions_, f.matched, frame, FrameSlot::Role::kRecipient, e.recipients,
         &recipient_heads);
    if (e.actors.empty()) first_person(f.matched, e.actors);
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
    host_of_visit(trigger, f, e);
    inherit(governor, trigger, e);
    if (mutual && e.actors.size() == 1 && !e.recipients.empty()) {
      e.actors.insert(e.actors.end(), e.recipients.begin(), e.recipients.end());
      e.recipients.clear();
    }
    if (trace_) *trace_ += describe(f, e);
    if (const char* why = unworthy(trigger, e)) return tell(f, why);

    e.type = trigger.type;
    e.mode = trigger.mode;
    e.cameo = trigger.cameo;
    e.goldstein = trigger.goldstein;
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
    auto [a, b] = t_.reach(clause);
    a = std::min(a, first);
    b = std::max(b, last);
    // A clause begins behind the comma or conjunction that joins it to the one before.
    while (a < first && (t_.upos(a) == Upos::kPunct || t_.upos(a) == Upos::kCconj)) ++a;
    while (b > last && t_.upos(b - 1) == Upos::kPunct && t_.word(b - 1) == ",") --b;
    e.evidence = {tokens_.start[a], tokens_.end[b - 1]};
    e.rule = "trigger:" + trigger.pattern.phrase;
    StatusReading status = read_status(t_, f.matched);
    e.status = status.status;
    if (governor && (governor->trigger->type == "SUPPORT") && e.status == EventStatus::kActual &&
        t_.lemma(governor->matched.front()) == kThank)
      e.status = EventStatus::kHistorical;
    set_when(e, head, clause);
    set_where(e, head, clause);
    set_quantities(e, clause);
    set_attribution(e, governor);
    if (e.status == EventStatus::kActual && background(e)) e.status = EventStatus::kHistorical;
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
      if (r == Deprel::kConj || (r == Deprel::kNmod && t_.upos(up) == Upos::kNoun)) {
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

  // "We condemn the raid," said the minister: who speaks for himself and his is the nearest speaker
  // whose words hold the pronoun.
  void first_person(const std::vector<uint32_t>& matched, std::vector<EntityId>& out) const {
    std::vector<uint32_t> heads;
    subjects(t_, matched.front(), heads);
    for (uint32_t h : heads) {
      bool first = feature(t_.feats(h), Feature::kPerson) == "1" && t_.upos(h) == Upos::kPron;
      for (uint32_t c : t_.children(h))
        first |= t_.rel(c) == Deprel::kNmodPoss && feature(t_.feats(c), Feature::kPerson) == "1";
      if (!first) continue;
      const QuoteRow* nearest = nullptr;
      for (const QuoteRow& q : quotes_)
        if (!q.speakers.empty() && q.content.contains(tokens_.span(h)) &&
            !q.cue.overlaps(tokens_.span(matched.front())) &&
            (!nearest || q.content.size() < nearest->content.size()))
          nearest = &q;
      if (nearest) out = nearest->speakers;
      return;
    }
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
      }
    }
  }

  // Acts that are thanked for, condemned or accused of: their doer is the recipient of that, unless
  // they name their own; and "for" acts done to the one who thanks.
  void inherit(Found* governor, const Trigger& trigger, EventRow& e) const {
    if (!governor || !governor->coded) return;
    const std::string& type = governor->trigger->type;
    if (type != "SUPPORT" && type != "ACCUSE") return;
    if (trigger.type == "SUPPORT" && type == "SUPPORT" && e.actors.empty() && e.recipients.empty())
      return;
    if (e.actors.empty())
      for (EntityId id : governor->recipients)
        if (std::find(e.recipients.begin(), e.recipients.end(), id) == e.recipients.end())
          e.actors.push_back(id);
    if (e.recipients.empty() && type == "SUPPORT" && t_.lemma(governor->matched.front()) == kThank)
      for (EntityId id : governor->actors)
        if (std::find(e.actors.begin(), e.actors.end(), id) == e.actors.end())
          e.recipients.push_back(id);
  }

  bool political(EntityId id) const {
    const EntityRow& row = entities_.rows[id.index];
    if (row.kind == EntityKind::kPerson) return !row.country.empty() || !row.roles.empty();
    return !row.country.empty() ||
           (row.kind != EntityKind::kPopulation && row.kind != EntityKind::kOrganisation &&
            row.kind != EntityKind::kCompany);
  }

  void tell(const Found& f, const std::string& why) const {
    if (trace_) *trace_ += "  no event from \"" + f.trigger->pattern.phrase + "\": " + why + "\n";
  }

  // What was matched, and who was found in which place of the frame.
  std::string describe(const Found& f, const EventRow& e) const {
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
           (*status.why ? status.why : "told as a fact") + ")\n";
  }

  // Why an act with these parties is no event; null if it is one.
  const char* unworthy(const Trigger& trigger, const EventRow& e) const {
    if (e.actors.empty() && e.recipients.empty())
      return "no party was found in any place of its frame";
    // Words of many senses count only where somebody political does the act.
    if (trigger.risky &&
        std::none_of(e.actors.begin(), e.actors.end(), [&](EntityId id) { return political(id); }))
      return "the words are ambiguous (risky) and count only where a state, an office or a body "
             "acts";
    // An act without a doer counts only where it is violent or forcible.
    if (e.actors.empty()) {
      const std::string& t = trigger.type;
      if (t != "ASSAULT" && t != "COERCE" && t != "SANCTION" && t != "AID" && t != "PROTEST")
        return "nobody does it, and it is not of the violent or forcible sort";
    }
    if (triggers_.mutual(trigger) && e.actors.size() < 2 && e.recipients.empty() &&
        trigger.pattern.pos == PatternPos::kNoun)
      return "a mutual act with one party alone, told by a noun";
    return nullptr;
  }

  double confidence(const Trigger& trigger, const EventRow& e) const {
    double c = 0.6;
    if (!e.actors.empty() && (!e.recipients.empty() || e.actors.size() > 1)) c += 0.25;
    if (trigger.pattern.words.size() > 1) c += 0.1;
    if (trigger.risky) c -= 0.2;
    return c;
  }

  static bool dated(const TimeRow& t) {
    return t.value.size() >= 4 && is_digit(t.value[0]) && is_digit(t.value[1]) &&
           is_digit(t.value[2]) && is_digit(t.value[3]);
  }

  static std::string precision(std::string_view value) {
    if (value.size() == 4) return "year";
    if (value.size() >= 7 && value[5] == 'W') return value.size() > 8 ? "day" : "week";
    if (value.size() == 7)
      return value[5] == 'Q' || value[5] == 'H' || value[5] == 'S' ? "season" : "month";
    if (value.size() == 10) return "day";
    return value.size() > 10 ? "minute" : "day";
  }

  // The time that hangs on the trigger or its clause; else one in the same sentence that no other
  // clause has a better right to; else, for what is told as new, the day of the report.
  void set_when(EventRow& e, uint32_t head, uint32_t clause) const {
    const TimeRow* best = nullptr;
    int best_rank = 0;
    for (const TimeRow& t : times_) {
      if (t.first < from_ || t.last > to_ || t.first >= t.last) continue;
      if (t.type != TimeType::kDate && t.type != TimeType::kTime) continue;
      if (!dated(t)) continue;
      uint32_t top = t.first;
      for (uint32_t i = t.first; i < t.last; ++i)
        if (t_.root(i) || t_.head(i) < t.first || t_.head(i) >= t.last) {
          top = i;
          break;
        }
      int rank = 0;
      if (t_.below(top, head))
        rank = clause_of(t_, top) == clause || head == clause ? 4 : 3;
      else if (clause_of(t_, top) == clause)
        rank = 3;
      else if (t_.below(top, clause))
        rank = 1;
      else if (!t_.root(clause) && clause_of(t_, top) == clause_of(t_, t_.head(clause)) &&
               (t_.urel(clause) == Deprel::kXcomp))
        rank = 2;
      if (rank > best_rank) {
        best = &t;
        best_rank = rank;
      }
    }
    if (best) {
      std::string value = best->value.substr(0, best->value.find('T'));
      e.when = {value, value, precision(value), "stated"};
    } else if (text_.info.published && e.status != EventStatus::kHistorical &&
               e.status != EventStatus::kPlanned && e.status != EventStatus::kHypothetical) {
      std::string day = text_.info.published->value.substr(0, 10);
      e.when = {day, day, precision(day), "report"};
    }
  }

  // Older than a month before the report: background.
  bool background(const EventRow& e) const {
    if (!published_ || e.when.basis != "stated") return false;
    if (auto day = parse_day(e.when.start)) return *published_ - *day > std::chrono::days(31);
    if (e.when.start.size() >= 4 && is_digit(e.when.start[0])) {
      int year = std::atoi(e.when.start.substr(0, 4).c_str());
      if (year < year_of(*published_) - 1) return true;
      if (e.when.start.size() == 4) return year < year_of(*published_);
      if (e.when.start.size() == 7 && is_digit(e.when.start[5])) {
        int months = (year_of(*published_) - year) * 12 + month_of(*published_) -
                     std::atoi(e.when.start.substr(5, 2).c_str());
        return months > 1;
      }
    }
    return false;
  }

  void set_where(EventRow& e, uint32_t head, uint32_t clause) const {
    if (e.where.valid()) return;
    for (uint32_t top : {head, clause}) {
      for (uint32_t c : t_.children(top)) {
        if (t_.urel(c) != Deprel::kObl && t_.urel(c) != Deprel::kNmod) continue;
        uint32_t marker = t_.child(c, Deprel::kCase);
        if (marker == kNone) continue;
        uint64_t p = t_.lemma(marker);
        if (p != kIn && p != kAt && p != kNear && p != kInside && p != kOutside) continue;
        std::vector<EntityId> ids;
        mentions_.at(c, true, ids);
        for (EntityId id : ids)
          if (mentions_.is_place(id)) {
            e.where = id;
            return;
          }
      }
    }
  }

  void set_quantities(EventRow& e, uint32_t clause) const {
    auto [first, last] = t_.reach(clause);
    for (uint32_t i = first; i < last; ++i) {
      if (t_.upos(i) != Upos::kNum || t_.urel(i) != Deprel::kNummod || clause_of(t_, i) != clause)
        continue;
      uint32_t noun = t_.head(i);
      // Times are no quantities.
      bool time = std::any_of(times_.begin(), times_.end(),
                              [&](const TimeRow& t) { return t.first <= i && i < t.last; });
      if (time) continue;
      Quantity q;
      uint32_t from = std::min(t_.reach(i).first, i), to = std::max(noun, i) + 1;
      if (to - from > 8) continue;
      q.text = std::string(Span{tokens_.start[from], tokens_.end[to - 1]}.of(text_.content));
      q.value = value_of(i);
      if (t_.upos(noun) == Upos::kSym) {
        q.unit = std::string(t_.word(noun));
      } else {
        q.unit = fold(t_.word(noun));
        for (uint32_t c : t_.children(noun)) {
          uint32_t m = t_.child(c, Deprel::kCase);
          if (t_.urel(c) == Deprel::kNmod && m != kNone && t_.lemma(m) == kOf)
            q.of = std::string(
                Span{tokens_.start[t_.reach(c).first + 1 < t_.reach(c).second ? m + 1 : c],
                     tokens_.end[c]}
                    .of(text_.content));
        }
      }
      e.quantities.push_back(std::move(q));
      if (e.quantities.size() == 6) return;
    }
  }

  std::optional<double> value_of(uint32_t i) const {
    static const std::pair<uint64_t, double> kWords[] = {
        {fold_hash("one"), 1},        {fold_hash("two"), 2},       {fold_hash("three"), 3},
        {fold_hash("four"), 4},       {fold_hash("five"), 5},      {fold_hash("six"), 6},
        {fold_hash("seven"), 7},      {fold_hash("eight"), 8},     {fold_hash("nine"), 9},
        {fold_hash("ten"), 10},       {fold_hash("eleven"), 11},   {fold_hash("twelve"), 12},
        {fold_hash("twenty"), 20},    {fold_hash("thirty"), 30},   {fold_hash("forty"), 40},
        {fold_hash("fifty"), 50},     {fold_hash("sixty"), 60},    {fold_hash("hundred"), 100},
        {fold_hash("thousand"), 1e3}, {fold_hash("million"), 1e6}, {fold_hash("billion"), 1e9},
        {fold_hash("trillion"), 1e12}};
    auto number = [&](uint32_t w) -> std::optional<double> {
      std::string digits;
      for (char c : t_.word(w))
        if (c != ',') digits += c;
      double v = 0;
      auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), v);
      if (error == std::errc() && end == digits.data() + digits.size()) return v;
      for (const auto& [hash, value] : kWords)
        if (t_.form(w) == hash) return value;
      return std::nullopt;
    };
    std::optional<double> v = number(i);
    if (!v) return v;
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kCompound || t_.urel(c) == Deprel::kNummod)
        if (auto more = number(c)) v = *v * *more;
    return v;
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
    for (const QuoteRow& q : quotes_)
      if (q.content.contains(e.trigger) && !q.cue.overlaps(e.trigger)) holding.push_back(&q);
    std::stable_sort(holding.begin(), holding.end(), [](const QuoteRow* a, const QuoteRow* b) {
      return a->content.size() < b->content.size();
    });
    for (const QuoteRow* q : holding) {
      // A stance is an act of its own; only what is said is vouched for.
      if (q->act == "urge" || q->act == "oppose") continue;
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
  const Quotes& quotes_;
  const TriggerLexicon& triggers_;
  std::optional<Day> published_;
  uint32_t from_ = 0, to_ = 0;
  std::vector<Found> found_;
  std::string* trace_;
  Events events_;
};

}  // namespace

Events code_events(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Times& times, const Entities& entities, const MentionIndex& mentions,
                   const Quotes& quotes, const TriggerLexicon& triggers, std::string* trace) {
  return Coder(text, tokens, tree, times, entities, mentions, quotes, triggers, trace).run();
}

}  // namespace dragoman

// Pass 2: what refers. The mentions are gone through in the order of the text with a short memory
// of who was spoken of (at most kMemory people, the last few sentences), and every reference is
// given to whom it must belong, or left open. A headline refers to what its report says, so it
// comes last.
#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "base/fold.h"
#include "document/turns.h"
#include "entity/draft.h"
#include "entity/state_groups.h"

namespace dragoman::entity_detail {
namespace {

constexpr size_t kMemory = 48;          // people looked at for one reference
constexpr uint32_t kSentencesBack = 4;  // for pronouns and groups

constexpr uint32_t bit(EntityKind kind) {
  return 1u << static_cast<int>(kind);
}

struct BodyNoun {
  std::string_view word;
  uint32_t kinds;
};

constexpr uint32_t kGroup =
    bit(EntityKind::kArmedGroup) | bit(EntityKind::kOrganisation) | bit(EntityKind::kParty);
constexpr uint32_t kUnion = bit(EntityKind::kInternationalOrganisation);
constexpr BodyNoun kBodyNouns[] = {
    {"group", kGroup | bit(EntityKind::kCompany) | kUnion},
    {"movement", kGroup},
    {"organisation", kGroup | kUnion},
    {"organization", kGroup | kUnion},
    {"militia", bit(EntityKind::kArmedGroup)},
    {"faction", bit(EntityKind::kArmedGroup) | bit(EntityKind::kParty)},
    {"party", bit(EntityKind::kParty)},
    {"company", bit(EntityKind::kCompany)},
    {"firm", bit(EntityKind::kCompany)},
    {"bloc", kUnion},
    {"alliance", kUnion},
    {"union", kUnion},
    {"agency", kUnion | bit(EntityKind::kGovernmentBody)},
    {"city", bit(EntityKind::kPlace)},
    {"town", bit(EntityKind::kPlace)},
    {"village", bit(EntityKind::kPlace)},
    {"island", bit(EntityKind::kPlace)},
    {"province", bit(EntityKind::kPlace)},
    {"newspaper", bit(EntityKind::kMedia)},
    {"broadcaster", bit(EntityKind::kMedia)},
};

class Resolver {
 public:
  explicit Resolver(Draft& draft) : d_(draft) {}

  void run() {
    sort_mentions();
    std::stable_sort(d_.pending.begin(), d_.pending.end(),
                     [](const Pending& a, const Pending& b) { return a.first < b.first; });
    name_speakers();
    last_seen_.assign(d_.rows.size(), kNone);
    count_countries();
    infer_home();
    find_quotes();
    const std::vector<Mention> named = d_.mentions;
    size_t m = 0;
    for (int pass = 0; pass < 2; ++pass) {  // the body, then headlines
      size_t p = 0;
      m = 0;
      while (m < named.size() || p < d_.pending.size()) {
        bool mention_first =
            p == d_.pending.size() || (m < named.size() && named[m].first <= d_.pending[p].first);
        if (mention_first) {
          const Mention& mention = named[m++];
          if (headline(mention.first) == (pass == 1))
            see(mention.first, mention.last, {mention.row});
        } else {
          Pending& pending = d_.pending[p++];
          if (headline(pending.first) == (pass == 1)) resolve(pending);
        }
      }
    }
    resolve_late();
  }

 private:
  struct Seen {
    uint32_t first = 0, last = 0;
    std::vector<uint32_t> rows;
    bool subject = false;
    bool pronoun = false;
  };

  bool headline(uint32_t i) const { return d_.headline[d_.sentence(i)] != 0; }
  size_t sentence(uint32_t i) const { return d_.sentence(i); }

  // --- the countries of the report ---

  void count_countries() {
    std::unordered_map<std::string, uint32_t> count;
    for (const Mention& m : d_.mentions) {
      const std::string& c = d_.rows[m.row].country;
      if (c.size() == 3 && c != "IGO" && d_.rows[m.row].kind != EntityKind::kMedia) ++count[c];
    }
    top_.assign(count.begin(), count.end());
    std::sort(top_.begin(), top_.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    total_ = 0;
    for (const auto& c : top_) total_ += c.second;
  }

  // The one country that a report is about, if there is one.
  std::string only_country() const {
    if (top_.empty()) return {};
    return top_[0].second * 10 >= total_ * 9 ? top_[0].first : std::string();
  }

  // Officials of no stated country: of the place the report comes from, or, in a report on two
  // states of which the other has its own holder of such an office, of the first.
  void infer_home() {
    bool bilateral = top_.size() >= 2 && (top_[0].second + top_[1].second) * 10 >= total_ * 7 &&
                     top_[1].second >= 2;
    for (uint32_t row = 0; row < d_.rows.size(); ++row) {
      EntityRow& r = d_.rows[row];
      const RowInfo& info = d_.info[row];
      if (r.kind != EntityKind::kPerson || !r.country.empty()) continue;
      // Putin, Erdogan: those whom reports name without saying who they are.
      std::string_view known = d_.gazetteer.person_country(r.name, info.person, d_.day / 10000);
      if (!known.empty()) {
        set_country(row, std::string(known));
        d_.info[row].listed = true;
        if (r.sector.empty()) r.sector = known == "IGO" ? "IGO" : "";
        continue;
      }
      if (info.titles.empty()) continue;
      bool official = std::any_of(info.titles.begin(), info.titles.end(), [](const Actor* t) {
        return (t->sector == "GOV" || t->sector == "MIL" || t->sector == "LEG" ||
                t->sector == "JUD") &&
               t->rank != Rank::kOther && t->rank != Rank::kAmbassador;
      });
      if (!official) continue;
      std::string country = d_.home;
      if (country.empty()) country = only_country();
      if (country.empty() && bilateral) {
        bool has[2] = {false, false};
        for (uint32_t other = 0; other < d_.rows.size() && d_.rows.size() < 4000; ++other) {
          if (other == row || d_.rows[other].kind != EntityKind::kPerson ||
              !same_rank(info, d_.info[other]))
            continue;
          for (int k = 0; k < 2; ++k)
            if (d_.rows[other].country == top_[k].first) has[k] = true;
        }
        if (has[0] != has[1]) country = top_[has[0] ? 1 : 0].first;
      }
      if (country.empty()) country = country_before(row);
      if (!country.empty()) set_country(row, country);
    }
  }

  // The one country that the sentence of a person's first mention, and the one before it, name up
  // to there: he acts where the report is.
  std::string country_before(uint32_t row) {
    if (first_of_.empty()) {
      first_of_.assign(d_.rows.size(), kNone);
      for (size_t m = d_.mentions.size(); m-- > 0;)
        first_of_[d_.mentions[m].row] = static_cast<uint32_t>(m);
    }
    if (first_of_[row] == kNone) return {};
    auto first = d_.mentions.begin() + first_of_[row];
    if (headline(first->first)) return {};
    std::string found;
    const size_t here = sentence(first->first);
    for (auto m = first; m != d_.mentions.begin();) {
      --m;
      size_t where = sentence(m->first);
      if (where + 1 < here) break;
      const std::string& c = d_.rows[m->row].country;
      if (c.size() != 3 || c == "IGO" || d_.rows[m->row].kind == EntityKind::kMedia) continue;
      if (!found.empty() && found != c) return {};
      found = c;
    }
    return found;
  }

  static bool same_rank(const RowInfo& a, const RowInfo& b) {
    for (const Actor* x : a.titles)
      for (const Actor* y : b.titles)
        if (x == y || (x->rank == y->rank &&
                       (x->rank == Rank::kHeadOfState || x->rank == Rank::kHeadOfGovernment)))
          return true;
    return false;
  }

  void set_country(uint32_t row, const std::string& country) {
    EntityRow& r = d_.rows[row];
    if (!r.country.empty()) return;
    r.country = country;
    for (Role& role : r.roles)
      if (role.country.empty()) role.country = country;
  }

  // --- memory ---

  void see(uint32_t first, uint32_t last, std::vector<uint32_t> rows, bool pronoun = false) {
    Seen seen;
    seen.first = first;
    seen.last = last;
    seen.subject = is_subject(first, last);
    seen.pronoun = pronoun;
    for (uint32_t row : rows) {
      if (row >= last_seen_.size()) last_seen_.resize(d_.rows.size(), kNone);
      last_seen_[row] = first;
      if (d_.rows[row].kind != EntityKind::kPerson) continue;
      // The latest last; each person once among the recent.
      auto at = std::find(people_.rbegin(), people_.rend(), row);
      if (at != people_.rend()) people_.erase(std::next(at).base());
      people_.push_back(row);
      if (people_.size() > kMemory) people_.erase(people_.begin());
    }
    seen.rows = std::move(rows);
    // X and Y; X, Y and Z: one group for "they" and "the two".
    if (!seen_.empty() && !pronoun) {
      const Seen& before = seen_.back();
      uint32_t gap = before.last;
      bool joined = gap < first && sentence(gap) == sentence(first) &&
                    ((gap + 1 == first && d_.is(gap, kWAnd)) ||
                     (gap + 2 == first && d_.is(gap, kWComma) && d_.is(gap + 1, kWAnd)) ||
                     (gap + 1 == first && d_.is(gap, kWComma)) ||
                     (gap + 2 == first && d_.is(gap, kWAnd) && d_.is(gap + 1, kWThe)));
      bool with_and = joined && (d_.is(gap, kWAnd) || d_.is(first - 1, kWAnd) ||
                                 (first >= 2 && d_.is(first - 2, kWAnd)));
      if (joined) {
        if (!open_group_) {
          group_ = before;
          open_group_ = true;
        }
        group_.rows.insert(group_.rows.end(), seen.rows.begin(), seen.rows.end());
        group_.last = last;
        if (with_and) {
          group_.subject = group_.subject || d_.verb_at(last);
          if (!groups_.empty() && groups_.back().first == group_.first)
            groups_.back() = group_;
          else
            groups_.push_back(group_);
        }
      } else {
        open_group_ = false;
      }
    }
    if (seen.rows.size() > 1) groups_.push_back(seen);
    seen_.push_back(std::move(seen));
  }

  // The word that the others of a phrase depend on.
  uint32_t head_of(uint32_t first, uint32_t last) const {
    for (uint32_t i = first; i < last; ++i) {
      uint32_t head = d_.trees.head[i];
      if (head == i || head < first || head >= last) return i;
    }
    return last - 1;
  }

  bool is_subject(uint32_t first, uint32_t last) const {
    if (d_.trees.size()) {
      uint32_t head = head_of(first, last);
      Deprel rel = universal(d_.trees.deprel[head]);
      if (rel == Deprel::kConj || rel == Deprel::kAppos || rel == Deprel::kFlat)
        rel = universal(d_.trees.deprel[d_.trees.head[head]]);
      return rel == Deprel::kNsubj;
    }
    uint32_t to = d_.sentence_end(first);
    if (last < to && d_.verb_at(last) && !d_.is(last, kWPosS)) return true;
    if (first > d_.sentence_begin(first) && d_.is(first - 1, kWSay)) {  // "…", said X
      return first - 1 > d_.sentence_begin(first) &&
             (d_.is(first - 2, kWCloseQuote | kWComma) || d_.word(first - 2) == ".");
    }
    return first == d_.sentence_begin(first) && !(last < to && d_.is(last, kWPosS));
  }

  // --- dispatch ---

  void resolve(Pending& p) {
    switch (p.kind) {
      case Pending::Kind::kOffice:
        return resolve_office(p);
      case Pending::Kind::kOffices:
        return resolve_offices(p);
      case Pending::Kind::kStates:
        return resolve_states(p);
      case Pending::Kind::kCountry:
        return resolve_country(p);
      case Pending::Kind::kAgent:
        return resolve_agent(p);
      case Pending::Kind::kCounterpart:
        return resolve_counterpart(p);
      case Pending::Kind::kPronoun:
        return resolve_pronoun(p);
      case Pending::Kind::kBody:
        return resolve_body(p);
      case Pending::Kind::kOwned: {
        std::vector<uint32_t> whose = antecedent(d_.bits[p.whose], p.whose, p.last);
        if (whose.size() == 1) set_country(p.row, std::string(d_.rows[whose[0]].country));
        return;
      }
    }
  }

  void mention(const Pending& p, std::vector<uint32_t> rows, MentionForm form) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (uint32_t row : rows) d_.add_mention(p.first, p.last, row, form);
    see(p.first, p.last, std::move(rows), form == MentionForm::kPronoun);
  }

  // --- owners by the words around ---

  // The row that ends right before word `at`, or of the phrase that word `at` stands in; the
  // latest reading first, for a nominal may have been resolved since.
  uint32_t row_at(uint32_t word, bool ends) const {
    for (size_t k = seen_.size(); k-- > 0 && seen_.size() - k < 12;) {
      const Seen& s = seen_[k];
      if (s.first <= word && word < s.last && (!ends || s.last == word + 1))
        return s.rows.size() == 1 ? s.rows[0] : kNone;
    }
    auto end = d_.mentions.begin() + static_cast<std::ptrdiff_t>(named_count());
    auto it = std::lower_bound(d_.mentions.begin(), end, word,
                               [](const Mention& m, uint32_t w) { return m.last <= w; });
    return it != end && it->first <= word && word < it->last && (!ends || it->last == word + 1)
               ? it->row
               : kNone;
  }

  struct Owned {
    std::string country;     // empty: not known, or only when places are
    uint32_t place = kNone;  // a town or division that it belongs to
    bool land = false;       // the country itself, not a part of it
  };

  Owned of_row(uint32_t row) const {
    Owned out;
    const EntityRow& r = d_.rows[row];
    if (r.kind == EntityKind::kPlace && d_.gazetteer.state_name(r.country) != r.name &&
        !(r.country.size() == 3 && is_land(row))) {
      out.place = row;
      return out;
    }
    out.country = r.country;
    out.land = r.kind == EntityKind::kState || r.kind == EntityKind::kPlace;
    return out;
  }

  // A place row that is a whole country: its name is one of the country's.
  bool is_land(uint32_t row) const {
    const EntityRow& r = d_.rows[row];
    return r.kind == EntityKind::kPlace && fold(r.name) == fold(d_.gazetteer.state_name(r.country));
  }

  // Whose the phrase [first, last) is by what stands beside it: Maduro's vice president, the Trump
  // administration, the Alberta government; a court in Bishkek, officials from Kansas, the mayor of
  // Basra. `lives`: what stands in a place is of it (a court, but not troops).
  Owned owned_by(uint32_t first, uint32_t last, bool person_owns, bool lives) const {
    uint32_t begin = d_.sentence_begin(first), end = d_.sentence_end(first);
    if (first > begin) {
      bool possessive = d_.is(first - 1, kWPosS);
      uint32_t word = first - (possessive ? 2 : 1);
      if (!possessive || first >= begin + 2) {
        uint32_t row = row_at(word, true);
        if (row != kNone) {
          EntityKind kind = d_.rows[row].kind;
          bool owns = possessive || kind == EntityKind::kPlace ||
                      (kind == EntityKind::kPerson && person_owns);
          if (owns) return of_row(row);
        }
      }
    }
    if (last + 1 < end && (d_.is(last, kWOf | kWFrom) || (lives && d_.is(last, kWLocative)))) {
      uint32_t word = last + 1;
      while (word + 1 < end && d_.is(word, kWThe | kWCompass) && !d_.upper[word]) ++word;
      uint32_t row = row_at(word, false);
      if (row != kNone &&
          (d_.rows[row].kind == EntityKind::kPlace || d_.rows[row].kind == EntityKind::kState))
        return of_row(row);
    }
    return {};
  }

  // ministers from Mexico, Peru and Chile: all of them, if there are several.
  std::vector<std::string> tail_countries(uint32_t last) const {
    std::vector<std::string> out;
    uint32_t end = d_.sentence_end(last - 1);
    if (last + 1 >= end || !d_.is(last, kWOf | kWFrom)) return out;
    for (uint32_t word = last + 1; word < end;) {
      while (word + 1 < end && d_.is(word, kWThe)) ++word;
      const Form* form = d_.actor_form(word);
      uint32_t row = row_at(word, false);
      if (!form || row == kNone || form->role > PhraseRole::kCapital ||
          form->role == PhraseRole::kDemonym || d_.rows[row].country.size() != 3)
        break;
      out.push_back(d_.rows[row].country);
      word = d_.item_end(word);
      if (word >= end || !d_.is(word, kWComma | kWAnd)) break;
      ++word;
      if (word < end && d_.is(word, kWAnd)) ++word;
    }
    return out;
  }

  // The one country of this sentence before word `at`, else of the sentence before; empty if there
  // are several or none.
  std::string near_country(uint32_t at, size_t sentences_back) const {
    std::vector<std::string> near;
    const size_t here = sentence(at);
    for (size_t back = 0; back <= sentences_back && near.empty(); ++back)
      for (size_t k = seen_.size(); k-- > 0;) {
        const Seen& s = seen_[k];
        size_t where = sentence(s.first);
        if (where + back < here) break;
        if (where > here || s.first >= at || here - where != back) continue;
        for (uint32_t row : s.rows) {
          const std::string& c = d_.rows[row].country;
          if (c.size() == 3 && c != "IGO" && d_.rows[row].kind != EntityKind::kMedia &&
              std::find(near.begin(), near.end(), c) == near.end())
            near.push_back(c);
        }
      }
    return near.size() == 1 ? near[0] : std::string();
  }

  // --- offices ---

  // How well an office that a person is known to hold fits a nominal: 2 the same, 1 a more general
  // word for it, 0 not.
  static int fits(const Actor& wanted, const RowInfo& info) {
    int best = 0;
    for (const Actor* held : info.titles) {
      if (held == &wanted || held->name == wanted.name) return 2;
      const std::string& w = wanted.name;
      bool general = false;
      if (w == "minister")
        general = held->rank == Rank::kMinister;
      else if (w == "top diplomat" || w == "diplomat" || w == "chief diplomat" ||
               w == "veteran diplomat")
        general = held->portfolio == "foreign" && held->rank != Rank::kSpokesperson;
      else if (w == "leader" || w == "ruler" || w == "paramount leader" || w == "supreme leader")
        general = held->rank == Rank::kHeadOfState || held->rank == Rank::kHeadOfGovernment ||
                  held->rank == Rank::kPartyLeader || held->rank == Rank::kRoyal;
      else if (w == "head of state" || w == "chief")
        general = held->rank == Rank::kHeadOfState || held->rank == Rank::kExecutive;
      else if (w == "head of government" || w == "premier")
        general = held->rank == Rank::kHeadOfGovernment;
      else if (w == "official" || w == "senior government official")
        general = held->rank == Rank::kOfficial || held->rank == Rank::kMinister ||
                  held->rank == Rank::kDeputy || held->rank == Rank::kSpokesperson ||
                  held->rank == Rank::kEnvoy || held->rank == Rank::kMilitary;
      else if (w == "military official" || w == "military officer" || w == "general" ||
               w == "commander")
        general = held->rank == Rank::kMilitary;
      else if (w == "envoy")
        general = held->rank == Rank::kEnvoy || held->rank == Rank::kAmbassador;
      else if (w == "spokesperson")
        general = held->rank == Rank::kSpokesperson;
      else if (w == "lawmaker" || w == "politician")
        general = held->rank == Rank::kLegislator ||
                  (w == "politician" && held->rank == Rank::kPartyLeader);
      else if (w == "cleric")
        general = held->rank == Rank::kCleric;
      else if (w == "king" || w == "emir" || w == "sultan")
        general = held->rank == Rank::kRoyal && held->name == w;
      else if (w == "chairman" || w == "director" || w == "secretary-general" || w == "secretary" ||
               w == "adviser" || w == "ambassador" || w == "governor")
        general = held->name.ends_with(w) ||
                  (held->rank == wanted.rank && held->name.find(w) != std::string::npos);
      else if (wanted.rank == Rank::kMilitary && held->rank == Rank::kMilitary &&
               wanted.name.size() > 4)
        general = held->name.ends_with(wanted.name);
      if (general) best = std::max(best, 1);
    }
    return best;
  }

  // The one person whom a nominal of office can mean; kNone if nobody or several.
  uint32_t holder(const Actor& title, const std::string& country, uint32_t at) const {
    uint32_t found = kNone;
    int found_score = 0;
    bool two = false;
    for (auto it = people_.rbegin(); it != people_.rend(); ++it) {
      uint32_t row = *it;
      const EntityRow& r = d_.rows[row];
      int fit = fits(title, d_.info[row]);
      if (fit == 0) continue;
      // A stranger's country is not proved by a nominal: who has none is meant only in a report on
      // one.
      if (!country.empty() && r.country != country &&
          !(r.country.empty() && only_country() == country))
        continue;
      size_t back = last_seen_[row] == kNone ? 99
                    : sentence(at) >= sentence(last_seen_[row])
                        ? sentence(at) - sentence(last_seen_[row])
                        : 99;
      int near = back == 0 ? 3 : back == 1 ? 3 : back <= 3 ? 1 : 0;
      int score = fit * 4 + near + (!country.empty() && r.country == country ? 4 : 0);
      if (score > found_score) {
        // Two that fit equally well and stand equally near are two that could be meant.
        two = found != kNone && score - found_score < 2;
        found = row;
        found_score = score;
      } else if (row != found && found_score - score < 2) {
        two = true;
      }
    }
    if (found != kNone || country.empty() ||
        (title.rank != Rank::kHeadOfState && title.rank != Rank::kHeadOfGovernment &&
         title.name != "leader"))
      return two ? kNone : found;
    // The American president, where one well-known American is named and nobody says what he is.
    for (uint32_t row : people_) {
      if (d_.rows[row].country != country) continue;
      if (found != kNone || !d_.info[row].listed || !d_.info[row].titles.empty()) return kNone;
      found = row;
    }
    return found;
  }

  uint32_t office_row(const Pending& p, const std::string& country, bool fresh) {
    const Actor& title = *p.title;
    uint32_t from = p.first;
    while (from + 1 < p.last && (d_.is(from, kWDet | kWPossessive | kWNumberish))) ++from;
    std::string name(d_.words(from, p.last));
    std::replace(name.begin(), name.end(), '\n', ' ');
    uint32_t row = kNone;
    if (!fresh) {
      std::string key = "\x1d" + title.name + "\x1f" + country;
      row = d_.row_for(EntityKind::kPerson, key, country, title.sector);
      if (d_.rows[row].name == key) d_.rows[row].name = name;
    } else {
      row = d_.new_row(EntityKind::kPerson, name, country, title.sector);
    }
    d_.info[row].unnamed = true;
    d_.add_role(row, title, country, "", (p.bits & kWEx) ? "former" : "");
    if (p.row != kNone && d_.rows[row].sector.empty()) d_.rows[row].sector = d_.rows[p.row].sector;
    return row;
  }

  // Verbs that say that somebody takes, holds or leaves an office.
  struct OfficeVerb {
    std::string_view word;
    Turn turn;
    bool as;  // only with "as" before the office: resigned as
  };
  static const OfficeVerb* office_verb(uint64_t hash) {
    static constexpr OfficeVerb kVerbs[] = {
        {"became", Turn::kBegins, false},     {"becomes", Turn::kBegins, false},
        {"become", Turn::kHolds, false},      {"becoming", Turn::kBegins, false},
        {"appointed", Turn::kBegins, false},  {"named", Turn::kBegins, false},
        {"elected", Turn::kBegins, false},    {"re-elected", Turn::kHolds, false},
        {"reelected", Turn::kHolds, false},   {"sworn", Turn::kBegins, true},
        {"inaugurated", Turn::kBegins, true}, {"installed", Turn::kBegins, true},
        {"confirmed", Turn::kBegins, true},   {"crowned", Turn::kBegins, false},
        {"proclaimed", Turn::kBegins, false}, {"declared", Turn::kBegins, false},
        {"resigned", Turn::kEnds, true},      {"resigns", Turn::kEnds, true},
        {"resigning", Turn::kEnds, true},     {"resign", Turn::kHolds, true},
        {"stepped", Turn::kEnds, true},       {"steps", Turn::kEnds, true},
        {"stepping", Turn::kEnds, true},      {"step", Turn::kHolds, true},
        {"ousted", Turn::kEnds, true},        {"removed", Turn::kEnds, true},
        {"dismissed", Turn::kEnds, true},     {"sacked", Turn::kEnds, true},
        {"fired", Turn::kEnds, true},         {"quit", Turn::kEnds, true},
        {"quits", Turn::kEnds, true},         {"retired", Turn::kEnds, true},
        {"deposed", Turn::kEnds, true},       {"served", Turn::kHolds, true},
        {"serves", Turn::kHolds, true},       {"serve", Turn::kHolds, true},
        {"serving", Turn::kHolds, true},      {"worked", Turn::kHolds, true},
        {"works", Turn::kHolds, true},        {"acted", Turn::kHolds, true},
        {"remained", Turn::kHolds, false},    {"remains", Turn::kHolds, false},
        {"was", Turn::kHolds, false},         {"is", Turn::kHolds, false},
        {"been", Turn::kHolds, false},
    };
    static const std::unordered_map<uint64_t, const OfficeVerb*> kTable = [] {
      std::unordered_map<uint64_t, const OfficeVerb*> table;
      for (const OfficeVerb& verb : kVerbs) table.emplace(fold_hash(verb.word), &verb);
      return table;
    }();
    auto at = kTable.find(hash);
    return at == kTable.end() ? nullptr : at->second;
  }

  // An office that is said of somebody: he resigned as president of X; Y, who became minister in
  // May; Z declared himself interim president. The row of him, or kNone.
  uint32_t predicate_of(const Pending& p, OfficeHeld& held) const {
    static const uint64_t kAs = fold_hash("as"), kNot = fold_hash("not"),
                          kNever = fold_hash("never"), kBeen = fold_hash("been");
    const uint32_t begin = d_.sentence_begin(p.first);
    if (p.first < begin + 2 || p.plural) return kNone;
    if (p.last < d_.sentence_end(p.first) && d_.is(p.last, kWPosS)) return kNone;
    uint32_t at = p.first - 1;
    const bool as = d_.hashes[at] == kAs;
    // The verb: right before the office, or some words before "as".
    uint32_t verb = kNone;
    const OfficeVerb* found = nullptr;
    for (uint32_t i = at + (as ? 0 : 1), looked = 0; i-- > begin && looked < (as ? 8u : 3u);
         ++looked) {
      const OfficeVerb* v = office_verb(d_.hashes[i]);
      bool copula = v && (v->word == "was" || v->word == "is" || v->word == "been");
      if (v && (as ? !copula : !v->as)) {
        verb = i;
        found = v;
        break;
      }
      if (as) {
        if (d_.is(i, kWSay)) return kNone;
        continue;
      }
      if (!d_.is(i, kWReflexive) && !d_.is(i, kWTitleMod)) return kNone;
    }
    if (!found) return kNone;
    // The person: the last named before the verb; between verb and "as" where somebody else acts on
    // him (the king appointed X as minister).
    for (size_t k = seen_.size(), looked = 0; k-- > 0 && looked < 6; ++looked) {
      const Seen& s = seen_[k];
      if (s.first >= p.first) continue;
      if (s.first < begin) break;
      if (s.rows.size() != 1 || d_.rows[s.rows[0]].kind != EntityKind::kPerson) {
        if (s.last > verb) continue;
        if (s.last + 3 >= verb && s.subject) return kNone;  // the council is a body's doing
        continue;
      }
      uint32_t row = s.rows[0];
      bool acted_on = s.first > verb;
      if (acted_on && !(as && s.last + 1 == p.first) && s.last != p.first) return kNone;
      // What is only hoped, asked or denied is no office.
      for (uint32_t i = std::min(s.last, verb); i < verb; ++i) {
        if (d_.hashes[i] == kNot || d_.hashes[i] == kNever) return kNone;
        if (d_.is(i, kWSay | kWCloseQuote)) return kNone;
        if (d_.is(i, kWTo) && i + 1 == verb) return kNone;
        if (d_.is(i, kWAux) && office_modal(i)) return kNone;
      }
      held.row = row;
      held.title = p.title;
      held.first = p.first;
      held.last = p.last;
      held.turn = found->turn;
      held.verb = verb;
      // "was appointed", "was elected", but an active "elected" is the doing of its subject.
      if (!acted_on &&
          (found->word == "appointed" || found->word == "named" || found->word == "elected" ||
           found->word == "removed" || found->word == "dismissed" || found->word == "sacked" ||
           found->word == "fired" || found->word == "ousted" || found->word == "installed" ||
           found->word == "confirmed" || found->word == "declared" ||
           found->word == "proclaimed")) {
        bool reflexive = verb + 1 < p.first && d_.is(verb + 1, kWReflexive);
        bool passive = verb > begin && (d_.is(verb - 1, kWAux) || d_.hashes[verb - 1] == kBeen ||
                                        d_.is(verb - 1, kWComma) || s.last == verb);
        if (s.last == verb && !d_.is(verb, kWComma)) passive = false;
        if (!passive && !reflexive) return kNone;
      }
      return row;
    }
    return kNone;
  }

  bool office_modal(uint32_t i) const {
    static const uint64_t kModals[] = {fold_hash("will"),   fold_hash("would"), fold_hash("shall"),
                                       fold_hash("should"), fold_hash("can"),   fold_hash("could"),
                                       fold_hash("may"),    fold_hash("might"), fold_hash("must")};
    return std::find(std::begin(kModals), std::end(kModals), d_.hashes[i]) != std::end(kModals);
  }

  void resolve_office(Pending& p) {
    OfficeHeld held;
    if (uint32_t row = predicate_of(p, held); row != kNone) {
      std::string of = p.countries.empty() ? std::string() : p.countries[0];
      uint32_t place = kNone;
      if (of.empty() && p.whose == kNone) {
        Owned owned = owned_by(p.first, p.last, false, true);
        of = owned.country;
        place = owned.place;
      }
      if (of.empty() && place == kNone) of = d_.rows[row].country;
      // The king of Jordan appointed X as minister: of the country of him who appoints.
      if (of.empty() && place == kNone && held.turn == Turn::kBegins) of = near_country(p.first, 0);
      d_.add_role(row, *p.title, of, "", (p.bits & kWEx) ? "former" : "");
      if (place != kNone && d_.rows[row].country.empty()) d_.lies_in.push_back({row, place});
      d_.offices.push_back(held);
      mention(p, {row}, MentionForm::kNominal);
      return;
    }
    std::string country = p.countries.empty() ? std::string() : p.countries[0];
    bool indefinite = (p.bits & kWDet) != 0;
    bool possessive = p.whose != kNone;
    if (country.empty() && possessive) {
      std::vector<uint32_t> whose = antecedent(d_.bits[p.whose], p.whose, p.last);
      if (whose.size() == 1) country = d_.rows[whose[0]].country;
    }
    uint32_t place = kNone;
    if (country.empty() && !possessive) {
      const std::string& sector = p.title->sector;
      bool local = sector == "GOV" || sector == "LEG" || sector == "JUD" || sector == "COP";
      Owned owned = owned_by(p.first, p.last, false, local && p.title->rank != Rank::kAmbassador);
      country = owned.country;
      place = owned.place;
    }
    uint32_t row = kNone;
    if (!indefinite && (p.definite || !country.empty() || headline(p.first))) {
      row = holder(*p.title, country, p.first);
      if (row != kNone && possessive) {  // his foreign minister is not himself
        std::vector<uint32_t> whose = antecedent(d_.bits[p.whose], p.whose, p.last);
        if (whose.size() == 1 && whose[0] == row) row = kNone;
      }
    }
    if (row == kNone && p.weak) return;
    if (row == kNone) {
      // The ambassador who is summoned is not of those who summon him.
      const bool sent = p.title->rank == Rank::kAmbassador || p.title->rank == Rank::kEnvoy;
      if (country.empty() && place == kNone && p.definite && !possessive && !sent &&
          (p.title->sector == "GOV" || p.title->sector == "MIL")) {
        country = near_country(p.first, 1);
        if (country.empty()) country = !d_.home.empty() ? d_.home : only_country();
        if (!country.empty()) row = holder(*p.title, country, p.first);
      }
      if (row == kNone) {
        if (p.title->rank == Rank::kOther && country.empty() && !p.definite) {
          return;  // "witness", "student" without an article or a country: nobody in particular
        }
        row = office_row(p, country, indefinite || country.empty());
        if (place != kNone) d_.lies_in.push_back({row, place});
      }
    } else if (d_.rows[row].country.empty() && !country.empty()) {
      set_country(row, country);
    }
    d_.offices.push_back({row, p.title, p.first, p.last, Turn::kHolds, kNone});
    mention(p, {row}, MentionForm::kNominal);
  }

  void resolve_offices(Pending& p) {
    std::vector<uint32_t> rows;
    if (p.countries.empty() && p.whose == kNone)
      if (auto tail = tail_countries(p.last); tail.size() > 1) p.countries = std::move(tail);
    if (p.countries.empty() && p.whose == kNone && p.first >= d_.sentence_begin(p.first) + 2 &&
        d_.is(p.first - 1, kWPosS))  // the two countries' ministers
      for (size_t k = seen_.size(); k-- > 0 && seen_.size() - k < 6;)
        if (seen_[k].last + 1 == p.first && seen_[k].rows.size() > 1) {
          for (uint32_t row : seen_[k].rows)
            if (d_.rows[row].kind == EntityKind::kState)
              p.countries.push_back(d_.rows[row].country);
          break;
        }
    if (p.countries.empty() && p.whose != kNone)  // their ambassadors
      if (std::vector<uint32_t> whose = antecedent(d_.bits[p.whose], p.whose, p.last);
          whose.size() > 1) {
        std::vector<std::string> countries;
        for (uint32_t row : whose) {
          const std::string& c = d_.rows[row].country;
          if (c.size() == 3 && std::find(countries.begin(), countries.end(), c) == countries.end())
            countries.push_back(c);
        }
        if (countries.size() == whose.size()) p.countries = std::move(countries);
      }
    if (p.count != 0 && p.countries.empty() && p.first > d_.sentence_begin(p.first) &&
        d_.is(p.first - 1, kWPosS))  // Chad's two main opposition leaders
      if (Owned owned = owned_by(p.first, p.last, false, true); !owned.country.empty()) {
        p.countries = {owned.country};
        p.count = 0;
      }
    if (p.countries.size() > 1) {  // foreign ministers of Syria, Iraq and Iran
      for (const std::string& country : p.countries) {
        uint32_t row = holder(*p.title, country, p.first);
        if (row != kNone && d_.rows[row].country != country) row = kNone;
        rows.push_back(row != kNone ? row : office_row_named(p, country));
      }
    } else if (p.count != 0 && p.countries.empty()) {  // the two ministers
      std::vector<uint32_t> fitting;
      for (auto it = people_.rbegin(); it != people_.rend() && fitting.size() <= p.count; ++it) {
        if (last_seen_[*it] == kNone ||
            sentence(p.first) - std::min(sentence(p.first), sentence(last_seen_[*it])) > 8)
          continue;
        // Who is greeted is not who greets.
        if (sentence(last_seen_[*it]) == sentence(p.first) && !seen_.empty() &&
            std::any_of(seen_.rbegin(),
                        seen_.rbegin() +
                            std::min<std::ptrdiff_t>(6, static_cast<std::ptrdiff_t>(seen_.size())),
                        [&](const Seen& s) {
                          return s.subject && s.rows.size() == 1 && s.rows[0] == *it &&
                                 sentence(s.first) == sentence(p.first);
                        }))
          continue;
        // Those whom newsrooms name bare are heads of state as often as not.
        bool bare = d_.info[*it].listed && d_.info[*it].titles.empty() &&
                    (p.title->rank == Rank::kHeadOfState || p.title->name == "leader");
        if (bare || fits(*p.title, d_.info[*it]) > 0) fitting.push_back(*it);
      }
      if (fitting.size() == p.count) rows = fitting;
      // … of the two countries, if their holders are not named.
      if (rows.empty() && fitting.empty()) {
        for (const std::string& country : states_meant(p.first, p.count))
          rows.push_back(office_row_named(p, country));
      }
    } else {  // Chinese officials, ministers
      std::string country = p.countries.empty() ? std::string() : p.countries[0];
      if (country.empty() && p.whose != kNone) {
        std::vector<uint32_t> whose = antecedent(d_.bits[p.whose], p.whose, p.last);
        if (whose.size() == 1) country = d_.rows[whose[0]].country;
      }
      uint32_t place = kNone;
      if (country.empty() && p.whose == kNone) {
        Owned owned = owned_by(p.first, p.last, false, p.title->rank != Rank::kAmbassador);
        country = owned.country;
        place = owned.place;
        if (country.empty() && place == kNone && !p.definite && p.title->sector == "MIL")
          country = sender_of(p);
      }
      EntityKind kind = kind_of(*p.title);
      if (country.empty() && !p.definite && p.title->rank == Rank::kOther)
        kind = EntityKind::kPopulation;
      std::string key = "\x1d" + p.title->name;
      if (place != kNone) key += "\x1d" + d_.rows[place].name;
      uint32_t row = country.empty() && place == kNone
                         ? unowned_row(kind, key, p.title->sector, p)
                         : d_.row_for(kind, key, country, p.title->sector);
      if (place != kNone) d_.lies_in.push_back({row, place});
      name_row(row, p);
      d_.info[row].plural = d_.info[row].unnamed = true;
      rows.push_back(row);
    }
    if (!rows.empty()) mention(p, rows, MentionForm::kNominal);
  }

  static EntityKind kind_of(const Actor& title) {
    const std::string& s = title.sector;
    if (s == "MIL") return EntityKind::kArmedForce;
    if (s == "REB" || s == "UAF") return EntityKind::kArmedGroup;
    if (s == "JRN") return EntityKind::kMedia;
    if (s == "GOV" || s == "LEG" || s == "JUD" || s == "COP" || s == "SPY")
      return EntityKind::kGovernmentBody;
    if (s == "IGO") return EntityKind::kInternationalOrganisation;
    return EntityKind::kPopulation;
  }

  void name_row(uint32_t row, const Pending& p) {
    if (d_.rows[row].name.empty() || d_.rows[row].name[0] != '\x1d') return;
    uint32_t from = p.first;
    while (from + 1 < p.last && d_.is(from, kWDet | kWPossessive)) ++from;
    d_.rows[row].name = d_.words(from, p.last);
    std::replace(d_.rows[row].name.begin(), d_.rows[row].name.end(), '\n', ' ');
  }

  uint32_t office_row_named(const Pending& p, const std::string& country) {
    std::string key = "\x1d" + p.title->name + "\x1f" + country;
    uint32_t row = d_.row_for(EntityKind::kPerson, key, country, p.title->sector);
    if (d_.rows[row].name == key) {
      std::string_view state = d_.gazetteer.state_name(country);
      d_.rows[row].name = p.title->name + (state.empty() ? "" : " of " + std::string(state));
    }
    d_.info[row].unnamed = true;
    d_.add_role(row, *p.title, country, "", "");
    return row;
  }

  void resolve_counterpart(Pending& p) {
    // Whose? The person that the pronoun, or the subject of the sentence, is.
    std::vector<uint32_t> whose;
    if (p.bits & kWPossessive) whose = antecedent(p.bits, p.first, p.last);
    if (whose.empty()) {
      for (size_t k = seen_.size(); k-- > 0 && seen_.size() - k < 12;) {
        const Seen& s = seen_[k];
        if (s.first >= p.first) continue;
        if (sentence(s.first) + 1 < sentence(p.first)) break;
        if (s.rows.size() == 1 && d_.rows[s.rows[0]].kind == EntityKind::kPerson &&
            s.rows[0] != p.row && !d_.info[s.rows[0]].titles.empty()) {
          whose = s.rows;
          if (s.subject) break;
        }
      }
    }
    const Actor* office = nullptr;
    if (whose.size() == 1)
      for (const Actor* title : d_.info[whose[0]].titles)
        if (!title->honorific && (office == nullptr || office->rank == Rank::kMilitary))
          office = title;
    std::string country = p.countries.empty() ? std::string() : p.countries[0];
    if (country.empty() && p.row != kNone) country = d_.rows[p.row].country;
    if (p.row != kNone) {  // named beside it: learns the office
      if (office) d_.add_role(p.row, *office, country, "", "");
      return;  // the mention stands already
    }
    if (country.empty() && whose.size() == 1) {  // the other side of a report on two states
      std::vector<std::string> both = states_meant(p.first, 2);
      if (both.size() == 2 && !d_.rows[whose[0]].country.empty()) {
        if (both[0] == d_.rows[whose[0]].country)
          country = both[1];
        else if (both[1] == d_.rows[whose[0]].country)
          country = both[0];
      }
    }
    if (!p.plural && !country.empty() && !office) {
      uint32_t only = kNone;
      for (uint32_t person : people_)
        if (d_.rows[person].country == country && !d_.info[person].unnamed &&
            (whose.size() != 1 || person != whose[0]))
          only = only == kNone ? person : kNone - 1;
      if (only < kNone - 1) mention(p, {only}, MentionForm::kNominal);
      return;
    }
    if (p.plural && !country.empty()) {  // their Chinese counterparts
      uint32_t row = d_.row_for(office ? kind_of(*office) : EntityKind::kGovernmentBody,
                                "counterparts", country, office ? office->sector : "GOV");
      d_.info[row].plural = d_.info[row].unnamed = true;
      mention(p, {row}, MentionForm::kNominal);
      return;
    }
    if (p.plural || country.empty() || !office) return;
    uint32_t row = holder(*office, country, p.first);
    if (row != kNone && (d_.rows[row].country != country || (whose.size() == 1 && row == whose[0])))
      row = kNone;
    Pending as_office = p;
    as_office.title = office;
    if (row == kNone) row = office_row_named(as_office, country);
    mention(p, {row}, MentionForm::kNominal);
  }

  // --- states ---

  // The n states that the words before `at` speak of; empty if that is not certain.
  std::vector<std::string> states_meant(uint32_t at, uint32_t n) const {
    std::vector<std::string> found;
    auto add = [&](const std::string& c) {
      if (c.size() == 3 && c != "IGO" && std::find(found.begin(), found.end(), c) == found.end())
        found.push_back(c);
    };
    // The same sentence, and one before it, if they name just so many: those who act, before the
    // land where they meet is counted too.
    size_t here = sentence(at);
    for (bool places : {false, true}) {
      found.clear();
      for (size_t back = 0; back <= kSentencesBack; ++back) {
        for (size_t k = seen_.size(); k-- > 0;) {
          const Seen& s = seen_[k];
          size_t where = sentence(s.first);
          if (where + back < here) break;
          if (where > here || s.first >= at || here - where != back) continue;
          for (uint32_t row : s.rows)
            if (d_.rows[row].kind != EntityKind::kMedia &&
                (places || d_.rows[row].kind != EntityKind::kPlace))
              add(d_.rows[row].country);
        }
        if (found.size() >= n) break;
      }
      if (found.size() == n) {
        std::sort(found.begin(), found.end());
        return found;
      }
    }
    // The states that the whole report is about.
    if (top_.size() >= n && top_[n - 1].second >= 2 &&
        (top_.size() == n || top_[n].second * 2 <= top_[n - 1].second)) {
      found.clear();
      for (uint32_t k = 0; k < n; ++k) found.push_back(top_[k].first);
      std::sort(found.begin(), found.end());
      return found;
    }
    return {};
  }

  void resolve_states(Pending& p) {
    std::vector<std::string> countries = states_meant(p.first, p.count);
    if (countries.size() != p.count) return;
    std::vector<uint32_t> rows;
    for (const std::string& country : countries) {
      if (p.bits & kWGroupPeople) {
        uint32_t row = population_row(country);
        rows.push_back(row);
      } else if (p.title) {
        rows.push_back(d_.row_for(p.title->kind, p.title->name, country, p.title->sector));
      } else {
        rows.push_back(d_.state_row(country));
      }
    }
    mention(p, rows, MentionForm::kNominal);
  }

  uint32_t population_row(const std::string& country) {
    std::string name(d_.gazetteer.state_name(country));
    uint32_t row = d_.row_for(EntityKind::kPopulation, "people", country, "CVL");
    if (d_.rows[row].name == "people" && !name.empty()) d_.rows[row].name = "people of " + name;
    return row;
  }

  void resolve_country(Pending& p) {
    std::string country;
    if (d_.is(p.first, kWPossessive)) {
      std::vector<uint32_t> whose = antecedent(d_.bits[p.first], p.first, p.last);
      if (whose.size() != 1) return;
      country = d_.rows[whose[0]].country;
    } else {
      std::string_view among;
      for (uint32_t i = p.first + 1; i < p.last; ++i) {
        std::string w = fold(d_.word(i));
        for (const StateGroup& group : kStateGroups)
          if (group.word == w) among = group.codes;
      }
      bool asks = p.last - p.first > 2 || d_.word(p.last - 1).size() > 7 || d_.upper[p.last - 1];
      std::string noun = fold(d_.word(p.last - 1));
      if (among.empty() && (asks || (noun != "country" && noun != "nation"))) return;
      // One state in this sentence and the one before that it can be.
      std::vector<std::string> found;
      size_t here = sentence(p.first);
      for (size_t back = 0; back <= 2 && found.empty(); ++back)
        for (size_t k = seen_.size(); k-- > 0;) {
          const Seen& s = seen_[k];
          size_t where = sentence(s.first);
          if (where + back < here) break;
          if (where > here || s.first >= p.first || here - where != back) continue;
          for (uint32_t row : s.rows) {
            const EntityRow& r = d_.rows[row];
            if (r.kind != EntityKind::kState && r.kind != EntityKind::kPlace) continue;
            if (r.country.size() != 3) continue;
            if (!among.empty() && among.find(r.country) == std::string_view::npos) continue;
            if (std::find(found.begin(), found.end(), r.country) == found.end())
              found.push_back(r.country);
          }
        }
      if (found.size() == 1) country = found[0];
      if (country.empty() && found.empty()) country = only_country();
      if (!among.empty() && country.empty() && found.empty()) {
        for (const auto& c : top_)
          if (among.find(c.first) != std::string_view::npos) {
            if (!country.empty()) return;
            country = c.first;
          }
      }
      if (!among.empty() && among.find(country) == std::string_view::npos) return;
    }
    if (country.size() != 3 || country == "IGO") return;
    mention(p, {d_.state_row(country)}, MentionForm::kNominal);
  }

  // Those who are at home where they stand; who has come from elsewhere is not.
  static bool at_home(const Actor& agent) {
    static const std::unordered_set<std::string_view> kGuests = {
        "tourist",   "migrant",     "foreigner", "visitor",   "expatriate", "pilgrim",
        "mercenary", "peacekeeper", "expat",     "immigrant", "migrants",   "asylum seeker"};
    return agent.kind == EntityKind::kPopulation && agent.sector != "REF" &&
           agent.sector != "IGO" && agent.sector != "NGO" && !kGuests.count(agent.name);
  }

  void resolve_agent(Pending& p) {
    const Actor& agent = *p.title;
    std::string country;
    uint32_t place = kNone;
    bool land = true;
    if (p.whose != kNone) {
      std::vector<uint32_t> whose;
      if (d_.bits[p.whose] & kWWe) {  // our army: of him who speaks
        Pending we = p;
        we.first = p.whose;
        we.bits = d_.bits[p.whose];
        whose = speaker(we);
        if (whose.empty() && covered_.empty() && !quoted_.empty() && quoted_[p.first]) {
          late_.push_back(p);
          return;
        }
      } else {
        whose = antecedent(d_.bits[p.whose], p.whose, p.last);
      }
      if (whose.size() == 1) country = d_.rows[whose[0]].country;
    }
    const bool government = agent.name == "government" || agent.name == "regime" ||
                            agent.name == "administration" || agent.name == "authorities" ||
                            agent.name == "authority";
    const bool body = agent.kind == EntityKind::kGovernmentBody || agent.sector == "COP";
    const bool of_state =
        body || agent.kind == EntityKind::kArmedForce || agent.kind == EntityKind::kParty;
    if (country.empty() && p.whose == kNone) {
      bool whole = agent.kind == EntityKind::kArmedForce && p.definite && !p.plural;
      Owned owned = owned_by(p.first, p.last, government, body || whole || at_home(agent));
      country = owned.country;
      place = owned.place;
      land = owned.land || country.empty() || d_.is(p.first - 1, kWPosS) || government;
    }
    if (country.empty() && place == kNone && p.whose == kNone) {
      if (of_state && p.definite) {
        country = near_country(p.first, 1);
        if (country.empty()) country = !d_.home.empty() ? d_.home : only_country();
      } else if (body && (government || agent.sector == "COP")) {
        // Police, authorities: with no article those of the country that the report is from.
        country = !d_.home.empty() ? d_.home : only_country();
        if (country.empty()) country = near_country(p.first, 0);
      } else if (at_home(agent)) {
        country = only_country();
      } else if (agent.kind == EntityKind::kArmedForce && !p.definite) {
        country = sender_of(p);
      }
    }
    uint32_t row;
    if (!country.empty() && country != "IGO" && agent.sector == "GOV" && government && land) {
      row = d_.state_row(country);
    } else {
      std::string name = agent.name;
      if (place != kNone) name += "\x1d" + d_.rows[place].name;
      row = country.empty() && place == kNone ? unowned_row(agent.kind, name, agent.sector, p)
                                              : d_.row_for(agent.kind, name, country, agent.sector);
      if (d_.rows[row].name == name && !d_.info[row].unnamed) {
        uint32_t from = p.first;
        if (d_.is(from, kWDet | kWPossessive) && p.last - from > 1) ++from;
        d_.rows[row].name = d_.words(from, p.last);
      }
      d_.info[row].unnamed = true;
      d_.info[row].plural = d_.info[row].plural || p.plural;
      if (place != kNone) d_.lies_in.push_back({row, place});
    }
    mention(p, {row}, MentionForm::kNominal);
  }

  // Britain sent 600 soldiers: those of him who sends them.
  std::string sender_of(const Pending& p) const {
    static const std::unordered_set<uint64_t> kVerbs = [] {
      std::unordered_set<uint64_t> verbs;
      for (const char* verb :
           {"sent",   "sends",     "send",       "sending",   "deployed",  "deploys",
            "deploy", "deploying", "dispatched", "withdrew",  "withdraws", "withdraw",
            "pulled", "moved",     "mobilised",  "mobilized", "massed",    "stationed",
            "lost",   "committed", "flew",       "ordered"})
        verbs.insert(fold_hash(verb));
      return verbs;
    }();
    const uint32_t begin = d_.sentence_begin(p.first);
    for (uint32_t i = p.first, looked = 0; i-- > begin && looked < 5; ++looked) {
      if (d_.is(i, kWComma | kWAnd)) return {};
      if (!kVerbs.count(d_.hashes[i])) continue;
      for (size_t k = seen_.size(); k-- > 0;) {
        const Seen& s = seen_[k];
        if (s.first >= i) continue;
        if (s.first < begin) break;
        if (s.last + 3 < i || s.rows.size() != 1) return {};
        const EntityRow& r = d_.rows[s.rows[0]];
        return r.kind != EntityKind::kPlace && r.country.size() == 3 && r.country != "IGO"
                   ? r.country
                   : std::string();
      }
      return {};
    }
    return {};
  }

  // Of a common noun that nobody owns (students, workers, a group): with "the", "these" or a
  // possessive those spoken of last, else others.
  uint32_t unowned_row(EntityKind kind, const std::string& name, std::string_view sector,
                       const Pending& p) {
    static const uint64_t kThese[] = {fold_hash("this"), fold_hash("these"), fold_hash("that"),
                                      fold_hash("those")};
    bool known = p.definite || std::find(std::begin(kThese), std::end(kThese),
                                         d_.hashes[p.first]) != std::end(kThese);
    auto [at, fresh] = latest_.try_emplace(name + (p.plural ? "\x1ds" : "\x1d"), kNone);
    if (fresh || !known) {
      at->second = d_.new_row(kind, name, "", sector);
    }
    return at->second;
  }

  // Can this place be "the city", "the province"? By the first candidate of its name.
  bool can_be(uint32_t row, uint64_t noun) const {
    static const uint64_t kIsland = fold_hash("island"), kProvince = fold_hash("province");
    if (is_land(row) || d_.places.empty()) return false;
    const std::string& name = d_.rows[row].name;
    std::vector<uint64_t> words;
    for (size_t from = 0; from < name.size();) {
      size_t space = std::min(name.find(' ', from), name.size());
      if (space > from)
        words.push_back(fold_hash(std::string_view(name).substr(from, space - from)));
      from = space + 1;
    }
    if (words.empty()) return false;
    PlaceTable::Match match = d_.places.longest(words, 0);
    for (uint32_t p : d_.places.candidates(match)) {
      std::string_view feature = PlaceTable::feature(d_.places.place(p));
      bool fits = noun == kIsland     ? feature == "ISL" || feature == "ISLS"
                  : noun == kProvince ? feature == "ADM1"
                                      : feature.starts_with("PPL");
      if (fits) return true;
      if (feature.starts_with("PCL")) break;
    }
    return false;
  }

  // The body of a fitting kind that was named last, if it is the only one of late.
  void resolve_body(Pending& p) {
    if (!p.countries.empty())
      return mention(p, {d_.state_row(p.countries[0])}, MentionForm::kNominal);
    const uint32_t kinds = body_kinds(d_.hashes[p.last - 1]);
    const size_t here = sentence(p.first);
    uint32_t found = kNone;
    for (size_t k = seen_.size(); k-- > 0;) {
      const Seen& s = seen_[k];
      if (s.first >= p.first || sentence(s.first) > here) continue;
      if (sentence(s.first) + 3 < here) break;
      for (uint32_t row : s.rows) {
        if (!(kinds >> static_cast<int>(d_.rows[row].kind) & 1)) continue;
        if (d_.info[row].unnamed && d_.info[row].plural) continue;
        if (kinds == bit(EntityKind::kPlace) && !can_be(row, d_.hashes[p.last - 1])) continue;
        if (found != kNone && found != row) {
          // Another one, but further off than the sentence that the first stands in.
          if (sentence(s.first) + 1 < here && last_seen_[found] != kNone &&
              sentence(last_seen_[found]) > sentence(s.first))
            continue;
          if (p.title) resolve_agent(p);
          return;
        }
        found = row;
      }
    }
    if (found != kNone)
      mention(p, {found}, MentionForm::kNominal);
    else if (p.title)
      resolve_agent(p);
  }

  // --- pronouns ---

  bool is_plural_row(uint32_t row) const {
    const EntityRow& r = d_.rows[row];
    return d_.info[row].plural || r.kind == EntityKind::kPopulation ||
           (d_.info[row].unnamed && r.kind == EntityKind::kArmedGroup);
  }

  // Whom the pronoun with these bits at word `at` means; more than one row only for they and their.
  std::vector<uint32_t> antecedent(uint64_t bits, uint32_t at, uint32_t until) {
    size_t here = sentence(at);
    // X said (that) he: who speaks is meant.
    if ((bits & kWSubject) && (bits & (kWHe | kWShe | kWIt | kWThey)) &&
        at > d_.sentence_begin(at) + 1) {
      uint32_t verb = at - 1;
      static const uint64_t kThat = fold_hash("that");
      if (d_.hashes[verb] == kThat) --verb;
      if (d_.is(verb, kWSay) && verb > d_.sentence_begin(at)) {
        for (size_t k = seen_.size(), looked = 0; k-- > 0 && looked < 6; ++looked) {
          const Seen& s = seen_[k];
          if (s.last != verb || s.rows.empty()) continue;
          const EntityRow& r = d_.rows[s.rows[0]];
          bool person = r.kind == EntityKind::kPerson;
          Gender wanted = (bits & kWShe) ? Gender::kFemale : Gender::kMale;
          bool fits =
              (bits & (kWHe | kWShe)) ? person && s.rows.size() == 1 &&
                                            (d_.info[s.rows[0]].gender == Gender::kUnknown ||
                                             d_.info[s.rows[0]].gender == wanted)
              : (bits & kWIt) ? !person && s.rows.size() == 1 && r.kind != EntityKind::kPlace &&
                                    !is_plural_row(s.rows[0])
                              : s.rows.size() > 1 || is_plural_row(s.rows[0]);
          if (fits) return s.rows;
        }
      }
    }
    if (bits & (kWHe | kWShe)) {
      Gender wanted = (bits & kWShe) ? Gender::kFemale : Gender::kMale;
      uint32_t best = kNone, second = kNone;
      double best_score = 0, second_score = 0;
      uint32_t looked = 0;
      for (size_t k = seen_.size(); k-- > 0 && looked < 80; ++looked) {
        const Seen& s = seen_[k];
        if (s.first >= at) continue;
        size_t where = sentence(s.first);
        if (where > here || where + kSentencesBack < here) break;
        if (s.rows.size() != 1) continue;
        uint32_t row = s.rows[0];
        if (d_.rows[row].kind != EntityKind::kPerson) continue;
        const RowInfo& info = d_.info[row];
        if (row == author_) continue;  // who says "I" is not "he"
        if (info.plural || (info.gender != Gender::kUnknown && info.gender != wanted)) continue;
        if (s.last > at && s.first < until && s.first != at) continue;
        double score = 100.0 - 22.0 * static_cast<double>(here - where);
        if (s.subject) score += 22;
        if (s.pronoun) score += 6;
        if (info.gender == wanted) score += 6;
        if (s.first == d_.sentence_begin(s.first)) score += 4;
        score += std::min(3u, info.named) * 2.0;
        score +=
            0.15 * static_cast<double>(std::min<uint32_t>(40, looked < 40 ? 40 - looked : 0)) / 4;
        // An object is not its own clause's subject.
        if ((bits & kWObject) && here == where && s.subject && !clause_between(s.last, at))
          score -= 45;
        if ((bits & kWReflexive) && here == where && s.subject) score += 20;
        if (row == best) {
          best_score = std::max(best_score, score);
        } else if (score > best_score) {
          if (best != row) {
            second = best;
            second_score = best_score;
          }
          best = row;
          best_score = score;
        } else if (row != best && score > second_score) {
          second = row;
          second_score = score;
        }
      }
      if (best == kNone || best_score < 20) return {};
      if (second != kNone && best_score - second_score < 6) return {};
      if (d_.info[best].gender == Gender::kUnknown && best_score - std::max(0.0, second_score) > 6)
        d_.info[best].gender = wanted;
      return {best};
    }
    if (bits & kWThey) {
      for (size_t k = groups_.size(); k-- > 0;) {
        const Seen& g = groups_[k];
        if (g.first >= at || sentence(g.first) > here) continue;
        if (sentence(g.first) + 1 < here) break;
        bool people = std::all_of(g.rows.begin(), g.rows.end(), [&](uint32_t r) {
          return d_.rows[r].kind != EntityKind::kPlace;
        });
        if (!people) continue;
        // A plural noun that is nearer could be meant as well.
        if (uint32_t other = plural_near(at, g.last); other != kNone) return {};
        return g.rows;
      }
      uint32_t row = plural_near(at, 0);
      if (row != kNone) return {row};
      return {};
    }
    if (bits & kWIt) {
      // The subject of the same sentence, if it is a state or a body and the only one so far.
      uint32_t found = kNone, subject = kNone;
      bool two = false;
      for (size_t k = seen_.size(); k-- > 0;) {
        const Seen& s = seen_[k];
        if (s.first >= at) continue;
        size_t where = sentence(s.first);
        if (where != here) break;
        if (s.rows.size() != 1) continue;
        const EntityRow& r = d_.rows[s.rows[0]];
        if (r.kind == EntityKind::kPerson || r.kind == EntityKind::kPopulation ||
            r.kind == EntityKind::kPlace || is_plural_row(s.rows[0]))
          continue;
        if (found != kNone && found != s.rows[0]) two = true;
        found = s.rows[0];
        if (s.subject) subject = s.rows[0];
      }
      if (bits & kWPossessive) {
        if (subject != kNone) return {subject};
        if (found != kNone && !two) return {found};
        // Its leader, …: at the head of a sentence, the one body that the sentence before begins
        // with.
        if (found == kNone && at == d_.sentence_begin(at)) {
          uint32_t before = kNone;
          for (size_t k = seen_.size(); k-- > 0;) {
            const Seen& s = seen_[k];
            if (s.first >= at) continue;
            if (sentence(s.first) + 1 < here) break;
            if (s.rows.size() != 1) continue;
            const EntityRow& r = d_.rows[s.rows[0]];
            if (r.kind == EntityKind::kPerson || r.kind == EntityKind::kPlace ||
                is_plural_row(s.rows[0]))
              continue;
            if (before != kNone && before != s.rows[0] && !s.subject) continue;
            if (s.subject) before = s.rows[0];
          }
          if (before != kNone) return {before};
        }
        return {};
      }
      if (bits & kWSubject) {
        // "It" that says or does: the subject before.
        bool acts =
            at + 1 < d_.sentence_end(at) &&
            (d_.is(at + 1, kWSay) ||
             (d_.is(at + 1, kWAux) && at + 2 < d_.sentence_end(at) && (d_.is(at + 2, kWSay))));
        if (!acts) return {};
        if (subject != kNone) return {subject};
        if (found == kNone) {
          for (size_t k = seen_.size(); k-- > 0;) {
            const Seen& s = seen_[k];
            size_t where = sentence(s.first);
            if (s.first >= at || where == here) continue;
            if (where + 1 < here) break;
            if (!s.subject || s.rows.size() != 1) continue;
            const EntityRow& r = d_.rows[s.rows[0]];
            if (r.kind != EntityKind::kPerson && r.kind != EntityKind::kPlace &&
                !is_plural_row(s.rows[0]))
              return {s.rows[0]};
          }
        }
      }
      return {};
    }
    return {};
  }

  // The one plural actor of this sentence and the one before, behind word `behind`.
  uint32_t plural_near(uint32_t at, uint32_t behind) const {
    uint32_t found = kNone;
    size_t here = sentence(at);
    for (size_t k = seen_.size(); k-- > 0;) {
      const Seen& s = seen_[k];
      if (s.first >= at) continue;
      size_t where = sentence(s.first);
      if (where > here || where + 1 < here) break;
      if (s.first < behind || s.rows.size() != 1 || !is_plural_row(s.rows[0])) continue;
      if (s.rows[0] == authors_) continue;
      if (s.pronoun) return s.rows[0];
      if (found != kNone && found != s.rows[0]) return kNone;
      found = s.rows[0];
    }
    return found;
  }

  bool clause_between(uint32_t from, uint32_t to) const {
    if (d_.trees.size()) {  // two dependents of one verb stand in one clause
      uint32_t subject = d_.trees.head[from > 0 ? from - 1 : 0], object = d_.trees.head[to];
      if (subject == object) return false;
    }
    uint32_t verbs = 0;
    for (uint32_t i = from; i < to; ++i) {
      if (d_.is(i, kWSay) || d_.is(i, kWAnd | kWComma | kWWho)) return true;
      if (d_.verb_at(i) && !(i > from && d_.is(i - 1, kWAux)) && ++verbs > 1) return true;
    }
    return false;
  }

  void resolve_pronoun(Pending& p) {
    if (p.bits & kWYou) return resolve_you(p);
    std::vector<uint32_t> rows;
    if (p.bits & (kWI | kWWe)) {
      rows = speaker(p);
      if (rows.empty() && !quoted_.empty()) {
        if (quoted_[p.first])
          late_.push_back(p);
        else
          unknown_.push_back(p);
      }
    } else {
      rows = antecedent(p.bits, p.first, p.last);
    }
    if (!rows.empty()) mention(p, rows, MentionForm::kPronoun);
  }

  // "We shall come," he said: who speaks was not known when the quotation was read.
  void resolve_late() {
    if (!late_.empty()) {
      covered_.assign(d_.tokens.size(), kNone);
      for (const Mention& m : d_.mentions)
        for (uint32_t i = m.first; i < m.last; ++i)
          covered_[i] = covered_[i] == kNone || covered_[i] == m.row ? m.row : kNone - 1;
      for (Pending& p : late_) {
        if (p.kind == Pending::Kind::kAgent) {
          resolve_agent(p);
          continue;
        }
        std::vector<uint32_t> rows = speaker(p);
        if (!rows.empty())
          mention(p, rows, MentionForm::kPronoun);
        else
          unknown_.push_back(p);
      }
    }
    join_unknown();
  }

  // Who "I" or "you" is may stay open, but it is the same one all through a sentence.
  void join_unknown() {
    std::stable_sort(unknown_.begin(), unknown_.end(),
                     [](const Pending& a, const Pending& b) { return a.first < b.first; });
    for (uint64_t person : {kWI, kWWe, kWYou}) {
      const Pending* first = nullptr;
      uint32_t row = kNone;
      for (const Pending& p : unknown_) {
        if ((p.bits & person) == 0) continue;
        const bool same = first && sentence(first->first) == sentence(p.first) &&
                          quoted_[first->first] == quoted_[p.first];
        if (!same) {
          first = &p;
          row = kNone;
          continue;
        }
        if (row == kNone) {
          const EntityKind kind = person == kWI ? EntityKind::kPerson : EntityKind::kPopulation;
          row = d_.new_row(kind, d_.word(first->first), "", "");
          d_.info[row].unnamed = true;
          d_.info[row].plural = person != kWI;
          d_.add_mention(first->first, first->last, row, MentionForm::kPronoun);
        }
        d_.add_mention(p.first, p.last, row, MentionForm::kPronoun);
      }
    }
  }

  // --- first person ---

  void sort_mentions() {
    std::stable_sort(d_.mentions.begin(), d_.mentions.end(),
                     [](const Mention& a, const Mention& b) {
                       return a.first != b.first ? a.first < b.first : a.last > b.last;
                     });
  }

  // Who speaks in a transcript is somebody, though he may be named nowhere else.
  void name_speakers() {
    turns_ = find_turns(d_.text, d_.tokens);
    if (turns_.empty()) return;
    static const std::unordered_set<uint64_t> kTitles = {
        fold_hash("mr"),   fold_hash("mrs"), fold_hash("ms"),  fold_hash("dr"), fold_hash("mr."),
        fold_hash("mrs."), fold_hash("ms."), fold_hash("dr."), fold_hash(".")};
    // Among the first `known` of a list in the order of the text: those that stood there before.
    auto inside = [](const auto& list, size_t known, uint32_t first, uint32_t last) {
      const auto end = list.begin() + static_cast<std::ptrdiff_t>(known);
      auto at = std::lower_bound(list.begin(), end, first,
                                 [](const auto& m, uint32_t w) { return m.first < w; });
      return at != end && at->first < last;
    };
    const size_t known = d_.mentions.size();
    for (const SpeechTurn& turn : turns_) {
      if (!turn.named || inside(d_.mentions, known, turn.label_first, turn.label_last) ||
          inside(d_.pending, d_.pending.size(), turn.label_first, turn.label_last))
        continue;
      uint32_t first = turn.label_first;
      while (first < turn.label_last && kTitles.count(d_.hashes[first])) ++first;
      if (first == turn.label_last) continue;
      const uint32_t row = d_.person_row(first, turn.label_last);
      d_.add_mention(first, turn.label_last, row, MentionForm::kName);
    }
    if (d_.mentions.size() > known) sort_mentions();
  }

  // The turn that word i is said in, or null.
  const SpeechTurn* turn_at(uint32_t i) const {
    auto at = std::upper_bound(turns_.begin(), turns_.end(), i,
                               [](uint32_t w, const SpeechTurn& t) { return w < t.first; });
    if (at == turns_.begin()) return nullptr;
    --at;
    return i < at->last ? &*at : nullptr;
  }

  void find_quotes() {
    bool wanted = std::any_of(d_.pending.begin(), d_.pending.end(), [](const Pending& p) {
      return (p.bits & (kWI | kWWe | kWYou)) != 0;
    });
    if (!wanted) return;
    quoted_.assign(d_.tokens.size(), 0);
    bool open = false;
    size_t block = 0;
    for (uint32_t i = 0; i < d_.tokens.size(); ++i) {
      // A quotation ends with its paragraph.
      while (block < d_.text.blocks.size() &&
             d_.tokens.start[i] >= d_.text.blocks[block].span.end) {
        ++block;
        open = false;
      }
      uint64_t bits = d_.bits[i];
      if ((bits & kWOpenQuote) && (bits & kWCloseQuote))
        open = !open;
      else if (bits & kWOpenQuote)
        open = true;
      else if (bits & kWCloseQuote)
        open = false;
      quoted_[i] = open;
    }
    for (const SpeechTurn& turn : turns_)
      std::fill(quoted_.begin() + turn.first, quoted_.begin() + turn.last, uint8_t{1});
    for (const Pending& p : d_.pending)
      if ((p.bits & (kWI | kWWe)) && !quoted_[p.first]) ++first_person_;
    // Talk written down has many an "I": short sentences, and "you" as often as not.
    uint32_t you = 0;
    static const uint64_t kYou = fold_hash("you"), kYour = fold_hash("your");
    for (uint64_t hash : d_.hashes) you += hash == kYou || hash == kYour;
    if (d_.tokens.size() < 10 * d_.tokens.sentences() && first_person_ > 0 &&
        you * 3 >= first_person_) {
      first_person_ = 0;
      talk_ = true;
    }
    // Questions to somebody, and somebody who says "I": who is asked is who answers.
    asks_.assign(d_.tokens.sentences(), 0);
    uint32_t asked = 0;
    for (size_t s = 0; s < asks_.size(); ++s) {
      const uint32_t from = d_.tokens.sentence_first[s], to = d_.tokens.sentence_first[s + 1];
      if (to == from || d_.word(to - 1) != "?") continue;
      for (uint32_t i = from; i < to && !asks_[s]; ++i) asks_[s] = d_.is(i, kWYou) && !quoted_[i];
      asked += asks_[s];
    }
    interview_ = !talk_ && asked >= 3 && first_person_ >= 3;
  }

  // Whom a text addresses: all who are "you" outside quotations are its readers, or him whom a
  // letter is for. In a quotation you are whoever is spoken to there, and in talk written down
  // each in turn: left open.
  void resolve_you(const Pending& p) {
    const bool asked = interview_ && asks_[sentence(p.first)];
    if (quoted_[p.first] || talk_ || (interview_ && !asked)) {
      unknown_.push_back(p);
      return;
    }
    if (asked) return d_.add_mention(p.first, p.last, teller(), MentionForm::kPronoun);
    if (readers_ == kNone) {
      readers_ = d_.new_row(EntityKind::kPopulation, d_.word(p.first), "", "");
      d_.info[readers_].plural = d_.info[readers_].unnamed = true;
    }
    d_.add_mention(p.first, p.last, readers_, MentionForm::kPronoun);
  }

  // Who speaks outside quotations: the author of a text that is told in the first person (a speech,
  // a letter); nobody in a report with a stray "our correspondent".
  std::vector<uint32_t> author(const Pending& p) {
    if (first_person_ < 3) return {};
    if (interview_ && asks_[sentence(p.first)]) return {};
    if (p.bits & kWI) return {teller()};
    if (authors_ == kNone) {
      authors_ = d_.new_row(EntityKind::kPopulation, d_.word(p.first), "", "");
      d_.info[authors_].plural = d_.info[authors_].unnamed = true;
    }
    return {authors_};
  }

  // "I" of a text: its author, or him who answers in an interview, which somebody else signs.
  uint32_t teller() {
    if (author_ == kNone) {
      const auto& byline = d_.text.info.byline;
      const bool signed_by_one = !interview_ && byline.size() == 1;
      author_ = d_.new_row(EntityKind::kPerson, signed_by_one ? byline[0] : "I", "", "");
      d_.info[author_].unnamed = true;
    }
    return author_;
  }

  // Who says the quotation that word p.first stands in: the actor beside the verb of saying of the
  // same sentence, or of the sentence that opened it.
  std::vector<uint32_t> speaker(const Pending& p) {
    if (quoted_.empty()) return {};
    if (!quoted_[p.first]) return author(p);
    uint32_t who = kNone;
    size_t here = sentence(p.first);
    if (const SpeechTurn* turn = turn_at(p.first)) {
      for (uint32_t i = turn->label_last; i-- > turn->label_first && who == kNone;)
        who = actor_covering(i, 0);
      if (who == kNone) return {};
      return means(who, p);
    }
    for (size_t s = here;; --s) {
      who = speaker_of(s);
      if (who != kNone) break;
      if (s == 0 || here - s >= 3) break;
      uint32_t begin = d_.tokens.sentence_first[s];
      if (!quoted_[begin] || d_.is(begin, kWOpenQuote)) break;  // the quotation began here
    }
    // A quotation that goes on in a sentence of its own: by who spoke in the one before.
    if (who == kNone && here > 0 && !covered_.empty()) {
      uint32_t begin = d_.tokens.sentence_first[here], before = d_.tokens.sentence_first[here - 1];
      bool starts = d_.is(begin, kWOpenQuote);
      bool spoke = false;
      for (uint32_t i = before; i < begin && !spoke; ++i) spoke = quoted_[i];
      if (starts && spoke) who = speaker_of(here - 1);
    }
    if (who == kNone) return {};
    return means(who, p);
  }

  // What I, we, my and our mean where `who` speaks.
  std::vector<uint32_t> means(uint32_t who, const Pending& p) {
    if (p.bits & kWI)
      return d_.rows[who].kind == EntityKind::kPerson ? std::vector<uint32_t>{who}
                                                      : std::vector<uint32_t>{};
    const EntityRow& r = d_.rows[who];
    if (r.kind != EntityKind::kPerson) return {who};
    // Who speaks for a state says "we" of the state.
    bool speaks_for =
        std::any_of(d_.info[who].titles.begin(), d_.info[who].titles.end(), [](const Actor* t) {
          return t->sector == "GOV" &&
                 (t->rank == Rank::kHeadOfState || t->rank == Rank::kHeadOfGovernment ||
                  t->rank == Rank::kMinister || t->rank == Rank::kSpokesperson ||
                  t->rank == Rank::kAmbassador || t->rank == Rank::kEnvoy ||
                  t->rank == Rank::kDeputy || t->rank == Rank::kRoyal);
        });
    if (!speaks_for || r.country.size() != 3 || r.country == "IGO") return {};
    std::string country = r.country;
    return {d_.state_row(country)};
  }

  uint32_t speaker_of(size_t s) {
    uint32_t from = d_.tokens.sentence_first[s], to = d_.tokens.sentence_first[s + 1];
    for (uint32_t i = from; i < to; ++i) {
      if (quoted_[i] || !d_.is(i, kWSay) || d_.is(i, kWCloseQuote)) continue;
      for (uint32_t before : {i, i > 0 ? i - 1 : 0}) {
        if (before <= from) continue;
        uint32_t number = d_.taken[before - 1];
        if (uint32_t row = actor_covering(before - 1, number); row != kNone) return row;
      }
      if (i + 1 < to) {
        uint32_t next = d_.is(i + 1, kWThe) && i + 2 < to ? i + 2 : i + 1;
        if (uint32_t row = actor_covering(next, d_.taken[next]); row != kNone) return row;
      }
    }
    return kNone;
  }

  uint32_t actor_covering(uint32_t word, uint32_t) const {
    if (!covered_.empty()) {
      uint32_t row = covered_[word];
      return row < kNone - 1 && d_.rows[row].kind != EntityKind::kPlace ? row : kNone;
    }
    // Mentions made so far, in the order of the text as far as the body goes: look among the latest
    // and among those that follow.
    auto it = std::lower_bound(d_.mentions.begin(),
                               d_.mentions.begin() + static_cast<std::ptrdiff_t>(named_count()),
                               word, [](const Mention& m, uint32_t w) { return m.last <= w; });
    if (it != d_.mentions.begin() + static_cast<std::ptrdiff_t>(named_count()) &&
        it->first <= word && it->last > word && d_.rows[it->row].kind != EntityKind::kPlace)
      return it->row;
    for (size_t k = seen_.size(); k-- > 0 && seen_.size() - k < 12;)
      if (seen_[k].first <= word && word < seen_[k].last && seen_[k].rows.size() == 1 &&
          d_.rows[seen_[k].rows[0]].kind != EntityKind::kPlace)
        return seen_[k].rows[0];
    return kNone;
  }
  size_t named_count() const { return named_count_; }

  Draft& d_;
  std::vector<std::pair<std::string, uint32_t>> top_;  // countries by mentions, most first
  uint32_t total_ = 0;
  std::vector<Seen> seen_, groups_;
  Seen group_;
  bool open_group_ = false;
  std::vector<uint32_t> people_;     // rows, the latest last
  std::vector<uint32_t> last_seen_;  // a row: first word of its latest mention
  std::vector<uint32_t> first_of_;   // a row: number of its first mention by name
  std::vector<SpeechTurn> turns_;    // of a transcript
  std::vector<uint8_t> quoted_;
  std::vector<Pending> unknown_;   // first and second persons of whom nobody knows who they are
  std::vector<Pending> late_;      // first person of speakers who are named behind
  std::vector<uint32_t> covered_;  // row that covers a word, when all are known; kNone - 1: several
  uint32_t first_person_ = 0;      // pronouns of the first person outside quotations
  bool talk_ = false;              // a conversation written down
  bool interview_ = false;         // questions and answers
  std::vector<uint8_t> asks_;      // a sentence: asks "you" something
  uint32_t author_ = kNone, authors_ = kNone, readers_ = kNone;
  std::unordered_map<std::string, uint32_t> latest_;  // common noun and number → its last row
  size_t named_count_ = 0;

 public:
  void set_named_count(size_t n) { named_count_ = n; }
};

}  // namespace

uint32_t body_kinds(uint64_t hash) {
  static const std::unordered_map<uint64_t, uint32_t> kTable = [] {
    std::unordered_map<uint64_t, uint32_t> table;
    for (const BodyNoun& noun : kBodyNouns) table.emplace(fold_hash(noun.word), noun.kinds);
    return table;
  }();
  auto at = kTable.find(hash);
  return at == kTable.end() ? 0 : at->second;
}

void resolve_references(Draft& draft) {
  Resolver resolver(draft);
  resolver.set_named_count(draft.mentions.size());
  resolver.run();
}

}  // namespace dragoman::entity_detail

#include "statement/issues.h"

#include <algorithm>
#include <unordered_set>

#include "base/fold.h"
#include "base/hash.h"
#include "base/tsv.h"
#include "grammar/grammar.h"

namespace dragoman {
namespace {

constexpr size_t kColumns = 3;
constexpr int kDeepest = 5;  // cost beyond which a wording is no more what a content is on
constexpr uint32_t kMostTokens =
    400;                             // of a content that are looked at: what it is on is said early
constexpr int kMostTops = 3;         // sentences that may give the head phrase
constexpr size_t kMostWords = 5;     // of a head phrase
constexpr size_t kLongestName = 40;  // bytes of a party in a label

// A plural and its singular are one word: rights, right; countries, country.
uint64_t stem(std::string_view word) {
  const size_t n = word.size();
  auto last = [&](size_t k) { return n > k ? static_cast<char>(word[n - 1 - k] | 0x20) : '\0'; };
  if (n > 4 && last(0) == 's' && last(1) == 'e' && last(2) == 'i')
    return fold_hash(word.substr(0, n - 3));
  if (n > 3 && last(0) == 's' && last(1) != 's' && last(1) != 'u' && last(1) != 'i')
    return fold_hash(word.substr(0, n - 1));
  if (n > 3 && last(0) == 'y') return fold_hash(word.substr(0, n - 1));
  return fold_hash(word);
}

std::unordered_set<uint64_t> words_of(std::initializer_list<const char*> list) {
  std::unordered_set<uint64_t> out;
  for (const char* word : list) out.insert(fold_hash(word));
  return out;
}

// Words that may stand between those of a wording.
bool passed_over(std::string_view word) {
  static const auto set = words_of({"the",   "a",   "an",   "this", "these", "its", "his", "her",
                                    "their", "our", "your", "my",   "any",   "all", "-",   "'",
                                    "'s",    "\"",  "``",   "''",   "“",     "”",   "‘"});
  if (word.size() > 5) return false;
  return set.contains(fold_hash(word));
}

// Cuts a word at its hyphens (also the typographic ones) and calls `part` with each piece.
template <typename Part>
void at_hyphens(std::string_view word, Part part) {
  size_t from = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    size_t width = 0;
    if (word[i] == '-')
      width = 1;
    else if (word.substr(i).starts_with("\xE2\x80\x90") ||
             word.substr(i).starts_with("\xE2\x80\x91") ||
             word.substr(i).starts_with("\xE2\x80\x93"))
      width = 3;
    if (width == 0) continue;
    if (i > from) part(word.substr(from, i - from));
    from = i + width;
    i = from - 1;
  }
  if (word.size() > from) part(word.substr(from));
}

std::vector<std::string> words_in(std::string_view phrase) {
  std::vector<std::string> out;
  for (std::string_view word : split_list(phrase, ' '))
    at_hyphens(word, [&](std::string_view part) {
      if (part.ends_with("'s")) part.remove_suffix(2);
      if (part.ends_with("'")) part.remove_suffix(1);
      if (!part.empty() && !passed_over(part)) out.emplace_back(part);
    });
  return out;
}

// The American spelling of a word that the table has in the British one; empty if it is the same.
std::string american(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"isation", "ization"}, {"programme", "program"}, {"defence", "defense"},
      {"labour", "labor"},    {"ilise", "ilize"},       {"ognise", "ognize"},
      {"alise", "alize"},     {"centre", "center"}};
  for (auto [british, us] : kEndings)
    if (word.ends_with(british))
      return std::string(word.substr(0, word.size() - british.size())) + std::string(us);
  return {};
}

std::vector<uint64_t> markers_of(std::string_view preposition) {
  static constexpr std::pair<std::string_view, std::string_view> kLead[] = {
      {"of", "of|in|over"},
      {"on", "on|against|upon|over"},
      {"in", "in|inside|within|of|across|throughout"},
      {"from", "from"},
      {"with", "with|between|toward|towards|to"},
      {"to", "to|for|into"},
      {"for", "for|of|to|in"},
      {"against", "against|on"},
      {"over", "over|of|on|with"},
      {"between", "between|with"},
      {"by", "by|from"}};
  std::vector<uint64_t> out;
  for (auto [label, text] : kLead)
    if (label == preposition)
      for (std::string_view word : split_list(text)) out.push_back(fold_hash(word));
  return out;
}

// Nouns that only lead to what is meant: the importance of dialogue.
bool vague(uint64_t lemma) {
  static const auto set =
      words_of({"need",         "importance",    "necessity",    "significance",
                "fact",         "effort",        "commitment",   "readiness",
                "keenness",     "willingness",   "support",      "rejection",
                "opposition",   "concern",       "desire",       "intention",
                "possibility",  "issue",         "question",     "matter",
                "topic",        "subject",       "role",         "part",
                "number",       "kind",          "sort",         "type",
                "process",      "continuation",  "idea",         "attempt",
                "means",        "point",         "series",       "group",
                "step",         "measure",       "move",         "call",
                "decision",     "plan",          "hope",         "wish",
                "gratitude",    "thanks",        "appreciation", "condolence",
                "satisfaction", "determination", "solidarity",   "result",
                "interest",     "priority",      "level",        "aspect",
                "field",        "form",          "right",        "responsibility",
                "principle",    "initiative",    "problem",      "opportunity",
                "hundred",      "thousand",      "million",      "dozen",
                "billion",      "stance",        "stand",        "position",
                "whole",        "rest",          "last",         "most",
                "front",        "ton",           "inch",         "proposal",
                "policy",       "conduct",       "way",          "progress",
                "view",         "resumption",    "handling",     "implementation",
                "purpose",      "framework",     "context"});
  return set.contains(lemma);
}

// Place adjuncts, subordinate clauses and what is only added stand further from the matter than
// subject and object do.
int cost_of(Deprel rel) {
  switch (rel) {
    case Deprel::kAclRelcl:
      return 4;
    case Deprel::kAdvcl:
    case Deprel::kAppos:
    case Deprel::kParataxis:
    case Deprel::kVocative:
      return 3;
    case Deprel::kAcl:
    case Deprel::kObl:
    case Deprel::kConj:
      return 2;
    case Deprel::kXcomp:
    case Deprel::kCcomp:
      return 0;
    default:
      return universal(rel) == rel ? 1 : cost_of(universal(rel));
  }
}

}  // namespace

void IssueLexicon::Line::clear() {
  forms.clear();
  lemmas.clear();
  exact.clear();
  at.clear();
}

Result<IssueLexicon> IssueLexicon::load(const std::string& data_dir) {
  auto table = load_tsv(data_dir + "/resources/ontology/issues.tsv", kColumns);
  if (!table) return table.error();
  IssueLexicon out;
  for (const TsvRow& row : table->rows) {
    auto fault = [&](std::string message) {
      return Error{Error::Code::kFormat, table->where(row) + ": " + std::move(message)};
    };
    Issue issue;
    std::string_view label = row.cells[0];
    if (const size_t brace = label.find('{'); brace != std::string_view::npos) {
      std::string_view slot = label.substr(brace);
      issue.required = slot.ends_with("!}");
      if (slot == "{state}" || slot == "{state!}")
        issue.slot = Issue::Slot::kState;
      else if (slot == "{target}" || slot == "{target!}")
        issue.slot = Issue::Slot::kTarget;
      else
        return fault("unknown slot " + std::string(slot));
      label = trim(label.substr(0, brace));
      const size_t blank = label.rfind(' ');
      if (blank == std::string_view::npos) return fault("no preposition before the slot");
      issue.preposition = label.substr(blank + 1);
      label = trim(label.substr(0, blank));
      issue.markers = markers_of(issue.preposition);
      if (issue.markers.empty())
        return fault("unknown preposition '" + issue.preposition + "' before the slot");
    }
    issue.label = label;
    for (std::string_view phrase : split_list(row.cells[2])) {
      std::vector<uint64_t> words;
      for (const std::string& word : words_in(phrase)) words.push_back(stem(word));
      if (!words.empty()) issue.near.push_back(std::move(words));
    }
    const auto number = static_cast<uint32_t>(out.issues_.size());
    out.issues_.push_back(std::move(issue));
    for (std::string_view wording : split_list(row.cells[1]))
      if (!out.add(wording, number))
        return fault("wording '" + std::string(wording) + "' is empty or stands twice");
  }
  return out;
}

bool IssueLexicon::add(std::string_view wording, uint32_t issue) {
  const bool exact = wording.starts_with('=');
  if (exact) wording.remove_prefix(1);
  const std::vector<std::string> words = words_in(wording);
  if (words.empty()) return false;
  std::vector<uint64_t> hashes;
  if (exact) {
    for (const std::string& word : words) hashes.push_back(hash64(word));
    return exact_.add(hashes, issue) == PhraseTable::kNone;
  }
  for (const std::string& word : words) hashes.push_back(stem(word));
  if (folded_.add(hashes, issue) != PhraseTable::kNone) return false;
  bool differs = false;
  for (size_t i = 0; i < words.size(); ++i)
    if (std::string other = american(words[i]); !other.empty()) {
      hashes[i] = stem(other);
      differs = true;
    }
  if (differs) folded_.add(hashes, issue);
  return true;
}

void IssueLexicon::read(const Tags& tags, const TreeIndex& tree, uint32_t first, uint32_t last,
                        Line& line) const {
  for (uint32_t i = first; i < last; ++i) {
    const std::string_view word = tree.word(i);
    if (passed_over(word)) continue;
    if (word.size() > 2 && (word.find('-') != std::string_view::npos ||
                            word.find("\xE2\x80") != std::string_view::npos)) {
      at_hyphens(word, [&](std::string_view part) {
        line.forms.push_back(stem(part));
        line.lemmas.push_back(line.forms.back());
        line.exact.push_back(hash64(part));
        line.at.push_back(i);
      });
      continue;
    }
    line.forms.push_back(stem(word));
    line.lemmas.push_back(stem(tags.lemma(i)));
    line.exact.push_back(hash64(word));
    line.at.push_back(i);
  }
}

PhraseTable::Match IssueLexicon::longest(const Line& line, size_t k) const {
  PhraseTable::Match best = exact_.longest(line.exact, k);
  for (const auto* words : {&line.forms, &line.lemmas}) {
    const PhraseTable::Match match = folded_.longest(*words, k);
    if (match.length > best.length) best = match;
  }
  return best;
}

bool IssueLexicon::near_by(const Issue& issue, const Line& line) const {
  if (issue.near.empty()) return true;
  for (const auto& phrase : issue.near)
    for (size_t k = 0; k + phrase.size() <= line.at.size(); ++k) {
      bool same = true;
      for (size_t w = 0; same && w < phrase.size(); ++w)
        same = line.forms[k + w] == phrase[w] || line.lemmas[k + w] == phrase[w];
      if (same) return true;
    }
  return false;
}

std::string IssueFinder::of(Span content, std::span<const EntityId> holders) {
  if (content.end <= content.start) return {};
  const auto first = static_cast<uint32_t>(token_at(tokens_, content.start));
  auto last = static_cast<uint32_t>(token_at(tokens_, content.end - 1)) + 1;
  last = std::min<uint32_t>(last, static_cast<uint32_t>(t_.size()));
  if (first >= last) return {};
  last = std::min(last, first + kMostTokens);
  if (std::string label = standing_issue(first, last, holders); !label.empty()) return label;
  return head_phrase(first, last);
}

std::string IssueFinder::standing_issue(uint32_t first, uint32_t last,
                                        std::span<const EntityId> holders) {
  line_.clear();
  lexicon_.read(tags_, t_, first, last, line_);
  std::string best;
  std::vector<uint32_t> refused;  // issues whose near words the content lacks
  int least = INT32_MAX;
  uint32_t longest = 0;
  int tops = 0;  // trees of the content that have begun
  uint32_t seen = first;
  for (size_t k = 0; k < line_.at.size();) {
    const PhraseTable::Match match = lexicon_.longest(line_, k);
    if (match.length == 0) {
      ++k;
      continue;
    }
    const uint32_t from = line_.at[k], to = line_.at[k + match.length - 1] + 1;
    const size_t next = k + match.length;
    k = next;
    // The word of the wording that the others hang on, and what lies above it.
    uint32_t head = from;
    for (uint32_t i = from; i < to; ++i)
      if (t_.root(i) || t_.head(i) < from || t_.head(i) >= to) {
        head = i;
        if (t_.upos(i) != Upos::kAdp && t_.upos(i) != Upos::kDet) break;
      }
    for (; seen <= head; ++seen)
      if (t_.root(seen) && seen > first) ++tops;
    int cost = tops > 1 ? 2 * (tops - 1) : 0;
    for (uint32_t i = head;
         cost <= kDeepest && !t_.root(i) && t_.head(i) >= first && t_.head(i) < last;
         i = t_.head(i))
      cost += cost_of(t_.rel(i));
    if (cost > kDeepest || cost > least || (cost == least && match.length <= longest)) continue;
    const IssueLexicon::Issue& issue = lexicon_.issue(match.value);
    if (std::find(refused.begin(), refused.end(), match.value) != refused.end()) continue;
    if (!lexicon_.near_by(issue, line_)) {
      refused.push_back(match.value);
      continue;
    }
    std::string label = issue.label;
    if (issue.slot != IssueLexicon::Issue::Slot::kNone) {
      const std::string name = party(issue, head, from, to, first, last, holders);
      if (name.empty() && issue.required) continue;
      if (!name.empty()) label += ' ' + issue.preposition + ' ' + name;
    }
    best = std::move(label);
    least = cost;
    longest = match.length;
  }
  return best;
}

// The name under which a party stands in a label; empty if nobody that fits is spoken of here.
std::string IssueFinder::name_at(uint32_t i, bool names, const IssueLexicon::Issue& issue,
                                 std::span<const EntityId> holders) const {
  std::vector<EntityId> ids;
  mentions_.at(i, true, ids, names);
  const bool target = issue.slot == IssueLexicon::Issue::Slot::kTarget;
  for (EntityId id : ids) {
    const EntityRow& e = entities_.rows[id.index];
    const std::string_view state = gazetteer_.state_name(e.country);
    std::string_view name;
    switch (e.kind) {
      case EntityKind::kState:
        name = state;
        break;
      case EntityKind::kPlace:
        name = e.place && e.place->feature.starts_with("PCL") && !state.empty()
                   ? state
                   : std::string_view(e.name);
        if (!starts_upper(name)) name = {};
        break;
      case EntityKind::kGovernmentBody:
      case EntityKind::kArmedForce:
      case EntityKind::kPopulation:
        name = state;
        break;
      case EntityKind::kPerson:
        // our sovereignty: that of the country that he speaks for
        if (t_.upos(i) == Upos::kPron) name = state;
        break;
      case EntityKind::kArmedGroup:
      case EntityKind::kParty:
      case EntityKind::kInternationalOrganisation:
      case EntityKind::kCompany:
        if (target && starts_upper(e.name)) name = e.name;
        break;
      default:
        break;
    }
    if (name.empty() || name.size() > kLongestName) continue;
    // Relations are with the other side.
    if (issue.preposition == "with" && std::any_of(holders.begin(), holders.end(), [&](EntityId h) {
          return h == id || (!e.country.empty() && e.country != "IGO" &&
                             entities_.rows[h.index].country == e.country);
        }))
      continue;
    return std::string(name);
  }
  return {};
}

std::string IssueFinder::party(const IssueLexicon::Issue& issue, uint32_t head,
                               uint32_t match_first, uint32_t match_last, uint32_t first,
                               uint32_t last, std::span<const EntityId> holders) const {
  auto inside = [&](uint32_t i) { return i >= first && i < last; };
  auto own = [&](uint32_t i) { return i >= match_first && i < match_last; };
  // Syrian-Chinese relations are, for him who is one of the two, those with the other.
  const bool state =
      issue.slot == IssueLexicon::Issue::Slot::kState ||
      (issue.preposition == "with" && std::any_of(holders.begin(), holders.end(), [&](EntityId h) {
         return !entities_.rows[h.index].country.empty();
       }));
  std::string name;
  auto found = [&](uint32_t i, bool names) {
    name = name_at(i, names, issue, holders);
    if (!name.empty()) return true;
    for (uint32_t g : t_.children(i))  // with China and Iran, of whom one holds the stand
      if (t_.urel(g) == Deprel::kConj && !(name = name_at(g, names, issue, holders)).empty())
        return true;
    return false;
  };
  // The owner: Syria's, its, Syrian.
  auto owner = [&](uint32_t w) {
    for (uint32_t c : t_.children(w))
      if (t_.rel(c) == Deprel::kNmodPoss && inside(c) && found(c, false)) return true;
    for (uint32_t c : t_.children(w))
      if ((t_.urel(c) == Deprel::kCompound || t_.urel(c) == Deprel::kAmod ||
           t_.rel(c) == Deprel::kNmodDesc) &&
          inside(c) && !own(c) && found(c, true))
        return true;
    return false;
  };
  // What follows one of the prepositions: of Syria, against the government of Syria.
  auto phrase = [&](uint32_t w, size_t from = 0, size_t to = SIZE_MAX) {
    for (size_t m = from; m < std::min(to, issue.markers.size()); ++m)
      for (uint32_t c : t_.children(w)) {
        if ((t_.urel(c) != Deprel::kNmod && t_.urel(c) != Deprel::kObl) || !inside(c)) continue;
        const uint32_t marker = t_.child(c, Deprel::kCase);
        if (marker == TreeIndex::kNone || t_.lemma(marker) != issue.markers[m]) continue;
        if (found(c, false) || owner(c)) return true;
        for (uint32_t g : t_.children(c))
          if (t_.urel(g) == Deprel::kNmod && inside(g) && found(g, false)) return true;
      }
    return false;
  };
  // Israel's recognition of Palestine is that of Palestine: the plain preposition goes first.
  if (state && phrase(head, 0, 1)) return name;
  if (state)
    for (uint32_t w = match_first; w < match_last; ++w)
      if (owner(w)) return name;
  if (phrase(head)) return name;
  for (uint32_t w = match_first; w < match_last; ++w)
    if (w != head && phrase(w)) return name;
  // The wording is a verb: recognise Palestine, Palestine was recognised.
  static const auto kPolity = words_of({"state", "government", "republic", "independence",
                                        "statehood", "regime", "people", "person"});
  if (t_.upos(head) == Upos::kVerb) {
    std::vector<uint32_t> themes;
    objects(t_, head, themes);
    for (uint32_t c : themes)
      if (inside(c) && !own(c) && (found(c, false) || (kPolity.contains(t_.lemma(c)) && owner(c))))
        return name;
  }
  // Sanctions imposed on Syria; impose sanctions on Syria; sanctions were imposed on Syria.
  for (uint32_t c : t_.children(head))
    if (t_.urel(c) == Deprel::kAcl && inside(c) && phrase(c)) return name;
  uint32_t at = head;
  for (int turns = 0; turns < 3 && !t_.root(at) && inside(t_.head(at)); ++turns) {
    const Deprel rel = t_.urel(at);
    if (rel != Deprel::kObj && rel != Deprel::kNsubj && rel != Deprel::kNmod &&
        rel != Deprel::kObl && rel != Deprel::kConj && rel != Deprel::kCompound)
      break;
    // Sovereignty and unity of Syria: the owner of the first is that of all.
    const bool joined = rel == Deprel::kConj || rel == Deprel::kCompound;
    at = t_.head(at);
    if (state && joined && owner(at)) return name;
    if (phrase(at)) return name;
    if (t_.upos(at) == Upos::kVerb) break;
  }
  // … and what stands behind the last of them: the unity and sovereignty of Syria.
  for (uint32_t c : t_.children(head))
    if (t_.urel(c) == Deprel::kConj && inside(c) && (phrase(c) || (state && owner(c)))) return name;
  return {};
}

// May the word stand as what a content is on?
bool IssueFinder::names_something(uint32_t i) const {
  static const auto kEmpty = words_of(
      {"said",     "say",        "saying",    "says",      "tell",      "told",     "it",
       "that",     "this",       "there",     "year",      "month",     "week",     "day",
       "hour",     "minute",     "today",     "tomorrow",  "yesterday", "tonight",  "time",
       "moment",   "morning",    "monday",    "tuesday",   "wednesday", "thursday", "friday",
       "saturday", "sunday",     "january",   "february",  "march",     "april",    "may",
       "june",     "july",       "august",    "september", "october",   "november", "december",
       "percent",  "thing",      "way",       "lot",       "one",       "sir",      "mr",
       "ms",       "mrs",        "dollar",    "euro",      "pound",     "yen",      "yuan",
       "rouble",   "ruble",      "krone",     "krona",     "franc",     "rupee",    "lira",
       "riyal",    "rial",       "dinar",     "dirham",    "shekel",    "peso",     "cent",
       "anything", "everything", "something", "nothing",   "person",    "case",     "addition"});
  if (t_.upos(i) != Upos::kNoun && t_.upos(i) != Upos::kPropn) return false;
  const std::string_view word = t_.word(i);
  const bool letter = std::any_of(word.begin(), word.end(), [](unsigned char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  });
  const auto front = static_cast<unsigned char>(word.front());
  const bool begins = front >= 0x80 || (front >= '0' && front <= '9') ||
                      ((front | 0x20) >= 'a' && (front | 0x20) <= 'z');
  return letter && begins && word.size() > 1 && !kEmpty.contains(t_.lemma(i)) &&
         !kEmpty.contains(t_.form(i));
}

// The word that a clause is about: the object of its main verb or what stands for it.
uint32_t IssueFinder::theme(uint32_t top, uint32_t first, uint32_t last) const {
  static const auto kSaying =
      words_of({"say", "tell", "declare", "report", "add", "announce", "state", "stress", "affirm",
                "believe", "think", "claim", "insist", "note", "explain", "know", "hope", "want"});
  static const uint64_t kMatters[] = {fold_hash("of"),   fold_hash("about"), fold_hash("on"),
                                      fold_hash("for"),  fold_hash("over"),  fold_hash("against"),
                                      fold_hash("to"),   fold_hash("with"),  fold_hash("from"),
                                      fold_hash("into"), fold_hash("in")};
  auto inside = [&](uint32_t i) { return i >= first && i < last; };
  // The dependant of a noun or verb that tells what it is on, by its preposition.
  std::vector<EntityId> parties;
  auto matter = [&](uint32_t at, bool noun) {
    for (uint64_t wanted : kMatters)
      for (uint32_t c : t_.children(at)) {
        if ((t_.urel(c) != Deprel::kNmod && t_.urel(c) != Deprel::kObl) || !inside(c)) continue;
        const uint32_t marker = t_.child(c, Deprel::kCase);
        if (marker == TreeIndex::kNone || t_.lemma(marker) != wanted) continue;
        if (noun) {  // the stance of Oslo on the strait: the strait
          if (wanted == kMatters[10]) continue;
          parties.clear();
          mentions_.at(c, false, parties);
          if (!parties.empty()) continue;
        }
        if (names_something(c)) return c;
      }
    return TreeIndex::kNone;
  };
  uint32_t at = top;
  uint32_t spare = TreeIndex::kNone;  // better than nothing
  for (int turns = 0; turns < 12; ++turns) {
    uint32_t next = TreeIndex::kNone;
    if (names_something(at)) {
      const bool predicate = t_.child(at, Deprel::kCop) != TreeIndex::kNone;
      if (predicate) {  // the law is a mistake: the law
        for (uint32_t c : t_.children(at))
          if (t_.urel(c) == Deprel::kNsubj && inside(c) && names_something(c)) return c;
      }
      if (!vague(t_.lemma(at))) return at;
      spare = at;
      next = matter(at, true);
      for (uint32_t c : t_.children(at))
        if (next == TreeIndex::kNone && c > at && t_.urel(c) == Deprel::kAcl && inside(c) &&
            t_.rel(c) != Deprel::kAclRelcl)
          next = c;
      if (next == TreeIndex::kNone) return at;
      at = next;
      continue;
    }
    auto noun = [&](Deprel wanted) {
      if (next != TreeIndex::kNone) return;
      for (uint32_t c : t_.children(at))
        if (t_.urel(c) == wanted && inside(c) && names_something(c)) {
          next = c;
          return;
        }
    };
    auto clause = [&](Deprel wanted) {
      if (next != TreeIndex::kNone) return;
      for (uint32_t c : t_.children(at))
        if (t_.urel(c) == wanted && inside(c) &&
            (t_.upos(c) == Upos::kVerb || t_.upos(c) == Upos::kAdj || t_.upos(c) == Upos::kAux ||
             names_something(c))) {
          next = c;
          return;
        }
    };
    // what somebody says in his turn
    if (kSaying.contains(t_.lemma(at))) {
      clause(Deprel::kCcomp);
      clause(Deprel::kParataxis);
      clause(Deprel::kXcomp);
    }
    noun(Deprel::kObj);
    // to provide Kenya with buses: the buses
    if (next != TreeIndex::kNone && t_.upos(next) == Upos::kPropn)
      for (uint32_t c : t_.children(at)) {
        const uint32_t marker = t_.child(c, Deprel::kCase);
        if (t_.urel(c) == Deprel::kObl && c > next && inside(c) && marker != TreeIndex::kNone &&
            t_.lemma(marker) == kMatters[7] && t_.upos(c) == Upos::kNoun && names_something(c)) {
          next = c;
          break;
        }
      }
    for (uint32_t c : t_.children(at))
      if (next == TreeIndex::kNone && t_.rel(c) == Deprel::kNsubjPass && inside(c) &&
          names_something(c))
        next = c;
    if (t_.upos(at) == Upos::kAdj) noun(Deprel::kNsubj);
    clause(Deprel::kXcomp);
    clause(Deprel::kCcomp);
    if (next == TreeIndex::kNone) next = matter(at, false);
    noun(Deprel::kNsubj);
    clause(Deprel::kCsubj);
    clause(Deprel::kAdvcl);
    clause(Deprel::kParataxis);
    clause(Deprel::kConj);
    if (next == TreeIndex::kNone) return spare;
    at = next;
  }
  return spare;
}

// Words of the phrase, best first to be kept, in the order of the text at the end.
void IssueFinder::add_words(uint32_t noun, uint32_t first, uint32_t last,
                            std::vector<uint32_t>& out) const {
  static const auto kVerdicts =  // degree, time, number and judgement say nothing of the matter
      words_of({"new",        "old",        "recent",     "first",     "last",      "next",
                "full",       "great",      "big",        "major",     "further",   "more",
                "many",       "much",       "several",    "few",       "other",     "own",
                "same",       "such",       "strong",     "deep",      "heinous",   "cowardly",
                "brutal",     "barbaric",   "terrible",   "unjust",    "unfair",    "illegal",
                "good",       "bad",        "better",     "best",      "important", "vital",
                "key",        "clear",      "serious",    "grave",     "blatant",   "flagrant",
                "open",       "urgent",     "immediate",  "current",   "present",   "latest",
                "continuous", "continuing", "ongoing",    "constant",  "sincere",   "warm",
                "firm",       "steadfast",  "historic",   "possible",  "necessary", "certain",
                "various",    "different",  "additional", "so-called", "alleged",   "heavy",
                "huge",       "large",      "small",      "long",      "short",     "high",
                "low",        "late",       "early",      "previous",  "entire",    "whole",
                "joint",      "mutual",     "friendly",   "brotherly", "criminal",  "continued"});
  out.push_back(noun);
  for (uint32_t c : t_.children(noun)) {
    if (c < first || c >= last || t_.lemma(c) == 0) continue;
    if (t_.urel(c) == Deprel::kFlat && c > noun) out.push_back(c);
    if (c > noun || kVerdicts.contains(t_.lemma(c)) || kVerdicts.contains(t_.form(c))) continue;
    const bool modifies =
        t_.urel(c) == Deprel::kCompound ||
        (t_.urel(c) == Deprel::kAmod && (t_.upos(c) == Upos::kAdj || t_.upos(c) == Upos::kPropn));
    if (!modifies) continue;
    // a name before the noun in all its words
    for (uint32_t g : t_.children(c))
      if (g >= first && g < last &&
          (t_.urel(g) == Deprel::kCompound || t_.urel(g) == Deprel::kFlat))
        out.push_back(g);
    out.push_back(c);
  }
}

std::string IssueFinder::head_phrase(uint32_t first, uint32_t last) const {
  int tops = 0;
  for (uint32_t i = first; i < last && tops < kMostTops; ++i) {
    if (!t_.root(i) && t_.head(i) >= first && t_.head(i) < last) continue;
    const Deprel rel = t_.urel(i);
    if (t_.upos(i) == Upos::kPunct || rel == Deprel::kCase || rel == Deprel::kMark ||
        rel == Deprel::kCc || rel == Deprel::kDet)
      continue;
    ++tops;
    const uint32_t noun = theme(i, first, last);
    if (noun == TreeIndex::kNone) continue;
    if (std::string label = phrase(noun, first, last); !label.empty()) return label;
  }
  return {};
}

// The noun with what tells it from others.
std::string IssueFinder::phrase(uint32_t noun, uint32_t first, uint32_t last) const {
  std::vector<uint32_t> words, tail;
  add_words(noun, first, last, words);
  // What it is of, on, against: the first complement.
  static const auto kTies = words_of({"of", "on", "in", "against", "with", "for", "to", "between",
                                      "over", "from", "by", "toward", "towards", "at"});
  for (uint32_t c : t_.children(noun)) {
    if (c < noun || c >= last || t_.rel(c) != Deprel::kNmod || !names_something(c)) continue;
    const uint32_t marker = t_.child(c, Deprel::kCase);
    if (marker == TreeIndex::kNone || marker < noun || !kTies.contains(t_.lemma(marker))) continue;
    add_words(c, first, last, tail);
    tail.push_back(marker);
    break;
  }
  if (words.size() > kMostWords) words.resize(kMostWords);
  if (words.size() + tail.size() <= kMostWords) {
    words.insert(words.end(), tail.begin(), tail.end());
  } else if (!tail.empty() && words.size() + 2 <= kMostWords) {
    words.push_back(tail.front());
    words.push_back(tail.back());
  }
  static const auto kBare =  // alone they tell nothing
      words_of({"world",      "country", "hand",      "word",        "order",
                "evidence",   "example", "standard",  "opportunity", "attention",
                "success",    "people",  "man",       "woman",       "counter",
                "solution",   "problem", "situation", "change",      "right",
                "state",      "nation",  "place",     "humanity",    "principle",
                "initiative", "action",  "work",      "job",         "responsibility"});
  if (words.size() == 1 && tail.empty() &&
      (vague(t_.lemma(noun)) || kBare.contains(t_.lemma(noun)) || kBare.contains(t_.form(noun))) &&
      t_.upos(noun) == Upos::kNoun)
    return {};
  // A party or a place has the name that it has in every report.
  auto named = [&](uint32_t i) {
    std::string_view name;
    if (t_.upos(i) != Upos::kPropn) return name;
    std::vector<EntityId> ids;
    mentions_.at(i, true, ids, true);
    if (ids.size() != 1) return name;
    const EntityRow& e = entities_.rows[ids[0].index];
    name =
        e.kind == EntityKind::kState ? gazetteer_.state_name(e.country) : std::string_view(e.name);
    const auto blanks = static_cast<size_t>(std::count(name.begin(), name.end(), ' '));
    if (blanks >= kMostWords || !starts_upper(name)) name = {};
    return name;
  };
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  static const auto kPlural = words_of({"people", "goods", "arms", "means", "media", "data"});
  std::string out;
  for (uint32_t i : words) {
    std::string_view name;
    if (i == noun || (!tail.empty() && i == tail.front())) name = named(i);
    // the State of Palestine: the name covers what follows
    if (!name.empty() && i == noun && (tail.empty() || named(tail.front()) == name))
      return std::string(name);
    if (!out.empty()) out += ' ';
    const bool alone =
        i == noun ? words.front() == noun : !tail.empty() && i == tail.front() && tail.size() == 2;
    if (!name.empty() && alone)
      out += name;
    else if (t_.upos(i) == Upos::kPropn)
      out += t_.word(i);
    else if (t_.word(i).size() > 1 && t_.word(i)[1] >= 'A' && t_.word(i)[1] <= 'Z')
      out += t_.word(i);  // LDCs
    else if (t_.upos(i) == Upos::kNoun && !kPlural.contains(t_.form(i)))
      out += fold(tags_.lemma(i));
    else if (starts_upper(t_.word(i)) && i != first)
      out += t_.word(i);  // Syrian
    else
      fold_append(t_.word(i), out);
  }
  return out.size() <= 80 ? out : std::string();
}

}  // namespace dragoman

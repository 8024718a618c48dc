#include "event/features.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/utf8.h"
#include "grammar/grammar.h"
#include "grammar/status.h"
#include "model/characters.h"

namespace dragoman {
namespace {

constexpr uint32_t kNone = TreeIndex::kNone;

constexpr std::string_view kFeats[] = {
    "Mood=Imp",   "Mood=Ind",   "Mood=Sub",     "Number=Plur",  "Number=Sing",  "Person=1",
    "Person=2",   "Person=3",   "PronType=Dem", "PronType=Int", "PronType=Prs", "PronType=Rel",
    "Tense=Past", "Tense=Pres", "VerbForm=Fin", "VerbForm=Ger", "VerbForm=Inf", "VerbForm=Part",
    "Voice=Pass", "Poss=Yes",   "Degree=Cmp",   "Reflex=Yes"};
constexpr std::string_view kSectors[] = {"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY",
                                         "LEG", "IGO", "NGO", "MED", "EDU", "BUS", "REL", "CVL",
                                         "LAB", "ELI", "UAF", "CRM", "JEW", "SET"};
// The tables: where each sort of row begins.
enum WordRow : uint32_t {
  kUposRow = 0,
  kDeprelRow = kUposRow + kUposCount,
  kFeatRow = kDeprelRow + EventFeatures::kDeprels,
  kCaseRow = kFeatRow + std::size(kFeats),
  kSuffixRow = kCaseRow + 4,
  kMentionRow = kSuffixRow + EventFeatures::kSuffixes,
  kMentionHeadRow = kMentionRow + EventFeatures::kKinds,
  kCountryRow = kMentionHeadRow + EventFeatures::kKinds,
  kSectorRow = kCountryRow + 1,
  kQuoteRow = kSectorRow + std::size(kSectors),
  kCueRow = kQuoteRow + 3,
  kStatusRow = kCueRow + std::size(kStatementActs),
  kHitRow = kStatusRow + 5,
  kRuleRow = kHitRow + kEventTypeCount + 1,
  kRuleStatusRow = kRuleRow + kEventTypeCount,
  kRuleRoleRow = kRuleStatusRow + 5,
  kWordRows = kRuleRoleRow + 2
};
enum PairRow : uint32_t {
  kPathRow = 0,
  kPrepositionRow = kPathRow + EventFeatures::kPaths,
  kDistanceRow = kPrepositionRow + EventFeatures::kPrepositions,
  kUpRow = kDistanceRow + 22,
  kDownRow = kUpRow + 8,
  kTopUpRow = kDownRow + 8,
  kTopDownRow = kTopUpRow + EventFeatures::kDeprels,
  kRankRow = kTopDownRow + EventFeatures::kDeprels,
  kPartyRow = kRankRow + 8,
  kGrammarRow =
      kPartyRow + EventFeatures::kKinds,  // subject, object, inside, speaker, cue's speaker
  kPairRuleRow = kGrammarRow + 5,
  kTypeRow = kPairRuleRow + 6,
  kPairRows = kTypeRow + kEventTypeCount
};

uint32_t bucket(std::string_view text, uint32_t size) {
  return chars::bucket(chars::fnv(text), size);
}

void fold_into(std::string_view word, std::string& out) {
  out.clear();
  const chars::Table& table = chars::table();
  for (size_t i = 0; i < word.size();) {
    const auto b = static_cast<unsigned char>(word[i]);
    if (b < 0x80) {
      chars::Info slow;
      out += static_cast<char>(table(b, slow).folded);
      ++i;
      continue;
    }
    const char32_t c = utf8_next(word, i);
    chars::Info slow;
    utf8_append(out, table(c, slow).folded);
  }
}

// 0 lower case, 1 begins with a capital, 2 all capitals (two or more), 3 no letters.
uint32_t case_of(std::string_view word) {
  const chars::Table& table = chars::table();
  uint32_t letters = 0, capitals = 0;
  bool first_upper = false;
  for (size_t i = 0; i < word.size();) {
    const char32_t c = utf8_next(word, i);
    chars::Info slow;
    const chars::Info& info = table(c, slow);
    if (info.k != chars::Class::kLetter) continue;
    if (letters++ == 0) first_upper = info.upper;
    capitals += info.upper;
  }
  if (letters == 0) return 3;
  if (capitals == letters && letters > 1) return 2;
  return first_upper ? 1 : 0;
}

// The last three characters of a folded word.
std::string_view ending(std::string_view word) {
  size_t i = word.size();
  for (int n = 0; n < 3 && i > 0; ++n) {
    --i;
    while (i > 0 && (static_cast<unsigned char>(word[i]) & 0xC0) == 0x80) --i;
  }
  return word.substr(i);
}

// Relations between equals, which a path passes over.
bool chain(Deprel r) {
  const Deprel u = universal(r);
  return u == Deprel::kConj || u == Deprel::kAppos || u == Deprel::kFlat || u == Deprel::kList ||
         u == Deprel::kCompound || u == Deprel::kFixed;
}

uint32_t distance_row(uint32_t act, uint32_t party) {
  const uint32_t d = act > party ? act - party : party - act;
  const uint32_t k = d < 6 ? d : d < 9 ? 6 : d < 13 ? 7 : d < 20 ? 8 : d < 35 ? 9 : 10;
  return 2 * k + (act > party ? 1 : 0);
}

}  // namespace

uint64_t model_word_hash(std::string_view word, std::string& buffer) {
  fold_into(word, buffer);
  return chars::fnv64(buffer);
}

size_t event_type_index(std::string_view type) {
  return static_cast<size_t>(std::find(std::begin(kEventTypes), std::end(kEventTypes), type) -
                             std::begin(kEventTypes));
}

uint32_t EventFeatures::word_rows() {
  return kWordRows;
}
uint32_t EventFeatures::pair_rows() {
  return kPairRows;
}
uint32_t EventFeatures::status_row() {
  return kStatusRow;
}
uint32_t EventFeatures::cue_row() {
  return kCueRow;
}
uint32_t EventFeatures::type_row() {
  return kTypeRow;
}
std::vector<std::pair<uint32_t, uint32_t>> EventFeatures::word_rows_of_rules() {
  return {{kRuleRow, kWordRows}};
}
std::vector<std::pair<uint32_t, uint32_t>> EventFeatures::pair_rows_of_rules() {
  return {{kPairRuleRow, kTypeRow}};
}
std::pair<uint32_t, uint32_t> EventFeatures::word_rows_of_hits() {
  return {kHitRow, kRuleRow};
}

EventFeatures::EventFeatures(const Tokens& tokens, const Tags& tags, const TreeIndex& tree,
                             const Entities& entities, const Quotes& quotes, const Events& rules,
                             const std::vector<TriggerHit>& hits)
    : tokens_(tokens), tags_(tags), t_(tree), entities_(entities), quotes_(quotes), rules_(rules) {
  const size_t n = tokens.size();
  sentence_of_.resize(n);
  for (size_t s = 0; s < tokens.sentences(); ++s)
    std::fill(sentence_of_.begin() + tokens.sentence_first[s],
              sentence_of_.begin() + tokens.sentence_first[s + 1], static_cast<uint32_t>(s));
  mention_of_word_.assign(n, kNone);
  head_of_mention_.resize(entities.mentions.size());
  first_mention_.assign(tokens.sentences() + 1, 0);
  for (uint32_t m = 0; m < entities.mentions.size(); ++m) {
    const MentionRow& row = entities.mentions[m];
    for (uint32_t i = row.first; i < row.last; ++i) {
      uint32_t& cover = mention_of_word_[i];
      if (cover == kNone ||
          entities.mentions[cover].last - entities.mentions[cover].first > row.last - row.first)
        cover = m;
    }
    head_of_mention_[m] = t_.top(row.first, row.last);
    if (!sentence_of_.empty()) ++first_mention_[sentence_of_[head_of_mention_[m]] + 1];
  }
  for (size_t s = 1; s < first_mention_.size(); ++s) first_mention_[s] += first_mention_[s - 1];
  mentions_by_sentence_.resize(entities.mentions.size());
  std::vector<uint32_t> at(first_mention_.begin(), first_mention_.end());
  for (uint32_t m = 0; m < entities.mentions.size(); ++m)
    mentions_by_sentence_[at[sentence_of_[head_of_mention_[m]]]++] = m;
  hit_bits_.assign(n, 0);
  for (const TriggerHit& h : hits) hit_bits_[h.word] |= 1u << event_type_index(h.trigger->type);
  rules_of_.resize(tokens.sentences());
  for (uint32_t e = 0; e < rules.size(); ++e) {
    rule_at_.try_emplace(rules[e].trigger_word, e);
    rules_of_[sentence_of_[rules[e].trigger_word]].push_back(e);
  }
  quote_bits_.assign(n, 0);
  cue_bits_.assign(n, 0);
  quotes_of_.resize(tokens.sentences());
  for (uint32_t k = 0; k < quotes.size(); ++k) {
    const QuoteRow& q = quotes[k];
    uint32_t last = kNone;
    for (size_t i = token_at(tokens, q.content.start); i < n && tokens.start[i] < q.content.end;
         ++i) {
      if (tokens.start[i] < q.content.start) continue;
      quote_bits_[i] |= static_cast<uint8_t>(1u << static_cast<uint32_t>(q.form));
      if (sentence_of_[i] != last) quotes_of_[last = sentence_of_[i]].push_back(k);
    }
    if (q.cue_word >= n) continue;
    std::vector<uint32_t>& with_cue = quotes_of_[sentence_of_[q.cue_word]];
    if (std::find(with_cue.begin(), with_cue.end(), k) == with_cue.end()) with_cue.push_back(k);
    const auto act = std::find(std::begin(kStatementActs), std::end(kStatementActs), q.act);
    if (act != std::end(kStatementActs))
      cue_bits_[q.cue_word] |= 1u << (act - std::begin(kStatementActs));
  }
}

const EventRow* EventFeatures::rule_at(uint32_t word) const {
  auto it = rule_at_.find(word);
  return it == rule_at_.end() ? nullptr : &rules_[it->second];
}

bool EventFeatures::acts_in(const std::vector<EntityId>& ids, EntityId id) const {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool EventFeatures::may_act(uint32_t word) const {
  switch (t_.upos(word)) {
    case Upos::kVerb:
    case Upos::kNoun:
    case Upos::kAdj:
    case Upos::kPropn:
    case Upos::kAux:
    case Upos::kAdv:
    case Upos::kAdp:
    case Upos::kIntj:
      return true;
    default:
      return false;
  }
}

bool EventFeatures::sentence(size_t s, EventSentence& out) const {
  const uint32_t first = tokens_.sentence_first[s], last = tokens_.sentence_first[s + 1];
  out.first = first;
  out.last = last;
  out.row_begin.clear();
  out.rows.clear();
  out.candidates.clear();
  out.speeches.clear();
  if (last - first > kMostWords || first_mention_[s + 1] - first_mention_[s] > kMostCandidates)
    return false;
  out.cue = std::any_of(quotes_of_[s].begin(), quotes_of_[s].end(), [&](uint32_t k) {
    return quotes_[k].cue_word >= first && quotes_[k].cue_word < last;
  });
  // Who is somebody in an event of the rules in this sentence.
  parties_.clear();
  for (uint32_t k : rules_of_[s]) {
    for (EntityId id : rules_[k].actors) ++parties_[id.index].first;
    for (EntityId id : rules_[k].recipients) ++parties_[id.index].second;
  }
  for (uint32_t k = first_mention_[s]; k < first_mention_[s + 1]; ++k) {
    const uint32_t m = mentions_by_sentence_[k];
    out.candidates.push_back({entities_.mentions[m].entity, head_of_mention_[m], m});
  }
  const size_t here = out.candidates.size();
  // Whom the rules bring in from outside: actors first, in the order of the events.
  for (int role : {0, 1})
    for (uint32_t k : rules_of_[s])
      for (EntityId id : role == 0 ? rules_[k].actors : rules_[k].recipients)
        if (std::none_of(out.candidates.begin(), out.candidates.end(),
                         [&](const PartyCandidate& c) { return c.entity == id; })) {
          if (out.candidates.size() == kMostCandidates) return false;
          out.candidates.push_back({id, kNone, kNone});
        }
  for (PartyCandidate& c : out.candidates)
    if (auto it = parties_.find(c.entity.index); it != parties_.end())
      std::tie(c.acts, c.suffers) = it->second;
  for (uint32_t k : quotes_of_[s])
    if (std::any_of(out.candidates.begin(), out.candidates.end(), [&](const PartyCandidate& c) {
          return acts_in(quotes_[k].speakers, c.entity);
        }))
      out.speeches.push_back(k);
  out.before.assign(last - first + 1, 0);
  for (size_t c = 0; c < here; ++c) ++out.before[out.candidates[c].word - first + 1];
  for (uint32_t i = 1; i <= last - first; ++i) out.before[i] += out.before[i - 1];
  for (uint32_t i = first; i < last; ++i) {
    out.row_begin.push_back(static_cast<uint32_t>(out.rows.size()));
    std::vector<uint32_t>& r = out.rows;
    r.push_back(kUposRow + static_cast<uint32_t>(t_.upos(i)));
    r.push_back(kDeprelRow + static_cast<uint32_t>(t_.rel(i)));
    auto [feats, fresh] = feats_.try_emplace(t_.feats(i));
    if (fresh) {
      const std::string text = "|" + feats_to_string(t_.feats(i)) + "|";
      for (uint32_t f = 0; f < std::size(kFeats); ++f)
        if (text.find("|" + std::string(kFeats[f]) + "|") != std::string::npos)
          feats->second.push_back(kFeatRow + f);
    }
    r.insert(r.end(), feats->second.begin(), feats->second.end());
    const std::string_view word = t_.word(i);
    r.push_back(kCaseRow + case_of(word));
    fold_into(word, folded_);
    r.push_back(kSuffixRow + bucket(ending(folded_), kSuffixes));
    if (const uint32_t m = mention_of_word_[i]; m != kNone) {
      const MentionRow& row = entities_.mentions[m];
      const EntityRow& e = entities_.rows[row.entity.index];
      r.push_back(kMentionRow + 3 * static_cast<uint32_t>(e.kind) +
                  static_cast<uint32_t>(row.form));
      if (!e.country.empty()) r.push_back(kCountryRow);
      const auto sector = std::find(std::begin(kSectors), std::end(kSectors), e.sector);
      if (sector != std::end(kSectors))
        r.push_back(kSectorRow + static_cast<uint32_t>(sector - std::begin(kSectors)));
    }
    uint32_t roles = 0;
    for (size_t c = 0; c < here; ++c) {
      if (out.candidates[c].word != i) continue;
      const PartyCandidate& candidate = out.candidates[c];
      const MentionRow& row = entities_.mentions[candidate.mention];
      const uint32_t kind = kMentionHeadRow +
                            3 * static_cast<uint32_t>(entities_.rows[row.entity.index].kind) +
                            static_cast<uint32_t>(row.form);
      if (std::find(r.begin() + out.row_begin.back(), r.end(), kind) == r.end()) r.push_back(kind);
      roles |= (candidate.acts ? 1u : 0u) | (candidate.suffers ? 2u : 0u);
    }
    for (uint32_t f = 0; f < 3; ++f)
      if (quote_bits_[i] >> f & 1) r.push_back(kQuoteRow + f);
    for (uint32_t a = 0; a < std::size(kStatementActs); ++a)
      if (cue_bits_[i] >> a & 1) r.push_back(kCueRow + a);
    if (t_.upos(i) == Upos::kVerb || t_.upos(i) == Upos::kNoun) {
      matched_.assign(1, i);
      r.push_back(kStatusRow + static_cast<uint32_t>(read_status(t_, matched_).status));
    }
    for (uint32_t h = 0; h <= kEventTypeCount; ++h)
      if (hit_bits_[i] >> h & 1) r.push_back(kHitRow + h);
    if (const EventRow* e = rule_at(i)) {
      const size_t type = event_type_index(e->type);
      if (type < kEventTypeCount) r.push_back(kRuleRow + static_cast<uint32_t>(type));
      r.push_back(kRuleStatusRow + static_cast<uint32_t>(e->status));
    }
    if (roles & 1) r.push_back(kRuleRoleRow);
    if (roles & 2) r.push_back(kRuleRoleRow + 1);
  }
  out.row_begin.push_back(static_cast<uint32_t>(out.rows.size()));
  return true;
}

EventFeatures::Path EventFeatures::path(uint32_t from, uint32_t to) const {
  std::array<uint32_t, 40> up;
  size_t n = 0;
  up[n++] = from;
  while (!t_.root(up[n - 1]) && n < up.size()) {
    up[n] = t_.head(up[n - 1]);
    ++n;
  }
  std::array<uint32_t, 40> down;
  size_t d = 0;
  uint32_t j = to;
  size_t meet = n;
  for (;;) {
    meet = static_cast<size_t>(std::find(up.begin(), up.begin() + n, j) - up.begin());
    if (meet < n || t_.root(j) || d == down.size()) break;
    down[d++] = j;
    j = t_.head(j);
  }
  Path p;
  if (meet >= n) {
    p.bucket = bucket("?", kPaths);
    return p;
  }
  if (meet > 0) p.top_up = static_cast<uint32_t>(t_.rel(up[meet - 1]));
  if (d > 0) p.top_down = static_cast<uint32_t>(t_.rel(down[d - 1]));
  uint32_t h = chars::kFnvOffset, ups = 0, downs = 0;
  for (size_t k = 0; k < meet; ++k)
    if (!chain(t_.rel(up[k]))) {
      h = chars::fnv_byte('<', chars::fnv(to_string(t_.rel(up[k])), h));
      ++ups;
    }
  h = chars::fnv_byte('|', h);
  for (size_t k = d; k-- > 0;)
    if (!chain(t_.rel(down[k]))) {
      h = chars::fnv_byte('>', chars::fnv(to_string(t_.rel(down[k])), h));
      ++downs;
    }
  p.bucket = ups > 5 || downs > 5 ? bucket("far", kPaths) : chars::bucket(h, kPaths);
  p.up = std::min(ups, 6u);
  p.down = std::min(downs, 6u);
  return p;
}

void EventFeatures::pair(const EventSentence& s, uint32_t act, const PartyCandidate& c,
                         std::vector<uint32_t>& rows) const {
  rows.clear();
  if (c.word == kNone) {
    rows.push_back(kPathRow + bucket("outside", kPaths));
  } else {
    const Path p = path(c.word, act);
    rows.push_back(kPathRow + p.bucket);
    rows.push_back(kUpRow + p.up);
    rows.push_back(kDownRow + p.down);
    if (p.top_up < kDeprels) rows.push_back(kTopUpRow + p.top_up);
    if (p.top_down < kDeprels) rows.push_back(kTopDownRow + p.top_down);
    const uint32_t marker = t_.child(c.word, Deprel::kCase);
    fold_into(marker == kNone ? std::string_view() : tags_.lemma(marker), folded_);
    rows.push_back(kPrepositionRow + bucket(folded_, kPrepositions));
    rows.push_back(kDistanceRow + distance_row(act, c.word));
    const uint32_t low = std::min(act, c.word), high = std::max(act, c.word);
    const uint32_t between =
        low == high ? 0 : s.before[high - s.first] - s.before[low + 1 - s.first];
    rows.push_back(kRankRow + 2 * std::min(between, 3u) + (c.word > act ? 1 : 0));
    const MentionRow& m = entities_.mentions[c.mention];
    rows.push_back(kPartyRow + 3 * static_cast<uint32_t>(entities_.rows[c.entity.index].kind) +
                   static_cast<uint32_t>(m.form));
    if (grammar_word_ != act) {
      subjects_.clear();
      objects_.clear();
      subjects(t_, act, subjects_);
      objects(t_, act, objects_);
      grammar_word_ = act;
    }
    if (std::find(subjects_.begin(), subjects_.end(), c.word) != subjects_.end())
      rows.push_back(kGrammarRow);
    if (std::find(objects_.begin(), objects_.end(), c.word) != objects_.end())
      rows.push_back(kGrammarRow + 1);
    if (m.first <= act && act < m.last) rows.push_back(kGrammarRow + 2);
  }
  bool speaks = false, by_cue = false;
  for (uint32_t k : s.speeches) {
    const QuoteRow& q = quotes_[k];
    if (!acts_in(q.speakers, c.entity)) continue;
    speaks |= q.content.start <= tokens_.start[act] && tokens_.start[act] < q.content.end;
    by_cue |= q.cue_word == act;
  }
  if (speaks) rows.push_back(kGrammarRow + 3);
  if (by_cue) rows.push_back(kGrammarRow + 4);
  const EventRow* rule = rule_at(act);
  bool actor = false, recipient = false;
  if (rule) {
    actor = acts_in(rule->actors, c.entity);
    recipient = acts_in(rule->recipients, c.entity);
    if (actor) rows.push_back(kPairRuleRow);
    if (recipient) rows.push_back(kPairRuleRow + 1);
    if (!actor && !recipient) rows.push_back(kPairRuleRow + 2);
  }
  // In the other events of the sentence.
  if (c.acts > (actor ? 1u : 0u)) rows.push_back(kPairRuleRow + 3);
  if (c.suffers > (recipient ? 1u : 0u)) rows.push_back(kPairRuleRow + 4);
  if (c.word == kNone) rows.push_back(kPairRuleRow + 5);
}

}  // namespace dragoman

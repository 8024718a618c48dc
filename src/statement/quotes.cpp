// Three ways to say that somebody says: a cue that governs its content (said that …), a cue beside
// it ("…", he said), and a preposition (according to); beside them the speaker with a colon, as
// headlines have it. Trees tell which words belong to which; where they go astray, commas,
// semicolons and quotation marks hold. Quotation marks also tell the form, and carry a running
// quotation over sentences that have no cue of their own.
#include "statement/quotes.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/utf8.h"
#include "document/turns.h"
#include "entity/mention_index.h"
#include "grammar/grammar.h"
#include "grammar/status.h"

namespace dragoman {
namespace {

using Kind = ReportingCue::Kind;
using Condition = ReportingCue::Condition;

constexpr uint32_t kNone = TreeIndex::kNone;

const uint64_t kTo = fold_hash("to"), kThat = fold_hash("that"), kAs = fold_hash("as"),
               kBy = fold_hash("by"), kOwner = fold_hash("'s"), kOver = fold_hash("over"),
               kReject = fold_hash("reject"), kWhat = fold_hash("what"), kWho = fold_hash("who"),
               kMarch = fold_hash("march"), kNor = fold_hash("nor"),
               kNeither = fold_hash("neither"), kNot = fold_hash("not"),
               kNever = fold_hash("never"), kWill = fold_hash("will"), kMay = fold_hash("may"),
               kMight = fold_hash("might"), kCould = fold_hash("could"),
               kWould = fold_hash("would"), kHave = fold_hash("have"), kYet = fold_hash("yet"),
               kNobody = fold_hash("nobody"), kNoOne = fold_hash("none"), kIf = fold_hash("if"),
               kUnless = fold_hash("unless"), kWhen = fold_hash("when"), kUse = fold_hash("use"),
               kOf = fold_hash("of"), kFrom = fold_hash("from"), kIn = fold_hash("in"),
               kAnd = fold_hash("and"), kBut = fold_hash("but"), kWhile = fold_hash("while"),
               kIt = fold_hash("it"), kSay = fold_hash("say"), kQuote = fold_hash("quote"),
               kCite = fold_hash("cite"), kColon = fold_hash(":"), kComma = fold_hash(","),
               kSemicolon = fold_hash(";"), kDash = fold_hash("–"), kLongDash = fold_hash("—"),
               kDashes = fold_hash("--");

const uint64_t kYesterday = fold_hash("yesterday"), kToday = fold_hash("today"),
               kFail = fold_hash("fail"), kOpens = fold_hash("("), kCloses = fold_hash(")"),
               kA = fold_hash("a"), kAn = fold_hash("an"), kHyphen = fold_hash("-"),

               kCall = fold_hash("call"), kTell = fold_hash("tell"), kOn = fold_hash("on"),
               kUpon = fold_hash("upon");

bool one_of(uint64_t x, const std::vector<uint64_t>& list) {
  return std::find(list.begin(), list.end(), x) != list.end();
}
template <size_t N>
bool one_of(uint64_t x, const std::array<uint64_t, N>& list) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

// Verbs by which words are given, with nothing but the words behind them: they may stand beside
// what is said, with or without a comma (…, he said).
const std::array<uint64_t, 66> kSaying = {
    fold_hash("agree"),     fold_hash("grumble"),   fold_hash("retort"),
    fold_hash("affirm"),    fold_hash("reiterate"), fold_hash("underline"),
    fold_hash("emphasize"), fold_hash("emphasise"), fold_hash("assure"),
    fold_hash("decide"),    fold_hash("admit"),     fold_hash("acknowledge"),
    fold_hash("concede"),   fold_hash("hint"),      fold_hash("disclose"),
    fold_hash("reveal"),    fold_hash("testify"),   fold_hash("contend"),
    fold_hash("assert"),    fold_hash("observe"),   fold_hash("boast"),
    fold_hash("joke"),      fold_hash("lament"),    fold_hash("think"),
    fold_hash("fear"),      fold_hash("hope"),      fold_hash("show"),
    fold_hash("find"),      fold_hash("laugh"),     fold_hash("continue"),
    fold_hash("say"),       fold_hash("tell"),      fold_hash("add"),
    fold_hash("report"),    fold_hash("announce"),  fold_hash("declare"),
    fold_hash("write"),     fold_hash("state"),     fold_hash("note"),
    fold_hash("explain"),   fold_hash("argue"),     fold_hash("claim"),
    fold_hash("charge"),    fold_hash("allege"),    fold_hash("warn"),
    fold_hash("indicate"),  fold_hash("reply"),     fold_hash("answer"),
    fold_hash("ask"),       fold_hash("recall"),    fold_hash("insist"),
    fold_hash("confirm"),   fold_hash("reckon"),    fold_hash("conclude"),
    fold_hash("believe"),   fold_hash("predict"),   fold_hash("estimate"),
    fold_hash("maintain"),  fold_hash("remember"),  fold_hash("suggest"),
    fold_hash("point"),     fold_hash("tweet"),     fold_hash("stress"),
    fold_hash("complain"),  fold_hash("promise"),   fold_hash("muse")};

// Verbs whose object hears the words.
const std::array<uint64_t, 16> kTelling = {
    fold_hash("tell"),   fold_hash("assure"),   fold_hash("inform"),   fold_hash("remind"),
    fold_hash("warn"),   fold_hash("ask"),      fold_hash("notify"),   fold_hash("convince"),
    fold_hash("advise"), fold_hash("persuade"), fold_hash("promise"),  fold_hash("show"),
    fold_hash("brief"),  fold_hash("reassure"), fold_hash("threaten"), fold_hash("caution")};

// Conjunctions of time and cause: what they open is no content, whatever the parser calls it.
const std::array<uint64_t, 13> kCircumstances = {
    fold_hash("with"),    fold_hash("after"),    fold_hash("before"), fold_hash("when"),
    fold_hash("while"),   fold_hash("as"),       fold_hash("since"),  fold_hash("though"),
    fold_hash("because"), fold_hash("although"), fold_hash("until"),  fold_hash("once"),
    fold_hash("unless")};

// Days, months and other times: the noun behind a preposition that names no content.
const std::array<uint64_t, 32> kTimes = {
    fold_hash("monday"),    fold_hash("tuesday"),  fold_hash("wednesday"), fold_hash("thursday"),
    fold_hash("friday"),    fold_hash("saturday"), fold_hash("sunday"),    fold_hash("january"),
    fold_hash("february"),  fold_hash("march"),    fold_hash("april"),     fold_hash("may"),
    fold_hash("june"),      fold_hash("july"),     fold_hash("august"),    fold_hash("september"),
    fold_hash("october"),   fold_hash("november"), fold_hash("december"),  fold_hash("day"),
    fold_hash("week"),      fold_hash("weekend"),  fold_hash("month"),     fold_hash("year"),
    fold_hash("telephone"), fold_hash("phone"),    fold_hash("occasion"),  fold_hash("sideline"),
    fold_hash("morning"),   fold_hash("evening"),  fold_hash("condition"), fold_hash("time")};

// Nouns that speak where a headline has them before or behind a colon.
const std::array<uint64_t, 24> kVoices = {
    fold_hash("police"),   fold_hash("army"),      fold_hash("palace"),
    fold_hash("official"), fold_hash("report"),    fold_hash("source"),
    fold_hash("minister"), fold_hash("president"), fold_hash("premier"),
    fold_hash("ministry"), fold_hash("spokesman"), fold_hash("spokeswoman"),
    fold_hash("chief"),    fold_hash("witness"),   fold_hash("general"),
    fold_hash("envoy"),    fold_hash("governor"),  fold_hash("officials"),
    fold_hash("analyst"),  fold_hash("expert"),    fold_hash("statement"),
    fold_hash("poll"),     fold_hash("study"),     fold_hash("rebel")};

// Spans between quotation marks, over sentence borders but not over paragraphs: an opening mark
// that is never closed reaches to the end of its paragraph (the custom for quotes of several
// paragraphs). Two apostrophes are a mark too, as plain text has it.
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
      auto at = static_cast<uint32_t>(pos);
      char32_t c = utf8_next(s, pos);
      if ((c == '\'' || c == '`') && pos < block.end && s[pos] == static_cast<char>(c)) {
        ++pos;
        c = '"';
      }
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
        entities_(entities),
        mentions_(tokens, tree, entities),
        reporting_(reporting) {}

  Quotes run() {
    quoted_ = quoted_spans(text_);
    turns();
    for (size_t s = 0; s < tokens_.sentences(); ++s) {
      from_ = tokens_.sentence_first[s];
      to_ = tokens_.sentence_first[s + 1];
      if (from_ == to_) continue;
      first_row_ = quotes_.size();
      used_.assign(to_ - from_, false);
      find_quote_words();
      for (uint32_t i = from_; i < to_; ++i)
        if (!used_[i - from_] && !cue_at(i, t_.lemma(i)) && t_.form(i) != t_.lemma(i))
          cue_at(i, t_.form(i));
      sources_of_sources();
      colon();
    }
    running_quotes();
    order();
    return std::move(quotes_);
  }

  Quotes run_at(const std::vector<std::pair<uint32_t, std::string_view>>& cues) {
    quoted_ = quoted_spans(text_);
    size_t s = 0;
    bool entered = false;
    for (const auto& [word, act] : cues) {
      while (tokens_.sentence_first[s + 1] <= word) ++s, entered = false;
      if (!entered) {
        from_ = tokens_.sentence_first[s];
        to_ = tokens_.sentence_first[s + 1];
        first_row_ = quotes_.size();
        used_.assign(to_ - from_, false);
        find_quote_words();
        entered = true;
      }
      cue_like(word, act);
    }
    order();
    return std::move(quotes_);
  }

 private:
  void order() {
    std::stable_sort(quotes_.begin(), quotes_.end(), [](const QuoteRow& a, const QuoteRow& b) {
      return a.content.start != b.content.start ? a.content.start < b.content.start
                                                : a.content.end > b.content.end;
    });
  }

  // "the aid that China offered to …": it tells of the thing above, and offers nothing.
  bool tells_of_above(uint32_t i, std::string_view act) const {
    const uint32_t object = object_of(i);
    if (t_.rel(i) != Deprel::kAclRelcl || (object != kNone && !relative(object)) ||
        (act != "say" && act != "offer" && act != "pledge" && act != "support"))
      return false;
    const uint32_t s = subject_of(i);
    return s != kNone && !relative(s);
  }

  // Where the tree does not tell what is said, the place does: what follows the word up to the next
  // comma, or all that goes before "…, X announced".
  void build_by_place(uint32_t i, const ReportingCue& cue) {
    speakers_.clear();
    subjects(t_, i, speakers_);
    std::erase_if(speakers_, [&](uint32_t h) { return h == i || relative(h); });
    if (speakers_.empty()) return;
    const Range here = part(i);
    uint32_t end = i + 1;
    while (end < here.last && t_.form(end) != kComma && !dash(end)) ++end;
    Range r{i + 1, end};
    while (!r.empty() && (is_time(r.first) || t_.upos(r.first) == Upos::kAdp)) ++r.first;
    r = r.empty() ? r : trim(r);
    if (r.size() < 2) {
      uint32_t first = std::min(i, t_.reach(speakers_.front()).first);
      while (first > here.first && t_.form(first - 1) != kComma) --first;
      if (first < here.first + 4) return;
      r = trim({here.first, first - 1});
    }
    if (r.size() < 2) return;
    QuoteRow q;
    q.cue_word = i;
    q.cue = words(i, i + 1);
    q.act = cue.act;
    q.content = words(r.first, r.last);
    q.content_head = top_of(r, i);
    q.source = noun_phrase(speakers_.front(), i);
    for (uint32_t h : speakers_) mentions_.resolve(h, true, q.speakers);
    q.status = read_status(t_, matched_).status;
    if (q.status == EventStatus::kHypothetical) return;
    set_form(q);
    quotes_.push_back(std::move(q));
  }

  // A word that does what a well-known one does, built like that one.
  void cue_like(uint32_t i, std::string_view act) {
    static constexpr std::pair<std::string_view, std::string_view> kModels[] = {
        {"say", "declare"},     {"support", "support"},    {"oppose", "oppose"},
        {"praise", "praise"},   {"thank", "thank"},        {"condemn", "condemn"},
        {"accuse", "accuse"},   {"deny", "deny"},          {"pledge", "promise"},
        {"offer", "offer"},     {"urge", "urge"},          {"warn", "warn"},
        {"condole", "condole"}, {"apologise", "apologise"}};
    const Upos pos = t_.upos(i);
    if (pos != Upos::kVerb && pos != Upos::kNoun) return;
    if (tells_of_above(i, act)) return;
    for (const auto& [known, word] : kModels) {
      if (known != act) continue;
      for (uint32_t index : reporting_.by_head(fold_hash(word))) {
        const ReportingCue& model = reporting_.cue(index);
        if (model.pattern.words.size() > 1 || model.pattern.pos != PatternPos::kVerb) continue;
        ReportingCue cue = model;
        cue.pattern.pos = pos == Upos::kVerb ? PatternPos::kVerb : PatternPos::kNoun;
        cue.pattern.words = {t_.lemma(i)};
        cue.condition = ReportingCue::Condition::kNone;
        cue.act = act;
        matched_ = {i};
        if (!build(i, cue) && pos == Upos::kVerb) build_by_place(i, cue);
        return;
      }
    }
  }

  struct Range {
    uint32_t first = 0, last = 0;  // words [first, last)
    bool empty() const { return first >= last; }
    uint32_t size() const { return last > first ? last - first : 0; }
  };

  Span words(uint32_t first, uint32_t last) const {
    return {tokens_.start[first], tokens_.end[last - 1]};
  }
  Range reach(uint32_t i) const {
    auto [first, last] = t_.reach(i);
    return {first, last};
  }
  bool punct(uint32_t i) const { return t_.upos(i) == Upos::kPunct; }
  bool is_time(uint32_t i) const {
    const uint64_t l = t_.lemma(i);
    if ((l == kMarch || l == kMay) && t_.upos(i) != Upos::kPropn) return false;
    return one_of(l, kTimes);
  }
  // A dash between words, not a hyphen inside one.
  bool dash(uint32_t i) const {
    return i > 0 && (tokens_.flags[i - 1] & Tokens::kSpaceAfter) &&
           (tokens_.flags[i] & Tokens::kSpaceAfter) &&
           (t_.form(i) == kDash || t_.form(i) == kLongDash || t_.form(i) == kDashes ||
            t_.form(i) == kHyphen);
  }

  // --- the sentence: which words stand in quotation marks, and its parts between semicolons -----

  void find_quote_words() {
    inside_.assign(to_ - from_, kNone);
    while (next_quoted_ < quoted_.size() && quoted_[next_quoted_].end <= tokens_.start[from_])
      ++next_quoted_;
    for (size_t q = next_quoted_; q < quoted_.size() && quoted_[q].start < tokens_.end[to_ - 1];
         ++q)
      for (uint32_t i = from_; i < to_; ++i)
        if (tokens_.start[i] >= quoted_[q].start && tokens_.end[i] <= quoted_[q].end)
          inside_[i - from_] = static_cast<uint32_t>(q);
  }
  // The quotation that word i stands in, or kNone.
  uint32_t inside(uint32_t i) const { return i >= from_ && i < to_ ? inside_[i - from_] : kNone; }

  // The stretch of the sentence around word i: between semicolons, and inside the quotation marks
  // that i itself stands in; without the dateline of an agency.
  Range part(uint32_t i) const {
    Range r{i, i + 1};
    const uint32_t q = inside(i);
    while (r.first > from_ && (q == kNone || inside(r.first - 1) == q) &&
           (inside(r.first - 1) != q || t_.form(r.first - 1) != kSemicolon))
      --r.first;
    while (r.last < to_ && (q == kNone || inside(r.last) == q) &&
           (inside(r.last) != q || t_.form(r.last) != kSemicolon))
      ++r.last;
    if (r.first == from_)
      for (uint32_t k = from_ + 1; k + 1 < to_ && k < from_ + 9 && k < i; ++k)
        if (dash(k)) {
          bool capital = true;  // CITY, Jan 4 –
          for (char c : t_.word(from_)) capital &= !(c >= 'a' && c <= 'z');
          if (capital) r.first = k + 1;
          break;
        }
    return r;
  }

  // Without punctuation, quotation marks and the conjunction that introduces the clause.
  Range trim(Range r) const {
    while (r.first + 1 < r.last &&
           (punct(r.first) ||
            (t_.lemma(r.first) == kThat && t_.head(r.first) > r.first &&
             (t_.urel(r.first) == Deprel::kMark || t_.urel(r.first) == Deprel::kObj))))
      ++r.first;
    while (r.last > r.first + 1 && punct(r.last - 1)) --r.last;
    return r;
  }
  // A prepositional phrase without its preposition; a clause without its mark unless that is "to".
  Range trim_preposition(Range r) const {
    r = trim(r);
    while (r.first + 1 < r.last &&
           (t_.upos(r.first) == Upos::kAdp || punct(r.first) || t_.upos(r.first) == Upos::kSconj))
      ++r.first;
    return r;
  }

  // The words below `top` without the side of them that hangs below `without`.
  Range reach_without(uint32_t top, uint32_t without) const {
    Range r = reach(top);
    if (without != kNone && without != top && t_.below(without, top)) {
      Range w = reach(without);
      const uint32_t before = w.first > r.first ? w.first - r.first : 0,
                     after = r.last > w.last ? r.last - w.last : 0;
      uint32_t real_before = 0, real_after = 0;
      for (uint32_t k = r.first; k < r.first + before; ++k) real_before += !punct(k);
      for (uint32_t k = w.last; k < w.last + after; ++k) real_after += !punct(k);
      if (real_after == 0)
        r.last = std::max(r.first + 1, w.first);
      else if (real_before == 0)
        r.first = std::min(r.last - 1, w.last);
      // else broken by its cue: from the first to the last word
    }
    return r;
  }

  bool clause(uint32_t i) const {  // finite, or with a subject of its own
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kNsubj || t_.urel(c) == Deprel::kCsubj ||
          t_.urel(c) == Deprel::kExpl)
        return true;
    return t_.upos(i) == Upos::kVerb && feature(t_.feats(i), Feature::kVerbForm) == "Fin";
  }
  bool marked(uint32_t i, uint64_t mark) const {
    for (uint32_t c : t_.children(i))
      if ((t_.urel(c) == Deprel::kMark || t_.urel(c) == Deprel::kCase) && c < i &&
          (t_.lemma(c) == mark || t_.form(c) == mark))
        return true;
    return false;
  }
  bool relative(uint32_t i) const { return feature(t_.feats(i), Feature::kPronType) == "Rel"; }

  // --- cues -------------------------------------------------------------------------------------

  bool cue_at(uint32_t i, uint64_t key) {
    for (uint32_t index : reporting_.by_head(key)) {
      const ReportingCue& cue = reporting_.cue(index);
      if (!matches(t_, i, cue.pattern, matched_)) continue;
      // "tell to", "bound to": the to of an infinitive, not of a place
      if (cue.pattern.words.size() > 1 && cue.pattern.words.back() == kTo && cue.act != "support" &&
          cue.act != "oppose" && cue.act != "say" && t_.upos(matched_.back()) == Upos::kAdp &&
          !one_of(t_.lemma(i), kWithTo))
        continue;
      // called on Thursday for …, agreed on Tuesday: the on of a day
      const uint32_t last = matched_.back();
      if (cue.pattern.words.size() > 1 && t_.upos(last) == Upos::kAdp &&
          t_.urel(last) == Deprel::kCase && t_.head(last) > last && is_time(t_.head(last)))
        continue;
      if (!build(i, cue)) continue;
      for (uint32_t m : matched_)
        if (m >= from_ && m < to_ && t_.upos(m) != Upos::kPron) used_[m - from_] = true;
      return true;
    }
    return false;
  }

  bool build(uint32_t i, const ReportingCue& cue) {
    QuoteRow q;
    q.cue_word = i;
    q.act = cue.act;
    q.doubting = cue.factuality == "doubting";
    q.thought = cue.kind == Kind::kThought;
    uint32_t cue_first = i, cue_last = i + 1;
    for (uint32_t m : matched_) {
      if (m + 4 < i || m > i + 4) continue;
      cue_first = std::min(cue_first, m);
      cue_last = std::max(cue_last, m + 1);
    }
    q.cue = words(cue_first, cue_last);
    speakers_.clear();
    content_ = {};
    content_head_ = kNone;
    source_ = {};
    beside_ = false;
    bool found = false;
    switch (cue.pattern.pos) {
      case PatternPos::kPrep:
        found = by_preposition(i, cue_last);
        break;
      case PatternPos::kVerb:
        found = by_verb(i, cue, q);
        break;
      case PatternPos::kAdj:
        found = by_adjective(i, cue);
        break;
      case PatternPos::kNoun:
        found = by_noun(i, cue);
        break;
      case PatternPos::kAdv:
        found = by_adverb(i, cue);
        break;
    }
    if (!found || content_.empty()) return false;
    // "said no": an answer, not what is said
    if (cue.act == "say" && content_.size() == 1 && inside(content_.first) == kNone &&
        cue.pattern.pos == PatternPos::kVerb && t_.upos(content_.first) != Upos::kNoun &&
        t_.upos(content_.first) != Upos::kPropn)
      return false;
    const StatusReading status = read_status(t_, matched_);
    q.status = habit(i) ? EventStatus::kActual : beside_ ? own_status(i) : status.status;
    q.content = words(content_.first, content_.last);
    q.content_head = content_head_;
    if (!source_.empty())
      q.source = words(source_.first, source_.last);
    else if (!speakers_.empty())
      q.source = noun_phrase(speakers_.front(), i);
    for (uint32_t h : speakers_) mentions_.resolve(h, true, q.speakers);
    for (uint32_t c : t_.children(i))
      if ((t_.lemma(c) == kNor || t_.lemma(c) == kNeither) && c < i)
        q.status = EventStatus::kNegated;
    if (q.act == "deny" && q.status == EventStatus::kNegated) q.act = "say";
    q.denied = q.act == "deny";
    set_form(q);
    q.stated = stated(q, i, cue);
    quotes_.push_back(std::move(q));
    return true;
  }

  // The words that name a speaker: his noun phrase, but not the clause that the cue stands in.
  Span noun_phrase(uint32_t head, uint32_t cue) const {
    Range r = reach(head);
    // "the minister, who said …": the clause that holds the cue is no part of his name
    if (cue > head && cue < r.last) {
      uint32_t end = cue;
      for (uint32_t c : t_.children(head))
        if (c > head && (c == cue || t_.below(cue, c))) end = std::min(end, reach(c).first);
      r.last = std::max(head + 1, end);
    }
    for (uint32_t c : t_.children(head))  // Denmark last week, the envoy on Friday
      if (c > head && is_time(c) && reach(c).last == r.last)
        r.last = std::max(head + 1, reach(c).first);
    if (cue < head && cue >= r.first) r.first = std::min(head, cue + 1);
    while (r.first < head && (punct(r.first) || t_.urel(r.first) == Deprel::kCase ||
                              t_.urel(r.first) == Deprel::kCc || t_.urel(r.first) == Deprel::kMark))
      ++r.first;
    while (r.last > head + 1 &&
           (punct(r.last - 1) || (is_time(r.last - 1) && t_.upos(r.last - 1) == Upos::kPropn)))
      --r.last;
    // A bracket that opens in it closes in it: the council (SNC)
    if (r.last < to_ && t_.form(r.last) == kCloses)
      for (uint32_t k = head; k < r.last; ++k)
        if (t_.form(k) == kOpens) {
          ++r.last;
          break;
        }
    // Never over a semicolon or a quotation mark into other words.
    for (uint32_t k = head; k < r.last; ++k)
      if (t_.form(k) == kSemicolon || inside(k) != inside(head)) {
        r.last = std::max(head + 1, k);
        break;
      }
    for (uint32_t k = head; k > r.first; --k)
      if (t_.form(k - 1) == kSemicolon || inside(k - 1) != inside(head)) {
        r.first = k;
        break;
      }
    return words(r.first, r.last);
  }

  // Whether the words are somebody's statement, or only tell what goes on in him (wants, plans),
  // are asked, or have not been said at all.
  bool stated(const QuoteRow& q, uint32_t i, const ReportingCue& cue) const {
    const uint32_t head = content_head_;
    if (cue.kind == Kind::kThought && q.act != "urge" &&
        !(head != kNone && clause(head) && q.source))
      return false;
    if (cue.kind == Kind::kShow && (q.speakers.empty() || head == kNone || !clause(head)))
      if (!(q.source && head != kNone && clause(head))) return false;
    if (q.speakers.empty() && !q.source && cue.kind != Kind::kSpeech) return false;
    if (q.status == EventStatus::kHypothetical) return false;
    // A demand that is only the aim of something else: marched to demand
    if (cue.pattern.pos == PatternPos::kVerb && marked(i, kTo) && !habit(i) &&
        (t_.urel(i) == Deprel::kAdvcl || t_.urel(i) == Deprel::kAcl || of_motion(i)) &&
        q.act != "offer")
      return false;
    if (!speakers_.empty() &&
        (t_.form(speakers_.front()) == kNobody || t_.form(speakers_.front()) == kNoOne))
      return false;
    // "this affirms": a thing that is pointed at says nothing
    if (q.speakers.empty() && !speakers_.empty() && t_.upos(speakers_.front()) == Upos::kPron &&
        feature(t_.feats(speakers_.front()), Feature::kPronType) == "Dem")
      return false;
    // failed to report
    if (marked(i, kTo) && !t_.root(i) && t_.lemma(t_.head(i)) == kFail) return false;
    // partners backing the deal: what they are, not what they say
    if (cue.pattern.pos == PatternPos::kVerb && cue.act != "say" && t_.urel(i) == Deprel::kAcl &&
        t_.rel(i) != Deprel::kAclRelcl && !t_.root(i) && !speaking_noun(t_.head(i)) && i > from_ &&
        t_.form(i - 1) != kComma &&
        (feature(t_.feats(i), Feature::kTense) == "Pres" ||
         feature(t_.feats(i), Feature::kVerbForm) == "Ger") &&
        t_.urel(t_.head(i)) != Deprel::kObl)
      return false;
    // A parliament or court that rejects or upholds has voted; to deny entry is a deed.
    if ((cue.act == "oppose" || cue.act == "support" || cue.act == "deny") && !speakers_.empty() &&
        one_of(t_.lemma(speakers_.front()), kVoting))
      return false;
    if (cue.act == "deny" && head != kNone && one_of(t_.lemma(head), kGranted)) return false;
    // has yet to thank anyone
    if (marked(i, kTo) && !t_.root(i) && t_.lemma(t_.head(i)) == kHave &&
        t_.child(t_.head(i), Deprel::kAdvmod) != kNone &&
        t_.lemma(t_.child(t_.head(i), Deprel::kAdvmod)) == kYet)
      return false;
    // A question asks; it does not say.
    if (inside(i) == kNone && t_.form(to_ - 1) == fold_hash("?") && !(inside(to_ - 1) != kNone) &&
        cue.act != "say")
      return false;
    return true;
  }

  bool of_motion(uint32_t i) const {  // marched to demand
    return t_.urel(i) == Deprel::kXcomp && one_of(t_.lemma(t_.head(i)), kMoving);
  }
  bool habit(uint32_t i) const {  // used to say
    return !t_.root(i) && t_.lemma(t_.head(i)) == kUse && t_.head(i) < i && t_.head(i) + 3 > i;
  }

  // --- verbs ------------------------------------------------------------------------------------

  // Beside its content: "…, he said" as parsers attach it, or as the commas tell. Gives the words
  // of the content.
  bool beside(uint32_t i, const ReportingCue& cue) {
    const bool saying = one_of(t_.lemma(i), kSaying);
    if (cue.kind == Kind::kShow && t_.urel(i) != Deprel::kParataxis) return false;
    if (t_.upos(i) != Upos::kVerb && t_.upos(i) != Upos::kAux) return false;
    const Range here = part(i);
    if (t_.urel(i) == Deprel::kAcl) return false;
    // "…, says Bahrain": parsers take the speaker behind the verb for an object
    const uint32_t inverted = inverted_speaker(i);
    // What belongs to the cue itself: its subject, whom it is said to, when and where.
    uint32_t first = i, last = i + 1;
    for (uint32_t c : t_.children(i)) {
      Deprel r = t_.urel(c);
      const bool own = r == Deprel::kNsubj || r == Deprel::kAux || r == Deprel::kObl ||
                       r == Deprel::kIobj || r == Deprel::kObj || r == Deprel::kAdvmod ||
                       r == Deprel::kCompound || r == Deprel::kMark || r == Deprel::kXcomp ||
                       (r == Deprel::kAdvcl && c > i);
      if (!own) continue;
      Range w = reach(c);
      while (w.first < c && punct(w.first)) ++w.first;
      while (w.last > c + 1 && punct(w.last - 1)) --w.last;
      if (w.first < here.first || w.last > here.last) continue;
      if (r == Deprel::kMark && t_.lemma(c) != kAs) return false;
      // Where he …, which he …: the cue's clause hangs on what goes before.
      if (r == Deprel::kAdvmod && c < i && !feature(t_.feats(c), Feature::kPronType).empty() &&
          feature(t_.feats(c), Feature::kPronType) != "Dem")
        return false;
      if (r == Deprel::kObj && c > i && !one_of(t_.lemma(i), kTelling) && !(inverted == c))
        return false;
      // Only what touches: no comma between, save in the name of him who speaks.
      if (c < i && w.first < first) {
        bool broken = false;
        for (uint32_t k = w.first; k < i; ++k)
          broken |= t_.form(k) == kComma && (k >= w.last || r != Deprel::kNsubj);
        if (!broken) first = w.first;
      } else if (c > i && w.last > last && r != Deprel::kAdvcl && w.first <= last + 1) {
        last = w.last;
      }
    }
    if (subject_of(i) == kNone && inverted == kNone) return false;
    // Something must stand before, and a comma, dash or quotation mark between.
    uint32_t before = first;
    while (before > here.first && punct(before - 1)) --before;
    const bool cut_before = before < first || (before > from_ && inside(before - 1) != inside(i));
    uint32_t after = last;
    while (after < here.last && punct(after)) ++after;
    const bool quoted_before = before > from_ && inside(before - 1) != kNone && inside(i) == kNone;
    // What follows may still belong to the cue (insisted when asked, said, citing …).
    bool own_rest = after < here.last;
    for (uint32_t k = after; k < here.last && own_rest; ++k)
      own_rest = punct(k) || (t_.below(k, i) && !under_content(k, i));
    const bool at_end = after >= here.last || after == to_ || own_rest;
    const bool cut_after = after > last || at_end;
    if (before <= here.first && !quoted_before) return false;
    if (!cut_before || (!cut_after && !quoted_before)) return false;
    if (!saying && !quoted_before) return false;
    // A clause with a conjunction before it goes on, it does not break in.
    const uint64_t opening = t_.lemma(first);
    if (opening == kAnd || opening == kBut || opening == kWhile) return false;
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kCc && c < i) return false;
    if (subject_of(i) != kNone && relative(subject_of(i))) return false;
    const bool tree_says = t_.urel(i) == Deprel::kParataxis || t_.urel(i) == Deprel::kAdvcl ||
                           t_.urel(i) == Deprel::kCcomp || t_.root(i) ||
                           t_.urel(i) == Deprel::kDiscourse || t_.urel(i) == Deprel::kConj ||
                           t_.urel(i) == Deprel::kDep || t_.urel(i) == Deprel::kAppos;
    if (!tree_says && !at_end) return false;
    // The words before must make a clause, not a phrase that opens the cue's own (On Monday, he …).
    bool verb = false;
    for (uint32_t k = here.first; k < before && !verb; ++k)
      verb = (t_.upos(k) == Upos::kVerb || t_.upos(k) == Upos::kAux ||
              t_.child(k, Deprel::kNsubj) != kNone) &&
             !t_.below(k, i);
    Range r{here.first, before};
    // "X rejected it: it was a crime, he said": what is said begins behind the colon
    for (uint32_t k = before; k > here.first + 1; --k)
      if (t_.form(k - 1) == kColon && inside(k - 1) == inside(i) && before - k >= 3) {
        r.first = k;
        break;
      }
    if (!at_end && !quoted_before) {
      // In the middle: what follows belongs to it if the words before and behind make one clause.
      uint32_t top = t_.root(i) ? kNone : t_.head(i);
      const bool after_belongs = goes_on(i, last)                                  ? true
                                 : top != kNone && top >= after && top < here.last ? true
                                 : top != kNone && reach(top).last > after         ? true
                                                                                   : !verb;
      if (after_belongs) r.last = here.last;
      for (uint32_t k = r.first; k < r.last && !verb; ++k)
        verb = (k < first || k >= last) && (t_.upos(k) == Upos::kVerb || t_.upos(k) == Upos::kAux);
    }
    if (!verb && !quoted_before) {
      // A headline without a verb: No pledge yet, Berlin says
      const Upos u = t_.upos(here.first);
      const bool phrase = u == Upos::kDet || u == Upos::kNoun || u == Upos::kPropn ||
                          u == Upos::kAdj || u == Upos::kNum;
      if (!at_end || !phrase || before - here.first < 3 || t_.lemma(i) != kSay) return false;
    }
    if (inverted != kNone)
      speakers_.assign(1, inverted);
    else
      nearest_speaker(i, quoted_before);
    if (quoted_before) {
      // The quotation, with what of the clause leads up to it.
      const Span mark = quoted_[inside(before - 1)];
      uint32_t open = before - 1;
      while (open > from_ && tokens_.start[open - 1] >= mark.start) --open;
      uint32_t lead = open;
      while (lead > here.first && punct(lead - 1)) --lead;
      const bool only = lead == here.first || (lead < open && t_.form(lead) == kColon);
      if (only || !verb_between(here.first, lead)) r = {open, before};
    }
    content_ = trim(r);
    content_head_ = top_of(content_, i);
    beside_ = !content_.empty();
    return beside_;
  }

  // "…, President Lee declared, and will retaliate": a predicate without a subject, hung on the
  // cue, is the rest of what is said.
  bool goes_on(uint32_t i, uint32_t last) const {
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kConj && c > last && clause_subject(c) == kNone &&
          t_.child(c, Deprel::kAux) != kNone && last < to_ && t_.form(last) == kComma)
        return true;
    return false;
  }

  // Of a cue beside its words: what they are does not touch it, whatever it hangs on.
  EventStatus own_status(uint32_t i) const {
    EventStatus out = EventStatus::kActual;
    for (uint32_t c : t_.children(i)) {
      const uint64_t l = t_.lemma(c), f = t_.form(c);
      if (t_.urel(c) == Deprel::kAdvmod && (l == kNot || l == kNever)) return EventStatus::kNegated;
      if (t_.urel(c) != Deprel::kAux) continue;
      if (f == kWill) out = EventStatus::kPlanned;
      if (f == kMay || f == kMight || f == kCould || f == kWould) out = EventStatus::kHypothetical;
    }
    return out;
  }

  // These words name the speaker: their head, whatever hangs on it.
  void speak(Range name) {
    const uint32_t top = top_of(name, kNone);
    speakers_.assign(1, top == kNone ? name.last - 1 : top);
    source_ = name;
  }

  // A word of a name or of a phrase that names somebody.
  bool naming(uint32_t k) const {
    const Upos u = t_.upos(k);
    return u == Upos::kPropn || u == Upos::kNoun || u == Upos::kPron || u == Upos::kDet ||
           u == Upos::kAdj || t_.form(k) == kOwner;
  }

  // "Kyiv, Zelensky said in Helsinki, had not …": does the cue at i, with where and when it was
  // said, part a subject without a verb from its predicate? `first`: where the speaker's name
  // begins.
  bool parts_a_clause(uint32_t i, uint32_t first) const {
    const Range here = part(i);
    uint32_t k = i + 1;
    while (k < here.last && k < i + 9 && t_.form(k) != kComma) {
      const Upos u = t_.upos(k);
      if (!naming(k) && u != Upos::kAdp && u != Upos::kNum && u != Upos::kAdv) return false;
      ++k;
    }
    if (k + 1 >= here.last || t_.form(k) != kComma || inside(k) != inside(i)) return false;
    if (t_.upos(k + 1) != Upos::kAux && feature(t_.feats(k + 1), Feature::kVerbForm) != "Fin")
      return false;
    for (uint32_t j = here.first; j < first; ++j)
      if (t_.upos(j) == Upos::kVerb || t_.upos(j) == Upos::kAux) return false;
    return true;
  }

  // "…, Kigali says, …": a speaker and a verb of saying between commas, whatever the tree makes of
  // them.
  bool between_commas(uint32_t i) {
    if (!one_of(t_.lemma(i), kSaying) || i + 1 >= to_) return false;
    const Range here = part(i);
    if (i > from_ + 1 && t_.form(i - 1) == kComma &&
        feature(t_.feats(i), Feature::kVerbForm) == "Fin") {
      // "…, says the mayor, …", "…, said a notice on the gate, …"
      uint32_t last = i + 1;
      while (last < to_ && last < i + 8 &&
             (naming(last) || (last > i + 1 && t_.upos(last) == Upos::kAdp)))
        ++last;
      if (last > i + 1 && last + 1 < here.last && t_.form(last) == kComma && here.first + 1 < i &&
          inside(last) == inside(i) && inside(i - 1) == inside(i) && !relative(i + 1) &&
          t_.upos(last - 1) != Upos::kAdj && t_.upos(last - 1) != Upos::kDet &&
          t_.upos(last - 1) != Upos::kAdp) {
        // said Orban in Budapest: where he said it is no part of his name
        const uint32_t top = top_of({i + 1, last}, kNone);
        for (uint32_t k = i + 2; k < last; ++k)
          if (t_.upos(k) == Upos::kAdp && (top == kNone || !t_.below(k, top))) last = k;
        return told_beside(i, {i + 1, last}, here);
      }
    }
    uint32_t first = i;
    while (first > from_ && first + 7 > i && naming(first - 1)) --first;
    if (first == i || first <= from_ + 1 || t_.form(first - 1) != kComma || relative(first) ||
        feature(t_.feats(first), Feature::kPronType) == "Int")
      return false;
    if (t_.form(i + 1) != kComma && !parts_a_clause(i, first)) return false;
    if (here.first + 1 >= first || i + 2 >= here.last) return false;
    if (inside(first - 1) != inside(i) || inside(i + 1) != inside(i)) return false;
    // "…, the minister said, adding that …": what he did beside saying it is not what he said.
    const std::string_view next = feature(t_.feats(i + 2), Feature::kVerbForm);
    if (t_.upos(i + 2) == Upos::kVerb && (next == "Ger" || next == "Part")) return false;
    return told_beside(i, {first, i}, here);
  }
  // The cue and its speaker stand beside what is said, or in the middle of it.
  bool told_beside(uint32_t i, Range name, Range content) {
    speak(name);
    content_ = trim(content);
    content_head_ = top_of(content_, i);
    beside_ = true;
    return true;
  }

  // "…, the United Nations said on Thursday.": the same at the end of a sentence, where the tree
  // has another subject for the verb.
  bool at_the_end(uint32_t i) {
    if (!one_of(t_.lemma(i), kSaying) || object_of(i) != kNone) return false;
    uint32_t first = i;
    while (first > from_ && first + 9 > i &&
           (t_.upos(first - 1) == Upos::kPropn || t_.upos(first - 1) == Upos::kNoun ||
            t_.upos(first - 1) == Upos::kPron || t_.upos(first - 1) == Upos::kDet ||
            t_.upos(first - 1) == Upos::kAdj || t_.form(first - 1) == kOwner ||
            t_.lemma(first - 1) == kAnd ||
            (t_.upos(first - 1) == Upos::kAdp && first < i && first > from_ + 1 &&
             t_.upos(first - 2) == Upos::kNoun) ||
            (t_.upos(first - 1) == Upos::kVerb && t_.urel(first - 1) == Deprel::kAmod)))
      --first;
    if (first == i || first <= from_ + 2 || t_.form(first - 1) != kComma || relative(first) ||
        t_.lemma(first) == kAnd || t_.upos(i - 1) == Upos::kDet)
      return false;
    const uint32_t s = subject_of(i);
    if (s != kNone && s >= first) return false;  // the tree sees it: beside() weighs it
    const Range here = part(i);
    if (here.first + 2 >= first || inside(first - 1) != inside(i)) return false;
    for (uint32_t k = i + 1; k < here.last && t_.form(k) != kComma; ++k)
      if (k > i + 8 || t_.upos(k) == Upos::kAux || t_.upos(k) == Upos::kSconj ||
          t_.form(k) == kColon ||
          (t_.upos(k) == Upos::kVerb && t_.urel(k) != Deprel::kAcl && t_.urel(k) != Deprel::kAmod))
        return false;
    bool verb = false;
    for (uint32_t k = here.first; k + 1 < first; ++k)
      verb |= t_.upos(k) == Upos::kVerb || t_.upos(k) == Upos::kAux;
    if (!verb) return false;
    // growers in Mendoza say: the noun that the rest hangs on
    return told_beside(i, {first, i}, {here.first, first - 1});
  }

  // Beside a quotation he speaks whose name touches the verb: "…," said X; "…," X said. Where the
  // tree has a subject further off, the quotation marks know better.
  void nearest_speaker(uint32_t i, bool quoted_before) {
    const uint32_t s = subject_of(i);
    if (!quoted_before || s == kNone) return;
    uint32_t first = i;
    while (first > from_ && naming(first - 1) && inside(first - 1) == kNone) --first;
    if (first < i) {
      // X said: the run of names between the mark and the verb
      const bool touches = first == from_ || punct(first - 1);
      if (touches && s < first && inside(s) != kNone) speak({first, i});
      return;
    }
    if (i == from_ || !punct(i - 1) || s > i || i + 1 >= to_ || !naming(i + 1)) return;
    uint32_t last = i + 1;
    while (last < to_ && naming(last)) ++last;
    if (t_.upos(last - 1) != Upos::kPropn && t_.upos(last - 1) != Upos::kNoun &&
        t_.upos(last - 1) != Upos::kPron)
      return;
    speak({i + 1, last});
  }

  // The noun right behind a verb of saying that ends its sentence and has no subject.
  uint32_t inverted_speaker(uint32_t i) const {
    if (subject_of(i) != kNone || i == from_) return kNone;
    if (!punct(i - 1) || feature(t_.feats(i), Feature::kVerbForm) != "Fin") return kNone;
    for (uint32_t c : t_.children(i)) {
      Deprel r = t_.urel(c);
      if (c > i && reach(c).first == i + 1 &&
          (r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kXcomp || r == Deprel::kCcomp ||
           r == Deprel::kIobj || r == Deprel::kFlat) &&
          (t_.upos(c) == Upos::kPropn || t_.upos(c) == Upos::kNoun || t_.upos(c) == Upos::kPron) &&
          !clause(c))
        return c;
    }
    return kNone;
  }
  // Below a clause that the cue governs.
  bool under_content(uint32_t k, uint32_t cue) const {
    for (uint32_t c : t_.children(cue))
      if ((t_.urel(c) == Deprel::kCcomp || t_.urel(c) == Deprel::kParataxis ||
           t_.urel(c) == Deprel::kConj) &&
          (k == c || t_.below(k, c)))
        return true;
    return false;
  }

  bool verb_between(uint32_t first, uint32_t last) const {
    for (uint32_t k = first; k < last; ++k)
      if (t_.upos(k) == Upos::kVerb || t_.upos(k) == Upos::kAux) return true;
    return last > first + 1;  // a noun phrase whose predicate is quoted
  }

  // The word of a stretch that the others hang on; words below `without` do not count.
  uint32_t top_of(Range r, uint32_t without) const {
    uint32_t second = kNone;  // an adverbial clause stands for the rest only where there is no more
    for (uint32_t k = r.first; k < r.last; ++k) {
      if (punct(k) || (without != kNone && k == without)) continue;
      const uint32_t h = t_.head(k);
      if (t_.root(k) || h < r.first || h >= r.last || h == without) {
        if (t_.upos(k) == Upos::kCconj || t_.upos(k) == Upos::kSconj) continue;
        const Deprel rel = t_.urel(k);
        if (!t_.root(k) &&
            (rel == Deprel::kAdvcl || rel == Deprel::kObl || rel == Deprel::kAdvmod ||
             rel == Deprel::kAux || rel == Deprel::kCop || rel == Deprel::kNsubj)) {
          if (second == kNone) second = k;
          continue;
        }
        return k;
      }
    }
    return second;
  }

  uint32_t subject_of(uint32_t i) const {
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kNsubj) return c;
    return kNone;
  }

  // The words of a clause that a cue governs: without a side branch that parsers hang too low, and
  // with a subject that they cut off.
  Range governed(uint32_t i, uint32_t head) const {
    Range r = reach_without(head, i > head && t_.below(i, head) ? i : kNone);
    const Range here = part(head > i ? i : head);
    if (r.first < here.first) r.first = std::min(here.first, head);
    if (r.last > here.last) r.last = std::max(here.last, head + 1);
    if (head < i) return r;
    if (r.first <= i) r.first = i + 1;
    // "said that …": all from the conjunction on
    // "… and that …": hung on the cue, it is more of the same
    for (uint32_t c : t_.children(i))
      if (c > head && (t_.urel(c) == Deprel::kConj || t_.urel(c) == Deprel::kCcomp) &&
          marked(c, kThat) && reach(c).first <= r.last + 1 && clause_subject(c) != kNone)
        r.last = std::max(r.last, std::min(reach(c).last, here.last));
    for (uint32_t k = i + 1; k < r.first && k < i + 12; ++k)
      if (t_.lemma(k) == kThat && t_.upos(k) == Upos::kSconj && inside(k) == inside(i)) {
        r.first = k;
        return r;
      }
    // said Thursday they would come: the day is that of the saying
    if (r.first == i + 1 && r.first + 1 < head && t_.child(r.first, Deprel::kCase) == kNone &&
        (is_time(r.first) || t_.lemma(r.first) == kYesterday || t_.lemma(r.first) == kToday) &&
        (t_.upos(r.first) == Upos::kPropn || t_.upos(r.first) == Upos::kNoun))
      ++r.first;
    if (one_of(t_.lemma(i), kTelling) || marked(head, kTo) || !clause_like(head)) return r;
    // What stands between the cue and its clause and is neither whom it is said to nor when and
    // where belongs to the clause: the parser lost its subject.
    const bool has_subject = subject_of(i) != kNone && subject_of(i) < i;
    while (r.first > i + 1) {
      const uint32_t w = r.first - 1;
      if (punct(w)) {
        if (t_.form(w) == kComma) {
          // said if … came, he would go: the condition belongs to what is said
          uint32_t c = w - 1;
          while (c > i && t_.head(c) != i && !t_.root(c)) c = t_.head(c);
          if (c > i && t_.head(c) == i && t_.urel(c) == Deprel::kAdvcl && conditional(c) &&
              reach(c).first > i) {
            r.first = reach(c).first;
            continue;
          }
          break;
        }
        if (t_.form(w) == kColon || dash(w)) break;
        --r.first;
        continue;
      }
      uint32_t c = w;
      while (t_.head(c) != i && !t_.root(c)) c = t_.head(c);
      if (t_.root(c)) break;
      const Deprel rel = t_.urel(c);
      const bool strays = rel == Deprel::kObj || rel == Deprel::kXcomp || rel == Deprel::kCcomp ||
                          (rel == Deprel::kNsubj && has_subject && c > i) || c == head ||
                          t_.rel(c) == Deprel::kOblUnmarked || rel == Deprel::kFlat ||
                          rel == Deprel::kMark || rel == Deprel::kAppos;
      if (!strays || is_time(c)) break;
      --r.first;
    }
    return r;
  }
  bool conditional(uint32_t clause_head) const {
    for (uint32_t m : t_.children(clause_head))
      if (m < clause_head && (t_.lemma(m) == kIf || t_.lemma(m) == kUnless || t_.lemma(m) == kWhen))
        return true;
    return false;
  }
  bool clause_like(uint32_t i) const {
    return clause(i) || t_.child(i, Deprel::kCop) != kNone || t_.child(i, Deprel::kAux) != kNone;
  }
  uint32_t clause_subject(uint32_t i) const {
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kNsubj || t_.urel(c) == Deprel::kCsubj ||
          t_.urel(c) == Deprel::kExpl)
        return c;
    return kNone;
  }

  // Whom or what a prepositional phrase of the cue brings, by the frame's order.
  uint32_t prepositional(const ReportingCue& cue) const {
    for (uint64_t want : cue.prepositions) {
      for (uint32_t m : matched_) {
        if (uint32_t found = phrase_of(m, want); found != kNone) return found;
        for (uint32_t c : t_.children(m))
          if ((t_.urel(c) == Deprel::kObj && cue.act != "say") || own_oblique(c) ||
              t_.urel(c) == Deprel::kIobj)
            if (uint32_t found = phrase_of(c, want); found != kNone) return found;
      }
    }
    return kNone;
  }
  // The noun behind the preposition of the phrase itself: called on *Moscow* for.
  bool own_oblique(uint32_t c) const {
    if (t_.urel(c) != Deprel::kObl) return false;
    for (uint32_t m : t_.children(c))
      if (t_.urel(m) == Deprel::kCase &&
          std::find(matched_.begin(), matched_.end(), m) != matched_.end())
        return true;
    return false;
  }
  uint32_t phrase_of(uint32_t of, uint64_t preposition) const {
    for (uint32_t c : t_.children(of)) {
      if (c < of || std::find(matched_.begin(), matched_.end(), c) != matched_.end()) continue;
      Deprel r = t_.urel(c);
      if (r != Deprel::kObl && r != Deprel::kNmod && r != Deprel::kAdvcl && r != Deprel::kAcl &&
          r != Deprel::kObj && r != Deprel::kXcomp)
        continue;
      if (!marked(c, preposition)) continue;
      if (is_time(c) || t_.upos(c) == Upos::kNum) continue;
      if (preposition == kTo && t_.upos(c) == Upos::kVerb) continue;
      return c;
    }
    // The preposition is a word of the phrase: call for, adhere to.
    if (t_.urel(of) == Deprel::kCase && t_.lemma(of) == preposition && t_.head(of) > of)
      return t_.head(of);
    return kNone;
  }
  // An infinitive that parsers hang on him who is to do it, or on the last of several.
  uint32_t infinitive_of(uint32_t g, uint32_t cue) const {
    if (g < cue) return kNone;
    if (t_.urel(g) == Deprel::kAcl && t_.rel(g) != Deprel::kAclRelcl && marked(g, kTo)) return g;
    if (t_.urel(g) == Deprel::kConj)
      for (uint32_t h : t_.children(g))
        if (t_.urel(h) == Deprel::kAcl && t_.rel(h) != Deprel::kAclRelcl && marked(h, kTo))
          return h;
    return kNone;
  }
  // An infinitive that says what is to be done: urged Moscow to reverse it.
  uint32_t infinitive() const {
    for (uint32_t m : matched_) {
      for (uint32_t c : t_.children(m)) {
        Deprel r = t_.urel(c);
        if ((r == Deprel::kXcomp || r == Deprel::kCcomp || r == Deprel::kAdvcl ||
             (r == Deprel::kAcl && t_.rel(c) != Deprel::kAclRelcl)) &&
            c > m && marked(c, kTo))
          return c;
        if (r == Deprel::kObj || r == Deprel::kObl || r == Deprel::kIobj)
          for (uint32_t g : t_.children(c))
            if (uint32_t found = infinitive_of(g, m); found != kNone) return found;
      }
    }
    return kNone;
  }

  // The "to" of an infinitive within a few words behind the cue that no other verb governs.
  uint32_t deep_infinitive(uint32_t i) const {
    for (uint32_t k = i + 1; k + 1 < to_ && k < i + 10; ++k) {
      if (punct(k) || t_.upos(k) == Upos::kCconj) return kNone;
      if (t_.upos(k) == Upos::kVerb && t_.urel(k) != Deprel::kAcl && t_.urel(k) != Deprel::kAmod)
        return kNone;
      if (t_.lemma(k) != kTo || !t_.below(k, i)) continue;
      if (t_.upos(k) == Upos::kPart && t_.head(k) > k) return k;
    }
    return kNone;
  }

  // "called the fall of the town a crime", "what it called an abuse": parsers hang the predicate
  // anywhere, the words tell it.
  bool calls(uint32_t i) {
    if (!one_of(t_.lemma(i), kCalling) || is_passive(t_, i)) return false;
    const uint32_t s = subject_of(i), object = object_of(i);
    if (t_.rel(i) == Deprel::kAclRelcl && s != kNone && !relative(s)) {
      if (object == kNone || object < i || t_.child(i, Deprel::kXcomp) != kNone) return false;
      content_ = trim(object_reach(object, i));
      content_head_ = object;
      return true;
    }
    uint32_t end = i + 1;
    const Range here = part(i);
    while (end < here.last && t_.form(end) != kComma && t_.form(end) != kColon && !dash(end)) ++end;
    uint32_t predicate = kNone;
    for (uint32_t k = i + 2; k + 1 < end && predicate == kNone; ++k) {
      const Upos before = t_.upos(k - 1);
      const bool noun = before == Upos::kNoun || before == Upos::kPropn || before == Upos::kPron;
      if (noun && t_.upos(k) == Upos::kDet && (t_.form(k) == kA || t_.form(k) == kAn) &&
          t_.head(k) > k && t_.head(k) < end && !is_time(t_.head(k)))
        predicate = t_.head(k);
      if (noun && inside(k) == kNone && inside(k + 1) != kNone && inside(i) == kNone)
        predicate = k + 1;
    }
    if (predicate == kNone) return false;
    content_ = trim({i + 1, end});
    content_head_ = predicate;
    return true;
  }

  bool by_verb(uint32_t i, const ReportingCue& cue, QuoteRow& q) {
    const Deprel up = t_.urel(i);
    if (up == Deprel::kAmod || up == Deprel::kCompound || up == Deprel::kCase ||
        up == Deprel::kFixed)
      return false;
    const bool plain = cue.act == "say" || cue.kind != Kind::kSpeech;
    // "reported, quoting the mayor": what is said belongs to the verb above (sources_of_sources)
    if (t_.lemma(i) == kQuote && up == Deprel::kAdvcl) return false;
    subjects(t_, i, speakers_);
    std::erase_if(speakers_,
                  [&](uint32_t h) { return h == i || (t_.form(h) == kIt && is_expletive(i, h)); });
    const bool settled = uninformed(i);
    // "Talk of it is not on the agenda, said Mousavi": of two subjects the one that the verb is
    // turned round for speaks, and the other is what he speaks of.
    if (plain && speakers_.size() > 1 && i > from_ + 2 && t_.form(i - 1) == kComma) {
      const auto behind = std::find_if(speakers_.begin(), speakers_.end(), [&](uint32_t h) {
        return h > i && reach(h).first == i + 1;
      });
      const Range here = part(i);
      if (behind != speakers_.end() && here.first + 2 < i) {
        speakers_.assign(1, *behind);
        content_ = trim({here.first, i - 1});
        content_head_ = top_of(content_, i);
        return beside_ = !content_.empty();
      }
    }
    // "quoted X as saying": X speaks
    if (marked(i, kAs) ||
        (t_.urel(i) == Deprel::kAdvcl && one_of(t_.lemma(t_.head(i)), kQuoting))) {
      uint32_t above = t_.root(i) ? kNone : t_.head(i);
      if (above != kNone && one_of(t_.lemma(above), kQuoting) && above < i) {
        speakers_.clear();
        objects(t_, above, speakers_);
        if (t_.child(i, Deprel::kCcomp) == kNone) {
          // "…", he was quoted as saying: the words stand before the one who is quoted
          const uint32_t s = grammatical_subject(above);
          uint32_t end = s == kNone ? above : reach(s).first;
          const Range here = part(i);
          while (end > here.first && punct(end - 1)) --end;
          if (end > here.first + 1 && s != kNone && is_passive(t_, above)) {
            content_ = trim({here.first, end});
            content_head_ = top_of(content_, above);
            return true;
          }
        }
      }
    }
    if (!settled && speakers_.empty() && t_.child(i, Deprel::kAuxPass) == kNone)
      // a passive subject without a passive: it called for restraint
      if (uint32_t s = t_.child(i, Deprel::kNsubjPass); s != kNone && s < i) speakers_.push_back(s);
    if (!settled && speakers_.empty()) left_of(i);
    for (uint32_t& h : speakers_) h = behind_dateline(h, i);
    // 1. a clause
    uint32_t head = kNone;
    // said what it will do
    if (plain && cue.kind == Kind::kSpeech)
      for (uint32_t c : t_.children(i))
        if (t_.urel(c) == Deprel::kObj && c > i && t_.upos(c) == Upos::kPron &&
            reach(c).last > c + 1 && (t_.lemma(c) == kWhat || t_.lemma(c) == kWho)) {
          content_ = trim(reach(c));
          content_head_ = c;
          return !content_.empty();
        }
    for (uint32_t c : t_.children(i)) {
      if (t_.urel(c) != Deprel::kCcomp || circumstance(c) || c == inverted_speaker(i)) continue;
      if (c > i && (parted(i, c) || trailing(c))) continue;
      if (head == kNone || (head < i && c > i) || reach(c).size() > reach(head).size()) head = c;
    }
    // "told the families that …", "said on Monday that …": parsers hang the clause on the noun
    if ((head == kNone || head < i) && (plain || cue.act == "warn" || object_of(i) == kNone))
      if (uint32_t that = that_clause(i); that != kNone) head = that;
    // "concluded an accord under which …": the thing done is no clause said
    if (head != kNone && head > i && plain && !cue.object_content && object_of(i) != kNone &&
        object_of(i) < head && !one_of(t_.lemma(i), kTelling) && !marked(head, kThat) &&
        !is_party(object_of(i)))
      return false;
    if (cue.condition != Condition::kToClause && cue.condition != Condition::kAs &&
        (between_commas(i) || at_the_end(i)))
      return true;
    // "…," one commander said, adding that …
    if (head != kNone && head > i && quotation_before(i) && !marked(head, kThat) && beside(i, cue))
      return true;
    if (head != kNone && head < i && reach(head).last > i + 1 && clause(head)) {
      // The parser put the cue below or among its content: the commas know better.
      if (beside(i, cue)) return condition_holds(cue, i, head);
    }
    if (head == kNone || head < i) {
      Range saved = content_;
      if (beside(i, cue)) {
        if (cue.condition == Condition::kToClause || cue.condition == Condition::kAs) return false;
        return true;
      }
      content_ = saved;
    }
    if (head == kNone && cue.kind == Kind::kSpeech) {
      // he said: …
      for (uint32_t c : t_.children(i))
        if (t_.urel(c) == Deprel::kParataxis && c > i && opened_by_mark(i, reach(c).first))
          head = c;
    }
    if (head == kNone && cue.kind == Kind::kSpeech && plain) {
      // The words in quotation marks right behind the cue.
      if (Range direct = quotation_after(i);
          !direct.empty() &&
          (one_of(t_.lemma(i), kSaying) || cue.condition == Condition::kQuotation ||
           cue.condition == Condition::kNone)) {
        content_ = direct;
        content_head_ = top_of(content_, i);
        return true;
      }
    }
    if (head != kNone) {
      if (!condition_holds(cue, i, head)) return false;
      content_ = trim(governed(i, head));
      content_head_ = head;
      return true;
    }
    if (cue.condition == Condition::kThatClause || cue.condition == Condition::kQuotation)
      return false;
    if (cue.condition == Condition::kAs) {
      for (uint32_t c : t_.children(i)) {
        if (!marked(c, kAs)) continue;
        for (uint32_t o : t_.children(i))
          if (t_.urel(o) == Deprel::kObj && o > i) {
            content_ = trim({reach(o).first, std::max(reach(o).last, reach(c).last)});
            content_head_ = c;
            return true;
          }
      }
      return false;
    }
    if (tells_of_above(i, cue.act)) return false;
    if (cue.pattern.words.size() == 1 && calls(i)) return true;
    // 2. an infinitive
    // … unless the thing said is an object, and the infinitive its purpose or its own: praised the
    // decision to, announced aid to
    const uint32_t direct = object_of(i);
    const bool thing = direct != kNone && direct > i && cue.object_content && !cue.object_last &&
                       cue.act != "urge" && cue.condition != Condition::kToClause;
    if (one_of(t_.lemma(i), kNaming) && cue.pattern.words.size() == 1 && direct != kNone &&
        t_.child(i, Deprel::kXcomp) == kNone && infinitive() != kNone)
      return false;  // called him to say: rang
    if (uint32_t to = thing ? kNone : infinitive(); to != kNone) {
      // refused to say: the saying is negated, and what is said stands below it
      if (cue.act == "oppose" && speaks(to)) return false;
      content_ = trim(governed(i, to));
      if (content_.first > to) content_.first = to;
      if (settled && !speakers_.empty() && speakers_.front() > to)  // … by X
        content_.last = std::max(to + 1, std::min(content_.last, reach(speakers_.front()).first));
      content_head_ = to;
      if (t_.lemma(i) == kCall && (cue.pattern.words.size() == 1 || object_of(i) != kNone) &&
          !one_of(kOn, cue.pattern.words) && !one_of(kUpon, cue.pattern.words))
        return false;  // called him to apologise: rang
      if (t_.lemma(i) == kTell && cue.act == "say") q.act = "urge";
      if (cue.act == "offer" && one_of(t_.lemma(i), kWishing) && wishes_of_another(i, to))
        q.act = "urge";
      return true;
    }
    if (cue.condition == Condition::kToClause) return false;
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kXcomp && c > i && object_of(i) == kNone && !plain) {
        content_ = trim(governed(i, c));
        content_head_ = c;
        return true;
      }
    // "called the strike reckless": object and predicate
    const uint32_t object = object_of(i);
    if (object != kNone && object > i && one_of(t_.lemma(i), kNaming)) {
      // What follows the object says what it is called; without it nothing is.
      Range r = reach(object);
      uint32_t predicate = kNone;
      for (uint32_t c : t_.children(object))  // declared the vote invalid
        if (c > object && t_.urel(c) == Deprel::kAcl && t_.rel(c) != Deprel::kAclRelcl &&
            !marked(c, kTo) && !marked(c, kThat))
          predicate = c;
      for (uint32_t c : t_.children(i)) {
        if (c <= object || reach(c).first > r.last + 1 || punct(c) || marked(c, kTo)) continue;
        const Deprel rel = t_.urel(c);
        if (rel == Deprel::kXcomp || rel == Deprel::kObj || marked(c, kAs) ||
            (rel == Deprel::kAdvmod && t_.lemma(c) == kOver) || rel == Deprel::kCcomp ||
            (rel == Deprel::kObl && predicate != kNone && !is_time(c))) {
          if (predicate == kNone) predicate = c;
          r.last = std::max(r.last, reach(c).last);
        }
      }
      for (uint32_t k = r.first; k < r.last && predicate == kNone; ++k)
        if (inside(k) != kNone && inside(i) == kNone) predicate = object;
      if (predicate == kNone) return false;
      content_ = trim(r);
      content_head_ = predicate;
      return true;
    }
    if (object != kNone && cue.object_content && object > i) {
      for (uint32_t c : t_.children(i))
        if (t_.urel(c) == Deprel::kXcomp && c > object) {
          content_ = trim({reach(object).first, reach(c).last});
          content_head_ = c;
          return true;
        }
    }
    // "which he called a crime": the thing stands above
    if (one_of(t_.lemma(i), kWishing) && object != kNone && object > i && q.act == "offer" &&
        is_party(speakers_.empty() ? i : speakers_.front()) && t_.upos(object) != Upos::kPron &&
        !is_passive(t_, i) && matched_.size() == 1) {
      // wants a notice for X, wants X arrested: what others are to do
      Range r = reach(object);
      for (uint32_t c : t_.children(i))
        if (c > object && !punct(c) && reach(c).first <= r.last + 1 &&
            t_.urel(c) != Deprel::kConj && t_.urel(c) != Deprel::kParataxis)
          r.last = std::max(r.last, reach(c).last);
      content_ = trim(r);
      content_head_ = object;
      q.act = "urge";
      return true;
    }
    if ((object == kNone || relative(object)) &&
        (cue.object_content || one_of(t_.lemma(i), kNaming)) && t_.rel(i) == Deprel::kAclRelcl)
      for (uint32_t c : t_.children(i))
        if ((t_.urel(c) == Deprel::kXcomp || t_.urel(c) == Deprel::kObj) && c > i) {
          content_ = trim(object_reach(c, i));
          content_head_ = c;
          return true;
        }
    if (one_of(t_.lemma(i), kNaming) && cue.pattern.words.size() == 1) return false;
    // 3. a prepositional phrase, or the object, in the order of the frame
    const uint32_t by_phrase = prepositional(cue);
    const uint32_t by_object = cue.object_content ? content_object(i) : kNone;
    uint32_t chosen = cue.object_last || by_object == kNone
                          ? (by_phrase != kNone ? by_phrase : by_object)
                          : by_object;
    if (chosen == kNone && !plain) {
      // threatened to march, called upon all concerned to desist: an infinitive hung elsewhere
      if (uint32_t to = deep_infinitive(i); to != kNone) {
        content_ = trim({to, std::max(to + 1, std::min(reach(i).last, part(i).last))});
        content_head_ = t_.head(to);
        return true;
      }
      // lodged a protest, offered his condolences: the words themselves
      if (cue.pattern.words.size() > 1 && cue.act != "urge" && cue.act != "offer" &&
          cue.act != "pledge" && cue.act != "support")
        for (uint32_t m : matched_)
          if (m > i && (t_.urel(m) == Deprel::kObj || t_.rel(m) == Deprel::kNsubjPass) &&
              t_.upos(m) == Upos::kNoun) {
            Range r = reach(m);
            for (uint32_t c : t_.children(m))
              if (c > m) r.last = std::min(r.last, reach(c).first);
            content_ = trim(r);
            content_head_ = m;
            return true;
          }
    }
    if (chosen == kNone) {
      content_ = cue.kind == Kind::kSpeech ? quotation_after(i) : Range{};
      content_head_ = content_.empty() ? kNone : top_of(content_, i);
      return !content_.empty();
    }
    // condemned X for Y: what it is for, where X is a party
    if (chosen == by_object && by_phrase != kNone && !plain && is_party(by_object) &&
        (t_.urel(by_phrase) == Deprel::kObl || t_.urel(by_phrase) == Deprel::kAdvcl))
      chosen = by_phrase;
    Range r = chosen == by_object ? trim(object_reach(chosen, i)) : trim_preposition(reach(chosen));
    if (r.empty()) return false;
    content_ = r;
    content_head_ = chosen;
    return true;
  }

  // Where the tree names him for the speaker who is not.
  // True if it is settled, even if nobody is named.
  bool uninformed(uint32_t i) {
    // "expelled the inspectors, charging that …": who expels speaks, not the inspectors
    const bool participle = t_.urel(i) == Deprel::kAcl && t_.rel(i) != Deprel::kAclRelcl &&
                            t_.child(i, Deprel::kAux) == kNone && !is_passive(t_, i) &&
                            !marked(i, kTo) && !t_.root(i);
    if (participle && !speaking_noun(t_.head(i))) {
      const bool after_comma = i > from_ && t_.form(i - 1) == kComma;
      uint32_t noun = t_.head(i);
      while (!t_.root(noun) && t_.urel(noun) == Deprel::kNmod) noun = t_.head(noun);
      const bool object = t_.urel(noun) == Deprel::kObj && t_.child(i, Deprel::kCcomp) != kNone;
      const bool sent_to = t_.urel(noun) == Deprel::kObl && marked(noun, kTo);
      const uint32_t verb = t_.root(noun) ? noun : t_.head(noun);
      if ((after_comma || object || sent_to) && t_.upos(verb) == Upos::kVerb &&
          t_.urel(noun) != Deprel::kNsubj) {
        speakers_.clear();
        subjects(t_, verb, speakers_);
        return true;
      }
    }
    // "X urged to do it by Y" in a headline: X hears
    if (one_of(t_.lemma(i), kHeard) && object_of(i) == kNone && i + 1 < to_ &&
        t_.lemma(i + 1) == kTo && t_.child(i, Deprel::kAux) == kNone &&
        t_.upos(i + 1) == Upos::kPart) {
      speakers_.clear();
      for (uint32_t k = i + 1; k < to_; ++k)
        if (t_.lemma(k) == kBy && t_.urel(k) == Deprel::kCase && t_.below(k, i))
          speakers_.push_back(t_.head(k));
      return true;
    }
    return false;
  }
  bool speaking_noun(uint32_t i) const {
    for (uint32_t index : reporting_.by_head(t_.lemma(i)))
      if (reporting_.cue(index).pattern.pos == PatternPos::kNoun) return true;
    return false;
  }

  uint32_t grammatical_subject(uint32_t i) const {
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kNsubj) return c;
    return kNone;
  }
  // A finite verb whose subject the parser lost: the noun phrase right before it. And a whole
  // sentence that it took for a noun with a participle (The party called for …).
  void left_of(uint32_t i) {
    if (t_.urel(i) == Deprel::kAcl && t_.rel(i) != Deprel::kAclRelcl && !t_.root(i)) {
      const uint32_t noun = t_.head(i);
      const bool sentence = t_.root(noun) && noun < i && !marked(i, kTo) &&
                            feature(t_.feats(i), Feature::kVerbForm) == "Part";
      bool by = false;
      for (uint32_t c : t_.children(i))
        by |= t_.rel(c) == Deprel::kOblAgent || (c > i && marked(c, kBy));
      if (sentence && !by) speakers_.push_back(noun);
      return;
    }
    if (feature(t_.feats(i), Feature::kVerbForm) != "Fin" || is_passive(t_, i)) return;
    const Deprel r = t_.urel(i);
    if (!t_.root(i) && r != Deprel::kParataxis) return;
    uint32_t k = i;
    while (k > from_ && (t_.upos(k - 1) == Upos::kAux || t_.upos(k - 1) == Upos::kAdv)) --k;
    const uint32_t end = k;
    while (k > from_ && (t_.upos(k - 1) == Upos::kPropn || t_.upos(k - 1) == Upos::kNoun ||
                         t_.upos(k - 1) == Upos::kAdj || t_.upos(k - 1) == Upos::kDet ||
                         t_.upos(k - 1) == Upos::kPron || t_.lemma(k - 1) == kAnd))
      --k;
    if (k == end) return;
    for (uint32_t n = k; n < end; ++n)
      if ((t_.upos(n) == Upos::kPropn || t_.upos(n) == Upos::kNoun || t_.upos(n) == Upos::kPron) &&
          (n + 1 == end || t_.lemma(n + 1) == kAnd))
        speakers_.push_back(n);
    if (!speakers_.empty()) source_ = {k, end};
  }
  // "LIMA – Peru's congress rejected": who speaks stands behind the dash.
  uint32_t behind_dateline(uint32_t h, uint32_t i) const {
    const Range here = part(i);
    if (h >= here.first || here.first == from_ || h < from_) return h;
    if (here.first > from_ && !dash(here.first - 1)) return h;
    const uint32_t top = top_of({here.first, i}, i);
    return top == kNone ? h : top;
  }

  // A quotation ends right before the cue and the name beside it.
  bool quotation_before(uint32_t i) const {
    if (inside(i) != kNone) return false;
    uint32_t k = i;
    while (k > from_ && k + 8 > i && !punct(k - 1)) --k;
    while (k > from_ && punct(k - 1) && inside(k - 1) == kNone) --k;
    return k > from_ && inside(k - 1) != kNone;
  }

  // "…, said X, adding that": a participle behind a comma, or what goes with it
  bool trailing(uint32_t c) const {
    const uint32_t first = reach(c).first;
    return first > from_ && (t_.form(first - 1) == kComma || t_.form(first) == kComma) &&
           clause_subject(c) == kNone && t_.child(c, Deprel::kAux) == kNone &&
           feature(t_.feats(c), Feature::kVerbForm) != "Fin" &&
           feature(t_.feats(c), Feature::kVerbForm) != "Inf" && t_.upos(c) == Upos::kVerb &&
           inside(c) == kNone;
  }

  bool circumstance(uint32_t clause_head) const {
    for (uint32_t c : t_.children(clause_head))
      if (c < clause_head && (t_.urel(c) == Deprel::kMark) && one_of(t_.lemma(c), kCircumstances))
        return true;
    return false;
  }
  // A semicolon outside quotation marks stands between.
  bool parted(uint32_t a, uint32_t b) const {
    for (uint32_t k = std::min(a, b); k < std::max(a, b); ++k)
      if (t_.form(k) == kSemicolon && inside(k) == kNone) return true;
    return false;
  }
  // The first that-clause behind the cue, hung anywhere below it, with a subject of its own.
  uint32_t that_clause(uint32_t i) const {
    const Range r = reach(i);
    uint32_t aside = kNone;  // "reported, quoting the mayor, that …"
    for (uint32_t k = i + 1; k < r.last && k < i + 25; ++k) {
      if (t_.form(k) == kSemicolon) return kNone;
      if (t_.upos(k) == Upos::kVerb && t_.urel(k) != Deprel::kAmod) {
        if (t_.urel(k) != Deprel::kAdvcl || t_.head(k) != i || !one_of(t_.lemma(k), kQuoting))
          return kNone;
        aside = k;
      }
      if (t_.lemma(k) != kThat) continue;
      const uint32_t h = t_.head(k);
      // taken for a relative pronoun, though the clause has subject and object of its own
      bool object = false;
      for (uint32_t c : t_.children(h)) object |= t_.urel(c) == Deprel::kObj && c > h;
      if (t_.urel(k) != Deprel::kMark && !(t_.urel(k) == Deprel::kObj && object)) continue;
      if (h < k || !t_.below(h, i) || clause_subject(h) == kNone) return kNone;
      if (aside != kNone && t_.form(k - 1) != kComma) return kNone;
      return h;
    }
    return kNone;
  }

  // it is said that: the "it" is nobody
  bool is_expletive(uint32_t verb, uint32_t it) const {
    return t_.child(verb, Deprel::kExpl) == it;
  }

  bool speaks(uint32_t i) const {
    for (uint32_t index : reporting_.by_head(t_.lemma(i))) {
      const ReportingCue& c = reporting_.cue(index);
      if (c.pattern.words.size() == 1 && c.pattern.pos == PatternPos::kVerb && c.act == "say" &&
          c.kind == Kind::kSpeech)
        return true;
    }
    return false;
  }

  // "wants the court to hear them": what another is to do
  bool wishes_of_another(uint32_t i, uint32_t to) const {
    return object_of(i) != kNone || clause_subject(to) != kNone;
  }

  bool condition_holds(const ReportingCue& cue, uint32_t, uint32_t head) const {
    switch (cue.condition) {
      case Condition::kToClause:
        return marked(head, kTo);
      case Condition::kThatClause:
        return clause(head) && !marked(head, kTo);
      case Condition::kQuotation:
        return inside(head) != kNone;
      case Condition::kAs:
        return false;
      case Condition::kNone:
        return true;
    }
    return true;
  }

  uint32_t object_of(uint32_t i) const {
    for (uint32_t c : t_.children(i))
      if (t_.urel(c) == Deprel::kObj) return c;
    return kNone;
  }
  // The logical object of the cue or, of a phrase, what its own words leave open.
  uint32_t content_object(uint32_t i) const {
    objects_.clear();
    objects(t_, i, objects_);
    for (uint32_t o : objects_) {
      if (std::find(matched_.begin(), matched_.end(), o) != matched_.end()) continue;
      if (relative(o)) continue;
      return o;
    }
    return kNone;
  }
  Range object_reach(uint32_t object, uint32_t cue) const {
    Range r = reach(object);
    if (cue > object && cue < r.last) {  // the antecedent of the cue's clause
      for (uint32_t c : t_.children(object))
        if (c == cue || t_.below(cue, c)) r.last = std::max(object + 1, reach(c).first);
    }
    if (cue < object && cue >= r.first) r.first = cue + 1;
    // What follows without a comma and is no time goes with it, whatever it hangs on.
    if (object > cue)
      for (uint32_t c : t_.children(cue)) {
        if (c <= object || reach(c).first != r.last) continue;
        const Deprel rel = t_.urel(c);
        if (rel != Deprel::kObl && rel != Deprel::kNmod && rel != Deprel::kXcomp &&
            rel != Deprel::kAppos && !(rel == Deprel::kAdvcl && marked(c, kTo)))
          continue;
        if (is_time(c) || t_.upos(c) == Upos::kNum || t_.rel(c) == Deprel::kOblUnmarked) break;
        r.last = reach(c).last;
      }
    Range here = part(cue);
    r.first = std::max(r.first, std::min(here.first, object));
    r.last = std::min(r.last, std::max(here.last, object + 1));
    return r;
  }
  bool is_party(uint32_t i) const {
    ids_.clear();
    mentions_.at(i, false, ids_);
    return !ids_.empty() || t_.upos(i) == Upos::kPron;
  }

  // Whether a colon or an opening quotation mark stands between the cue and the words behind it.
  bool opened_by_mark(uint32_t cue, uint32_t first) const {
    if (inside(first) != kNone && inside(first) != inside(cue)) return !parted(cue, first);
    uint32_t k = first;
    while (k > cue + 1 && punct(k - 1) && t_.form(k - 1) != kColon) --k;
    return k > cue + 1 && t_.form(k - 1) == kColon;
  }

  // The quotation that opens within a few words behind the cue, if no other cue stands between.
  Range quotation_after(uint32_t i) const {
    if (inside(i) != kNone) return {};
    for (uint32_t k = i + 1; k < to_ && k < i + 10; ++k) {
      if (t_.form(k) == kSemicolon) return {};
      if (inside(k) == kNone) {
        if (k > i + 1 && t_.upos(k) == Upos::kVerb) return {};
        continue;
      }
      const uint32_t q = inside(k);
      uint32_t last = k;
      while (last < to_ && inside(last) == q) ++last;
      // A word or two in marks inside a phrase are no speech, save at once behind the cue.
      uint32_t opening = k;
      while (opening > i + 1 && punct(opening - 1)) --opening;
      const bool at_once =
          opening == i + 1 || t_.form(opening) == kColon || t_.form(opening) == kComma;
      if (!at_once && last - k < 4) return {};
      return trim({k, last});
    }
    return {};
  }

  // --- prepositions, adjectives, nouns, adverbs -------------------------------------------------

  // according to X: X is the noun that the preposition marks; commas tell how far it counts.
  bool by_preposition(uint32_t i, uint32_t cue_last) {
    // "reported, quoting the mayor": what is said is the clause of the verb above
    // (sources_of_sources)
    if (t_.upos(i) == Upos::kVerb && !t_.root(i) && t_.head(i) < i && speaks(t_.head(i)))
      return false;
    uint32_t x =
        t_.urel(i) == Deprel::kCase || t_.urel(i) == Deprel::kFixed || t_.urel(i) == Deprel::kMark
            ? t_.head(i)
            : i;
    if (x != i && t_.upos(x) == Upos::kAdp) x = t_.head(x);
    if (x == i) {
      for (uint32_t c : t_.children(i))
        if (t_.urel(c) == Deprel::kObl || t_.urel(c) == Deprel::kNmod || t_.urel(c) == Deprel::kObj)
          x = c;
      if (x == i) return false;
    }
    if (x < i || t_.upos(x) == Upos::kAdp || t_.upos(x) == Upos::kVerb) return false;
    speakers_.push_back(x);
    const Range here = part(i);
    Range name = reach(x);
    name.first = std::min(std::max(name.first, cue_last), x);
    name.last = std::min(name.last, here.last);
    // Below X parsers hang what follows the comma.
    for (uint32_t k = x + 1; k < name.last; ++k)
      if (t_.form(k) == kComma && !name_goes_on(x, k)) {
        name.last = k;
        break;
      }
    source_ = name;
    while (source_.last > source_.first + 1 && punct(source_.last - 1)) --source_.last;
    uint32_t before = i;
    while (before > here.first && punct(before - 1)) --before;
    uint32_t after = name.last;
    while (after < here.last && punct(after)) ++after;
    const bool opens = before <= here.first, ends = after >= here.last;
    const bool comma = before < i;
    if (opens) {
      content_ = {after, here.last};
    } else if (ends) {
      content_ = {here.first, before};
      if (!comma) {
        // "… X, which according to Y" hang lower
        uint32_t at = t_.root(x) ? x : t_.head(x);
        const uint32_t top = clause_of(t_, at == i && !t_.root(i) ? t_.head(i) : at);
        if (t_.rel(top) == Deprel::kAclRelcl) content_ = {reach(top).first, before};
        if (uint32_t c = governing_clause(top); c != kNone) content_ = {reach(c).first, before};
      }
    } else {
      uint32_t at = t_.root(x) ? x : t_.head(x);
      if (at == i && !t_.root(i)) at = t_.head(i);
      uint32_t top = clause_of(t_, at);
      if (comma && after > name.last)
        content_ = here;  // between commas: the whole, with its breach
      else if (top != x)
        content_ = reach_without(top, x);
    }
    if (content_.empty()) return false;
    content_ = trim(content_);
    content_head_ = top_of(content_, x);
    return true;
  }
  // A that-clause above: what stands in it is said by others first.
  uint32_t governing_clause(uint32_t i) const {
    while (!t_.root(i)) {
      if (t_.urel(i) == Deprel::kCcomp && t_.head(i) < i) return i;
      i = t_.head(i);
    }
    return kNone;
  }
  // An apposition or a relative clause behind the comma: it is still the name.
  bool name_goes_on(uint32_t x, uint32_t comma) const {
    for (uint32_t c : t_.children(x)) {
      if (reach(c).first > comma + 1 || reach(c).last <= comma) continue;
      if (c < x) continue;
      Deprel r = t_.urel(c);
      if (r == Deprel::kAppos || t_.rel(c) == Deprel::kAclRelcl || r == Deprel::kConj ||
          r == Deprel::kFlat || r == Deprel::kNmod || r == Deprel::kAcl)
        return true;
    }
    return false;
  }

  bool by_adjective(uint32_t i, const ReportingCue& cue) {
    if (t_.urel(i) == Deprel::kAmod || t_.urel(i) == Deprel::kAcl) return false;
    if (t_.upos(i) == Upos::kVerb && (object_of(i) != kNone || !is_passive(t_, i)) &&
        t_.child(i, Deprel::kCop) == kNone)
      return false;
    subjects(t_, i, speakers_);
    if (speakers_.empty() && grammatical_subject(i) != kNone)
      speakers_.push_back(grammatical_subject(i));
    if (speakers_.empty()) return false;
    for (uint32_t c : t_.children(i)) {
      Deprel r = t_.urel(c);
      if ((r == Deprel::kCcomp || r == Deprel::kXcomp ||
           (r == Deprel::kAdvcl && (marked(c, kTo) || marked(c, kThat)))) &&
          c > i)
        content_head_ = c;
    }
    if (content_head_ != kNone) {
      content_ = trim(governed(i, content_head_));
      return true;
    }
    const uint32_t phrase = prepositional(cue);
    if (phrase == kNone) return false;
    content_ = trim_preposition(reach(phrase));
    content_head_ = phrase;
    return true;
  }

  // "Iran's claim that …", "pleas by monks to spare the bell", "reports that …"
  bool by_noun(uint32_t i, const ReportingCue& cue) {
    if (t_.upos(i) == Upos::kVerb) return false;
    for (uint32_t c : t_.children(i)) {
      Deprel r = t_.urel(c);
      const bool clausal =
          r == Deprel::kCcomp || (r == Deprel::kAcl && t_.rel(c) != Deprel::kAclRelcl);
      if (clausal && c > i &&
          (marked(c, kThat) || marked(c, kTo) || (r == Deprel::kCcomp && clause(c))))
        content_head_ = c;
      // a that-clause that the parser took for a relative one: its "that" is no subject
      if (t_.rel(c) == Deprel::kAclRelcl && c > i && marked(c, kThat) && clause_subject(c) != kNone)
        content_head_ = c;
      // "a call by laureates to free him": the clause may hang on whoever stands between
      if (cue.act != "say" && spoken_by(i, c) && content_head_ == kNone)
        for (uint32_t g : t_.children(c))
          if (g > c && t_.urel(g) == Deprel::kAcl && t_.rel(g) != Deprel::kAclRelcl &&
              marked(g, kTo))
            content_head_ = g;
    }
    const uint32_t end = content_head_ == kNone ? to_ : content_head_;
    for (uint32_t c : t_.children(i)) {
      const bool owner = t_.rel(c) == Deprel::kNmodPoss ||
                         ((t_.urel(c) == Deprel::kCompound || t_.urel(c) == Deprel::kAmod) &&
                          is_party(c) && t_.upos(c) != Upos::kPron);
      const bool by =
          c < end && (spoken_by(i, c) || (content_head_ != kNone && c > i &&
                                          t_.urel(c) == Deprel::kNmod && marked(c, kOf)));
      if (owner || by) speakers_.push_back(c);
    }
    if (content_head_ == kNone && !speakers_.empty()) return by_noun_and_preposition(i, cue);
    if (content_head_ == kNone) return false;
    if (is_told(content_head_)) return false;
    const bool infinitive = marked(content_head_, kTo);
    content_ = trim(governed(i, content_head_));
    if (!speakers_.empty() && t_.below(content_head_, speakers_.back())) hung_on_speaker();
    if (speakers_.empty() && !t_.root(i) && (t_.urel(i) == Deprel::kObj)) {
      // issued a statement that, repeated his call to: who does so speaks
      const uint32_t verb = t_.head(i);
      if (one_of(t_.lemma(verb), kUttering)) subjects(t_, verb, speakers_);
    }
    // "Officials in Bonn doubt that …": a verb that was taken for a noun
    if (speakers_.empty() && !infinitive && bare(i) && i > from_) {
      if (uint32_t s = grammatical_subject(i); s != kNone && s < i)
        speakers_.push_back(s);
      else if (!t_.root(i) && t_.head(i) < i && t_.upos(t_.head(i)) == Upos::kNoun &&
               t_.urel(i) == Deprel::kNmod)
        speakers_.push_back(t_.head(i));
    }
    return !infinitive || !speakers_.empty();
  }
  // Has a cue of this sentence this content already?
  bool is_told(uint32_t head) const {
    for (size_t k = first_row_; k < quotes_.size(); ++k)
      if (quotes_[k].content_head == head) return true;
    return false;
  }
  // "a demand by, from X"
  bool spoken_by(uint32_t noun, uint32_t c) const {
    return c > noun && t_.urel(c) == Deprel::kNmod && (marked(c, kBy) || marked(c, kFrom));
  }

  // "Kabul's appeal for recognition", "a pledge of loans by the bank": a noun that is an act of
  // words, with whoever does it beside it, and what it is about behind the preposition that belongs
  // to acts of its sort.
  bool by_noun_and_preposition(uint32_t i, const ReportingCue& cue) {
    struct Opening {
      std::string_view act;
      std::array<uint64_t, 4> prepositions;
    };
    static const Opening kOpenings[] = {
        {"urge", {fold_hash("for")}},
        {"offer", {kOf}},
        {"pledge", {kOf}},
        {"warn", {kOf, fold_hash("about"), fold_hash("against")}},
        {"oppose", {fold_hash("against"), kOver, fold_hash("about"), kTo}},
        {"condemn", {kOf, kOver}},
        {"accuse", {kOf, fold_hash("against")}},
        {"support", {fold_hash("for")}},
        {"praise", {fold_hash("for")}},
        {"thank", {fold_hash("for")}},
        {"condole", {kOn, kOver, fold_hash("for")}},
        {"apologise", {fold_hash("for"), kOver}}};
    const Opening* opening = std::find_if(std::begin(kOpenings), std::end(kOpenings),
                                          [&](const Opening& o) { return o.act == cue.act; });
    if (opening == std::end(kOpenings)) return false;
    // It may hang on whoever stands between, or on the verb: rejected an appeal by the rebels for
    // the release.
    const uint32_t by = speakers_.back(), verb = t_.head(i);
    for (uint32_t above : {i, by, verb})
      for (uint32_t c : t_.children(above)) {
        if (c < i || (t_.urel(c) != Deprel::kNmod && t_.urel(c) != Deprel::kObl)) continue;
        if (spoken_by(i, c) || (above == by && !spoken_by(i, by))) continue;
        if (above == verb && reach(c).first != reach(i).last) continue;
        const uint32_t mark = t_.child(c, Deprel::kCase);
        if (mark == kNone || !one_of(t_.lemma(mark), opening->prepositions)) continue;
        if (is_told(c)) return false;
        content_head_ = c;
        if (above == by) {
          hung_on_speaker();
          return true;
        }
        Range r = reach(c);
        r.first = std::max(r.first, mark + 1);
        for (uint32_t speaker : speakers_)  // of loans by the bank
          if (t_.below(speaker, c))
            r.last = std::min(r.last, std::max(c + 1, reach(speaker).first));
        content_ = trim(r);
        return true;
      }
    return false;
  }
  // The content hangs on the speaker's name, of which it is no part.
  void hung_on_speaker() {
    content_ = trim(reach(content_head_));
    if (const uint32_t mark = t_.child(content_head_, Deprel::kCase);
        mark != kNone && mark < content_head_)
      content_.first = std::max(content_.first, mark + 1);
    uint32_t end = reach(content_head_).first;
    while (end > speakers_.back() + 1 && punct(end - 1)) --end;
    if (end > speakers_.back())
      source_ = {std::min(reach(speakers_.back()).first + 1, end - 1), end};
  }

  // Without article, adjective, owner or preposition.
  bool bare(uint32_t i) const {
    for (uint32_t c : t_.children(i)) {
      Deprel r = t_.urel(c);
      if (c < i && (r == Deprel::kDet || t_.rel(c) == Deprel::kNmodPoss ||
                    (r == Deprel::kCase && c + 1 == i) || (r == Deprel::kAmod && c + 1 == i)))
        return false;
    }
    return true;
  }

  bool by_adverb(uint32_t i, const ReportingCue& cue) {
    if (cue.factuality != "doubting" && t_.lemma(i) != kReportedly) return false;
    content_head_ = clause_of(t_, i);
    if (content_head_ == i) return false;
    content_ = trim(reach_without(content_head_, i));
    return true;
  }

  // --- after the cues of a sentence -------------------------------------------------------------

  // "X reported, quoting Y" and "was quoted by Z as saying": he who quotes says the same.
  void sources_of_sources() {
    for (uint32_t i = from_; i < to_; ++i) {
      if (!one_of(t_.lemma(i), kQuoting) || t_.upos(i) != Upos::kVerb) continue;
      speakers_.clear();
      const QuoteRow* with = nullptr;
      bool quoter = false;
      for (size_t k = first_row_; k < quotes_.size(); ++k) {
        const QuoteRow& q = quotes_[k];
        if (q.cue_word == i) {
          with = nullptr;
          break;
        }
        const uint32_t c = q.cue_word;
        if (c > i && c < i + 16 && (t_.below(c, i)) && marked(c, kAs)) {
          with = &q;
          quoter = true;
        } else if (!t_.root(i) && t_.head(i) == c && i > c) {
          with = &q;
        }
      }
      if (!with) continue;
      QuoteRow row = *with;
      if (quoter) {
        subjects(t_, i, speakers_);
        if (is_passive(t_, i) && speakers_.empty())
          for (uint32_t c : t_.children(with->cue_word))
            if (c > with->cue_word && marked(c, kBy)) speakers_.push_back(c);
      }
      if (!quoter) objects(t_, i, speakers_);
      if (speakers_.empty()) continue;
      row.speakers.clear();
      row.cue = tokens_.span(i);
      row.cue_word = i;
      row.act = "say";
      row.source = noun_phrase(speakers_.front(), i);
      for (uint32_t h : speakers_) mentions_.resolve(h, true, row.speakers);
      quotes_.push_back(std::move(row));
    }
  }

  // A transcript: what each says until the next one does is his.
  void turns() {
    for (const SpeechTurn& turn : find_turns(text_, tokens_)) {
      QuoteRow q;
      q.cue_word = turn.colon;
      q.cue = tokens_.span(turn.colon);
      q.act = "say";
      q.form = QuoteRow::Form::kDirect;
      q.turn = true;
      q.content = words(turn.first, turn.last);
      q.source = words(turn.label_first, turn.label_last);
      for (uint32_t i = turn.label_last; i-- > turn.label_first && q.speakers.empty();)
        mentions_.resolve(i, false, q.speakers);
      colons_.push_back(turn.colon);
      // "ISLAMABAD: The minister …" is a dateline: a place says nothing, and a state says we.
      if (turn.named && q.speakers.empty()) continue;
      if (std::all_of(
              q.speakers.begin(), q.speakers.end(),
              [&](EntityId id) { return entities_.rows[id.index].kind == EntityKind::kState; }) &&
          !q.speakers.empty() && !first_person(turn.first, turn.last))
        continue;
      quotes_.push_back(std::move(q));
    }
  }

  // "Palace: coup has failed", "WANG: We oppose …", "Coup has failed: palace". A state or a place
  // before a colon is mostly what the words are on, so somebody must be named who can speak.
  void colon() {
    const size_t block = block_of(tokens_.start[from_]);
    const bool title =
        block < text_.blocks.size() && (text_.blocks[block].kind == Block::Kind::kTitle ||
                                        text_.blocks[block].kind == Block::Kind::kHeading);
    uint32_t begin = from_;
    for (uint32_t k = from_; k < to_; ++k) {
      if (t_.form(k) == kSemicolon && inside(k) == kNone) begin = k + 1;
      if (t_.form(k) != kColon || inside(k) != kNone ||
          std::binary_search(colons_.begin(), colons_.end(), k))
        continue;
      uint32_t end = k + 1;
      while (end < to_ && t_.form(end) != kSemicolon) ++end;
      const bool before = k > begin && k - begin <= 5 && voice(begin, k, end);
      const bool transcript = before && begin == from_;
      const bool free = !taken(k + 1, end);
      if (before && free && (title || begin > from_ || transcript || begin == from_)) {
        push_colon({begin, k}, {k + 1, end}, k);
        return;
      }
      uint32_t stop = end;
      while (stop > k + 1 && punct(stop - 1)) --stop;
      if (title && stop > k + 1 && stop - k - 1 <= 4 && voice(k + 1, stop, stop) &&
          !taken(begin, k) && verb_between(begin, k)) {
        push_colon({k + 1, stop}, {begin, k}, k);
        return;
      }
    }
  }
  void push_colon(Range who, Range what, uint32_t colon) {
    what = trim(what);
    if (what.size() < 2) return;
    QuoteRow q;
    q.cue_word = colon;
    q.cue = tokens_.span(colon);
    q.act = "say";
    q.content = words(what.first, what.last);
    q.content_head = top_of(what, kNone);
    q.source = words(who.first, who.last);
    mentions_.resolve(head_of(who), true, q.speakers);
    set_form(q);
    q.stated = true;
    quotes_.push_back(std::move(q));
  }
  uint32_t head_of(Range r) const {
    for (uint32_t k = r.first; k < r.last; ++k)
      if (t_.root(k) || t_.head(k) < r.first || t_.head(k) >= r.last)
        if (!punct(k)) return k;
    return r.last - 1;
  }
  bool first_person(uint32_t first, uint32_t last) const {
    for (uint32_t k = first; k < last; ++k)
      if (feature(t_.feats(k), Feature::kPerson) == "1" && t_.upos(k) == Upos::kPron) return true;
    return false;
  }
  bool voice(uint32_t first, uint32_t last, uint32_t end) const {
    for (uint32_t k = first; k < last; ++k) {
      Upos u = t_.upos(k);
      if (u == Upos::kVerb || u == Upos::kAux || u == Upos::kAdv || u == Upos::kPunct ||
          u == Upos::kNum || u == Upos::kSconj)
        return false;
    }
    const uint32_t head = head_of({first, last});
    if (one_of(t_.lemma(head), kVoices) || one_of(t_.lemma(last - 1), kVoices)) return true;
    ids_.clear();
    mentions_.at(head, false, ids_);
    for (EntityId id : ids_) {
      const EntityKind kind = entities_.rows[id.index].kind;
      // A name that is met nowhere else and bears no office may be anything.
      if (kind == EntityKind::kPerson && entities_.rows[id.index].roles.empty() &&
          std::count_if(entities_.mentions.begin(), entities_.mentions.end(),
                        [&](const MentionRow& m) { return m.entity == id; }) < 2)
        return false;
      if (kind == EntityKind::kOrganisation || kind == EntityKind::kCompany) return false;
      if (kind == EntityKind::kState || kind == EntityKind::kPlace ||
          kind == EntityKind::kPopulation) {
        // A state speaks where it says we.
        return first_person(last, std::min(end, last + 8));
      }
      return true;
    }
    return false;
  }
  bool taken(uint32_t first, uint32_t last) const {
    if (first >= last) return true;
    const Span s = words(first, last);
    for (size_t k = first_row_; k < quotes_.size(); ++k)
      if (quotes_[k].stated && quotes_[k].content.overlaps(s) && !s.contains(quotes_[k].cue))
        return true;
    return false;
  }
  size_t block_of(uint32_t byte) {
    while (block_ < text_.blocks.size() && text_.blocks[block_].span.end <= byte) ++block_;
    return block_;
  }

  void set_form(QuoteRow& q) const {
    uint32_t inside = 0;
    auto from = std::lower_bound(quoted_.begin(), quoted_.end(), q.content.start,
                                 [](const Span& s, uint32_t at) { return s.end <= at; });
    for (auto s = from; s != quoted_.end() && s->start < q.content.end; ++s) {
      uint32_t a = std::max(s->start, q.content.start), b = std::min(s->end, q.content.end);
      // A cue that itself stands in the quotation is speech in speech: its content is told.
      if (a < b && !(s->start <= q.cue.start && s->end >= q.cue.end)) inside += b - a;
    }
    if (inside == 0)
      q.form = QuoteRow::Form::kIndirect;
    else if (inside * 10 >= q.content.size() * 9)
      q.form = QuoteRow::Form::kDirect;
    else
      q.form = QuoteRow::Form::kMixed;
    // Direct speech that goes on behind the sentence of its cue belongs to it as a whole.
    if (q.form == QuoteRow::Form::kDirect)
      for (auto s = from; s != quoted_.end() && s->start < q.content.end; ++s)
        if (s->overlaps(q.content) && !(s->start <= q.cue.start && s->end >= q.cue.end)) {
          q.content.start = std::min(q.content.start, s->start);
          q.content.end = std::max(q.content.end, s->end);
        }
    // The comma before the mark is the cue's.
    const std::string& text = text_.content;
    while (q.form == QuoteRow::Form::kDirect && q.content.end > q.content.start + 1 &&
           (text[q.content.end - 1] == ',' || text[q.content.end - 1] == ' '))
      --q.content.end;
  }

  bool in_quotation(Span cue) const {
    auto s = std::lower_bound(quoted_.begin(), quoted_.end(), cue.end,
                              [](const Span& q, uint32_t end) { return q.end < end; });
    return s != quoted_.end() && s->start <= cue.start;
  }

  // Quotations that no cue reaches: a sentence or more between marks, in a paragraph whose last
  // speaker is known, is his. Right behind his words it is the rest of them.
  void running_quotes() {
    // Rows by content, with the furthest end so far, and by cue: one pass over the quotations.
    std::vector<std::pair<Span, uint32_t>> covered;
    std::vector<std::pair<uint32_t, size_t>> by_cue;
    for (size_t k = 0; k < quotes_.size(); ++k) {
      const QuoteRow& q = quotes_[k];
      if (!q.stated || in_quotation(q.cue)) continue;  // speech in speech covers nothing
      covered.push_back({q.content, 0});
      if (q.source && q.form != QuoteRow::Form::kIndirect) by_cue.push_back({q.cue.end, k});
    }
    if (by_cue.empty()) return;
    std::sort(covered.begin(), covered.end());
    for (size_t k = 0; k < covered.size(); ++k)
      covered[k].second = std::max(covered[k].first.end, k ? covered[k - 1].second : 0);
    std::sort(by_cue.begin(), by_cue.end());
    Quotes more;
    for (Span s : quoted_) {
      if (s.size() < 20) continue;
      auto behind =
          std::lower_bound(covered.begin(), covered.end(), s.end,
                           [](const auto& row, uint32_t end) { return row.first.start < end; });
      if (behind != covered.begin() && std::prev(behind)->second > s.start) continue;
      auto after = std::upper_bound(by_cue.begin(), by_cue.end(), s.start,
                                    [](uint32_t at, const auto& row) { return at < row.first; });
      if (after == by_cue.begin()) continue;
      QuoteRow& last = quotes_[std::prev(after)->second];
      if (s.start - last.cue.end > 600) continue;
      // The mark must open a sentence: words quoted inside one belong to that sentence.
      size_t word = token_at(tokens_, s.start);
      if (word >= tokens_.size()) continue;
      size_t sentence = tokens_.sentence_of(word);
      uint32_t first = tokens_.sentence_first[sentence];
      if (word > first + 1) continue;
      const size_t before = tokens_.sentence_of(last.cue_word);
      if (last.form == QuoteRow::Form::kDirect && before + 1 == sentence &&
          last.content.start < last.cue.start) {
        last.content.end = s.end;
        continue;
      }
      QuoteRow q = last;
      q.content = s;
      q.content_head = top_of({first, tokens_.sentence_first[sentence + 1]}, kNone);
      q.form = QuoteRow::Form::kDirect;
      q.act = "say";
      more.push_back(std::move(q));
    }
    quotes_.insert(quotes_.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
  }

  inline static const std::array<uint64_t, 2> kQuoting = {kQuote, kCite};
  inline static const std::array<uint64_t, 6> kHeard = {fold_hash("urge"),     fold_hash("tell"),
                                                        fold_hash("order"),    fold_hash("warn"),
                                                        fold_hash("instruct"), fold_hash("advise")};
  inline static const std::array<uint64_t, 7> kVoting = {
      fold_hash("court"),    fold_hash("parliament"), fold_hash("senate"), fold_hash("congress"),
      fold_hash("assembly"), fold_hash("house"),      fold_hash("judge")};
  inline static const std::array<uint64_t, 12> kGranted = {
      fold_hash("permission"), fold_hash("access"),         fold_hash("entry"),
      fold_hash("visa"),       fold_hash("asylum"),         fold_hash("bail"),
      fold_hash("request"),    fold_hash("representation"), fold_hash("right"),
      fold_hash("care"),       fold_hash("chance"),         fold_hash("treatment")};
  inline static const std::array<uint64_t, 12> kMoving = {
      fold_hash("march"),       fold_hash("gather"),  fold_hash("rally"), fold_hash("travel"),
      fold_hash("come"),        fold_hash("go"),      fold_hash("fly"),   fold_hash("arrive"),
      fold_hash("demonstrate"), fold_hash("protest"), fold_hash("meet"),  fold_hash("assemble")};
  inline static const std::array<uint64_t, 12> kNaming = {
      fold_hash("call"),  fold_hash("declare"), fold_hash("proclaim"), fold_hash("deem"),
      fold_hash("label"), fold_hash("brand"),   fold_hash("name"),     fold_hash("dub"),
      fold_hash("judge"), fold_hash("title"),   fold_hash("term"),     fold_hash("characterise")};
  inline static const std::array<uint64_t, 6> kCalling = {fold_hash("call"),  fold_hash("label"),
                                                          fold_hash("brand"), fold_hash("term"),
                                                          fold_hash("dub"),   fold_hash("deem")};
  inline static const std::array<uint64_t, 5> kWishing = {fold_hash("want"), fold_hash("wish"),
                                                          fold_hash("desire"), fold_hash("like"),
                                                          fold_hash("prefer")};
  inline static const std::array<uint64_t, 4> kWithTo = {fold_hash("commit"), fold_hash("admit"),
                                                         fold_hash("swear"), fold_hash("confess")};
  inline static const uint64_t kReportedly = fold_hash("reportedly");
  inline static const std::array<uint64_t, 16> kUttering = {
      fold_hash("issue"),   fold_hash("make"),      fold_hash("repeat"),  fold_hash("reiterate"),
      fold_hash("renew"),   fold_hash("voice"),     fold_hash("express"), fold_hash("send"),
      fold_hash("give"),    fold_hash("release"),   fold_hash("publish"), fold_hash("reaffirm"),
      fold_hash("restate"), fold_hash("underline"), fold_hash("utter"),   fold_hash("convey")};

  const Text& text_;
  const Tokens& tokens_;
  const TreeIndex& t_;
  const Entities& entities_;
  MentionIndex mentions_;
  const ReportingLexicon& reporting_;
  uint32_t from_ = 0, to_ = 0;
  size_t first_row_ = 0, next_quoted_ = 0, block_ = 0;
  std::vector<bool> used_;
  std::vector<uint32_t> inside_, matched_, speakers_;
  mutable std::vector<uint32_t> objects_;
  mutable std::vector<EntityId> ids_;
  bool beside_ = false;  // the cue of the row in hand stands beside its content
  Range content_, source_;
  uint32_t content_head_ = kNone;
  std::vector<Span> quoted_;
  std::vector<uint32_t> colons_;  // of turns
  Quotes quotes_;
};

}  // namespace

Quotes find_attributions(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                         const Entities& entities, const ReportingLexicon& reporting) {
  return Finder(text, tokens, tree, entities, reporting).run();
}

Quotes find_quotes(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                   const Entities& entities, const ReportingLexicon& reporting) {
  Quotes quotes = find_attributions(text, tokens, tree, entities, reporting);
  std::erase_if(quotes, [](const QuoteRow& q) { return !q.stated; });
  return quotes;
}

Quotes find_quotes_at(const Text& text, const Tokens& tokens, const TreeIndex& tree,
                      const Entities& entities, const ReportingLexicon& reporting,
                      const std::vector<std::pair<uint32_t, std::string_view>>& cues) {
  if (cues.empty()) return {};
  Quotes quotes = Finder(text, tokens, tree, entities, reporting).run_at(cues);
  std::erase_if(quotes, [](const QuoteRow& q) { return !q.stated; });
  return quotes;
}

}  // namespace dragoman

// The tables of one report. A stage is a free function from const tables to one new table; nothing
// here is changed once it is made. Dense token data are columns; mentions, events and statements
// are rows. All offsets are bytes of Text::content.
#ifndef DRAGOMAN_DOCUMENT_DOCUMENT_H_
#define DRAGOMAN_DOCUMENT_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.h"
#include "document/text.h"
#include "document/ud.h"

namespace dragoman {

/// Syntactic words in the sense of Universal Dependencies, and sentences over them. A multiword
/// token ("don't" = do + n't) is a run of words of which all but the first carry kContinues.
struct Tokens {
  enum Flag : uint8_t {
    kSpaceAfter = 1,  // white space follows
    kContinues = 2,   // goes on the surface token of the word before
  };
  std::vector<uint32_t> start, end;  // word i is [start[i], end[i])
  std::vector<uint8_t> flags;
  std::vector<uint32_t> sentence_first;  // first word of sentence s; one more entry: the word count
  size_t size() const { return start.size(); }
  size_t sentences() const { return sentence_first.empty() ? 0 : sentence_first.size() - 1; }
  Span span(size_t i) const { return {start[i], end[i]}; }
  Span sentence_span(size_t s) const {
    return {start[sentence_first[s]], end[sentence_first[s + 1] - 1]};
  }
  /// The sentence that word i stands in. O(log sentences).
  size_t sentence_of(size_t i) const;
};

/// Part of speech, features and lemma a word. Empty where no model is loaded.
struct Tags {
  std::vector<Upos> upos;
  std::vector<uint64_t> feats;      // packed, see ud.h
  std::vector<uint32_t> lemma_end;  // lemma i is lemmas[lemma_end[i-1], lemma_end[i])
  std::string lemmas;
  size_t size() const { return upos.size(); }
  std::string_view lemma(size_t i) const {
    uint32_t from = i == 0 ? 0 : lemma_end[i - 1];
    return std::string_view(lemmas).substr(from, lemma_end[i] - from);
  }
};

/// Universal Dependencies trees: head[i] is the word that i depends on (i itself: a root).
struct Trees {
  std::vector<uint32_t> head;
  std::vector<Deprel> deprel;
  size_t size() const { return head.size(); }
};

/// Names as the language model finds them: what sort of thing each is, not yet who.
enum class NameType : uint8_t {
  kPerson,
  kOrganisation,
  kPlace,
  kState,
  kFacility,
  kEvent,
  kProduct,
  kDate,
  kMoney,
  kNumber,
  kOther
};
struct Name {
  uint32_t first = 0, last = 0;  // words [first, last)
  NameType type = NameType::kOther;
};
using Names = std::vector<Name>;

enum class MentionForm : uint8_t { kName, kNominal, kPronoun };

enum class EntityKind : uint8_t {
  kPerson,
  kState,
  kGovernmentBody,
  kArmedForce,
  kArmedGroup,
  kParty,
  kInternationalOrganisation,
  kCompany,
  kMedia,
  kReligiousBody,
  kPopulation,
  kOrganisation,
  kPlace
};
std::string_view to_string(EntityKind kind);

struct MentionRow {
  uint32_t first = 0, last = 0;  // words [first, last)
  Span span;
  EntityId entity;
  MentionForm form = MentionForm::kName;
};

struct EntityRow {
  EntityKind kind = EntityKind::kOrganisation;
  std::string name;
  std::string country;  // ISO 3166-1 alpha-3, IGO, or empty
  std::string sector;
  std::vector<Role> roles;
  std::optional<Place> place;
};

/// Who is spoken of. Entities are ordered by their first mention, mentions by their start.
struct Entities {
  std::vector<EntityRow> rows;
  std::vector<MentionRow> mentions;
};

enum class TimeType : uint8_t { kDate, kTime, kDuration, kSet };
struct TimeRow {
  Span span;
  uint32_t first = 0, last = 0;  // words [first, last)
  TimeType type = TimeType::kDate;
  std::string value;   // TIMEX3
  std::string anchor;  // value of what it was resolved against, or empty
};
using Times = std::vector<TimeRow>;

enum class EventStatus : uint8_t { kActual, kPlanned, kHypothetical, kNegated, kHistorical };
std::string_view to_string(EventStatus status);

struct AttributionRow {
  EntityId source;  // none: not named
  Span cue;
};

struct EventRow {
  std::string type, mode, cameo;  // PLOVER type and mode; CAMEO code
  std::vector<std::string> contexts;
  double goldstein = 0;
  std::vector<EntityId> actors, recipients;
  EventStatus status = EventStatus::kActual;
  When when;
  EntityId where;  // a place, or none
  std::vector<Quantity> quantities;
  std::vector<AttributionRow> attribution;
  Span trigger, evidence;
  uint32_t trigger_word = 0;
  std::string rule;
  double confidence = 0;
  bool users = false;  // made by a rule of the user's own: nothing else decides on it
};
using Events = std::vector<EventRow>;

struct StatementRow {
  EntityId speaker;
  std::vector<EntityId> holder, addressees, about;
  std::string act, issue, form;
  std::optional<Span> source, cue;
  Span content;
  EventStatus status = EventStatus::kActual;
  When when;
  EventId event;
};
using Statements = std::vector<StatementRow>;

struct Document {
  Text text;
  Tokens tokens;
  Tags tags;
  Trees trees;
  Names names;
  Times times;
  Entities entities;
  Events events;
  Statements statements;
  std::vector<Diagnostic> diagnostics;  // of the stages after clean
};

/// Checks sizes, bounds, order and acyclic heads. Empty string: sound; else the first fault found.
/// Tables that are empty because their stage did not run are sound.
std::string verify(const Document& document);

/// The tables as text for people and golden tests.
std::string dump(const Document& document);

/// The record of the contract: ids given, offsets in code points.
Record to_record(Document&& document);

/// verbal_cooperation, material_cooperation, verbal_conflict or material_conflict of a PLOVER type;
/// empty if there is no such type.
std::string_view quad_class(std::string_view type);

/// The word that covers or follows byte `offset`; tokens.size() if none. O(log words).
size_t token_at(const Tokens& tokens, uint32_t offset);

}  // namespace dragoman

#endif  // DRAGOMAN_DOCUMENT_DOCUMENT_H_

// What the passes of the entity stage share while they work: the words with their marks, rows and
// mentions found so far, and references that wait until all names are known.
#ifndef DRAGOMAN_ENTITY_DRAFT_H_
#define DRAGOMAN_ENTITY_DRAFT_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "document/document.h"
#include "entity/gazetteer.h"
#include "entity/person_names.h"
#include "entity/places.h"
#include "entity/words.h"

namespace dragoman::entity_detail {

inline constexpr uint32_t kNone = UINT32_MAX;

/// A phrase of the gazetteer in the text.
struct Item {
  uint32_t first = 0, last = 0;
  uint32_t form = kNone;
  uint32_t owner =
      kNone;  // form of the actor that a title or common noun names itself: US official
};

/// What is known of a row beyond EntityRow while the stage works.
struct RowInfo {
  PersonName person;  // of persons
  Gender gender = Gender::kUnknown;
  Rank rank = Rank::kNone;
  bool unnamed = false;  // a person or group known by a nominal only
  bool plural = false;
  bool listed = false;  // in people.tsv
  uint32_t named = 0;   // mentions by name
  std::vector<const Actor*> titles;
};

struct Mention {
  uint32_t first = 0, last = 0;
  uint32_t row = 0;
  MentionForm form = MentionForm::kName;
  bool name_only = false;  // a bare part of a name
};

/// A reference to be resolved when all names are known.
struct Pending {
  enum class Kind : uint8_t {
    kOffice,       // the Chinese president, the minister
    kOffices,      // the two ministers, foreign ministers of Syria and Iraq
    kStates,       // the two countries, both peoples
    kCountry,      // the country, the kingdom, his country
    kAgent,        // the army, the government: whose?
    kCounterpart,  // his Chinese counterpart
    kPronoun,
    kBody,   // the group, the alliance, the North
    kOwned,  // his foreign minister, X: the country of a row that is named already
  };
  Kind kind = Kind::kPronoun;
  uint32_t first = 0, last = 0;
  const Actor* title = nullptr;        // office or agent
  std::vector<std::string> countries;  // that the words give
  uint32_t count = 0;                  // two, three; 0: not said
  uint32_t row = kNone;                // counterpart named beside it
  uint64_t bits = 0;                   // of the pronoun, or of the group noun
  uint32_t whose = UINT32_MAX;         // a possessive pronoun in front: his, its
  bool definite = false;
  bool plural = false;
  bool weak = false;  // an ambiguous title: only a holder known by name counts
};

/// What the verb in front of an office says of it: became, resigned as.
enum class Turn : uint8_t { kHolds, kBegins, kEnds };

/// An office in the words, and who holds it.
struct OfficeHeld {
  uint32_t row = 0;
  const Actor* title = nullptr;
  uint32_t first = 0, last = 0;  // the words of the office
  Turn turn = Turn::kHolds;
  uint32_t verb = kNone;  // the verb that says so
};

class Draft {
 public:
  Draft(const Text& text, const Tokens& tokens, const Tags& tags, const Trees& trees,
        const Names& names, const Gazetteer& gazetteer, const PlaceTable& places,
        const Times& times);

  const Text& text;
  const Tokens& tokens;
  const Tags& tags;
  const Trees& trees;
  const Names& names;
  const Gazetteer& gazetteer;
  const PlaceTable& places;
  const Times& times;

  std::vector<uint64_t> hashes;
  std::vector<uint64_t> bits;     // WordBit a word
  std::vector<uint8_t> upper;     // 1: begins with a capital; 2: all capitals, more than one letter
  std::vector<uint32_t> item_at;  // number of the item that starts at a word
  std::vector<Item> items;
  std::vector<uint32_t> taken;    // number of the mention that covers a word, +1; 0: none
  std::vector<uint32_t> name_at;  // number of the model's name that covers a word, +1
  std::vector<uint8_t> headline;  // a sentence: 1 headline case, 2 all capitals
  uint32_t day = 0;               // of publication, 0 if unknown
  std::string home;               // country of the dateline
  const Actor* outlet = nullptr;  // as the tables know it
  std::string outlet_country;     // whose news the outlet tells, as far as its domain says it
  uint32_t outlet_home = kNone;   // number of the town that the outlet is local to
  uint32_t own_list = kNone;      // candidates of the town that the outlet's domain is called after
  std::string local;              // country whose divisions the report names: local news
  uint32_t local_signs = 0;       // how many speak for it

  std::vector<EntityRow> rows;
  std::vector<RowInfo> info;
  std::vector<Mention> mentions;
  std::vector<Pending> pending;
  std::vector<OfficeHeld> offices;
  // Rows and the place rows that they belong to (Texas governor; a court in Bishkek): their country
  // is known when the places are.
  std::vector<std::pair<uint32_t, uint32_t>> lies_in;
  std::unordered_set<std::string> states;               // named beyond doubt, by name or demonym
  std::unordered_map<std::string, uint32_t> countries;  // how often a country is meant beyond doubt
  std::unordered_map<std::string, uint32_t>
      one_form;  // country → its only form here; kNone: several

  std::string_view word(uint32_t i) const { return tokens.span(i).of(text.content); }
  std::string_view words(uint32_t first, uint32_t last) const {
    return Span{tokens.start[first], tokens.end[last - 1]}.of(text.content);
  }
  bool is(uint32_t i, uint64_t bit) const { return i < bits.size() && (bits[i] & bit) != 0; }
  size_t sentence(uint32_t i) const { return sentence_[i]; }
  uint32_t sentence_begin(uint32_t i) const { return tokens.sentence_first[sentence_[i]]; }
  uint32_t sentence_end(uint32_t i) const { return tokens.sentence_first[sentence_[i] + 1]; }
  const Form* form_at(uint32_t i) const {
    return i < item_at.size() && item_at[i] != kNone ? &gazetteer.form(items[item_at[i]].form)
                                                     : nullptr;
  }
  uint32_t item_end(uint32_t i) const { return items[item_at[i]].last; }

  /// Next form of the same phrase with one of these roles, or null.
  const Form* form_as(uint32_t i, PhraseRole role) const;
  /// A name, demonym, capital or metonym starts here.
  const Form* actor_form(uint32_t i) const;

  uint32_t state_row(std::string_view country);
  uint32_t row_for(EntityKind kind, std::string_view name, std::string_view country,
                   std::string_view sector);
  uint32_t new_row(EntityKind kind, std::string_view name, std::string_view country,
                   std::string_view sector);
  /// The person of this name in the report, known or new; a fuller name takes the place of a short
  /// one.
  uint32_t person_row(uint32_t first, uint32_t last);
  /// A known person whom this name fits; kNone if none or two.
  uint32_t known_person(const PersonName& name) const;
  void add_role(uint32_t row, const Actor& title, std::string_view country, std::string_view sector,
                std::string_view before);
  void add_mention(uint32_t first, uint32_t last, uint32_t row, MentionForm form);
  void note_country(std::string_view country) {
    if (country.size() == 3 && country != "IGO") ++countries[std::string(country)];
  }
  bool verb_at(uint32_t i) const;  // a finite verb or auxiliary, as far as can be told
  bool lower_elsewhere(uint32_t i) const { return lower_.count(hashes[i]) != 0; }

 private:
  std::vector<uint32_t> sentence_;
  std::unordered_set<uint64_t> lower_;  // words that also stand in lower case
  std::unordered_map<std::string, uint32_t> row_keys_;
  std::unordered_multimap<uint64_t, uint32_t> person_parts_;  // part_key → row
  void index_person(uint32_t row);
};

/// The kinds of bodies that a common noun can refer to (the group, the alliance), as bits by
/// EntityKind; 0 if it is none.
uint32_t body_kinds(uint64_t hash);

/// Pass 1. Sets items, rows, mentions and pending references.
void find_names(Draft& draft);
/// Pass 2. Resolves what is pending.
void resolve_references(Draft& draft);
/// When offices began and ended, where the words beside them say so.
void date_offices(Draft& draft);
/// Pass 3. Gives place rows their coordinates, and what lies in them its country.
void locate_places(Draft& draft);

}  // namespace dragoman::entity_detail

#endif  // DRAGOMAN_ENTITY_DRAFT_H_

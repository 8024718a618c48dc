// The actors that are known before reading: states, bodies, organisations, outlets, titles of
// office and common nouns for actors, from resources/actors/*.tsv (format: README.md there) and
// from users' own lists (user_lists.h), which win.
//
//   auto gazetteer = Gazetteer::load(data_dir, {"mine.tsv"});
//   std::vector<uint64_t> hashes;
//   Gazetteer::hash_words(text, tokens, hashes);
//   auto match = gazetteer->longest(hashes, i);          // "Syrian Foreign Minister": Syrian
//   for (uint32_t f = match.form; f != Gazetteer::kNone; f = gazetteer->form(f).next) …
//
// A phrase may belong to several actors (Congo, Georgia, rebel): its forms are a list, the
// strongest first. Whether the case of the letters fits is asked with fits(). One look-up costs one
// probe of a bit table for most words, whatever the number of names; loading reads about 10,000
// forms a millisecond.
#ifndef DRAGOMAN_ENTITY_GAZETTEER_H_
#define DRAGOMAN_ENTITY_GAZETTEER_H_

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/phrase_table.h"
#include "document/document.h"
#include "dragoman/result.h"
#include "entity/person_names.h"

namespace dragoman {

/// How a phrase names its actor.
enum class PhraseRole : uint8_t {
  kName,     // Syria, Hezbollah, Xinhua
  kDemonym,  // Syrian, Syrians
  kCapital,  // Damascus
  kMetonym,  // the Kremlin
  kTitle,    // foreign minister
  kAgent,    // troops, government
};

/// What sort of office a title is (titles.tsv).
enum class Rank : uint8_t {
  kNone,
  kHeadOfState,
  kHeadOfGovernment,
  kMinister,
  kDeputy,
  kEnvoy,
  kAmbassador,
  kSpokesperson,
  kMilitary,
  kPartyLeader,
  kCleric,
  kExecutive,
  kLegislator,
  kJudge,
  kOfficial,
  kRoyal,
  kOther
};
std::string_view to_string(Rank rank);

/// One row of a table: an actor, an office or a common noun.
struct Actor {
  EntityKind kind = EntityKind::kOrganisation;
  Rank rank = Rank::kNone;  // titles
  bool honorific = false;   // titles: also mere address (Dr., Sheikh)
  bool agency = false;      // outlets: a news agency, whose reports tell of every country
  std::string name;         // of the actor, short English form; of titles and agents: the lemma
  std::string country;      // ISO 3166-1 alpha-3, IGO, or empty
  std::string sector;       // leading sector code
  std::string portfolio;    // titles: foreign, defence …
  uint32_t from = 0, to = UINT32_MAX;  // days as yyyymmdd, half open
  bool in_force(uint32_t day) const { return from <= day && day < to; }
};

/// One surface form of an actor.
struct Form {
  uint32_t actor = 0;
  uint32_t next = UINT32_MAX;  // next form of the same phrase, weaker
  PhraseRole role = PhraseRole::kName;
  bool exact_case = false;  // "=US": only in this case
  bool ambiguous = false;   // "Georgia?": needs a second sign
  bool plural = false;      // ministers, Syrians
  bool upper = false;       // written with a capital in the table
  bool user = false;        // from a user's list
  uint32_t surface = 0, surface_size = 0;
};

class Gazetteer {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  /// Reads DIR/resources/actors/*.tsv and then users' lists, which win. Errors name file and line.
  static Result<Gazetteer> load(const std::string& data_dir,
                                const std::vector<std::string>& user_files);

  /// fold_hash of every word: what longest() takes.
  static void hash_words(const Text& text, const Tokens& tokens, std::vector<uint64_t>& hashes);

  struct Match {
    uint32_t length = 0;  // words; 0: nothing known starts here
    uint32_t form = kNone;
  };
  /// The longest known phrase that starts at word `i`, case not regarded.
  Match longest(std::span<const uint64_t> hashes, size_t i) const {
    if (!may_start(hashes[i])) return {};
    PhraseTable::Match match = phrases_.longest(hashes, i);
    return {match.length, match.value};
  }
  /// True if `words`, as they stand in the report, may be this form. In a line all in capitals
  /// (`shouted`) no case is told apart.
  bool fits(const Form& form, std::string_view words, bool shouted) const;

  const Form& form(uint32_t f) const { return forms_[f]; }
  const Actor& actor(const Form& f) const { return actors_[f.actor]; }
  const Actor& actor_of(uint32_t f) const { return actors_[forms_[f].actor]; }
  std::string_view surface(const Form& f) const {
    return std::string_view(surfaces_).substr(f.surface, f.surface_size);
  }
  /// The short English name of the state with this code; empty if there is none.
  std::string_view state_name(std::string_view code) const;

  /// The state in which a place of this country lies in international law: of an entity that ISO
  /// has no code for (South Ossetia) the one that claims it, else the country itself.
  std::string_view land_of(std::string_view code) const;

  /// The country of somebody whom newsrooms name without saying who he is
  /// (resources/names/people.tsv), by his name as written; `year` 0: unknown. Empty if he is not
  /// listed or two are meant.
  std::string_view person_country(std::string_view name, const PersonName& parsed,
                                  uint32_t year) const;

  /// The outlet of a web domain (media.tsv; news.example.com: as example.com); null if unknown.
  const Actor* outlet(std::string_view domain) const;

  /// What users' lists hold that could not be used: "file:line: why".
  const std::vector<std::string>& notes() const { return notes_; }

  size_t forms() const { return forms_.size(); }
  size_t actors() const { return actors_.size(); }

  /// Adds an actor and returns its number; then its forms ("=US", "Georgia?"). Of equal phrases the
  /// one added last is the strongest.
  uint32_t add_actor(Actor actor);
  void add_form(uint32_t actor, PhraseRole role, std::string_view surface, bool plural = false,
                bool user = false);
  void add_forms(uint32_t actor, PhraseRole role, std::string_view list, bool user = false);

 private:
  bool may_start(uint64_t hash) const {
    return !starts_.empty() && (starts_[(hash >> 6) & (starts_.size() - 1)] >> (hash & 63) & 1);
  }
  void mark_start(uint64_t hash);
  void insert(Form form, std::span<const uint64_t> words);
  void file_deferred();

  // While tables are loaded forms wait, so that those that need the segmenter are cut in one go.
  bool defer_ = false;
  std::vector<Form> deferred_;
  std::vector<std::string> notes_;

  std::vector<Actor> actors_;
  std::vector<Form> forms_;
  std::string surfaces_;
  PhraseTable phrases_;
  std::vector<uint64_t> starts_;  // one bit a first word: most words are none
  std::vector<uint64_t> start_hashes_;
  std::unordered_map<std::string, uint32_t> states_;
  std::unordered_map<std::string, std::string> claimed_;  // code of our own → code of who claims it

  std::unordered_map<std::string, uint32_t> domains_;  // web domain → actor of an outlet

  struct Known {
    PersonName name;
    std::vector<uint64_t> keys;  // part_key of every part
    std::string country;
    uint32_t from = 0, to = 9999;  // years, both in
  };
  Status load_people(const std::string& path);
  std::vector<Known> people_;
  std::unordered_multimap<uint64_t, uint32_t> people_parts_;     // part_key of every part
  std::unordered_multimap<std::string, uint32_t> people_short_;  // folded
};

/// "2003-04" → 20030400: days as numbers that compare like dates. 0 if it is no date.
uint32_t day_number(std::string_view iso);

/// ministers of foreign affairs, deputies: the regular plural of the head of an English noun
/// phrase.
std::string regular_plural(std::string_view phrase);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_GAZETTEER_H_

// One person, many spellings: compares the names of persons as newsrooms write them in Latin
// letters.
//
//   same_person("Muhammad Al-Rahmon", "Mohammed al-Rahmoun")            → true
//   same_person("Xi Jinping", "Jinping Xi")                             → true
//   same_person("Bashar al-Assad", "Hafez al-Assad")                    → false
//   same_person("Assad", "Bashar al-Assad")                             → false: a family has many
//   members same_person("Assad", "Bashar al-Assad", {"SYR", "president"}, {"SYR", "president"}) →
//   true
//
// The idea: a name is a list of parts without articles and particles (al-, bin, de, van). Two parts
// are the same word if a weighted edit distance is small in which vowels, h, doubled letters and
// letters that different romanisations swap (q/k/g, j/g, ou/u, y/i) cost little, or if they stand
// in one group of the table of variants (Joe, Joseph; Volodymyr, Vladimir; Lee, Yi). The parts of
// the shorter name must all be found in the longer one, in order, the first among them the first
// (whoever lacks the first name of the other may be his son); East Asian names may stand either way
// round.
//
// Limits: Latin letters only (Cyrillic, Arabic and Chinese script compare as they stand); nicknames
// and noms de guerre only where the table has them; two people of one name and country are one.
#ifndef DRAGOMAN_ENTITY_PERSON_NAMES_H_
#define DRAGOMAN_ENTITY_PERSON_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

/// What a report says of somebody beside the name; empty where it does not. Only `country` and
/// `title` decide a bare family name; dates are ISO 8601, of the report.
struct PersonContext {
  std::string_view country = {};  // ISO 3166-1 alpha-3
  std::string_view title = {};    // office, normalised
  std::string_view date = {};
};

/// True if both names are most likely one person's. Any bytes may be given.
bool same_person(std::string_view name_a, std::string_view name_b, const PersonContext& a = {},
                 const PersonContext& b = {});

enum class Gender : uint8_t { kUnknown, kFemale, kMale };

/// The comparable parts of a name: folded, titles of address, particles and quotes left out.
struct PersonName {
  struct Part {
    std::string word;      // folded, letters only
    std::string sounds;    // one symbol a sound
    uint32_t group = 0;    // of the table of variants; 0: none
    bool initial = false;  // "W."
  };
  std::vector<Part> parts;
  uint32_t generation = 0;  // Jr. 2, Sr. 1, II 2, III 3
  bool east_asian = false;
  Gender gender = Gender::kUnknown;  // by given name, where the table knows it
};
PersonName parse_person_name(std::string_view name);

/// True if the two parts are spellings of one word.
bool same_part(const PersonName::Part& a, const PersonName::Part& b);

/// As same_person() of two parsed names without context: every part of the one in the other, at
/// least two of them. With `family_alone`, one part suffices if it can be the family name (for use
/// inside one report, where the short form follows the long one).
bool same_name(const PersonName& a, const PersonName& b, bool family_alone = false);

/// Equal for most spellings of one word: for a first look-up, before same_part() decides.
uint64_t part_key(const PersonName::Part& part);

/// al, bin, de, van: words that stand inside names without a capital and do not tell persons apart.
bool is_name_particle(std::string_view folded);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_PERSON_NAMES_H_

// The actors that are known before reading: states, bodies, organisations, outlets, titles of office
// and common nouns for actors, from resources/actors/*.tsv and from users' own lists.
#ifndef DRAGOMAN_ENTITY_GAZETTEER_H_
#define DRAGOMAN_ENTITY_GAZETTEER_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/phrase_table.h"
#include "document/document.h"
#include "dragoman/result.h"

namespace dragoman {

/// What a phrase of the gazetteer is: how it names its entry.
enum class PhraseRole : uint8_t {
  kName,      // Syria, Hezbollah, Xinhua
  kDemonym,   // Syrian, Syrians
  kCapital,   // Damascus
  kMetonym,   // the Kremlin
  kTitle,     // foreign minister
  kAgent,     // troops, government
};

struct GazetteerEntry {
  EntityKind kind = EntityKind::kOrganisation;
  PhraseRole role = PhraseRole::kName;
  bool exact_case = false;  // "=US": only in this case
  bool ambiguous = false;   // "Georgia?": needs a second sign
  bool plural = false;      // agents: the plural form; demonyms: the people (Syrians)
  bool honorific = false;   // titles: a form of address only
  std::string surface;      // as written in the table
  std::string name;         // of the actor, short English form; of titles and agents: the lemma
  std::string country;      // ISO 3166-1 alpha-3 or empty
  std::string sector;
  std::string rank;         // titles: head_of_state … ; empty for all else
};

class Gazetteer {
 public:
  /// Reads DIR/resources/actors/*.tsv and then users' lists, which win. Errors name file and line.
  static Result<Gazetteer> load(const std::string& data_dir, const std::vector<std::string>& user_files);

  /// A gazetteer of these entries alone, for tests.
  static Gazetteer from_entries(std::vector<GazetteerEntry> entries);

  /// fold_hash of every word: what longest() takes.
  static void hash_words(const Text& text, const Tokens& tokens, std::vector<uint64_t>& hashes);

  struct Match {
    uint32_t length = 0;  // words
    const GazetteerEntry* entry = nullptr;
  };
  /// The longest phrase at word `i` of the sentence's words whose case fits.
  Match longest(std::span<const uint64_t> hashes, size_t i, const Text& text, const Tokens& tokens,
                size_t first_token) const;

  const std::vector<GazetteerEntry>& entries() const { return entries_; }

 private:
  void add(GazetteerEntry entry);
  std::vector<GazetteerEntry> entries_;
  std::vector<uint32_t> next_;  // entries of the same phrase, best first
  PhraseTable phrases_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_GAZETTEER_H_

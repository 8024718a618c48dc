// What one block of text looks like, counted in one pass: what tells prose from headlines, menus,
// code and the phrases that stand around articles (resources/clean).
#ifndef DRAGOMAN_CLEAN_FACTS_H_
#define DRAGOMAN_CLEAN_FACTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

enum class Reason : uint8_t {
  kKeep,
  kBoilerplate,
  kRelated,
  kComments,
  kNavigation,
  kAdvertising,
  kCode,
  kDuplicate,
  kCredit,
  kMetadata
};
std::string_view reason_name(Reason reason);

enum class Scope : uint8_t { kLine, kNext, kTail, kEnd };

struct BlockFacts {
  uint32_t bytes = 0;
  uint32_t words = 0;     // a CJK or Thai character counts for half a word
  uint32_t stops = 0;     // English function words
  uint32_t capitals = 0;  // words that begin with a capital
  uint32_t lowers = 0;    // words that begin with a small letter
  uint32_t numbers = 0;   // words of digits
  uint32_t foreign = 0;   // bytes of letters beyond ASCII
  uint32_t commas = 0;
  uint32_t code_marks = 0;  // { } [ ] < > = ; \ _ and the like
  uint32_t ellipses = 0;    // … or ... before a capital or at the end
  uint32_t glued = 0;       // small letter, then a capital inside a word: "GazaIran"
  uint32_t inner_ends = 0;  // full stop, question or exclamation mark before a space and a capital
  uint32_t separators = 0;  // | • · » > standing alone
  uint32_t share_words = 0, section_words = 0, noname_words = 0;
  bool ends_sentence = false;  // . ! ? 。 and closing marks behind them
  bool quotes = false;
  bool reader = false;  // you, your, our, us, we
  bool first_lower = false;
  bool phrase = false;  // one of phrases.tsv matched
  Reason phrase_reason = Reason::kKeep;
  Scope phrase_scope = Scope::kLine;
  bool phrase_whole = false;  // it was all of the block

  /// A sentence or more of running text.
  bool prose() const;
};

BlockFacts examine(std::string_view block);

enum WordFlag : uint8_t {
  kStopWord = 1,
  kShareWord = 2,
  kSectionWord = 4,
  kAgencyWord = 8,
  kNoNameWord = 16,
  kReaderWord = 32
};
/// Flags of words.tsv; case is ignored.
uint8_t word_flags(std::string_view word);

/// Faults of the compiled-in lists ("phrases.tsv:12: unknown scope"), for the tests.
std::vector<std::string> word_list_faults();

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_FACTS_H_

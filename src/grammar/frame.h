// Frames: where the parties of a word stand, in grammatical terms, as the lexicons write it:
//   actor=subj,recipient=obj|prep:with,theme=comp>obj
// A role that stands twice collects from both; `|` separates alternatives of which the first that
// holds an entity counts; `A>B` is the B of A. resources/events/README.md defines the places.
#ifndef DRAGOMAN_GRAMMAR_FRAME_H_
#define DRAGOMAN_GRAMMAR_FRAME_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman {

struct FrameStep {
  enum class Kind : uint8_t { kSubj, kObj, kIobj, kPoss, kMod, kComp, kPrep, kClause };
  Kind kind = Kind::kSubj;
  uint64_t preposition = 0;  // fold_hash of X in prep:X
  std::string text;          // as in the table, for explanations
};

struct FrameSlot {
  enum class Role : uint8_t {
    kActor,
    kRecipient,
    kBoth,
    kTheme,
    kSpeaker,
    kAddressee,
    kContent,
    kAbout
  };
  Role role = Role::kActor;
  std::vector<std::vector<FrameStep>> places;
};
using Frame = std::vector<FrameSlot>;

/// Errors name `path` and `line`.
Result<Frame> parse_frame(std::string_view text, const std::string& path, size_t line);

enum class PatternPos : uint8_t { kVerb, kNoun, kAdj, kAdv, kPrep };

/// A word or phrase of a lexicon, as lemmas.
struct Pattern {
  std::string phrase;           // lemmas, without the mark of the head
  std::vector<uint64_t> words;  // fold_hash of each lemma
  uint8_t head = 0;             // the word that the others depend on
  PatternPos pos = PatternPos::kVerb;
};

/// "ceasefire *violation", "noun" → pattern; the head is the marked word, else the first.
Result<Pattern> parse_pattern(std::string_view phrase, std::string_view pos,
                              const std::string& path, size_t line);

}  // namespace dragoman

#endif  // DRAGOMAN_GRAMMAR_FRAME_H_

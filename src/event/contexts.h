// What an act is about: PLOVER contexts by the words round about it
// (resources/ontology/contexts.tsv).
#ifndef DRAGOMAN_EVENT_CONTEXTS_H_
#define DRAGOMAN_EVENT_CONTEXTS_H_

#include <string>
#include <vector>

#include "base/phrase_table.h"
#include "document/document.h"
#include "document/tree_index.h"
#include "dragoman/result.h"

namespace dragoman {

class ContextLexicon {
 public:
  /// Reads DIR/resources/ontology/contexts.tsv. Errors name file and line.
  static Result<ContextLexicon> load(const std::string& data_dir);

  /// A cue in the text: words [first, last), the contexts it is enough for and those it only
  /// supports, as bits of names().
  struct Cue {
    uint32_t first = 0, last = 0;
    uint64_t strong = 0, weak = 0;
  };
  /// The cues among words [first, last), longest first at every word, none inside another.
  void find(const TreeIndex& tree, uint32_t first, uint32_t last, std::vector<Cue>& out) const;

  const std::vector<std::string>& names() const { return names_; }

 private:
  struct Entry {
    uint64_t strong = 0, weak = 0;
  };
  void add(std::string_view cue, uint64_t strong, uint64_t weak);
  std::vector<std::string> names_;
  std::vector<Entry> entries_;
  PhraseTable phrases_;
};

/// Adds to every event the contexts that the words of its clause name; where there are none, those
/// of its sentence. One strong cue is enough, of weak ones two different are needed. Contexts stand
/// in the order of the alphabet, each once.
void set_contexts(Events& events, const Tokens& tokens, const TreeIndex& tree,
                  const ContextLexicon& lexicon);

}  // namespace dragoman

#endif  // DRAGOMAN_EVENT_CONTEXTS_H_

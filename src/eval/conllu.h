// CoNLL-U (universaldependencies.org/format.html) and IOB2, in and out of the document tables.
//
//   Result<Conllu> gold = read_conllu(bytes);
//   Document d = to_document(*gold);        // the text that the sentences were made from
//   std::string out = write_conllu(from_document(d));
//
// Limits: empty nodes (8.1) and enhanced dependencies are skipped; a multiword token whose words do
// not add up to its surface ("du" = de + le) stands in the text as the words written together.
#ifndef DRAGOMAN_EVAL_CONLLU_H_
#define DRAGOMAN_EVAL_CONLLU_H_

#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "dragoman/result.h"

namespace dragoman {

struct ConlluWord {
  std::string form, lemma = "_", upos = "_", xpos = "_", feats = "_", deprel = "_", misc = "_";
  uint32_t head = 0;        // 1-based in the sentence; 0: the root
  bool has_head = false;    // the column was not "_"
  bool continues = false;   // goes on the token of the word before
  bool space_after = true;  // behind the token that the word ends; false inside a multiword token
  std::string token_form;   // of a multiword token, on its first word, if the words do not add up
};

struct ConlluSentence {
  std::vector<std::string> comments;  // without "# "
  std::vector<ConlluWord> words;
  /// The value of a comment "key = value", or empty.
  std::string_view comment(std::string_view key) const;
  bool starts_paragraph() const;  // has a newpar or newdoc comment
  bool starts_document() const;
};
using Conllu = std::vector<ConlluSentence>;

/// Error kFormat, naming the line, for rows that are not CoNLL-U: wrong number of columns, ids out
/// of order, a head outside the sentence, no form.
Result<Conllu> read_conllu(std::string_view bytes);

/// Well-formed CoNLL-U; sentences without comments get "# text".
std::string write_conllu(const Conllu& sentences);

/// Text, tokens, tags and trees of the sentences. A paragraph mark starts a new block; between the
/// sentences of a paragraph stands a space if the last word has one behind it. Tags and trees are
/// left empty if no word has them.
Document to_document(const Conllu& sentences);

/// The rows of a document; columns of tables that are empty are "_".
Conllu from_document(const Document& document);

/// A name over words [first, last) of a sentence, with the type as written.
struct NameSpan {
  uint32_t sentence = 0, first = 0, last = 0;
  std::string type;
  friend auto operator<=>(const NameSpan&, const NameSpan&) = default;  // NOLINT: a false alarm
};

struct Iob2Sentence {
  std::string id;  // "# sent_id"
  std::vector<std::string> forms, tags;
};
/// Rows "number TAB form TAB tag …" (UNER) or "form TAB tag".
Result<std::vector<Iob2Sentence>> read_iob2(std::string_view bytes);
/// The spans that B- and I- tags make; an I- without its B- begins a span (conlleval's reading).
std::vector<NameSpan> iob2_spans(const std::vector<Iob2Sentence>& sentences);
/// "form TAB tag" a word, "# sent_id = n" before and a blank line after each sentence. Types are
/// PER ORG LOC, or the engine's own (PERSON, STATE …) where `own_types`.
std::string write_iob2(const Document& document, bool own_types);

/// PER, ORG or LOC of a name type; empty for what those three do not cover.
std::string_view uner_type(NameType type);
/// The names of a document as sentence-relative spans of UNER types.
std::vector<NameSpan> uner_spans(const Tokens& tokens, const Names& names);

}  // namespace dragoman

#endif  // DRAGOMAN_EVAL_CONLLU_H_

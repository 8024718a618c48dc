#include "event/contexts.h"

#include <gtest/gtest.h>

#include "support/loaded.h"
#include "support/parsed.h"

namespace dragoman {
namespace {

const ContextLexicon& lexicon() {
  static const ContextLexicon table = loaded(ContextLexicon::load(DRAGOMAN_SOURCE_DIR));
  return table;
}

// Contexts of an event whose trigger is the first word and whose clause the first `clause` words.
std::string contexts(std::string_view sentence, size_t clause, std::vector<std::string> own = {}) {
  Document d = parsed(sentence);
  const TreeIndex tree(d.text, d.tokens, d.tags, d.trees);
  EventRow e;
  e.contexts = std::move(own);
  e.trigger_word = 0;
  e.evidence = {d.tokens.start[0], d.tokens.end[clause - 1]};
  Events events{e};
  set_contexts(events, d.tokens, tree, lexicon());
  std::string out;
  for (const std::string& c : events[0].contexts) out += (out.empty() ? "" : " ") + c;
  return out;
}

TEST(Contexts, Loads) {
  EXPECT_EQ(lexicon().names().size(), 37u);
  EXPECT_FALSE(ContextLexicon::load("/nowhere"));
}

TEST(Contexts, OfTheClauseThenOfTheSentence) {
  const char* sentence =
      "Talks/talk/NOUN/0/root began/begin/VERB/1/acl on/on/ADP/4/case "
      "asylum/asylum/NOUN/1/nmod ././PUNCT/1/punct";
  EXPECT_EQ(contexts(sentence, 5), "asylum");
  EXPECT_EQ(contexts(sentence, 2), "asylum");                  // nothing in the clause itself
  EXPECT_EQ(contexts(sentence, 2, {"economic"}), "economic");  // the trigger has said it
}

TEST(Contexts, PhrasesByLemmaAndHyphen) {
  EXPECT_EQ(contexts("Talks/talk/NOUN/0/root on/on/ADP/4/case chemical/chemical/ADJ/4/amod "
                     "weapons/weapon/NOUN/1/nmod",
                     4),
            "cbrn");
  EXPECT_EQ(contexts("Talks/talk/NOUN/0/root on/on/ADP/5/case chemical/chemical/ADJ/5/amod "
                     "-/-/PUNCT/3/punct weapons/weapon/NOUN/1/nmod",
                     5),
            "cbrn");
}

TEST(Contexts, AWeakCueAloneIsNotEnough) {
  EXPECT_EQ(contexts("Rulers/ruler/NOUN/0/root", 1), "");
  EXPECT_EQ(contexts("Rulers/ruler/NOUN/0/root ruler/ruler/NOUN/1/nmod", 2), "");
  EXPECT_EQ(
      contexts("Rulers/ruler/NOUN/0/root issued/issue/VERB/1/acl decrees/decree/NOUN/2/obj", 3),
      "executive");
}

}  // namespace
}  // namespace dragoman

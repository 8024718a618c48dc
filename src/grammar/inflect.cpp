#include "grammar/inflect.h"

#include <array>

#include "base/fold.h"
#include "base/tsv.h"

namespace dragoman {
namespace {

bool vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

std::string with_s(const std::string& w) {
  if (w.empty()) return w;
  char last = w.back();
  if (last == 'y' && w.size() > 1 && !vowel(w[w.size() - 2]))
    return w.substr(0, w.size() - 1) + "ies";
  if (last == 's' || last == 'x' || last == 'z' || w.ends_with("ch") || w.ends_with("sh"))
    return w + "es";
  if (last == 'o' && w.size() > 1 && !vowel(w[w.size() - 2])) return w + "es";
  return w + "s";
}

// bar → barr-, admit → admitt-; only where the last syllable is stressed, which spelling shows for
// words of one syllable and for the prefixes and stems listed.
bool doubles(const std::string& w) {
  if (w.size() < 3) return false;
  char a = w[w.size() - 3], b = w[w.size() - 2], c = w.back();
  if (vowel(a) || !vowel(b) || vowel(c) || c == 'w' || c == 'x' || c == 'y') return false;
  int syllables = 0;
  for (size_t i = 0; i < w.size(); ++i)
    if (vowel(w[i]) && (i == 0 || !vowel(w[i - 1]))) ++syllables;
  if (syllables == 1) return true;
  for (const char* stressed : {"mit", "fer", "pel", "cur", "bel", "gin", "tur", "hib", "cel",
                               "trol", "quip", "vet", "gret", "ban", "war", "tag", "cut", "nap"})
    if (w.ends_with(stressed))
      return !(w.ends_with("offer") || w.ends_with("suffer") || w.ends_with("differ") ||
               w.ends_with("limit") || w.ends_with("vomit") || w.ends_with("inhibit") ||
               w.ends_with("prohibit") || w.ends_with("exhibit"));
  return false;
}

}  // namespace

std::string plural(const std::string& noun) {
  static constexpr std::array<std::pair<const char*, const char*>, 6> kIrregular = {
      {{"man", "men"},
       {"woman", "women"},
       {"crisis", "crises"},
       {"child", "children"},
       {"foot", "feet"},
       {"loss of life", "losses of life"}}};
  for (const auto& [one, many] : kIrregular)
    if (noun == one) return many;
  return with_s(noun);
}

Inflected inflect_verb(const std::string& lemma, const IrregularVerbs& irregular) {
  Inflected f;
  f.third = lemma == "be" ? "is" : lemma == "have" ? "has" : with_s(lemma);
  if (lemma.ends_with("ie")) {
    f.gerund = lemma.substr(0, lemma.size() - 2) + "ying";
  } else if (lemma.ends_with("e") && !lemma.ends_with("ee") && !lemma.ends_with("oe") &&
             lemma.size() > 2) {
    f.gerund = lemma.substr(0, lemma.size() - 1) + "ing";
  } else if (doubles(lemma)) {
    f.gerund = lemma + lemma.back() + "ing";
  } else if (lemma.ends_with("c")) {
    f.gerund = lemma + "king";
  } else {
    f.gerund = lemma + "ing";
  }
  if (auto it = irregular.find(lemma); it != irregular.end()) {
    f.past = it->second.first;
    f.participle = it->second.second;
    return f;
  }
  std::string past;
  if (lemma.ends_with("e")) {
    past = lemma + "d";
  } else if (lemma.ends_with("y") && lemma.size() > 1 && !vowel(lemma[lemma.size() - 2])) {
    past = lemma.substr(0, lemma.size() - 1) + "ied";
  } else if (doubles(lemma)) {
    past = lemma + lemma.back() + "ed";
  } else if (lemma.ends_with("c")) {
    past = lemma + "ked";
  } else {
    past = lemma + "ed";
  }
  f.past = {past};
  f.participle = {past};
  return f;
}

Result<IrregularVerbs> load_irregular_verbs(const std::string& data_dir) {
  auto table = load_tsv(data_dir + "/resources/events/irregular_verbs.tsv", 3);
  if (!table) return table.error();
  IrregularVerbs verbs;
  for (const TsvRow& row : table->rows) {
    auto& forms = verbs[std::string(row.cells[0])];
    for (std::string_view f : split_list(row.cells[1])) forms.first.emplace_back(f);
    for (std::string_view f : split_list(row.cells[2])) forms.second.emplace_back(f);
  }
  return verbs;
}

void add_verb_forms(std::string_view lemma, const IrregularVerbs& irregular, FormTable& table) {
  const uint64_t hash = fold_hash(lemma);
  if (!table.verbs.emplace(hash, hash).second && table.verbs[hash] == hash)
    return;  // known already
  Inflected f = inflect_verb(std::string(lemma), irregular);
  table.verbs.emplace(fold_hash(f.third), hash);
  table.verbs.emplace(fold_hash(f.gerund), hash);
  for (const std::string& form : f.past) table.verbs.emplace(fold_hash(form), hash);
  for (const std::string& form : f.participle) table.verbs.emplace(fold_hash(form), hash);
}

void add_noun_forms(std::string_view lemma, FormTable& table) {
  const uint64_t hash = fold_hash(lemma);
  if (!table.nouns.emplace(hash, hash).second) return;
  table.nouns.emplace(fold_hash(plural(std::string(lemma))), hash);
}

}  // namespace dragoman

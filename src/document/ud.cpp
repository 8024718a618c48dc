#include "document/ud.h"

#include <array>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, kUposCount> kUpos = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::string_view kDeprels[] = {
#define F(name, text) text,
    DRAGOMAN_DEPRELS(F)
#undef F
};
constexpr size_t kDeprelCount = sizeof(kDeprels) / sizeof(kDeprels[0]);

struct FeatureInfo {
  std::string_view name;
  uint8_t shift, bits;
  std::array<std::string_view, 10> values;  // value i is stored as i + 1
};

// 20 features of three bits and one of four fill the 64 bits.
constexpr std::array<FeatureInfo, kFeatureCount> kFeatures = {{
    {"Abbr", 0, 3, {"Yes"}},
    {"Case", 3, 3, {"Acc", "Gen", "Nom"}},
    {"Definite", 6, 3, {"Def", "Ind"}},
    {"Degree", 9, 3, {"Cmp", "Pos", "Sup"}},
    {"ExtPos", 12, 3, {"ADP", "ADV", "CCONJ", "PRON", "PROPN", "SCONJ"}},
    {"Foreign", 15, 3, {"Yes"}},
    {"Gender", 18, 3, {"Fem", "Masc", "Neut"}},
    {"Mood", 21, 3, {"Imp", "Ind", "Sub"}},
    {"Number", 24, 3, {"Plur", "Ptan", "Sing"}},
    {"NumForm", 27, 3, {"Combi", "Digit", "Roman", "Word"}},
    {"NumType", 30, 3, {"Card", "Frac", "Mult", "Ord"}},
    {"Person", 33, 3, {"1", "2", "3"}},
    {"Polarity", 36, 3, {"Neg", "Pos"}},
    {"Poss", 39, 3, {"Yes"}},
    {"PronType", 42, 4, {"Art", "Dem", "Emp", "Ind", "Int", "Neg", "Prs", "Rcp", "Rel", "Tot"}},
    {"Reflex", 46, 3, {"Yes"}},
    {"Style", 49, 3, {"Arch", "Coll", "Expr", "Slng", "Vrnc"}},
    {"Tense", 52, 3, {"Past", "Pres"}},
    {"Typo", 55, 3, {"Yes"}},
    {"VerbForm", 58, 3, {"Fin", "Ger", "Inf", "Part"}},
    {"Voice", 61, 3, {"Pass"}},
}};

}  // namespace

std::string_view to_string(Upos upos) {
  auto i = static_cast<size_t>(upos);
  return kUpos[i < kUpos.size() ? i : kUpos.size() - 1];  // the last is X
}

Upos upos_from(std::string_view name) {
  for (size_t i = 0; i < kUpos.size(); ++i)
    if (kUpos[i] == name) return static_cast<Upos>(i);
  return Upos::kX;
}

std::string_view to_string(Deprel deprel) {
  auto i = static_cast<size_t>(deprel);
  return i < kDeprelCount ? kDeprels[i] : "dep";
}

Deprel deprel_from(std::string_view name) {
  for (std::string_view wanted :
       {name, name.substr(0, name.find(':'))})  // whole, then without subtype
    for (size_t i = 0; i < kDeprelCount; ++i)
      if (kDeprels[i] == wanted) return static_cast<Deprel>(i);
  return Deprel::kDep;
}

Deprel universal(Deprel deprel) {
  std::string_view name = to_string(deprel);
  size_t colon = name.find(':');
  return colon == std::string_view::npos ? deprel : deprel_from(name.substr(0, colon));
}

uint64_t feats_from(std::string_view text) {
  uint64_t packed = 0;
  while (!text.empty()) {
    size_t bar = text.find('|');
    std::string_view pair = text.substr(0, bar);
    text = bar == std::string_view::npos ? std::string_view() : text.substr(bar + 1);
    size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    std::string_view name = pair.substr(0, equals), value = pair.substr(equals + 1);
    for (const FeatureInfo& f : kFeatures) {
      if (f.name != name) continue;
      for (size_t v = 0; v < f.values.size(); ++v)
        if (!f.values[v].empty() && f.values[v] == value) {
          uint64_t mask = ((uint64_t{1} << f.bits) - 1) << f.shift;
          packed = (packed & ~mask) | (uint64_t{v + 1} << f.shift);
        }
    }
  }
  return packed;
}

std::string_view feature(uint64_t feats, Feature f) {
  const FeatureInfo& info = kFeatures[static_cast<size_t>(f)];
  size_t v = (feats >> info.shift) & ((uint64_t{1} << info.bits) - 1);
  return v == 0 || v > info.values.size() ? std::string_view() : info.values[v - 1];
}

std::string feats_to_string(uint64_t feats) {
  std::string out;
  for (size_t i = 0; i < kFeatures.size(); ++i) {
    std::string_view value = feature(feats, static_cast<Feature>(i));
    if (value.empty()) continue;
    if (!out.empty()) out += '|';
    out += kFeatures[i].name;
    out += '=';
    out += value;
  }
  return out.empty() ? "_" : out;
}

}  // namespace dragoman

// The closed word lists of the rule segmenter, as keys: a word of at most eight letters in lower
// case packed into 64 bits. Every table is sorted at compile time and searched by halving.
#ifndef DRAGOMAN_SEGMENT_ENGLISH_TABLES_H_
#define DRAGOMAN_SEGMENT_ENGLISH_TABLES_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace dragoman::english {

/// 0 stands for "no key": empty, or longer than eight bytes.
constexpr uint64_t key(std::string_view word) {
  if (word.empty() || word.size() > 8) return 0;
  uint64_t k = 0;
  for (char c : word) {
    auto b = static_cast<unsigned char>(c);
    k = k << 8 | static_cast<unsigned char>(b >= 'A' && b <= 'Z' ? b + 32 : b);
  }
  return k;
}

template <size_t N>
constexpr std::array<uint64_t, N> table(const std::string_view (&words)[N]) {
  std::array<uint64_t, N> keys{};
  for (size_t i = 0; i < N; ++i) keys[i] = key(words[i]);
  std::sort(keys.begin(), keys.end());
  return keys;
}

template <size_t N>
constexpr bool contains(const std::array<uint64_t, N>& keys, uint64_t k) {
  return k != 0 && std::binary_search(keys.begin(), keys.end(), k);
}

/// Abbreviations that stand before what they belong to: their period never ends a sentence.
inline constexpr auto kOpenAbbreviations = table(
    {"mr",   "mrs",   "ms",    "messrs", "dr",   "prof",   "st",   "ft",   "mt",    "gen",  "maj",
     "col",  "lt",    "capt",  "cpt",    "cmdr", "cdr",    "adm",  "sgt",  "cpl",   "brig", "pvt",
     "sen",  "sens",  "rep",   "reps",   "gov",  "govs",   "pres", "amb",  "hon",   "rev",  "fr",
     "msgr", "supt",  "insp",  "det",    "sec",  "min",    "vs",   "cf",   "eg",    "fig",  "figs",
     "vol",  "vols",  "pp",    "art",    "para", "ch",     "jan",  "feb",  "mar",   "apr",  "jun",
     "jul",  "aug",   "sep",   "sept",   "oct",  "nov",    "dec",  "mon",  "tue",   "tues", "wed",
     "thu",  "thur",  "thurs", "fri",    "sat",  "approx", "ca",   "mlle", "mme",   "spec", "univ",
     "dept", "nos",   "tel",   "attn",   "ref",  "est",    "ave",  "blvd", "rd",    "ing",  "atty",
     "asst", "assoc", "eng",   "esp",    "incl", "resp",   "gens", "cols", "profs", "drs",  "sgd"});

/// Abbreviations that may also close a sentence: what follows decides.
inline constexpr auto kClosedAbbreviations =
    table({"inc",  "ltd", "co", "corp",  "jr",   "sr",   "etc",  "al",   "bros", "plc", "llc",
           "esq",  "pty", "am", "pm",    "bc",   "ad",   "phd",  "hrs",  "yrs",  "lbs", "oz",
           "ext",  "div", "va", "calif", "wash", "conn", "mass", "mich", "minn", "pa",  "ariz",
           "colo", "fla", "ga", "ill",   "tenn", "wis",  "tex",  "okla", "ore",  "nev", "cent"});
/// Of these, the ones that are common words too: an abbreviation only with a capital.
inline constexpr auto kCapitalAbbreviations =
    table({"gen", "min",  "sec", "art", "mar", "sat", "sun",  "mon", "wed",  "fri", "dec",  "jan",
           "jun", "det",  "rep", "al",  "am",  "ad",  "mass", "ill", "wash", "pa",  "ga",   "va",
           "ore", "co",   "hon", "mt",  "fig", "ch",  "para", "ref", "ext",  "div", "cent", "spec",
           "amb", "eng",  "ing", "pm",  "bc",  "tex", "wis",  "adm", "est",  "ms",  "col",  "pres",
           "tel", "colo", "ft",  "st",  "rd",  "ave", "fr",   "ca"});

/// Words that open a sentence far more often than they go on a name.
inline constexpr auto kStarters = table(
    {"the",   "a",         "an",      "he",     "she",   "it",    "they",    "we",     "i",
     "you",   "his",       "her",     "its",    "their", "our",   "my",      "this",   "that",
     "these", "those",     "there",   "here",   "in",    "on",    "at",      "by",     "for",
     "from",  "with",      "after",   "before", "since", "when",  "while",   "as",     "if",
     "but",   "and",       "or",      "so",     "yet",   "also",  "however", "both",   "some",
     "many",  "most",      "all",     "no",     "not",   "what",  "who",     "why",    "how",
     "where", "meanwhile", "earlier", "later",  "last",  "under", "over",    "during", "according",
     "to",    "of",        "one",     "two"});

/// First parts that keep their hyphen: "anti-war" is one word, "state-run" is three.
inline constexpr auto kHyphenPrefixes = table(
    {"non",    "e",      "anti",  "re",    "co",    "pre",     "pro",    "mid",    "cross", "post",
     "over",   "semi",   "multi", "ex",    "sub",   "counter", "mini",   "inter",  "intra", "socio",
     "psycho", "neo",    "arch",  "pan",   "vice",  "ultra",   "un",     "under",  "trans", "super",
     "quasi",  "pseudo", "bi",    "tri",   "hyper", "de",      "dis",    "extra",  "micro", "macro",
     "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "afro"});

/// What may stand glued behind a number and is a word of its own.
inline constexpr auto kUnits =
    table({"am", "pm",  "km", "kg",  "cm",  "mm", "mph", "kph", "bn",  "mn",  "tn",   "ft",
           "lb", "lbs", "gb", "mb",  "kb",  "tb", "ghz", "mhz", "khz", "hrs", "mins", "secs",
           "kw", "mw",  "gw", "kwh", "mwh", "mg", "ml",  "usd", "eur", "gbp", "min",  "km/h"});

/// Last parts of host names and file names: the dots before them are part of the word.
inline constexpr auto kDotted = table(
    {"com", "org", "net",  "gov", "edu", "mil",  "int", "info", "co",  "uk",  "eu",  "ru",  "cn",
     "ir",  "fr",  "de",   "sy",  "doc", "docx", "xls", "xlsx", "pdf", "txt", "jpg", "png", "gif",
     "zip", "exe", "html", "htm", "php", "ppt",  "mp",  "asp",  "js",  "tv",  "io",  "ca"});

struct Fused {
  std::string_view word;
  uint8_t at;
};
/// Words written together that are two words: "cannot" is can + not.
inline constexpr Fused kFused[] = {
    {"cannot", 3},   {"gonna", 3},  {"wanna", 3},  {"gotta", 3},   {"gimme", 3},   {"lemme", 3},
    {"outta", 3},    {"dunno", 2},  {"dont", 2},   {"didnt", 3},   {"doesnt", 4},  {"isnt", 2},
    {"wasnt", 3},    {"arent", 3},  {"werent", 4}, {"couldnt", 5}, {"wouldnt", 5}, {"hasnt", 3},
    {"shouldnt", 6}, {"havent", 4}, {"hadnt", 3},  {"wont", 2},    {"aint", 2},    {"ive", 1},
    {"im", 1},       {"thats", 4},  {"theres", 5}, {"youre", 3},   {"youve", 3},   {"theyre", 4}};

}  // namespace dragoman::english

#endif  // DRAGOMAN_SEGMENT_ENGLISH_TABLES_H_

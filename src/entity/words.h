// What a word of English tells about the names around it, as bits found by one look-up a word.
#ifndef DRAGOMAN_ENTITY_WORDS_H_
#define DRAGOMAN_ENTITY_WORDS_H_

#include <cstdint>
#include <string_view>

namespace dragoman {

enum WordBit : uint64_t {
  kWDet = 1u << 0,  // the a an this that these those
  kWThe = 1u << 1,
  kWParticle = 1u << 2,  // al bin de van: inside names
  kWNotName = 1u << 3,   // begins sentences, days, months: never the start of a name
  kWLocative = 1u << 4,  // in at inside near across
  kWMotion = 1u << 5,    // arrived travelled flew visit
  kWSay = 1u << 6,       // said told stressed according
  kWAux = 1u << 7,       // is was has will would
  kWTitleMod = 1u << 8,  // former acting senior top visiting
  kWAnd = 1u << 9,
  kWComma = 1u << 10,
  kWOf = 1u << 11,
  kWTo = 1u << 12,
  kWFrom = 1u << 13,
  kWActorPrep = 1u << 14,  // with between against toward by
  kWPosS = 1u << 15,       // 's
  kWHe = 1u << 16,         // he him his himself
  kWShe = 1u << 17,
  kWThey = 1u << 18,
  kWIt = 1u << 19,
  kWI = 1u << 20,
  kWWe = 1u << 21,
  kWPossessive = 1u << 22,  // his her their its our my
  kWSubject = 1u << 23,     // he she they it I we (can only be subjects, save it)
  kWObject = 1u << 24,      // him them me us
  kWTwo = 1u << 25,
  kWThree = 1u << 26,
  kWFour = 1u << 27,
  kWBoth = 1u << 28,
  kWGroupState = 1u << 29,   // countries sides nations
  kWGroupPeople = 1u << 30,  // peoples
  kWHyphen = uint64_t{1} << 31,
  kWOpenQuote = uint64_t{1} << 32,
  kWCloseQuote = uint64_t{1} << 33,
  kWCounterpart = uint64_t{1} << 34,
  kWCountryNoun = uint64_t{1} << 35,  // country nation state (the country, his country)
  kWWho = uint64_t{1} << 36,
  kWReflexive = uint64_t{1} << 37,
  kWFeminine = uint64_t{1} << 38,   // Mrs, spokeswoman, queen
  kWMasculine = uint64_t{1} << 39,  // Mr, spokesman, king
  kWEx = uint64_t{1} << 40,         // ex, former, late, then
  kWOrgTail =
      uint64_t{1} << 41,  // Inc. Bank University Council: a capitalised run with it is no person
  kWVerb = uint64_t{1} << 42,       // common verbs of headlines, capitalised there
  kWPlaceNoun = uint64_t{1} << 43,  // city province airport river
  kWLanguage = uint64_t{1} << 44,   // language speaking -speaking translation
  kWOpenParen = uint64_t{1} << 45,
  kWCloseParen = uint64_t{1} << 46,
  kWSentenceDash = uint64_t{1} << 47,
  kWRegime = uint64_t{1} << 48,  // "the X regime", "the X side": X is the state
  kWNumberish = uint64_t{1} << 49,
  kWCompass = uint64_t{1} << 50,    // north southern central: before a place
  kWTownsfolk = uint64_t{1} << 52,  // a Paris man, Paris police: behind the name of a town near by
  kWAmerican = uint64_t{1} << 51,   // sheriff township quarterback: local news of the USA
  kWYou = uint64_t{1} << 53,        // you your yourself
};

/// The bits of a word by its fold_hash; 0 for most.
uint64_t word_bits(uint64_t fold_hash);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_WORDS_H_

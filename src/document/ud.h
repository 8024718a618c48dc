// The closed vocabularies of Universal Dependencies v2 (universaldependencies.org) as small
// numbers.
#ifndef DRAGOMAN_DOCUMENT_UD_H_
#define DRAGOMAN_DOCUMENT_UD_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

enum class Upos : uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX
};
inline constexpr int kUposCount = 17;
std::string_view to_string(Upos upos);
/// X for what is none.
Upos upos_from(std::string_view name);

/// Relations, with the subtypes that the English treebanks use. One a line, by hand: clang-format
/// folds such a list anew at every run.
// clang-format off
#define DRAGOMAN_DEPRELS(F) \
  F(Acl, "acl") \
  F(AclRelcl, "acl:relcl") \
  F(Advcl, "advcl") \
  F(AdvclRelcl, "advcl:relcl") \
  F(Advmod, "advmod") \
  F(Amod, "amod") \
  F(Appos, "appos") \
  F(Aux, "aux") \
  F(AuxPass, "aux:pass") \
  F(Case, "case") \
  F(Cc, "cc") \
  F(CcPreconj, "cc:preconj") \
  F(Ccomp, "ccomp") \
  F(Clf, "clf") \
  F(Compound, "compound") \
  F(CompoundPrt, "compound:prt") \
  F(Conj, "conj") \
  F(Cop, "cop") \
  F(Csubj, "csubj") \
  F(CsubjPass, "csubj:pass") \
  F(CsubjOuter, "csubj:outer") \
  F(Dep, "dep") \
  F(Det, "det") \
  F(DetPredet, "det:predet") \
  F(Discourse, "discourse") \
  F(Dislocated, "dislocated") \
  F(Expl, "expl") \
  F(Fixed, "fixed") \
  F(Flat, "flat") \
  F(FlatForeign, "flat:foreign") \
  F(Goeswith, "goeswith") \
  F(Iobj, "iobj") \
  F(List, "list") \
  F(Mark, "mark") \
  F(Nmod, "nmod") \
  F(NmodPoss, "nmod:poss") \
  F(NmodDesc, "nmod:desc") \
  F(NmodUnmarked, "nmod:unmarked") \
  F(Nsubj, "nsubj") \
  F(NsubjPass, "nsubj:pass") \
  F(NsubjOuter, "nsubj:outer") \
  F(Nummod, "nummod") \
  F(Obj, "obj") \
  F(Obl, "obl") \
  F(OblAgent, "obl:agent") \
  F(OblUnmarked, "obl:unmarked") \
  F(Orphan, "orphan") \
  F(Parataxis, "parataxis") \
  F(Punct, "punct") \
  F(Reparandum, "reparandum") \
  F(Root, "root") \
  F(Vocative, "vocative") \
  F(Xcomp, "xcomp")
// clang-format on

enum class Deprel : uint8_t {
#define F(name, text) k##name,
  DRAGOMAN_DEPRELS(F)
#undef F
};
std::string_view to_string(Deprel deprel);
/// The relation of this name; an unknown subtype gives its universal part, all else Dep.
Deprel deprel_from(std::string_view name);
/// Without the subtype: nsubj:pass → nsubj.
Deprel universal(Deprel deprel);

/// Features are packed into 64 bits, three or four bits a feature (kFeatures in ud.cpp); 0 in a
/// field: the feature is absent. In the order of the alphabet, as CoNLL-U wants them.
enum class Feature : uint8_t {
  kAbbr,
  kCase,
  kDefinite,
  kDegree,
  kExtPos,
  kForeign,
  kGender,
  kMood,
  kNumber,
  kNumForm,
  kNumType,
  kPerson,
  kPolarity,
  kPoss,
  kPronType,
  kReflex,
  kStyle,
  kTense,
  kTypo,
  kVerbForm,
  kVoice
};
inline constexpr int kFeatureCount = 21;
/// "Number=Sing|Tense=Past" → packed. Unknown features and values are left out.
uint64_t feats_from(std::string_view text);
/// Packed → "Number=Sing|Tense=Past", "_" if none.
std::string feats_to_string(uint64_t feats);
/// The value of a feature ("Past"), empty if absent.
std::string_view feature(uint64_t feats, Feature f);

}  // namespace dragoman

#endif  // DRAGOMAN_DOCUMENT_UD_H_

// Lemmas by edit scripts: "l-1+y" lower-cases "Bodies", cuts... (train/README.md, "Lemmas").
#ifndef DRAGOMAN_TAG_LEMMA_H_
#define DRAGOMAN_TAG_LEMMA_H_

#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

/// A script "CASE-N+S" (set the case, cut N characters, append S) or "CASE=LEMMA". CASE: l lower
/// case, k as written, c first letter upper and the rest lower.
class LemmaScript {
 public:
  static std::optional<LemmaScript> parse(std::string_view script);
  /// Appends the lemma of `form` to `out`. A form shorter than what is to be cut stays.
  void apply(std::string_view form, std::string& out) const;

 private:
  char case_ = 'k';
  bool whole_ = false;  // the lemma itself
  uint32_t cut_ = 0;    // characters
  std::string add_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_LEMMA_H_

// Tokens → tags, trees and names in one pass over one network (models/fast.dgm, accurate.dgm).
//
//   auto model = LanguageModel::load("models/fast.dgm");
//   LanguageScratch scratch;                 // one a thread, used again and again
//   analyze_language(text, tokens, *model, scratch, tags, trees, names);
//
// The model is const after loading and shared by threads. The output depends on the text and the
// model alone: not on the machine's instructions, not on threads, not on what else was analysed.
// Errors of load(): kNotFound, kIo; kFormat for files that are damaged or no parser.
// Limits: English; a sentence of more than 400 words is parsed in pieces whose roots hang on the
// first one's as parataxis.
#ifndef DRAGOMAN_TAG_LANGUAGE_MODEL_H_
#define DRAGOMAN_TAG_LANGUAGE_MODEL_H_

#include <memory>
#include <string>

#include "document/document.h"
#include "dragoman/result.h"
#include "model/container.h"

namespace dragoman {

class LanguageModel {
 public:
  static Result<LanguageModel> load(const std::string& path);
  static Result<LanguageModel> from_file(ModelFile file);
  LanguageModel(LanguageModel&&) noexcept;
  LanguageModel& operator=(LanguageModel&&) noexcept;
  ~LanguageModel();

  /// "fast" or "accurate".
  std::string_view kind() const;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit LanguageModel(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Work buffers of one thread; after the first texts nothing is allocated any more.
class LanguageScratch {
 public:
  LanguageScratch();
  LanguageScratch(LanguageScratch&&) noexcept;
  LanguageScratch& operator=(LanguageScratch&&) noexcept;
  ~LanguageScratch();

  struct Buffers;
  Buffers& buffers() { return *buffers_; }

 private:
  std::unique_ptr<Buffers> buffers_;
};

/// Fills the three tables for all words. What was in them is lost.
void analyze_language(const Text& text, const Tokens& tokens, const LanguageModel& model,
                      LanguageScratch& scratch, Tags& tags, Trees& trees, Names& names);

}  // namespace dragoman

#endif  // DRAGOMAN_TAG_LANGUAGE_MODEL_H_

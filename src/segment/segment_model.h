// The trained segmenter (models/segmenter.dgm): the same output as segment(), learned from the
// treebanks. A classifier over hashed features decides at every place inside a chunk where a word
// could end; a small convolution over the words decides where sentences end.
//
//   auto model = SegmentModel::load("models/segmenter.dgm");
//   Tokens tokens = segment(text, *model);
//
// The arithmetic is fixed by train/README.md, "Segmenter"; results are the same on every machine.
// Four things are added: telephone numbers are one word; so are short codes and marks (M23, w/o,
// #now); behind a plain word, without any mark, a sentence ends only if the model is very sure of
// it; and it always ends between `.”` and a capital that is glued to it.
#ifndef DRAGOMAN_SEGMENT_SEGMENT_MODEL_H_
#define DRAGOMAN_SEGMENT_SEGMENT_MODEL_H_

#include <memory>
#include <string>

#include "document/document.h"
#include "dragoman/result.h"
#include "model/container.h"

namespace dragoman {

class SegmentModel {
 public:
  static Result<SegmentModel> load(const std::string& path);
  static Result<SegmentModel> from_file(ModelFile file);
  SegmentModel(SegmentModel&&) noexcept;
  SegmentModel& operator=(SegmentModel&&) noexcept;
  ~SegmentModel();

  struct Tables;
  const Tables& tables() const { return *tables_; }

 private:
  explicit SegmentModel(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

/// As segment(text), decided by the model.
Tokens segment(const Text& text, const SegmentModel& model);

/// The scores that decide where sentences end, one a word of a paragraph (for tests and tuning).
std::vector<float> sentence_scores(std::string_view paragraph, const Tokens& tokens,
                                   const SegmentModel& model);

}  // namespace dragoman

#endif  // DRAGOMAN_SEGMENT_SEGMENT_MODEL_H_

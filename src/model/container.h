// The model container: named, aligned tensors in one file that is mapped and used in place.
//
//   offset  size
//   0       8     magic "DGMODEL1"
//   8       4     u32 version, 1
//   12      4     u32 number of sections
//   16      8     u64 XXH3-64 (seed 0) of all bytes from 24 to the end of the file
//   24      48 n  the table: name, 32 bytes padded with zeros; u64 offset; u64 size
//   …             sections, each at a multiple of 64, little-endian
//
// The first section, "manifest", is JSON; its key "tensors" gives every other section a dtype
// (i8 u32 u64 f32 utf8) and a shape. The full contract is train/README.md.
//
//   auto file = ModelFile::open("models/fast.dgm");
//   ModelReader read(*file);
//   std::span<const float> bias = read.tensor<float>("upos.b", {17});
//   if (!read.ok()) return read.error();
//
// Everything is checked before anything is used: a damaged file gives one clear error. Limits:
// files of less than 2 GiB; little-endian machines.
#ifndef DRAGOMAN_MODEL_CONTAINER_H_
#define DRAGOMAN_MODEL_CONTAINER_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/mapped_file.h"
#include "dragoman/result.h"
#include "model/kernels.h"

namespace dragoman {

class ModelFile {
 public:
  static constexpr uint32_t kVersion = 1;

  /// Errors: kNotFound, kIo; kFormat for what is no model file, another version, cut short or
  /// damaged (the checksum does not fit).
  static Result<ModelFile> open(const std::string& path);
  /// The same for bytes in memory, which are copied. `name` stands for the path in errors.
  static Result<ModelFile> from_bytes(std::string_view bytes, const std::string& name);

  ModelFile(ModelFile&&) noexcept;
  ModelFile& operator=(ModelFile&&) noexcept;
  ~ModelFile();

  const std::string& name() const;
  std::string_view kind() const;  // the manifest's "kind"
  size_t bytes() const;

 private:
  friend class ModelReader;
  struct State;
  explicit ModelFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Takes tensors and settings out of a file; the first fault is kept and everything after it gives
/// empty values, so that a loader reads straight through and asks once.
class ModelReader {
 public:
  explicit ModelReader(const ModelFile& file) : file_(file) {}

  bool ok() const { return fault_.empty(); }
  Error error() const;
  void fail(const std::string& what);

  /// The values of a tensor; a 0 in `shape` fits any extent. Lives as long as the file.
  template <typename T>
  std::span<const T> tensor(std::string_view name, std::initializer_list<size_t> shape);
  /// The extent of a tensor along `axis`; 0 if there is none.
  size_t extent(std::string_view name, size_t axis);
  bool has(std::string_view name) const;
  std::string_view text(std::string_view name);  // a utf8 tensor

  /// NAME.w, NAME.s and, if the file has it, NAME.b.
  QuantMatrix matrix(const std::string& name, size_t rows, size_t cols);

  // Values of the manifest by a path of keys as JSON Pointer: "/bert/heads", "/layers/0/type".
  std::vector<std::string> strings(std::string_view pointer);
  std::string string(std::string_view pointer);
  double number(std::string_view pointer);
  size_t size(std::string_view pointer);  // of an array or object; 0 and no fault if there is none
  /// An object of arrays of small numbers.
  std::unordered_map<std::string, std::vector<uint32_t>> lists(std::string_view pointer);

 private:
  std::string_view section(std::string_view name, std::string_view dtype,
                           std::initializer_list<size_t> shape, size_t width);
  const ModelFile& file_;
  std::string fault_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_MODEL_CONTAINER_H_

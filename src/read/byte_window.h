// Bytes on their way from a file to the readers of formats: a chain of sources (descriptor or
// memory, then one for each layer of compression) and a window that looks at the last one.
#ifndef DRAGOMAN_READ_BYTE_WINDOW_H_
#define DRAGOMAN_READ_BYTE_WINDOW_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Writes up to `size` (> 0) bytes to `out` and says how many; 0 only at the end. What goes wrong
  /// on the way is kept for take_faults(); the bytes returned with it came before it.
  virtual size_t read(char* out, size_t size) = 0;

  /// Diagnostics since the last call, of this source and those below it.
  virtual std::vector<Diagnostic> take_faults() { return std::exchange(faults_, {}); }

  /// Bytes still to come, as far as is known; 0 if not.
  virtual uint64_t size_hint() const { return 0; }

 protected:
  std::vector<Diagnostic> faults_;
};

/// `counter` (may be null) receives the bytes read.
std::unique_ptr<ByteSource> source_of_memory(std::string_view bytes,
                                             std::atomic<uint64_t>* counter);

/// A file, pipe or device; "-" is standard input (not closed at the end). Errors: kNotFound, kIo.
Result<std::unique_ptr<ByteSource>> source_of_file(const std::string& path,
                                                   std::atomic<uint64_t>* counter);

/// A stretch of a source, held in memory: as long as asked for, moving forward.
class ByteWindow {
 public:
  explicit ByteWindow(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  /// The bytes held. Valid until fill() or grow(); kPadding bytes behind it may be read (not used).
  std::string_view view() const { return {buffer_.get() + begin_, end_ - begin_}; }
  static constexpr size_t kPadding = 64;

  /// Tries to hold at least `size` bytes; false if the end came first.
  bool fill(size_t size);
  /// Holds some more bytes; false at the end.
  bool grow() { return fill(end_ - begin_ + 1); }
  void consume(size_t size) { begin_ += size; }
  /// Nothing left (reads if it must).
  bool at_end() { return begin_ == end_ && !fill(1); }
  /// Gives memory back after an unusually long stretch.
  void shrink();

  /// Consumes up to `size` bytes into `out`, which they follow; false if the end came first.
  bool read_into(std::string& out, size_t size);

  /// Bytes consumed.
  uint64_t position() const { return passed_ - (end_ - begin_); }
  uint64_t size_hint() const { return source_->size_hint() + (end_ - begin_); }

  /// Diagnostics of the sources that came up before byte `position`, in order; taken once.
  struct Fault {
    uint64_t position;
    Diagnostic diagnostic;
  };
  bool take_fault(uint64_t position, Fault& fault);

 private:
  size_t pull(char* out, size_t size);

  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;
  size_t begin_ = 0, end_ = 0;
  uint64_t passed_ = 0;  // bytes pulled from the source
  bool ended_ = false;
  std::deque<Fault> faults_;
};

}  // namespace dragoman

#endif  // DRAGOMAN_READ_BYTE_WINDOW_H_

#include "read/byte_window.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dragoman {
namespace {

constexpr size_t kChunk = size_t{64} << 10;

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::atomic<uint64_t>* counter)
      : rest_(bytes), counter_(counter) {}
  size_t read(char* out, size_t size) override {
    size = std::min(size, rest_.size());
    if (size > 0) std::memcpy(out, rest_.data(), size);
    rest_.remove_prefix(size);
    if (counter_) counter_->fetch_add(size, std::memory_order_relaxed);
    return size;
  }
  uint64_t size_hint() const override { return rest_.size(); }

 private:
  std::string_view rest_;
  std::atomic<uint64_t>* counter_;
};

class FileSource final : public ByteSource {
 public:
  FileSource(int fd, bool owned, uint64_t size, std::atomic<uint64_t>* counter)
      : fd_(fd), owned_(owned), hint_(size), counter_(counter) {}
  ~FileSource() override {
    if (owned_) ::close(fd_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  size_t read(char* out, size_t size) override {
    if (failed_) return 0;
    for (;;) {
      ssize_t n = ::read(fd_, out, size);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        failed_ = true;
        faults_.push_back({"unreadable", std::string("cannot read on: ") + std::strerror(errno)});
        return 0;
      }
      auto got = static_cast<size_t>(n);
      hint_ -= std::min<uint64_t>(hint_, got);
      if (counter_) counter_->fetch_add(got, std::memory_order_relaxed);
      return got;
    }
  }
  uint64_t size_hint() const override { return hint_; }

 private:
  int fd_;
  bool owned_;
  bool failed_ = false;
  uint64_t hint_;
  std::atomic<uint64_t>* counter_;
};

}  // namespace

std::unique_ptr<ByteSource> source_of_memory(std::string_view bytes,
                                             std::atomic<uint64_t>* counter) {
  return std::make_unique<MemorySource>(bytes, counter);
}

Result<std::unique_ptr<ByteSource>> source_of_file(const std::string& path,
                                                   std::atomic<uint64_t>* counter) {
  const bool standard_input = path == "-";
  int fd = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int error = errno;
    return Error{error == ENOENT ? Error::Code::kNotFound : Error::Code::kIo,
                 "cannot open " + path + ": " + std::strerror(error)};
  }
  struct stat info {};
  uint64_t size = 0;
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    size = static_cast<uint64_t>(std::max<off_t>(info.st_size, 0));
    if (size > 16 * kChunk) ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  return std::unique_ptr<ByteSource>(
      std::make_unique<FileSource>(fd, !standard_input, size, counter));
}

size_t ByteWindow::pull(char* out, size_t size) {
  size_t got = source_->read(out, size);
  passed_ += got;
  for (Diagnostic& diagnostic : source_->take_faults())
    faults_.push_back({passed_, std::move(diagnostic)});
  if (got == 0) ended_ = true;
  return got;
}

bool ByteWindow::fill(size_t size) {
  while (end_ - begin_ < size) {
    if (ended_) return false;
    if (begin_ == end_) begin_ = end_ = 0;
    if (capacity_ - end_ < kChunk) {
      const size_t held = end_ - begin_;
      // Moving costs at most as much as reading did: it happens once half the buffer is used up.
      if (begin_ >= held && capacity_ - held >= kChunk) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, held);
      } else {
        const size_t capacity =
            std::max({held + 4 * kChunk, 2 * held, std::min(size, held + 64 * kChunk)});
        std::unique_ptr<char[]> larger(
            new char[capacity + kPadding]);  // NOLINT: not filled with zeros
        std::memset(larger.get() + capacity, 0, kPadding);
        if (held > 0) std::memcpy(larger.get(), buffer_.get() + begin_, held);
        buffer_ = std::move(larger);
        capacity_ = capacity;
      }
      begin_ = 0;
      end_ = held;
    }
    end_ += pull(buffer_.get() + end_, capacity_ - end_);
  }
  return true;
}

void ByteWindow::shrink() {
  if (capacity_ <= 64 * kChunk || begin_ != end_) return;
  buffer_.reset();
  capacity_ = begin_ = end_ = 0;
}

bool ByteWindow::read_into(std::string& out, size_t size) {
  const size_t held = std::min(size, end_ - begin_);
  out.append(buffer_.get() + begin_, held);
  begin_ += held;
  size -= held;
  while (size > 0 && !ended_) {
    const size_t old = out.size();
    const auto expected = static_cast<size_t>(std::min<uint64_t>(size, source_->size_hint() + 1));
    const size_t step = std::min(size, std::max(expected, kChunk));
    if (out.capacity() - old < step) out.reserve(std::max(old + step, 2 * old));
    out.resize(old + step);
    const size_t got = pull(out.data() + old, step);
    out.resize(old + got);
    size -= got;
  }
  return size == 0;
}

bool ByteWindow::take_fault(uint64_t position, Fault& fault) {
  if (faults_.empty() || faults_.front().position > position) return false;
  fault = std::move(faults_.front());
  faults_.pop_front();
  return true;
}

}  // namespace dragoman

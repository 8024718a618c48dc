#include "read/transcode.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/utf8.h"

namespace dragoman {
namespace {

class WideSource final : public ByteSource {
 public:
  WideSource(std::unique_ptr<ByteWindow> below, Wide wide)
      : below_(std::move(below)),
        size_(wide == Wide::kUtf16Le || wide == Wide::kUtf16Be ? 2 : 4),
        big_(wide == Wide::kUtf16Be || wide == Wide::kUtf32Be) {}

  size_t read(char* out, size_t size) override {
    if (pending_.empty()) refill();
    size = std::min(size, pending_.size() - given_);
    std::memcpy(out, pending_.data() + given_, size);
    given_ += size;
    if (given_ == pending_.size()) {
      pending_.clear();
      given_ = 0;
    }
    return size;
  }

  std::vector<Diagnostic> take_faults() override {
    std::vector<Diagnostic> all;
    ByteWindow::Fault fault;
    while (below_->take_fault(UINT64_MAX, fault)) all.push_back(std::move(fault.diagnostic));
    return all;
  }

 private:
  char32_t unit(std::string_view bytes) const {
    char32_t value = 0;
    for (size_t i = 0; i < size_; ++i) {
      value = (value << 8) | static_cast<unsigned char>(bytes[big_ ? i : size_ - 1 - i]);
    }
    return value;
  }

  void refill() {
    while (pending_.empty()) {
      below_->fill(size_t{64} << 10);
      const std::string_view view = below_->view().substr(0, size_t{64} << 10);
      if (view.empty()) break;
      size_t at = 0;
      for (; at + size_ <= view.size(); at += size_) {
        char32_t c = unit(view.substr(at));
        if (size_ == 2 && high_ != 0) {
          const char32_t high = std::exchange(high_, 0);
          if (c >= 0xDC00 && c < 0xE000) {
            utf8_append(pending_, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
            continue;
          }
          utf8_append(pending_, kReplacement);
        }
        if (size_ == 2 && c >= 0xD800 && c < 0xDC00) {
          high_ = c;
        } else if (c != 0xFEFF || !first_) {
          utf8_append(pending_, c);
        }
        first_ = false;
      }
      if (at == 0) {  // half a unit at the end
        utf8_append(pending_, kReplacement);
        at = view.size();
      }
      below_->consume(at);
    }
    if (pending_.empty() && high_ != 0) {
      high_ = 0;
      utf8_append(pending_, kReplacement);
    }
  }

  std::unique_ptr<ByteWindow> below_;
  const size_t size_;
  const bool big_;
  bool first_ = true;
  char32_t high_ = 0;  // first half of a surrogate pair
  std::string pending_;
  size_t given_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> utf8_of(std::unique_ptr<ByteWindow> below, Wide wide) {
  return std::make_unique<WideSource>(std::move(below), wide);
}

}  // namespace dragoman

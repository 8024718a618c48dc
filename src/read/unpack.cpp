#include "read/unpack.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace dragoman {
namespace {

constexpr size_t kInputChunk = size_t{256} << 10;

// Unpacked bytes against those packed, of one file through all its layers.
struct Growth {
  uint64_t max_bytes;
  uint64_t max_ratio;
  bool exceeded(uint64_t packed, uint64_t unpacked) const {
    return unpacked > max_bytes && unpacked / std::max<uint64_t>(packed, 1) >= max_ratio;
  }
};

std::string bomb_message(uint64_t packed, uint64_t unpacked) {
  return std::to_string(packed) + " bytes of compressed data had grown to more than " +
         std::to_string(unpacked) + " when unpacking was stopped";
}

bool is_gzip(std::string_view head) {
  return head.size() >= 4 && head.substr(0, 3) == "\x1f\x8b\x08" &&
         (static_cast<unsigned char>(head[3]) & 0xE0) == 0;
}

bool is_zstd(std::string_view head) {
  if (head.size() < 4) return false;
  if (head.substr(0, 4) == "\x28\xB5\x2F\xFD") return true;
  return (static_cast<unsigned char>(head[0]) & 0xF0) == 0x50 &&
         head.substr(1, 3) == "\x2A\x4D\x18";
}

class PackedSource : public ByteSource {
 public:
  PackedSource(std::unique_ptr<ByteWindow> below, std::shared_ptr<const uint64_t> packed_base,
               Growth growth)
      : below_(std::move(below)), growth_(growth), base_(std::move(packed_base)) {}

  std::vector<Diagnostic> take_faults() override {
    std::vector<Diagnostic> all;
    ByteWindow::Fault fault;
    while (below_->take_fault(UINT64_MAX, fault)) all.push_back(std::move(fault.diagnostic));
    for (Diagnostic& own : faults_) all.push_back(std::move(own));
    faults_.clear();
    return all;
  }

 protected:
  // A file damaged all over says so a few times, not a million times.
  void fault(const char* code, std::string message) {
    constexpr int kMaxFaults = 16;
    if (++said_ > kMaxFaults && std::string_view(code) == "corrupt") return;
    if (said_ == kMaxFaults) message += " (further damage is not listed)";
    faults_.push_back({code, std::move(message)});
  }

  // Counts what came out; true if it is too much.
  bool grown(size_t bytes) {
    unpacked_ += bytes;
    if (!growth_.exceeded(*base_, unpacked_)) return false;
    fault("bomb", bomb_message(*base_, unpacked_));
    return true;
  }

  std::unique_ptr<ByteWindow> below_;
  uint64_t unpacked_ = 0;

 private:
  int said_ = 0;
  Growth growth_;
  std::shared_ptr<const uint64_t> base_;  // bytes read of the file itself
};

class GzipSource final : public PackedSource {
 public:
  using PackedSource::PackedSource;
  ~GzipSource() override {
    if (open_) inflateEnd(&stream_);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  size_t read(char* out, size_t size) override {
    size_t done = 0;
    while (done == 0 && !finished_) {
      if (!in_member_) {
        if (!start_member()) break;
        if (searching_ && unpacked_ > 0) {
          // A line end behind what damage cut off, so that records and lines are found again.
          out[0] = '\n';
          done = 1;
          break;
        }
      }
      done = inflate_some(out, size);
    }
    if (done > 0 && grown(done)) finished_ = true;
    return done;
  }

 private:
  // To the start of the next member; false if there is none.
  bool start_member() {
    for (;;) {
      below_->fill(4);
      std::string_view view = below_->view();
      if (view.empty()) return finish();
      if (is_gzip(view)) break;
      // Zeros pad the files of tapes and of some writers; anything else is damage.
      const size_t text = view.find_first_not_of('\0');
      if (text == std::string_view::npos) {
        below_->consume(view.size());
        continue;
      }
      if (text > 0) {
        below_->consume(text);
        continue;
      }
      if (!searching_) {
        fault("corrupt", "bytes that are no gzip member follow after " + std::to_string(unpacked_) +
                             " unpacked bytes");
        searching_ = true;
      }
      const size_t magic = view.find("\x1f\x8b\x08", 1);
      if (magic != std::string_view::npos) {
        below_->consume(magic);
        continue;
      }
      // The last three bytes may be the head of a member that is not wholly here yet.
      below_->consume(view.size() > 3 ? view.size() - 3 : 1);
    }
    if (open_) {
      inflateReset(&stream_);
    } else if (inflateInit2(&stream_, 15 + 16) == Z_OK) {
      open_ = true;
    } else {
      fault("corrupt", "the gzip decoder could not be set up");
      return finish();
    }
    in_member_ = true;
    member_bytes_ = 0;
    return true;
  }

  bool finish() {
    finished_ = true;
    return false;
  }

  size_t inflate_some(char* out, size_t size) {
    // At the end the decoder may still have something to give, without input.
    below_->fill(1);
    std::string_view view = below_->view();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(view.data()));
    stream_.avail_in = static_cast<uInt>(std::min(view.size(), kInputChunk));
    const uInt given = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(std::min(size, size_t{1} << 30));
    const uInt room = stream_.avail_out;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    const size_t done = room - stream_.avail_out;
    member_bytes_ += done;
    if (status == Z_STREAM_END) {
      below_->consume(given - stream_.avail_in);
      in_member_ = false;
      searching_ = false;
    } else if (given == 0 && done == 0) {
      // While searching, this "member" may have been three bytes of chance.
      if (!searching_ || member_bytes_ > 0) {
        fault("truncated",
              "the gzip data ends early, after " + std::to_string(unpacked_) + " unpacked bytes");
      }
      finished_ = true;
    } else if (status == Z_OK || status == Z_BUF_ERROR) {
      below_->consume(given - stream_.avail_in);
    } else {
      if (!searching_) {
        fault("corrupt", std::string("damaged gzip data after ") +
                             std::to_string(unpacked_ + done) + " unpacked bytes" +
                             (stream_.msg ? std::string(": ") + stream_.msg : ""));
        searching_ = true;
      }
      // At least one byte on, so that the search does not find this member again.
      below_->consume(std::max<size_t>(given - stream_.avail_in, 1));
      in_member_ = false;
    }
    return done;
  }

  z_stream stream_{};
  bool open_ = false, in_member_ = false, finished_ = false;
  bool searching_ = false;  // behind damage, for a member that is sound
  uint64_t member_bytes_ = 0;
};

class ZstdSource final : public PackedSource {
 public:
  using PackedSource::PackedSource;
  ~ZstdSource() override { ZSTD_freeDCtx(context_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

  size_t read(char* out, size_t size) override {
    if (!context_ && !finished_) start();
    size_t done = 0;
    while (done == 0 && !finished_) {
      if (!below_->fill(1) && !in_frame_) {
        finished_ = true;
        break;
      }
      if (!in_frame_) {
        below_->fill(4);
        if (!is_zstd(below_->view())) {
          fault("corrupt", "bytes that are no zstd frame follow after " +
                               std::to_string(unpacked_) + " unpacked bytes; they are left out");
          finished_ = true;
          break;
        }
      }
      std::string_view view = below_->view();
      ZSTD_inBuffer input{view.data(), std::min(view.size(), kInputChunk), 0};
      ZSTD_outBuffer output{out, size, 0};
      const size_t status = ZSTD_decompressStream(context_, &output, &input);
      done = output.pos;
      below_->consume(input.pos);
      if (ZSTD_isError(status)) {
        fault("corrupt", "damaged zstd data after " + std::to_string(unpacked_ + done) +
                             " unpacked bytes: " + ZSTD_getErrorName(status));
        finished_ = true;
      } else if (view.empty() && done == 0 && status != 0) {
        fault("truncated",
              "the zstd data ends early, after " + std::to_string(unpacked_) + " unpacked bytes");
        finished_ = true;
      }
      in_frame_ = status != 0;
    }
    if (done > 0 && grown(done)) finished_ = true;
    return done;
  }

 private:
  // Archives of WARC records may begin with a skippable frame that holds the dictionary of all the
  // others (IIPC, "Zstandard compression for WARC files", 1.0).
  void start() {
    context_ = ZSTD_createDCtx();
    if (!context_) {
      fault("corrupt", "the zstd decoder could not be set up");
      finished_ = true;
      return;
    }
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, 27);
    below_->fill(8);
    std::string_view view = below_->view();
    if (view.size() < 8 || view.substr(0, 4) != "\x5D\x2A\x4D\x18") return;
    uint32_t size = 0;
    for (size_t i = 0; i < 4; ++i)
      size |= static_cast<uint32_t>(static_cast<unsigned char>(view[4 + i])) << (8 * i);
    constexpr uint32_t kMaxDictionary = uint32_t{16} << 20;
    if (size > kMaxDictionary || !below_->fill(8 + size_t{size})) return;
    std::string dictionary(below_->view().substr(8, size));
    if (is_zstd(dictionary)) {
      std::string plain;
      if (unpack_all(dictionary, HttpCoding::kZstd, kMaxDictionary, plain).code.empty())
        dictionary = std::move(plain);
    }
    ZSTD_DCtx_loadDictionary(context_, dictionary.data(), dictionary.size());
    below_->consume(8 + size_t{size});
  }

  ZSTD_DCtx* context_ = nullptr;
  bool in_frame_ = false, finished_ = false;
};

// The bottom of the chain: counts what was read of the file.
class CountingSource final : public ByteSource {
 public:
  explicit CountingSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}
  size_t read(char* out, size_t size) override {
    const size_t got = source_->read(out, size);
    *count_ += got;
    return got;
  }
  std::vector<Diagnostic> take_faults() override { return source_->take_faults(); }
  uint64_t size_hint() const override { return source_->size_hint(); }
  std::shared_ptr<const uint64_t> count() const { return count_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::shared_ptr<uint64_t> count_ = std::make_shared<uint64_t>(0);
};

// Nothing but a fault.
class RefusingSource final : public ByteSource {
 public:
  explicit RefusingSource(Diagnostic diagnostic) { faults_.push_back(std::move(diagnostic)); }
  size_t read(char*, size_t) override { return 0; }
};

}  // namespace

Packing packing_of(std::string_view head) {
  if (is_gzip(head)) return Packing::kGzip;
  if (is_zstd(head)) return Packing::kZstd;
  return Packing::kNone;
}

std::unique_ptr<ByteWindow> unpack(std::unique_ptr<ByteSource> source, const ReadOptions& options) {
  auto bottom = std::make_unique<CountingSource>(std::move(source));
  std::shared_ptr<const uint64_t> count = bottom->count();
  auto window = std::make_unique<ByteWindow>(std::move(bottom));
  const Growth growth{options.max_unpacked_bytes,
                      std::max<uint64_t>(options.max_compression_ratio, 1)};
  for (int layer = 0;; ++layer) {
    window->fill(4);
    const Packing packing = packing_of(window->view());
    if (packing == Packing::kNone) return window;
    if (layer == kMaxPackingLayers) {
      return std::make_unique<ByteWindow>(std::make_unique<RefusingSource>(
          Diagnostic{"unsupported", "compressed more than " + std::to_string(kMaxPackingLayers) +
                                        " times over: taken for a trap, not unpacked"}));
    }
    std::unique_ptr<ByteSource> unpacked;
    if (packing == Packing::kGzip) {
      unpacked = std::make_unique<GzipSource>(std::move(window), count, growth);
    } else {
      unpacked = std::make_unique<ZstdSource>(std::move(window), count, growth);
    }
    window = std::make_unique<ByteWindow>(std::move(unpacked));
  }
}

namespace {

// Raw or in a zlib wrapper: HTTP's "deflate" is found as either (RFC 9110, 8.4.1.2).
Diagnostic inflate_all(std::string_view packed, int window_bits, uint64_t limit, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK)
    return {"bad_http", "the decoder could not be set up"};
  Diagnostic diagnostic;
  size_t read = 0;
  char buffer[1 << 15];
  for (;;) {
    const size_t step = std::min(packed.size() - read, kInputChunk);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + read));
    stream.avail_in = static_cast<uInt>(step);
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof(buffer);
    const int status = inflate(&stream, Z_NO_FLUSH);
    read += step - stream.avail_in;
    const size_t done = sizeof(buffer) - stream.avail_out;
    if (out.size() + done > limit) {
      diagnostic = {"too_large", "unpacks to more than " + std::to_string(limit) + " bytes"};
      break;
    }
    out.append(buffer, done);
    if (status == Z_STREAM_END) {
      // Some servers send several gzip members.
      if (window_bits > 15 && is_gzip(packed.substr(read))) {
        inflateReset(&stream);
        continue;
      }
      break;
    }
    if (status != Z_OK && status != Z_BUF_ERROR) {
      diagnostic = {"bad_http", std::string("damaged Content-Encoding") +
                                    (stream.msg ? std::string(": ") + stream.msg : std::string())};
      break;
    }
    if (done == 0 && read == packed.size()) {
      diagnostic = {"truncated", "the encoded content ends early"};
      break;
    }
  }
  inflateEnd(&stream);
  return diagnostic;
}

Diagnostic unzstd_all(std::string_view packed, uint64_t limit, std::string& out) {
  ZSTD_DCtx* context = ZSTD_createDCtx();
  if (!context) return {"bad_http", "the decoder could not be set up"};
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27);
  Diagnostic diagnostic;
  ZSTD_inBuffer input{packed.data(), packed.size(), 0};
  char buffer[1 << 15];
  for (;;) {
    ZSTD_outBuffer output{buffer, sizeof(buffer), 0};
    const size_t status = ZSTD_decompressStream(context, &output, &input);
    if (out.size() + output.pos > limit) {
      diagnostic = {"too_large", "unpacks to more than " + std::to_string(limit) + " bytes"};
      break;
    }
    out.append(buffer, output.pos);
    if (ZSTD_isError(status)) {
      diagnostic = {"bad_http",
                    std::string("damaged Content-Encoding: ") + ZSTD_getErrorName(status)};
      break;
    }
    if (status == 0 && input.pos == input.size) break;
    if (input.pos == input.size && output.pos == 0) {
      diagnostic = {"truncated", "the encoded content ends early"};
      break;
    }
  }
  ZSTD_freeDCtx(context);
  return diagnostic;
}

}  // namespace

Diagnostic unpack_all(std::string_view packed, HttpCoding coding, uint64_t limit,
                      std::string& out) {
  out.clear();
  if (coding == HttpCoding::kZstd) return unzstd_all(packed, limit, out);
  if (coding == HttpCoding::kGzip) return inflate_all(packed, 15 + 16, limit, out);
  Diagnostic wrapped = inflate_all(packed, 15, limit, out);
  if (wrapped.code != "bad_http" || !out.empty()) return wrapped;
  return inflate_all(packed, -15, limit, out);
}

}  // namespace dragoman

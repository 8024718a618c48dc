// Readers of containers: a window of bytes in, one report after the other out.
#ifndef DRAGOMAN_READ_RECORD_READER_H_
#define DRAGOMAN_READ_RECORD_READER_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "dragoman/options.h"
#include "read/byte_window.h"
#include "read/raw_report.h"

namespace dragoman {

class RecordReader {
 public:
  enum class Step : uint8_t {
    kReport,   // a record that should bear a report (perhaps a failed one)
    kProblem,  // a failed report that stands for something wrong with the container itself
    kEnd,
  };
  explicit RecordReader(const ByteWindow& window) : bytes_(window) {}
  virtual ~RecordReader() = default;

  /// The next record. `report` comes in cleared; source, format and file_name are the caller's.
  virtual Step next(RawReport& report) = 0;

  /// Where in the window the record that next() gave last begins, and up to where all is read of
  /// which it is the last: faults of the bytes in between are its own.
  uint64_t start() const { return start_; }
  virtual uint64_t reached() const { return bytes_.position(); }
  /// Records passed over because they bear no report (images, redirections, requests).
  uint64_t skipped() const { return skipped_; }

 protected:
  uint64_t start_ = 0;
  uint64_t skipped_ = 0;

 private:
  const ByteWindow& bytes_;
};

/// JSON objects, one a line; with `values`, an array of objects or objects that stretch over lines.
std::unique_ptr<RecordReader> json_reader(ByteWindow& window, const ReadOptions& options,
                                          bool values);

/// RSS 2.0, RSS 1.0 and Atom.
std::unique_ptr<RecordReader> feed_reader(ByteWindow& window, const ReadOptions& options);

/// WARC 1.0 and 1.1, unpacked.
std::unique_ptr<RecordReader> warc_reader(ByteWindow& window, const ReadOptions& options);

inline RecordReader::Step fail(RawReport& report, const char* code, std::string message,
                               RecordReader::Step step = RecordReader::Step::kReport) {
  report.failed = true;
  report.bytes.clear();
  report.diagnostics.push_back({code, std::move(message)});
  return step;
}

}  // namespace dragoman

#endif  // DRAGOMAN_READ_RECORD_READER_H_

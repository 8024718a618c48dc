// Files, folders, globs and standard input as a stream of raw reports, in a fixed order. Formats
// are told by content: HTML, RSS and Atom, JSON lines, WARC, plain text; gzip and zstd are
// unpacked. Memory holds one report at a time. Nothing thrown, nothing printed: what cannot be read
// comes out as a failed RawReport that says why.
//
//   Result<ReportReader> reader = ReportReader::open({"reports/", "crawl/*.warc.gz", "-"}, {});
//   for (RawReport report; reader->next(report);) { … }
//
// The files of one input come in byte order of their paths, each once; a file named twice is read
// twice (inputs.h says more). A JSON object has the keys id, text or html, title, url, outlet,
// published, language; text wins over html. Of a WARC file the records that bear HTML or plain text
// (responses with a status of 2xx, resources, conversions) are read, the others counted; the date
// of the crawl is never taken for that of the report. With ReadOptions::as_is an HTML file is plain
// text, while containers still give one report a record.
#ifndef DRAGOMAN_READ_READ_H_
#define DRAGOMAN_READ_READ_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/options.h"
#include "dragoman/result.h"
#include "read/raw_report.h"

namespace dragoman {

class ReportReader {
 public:
  /// `inputs`: files, folders (walked in byte order of their paths), globs (* ? [..] **), "-".
  /// Errors: kNotFound / kArgument only where an input names nothing at all; everything else is a
  /// diagnostic of the report it concerns.
  static Result<ReportReader> open(const std::vector<std::string>& inputs,
                                   const ReadOptions& options);
  ReportReader(ReportReader&&) noexcept;
  ReportReader& operator=(ReportReader&&) noexcept;
  ~ReportReader();

  /// The next report, in order; false at the end. `report` is overwritten (its buffers reused).
  bool next(RawReport& report);

  /// Bytes of input files consumed so far, and their total (0 if not known), as they lie on disk.
  uint64_t done_bytes() const;
  uint64_t total_bytes() const;

  /// Records of WARC files passed over so far because they bear no report: requests, redirections,
  /// errors, images, style sheets, …
  uint64_t skipped_records() const;

 private:
  struct Impl;
  explicit ReportReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The reports inside one buffer, as if it were a file of that name: for tests, fuzzing and callers
/// that hold bytes.
std::vector<RawReport> read_buffer(std::string_view bytes, const std::string& name,
                                   const ReadOptions& options);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_READ_H_

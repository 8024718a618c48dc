#include "read/read.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "read/byte_window.h"
#include "read/inputs.h"
#include "read/record_reader.h"
#include "read/sniff.h"
#include "read/transcode.h"
#include "read/unpack.h"

namespace dragoman {
namespace {

std::string last_part(const std::string& path) {
  if (path == "-") return {};
  const size_t end = path.find_last_not_of('/');
  if (end == std::string::npos) return {};
  const size_t slash = path.find_last_of('/', end);
  return path.substr(slash == std::string::npos ? 0 : slash + 1,
                     end - (slash == std::string::npos ? 0 : slash + 1) + 1);
}

void clear(RawReport& report) {
  report.source.clear();
  report.format = "text";
  report.content = ContentKind::kPlain;
  report.bytes.clear();
  report.charset.clear();
  report.given = Given();
  report.diagnostics.clear();
  report.failed = false;
}

const char* charset_of(Wide wide) {
  switch (wide) {
    case Wide::kUtf16Le:
      return "utf-16le";
    case Wide::kUtf16Be:
      return "utf-16be";
    case Wide::kUtf32Le:
      return "utf-32le";
    case Wide::kUtf32Be:
      return "utf-32be";
    case Wide::kNone:
      break;
  }
  return "";
}

// A file that is one report.
class WholeReader final : public RecordReader {
 public:
  WholeReader(ByteWindow& window, const ReadOptions& options, const Sniffed& sniffed)
      : RecordReader(window), window_(window), options_(options), sniffed_(sniffed) {}

  Step next(RawReport& report) override {
    if (done_) return Step::kEnd;
    done_ = true;
    report.content = sniffed_.format == Format::kHtml ? ContentKind::kHtml : ContentKind::kPlain;
    if (sniffed_.format == Format::kBinary) {
      return fail(report, "binary", "not text but " + std::string(sniffed_.what));
    }
    if (sniffed_.format == Format::kUnsupported) {
      return fail(report, "unsupported", std::string(sniffed_.what) + " is not read");
    }
    if (!sniffed_.wide_by_bom) report.charset = charset_of(sniffed_.wide);
    const uint64_t limit = options_.max_report_bytes;
    if (window_.size_hint() > limit) {
      return fail(report, "too_large",
                  std::to_string(window_.size_hint()) + " bytes, more than the limit of " +
                      std::to_string(limit));
    }
    if (window_.read_into(report.bytes, limit) && !window_.at_end()) {
      return fail(report, "too_large",
                  "more than the limit of " + std::to_string(limit) + " bytes");
    }
    return Step::kReport;
  }

 private:
  ByteWindow& window_;
  const ReadOptions& options_;
  const Sniffed sniffed_;
  bool done_ = false;
};

// One file, from its bytes to its reports.
class OpenFile {
 public:
  OpenFile(std::unique_ptr<ByteSource> source, std::string path, const ReadOptions& options)
      : path_(std::move(path)), options_(options), window_(unpack(std::move(source), options)) {
    window_->fill(kSniffBytes);
    Sniffed sniffed = sniff(window_->view());
    if (options.as_is && sniffed.format == Format::kHtml) sniffed.format = Format::kText;
    if (sniffed.wide != Wide::kNone &&
        (sniffed.format == Format::kJsonLines || sniffed.format == Format::kJsonValues)) {
      window_ = std::make_unique<ByteWindow>(utf8_of(std::move(window_), sniffed.wide));
    }
    switch (sniffed.format) {
      case Format::kJsonLines:
      case Format::kJsonValues:
        format_ = "jsonl";
        reader_ = json_reader(*window_, options_, sniffed.format == Format::kJsonValues);
        break;
      case Format::kFeed:
        format_ = "rss";
        reader_ = feed_reader(*window_, options_);
        break;
      case Format::kWarc:
        format_ = "warc";
        reader_ = warc_reader(*window_, options_);
        break;
      case Format::kText:
      case Format::kHtml:
      case Format::kBinary:
      case Format::kUnsupported:
        whole_ = true;
        format_ = sniffed.format == Format::kHtml ? "html" : "text";
        reader_ = std::make_unique<WholeReader>(*window_, options_, sniffed);
    }
  }

  bool next(RawReport& report) {
    if (held_) {
      report = std::move(*held_);
      held_.reset();
      return true;
    }
    clear(report);
    if (ended_) return false;
    report.format = format_;
    const RecordReader::Step step = reader_->next(report);
    ByteWindow::Fault fault;
    if (step != RecordReader::Step::kEnd) {
      report.source = path_;
      if (step == RecordReader::Step::kReport && !whole_)
        report.source += "#" + std::to_string(++records_);
      RawReport
          before;  // what went wrong in records that bear no report, between the last one and this
      const uint64_t reached = whole_ ? UINT64_MAX : reader_->reached();
      while (window_->take_fault(reached, fault)) {
        const bool own =
            whole_ || fault.position > reader_->start() || step == RecordReader::Step::kProblem;
        if (!own) before.failed = true;
        attach(std::move(fault.diagnostic), own ? report : before);
      }
      if (whole_ && report.bytes.empty() && !report.failed) {
        report.failed = true;
        if (report.diagnostics.empty())
          report.diagnostics.push_back({"empty", "a file without content"});
      }
      if (before.failed) {
        before.source = path_;
        before.format = format_;
        held_ = std::move(report);
        report = std::move(before);
      }
      return true;
    }
    ended_ = true;
    // Faults behind the last record stand for the file.
    while (window_->take_fault(UINT64_MAX, fault)) {
      report.source = path_;
      report.failed = true;
      report.diagnostics.push_back(std::move(fault.diagnostic));
    }
    return report.failed;
  }

  uint64_t skipped() const { return reader_->skipped(); }

 private:
  static void attach(Diagnostic diagnostic, RawReport& report) {
    if (diagnostic.code == "bomb" || diagnostic.code == "unsupported") {
      report.failed = true;
      report.bytes.clear();
    }
    report.diagnostics.push_back(std::move(diagnostic));
  }

  std::string path_;
  const ReadOptions& options_;
  std::unique_ptr<ByteWindow> window_;
  std::unique_ptr<RecordReader> reader_;
  const char* format_ = "text";
  bool whole_ = false, ended_ = false;
  std::optional<RawReport> held_;
  uint64_t records_ = 0;
};

}  // namespace

struct ReportReader::Impl {
  explicit Impl(const ReadOptions& read_options) : options(read_options) {}

  const ReadOptions options;
  std::vector<InputFile> files;
  size_t next_file = 0;
  std::unique_ptr<OpenFile> open;
  std::string file_name;
  uint64_t skipped = 0;
  uint64_t total = 0;
  std::atomic<uint64_t> done{0};
  uint64_t done_before = 0;  // of the files behind us, as they were counted at the start
};

ReportReader::ReportReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReportReader::ReportReader(ReportReader&&) noexcept = default;
ReportReader& ReportReader::operator=(ReportReader&&) noexcept = default;
ReportReader::~ReportReader() = default;

Result<ReportReader> ReportReader::open(const std::vector<std::string>& inputs,
                                        const ReadOptions& options) {
  auto files = expand_inputs(inputs, options);
  if (!files) return files.error();
  auto impl = std::make_unique<Impl>(options);
  impl->files = std::move(*files);
  bool known = true;
  for (const InputFile& file : impl->files) {
    impl->total += file.size;
    known = known && (file.sized || !file.problem.code.empty());
  }
  if (!known) impl->total = 0;
  return ReportReader(std::move(impl));
}

bool ReportReader::next(RawReport& report) {
  for (;;) {
    if (impl_->open) {
      if (impl_->open->next(report)) {
        report.file_name = impl_->file_name;
        return true;
      }
      impl_->skipped += impl_->open->skipped();
      impl_->open.reset();
      // A file that was left early (binary, too large) is done with all the same.
      impl_->done.store(std::max(impl_->done.load(), impl_->done_before));
    }
    if (impl_->next_file == impl_->files.size()) return false;
    const InputFile& file = impl_->files[impl_->next_file++];
    impl_->done_before += file.size;
    impl_->file_name = last_part(file.path);
    Diagnostic problem = file.problem;
    if (problem.code.empty()) {
      auto source = source_of_file(file.path, &impl_->done);
      if (source) {
        impl_->open = std::make_unique<OpenFile>(std::move(*source), file.path, impl_->options);
        continue;
      }
      problem = {"unreadable", source.error().message};
    }
    clear(report);
    report.source = file.path;
    report.file_name = impl_->file_name;
    report.failed = true;
    report.diagnostics.push_back(std::move(problem));
    return true;
  }
}

uint64_t ReportReader::done_bytes() const {
  return impl_->done.load(std::memory_order_relaxed);
}
uint64_t ReportReader::total_bytes() const {
  return impl_->total;
}
uint64_t ReportReader::skipped_records() const {
  return impl_->skipped + (impl_->open ? impl_->open->skipped() : 0);
}

std::vector<RawReport> read_buffer(std::string_view bytes, const std::string& name,
                                   const ReadOptions& options) {
  std::vector<RawReport> reports;
  OpenFile file(source_of_memory(bytes, nullptr), name, options);
  RawReport report;
  while (file.next(report)) {
    report.file_name = last_part(name);
    reports.push_back(std::move(report));
    report = RawReport();
  }
  return reports;
}

}  // namespace dragoman

#include "dragoman/engine.h"

#include <algorithm>
#include <thread>

#include "base/hash.h"
#include "clean/clean.h"
#include "eval/conllu.h"
#include "pipeline/analyze.h"
#include "pipeline/ordered.h"
#include "pipeline/resources.h"
#include "read/read.h"

namespace dragoman {

struct Engine::Impl {
  Resources resources;
};

namespace {

std::string input_key(const RawReport& report) {
  // File name and record number, not the path: the same folder reached by another way is the same.
  size_t slash = report.source.rfind('/');
  std::string_view name =
      std::string_view(report.source).substr(slash == std::string::npos ? 0 : slash + 1);
  return hex64(hash64(report.bytes, hash64(report.given.url.empty() ? name : report.given.url)));
}

struct ReadJob {
  RawReport report;
  uint64_t done_bytes = 0;
};

template <typename Out>
struct Done {
  std::optional<Out> out;  // none: skipped
  bool failed = false;
  uint64_t bytes = 0, done_bytes = 0;
  std::string source;
};

// The run of all public forms: `finish` makes of a document what the sink wants, in the worker.
template <typename Out, typename Finish, typename Sink>
Result<RunSummary> run_stream(const Resources& resources, const std::vector<std::string>& inputs,
                              const RunOptions& options, const Finish& finish, const Sink& sink,
                              const std::function<void(const Progress&)>& progress) {
  auto opened = ReportReader::open(inputs, options.read);
  if (!opened) return opened.error();
  ReportReader reader = std::move(opened).value();
  const uint64_t total_bytes = reader.total_bytes();
  unsigned threads =
      options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  RunSummary summary;
  bool all = ordered_parallel<ReadJob, Done<Out>>(
      threads, size_t{threads} * std::max(1u, options.queue_per_thread),
      [&](ReadJob& job) {
        if (!reader.next(job.report)) return false;
        job.done_bytes = reader.done_bytes();
        return true;
      },
      [] { return Scratch{}; },
      [&](ReadJob&& job, Scratch& scratch) {
        Done<Out> done;
        done.bytes = job.report.bytes.size();
        done.done_bytes = job.done_bytes;
        done.source = job.report.source;
        std::string key = input_key(job.report);
        if (!options.skip || !options.skip(key)) {
          Document document = analyze(job.report, resources, options.read, scratch);
          done.failed = document.text.failed;
          done.out = finish(std::move(document), std::move(key));
        }
        return done;
      },
      [&](Done<Out>&& done) {
        summary.bytes += done.bytes;
        bool go_on = true;
        if (done.out) {
          ++summary.reports;
          if (done.failed) ++summary.failed;
          go_on = sink(std::move(*done.out), done.failed);
        } else {
          ++summary.skipped;
        }
        if (progress) progress({done.done_bytes, total_bytes, std::move(done.source)});
        return go_on;
      });
  summary.stopped = !all;
  return summary;
}

Record record_of(Document&& document, std::string&& key) {
  Record record = to_record(std::move(document));
  record.input_key = std::move(key);
  return record;
}

std::string interchange_of(const Document& document, Interchange format) {
  return format == Interchange::kIob2 ? write_iob2(document, true)
                                      : write_conllu(from_document(document));
}

}  // namespace

Engine::Engine(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::load(const EngineOptions& options) {
  auto resources = load_resources(options);
  if (!resources) return resources.error();
  auto impl = std::make_unique<Impl>();
  impl->resources = std::move(resources).value();
  return Engine(std::unique_ptr<const Impl>(std::move(impl)));
}

Record Engine::read_text(std::string_view bytes, const Given& given,
                         const ReadOptions& options) const {
  std::vector<RawReport> reports = read_buffer(bytes, "", options);
  if (reports.empty()) reports.emplace_back();
  RawReport& report = reports.front();
  auto prefer = [](std::string& mine, const std::string& callers) {
    if (!callers.empty()) mine = callers;
  };
  prefer(report.given.id, given.id);
  prefer(report.given.title, given.title);
  prefer(report.given.url, given.url);
  prefer(report.given.outlet, given.outlet);
  prefer(report.given.published, given.published);
  prefer(report.given.language, given.language);
  Scratch scratch;
  Record record = to_record(analyze(report, impl_->resources, options, scratch));
  record.input_key = input_key(report);
  return record;
}

Result<RunSummary> Engine::run(const std::vector<std::string>& inputs, const RunOptions& options,
                               const Sink& sink,
                               const std::function<void(const Progress&)>& progress) const {
  return run_stream<Record>(
      impl_->resources, inputs, options, record_of,
      [&](Record&& record, bool) { return sink(std::move(record)); }, progress);
}

Result<RunSummary> Engine::run_rendered(
    const std::vector<std::string>& inputs, const RunOptions& options, const Render& render,
    const TextSink& sink, const std::function<void(const Progress&)>& progress) const {
  return run_stream<std::string>(
      impl_->resources, inputs, options,
      [&](Document&& document, std::string&& key) {
        return render(record_of(std::move(document), std::move(key)));
      },
      [&](std::string&& text, bool failed) { return sink(std::move(text), failed); }, progress);
}

Result<RunSummary> Engine::run_interchange(
    const std::vector<std::string>& inputs, const RunOptions& options, Interchange format,
    const TextSink& sink, const std::function<void(const Progress&)>& progress) const {
  return run_stream<std::string>(
      impl_->resources, inputs, options,
      [&](Document&& document, std::string&&) { return interchange_of(document, format); },
      [&](std::string&& text, bool failed) { return sink(std::move(text), failed); }, progress);
}

Result<std::string> Engine::parse_conllu(std::string_view conllu, Interchange format) const {
  if (!impl_->resources.language)
    return Error{Error::Code::kArgument,
                 "gold tokens are parsed by a language model; this engine was loaded with none"};
  auto gold = read_conllu(conllu);
  if (!gold) return gold.error();
  Document document = to_document(*gold);
  LanguageScratch scratch;
  analyze_language(document.text, document.tokens, *impl_->resources.language, scratch,
                   document.tags, document.trees, document.names);
  return interchange_of(document, format);
}

const std::vector<Diagnostic>& Engine::notices() const {
  return impl_->resources.diagnostics;
}

std::string Engine::explain(std::string_view text, const Given& given) const {
  RawReport report;
  report.bytes = text;
  report.format = "text";
  report.given = given;
  ReadOptions as_is;
  as_is.as_is = true;
  Document document;
  document.text = clean(report, as_is);
  std::string trace;
  Scratch scratch;
  analyze_text(document, impl_->resources, scratch, &trace);
  std::string out = dump(document) + "\n";
  if (!impl_->resources.language)
    return out +
           "The baseline coder keeps no account of what it looked at; load a language model.\n";
  return out + (trace.empty() ? "There are no words to look at.\n" : trace);
}

std::string_view version() {
  return DRAGOMAN_VERSION;
}

}  // namespace dragoman

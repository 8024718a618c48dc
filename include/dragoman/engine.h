// The engine: reports in, records out.
//
//   Result<Engine> engine = Engine::load({});
//   Record record = engine->read_text("Syria thanked China on Monday.", {});
//   engine->run({"reports/", "more.warc.gz"}, {}, [](Record&& r) { std::puts(to_json(r).c_str());
//   return true; });
//
// An Engine is const after loading and may be shared by threads. run() reads its inputs as a
// stream: memory does not grow with their number, and records arrive in the order of the input
// whatever the number of threads.
#ifndef DRAGOMAN_ENGINE_H_
#define DRAGOMAN_ENGINE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/options.h"
#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

/// What the caller knows about a report; wins over what is found in it. Empty: unknown.
struct Given {
  std::string id, title, url, outlet, published, language;
};

struct RunSummary {
  uint64_t reports = 0;  // records delivered, failed ones included
  uint64_t failed = 0;   // of these, reports that could not be read
  uint64_t skipped = 0;  // not delivered because RunOptions::skip said so
  uint64_t bytes = 0;    // raw bytes of the reports
  bool stopped = false;  // the sink asked to stop
};

/// Where a running run() is, for progress bars. `total_bytes` is 0 where it is not known (a pipe).
struct Progress {
  uint64_t done_bytes = 0, total_bytes = 0;  // of the files as they lie on disk
  std::string current;                       // file being read
};

/// Forms in which sentences, rather than records, come out.
enum class Interchange { kConllu, kIob2 };

class Engine {
 public:
  static Result<Engine> load(const EngineOptions& options);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// One report given as text or HTML (told by content). Never fails: odd input gives diagnostics.
  Record read_text(std::string_view bytes, const Given& given,
                   const ReadOptions& options = {}) const;

  /// All reports of files, folders, globs and "-" (standard input). The sink is called in the
  /// calling thread; false from it stops the run. `progress` is called there too, after each
  /// report.
  using Sink = std::function<bool(Record&&)>;
  Result<RunSummary> run(const std::vector<std::string>& inputs, const RunOptions& options,
                         const Sink& sink,
                         const std::function<void(const Progress&)>& progress = {}) const;

  /// As run(), but `render` turns each record into text inside the worker threads.
  using Render = std::function<std::string(const Record&)>;
  using TextSink = std::function<bool(std::string&& text, bool failed)>;
  Result<RunSummary> run_rendered(const std::vector<std::string>& inputs, const RunOptions& options,
                                  const Render& render, const TextSink& sink,
                                  const std::function<void(const Progress&)>& progress = {}) const;

  /// As run(), but what comes out are the sentences: CoNLL-U with tags and trees, or IOB2 with
  /// names.
  Result<RunSummary> run_interchange(
      const std::vector<std::string>& inputs, const RunOptions& options, Interchange format,
      const TextSink& sink, const std::function<void(const Progress&)>& progress = {}) const;

  /// Sentences with gold tokens (CoNLL-U), tagged and parsed anew: for scoring a parser. Errors
  /// name the line; kArgument if no language model is loaded.
  Result<std::string> parse_conllu(std::string_view conllu, Interchange format) const;

  /// What loading found worth telling: no table of places, rows of a user's list that were left
  /// out.
  const std::vector<Diagnostic>& notices() const;

  /// How a text is coded, for people: its tables, every trigger that was looked at with its rule
  /// and the parties found, and why no event came of those of which none did.
  std::string explain(std::string_view text, const Given& given) const;

  struct Impl;

 private:
  explicit Engine(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

/// "0.1.0"
std::string_view version();

}  // namespace dragoman

#endif  // DRAGOMAN_ENGINE_H_

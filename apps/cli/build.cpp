// dragoman build: reports into a database.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>

#include "commands.h"

namespace dragoman::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kProblemsShown = 20;

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

extern "C" void on_interrupt(int) {
  interrupted.store(true);
}

// The first Ctrl-C ends the run in good order, the second at once.
void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// The keys of the reports that a database has, for quick look-up by several threads.
class KnownInputs {
 public:
  Status load(const Store& store) {
    Status loaded =
        store.input_keys([this](std::string_view key) { keys_.push_back(number_of(key)); });
    std::sort(keys_.begin(), keys_.end());
    return loaded;
  }
  bool holds(std::string_view key) const {
    return std::binary_search(keys_.begin(), keys_.end(), number_of(key));
  }

 private:
  static uint64_t number_of(std::string_view hex) {
    uint64_t number = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
    return number;
  }
  std::vector<uint64_t> keys_;
};

std::string duration(double seconds) {
  auto whole = static_cast<uint64_t>(std::lround(seconds));
  char text[40];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%llu:%02llu:%02llu",
                  static_cast<unsigned long long>(whole / 3600),
                  static_cast<unsigned long long>(whole / 60 % 60),
                  static_cast<unsigned long long>(whole % 60));
  } else {
    std::snprintf(text, sizeof text, "%llu:%02llu", static_cast<unsigned long long>(whole / 60),
                  static_cast<unsigned long long>(whole % 60));
  }
  return text;
}

// How far a run is, on standard error: a bar that is drawn over on a terminal, else a line now and
// then.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet)
      : mode_(quiet                        ? Mode::kOff
              : is_terminal(STDERR_FILENO) ? Mode::kBar
                                           : Mode::kLines) {}

  void show(const Progress& progress, uint64_t reports, uint64_t problems) {
    if (mode_ == Mode::kOff) return;
    Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + (mode_ == Mode::kBar ? std::chrono::milliseconds(100)
                                       : std::chrono::milliseconds(5000));
    if (mode_ == Mode::kLines && first_) {
      first_ = false;  // the first line is due after a while, not at once
      return;
    }
    double seconds = std::chrono::duration<double>(now - start_).count();
    std::string text = counted(reports, "report");
    if (seconds > 0.5)
      text += ", " + grouped(static_cast<uint64_t>(static_cast<double>(reports) / seconds)) + "/s";
    if (problems > 0) text += ", " + grouped(problems) + " not read";
    if (progress.total_bytes > 0) {
      double part = std::min(1.0, static_cast<double>(progress.done_bytes) /
                                      static_cast<double>(progress.total_bytes));
      std::string percent = std::to_string(static_cast<int>(part * 100)) + "%";
      if (part > 0.005 && seconds > 1) text += ", " + duration(seconds / part - seconds) + " left";
      text = percent + "  " + text;
      if (mode_ == Mode::kBar) {
        constexpr size_t kCells = 24;
        auto full = static_cast<size_t>(part * kCells);
        std::string bar = "[";
        bar.append(full, '=');
        bar.append(full < kCells ? 1 : 0, '>');
        bar.append(kCells - std::min(kCells, full + 1), ' ');
        text = bar + "] " + text;
      }
    }
    if (mode_ == Mode::kBar) {
      text = "\r" + elide(text, terminal_width(STDERR_FILENO) - 1) + "\x1b[K";
      drawn_ = true;
    } else {
      text += "\n";
    }
    std::fwrite(text.data(), 1, text.size(), stderr);
  }

  /// Before anything else is written to standard error.
  void clear() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
  }

 private:
  enum class Mode { kOff, kBar, kLines };
  Mode mode_;
  bool first_ = true;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
};

// Reports that could not be read: the first on standard error, all in the file if there is one.
class Problems {
 public:
  Status open(const std::string& path) {
    if (path.empty()) return {};
    file_.reset(std::fopen(path.c_str(), "w"));
    if (!file_)
      return Error{Error::Code::kIo, path + " cannot be written; check its folder and permissions"};
    path_ = path;
    return {};
  }
  void add(const Problem& problem, ProgressLine& progress) {
    if (count_++ < kProblemsShown) {
      progress.clear();
      complain(problem.source + ": " + problem.message + " [" + problem.code + "]");
    }
    if (!file_) return;
    std::string line = one_line(problem.source) + '\t' + one_line(problem.code) + '\t' +
                       one_line(problem.message) + '\n';
    std::fwrite(line.data(), 1, line.size(), file_.get());
  }
  /// Says how many more there were, and where they stand.
  Status close() {
    if (count_ > kProblemsShown)
      complain("and " + grouped(count_ - kProblemsShown) + " more that could not be read" +
               (file_ ? "; all are in " + path_ : "; --problems FILE lists them all"));
    if (file_ && std::fclose(file_.release()) != 0)
      return Error{Error::Code::kIo, path_ + " could not be written to its end"};
    return {};
  }
  uint64_t count() const { return count_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;
  uint64_t count_ = 0;
};

void say(const Common& common, const std::string& text) {
  if (common.quiet) return;
  std::string line = one_line(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

int build_command(const BuildArguments& arguments) {
  const std::string& path = arguments.database;
  if (arguments.inputs.empty()) {
    if (Result<Store> there = Store::open(path, Store::Mode::kRead);
        !there && there.error().code == Error::Code::kNotFound) {
      complain("name what to build " + path +
               " from: files, folders or globs, or - for standard input");
      return kUsage;
    }
    Result<Store> store = Store::open(path, Store::Mode::kWrite);
    if (!store) return fail(store.error());
    say(arguments.common, path + " is up to date; no input was named, nothing was added");
    return kDone;
  }
  catch_interrupts();
  Result<Store> store = Store::open(path, Store::Mode::kWrite);
  if (!store) return fail(store.error());
  KnownInputs known;
  if (Status loaded = known.load(*store); !loaded) return fail(loaded.error());
  Result<Store::Writer> writer = store->writer({});
  if (!writer) return fail(writer.error());
  Problems problems;
  if (Status opened = problems.open(arguments.problems_file); !opened) return fail(opened.error());
  Result<Engine> engine = Engine::load(arguments.engine);
  if (!engine) return fail(engine.error());
  if (!arguments.common.quiet)
    for (const Diagnostic& notice : engine->notices())
      complain(notice.message + " [" + notice.code + "]");

  RunOptions run = arguments.run;
  run.skip = [&known](std::string_view key) { return known.holds(key); };
  ProgressLine progress(arguments.common.quiet);
  Clock::time_point start = Clock::now();
  Status stored;
  uint64_t reports = 0;
  uint64_t events = 0;
  auto sink = [&](Record&& record) {
    ++reports;
    if (record.failed) {
      problems.add(problem_of(record), progress);
    } else {
      Result<bool> added = writer->add(record);
      if (!added && added.error().code == Error::Code::kArgument) {
        problems.add({record.report.source, "record", added.error().message}, progress);
      } else if (!added) {
        stored = added.error();
        return false;
      } else if (*added) {
        events += record.events.size();
      }
    }
    return !interrupted.load();
  };
  Result<RunSummary> summary = engine->run(arguments.inputs, run, sink, [&](const Progress& at) {
    progress.show(at, reports, problems.count());
  });
  if (stored) {
    Status committed = writer->commit();
    if (!committed) stored = committed.error();
  }
  progress.clear();
  Status listed = problems.close();
  if (!summary) return fail(summary.error());

  double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  uint64_t there_already = summary->skipped + writer->known();
  std::string text = path + ": " + counted(writer->committed(), "report") + " added";
  if (stored) text += " with " + counted(events, "event");
  if (there_already > 0) text += ", " + grouped(there_already) + " known already";
  if (problems.count() > 0) text += ", " + grouped(problems.count()) + " not read";
  text += "; " + duration(seconds);
  if (seconds > 0.5)
    text += " (" + grouped(static_cast<uint64_t>(static_cast<double>(reports) / seconds)) +
            " reports/s)";
  say(arguments.common, text);
  if (!stored) return fail(stored.error());
  if (!listed) return fail(listed.error());
  if (interrupted.load()) {
    complain("stopped; what was read is in " + path + ". Run the same command again to go on");
    return kIncomplete;
  }
  return problems.count() > 0 ? kIncomplete : kDone;
}

}  // namespace dragoman::cli

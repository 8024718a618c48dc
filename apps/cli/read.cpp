// dragoman read: a filter from reports to records.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "commands.h"
#include "describe.h"

namespace dragoman::cli {
namespace {

constexpr size_t kProblemsShown = 20;

bool knows_something(const Given& given) {
  return !(given.id.empty() && given.title.empty() && given.url.empty() && given.outlet.empty() &&
           given.published.empty() && given.language.empty());
}

// The bytes of a file or of standard input, at most `limit`.
Result<std::string> bytes_of(const std::string& input, uint64_t limit) {
  std::ifstream file;
  if (input != "-") {
    file.open(input, std::ios::binary);
    if (!file)
      return Error{Error::Code::kNotFound,
                   input + " cannot be opened; check its name and permissions"};
  }
  std::istream& stream = input == "-" ? std::cin : file;
  std::string bytes;
  char block[1 << 16];
  while (stream.read(block, sizeof block) || stream.gcount() > 0) {
    bytes.append(block, static_cast<size_t>(stream.gcount()));
    if (bytes.size() > limit)
      return Error{Error::Code::kLimit,
                   input + " is larger than --max-report-bytes " + std::to_string(limit)};
  }
  // A folder opens as a file does, and fails at the first read.
  if (stream.bad() || (bytes.empty() && !stream.eof()))
    return Error{Error::Code::kIo, input + " cannot be read; name one file, not a folder"};
  return bytes;
}

void report_problem(const Problem& problem) {
  complain(problem.source + ": " + problem.message + " [" + problem.code + "]");
}

int read_single(const ReadArguments& arguments, const Engine& engine, const std::string& input) {
  Result<std::string> bytes = bytes_of(input, arguments.run.read.max_report_bytes);
  if (!bytes) return fail(bytes.error());
  Record record = engine.read_text(*bytes, arguments.given, arguments.run.read);
  record.report.source = input;
  Output out;
  Style style(wants_color(arguments.common.color, STDOUT_FILENO));
  if (arguments.format == ReadArguments::Format::kDump) {
    out.write(describe_record(record, style, terminal_width(STDOUT_FILENO)));
  } else {
    out.line(to_json(record));
  }
  if (record.failed) report_problem(problem_of(record));
  return finish(out, record.failed ? kIncomplete : kDone);
}

// Sentences instead of records: CoNLL-U or IOB2.
int read_sentences(const ReadArguments& arguments, const Engine& engine,
                   const std::vector<std::string>& inputs) {
  const Interchange format =
      arguments.format == ReadArguments::Format::kIob2 ? Interchange::kIob2 : Interchange::kConllu;
  Output out;
  if (arguments.gold_tokens) {
    for (const std::string& input : inputs) {
      Result<std::string> bytes = bytes_of(input, arguments.run.read.max_report_bytes);
      if (!bytes) return fail(bytes.error());
      Result<std::string> parsed = engine.parse_conllu(*bytes, format);
      if (!parsed) return fail(Error{parsed.error().code, input + ": " + parsed.error().message});
      out.write(*parsed);
    }
    return finish(out, kDone);
  }
  Result<RunSummary> summary =
      engine.run_interchange(inputs, arguments.run, format, [&out](std::string&& text, bool) {
        out.write(text);
        return out.ok();
      });
  out.flush();
  if (!summary) return fail(summary.error());
  if (summary->failed > 0) complain(grouped(summary->failed) + " reports could not be read");
  return finish(out, summary->failed > 0 ? kIncomplete : kDone);
}

}  // namespace

int read_command(const ReadArguments& arguments) {
  std::vector<std::string> inputs = arguments.inputs;
  if (inputs.empty()) inputs = {"-"};
  bool single = knows_something(arguments.given);
  if (single && inputs.size() != 1) {
    complain(
        "--id, --title, --url, --outlet, --published and --language are of a single input; give "
        "one, or "
        "put them into JSON lines");
    return kUsage;
  }
  Result<Engine> engine = Engine::load(arguments.engine);
  if (!engine) return fail(engine.error());
  if (!arguments.common.quiet)
    for (const Diagnostic& notice : engine->notices())
      complain(notice.message + " [" + notice.code + "]");
  bool from_terminal = false;
  for (const std::string& input : inputs)
    from_terminal |= input == "-" && is_terminal(STDIN_FILENO);
  if (from_terminal && !arguments.common.quiet)
    complain(
        "reading from the terminal: paste a report and end it with Ctrl-D (dragoman read --help "
        "shows more)");
  if (arguments.format == ReadArguments::Format::kConllu ||
      arguments.format == ReadArguments::Format::kIob2)
    return read_sentences(arguments, *engine, inputs);
  if (single) return read_single(arguments, *engine, inputs.front());

  Output out;
  Style style(wants_color(arguments.common.color, STDOUT_FILENO));
  size_t width = terminal_width(STDOUT_FILENO);
  bool dump = arguments.format == ReadArguments::Format::kDump;
  // What is the matter with a report goes along behind a NUL, which JSON never holds and the
  // summary for people does not either.
  auto render = [&style, width, dump](const Record& record) {
    std::string text = dump ? describe_record(record, style, width) : to_json(record) + '\n';
    if (record.failed) {
      Problem problem = problem_of(record);
      text += '\0' + problem.source + ": " + problem.message + " [" + problem.code + "]";
    }
    return text;
  };
  uint64_t problems = 0;
  auto sink = [&out, &problems](std::string&& text, bool failed) {
    if (failed) {
      size_t nul = text.rfind('\0');
      if (++problems <= kProblemsShown && nul != std::string::npos) complain(text.substr(nul + 1));
      text.resize(std::min(nul, text.size()));
    }
    out.write(text);
    return out.ok();
  };
  Result<RunSummary> summary = engine->run_rendered(inputs, arguments.run, render, sink);
  out.flush();
  if (!summary) return fail(summary.error());
  if (problems > kProblemsShown)
    complain("and " + grouped(problems - kProblemsShown) + " more reports that could not be read");
  return finish(out, summary->failed > 0 ? kIncomplete : kDone);
}

}  // namespace dragoman::cli

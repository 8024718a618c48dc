// The commands of dragoman and what the command line says to each. arguments.cpp reads the command
// line; every command is a function from its arguments to an exit code.
#ifndef APPS_CLI_COMMANDS_H_
#define APPS_CLI_COMMANDS_H_

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dragoman/engine.h"
#include "dragoman/options.h"
#include "dragoman/store.h"
#include "rows.h"
#include "terminal.h"

namespace dragoman::cli {

inline constexpr int kDone = 0;        // everything was read, or answered
inline constexpr int kIncomplete = 1;  // some reports were not read, or something failed
inline constexpr int kUsage = 2;       // the command line makes no sense

struct Common {
  bool quiet = false;
  ColorMode color = ColorMode::kAuto;
};

struct ReadArguments {
  Common common;
  std::vector<std::string> inputs;
  enum class Format { kJsonl, kDump, kConllu, kIob2 };
  Format format = Format::kJsonl;
  bool gold_tokens = false;  // the inputs are CoNLL-U, its words are kept
  EngineOptions engine;
  RunOptions run;
  Given given;  // for a single input
};

struct BuildArguments {
  Common common;
  std::string database;
  std::vector<std::string> inputs;
  std::string problems_file;
  EngineOptions engine;
  RunOptions run;
};

/// reports, events, timeline, actors, search.
struct ListArguments {
  Common common;
  std::string database;
  Filter filter;
  bool limit_given = false;
  RowFormat format = RowFormat::kTable;
  Order order = Order::kNewestFirst;
  bool by_name = false;      // actors
  bool months_only = false;  // timeline
};

struct ShowArguments {
  Common common;
  std::string database;
  std::string id;
  bool json = false;
};

struct InfoArguments {
  Common common;
  std::string database;
  bool json = false;
};

struct ExplainArguments {
  Common common;
  std::string text;       // a sentence; with `event`, a database
  std::string event;      // r12v3
  std::string published;  // day that relative dates of the sentence count from
  EngineOptions engine;
};

int explain_command(const ExplainArguments& arguments);
int read_command(const ReadArguments& arguments);
int build_command(const BuildArguments& arguments);
int reports_command(const ListArguments& arguments);
int events_command(const ListArguments& arguments);
int timeline_command(const ListArguments& arguments);
int actors_command(const ListArguments& arguments);
int search_command(const ListArguments& arguments);
int show_command(const ShowArguments& arguments);
int info_command(const InfoArguments& arguments);

/// Reads the command line and runs what it asks for.
int run_command_line(int argc, char** argv);

/// "dragoman: …" on standard error; control characters of what it quotes are left out.
void complain(std::string_view message);

/// complain(), and the exit code that fits: kUsage where the caller asked for something senseless.
int fail(const Error& error);

/// The exit code at the end of a command that wrote to `out`: complains if that failed.
int finish(Output& out, int code);

/// What is the matter with a report that could not be read: its place and the first diagnostic.
struct Problem {
  std::string source, code, message;
};
Problem problem_of(const Record& record);

}  // namespace dragoman::cli

#endif  // APPS_CLI_COMMANDS_H_

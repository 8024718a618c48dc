// The command line. The only file that knows CLI11.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "commands.h"

namespace dragoman::cli {
namespace {

constexpr const char* kDescription =
    "Dragoman reads news reports and keeps a record of what states do to one another.";

constexpr const char* kExamples =
    "Examples:\n"
    "  dragoman read report.html                          one report as a line of JSON\n"
    "  dragoman read news/ | jq .events                   a folder of reports, as a filter\n"
    "  dragoman build levant.db news/ more.warc.gz        add reports to a database\n"
    "  dragoman events levant.db --between SYR CHN        what Syria and China did to each other\n"
    "  dragoman timeline levant.db --party IRN            month by month\n"
    "  dragoman actors levant.db --from 2023              who did most, and with whom\n"
    "  dragoman reports levant.db --outlet gazette        the reports of an outlet\n"
    "  dragoman search levant.db '\"hot line\" ceasefire'   full text\n"
    "  dragoman show levant.db r12v3                      one event and the words it rests on\n"
    "  dragoman info levant.db                            what the database holds\n"
    "Each command explains itself: dragoman COMMAND --help. Exit codes: 0 all was read, 1 some "
    "was\n"
    "not, 2 the command line makes no sense.";

constexpr std::array kTypes = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                               "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                               "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::array kStatuses = {"actual", "planned", "hypothetical", "negated", "historical"};

// Edits (insert, delete, replace) that lead from one word to the other.
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// The nearest of the known words, if one is near enough to have been meant.
std::string nearest(const std::string& word, const std::vector<std::string>& known) {
  std::string best;
  size_t best_distance = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    size_t distance = edit_distance(word, candidate);
    if (candidate.starts_with(word) && word.size() > 1) distance = 0;
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  std::string near = nearest(word, known);
  return near.empty() ? std::string() : "; did you mean " + near + "?";
}

template <size_t N>
std::string one_of(const std::string& word, const std::array<const char*, N>& known, bool upper) {
  std::string cased = word;
  for (char& c : cased) c = static_cast<char>(upper ? std::toupper(c) : std::tolower(c));
  std::vector<std::string> words(known.begin(), known.end());
  if (std::find(words.begin(), words.end(), cased) != words.end()) return {};
  std::string all;
  for (const std::string& k : words) all += (all.empty() ? "" : " ") + k;
  return "\"" + word + "\" is none of " + all + did_you_mean(cased, words);
}

struct Parsed {
  Common common;
  ReadArguments read;
  BuildArguments build;
  ListArguments list;
  ShowArguments show;
  InfoArguments info;
  ExplainArguments explain;
  std::string read_input = "auto";
  std::string read_format = "jsonl";
  std::string max_report;
};

void add_engine_options(CLI::App& command, EngineOptions& engine, RunOptions& run) {
  command.add_option("--threads", run.threads, "Worker threads; 0: as many as cores")
      ->type_name("N")
      ->check(CLI::Range(0, 4096).description(""));
  command
      .add_option("--data-dir", engine.data_dir,
                  "Folder of resources and models (default: $DRAGOMAN_DATA_DIR, then where the "
                  "program was installed)")
      ->type_name("DIR");
  command
      .add_option("--model", engine.model,
                  "Language model: fast, accurate, or none (patterns over words)")
      ->type_name("MODEL")
      ->check(CLI::IsMember({"fast", "accurate", "none"}).description(""))
      ->capture_default_str();
  command
      .add_option(
          "--coder", engine.coder,
          "Who has the last word on events: model (it reads what the rules found), or rules")
      ->type_name("CODER")
      ->check(CLI::IsMember({"model", "rules"}).description(""))
      ->capture_default_str();
  command
      .add_option("--actors", engine.actor_files,
                  "A list of actors of your own; may be repeated, "
                  "later ones win")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  command.add_option("--rules", engine.rule_files, "Event rules of your own; may be repeated")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  command.add_flag("--as-is", run.read.as_is,
                   "Take every input as the text itself: remove nothing");
  command
      .add_option("--max-report-bytes", run.read.max_report_bytes,
                  "Refuse single reports above this size")
      ->type_name("N")
      ->capture_default_str()
      ->check(CLI::Validator(CLI::PositiveNumber).description(""));
}

void add_filter_options(CLI::App& command, ListArguments& list, bool text_option) {
  Filter& filter = list.filter;
  command.add_option("DB", list.database, "Database made by dragoman build")
      ->required()
      ->type_name("");
  command
      .add_option("--between", filter.between,
                  "Two parties acting toward or with each other, in "
                  "any order: country codes or names")
      ->expected(2)
      ->type_name("A B");
  command.add_option("--actor", filter.actor, "Who acts: country code (SYR) or name")
      ->type_name("WHO");
  command.add_option("--recipient", filter.recipient, "Who is acted upon")->type_name("WHO");
  command.add_option("--party", filter.party, "Who takes part on either side")->type_name("WHO");
  command.add_option("--type", filter.types, "Event types, with commas: AGREE,CONSULT")
      ->delimiter(',')
      ->type_name("TYPES")
      ->allow_extra_args(false)
      ->take_all()
      ->check([](const std::string& word) { return one_of(word, kTypes, true); });
  command.add_option("--status", filter.statuses, "Event status, with commas: actual,planned")
      ->delimiter(',')
      ->type_name("STATUS")
      ->allow_extra_args(false)
      ->take_all()
      ->check([](const std::string& word) { return one_of(word, kStatuses, false); });
  command.add_option("--outlet", filter.outlet, "Part of the outlet's name or domain")
      ->type_name("NAME");
  command.add_option("--from", filter.from, "First date: 2016, 2016-08 or 2016-08-16")
      ->type_name("DATE");
  command.add_option("--to", filter.to, "Last date, inside")->type_name("DATE");
  if (text_option)
    command.add_option("--text", filter.text, "Only reports with these words (as in search)")
        ->type_name("QUERY");
  command
      .add_option("--limit", filter.limit,
                  "At most so many rows; 0: all (default: 50 in tables, else all)")
      ->type_name("N")
      ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
  command.add_option("--offset", filter.offset, "Leave out so many rows first")
      ->type_name("N")
      ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
  command.add_option("--format", list.format, "table (for people), csv or jsonl (for programs)")
      ->type_name("FORMAT")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, RowFormat>{{"table", RowFormat::kTable},
                                                                   {"csv", RowFormat::kCsv},
                                                                   {"jsonl", RowFormat::kJsonl}})
              .description("table|csv|jsonl"));
}

// The first word that is no option: the command. Empty if there is none, or if an option before it
// is not known, of which the parser has more to say.
std::string command_word(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--color") {
      ++i;
    } else if (word.empty() || word[0] != '-') {
      return word;
    } else if (word != "-q" && word != "--quiet" && !word.starts_with("--color=")) {
      return {};
    }
  }
  return {};
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

int usage(const std::string& message, const std::string& command) {
  complain(message);
  std::string help = "dragoman " + (command.empty() ? std::string() : command + " ") + "--help";
  complain("see " + help);
  return kUsage;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  Parsed parsed;
  CLI::App app(kDescription, "dragoman");
  app.footer(kExamples);
  app.require_subcommand(0, 1);
  app.set_version_flag("--version", "dragoman " + std::string(version()));
  app.add_flag("-q,--quiet", parsed.common.quiet,
               "No progress, no summaries: results and errors alone");
  app.add_option("--color", parsed.common.color,
                 "When to colour: auto (on a terminal, unless NO_COLOR is "
                 "set), always, never")
      ->type_name("WHEN")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, ColorMode>{{"auto", ColorMode::kAuto},
                                                                   {"always", ColorMode::kAlways},
                                                                   {"never", ColorMode::kNever}})
              .description("auto|always|never"));

  auto add = [&app](const char* name, const char* what, const char* examples) {
    CLI::App* command = app.add_subcommand(name, what);
    command->footer(examples);
    command->fallthrough();
    return command;
  };

  CLI::App* read =
      add("read", "Reports in, records out: one JSON object a line, in the order of the input",
          "Inputs are files, folders and globs of text, HTML, RSS, JSON lines and WARC, gzip and\n"
          "zstd included; - or none is standard input. Nothing is stored.\n\nExamples:\n"
          "  dragoman read report.html\n"
          "  dragoman read 'news/**/*.html' --threads 8 > records.jsonl\n"
          "  curl -s https://news.example/a | dragoman read --url https://news.example/a\n"
          "  dragoman read report.txt --format dump");
  read->add_option("INPUT", parsed.read.inputs, "Files, folders, globs; - for standard input")
      ->type_name("");
  read->add_option("--format", parsed.read_format,
                   "jsonl; dump: a summary for people; conllu, iob2: the sentences with tags and "
                   "trees, or names")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"jsonl", "dump", "conllu", "iob2"}).description(""))
      ->capture_default_str();
  read->add_option("--input", parsed.read_input,
                   "conllu: take sentences and words from CoNLL-U files and parse them anew")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"auto", "conllu"}).description(""))
      ->capture_default_str();
  add_engine_options(*read, parsed.read.engine, parsed.read.run);
  Given& given = parsed.read.given;
  struct Known {
    const char* name;
    std::string* value;
    const char* what;
  };
  for (Known known :
       {Known{"--id", &given.id, "Its id"}, Known{"--title", &given.title, "Its title"},
        Known{"--url", &given.url, "Where it was found"},
        Known{"--outlet", &given.outlet, "Who published it"},
        Known{"--published", &given.published, "When: ISO 8601, as precise as known"},
        Known{"--language", &given.language, "Its language: ISO 639-1"}})
    read->add_option(known.name, *known.value, known.what)
        ->type_name("TEXT")
        ->group("What you know of a single input; it wins over what is found in it");

  CLI::App* build =
      add("build", "Add reports to a database, which is made if it is not there",
          "Reports that the database has already are passed over, so the same command goes on\n"
          "where it was cut off. Reports that cannot be read are listed and tried again next "
          "time.\n\nExamples:\n"
          "  dragoman build levant.db news/\n"
          "  dragoman build levant.db crawl-*.warc.gz --threads 8 --problems problems.tsv\n"
          "  dragoman build levant.db                brings an older database up to date");
  build->add_option("DB", parsed.build.database, "File of the database")->required()->type_name("");
  build->add_option("INPUT", parsed.build.inputs, "Files, folders, globs; - for standard input")
      ->type_name("");
  build
      ->add_option("--problems", parsed.build.problems_file,
                   "Write all problems to this file: source, code and reason, with tabs")
      ->type_name("FILE");
  add_engine_options(*build, parsed.build.engine, parsed.build.run);

  ListArguments& list = parsed.list;
  CLI::App* reports =
      add("reports", "List reports, newest first",
          "With filters of events, the reports that hold such an event; --from and --to\n"
          "are of the publication.\n\nExamples:\n"
          "  dragoman reports levant.db --outlet gazette --from 2023-03\n"
          "  dragoman reports levant.db --between SAU IRN --format csv > reports.csv");
  add_filter_options(*reports, list, true);
  CLI::App* events =
      add("events", "List events, newest first",
          "Examples:\n"
          "  dragoman events levant.db --between SYR CHN\n"
          "  dragoman events levant.db --actor 'Wang Yi' --type CONSULT,AGREE\n"
          "  dragoman events levant.db --status planned --from 2023-03 --format jsonl");
  add_filter_options(*events, list, true);
  CLI::App* timeline =
      add("timeline", "Events in the order they happened, month by month",
          "Each month shows how much cooperation (filled) and conflict (shaded) it saw.\n\n"
          "Examples:\n"
          "  dragoman timeline levant.db --between SAU IRN\n"
          "  dragoman timeline levant.db --party SYR --months --format csv");
  add_filter_options(*timeline, list, true);
  timeline->add_flag("--months", list.months_only, "Only the months, without their events");
  CLI::App* actors = add("actors", "Who takes part in events, how often, and with whom",
                         "Examples:\n"
                         "  dragoman actors levant.db --from 2023 --limit 20\n"
                         "  dragoman actors levant.db --party CHN --by-name");
  add_filter_options(*actors, list, true);
  actors->add_flag("--by-name", list.by_name,
                   "Count persons and bodies by themselves, not by country");
  CLI::App* search = add(
      "search", "Find reports by their words, the best first",
      "All words must stand in a report; \"phrases\", prefix*, OR, NOT and parentheses work.\n\n"
      "Examples:\n"
      "  dragoman search levant.db 'embassy reopening'\n"
      "  dragoman search levant.db '\"hot line\" OR ceasefire' --from 2016-08");
  add_filter_options(*search, list, false);
  search->add_option("QUERY", list.filter.text, "Words to look for")->required()->type_name("");
  for (CLI::App* command : {reports, events})
    command->add_flag(
        "--oldest-first", [&list](int64_t) { list.order = Order::kOldestFirst; },
        "In the order they happened");

  CLI::App* show =
      add("show", "One event with the words it rests on, or one report with its events",
          "Ids are those that the lists show: r12 is a report, r12v3 its event v3.\n\nExamples:\n"
          "  dragoman show levant.db r12v3\n"
          "  dragoman show levant.db r12 --json | jq .entities");
  show->add_option("DB", parsed.show.database, "Database made by dragoman build")
      ->required()
      ->type_name("");
  show->add_option("ID", parsed.show.id, "r12 or r12v3")->required()->type_name("");
  show->add_flag("--json", parsed.show.json, "The record (of an event: its row) as JSON");

  CLI::App* explain = add("explain", "Why a sentence has the events it has, or none",
                          "Shows the words with their tree, who was found in them, every trigger "
                          "that was looked at with its\n"
                          "rule, and why nothing came of those of which nothing did.\n\nExamples:\n"
                          "  dragoman explain 'Oman denied that its navy had fired on the dhow.'\n"
                          "  dragoman explain --event r12v3 levant.db");
  explain->add_option("TEXT", parsed.explain.text, "A sentence; with --event, a database")
      ->required()
      ->type_name("");
  explain
      ->add_option("--event", parsed.explain.event,
                   "An event of the database, as the lists show it")
      ->type_name("ID");
  explain
      ->add_option("--published", parsed.explain.published,
                   "Day that its relative dates count from: ISO 8601")
      ->type_name("DATE");
  explain->add_option("--model", parsed.explain.engine.model, "Language model: fast or accurate")
      ->check(CLI::IsMember({"fast", "accurate"}).description(""))
      ->type_name("MODEL")
      ->capture_default_str();
  explain
      ->add_option("--coder", parsed.explain.engine.coder,
                   "Who has the last word on events: model or rules")
      ->type_name("CODER")
      ->check(CLI::IsMember({"model", "rules"}).description(""))
      ->capture_default_str();
  explain
      ->add_option("--rules", parsed.explain.engine.rule_files,
                   "Event rules of your own; may be repeated")
      ->type_name("FILE")
      ->expected(1);
  explain
      ->add_option("--actors", parsed.explain.engine.actor_files,
                   "A list of actors of your own; may be repeated")
      ->type_name("FILE")
      ->expected(1);
  explain
      ->add_option("--data-dir", parsed.explain.engine.data_dir, "Folder of resources and models")
      ->type_name("DIR");

  CLI::App* info = add("info", "What a database holds", "Examples:\n  dragoman info levant.db");
  info->add_option("DB", parsed.info.database, "Database made by dragoman build")
      ->required()
      ->type_name("");
  info->add_flag("--json", parsed.info.json, "As one JSON object");

  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  std::string word = command_word(argc, argv);
  bool is_command = std::find(commands.begin(), commands.end(), word) != commands.end();
  if (!word.empty() && !is_command)
    return usage("there is no command \"" + word + "\"" + did_you_mean(word, commands), "");

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* asked = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
    std::fputs((asked == &app ? app.help() : asked->help("dragoman")).c_str(), stdout);
    return kDone;
  } catch (const CLI::CallForVersion& call) {
    std::puts(call.what());
    return kDone;
  } catch (const CLI::ExtrasError& error) {
    const CLI::App* asked = is_command ? app.get_subcommand(word) : &app;
    for (const std::string& extra : app.remaining(true)) {
      if (extra.empty() || extra[0] != '-') continue;
      std::vector<std::string> names = option_names(*asked);
      std::vector<std::string> common = option_names(app);
      names.insert(names.end(), common.begin(), common.end());
      return usage("there is no option " + extra + did_you_mean(extra, names),
                   is_command ? word : "");
    }
    return usage(error.what(), is_command ? word : "");
  } catch (const CLI::ParseError& error) {
    return usage(error.what(), is_command ? word : "");
  }

  if (!is_command) {
    std::fputs(app.help().c_str(), stdout);
    return kUsage;
  }
  if (word == "read") {
    using Format = ReadArguments::Format;
    parsed.read.format = parsed.read_format == "dump"     ? Format::kDump
                         : parsed.read_format == "conllu" ? Format::kConllu
                         : parsed.read_format == "iob2"   ? Format::kIob2
                                                          : Format::kJsonl;
    const bool sentences =
        parsed.read.format == Format::kConllu || parsed.read.format == Format::kIob2;
    parsed.read.gold_tokens = parsed.read_input == "conllu";
    if (parsed.read.gold_tokens && !sentences)
      return usage("--input conllu goes with --format conllu or --format iob2", word);
    if (sentences && parsed.read.engine.model == "none")
      return usage(
          "--format " + parsed.read_format + " needs a language model: --model fast or accurate",
          word);
    parsed.read.common = parsed.common;
    return read_command(parsed.read);
  }
  if (word == "build") {
    parsed.build.common = parsed.common;
    return build_command(parsed.build);
  }
  if (word == "show") {
    parsed.show.common = parsed.common;
    return show_command(parsed.show);
  }
  if (word == "info") {
    parsed.info.common = parsed.common;
    return info_command(parsed.info);
  }
  if (word == "explain") {
    parsed.explain.common = parsed.common;
    return explain_command(parsed.explain);
  }
  list.common = parsed.common;
  list.limit_given = app.get_subcommand(word)->count("--limit") > 0;
  if (!list.limit_given && list.format == RowFormat::kTable) list.filter.limit = 50;
  if (word == "reports") return reports_command(list);
  if (word == "events") return events_command(list);
  if (word == "timeline") return timeline_command(list);
  if (word == "actors") return actors_command(list);
  return search_command(list);
}

}  // namespace dragoman::cli

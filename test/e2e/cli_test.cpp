// The program as people and scripts run it: a process in a folder of its own, no shell.
//
// What the lists print is compared with test/e2e/golden/; DRAGOMAN_UPDATE_GOLDEN=1 rewrites these
// files (look at the difference before you commit it). Their database is made by hand, so that they
// change with the command line alone and not with what the engine finds in a text.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "dragoman/store.h"
#include "support/records.h"

extern char** environ;

namespace dragoman {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

size_t lines_in(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

struct Outcome {
  int code = -1;  // 128 + the signal, if one ended it
  std::string out, err;
};

class CliTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / ("dragoman_cli_" + name + "_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, std::string_view bytes) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  // Starts the program in the test's folder with these three files; its process id.
  pid_t start(std::vector<std::string> arguments, int in, int out, int err,
              const std::vector<std::string>& variables = {}) const {
    arguments.insert(arguments.begin(), "dragoman");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::vector<std::string> environment;
    for (char** variable = environ; *variable != nullptr; ++variable) {
      std::string_view name = *variable;
      if (!name.starts_with("COLUMNS=") && !name.starts_with("NO_COLOR=") &&
          !name.starts_with("TERM="))
        environment.emplace_back(name);
    }
    environment.insert(environment.end(), variables.begin(), variables.end());
    std::vector<char*> envp;
    for (std::string& variable : environment) envp.push_back(variable.data());
    envp.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder_.c_str());
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, err, 2);
    pid_t child = 0;
    int failed = posix_spawn(&child, DRAGOMAN_BINARY, &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    EXPECT_EQ(failed, 0) << DRAGOMAN_BINARY;
    return failed == 0 ? child : -1;
  }

  static int wait_for(pid_t child) {
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  Outcome run(const std::vector<std::string>& arguments, const std::string& input = "",
              const std::vector<std::string>& variables = {}) const {
    write(".in", input);
    int in = open((folder_ / ".in").c_str(), O_RDONLY | O_CLOEXEC);
    int out = open((folder_ / ".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int err = open((folder_ / ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    Outcome outcome;
    outcome.code = wait_for(start(arguments, in, out, err, variables));
    for (int fd : {in, out, err}) close(fd);
    outcome.out = slurp(folder_ / ".out");
    outcome.err = slurp(folder_ / ".err");
    return outcome;
  }

  // A database made by hand: what the lists print of it is in golden/.
  void make_database(const std::string& name) const {
    Result<Store> store = Store::open((folder_ / name).string(), Store::Mode::kWrite);
    ASSERT_TRUE(store.ok()) << store.error().message;
    Result<Store::Writer> writer = store->writer({});
    ASSERT_TRUE(writer.ok());
    std::vector<Record> records = {testing::full_record(), hostile()};
    for (uint64_t i = 1; i <= 4; ++i) records.push_back(testing::synthetic_record(i));
    for (const Record& record : records) ASSERT_TRUE(writer->add(record).ok());
    ASSERT_TRUE(writer->commit().ok());
  }

  // A report that tries what a page can try on a terminal and on a spreadsheet.
  static Record hostile() {
    Record r;
    r.report.source = "odd.txt";
    r.report.format = "text";
    r.report.title = "Red \x1b[31malert\x1b[0m, \"quoted\"\nand 外交部长 on two lines";
    r.text = r.report.title + "\n\n外交部长 said \u202Etfel-ot-thgir\u202C words.";
    r.sentences = {{0, 44}, {46, 80}};
    r.entities = {{"e1", "person", "外交部长", "CHN", "GOV", {}, {}, {}},
                  {"e2", "state", "Syria", "SYR", "", {}, {}, {}}};
    Event event;
    event.id = "v1";
    event.type = "ACCUSE";
    event.quad = "verbal_conflict";
    event.goldstein = -2;
    event.actors = {"e1"};
    event.recipients = {"e2"};
    event.status = "negated";
    event.evidence = testing::span_of(r, "外交部长 said");
    event.rule = "odd";
    r.events = {event};
    return r;
  }

  static void expect_golden(const std::string& name, const std::string& actual) {
    fs::path path = fs::path(DRAGOMAN_SOURCE_DIR) / "test/e2e/golden" / name;
    if (std::getenv("DRAGOMAN_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << actual;
      return;
    }
    EXPECT_EQ(actual, slurp(path)) << path << " differs; DRAGOMAN_UPDATE_GOLDEN=1 rewrites it";
  }

  fs::path folder_;
};

// ---- the command line itself ----

TEST_F(CliTest, SaysItsVersion) {
  Outcome outcome = run({"--version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, StartsWith("dragoman "));
  EXPECT_EQ(lines_in(outcome.out), 1u);
}

TEST_F(CliTest, HelpHasAnExampleOfEveryCommand) {
  Outcome outcome = run({"--help"});
  EXPECT_EQ(outcome.code, 0);
  for (const char* command :
       {"read", "build", "reports", "events", "timeline", "actors", "show", "search", "info"}) {
    EXPECT_THAT(outcome.out, HasSubstr("dragoman " + std::string(command) + " "));
    Outcome own = run({command, "--help"});
    EXPECT_EQ(own.code, 0) << command;
    EXPECT_THAT(own.out, HasSubstr("Examples:\n  dragoman " + std::string(command) + " "))
        << command;
    EXPECT_THAT(own.err, IsEmpty());
  }
}

TEST_F(CliTest, UsageErrorsAreTwoAndSayWhatToDo) {
  make_database("d.db");
  struct Case {
    std::vector<std::string> arguments;
    const char* words;
  } cases[] = {
      {{"evnts", "d.db"}, "did you mean events?"},
      {{"frobnicate"}, "no command \"frobnicate\""},
      {{"events", "d.db", "--betwen", "A", "B"}, "did you mean --between?"},
      {{"events"}, "DB is required"},
      {{"events", "d.db", "--between", "SYR"}, "--between"},
      {{"events", "d.db", "--type", "AGREEE"}, "did you mean AGREE?"},
      {{"events", "d.db", "--status", "done"}, "is none of actual planned"},
      {{"events", "d.db", "--from", "yesterday"}, "is no date"},
      {{"events", "d.db", "--format", "xml"}, "--format"},
      {{"events", "d.db", "--limit", "-1"}, "--limit"},
      {{"events", "d.db", "--text", "*"}, "no word"},
      {{"search", "d.db"}, "QUERY is required"},
      {{"show", "d.db", "12"}, "is no id"},
      {{"read", "--threads", "many"}, "--threads"},
      {{"read", "--title", "T", "a.txt", "b.txt"}, "single input"},
      {{"read", "--input", "conllu", "a.txt"}, "goes with --format conllu"},
      {{"read", "--format", "conllu", "--model", "none", "a.txt"}, "needs a language model"},
      {{"build"}, "DB is required"},
      {{"build", "new.db"}, "name what to build"},
      {{"--colour", "always"}, "--color"},
  };
  for (const Case& c : cases) {
    Outcome outcome = run(c.arguments);
    EXPECT_EQ(outcome.code, 2) << c.arguments.front() << ": " << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(c.words));
    EXPECT_THAT(outcome.err, StartsWith("dragoman: "));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
  EXPECT_FALSE(fs::exists(folder_ / "new.db"));
}

TEST_F(CliTest, ErrorsOfFilesNameTheFile) {
  make_database("d.db");
  write("text.db",
        "This is no database, but it is longer than a header of one hundred bytes would be, "
        "so that it has to be looked at.");
  struct Case {
    std::vector<std::string> arguments;
    const char* words;
  } cases[] = {{{"events", "missing.db"}, "missing.db is not there; make it with `dragoman build"},
               {{"info", "text.db"}, "text.db is not a database"},
               {{"build", "text.db", "d.db"}, "text.db is not a database"},
               {{"show", "d.db", "r99"}, "no report r99"},
               {{"show", "d.db", "r1v99"}, "has no event v99"},
               {{"read", "missing.txt"}, "missing.txt"}};
  for (const Case& c : cases) {
    Outcome outcome = run(c.arguments);
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(c.words));
  }
}

// ---- lists of a database ----

TEST_F(CliTest, PrintsTablesForPeople) {
  make_database("d.db");
  struct Case {
    const char* golden;
    std::vector<std::string> arguments;
  } cases[] = {{"events.txt", {"events", "d.db"}},
               {"events_between.txt", {"events", "d.db", "--between", "CHN", "SYR"}},
               {"reports.txt", {"reports", "d.db"}},
               {"timeline.txt", {"timeline", "d.db"}},
               {"timeline_months.txt", {"timeline", "d.db", "--months"}},
               {"actors.txt", {"actors", "d.db", "--limit", "5"}},
               {"actors_by_name.txt", {"actors", "d.db", "--by-name", "--limit", "5"}},
               {"search.txt", {"search", "d.db", "vaccine OR 外交部长"}},
               {"show_event.txt", {"show", "d.db", "r1v2"}},
               {"show_report.txt", {"show", "d.db", "r1"}},
               {"show_hostile.txt", {"show", "d.db", "r2"}}};
  for (const Case& c : cases) {
    Outcome outcome = run(c.arguments, "", {"COLUMNS=90"});
    EXPECT_EQ(outcome.code, 0) << c.golden << ": " << outcome.err;
    expect_golden(c.golden, outcome.out + outcome.err);
    EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b"))) << c.golden;
  }
}

TEST_F(CliTest, PrintsRowsForPrograms) {
  make_database("d.db");
  for (const char* command : {"events", "reports", "timeline", "actors"}) {
    for (const char* format : {"csv", "jsonl"}) {
      Outcome outcome =
          run({command, "d.db", "--format", format, "--from", "2021-07", "--to", "2021-07"});
      EXPECT_EQ(outcome.code, 0) << outcome.err;
      EXPECT_THAT(outcome.err, IsEmpty());
      expect_golden(std::string(command) + "." + format, outcome.out);
    }
  }
  Outcome all = run({"events", "d.db", "--format", "jsonl"});
  EXPECT_EQ(lines_in(all.out), 2u + 1 + 4 * 5);  // no limit for programs
  Outcome none = run({"events", "d.db", "--party", "Atlantis", "--format", "jsonl"});
  EXPECT_EQ(none.code, 0);
  EXPECT_THAT(none.out, IsEmpty());
}

TEST_F(CliTest, CsvQuotesWhatRfc4180Says) {
  make_database("d.db");
  Outcome outcome = run({"reports", "d.db", "--format", "csv", "--text", "外交部长"});
  EXPECT_THAT(outcome.out,
              HasSubstr("\"Red \x1b[31malert\x1b[0m, \"\"quoted\"\"\nand 外交部长 on two lines\""));
  EXPECT_THAT(outcome.out, HasSubstr("\r\n"));
}

TEST_F(CliTest, ColoursWhenAskedAndNotOtherwise) {
  make_database("d.db");
  EXPECT_THAT(run({"show", "d.db", "r1v2", "--color", "always"}).out, HasSubstr("\x1b["));
  EXPECT_THAT(run({"--color", "always", "show", "d.db", "r1v2"}).out, Not(HasSubstr(">>")));
  EXPECT_THAT(run({"show", "d.db", "r1v2"}).out, HasSubstr(">>"));
  EXPECT_THAT(run({"show", "d.db", "r1v2", "--color", "never"}).out, Not(HasSubstr("\x1b")));
  // Never what a report brings along.
  EXPECT_THAT(run({"events", "d.db", "--color", "always", "--limit", "0"}).out,
              Not(HasSubstr("\x1b[31malert")));
}

TEST_F(CliTest, QuietLeavesTheSummaryOut) {
  make_database("d.db");
  EXPECT_THAT(run({"events", "d.db"}).err, HasSubstr("events"));
  EXPECT_THAT(run({"events", "d.db", "-q"}).err, IsEmpty());
}

TEST_F(CliTest, ShowsARecordAsItWasStored) {
  make_database("d.db");
  EXPECT_EQ(run({"show", "d.db", "r1", "--json"}).out, to_json(testing::full_record()) + "\n");
  std::string one = run({"show", "d.db", "r1v2", "--json"}).out;
  EXPECT_THAT(one, HasSubstr("\"events\":[{\"id\":\"v2\""));
  EXPECT_THAT(one, Not(HasSubstr("\"id\":\"v1\"")));
}

TEST_F(CliTest, SumsUpADatabase) {
  make_database("d.db");
  Outcome outcome = run({"info", "d.db"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("reports     6\n"));
  EXPECT_THAT(outcome.out, HasSubstr("events      23\n"));
  EXPECT_THAT(run({"info", "d.db", "--json"}).out, HasSubstr("\"schema_version\":1,"));
}

TEST_F(CliTest, AReaderThatGoesAwayEndsItQuietly) {
  make_database("d.db");
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  close(ends[0]);
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  int err = open((folder_ / ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  EXPECT_EQ(wait_for(start({"events", "d.db", "--format", "jsonl"}, nothing, ends[1], err)), 0);
  close(ends[1]);
  close(err);
  EXPECT_THAT(slurp(folder_ / ".err"), IsEmpty());
  int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  if (full < 0) GTEST_SKIP() << "no /dev/full here";
  err = open((folder_ / ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  EXPECT_EQ(wait_for(start({"events", "d.db", "--format", "jsonl"}, nothing, full, err)), 1);
  EXPECT_THAT(slurp(folder_ / ".err"), HasSubstr("could not be written"));
  close(full);
  close(err);
  close(nothing);
}

// ---- read ----

constexpr const char* kVisit =
    "Syria's foreign minister visits Beijing\n\n"
    "Syria's foreign minister met his Chinese counterpart in Beijing on Monday. Syria thanked "
    "China for "
    "its support.\n";

TEST_F(CliTest, ReadsFilesInTheirOrderWhateverTheThreads) {
  for (int i = 0; i < 40; ++i)
    write("in/" + std::to_string(100 + i) + ".txt",
          kVisit + std::to_string(i) + " delegates came along.\n");
  Outcome one = run({"read", "in", "--threads", "1"});
  Outcome four = run({"read", "in", "--threads", "4"});
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(lines_in(one.out), 40u);
  EXPECT_EQ(one.out, four.out);
  EXPECT_THAT(one.out, StartsWith("{\"schema\":\"dragoman/1\",\"report\":{\"id\":\""));
  EXPECT_LT(one.out.find("in/100.txt"), one.out.find("in/139.txt"));
}

TEST_F(CliTest, ReadsStandardInput) {
  Outcome outcome = run({"read"}, kVisit);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(lines_in(outcome.out), 1u);
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_EQ(run({"read", "-"}, kVisit).out, outcome.out);
}

TEST_F(CliTest, TakesWhatTheCallerKnows) {
  write("a.txt", kVisit);
  Outcome outcome = run({"read", "a.txt", "--id", "my-7", "--url", "https://x.example/7",
                         "--published", "2016-08-16"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      HasSubstr(
          "\"report\":{\"id\":\"my-7\",\"source\":\"a.txt\",\"url\":\"https://x.example/7\""));
  EXPECT_THAT(
      outcome.out,
      HasSubstr(
          "\"published\":{\"value\":\"2016-08-16\",\"precision\":\"day\",\"basis\":\"argument\""));
  EXPECT_EQ(run({"read", ".", "--id", "x"}).code, 1);
}

TEST_F(CliTest, AnEmptyOrOddInputIsNoReasonToStop) {
  write("in/a_empty.txt", "");
  write("in/b_white.txt", " \n\n ");
  write("in/c_broken.txt", "Broken \xFF\xFE bytes. Syria thanked China.");
  write("in/d_nul.txt", std::string("Syria\0thanked China.", 20));
  write("in/e_good.txt", kVisit);
  Outcome outcome = run({"read", "in"});
  EXPECT_THAT(outcome.code, ::testing::AnyOf(0, 1));
  EXPECT_EQ(lines_in(outcome.out), 5u);
  EXPECT_EQ(outcome.code == 1, !outcome.err.empty());
}

TEST_F(CliTest, RefusesAReportThatIsTooLargeAndGoesOn) {
  write("in/a.txt", kVisit);
  write("in/b.txt", std::string(5000, 'x'));
  write("in/c.txt", kVisit);
  Outcome outcome = run({"read", "in", "--max-report-bytes", "1000"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(lines_in(outcome.out), 3u);
  EXPECT_THAT(outcome.err, HasSubstr("in/b.txt"));
  EXPECT_EQ(lines_in(outcome.err), 1u);
}

TEST_F(CliTest, DumpsForPeople) {
  write("a.txt", kVisit);
  Outcome outcome = run({"read", "a.txt", "--format", "dump"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("Syria's foreign minister visits Beijing\n"));
}

// ---- build ----

TEST_F(CliTest, BuildsAndTheSecondTimeAddsNothing) {
  for (int i = 0; i < 30; ++i)
    write("in/" + std::to_string(100 + i) + ".txt",
          kVisit + std::to_string(i) + " delegates came along.\n");
  write("in/big.txt", std::string(200000, 'x'));
  std::vector<std::string> command = {"build",  "d.db",       "in",   "--max-report-bytes",
                                      "100000", "--problems", "p.tsv"};
  Outcome first = run(command);
  EXPECT_EQ(first.code, 1);
  EXPECT_THAT(first.err, HasSubstr("d.db: 30 reports added"));
  EXPECT_THAT(first.err, HasSubstr("1 not read"));
  EXPECT_THAT(first.err, HasSubstr("in/big.txt"));
  EXPECT_THAT(slurp(folder_ / "p.tsv"), StartsWith("in/big.txt\t"));
  EXPECT_EQ(lines_in(slurp(folder_ / "p.tsv")), 1u);
  EXPECT_THAT(first.out, IsEmpty());
  Outcome second = run(command);
  EXPECT_THAT(second.err, HasSubstr("0 reports added"));
  EXPECT_THAT(second.err, HasSubstr("30 known already"));
  write("in/999.txt", "Iran and Saudi Arabia agreed to reopen their embassies.");
  EXPECT_THAT(run(command).err, HasSubstr("1 report added"));
  EXPECT_THAT(run({"info", "d.db"}).out, HasSubstr("reports     31\n"));
  EXPECT_THAT(run({"build", "d.db"}).err, HasSubstr("up to date"));
  EXPECT_EQ(run({"build", "d.db", "in/100.txt", "-q"}).err, "");
}

TEST_F(CliTest, WhatReadSaysIsWhatBuildKeeps) {
  write("a.txt", kVisit);
  ASSERT_EQ(run({"build", "d.db", "a.txt"}).code, 0);
  EXPECT_EQ(run({"show", "d.db", "r1", "--json"}).out, run({"read", "a.txt"}).out);
}

TEST_F(CliTest, AnInterruptedBuildKeepsWhatItHasAndGoesOn) {
  std::string lines;
  auto line = [](int i) {
    return "{\"id\":\"n" + std::to_string(i) + "\",\"text\":\"Syria thanked China for " +
           std::to_string(i) + " trucks.\"}\n";
  };
  for (int i = 0; i < 400; ++i) lines += line(i);
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  int err = open((folder_ / ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  pid_t child = start({"build", "d.db", "-"}, ends[0], nothing, err);
  close(ends[0]);
  ASSERT_GT(::write(ends[1], lines.data(), lines.size()), 0);
  // The handler stands before the database does.
  for (int i = 0; i < 400 && !fs::exists(folder_ / "d.db"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  kill(child, SIGINT);
  // The signal is looked at with the next report.
  signal(SIGPIPE, SIG_IGN);
  std::string more;
  for (int i = 400; i < 5000; ++i) more += line(i);
  size_t sent = 0;
  while (sent < more.size()) {
    ssize_t wrote =
        ::write(ends[1], more.data() + sent, std::min<size_t>(more.size() - sent, 4096));
    if (wrote <= 0) break;  // it has stopped reading
    sent += static_cast<size_t>(wrote);
  }
  close(ends[1]);
  EXPECT_EQ(wait_for(child), 1);
  close(err);
  close(nothing);
  EXPECT_THAT(slurp(folder_ / ".err"), HasSubstr("Run the same command again to go on"));
  Outcome rest = run({"build", "d.db", "-"}, lines + more);
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_THAT(rest.err, HasSubstr("known already"));
  EXPECT_THAT(run({"info", "d.db"}).out, HasSubstr("reports     5,000\n"));
}

TEST_F(CliTest, OneWritesAtATime) {
  make_database("d.db");
  write("a.txt", kVisit);
  Result<Store> store = Store::open((folder_ / "d.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store.ok());
  Result<Store::Writer> writer = store->writer({});
  ASSERT_TRUE(writer.ok());
  Outcome outcome = run({"build", "d.db", "a.txt"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("is being written by another process"));
  EXPECT_EQ(run({"info", "d.db"}).code, 0);
}

}  // namespace
}  // namespace dragoman

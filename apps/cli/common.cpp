// What the commands share: how they complain and end.
#include <cstdio>
#include <cstring>

#include "commands.h"

namespace dragoman::cli {

void complain(std::string_view message) {
  std::string line = "dragoman: " + one_line(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int fail(const Error& error) {
  complain(error.message);
  return error.code == Error::Code::kArgument ? kUsage : kIncomplete;
}

int finish(Output& out, int code) {
  out.flush();
  if (out.error() == 0) return code;
  complain(std::string("standard output could not be written: ") + std::strerror(out.error()));
  return kIncomplete;
}

Problem problem_of(const Record& record) {
  Problem problem;
  problem.source = record.report.source.empty() ? "-" : record.report.source;
  if (record.diagnostics.empty()) {
    problem.code = "unreadable";
    problem.message = "could not be read";
  } else {
    problem.code = record.diagnostics.front().code;
    problem.message = record.diagnostics.front().message;
  }
  return problem;
}

}  // namespace dragoman::cli

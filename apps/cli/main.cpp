#include <csignal>

#include "commands.h"

int main(int argc, char** argv) {
  // A reader that closes the pipe is told by the write that fails.
  std::signal(SIGPIPE, SIG_IGN);
  return dragoman::cli::run_command_line(argc, argv);
}

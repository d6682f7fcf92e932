// The command `tenure`. Everything else stands in command_line.cc, so that tests can link it.
#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "apps/tenure/command_line.h"

int main(int argc, char** argv) {
  // A reader that has gone (`| head`) is an error of writing, which each writer meets; a signal would end a
  // load in the middle because nobody reads its progress.
  std::signal(SIGPIPE, SIG_IGN);
  return tenure::apps::runCommandLine(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
}

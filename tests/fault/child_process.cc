#include "tests/fault/child_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include <catch2/catch.hpp>

namespace tenure::testing {
namespace {

constexpr int kAcknowledgements = 3;  // the file descriptor of the pipe in the child

}  // namespace

void acknowledge(std::uint64_t number) {
  if (::write(kAcknowledgements, &number, sizeof number) != sizeof number) ::_exit(90);
}

void expect(bool holds, int otherwise_exit) {
  if (!holds) ::_exit(otherwise_exit);
}

ChildProcess::ChildProcess(std::string test_case, const std::string& task, const std::filesystem::path& path,
                           const std::vector<std::string>& settings) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  std::vector<std::string> environment{"TENURE_TEST_TASK=" + task, "TENURE_TEST_PATH=" + path.string()};
  environment.insert(environment.end(), settings.begin(), settings.end());
  std::vector<char*> variables;
  variables.reserve(environment.size() + 1);  // and what is inherited, which only its end counts
  for (std::string& setting : environment) variables.push_back(setting.data());
  for (char** variable = environ; *variable != nullptr; ++variable) variables.push_back(*variable);
  variables.push_back(nullptr);
  std::string program = "/proc/self/exe";
  const std::array<char*, 3> arguments{program.data(), test_case.data(), nullptr};
  process_ = ::fork();
  REQUIRE(process_ >= 0);
  if (process_ == 0) {
    // Only calls that are safe in a child of a program with threads.
    const int null = ::open("/dev/null", O_WRONLY);
    if (null >= 0) ::dup2(null, 1);
    ::dup2(ends[1], kAcknowledgements);
    ::execve(program.c_str(), arguments.data(), variables.data());
    ::_exit(99);
  }
  ::close(ends[1]);
  acknowledgements_ = ends[0];
}

ChildProcess::~ChildProcess() {
  kill();
  ::close(acknowledgements_);
}

std::optional<std::uint64_t> ChildProcess::next() {
  std::uint64_t number = 0;
  if (::read(acknowledgements_, &number, sizeof number) != sizeof number) return std::nullopt;
  return number;
}

std::optional<int> ChildProcess::kill() {
  if (process_ == 0) return exit_;
  ::kill(process_, SIGKILL);
  return join();
}

std::optional<int> ChildProcess::join() {
  if (process_ == 0) return exit_;
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = 0;
  if (WIFEXITED(status)) exit_ = WEXITSTATUS(status);
  return exit_;
}

std::uint64_t ChildProcess::last(std::uint64_t otherwise) {
  while (const auto number = next()) otherwise = *number;
  return otherwise;
}

}  // namespace tenure::testing

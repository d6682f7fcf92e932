// A process that a fault test starts to have it killed: this program again, told by the environment what to
// do, so that a store (and its threads) in this process is never carried over by fork. One thread.
//
//     TEST_CASE("the child of ...", "[.child]") { ... reads TENURE_TEST_TASK and TENURE_TEST_PATH ... }
//     ChildProcess child("the child of ...", "commit", folder / "db");
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tenure::testing {

// ---- in the child
/// Tells the parent a number; ends the child where nobody listens.
void acknowledge(std::uint64_t number);
/// Ends the child with a number that names the broken expectation.
void expect(bool holds, int otherwise_exit);

// ---- in the parent
class ChildProcess {
 public:
  /// Starts `task` of the hidden test case on `path`; settings are "NAME=value".
  ChildProcess(std::string test_case, const std::string& task, const std::filesystem::path& path,
               const std::vector<std::string>& settings = {});
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Waits for the next acknowledgement; nullopt when the child ended.
  std::optional<std::uint64_t> next();
  /// Kills and returns how it ended: nullopt when by our kill, else its exit code.
  std::optional<int> kill();
  std::optional<int> join();
  /// The last acknowledgement that stands in the pipe of an ended child, or `otherwise`.
  std::uint64_t last(std::uint64_t otherwise);

 private:
  pid_t process_ = 0;
  int acknowledgements_ = -1;
  std::optional<int> exit_;
};

}  // namespace tenure::testing

// A temporary folder in memory where there is one: the syncs of ten thousand databases would otherwise take
// the time of the test. One thread.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "tests/temporary_folder.h"

namespace tenure::testing {

class QuickFolder {
 public:
  QuickFolder() {
    std::string name = "/dev/shm/tenure-property-XXXXXX";
    if (::mkdtemp(name.data()) != nullptr) {
      path_ = name;
    } else {
      path_ = fallback_.emplace().path();
    }
  }
  ~QuickFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  QuickFolder(const QuickFolder&) = delete;
  QuickFolder& operator=(const QuickFolder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
  std::optional<TemporaryFolder> fallback_;
};

}  // namespace tenure::testing

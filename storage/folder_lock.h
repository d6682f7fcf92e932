// A lock on a folder, across processes and within one: who replaces all that lies in it holds it alone, who
// relies on what lies in it holds it with others. Released by its destructor, and by the end of the process.
#pragma once

#include <filesystem>
#include <utility>

#include "schema/result.h"

namespace tenure::storage {

class FolderLock {
 public:
  enum class Mode : std::uint8_t { kShared, kAlone };
  /// What to do on a file system that has no such locks.
  enum class Without : std::uint8_t { kRefuse, kGoOn };

  /// kLocked where it is held otherwise; never waits.
  [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder, Mode mode,
                                               Without without);

  FolderLock() = default;
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock() { release(); }

 private:
  void release();
  int fd_ = -1;
};

}  // namespace tenure::storage

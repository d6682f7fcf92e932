// Who has a store's folder open. RocksDB locks the file LOCK against other writers, and readers not at all:
// they would read files that a writer's compaction takes away. A claim lets one writer or several readers in.
//
// RocksDB's lock is of the kind that a process loses when it closes any descriptor of the file, so within one
// process the claims are kept in a table, and LOCK is not touched while the table has a writer. Thread-safe.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <utility>

#include "schema/result.h"
#include "storage/folder_lock.h"

namespace tenure::storage {

class FolderClaim {
 public:
  /// kLocked when the folder, which is there, is open elsewhere: for writing, or for reading and this claim
  /// is to write; or when a backup is being restored into it. A writer's claim must be followed by RocksDB's
  /// own lock.
  [[nodiscard]] static Result<FolderClaim> take(const std::filesystem::path& folder, bool read_only);

  FolderClaim() = default;
  FolderClaim(FolderClaim&& other) noexcept { *this = std::move(other); }
  FolderClaim& operator=(FolderClaim&& other) noexcept;
  ~FolderClaim() { release(); }

 private:
  void release();

  bool held_ = false;
  bool read_only_ = false;
  std::pair<dev_t, ino_t> folder_{};
  int lock_file_ = -1;
  FolderLock against_restores_;
};

}  // namespace tenure::storage

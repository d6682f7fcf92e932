#include "storage/folder_claim.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <mutex>

#include "storage/durable_file.h"

namespace tenure::storage {
namespace {

struct Holders {
  int readers = 0;
  bool writer = false;
};

std::mutex table_mutex;
std::map<std::pair<dev_t, ino_t>, Holders>& table() {
  static auto* holders =
      new std::map<std::pair<dev_t, ino_t>, Holders>();  // never destroyed: stores may be static
  return *holders;
}

Error locked(const std::filesystem::path& folder, std::string_view by) {
  return {ErrorCode::kLocked,
          "cannot open " + folder.string() + ": the database is in use by " + std::string(by)};
}

/// A shared lock on the file LOCK, owned by the descriptor and not by the process; -1 where there is no such
/// file (a store that is being made, or that lies on a medium nobody writes to).
Result<int> lockShared(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "LOCK";
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT) return -1;
    return systemError(errno, "cannot open", file);
  }
  struct flock request {};
  request.l_type = F_RDLCK;
  request.l_whence = SEEK_SET;
  if (::fcntl(fd, F_OFD_SETLK, &request) == 0) return fd;
  const int why = errno;
  ::close(fd);
  if (why == EAGAIN || why == EACCES) return locked(folder, "another process");
  return systemError(why, "cannot lock", file);
}

}  // namespace

Result<FolderClaim> FolderClaim::take(const std::filesystem::path& folder, bool read_only) {
  struct stat what {};
  if (::stat(folder.c_str(), &what) != 0) return systemError(errno, "cannot look at", folder);
  const std::scoped_lock lock(table_mutex);
  Holders& holders = table()[{what.st_dev, what.st_ino}];
  if (holders.writer || (!read_only && holders.readers > 0)) return locked(folder, "this process");
  auto against_restores = FolderLock::take(folder, FolderLock::Mode::kShared, FolderLock::Without::kGoOn);
  if (!against_restores.ok()) {
    if (against_restores.error().code() != ErrorCode::kLocked) return std::move(against_restores).error();
    return Error(ErrorCode::kLocked,
                 "cannot open " + folder.string() + ": a backup is being restored into it");
  }
  TENURE_ASSIGN(const int lock_file, lockShared(folder));
  FolderClaim claim;
  claim.against_restores_ = std::move(*against_restores);
  claim.held_ = true;
  claim.read_only_ = read_only;
  claim.folder_ = {what.st_dev, what.st_ino};
  if (read_only) {
    claim.lock_file_ = lock_file;
    ++holders.readers;
  } else {
    if (lock_file >= 0) ::close(lock_file);  // RocksDB takes its own in a moment
    holders.writer = true;
  }
  return claim;
}

FolderClaim& FolderClaim::operator=(FolderClaim&& other) noexcept {
  if (this == &other) return *this;
  release();
  held_ = std::exchange(other.held_, false);
  read_only_ = other.read_only_;
  folder_ = other.folder_;
  lock_file_ = std::exchange(other.lock_file_, -1);
  against_restores_ = std::move(other.against_restores_);
  return *this;
}

void FolderClaim::release() {
  if (!held_) return;
  held_ = false;
  const std::scoped_lock lock(table_mutex);
  if (lock_file_ >= 0) ::close(lock_file_);
  lock_file_ = -1;
  against_restores_ = FolderLock();
  const auto entry = table().find(folder_);
  if (read_only_) {
    --entry->second.readers;
  } else {
    entry->second.writer = false;
  }
  if (entry->second.readers == 0 && !entry->second.writer) table().erase(entry);
}

}  // namespace tenure::storage

#include "storage/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "storage/durable_file.h"

namespace tenure::storage {

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder, Mode mode, Without without) {
  FolderLock lock;
  lock.fd_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock.fd_ < 0) return systemError(errno, "cannot open the folder", folder);
  if (::flock(lock.fd_, (mode == Mode::kAlone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) {
    return Error(ErrorCode::kLocked, "the folder " + folder.string() + " is in use");
  }
  if (without == Without::kRefuse) return systemError(errno, "cannot lock the folder", folder);
  return FolderLock();
}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  if (this == &other) return *this;
  release();
  fd_ = std::exchange(other.fd_, -1);
  return *this;
}

void FolderLock::release() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

}  // namespace tenure::storage

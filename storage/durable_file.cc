#include "storage/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace tenure::storage {
namespace {

/// Closes on every way out.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Status writeAll(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return systemError(errno, "cannot write", path);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) return systemError(errno, "cannot sync", path);
  return {};
}

}  // namespace

Error systemError(int errno_value, std::string_view doing, const std::filesystem::path& path) {
  ErrorCode code = ErrorCode::kIo;
  switch (errno_value) {
    case EACCES:
    case EPERM:
    case EROFS: code = ErrorCode::kPermission; break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: code = ErrorCode::kNoSpace; break;
    case ENOENT:
    case ENOTDIR: code = ErrorCode::kNotFound; break;
    default: break;
  }
  return {code,
          std::string(doing) + " " + path.string() + ": " + std::generic_category().message(errno_value)};
}

Result<std::string> readWholeFile(const std::filesystem::path& path, std::uint64_t bytes_max) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return systemError(errno, "cannot open", path);
  std::string bytes;
  std::array<char, 16384> buffer{};
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      return systemError(errno, "cannot read", path);
    }
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (bytes.size() > bytes_max)
      return Error(ErrorCode::kLimit,
                   path.string() + " is larger than " + std::to_string(bytes_max) + " bytes");
  }
}

Status writeFileDurably(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path temporary = path.string() + ".tmp";
  const auto write = [&]() -> Status {
    const FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return systemError(errno, "cannot create", temporary);
    TENURE_TRY(writeAll(file.get(), bytes, temporary));
    if (::rename(temporary.c_str(), path.c_str()) != 0) return systemError(errno, "cannot rename", temporary);
    return {};
  };
  if (Status written = write(); !written.ok()) {
    ::unlink(temporary.c_str());
    return written;
  }
  return syncPath(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

Status syncPath(const std::filesystem::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return systemError(errno, "cannot open", path);
  if (::fsync(file.get()) != 0) return systemError(errno, "cannot sync", path);
  return {};
}

Status ensureFolder(const std::filesystem::path& path) {
  if (path.empty()) return Error(ErrorCode::kInvalidArgument, "the path of the folder is empty");
  if (::mkdir(path.c_str(), 0755) == 0) {
    const std::filesystem::path parent = std::filesystem::absolute(path).lexically_normal().parent_path();
    return syncPath(parent.empty() ? std::filesystem::path("/") : parent);
  }
  if (errno != EEXIST) {
    const int why = errno;
    Error error = systemError(why, "cannot make the folder", path);
    if (why == ENOENT)
      return Error(ErrorCode::kNotFound, error.message() + " (the folder above it is missing)");
    return error;
  }
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored))
    return Error(ErrorCode::kInvalidArgument, path.string() + " is not a folder");
  return {};
}

}  // namespace tenure::storage

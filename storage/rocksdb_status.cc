#include "storage/rocksdb_status.h"

#include <cerrno>
#include <cstring>

namespace tenure::storage {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// RocksDB keeps of an errno only the text that strerror gave it (and a subcode for ENOSPC), so the kind is
/// read back from that text, in whatever language it was made.
bool saysErrno(std::string_view text, std::initializer_list<int> values) {
  for (const int value : values) {
    if (contains(text, std::strerror(value))) return true;  // NOLINT(concurrency-mt-unsafe): glibc's is safe
  }
  return false;
}

ErrorCode ioCodeOf(const rocksdb::Status& status, std::string_view text) {
  if (contains(text, "lock hold by current process") || contains(text, "While lock file"))
    return ErrorCode::kLocked;
  if (status.IsNoSpace() || saysErrno(text, {ENOSPC, EDQUOT, EFBIG})) return ErrorCode::kNoSpace;
  if (saysErrno(text, {EACCES, EPERM, EROFS})) return ErrorCode::kPermission;
  // A file that RocksDB's own records name and that is not there.
  if (status.IsPathNotFound() || saysErrno(text, {ENOENT})) return ErrorCode::kCorruption;
  return ErrorCode::kIo;
}

ErrorCode codeOf(const rocksdb::Status& status, std::string_view text) {
  switch (status.code()) {
    case rocksdb::Status::kNotFound: return ErrorCode::kNotFound;
    case rocksdb::Status::kCorruption:
      // A missing file is reported as "Corruption: IO error: No such file …"; a refused one likewise.
      if (status.IsNoSpace() || saysErrno(text, {ENOSPC, EDQUOT, EFBIG})) return ErrorCode::kNoSpace;
      if (saysErrno(text, {EACCES, EPERM})) return ErrorCode::kPermission;
      return ErrorCode::kCorruption;
    case rocksdb::Status::kNotSupported: return ErrorCode::kUnsupported;
    case rocksdb::Status::kInvalidArgument: return ErrorCode::kInvalidArgument;
    case rocksdb::Status::kIOError: return ioCodeOf(status, text);
    case rocksdb::Status::kTimedOut:
    case rocksdb::Status::kBusy:
    case rocksdb::Status::kTryAgain: return ErrorCode::kTimeout;
    case rocksdb::Status::kAborted: return ioCodeOf(status, text);
    default: return ErrorCode::kInternal;
  }
}

}  // namespace

Error errorOf(const rocksdb::Status& status, std::string_view doing, const std::filesystem::path& path) {
  const std::string text = status.ToString();
  const ErrorCode code = codeOf(status, text);
  const std::string what = std::string(doing) + " " + path.string() + ": ";
  if (code == ErrorCode::kLocked) return {code, what + "the database is in use by another process"};
  return {code, what + text};
}

Status statusOf(const rocksdb::Status& status, std::string_view doing, const std::filesystem::path& path) {
  if (status.ok()) return {};
  return errorOf(status, doing, path);
}

}  // namespace tenure::storage

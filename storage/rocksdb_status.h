// RocksDB's Status as an Error, once, keeping its kind. Internal to the RocksDB store. Pure functions, and a
// log that may be written from any thread.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/status.h>

#include <cstdarg>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::storage {

/// `status`, which is not ok, met while `doing` something with `path` ("cannot open", "/data/db").
[[nodiscard]] Error errorOf(const rocksdb::Status& status, std::string_view doing, const std::filesystem::path& path);
[[nodiscard]] Status statusOf(const rocksdb::Status& status, std::string_view doing,
                              const std::filesystem::path& path);

/// RocksDB's information log, of which nothing is written anywhere: its lines quote keys, and an erased key must
/// not live on in a log. Only the name of a file that RocksDB found damaged is kept, because the Status of a
/// damaged write-ahead log does not name it.
class QuietLog final : public rocksdb::Logger {
 public:
  QuietLog() : Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}
  using Logger::Logv;
  void Logv(const char* format, va_list arguments) override;
  /// The name of the first file from which records were dropped, or "".
  [[nodiscard]] std::string damagedFile() const;

 private:
  mutable std::mutex mutex_;
  std::string damaged_file_;
};

}  // namespace tenure::storage

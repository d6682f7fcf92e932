// RocksDB's Status as an Error, once, keeping its kind. Internal to the RocksDB store. Any thread.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/status.h>

#include <cstdarg>
#include <filesystem>
#include <string_view>

#include "schema/result.h"

namespace tenure::storage {

/// `status`, which is not ok, met while `doing` something with `path` ("cannot open", "/data/db").
[[nodiscard]] Error errorOf(const rocksdb::Status& status, std::string_view doing,
                            const std::filesystem::path& path);
[[nodiscard]] Status statusOf(const rocksdb::Status& status, std::string_view doing,
                              const std::filesystem::path& path);

/// RocksDB's information log, of which nothing is written anywhere: its lines quote keys, and an erased key
/// must not live on in a log.
class QuietLog final : public rocksdb::Logger {
 public:
  QuietLog() : Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

}  // namespace tenure::storage

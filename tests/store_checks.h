// Short words for tests of the ordered store: open it or fail the test, write and read in one line, look for
// bytes in files. One thread.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/ordered_store.h"

namespace tenure::testing {

template <class T>
std::string failureOf(const Result<T>& result) {
  return result.ok() ? "ok"
                     : std::string(errorCodeName(result.error().code())) + ": " + result.error().message();
}

template <class T>
std::optional<ErrorCode> codeOf(const Result<T>& result) {
  if (result.ok()) return std::nullopt;
  return result.error().code();
}

inline std::unique_ptr<storage::OrderedStore> mustOpen(const std::filesystem::path& path,
                                                       const storage::StoreOptions& options = {}) {
  auto store = storage::openRocksDbStore(path, options);
  INFO(failureOf(store));
  REQUIRE(store.ok());
  return std::move(store).value();
}

/// Writes `key` synced, or fails the test.
inline void mustPut(storage::OrderedStore& store, std::string_view key, std::string_view value) {
  storage::Batch batch;
  batch.put(key, value);
  const Status status = store.commit(batch);
  INFO(failureOf(status));
  REQUIRE(status.ok());
}

inline void mustRemove(storage::OrderedStore& store, std::string_view key) {
  storage::Batch batch;
  batch.remove(key);
  REQUIRE(store.commit(batch).ok());
}

inline std::optional<std::string> mustGet(storage::OrderedStore& store, std::string_view key,
                                          const storage::Snapshot* snapshot = nullptr) {
  auto value = store.get(key, snapshot);
  INFO(failureOf(value));
  REQUIRE(value.ok());
  return std::move(value).value();
}

/// Everything in the store, or the error that stood in the way.
inline Result<std::map<std::string, std::string>> readAll(storage::OrderedStore& store) {
  std::map<std::string, std::string> all;
  const auto cursor = store.scan({}, nullptr, true);
  for (cursor->seekToFirst(); cursor->valid(); cursor->next())
    all.emplace(std::string(cursor->key()), std::string(cursor->value()));
  TENURE_TRY(cursor->status());
  return all;
}

inline std::string bytesOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The files under `folder` that hold `bytes`.
inline std::vector<std::string> filesWith(const std::filesystem::path& folder, std::string_view bytes) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && bytesOf(entry.path()).find(bytes) != std::string::npos)
      found.push_back(entry.path().filename().string());
  }
  return found;
}

}  // namespace tenure::testing

// Writes keys in order into a sorted load, with a small set of other keys merged in where they belong, and
// tells how far it is. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "schema/result.h"
#include "storage/ordered_store.h"

namespace tenure::storage {

class SortedWriter {
 public:
  using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

  SortedWriter(SortedLoad& load, const std::map<std::string, std::string>& others, std::uint64_t total,
               const Progress& progress)
      : load_(load), next_(others.begin()), end_(others.end()), total_(total), progress_(progress) {}

  /// kCancelled when progress says so.
  Status add(std::string_view key, std::string_view value) {
    while (next_ != end_ && next_->first < key) {
      TENURE_TRY(load_.add(next_->first, next_->second));
      ++next_;
    }
    TENURE_TRY(load_.add(key, value));
    if (++done_ % kTellEvery != 0 || progress_(std::min(done_, total_), total_)) return {};
    return Error(ErrorCode::kCancelled, "the load was stopped");
  }
  /// The other keys that are left.
  Status finish() {
    for (; next_ != end_; ++next_) TENURE_TRY(load_.add(next_->first, next_->second));
    if (!progress_(total_, total_)) return Error(ErrorCode::kCancelled, "the load was stopped");
    return {};
  }

 private:
  static constexpr std::uint64_t kTellEvery = 16'384;
  SortedLoad& load_;
  std::map<std::string, std::string>::const_iterator next_;
  std::map<std::string, std::string>::const_iterator end_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  const Progress& progress_;
};

}  // namespace tenure::storage

// Writes keys in order into a part of a sorted load, with a small set of other keys merged in where they
// belong, and tells how far the load is; and writes the parts of a load on two cores.
//
// A writer belongs to one thread; `LoadProgress` is shared by those that write parts.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "schema/result.h"
#include "storage/ordered_store.h"

namespace tenure::storage {

/// How many keys are written, and whether to go on.
class LoadProgress {
 public:
  using Tell = std::function<bool(std::uint64_t done, std::uint64_t total)>;
  /// `tell` is called by the thread that makes this, and by no other.
  LoadProgress(std::uint64_t total, const Tell& tell) : total_(total), tell_(tell) {}

  /// `keys` more are written; false when the load is to end.
  bool wrote(std::uint64_t keys);
  /// All are written.
  bool finish() { return goesOn() && tell_(total_, total_); }
  void stop() { stopped_ = true; }
  [[nodiscard]] bool goesOn() const { return !stopped_; }

 private:
  const std::uint64_t total_;
  const Tell& tell_;
  const std::thread::id teller_ = std::this_thread::get_id();
  std::atomic<std::uint64_t> done_{0};
  std::atomic<bool> stopped_{false};
};

class SortedWriter {
 public:
  using Others = std::map<std::string, std::string>;
  /// `others` from `first` up to `last`, which is not among them.
  SortedWriter(SortedPart& part, Others::const_iterator first, Others::const_iterator last,
               LoadProgress& progress)
      : part_(part), next_(first), end_(last), progress_(progress) {}

  /// kCancelled when the load is to end.
  Status add(std::string_view key, std::string_view value) {
    while (next_ != end_ && next_->first < key) {
      TENURE_TRY(part_.add(next_->first, next_->second));
      ++next_;
    }
    TENURE_TRY(part_.add(key, value));
    if (++written_ % kTellEvery != 0 || progress_.wrote(kTellEvery)) return {};
    return Error(ErrorCode::kCancelled, "the load was stopped");
  }
  /// The other keys that are left, and the end of the part.
  Status finish() {
    for (; next_ != end_; ++next_) TENURE_TRY(part_.add(next_->first, next_->second));
    return part_.finish();
  }

 private:
  static constexpr std::uint64_t kTellEvery = 4'096;
  SortedPart& part_;
  Others::const_iterator next_;
  Others::const_iterator end_;
  std::uint64_t written_ = 0;
  LoadProgress& progress_;
};

/// What a load writes from the key `first` up to that of the next part. `write` calls `add` in order of keys;
/// it runs beside that of other parts.
struct LoadPart {
  std::string first;
  std::function<Status(SortedWriter&)> write;
};

/// Writes all parts, which are in the order of their keys, with `others` among them. The first failure ends
/// it all.
Status writeParts(SortedLoad& load, std::span<const LoadPart> parts, const SortedWriter::Others& others,
                  LoadProgress& progress);

}  // namespace tenure::storage

// The place for one run of a statement that has ended, so that the next need not make its cursors and their
// memory again: for a short statement that is most of what it costs. A run that stands here holds nothing of
// any state of the store.
//
// Thread rules: any thread.
#pragma once

#include <atomic>

namespace tenure::query {

class Rows;

class SpareRun {
 public:
  SpareRun() = default;
  ~SpareRun();
  SpareRun(const SpareRun&) = delete;
  SpareRun& operator=(const SpareRun&) = delete;

  /// The run that stands here, which is the caller's now; nullptr where there is none.
  [[nodiscard]] Rows* take() const { return run_.exchange(nullptr, std::memory_order_acquire); }
  /// False where there is one already; then the run stays the caller's.
  [[nodiscard]] bool put(Rows* run) const {
    Rows* none = nullptr;
    return run_.compare_exchange_strong(none, run, std::memory_order_release, std::memory_order_relaxed);
  }

 private:
  mutable std::atomic<Rows*> run_{nullptr};
};

}  // namespace tenure::query

// The writer's turn: one writer at a time, others wait in no particular order, up to a time limit. Any thread
// may take the turn and any may give it back.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace tenure::storage {

class WriterTurn {
 public:
  /// The turn while it lives.
  class Holder {
   public:
    explicit Holder(WriterTurn& turn) : turn_(&turn) {}
    Holder(Holder&& other) noexcept : turn_(std::exchange(other.turn_, nullptr)) {}
    Holder& operator=(Holder&& other) noexcept {
      if (this != &other) {
        giveBack();
        turn_ = std::exchange(other.turn_, nullptr);
      }
      return *this;
    }
    ~Holder() { giveBack(); }
    void giveBack() {
      if (turn_ != nullptr) std::exchange(turn_, nullptr)->release();
    }

   private:
    WriterTurn* turn_;
  };

  /// nullopt after `wait_us` microseconds without the turn.
  std::optional<Holder> take(std::int64_t wait_us) {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, std::chrono::microseconds(wait_us), [this] { return !taken_; }))
      return std::nullopt;
    taken_ = true;
    return Holder(*this);
  }

 private:
  void release() {
    {
      const std::lock_guard lock(mutex_);
      taken_ = false;
    }
    freed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable freed_;
  bool taken_ = false;
};

}  // namespace tenure::storage

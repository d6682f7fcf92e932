// A list that grows in pages and never moves what it holds: nothing is copied as it grows, and one thread may
// read elements that are there while another adds more behind them (the first was told of them through a
// lock).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "storage/load_memory.h"

namespace tenure::storage {

template <class T>
class Paged {
 public:
  static constexpr std::size_t kPage = std::size_t{1} << 15U;

  void push_back(const T& value) {
    if (size_ % kPage == 0) pages_.push_back(memory_.take<T>(kPage));
    pages_.back()[size_++ % kPage] = value;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return pages_[i / kPage][i % kPage]; }
  [[nodiscard]] T& operator[](std::size_t i) { return pages_[i / kPage][i % kPage]; }
  /// The elements of page `i`, of the last one those that are there.
  [[nodiscard]] std::span<const T> page(std::size_t i) const {
    return {pages_[i], i + 1 < pages_.size() ? kPage : size_ - i * kPage};
  }
  [[nodiscard]] std::size_t pages() const { return pages_.size(); }

 private:
  LoadMemory memory_;
  std::vector<T*> pages_;
  std::size_t size_ = 0;
};

}  // namespace tenure::storage

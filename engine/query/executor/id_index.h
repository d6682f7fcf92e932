// Ids and the order in which they were first met: for distinct nodes, and groups by node. Open addressing
// over 64-bit keys, one probe for most: rows by the million pass through it.
//
// One thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tenure::query {

class IdIndex {
 public:
  /// The number of an id, from 0 on, and whether it is new.
  std::pair<std::uint32_t, bool> insert(std::uint64_t id) {
    if (ids_.size() * 2 >= places_.size()) grow();
    for (std::size_t at = home(id);; at = (at + 1) & (places_.size() - 1)) {
      const std::uint32_t number = places_[at];
      if (number == 0) {
        ids_.push_back(id);
        places_[at] = static_cast<std::uint32_t>(ids_.size());
        return {places_[at] - 1, true};
      }
      if (ids_[number - 1] == id) return {number - 1, false};
    }
  }
  [[nodiscard]] std::uint64_t id(std::size_t number) const { return ids_[number]; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::uint64_t bytes() const {
    return ids_.capacity() * sizeof(std::uint64_t) + places_.size() * sizeof(std::uint32_t);
  }
  void clear() {
    ids_.clear();
    places_.clear();
  }

 private:
  static constexpr std::size_t kFirstPlaces = 64;

  [[nodiscard]] std::size_t home(std::uint64_t id) const {
    return static_cast<std::size_t>((id * 0x9E3779B97F4A7C15ULL) >> shift_);
  }
  void grow() {
    const std::size_t places = places_.empty() ? kFirstPlaces : places_.size() * 4;
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(places));
    places_.assign(places, 0);
    ids_.reserve(places / 2);
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      std::size_t at = home(ids_[i]);
      while (places_[at] != 0) at = (at + 1) & (places - 1);
      places_[at] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<std::uint64_t> ids_;
  std::vector<std::uint32_t> places_;  ///< number + 1; a power of two of them
  unsigned shift_ = 0;
};

}  // namespace tenure::query

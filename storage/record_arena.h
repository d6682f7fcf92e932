// Many small byte strings one after the other, found by number: the bodies of a load's records. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::storage {

class RecordArena {
 public:
  /// Where the next record is appended: nothing else may be appended to it before `close`.
  std::string& open() {
    if (blocks_.empty() || blocks_.back().size() > kBlockBytes) {
      blocks_.emplace_back();
      blocks_.back().reserve(kBlockBytes + kBlockBytes / 16);
    }
    return blocks_.back();
  }
  /// Ends the record.
  void close() {
    const std::uint64_t end = blocks_.back().size();
    const bool same_block = !places_.empty() && places_.back().block + 1 == blocks_.size();
    places_.push_back(
        {static_cast<std::uint32_t>(blocks_.size() - 1), same_block ? places_.back().end : 0, end});
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const Place& place = places_[i];
    return std::string_view(blocks_[place.block]).substr(place.begin, place.end - place.begin);
  }

 private:
  static constexpr std::size_t kBlockBytes = 4U << 20U;
  struct Place {
    std::uint32_t block = 0;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  std::vector<std::string> blocks_;
  std::vector<Place> places_;
};

}  // namespace tenure::storage

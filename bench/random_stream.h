// A small random source that splits: every person, organization and question draws from a stream of its own,
// so that what one draws does not move what the others draw. Integers alone, so that every compiler,
// processor and mathematical library gives the same numbers from the same seed.
//
// Plain values; a stream belongs to one thread.
#pragma once

#include <cstdint>

namespace tenure::bench {

class RandomStream {
 public:
  explicit RandomStream(std::uint64_t seed) : state_(seed) {}

  /// The stream `index` of family `family`, the same whatever this stream has drawn since it was made, as
  /// long as it has drawn as much.
  [[nodiscard]] RandomStream split(std::uint64_t family, std::uint64_t index) const {
    return RandomStream(mixed(mixed(state_ ^ mixed(family + kGamma)) + mixed(index * kGamma + 1)));
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  std::uint64_t next() { return mixed(state_ += kGamma); }

  /// One of 0 .. count - 1; `count` is at least 1. Off an even chance by at most 2^-32.
  std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U);
  }

  /// True `in_1024` times of 1024.
  bool chance(std::uint32_t in_1024) { return below(1024) < in_1024; }

  /// An exponential variate of mean 1, times 2^32. Von Neumann's way (1951), which only compares: a run of
  /// falling uniforms of odd length accepts its first one, any other raises the whole part by one.
  std::uint64_t exponential() {
    for (std::uint64_t whole = 0;; ++whole) {
      const std::uint64_t first = next() >> 32U;
      std::uint64_t last = first;
      std::uint32_t length = 1;
      for (std::uint64_t u = next() >> 32U; u < last; u = next() >> 32U) {
        last = u;
        ++length;
      }
      if (length % 2 == 1) return (whole << 32U) + first;
    }
  }

 private:
  static constexpr std::uint64_t kGamma = 0x9E3779B97F4A7C15ULL;

  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace tenure::bench

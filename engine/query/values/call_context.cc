#include "engine/query/values/call_context.h"

#include <bit>
#include <random>

namespace tenure::query {

namespace {

/// splitmix64, by which xoroshiro's authors fill its state from one word.
std::uint64_t splitMix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15ULL;
  std::uint64_t x = state;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed) : state_{splitMix(seed), splitMix(seed)} {}

void Random::seed() {
  // Both words from outside: with one, UUIDs of two statements would meet after some 2^32 statements.
  std::random_device device;
  const auto word = [&device] { return std::uint64_t{device()} << 32U | device(); };
  state_ = {word(), word() | 1U};  // never all zero
}

std::uint64_t Random::next() {
  if (state_[0] == 0 && state_[1] == 0) seed();
  const std::uint64_t a = state_[0];
  std::uint64_t b = state_[1];
  const std::uint64_t result = std::rotl(a + b, 17) + a;
  b ^= a;
  state_ = {std::rotl(a, 49) ^ b ^ (b << 21U), std::rotl(b, 28)};
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

}  // namespace tenure::query

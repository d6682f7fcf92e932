#include "storage/slice_filter.h"

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tenure::storage {
namespace {

std::size_t plainBlocks(const SliceBlock* blocks, std::size_t count, DayWindow window, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t b = 0; b < count; ++b) {
    for (std::size_t i = 0; i < SliceBlock::kEntries; ++i) {
      out[found] = blocks[b].node[i];
      found +=
          static_cast<std::size_t>(blocks[b].start[i] < window.before && blocks[b].end[i] > window.after);
    }
  }
  return found;
}

std::size_t plainBox(const SliceBlock* blocks, std::size_t count, DayBox box, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t b = 0; b < count; ++b) {
    for (std::size_t i = 0; i < SliceBlock::kEntries; ++i) {
      const DayOffset start = blocks[b].start[i];
      const DayOffset end = blocks[b].end[i];
      out[found] = blocks[b].node[i];
      found += static_cast<std::size_t>(start >= box.from) & static_cast<std::size_t>(start < box.before) &
               static_cast<std::size_t>(end > box.after) & static_cast<std::size_t>(end <= box.until);
    }
  }
  return found;
}

std::size_t plainColumn(const std::uint32_t* nodes, const DayOffset* ends, std::size_t count, DayOffset after,
                        std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    out[found] = nodes[i];
    found += static_cast<std::size_t>(ends[i] > after);
  }
  return found;
}

std::size_t plainCount(const DayOffset* ends, std::size_t count, DayOffset after) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) found += static_cast<std::size_t>(ends[i] > after);
  return found;
}

constexpr SliceFilters kPlain{plainBlocks, plainBox, plainColumn, plainCount};

#if defined(__x86_64__)

/// For each mask of eight lanes, the lanes that are set, moved to the front.
constexpr auto kFrontLanes = [] {
  std::array<std::array<std::uint32_t, 8>, 256> table{};
  for (std::uint32_t mask = 0; mask < 256; ++mask) {
    std::size_t next = 0;
    for (std::uint32_t lane = 0; lane < 8; ++lane) {
      if ((mask >> lane & 1U) != 0) table[mask][next++] = lane;
    }
  }
  return table;
}();

__attribute__((target("avx2"))) inline unsigned maskOf(__m128i lanes) {
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(lanes, _mm_setzero_si128())));
}

__attribute__((target("avx2,popcnt"))) inline std::size_t store(const std::uint32_t* nodes, unsigned mask,
                                                                std::uint32_t* out) {
  const __m256i lanes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kFrontLanes[mask].data()));
  const __m256i all = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(nodes));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_permutevar8x32_epi32(all, lanes));
  return static_cast<std::size_t>(__builtin_popcount(mask));
}

__attribute__((target("avx2,popcnt"))) std::size_t avxBlocks(const SliceBlock* blocks, std::size_t count,
                                                             DayWindow window, std::uint32_t* out) {
  const __m128i before = _mm_set1_epi16(window.before);
  const __m128i after = _mm_set1_epi16(window.after);
  std::size_t found = 0;
  for (std::size_t b = 0; b < count; ++b) {
    const __m128i starts = _mm_load_si128(reinterpret_cast<const __m128i*>(blocks[b].start));
    const __m128i ends = _mm_load_si128(reinterpret_cast<const __m128i*>(blocks[b].end));
    const __m128i hold = _mm_and_si128(_mm_cmpgt_epi16(before, starts), _mm_cmpgt_epi16(ends, after));
    found += store(blocks[b].node, maskOf(hold), out + found);
  }
  return found;
}

__attribute__((target("avx2,popcnt"))) std::size_t avxBox(const SliceBlock* blocks, std::size_t count,
                                                          DayBox box, std::uint32_t* out) {
  const __m128i from = _mm_set1_epi16(box.from);
  const __m128i before = _mm_set1_epi16(box.before);
  const __m128i after = _mm_set1_epi16(box.after);
  const __m128i until = _mm_set1_epi16(box.until);
  std::size_t found = 0;
  for (std::size_t b = 0; b < count; ++b) {
    const __m128i starts = _mm_load_si128(reinterpret_cast<const __m128i*>(blocks[b].start));
    const __m128i ends = _mm_load_si128(reinterpret_cast<const __m128i*>(blocks[b].end));
    const __m128i in = _mm_and_si128(_mm_cmpgt_epi16(before, starts), _mm_cmpgt_epi16(ends, after));
    const __m128i out_of = _mm_or_si128(_mm_cmpgt_epi16(from, starts), _mm_cmpgt_epi16(ends, until));
    found += store(blocks[b].node, maskOf(_mm_andnot_si128(out_of, in)), out + found);
  }
  return found;
}

__attribute__((target("avx2,popcnt"))) std::size_t avxColumn(const std::uint32_t* nodes,
                                                             const DayOffset* ends, std::size_t count,
                                                             DayOffset after, std::uint32_t* out) {
  const __m128i limit = _mm_set1_epi16(after);
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m128i eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(ends + i));
    found += store(nodes + i, maskOf(_mm_cmpgt_epi16(eight, limit)), out + found);
  }
  return found + plainColumn(nodes + i, ends + i, count - i, after, out + found);
}

__attribute__((target("avx2,popcnt"))) std::size_t avxCount(const DayOffset* ends, std::size_t count,
                                                            DayOffset after) {
  constexpr std::size_t kLanes = 16;
  constexpr std::size_t kRounds = 16'384;  // a lane of 16 bits counts so far
  const __m256i limit = _mm256_set1_epi16(after);
  std::size_t found = 0;
  std::size_t i = 0;
  while (i + kLanes <= count) {
    __m256i sums = _mm256_setzero_si256();
    for (std::size_t round = 0; round < kRounds && i + kLanes <= count; ++round, i += kLanes) {
      const __m256i some = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ends + i));
      sums = _mm256_sub_epi16(sums, _mm256_cmpgt_epi16(some, limit));
    }
    const __m256i pairs = _mm256_madd_epi16(sums, _mm256_set1_epi16(1));
    alignas(32) std::array<std::uint32_t, 8> parts;
    _mm256_store_si256(reinterpret_cast<__m256i*>(parts.data()), pairs);
    for (const std::uint32_t part : parts) found += part;
  }
  return found + plainCount(ends + i, count - i, after);
}

constexpr SliceFilters kAvx2{avxBlocks, avxBox, avxColumn, avxCount};

bool hasAvx2() { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0; }

#else

constexpr const SliceFilters& kAvx2 = kPlain;
bool hasAvx2() { return false; }

#endif

}  // namespace

const SliceFilters& portableSliceFilters() { return kPlain; }
const SliceFilters& sliceFilters() {
  static const SliceFilters& chosen = hasAvx2() ? kAvx2 : kPlain;
  return chosen;
}

}  // namespace tenure::storage

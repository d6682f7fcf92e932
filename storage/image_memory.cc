#include "storage/image_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <mutex>
#include <new>
#include <utility>

namespace tenure::storage {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kChunkBytes = std::size_t{2} << 20U;
constexpr std::size_t kExactBytes = std::size_t{4} << 10U;
/// Larger pieces are few, and have pages of their own; all come from the allocator of the process where it
/// looks for misuse.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kPooledBytes = 0;
#else
constexpr std::size_t kPooledBytes = std::size_t{256} << 10U;
#endif

struct SizeClass {
  std::size_t index;
  std::size_t bytes;
};

constexpr SizeClass classOf(std::size_t bytes) {
  constexpr std::size_t kExactClasses = kExactBytes / kAlignment;
  if (bytes <= kExactBytes) {
    const std::size_t lines = (bytes + kAlignment - 1) / kAlignment;
    return {lines, lines * kAlignment};
  }
  // Eight sizes between a power of two and the next.
  const auto doublings = static_cast<std::size_t>(std::bit_width(bytes - 1)) - 1;
  const std::size_t step = (std::size_t{1} << doublings) / 8;
  const std::size_t steps = (bytes + step - 1) / step;  // 9 .. 16
  const auto since_exact = doublings + 1 - static_cast<std::size_t>(std::bit_width(kExactBytes));
  return {kExactClasses + since_exact * 8 + steps - 8, steps * step};
}
constexpr std::size_t kClasses = classOf(std::size_t{256} << 10U).index + 1;
static_assert(classOf(kExactBytes + 1).index == kExactBytes / kAlignment + 1);
static_assert(classOf(2 * kExactBytes + 1).index == classOf(2 * kExactBytes).index + 1);

class Chunks {
 public:
  void* take(std::size_t bytes) {
    const SizeClass size = classOf(bytes);
    const std::scoped_lock lock(mutex_);
    Free*& first = free_[size.index];
    if (first != nullptr) {
      Free* piece = first;
      first = piece->next;
      return piece;
    }
    Chunk& from = size.bytes == kAlignment ? lines_ : others_;
    if (from.left < size.bytes) renew(from);
    return from.cut(size.bytes);
  }

  void give(void* piece, std::size_t bytes) noexcept {
    const std::scoped_lock lock(mutex_);
    keep(piece, classOf(bytes).index);
  }

 private:
  struct Free {
    Free* next;
  };

  struct Chunk {
    char* next = nullptr;
    std::size_t left = 0;
    void* cut(std::size_t bytes) {
      left -= bytes;
      return std::exchange(next, next + bytes);
    }
  };

  void keep(void* piece, std::size_t index) noexcept { free_[index] = new (piece) Free{free_[index]}; }

  void renew(Chunk& chunk) {
    // What is left of the last one serves small pieces.
    while (chunk.left > 0) {
      const std::size_t bytes = std::min(chunk.left, kExactBytes);
      keep(chunk.cut(bytes), classOf(bytes).index);
    }
    chunk.next = static_cast<char*>(::operator new (kChunkBytes, std::align_val_t{kChunkBytes}));
    chunk.left = kChunkBytes;
    // A hint: where the system gives no huge pages, ordinary ones serve.
    static_cast<void>(::madvise(chunk.next, kChunkBytes, MADV_HUGEPAGE));
  }

  std::mutex mutex_;
  std::array<Free*, kClasses> free_{};
  Chunk lines_;  ///< pieces of 64 bytes, so that lines stand beside each other
  Chunk others_;
};

/// Never destroyed: a database may live as long as the process.
Chunks& chunks() {
  static auto* const all = new Chunks;
  return *all;
}

}  // namespace

void* takeImageMemory(std::size_t bytes) {
  if (bytes <= kPooledBytes) return chunks().take(bytes);
  const std::size_t taken = imageMemoryTaken(bytes);
  if (taken < kChunkBytes) return ::operator new (taken, std::align_val_t{kAlignment});
  void* piece = ::operator new (taken, std::align_val_t{kChunkBytes});
  static_cast<void>(::madvise(piece, taken, MADV_HUGEPAGE));
  return piece;
}

void giveImageMemory(void* piece, std::size_t bytes) noexcept {
  if (bytes <= kPooledBytes) return chunks().give(piece, bytes);
  const std::size_t alignment = imageMemoryTaken(bytes) < kChunkBytes ? kAlignment : kChunkBytes;
  ::operator delete (piece, std::align_val_t{alignment});
}

std::size_t imageMemoryTaken(std::size_t bytes) {
  if (bytes <= kPooledBytes) return classOf(bytes).bytes;
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace tenure::storage

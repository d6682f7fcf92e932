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
/// Whether the allocator of the process looks for misuse; compilers say so each in its own way.
#if defined(__SANITIZE_ADDRESS__)
#define TENURE_CHECKED_MEMORY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TENURE_CHECKED_MEMORY
#endif
#endif
/// Larger pieces are few, and have pages of their own; all come from the allocator of the process where it
/// looks for misuse.
#if defined(TENURE_CHECKED_MEMORY)
constexpr std::size_t kPooledBytes = 0;
#else
constexpr std::size_t kPooledBytes = std::size_t{256} << 10U;
#endif
/// Chunks come from the system so many at a time, one region after the other.
constexpr std::size_t kRegionBytes = 32 * kChunkBytes;

/// Memory that nobody had before: what an allocator gives a second time has its small pages already, and no
/// hint makes them huge. At a multiple of the chunk; of `bytes`, which are one.
char* mapFresh(std::size_t bytes) {
  void* const got = ::mmap(nullptr, bytes + kChunkBytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED) throw std::bad_alloc();
  auto* const first = static_cast<char*>(got);
  const std::size_t skipped =
      (kChunkBytes - reinterpret_cast<std::uintptr_t>(got) % kChunkBytes) % kChunkBytes;
  if (skipped > 0) ::munmap(first, skipped);
  ::munmap(first + skipped + bytes, kChunkBytes - skipped);
  // A hint: where the system gives no huge pages, ordinary ones serve.
  static_cast<void>(::madvise(first + skipped, bytes, MADV_HUGEPAGE));
  return first + skipped;
}
std::size_t wholeChunks(std::size_t bytes) { return (bytes + kChunkBytes - 1) / kChunkBytes * kChunkBytes; }

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
    char* next;
    std::size_t left;
    char* cut(std::size_t bytes) {
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
    if (region_.left == 0) region_ = Chunk{mapFresh(kRegionBytes), kRegionBytes};
    chunk = Chunk{region_.cut(kChunkBytes), kChunkBytes};
  }

  std::mutex mutex_;
  std::array<Free*, kClasses> free_{};
  Chunk lines_{};  ///< pieces of 64 bytes, so that lines stand beside each other
  Chunk others_{};
  Chunk region_{};  ///< what chunks are cut from
};

/// Never destroyed: a database may live as long as the process.
Chunks& chunks(ImagePiece kind) {
  static auto* const all = new std::array<Chunks, 2>;
  return (*all)[static_cast<std::size_t>(kind)];
}

}  // namespace

void* takeImageMemory(std::size_t bytes, ImagePiece kind) {
  if (bytes <= kPooledBytes) return chunks(kind).take(bytes);
  const std::size_t taken = imageMemoryTaken(bytes);
  if (taken < kChunkBytes) return ::operator new (taken, std::align_val_t{kAlignment});
  return mapFresh(wholeChunks(taken));
}

void giveImageMemory(void* piece, std::size_t bytes, ImagePiece kind) noexcept {
  if (bytes <= kPooledBytes) return chunks(kind).give(piece, bytes);
  const std::size_t taken = imageMemoryTaken(bytes);
  if (taken < kChunkBytes) return ::operator delete (piece, std::align_val_t{kAlignment});
  ::munmap(piece, wholeChunks(taken));
}

std::size_t imageMemoryTaken(std::size_t bytes) {
  if (bytes <= kPooledBytes) return classOf(bytes).bytes;
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace tenure::storage

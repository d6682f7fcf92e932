#include "storage/image_memory.h"

#include <sys/mman.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <new>
#include <vector>

namespace tenure::storage {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kChunkBytes = std::size_t{2} << 20U;
/// Larger pieces are few, and come from the allocator of the process; all do where it looks for misuse.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kSmallBytes = 0;
#else
constexpr std::size_t kSmallBytes = 16U << 10U;
#endif

std::size_t rounded(std::size_t bytes, std::size_t to) { return (bytes + to - 1) / to * to; }

class Chunks {
 public:
  void* take(std::size_t bytes) {
    const std::size_t size = rounded(bytes, kAlignment);
    const std::scoped_lock lock(mutex_);
    Free*& first = free_[size / kAlignment];
    if (first != nullptr) {
      Free* piece = first;
      first = piece->next;
      return piece;
    }
    if (left_ < size) {
      next_ = static_cast<char*>(::operator new (kChunkBytes, std::align_val_t{kChunkBytes}));
      left_ = kChunkBytes;
      // A hint: where the system gives no huge pages, ordinary ones serve.
      static_cast<void>(::madvise(next_, kChunkBytes, MADV_HUGEPAGE));
    }
    char* piece = next_;
    next_ += size;
    left_ -= size;
    return piece;
  }

  void give(void* piece, std::size_t bytes) noexcept {
    const std::scoped_lock lock(mutex_);
    Free*& first = free_[rounded(bytes, kAlignment) / kAlignment];
    first = new (piece) Free{first};
  }

 private:
  struct Free {
    Free* next;
  };
  std::mutex mutex_;
  std::array<Free*, kSmallBytes / kAlignment + 1> free_{};  ///< by size in 64 bytes
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

/// Never destroyed: a database may live as long as the process.
Chunks& chunks() {
  static auto* const all = new Chunks;
  return *all;
}

}  // namespace

void* takeImageMemory(std::size_t bytes) {
  if (bytes <= kSmallBytes) return chunks().take(bytes);
  return ::operator new (bytes, std::align_val_t{kAlignment});
}

void giveImageMemory(void* piece, std::size_t bytes) noexcept {
  if (bytes <= kSmallBytes) return chunks().give(piece, bytes);
  ::operator delete (piece, std::align_val_t{kAlignment});
}

}  // namespace tenure::storage

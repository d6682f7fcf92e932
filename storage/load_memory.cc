#include "storage/load_memory.h"

#include <sys/mman.h>

#include <algorithm>

namespace tenure::storage {
namespace {

std::size_t rounded(std::size_t bytes, std::size_t to) { return (bytes + to - 1) / to * to; }

}  // namespace

void* LoadMemory::takeBytes(std::size_t bytes) {
  bytes = rounded(std::max<std::size_t>(bytes, 1), kAlignment);
  if (left_ < bytes) {
    // A small load takes little.
    constexpr std::size_t kFirstBytes = 64U << 10U;
    block_bytes_ = std::clamp(2 * block_bytes_, kFirstBytes, kBlockBytes);
    if (bytes > block_bytes_) block_bytes_ = kBlockBytes;
    const std::size_t size = rounded(bytes, block_bytes_);
    next_ = static_cast<std::byte*>(::operator new (size, std::align_val_t{kBlockBytes}));
    left_ = size;
    blocks_.emplace_back(next_);
    // A hint: where the system gives no huge pages, ordinary ones serve.
    if (size >= kBlockBytes) static_cast<void>(::madvise(next_, size, MADV_HUGEPAGE));
  }
  std::byte* const taken = next_;
  next_ += bytes;
  left_ -= bytes;
  return taken;
}

}  // namespace tenure::storage

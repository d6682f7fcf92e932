// Memory that a load fills once, from the beginning to the end, and lets go of as a whole: taken from the
// system in large blocks that ask for huge pages. With pages of 4 KiB a fault for each costs more than what
// is written into it.
//
// Belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

namespace tenure::storage {

class LoadMemory {
 public:
  /// Room for `count` of T, which live as long as this. They are not initialized: the system's pages are
  /// first touched by what is written into them.
  template <class T>
  T* take(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= kAlignment);
    return static_cast<T*>(takeBytes(count * sizeof(T)));
  }
  /// Lets go of everything.
  void clear() {
    blocks_.clear();
    block_bytes_ = 0;
    left_ = 0;
  }

 private:
  static constexpr std::size_t kAlignment = 64;
  struct Free {
    void operator()(std::byte* block) const { ::operator delete (block, std::align_val_t{kBlockBytes}); }
  };
  static constexpr std::size_t kBlockBytes = std::size_t{2} << 20U;
  void* takeBytes(std::size_t bytes);

  std::vector<std::unique_ptr<std::byte, Free>> blocks_;
  std::size_t block_bytes_ = 0;  ///< of the last
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace tenure::storage

// Memory for what is read at random all the time: lines and slices of lists. It comes from chunks of 2 MiB
// that ask for huge pages, so that a random read does not also walk page tables (0.3 to 0.5 of its time on
// 100 MB of lists), and pieces taken one after the other stand beside each other.
//
// The nodes of tries have chunks of their own: they are small beside the lists and lead to every one of them,
// so that they mostly stay in the processor's cache, and in its table of pages, as long as no list stands
// between them.
//
// A piece that is given back is used again for one of its size and kind; chunks stay until the process ends.
// Sizes are rounded up, to 64 bytes and beyond 4 KiB to an eighth of a power of two, so that lists that grow
// by single entries find what their last version left. Thread rules: any thread.
#pragma once

#include <cstddef>

namespace tenure::storage {

enum class ImagePiece { kOfList, kOfTrie };

/// At a multiple of 64 bytes. Never nullptr: std::bad_alloc where there is none.
[[nodiscard]] void* takeImageMemory(std::size_t bytes, ImagePiece kind = ImagePiece::kOfList);
/// `bytes` and `kind` as taken.
void giveImageMemory(void* piece, std::size_t bytes, ImagePiece kind = ImagePiece::kOfList) noexcept;
/// What a piece of so many bytes takes.
[[nodiscard]] std::size_t imageMemoryTaken(std::size_t bytes);

}  // namespace tenure::storage

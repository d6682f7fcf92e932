// Memory for what is read at random all the time: lines and bodies of sliced lists. Small pieces come from
// chunks of 2 MiB that ask for huge pages, so that a random read does not also walk page tables (0.3 to 0.5
// of its time on 100 MB of lists), and pieces taken one after the other stand beside each other.
//
// A piece that is given back is used again for the same size; chunks stay until the process ends.
// Thread rules: any thread.
#pragma once

#include <cstddef>

namespace tenure::storage {

/// At a multiple of 64 bytes. Never nullptr: ends the process as operator new does without a handler.
[[nodiscard]] void* takeImageMemory(std::size_t bytes);
/// `bytes` as taken.
void giveImageMemory(void* piece, std::size_t bytes) noexcept;

}  // namespace tenure::storage

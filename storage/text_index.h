// The ids of a load's new nodes, found by their text: a flat table in which short texts stand themselves, so
// that a look-up reads one line of memory. A load of facts makes two of them a fact. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/ids.h"

namespace tenure::storage {

class TextIndex {
 public:
  /// A text that is not in it yet, of a node whose id is not 0.
  void add(std::string_view text, NodeId node);
  [[nodiscard]] std::optional<NodeId> find(std::string_view text) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Calls `visit(text, node)` in no order.
  template <class Visit>
  void forEach(const Visit& visit) const {
    for (const Slot& slot : slots_) {
      if (slot.node != 0) visit(textOf(slot), NodeId{slot.node});
    }
  }

 private:
  static constexpr std::size_t kShort = 16;
  struct Slot {
    std::uint64_t node = 0;  ///< 0: it is free
    std::uint32_t hash = 0;  ///< the upper half; the lower half says where it stands
    std::uint32_t bytes = 0;
    std::array<char, kShort> text{};  ///< of more bytes: where it begins in `long_texts_`
  };
  [[nodiscard]] std::string_view textOf(const Slot& slot) const;
  void grow();
  void place(const Slot& slot, std::uint64_t hash);

  std::vector<Slot> slots_;  ///< a power of two of them, at most three quarters of them taken
  std::size_t size_ = 0;
  std::string long_texts_;
};

}  // namespace tenure::storage

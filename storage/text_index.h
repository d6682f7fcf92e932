// The ids of a load's new nodes, found by their text: a flat table beside one long text of all of them. A
// node based map takes a cache miss more for each look-up, and a load of facts makes two of them a fact. One
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/ids.h"

namespace tenure::storage {

class TextIndex {
 public:
  /// A text that is not in it yet.
  void add(std::string_view text, NodeId node);
  [[nodiscard]] std::optional<NodeId> find(std::string_view text) const;

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// By the order of `add`.
  [[nodiscard]] std::string_view text(std::size_t i) const {
    return std::string_view(texts_).substr(entries_[i].begin, entries_[i].bytes);
  }
  [[nodiscard]] NodeId node(std::size_t i) const { return entries_[i].node; }

 private:
  struct Entry {
    std::uint64_t begin = 0;
    NodeId node;
    std::uint32_t bytes = 0;
  };
  /// 0 is a free one.
  struct Slot {
    std::uint32_t entry = 0;  ///< from 1
    std::uint32_t hash = 0;   ///< the upper half; the lower half says where it stands
  };
  void grow();
  void place(std::uint64_t hash, std::uint32_t entry);

  std::string texts_;
  std::vector<Entry> entries_;
  std::vector<Slot> slots_;  ///< a power of two of them, at most half of them taken
};

}  // namespace tenure::storage

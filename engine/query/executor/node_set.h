// A set of nodes, for distinct rows: a bit for each node there is, where that is little memory or where the
// set holds many of them, else a hash table.
//
// One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/query/executor/id_index.h"
#include "schema/graph.h"

namespace tenure::query {

class NodeSet {
 public:
  /// Whether the id is new.
  bool insert(std::uint64_t id) {
    if (id / 64 < bits_.size()) {
      std::uint64_t& word = bits_[id / 64];
      const std::uint64_t bit = std::uint64_t{1} << (id % 64);
      if ((word & bit) != 0) return false;
      if (word == 0 && touched_count_ < touchedMost()) touched_[touched_count_++] = id / 64;
      word |= bit;
      return true;
    }
    if (!few_.insert(id).second) return false;
    if (few_.size() >= kFewest && few_.size() >= end_ / kNodesEach) useBits();
    return true;
  }
  /// Puts those that are new into `fresh`, which has room for all, and tells how many.
  std::size_t insertAll(std::span<const NodeId> nodes, NodeId* fresh) {
    std::uint64_t* const words = bits_.data();
    const std::size_t size = bits_.size();
    std::size_t count = 0;
    std::size_t i = 0;
    for (; i < nodes.size() && nodes[i].value / 64 < size; ++i) {
      std::uint64_t& word = words[nodes[i].value / 64];
      const std::uint64_t bit = std::uint64_t{1} << (nodes[i].value % 64);
      // Without a branch: whether a word was touched nobody can foretell.
      touched_[touched_count_] = nodes[i].value / 64;
      touched_count_ += static_cast<std::size_t>(word == 0 && touched_count_ < touchedMost());
      fresh[count] = nodes[i];
      count += static_cast<std::size_t>((word & bit) == 0);
      word |= bit;
    }
    for (; i < nodes.size(); ++i) {
      if (insert(nodes[i].value)) fresh[count++] = nodes[i];
    }
    return count;
  }
  [[nodiscard]] std::uint64_t bytes() const {
    return few_.bytes() + (bits_.capacity() + touched_.capacity()) * sizeof(std::uint64_t);
  }
  /// Empties it. No id is to reach `end`, or few.
  void clear(std::uint64_t end) {
    few_.clear();
    end_ = end;
    const std::size_t words = end / 64 + 1;
    if (words * sizeof(std::uint64_t) > kAlwaysBytes) {
      bits_.clear();
    } else if (touched_count_ == touchedMost()) {
      bits_.assign(words, 0);
    } else {
      for (std::size_t i = 0; i < touched_count_; ++i) bits_[touched_[i]] = 0;
      bits_.resize(words);
    }
    touched_.resize(touchedMost() + 1);
    touched_count_ = 0;
  }

 private:
  static constexpr std::size_t kFewest = 512;
  static constexpr std::uint64_t kAlwaysBytes = std::uint64_t{32} << 10U;
  /// A bit for each node takes no more than the table does.
  static constexpr std::uint64_t kNodesEach = 128;

  /// Of a set that stays small the words that are not zero are noted, so that it is soon empty again.
  [[nodiscard]] std::size_t touchedMost() const { return bits_.size() / 4; }
  void useBits() {
    bits_.assign(end_ / 64 + 1, 0);
    touched_.resize(touchedMost() + 1);
    touched_count_ = touchedMost();
    for (std::size_t i = 0; i < few_.size(); ++i) {
      const std::uint64_t id = few_.id(i);
      if (id / 64 < bits_.size()) bits_[id / 64] |= std::uint64_t{1} << (id % 64);
    }
  }

  IdIndex few_;
  std::vector<std::uint64_t> bits_;   ///< of ids below its size times 64; others stay in the table
  std::vector<std::size_t> touched_;  ///< room for touchedMost() of them, and one
  std::size_t touched_count_ = 0;     ///< touchedMost(): there may be more
  std::uint64_t end_ = 0;
};

}  // namespace tenure::query

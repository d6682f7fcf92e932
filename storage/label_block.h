// Which nodes have a label, by blocks of 1,024 ids: those that have it in present belief, exactly, and those
// that had it in some belief before and lost it. A question about the present needs no record for its labels;
// one about an earlier system time reads the records of both sets. Label 0 is "any node". ADR 0006.
//
//     block := now:set before:set
//     set   := count:varint (offset:u16*  where count <= 64, ascending, little-endian
//                            | 128 bytes  one bit a node, the least significant first)
//
// Pure functions and plain values; any thread.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "schema/ids.h"
#include "schema/result.h"

namespace tenure::storage {

inline constexpr std::uint64_t kLabelBlockNodes = 1'024;
/// Every node stands under this label, which is no token.
inline constexpr std::uint32_t kAnyLabel = 0;
[[nodiscard]] constexpr std::uint64_t labelBlockOf(NodeId id) { return id.value / kLabelBlockNodes; }

/// Some of the nodes of a block.
class NodeBits {
 public:
  void set(NodeId id) { word(id) |= bit(id); }
  void reset(NodeId id) { word(id) &= ~bit(id); }
  [[nodiscard]] bool test(NodeId id) const {
    return (words_[id.value % kLabelBlockNodes / 64] & bit(id)) != 0;
  }
  [[nodiscard]] std::uint64_t count() const {
    std::uint64_t out = 0;
    for (const std::uint64_t one : words_) out += static_cast<std::uint64_t>(std::popcount(one));
    return out;
  }
  [[nodiscard]] bool empty() const { return *this == NodeBits(); }
  void add(const NodeBits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void remove(const NodeBits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
  /// Calls `visit(id)` for the nodes of `block`, ascending.
  template <class Visit>
  void forEach(std::uint64_t block, const Visit& visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1) {
        visit(NodeId{block * kLabelBlockNodes + i * 64 + static_cast<std::uint64_t>(std::countr_zero(left))});
      }
    }
  }
  [[nodiscard]] const std::array<std::uint64_t, kLabelBlockNodes / 64>& words() const { return words_; }
  friend bool operator==(const NodeBits&, const NodeBits&) = default;

 private:
  friend struct LabelBlockCodec;
  static std::uint64_t bit(NodeId id) { return std::uint64_t{1} << (id.value % 64); }
  std::uint64_t& word(NodeId id) { return words_[id.value % kLabelBlockNodes / 64]; }

  std::array<std::uint64_t, kLabelBlockNodes / 64> words_{};
};

struct LabelBlock {
  NodeBits now;
  NodeBits before;
  [[nodiscard]] bool empty() const { return now.empty() && before.empty(); }
  friend bool operator==(const LabelBlock&, const LabelBlock&) = default;
};

/// `key` is a label block key.
[[nodiscard]] std::string encodeLabelBlock(std::string_view key, const LabelBlock& block);
/// kCorruption names the key.
[[nodiscard]] Result<LabelBlock> decodeLabelBlock(std::string_view key, std::string_view value);
/// How many nodes of a block have the label now; the rest is not looked at.
[[nodiscard]] Result<std::uint64_t> countInLabelBlock(std::string_view key, std::string_view value);

/// Blocks by label and number, while a load gathers them.
using LabelBlocks = std::map<std::pair<std::uint32_t, std::uint64_t>, LabelBlock>;

/// How many more (or fewer) nodes have a label after a commit.
using LabelDeltas = std::map<std::uint32_t, std::int64_t>;

/// The counts of labels in one state of the store, as far as they were asked for. Any thread.
class LabelCounts {
 public:
  [[nodiscard]] std::optional<std::uint64_t> find(std::uint32_t label) const;
  void keep(std::uint32_t label, std::uint64_t count);
  /// Those of the state after a commit.
  [[nodiscard]] std::shared_ptr<LabelCounts> after(const LabelDeltas& deltas) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::uint32_t, std::uint64_t> known_;
};

}  // namespace tenure::storage

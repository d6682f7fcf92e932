// The adjacency of one belief in memory, as far as it has been loaded: for each relationship type and side a
// trie of lists (storage/sliced_list.h), and the lifespans of nodes that have one. What is not loaded is
// unknown, not empty.
//
// Copies share everything that neither changes. Thread rules: as SharedTrie.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "schema/graph.h"
#include "schema/ids.h"
#include "schema/validity.h"
#include "storage/keys.h"
#include "storage/segment.h"
#include "storage/shared_trie.h"
#include "storage/sliced_list.h"
#include "storage/time_index.h"

namespace tenure::storage {

/// The lists of 32 nodes whose ids follow each other; nullptr where a node has none.
struct LinePage {
  static constexpr unsigned kBits = 5;
  static constexpr std::uint64_t kLines = 1U << kBits;
  LinePage() = default;
  LinePage(const LinePage& other) : lines(other.lines), meter(other.meter) {
    for (NodeLine* line : lines) retainLine(line);
  }
  LinePage& operator=(const LinePage&) = delete;
  ~LinePage() {
    for (NodeLine* line : lines) {
      if (line != nullptr) releaseLine(line, *meter);
    }
  }
  /// Takes over the line's count.
  void put(std::uint64_t at, NodeLine* line, CacheMeter& of) {
    meter = &of;
    releaseLine(std::exchange(lines[at], line), of);
  }
  std::array<NodeLine*, kLines> lines{};
  CacheMeter* meter = nullptr;  ///< of the lines, once there is one
};

/// Which of 4,096 nodes whose ids follow each other are loaded.
struct LoadedPage {
  static constexpr unsigned kBits = 12;
  std::array<std::uint64_t, 64> bits{};
};

/// The lifespans of 32 nodes, where they have one.
struct LifespanPage {
  std::array<std::optional<Period>, LinePage::kLines> periods;
};

/// The changes of one list in a commit: entries that are new, and those that mask (AdjacencyEntry::gone).
using ListChanges = std::map<ListKey, std::vector<AdjacencyEntry>>;

/// The time index of one type, and the subjects whose facts it no longer tells.
struct TimeIndexed {
  std::shared_ptr<const TimeIndex> index;
  std::shared_ptr<const std::set<NodeId>> changed;
};

class GraphImage {
 public:
  explicit GraphImage(CacheMeter& meter)
      : meter_(&meter), loaded_{LoadedTrie(meter), LoadedTrie(meter)}, lifespans_(meter) {}

  using Lines = SharedTrie<LinePage>;

  /// The lists of one type and side; nullptr where nothing of them is loaded.
  [[nodiscard]] const Lines* lines(TypeId type, Side side) const {
    const std::size_t at = indexOf(type, side);
    return at < lists_.size() ? &lists_[at] : nullptr;
  }
  /// The types of which something is loaded are below this.
  [[nodiscard]] std::uint32_t typesEnd() const { return static_cast<std::uint32_t>((lists_.size() + 1) / 2); }
  /// The list of a node; nullptr where it has none.
  [[nodiscard]] static const NodeLine* line(const Lines* lines, NodeId node) {
    NodeLine* const* place = placeOf(lines, node);
    return place == nullptr ? nullptr : *place;
  }
  /// Where that stands; nullptr where no node near has a list.
  [[nodiscard]] static NodeLine* const* placeOf(const Lines* lines, NodeId node) {
    const LinePage* page = lines == nullptr ? nullptr : lines->find(node.value >> LinePage::kBits);
    return page == nullptr ? nullptr : &page->lines[node.value & (LinePage::kLines - 1)];
  }
  /// Whether a fact of the node is in memory. What is not loaded yet may have some all the same.
  [[nodiscard]] bool hasFacts(NodeId node) const {
    return std::any_of(lists_.begin(), lists_.end(), [node](const Lines& lines) {
      const NodeLine* one = line(&lines, node);
      return one != nullptr && one->entries > 0;
    });
  }
  /// Whether everything of the node's side is loaded; what has no line is then empty.
  [[nodiscard]] bool isLoaded(NodeId node, Side side) const {
    if (complete_) return true;
    const LoadedPage* page = loaded_[sideIndex(side)].find(node.value >> LoadedPage::kBits);
    return page != nullptr && (page->bits[node.value >> 6U & 63U] >> (node.value & 63U) & 1U) != 0;
  }
  /// Whether some list of the type was ever one that columns of days cannot hold (NodeLine::Kind::kWide).
  [[nodiscard]] bool hasWide(TypeId type) const { return type.value < wide_.size() && wide_[type.value]; }
  /// Whether every list there is has been loaded.
  [[nodiscard]] bool isComplete() const { return complete_; }

  /// Puts a list, entries of which may be refuted (they are left out).
  void put(const ListKey& list, std::vector<AdjacencyEntry> entries);
  void markLoaded(NodeId node, Side side);
  void markComplete() { complete_ = true; }
  /// Changes the lists that are loaded.
  void apply(const ListChanges& changes);

  /// The time index of a type; nullptr where none has been built, or none can be.
  [[nodiscard]] const TimeIndexed* timeIndex(TypeId type) const {
    const auto found = time_indexes_.find(type);
    return found == time_indexes_.end() ? nullptr : &found->second;
  }
  /// Of a complete image. Stays, as "none can be", until lists of the type change.
  void buildTimeIndex(TypeId type);

  /// nullopt where the node has none.
  [[nodiscard]] const std::optional<Period>& lifespan(NodeId node) const {
    static const std::optional<Period> none;
    const LifespanPage* page = lifespans_.find(node.value >> LinePage::kBits);
    return page == nullptr ? none : page->periods[node.value & (LinePage::kLines - 1)];
  }
  [[nodiscard]] bool lifespansLoaded() const { return lifespans_loaded_; }
  void putLifespan(NodeId node, const std::optional<Period>& period);
  void markLifespansLoaded() { lifespans_loaded_ = true; }

  /// Forgets lists until `bytes` are gone or nothing is left, beginning somewhere after the last time; gives
  /// how many pages went.
  std::uint64_t evict(std::uint64_t bytes);

 private:
  using LoadedTrie = SharedTrie<LoadedPage>;
  [[nodiscard]] static std::size_t sideIndex(Side side) { return side == Side::kSubject ? 0 : 1; }
  [[nodiscard]] static std::size_t indexOf(TypeId type, Side side) {
    return std::size_t{type.value} * 2 + sideIndex(side);
  }
  void set(const ListKey& list, NodeLine* line);
  void forget(std::uint64_t page);
  void noteChanged(const ListKey& list);

  CacheMeter* meter_;
  std::vector<Lines> lists_;
  std::array<LoadedTrie, 2> loaded_;
  SharedTrie<LifespanPage> lifespans_;
  std::map<TypeId, TimeIndexed> time_indexes_;
  std::vector<bool> wide_;  ///< by type
  bool complete_ = false;
  bool lifespans_loaded_ = false;
  std::uint64_t hand_ = 0;  ///< the page at which the last eviction ended
};

}  // namespace tenure::storage

// The cache of sliced adjacency over a store: images of what is believed now and of what was believed at
// asked system times, filled list by list as they are asked for, kept right by commits, and held within a
// budget.
//
// A *cell* belongs to one state of the store (a commit) and one belief; it holds the newest image of it.
// Views of an older state keep their cell and fill it from their snapshot, so that nobody sees another
// commit.
//
// Thread rules: everything from any thread, but `after`, which belongs to who holds the writer's turn.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "schema/result.h"
#include "storage/cache_figures.h"
#include "storage/graph_image.h"

namespace tenure::storage {

class GraphReader;

/// What all cells of one database share.
class CacheBudget {
 public:
  explicit CacheBudget(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}
  [[nodiscard]] CacheMeter& meter() { return meter_; }
  [[nodiscard]] std::uint64_t bytesMax() const { return bytes_max_; }
  [[nodiscard]] bool isExceeded() const { return meter_.bytes > bytes_max_; }
  void countFill() { fills_.fetch_add(1, std::memory_order_relaxed); }
  void countEvictions(std::uint64_t pages) { evictions_.fetch_add(pages, std::memory_order_relaxed); }
  [[nodiscard]] CacheFigures figures() const { return {meter_.bytes, bytes_max_, fills_, evictions_}; }

 private:
  CacheMeter meter_;
  std::uint64_t bytes_max_;
  std::atomic<std::uint64_t> fills_{0};
  std::atomic<std::uint64_t> evictions_{0};
};

using ImagePtr = std::shared_ptr<const GraphImage>;

class ImageCell {
 public:
  explicit ImageCell(std::shared_ptr<CacheBudget> budget);
  ImageCell(std::shared_ptr<CacheBudget> budget, std::shared_ptr<GraphImage> image);

  [[nodiscard]] ImagePtr image() const;
  [[nodiscard]] CacheBudget& budget() const { return *budget_; }

  /// Reads the lists of a node's side and gives an image that has them. `reader` and `system` are those of
  /// the cell.
  [[nodiscard]] Result<ImagePtr> fill(const GraphReader& reader, std::optional<SystemInstant> system,
                                      NodeId node, Side side);
  /// Reads the lifespans of all nodes.
  [[nodiscard]] Result<ImagePtr> fillLifespans(const GraphReader& reader,
                                               std::optional<SystemInstant> system);
  /// Reads everything, unless the budget ends first; `progress` is told of the lists read and may end it by
  /// false (kCancelled).
  [[nodiscard]] Status fillAll(const GraphReader& reader, std::optional<SystemInstant> system,
                               const std::function<bool(std::uint64_t lists)>& progress = {});

  /// Builds the time index of a type; `image` must be complete (fillAll).
  [[nodiscard]] ImagePtr buildTimeIndex(TypeId type);

  /// The cell of what was believed at an earlier system time, of the few that are kept.
  [[nodiscard]] std::shared_ptr<ImageCell> past(SystemInstant system);

  /// The cell of the next commit: what is loaded here, with the changes. With `alone`, nobody else can hold
  /// this cell, and its image is changed in place if nobody holds that either.
  using LifespanChanges = std::vector<std::pair<NodeId, std::optional<Period>>>;
  [[nodiscard]] std::shared_ptr<ImageCell> after(const ListChanges& lists, const LifespanChanges& lifespans,
                                                 bool alone);

 private:
  static constexpr std::size_t kPastMax = 8;

  [[nodiscard]] ImagePtr install(const std::function<void(GraphImage&)>& change);

  std::shared_ptr<CacheBudget> budget_;
  mutable std::mutex mutex_;
  std::shared_ptr<GraphImage> image_;
  std::vector<std::pair<SystemInstant, std::shared_ptr<ImageCell>>> past_;  ///< latest asked last
};

}  // namespace tenure::storage

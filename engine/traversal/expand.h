// One step of a traversal, at the speed of memory: the neighbours of a node over facts of one type, under a
// view's scope. What View::edges answers with everything about each fact, this answers with node ids alone,
// without an allocation a call and about as fast as a graph built for that day alone.
//
//     Expand members = Expand::of(view, "MEMBER_OF", Direction::kIn);
//     members.asOf(day);                                     // as often as wanted
//     TENURE_TRY(members.neighbours(cma, [&](NodeId node) { ... }));
//
// A node comes once for each fact that holds, in no order; rows are judged as View judges them. Lists that
// are not in memory yet are read from the store and kept (storage/adjacency_cache.h).
//
// Thread rules: one thread at a time; each thread makes its own. It must not outlive the Database.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/traversal/view.h"
#include "storage/adjacency_cache.h"
#include "storage/slice_scan.h"

namespace tenure {

/// Facts of a node as columns of one length: the other end, the earliest start, the latest end, the type.
struct BoundRows {
  std::vector<NodeId> nodes;
  std::vector<Instant> starts;
  std::vector<Instant> ends;
  std::vector<TypeId> types;

  void add(NodeId node, Instant start, Instant end, TypeId type) {
    nodes.push_back(node);
    starts.push_back(start);
    ends.push_back(end);
    types.push_back(type);
  }
  void resize(std::size_t count) {
    nodes.resize(count);
    starts.resize(count);
    ends.resize(count);
    types.resize(count);
  }
  void clear() { resize(0); }
  [[nodiscard]] std::uint64_t bytes() const {
    return nodes.capacity() * (sizeof(NodeId) + 2 * sizeof(Instant) + sizeof(TypeId));
  }
};

class Expand {
 public:
  /// A type that the database does not know has no facts.
  [[nodiscard]] static Expand of(const View& view, std::string_view type, Direction direction);

  /// The same of a type that was looked up before; nullopt: one that is not known.
  Expand(View view, std::optional<TypeId> type, Direction direction);

  /// From now on as of `when`; the rest of the scope stays.
  void asOf(Range when) { setScope(AsOf{when}); }
  void setScope(const ValidScope& valid) {
    valid_ = valid;
    window_ = windowOf(valid);
  }

  /// Calls `visit(NodeId)` for each neighbour. An error of the store, after which some may have been visited.
  template <class Visit>
  Status neighbours(NodeId node, Visit&& visit) {
    for (const Side side : sides()) TENURE_TRY(visitSide(node, side, visit));
    return {};
  }

  /// The same for many nodes, `visit(std::size_t which, NodeId)`: what the next ones need is fetched from
  /// memory while the ones before are listed. A visitor that has `some(std::size_t which, const
  /// std::uint32_t* nodes, std::size_t count)` as well is given those that stand beside each other at once.
  template <class Visit>
  Status neighboursOfAll(std::span<const NodeId> nodes, Visit&& visit) {
    for (std::size_t first = 0; first < nodes.size(); first += kAhead) {
      const auto chunk = nodes.subspan(first, std::min(kAhead, nodes.size() - first));
      TENURE_TRY(chunkNeighbours(chunk, first, visit));
    }
    return {};
  }

  /// Appends the facts of a node with their bounds. False where it has facts in pieces, each of which must be
  /// judged as a whole, or where lifespans matter; what was appended then is of no use.
  [[nodiscard]] Result<bool> bounds(NodeId node, BoundRows& out);

  /// Calls `left(NodeId)` for each fact that holds as of `earlier` and not as of `later`, `joined(NodeId)`
  /// the other way round; at the cost of two look-ups, where the list allows it. The scope given by `asOf`
  /// plays no part, certain-only does.
  template <class Left, class Joined>
  Status changes(NodeId node, Range earlier, Range later, Left&& left, Joined&& joined) {
    for (const Side side : sides()) {
      TENURE_ASSIGN(const storage::NodeLine* line, lineOf(node, side));
      if (line == nullptr) continue;
      storage::prefetchList(line);
      const storage::Window before = windowOf(AsOf{earlier});
      const storage::Window after = windowOf(AsOf{later});
      storage::DayWindow first;
      storage::DayWindow second;
      const bool columns =
          line->kind != storage::NodeLine::Kind::kEmpty && line->kind != storage::NodeLine::Kind::kWide;
      const bool inside =
          columns && storage::toOffsets(*line, before, first) && storage::toOffsets(*line, after, second);
      const bool ordered = first.before <= second.before && first.after <= second.after;
      if (inside && ordered && first.after < first.before && isPlain(*line) && side_count_ == 1) {
        const auto each = [](auto& visit) {
          return [&visit](const std::uint32_t* nodes, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) visit(NodeId{nodes[i]});
          };
        };
        storage::scanChanges(*line, first, second, *filters_, each(left), each(joined));
        continue;
      }
      TENURE_ASSIGN(const auto changed, judgedChanges(node, side, earlier, later));
      for (const NodeId one : changed.first) left(one);
      for (const NodeId one : changed.second) joined(one);
    }
    return {};
  }

  /// Calls `visit(NodeId subject, NodeId object)` for every fact of the type that holds, in no order; reads
  /// what is not in memory yet. Only for Direction::kOut.
  template <class Visit>
  Status everything(Visit&& visit) {
    if (refuted_) return everySubject(visit);
    TENURE_TRY(loadAll());
    const storage::TimeIndexed* indexed = columnsOfAll();
    if (indexed == nullptr) return everyLine(visit);
    const bool as_built = indexed->changed == nullptr;
    indexed->index->scan(window_, *filters_,
                         [&](const std::uint32_t* subjects, const std::uint32_t* objects, std::size_t count) {
                           for (std::size_t i = 0; i < count; ++i) {
                             const NodeId subject{subjects[i]};
                             if (as_built || !indexed->changed->contains(subject))
                               visit(subject, NodeId{objects[i]});
                           }
                         });
    if (as_built) return {};
    for (const NodeId subject : *indexed->changed) {
      auto one = [&](NodeId object) { visit(subject, object); };
      TENURE_TRY(visitSide(subject, Side::kSubject, one));
    }
    return {};
  }
  /// How many facts `everything` would visit.
  [[nodiscard]] Result<std::uint64_t> countEverything();

  /// The time index of the type, made if there is none yet; nullptr where none tells all that is asked. Valid
  /// until the next question. kLimit where the lists of the whole graph do not fit into memory.
  [[nodiscard]] Result<const storage::TimeIndexed*> indexed();
  [[nodiscard]] const storage::Window& window() const { return window_; }

  /// Whether a list was met since `forgetWide` that holds times of day or facts in pieces. Facts of all other
  /// lists hold for whole days, so that those which hold on a day share all of it.
  [[nodiscard]] bool metWide() const { return met_wide_; }
  void forgetWide() { met_wide_ = false; }
  /// Whether it is known before any question that no list will be one of those.
  [[nodiscard]] bool isWholeDays() const {
    return !type_ || (!refuted_ && image_->isComplete() && !image_->hasWide(*type_));
  }

  /// How many `neighbours` would visit, without listing them where the list allows it.
  [[nodiscard]] Result<std::uint64_t> count(NodeId node);

 private:
  static constexpr std::size_t kAhead = 32;
  using Lines = storage::GraphImage::Lines;

  [[nodiscard]] std::span<const Side> sides() const { return {sides_.data(), side_count_}; }
  [[nodiscard]] static std::size_t at(Side side) { return side == Side::kSubject ? 0 : 1; }
  void use(storage::ImagePtr image);
  /// The line of a node, read if it is not in memory; nullptr where it has nothing.
  [[nodiscard]] Result<const storage::NodeLine*> read(NodeId node, Side side);
  [[nodiscard]] Result<const storage::NodeLine*> lineOf(NodeId node, Side side) {
    const storage::NodeLine* line = storage::GraphImage::line(lines_[at(side)], node);
    if (line != nullptr) return line;
    if (!type_ || (image_->isLoaded(node, side) && !refuted_)) return nullptr;
    return read(node, side);
  }
  /// Whether the columns alone tell what holds.
  [[nodiscard]] bool isPlain(const storage::NodeLine& line) const {
    const bool exact =
        line.kind != storage::NodeLine::Kind::kWide && (line.flags & storage::NodeLine::kHasDetails) == 0;
    return !judged_ && (!certain_ || exact);
  }
  [[nodiscard]] storage::Window windowOf(const ValidScope& valid) const {
    return certain_ ? storage::Window::certain(valid) : storage::Window::possible(valid);
  }
  [[nodiscard]] Status loadAll();
  /// The time index, where it tells all that is asked; else nullptr.
  [[nodiscard]] const storage::TimeIndexed* columnsOfAll();
  /// Every node that is a subject of the type, refuted facts included.
  [[nodiscard]] Result<std::vector<NodeId>> subjectsInStore();
  template <class Visit>
  Status everySubject(Visit& visit) {
    TENURE_ASSIGN(const std::vector<NodeId> subjects, subjectsInStore());
    for (const NodeId subject : subjects) {
      auto one = [&](NodeId object) { visit(subject, object); };
      TENURE_TRY(visitSide(subject, Side::kSubject, one));
    }
    return {};
  }
  template <class Visit>
  Status everyLine(Visit& visit) {
    if (lines_[0] == nullptr) return {};
    Status status;
    lines_[0]->forEach([&](std::uint64_t page, const storage::LinePage& lists) {
      fetchAhead(lists.lines);
      for (std::size_t i = 0; i < storage::LinePage::kLines; ++i) {
        const NodeId subject{(page << storage::LinePage::kBits) + i};
        if (lists.lines[i] == nullptr || !status.ok()) continue;
        auto one = [&](NodeId object) { visit(subject, object); };
        status = visitLine(subject, Side::kSubject, *lists.lines[i], one);
      }
    });
    return status;
  }
  /// The neighbours of the facts that only the earlier and only the later time has.
  [[nodiscard]] Result<std::pair<std::vector<NodeId>, std::vector<NodeId>>> judgedChanges(NodeId node,
                                                                                          Side side,
                                                                                          Range earlier,
                                                                                          Range later);
  /// Judges row by row, with all bounds and lifespans.
  [[nodiscard]] Result<std::vector<NodeId>> judgedNeighbours(NodeId node, Side side);

  template <class Visit>
  void scan(const storage::NodeLine& line, Visit& visit) {
    storage::scanLine(
        line, window_, *filters_,
        [&](const std::uint32_t* nodes, std::size_t count) {
          if constexpr (requires { visit.some(nodes, count); }) {
            visit.some(nodes, count);
          } else {
            for (std::size_t i = 0; i < count; ++i) visit(NodeId{nodes[i]});
          }
        },
        visit);
  }

  /// A visitor of the neighbours of one among many nodes.
  template <class Visit>
  struct OfOne {
    std::size_t which;
    Visit& visit;
    void operator()(NodeId node) { visit(which, node); }
    void some(const std::uint32_t* nodes, std::size_t count) requires requires {
      visit.some(which, nodes, count);
    }
    { visit.some(which, nodes, count); }
  };

  template <class Visit>
  Status visitSide(NodeId node, Side side, Visit& visit) {
    TENURE_ASSIGN(const storage::NodeLine* line, lineOf(node, side));
    if (line == nullptr) return {};
    storage::prefetchList(line);
    return visitLine(node, side, *line, visit);
  }
  template <class Visit>
  Status visitLine(NodeId node, Side side, const storage::NodeLine& line, Visit& visit) {
    const bool loop_twice = side_count_ == 2 && side == Side::kObject;
    if (line.kind == storage::NodeLine::Kind::kWide) met_wide_ = true;
    if (isPlain(line) && !loop_twice) {
      scan(line, visit);
      return {};
    }
    TENURE_ASSIGN(const std::vector<NodeId> nodes, judgedNeighbours(node, side));
    for (const NodeId one : nodes) visit(one);
    return {};
  }

  /// Asks for the lists, and then for what will be read of each.
  void fetchAhead(std::span<storage::NodeLine* const> lists) const {
    for (const storage::NodeLine* line : lists) __builtin_prefetch(line);
    for (const storage::NodeLine* line : lists) {
      if (line != nullptr) storage::prefetchSlice(*line, window_);
    }
  }

  template <class Visit>
  Status chunkNeighbours(std::span<const NodeId> nodes, std::size_t first, Visit& visit) {
    const storage::ImagePtr held = image_;  // a list that has to be read replaces it
    for (const Side side : sides()) {
      std::array<storage::NodeLine* const*, kAhead> places;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        places[i] = storage::GraphImage::placeOf(lines_[at(side)], nodes[i]);
        __builtin_prefetch(places[i]);
      }
      std::array<storage::NodeLine*, kAhead> lists;
      for (std::size_t i = 0; i < nodes.size(); ++i) lists[i] = places[i] == nullptr ? nullptr : *places[i];
      fetchAhead({lists.data(), nodes.size()});
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        OfOne<Visit> one{first + i, visit};
        if (lists[i] != nullptr) {
          TENURE_TRY(visitLine(nodes[i], side, *lists[i], one));
        } else {
          TENURE_TRY(visitSide(nodes[i], side, one));
        }
      }
    }
    return {};
  }

  View view_;  ///< its valid time is the one asked for last only where rows are judged
  ValidScope valid_;
  std::optional<TypeId> type_;
  std::array<Side, 2> sides_{};
  std::size_t side_count_ = 0;
  std::shared_ptr<storage::ImageCell> cell_;
  storage::ImagePtr image_;
  std::array<const Lines*, 2> lines_{};
  const storage::SliceFilters* filters_;
  storage::Window window_;
  bool certain_ = false;
  bool refuted_ = false;                          ///< refuted facts are asked for, which no image has
  bool judged_ = false;                           ///< those or lifespans matter
  std::vector<storage::AdjacencyEntry> entries_;  ///< of one node, for `bounds`
  bool met_wide_ = false;
};

}  // namespace tenure

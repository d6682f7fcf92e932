// Every fact of one type, cut by time as the lists of nodes are (storage/sliced_list.h): for questions about
// the whole graph as of a day, which would otherwise visit every node's list. A question reads twice what it
// returns plus 64 entries, in order, whatever the history.
//
// It is built from an image when first asked for. What changed since is told apart by its subject: whoever
// asks leaves out the subjects in `changed` and reads their lists instead.
//
// Immutable; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "schema/ids.h"
#include "storage/slice_scan.h"
#include "storage/sliced_list.h"

namespace tenure::storage {

class TimeIndex {
 public:
  struct Fact {
    NodeId subject;
    AdjacencyEntry entry;
  };
  /// nullptr where the facts cannot stand in columns (times of day, facts in pieces, centuries); questions
  /// then go to the lists.
  [[nodiscard]] static std::shared_ptr<const TimeIndex> build(const std::vector<Fact>& facts,
                                                              CacheMeter& meter);
  ~TimeIndex() { meter_->bytes -= bytes_; }
  TimeIndex(const TimeIndex&) = delete;
  TimeIndex& operator=(const TimeIndex&) = delete;

  /// Whether all ends are known to the day, so that columns tell what is certain too.
  [[nodiscard]] bool isExact() const { return exact_; }

  /// Calls `sink(const std::uint32_t* subjects, const std::uint32_t* objects, std::size_t count)` with the
  /// facts in the window.
  template <class Sink>
  void scan(const Window& window, const SliceFilters& filters, Sink&& sink) const {
    const DayWindow days = offsets(window);
    std::array<std::uint32_t, kFilterChunk + kFilterSlack> subjects;
    std::array<std::uint32_t, kFilterChunk + kFilterSlack> objects;
    const std::size_t first = sliceAt(sliceDay(days));
    const Slice& slice = slices_[first];
    sink(slice.copy_subjects.data(), slice.copy_objects.data(), copiesHolding(slice, days, filters));
    const std::size_t started = freshStarted(slice, days, filters);
    for (std::size_t i = 0; i < started; i += kFilterChunk) {
      const std::size_t count = std::min(kFilterChunk, started - i);
      filters.column(slice.subjects.data() + i, slice.ends.data() + i, count, days.after, subjects.data());
      sink(
          subjects.data(), objects.data(),
          filters.column(slice.objects.data() + i, slice.ends.data() + i, count, days.after, objects.data()));
    }
    for (std::size_t s = first + 1; s < slices_.size() && slices_[s].begin < days.before; ++s)
      sink(slices_[s].subjects.data(), slices_[s].objects.data(), freshStarted(slices_[s], days, filters));
  }

  [[nodiscard]] std::uint64_t count(const Window& window, const SliceFilters& filters) const;

  class Scan;

 private:
  struct Slice {
    DayOffset begin = 0;
    std::vector<std::uint32_t> copy_subjects;  ///< by end, latest first
    std::vector<std::uint32_t> copy_objects;
    std::vector<DayOffset> copy_ends;
    std::vector<std::uint32_t> subjects;  ///< by start
    std::vector<std::uint32_t> objects;
    std::vector<DayOffset> starts;
    std::vector<DayOffset> ends;
  };

  explicit TimeIndex(CacheMeter& meter) : meter_(&meter) {}
  [[nodiscard]] DayWindow offsets(const Window& window) const;
  [[nodiscard]] std::size_t sliceAt(DayOffset day) const;
  [[nodiscard]] static std::size_t copiesHolding(const Slice& slice, DayWindow days,
                                                 const SliceFilters& filters) {
    return copiesAfter(slice.copy_ends.data(), slice.copy_ends.size(), days.after, filters);
  }
  [[nodiscard]] static std::size_t freshStarted(const Slice& slice, DayWindow days,
                                                const SliceFilters& filters) {
    return startedBefore(slice.starts.data(), slice.starts.size(), days.before, filters);
  }

  CacheMeter* meter_;
  std::int64_t base_day_ = 0;
  std::vector<Slice> slices_;
  std::uint64_t bytes_ = 0;
  bool exact_ = true;
};

/// The facts in a window a few at a time, in the order of TimeIndex::scan. One thread.
class TimeIndex::Scan {
 public:
  struct Some {
    const std::uint32_t* subjects = nullptr;
    const std::uint32_t* objects = nullptr;
    std::size_t count = 0;
  };
  static constexpr std::size_t kMost = 4'096;

  Scan(std::shared_ptr<const TimeIndex> index, const Window& window, const SliceFilters& filters);
  /// The next facts, at most kMost, until the next call. False where there are no more.
  [[nodiscard]] bool next(Some& out);

 private:
  /// Which part of the answer the next facts are of: copies of the first slice, what is new in it, what is
  /// new in those after it.
  enum class Part : std::uint8_t { kCopies, kFresh, kLater };
  void begin(Part part);

  std::shared_ptr<const TimeIndex> index_;
  DayWindow days_;
  const SliceFilters* filters_;
  Part part_ = Part::kCopies;
  std::size_t slice_ = 0;
  std::size_t at_ = 0;   ///< within the part
  std::size_t end_ = 0;  ///< of it
  std::array<std::uint32_t, kFilterChunk + kFilterSlack> subjects_;
  std::array<std::uint32_t, kFilterChunk + kFilterSlack> objects_;
};

}  // namespace tenure::storage

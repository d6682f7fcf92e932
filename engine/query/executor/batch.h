// Batches: rows that come at once, column by column. What traversals answer in are arrays of node ids, of
// instants and of types; they stay arrays on their way through projections and sorting, and become values
// where somebody looks at one.
//
// Plain data. A batch borrows its arrays from the cursor that gave it, until the next call.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/query/binder/bound_expression.h"
#include "schema/graph.h"
#include "schema/instant.h"

namespace tenure::query {

/// A slot whose values differ within a batch, and what they are made of.
struct BatchColumn {
  enum class Form : std::uint8_t {
    kNode,   ///< nodes, of Batch::nodes[array]
    kId,     ///< their ids, as integers
    kStart,  ///< Batch::starts: a datetime, or null where it is not known
    kEnd,    ///< Batch::ends, likewise
    kType,   ///< Batch::types: the names
  };
  bound::Slot slot;
  Form form;
  std::uint8_t array;
  /// The slot holds a relationship that is not brought: this is what a function gives of it (validFrom(),
  /// validTo(), type()).
  bool of_relationship;
};

/// The columns of a batch: those slots that are not among them stand in the frame.
class BatchColumns {
 public:
  static constexpr std::size_t kMost = 16;

  /// False where there is no room; then there are to be no batches.
  [[nodiscard]] bool add(BatchColumn column) {
    if (size_ == kMost) return false;
    columns_[size_++] = column;
    return true;
  }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::span<const BatchColumn> all() const { return {columns_.data(), size_}; }
  /// The column that a slot is; nullptr where it is none.
  [[nodiscard]] const BatchColumn* find(bound::Slot slot) const {
    for (const BatchColumn& one : all()) {
      if (one.slot == slot && !one.of_relationship) return &one;
    }
    return nullptr;
  }
  /// What a function gives of the relationship in a slot.
  [[nodiscard]] const BatchColumn* findOf(bound::Slot relationship, BatchColumn::Form form) const {
    for (const BatchColumn& one : all()) {
      if (one.slot == relationship && one.of_relationship && one.form == form) return &one;
    }
    return nullptr;
  }
  /// Whether a slot, or what it holds, is told by columns and not by the frame.
  [[nodiscard]] bool tells(bound::Slot slot) const {
    for (const BatchColumn& one : all()) {
      if (one.slot == slot) return true;
    }
    return false;
  }

 private:
  std::array<BatchColumn, kMost> columns_;  ///< so many of them as there are
  std::size_t size_ = 0;
};

struct Batch {
  std::size_t rows = 0;  ///< 0: there are no more
  std::array<std::span<const NodeId>, 2> nodes;
  std::array<std::uint32_t, 2> scopes{};  ///< under which they were met
  std::span<const Instant> starts;
  std::span<const Instant> ends;
  std::span<const TypeId> types;
};

}  // namespace tenure::query

// The aggregating functions: count, sum, avg, min, max, collect, stDev, stDevP, percentileCont and
// percentileDisc. An Aggregate gathers the values of one group and belongs to one thread; the table is
// constant.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "engine/query/values/datum.h"
#include "engine/query/values/functions.h"
#include "schema/result.h"

namespace tenure::query {

class Aggregate {
 public:
  Aggregate() = default;
  Aggregate(const Aggregate&) = delete;
  Aggregate& operator=(const Aggregate&) = delete;
  virtual ~Aggregate() = default;

  /// The arguments for one more row; none for `count(*)`. Nulls are skipped (by `count(*)` they are not
  /// seen). Errors: TypeError.InvalidArgumentType for what it does not take, ArgumentError.NumberOutOfRange
  /// for a percentile outside [0, 1], ArithmeticError.IntegerOverflow.
  virtual Status add(std::span<const Datum> arguments) = 0;
  /// The value for the rows so far; of no row, what openCypher says for it.
  [[nodiscard]] virtual Result<Datum> finish() = 0;
  /// What this holds on the heap, about; constant time.
  [[nodiscard]] virtual std::size_t memoryBytes() const = 0;
};

struct AggregateFunction {
  std::string_view name;
  std::uint8_t arity = 1;      ///< `count(*)` besides is `count` without arguments
  KindSet accepts = kAnyKind;  ///< the first argument, as in ScalarFunction
  KindSet returns = kAnyKind;
  std::unique_ptr<Aggregate> (*make)() = nullptr;
  std::string_view signature;
  std::string_view description;
};

/// In any case, or nullptr.
[[nodiscard]] const AggregateFunction* findAggregate(std::string_view name);
[[nodiscard]] std::span<const AggregateFunction> aggregateFunctions();

/// `count(*)`.
[[nodiscard]] std::unique_ptr<Aggregate> countRows();
/// `count(DISTINCT x)` and its like: each first argument reaches `inner` once, nulls not at all.
[[nodiscard]] std::unique_ptr<Aggregate> distinct(std::unique_ptr<Aggregate> inner);

/// What a value takes on the heap, about, shared parts counted in full.
[[nodiscard]] std::size_t heapBytes(const Datum& value);

}  // namespace tenure::query

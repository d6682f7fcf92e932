// The four ways in which openCypher compares values, which differ on purpose:
//
//   equality       `=`, `<>`, IN         true, false or null; 1 = 1.0; null = anything is null; NaN equals
//   nothing comparability  `<` `<=` `>` `>=`     null between kinds that do not compare; NaN is neither less
//   nor more orderability   ORDER BY, min, max    total: every value has its place, null is the last
//   equivalence    DISTINCT, grouping    total: null is null, NaN is NaN, 1 is 1.0
//
// Nodes and relationships are who they are, whatever they hold: the id counts, not the time scope or the
// version that was met. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "engine/query/values/datum.h"

namespace tenure::query {

/// True, false, or null ("not known"). Write `== true` where only what is known to be true counts.
using Ternary = std::optional<bool>;

/// `a = b`. Lists and maps are false as soon as one part is, then null if one is; kinds that have nothing in
/// common are false.
[[nodiscard]] Ternary equals(const Datum& a, const Datum& b);

/// How two values compare.
enum class Comparison : std::uint8_t {
  kLess,
  kEqual,
  kGreater,
  kUnordered,  ///< a NaN between numbers: `<` `<=` `>` `>=` are all false
  kUnknown,    ///< null, or kinds that do not compare: all four are null
};
[[nodiscard]] Comparison compare(const Datum& a, const Datum& b);
[[nodiscard]] Ternary lessThan(const Datum& a, const Datum& b);
[[nodiscard]] Ternary lessOrEqual(const Datum& a, const Datum& b);
[[nodiscard]] Ternary greaterThan(const Datum& a, const Datum& b);
[[nodiscard]] Ternary greaterOrEqual(const Datum& a, const Datum& b);

/// Negative, zero or positive. Ascending: maps, nodes, relationships, lists, paths, datetimes, local
/// datetimes, dates, times, local times, durations, texts (by code point), booleans, numbers (NaN above all
/// of them), null. Zero exactly where `same` is true.
[[nodiscard]] int order(const Datum& a, const Datum& b);

/// Equivalence.
[[nodiscard]] bool same(const Datum& a, const Datum& b);
[[nodiscard]] bool same(std::span<const Datum> a, std::span<const Datum> b);  // of equal length
/// Equal for values that are the `same`. Not for storage: it may differ between versions.
[[nodiscard]] std::size_t hash(const Datum& value);
[[nodiscard]] std::size_t hash(std::span<const Datum> row);

/// For unordered containers of values under equivalence.
struct DatumHash {
  std::size_t operator()(const Datum& value) const { return hash(value); }
};
struct DatumSame {
  bool operator()(const Datum& a, const Datum& b) const { return same(a, b); }
};

/// true and false as booleans, "not known" as null.
[[nodiscard]] inline Datum toDatum(Ternary truth) { return truth ? Datum::boolean(*truth) : Datum(); }

}  // namespace tenure::query

// The scalar functions of the query language: one table, read by the binder (arity, kinds, constant folding),
// the executor (the call) and SHOW FUNCTIONS (the words).
//
// The tables are constant and never built at start-up; any thread may read them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/query/values/call_context.h"
#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::query {

/// A set of kinds as bits.
using KindSet = std::uint32_t;
template <class... Kinds>
[[nodiscard]] constexpr KindSet kinds(Kinds... each) {
  return ((KindSet{1} << static_cast<unsigned>(each)) | ... | KindSet{0});
}
inline constexpr KindSet kAnyKind = ~KindSet{0};
inline constexpr KindSet kIntegerKind = kinds(Kind::kInteger);
inline constexpr KindSet kFloatKind = kinds(Kind::kFloat);
inline constexpr KindSet kStringKind = kinds(Kind::kString);
inline constexpr KindSet kNumberKinds = kinds(Kind::kInteger, Kind::kFloat);
inline constexpr KindSet kTemporalKinds =
    kinds(Kind::kDate, Kind::kLocalTime, Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime, Kind::kDuration);
[[nodiscard]] constexpr bool contains(KindSet set, Kind kind) { return (set & kinds(kind)) != 0; }

/// One function. Called with `arity_min` to `arity_max` arguments, which the binder checks.
struct ScalarFunction {
  std::string_view name;  ///< as it is written in the documentation
  std::uint8_t arity_min = 1;
  std::uint8_t arity_max = 1;  ///< kVariadic: any number
  /// What each argument may be where its kind is known before the statement runs; the last entry that is
  /// given counts for all that follow. An argument whose static kind is outside of it (null never is) is
  /// SyntaxError.InvalidArgumentType at compile time. Wider than what the call takes where openCypher
  /// expects the error at run time (`range`).
  std::array<KindSet, 4> accepts{kAnyKind};
  KindSet returns = kAnyKind;  ///< beside null; for static kinds
  /// Null as soon as one argument is; the call then never sees a null.
  bool propagates_null = true;
  /// The same for equal arguments wherever and whenever: may be folded into a constant.
  bool deterministic = true;
  Result<Datum> (*call)(std::span<const Datum> arguments, CallContext& context) = nullptr;
  std::string_view category;     ///< "Mathematical", "String", ...
  std::string_view signature;    ///< "round(value :: FLOAT, precision :: INTEGER) :: FLOAT"
  std::string_view description;  ///< one sentence
  /// What a running statement gives is judged by `call` alone: where openCypher has an error of its own for
  /// it.
  bool checks_itself = false;

  static constexpr std::uint8_t kVariadic = 255;
  /// The kinds the argument at `index` may have.
  [[nodiscard]] constexpr KindSet acceptsAt(std::size_t index) const {
    std::size_t at = index < accepts.size() ? index : accepts.size() - 1;
    while (at > 0 && accepts[at] == 0) --at;
    return accepts[at];
  }
};

/// The function of that name in any case ("TOUPPER", "date.truncate"), or nullptr. Aggregates are in
/// values/aggregates.h.
[[nodiscard]] const ScalarFunction* findFunction(std::string_view name);
/// A name that was probably meant, or empty.
[[nodiscard]] std::string_view nearestFunction(std::string_view name);
/// All tables, one after the other.
[[nodiscard]] std::span<const std::span<const ScalarFunction>> functionTables();

/// `function` on `arguments`: nulls propagated where it says so, kinds outside of `accepts` refused with
/// TypeError.InvalidArgumentType. The only way to call one: what stands in the table relies on it.
[[nodiscard]] Result<Datum> callFunction(const ScalarFunction& function, std::span<const Datum> arguments,
                                         CallContext& context);

// The tables, each defined beside its functions. Entries in any order; names distinct over all tables.
[[nodiscard]] std::span<const ScalarFunction> mathematicalFunctions();
[[nodiscard]] std::span<const ScalarFunction> stringFunctions();
[[nodiscard]] std::span<const ScalarFunction> listFunctions();
[[nodiscard]] std::span<const ScalarFunction> conversionFunctions();
[[nodiscard]] std::span<const ScalarFunction> periodFunctions();
[[nodiscard]] std::span<const ScalarFunction> temporalFunctions();  ///< values/temporal_functions.cc
[[nodiscard]] std::span<const ScalarFunction> graphFunctions();     ///< executor/graph_functions.cc
[[nodiscard]] std::span<const ScalarFunction> timeFunctions();      ///< executor/time_functions.cc

}  // namespace tenure::query

// What the operators and functions of this folder share: refusals that name what was given, and the bounds
// on what a value may grow to.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/query/query_error.h"
#include "engine/query/values/call_context.h"
#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::query {

/// Lists and maps nest at most so deep: what walks a value recursively must not exhaust the stack.
inline constexpr std::uint32_t kNestingMax = 1'000;

/// "a STRING ('abc')", shortened: for messages.
[[nodiscard]] std::string described(const Datum& value);

/// TypeError.InvalidArgumentType: "<taker> takes <wanted>, not a STRING ('abc')".
[[nodiscard]] Error wrongKind(std::string_view taker, std::string_view wanted, const Datum& given);
/// ArithmeticError.IntegerOverflow for the result of `what` ("9 + 1").
[[nodiscard]] Error integerOverflow(std::string_view what);
/// kLimit: a value of about that many bytes would be larger than `context` allows.
[[nodiscard]] Status checkSize(std::size_t bytes, const CallContext& context);
/// kLimit: lists and maps in one another beyond kNestingMax. For whoever makes a list or map out of values.
[[nodiscard]] Status checkNesting(const Datum& value);

}  // namespace tenure::query

// The operators of the query language over values. Null in gives null out unless said otherwise. Errors have
// a class and a detail and no place: the caller knows where the operator stands and adds it (`placed`).
//
// Pure functions (a Regex is immutable too); any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/query/values/call_context.h"
#include "engine/query/values/comparison.h"
#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::query {

// ---- arithmetic ------------------------------------------------------------------------------------------
// Integers stay integers, save under `^`, which is always a float. Errors: ArithmeticError.IntegerOverflow,
// ArithmeticError.DivideByZero (integers; floats follow IEEE 754), TypeError.InvalidArgumentType.

/// Numbers; texts (also a text and a number); list + list, list + element, element + list; a date or time
/// and a duration; two durations. `context` bounds the size of what is made.
[[nodiscard]] Result<Datum> add(const Datum& a, const Datum& b, const CallContext& context);
/// Numbers; a date or time less a duration; two durations.
[[nodiscard]] Result<Datum> subtract(const Datum& a, const Datum& b);
/// Numbers; a duration and a number.
[[nodiscard]] Result<Datum> multiply(const Datum& a, const Datum& b);
/// Numbers (integers truncate towards zero); a duration by a number.
[[nodiscard]] Result<Datum> divide(const Datum& a, const Datum& b);
/// The remainder has the sign of the dividend.
[[nodiscard]] Result<Datum> modulo(const Datum& a, const Datum& b);
[[nodiscard]] Result<Datum> power(const Datum& a, const Datum& b);
/// Numbers and durations.
[[nodiscard]] Result<Datum> negate(const Datum& a);
/// Unary plus: what it is given, of the kinds that `negate` takes.
[[nodiscard]] Result<Datum> plus(const Datum& a);

// ---- booleans
// ----------------------------------------------------------------------------------------------

/// A boolean or null as three-valued truth; anything else is TypeError.InvalidArgumentType. What WHERE, AND,
/// OR, XOR, NOT and CASE ask first. AND and OR of what this gives:
[[nodiscard]] Result<Ternary> truth(const Datum& value);
[[nodiscard]] Ternary ternaryAnd(Ternary a, Ternary b);
[[nodiscard]] Ternary ternaryOr(Ternary a, Ternary b);
[[nodiscard]] Ternary ternaryXor(Ternary a, Ternary b);
[[nodiscard]] Ternary ternaryNot(Ternary a);

// ---- lists and maps
// ----------------------------------------------------------------------------------------

/// `element IN list`: true if one is equal, else null if one comparison is null, else false. A list that is
/// no list is TypeError.InvalidArgumentType.
[[nodiscard]] Result<Ternary> in(const Datum& element, const Datum& list);
/// `value[index]`: an element of a list (negative from the end, null outside), the value of a key of a map.
/// Errors: TypeError.InvalidArgumentType for other kinds (a list by anything but an integer too),
/// TypeError.MapElementAccessByNonString. Nodes and relationships are the executor's.
[[nodiscard]] Result<Datum> elementAt(const Datum& value, const Datum& index);
/// `list[from..to]`; a bound that is not given is nullptr, a null bound gives null. Bounds are clipped.
[[nodiscard]] Result<Datum> slice(const Datum& list, const Datum* from, const Datum* to);
/// `value.key` of a map or a temporal value; null for a key that is not there. Errors:
/// TypeError.InvalidArgumentType for other kinds. Nodes and relationships are the executor's.
[[nodiscard]] Result<Datum> property(const Datum& value, std::string_view key);

// ---- texts
// -------------------------------------------------------------------------------------------------

/// Null where either side is no text.
[[nodiscard]] Ternary startsWith(const Datum& text, const Datum& prefix);
[[nodiscard]] Ternary endsWith(const Datum& text, const Datum& suffix);
[[nodiscard]] Ternary containsText(const Datum& text, const Datum& part);

/// A pattern of `=~`: ICU's regular expressions, which must match the whole text. Compiled once, matched from
/// any thread. Time and stack of a match are bounded; what exceeds them is an error, never a hang.
class Regex {
 public:
  /// Errors: ArgumentError.InvalidRegularExpression, with ICU's reason and the column in the pattern.
  [[nodiscard]] static Result<std::shared_ptr<const Regex>> compile(std::string_view pattern);
  virtual ~Regex() = default;
  [[nodiscard]] virtual Result<bool> matches(std::string_view text) const = 0;
};
/// `text =~ pattern`, null where either side is no text. Patterns that were compiled lately are kept per
/// thread.
[[nodiscard]] Result<Ternary> matches(const Datum& text, const Datum& pattern);

}  // namespace tenure::query

// What the literals of a statement mean: numbers, quoted texts, names in backticks.
//
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::query {

/// How far a number goes at the beginning of a text that begins with a digit, or with a point and a digit.
struct NumberShape {
  std::size_t length = 0;
  bool is_float = false;
  bool complete = true;  ///< not `0x` and `1e` without digits behind
};
[[nodiscard]] NumberShape numberShape(std::string_view text);

/// The integer written, of a token of that kind, negated where a minus stands before it: so the least integer
/// can be written. SyntaxError.IntegerOverflow, or InvalidNumberLiteral for 012, which some read as octal.
[[nodiscard]] Result<std::int64_t> integerLiteral(std::string_view written, bool negative);
/// SyntaxError.FloatingPointOverflow beyond the greatest double; what is too small is zero.
[[nodiscard]] Result<double> floatLiteral(std::string_view written);

/// What stands at the beginning of a text that begins with a backslash.
struct Escape {
  std::size_t length = 0;       ///< of its writing
  std::int32_t code_point = 0;  ///< what it stands for
};
/// \\ \' \" \` \b \f \n \r \t \uXXXX \UXXXXXXXX, and two of \uXXXX for a pair of surrogates. Else
/// SyntaxError.InvalidUnicodeLiteral or UnexpectedSyntax.
[[nodiscard]] Result<Escape> readEscape(std::string_view text);

/// The text within the quotes of a string token.
[[nodiscard]] std::string stringLiteral(std::string_view written);
/// The name within its backticks, two of them standing for one.
[[nodiscard]] std::string quotedNameText(std::string_view written);

}  // namespace tenure::query

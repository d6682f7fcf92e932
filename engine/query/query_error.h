// Errors of statements: tenure::Error with a place in the statement and a detail as openCypher's own tests
// name it, "<class>.<detail>" ("SyntaxError.UndefinedVariable"). What `prepare` returns is a compile-time
// error, what `execute` and its cursor return a runtime error.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::query {

/// A place in a statement: where a token begins.
struct Position {
  std::uint32_t offset = 0;  ///< in bytes
  std::uint32_t line = 1;
  std::uint32_t column = 1;  ///< in code points
  friend bool operator==(const Position&, const Position&) = default;
};

/// The classes of openCypher's errors.
enum class ErrorClass : std::uint8_t {
  kSyntaxError,
  kSemanticError,
  kTypeError,
  kArgumentError,
  kArithmeticError,
  kEntityNotFound,
  kPropertyNotFound,
  kLabelNotFound,
  kParameterMissing,
  kProcedureError,
  kConstraintValidationFailed,
  kConstraintVerificationFailed,
};
[[nodiscard]] std::string_view errorClassName(ErrorClass error_class);

/// An error of a statement. `detail` is openCypher's word for it, in CamelCase. The code is kParse for a
/// syntax error, kNotFound for what is not there, kConstraint, else kInvalidArgument.
[[nodiscard]] Error queryError(ErrorClass error_class, std::string_view detail, std::string message,
                               Position at);
/// The same without a place: for functions over values, whose caller knows where they stand and adds it.
[[nodiscard]] Error valueError(ErrorClass error_class, std::string_view detail, std::string message);
/// `error` at `at`, unless it has a place in a statement or a file already.
[[nodiscard]] Error placed(Error error, Position at);

}  // namespace tenure::query

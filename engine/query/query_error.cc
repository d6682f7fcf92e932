#include "engine/query/query_error.h"

#include <utility>

namespace tenure::query {

namespace {

ErrorCode codeOf(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::kSyntaxError: return ErrorCode::kParse;
    case ErrorClass::kEntityNotFound:
    case ErrorClass::kPropertyNotFound:
    case ErrorClass::kLabelNotFound:
    case ErrorClass::kParameterMissing:
    case ErrorClass::kProcedureError: return ErrorCode::kNotFound;
    case ErrorClass::kConstraintValidationFailed:
    case ErrorClass::kConstraintVerificationFailed: return ErrorCode::kConstraint;
    case ErrorClass::kSemanticError:
    case ErrorClass::kTypeError:
    case ErrorClass::kArgumentError:
    case ErrorClass::kArithmeticError: break;
  }
  return ErrorCode::kInvalidArgument;
}

}  // namespace

std::string_view errorClassName(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::kSyntaxError: return "SyntaxError";
    case ErrorClass::kSemanticError: return "SemanticError";
    case ErrorClass::kTypeError: return "TypeError";
    case ErrorClass::kArgumentError: return "ArgumentError";
    case ErrorClass::kArithmeticError: return "ArithmeticError";
    case ErrorClass::kEntityNotFound: return "EntityNotFound";
    case ErrorClass::kPropertyNotFound: return "PropertyNotFound";
    case ErrorClass::kLabelNotFound: return "LabelNotFound";
    case ErrorClass::kParameterMissing: return "ParameterMissing";
    case ErrorClass::kProcedureError: return "ProcedureError";
    case ErrorClass::kConstraintValidationFailed: return "ConstraintValidationFailed";
    case ErrorClass::kConstraintVerificationFailed: return "ConstraintVerificationFailed";
  }
  return "Error";
}

Error valueError(ErrorClass error_class, std::string_view detail, std::string message) {
  return Error(codeOf(error_class), std::move(message))
      .detailed(std::string(errorClassName(error_class)) + "." + std::string(detail));
}

Error queryError(ErrorClass error_class, std::string_view detail, std::string message, Position at) {
  return placed(valueError(error_class, detail, std::move(message)), at);
}

Error placed(Error error, Position at) {
  // A place without a line is one within a text, such as a date: where that stands is not said yet.
  if (error.place() && error.place()->line > 0) return error;
  return error.at({.file = {}, .line = at.line, .column = at.column});
}

}  // namespace tenure::query

// Values, and calls of functions over them, in the notation that tests of the query language are written in:
// what a call gives is a text, openCypher's notation of the value or the detail of the error.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "engine/query/values/functions.h"
#include "engine/query/values/render.h"

namespace tenure::query::testing {

inline Datum d(bool truth) { return Datum::boolean(truth); }
inline Datum d(int number) { return Datum::integer(number); }
inline Datum d(std::int64_t number) { return Datum::integer(number); }
inline Datum d(double number) { return Datum::floating(number); }
inline Datum d(const char* text) { return Datum::string(text); }
inline Datum d(std::string text) { return Datum::string(std::move(text)); }
inline const Datum null;
inline Datum list(std::initializer_list<Datum> items) { return Datum::list(items); }
inline Datum map(std::initializer_list<std::pair<std::string, Datum>> entries) { return Datum::map(entries); }

inline std::string shown(const Datum& value) { return toCypherText(value); }
inline std::string shown(const Error& error) {
  return error.detail().empty() ? std::string(errorCodeName(error.code())) : error.detail();
}
inline std::string shown(const Result<Datum>& result) {
  return result.ok() ? shown(*result) : shown(result.error());
}

/// The function of that name on `arguments`.
inline std::string call(std::string_view name, const std::vector<Datum>& arguments, CallContext& context) {
  const ScalarFunction* function = findFunction(name);
  if (function == nullptr) return "no function " + std::string(name);
  return shown(callFunction(*function, arguments, context));
}
inline std::string call(std::string_view name, const std::vector<Datum>& arguments) {
  CallContext context;
  return call(name, arguments, context);
}

}  // namespace tenure::query::testing

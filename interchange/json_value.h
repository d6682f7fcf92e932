// Values as JSON and back, without loss and with their types:
//
//   null, true, 12, 1.5, "text", [..], {..}      as JSON has them; a number with a point or an exponent is a
//   float
//   {"$float": "NaN"}                            or "Infinity", "-Infinity"
//   {"$date": "2014-10-28"}                      likewise $localtime, $time, $localdatetime, $datetime,
//   $duration,
//                                                each as toText writes it
//   {"$map": {"$key": 1}}                        a map one of whose keys begins with a dollar sign
//
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "interchange/json_tree.h"
#include "interchange/json_writer.h"
#include "schema/result.h"
#include "schema/value.h"

namespace tenure::interchange {

void writeValue(JsonWriter& out, const Value& value);
[[nodiscard]] std::string jsonOf(const Value& value);

/// kParse for an unknown or ill-typed "$…", with places as json_tree.h has them.
[[nodiscard]] Result<Value> valueFrom(const JsonNode& node);
/// From a text; the place is a column of it.
[[nodiscard]] Result<Value> valueFromJson(std::string_view text);

}  // namespace tenure::interchange

// The parts that lines of an export are made of, read from JSON (json_lines.h says how each is written). Pure
// functions; errors are kParse with places as json_tree.h has them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "interchange/json_tree.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::interchange {

[[nodiscard]] Result<Instant> instantIn(JsonFields& fields, std::string_view key);
[[nodiscard]] Result<SystemInstant> systemIn(JsonFields& fields, std::string_view key);  ///< a finite one
/// Timeless where the field is absent.
[[nodiscard]] Result<Validity> validityFrom(JsonFields& outer, std::string_view key);
[[nodiscard]] Result<std::optional<Cut>> cutFrom(JsonFields& outer);
[[nodiscard]] Result<Properties> propertiesFrom(JsonFields& outer);
[[nodiscard]] Result<std::vector<Alias>> aliasesFrom(JsonFields& outer);
[[nodiscard]] Result<Believed> believedFrom(JsonFields& fields, const JsonNode& at);
[[nodiscard]] Result<std::vector<Range>> removedFrom(JsonFields& fields);

}  // namespace tenure::interchange

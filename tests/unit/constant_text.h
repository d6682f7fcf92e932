// Statements of constants alone, `WITH a AS x RETURN f(x), x.y`, evaluated by the functions and operators
// over values and nothing else: so that these are tested by statements before and apart from the executor.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace tenure::testing {

/// The only row, as openCypher's tests write cells: dates and times are texts there. Nothing where the
/// statement holds more than WITH and RETURN of such expressions.
[[nodiscard]] std::optional<Result<std::vector<std::string>>> constantRow(std::string_view statement);

}  // namespace tenure::testing

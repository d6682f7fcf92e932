// The cell of a property column as a value of its declared type. Pure functions; any thread.
#pragma once

#include <string_view>

#include "interchange/columns.h"
#include "schema/result.h"
#include "schema/value.h"

namespace tenure::interchange {

/// Blanks around a cell count in texts alone. Booleans are `true` and `false` (and with capitals), integers
/// are decimal and fit 64 bits, floats are decimal, NaN, Infinity, -Infinity; a list's members stand apart by
/// ';'. The caller has looked for blank cells. kParse with the reason, and with the column in the cell where
/// one is known.
[[nodiscard]] Result<Value> parseCell(CellType type, std::string_view cell);

/// A type whose cells say every one of `values` without loss: `json` where no plainer one does.
[[nodiscard]] ValueType cellTypeOf(const Value& value);
/// The word of a type in a header.
[[nodiscard]] std::string_view cellTypeWord(ValueType type);
/// The cell that parseCell reads back as `value`, for a column of cellTypeOf(value) or of `json`.
[[nodiscard]] std::string cellText(ValueType column, const Value& value);

}  // namespace tenure::interchange

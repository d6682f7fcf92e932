// What `tenure query` and `tenure shell` share: parameters as people write them, the rows of a statement,
// what it wrote, and the place where it is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "apps/tenure/output.h"
#include "engine/query/query.h"
#include "schema/result.h"

namespace tenure::apps {

/// A value written as JSON. `name` is for the message; errors kParse, kOutOfRange.
[[nodiscard]] Result<query::Datum> parameterValue(const std::string& name, std::string_view json);

/// The error, the line of the statement in which it lies, and a caret under the place, on standard error.
void printWithCaret(const Error& error, const std::string& text);

struct PrintedRows {
  std::uint64_t rows = 0;
  int exit_code = 0;  ///< as RowWriter::finish gives it
};
/// Prints the rows as they come and uses them up.
[[nodiscard]] Result<PrintedRows> printRows(query::Rows& rows, const RowOutput& output);
/// What the statement wrote and what its reader should know, on standard error.
void printAfterwards(const query::Rows& rows);

}  // namespace tenure::apps

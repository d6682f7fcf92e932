// From the record of a table to the node or fact that it describes. Errors carry the file, the line and the
// column of the cell, and name its column, its text and the reason.
//
// A parser borrows the Columns it is made with. Calls keep no state; one thread at a time for one reader.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "interchange/columns.h"
#include "interchange/csv_reader.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "schema/validity.h"

namespace tenure::interchange {

struct RowOptions {
  BlankEnd blank_end = BlankEnd::kUnknown;
  EndConvention end_dates = EndConvention::kInclusive;
};

struct NodeRow {
  NodeDraft draft;
};
/// A fact whose ends are still texts.
struct FactRow {
  std::string_view subject;  ///< of the reader's record
  std::string_view object;
  FactDraft draft;
};

class RowParser {
 public:
  RowParser(const Columns& columns, RowOptions options);

  [[nodiscard]] Result<NodeRow> node(const CsvReader& record) const;
  /// Into `row`, whatever it held before: a table of facts is read with one, whose memory is used again.
  Status fact(const CsvReader& record, FactRow& row) const;

  /// `error` at the cell of `role` (the beginning of the row where the table has none), told as "column
  /// 'value': reason".
  [[nodiscard]] Error atCell(const Error& error, const CsvReader& record, Role role) const;

 private:
  [[nodiscard]] Result<Validity> validity(const CsvReader& record) const;
  [[nodiscard]] Result<EndConvention> endDates(const CsvReader& record) const;
  [[nodiscard]] Error validityError(const Error& error, const CsvReader& record,
                                    EndConvention end_dates) const;
  [[nodiscard]] Error cellError(const Error& error, const CsvReader& record, std::size_t field) const;
  [[nodiscard]] std::string_view cell(const CsvReader& record, Role role) const;
  Status readFactCell(const CsvReader& record, std::size_t field, FactRow& row) const;
  Status readNodeCell(const CsvReader& record, std::size_t field, NodeDraft& draft) const;
  Status addProperty(const CsvReader& record, std::size_t field, Properties& properties) const;

  [[nodiscard]] std::optional<std::size_t> find(Role role) const {
    return fields_[static_cast<std::size_t>(role)];
  }

  const Columns& columns_;
  RowOptions options_;
  std::array<std::optional<std::size_t>, kRoles> fields_;  ///< of roles that only one column has
};

}  // namespace tenure::interchange

// Cases of the query language as text (tests/query/*.test): what a file says, as plain data.
//
//   # a comment
//   == what the case shows
//   schema organizations                 the built-in schema; before the first statement
//   clock 2024-01-01T00:00:00Z           what the database's clock says from here on
//   $ day = '2017-12-31'                 a parameter of the next statement
//   > FOR VALID_TIME AS OF $day
//     MATCH (n) RETURN n.name AS name    lines that begin with two blanks go on
//   | name |                             the columns, then the rows, in any order; cells as
//   | 'a'  |                             tests/tck/notation.h has them, and a text stands for
//                                        the date or time that is written so
//   in order                             the rows come in this order
//   ~ SeveralPossibleValues              a notification; without a line there is none
//   + 1 nodes_created                    a side effect; without a line none is looked at
//   ! parse SyntaxError.NoEffect 1:1 the message, to its end
//   restart                              the database is closed and opened again
//
// A statement with nothing below it succeeds and gives no rows. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/query/parameters.h"
#include "schema/result.h"
#include "tests/tck/cell_match.h"

namespace tenure::testing {

struct CaseStatement {
  std::size_t line = 0;  ///< of the file, from 1
  std::string text;
  query::Parameters parameters;
  std::vector<std::string> columns;  ///< empty: no rows are expected
  tck::ExpectedRows rows;
  std::vector<std::string> row_lines;  ///< the rows as they are written, for a message
  bool ordered = false;
  std::vector<std::string> notifications;  ///< codes
  std::vector<std::string> effects;        ///< "1 nodes_created"; empty: not looked at
  std::optional<std::string> error;        ///< "<code> <detail> <line>:<column> <message>"
};
struct CaseRestart {};
struct CaseClock {
  std::int64_t micros = 0;  ///< since 1970
};
using CaseStep = std::variant<CaseStatement, CaseRestart, CaseClock>;

struct QueryCase {
  std::size_t line = 0;
  std::string name;
  std::string schema = "open";  ///< of a built-in schema
  std::vector<CaseStep> steps;
};

/// The cases of a text. kParse with the line for what is not understood, and for a case that asks nothing.
[[nodiscard]] Result<std::vector<QueryCase>> parseQueryCases(std::string_view text);
/// The same of a file. kNotFound.
[[nodiscard]] Result<std::vector<QueryCase>> readQueryCases(const std::filesystem::path& path);
/// Files of cases in the project, in order of names.
[[nodiscard]] std::vector<std::filesystem::path> queryCaseFiles();

}  // namespace tenure::testing

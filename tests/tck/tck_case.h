// A case of openCypher's Technology Compatibility Kit, and files of them. Plain values; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query/values/functions.h"
#include "schema/result.h"
#include "tests/tck/notation.h"

namespace tenure::tck {

/// A statement and what it is to give.
struct Statement {
  std::string query;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  bool expects_rows = false;  ///< columns and rows are given; else nothing is to come back
  bool ordered = false;
  bool ignore_list_order = false;
};

struct ExpectedError {
  std::string type;    ///< "SyntaxError"
  std::string phase;   ///< "compile time", "runtime", "any time"
  std::string detail;  ///< "UndefinedVariable", or "*"
};

/// A procedure of the case's own: a table, of which a call gives the rows whose inputs are its arguments.
struct TestProcedure {
  struct Field {
    std::string name;
    std::string type;  ///< "INTEGER?"
  };
  std::string name;
  std::vector<Field> arguments;
  std::vector<Field> outputs;
  std::vector<std::vector<query::Datum>> rows;  ///< arguments, then outputs
};

/// Counts by "+nodes", "-nodes", "+relationships", "-relationships", "+labels", "-labels", "+properties",
/// "-properties"; what is not named is zero.
using SideEffects = std::map<std::string, std::uint64_t>;

struct Case {
  std::string id;       ///< "clauses/match/Match1 [3]"
  std::string feature;  ///< "clauses/match/Match1"
  std::string given;    ///< "any", "empty" or the name of a graph
  std::vector<std::pair<std::string, query::Datum>> parameters;
  std::vector<TestProcedure> procedures;
  std::vector<std::string> setup;
  Statement statement;
  std::optional<ExpectedError> error;
  std::optional<SideEffects> side_effects;
  std::vector<Statement> control;  ///< asked afterwards
};

/// "test.my.proc(in :: INTEGER?) :: (out :: STRING?)". kParse.
[[nodiscard]] Result<TestProcedure> parseSignature(std::string_view text);

/// The cases of a JSON file, in its order. kNotFound, kParse with the case that is not understood.
[[nodiscard]] Result<std::vector<Case>> readCases(const std::filesystem::path& path);

}  // namespace tenure::tck

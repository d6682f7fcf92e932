// The notation in which openCypher's TCK writes the values that it expects:
//
//   cell         = "null" | "true" | "false" | "NaN" | "Inf" | "-Inf" | integer | float | string | list | map
//                | node | relationship | path
//   string       = "'" characters "'"          \\ and \' are escapes
//   list         = "[" [ cell { "," cell } ] "]"
//   map          = "{" [ key ":" cell { "," key ":" cell } ] "}"
//   node         = "(" { ":" label } [ map ] ")"
//   relationship = "[" ":" type [ map ] "]"
//   path         = "<" node { ( "-" relationship "->" | "<-" relationship "-" ) node } ">"
//
// Plain values and pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::tck {

struct Cell {
  enum class Kind : std::uint8_t {
    kNull,
    kBoolean,
    kInteger,
    kFloat,
    kString,
    kList,
    kMap,
    kNode,
    kRelationship,
    kPath,
  };
  Kind kind = Kind::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  double floating = 0;
  std::string text;                                   ///< of a string; the type of a relationship
  std::vector<std::string> labels;                    ///< of a node
  std::vector<Cell> items;                            ///< of a list; of a path node, relationship, node ...
  std::vector<bool> forward;                          ///< of a path, for each relationship
  std::vector<std::pair<std::string, Cell>> entries;  ///< of a map, or the properties of an entity
};

/// kParse with the column for what is not in the notation.
[[nodiscard]] Result<Cell> parseCell(std::string_view text);

/// A cell without nodes, relationships and paths as a value: a parameter, a row of a test procedure.
/// kInvalidArgument where there is one.
[[nodiscard]] Result<query::Datum> toDatum(const Cell& cell);

}  // namespace tenure::tck

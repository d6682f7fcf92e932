// Values as text: openCypher's notation for people and tests, JSON for programs.
//
//   42  1.0  'text'  [1, 2]  {a: 1}  (:Person {name: 'Iyad'})  [:MEMBER_OF {since: 2014}]
//   <(:A)-[:T]->(:B)<-[:T]-(:C)>  2014-10-28  P1Y2M
//
// What nodes and relationships hold is asked of an EntityReader, so that a rendering reads the graph under
// the time scopes of the statement that met them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/query/values/datum.h"
#include "schema/result.h"

namespace tenure::query {

/// What a rendering asks about nodes and relationships. Underscore properties are the reader's choice.
class EntityReader {
 public:
  struct NodeParts {
    std::vector<std::string> labels;  ///< sorted
    DatumMap properties;              ///< sorted by key
  };
  struct RelationshipParts {
    std::string type;
    DatumMap properties;
  };
  virtual ~EntityReader() = default;
  [[nodiscard]] virtual Result<NodeParts> node(const Datum& node) = 0;
  [[nodiscard]] virtual Result<RelationshipParts> relationship(const Datum& relationship) = 0;
};

/// `toString(value)` of a boolean, number, text or temporal value: a text without quotes, floats with a
/// point.
[[nodiscard]] std::string toPlainText(const Datum& value);
/// A float as openCypher writes it: "1.0", "1.0E-10", "NaN", "Infinity".
[[nodiscard]] std::string floatText(double number);

enum class Quoting : std::uint8_t {
  kAll,     ///< texts in quotes, everywhere: what a parser reads back
  kNested,  ///< texts in quotes inside lists, maps and entities: cells of a table
};
[[nodiscard]] Result<std::string> toCypherText(const Datum& value, EntityReader& entities,
                                               Quoting quoting = Quoting::kAll);
/// Without a graph: nodes are `(#7)`, relationships `[#7]`; for error messages and EXPLAIN.
[[nodiscard]] std::string toCypherText(const Datum& value);

/// Compact JSON. Temporal values are their texts; NaN and the infinities are texts too (JSON has no word for
/// them); a node is {"labels": [...], "properties": {...}}, a relationship {"type": ..., "properties":
/// {...}}, a path the list of its parts.
[[nodiscard]] Result<std::string> toJson(const Datum& value, EntityReader& entities);

}  // namespace tenure::query

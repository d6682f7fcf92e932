// What the columns of a table mean, from the words of its header and the user's mapping.
//
//   a nodes file    :ID, :LABEL (several apart by ';'), :VALID or :VALID_FROM and :VALID_TO (its lifespan),
//                   name, alias, alias:fr
//   a facts file    :START_ID, :END_ID, :TYPE, :VALID or :VALID_FROM and :VALID_TO, :STATUS, :SOURCE (several
//                   apart by '|', or several such columns), :EVENT
//   both            :END_DATES ("inclusive" or "exclusive", before the option of that name), :IGNORE, and
//                   every other word: a property of that name, a text, or of the type after the last colon
//
// A name may stand before a role, as in Neo4j's `personId:ID`. Where no column has the role otherwise, the
// plain words id, label (nodes) and src, type, dst, start, end, source (facts) have it too. Types are
// Neo4j's, and `json` for any value as json_value.h writes it; `[]` makes a list, its members apart by ';'.
// Words are case-sensitive. Property keys that begin with an underscore are the engine's and refused.
//
// Plain values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.h"
#include "schema/result.h"

namespace tenure::interchange {

enum class TableKind : std::uint8_t { kNodes, kFacts };
/// "nodes" or "facts".
[[nodiscard]] std::string_view tableKindName(TableKind kind);

enum class Role : std::uint8_t {
  kId,
  kLabel,
  kAlias,
  kStartId,
  kEndId,
  kType,
  kValid,
  kValidFrom,
  kValidTo,
  kEndDates,
  kStatus,
  kSource,
  kEvent,
  kIgnore,
  kProperty,
};
inline constexpr std::size_t kRoles = 15;

/// How the cells of a property column are read.
struct CellType {
  ValueType type = ValueType::kText;  ///< kAny: a JSON value
  bool list = false;                  ///< of such values
  friend bool operator==(const CellType&, const CellType&) = default;
};
/// "int", "string[]" …; nullopt for a word that names no type.
[[nodiscard]] std::optional<CellType> parseCellType(std::string_view word);
/// Those that there are, for a refusal.
[[nodiscard]] std::string cellTypeWords();

struct Column {
  Role role = Role::kIgnore;
  std::string word;  ///< as the header has it, for messages
  std::string key;   ///< of a property; the language of an alias
  CellType type;
  friend bool operator==(const Column&, const Column&) = default;
};

/// `--columns 'src=:START_ID,…'`: a column of the header, and the word that it is to be read as.
struct ColumnMapping {
  std::string column;
  std::string word;
  friend bool operator==(const ColumnMapping&, const ColumnMapping&) = default;
};
/// kInvalidArgument for a part without '=', an empty side, or a column named twice.
[[nodiscard]] Result<std::vector<ColumnMapping>> parseColumnMappings(std::string_view text);

/// The columns of one table.
struct Columns {
  TableKind kind = TableKind::kNodes;
  std::vector<Column> columns;
  std::vector<bool> mapping_used;  ///< for each mapping, whether the header has its column

  /// The only column of a role, or nullopt.
  [[nodiscard]] std::optional<std::size_t> find(Role role) const;
};

/// Reads a header. Mappings to roles that this kind of table does not have are passed over (one option serves
/// nodes and facts alike); whether each mapping was used in some table is the caller's question. Errors are
/// kInvalidArgument; a place with `column` 0-based index + 1 is the caller's to translate: `Place::column` is
/// the number of the field, 0 for the header as a whole.
[[nodiscard]] Result<Columns> readColumns(TableKind kind, std::span<const std::string_view> header,
                                          std::span<const ColumnMapping> mappings);

}  // namespace tenure::interchange

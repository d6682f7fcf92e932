// What the built-in procedures share: the view that a statement asks under, arguments that name nodes and
// times, and options as a map whose every key is read or refused.
//
// Errors here have no place; the call adds it. Thread rules: those of the execution.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/executor/execution.h"
#include "engine/query/procedures.h"
#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::query {

/// The graph under scope number `scope` of `run`. SemanticError.ProcedureAfterWrite where the transaction has
/// changed it already: procedures read what is committed, and an answer without the changes would be wrong.
[[nodiscard]] Result<View> viewFor(std::uint32_t scope, Execution& run);
/// Of the statement's budget what it does not hold already.
[[nodiscard]] Budget budgetLeft(const Execution& run);

/// A node: itself, or a text that is an external id or a name which fits one node only. Errors as findNode;
/// TypeError.InvalidArgumentType for another kind.
[[nodiscard]] Result<NodeId> nodeGiven(const Datum& argument, std::string_view name, const View& view);
/// EDTF text, a date or a datetime.
[[nodiscard]] Result<Range> timeGiven(const Datum& argument);
/// The same as text.
[[nodiscard]] Result<std::string> timeTextGiven(const Datum& argument);

/// Options of a call. Absent and null are the same.
class ProcedureOptions {
 public:
  static constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

  /// ArgumentError.InvalidArgumentValue for a key that is not among `known`, with all of these.
  [[nodiscard]] static Result<ProcedureOptions> of(const Datum& map, std::span<const std::string_view> known);
  [[nodiscard]] static Result<ProcedureOptions> of(const Datum& map,
                                                   std::initializer_list<std::string_view> known) {
    return of(map, std::span(known.begin(), known.size()));
  }

  [[nodiscard]] const Datum* find(std::string_view key) const;
  /// `types`: a text or a list of texts; absent: empty, which means all.
  [[nodiscard]] Result<std::vector<std::string>> types() const;
  /// `direction`: 'out', 'in' or 'both'.
  [[nodiscard]] Result<Direction> direction(Direction otherwise) const;
  [[nodiscard]] Result<bool> flag(std::string_view key) const;
  /// A whole number from 1.
  [[nodiscard]] Result<std::uint64_t> count(std::string_view key, std::uint64_t otherwise = kNoLimit) const;
  [[nodiscard]] Result<double> number(std::string_view key, double otherwise) const;
  [[nodiscard]] Result<std::string> text(std::string_view key) const;
  /// The place of a text in `words`.
  [[nodiscard]] Result<std::size_t> oneOf(std::string_view key, std::span<const std::string_view> words,
                                          std::size_t otherwise) const;

 private:
  Datum map_;
};

/// Scope number `scope` with refuted facts where the option `refuted` asks for them; with `during` a time
/// that stands for one unknown instant is asked about as a range.
[[nodiscard]] Result<std::uint32_t> askedScope(const ProcedureOptions& options, bool during,
                                               std::uint32_t scope, Execution& run);

/// One of several words. ArgumentError.InvalidArgumentValue lists them.
[[nodiscard]] Result<std::size_t> wordGiven(const Datum& value, std::string_view name,
                                            std::span<const std::string_view> words);

// ---- how the tables of procedures are written
[[nodiscard]] ProcedureField nodeArgument(std::string name);
[[nodiscard]] ProcedureField textArgument(std::string name);
[[nodiscard]] ProcedureField timeArgument(std::string name);
[[nodiscard]] ProcedureField optionsArgument();
[[nodiscard]] ProcedureField columnOf(std::string name, Kind kind);

// ---- values of rows
[[nodiscard]] Datum textOrNull(std::string_view text);
[[nodiscard]] Datum textsOrNull(const std::vector<std::string>& texts);
[[nodiscard]] inline Datum countOf(std::uint64_t count) {
  return Datum::integer(static_cast<std::int64_t>(count));
}
/// A relationship as it holds under the scope; null where nothing of it does, or `wanted` is false.
[[nodiscard]] Result<Datum> relationshipAt(FactId fact, std::uint32_t scope, Execution& run,
                                           bool wanted = true);

}  // namespace tenure::query

// Statements of the query language over a database: prepare once, run as often as wanted.
//
//     Engine engine(...);                                       // a Database has one
//     auto statement = engine.prepare("MATCH (n) RETURN n.name").value();
//     auto rows = engine.run(statement, {{"x", 1}}, {}).value();
//     while (rows->next().value()) use(rows->row());
//
// Thread rules: an Engine and prepared statements may be used from any number of threads; a Rows belongs to
// one thread at a time. A Rows must not outlive the Engine, nor the transaction it was given.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/executor/execution.h"
#include "engine/query/parameters.h"
#include "engine/query/prepared.h"
#include "engine/query/procedures.h"
#include "engine/query/rows_ptr.h"
#include "engine/query/values/render.h"
#include "engine/traversal/budget.h"
#include "schema/result.h"
#include "storage/graph_store.h"

namespace tenure::query {

using PreparedPtr = std::shared_ptr<const Prepared>;

/// A column of many rows of an answer, as an array where the statement has one.
struct RowColumn {
  enum class Kind : std::uint8_t {
    kSame,      ///< data[0] in every row
    kData,      ///< data
    kNodes,     ///< nodes
    kIds,       ///< the ids of nodes, as integers
    kInstants,  ///< datetimes; null where one is not finite
    kTypes,     ///< names of types
  };
  Kind kind = Kind::kSame;
  std::span<const Datum> data = {};
  std::span<const NodeId> nodes = {};
  std::uint32_t scope = 0;  ///< of kNodes, as in a Datum
  std::span<const Instant> instants = {};
  std::span<const TypeId> types = {};
};
/// Rows of an answer that come at once; until the next call.
struct RowBatch {
  std::size_t rows = 0;  ///< 0: there are no more
  std::span<const RowColumn> columns = {};
};

/// The answer of a statement, row by row or many rows at once, which is the same and faster. A statement that
/// writes has written when its rows are used up; `finish` uses up what is left.
class Rows {
 public:
  virtual ~Rows() = default;
  /// The end of its use: the last call. Deletes it, or keeps what the next run of the statement can use.
  virtual void release() noexcept { delete this; }
  [[nodiscard]] virtual const std::vector<std::string>& columns() const = 0;
  /// Whether there is another row. After an error there is none, and nothing was written. In a statement that
  /// has its own transaction the end of the rows commits; that it could not is an error here.
  [[nodiscard]] virtual Result<bool> next() = 0;
  /// The row that `next` found; until the next call.
  [[nodiscard]] virtual std::span<const Datum> row() const = 0;
  /// The next rows, column by column; in place of `next`, not between two calls of it. Errors likewise.
  [[nodiscard]] virtual Result<RowBatch> nextBatch() = 0;
  /// A value of a column of the batch that `nextBatch` gave last.
  [[nodiscard]] virtual Datum value(const RowColumn& column, std::size_t row) = 0;
  virtual Status finish() = 0;
  /// What was written. Complete at the end.
  [[nodiscard]] virtual const SideEffects& effects() const = 0;
  [[nodiscard]] virtual const std::vector<Notification>& notifications() const = 0;
  /// Reads labels, types and properties of nodes and relationships of this answer.
  [[nodiscard]] virtual EntityReader& entities() = 0;
  [[nodiscard]] virtual Execution& execution() = 0;
};

struct RunOptions {
  Budget budget = {};
  /// Run inside of this transaction; nullptr: a statement that writes has one of its own.
  storage::Transaction* transaction = nullptr;
  CommitNote note = {};                     ///< of the statement's own transaction
  std::int64_t write_wait_us = 10'000'000;  ///< for the writer's turn, of its own transaction
};

/// What a session says once for all its statements.
struct PrepareOptions {
  /// Clauses of time ("FOR VALID_TIME AS OF '2022'") for statements that have none for that clock; empty: all
  /// of valid time, present belief. A statement that has nothing to ask under them is no error.
  std::string session_time = {};
  /// Whether operators may leave out what nothing above them reads (planner/spare.h). The answer is the same;
  /// a test compares the two.
  bool spare = true;
};

class Engine {
 public:
  /// `store` must outlive it.
  explicit Engine(storage::GraphStore& store);
  ~Engine();

  /// Parses, binds and plans; the same text again is found in a cache. Errors have a place and a detail
  /// (engine/query/query_error.h).
  [[nodiscard]] Result<PreparedPtr> prepare(std::string_view text, const PrepareOptions& options = {});
  /// Starts a prepared statement. Errors: a parameter that is not given (ParameterMissing.MissingParameter).
  [[nodiscard]] Result<RowsPtr> run(PreparedPtr statement, const Parameters& parameters,
                                    const RunOptions& options = {});
  /// Procedures that CALL finds beside the built-in ones; forgets all plans.
  Procedures& procedures();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tenure::query

// One run of a prepared statement: its parameters, its budget, the graph it sees, and the frame of slots on
// which its operators work.
//
// Thread rules: one execution, one thread; `Budget::cancelled` may be set from any.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/query/binder/bound_expression.h"
#include "engine/query/executor/graph_access.h"
#include "engine/query/values/call_context.h"
#include "engine/query/values/datum.h"
#include "engine/traversal/budget.h"
#include "schema/result.h"

namespace tenure::query {

struct Prepared;
class Cursor;
class Profile;

/// Something a user should know about an answer that is right all the same.
struct Notification {
  std::string code;  ///< "SeveralPossibleValues"
  std::string message;
  friend bool operator==(const Notification&, const Notification&) = default;
};

struct Execution {
  Execution(std::shared_ptr<const Prepared> statement, storage::GraphReader reader,
            storage::Transaction* transaction, const Budget& allowed)
      : prepared(std::move(statement)),
        graph(std::move(reader), transaction),
        meter(allowed),
        budget(allowed) {
    call.graph = &graph;
  }

  std::shared_ptr<const Prepared> prepared;
  GraphAccess graph;
  CallContext call;
  Meter meter;
  Budget budget;                  ///< as it was given, for operators that make meters of their own
  std::vector<Datum> parameters;  ///< in the order of Prepared::parameters
  std::vector<Datum> slots;
  /// Of each ScopeSpec that does not depend on a row, its number in `graph`, once it has been asked for.
  std::vector<std::optional<std::uint32_t>> scopes;
  /// Of each ScopeSpec with a range of system time, the belief that is being asked.
  std::unordered_map<std::uint32_t, SystemInstant> beliefs;
  std::vector<Notification> notifications;
  std::optional<Position> wrote_at;  ///< the last clause that wrote: where a refused commit is told
  std::shared_ptr<Profile> profile;  ///< of a statement that is profiled; else nullptr
  /// Cursors of subqueries in expressions, kept from row to row.
  std::unordered_map<const Subplan*, std::shared_ptr<Cursor>> subqueries;

  /// Lets go of all but the memory of its cursors, to be begun anew by `begin`. Only of a run that has
  /// written nothing.
  void park();
  void begin(std::shared_ptr<const Prepared> statement, storage::GraphReader reader, const Budget& allowed);

  /// Once each.
  void notify(Notification notification);
};

/// The number in `run.graph` of scope `spec`, as the frame stands. Errors: a time that does not parse or is
/// null, an empty range.
[[nodiscard]] Result<std::uint32_t> scopeOf(std::uint32_t spec, Execution& run);

/// The range of system time that scope `spec` asks for versions in, as the frame stands. Errors as scopeOf.
[[nodiscard]] Result<Range> beliefsOf(std::uint32_t spec, Execution& run);

/// A time as a statement gives it (EDTF text, a date, a datetime) as the instants it may stand for.
[[nodiscard]] Result<std::string> timeText(const Datum& value, Position at);

}  // namespace tenure::query

// The database that the cases of a run share: each case starts from an empty graph, which costs nothing where
// the one before wrote nothing. The only place of the runner that knows the engine's door for queries.
//
// One thread. Its folder is gone with it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/query/values/render.h"
#include "schema/result.h"
#include "tests/tck/cell_match.h"
#include "tests/tck/graph_snapshot.h"
#include "tests/tck/tck_case.h"

namespace tenure::tck {

/// What a statement gave.
struct Answer {
  std::vector<std::string> columns;
  ActualRows rows;
  std::optional<Error> error;
  bool compile_time = false;  ///< of the error: found before anything ran
};

using Parameters = std::vector<std::pair<std::string, query::Datum>>;

class World {
 public:
  /// A database in a folder of its own, in memory where the machine has such a place.
  [[nodiscard]] static Result<std::unique_ptr<World>> open();
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  /// Deletes every node and relationship that is there.
  Status empty();
  /// The procedures that statements find from now on, and no others of a case.
  void offer(const std::vector<TestProcedure>& procedures);
  [[nodiscard]] Result<GraphSnapshot> snapshot() const;

  /// Runs a statement to its end. `judge` sees the answer while what its entities hold can be read.
  void ask(const std::string& text, const Parameters& parameters,
           const std::function<void(const Answer&, query::EntityReader&)>& judge);

 private:
  struct State;
  explicit World(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenure::tck

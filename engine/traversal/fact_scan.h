// Every fact of one type that holds under a view, a few thousand at a time, over the time index
// (storage/time_index.h): what Expand::everything visits at once.
//
// Thread rules: one thread at a time. It must not outlive the Database.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "engine/traversal/expand.h"

namespace tenure {

class FactScan {
 public:
  /// nullopt where there is no time index that tells all that is asked (times of day, facts in pieces,
  /// lifespans, refuted facts). kLimit where the lists of the whole graph do not fit into memory.
  [[nodiscard]] static Result<std::optional<FactScan>> of(const View& view, std::string_view type);

  /// Puts the next facts, at least one, in place of what `subjects` and `objects` hold. False where there are
  /// no more.
  [[nodiscard]] Result<bool> next(std::vector<NodeId>& subjects, std::vector<NodeId>& objects);

 private:
  FactScan(Expand step, const storage::TimeIndexed& indexed, const storage::Window& window);

  Expand step_;
  storage::TimeIndexed indexed_;
  storage::TimeIndex::Scan scan_;
  bool in_index_ = true;
  std::set<NodeId>::const_iterator changed_;  ///< the next of those whose lists are read
};

}  // namespace tenure

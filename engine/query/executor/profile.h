// PROFILE: what each operator of a running statement gave and took. Cursors are wrapped where a statement is
// profiled; otherwise nothing here runs.
//
// Thread rules: those of the execution.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/query/executor/cursor.h"
#include "engine/query/prepared.h"
#include "engine/query/values/datum.h"

namespace tenure::query {

/// Of one operator and all below it.
struct OperatorFigures {
  std::uint64_t rows = 0;   ///< handed on
  std::uint64_t opens = 0;  ///< how often it was started: once, or once for each row around it
  std::uint64_t steps = 0;  ///< units of work, as a budget counts them
  std::chrono::nanoseconds time{0};
};

class Profile {
 public:
  [[nodiscard]] OperatorFigures& of(const plan::Operator& op) { return figures_[&op]; }
  [[nodiscard]] const OperatorFigures* find(const plan::Operator* op) const {
    const auto found = figures_.find(op);
    return found == figures_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<const plan::Operator*, OperatorFigures> figures_;
};

/// `cursor`, watched. The profile of `run` must outlive it.
[[nodiscard]] CursorPtr profiled(CursorPtr cursor, const plan::Operator& op, Execution& run);

/// "operator", "details", "time", "estimated", "rows", "opens", "steps", "milliseconds"
[[nodiscard]] const std::vector<std::string>& profileColumns();
/// A row for each operator, as EXPLAIN has them; steps and milliseconds are the operator's own, without those
/// of its inputs. Null where it never ran.
[[nodiscard]] std::vector<std::vector<Datum>> profileRows(const Prepared& statement, const Profile& profile);

}  // namespace tenure::query

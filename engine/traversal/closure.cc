#include "engine/traversal/closure.h"

#include <algorithm>
#include <tuple>

#include "engine/traversal/reach.h"

namespace tenure {

Result<Closure> closure(const View& view, NodeId start, const WalkQuestion& question, std::uint32_t steps_max,
                        const Limits& limits) {
  Meter meter(limits.budget);
  TENURE_TRY(meter.check());
  Steps steps(view, question.direction, question.types, meter);
  Reach possible(steps, Reach::Kind::kPossible);
  TENURE_TRY(possible.from(start, steps_max));
  Reach certain(steps, Reach::Kind::kCertain);
  TENURE_TRY(certain.from(start, steps_max));

  Closure found;
  for (const auto& [id, node] : possible.nodes()) {
    if (id == start) continue;
    ClosureRow row{id, node.gains.front().steps, {node.when, {}}};
    const auto surely = certain.nodes().find(id);
    if (surely != certain.nodes().end()) row.periods.certain = surely->second.when;
    if (view.scope().certain_only && row.periods.certain.empty()) continue;
    found.rows.push_back(std::move(row));
  }
  std::sort(found.rows.begin(), found.rows.end(), [](const ClosureRow& a, const ClosureRow& b) {
    return std::tie(a.steps, a.node) < std::tie(b.steps, b.node);
  });
  if (found.rows.size() > limits.rows_max) found.rows.resize(limits.rows_max);
  found.steps_taken = meter.stepsTaken();
  return found;
}

}  // namespace tenure

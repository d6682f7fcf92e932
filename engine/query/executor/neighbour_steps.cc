#include "engine/query/executor/neighbour_steps.h"

#include <algorithm>

namespace tenure::query {

bool isPlainGraph(const Execution& run) {
  return !run.graph.writes() && !run.graph.reader().last().lifespans;
}

bool asksWholeDays(const TimeScope& scope) {
  const auto* as_of = std::get_if<AsOf>(&scope.valid);
  if (as_of == nullptr) return true;  // facts are judged one by one
  const Range when = as_of->when;
  if (!when.start.isFinite()) return false;
  return when.end == when.start.plusMicros(1) ||
         (atMidnight(when.start) && when.end == when.start.plusMicros(kMicrosPerDay));
}

std::vector<std::string> typesOf(const plan::Expand& op, const Execution& run) {
  if (!op.types.empty()) return op.types;
  std::vector<std::string> types;
  const storage::Tokens& tokens = run.graph.reader().tokens();
  for (std::uint32_t type = 1; type <= tokens.count(storage::TokenKind::kType); ++type)
    types.push_back(*tokens.name(storage::TokenKind::kType, type));
  return types;
}

Status NeighbourSteps::open() {
  usable_ = false;
  batches_ = false;
  if (!op_.spare.relationship || !isPlainGraph(run_)) return {};
  const auto scope = scopeOf(op_.scope, run_);
  if (!scope.ok()) return {};
  if (op_.spare.one_day && !asksWholeDays(run_.graph.scope(*scope))) return {};
  if (steps_.empty() || scope_ != *scope) {
    scope_ = *scope;
    make();
  }
  usable_ = true;
  batches_ = !op_.spare.one_day ||
             std::all_of(steps_.begin(), steps_.end(), [](const Expand& one) { return one.isWholeDays(); });
  return {};
}

void NeighbourSteps::make() {
  steps_.clear();
  const View view = run_.graph.view(scope_);
  if (op_.types.size() == 1) {
    if (!type_) type_ = view.reader().typeId(op_.types.front());
    steps_.emplace_back(view, type_, op_.direction);
    return;
  }
  for (const std::string& type : typesOf(op_, run_)) steps_.push_back(Expand::of(view, type, op_.direction));
}

void NeighbourSteps::findWalked(NodeId node, bool not_held) {
  walked_.clear();
  for (std::size_t i = 0; i < op_.spare.apart.size(); ++i) {
    if (not_held && !run_.slots[op_.differs[i]].isNull()) continue;
    const auto& [subject, object] = op_.spare.apart[i];
    const auto at = [&](bound::Slot slot) { return slot == op_.from ? node : run_.slots[slot].asNode(); };
    const bool out = op_.direction == Direction::kOut;
    if (at(out ? subject : object) == node) walked_.push_back(at(out ? object : subject));
  }
}

bool NeighbourSteps::wasWalked(NodeId neighbour) {
  if (walked_.empty()) return false;
  const auto found = std::find(walked_.begin(), walked_.end(), neighbour);
  if (found == walked_.end()) return false;
  walked_.erase(found);  // a second relationship to the same neighbour is another one
  return true;
}

Result<bool> NeighbourSteps::of(NodeId node, std::vector<NodeId>& out) {
  const std::size_t before = out.size();
  findWalked(node, false);
  for (Expand& step : steps_) {
    step.forgetWide();
    TENURE_TRY(step.neighbours(node, [&](NodeId neighbour) {
      if (walked_.empty() || !wasWalked(neighbour)) out.push_back(neighbour);
    }));
    if (!op_.spare.one_day || !step.metWide()) continue;
    out.resize(before);
    return false;
  }
  TENURE_TRY(charge(out));
  return true;
}

namespace {

/// Takes neighbours into a list.
struct Taken {
  std::vector<NodeId>& out;
  void operator()(std::size_t, NodeId node) { out.push_back(node); }
  void some(std::size_t, const std::uint32_t* nodes, std::size_t count) {
    const std::size_t first = out.size();
    out.resize(first + count);
    for (std::size_t i = 0; i < count; ++i) out[first + i] = NodeId{nodes[i]};
  }
};

}  // namespace

Status NeighbourSteps::ofAll(std::span<const NodeId> nodes, std::vector<NodeId>& out) {
  for (Expand& step : steps_) {
    if (op_.spare.apart.empty()) {
      Taken taken{out};
      TENURE_TRY(step.neighboursOfAll(nodes, taken));
      continue;
    }
    std::size_t at = nodes.size();
    std::size_t first = out.size();
    /// What was walked before is taken out of the neighbours of one node when those of the next begin.
    const auto begin = [&](std::size_t which) {
      if (which == at) return;
      if (at < nodes.size()) {
        findWalked(nodes[at], false);
        for (const NodeId walked : walked_) {
          const auto found = std::find(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), walked);
          if (found == out.end()) continue;
          *found = out.back();
          out.pop_back();
        }
      }
      at = which;
      first = out.size();
    };
    struct Apart {
      const decltype(begin)& next;
      Taken taken;
      void operator()(std::size_t which, NodeId node) {
        next(which);
        taken(which, node);
      }
      void some(std::size_t which, const std::uint32_t* found, std::size_t count) {
        next(which);
        taken.some(which, found, count);
      }
    } apart{begin, {out}};
    TENURE_TRY(step.neighboursOfAll(nodes, apart));
    begin(nodes.size());
  }
  return charge(out);
}

Status NeighbourSteps::pairsOf(std::span<const NodeId> nodes, std::vector<NodeId>& out,
                               std::vector<NodeId>& from) {
  for (Expand& step : steps_) {
    TENURE_TRY(step.neighboursOfAll(nodes, [&](std::size_t which, NodeId one) {
      out.push_back(one);
      from.push_back(nodes[which]);
    }));
  }
  return charge((out.capacity() + from.capacity()) * sizeof(NodeId));
}

Result<bool> NeighbourSteps::beginEveryPair() {
  scans_.clear();
  scan_ = 0;
  const View view = run_.graph.view(scope_);
  for (const std::string& type : typesOf(op_, run_)) {
    auto scan = FactScan::of(view, type);
    const bool limited = !scan.ok() && scan.error().code() == ErrorCode::kLimit;
    if (!scan.ok() && !limited) return std::move(scan).error();
    if (limited || !*scan) {
      scans_.clear();
      return false;
    }
    scans_.push_back(std::move(**scan));
  }
  return true;
}

Result<bool> NeighbourSteps::everyPair(std::vector<NodeId>& out, std::vector<NodeId>& from) {
  const bool forth = op_.direction == Direction::kOut;
  for (; scan_ < scans_.size(); ++scan_) {
    TENURE_ASSIGN(const bool more, scans_[scan_].next(forth ? from : out, forth ? out : from));
    if (!more) continue;
    TENURE_TRY(charge((out.capacity() + from.capacity()) * sizeof(NodeId)));
    return true;
  }
  return false;
}

Status NeighbourSteps::charge(std::uint64_t bytes) {
  if (bytes <= bytes_) return {};
  const std::uint64_t more = bytes - bytes_;
  bytes_ = bytes;
  return run_.meter.take(more);
}

Result<std::uint64_t> NeighbourSteps::count(NodeId node) {
  std::uint64_t total = 0;
  for (Expand& step : steps_) {
    TENURE_ASSIGN(const std::uint64_t one, step.count(node));
    total += one;
  }
  return total;
}

Result<std::optional<std::uint64_t>> NeighbourSteps::countEverything() {
  std::uint64_t total = 0;
  for (Expand& step : steps_) {
    const auto one = step.countEverything();
    if (!one.ok() && one.error().code() == ErrorCode::kLimit) return std::optional<std::uint64_t>();
    if (!one.ok()) return one.error();
    total += *one;
  }
  return std::optional(total);
}

}  // namespace tenure::query

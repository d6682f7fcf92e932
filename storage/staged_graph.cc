#include "storage/staged_graph.h"

#include <algorithm>

namespace tenure::storage {

Result<std::optional<NodeVersion>> StagedGraph::node(NodeId id) {
  if (const auto staged = nodes_.find(id); staged != nodes_.end()) return staged->second.after;
  return base_.node(id);
}

Result<std::optional<FactVersion>> StagedGraph::fact(FactId id) {
  if (const auto staged = facts_.find(id); staged != facts_.end()) return staged->second.after;
  return base_.fact(id);
}

Result<std::optional<NodeId>> StagedGraph::byExternalId(std::string_view id) {
  if (const auto staged = external_ids_.find(id); staged != external_ids_.end() && !staged->second.empty()) {
    return std::optional(*staged->second.begin());
  }
  TENURE_ASSIGN(const auto stored, base_.byExternalId(id));
  if (stored && nodes_.contains(*stored))
    return std::optional<NodeId>();  // staged: has another id, or is gone
  return stored;
}

Result<std::vector<FactVersion>> StagedGraph::collect(NodeId node, Side side, const std::string& type,
                                                      const std::optional<Range>& within) {
  std::vector<FactVersion> out;
  const auto type_id = base_.typeId(type);
  if (type.empty() || type_id) {
    std::vector<ListedEntry> listed;
    const Direction direction = side == Side::kSubject ? Direction::kOut : Direction::kIn;
    TENURE_TRY(base_.adjacent(node, direction, type.empty() ? std::nullopt : type_id, {}, listed, !within));
    std::vector<FactId> ids;
    for (const ListedEntry& one : listed) {
      if (within && !possibleDuring(one.entry.period, *within)) continue;
      if (!facts_.contains(one.entry.fact)) ids.push_back(one.entry.fact);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    TENURE_ASSIGN(auto stored, base_.facts(ids));
    for (auto& one : stored) {
      if (!one)
        return Error(ErrorCode::kCorruption, "a fact of node " + std::to_string(node.value) + " is missing");
      out.push_back(std::move(*one));
    }
  }
  if (const auto staged = ends_.find({node, side}); staged != ends_.end()) {
    for (const FactId id : staged->second) {
      const FactVersion& version = *facts_.at(id).after;
      if (type.empty() || version.type == type) out.push_back(version);
    }
  }
  return out;
}

Result<std::vector<FactVersion>> StagedGraph::facts(NodeId node, Side side, const std::string& type) {
  return collect(node, side, type);
}
Result<std::vector<FactVersion>> StagedGraph::factsWithin(NodeId node, Side side, const std::string& type,
                                                          const Range& within) {
  return collect(node, side, type, within);
}
Result<std::vector<FactVersion>> StagedGraph::allFacts(NodeId node, Side side) {
  return collect(node, side, {});
}

Status StagedGraph::stage(NodeId id, std::optional<NodeVersion> after) {
  touched_.insert(id);
  auto staged = nodes_.find(id);
  if (staged == nodes_.end()) {
    TENURE_ASSIGN(auto before, base_.node(id));
    staged = nodes_.emplace(id, Staged<NodeVersion>{std::move(before), std::nullopt}).first;
  } else if (staged->second.after && !staged->second.after->external_id.empty()) {
    external_ids_[staged->second.after->external_id].erase(id);
  }
  if (after && !after->external_id.empty()) external_ids_[after->external_id].insert(id);
  staged->second.after = std::move(after);
  return {};
}

Status StagedGraph::stage(FactId id, std::optional<FactVersion> after) {
  if (after) touched_.insert({after->subject, after->object});
  auto staged = facts_.find(id);
  if (staged == facts_.end()) {
    TENURE_ASSIGN(auto before, base_.fact(id));
    if (before) touched_.insert({before->subject, before->object});
    staged = facts_.emplace(id, Staged<FactVersion>{std::move(before), std::nullopt}).first;
  } else if (staged->second.after) {
    ends_[{staged->second.after->subject, Side::kSubject}].erase(id);
    ends_[{staged->second.after->object, Side::kObject}].erase(id);
  }
  if (after) {
    ends_[{after->subject, Side::kSubject}].insert(id);
    ends_[{after->object, Side::kObject}].insert(id);
  }
  staged->second.after = std::move(after);
  return {};
}

Status StagedGraph::put(NodeVersion version) {
  const NodeId id = version.id;
  return stage(id, std::move(version));
}
Status StagedGraph::put(FactVersion version) {
  const FactId id = version.id;
  return stage(id, std::move(version));
}
Status StagedGraph::drop(NodeId id) { return stage(id, std::nullopt); }
Status StagedGraph::drop(FactId id) { return stage(id, std::nullopt); }

namespace {

template <class Version>
bool unchanged(const Staged<Version>& staged) {
  if (!staged.before || !staged.after) return !staged.before && !staged.after;
  return sameContent(*staged.before, *staged.after);
}

}  // namespace

void StagedGraph::dropIdentical() {
  std::erase_if(nodes_, [](const auto& one) { return unchanged(one.second); });
  for (auto one = facts_.begin(); one != facts_.end();) {
    if (!unchanged(one->second)) {
      ++one;
      continue;
    }
    if (one->second.after) {
      ends_[{one->second.after->subject, Side::kSubject}].erase(one->first);
      ends_[{one->second.after->object, Side::kObject}].erase(one->first);
    }
    one = facts_.erase(one);
  }
}

bool sameContent(const NodeVersion& a, const NodeVersion& b) {
  NodeVersion other = b;
  other.believed = a.believed;
  return a == other;
}
bool sameContent(const FactVersion& a, const FactVersion& b) {
  FactVersion other = b;
  other.believed = a.believed;
  return a == other;
}

}  // namespace tenure::storage

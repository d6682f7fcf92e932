#include "storage/unique_keys.h"

#include <algorithm>

#include "storage/property_index.h"

namespace tenure::storage {
namespace {

bool hasLabel(const NodeVersion& node, const std::string& label) {
  return std::binary_search(node.labels.begin(), node.labels.end(), label);
}

/// Whether both certainly hold at one instant.
bool certainlyMeet(const Period& a, const Period& b) {
  return std::max(a.start_max, b.start_max) < std::min(a.end_min, b.end_min);
}

std::string nameOf(const NodeVersion& node, const PresentFacts& present) {
  std::string name = node.external_id.empty() ? "node " + std::to_string(node.id.value) : node.external_id;
  const Place place = present.placeOf(node.id);
  if (place.line != 0) name += " (" + place.file + ":" + std::to_string(place.line) + ")";
  return name;
}

/// The value that two nodes certainly share at one instant of both lifespans, or nullptr.
const Value* shared(const PropertyHistory& mine, const PropertyHistory& theirs, const NodeVersion& a,
                    const NodeVersion& b) {
  if (!certainlyMeet(a.effective(), b.effective())) return nullptr;
  for (const PropertyValue& one : mine) {
    for (const PropertyValue& other : theirs) {
      if (!one.value.isNull() && one.value == other.value &&
          certainlyMeet(one.validity.period(), other.validity.period())) {
        return &one.value;
      }
    }
  }
  return nullptr;
}

Status clash(const UniqueKey& key, const NodeVersion& a, const NodeVersion& b, const PresentFacts& present) {
  if (!hasLabel(a, key.label) || !hasLabel(b, key.label)) return {};
  const auto mine = a.properties.find(key.key);
  const auto theirs = b.properties.find(key.key);
  if (mine == a.properties.end() || theirs == b.properties.end()) return {};
  const Value* value = shared(mine->second, theirs->second, a, b);
  if (value == nullptr) return {};
  return Error(ErrorCode::kConstraint, nameOf(a, present) + ": " + key.key + " of " + key.label +
                                           " is unique, and " + nameOf(b, present) + " has " +
                                           toText(*value) + " at the same time");
}

}  // namespace

void UniqueKeyCheck::add(const NodeVersion& node) {
  for (std::size_t i = 0; i < schema_.uniqueKeys().size(); ++i) {
    const UniqueKey& key = schema_.uniqueKeys()[i];
    const auto history = node.properties.find(key.key);
    if (!hasLabel(node, key.label) || history == node.properties.end()) continue;
    for (const PropertyValue& one : history->second) holders_[{i, indexHash(one.value)}].insert(node.id);
  }
}

Status UniqueKeyCheck::run(PresentFacts& present, const GraphReader* index) {
  for (auto& [where, nodes] : holders_) {
    const UniqueKey& key = schema_.uniqueKeys()[where.first];
    if (index != nullptr) {
      const auto label = index->tokens().find(TokenKind::kLabel, key.label);
      const auto token = index->tokens().find(TokenKind::kKey, key.key);
      if (label && token) TENURE_TRY(index->nodesWithHash(*label, *token, where.second, nodes));
    }
    std::vector<NodeVersion> versions;
    for (const NodeId id : nodes) {
      TENURE_ASSIGN(auto node, present.node(id));
      if (node) versions.push_back(std::move(*node));
    }
    for (std::size_t i = 0; i < versions.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) TENURE_TRY(clash(key, versions[i], versions[j], present));
    }
  }
  return {};
}

}  // namespace tenure::storage

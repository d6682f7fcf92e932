#include "tests/tck/graph_snapshot.h"

#include <algorithm>

#include "engine/query/values/datum.h"
#include "engine/query/values/render.h"
#include "schema/graph.h"

namespace tenure::tck {

namespace {

void addProperties(bool relationship, std::uint64_t id, const Properties& properties, GraphSnapshot& out) {
  for (const auto& [key, history] : properties) {
    const Value value = readProperty(history, AllTime{}).value;
    if (value.isNull()) continue;
    out.properties.emplace(relationship, id, key, query::toCypherText(query::Datum::from(value)));
  }
}

/// How many of `a` are not in `b`.
template <class Set>
std::uint64_t without(const Set& a, const Set& b) {
  return static_cast<std::uint64_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& each) { return b.count(each) == 0; }));
}

}  // namespace

Result<GraphSnapshot> snapshotOf(const storage::GraphReader& reader) {
  GraphSnapshot out;
  TENURE_TRY(reader.forEachNode({}, [&](const NodeVersion& node) -> Status {
    out.nodes.insert(node.id.value);
    out.labels.insert(node.labels.begin(), node.labels.end());
    addProperties(false, node.id.value, node.properties, out);
    return {};
  }));
  TENURE_TRY(reader.forEachFact({}, [&](const FactVersion& fact) -> Status {
    out.relationships.insert(fact.id.value);
    addProperties(true, fact.id.value, fact.properties, out);
    return {};
  }));
  return out;
}

SideEffects difference(const GraphSnapshot& before, const GraphSnapshot& after) {
  SideEffects effects;
  const auto put = [&effects](const std::string& what, const auto& was, const auto& is) {
    if (const std::uint64_t came = without(is, was); came > 0) effects["+" + what] = came;
    if (const std::uint64_t went = without(was, is); went > 0) effects["-" + what] = went;
  };
  put("nodes", before.nodes, after.nodes);
  put("relationships", before.relationships, after.relationships);
  put("labels", before.labels, after.labels);
  put("properties", before.properties, after.properties);
  return effects;
}

}  // namespace tenure::tck

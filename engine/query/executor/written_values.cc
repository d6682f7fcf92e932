#include "engine/query/executor/written_values.h"

#include <algorithm>
#include <set>

#include "engine/query/executor/evaluate.h"
#include "engine/query/query_error.h"
#include "engine/query/values/period_value.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

bool isEngineKey(std::string_view key) { return !key.empty() && key.front() == '_'; }

/// Lists hold plain values of one kind; maps, nodes, relationships and paths are no properties.
Status storable(const Datum& value, std::string_view key, bool inside = false) {
  const Kind kind = value.kind();
  const bool plain = kind != Kind::kMap && kind != Kind::kNode && kind != Kind::kRelationship &&
                     kind != Kind::kPath && (!inside || (kind != Kind::kList && kind != Kind::kNull));
  if (!plain) {
    return valueError(ErrorClass::kTypeError, "InvalidPropertyType",
                      "property " + tenure::quoted(std::string(key)) + " cannot hold " +
                          (inside ? "a list with " : "") + std::string(kindName(kind)));
  }
  if (kind == Kind::kList) {
    for (const Datum& item : value.asList()) TENURE_TRY(storable(item, key, true));
  }
  return {};
}

Result<Value> toStored(const Datum& value, std::string_view key) {
  TENURE_TRY(storable(value, key));
  Value out;
  if (!value.toValue(out)) {
    return valueError(ErrorClass::kTypeError, "InvalidPropertyType",
                      "property " + tenure::quoted(std::string(key)) + " cannot hold this value");
  }
  return out;
}

Error badKey(std::string_view key, std::string_view of, std::string_view known) {
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                    "names with an underscore are the engine's, and " + std::string(of) + " has no " +
                        tenure::quoted(std::string(key)) + "; it has " + std::string(known));
}
Error badValue(std::string_view key, const std::string& why) {
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue", std::string(key) + ": " + why);
}

Result<std::string> textFor(const Datum& value, std::string_view key) {
  if (value.isNull()) return std::string();
  if (!value.isString()) {
    return valueError(ErrorClass::kTypeError, "InvalidArgumentType",
                      std::string(key) + " is a text, not " + std::string(kindName(value.kind())));
  }
  return value.asString();
}

Result<std::vector<std::string>> textsFor(const Datum& value, std::string_view key) {
  std::vector<std::string> out;
  if (value.isNull()) return out;
  if (value.kind() != Kind::kList) {
    TENURE_ASSIGN(std::string one, textFor(value, key));
    out.push_back(std::move(one));
    return out;
  }
  for (const Datum& item : value.asList()) {
    TENURE_ASSIGN(std::string one, textFor(item, key));
    out.push_back(std::move(one));
  }
  return out;
}

/// `_valid`; null: timeless.
Result<Validity> writtenValidity(const Datum& value) {
  if (value.isNull()) return Validity();
  return validityOf(value);
}

/// The engine's properties of a node, as a draft has them.
Status engineProperty(std::string_view key, const Datum& value, NodeCorrection& out) {
  if (key == "_id") {
    TENURE_ASSIGN(out.external_id, textFor(value, key));
    return {};
  }
  if (key == "_valid") {
    TENURE_ASSIGN(out.lifespan, writtenValidity(value));
    return {};
  }
  return badKey(key, "a node", "_id and _valid");
}

Status engineProperty(std::string_view key, const Datum& value, FactCorrection& out) {
  if (key == "_valid") {
    TENURE_ASSIGN(out.validity, writtenValidity(value));
    return {};
  }
  if (key == "_status") {
    TENURE_ASSIGN(const std::string name, textFor(value, key));
    const auto status = name.empty() ? Result<FactStatus>(FactStatus::kAsserted) : parseStatus(name);
    if (!status.ok()) return badValue(key, status.error().message());
    out.status = *status;
    return {};
  }
  if (key == "_source") {
    TENURE_ASSIGN(out.sources, textsFor(value, key));
    return {};
  }
  if (key == "_event") {
    TENURE_ASSIGN(out.event, textFor(value, key));
    return {};
  }
  return badKey(key, "a relationship", "_valid, _status, _source and _event");
}

PropertyHistory always(Value value) {
  PropertyHistory history;
  history.push_back({std::move(value), Validity()});
  return history;
}

template <class Version, class Correction>
Status change(const Version& version, const DatumMap& map, bool replace, Correction& out,
              SideEffects& effects) {
  Properties properties = version.properties;
  if (replace) {
    for (const auto& property : version.properties) {
      const bool named =
          std::any_of(map.begin(), map.end(), [&](const auto& one) { return one.first == property.first; });
      if (!named) {
        properties.erase(property.first);
        ++effects.properties_set;
      }
    }
  }
  for (const auto& [key, value] : map) {
    if (isEngineKey(key)) {
      TENURE_TRY(engineProperty(key, value, out));
      continue;
    }
    if (value.isNull()) {
      effects.properties_set += properties.erase(key);
      continue;
    }
    TENURE_ASSIGN(Value stored, toStored(value, key));
    properties[key] = always(std::move(stored));
    ++effects.properties_set;
  }
  out.properties = std::move(properties);
  return {};
}

Status apply(const Datum& object, const DatumMap& map, bool replace, Execution& run) {
  SideEffects& effects = run.graph.effects();
  if (object.kind() == Kind::kNode) {
    const NodeId id = object.asNode();
    if (run.graph.isDeleted(id)) return deletedEntity();
    TENURE_ASSIGN(const NodePtr node, run.graph.node(id, GraphAccess::kAlways));
    if (!node) return deletedEntity();
    NodeCorrection correction;
    TENURE_TRY(change(*node, map, replace, correction, effects));
    return run.graph.correct(id, correction);
  }
  const FactId id = object.asRelationship().fact;
  if (run.graph.isDeleted(id)) return deletedEntity();
  TENURE_ASSIGN(const FactPtr fact, run.graph.fact(id, GraphAccess::kAlways));
  if (!fact) return deletedEntity();
  FactCorrection correction;
  TENURE_TRY(change(*fact, map, replace, correction, effects));
  return run.graph.correct(id, correction);
}

Status isEntity(const Datum& object) {
  if (object.kind() == Kind::kNode || object.kind() == Kind::kRelationship) return {};
  return valueError(
      ErrorClass::kTypeError, "InvalidArgumentType",
      "SET and REMOVE take nodes and relationships, not " + std::string(kindName(object.kind())));
}

template <class Draft, class Correction>
Status fill(const DatumMap& properties, Draft& draft, Correction& engine) {
  for (const auto& [key, value] : properties) {
    if (isEngineKey(key)) {
      TENURE_TRY(engineProperty(key, value, engine));
      continue;
    }
    if (value.isNull()) continue;
    TENURE_ASSIGN(Value stored, toStored(value, key));
    draft.properties[key] = always(std::move(stored));
  }
  return {};
}

}  // namespace

Status fillDraft(const DatumMap& properties, NodeDraft& draft) {
  NodeCorrection engine;
  TENURE_TRY(fill(properties, draft, engine));
  if (engine.external_id) draft.external_id = std::move(*engine.external_id);
  if (engine.lifespan) draft.lifespan = std::move(*engine.lifespan);
  return {};
}

Status fillDraft(const DatumMap& properties, FactDraft& draft) {
  FactCorrection engine;
  TENURE_TRY(fill(properties, draft, engine));
  if (engine.validity) draft.validity = std::move(*engine.validity);
  if (engine.status) draft.status = *engine.status;
  if (engine.sources) draft.sources = std::move(*engine.sources);
  if (engine.event) draft.event = std::move(*engine.event);
  return {};
}

Status writeProperty(const Datum& object, std::string_view key, const Datum& value,
                     const std::optional<Range>& during, Execution& run) {
  if (object.isNull()) return {};
  TENURE_TRY(isEntity(object));
  if (!during) return apply(object, {{std::string(key), value}}, false, run);
  if (isEngineKey(key)) {
    return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                      "FOR PORTION OF changes properties; " + std::string(key) + " is not one of them");
  }
  TENURE_ASSIGN(const Value stored, toStored(value, key));
  ++run.graph.effects().properties_set;
  if (object.kind() == Kind::kNode) return run.graph.setDuring(object.asNode(), key, stored, *during);
  return run.graph.setDuring(object.asRelationship().fact, key, stored, *during);
}

Status writeProperties(const Datum& object, const DatumMap& map, bool replace, Execution& run) {
  if (object.isNull()) return {};
  TENURE_TRY(isEntity(object));
  return apply(object, map, replace, run);
}

Status writeLabels(NodeId id, const std::vector<std::string>& labels, bool remove, Execution& run) {
  if (run.graph.isDeleted(id)) return deletedEntity();
  TENURE_ASSIGN(const NodePtr node, run.graph.node(id, GraphAccess::kAlways));
  if (!node) return deletedEntity();
  std::set<std::string> now(node->labels.begin(), node->labels.end());
  for (const std::string& label : labels) {
    if (remove) {
      run.graph.effects().labels_removed += now.erase(label);
    } else if (now.insert(label).second) {
      ++run.graph.effects().labels_added;
    }
  }
  NodeCorrection correction;
  correction.labels = std::vector<std::string>(now.begin(), now.end());
  if (*correction.labels == node->labels) return {};
  return run.graph.correct(id, correction);
}

Result<Range> portionOf(const bound::Portion& portion, Execution& run) {
  TENURE_ASSIGN(const Datum from, evaluate(*portion.from, run));
  TENURE_ASSIGN(const Datum to, evaluate(*portion.to, run));
  TENURE_ASSIGN(const std::string first, timeText(from, portion.from->at));
  TENURE_ASSIGN(const std::string last, timeText(to, portion.to->at));
  auto range = rangeFromTo(first, last);
  if (!range.ok()) {
    return queryError(ErrorClass::kArgumentError, "InvalidArgumentValue", range.error().message(),
                      portion.at);
  }
  return range;
}

}  // namespace tenure::query

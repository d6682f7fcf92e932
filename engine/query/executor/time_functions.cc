// Functions over both clocks of nodes, relationships and paths: when they hold and how surely, what a
// property was when, what names there are, and what the database has believed of them.
#include "engine/query/executor/time_functions.h"

#include <algorithm>

#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/graph_access.h"
#include "engine/query/query_error.h"
#include "engine/query/values/duration_value.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/period_value.h"
#include "engine/query/values/value_checks.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

using TimeArguments = std::span<const Datum>;

constexpr KindSet kInTime = kinds(Kind::kNode, Kind::kRelationship, Kind::kPath);
constexpr KindSet kBelieved = kinds(Kind::kNode, Kind::kRelationship);
constexpr KindSet kNodeAlone = kinds(Kind::kNode);
constexpr KindSet kPeriodGiven = kinds(Kind::kNode, Kind::kRelationship, Kind::kPath, Kind::kString,
                                       Kind::kDate, Kind::kLocalDateTime, Kind::kDateTime, Kind::kMap);
constexpr KindSet kText = kinds(Kind::kString);

Error notInTime(std::string_view function, const Datum& value) {
  return valueError(ErrorClass::kTypeError, "InvalidArgumentValue",
                    std::string(function) + "() does not take " + std::string(kindName(value.kind())));
}

Result<NodePtr> nodeMet(const Datum& node, CallContext& context) {
  if (context.graph->isDeleted(node.asNode())) return deletedEntity();
  return context.graph->node(node.asNode(), node.scope());
}
Result<FactPtr> factMet(const Datum& relationship, CallContext& context) {
  const RelationshipRef& ref = relationship.asRelationship();
  if (context.graph->isDeleted(ref.fact)) return deletedEntity();
  return context.graph->fact(ref.fact, ref.scope);
}

std::uint32_t scopeMet(const Datum& entity) {
  return entity.kind() == Kind::kNode ? entity.scope() : entity.asRelationship().scope;
}

Datum describedOrNull(const Period& period) {
  std::string text = describe(period);
  return text.empty() ? Datum() : Datum::string(std::move(text));
}

// ---- when it holds

Result<Datum> validity(TimeArguments arguments, CallContext& context) {
  const Datum& entity = arguments[0];
  if (!contains(kInTime, entity.kind())) return notInTime("validity", entity);
  TENURE_ASSIGN(const auto period, periodMet(entity, context));
  if (!period) return Datum();
  // As written where nothing has changed it; else what is left of it.
  std::string written;
  if (entity.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeMet(entity, context));
    if (*period == node->lifespan.period()) written = node->lifespan.text();
  } else if (entity.kind() == Kind::kRelationship) {
    TENURE_ASSIGN(const FactPtr fact, factMet(entity, context));
    if (fact && *period == fact->validity.period()) written = fact->validity.text();
  }
  return written.empty() ? describedOrNull(*period) : Datum::string(std::move(written));
}

Result<Datum> validFrom(TimeArguments arguments, CallContext& context) {
  if (!contains(kInTime, arguments[0].kind())) return notInTime("validFrom", arguments[0]);
  TENURE_ASSIGN(const auto period, periodMet(arguments[0], context));
  return period ? toDatum(period->start_min) : Datum();
}
Result<Datum> validTo(TimeArguments arguments, CallContext& context) {
  if (!contains(kInTime, arguments[0].kind())) return notInTime("validTo", arguments[0]);
  TENURE_ASSIGN(const auto period, periodMet(arguments[0], context));
  return period ? toDatum(period->end_max) : Datum();
}

Result<std::optional<Certainty>> certaintyMet(const Datum& entity, CallContext& context) {
  if (entity.kind() == Kind::kRelationship) {
    const RelationshipRef& ref = entity.asRelationship();
    if (!context.graph->hasChanged(ref.fact)) return std::optional(ref.certainty);
    TENURE_ASSIGN(const FactPtr fact, factMet(entity, context));
    TENURE_ASSIGN(const auto now, context.graph->relationship(ref.fact, ref.scope));
    return fact && now ? std::optional(now->certainty) : std::nullopt;
  }
  return context.graph->nodeHolds(entity.asNode(), entity.scope());
}

Result<Datum> certainty(TimeArguments arguments, CallContext& context) {
  const Datum& entity = arguments[0];
  if (!contains(kInTime, entity.kind())) return notInTime("certainty", entity);
  std::optional<Certainty> held;
  if (entity.kind() != Kind::kPath) {
    TENURE_ASSIGN(held, certaintyMet(entity, context));
  } else {
    held = Certainty::kCertain;
    for (const std::vector<Datum>* parts : {&entity.asPath().nodes, &entity.asPath().relationships}) {
      for (const Datum& part : *parts) {
        TENURE_ASSIGN(const auto one, certaintyMet(part, context));
        if (!one) return Datum();
        if (*one != Certainty::kCertain) held = Certainty::kPossible;
      }
    }
  }
  return held ? Datum::string(std::string(certaintyName(*held))) : Datum();
}

Result<std::optional<Period>> periodGiven(const Datum& value, CallContext& context) {
  if (contains(kInTime, value.kind())) return periodMet(value, context);
  TENURE_ASSIGN(const Period period, periodOf(value));
  return std::optional(period);
}

/// The shortest and the longest that a period can last; null where nothing bounds it.
Datum shortest(const Period& period) {
  if (period.start_max >= period.end_min) {
    // Certain at no instant; but what somebody wrote holds for some time.
    return Datum::duration(lastingMicros(period.derived ? 0 : grainMicros(period.grain)));
  }
  if (!period.start_max.isFinite() || !period.end_min.isFinite()) return {};
  return Datum::duration(lastingMicros(period.end_min.micros() - period.start_max.micros()));
}
Datum longest(const Period& period) {
  if (!period.start_min.isFinite() || !period.end_max.isFinite()) return {};
  return Datum::duration(lastingMicros(period.end_max.micros() - period.start_min.micros()));
}

Result<Datum> durationLeast(TimeArguments arguments, CallContext& context) {
  TENURE_ASSIGN(const auto period, periodGiven(arguments[0], context));
  return period ? shortest(*period) : Datum();
}
Result<Datum> durationMost(TimeArguments arguments, CallContext& context) {
  TENURE_ASSIGN(const auto period, periodGiven(arguments[0], context));
  return period ? longest(*period) : Datum();
}

Result<Datum> writtenAs(TimeArguments arguments, CallContext& context) {
  const Datum& entity = arguments[0];
  if (!contains(kBelieved, entity.kind())) return notInTime("writtenAs", entity);
  TENURE_ASSIGN(const Period wanted, periodOf(arguments[1]));
  if (entity.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeMet(entity, context));
    return node ? Datum::boolean(node->lifespan.period() == wanted) : Datum();
  }
  TENURE_ASSIGN(const FactPtr fact, factMet(entity, context));
  return fact ? Datum::boolean(fact->validity.period() == wanted) : Datum();
}

// ---- what it was when

/// Every value that may hold under the scope, with when and how surely.
DatumList valuesUnder(const PropertyHistory& history, const TimeScope& scope) {
  DatumList out;
  for (const PropertyValue& one : history) {
    const auto held = judge(one.validity.period(), scope.valid);
    if (!held || (scope.certain_only && *held != Certainty::kCertain)) continue;
    const std::string& text = one.validity.text();
    out.push_back(Datum::map({{"value", Datum::from(one.value)},
                              {"validity", text.empty() ? Datum() : Datum::string(text)},
                              {"certainty", Datum::string(std::string(certaintyName(*held)))}}));
  }
  return out;
}

Result<Datum> values(TimeArguments arguments, CallContext& context) {
  const Datum& entity = arguments[0];
  if (!contains(kBelieved, entity.kind())) return notInTime("values", entity);
  if (!arguments[1].isString()) return wrongKind("values", "the key of a property as a STRING", arguments[1]);
  const std::string& key = arguments[1].asString();
  if (key.starts_with('_')) {
    return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                      "values() lists a property's values over time; " + tenure::quoted(key) +
                          " is the engine's and has one: history() tells what it was before");
  }
  const Properties* properties = nullptr;
  NodePtr node;
  FactPtr fact;
  if (entity.kind() == Kind::kNode) {
    TENURE_ASSIGN(node, nodeMet(entity, context));
    if (node) properties = &node->properties;
  } else {
    TENURE_ASSIGN(fact, factMet(entity, context));
    if (fact) properties = &fact->properties;
  }
  if (properties == nullptr) return Datum();
  const auto found = properties->find(key);
  if (found == properties->end()) return Datum::list({});
  return Datum::list(valuesUnder(found->second, context.graph->scope(scopeMet(entity))));
}

Result<Datum> names(TimeArguments arguments, CallContext& context) {
  const Datum& entity = arguments[0];
  if (entity.kind() != Kind::kNode) return notInTime("names", entity);
  TENURE_ASSIGN(const NodePtr node, nodeMet(entity, context));
  if (!node) return Datum();
  DatumList out;
  const auto add = [&](Datum name, const std::string& language) {
    out.push_back(Datum::map(
        {{"name", std::move(name)}, {"language", language.empty() ? Datum() : Datum::string(language)}}));
  };
  if (const auto own = node->properties.find("name"); own != node->properties.end()) {
    for (const Datum& one : valuesUnder(own->second, context.graph->scope(entity.scope()))) {
      if (one.find("value")->isString()) add(*one.find("value"), {});
    }
  }
  for (const Alias& alias : node->aliases) add(Datum::string(alias.name), alias.language);
  return Datum::list(std::move(out));
}

// ---- what was believed

Datum systemBound(SystemInstant instant) {
  if (!instant.isFinite()) return {};
  return toDatum(Instant::fromMicros(instant.micros()));
}

Result<std::optional<Believed>> believedMet(std::string_view function, const Datum& entity,
                                            CallContext& context) {
  if (entity.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeMet(entity, context));
    return node ? std::optional(node->believed) : std::nullopt;
  }
  if (entity.kind() != Kind::kRelationship) return notInTime(function, entity);
  TENURE_ASSIGN(const FactPtr fact, factMet(entity, context));
  return fact ? std::optional(fact->believed) : std::nullopt;
}

Result<Datum> systemFrom(TimeArguments arguments, CallContext& context) {
  TENURE_ASSIGN(const auto believed, believedMet("systemFrom", arguments[0], context));
  return believed ? systemBound(believed->from) : Datum();
}
Result<Datum> systemTo(TimeArguments arguments, CallContext& context) {
  TENURE_ASSIGN(const auto believed, believedMet("systemTo", arguments[0], context));
  return believed ? systemBound(believed->to) : Datum();
}

Datum listOfTexts(const std::vector<std::string>& texts) {
  DatumList out;
  for (const std::string& one : texts) out.push_back(Datum::string(one));
  return Datum::list(std::move(out));
}

template <class Version>
DatumMap versionOf(const Version& version, const std::string& validity, const TimeScope& scope) {
  DatumMap properties;
  for (const auto& [key, history] : version.properties) {
    Datum value = Datum::from(readProperty(history, scope.valid).value);
    if (!value.isNull()) properties.emplace_back(key, std::move(value));
  }
  return {{"systemFrom", systemBound(version.believed.from)},
          {"systemTo", systemBound(version.believed.to)},
          {"validity", validity.empty() ? Datum() : Datum::string(validity)},
          {"properties", Datum::map(std::move(properties))}};
}

Result<Datum> nodeHistory(const Datum& entity, CallContext& context) {
  const TimeScope& scope = context.graph->scope(entity.scope());
  TENURE_ASSIGN(const auto versions, context.graph->reader().nodeVersions(entity.asNode()));
  DatumList out;
  for (const NodeVersion& one : versions) {
    if (scope.system && *scope.system < one.believed.from) break;
    DatumMap map = versionOf(one, one.cut ? describe(one.effective()) : one.lifespan.text(), scope);
    map.emplace_back("id", one.external_id.empty() ? Datum() : Datum::string(one.external_id));
    map.emplace_back("labels", listOfTexts(one.labels));
    out.push_back(Datum::map(std::move(map)));
  }
  return Datum::list(std::move(out));
}

Result<Datum> factHistory(const Datum& entity, CallContext& context) {
  const RelationshipRef& ref = entity.asRelationship();
  const TimeScope& scope = context.graph->scope(ref.scope);
  TENURE_ASSIGN(const auto versions, context.graph->reader().factVersions(ref.fact));
  DatumList out;
  for (const FactVersion& one : versions) {
    if (scope.system && *scope.system < one.believed.from) break;
    DatumMap map = versionOf(one, validityText(one, context.graph->schema().type(one.type)), scope);
    map.emplace_back("status", Datum::string(std::string(statusName(one.status))));
    map.emplace_back("source", one.sources.empty() ? Datum() : listOfTexts(one.sources));
    map.emplace_back("event", one.event.empty() ? Datum() : Datum::string(one.event));
    out.push_back(Datum::map(std::move(map)));
  }
  return Datum::list(std::move(out));
}

Result<Datum> history(TimeArguments arguments, CallContext& context) {
  if (arguments[0].kind() == Kind::kNode) return nodeHistory(arguments[0], context);
  if (arguments[0].kind() == Kind::kRelationship) return factHistory(arguments[0], context);
  return notInTime("history", arguments[0]);
}

constexpr ScalarFunction ofOne(std::string_view name, KindSet accepts, KindSet returns,
                               Result<Datum> (*call)(TimeArguments, CallContext&), std::string_view signature,
                               std::string_view description) {
  return {.name = name,
          .accepts = {accepts},
          .returns = returns,
          .deterministic = false,
          .call = call,
          .category = "Time",
          .signature = signature,
          .description = description};
}
constexpr ScalarFunction ofTwo(std::string_view name, KindSet second, KindSet returns,
                               Result<Datum> (*call)(TimeArguments, CallContext&), std::string_view signature,
                               std::string_view description) {
  return {.name = name,
          .arity_min = 2,
          .arity_max = 2,
          .accepts = {kBelieved, second},
          .returns = returns,
          .deterministic = false,
          .call = call,
          .category = "Time",
          .signature = signature,
          .description = description};
}

constexpr ScalarFunction kTimeTable[] = {
    ofOne("validity", kInTime, kText, validity, "validity(entity :: NODE | RELATIONSHIP | PATH) :: STRING",
          "When it holds, as EDTF text: as written or what is left of it; of a path, when all of it does."),
    ofOne("validFrom", kInTime, kinds(Kind::kDateTime), validFrom,
          "validFrom(entity :: NODE | RELATIONSHIP | PATH) :: ZONED DATETIME",
          "The earliest instant at which it may hold; null where nothing bounds it."),
    ofOne("validTo", kInTime, kinds(Kind::kDateTime), validTo,
          "validTo(entity :: NODE | RELATIONSHIP | PATH) :: ZONED DATETIME",
          "The first instant at which it certainly holds no more; null where nothing bounds it."),
    ofOne(
        "certainty", kInTime, kText, certainty, "certainty(entity :: NODE | RELATIONSHIP | PATH) :: STRING",
        "'certain' or 'possible', under the time that the pattern asked for; of a path 'certain' where each "
        "of its parts is."),
    ofOne(
        "duration.least", kPeriodGiven, kinds(Kind::kDuration), durationLeast,
        "duration.least(period :: PERIOD | NODE | PATH) :: DURATION",
        "The shortest that it can have lasted; null where it has no certain start or end and lasts always."),
    ofOne("duration.most", kPeriodGiven, kinds(Kind::kDuration), durationMost,
          "duration.most(period :: PERIOD | NODE | PATH) :: DURATION",
          "The longest that it can have lasted; null where nothing bounds it."),
    ofTwo("writtenAs", kAnyKind, kinds(Kind::kBoolean), writtenAs,
          "writtenAs(entity :: NODE | RELATIONSHIP, period :: PERIOD) :: BOOLEAN",
          "Whether the validity that was written has the bounds of the period, whatever its text."),
    ofTwo("values", kText, kinds(Kind::kList), values,
          "values(entity :: NODE | RELATIONSHIP, key :: STRING) :: LIST<MAP>",
          "Every value that a property may have at the asked time: {value, validity, certainty}."),
    ofOne("names", kNodeAlone, kinds(Kind::kList), names, "names(node :: NODE) :: LIST<MAP>",
          "The names and aliases of a node: {name, language}."),
    ofOne("systemFrom", kBelieved, kinds(Kind::kDateTime), systemFrom,
          "systemFrom(entity :: NODE | RELATIONSHIP) :: ZONED DATETIME",
          "Since when the database has believed what was met."),
    ofOne("systemTo", kBelieved, kinds(Kind::kDateTime), systemTo,
          "systemTo(entity :: NODE | RELATIONSHIP) :: ZONED DATETIME",
          "When it ceased to believe what was met; null where it still does."),
    ofOne(
        "history", kBelieved, kinds(Kind::kList), history,
        "history(entity :: NODE | RELATIONSHIP) :: LIST<MAP>",
        "Every version that was believed, oldest first: {systemFrom, systemTo, validity, properties} and, of "
        "a node, {id, labels}, of a relationship {status, source, event}."),
};

}  // namespace

Result<std::optional<Period>> periodMet(const Datum& entity, CallContext& context) {
  if (entity.kind() == Kind::kRelationship) {
    const RelationshipRef& ref = entity.asRelationship();
    if (!context.graph->hasChanged(ref.fact)) return std::optional(ref.period);
    // All of it may have been deleted, portion by portion.
    TENURE_ASSIGN(const FactPtr fact, factMet(entity, context));
    const bool left = fact && !fact->pieces(context.graph->schema().type(fact->type)).empty();
    return left ? std::optional(ref.period) : std::nullopt;
  }
  if (entity.kind() == Kind::kNode) {
    TENURE_ASSIGN(const NodePtr node, nodeMet(entity, context));
    return node ? std::optional(node->effective()) : std::nullopt;
  }
  std::optional<Period> shared;
  for (const std::vector<Datum>* parts : {&entity.asPath().nodes, &entity.asPath().relationships}) {
    for (const Datum& part : *parts) {
      TENURE_ASSIGN(const auto one, periodMet(part, context));
      if (!one) return std::optional<Period>();
      shared = shared ? intersection(*shared, *one) : one;
      if (!shared) return std::optional<Period>();
    }
  }
  return shared;
}

std::span<const ScalarFunction> timeFunctions() { return kTimeTable; }

}  // namespace tenure::query

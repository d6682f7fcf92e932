#include "schema/catalog.h"

#include <algorithm>

#include "schema/declarations.h"

namespace tenure {
namespace {

Error invalid(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

Status checkName(std::string_view what, std::string_view name) {
  if (name.empty()) return invalid("a " + std::string(what) + " needs a name");
  if (name.front() == '_') {
    return invalid(std::string(what) + " " + std::string(name) +
                   ": names that begin with an underscore are the engine's");
  }
  return {};
}

template <class T>
Status checkOnce(const std::vector<T>& declared, std::string_view what) {
  for (std::size_t i = 0; i < declared.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (declared[i] == declared[j]) return invalid(std::string(what) + " is declared twice");
    }
  }
  return {};
}

}  // namespace

std::string_view valueTypeName(ValueType type) {
  switch (type) {
    case ValueType::kAny: return "any";
    case ValueType::kBoolean: return "boolean";
    case ValueType::kInteger: return "integer";
    case ValueType::kFloat: return "float";
    case ValueType::kText: return "text";
    case ValueType::kDate: return "date";
    case ValueType::kLocalTime: return "local time";
    case ValueType::kTime: return "time";
    case ValueType::kLocalDateTime: return "local datetime";
    case ValueType::kDateTime: return "datetime";
    case ValueType::kDuration: return "duration";
    case ValueType::kList: return "list";
    case ValueType::kMap: return "map";
  }
  return "any";
}

const RelationshipType* Schema::type(std::string_view name) const {
  const auto found =
      std::find_if(types_.begin(), types_.end(), [&](const auto& t) { return t.name == name; });
  return found == types_.end() ? nullptr : &*found;
}

bool Schema::hasLabel(std::string_view name) const {
  return std::find(labels_.begin(), labels_.end(), name) != labels_.end();
}

bool Schema::isIndexed(std::string_view label, std::string_view key) const {
  const auto fits = [&](const auto& one) { return one.label == label && one.key == key; };
  return std::any_of(indexes_.begin(), indexes_.end(), fits) ||
         std::any_of(unique_keys_.begin(), unique_keys_.end(), fits);
}

std::vector<PropertyIndex> Schema::indexedProperties() const {
  std::vector<PropertyIndex> all = indexes_;
  for (const UniqueKey& unique : unique_keys_) {
    const PropertyIndex one{unique.label, unique.key};
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }
  return all;
}

bool sameRules(const Schema& a, const Schema& b) {
  Schema without = a;
  without.indexes_ = b.indexes_;
  without.names_ = b.names_;
  return without == b;
}

SchemaBuilder& SchemaBuilder::strict(bool on) {
  schema_.strict_ = on;
  return *this;
}
SchemaBuilder& SchemaBuilder::label(std::string name) {
  schema_.labels_.push_back(std::move(name));
  return *this;
}
SchemaBuilder& SchemaBuilder::type(RelationshipType type) {
  schema_.types_.push_back(std::move(type));
  return *this;
}
SchemaBuilder& SchemaBuilder::property(PropertyDeclaration property) {
  schema_.properties_.push_back(std::move(property));
  return *this;
}
SchemaBuilder& SchemaBuilder::eventRule(EventRule rule) {
  schema_.event_rules_.push_back(std::move(rule));
  return *this;
}
SchemaBuilder& SchemaBuilder::atMostOne(AtMostOne constraint) {
  schema_.at_most_one_.push_back(std::move(constraint));
  return *this;
}
SchemaBuilder& SchemaBuilder::withinLifespans(std::string type) {
  schema_.within_lifespans_.push_back({std::move(type)});
  return *this;
}
SchemaBuilder& SchemaBuilder::acyclic(std::string type) {
  schema_.acyclic_.push_back({std::move(type)});
  return *this;
}
SchemaBuilder& SchemaBuilder::uniqueKey(UniqueKey constraint) {
  schema_.unique_keys_.push_back(std::move(constraint));
  return *this;
}

SchemaBuilder& SchemaBuilder::index(PropertyIndex index) {
  schema_.indexes_.push_back(std::move(index));
  return *this;
}
SchemaBuilder& SchemaBuilder::name(GivenName name) {
  schema_.names_.push_back(std::move(name));
  return *this;
}

namespace {

/// Each name once, and each of something that is declared.
Status checkNames(const Schema& schema) {
  std::vector<std::string> declared;
  for (const auto& declarations : {constraintsOf(schema), indexesOf(schema)}) {
    for (const Declaration& one : declarations) declared.push_back(statementOf(one));
  }
  const auto& names = schema.givenNames();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].name.empty()) return invalid("the name of a constraint or index is empty");
    if (std::find(declared.begin(), declared.end(), names[i].declaration) == declared.end()) {
      return invalid("the name " + names[i].name + " is of nothing that is declared");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (names[i].name == names[j].name) return invalid("the name " + names[i].name + " is given twice");
      if (names[i].declaration == names[j].declaration) {
        return invalid(names[i].name + " and " + names[j].name + " name the same constraint or index");
      }
    }
  }
  return {};
}

}  // namespace

Result<Schema> SchemaBuilder::build() const {
  const Schema& s = schema_;
  TENURE_TRY(checkName("schema", s.name_));
  for (const auto& name : s.labels_) TENURE_TRY(checkName("label", name));
  TENURE_TRY(checkOnce(s.labels_, "a label"));

  const auto knownLabel = [&](const std::string& name, std::string_view where) -> Status {
    if (name.empty() || s.hasLabel(name)) return {};
    return invalid(std::string(where) + " names label " + name + ", which is not declared");
  };
  const auto knownType = [&](const std::string& name, std::string_view where) -> Status {
    if (s.type(name) != nullptr) return {};
    return invalid(std::string(where) + " names type " + name + ", which is not declared");
  };

  for (std::size_t i = 0; i < s.types_.size(); ++i) {
    const RelationshipType& type = s.types_[i];
    TENURE_TRY(checkName("relationship type", type.name));
    if (s.type(type.name) != &type) return invalid("type " + type.name + " is declared twice");
    for (const Endpoints& ends : type.endpoints) {
      TENURE_TRY(knownLabel(ends.subject, "type " + type.name));
      TENURE_TRY(knownLabel(ends.object, "type " + type.name));
    }
    if (type.longest_days && *type.longest_days <= 0) {
      return invalid("type " + type.name + ": the longest duration is a positive number of days, not " +
                     std::to_string(*type.longest_days));
    }
  }
  for (const auto& property : s.properties_) {
    TENURE_TRY(checkName("property", property.key));
    TENURE_TRY(knownLabel(property.label, "property " + property.key));
  }
  for (const EventRule& rule : s.event_rules_) {
    TENURE_TRY(knownType(rule.event, "an event rule"));
    if (!s.type(rule.event)->event) {
      return invalid("an event rule names type " + rule.event + ", which is not declared as an event");
    }
    if (rule.target == EventTarget::kSubjectLifespan) {
      if (!rule.state.empty()) return invalid("event " + rule.event + " ends a lifespan, which has no type");
    } else {
      TENURE_TRY(knownType(rule.state, "the rule of event " + rule.event));
    }
  }
  for (const auto& one : s.at_most_one_) TENURE_TRY(knownType(one.type, "a constraint"));
  for (const auto& one : s.within_lifespans_) TENURE_TRY(knownType(one.type, "a constraint"));
  for (const auto& one : s.acyclic_) TENURE_TRY(knownType(one.type, "a constraint"));
  for (const auto& one : s.unique_keys_) {
    TENURE_TRY(knownLabel(one.label, "a unique key"));
    TENURE_TRY(checkName("property", one.key));
  }
  TENURE_TRY(checkOnce(s.event_rules_, "an event rule"));
  TENURE_TRY(checkOnce(s.at_most_one_, "a constraint"));
  TENURE_TRY(checkOnce(s.within_lifespans_, "a constraint"));
  TENURE_TRY(checkOnce(s.acyclic_, "a constraint"));
  TENURE_TRY(checkOnce(s.unique_keys_, "a unique key"));
  for (const auto& one : s.indexes_) {
    TENURE_TRY(knownLabel(one.label, "an index"));
    TENURE_TRY(checkName("label", one.label));
    TENURE_TRY(checkName("property", one.key));
  }
  TENURE_TRY(checkOnce(s.indexes_, "an index"));
  TENURE_TRY(checkNames(s));
  return s;
}

namespace {

/// `from`, which is finite, moved by `days`; nullopt where that is beyond the axis and so bounds nothing.
std::optional<Instant> movedByDays(Instant from, std::int64_t days) {
  std::int64_t distance_us = 0;
  std::int64_t moved_us = 0;
  if (__builtin_mul_overflow(days, kMicrosPerDay, &distance_us)) return std::nullopt;
  if (__builtin_add_overflow(from.micros(), distance_us, &moved_us)) return std::nullopt;
  const Instant moved = Instant::fromMicros(moved_us);
  const std::int64_t year = dayOf(moved).year;
  if (year < kAxisFirst.year || year > kAxisLast.year) return std::nullopt;
  return moved;
}

}  // namespace

Period boundedByLongest(const Period& written, const RelationshipType* type) {
  if (type == nullptr || !type->longest_days) return written;
  Period bounded = written;
  const bool end_unknown =
      written.end_max == Instant::plusInfinity() && written.end_min != Instant::plusInfinity();
  const bool start_unknown =
      written.start_min == Instant::minusInfinity() && written.start_max != Instant::minusInfinity();
  if (end_unknown && written.start_max.isFinite() && !start_unknown) {
    const auto latest = movedByDays(written.start_max, *type->longest_days);
    if (latest) bounded.end_max = std::max(*latest, written.end_min);
  }
  if (start_unknown && written.end_min.isFinite() && !end_unknown) {
    const auto earliest = movedByDays(written.end_min, -*type->longest_days);
    if (earliest) bounded.start_min = std::min(*earliest, written.start_max);
  }
  return bounded;
}

bool certainlyClash(const Period& a, EndConvention a_convention, const Period& b, EndConvention b_convention,
                    bool strict) {
  const auto lastShared = [strict](const Period& period, EndConvention convention) {
    const bool includes_day = convention == EndConvention::kInclusive && period.grain == Grain::kDay;
    return strict || !includes_day ? period.end_min : period.end_min.plusMicros(-kMicrosPerDay);
  };
  return a.start_max < lastShared(b, b_convention) && b.start_max < lastShared(a, a_convention);
}

}  // namespace tenure

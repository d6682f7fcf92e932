#include "interchange/json_parts.h"

#include <algorithm>
#include <functional>

#include "interchange/json_value.h"
#include "interchange/time_text.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

using Kind = JsonNode::Kind;

template <class T>
Result<T> instantIn(JsonFields& fields, std::string_view key, Result<T> (*parse)(std::string_view)) {
  TENURE_ASSIGN(const JsonNode* const node, fields.need(key, Kind::kText));
  Result<T> instant = parse(node->text);
  if (!instant.ok()) return fields.fieldError(*node, key, ": " + instant.error().message());
  return instant;
}
Result<Instant> bound(JsonFields& fields, std::string_view key) {
  return instantIn<Instant>(fields, key, parseIsoInstant);
}

Result<Period> periodFrom(JsonFields& fields, const JsonNode& at) {
  Period period;
  TENURE_ASSIGN(period.start_min, bound(fields, "start_min"));
  TENURE_ASSIGN(period.start_max, bound(fields, "start_max"));
  TENURE_ASSIGN(period.end_min, bound(fields, "end_min"));
  TENURE_ASSIGN(period.end_max, bound(fields, "end_max"));
  TENURE_ASSIGN(period.derived, fields.optionalFlag("derived"));
  TENURE_ASSIGN(const JsonNode* const grain, fields.optional("grain", Kind::kText));
  if (grain != nullptr && grain->text == "microsecond") period.grain = Grain::kMicrosecond;
  if (grain != nullptr && grain->text != "microsecond" && grain->text != "day") {
    return fields.fieldError(*grain, "grain",
                             "is day or microsecond, not \"" + tenure::quoted(grain->text) + "\"");
  }
  if (period.start_min > period.start_max || period.end_min > period.end_max || !period.canHold()) {
    return jsonError(
        at, "the bounds are out of order: start_min <= start_max, end_min <= end_max, start_min < end_max");
  }
  return period;
}

}  // namespace

Result<Instant> instantIn(JsonFields& fields, std::string_view key) { return bound(fields, key); }

Result<SystemInstant> systemIn(JsonFields& fields, std::string_view key) {
  TENURE_ASSIGN(const SystemInstant instant, instantIn<SystemInstant>(fields, key, parseIsoSystemInstant));
  if (instant.isFinite()) return instant;
  return fields.fieldError(*fields.find(key), key, "is a finite instant");
}

/// The validity of `text` where it gives these bounds, else the derived one of these bounds where that has
/// this text.
Result<Validity> validityFrom(JsonFields& outer, std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, outer.optional(key, Kind::kObject));
  if (node == nullptr) return Validity();
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(*node, "a validity"));
  TENURE_ASSIGN(const std::string text, fields.text("text"));
  TENURE_ASSIGN(const JsonNode* const ends, fields.optional("ends", Kind::kText));
  const bool exclusive = ends != nullptr && ends->text == "exclusive";
  if (ends != nullptr && !exclusive && ends->text != "inclusive") {
    return fields.fieldError(*ends, "ends",
                             "is inclusive or exclusive, not \"" + tenure::quoted(ends->text) + "\"");
  }
  TENURE_ASSIGN(const Period period, periodFrom(fields, *node));
  TENURE_TRY(fields.finish());
  const auto convention = exclusive ? EndConvention::kExclusive : EndConvention::kInclusive;
  if (!period.derived && !text.empty()) {
    Result<Validity> written = Validity::parse(text, convention);
    if (written.ok() && written->period() == period) return written;
  }
  Validity derived = Validity::derivedFrom(period);
  if (!exclusive && derived.text() == text) return derived;
  return jsonError(*node, "the text '" + tenure::quoted(text) + "' does not give the bounds beside it");
}

Result<std::optional<Cut>> cutFrom(JsonFields& outer) {
  TENURE_ASSIGN(const JsonNode* const node, outer.optional("cut", Kind::kObject));
  if (node == nullptr) return std::optional<Cut>();
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(*node, "a cut"));
  Cut cut;
  TENURE_ASSIGN(cut.event.value, fields.count("event"));
  TENURE_ASSIGN(cut.end_min, instantIn(fields, "end_min"));
  TENURE_ASSIGN(cut.end_max, instantIn(fields, "end_max"));
  TENURE_TRY(fields.finish());
  if (cut.end_min > cut.end_max) return jsonError(*node, "end_min of the cut is after its end_max");
  return std::optional<Cut>(cut);
}

namespace {

Result<PropertyValue> propertyValueFrom(const JsonNode& node) {
  TENURE_ASSIGN(JsonFields fields, JsonFields::of(node, "a value of a property"));
  PropertyValue out;
  TENURE_ASSIGN(const JsonNode* const value, fields.need("value"));
  TENURE_ASSIGN(out.value, valueFrom(*value));
  TENURE_ASSIGN(out.validity, validityFrom(fields, "validity"));
  TENURE_TRY(fields.finish());
  return out;
}

}  // namespace

Result<Properties> propertiesFrom(JsonFields& outer) {
  TENURE_ASSIGN(const JsonNode* const node, outer.optional("properties", Kind::kObject));
  Properties out;
  if (node == nullptr) return out;
  for (std::size_t i = 0; i < node->keys.size(); ++i) {
    const std::string& key = node->keys[i];
    const JsonNode& values = node->items[i];
    if (key.empty() || key.front() == '_') {
      return jsonError(values,
                       "the property \"" + tenure::quoted(key) + "\" is empty or begins with an underscore");
    }
    if (values.kind != Kind::kArray) {
      return jsonError(values, "the property \"" + tenure::quoted(key) + "\" is an array of values, not " +
                                   std::string(kindName(values.kind)));
    }
    PropertyHistory history;
    for (const JsonNode& item : values.items) {
      TENURE_ASSIGN(PropertyValue value, propertyValueFrom(item));
      history.push_back(std::move(value));
    }
    out.emplace(key, std::move(history));
  }
  return out;
}

Result<std::vector<Alias>> aliasesFrom(JsonFields& outer) {
  TENURE_ASSIGN(const JsonNode* const node, outer.optional("aliases", Kind::kArray));
  std::vector<Alias> out;
  if (node == nullptr) return out;
  for (const JsonNode& item : node->items) {
    TENURE_ASSIGN(JsonFields fields, JsonFields::of(item, "an alias"));
    Alias alias;
    TENURE_ASSIGN(alias.name, fields.text("name"));
    TENURE_ASSIGN(alias.language, fields.optionalText("language"));
    TENURE_TRY(fields.finish());
    out.push_back(std::move(alias));
  }
  if (std::is_sorted(out.begin(), out.end(), std::less_equal<>())) return out;
  return jsonError(*node, "the aliases are not in order, each once");
}

Result<Believed> believedFrom(JsonFields& fields, const JsonNode& at) {
  Believed out;
  TENURE_ASSIGN(out.from, systemIn(fields, "from"));
  if (fields.find("to") != nullptr) {
    TENURE_ASSIGN(out.to, systemIn(fields, "to"));
  }
  if (out.from < out.to) return out;
  return jsonError(at, "the version ends (\"to\") before it begins (\"from\")");
}

Result<std::vector<Range>> removedFrom(JsonFields& fields) {
  TENURE_ASSIGN(const JsonNode* const node, fields.optional("removed", Kind::kArray));
  std::vector<Range> out;
  if (node == nullptr) return out;
  for (const JsonNode& item : node->items) {
    const bool pair = item.kind == Kind::kArray && item.items.size() == 2 &&
                      item.items[0].kind == Kind::kText && item.items[1].kind == Kind::kText;
    if (!pair) return jsonError(item, "a removed portion is an array of two instants");
    Range range{};
    const Result<Instant> start = parseIsoInstant(item.items[0].text);
    if (!start.ok()) return jsonError(item.items[0], start.error().message());
    const Result<Instant> end = parseIsoInstant(item.items[1].text);
    if (!end.ok()) return jsonError(item.items[1], end.error().message());
    range = {*start, *end};
    const bool in_order = range.start < range.end && (out.empty() || out.back().end < range.start);
    if (!in_order) return jsonError(item, "the removed portions are empty or not in order");
    out.push_back(range);
  }
  return out;
}

}  // namespace tenure::interchange

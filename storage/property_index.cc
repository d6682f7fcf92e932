#include "storage/property_index.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "storage/keys.h"
#include "storage/records.h"

namespace tenure::storage {
namespace {

/// Whole numbers as integers, as far as these reach.
Value oneNumber(const Value& value) {
  if (const double* number = value.as<double>()) {
    constexpr double kTwoTo63 = 9223372036854775808.0;
    const bool whole = std::trunc(*number) == *number && *number >= -kTwoTo63 && *number < kTwoTo63;
    return whole ? Value(static_cast<std::int64_t>(*number)) : value;
  }
  if (const List* list = value.as<List>()) {
    List out(list->size());
    std::transform(list->begin(), list->end(), out.begin(), oneNumber);
    return out;
  }
  if (const Map* map = value.as<Map>()) {
    Map out;
    for (const auto& [key, item] : *map) out.emplace(key, oneNumber(item));
    return out;
  }
  return value;
}

}  // namespace

std::uint64_t indexHash(const Value& value) {
  const bool holds_numbers =
      value.as<double>() != nullptr || value.as<List>() != nullptr || value.as<Map>() != nullptr;
  return holds_numbers ? hashValue(oneNumber(value)) : hashValue(value);
}

std::vector<std::string> propertyIndexKeys(const std::vector<PropertyIndex>& indexed, const NodeVersion& node,
                                           Tokens& tokens) {
  std::set<std::string> keys;
  for (const PropertyIndex& one : indexed) {
    const auto history = node.properties.find(one.key);
    if (history == node.properties.end() ||
        !std::binary_search(node.labels.begin(), node.labels.end(), one.label)) {
      continue;
    }
    const std::uint32_t label = tokens.intern(TokenKind::kLabel, one.label);
    const std::uint32_t key = tokens.intern(TokenKind::kKey, one.key);
    for (const PropertyValue& value : history->second) {
      if (!value.value.isNull()) keys.insert(propertyIndexKey(label, key, indexHash(value.value), node.id));
    }
  }
  return {keys.begin(), keys.end()};
}

std::vector<std::string> propertyIndexKeys(const Schema& schema, const NodeVersion& node, Tokens& tokens) {
  if (schema.indexes().empty() && schema.uniqueKeys().empty()) return {};
  return propertyIndexKeys(schema.indexedProperties(), node, tokens);
}

}  // namespace tenure::storage

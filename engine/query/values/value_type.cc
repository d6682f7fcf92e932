#include "engine/query/values/value_type.h"

#include <algorithm>
#include <array>
#include <set>

namespace tenure::query {

namespace {

constexpr std::string_view kNotNull = " NOT NULL";

/// GQL's order of types.
std::size_t placeOf(Kind kind) {
  static constexpr std::array kOrder = {
      Kind::kNull,          Kind::kBoolean,  Kind::kString,    Kind::kInteger,
      Kind::kFloat,         Kind::kDate,     Kind::kLocalTime, Kind::kTime,
      Kind::kLocalDateTime, Kind::kDateTime, Kind::kDuration,  Kind::kNode,
      Kind::kRelationship,  Kind::kMap,      Kind::kList,      Kind::kPath};
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), kind) - kOrder.begin());
}

std::string nameOf(const Datum& value);

std::string elementTypes(const DatumList& list) {
  if (list.empty()) return "NOTHING";
  std::set<std::pair<std::size_t, std::string>> members;  // lists of several types are several members
  bool has_null = false;
  for (const Datum& item : list) {
    if (item.isNull()) {
      has_null = true;
    } else {
      members.emplace(placeOf(item.kind()), nameOf(item));
    }
  }
  if (members.empty()) return "NULL";
  std::string out;
  for (const auto& [place, name] : members) {
    out += (out.empty() ? "" : " | ") + name;
    if (!has_null) out += kNotNull;
  }
  return out;
}

/// Without "NOT NULL".
std::string nameOf(const Datum& value) {
  if (value.kind() == Kind::kList) return "LIST<" + elementTypes(value.asList()) + ">";
  return std::string(kindName(value.kind()));
}

}  // namespace

std::string valueType(const Datum& value) {
  if (value.isNull()) return "NULL";
  return nameOf(value) + std::string(kNotNull);
}

}  // namespace tenure::query

// Parts of values: list[index], list[from..to], map[key], map.key.
#include <algorithm>

#include <fmt/format.h>

#include "engine/query/values/operators.h"
#include "engine/query/values/temporal_property.h"
#include "engine/query/values/temporal_value.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

Datum valueOfKey(const Datum& map, std::string_view key) {
  const Datum* found = map.find(key);
  return found != nullptr ? *found : Datum();
}

Result<Datum> elementOfList(const DatumList& list, const Datum& index) {
  if (index.kind() != Kind::kInteger) {
    return valueError(
        ErrorClass::kTypeError, "ListElementAccessByNonInteger",
        fmt::format("an element of a list is asked for by an INTEGER, not by {}", described(index)));
  }
  const auto size = static_cast<std::int64_t>(list.size());
  std::int64_t at = index.asInteger();
  if (at < 0) at += size;
  if (at < 0 || at >= size) return Datum();
  return list[static_cast<std::size_t>(at)];
}

/// A bound of a slice as an offset within the list.
Result<std::size_t> bound(const Datum& given, std::size_t size) {
  if (given.kind() != Kind::kInteger) return wrongKind("a slice of a list", "integers as its bounds", given);
  const auto length = static_cast<std::int64_t>(size);
  const std::int64_t at = given.asInteger() < 0 ? given.asInteger() + length : given.asInteger();
  return static_cast<std::size_t>(std::clamp(at, std::int64_t{0}, length));
}

}  // namespace

Result<Datum> elementAt(const Datum& value, const Datum& index) {
  if (value.isNull() || index.isNull()) return Datum();
  if (value.kind() == Kind::kList) return elementOfList(value.asList(), index);
  if (value.kind() == Kind::kMap) {
    if (index.isString()) return valueOfKey(value, index.asString());
    return valueError(
        ErrorClass::kTypeError, "MapElementAccessByNonString",
        fmt::format("the value of a key is asked for by a STRING, not by {}", described(index)));
  }
  return wrongKind("[ ]", "a list or a map", value);
}

Result<Datum> slice(const Datum& list, const Datum* from, const Datum* to) {
  if (list.isNull() || (from != nullptr && from->isNull()) || (to != nullptr && to->isNull())) return Datum();
  if (list.kind() != Kind::kList) return wrongKind("[ .. ]", "a list", list);
  const DatumList& items = list.asList();
  std::size_t first = 0;
  std::size_t last = items.size();
  if (from != nullptr) {
    TENURE_ASSIGN(first, bound(*from, items.size()));
  }
  if (to != nullptr) {
    TENURE_ASSIGN(last, bound(*to, items.size()));
  }
  if (first >= last) return Datum::list({});
  if (first == 0 && last == items.size()) return list;
  return Datum::list(DatumList(items.begin() + static_cast<std::ptrdiff_t>(first),
                               items.begin() + static_cast<std::ptrdiff_t>(last)));
}

Result<Datum> property(const Datum& value, std::string_view key) {
  if (value.isNull()) return Datum();
  if (value.kind() == Kind::kMap) return valueOfKey(value, key);
  if (isDateOrTime(value.kind()) || value.kind() == Kind::kDuration) return temporalProperty(value, key);
  return wrongKind(fmt::format(".{}", key), "a map, a node, a relationship or a date or time", value);
}

}  // namespace tenure::query

#include "engine/query/values/datum.h"

#include <algorithm>
#include <bit>
#include <type_traits>

namespace tenure::query {

template <class T>
struct Datum::Boxed : Datum::Box {
  explicit Boxed(T held) : value(std::move(held)) {}
  T value;
};

template <class T>
Datum Datum::boxed(Kind kind, T value) {
  Box* box = new Boxed<T>(std::move(value));
  return {kind, reinterpret_cast<std::uint64_t>(box)};  // NOLINT
}

template <class T>
const T& Datum::unboxed() const {
  return static_cast<const Boxed<T>*>(box())->value;
}

void Datum::release() noexcept {
  Box* held = box();
  if (held->count.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  switch (kind_) {
    case Kind::kString: delete static_cast<Boxed<std::string>*>(held); break;
    case Kind::kTime: delete static_cast<Boxed<ZonedTime>*>(held); break;
    case Kind::kLocalDateTime: delete static_cast<Boxed<LocalDateTime>*>(held); break;
    case Kind::kDateTime: delete static_cast<Boxed<ZonedDateTime>*>(held); break;
    case Kind::kDuration: delete static_cast<Boxed<Duration>*>(held); break;
    case Kind::kList: delete static_cast<Boxed<DatumList>*>(held); break;
    case Kind::kMap: delete static_cast<Boxed<DatumMap>*>(held); break;
    case Kind::kRelationship: delete static_cast<Boxed<RelationshipRef>*>(held); break;
    case Kind::kPath: delete static_cast<Boxed<PathValue>*>(held); break;
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kNode: break;
  }
}

Datum Datum::floating(double number) { return {Kind::kFloat, std::bit_cast<std::uint64_t>(number)}; }
Datum Datum::string(std::string text) { return boxed(Kind::kString, std::move(text)); }
Datum Datum::time(ZonedTime time) { return boxed(Kind::kTime, time); }
Datum Datum::localDateTime(LocalDateTime time) { return boxed(Kind::kLocalDateTime, time); }
Datum Datum::dateTime(ZonedDateTime time) { return boxed(Kind::kDateTime, std::move(time)); }
Datum Datum::duration(Duration duration) { return boxed(Kind::kDuration, duration); }
Datum Datum::list(DatumList list) {
  std::uint32_t depth = 0;
  for (const Datum& item : list) depth = std::max(depth, item.depth());
  Datum made = boxed(Kind::kList, std::move(list));
  made.box()->depth = depth + 1;
  return made;
}
Datum Datum::relationship(RelationshipRef ref) { return boxed(Kind::kRelationship, ref); }
Datum Datum::path(PathValue path) { return boxed(Kind::kPath, std::move(path)); }

Datum Datum::map(DatumMap map) {
  std::stable_sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  DatumMap distinct;
  distinct.reserve(map.size());
  for (auto& entry : map) {
    if (!distinct.empty() && distinct.back().first == entry.first) {
      distinct.back() = std::move(entry);
    } else {
      distinct.push_back(std::move(entry));
    }
  }
  std::uint32_t depth = 0;
  for (const auto& [key, item] : distinct) depth = std::max(depth, item.depth());
  Datum made = boxed(Kind::kMap, std::move(distinct));
  made.box()->depth = depth + 1;
  return made;
}

double Datum::asFloat() const { return std::bit_cast<double>(bits_); }
double Datum::asNumber() const {
  return kind_ == Kind::kInteger ? static_cast<double>(asInteger()) : asFloat();
}
const std::string& Datum::asString() const { return unboxed<std::string>(); }
const ZonedTime& Datum::asTime() const { return unboxed<ZonedTime>(); }
const LocalDateTime& Datum::asLocalDateTime() const { return unboxed<LocalDateTime>(); }
const ZonedDateTime& Datum::asDateTime() const { return unboxed<ZonedDateTime>(); }
const Duration& Datum::asDuration() const { return unboxed<Duration>(); }
const DatumList& Datum::asList() const { return unboxed<DatumList>(); }
const DatumMap& Datum::asMap() const { return unboxed<DatumMap>(); }
const RelationshipRef& Datum::asRelationship() const { return unboxed<RelationshipRef>(); }
const PathValue& Datum::asPath() const { return unboxed<PathValue>(); }

const Datum* Datum::find(std::string_view key) const {
  const DatumMap& map = asMap();
  const auto at =
      std::lower_bound(map.begin(), map.end(), key,
                       [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return at != map.end() && at->first == key ? &at->second : nullptr;
}

Datum Datum::from(const Value& value) {
  return std::visit(
      [](const auto& held) -> Datum {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, Null>) {
          return {};
        } else if constexpr (std::is_same_v<T, bool>) {
          return boolean(held);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return integer(held);
        } else if constexpr (std::is_same_v<T, double>) {
          return floating(held);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return string(held);
        } else if constexpr (std::is_same_v<T, Date>) {
          return date(held);
        } else if constexpr (std::is_same_v<T, LocalTime>) {
          return localTime(held);
        } else if constexpr (std::is_same_v<T, ZonedTime>) {
          return time(held);
        } else if constexpr (std::is_same_v<T, LocalDateTime>) {
          return localDateTime(held);
        } else if constexpr (std::is_same_v<T, ZonedDateTime>) {
          return dateTime(held);
        } else if constexpr (std::is_same_v<T, Duration>) {
          return duration(held);
        } else if constexpr (std::is_same_v<T, List>) {
          DatumList items;
          items.reserve(held.size());
          for (const Value& item : held) items.push_back(from(item));
          return list(std::move(items));
        } else {
          DatumMap entries;
          entries.reserve(held.size());
          for (const auto& [key, item] : held) entries.emplace_back(key, from(item));
          return map(std::move(entries));
        }
      },
      value.data());
}

bool Datum::toValue(Value& out) const {
  switch (kind_) {
    case Kind::kNull: out = Null{}; return true;
    case Kind::kBoolean: out = asBoolean(); return true;
    case Kind::kInteger: out = asInteger(); return true;
    case Kind::kFloat: out = asFloat(); return true;
    case Kind::kString: out = asString(); return true;
    case Kind::kDate: out = asDate(); return true;
    case Kind::kLocalTime: out = asLocalTime(); return true;
    case Kind::kTime: out = asTime(); return true;
    case Kind::kLocalDateTime: out = asLocalDateTime(); return true;
    case Kind::kDateTime: out = asDateTime(); return true;
    case Kind::kDuration: out = asDuration(); return true;
    case Kind::kList: {
      List items(asList().size());
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (!asList()[i].toValue(items[i])) return false;
      }
      out = std::move(items);
      return true;
    }
    case Kind::kMap: {
      Map entries;
      for (const auto& [key, item] : asMap()) {
        if (!item.toValue(entries[key])) return false;
      }
      out = std::move(entries);
      return true;
    }
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath: break;
  }
  return false;
}

std::string_view kindName(Kind kind) {
  switch (kind) {
    case Kind::kNull: return "NULL";
    case Kind::kBoolean: return "BOOLEAN";
    case Kind::kInteger: return "INTEGER";
    case Kind::kFloat: return "FLOAT";
    case Kind::kString: return "STRING";
    case Kind::kDate: return "DATE";
    case Kind::kLocalTime: return "LOCAL TIME";
    case Kind::kTime: return "ZONED TIME";
    case Kind::kLocalDateTime: return "LOCAL DATETIME";
    case Kind::kDateTime: return "ZONED DATETIME";
    case Kind::kDuration: return "DURATION";
    case Kind::kList: return "LIST";
    case Kind::kMap: return "MAP";
    case Kind::kNode: return "NODE";
    case Kind::kRelationship: return "RELATIONSHIP";
    case Kind::kPath: return "PATH";
  }
  return "NULL";
}

}  // namespace tenure::query

#include "engine/query/values/comparison.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <compare>
#include <functional>

namespace tenure::query {

namespace {

__extension__ typedef __int128 Wide;  // both compilers have it

int sign(std::weak_ordering ordering) { return ordering < 0 ? -1 : ordering > 0 ? 1 : 0; }

/// An integer against a float, exactly: 2^53 + 1 is not the float next to it.
std::partial_ordering compareMixed(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (b >= kTwoTo63) return std::partial_ordering::less;
  if (b < -kTwoTo63) return std::partial_ordering::greater;
  const double whole = std::trunc(b);
  const auto integer = static_cast<std::int64_t>(whole);
  if (a != integer) return a <=> integer;
  return 0.0 <=> b - whole;
}

std::partial_ordering compareNumbers(const Datum& a, const Datum& b) {
  const bool a_whole = a.kind() == Kind::kInteger;
  const bool b_whole = b.kind() == Kind::kInteger;
  if (a_whole && b_whole) return a.asInteger() <=> b.asInteger();
  if (a_whole) return compareMixed(a.asInteger(), b.asFloat());
  if (b_whole) return 0 <=> compareMixed(b.asInteger(), a.asFloat());
  return a.asFloat() <=> b.asFloat();
}

std::strong_ordering compareTimes(const ZonedTime& a, const ZonedTime& b) {
  constexpr std::int64_t kNanos = 1'000'000'000;
  const auto utc = [](const ZonedTime& time) { return time.nanos - time.offset_seconds * kNanos; };
  const auto instant = utc(a) <=> utc(b);
  return instant != 0 ? instant : a.offset_seconds <=> b.offset_seconds;
}

/// Durations have an order for sorting only: by the length that they have on average.
std::strong_ordering compareDurations(const Duration& a, const Duration& b) {
  constexpr Wide kSecondsPerMonth = 2'629'746;  // a twelfth of 365.2425 days
  constexpr Wide kSecondsPerDay = 86'400;
  const auto length = [](const Duration& duration) {
    return duration.months * kSecondsPerMonth + duration.days * kSecondsPerDay + duration.seconds;
  };
  const Wide a_length = length(a);
  const Wide b_length = length(b);
  if (a_length != b_length)
    return a_length < b_length ? std::strong_ordering::less : std::strong_ordering::greater;
  if (a.nanos != b.nanos) return a.nanos <=> b.nanos;
  return a <=> b;
}

/// Two values of one temporal kind.
std::weak_ordering compareTemporal(const Datum& a, const Datum& b) {
  switch (a.kind()) {
    case Kind::kDate: return a.asDate() <=> b.asDate();
    case Kind::kLocalTime: return a.asLocalTime() <=> b.asLocalTime();
    case Kind::kTime: return compareTimes(a.asTime(), b.asTime());
    case Kind::kLocalDateTime: return a.asLocalDateTime() <=> b.asLocalDateTime();
    case Kind::kDateTime: return a.asDateTime() <=> b.asDateTime();  // the instant stands first in it
    default: return compareDurations(a.asDuration(), b.asDuration());
  }
}

Comparison fromOrdering(std::partial_ordering ordering) {
  if (ordering == std::partial_ordering::unordered) return Comparison::kUnordered;
  return ordering < 0 ? Comparison::kLess : ordering > 0 ? Comparison::kGreater : Comparison::kEqual;
}

/// True as long as nothing is false, "not known" once something is.
class Conjunction {
 public:
  /// Whether there is more to ask.
  bool add(Ternary part) {
    if (!part) known_ = false;
    false_ = part == false;
    return !false_;
  }
  [[nodiscard]] Ternary result() const {
    if (false_) return false;
    return known_ ? Ternary(true) : std::nullopt;
  }

 private:
  bool false_ = false;
  bool known_ = true;
};

Ternary equalLists(const DatumList& a, const DatumList& b) {
  if (a.size() != b.size()) return false;
  Conjunction all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!all.add(equals(a[i], b[i]))) break;
  }
  return all.result();
}

Ternary equalMaps(const DatumMap& a, const DatumMap& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].first != b[i].first) return false;
  }
  Conjunction all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!all.add(equals(a[i].second, b[i].second))) break;
  }
  return all.result();
}

template <class Items>
int orderSequences(const Items& a, const Items& b) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (const int ordering = order(a[i], b[i]); ordering != 0) return ordering;
  }
  return sign(a.size() <=> b.size());
}

int orderMaps(const DatumMap& a, const DatumMap& b) {
  if (a.size() != b.size()) return sign(a.size() <=> b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (const auto keys = a[i].first <=> b[i].first; keys != 0) return sign(keys);
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (const int values = order(a[i].second, b[i].second); values != 0) return values;
  }
  return 0;
}

int orderPaths(const PathValue& a, const PathValue& b) {
  const std::size_t shared = std::min(a.nodes.size(), b.nodes.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (const int nodes = order(a.nodes[i], b.nodes[i]); nodes != 0) return nodes;
    if (i >= a.relationships.size() || i >= b.relationships.size()) break;
    if (const int steps = order(a.relationships[i], b.relationships[i]); steps != 0) return steps;
  }
  return sign(a.nodes.size() <=> b.nodes.size());
}

/// NaN is the greatest number.
int orderNumbers(const Datum& a, const Datum& b) {
  const auto ordering = compareNumbers(a, b);
  if (ordering == std::partial_ordering::unordered) {
    const auto isNan = [](const Datum& value) {
      return value.kind() == Kind::kFloat && std::isnan(value.asFloat());
    };
    return static_cast<int>(isNan(a)) - static_cast<int>(isNan(b));
  }
  return ordering < 0 ? -1 : ordering > 0 ? 1 : 0;
}

/// The place of a kind in the order of all values.
int rank(Kind kind) {
  switch (kind) {
    case Kind::kMap: return 0;
    case Kind::kNode: return 1;
    case Kind::kRelationship: return 2;
    case Kind::kList: return 3;
    case Kind::kPath: return 4;
    case Kind::kDateTime: return 5;
    case Kind::kLocalDateTime: return 6;
    case Kind::kDate: return 7;
    case Kind::kTime: return 8;
    case Kind::kLocalTime: return 9;
    case Kind::kDuration: return 10;
    case Kind::kString: return 11;
    case Kind::kBoolean: return 12;
    case Kind::kInteger:
    case Kind::kFloat: return 13;
    case Kind::kNull: break;
  }
  return 14;
}

constexpr std::size_t mix(std::size_t seed, std::size_t value) {
  std::uint64_t x = seed * 0x9E3779B97F4A7C15ULL + value;  // the finaliser of splitmix64
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

/// The same for a float and the integer that is equal to it.
std::size_t hashFloat(double number) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::isnan(number)) return 0x7FF8;
  if (number >= -kTwoTo63 && number < kTwoTo63 && std::trunc(number) == number) {
    return mix(1, static_cast<std::uint64_t>(static_cast<std::int64_t>(number)));
  }
  return mix(2, std::bit_cast<std::uint64_t>(number));
}

std::size_t hashDuration(const Duration& duration) {
  std::size_t seed = mix(3, static_cast<std::uint64_t>(duration.months));
  seed = mix(seed, static_cast<std::uint64_t>(duration.days));
  seed = mix(seed, static_cast<std::uint64_t>(duration.seconds));
  return mix(seed, static_cast<std::uint64_t>(duration.nanos));
}

std::size_t hashMap(const DatumMap& map) {
  std::size_t seed = map.size();
  for (const auto& [key, value] : map) seed = mix(mix(seed, std::hash<std::string>()(key)), hash(value));
  return seed;
}

std::size_t hashPath(const PathValue& path) {
  std::size_t seed = hash(std::span<const Datum>(path.nodes));
  return mix(seed, hash(std::span<const Datum>(path.relationships)));
}

}  // namespace

Ternary equals(const Datum& a, const Datum& b) {
  if (a.isNull() || b.isNull()) return std::nullopt;
  if (a.isNumber() && b.isNumber()) return compareNumbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  if (a.kind() == Kind::kList) return equalLists(a.asList(), b.asList());
  if (a.kind() == Kind::kMap) return equalMaps(a.asMap(), b.asMap());
  return order(a, b) == 0;
}

Comparison compare(const Datum& a, const Datum& b) {
  if (a.isNumber() && b.isNumber()) return fromOrdering(compareNumbers(a, b));
  if (a.kind() != b.kind()) return Comparison::kUnknown;
  switch (a.kind()) {
    case Kind::kBoolean: return fromOrdering(a.asBoolean() <=> b.asBoolean());
    case Kind::kString: return fromOrdering(a.asString() <=> b.asString());
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime: return fromOrdering(compareTemporal(a, b));
    case Kind::kList: {
      const DatumList& left = a.asList();
      const DatumList& right = b.asList();
      for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        const Comparison first = compare(left[i], right[i]);
        if (first != Comparison::kEqual) return first;
      }
      return fromOrdering(left.size() <=> right.size());
    }
    default: return Comparison::kUnknown;
  }
}

namespace {
Ternary holds(Comparison comparison, Comparison wanted, bool or_equal) {
  if (comparison == Comparison::kUnknown) return std::nullopt;
  return comparison == wanted || (or_equal && comparison == Comparison::kEqual);
}
}  // namespace

Ternary lessThan(const Datum& a, const Datum& b) { return holds(compare(a, b), Comparison::kLess, false); }
Ternary lessOrEqual(const Datum& a, const Datum& b) { return holds(compare(a, b), Comparison::kLess, true); }
Ternary greaterThan(const Datum& a, const Datum& b) {
  return holds(compare(a, b), Comparison::kGreater, false);
}
Ternary greaterOrEqual(const Datum& a, const Datum& b) {
  return holds(compare(a, b), Comparison::kGreater, true);
}

int order(const Datum& a, const Datum& b) {
  if (a.kind() == Kind::kInteger && b.kind() == Kind::kInteger) return sign(a.asInteger() <=> b.asInteger());
  const int a_rank = rank(a.kind());
  const int b_rank = rank(b.kind());
  if (a_rank != b_rank) return a_rank < b_rank ? -1 : 1;
  switch (a.kind()) {
    case Kind::kNull: return 0;
    case Kind::kBoolean: return sign(a.asBoolean() <=> b.asBoolean());
    case Kind::kInteger:
    case Kind::kFloat: return orderNumbers(a, b);
    case Kind::kString: return sign(a.asString() <=> b.asString());
    case Kind::kList: return orderSequences(a.asList(), b.asList());
    case Kind::kMap: return orderMaps(a.asMap(), b.asMap());
    case Kind::kNode: return sign(a.asNode() <=> b.asNode());
    case Kind::kRelationship: return sign(a.asRelationship().fact <=> b.asRelationship().fact);
    case Kind::kPath: return orderPaths(a.asPath(), b.asPath());
    default: return sign(compareTemporal(a, b));
  }
}

bool same(const Datum& a, const Datum& b) { return order(a, b) == 0; }

bool same(std::span<const Datum> a, std::span<const Datum> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Datum& left, const Datum& right) { return same(left, right); });
}

std::size_t hash(const Datum& value) {
  switch (value.kind()) {
    case Kind::kNull: return 0x51;
    case Kind::kBoolean: return value.asBoolean() ? 0x52 : 0x53;
    case Kind::kInteger: return mix(1, static_cast<std::uint64_t>(value.asInteger()));
    case Kind::kFloat: return hashFloat(value.asFloat());
    case Kind::kString: return std::hash<std::string>()(value.asString());
    case Kind::kDate: return mix(4, static_cast<std::uint64_t>(value.asDate().days));
    case Kind::kLocalTime: return mix(5, static_cast<std::uint64_t>(value.asLocalTime().nanos));
    case Kind::kTime: return mix(6, static_cast<std::uint64_t>(value.asTime().nanos));
    case Kind::kLocalDateTime: {
      const LocalDateTime& time = value.asLocalDateTime();
      return mix(mix(7, static_cast<std::uint64_t>(time.seconds)), static_cast<std::uint64_t>(time.nanos));
    }
    case Kind::kDateTime: {
      const ZonedDateTime& time = value.asDateTime();
      return mix(mix(8, static_cast<std::uint64_t>(time.utc_seconds)),
                 static_cast<std::uint64_t>(time.nanos));
    }
    case Kind::kDuration: return hashDuration(value.asDuration());
    case Kind::kList: return mix(9, hash(std::span<const Datum>(value.asList())));
    case Kind::kMap: return mix(10, hashMap(value.asMap()));
    case Kind::kNode: return mix(11, value.asNode().value);
    case Kind::kRelationship: return mix(12, value.asRelationship().fact.value);
    case Kind::kPath: return mix(13, hashPath(value.asPath()));
  }
  return 0;
}

std::size_t hash(std::span<const Datum> row) {
  std::size_t seed = row.size();
  for (const Datum& value : row) seed = mix(seed, hash(value));
  return seed;
}

}  // namespace tenure::query

// Value: what a property or a parameter holds. A closed set: null, boolean, integer, float, text, the date
// and time types of openCypher, duration, list, map. Plain values with value semantics; thread-safe as such.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tenure {

struct Null {
  friend constexpr bool operator==(Null, Null) = default;
};

/// A calendar day: days since 1970-01-01, proleptic Gregorian.
struct Date {
  std::int64_t days = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
};

/// A time of day without a zone: nanoseconds since midnight, 0 .. 86'399'999'999'999.
struct LocalTime {
  std::int64_t nanos = 0;
  friend constexpr auto operator<=>(LocalTime, LocalTime) = default;
};

/// A time of day with an offset from UTC in seconds. Equal only when both parts are.
struct ZonedTime {
  std::int64_t nanos = 0;  ///< local, since midnight
  std::int32_t offset_seconds = 0;
  friend constexpr auto operator<=>(ZonedTime, ZonedTime) = default;
};

/// A day and a time of day without a zone: seconds since 1970-01-01T00:00 by the wall clock, floored.
struct LocalDateTime {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;  ///< 0 .. 999'999'999
  friend constexpr auto operator<=>(LocalDateTime, LocalDateTime) = default;
};

/// An instant with the offset it was written in and, where one was named, the IANA zone.
struct ZonedDateTime {
  std::int64_t utc_seconds = 0;  ///< since 1970-01-01T00:00:00Z, floored
  std::int32_t nanos = 0;        ///< 0 .. 999'999'999
  std::int32_t offset_seconds = 0;
  std::string zone;  ///< "Africa/Bamako", or empty
  friend auto operator<=>(const ZonedDateTime&, const ZonedDateTime&) = default;
};

/// A duration in openCypher's four parts; each has its own sign, `nanos` is 0 .. 999'999'999 above `seconds`.
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
};

class Value;
using List = std::vector<Value>;
/// Keys in byte order, so that equal maps are written alike.
using Map = std::map<std::string, Value, std::less<>>;

/// One value. Text is UTF-8 (checked where it enters the database). Equality is structural and typed: 1
/// and 1.0 differ, and NaN equals nothing; the query language has its own comparisons.
class Value {
 public:
  using Variant = std::variant<Null, bool, std::int64_t, double, std::string, Date, LocalTime, ZonedTime,
                               LocalDateTime, ZonedDateTime, Duration, List, Map>;

  Value() = default;  // the others are implicit, so that {"name", "Sahel"} is a property as written
  Value(Null) {}      // NOLINT(google-explicit-constructor)
  Value(bool truth) : data_(truth) {}                         // NOLINT(google-explicit-constructor)
  Value(std::int64_t number) : data_(number) {}               // NOLINT(google-explicit-constructor)
  Value(int number) : data_(std::int64_t{number}) {}          // NOLINT(google-explicit-constructor)
  Value(double number) : data_(number) {}                     // NOLINT(google-explicit-constructor)
  Value(std::string text) : data_(std::move(text)) {}         // NOLINT(google-explicit-constructor)
  Value(std::string_view text) : data_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  Value(const char* text) : data_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
  Value(Date date) : data_(date) {}                           // NOLINT(google-explicit-constructor)
  Value(LocalTime time) : data_(time) {}                      // NOLINT(google-explicit-constructor)
  Value(ZonedTime time) : data_(time) {}                      // NOLINT(google-explicit-constructor)
  Value(LocalDateTime time) : data_(time) {}                  // NOLINT(google-explicit-constructor)
  Value(ZonedDateTime time) : data_(std::move(time)) {}       // NOLINT(google-explicit-constructor)
  Value(Duration duration) : data_(duration) {}               // NOLINT(google-explicit-constructor)
  Value(List list) : data_(std::move(list)) {}                // NOLINT(google-explicit-constructor)
  Value(Map map) : data_(std::move(map)) {}                   // NOLINT(google-explicit-constructor)

  [[nodiscard]] const Variant& data() const { return data_; }
  [[nodiscard]] bool isNull() const { return std::holds_alternative<Null>(data_); }
  /// The alternative `T`, or nullptr; borrowed from this value.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&data_);
  }
  [[nodiscard]] bool isText() const { return as<std::string>() != nullptr; }

  friend bool operator==(const Value& a, const Value& b) { return a.data_ == b.data_; }

 private:
  Variant data_;
};

/// The name of the type: "null", "boolean", "integer", "float", "text", "date", "local time", "time",
/// "local datetime", "datetime", "duration", "list", "map".
[[nodiscard]] std::string_view typeName(const Value& value);

/// What a person reads: text as it is, everything else as openCypher renders it (dates in ISO 8601, lists in
/// brackets with quoted texts).
[[nodiscard]] std::string toText(const Value& value);

}  // namespace tenure

#include "storage/value_record.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <tuple>
#include <utility>

#include "storage/records.h"
#include "storage/validity_record.h"

namespace tenure::storage {
namespace {

enum Tag : std::uint8_t {
  kNull = 0x00,
  kFalse = 0x01,
  kTrue = 0x02,
  kInteger = 0x03,
  kFloat = 0x04,
  kText = 0x05,
  kDate = 0x06,
  kLocalTime = 0x07,
  kZonedTime = 0x08,
  kLocalDateTime = 0x09,
  kZonedDateTime = 0x0A,
  kDuration = 0x0B,
  kList = 0x0C,
  kMap = 0x0D,
};

constexpr std::uint64_t kQuietNan = 0x7FF8'0000'0000'0000;
constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kNanosPerDay = 86'400 * kNanosPerSecond;
constexpr std::int32_t kSecondsPerDay = 86'400;

struct Writer {
  ByteWriter& out;
  bool one_zero = false;  ///< -0.0 as 0.0: they are equal, and a hash must not tell them apart

  void operator()(Null) const { out.byte(kNull); }
  void operator()(bool truth) const { out.byte(truth ? kTrue : kFalse); }
  void operator()(std::int64_t number) const {
    out.byte(kInteger);
    out.zigzag(number);
  }
  void operator()(double number) const {
    if (one_zero && number == 0) number = 0;
    out.byte(kFloat);
    out.fixed64(std::isnan(number) ? kQuietNan : std::bit_cast<std::uint64_t>(number));
  }
  void operator()(const std::string& text) const {
    out.byte(kText);
    out.text(text);
  }
  void operator()(Date date) const {
    out.byte(kDate);
    out.zigzag(date.days);
  }
  void operator()(LocalTime time) const {
    out.byte(kLocalTime);
    out.varint(static_cast<std::uint64_t>(time.nanos));
  }
  void operator()(ZonedTime time) const {
    out.byte(kZonedTime);
    out.varint(static_cast<std::uint64_t>(time.nanos));
    out.zigzag(time.offset_seconds);
  }
  void local(std::int64_t seconds, std::int32_t nanos) const {
    out.zigzag(seconds);
    out.varint(static_cast<std::uint64_t>(nanos));
  }
  void operator()(LocalDateTime time) const {
    out.byte(kLocalDateTime);
    local(time.seconds, time.nanos);
  }
  void operator()(const ZonedDateTime& time) const {
    out.byte(kZonedDateTime);
    local(time.utc_seconds, time.nanos);
    out.zigzag(time.offset_seconds);
    out.text(time.zone);
  }
  void operator()(const Duration& duration) const {
    out.byte(kDuration);
    out.zigzag(duration.months);
    out.zigzag(duration.days);
    local(duration.seconds, duration.nanos);
  }
  void operator()(const List& list) const {
    out.byte(kList);
    out.varint(list.size());
    for (const Value& item : list) std::visit(*this, item.data());
  }
  void operator()(const Map& map) const {
    out.byte(kMap);
    out.varint(map.size());
    for (const auto& [key, item] : map) {
      out.text(key);
      std::visit(*this, item.data());
    }
  }
};

/// A number of nanoseconds in [0, end).
std::int64_t readNanos(ByteReader& in, std::int64_t end) {
  const std::uint64_t nanos = in.varint();
  if (nanos >= static_cast<std::uint64_t>(end)) in.fail("a value has nanoseconds out of range");
  return static_cast<std::int64_t>(nanos);
}
std::int32_t readNanosOfSecond(ByteReader& in) {
  return static_cast<std::int32_t>(readNanos(in, kNanosPerSecond));
}
std::int32_t readOffset(ByteReader& in) {
  const std::int64_t seconds = in.zigzag();
  if (seconds <= -kSecondsPerDay || seconds >= kSecondsPerDay) in.fail("a value has an offset of a day");
  return static_cast<std::int32_t>(seconds);
}

Value readFloat(ByteReader& in) {
  const std::uint64_t bits = in.fixed64();
  const auto number = std::bit_cast<double>(bits);
  if (std::isnan(number) && bits != kQuietNan) in.fail("a value is an unknown NaN");
  return number;
}

Value readAt(ByteReader& in, std::size_t depth);

Value readList(ByteReader& in, std::size_t depth) {
  List list;
  const std::size_t count = in.count();
  list.reserve(std::min<std::size_t>(count, 64));  // a count that lies reserves little
  for (std::size_t i = 0; i < count && in.ok(); ++i) list.push_back(readAt(in, depth));
  return list;
}

Value readMap(ByteReader& in, std::size_t depth) {
  Map map;
  const std::size_t count = in.count(2);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    std::string key(in.text());
    if (!map.empty() && key <= map.rbegin()->first) in.fail("the keys of a map are out of order");
    Value value = readAt(in, depth);
    map.emplace_hint(map.end(), std::move(key), std::move(value));
  }
  return map;
}

Value readNested(ByteReader& in, std::uint8_t tag, std::size_t depth) {
  if (depth == kValueDepthMax) {
    in.fail("a value is nested too deep");
    return {};
  }
  return tag == kList ? readList(in, depth + 1) : readMap(in, depth + 1);
}

Value readTime(ByteReader& in, std::uint8_t tag) {
  switch (tag) {
    case kLocalTime: return LocalTime{readNanos(in, kNanosPerDay)};
    case kZonedTime: {
      const std::int64_t nanos = readNanos(in, kNanosPerDay);
      return ZonedTime{nanos, readOffset(in)};
    }
    case kLocalDateTime: {
      const std::int64_t seconds = in.zigzag();
      return LocalDateTime{seconds, readNanosOfSecond(in)};
    }
    case kZonedDateTime: {
      ZonedDateTime time;
      time.utc_seconds = in.zigzag();
      time.nanos = readNanosOfSecond(in);
      time.offset_seconds = readOffset(in);
      time.zone = std::string(in.text());
      return time;
    }
    default: {
      Duration duration;
      duration.months = in.zigzag();
      duration.days = in.zigzag();
      duration.seconds = in.zigzag();
      duration.nanos = readNanosOfSecond(in);
      return duration;
    }
  }
}

Value readAt(ByteReader& in, std::size_t depth) {
  const std::uint8_t tag = in.byte();
  switch (tag) {
    case kNull: return {};
    case kFalse: return false;
    case kTrue: return true;
    case kInteger: return in.zigzag();
    case kFloat: return readFloat(in);
    case kText: return in.text();
    case kDate: return Date{in.zigzag()};
    case kLocalTime:
    case kZonedTime:
    case kLocalDateTime:
    case kZonedDateTime:
    case kDuration: return readTime(in, tag);
    case kList:
    case kMap: return readNested(in, tag, depth);
    default: in.fail("a value is of an unknown kind"); return {};
  }
}

bool isShallowEnough(const Value& value, std::size_t room) {
  const auto fits = [room](const Value& item) { return isShallowEnough(item, room - 1); };
  if (const List* list = value.as<List>()) {
    return room > 0 && std::all_of(list->begin(), list->end(), fits);
  }
  if (const Map* map = value.as<Map>()) {
    return room > 0 &&
           std::all_of(map->begin(), map->end(), [&](const auto& one) { return fits(one.second); });
  }
  return true;
}

auto orderOf(const PropertyValue& one) {
  const Period& p = one.validity.period();
  return std::tie(p.start_min, p.start_max, p.end_min, p.end_max, one.validity.text());
}

PropertyHistory readHistory(ByteReader& in) {
  PropertyHistory history;
  const std::size_t count = in.count(2);
  history.reserve(std::min<std::size_t>(count, 16));
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    Validity validity = readValidity(in);
    history.push_back({readValue(in), std::move(validity)});
    if (i > 0 && orderOf(history[i]) < orderOf(history[i - 1])) in.fail("a history is out of order");
  }
  return history;
}

}  // namespace

bool isShallowEnough(const Value& value) { return isShallowEnough(value, kValueDepthMax); }

void writeValue(ByteWriter& out, const Value& value) { std::visit(Writer{out}, value.data()); }

Value readValue(ByteReader& in) {
  Value value = readAt(in, 0);
  return in.ok() ? value : Value();
}

void writeProperties(ByteWriter& out, const Properties& properties, Tokens& tokens) {
  out.varint(properties.size());
  for (const auto& [key, history] : properties) {
    assert(!key.empty() && key.front() != '_');
    out.varint(tokens.intern(TokenKind::kKey, key));
    out.varint(history.size());
    for (const PropertyValue& one : history) {
      writeValidity(out, one.validity);
      writeValue(out, one.value);
    }
  }
}

Properties readProperties(ByteReader& in, const Tokens& tokens) {
  Properties properties;
  const std::size_t count = in.count(2);
  if (count == 0) in.fail("it lists no property");
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::string* key = tokens.name(TokenKind::kKey, in.varint32());
    if (key == nullptr) {
      in.fail("a property has an unknown key");
    } else if (key->empty() || key->front() == '_') {
      in.fail("a property has a key that is no name");
    } else if (!properties.empty() && *key <= properties.rbegin()->first) {
      in.fail("its properties are out of order");
    } else {
      properties.emplace_hint(properties.end(), *key, readHistory(in));
    }
  }
  return properties;
}

std::uint64_t hashValue(const Value& value) {
  std::string bytes;
  ByteWriter out(bytes);
  std::visit(Writer{out, true}, value.data());
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace tenure::storage

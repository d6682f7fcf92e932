// What records are made of: bytes, validities, removed portions, values. What was written is read, and what
// no writer writes is refused.
#include "storage/records.h"

#include <cmath>
#include <functional>
#include <limits>

#include <catch2/catch.hpp>

#include "storage/bytes.h"
#include "storage/period_code.h"
#include "storage/validity_record.h"
#include "storage/value_record.h"

namespace record_parts_test {

using namespace tenure;
using namespace tenure::storage;

namespace {

constexpr Instant kPast = Instant::minusInfinity();
constexpr Instant kFuture = Instant::plusInfinity();
const SystemInstant kNow = SystemInstant::fromMicros(1'760'000'000'000'000);

Instant day(std::int64_t number) { return Instant::fromMicros(number * kMicrosPerDay); }
Validity validity(std::string_view text) { return Validity::parse(text).value(); }

/// The bytes that `write` writes.
std::string written(const std::function<void(ByteWriter&)>& write) {
  std::string bytes;
  ByteWriter out(bytes);
  write(out);
  return bytes;
}

/// Why a reader refuses `bytes`, or "".
std::string refusal(std::string_view bytes, const std::function<void(ByteReader&)>& read) {
  ByteReader in(bytes);
  read(in);
  in.finish();
  return in.ok() ? "" : in.why();
}

Validity again(const Validity& validity) {
  const std::string bytes = written([&](ByteWriter& out) { writeValidity(out, validity); });
  ByteReader in(bytes);
  Validity read = readValidity(in);
  in.finish();
  INFO(bytes.size() << " bytes of " << validity.text());
  REQUIRE(in.ok());
  return read;
}
Validity withBounds(const Period& period) {
  return Validity::restored(period, "some text", EndConvention::kExclusive);
}

Value again(const Value& value) {
  const std::string bytes = written([&](ByteWriter& out) { writeValue(out, value); });
  ByteReader in(bytes);
  Value read = readValue(in);
  in.finish();
  REQUIRE(in.ok());
  return read;
}
std::string valueRefusal(std::string_view bytes) {
  return refusal(bytes, [](ByteReader& in) { (void)readValue(in); });
}
Value nested(std::size_t depth) {
  Value value = 1;
  for (std::size_t i = 0; i < depth; ++i) {
    value = i % 2 == 0 ? Value(List{std::move(value)}) : Value(Map{{"k", std::move(value)}});
  }
  return value;
}

}  // namespace

// ---- the alphabet ----------------------------------------------------------------------------------------

TEST_CASE("bytes: numbers at the edges of their lengths, shortest form only") {
  for (unsigned bit = 0; bit < 64; ++bit) {
    for (const std::uint64_t number : {(1ULL << bit) - 1, 1ULL << bit, (1ULL << bit) + 1, ~0ULL}) {
      const std::string bytes = written([&](ByteWriter& out) { out.varint(number); });
      ByteReader in(bytes);
      CHECK(in.varint() == number);
      in.finish();
      CHECK(in.ok());
      const auto signed_number = static_cast<std::int64_t>(number);
      CHECK(unzigzag(zigzagOf(signed_number)) == signed_number);
    }
  }
  const auto varint = [](ByteReader& in) { (void)in.varint(); };
  CHECK(written([](ByteWriter& out) { out.varint(300); }) == "\xAC\x02");
  CHECK(refusal(std::string("\x80\x00", 2), varint) == "a number is not written the short way");
  CHECK(refusal("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", varint).empty());
  CHECK(refusal("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", varint) == "a number has more than 64 bits");
  CHECK(refusal("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", varint) == "a number has more than 64 bits");
  CHECK(refusal("\xFF", varint) == "it ends early");
  CHECK(refusal("", varint) == "it ends early");
}

TEST_CASE("bytes: instants, the infinities in one byte") {
  const auto bytes = [](SystemInstant at) { return written([&](ByteWriter& out) { out.instant(at); }); };
  CHECK(bytes(SystemInstant::plusInfinity()) == std::string(1, '\0'));
  CHECK(bytes(SystemInstant::minusInfinity()) == "\x01");
  CHECK(bytes(SystemInstant()) == "\x02");
  for (const std::int64_t micros :
       {std::numeric_limits<std::int64_t>::min() + 1, std::int64_t{-1}, std::int64_t{1}, kNow.micros(),
        std::numeric_limits<std::int64_t>::max() - 1}) {
    const std::string some = bytes(SystemInstant::fromMicros(micros));
    ByteReader in(some);
    CHECK(in.systemInstant() == SystemInstant::fromMicros(micros));
  }
}

TEST_CASE("bytes: a reader fails once, keeps the first reason and reads nothing more") {
  ByteReader in(
      "\x05"
      "ab");
  CHECK(in.text().empty());
  CHECK_FALSE(in.ok());
  CHECK(in.why() == std::string("a text is longer than the record"));
  CHECK(in.byte() == 0);
  CHECK(in.fixed64() == 0);
  CHECK(in.left() == 0);
  in.fail("another reason");
  CHECK(in.why() == std::string("a text is longer than the record"));
  CHECK(refusal("\x01z", [](ByteReader& one) { (void)one.byte(); }) == "there are bytes after its end");
  CHECK(refusal("\x03zz", [](ByteReader& one) { (void)one.count(); }) == "a count is larger than the record");
  CHECK(refusal("\x02", [](ByteReader& one) { (void)one.truth(); }) == "a yes or no is neither");
}

TEST_CASE("bytes: what storage keeps of time is the axis and room for an end after its last day") {
  CHECK(day(kFirstStoredDay) == midnight(kAxisFirst).value());
  CHECK(day(kLastStoredDay) == midnight(kAxisLast).value().plusMicros(2 * kMicrosPerDay));
}

// ---- validities ------------------------------------------------------------------------------------------

TEST_CASE("validity record: every row of the table, text and bounds, is given back") {
  for (const char* text :
       {"2014", "2014/2018", "2014-10-28/2018-03-01", "2014/", "/2018", "/", "2014/..", "../2018",
        "2014?/2018~", "attested: 2014", "attested: 2014/2016", "201X/2018", "2014-10-28T10:00:00Z/2015",
        "[2014,2016]/..", "Y-290000/Y290000", "2014-10-28T10:00:00.000001Z", "../..", "1960/1961"}) {
    const auto parsed = Validity::parse(text);
    INFO(text);
    REQUIRE(parsed.ok());
    CHECK(again(*parsed) == *parsed);
    const auto exclusive = Validity::parse(text, EndConvention::kExclusive);
    if (exclusive.ok()) CHECK(again(*exclusive) == *exclusive);
  }
  CHECK(again(Validity()) == Validity());
}

TEST_CASE("validity record: all orders of all kinds of bounds, in days and in microseconds") {
  const std::vector<Instant> days = {kPast,  day(kFirstStoredDay), day(-1), day(0),
                                     day(1), day(kLastStoredDay),  kFuture};
  for (const std::int64_t shift_us : {0, 1}) {
    std::size_t count = 0;
    for (const Instant a : days) {
      for (const Instant b : days) {
        for (const Instant c : days) {
          for (const Instant d : days) {
            Period p{a,
                     b.plusMicros(b == day(0) ? shift_us : 0),
                     c.plusMicros(c == day(0) ? -shift_us : 0),
                     d,
                     true,
                     Grain::kMicrosecond};
            if (p.start_min > p.start_max || p.end_min > p.end_max || !p.canHold()) continue;
            ++count;
            REQUIRE(again(withBounds(p)) == withBounds(p));
          }
        }
      }
    }
    CHECK(count > 300);
  }
}

TEST_CASE("validity record: a timeless one takes a byte, whole days take few") {
  const auto size = [](const Validity& one) {
    return written([&](ByteWriter& out) { writeValidity(out, one); }).size() - one.text().size();
  };
  CHECK(size(Validity()) == 1);
  CHECK(size(validity("2014-01-05/2018-02-03")) == 2 + 3 + 2);
  CHECK(size(validity("2014/2018")) == 2 + 3 + 2 + 2 + 2);
  CHECK(size(validity("2014/..")) == 2 + 3 + 1 + 2);
}

TEST_CASE("validity record: what no encoder writes is refused") {
  const auto why = [](const std::string& bytes) {
    return refusal(bytes, [](ByteReader& in) { (void)readValidity(in); });
  };
  const auto bytes = [](std::uint8_t head, std::vector<std::uint64_t> numbers, std::string_view text = "t") {
    return written([&](ByteWriter& out) {
      out.byte(head);
      out.text(text);
      for (const std::uint64_t number : numbers) out.varint(number);
    });
  };
  CHECK(why(bytes(0x00, {1, 5})).empty());
  CHECK(why("\x41") == "a validity has unknown marks");
  CHECK(why(bytes(0x00, {1, 5}, "")) == "a validity has no text");
  CHECK(why(bytes(0x08, {1, 5 * kMicrosPerDay})) == "its days are written as microseconds");
  CHECK(why(bytes(0x08, {1, 5})).empty());
  const std::string bad = "its bounds are of no period";
  CHECK(why(bytes(0x00, {zigzagOf(kFirstStoredDay) + 1, 5})).empty());
  CHECK(why(bytes(0x00, {zigzagOf(kFirstStoredDay - 1) + 1, 5})) == bad);
  CHECK(why(bytes(0x00, {zigzagOf(kLastStoredDay + 1) + 1, 0})) == bad);
  CHECK(why(bytes(0x00, {zigzagOf(kLastStoredDay) + 1, 1})) == bad);
  CHECK(why(bytes(0x00, {zigzagOf(0) + 1, ~0ULL})) == bad);
  CHECK(why(bytes(0x10, {zigzagOf(0) + 1, 5, ~0ULL})) == bad);
  CHECK(why(bytes(0x20, {zigzagOf(0) + 1, 5, ~0ULL})) == bad);
  CHECK(why(bytes(0x20, {zigzagOf(0) + 1, 0, Units<true>::kSize})).empty());
  CHECK(why(bytes(0x20, {zigzagOf(0) + 1, 0, Units<true>::kSize + 1})) == bad);
  CHECK(why(bytes(0x00, {1})) == "it ends early");
}

TEST_CASE("portions: sorted ranges are read back, and others refused") {
  const auto read = [](const std::string& bytes) {
    return refusal(bytes, [](ByteReader& in) { (void)readPortions(in); });
  };
  const auto bytes = [](std::uint8_t head, const std::vector<std::uint64_t>& numbers) {
    return written([&](ByteWriter& out) {
      out.byte(head);
      for (const std::uint64_t number : numbers) out.varint(number);
    });
  };
  CHECK(read(bytes(0, {2, 2, 1, 1, 1})).empty());  // [0, 1), [2, 3)
  CHECK(read(bytes(0, {0})) == "it lists no removed portion");
  CHECK(read(bytes(0, {1, 0, 1})) == "its bounds are of no period");        // from plus infinity
  CHECK(read(bytes(0, {2, 2, 0, 1, 1})) == "its bounds are of no period");  // after one that does not end
  CHECK(read(bytes(0, {2, 2, 1, 0, 1})) == "its bounds are of no period");
  CHECK(read(bytes(8, {1, 2, kMicrosPerDay})) == "its days are written as microseconds");
  CHECK(read(bytes(1, {1, 2, 1})) == "removed portions have unknown marks");
}

// ---- values --------------------------------------------------------------------------------------------

TEST_CASE("value record: each of the thirteen alternatives is given back") {
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::vector<Value> values = {Value(),
                                     true,
                                     false,
                                     0,
                                     -1,
                                     std::int64_t{least},
                                     std::numeric_limits<std::int64_t>::max(),
                                     0.0,
                                     -1.5,
                                     std::numeric_limits<double>::infinity(),
                                     std::numeric_limits<double>::denorm_min(),
                                     "",
                                     "\xC3\xA9",
                                     Date{-719'162},
                                     LocalTime{86'399'999'999'999},
                                     ZonedTime{1, -3600},
                                     LocalDateTime{-1, 999'999'999},
                                     ZonedDateTime{1, 2, 3600, "Africa/Bamako"},
                                     ZonedDateTime{least, 0, 0, ""},
                                     Duration{-1, 2, -3, 4},
                                     List{},
                                     List{1, "a", List{Null()}},
                                     Map{},
                                     Map{{"", 1}, {"_a", Map{}}, {"b", List{}}}};
  for (const Value& value : values) {
    INFO(typeName(value));
    CHECK(again(value) == value);
  }
}

TEST_CASE("value record: every NaN is one NaN, and the sign of zero is kept") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto bytes = [](double number) { return written([&](ByteWriter& out) { writeValue(out, number); }); };
  CHECK(bytes(nan) == bytes(-nan));
  CHECK(std::isnan(*again(Value(-nan)).as<double>()));
  CHECK(std::signbit(*again(Value(-0.0)).as<double>()));
  CHECK(valueRefusal(std::string("\x04\x01\0\0\0\0\0\xF8\x7F", 9)) == "a value is an unknown NaN");
}

TEST_CASE("value record: nested as deep as it may be, and one deeper") {
  CHECK(isShallowEnough(nested(kValueDepthMax)));
  CHECK(again(nested(kValueDepthMax)) == nested(kValueDepthMax));
  CHECK_FALSE(isShallowEnough(nested(kValueDepthMax + 1)));
  const std::string deeper = written([](ByteWriter& out) { writeValue(out, nested(kValueDepthMax + 1)); });
  CHECK(valueRefusal(deeper) == "a value is nested too deep");
  std::string bottomless;
  for (int i = 0; i < 1'000'000; ++i) bottomless += "\x0C\x01";
  CHECK(valueRefusal(bottomless) == "a value is nested too deep");
}

TEST_CASE("value record: what no encoder writes is refused") {
  CHECK(valueRefusal("\x0E") == "a value is of an unknown kind");
  CHECK(valueRefusal("\x03\xFF") == "it ends early");
  const auto numbers = [](std::uint8_t tag, const std::vector<std::uint64_t>& all) {
    return written([&](ByteWriter& out) {
      out.byte(tag);
      for (const std::uint64_t one : all) out.varint(one);
    });
  };
  CHECK(valueRefusal(numbers(7, {86'399'999'999'999})).empty());
  CHECK(valueRefusal(numbers(7, {86'400'000'000'000})) == "a value has nanoseconds out of range");
  CHECK(valueRefusal(numbers(9, {0, 1'000'000'000})) == "a value has nanoseconds out of range");
  CHECK(valueRefusal(numbers(8, {0, zigzagOf(86'399)})).empty());
  CHECK(valueRefusal(numbers(8, {0, zigzagOf(-86'400)})) == "a value has an offset of a day");
  CHECK(valueRefusal("\x0C\x05\x01") == "a count is larger than the record");
  CHECK(valueRefusal(std::string("\x0D\x02\x01k\x01\x01k\x01", 8)) == "the keys of a map are out of order");
}

TEST_CASE("hash: equal values hash alike, others do not") {
  CHECK(hashValue(Value(0.0)) == hashValue(Value(-0.0)));
  CHECK(hashValue(Value(List{-0.0})) == hashValue(Value(List{0.0})));
  CHECK(hashValue(Value("a")) == hashValue(Value(std::string("a"))));
  CHECK(hashValue(Value(1)) != hashValue(Value(1.0)));
  CHECK(hashValue(Value("a")) != hashValue(Value("b")));
  CHECK(hashValue(Value()) != hashValue(Value("")));
}

}  // namespace record_parts_test

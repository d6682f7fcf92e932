// Datum: a value while a statement runs. What schema/value.h stores, and nodes, relationships and paths
// beside. 16 bytes: a kind and eight bytes that are the value itself or a counted reference to an immutable
// one, so that a row is copied without copying texts, lists or maps.
//
// Thread rules: values may be shared between threads (counts are atomic, what is referred to never changes
// once it is inside a Datum).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/graph.h"
#include "schema/ids.h"
#include "schema/value.h"

namespace tenure::query {

class Datum;
using DatumList = std::vector<Datum>;
/// Sorted by key (byte order), keys distinct.
using DatumMap = std::vector<std::pair<std::string, Datum>>;

/// A relationship as a pattern met it: what is known without reading its record again.
struct RelationshipRef {
  FactId fact;
  TypeId type;
  NodeId subject;
  NodeId object;
  std::uint32_t scope = 0;  ///< which of the execution's time scopes it was met under
  Period period;            ///< effective; with removed portions, the piece that holds best
  Certainty certainty = Certainty::kCertain;
  FactStatus status = FactStatus::kAsserted;
  SystemInstant believed_from = SystemInstant::minusInfinity();  ///< of the version met
};

/// A path: nodes[0], relationships[0], nodes[1] ...; every relationship joins its two neighbours, in
/// whichever direction it was walked.
struct PathValue;

/// Kinds in no order that means anything; comparisons have their own (values/comparison.h).
enum class Kind : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
};
/// As openCypher names them: "NULL", "BOOLEAN", "INTEGER", "FLOAT", "STRING", "DATE", "LOCAL TIME", "ZONED
/// TIME", "LOCAL DATETIME", "ZONED DATETIME", "DURATION", "LIST", "MAP", "NODE", "RELATIONSHIP", "PATH".
[[nodiscard]] std::string_view kindName(Kind kind);

class Datum {
 public:
  Datum() noexcept : bits_(0), kind_(Kind::kNull) {}
  Datum(const Datum& other) noexcept : bits_(other.bits_), scope_(other.scope_), kind_(other.kind_) {
    if (isCounted()) box()->count.fetch_add(1, std::memory_order_relaxed);
  }
  Datum(Datum&& other) noexcept : bits_(other.bits_), scope_(other.scope_), kind_(other.kind_) {
    other.kind_ = Kind::kNull;
  }
  Datum& operator=(const Datum& other) noexcept {
    Datum copy(other);
    swap(copy);
    return *this;
  }
  Datum& operator=(Datum&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Datum() {
    if (isCounted()) release();
  }

  // Named makers: nothing turns into a Datum by accident.
  [[nodiscard]] static Datum boolean(bool truth) { return {Kind::kBoolean, truth ? 1U : 0U}; }
  [[nodiscard]] static Datum integer(std::int64_t number) {
    return {Kind::kInteger, static_cast<std::uint64_t>(number)};
  }
  [[nodiscard]] static Datum floating(double number);
  [[nodiscard]] static Datum string(std::string text);
  [[nodiscard]] static Datum date(Date date) { return {Kind::kDate, static_cast<std::uint64_t>(date.days)}; }
  [[nodiscard]] static Datum localTime(LocalTime time) {
    return {Kind::kLocalTime, static_cast<std::uint64_t>(time.nanos)};
  }
  [[nodiscard]] static Datum time(ZonedTime time);
  [[nodiscard]] static Datum localDateTime(LocalDateTime time);
  [[nodiscard]] static Datum dateTime(ZonedDateTime time);
  [[nodiscard]] static Datum duration(Duration duration);
  [[nodiscard]] static Datum list(DatumList list);
  /// Any order; of equal keys the last counts.
  [[nodiscard]] static Datum map(DatumMap map);
  [[nodiscard]] static Datum node(NodeId id, std::uint32_t scope = 0) {
    Datum node(Kind::kNode, id.value);
    node.scope_ = scope;
    return node;
  }
  [[nodiscard]] static Datum relationship(RelationshipRef ref);
  [[nodiscard]] static Datum path(PathValue path);

  /// What a database or a caller gave; and back. Nodes, relationships and paths are no stored values:
  /// `toValue` gives false for them, and for lists and maps that hold them.
  [[nodiscard]] static Datum from(const Value& value);
  [[nodiscard]] bool toValue(Value& out) const;

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool isNull() const { return kind_ == Kind::kNull; }
  [[nodiscard]] bool isNumber() const { return kind_ == Kind::kInteger || kind_ == Kind::kFloat; }
  [[nodiscard]] bool isString() const { return kind_ == Kind::kString; }
  [[nodiscard]] bool isTrue() const { return kind_ == Kind::kBoolean && bits_ != 0; }

  // The value; only of the kind asked for. References live as long as this Datum or a copy of it.
  [[nodiscard]] bool asBoolean() const { return bits_ != 0; }
  [[nodiscard]] std::int64_t asInteger() const { return static_cast<std::int64_t>(bits_); }
  [[nodiscard]] double asFloat() const;
  /// Of an integer or a float.
  [[nodiscard]] double asNumber() const;
  [[nodiscard]] const std::string& asString() const;
  [[nodiscard]] Date asDate() const { return {static_cast<std::int64_t>(bits_)}; }
  [[nodiscard]] LocalTime asLocalTime() const { return {static_cast<std::int64_t>(bits_)}; }
  [[nodiscard]] const ZonedTime& asTime() const;
  [[nodiscard]] const LocalDateTime& asLocalDateTime() const;
  [[nodiscard]] const ZonedDateTime& asDateTime() const;
  [[nodiscard]] const Duration& asDuration() const;
  [[nodiscard]] const DatumList& asList() const;
  [[nodiscard]] const DatumMap& asMap() const;
  /// How deep lists and maps lie in one another: 1 for a list of numbers, 0 for what is neither.
  [[nodiscard]] std::uint32_t depth() const { return isNested() ? box()->depth : 0; }
  /// The value of a key of a map, or nullptr.
  [[nodiscard]] const Datum* find(std::string_view key) const;
  [[nodiscard]] NodeId asNode() const { return NodeId{bits_}; }
  /// Of a node: which of the execution's time scopes it was met under.
  [[nodiscard]] std::uint32_t scope() const { return scope_; }
  [[nodiscard]] const RelationshipRef& asRelationship() const;
  [[nodiscard]] const PathValue& asPath() const;

  void swap(Datum& other) noexcept {
    std::swap(bits_, other.bits_);
    std::swap(scope_, other.scope_);
    std::swap(kind_, other.kind_);
  }

 private:
  struct Box {
    std::atomic<std::uint32_t> count{1};
    std::uint32_t depth = 0;
  };
  template <class T>
  struct Boxed;

  Datum(Kind kind, std::uint64_t bits) noexcept : bits_(bits), kind_(kind) {}
  template <class T>
  [[nodiscard]] static Datum boxed(Kind kind, T value);
  template <class T>
  [[nodiscard]] const T& unboxed() const;
  [[nodiscard]] bool isCounted() const {
    constexpr std::uint32_t kInline =
        (1U << static_cast<unsigned>(Kind::kNull)) | (1U << static_cast<unsigned>(Kind::kBoolean)) |
        (1U << static_cast<unsigned>(Kind::kInteger)) | (1U << static_cast<unsigned>(Kind::kFloat)) |
        (1U << static_cast<unsigned>(Kind::kDate)) | (1U << static_cast<unsigned>(Kind::kLocalTime)) |
        (1U << static_cast<unsigned>(Kind::kNode));
    return (kInline >> static_cast<unsigned>(kind_) & 1U) == 0;
  }
  [[nodiscard]] bool isNested() const { return kind_ == Kind::kList || kind_ == Kind::kMap; }
  [[nodiscard]] Box* box() const { return reinterpret_cast<Box*>(bits_); }  // NOLINT: eight bytes, one of two
  void release() noexcept;

  std::uint64_t bits_;
  std::uint32_t scope_ = 0;
  Kind kind_;
};

struct PathValue {
  std::vector<Datum> nodes;          ///< of kind kNode; one more than relationships
  std::vector<Datum> relationships;  ///< of kind kRelationship
};

}  // namespace tenure::query

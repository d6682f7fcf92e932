// Count, sum, average, extremes, collection, and DISTINCT.
#include "engine/query/values/aggregates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include "engine/query/values/comparison.h"
#include "engine/query/values/percentiles.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;
__extension__ typedef __int128 Wide;  // both compilers have it

class CountRows final : public Aggregate {
 public:
  Status add(Arguments /*arguments*/) override {
    ++count_;
    return {};
  }
  Result<Datum> finish() override { return Datum::integer(count_); }
  [[nodiscard]] std::size_t memoryBytes() const override { return 0; }

 private:
  std::int64_t count_ = 0;
};

class Count final : public Aggregate {
 public:
  Status add(Arguments arguments) override {
    count_ += arguments.empty() || !arguments[0].isNull() ? 1 : 0;
    return {};
  }
  Result<Datum> finish() override { return Datum::integer(count_); }
  [[nodiscard]] std::size_t memoryBytes() const override { return 0; }

 private:
  std::int64_t count_ = 0;
};

/// A sum of numbers. Integers are added in 128 bits, so that only the sum itself can be too large, in
/// whatever order the rows come; floats carry their rounding error along (Neumaier, 1974).
class NumberSum {
 public:
  void add(const Datum& number) {
    if (number.kind() == Kind::kInteger) {
      whole_ += number.asInteger();
      return;
    }
    is_float_ = true;
    const double value = number.asFloat();
    const double sum = float_ + value;
    if (std::isfinite(sum)) {
      lost_ += std::fabs(float_) >= std::fabs(value) ? (float_ - sum) + value : (value - sum) + float_;
    }
    float_ = sum;
  }
  [[nodiscard]] bool isFloat() const { return is_float_; }
  [[nodiscard]] double asFloat() const {
    const double floats = std::isfinite(float_) ? float_ + lost_ : float_;
    return whole_ == 0 ? floats : static_cast<double>(whole_) + floats;
  }
  /// Of integers alone.
  [[nodiscard]] Result<Datum> asInteger() const {
    if (whole_ > std::numeric_limits<std::int64_t>::max() ||
        whole_ < std::numeric_limits<std::int64_t>::min()) {
      return integerOverflow("the sum");
    }
    return Datum::integer(static_cast<std::int64_t>(whole_));
  }

 private:
  Wide whole_ = 0;
  double float_ = 0;
  double lost_ = 0;
  bool is_float_ = false;
};

class Sum final : public Aggregate {
 public:
  Status add(Arguments arguments) override {
    if (arguments[0].isNull()) return {};
    if (!arguments[0].isNumber()) return wrongKind("sum()", "numbers", arguments[0]);
    sum_.add(arguments[0]);
    return {};
  }
  Result<Datum> finish() override {
    return sum_.isFloat() ? Datum::floating(sum_.asFloat()) : sum_.asInteger();
  }
  [[nodiscard]] std::size_t memoryBytes() const override { return 0; }

 private:
  NumberSum sum_;
};

class Average final : public Aggregate {
 public:
  Status add(Arguments arguments) override {
    if (arguments[0].isNull()) return {};
    if (!arguments[0].isNumber()) return wrongKind("avg()", "numbers", arguments[0]);
    sum_.add(arguments[0]);
    ++count_;
    return {};
  }
  Result<Datum> finish() override {
    return count_ == 0 ? Datum() : Datum::floating(sum_.asFloat() / static_cast<double>(count_));
  }
  [[nodiscard]] std::size_t memoryBytes() const override { return 0; }

 private:
  NumberSum sum_;
  std::uint64_t count_ = 0;
};

/// The first or the last in the order of all values.
template <int sign>
class Extreme final : public Aggregate {
 public:
  Status add(Arguments arguments) override {
    const Datum& value = arguments[0];
    if (value.isNull()) return {};
    if (best_.isNull() || order(value, best_) * sign > 0) best_ = value;
    return {};
  }
  Result<Datum> finish() override { return best_; }
  [[nodiscard]] std::size_t memoryBytes() const override { return heapBytes(best_); }

 private:
  Datum best_;
};

class Collect final : public Aggregate {
 public:
  Status add(Arguments arguments) override {
    if (arguments[0].isNull()) return {};
    held_bytes_ += heapBytes(arguments[0]);
    values_.push_back(arguments[0]);
    return {};
  }
  Result<Datum> finish() override {
    Datum list = Datum::list(values_);
    TENURE_TRY(checkNesting(list));
    return list;
  }
  [[nodiscard]] std::size_t memoryBytes() const override {
    return held_bytes_ + values_.capacity() * sizeof(Datum);
  }

 private:
  DatumList values_;
  std::size_t held_bytes_ = 0;
};

/// Of a sample (divided by n - 1) or of a population (by n); in one pass (Welford, 1962).
template <bool sample>
class StandardDeviation final : public Aggregate {
 public:
  Status add(Arguments arguments) override {
    if (arguments[0].isNull()) return {};
    if (!arguments[0].isNumber()) return wrongKind(sample ? "stDev()" : "stDevP()", "numbers", arguments[0]);
    const double value = arguments[0].asNumber();
    count_ += 1;
    const double delta = value - mean_;
    mean_ += delta / count_;
    squares_ += delta * (value - mean_);
    return {};
  }
  Result<Datum> finish() override {
    const double divisor = sample ? count_ - 1 : count_;
    return Datum::floating(divisor > 0 ? std::sqrt(squares_ / divisor) : 0);
  }
  [[nodiscard]] std::size_t memoryBytes() const override { return 0; }

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

class Distinct final : public Aggregate {
 public:
  explicit Distinct(std::unique_ptr<Aggregate> inner) : inner_(std::move(inner)) {}

  Status add(Arguments arguments) override {
    if (arguments[0].isNull() || !seen_.insert(arguments[0]).second) return {};
    held_bytes_ += heapBytes(arguments[0]);
    return inner_->add(arguments);
  }
  Result<Datum> finish() override { return inner_->finish(); }
  [[nodiscard]] std::size_t memoryBytes() const override {
    constexpr std::size_t kNode = 2 * sizeof(void*) + sizeof(std::size_t) + sizeof(Datum);
    return held_bytes_ + seen_.size() * kNode + inner_->memoryBytes();
  }

 private:
  std::unique_ptr<Aggregate> inner_;
  std::unordered_set<Datum, DatumHash, DatumSame> seen_;
  std::size_t held_bytes_ = 0;
};

template <class T>
std::unique_ptr<Aggregate> make() {
  return std::make_unique<T>();
}

constexpr KindSet kInteger = kinds(Kind::kInteger);
constexpr KindSet kFloat = kinds(Kind::kFloat);

constexpr AggregateFunction kFunctions[] = {
    {.name = "count",
     .returns = kInteger,
     .make = make<Count>,
     .signature = "count(input :: ANY) :: INTEGER",
     .description = "How many are not null; count(*) counts rows."},
    {.name = "sum",
     .accepts = kNumberKinds,
     .returns = kNumberKinds,
     .make = make<Sum>,
     .signature = "sum(input :: INTEGER | FLOAT) :: INTEGER | FLOAT",
     .description = "The sum; 0 of none."},
    {.name = "avg",
     .accepts = kNumberKinds,
     .returns = kFloat,
     .make = make<Average>,
     .signature = "avg(input :: INTEGER | FLOAT) :: FLOAT",
     .description = "The mean; null of none."},
    {.name = "min",
     .make = make<Extreme<-1>>,
     .signature = "min(input :: ANY) :: ANY",
     .description = "The first in the order of ORDER BY; null of none."},
    {.name = "max",
     .make = make<Extreme<1>>,
     .signature = "max(input :: ANY) :: ANY",
     .description = "The last in the order of ORDER BY, null apart; null of none."},
    {.name = "collect",
     .returns = kinds(Kind::kList),
     .make = make<Collect>,
     .signature = "collect(input :: ANY) :: LIST<ANY>",
     .description = "All that are not null, as a list."},
    {.name = "stDev",
     .accepts = kNumberKinds,
     .returns = kFloat,
     .make = make<StandardDeviation<true>>,
     .signature = "stDev(input :: INTEGER | FLOAT) :: FLOAT",
     .description = "The standard deviation of a sample; 0.0 of fewer than two."},
    {.name = "stDevP",
     .accepts = kNumberKinds,
     .returns = kFloat,
     .make = make<StandardDeviation<false>>,
     .signature = "stDevP(input :: INTEGER | FLOAT) :: FLOAT",
     .description = "The standard deviation of a population; 0.0 of none."},
    {.name = "percentileCont",
     .arity = 2,
     .accepts = kNumberKinds,
     .returns = kFloat,
     .make = percentileCont,
     .signature = "percentileCont(input :: INTEGER | FLOAT, percentile :: FLOAT) :: FLOAT",
     .description = "The value at a percentile from 0.0 to 1.0, between its two neighbours; null of none."},
    {.name = "percentileDisc",
     .arity = 2,
     .accepts = kNumberKinds,
     .returns = kNumberKinds,
     .make = percentileDisc,
     .signature = "percentileDisc(input :: INTEGER | FLOAT, percentile :: FLOAT) :: INTEGER | FLOAT",
     .description = "The nearest value to a percentile from 0.0 to 1.0; null of none."},
};

bool sameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(left) == lower(right);
  });
}

}  // namespace

const AggregateFunction* findAggregate(std::string_view name) {
  const auto* const end = std::end(kFunctions);
  const auto* const found = std::find_if(std::begin(kFunctions), end,
                                         [name](const auto& each) { return sameName(each.name, name); });
  return found == end ? nullptr : found;
}

std::span<const AggregateFunction> aggregateFunctions() { return kFunctions; }

std::unique_ptr<Aggregate> countRows() { return std::make_unique<CountRows>(); }

std::unique_ptr<Aggregate> distinct(std::unique_ptr<Aggregate> inner) {
  return std::make_unique<Distinct>(std::move(inner));
}

std::size_t heapBytes(const Datum& value) {
  constexpr std::size_t kBox = 32;  // the allocator's own words and the count
  switch (value.kind()) {
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kNode: return 0;
    case Kind::kString: return kBox + sizeof(std::string) + value.asString().capacity();
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDuration: return 2 * kBox;
    case Kind::kDateTime: return kBox + sizeof(ZonedDateTime);
    case Kind::kRelationship: return kBox + sizeof(RelationshipRef);
    case Kind::kList: {
      std::size_t bytes = kBox + value.asList().capacity() * sizeof(Datum);
      for (const Datum& item : value.asList()) bytes += heapBytes(item);
      return bytes;
    }
    case Kind::kMap: {
      std::size_t bytes = kBox;
      for (const auto& [key, item] : value.asMap())
        bytes += sizeof(std::string) + sizeof(Datum) + key.capacity() + heapBytes(item);
      return bytes;
    }
    case Kind::kPath: {
      const PathValue& path = value.asPath();
      std::size_t bytes = kBox + path.nodes.capacity() * sizeof(Datum);
      for (const Datum& step : path.relationships) bytes += sizeof(Datum) + heapBytes(step);
      return bytes;
    }
  }
  return 0;
}

}  // namespace tenure::query

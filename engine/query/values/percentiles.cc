#include "engine/query/values/percentiles.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/query/values/comparison.h"
#include "engine/query/values/render.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

class Percentile : public Aggregate {
 public:
  explicit Percentile(std::string_view name) : name_(name) {}

  /// The percentile is the same in all rows of a group, as a rule; each is checked, the last counts.
  Status add(Arguments arguments) override {
    const Datum& value = arguments[0];
    const Datum& percentile = arguments[1];
    if (!percentile.isNumber()) return wrongKind(name_, "a number as its percentile", percentile);
    if (!(percentile.asNumber() >= 0 && percentile.asNumber() <= 1)) {
      return valueError(
          ErrorClass::kArgumentError, "NumberOutOfRange",
          fmt::format("{} takes a percentile from 0.0 to 1.0, not {}", name_, toPlainText(percentile)));
    }
    percentile_ = percentile.asNumber();
    if (value.isNull()) return {};
    if (!value.isNumber()) return wrongKind(name_, "numbers", value);
    values_.push_back(value);
    return {};
  }

  Result<Datum> finish() override {
    if (values_.empty()) return Datum();
    std::sort(values_.begin(), values_.end(), [](const Datum& a, const Datum& b) { return order(a, b) < 0; });
    return at(values_, percentile_);
  }

  [[nodiscard]] std::size_t memoryBytes() const override { return values_.capacity() * sizeof(Datum); }

 protected:
  /// Of sorted values, at least one.
  [[nodiscard]] virtual Datum at(const DatumList& values, double percentile) const = 0;

 private:
  std::string_view name_;
  DatumList values_;
  double percentile_ = 0;
};

/// Between the two values at both sides of the place, in proportion.
class Continuous final : public Percentile {
 public:
  Continuous() : Percentile("percentileCont()") {}

 private:
  [[nodiscard]] Datum at(const DatumList& values, double percentile) const override {
    const double place = percentile * static_cast<double>(values.size() - 1);
    const double below = std::floor(place);
    const auto index = static_cast<std::size_t>(below);
    const double low = values[index].asNumber();
    if (index + 1 == values.size() || place == below) return Datum::floating(low);
    return Datum::floating(low + (values[index + 1].asNumber() - low) * (place - below));
  }
};

/// The least value that at least that share of all do not exceed.
class Discrete final : public Percentile {
 public:
  Discrete() : Percentile("percentileDisc()") {}

 private:
  [[nodiscard]] Datum at(const DatumList& values, double percentile) const override {
    const double place = std::ceil(percentile * static_cast<double>(values.size()));
    return values[place < 1 ? 0 : std::min(static_cast<std::size_t>(place), values.size()) - 1];
  }
};

}  // namespace

std::unique_ptr<Aggregate> percentileCont() { return std::make_unique<Continuous>(); }
std::unique_ptr<Aggregate> percentileDisc() { return std::make_unique<Discrete>(); }

}  // namespace tenure::query

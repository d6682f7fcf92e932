#include "schema/graph.h"

#include <algorithm>
#include <tuple>

namespace tenure {

std::string_view statusName(FactStatus status) {
  switch (status) {
    case FactStatus::kAsserted: return "asserted";
    case FactStatus::kClaimed: return "claimed";
    case FactStatus::kDisputed: return "disputed";
    case FactStatus::kRefuted: return "refuted";
  }
  return "asserted";
}

Result<FactStatus> parseStatus(std::string_view name) {
  for (const auto status :
       {FactStatus::kAsserted, FactStatus::kClaimed, FactStatus::kDisputed, FactStatus::kRefuted}) {
    if (name == statusName(status)) return status;
  }
  return Error(ErrorCode::kInvalidArgument,
               "\"" + std::string(name) + "\" is no status; there are: asserted, claimed, disputed, refuted");
}

Period cutBy(const Period& base, const std::optional<Cut>& cut) {
  if (!cut) return base;
  Period out = base;
  out.end_min = cut->end_min;
  out.end_max = cut->end_max;
  out.derived = true;
  return out;
}

std::vector<Period> withoutPortions(const Period& base, const std::vector<Range>& removed) {
  if (removed.empty()) return {base};
  std::vector<Period> pieces;
  const auto keep = [&](Instant from, Instant to) {
    Period piece = base;
    piece.start_min = std::max(base.start_min, from);
    piece.start_max = std::max(base.start_max, from);
    piece.end_min = std::min(base.end_min, to);
    piece.end_max = std::min(base.end_max, to);
    piece.derived = base.derived || piece != base;
    if (piece.canHold()) pieces.push_back(piece);
  };
  Instant from = Instant::minusInfinity();
  for (const Range& gap : removed) {
    if (from < gap.start) keep(from, gap.start);
    from = gap.end;
  }
  if (from < Instant::plusInfinity()) keep(from, Instant::plusInfinity());
  return pieces;
}

void addPortion(std::vector<Range>& removed, Range portion) {
  removed.push_back(portion);
  removed = coalesced(std::move(removed));
}

bool eventApplies(const Period& event, const Period& written) {
  return written.end_max == Instant::plusInfinity() && written.start_max < event.start_min;
}

Cut cutOf(FactId id, const Period& event) {
  const std::int64_t grain_us = grainMicros(event.grain);
  return {id, event.start_min.plusMicros(grain_us), event.start_max.plusMicros(grain_us)};
}

Period NodeVersion::effective() const { return cutBy(lifespan.period(), cut); }

std::vector<Period> FactVersion::pieces(const RelationshipType* declared) const {
  return withoutPortions(cutBy(boundedByLongest(validity.period(), declared), cut), removed);
}

PropertyReading readProperty(const PropertyHistory& history, const ValidScope& scope) {
  if (history.empty()) return {};
  if (std::holds_alternative<AllTime>(scope)) {
    const auto latest = std::max_element(history.begin(), history.end(), [](const auto& a, const auto& b) {
      return a.validity.period().start_min < b.validity.period().start_min;
    });
    return {latest->value, false};
  }
  const PropertyValue* certain = nullptr;
  const PropertyValue* possible = nullptr;
  bool several_certain = false;
  bool several_possible = false;
  for (const PropertyValue& one : history) {
    const auto certainty = judge(one.validity.period(), scope);
    if (!certainty) continue;
    if (*certainty == Certainty::kCertain) {
      several_certain = several_certain || (certain != nullptr && !(certain->value == one.value));
      certain = &one;
    }
    several_possible = several_possible || (possible != nullptr && !(possible->value == one.value));
    possible = &one;
  }
  if (certain != nullptr)
    return several_certain ? PropertyReading{{}, true} : PropertyReading{certain->value};
  if (possible == nullptr) return {};
  return several_possible ? PropertyReading{{}, true} : PropertyReading{possible->value};
}

void sortHistory(PropertyHistory& history) {
  std::stable_sort(history.begin(), history.end(), [](const PropertyValue& a, const PropertyValue& b) {
    const auto key = [](const PropertyValue& one) {
      const Period& p = one.validity.period();
      return std::tie(p.start_min, p.start_max, p.end_min, p.end_max, one.validity.text());
    };
    return key(a) < key(b);
  });
}

std::string validityText(const FactVersion& fact, const RelationshipType* type) {
  if (!fact.cut && fact.removed.empty()) return fact.validity.text();
  std::string text;
  for (const Period& piece : fact.pieces(type)) text += (text.empty() ? "" : ", ") + describe(piece);
  return text;
}

}  // namespace tenure

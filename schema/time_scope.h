// TimeScope: the two-clock question a read is asked under. It travels from the public door down to the
// scans. Plain values; thread-safe.
#pragma once

#include <optional>
#include <variant>

#include "schema/validity.h"

namespace tenure {

/// All of valid time: everything that is believed, whenever it held. Certainty is then "certain".
struct AllTime {
  friend bool operator==(const AllTime&, const AllTime&) = default;
};
/// As of one unknown instant within `when`.
struct AsOf {
  Range when;
  friend bool operator==(const AsOf&, const AsOf&) = default;
};
/// At some time during `range`.
struct During {
  Range range;
  friend bool operator==(const During&, const During&) = default;
};
using ValidScope = std::variant<AllTime, AsOf, During>;

/// What a read sees.
struct TimeScope {
  ValidScope valid = AllTime{};
  std::optional<SystemInstant> system = {};  ///< nullopt: the present belief
  bool certain_only = false;                 ///< leave out what is merely possible
  bool include_refuted = false;              ///< refuted facts are left out unless asked for

  friend bool operator==(const TimeScope&, const TimeScope&) = default;
};

/// How `period` stands under `scope`: certain, possible, or (nullopt) not at all.
[[nodiscard]] std::optional<Certainty> judge(const Period& period, const ValidScope& scope);

/// How the periods of one row stand together. As of q all share one instant: possible iff
/// max(q_min, start_min...) < min(q_max, end_max...), certain iff each is certain. During a range, and over
/// all time, each is judged alone.
[[nodiscard]] std::optional<Certainty> judgeTogether(const Period* periods, std::size_t count,
                                                     const ValidScope& scope);

}  // namespace tenure

// The plainest answers to statements that ask in time (tests/property/asked_query.h): every way to fill their
// patterns, a row each. Nothing here calls what it is compared with, but for the letters in which a value is
// written: what is compared is which value. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/plain_model.h"
#include "tests/property/asked_query.h"

namespace tenure::testing {

/// The texts that a cell may have: more than one where several pieces of a fact hold equally well.
using PlainCell = std::set<std::string>;
using PlainRow = std::vector<PlainCell>;

/// The rows of a statement in any order; nullopt where they, or the ways tried on the way, are more than
/// `rows_max`.
[[nodiscard]] std::optional<std::vector<PlainRow>> plainAnswer(const PlainModel& model,
                                                               const AskedQuery& asked, std::size_t rows_max);

// ---- cells as text, for both sides
[[nodiscard]] std::string cellText(const query::Datum& value);
[[nodiscard]] std::string cellText(Instant instant);  ///< null where it is infinite

}  // namespace tenure::testing

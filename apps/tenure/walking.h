// What the commands that walk share: the view they ask, and periods as cells. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/tenure/asking.h"
#include "apps/tenure/walk_commands.h"
#include "engine/traversal/steps.h"

namespace tenure::apps {

/// What a time asks about: "A..B" during the whole of it, either side may be left out; else as of an EDTF
/// time.
[[nodiscard]] Result<ValidScope> scopeOf(std::string_view time);
/// The same, always during: what holds as of some instant of 2014 is asked for with `2014`, and what came to
/// pass in its course with the same text.
[[nodiscard]] Result<ValidScope> rangeScopeOf(std::string_view time);

/// The view that the options ask for.
[[nodiscard]] Result<View> viewOf(const Database& db, const ValidScope& valid, const WalkOptions& options);

/// Each period as EDTF has it.
[[nodiscard]] Cell periodsCell(const std::vector<Range>& ranges);
[[nodiscard]] Cell certaintyCell(Certainty certainty);
/// A day, or an instant where it is not midnight; absent for an infinity.
[[nodiscard]] Cell instantCell(Instant instant);

}  // namespace tenure::apps

#include "apps/tenure/walking.h"

namespace tenure::apps {
namespace {

bool isMidnight(Instant instant) { return !instant.isFinite() || instant.micros() % kMicrosPerDay == 0; }

}  // namespace

Result<ValidScope> scopeOf(std::string_view time) {
  const auto dots = time.find("..");
  // An interval of EDTF has a slash and may have an open side, which is two dots as well.
  if (dots == std::string_view::npos || time.find('/') != std::string_view::npos ||
      time.find('[') != std::string_view::npos) {
    TENURE_ASSIGN(const Range when, parseQueryTime(time));
    return ValidScope(AsOf{when});
  }
  const std::string_view first = time.substr(0, dots);
  const std::string_view last = time.substr(dots + 2);
  if (first.empty() && last.empty()) return ValidScope(AllTime{});
  Range range{Instant::minusInfinity(), Instant::plusInfinity()};
  if (!first.empty()) {
    TENURE_ASSIGN(const Range from, parseQueryTime(first));
    range.start = from.start;
  }
  if (!last.empty()) {
    TENURE_ASSIGN(const Range to, parseQueryTime(last));
    range.end = to.end;
  }
  if (range.start >= range.end) {
    return Error(ErrorCode::kInvalidArgument, "\"" + std::string(time) + "\" ends before it begins");
  }
  return ValidScope(During{range});
}

Result<ValidScope> rangeScopeOf(std::string_view time) {
  TENURE_ASSIGN(const ValidScope scope, scopeOf(time));
  if (const auto* as_of = std::get_if<AsOf>(&scope)) return ValidScope(During{as_of->when});
  return scope;
}

Result<View> viewOf(const Database& db, const ValidScope& valid, const WalkOptions& options) {
  TENURE_ASSIGN(const View view, viewOf(db, options.system_time));
  TimeScope scope = view.scope();
  scope.valid = valid;
  scope.certain_only = options.certain;
  scope.include_refuted = options.include_refuted;
  return view.with(scope);
}

Cell periodsCell(const std::vector<Range>& ranges) {
  std::vector<std::string> texts;
  for (const Range& range : ranges) {
    const bool days = isMidnight(range.start) && isMidnight(range.end);
    texts.push_back(
        describe(Period::exactly(range.start, range.end, days ? Grain::kDay : Grain::kMicrosecond)));
    if (texts.back().empty()) texts.back() = "../..";  // at all times
  }
  return texts;
}

Cell certaintyCell(Certainty certainty) { return std::string(certaintyName(certainty)); }

Cell instantCell(Instant instant) {
  if (!instant.isFinite()) return {};
  const std::string text = formatIso(instant);
  return isMidnight(instant) ? text.substr(0, text.find('T')) : text;
}

}  // namespace tenure::apps

#include "engine/algorithms/series.h"

#include <algorithm>
#include <unordered_set>

#include "engine/algorithms/gathered_facts.h"
#include "schema/civil.h"

namespace tenure {
namespace {

constexpr std::size_t kTimesMax = 100'000;

/// The first days of stretches of `months` months, counted from a January, that lie in [first(a), last(b)].
Result<std::vector<Range>> everyMonths(std::string_view a, std::string_view b, std::int64_t months) {
  TENURE_ASSIGN(const Range between, rangeBetween(a, b));
  if (!between.start.isFinite() || !between.end.isFinite())
    return Error(ErrorCode::kInvalidArgument, "a series needs a first and a last time");
  std::vector<Range> times;
  CivilDate first = dayOf(between.start);
  first.day = 1;
  if (months == 12) first.month = 1;
  for (std::int64_t i = 0;; ++i) {
    TENURE_ASSIGN(const Instant start, midnight(plusMonths(first, i * months)));
    if (start >= between.end) break;
    if (start < between.start) continue;
    if (times.size() == kTimesMax)
      return Error(ErrorCode::kLimit, "a series of more than 100,000 times; ask for fewer");
    times.push_back({start, start.plusMicros(kMicrosPerDay)});
  }
  if (times.empty())
    return Error(ErrorCode::kInvalidArgument, std::string("no first day of a ") +
                                                  (months == 12 ? "year" : "month") + " lies between " +
                                                  std::string(a) + " and " + std::string(b));
  return times;
}

}  // namespace

Result<std::vector<Range>> everyMonth(std::string_view a, std::string_view b) { return everyMonths(a, b, 1); }
Result<std::vector<Range>> everyYear(std::string_view a, std::string_view b) { return everyMonths(a, b, 12); }

struct GraphOverTime::State {
  View view;
  MaterialiseOptions options;
  Budget budget;
  GatheredNodes nodes;
  std::vector<FactHolding> facts;   ///< pieces, by start_min
  std::size_t begun = 0;            ///< facts[0 .. begun) can have begun at the last time asked
  std::vector<std::uint32_t> open;  ///< of these, the ones that had not all ended before it
  Instant last_start = Instant::minusInfinity();

  /// Lets in what can have begun by `when` and drops what has ended before it.
  void advance(Range when);
  [[nodiscard]] GatheredTies ties(const TimeScope& scope, const std::vector<std::uint32_t>& place) const;
};

GraphOverTime::GraphOverTime(std::unique_ptr<State> state) : state_(std::move(state)) {}
GraphOverTime::GraphOverTime(GraphOverTime&&) noexcept = default;
GraphOverTime& GraphOverTime::operator=(GraphOverTime&&) noexcept = default;
GraphOverTime::~GraphOverTime() = default;

Result<GraphOverTime> GraphOverTime::gather(const View& view, std::span<const Range> times,
                                            MaterialiseOptions options, const Budget& budget) {
  Range hull{Instant::minusInfinity(), Instant::plusInfinity()};
  if (!times.empty()) hull = times.front();
  for (const Range& when : times) hull = {std::min(hull.start, when.start), std::max(hull.end, when.end)};
  // What is certain at a time is possible in the hull: the scope judges certainty only at each time.
  TimeScope wide = view.scope();
  wide.valid = During{hull};
  wide.certain_only = false;
  auto state = std::make_unique<State>(State{view, std::move(options), budget, {}, {}, 0, {}});
  Meter meter(budget);
  TENURE_TRY(state->nodes.gather(view.with(wide), meter));
  const auto take = [&](const FactHolding& one) -> Status {
    TENURE_TRY(meter.step());
    TENURE_TRY(meter.take(sizeof(FactHolding) + sizeof(std::uint32_t)));
    state->facts.push_back(one);
    return {};
  };
  TENURE_TRY(forEachFactHolding(view.with(wide), state->options.types, take));
  TENURE_TRY(numbersSuffice(state->nodes.nodes().size(), state->facts.size()));
  std::sort(state->facts.begin(), state->facts.end(), [](const FactHolding& a, const FactHolding& b) {
    return a.period.start_min != b.period.start_min ? a.period.start_min < b.period.start_min
                                                    : a.fact < b.fact;
  });
  return GraphOverTime(std::move(state));
}

void GraphOverTime::State::advance(Range when) {
  last_start = when.start;
  while (begun < facts.size() && facts[begun].period.start_min < when.end)
    open.push_back(static_cast<std::uint32_t>(begun++));
  std::erase_if(open, [&](std::uint32_t i) { return facts[i].period.end_max <= when.start; });
}

GatheredTies GraphOverTime::State::ties(const TimeScope& scope,
                                        const std::vector<std::uint32_t>& place) const {
  GatheredTies found;
  std::unordered_set<FactId> in_pieces;  // of a fact with removed portions, two pieces may hold
  for (const std::uint32_t i : open) {
    const FactHolding& one = facts[i];
    const auto certainty = judge(one.period, scope.valid);
    if (!certainty || (scope.certain_only && *certainty != Certainty::kCertain)) continue;
    const auto subject = nodes.placeOf(one.subject);
    const auto object = nodes.placeOf(one.object);
    if (subject == GatheredNodes::kNone || object == GatheredNodes::kNone) continue;
    if (place[subject] == GatheredNodes::kNone || place[object] == GatheredNodes::kNone) continue;
    if (nodes.mortal() && !nodes.together(subject, one.period, object, scope)) continue;
    if (one.period.derived && !in_pieces.insert(one.fact).second) continue;
    found.add(place[subject], place[object], one.fact);
  }
  return found;
}

Result<MaterialisedGraph> GraphOverTime::at(Range when) {
  Meter meter(state_->budget);
  TENURE_TRY(meter.check());
  if (when.start < state_->last_start)
    return Error(ErrorCode::kInvalidArgument, "the times of a series must ascend");
  state_->advance(when);
  TimeScope scope = state_->view.scope();
  scope.valid = AsOf{when};

  const std::vector<NodeId>& all = state_->nodes.nodes();
  std::vector<std::uint32_t> place(all.size(), GatheredNodes::kNone);
  std::vector<NodeId> alive;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const auto certainty = judge(state_->nodes.lifespan(i), scope.valid);
    if (!certainty || (scope.certain_only && *certainty != Certainty::kCertain)) continue;
    place[i] = static_cast<std::uint32_t>(alive.size());
    alive.push_back(all[i]);
  }
  GatheredTies found = state_->ties(scope, place);
  TENURE_TRY(meter.take(bytesToBuild(alive.size(), found.ties.size())));
  MaterialisedGraph graph = found.graph(std::move(alive), state_->options.merge_parallel);
  if (!state_->options.weight.empty())
    TENURE_TRY(weigh(graph, state_->view.with(scope), state_->options.weight, state_->budget));
  return graph;
}

}  // namespace tenure

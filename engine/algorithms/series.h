// A view at many times: the graph of every month of 70 years, and what an algorithm says of each.
//
//     series(db.always(), everyMonth("1950", "2025").value(), {.types = {"MEMBER_OF"}}, {},
//            [](const MaterialisedGraph& graph) { return pageRank(graph); });
//
// The store is read once for all the times: nodes and facts that can hold at one of them are gathered, and
// what holds then follows from one time to the next by what begins and what ends. Each graph is the one that
// materialise() gives for its time.
//
// A GraphOverTime belongs to one thread; the free functions may be called from any.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/algorithms/materialised.h"
#include "engine/traversal/budget.h"
#include "engine/traversal/view.h"
#include "schema/result.h"

namespace tenure {

/// The first day of every month, or year, that lies in [first(a), last(b)], both EDTF. kInvalidArgument where
/// there is none, or either is open.
[[nodiscard]] Result<std::vector<Range>> everyMonth(std::string_view a, std::string_view b);
[[nodiscard]] Result<std::vector<Range>> everyYear(std::string_view a, std::string_view b);

class GraphOverTime {
 public:
  /// Gathers what can hold at some of `times`; what the view says of valid time is replaced by these.
  /// Errors as materialise().
  [[nodiscard]] static Result<GraphOverTime> gather(const View& view, std::span<const Range> times,
                                                    MaterialiseOptions options, const Budget& budget);
  GraphOverTime(GraphOverTime&&) noexcept;
  GraphOverTime& operator=(GraphOverTime&&) noexcept;
  ~GraphOverTime();

  /// The graph as of `when`, which lies in the hull of the times and begins no earlier than the one asked
  /// before it.
  [[nodiscard]] Result<MaterialisedGraph> at(Range when);

 private:
  struct State;
  explicit GraphOverTime(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

template <class Answer>
struct SeriesPoint {
  Range when;
  Answer answer;
};

/// `algorithm` gives a Result<Answer> for a graph; the first error ends the series. In the order of `times`,
/// which ascend by their starts.
template <class Algorithm>
auto series(const View& view, std::span<const Range> times, const MaterialiseOptions& options,
            const Budget& budget, Algorithm&& algorithm) {
  using Answer = std::remove_cvref_t<
      decltype(*std::declval<std::invoke_result_t<Algorithm&, const MaterialisedGraph&>>())>;
  using Points = std::vector<SeriesPoint<Answer>>;
  return [&]() -> Result<Points> {
    Points points;
    points.reserve(times.size());
    TENURE_ASSIGN(auto graphs, GraphOverTime::gather(view, times, options, budget));
    for (const Range& when : times) {
      TENURE_ASSIGN(const auto graph, graphs.at(when));
      TENURE_ASSIGN(auto answer, algorithm(graph));
      points.push_back({when, std::move(answer)});
    }
    return points;
  }();
}

}  // namespace tenure

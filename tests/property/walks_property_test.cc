// The operators of engine/traversal against the plainest answers (tests/property/plain_walks.h): small random
// graphs with vague bounds, lifespans, cuts and removed portions, on both clocks, possible and certain.
//
// TENURE_GRAPHS is the number of graphs in all (default 300); each is asked a dozen questions. A failing case
// prints its seed, the graph and the question; TENURE_SEED=<seed> plays that graph first.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "engine/traversal/chronological.h"
#include "engine/traversal/closure.h"
#include "engine/traversal/contemporaneous.h"
#include "engine/traversal/journeys.h"
#include "engine/traversal/lineage_tree.h"
#include "engine/traversal/members.h"
#include "engine/traversal/overlap.h"
#include "engine/traversal/series.h"
#include "engine/traversal/shortest_path.h"
#include "tests/property/plain_walks.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_graph.h"
#include "tests/property/random_writes.h"

namespace walks_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

std::string shown(const std::vector<Range>& ranges) {
  std::string out = "{";
  for (const Range& range : ranges) out += (out.size() == 1 ? "" : ", ") + tenure::testing::shown(range);
  return out + "}";
}
std::string shown(const PeriodSet& set) { return shown(set.possible) + " certain " + shown(set.certain); }
using tenure::testing::shown;

std::string number(std::uint64_t n) { return std::to_string(n); }

std::string joined(const std::multiset<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "\n  " + line;
  return out;
}

template <class PathSteps>
std::string stepsText(const PathSteps& steps) {
  std::string out;
  for (const PathStep& step : steps) {
    out += number(step.from.value) + "-f" + number(step.edge.fact.value) + "-";
    out += number(step.edge.node.value) + " ";
  }
  return out;
}
std::string stepsText(const PlainPath& steps) {
  std::string out;
  for (const PlainStep& step : steps) {
    out += number(step.from.value) + "-f" + number(step.fact->id.value) + "-" + number(step.to.value) + " ";
  }
  return out;
}

/// One graph, asked.
class Asking {
 public:
  Asking(Dice& dice, RandomGraph& graph) : dice_(dice), graph_(graph) {}

  void ask() {
    for (int i = 0; i < 2; ++i) {
      askClosure();
      askContemporaneous();
      askChronological();
      askJourneys();
      askShortest();
      askOverlap();
      askSeries();
      askDifferenceOfNode();
    }
  }

 private:
  struct Question {
    TimeScope scope;
    PlainWalk walk;
    View view;
    PlainGraph plain;
    std::string text;
  };
  Question any(const std::string& what) {
    const TimeScope scope = graph_.anyScope();
    PlainWalk walk{graph_.anyNode(), static_cast<Direction>(dice_.between(0, 2)), {}};
    if (dice_.oneIn(4)) walk.types = {anyType(dice_, graph_.model().schema())};
    if (dice_.oneIn(8)) walk.types.push_back(anyType(dice_, graph_.model().schema()));
    std::string text = what + " from node " + number(walk.from.value) + " direction " +
                       number(static_cast<std::uint64_t>(walk.direction)) + " " + shown(scope);
    for (const std::string& type : walk.types) text += " " + type;
    return {scope, walk, graph_.database().always().with(scope), PlainGraph(graph_.model(), scope), text};
  }
  static WalkQuestion questionOf(const PlainWalk& walk) { return {walk.direction, walk.types}; }
  static bool counts(const Question& q, Verdict verdict) {
    return verdict && (!q.scope.certain_only || verdict == Certainty::kCertain);
  }
  bool firstCounts(const Question& q) { return graph_.model().node(q.walk.from, q.scope).has_value(); }

  void askClosure();
  void askContemporaneous();
  void askChronological();
  void askJourneys();
  void askJourney(const Question& q, const std::vector<PlainPath>& paths, NodeId to);
  void askArrivals(const Question& q, const std::vector<PlainPath>& paths);
  void askShortest();
  void askOverlap();
  void askSeries();
  void askComponents(const Question& q, const std::vector<Range>& when);
  void askDifferenceOfNode();
  PathQuestion anyPaths(const Question& q);

  Dice& dice_;
  RandomGraph& graph_;
};

void Asking::askClosure() {
  const Question q = any("closure");
  const auto steps_max = static_cast<std::uint32_t>(dice_.oneIn(2) ? dice_.between(0, 4) : 1'000'000);
  const Closure found = answered(q.text, closure(q.view, q.walk.from, questionOf(q.walk), steps_max));
  std::multiset<std::string> database;
  for (const ClosureRow& row : found.rows) {
    database.insert("node " + number(row.node.value) + " steps " + number(row.steps) + " " +
                    shown(row.periods));
  }
  std::multiset<std::string> model;
  for (const auto& [node, row] : plainClosure(q.plain, q.walk, steps_max)) {
    if (node == q.walk.from || (q.scope.certain_only && row.when.certain.empty())) continue;
    model.insert("node " + number(node.value) + " steps " + number(row.steps) + " " + shown(row.when));
  }
  requireSame(q.text + " within " + number(steps_max), joined(model), joined(database));
}

PathQuestion Asking::anyPaths(const Question& q) {
  PathQuestion question{.direction = q.walk.direction, .types = q.walk.types};
  question.steps_max = static_cast<std::uint32_t>(dice_.between(0, 4));
  question.steps_min = static_cast<std::uint32_t>(dice_.between(0, question.steps_max));
  if (dice_.oneIn(2)) question.to = graph_.anyNode();
  return question;
}

bool wanted(const PathQuestion& question, NodeId from, const PlainPath& path) {
  const NodeId to = path.empty() ? from : path.back().to;
  return path.size() >= question.steps_min && path.size() <= question.steps_max &&
         (!question.to || to == *question.to);
}

void Asking::askContemporaneous() {
  Question q = any("contemporaneous paths");
  const PathQuestion question = anyPaths(q);
  if (question.to) q.text += " to " + number(question.to->value);
  const auto found = answered(q.text, contemporaneousPaths(q.view, q.walk.from, question));
  std::multiset<std::string> database;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const ContemporaneousPath& path = found[i];
    if (i > 0 && path.steps.size() < found[i - 1].steps.size()) differs(q.text, "shortest first", "not so");
    database.insert(stepsText(path.steps) + shown(path.validity) + " " + shown(Verdict(path.certainty)));
  }
  std::multiset<std::string> model;
  for (const PlainPath& path : allPaths(q.plain, q.walk, question.steps_max)) {
    if (!wanted(question, q.walk.from, path) || !firstCounts(q)) continue;
    const Shared shared = sharedByPath(q.plain, q.walk.from, path);
    if (counts(q, shared.verdict)) {
      model.insert(stepsText(path) + shown(shared.when) + " " + shown(shared.verdict));
    }
  }
  requireSame(q.text, joined(model), joined(database));
}

void Asking::askChronological() {
  Question q = any("chronological paths");
  PathQuestion question = anyPaths(q);
  question.steps_min = std::max(question.steps_min, 1U);
  question.steps_max = std::max(question.steps_max, 1U);
  if (question.to) q.text += " to " + number(question.to->value);
  const auto found = answered(q.text, chronologicalPaths(q.view, q.walk.from, question));
  std::multiset<std::string> database;
  for (const ChronologicalPath& path : found) {
    database.insert(stepsText(path.steps) + formatIso(path.arrival) + " " + shown(Verdict(path.certainty)));
  }
  std::multiset<std::string> model;
  for (const PlainPath& path : allPaths(q.plain, q.walk, question.steps_max)) {
    if (!wanted(question, q.walk.from, path)) continue;
    const InOrderPath judged = inOrder(q.plain, path);
    if (!counts(q, judged.verdict)) continue;
    Instant arrival = Instant::plusInfinity();
    for (const auto& [first, last] : judged.times) arrival = std::min(arrival, last);
    model.insert(stepsText(path) + formatIso(arrival) + " " + shown(judged.verdict));
  }
  requireSame(q.text, joined(model), joined(database));
}

std::int64_t lengthOf(Instant first, Instant last) {
  Journey journey;
  journey.departure = first;
  journey.arrival = last;
  return durationMicros(journey);
}

/// The best of the times of all paths.
struct BestTimes {
  Instant earliest = Instant::plusInfinity();
  Instant latest = Instant::minusInfinity();
  std::int64_t fastest = std::numeric_limits<std::int64_t>::max();
  bool any = false;
  void take(const std::vector<std::pair<Instant, Instant>>& times) {
    for (const auto& [first, last] : times) {
      any = true;
      earliest = std::min(earliest, last);
      latest = std::max(latest, first);
      fastest = std::min(fastest, lengthOf(first, last));
    }
  }
};

/// Each journey names a path that is there and can have its times.
void checkJourney(const std::string& question, const std::map<std::string, InOrderPath>& judged,
                  const Journey& journey, bool certain_only) {
  const auto path = judged.find(stepsText(journey.steps));
  if (path == judged.end()) differs(question, "no such path", stepsText(journey.steps));
  const auto& times = certain_only ? path->second.sure_times : path->second.times;
  const std::pair<Instant, Instant> time(journey.departure, journey.arrival);
  if (std::find(times.begin(), times.end(), time) == times.end()) {
    differs(question, "no such times on " + path->first,
            formatIso(journey.departure) + " " + formatIso(journey.arrival));
  }
  if (journey.certainty == Certainty::kCertain && path->second.verdict != Certainty::kCertain) {
    differs(question, "possible " + path->first, "certain");
  }
  if (certain_only && journey.certainty != Certainty::kCertain) differs(question, "certain", "possible");
}

void Asking::askJourneys() {
  const Question q = any("journeys");
  // All paths over no fact twice: more than enough for any that is best.
  const auto paths = allPaths(q.plain, q.walk, 6);
  if (paths.size() > 3'000 || q.plain.facts.size() > 9) return;
  for (const NodeId to : graph_.nodes()) {
    if (to != q.walk.from) askJourney(q, paths, to);
  }
  askArrivals(q, paths);
}

/// Whom few steps reach, and over what begins within the range alone.
void Asking::askArrivals(const Question& q, const std::vector<PlainPath>& paths) {
  ArrivalBounds bounds;
  if (!dice_.oneIn(4)) bounds.steps_max = static_cast<std::uint32_t>(dice_.between(0, 4));
  if (dice_.oneIn(2)) bounds.beginning = Beginning::kWithin;
  const bool begun = bounds.beginning == Beginning::kWithin;
  std::map<NodeId, Instant> earliest;
  for (const PlainPath& path : paths) {
    if (path.empty() || path.size() > bounds.steps_max || path.back().to == q.walk.from) continue;
    const InOrderPath one = inOrder(q.plain, path, begun);
    if (!counts(q, one.verdict)) continue;
    for (const auto& [first, last] : q.scope.certain_only ? one.sure_times : one.times) {
      const auto [known, added] = earliest.emplace(path.back().to, last);
      if (!added) known->second = std::min(known->second, last);
    }
  }
  std::multiset<std::string> model;
  for (const auto& [node, at] : earliest) model.insert(number(node.value) + " " + formatIso(at));
  const std::string text =
      q.text + (begun ? " beginning" : "") + " within " + number(bounds.steps_max) + " steps";
  std::multiset<std::string> database;
  for (const Journey& one :
       answered(text, earliestArrivals(q.view, q.walk.from, questionOf(q.walk), {}, bounds))) {
    database.insert(number(one.node.value) + " " + formatIso(one.arrival));
    if (q.scope.certain_only && one.certainty != Certainty::kCertain) differs(text, "certain", "possible");
  }
  requireSame(text, joined(model), joined(database));
}

void Asking::askJourney(const Question& q, const std::vector<PlainPath>& paths, NodeId to) {
  BestTimes best;
  std::map<std::string, InOrderPath> judged;
  for (const PlainPath& path : paths) {
    if (path.empty() || path.back().to != to) continue;
    const InOrderPath one = inOrder(q.plain, path);
    if (!counts(q, one.verdict)) continue;
    best.take(q.scope.certain_only ? one.sure_times : one.times);
    judged.emplace(stepsText(path), one);
  }
  const WalkQuestion question = questionOf(q.walk);
  const auto check = [&](const std::string& what, const std::optional<Journey>& found,
                         const std::vector<Journey>& all, NodeId key, const std::string& model,
                         const auto& shownTime) {
    const std::string text = q.text + " to " + number(to.value) + " " + what;
    requireSame(text, best.any ? model : "none", found ? shownTime(*found) : "none");
    const auto listed = std::find_if(all.begin(), all.end(), [&](const Journey& j) { return j.node == key; });
    requireSame(text + " of all", best.any ? model : "none",
                listed != all.end() ? shownTime(*listed) : "none");
    if (found) checkJourney(text, judged, *found, q.scope.certain_only);
  };
  const NodeId from = q.walk.from;
  check("earliest", answered(q.text, earliestArrival(q.view, from, to, question)),
        answered(q.text, earliestArrivals(q.view, from, question)), to, formatIso(best.earliest),
        [](const Journey& j) { return formatIso(j.arrival); });
  check("latest", answered(q.text, latestDeparture(q.view, from, to, question)),
        answered(q.text, latestDepartures(q.view, to, question)), from, formatIso(best.latest),
        [](const Journey& j) { return formatIso(j.departure); });
  check("fastest", answered(q.text, fastestJourney(q.view, from, to, question)),
        answered(q.text, fastestJourneys(q.view, from, question)), to, std::to_string(best.fastest),
        [](const Journey& j) { return std::to_string(durationMicros(j)); });
}

void Asking::askShortest() {
  const Question q = any("shortest path");
  const NodeId to = graph_.anyNode();
  const auto steps_max = static_cast<std::uint32_t>(dice_.oneIn(2) ? dice_.between(0, 3) : 1'000'000);
  const std::string text = q.text + " to " + number(to.value) + " within " + number(steps_max);
  const auto found = answered(text, shortestPath(q.view, q.walk.from, to, questionOf(q.walk), steps_max));
  std::optional<std::uint64_t> model;
  if (to == q.walk.from) {
    if (firstCounts(q)) model = 0;
  } else {
    for (const PlainReached& one :
         graph_.model().neighbourhood(q.walk.from, q.walk.direction, q.walk.types, steps_max, q.scope)) {
      if (one.node == to) model = one.steps;
    }
  }
  requireSame(text, model ? number(*model) : "none", found ? number(found->steps.size()) : "none");
  requireSame(
      text + " reachable", model ? "yes" : "no",
      answered(text, isReachable(q.view, q.walk.from, to, questionOf(q.walk), steps_max)) ? "yes" : "no");
  if (!found) return;
  NodeId at = q.walk.from;
  for (const PathStep& step : found->steps) {
    if (step.from != at ||
        !graph_.model().stepsOver(at, step.edge.fact, step.edge.node, step.edge.direction, q.scope)) {
      differs(text, "no such step", stepsText(found->steps));
    }
    at = step.edge.node;
  }
  if (at != to) differs(text, "a path to the end", stepsText(found->steps));
}

void Asking::askOverlap() {
  const Question q = any("overlap");
  const NodeId place = q.walk.from;
  std::multiset<std::string> of_place;
  std::multiset<std::string> of_one;
  const NodeId with = graph_.anyNode();
  const bool any_other = dice_.oneIn(2);
  const auto typed = [&](const PlainGraph::Fact& fact) {
    return q.walk.types.empty() ||
           std::find(q.walk.types.begin(), q.walk.types.end(), fact.type) != q.walk.types.end();
  };
  for (const auto& a : q.plain.facts) {
    for (const auto& b : q.plain.facts) {
      if (a.object != b.object || a.subject == b.subject || !typed(a) || !typed(b)) continue;
      // Two facts into one node are a path that turns round there.
      const Shared shared =
          sharedByPath(q.plain, a.subject, {{&a, a.subject, a.object}, {&b, b.object, b.subject}});
      if (!counts(q, shared.verdict)) continue;
      const std::string line = "f" + number(a.id.value) + " f" + number(b.id.value) + " " +
                               shown(shared.when) + " " + shown(shared.verdict);
      if (a.object == place && a.id < b.id) of_place.insert(line);
      if (a.subject == place && (any_other || b.subject == with)) of_one.insert(line);
    }
  }
  const auto lines = [](const std::vector<Overlap>& overlaps) {
    std::multiset<std::string> out;
    for (const Overlap& one : overlaps) {
      out.insert("f" + number(one.fact_of_one.value) + " f" + number(one.fact_of_other.value) + " " +
                 shown(one.together) + " " + shown(Verdict(one.certainty)));
    }
    return joined(out);
  };
  requireSame(q.text + " at", joined(of_place),
              lines(answered(q.text, overlapsAt(q.view, place, q.walk.types))));
  requireSame(q.text + " of", joined(of_one),
              lines(answered(q.text, overlapsOf(q.view, place, any_other ? std::nullopt : std::optional(with),
                                                q.walk.types))));
}

void Asking::askSeries() {
  const Question q = any("series");
  std::vector<Range> when;
  Instant at = anyRange(dice_, graph_.bounds()).start;
  if (!at.isFinite()) at = Instant();
  for (auto i = dice_.between(1, 7); i > 0; --i) {
    const Instant start = dice_.oneIn(3) ? at.plusMicros(dice_.between(0, 40) * kMicrosPerDay) : at;
    at = start.plusMicros(dice_.oneIn(4) ? 1 : dice_.between(1, 500) * kMicrosPerDay);
    when.push_back({start, at});
  }
  const SeriesQuestion question{Figure::kTurnover, q.walk.from, q.walk.direction, q.walk.types};
  const Series turnover = answered(q.text, series(q.view, question, when));
  SeriesQuestion of_degree = question;
  of_degree.figure = Figure::kDegree;
  const Series degree = answered(q.text, series(q.view, of_degree, when));
  std::set<NodeId> before[2];
  for (std::size_t i = 0; i < when.size(); ++i) {
    TimeScope scope = q.scope;
    scope.valid = AsOf{when[i]};
    scope.certain_only = false;
    std::set<NodeId> now[2];
    FigureCounts facts;
    for (const PlainEdge& edge : graph_.model().edges(q.walk.from, q.walk.direction, {}, scope)) {
      const auto& types = q.walk.types;
      if (!types.empty() && std::find(types.begin(), types.end(), edge.type) == types.end()) continue;
      now[0].insert(edge.node);
      ++facts.possible;
      if (edge.certainty == Certainty::kCertain) now[1].insert(edge.node);
      if (edge.certainty == Certainty::kCertain) ++facts.certain;
    }
    std::string model = number(facts.possible) + " " + number(facts.certain) + ";";
    for (int kind = 0; kind < 2; ++kind) {
      const auto missing = [](const std::set<NodeId>& from, const std::set<NodeId>& in) {
        return static_cast<std::uint64_t>(
            std::count_if(from.begin(), from.end(), [&](NodeId node) { return !in.contains(node); }));
      };
      model += " " + number(now[kind].size());
      if (i > 0)
        model +=
            " " + number(missing(now[kind], before[kind])) + " " + number(missing(before[kind], now[kind]));
      before[kind] = now[kind];
    }
    const auto& row = turnover.rows[i];
    std::string database = number(degree.rows[i][0].possible) + " " + number(degree.rows[i][0].certain) +
                           "; " + number(row[0].possible);
    if (i > 0) database += " " + number(row[1].possible) + " " + number(row[2].possible);
    database += " " + number(row[0].certain);
    if (i > 0) database += " " + number(row[1].certain) + " " + number(row[2].certain);
    requireSame(q.text + " stretch " + number(i) + " " + shown(when[i]), model, database);
    const MemberCounts counted =
        answered(q.text, countMembers(q.view.with(scope), q.walk.from, questionOf(q.walk)));
    const MemberCounts plain{now[0].size(), now[1].size(), facts.possible, facts.certain};
    if (counted != plain) differs(q.text + " countMembers " + shown(scope), model, number(counted.members));
  }
  askComponents(q, when);
}

void Asking::askComponents(const Question& q, const std::vector<Range>& when) {
  const Series facts = answered(q.text, series(q.view, {.figure = Figure::kFacts}, when));
  const Series components =
      answered(q.text, series(q.view, {.figure = Figure::kComponents, .types = q.walk.types}, when));
  for (std::size_t i = 0; i < when.size(); ++i) {
    TimeScope scope = q.scope;
    scope.valid = AsOf{when[i]};
    for (const bool certain : {false, true}) {
      scope.certain_only = certain;
      const PlainCounts counted = graph_.model().count(scope);
      std::set<NodeId> unseen;
      for (const NodeId id : graph_.nodes()) {
        if (graph_.model().node(id, scope)) unseen.insert(id);
      }
      std::string model = number(counted.facts) + " facts, " + number(unseen.size());
      std::uint64_t parts = 0;
      std::uint64_t alone = 0;
      std::uint64_t largest = 0;
      while (!unseen.empty()) {
        const NodeId id = *unseen.begin();
        const auto reached = graph_.model().neighbourhood(id, Direction::kBoth, q.walk.types, 1'000, scope);
        unseen.erase(id);
        for (const PlainReached& one : reached) unseen.erase(one.node);
        ++parts;
        if (reached.empty()) ++alone;
        largest = std::max<std::uint64_t>(largest, reached.size() + 1);
      }
      model += " " + number(parts) + " " + number(alone) + " " + number(largest);
      const auto of = [&](const FigureCounts& c) { return number(certain ? c.certain : c.possible); };
      const auto& row = components.rows[i];
      const std::string database = of(facts.rows[i][0]) + " facts, " + of(row[0]) + " " + of(row[1]) + " " +
                                   of(row[2]) + " " + of(row[3]);
      requireSame(q.text + " components, stretch " + number(i) + " " + shown(scope), model, database);
    }
  }
}

/// tests/property/database_property_test.cc asks for more differences; here the graphs are denser.
void Asking::askDifferenceOfNode() {
  const Question q = any("difference");
  const TimeScope after = graph_.anyScope();
  const auto lines = [](FactId fact, int change, Verdict before, Verdict now) {
    return "f" + number(fact.value) + " " + std::to_string(change) + " " + shown(before) + " " + shown(now);
  };
  std::multiset<std::string> model;
  for (const auto& one : graph_.model().difference(q.scope, after, q.walk.from, {})) {
    model.insert(lines(one.fact.id, static_cast<int>(one.change), one.before, one.after));
  }
  std::multiset<std::string> database;
  for (const auto& one : answered(q.text, difference(q.view, q.view.with(after), q.walk.from))) {
    database.insert(lines(one.fact.id, static_cast<int>(one.change), one.before, one.after));
  }
  requireSame(q.text + " and " + shown(after), joined(model), joined(database));
}

}  // namespace

TEST_CASE("the operators answer on random graphs as the plainest models do", "[walks]") {
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  const std::uint64_t count = numberFromEnvironment("TENURE_GRAPHS", 300);
  for (std::uint64_t round = 0; round < count; ++round) {
    Dice dice(first + round);
    const std::filesystem::path path = folder / "db";
    try {
      RandomGraph graph(dice, path, dice.oneIn(2) ? std::optional(anySchema(dice, false)) : std::nullopt);
      try {
        Asking(dice, graph).ask();
      } catch (const Mismatch&) {
        std::cerr << "the graph:" << graph.shownFacts() << "\n";
        throw;
      }
    } catch (const Mismatch& what) {
      std::cerr << "DIFFERS: " << what.what() << "\n";  // as it is; Catch2 would break the lines
      FAIL("TENURE_SEED=" << first + round << " plays this graph first (round " << round << ")");
    }
    std::filesystem::remove_all(path);
  }
  SUCCEED(count << " graphs from TENURE_SEED=" << first);
}

}  // namespace walks_property_test

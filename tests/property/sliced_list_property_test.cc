// Sliced lists against the plainest model, a vector filtered by the formulas, and their bounds: what a
// look-up reads, what copies take. TENURE_LISTS is the number of random lists (default 2,000); TENURE_SEED
// replays.
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "storage/graph_image.h"
#include "storage/slice_scan.h"
#include "storage/sliced_list.h"
#include "tests/random_records.h"

namespace sliced_list_property_test {

using namespace tenure;
using namespace tenure::storage;
using tenure::testing::Dice;

namespace {

Instant day(std::int64_t days) { return Instant::fromMicros(days * kMicrosPerDay); }

/// How a list is made: few or many entries, plain or vague, in one age or with sentinel years.
struct Recipe {
  std::int64_t count = 0;
  std::int64_t span = 1;   ///< days over which entries start
  std::int64_t lasts = 1;  ///< at most so many days
  bool vague = false;
  bool far = false;
  bool times = false;
  bool pieces = false;
};

Recipe anyRecipe(Dice& dice) {
  const std::vector<std::int64_t> counts = {0, 1, 3, 4, 5, 9, 20, 60, 128, 129, 300, 900, 4'000};
  return {dice.between(0, dice.pick(counts)),
          dice.pick<std::int64_t>({1, 10, 400, 20'000, 60'000}),
          dice.pick<std::int64_t>({1, 30, 1'000, 20'000}),
          dice.oneIn(3),
          dice.oneIn(4),
          dice.oneIn(8),
          dice.oneIn(10)};
}

AdjacencyEntry anyEntry(Dice& dice, const Recipe& recipe, std::uint64_t fact) {
  AdjacencyEntry entry;
  entry.fact = FactId{fact};
  entry.neighbour = NodeId{static_cast<std::uint64_t>(dice.between(1, 40))};
  const std::int64_t start = dice.between(0, recipe.span) - 10'000;
  const std::int64_t end = start + dice.between(1, recipe.lasts);
  entry.period =
      Period::exactly(day(start), dice.oneIn(10) ? Instant::plusInfinity() : day(end), Grain::kDay);
  if (dice.oneIn(12)) entry.period.start_min = entry.period.start_max = Instant::minusInfinity();
  if (recipe.far && dice.oneIn(5)) entry.period.end_max = entry.period.end_min = day(2'932'897);
  if (recipe.far && dice.oneIn(9)) entry.period.start_max = entry.period.start_min = day(-719'162);
  if (recipe.vague && dice.oneIn(2))
    entry.period.start_max = entry.period.start_max.plusMicros(30 * kMicrosPerDay);
  if (recipe.vague && dice.oneIn(3)) entry.period.end_min = entry.period.start_min.plusMicros(kMicrosPerDay);
  if (recipe.times && dice.oneIn(3)) entry.period.end_max = entry.period.end_max.plusMicros(5);
  if (dice.oneIn(9)) entry.status = FactStatus::kClaimed;
  return entry;
}

std::vector<AdjacencyEntry> anyList(Dice& dice) {
  const Recipe recipe = anyRecipe(dice);
  std::vector<AdjacencyEntry> entries;
  for (std::int64_t i = 0; i < recipe.count; ++i) {
    entries.push_back(anyEntry(dice, recipe, static_cast<std::uint64_t>(i) + 1));
    if (recipe.pieces && dice.oneIn(6)) {
      entries.back().fact = entries.front().fact;
      entries.back().neighbour = entries.front().neighbour;
    }
    if (dice.oneIn(20)) {  // a parallel fact that says the same
      entries.push_back(entries.back());
      entries.back().fact = FactId{static_cast<std::uint64_t>(i) + 100'000};
    }
  }
  dice.shuffle(entries);
  return entries;
}

ValidScope anyScope(Dice& dice) {
  if (dice.oneIn(12)) return AllTime{};
  const Instant start =
      day(dice.pick<std::int64_t>({dice.between(-12'000, 52'000), dice.between(-11'000, -9'000),
                                   dice.between(-800'000, 3'000'000)}))
          .plusMicros(dice.oneIn(4) ? dice.between(0, kMicrosPerDay) : 0);
  const std::int64_t length =
      dice.pick<std::int64_t>({1, kMicrosPerDay, 30 * kMicrosPerDay, 3'000 * kMicrosPerDay});
  const Range range{start, start.plusMicros(length)};
  if (dice.oneIn(3)) return During{range};
  return AsOf{range};
}

using Answer = std::vector<std::uint64_t>;

Answer sorted(Answer answer) {
  std::sort(answer.begin(), answer.end());
  return answer;
}

/// The neighbours of the entries that hold, one for each fact.
Answer plainNeighbours(const std::vector<AdjacencyEntry>& entries, const ValidScope& scope) {
  Answer nodes;
  std::set<FactId> seen;
  for (const AdjacencyEntry& one : entries) {
    if (judge(one.period, scope) && seen.insert(one.fact).second) nodes.push_back(one.neighbour.value);
  }
  return sorted(nodes);
}

Answer scanned(const NodeLine& line, const Window& window, const SliceFilters& filters) {
  Answer nodes;
  scanLine(
      line, window, filters,
      [&](const std::uint32_t* some, std::size_t count) { nodes.insert(nodes.end(), some, some + count); },
      [&](NodeId node) { nodes.push_back(node.value); });
  return sorted(nodes);
}

using Told = std::tuple<FactId, NodeId, FactStatus, Instant, Instant, Instant, Instant>;
std::multiset<Told> told(const std::vector<AdjacencyEntry>& entries) {
  std::multiset<Told> all;
  for (const AdjacencyEntry& e : entries) {
    all.emplace(e.fact, e.neighbour, e.status, e.period.start_min, e.period.start_max, e.period.end_min,
                e.period.end_max);
  }
  return all;
}

bool isPlain(const AdjacencyEntry& e) {
  return e.period.start_min == e.period.start_max && e.period.end_min == e.period.end_max;
}

void checkScope(const NodeLine& line, const std::vector<AdjacencyEntry>& entries, const ValidScope& scope) {
  const Window possible = Window::possible(scope);
  const auto expected = plainNeighbours(entries, scope);
  std::vector<AdjacencyEntry> holding;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(holding),
               [&](const AdjacencyEntry& one) { return judge(one.period, scope).has_value(); });
  std::vector<AdjacencyEntry> found;
  entriesInWindow(line, possible, found);
  REQUIRE(told(found) == told(holding));
  const bool pieces = expected.size() != holding.size();
  for (const SliceFilters* filters : {&sliceFilters(), &portableSliceFilters()}) {
    REQUIRE(scanned(line, possible, *filters) == expected);
    REQUIRE(countLine(line, possible, *filters) == expected.size());
    if (pieces || !std::all_of(entries.begin(), entries.end(), isPlain)) continue;
    std::erase_if(holding,
                  [&](const AdjacencyEntry& one) { return judge(one.period, scope) != Certainty::kCertain; });
    REQUIRE(scanned(line, Window::certain(scope), *filters) == plainNeighbours(holding, AllTime{}));
  }
}

/// What left and what joined between two times of one length.
void checkChanges(const NodeLine& line, const std::vector<AdjacencyEntry>& entries, Dice& dice) {
  if (line.kind == NodeLine::Kind::kWide) return;
  const std::int64_t days = dice.pick<std::int64_t>({1, 1, 30});
  const std::int64_t first = dice.between(-11'000, 40'000);
  const std::int64_t second = first + dice.pick<std::int64_t>({0, 1, 20, 1'000, 30'000});
  const AsOf earlier{{day(first), day(first + days)}};
  const AsOf later{{day(second), day(second + days)}};
  DayWindow before;
  DayWindow after;
  if (!toOffsets(line, Window::possible(earlier), before) || !toOffsets(line, Window::possible(later), after))
    return;
  Answer gone;
  Answer come;
  for (const AdjacencyEntry& one : entries) {
    const bool then = judge(one.period, earlier).has_value();
    const bool now = judge(one.period, later).has_value();
    if (then && !now) gone.push_back(one.neighbour.value);
    if (now && !then) come.push_back(one.neighbour.value);
  }
  for (const SliceFilters* filters : {&sliceFilters(), &portableSliceFilters()}) {
    Answer left;
    Answer joined;
    const auto into = [](Answer& answer) {
      return [&answer](const std::uint32_t* some, std::size_t count) {
        answer.insert(answer.end(), some, some + count);
      };
    };
    scanChanges(line, before, after, *filters, into(left), into(joined));
    REQUIRE(sorted(left) == sorted(gone));
    REQUIRE(sorted(joined) == sorted(come));
  }
}

void checkBounds(const NodeLine& line, const std::vector<AdjacencyEntry>& entries) {
  const LineFigures figures = figuresOf(line);
  REQUIRE(figures.entries == entries.size());
  REQUIRE(2 * figures.stored <= 5 * entries.size());
  if (line.kind == NodeLine::Kind::kWide) return;
  for (const AdjacencyEntry& one : entries) {
    for (const Instant bound : {one.period.start_min, one.period.end_max}) {
      if (!bound.isFinite() || (line.flags & NodeLine::kReachesFar) != 0) continue;
      const std::int64_t at = bound.micros() / kMicrosPerDay;
      const auto returned = plainNeighbours(entries, AsOf{{day(at), day(at + 1)}}).size();
      REQUIRE(entriesReadAt(line, at) <= 2 * returned + (entries.size() <= 128 ? 16 : 64));
    }
  }
}

}  // namespace

TEST_CASE("sliced lists answer as a filtered vector does, and keep their bounds", "[slices]") {
  const std::uint64_t seed = tenure::testing::seedOfRun();
  const std::uint64_t lists = tenure::testing::numberFromEnvironment("TENURE_LISTS", 2'000);
  CacheMeter meter;
  std::map<NodeLine::Kind, int> kinds;
  for (std::uint64_t i = 0; i < lists; ++i) {
    Dice dice(seed + i);
    INFO("TENURE_SEED=" << seed + i << " TENURE_LISTS=1");
    const auto entries = anyList(dice);
    NodeLine* line = buildLine(entries, meter);
    REQUIRE((line == nullptr) == entries.empty());
    if (line == nullptr) continue;
    ++kinds[line->kind];
    std::vector<AdjacencyEntry> all;
    entriesOfLine(*line, all);
    REQUIRE(told(all) == told(entries));
    for (int q = 0; q < 12; ++q) checkScope(*line, entries, anyScope(dice));
    for (int q = 0; q < 4; ++q) checkChanges(*line, entries, dice);
    if (entries.size() <= 900) checkBounds(*line, entries);
    releaseLine(line, meter);
    REQUIRE(meter.bytes == 0);
  }
  if (lists >= 1'000) REQUIRE(kinds.size() == 4);
}

namespace {

/// A hub and the image that has it, changed fact by fact as commits do.
class ChangingHub {
 public:
  ChangingHub(Dice& dice, CacheMeter& meter) : dice_(dice), image_(meter) {
    recipe_ = {dice.pick<std::int64_t>({0, 100, 700, 3'000}), dice.pick<std::int64_t>({10, 2'000, 40'000}),
               dice.pick<std::int64_t>({30, 1'000, 20'000}), dice.oneIn(3), dice.oneIn(5)};
    for (std::int64_t i = 0; i < recipe_.count; ++i)
      entries_.push_back(anyEntry(dice_, recipe_, next_fact_++));
    image_.put(kHub, entries_);
    image_.markLoaded(kHub.node, kHub.side);
  }

  /// Facts that are new, corrected or gone; few at a time, now and then many.
  void commit() {
    std::vector<AdjacencyEntry> changes;
    const std::int64_t count = dice_.oneIn(30) ? dice_.between(20, 60) : dice_.between(1, 3);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto kind = entries_.empty() ? 0 : dice_.between(0, shrinks_ ? 4 : 2);
      if (kind == 0) {
        changes.push_back(anyEntry(dice_, recipe_, next_fact_++));
        continue;
      }
      const auto at =
          static_cast<std::size_t>(dice_.between(0, static_cast<std::int64_t>(entries_.size()) - 1));
      const FactId fact = entries_[at].fact;
      entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(at));
      AdjacencyEntry change = anyEntry(dice_, recipe_, fact.value);
      if (kind > 1) change = {};
      change.fact = fact;
      change.gone = kind > 1;
      if (kind > 2) {
        change = anyEntry(dice_, recipe_, fact.value);
        change.status = FactStatus::kRefuted;
      }
      changes.push_back(change);
    }
    if (dice_.oneIn(200)) shrinks_ = !shrinks_;
    image_.apply({{kHub, changes}});
    for (const AdjacencyEntry& one : changes) {
      if (!one.gone && one.status != FactStatus::kRefuted) entries_.push_back(one);
    }
    cut_alone_ += slicesCutAlone();
  }

  [[nodiscard]] const NodeLine* line() const { return lineOf(image_); }
  [[nodiscard]] static const NodeLine* lineOf(const GraphImage& image) {
    return GraphImage::line(image.lines(TypeId{kHub.type}, kHub.side), kHub.node);
  }
  [[nodiscard]] const GraphImage& image() const { return image_; }
  [[nodiscard]] const std::vector<AdjacencyEntry>& entries() const { return entries_; }
  [[nodiscard]] std::uint64_t cutAlone() const { return cut_alone_; }

 private:
  static constexpr ListKey kHub{NodeId{7}, Side::kObject, 1};

  /// Only slices that were cut by themselves have a margin.
  [[nodiscard]] std::uint64_t slicesCutAlone() const {
    if (line() == nullptr || line()->kind != NodeLine::Kind::kLarge) return 0;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < line()->large().slices; ++i)
      count += static_cast<std::uint64_t>(line()->large().columns()[i].piece->margin > 0);
    return count;
  }

  Dice& dice_;
  Recipe recipe_;
  GraphImage image_;
  std::vector<AdjacencyEntry> entries_;
  std::uint64_t next_fact_ = 1;
  std::uint64_t cut_alone_ = 0;
  bool shrinks_ = false;
};

}  // namespace

TEST_CASE("hubs keep their answers and bounds through commits out of order", "[slices]") {
  const std::uint64_t seed = tenure::testing::seedOfRun();
  const std::uint64_t hubs = tenure::testing::numberFromEnvironment("TENURE_LISTS", 2'000) / 100;
  std::uint64_t cut_alone = 0;
  for (std::uint64_t i = 0; i <= hubs; ++i) {
    Dice dice(seed + i);
    INFO("TENURE_SEED=" << seed + i << " TENURE_LISTS=1");
    CacheMeter meter;
    {
      ChangingHub hub(dice, meter);
      std::vector<std::pair<GraphImage, std::vector<AdjacencyEntry>>> kept;
      for (int step = 0; step < 300; ++step) {
        hub.commit();
        if (hub.line() == nullptr) {
          REQUIRE(hub.entries().empty());
          continue;
        }
        const bool whole = dice.oneIn(10);
        std::vector<AdjacencyEntry> all;
        if (whole) entriesOfLine(*hub.line(), all);
        if (whole) REQUIRE(told(all) == told(hub.entries()));
        checkScope(*hub.line(), hub.entries(), anyScope(dice));
        checkChanges(*hub.line(), hub.entries(), dice);
        if (dice.oneIn(hub.entries().size() > 900 ? 100 : 20)) checkBounds(*hub.line(), hub.entries());
        if (dice.oneIn(60)) kept.emplace_back(hub.image(), hub.entries());
      }
      cut_alone += hub.cutAlone();
      // What other readers hold is what it was.
      for (const auto& [image, entries] : kept) {
        std::vector<AdjacencyEntry> all;
        entriesOfLine(*ChangingHub::lineOf(image), all);
        REQUIRE(told(all) == told(entries));
        checkBounds(*ChangingHub::lineOf(image), entries);
      }
    }
    REQUIRE(meter.bytes == 0);
  }
  if (hubs >= 10) REQUIRE(cut_alone > 0);  // else only lists built whole were seen
}

TEST_CASE("images share what they do not change, and forget what they must", "[slices]") {
  const std::uint64_t seed = tenure::testing::seedOfRun();
  INFO("TENURE_SEED=" << seed);
  Dice dice(seed);
  CacheMeter meter;
  {
    using Model = std::map<ListKey, std::vector<AdjacencyEntry>>;
    GraphImage image(meter);
    Model model;
    std::vector<std::pair<GraphImage, Model>> kept;
    const auto check = [&](const GraphImage& one, const Model& expected) {
      for (const auto& [list, entries] : expected) {
        if (!one.isLoaded(list.node, list.side)) continue;
        std::vector<AdjacencyEntry> found;
        if (const NodeLine* line = GraphImage::line(one.lines(TypeId{list.type}, list.side), list.node))
          entriesOfLine(*line, found);
        REQUIRE(told(found) == told(entries));
      }
    };
    std::uint64_t next_fact = 1;
    for (int step = 0; step < 400; ++step) {
      const ListKey list{NodeId{static_cast<std::uint64_t>(dice.between(1, 9'000))},
                         dice.oneIn(2) ? Side::kSubject : Side::kObject,
                         static_cast<std::uint32_t>(dice.between(1, 3))};
      if (dice.oneIn(2) || model.empty()) {
        const Recipe recipe{dice.between(0, 30), 1'000, 400};
        auto& entries = model[list];
        entries.clear();
        for (std::int64_t i = 0; i < recipe.count; ++i)
          entries.push_back(anyEntry(dice, recipe, next_fact++));
        // A node's side is loaded with all its types, as a fill does.
        for (const auto& [other, others] : model) {
          if (other.node == list.node && other.side == list.side) image.put(other, others);
        }
        image.markLoaded(list.node, list.side);
      } else {
        auto& [key, entries] =
            *std::next(model.begin(), dice.between(0, static_cast<std::int64_t>(model.size()) - 1));
        std::vector<AdjacencyEntry> changes{anyEntry(dice, {1, 1'000, 400}, next_fact++)};
        if (!entries.empty() && image.isLoaded(key.node, key.side)) {
          AdjacencyEntry gone;
          gone.fact = entries.front().fact;
          gone.gone = true;
          changes.push_back(gone);
          entries.erase(entries.begin());
        }
        if (image.isLoaded(key.node, key.side)) entries.push_back(changes.front());
        image.apply({{key, changes}});
      }
      if (dice.oneIn(20)) kept.emplace_back(image, model);
      if (dice.oneIn(60)) image.evict(meter.bytes / 4);
    }
    check(image, model);
    for (const auto& [one, expected] : kept) check(one, expected);
    image.evict(~std::uint64_t{0});
    for (const auto& [list, entries] : model) {
      const bool forgotten = !image.isLoaded(list.node, list.side);
      if (!entries.empty()) REQUIRE(forgotten);
    }
  }
  REQUIRE(meter.bytes == 0);
}

}  // namespace sliced_list_property_test

// What a bulk load gathers in: facts in the order of adjacency, exact days, ids by their text.
#include <atomic>
#include <random>
#include <string>
#include <tuple>

#include <catch2/catch.hpp>

#include "storage/exact_days.h"
#include "storage/facts_by_node.h"
#include "storage/paged.h"
#include "storage/text_index.h"

namespace load_order_test {

using namespace tenure;
using namespace tenure::storage;

namespace {

constexpr std::int64_t kDay = kMicrosPerDay;

struct Fact {
  NodeId node;
  std::uint32_t type = 0;
  Instant start;
};

/// The plainest order: by type, then exact start, then number.
std::vector<std::uint32_t> plainOrder(const std::vector<Fact>& facts, NodeId node) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    if (facts[i].node == node) numbers.push_back(i);
  }
  std::sort(numbers.begin(), numbers.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(facts[a].type, facts[a].start, a) < std::tuple(facts[b].type, facts[b].start, b);
  });
  return numbers;
}

std::vector<std::uint32_t> orderOf(const FactsByNode& facts, NodeId node) {
  std::vector<std::uint32_t> numbers;
  for (const PlacedFact& fact : facts.of(node)) numbers.push_back(fact.number);
  return numbers;
}

void checkOrder(const std::vector<Fact>& facts, std::uint64_t nodes) {
  FactsByNode sorted;
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    PlacedFact place;
    place.number = i;
    place.type = facts[i].type;
    if (facts[i].start.isFinite()) {
      place.start = static_cast<std::int32_t>(dayNumber(facts[i].start));
      place.fine = facts[i].start.micros() % kDay != 0;
    } else {
      place.start = PlacedFact::kUnstarted;
    }
    sorted.add(facts[i].node, place);
  }
  std::atomic<std::size_t> next{0};
  LoadMemory memory;
  sorted.sortSome(
      next, [&](std::uint32_t i) { return facts[i].start; }, memory);
  sorted.finishSorting();
  bool same = true;
  for (NodeId node{0}; node.value < nodes; ++node.value)
    same = same && orderOf(sorted, node) == plainOrder(facts, node);
  CHECK(same);
}

}  // namespace

TEST_CASE("facts of a load: by node, type, start and number, whatever they are like") {
  std::mt19937_64 random(7);
  const auto number = [&](std::uint64_t below) { return random() % below; };
  // Few and many facts a node, days only and times of day, narrow and wide days and types.
  for (const std::uint64_t nodes : {3U, 700U}) {
    for (const bool times : {false, true}) {
      for (const std::int64_t days : {std::int64_t{1}, std::int64_t{20'000}, std::int64_t{200'000'000}}) {
        for (const std::uint32_t types : {1U, 5U, 4'000'000'000U}) {
          std::vector<Fact> facts(4'000);
          for (Fact& fact : facts) {
            fact.node = NodeId{number(nodes)};
            fact.type = static_cast<std::uint32_t>(number(types));
            const std::int64_t day =
                static_cast<std::int64_t>(number(static_cast<std::uint64_t>(days))) - days / 2;
            const std::int64_t time = times && number(3) == 0 ? static_cast<std::int64_t>(number(5)) : 0;
            fact.start = number(50) == 0 ? Instant::minusInfinity() : Instant::fromMicros(day * kDay + time);
          }
          CAPTURE(nodes, times, days, types);
          checkOrder(facts, nodes);
        }
      }
    }
  }
}

TEST_CASE("facts of a load: those that come in order stay so, and a node without facts has none") {
  std::vector<Fact> facts;
  for (std::uint32_t i = 0; i < 1'000; ++i)
    facts.push_back({NodeId{i / 10}, 1, Instant::fromMicros(std::int64_t{i} * kDay)});
  checkOrder(facts, 400);
  CHECK(FactsByNode().of(NodeId{12}).empty());
}

TEST_CASE("exact days: given back exactly, or not taken") {
  const auto day = [](std::int64_t number) { return Instant::fromMicros(number * kDay); };
  const auto isExact = [](const Period& p) {
    const auto days = exactDays(p);
    if (days) CHECK(periodOf(*days) == p);
    return days.has_value();
  };
  for (const std::int64_t start :
       {std::int64_t{-106'639'000}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{20'000}}) {
    CHECK(isExact(Period::exactly(day(start), day(start + 1), Grain::kDay)));
    CHECK(isExact(Period::exactly(day(start), day(105'000'000), Grain::kDay)));
    CHECK(isExact(Period::exactly(day(start), Instant::plusInfinity(), Grain::kDay)));
    CHECK_FALSE(isExact(Period::exactly(day(start), day(start + 1))));  // its grain is finer
    CHECK_FALSE(isExact(Period::exactly(day(start).plusMicros(1), day(start + 2), Grain::kDay)));
    CHECK_FALSE(isExact(Period::exactly(day(start), day(start + 2).plusMicros(-1), Grain::kDay)));
    CHECK_FALSE(isExact(Period::exactly(day(start), day(start).plusMicros(5), Grain::kDay)));
    CHECK_FALSE(isExact(Period::exactly(Instant::minusInfinity(), day(start), Grain::kDay)));
    Period derived = Period::exactly(day(start), day(start + 1), Grain::kDay);
    derived.derived = true;
    CHECK_FALSE(isExact(derived));
    CHECK_FALSE(isExact({day(start), day(start + 1), day(start + 9), day(start + 9), false, Grain::kDay}));
    CHECK_FALSE(isExact({day(start), day(start), day(start + 8), day(start + 9), false, Grain::kDay}));
  }
  CHECK_FALSE(isExact(Period::timeless()));
}

TEST_CASE("texts of a load: each found under its node, no other, while the table grows") {
  TextIndex index;
  CHECK_FALSE(index.find("").has_value());
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    const std::string text = "n" + std::to_string(i);
    REQUIRE_FALSE(index.find(text).has_value());
    index.add(text, NodeId{i + 1});
    REQUIRE(index.find(text) == NodeId{i + 1});
  }
  index.add(std::string(5'000, 'x'), NodeId{9});
  CHECK(index.find("n0") == NodeId{1});
  CHECK(index.find("n19999") == NodeId{20'000});
  CHECK(index.find(std::string(5'000, 'x')) == NodeId{9});
  CHECK_FALSE(index.find("n20000").has_value());
  CHECK_FALSE(index.find("n").has_value());
  CHECK(index.size() == 20'001);
  std::size_t seen = 0;
  index.forEach([&](std::string_view text, NodeId node) { seen += index.find(text) == node ? 1U : 0U; });
  CHECK(seen == index.size());
}

TEST_CASE("texts of a load: of sixteen bytes and of more, and those that begin alike") {
  TextIndex index;
  const std::string base = "0123456789abcdef";
  for (std::size_t size = 0; size <= base.size(); ++size) index.add(base.substr(0, size), NodeId{size + 1});
  index.add(base + "g", NodeId{100});
  index.add(base + "h", NodeId{101});
  index.add(std::string("0\0", 2), NodeId{102});
  for (std::size_t size = 0; size <= base.size(); ++size)
    CHECK(index.find(base.substr(0, size)) == NodeId{size + 1});
  CHECK(index.find(base + "g") == NodeId{100});
  CHECK(index.find(base + "h") == NodeId{101});
  CHECK(index.find(std::string("0\0", 2)) == NodeId{102});
  CHECK_FALSE(index.find(base + "i").has_value());
}

TEST_CASE("a paged list: its pages hold what it holds, the last one as far as it is filled") {
  Paged<int> list;
  const int size = static_cast<int>(2 * list.kPage + 5);
  for (int i = 0; i < size; ++i) list.push_back(i);
  REQUIRE(list.size() == static_cast<std::size_t>(size));
  const int* const first = &list[0];
  CHECK(list[list.kPage] == static_cast<int>(list.kPage));
  CHECK(list.pages() == 3);
  CHECK(list.page(1).size() == list.kPage);
  CHECK(list.page(2).size() == 5);
  CHECK(list.page(2).back() == size - 1);
  list.push_back(size);
  CHECK(&list[0] == first);
}

}  // namespace load_order_test

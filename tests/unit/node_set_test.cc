// The set of nodes that distinct rows are told apart by (engine/query/executor/node_set.h), against std::set:
// with a bit for each node from the start, later, and never.
#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "engine/query/executor/node_set.h"
#include "tests/random_records.h"

namespace node_set_test {

using namespace tenure;
using namespace tenure::testing;

TEST_CASE("node sets: a node is new once, in small graphs and in large ones") {
  query::NodeSet set;
  Dice dice(5);
  for (const std::int64_t end : {1, 64, 1'000, 200'000, 400'000, 90'000'000, 1'000}) {
    for (int round = 0; round < 3; ++round) {
      set.clear(static_cast<std::uint64_t>(end));
      std::set<std::uint64_t> model;
      // Few among many, then many among few; now and then one that is beyond the end.
      const std::int64_t most = dice.oneIn(2) ? end + 1 : std::min<std::int64_t>(end + 1, 3'000);
      for (int batch = 0; batch < 20; ++batch) {
        std::vector<NodeId> nodes;
        for (int i = 0; i < 150; ++i)
          nodes.push_back(NodeId{static_cast<std::uint64_t>(dice.between(1, most))});
        std::vector<NodeId> fresh(nodes.size());
        fresh.resize(set.insertAll(nodes, fresh.data()));
        std::vector<NodeId> expected;
        for (const NodeId node : nodes) {
          if (model.insert(node.value).second) expected.push_back(node);
        }
        REQUIRE(fresh == expected);
        const auto one = static_cast<std::uint64_t>(dice.between(1, most));
        REQUIRE(set.insert(one) == model.insert(one).second);
      }
    }
  }
}

}  // namespace node_set_test

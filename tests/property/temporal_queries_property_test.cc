// Statements that ask in time against the plainest model: random graphs with vague bounds, lifespans, cuts,
// removed portions and corrections, asked random statements on both clocks.
//
// TENURE_ROUNDS is the number of statements (default 1000). A failing one prints its text, the graph, and
// both answers; TENURE_SEED=<seed> plays that graph first. TENURE_SHOW=1 prints every statement.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

#include "engine/query/query.h"
#include "tests/property/plain_queries.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_graph.h"
#include "tests/property/random_queries.h"
#include "tests/property/random_writes.h"

namespace temporal_queries_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

constexpr std::size_t kQueriesPerGraph = 20;
constexpr std::size_t kRowsMax = 3'000;

using TextRow = std::vector<std::string>;

Result<std::vector<TextRow>> askDatabase(const Database& database, const AskedQuery& asked) {
  TENURE_ASSIGN(const auto rows, database.query(asked.text(), asked.parameters));
  std::vector<TextRow> out;
  while (true) {
    TENURE_ASSIGN(const bool more, rows->next());
    if (!more) return out;
    TextRow row;
    for (const query::Datum& value : rows->row()) row.push_back(cellText(value));
    out.push_back(std::move(row));
  }
}

std::string shownRow(const TextRow& row) {
  std::string out;
  for (const std::string& cell : row) out += (out.empty() ? "" : " | ") + cell;
  return out;
}
std::string shownRow(const PlainRow& row) {
  TextRow texts;
  for (const PlainCell& cell : row) {
    std::string all;
    for (const std::string& one : cell) all += (all.empty() ? "" : " or ") + one;
    texts.push_back(std::move(all));
  }
  return shownRow(texts);
}

bool fits(const PlainRow& expected, const TextRow& row) {
  if (expected.size() != row.size()) return false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!expected[i].contains(row[i])) return false;
  }
  return true;
}

/// Rows that only one side has; empty where the two say the same.
std::string differenceOf(const std::vector<PlainRow>& expected, const std::vector<TextRow>& came) {
  std::vector<bool> taken(expected.size(), false);
  std::string out;
  for (const TextRow& row : came) {
    bool found = false;
    for (std::size_t i = 0; i < expected.size() && !found; ++i) {
      if (taken[i] || !fits(expected[i], row)) continue;
      taken[i] = true;
      found = true;
    }
    if (!found) out += "\n  the database alone has " + shownRow(row);
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (!taken[i]) out += "\n  the model alone has    " + shownRow(expected[i]);
  }
  return out;
}

struct Figures {
  std::uint64_t asked = 0;
  std::uint64_t rows = 0;
  std::uint64_t with_rows = 0;
  std::uint64_t too_large = 0;
};

void askOne(Dice& dice, const RandomGraph& graph, Figures& figures) {
  const AskedQuery asked = anyQuery(dice, graph);
  if (std::getenv("TENURE_SHOW") != nullptr) std::cerr << asked.text() << "\n";
  const auto expected = plainAnswer(graph.model(), asked, kRowsMax);
  if (!expected) {
    ++figures.too_large;
    return;
  }
  std::string parameters;
  for (const auto& [name, value] : asked.parameters) parameters += " $" + name + " = " + cellText(value);
  const std::string question = asked.text() + parameters;
  const auto came = askDatabase(graph.database(), asked);
  if (!came.ok()) throw Mismatch(question + "\n  the database refuses: " + came.error().toString());
  const std::string difference = differenceOf(*expected, *came);
  if (!difference.empty()) throw Mismatch(question + difference);
  ++figures.asked;
  figures.rows += expected->size();
  figures.with_rows += expected->empty() ? 0U : 1U;
}

template <class MakeSchema>
void rounds(std::uint64_t count, const MakeSchema& schema_of) {
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  Figures figures;
  for (std::uint64_t round = 0; figures.asked < count; ++round) {
    Dice dice(first + round);
    const std::filesystem::path path = folder / "db";
    {
      RandomGraph graph(dice, path, schema_of(dice));
      try {
        for (std::size_t i = 0; i < kQueriesPerGraph; ++i) askOne(dice, graph, figures);
      } catch (const Mismatch& what) {
        std::cerr << "DIFFERS: " << what.what() << "\nthe graph:" << graph.shownFacts() << "\n";
        FAIL("TENURE_SEED=" << first + round << " plays this graph first (round " << round << ")");
      }
    }
    std::filesystem::remove_all(path);
  }
  std::cout << "TENURE_SEED=" << first << ": " << figures.asked << " statements, " << figures.with_rows
            << " with rows, " << figures.rows << " rows; " << figures.too_large << " left out as too large\n";
  // Else the statements ask for nothing, and agreeing on them says little.
  CHECK(figures.with_rows * 3 >= figures.asked);
  CHECK(figures.too_large * 10 <= figures.asked);
}

std::uint64_t half() { return std::max<std::uint64_t>(1, numberFromEnvironment("TENURE_ROUNDS", 1'000) / 2); }

}  // namespace

TEST_CASE("random statements in time answer as the plain model does", "[queries]") {
  rounds(half(), [](Dice&) { return std::optional<Schema>(); });
}

TEST_CASE("random statements in time under event rules and longest durations answer as the plain model does",
          "[queries]") {
  rounds(half(), [](Dice& dice) { return std::optional(anySchema(dice, false)); });
}

}  // namespace temporal_queries_property_test

// Out of a database and into another: a history byte for byte, a snapshot and two tables with the same
// content.
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "interchange/export.h"
#include "interchange/import.h"
#include "storage/graph_store.h"
#include "tests/input_text.h"

namespace export_test {

using namespace tenure;
using namespace tenure::interchange;
using tenure::testing::InputText;

namespace {

constexpr std::int64_t kWaitUs = 1'000'000;

std::unique_ptr<storage::GraphStore> openStore(const std::filesystem::path& path,
                                               std::optional<Schema> schema = {}) {
  storage::GraphOptions options;
  options.schema = std::move(schema);
  auto store = storage::GraphStore::open(path, options);
  if (!store.ok()) FAIL(store.error().toString());
  return std::move(*store);
}

template <class T>
T must(Result<T> result) {
  if (!result.ok()) FAIL(result.error().toString());
  return std::move(*result);
}
void must(const Status& status) {
  if (!status.ok()) FAIL(status.error().toString());
}

Validity valid(std::string_view text, EndConvention convention = EndConvention::kInclusive) {
  return must(Validity::parse(text, convention));
}

PropertyHistory always(Value value) { return {{std::move(value), Validity()}}; }

/// Two nodes and a person of the Azawad, with what texts and types can do to an export.
void fill(storage::GraphStore& store) {
  auto writer = must(store.begin({"ana", "first", "a.csv|b"}, kWaitUs));
  NodeDraft mnla{"m:1",
                 {"Organization"},
                 valid("2011-10/.."),
                 {},
                 {{"ⵎⵏⵍⴰ", "tmh-Tfng"}, {"le MNLA", "fr"}, {"MNLA 2", "fr"}}};
  mnla.properties["name"] = always("MNLA, the \"movement\"");
  mnla.properties["note"] = always("");
  mnla.properties["size"] = always(12);
  NodeDraft cma{"m:2", {"Coalition", "Organization"}, {}, {}, {}};
  cma.properties["size"] = always(1.5);
  cma.properties["alias"] = always(List{Value("a;b"), Value(Date{16371})});
  NodeDraft nameless{"", {"Person"}, valid("1970/2024-01-01", EndConvention::kExclusive), {}, {}};
  const NodeId a = must(writer->addNode(mnla));
  const NodeId b = must(writer->addNode(cma));
  const NodeId c = must(writer->addNode(nameless));
  FactDraft member{a, "MEMBER_OF", b, valid("2014-10-28/.."), FactStatus::kAsserted, {"x|y", "z"}, "", {}};
  member.properties["confidence"] = always(0.5);
  must(writer->addFact(member));
  must(writer->addFact({c,
                        "MEMBER_OF",
                        a,
                        valid("[2013,2015]/2018?", EndConvention::kExclusive),
                        FactStatus::kClaimed,
                        {},
                        "e1",
                        {}}));
  must(writer->addFact({c, "LED", a, valid("2014-10-28T15:00:00Z/"), FactStatus::kDisputed, {}, "", {}}));
  must(writer->addFact({c, "RELATED_TO", c, {}, FactStatus::kAsserted, {}, "", {}}));
  must(writer->commit());
}

/// Corrections, portions, an event that cuts, retractions and an erasure on top.
void changeMuch(storage::GraphStore& store) {
  auto writer = must(store.begin({}, kWaitUs));
  must(writer->addFact(
      {NodeId{1}, "WITHDREW_FROM", NodeId{2}, valid("2024-02"), FactStatus::kAsserted, {}, "", {}}));
  must(writer->removePortion(FactId{2}, {must(midnight({2015, 1, 1})), must(midnight({2016, 1, 1}))}));
  must(writer->setPropertyDuring(NodeId{1}, "hq", Value("Kidal"),
                                 {must(midnight({2012, 1, 1})), must(midnight({2023, 11, 14}))}));
  FactCorrection correction;
  correction.validity = valid("2014~/2020");
  must(writer->correctFact(FactId{3}, correction));
  must(writer->commit());
  auto again = must(store.begin({"", "a mistake", ""}, kWaitUs));
  must(again->retractFact(FactId{4}));
  must(again->commit());
  writer.reset();  // an erasure rewrites the files only when nobody holds a snapshot
  again.reset();
  must(store.erase({{}, {FactId{3}}}, {"ana", "asked to", ""}, kWaitUs));
}

std::string historyOf(storage::GraphStore& store) {
  std::string out;
  must(exportHistory(store.reader(), [&](std::string_view text) {
    out += text;
    return Status();
  }));
  return out;
}

std::string snapshotOf(storage::GraphStore& store, const TimeScope& scope = {}) {
  std::string out;
  must(exportSnapshot(store.reader(), scope, "", [&](std::string_view text) {
    out += text;
    return Status();
  }));
  return out;
}

struct Tables {
  std::string nodes;
  std::string facts;
};
Tables tablesOf(storage::GraphStore& store, const TimeScope& scope = {}) {
  Tables out;
  const auto into = [](std::string& text) {
    return [&text](std::string_view more) {
      text += more;
      return Status();
    };
  };
  must(exportCsv(store.reader(), scope, into(out.nodes), into(out.facts)));
  return out;
}

}  // namespace

TEST_CASE("export: a history goes into a new database, and out of it in the same bytes") {
  InputText input;
  auto store = openStore(input.path("a"), organizationsSchema());
  fill(*store);
  changeMuch(*store);
  const std::string history = historyOf(*store);
  CHECK(history.find("\"cut\":{\"event\":5") != std::string::npos);
  CHECK(history.find("\"removed\":[[") != std::string::npos);
  CHECK(history.find("{\"erased\":\"fact\",\"id\":3") != std::string::npos);

  auto other = openStore(input.path("b"));
  auto load = must(other->beginHistoryLoad(kWaitUs));
  auto reader = must(JsonLinesReader::open(input.open("a.jsonl", history)));
  must(importHistory(reader, *load));
  must(load->finish());
  load.reset();
  CHECK(historyOf(*other) == history);
}

TEST_CASE("export: a history that no database could have written is refused, and says why") {
  InputText input;
  auto store = openStore(input.path("a"), organizationsSchema());
  fill(*store);
  changeMuch(*store);
  const std::string history = historyOf(*store);
  int made = 0;
  const auto said = [&](const std::string& from, const std::string& to) {
    std::string changed = history;
    const std::size_t at = changed.find(from);
    REQUIRE(at != std::string::npos);
    changed.replace(at, from.size(), to);
    const std::string name = "b" + std::to_string(++made);
    auto other = openStore(input.path(name));
    auto load = must(other->beginHistoryLoad(kWaitUs));
    auto reader = must(JsonLinesReader::open(input.open(name + ".jsonl", changed)));
    if (const auto read = importHistory(reader, *load); !read.ok()) return read.error().message();
    const Status finished = load->finish();
    if (finished.ok()) return std::string("taken");
    CHECK(other->reader().last().commit.number == 0);
    return finished.error().message();
  };
  CHECK(said("{\"tenure\"", "{\"tenure\"") == "taken");
  CHECK(said(R"("external_id":"m:1")", R"("external_id":"m\u0000")").find("zero byte") != std::string::npos);
  CHECK(said(R"(["Organization"])", R"([""])") == "node 1: a label is empty");
  CHECK(said("{\"node\":2,", "{\"node\":9000000000000000000,").find("far beyond all others") !=
        std::string::npos);
  const std::string same_id = " have the id m:2 at the same time";
  CHECK(said(R"("external_id":"m:1")", R"("external_id":"m:2")").find(same_id) != std::string::npos);
  CHECK(said(R"("cut":{"event":5)", R"("cut":{"event":99)")
            .find("is cut by fact 99, which was not believed all the time") != std::string::npos);
}

TEST_CASE("export: a fact of a history joins nodes that were believed as long as it was") {
  InputText input;
  const auto at = [](std::int64_t i) { return SystemInstant::fromMicros(1'700'000'000'000'000 + i); };
  int made = 0;
  const auto finished = [&](const std::vector<Believed>& node_beliefs, const Believed& fact_belief) {
    auto store = openStore(input.path("h" + std::to_string(++made)));
    auto load = must(store->beginHistoryLoad(kWaitUs));
    for (std::uint64_t number = 1; number <= 4; ++number) {
      CommitRecord commit;
      commit.number = number;
      commit.instant = at(static_cast<std::int64_t>(number));
      must(load->addCommit(commit));
    }
    NodeVersion node;
    node.id = NodeId{1};
    for (const Believed& belief : node_beliefs) {
      node.believed = belief;
      must(load->addNodeVersion(node));
    }
    FactVersion fact;
    fact.id = FactId{1};
    fact.subject = fact.object = NodeId{1};
    fact.type = "KNOWS";
    fact.believed = fact_belief;
    must(load->addFactVersion(fact));
    const Status status = load->finish();
    load.reset();
    if (status.ok()) CHECK(must(store->verify([](auto, auto) { return true; })).errors.empty());
    return status.ok();
  };
  const SystemInstant ever = SystemInstant::plusInfinity();
  CHECK(finished({{at(1), ever}}, {at(1), ever}));
  CHECK(finished({{at(1), at(2)}, {at(2), at(4)}, {at(4), ever}}, {at(1), ever}));  // corrected twice
  CHECK(finished({{at(1), at(3)}}, {at(2), at(3)}));
  CHECK_FALSE(finished({{at(1), at(3)}}, {at(2), at(4)}));
  CHECK_FALSE(finished({{at(1), at(3)}}, {at(2), ever}));
  CHECK_FALSE(finished({{at(1), at(2)}, {at(3), ever}}, {at(1), ever}));  // not there in between
  CHECK_FALSE(finished({{at(2), ever}}, {at(1), ever}));
  CHECK_FALSE(finished({}, {at(1), ever}));
}

TEST_CASE("export: a snapshot makes the same snapshot in another database") {
  InputText input;
  auto store = openStore(input.path("a"), organizationsSchema());
  fill(*store);
  const std::string snapshot = snapshotOf(*store);
  auto other = openStore(input.path("b"), organizationsSchema());
  auto load = must(other->beginBulkLoad({}, kWaitUs));
  auto reader = must(JsonLinesReader::open(input.open("a.jsonl", snapshot)));
  const ExportCounts counts = must(importSnapshot(reader, *load));
  CHECK(counts.nodes == 3);
  CHECK(counts.facts == 4);
  must(load->finish());
  load.reset();
  CHECK(snapshotOf(*other) == snapshot);
}

TEST_CASE("export: two tables make the same two tables in another database") {
  InputText input;
  auto store = openStore(input.path("a"), organizationsSchema());
  fill(*store);
  const Tables tables = tablesOf(*store);
  ImportOptions options;
  options.nodes = {input.write("nodes.csv", tables.nodes)};
  options.facts = {input.write("edges.csv", tables.facts)};
  auto other = openStore(input.path("b"), organizationsSchema());
  auto load = must(other->beginBulkLoad({}, kWaitUs));
  const ImportReport report = must(importFiles(*load, options));
  CHECK(report.nodes == 3);
  CHECK(report.facts == 4);
  must(load->finish());
  load.reset();
  const Tables again = tablesOf(*other);
  CHECK(again.nodes == tables.nodes);
  CHECK(again.facts == tables.facts);
  CHECK(tables.nodes.find("\nnode:3,Person,1970/2024-01-01,exclusive") != std::string::npos);
  // But for the id that the nameless node was given, all of it is the same.
  std::string renamed = snapshotOf(*other);
  renamed.replace(renamed.find(R"(,"external_id":"node:3")"), 23, "");
  for (std::size_t at = 0; (at = renamed.find("\"node:3\"", at)) != std::string::npos;)
    renamed.replace(at, 8, "3");
  CHECK(renamed == snapshotOf(*store));
}

TEST_CASE("export: as of a day, only what can hold then") {
  InputText input;
  auto store = openStore(input.path("a"), organizationsSchema());
  fill(*store);
  changeMuch(*store);
  TimeScope scope;
  scope.valid = AsOf{must(parseQueryTime("2025"))};
  const std::string snapshot = snapshotOf(*store, scope);
  CHECK(snapshot.find("MEMBER_OF") == std::string::npos);   // cut in 2024, and ended
  CHECK(snapshot.find("\"node\":3") == std::string::npos);  // nor does the person live
  scope.valid = AsOf{must(parseQueryTime("2014-12-01"))};
  const std::string then = snapshotOf(*store, scope);
  CHECK(then.find(R"({"fact":"MEMBER_OF","subject":"m:1","object":"m:2")") != std::string::npos);
  // A fact with a portion taken out is as many facts as there are pieces that hold.
  const std::string piece = R"({"fact":"MEMBER_OF","subject":3,"object":"m:1")";
  CHECK(then.find(piece) != std::string::npos);
  CHECK(then.find(piece) == then.rfind(piece));
  scope.valid = AllTime{};
  const std::string always = snapshotOf(*store, scope);
  CHECK(always.find(piece) != always.rfind(piece));
}

}  // namespace export_test

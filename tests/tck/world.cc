#include "tests/tck/world.h"

#include <chrono>
#include <span>

#include "engine/query/procedures.h"
#include "engine/query/query.h"
#include "engine/query/values/comparison.h"
#include "storage/graph_store.h"
#include "storage/transaction.h"
#include "tests/property/quick_folder.h"

namespace tenure::tck {

namespace {

constexpr std::int64_t kWaitUs = 10'000'000;
/// Where a statement of a case never ends, the case fails and the run goes on.
constexpr std::chrono::seconds kPatience{10};

query::KindSet kindsOf(std::string type) {
  using query::Kind;
  using query::kinds;
  if (type.ends_with('?')) type.pop_back();
  if (type == "INTEGER") return kinds(Kind::kInteger);
  if (type == "FLOAT" || type == "NUMBER") return query::kNumberKinds;
  if (type == "STRING") return kinds(Kind::kString);
  if (type == "BOOLEAN") return kinds(Kind::kBoolean);
  if (type == "MAP") return kinds(Kind::kMap);
  if (type == "NODE") return kinds(Kind::kNode);
  if (type == "RELATIONSHIP") return kinds(Kind::kRelationship);
  if (type == "PATH") return kinds(Kind::kPath);
  return type.starts_with("LIST") ? kinds(Kind::kList) : query::kAnyKind;
}

std::vector<query::ProcedureField> fieldsOf(const std::vector<TestProcedure::Field>& fields) {
  std::vector<query::ProcedureField> out;
  for (const TestProcedure::Field& field : fields) {
    out.push_back({.name = field.name, .kinds = kindsOf(field.type), .type = field.type});
  }
  return out;
}

query::Procedure procedureOf(const TestProcedure& table) {
  query::Procedure out;
  out.name = table.name;
  out.arguments = fieldsOf(table.arguments);
  out.columns = fieldsOf(table.outputs);
  out.description = "Of a case of openCypher's TCK.";
  out.call = [rows = table.rows](std::span<const query::Datum> arguments, std::uint32_t /*scope*/,
                                 query::Execution& /*run*/, const query::Procedure::Emit& emit) -> Status {
    for (const auto& row : rows) {
      const std::span<const query::Datum> inputs = std::span(row).first(arguments.size());
      if (!query::same(inputs, arguments)) continue;
      TENURE_TRY(emit(
          std::vector<query::Datum>(row.begin() + static_cast<std::ptrdiff_t>(arguments.size()), row.end())));
    }
    return {};
  };
  return out;
}

/// For an answer that never came to have entities.
class NoEntities final : public query::EntityReader {
 public:
  Result<NodeParts> node(const query::Datum& /*node*/) override { return absent(); }
  Result<RelationshipParts> relationship(const query::Datum& /*relationship*/) override { return absent(); }

 private:
  static Error absent() { return {ErrorCode::kNotFound, "the statement gave no rows"}; }
};

Status collect(query::Rows& rows, Answer& answer) {
  answer.columns = rows.columns();
  while (true) {
    TENURE_ASSIGN(const bool more, rows.next());
    if (!more) return {};
    answer.rows.emplace_back(rows.row().begin(), rows.row().end());
  }
}

}  // namespace

struct World::State {
  testing::QuickFolder folder;
  std::unique_ptr<storage::GraphStore> store;
  std::unique_ptr<query::Engine> engine;
};

World::World(std::unique_ptr<State> state) : state_(std::move(state)) {}
World::~World() = default;

Result<std::unique_ptr<World>> World::open() {
  auto state = std::make_unique<State>();
  storage::GraphOptions options;
  options.store.write_buffer_bytes = 4U << 20U;
  options.store.block_cache_bytes = 4U << 20U;
  TENURE_ASSIGN(state->store, storage::GraphStore::open(state->folder / "db", options));
  state->engine = std::make_unique<query::Engine>(*state->store);
  return std::unique_ptr<World>(new World(std::move(state)));
}

Status World::empty() {
  TENURE_ASSIGN(const GraphSnapshot there, snapshot());
  if (there.empty()) return {};
  TENURE_ASSIGN(const auto transaction, state_->store->begin({}, kWaitUs));
  for (const std::uint64_t node : there.nodes) TENURE_TRY(transaction->retractNode(NodeId{node}, true));
  const auto committed = transaction->commit();
  if (!committed.ok()) return committed.error();
  return {};
}

void World::offer(const std::vector<TestProcedure>& procedures) {
  // Another engine, so that what the case before had is gone.
  state_->engine = std::make_unique<query::Engine>(*state_->store);
  for (const TestProcedure& procedure : procedures) state_->engine->procedures().add(procedureOf(procedure));
}

Result<GraphSnapshot> World::snapshot() const { return snapshotOf(state_->store->reader()); }

void World::ask(const std::string& text, const Parameters& parameters,
                const std::function<void(const Answer&, query::EntityReader&)>& judge) {
  Answer answer;
  NoEntities none;
  const auto failed = [&](const Error& error, bool compile_time) {
    answer.error = error;
    answer.compile_time = compile_time;
    judge(answer, none);
  };
  const auto prepared = state_->engine->prepare(text);
  if (!prepared.ok()) return failed(prepared.error(), true);
  query::RunOptions options;
  options.budget.deadline = Budget::in(kPatience);
  const auto rows =
      state_->engine->run(*prepared, query::Parameters(parameters.begin(), parameters.end()), options);
  if (!rows.ok()) {
    // The TCK calls a parameter that was not given an error at compile time; a plan here is made without any.
    return failed(rows.error(), rows.error().detail() == "ParameterMissing.MissingParameter");
  }
  if (const Status collected = collect(**rows, answer); !collected.ok())
    return failed(collected.error(), false);
  judge(answer, (*rows)->entities());
}

}  // namespace tenure::tck

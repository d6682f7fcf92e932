#include "engine/query/query.h"

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <unordered_map>

#include "engine/query/binder/bind_schema.h"
#include "engine/query/binder/binder.h"
#include "engine/query/executor/cursor.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/profile.h"
#include "engine/query/parser/parser.h"
#include "engine/query/planner/explain.h"
#include "engine/query/planner/planner.h"
#include "engine/query/planner/spare.h"
#include "engine/query/planner/statistics.h"
#include "engine/query/procedures/built_in.h"
#include "engine/query/query_error.h"
#include "engine/query/show.h"
#include "engine/query/values/period_value.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

constexpr std::size_t kPlansMax = 512;

/// Plans by text; the least recently used goes.
class PlanCache {
 public:
  [[nodiscard]] PreparedPtr find(std::string_view text) {
    const std::lock_guard lock(mutex_);
    const auto at = plans_.find(text);
    if (at == plans_.end()) return nullptr;
    order_.splice(order_.begin(), order_, at->second);
    return *at->second;
  }
  void keep(PreparedPtr plan) {
    const std::lock_guard lock(mutex_);
    if (plans_.contains(plan->key)) return;
    order_.push_front(std::move(plan));
    plans_.emplace(order_.front()->key, order_.begin());
    if (order_.size() <= kPlansMax) return;
    plans_.erase(order_.back()->key);
    order_.pop_back();
  }
  void clear() {
    const std::lock_guard lock(mutex_);
    plans_.clear();
    order_.clear();
  }

 private:
  std::mutex mutex_;
  std::list<PreparedPtr> order_;
  std::unordered_map<std::string_view, std::list<PreparedPtr>::iterator>
      plans_;  ///< keys: those of the plans
};

class GraphEntities final : public EntityReader {
 public:
  explicit GraphEntities(Execution& run) : run_(run) {}
  Result<NodeParts> node(const Datum& node) override {
    NodeParts out;
    if (run_.graph.isDeleted(node.asNode())) return out;
    TENURE_ASSIGN(const NodePtr version, run_.graph.node(node.asNode(), node.scope()));
    if (!version) return out;
    out.labels = version->labels;
    TENURE_ASSIGN(out.properties, propertiesOf(node, run_));
    return out;
  }
  Result<RelationshipParts> relationship(const Datum& relationship) override {
    RelationshipParts out;
    out.type = run_.graph.typeName(relationship.asRelationship().type);
    if (run_.graph.isDeleted(relationship.asRelationship().fact)) return out;
    TENURE_ASSIGN(out.properties, propertiesOf(relationship, run_));
    return out;
  }

 private:
  Execution& run_;
};

class StatementRows final : public Rows {
 public:
  StatementRows(storage::GraphStore& store, std::uint64_t engine, PreparedPtr statement,
                storage::GraphReader reader, std::unique_ptr<storage::Transaction> own,
                storage::Transaction* transaction, const Budget& budget)
      : store_(store),
        engine_(engine),
        own_(std::move(own)),
        run_(std::move(statement), std::move(reader), own_ ? own_.get() : transaction, budget),
        entities_(run_) {}

  /// The run that a statement has to spare, over another state of the store; nullptr where there is none.
  static StatementRows* again(std::uint64_t engine, const PreparedPtr& statement,
                              storage::GraphReader& reader, const Budget& budget) {
    auto* const rows = static_cast<StatementRows*>(statement->spare_run.take());
    if (rows == nullptr) return nullptr;
    // What it knows is of another database, or it holds more memory than this run may.
    if (rows->engine_ != engine || rows->run_.meter.heldBytes() > budget.memory_bytes) {
      delete rows;
      return nullptr;
    }
    rows->run_.begin(statement, std::move(reader), budget);
    return rows;
  }

  void release() noexcept override {
    const PreparedPtr statement = run_.prepared;
    if (!canRunAgain() || !cursor_->park()) {
      delete this;
      return;
    }
    run_.park();
    std::fill(row_.begin(), row_.end(), Datum());
    batch_ = {};
    in_batch_ = 0;
    done_ = false;
    failed_ = true;
    if (!statement->spare_run.put(this)) delete this;
  }

  Status start(const Parameters& parameters) {
    const Prepared& statement = *run_.prepared;
    run_.slots.resize(statement.slots.size());
    run_.scopes.resize(statement.scopes.size());
    for (const std::string& name : statement.parameters) {
      const auto given = parameters.find(name);
      if (given == parameters.end()) {
        return valueError(ErrorClass::kParameterMissing, "MissingParameter",
                          "the statement needs parameter $" + name + ", which was not given");
      }
      run_.parameters.push_back(given->second);
    }
    run_.call.random = Random::seeded();
    const auto now = run_.call.clock.realtime();
    run_.call.clock.transaction = now;
    run_.call.clock.statement = now;
    row_.resize(statement.columns.size());
    if (statement.mode == ast::RunMode::kProfile) run_.profile = std::make_shared<Profile>();
    if (!cursor_) cursor_ = makeCursor(*statement.root, run_);
    TENURE_TRY(cursor_->open());
    varying_.clear();
    const BatchColumns columns = cursor_->columns();
    batched_ = !columns.empty();
    failed_ = false;
    if (!batched_) return {};
    columns_.resize(row_.size());
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (const BatchColumn* varies = columns.find(statement.columns[i])) varying_.push_back({i, *varies});
    }
    return {};
  }

  const std::vector<std::string>& columns() const override { return run_.prepared->column_names; }

  Result<bool> next() override { return run_.profile ? nextOfProfile() : nextOfStatement(); }
  std::span<const Datum> row() const override { return row_; }
  Result<RowBatch> nextBatch() override {
    if (!batched_ || run_.profile) return gatherRows();
    if (done_) return RowBatch();
    auto more = fetchBatch();
    if (more.ok() && *more) return RowBatch{batch_.rows, columns_};
    TENURE_TRY(end(std::move(more)));
    return RowBatch();
  }
  Datum value(const RowColumn& column, std::size_t row) override {
    switch (column.kind) {
      case RowColumn::Kind::kSame: return column.data[0];
      case RowColumn::Kind::kData: return column.data[row];
      case RowColumn::Kind::kNodes: return Datum::node(column.nodes[row], column.scope);
      case RowColumn::Kind::kIds: return Datum::integer(static_cast<std::int64_t>(column.nodes[row].value));
      case RowColumn::Kind::kInstants: return toDatum(column.instants[row]);
      case RowColumn::Kind::kTypes: return run_.graph.typeText(column.types[row]);
    }
    return {};
  }
  Status finish() override {
    while (true) {
      TENURE_ASSIGN(const bool more, next());
      if (!more) return {};
    }
  }
  const SideEffects& effects() const override { return effects_; }
  const std::vector<Notification>& notifications() const override { return run_.notifications; }
  EntityReader& entities() override { return entities_; }
  Execution& execution() override { return run_; }

 private:
  /// Whether nothing of this run is left but cursors that can be opened again, and little memory.
  [[nodiscard]] bool canRunAgain() const {
    constexpr std::uint64_t kKeptBytes = std::uint64_t{256} << 10U;
    return !failed_ && !run_.prepared->writes && !run_.graph.writes() && !run_.graph.hasChanges() &&
           run_.profile == nullptr && run_.subqueries.empty() && data_.empty() &&
           run_.meter.heldBytes() <= kKeptBytes;
  }
  Result<bool> nextOfStatement() {
    while (true) {
      if (in_batch_ < batch_.rows) {
        for (const Varying& one : varying_) row_[one.column] = value(columns_[one.column], in_batch_);
        ++in_batch_;
        return true;
      }
      if (done_) return false;
      auto more = batched_ ? fetchBatch() : cursor_->next();
      if (!more.ok() || !*more) {
        TENURE_TRY(end(std::move(more)));
        return false;
      }
      if (batched_) continue;
      if (row_.empty()) continue;  // a statement without columns has no rows to show
      for (std::size_t i = 0; i < row_.size(); ++i) row_[i] = run_.slots[run_.prepared->columns[i]];
      return true;
    }
  }
  /// After the last row, or the error in its place.
  Status end(Result<bool> outcome) {
    done_ = true;
    if (outcome.ok()) return commit();
    failed_ = true;
    own_.reset();  // gives up what was written
    return std::move(outcome).error();
  }
  /// Many rows at once, and the columns of the answer that they are.
  Result<bool> fetchBatch() {
    TENURE_ASSIGN(batch_, cursor_->nextBatch());
    in_batch_ = 0;
    if (batch_.rows == 0) return false;
    const std::vector<bound::Slot>& columns = run_.prepared->columns;
    std::size_t varying = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (varying < varying_.size() && varying_[varying].column == i) {
        columns_[i] = arrayOf(varying_[varying++].of);
      } else {
        row_[i] = run_.slots[columns[i]];
        columns_[i] = {.kind = RowColumn::Kind::kSame, .data = {&row_[i], 1}};
      }
    }
    return true;
  }
  [[nodiscard]] RowColumn arrayOf(const BatchColumn& column) const {
    using Form = BatchColumn::Form;
    switch (column.form) {
      case Form::kNode:
      case Form::kId:
        return {.kind = column.form == Form::kId ? RowColumn::Kind::kIds : RowColumn::Kind::kNodes,
                .nodes = batch_.nodes[column.array],
                .scope = batch_.scopes[column.array]};
      case Form::kStart: return {.kind = RowColumn::Kind::kInstants, .instants = batch_.starts};
      case Form::kEnd: return {.kind = RowColumn::Kind::kInstants, .instants = batch_.ends};
      case Form::kType: return {.kind = RowColumn::Kind::kTypes, .types = batch_.types};
    }
    return {};
  }
  /// Some rows of a statement that gives them one by one, as columns.
  Result<RowBatch> gatherRows() {
    constexpr std::size_t kRows = 256;
    data_.resize(row_.size());
    for (std::vector<Datum>& column : data_) column.clear();
    std::size_t rows = 0;
    while (rows < kRows) {
      TENURE_ASSIGN(const bool more, next());
      if (!more) break;
      for (std::size_t i = 0; i < row_.size(); ++i) data_[i].push_back(row_[i]);
      ++rows;
    }
    columns_.resize(row_.size());
    for (std::size_t i = 0; i < row_.size(); ++i)
      columns_[i] = {.kind = RowColumn::Kind::kData, .data = data_[i]};
    return RowBatch{rows, columns_};
  }

  /// The statement runs to its end, and its plan with what was measured comes instead of its rows.
  Result<bool> nextOfProfile() {
    if (!done_) {
      while (true) {
        TENURE_ASSIGN(const bool more, nextOfStatement());
        if (!more) break;
      }
      profile_ = profileRows(*run_.prepared, *run_.profile);
    }
    if (shown_ == profile_.size()) return false;
    row_ = std::move(profile_[shown_++]);
    return true;
  }

  Status commit() {
    if (run_.graph.hasChanges()) effects_ = run_.graph.effects();
    if (!own_) return {};
    const auto instant = own_->commit();
    if (!instant.ok()) {
      // What is stored breaks a new constraint: that is where the statement says it.
      const plan::Operator& root = *run_.prepared->root;
      const bool of_schema = std::holds_alternative<plan::ChangeSchema>(root.what);
      if (of_schema) return placed(instant.error(), root.at);
      const bool refused = instant.error().code() == ErrorCode::kConstraint && run_.wrote_at;
      return refused ? placed(instant.error(), *run_.wrote_at) : instant.error();
    }
    for (const std::string& line : own_->notices().lines) run_.notify({"EventWithoutEffect", line});
    run_.graph.committed(store_.reader());
    return {};
  }

  storage::GraphStore& store_;
  std::uint64_t engine_;  ///< whose run it is
  std::unique_ptr<storage::Transaction> own_;
  Execution run_;
  GraphEntities entities_;
  CursorPtr cursor_;
  std::vector<Datum> row_;
  bool batched_ = false;
  struct Varying {
    std::size_t column;
    BatchColumn of;
  };
  std::vector<Varying> varying_;  ///< columns of the answer that differ within a batch, in order
  std::vector<RowColumn> columns_;
  std::vector<std::vector<Datum>> data_;  ///< of these, where rows came one by one
  Batch batch_;
  std::size_t in_batch_ = 0;
  SideEffects effects_;
  std::vector<std::vector<Datum>> profile_;
  std::size_t shown_ = 0;  ///< of these
  bool done_ = false;
  bool failed_ = true;  ///< until it has started
};

/// What a number in a statement about the schema becomes: a query that returns it.
ast::Query queryOf(ast::ExpressionPtr value, Position at) {
  ast::Return returned;
  returned.projection.items.push_back({std::move(value), ast::Name{"days", at}, {}});
  ast::Query query;
  query.at = at;
  query.branches.emplace_back();
  query.branches.back().at = at;
  query.branches.back().clauses.push_back({at, std::move(returned)});
  return query;
}

}  // namespace

namespace {

Status planQuery(const ast::Query& query, const BindContext& context, const Statistics& statistics,
                 bool spare, Prepared& out) {
  TENURE_ASSIGN(BoundStatement bound, bindQuery(query, out.text, context));
  out.writes = bound.query.writes;
  out.columns = bound.query.columns;
  out.column_names = bound.query.names;
  out.scopes = std::move(bound.scopes);
  out.parameters = std::move(bound.parameters);
  out.slots = std::move(bound.slots);
  out.root = makePlan(std::move(bound.query), statistics);
  if (spare && !out.writes) spareWhatNobodyReads(*out.root, out.columns, out.scopes);
  return {};
}

/// A statement that changes the schema: its number of days, if it has one, is a query of one row below it.
Status planSchemaChange(bound::SchemaChange change, ast::Statement& statement, const BindContext& context,
                        const Statistics& statistics, Prepared& out) {
  plan::ChangeSchema op;
  auto* constraint = std::get_if<ast::CreateConstraint>(&statement.node);
  auto* longest =
      constraint == nullptr ? nullptr : std::get_if<ast::RequireLongest>(&constraint->requirement);
  if (longest != nullptr) {
    TENURE_TRY(planQuery(queryOf(std::move(longest->days), statement.at), context, statistics, true, out));
    std::get<bound::CreateDeclaration>(change.what).days = out.columns.front();
    op.input = std::move(out.root);
    out.columns.clear();
    out.column_names.clear();
  } else {
    op.input = plan::make(plan::Argument{});
  }
  const Position at = change.at;
  op.change = std::make_shared<const bound::SchemaChange>(std::move(change));
  out.root = plan::make(std::move(op), at);
  out.writes = true;
  return {};
}

}  // namespace

void RowsRelease::operator()(Rows* rows) const noexcept { rows->release(); }
SpareRun::~SpareRun() { delete run_.load(std::memory_order_acquire); }

struct Engine::State {
  explicit State(storage::GraphStore& graph) : store(graph), shows(showProcedures(procedures)) {}
  storage::GraphStore& store;
  Procedures procedures;
  const Procedures shows;  ///< what SHOW calls
  PlanCache plans;
  const std::uint64_t number = nextNumber();  ///< no two engines of a process have the same

 private:
  static std::uint64_t nextNumber() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
  }
};

Engine::Engine(storage::GraphStore& store) : state_(std::make_unique<State>(store)) {
  addBuiltIn(state_->procedures);
}
Engine::~Engine() = default;

Procedures& Engine::procedures() {
  state_->plans.clear();
  return state_->procedures;
}

namespace {

/// The clauses of time in `text`, which has nothing else. The tree is the caller's to keep while they are
/// used.
Result<ast::Statement> sessionTime(const std::string& text) {
  auto parsed = parse(text + "\nRETURN 1");
  if (!parsed.ok()) return parsed.error().within("the time of the session");
  const auto* query = std::get_if<ast::Query>(&parsed->node);
  const bool alone = query != nullptr && !query->time.empty() && query->branches.size() == 1 &&
                     query->branches[0].clauses.size() == 1 && parsed->mode == ast::RunMode::kRun;
  if (alone) return parsed;
  return Error(ErrorCode::kInvalidArgument,
               "the time of a session is one FOR VALID_TIME or FOR SYSTEM_TIME or both, and nothing else");
}

}  // namespace

Result<PreparedPtr> Engine::prepare(std::string_view text, const PrepareOptions& options) {
  std::string key(text);
  if (!options.session_time.empty()) key = options.session_time + '\0' + key;
  if (!options.spare) key = '\1' + key;
  const storage::GraphReader reader = state_->store.reader();
  if (auto known = state_->plans.find(key)) {
    if (known->schema == reader.state().schema) return known;
    state_->plans.clear();  // of before an index or a constraint: still right, and perhaps not the best
  }
  TENURE_ASSIGN(ast::Statement statement, parse(text));
  auto prepared = std::make_shared<Prepared>();
  prepared->text = std::string(text);
  prepared->key = std::move(key);
  prepared->mode = statement.mode;
  prepared->schema = reader.state().schema;
  const StoreStatistics statistics(reader);
  BindContext context;
  context.procedures = &state_->procedures;
  std::optional<ast::Statement> session;
  if (!options.session_time.empty()) {
    TENURE_ASSIGN(session, sessionTime(options.session_time));
    context.session_time = &std::get<ast::Query>(session->node).time;
  }
  context.plan_subquery = [&](bound::Query inner,
                              std::vector<bound::Slot> uses) -> Result<std::shared_ptr<const Subplan>> {
    auto subplan = std::make_shared<Subplan>();
    subplan->root = makePlan(std::move(inner), statistics);
    subplan->uses = std::move(uses);
    return std::shared_ptr<const Subplan>(std::move(subplan));
  };
  if (auto change = bindSchemaChange(statement)) {
    TENURE_TRY(planSchemaChange(std::move(*change), statement, context, statistics, *prepared));
  } else if (auto* show = std::get_if<ast::Show>(&statement.node)) {
    context.procedures = &state_->shows;
    TENURE_TRY(
        planQuery(showQuery(std::move(*show), statement.at), context, statistics, options.spare, *prepared));
  } else {
    TENURE_TRY(
        planQuery(std::get<ast::Query>(statement.node), context, statistics, options.spare, *prepared));
  }
  if (prepared->mode == ast::RunMode::kExplain) explainInstead(*prepared);
  if (prepared->mode == ast::RunMode::kProfile) prepared->column_names = profileColumns();
  PreparedPtr out = std::move(prepared);
  state_->plans.keep(out);
  return out;
}

Result<RowsPtr> Engine::run(PreparedPtr statement, const Parameters& parameters, const RunOptions& options) {
  std::unique_ptr<storage::Transaction> own;
  storage::Transaction* transaction = options.transaction;
  if (transaction == nullptr && statement->writes) {
    TENURE_ASSIGN(own, state_->store.begin(options.note, options.write_wait_us));
    transaction = own.get();
  }
  storage::GraphReader reader = transaction != nullptr ? transaction->base() : state_->store.reader();
  StatementRows* rows = nullptr;
  if (transaction == nullptr) rows = StatementRows::again(state_->number, statement, reader, options.budget);
  if (rows == nullptr) {
    rows = new StatementRows(state_->store, state_->number, std::move(statement), std::move(reader),
                             std::move(own), options.transaction, options.budget);
  }
  RowsPtr held(rows);
  TENURE_TRY(rows->start(parameters));
  return held;
}

}  // namespace tenure::query

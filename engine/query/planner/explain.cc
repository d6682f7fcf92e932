#include "engine/query/planner/explain.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/query/binder/bind_schema.h"
#include "engine/query/procedures.h"

namespace tenure::query {

using bound::Slot;

namespace {

using Scope = bound::ScopeSpec;

class Explainer {
 public:
  explicit Explainer(const Prepared& statement) : statement_(statement) {}

  void add(const plan::Operator& op, std::size_t depth) {
    Line line;
    std::vector<const plan::Operator*> inputs;
    std::visit([&](const auto& one) { describe(one, line, inputs); }, op.what);
    lines_.push_back({&op, depth, std::move(line.name), std::move(line.details),
                      line.scope ? timeOf(*line.scope) : std::string(),
                      static_cast<std::int64_t>(std::llround(std::min(op.rows, 1e15))), inputs});
    // The input of an operator stands at its own depth; what it runs for each row, one deeper.
    for (std::size_t i = inputs.size(); i-- > 1;) add(*inputs[i], depth + 1);
    if (!inputs.empty()) add(*inputs[0], depth);
  }
  [[nodiscard]] std::vector<PlanLine> take() { return std::move(lines_); }

 private:
  struct Line {
    std::string name;
    std::string details;
    std::optional<std::uint32_t> scope;
  };
  using Inputs = std::vector<const plan::Operator*>;

  [[nodiscard]] std::string nameOf(Slot slot) const {
    if (slot == bound::kNoSlot) return "";
    const std::string& name = statement_.slots[slot];
    return name.empty() ? "anonymous " + std::to_string(slot) : name;
  }
  [[nodiscard]] std::string timeOf(std::uint32_t number) const {
    const Scope& spec = statement_.scopes[number];
    if (spec.refuted_of) return timeOf(*spec.refuted_of) + ", refuted as well";
    const Scope& valid = statement_.scopes[spec.valid_inherited ? 0 : number];
    const Scope& system = statement_.scopes[spec.system_inherited ? 0 : number];
    std::string text = valid.certain ? "certain " : "";
    switch (valid.valid) {
      case Scope::Valid::kAll: text += "all of valid time"; break;
      case Scope::Valid::kAsOf: text += "as of"; break;
      case Scope::Valid::kFromTo: text += "from to"; break;
      case Scope::Valid::kBetween: text += "between"; break;
    }
    if (system.asksForVersions()) return text + ", each version";
    return system.system == Scope::System::kAsOf ? text + ", as believed then" : text;
  }
  [[nodiscard]] std::string step(Slot from, Slot to, Direction direction,
                                 const std::vector<std::string>& types) const {
    std::string text = "(" + nameOf(from) + ")" + (direction == Direction::kIn ? "<-[" : "-[");
    for (std::size_t i = 0; i < types.size(); ++i) text += (i == 0 ? ":" : "|") + types[i];
    return text + (direction == Direction::kOut ? "]->(" : "]-(") + nameOf(to) + ")";
  }

  void describe(const plan::Argument&, Line& line, Inputs&) const { line.name = "Argument"; }
  void describe(const plan::NodeScan& op, Line& line, Inputs& inputs) const {
    line = {"NodeScan", "(" + nameOf(op.node) + (op.label.empty() ? "" : ":" + op.label) + ")", op.scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::NodeSeek& op, Line& line, Inputs& inputs) const {
    const char* by = op.by == plan::NodeSeek::By::kInternalId   ? "id"
                     : op.by == plan::NodeSeek::By::kExternalId ? "_id"
                     : op.by == plan::NodeSeek::By::kName       ? "name"
                                                                : "index";
    line = {"NodeSeek", "(" + nameOf(op.node) + ") by " + by, op.scope};
    if (op.by == plan::NodeSeek::By::kIndex) line.details += " of " + op.label + "(" + op.key + ")";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::NodeCheck& op, Line& line, Inputs& inputs) const {
    line = {"NodeCheck", "(" + nameOf(op.node) + ")", op.scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Expand& op, Line& line, Inputs& inputs) const {
    line = {op.into ? "ExpandInto" : "Expand", step(op.from, op.to, op.direction, op.types), op.scope};
    if (op.spare.relationship) line.details += ", neighbours alone";
    if (op.spare.bounds) line.details += ", bounds alone";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::ExpandVariable& op, Line& line, Inputs& inputs) const {
    line = {"ExpandVariable",
            step(op.from, op.to, op.direction, op.types) + " *" + std::to_string(op.least) + ".." +
                (op.most ? std::to_string(*op.most) : ""),
            op.scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::ShortestPath& op, Line& line, Inputs& inputs) const {
    line = {op.all ? "AllShortestPaths" : "ShortestPath", step(op.from, op.to, op.direction, op.types),
            op.scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::PathModeCheck& op, Line& line, Inputs& inputs) const {
    line = {op.mode == bound::PathMode::kChronological ? "Chronological" : "Contemporaneous", "", op.scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::SharedInstant& op, Line& line, Inputs& inputs) const {
    line = {"SharedInstant", "", op.scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::SystemVersions& op, Line& line, Inputs& inputs) const {
    line = {"SystemVersions", "", op.scope};
    inputs.push_back(op.input.get());
    inputs.push_back(op.inner.get());
  }
  void describe(const plan::Filter& op, Line& line, Inputs& inputs) const {
    line.name = "Filter";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Project& op, Line& line, Inputs& inputs) const {
    line.name = "Project";
    for (const auto& [slot, item] : op.items)
      line.details += (line.details.empty() ? "" : ", ") + nameOf(slot);
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Aggregate& op, Line& line, Inputs& inputs) const {
    line.name = "Aggregate";
    for (const auto& [slot, key] : op.keys)
      line.details += (line.details.empty() ? "by " : ", ") + nameOf(slot);
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Sort& op, Line& line, Inputs& inputs) const {
    line.name = op.at_most ? "Top" : "Sort";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Distinct& op, Line& line, Inputs& inputs) const {
    line.name = "Distinct";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Skip& op, Line& line, Inputs& inputs) const {
    line.name = "Skip";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Limit& op, Line& line, Inputs& inputs) const {
    line.name = "Limit";
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Unwind& op, Line& line, Inputs& inputs) const {
    line = {"Unwind", nameOf(op.slot), {}};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Optional& op, Line& line, Inputs& inputs) const {
    line.name = "Optional";
    inputs.push_back(op.input.get());
    inputs.push_back(op.inner.get());
  }
  void describe(const plan::Apply& op, Line& line, Inputs& inputs) const {
    line.name = "Apply";
    inputs.push_back(op.input.get());
    inputs.push_back(op.inner.get());
  }
  void describe(const plan::Union& op, Line& line, Inputs& inputs) const {
    line.name = "Union";
    static const plan::Operator kNothing{plan::Argument{}, 1, {}};
    inputs.push_back(&kNothing);
    for (const auto& branch : op.branches) inputs.push_back(branch.get());
  }
  void describe(const plan::CallProcedure& op, Line& line, Inputs& inputs) const {
    line = {"CallProcedure", op.call->procedure->name, op.call->scope};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::LoadCsv& op, Line& line, Inputs& inputs) const {
    line = {"LoadCsv", nameOf(op.slot), {}};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::ChangeSchema& op, Line& line, Inputs& inputs) const {
    line = {"ChangeSchema", op.change->text, {}};
    inputs.push_back(op.input.get());
  }
  void describe(const plan::Write& op, Line& line, Inputs& inputs) const {
    static constexpr const char* kNames[] = {"Create", "Merge", "Set", "Delete", "Foreach"};
    line.name = kNames[op.clause->what.index()];
    inputs.push_back(op.input.get());
    if (op.match) inputs.push_back(op.match.get());
    for (const auto& [merge, match] : op.matches) inputs.push_back(match.get());
  }

  const Prepared& statement_;
  std::vector<PlanLine> lines_;
};

}  // namespace

std::vector<PlanLine> planLines(const Prepared& statement) {
  Explainer explainer(statement);
  explainer.add(*statement.root, 0);
  return explainer.take();
}

std::string indentedName(const PlanLine& line) { return std::string(2 * line.depth, ' ') + line.name; }

void explainInstead(Prepared& statement) {
  DatumList rows;
  for (const PlanLine& line : planLines(statement)) {
    rows.push_back(
        Datum::list({Datum::string(indentedName(line)), Datum::string(line.details),
                     line.time.empty() ? Datum() : Datum::string(line.time), Datum::integer(line.rows)}));
  }
  const auto first = static_cast<Slot>(statement.slots.size());
  statement.slots.emplace_back("line");
  statement.column_names = {"operator", "details", "time", "rows"};
  statement.columns.clear();
  auto lines = bound::make(bound::Constant{Datum::list(std::move(rows))}, {});
  plan::OperatorPtr op = plan::make(plan::Unwind{plan::make(plan::Argument{}), std::move(lines), first});
  plan::Project project{std::move(op), {}};
  for (std::size_t i = 0; i < statement.column_names.size(); ++i) {
    const auto slot = static_cast<Slot>(statement.slots.size());
    statement.slots.push_back(statement.column_names[i]);
    statement.columns.push_back(slot);
    project.items.emplace_back(
        slot,
        bound::make(
            bound::Index{bound::make(bound::Variable{first}, {}),
                         bound::make(bound::Constant{Datum::integer(static_cast<std::int64_t>(i))}, {})},
            {}));
  }
  statement.root = plan::make(std::move(project));
  statement.parameters.clear();
  statement.writes = false;
}

}  // namespace tenure::query

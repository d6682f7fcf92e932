#include "engine/query/planner/planner.h"

#include <algorithm>
#include <set>

#include "engine/query/planner/plan_match.h"
#include "engine/query/planner/slots_of.h"

namespace tenure::query {

using bound::Slot;
using plan::OperatorPtr;

namespace {

class Planner {
 public:
  explicit Planner(const Statistics& statistics) : statistics_(statistics) {}

  OperatorPtr query(bound::Query query, const std::set<Slot>& known) {
    if (query.branches.size() == 1) return single(std::move(query.branches[0]), known);
    plan::Union all;
    all.into = query.columns;
    for (bound::SingleQuery& branch : query.branches) {
      all.columns.push_back(branch.columns);
      all.branches.push_back(single(std::move(branch), known));
    }
    OperatorPtr op = plan::make(std::move(all));
    if (!query.all) op = plan::make(plan::Distinct{std::move(op), query.columns});
    return op;
  }

 private:
  OperatorPtr single(bound::SingleQuery query, std::set<Slot> known) {
    OperatorPtr op = plan::make(plan::Argument{});
    bool writes = false;
    for (bound::Clause& clause : query.clauses) op = this->clause(clause, std::move(op), known, writes);
    return op;
  }

  OperatorPtr clause(bound::Clause& clause, OperatorPtr op, std::set<Slot>& known, bool& writes) {
    if (auto* match = std::get_if<bound::Match>(&clause.what))
      return this->match(std::move(*match), std::move(op), known);
    if (auto* unwind = std::get_if<bound::Unwind>(&clause.what)) {
      known.insert(unwind->slot);
      const double rows = op->rows * 10;
      op = plan::make(plan::Unwind{std::move(op), std::move(unwind->list), unwind->slot}, clause.at);
      op->rows = rows;
      return op;
    }
    if (auto* load = std::get_if<bound::LoadCsv>(&clause.what)) {
      known.insert(load->slot);
      return plan::make(plan::LoadCsv{std::move(op), std::move(load->from), std::move(load->terminator),
                                      load->headers, load->slot},
                        clause.at);
    }
    if (auto* projection = std::get_if<bound::Projection>(&clause.what)) {
      return this->projection(std::move(*projection), clause, std::move(op), known, writes);
    }
    if (auto* call = std::get_if<std::shared_ptr<const bound::ProcedureCall>>(&clause.what)) {
      for (const auto& [column, slot] : (*call)->yields) known.insert(slot);
      return plan::make(plan::CallProcedure{std::move(op), *call}, clause.at);
    }
    if (auto* subquery = std::get_if<bound::CallSubquery>(&clause.what)) {
      plan::Apply apply;
      apply.input = std::move(op);
      apply.unit = subquery->unit;
      apply.eager = subquery->query->writes;
      apply.live = clause.live;
      writes = writes || subquery->query->writes;
      const std::vector<Slot> columns = subquery->query->columns;
      apply.inner = query(std::move(*subquery->query), known);
      known.insert(columns.begin(), columns.end());
      return plan::make(std::move(apply), clause.at);
    }
    writes = true;
    return write(*std::get<std::shared_ptr<bound::WriteClause>>(clause.what), clause, std::move(op), known);
  }

  OperatorPtr match(bound::Match match, OperatorPtr op, std::set<Slot>& known) {
    if (!match.optional) return pattern(std::move(match), std::move(op), known);
    plan::Optional optional;
    optional.nulls = match.introduces;
    const double rows = op->rows;
    optional.input = std::move(op);
    optional.inner = pattern(std::move(match), plan::make(plan::Argument{}), known);
    op = plan::make(std::move(optional));
    op->rows = rows;
    return op;
  }

  /// A pattern over the rows of `op`, once for each belief where it asks for versions.
  OperatorPtr pattern(bound::Match match, OperatorPtr op, std::set<Slot>& known) {
    if (!match.versions) return planMatch(std::move(match), std::move(op), known, statistics_);
    plan::SystemVersions versions;
    versions.elements = std::move(match.versions->elements);
    versions.scope = match.versions->scope;
    versions.inner = planMatch(std::move(match), plan::make(plan::Argument{}), known, statistics_);
    const double rows = op->rows * versions.inner->rows;
    versions.input = std::move(op);
    op = plan::make(std::move(versions));
    op->rows = rows;
    return op;
  }

  OperatorPtr projection(bound::Projection projection, const bound::Clause& clause, OperatorPtr op,
                         std::set<Slot>& known, bool writes) {
    double rows = op->rows;
    const auto put = [&](auto one) {
      op = plan::make(std::move(one), clause.at);
      op->rows = rows;
    };
    if (projection.aggregates) {
      rows = std::max(1.0, projection.keys.empty() ? 1.0 : rows * 0.2);
      for (const auto& [slot, key] : projection.keys) known.insert(slot);
      put(plan::Aggregate{std::move(op), std::move(projection.keys), std::move(projection.aggregated)});
    }
    for (const auto& [slot, item] : projection.items) known.insert(slot);
    if (!projection.items.empty()) put(plan::Project{std::move(op), std::move(projection.items)});
    if (projection.distinct) put(plan::Distinct{std::move(op), projection.columns});
    if (!projection.order.empty()) {
      plan::Sort sort;
      for (bound::SortItem& item : projection.order)
        sort.keys.push_back({std::move(item.value), item.descending});
      std::set<Slot> live(projection.columns.begin(), projection.columns.end());
      if (projection.where) addSlots(*projection.where, live);
      sort.live.assign(live.begin(), live.end());
      sort.at_most = rowsWanted(projection);
      sort.input = std::move(op);
      put(std::move(sort));
    }
    if (projection.skip) put(plan::Skip{std::move(op), std::move(projection.skip)});
    if (projection.limit) put(plan::Limit{std::move(op), std::move(projection.limit), writes});
    if (projection.where) put(plan::Filter{std::move(op), std::move(projection.where)});
    return op;
  }

  /// SKIP + LIMIT, where both are plain enough to be said twice.
  static bound::ExpressionPtr rowsWanted(const bound::Projection& projection) {
    if (!projection.limit) return nullptr;
    auto limit = plain(*projection.limit);
    if (!limit || !projection.skip) return limit;
    auto skip = plain(*projection.skip);
    if (!skip) return nullptr;
    return bound::make(bound::Binary{bound::BinaryOperator::kAdd, std::move(skip), std::move(limit)}, {});
  }
  static bound::ExpressionPtr plain(const bound::Expression& expression) {
    if (const auto* constant = std::get_if<bound::Constant>(&expression.what)) {
      return bound::make(bound::Constant{constant->value}, expression.at);
    }
    if (const auto* parameter = std::get_if<bound::Parameter>(&expression.what)) {
      return bound::make(bound::Parameter{parameter->index}, expression.at);
    }
    return nullptr;
  }

  OperatorPtr write(bound::WriteClause& written, const bound::Clause& clause, OperatorPtr op,
                    std::set<Slot>& known) {
    plan::Write write;
    std::set<Slot> live(clause.live.begin(), clause.live.end());
    if (auto* create = std::get_if<bound::Create>(&written.what)) addCreated(*create, live);
    if (auto* merge = std::get_if<bound::Merge>(&written.what)) {
      write.match = mergeMatch(*merge, known, live);
    }
    if (auto* each = std::get_if<std::unique_ptr<bound::Foreach>>(&written.what)) {
      loop(**each, known, live, write.matches);
    }
    known.insert(live.begin(), live.end());
    write.live.assign(live.begin(), live.end());
    write.clause = std::make_shared<const bound::WriteClause>(std::move(written));
    const double rows = op->rows;
    write.input = std::move(op);
    op = plan::make(std::move(write), clause.at);
    op->rows = rows;
    return op;
  }

  static void addCreated(const bound::Create& create, std::set<Slot>& slots) {
    for (const auto& one : create.nodes) slots.insert(one.slot);
    for (const auto& one : create.relationships) slots.insert(one.slot);
    for (const auto& one : create.paths) slots.insert(one.slot);
  }

  /// Finds the pattern of a MERGE over one row. The path is made the same way whether its parts were found or
  /// made.
  OperatorPtr mergeMatch(bound::Merge& merge, const std::set<Slot>& known, std::set<Slot>& live) {
    addCreated(merge.create, live);
    std::set<Slot> inside = known;
    bound::Match match = std::move(*merge.match);
    for (const auto& node : match.nodes) {
      if (node.known) live.insert(node.slot);
    }
    return planMatch(std::move(match), plan::make(plan::Argument{}), inside, statistics_);
  }

  /// The body of a FOREACH: what each clause brings in is known to those behind it.
  void loop(bound::Foreach& each, std::set<Slot> known, std::set<Slot>& live,
            std::vector<std::pair<const bound::Merge*, OperatorPtr>>& matches) {
    known.insert(each.slot);
    live.insert(each.slot);
    for (const auto& clause : each.body) {
      if (auto* create = std::get_if<bound::Create>(&clause->what)) {
        addCreated(*create, known);
        addCreated(*create, live);
      } else if (auto* merge = std::get_if<bound::Merge>(&clause->what)) {
        matches.emplace_back(merge, mergeMatch(*merge, known, live));
        addCreated(merge->create, known);
      } else if (auto* inner = std::get_if<std::unique_ptr<bound::Foreach>>(&clause->what)) {
        loop(**inner, known, live, matches);
      }
    }
  }

  const Statistics& statistics_;
};

}  // namespace

OperatorPtr makePlan(bound::Query query, const Statistics& statistics) {
  return Planner(statistics).query(std::move(query), {});
}

}  // namespace tenure::query

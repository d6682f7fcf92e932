#include "engine/query/planner/spare.h"

#include <algorithm>
#include <set>

#include "engine/query/planner/bounds_predicate.h"
#include "engine/query/planner/simple_item.h"
#include "engine/query/planner/slots_of.h"

namespace tenure::query {

using bound::Slot;
/// What is read: slots and, marked, those of relationships of which only bounds and type are.
using Slots = std::set<Slot>;

namespace {

constexpr Slot kBoundsMark = 1U << 31U;
constexpr Slot boundsOf(Slot relationship) { return relationship | kBoundsMark; }
bool isRead(const Slots& read, Slot slot) { return read.contains(slot) || read.contains(boundsOf(slot)); }

/// Of an expression that operators may find in the columns of a batch.
void addItemReads(const bound::Expression& expression, Slots& out) {
  const SimpleItem item = simpleItem(expression);
  if (item.isOfBounds()) {
    out.insert(boundsOf(item.slot));
  } else {
    addSlots(expression, out);
  }
}
void addReads(const bound::ExpressionPtr& expression, Slots& out) {
  if (expression) addSlots(*expression, out);
}

/// The input of an operator that hands on each of its rows, or drops it; nullptr for every other.
plan::Operator* passesOn(plan::Operator& op) {
  return std::visit(
      [](auto& one) -> plan::Operator* {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<T, plan::Filter> || std::is_same_v<T, plan::NodeCheck> ||
                      std::is_same_v<T, plan::SharedInstant> || std::is_same_v<T, plan::PathModeCheck> ||
                      std::is_same_v<T, plan::Expand> || std::is_same_v<T, plan::NodeScan> ||
                      std::is_same_v<T, plan::NodeSeek> || std::is_same_v<T, plan::Distinct>) {
          return one.input.get();
        } else {
          return nullptr;
        }
      },
      op.what);
}

/// Whether a pattern below has put a node or relationship into the slot, in every row.
bool isMet(plan::Operator& op, Slot slot) {
  for (plan::Operator* at = &op; at != nullptr; at = passesOn(*at)) {
    if (const auto* one = std::get_if<plan::Expand>(&at->what)) {
      if (!one->into && one->to == slot) return true;
      if (!one->relationship_known && one->relationship == slot) return true;
    }
    if (const auto* one = std::get_if<plan::NodeScan>(&at->what); one != nullptr && one->node == slot)
      return true;
    if (const auto* one = std::get_if<plan::NodeSeek>(&at->what); one != nullptr && one->node == slot)
      return true;
  }
  return false;
}

/// The step below that brought a relationship in; nullptr where it was something else.
const plan::Expand* stepOf(plan::Operator& op, Slot relationship) {
  for (plan::Operator* at = &op; at != nullptr; at = passesOn(*at)) {
    const auto* one = std::get_if<plan::Expand>(&at->what);
    if (one != nullptr && one->relationship == relationship && !one->relationship_known) return one;
  }
  return nullptr;
}

/// The slots that can differ within one batch of rows of an operator (executor/cursor.h).
void addVarying(const plan::Operator& op, Slots& out) {
  std::visit(
      [&](const auto& one) {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<T, plan::NodeScan> || std::is_same_v<T, plan::NodeSeek>) {
          out.insert(one.node);
        } else if constexpr (std::is_same_v<T, plan::Expand>) {
          out.insert(one.to);
          out.insert(one.relationship);
          addVarying(*one.input, out);
        } else if constexpr (std::is_same_v<T, plan::Project>) {
          for (const auto& [slot, item] : one.items) out.insert(slot);
          addVarying(*one.input, out);
        } else if constexpr (std::is_same_v<T, plan::NodeCheck> || std::is_same_v<T, plan::SharedInstant> ||
                             std::is_same_v<T, plan::Distinct>) {
          addVarying(*one.input, out);
        }
      },
      op.what);
}

class Sparing {
 public:
  explicit Sparing(const std::vector<bound::ScopeSpec>& scopes) : scopes_(scopes) {}

  /// Goes down with what is read above, and gives that with all that is read below.
  Slots visit(plan::Operator& op, Slots read) {
    return std::visit(
        [&](auto& one) {
          if constexpr (requires { one.scope; }) addScope(one.scope, read);
          return this->below(one, std::move(read));
        },
        op.what);
  }

 private:
  void addScope(std::uint32_t scope, Slots& read) const {
    const bound::ScopeSpec& spec = scopes_[scope];
    for (const bound::ExpressionPtr* one :
         {&spec.valid_first, &spec.valid_second, &spec.system_first, &spec.system_second})
      addReads(*one, read);
  }

  Slots below(plan::Argument&, Slots read) { return read; }
  Slots below(plan::NodeScan& op, Slots read) { return visit(*op.input, std::move(read)); }
  Slots below(plan::NodeSeek& op, Slots read) {
    addReads(op.value, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::NodeCheck& op, Slots read) {
    read.insert(op.node);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::Expand& op, Slots read) {
    uncheck(*op.input, op.from, op.scope);
    op.spare.relationship = scopes_[op.scope].constant && !op.relationship_known &&
                            op.direction != Direction::kBoth && !isRead(read, op.relationship) &&
                            findApart(op);
    op.spare.bounds = scopes_[op.scope].constant && !op.relationship_known && !op.into &&
                      op.direction != Direction::kBoth && !read.contains(op.relationship) &&
                      read.contains(boundsOf(op.relationship)) && op.differs.empty() &&
                      !together_.contains(op.relationship);
    if (op.spare.relationship) {
      op.spare.one_day = together_.contains(op.relationship);
      Slots varying;
      addVarying(*op.input, varying);
      op.spare.merges = !op.into && std::none_of(varying.begin(), varying.end(),
                                                 [&](Slot slot) { return isRead(read, slot); });
      varying.erase(op.from);
      op.spare.pairs =
          !op.into && !op.spare.merges && op.spare.apart.empty() &&
          std::none_of(varying.begin(), varying.end(), [&](Slot slot) { return isRead(read, slot); });
      for (const auto& [subject, object] : op.spare.apart) {
        read.insert(subject);
        read.insert(object);
      }
    } else {
      read.insert(op.differs.begin(), op.differs.end());
      if (op.relationship_known) read.insert(op.relationship);
    }
    read.insert(op.from);
    if (op.into) read.insert(op.to);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::ExpandVariable& op, Slots read) {
    if (op.least > 0 && !op.relationships_known) uncheck(*op.input, op.from, op.scope);
    read.insert(op.from);
    if (op.into) read.insert(op.to);
    if (op.relationships_known) read.insert(op.relationships);
    read.insert(op.differs.begin(), op.differs.end());
    addReads(op.where, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::ShortestPath& op, Slots read) {
    read.insert(op.from);
    read.insert(op.to);
    addReads(op.where, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::PathModeCheck& op, Slots read) {
    read.insert(op.elements.begin(), op.elements.end());
    return visit(*op.input, std::move(read));
  }
  /// Reads no node: where lifespans matter no relationship is spared, and no rows come together.
  Slots below(plan::SharedInstant& op, Slots read) {
    const Slots outer = together_;
    for (const plan::SharedInstant::Member& one : op.relationships) {
      together_.insert(one.slot);
      addScope(one.scope, read);
    }
    for (const plan::SharedInstant::Member& one : op.nodes) addScope(one.scope, read);
    Slots all = visit(*op.input, std::move(read));
    together_ = outer;
    noteSpared(op);
    return all;
  }
  Slots below(plan::Filter& op, Slots read) {
    if (const auto bounds = boundsPredicate(*op.predicate)) {
      for (const auto& step : bounds->steps) {
        for (const bound::Slot slot : {step.left.relationship, step.right.relationship}) {
          if (slot != bound::kNoSlot) read.insert(boundsOf(slot));
        }
      }
    } else {
      addReads(op.predicate, read);
    }
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::Project& op, Slots read) {
    for (const auto& [slot, item] : op.items) addItemReads(*item, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::Aggregate& op, Slots read) {
    static const AggregateFunction* const count = findAggregate("count");
    for (plan::AggregateItem& item : op.items) {
      // What is in every row is counted by counting rows.
      if (item.function == count && !item.distinct && item.arguments.size() == 1) {
        const auto* variable = std::get_if<bound::Variable>(&item.arguments[0]->what);
        if (variable != nullptr && isMet(*op.input, variable->slot)) {
          item.function = nullptr;
          item.arguments.clear();
        }
      }
      for (const auto& argument : item.arguments) addReads(argument, read);
    }
    for (const auto& [slot, key] : op.keys) addReads(key, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::Sort& op, Slots read) {
    for (const plan::SortKey& key : op.keys) addItemReads(*key.value, read);
    read.insert(op.live.begin(), op.live.end());
    addReads(op.at_most, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::Distinct& op, Slots read) {
    read.insert(op.slots.begin(), op.slots.end());
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::Skip& op, Slots read) { return counted(op.count, *op.input, std::move(read)); }
  Slots below(plan::Limit& op, Slots read) { return counted(op.count, *op.input, std::move(read)); }
  Slots below(plan::Unwind& op, Slots read) { return counted(op.list, *op.input, std::move(read)); }
  Slots below(plan::Optional& op, Slots read) {
    Slots all = visit(*op.inner, std::move(read));
    return visit(*op.input, std::move(all));
  }
  Slots below(plan::Apply& op, Slots read) {
    Slots all = visit(*op.inner, std::move(read));
    all.insert(op.live.begin(), op.live.end());
    return visit(*op.input, std::move(all));
  }
  Slots below(plan::Union& op, Slots read) {
    Slots all = read;
    for (std::size_t i = 0; i < op.branches.size(); ++i) {
      Slots branch = read;
      branch.insert(op.columns[i].begin(), op.columns[i].end());
      all.merge(visit(*op.branches[i], std::move(branch)));
    }
    return all;
  }
  Slots below(plan::CallProcedure& op, Slots read) {
    for (const auto& argument : op.call->arguments) addReads(argument, read);
    return visit(*op.input, std::move(read));
  }
  Slots below(plan::LoadCsv& op, Slots read) {
    addReads(op.terminator, read);
    return counted(op.from, *op.input, std::move(read));
  }
  // Nothing is spared below these.
  Slots below(plan::Write&, Slots read) { return read; }
  Slots below(plan::ChangeSchema&, Slots read) { return read; }
  Slots below(plan::SystemVersions&, Slots read) { return read; }

  Slots counted(const bound::ExpressionPtr& expression, plan::Operator& input, Slots read) {
    addReads(expression, read);
    return visit(input, std::move(read));
  }

  /// A walk from a node that does not count under its scope has no first step.
  static void uncheck(plan::Operator& input, Slot node, std::uint32_t scope) {
    if (auto* scan = std::get_if<plan::NodeScan>(&input.what)) {
      scan->unchecked = scan->node == node && scan->scope == scope && scan->label.empty();
    } else if (auto* seek = std::get_if<plan::NodeSeek>(&input.what)) {
      seek->unchecked = seek->node == node && seek->scope == scope;
    } else if (auto* check = std::get_if<plan::NodeCheck>(&input.what)) {
      check->unchecked = check->node == node && check->scope == scope;
    }
  }

  /// A relationship joins the same ends in the same direction as another, or is not that other. So the ends
  /// tell how many neighbours too many there are, where all is of one type and scope.
  static bool findApart(plan::Expand& op) {
    op.spare.apart.clear();
    for (const Slot differs : op.differs) {
      const plan::Expand* other = stepOf(*op.input, differs);
      if (other == nullptr || other->direction == Direction::kBoth || other->scope != op.scope ||
          op.types.size() != 1 || other->types != op.types) {
        return false;
      }
      const bool out = other->direction == Direction::kOut;
      op.spare.apart.emplace_back(out ? other->from : other->to, out ? other->to : other->from);
    }
    return true;
  }

  /// Notes the types of the steps of a row, where none of them brings its relationship.
  static void noteSpared(plan::SharedInstant& op) {
    std::vector<std::string> types;
    for (const plan::SharedInstant::Member& one : op.relationships) {
      const plan::Expand* step = stepOf(*op.input, one.slot);
      if (step == nullptr || !step->spare.relationship || step->types.empty() || step->scope != op.scope)
        return;
      types.insert(types.end(), step->types.begin(), step->types.end());
    }
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    op.spared = std::move(types);
  }

  const std::vector<bound::ScopeSpec>& scopes_;
  Slots together_;  ///< relationships of rows that are judged as a whole above
};

}  // namespace

void spareWhatNobodyReads(plan::Operator& root, const std::vector<Slot>& columns,
                          const std::vector<bound::ScopeSpec>& scopes) {
  // Versions are told apart by what stands in their rows, one belief after the other.
  const auto versions = [](const bound::ScopeSpec& scope) { return scope.asksForVersions(); };
  if (std::any_of(scopes.begin(), scopes.end(), versions)) return;
  Sparing(scopes).visit(root, Slots(columns.begin(), columns.end()));
}

}  // namespace tenure::query

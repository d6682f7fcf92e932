// The order in which a pattern is walked: from what is known, else from the node that is cheapest to find, on
// over the relationship that is expected to give the fewest rows. Every condition is asked as soon as its
// variables are there.
#include "engine/query/planner/plan_match.h"

#include <algorithm>
#include <limits>
#include <map>

#include "engine/query/planner/slots_of.h"
#include "engine/query/values/functions.h"

namespace tenure::query {

using bound::Slot;

namespace {

constexpr double kEqualitySelects =
    0.05;  ///< the share of nodes that an equation keeps, without knowing more
constexpr double kConditionSelects = 0.5;

/// What one condition could do for finding a node.
struct Seek {
  plan::NodeSeek::By by;
  std::size_t predicate;
  std::string label;
  std::string key;
};

class MatchPlanner {
 public:
  MatchPlanner(bound::Match match, plan::OperatorPtr input, std::set<Slot>& known,
               const Statistics& statistics)
      : match_(std::move(match)), op_(std::move(input)), known_(known), statistics_(statistics) {
    used_.resize(match_.predicates.size());
    // What this clause does not bring in stands in the frame already.
    for (const bound::NodePattern& node : match_.nodes) {
      if (node.known) known_.insert(node.slot);
      if (!known_.contains(node.slot)) introduced_.insert(node.slot);
    }
    for (const bound::RelationshipPattern& one : match_.relationships) {
      if (one.known) known_.insert(one.slot);
      if (!known_.contains(one.slot)) introduced_.insert(one.slot);
    }
    for (const bound::PathPattern& path : match_.paths) {
      if (path.slot != bound::kNoSlot) introduced_.insert(path.slot);
      times_[path.scope] = path.time_reads;
      for (const std::size_t one : path.relationships)
        times_[match_.relationships[one].scope] = path.time_reads;
    }
    for (const auto& predicate : match_.predicates) reads_.push_back(ownReads(*predicate));
    walked_.resize(match_.relationships.size());
    checked_.resize(match_.nodes.size());
    finished_.resize(match_.paths.size());
    rows_ = op_->rows;
  }

  plan::OperatorPtr run() {
    settle();
    while (walkNext() || enterNext()) settle();
    shareInstants();
    return std::move(op_);
  }

 private:
  template <class T>
  void put(T op, Position at) {
    op_ = plan::make(std::move(op), at);
    op_->rows = rows_;
  }

  /// The slots of this clause that an expression reads.
  [[nodiscard]] std::set<Slot> ownReads(const bound::Expression& expression) const {
    std::set<Slot> reads;
    addSlots(expression, reads);
    std::erase_if(reads, [&](Slot slot) { return !introduced_.contains(slot); });
    return reads;
  }

  [[nodiscard]] bool isKnown(const bound::NodePattern& node) const { return known_.contains(node.slot); }
  /// Whether a pattern's time can be found yet: it may read what an earlier pattern of this clause brings in.
  [[nodiscard]] bool isTimeKnown(std::uint32_t scope) const {
    const auto& reads = times_.at(scope);
    return std::none_of(reads.begin(), reads.end(),
                        [&](Slot slot) { return introduced_.contains(slot) && !isReady(slot); });
  }
  /// Whether a slot holds what may be asked: its node counts under the first pattern in the text that has it.
  [[nodiscard]] bool isReady(Slot slot) const { return known_.contains(slot) && !unstamped_.contains(slot); }
  [[nodiscard]] bool areReady(const std::set<Slot>& slots) const {
    return std::all_of(slots.begin(), slots.end(), [&](Slot slot) { return isReady(slot); });
  }

  /// All that can be done with what is known by now.
  void settle() {
    while (check() || finishPaths()) {
    }
    ask();
  }

  /// Asks every condition whose variables are there.
  void ask() {
    for (std::size_t i = 0; i < match_.predicates.size(); ++i) {
      if (used_[i] || !areReady(reads_[i])) continue;
      used_[i] = true;
      rows_ *= kConditionSelects;
      const Position at = match_.predicates[i]->at;
      put(plan::Filter{std::move(op_), std::move(match_.predicates[i])}, at);
    }
  }

  /// Nodes that the frame holds must count under this pattern's scope, and be nodes; so must those that
  /// another pattern of this clause has brought in under its own. What is asked of these later is asked under
  /// the first pattern in the text, whichever was walked first.
  bool check() {
    bool any = false;
    for (std::size_t i = 0; i < match_.nodes.size(); ++i) {
      const bound::NodePattern& node = match_.nodes[i];
      if (checked_[i] || !isKnown(node) || !isTimeKnown(node.scope)) continue;
      checked_[i] = true;
      any = true;
      const auto met = met_under_.find(node.slot);
      if (met == met_under_.end()) {
        put(plan::NodeCheck{std::move(op_), node.slot, node.scope}, node.at);
      } else if (met->second != node.scope) {
        put(plan::NodeCheck{std::move(op_), node.slot, node.scope, !node.again}, node.at);
      }
      if (!node.again) unstamped_.erase(node.slot);
    }
    return any;
  }
  /// A node of this clause was found.
  void met(const bound::NodePattern& node) {
    if (!known_.insert(node.slot).second) return;
    met_under_.emplace(node.slot, node.scope);
    if (node.again) unstamped_.insert(node.slot);
  }

  // ---- entering the pattern

  /// The label that a scan could use, if a condition names one.
  [[nodiscard]] std::optional<std::size_t> labelOf(Slot slot) const {
    std::optional<std::size_t> best;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < match_.predicates.size(); ++i) {
      if (used_[i]) continue;
      const auto* test = std::get_if<bound::LabelTest>(&match_.predicates[i]->what);
      if (test == nullptr || test->condition.kind != bound::LabelTest::Kind::kName) continue;
      const auto* variable = std::get_if<bound::Variable>(&test->object->what);
      if (variable == nullptr || variable->slot != slot) continue;
      const double nodes = statistics_.nodes(test->condition.name);
      if (nodes < least) {
        least = nodes;
        best = i;
      }
    }
    return best;
  }

  /// The other side of an equation whose one side is `wanted`, if it can be had before the node is found.
  template <class Wanted>
  [[nodiscard]] bool equates(std::size_t predicate, Slot slot, const Wanted& wanted, bool& left) const {
    const auto* equation = std::get_if<bound::Binary>(&match_.predicates[predicate]->what);
    if (equation == nullptr || equation->op != bound::BinaryOperator::kEqual) return false;
    for (const bool side : {true, false}) {
      const bound::Expression& one = side ? *equation->left : *equation->right;
      const bound::Expression& other = side ? *equation->right : *equation->left;
      const std::set<Slot> reads = ownReads(other);
      if (!areReady(reads)) continue;
      if (wanted(one, slot)) {
        left = side;
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] static bool isId(const bound::Expression& expression, Slot slot) {
    const auto* call = std::get_if<bound::Call>(&expression.what);
    if (call == nullptr || call->function->name != "id" || call->arguments.size() != 1) return false;
    const auto* variable = std::get_if<bound::Variable>(&call->arguments[0]->what);
    return variable != nullptr && variable->slot == slot;
  }
  [[nodiscard]] static const std::string* keyOf(const bound::Expression& expression, Slot slot) {
    const auto* property = std::get_if<bound::Property>(&expression.what);
    if (property == nullptr) return nullptr;
    const auto* variable = std::get_if<bound::Variable>(&property->object->what);
    return variable != nullptr && variable->slot == slot ? &property->key : nullptr;
  }

  [[nodiscard]] std::optional<Seek> seekOf(Slot slot) const {
    std::optional<Seek> best;
    bool left = false;
    for (std::size_t i = 0; i < match_.predicates.size(); ++i) {
      if (used_[i] || !match_.predicates[i]) continue;
      if (equates(i, slot, isId, left)) return Seek{plan::NodeSeek::By::kInternalId, i, {}, {}};
      std::string key;
      const auto property = [&](const bound::Expression& one, Slot of) {
        const std::string* name = keyOf(one, of);
        if (name == nullptr) return false;
        key = *name;
        return true;
      };
      if (!equates(i, slot, property, left)) continue;
      // The value is asked twice (for candidates, and of each), so it must be one that can be copied.
      const auto& equation = std::get<bound::Binary>(match_.predicates[i]->what);
      if (key != "_id" && !copyOf(left ? *equation.right : *equation.left)) continue;
      auto found = byProperty(slot, i, key);
      if (found && (!best || rowsOf(*found) < rowsOf(*best))) best = std::move(found);
    }
    return best;
  }

  /// How an equation about a property finds the node of `slot`: by its id, by an index of one of its labels,
  /// by name.
  [[nodiscard]] std::optional<Seek> byProperty(Slot slot, std::size_t equation,
                                               const std::string& key) const {
    if (key == "_id") return Seek{plan::NodeSeek::By::kExternalId, equation, {}, {}};
    std::optional<Seek> best;
    for (const auto& predicate : match_.predicates) {
      const auto* test = predicate ? std::get_if<bound::LabelTest>(&predicate->what) : nullptr;
      if (test == nullptr || test->condition.kind != bound::LabelTest::Kind::kName) continue;
      const auto* variable = std::get_if<bound::Variable>(&test->object->what);
      if (variable == nullptr || variable->slot != slot) continue;
      const std::string& label = test->condition.name;
      if (!statistics_.indexed(label, key)) continue;
      const Seek seek{plan::NodeSeek::By::kIndex, equation, label, key};
      if (!best || rowsOf(seek) < rowsOf(*best)) best = seek;
    }
    if (!best && key == "name") return Seek{plan::NodeSeek::By::kName, equation, {}, {}};
    return best;
  }

  /// How many nodes a look-up gives. Of an index without a constraint: not many, and fewer than the label
  /// has.
  [[nodiscard]] double rowsOf(const Seek& seek) const {
    constexpr double kSameName = 2;
    constexpr double kSameValue = 10;
    if (seek.by == plan::NodeSeek::By::kName) return kSameName;
    if (seek.by != plan::NodeSeek::By::kIndex || statistics_.unique(seek.label, seek.key)) return 1;
    return std::clamp(statistics_.nodes(seek.label) * kEqualitySelects, 1.0, kSameValue);
  }

  /// How many nodes finding this one would give.
  [[nodiscard]] double costOf(const bound::NodePattern& node) const {
    if (const auto seek = seekOf(node.slot)) return rowsOf(*seek);
    const auto label = labelOf(node.slot);
    double nodes =
        statistics_.nodes(label ? std::get<bound::LabelTest>(match_.predicates[*label]->what).condition.name
                                : std::string_view());
    for (std::size_t i = 0; i < match_.predicates.size(); ++i) {
      bool left = false;
      const auto property = [](const bound::Expression& one, Slot of) { return keyOf(one, of) != nullptr; };
      if (!used_[i] && equates(i, node.slot, property, left)) nodes *= kEqualitySelects;
    }
    return nodes;
  }

  bool enterNext() {
    const bound::NodePattern* best = nullptr;
    double least = std::numeric_limits<double>::max();
    for (const bound::NodePattern& node : match_.nodes) {
      if (isKnown(node) || node.again || !isTimeKnown(node.scope)) continue;
      const double cost = costOf(node);
      if (cost < least || best == nullptr) {
        least = cost;
        best = &node;
      }
    }
    if (best == nullptr) return false;
    if (const auto seek = seekOf(best->slot)) {
      enterBySeek(*best, *seek);
    } else {
      const auto label = labelOf(best->slot);
      std::string name;
      if (label) {
        name = std::get<bound::LabelTest>(match_.predicates[*label]->what).condition.name;
        used_[*label] = true;
      }
      rows_ *= statistics_.nodes(name);
      put(plan::NodeScan{std::move(op_), best->slot, std::move(name), best->scope}, best->at);
    }
    met(*best);
    return true;
  }

  void enterBySeek(const bound::NodePattern& node, const Seek& seek) {
    auto& equation = std::get<bound::Binary>(match_.predicates[seek.predicate]->what);
    std::set<Slot> reads;
    addSlots(*equation.left, reads);
    const bool left = reads.contains(node.slot);
    bound::ExpressionPtr value = std::move(left ? equation.right : equation.left);
    const Position at = match_.predicates[seek.predicate]->at;
    if (seek.by == plan::NodeSeek::By::kInternalId || seek.by == plan::NodeSeek::By::kExternalId) {
      used_[seek.predicate] = true;  // the look-up says it all
    } else {
      // An index lists candidates: the condition is asked of them as well.
      used_[seek.predicate] = false;
      keepEquation(seek.predicate, left, value);
    }
    rows_ *= rowsOf(seek);
    put(plan::NodeSeek{std::move(op_), node.slot, seek.by, seek.label, seek.key, std::move(value),
                       node.scope},
        at);
  }

  /// Gives the equation its side back.
  void keepEquation(std::size_t predicate, bool left, const bound::ExpressionPtr& value) {
    auto& equation = std::get<bound::Binary>(match_.predicates[predicate]->what);
    (left ? equation.right : equation.left) = copyOf(*value);
  }

  /// A copy of an expression that finds a value to look up by.
  [[nodiscard]] static bound::ExpressionPtr copyOf(const bound::Expression& expression) {
    return std::visit(
        [&](const auto& node) -> bound::ExpressionPtr {
          using T = std::decay_t<decltype(node)>;
          if constexpr (std::is_same_v<T, bound::Constant> || std::is_same_v<T, bound::Variable> ||
                        std::is_same_v<T, bound::Parameter>) {
            return bound::make(T(node), expression.at);
          } else if constexpr (std::is_same_v<T, bound::Property>) {
            return bound::make(bound::Property{copyOf(*node.object), node.key}, expression.at);
          } else {
            return nullptr;
          }
        },
        expression.what);
  }

  // ---- walking

  [[nodiscard]] double growth(const bound::RelationshipPattern& relationship, bool from_left) const {
    Direction direction = relationship.direction;
    if (!from_left && direction != Direction::kBoth) {
      direction = direction == Direction::kOut ? Direction::kIn : Direction::kOut;
    }
    double degree = 0;
    if (relationship.types.empty()) degree = statistics_.degree({}, direction);
    for (const std::string& type : relationship.types) degree += statistics_.degree(type, direction);
    if (relationship.length) {
      const double steps =
          static_cast<double>(std::min<std::uint64_t>(relationship.length->most.value_or(4), 4));
      double total = 1;
      for (double i = 0; i < steps; ++i) total *= std::max(degree, 1.0);
      return total;
    }
    return degree;
  }

  bool walkNext() {
    std::optional<std::size_t> best;
    bool best_from_left = true;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < match_.relationships.size(); ++i) {
      const bound::RelationshipPattern& one = match_.relationships[i];
      if (walked_[i] || !isTimeKnown(one.scope)) continue;
      const bool left = isKnown(match_.nodes[one.left]);
      const bool right = isKnown(match_.nodes[one.right]);
      if (one.shortest != bound::Shortest::kNone && !(left && right)) continue;
      if (!left && !right) continue;
      for (const bool from_left : {true, false}) {
        if (from_left ? !left : !right) continue;
        double cost = growth(one, from_left);
        if (left && right) cost *= 0.01;
        if (cost < least) {
          least = cost;
          best = i;
          best_from_left = from_left;
        }
      }
    }
    if (!best) return false;
    walk(*best, best_from_left);
    return true;
  }

  /// Relationships of this clause that were walked before: the next may not be one of them, where their types
  /// allow that at all.
  [[nodiscard]] std::vector<Slot> differing(const bound::RelationshipPattern& one) const {
    std::vector<Slot> out;
    for (std::size_t i = 0; i < match_.relationships.size(); ++i) {
      const bound::RelationshipPattern& other = match_.relationships[i];
      if (!walked_[i] || other.slot == one.slot) continue;
      const bool apart =
          !one.types.empty() && !other.types.empty() &&
          std::none_of(one.types.begin(), one.types.end(), [&](const std::string& type) {
            return std::find(other.types.begin(), other.types.end(), type) != other.types.end();
          });
      if (!apart) out.push_back(other.slot);
    }
    return out;
  }

  void walk(std::size_t index, bool from_left) {
    bound::RelationshipPattern& one = match_.relationships[index];
    const bound::NodePattern& from = match_.nodes[from_left ? one.left : one.right];
    const bound::NodePattern& to = match_.nodes[from_left ? one.right : one.left];
    const bool into = isKnown(to);
    Direction direction = one.direction;
    if (!from_left && direction != Direction::kBoth) {
      direction = direction == Direction::kOut ? Direction::kIn : Direction::kOut;
    }
    std::vector<Slot> differs = differing(one);
    walked_[index] = true;
    rows_ *= std::max(growth(one, from_left), 0.1) * (into ? 0.01 : 1);
    if (one.shortest != bound::Shortest::kNone) {
      // Always from the left, so that the way comes in the order of the text.
      put(plan::ShortestPath{std::move(op_), match_.nodes[one.left].slot, match_.nodes[one.right].slot,
                             one.slot, one.direction, one.types, one.length->least, one.length->most,
                             one.shortest == bound::Shortest::kAll, one.each, std::move(one.where),
                             one.scope},
          one.at);
    } else if (one.length) {
      put(plan::ExpandVariable{std::move(op_), from.slot, to.slot, into, one.slot, one.known, direction,
                               !from_left, one.types, one.length->least, one.length->most, one.each,
                               std::move(one.where), std::move(differs), one.mode, one.scope},
          one.at);
    } else {
      put(plan::Expand{std::move(op_), from.slot, to.slot, into, one.slot, one.known, direction, one.types,
                       std::move(differs), one.scope},
          one.at);
    }
    known_.insert(one.slot);
    met(to);
  }

  // ---- paths

  [[nodiscard]] std::vector<Slot> elementsOf(const bound::PathPattern& path) const {
    std::vector<Slot> elements;
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      if (i > 0) elements.push_back(match_.relationships[path.relationships[i - 1]].slot);
      elements.push_back(match_.nodes[path.nodes[i]].slot);
    }
    return elements;
  }

  /// Paths whose parts are all there: their mode is asked, and their variable is set.
  bool finishPaths() {
    bool any = false;
    for (std::size_t i = 0; i < match_.paths.size(); ++i) {
      const bound::PathPattern& path = match_.paths[i];
      const auto is_walked = [&](std::size_t one) { return walked_[one]; };
      const auto is_ready = [&](std::size_t node) { return isReady(match_.nodes[node].slot); };
      if (finished_[i] || !std::all_of(path.relationships.begin(), path.relationships.end(), is_walked) ||
          !std::all_of(path.nodes.begin(), path.nodes.end(), is_ready) || !isTimeKnown(path.scope)) {
        continue;
      }
      finished_[i] = true;
      if (path.mode != bound::PathMode::kNone) {
        put(plan::PathModeCheck{std::move(op_), path.mode, elementsOf(path), path.scope}, {});
      }
      if (path.slot != bound::kNoSlot) {
        plan::Project project{std::move(op_), {}};
        project.items.emplace_back(path.slot, bound::make(bound::PathOf{elementsOf(path)}, {}));
        put(std::move(project), {});
        known_.insert(path.slot);
      }
      any = true;
    }
    return any;
  }

  /// As of a time, what the patterns under it have met shares an instant. Patterns that differ in system time
  /// alone ask about the same valid time.
  void shareInstants() {
    struct Group {
      plan::SharedInstant row;
      bool variable = false;
    };
    std::map<std::uint32_t, Group> groups;
    for (const bound::PathPattern& path : match_.paths) {
      const auto [at, first] = groups.try_emplace(path.valid_scope);
      Group& group = at->second;
      // Of one of its patterns: the statement's own scope is none where it asks for versions and they do not.
      if (first || path.scope == path.valid_scope) group.row.scope = path.scope;
      const std::vector<Slot> elements = elementsOf(path);
      for (std::size_t i = 0; i < elements.size(); ++i)
        (i % 2 == 0 ? group.row.nodes : group.row.relationships).push_back({elements[i], path.scope});
      for (const std::size_t one : path.relationships)
        group.variable = group.variable || match_.relationships[one].length.has_value();
    }
    for (auto& [scope, group] : groups) {
      plan::SharedInstant& row = group.row;
      if (row.relationships.empty() && row.nodes.size() < 2) continue;
      // One relationship is judged with its ends when it is met.
      if (row.relationships.size() == 1 && !group.variable && row.nodes.size() <= 2) continue;
      row.input = std::move(op_);
      put(std::move(row), {});
    }
  }

  bound::Match match_;
  plan::OperatorPtr op_;
  std::set<Slot>& known_;
  const Statistics& statistics_;
  std::set<Slot> introduced_;
  std::vector<bool> used_;             ///< conditions that are asked already
  std::vector<std::set<Slot>> reads_;  ///< what each condition reads
  std::vector<bool> walked_;
  std::map<std::uint32_t, std::vector<Slot>> times_;  ///< what the time of each scope reads
  std::map<Slot, std::uint32_t> met_under_;           ///< of the nodes that were found here
  std::set<Slot> unstamped_;                          ///< of these: met under a later pattern's scope as yet
  std::vector<bool> checked_;                         ///< nodes that count under the scope of their pattern
  std::vector<bool> finished_;                        ///< paths
  double rows_ = 1;
};

}  // namespace

plan::OperatorPtr planMatch(bound::Match match, plan::OperatorPtr input, std::set<Slot>& known,
                            const Statistics& statistics) {
  return MatchPlanner(std::move(match), std::move(input), known, statistics).run();
}

}  // namespace tenure::query

// Clauses that write. A write takes all its rows before it changes anything, so that no clause before it sees
// what it does; the rows then go on, and what comes after sees all of it.
#include <algorithm>
#include <unordered_map>

#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/executor/written_values.h"
#include "engine/query/query_error.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

class WriteCursor final : public Cursor {
 public:
  WriteCursor(const plan::Write& op, Execution& run)
      : input_(makeCursor(*op.input, run)),
        match_(op.match ? makeCursor(*op.match, run) : nullptr),
        op_(op),
        run_(run),
        in_(op.live, run),
        out_(op.live, run) {
    for (const auto& [merge, match] : op.matches) matches_.emplace(merge, makeCursor(*match, run));
  }

  Status open() override {
    in_.clear();
    out_.clear();
    at_ = 0;
    written_ = false;
    return input_->open();
  }

  Result<bool> next() override {
    if (!written_) TENURE_TRY(write());
    if (at_ >= out_.size()) return false;
    out_.restore(at_++);
    return true;
  }

 private:
  Status write() {
    written_ = true;
    run_.wrote_at = op_.clause->at;
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) break;
      TENURE_TRY(in_.add());
    }
    if (const auto* deleted = std::get_if<bound::Delete>(&op_.clause->what)) {
      TENURE_TRY(deleteAll(*deleted));
      for (std::size_t i = 0; i < in_.size(); ++i) {
        in_.restore(i);
        TENURE_TRY(out_.add());
      }
      in_.clear();
      return {};
    }
    for (std::size_t i = 0; i < in_.size(); ++i) {
      TENURE_TRY(run_.meter.step());
      in_.restore(i);
      if (const auto* merge = std::get_if<bound::Merge>(&op_.clause->what)) {
        TENURE_TRY(mergeRow(*merge, *match_, out_));
        continue;
      }
      TENURE_TRY(writeRow(*op_.clause));
      TENURE_TRY(out_.add());
    }
    in_.clear();
    return {};
  }

  Status writeRow(const bound::WriteClause& clause) {
    if (const auto* create = std::get_if<bound::Create>(&clause.what)) return createRow(*create);
    if (const auto* set = std::get_if<bound::Set>(&clause.what)) return setRow(set->items, set->portion);
    if (const auto* each = std::get_if<std::unique_ptr<bound::Foreach>>(&clause.what))
      return foreachRow(**each);
    if (const auto* deleted = std::get_if<bound::Delete>(&clause.what)) return deleteRow(*deleted);
    return {};
  }

  Status foreachRow(const bound::Foreach& each) {
    TENURE_ASSIGN(const Datum list, evaluate(*each.list, run_));
    if (list.isNull()) return {};
    if (list.kind() != Kind::kList) {
      return queryError(ErrorClass::kTypeError, "InvalidArgumentType", "FOREACH takes a list", each.list->at);
    }
    const bool merges = std::any_of(each.body.begin(), each.body.end(), [](const auto& clause) {
      return std::holds_alternative<bound::Merge>(clause->what);
    });
    for (const Datum& item : list.asList()) {
      TENURE_TRY(run_.meter.step());
      run_.slots[each.slot] = item;
      if (merges) {
        TENURE_TRY(bodyWithMerge(each));
        continue;
      }
      for (const auto& clause : each.body) TENURE_TRY(writeRow(*clause));
    }
    return {};
  }

  /// A MERGE may find several: what stands behind it is done for each.
  Status bodyWithMerge(const bound::Foreach& each) {
    auto rows = std::make_unique<HeldRows>(op_.live, run_);
    TENURE_TRY(rows->add());
    for (const auto& clause : each.body) {
      auto after = std::make_unique<HeldRows>(op_.live, run_);
      for (std::size_t i = 0; i < rows->size(); ++i) {
        TENURE_TRY(run_.meter.step());
        rows->restore(i);
        if (const auto* merge = std::get_if<bound::Merge>(&clause->what)) {
          TENURE_TRY(mergeRow(*merge, *matches_.at(merge), *after));
        } else {
          TENURE_TRY(writeRow(*clause));
          TENURE_TRY(after->add());
        }
      }
      rows = std::move(after);
    }
    return {};
  }

  // ---- CREATE and MERGE
  Status createRow(const bound::Create& create) {
    for (const bound::CreatedNode& one : create.nodes) {
      TENURE_ASSIGN(const DatumMap properties, propertyMap(one.properties));
      NodeDraft draft;
      draft.labels = one.labels;
      std::sort(draft.labels.begin(), draft.labels.end());
      draft.labels.erase(std::unique(draft.labels.begin(), draft.labels.end()), draft.labels.end());
      TENURE_TRY(placedAt(fillDraft(properties, draft), one.at));
      run_.graph.effects().properties_set += draft.properties.size();
      run_.graph.effects().labels_added += draft.labels.size();
      auto id = run_.graph.createNode(draft);
      if (!id.ok()) return placed(std::move(id).error(), one.at);
      ++run_.graph.effects().nodes_created;
      run_.slots[one.slot] = Datum::node(*id);
    }
    for (const bound::CreatedRelationship& one : create.relationships) {
      TENURE_ASSIGN(const DatumMap properties, propertyMap(one.properties));
      FactDraft draft;
      draft.type = one.type;
      TENURE_TRY(endOf(one.subject, one.at, draft.subject));
      TENURE_TRY(endOf(one.object, one.at, draft.object));
      TENURE_TRY(placedAt(fillDraft(properties, draft), one.at));
      run_.graph.effects().properties_set += draft.properties.size();
      auto ref = run_.graph.createFact(draft);
      if (!ref.ok()) return placed(std::move(ref).error(), one.at);
      ++run_.graph.effects().relationships_created;
      run_.slots[one.slot] = Datum::relationship(*ref);
    }
    for (const bound::CreatedPath& path : create.paths) {
      TENURE_ASSIGN(run_.slots[path.slot],
                    evaluate(bound::Expression{bound::PathOf{path.elements}, {}}, run_));
    }
    return {};
  }

  Status endOf(bound::Slot slot, Position at, NodeId& out) {
    const Datum& end = run_.slots[slot];
    if (end.kind() != Kind::kNode) {
      return queryError(
          ErrorClass::kSemanticError, "InvalidArgumentValue",
          "a relationship joins two nodes, and one of them is " + std::string(kindName(end.kind())), at);
    }
    if (run_.graph.isDeleted(end.asNode())) return placed(deletedEntity(), at);
    out = end.asNode();
    return {};
  }

  Result<DatumMap> propertyMap(const bound::PropertiesPattern& pattern) {
    DatumMap out;
    if (pattern.map) {
      TENURE_ASSIGN(const Datum map, evaluate(*pattern.map, run_));
      if (map.isNull()) return out;
      if (map.kind() == Kind::kMap) return map.asMap();
      if (map.kind() == Kind::kNode || map.kind() == Kind::kRelationship) return propertiesOf(map, run_);
      return queryError(ErrorClass::kTypeError, "InvalidArgumentType", "properties are given as a map",
                        pattern.at);
    }
    for (const auto& [key, value] : pattern.entries) {
      TENURE_ASSIGN(Datum one, evaluate(*value, run_));
      out.emplace_back(key, std::move(one));
    }
    return out;
  }

  Status mergeRow(const bound::Merge& merge, Cursor& match, HeldRows& out) {
    TENURE_TRY(noNulls(merge.create));
    TENURE_TRY(match.open());
    bool found = false;
    HeldRows matched(op_.live, run_);
    while (true) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, match.next());
      if (!more) break;
      found = true;
      TENURE_TRY(matched.add());
    }
    for (std::size_t i = 0; i < matched.size(); ++i) {
      matched.restore(i);
      TENURE_TRY(setRow(merge.on_match, std::nullopt));
      TENURE_TRY(out.add());
    }
    if (found) return {};
    TENURE_TRY(createRow(merge.create));
    TENURE_TRY(setRow(merge.on_create, std::nullopt));
    return out.add();
  }

  /// MERGE on a null could never find what it made.
  Status noNulls(const bound::Create& create) {
    const auto check = [&](const bound::PropertiesPattern& pattern) -> Status {
      for (const auto& [key, value] : pattern.entries) {
        TENURE_ASSIGN(const Datum one, evaluate(*value, run_));
        if (one.isNull()) {
          return queryError(ErrorClass::kSemanticError, "MergeReadOwnWrites",
                            "MERGE cannot look for property " + tenure::quoted(key) + " with null",
                            value->at);
        }
      }
      return {};
    };
    for (const bound::CreatedNode& one : create.nodes) TENURE_TRY(check(one.properties));
    for (const bound::CreatedRelationship& one : create.relationships) TENURE_TRY(check(one.properties));
    return {};
  }

  /// What a pattern with a system time of its own has met is read, and never written.
  [[nodiscard]] Status isOfThePresent(const Datum& object) const {
    const bool known = object.kind() == Kind::kNode || object.kind() == Kind::kRelationship;
    if (!known) return {};
    const std::uint32_t scope = object.kind() == Kind::kNode ? object.scope() : object.asRelationship().scope;
    if (!run_.graph.scope(scope).system) return {};
    return valueError(
        ErrorClass::kSemanticError, "WriteInThePast",
        "what was believed in the past cannot be written; MATCH it again without FOR SYSTEM_TIME");
  }

  // ---- SET and REMOVE
  Status setRow(const std::vector<bound::SetItem>& items, const std::optional<bound::Portion>& portion) {
    std::optional<Range> during;
    if (portion) {
      TENURE_ASSIGN(during, portionOf(*portion, run_));
    }
    for (const bound::SetItem& item : items) {
      TENURE_TRY(std::visit(
          [&](const auto& one) -> Status {
            using T = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<T, bound::SetProperty>) {
              return placedAt(setProperty(one, during), one.at);
            } else if constexpr (std::is_same_v<T, bound::SetProperties>) {
              return placedAt(setProperties(one), one.at);
            } else {
              return placedAt(setLabels(one), one.at);
            }
          },
          item));
    }
    return {};
  }

  Status setProperty(const bound::SetProperty& item, const std::optional<Range>& during) {
    TENURE_ASSIGN(const Datum object, evaluate(*item.object, run_));
    Datum value;
    if (item.value) {
      TENURE_ASSIGN(value, evaluate(*item.value, run_));
    }
    TENURE_TRY(isOfThePresent(object));
    return writeProperty(object, item.key, value, during, run_);
  }

  Status setProperties(const bound::SetProperties& item) {
    const Datum object = run_.slots[item.object];
    TENURE_ASSIGN(const Datum value, evaluate(*item.value, run_));
    if (object.isNull()) return {};
    TENURE_TRY(isOfThePresent(object));
    DatumMap map;
    if (value.kind() == Kind::kMap) {
      map = value.asMap();
    } else if (value.kind() == Kind::kNode || value.kind() == Kind::kRelationship) {
      TENURE_ASSIGN(map, propertiesOf(value, run_));
    } else if (!value.isNull() || !item.add) {
      return valueError(
          ErrorClass::kTypeError, "InvalidArgumentType",
          "SET takes a map, a node or a relationship here, not " + std::string(kindName(value.kind())));
    }
    return writeProperties(object, map, !item.add, run_);
  }

  Status setLabels(const bound::SetLabels& item) {
    const Datum object = run_.slots[item.object];
    if (object.isNull()) return {};
    if (object.kind() != Kind::kNode) {
      return valueError(ErrorClass::kTypeError, "InvalidArgumentType", "only nodes have labels");
    }
    TENURE_TRY(isOfThePresent(object));
    return writeLabels(object.asNode(), item.labels, item.remove, run_);
  }

  // ---- DELETE
  struct Condemned {
    std::vector<std::pair<NodeId, Position>> nodes;
    std::vector<FactId> facts;
  };

  Status condemn(const Datum& value, Position at, Condemned& out) const {
    TENURE_TRY(placedAt(isOfThePresent(value), at));
    switch (value.kind()) {
      case Kind::kNull: return {};
      case Kind::kNode: out.nodes.emplace_back(value.asNode(), at); return {};
      case Kind::kRelationship: out.facts.push_back(value.asRelationship().fact); return {};
      case Kind::kPath:
        for (const Datum& node : value.asPath().nodes) TENURE_TRY(condemn(node, at, out));
        for (const Datum& one : value.asPath().relationships) TENURE_TRY(condemn(one, at, out));
        return {};
      default: break;
    }
    return queryError(
        ErrorClass::kTypeError, "InvalidArgumentType",
        "DELETE takes nodes, relationships and paths, not " + std::string(kindName(value.kind())), at);
  }

  Status gather(const bound::Delete& clause, Condemned& out) {
    for (std::size_t j = 0; j < clause.expressions.size(); ++j) {
      TENURE_ASSIGN(const Datum value, evaluate(*clause.expressions[j], run_));
      TENURE_TRY(condemn(value, clause.places[j], out));
    }
    return {};
  }

  Status deleteAll(const bound::Delete& clause) {
    // A portion is each row's own; whole things go together, relationships before the nodes they hold.
    Condemned condemned;
    for (std::size_t i = 0; i < in_.size(); ++i) {
      in_.restore(i);
      if (clause.portion) {
        TENURE_TRY(deleteRow(clause));
      } else {
        TENURE_TRY(gather(clause, condemned));
      }
    }
    return remove(condemned, clause.detach);
  }

  Status deleteRow(const bound::Delete& clause) {
    Condemned condemned;
    TENURE_TRY(gather(clause, condemned));
    if (!clause.portion) return remove(condemned, clause.detach);
    TENURE_ASSIGN(const Range during, portionOf(*clause.portion, run_));
    if (!condemned.nodes.empty()) {
      return queryError(
          ErrorClass::kSemanticError, "UnsupportedPortion",
          "FOR PORTION OF deletes portions of relationships; a node's lifespan is set as _valid",
          condemned.nodes.front().second);
    }
    for (const FactId fact : condemned.facts) {
      TENURE_TRY(placedAt(run_.graph.removePortion(fact, during), clause.portion->at));
    }
    return {};
  }

  Status remove(const Condemned& condemned, bool detach) {
    for (const FactId fact : condemned.facts) TENURE_TRY(run_.graph.deleteFact(fact));
    for (const auto& [node, at] : condemned.nodes) {
      auto status = run_.graph.deleteNode(node, detach);
      if (status.ok()) continue;
      if (status.error().code() != ErrorCode::kConstraint) return placed(std::move(status).error(), at);
      return queryError(ErrorClass::kConstraintVerificationFailed, "DeleteConnectedNode",
                        status.error().message() + " (DETACH DELETE does)", at);
    }
    return {};
  }

  [[nodiscard]] static Status placedAt(Status status, Position at) {
    if (status.ok()) return status;
    return placed(std::move(status).error(), at);
  }

  CursorPtr input_;
  CursorPtr match_;
  std::unordered_map<const bound::Merge*, CursorPtr> matches_;  ///< of MERGEs in a FOREACH
  const plan::Write& op_;
  Execution& run_;
  HeldRows in_;
  HeldRows out_;
  std::size_t at_ = 0;
  bool written_ = false;
};

}  // namespace

CursorPtr makeWrite(const plan::Write& op, Execution& run) { return std::make_unique<WriteCursor>(op, run); }

}  // namespace tenure::query

// What binding a statement carries from clause to clause. Only for the sources in this folder; one binding,
// one thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query/binder/binder.h"

namespace tenure::query {

using namespace bound;  // NOLINT(google-build-using-namespace): the names of what is made here

inline constexpr KindSet kBooleanKinds = kinds(Kind::kBoolean, Kind::kNull);
inline constexpr KindSet kNodeKinds = kinds(Kind::kNode, Kind::kNull);
inline constexpr KindSet kRelationshipKinds = kinds(Kind::kRelationship, Kind::kNull);
inline constexpr KindSet kListKinds = kinds(Kind::kList, Kind::kNull);
inline constexpr KindSet kPathKinds = kinds(Kind::kPath, Kind::kNull);
inline constexpr KindSet kMapKinds = kinds(Kind::kMap, Kind::kNull);

/// Whether something of `can_be` may be given where `wanted` is. Null may always; that a value can be null as
/// well says nothing of the rest.
[[nodiscard]] constexpr bool fits(KindSet can_be, KindSet wanted) {
  const KindSet value = can_be & ~kinds(Kind::kNull);
  return value == 0 || (value & wanted) != 0;
}

/// An expression and what it can be, as far as that is known before the statement runs.
struct Typed {
  ExpressionPtr expression;
  KindSet kinds = kAnyKind;
};

struct Name {
  Slot slot = kNoSlot;
  KindSet kinds = kAnyKind;
};
using Names = std::map<std::string, Name, std::less<>>;

/// How aggregates are taken where an expression is bound.
struct Grouping {
  /// Keys that an aggregating expression may repeat: the text of the expression, and where its value is.
  std::vector<std::pair<std::string, Name>> keys;
  /// Variables that stand in a grouping key: outside of the key they are ambiguous, not unknown.
  std::set<std::string, std::less<>> key_variables;
  std::vector<AggregateItem>* aggregated = nullptr;  ///< where new aggregates go; nullptr: there may be none
  bool sorting = false;                              ///< ORDER BY: only what the projection made is there
};

class Binder {
 public:
  Binder(std::string_view text, const BindContext& context) : text_(text), context_(context) {}

  Result<BoundStatement> run(const ast::Query& query);

 private:
  // ---- names (binder.cc)
  [[nodiscard]] Slot newSlot(std::string name = {});
  [[nodiscard]] Error unknownName(std::string_view name, Position at) const;
  [[nodiscard]] std::string textOf(const ast::Expression& expression) const;
  [[nodiscard]] std::vector<Slot> liveSlots() const;
  [[nodiscard]] bool isNamed(Slot slot) const { return !slots_[slot].empty(); }
  [[nodiscard]] std::uint32_t parameter(const std::string& name);

  // ---- queries (binder.cc)
  Result<bound::Query> query(const ast::Query& query, bool top);
  Result<bound::SingleQuery> single(const ast::SingleQuery& single, bound::Query& whole, bool first_branch);
  Status clause(const ast::Clause& clause, bound::SingleQuery& out, bound::Query& whole);
  Status unwind(const ast::Unwind& unwind, Position at, bound::SingleQuery& out);
  Status loadCsv(const ast::LoadCsv& load, Position at, bound::SingleQuery& out);
  Status callProcedure(const ast::CallProcedure& call, Position at, bound::SingleQuery& out,
                       bound::Query& whole);
  Status callSubquery(const ast::CallSubquery& call, Position at, bound::SingleQuery& out,
                      bound::Query& whole);

  // ---- time (bind_time.cc)
  Result<std::uint32_t> scope(const ast::TimeScope& time, bool prefix);
  /// Notes that something asks under a scope.
  void useScope(std::uint32_t scope);
  [[nodiscard]] Status scopesHaveEffect(const ast::TimeScope& prefix, bool writes) const;

  // ---- patterns (bind_pattern.cc)
  Result<bound::Match> match(const ast::Match& match);
  Status path(const ast::PathPattern& path, bound::Match& out);
  Result<std::size_t> patternNode(const ast::NodePattern& node, std::uint32_t scope, bound::Match& out);
  Status patternRelationship(const ast::RelationshipPattern& relationship, std::size_t left,
                             std::size_t right, const ast::PathPattern& path, std::uint32_t scope,
                             bound::Match& out);
  Status nodePredicates(const ast::NodePattern& node, Slot slot, bound::Match& out);
  Status relationshipPredicates(const ast::RelationshipPattern& relationship,
                                bound::RelationshipPattern& pattern, bound::Match& out);
  Status patternProperties(const ast::ExpressionPtr& properties, Slot slot, Expressions& out);
  /// Refuted facts are left out of patterns unless asked for: by a relationship's `_status`.
  void askForRefuted(bound::Match& match);
  /// Where the pattern reads several versions: which of its parts are asked for in each.
  Status versionsOf(bound::Match& match) const;
  /// The scope whose system range a scope is asked under, or nullopt.
  [[nodiscard]] std::optional<std::uint32_t> versionsUnder(std::uint32_t scope) const;
  /// The pattern as a query of its own over the names that are there: for expressions.
  Result<bound::Query> patternQuery(const ast::PathPattern& pattern, const ast::ExpressionPtr& where,
                                    bool names_allowed);

  // ---- projections (bind_projection.cc)
  Status projection(const ast::Projection& projection, const ast::ExpressionPtr* where, bool is_return,
                    Position at, bound::SingleQuery& out);
  Result<ExpressionPtr> rowCount(const ast::ExpressionPtr& count, std::string_view clause);
  /// Every aggregate in a sort key must be one of the projection's.
  Status sortAggregateIsProjected(const ast::Expression& expression, const Grouping& sorting);

  // ---- writing (bind_write.cc)
  Status write(const ast::Clause& clause, bound::SingleQuery& out, bound::Query& whole);
  Result<std::shared_ptr<WriteClause>> writeClause(const ast::Clause& clause);
  Result<bound::Create> create(const std::vector<ast::PathPattern>& paths, bool merge);
  Status createPath(const ast::PathPattern& path, bool merge, bound::Create& out);
  Result<Slot> createdNode(const ast::NodePattern& node, bool alone, bool merge, bound::Create& out);
  Result<PropertiesPattern> createdProperties(const ast::ExpressionPtr& properties, bool merge, Position at);
  Result<bound::Merge> merge(const ast::Merge& merge);
  Result<std::vector<SetItem>> setItems(const std::vector<ast::SetItem>& items);
  Result<std::optional<bound::Portion>> portion(const std::optional<ast::Portion>& portion);
  Result<bound::Delete> deleted(const ast::Delete& clause);
  Result<bound::Set> removed(const ast::Remove& clause);
  Result<Slot> entity(const ast::Name& name);

  // ---- expressions (bind_expression.cc)
  Result<ExpressionPtr> expression(const ast::Expression& expression);
  Result<Typed> typed(const ast::Expression& expression);
  /// Where a predicate stands: patterns may stand for whether they are there.
  Result<ExpressionPtr> predicate(const ast::Expression& expression);
  /// Splits at AND, so that each part may be asked as early as its variables are there.
  Status predicates(const ast::Expression& expression, Expressions& out);
  Result<Typed> node(const ast::Expression& expression);
  Result<Typed> variable(const ast::Variable& variable, const ast::Expression& at);
  Result<Typed> logical(const ast::Logical& logical, Position at);
  Result<Typed> comparison(const ast::Comparison& comparison, Position at);
  Result<Typed> binary(const ast::Binary& binary, Position at);
  Result<Typed> propertyAccess(const ast::PropertyAccess& access, Position at);
  Result<Typed> caseOf(const ast::Case& node, Position at);
  Result<Typed> functionCall(const ast::FunctionCall& call, const ast::Expression& at);
  Result<Typed> aggregate(const AggregateFunction* function, bool distinct,
                          const std::vector<ast::ExpressionPtr>& arguments, Position at);
  Result<Typed> listComprehension(const ast::ListComprehension& node, Position at);
  Result<Typed> quantifier(const ast::Quantifier& node, Position at);
  Result<Typed> reduce(const ast::Reduce& node, Position at);
  Result<Typed> mapProjection(const ast::MapProjection& node, Position at);
  Result<Typed> patternComprehension(const ast::PatternComprehension& node, Position at);
  Result<Typed> patternPredicate(const ast::PatternPredicate& node, Position at);
  Result<Typed> shortestPathValue(const ast::ShortestPathValue& node, Position at);
  Result<Typed> subquery(const ast::SubqueryExpression& node, Position at);
  /// Binds what stands in an expression as a query of its own: names, grouping and reads of the outside are
  /// as before afterwards.
  Result<Typed> inside(const std::function<Result<Typed>()>& body);
  Result<Typed> boundSubquery(SubqueryKind kind, bound::Query query, ExpressionPtr result, KindSet kinds,
                              Position at);
  /// Binds `body` with a variable that lives there alone.
  template <class Body>
  auto within(const std::string& name, Name what, Body&& body) {
    Names outer = names_;
    names_[name] = what;
    const bool was_local = !locals_.insert(name).second;
    auto result = body();
    if (!was_local) locals_.erase(name);
    names_ = std::move(outer);
    return result;
  }

  std::string_view text_;
  const BindContext& context_;
  Names names_;
  Grouping* grouping_ = nullptr;  ///< of the projection item being bound; nullptr: no aggregates here
  std::set<std::string, std::less<>> locals_;  ///< variables of comprehensions and their like
  bool in_aggregate_ = false;
  bool in_predicate_ = false;                ///< a pattern may stand for its existence
  bool in_exists_ = false;                   ///< a query that only reads
  std::set<Slot> reads_;                     ///< slots that were read, for subqueries
  Slot outside_ = 0;                         ///< slots below it belong to the outside of the subquery
  std::set<std::string, std::less<>> used_;  ///< variables that were read, for grouping keys
  std::vector<std::size_t> pattern_nodes_;   ///< of the pattern being bound: which node each one written is
  std::vector<ScopeSpec> scopes_;
  std::vector<std::pair<bool, bool>> scope_used_;  ///< valid and system time of each
  std::vector<std::string> parameters_;
  std::vector<std::string> slots_;
  std::vector<Slot> standalone_columns_;  ///< of a statement that is one CALL
  std::vector<std::string> standalone_names_;
};

/// A label expression in terms of the bound tree.
[[nodiscard]] LabelTest::Condition conditionOf(const ast::LabelExpression& labels);
/// The names of a type expression that is a list of alternatives; nullopt for `!A`, `A&B`, `%`.
[[nodiscard]] std::optional<std::vector<std::string>> alternatives(const ast::LabelExpression& types);

}  // namespace tenure::query

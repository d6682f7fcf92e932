// The recursive descent over a statement, one method for each production of docs/grammar.md. Used by
// parser.cc alone; its sources are expressions.cc, atoms.cc, patterns.cc, time_clauses.cc, projections.cc,
// reading_clauses.cc, writing_clauses.cc, queries.cc and schema_statements.cc.
//
// After a failure a method returns what it has, and pointers may be null: nobody looks at it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query/parser/ast.h"
#include "engine/query/parser/token_stream.h"

namespace tenure::query {

class Descent {
 public:
  explicit Descent(std::string_view text) : tokens_(text) {}
  ast::Statement statement();
  [[nodiscard]] bool failed() const { return tokens_.failed(); }
  [[nodiscard]] Error takeFailure() { return tokens_.takeFailure(); }

 private:
  /// How tightly operators bind, loosest first.
  enum class Binding : std::uint8_t {
    kOr,
    kXor,
    kAnd,
    kNot,
    kComparison,
    kPredicate,  ///< IN, STARTS WITH, IS NULL and so on
    kAdditive,
    kMultiplicative,
    kPower,
    kUnary,
  };
  /// What may be written around a path.
  enum class PathUse : std::uint8_t {
    kMatch,       ///< variable, mode, shortest, time
    kExpression,  ///< mode and variable, in a comprehension
    kPlain,       ///< variable
  };
  /// One more thing in another, for as long as it lives; and the heights of what stands beside apart.
  class Inside {
   public:
    explicit Inside(Descent& descent);
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside();

   private:
    Descent& descent_;
    std::uint32_t height_beside_;
  };
  /// Sets a flag for as long as it lives.
  class Setting {
   public:
    Setting(bool& flag, bool value) : flag_(flag), before_(std::exchange(flag, value)) {}
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;
    ~Setting() { flag_ = before_; }

   private:
    bool& flag_;
    bool before_;
  };

  // expressions.cc
  ast::ExpressionPtr expression();
  /// An expression that is no pattern: patterns are predicates only.
  ast::ExpressionPtr value();
  ast::ExpressionPtr operators(Binding loosest);
  ast::ExpressionPtr operand(Binding loosest);
  ast::ExpressionPtr prefixed(Binding loosest);
  bool continued(ast::ExpressionPtr& left, Position begin, Binding loosest);
  bool continuedByWord(ast::ExpressionPtr& left, Position begin, Binding loosest);
  bool logical(ast::ExpressionPtr& left, Position begin, ast::LogicalOperator op, std::string_view word);
  bool comparison(ast::ExpressionPtr& left, Position begin);
  bool binary(ast::ExpressionPtr& left, Position begin, ast::BinaryOperator op, std::size_t words,
              Binding right);
  bool isNull(ast::ExpressionPtr& left, Position begin);
  bool checkDash();
  void failTooDeep(std::size_t most, std::string_view things);
  void refusePattern(const ast::ExpressionPtr& expression);
  ast::ExpressionPtr make(Position begin, ast::Expression::Node node);
  ast::ExpressionPtr postfixed();
  bool postfix(ast::ExpressionPtr& left, Position begin);
  ast::Expression::Node subscript(ast::ExpressionPtr object);

  // atoms.cc
  ast::ExpressionPtr atom();
  ast::ExpressionPtr number(Position begin, bool negative);
  ast::ExpressionPtr parameter();
  ast::ExpressionPtr parenthesised();
  ast::ExpressionPtr bracketed();
  ast::ExpressionPtr mapLiteral();
  ast::ExpressionPtr word();
  ast::ExpressionPtr keywordAtom();
  ast::ExpressionPtr variable();
  ast::ExpressionPtr caseExpression();
  ast::ExpressionPtr functionCall();
  ast::ExpressionPtr listComprehension(Position begin);
  ast::ExpressionPtr patternComprehension(Position begin);
  ast::ExpressionPtr quantifier(ast::QuantifierKind kind);
  ast::ExpressionPtr reduce();
  ast::ExpressionPtr existsPattern();
  ast::ExpressionPtr shortestPath();
  ast::ExpressionPtr subqueryExpression(ast::SubqueryKind kind);
  ast::ExpressionPtr mapProjection();
  ast::MapProjection::Item mapProjectionItem();
  [[nodiscard]] bool atFunction() const;
  [[nodiscard]] bool atSubquery(std::string_view word) const;

  // patterns.cc
  ast::PathPattern path(PathUse use);
  std::vector<ast::PathPattern> paths(PathUse use);
  void pathElement(ast::PathPattern& path);
  void shortestElement(ast::PathPattern& path);
  ast::NodePattern node();
  ast::RelationshipPattern relationship();
  void relationshipDetail(ast::RelationshipPattern& out);
  ast::VariableLength variableLength();
  std::optional<std::uint64_t> lengthBound();
  ast::ExpressionPtr patternProperties();
  ast::LabelExpression labels(bool of_node, bool bar);
  ast::LabelExpression labelConjunction(bool of_node);
  ast::LabelExpression labelAtom(bool of_node);
  [[nodiscard]] bool atArrow() const;
  [[nodiscard]] bool atShortest(std::size_t ahead) const;
  [[nodiscard]] bool atMode(std::size_t ahead) const;
  /// Whether a node followed by an arrow begins `ahead`.
  [[nodiscard]] bool atSteps(std::size_t ahead) const;
  [[nodiscard]] bool atPath() const;

  // time_clauses.cc
  [[nodiscard]] bool atPortion() const;
  /// Clauses of time from here on, each clock once.
  ast::TimeScope timeScope();
  ast::TimeClause timeClause();
  void timeOperands(ast::TimeClause& clause);
  ast::ExpressionPtr timeOperand(bool before_and = false);
  ast::Portion portion();
  bool refuseForIn();
  void refuseLateTime();

  // projections.cc
  ast::Projection projection(std::string_view clause);
  void projectionItems(ast::Projection& out);
  ast::ProjectionItem projectionItem();
  std::vector<ast::SortItem> orderBy();
  ast::ExpressionPtr optionalWhere();

  // reading_clauses.cc
  ast::Match match();
  ast::Unwind unwind();
  ast::LoadCsv loadCsv();
  ast::With with();
  ast::Clause::Node call();
  ast::CallProcedure callProcedure();
  ast::CallSubquery callSubquery();
  void yield(ast::CallProcedure& out);

  // writing_clauses.cc
  bool atWriting();
  ast::Clause::Node writing();
  ast::Clause::Node portioned();
  ast::Create create();
  ast::Merge merge();
  ast::Set set(std::optional<ast::Portion> portion);
  std::vector<ast::SetItem> setItems();
  ast::SetItem setItem();
  std::vector<ast::Name> labelList();
  ast::Remove remove(std::optional<ast::Portion> portion);
  ast::RemoveItem removeItem();
  std::pair<ast::ExpressionPtr, ast::Name> propertyTarget();
  ast::Delete deletion(std::optional<ast::Portion> portion);
  ast::Foreach foreach ();

  // queries.cc
  enum class QueryUse : std::uint8_t { kWhole, kCall, kExists, kCollect };
  ast::Query query(QueryUse use);
  ast::SingleQuery singleQuery(QueryUse use);
  ast::Query patternQuery();
  ast::QueryPtr block(QueryUse use);
  ast::Clause clause();
  ast::Clause::Node clauseNode();
  bool atQueryEnd();
  void checkEnd(const ast::SingleQuery& query, QueryUse use);
  void checkCalls(ast::Query& query);
  std::optional<ast::RunMode> runMode();

  // schema_statements.cc
  bool atSchemaStatement();
  ast::Statement::Node schemaStatement();
  ast::Statement::Node createStatement();
  ast::Statement::Node dropStatement();
  std::optional<ast::DeclareName::Kind> declaredKind();
  ast::CreateIndex createIndex();
  std::optional<ast::Name> schemaName();
  bool ifNotExists();
  bool ifExists();
  ast::Show show();
  ast::Show::Kind showKind();

  // constraints.cc
  ast::CreateConstraint createConstraint();
  /// The label of (n:Label), the pattern of a constraint or an index.
  ast::Name labelOf(const ast::PathPattern& pattern);
  ast::Requirement nodeRequirement(const ast::PathPattern& pattern);
  ast::Requirement relationshipRequirement(const ast::PathPattern& pattern);
  ast::Requirement isRequirement(const ast::PathPattern& pattern, const ast::Name& type);
  ast::Name typeOf(const ast::PathPattern& pattern);
  void checkConstraintNode(const ast::NodePattern& node);
  /// `variable`.key
  ast::Name propertyOf(const std::optional<ast::Name>& variable);
  void expectVariable(const std::optional<ast::Name>& variable);
  std::optional<Side> sideOf(const ast::PathPattern& pattern, const std::optional<ast::Name>& variable);
  ValueType valueType();
  ast::RequireEndpoints endpoints(const ast::Name& type);
  ast::RequireEventEnds eventEnds(const ast::PathPattern& pattern, const ast::Name& type);

  TokenStream tokens_;
  std::uint32_t depth_ = 0;
  std::uint32_t height_ = 0;   ///< of the highest expression made in the present Inside
  bool bar_ends_ = false;      ///< a | ends the expression instead of joining labels
  bool reading_only_ = false;  ///< within EXISTS and its like
};

}  // namespace tenure::query

#include "engine/query/binder/bind_schema.h"

#include <utility>

namespace tenure::query {

namespace {

std::string textOr(const std::optional<ast::Name>& name) { return name ? name->text : std::string(); }

/// What a requirement declares; the number of days is not known yet.
struct ToDeclaration {
  Declaration operator()(const ast::RequireUnique& one) const {
    return UniqueKey{one.label.text, one.key.text};
  }
  Declaration operator()(const ast::RequirePropertyType& one) const {
    return PropertyDeclaration{one.label.text, one.key.text, one.type};
  }
  Declaration operator()(const ast::RequireAtMostOne& one) const {
    return AtMostOne{one.type.text, one.per, one.strict};
  }
  Declaration operator()(const ast::RequireWithinLifespans& one) const {
    return WithinLifespans{one.type.text};
  }
  Declaration operator()(const ast::RequireAcyclic& one) const { return Acyclic{one.type.text}; }
  Declaration operator()(const ast::RequireEndpoints& one) const {
    JoinedLabels joined{one.type.text, {}};
    for (const auto& pair : one.pairs)
      joined.endpoints.push_back({textOr(pair.subject), textOr(pair.object)});
    return joined;
  }
  Declaration operator()(const ast::RequireLineage& one) const { return LineageType{one.type.text}; }
  Declaration operator()(const ast::RequireEvent& one) const { return EventType{one.type.text}; }
  Declaration operator()(const ast::RequireLongest& one) const { return LongestDuration{one.type.text, 0}; }
  Declaration operator()(const ast::RequireEventEnds& one) const {
    return EventRule{one.event.text, one.target, textOr(one.state)};
  }
  Declaration operator()(const ast::RequireStrictSchema&) const { return StrictSchema{}; }
};

bound::SchemaChange created(const ast::CreateConstraint& one) {
  bound::CreateDeclaration what{std::visit(ToDeclaration{}, one.requirement), textOr(one.name),
                                bound::kNoSlot, one.requirement_at};
  if (const auto* longest = std::get_if<ast::RequireLongest>(&one.requirement)) {
    what.days_at = longest->days->at;
  }
  return {std::move(what), one.if_not_exists, one.name ? one.name->at : one.requirement_at,
          "CREATE CONSTRAINT"};
}

}  // namespace

std::optional<bound::SchemaChange> bindSchemaChange(const ast::Statement& statement) {
  const auto* node = &statement.node;
  if (const auto* one = std::get_if<ast::CreateConstraint>(node)) return created(*one);
  if (const auto* one = std::get_if<ast::CreateIndex>(node)) {
    bound::CreateDeclaration what{
        PropertyIndex{one->label.text, one->key.text}, textOr(one->name), bound::kNoSlot, {}};
    return bound::SchemaChange{std::move(what), one->if_not_exists, one->name ? one->name->at : one->label.at,
                               "CREATE INDEX"};
  }
  if (const auto* one = std::get_if<ast::DropConstraint>(node)) {
    return bound::SchemaChange{bound::DropDeclaration{one->name.text, false}, one->if_exists, one->name.at,
                               "DROP CONSTRAINT"};
  }
  if (const auto* one = std::get_if<ast::DropIndex>(node)) {
    return bound::SchemaChange{bound::DropDeclaration{one->name.text, true}, one->if_exists, one->name.at,
                               "DROP INDEX"};
  }
  if (const auto* one = std::get_if<ast::DeclareName>(node)) {
    const bool type = one->kind == ast::DeclareName::Kind::kType;
    return bound::SchemaChange{bound::NameDeclaration{one->name.text, type, false}, one->if_not_exists,
                               one->name.at, type ? "CREATE RELATIONSHIP TYPE" : "CREATE LABEL"};
  }
  if (const auto* one = std::get_if<ast::DropDeclaration>(node)) {
    const bool type = one->kind == ast::DeclareName::Kind::kType;
    return bound::SchemaChange{bound::NameDeclaration{one->name.text, type, true}, one->if_exists,
                               one->name.at, type ? "DROP RELATIONSHIP TYPE" : "DROP LABEL"};
  }
  return std::nullopt;
}

}  // namespace tenure::query

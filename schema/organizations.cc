// The built-in schema for organizations, people, coalitions and events.
#include "schema/catalog.h"

namespace tenure {
namespace {

RelationshipType state(std::string name, std::vector<Endpoints> endpoints) {
  return {std::move(name), std::move(endpoints), false, false, std::nullopt};
}
RelationshipType event(std::string name, std::vector<Endpoints> endpoints) {
  return {std::move(name), std::move(endpoints), false, true, std::nullopt};
}
RelationshipType lineage(std::string name) {
  return {std::move(name),
          {{"Organization", "Organization"},
           {"Coalition", "Coalition"},
           {"Organization", "Coalition"},
           {"Coalition", "Organization"}},
          true,
          true,
          std::nullopt};
}

Result<Schema> organizations() {
  const std::vector<Endpoints> into_groups = {{"Person", "Organization"},
                                              {"Person", "Coalition"},
                                              {"Organization", "Organization"},
                                              {"Organization", "Coalition"},
                                              {"Coalition", "Coalition"}};
  const std::vector<Endpoints> people = {{"Person", "Organization"}, {"Person", "Coalition"}};
  const std::vector<Endpoints> places = {
      {"Organization", "Place"}, {"Coalition", "Place"}, {"Person", "Place"}};
  SchemaBuilder schema("organizations");
  for (const char* label :
       {"Person", "Organization", "Coalition", "Place", "Event", "Ideology", "EthnicGroup"}) {
    schema.label(label);
  }
  schema.type(state("MEMBER_OF", into_groups))
      .type(state("CHAIRED", people))
      .type(state("PRESIDED", people))
      .type(state("LED", people))
      .type(state("HEADQUARTERED_IN", places))
      .type(state("ACTIVE_IN", places))
      .type(state("HOLDS", {{"Organization", "Ideology"}, {"Coalition", "Ideology"}, {"Person", "Ideology"}}))
      .type(state("FACTION_OF", {{"Organization", "Organization"}}))
      .type(state("REPRESENTED_IN", {{"EthnicGroup", "Organization"}, {"EthnicGroup", "Coalition"}}))
      .type(state("RELATED_TO", {}))
      .type(event("FOUNDED", {}))
      .type(event("WITHDREW_FROM", into_groups))
      .type(event("ASSASSINATED_IN", {{"Person", "Place"}}))
      .type(event("DIED_IN", {{"Person", "Place"}}))
      .type(event("OCCURRED_IN", {{"Event", "Place"}}))
      .type(event("TOOK_PART_IN", {}))
      .type(lineage("MERGED_INTO"))
      .type(lineage("SPLIT_FROM"))
      .type(lineage("RENAMED_TO"))
      .type(lineage("SUCCEEDED_BY"));
  schema.eventRule({"WITHDREW_FROM", EventTarget::kSubjectFactsWithObject, "MEMBER_OF"})
      .eventRule({"MERGED_INTO", EventTarget::kSubjectFacts, "MEMBER_OF"})
      .eventRule({"MERGED_INTO", EventTarget::kSubjectLifespan, ""})
      .eventRule({"ASSASSINATED_IN", EventTarget::kSubjectLifespan, ""})
      .eventRule({"DIED_IN", EventTarget::kSubjectLifespan, ""});
  schema.atMostOne({"CHAIRED", Side::kObject, false})
      .atMostOne({"PRESIDED", Side::kObject, false})
      .withinLifespans("MEMBER_OF")
      .withinLifespans("CHAIRED")
      .withinLifespans("PRESIDED")
      .acyclic("MEMBER_OF")
      .acyclic("FACTION_OF");
  return schema.build();
}

}  // namespace

const Schema& organizationsSchema() {
  static const Schema schema = organizations().value();
  return schema;
}

Result<Schema> builtInSchema(std::string_view name) {
  if (name == "open") return Schema{};
  if (name == "organizations") return organizationsSchema();
  return Error(ErrorCode::kNotFound,
               "no built-in schema is called \"" + std::string(name) + "\"; there are: open, organizations");
}

}  // namespace tenure

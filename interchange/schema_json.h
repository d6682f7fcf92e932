// A whole schema as fields of a JSON object, for the schema lines of an export. Pure functions; any thread.
#pragma once

#include "interchange/json_tree.h"
#include "interchange/json_writer.h"
#include "schema/catalog.h"
#include "schema/result.h"

namespace tenure::interchange {

/// Everything but the name.
void writeSchemaFields(JsonWriter& out, const Schema& schema);
/// Asks `fields` for what writeSchemaFields writes, and builds the schema `name` of it: what SchemaBuilder
/// refuses is kParse at `at`.
[[nodiscard]] Result<Schema> schemaFrom(JsonFields& fields, const JsonNode& at, std::string name);

}  // namespace tenure::interchange

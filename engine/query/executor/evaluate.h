// Runs bound expressions on the frame of an execution. Errors have a place.
//
// Thread rules: those of the execution.
#pragma once

#include "engine/query/binder/bound_expression.h"
#include "engine/query/executor/execution.h"
#include "engine/query/values/comparison.h"
#include "schema/result.h"

namespace tenure::query {

[[nodiscard]] Result<Datum> evaluate(const bound::Expression& expression, Execution& run);
/// A predicate: true, or not (false and null alike). TypeError.InvalidArgumentType for another kind.
[[nodiscard]] Result<bool> holds(const bound::Expression& predicate, Execution& run);
/// `object.key` of anything that has properties, under the scope the object was met with. Underscore keys of
/// nodes and relationships are the engine's own: `_id`, `_valid`, `_status`, `_source`, `_event`.
[[nodiscard]] Result<Datum> propertyOf(const Datum& object, std::string_view key, Execution& run);
/// All properties of a node, relationship or map; underscore keys are left out.
[[nodiscard]] Result<DatumMap> propertiesOf(const Datum& object, Execution& run);
/// EntityNotFound.DeletedEntityAccess.
[[nodiscard]] Error deletedEntity();
[[nodiscard]] Result<bool> hasLabels(const Datum& object, const bound::LabelTest::Condition& condition,
                                     Execution& run);

}  // namespace tenure::query

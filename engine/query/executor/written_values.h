// What a statement writes onto nodes and relationships: property values that can be kept, and the engine's
// own underscore properties (`_id`, `_valid`, `_status`, `_source`, `_event`).
//
// Thread rules: those of the execution.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/binder/bound_query.h"
#include "engine/query/executor/execution.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::query {

/// A map of properties into a draft; nulls are left out. Errors: TypeError.InvalidPropertyType for a value
/// that cannot be kept, ArgumentError for an engine property that does not exist or does not parse.
Status fillDraft(const DatumMap& properties, NodeDraft& draft);
Status fillDraft(const DatumMap& properties, FactDraft& draft);

/// SET object.key = value; null removes. With `during` in that portion alone. A null object is no error and
/// nothing is done.
Status writeProperty(const Datum& object, std::string_view key, const Datum& value,
                     const std::optional<Range>& during, Execution& run);
/// SET object = map (`replace`) and SET object += map. Underscore keys that the map does not have stay.
Status writeProperties(const Datum& object, const DatumMap& map, bool replace, Execution& run);
Status writeLabels(NodeId node, const std::vector<std::string>& labels, bool remove, Execution& run);

[[nodiscard]] Result<Range> portionOf(const bound::Portion& portion, Execution& run);

}  // namespace tenure::query

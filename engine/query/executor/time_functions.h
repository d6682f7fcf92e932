// Periods of things that were met in the graph, for functions of other files.
#pragma once

#include <optional>

#include "engine/query/values/call_context.h"
#include "engine/query/values/datum.h"
#include "schema/result.h"
#include "schema/validity.h"

namespace tenure::query {

/// The period that counts: of a node its effective lifespan, of a relationship the piece that was met, of a
/// path what all its parts share. nullopt where there is none: a node that is not believed, a path whose
/// parts can share no instant. EntityNotFound.DeletedEntityAccess.
[[nodiscard]] Result<std::optional<Period>> periodMet(const Datum& entity, CallContext& context);

}  // namespace tenure::query

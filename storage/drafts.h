// Drafts and corrections made into versions: what users give, checked and put into the order that records
// promise. Pure functions; any thread.
#pragma once

#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::storage {

/// kParse, kLimit, kInvalidArgument: which text of the draft cannot be stored, and why.
[[nodiscard]] Result<NodeVersion> versionOf(NodeId id, const NodeDraft& draft);
[[nodiscard]] Result<FactVersion> versionOf(FactId id, const FactDraft& draft);
/// Whether the draft can be stored as it is: nothing to put into order. Errors as versionOf.
[[nodiscard]] Result<bool> isSettled(const FactDraft& draft);
/// Whether a version that was made elsewhere says what a draft could have said. Errors as versionOf;
/// kInvalidArgument where a list is not in the order that records promise.
Status checkVersion(const NodeVersion& version);
Status checkVersion(const FactVersion& version);
Status apply(const NodeCorrection& correction, NodeVersion& version);
Status apply(const FactCorrection& correction, FactVersion& version);
/// Sets `key` to `value` within `portion` (null: to nothing) and keeps what held outside of it.
Status setDuring(Properties& properties, std::string_view key, const Value& value, Range portion);

}  // namespace tenure::storage

#include "engine/traversal/find_node.h"

#include <string>

#include "schema/text_quote.h"

namespace tenure {

Result<NodeId> findNode(const View& view, std::string_view id_or_name) {
  const storage::GraphReader& reader = view.reader();
  const storage::SystemTime system = view.scope().system;
  TENURE_ASSIGN(const auto by_id, reader.byExternalId(id_or_name, system));
  if (by_id) return *by_id;
  TENURE_ASSIGN(const auto named, reader.byName(id_or_name, system));
  if (named.size() == 1) return named.front();
  if (named.empty()) {
    return Error(ErrorCode::kNotFound, "no node has the id or the name " + quoted(id_or_name));
  }
  constexpr std::size_t kListedMax = 10;
  std::string list;
  for (std::size_t i = 0; i < named.size() && i < kListedMax; ++i) {
    TENURE_ASSIGN(const auto node, reader.node(named[i], system));
    const bool has_id = node && !node->external_id.empty();
    list += (i == 0 ? "" : ", ") + (has_id ? node->external_id : "node " + std::to_string(named[i].value));
  }
  if (named.size() > kListedMax) list += ", ...";
  return Error(ErrorCode::kAmbiguous, quoted(id_or_name) + " is the name of " + std::to_string(named.size()) +
                                          " nodes, ask by id: " + list);
}

}  // namespace tenure

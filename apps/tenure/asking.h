// What the commands that ask a database share: opening it, finding the node that was named, saying nodes and
// facts in cells. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "apps/tenure/output.h"
#include "engine/database.h"
#include "schema/graph.h"
#include "schema/result.h"

namespace tenure::apps {

/// An existing database, for reading only; other readers may have it open too.
[[nodiscard]] Result<Database> openToRead(const std::string& path);
/// An existing database, for writing.
[[nodiscard]] Result<Database> openToWrite(const std::string& path);

/// All of valid time, under `system_time` where one is said.
[[nodiscard]] Result<View> viewOf(const Database& db, const std::string& system_time);

/// The node that `text` names: an external id, a name that fits one node only, or `#12`, which is how nodes
/// without an external id are shown.
[[nodiscard]] Result<NodeId> nodeNamed(const View& view, const std::string& text);
/// The number of a fact as a user typed it.
[[nodiscard]] Result<FactId> factNumbered(const std::string& text);

/// A note on standard error for each of `types` that neither the schema nor any fact has: types are
/// case-sensitive, and an answer without rows would hide a slip of the pen.
void noteUnknownTypes(const View& view, const std::vector<std::string>& types);

/// The external id, or `#12`.
[[nodiscard]] std::string referenceOf(const NodeVersion& node);

/// Nodes as cells, each read once.
class NodeCells {
 public:
  explicit NodeCells(const View& view) : view_(view) {}
  /// Reads those that are not known yet, all at once.
  Status read(const std::vector<NodeId>& ids);
  /// The reference of a node that was read.
  [[nodiscard]] Cell reference(NodeId id) const { return known_.at(id).reference; }
  /// Its name under the view: the one that held then, else the latest; absent where it has none.
  [[nodiscard]] Cell name(NodeId id) const { return known_.at(id).name; }

 private:
  struct Known {
    Cell reference;
    Cell name;
  };
  const View& view_;
  std::unordered_map<NodeId, Known> known_;
};

/// A line each for the first few, and where the rest is listed.
void writeNotices(OutputFile& out, const Notices& notices);

/// When a fact holds: what was written or, where an event or a removed portion changed that, the periods that
/// are left; absent for a timeless fact.
[[nodiscard]] Cell validityCell(const FactVersion& fact, const Schema& schema);
/// Sources apart by "|", as the column :SOURCE of an import has them; absent where there is none.
[[nodiscard]] Cell sourceCell(const FactVersion& fact);
[[nodiscard]] Cell textCell(const std::string& text);  ///< absent where empty
[[nodiscard]] inline Cell countCell(std::uint64_t count) { return static_cast<std::int64_t>(count); }

}  // namespace tenure::apps

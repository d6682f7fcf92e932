// What a bulk load has read of the database that it goes into. Checks ask of the same nodes and lists for
// fact after fact, and the state under a load does not change, so each is read once; the parts that could
// grow with the database are bounded and then begin anew.
//
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/result.h"
#include "schema/rules.h"
#include "storage/graph_reader.h"

namespace tenure::storage {

/// Outlines by node, 4 bytes each beside the distinct ones.
class Outlines {
 public:
  /// Inner nullopt: the node is not there; outer: not known yet.
  [[nodiscard]] std::optional<std::optional<NodeOutline>> find(NodeId id) const;
  void keep(NodeId id, const std::optional<NodeVersion>& node);

 private:
  static constexpr std::uint32_t kUnknown = 0;
  static constexpr std::uint32_t kAbsent = 1;
  static constexpr std::uint32_t kFirst = 2;

  std::vector<std::uint32_t> of_node_;  ///< kFirst and more: a place in distinct_
  std::vector<NodeOutline> distinct_;
  std::map<std::vector<std::string>, std::shared_ptr<const std::vector<std::string>>> labels_;
  /// Outlines by labels and bounds.
  std::map<std::tuple<const void*, bool, std::int64_t, std::int64_t, std::int64_t, std::int64_t>,
           std::uint32_t>
      places_;
};

/// The lists of stored nodes.
class StoredLists {
 public:
  explicit StoredLists(const GraphReader& base) : base_(base) {}
  /// The entries of a list, hollow ones included. Valid until the next call.
  [[nodiscard]] Result<std::span<const ListedEntry>> of(const ListKey& list);

 private:
  struct Hash {
    std::size_t operator()(const ListKey& list) const;
  };
  const GraphReader& base_;
  /// By list. What a node is the subject of is little, and asked for type after type: type 0 stands for all.
  std::unordered_map<ListKey, std::vector<ListedEntry>, Hash> lists_;
  std::size_t entries_ = 0;  ///< in all of them
};

/// Which stored nodes have which external id, and which are there at all.
class StoredIds {
 public:
  explicit StoredIds(const GraphReader& base) : base_(base) {}
  [[nodiscard]] Result<std::optional<NodeId>> byExternalId(std::string_view id);
  /// Of a node whose number was given.
  [[nodiscard]] Result<bool> isThere(NodeId id);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  void noteThere(NodeId id);

  const GraphReader& base_;
  std::unordered_map<std::string, NodeId, Hash, std::equal_to<>> ids_;
  std::size_t bytes_ = 0;  ///< of their texts
  std::vector<bool> there_;
};

}  // namespace tenure::storage

// A view: the graph as of a time. A view holds one consistent state of the database and a TimeScope; it sees
// the commits up to its making and none after, however long it lives.
//
// A row is judged as DESIGN section 1 has it: the lifespan of the asked node, the fact and the lifespan of
// the neighbour together. A fact with removed portions holds where any of its pieces holds, and stands once.
//
// Thread rules: any thread, also at once; copies are cheap. A view must not outlive its Database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/graph.h"
#include "schema/result.h"
#include "schema/time_scope.h"
#include "storage/graph_reader.h"

namespace tenure {

/// A fact as seen from one of its ends.
struct Edge {
  FactId fact;
  TypeId type;                            ///< View::typeName gives its name
  Direction direction = Direction::kOut;  ///< kOut: the asked node is the subject; never kBoth
  NodeId node;                            ///< the other end
  Period period;  ///< of the fact; with removed portions, of the piece that holds best
  Certainty certainty = Certainty::kCertain;
  FactStatus status = FactStatus::kAsserted;
};

/// The answer of `in`, `out`, `both`: edges in the order (direction out first, type, start, fact), or the
/// error that stood in the way: then it is empty and `status` tells. One allocation for the whole answer,
/// none a fact.
class Edges {
 public:
  Edges() = default;
  explicit Edges(std::vector<Edge> edges) : edges_(std::move(edges)) {}
  explicit Edges(Error error) : status_(std::move(error)) {}

  [[nodiscard]] const Status& status() const { return status_; }
  [[nodiscard]] bool ok() const { return status_.ok(); }
  [[nodiscard]] auto begin() const { return edges_.begin(); }
  [[nodiscard]] auto end() const { return edges_.end(); }
  [[nodiscard]] std::size_t size() const { return edges_.size(); }
  [[nodiscard]] bool empty() const { return edges_.empty(); }
  [[nodiscard]] const Edge& operator[](std::size_t i) const { return edges_[i]; }

 private:
  Status status_;
  std::vector<Edge> edges_;
};

class View {
 public:
  View(storage::GraphReader reader, TimeScope scope) : reader_(std::move(reader)), scope_(scope) {}

  [[nodiscard]] const TimeScope& scope() const { return scope_; }
  [[nodiscard]] const storage::GraphReader& reader() const { return reader_; }
  void setScope(const TimeScope& scope) { scope_ = scope; }
  /// The same state under another scope.
  [[nodiscard]] View with(const TimeScope& scope) const { return {reader_, scope}; }
  [[nodiscard]] View certainOnly() const;
  [[nodiscard]] View withRefuted() const;
  /// What was believed at `system`; a text may be coarse and means its last microsecond.
  [[nodiscard]] View systemAsOf(SystemInstant system) const;
  [[nodiscard]] Result<View> systemAsOf(std::string_view system) const;

  /// The node as then believed, or nullopt where there is none or its lifespan does not count under the
  /// scope.
  [[nodiscard]] Result<std::optional<NodeVersion>> node(NodeId id) const;
  /// The fact as then believed, or nullopt where there is none or it does not hold under the scope (judged
  /// alone).
  [[nodiscard]] Result<std::optional<FactVersion>> fact(FactId id) const;

  /// The facts that hold, of one type or (empty) of all; an unknown type has none. A fact from a node to
  /// itself stands once in `both`, as out.
  [[nodiscard]] Edges out(NodeId node, std::string_view type = {}) const;
  [[nodiscard]] Edges in(NodeId node, std::string_view type = {}) const;
  [[nodiscard]] Edges both(NodeId node, std::string_view type = {}) const;
  [[nodiscard]] Edges edges(NodeId node, Direction direction, std::string_view type = {}) const;
  [[nodiscard]] const std::string& typeName(TypeId type) const { return reader_.typeName(type); }

 private:
  [[nodiscard]] Result<std::vector<Edge>> collect(NodeId node, Direction direction,
                                                  std::string_view type) const;
  Status gather(NodeId node, Direction direction, std::optional<TypeId> type,
                std::vector<storage::ListedEntry>& out) const;

  storage::GraphReader reader_;
  TimeScope scope_;
};

/// The certainty of a fact alone: the best of its pieces; nullopt where none holds.
[[nodiscard]] std::optional<Certainty> judgeFact(const FactVersion& fact, const Schema& schema,
                                                 const ValidScope& scope);

}  // namespace tenure

#include "engine/traversal/view.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "storage/adjacency_cache.h"

namespace tenure {
namespace {

using storage::ListedEntry;

/// The lifespans that a row is judged with: of the asked node, and of every neighbour where the store has
/// any.
class Lifespans {
 public:
  Lifespans(const storage::GraphReader& reader, storage::SystemTime system)
      : reader_(reader), system_(system), matter_(reader.last().lifespans) {}

  /// The period of a node; nullopt where it is not believed.
  Result<std::optional<Period>> of(NodeId id) const {
    if (!matter_) return std::optional(Period::timeless());
    TENURE_ASSIGN(const auto node, reader_.node(id, system_));
    if (!node) return std::optional<Period>();
    return std::optional(node->effective());
  }
  /// The same for each entry's neighbour, each neighbour read once.
  Result<std::vector<std::optional<Period>>> ofNeighbours(const std::vector<ListedEntry>& entries) const {
    std::vector<std::optional<Period>> periods(entries.size(), Period::timeless());
    if (!matter_) return periods;
    std::vector<NodeId> ids;
    ids.reserve(entries.size());
    for (const ListedEntry& one : entries) ids.push_back(one.entry.neighbour);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    TENURE_ASSIGN(const auto nodes, reader_.nodes(ids, system_));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto at = std::lower_bound(ids.begin(), ids.end(), entries[i].entry.neighbour) - ids.begin();
      const auto& node = nodes[static_cast<std::size_t>(at)];
      periods[i] = node ? std::optional(node->effective()) : std::nullopt;
    }
    return periods;
  }

 private:
  const storage::GraphReader& reader_;
  storage::SystemTime system_;
  bool matter_;
};

auto orderOf(const Edge& e) { return std::tie(e.direction, e.type, e.period.start_min, e.fact); }

/// A fact with removed portions has an entry for each piece: keeps the best of them.
void keepBestPieces(std::vector<Edge>& edges) {
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return std::tuple(a.direction, a.type, a.fact, b.certainty, a.period.start_min) <
           std::tuple(b.direction, b.type, b.fact, a.certainty, b.period.start_min);
  });
  edges.erase(std::unique(edges.begin(), edges.end(),
                          [](const Edge& a, const Edge& b) {
                            return std::tie(a.direction, a.type, a.fact) ==
                                   std::tie(b.direction, b.type, b.fact);
                          }),
              edges.end());
}

}  // namespace

std::optional<Certainty> judgeFact(const FactVersion& fact, const Schema& schema, const ValidScope& scope) {
  std::optional<Certainty> best;
  for (const Period& piece : fact.pieces(schema.type(fact.type))) {
    const auto one = judge(piece, scope);
    if (one && (!best || *best < *one)) best = one;
  }
  return best;
}

View View::certainOnly() const {
  TimeScope scope = scope_;
  scope.certain_only = true;
  return with(scope);
}
View View::withRefuted() const {
  TimeScope scope = scope_;
  scope.include_refuted = true;
  return with(scope);
}
View View::systemAsOf(SystemInstant system) const {
  TimeScope scope = scope_;
  scope.system = system;
  return with(scope);
}
Result<View> View::systemAsOf(std::string_view system) const {
  TENURE_ASSIGN(const SystemInstant instant, parseSystemTime(system));
  return systemAsOf(instant);
}

Result<std::optional<NodeVersion>> View::node(NodeId id) const {
  TENURE_ASSIGN(auto node, reader_.node(id, scope_.system));
  if (!node) return std::optional<NodeVersion>();
  const auto certainty = judge(node->effective(), scope_.valid);
  if (!certainty || (scope_.certain_only && *certainty != Certainty::kCertain))
    return std::optional<NodeVersion>();
  return node;
}

Result<std::optional<FactVersion>> View::fact(FactId id) const {
  TENURE_ASSIGN(auto fact, reader_.fact(id, scope_.system));
  if (!fact || (fact->status == FactStatus::kRefuted && !scope_.include_refuted))
    return std::optional<FactVersion>();
  TENURE_ASSIGN(const auto schema, reader_.schemaAt(scope_.system));
  const auto certainty = judgeFact(*fact, *schema, scope_.valid);
  if (!certainty || (scope_.certain_only && *certainty != Certainty::kCertain))
    return std::optional<FactVersion>();
  return fact;
}

Edges View::out(NodeId node, std::string_view type) const { return edges(node, Direction::kOut, type); }
Edges View::in(NodeId node, std::string_view type) const { return edges(node, Direction::kIn, type); }
Edges View::both(NodeId node, std::string_view type) const { return edges(node, Direction::kBoth, type); }

Edges View::edges(NodeId node, Direction direction, std::string_view type) const {
  auto found = collect(node, direction, type);
  return found.ok() ? Edges(std::move(*found)) : Edges(std::move(found).error());
}

/// The entries that can hold under the scope, from memory where refuted facts are not asked for.
Status View::gather(NodeId node, Direction direction, std::optional<TypeId> type,
                    std::vector<ListedEntry>& out) const {
  if (scope_.include_refuted) return reader_.adjacent(node, direction, type, scope_.system, out);
  const auto cell = reader_.images(scope_.system);
  storage::ImagePtr image = cell->image();
  const storage::Window window = storage::Window::possible(scope_.valid);
  std::vector<storage::AdjacencyEntry> found;
  for (const Side side : {Side::kSubject, Side::kObject}) {
    if (direction == (side == Side::kSubject ? Direction::kIn : Direction::kOut)) continue;
    if (!image->isLoaded(node, side)) {
      TENURE_ASSIGN(image, cell->fill(reader_, scope_.system, node, side));
    }
    const std::uint32_t first = type ? type->value : 0;
    const std::uint32_t end = type ? type->value + 1 : image->typesEnd();
    for (std::uint32_t one = first; one < end; ++one) {
      const auto* line = storage::GraphImage::line(image->lines(TypeId{one}, side), node);
      if (line == nullptr) continue;
      found.clear();
      storage::entriesInWindow(*line, window, found);
      for (const auto& entry : found) out.push_back({TypeId{one}, side, entry});
    }
  }
  return {};
}

Result<std::vector<Edge>> View::collect(NodeId node, Direction direction, std::string_view type) const {
  std::vector<Edge> edges;
  std::optional<TypeId> type_id;
  if (!type.empty()) {
    type_id = reader_.typeId(type);
    if (!type_id) return edges;
  }
  std::vector<ListedEntry> entries;
  TENURE_TRY(gather(node, direction, type_id, entries));
  // What does not hold by itself holds in no row; most of a long history goes here.
  std::erase_if(entries, [&](const ListedEntry& one) {
    if (one.entry.status == FactStatus::kRefuted && !scope_.include_refuted) return true;
    const bool loop = one.entry.neighbour == node;
    if (loop && direction == Direction::kBoth && one.side == Side::kObject) return true;
    return !judge(one.entry.period, scope_.valid).has_value();
  });
  if (entries.empty()) return edges;

  const Lifespans lifespans(reader_, scope_.system);
  TENURE_ASSIGN(const auto mine, lifespans.of(node));
  if (!mine) return edges;
  TENURE_ASSIGN(const auto theirs, lifespans.ofNeighbours(entries));
  bool pieces = false;
  edges.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!theirs[i]) continue;
    const ListedEntry& one = entries[i];
    const std::array<Period, 3> row{*mine, one.entry.period, *theirs[i]};
    const auto certainty = judgeTogether(row.data(), row.size(), scope_.valid);
    if (!certainty || (scope_.certain_only && *certainty != Certainty::kCertain)) continue;
    pieces = pieces || one.entry.period.derived;
    edges.push_back({one.entry.fact, one.type, one.side == Side::kSubject ? Direction::kOut : Direction::kIn,
                     one.entry.neighbour, one.entry.period, *certainty, one.entry.status});
  }
  if (pieces) keepBestPieces(edges);
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return orderOf(a) < orderOf(b); });
  return edges;
}

}  // namespace tenure

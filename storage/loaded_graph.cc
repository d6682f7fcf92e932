#include "storage/loaded_graph.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <thread>
#include <tuple>

#include "storage/drafts.h"
#include "storage/records.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

/// Bodies are read back under this instant; the true one is not known yet.
constexpr SystemInstant kPending = SystemInstant::fromMicros(0);

}  // namespace

void LoadedFact::setPeriod(const Period& period) {
  start_min = period.start_min.micros();
  start_max = period.start_max.micros();
  end_min = period.end_min.micros();
  end_max = period.end_max.micros();
  grain = period.grain;
  derived = period.derived;
}

Period LoadedFact::period() const {
  return {Instant::fromMicros(start_min),
          Instant::fromMicros(start_max),
          Instant::fromMicros(end_min),
          Instant::fromMicros(end_max),
          derived,
          grain};
}

Result<NodeId> LoadedGraph::add(const NodeDraft& draft) {
  const NodeId id = nodeId(nodes_.size());
  TENURE_ASSIGN(const auto version, versionOf(id, draft));
  if (!draft.external_id.empty()) {
    TENURE_ASSIGN(const auto known, byExternalId(draft.external_id));
    if (known) {
      return Error(ErrorCode::kAlreadyExists,
                   "there is a node with the id " + draft.external_id + " already");
    }
    ids_.push_back(draft.external_id);
    external_ids_.emplace(ids_.back(), id);
  }
  node_places_.note(nodes_.size(), file_, line_);
  appendNodeBody(version, tokens_, nodes_.open());
  nodes_.close();
  for (std::string& name : foldedNames(version)) names_.emplace_back(std::move(name), id);
  lifespans_ = lifespans_ || hasLifespan(version);
  return id;
}

void LoadedGraph::readFrom(std::string_view file, std::uint64_t line) {
  if (file_ != file) file_ = file;
  line_ = line;
}

Status LoadedGraph::checkEnd(NodeId end) {
  if (isNew(end)) {
    if (end.value < nodeId(nodes_.size()).value) return {};
  } else {
    TENURE_ASSIGN(const bool there, stored_ids_.isThere(end));
    if (there) return {};
  }
  return Error(ErrorCode::kNotFound, "node " + std::to_string(end.value) + " is not there");
}

Result<FactId> LoadedGraph::add(const FactDraft& draft) {
  if (edges_.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return Error(ErrorCode::kLimit, "a load takes at most 4,294,967,295 facts");
  }
  TENURE_TRY(checkEnd(draft.subject));
  TENURE_TRY(checkEnd(draft.object));
  const FactId id = factId(edges_.size());
  TENURE_ASSIGN(const LoadedText text, keepText(id, draft));
  LoadedFact edge;
  edge.subject = draft.subject.value;
  edge.object = draft.object.value;
  edge.type = tokens_.intern(TokenKind::kType, draft.type);
  edge.status = draft.status;
  edge.setPeriod(boundedByLongest(draft.validity.period(), schema_.type(draft.type)));
  fact_places_.note(edges_.size(), file_, line_);
  edges_.push_back(edge);
  texts_.push_back(text);
  return id;
}

Result<LoadedText> LoadedGraph::keepText(FactId id, const FactDraft& draft) {
  TENURE_ASSIGN(const bool settled, isSettled(draft));
  LoadedText text;
  if (const auto days = settled ? plainDays(draft) : std::nullopt) {
    const std::string sources = encodeSources(draft.sources);
    text.days = *days;
    text.is_plain = sources.size() <= kPlainSourcesMax;
    if (text.is_plain && sources.empty()) return text;
    if (text.is_plain) facts_.open() += sources;
  }
  if (!text.is_plain && settled) appendFactBody(draft, tokens_, facts_.open());
  if (!text.is_plain && !settled) {
    TENURE_ASSIGN(const auto version, versionOf(id, draft));
    appendFactBody(version, tokens_, facts_.open());
  }
  facts_.close();
  text.record = static_cast<std::uint32_t>(facts_.size());
  return text;
}

PlainFact LoadedGraph::plain(std::size_t i, SystemInstant from) const {
  const LoadedFact& edge = edges_[i];
  const LoadedText& text = texts_[i];
  return {factId(i),
          NodeId{edge.subject},
          NodeId{edge.object},
          from,
          text.record == 0 ? std::string_view() : facts_[text.record - 1],
          text.days,
          edge.type,
          edge.status};
}

std::optional<PlainFact> LoadedGraph::plainFact(std::size_t i, SystemInstant from) const {
  if (!isInBlock(i)) return std::nullopt;
  return plain(i, from);
}

Result<std::optional<NodeId>> LoadedGraph::byExternalId(std::string_view id) {
  if (const auto fresh = external_ids_.find(id); fresh != external_ids_.end())
    return std::optional(fresh->second);
  return stored_ids_.byExternalId(id);
}

void LoadedGraph::sortBy(Side side, Ends& ends) const {
  const std::uint64_t nodes = nodeId(nodes_.size()).value;
  const auto endOf = [side](const LoadedFact& f) { return side == Side::kSubject ? f.subject : f.object; };
  ends.offsets.assign(nodes + 1, 0);
  for (const LoadedFact& edge : edges_) ++ends.offsets[endOf(edge) + 1];
  std::partial_sum(ends.offsets.begin(), ends.offsets.end(), ends.offsets.begin());
  // What is compared lies side by side: facts of one node are far from each other in `edges_`.
  struct Place {
    std::int64_t start;
    std::uint32_t type;
    std::uint32_t fact;
  };
  std::vector<Place> places(edges_.size());
  std::vector<std::uint32_t> next(ends.offsets.begin(), ends.offsets.end() - 1);
  for (std::uint32_t i = 0; i < edges_.size(); ++i) {
    places[next[endOf(edges_[i])]++] = {edges_[i].start_min, edges_[i].type, i};
  }
  for (std::uint64_t node = 0; node < nodes; ++node) {
    std::sort(places.begin() + ends.offsets[node], places.begin() + ends.offsets[node + 1],
              [](const Place& x, const Place& y) {
                return std::tie(x.type, x.start, x.fact) < std::tie(y.type, y.start, y.fact);
              });
  }
  ends.facts.resize(edges_.size());
  std::transform(places.begin(), places.end(), ends.facts.begin(),
                 [](const Place& place) { return place.fact; });
}

void LoadedGraph::index() {
  const std::jthread objects([this] { sortBy(Side::kObject, by_object_); });
  sortBy(Side::kSubject, by_subject_);
}

std::span<const std::uint32_t> LoadedGraph::at(NodeId node, Side side) const {
  const Ends& ends = side == Side::kSubject ? by_subject_ : by_object_;
  if (node.value + 1 >= ends.offsets.size()) return {};
  const std::uint32_t first = ends.offsets[node.value];
  return std::span(ends.facts).subspan(first, ends.offsets[node.value + 1] - first);
}

Result<FactVersion> LoadedGraph::newFact(std::size_t i) {
  FactVersion fact;
  if (texts_[i].is_plain) {
    fact = factOf(plain(i, kPending), tokens_);
  } else {
    const std::string key = factKey(factId(i));
    std::string value(factBody(i));
    completeRecord(key, kPending, value);
    TENURE_ASSIGN(fact, decodeFact(key, value, tokens_));
  }
  if (const auto cut = fact_cuts_.find(fact.id); cut != fact_cuts_.end()) fact.cut = cut->second;
  return fact;
}

Result<NodeVersion> LoadedGraph::newNode(std::size_t i) {
  const std::string key = nodeKey(nodeId(i));
  std::string value(nodes_[i]);
  completeRecord(key, kPending, value);
  TENURE_ASSIGN(auto node, decodeNode(key, value, tokens_));
  if (const auto cut = node_cuts_.find(node.id); cut != node_cuts_.end()) node.cut = cut->second;
  return node;
}

Result<std::optional<NodeVersion>> LoadedGraph::node(NodeId id) {
  if (id.value >= base_.last().next_node.value) {
    const std::size_t i = id.value - base_.last().next_node.value;
    if (i >= nodes_.size()) return std::optional<NodeVersion>();
    TENURE_ASSIGN(auto fresh, newNode(i));
    return std::optional(std::move(fresh));
  }
  if (const auto change = node_changes_.find(id); change != node_changes_.end()) return change->second.after;
  return base_.node(id);
}

Result<std::optional<NodeOutline>> LoadedGraph::outline(NodeId id) {
  if (auto known = outlines_.find(id)) return std::move(*known);
  TENURE_ASSIGN(const auto whole, node(id));
  outlines_.keep(id, whole);
  return *outlines_.find(id);
}

Status LoadedGraph::readOutlines(const std::vector<bool>& types) {
  constexpr std::size_t kAtOnce = 256;
  std::vector<bool> wanted(base_.last().next_node.value, false);
  for (const LoadedFact& edge : edges_) {
    if (!types[edge.type]) continue;
    for (const std::uint64_t end : {edge.subject, edge.object}) {
      if (end < wanted.size()) wanted[end] = true;
    }
  }
  for (const auto& [id, change] : node_changes_) {
    outlines_.keep(id, change.after);
    wanted[id.value] = false;
  }
  std::vector<NodeId> ids;
  for (std::uint64_t id = 1; id < wanted.size(); ++id) {
    if (wanted[id]) ids.push_back({id});
    if (ids.empty() || (ids.size() < kAtOnce && id + 1 < wanted.size())) continue;
    TENURE_ASSIGN(const auto nodes, base_.nodes(ids));
    for (std::size_t i = 0; i < ids.size(); ++i) outlines_.keep(ids[i], nodes[i]);
    ids.clear();
  }
  return {};
}

Place LoadedGraph::placeOf(NodeId id) const {
  return isNew(id) ? node_places_.of(id.value - base_.last().next_node.value) : Place{};
}
Place LoadedGraph::placeOf(FactId id) const {
  return isNew(id) ? fact_places_.of(id.value - base_.last().next_fact.value) : Place{};
}

Result<std::vector<FactVersion>> LoadedGraph::facts(NodeId node, Side side, const std::string& type) {
  return collect(node, side, type, std::nullopt);
}

Result<std::vector<FactVersion>> LoadedGraph::factsWithin(NodeId node, Side side, const std::string& type,
                                                          const Range& within) {
  return collect(node, side, type, within);
}

Status LoadedGraph::collectStored(const ListKey& list, const std::optional<Range>& within,
                                  std::vector<FactVersion>& out) {
  TENURE_ASSIGN(const auto entries, stored_lists_.of(list));
  std::vector<FactId> ids;
  for (const auto& [listed_type, side, entry] : entries) {
    // A fact that the load cuts anew has other bounds than its entry.
    const bool as_listed = within && !fact_changes_.contains(entry.fact);
    if (as_listed && (entry.gone || !possibleDuring(entry.period, *within))) continue;
    ids.push_back(entry.fact);
  }
  if (ids.empty()) return {};
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  TENURE_ASSIGN(auto facts, base_.facts(ids));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!facts[i]) {
      return Error(ErrorCode::kCorruption,
                   "a fact of node " + std::to_string(list.node.value) + " is missing");
    }
    const auto change = fact_changes_.find(ids[i]);
    out.push_back(change == fact_changes_.end() ? std::move(*facts[i]) : *change->second.after);
  }
  return {};
}

Result<std::vector<FactVersion>> LoadedGraph::collect(NodeId node, Side side, const std::string& type,
                                                      const std::optional<Range>& within) {
  std::vector<FactVersion> out;
  const auto stored_type = base_.typeId(type);
  if (!isNew(node) && stored_type) {
    TENURE_TRY(collectStored({node, side, stored_type->value}, within, out));
  }
  const auto token = tokens_.find(TokenKind::kType, type);
  if (!token) return out;
  const auto mine = at(node, side);
  auto first = std::lower_bound(mine.begin(), mine.end(), *token,
                                [this](std::uint32_t i, std::uint32_t t) { return edges_[i].type < t; });
  for (; first != mine.end() && edges_[*first].type == *token; ++first) {
    if (within && !possibleDuring(edges_[*first].period(), *within)) continue;
    TENURE_ASSIGN(auto fact, newFact(*first));
    out.push_back(std::move(fact));
  }
  return out;
}

Status LoadedGraph::setCut(const FactVersion& fact, const std::optional<Cut>& cut) {
  if (fact.cut == cut) return {};
  FactVersion after = fact;
  after.cut = cut;
  if (fact.id.value < base_.last().next_fact.value) {
    auto change = fact_changes_.find(fact.id);
    if (change == fact_changes_.end()) {
      change = fact_changes_.emplace(fact.id, Staged<FactVersion>{fact, std::nullopt}).first;
    }
    change->second.after = std::move(after);
    return {};
  }
  if (!cut) return Error(ErrorCode::kInternal, "a load does not take a cut back");
  fact_cuts_.insert_or_assign(fact.id, *cut);
  const Period base = boundedByLongest(fact.validity.period(), schema_.type(fact.type));
  edges_[fact.id.value - base_.last().next_fact.value].setPeriod(cutBy(base, cut));
  return {};
}

Status LoadedGraph::setCut(const NodeVersion& node, const std::optional<Cut>& cut) {
  if (node.cut == cut) return {};
  lifespans_ = true;
  NodeVersion after = node;
  after.cut = cut;
  if (node.id.value < base_.last().next_node.value) {
    auto change = node_changes_.find(node.id);
    if (change == node_changes_.end()) {
      change = node_changes_.emplace(node.id, Staged<NodeVersion>{node, std::nullopt}).first;
    }
    change->second.after = std::move(after);
    return {};
  }
  if (!cut) return Error(ErrorCode::kInternal, "a load does not take a cut back");
  node_cuts_.insert_or_assign(node.id, *cut);
  return {};
}

}  // namespace tenure::storage

#include "storage/loaded_graph.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <thread>

#include "storage/drafts.h"
#include "storage/exact_days.h"
#include "storage/records.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

/// Bodies are read back under this instant; the true one is not known yet.
constexpr SystemInstant kPending = SystemInstant::fromMicros(0);

}  // namespace

Result<NodeId> LoadedGraph::add(const NodeDraft& draft) {
  const NodeId id = nodeId(nodes_.size());
  TENURE_ASSIGN(const auto version, versionOf(id, draft));
  if (!draft.external_id.empty()) {
    TENURE_ASSIGN(const auto known, byExternalId(draft.external_id));
    if (known) {
      return Error(ErrorCode::kAlreadyExists,
                   "there is a node with the id " + draft.external_id + " already");
    }
    external_ids_.add(draft.external_id, id);
  }
  node_places_.note(nodes_.size(), file_, line_);
  appendNodeBody(version, tokens_, nodes_.open());
  nodes_.close();
  enterLabel(kAnyLabel, id);
  for (const std::string& label : version.labels) enterLabel(tokens_.intern(TokenKind::kLabel, label), id);
  for (std::string& name : foldedNames(version)) names_.emplace_back(std::move(name), id);
  lifespans_ = lifespans_ || hasLifespan(version);
  return id;
}

void LoadedGraph::enterLabel(std::uint32_t label, NodeId id) {
  if (labels_.size() <= label) labels_.resize(label + 1);
  NodesOfLabel& blocks = labels_[label];
  if (blocks.empty() || blocks.back().first != labelBlockOf(id))
    blocks.emplace_back(labelBlockOf(id), NodeBits());
  blocks.back().second.set(id);
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
  LoadedFact fact;
  TENURE_TRY(keepText(id, draft, fact));
  const KnownType& type = typeOf(draft.type);
  fact.subject = draft.subject.value;
  fact.object = draft.object.value;
  fact.type = type.token;
  fact.status = draft.status;
  keepPeriod(boundedByLongest(draft.validity.period(), type.declared), fact);
  fact_places_.note(edges_.size(), file_, line_);
  edges_.push_back(fact);
  if (edges_.size() % edges_.kPage == 0) deal(edges_.pages() - 1);
  return id;
}

/// Facts come in runs of one type, and there are few types.
const LoadedGraph::KnownType& LoadedGraph::typeOf(const std::string& name) {
  if (last_type_ == nullptr || last_type_->first != name) {
    auto known = types_.find(name);
    if (known == types_.end()) {
      const KnownType type{tokens_.intern(TokenKind::kType, name), schema_.type(name)};
      known = types_.emplace(name, type).first;
    }
    last_type_ = &*known;
  }
  return last_type_->second;
}

Status LoadedGraph::keepText(FactId id, const FactDraft& draft, LoadedFact& fact) {
  TENURE_ASSIGN(const bool settled, isSettled(draft));
  if (const auto days = settled ? plainDays(draft) : std::nullopt) {
    fact.days = *days;
    fact.is_plain = draft.sources.empty();
    if (fact.is_plain) return {};
    const std::string sources = encodeSources(draft.sources);
    fact.is_plain = sources.size() <= kPlainSourcesMax;
    if (fact.is_plain) {
      sources_.open() += sources;
      sources_.close();
      fact.text = static_cast<std::uint32_t>(sources_.size());
      return {};
    }
  }
  if (settled) {
    appendFactBody(draft, tokens_, bodies_.open());
  } else {
    TENURE_ASSIGN(const auto version, versionOf(id, draft));
    appendFactBody(version, tokens_, bodies_.open());
  }
  bodies_.close();
  fact.text = static_cast<std::uint32_t>(bodies_.size());
  return {};
}

void LoadedGraph::keepPeriod(const Period& period, LoadedFact& fact) {
  if (const auto days = exactDays(period)) {
    fact.exact = true;
    fact.start = days->start;
    fact.length = days->length;
    return;
  }
  fact.exact = false;
  fact.start = PlacedFact::kUnstarted;
  if (period.start_min.isFinite()) {
    const std::int64_t day = dayNumber(period.start_min);
    fact.start = static_cast<std::int32_t>(day);
    fact.fine = day * kMicrosPerDay != period.start_min.micros();
  }
  fact.length = static_cast<std::uint32_t>(periods_.size());
  periods_.push_back(period);
}

Period LoadedGraph::period(const LoadedFact& fact) const {
  return fact.exact ? periodOf(ExactDays{fact.start, fact.length}) : periods_[fact.length];
}

PlainFact LoadedGraph::plain(std::size_t i, SystemInstant from) const {
  const LoadedFact& edge = edges_[i];
  return {factId(i),
          NodeId{edge.subject},
          NodeId{edge.object},
          from,
          edge.text == 0 ? std::string_view() : sources_[edge.text - 1],
          edge.days,
          edge.type,
          edge.status};
}

std::optional<PlainFact> LoadedGraph::plainFact(std::size_t i, SystemInstant from) const {
  if (!isInBlock(i)) return std::nullopt;
  return plain(i, from);
}

Result<std::optional<NodeId>> LoadedGraph::byExternalId(std::string_view id) {
  if (const auto fresh = external_ids_.find(id)) return fresh;
  return stored_ids_.byExternalId(id);
}

void LoadedGraph::deal(std::size_t page) {
  if (dealing_.valid()) dealing_.get();
  const auto facts = edges_.page(page);
  dealing_ = std::async(std::launch::async, [this, facts, first = page * edges_.kPage] {
    auto number = static_cast<std::uint32_t>(first);
    for (const LoadedFact& f : facts) {
      PlacedFact place{f.object, number++, f.type, f.start, f.length, 0, f.status, f.exact, f.fine};
      by_subject_.add({f.subject}, place);
      place.other = f.subject;
      by_object_.add({f.object}, place);
    }
  });
}

void LoadedGraph::index() {
  if (edges_.size() % edges_.kPage != 0) deal(edges_.pages() - 1);
  if (dealing_.valid()) dealing_.get();
  std::atomic<std::size_t> subjects{0};
  std::atomic<std::size_t> objects{0};
  const auto startOf = [this](std::uint32_t fact) { return period(edges_[fact]).start_min; };
  const auto sort = [&](LoadMemory& memory) {
    by_object_.sortSome(objects, startOf, memory);
    by_subject_.sortSome(subjects, startOf, memory);
  };
  std::thread other(sort, std::ref(sorted_there_));
  sort(sorted_here_);
  other.join();
  by_object_.finishSorting();
  by_subject_.finishSorting();
}

Result<FactVersion> LoadedGraph::newFact(std::size_t i) {
  FactVersion fact;
  if (edges_[i].is_plain) {
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
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const LoadedFact& edge = edges_[i];
    if (!types[edge.type]) continue;
    for (const std::uint64_t end : {std::uint64_t{edge.subject}, std::uint64_t{edge.object}}) {
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
  const auto mine = at(side).of(node);
  auto first = std::lower_bound(mine.begin(), mine.end(), *token,
                                [](const PlacedFact& fact, std::uint32_t t) { return fact.type < t; });
  for (; first != mine.end() && first->type == *token; ++first) {
    if (within && !possibleDuring(period(*first), *within)) continue;
    TENURE_ASSIGN(auto fact, newFact(first->number));
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
  keepPeriod(cutBy(base, cut), edges_[fact.id.value - base_.last().next_fact.value]);
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

#include "storage/history_load.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "storage/adjacency.h"
#include "storage/drafts.h"
#include "storage/fact_block.h"
#include "storage/label_block.h"
#include "storage/record_names.h"
#include "storage/sorted_writer.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

Error misfit(std::string message) { return {ErrorCode::kCorruption, std::move(message)}; }

class FileHistoryLoad final : public HistoryLoad {
 public:
  FileHistoryLoad(GraphCore& core, WriterTurn::Holder turn) : core_(core), turn_(std::move(turn)) {}

  Status addSchema(SystemInstant from, const Schema& schema) override {
    if (!schemas_.emplace(from, schema).second) return misfit("two schemas begin at " + formatIso(from));
    return {};
  }
  Status addCommit(const CommitRecord& commit) override {
    if (!commits_.emplace(commit.number, commit).second) {
      return misfit("commit " + std::to_string(commit.number) + " is there twice");
    }
    return {};
  }
  Status addErasure(const Erasure& mark) override {
    marks_[mark.instant].push_back(mark);
    return {};
  }
  Status addNodeVersion(const NodeVersion& version) override { return addVersion(version, nodes_); }
  Status addFactVersion(const FactVersion& version) override { return addVersion(version, facts_); }

  Status finish() override {
    if (done_) return Error(ErrorCode::kInvalidArgument, "this load is over; begin another one");
    done_ = true;
    Status outcome = write();
    turn_.giveBack();
    return outcome;
  }

 private:
  template <class Id, class Version>
  using Versions = std::map<Id, std::map<SystemInstant, Version>>;  ///< by when belief began

  template <class Id, class Version>
  static Status addVersion(const Version& version, Versions<Id, Version>& all) {
    if (version.id.value == 0) return misfit("an id is 0");
    if (!(version.believed.from < version.believed.to))
      return misfit(nameOfRecord(version) + " was believed for no time");
    if (const Status good = checkVersion(version); !good.ok())
      return good.error().within(nameOfRecord(version));
    if (!all[version.id].emplace(version.believed.from, version).second) {
      return misfit(nameOfRecord(version) + " has two versions from " + formatIso(version.believed.from));
    }
    return {};
  }

  /// The schema that held at an instant.
  [[nodiscard]] const Schema& schemaAt(SystemInstant instant) const {
    static const Schema open;
    const auto after = schemas_.upper_bound(instant);
    return after == schemas_.begin() ? open : std::prev(after)->second;
  }

  Status checkCommits() {
    std::uint64_t expected = 1;
    SystemInstant last = SystemInstant::minusInfinity();
    for (const auto& [number, commit] : commits_) {
      if (number != expected++) return misfit("commit " + std::to_string(expected - 1) + " is missing");
      // System time goes on from the last commit, so it must leave room.
      constexpr std::int64_t kYear10000_us = 253'402'300'800'000'000;
      if (commit.instant >= SystemInstant::fromMicros(kYear10000_us)) {
        return misfit("commit " + std::to_string(number) + " is dated beyond the year 9999");
      }
      if (!commit.instant.isFinite() || commit.instant <= last) {
        return misfit("commit " + std::to_string(number) + " is not after the one before it");
      }
      last = commit.instant;
      instants_.insert(commit.instant);
    }
    for (const auto& [from, schema] : schemas_) {
      if (!instants_.contains(from)) return misfit("no commit made the schema of " + formatIso(from));
    }
    for (const auto& [instant, marks] : marks_) {
      if (!instants_.contains(instant)) return misfit("no commit made the erasure of " + formatIso(instant));
    }
    return {};
  }

  template <class Id, class Version>
  Status checkVersions(const Versions<Id, Version>& all) const {
    for (const auto& [id, versions] : all) {
      SystemInstant free = SystemInstant::minusInfinity();
      for (const auto& [from, version] : versions) {
        const Believed& believed = version.believed;
        if (from < free)
          return misfit(nameOfRecord(version) + " has two versions believed at " + formatIso(from));
        if (!instants_.contains(from) ||
            (believed.to != SystemInstant::plusInfinity() && !instants_.contains(believed.to))) {
          return misfit(nameOfRecord(version) + " was believed from or to an instant of no commit");
        }
        free = believed.to;
      }
    }
    return {};
  }

  /// Ids are given out one after the other. Those of erased records and of transactions that took back what
  /// they had added are missing; one far beyond all others is no database's, and loads would make room for
  /// all below.
  template <class Id, class Version>
  Status checkIds(const Versions<Id, Version>& all, std::uint64_t erased) const {
    constexpr std::uint64_t kSpare = 1'000'000;
    constexpr std::uint64_t kSparseness = 16;
    if (all.empty() || all.rbegin()->first.value <= kSpare + kSparseness * (all.size() + erased)) return {};
    return misfit(nameOfRecord(all.rbegin()->second.begin()->second) +
                  " has a number far beyond all others: there are " + std::to_string(all.size()) +
                  " of its kind");
  }

  /// An id names one node at a time.
  Status checkExternalIds() const {
    std::map<std::string_view, std::map<SystemInstant, const NodeVersion*>> holders;
    for (const auto& [id, versions] : nodes_) {
      for (const auto& [from, node] : versions) {
        if (node.external_id.empty()) continue;
        auto& same = holders[node.external_id];
        const auto next = same.lower_bound(from);
        const bool before = next != same.begin() && from < std::prev(next)->second->believed.to;
        const bool after = next != same.end() && next->first < node.believed.to;
        if (before || after) {
          const NodeVersion& other = before ? *std::prev(next)->second : *next->second;
          return misfit(nameOfRecord(node) + " and " + nameOfRecord(other) + " have the id " +
                        node.external_id + " at the same time");
        }
        same.emplace(from, &node);
      }
    }
    return {};
  }

  /// Whether there was a version at every instant of `belief`: corrections follow each other without a gap.
  template <class Id, class Version>
  static bool believedThroughout(const Versions<Id, Version>& all, Id id, const Believed& belief) {
    const auto found = all.find(id);
    if (found == all.end()) return false;
    auto one = found->second.upper_bound(belief.from);
    if (one == found->second.begin()) return false;
    SystemInstant known = belief.from;
    for (--one; one != found->second.end() && one->first <= known; ++one) {
      known = std::max(known, one->second.believed.to);
      if (known >= belief.to) return true;
    }
    return false;
  }

  /// An event that cuts was believed as long as what it cut.
  template <class Id, class Version>
  Status checkCuts(const Versions<Id, Version>& all) const {
    for (const auto& [id, versions] : all) {
      for (const auto& [from, version] : versions) {
        if (!version.cut) continue;
        if (!believedThroughout(facts_, version.cut->event, version.believed)) {
          return misfit(nameOfRecord(version) + " of " + formatIso(from) + " is cut by fact " +
                        std::to_string(version.cut->event.value) +
                        ", which was not believed all the time that this was");
        }
      }
    }
    return {};
  }

  Status checkEnds() const {
    for (const auto& [id, versions] : facts_) {
      for (const auto& [from, fact] : versions) {
        for (const NodeId end : {fact.subject, fact.object}) {
          if (!believedThroughout(nodes_, end, fact.believed)) {
            return misfit(nameOfRecord(fact) + " of " + formatIso(from) + " joins node " +
                          std::to_string(end.value) + ", which was not believed all the time that this was");
          }
        }
      }
    }
    return {};
  }

  void put(std::string key, std::string value) { puts_.insert_or_assign(std::move(key), std::move(value)); }

  void putNodes(CommitRow& row) {
    // What is written out is let go of at once, so that it is not held twice.
    for (; !nodes_.empty(); nodes_.erase(nodes_.begin())) {
      const auto& [id, versions] = *nodes_.begin();
      row.next_node = std::max(row.next_node, NodeId{id.value + 1});
      for (const auto& [from, version] : versions) {
        const bool present = version.believed.to == SystemInstant::plusInfinity();
        std::string key = present ? nodeKey(id) : nodeHistoryKey(id, version.believed.to);
        std::string value = encodeNode(key, version, tokens_);
        put(std::move(key), std::move(value));
        row.lifespans = row.lifespans || hasLifespan(version);
        putLabels(version, present);
        for (std::string& index : indexKeys(schemaAt(last_), version, tokens_)) {
          std::string empty = encodeText(index, {});
          put(std::move(index), std::move(empty));
        }
      }
    }
  }

  /// Versions come oldest belief first, so that the present one comes last.
  void putLabels(const NodeVersion& version, bool present) {
    const auto put_one = [&](std::uint32_t label) {
      LabelBlock& block = labels_[{label, labelBlockOf(version.id)}];
      if (present) {
        block.now.set(version.id);
        block.before.reset(version.id);
      } else {
        block.before.set(version.id);
      }
    };
    put_one(kAnyLabel);
    for (const std::string& label : version.labels) put_one(tokens_.intern(TokenKind::kLabel, label));
  }

  void putLabelBlocks() {
    for (const auto& [which, block] : labels_) {
      std::string key = labelBlockKey(which.first, which.second);
      std::string value = encodeLabelBlock(key, block);
      put(std::move(key), std::move(value));
    }
    labels_.clear();
  }

  void putFacts(CommitRow& row) {
    for (; !facts_.empty(); facts_.erase(facts_.begin())) {
      const auto& [id, versions] = *facts_.begin();
      row.next_fact = std::max(row.next_fact, FactId{id.value + 1});
      for (const auto& [from, version] : versions) {
        const bool present = version.believed.to == SystemInstant::plusInfinity();
        if (!blocks_.empty() && blocks_.begin()->first != blockOf(id)) putBlocks();
        if (const auto plain = plainFact(version, tokens_, texts_)) {
          blocks_[blockOf(id)].push_back(*plain);
        } else {
          std::string key = present ? factKey(id) : factHistoryKey(id, version.believed.to);
          std::string value = encodeFact(key, version, tokens_);
          put(std::move(key), std::move(value));
        }
        const auto pieces = version.pieces(schemaAt(from).type(version.type));
        const std::uint32_t type = tokens_.intern(TokenKind::kType, version.type);
        for (const Side side : {Side::kSubject, Side::kObject}) {
          const ListKey list{side == Side::kSubject ? version.subject : version.object, side, type};
          auto entries = entriesOf(version, pieces, side);
          if (present) {
            auto& all = lists_[list];
            all.insert(all.end(), entries.begin(), entries.end());
          } else if (!pieces.empty()) {
            std::string past = adjacencyHistoryKey(list, id, version.believed.to);
            std::string segment = encodeSegment(past, entries);
            put(std::move(past), std::move(segment));
          }
        }
      }
    }
  }

  void putBlocks() {
    for (const auto& [first, facts] : blocks_) {
      std::string key = factBlockKey(first);
      std::string value = encodeFactBlock(key, facts);
      put(std::move(key), std::move(value));
    }
    blocks_.clear();
    texts_.clear();
  }

  void putMarks(CommitRow& row) {
    for (const auto& [instant, marks] : marks_) {
      std::uint32_t number = 0;
      for (const Erasure& mark : marks) {
        std::string key = markKey(instant, number++);
        std::string value = encodeMark(key, mark);
        put(std::move(key), std::move(value));
        if (mark.is_fact) {
          row.next_fact = std::max(row.next_fact, FactId{mark.id + 1});
        } else {
          row.next_node = std::max(row.next_node, NodeId{mark.id + 1});
        }
      }
    }
  }

  Status write() {
    TENURE_TRY(checkCommits());
    std::uint64_t erased = 0;
    for (const auto& [instant, marks] : marks_) erased += marks.size();
    TENURE_TRY(checkIds(nodes_, erased));
    TENURE_TRY(checkIds(facts_, erased));
    TENURE_TRY(checkVersions(nodes_));
    TENURE_TRY(checkVersions(facts_));
    TENURE_TRY(checkExternalIds());
    TENURE_TRY(checkEnds());
    TENURE_TRY(checkCuts(nodes_));
    TENURE_TRY(checkCuts(facts_));
    if (commits_.empty()) return {};
    last_ = commits_.rbegin()->second.instant;
    CommitRow row;
    putNodes(row);
    putLabelBlocks();
    putFacts(row);
    putBlocks();
    putMarks(row);
    for (const auto& [from, schema] : schemas_) {
      std::string key = schemaKey(from);
      std::string value = encodeSchema(key, schema);
      put(std::move(key), std::move(value));
    }
    const auto putting = [this](std::string key, std::string value) {
      put(std::move(key), std::move(value));
    };
    for (auto& [list, entries] : lists_) {
      putSegments(list, commits_.rbegin()->first << kChunkBits, std::move(entries), putting);
    }
    putTokens(Tokens(), tokens_, putting);
    for (const auto& [number, commit] : commits_) {
      row.commit = commit;
      std::string key = commitKey(commit.instant);
      std::string value = encodeCommit(key, row);
      put(std::move(key), std::move(value));
    }
    TENURE_ASSIGN(auto load, core_.store().beginLoad());
    for (const auto& [key, value] : puts_) TENURE_TRY(load->add(key, value));
    TENURE_TRY(load->ingest());
    core_.publish(std::make_shared<const Tokens>(tokens_), std::make_shared<const Schema>(schemaAt(last_)),
                  row);
    return {};
  }

  GraphCore& core_;
  WriterTurn::Holder turn_;
  std::map<SystemInstant, Schema> schemas_;
  std::map<std::uint64_t, CommitRecord> commits_;
  std::map<SystemInstant, std::vector<Erasure>> marks_;
  Versions<NodeId, NodeVersion> nodes_;
  Versions<FactId, FactVersion> facts_;
  std::set<SystemInstant> instants_;
  SystemInstant last_;
  Tokens tokens_;
  std::map<ListKey, std::vector<AdjacencyEntry>> lists_;
  std::map<FactId, std::vector<PlainFact>> blocks_;  ///< by the first id of each
  std::deque<std::string> texts_;                    ///< what `blocks_` borrows
  LabelBlocks labels_;
  std::map<std::string, std::string> puts_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<HistoryLoad> makeHistoryLoad(GraphCore& core, WriterTurn::Holder turn) {
  return std::make_unique<FileHistoryLoad>(core, std::move(turn));
}

}  // namespace tenure::storage

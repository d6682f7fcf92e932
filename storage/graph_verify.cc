#include "storage/graph_verify.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "storage/adjacency.h"
#include "storage/fact_block.h"
#include "storage/label_block.h"
#include "storage/record_names.h"
#include "storage/sealed.h"
#include "storage/verify_rules.h"
#include "storage/write_set.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kErrorsMax = 1'000;  ///< after these the rest is more of the same
constexpr std::uint64_t kTellEvery = 8'192;

class Verification {
 public:
  Verification(OrderedStore& store, const GraphReader& reader,
               const std::function<bool(std::uint64_t, std::uint64_t)>& progress)
      : store_(store), reader_(reader), progress_(progress), total_(store.figures().estimated_keys) {}

  Result<VerifyReport> run() {
    TENURE_TRY(readCommits());
    TENURE_TRY(readNodes());
    TENURE_TRY(readFacts());
    TENURE_TRY(readLists());
    TENURE_TRY(readListHistory());
    for (const Table table : {Table::kExternalId, Table::kName}) TENURE_TRY(readTextIndex(table));
    TENURE_TRY(readPropertyIndex());
    TENURE_TRY(readLabelBlocks());
    TENURE_TRY(readOthers());
    // What is damaged does not answer for its rules.
    if (report_.errors.empty()) TENURE_TRY(verifyRules(reader_, kErrorsMax, report_));
    return std::move(report_);
  }

 private:
  void error(std::string what) {
    if (report_.errors.size() < kErrorsMax) report_.errors.push_back(std::move(what));
  }
  /// Notes a failed decoding and goes on.
  template <class T>
  bool read(const Result<T>& result) {
    if (!result.ok()) error(result.error().message());
    return result.ok();
  }

  Status each(const std::string& prefix,
              const std::function<void(std::string_view, std::string_view)>& visit) {
    const auto cursor = store_.scan(KeyRange::withPrefix(prefix), reader_.state().snapshot.get(), true);
    for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
      visit(cursor->key(), cursor->value());
      if (++report_.keys % kTellEvery == 0 && !progress_(report_.keys, std::max(report_.keys, total_))) {
        return Error(ErrorCode::kCancelled, "the verification was stopped");
      }
    }
    if (const Status status = cursor->status(); !status.ok()) error(status.error().message());
    return {};
  }

  Status readCommits() {
    std::uint64_t expected = 1;
    CommitRow last;
    TENURE_TRY(each(tableKey(Table::kCommit), [&](std::string_view key, std::string_view value) {
      const auto row = decodeCommit(key, value);
      if (!read(row)) return;
      if (row->commit.number != expected) {
        error("commit " + std::to_string(expected) + " is missing before commit " +
              std::to_string(row->commit.number));
      }
      expected = row->commit.number + 1;
      instants_.insert(row->commit.instant);
      last = *row;
      ++report_.commits;
    }));
    if (!(last == reader_.last())) error("the last commit is not the one this database was opened with");
    return {};
  }

  template <class Version>
  void checkBelieved(const Version& version) {
    const bool closed = version.believed.to != SystemInstant::plusInfinity();
    if (!instants_.contains(version.believed.from) || (closed && !instants_.contains(version.believed.to))) {
      error(nameOfRecord(version) + ": believed from or to an instant of no commit");
    }
    if (closed) ++report_.versions;
  }

  /// Versions of one id follow each other without overlap.
  template <class Version>
  void checkOrder(const Version& version, std::pair<std::uint64_t, SystemInstant>& last) {
    if (last.first == version.id.value && version.believed.from < last.second) {
      error(nameOfRecord(version) + ": two versions believed at " + formatIso(version.believed.from));
    }
    last = {version.id.value, version.believed.to};
  }

  Status readNodes() {
    std::pair<std::uint64_t, SystemInstant> last{0, {}};
    std::map<std::uint64_t, SystemInstant> past_ends;
    Tokens tokens = reader_.tokens();
    const auto keep = [&](const NodeVersion& node) {
      checkBelieved(node);
      if (node.id >= reader_.last().next_node) error(nameOfRecord(node) + ": its id was not given yet");
      if (hasLifespan(node) && !reader_.last().lifespans)
        error(nameOfRecord(node) + ": a lifespan that is not announced");
      for (const std::string& key : indexKeys(reader_.schema(), node, tokens)) {
        const auto found = store_.get(key, reader_.state().snapshot.get());
        if (read(found) && !*found)
          error(nameOfRecord(node) + ": missing from the index, " + describeKey(key));
      }
    };
    TENURE_TRY(each(tableKey(Table::kNodeHistory), [&](std::string_view key, std::string_view value) {
      const auto node = decodeNode(key, value, reader_.tokens());
      if (!read(node)) return;
      keep(*node);
      expectLabels(*node, false);
      checkOrder(*node, last);
      auto& end = past_ends[node->id.value];
      end = std::max(end, node->believed.to);
      nodes_ever_.insert(node->id);
    }));
    return each(tableKey(Table::kNode), [&](std::string_view key, std::string_view value) {
      const auto node = decodeNode(key, value, reader_.tokens());
      if (!read(node)) return;
      keep(*node);
      expectLabels(*node, true);
      const auto past = past_ends.find(node->id.value);
      if (past != past_ends.end() && node->believed.from < past->second) {
        error(nameOfRecord(*node) + ": two versions believed at " + formatIso(node->believed.from));
      }
      nodes_.insert(node->id);
      nodes_ever_.insert(node->id);
      ++report_.nodes;
    });
  }

  /// What the lists must say of a fact: a digest of its entries on each side.
  struct Expected {
    std::uint64_t subject = 0;
    std::uint64_t object = 0;
    std::uint32_t type = 0;
    std::uint8_t seen = 0;  ///< bit 0: in the subject's list, bit 1: in the object's
    std::uint64_t out_digest = 0;
    std::uint64_t in_digest = 0;
  };

  static std::uint64_t digestOf(const std::vector<AdjacencyEntry>& entries) {
    // As one sealed segment under an empty key: equal entries, equal bytes.
    const std::string bytes = encodeSegment({}, entries);
    return std::hash<std::string>()(bytes);
  }

  Expected expectedOf(const FactVersion& fact, const Schema& schema) {
    const auto pieces = fact.pieces(schema.type(fact.type));
    Expected expected;
    expected.subject = fact.subject.value;
    expected.object = fact.object.value;
    expected.type = reader_.typeId(fact.type).value_or(TypeId{}).value;
    expected.out_digest = digestOf(entriesOf(fact, pieces, Side::kSubject));
    expected.in_digest = digestOf(entriesOf(fact, pieces, Side::kObject));
    return expected;
  }

  Status readFacts() {
    TENURE_ASSIGN(const auto schemas, reader_.schemas());
    const Schema open;
    const auto schemaAt = [&](SystemInstant instant) -> const Schema& {
      const Schema* schema = &open;
      for (const auto& [from, one] : schemas) {
        if (from <= instant) schema = &one;
      }
      return *schema;
    };
    std::pair<std::uint64_t, SystemInstant> last{0, {}};
    std::map<std::uint64_t, SystemInstant> past_ends;
    TENURE_TRY(each(tableKey(Table::kFactHistory), [&](std::string_view key, std::string_view value) {
      const auto fact = decodeFact(key, value, reader_.tokens());
      if (!read(fact)) return;
      checkBelieved(*fact);
      checkOrder(*fact, last);
      auto& end = past_ends[fact->id.value];
      end = std::max(end, fact->believed.to);
      const Schema& schema = schemaAt(fact->believed.from);
      if (!fact->pieces(schema.type(fact->type)).empty()) {
        past_.emplace(std::pair(fact->id, fact->believed.to), expectedOf(*fact, schema));
      }
    }));
    const auto keep = [&](const FactVersion& fact) {
      checkBelieved(fact);
      if (fact.id >= reader_.last().next_fact) error(nameOfRecord(fact) + ": its id was not given yet");
      const auto past = past_ends.find(fact.id.value);
      if (past != past_ends.end() && fact.believed.from < past->second) {
        error(nameOfRecord(fact) + ": two versions believed at " + formatIso(fact.believed.from));
      }
      for (const NodeId end : {fact.subject, fact.object}) {
        if (!nodes_.contains(end))
          error(nameOfRecord(fact) + ": joins node " + std::to_string(end.value) + ", which is not there");
      }
      if (!facts_.emplace(fact.id, expectedOf(fact, reader_.schema())).second) {
        error(nameOfRecord(fact) + ": stands in a record and in a block");
      }
      ++report_.facts;
    };
    TENURE_TRY(each(tableKey(Table::kFact), [&](std::string_view key, std::string_view value) {
      const auto fact = decodeFact(key, value, reader_.tokens());
      if (read(fact)) keep(*fact);
    }));
    return each(tableKey(Table::kFactBlock), [&](std::string_view key, std::string_view value) {
      const auto facts = decodeFactBlock(key, value, reader_.tokens());
      if (!read(facts)) return;
      for (const PlainFact& fact : *facts) keep(factOf(fact, reader_.tokens()));
    });
  }

  void checkEntries(const ListKey& list, FactId id, const std::vector<AdjacencyEntry>& entries) {
    const std::string where = describeKey(adjacencyPrefix(list));
    const auto found = facts_.find(id);
    const std::string name = "fact " + std::to_string(id.value);
    if (found == facts_.end()) return error(where + ": lists " + name + ", which is not there");
    Expected& expected = found->second;
    const bool out = list.side == Side::kSubject;
    const std::uint64_t end = out ? expected.subject : expected.object;
    if (end != list.node.value || expected.type != list.type) {
      return error(where + ": lists " + name + ", which does not belong there");
    }
    if (digestOf(entries) != (out ? expected.out_digest : expected.in_digest)) {
      error(where + ": says something else of " + name + " than its record");
    }
    expected.seen |= out ? 1 : 2;
  }

  Status readLists() {
    // Decoded by list and not by key, since later segments hide earlier ones.
    std::uint64_t lists = 0;
    Status walked = forEachList(
        store_, reader_.state().snapshot.get(), tableKey(Table::kAdjacency), true,
        [&](const ListKey& list, std::vector<StoredSegment>& segments) -> Status {
          report_.keys += segments.size();
          std::unordered_map<FactId, std::vector<AdjacencyEntry>> of_fact;
          for (const AdjacencyEntry& entry : merged(std::move(segments), Keep::kBelieved)) {
            of_fact[entry.fact].push_back(entry);
          }
          for (auto& [id, entries] : of_fact) {
            std::sort(entries.begin(), entries.end(), startsBefore);
            checkEntries(list, id, entries);
          }
          if (++lists % kTellEvery == 0 && !progress_(report_.keys, std::max(report_.keys, total_))) {
            return Error(ErrorCode::kCancelled, "the verification was stopped");
          }
          return {};
        });
    if (!walked.ok()) {
      if (walked.error().code() == ErrorCode::kCancelled) return walked;
      error(walked.error().message());
      return {};  // what was not read is not missing
    }
    for (const auto& [id, expected] : facts_) {
      if ((expected.seen & 1U) == 0)
        error("fact " + std::to_string(id.value) + ": missing from the list of its subject");
      if ((expected.seen & 2U) == 0)
        error("fact " + std::to_string(id.value) + ": missing from the list of its object");
    }
    return {};
  }

  Status readListHistory() {
    TENURE_TRY(each(tableKey(Table::kAdjacencyHistory), [&](std::string_view key, std::string_view value) {
      const auto parts = parseAdjacencyHistoryKey(key);
      if (!parts) return error(describeKey(key) + ": the key does not parse");
      std::vector<AdjacencyEntry> entries;
      if (!read(decodeSegment(key, value, entries))) return;
      const auto found = past_.find({parts->fact, parts->to});
      if (found == past_.end()) return error(describeKey(key) + ": of a version that is not there");
      Expected& expected = found->second;
      const bool out = parts->list.side == Side::kSubject;
      if ((out ? expected.subject : expected.object) != parts->list.node.value ||
          expected.type != parts->list.type) {
        return error(describeKey(key) + ": does not belong there");
      }
      if (digestOf(entries) != (out ? expected.out_digest : expected.in_digest)) {
        error(describeKey(key) + ": says something else than the version");
      }
      expected.seen |= out ? 1 : 2;
    }));
    for (const auto& [which, expected] : past_) {
      if (expected.seen != 3) {
        error("fact " + std::to_string(which.first.value) + ": its belief until " + formatIso(which.second) +
              " is missing from the lists of its ends");
      }
    }
    return {};
  }

  Status readTextIndex(Table table) {
    return each(tableKey(table), [&](std::string_view key, std::string_view value) {
      const auto parts = parseTextKey(key);
      if (!parts) return error(describeKey(key) + ": the key does not parse");
      if (!read(unseal(key, value))) return;
      if (!nodes_ever_.contains(parts->node)) error(describeKey(key) + ": of a node that never was");
    });
  }

  /// What the blocks must say of a version: `now` of a present one, and `before` as what was ever so.
  void expectLabels(const NodeVersion& node, bool present) {
    const auto expect = [&](std::uint32_t label) {
      LabelBlock& block = labels_[{label, labelBlockOf(node.id)}];
      (present ? block.now : block.before).set(node.id);
    };
    expect(kAnyLabel);
    for (const std::string& label : node.labels) {
      if (const auto token = reader_.tokens().find(TokenKind::kLabel, label)) expect(*token);
    }
  }

  Status readLabelBlocks() {
    TENURE_TRY(each(tableKey(Table::kLabelBlock), [&](std::string_view key, std::string_view value) {
      const auto block = decodeLabelBlock(key, value);
      if (!read(block)) return;
      const auto parts = parseLabelBlockKey(key);
      const auto found = labels_.find({parts->label, parts->block});
      const LabelBlock expected = found == labels_.end() ? LabelBlock() : found->second;
      if (found != labels_.end()) labels_.erase(found);
      if (!(block->now == expected.now)) error(describeKey(key) + ": lists other nodes than have it");
      NodeBits missing = expected.before;
      missing.remove(block->now);
      missing.remove(block->before);
      if (!missing.empty()) error(describeKey(key) + ": lacks a node that had it once");
      block->before.forEach(parts->block, [&](NodeId id) {
        if (!nodes_ever_.contains(id))
          error(describeKey(key) + ": lists node " + std::to_string(id.value) + ", which never was");
      });
    }));
    for (const auto& [which, block] : labels_)
      error(describeKey(labelBlockKey(which.first, which.second)) + ": is missing");
    return {};
  }

  Status readPropertyIndex() {
    return each(tableKey(Table::kPropertyIndex), [&](std::string_view key, std::string_view value) {
      const auto parts = parsePropertyIndexKey(key);
      if (!parts) return error(describeKey(key) + ": the key does not parse");
      if (!read(unseal(key, value))) return;
      if (!nodes_ever_.contains(parts->node)) error(describeKey(key) + ": of a node that never was");
    });
  }

  Status readOthers() {
    TENURE_TRY(each(tableKey(Table::kToken), [&](std::string_view key, std::string_view value) {
      const auto parts = parseTokenKey(key);
      const auto name = decodeText(key, value);
      if (!read(name)) return;
      const std::string* known = parts ? reader_.tokens().name(parts->kind, parts->token) : nullptr;
      if (known == nullptr || *known != *name) error(describeKey(key) + ": does not fit the others");
    }));
    TENURE_TRY(each(tableKey(Table::kSchema),
                    [&](std::string_view key, std::string_view value) { read(decodeSchema(key, value)); }));
    TENURE_TRY(each(tableKey(Table::kMark), [&](std::string_view key, std::string_view value) {
      const auto mark = decodeMark(key, value);
      if (!read(mark)) return;
      const bool back =
          mark->is_fact ? facts_.contains(FactId{mark->id}) : nodes_ever_.contains(NodeId{mark->id});
      if (back) error(describeKey(key) + ": says that something was erased which is there");
    }));
    TENURE_TRY(each(tableKey(Table::kBackup), [&](std::string_view key, std::string_view value) {
      if (!parseBackupKey(key)) error(describeKey(key) + ": the key does not parse");
      read(unseal(key, value));
    }));
    // Nothing else may stand in the store.
    std::set<char> known;
    for (const Table table :
         {Table::kCommit, Table::kToken, Table::kSchema, Table::kNode, Table::kNodeHistory, Table::kFact,
          Table::kFactHistory, Table::kExternalId, Table::kName, Table::kPropertyIndex, Table::kFactBlock,
          Table::kAdjacency, Table::kAdjacencyHistory, Table::kMark, Table::kBackup, Table::kLabelBlock}) {
      known.insert(tableKey(table).front());
    }
    for (int byte = 0; byte < 256; ++byte) {
      const char first = static_cast<char>(byte);
      if (known.contains(first)) continue;
      TENURE_TRY(each(std::string(1, first), [&](std::string_view key, std::string_view) {
        error(describeKey(key) + ": a key of no table");
      }));
    }
    return {};
  }

  OrderedStore& store_;
  const GraphReader& reader_;
  const std::function<bool(std::uint64_t, std::uint64_t)>& progress_;
  std::uint64_t total_;
  VerifyReport report_;
  std::set<SystemInstant> instants_;
  std::unordered_set<NodeId> nodes_;
  std::unordered_set<NodeId> nodes_ever_;
  LabelBlocks labels_;  ///< expected and not yet met
  std::unordered_map<FactId, Expected> facts_;
  std::map<std::pair<FactId, SystemInstant>, Expected> past_;
};

}  // namespace

Result<VerifyReport> verifyGraph(OrderedStore& store, const GraphReader& reader,
                                 const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  return Verification(store, reader, progress).run();
}

}  // namespace tenure::storage

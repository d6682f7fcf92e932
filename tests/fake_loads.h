// Loads that keep what they are given in vectors: importers are tested without a store.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/transaction.h"

namespace tenure::testing {

class FakeBulkLoad : public storage::BulkLoad {
 public:
  Result<NodeId> addNode(const NodeDraft& draft) override {
    if (full_after && nodes.size() >= *full_after) return Error(ErrorCode::kNoSpace, "the disk is full");
    const NodeId id{nodes.size() + 1};
    if (!draft.external_id.empty() && !ids.emplace(draft.external_id, id).second) {
      return Error(ErrorCode::kAlreadyExists, "another node has this id");
    }
    nodes.push_back(draft);
    return id;
  }
  Result<FactId> addFact(const FactDraft& draft) override {
    if (draft.type == "forbidden") return Error(ErrorCode::kConstraint, "the type is not declared");
    facts.push_back(draft);
    return FactId{facts.size()};
  }
  Result<std::optional<NodeId>> byExternalId(std::string_view id) override {
    const auto found = ids.find(id);
    return found == ids.end() ? std::optional<NodeId>() : found->second;
  }
  Result<SystemInstant> finish(const std::function<bool(std::uint64_t, std::uint64_t)>&) override {
    return SystemInstant();
  }
  const storage::Notices& notices() const override { return told; }
  void readFrom(std::string_view file, std::uint64_t line) override { read.emplace_back(file, line); }

  std::vector<NodeDraft> nodes;
  std::vector<FactDraft> facts;
  std::map<std::string, NodeId, std::less<>> ids;
  std::optional<std::size_t> full_after;
  storage::Notices told;
  std::vector<std::pair<std::string, std::uint64_t>> read;  ///< where what was added came from
};

class FakeHistoryLoad : public storage::HistoryLoad {
 public:
  Status addSchema(SystemInstant from, const Schema& schema) override {
    schemas.emplace_back(from, schema);
    return {};
  }
  Status addCommit(const CommitRecord& commit) override {
    commits.push_back(commit);
    return {};
  }
  Status addNodeVersion(const NodeVersion& version) override {
    nodes.push_back(version);
    return {};
  }
  Status addFactVersion(const FactVersion& version) override {
    if (version.type == "forbidden") return Error(ErrorCode::kCorruption, "it does not fit");
    facts.push_back(version);
    return {};
  }
  Status addErasure(const Erasure& mark) override {
    marks.push_back(mark);
    return {};
  }
  Status finish() override { return {}; }

  std::vector<std::pair<SystemInstant, Schema>> schemas;
  std::vector<CommitRecord> commits;
  std::vector<NodeVersion> nodes;
  std::vector<FactVersion> facts;
  std::vector<Erasure> marks;
};

}  // namespace tenure::testing

// A small random graph in a database and in the plain model at once: vague bounds, lifespans, cuts, removed
// portions, statuses, and a second commit that corrects the first. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/database.h"
#include "tests/plain_model.h"
#include "tests/random_records.h"

namespace tenure::testing {

class RandomGraph {
 public:
  /// `schema`: with events and longest durations, or nullopt.
  RandomGraph(Dice& dice, const std::filesystem::path& path, std::optional<Schema> schema);

  [[nodiscard]] const Database& database() const { return *database_; }
  [[nodiscard]] const PlainModel& model() const { return model_; }
  [[nodiscard]] const std::vector<NodeId>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<Instant>& bounds() const { return bounds_; }
  [[nodiscard]] const std::vector<SystemInstant>& instants() const { return instants_; }  ///< of its commits
  /// Any valid time, now and then an earlier belief, certain-only, or refuted facts too.
  [[nodiscard]] TimeScope anyScope();
  [[nodiscard]] NodeId anyNode() { return dice_.pick(nodes_); }
  /// What is in it, for a message.
  [[nodiscard]] std::string shownFacts() const;

 private:
  void build();
  void change();
  void addFact(Transaction& transaction);

  Dice& dice_;
  PlainModel model_;
  std::optional<Database> database_;
  std::vector<NodeId> nodes_;
  std::vector<FactId> facts_;
  std::vector<SystemInstant> instants_;
  std::vector<Instant> bounds_;  ///< of all that was ever believed
};

}  // namespace tenure::testing

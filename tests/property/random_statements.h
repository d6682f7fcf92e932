// Random statements that read, in the query language: patterns of one to three relationships under any time,
// asked for nodes, relationships, counts, groups and distinct rows. The same dice give the same statements.
// One thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/random_records.h"

namespace tenure::testing {

class RandomStatements {
 public:
  /// Over nodes 1 to `nodes` and relationships of types T and U. `beliefs`: texts of system times.
  /// `steps_most`: relationships of one statement, which bounds its rows.
  RandomStatements(Dice& dice, std::int64_t nodes, std::vector<std::string> beliefs, std::int64_t steps_most)
      : dice_(dice), nodes_(nodes), beliefs_(std::move(beliefs)), steps_most_(steps_most) {}

  /// Rows in any order, unless the statement orders all of them.
  [[nodiscard]] std::string any();

 private:
  std::string validTime();
  std::string time();
  std::string relationship(const std::string& name);
  std::string node(const std::string& name);
  /// A pattern that goes on from `from`; what it names is added to the names.
  std::string pattern(const std::string& from);
  std::string match(const std::string& from);
  std::string condition();
  std::string answer();
  /// All relationships of a pattern of one step, asked for what `bounds` asks.
  std::string oneStep();
  /// A condition over when relationship r holds.
  std::string boundsCondition(int depth);
  /// An answer that reads of relationships when they hold and their types.
  std::string bounds(const std::string& one, const std::string& other);
  std::string anyNode() { return dice_.pick(node_names_); }

  Dice& dice_;
  std::int64_t nodes_;
  std::vector<std::string> beliefs_;
  std::int64_t steps_most_;
  std::int64_t steps_ = 0;
  std::vector<std::string> node_names_;
  std::vector<std::string> relationship_names_;  ///< of single relationships
};

}  // namespace tenure::testing

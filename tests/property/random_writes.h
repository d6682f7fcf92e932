// A database and the plain model side by side under the same random writes: transactions, bulk loads,
// erasures, reopenings, and a clock that stands still or goes back. Whatever the two answer differently is
// thrown as a Mismatch. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/database.h"
#include "tests/plain_model.h"
#include "tests/random_records.h"

namespace tenure::testing {

/// What the database and the model say differently.
struct Mismatch : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// Throws it with the question and both answers.
[[noreturn]] void differs(const std::string& question, const std::string& model, const std::string& database);
void requireSame(const std::string& question, const std::string& model, const std::string& database);
/// The value, or a mismatch that tells the error.
template <class T>
T answered(const std::string& question, Result<T> result) {
  if (!result.ok()) differs(question, "an answer", result.error().toString());
  return std::move(result).value();
}

inline void answered(const std::string& question, const Status& status) {
  if (!status.ok()) differs(question, "done", status.error().toString());
}

class RandomWrites {
 public:
  /// Makes the database; without a schema it is open.
  RandomWrites(Dice& dice, std::filesystem::path path, std::optional<Schema> schema);

  void transaction();
  void bulkLoad();
  void erase();
  void reopen();

  [[nodiscard]] const Database& database() const { return *database_; }
  Database& database() { return *database_; }
  [[nodiscard]] const PlainModel& model() const { return model_; }
  /// When something came to be believed, in order.
  [[nodiscard]] const std::vector<SystemInstant>& instants() const { return instants_; }
  [[nodiscard]] const std::vector<NodeId>& nodeIds() const { return node_ids_; }  ///< every id ever given
  [[nodiscard]] const std::vector<FactId>& factIds() const { return fact_ids_; }
  [[nodiscard]] const std::vector<Erasure>& erased() const { return erased_; }
  /// What was done, a line each.
  [[nodiscard]] const std::vector<std::string>& log() const { return log_; }

 private:
  void open();
  void moveClock();
  /// The instant that the next commit takes.
  [[nodiscard]] SystemInstant nextInstant() const;
  /// What a commit gave, with what the model makes of it; `true` when it was taken.
  void settle(const std::string& what, const Result<SystemInstant>& result);
  [[nodiscard]] bool mayClash() const;
  void agree(PlainModel::Refusal model, const Status& database);

  [[nodiscard]] NodeId someNode();
  [[nodiscard]] FactId someFact();
  template <class Writer>
  void addNode(Writer& writer);
  template <class Writer>
  void addFact(Writer& writer);
  void changeNode(Transaction& transaction);
  void changeFact(Transaction& transaction);
  void setDuring(Transaction& transaction);
  void removePortion(Transaction& transaction);
  void checkStaged(Transaction& transaction);

  Dice& dice_;
  std::filesystem::path path_;
  std::optional<Schema> schema_;
  PlainModel model_;
  std::int64_t now_us_ = 1'700'000'000'000'000;
  std::optional<SystemInstant> last_;  ///< of the last commit
  std::vector<SystemInstant> instants_;
  std::vector<NodeId> node_ids_;
  std::vector<FactId> fact_ids_;
  std::vector<Erasure> erased_;
  std::vector<std::string> log_;
  std::optional<Database> database_;  ///< last: it goes first, and calls the clock until then
};

}  // namespace tenure::testing

// Random questions to a view of the database and to the plain model. An answer that differs is thrown as a
// Mismatch. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/database.h"
#include "tests/plain_model.h"
#include "tests/property/random_writes.h"
#include "tests/random_records.h"

namespace tenure::testing {

class Questions {
 public:
  /// `model` has seen what the view sees. All are borrowed.
  Questions(Dice& dice, const View& view, const PlainModel& model, const RandomWrites& writes);

  void ask(int questions);
  /// Every version of everything, present external ids, marks.
  static void askEveryVersion(const RandomWrites& writes);

 private:
  [[nodiscard]] TimeScope anyScope();
  [[nodiscard]] NodeId anyNode();
  [[nodiscard]] FactId anyFact();

  void askEdges(const TimeScope& scope);
  void askExpand(const TimeScope& scope);
  void askExpandedChanges(TimeScope scope);
  void askNodeHistory(TimeScope scope);
  void askExpandedGraph(const TimeScope& scope);
  void askRecords(const TimeScope& scope);
  void askEverything(const TimeScope& scope);
  void askDifference(const TimeScope& before, const TimeScope& after);
  void askSteps(const TimeScope& scope);
  void askCounts(const TimeScope& scope);
  void askHistory(const TimeScope& scope);

  Dice& dice_;
  const View& view_;
  const PlainModel& model_;
  const RandomWrites& writes_;
  std::vector<Instant> bounds_;  ///< of all that was ever believed
};

}  // namespace tenure::testing

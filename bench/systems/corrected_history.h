// A history that was believed otherwise before: every fact was loaded with wrong bounds and corrected ten
// times, the last time rightly. Half-way through the corrections all facts were believed to lie
// `kBelievedLater` days later than they do: as many as at present, so that a question about a day then has
// the answer that the present gives for as many days before.
//
// One thread. Any error of the database ends the program.
#pragma once

#include <cstdint>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/temporary_database.h"
#include "engine/database.h"

namespace tenure::bench {

class CorrectedHistory {
 public:
  static constexpr int kCorrections = 10;
  static constexpr std::int32_t kBelievedLater = 40;

  explicit CorrectedHistory(const History& history);

  [[nodiscard]] const Database& database() const { return db_; }
  [[nodiscard]] View present() const { return db_.always(); }
  /// As believed half-way.
  [[nodiscard]] View past() const { return db_.systemAsOf(halfway_); }
  /// The question that the past answers as the present answers `asked`.
  [[nodiscard]] static Asked inThePast(Asked asked);

 private:
  void correctAll(const History& history, std::int32_t later);

  TemporaryFolder folder_;
  Database db_;
  SystemInstant halfway_;
};

}  // namespace tenure::bench

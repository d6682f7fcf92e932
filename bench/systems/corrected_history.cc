#include "bench/systems/corrected_history.h"

#include <algorithm>
#include <string>

#include "bench/history_csv.h"
#include "bench/systems/tenure_system.h"

namespace tenure::bench {
namespace {

/// How many days later than it was the history is believed to have been after a correction; 0 is the loading.
std::int32_t believedLater(int correction) {
  if (correction == CorrectedHistory::kCorrections) return 0;
  if (correction == CorrectedHistory::kCorrections / 2) return CorrectedHistory::kBelievedLater;
  return 1 + correction * 17 % 60;
}

HistoryFact moved(HistoryFact fact, std::int32_t days) {
  fact.start_day += days;
  if (fact.end_day != kOpenDay) fact.end_day += days;
  return fact;
}

Validity validityOf(const HistoryFact& fact) {
  return must(Validity::fromColumns(
      dateOf(fact.start_day), fact.end_day == kOpenDay ? "" : dateOf(fact.end_day - 1), BlankEnd::kOpen));
}

}  // namespace

CorrectedHistory::CorrectedHistory(const History& history) : db_(must(Database::open(folder_ / "db"))) {
  History first = history;
  for (HistoryFact& fact : first.facts) fact = moved(fact, believedLater(0));
  loadHistory(db_, first);
  for (int correction = 1; correction <= kCorrections; ++correction) {
    correctAll(history, believedLater(correction));
    if (correction == kCorrections / 2) halfway_ = must(db_.commits()).back().instant;
  }
  must(db_.compact());
}

void CorrectedHistory::correctAll(const History& history, std::int32_t later) {
  constexpr std::size_t kFactsACommit = 10'000;
  for (std::size_t first = 0; first < history.facts.size(); first += kFactsACommit) {
    auto txn = must(db_.begin());
    const std::size_t end = std::min(first + kFactsACommit, history.facts.size());
    for (std::size_t i = first; i < end; ++i) {
      // Ids are dense and count from 1, in the order of loading.
      must(txn->correctFact(FactId{i + 1}, {.validity = validityOf(moved(history.facts[i], later))}));
    }
    must(txn->commit());
  }
}

Asked CorrectedHistory::inThePast(Asked asked) {
  asked.day.day += kBelievedLater;
  asked.later.day += kBelievedLater;
  return asked;
}

}  // namespace tenure::bench

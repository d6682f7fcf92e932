#include "engine/query/executor/profile.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/query/planner/explain.h"

namespace tenure::query {

namespace {

class ProfiledCursor final : public Cursor {
 private:
  template <class Work>
  auto watch(const Work& work) {
    const std::uint64_t steps = run_.meter.stepsTaken();
    const auto start = std::chrono::steady_clock::now();
    auto outcome = work();
    figures_.time += std::chrono::steady_clock::now() - start;
    figures_.steps += run_.meter.stepsTaken() - steps;
    return outcome;
  }

 public:
  ProfiledCursor(CursorPtr cursor, OperatorFigures& figures, Execution& run)
      : cursor_(std::move(cursor)), figures_(figures), run_(run) {}

  Status open() override {
    ++figures_.opens;
    return watch([this] { return cursor_->open(); });
  }
  Result<bool> next() override {
    auto more = watch([this] { return cursor_->next(); });
    if (more.ok() && *more) ++figures_.rows;
    return more;
  }
  NodeColumn column() const override { return cursor_->column(); }
  Result<NodeBatch> nextNodes() override {
    auto batch = watch([this] { return cursor_->nextNodes(); });
    if (batch.ok()) figures_.rows += batch->nodes.size();
    return batch;
  }
  BatchColumns columns() const override { return cursor_->columns(); }
  Result<Batch> nextBatch() override {
    auto batch = watch([this] { return cursor_->nextBatch(); });
    if (batch.ok()) figures_.rows += batch->rows;
    return batch;
  }
  Result<std::optional<std::uint64_t>> nextCount() override {
    auto count = watch([this] { return cursor_->nextCount(); });
    if (count.ok() && *count) figures_.rows += **count;
    return count;
  }

 private:
  CursorPtr cursor_;
  OperatorFigures& figures_;
  Execution& run_;
};

/// A difference of measurements that belong together; never below nothing.
template <class T>
T less(T whole, T part) {
  return whole > part ? whole - part : T{};
}

}  // namespace

CursorPtr profiled(CursorPtr cursor, const plan::Operator& op, Execution& run) {
  return std::make_unique<ProfiledCursor>(std::move(cursor), run.profile->of(op), run);
}

const std::vector<std::string>& profileColumns() {
  static const std::vector<std::string> kColumns = {"operator", "details", "time",  "estimated",
                                                    "rows",     "opens",   "steps", "milliseconds"};
  return kColumns;
}

std::vector<std::vector<Datum>> profileRows(const Prepared& statement, const Profile& profile) {
  std::vector<std::vector<Datum>> rows;
  for (const PlanLine& line : planLines(statement)) {
    std::vector<Datum> row = {Datum::string(indentedName(line)), Datum::string(line.details),
                              line.time.empty() ? Datum() : Datum::string(line.time),
                              Datum::integer(line.rows)};
    if (const OperatorFigures* whole = profile.find(line.op)) {
      OperatorFigures own = *whole;
      for (const plan::Operator* input : line.inputs) {
        const OperatorFigures* part = profile.find(input);
        if (part == nullptr) continue;
        own.steps = less(own.steps, part->steps);
        own.time = less(own.time, part->time);
      }
      constexpr double kNanosPerMilli = 1e6;
      constexpr double kShown = 1e3;  // three digits behind the point
      const double millis = static_cast<double>(own.time.count()) / kNanosPerMilli;
      row.push_back(Datum::integer(static_cast<std::int64_t>(own.rows)));
      row.push_back(Datum::integer(static_cast<std::int64_t>(own.opens)));
      row.push_back(Datum::integer(static_cast<std::int64_t>(own.steps)));
      row.push_back(Datum::floating(std::round(millis * kShown) / kShown));
    }
    row.resize(profileColumns().size());
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace tenure::query

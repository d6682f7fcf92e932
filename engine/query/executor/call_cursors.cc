// Cursors that bring rows in from outside of the graph: procedures and tables.
#include "engine/query/executor/csv_rows.h"
#include "engine/query/executor/cursors.h"
#include "engine/query/executor/evaluate.h"
#include "engine/query/procedures.h"
#include "engine/query/query_error.h"
#include "engine/query/values/aggregates.h"

namespace tenure::query {

namespace {

class CallProcedureCursor final : public Cursor {
 public:
  CallProcedureCursor(const plan::CallProcedure& op, Execution& run)
      : input_(makeCursor(*op.input, run)),
        call_(*op.call),
        run_(run),
        wanted_(op.call->procedure->columns.size()) {
    for (const auto& [column, slot] : call_.yields) wanted_[column] = true;
  }
  ~CallProcedureCursor() override { run_.meter.give(bytes_); }
  Status open() override {
    rows_.clear();
    at_ = 0;
    return input_->open();
  }
  Result<bool> next() override {
    // One that yields nothing hands its row on.
    while (at_ >= rows_.size()) {
      TENURE_TRY(run_.meter.step());
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_TRY(call());
      if (call_.procedure->columns.empty()) return true;
    }
    std::vector<Datum>& row = rows_[at_++];
    for (const auto& [column, slot] : call_.yields) run_.slots[slot] = row[column];
    return true;
  }
  bool park() override {
    rows_.clear();
    run_.meter.give(bytes_);
    bytes_ = 0;
    return input_->park();
  }

 private:
  Status call() {
    rows_.clear();
    at_ = 0;
    run_.meter.give(bytes_);
    bytes_ = 0;
    std::vector<Datum> arguments;
    for (const auto& argument : call_.arguments) {
      TENURE_ASSIGN(Datum value, evaluate(*argument, run_));
      arguments.push_back(std::move(value));
    }
    TENURE_ASSIGN(const std::uint32_t scope, scopeOf(call_.scope, run_));
    const Procedure::Emit emit(wanted_, [this](std::vector<Datum> row) { return keep(std::move(row)); });
    auto status = call_.procedure->call(arguments, scope, run_, emit);
    if (status.ok() || !isAboutTheCall(status.error().code())) return status;
    return placed(std::move(status).error(), call_.at);
  }

  Status keep(std::vector<Datum> row) {
    TENURE_TRY(run_.meter.step());
    std::uint64_t bytes = sizeof(row) + row.size() * sizeof(Datum);
    for (const Datum& value : row) bytes += heapBytes(value);
    bytes_ += bytes;
    rows_.push_back(std::move(row));
    return run_.meter.take(bytes);
  }

  /// Whether the statement is wrong, and not the time or the disk that has run out.
  static bool isAboutTheCall(ErrorCode code) {
    return code == ErrorCode::kInvalidArgument || code == ErrorCode::kNotFound ||
           code == ErrorCode::kAmbiguous || code == ErrorCode::kParse || code == ErrorCode::kOutOfRange;
  }

  CursorPtr input_;
  const bound::ProcedureCall& call_;
  Execution& run_;
  std::vector<bool> wanted_;  ///< of the procedure's columns those that are yielded
  std::vector<std::vector<Datum>> rows_;
  std::size_t at_ = 0;
  std::uint64_t bytes_ = 0;
};

class LoadCsvCursor final : public Cursor {
 public:
  LoadCsvCursor(const plan::LoadCsv& op, Execution& run)
      : input_(makeCursor(*op.input, run)), op_(op), run_(run) {}
  Status open() override {
    table_.reset();
    return input_->open();
  }
  Result<bool> next() override {
    while (true) {
      if (table_) {
        TENURE_TRY(run_.meter.step());
        TENURE_ASSIGN(auto row, table_->next());
        if (row) {
          run_.slots[op_.slot] = std::move(*row);
          return true;
        }
        table_.reset();
      }
      TENURE_ASSIGN(const bool more, input_->next());
      if (!more) return false;
      TENURE_TRY(begin());
    }
  }

 private:
  Status begin() {
    TENURE_ASSIGN(const Datum from, evaluate(*op_.from, run_));
    if (!from.isString()) {
      return queryError(ErrorClass::kTypeError, "InvalidArgumentType", "LOAD CSV takes the path of a file",
                        op_.from->at);
    }
    char separator = ',';
    if (op_.terminator) {
      TENURE_ASSIGN(const Datum text, evaluate(*op_.terminator, run_));
      if (!text.isString() || text.asString().size() != 1) {
        return queryError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                          "FIELDTERMINATOR is one character of ASCII", op_.terminator->at);
      }
      separator = text.asString()[0];
    }
    auto table = CsvRows::open(from.asString(), separator, op_.headers);
    if (!table.ok()) return placed(std::move(table).error(), op_.from->at);
    table_ = std::move(*table);
    return {};
  }

  CursorPtr input_;
  const plan::LoadCsv& op_;
  Execution& run_;
  std::unique_ptr<CsvRows> table_;
};

}  // namespace

CursorPtr makeCallProcedure(const plan::CallProcedure& op, Execution& run) {
  return std::make_unique<CallProcedureCursor>(op, run);
}
CursorPtr makeLoadCsv(const plan::LoadCsv& op, Execution& run) {
  return std::make_unique<LoadCsvCursor>(op, run);
}

}  // namespace tenure::query

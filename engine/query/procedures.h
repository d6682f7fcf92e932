// Procedures: what CALL calls. A table that a database has, in which tests put their own.
//
// Thread rules: fill it before statements are prepared; from then on any thread may read it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/values/datum.h"
#include "engine/query/values/functions.h"
#include "schema/result.h"

namespace tenure::query {

struct Execution;  // executor/execution.h

struct ProcedureField {
  std::string name;
  KindSet kinds = kAnyKind;
  std::string type = "ANY?";            ///< as SHOW PROCEDURES says it
  std::optional<Datum> otherwise = {};  ///< of an argument that may be left out
};

struct Procedure {
  std::string name;  ///< "tenure.timeline"
  std::vector<ProcedureField> arguments = {};
  std::vector<ProcedureField> columns = {};  ///< none: it yields nothing and hands its row on
  std::string description = {};
  bool uses_scope = false;   ///< it asks under the statement's time scope
  bool uses_system = false;  ///< only under its system time: a valid time would have no effect on it
  /// Takes the columns of each row; an error it returns ends the call. Nobody reads a column that is not
  /// wanted: null may stand there in place of what is dear to bring.
  class Emit {
   public:
    Emit(const std::vector<bool>& wanted, std::function<Status(std::vector<Datum> row)> take)
        : wanted_(wanted), take_(std::move(take)) {}
    Status operator()(std::vector<Datum> row) const { return take_(std::move(row)); }
    /// `column` by its place among the procedure's columns.
    [[nodiscard]] bool wants(std::size_t column) const { return wanted_[column]; }

   private:
    const std::vector<bool>& wanted_;
    std::function<Status(std::vector<Datum> row)> take_;
  };
  /// `scope` is the execution's number of the statement's time scope.
  std::function<Status(std::span<const Datum> arguments, std::uint32_t scope, Execution& run,
                       const Emit& row)>
      call;
};

class Procedures {
 public:
  void add(Procedure procedure) {
    std::string name = procedure.name;
    table_[std::move(name)] = std::make_shared<const Procedure>(std::move(procedure));
  }
  /// nullptr where there is none; names are case-sensitive.
  [[nodiscard]] std::shared_ptr<const Procedure> find(std::string_view name) const {
    const auto at = table_.find(name);
    return at == table_.end() ? nullptr : at->second;
  }
  [[nodiscard]] const auto& all() const { return table_; }

 private:
  std::map<std::string, std::shared_ptr<const Procedure>, std::less<>> table_;
};

}  // namespace tenure::query

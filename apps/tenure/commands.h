// The commands of `tenure`: what each was told, as plain data, and the function that does it.
// command_options.cc fills the structs from a command line; each run function stands in run_<command>.cc and
// knows nothing of command lines.
//
// A run function prints its answer to standard output and what went wrong to standard error, and returns the
// exit code (exit_code.h). Texts (times, nodes, facts) are as the user typed them: the command parses them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/tenure/output.h"
#include "apps/tenure/question_budget.h"
#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/result.h"
#include "schema/validity.h"

namespace tenure::apps {

enum class OnError : std::uint8_t { kStop, kSkip };
enum class ExportFormat : std::uint8_t { kJsonl, kCsv };
enum class Algorithm : std::uint8_t {
  kComponents,
  kPageRank,
  kBetweenness,
  kCloseness,
  kCoreNumbers,
  kArticulationPoints,
};

struct DateOptions {
  std::string text;  ///< "-": one a line from standard input
};

struct ImportOptions {
  std::string db;
  std::vector<std::string> files;  ///< JSON lines as written by export
  std::vector<std::string> nodes;  ///< CSV, .gz too
  std::vector<std::string> edges;
  std::vector<std::pair<std::string, std::string>> columns;  ///< a header's word and the one it stands for
  std::string schema;                                        ///< empty: not said
  BlankEnd blank_end = BlankEnd::kUnknown;
  EndConvention end_dates = EndConvention::kInclusive;
  OnError on_error = OnError::kStop;
  std::string rejects;  ///< a file; empty: none
  CommitNote note;
  bool quiet = false;
};

struct AsOfOptions {
  std::string db;
  std::string time;
  std::string node;
  std::vector<std::string> types;  ///< empty: all
  Direction direction = Direction::kBoth;
  std::uint32_t depth = 1;
  bool certain = false;
  std::string system_time;  ///< empty: present belief; so in all commands
  bool include_refuted = false;
  RowOutput output;
};

struct TimelineOptions {
  std::string db;
  std::string node;
  std::vector<std::string> types;
  std::string system_time;
  bool include_refuted = false;
  RowOutput output;
};

struct DiffOptions {
  std::string db;
  std::string from;
  std::string to;
  std::string node;  ///< empty: the whole graph
  std::vector<std::string> types;
  std::string system_time;
  RowOutput output;
};

struct LineageOptions {
  std::string db;
  std::string node;
  std::string system_time;
  RowOutput output;
};

struct StatsOptions {
  std::string db;
  std::string as_of;  ///< empty: over all of valid time
  bool certain = false;
  std::string system_time;
  std::optional<OutputFormat> output;  ///< not said: JSON, as programs read it
};

struct AlgoOptions {
  std::string db;
  Algorithm algorithm = Algorithm::kComponents;
  std::string as_of;
  std::vector<std::string> types;          ///< empty: all
  Direction direction = Direction::kBoth;  ///< of betweenness and closeness
  bool normalised = false;                 ///< betweenness
  bool certain = false;
  std::optional<std::size_t> top;  ///< not said: all rows
  std::string system_time;
  QuestionBudget budget;
  RowOutput output;
};

struct FindOptions {
  std::string db;
  std::string text;
  bool prefix = false;
  std::string system_time;
  RowOutput output;
};

struct VerifyOptions {
  std::string db;
  bool quiet = false;
};

struct BackupOptions {
  std::string db;
  std::string folder;
};

struct RestoreOptions {
  std::string folder;
  std::string db;
  std::optional<std::uint32_t> id;  ///< not said: the newest
};

struct ExportOptions {
  std::string db;
  ExportFormat format = ExportFormat::kJsonl;
  std::string as_of;  ///< empty: everything, both clocks included (jsonl)
  std::string nodes;  ///< files for the two tables of csv; empty: standard output
  std::string edges;
  std::string to;  ///< a file for jsonl; empty: standard output
  bool quiet = false;
};

/// What a write is about: a fact by its number, or a node by id or unambiguous name.
struct Target {
  std::string fact;  ///< empty where `node` is said
  std::string node;
};

struct CorrectOptions {
  std::string db;
  Target target;
  std::optional<std::string> valid;  ///< of a fact its validity, of a node its lifespan
  std::optional<std::string> status;
  std::vector<std::string> sources;  ///< replace those there are; empty: they stay
  std::optional<std::string> event;
  std::vector<std::pair<std::string, std::string>> set;  ///< properties (KEY or KEY:TYPE), their new values
  std::optional<std::string> during;                     ///< `set` changes the properties within it alone
  CommitNote note;
};

struct RetractOptions {
  std::string db;
  Target target;
  bool with_facts = false;            ///< a node with the facts it is an end of
  std::optional<std::string> during;  ///< a fact does not hold within it; outside it stays
  CommitNote note;
};

struct EraseOptions {
  std::string db;
  Target target;
  CommitNote note;  ///< `why` is required
};

struct TransactionsOptions {
  std::string db;
  RowOutput output;
};

struct SchemaOptions {
  std::string db;
  RowOutput output;
};

int runDate(const DateOptions& options);
int runImport(const ImportOptions& options);
int runAsOf(const AsOfOptions& options);
int runTimeline(const TimelineOptions& options);
int runDiff(const DiffOptions& options);
int runLineage(const LineageOptions& options);
int runStats(const StatsOptions& options);
int runAlgo(const AlgoOptions& options);
int runFind(const FindOptions& options);
int runVerify(const VerifyOptions& options);
int runBackup(const BackupOptions& options);
int runRestore(const RestoreOptions& options);
int runExport(const ExportOptions& options);
int runCorrect(const CorrectOptions& options);
int runRetract(const RetractOptions& options);
int runErase(const EraseOptions& options);
int runTransactions(const TransactionsOptions& options);
int runSchema(const SchemaOptions& options);

/// What a schema declares, a row each; the exit code. kInvalidArgument for a field that there is not.
[[nodiscard]] Result<int> writeSchema(const Schema& schema, const RowOutput& output);

}  // namespace tenure::apps

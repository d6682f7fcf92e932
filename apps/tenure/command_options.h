// Which words each command takes. One function a command: it names its options, binds them to the struct that
// the run function gets, and carries the description and the examples of `--help`.
//
// command_line.cc lists the commands there are; a function here whose command is not listed yet is ready for
// it.
#pragma once

#include "apps/tenure/commands.h"

namespace CLI {
class App;
}

namespace tenure::apps {

void declareDate(CLI::App& app, DateOptions& options);
void declareImport(CLI::App& app, ImportOptions& options);
void declareAsOf(CLI::App& app, AsOfOptions& options);
void declareTimeline(CLI::App& app, TimelineOptions& options);
void declareDiff(CLI::App& app, DiffOptions& options);
void declareLineage(CLI::App& app, LineageOptions& options);
void declareStats(CLI::App& app, StatsOptions& options);
void declareAlgo(CLI::App& app, AlgoOptions& options);
void declareFind(CLI::App& app, FindOptions& options);
void declareVerify(CLI::App& app, VerifyOptions& options);
void declareBackup(CLI::App& app, BackupOptions& options);
void declareRestore(CLI::App& app, RestoreOptions& options);
void declareExport(CLI::App& app, ExportOptions& options);
void declareCorrect(CLI::App& app, CorrectOptions& options);
void declareRetract(CLI::App& app, RetractOptions& options);
void declareErase(CLI::App& app, EraseOptions& options);
void declareTransactions(CLI::App& app, TransactionsOptions& options);
void declareSchema(CLI::App& app, SchemaOptions& options);

}  // namespace tenure::apps

#include "storage/graph_store.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "schema/names.h"
#include "storage/bulk_load.h"
#include "storage/erasing.h"
#include "storage/graph_core.h"
#include "storage/graph_transaction.h"
#include "storage/graph_verify.h"
#include "storage/history_load.h"
#include "storage/identity.h"
#include "storage/identity_text.h"
#include "storage/sealed.h"

namespace tenure::storage {
namespace {

std::int64_t wallClock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

Result<std::shared_ptr<const Tokens>> readTokens(OrderedStore& store) {
  auto tokens = std::make_shared<Tokens>();
  const auto cursor = store.scan(KeyRange::withPrefix(tableKey(Table::kToken)));
  for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
    const auto parts = parseTokenKey(cursor->key());
    TENURE_ASSIGN(const auto name, decodeText(cursor->key(), cursor->value()));
    if (!parts || tokens->intern(parts->kind, name) != parts->token) {
      return Error(ErrorCode::kCorruption,
                   describeKey(cursor->key()) + ": one before it is missing, or there twice");
    }
  }
  TENURE_TRY(cursor->status());
  return std::shared_ptr<const Tokens>(std::move(tokens));
}

/// The last value of a table, decoded, or nullopt.
template <class T>
Result<std::optional<T>> lastOf(OrderedStore& store, Table table,
                                Result<T> (*decode)(std::string_view, std::string_view)) {
  const auto cursor = store.scan(KeyRange::withPrefix(tableKey(table)));
  cursor->seekToLast();
  TENURE_TRY(cursor->status());
  if (!cursor->valid()) return std::optional<T>();
  TENURE_ASSIGN(auto value, decode(cursor->key(), cursor->value()));
  return std::optional(std::move(value));
}

/// Walks the chain of commits back from `last` to the number up to which it was whole before (ADR 0002).
Status checkChain(OrderedStore& store, const CommitRow& last, std::uint64_t known) {
  if (last.commit.number < known) {
    return Error(ErrorCode::kCorruption, "the database has lost commits: the last is number " +
                                             std::to_string(last.commit.number) + ", and " +
                                             std::to_string(known) + " were there; restore a backup");
  }
  const auto cursor = store.scan(KeyRange::withPrefix(tableKey(Table::kCommit)));
  std::uint64_t expected = last.commit.number;
  for (cursor->seekToLast(); cursor->valid() && expected > known; cursor->previous()) {
    TENURE_ASSIGN(const auto row, decodeCommit(cursor->key(), cursor->value()));
    if (row.commit.number != expected) {
      return Error(ErrorCode::kCorruption,
                   "the database has lost commit " + std::to_string(expected) + "; restore a backup");
    }
    --expected;
  }
  TENURE_TRY(cursor->status());
  if (expected > known) {
    return Error(ErrorCode::kCorruption,
                 "the database has lost commit " + std::to_string(expected) + "; restore a backup");
  }
  return {};
}

Status checkNote(const CommitNote& note) {
  TENURE_TRY(checkText("who", note.who, kTextBytesMax));
  TENURE_TRY(checkText("why", note.why, kTextBytesMax));
  return checkText("where from", note.where_from, kTextBytesMax);
}

class FileGraphStore final : public GraphStore {
 public:
  FileGraphStore(std::unique_ptr<OrderedStore> store, const std::filesystem::path& path,
                 const GraphOptions& options)
      : core_(std::move(store), path, options.clock ? options.clock : wallClock, options.image_bytes),
        read_only_(options.store.read_only) {}

  ~FileGraphStore() override { noteCommits(); }

  /// `known_commits`: what the identity file says.
  Status load(const GraphOptions& options, std::uint64_t known_commits) {
    TENURE_ASSIGN(auto tokens, readTokens(core_.store()));
    TENURE_ASSIGN(auto last, lastOf<CommitRow>(core_.store(), Table::kCommit, decodeCommit));
    TENURE_ASSIGN(auto schema, lastOf<Schema>(core_.store(), Table::kSchema, decodeSchema));
    known_ = known_commits;
    const CommitRow row = last.value_or(CommitRow{});
    TENURE_TRY(checkChain(core_.store(), row, known_));
    const bool fresh = !last;
    core_.publish(std::move(tokens), std::make_shared<const Schema>(schema ? std::move(*schema) : Schema{}),
                  row);
    noteCommits();
    if (!options.schema || *options.schema == core_.reader().schema()) return {};
    if (!fresh) {
      return Error(ErrorCode::kAlreadyExists, "the database has the schema " +
                                                  core_.reader().schema().name() + " already, not " +
                                                  options.schema->name());
    }
    if (read_only_)
      return Error(ErrorCode::kReadOnly, "a schema cannot be set: the database is open for reading");
    TENURE_ASSIGN(auto transaction,
                  begin({.who = {}, .why = "schema " + options.schema->name(), .where_from = {}}, 0));
    TENURE_TRY(transaction->setSchema(*options.schema));
    TENURE_TRY(transaction->commit());
    return {};
  }

  GraphReader reader() override { return core_.reader(); }

  Result<std::unique_ptr<Transaction>> begin(CommitNote note, std::int64_t wait_us) override {
    TENURE_TRY(checkNote(note));
    TENURE_ASSIGN(auto turn, take(wait_us));
    return makeTransaction(core_, std::move(turn), std::move(note));
  }
  Result<std::unique_ptr<BulkLoad>> beginBulkLoad(CommitNote note, std::int64_t wait_us) override {
    TENURE_TRY(checkNote(note));
    TENURE_ASSIGN(auto turn, take(wait_us));
    return makeBulkLoad(core_, std::move(turn), std::move(note));
  }
  Result<std::unique_ptr<HistoryLoad>> beginHistoryLoad(std::int64_t wait_us) override {
    TENURE_ASSIGN(auto turn, take(wait_us));
    if (core_.state()->last.commit.number != 0) {
      return Error(ErrorCode::kAlreadyExists,
                   "a whole history goes into a new database only, and this one has commits already");
    }
    return makeHistoryLoad(core_, std::move(turn));
  }

  Result<EraseOutcome> erase(const EraseRequest& what, CommitNote note, std::int64_t wait_us) override {
    TENURE_TRY(checkNote(note));
    TENURE_ASSIGN(const auto turn, take(wait_us));
    TENURE_ASSIGN(auto outcome, eraseRecords(core_, what, note));
    TENURE_ASSIGN(outcome.backups, backupsBefore(outcome.instant));
    TENURE_TRY(rewriteFiles());
    return outcome;
  }

  Status purge() override {
    TENURE_ASSIGN(const auto turn, take(0));
    return rewriteFiles();
  }

  Result<VerifyReport> verify(const std::function<bool(std::uint64_t, std::uint64_t)>& progress) override {
    const Status files = core_.store().verifyFiles();
    const GraphReader reader = core_.reader();
    TENURE_ASSIGN(auto report, verifyGraph(core_.store(), reader, progress));
    if (!files.ok()) report.errors.insert(report.errors.begin(), files.error().message());
    return report;
  }

  Result<BackupInfo> backup(const std::filesystem::path& folder) override {
    TENURE_ASSIGN(const auto turn, take(0));
    noteCommits();
    TENURE_ASSIGN(const auto info, core_.store().backup(folder));
    // Kept so that an erasure can name the backup. No commit: nothing about the graph is believed otherwise.
    std::error_code error;
    const auto full = std::filesystem::absolute(folder, error);
    const std::string key = backupKey((error ? folder : full).lexically_normal().string(), info.id);
    Batch batch;
    batch.put(key, encodeText(key, std::to_string(core_.state()->last.commit.instant.micros())));
    TENURE_TRY(core_.store().commit(batch));
    republish();
    return info;
  }

  Status flush() override { return core_.store().flush(); }
  Status compact() override { return core_.store().compact(); }
  StoreFigures figures() const override { return core_.store().figures(); }
  CacheFigures cacheFigures() const override { return core_.cacheFigures(); }

 private:
  Result<WriterTurn::Holder> take(std::int64_t wait_us) {
    if (read_only_) return Error(ErrorCode::kReadOnly, "the database is open for reading");
    auto turn = core_.turn().take(wait_us);
    if (!turn) {
      return Error(ErrorCode::kTimeout, "another write has the turn, and has not ended in " +
                                            std::to_string(wait_us / 1'000) + " ms");
    }
    return std::move(*turn);
  }

  void republish() {
    const auto state = core_.state();
    core_.publish(state->tokens, state->schema, state->last);
  }

  Status rewriteFiles() {
    core_.dropSnapshot();
    Status purged = core_.store().purge();
    republish();
    return purged;
  }

  /// Backups that were taken before `instant` and are still there.
  Result<std::vector<std::string>> backupsBefore(SystemInstant instant) {
    std::vector<std::string> out;
    const auto cursor = core_.store().scan(KeyRange::withPrefix(tableKey(Table::kBackup)));
    for (cursor->seekToFirst(); cursor->valid(); cursor->next()) {
      const auto parts = parseBackupKey(cursor->key());
      TENURE_ASSIGN(const auto last, decodeText(cursor->key(), cursor->value()));
      if (!parts || std::stoll(last) >= instant.micros()) continue;
      const auto there = listBackups(std::filesystem::path(std::string(parts->folder)));
      const auto same = [&](const BackupInfo& one) { return one.id == parts->backup; };
      // A folder that cannot be read now may come back, so it is named as well.
      const bool gone = there.ok() ? std::none_of(there->begin(), there->end(), same)
                                   : there.error().code() == ErrorCode::kNotFound;
      if (!gone)
        out.push_back(std::string(parts->folder) + " (backup " + std::to_string(parts->backup) + ")");
    }
    TENURE_TRY(cursor->status());
    return out;
  }

  /// Writes the number of commits into the identity file, so that their loss is noticed. What cannot be
  /// written now is no loss: the file then knows of fewer.
  void noteCommits() {
    if (read_only_) return;
    const std::uint64_t number = core_.state()->last.commit.number;
    if (number <= known_) return;
    auto identity = readIdentity(core_.path());
    if (!identity.ok() || !*identity) return;
    (*identity)->commits = number;
    if (writeIdentity(core_.path(), **identity).ok()) known_ = number;
  }

  GraphCore core_;
  bool read_only_ = false;
  std::uint64_t known_ = 0;
};

}  // namespace

Result<std::unique_ptr<GraphStore>> GraphStore::open(const std::filesystem::path& path,
                                                     const GraphOptions& options) {
  // The format is looked at before anything is opened.
  TENURE_ASSIGN(auto identity, readIdentity(path));
  TENURE_ASSIGN(auto store, openRocksDbStore(path, options.store));
  // Another process may have made the database in between; the folder is ours now.
  if (!identity && std::filesystem::exists(path / kIdentityFileName)) {
    TENURE_ASSIGN(identity, readIdentity(path));
  }
  if (!identity) {
    identity = Identity{kFormatVersion, newDatabaseId(), 0};
    TENURE_TRY(writeIdentity(path, *identity));
  }
  auto graph = std::make_unique<FileGraphStore>(std::move(store), path, options);
  TENURE_TRY(graph->load(options, identity->commits));
  return std::unique_ptr<GraphStore>(std::move(graph));
}

}  // namespace tenure::storage

// Backups and restores, with RocksDB's backup engine. The identity file is not known to it and travels as
// `tenure-identity-<backup id>` beside its folders. See rocksdb_store.h.
#include <rocksdb/utilities/backup_engine.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "storage/durable_file.h"
#include "storage/folder_lock.h"
#include "storage/identity_text.h"
#include "storage/rocksdb_store.h"

namespace tenure::storage {
namespace {

namespace fs = std::filesystem;

fs::path identityFile(const fs::path& dir, std::uint32_t id) {
  return dir / ("tenure-identity-" + std::to_string(id));
}

/// One backup at a time: the backup engine trusts that nobody else changes its folder.
Result<FolderLock> lockBackups(const fs::path& dir, FolderLock::Mode mode) {
  auto lock = FolderLock::take(dir, mode, FolderLock::Without::kRefuse);
  if (lock.ok() || lock.error().code() != ErrorCode::kLocked) return lock;
  return Error(ErrorCode::kLocked,
               "the backup folder " + dir.string() + " is in use by another backup or restore");
}

/// A restore fills its folder alone: one that finds it taken, or fails and takes its files away, must not
/// touch what another has put there.
Result<FolderLock> lockTarget(const fs::path& path) {
  auto lock = FolderLock::take(path, FolderLock::Mode::kAlone, FolderLock::Without::kGoOn);
  if (lock.ok() || lock.error().code() != ErrorCode::kLocked) return lock;
  return Error(ErrorCode::kLocked,
               "cannot restore into " + path.string() + ": it is in use, by another restore or a database");
}

Status checkEmpty(const fs::path& path) {
  std::error_code failure;
  const bool empty = fs::is_empty(path, failure);
  if (failure) return systemError(failure.value(), "cannot read the folder", path);
  if (empty) return {};
  return Error(ErrorCode::kAlreadyExists,
               "cannot restore into " + path.string() + ": the folder is not empty");
}

rocksdb::BackupEngineOptions engineOptions(const fs::path& dir) {
  rocksdb::BackupEngineOptions options(dir.string());
  options.share_table_files = true;
  options.share_files_with_checksum = true;
  options.sync = true;
  options.max_background_operations = 2;
  return options;
}

BackupInfo infoOf(const rocksdb::BackupInfo& info) {
  return {info.backup_id, info.timestamp, info.size, info.number_files};
}

bool holdsBackups(const fs::path& dir) {
  std::error_code ignored;
  return fs::is_directory(dir / "meta", ignored);
}

/// A folder to write backups to: new, empty, or one that holds backups already; never a database.
Status prepareBackupFolder(const fs::path& dir, const fs::path& store) {
  std::error_code failure;
  const fs::path target = fs::weakly_canonical(dir, failure);
  const fs::path source = fs::weakly_canonical(store, failure);
  const auto [at, unused] = std::mismatch(source.begin(), source.end(), target.begin(), target.end());
  if (at == source.end())
    return Error(ErrorCode::kInvalidArgument,
                 "the backup folder " + dir.string() + " lies inside the database");
  TENURE_TRY(ensureFolder(dir));
  const bool empty = fs::is_empty(dir, failure);
  if (failure) return systemError(failure.value(), "cannot read the folder", dir);
  if (empty || holdsBackups(dir)) return {};
  return Error(ErrorCode::kInvalidArgument, dir.string() + " is not empty and holds no backups");
}

/// Every file and folder under `folder` on stable storage, `folder` itself last.
Status syncTree(const fs::path& folder) {
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    if (entry->is_directory(failure)) {
      TENURE_TRY(syncTree(entry->path()));
    } else {
      TENURE_TRY(syncPath(entry->path()));
    }
  }
  if (failure) return systemError(failure.value(), "cannot read the folder", folder);
  return syncPath(folder);
}

using ReadOnlyEngine = std::unique_ptr<rocksdb::BackupEngineReadOnly>;

Result<ReadOnlyEngine> openForReading(const fs::path& dir) {
  if (!holdsBackups(dir)) return Error(ErrorCode::kNotFound, "there are no backups in " + dir.string());
  rocksdb::BackupEngineReadOnly* engine = nullptr;
  const rocksdb::Status status =
      rocksdb::BackupEngineReadOnly::Open(engineOptions(dir), rocksdb::Env::Default(), &engine);
  ReadOnlyEngine owned(engine);
  if (!status.ok()) return errorOf(status, "cannot read the backups in", dir);
  return owned;
}

Result<std::vector<BackupInfo>> list(const rocksdb::BackupEngineReadOnly& engine, const fs::path& dir) {
  std::vector<rocksdb::BackupInfo> found;
  engine.GetBackupInfo(&found);
  if (found.empty()) {
    std::vector<rocksdb::BackupID> damaged;
    engine.GetCorruptedBackups(&damaged);
    if (damaged.empty()) return Error(ErrorCode::kNotFound, "there are no backups in " + dir.string());
    return Error(ErrorCode::kCorruption, "every backup in " + dir.string() + " is damaged");
  }
  std::vector<BackupInfo> infos;
  for (const auto& info : found) infos.push_back(infoOf(info));
  return infos;
}

/// The backup to restore.
Result<std::uint32_t> choose(const rocksdb::BackupEngineReadOnly& engine, const fs::path& dir,
                             std::optional<std::uint32_t> id) {
  std::vector<rocksdb::BackupID> damaged;
  engine.GetCorruptedBackups(&damaged);
  if (id && std::find(damaged.begin(), damaged.end(), *id) != damaged.end())
    return Error(ErrorCode::kCorruption,
                 "backup " + std::to_string(*id) + " in " + dir.string() + " is damaged");
  TENURE_ASSIGN(const std::vector<BackupInfo> infos, list(engine, dir));
  if (!id) return infos.back().id;
  for (const BackupInfo& info : infos) {
    if (info.id == *id) return *id;
  }
  return Error(ErrorCode::kNotFound, "there is no backup " + std::to_string(*id) + " in " + dir.string());
}

/// The identity that backup `id` carries, if any. One of another format version is carried back as it is.
Result<std::optional<std::string>> identityOfBackup(const fs::path& dir, std::uint32_t id) {
  const fs::path file = identityFile(dir, id);
  TENURE_ASSIGN(std::optional<std::string> text, readIdentityText(file));
  if (!text) return text;
  const Result<Identity> identity = parseIdentity(*text, file);
  if (!identity.ok() && identity.error().code() != ErrorCode::kFormat) return identity.error();
  return text;
}

Status restoreTo(const rocksdb::BackupEngineReadOnly& engine, std::uint32_t id,
                 const std::optional<std::string>& identity, const fs::path& path) {
  const std::string folder = path.string();
  TENURE_TRY(statusOf(engine.RestoreDBFromBackup(rocksdb::RestoreOptions(), id, folder, folder),
                      "cannot restore a backup into", path));
  TENURE_TRY(syncTree(path));
  // Last: a folder without it is no database.
  if (identity) return writeFileDurably(path / kIdentityFileName, *identity);
  return {};
}

}  // namespace

Result<BackupInfo> RocksDbStore::backup(const fs::path& dir) {
  const std::shared_lock hold(gate_);
  TENURE_TRY(writable());
  TENURE_TRY(prepareBackupFolder(dir, path_));
  TENURE_ASSIGN(const FolderLock lock, lockBackups(dir, FolderLock::Mode::kAlone));
  // Read before the data: it says how many commits are there at least.
  TENURE_ASSIGN(const std::optional<std::string> identity, readIdentityText(path_ / kIdentityFileName));
  if (identity) {
    const Result<Identity> checked = parseIdentity(*identity, path_ / kIdentityFileName);
    if (!checked.ok()) return checked.error();
  }

  rocksdb::BackupEngine* opened = nullptr;
  const rocksdb::Status open_status =
      rocksdb::BackupEngine::Open(engineOptions(dir), rocksdb::Env::Default(), &opened);
  const std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  if (!open_status.ok()) return errorOf(open_status, "cannot open the backup folder", dir);

  // The log is flushed into a file first: files carry checksums to the end, and are shared with later
  // backups.
  rocksdb::CreateBackupOptions how;
  how.flush_before_backup = true;
  rocksdb::BackupID id = 0;
  TENURE_TRY(statusOf(engine->CreateNewBackup(how, db_.get(), &id), "cannot write a backup to", dir));
  const auto finish = [&]() -> Status {
    TENURE_TRY(statusOf(engine->VerifyBackup(id, true), "the backup just written does not check in", dir));
    if (identity) return writeFileDurably(identityFile(dir, id), *identity);
    return {};
  };
  if (Status finished = finish(); !finished.ok()) {
    engine->DeleteBackup(id).PermitUncheckedError();
    return std::move(finished).error();
  }
  rocksdb::BackupInfo info;
  TENURE_TRY(statusOf(engine->GetBackupInfo(id, &info), "cannot read the backup just written to", dir));
  return infoOf(info);
}

Result<std::vector<BackupInfo>> listBackups(const fs::path& dir) {
  TENURE_ASSIGN(const ReadOnlyEngine engine, openForReading(dir));
  return list(*engine, dir);
}

Status restoreBackup(const fs::path& dir, std::optional<std::uint32_t> id, const fs::path& path) {
  TENURE_ASSIGN(const ReadOnlyEngine engine, openForReading(dir));
  TENURE_ASSIGN(const FolderLock lock, lockBackups(dir, FolderLock::Mode::kShared));
  TENURE_ASSIGN(const std::uint32_t chosen, choose(*engine, dir, id));
  TENURE_TRY(statusOf(engine->VerifyBackup(chosen, true),
                      "backup " + std::to_string(chosen) + " does not check in", dir));
  TENURE_ASSIGN(const std::optional<std::string> identity, identityOfBackup(dir, chosen));

  TENURE_TRY(ensureFolder(path));
  TENURE_TRY(checkEmpty(path));
  TENURE_ASSIGN(const FolderLock alone, lockTarget(path));
  TENURE_TRY(checkEmpty(path));  // still, now that nobody else can fill it
  Status restored = restoreTo(*engine, chosen, identity, path);
  if (!restored.ok()) {
    // It was empty when it became ours, so all in it is ours.
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(path, failure)) fs::remove_all(entry.path(), failure);
  }
  return restored;
}

}  // namespace tenure::storage

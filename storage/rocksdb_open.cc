// Opening and making a store: what stands in the folder decides. See rocksdb_store.h.
#include <csignal>
#include <system_error>

#include "storage/durable_file.h"
#include "storage/identity_text.h"
#include "storage/record_log.h"
#include "storage/rocksdb_options.h"
#include "storage/rocksdb_store.h"

namespace tenure::storage {
namespace {

enum class FolderState : std::uint8_t { kMissing, kEmpty, kStore };

/// Files that RocksDB makes before a store is whole; CURRENT comes last.
bool isOfCreation(std::string_view name) {
  return name == "LOCK" || name == "IDENTITY" || name.starts_with("MANIFEST-") ||
         name.starts_with("OPTIONS-") || name.ends_with(".dbtmp");
}

Error notAStore(const std::filesystem::path& path, bool damaged, const std::string& foreign) {
  if (damaged)
    return {ErrorCode::kCorruption, path.string() + " is a damaged database: its file CURRENT is missing"};
  if (!foreign.empty())
    return {ErrorCode::kFormat, path.string() + " is not a database, and not empty: it holds " + foreign};
  return {ErrorCode::kFormat, path.string() +
                                  " holds a database whose creation did not finish, and no data: "
                                  "remove the folder and create it again"};
}

Result<FolderState> look(const std::filesystem::path& path) {
  std::error_code failure;
  const std::filesystem::file_status what = std::filesystem::status(path, failure);
  if (what.type() == std::filesystem::file_type::not_found) return FolderState::kMissing;
  if (!std::filesystem::exists(what)) return systemError(failure.value(), "cannot look at", path);
  if (!std::filesystem::is_directory(what))
    return Error(ErrorCode::kInvalidArgument, path.string() + " is a file, and a database is a folder");
  bool empty = true;
  bool damaged = false;
  std::string foreign;
  for (std::filesystem::directory_iterator entry(path, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name == "CURRENT") return FolderState::kStore;
    empty = false;
    if (name == kIdentityFileName || name.ends_with(".sst") || name.ends_with(".log")) {
      damaged = true;
    } else if (!isOfCreation(name)) {
      foreign = name;
    }
  }
  if (failure) return systemError(failure.value(), "cannot read the folder", path);
  if (empty) return FolderState::kEmpty;
  return notAStore(path, damaged, foreign);
}

/// A write beyond the file-size limit raises SIGXFSZ, which ends the process; ignored, the write fails with
/// EFBIG, which is an ordinary full disk to us. A handler of the program around us is left alone.
void ignoreFileSizeSignal() {
  struct sigaction action {};
  if (::sigaction(SIGXFSZ, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) return;
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGXFSZ, &action, nullptr);
}

/// After a creation that failed in a folder that was empty: what RocksDB made, so that it can be tried again.
void removeCreation(const std::filesystem::path& path) {
  std::error_code ignored;
  std::vector<std::filesystem::path> made;
  for (const auto& entry : std::filesystem::directory_iterator(path, ignored)) {
    const std::string name = entry.path().filename().string();
    if (isOfCreation(name) || name == "CURRENT" || name.ends_with(".log")) made.push_back(entry.path());
  }
  for (const auto& file : made) std::filesystem::remove(file, ignored);
}

}  // namespace

RocksDbStore::RocksDbStore(std::filesystem::path path, const StoreOptions& options, FolderClaim claim)
    : path_(std::move(path)), options_(options), claim_(std::move(claim)), rocks_(rocksDbOptions(options)) {}

Status RocksDbStore::open(bool create) {
  if (!create) TENURE_TRY(checkRecordLogs(path_, RecordLogPart::kLastBlock));
  rocks_.create_if_missing = create;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = options_.read_only
                                     ? rocksdb::DB::OpenForReadOnly(rocks_, path_.string(), &db)
                                     : rocksdb::DB::Open(rocks_, path_.string(), &db);
  db_.reset(db);
  if (status.ok()) return {};
  Error error = errorOf(status, "cannot open", path_);
  // RocksDB says "checksum mismatch" without the name of the log; reading it ourselves gives name and place.
  if (error.code() == ErrorCode::kCorruption) TENURE_TRY(checkRecordLogs(path_, RecordLogPart::kWhole));
  return error;
}

void RocksDbStore::removeLeftoverLoads() {
  std::error_code ignored;
  std::vector<std::filesystem::path> leftovers;
  for (const auto& entry : std::filesystem::directory_iterator(path_, ignored)) {
    if (entry.path().filename().string().starts_with(kLoadFolderPrefix) && entry.is_directory(ignored))
      leftovers.push_back(entry.path());
  }
  for (const auto& folder : leftovers) std::filesystem::remove_all(folder, ignored);
}

Result<std::unique_ptr<OrderedStore>> openRocksDbStore(const std::filesystem::path& path,
                                                       const StoreOptions& options) {
  ignoreFileSizeSignal();
  TENURE_ASSIGN(const FolderState state, look(path));
  if (state != FolderState::kStore && (options.read_only || !options.create_if_missing))
    return Error(ErrorCode::kNotFound, "there is no database at " + path.string());
  TENURE_TRY(ensureFolder(path));
  TENURE_ASSIGN(FolderClaim claim, FolderClaim::take(path, options.read_only));
  // Another process may have made or restored a database here before the folder became ours: what it has
  // written is not ours to take back.
  TENURE_ASSIGN(const FolderState now, look(path));
  const bool create = now != FolderState::kStore;
  auto store = std::make_unique<RocksDbStore>(path, options, std::move(claim));
  if (Status opened = store->open(create); !opened.ok()) {
    if (create && opened.error().code() != ErrorCode::kLocked) removeCreation(path);
    return std::move(opened).error();
  }
  if (!options.read_only) store->removeLeftoverLoads();
  return std::unique_ptr<OrderedStore>(std::move(store));
}

}  // namespace tenure::storage

// A bulk load: sorted files in a folder of their own inside the store's, taken in by one step. See
// rocksdb_store.h.
#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <deque>
#include <future>
#include <mutex>
#include <system_error>

#include "storage/durable_file.h"
#include "storage/rocksdb_options.h"
#include "storage/rocksdb_store.h"

namespace tenure::storage {
namespace {

/// Where the parts of a load put their files.
struct LoadFolder {
  RocksDbStore& store;
  const std::filesystem::path path;
  std::atomic<std::uint64_t> files{0};
};

class RocksDbPart final : public SortedPart {
 public:
  explicit RocksDbPart(LoadFolder& folder) : folder_(folder) {}
  ~RocksDbPart() override {
    if (finishing_.valid()) finishing_.wait();
  }
  RocksDbPart(const RocksDbPart&) = delete;
  RocksDbPart& operator=(const RocksDbPart&) = delete;

  Status add(std::string_view key, std::string_view value) override;
  Status finish() override;
  /// After `finish`: its files are on the disk.
  Status await();
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  [[nodiscard]] const std::string& firstKey() const { return first_key_; }
  [[nodiscard]] const std::string& lastKey() const { return last_key_; }
  [[nodiscard]] bool isEmpty() const { return !has_key_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  Status beginFile();
  Status endFile();
  Status keep(Status status) {
    if (!status.ok() && !failure_) failure_ = status.error();
    return status;
  }

  LoadFolder& folder_;
  std::vector<std::string> files_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  // The filter and the sync of a full file are made by another thread while the next one is filled.
  std::future<rocksdb::Status> finishing_;
  std::string first_key_;
  std::string last_key_;
  bool has_key_ = false;
  std::uint64_t bytes_ = 0;
  std::optional<Error> failure_;
};

Status RocksDbPart::add(std::string_view key, std::string_view value) {
  if (failure_) return *failure_;
  if (has_key_ && key <= last_key_)
    return keep(Error(ErrorCode::kInternal, "a load got a key that is not above the one before"));
  if (writer_ == nullptr) TENURE_TRY(keep(beginFile()));
  // The error's text is made only when there is one: this runs for every key of a load.
  if (const rocksdb::Status put = writer_->Put(sliceOf(key), sliceOf(value)); !put.ok())
    return keep(errorOf(put, "cannot write to", files_.back()));
  if (!has_key_) first_key_.assign(key);
  last_key_.assign(key);
  has_key_ = true;
  bytes_ += key.size() + value.size();
  if (writer_->FileSize() >= kSortedFileBytes) return keep(endFile());
  return {};
}

Status RocksDbPart::beginFile() {
  files_.push_back((folder_.path / (std::to_string(++folder_.files) + ".sst")).string());
  // Pages stay in the system's cache: what was loaded is read soon.
  const rocksdb::Options& options = folder_.store.rocksOptions();
  writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(options), options, nullptr, false);
  return statusOf(writer_->Open(files_.back()), "cannot create", files_.back());
}

Status RocksDbPart::endFile() {
  TENURE_TRY(await());
  finishing_ = std::async(
      std::launch::async,
      [writer = std::shared_ptr<rocksdb::SstFileWriter>(std::move(writer_))] { return writer->Finish(); });
  return {};
}

Status RocksDbPart::finish() {
  if (failure_) return *failure_;
  return writer_ == nullptr ? Status() : keep(endFile());
}

Status RocksDbPart::await() {
  if (!finishing_.valid()) return {};
  return keep(statusOf(finishing_.get(), "cannot finish a file in", folder_.path));
}

class RocksDbLoad final : public SortedLoad {
 public:
  RocksDbLoad(RocksDbStore& store, std::filesystem::path folder) : folder_{store, std::move(folder)} {
    parts_.emplace_back(folder_);
  }
  ~RocksDbLoad() override {
    parts_.clear();
    std::error_code ignored;
    std::filesystem::remove_all(folder_.path, ignored);
  }
  RocksDbLoad(const RocksDbLoad&) = delete;
  RocksDbLoad& operator=(const RocksDbLoad&) = delete;

  Status add(std::string_view key, std::string_view value) override {
    if (ingested_) return Error(ErrorCode::kInternal, "a load takes no more keys after it was taken in");
    return parts_.front().add(key, value);
  }
  Status finish() override { return parts_.front().finish(); }
  SortedPart& part() override {
    const std::scoped_lock lock(mutex_);
    return parts_.emplace_back(folder_);
  }
  [[nodiscard]] std::uint64_t bytes() const override {
    std::uint64_t sum = 0;
    for (const RocksDbPart& part : parts_) sum += part.bytes();
    return sum;
  }
  Status ingest() override;

 private:
  LoadFolder folder_;
  std::mutex mutex_;
  std::deque<RocksDbPart> parts_;  ///< the first is the load's own
  bool ingested_ = false;
};

Status RocksDbLoad::ingest() {
  if (ingested_) return Error(ErrorCode::kInternal, "a load is taken in once");
  std::vector<const RocksDbPart*> parts;
  for (RocksDbPart& part : parts_) {
    TENURE_TRY(part.finish());
    if (!part.isEmpty()) parts.push_back(&part);
  }
  for (RocksDbPart& part : parts_) TENURE_TRY(part.await());
  std::sort(parts.begin(), parts.end(),
            [](const auto* a, const auto* b) { return a->firstKey() < b->firstKey(); });
  std::vector<std::string> files;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && parts[i]->firstKey() <= parts[i - 1]->lastKey())
      return Error(ErrorCode::kInternal, "two parts of a load reach into each other");
    files.insert(files.end(), parts[i]->files().begin(), parts[i]->files().end());
  }
  if (!files.empty()) TENURE_TRY(folder_.store.ingest(files));
  ingested_ = true;
  std::error_code ignored;
  std::filesystem::remove_all(folder_.path, ignored);
  return {};
}

}  // namespace

Result<std::unique_ptr<SortedLoad>> RocksDbStore::beginLoad() {
  const std::shared_lock hold(gate_);
  TENURE_TRY(writable());
  std::string folder = (path_ / (std::string(kLoadFolderPrefix) + "XXXXXX")).string();
  if (::mkdtemp(folder.data()) == nullptr) return systemError(errno, "cannot make a folder in", path_);
  return std::unique_ptr<SortedLoad>(std::make_unique<RocksDbLoad>(*this, folder));
}

}  // namespace tenure::storage

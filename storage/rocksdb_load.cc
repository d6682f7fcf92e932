// A bulk load: sorted files in a folder of their own inside the store's, taken in by one step. See
// rocksdb_store.h.
#include <rocksdb/sst_file_writer.h>

#include <cstdlib>
#include <future>
#include <system_error>

#include "storage/durable_file.h"
#include "storage/rocksdb_options.h"
#include "storage/rocksdb_store.h"

namespace tenure::storage {
namespace {

class RocksDbLoad final : public SortedLoad {
 public:
  RocksDbLoad(RocksDbStore& store, std::filesystem::path folder)
      : store_(store), folder_(std::move(folder)) {}
  ~RocksDbLoad() override {
    if (finishing_.valid()) finishing_.wait();
    writer_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  RocksDbLoad(const RocksDbLoad&) = delete;
  RocksDbLoad& operator=(const RocksDbLoad&) = delete;

  Status add(std::string_view key, std::string_view value) override;
  [[nodiscard]] std::uint64_t bytes() const override { return bytes_; }
  Status ingest() override;

 private:
  Status beginFile();
  Status endFile();
  Status awaitFile();
  Status keep(Status status) {
    if (!status.ok() && !failure_) failure_ = status.error();
    return status;
  }

  RocksDbStore& store_;
  const std::filesystem::path folder_;
  std::vector<std::string> files_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  // The filter and the sync of a full file are made by another thread while the next one is filled.
  std::future<rocksdb::Status> finishing_;
  std::string last_key_;
  bool has_key_ = false;
  bool ingested_ = false;
  std::uint64_t bytes_ = 0;
  std::optional<Error> failure_;
};

Status RocksDbLoad::add(std::string_view key, std::string_view value) {
  if (failure_) return *failure_;
  if (ingested_) return Error(ErrorCode::kInternal, "a load takes no more keys after it was taken in");
  if (has_key_ && key <= last_key_)
    return keep(Error(ErrorCode::kInternal, "a load got a key that is not above the one before"));
  if (writer_ == nullptr) TENURE_TRY(keep(beginFile()));
  // The error's text is made only when there is one: this runs for every key of a load.
  if (const rocksdb::Status put = writer_->Put(sliceOf(key), sliceOf(value)); !put.ok())
    return keep(errorOf(put, "cannot write to", files_.back()));
  last_key_.assign(key);
  has_key_ = true;
  bytes_ += key.size() + value.size();
  if (writer_->FileSize() >= kSortedFileBytes) return keep(endFile());
  return {};
}

Status RocksDbLoad::beginFile() {
  files_.push_back((folder_ / (std::to_string(files_.size() + 1) + ".sst")).string());
  // Pages stay in the system's cache: what was loaded is read soon.
  writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(store_.rocksOptions()),
                                                     store_.rocksOptions(), nullptr, false);
  return statusOf(writer_->Open(files_.back()), "cannot create", files_.back());
}

Status RocksDbLoad::endFile() {
  TENURE_TRY(awaitFile());
  finishing_ = std::async(
      std::launch::async,
      [writer = std::shared_ptr<rocksdb::SstFileWriter>(std::move(writer_))] { return writer->Finish(); });
  return {};
}

Status RocksDbLoad::awaitFile() {
  if (!finishing_.valid()) return {};
  return statusOf(finishing_.get(), "cannot finish a file in", folder_);
}

Status RocksDbLoad::ingest() {
  if (failure_) return *failure_;
  if (ingested_) return Error(ErrorCode::kInternal, "a load is taken in once");
  if (writer_ != nullptr) TENURE_TRY(keep(endFile()));
  TENURE_TRY(keep(awaitFile()));
  if (!files_.empty()) TENURE_TRY(keep(store_.ingest(files_)));
  ingested_ = true;
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
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

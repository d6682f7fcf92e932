#include "storage/record_log.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "storage/durable_file.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kBlockBytes = 32768;
constexpr std::size_t kHeaderBytes = 7;
constexpr unsigned kTypeMax = 4;

constexpr std::array<std::uint32_t, 256> crcTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0x82f63b78U : 0U);
    table[i] = crc;
  }
  return table;
}

std::uint32_t maskedCrc(std::string_view bytes) {
  static constexpr std::array<std::uint32_t, 256> kTable = crcTable();
  std::uint32_t crc = 0xffffffffU;
  for (const char byte : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xffU] ^ (crc >> 8U);
  crc = ~crc;
  return ((crc >> 15U) | (crc << 17U)) + 0xa282ead8U;
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < size; ++i)
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8U * i);
  return number;
}

struct Header {
  std::uint32_t crc;
  std::size_t length;
  unsigned type;
};

Header headerAt(std::string_view block, std::size_t at) {
  return {numberAt(block, at, 4), numberAt(block, at + 4, 2), numberAt(block, at + 6, 1)};
}

/// Whether the bytes at `at`, taken for a record of `length` bytes, fit the checksum there.
bool fits(std::string_view block, std::size_t at, std::size_t length) {
  return at + kHeaderBytes + length <= block.size() &&
         maskedCrc(block.substr(at + 6, length + 1)) == headerAt(block, at).crc;
}

/// A record that would reach beyond the end of the file: cut off (true), or damaged. It is damaged when it is
/// whole with another length, or when a good record follows it.
bool isCutOff(std::string_view block, std::size_t at) {
  if (fits(block, at, block.size() - at - kHeaderBytes)) return false;
  for (std::size_t next = at + 1; next + kHeaderBytes <= block.size(); ++next) {
    const Header header = headerAt(block, next);
    if (header.type == 0 || header.type > kTypeMax || header.length == 0) continue;
    if (fits(block, next, header.length)) return false;
  }
  return true;
}

/// The offset of the first damage in `block`, which is the last of its file or not.
std::optional<std::size_t> damageIn(std::string_view block, bool last) {
  std::size_t at = 0;
  while (at + kHeaderBytes <= block.size()) {
    const Header header = headerAt(block, at);
    if (header.type == 0 && header.length == 0 && header.crc == 0) {
      // Reserved space: zeros to the end.
      if (block.find_first_not_of('\0', at) == std::string_view::npos) return std::nullopt;
      return at;
    }
    if (at + kHeaderBytes + header.length > block.size()) {
      if (last && isCutOff(block, at)) return std::nullopt;
      return at;
    }
    if (header.type > kTypeMax || !fits(block, at, header.length)) return at;
    at += kHeaderBytes + header.length;
  }
  return std::nullopt;
}

/// Whether a good record that begins a batch (a whole one or a first piece) stands in `block` at or after
/// `at`, at any offset: after damage the boundaries are not known.
bool beginsBatchAfter(std::string_view block, std::size_t at) {
  for (; at + kHeaderBytes <= block.size(); ++at) {
    const Header header = headerAt(block, at);
    if ((header.type == 1 || header.type == 2) && header.length > 0 && fits(block, at, header.length))
      return true;
  }
  return false;
}

/// A file read block by block.
class BlockReader {
 public:
  explicit BlockReader(const std::filesystem::path& path)
      : path_(path), file_(path, std::ios::binary | std::ios::ate) {
    if (file_) size_ = static_cast<std::uint64_t>(file_.tellg());
  }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The block that begins at `offset`, borrowed until the next call.
  Result<std::string_view> blockAt(std::uint64_t offset) {
    block_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, size_ - offset)));
    file_.seekg(static_cast<std::streamoff>(offset));
    if (!file_.read(block_.data(), static_cast<std::streamsize>(block_.size())))
      return Error(ErrorCode::kIo, "cannot read " + path_.string());
    return std::string_view(block_);
  }

 private:
  const std::filesystem::path& path_;
  std::ifstream file_;
  std::uint64_t size_ = 0;
  std::string block_;
};

/// The error for damage at byte `at`. When no batch begins behind it, it may be the last write before a power
/// failure, of which nobody was told that it is safe; whoever knows that can cut it off.
Error damagedAt(const std::filesystem::path& path, BlockReader& file, std::uint64_t at) {
  std::string message =
      path.string() + " is damaged: the record at byte " + std::to_string(at) + " does not check";
  bool last_write = path.extension() == ".log";
  std::uint64_t offset = at / kBlockBytes * kBlockBytes;
  std::size_t from = static_cast<std::size_t>(at - offset) + 1;
  for (; last_write && offset < file.size(); offset += kBlockBytes, from = 0) {
    const Result<std::string_view> block = file.blockAt(offset);
    last_write = block.ok() && !beginsBatchAfter(*block, from);
  }
  if (last_write)
    message +=
        "; no write follows it, so if the machine lost power in the middle of that write, `truncate -s " +
        std::to_string(at) + "` of this file takes it back";
  return {ErrorCode::kCorruption, message};
}

Status checkFile(const std::filesystem::path& path, RecordLogPart part) {
  BlockReader file(path);
  std::uint64_t offset = 0;
  if (part == RecordLogPart::kLastBlock && file.size() > 0)
    offset = (file.size() - 1) / kBlockBytes * kBlockBytes;
  for (; offset < file.size(); offset += kBlockBytes) {
    TENURE_ASSIGN(const std::string_view block, file.blockAt(offset));
    const auto damage = damageIn(block, offset + kBlockBytes >= file.size());
    if (damage) return damagedAt(path, file, offset + *damage);
  }
  return {};
}

}  // namespace

Status checkRecordLogs(const std::filesystem::path& folder, RecordLogPart part) {
  Result<std::string> current = readWholeFile(folder / "CURRENT", 4096);
  if (!current.ok()) return std::move(current).error();
  std::string manifest = std::move(current).value();
  if (manifest.ends_with('\n')) manifest.pop_back();
  if (!manifest.starts_with("MANIFEST-") || manifest.find('/') != std::string::npos ||
      !std::filesystem::exists(folder / manifest))
    return Error(ErrorCode::kCorruption,
                 (folder / "CURRENT").string() + " is damaged: it names no manifest that is there");
  TENURE_TRY(checkFile(folder / manifest, part));
  std::error_code failure;
  for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    if (entry->path().extension() == ".log") TENURE_TRY(checkFile(entry->path(), part));
  }
  if (failure) return systemError(failure.value(), "cannot read the folder", folder);
  return {};
}

}  // namespace tenure::storage

#include "interchange/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include "schema/text_quote.h"
#include "storage/durable_file.h"

namespace tenure::interchange {

namespace {

constexpr std::size_t kBlockBytes = 64U << 10U;
constexpr unsigned char kGzipFirst = 0x1F;
constexpr unsigned char kGzipSecond = 0x8B;
/// zlib's name for "a gzip header, and the largest window".
constexpr int kGzipWindowBits = 15 + 16;

}  // namespace

class InputFile::Impl {
 public:
  Impl(int descriptor, std::string name, std::uint64_t total)
      : descriptor_(descriptor), name_(std::move(name)), total_(total), block_(kBlockBytes) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (gzip_) inflateEnd(&stream_);
    ::close(descriptor_);
  }

  Result<std::size_t> read(char* buffer, std::size_t capacity) {
    if (failure_) return *failure_;
    Result<std::size_t> got = readOrFail(buffer, capacity);
    if (!got.ok()) failure_ = got.error();
    return got;
  }

  Status checkRest() {
    std::vector<char> dropped(kBlockBytes);
    while (gzip_) {
      TENURE_ASSIGN(const std::size_t count, read(dropped.data(), dropped.size()));
      if (count == 0) break;
    }
    return {};
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint64_t taken() const { return taken_ - (block_end_ - block_begin_); }
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  Result<std::size_t> readOrFail(char* buffer, std::size_t capacity) {
    if (!started_) TENURE_TRY(start());
    return gzip_ ? inflated(buffer, capacity) : plain(buffer, capacity);
  }

  /// Looks at the first two bytes.
  Status start() {
    started_ = true;
    TENURE_TRY(refill(2));
    if (beginsAsGzip()) {
      if (inflateInit2(&stream_, kGzipWindowBits) != Z_OK) return broken("there is no memory to unpack it");
      gzip_ = true;
      return {};
    }
    const bool named_gzip = std::filesystem::path(name_).extension() == ".gz";
    if (named_gzip && block_begin_ < block_end_)
      return broken("it is named .gz and does not begin as gzip does");
    return {};
  }

  Result<std::size_t> plain(char* buffer, std::size_t capacity) {
    if (block_begin_ == block_end_) TENURE_TRY(refill(1));
    const std::size_t count = std::min(capacity, block_end_ - block_begin_);
    std::memcpy(buffer, block_.data() + block_begin_, count);
    block_begin_ += count;
    return count;
  }

  Result<std::size_t> inflated(char* buffer, std::size_t capacity) {
    capacity = std::min<std::size_t>(capacity, std::numeric_limits<uInt>::max());
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(capacity);
    while (stream_.avail_out == capacity) {
      if (member_ended_) {
        TENURE_ASSIGN(const bool more, nextMember());
        if (!more) break;
      }
      if (block_begin_ == block_end_) TENURE_TRY(refill(1));
      if (block_begin_ == block_end_) return broken("the gzip data ends too early: the file was cut off");
      TENURE_TRY(inflateBlock());
    }
    return capacity - stream_.avail_out;
  }

  Status inflateBlock() {
    stream_.next_in = reinterpret_cast<Bytef*>(block_.data() + block_begin_);
    stream_.avail_in = static_cast<uInt>(block_end_ - block_begin_);
    const int outcome = inflate(&stream_, Z_NO_FLUSH);
    block_begin_ = block_end_ - stream_.avail_in;
    if (outcome == Z_STREAM_END) {
      member_ended_ = true;
      return {};
    }
    if (outcome == Z_OK || outcome == Z_BUF_ERROR) return {};
    const std::string reason = stream_.msg != nullptr ? stream_.msg : "it cannot be unpacked";
    return broken("the gzip data is broken near byte " + std::to_string(taken()) + ": " + reason);
  }

  /// After a member: another one, padding with zero bytes (which tapes leave and gzip passes over), or the
  /// end. What follows and is neither would be data silently lost.
  Result<bool> nextMember() {
    TENURE_TRY(refill(2));
    if (beginsAsGzip()) {
      if (inflateReset(&stream_) != Z_OK) return broken("it cannot be unpacked");
      member_ended_ = false;
      return true;
    }
    while (block_begin_ < block_end_) {
      for (; block_begin_ < block_end_; ++block_begin_) {
        if (block_[block_begin_] != '\0') {
          return broken("after the gzip data, at byte " + std::to_string(taken()) +
                        ", stands something else");
        }
      }
      TENURE_TRY(refill(1));
    }
    return false;
  }

  [[nodiscard]] bool beginsAsGzip() const {
    return block_end_ - block_begin_ >= 2 && static_cast<unsigned char>(block_[block_begin_]) == kGzipFirst &&
           static_cast<unsigned char>(block_[block_begin_ + 1]) == kGzipSecond;
  }

  /// Reads until the block holds `least` bytes or the file ends.
  Status refill(std::size_t least) {
    std::memmove(block_.data(), block_.data() + block_begin_, block_end_ - block_begin_);
    block_end_ -= block_begin_;
    block_begin_ = 0;
    while (block_end_ < least && !ended_) {
      const ssize_t count = ::read(descriptor_, block_.data() + block_end_, block_.size() - block_end_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return storage::systemError(errno, "cannot read", name_);
      ended_ = count == 0;
      block_end_ += static_cast<std::size_t>(count);
      taken_ += static_cast<std::uint64_t>(count);
    }
    return {};
  }

  [[nodiscard]] Error broken(std::string reason) const {
    return {ErrorCode::kParse, std::move(reason), Place{name_, 0, 0}};
  }

  int descriptor_;
  std::string name_;
  std::uint64_t total_;
  std::uint64_t taken_ = 0;
  std::vector<char> block_;
  std::size_t block_begin_ = 0;  ///< block_[begin, end) is read from disk and not yet given out
  std::size_t block_end_ = 0;
  bool started_ = false;
  bool ended_ = false;
  bool gzip_ = false;
  bool member_ended_ = false;
  z_stream stream_ = {};
  std::optional<Error> failure_;
};

Result<InputFile> InputFile::open(const std::filesystem::path& path) {
  const std::string& name = path.native();
  if (name.empty()) return Error(ErrorCode::kInvalidArgument, "the name of the file is empty");
  if (name.find('\0') != std::string::npos) {
    return Error(ErrorCode::kInvalidArgument,
                 "the name of the file holds a zero byte: " + tenure::quoted(name));
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return storage::systemError(errno, "cannot open", path);
  struct stat facts = {};
  const bool known = ::fstat(descriptor, &facts) == 0;
  if (known && S_ISDIR(facts.st_mode)) {
    ::close(descriptor);
    return Error(ErrorCode::kInvalidArgument, "it is a folder, where a file is expected", Place{name, 0, 0});
  }
  const bool sized = known && S_ISREG(facts.st_mode);
  return InputFile(
      std::make_unique<Impl>(descriptor, name, sized ? static_cast<std::uint64_t>(facts.st_size) : 0));
}

InputFile::InputFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
InputFile::InputFile(InputFile&&) noexcept = default;
InputFile& InputFile::operator=(InputFile&&) noexcept = default;
InputFile::~InputFile() = default;

Result<std::size_t> InputFile::read(char* buffer, std::size_t capacity) {
  return impl_->read(buffer, capacity);
}
Status InputFile::checkRest() { return impl_->checkRest(); }
const std::string& InputFile::name() const { return impl_->name(); }
std::uint64_t InputFile::bytesTaken() const { return impl_->taken(); }
std::uint64_t InputFile::bytesTotal() const { return impl_->total(); }

}  // namespace tenure::interchange

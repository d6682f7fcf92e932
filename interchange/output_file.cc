#include "interchange/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "storage/durable_file.h"

namespace tenure::interchange {

namespace {

constexpr std::size_t kHeldBytesMax = 64U << 10U;

}  // namespace

Result<OutputFile> OutputFile::create(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return storage::systemError(errno, "cannot write", path);
  return OutputFile(descriptor, path);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      held_(std::move(other.held_)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(held_, other.held_);
  return *this;
}

OutputFile::~OutputFile() { (void)close(); }

Status OutputFile::write(std::string_view text) {
  if (descriptor_ < 0) return Error(ErrorCode::kInternal, path_.string() + " is closed already");
  held_ += text;
  return held_.size() < kHeldBytesMax ? Status() : flush();
}

Status OutputFile::flush() {
  std::string_view rest = held_;
  while (!rest.empty()) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return storage::systemError(errno, "cannot write", path_);
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  held_.clear();
  return {};
}

Status OutputFile::close() {
  if (descriptor_ < 0) return {};
  Status written = flush();
  // Some file systems report a full disk only here.
  if (::close(std::exchange(descriptor_, -1)) != 0 && written.ok()) {
    written = storage::systemError(errno, "cannot write", path_);
  }
  held_.clear();
  return written;
}

Sink OutputFile::sink() {
  return [this](std::string_view text) { return write(text); };
}

}  // namespace tenure::interchange

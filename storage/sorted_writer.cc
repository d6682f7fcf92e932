#include "storage/sorted_writer.h"

#include <algorithm>
#include <mutex>
#include <optional>

namespace tenure::storage {

bool LoadProgress::wrote(std::uint64_t keys) {
  const std::uint64_t done = done_ += keys;
  if (std::this_thread::get_id() == teller_ && goesOn() && !tell_(std::min(done, total_), total_)) stop();
  return goesOn();
}

Status writeParts(SortedLoad& load, std::span<const LoadPart> parts, const SortedWriter::Others& others,
                  LoadProgress& progress) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<Error> failure;
  const auto writePart = [&](std::size_t i) -> Status {
    // Keys below the first part belong to it.
    const auto first = i == 0 ? others.begin() : others.lower_bound(parts[i].first);
    const auto last = i + 1 == parts.size() ? others.end() : others.lower_bound(parts[i + 1].first);
    SortedWriter out(load.part(), first, last, progress);
    TENURE_TRY(parts[i].write(out));
    return out.finish();
  };
  const auto work = [&] {
    for (std::size_t i = next++; i < parts.size() && progress.goesOn(); i = next++) {
      const Status written = writePart(i);
      if (written.ok()) continue;
      const std::scoped_lock lock(mutex);
      // Others that end because of it are no failures.
      if (!failure) failure = written.error();
      progress.stop();
    }
  };
  {
    const std::jthread other(work);
    work();
  }
  if (failure) return *failure;
  if (progress.goesOn()) return {};
  return Error(ErrorCode::kCancelled, "the load was stopped");
}

}  // namespace tenure::storage

#include "storage/load_places.h"

#include <algorithm>

namespace tenure::storage {

void LoadPlaces::note(std::uint64_t at, std::string_view file, std::uint64_t line) {
  if (file.empty() && (runs_.empty() || files_[runs_.back().file].empty())) return;
  if (files_.empty() || files_.back() != file) files_.emplace_back(file);
  const auto current = static_cast<std::uint32_t>(files_.size() - 1);
  if (!runs_.empty() && runs_.back().file == current &&
      line == runs_.back().line + (at - runs_.back().first)) {
    return;
  }
  runs_.push_back({at, line, current});
}

Place LoadPlaces::of(std::uint64_t at) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), at,
                                      [](std::uint64_t i, const Run& run) { return i < run.first; });
  if (after == runs_.begin()) return {};
  const Run& run = *std::prev(after);
  if (files_[run.file].empty()) return {};
  return {files_[run.file], run.line + (at - run.first), 0};
}

}  // namespace tenure::storage

// Where the nodes or facts of a load were read, so that what is wrong with them together, which is found only
// when all are there, can name file and line. Rows that follow each other line by line cost nothing.
//
// Belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace tenure::storage {

class LoadPlaces {
 public:
  /// The draft number `at` (from 0, in order) was read there. `file` empty: nowhere.
  void note(std::uint64_t at, std::string_view file, std::uint64_t line);
  /// Line 0 where it is not known.
  [[nodiscard]] Place of(std::uint64_t at) const;

 private:
  /// Drafts from `first` on, on lines from `line` on, until the next run.
  struct Run {
    std::uint64_t first = 0;
    std::uint64_t line = 0;
    std::uint32_t file = 0;
  };
  std::vector<std::string> files_;
  std::vector<Run> runs_;
};

}  // namespace tenure::storage

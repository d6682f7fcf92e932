// What a run of the TCK tells: a table of passes per feature, the failing cases with their reasons, and the
// list of cases that are known to fail, which may only shrink.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "schema/result.h"

namespace tenure::tck {

struct Outcome {
  std::string id;
  std::string feature;
  std::string failure;  ///< empty: it passed
};

/// The table; its last line is "N passed, N failed".
void printTable(const std::vector<Outcome>& outcomes, std::ostream& out);

/// A line a case: its id, a tab, the reason. Lines that begin with '#' and empty lines are the reader's.
class FailureList {
 public:
  /// An absent file is an empty list that does not exist.
  [[nodiscard]] static Result<FailureList> read(const std::filesystem::path& path);
  [[nodiscard]] bool exists() const { return exists_; }
  [[nodiscard]] bool contains(const std::string& id) const;

  /// Where the list does not exist: makes it of all that failed. Where it does: takes out what passed, and
  /// adds nothing. Cases that were not run stay. kIo.
  Status update(const std::vector<Outcome>& outcomes);

 private:
  std::filesystem::path path_;
  std::vector<std::string> lines_;
  bool exists_ = false;
};

}  // namespace tenure::tck

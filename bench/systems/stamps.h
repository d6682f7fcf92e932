// Which nodes an answer has met, as every system here remembers it: a mark per node that counts for one
// answer only, so that nothing is cleared between questions. One object a thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tenure::bench {

class Stamps {
 public:
  explicit Stamps(std::size_t nodes) : marks_(nodes, 0) {}

  /// Forgets all nodes.
  void begin() {
    if (++now_ == 0) {
      std::fill(marks_.begin(), marks_.end(), 0);
      now_ = 1;
    }
  }
  /// True the first time since begin().
  bool first(std::uint32_t node) {
    if (marks_[node] == now_) return false;
    marks_[node] = now_;
    return true;
  }

 private:
  std::vector<std::uint32_t> marks_;
  std::uint32_t now_ = 0;
};

}  // namespace tenure::bench

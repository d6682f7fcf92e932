// The middle of measured times.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tenure::bench {

/// The upper median of `values`, of which there is at least one.
[[nodiscard]] inline double medianOf(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace tenure::bench

// Registers what is measured of Tenure alone: Cold/tenure/<history> and Mixed/tenure/<history>.
#pragma once

#include <cstdint>

namespace tenure::bench {

void registerDatabase(std::uint32_t times);

}  // namespace tenure::bench

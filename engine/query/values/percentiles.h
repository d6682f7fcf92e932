// percentileCont and percentileDisc: the aggregates that keep all their values. One thread each.
#pragma once

#include <memory>

#include "engine/query/values/aggregates.h"

namespace tenure::query {

[[nodiscard]] std::unique_ptr<Aggregate> percentileCont();
[[nodiscard]] std::unique_ptr<Aggregate> percentileDisc();

}  // namespace tenure::query

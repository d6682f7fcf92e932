// Runs one case of the TCK in a world and tells what differs from what it expects.
#pragma once

#include <filesystem>

#include "tests/tck/report.h"
#include "tests/tck/tck_case.h"
#include "tests/tck/world.h"

namespace tenure::tck {

/// `graphs` is the folder of the named graphs: graphs/NAME/NAME.cypher.
[[nodiscard]] Outcome runCase(const Case& what, World& world, const std::filesystem::path& graphs);

}  // namespace tenure::tck

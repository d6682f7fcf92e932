#include "tests/shared_data.h"

#include <cstdlib>
#include <iostream>
#include <system_error>

namespace tenure::testing {

std::optional<std::filesystem::path> sharedFile(std::string_view name) {
  const char* elsewhere = std::getenv("TENURE_SHARED_DIR");
  std::filesystem::path path = elsewhere != nullptr ? elsewhere : TENURE_SHARED_DIR;
  path /= name;
  std::error_code unreadable;
  if (std::filesystem::exists(path, unreadable)) return path;
  std::cout << "skipped: ../shared/" << name << " is absent\n";
  return std::nullopt;
}

}  // namespace tenure::testing

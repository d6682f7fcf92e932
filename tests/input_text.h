// Texts as input files: tests of readers write what they read into a folder of their own.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "interchange/input_file.h"
#include "tests/temporary_folder.h"

namespace tenure::testing {

class InputText {
 public:
  /// The path of a new file `name` with these bytes.
  std::filesystem::path write(const std::string& name, std::string_view bytes) {
    auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  interchange::InputFile open(const std::string& name, std::string_view bytes) {
    auto file = interchange::InputFile::open(write(name, bytes));
    REQUIRE(file.ok());
    return std::move(*file);
  }
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }

 private:
  TemporaryFolder folder_;
};

inline std::string wholeText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace tenure::testing

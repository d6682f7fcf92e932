// A folder for a benchmark's database, gone with it. TENURE_BENCH_DIR says where; the disk under it is what
// is measured. One thread.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace tenure::bench {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    const char* where = std::getenv("TENURE_BENCH_DIR");
    std::string name =
        (where != nullptr ? std::filesystem::path(where) : std::filesystem::temp_directory_path()) /
        "tenure-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
      std::perror(name.c_str());
      std::exit(1);
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Ends the benchmark where something fails: a figure of a failed run is no figure.
template <class T>
auto must(T result) {
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n", result.error().toString().c_str());
    std::exit(1);
  }
  if constexpr (requires { std::move(result).value(); }) return std::move(result).value();
}

}  // namespace tenure::bench

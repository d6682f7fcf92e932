// A file that numbers and words are written to, one megabyte at a time. What cannot be written ends the
// program with the reason. One thread.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace tenure::bench {

class TextFile {
 public:
  explicit TextFile(const std::filesystem::path& path) : path_(path), file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) fail();
  }
  ~TextFile() {
    flush();
    if (std::fclose(file_) != 0) fail();
  }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  TextFile& operator<<(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() > kFullBytes) flush();
    return *this;
  }
  TextFile& operator<<(std::int64_t number) {
    char digits[24];
    return *this << std::string_view(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  }

 private:
  static constexpr std::size_t kFullBytes = 1U << 20U;

  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail();
    buffer_.clear();
  }
  [[noreturn]] void fail() const {
    std::perror(path_.c_str());
    std::exit(1);
  }

  std::filesystem::path path_;
  std::FILE* file_;
  std::string buffer_;
};

}  // namespace tenure::bench

// Tokens: the small integers that stand for the names of labels, relationship types and property keys in
// records. Given out densely per kind from 1, kept in the catalog table, never reused. A value type: a
// transaction works on its copy, and what a commit publishes is shared as `std::shared_ptr<const Tokens>`.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::storage {

/// Persisted: do not renumber.
enum class TokenKind : std::uint8_t { kLabel = 0, kType = 1, kKey = 2 };
inline constexpr std::size_t kTokenKinds = 3;

class Tokens {
 public:
  [[nodiscard]] std::optional<std::uint32_t> find(TokenKind kind, std::string_view name) const;
  /// The token of `name`, given out now where there was none.
  std::uint32_t intern(TokenKind kind, std::string_view name);
  /// The name of a token, or nullptr; borrowed until the next `intern`.
  [[nodiscard]] const std::string* name(TokenKind kind, std::uint32_t token) const;
  /// Tokens of this kind are 1 .. count.
  [[nodiscard]] std::uint32_t count(TokenKind kind) const;
  /// Tokens of all kinds together.
  [[nodiscard]] std::uint32_t count() const;

 private:
  struct Kind {
    std::vector<std::string> names;
    std::map<std::string, std::uint32_t, std::less<>> ids;
  };
  std::array<Kind, kTokenKinds> kinds_;
};

}  // namespace tenure::storage

#include "storage/tokens.h"

namespace tenure::storage {

std::optional<std::uint32_t> Tokens::find(TokenKind kind, std::string_view name) const {
  const auto& ids = kinds_[static_cast<std::size_t>(kind)].ids;
  const auto found = ids.find(name);
  if (found == ids.end()) return std::nullopt;
  return found->second;
}

std::uint32_t Tokens::intern(TokenKind kind, std::string_view name) {
  if (const auto known = find(kind, name)) return *known;
  Kind& of_kind = kinds_[static_cast<std::size_t>(kind)];
  of_kind.names.emplace_back(name);
  const auto token = static_cast<std::uint32_t>(of_kind.names.size());
  of_kind.ids.emplace(name, token);
  return token;
}

const std::string* Tokens::name(TokenKind kind, std::uint32_t token) const {
  const auto& names = kinds_[static_cast<std::size_t>(kind)].names;
  return token == 0 || token > names.size() ? nullptr : &names[token - 1];
}

std::uint32_t Tokens::count(TokenKind kind) const {
  return static_cast<std::uint32_t>(kinds_[static_cast<std::size_t>(kind)].names.size());
}

std::uint32_t Tokens::count() const {
  return count(TokenKind::kLabel) + count(TokenKind::kType) + count(TokenKind::kKey);
}

}  // namespace tenure::storage

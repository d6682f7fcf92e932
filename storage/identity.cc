#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <charconv>
#include <random>
#include <system_error>

#include "storage/durable_file.h"
#include "storage/identity.h"
#include "storage/identity_text.h"

namespace tenure::storage {
namespace {

constexpr std::string_view kFirstLine = "tenure database\n";
constexpr std::uint64_t kIdentityBytesMax = 4096;

std::string hex(std::uint64_t number) {
  std::string out(16, '0');
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = "0123456789abcdef"[(number >> (60U - 4U * i)) & 15U];
  return out;
}

std::string checkOf(std::string_view bytes) { return hex(XXH3_64bits(bytes.data(), bytes.size())); }

/// Takes the line `name` + " " + rest off the front of `text`; nullopt when another line stands there.
std::optional<std::string_view> takeLine(std::string_view& text, std::string_view name) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = text.substr(0, end);
  if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ') return std::nullopt;
  text.remove_prefix(end + 1);
  return line.substr(name.size() + 1);
}

template <class Number>
std::optional<Number> numberOf(std::string_view digits) {
  Number number = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool isId(std::string_view id) {
  return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Error damaged(const std::filesystem::path& file, std::string_view what) {
  return {ErrorCode::kCorruption, file.string() + " is damaged: " + std::string(what)};
}

Error otherFormat(const std::filesystem::path& file, std::uint32_t found) {
  const std::string here = std::to_string(kFormatVersion);
  return {ErrorCode::kFormat, file.string() + " is of format version " + std::to_string(found) +
                                  ", and this program reads version " + here +
                                  ": upgrade it with the version that wrote it: `tenure export` there, "
                                  "`tenure import` here"};
}

}  // namespace

Result<Identity> parseIdentity(std::string_view text, const std::filesystem::path& file) {
  if (!text.starts_with(kFirstLine)) return damaged(file, "its first line is not \"tenure database\"");
  // The check covers all before its line, in every format, so that a damaged number is not taken for another
  // format; what the lines between mean is known of this format only.
  const std::size_t check_at = text.rfind("check ");
  if (check_at == std::string_view::npos || text[check_at - 1] != '\n')
    return damaged(file, "it has no check");
  std::string_view check_line = text.substr(check_at);
  const auto check = takeLine(check_line, "check");
  if (!check || !check_line.empty() || *check != checkOf(text.substr(0, check_at)))
    return damaged(file, "its check does not fit");

  std::string_view rest = text.substr(0, check_at);
  rest.remove_prefix(kFirstLine.size());
  const auto format_line = takeLine(rest, "format");
  const auto format = format_line ? numberOf<std::uint32_t>(*format_line) : std::nullopt;
  if (!format) return damaged(file, "it names no format version");
  if (*format != kFormatVersion) return otherFormat(file, *format);
  const auto id = takeLine(rest, "id");
  if (!id || !isId(*id)) return damaged(file, "it names no id");
  const auto commits_line = takeLine(rest, "commits");
  const auto commits = commits_line ? numberOf<std::uint64_t>(*commits_line) : std::nullopt;
  if (!commits || !rest.empty()) return damaged(file, "it names no number of commits");
  return Identity{*format, std::string(*id), *commits};
}

std::string identityText(const Identity& identity) {
  std::string text(kFirstLine);
  text += "format " + std::to_string(identity.format) + "\n";
  text += "id " + identity.id + "\n";
  text += "commits " + std::to_string(identity.commits) + "\n";
  return text + "check " + checkOf(text) + "\n";
}

Result<std::optional<std::string>> readIdentityText(const std::filesystem::path& file) {
  Result<std::string> text = readWholeFile(file, kIdentityBytesMax);
  if (text.ok()) return std::optional<std::string>(std::move(text).value());
  if (text.error().code() == ErrorCode::kNotFound) return std::optional<std::string>();
  if (text.error().code() == ErrorCode::kLimit) return damaged(file, "it is too large");
  return std::move(text).error();
}

Result<std::optional<Identity>> readIdentity(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kIdentityFileName;
  TENURE_ASSIGN(const std::optional<std::string> text, readIdentityText(file));
  if (text) {
    TENURE_ASSIGN(Identity identity, parseIdentity(*text, file));
    return std::optional<Identity>(std::move(identity));
  }
  std::error_code failure;
  const std::filesystem::file_status what = std::filesystem::status(folder, failure);
  if (!std::filesystem::exists(what)) {
    if (what.type() == std::filesystem::file_type::not_found) return std::optional<Identity>();
    return systemError(failure.value(), "cannot look at", folder);
  }
  if (!std::filesystem::is_directory(what))
    return Error(ErrorCode::kFormat, folder.string() + " is not a folder, and a Tenure database is one");
  const bool empty = std::filesystem::is_empty(folder, failure);
  if (failure) return systemError(failure.value(), "cannot read the folder", folder);
  if (empty) return std::optional<Identity>();
  return Error(ErrorCode::kFormat, folder.string() +
                                       " is not a Tenure database, or one whose restore or creation "
                                       "did not finish (it holds files, but not the file TENURE)");
}

Status writeIdentity(const std::filesystem::path& folder, const Identity& identity) {
  if (!isId(identity.id))
    return Error(ErrorCode::kInvalidArgument,
                 "a database id is 32 lower-case hex digits, not \"" + identity.id + "\"");
  return writeFileDurably(folder / kIdentityFileName, identityText(identity));
}

std::string newDatabaseId() {
  std::random_device entropy;
  const auto half = [&entropy] {
    const auto high = static_cast<std::uint64_t>(entropy());
    return hex((high << 32U) | entropy());
  };
  const std::string first = half();
  return first + half();
}

}  // namespace tenure::storage

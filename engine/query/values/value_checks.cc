#include "engine/query/values/value_checks.h"

#include <fmt/format.h>

#include "engine/query/values/render.h"

namespace tenure::query {

namespace {

std::string_view article(std::string_view noun) {
  return noun.front() == 'I' || noun.front() == 'A' || noun.front() == 'E' || noun.front() == 'O' ? "an"
                                                                                                  : "a";
}

/// At most 40 bytes, cut between code points.
std::string shortened(std::string text) {
  constexpr std::size_t kMost = 40;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + "…";
}

}  // namespace

std::string described(const Datum& value) {
  if (value.isNull()) return "null";
  const std::string_view kind = kindName(value.kind());
  return fmt::format("{} {} ({})", article(kind), kind, shortened(toCypherText(value)));
}

Error wrongKind(std::string_view taker, std::string_view wanted, const Datum& given) {
  return valueError(ErrorClass::kTypeError, "InvalidArgumentType",
                    fmt::format("{} takes {}, not {}", taker, wanted, described(given)));
}

Error integerOverflow(std::string_view what) {
  return valueError(
      ErrorClass::kArithmeticError, "IntegerOverflow",
      fmt::format("{} is outside of the integers from -9223372036854775808 to 9223372036854775807", what));
}

Status checkSize(std::size_t bytes, const CallContext& context) {
  if (bytes <= context.value_bytes_max) return {};
  return Error(ErrorCode::kLimit,
               fmt::format("a value of about {} bytes is larger than the {} that one value may have", bytes,
                           context.value_bytes_max));
}

Status checkNesting(const Datum& value) {
  if (value.depth() <= kNestingMax) return {};
  return Error(ErrorCode::kLimit,
               fmt::format("lists and maps in one another more than {} deep", kNestingMax));
}

}  // namespace tenure::query

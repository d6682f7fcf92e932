// STARTS WITH, ENDS WITH, CONTAINS and =~.
#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include "engine/query/values/icu_text.h"
#include "engine/query/values/operators.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

/// In ICU's own unit, which is about a millisecond.
constexpr std::int32_t kTimeLimit = 1'000;
/// Of the heap that a match backtracks on; ICU's own limit is 8 MB.
constexpr std::int32_t kStackBytesMax = 8 << 20;
constexpr std::size_t kPatternBytesMax = 64U << 10U;

/// ICU counts UTF-16 units from 0; people count code points from 1.
std::int32_t columnOf(const icu::UnicodeString& pattern, std::int32_t unit) {
  return pattern.countChar32(0, std::min(unit, pattern.length())) + 1;
}

Error invalidPattern(std::string reason) {
  return valueError(ErrorClass::kArgumentError, "InvalidRegularExpression", std::move(reason));
}

class IcuRegex final : public Regex {
 public:
  explicit IcuRegex(std::unique_ptr<icu::RegexPattern> pattern) : pattern_(std::move(pattern)) {}

  [[nodiscard]] Result<bool> matches(std::string_view text) const override {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString input = unicode(text);
    const std::unique_ptr<icu::RegexMatcher> matcher(pattern_->matcher(input, status));
    if (U_SUCCESS(status)) matcher->setTimeLimit(kTimeLimit, status);
    if (U_SUCCESS(status)) matcher->setStackLimit(kStackBytesMax, status);
    const bool matched = U_SUCCESS(status) && matcher->matches(status) != 0;
    if (status == U_REGEX_TIME_OUT || status == U_REGEX_STACK_OVERFLOW) {
      return Error(ErrorCode::kLimit,
                   fmt::format("the regular expression takes too {} on a text of {} bytes",
                               status == U_REGEX_TIME_OUT ? "long" : "much memory", text.size()));
    }
    if (U_FAILURE(status)) return invalidPattern(u_errorName(status));
    return matched;
  }

 private:
  std::unique_ptr<icu::RegexPattern> pattern_;
};

/// The patterns a thread compiled last: a pattern that differs from row to row is rare, one that comes from a
/// parameter is the rule.
struct RecentPatterns {
  struct Entry {
    std::string pattern;
    std::shared_ptr<const Regex> regex;
  };
  std::array<Entry, 8> entries;
  std::size_t next = 0;
};

Result<std::shared_ptr<const Regex>> recent(const std::string& pattern) {
  thread_local RecentPatterns patterns;
  for (const auto& entry : patterns.entries) {
    if (entry.regex != nullptr && entry.pattern == pattern) return entry.regex;
  }
  TENURE_ASSIGN(auto regex, Regex::compile(pattern));
  patterns.entries[patterns.next] = {pattern, regex};
  patterns.next = (patterns.next + 1) % patterns.entries.size();
  return regex;
}

}  // namespace

Ternary startsWith(const Datum& text, const Datum& prefix) {
  if (!text.isString() || !prefix.isString()) return std::nullopt;
  return text.asString().starts_with(prefix.asString());
}

Ternary endsWith(const Datum& text, const Datum& suffix) {
  if (!text.isString() || !suffix.isString()) return std::nullopt;
  return text.asString().ends_with(suffix.asString());
}

Ternary containsText(const Datum& text, const Datum& part) {
  if (!text.isString() || !part.isString()) return std::nullopt;
  return text.asString().find(part.asString()) != std::string::npos;
}

Result<std::shared_ptr<const Regex>> Regex::compile(std::string_view pattern) {
  if (pattern.size() > kPatternBytesMax) {
    return invalidPattern(
        fmt::format("a regular expression of {} bytes is longer than the {} that are allowed", pattern.size(),
                    kPatternBytesMax));
  }
  const icu::UnicodeString source = unicode(pattern);
  UParseError where{};
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::RegexPattern> compiled(icu::RegexPattern::compile(source, 0, where, status));
  if (U_FAILURE(status)) {
    return invalidPattern(fmt::format("the regular expression '{}' is not well formed at its column {} ({})",
                                      pattern, columnOf(source, where.offset), u_errorName(status)));
  }
  return std::shared_ptr<const Regex>(std::make_shared<IcuRegex>(std::move(compiled)));
}

Result<Ternary> matches(const Datum& text, const Datum& pattern) {
  if (!text.isString() || !pattern.isString()) return Ternary();
  TENURE_ASSIGN(const auto regex, recent(pattern.asString()));
  TENURE_ASSIGN(const bool matched, regex->matches(text.asString()));
  return Ternary(matched);
}

}  // namespace tenure::query

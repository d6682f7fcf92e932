// Texts: left to normalize. Positions and lengths count code points.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/query/values/functions.h"
#include "engine/query/values/unicode_text.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

/// A count that must not be negative.
Result<std::size_t> countOf(std::string_view function, const Datum& given) {
  if (given.asInteger() >= 0) return static_cast<std::size_t>(given.asInteger());
  return valueError(
      ErrorClass::kArgumentError, "NegativeIntegerArgument",
      fmt::format("{} takes a number of characters of 0 or more, not {}", function, given.asInteger()));
}

Result<Datum> left(Arguments arguments, CallContext& /*context*/) {
  const std::string& text = arguments[0].asString();
  TENURE_ASSIGN(const std::size_t count, countOf("left()", arguments[1]));
  return Datum::string(text.substr(0, offsetOfCodePoint(text, count)));
}

Result<Datum> right(Arguments arguments, CallContext& /*context*/) {
  const std::string& text = arguments[0].asString();
  TENURE_ASSIGN(const std::size_t count, countOf("right()", arguments[1]));
  const std::size_t length = codePointCount(text);
  return Datum::string(text.substr(count >= length ? 0 : offsetOfCodePoint(text, length - count)));
}

Result<Datum> substring(Arguments arguments, CallContext& /*context*/) {
  const std::string& text = arguments[0].asString();
  TENURE_ASSIGN(const std::size_t start, countOf("substring()", arguments[1]));
  const std::size_t from = offsetOfCodePoint(text, start);
  if (arguments.size() == 2) return Datum::string(text.substr(from));
  TENURE_ASSIGN(const std::size_t length, countOf("substring()", arguments[2]));
  const std::string_view rest = std::string_view(text).substr(from);
  return Datum::string(std::string(rest.substr(0, offsetOfCodePoint(rest, length))));
}

template <TrimSide side>
Result<Datum> trim(Arguments arguments, CallContext& /*context*/) {
  const std::string& text = arguments[0].asString();
  if (arguments.size() == 1) return Datum::string(std::string(trimmed(text, side)));
  return Datum::string(std::string(trimmed(text, arguments[1].asString(), side)));
}

template <std::string (*map)(std::string_view)>
Result<Datum> mapped(Arguments arguments, CallContext& /*context*/) {
  return Datum::string(map(arguments[0].asString()));
}

Result<Datum> normalize(Arguments arguments, CallContext& /*context*/) {
  std::string out;
  const std::string_view form = arguments.size() == 1 ? "NFC" : std::string_view(arguments[1].asString());
  if (normalized(arguments[0].asString(), form, out)) return Datum::string(std::move(out));
  return valueError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                    fmt::format("'{}' is no normal form; these are: NFC, NFD, NFKC, NFKD", form));
}

Result<Datum> characterLength(Arguments arguments, CallContext& /*context*/) {
  return Datum::integer(static_cast<std::int64_t>(codePointCount(arguments[0].asString())));
}

/// An empty text to be replaced stands before each code point and at the end.
std::string interleaved(std::string_view text, std::string_view between, std::size_t limit) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t done = 0; done < limit; ++done) {
    out += between;
    if (at == text.size()) break;
    const std::size_t bytes = codePointBytes(text, at);
    out += text.substr(at, bytes);
    at += bytes;
  }
  out += text.substr(at);
  return out;
}

Result<Datum> replace(Arguments arguments, CallContext& context) {
  const std::string& text = arguments[0].asString();
  const std::string& from = arguments[1].asString();
  const std::string& to = arguments[2].asString();
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  if (arguments.size() == 4) {
    TENURE_ASSIGN(limit, countOf("replace()", arguments[3]));
  }
  // Each occurrence is at least as long as `from`: what is made has a bound that is known beforehand.
  const std::size_t most = std::min(limit, from.empty() ? text.size() + 1 : text.size() / from.size());
  if (to.size() > from.size()) TENURE_TRY(checkSize(text.size() + most * (to.size() - from.size()), context));
  if (from.empty()) return Datum::string(interleaved(text, to, limit));
  std::string out;
  std::size_t at = 0;
  for (std::size_t done = 0; done < limit; ++done) {
    const std::size_t found = text.find(from, at);
    if (found == std::string::npos) break;
    out.append(text, at, found - at);
    out += to;
    at = found + from.size();
  }
  out.append(text, at);
  return Datum::string(std::move(out));
}

/// Where the first of the delimiters begins at or after `from`, and its length; npos where none does. Of
/// several at one place the one that was given first counts.
std::pair<std::size_t, std::size_t> nextDelimiter(std::string_view text, std::size_t from,
                                                  const std::vector<std::string_view>& delimiters) {
  std::size_t first = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view delimiter : delimiters) {
    const std::size_t found = text.find(delimiter, from);
    if (found >= first) continue;
    first = found;
    length = delimiter.size();
  }
  return {first, length};
}

/// An empty delimiter splits into code points.
DatumList codePoints(std::string_view text) {
  DatumList parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = codePointBytes(text, at);
    parts.push_back(Datum::string(std::string(text.substr(at, bytes))));
    at += bytes;
  }
  if (parts.empty()) parts.push_back(Datum::string(""));
  return parts;
}

Result<Datum> split(Arguments arguments, CallContext& context) {
  const std::string_view text = arguments[0].asString();
  std::vector<std::string_view> delimiters;
  if (arguments[1].isString()) {
    delimiters.emplace_back(arguments[1].asString());
  } else {
    for (const Datum& delimiter : arguments[1].asList()) {
      if (delimiter.isNull()) return Datum();
      if (!delimiter.isString()) return wrongKind("split()", "a list of STRING as its delimiters", delimiter);
      delimiters.emplace_back(delimiter.asString());
    }
  }
  TENURE_TRY(checkSize(text.size() * sizeof(Datum), context));
  const bool each = std::any_of(delimiters.begin(), delimiters.end(), [](auto part) { return part.empty(); });
  if (each) return Datum::list(codePoints(text));
  DatumList parts;
  for (std::size_t at = 0;;) {
    const auto [found, length] = nextDelimiter(text, at, delimiters);
    parts.push_back(
        Datum::string(std::string(text.substr(at, found == std::string_view::npos ? found : found - at))));
    if (found == std::string_view::npos) return Datum::list(std::move(parts));
    at = found + length;
  }
}

constexpr ScalarFunction ofText(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                                KindSet returns, std::string_view signature, std::string_view description) {
  return {.name = name,
          .accepts = {kStringKind},
          .returns = returns,
          .call = call,
          .category = "String",
          .signature = signature,
          .description = description};
}

/// With a second text that may be left out.
constexpr ScalarFunction ofTextAnd(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                                   std::string_view signature, std::string_view description) {
  ScalarFunction function = ofText(name, call, kStringKind, signature, description);
  function.arity_max = 2;
  function.accepts = {kStringKind};
  return function;
}

/// With a number of characters.
constexpr ScalarFunction ofTextAndCount(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                                        std::uint8_t arity_max, std::string_view signature,
                                        std::string_view description) {
  ScalarFunction function = ofText(name, call, kStringKind, signature, description);
  function.arity_min = 2;
  function.arity_max = arity_max;
  function.accepts = {kStringKind, kIntegerKind};
  return function;
}

constexpr ScalarFunction kStringFunctions[] = {
    ofTextAndCount("left", left, 2, "left(original :: STRING, length :: INTEGER) :: STRING",
                   "That many characters from the beginning."),
    ofTextAndCount("right", right, 2, "right(original :: STRING, length :: INTEGER) :: STRING",
                   "That many characters from the end."),
    ofTextAndCount("substring", substring, 3,
                   "substring(original :: STRING, start :: INTEGER, length :: INTEGER) :: STRING",
                   "From a character, counted from 0, to the end or for that many characters."),
    ofTextAnd("trim", trim<TrimSide::kBoth>, "trim(input :: STRING, trimCharacters :: STRING) :: STRING",
              "Without white space, or those characters, at both ends."),
    ofTextAnd("btrim", trim<TrimSide::kBoth>, "btrim(input :: STRING, trimCharacters :: STRING) :: STRING",
              "The same as trim."),
    ofTextAnd("ltrim", trim<TrimSide::kLeft>, "ltrim(input :: STRING, trimCharacters :: STRING) :: STRING",
              "Without white space, or those characters, at the beginning."),
    ofTextAnd("rtrim", trim<TrimSide::kRight>, "rtrim(input :: STRING, trimCharacters :: STRING) :: STRING",
              "Without white space, or those characters, at the end."),
    ofTextAnd("normalize", normalize, "normalize(input :: STRING, normalForm :: STRING) :: STRING",
              "The text in Unicode's normal form NFC (the default), NFD, NFKC or NFKD."),
    ofText("toUpper", mapped<upperCase>, kStringKind, "toUpper(input :: STRING) :: STRING", "In upper case."),
    ofText("upper", mapped<upperCase>, kStringKind, "upper(input :: STRING) :: STRING",
           "The same as toUpper."),
    ofText("toLower", mapped<lowerCase>, kStringKind, "toLower(input :: STRING) :: STRING", "In lower case."),
    ofText("lower", mapped<lowerCase>, kStringKind, "lower(input :: STRING) :: STRING",
           "The same as toLower."),
    ofText("char_length", characterLength, kIntegerKind, "char_length(input :: STRING) :: INTEGER",
           "The number of characters."),
    ofText("character_length", characterLength, kIntegerKind, "character_length(input :: STRING) :: INTEGER",
           "The number of characters."),
    {.name = "replace",
     .arity_min = 3,
     .arity_max = 4,
     .accepts = {kStringKind, kStringKind, kStringKind, kIntegerKind},
     .returns = kStringKind,
     .call = replace,
     .category = "String",
     .signature =
         "replace(original :: STRING, search :: STRING, replace :: STRING, limit :: INTEGER) :: STRING",
     .description = "Each occurrence of a text, or the first so many, replaced by another."},
    {.name = "split",
     .arity_min = 2,
     .arity_max = 2,
     .accepts = {kStringKind, kStringKind | kinds(Kind::kList)},
     .returns = kinds(Kind::kList),
     .call = split,
     .category = "String",
     .signature = "split(original :: STRING, splitDelimiters :: STRING | LIST<STRING>) :: LIST<STRING>",
     .description = "The parts between the delimiters; the characters where a delimiter is empty."},
};

}  // namespace

std::span<const ScalarFunction> stringFunctions() { return kStringFunctions; }

}  // namespace tenure::query

// Look-up and call of functions.
#include "engine/query/values/functions.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string_view name) {
  std::string out(name);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

using Index = std::unordered_map<std::string, const ScalarFunction*>;

const Index& byName() {
  static const Index kIndex = [] {
    Index made;
    for (const auto table : functionTables()) {
      for (const ScalarFunction& function : table) made.emplace(folded(function.name), &function);
    }
    return made;
  }();
  return kIndex;
}

/// "an INTEGER or a FLOAT"
std::string kindsInWords(KindSet set) {
  std::vector<std::string_view> names;
  for (unsigned kind = 1; kind <= static_cast<unsigned>(Kind::kPath); ++kind) {
    if (contains(set, static_cast<Kind>(kind))) names.push_back(kindName(static_cast<Kind>(kind)));
  }
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::span<const std::span<const ScalarFunction>> functionTables() {
  static const std::array kTables = {mathematicalFunctions(), stringFunctions(), listFunctions(),
                                     conversionFunctions(),   periodFunctions(), temporalFunctions(),
                                     graphFunctions(),        timeFunctions()};
  return kTables;
}

const ScalarFunction* findFunction(std::string_view name) {
  const auto found = byName().find(folded(name));
  return found == byName().end() ? nullptr : found->second;
}

std::string_view nearestFunction(std::string_view name) {
  constexpr std::size_t kLongest = 64;  // nobody mistypes more, and the distance is quadratic
  if (name.size() > kLongest) return {};
  const std::string wanted = folded(name);
  std::size_t best = 1 + wanted.size() / 4;
  std::string_view nearest;
  for (const auto table : functionTables()) {
    for (const ScalarFunction& function : table) {
      const std::size_t distance = editDistance(wanted, folded(function.name));
      if (distance > best || (distance == best && !nearest.empty())) continue;
      best = distance;
      nearest = function.name;
    }
  }
  return nearest;
}

Result<Datum> callFunction(const ScalarFunction& function, std::span<const Datum> arguments,
                           CallContext& context) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].isNull()) {
      if (function.propagates_null) return Datum();
    } else if (!function.checks_itself && !contains(function.acceptsAt(i), arguments[i].kind())) {
      return wrongKind(fmt::format("{}()", function.name),
                       fmt::format("{} as argument {}", kindsInWords(function.acceptsAt(i)), i + 1),
                       arguments[i]);
    }
  }
  return function.call(arguments, context);
}

}  // namespace tenure::query

// Lists, maps and paths, and what takes values of any kind: size to nullIf.
#include <algorithm>

#include <fmt/format.h>

#include "engine/query/values/comparison.h"
#include "engine/query/values/functions.h"
#include "engine/query/values/unicode_text.h"
#include "engine/query/values/value_checks.h"

namespace tenure::query {

namespace {

using Arguments = std::span<const Datum>;

constexpr KindSet kList = kinds(Kind::kList);
constexpr KindSet kMap = kinds(Kind::kMap);
constexpr KindSet kPath = kinds(Kind::kPath);

Datum count(std::size_t number) { return Datum::integer(static_cast<std::int64_t>(number)); }

Result<Datum> size(Arguments arguments, CallContext& /*context*/) {
  if (arguments[0].isString()) return count(codePointCount(arguments[0].asString()));
  return count(arguments[0].asList().size());
}

Result<Datum> pathLength(Arguments arguments, CallContext& /*context*/) {
  return count(arguments[0].asPath().relationships.size());
}

Result<Datum> pathNodes(Arguments arguments, CallContext& /*context*/) {
  return Datum::list(arguments[0].asPath().nodes);
}

Result<Datum> pathRelationships(Arguments arguments, CallContext& /*context*/) {
  return Datum::list(arguments[0].asPath().relationships);
}

Result<Datum> head(Arguments arguments, CallContext& /*context*/) {
  const DatumList& list = arguments[0].asList();
  return list.empty() ? Datum() : list.front();
}

Result<Datum> last(Arguments arguments, CallContext& /*context*/) {
  const DatumList& list = arguments[0].asList();
  return list.empty() ? Datum() : list.back();
}

Result<Datum> tail(Arguments arguments, CallContext& /*context*/) {
  const DatumList& list = arguments[0].asList();
  return Datum::list(list.empty() ? DatumList() : DatumList(list.begin() + 1, list.end()));
}

Result<Datum> reverse(Arguments arguments, CallContext& /*context*/) {
  if (arguments[0].isString()) return Datum::string(reversedText(arguments[0].asString()));
  const DatumList& list = arguments[0].asList();
  return Datum::list(DatumList(list.rbegin(), list.rend()));
}

/// openCypher checks the arguments of range when it runs, and calls what it finds an ArgumentError.
Result<Datum> range(Arguments arguments, CallContext& context) {
  for (const Datum& argument : arguments) {
    if (argument.kind() != Kind::kInteger) {
      return valueError(ErrorClass::kArgumentError, "InvalidArgumentType",
                        fmt::format("range() takes integers, not {}", described(argument)));
    }
  }
  const std::int64_t start = arguments[0].asInteger();
  const std::int64_t end = arguments[1].asInteger();
  const std::int64_t step = arguments.size() == 3 ? arguments[2].asInteger() : 1;
  if (step == 0)
    return valueError(ErrorClass::kArgumentError, "NumberOutOfRange", "range() takes a step that is not 0");
  if (step > 0 ? start > end : start < end) return Datum::list({});
  // Modulo 2^64, for the whole of the integers is a distance that a signed integer does not hold.
  const auto bits = [](std::int64_t number) { return static_cast<std::uint64_t>(number); };
  const std::uint64_t distance = step > 0 ? bits(end) - bits(start) : bits(start) - bits(end);
  const std::uint64_t steps = distance / (step > 0 ? bits(step) : 0 - bits(step));
  if (steps >= context.value_bytes_max / sizeof(Datum))
    return checkSize(context.value_bytes_max + 1, context).error();
  DatumList list;
  list.reserve(steps + 1);
  for (std::uint64_t i = 0; i <= steps; ++i) {
    list.push_back(Datum::integer(static_cast<std::int64_t>(bits(start) + i * bits(step))));
  }
  return Datum::list(std::move(list));
}

Result<Datum> isEmpty(Arguments arguments, CallContext& /*context*/) {
  const Datum& value = arguments[0];
  if (value.isString()) return Datum::boolean(value.asString().empty());
  return Datum::boolean(value.kind() == Kind::kList ? value.asList().empty() : value.asMap().empty());
}

Result<Datum> coalesce(Arguments arguments, CallContext& /*context*/) {
  const auto found =
      std::find_if(arguments.begin(), arguments.end(), [](const Datum& value) { return !value.isNull(); });
  return found == arguments.end() ? Datum() : *found;
}

Result<Datum> nullIf(Arguments arguments, CallContext& /*context*/) {
  return equals(arguments[0], arguments[1]) == true ? Datum() : arguments[0];
}

Result<Datum> timestamp(Arguments /*arguments*/, CallContext& context) {
  const auto since_epoch = context.clock.statement.time_since_epoch();
  return Datum::integer(std::chrono::floor<std::chrono::milliseconds>(since_epoch).count());
}

constexpr ScalarFunction ofOne(std::string_view name, Result<Datum> (*call)(Arguments, CallContext&),
                               KindSet accepts, KindSet returns, std::string_view category,
                               std::string_view signature, std::string_view description) {
  return {.name = name,
          .accepts = {accepts},
          .returns = returns,
          .call = call,
          .category = category,
          .signature = signature,
          .description = description};
}

constexpr ScalarFunction kListFunctions[] = {
    ofOne("size", size, kStringKind | kList, kIntegerKind, "Scalar",
          "size(input :: STRING | LIST<ANY>) :: INTEGER",
          "The number of characters of a text, of elements of a list."),
    ofOne("length", pathLength, kPath, kIntegerKind, "Scalar", "length(path :: PATH) :: INTEGER",
          "The number of relationships of a path."),
    ofOne("nodes", pathNodes, kPath, kList, "List", "nodes(path :: PATH) :: LIST<NODE>",
          "The nodes of a path."),
    ofOne("relationships", pathRelationships, kPath, kList, "List",
          "relationships(path :: PATH) :: LIST<RELATIONSHIP>", "The relationships of a path."),
    ofOne("head", head, kList, kAnyKind, "Scalar", "head(list :: LIST<ANY>) :: ANY",
          "The first element; null of an empty list."),
    ofOne("last", last, kList, kAnyKind, "Scalar", "last(list :: LIST<ANY>) :: ANY",
          "The last element; null of an empty list."),
    ofOne("tail", tail, kList, kList, "List", "tail(list :: LIST<ANY>) :: LIST<ANY>",
          "All elements but the first."),
    ofOne("reverse", reverse, kStringKind | kList, kStringKind | kList, "List",
          "reverse(input :: STRING | LIST<ANY>) :: STRING | LIST<ANY>",
          "The characters of a text or the elements of a list in the opposite order."),
    ofOne("isEmpty", isEmpty, kStringKind | kList | kMap, kinds(Kind::kBoolean), "Predicate",
          "isEmpty(input :: STRING | LIST<ANY> | MAP) :: BOOLEAN", "Whether there is nothing in it."),
    // Of nodes and relationships too in executor/graph_functions.cc, which takes these two over.
    {.name = "range",
     .arity_min = 2,
     .arity_max = 3,
     .returns = kList,
     .propagates_null = true,
     .call = range,
     .category = "List",
     .signature = "range(start :: INTEGER, end :: INTEGER, step :: INTEGER) :: LIST<INTEGER>",
     .description = "The integers from start to end, both included, by that step (1)."},
    {.name = "coalesce",
     .arity_max = ScalarFunction::kVariadic,
     .propagates_null = false,
     .call = coalesce,
     .category = "Scalar",
     .signature = "coalesce(input :: ANY, ...) :: ANY",
     .description = "The first argument that is not null."},
    {.name = "nullIf",
     .arity_min = 2,
     .arity_max = 2,
     .propagates_null = false,
     .call = nullIf,
     .category = "Scalar",
     .signature = "nullIf(v1 :: ANY, v2 :: ANY) :: ANY",
     .description = "null where both are equal, else the first."},
    {.name = "timestamp",
     .arity_min = 0,
     .arity_max = 0,
     .returns = kIntegerKind,
     .deterministic = false,
     .call = timestamp,
     .category = "Scalar",
     .signature = "timestamp() :: INTEGER",
     .description = "The milliseconds since 1970-01-01T00:00:00Z, the same throughout a statement."},
};

}  // namespace

std::span<const ScalarFunction> listFunctions() { return kListFunctions; }

}  // namespace tenure::query

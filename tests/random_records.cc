#include "tests/random_records.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tenure::testing {
namespace {

std::string twoDigits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }
std::string anyYear(Dice& dice) { return std::to_string(dice.between(kFirstYear, kLastYear)); }
std::string anyMonth(Dice& dice) { return anyYear(dice) + "-" + twoDigits(dice.between(1, 12)); }
std::string anyDay(Dice& dice) { return anyMonth(dice) + "-" + twoDigits(dice.between(1, 28)); }

std::string anyTimestamp(Dice& dice) {
  return anyDay(dice) + "T" + twoDigits(dice.between(0, 23)) + ":" + twoDigits(dice.between(0, 59)) + ":00Z";
}

std::string plainDateText(Dice& dice) {
  switch (dice.between(0, 2)) {
    case 0: return anyYear(dice);
    case 1: return anyMonth(dice);
    default: return anyDay(dice);
  }
}

std::string validityText(Dice& dice) {
  std::string a = anyDateText(dice);
  const std::string b = anyDateText(dice);
  switch (dice.between(0, 13)) {
    case 0:
    case 1: return a;
    case 2:
    case 3:
    case 4: return a + "/" + b;
    case 5:
    case 6: return a + "/..";
    case 7: return a + "/";
    case 8: return "../" + b;
    case 9: return "/" + b;
    case 10: return dice.oneIn(2) ? "/" : "/..";
    case 11: return "attested: " + a;
    case 12: return "attested: " + a + "/" + b;
    default: return dice.oneIn(4) ? "../.." : anyTimestamp(dice) + "/" + anyTimestamp(dice);
  }
}

Instant midnightOf(const std::string& date) { return parseQueryTime(date).value().start; }

PropertyHistory anyHistory(Dice& dice) {
  PropertyHistory history;
  for (auto i = dice.between(1, 3); i > 0; --i)
    history.push_back({anyValue(dice), dice.oneIn(3) ? Validity() : anyValidity(dice)});
  return history;
}

std::optional<std::int64_t> anyLongest(Dice& dice) {
  return dice.oneIn(3) ? std::optional(dice.between(1, 900)) : std::nullopt;
}

}  // namespace

std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::uint64_t seedOfRun() {
  static const std::uint64_t kSeed = numberFromEnvironment("TENURE_SEED", std::random_device()());
  return kSeed;
}

std::string anyDateText(Dice& dice) {
  switch (dice.between(0, 11)) {
    case 0: return "201X";
    case 1: return anyYear(dice) + "-XX";
    case 2: return anyYear(dice) + "-2" + std::to_string(dice.between(1, 4));
    case 3: return anyTimestamp(dice);
    case 4: {
      const auto year = dice.between(kFirstYear, kLastYear);
      return "[" + std::to_string(year) + "," + std::to_string(year + dice.between(1, 3)) + "]";
    }
    case 5: {
      static const std::array<const char*, 3> kQualifiers{"?", "~", "%"};
      return plainDateText(dice) + kQualifiers.at(static_cast<std::size_t>(dice.between(0, 2)));
    }
    default: return plainDateText(dice);
  }
}

Validity anyValidity(Dice& dice) {
  if (dice.oneIn(12)) return {};
  for (;;) {
    const auto convention = dice.oneIn(8) ? EndConvention::kExclusive : EndConvention::kInclusive;
    auto validity = Validity::parse(validityText(dice), convention);
    if (validity.ok()) return *validity;
  }
}

Validity anyEventValidity(Dice& dice) {
  if (dice.oneIn(6)) return anyValidity(dice);
  return Validity::parse(plainDateText(dice)).value();
}

Validity anyOpenValidity(Dice& dice) {
  if (dice.oneIn(8)) return {};
  return Validity::parse(plainDateText(dice) + (dice.oneIn(2) ? "/.." : "/")).value();
}

Range anyPortion(Dice& dice) {
  for (;;) {
    const Instant a = midnightOf(plainDateText(dice));
    const Instant b = midnightOf(plainDateText(dice));
    if (a < b) return {a, b};
  }
}

Range anyRange(Dice& dice, const std::vector<Instant>& near) {
  const auto point = [&] {
    static const std::vector<std::int64_t> kBeside{0, 0, -1, 1, -kMicrosPerDay, kMicrosPerDay};
    const Instant bound = near.empty() || dice.oneIn(4) ? Instant::plusInfinity() : dice.pick(near);
    return bound.isFinite() ? bound.plusMicros(dice.pick(kBeside)) : midnightOf(anyDay(dice));
  };
  static const std::vector<std::int64_t> kLengths{1, kMicrosPerDay, 31 * kMicrosPerDay, 365 * kMicrosPerDay};
  const Instant start = point();
  Range range{start, start.plusMicros(dice.pick(kLengths))};
  if (dice.oneIn(4)) range.end = point();
  if (dice.oneIn(40)) range.start = Instant::minusInfinity();
  if (dice.oneIn(40)) range.end = Instant::plusInfinity();
  if (range.end < range.start) std::swap(range.start, range.end);
  if (range.start == range.end) range.end = range.start.plusMicros(1);
  return range;
}

ValidScope anyValidScope(Dice& dice, const std::vector<Instant>& near) {
  if (dice.oneIn(7)) return AllTime{};
  if (dice.oneIn(4)) return During{anyRange(dice, near)};
  return AsOf{anyRange(dice, near)};
}

Value anyValue(Dice& dice) {
  switch (dice.between(0, 5)) {
    case 0: return "text " + std::to_string(dice.between(0, 9));
    case 1: return dice.oneIn(2);
    case 2: return 0.5 * static_cast<double>(dice.between(0, 9));
    case 3: return List{Value(1), Value("two")};
    default: return dice.between(0, 9);
  }
}

FactStatus anyStatus(Dice& dice) {
  return dice.oneIn(3) ? static_cast<FactStatus>(dice.between(0, 3)) : FactStatus::kAsserted;
}

std::vector<std::string> anySources(Dice& dice) {
  std::vector<std::string> sources;
  for (auto i = dice.between(-1, 2); i > 0; --i)
    sources.push_back("https://source/" + std::to_string(dice.between(0, 5)));
  return sources;
}

std::vector<std::string> anyLabels(Dice& dice, const Schema& schema) {
  const std::vector<std::string> among =
      schema.labels().empty() ? std::vector<std::string>{"A", "B"} : schema.labels();
  std::vector<std::string> labels;
  for (auto i = dice.between(1, 2); i > 0; --i) labels.push_back(dice.pick(among));
  return labels;
}

Properties anyProperties(Dice& dice) {
  Properties properties;
  for (const char* key : {"seat", "size"}) {
    if (dice.oneIn(2)) properties[key] = anyHistory(dice);
  }
  if (dice.oneIn(3)) properties["name"] = {{"name " + std::to_string(dice.between(0, 5)), Validity()}};
  return properties;
}

std::vector<Alias> anyAliases(Dice& dice) {
  std::vector<Alias> aliases;
  for (auto i = dice.between(-2, 2); i > 0; --i) {
    aliases.push_back({"alias " + std::to_string(dice.between(0, 3)), dice.oneIn(2) ? "fr" : ""});
  }
  return aliases;
}

NodeDraft anyNode(Dice& dice, const Schema& schema) {
  NodeDraft draft;
  if (!dice.oneIn(4)) draft.external_id = "n" + std::to_string(dice.between(0, 19));
  draft.labels = anyLabels(dice, schema);
  if (dice.oneIn(3)) draft.lifespan = dice.oneIn(2) ? anyOpenValidity(dice) : anyValidity(dice);
  draft.properties = anyProperties(dice);
  draft.aliases = anyAliases(dice);
  return draft;
}

std::string anyType(Dice& dice, const Schema& schema) {
  if (schema.types().empty() || (!schema.strict() && dice.oneIn(15)))
    return "T" + std::to_string(dice.between(0, 2));
  return dice.pick(schema.types()).name;
}

bool joins(const Schema& schema, const std::string& type, const std::vector<std::string>& subject,
           const std::vector<std::string>& object) {
  const RelationshipType* declared = schema.type(type);
  if (declared == nullptr || declared->endpoints.empty()) return true;
  const auto has = [](const std::vector<std::string>& labels, const std::string& label) {
    return label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end();
  };
  return std::any_of(declared->endpoints.begin(), declared->endpoints.end(), [&](const Endpoints& ends) {
    return has(subject, ends.subject) && has(object, ends.object);
  });
}

FactDraft anyFact(Dice& dice, const Schema& schema, const std::string& type) {
  const RelationshipType* declared = schema.type(type);
  FactDraft draft;
  draft.type = type;
  if (declared != nullptr && declared->event) {
    draft.validity = anyEventValidity(dice);
  } else {
    draft.validity = dice.oneIn(3) ? anyOpenValidity(dice) : anyValidity(dice);
  }
  draft.status = anyStatus(dice);
  draft.sources = anySources(dice);
  if (dice.oneIn(5)) draft.event = "event " + std::to_string(dice.between(0, 2));
  if (dice.oneIn(3)) draft.properties = anyProperties(dice);
  return draft;
}

Schema anySchema(Dice& dice, bool constraints) {
  SchemaBuilder builder("random");
  builder.label("A").label("B");
  builder.type({"S0", {}, false, false, anyLongest(dice)});
  builder.type({"S1", {}, false, false, anyLongest(dice)});
  builder.type({"E0", {}, false, true, anyLongest(dice)});
  builder.type({"E1", {}, true, true, anyLongest(dice)});
  bool any = false;
  for (const char* event : {"E0", "E1"}) {
    for (const char* state : {"S0", "S1"}) {
      if (!dice.oneIn(2)) continue;
      any = true;
      const auto target = dice.oneIn(2) ? EventTarget::kSubjectFacts : EventTarget::kSubjectFactsWithObject;
      builder.eventRule({event, target, state});
      if (target == EventTarget::kSubjectFacts && dice.oneIn(4))
        builder.eventRule({event, EventTarget::kSubjectFactsWithObject, state});
    }
    if (dice.oneIn(2)) builder.eventRule({event, EventTarget::kSubjectLifespan, ""});
  }
  if (!any) builder.eventRule({"E0", EventTarget::kSubjectFacts, "S0"});
  if (constraints) {
    if (dice.oneIn(3))
      builder.atMostOne({"S0", dice.oneIn(2) ? Side::kSubject : Side::kObject, dice.oneIn(2)});
    if (dice.oneIn(3)) builder.withinLifespans("S1");
    if (dice.oneIn(3)) builder.acyclic("S1");
    if (dice.oneIn(4)) builder.uniqueKey({"A", "size"});
  }
  return builder.build().value();
}

}  // namespace tenure::testing

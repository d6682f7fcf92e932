#include "schema/declarations.h"

#include <algorithm>
#include <set>
#include <utility>

#include "schema/text_quote.h"

namespace tenure {

namespace {

std::string_view typeInStatement(ValueType type) {
  switch (type) {
    case ValueType::kAny: return "ANY";
    case ValueType::kBoolean: return "BOOLEAN";
    case ValueType::kInteger: return "INTEGER";
    case ValueType::kFloat: return "FLOAT";
    case ValueType::kText: return "STRING";
    case ValueType::kDate: return "DATE";
    case ValueType::kLocalTime: return "LOCAL TIME";
    case ValueType::kTime: return "ZONED TIME";
    case ValueType::kLocalDateTime: return "LOCAL DATETIME";
    case ValueType::kDateTime: return "ZONED DATETIME";
    case ValueType::kDuration: return "DURATION";
    case ValueType::kList: return "LIST";
    case ValueType::kMap: return "MAP";
  }
  return "ANY";
}

std::string forNode(const std::string& label) { return "FOR (n:" + nameInStatement(label) + ") "; }
std::string propertyInStatement(const std::string& key) { return "n." + nameInStatement(key); }
std::string forType(const std::string& type) {
  return "FOR ()-[r:" + nameInStatement(type) + "]-() REQUIRE r ";
}
std::string endInStatement(const std::string& label) {
  return label.empty() ? "()" : "(:" + nameInStatement(label) + ")";
}

struct ToStatement {
  std::string operator()(const UniqueKey& one) const {
    return forNode(one.label) + "REQUIRE " + propertyInStatement(one.key) + " IS UNIQUE";
  }
  std::string operator()(const PropertyDeclaration& one) const {
    return forNode(one.label) + "REQUIRE " + propertyInStatement(one.key) +
           " IS :: " + std::string(typeInStatement(one.type));
  }
  std::string operator()(const AtMostOne& one) const {
    return "FOR (a)-[r:" + nameInStatement(one.type) + "]->(b) REQUIRE r IS AT MOST ONE PER " +
           (one.per == Side::kSubject ? "a" : "b") + (one.strict ? " STRICT" : "");
  }
  std::string operator()(const WithinLifespans& one) const {
    return forType(one.type) + "IS WITHIN LIFESPANS";
  }
  std::string operator()(const Acyclic& one) const { return forType(one.type) + "IS ACYCLIC"; }
  std::string operator()(const JoinedLabels& one) const {
    std::string text = forType(one.type) + "JOINS ";
    for (std::size_t i = 0; i < one.endpoints.size(); ++i) {
      text += (i == 0 ? "" : ", ") + endInStatement(one.endpoints[i].subject) + "-->" +
              endInStatement(one.endpoints[i].object);
    }
    return text;
  }
  std::string operator()(const LineageType& one) const { return forType(one.type) + "IS LINEAGE"; }
  std::string operator()(const EventType& one) const { return forType(one.type) + "IS EVENT"; }
  std::string operator()(const LongestDuration& one) const {
    return forType(one.type) + "LASTS AT MOST " + std::to_string(one.days) + " DAYS";
  }
  std::string operator()(const EventRule& one) const {
    const std::string text = "FOR (a)-[e:" + nameInStatement(one.event) + "]->(b) REQUIRE e ENDS ";
    if (one.target == EventTarget::kSubjectLifespan) return text + "a";
    return text + "(a)-[:" + nameInStatement(one.state) + "]->" +
           (one.target == EventTarget::kSubjectFacts ? "()" : "(b)");
  }
  std::string operator()(const StrictSchema&) const { return "REQUIRE SCHEMA IS STRICT"; }
  std::string operator()(const PropertyIndex& one) const {
    return forNode(one.label) + "ON (" + propertyInStatement(one.key) + ")";
  }
};

struct ToName {
  std::string operator()(const UniqueKey& one) const { return one.label + "_" + one.key + "_unique"; }
  std::string operator()(const PropertyDeclaration& one) const { return one.label + "_" + one.key + "_type"; }
  std::string operator()(const AtMostOne& one) const {
    return one.type + "_one_per_" + (one.per == Side::kSubject ? "subject" : "object") +
           (one.strict ? "_strict" : "");
  }
  std::string operator()(const WithinLifespans& one) const { return one.type + "_within_lifespans"; }
  std::string operator()(const Acyclic& one) const { return one.type + "_acyclic"; }
  std::string operator()(const JoinedLabels& one) const { return one.type + "_joins"; }
  std::string operator()(const LineageType& one) const { return one.type + "_lineage"; }
  std::string operator()(const EventType& one) const { return one.type + "_event"; }
  std::string operator()(const LongestDuration& one) const { return one.type + "_longest"; }
  std::string operator()(const EventRule& one) const {
    if (one.target == EventTarget::kSubjectLifespan) return one.event + "_ends_lifespan";
    return one.event + (one.target == EventTarget::kSubjectFacts ? "_ends_all_" : "_ends_") + one.state;
  }
  std::string operator()(const StrictSchema&) const { return "schema_strict"; }
  std::string operator()(const PropertyIndex& one) const { return one.label + "_" + one.key + "_index"; }
};

std::vector<NamedDeclaration> named(const Schema& schema, bool indexes) {
  const auto& given = schema.givenNames();
  std::set<std::string> taken;
  for (const GivenName& one : given) taken.insert(one.name);
  std::vector<NamedDeclaration> out;
  for (const bool of_indexes : {false, true}) {
    for (Declaration& what : of_indexes ? indexesOf(schema) : constraintsOf(schema)) {
      const std::string text = statementOf(what);
      const auto at =
          std::find_if(given.begin(), given.end(), [&](const auto& one) { return one.declaration == text; });
      std::string name = at != given.end() ? at->name : std::visit(ToName{}, what);
      if (at == given.end()) {
        const std::string first = name;
        for (int number = 2; !taken.insert(name).second; ++number)
          name = first + "_" + std::to_string(number);
      }
      if (of_indexes == indexes) out.push_back({std::move(name), std::move(what)});
    }
  }
  return out;
}

/// Edits that turn one name into the other.
std::size_t editsBetween(std::string_view a, std::string_view b) {
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

std::string lowerCase(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

}  // namespace

std::string nameInStatement(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool digit_first = !name.empty() && name.front() >= '0' && name.front() <= '9';
  if (!name.empty() && !digit_first && std::all_of(name.begin(), name.end(), plain)) return std::string(name);
  std::string out = "`";
  for (const char c : name) out += c == '`' ? "``" : std::string(1, c);
  return out + "`";
}

std::string statementOf(const Declaration& declaration) { return std::visit(ToStatement{}, declaration); }

std::vector<Declaration> constraintsOf(const Schema& schema) {
  std::vector<Declaration> out;
  const auto all = [&out](const auto& some) { out.insert(out.end(), some.begin(), some.end()); };
  all(schema.uniqueKeys());
  all(schema.properties());
  all(schema.atMostOne());
  all(schema.withinLifespans());
  all(schema.acyclic());
  for (const RelationshipType& type : schema.types()) {
    if (!type.endpoints.empty()) out.emplace_back(JoinedLabels{type.name, type.endpoints});
    if (type.lineage) out.emplace_back(LineageType{type.name});
    if (type.event) out.emplace_back(EventType{type.name});
    if (type.longest_days) out.emplace_back(LongestDuration{type.name, *type.longest_days});
  }
  all(schema.eventRules());
  if (schema.strict()) out.emplace_back(StrictSchema{});
  return out;
}

std::vector<Declaration> indexesOf(const Schema& schema) {
  return {schema.indexes().begin(), schema.indexes().end()};
}

std::vector<NamedDeclaration> namedConstraints(const Schema& schema) { return named(schema, false); }
std::vector<NamedDeclaration> namedIndexes(const Schema& schema) { return named(schema, true); }

std::string didYouMean(std::string_view wanted, const std::vector<std::string>& known) {
  constexpr std::size_t kLongest = 64;  // nobody mistypes more, and the distance is quadratic
  if (wanted.size() > kLongest) return {};
  std::string nearest;
  std::size_t best = 1 + wanted.size() / 4;
  for (const std::string& one : known) {
    const std::size_t distance = editsBetween(lowerCase(wanted), lowerCase(one));
    if (one == wanted || distance > best || (distance == best && !nearest.empty())) continue;
    best = distance;
    nearest = one;
  }
  return nearest.empty() ? std::string() : "; did you mean " + tenure::quoted(nearest) + "?";
}

}  // namespace tenure

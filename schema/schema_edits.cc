// A schema with one declaration more, or one less: what CREATE and DROP make of it.
#include <algorithm>
#include <utility>

#include "schema/declarations.h"
#include "schema/text_quote.h"

namespace tenure {

namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

/// Puts declarations into a schema and takes them out; what comes out is checked by `SchemaBuilder::build`.
class SchemaEditor {
 public:
  explicit SchemaEditor(const Schema& schema) : schema_(schema) {}

  Status add(const Declaration& declaration) {
    TENURE_TRY(contradicts(declaration));
    return std::visit(
        Overloaded{
            [&](const UniqueKey& one) { return withLabel(one.label, schema_.unique_keys_, one); },
            [&](const PropertyDeclaration& one) { return withLabel(one.label, schema_.properties_, one); },
            [&](const PropertyIndex& one) { return withLabel(one.label, schema_.indexes_, one); },
            [&](const AtMostOne& one) { return withType(one.type, schema_.at_most_one_, one); },
            [&](const WithinLifespans& one) { return withType(one.type, schema_.within_lifespans_, one); },
            [&](const Acyclic& one) { return withType(one.type, schema_.acyclic_, one); },
            [&](const JoinedLabels& one) -> Status {
              for (const Endpoints& ends : one.endpoints) {
                TENURE_TRY(needLabel(ends.subject));
                TENURE_TRY(needLabel(ends.object));
              }
              return onType(one.type, [&](RelationshipType& type) { type.endpoints = one.endpoints; });
            },
            [&](const LineageType& one) {
              return onType(one.type, [](RelationshipType& type) { type.lineage = true; });
            },
            [&](const EventType& one) {
              return onType(one.type, [](RelationshipType& type) { type.event = true; });
            },
            [&](const LongestDuration& one) {
              return onType(one.type, [&](RelationshipType& type) { type.longest_days = one.days; });
            },
            [&](const EventRule& one) -> Status {
              if (!one.state.empty()) TENURE_TRY(needType(one.state));
              return withType(one.event, schema_.event_rules_, one);
            },
            [&](const StrictSchema&) -> Status {
              schema_.strict_ = true;
              return {};
            },
        },
        declaration);
  }

  void remove(const Declaration& declaration) {
    std::visit(Overloaded{
                   [&](const UniqueKey& one) { std::erase(schema_.unique_keys_, one); },
                   [&](const PropertyDeclaration& one) { std::erase(schema_.properties_, one); },
                   [&](const PropertyIndex& one) { std::erase(schema_.indexes_, one); },
                   [&](const AtMostOne& one) { std::erase(schema_.at_most_one_, one); },
                   [&](const WithinLifespans& one) { std::erase(schema_.within_lifespans_, one); },
                   [&](const Acyclic& one) { std::erase(schema_.acyclic_, one); },
                   [&](const JoinedLabels& one) { typeNamed(one.type)->endpoints.clear(); },
                   [&](const LineageType& one) { typeNamed(one.type)->lineage = false; },
                   [&](const EventType& one) { typeNamed(one.type)->event = false; },
                   [&](const LongestDuration& one) { typeNamed(one.type)->longest_days.reset(); },
                   [&](const EventRule& one) { std::erase(schema_.event_rules_, one); },
                   [&](const StrictSchema&) { schema_.strict_ = false; },
               },
               declaration);
    const std::string text = statementOf(declaration);
    std::erase_if(schema_.names_, [&](const GivenName& one) { return one.declaration == text; });
  }

  void name(GivenName name) { schema_.names_.push_back(std::move(name)); }
  void addLabel(const std::string& label) { schema_.labels_.push_back(label); }
  void addType(const std::string& type) { schema_.types_.push_back({type, {}, false, false, {}}); }
  bool removeLabel(const std::string& label) { return std::erase(schema_.labels_, label) != 0; }
  bool removeType(const std::string& name) {
    return std::erase_if(schema_.types_, [&](const RelationshipType& type) { return type.name == name; }) !=
           0;
  }
  [[nodiscard]] Result<Schema> build() && { return SchemaBuilder(std::move(schema_)).build(); }

 private:
  RelationshipType* typeNamed(const std::string& name) {
    const auto at = std::find_if(schema_.types_.begin(), schema_.types_.end(),
                                 [&](const RelationshipType& type) { return type.name == name; });
    return at == schema_.types_.end() ? nullptr : &*at;
  }
  /// Declares a label on the way; a strict schema wants that said.
  Status needLabel(const std::string& label) {
    if (label.empty() || schema_.hasLabel(label)) return {};
    if (schema_.strict_) {
      return Error(ErrorCode::kInvalidArgument,
                   "schema " + schema_.name() + " is strict and has no label " + tenure::quoted(label) +
                       didYouMean(label, schema_.labels_) + "; CREATE LABEL declares one");
    }
    addLabel(label);
    return {};
  }
  Status needType(const std::string& name) {
    if (typeNamed(name) != nullptr) return {};
    if (schema_.strict_) {
      std::vector<std::string> known;
      for (const RelationshipType& type : schema_.types_) known.push_back(type.name);
      return Error(ErrorCode::kInvalidArgument, "schema " + schema_.name() + " is strict and has no type " +
                                                    tenure::quoted(name) + didYouMean(name, known) +
                                                    "; CREATE RELATIONSHIP TYPE declares one");
    }
    addType(name);
    return {};
  }
  template <class T>
  Status withLabel(const std::string& label, std::vector<T>& all, const T& one) {
    TENURE_TRY(needLabel(label));
    all.push_back(one);
    return {};
  }
  template <class T>
  Status withType(const std::string& type, std::vector<T>& all, const T& one) {
    TENURE_TRY(needType(type));
    all.push_back(one);
    return {};
  }
  template <class Change>
  Status onType(const std::string& name, const Change& change) {
    TENURE_TRY(needType(name));
    change(*typeNamed(name));
    return {};
  }

  /// Of these there is one for each type or property: another takes the first one's place only when that is
  /// dropped.
  [[nodiscard]] Status contradicts(const Declaration& declaration) const {
    for (const NamedDeclaration& there : namedConstraints(schema_)) {
      const bool other = std::visit(
          Overloaded{
              [&](const PropertyDeclaration& a, const PropertyDeclaration& b) {
                return a.label == b.label && a.key == b.key;
              },
              [&](const AtMostOne& a, const AtMostOne& b) { return a.type == b.type && a.per == b.per; },
              [&](const JoinedLabels& a, const JoinedLabels& b) { return a.type == b.type; },
              [&](const LongestDuration& a, const LongestDuration& b) { return a.type == b.type; },
              [](const auto&, const auto&) { return false; },
          },
          there.what, declaration);
      if (other) {
        return Error(ErrorCode::kAlreadyExists, "it contradicts constraint " + tenure::quoted(there.name) +
                                                    ", " + statementOf(there.what) + "; drop that first");
      }
    }
    return {};
  }

  Schema schema_;
};

Result<Schema> declare(const Schema& schema, const Declaration& declaration, std::string name) {
  for (const auto& declarations : {namedConstraints(schema), namedIndexes(schema)}) {
    for (const NamedDeclaration& there : declarations) {
      if (there.what == declaration) {
        return Error(ErrorCode::kAlreadyExists, tenure::quoted(there.name) + " says that already");
      }
      if (!name.empty() && there.name == name) {
        return Error(ErrorCode::kAlreadyExists,
                     tenure::quoted(name) + " is the name of another one, " + statementOf(there.what));
      }
    }
  }
  const auto* index = std::get_if<PropertyIndex>(&declaration);
  if (index != nullptr && schema.isIndexed(index->label, index->key)) {
    return Error(ErrorCode::kAlreadyExists, "the unique key " + tenure::quoted(index->label) + "." +
                                                tenure::quoted(index->key) + " has an index already");
  }
  SchemaEditor editor(schema);
  TENURE_TRY(editor.add(declaration));
  if (!name.empty()) editor.name({statementOf(declaration), std::move(name)});
  return std::move(editor).build();
}

Result<Schema> withdraw(const Schema& schema, const Declaration& declaration) {
  const bool index = std::holds_alternative<PropertyIndex>(declaration);
  const auto all = index ? indexesOf(schema) : constraintsOf(schema);
  if (std::find(all.begin(), all.end(), declaration) == all.end()) {
    return Error(ErrorCode::kNotFound, "nothing declares " + statementOf(declaration));
  }
  SchemaEditor editor(schema);
  editor.remove(declaration);
  return std::move(editor).build();
}

Result<Schema> declareLabel(const Schema& schema, const std::string& label) {
  if (schema.hasLabel(label))
    return Error(ErrorCode::kAlreadyExists, "label " + tenure::quoted(label) + " is declared already");
  SchemaEditor editor(schema);
  editor.addLabel(label);
  return std::move(editor).build();
}

Result<Schema> declareType(const Schema& schema, const std::string& type) {
  if (schema.type(type) != nullptr)
    return Error(ErrorCode::kAlreadyExists, "type " + tenure::quoted(type) + " is declared already");
  SchemaEditor editor(schema);
  editor.addType(type);
  return std::move(editor).build();
}

Result<Schema> withdrawLabel(const Schema& schema, const std::string& label) {
  SchemaEditor editor(schema);
  if (!editor.removeLabel(label)) {
    return Error(ErrorCode::kNotFound,
                 "label " + tenure::quoted(label) + " is not declared" + didYouMean(label, schema.labels()));
  }
  return std::move(editor).build();
}

Result<Schema> withdrawType(const Schema& schema, const std::string& type) {
  std::vector<std::string> known;
  for (const RelationshipType& one : schema.types()) known.push_back(one.name);
  for (const NamedDeclaration& one : namedConstraints(schema)) {
    const bool of_type = std::visit(Overloaded{[&](const JoinedLabels& a) { return a.type == type; },
                                               [&](const LineageType& a) { return a.type == type; },
                                               [&](const EventType& a) { return a.type == type; },
                                               [&](const LongestDuration& a) { return a.type == type; },
                                               [](const auto&) { return false; }},
                                    one.what);
    if (of_type) {
      return Error(ErrorCode::kInvalidArgument, "constraint " + tenure::quoted(one.name) + " names type " +
                                                    tenure::quoted(type) + "; drop that first");
    }
  }
  SchemaEditor editor(schema);
  if (!editor.removeType(type)) {
    return Error(ErrorCode::kNotFound,
                 "type " + tenure::quoted(type) + " is not declared" + didYouMean(type, known));
  }
  return std::move(editor).build();
}

}  // namespace tenure

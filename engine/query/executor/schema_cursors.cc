// A statement that changes the schema: the one that stands, with a declaration more or less, goes to the
// transaction, which checks what is stored against it when it commits.
#include <algorithm>

#include "engine/query/binder/bind_schema.h"
#include "engine/query/executor/cursors.h"
#include "engine/query/query_error.h"
#include "schema/text_quote.h"

namespace tenure::query {

namespace {

using bound::SchemaChange;

class ChangeSchemaCursor final : public Cursor {
 public:
  ChangeSchemaCursor(const plan::ChangeSchema& op, Execution& run)
      : input_(makeCursor(*op.input, run)), change_(*op.change), run_(run) {}

  Status open() override { return input_->open(); }
  Result<bool> next() override {
    TENURE_ASSIGN(const bool more, input_->next());
    if (!more) return false;
    const Status changed = std::visit([this](const auto& what) { return apply(what); }, change_.what);
    if (!changed.ok()) return placed(changed.error(), change_.at);
    return false;
  }

 private:
  Status apply(const bound::CreateDeclaration& what) {
    Declaration declaration = what.declaration;
    if (auto* longest = std::get_if<LongestDuration>(&declaration)) {
      const Datum& days = run_.slots[what.days];
      if (days.kind() != Kind::kInteger || days.asInteger() <= 0) {
        return queryError(ErrorClass::kArgumentError, "InvalidArgumentValue",
                          "the longest duration is a positive number of days", what.days_at);
      }
      longest->days = days.asInteger();
    }
    const Schema& before = run_.graph.schema();
    if (change_.lenient && isThere(before, declaration, what.name)) {
      run_.notify({"AlreadyExists", change_.text + ": it is there already, and nothing was changed"});
      return {};
    }
    TENURE_ASSIGN(const Schema after, declare(before, declaration, what.name));
    TENURE_TRY(run_.graph.setSchema(after));
    const bool index = std::holds_alternative<PropertyIndex>(declaration);
    ++(index ? run_.graph.effects().indexes_added : run_.graph.effects().constraints_added);
    return {};
  }

  /// Whether the same is declared, or something has the name.
  static bool isThere(const Schema& schema, const Declaration& declaration, const std::string& name) {
    for (const auto& all : {namedConstraints(schema), namedIndexes(schema)}) {
      if (std::any_of(all.begin(), all.end(), [&](const NamedDeclaration& one) {
            return one.what == declaration || (!name.empty() && one.name == name);
          })) {
        return true;
      }
    }
    return false;
  }

  Status apply(const bound::DropDeclaration& what) {
    const Schema& before = run_.graph.schema();
    const auto all = what.index ? namedIndexes(before) : namedConstraints(before);
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const NamedDeclaration& one) { return one.name == what.name; });
    if (found == all.end()) return nothingToDrop(what, all);
    TENURE_ASSIGN(const Schema after, withdraw(before, found->what));
    TENURE_TRY(run_.graph.setSchema(after));
    ++(what.index ? run_.graph.effects().indexes_removed : run_.graph.effects().constraints_removed);
    return {};
  }

  Status nothingToDrop(const bound::DropDeclaration& what, const std::vector<NamedDeclaration>& all) {
    const std::string kind = what.index ? "index" : "constraint";
    const std::string message = "there is no " + kind + " " + tenure::quoted(what.name);
    if (change_.lenient) {
      run_.notify({"NotFound", change_.text + ": " + message + ", and nothing was changed"});
      return {};
    }
    std::vector<std::string> names;
    for (const NamedDeclaration& one : all) names.push_back(one.name);
    const std::string hint = didYouMean(what.name, names);
    return Error(ErrorCode::kNotFound,
                 message + (hint.empty() ? "; SHOW " + std::string(what.index ? "INDEXES" : "CONSTRAINTS") +
                                               " lists those there are"
                                         : hint));
  }

  Status apply(const bound::NameDeclaration& what) {
    const Schema& before = run_.graph.schema();
    const bool there = what.type ? before.type(what.name) != nullptr : before.hasLabel(what.name);
    if (change_.lenient && there != what.drop) {
      run_.notify({what.drop ? "NotFound" : "AlreadyExists",
                   change_.text + ": " + tenure::quoted(what.name) +
                       (what.drop ? " is not declared" : " is declared already") +
                       ", and nothing was changed"});
      return {};
    }
    const auto after = what.type ? (what.drop ? withdrawType : declareType)(before, what.name)
                                 : (what.drop ? withdrawLabel : declareLabel)(before, what.name);
    if (!after.ok()) return after.error();
    return run_.graph.setSchema(*after);
  }

  CursorPtr input_;
  const SchemaChange& change_;
  Execution& run_;
};

}  // namespace

CursorPtr makeChangeSchema(const plan::ChangeSchema& op, Execution& run) {
  return std::make_unique<ChangeSchemaCursor>(op, run);
}

}  // namespace tenure::query

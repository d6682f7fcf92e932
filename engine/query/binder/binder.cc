#include "engine/query/binder/binder.h"

#include <algorithm>
#include <cctype>

#include "engine/query/binder/binder_state.h"
#include "schema/declarations.h"
#include "schema/text_quote.h"

namespace tenure::query {

Result<BoundStatement> bindQuery(const ast::Query& query, std::string_view text, const BindContext& context) {
  Binder binder(text, context);
  return binder.run(query);
}

Result<BoundStatement> Binder::run(const ast::Query& query) {
  TENURE_ASSIGN(const std::uint32_t whole, scope(query.time, true));
  (void)whole;  // number 0
  BoundStatement out;
  TENURE_ASSIGN(out.query, this->query(query, true));
  TENURE_TRY(scopesHaveEffect(query.time, out.query.writes));
  out.scopes = std::move(scopes_);
  out.parameters = std::move(parameters_);
  out.slots = std::move(slots_);
  return out;
}

// ---- names
// -------------------------------------------------------------------------------------------------

Slot Binder::newSlot(std::string name) {
  slots_.push_back(std::move(name));
  return static_cast<Slot>(slots_.size() - 1);
}

std::vector<Slot> Binder::liveSlots() const {
  std::vector<Slot> out;
  for (const auto& [name, what] : names_) out.push_back(what.slot);
  return out;
}

std::uint32_t Binder::parameter(const std::string& name) {
  const auto at = std::find(parameters_.begin(), parameters_.end(), name);
  const auto index = static_cast<std::uint32_t>(at - parameters_.begin());
  if (at == parameters_.end()) parameters_.push_back(name);
  return index;
}

namespace {

/// Edits that turn one name into the other, up to `most`.
std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

Error Binder::unknownName(std::string_view name, Position at) const {
  std::string nearest;
  std::size_t best = name.size() <= 2 ? 1 : 2;
  for (const auto& [known, what] : names_) {
    const std::size_t distance = editDistance(name, known);
    if (distance <= best && distance < known.size()) {
      best = distance == 0 ? 0 : distance - 1;
      nearest = known;
    }
  }
  return queryError(ErrorClass::kSyntaxError, "UndefinedVariable",
                    "there is no variable " + tenure::quoted(std::string(name)) +
                        (nearest.empty() ? "" : "; did you mean " + tenure::quoted(nearest) + "?"),
                    at);
}

std::string Binder::textOf(const ast::Expression& expression) const {
  // Two texts say the same when they differ in blanks alone; within quotes blanks count.
  std::string out;
  char quote = 0;
  for (const char c : text_.substr(expression.text.offset, expression.text.length)) {
    if (quote != 0) {
      out += c;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
      out += c;
    } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      out += c;
    }
  }
  return out;
}

// ---- queries
// -----------------------------------------------------------------------------------------------

Result<bound::Query> Binder::query(const ast::Query& query, bool top) {
  bound::Query out;
  out.all = query.union_all;
  const Names outer = names_;
  for (const ast::SingleQuery& branch : query.branches) {
    names_ = outer;
    TENURE_ASSIGN(bound::SingleQuery one, single(branch, out, out.branches.empty()));
    std::vector<std::string> names;
    if (!one.clauses.empty()) {
      if (const auto* last = std::get_if<bound::Projection>(&one.clauses.back().what);
          last != nullptr && branch.clauses.back().as<ast::Return>() != nullptr) {
        names = last->names;
      }
    }
    if (top && query.branches.size() == 1 && names.empty()) names = standalone_names_;
    if (top && query.branches.size() == 1 && one.columns.empty()) one.columns = standalone_columns_;
    if (!out.branches.empty() && names != out.names) {
      return queryError(ErrorClass::kSyntaxError, "DifferentColumnsInUnion",
                        "the branches of a UNION return the same columns in the same order", branch.at);
    }
    out.names = std::move(names);
    out.branches.push_back(std::move(one));
  }
  if (out.branches.size() == 1) {
    out.columns = out.branches[0].columns;
  } else {
    for (const std::string& name : out.names) out.columns.push_back(newSlot(name));
  }
  return out;
}

Result<bound::SingleQuery> Binder::single(const ast::SingleQuery& single, bound::Query& whole, bool) {
  bound::SingleQuery out;
  for (const ast::Clause& one : single.clauses) TENURE_TRY(clause(one, out, whole));
  return out;
}

Status Binder::clause(const ast::Clause& clause, bound::SingleQuery& out, bound::Query& whole) {
  if (const auto* found = clause.as<ast::Match>()) {
    const std::vector<Slot> live = liveSlots();
    TENURE_ASSIGN(Match bound, match(*found));
    out.clauses.push_back({std::move(bound), clause.at, live});
    return {};
  }
  if (const auto* one = clause.as<ast::Unwind>()) return unwind(*one, clause.at, out);
  if (const auto* one = clause.as<ast::LoadCsv>()) return loadCsv(*one, clause.at, out);
  if (const auto* one = clause.as<ast::With>()) {
    return projection(one->projection, &one->where, false, clause.at, out);
  }
  if (const auto* one = clause.as<ast::Return>())
    return projection(one->projection, nullptr, true, clause.at, out);
  if (const auto* one = clause.as<ast::CallProcedure>()) return callProcedure(*one, clause.at, out, whole);
  if (const auto* one = clause.as<ast::CallSubquery>()) return callSubquery(*one, clause.at, out, whole);
  return write(clause, out, whole);
}

Status Binder::unwind(const ast::Unwind& unwind, Position at, bound::SingleQuery& out) {
  const std::vector<Slot> live = liveSlots();
  Unwind bound{};
  TENURE_ASSIGN(bound.list, expression(*unwind.list));
  if (names_.contains(unwind.variable.text)) {
    return queryError(ErrorClass::kSyntaxError, "VariableAlreadyBound",
                      tenure::quoted(unwind.variable.text) + " is a variable already", unwind.variable.at);
  }
  bound.slot = newSlot(unwind.variable.text);
  names_[unwind.variable.text] = {bound.slot, kAnyKind};
  out.clauses.push_back({std::move(bound), at, live});
  return {};
}

Status Binder::loadCsv(const ast::LoadCsv& load, Position at, bound::SingleQuery& out) {
  const std::vector<Slot> live = liveSlots();
  LoadCsv bound{};
  bound.headers = load.with_headers;
  TENURE_ASSIGN(bound.from, expression(*load.from));
  if (load.field_terminator) {
    TENURE_ASSIGN(bound.terminator, expression(*load.field_terminator));
  }
  if (names_.contains(load.variable.text)) {
    return queryError(ErrorClass::kSyntaxError, "VariableAlreadyBound",
                      tenure::quoted(load.variable.text) + " is a variable already", load.variable.at);
  }
  bound.slot = newSlot(load.variable.text);
  names_[load.variable.text] = {bound.slot, load.with_headers ? kMapKinds : kListKinds};
  out.clauses.push_back({std::move(bound), at, live});
  return {};
}

Status Binder::callProcedure(const ast::CallProcedure& call, Position at, bound::SingleQuery& out,
                             bound::Query&) {
  const auto procedure = context_.procedures == nullptr ? nullptr : context_.procedures->find(call.name.text);
  if (!procedure) {
    std::vector<std::string> known;
    if (context_.procedures != nullptr) {
      for (const auto& [name, what] : context_.procedures->all()) known.push_back(name);
    }
    const std::string hint = didYouMean(call.name.text, known);
    return queryError(ErrorClass::kProcedureError, "ProcedureNotFound",
                      "there is no procedure " + tenure::quoted(call.name.text) +
                          (hint.empty() ? "; SHOW PROCEDURES lists them" : hint),
                      call.name.at);
  }
  const std::vector<Slot> live = liveSlots();
  auto bound = std::make_shared<ProcedureCall>();
  bound->procedure = procedure;
  bound->at = call.name.at;
  const std::size_t takes = procedure->arguments.size();
  if (!call.arguments) {
    if (!call.standalone) {
      return queryError(ErrorClass::kSyntaxError, "InvalidArgumentPassingMode",
                        "inside of a query a procedure is called with its arguments in parentheses",
                        call.name.at);
    }
    for (const ProcedureField& field : procedure->arguments) {
      bound->arguments.push_back(make(Parameter{parameter(field.name)}, call.name.at));
    }
  } else {
    const std::size_t given = call.arguments->size();
    const auto required =
        static_cast<std::size_t>(std::count_if(procedure->arguments.begin(), procedure->arguments.end(),
                                               [](const ProcedureField& field) { return !field.otherwise; }));
    if (given > takes || given < required) {
      return queryError(ErrorClass::kSyntaxError, "InvalidNumberOfArguments",
                        procedure->name + " takes " + std::to_string(required) +
                            (takes == required ? "" : " to " + std::to_string(takes)) + " arguments, not " +
                            std::to_string(given),
                        call.name.at);
    }
    for (std::size_t i = 0; i < given; ++i) {
      TENURE_ASSIGN(Typed argument, typed(*(*call.arguments)[i]));
      if (!fits(argument.kinds, procedure->arguments[i].kinds | kinds(Kind::kNull))) {
        return queryError(ErrorClass::kSyntaxError, "InvalidArgumentType",
                          "argument " + tenure::quoted(procedure->arguments[i].name) + " of " +
                              procedure->name + " is " + procedure->arguments[i].type,
                          (*call.arguments)[i]->at);
      }
      bound->arguments.push_back(std::move(argument.expression));
    }
    for (std::size_t i = given; i < takes; ++i) {
      bound->arguments.push_back(make(Constant{procedure->arguments[i].otherwise.value_or(Datum())}, at));
    }
  }
  if ((procedure->uses_scope || procedure->uses_system) && scopes_[0].asksForVersions()) {
    return queryError(
        ErrorClass::kSemanticError, "UnsupportedClause",
        procedure->name + " answers as of one belief: FOR SYSTEM_TIME AS OF, not FROM or BETWEEN",
        call.name.at);
  }
  if (procedure->uses_scope) useScope(0);
  if (procedure->uses_system) scope_used_[0].second = true;
  const bool all = call.yield == ast::CallProcedure::Yield::kAll ||
                   (call.standalone && call.yield == ast::CallProcedure::Yield::kAbsent);
  if (!call.standalone && call.yield == ast::CallProcedure::Yield::kAll) {
    return queryError(ErrorClass::kSyntaxError, "UnexpectedSyntax",
                      "YIELD * stands in a statement that is one CALL alone; name the columns", call.name.at);
  }
  const auto yield = [&](std::size_t column, const std::string& name, Position where) -> Status {
    if (names_.contains(name)) {
      return queryError(ErrorClass::kSyntaxError, "VariableAlreadyBound",
                        tenure::quoted(name) + " is a variable already", where);
    }
    const Slot slot = newSlot(name);
    names_[name] = {slot, procedure->columns[column].kinds | kinds(Kind::kNull)};
    bound->yields.emplace_back(column, slot);
    if (call.standalone) {
      standalone_columns_.push_back(slot);
      standalone_names_.push_back(name);
    }
    return {};
  };
  if (all) {
    for (std::size_t i = 0; i < procedure->columns.size(); ++i) {
      TENURE_TRY(yield(i, procedure->columns[i].name, call.name.at));
    }
  }
  for (const ast::CallProcedure::Column& column : call.columns) {
    const auto known =
        std::find_if(procedure->columns.begin(), procedure->columns.end(),
                     [&](const ProcedureField& field) { return field.name == column.name.text; });
    if (known == procedure->columns.end()) {
      std::vector<std::string> columns;
      for (const ProcedureField& field : procedure->columns) columns.push_back(field.name);
      return queryError(ErrorClass::kSyntaxError, "UndefinedVariable",
                        procedure->name + " has no column " + tenure::quoted(column.name.text) +
                            didYouMean(column.name.text, columns),
                        column.name.at);
    }
    const ast::Name& name = column.alias ? *column.alias : column.name;
    TENURE_TRY(yield(static_cast<std::size_t>(known - procedure->columns.begin()), name.text, name.at));
  }
  out.clauses.push_back({std::shared_ptr<const ProcedureCall>(bound), at, live});
  if (call.where) {
    Match filter;  // no pattern: only its predicates
    TENURE_TRY(predicates(*call.where, filter.predicates));
    out.clauses.push_back({std::move(filter), at, liveSlots()});
  }
  return {};
}

Status Binder::callSubquery(const ast::CallSubquery& call, Position at, bound::SingleQuery& out,
                            bound::Query& whole) {
  const std::vector<Slot> live = liveSlots();
  const Names outer = names_;
  Names inside;
  switch (call.import_kind) {
    case ast::CallSubquery::Imports::kAll: inside = outer; break;
    case ast::CallSubquery::Imports::kListed:
      for (const ast::Name& name : call.imports) {
        const auto known = outer.find(name.text);
        if (known == outer.end()) return unknownName(name.text, name.at);
        inside[name.text] = known->second;
      }
      break;
    case ast::CallSubquery::Imports::kByWith: break;
  }
  CallSubquery bound;
  bound.query = std::make_unique<bound::Query>();
  bound::Query& query = *bound.query;
  query.all = call.query->union_all;
  for (const ast::SingleQuery& branch : call.query->branches) {
    // An importing WITH names variables of the outside, plainly.
    const auto* with = branch.clauses.empty() ? nullptr : branch.clauses[0].as<ast::With>();
    const bool imports = call.import_kind == ast::CallSubquery::Imports::kByWith && with != nullptr &&
                         std::all_of(with->projection.items.begin(), with->projection.items.end(),
                                     [](const ast::ProjectionItem& item) {
                                       return !item.alias && item.expression->as<ast::Variable>() != nullptr;
                                     });
    names_ = imports ? outer : inside;
    TENURE_ASSIGN(bound::SingleQuery one, single(branch, query, query.branches.empty()));
    std::vector<std::string> names;
    if (branch.clauses.back().as<ast::Return>() != nullptr) {
      names = std::get<bound::Projection>(one.clauses.back().what).names;
    }
    if (!query.branches.empty() && names != query.names) {
      return queryError(ErrorClass::kSyntaxError, "DifferentColumnsInUnion",
                        "the branches of a UNION return the same columns in the same order", branch.at);
    }
    query.names = std::move(names);
    query.branches.push_back(std::move(one));
  }
  std::vector<KindSet> column_kinds;
  names_ = outer;
  for (const std::string& name : query.names) {
    if (outer.contains(name)) {
      return queryError(ErrorClass::kSyntaxError, "VariableAlreadyBound",
                        tenure::quoted(name) +
                            " is a variable outside of the subquery already; return it under another name",
                        at);
    }
  }
  if (query.branches.size() == 1) {
    query.columns = query.branches[0].columns;
  } else {
    for (const std::string& name : query.names) query.columns.push_back(newSlot(name));
  }
  for (std::size_t i = 0; i < query.names.size(); ++i) names_[query.names[i]] = {query.columns[i], kAnyKind};
  bound.unit = query.names.empty();
  if (query.writes) {
    if (in_exists_) {
      return queryError(ErrorClass::kSyntaxError, "InvalidClauseComposition",
                        "a query inside of an expression cannot write", at);
    }
    whole.writes = true;
  }
  out.clauses.push_back({std::move(bound), at, live});
  return {};
}

}  // namespace tenure::query

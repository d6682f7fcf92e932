// Queries: clauses in a row, branches of UNION, the prefix, and the statement around.
#include "engine/query/parser/descent.h"

namespace tenure::query {

using namespace ast;

namespace {

constexpr std::string_view kClause = "a clause (MATCH, CREATE, WITH, RETURN, ...)";

bool isReading(const Clause& clause) {
  return clause.as<Match>() != nullptr || clause.as<Unwind>() != nullptr || clause.as<LoadCsv>() != nullptr ||
         clause.as<With>() != nullptr;
}

}  // namespace

Statement Descent::statement() {
  Statement out;
  out.at = tokens_.position();
  const std::optional<RunMode> mode = runMode();
  if (tokens_.at(TokenKind::kEnd)) tokens_.failExpected("a statement");
  if (atSchemaStatement()) {
    if (mode) tokens_.fail("UnexpectedSyntax", "EXPLAIN and PROFILE take a query", out.at);
    out.node = schemaStatement();
  } else {
    out.mode = mode.value_or(RunMode::kRun);
    out.node = query(QueryUse::kWhole);
  }
  if (tokens_.accept(TokenKind::kSemicolon) && !tokens_.at(TokenKind::kEnd))
    tokens_.failExpected("the end of the statement (one statement at a time)");
  if (!tokens_.at(TokenKind::kEnd))
    tokens_.failExpected("an operator, another clause or the end of the statement");
  return out;
}

std::optional<RunMode> Descent::runMode() {
  if (tokens_.accept("EXPLAIN")) return RunMode::kExplain;
  if (tokens_.accept("PROFILE")) return RunMode::kProfile;
  return std::nullopt;
}

Query Descent::query(QueryUse use) {
  Query out;
  out.at = tokens_.position();
  if (use == QueryUse::kWhole) {
    out.time = timeScope();
    if (!out.time.empty() && (tokens_.at("EXPLAIN") || tokens_.at("PROFILE")))
      tokens_.fail("UnexpectedSyntax", "EXPLAIN and PROFILE stand before FOR", tokens_.position());
    if (!out.time.empty() && atSchemaStatement())
      tokens_.fail("UnexpectedSyntax", "FOR says for which time a query reads; here it would have no effect",
                   out.at);
  }
  std::optional<bool> all;
  do {
    out.branches.push_back(singleQuery(use));
    if (!tokens_.at("UNION")) break;
    const Position at = tokens_.position();
    tokens_.take();
    const bool this_all = tokens_.accept("ALL");
    if (all && *all != this_all)
      tokens_.fail("InvalidClauseComposition",
                   "UNION and UNION ALL do not stand in one query; use CALL { } for a part", at);
    all = this_all;
  } while (!failed());
  out.union_all = all.value_or(false);
  checkCalls(out);
  return out;
}

bool Descent::atQueryEnd() {
  return failed() || tokens_.at("UNION") || tokens_.at(TokenKind::kEnd) ||
         tokens_.at(TokenKind::kSemicolon) || tokens_.at(TokenKind::kRightBrace);
}

SingleQuery Descent::singleQuery(QueryUse use) {
  SingleQuery out;
  out.at = tokens_.position();
  do out.clauses.push_back(clause());
  while (!atQueryEnd() && out.clauses.back().as<Return>() == nullptr);
  if (!atQueryEnd()) refuseLateTime();
  if (!atQueryEnd())
    tokens_.failExpected(
        "an operator, a comma, AS, ORDER BY, SKIP, LIMIT, UNION or the end of the query behind RETURN");
  checkEnd(out, use);
  return out;
}

void Descent::checkEnd(const SingleQuery& query, QueryUse use) {
  if (failed()) return;
  const Clause& last = query.clauses.back();
  if (use == QueryUse::kExists) {
    if (last.as<With>() != nullptr) tokens_.failExpected("a clause behind WITH");
    return;
  }
  if (use == QueryUse::kCollect && last.as<Return>() == nullptr)
    return tokens_.failExpected("RETURN and the value to collect");
  if (isReading(last)) tokens_.failExpected("an operator, another clause, or RETURN: this one only reads");
}

/// A call stands alone when it is the whole of the outermost query; else its arguments and columns are
/// written.
void Descent::checkCalls(Query& query) {
  const bool alone = depth_ == 0 && query.branches.size() == 1 && query.branches.front().clauses.size() == 1;
  for (SingleQuery& branch : query.branches) {
    for (Clause& clause : branch.clauses) {
      auto* call = std::get_if<CallProcedure>(&clause.node);
      if (call == nullptr) continue;
      call->standalone = alone;
      if (alone) continue;
      if (!call->arguments)
        tokens_.fail("InvalidArgumentPassingMode",
                     "a call within a query writes its arguments: " + call->name.text + "(...)",
                     call->name.at);
      if (call->yield == CallProcedure::Yield::kAll)
        tokens_.fail("UnexpectedSyntax",
                     "YIELD * is for a call that stands alone; within a query name the columns",
                     call->name.at);
    }
  }
}

/// { query }
QueryPtr Descent::block(QueryUse use) {
  const Inside inside(*this);
  const Setting bar(bar_ends_, false);
  tokens_.expect(TokenKind::kLeftBrace, "{ and a subquery");
  if (tokens_.isWord("FOR", 0) && !atPortion() && !refuseForIn())
    tokens_.fail("UnexpectedSyntax",
                 "the FOR of a query stands before the whole of it and reaches its subqueries; here it may "
                 "stand behind "
                 "a pattern",
                 tokens_.position());
  auto out = std::make_unique<Query>(query(use));
  tokens_.expect(TokenKind::kRightBrace, "an operator, another clause or }");
  return out;
}

/// What stands in EXISTS { (a)-->(b) WHERE ... }.
Query Descent::patternQuery() {
  const Inside inside(*this);
  Query out;
  out.at = tokens_.position();
  Match match;
  match.paths = paths(PathUse::kMatch);
  match.where = optionalWhere();
  SingleQuery only{out.at, {}};
  only.clauses.push_back({out.at, std::move(match)});
  out.branches.push_back(std::move(only));
  return out;
}

void Descent::refuseLateTime() {
  if (!tokens_.isWord("FOR", 0) || refuseForIn()) return;
  tokens_.fail(
      "UnexpectedSyntax",
      "FOR VALID_TIME and FOR SYSTEM_TIME stand before the whole query, or directly behind a pattern of "
      "MATCH, before WHERE",
      tokens_.position());
}

Clause Descent::clause() {
  const Position at = tokens_.position();
  return {at, clauseNode()};
}

Clause::Node Descent::clauseNode() {
  if (tokens_.at("MATCH") || tokens_.at("OPTIONAL")) return match();
  if (tokens_.at("WITH")) return with();
  if (tokens_.at("UNWIND")) return unwind();
  if (tokens_.accept("RETURN")) return Return{projection("RETURN")};
  if (tokens_.at("CALL")) return call();
  if (tokens_.at("LOAD")) return loadCsv();
  if (atWriting()) return writing();
  refuseLateTime();
  if (tokens_.isWord("EXPLAIN", 0) || tokens_.isWord("PROFILE", 0))
    tokens_.fail("UnexpectedSyntax", "EXPLAIN and PROFILE stand at the beginning", tokens_.position());
  tokens_.failExpected(kClause);
  return Return{};
}

}  // namespace tenure::query

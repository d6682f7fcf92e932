// What statements mean to the parser: trees of expressions and patterns, clauses of time, schema statements,
// and what is refused, where and in which words.
#include "engine/query/parser/parser.h"

#include <catch2/catch.hpp>

#include "tests/unit/ast_text.h"

namespace parser_test {

using namespace tenure;
using namespace tenure::query;

namespace {

/// The tree of a statement, or the failure of the test.
ast::Statement read(const std::string& text) {
  CAPTURE(text);
  auto statement = parse(text);
  if (!statement.ok()) FAIL(statement.error().toString());
  return std::move(*statement);
}

const ast::Query& queryOf(const ast::Statement& statement) { return std::get<ast::Query>(statement.node); }

/// The tree of an expression that RETURN takes.
std::string tree(const std::string& expression) {
  const ast::Statement statement = read("RETURN " + expression);
  const auto* clause = queryOf(statement).branches.front().clauses.front().as<ast::Return>();
  return testing::astText(*clause->projection.items.front().expression);
}

std::string predicate(const std::string& expression) {
  const ast::Statement statement = read("MATCH (n) WHERE " + expression + " RETURN n");
  return testing::astText(*queryOf(statement).branches.front().clauses.front().as<ast::Match>()->where);
}

std::string path(const std::string& pattern) {
  const ast::Statement statement = read("MATCH " + pattern + " RETURN 1");
  return testing::astText(
      queryOf(statement).branches.front().clauses.front().as<ast::Match>()->paths.front());
}

std::string prefix(const std::string& clauses) {
  const ast::Statement statement = read(clauses + " RETURN 1");
  return testing::astText(queryOf(statement).time);
}

/// "line:column detail: message" of a text that is refused.
std::string refusal(const std::string& text) {
  const auto statement = parse(text);
  if (statement.ok()) return "read";
  const Error& error = statement.error();
  if (!error.place()) return "no place";
  return std::to_string(error.place()->line) + ":" + std::to_string(error.place()->column) + " " +
         error.detail().substr(error.detail().find('.') + 1) + ": " + error.message();
}

template <class T>
T requirement(const std::string& text) {
  ast::Statement statement = read(text);
  return std::get<T>(std::move(std::get<ast::CreateConstraint>(statement.node).requirement));
}

std::string repeated(const std::string& part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("parser: operators bind as openCypher says", "[parser]") {
  CHECK(tree("1 + 2 * 3 - 4") == "(- (+ 1 (* 2 3)) 4)");
  CHECK(tree("-3 ^ 2") == "(^ -3 2)");
  CHECK(tree("-(3 ^ 2)") == "(- (^ 3 2))");
  CHECK(tree("2 ^ 3 ^ 2") == "(^ (^ 2 3) 2)");
  CHECK(tree("a OR b XOR c AND NOT d") == "(or a (xor b (and c (not d))))");
  CHECK(tree("NOT a = b IN c") == "(not (a = (in b c)))");
  CHECK(tree("a + b IN c + d") == "(in (+ a b) (+ c d))");
  CHECK(tree("a = b IS NULL") == "(a = (null b))");
  CHECK(tree("a.b STARTS WITH 'x' + y AND c ENDS WITH d") == "(and (starts (. a b) (+ 'x' y)) (ends c d))");
  CHECK(tree("a CONTAINS b =~ c") == "(=~ (contains a b) c)");
  CHECK(tree("a < b <= c <> d") == "(a < b <= c <> d)");
  CHECK(tree("(a < b) < c") == "((a < b) < c)");
  CHECK(tree("-a.b[1].c") == "(- (. ([] (. a b) 1) c))");
  CHECK(tree("a[1..], a") == "([..] a 1 _)");
  CHECK(tree("a[..-1]") == "([..] a _ -1)");
  CHECK(tree("a:B:C AND a:D") == "(and (: a (& B C)) (: a D))");
}

TEST_CASE("parser: literals mean what is written, to the last bit", "[parser]") {
  CHECK(tree("0x1F") == "31");
  CHECK(tree("-0o17") == "-15");
  CHECK(tree("9223372036854775807") == "9223372036854775807");
  CHECK(tree("-9223372036854775808") == "-9223372036854775808");
  CHECK(tree("-0x8000000000000000") == "-9223372036854775808");
  CHECK(refusal("RETURN 9223372036854775808") ==
        "1:8 IntegerOverflow: 9223372036854775808 is beyond 64 bits");
  CHECK(refusal("RETURN -9223372036854775809").substr(0, 20) == "1:9 IntegerOverflow:");
  CHECK(tree(".5e-1") == "0.05");
  CHECK(tree("1e-999") == "0.0");
  CHECK(tree("1" + repeated("0", 400) + ".0e-400") == "1.0");
  CHECK(refusal("RETURN 1.34E999").substr(0, 26) == "1:8 FloatingPointOverflow:");
  CHECK(refusal("RETURN 1" + repeated("0", 400) + ".0").substr(0, 26) == "1:8 FloatingPointOverflow:");
  CHECK(refusal("RETURN 012").substr(0, 25) == "1:8 InvalidNumberLiteral:");
  CHECK(refusal("RETURN 12ab").substr(0, 25) == "1:8 InvalidNumberLiteral:");
  CHECK(refusal("RETURN 0x").substr(0, 25) == "1:8 InvalidNumberLiteral:");
  CHECK(tree("xs[1..3]") == "([..] xs 1 3)");
}

TEST_CASE("parser: texts and names keep their characters", "[parser]") {
  CHECK(tree(R"('a\'b\\\t\n"')") == "'a'b\\\t\n\"'");
  CHECK(tree(R"("\u00e9\uD83D\uDE00\U0001F600")") == "'\xC3\xA9\xF0\x9F\x98\x80\xF0\x9F\x98\x80'");
  CHECK(tree("'two\nlines'") == "'two\nlines'");
  CHECK(tree("`a``b`.`c d`") == "(. a`b c d)");
  CHECK(tree("\xE2\xB5\x9C\xE2\xB4\xB0.nom") == "(. \xE2\xB5\x9C\xE2\xB4\xB0 nom)");
  CHECK(tree("a.match.RETURN") == "(. (. a match) RETURN)");
  CHECK(refusal(R"(RETURN '\uH')") == "1:9 InvalidUnicodeLiteral: \\u is followed by 4 hexadecimal digits");
  CHECK(refusal(R"(RETURN '\uD800')").substr(0, 26) == "1:9 InvalidUnicodeLiteral:");
  CHECK(refusal(R"(RETURN 'a\qb')").substr(0, 22) == "1:10 UnexpectedSyntax:");
  CHECK(refusal("RETURN 'abc") == "1:8 UnexpectedSyntax: the text that begins here has no closing quote");
  CHECK(refusal("RETURN `abc").substr(0, 21) == "1:8 UnexpectedSyntax:");
  CHECK(refusal("RETURN 1 /* no end").substr(0, 22) == "1:10 UnexpectedSyntax:");
  CHECK(refusal("RETURN 42 \xE2\x80\x94 41") ==
        "1:11 InvalidUnicodeCharacter: this dash is no minus sign; write -");
  CHECK(refusal("RETURN '\xC3\xA9', \xFF") ==
        "1:13 InvalidUnicodeCharacter: the text is not UTF-8: byte '\\xFF'");
  CHECK(refusal("RETURN \xE2\x80\x98x\xE2\x80\x99").find("texts stand in ' or \"") != std::string::npos);
}

TEST_CASE("parser: comments and a semicolon are no part of the statement", "[parser]") {
  CHECK(tree("1 /* a */ + // b\n 2 ;") == "(+ 1 2)");
  CHECK(refusal("RETURN 1; RETURN 2") ==
        "1:11 UnexpectedSyntax: expected the end of the statement (one statement at a time), found RETURN");
  CHECK(refusal(" // nothing") ==
        "1:12 UnexpectedSyntax: expected a statement, found the end of the statement");
}

TEST_CASE("parser: the forms of expressions", "[parser]") {
  CHECK(tree("CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END") == "(case _ a->1 b->2 else 3)");
  CHECK(tree("CASE (x) WHEN 1 THEN 'a' END") == "(case x 1->'a' else _)");
  CHECK(tree("[x IN xs WHERE x > 1 | x * 2]") == "[x in xs where (x > 1) | (* x 2)]");
  CHECK(tree("[x IN xs WHERE x:A | x:B]") == "[x in xs where (: x A) | (: x B)]");
  CHECK(tree("[x IN xs WHERE x:(A|B)]") == "[x in xs where (: x (| A B)) | _]");
  CHECK(tree("[p = (a)-->(b) WHERE b.x | p]") == "[p = (a)-[]->(b) where (. b x) | p]");
  CHECK(tree("all(x IN xs WHERE x)") == "(all x in xs where x)");
  CHECK(tree("any(xs)") == "(any xs)");
  CHECK(tree("reduce(s = 0, x IN xs | s + x)") == "(reduce s = 0 x in xs | (+ s x))");
  CHECK(tree("count(*) + count(DISTINCT a)") == "(+ (count *) (count distinct a))");
  CHECK(tree("duration.between(a, b).days") == "(. (duration.between a b) days)");
  CHECK(tree("n {.a, .*, m, b: 1}") == "n{ .a .* m b:1 }");
  CHECK(tree("count {.a}") == "count{ .a }");
  CHECK(tree("{a: 1, `b c`: [2, null], in: true}") == "{ a:1 b c:[ 2 null ] in:true }");
  CHECK(tree("$p.x + $0") == "(+ (. $p x) $0)");
  CHECK(tree("EXISTS { (a)-->(b) WHERE a.x }") == "(exists {1 clauses})");
  CHECK(tree("COUNT { MATCH (a) RETURN a UNION MATCH (b) RETURN b }") == "(count {2 clauses} {2 clauses})");
  CHECK(tree("COLLECT { MATCH (a) RETURN a.x }") == "(collect {2 clauses})");
  CHECK(tree("exists((a)-->())") == "(exists (a)-[]->())");
  CHECK(tree("exists(a.b)") == "(exists (. a b))");
  CHECK(tree("shortestPath((a)-[:T*..3]->(b))") == "(path shortest (a)-[:T*..3]->(b))");
  CHECK(tree("(a) - (b)") == "(- a b)");
  CHECK(tree("(a)--(b) AND true") == "(and (pattern (a)-[]-(b)) true)");
}

TEST_CASE("parser: a pattern is a predicate, never a value", "[parser]") {
  CHECK(predicate("NOT (n)-->() AND (n)<-[:T]-(:A)") ==
        "(and (not (pattern (n)-[]->())) (pattern (n)<-[:T]-(:A)))");
  CHECK(predicate("CASE WHEN (n)-->() THEN true END") == "(case _ (pattern (n)-[]->())->true else _)");
  for (const std::string text : {"RETURN (n)-->()", "RETURN size((n)-->())", "MATCH (n) SET n.x = (n)-->()",
                                 "RETURN (n)-->() = true"}) {
    CAPTURE(text);
    CHECK(refusal(text).find("UnexpectedSyntax: a pattern is a predicate") != std::string::npos);
  }
  CHECK(refusal("WITH [(n)-->()] AS x RETURN x").find("UnexpectedSyntax") != std::string::npos);
}

TEST_CASE("parser: patterns", "[parser]") {
  CHECK(path("(:A:B {x: 1})<-[r:T|:U*1..3 {y: $p}]-(b WHERE b.z > 1)") ==
        "(:(& A B) { x:1 })<-[r:(| T U)*1..3 { y:$p }]-(b WHERE ((. b z) > 1))");
  CHECK(path("(a:!A&(B|C))-[:!T]-(:%)<-->()") == "(a:(& (! A) (| B C)))-[:(! T)]-(:%)-[]-()");
  CHECK(path("()-[*]->()-[*2]-()-[*..3]-()-[*0..]-()") == "()-[*..]->()-[*2..2]-()-[*..3]-()-[*0..]-()");
  CHECK(path("(a)-[r WHERE r.x]->()") == "(a)-[r WHERE (. r x)]->()");
  CHECK(path("p = ((a)-->(b))") == "p = (a)-[]->(b)");
  CHECK(path("p = allShortestPaths((a)-[*]-(b))") == "p = all shortest (a)-[*..]-(b)");
  CHECK(path("(a)\xE2\x80\x94\xE2\x80\x94\xE3\x80\x89(b)") == "(a)-[]->(b)");
  CHECK(path("p = CONTEMPORANEOUS (a)-[*1..6]->(b)") == "p = contemporaneous (a)-[*1..6]->(b)");
  CHECK(path("chronological (a)-->(b)") == "chronological (a)-[]->(b)");
  CHECK(path("contemporaneous = (a)") == "contemporaneous = (a)");
  CHECK(refusal("MATCH (a)-[:T*-2]->(b) RETURN a") ==
        "1:15 InvalidRelationshipPattern: a length is not negative");
  CHECK(refusal("CREATE p = CHRONOLOGICAL (a)-[:T]->(b)").find("they belong to MATCH") != std::string::npos);
}

TEST_CASE("parser: clauses of time", "[parser]") {
  CHECK(prefix("FOR VALID_TIME AS OF '2022-06'") == "{valid as of '2022-06'}");
  CHECK(prefix("EXPLAIN for certain valid_time as of $day") == "{certain valid as of $day}");
  CHECK(prefix("FOR VALID_TIME FROM '2014' TO '2018'") == "{valid from '2014' to '2018'}");
  CHECK(prefix("FOR SYSTEM_TIME AS OF 1 FOR VALID_TIME BETWEEN a + 1 AND b") ==
        "{valid between (+ a 1) and b}{system as of 1}");
  CHECK(prefix("FOR VALID_TIME FROM to TO to") == "{valid from to to to}");
  CHECK(prefix("FOR VALID_TIME AS OF (a = b)") == "{valid as of (a = b)}");
  CHECK(path("(a)-->(b) FOR VALID_TIME AS OF a.day FOR SYSTEM_TIME AS OF 2, (c)") ==
        "(a)-[]->(b){valid as of (. a day)}{system as of 2}");
  const ast::Statement statement = read("MATCH (a) FOR CERTAIN VALID_TIME AS OF 1 WHERE a.x RETURN a");
  CHECK(queryOf(statement).branches.front().clauses.front().as<ast::Match>()->where != nullptr);

  CHECK(refusal("FOR VALID_TIME AS OF a = b RETURN 1") ==
        "1:24 UnexpectedSyntax: a time with comparisons or boolean operators stands in parentheses");
  CHECK(refusal("FOR x IN [1] RETURN x").find("write UNWIND list AS x") != std::string::npos);
  CHECK(refusal("MATCH (n) FOR x IN [1] RETURN x").find("write UNWIND list AS x") != std::string::npos);
  CHECK(refusal("WITH 1 AS a FOR x IN [1] RETURN x").find("write UNWIND list AS x") != std::string::npos);
  CHECK(refusal("FOR CERTAIN SYSTEM_TIME AS OF 1 RETURN 1").find("belongs to VALID_TIME") !=
        std::string::npos);
  CHECK(refusal("FOR VALID_TIME AS OF 1 FOR VALID_TIME AS OF 2 RETURN 1") ==
        "1:24 UnexpectedSyntax: FOR VALID_TIME stands here twice");
  CHECK(refusal("FOR VALDI_TIME AS OF 1 RETURN 1").find("did you mean VALID_TIME?") != std::string::npos);
  CHECK(refusal("MATCH (a) WHERE a.x FOR VALID_TIME AS OF 1 RETURN a").find("before WHERE") !=
        std::string::npos);
  CHECK(refusal("FOR VALID_TIME AS OF 1 EXPLAIN RETURN 1") ==
        "1:24 UnexpectedSyntax: EXPLAIN and PROFILE stand before FOR");
  CHECK(refusal("FOR VALID_TIME AS OF 1 SHOW LABELS").find("would have no effect") != std::string::npos);
  CHECK(refusal("MATCH (a) WHERE EXISTS { FOR VALID_TIME AS OF 1 MATCH (a) } RETURN a")
            .find("reaches its subqueries") != std::string::npos);
}

TEST_CASE("parser: a portion of valid time is for what changes facts", "[parser]") {
  const ast::Statement statement =
      read("MATCH (a)-[r]->() FOR PORTION OF VALID_TIME FROM '2015' TO '2016' DETACH DELETE r, a");
  const auto* deleted = queryOf(statement).branches.front().clauses.back().as<ast::Delete>();
  REQUIRE((deleted != nullptr && deleted->portion));
  CHECK(deleted->detach);
  CHECK(testing::astText(*deleted->portion->to) == "'2016'");
  read(
      "MATCH (n) FOR PORTION OF VALID_TIME FROM 1 TO 2 SET n.x = 1 FOR PORTION OF VALID_TIME FROM 1 TO 2 "
      "REMOVE n.y");
  CHECK(refusal("MATCH (n) FOR PORTION OF VALID_TIME FROM 1 TO 2 CREATE (m)")
            .find("expected SET, REMOVE or DELETE") != std::string::npos);
  CHECK(refusal("MATCH (n) FOR PORTION OF SYSTEM_TIME FROM 1 TO 2 DELETE n").find("never changed") !=
        std::string::npos);
}

TEST_CASE("parser: words of time are no reserved words", "[parser]") {
  for (const std::string word :
       {"valid_time", "system_time", "to",   "contemporaneous", "chronological", "certain",
        "for",        "portion",     "of",   "between",         "from",          "call",
        "load",       "yield",       "show", "count",           "any",           "constraint",
        "require",    "index"}) {
    CAPTURE(word);
    read("MATCH (" + word + ")-[x]->(y) WITH " + word + ", y AS z ORDER BY " + word +
         " MATCH (z) FOR VALID_TIME FROM " + word + " TO " + word + " SET " + word + ".a = " + word +
         " FOR PORTION OF VALID_TIME FROM 1 TO " + word + " DELETE " + word + " RETURN " + word + " AS " +
         word);
    read("CREATE " + word + " = (a)");
  }
  CHECK(refusal("MATCH (where) RETURN 1") != "read");
  CHECK(refusal("RETURN 1 AS end").find("is a reserved word; as a name it stands in backticks") !=
        std::string::npos);
}

TEST_CASE("parser: clauses stand where they may", "[parser]") {
  read(
      "MATCH (n) OPTIONAL MATCH (m) UNWIND [1] AS x WITH DISTINCT *, x AS y ORDER BY x DESC, y SKIP 1 LIMIT "
      "2 "
      "WHERE x > 1 CALL { WITH n RETURN 1 AS one } CALL (n, m) { CREATE (k) } CALL (*) { RETURN 2 AS two } "
      "CALL a.b(1, 2) YIELD c AS d, e WHERE d = e LOAD CSV WITH HEADERS FROM 'f' AS row FIELDTERMINATOR ';' "
      "MERGE (q:Q {a: 1}) ON CREATE SET q.x = 1, q:R ON MATCH SET q += {a: 2}, q = {} "
      "FOREACH (i IN [1, 2] | SET n.x = i REMOVE n.y, n:A:B FOREACH (j IN [1] | DETACH DELETE n)) RETURN *, "
      "n AS o");
  CHECK(refusal("MATCH (n)").find("this one only reads") != std::string::npos);
  CHECK(refusal("MATCH (n) WITH n").find("this one only reads") != std::string::npos);
  CHECK(refusal("RETURN 1 MATCH (n) RETURN n").find("behind RETURN") != std::string::npos);
  CHECK(refusal("RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a").substr(0, 29) ==
        "1:35 InvalidClauseComposition");
  CHECK(refusal("MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n").substr(0, 29) ==
        "1:36 InvalidClauseComposition");
  CHECK(refusal("MATCH (n) RETURN COLLECT { MATCH (n) }").find("expected RETURN") != std::string::npos);
  CHECK(refusal("MATCH (n) DELETE n:A").find("InvalidDelete") != std::string::npos);
  CHECK(refusal("MATCH (n) FOREACH (x IN [1] | MATCH (m))").find("expected a clause that writes") !=
        std::string::npos);
}

TEST_CASE("parser: a call that stands alone may be shorter", "[parser]") {
  const ast::Statement alone = read("CALL a.b YIELD *");
  const auto* call = queryOf(alone).branches.front().clauses.front().as<ast::CallProcedure>();
  CHECK(call->standalone);
  CHECK(!call->arguments.has_value());
  CHECK(call->name.text == "a.b");
  read("CALL a.b() YIELD -");
  CHECK(refusal("CALL a.b YIELD x RETURN x").find("InvalidArgumentPassingMode") != std::string::npos);
  CHECK(refusal("CALL a.b(1) YIELD * RETURN x").find("UnexpectedSyntax: YIELD *") != std::string::npos);
}

TEST_CASE("parser: columns are named by their exact text", "[parser]") {
  const ast::Statement statement = read("MATCH (n) RETURN  count( * ) , (n.a  +1), n AS b");
  const auto& items = queryOf(statement).branches.front().clauses.back().as<ast::Return>()->projection.items;
  CHECK(items[0].column() == "count( * )");
  CHECK(items[1].column() == "(n.a  +1)");
  CHECK(items[2].column() == "b");
}

TEST_CASE("parser: constraints declare what the schema has", "[parser]") {
  const auto unique = requirement<ast::RequireUnique>(
      "CREATE CONSTRAINT c IF NOT EXISTS FOR (n:Person) REQUIRE n.passport IS UNIQUE");
  CHECK((unique.label.text == "Person" && unique.key.text == "passport"));
  CHECK(requirement<ast::RequirePropertyType>("CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS :: LOCAL DATETIME")
            .type == ValueType::kLocalDateTime);
  CHECK(
      requirement<ast::RequirePropertyType>("CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS TYPED STRING").type ==
      ValueType::kText);
  const auto one = requirement<ast::RequireAtMostOne>(
      "CREATE CONSTRAINT FOR (p)-[r:CHAIRED]->(o) REQUIRE r IS AT MOST ONE PER o STRICT");
  CHECK((one.per == Side::kObject && one.strict));
  CHECK(requirement<ast::RequireAtMostOne>(
            "CREATE CONSTRAINT FOR (p)<-[r:T]-(o) REQUIRE r IS AT MOST ONE PER o")
            .per == Side::kSubject);
  requirement<ast::RequireWithinLifespans>("CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r IS WITHIN LIFESPANS");
  requirement<ast::RequireAcyclic>("CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r IS ACYCLIC");
  requirement<ast::RequireLineage>("CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r IS LINEAGE");
  requirement<ast::RequireEvent>("CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r IS EVENT");
  requirement<ast::RequireLongest>("CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r LASTS AT MOST 10 * 365 DAYS");
  requirement<ast::RequireStrictSchema>("CREATE CONSTRAINT REQUIRE SCHEMA IS STRICT");
  const auto joins = requirement<ast::RequireEndpoints>(
      "CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r JOINS (:A)-->(:B), (:C)<--(), ()-->()");
  REQUIRE(joins.pairs.size() == 3);
  CHECK((joins.pairs[0].subject->text == "A" && joins.pairs[0].object->text == "B"));
  CHECK((!joins.pairs[1].subject && joins.pairs[1].object->text == "C"));
  const auto ends = [](const std::string& what) {
    return requirement<ast::RequireEventEnds>("CREATE CONSTRAINT FOR (a)-[e:E]->(b) REQUIRE e ENDS " + what)
        .target;
  };
  CHECK(ends("(a)-[:S]->(b)") == EventTarget::kSubjectFactsWithObject);
  CHECK(ends("()<-[:S]-(a)") == EventTarget::kSubjectFacts);
  CHECK(ends("a") == EventTarget::kSubjectLifespan);
}

TEST_CASE("parser: constraints that say nothing we can keep are refused", "[parser]") {
  const auto refused = [](const std::string& rest) { return refusal("CREATE CONSTRAINT FOR " + rest); };
  CHECK(refused("(n:A) REQUIRE m.x IS UNIQUE").find("expected 'n', the variable behind FOR") !=
        std::string::npos);
  CHECK(refused("(n:A:B) REQUIRE n.x IS UNIQUE").find("one label") != std::string::npos);
  CHECK(refused("(n:A) REQUIRE (n.x, n.y) IS UNIQUE").find("a key is one property") != std::string::npos);
  CHECK(refused("(n:A) REQUIRE n.x IS NOT NULL").find("expected UNIQUE") != std::string::npos);
  CHECK(refused("(:P)-[r:T]->() REQUIRE r IS EVENT").find("say with JOINS") != std::string::npos);
  CHECK(refused("()-[r:T]-(o) REQUIRE r IS AT MOST ONE PER o").find("with the direction told") !=
        std::string::npos);
  CHECK(refused("(a)-[e:E]->(b) REQUIRE e ENDS (b)-[:S]->(a)").find("an event ENDS") != std::string::npos);
  CHECK(refused("(a)-[e:E]->(b) REQUIRE e ENDS b").find("an event ENDS") != std::string::npos);
  CHECK(refused("()-[r:T]-() REQUIRE r JOINS (:A)--(:B)").find("two nodes with an arrow") !=
        std::string::npos);
  CHECK(refusal("EXPLAIN SHOW LABELS") == "1:1 UnexpectedSyntax: EXPLAIN and PROFILE take a query");
}

TEST_CASE("parser: other statements about the schema", "[parser]") {
  const ast::Statement index = read("CREATE INDEX people IF NOT EXISTS FOR (n:Person) ON (n.name)");
  CHECK(std::get<ast::CreateIndex>(index.node).name->text == "people");
  CHECK(std::get<ast::DropIndex>(read("DROP INDEX people IF EXISTS").node).if_exists);
  CHECK(!std::get<ast::DropConstraint>(read("DROP CONSTRAINT c").node).if_exists);
  CHECK(std::get<ast::DeclareName>(read("CREATE RELATIONSHIP TYPE IF NOT EXISTS KNOWS").node).name.text ==
        "KNOWS");
  CHECK(std::get<ast::DropDeclaration>(read("DROP LABEL A").node).name.text == "A");
  const ast::Statement shown = read("SHOW RELATIONSHIP TYPES YIELD name AS n, count WHERE n STARTS WITH 'M'");
  const auto& show = std::get<ast::Show>(shown.node);
  CHECK(show.kind == ast::Show::Kind::kTypes);
  CHECK(show.columns.size() == 2);
  CHECK(show.where != nullptr);
  CHECK(refusal("SHOW LABLES").find("did you mean LABELS?") != std::string::npos);
}

TEST_CASE("parser: an error says what was expected, and which word was meant", "[parser]") {
  CHECK(refusal("MATCH (n)\n  RETRUN n") ==
        "2:3 UnexpectedSyntax: expected a clause (MATCH, CREATE, WITH, RETURN, ...), found RETRUN; did you "
        "mean RETURN?");
  CHECK(refusal("MTACH (n) RETURN n").find("did you mean MATCH?") != std::string::npos);
  CHECK(refusal("MATCH (n) WEHRE n.x RETURN n").find("did you mean WHERE?") != std::string::npos);
  CHECK(refusal("MATCH (n) RETURN n ODRER BY n").find("did you mean ORDER?") != std::string::npos);
  CHECK(refusal("RETURN [1, 2").find("expected an operator, a comma or ], found the end") !=
        std::string::npos);
  CHECK(refusal("RETURN 1 == 2").find("equal is written with one =") != std::string::npos);
  CHECK(refusal("RETURN 1 != 2").find("not equal is written <>") != std::string::npos);
  CHECK(refusal("MATCH (n RETURN n").substr(0, 4) == "1:10");
  CHECK(refusal("RETURN {1}").find("expected a key or }, found 1") != std::string::npos);
}

TEST_CASE("parser: what stands deep in one another has a limit, what stands in a row has none", "[parser]") {
  const auto nested = [](std::size_t depth) {
    return "RETURN " + repeated("(", depth) + "1" + repeated(")", depth);
  };
  CHECK(refusal(nested(kStatementNestingMax - 1)) == "read");
  CHECK(refusal(nested(kStatementNestingMax + 1)).find("more than 500") != std::string::npos);
  for (const std::string part : {"(", "[", "{a: ", "NOT ", "-", "CASE WHEN ", "f(",
                                 "EXISTS { MATCH (n {a: ", "n:!", "n:(", "[x IN ", "all(x IN ", "a["}) {
    CAPTURE(part);
    CHECK(parse("RETURN " + repeated(part, 100'000)).error().place().has_value());
  }
  CHECK(!parse("MATCH " + repeated("(", 100'000)).ok());
  CHECK(!parse(repeated("CALL { ", 100'000)).ok());
  CHECK(!parse(repeated("FOREACH (x IN [1] | ", 100'000)).ok());
  CHECK(refusal("RETURN 1" + repeated(" + 1", kStatementHeightMax - 2)) == "read");
  CHECK(refusal("RETURN 1" + repeated(" + 1", kStatementHeightMax)).find("operators in one another") !=
        std::string::npos);
  CHECK(refusal("MATCH (n) WHERE n.id = 0" + repeated(" OR n.id = 1 AND NOT n.x", 20'000) + " RETURN n") ==
        "read");
  CHECK(refusal("RETURN [0" + repeated(", 1 + 2 * n.x", 20'000) + "]") == "read");
  CHECK(refusal("MATCH (a)" + repeated("-->()", 20'000) + " RETURN a") == "read");
  CHECK(parse(std::string(kStatementBytesMax + 1, ' ')).error().code() == ErrorCode::kLimit);
}

}  // namespace parser_test

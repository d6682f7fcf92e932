// Header words and mappings to roles.
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "interchange/columns.h"

namespace columns_test {

using namespace tenure;
using namespace tenure::interchange;

namespace {

using Header = std::vector<std::string_view>;

Columns columnsOf(TableKind kind, const Header& header, std::string_view mapping = "") {
  const auto mappings = parseColumnMappings(mapping);
  REQUIRE(mappings.ok());
  auto columns = readColumns(kind, header, *mappings);
  if (!columns.ok()) FAIL(columns.error().message());
  return *columns;
}

Error errorOf(TableKind kind, const Header& header, std::string_view mapping = "") {
  const auto mappings = parseColumnMappings(mapping);
  REQUIRE(mappings.ok());
  const auto columns = readColumns(kind, header, *mappings);
  REQUIRE_FALSE(columns.ok());
  CHECK(columns.error().code() == ErrorCode::kInvalidArgument);
  return columns.error();
}

std::vector<Role> rolesOf(const Columns& columns) {
  std::vector<Role> out;
  for (const Column& column : columns.columns) out.push_back(column.role);
  return out;
}

}  // namespace

TEST_CASE("columns: the plain words of both kinds of file need no option") {
  CHECK(rolesOf(columnsOf(TableKind::kNodes, {"id", "label", "name"})) ==
        std::vector{Role::kId, Role::kLabel, Role::kProperty});
  CHECK(rolesOf(columnsOf(TableKind::kFacts, {"src", "type", "dst", "start", "end", "source"})) ==
        std::vector{Role::kStartId, Role::kType, Role::kEndId, Role::kValidFrom, Role::kValidTo,
                    Role::kSource});
}

TEST_CASE("columns: Neo4j's words and ours") {
  const Columns nodes = columnsOf(
      TableKind::kNodes, {"personId:ID", ":LABEL", "age:int", "born:date", "tags:string[]", "junk:IGNORE",
                          "alias:fr", "alias:fr", "alias", "name", ":VALID_FROM", ":VALID_TO"});
  CHECK(nodes.columns[0].role == Role::kId);
  CHECK(nodes.columns[2] == Column{Role::kProperty, "age:int", "age", {ValueType::kInteger, false}});
  CHECK(nodes.columns[4] == Column{Role::kProperty, "tags:string[]", "tags", {ValueType::kText, true}});
  CHECK(nodes.columns[6] == Column{Role::kAlias, "alias:fr", "fr", {}});
  CHECK(nodes.columns[8] == Column{Role::kAlias, "alias", "", {}});
  const Columns facts = columnsOf(TableKind::kFacts, {":START_ID", ":END_ID", ":TYPE", ":VALID", ":STATUS",
                                                      ":SOURCE", ":SOURCE", ":EVENT"});
  CHECK(facts.columns.back().role == Role::kEvent);
}

TEST_CASE("columns: a plain word is a property where another column has its role") {
  const Columns columns = columnsOf(
      TableKind::kFacts, {":START_ID", ":END_ID", ":TYPE", ":VALID", "start", "src", "type:string"});
  CHECK(columns.columns[4].role == Role::kProperty);
  CHECK(columns.columns[5].role == Role::kProperty);
  CHECK(columns.columns[6].key == "type");
}

TEST_CASE("columns: the user's mapping comes first, and serves both kinds of file") {
  constexpr std::string_view kMapping =
      "who=:START_ID, what=:TYPE, with=:END_ID,since=:VALID_FROM,note=:IGNORE,n=size:int";
  const Columns facts = columnsOf(TableKind::kFacts, {"who", "what", "with", "since", "note", "n"}, kMapping);
  CHECK(rolesOf(facts) == std::vector{Role::kStartId, Role::kType, Role::kEndId, Role::kValidFrom,
                                      Role::kIgnore, Role::kProperty});
  CHECK(facts.columns[5].key == "size");
  const Columns nodes = columnsOf(TableKind::kNodes, {"id", "who"}, kMapping);
  CHECK(nodes.columns[1].role == Role::kProperty);  // :START_ID is not for nodes
  CHECK(nodes.mapping_used == std::vector<bool>{true, false, false, false, false, false});
  const Columns kept = columnsOf(TableKind::kFacts, {"src", "type", "dst", "start"}, "start=start:date");
  CHECK(kept.columns[3].role == Role::kProperty);
}

TEST_CASE("columns: a missing column is named, with what the header had") {
  CHECK(errorOf(TableKind::kFacts, {"a", "type", "b"}).message() ==
        "a file of facts needs the columns :START_ID, :END_ID; the header has a, type, b; columns of other "
        "names "
        "are explained with --columns 'NAME=:START_ID,...'");
  CHECK(errorOf(TableKind::kNodes, {"ID", "name"}).message() ==
        "a file of nodes needs the column :ID; the header has ID, name; columns of other names are explained "
        "with "
        "--columns 'NAME=:ID,...'");
}

TEST_CASE("columns: a header with another separator is known for one") {
  CHECK(errorOf(TableKind::kNodes, {"id;label;name"}).message() ==
        "a file of nodes needs the column :ID; the header has id;label;name, which are apart by semicolons; "
        "here "
        "columns are apart by commas");
  CHECK(errorOf(TableKind::kFacts, {"src\ttype\tdst"}).message().find("apart by tabs") != std::string::npos);
  CHECK(errorOf(TableKind::kFacts, {"src;type", "dst"}).message().find("apart by") == std::string::npos);
}

TEST_CASE("columns: what cannot be understood is refused, with its column") {
  const auto refused = [](const Header& header, std::uint64_t column, std::string_view part) {
    const Error error = errorOf(TableKind::kNodes, header);
    INFO(error.message());
    CHECK(error.place()->column == column);
    CHECK(error.message().find(part) != std::string::npos);
  };
  refused({":ID", ":ID"}, 2, "two columns have the role :ID");
  refused({"id", "x", "x:int"}, 3, "two columns have the property 'x'");
  refused({"id", ":WHEN"}, 2, "is no role of a column; there are :ID, :LABEL");
  refused({"id", ":START_ID"}, 2, "belongs in a file of facts");
  refused({"id", "where:point"}, 2, "a type that is not known: 'point'");
  refused({"id:ID(Person)"}, 1, "groups of ids");
  refused({"id", "_secret"}, 2, "begins with an underscore");
  refused({"id", ""}, 2, ":IGNORE");
  refused({"id", ":int"}, 2, "has a type and no name");
  refused({"id", ":VALID", ":VALID_TO"}, 2, ":VALID beside");
}

TEST_CASE("columns: mappings that are no mappings are refused") {
  for (const char* text : {"src", "=:ID", "a=", "a=:ID,a=:TYPE", ",a=:ID"}) {
    INFO(text);
    CHECK_FALSE(parseColumnMappings(text).ok());
  }
  CHECK(parseColumnMappings("").value().empty());
}

}  // namespace columns_test

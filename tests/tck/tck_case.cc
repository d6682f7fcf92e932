#include "tests/tck/tck_case.h"

#include <fstream>

#include <nlohmann/json.hpp>

namespace tenure::tck {

namespace {

using Json = nlohmann::json;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n\t") - first + 1);
}

/// "in :: INTEGER?, out :: STRING?" without its parentheses.
Result<std::vector<TestProcedure::Field>> parseFields(std::string_view text) {
  std::vector<TestProcedure::Field> fields;
  while (!trimmed(text).empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view field = text.substr(0, comma);
    const std::size_t colons = field.find("::");
    if (colons == std::string_view::npos) {
      return Error(ErrorCode::kParse, "'name :: TYPE' is expected in: " + std::string(field));
    }
    fields.push_back(
        {std::string(trimmed(field.substr(0, colons))), std::string(trimmed(field.substr(colons + 2)))});
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return fields;
}

Result<std::vector<std::vector<Cell>>> readRows(const Json& rows) {
  std::vector<std::vector<Cell>> out;
  for (const Json& row : rows) {
    std::vector<Cell> cells;
    for (const Json& text : row) {
      TENURE_ASSIGN(Cell cell, parseCell(text.get<std::string>()));
      cells.push_back(std::move(cell));
    }
    out.push_back(std::move(cells));
  }
  return out;
}

Result<Statement> readStatement(const Json& json) {
  Statement statement;
  statement.query = json.at("query").get<std::string>();
  statement.ordered = json.at("ordered").get<bool>();
  statement.ignore_list_order = json.at("ignoreListOrder").get<bool>();
  statement.expects_rows = !json.at("columns").is_null();
  if (statement.expects_rows) {
    statement.columns = json.at("columns").get<std::vector<std::string>>();
    TENURE_ASSIGN(statement.rows, readRows(json.at("rows")));
  }
  return statement;
}

Result<std::vector<TestProcedure>> readProcedures(const Json& json) {
  std::vector<TestProcedure> procedures;
  for (const Json& each : json) {
    TENURE_ASSIGN(TestProcedure procedure, parseSignature(each.at("signature").get<std::string>()));
    TENURE_ASSIGN(const auto rows, readRows(each.at("rows")));
    for (const auto& row : rows) {
      std::vector<query::Datum> values;
      for (const Cell& cell : row) {
        TENURE_ASSIGN(query::Datum value, toDatum(cell));
        values.push_back(std::move(value));
      }
      procedure.rows.push_back(std::move(values));
    }
    procedures.push_back(std::move(procedure));
  }
  return procedures;
}

std::string featureOf(std::string file) {
  constexpr std::string_view kEnding = ".feature";
  if (file.ends_with(kEnding)) file.resize(file.size() - kEnding.size());
  return file;
}

Result<Case> readCase(const Json& json) {
  Case out;
  out.id = json.at("id").get<std::string>();
  out.feature = featureOf(json.at("file").get<std::string>());
  out.given = json.at("given").get<std::string>();
  for (const auto& [name, text] : json.at("params").items()) {
    TENURE_ASSIGN(const Cell cell, parseCell(text.get<std::string>()));
    TENURE_ASSIGN(query::Datum value, toDatum(cell));
    out.parameters.emplace_back(name, std::move(value));
  }
  TENURE_ASSIGN(out.procedures, readProcedures(json.at("procedures")));
  out.setup = json.at("setup").get<std::vector<std::string>>();
  TENURE_ASSIGN(out.statement, readStatement(json));
  if (const Json& error = json.at("error"); !error.is_null()) {
    out.error = ExpectedError{error.at("type").get<std::string>(), error.at("phase").get<std::string>(),
                              error.at("detail").get<std::string>()};
  }
  if (const Json& effects = json.at("sideEffects"); !effects.is_null()) {
    out.side_effects = effects.get<SideEffects>();
  }
  for (const Json& control : json.at("control")) {
    TENURE_ASSIGN(Statement statement, readStatement(control));
    out.control.push_back(std::move(statement));
  }
  return out;
}

}  // namespace

Result<TestProcedure> parseSignature(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')', open);
  const std::size_t second = text.find('(', close);
  const std::size_t last = text.find(')', second);
  if (second == std::string_view::npos || last == std::string_view::npos ||
      trimmed(text.substr(close + 1, second - close - 1)) != "::") {
    return Error(ErrorCode::kParse, "'name(arguments) :: (columns)' is expected: " + std::string(text));
  }
  TestProcedure procedure;
  procedure.name = trimmed(text.substr(0, open));
  TENURE_ASSIGN(procedure.arguments, parseFields(text.substr(open + 1, close - open - 1)));
  TENURE_ASSIGN(procedure.outputs, parseFields(text.substr(second + 1, last - second - 1)));
  return procedure;
}

Result<std::vector<Case>> readCases(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) return Error(ErrorCode::kNotFound, "there is no file " + path.string());
  const Json json = Json::parse(file, nullptr, false);
  if (!json.is_array()) return Error(ErrorCode::kParse, path.string() + " is no JSON list of cases");
  std::vector<Case> cases;
  for (const Json& each : json) {
    const std::string id = each.is_object() && each.contains("id") ? each["id"].dump() : "a case";
    try {
      Result<Case> one = readCase(each);
      if (!one.ok()) return one.error().within(id);
      cases.push_back(std::move(one).value());
    } catch (const Json::exception& fault) {  // a key that is absent or of another type
      return Error(ErrorCode::kParse, id + ": " + fault.what());
    }
  }
  return cases;
}

}  // namespace tenure::tck

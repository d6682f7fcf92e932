#include "apps/tenure/statement_output.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apps/tenure/exit_code.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

query::Datum datumOf(const nlohmann::json& json) {
  using query::Datum;
  if (json.is_boolean()) return Datum::boolean(json.get<bool>());
  if (json.is_number_integer()) return Datum::integer(json.get<std::int64_t>());
  if (json.is_number()) return Datum::floating(json.get<double>());
  if (json.is_string()) return Datum::string(json.get<std::string>());
  if (json.is_array()) {
    query::DatumList list;
    for (const auto& item : json) list.push_back(datumOf(item));
    return Datum::list(std::move(list));
  }
  if (json.is_object()) {
    query::DatumMap map;
    for (const auto& [key, item] : json.items()) map.emplace_back(key, datumOf(item));
    return Datum::map(std::move(map));
  }
  return {};
}

Result<Cell> cellOfDatum(const query::Datum& value, query::EntityReader& entities) {
  switch (value.kind()) {
    case query::Kind::kNull: return Cell{};
    case query::Kind::kBoolean: return Cell{value.asBoolean()};
    case query::Kind::kInteger: return Cell{value.asInteger()};
    case query::Kind::kString: return Cell{value.asString()};
    default: break;
  }
  Structured out;
  TENURE_ASSIGN(out.text, query::toCypherText(value, entities, query::Quoting::kNested));
  TENURE_ASSIGN(out.json, query::toJson(value, entities));
  return Cell{std::move(out)};
}

void printEffects(const query::SideEffects& effects) {
  std::string said;
  const auto say = [&](std::uint64_t count, const char* what) {
    if (count == 0) return;
    said += fmt::format("{}{} {}", said.empty() ? "" : ", ", count, what);
  };
  say(effects.nodes_created, "nodes created");
  say(effects.nodes_deleted, "nodes deleted");
  say(effects.relationships_created, "relationships created");
  say(effects.relationships_deleted, "relationships deleted");
  say(effects.properties_set, "properties set");
  say(effects.labels_added, "labels added");
  say(effects.labels_removed, "labels removed");
  say(effects.constraints_added, "constraints added");
  say(effects.constraints_removed, "constraints removed");
  say(effects.indexes_added, "indexes added");
  say(effects.indexes_removed, "indexes removed");
  if (!said.empty()) std::fputs((said + "\n").c_str(), stderr);
}

}  // namespace

Result<query::Datum> parameterValue(const std::string& name, std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    return Error(ErrorCode::kParse, name + ": " + tenure::quoted(std::string(text)) +
                                        " is no JSON; a text needs quotation marks: \"text\"");
  }
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{INT64_MAX}) {
    return Error(ErrorCode::kOutOfRange, name + ": the number is beyond 64 bits with a sign");
  }
  return datumOf(json);
}

void printWithCaret(const Error& error, const std::string& text) {
  printError(error);
  if (!error.place() || error.place()->line == 0) return;
  std::size_t start = 0;
  for (std::uint64_t line = 1; line < error.place()->line; ++line) {
    const auto end = text.find('\n', start);
    if (end == std::string::npos) return;
    start = end + 1;
  }
  std::string line = text.substr(start, text.find('\n', start) - start);
  constexpr std::size_t kShownMax = 1'000;  // what is longer helps nobody on a terminal
  if (line.size() > kShownMax) return;
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  const std::string caret(error.place()->column > 0 ? error.place()->column - 1 : 0, ' ');
  std::fputs(("  " + line + "\n  " + caret + "^\n").c_str(), stderr);
}

Result<PrintedRows> printRows(query::Rows& rows, const RowOutput& output) {
  PrintedRows printed;
  if (rows.columns().empty()) {
    TENURE_TRY(rows.finish());
    return printed;
  }
  TENURE_ASSIGN(Fields fields, Fields::choose(rows.columns(), output.fields));
  RowWriter out(std::move(fields), output.format);
  while (true) {
    TENURE_ASSIGN(const bool more, rows.next());
    if (!more) break;
    std::vector<Cell> cells;
    for (const query::Datum& value : rows.row()) {
      TENURE_ASSIGN(Cell cell, cellOfDatum(value, rows.entities()));
      cells.push_back(std::move(cell));
    }
    ++printed.rows;
    if (!out.row(cells)) break;
  }
  TENURE_TRY(rows.finish());  // a reader that has gone is no reason to leave half a write
  printed.exit_code = out.finish();
  return printed;
}

void printAfterwards(const query::Rows& rows) {
  printEffects(rows.effects());
  for (const query::Notification& one : rows.notifications()) {
    std::fputs(("note: " + one.message + "\n").c_str(), stderr);
  }
}

}  // namespace tenure::apps

#include "apps/tenure/asking.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "apps/tenure/command_line.h"
#include "apps/tenure/exit_code.h"
#include "apps/tenure/progress.h"
#include "schema/names.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

std::optional<std::uint64_t> numberIn(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Cell nameOf(const NodeVersion& node, const ValidScope& scope) {
  const auto history = node.properties.find("name");
  if (history == node.properties.end()) return {};
  PropertyReading reading = readProperty(history->second, scope);
  if (reading.value.isNull()) reading = readProperty(history->second, AllTime{});
  if (reading.value.isNull()) return {};
  return toText(reading.value);
}

}  // namespace

Result<Database> openToRead(const std::string& path) {
  OpenOptions options;
  options.read_only = true;
  options.create_if_missing = false;
  return Database::open(path, options);
}

Result<Database> openToWrite(const std::string& path) {
  OpenOptions options;
  options.create_if_missing = false;
  return Database::open(path, options);
}

Result<View> viewOf(const Database& db, const std::string& system_time) {
  if (system_time.empty()) return db.always();
  return db.systemAsOf(system_time);
}

Result<NodeId> nodeNamed(const View& view, const std::string& text) {
  auto found = findNode(view, text);
  if (found.ok() || found.error().code() != ErrorCode::kNotFound || !text.starts_with('#')) return found;
  const auto number = numberIn(std::string_view(text).substr(1));
  if (!number) return found;
  TENURE_ASSIGN(const auto node, view.reader().node(NodeId{*number}, view.scope().system));
  if (!node) return found;
  return NodeId{*number};
}

Result<FactId> factNumbered(const std::string& text) {
  const auto number = numberIn(text);
  if (number && *number > 0) return FactId{*number};
  return Error(ErrorCode::kInvalidArgument,
               tenure::quoted(text) + " is not the number of a fact; a node is named with --node");
}

void noteUnknownTypes(const View& view, const std::vector<std::string>& types) {
  const storage::GraphReader& reader = view.reader();
  std::vector<std::string> names;
  for (const RelationshipType& declared : reader.schema().types()) names.push_back(declared.name);
  const std::uint32_t used = reader.tokens().count(storage::TokenKind::kType);
  for (std::uint32_t token = 1; token <= used; ++token) names.push_back(reader.typeName(TypeId{token}));
  for (const std::string& type : types) {
    if (std::find(names.begin(), names.end(), type) != names.end()) continue;
    const auto alike = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return foldName(name) == foldName(type);
    });
    const std::string near = alike != names.end() ? *alike : nearestName(type, names);
    printError("note: no fact has the type " + tenure::quoted(type) +
               (near.empty() ? std::string() : "; did you mean " + near + "?"));
  }
}

std::string referenceOf(const NodeVersion& node) {
  return node.external_id.empty() ? "#" + std::to_string(node.id.value) : node.external_id;
}

Status NodeCells::read(const std::vector<NodeId>& ids) {
  std::vector<NodeId> unknown;
  for (const NodeId id : ids) {
    if (known_.emplace(id, Known{}).second) unknown.push_back(id);
  }
  TENURE_ASSIGN(const auto nodes, view_.reader().nodes(unknown, view_.scope().system));
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    Known& known = known_[unknown[i]];
    if (nodes[i]) {
      known = {referenceOf(*nodes[i]), nameOf(*nodes[i], view_.scope().valid)};
    } else {
      known.reference = "#" + std::to_string(unknown[i].value);  // retracted since
    }
  }
  return {};
}

Cell validityCell(const FactVersion& fact, const Schema& schema) {
  return textCell(validityText(fact, schema.type(fact.type)));
}

Cell sourceCell(const FactVersion& fact) {
  std::string all;
  for (const std::string& source : fact.sources) all += (all.empty() ? "" : "|") + source;
  return textCell(all);
}

Cell textCell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

void writeNotices(OutputFile& out, const Notices& notices) {
  constexpr std::size_t kShown = 5;
  const std::size_t shown = std::min(kShown, notices.lines.size());
  for (std::size_t i = 0; i < shown; ++i) out.write("event without effect: " + notices.lines[i] + "\n");
  if (notices.count > shown) {
    out.write("event without effect: " + withThousands(notices.count - shown) +
              " more; `tenure verify` lists them\n");
  }
}

}  // namespace tenure::apps

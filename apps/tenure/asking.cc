#include "apps/tenure/asking.h"

#include <charconv>
#include <optional>

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
  return Error(ErrorCode::kInvalidArgument, tenure::quoted(text) + " is not the number of a fact");
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
  if (!fact.cut && fact.removed.empty()) return textCell(fact.validity.text());
  std::string text;
  for (const Period& piece : fact.pieces(schema.type(fact.type))) {
    text += (text.empty() ? "" : ", ") + describe(piece);
  }
  return textCell(text);
}

Cell sourceCell(const FactVersion& fact) {
  std::string all;
  for (const std::string& source : fact.sources) all += (all.empty() ? "" : "|") + source;
  return textCell(all);
}

Cell textCell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

}  // namespace tenure::apps

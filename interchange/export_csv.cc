// export.h: two tables out of a database.
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "interchange/cell_value.h"
#include "interchange/csv_writer.h"
#include "interchange/export.h"
#include "interchange/snapshot.h"

namespace tenure::interchange {

namespace {

/// The columns that properties need: a key is of the one type that all its values have, else of JSON.
class PropertyColumns {
 public:
  explicit PropertyColumns(const ValidScope& scope) : scope_(scope) {}

  void see(const Properties& properties) {
    for (const auto& [key, history] : properties) {
      const Value value = readProperty(history, scope_).value;
      if (value.isNull()) continue;
      const ValueType type = cellTypeOf(value);
      const auto [column, added] = types_.emplace(key, type);
      if (!added && column->second != type) column->second = ValueType::kAny;
    }
  }

  void writeHeader(CsvWriter& out) const {
    for (const auto& [key, type] : types_) {
      const bool plain_name = key == "name" && type == ValueType::kText;
      out.field(plain_name ? key : key + ":" + std::string(cellTypeWord(type)));
    }
  }

  void write(CsvWriter& out, const Properties& properties) const {
    for (const auto& [key, type] : types_) {
      const auto found = properties.find(key);
      const Value value = found == properties.end() ? Value() : readProperty(found->second, scope_).value;
      value.isNull() ? out.blank() : out.field(cellText(type, value));
    }
  }

 private:
  const ValidScope& scope_;
  std::map<std::string, ValueType> types_;
};

void writeOptional(CsvWriter& out, std::string_view text) { text.empty() ? out.blank() : out.field(text); }

/// Parts with the separator between them, doubled where it stands in a part.
std::string joined(const std::vector<std::string>& parts, char separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    for (const char c : part) {
      if (c == separator) out += c;
      out += c;
    }
  }
  return out;
}

/// The validity of a row, and whether its end dates are exclusive where some row's are.
void writeValidity(CsvWriter& out, const Validity& validity, bool with_convention) {
  writeOptional(out, validity.text());
  if (!with_convention) return;
  out.field(validity.convention() == EndConvention::kExclusive ? "exclusive" : "inclusive");
}

class CsvExport {
 public:
  CsvExport(const storage::GraphReader& reader, const TimeScope& scope)
      : reader_(reader),
        scope_(scope),
        snapshot_(reader, scope),
        node_columns_(scope.valid),
        fact_columns_(scope.valid) {}

  // Each table is read twice: the first time to learn its columns.
  Result<ExportCounts> run(const Sink& nodes, const Sink& facts) {
    TENURE_TRY(snapshot_.forEachNode([&](const NodeVersion& node) { return seeNode(node); }));
    TENURE_TRY(snapshot_.forEachFact([&](const FactDraft& fact) -> Status {
      fact_columns_.see(fact.properties);
      exclusive_facts_ |= fact.validity.convention() == EndConvention::kExclusive;
      return {};
    }));
    TENURE_TRY(nodes(nodeHeader()));
    TENURE_TRY(snapshot_.forEachNode([&](const NodeVersion& node) { return nodes(nodeRow(node)); }));
    TENURE_TRY(facts(factHeader()));
    TENURE_TRY(snapshot_.forEachFact([&](const FactDraft& fact) { return facts(factRow(fact)); }));
    return counts_;
  }

 private:
  Status seeNode(const NodeVersion& node) {
    node_columns_.see(node.properties);
    exclusive_nodes_ |= node.lifespan.convention() == EndConvention::kExclusive;
    std::map<std::string, std::size_t> names;
    for (const Alias& alias : node.aliases) ++names[alias.language];
    for (const auto& [language, count] : names) aliases_[language] = std::max(aliases_[language], count);
    if (!node.external_id.empty()) return {};
    std::string id = "node:" + std::to_string(node.id.value);
    for (;;) {
      TENURE_ASSIGN(const auto taken, reader_.byExternalId(id, scope_.system));
      if (!taken) break;
      id.insert(4, ":");
    }
    made_ids_.emplace(node.id, std::move(id));
    return {};
  }

  [[nodiscard]] const std::string& idOf(NodeId node) const {
    const auto made = made_ids_.find(node);
    return made != made_ids_.end() ? made->second : snapshot_.externalId(node);
  }

  [[nodiscard]] std::string nodeHeader() const {
    std::string row;
    CsvWriter out(row);
    out.field(":ID").field(":LABEL").field(":VALID");
    if (exclusive_nodes_) out.field(":END_DATES");
    node_columns_.writeHeader(out);
    for (const auto& [language, count] : aliases_) {
      for (std::size_t i = 0; i < count; ++i) out.field(language.empty() ? "alias" : "alias:" + language);
    }
    out.endRow();
    return row;
  }

  std::string nodeRow(const NodeVersion& node) {
    ++counts_.nodes;
    std::string row;
    CsvWriter out(row);
    out.field(idOf(node.id));
    writeOptional(out, joined(node.labels, ';'));
    writeValidity(out, node.lifespan, exclusive_nodes_);
    node_columns_.write(out, node.properties);
    for (const auto& [language, count] : aliases_) {
      std::size_t left = count;
      for (const Alias& alias : node.aliases) {
        if (alias.language == language) out.field(alias.name), --left;
      }
      for (; left > 0; --left) out.blank();
    }
    out.endRow();
    return row;
  }

  [[nodiscard]] std::string factHeader() const {
    std::string row;
    CsvWriter out(row);
    out.field(":START_ID").field(":TYPE").field(":END_ID").field(":VALID");
    if (exclusive_facts_) out.field(":END_DATES");
    out.field(":STATUS").field(":SOURCE").field(":EVENT");
    fact_columns_.writeHeader(out);
    out.endRow();
    return row;
  }

  std::string factRow(const FactDraft& fact) {
    ++counts_.facts;
    std::string row;
    CsvWriter out(row);
    out.field(idOf(fact.subject)).field(fact.type).field(idOf(fact.object));
    writeValidity(out, fact.validity, exclusive_facts_);
    writeOptional(out, fact.status == FactStatus::kAsserted ? "" : statusName(fact.status));
    writeOptional(out, joined(fact.sources, '|'));
    writeOptional(out, fact.event);
    fact_columns_.write(out, fact.properties);
    out.endRow();
    return row;
  }

  const storage::GraphReader& reader_;
  const TimeScope& scope_;
  Snapshot snapshot_;
  PropertyColumns node_columns_;
  PropertyColumns fact_columns_;
  std::map<std::string, std::size_t> aliases_;  ///< language: as many columns as one node has names in it
  std::unordered_map<NodeId, std::string> made_ids_;
  bool exclusive_nodes_ = false;
  bool exclusive_facts_ = false;
  ExportCounts counts_;
};

}  // namespace

Result<ExportCounts> exportCsv(const storage::GraphReader& reader, const TimeScope& scope, const Sink& nodes,
                               const Sink& facts) {
  return CsvExport(reader, scope).run(nodes, facts);
}

}  // namespace tenure::interchange

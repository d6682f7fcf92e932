#include "engine/query/values/render.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace tenure::query {

namespace {

std::string inQuotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    switch (c) {
      case '\'': out += "\\'"; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  return out + "'";
}

bool isWord(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != '_' && std::isalnum(byte) == 0) return false;
  }
  return true;
}

/// In backticks where it is no plain word.
std::string named(std::string_view name) {
  if (isWord(name)) return std::string(name);
  std::string out = "`";
  for (const char c : name) out += c == '`' ? "``" : std::string(1, c);
  return out + "`";
}

std::string json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

/// openCypher's notation, piece by piece.
class CypherWriter {
 public:
  /// Without entities, they are written as their ids.
  CypherWriter(EntityReader* entities, Quoting quoting)
      : entities_(entities), quote_(quoting == Quoting::kAll) {}

  Status write(const Datum& value) {
    switch (value.kind()) {
      case Kind::kList: return writeList(value.asList());
      case Kind::kMap: return writeMap(value.asMap());
      case Kind::kNode: return writeNode(value);
      case Kind::kRelationship: return writeRelationship(value);
      case Kind::kPath: return writePath(value.asPath());
      case Kind::kString: out_ += quote_ ? inQuotes(value.asString()) : value.asString(); return {};
      default: out_ += toPlainText(value); return {};
    }
  }

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  Status writeList(const DatumList& list) {
    quote_ = true;
    out_ += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_ += ", ";
      TENURE_TRY(write(list[i]));
    }
    out_ += ']';
    return {};
  }

  Status writeMap(const DatumMap& map) {
    quote_ = true;
    out_ += '{';
    for (std::size_t i = 0; i < map.size(); ++i) {
      out_ += (i > 0 ? ", " : "") + named(map[i].first) + ": ";
      TENURE_TRY(write(map[i].second));
    }
    out_ += '}';
    return {};
  }

  /// A space only where something stands before.
  Status writeProperties(const DatumMap& properties, bool spaced) {
    if (properties.empty()) return {};
    if (spaced) out_ += ' ';
    return writeMap(properties);
  }

  Status writeNode(const Datum& node) {
    if (entities_ == nullptr) {
      out_ += fmt::format("(#{})", node.asNode().value);
      return {};
    }
    TENURE_ASSIGN(const auto parts, entities_->node(node));
    out_ += '(';
    for (const std::string& label : parts.labels) out_ += ':' + named(label);
    TENURE_TRY(writeProperties(parts.properties, !parts.labels.empty()));
    out_ += ')';
    return {};
  }

  Status writeRelationship(const Datum& relationship) {
    if (entities_ == nullptr) {
      out_ += fmt::format("[#{}]", relationship.asRelationship().fact.value);
      return {};
    }
    TENURE_ASSIGN(const auto parts, entities_->relationship(relationship));
    out_ += "[:" + named(parts.type);
    TENURE_TRY(writeProperties(parts.properties, true));
    out_ += ']';
    return {};
  }

  Status writePath(const PathValue& path) {
    out_ += '<';
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      TENURE_TRY(writeNode(path.nodes[i]));
      if (i == path.relationships.size()) break;
      const Datum& step = path.relationships[i];
      const bool forward = step.asRelationship().subject == path.nodes[i].asNode();
      out_ += forward ? "-" : "<-";
      TENURE_TRY(writeRelationship(step));
      out_ += forward ? "->" : "-";
    }
    out_ += '>';
    return {};
  }

  EntityReader* entities_;
  bool quote_;
  std::string out_;
};

class JsonWriter {
 public:
  explicit JsonWriter(EntityReader& entities) : entities_(entities) {}

  Status write(const Datum& value) {
    switch (value.kind()) {
      case Kind::kNull:
      case Kind::kBoolean:
      case Kind::kInteger: out_ += toPlainText(value); return {};
      case Kind::kFloat:
        out_ += std::isfinite(value.asFloat()) ? floatText(value.asFloat()) : json(toPlainText(value));
        return {};
      case Kind::kList: return writeList(value.asList());
      case Kind::kMap: return writeMap(value.asMap());
      case Kind::kNode: {
        TENURE_ASSIGN(const auto parts, entities_.node(value));
        out_ += R"({"labels":[)";
        for (const std::string& label : parts.labels) out_ += (out_.back() == '[' ? "" : ",") + json(label);
        out_ += R"(],"properties":)";
        TENURE_TRY(writeMap(parts.properties));
        out_ += '}';
        return {};
      }
      case Kind::kRelationship: {
        TENURE_ASSIGN(const auto parts, entities_.relationship(value));
        out_ += R"({"type":)" + json(parts.type) + R"(,"properties":)";
        TENURE_TRY(writeMap(parts.properties));
        out_ += '}';
        return {};
      }
      case Kind::kPath: return writePath(value.asPath());
      default: out_ += json(toPlainText(value)); return {};
    }
  }

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  Status writeList(const DatumList& list) {
    out_ += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_ += ',';
      TENURE_TRY(write(list[i]));
    }
    out_ += ']';
    return {};
  }

  Status writeMap(const DatumMap& map) {
    out_ += '{';
    for (std::size_t i = 0; i < map.size(); ++i) {
      out_ += (i > 0 ? "," : "") + json(map[i].first) + ":";
      TENURE_TRY(write(map[i].second));
    }
    out_ += '}';
    return {};
  }

  Status writePath(const PathValue& path) {
    DatumList parts;
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      parts.push_back(path.nodes[i]);
      if (i < path.relationships.size()) parts.push_back(path.relationships[i]);
    }
    return writeList(parts);
  }

  EntityReader& entities_;
  std::string out_;
};

}  // namespace

std::string floatText(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  const double magnitude = std::fabs(number);
  const bool plain = magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7);  // as Java's Double.toString
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific);
  std::string text(buffer.data(), end.ptr);
  if (plain) return text.find('.') == std::string::npos ? text + ".0" : text;
  const std::size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  return mantissa + "E" + std::to_string(std::strtol(text.c_str() + e + 1, nullptr, 10));
}

std::string toPlainText(const Datum& value) {
  switch (value.kind()) {
    case Kind::kNull: return "null";
    case Kind::kBoolean: return value.asBoolean() ? "true" : "false";
    case Kind::kInteger: return std::to_string(value.asInteger());
    case Kind::kFloat: return floatText(value.asFloat());
    case Kind::kString: return value.asString();
    case Kind::kDate: return toText(Value(value.asDate()));
    case Kind::kLocalTime: return toText(Value(value.asLocalTime()));
    case Kind::kTime: return toText(Value(value.asTime()));
    case Kind::kLocalDateTime: return toText(Value(value.asLocalDateTime()));
    case Kind::kDateTime: return toText(Value(value.asDateTime()));
    case Kind::kDuration: return toText(Value(value.asDuration()));
    default: return toCypherText(value);
  }
}

Result<std::string> toCypherText(const Datum& value, EntityReader& entities, Quoting quoting) {
  CypherWriter writer(&entities, quoting);
  TENURE_TRY(writer.write(value));
  return std::move(writer).take();
}

std::string toCypherText(const Datum& value) {
  CypherWriter writer(nullptr, Quoting::kAll);
  // Without entities there is nothing to read and so nothing to fail.
  if (!writer.write(value)) return {};
  return std::move(writer).take();
}

Result<std::string> toJson(const Datum& value, EntityReader& entities) {
  JsonWriter writer(entities);
  TENURE_TRY(writer.write(value));
  return std::move(writer).take();
}

}  // namespace tenure::query

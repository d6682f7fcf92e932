// A JSON text (RFC 8259) as a tree that remembers where each value stands, so that an error can point to it.
// What a plain reader would pass over is refused: a key that stands twice in one object, an integer beyond 64
// bits, nesting beyond 100 levels, bytes that are not UTF-8.
//
// Errors carry Place{"", 0, byte offset + 1}; `placed` turns that into a file, a line and a column. Plain
// values and pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace tenure::interchange {

inline constexpr std::size_t kJsonDepthMost = 100;

struct JsonNode {
  enum class Kind : std::uint8_t { kNull, kBoolean, kInteger, kFloat, kText, kArray, kObject };
  Kind kind = Kind::kNull;
  bool truth = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string text;
  std::vector<JsonNode> items;    ///< of an array, or the values of an object
  std::vector<std::string> keys;  ///< of an object, beside its values
  std::size_t offset = 0;         ///< of its first byte
};

[[nodiscard]] Result<JsonNode> parseJson(std::string_view text);

/// "null", "a boolean", "an integer", "a float", "a text", "an array", "an object".
[[nodiscard]] std::string_view kindName(JsonNode::Kind kind);

[[nodiscard]] Error jsonError(const JsonNode& at, std::string message);
/// An error of `text`, which is line `line` of `file`, with columns in characters.
[[nodiscard]] Error placed(const Error& error, std::string_view text, const std::string& file,
                           std::uint64_t line);

/// The fields of one object, each to be asked for by its name; `finish` then refuses what was not asked for.
class JsonFields {
 public:
  /// kParse unless `node` is an object. `what` names it in messages and, as `node`, outlives this.
  [[nodiscard]] static Result<JsonFields> of(const JsonNode& node, std::string_view what);

  /// The value, or nullptr.
  [[nodiscard]] const JsonNode* find(std::string_view key);
  [[nodiscard]] Result<const JsonNode*> need(std::string_view key);
  [[nodiscard]] Result<const JsonNode*> need(std::string_view key, JsonNode::Kind kind);

  // Absent optional ones give the value that the writer leaves out: empty, false, nullptr.
  [[nodiscard]] Result<std::string> text(std::string_view key);
  [[nodiscard]] Result<std::string> optionalText(std::string_view key);
  [[nodiscard]] Result<std::uint64_t> count(std::string_view key);  ///< an integer, 0 or more
  [[nodiscard]] Result<bool> optionalFlag(std::string_view key);
  [[nodiscard]] Result<const JsonNode*> optional(std::string_view key, JsonNode::Kind kind);
  [[nodiscard]] Result<std::vector<std::string>> optionalTexts(std::string_view key);

  Status finish() const;
  [[nodiscard]] Error fieldError(const JsonNode& at, std::string_view key, std::string_view message) const;

 private:
  JsonFields(const JsonNode& node, std::string_view what)
      : node_(&node), what_(what), asked_(node.keys.size(), false) {}

  const JsonNode* node_;
  std::string_view what_;
  std::vector<bool> asked_;
};

}  // namespace tenure::interchange

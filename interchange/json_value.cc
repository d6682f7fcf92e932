#include "interchange/json_value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "interchange/time_text.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

constexpr std::string_view kFloatWord = "$float";
constexpr std::string_view kMapWord = "$map";

struct TimeWord {
  std::string_view word;
  ValueType type;
};
constexpr std::array<TimeWord, 6> kTimeWords = {{
    {"$date", ValueType::kDate},
    {"$localtime", ValueType::kLocalTime},
    {"$time", ValueType::kTime},
    {"$localdatetime", ValueType::kLocalDateTime},
    {"$datetime", ValueType::kDateTime},
    {"$duration", ValueType::kDuration},
}};

bool isDollar(std::string_view key) { return !key.empty() && key.front() == '$'; }

class Writing {
 public:
  explicit Writing(JsonWriter& out) : out_(out) {}

  void operator()(Null) const { out_.null(); }
  void operator()(bool truth) const { out_.boolean(truth); }
  void operator()(std::int64_t number) const { out_.integer(number); }
  void operator()(double number) const {
    if (std::isfinite(number)) {
      out_.number(number);
    } else {
      typed(kFloatWord, toText(number));
    }
  }
  void operator()(const std::string& text) const { out_.text(text); }
  void operator()(const Date& date) const { typed("$date", toText(date)); }
  void operator()(const LocalTime& time) const { typed("$localtime", toText(time)); }
  void operator()(const ZonedTime& time) const { typed("$time", toText(time)); }
  void operator()(const LocalDateTime& time) const { typed("$localdatetime", toText(time)); }
  void operator()(const ZonedDateTime& time) const { typed("$datetime", toText(time)); }
  void operator()(const Duration& duration) const { typed("$duration", toText(duration)); }
  void operator()(const List& list) const {
    out_.beginArray();
    for (const Value& item : list) writeValue(out_, item);
    out_.endArray();
  }
  void operator()(const Map& map) const {
    const bool escaped =
        std::any_of(map.begin(), map.end(), [](const auto& item) { return isDollar(item.first); });
    if (escaped) out_.beginObject().key(kMapWord);
    out_.beginObject();
    for (const auto& [key, item] : map) {
      out_.key(key);
      writeValue(out_, item);
    }
    out_.endObject();
    if (escaped) out_.endObject();
  }

 private:
  void typed(std::string_view word, std::string_view text) const {
    out_.beginObject().key(word).text(text).endObject();
  }

  JsonWriter& out_;
};

Result<Value> floatFrom(const JsonNode& node) {
  using Limits = std::numeric_limits<double>;
  for (const double number : {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity()}) {
    if (node.kind == JsonNode::Kind::kText && node.text == toText(number)) return Value(number);
  }
  return jsonError(node,
                   "\"$float\" is \"NaN\", \"Infinity\" or \"-Infinity\"; other floats are plain numbers");
}

Result<Value> mapFrom(const JsonNode& node) {
  if (node.kind != JsonNode::Kind::kObject) {
    return jsonError(node, "\"$map\" is an object, not " + std::string(kindName(node.kind)));
  }
  Map map;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    TENURE_ASSIGN(Value item, valueFrom(node.items[i]));
    map.emplace(node.keys[i], std::move(item));
  }
  return Value(std::move(map));
}

/// The value of {"$word": …}.
Result<Value> typedFrom(const JsonNode& object, std::string_view word) {
  const JsonNode& node = object.items.front();
  if (object.keys.size() > 1) {
    return jsonError(object, "a key that begins with a dollar sign, \"" + tenure::quoted(word) +
                                 "\", stands alone in its object; maps that have such keys are written "
                                 "{\"$map\": {…}}");
  }
  if (word == kMapWord) return mapFrom(node);
  if (word == kFloatWord) return floatFrom(node);
  const auto* found = std::find_if(kTimeWords.begin(), kTimeWords.end(),
                                   [&](const TimeWord& time) { return time.word == word; });
  if (found == kTimeWords.end()) {
    std::string known = "$float, $map";
    for (const TimeWord& time : kTimeWords) known += ", " + std::string(time.word);
    return jsonError(object, "\"" + tenure::quoted(word) + "\" is no type of value; there are " + known);
  }
  if (node.kind != JsonNode::Kind::kText) {
    return jsonError(node,
                     "\"" + std::string(word) + "\" is a text, not " + std::string(kindName(node.kind)));
  }
  Result<Value> value = parseTimeValue(found->type, node.text);
  if (!value.ok()) return jsonError(node, value.error().message());
  if (toText(*value) == node.text) return value;
  // One spelling for each value, so that what is read and written again has the same bytes.
  return jsonError(node, "'" + tenure::quoted(node.text) + "' is written " + toText(*value));
}

Result<Value> listFrom(const JsonNode& node) {
  List list;
  list.reserve(node.items.size());
  for (const JsonNode& item : node.items) {
    TENURE_ASSIGN(Value value, valueFrom(item));
    list.push_back(std::move(value));
  }
  return Value(std::move(list));
}

}  // namespace

void writeValue(JsonWriter& out, const Value& value) { std::visit(Writing(out), value.data()); }

std::string jsonOf(const Value& value) {
  std::string out;
  JsonWriter writer(out);
  writeValue(writer, value);
  return out;
}

// The depth of recursion is the depth of the tree, which parseJson limits.
Result<Value> valueFrom(const JsonNode& node) {
  switch (node.kind) {
    case JsonNode::Kind::kNull: return Value();
    case JsonNode::Kind::kBoolean: return Value(node.truth);
    case JsonNode::Kind::kInteger: return Value(node.integer);
    case JsonNode::Kind::kFloat: return Value(node.number);
    case JsonNode::Kind::kText: return Value(node.text);
    case JsonNode::Kind::kArray: return listFrom(node);
    case JsonNode::Kind::kObject: break;
  }
  for (const std::string& key : node.keys) {
    if (isDollar(key)) return typedFrom(node, key);
  }
  return mapFrom(node);
}

Result<Value> valueFromJson(std::string_view text) {
  const Result<JsonNode> node = parseJson(text);
  if (!node.ok()) return placed(node.error(), text, {}, 0);
  Result<Value> value = valueFrom(*node);
  if (!value.ok()) return placed(value.error(), text, {}, 0);
  return value;
}

}  // namespace tenure::interchange

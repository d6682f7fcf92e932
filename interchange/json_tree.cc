#include "interchange/json_tree.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "schema/names.h"
#include "schema/text_quote.h"

namespace tenure::interchange {

namespace {

/// A pointer into the text that tells how far the parser has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  const char** reached_;
};

/// Builds the tree from nlohmann's events. Names of its functions are the library's.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text), reached_(text.data()) {}

  [[nodiscard]] const char** reached() { return &reached_; }
  [[nodiscard]] Result<JsonNode> result() && {
    if (problem_) return std::move(*problem_);
    return std::move(root_);
  }

  bool null() { return add({}); }
  bool boolean(bool truth) {
    JsonNode node = of(JsonNode::Kind::kBoolean);
    node.truth = truth;
    return add(std::move(node));
  }
  bool number_integer(std::int64_t integer) {
    JsonNode node = of(JsonNode::Kind::kInteger);
    node.integer = integer;
    return add(std::move(node));
  }
  bool number_unsigned(std::uint64_t integer) {
    if (integer > static_cast<std::uint64_t>(INT64_MAX)) return tooLarge();
    return number_integer(static_cast<std::int64_t>(integer));
  }
  bool number_float(double number, const std::string& written) {
    if (written.find_first_of(".eE") == std::string::npos) return tooLarge();
    JsonNode node = of(JsonNode::Kind::kFloat);
    node.number = number;
    return add(std::move(node));
  }
  bool string(std::string& text) {
    JsonNode node = of(JsonNode::Kind::kText);
    node.text = std::move(text);
    return add(std::move(node));
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(JsonNode::Kind::kObject); }
  bool start_array(std::size_t) { return open(JsonNode::Kind::kArray); }
  bool end_object() {
    const JsonNode& object = *open_.back();
    std::vector<std::string_view> keys(object.keys.begin(), object.keys.end());
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice == keys.end()) return close();
    return fail(object.offset, "the key \"" + tenure::quoted(*twice) + "\" stands twice in one object");
  }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    open_.back()->keys.push_back(std::move(name));
    token_end_ = reachedOffset();
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) {
    std::string reason = problem.what();
    // "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while parsing …"
    if (const std::size_t colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
    if (problem.id == 406) return tooLarge();
    return fail(std::min(position > 0 ? position - 1 : 0, text_.size()), tenure::quoted(reason));
  }

 private:
  static JsonNode of(JsonNode::Kind kind) {
    JsonNode node;
    node.kind = kind;
    return node;
  }

  [[nodiscard]] std::size_t reachedOffset() const {
    return static_cast<std::size_t>(reached_ - text_.data());
  }

  /// Where the token at hand begins: behind the last one and what separates them. (A number is known to end
  /// only when the byte after it is read, so that byte may have been passed already.)
  [[nodiscard]] std::size_t tokenBegin() const {
    const std::size_t at = text_.find_first_not_of(" \t\r\n,:]}", token_end_);
    return at == std::string_view::npos ? token_end_ : at;
  }

  bool add(JsonNode node) {
    node.offset = tokenBegin();
    token_end_ = reachedOffset();
    place(std::move(node));
    return true;
  }

  JsonNode& place(JsonNode node) {
    if (open_.empty()) return root_ = std::move(node);
    open_.back()->items.push_back(std::move(node));
    return open_.back()->items.back();
  }

  bool open(JsonNode::Kind kind) {
    JsonNode node = of(kind);
    node.offset = tokenBegin();
    token_end_ = reachedOffset();
    if (open_.size() == kJsonDepthMost) {
      return fail(node.offset, "it is nested more than " + std::to_string(kJsonDepthMost) + " levels deep");
    }
    open_.push_back(&place(std::move(node)));  // stays where it is: its siblings come after it is closed
    return true;
  }

  bool close() {
    token_end_ = reachedOffset();
    open_.pop_back();
    return true;
  }

  bool tooLarge() { return fail(tokenBegin(), "the number does not fit 64 bits"); }

  bool fail(std::size_t offset, std::string message) {
    problem_.emplace(ErrorCode::kParse, std::move(message), Place{{}, 0, offset + 1});
    return false;
  }

  std::string_view text_;
  const char* reached_;
  std::size_t token_end_ = 0;
  JsonNode root_;
  std::vector<JsonNode*> open_;
  std::optional<Error> problem_;
};

}  // namespace

Result<JsonNode> parseJson(std::string_view text) {
  if (const auto broken = firstInvalidUtf8(text)) {
    return Error(ErrorCode::kParse,
                 "the byte " + tenure::quoted(text.substr(*broken, 1)) + " is not valid UTF-8",
                 Place{{}, 0, *broken + 1});
  }
  TreeBuilder builder(text);
  const CountingIterator begin(text.data(), builder.reached());
  const CountingIterator end(text.data() + text.size(), builder.reached());
  (void)nlohmann::json::sax_parse(begin, end, &builder);
  return std::move(builder).result();
}

std::string_view kindName(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::kNull: return "null";
    case JsonNode::Kind::kBoolean: return "a boolean";
    case JsonNode::Kind::kInteger: return "an integer";
    case JsonNode::Kind::kFloat: return "a float";
    case JsonNode::Kind::kText: return "a text";
    case JsonNode::Kind::kArray: return "an array";
    case JsonNode::Kind::kObject: return "an object";
  }
  return "null";
}

Error jsonError(const JsonNode& at, std::string message) {
  return {ErrorCode::kParse, std::move(message), Place{{}, 0, at.offset + 1}};
}

Error placed(const Error& error, std::string_view text, const std::string& file, std::uint64_t line) {
  const std::uint64_t offset = error.place() && error.place()->column > 0 ? error.place()->column - 1 : 0;
  return error.at({file, line, columnAt(text, offset)});
}

Result<JsonFields> JsonFields::of(const JsonNode& node, std::string_view what) {
  if (node.kind == JsonNode::Kind::kObject) return JsonFields(node, what);
  return jsonError(node, std::string(what) + " is an object, not " + std::string(kindName(node.kind)));
}

const JsonNode* JsonFields::find(std::string_view key) {
  const auto found = std::find(node_->keys.begin(), node_->keys.end(), key);
  if (found == node_->keys.end()) return nullptr;
  const auto index = static_cast<std::size_t>(found - node_->keys.begin());
  asked_[index] = true;
  return &node_->items[index];
}

Result<const JsonNode*> JsonFields::need(std::string_view key) {
  if (const JsonNode* node = find(key)) return node;
  return jsonError(*node_, std::string(what_) + " has no field \"" + std::string(key) + "\"");
}

Result<const JsonNode*> JsonFields::need(std::string_view key, JsonNode::Kind kind) {
  TENURE_ASSIGN(const JsonNode* const node, need(key));
  if (node->kind == kind) return node;
  return fieldError(*node, key,
                    "is " + std::string(kindName(kind)) + ", not " + std::string(kindName(node->kind)));
}

Result<const JsonNode*> JsonFields::optional(std::string_view key, JsonNode::Kind kind) {
  if (find(key) == nullptr) return static_cast<const JsonNode*>(nullptr);
  return need(key, kind);
}

Result<std::string> JsonFields::text(std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, need(key, JsonNode::Kind::kText));
  return node->text;
}

Result<std::string> JsonFields::optionalText(std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, optional(key, JsonNode::Kind::kText));
  return node == nullptr ? std::string() : node->text;
}

Result<std::uint64_t> JsonFields::count(std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, need(key, JsonNode::Kind::kInteger));
  if (node->integer < 0) return fieldError(*node, key, "is 0 or more, not " + std::to_string(node->integer));
  return static_cast<std::uint64_t>(node->integer);
}

Result<bool> JsonFields::optionalFlag(std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, optional(key, JsonNode::Kind::kBoolean));
  return node != nullptr && node->truth;
}

Result<std::vector<std::string>> JsonFields::optionalTexts(std::string_view key) {
  TENURE_ASSIGN(const JsonNode* const node, optional(key, JsonNode::Kind::kArray));
  std::vector<std::string> out;
  if (node == nullptr) return out;
  for (const JsonNode& item : node->items) {
    if (item.kind != JsonNode::Kind::kText) {
      return fieldError(item, key, "is an array of texts, not of " + std::string(kindName(item.kind)));
    }
    out.push_back(item.text);
  }
  return out;
}

Status JsonFields::finish() const {
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (asked_[i]) continue;
    return jsonError(node_->items[i],
                     std::string(what_) + " has an unknown field \"" + tenure::quoted(node_->keys[i]) + "\"");
  }
  return {};
}

Error JsonFields::fieldError(const JsonNode& at, std::string_view key, std::string_view message) const {
  const std::string_view gap = message.substr(0, 1) == ":" ? "" : " ";
  return jsonError(at, "the field \"" + std::string(key) + "\" of " + std::string(what_) + std::string(gap) +
                           std::string(message));
}

}  // namespace tenure::interchange

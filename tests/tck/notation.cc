#include "tests/tck/notation.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace tenure::tck {

namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Cell> whole() {
    TENURE_ASSIGN(Cell cell, value());
    skipSpace();
    if (at_ != text_.size()) return expected("the end");
    return cell;
  }

 private:
  Result<Cell> value() {
    skipSpace();
    switch (peek()) {
      case '\'': return string();
      case '[': return listOrRelationship();
      case '{': return map();
      case '(': return node();
      case '<': return path();
      default: return scalar();
    }
  }

  Result<Cell> string() {
    Cell cell;
    cell.kind = Cell::Kind::kString;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\'') {
        ++at_;
        return cell;
      }
      const bool escape =
          text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '\\' || text_[at_ + 1] == '\'');
      if (escape) ++at_;
      cell.text += text_[at_];
    }
    return expected("'");
  }

  Result<Cell> scalar() {
    const std::size_t end = std::min(text_.find_first_of(",]}) \n\t", at_), text_.size());
    const std::string_view word = text_.substr(at_, end - at_);
    Cell cell;
    if (word == "null") {
      cell.kind = Cell::Kind::kNull;
    } else if (word == "true" || word == "false") {
      cell.kind = Cell::Kind::kBoolean;
      cell.boolean = word == "true";
    } else if (word == "NaN" || word == "Inf" || word == "-Inf") {
      cell.kind = Cell::Kind::kFloat;
      cell.floating = word == "NaN" ? std::nan("") : word == "Inf" ? HUGE_VAL : -HUGE_VAL;
    } else if (!number(word, cell)) {
      return expected("a value");
    }
    at_ = end;
    return cell;
  }

  static bool number(std::string_view word, Cell& cell) {
    const char* const end = word.data() + word.size();
    if (word.empty()) return false;
    const auto whole = std::from_chars(word.data(), end, cell.integer);
    if (whole.ec == std::errc() && whole.ptr == end) {
      cell.kind = Cell::Kind::kInteger;
      return true;
    }
    const auto part = std::from_chars(word.data(), end, cell.floating);
    cell.kind = Cell::Kind::kFloat;
    return part.ec == std::errc() && part.ptr == end;
  }

  Result<Cell> listOrRelationship() {
    ++at_;
    skipSpace();
    if (peek() == ':') return relationship();
    Cell cell;
    cell.kind = Cell::Kind::kList;
    while (!take(']')) {
      if (!cell.items.empty()) TENURE_TRY(require(','));
      TENURE_ASSIGN(Cell item, value());
      cell.items.push_back(std::move(item));
      skipSpace();
    }
    return cell;
  }

  /// After "[".
  Result<Cell> relationship() {
    ++at_;
    Cell cell;
    cell.kind = Cell::Kind::kRelationship;
    cell.text = name();
    TENURE_TRY(properties(cell));
    TENURE_TRY(require(']'));
    return cell;
  }

  Result<Cell> map() {
    Cell cell;
    cell.kind = Cell::Kind::kMap;
    TENURE_TRY(entries(cell));
    return cell;
  }

  /// From "{" to "}".
  Status entries(Cell& cell) {
    TENURE_TRY(require('{'));
    while (!take('}')) {
      if (!cell.entries.empty()) TENURE_TRY(require(','));
      skipSpace();
      std::string key = name();
      TENURE_TRY(require(':'));
      TENURE_ASSIGN(Cell item, value());
      cell.entries.emplace_back(std::move(key), std::move(item));
    }
    return {};
  }

  Status properties(Cell& cell) {
    skipSpace();
    return peek() == '{' ? entries(cell) : Status();
  }

  Result<Cell> node() {
    TENURE_TRY(require('('));
    Cell cell;
    cell.kind = Cell::Kind::kNode;
    while (take(':')) cell.labels.push_back(name());
    TENURE_TRY(properties(cell));
    TENURE_TRY(require(')'));
    return cell;
  }

  Result<Cell> path() {
    ++at_;
    Cell cell;
    cell.kind = Cell::Kind::kPath;
    TENURE_ASSIGN(Cell first, node());
    cell.items.push_back(std::move(first));
    while (!take('>')) {
      const bool backward = take('<');
      TENURE_TRY(require('-'));
      TENURE_TRY(require('['));
      TENURE_ASSIGN(Cell step, relationship());
      TENURE_TRY(require('-'));
      if (!backward) TENURE_TRY(require('>'));
      TENURE_ASSIGN(Cell next, node());
      cell.forward.push_back(!backward);
      cell.items.push_back(std::move(step));
      cell.items.push_back(std::move(next));
    }
    return cell;
  }

  std::string name() {
    skipSpace();
    if (peek() == '`') {
      const std::size_t end = std::min(text_.find('`', at_ + 1), text_.size());
      std::string quoted(text_.substr(at_ + 1, end - at_ - 1));
      at_ = std::min(end + 1, text_.size());
      return quoted;
    }
    const std::size_t end = std::min(text_.find_first_of(":,{}[]() \n\t", at_), text_.size());
    std::string plain(text_.substr(at_, end - at_));
    at_ = end;
    return plain;
  }

  void skipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    skipSpace();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  Status require(char c) { return take(c) ? Status() : Status(expected(std::string(1, c))); }
  [[nodiscard]] Error expected(std::string_view what) const {
    return {ErrorCode::kParse, std::string(what) + " is expected in: " + std::string(text_),
            Place{{}, 0, at_ + 1}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Cell> parseCell(std::string_view text) { return Parser(text).whole(); }

Result<query::Datum> toDatum(const Cell& cell) {
  using query::Datum;
  switch (cell.kind) {
    case Cell::Kind::kNull: return Datum();
    case Cell::Kind::kBoolean: return Datum::boolean(cell.boolean);
    case Cell::Kind::kInteger: return Datum::integer(cell.integer);
    case Cell::Kind::kFloat: return Datum::floating(cell.floating);
    case Cell::Kind::kString: return Datum::string(cell.text);
    case Cell::Kind::kList: {
      query::DatumList items;
      for (const Cell& item : cell.items) {
        TENURE_ASSIGN(Datum value, toDatum(item));
        items.push_back(std::move(value));
      }
      return Datum::list(std::move(items));
    }
    case Cell::Kind::kMap: {
      query::DatumMap entries;
      for (const auto& [key, item] : cell.entries) {
        TENURE_ASSIGN(Datum value, toDatum(item));
        entries.emplace_back(key, std::move(value));
      }
      return Datum::map(std::move(entries));
    }
    default: break;
  }
  return Error(ErrorCode::kInvalidArgument, "a node, relationship or path is no parameter");
}

}  // namespace tenure::tck

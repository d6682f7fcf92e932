// The tokens of a statement as the parser walks them: looking ahead, taking, and saying what was expected.
//
// The first failure is kept and ends the walk: from then on nothing is at hand and nothing is accepted, so
// that the productions run out by themselves and none needs to look at each step. A production that loops
// does so while it accepts something.
//
// Not thread-safe; lives for one statement.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/query/parser/ast_expression.h"
#include "engine/query/parser/lexer.h"

namespace tenure::query {

/// Whether `word` cannot be a variable's name without backticks.
[[nodiscard]] bool isReserved(std::string_view word);

class TokenStream {
 public:
  /// `text` must outlive this.
  explicit TokenStream(std::string_view text);

  [[nodiscard]] bool failed() const { return failure_.has_value(); }
  [[nodiscard]] Error takeFailure() { return std::move(*failure_); }

  // ---- Looking ----

  [[nodiscard]] const Token& token(std::size_t ahead = 0) const {
    const std::size_t last = lexed_.tokens.size() - 1;
    return lexed_.tokens[cursor_ + ahead < last ? cursor_ + ahead : last];
  }
  [[nodiscard]] Position position() const { return token().at; }
  [[nodiscard]] bool at(TokenKind kind, std::size_t ahead = 0) const { return token(ahead).kind == kind; }
  /// Whether the token is this word, in any case of letters; `keyword` is in capitals. What was asked for at
  /// a place is what a misspelled word is compared with.
  [[nodiscard]] bool at(std::string_view keyword);
  [[nodiscard]] bool isWord(std::string_view keyword, std::size_t ahead) const;
  /// A word or a name in backticks.
  [[nodiscard]] bool atName(std::size_t ahead = 0) const {
    return at(TokenKind::kName, ahead) || at(TokenKind::kQuotedName, ahead);
  }
  /// What the name at hand means, its backticks taken away.
  [[nodiscard]] std::string nameText() const;
  /// How far ahead the bracket that begins `ahead` tokens from here closes, or 0.
  [[nodiscard]] std::size_t partnerAhead(std::size_t ahead) const;
  [[nodiscard]] std::string_view written(std::size_t ahead = 0) const { return written(token(ahead)); }
  [[nodiscard]] std::string_view written(const Token& token) const {
    return text_.substr(token.at.offset, token.length);
  }
  /// The text from `begin` to the end of the last token taken.
  [[nodiscard]] ast::Span spanFrom(Position begin) const {
    return {begin.offset, end_ > begin.offset ? end_ - begin.offset : 0};
  }
  [[nodiscard]] std::string_view textOf(ast::Span span) const {
    return text_.substr(span.offset, span.length);
  }

  // ---- Taking ----

  void take();
  bool accept(TokenKind kind);
  bool accept(std::string_view keyword);
  /// Two or more words, all or none: "ORDER", "BY".
  bool acceptAll(std::initializer_list<std::string_view> keywords);
  /// Takes it, or fails with "expected <what>".
  bool expect(TokenKind kind, std::string_view what);
  bool expect(std::string_view keyword);

  /// Any word or name in backticks: a label, a type, a key, a parameter.
  ast::Name anyName(std::string_view what);
  /// A name that is not reserved: a variable.
  ast::Name variableName(std::string_view what);
  /// Names joined by points: "duration.between".
  ast::Name dottedName(std::string_view what);

  // ---- Failing ----

  /// SyntaxError.UnexpectedSyntax here: "expected <what>, found <token>", and the keyword meant, perhaps.
  void failExpected(std::string_view what);
  void fail(std::string_view detail, std::string message, Position at);
  void fail(Error error);

 private:
  [[nodiscard]] std::string found() const;
  [[nodiscard]] std::string hint() const;

  std::string_view text_;
  Lexed lexed_;
  std::size_t cursor_ = 0;
  std::uint32_t end_ = 0;  ///< where the last token taken ends
  std::optional<Error> failure_;
  std::array<std::string_view, 64> tried_{};  ///< the keywords asked for at the cursor
  std::size_t tried_count_ = 0;
};

}  // namespace tenure::query

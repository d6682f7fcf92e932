// The words of a statement: from text to tokens. White space and comments are passed over here. A token knows
// its place; what a number or a quoted text means, literals.h says.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/query/query_error.h"
#include "schema/result.h"

namespace tenure::query {

enum class TokenKind : std::uint8_t {
  kEnd,
  kInvalid,     ///< here the text stops being words: Lexed::problem says why
  kName,        ///< a word, keywords included
  kQuotedName,  ///< `in backticks`
  kString,      ///< with its quotes
  kInteger,     ///< digits, or 0x... or 0o...
  kFloat,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kSemicolon,
  kColon,
  kDot,
  kDots,  ///< ..
  kBar,
  kAmpersand,
  kBang,
  kPercent,
  kPlus,
  kPlusEqual,
  kMinus,  ///< any dash
  kStar,
  kSlash,
  kCaret,
  kEqual,
  kMatches,  ///< =~
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kDollar,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Position at;
  std::uint32_t length = 0;   ///< in bytes
  std::uint32_t partner = 0;  ///< of an opening bracket: which token closes it; 0 where none does
};

struct Lexed {
  std::vector<Token> tokens;     ///< the last is kEnd or kInvalid
  std::optional<Error> problem;  ///< with its place; why the last is kInvalid
};

/// `text` must be shorter than 4 GiB.
[[nodiscard]] Lexed lex(std::string_view text);

}  // namespace tenure::query

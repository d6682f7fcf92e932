#include "engine/query/parser/lexer.h"

#include <string>
#include <utility>

#include "engine/query/parser/characters.h"
#include "engine/query/parser/literals.h"
#include "schema/text_quote.h"

namespace tenure::query {
namespace {

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Lexed run() {
    out_.tokens.reserve(text_.size() / 4 + 2);
    for (;;) {
      if (!skipBlanks()) break;
      if (here_.offset == text_.size()) {
        push(TokenKind::kEnd, 0);
        break;
      }
      if (!next()) break;
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return here_.offset + ahead < text_.size() ? text_[here_.offset + ahead] : '\0';
  }
  [[nodiscard]] bool startsWith(std::string_view what) const {
    return text_.substr(here_.offset, what.size()) == what;
  }

  /// Ends the words here; always false.
  bool broken(std::string_view detail, std::string message, Position at) {
    out_.problem = queryError(ErrorClass::kSyntaxError, detail, std::move(message), at);
    out_.tokens.push_back({.kind = TokenKind::kInvalid, .at = at, .length = 0, .partner = 0});
    return false;
  }

  /// Moves past one code point; false where it is none.
  bool advance() {
    const char c = peek();
    if (static_cast<unsigned char>(c) < 0x80) {
      ++here_.offset;
      ++here_.column;
      if (c == '\n') here_ = {.offset = here_.offset, .line = here_.line + 1, .column = 1};
      return true;
    }
    std::size_t at = here_.offset;
    if (nextCodePoint(text_, at) < 0)
      return broken("InvalidUnicodeCharacter",
                    "the text is not UTF-8: byte " + quotedCharacter(text_.substr(here_.offset, 1)), here_);
    here_.offset = static_cast<std::uint32_t>(at);
    ++here_.column;
    return true;
  }
  void advanceAscii(std::size_t count) {
    here_.offset += static_cast<std::uint32_t>(count);
    here_.column += static_cast<std::uint32_t>(count);
  }
  /// The code point here without moving; negative where it is none. Not at the end.
  [[nodiscard]] std::int32_t codePoint() const {
    if (static_cast<unsigned char>(peek()) < 0x80) return static_cast<unsigned char>(peek());
    std::size_t at = here_.offset;
    return nextCodePoint(text_, at);
  }
  [[nodiscard]] bool atEnd() const { return here_.offset == text_.size(); }

  /// White space and comments; false for what is broken in them.
  bool skipBlanks() {
    while (!atEnd()) {
      if (startsWith("//")) {
        while (!atEnd() && peek() != '\n')
          if (!advance()) return false;
      } else if (startsWith("/*")) {
        if (!skipBlockComment()) return false;
      } else if (isWhiteSpace(codePoint())) {
        if (!advance()) return false;
      } else {
        return true;
      }
    }
    return true;
  }
  bool skipBlockComment() {
    const Position begin = here_;
    advanceAscii(2);
    while (!startsWith("*/")) {
      if (atEnd()) return broken("UnexpectedSyntax", "the comment that begins here has no */", begin);
      if (!advance()) return false;
    }
    advanceAscii(2);
    return true;
  }

  void push(TokenKind kind, std::size_t length) { pushFrom(here_, kind, length); }
  void pushFrom(Position at, TokenKind kind, std::size_t length) {
    out_.tokens.push_back(
        {.kind = kind, .at = at, .length = static_cast<std::uint32_t>(length), .partner = 0});
  }
  bool symbol(TokenKind kind, std::size_t length = 1) {
    push(kind, length);
    advanceAscii(length);
    return true;
  }
  bool open(TokenKind kind) {
    opened_.push_back(static_cast<std::uint32_t>(out_.tokens.size()));
    return symbol(kind);
  }
  bool close(TokenKind kind) {
    if (!opened_.empty()) {
      out_.tokens[opened_.back()].partner = static_cast<std::uint32_t>(out_.tokens.size());
      opened_.pop_back();
    }
    return symbol(kind);
  }

  bool next() {
    const std::int32_t c = codePoint();
    if (beginsName(c)) return name();
    if (c < 0x80 && isDigit(static_cast<char>(c))) return number();
    switch (c) {
      case '\'':
      case '"': return string();
      case '`': return quotedName();
      case '(': return open(TokenKind::kLeftParen);
      case ')': return close(TokenKind::kRightParen);
      case '[': return open(TokenKind::kLeftBracket);
      case ']': return close(TokenKind::kRightBracket);
      case '{': return open(TokenKind::kLeftBrace);
      case '}': return close(TokenKind::kRightBrace);
      case ',': return symbol(TokenKind::kComma);
      case ';': return symbol(TokenKind::kSemicolon);
      case ':': return symbol(TokenKind::kColon);
      case '|': return symbol(TokenKind::kBar);
      case '&': return symbol(TokenKind::kAmpersand);
      case '!': return symbol(TokenKind::kBang);
      case '%': return symbol(TokenKind::kPercent);
      case '-': return symbol(TokenKind::kMinus);
      case '*': return symbol(TokenKind::kStar);
      case '/': return symbol(TokenKind::kSlash);
      case '^': return symbol(TokenKind::kCaret);
      case '$': return symbol(TokenKind::kDollar);
      case '.': return dot();
      case '+': return peek(1) == '=' ? symbol(TokenKind::kPlusEqual, 2) : symbol(TokenKind::kPlus);
      case '=': return peek(1) == '~' ? symbol(TokenKind::kMatches, 2) : symbol(TokenKind::kEqual);
      case '<':
        if (peek(1) == '=') return symbol(TokenKind::kLessOrEqual, 2);
        return peek(1) == '>' ? symbol(TokenKind::kNotEqual, 2) : symbol(TokenKind::kLess);
      case '>': return peek(1) == '=' ? symbol(TokenKind::kGreaterOrEqual, 2) : symbol(TokenKind::kGreater);
      default: return other(c);
    }
  }

  bool dot() {
    if (peek(1) == '.') return symbol(TokenKind::kDots, 2);
    return isDigit(peek(1)) ? number() : symbol(TokenKind::kDot);
  }

  /// Characters beyond ASCII that draw arrows; all others are none of ours.
  bool other(std::int32_t c) {
    const Position begin = here_;
    if (c >= 0x80 && (isDash(c) || isLeftArrowHead(c) || isRightArrowHead(c))) {
      const TokenKind kind = isDash(c)            ? TokenKind::kMinus
                             : isLeftArrowHead(c) ? TokenKind::kLess
                                                  : TokenKind::kGreater;
      if (!advance()) return false;
      pushFrom(begin, kind, here_.offset - begin.offset);
      return true;
    }
    if (!advance()) return false;
    const std::string_view character = text_.substr(begin.offset, here_.offset - begin.offset);
    std::string message = quotedCharacter(character) + " is no character of the language";
    if (c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D) message += "; texts stand in ' or \"";
    return broken(c < 0x80 ? "UnexpectedSyntax" : "InvalidUnicodeCharacter", std::move(message), begin);
  }

  bool name() {
    const Position begin = here_;
    while (!atEnd() && continuesName(codePoint()))
      if (!advance()) return false;
    pushFrom(begin, TokenKind::kName, here_.offset - begin.offset);
    return true;
  }

  bool number() {
    const Position begin = here_;
    const NumberShape shape = numberShape(text_.substr(here_.offset));
    advanceAscii(shape.length);
    if (shape.complete && (atEnd() || !continuesName(codePoint()))) {
      pushFrom(begin, shape.is_float ? TokenKind::kFloat : TokenKind::kInteger, shape.length);
      return true;
    }
    while (!atEnd() && continuesName(codePoint()))
      if (!advance()) return false;
    const std::string_view written = text_.substr(begin.offset, here_.offset - begin.offset);
    return broken("InvalidNumberLiteral", quoted(written) + " is no number; names begin with a letter",
                  begin);
  }

  bool string() {
    const Position begin = here_;
    const char quote = peek();
    advanceAscii(1);
    while (peek() != quote || atEnd()) {
      if (atEnd()) return broken("UnexpectedSyntax", "the text that begins here has no closing quote", begin);
      const Position at = here_;
      if (peek() != '\\') {
        if (!advance()) return false;
        continue;
      }
      const auto escape = readEscape(text_.substr(here_.offset));
      if (!escape.ok()) {
        // The detail without its class, which `broken` adds.
        const std::string& detail = escape.error().detail();
        return broken(detail.substr(detail.find('.') + 1), escape.error().message(), at);
      }
      advanceAscii(escape->length);
    }
    advanceAscii(1);
    pushFrom(begin, TokenKind::kString, here_.offset - begin.offset);
    return true;
  }

  bool quotedName() {
    const Position begin = here_;
    advanceAscii(1);
    for (;;) {
      if (atEnd())
        return broken("UnexpectedSyntax", "the name that begins here has no closing backtick", begin);
      if (startsWith("``")) {
        advanceAscii(2);
      } else if (peek() == '`') {
        break;
      } else if (!advance()) {
        return false;
      }
    }
    advanceAscii(1);
    pushFrom(begin, TokenKind::kQuotedName, here_.offset - begin.offset);
    return true;
  }

  std::string_view text_;
  Position here_;
  Lexed out_;
  std::vector<std::uint32_t> opened_;
};

}  // namespace

Lexed lex(std::string_view text) { return Lexer(text).run(); }

}  // namespace tenure::query

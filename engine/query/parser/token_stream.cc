#include "engine/query/parser/token_stream.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "engine/query/parser/literals.h"
#include "schema/text_quote.h"

namespace tenure::query {
namespace {

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool sameWord(std::string_view word, std::string_view keyword) {
  return word.size() == keyword.size() &&
         std::equal(word.begin(), word.end(), keyword.begin(), [](char a, char b) { return upper(a) == b; });
}

// openCypher's reserved words, without those that it keeps for the future and those that only begin clauses
// of ours. In order.
constexpr std::string_view kReserved[] = {
    "ALL",      "AND",   "AS",         "ASC",    "ASCENDING", "BY",    "CASE", "CONTAINS", "CREATE",
    "DELETE",   "DESC",  "DESCENDING", "DETACH", "DISTINCT",  "ELSE",  "END",  "ENDS",     "EXISTS",
    "FALSE",    "IN",    "IS",         "LIMIT",  "MATCH",     "MERGE", "NOT",  "NULL",     "ON",
    "OPTIONAL", "OR",    "ORDER",      "REMOVE", "RETURN",    "SET",   "SKIP", "STARTS",   "THEN",
    "TRUE",     "UNION", "UNWIND",     "WHEN",   "WHERE",     "WITH",  "XOR",
};
static_assert(std::is_sorted(std::begin(kReserved), std::end(kReserved)));

/// How many letters to change, insert, drop or swap with their neighbour, from one word to the other.
std::size_t editDistance(std::string_view word, std::string_view keyword) {
  const std::size_t width = keyword.size() + 1;
  std::vector<std::size_t> rows(width * 3);
  const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& { return rows[i % 3 * width + j]; };
  for (std::size_t j = 0; j < width; ++j) cell(0, j) = j;
  for (std::size_t i = 1; i <= word.size(); ++i) {
    cell(i, 0) = i;
    for (std::size_t j = 1; j < width; ++j) {
      const bool same = upper(word[i - 1]) == keyword[j - 1];
      cell(i, j) = std::min({cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (same ? 0 : 1)});
      if (i > 1 && j > 1 && upper(word[i - 1]) == keyword[j - 2] && upper(word[i - 2]) == keyword[j - 1])
        cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
    }
  }
  return cell(word.size(), keyword.size());
}

}  // namespace

bool isReserved(std::string_view word) {
  constexpr std::size_t kLongest = 10;
  if (word.size() > kLongest) return false;
  std::string capitals(word);
  for (char& c : capitals) c = upper(c);
  return std::binary_search(std::begin(kReserved), std::end(kReserved), std::string_view(capitals));
}

TokenStream::TokenStream(std::string_view text) : text_(text), lexed_(lex(text)) {
  // Where a failure leaves the cursor: a token that is nothing.
  lexed_.tokens.push_back(
      {.kind = TokenKind::kInvalid, .at = lexed_.tokens.back().at, .length = 0, .partner = 0});
}

bool TokenStream::isWord(std::string_view keyword, std::size_t ahead) const {
  const Token& candidate = token(ahead);
  return candidate.kind == TokenKind::kName && sameWord(written(candidate), keyword);
}

bool TokenStream::at(std::string_view keyword) {
  if (isWord(keyword, 0)) return true;
  if (tried_count_ < tried_.size()) tried_[tried_count_++] = keyword;
  return false;
}

std::size_t TokenStream::partnerAhead(std::size_t ahead) const {
  const std::uint32_t partner = token(ahead).partner;
  return partner == 0 ? 0 : partner - cursor_;
}

void TokenStream::take() {
  if (failed()) return;
  end_ = token().at.offset + token().length;
  ++cursor_;
  tried_count_ = 0;
}

bool TokenStream::accept(TokenKind kind) {
  if (!at(kind)) return false;
  take();
  return true;
}

bool TokenStream::accept(std::string_view keyword) {
  if (!at(keyword)) return false;
  take();
  return true;
}

bool TokenStream::acceptAll(std::initializer_list<std::string_view> keywords) {
  if (!at(*keywords.begin())) return false;
  std::size_t ahead = 0;
  for (const std::string_view keyword : keywords)
    if (!isWord(keyword, ahead++)) return false;
  for (std::size_t i = 0; i < keywords.size(); ++i) take();
  return true;
}

bool TokenStream::expect(TokenKind kind, std::string_view what) {
  if (accept(kind)) return true;
  failExpected(what);
  return false;
}

bool TokenStream::expect(std::string_view keyword) {
  if (accept(keyword)) return true;
  failExpected(keyword);
  return false;
}

std::string TokenStream::nameText() const {
  if (at(TokenKind::kQuotedName)) return quotedNameText(written());
  return std::string(written());
}

ast::Name TokenStream::anyName(std::string_view what) {
  if (!atName()) {
    failExpected(what);
    return {};
  }
  ast::Name name{.text = nameText(), .at = position()};
  take();
  return name;
}

ast::Name TokenStream::variableName(std::string_view what) {
  if (at(TokenKind::kName) && isReserved(written())) {
    failExpected(std::string(what) + " (" + quoted(written()) +
                 " is a reserved word; as a name it stands in backticks)");
    return {};
  }
  return anyName(what);
}

ast::Name TokenStream::dottedName(std::string_view what) {
  ast::Name name = anyName(what);
  while (accept(TokenKind::kDot)) name.text += "." + anyName("a name behind the point").text;
  return name;
}

std::string TokenStream::found() const {
  if (at(TokenKind::kEnd)) return "the end of the statement";
  return quoted(written());
}

std::string TokenStream::hint() const {
  if (at(TokenKind::kBang) && at(TokenKind::kEqual, 1)) return "; not equal is written <>";
  if (at(TokenKind::kEqual) && cursor_ > 0 && lexed_.tokens[cursor_ - 1].kind == TokenKind::kEqual)
    return "; equal is written with one =";
  if (!at(TokenKind::kName)) return {};
  const std::string_view word = written();
  std::string_view best;
  std::size_t best_distance = word.size() < 4 ? 2 : 3;  // less than this
  for (const std::string_view keyword : std::span(tried_).first(tried_count_)) {
    if (keyword.size() + 2 < word.size() || word.size() + 2 < keyword.size() || keyword.size() < 3) continue;
    const std::size_t distance = editDistance(word, keyword);
    if (distance == 0 || distance >= best_distance) continue;
    best = keyword;
    best_distance = distance;
  }
  return best.empty() ? std::string() : "; did you mean " + std::string(best) + "?";
}

void TokenStream::failExpected(std::string_view what) {
  if (failed()) return;
  if (at(TokenKind::kInvalid) && lexed_.problem) return fail(*lexed_.problem);
  fail("UnexpectedSyntax", "expected " + std::string(what) + ", found " + found() + hint(), position());
}

void TokenStream::fail(std::string_view detail, std::string message, Position at) {
  fail(queryError(ErrorClass::kSyntaxError, detail, std::move(message), at));
}

void TokenStream::fail(Error error) {
  if (failed()) return;
  failure_ = std::move(error);
  cursor_ = lexed_.tokens.size() - 1;
}

}  // namespace tenure::query

#include "apps/tenure/statement_text.h"

namespace tenure::apps {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

/// A statement without its comments; `in_quotes` says of each byte whether it stands in quotes.
struct Bare {
  std::string text;
  std::string in_quotes;
};

Bare withoutComments(std::string_view statement) {
  Bare out;
  char quote = 0;
  for (std::size_t i = 0; i < statement.size(); ++i) {
    const char c = statement[i];
    const auto put = [&](char one, bool quoted) {
      out.text += one;
      out.in_quotes += quoted ? '1' : '0';
    };
    if (quote != 0) {
      put(c, true);
      if (c == '\\' && quote != '`' && i + 1 < statement.size())
        put(statement[++i], true);
      else if (c == quote)
        quote = 0;
      continue;
    }
    if (statement.substr(i).starts_with("//")) {
      i = std::min(statement.find('\n', i), statement.size());
      put(' ', false);
    } else if (statement.substr(i).starts_with("/*")) {
      const auto end = statement.find("*/", i + 2);
      i = end == std::string_view::npos ? statement.size() : end + 1;
      put(' ', false);
    } else {
      if (c == '\'' || c == '"' || c == '`') quote = c;
      put(c, quote != 0);
    }
  }
  return out;
}

}  // namespace

void StatementSplitter::add(std::string_view line) {
  text_ += line;
  text_ += '\n';
}

std::optional<std::string> StatementSplitter::next() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    switch (state_) {
      case State::kPlain:
        if (c == '\'') state_ = State::kSingle;
        if (c == '"') state_ = State::kDouble;
        if (c == '`') state_ = State::kBacktick;
        if (c == '/' && after == '/') state_ = State::kLineComment;
        if (c == '/' && after == '*') {
          state_ = State::kBlockComment;
          ++at_;  // "/*/" does not close itself
        }
        break;
      case State::kSingle:
      case State::kDouble:
        if (c == '\\' && after != '\0')
          ++at_;
        else if (c == (state_ == State::kSingle ? '\'' : '"'))
          state_ = State::kPlain;
        break;
      case State::kBacktick:
        if (c == '`') state_ = State::kPlain;
        break;
      case State::kLineComment:
        if (c == '\n') state_ = State::kPlain;
        break;
      case State::kBlockComment:
        if (c == '*' && after == '/') {
          state_ = State::kPlain;
          ++at_;
        }
        break;
    }
    ++at_;
    if (c != ';' || state_ != State::kPlain) continue;
    const std::string statement = trimmed(std::string_view(text_).substr(0, at_ - 1));
    text_.erase(0, at_);
    at_ = 0;
    if (!isBlank(statement)) return statement;
  }
  return std::nullopt;
}

std::optional<std::string> StatementSplitter::rest() {
  const std::string statement = trimmed(text_);
  clear();
  if (isBlank(statement)) return std::nullopt;
  return statement;
}

bool StatementSplitter::pending() const {
  return state_ == State::kBlockComment || state_ == State::kSingle || state_ == State::kDouble ||
         state_ == State::kBacktick || !isBlank(text_);
}

void StatementSplitter::clear() {
  text_.clear();
  at_ = 0;
  state_ = State::kPlain;
}

bool isBlank(std::string_view statement) {
  return withoutComments(statement).text.find_first_not_of(kBlanks) == std::string::npos;
}

std::optional<std::string> onOneLine(std::string_view statement) {
  Bare bare = withoutComments(statement);
  for (std::size_t i = 0; i < bare.text.size(); ++i) {
    if (bare.text[i] != '\n') continue;
    if (bare.in_quotes[i] == '1') return std::nullopt;
    bare.text[i] = ' ';
  }
  return trimmed(bare.text);
}

}  // namespace tenure::apps

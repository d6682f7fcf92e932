// Where statements end in a text that is typed or read line by line: at a semicolon outside of quotes and
// comments. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenure::apps {

/// Takes lines and gives statements.
class StatementSplitter {
 public:
  /// Adds a line, without its end.
  void add(std::string_view line);
  /// The next whole statement, without its semicolon and the blanks around it; empty ones are passed over.
  [[nodiscard]] std::optional<std::string> next();
  /// What is left when no more lines come: a last statement needs no semicolon. nullopt where there are only
  /// blanks and comments.
  [[nodiscard]] std::optional<std::string> rest();
  /// Whether a statement was begun. What is inside of quotes or a comment counts.
  [[nodiscard]] bool pending() const;
  void clear();

 private:
  enum class State : unsigned char { kPlain, kSingle, kDouble, kBacktick, kLineComment, kBlockComment };

  std::string text_;
  std::size_t at_ = 0;  ///< looked at so far
  State state_ = State::kPlain;
};

/// Whether nothing but blanks and comments stands in a text.
[[nodiscard]] bool isBlank(std::string_view statement);
/// A statement on one line, for a history of lines: without comments, line ends as blanks. nullopt where a
/// text in quotes goes over several lines.
[[nodiscard]] std::optional<std::string> onOneLine(std::string_view statement);

}  // namespace tenure::apps

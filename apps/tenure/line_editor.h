// Lines typed at a terminal, with editing, a history in a file and completion, by libedit. The one source
// that includes <histedit.h> is line_editor.cc.
//
// One at a time, on the main thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::apps {

/// What could stand where the cursor is.
struct Completion {
  std::size_t replaces = 0;        ///< so many bytes before the cursor
  std::vector<std::string> words;  ///< sorted, distinct
};

class LineEditor {
 public:
  enum class Outcome { kLine, kInterrupted, kEnd };
  using Completer = std::function<Completion(std::string_view before_cursor)>;

  /// `history`: a file that need not exist; empty: none is kept. A file that cannot be read or written is
  /// none either: nobody should lose a session to it.
  LineEditor(const std::string& history, Completer completer);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  /// A line without its end. kInterrupted at Ctrl-C (the flag of interrupt.h is cleared), kEnd at Ctrl-D on
  /// an empty line.
  [[nodiscard]] Outcome read(const std::string& prompt, std::string& line);
  /// Remembers an entry, now and in the file.
  void remember(const std::string& entry);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tenure::apps

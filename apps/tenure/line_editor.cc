#include "apps/tenure/line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cwchar>
#include <filesystem>

#include "apps/tenure/interrupt.h"

namespace tenure::apps {

namespace {
constexpr int kHistorySize = 2'000;
constexpr std::size_t kListedMax = 200;
constexpr int kLookAgainMs = 500;  // a signal just before poll does not end it

/// The editor counts characters, and a word of bytes is what is replaced.
int charactersIn(std::string_view text) {
  return static_cast<int>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}
}  // namespace

struct LineEditor::State {
  EditLine* editor = nullptr;
  ::History* history = nullptr;
  std::string file;
  std::string prompt;
  Completer completer;
  bool interrupted = false;

  static State& of(EditLine* editor) {
    void* data = nullptr;
    el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<State*>(data);
  }

  static char* promptOf(EditLine* editor) { return of(editor).prompt.data(); }

  /// One character from the terminal. Waits in poll, which a signal ends, so that Ctrl-C ends the line.
  static int readCharacter(EditLine* editor, wchar_t* out) {
    std::mbstate_t shift{};
    while (true) {
      struct pollfd input = {STDIN_FILENO, POLLIN, 0};
      const int ready = ::poll(&input, 1, kLookAgainMs);
      if (tenure::apps::interrupted()) {
        of(editor).interrupted = true;
        return 0;
      }
      if (ready < 0 && errno != EINTR) return -1;
      if (ready <= 0) continue;
      char byte = 0;
      const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return static_cast<int>(got);
      const std::size_t length = std::mbrtowc(out, &byte, 1, &shift);
      if (length == static_cast<std::size_t>(-2)) continue;  // more bytes of the same character
      if (length == static_cast<std::size_t>(-1)) {
        shift = {};
        *out = L'?';
      }
      return 1;
    }
  }

  static unsigned char complete(EditLine* editor, int) {
    const LineInfo* line = el_line(editor);
    const std::string_view before(line->buffer, static_cast<std::size_t>(line->cursor - line->buffer));
    const Completion found = of(editor).completer(before);
    if (found.words.empty()) return CC_REFRESH_BEEP;
    // As far as all agree.
    std::string common = found.words.front();
    for (const std::string& word : found.words) {
      const auto [end, other] = std::mismatch(common.begin(), common.end(), word.begin(), word.end());
      common.erase(end, common.end());
    }
    const std::string_view typed = before.substr(before.size() - found.replaces);
    if (found.words.size() > 1 && (common == typed || common.size() < typed.size())) {
      list(found.words);
      return CC_REDISPLAY;
    }
    el_deletestr(editor, charactersIn(typed));
    if (found.words.size() == 1 && common.back() != '(' && common.back() != '.') common += ' ';
    if (el_insertstr(editor, common.c_str()) < 0) return CC_ERROR;
    return CC_REFRESH;
  }

  static void list(const std::vector<std::string>& words) {
    std::string text = "\n";
    for (std::size_t i = 0; i < std::min(words.size(), kListedMax); ++i) text += words[i] + "  ";
    if (words.size() > kListedMax) text += "...";
    text += "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }
};

LineEditor::LineEditor(const std::string& history, Completer completer) : state_(std::make_unique<State>()) {
  // Without it no character beyond ASCII can be typed.
  std::setlocale(LC_CTYPE, "");
  state_->completer = std::move(completer);
  state_->editor = el_init("tenure", stdin, stdout, stderr);
  EditLine* editor = state_->editor;
  el_set(editor, EL_CLIENTDATA, state_.get());
  el_set(editor, EL_PROMPT, &State::promptOf);
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_GETCFN, &State::readCharacter);
  el_set(editor, EL_ADDFN, "tenure-complete", "complete the word", &State::complete);
  el_set(editor, EL_BIND, "^I", "tenure-complete", nullptr);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  state_->history = history_init();
  HistEvent event;
  ::history(state_->history, &event, H_SETSIZE, kHistorySize);
  ::history(state_->history, &event, H_SETUNIQUE, 1);
  el_set(editor, EL_HIST, &::history, state_->history);
  if (history.empty()) return;
  std::error_code ignored;
  const auto folder = std::filesystem::path(history).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  // What was typed may hold what is nobody else's business.
  const int file = ::open(history.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return;
  ::close(file);
  state_->file = history;
  ::history(state_->history, &event, H_LOAD, history.c_str());
}

LineEditor::~LineEditor() {
  if (state_->history != nullptr) history_end(state_->history);
  if (state_->editor != nullptr) el_end(state_->editor);
}

LineEditor::Outcome LineEditor::read(const std::string& prompt, std::string& line) {
  state_->prompt = prompt;
  state_->interrupted = false;
  el_resize(state_->editor);  // the window may have changed while a statement ran
  // Before the prompt: else a key that follows it at once may still be read as a line's, and Ctrl-D be lost.
  el_set(state_->editor, EL_PREP_TERM, 1);
  int count = 0;
  const char* text = el_gets(state_->editor, &count);
  if (state_->interrupted) {
    clearInterrupt();
    el_reset(state_->editor);
    std::fputs("^C\n", stdout);
    std::fflush(stdout);
    return Outcome::kInterrupted;
  }
  if (text == nullptr || count <= 0) return Outcome::kEnd;
  line.assign(text, static_cast<std::size_t>(count));
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return Outcome::kLine;
}

void LineEditor::remember(const std::string& entry) {
  if (entry.empty()) return;
  HistEvent event;
  ::history(state_->history, &event, H_ENTER, entry.c_str());
  if (!state_->file.empty()) ::history(state_->history, &event, H_SAVE, state_->file.c_str());
}

}  // namespace tenure::apps

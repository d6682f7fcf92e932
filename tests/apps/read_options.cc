#include "tests/apps/read_options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

namespace tenure::apps {

void readWords(const std::function<void(CLI::App&)>& declare, std::vector<std::string> words) {
  CLI::App app;
  declare(app);
  std::reverse(words.begin(), words.end());  // the parser takes them from the back
  app.parse(words);
}

}  // namespace tenure::apps

// Reads a command line into a command's options, as the command does.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace tenure::apps {

/// Lets `declare` say which words there are, and reads `words`. Throws CLI11's errors. CLI11's parser is
/// compiled behind this, once for all tests.
void readWords(const std::function<void(CLI::App&)>& declare, std::vector<std::string> words);

template <class Options>
Options read(void (*declare)(CLI::App&, Options&), std::vector<std::string> words) {
  Options options;
  readWords([&](CLI::App& app) { declare(app, options); }, std::move(words));
  return options;
}

}  // namespace tenure::apps

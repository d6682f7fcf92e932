// Options that several commands take, each written once. Sources that declare commands include CLI11 beside
// this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/tenure/output.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace tenure::apps {

/// An option or, without dashes, an argument whose value goes to `target`. What CLI11 makes of each type is
/// thousands of lines of templates: option_parts.cc has them once, for the types at its end.
template <class T>
CLI::Option* addOption(CLI::App& app, const std::string& name, T& target, const std::string& help);
/// An option without a value.
CLI::Option* addFlag(CLI::App& app, const std::string& name, bool& target, const std::string& help);

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

/// An option that takes one of `words`, and calls `set` with the place of the one that was given.
CLI::Option* addWords(CLI::App& app, const std::string& name, std::vector<std::string> words,
                      std::function<void(std::size_t)> set, const std::string& help);

/// The same for values. Keeps `target` as it is where the option is not given.
template <class Target, class T>
CLI::Option* addChoice(CLI::App& app, const std::string& name, Target& target, Choices<T> choices,
                       const std::string& help) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) words.push_back(word);
  return addWords(
      app, name, std::move(words),
      [&target, choices = std::move(choices)](std::size_t place) { target = choices[place].second; }, help);
}

/// An option that takes a number in [least, most]; help says what it is, and only a refusal names the range.
template <class Number>
CLI::Option* addNumber(CLI::App& app, const std::string& name, Number& target, double least, double most,
                       const std::string& help);

/// Refuses what is no whole number from `least` to `most`. The range is told to who leaves it, and not in
/// help, which would read `--limit N:INT in [1 - 1000000000]`.
void checkWhole(CLI::Option& option, std::int64_t least, std::int64_t most);

/// --output alone.
template <class Target>
void addFormat(CLI::App& app, Target& format) {
  addChoice(app, "--output", format,
            Choices<OutputFormat>{{"table", OutputFormat::kTable},
                                  {"json", OutputFormat::kJson},
                                  {"jsonl", OutputFormat::kJsonl},
                                  {"csv", OutputFormat::kCsv}},
            "How to print: the same fields in the same order");
}
/// --output and --fields.
void addOutput(CLI::App& app, RowOutput& output);
void addDatabase(CLI::App& app, std::string& db);
void addNode(CLI::App& app, std::string& node);
void addQuiet(CLI::App& app, bool& quiet);
void addSystemTime(CLI::App& app, std::string& time);
void addTypes(CLI::App& app, std::vector<std::string>& types);
/// --timeout, in seconds.
void addTimeout(CLI::App& app, std::optional<double>& seconds);

}  // namespace tenure::apps

#include "apps/tenure/option_parts.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace tenure::apps {
namespace {

/// The whole text as a number.
template <class Number>
std::optional<Number> numberOf(const std::string& text) {
  Number number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A check without a description, which help would print beside the name of the value.
CLI::Validator check(std::function<std::string(const std::string&)> refusal) {
  return CLI::Validator([refusal = std::move(refusal)](std::string& given) { return refusal(given); }, "");
}

}  // namespace

template <class T>
CLI::Option* addOption(CLI::App& app, const std::string& name, T& target, const std::string& help) {
  return app.add_option(name, target, help);
}

CLI::Option* addFlag(CLI::App& app, const std::string& name, bool& target, const std::string& help) {
  return app.add_flag(name, target, help);
}

CLI::Option* addWords(CLI::App& app, const std::string& name, std::vector<std::string> words,
                      std::function<void(std::size_t)> set, const std::string& help) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : "|") + word;
  const auto take = [words = std::move(words), set = std::move(set), name, list](const std::string& given) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] != given) continue;
      set(i);
      return;
    }
    throw CLI::ValidationError(name, "\"" + given + "\" is none of " + list);
  };
  return app.add_option_function<std::string>(name, take, help)->type_name(list);
}

void checkWhole(CLI::Option& option, std::int64_t least, std::int64_t most) {
  option.check(check([least, most](const std::string& given) -> std::string {
    const auto number = numberOf<std::int64_t>(given);
    if (number && *number >= least && *number <= most) return {};
    return "\"" + given + "\" is no whole number from " + std::to_string(least) + " to " +
           std::to_string(most);
  }));
}

void addTimeout(CLI::App& app, std::optional<double>& seconds) {
  app.add_option("--timeout", seconds, "Give up after so long; default: never")
      ->type_name("SECONDS")
      ->check(check([](const std::string& given) -> std::string {
        const auto number = numberOf<double>(given);
        if (number && *number >= 0 && *number <= 1e9) return {};  // which a NaN is not
        return "\"" + given + "\" is no number of seconds";
      }));
}

void addOutput(CLI::App& app, RowOutput& output) {
  addFormat(app, output.format);
  const auto set = [&output](const std::string& given) {
    for (std::size_t at = 0; at <= given.size();) {
      const std::size_t end = std::min(given.find(',', at), given.size());
      output.fields.push_back(given.substr(at, end - at));
      at = end + 1;
    }
  };
  app.add_option_function<std::string>("--fields", set, "Only these fields, in this order")
      ->type_name("A,B,...");
}

void addDatabase(CLI::App& app, std::string& db) {
  addOption(app, "DB", db, "The folder of the database")->required();
}

void addNode(CLI::App& app, std::string& node) {
  addOption(app, "NODE", node, "An id, or a name that fits one node only")->required();
}

void addQuiet(CLI::App& app, bool& quiet) { addFlag(app, "--quiet", quiet, "No progress"); }

void addSystemTime(CLI::App& app, std::string& time) {
  addOption(app, "--system-time", time, "Answer as the database would have then; default: as it believes now")
      ->type_name("T");
}

void addTypes(CLI::App& app, std::vector<std::string>& types) {
  // An empty word is a variable of the shell that was not set: it would ask about all types, or about none.
  addOption(app, "--type", types, "Only facts of this type; may be given again; default: of every type")
      ->type_name("T")
      ->check(check([](const std::string& given) -> std::string {
        return given.empty() ? "a type has a name, and this is empty" : "";
      }))
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// The types that the commands' options have.
template CLI::Option* addOption(CLI::App&, const std::string&, std::string&, const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::optional<std::string>&,
                                const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::vector<std::string>&, const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::uint32_t&, const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::optional<std::uint32_t>&,
                                const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::uint64_t&, const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::optional<std::uint64_t>&,
                                const std::string&);
template CLI::Option* addOption(CLI::App&, const std::string&, std::optional<double>&, const std::string&);

}  // namespace tenure::apps

#include "apps/tenure/option_parts.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdint>
#include <optional>

namespace tenure::apps {

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
  addOption(app, "--type", types, "Only facts of this type; may be given again")
      ->type_name("T")
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

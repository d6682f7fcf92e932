#include "apps/tenure/option_parts.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

namespace tenure::apps {

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
  app.add_option("DB", db, "The folder of the database")->required();
}

void addNode(CLI::App& app, std::string& node) {
  app.add_option("NODE", node, "An id, or a name that fits one node only")->required();
}

void addQuiet(CLI::App& app, bool& quiet) { app.add_flag("--quiet", quiet, "No progress"); }

void addSystemTime(CLI::App& app, std::string& time) {
  app.add_option("--system-time", time, "Answer as the database would have then; default: as it believes now")
      ->type_name("T");
}

void addTypes(CLI::App& app, std::vector<std::string>& types) {
  app.add_option("--type", types, "Only facts of this type; may be given again")
      ->type_name("T")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace tenure::apps

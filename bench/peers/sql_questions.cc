#include "bench/peers/sql_questions.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace tenure::bench {

SqlStatements sqlStatements() {
  const char* elsewhere = std::getenv("TENURE_BENCH_SQL");
  const std::string path = elsewhere != nullptr ? elsewhere : TENURE_BENCH_SQL;
  std::ifstream file(path);
  SqlStatements statements;
  std::string* statement = nullptr;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("-- Q")) {
      const auto name = std::find(kQuestionNames.begin(), kQuestionNames.end(), line.substr(3));
      statement = name == kQuestionNames.end()
                      ? nullptr
                      : &statements[static_cast<std::size_t>(name - kQuestionNames.begin())];
    } else if (statement != nullptr && !line.starts_with("--")) {
      *statement += line + "\n";
    }
  }
  if (statement == nullptr) {
    std::fprintf(stderr, "%s: cannot be read, or has no questions\n", path.c_str());
    std::exit(1);
  }
  return statements;
}

}  // namespace tenure::bench

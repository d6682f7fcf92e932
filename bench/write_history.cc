// build/tenure_history: writes the made-up history into a folder, for `tenure import` and, with the questions
// and their answers, for bench/peers.
//
//     build/tenure_history x1 /tmp/history      (or x10)
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "bench/history_csv.h"
#include "bench/history_generator.h"
#include "bench/questions_csv.h"

int main(int argc, char** argv) {
  using namespace tenure::bench;
  const std::string_view name = argc == 3 ? argv[1] : "";
  if (name != "x1" && name != "x10") {
    std::fputs("usage: tenure_history x1|x10 FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  HistorySize size;
  size.times = name == "x10" ? 10 : 1;
  const History history = generateHistory(size);
  writeNodesCsv(history, folder / "nodes.csv");
  writeFactsCsv(history, folder / "facts.csv");
  writeFactDaysCsv(history, folder / "fact_days.csv");
  writeQuestions(history, folder);
  std::printf("%u nodes, %zu facts in %s\n", size.nodes(), history.facts.size(), argv[2]);
  return 0;
}

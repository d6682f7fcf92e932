// Fuzz target: any bytes as a statement over a small database, through the whole engine: parsed, bound,
// planned and run with little time and memory, inside a transaction that is never committed. Nothing may
// crash, leak or run on past its time; an error of the statement has a place within the text and a message.
// Statements that read files are prepared and not run.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "engine/database.h"
#include "engine/query/query.h"
#include "schema/names.h"
#include "tests/temporary_folder.h"

namespace {

using namespace tenure;

void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

constexpr std::string_view kSetUp =
    "CREATE (p:Person {name: 'Ada', born: date('1970-01-02'), tags: ['a', 'b']}), (q:Person {name: 'Bo', n: "
    "1.5}), "
    "(o:Organization {name: 'CMA', x: 1}), (c:Coalition {name: 'CSP'}), "
    "(p)-[:MEMBER_OF {_valid: '2012/2015~', x: 2}]->(o), (q)-[:MEMBER_OF {_valid: '2014-03-01/..'}]->(o), "
    "(o)-[:MEMBER_OF {_valid: '2014/2018'}]->(c), (q)-[:CHAIRED {_valid: '2016/'}]->(o)";

struct World {
  testing::TemporaryFolder folder;
  Database db = make(folder);

  static Database make(const testing::TemporaryFolder& folder) {
    OpenOptions options;
    options.create_if_missing = true;
    Result<Database> opened = Database::open(folder / "db", options);
    require(opened.ok(), opened.ok() ? "" : opened.error().message().c_str());
    Database db = std::move(opened).value();
    auto rows = db.query(kSetUp);
    require(rows.ok() && (*rows)->finish().ok(), "the graph of the test is made");
    return db;
  }
};

void checkError(const Error& error, std::string_view text) {
  const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  require(error.place().has_value() && error.place()->line >= 1 && error.place()->line <= lines,
          "a line of the text");
  require(error.place()->column >= 1 && error.place()->column <= text.size() + 1, "a column of the text");
  require(!error.message().empty() && !firstInvalidUtf8(error.message()), "a message in UTF-8");
}

bool contains(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
           return std::toupper(static_cast<unsigned char>(a)) == b;
         }) != text.end();
}

void run(Database& db, const query::PreparedPtr& statement) {
  std::unique_ptr<Transaction> transaction;
  query::RunOptions options;
  options.budget.deadline = Budget::in(std::chrono::milliseconds(50));
  options.budget.memory_bytes = std::uint64_t{8} << 20U;
  if (statement->writes) {
    auto begun = db.begin();
    require(begun.ok(), "a transaction begins");
    transaction = std::move(begun).value();
    options.transaction = transaction.get();
  }
  query::Parameters parameters;
  for (const std::string& name : statement->parameters) parameters[name] = query::Datum::integer(2016);
  const auto started = std::chrono::steady_clock::now();
  auto rows = db.queries().run(statement, parameters, options);
  if (rows.ok()) {
    for (int i = 0; i < 1'000; ++i) {
      const auto more = (*rows)->next();
      if (!more.ok()) require(!more.error().message().empty(), "an error has a message");
      if (!more.ok() || !*more) break;
    }
  }
  require(std::chrono::steady_clock::now() - started < std::chrono::seconds(20), "the time-out holds");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto* const world = new World;                                    // lives as long as the process
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT: bytes as characters
  const auto statement = world->db.queries().prepare(text);
  if (!statement.ok()) {
    checkError(statement.error(), text);
    return 0;
  }
  if (contains(text, "LOAD")) return 0;
  run(world->db, *statement);
  return 0;
}

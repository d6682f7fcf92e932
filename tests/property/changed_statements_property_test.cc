// Statements changed at random: words left out, doubled, moved and taken from other statements, letters
// changed, texts cut and joined. Whatever comes of it is prepared, and where it can be run it is run: nothing
// may crash or hang, every error says where in the text it lies, and a statement that fails leaves nothing
// behind.
//
// TENURE_ROUNDS is the number of changed texts (default 4000); a failing case prints its text and its seed,
// and TENURE_SEED=<seed> plays it first. TENURE_SHOW=1 prints every text.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "engine/database.h"
#include "engine/query/query.h"
#include "schema/names.h"
#include "tests/property/quick_folder.h"
#include "tests/property/random_writes.h"
#include "tests/property/statement_texts.h"
#include "tests/random_records.h"

namespace changed_statements_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

using std::chrono::steady_clock;
/// Parsing, binding and planning a text of this size takes well under a millisecond; on a machine that does
/// other things beside, and instrumented, not more than this.
constexpr std::chrono::seconds kPrepareMost{5};
constexpr std::chrono::milliseconds kRunMost{100};
/// What comes after the budget is spent: the look at the clock, the giving up of what was written.
constexpr std::chrono::seconds kEndMost{10};

class ChangedTexts {
 public:
  explicit ChangedTexts(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

  std::string any(Dice& dice) const {
    std::string text = dice.pick(texts_);
    if (dice.oneIn(2)) {  // mostly still a statement: what comes behind the parser is met too
      for (auto i = dice.between(1, 2); i > 0; --i) text = likeWordChanged(dice, text);
      return text;
    }
    for (auto i = dice.between(1, 3); i > 0; --i) {
      text = dice.oneIn(3) ? lettersChanged(dice, std::move(text)) : wordsChanged(dice, text);
    }
    return text;
  }

 private:
  enum class WordSort : std::uint8_t { kNumber, kString, kCapitals, kName, kSymbol };
  static WordSort sortOf(const std::string& word) {
    const char first = word.front();
    if (first >= '0' && first <= '9') return WordSort::kNumber;
    if (first == '\'' || first == '"') return WordSort::kString;
    if (first >= 'A' && first <= 'Z') return WordSort::kCapitals;
    if ((first >= 'a' && first <= 'z') || first == '`' || first == '$') return WordSort::kName;
    return WordSort::kSymbol;
  }
  static std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  }

  /// One word is exchanged for another of its sort, of this statement or another.
  std::string likeWordChanged(Dice& dice, const std::string& text) const {
    std::vector<std::string> words = wordsOfStatement(text);
    if (words.empty()) return text;
    const auto last = static_cast<std::int64_t>(words.size()) - 1;
    auto at = static_cast<std::size_t>(dice.between(0, last));
    // Most words are symbols, and few of these can stand for another.
    for (int i = 0; i < 3 && sortOf(words[at]) == WordSort::kSymbol; ++i)
      at = static_cast<std::size_t>(dice.between(0, last));
    std::string& word = words[at];
    std::vector<std::string> alike;
    for (const std::string& other : dice.oneIn(2) ? words : wordsOfStatement(dice.pick(texts_))) {
      if (other != word && sortOf(other) == sortOf(word)) alike.push_back(other);
    }
    if (alike.empty()) return text;
    word = dice.pick(alike);
    return joined(words);
  }

  std::string wordsChanged(Dice& dice, const std::string& text) const {
    std::vector<std::string> words = wordsOfStatement(text);
    const std::vector<std::string> others = wordsOfStatement(dice.pick(texts_));
    if (words.empty() || others.empty()) return text;
    const auto at = static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(words.size()) - 1));
    const auto here = words.begin() + static_cast<std::ptrdiff_t>(at);
    const auto from =
        static_cast<std::ptrdiff_t>(dice.between(0, static_cast<std::int64_t>(others.size()) - 1));
    const auto to =
        std::min<std::ptrdiff_t>(from + dice.between(1, 12), static_cast<std::ptrdiff_t>(others.size()));
    switch (dice.between(0, 6)) {
      case 0: words.erase(here); break;
      case 1: words.insert(here, dice.pick(words)); break;
      case 2: words[at] = dice.pick(others); break;
      case 3:
        std::swap(
            words[at],
            words[static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(words.size()) - 1))]);
        break;
      case 4: words.insert(here, others.begin() + from, others.begin() + to); break;
      case 5: words.resize(at); break;
      default: words.resize(at); words.insert(words.end(), others.begin() + from, others.end());
    }
    return joined(words);
  }

  static std::string lettersChanged(Dice& dice, std::string text) {
    static const std::vector<std::string> kLetters{"'",
                                                   "\"",
                                                   "`",
                                                   "\\",
                                                   "(",
                                                   ")",
                                                   "[",
                                                   "]",
                                                   "{",
                                                   "}",
                                                   "|",
                                                   "*",
                                                   "\n",
                                                   "\xC3\xA9",
                                                   "\xE2",
                                                   "0",
                                                   "9",
                                                   "-",
                                                   "$",
                                                   ".",
                                                   "/",
                                                   "\\uD800",
                                                   std::string(1, 0),
                                                   "..",
                                                   "//",
                                                   "/*"};
    if (text.empty()) return text;
    const auto at = static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(text.size()) - 1));
    switch (dice.between(0, 3)) {
      case 0: text.erase(at, static_cast<std::size_t>(dice.between(1, 3))); break;
      case 1: text.insert(at, dice.pick(kLetters)); break;
      case 2: text[at] = static_cast<char>(dice.between(0, 255)); break;
      default: text.insert(at, text.substr(0, static_cast<std::size_t>(dice.between(1, 20))));
    }
    return text;
  }

  std::vector<std::string> texts_;
};

/// Fails, and says why, where an error is not one that a user can act on.
std::string complaintAbout(const Error& error, const std::string& text, bool prepared) {
  if (error.message().empty()) return "an error without a message";
  if (firstInvalidUtf8(error.message())) return "a message that is no UTF-8";
  if (error.message().size() > 4'000) return "a message without end";
  const bool of_the_run = error.code() == ErrorCode::kTimeout || error.code() == ErrorCode::kLimit ||
                          error.code() == ErrorCode::kConstraint;
  if (!error.place()) {
    // What stopped a run as a whole stands nowhere in the text, nor does what the end of the statement found.
    return prepared && of_the_run ? "" : "an error without a position: " + error.toString();
  }
  const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  if (error.place()->line < 1 || error.place()->line > lines)
    return "a line that is none: " + error.toString();
  if (error.place()->column < 1 || error.place()->column > text.size() + 1)
    return "a column that is none: " + error.toString();
  if (!prepared && error.detail().empty() && error.code() != ErrorCode::kUnsupported)
    return "an error without openCypher's word: " + error.toString();
  return {};
}

struct Counts {
  std::uint64_t prepared = 0;
  std::uint64_t refused = 0;
  std::uint64_t ran = 0;
  std::uint64_t failed = 0;
};

/// What is wrong with how the database takes the text; empty: nothing.
std::string complaint(Database& database, const std::string& text, Counts& counts) {
  const auto begun = steady_clock::now();
  const auto prepared = database.queries().prepare(text);
  if (steady_clock::now() - begun > kPrepareMost) return "prepared for too long";
  if (!prepared.ok()) {
    ++counts.refused;
    return complaintAbout(prepared.error(), text, false);
  }
  ++counts.prepared;
  if (text.find("file:") != std::string::npos) return {};  // LOAD CSV would read what it names now
  query::Parameters parameters;
  for (const std::string& name : (*prepared)->parameters) parameters[name] = query::Datum::integer(2014);
  query::RunOptions options;
  options.budget.deadline = Budget::in(kRunMost);
  options.budget.memory_bytes = 8U << 20U;
  const auto run_begun = steady_clock::now();
  const auto rows = database.queries().run(*prepared, parameters, options);
  const Status status = rows.ok() ? (*rows)->finish() : Status(rows.error());
  if (steady_clock::now() - run_begun > kEndMost) return "ran on after its time was over";
  if (status.ok()) {
    ++counts.ran;
    return {};
  }
  ++counts.failed;
  return complaintAbout(status.error(), text, true);
}

void playChanged(const ChangedTexts& texts) {
  REQUIRE(texts.size() > 0);
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  const std::uint64_t rounds = std::max<std::uint64_t>(1, numberFromEnvironment("TENURE_ROUNDS", 4'000) / 2);
  std::optional<Database> database;
  Counts counts;
  std::uint64_t databases = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    if (round % 500 == 0) {  // what the statements write must not grow for ever
      if (database) {
        const auto report = database->verify();
        REQUIRE(report.ok());
        CHECK(report->errors.empty());
      }
      database.reset();
      database.emplace(answered("open", Database::open(folder / std::to_string(databases++).c_str())));
    }
    Dice dice(first + round);
    const std::string text = texts.any(dice);
    if (std::getenv("TENURE_SHOW") != nullptr) std::cerr << "----\n" << text << "\n";
    const std::string wrong = complaint(*database, text, counts);
    if (wrong.empty()) continue;
    std::cerr << text << "\n";
    FAIL("TENURE_SEED=" << first + round << " plays this text first: " << wrong);
  }
  const auto report = database->verify();
  REQUIRE(report.ok());
  CHECK(report->errors.empty());
  std::cout << "TENURE_SEED=" << first << ": " << rounds << " texts, " << counts.refused << " refused, "
            << counts.ran << " run to their end, " << counts.failed << " failed while they ran\n";
  CHECK(counts.refused > 0);
}

}  // namespace

TEST_CASE("changed statements of the project do not crash, hang, or fail without a place", "[mutations]") {
  std::vector<std::string> texts = caseStatements();
  for (std::string& text : documentedStatements()) texts.push_back(std::move(text));
  playChanged(ChangedTexts(std::move(texts)));
}

TEST_CASE("changed statements of openCypher's tests do not crash, hang, or fail without a place",
          "[mutations]") {
  std::vector<std::string> texts = tckStatements();
  if (texts.empty()) return;
  playChanged(ChangedTexts(std::move(texts)));
}

}  // namespace changed_statements_property_test

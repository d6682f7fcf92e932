#include "tests/property/statement_texts.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "engine/query/parser/lexer.h"
#include "tests/query/runner/case_file.h"
#include "tests/shared_data.h"

namespace tenure::testing {

namespace {

std::string contentOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {(std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()};
}

/// The quoted text that begins at or behind `from`, of a shell's command line.
std::string quotedBehind(const std::string& page, std::size_t from) {
  const std::size_t begin = page.find_first_of("'\"\n", from);
  if (begin == std::string::npos || page[begin] == '\n') return {};
  const std::size_t end = page.find(page[begin], begin + 1);
  return end == std::string::npos ? std::string() : page.substr(begin + 1, end - begin - 1);
}

void addBehind(const std::string& page, std::string_view command, std::vector<std::string>& out) {
  for (std::size_t at = page.find(command); at != std::string::npos; at = page.find(command, at + 1)) {
    std::string text = quotedBehind(page, at + command.size());
    if (!text.empty()) out.push_back(std::move(text));
  }
}

/// `CREATE CONSTRAINT ...` in backticks, in a table.
void addFromTables(const std::string& page, std::vector<std::string>& out) {
  for (std::size_t at = page.find("| `"); at != std::string::npos; at = page.find("| `", at + 1)) {
    const std::size_t end = page.find('`', at + 3);
    if (end == std::string::npos) return;
    out.push_back(page.substr(at + 3, end - at - 3));
  }
}

std::string_view symbolOf(query::TokenKind kind, std::string_view written) {
  using query::TokenKind;
  switch (kind) {
    case TokenKind::kMinus: return "-";  // whichever dash was drawn
    case TokenKind::kLess: return "<";
    case TokenKind::kGreater: return ">";
    default: return written;
  }
}

}  // namespace

std::vector<std::string> caseStatements() {
  std::vector<std::string> out;
  for (const std::filesystem::path& path : queryCaseFiles()) {
    const auto cases = readQueryCases(path);
    if (!cases.ok()) continue;  // tests/query says so
    for (const QueryCase& one : *cases) {
      for (const CaseStep& step : one.steps) {
        if (const auto* statement = std::get_if<CaseStatement>(&step)) out.push_back(statement->text);
      }
    }
  }
  return out;
}

std::vector<std::string> documentedStatements() {
  std::vector<std::string> out;
  std::vector<std::filesystem::path> pages{TENURE_SOURCE_DIR "/README.md"};
  for (const auto& entry : std::filesystem::directory_iterator(TENURE_SOURCE_DIR "/docs")) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  for (const std::filesystem::path& path : pages) {
    const std::string page = contentOf(path);
    addBehind(page, "tenure query ", out);
    addFromTables(page, out);
  }
  return out;
}

std::vector<std::string> tckStatements() {
  const auto path = sharedFile("tck/tck.json");
  std::vector<std::string> out;
  if (!path) return out;
  std::ifstream file(*path);
  for (const auto& one : nlohmann::json::parse(file)) {
    out.push_back(one.at("query").get<std::string>());
    for (const auto& setup : one.at("setup")) out.push_back(setup.get<std::string>());
  }
  return out;
}

std::vector<std::string> wordsOfStatement(std::string_view text) {
  const query::Lexed lexed = query::lex(text);
  std::vector<std::string> out;
  if (lexed.problem) return out;
  for (const query::Token& token : lexed.tokens) {
    if (token.kind == query::TokenKind::kEnd) break;
    out.emplace_back(symbolOf(token.kind, text.substr(token.at.offset, token.length)));
  }
  return out;
}

}  // namespace tenure::testing

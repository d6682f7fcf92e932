#include "tests/tck/report.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tenure::tck {

namespace {

std::string idOf(const std::string& line) {
  return line.empty() || line.front() == '#' ? std::string() : line.substr(0, line.find('\t'));
}

/// On one line.
std::string flattened(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

}  // namespace

void printTable(const std::vector<Outcome>& outcomes, std::ostream& out) {
  struct Count {
    std::size_t passed = 0;
    std::size_t failed = 0;
  };
  std::map<std::string, Count> features;
  Count all;
  std::size_t width = 7;
  for (const Outcome& outcome : outcomes) {
    const bool passed = outcome.failure.empty();
    width = std::max(width, outcome.feature.size());
    for (Count* count : {&features[outcome.feature], &all}) ++(passed ? count->passed : count->failed);
  }
  out << fmt::format("{:<{}}  {:>6}  {:>6}\n", "feature", width, "passed", "failed");
  for (const auto& [feature, count] : features) {
    out << fmt::format("{:<{}}  {:>6}  {:>6}\n", feature, width, count.passed, count.failed);
  }
  out << fmt::format("{} passed, {} failed\n", all.passed, all.failed);
}

Result<FailureList> FailureList::read(const std::filesystem::path& path) {
  FailureList list;
  list.path_ = path;
  std::error_code fault;
  list.exists_ = std::filesystem::exists(path, fault);
  if (!list.exists_) return list;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) list.lines_.push_back(line);
  if (!file.eof()) return Error(ErrorCode::kIo, "cannot read " + path.string());
  return list;
}

bool FailureList::contains(const std::string& id) const {
  return std::any_of(lines_.begin(), lines_.end(), [&](const std::string& line) { return idOf(line) == id; });
}

Status FailureList::update(const std::vector<Outcome>& outcomes) {
  std::vector<std::string> lines;
  if (exists_) {
    std::set<std::string> passed;
    for (const Outcome& outcome : outcomes) {
      if (outcome.failure.empty()) passed.insert(outcome.id);
    }
    for (const std::string& line : lines_) {
      if (passed.count(idOf(line)) == 0) lines.push_back(line);
    }
    if (lines == lines_) return {};
  } else {
    for (const Outcome& outcome : outcomes) {
      if (!outcome.failure.empty()) lines.push_back(outcome.id + "\t" + flattened(outcome.failure));
    }
  }
  std::ofstream file(path_, std::ios::trunc);
  for (const std::string& line : lines) file << line << '\n';
  file.close();
  if (!file) return Error(ErrorCode::kIo, "cannot write " + path_.string());
  lines_ = std::move(lines);
  exists_ = true;
  return {};
}

}  // namespace tenure::tck

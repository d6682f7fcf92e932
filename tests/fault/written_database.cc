#include "tests/fault/written_database.h"

#include "tests/plain_model.h"

namespace tenure::testing {
namespace {

/// A fact of commit `number`; all that it says follows from its number and place.
struct Planned {
  std::uint64_t commit;
  std::uint64_t place;
  [[nodiscard]] std::string source() const { return std::to_string(commit) + "." + std::to_string(place); }
  [[nodiscard]] std::string subject() const { return "n" + std::to_string(commit); }
  [[nodiscard]] std::string object() const {
    return "n" + std::to_string(commit == 0 ? 0 : (commit * 7 + place * 3) % commit);
  }
  [[nodiscard]] std::string validity() const {
    const std::string year = std::to_string(1900 + commit % 100);
    return place == 0 ? year + "/.."
                      : year + "-0" + std::to_string(place) + "/" + year + "-11-1" + std::to_string(place);
  }
};
constexpr std::uint64_t kFactsOfCommit = 3;

// Commit k corrects the first fact of commit k / 2, takes a portion out of the second of commit k - 3, and
// withdraws the third of commit k - 5.
std::string statusAfter(std::uint64_t commit) {
  return std::string(statusName(static_cast<FactStatus>(1 + commit % 3)));
}

Result<std::map<std::string, FactId>> factsBySource(const View& view, const std::string& external_id) {
  std::map<std::string, FactId> out;
  TENURE_ASSIGN(const auto node, view.reader().byExternalId(external_id));
  if (!node) return Error(ErrorCode::kNotFound, "no node " + external_id);
  TENURE_ASSIGN(const auto entries, history(view.withRefuted(), *node));
  for (const HistoryEntry& entry : entries) {
    if (!entry.fact.sources.empty()) out[entry.fact.sources.front()] = entry.fact.id;
  }
  return out;
}

Result<FactId> factOf(const View& view, std::uint64_t commit, std::uint64_t place) {
  const Planned planned{commit, place};
  TENURE_ASSIGN(const auto facts, factsBySource(view, planned.subject()));
  const auto found = facts.find(planned.source());
  if (found == facts.end()) return Error(ErrorCode::kNotFound, "no fact " + planned.source());
  return found->second;
}

Range portion() { return parseQueryTime("1950").value(); }

std::string text(const std::string& subject, const std::string& object, const std::string& validity,
                 const std::string& status, bool less_portion) {
  return subject + " MEMBER_OF " + object + " " + validity + " " + status +
         (less_portion ? " less 1950" : "");
}

}  // namespace

Status writeCommit(Database& database, std::uint64_t number) {
  const View before = database.always();
  TENURE_ASSIGN(auto transaction, database.begin({.who = std::to_string(number)}));
  TENURE_ASSIGN(const NodeId node, transaction->addNode({.external_id = "n" + std::to_string(number)}));
  for (std::uint64_t place = 0; place < kFactsOfCommit; ++place) {
    const Planned planned{number, place};
    TENURE_ASSIGN(const auto object, transaction->byExternalId(planned.object()));
    if (!object) return Error(ErrorCode::kNotFound, "no node " + planned.object());
    FactDraft draft{.subject = node, .type = "MEMBER_OF", .object = *object};
    TENURE_ASSIGN(draft.validity, Validity::parse(planned.validity()));
    draft.sources = {planned.source()};
    TENURE_TRY(transaction->addFact(draft));
  }
  if (number > 0) {
    TENURE_ASSIGN(const FactId id, factOf(before, number / 2, 0));
    TENURE_ASSIGN(const FactStatus status, parseStatus(statusAfter(number)));
    TENURE_TRY(transaction->correctFact(id, {.status = status}));
  }
  if (number >= 3) {
    TENURE_ASSIGN(const FactId id, factOf(before, number - 3, 1));
    TENURE_TRY(transaction->removePortion(id, portion()));
  }
  if (number >= 5) {
    TENURE_ASSIGN(const FactId id, factOf(before, number - 5, 2));
    TENURE_TRY(transaction->retractFact(id));
  }
  TENURE_TRY(transaction->commit());
  return {};
}

Contents contentsAfter(std::uint64_t commits) {
  Contents out;
  for (std::uint64_t number = 0; number < commits; ++number) {
    out["n" + std::to_string(number)] = "a node";
    for (std::uint64_t place = 0; place < kFactsOfCommit; ++place) {
      const Planned planned{number, place};
      if (place == 2 && number + 5 < commits) continue;
      // Commit 2 * number + 1 is the last that corrects the first fact, 2 * number the one before; commit 0
      // corrects nothing.
      std::string status = "asserted";
      if (place == 0 && number > 0 && 2 * number < commits) status = statusAfter(2 * number);
      if (place == 0 && 2 * number + 1 < commits) status = statusAfter(2 * number + 1);
      // A fact that holds in 1950 alone has nothing left when it is taken out, and is believed no more.
      const bool less = place == 1 && number + 3 < commits;
      if (less && number % 100 == 50) continue;
      out[planned.source()] = text(planned.subject(), planned.object(), planned.validity(), status, less);
    }
  }
  return out;
}

Result<Contents> contentsOf(const Database& database, std::optional<SystemInstant> system) {
  Contents out;
  std::map<NodeId, std::string> names;
  const View view = database.always();
  TENURE_TRY(view.reader().forEachNode(system, [&](const NodeVersion& node) -> Status {
    names[node.id] = node.external_id;
    if (node.external_id.starts_with("n")) out[node.external_id] = "a node";
    return {};
  }));
  TENURE_TRY(view.reader().forEachFact(system, [&](const FactVersion& fact) -> Status {
    if (fact.type != "MEMBER_OF" || fact.sources.empty()) return {};
    const bool less = fact.removed == std::vector<Range>{portion()};
    out[fact.sources.front()] = text(names[fact.subject], names[fact.object], fact.validity.text(),
                                     std::string(statusName(fact.status)), less);
    return {};
  }));
  return out;
}

Result<std::vector<SystemInstant>> writtenCommits(const Database& database) {
  std::vector<SystemInstant> out;
  TENURE_ASSIGN(const auto commits, database.commits());
  for (const CommitRecord& commit : commits) {
    if (commit.who.empty()) continue;
    if (commit.who != std::to_string(out.size()))
      return Error(ErrorCode::kInternal,
                   "commit " + commit.who + " stands where " + std::to_string(out.size()) + " should");
    out.push_back(commit.instant);
  }
  return out;
}

Result<std::unique_ptr<BulkLoad>> fillLoad(Database& database, std::uint64_t facts) {
  TENURE_ASSIGN(auto load, database.bulkLoad());
  std::vector<NodeId> nodes;
  for (std::uint64_t i = 0; i < 500; ++i) {
    TENURE_ASSIGN(const NodeId id, load->addNode({.external_id = "loaded" + std::to_string(i)}));
    nodes.push_back(id);
  }
  for (std::uint64_t i = 0; i < facts; ++i) {
    FactDraft draft{.subject = nodes[i % 500], .type = "LOADED", .object = nodes[(i * 13) % 500]};
    TENURE_ASSIGN(draft.validity, Validity::parse(std::to_string(1800 + i % 200) + "/"));
    TENURE_TRY(load->addFact(draft));
  }
  return load;
}

Result<std::string> readEverything(const Database& database) {
  std::string out;
  const View view = database.always();
  std::vector<NodeId> nodes;
  TENURE_TRY(view.reader().forEachNodeVersion([&](const NodeVersion& node) -> Status {
    if (nodes.empty() || nodes.back() != node.id) nodes.push_back(node.id);
    out += shown(node) + "\n";
    return {};
  }));
  TENURE_TRY(view.reader().forEachFactVersion([&](const FactVersion& fact) -> Status {
    out += shown(fact) + "\n";
    return {};
  }));
  TENURE_ASSIGN(const auto commits, database.commits());
  for (const CommitRecord& commit : commits)
    out +=
        "commit " + std::to_string(commit.number) + " " + formatIso(commit.instant) + " " + commit.who + "\n";
  TENURE_ASSIGN(const auto marks, database.erasures());
  for (const Erasure& mark : marks) out += "erased " + std::to_string(mark.id) + "\n";
  std::vector<TimeScope> scopes(1);
  for (const char* day : {"1925-06-01", "1950-06-01"})
    scopes.push_back({AsOf{parseQueryTime(day).value()}, {}});
  if (!commits.empty()) scopes.push_back({AllTime{}, commits[commits.size() / 2].instant});
  for (const TimeScope& scope : scopes) {
    for (const NodeId node : nodes) {
      const View here = view.with(scope);
      const Edges edges = here.both(node);
      TENURE_TRY(edges.status());
      for (const Edge& edge : edges) {
        out += "edge " + std::to_string(node.value) + " " + here.typeName(edge.type) + " " +
               std::to_string(edge.fact.value) + " " + std::to_string(edge.node.value) + " " +
               shown(edge.period) + " " + std::string(statusName(edge.status)) + "\n";
      }
    }
  }
  return out;
}

}  // namespace tenure::testing

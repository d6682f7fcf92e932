// A database whose commit number k writes what k alone decides: nodes and facts, corrections, portions and
// withdrawals. Whoever finds it after a death knows what must be there. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/database.h"
#include "schema/result.h"

namespace tenure::testing {

/// The present by content: what a fact says by its source, "3.1" for the second fact of commit 3.
using Contents = std::map<std::string, std::string>;

/// Writes commit `number`, 0, 1, 2 ..., into a database that holds those before it. The note's `who` is the
/// number.
Status writeCommit(Database& database, std::uint64_t number);
/// What is believed after the first `commits` of them.
[[nodiscard]] Contents contentsAfter(std::uint64_t commits);
/// What the database believes at a system instant (the present: nullopt), facts and nodes.
[[nodiscard]] Result<Contents> contentsOf(const Database& database, std::optional<SystemInstant> system);
/// The instants of the commits that writeCommit made, by number.
[[nodiscard]] Result<std::vector<SystemInstant>> writtenCommits(const Database& database);

/// Adds `facts` facts in one bulk load, with nodes of their own. kCancelled never.
[[nodiscard]] Result<std::unique_ptr<BulkLoad>> fillLoad(Database& database, std::uint64_t facts);

/// Everything that can be read, in words: every version of every node and fact, the edges of each node on
/// three days and both clocks, commits and marks.
[[nodiscard]] Result<std::string> readEverything(const Database& database);

}  // namespace tenure::testing

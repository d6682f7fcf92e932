// What the command ends with, and how it says why. `tenure --help` shows the same table in short:
//
//     0    done
//     1    the answer is no: not a date, no such node or database, a name that fits several, there already
//     2    a command line that is not understood
//     3    bad input: a row, a date, a file that cannot be taken
//     4    refused by a constraint of the schema
//     5    the database is in use by another process, or the writer's turn did not come in time
//     6    a damaged database (also what `verify` finds), or none of ours, or of another format version
//     7    disk or permission: full, read-only, not allowed, a failing device
//     70   a mistake in Tenure itself
//     130  interrupted (Ctrl-C)
//     141  whoever read the output stopped reading (`| head`)
//
// docs/formats.md has it for users, and tests/cli/commands_test.py compares the three.
#pragma once

#include <string>
#include <string_view>

#include "schema/result.h"

namespace tenure::apps {

inline constexpr int kExitDone = 0;
inline constexpr int kExitNo = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitBadInput = 3;
inline constexpr int kExitConstraint = 4;
inline constexpr int kExitLocked = 5;
inline constexpr int kExitDamaged = 6;
inline constexpr int kExitDisk = 7;
inline constexpr int kExitOurMistake = 70;
inline constexpr int kExitInterrupted = 130;
inline constexpr int kExitPipeClosed = 141;

/// The exit code for an error. "Not found", "ambiguous" and "exists already" are an answer about the
/// database, and bad input where they have a place in a file.
[[nodiscard]] int exitCode(const Error& error);

/// Writes `tenure: file:line:column: message` to standard error, harmless to a terminal.
void printError(const Error& error);
void printError(std::string_view message);

/// Prints the error and returns its exit code: `return fail(result.error());`.
int fail(const Error& error);

/// The exit code of a command that came to its end, or what `fail` returns.
inline int end(const Result<int>& outcome) { return outcome.ok() ? *outcome : fail(outcome.error()); }

}  // namespace tenure::apps

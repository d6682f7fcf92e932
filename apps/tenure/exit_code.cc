#include "apps/tenure/exit_code.h"

#include <algorithm>
#include <cstdio>

#include "apps/tenure/text_width.h"

namespace tenure::apps {

int exitCode(const Error& error) {
  switch (error.code()) {
    case ErrorCode::kNotFound:
    case ErrorCode::kAmbiguous:
    case ErrorCode::kAlreadyExists: return error.place() ? kExitBadInput : kExitNo;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kParse:
    case ErrorCode::kOutOfRange:
    case ErrorCode::kLimit:
    case ErrorCode::kUnsupported: return kExitBadInput;
    case ErrorCode::kConstraint: return kExitConstraint;
    case ErrorCode::kTimeout:
    case ErrorCode::kLocked: return kExitLocked;
    case ErrorCode::kCorruption:
    case ErrorCode::kFormat: return kExitDamaged;
    case ErrorCode::kPermission:
    case ErrorCode::kNoSpace:
    case ErrorCode::kIo:
    case ErrorCode::kReadOnly: return kExitDisk;
    case ErrorCode::kCancelled: return kExitInterrupted;
    case ErrorCode::kInternal: return kExitOurMistake;
  }
  return kExitOurMistake;
}

void printError(std::string_view message) {
  std::string line = "tenure: ";
  // Line feeds are ours (a list of facts that clash); everything between them may quote a user's text.
  for (std::size_t at = 0; at <= message.size();) {
    const std::size_t end = std::min(message.find('\n', at), message.size());
    line += harmless(message.substr(at, end - at));
    line += '\n';
    at = end + 1;
  }
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void printError(const Error& error) { printError(error.toString()); }

int fail(const Error& error) {
  printError(error);
  return exitCode(error);
}

}  // namespace tenure::apps

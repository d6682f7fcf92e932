// A program against an installed Tenure. It ends with 0 when every check holds and names the first that does
// not; ctest builds and runs it (install_and_run.cmake).
#include <iostream>
#include <string_view>

#include "schema/result.h"
#include "schema/validity.h"

namespace {

bool check(bool holds, std::string_view what) {
  if (!holds) std::cerr << "consumer: does not hold: " << what << '\n';
  return holds;
}

/// Half-open periods, from the headers alone.
bool periodsAreHalfOpen() {
  const auto start = tenure::Instant::fromMicros(0);
  const auto end = start.plusMicros(tenure::kMicrosPerDay);
  const auto day = tenure::Period::exactly(start, end, tenure::Grain::kDay);
  return check(tenure::certainAsOf(day, {start, start.plusMicros(1)}), "a day holds at its first instant") &&
         check(!tenure::possibleAsOf(day, {end, end.plusMicros(1)}), "a day does not hold at its end");
}

/// A symbol from the libraries.
bool librariesLink() {
  return check(tenure::errorCodeName(tenure::ErrorCode::kNotFound) == "not_found", "error codes have names");
}

}  // namespace

int main() {
  if (!periodsAreHalfOpen() || !librariesLink()) return 1;
  std::cout << "consumer: all checks hold\n";
  return 0;
}

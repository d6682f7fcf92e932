// `tenure date`: what a date expression means, one JSON object a line.
#pragma once

#include <string_view>

namespace tenure::apps {

/// Prints the meaning of `text`, or with "-" of each line of standard input. Returns the exit code: 0 when
/// every expression was valid EDTF, 1 otherwise.
int runDate(std::string_view text);

}  // namespace tenure::apps

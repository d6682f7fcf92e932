// `tenure date`: what a date expression means, one JSON object a line. Ends with 0 when every expression was
// valid EDTF, with 1 otherwise.
#include <iostream>
#include <string>

#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "schema/edtf.h"

namespace tenure::apps {
namespace {

Cell orNull(const std::optional<std::string>& text) { return text ? Cell(*text) : Cell(); }

struct Printed {
  bool valid = false;
  bool go_on = true;  ///< false: nobody reads any more
};

/// Prints what `text` means. `min` and `max` are EDTF's own, over 64-bit years and
/// before widening; the bounds are those of the validity that the text would give a fact, null where it can
/// be none (an all-of set, a year beyond the axis).
Printed printMeaning(const std::string& text, RowWriter& writer) {
  const EdtfSummary summary = summarizeEdtf(text);
  const auto validity = Validity::parse(text);
  std::vector<Cell> row = {text, summary.valid, orNull(summary.min), orNull(summary.max)};
  if (validity.ok()) {
    const Period& period = validity->period();
    for (const Instant bound : {period.start_min, period.start_max, period.end_min, period.end_max}) {
      row.emplace_back(formatIso(bound));
    }
    row.emplace_back();
  } else {
    row.resize(8);
    row.emplace_back(summary.valid ? validity.error().message() : summary.error);
  }
  return {summary.valid, writer.row(row)};
}

}  // namespace

int runDate(const DateOptions& options) {
  RowWriter writer({"text", "valid", "min", "max", "start_min", "start_max", "end_min", "end_max", "error"},
                   OutputFormat::kJsonl);
  bool all_valid = true;
  if (options.text == "-") {
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      const Printed printed = printMeaning(line, writer);
      all_valid = all_valid && printed.valid;
      if (!printed.go_on) break;
    }
  } else {
    all_valid = printMeaning(options.text, writer).valid;
  }
  const int written = writer.finish();
  return written != kExitDone ? written : all_valid ? kExitDone : kExitNo;
}

}  // namespace tenure::apps

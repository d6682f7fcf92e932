#include "apps/tenure/date_command.h"

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "schema/edtf.h"
#include "schema/validity.h"

namespace tenure::apps {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

/// `min` and `max` are EDTF's own, over 64-bit years and before widening; the bounds are those of the
/// validity that the text would give a fact, null where it can be none (an all-of set, a year beyond the
/// axis).
Json meaning(std::string_view text) {
  const EdtfSummary summary = summarizeEdtf(text);
  Json row = {{"text", text},
              {"valid", summary.valid},
              {"min", orNull(summary.min)},
              {"max", orNull(summary.max)},
              {"start_min", nullptr},
              {"start_max", nullptr},
              {"end_min", nullptr},
              {"end_max", nullptr},
              {"error", nullptr}};
  const auto validity = Validity::parse(text);
  if (validity.ok()) {
    const Period& period = validity->period();
    row["start_min"] = formatIso(period.start_min);
    row["start_max"] = formatIso(period.start_max);
    row["end_min"] = formatIso(period.end_min);
    row["end_max"] = formatIso(period.end_max);
  } else {
    row["error"] = summary.valid ? validity.error().message() : summary.error;
  }
  return row;
}

bool printMeaning(std::string_view text) {
  const Json row = meaning(text);
  const std::string line = row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
  return row["valid"].get<bool>();
}

}  // namespace

int runDate(std::string_view text) {
  if (text != "-") return printMeaning(text) ? 0 : 1;
  bool all_valid = true;
  for (std::string line; std::getline(std::cin, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    all_valid = printMeaning(line) && all_valid;
  }
  return all_valid ? 0 : 1;
}

}  // namespace tenure::apps

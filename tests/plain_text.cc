// Records of the plain model, and of the database, in words.
#include "schema/value.h"
#include "tests/plain_model.h"

namespace tenure::testing {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() == 1 ? "" : ", ") + text;
  return out + "]";
}

std::string bounds(const Period& p) {
  return formatIso(p.start_min) + ".." + formatIso(p.start_max) + " | " + formatIso(p.end_min) + ".." +
         formatIso(p.end_max);
}

/// Written, and not the very stretch that its bounds are.
bool textSaysMore(const Period& p) {
  return !p.derived && (p.start_min != p.start_max || p.end_min != p.end_max);
}

std::string shownCut(const std::optional<Cut>& cut) {
  if (!cut) return "";
  return " cut by " + std::to_string(cut->event.value) + " at " + formatIso(cut->end_min) + ".." +
         formatIso(cut->end_max);
}

std::string shownBelieved(const Believed& believed) {
  return " believed " + formatIso(believed.from) + " to " + formatIso(believed.to);
}

}  // namespace

std::string shown(const Period& period) {
  return bounds(period) + (period.derived ? " derived" : "") +
         (period.grain == Grain::kMicrosecond ? " us" : "");
}

std::string shown(const Range& range) {
  return "[" + formatIso(range.start) + ", " + formatIso(range.end) + ")";
}

std::string shown(const TimeScope& scope) {
  std::string out = "all time";
  if (const auto* as_of = std::get_if<AsOf>(&scope.valid)) out = "as of " + shown(as_of->when);
  if (const auto* during = std::get_if<During>(&scope.valid)) out = "during " + shown(during->range);
  if (scope.system) out += ", system " + formatIso(*scope.system);
  if (scope.certain_only) out += ", certain only";
  if (scope.include_refuted) out += ", with refuted";
  return out;
}

std::string shown(const Validity& validity) {
  if (validity.isTimeless()) return "timeless";
  return "'" + validity.text() + "' " + shown(validity.period()) +
         (validity.convention() == EndConvention::kExclusive ? " exclusive" : "");
}

std::string shown(const Properties& properties) {
  std::string out;
  for (const auto& [key, history] : properties) {
    out += " " + key + ":";
    for (const PropertyValue& one : history) {
      const Period& period = one.validity.period();
      out += " (" + std::string(typeName(one.value)) + " " + toText(one.value) + " " + bounds(period);
      if (textSaysMore(period)) out += " '" + one.validity.text() + "'";
      out += ")";
    }
  }
  return out;
}

std::string shown(const NodeVersion& node) {
  std::string out = "node " + std::to_string(node.id.value) + " id '" + node.external_id + "' " +
                    joined(node.labels) + " lives " + shown(node.lifespan) + shownCut(node.cut) +
                    shown(node.properties);
  for (const Alias& alias : node.aliases) out += " alias " + alias.name + "@" + alias.language;
  return out + shownBelieved(node.believed);
}

std::string shown(const FactVersion& fact) {
  std::string out = "fact " + std::to_string(fact.id.value) + " (" + std::to_string(fact.subject.value) +
                    " " + fact.type + " " + std::to_string(fact.object.value) + ") " + shown(fact.validity);
  for (const Range& range : fact.removed) out += " less " + shown(range);
  out += shownCut(fact.cut) + " status " + std::to_string(static_cast<int>(fact.status)) + " sources " +
         joined(fact.sources) + " event '" + fact.event + "'" + shown(fact.properties);
  return out + shownBelieved(fact.believed);
}

std::string shown(const PropertyReading& reading) {
  return std::string(typeName(reading.value)) + " " + toText(reading.value) +
         (reading.several ? " (several)" : "");
}

std::string shown(Verdict verdict) {
  if (!verdict) return "no";
  return *verdict == Certainty::kCertain ? "certain" : "possible";
}

}  // namespace tenure::testing

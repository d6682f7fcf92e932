#include "storage/verify_rules.h"

#include <set>

#include "schema/rules.h"
#include "storage/staged_graph.h"

namespace tenure::storage {
namespace {

class Rules {
 public:
  Rules(const GraphReader& reader, std::size_t lines_max, VerifyReport& report)
      : reader_(reader), schema_(reader.schema()), present_(reader), lines_max_(lines_max), report_(report) {}

  Status run() {
    TENURE_TRY(readFacts());
    TENURE_TRY(reader_.forEachNode({}, [&](const NodeVersion& node) -> Status {
      if (node.cut) subjects_.insert(node.id);
      return {};
    }));
    for (const NodeId subject : subjects_) TENURE_TRY(checkEvents(subject));
    // Those that say most come first.
    for (std::string& line : agreeing_) {
      if (report_.unapplied_events.size() < lines_max_) report_.unapplied_events.push_back(std::move(line));
    }
    return {};
  }

 private:
  void error(std::string line) {
    if (report_.errors.size() < lines_max_) report_.errors.push_back(std::move(line));
  }

  /// Facts that may clash, and the subjects that events have to do with.
  Status readFacts() {
    return reader_.forEachFact({}, [&](const FactVersion& fact) -> Status {
      if (fact.cut || isEvent(fact.type)) subjects_.insert(fact.subject);
      if (fact.cut && !takesPartInEvents(schema_, fact.type)) {
        error("fact " + std::to_string(fact.id.value) + ": is cut by fact " +
              std::to_string(fact.cut->event.value) + ", and no rule says so");
      }
      TENURE_ASSIGN(auto lines, possibleClashes(schema_, fact, present_));
      for (std::string& line : lines) {
        ++report_.possible_clashes_count;
        if (report_.possible_clashes.size() < lines_max_) report_.possible_clashes.push_back(std::move(line));
      }
      return {};
    });
  }

  [[nodiscard]] bool isEvent(std::string_view type) const {
    for (const EventRule& rule : schema_.eventRules()) {
      if (rule.event == type) return true;
    }
    return false;
  }

  Status checkEvents(NodeId subject) {
    TENURE_ASSIGN(const auto cuts, deriveCuts(schema_, subject, present_));
    TENURE_ASSIGN(const auto node, present_.node(subject));
    if (node && !(node->cut == cuts.lifespan)) {
      error("node " + std::to_string(subject.value) +
            ": the end of its lifespan is not the one that the events say");
    }
    for (const auto& [fact, cut] : cuts.facts) {
      if (fact.cut == cut) continue;
      error("fact " + std::to_string(fact.id.value) + ": its end is not the one that the events say");
    }
    for (const UnappliedEvent& one : cuts.unapplied) {
      ++report_.unapplied_events_count;
      auto& lines = one.why == UnappliedEvent::Why::kEndAgrees ? agreeing_ : report_.unapplied_events;
      if (lines.size() < lines_max_) lines.push_back(describeUnapplied(one, present_));
    }
    return {};
  }

  const GraphReader& reader_;
  const Schema& schema_;
  StagedGraph present_;
  std::size_t lines_max_;
  VerifyReport& report_;
  std::set<NodeId> subjects_;
  std::vector<std::string> agreeing_;
};

}  // namespace

Status verifyRules(const GraphReader& reader, std::size_t lines_max, VerifyReport& report) {
  const Schema& schema = reader.schema();
  if (schema == Schema{}) return {};
  return Rules(reader, lines_max, report).run();
}

}  // namespace tenure::storage

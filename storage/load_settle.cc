#include "storage/load_settle.h"

#include <algorithm>
#include <set>

#include "schema/rules.h"
#include "storage/unique_keys.h"

namespace tenure::storage {
namespace {

constexpr std::size_t kAskEvery = 4'096;

class Settling {
 public:
  Settling(LoadedGraph& loaded, const Schema& schema, const std::function<bool()>& goOn, Notices& notices)
      : loaded_(loaded), schema_(schema), goOn_(goOn), notices_(notices) {}

  Status run() {
    if (schema_ == Schema{}) return {};
    TENURE_TRY(derive());
    TENURE_TRY(checkFacts());
    TENURE_TRY(checkNodes());
    return checkStored();
  }

 private:
  Status ask() {
    if (++asked_ % kAskEvery == 0 && !goOn_()) return Error(ErrorCode::kCancelled, "the load was stopped");
    return {};
  }
  [[nodiscard]] const std::string& typeOf(std::size_t i) {
    return *loaded_.tokens().name(TokenKind::kType, loaded_.edge(i).type);
  }
  /// What `of` says for each type of the load, asked once a type and not once a fact.
  template <class Of>
  std::vector<bool> byType(const Of& of) {
    std::vector<bool> out(loaded_.tokens().count(TokenKind::kType) + 1, false);
    for (std::uint32_t t = 1; t < out.size(); ++t) out[t] = of(*loaded_.tokens().name(TokenKind::kType, t));
    return out;
  }

  Status derive() {
    if (schema_.eventRules().empty()) return {};
    const auto is_event = byType([&](const std::string& type) {
      return std::any_of(schema_.eventRules().begin(), schema_.eventRules().end(),
                         [&](const EventRule& rule) { return rule.event == type; });
    });
    const auto takes_part = byType([&](const std::string& type) { return takesPartInEvents(schema_, type); });
    // A new subject has only new facts, so without a new event nothing cuts them.
    std::set<NodeId> subjects;
    for (std::size_t i = 0; i < loaded_.newFacts(); ++i) {
      const LoadedFact& edge = loaded_.edge(i);
      const bool stored_subject = edge.subject < loaded_.base().last().next_node.value;
      if (is_event[edge.type] || (stored_subject && takes_part[edge.type])) subjects.insert({edge.subject});
    }
    for (const NodeId subject : subjects) {
      TENURE_TRY(ask());
      // Without an event nothing is cut, nor was it: a load takes nothing back.
      TENURE_ASSIGN(const bool events, hasEvents(schema_, subject, loaded_));
      if (!events) continue;
      TENURE_ASSIGN(const auto cuts, deriveCuts(schema_, subject, loaded_));
      tell(cuts);
      TENURE_ASSIGN(const auto node, loaded_.node(subject));
      if (node) TENURE_TRY(loaded_.setCut(*node, cuts.lifespan));
      for (const auto& [fact, cut] : cuts.facts) TENURE_TRY(loaded_.setCut(fact, cut));
    }
    return {};
  }

  /// Tells of the events that do not apply, where the load brings the event or what it would end.
  void tell(const SubjectCuts& cuts) {
    for (const UnappliedEvent& one : cuts.unapplied) {
      if (one.why == UnappliedEvent::Why::kEndAgrees) continue;
      const bool brought = one.state ? loaded_.isNew(one.state->id) : loaded_.isNew(one.event.subject);
      if (brought || loaded_.isNew(one.event.id)) notices_.add(describeUnapplied(one, loaded_));
    }
  }

  Status checkFacts() {
    const auto ruled = byType([&](const std::string& type) {
      const auto names = [&](const auto& one) { return one.type == type; };
      const RelationshipType* declared = schema_.type(type);
      return (declared == nullptr && schema_.strict()) ||
             (declared != nullptr && !declared->endpoints.empty()) ||
             std::any_of(schema_.atMostOne().begin(), schema_.atMostOne().end(), names) ||
             std::any_of(schema_.withinLifespans().begin(), schema_.withinLifespans().end(), names) ||
             std::any_of(schema_.acyclic().begin(), schema_.acyclic().end(), names);
    });
    TENURE_TRY(loaded_.readOutlines(ruled));
    // By object, since what is asked of one (who else chairs it, what it belongs to) is then asked in a row.
    const NodeId end = loaded_.nodeId(loaded_.newNodes());
    for (NodeId object{1}; object < end; ++object.value) {
      for (const PlacedFact& placed : loaded_.at(Side::kObject).of(object)) {
        const std::size_t i = placed.number;
        TENURE_TRY(ask());
        if (!ruled[loaded_.edge(i).type]) continue;
        TENURE_ASSIGN(const auto fact, loaded_.newFact(i));
        TENURE_TRY(checkFact(schema_, fact, loaded_));
      }
    }
    return {};
  }

  Status checkNodes() {
    UniqueKeyCheck unique(schema_);
    if (!schema_.strict() && schema_.properties().empty() && !unique.needed()) return {};
    for (std::size_t i = 0; i < loaded_.newNodes(); ++i) {
      TENURE_TRY(ask());
      TENURE_ASSIGN(const auto node, loaded_.newNode(i));
      if (const Status good = checkNode(schema_, node); !good.ok()) {
        const Place place = loaded_.placeOf(node.id);
        return place.line == 0 ? good : good.error().at(place);
      }
      unique.add(node);
    }
    return unique.run(loaded_, &loaded_.base());
  }

  /// Stored nodes and facts that the events of the load changed.
  Status checkStored() {
    for (const auto& [id, change] : loaded_.factChanges())
      TENURE_TRY(checkFact(schema_, *change.after, loaded_));
    for (const auto& [id, change] : loaded_.nodeChanges()) {
      for (const WithinLifespans& constraint : schema_.withinLifespans()) {
        for (const Side side : {Side::kSubject, Side::kObject}) {
          TENURE_ASSIGN(const auto facts, loaded_.facts(id, side, constraint.type));
          for (const FactVersion& fact : facts) TENURE_TRY(checkFact(schema_, fact, loaded_));
        }
      }
    }
    return {};
  }

  LoadedGraph& loaded_;
  const Schema& schema_;
  const std::function<bool()>& goOn_;
  Notices& notices_;
  std::size_t asked_ = 0;
};

}  // namespace

Status settleLoad(LoadedGraph& loaded, const Schema& schema, const std::function<bool()>& goOn,
                  Notices& notices) {
  return Settling(loaded, schema, goOn, notices).run();
}

}  // namespace tenure::storage

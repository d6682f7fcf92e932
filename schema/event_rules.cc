// rules.h: which event ends which state, which does not and why.
#include <algorithm>
#include <set>
#include <tuple>

#include "schema/rules.h"

namespace tenure {
namespace {

/// An event that may end something, with what decides between equals.
struct Event {
  FactVersion fact;
  Period period;
  std::string object;
};

auto orderOf(const Event& e) {
  return std::tie(e.period.start_min, e.period.start_max, e.period.end_min, e.period.end_max, e.fact.type,
                  e.object, e.fact.validity.text(), e.fact.sources, e.fact.event, e.fact.id);
}

/// The asserted events of `subject` of all types that end something, earliest first.
Result<std::vector<Event>> eventsOf(const Schema& schema, NodeId subject, PresentFacts& present) {
  std::set<std::string> types;
  for (const EventRule& rule : schema.eventRules()) types.insert(rule.event);
  std::vector<Event> events;
  for (const std::string& type : types) {
    TENURE_ASSIGN(auto facts, present.facts(subject, Side::kSubject, type));
    for (FactVersion& fact : facts) {
      if (fact.status != FactStatus::kAsserted) continue;
      fact.cut.reset();  // an event is never itself cut
      const auto pieces = fact.pieces(schema.type(type));
      if (pieces.empty()) continue;
      std::string object = describeNode(fact.object, present);
      events.push_back({std::move(fact), pieces.front(), std::move(object)});
    }
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return orderOf(a) < orderOf(b); });
  return events;
}

std::optional<Cut> earliestCut(const Schema& schema, const std::vector<Event>& events, EventTarget target,
                               std::string_view state, std::optional<NodeId> object, const Period& written) {
  for (const Event& event : events) {
    const bool ends =
        std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
          return rule.event == event.fact.type && rule.target == target && rule.state == state;
        });
    if (!ends || (object && event.fact.object != *object)) continue;
    if (eventApplies(event.period, written)) return cutOf(event.fact.id, event.period);
  }
  return std::nullopt;
}

/// The earlier of two cuts (they name different events; `events` is in order).
std::optional<Cut> earlier(const std::optional<Cut>& a, const std::optional<Cut>& b,
                           const std::vector<Event>& events) {
  if (!a || !b) return a ? a : b;
  for (const Event& event : events) {
    if (event.fact.id == a->event) return a;
    if (event.fact.id == b->event) return b;
  }
  return a;
}

bool endsLifespan(const Schema& schema, const FactVersion& event) {
  return std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
    return rule.event == event.type && rule.target == EventTarget::kSubjectLifespan;
  });
}

bool endsState(const Schema& schema, const FactVersion& event, const FactVersion& state) {
  return std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
    return rule.event == event.type && rule.state == state.type &&
           (rule.target == EventTarget::kSubjectFacts ||
            (rule.target == EventTarget::kSubjectFactsWithObject && event.object == state.object));
  });
}

using Why = UnappliedEvent::Why;

/// Of an event that does not apply to `written`.
Why whyNot(const Period& event, const Period& written) {
  if (written.end_max == Instant::plusInfinity()) return Why::kMayStartLater;
  const Instant last = event.start_max.plusMicros(grainMicros(event.grain));
  return written.end_max >= event.start_min && written.end_min <= last ? Why::kEndAgrees : Why::kEndIsWritten;
}

/// Nothing of one can be at a time of the other.
bool certainlyApart(const Period& event, const Period& written) {
  return written.end_max <= event.start_min || event.end_max <= written.start_min;
}

/// What one event names and does not end. `meets` is set where it ends something, or is at a time of it.
struct Named {
  std::vector<UnappliedEvent> near;
  std::vector<UnappliedEvent> apart;
  bool meets = false;

  void add(const Event& event, const Period& written, const FactVersion* state) {
    if (eventApplies(event.period, written)) {
      meets = true;
      return;
    }
    const Why why = whyNot(event.period, written);
    const bool is_apart = why != Why::kEndAgrees && certainlyApart(event.period, written);
    meets = meets || !is_apart;
    (is_apart ? apart : near)
        .push_back({event.fact, state == nullptr ? std::nullopt : std::optional(*state), why});
  }
};

std::vector<UnappliedEvent> unappliedOf(const Schema& schema, const Event& event,
                                        const std::optional<NodeVersion>& node, const SubjectCuts& cuts) {
  Named named;
  if (node && endsLifespan(schema, event.fact)) named.add(event, node->lifespan.period(), nullptr);
  for (const auto& [state, cut] : cuts.facts) {
    if (state.status == FactStatus::kRefuted || !endsState(schema, event.fact, state)) continue;
    named.add(event, state.validity.period(), &state);
  }
  if (!named.meets) return std::move(named.apart);
  return std::move(named.near);
}

}  // namespace

bool takesPartInEvents(const Schema& schema, std::string_view type) {
  return std::any_of(schema.eventRules().begin(), schema.eventRules().end(), [&](const EventRule& rule) {
    // The rule of a lifespan has no state, and an empty name is no type.
    return !type.empty() && (rule.event == type || rule.state == type);
  });
}

Result<bool> hasEvents(const Schema& schema, NodeId subject, PresentFacts& present) {
  for (const EventRule& rule : schema.eventRules()) {
    TENURE_ASSIGN(const auto events, present.facts(subject, Side::kSubject, rule.event));
    if (!events.empty()) return true;
  }
  return false;
}

Result<SubjectCuts> deriveCuts(const Schema& schema, NodeId subject, PresentFacts& present) {
  SubjectCuts cuts;
  if (schema.eventRules().empty()) return cuts;
  TENURE_ASSIGN(const auto events, eventsOf(schema, subject, present));
  TENURE_ASSIGN(const auto node, present.node(subject));
  if (node) {
    cuts.lifespan =
        earliestCut(schema, events, EventTarget::kSubjectLifespan, "", std::nullopt, node->lifespan.period());
  }
  std::set<std::string> states;
  for (const EventRule& rule : schema.eventRules()) {
    if (rule.target != EventTarget::kSubjectLifespan) states.insert(rule.state);
  }
  for (const std::string& state : states) {
    TENURE_ASSIGN(auto facts, present.facts(subject, Side::kSubject, state));
    for (FactVersion& fact : facts) {
      const Period& written = fact.validity.period();
      const auto here =
          earliestCut(schema, events, EventTarget::kSubjectFactsWithObject, state, fact.object, written);
      const auto anywhere =
          earliestCut(schema, events, EventTarget::kSubjectFacts, state, std::nullopt, written);
      auto cut = earlier(here, anywhere, events);
      cuts.facts.emplace_back(std::move(fact), cut);
    }
  }
  for (const Event& event : events) {
    for (UnappliedEvent& one : unappliedOf(schema, event, node, cuts))
      cuts.unapplied.push_back(std::move(one));
  }
  return cuts;
}

std::string describeUnapplied(const UnappliedEvent& one, PresentFacts& present) {
  std::string what;
  if (one.state) {
    what = describeFact(*one.state, present);
  } else {
    const auto node = present.node(one.event.subject);
    what = "the lifespan of " + describeNode(one.event.subject, present);
    if (node.ok() && *node) what += ", " + (*node)->lifespan.text();
  }
  const auto why = [&]() -> std::string_view {
    switch (one.why) {
      case Why::kEndAgrees: return ": its end is written already, and agrees";
      case Why::kEndIsWritten: return ": its end is written, and is another";
      case Why::kMayStartLater: return ": it does not certainly start before the event";
    }
    return "";
  };
  return describeFact(one.event, present) + " does not end " + what + std::string(why());
}

}  // namespace tenure

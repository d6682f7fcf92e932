#include "storage/drafts.h"

#include <algorithm>

#include "schema/names.h"
#include "schema/text_quote.h"

namespace tenure::storage {
namespace {

/// Lists and maps in lists and maps.
constexpr std::size_t kNestingMax = 32;

Status checkValue(std::string_view key, const Value& value, std::size_t depth) {
  if (depth > kNestingMax) {
    return Error(ErrorCode::kLimit, "property " + quoted(key) + " is nested deeper than " +
                                        std::to_string(kNestingMax) + " levels");
  }
  if (const auto* text = value.as<std::string>()) {
    if (text->size() > kTextBytesMax) return checkText("property " + quoted(key), *text, kTextBytesMax);
    if (firstInvalidUtf8(*text)) return checkText("property " + quoted(key), *text, kTextBytesMax);
  }
  if (const auto* list = value.as<List>()) {
    for (const Value& one : *list) TENURE_TRY(checkValue(key, one, depth + 1));
  }
  if (const auto* map = value.as<Map>()) {
    for (const auto& [inner, one] : *map) {
      TENURE_TRY(checkText("a map key of property " + quoted(key), inner, kNameBytesMax));
      TENURE_TRY(checkValue(key, one, depth + 1));
    }
  }
  return {};
}

Status checkKey(std::string_view key) {
  TENURE_TRY(checkText("a property key", key, kNameBytesMax));
  if (key.empty()) return Error(ErrorCode::kInvalidArgument, "a property key is empty");
  if (key.front() == '_') {
    return Error(ErrorCode::kInvalidArgument,
                 "property key " + quoted(key) + ": names that begin with an underscore are the engine's");
  }
  return {};
}

Status settleProperties(Properties& properties) {
  for (auto& [key, history] : properties) {
    TENURE_TRY(checkKey(key));
    for (const PropertyValue& one : history) {
      TENURE_TRY(checkValue(key, one.value, 0));
      if (key == "name" && one.value.isText()) {
        TENURE_TRY(checkText("a name", *one.value.as<std::string>(), kNameBytesMax));
      }
    }
    sortHistory(history);
  }
  // No value at all is no property; a null among the values says that there was none for a while.
  std::erase_if(properties, [](const auto& one) { return one.second.empty(); });
  return {};
}

template <class T>
void sortDistinct(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

Status settle(NodeVersion& node) {
  if (!node.external_id.empty()) TENURE_TRY(checkText("an id", node.external_id, kIdBytesMax));
  for (const std::string& label : node.labels) {
    TENURE_TRY(checkText("a label", label, kNameBytesMax));
    if (label.empty()) return Error(ErrorCode::kInvalidArgument, "a label is empty");
  }
  sortDistinct(node.labels);
  for (const Alias& alias : node.aliases) {
    TENURE_TRY(checkText("an alias", alias.name, kNameBytesMax));
    TENURE_TRY(checkText("a language", alias.language, kNameBytesMax));
    if (alias.name.empty()) return Error(ErrorCode::kInvalidArgument, "an alias is empty");
  }
  sortDistinct(node.aliases);
  return settleProperties(node.properties);
}

template <class Fact>
Status checkTexts(const Fact& fact) {
  TENURE_TRY(checkText("a relationship type", fact.type, kNameBytesMax));
  if (fact.type.empty()) return Error(ErrorCode::kInvalidArgument, "a fact needs a relationship type");
  for (const std::string& source : fact.sources) TENURE_TRY(checkText("a source", source, kTextBytesMax));
  return checkText("an event", fact.event, kNameBytesMax);
}

Status settle(FactVersion& fact) {
  TENURE_TRY(checkTexts(fact));
  return settleProperties(fact.properties);
}

template <class Version>
Status checkSettled(const Version& version) {
  Version settled = version;
  TENURE_TRY(settle(settled));
  if (settled == version) return {};
  return Error(ErrorCode::kInvalidArgument, "its labels, names or values are not in order, each once");
}

}  // namespace

Status checkVersion(const NodeVersion& version) { return checkSettled(version); }
Status checkVersion(const FactVersion& version) { return checkSettled(version); }

Result<NodeVersion> versionOf(NodeId id, const NodeDraft& draft) {
  NodeVersion node{id, draft.external_id, draft.labels,  draft.lifespan,
                   {}, draft.properties,  draft.aliases, {}};
  TENURE_TRY(settle(node));
  return node;
}

Result<FactVersion> versionOf(FactId id, const FactDraft& draft) {
  FactVersion fact;
  fact.id = id;
  fact.subject = draft.subject;
  fact.type = draft.type;
  fact.object = draft.object;
  fact.validity = draft.validity;
  fact.status = draft.status;
  fact.sources = draft.sources;
  fact.event = draft.event;
  fact.properties = draft.properties;
  TENURE_TRY(settle(fact));
  return fact;
}

Result<bool> isSettled(const FactDraft& draft) {
  TENURE_TRY(checkTexts(draft));
  return draft.properties.empty();
}

Status apply(const NodeCorrection& correction, NodeVersion& version) {
  if (correction.external_id) version.external_id = *correction.external_id;
  if (correction.labels) version.labels = *correction.labels;
  if (correction.lifespan) version.lifespan = *correction.lifespan;
  if (correction.properties) version.properties = *correction.properties;
  if (correction.aliases) version.aliases = *correction.aliases;
  return settle(version);
}

Status apply(const FactCorrection& correction, FactVersion& version) {
  if (correction.validity) {
    version.validity = *correction.validity;
    version.removed.clear();
  }
  if (correction.status) version.status = *correction.status;
  if (correction.sources) version.sources = *correction.sources;
  if (correction.event) version.event = *correction.event;
  if (correction.properties) version.properties = *correction.properties;
  return settle(version);
}

Status setDuring(Properties& properties, std::string_view key, const Value& value, Range portion) {
  TENURE_TRY(checkKey(key));
  if (!(portion.start < portion.end))
    return Error(ErrorCode::kInvalidArgument, "the portion of time is empty");
  PropertyHistory kept;
  if (const auto old = properties.find(key); old != properties.end()) {
    for (const PropertyValue& one : old->second) {
      for (const Period& piece : withoutPortions(one.validity.period(), {portion})) {
        const bool whole = piece == one.validity.period();
        kept.push_back({one.value, whole ? one.validity : Validity::derivedFrom(piece)});
      }
    }
  }
  if (!value.isNull()) {
    const auto midnight = [](Instant t) { return !t.isFinite() || t.micros() % kMicrosPerDay == 0; };
    const Grain grain = midnight(portion.start) && midnight(portion.end) ? Grain::kDay : Grain::kMicrosecond;
    const Period period = Period::exactly(portion.start, portion.end, grain);
    kept.push_back({value, period == Period::timeless() ? Validity{} : Validity::derivedFrom(period)});
  }
  properties.insert_or_assign(std::string(key), std::move(kept));
  return settleProperties(properties);
}

}  // namespace tenure::storage

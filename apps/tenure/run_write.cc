// `tenure correct`, `tenure retract`, `tenure erase`: one change, one commit.
#include "apps/tenure/asking.h"
#include "apps/tenure/commands.h"
#include "apps/tenure/exit_code.h"
#include "interchange/cell_value.h"
#include "interchange/columns.h"
#include "schema/text_quote.h"

namespace tenure::apps {
namespace {

/// Commits, and tells: the instant, for --system-time, and the notices.
Result<int> commitAndTell(Transaction& transaction, const std::string& what) {
  TENURE_ASSIGN(const SystemInstant instant, transaction.commit());
  OutputFile out(stdout);
  out.write(what + ", believed from " + formatIso(instant) + "\n");
  writeNotices(out, transaction.notices());
  return out.finish();
}

using Set = std::vector<std::pair<std::string, std::string>>;

/// KEY=VALUE is a text, KEY:TYPE=VALUE of that type, as the header of a table has it.
Result<std::pair<std::string, Value>> propertyOf(const std::string& word, const std::string& text) {
  const std::size_t colon = word.rfind(':');
  const auto type = colon == std::string::npos || colon == 0
                        ? std::nullopt
                        : interchange::parseCellType(std::string_view(word).substr(colon + 1));
  if (!type) {
    if (colon == std::string::npos || colon == 0) return std::pair(word, Value(text));
    return Error(ErrorCode::kInvalidArgument, "--set " + tenure::quoted(word) + ": '" +
                                                  tenure::quoted(word.substr(colon + 1)) +
                                                  "' is no type; there are " + interchange::cellTypeWords());
  }
  const Result<Value> value = interchange::parseCell(*type, text);
  if (!value.ok()) return value.error().within("--set " + word);
  return std::pair(word.substr(0, colon), *value);
}

Result<Properties> withValues(Properties properties, const Set& set) {
  for (const auto& [word, text] : set) {
    TENURE_ASSIGN(auto property, propertyOf(word, text));
    properties[property.first] = {{std::move(property.second), Validity()}};
  }
  return properties;
}

/// The same within a portion of time alone; outside of it stays what there was.
template <class Id>
Status setDuring(Transaction& transaction, Id id, const Set& set, Range portion) {
  for (const auto& [word, text] : set) {
    TENURE_ASSIGN(const auto property, propertyOf(word, text));
    TENURE_TRY(transaction.setPropertyDuring(id, property.first, property.second, portion));
  }
  return {};
}

Result<int> correctFact(Database& db, FactId id, const CorrectOptions& options) {
  FactCorrection correction;
  if (options.valid) {
    TENURE_ASSIGN(correction.validity, Validity::parse(*options.valid));
  }
  if (options.status) {
    TENURE_ASSIGN(correction.status, parseStatus(*options.status));
  }
  if (!options.sources.empty()) correction.sources = options.sources;
  correction.event = options.event;
  std::optional<Range> during;
  if (options.during) {
    TENURE_ASSIGN(during, parseQueryTime(*options.during));
  }
  TENURE_ASSIGN(auto transaction, db.begin(options.note));
  if (during) {
    TENURE_TRY(setDuring(*transaction, id, options.set, *during));
  } else if (!options.set.empty()) {
    TENURE_ASSIGN(const auto fact, transaction->fact(id));
    if (fact) {
      TENURE_ASSIGN(correction.properties, withValues(fact->properties, options.set));
    }
  }
  TENURE_TRY(transaction->correctFact(id, correction));
  return commitAndTell(*transaction, "corrected fact " + std::to_string(id.value));
}

Result<int> correctNode(Database& db, const CorrectOptions& options) {
  if (options.status || !options.sources.empty() || options.event) {
    return Error(ErrorCode::kInvalidArgument, "--status, --source and --event are of facts; a node has none");
  }
  TENURE_ASSIGN(const NodeId id, nodeNamed(db.always(), options.target.node));
  NodeCorrection correction;
  if (options.valid) {
    TENURE_ASSIGN(correction.lifespan, Validity::parse(*options.valid));
  }
  std::optional<Range> during;
  if (options.during) {
    TENURE_ASSIGN(during, parseQueryTime(*options.during));
  }
  TENURE_ASSIGN(auto transaction, db.begin(options.note));
  if (during) {
    TENURE_TRY(setDuring(*transaction, id, options.set, *during));
  } else if (!options.set.empty()) {
    TENURE_ASSIGN(const auto node, transaction->node(id));
    if (node) {
      TENURE_ASSIGN(correction.properties, withValues(node->properties, options.set));
    }
  }
  TENURE_TRY(transaction->correctNode(id, correction));
  return commitAndTell(*transaction, "corrected node " + options.target.node);
}

Result<int> correct(const CorrectOptions& options) {
  if (!options.valid && !options.status && options.sources.empty() && !options.event && options.set.empty()) {
    return Error(ErrorCode::kInvalidArgument,
                 "nothing to correct: say --valid, --status, --source, --event or --set");
  }
  TENURE_ASSIGN(auto db, openToWrite(options.db));
  if (!options.target.node.empty()) return correctNode(db, options);
  TENURE_ASSIGN(const FactId id, factNumbered(options.target.fact));
  return correctFact(db, id, options);
}

Result<int> retract(const RetractOptions& options) {
  TENURE_ASSIGN(auto db, openToWrite(options.db));
  if (options.target.node.empty()) {
    TENURE_ASSIGN(const FactId id, factNumbered(options.target.fact));
    std::optional<Range> during;
    if (options.during) {
      TENURE_ASSIGN(during, parseQueryTime(*options.during));
    }
    TENURE_ASSIGN(auto transaction, db.begin(options.note));
    TENURE_TRY(during ? transaction->removePortion(id, *during) : transaction->retractFact(id));
    const std::string portion = during ? " during " + *options.during : "";
    return commitAndTell(*transaction, "retracted fact " + options.target.fact + portion);
  }
  TENURE_ASSIGN(const NodeId id, nodeNamed(db.always(), options.target.node));
  TENURE_ASSIGN(auto transaction, db.begin(options.note));
  TENURE_TRY(transaction->retractNode(id, options.with_facts));
  return commitAndTell(*transaction, "retracted node " + options.target.node);
}

/// A node that is no longer believed can be erased by its number only.
Result<EraseRequest> whatToErase(const Database& db, const Target& target) {
  EraseRequest request;
  if (target.node.empty()) {
    TENURE_ASSIGN(const FactId id, factNumbered(target.fact));
    request.facts.push_back(id);
    return request;
  }
  const auto present = nodeNamed(db.always(), target.node);
  if (present.ok()) {
    request.nodes.push_back(*present);
    return request;
  }
  if (present.error().code() == ErrorCode::kNotFound && target.node.starts_with('#')) {
    TENURE_ASSIGN(const FactId number, factNumbered(target.node.substr(1)));
    request.nodes.push_back(NodeId{number.value});
    return request;
  }
  return present.error();
}

Result<int> erase(const EraseOptions& options) {
  TENURE_ASSIGN(auto db, openToWrite(options.db));
  TENURE_ASSIGN(const EraseRequest request, whatToErase(db, options.target));
  TENURE_ASSIGN(const EraseOutcome outcome, db.erase(request, options.note));
  OutputFile out(stdout);
  out.write("erased " + std::to_string(outcome.nodes) + " nodes and " + std::to_string(outcome.facts) +
            " facts at " + formatIso(outcome.instant) + "; the files were rewritten\n");
  for (const std::string& backup : outcome.backups) out.write("may still be in " + backup + "\n");
  return out.finish();
}

}  // namespace

int runCorrect(const CorrectOptions& options) { return end(correct(options)); }
int runRetract(const RetractOptions& options) { return end(retract(options)); }
int runErase(const EraseOptions& options) { return end(erase(options)); }

}  // namespace tenure::apps

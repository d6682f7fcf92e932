// A graph of named nodes in a database of its own, for tests that read as examples:
//
//     SmallGraph g;
//     g.fact("ann", "MEMBER_OF", "club", "2010/2012");
//     g.view("2011")...                                  writes what is pending first
//
// What fails is thrown: a test that cannot be set up says nothing. One thread.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/database.h"
#include "engine/traversal/steps.h"
#include "tests/temporary_folder.h"

namespace tenure::testing {

template <class T>
T given(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().toString());
  return std::move(result).value();
}
inline void given(const Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error().toString());
}

class SmallGraph {
 public:
  SmallGraph() : database_(given(Database::open(folder_ / "db"))) {}

  /// The node of that name; made when it is first spoken of, with a lifespan where one is said.
  NodeId node(const std::string& name, std::string_view lifespan = {}) {
    const auto found = nodes_.find(name);
    if (found != nodes_.end()) return found->second;
    NodeDraft draft{.external_id = name};
    if (!lifespan.empty()) draft.lifespan = given(Validity::parse(lifespan));
    const NodeId id = given(writer().addNode(draft));
    nodes_.emplace(name, id);
    names_.emplace(id, name);
    return id;
  }
  /// `when` empty: timeless.
  FactId fact(const std::string& subject, const std::string& type, const std::string& object,
              std::string_view when) {
    FactDraft draft{.subject = node(subject), .type = type, .object = node(object)};
    if (!when.empty()) draft.validity = given(Validity::parse(when));
    return given(writer().addFact(draft));
  }
  Transaction& writer() {
    if (!transaction_) transaction_ = given(database_.begin());
    return *transaction_;
  }
  SystemInstant commit() {
    const SystemInstant instant = given(writer().commit());
    transaction_.reset();
    return instant;
  }
  void reopen() {
    commit();
    const auto path = folder_ / "db";
    { const Database closed = std::move(database_); }
    database_ = given(Database::open(path));
  }

  /// Over all of valid time; as of a time; at some time from a to b.
  View always() {
    if (transaction_) commit();
    return database_.always();
  }
  View view(std::string_view time) {
    if (transaction_) commit();
    return given(database_.asOf(time));
  }
  View between(std::string_view a, std::string_view b) {
    if (transaction_) commit();
    return given(database_.between(a, b));
  }
  [[nodiscard]] const std::string& name(NodeId id) const { return names_.at(id); }
  /// "ann club bob": the nodes that a path goes through.
  [[nodiscard]] std::string path(NodeId from, const std::vector<PathStep>& steps) const {
    std::string out = name(from);
    for (const PathStep& step : steps) out += " " + name(step.edge.node);
    return out;
  }

 private:
  TemporaryFolder folder_;
  Database database_;
  std::unique_ptr<Transaction> transaction_;
  std::map<std::string, NodeId> nodes_;
  std::map<NodeId, std::string> names_;
};

/// "2010-01-01..2013-01-01", several with commas; the infinities as "-inf" and "+inf".
inline std::string days(const std::vector<Range>& ranges) {
  const auto day = [](Instant at) { return at.isFinite() ? formatIso(at).substr(0, 10) : formatIso(at); };
  std::string out;
  for (const Range& range : ranges) {
    out += (out.empty() ? "" : ", ") + day(range.start) + ".." + day(range.end);
  }
  return out;
}

}  // namespace tenure::testing

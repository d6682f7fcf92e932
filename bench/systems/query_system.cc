#include "bench/systems/query_system.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

#include "bench/systems/tenure_system.h"
#include "schema/validity.h"

namespace tenure::bench {
namespace {

using query::Datum;
using query::Kind;

constexpr std::int64_t kSecondsPerDay = 86'400;

Datum dateOfDay(std::int32_t day) { return Datum::date({day}); }
Datum midnightOf(std::int32_t day) { return Datum::dateTime({day * kSecondsPerDay, 0, 0, {}}); }
Datum idOfNode(std::uint32_t node) { return Datum::integer(std::int64_t{node} + 1); }
std::uint32_t nodeOfId(const Datum& id) { return static_cast<std::uint32_t>(id.asInteger() - 1); }

std::uint32_t nodeOfId(NodeId node) { return static_cast<std::uint32_t>(node.value - 1); }

std::int32_t dayOfEnd(Instant instant) { return static_cast<std::int32_t>(instant.micros() / kMicrosPerDay); }

std::int32_t dayOfBound(Instant bound) { return bound.isFinite() ? dayOfEnd(bound) : kOpenDay; }
std::int32_t dayOfBound(const Datum& bound) {
  return bound.isNull() ? kOpenDay
                        : static_cast<std::int32_t>(bound.asDateTime().utc_seconds / kSecondsPerDay);
}

FactType typeOfName(std::string_view name) {
  return static_cast<FactType>(std::find(kFactTypeNames.begin(), kFactTypeNames.end(), name) -
                               kFactTypeNames.begin());
}

}  // namespace

std::string_view QuerySystem::text(Question question) {
  switch (question) {
    case Question::kQ1:
      return "FOR VALID_TIME AS OF $day MATCH (p)-[:MEMBER_OF]->(o) WHERE id(p) = $node RETURN id(o)";
    case Question::kQ2:
    case Question::kQ2w:
      return "FOR VALID_TIME AS OF $day MATCH (o)<-[:MEMBER_OF]-(p) WHERE id(o) = $node RETURN id(p)";
    case Question::kQ2c:
      return "FOR VALID_TIME AS OF $day MATCH (o)<-[:MEMBER_OF]-(p) WHERE id(o) = $node RETURN count(p)";
    case Question::kQ3:
      return "FOR VALID_TIME AS OF $day MATCH (p)-[:MEMBER_OF]->()<-[:MEMBER_OF]-(q) WHERE id(p) = $node "
             "RETURN DISTINCT id(q)";
    case Question::kQ4:
      return "FOR VALID_TIME AS OF $day MATCH (p)-[:MEMBER_OF]->(o) WHERE id(p) = $node "
             "WITH DISTINCT o MATCH (o)-[:MEMBER_OF]->(c) "
             "WITH DISTINCT c MATCH (c)<-[:MEMBER_OF]-(m) "
             "WITH DISTINCT m MATCH (m)<-[:CHAIRED]-(chair) RETURN DISTINCT id(chair)";
    case Question::kQ5:
      return "MATCH (a)-[r]->(b) WHERE id(a) = $node "
             "RETURN type(r), id(b), validFrom(r), validTo(r) ORDER BY validFrom(r), validTo(r)";
    case Question::kQ6:
    case Question::kQ6w:
      return "FOR VALID_TIME BETWEEN $day AND $later MATCH (o)<-[r:MEMBER_OF]-(p) WHERE id(o) = $node AND "
             "(validFrom(r) <= $day_begins) <> (validTo(r) IS NULL OR validTo(r) > $later_begins) "
             "RETURN id(p)";
    case Question::kQ7: return "FOR VALID_TIME AS OF $day MATCH (a)-[]->(b) RETURN id(a), id(b)";
    case Question::kQ7c: return "FOR VALID_TIME AS OF $day MATCH ()-[r]->() RETURN count(r)";
    case Question::kQ8:
      return "FOR VALID_TIME FROM $day TO $later MATCH (p) WHERE id(p) = $node "
             "CALL tenure.closure(p, {types: ['MEMBER_OF']}) YIELD node, possible "
             "RETURN id(node), possible";
    case Question::kQ9:
      return "FOR VALID_TIME FROM $day TO $later MATCH (p) WHERE id(p) = $node "
             "CALL tenure.arrivals(p, {types: ['MEMBER_OF', 'CHAIRED'], direction: 'both', steps: $steps, "
             "within: true}) YIELD node, arrival RETURN id(node), arrival";
  }
  return {};
}

QuerySystem::QuerySystem(const History& history, const std::vector<std::int32_t>& /*days*/)
    : db_(must(Database::open(folder_ / "db"))) {
  loadHistory(db_, history);
  must(db_.warmUp());
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    const std::string_view one = text(static_cast<Question>(i));
    if (!one.empty()) statements_[i] = must(db_.queries().prepare(one));
  }
}

query::RowsPtr QuerySystem::ask(Question question, const Asked& asked) {
  parameters_["node"] = idOfNode(asked.node);
  parameters_["day"] = dateOfDay(asked.day.day);
  return must(db_.queries().run(statements_[static_cast<std::size_t>(question)], parameters_));
}

std::uint32_t QuerySystem::sumOfNodes(Question question, const Asked& asked) {
  const query::RowsPtr rows = ask(question, asked);
  std::uint32_t sum = 0;
  while (true) {
    const query::RowBatch batch = must(rows->nextBatch());
    if (batch.rows == 0) return sum;
    const query::RowColumn& ids = batch.columns[0];
    for (const NodeId node : ids.nodes) sum ^= mixed(nodeOfId(node));
    if (!ids.nodes.empty()) continue;
    for (std::size_t i = 0; i < batch.rows; ++i) sum ^= mixed(nodeOfId(rows->value(ids, i)));
  }
}

std::uint32_t QuerySystem::number(Question question, const Asked& asked) {
  const query::RowsPtr rows = ask(question, asked);
  std::uint32_t count = 0;
  while (must(rows->next())) count = static_cast<std::uint32_t>(rows->row()[0].asInteger());
  return count;
}

std::uint32_t QuerySystem::q5(const Asked& asked) {
  const query::RowsPtr rows = ask(Question::kQ5, asked);
  items_.clear();
  while (true) {
    const query::RowBatch batch = must(rows->nextBatch());
    if (batch.rows == 0) break;
    takeHistory(*rows, batch);
  }
  // The language has ordered by time; what begins and ends together is told by the numbers of the generator.
  const auto order = [](const Item& a) { return std::tie(a.start_day, a.end_day, a.type, a.object); };
  for (std::size_t i = 1; i < items_.size(); ++i) {
    for (std::size_t j = i; j > 0 && order(items_[j]) < order(items_[j - 1]); --j)
      std::swap(items_[j], items_[j - 1]);
  }
  std::uint32_t sum = 0;
  for (const Item& one : items_) sum = followed(sum, one.type, one.object, one.start_day, one.end_day);
  return sum;
}

void QuerySystem::takeHistory(query::Rows& rows, const query::RowBatch& batch) {
  const auto& [types, nodes, starts, ends] =
      std::tie(batch.columns[0], batch.columns[1], batch.columns[2], batch.columns[3]);
  const bool arrays =
      !types.types.empty() && !nodes.nodes.empty() && !starts.instants.empty() && !ends.instants.empty();
  for (std::size_t i = 0; i < batch.rows; ++i) {
    if (arrays) {
      items_.push_back({typeOf(rows, types, i), nodeOfId(nodes.nodes[i]), dayOfBound(starts.instants[i]),
                        dayOfBound(ends.instants[i])});
    } else {
      items_.push_back({typeOfName(rows.value(types, i).asString()), nodeOfId(rows.value(nodes, i)),
                        dayOfBound(rows.value(starts, i)), dayOfBound(rows.value(ends, i))});
    }
  }
}

FactType QuerySystem::typeOf(query::Rows& rows, const query::RowColumn& types, std::size_t row) {
  const std::uint32_t id = types.types[row].value;
  if (id >= types_.size()) types_.resize(id + 1);
  if (!types_[id]) types_[id] = typeOfName(rows.value(types, row).asString());
  return *types_[id];
}

std::uint32_t QuerySystem::q6(const Asked& asked) {
  parameters_["later"] = dateOfDay(asked.later.day);
  parameters_["day_begins"] = midnightOf(asked.day.day);
  parameters_["later_begins"] = midnightOf(asked.later.day);
  return sumOfNodes(Question::kQ6, asked);
}

std::uint32_t QuerySystem::q8(const Asked& asked) {
  parameters_["later"] = dateOfDay(asked.day.day + kYearDays);
  const query::RowsPtr rows = ask(Question::kQ8, asked);
  std::uint32_t sum = 0;
  while (must(rows->next())) {
    const std::uint32_t node = nodeOfId(rows->row()[0]);
    for (const Datum& text : rows->row()[1].asList()) {
      const Period period = must(Validity::parse(text.asString())).period();
      sum ^= mixed(node, dayOfEnd(period.start_min), dayOfEnd(period.end_max));
    }
  }
  return sum;
}

std::uint32_t QuerySystem::q9(const Asked& asked) {
  parameters_["later"] = dateOfDay(asked.day.day + kYearDays);
  parameters_["steps"] = Datum::integer(kArrivalHops);
  const query::RowsPtr rows = ask(Question::kQ9, asked);
  std::uint32_t sum = 0;
  while (must(rows->next()))
    sum ^= mixed(nodeOfId(rows->row()[0]), static_cast<std::uint32_t>(dayOfBound(rows->row()[1])));
  return sum;
}

std::uint32_t QuerySystem::q7(const Asked& asked) {
  const query::RowsPtr rows = ask(Question::kQ7, asked);
  std::uint32_t sum = 0;
  while (true) {
    const query::RowBatch batch = must(rows->nextBatch());
    if (batch.rows == 0) return sum;
    const auto subjects = batch.columns[0].nodes;
    const auto objects = batch.columns[1].nodes;
    if (subjects.size() == batch.rows && objects.size() == batch.rows) {
      for (std::size_t i = 0; i < batch.rows; ++i) sum ^= mixed(nodeOfId(subjects[i]), nodeOfId(objects[i]));
      continue;
    }
    for (std::size_t i = 0; i < batch.rows; ++i)
      sum ^= mixed(nodeOfId(rows->value(batch.columns[0], i)), nodeOfId(rows->value(batch.columns[1], i)));
  }
}

}  // namespace tenure::bench

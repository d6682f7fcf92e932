#include "bench/systems/tenure_db.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>

namespace tenure::bench {
namespace {

Instant midnightOf(std::int32_t day) { return Instant::fromMicros(std::int64_t{day} * kMicrosPerDay); }
Range dayOf(AskedDay day) { return {midnightOf(day.day), midnightOf(day.day + 1)}; }

NodeId nodeId(std::uint32_t node) { return NodeId{std::uint64_t{node} + 1}; }
std::uint32_t nodeOf(NodeId id) { return static_cast<std::uint32_t>(id.value - 1); }

std::size_t at(FactType type) { return static_cast<std::size_t>(type); }

std::string dayText(std::int32_t day) {
  const CivilDate date = tenure::dayOf(midnightOf(day));
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::unique_ptr<Database> load(const History& history, const std::filesystem::path& path) {
  auto db = std::make_unique<Database>(must(Database::open(path)));
  auto bulk = must(db->bulkLoad({}));
  for (std::uint32_t node = 0; node < history.size.nodes(); ++node) must(bulk->addNode({}));
  FactDraft draft;
  for (const HistoryFact& fact : history.facts) {
    draft.subject = nodeId(fact.subject);
    draft.object = nodeId(fact.object);
    draft.type = kFactTypeNames[at(fact.type)];
    draft.validity = must(Validity::fromColumns(
        dayText(fact.start_day), fact.end_day == kOpenDay ? "" : dayText(fact.end_day - 1), BlankEnd::kOpen));
    must(bulk->addFact(draft));
  }
  must(bulk->finish());
  must(db->warmUp());
  return db;
}

}  // namespace

TenureDb::TenureDb(const History& history, const std::vector<std::int32_t>& /*days*/)
    : db_(load(history, folder_ / "db")),
      always_(std::make_unique<View>(db_->always())),
      met_(history.size.nodes() + 1) {
  for (const std::string_view type : kFactTypeNames) {
    out_.push_back(Expand::of(*always_, type, Direction::kOut));
    in_.push_back(Expand::of(*always_, type, Direction::kIn));
  }
}

std::uint32_t TenureDb::q1(const Asked& asked) {
  std::uint32_t sum = 0;
  Expand& organizations = out_[at(FactType::kMemberOf)];
  organizations.asOf(dayOf(asked.day));
  must(organizations.neighbours(nodeId(asked.node), [&](NodeId one) { sum ^= mixed(nodeOf(one)); }));
  return sum;
}

std::uint32_t TenureDb::q2(const Asked& asked) {
  std::uint32_t sum = 0;
  Expand& members = in_[at(FactType::kMemberOf)];
  members.asOf(dayOf(asked.day));
  must(members.neighbours(nodeId(asked.node), [&](NodeId one) { sum ^= mixed(nodeOf(one)); }));
  return sum;
}

std::uint32_t TenureDb::q2c(const Asked& asked) {
  Expand& members = in_[at(FactType::kMemberOf)];
  members.asOf(dayOf(asked.day));
  return static_cast<std::uint32_t>(must(members.count(nodeId(asked.node))));
}

std::uint32_t TenureDb::q3(const Asked& asked) {
  std::uint32_t sum = 0;
  Expand& organizations = out_[at(FactType::kMemberOf)];
  Expand& members = in_[at(FactType::kMemberOf)];
  organizations.asOf(dayOf(asked.day));
  members.asOf(dayOf(asked.day));
  met_.begin();
  met_.first(asked.node);
  next_.clear();
  must(organizations.neighbours(nodeId(asked.node), [&](NodeId one) { next_.push_back(one); }));
  must(members.neighboursOfAll(next_, [&](std::size_t, NodeId person) {
    if (met_.first(nodeOf(person))) sum ^= mixed(nodeOf(person));
  }));
  return sum;
}

void TenureDb::step(Expand& over, Range when) {
  over.asOf(when);
  met_.begin();
  next_.clear();
  must(over.neighboursOfAll(frontier_, [&](std::size_t, NodeId other) {
    if (met_.first(nodeOf(other))) next_.push_back(other);
  }));
  frontier_.swap(next_);
}

std::uint32_t TenureDb::q4(const Asked& asked) {
  const Range when = dayOf(asked.day);
  frontier_.assign(1, nodeId(asked.node));
  step(out_[at(FactType::kMemberOf)], when);
  step(out_[at(FactType::kMemberOf)], when);
  step(in_[at(FactType::kMemberOf)], when);
  step(in_[at(FactType::kChaired)], when);
  std::uint32_t sum = 0;
  for (const NodeId chair : frontier_) sum ^= mixed(nodeOf(chair));
  return sum;
}

std::uint32_t TenureDb::q5(const Asked& asked) {
  struct Item {
    std::int32_t start, end;
    FactType type;
    std::uint32_t object;
  };
  std::vector<Item> items;
  const Edges edges = always_->out(nodeId(asked.node));
  must(edges.status());
  items.reserve(edges.size());
  for (const Edge& edge : edges) {
    const auto day = [](Instant instant) {
      return instant == Instant::plusInfinity() ? kOpenDay
                                                : static_cast<std::int32_t>(instant.micros() / kMicrosPerDay);
    };
    const std::string& name = always_->typeName(edge.type);
    const auto type = std::find(kFactTypeNames.begin(), kFactTypeNames.end(), name) - kFactTypeNames.begin();
    items.push_back({day(edge.period.start_min), day(edge.period.end_max), static_cast<FactType>(type),
                     nodeOf(edge.node)});
  }
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return std::tie(a.start, a.end, a.type, a.object) < std::tie(b.start, b.end, b.type, b.object);
  });
  std::uint32_t sum = 0;
  for (const Item& item : items) sum = followed(sum, item.type, item.object, item.start, item.end);
  return sum;
}

std::uint32_t TenureDb::q6(const Asked& asked) {
  std::uint32_t sum = 0;
  const auto take = [&](NodeId one) { sum ^= mixed(nodeOf(one)); };
  must(in_[at(FactType::kMemberOf)].changes(nodeId(asked.node), dayOf(asked.day), dayOf(asked.later), take, take));
  return sum;
}

std::uint32_t TenureDb::q7(const Asked& asked) {
  std::uint32_t sum = 0;
  for (Expand& over : out_) {
    over.asOf(dayOf(asked.day));
    must(over.everything([&](NodeId subject, NodeId object) { sum ^= mixed(nodeOf(subject), nodeOf(object)); }));
  }
  return sum;
}

std::uint32_t TenureDb::q7c(const Asked& asked) {
  std::uint32_t count = 0;
  for (Expand& over : out_) {
    over.asOf(dayOf(asked.day));
    count += static_cast<std::uint32_t>(must(over.countEverything()));
  }
  return count;
}

}  // namespace tenure::bench

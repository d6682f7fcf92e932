#include "bench/systems/tenure_system.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "bench/history_csv.h"

namespace tenure::bench {
namespace {

Instant startOf(std::int32_t day) { return Instant::fromMicros(std::int64_t{day} * kMicrosPerDay); }

Range rangeOf(AskedDay day) { return {startOf(day.day), startOf(day.day + 1)}; }

std::int32_t dayOfInstant(Instant instant) {
  return instant == Instant::plusInfinity() ? kOpenDay
                                            : static_cast<std::int32_t>(instant.micros() / kMicrosPerDay);
}

const std::string& typeName(FactType type) {
  static const std::array<std::string, kFactTypes> names = {
      std::string(kFactTypeNames[0]), std::string(kFactTypeNames[1]), std::string(kFactTypeNames[2]),
      std::string(kFactTypeNames[3])};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace

TenureSystem::TenureSystem(const History& history, const std::vector<std::int32_t>& /*days*/)
    : own_(must(Database::open(folder_ / "db"))), db_(&*own_), met_(history.size.nodes()) {
  loadHistory(*own_, history);
  must(own_->warmUp());
  prepare(own_->always());
}

TenureSystem::TenureSystem(const Database& db, const View& view, std::size_t nodes) : db_(&db), met_(nodes) {
  // Asked about the whole graph, it reads all there is into memory.
  must(Expand::of(view, kFactTypeNames[0], Direction::kOut).countEverything());
  prepare(view);
}

void TenureSystem::prepare(const View& view) {
  always_ = view;
  history_.emplace(*always_, Direction::kOut);
  for (std::size_t type = 0; type < kFactTypes; ++type) {
    const auto id = always_->reader().typeId(kFactTypeNames[type]);
    if (!id) continue;  // a small history may lack one
    types_.resize(std::max<std::size_t>(types_.size(), id->value + 1));
    types_[id->value] = static_cast<FactType>(type);
  }
  for (const std::string_view type : kFactTypeNames) {
    out_.push_back(Expand::of(*always_, type, Direction::kOut));
    in_.push_back(Expand::of(*always_, type, Direction::kIn));
  }
}

void loadHistory(Database& db, const History& history) {
  auto load = must(db.bulkLoad());
  for (std::uint32_t node = 0; node < history.size.nodes(); ++node) {
    NodeDraft draft;
    draft.external_id = std::to_string(node);
    draft.labels = {std::string(labelOf(history.size, node))};
    if (must(load->addNode(draft)) != NodeId{std::uint64_t{node} + 1}) std::abort();
  }
  std::vector<std::string> dates;
  std::int32_t last_day = kLastDay;
  for (const HistoryFact& fact : history.facts)
    if (fact.end_day != kOpenDay) last_day = std::max(last_day, fact.end_day - 1);
  for (std::int32_t day = kFirstDay; day <= last_day; ++day) dates.push_back(dateOf(day));
  const auto date = [&](std::int32_t day) { return dates[static_cast<std::size_t>(day - kFirstDay)]; };
  FactDraft draft;
  for (const HistoryFact& fact : history.facts) {
    draft.subject = NodeId{std::uint64_t{fact.subject} + 1};
    draft.type = typeName(fact.type);
    draft.object = NodeId{std::uint64_t{fact.object} + 1};
    draft.validity = must(Validity::fromColumns(
        date(fact.start_day), fact.end_day == kOpenDay ? "" : date(fact.end_day - 1), BlankEnd::kOpen));
    must(load->addFact(draft));
  }
  must(load->finish());
}

std::uint32_t TenureSystem::sumOf(Expand& over, const Asked& asked) {
  std::uint32_t sum = 0;
  over.asOf(rangeOf(asked.day));
  must(over.neighbours(idOf(asked.node), [&](NodeId one) { sum ^= mixed(nodeOf(one)); }));
  return sum;
}

std::uint32_t TenureSystem::q2c(const Asked& asked) {
  Expand& members = in(FactType::kMemberOf);
  members.asOf(rangeOf(asked.day));
  return static_cast<std::uint32_t>(must(members.count(idOf(asked.node))));
}

std::uint32_t TenureSystem::q3(const Asked& asked) {
  std::uint32_t sum = 0;
  out(FactType::kMemberOf).asOf(rangeOf(asked.day));
  in(FactType::kMemberOf).asOf(rangeOf(asked.day));
  met_.begin();
  met_.first(asked.node);
  next_.clear();
  must(out(FactType::kMemberOf).neighbours(idOf(asked.node), [&](NodeId one) { next_.push_back(one); }));
  must(in(FactType::kMemberOf).neighboursOfAll(next_, [&](std::size_t, NodeId person) {
    if (met_.first(nodeOf(person))) sum ^= mixed(nodeOf(person));
  }));
  return sum;
}

void TenureSystem::step(Expand& over, AskedDay day) {
  over.asOf(rangeOf(day));
  met_.begin();
  next_.clear();
  must(over.neighboursOfAll(frontier_, [&](std::size_t, NodeId other) {
    if (met_.first(nodeOf(other))) next_.push_back(other);
  }));
  frontier_.swap(next_);
}

std::uint32_t TenureSystem::q4(const Asked& asked) {
  frontier_.assign(1, idOf(asked.node));
  step(out(FactType::kMemberOf), asked.day);
  step(out(FactType::kMemberOf), asked.day);
  step(in(FactType::kMemberOf), asked.day);
  step(in(FactType::kChaired), asked.day);
  std::uint32_t sum = 0;
  for (const NodeId chair : frontier_) sum ^= mixed(nodeOf(chair));
  return sum;
}

std::uint32_t TenureSystem::q5(const Asked& asked) {
  std::uint32_t sum = 0;
  for (const HistoryItem& item : must(history_->of(idOf(asked.node)))) {
    sum = followed(sum, types_[item.type.value], nodeOf(item.node), dayOfInstant(item.start),
                   dayOfInstant(item.end));
  }
  return sum;
}

std::uint32_t TenureSystem::q6(const Asked& asked) {
  std::uint32_t sum = 0;
  const auto take = [&](NodeId one) { sum ^= mixed(nodeOf(one)); };
  must(in(FactType::kMemberOf)
           .changes(idOf(asked.node), rangeOf(asked.day), rangeOf(asked.later), take, take));
  return sum;
}

std::uint32_t TenureSystem::q7(const Asked& asked) {
  std::uint32_t sum = 0;
  for (Expand& over : out_) {
    over.asOf(rangeOf(asked.day));
    must(over.everything(
        [&](NodeId subject, NodeId object) { sum ^= mixed(nodeOf(subject), nodeOf(object)); }));
  }
  return sum;
}

std::uint32_t TenureSystem::q7c(const Asked& asked) {
  std::uint64_t count = 0;
  for (Expand& over : out_) {
    over.asOf(rangeOf(asked.day));
    count += must(over.countEverything());
  }
  return static_cast<std::uint32_t>(count);
}

}  // namespace tenure::bench

// The answers to Q1 to Q4 and Q7 over anything that can visit a node's neighbours on a day, so that the
// in-memory systems differ in how they find neighbours and in nothing else. `Rows` has
//
//     template <class Visit> void each(FactType, Side, std::uint32_t node, AskedDay, Visit) const;
//
// which calls visit(other end) for every fact of the type on that side of the node that holds on the day.
// Templates throughout: no call per fact is indirect. One Answering a thread.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/history_generator.h"
#include "bench/questions.h"
#include "bench/systems/stamps.h"

namespace tenure::bench {

/// kOut: the node is the subject.
enum class Side : std::uint8_t { kOut = 0, kIn = 1 };

/// What a thread needs to answer: the marks and the frontiers, kept from question to question.
struct Answering {
  explicit Answering(std::size_t nodes) : met(nodes) {}
  Stamps met;
  std::vector<std::uint32_t> frontier;
  std::vector<std::uint32_t> next;
};

/// Q1 (out), Q2 (in).
template <class Rows>
std::uint32_t sumOfNeighbours(const Rows& rows, Side side, const Asked& asked) {
  std::uint32_t sum = 0;
  rows.each(FactType::kMemberOf, side, asked.node, asked.day,
            [&](std::uint32_t other) { sum ^= mixed(other); });
  return sum;
}

/// Q3.
template <class Rows>
std::uint32_t sumOfCoMembers(const Rows& rows, Answering& with, const Asked& asked) {
  std::uint32_t sum = 0;
  with.met.begin();
  with.met.first(asked.node);
  rows.each(FactType::kMemberOf, Side::kOut, asked.node, asked.day, [&](std::uint32_t organization) {
    rows.each(FactType::kMemberOf, Side::kIn, organization, asked.day, [&](std::uint32_t person) {
      if (with.met.first(person)) sum ^= mixed(person);
    });
  });
  return sum;
}

/// From the frontier to the nodes beyond it, each once.
template <class Rows>
void step(const Rows& rows, Answering& with, FactType type, Side side, AskedDay day) {
  with.met.begin();
  with.next.clear();
  for (const std::uint32_t node : with.frontier) {
    rows.each(type, side, node, day, [&](std::uint32_t other) {
      if (with.met.first(other)) with.next.push_back(other);
    });
  }
  with.frontier.swap(with.next);
}

/// Q4.
template <class Rows>
std::uint32_t sumOfChairsAround(const Rows& rows, Answering& with, const Asked& asked) {
  with.frontier.assign(1, asked.node);
  step(rows, with, FactType::kMemberOf, Side::kOut, asked.day);
  step(rows, with, FactType::kMemberOf, Side::kOut, asked.day);
  step(rows, with, FactType::kMemberOf, Side::kIn, asked.day);
  step(rows, with, FactType::kChaired, Side::kIn, asked.day);
  std::uint32_t sum = 0;
  for (const std::uint32_t chair : with.frontier) sum ^= mixed(chair);
  return sum;
}

}  // namespace tenure::bench

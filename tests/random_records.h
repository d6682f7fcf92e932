// Random times, records and schemas for property tests. The same dice give the same records. One thread.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "schema/catalog.h"
#include "schema/graph.h"
#include "schema/time_scope.h"
#include "schema/validity.h"

namespace tenure::testing {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  /// least .. most, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
  }
  bool oneIn(int chances) { return between(1, chances) == 1; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(from.size()) - 1))];
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    std::shuffle(items.begin(), items.end(), engine_);
  }

 private:
  std::mt19937_64 engine_;
};

/// The number in an environment variable, or `otherwise`.
[[nodiscard]] std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise);
/// TENURE_SEED, or another one each run.
[[nodiscard]] std::uint64_t seedOfRun();

/// Years that most random dates lie in: few, so that what is random overlaps.
inline constexpr int kFirstYear = 2010;
inline constexpr int kLastYear = 2017;

/// One date as people write it: a year, month, day, decade, season, timestamp, one of several, or qualified.
[[nodiscard]] std::string anyDateText(Dice& dice);
/// Of any row of the table in DESIGN section 1, timeless ones and exclusive ends included.
[[nodiscard]] Validity anyValidity(Dice& dice);
/// Of events: a day, month or year mostly, now and then anything.
[[nodiscard]] Validity anyEventValidity(Dice& dice);
/// Still holding, or its end unknown: what an event can cut.
[[nodiscard]] Validity anyOpenValidity(Dice& dice);

/// A stretch between two of `near` (bounds of what is in the database), or beside them, or of the calendar.
[[nodiscard]] Range anyRange(Dice& dice, const std::vector<Instant>& near);
/// The same, of whole days and finite: what portions are made of.
[[nodiscard]] Range anyPortion(Dice& dice);
[[nodiscard]] ValidScope anyValidScope(Dice& dice, const std::vector<Instant>& near);

[[nodiscard]] Value anyValue(Dice& dice);
[[nodiscard]] FactStatus anyStatus(Dice& dice);
[[nodiscard]] std::vector<std::string> anySources(Dice& dice);
[[nodiscard]] std::vector<std::string> anyLabels(Dice& dice, const Schema& schema);
[[nodiscard]] Properties anyProperties(Dice& dice);
[[nodiscard]] std::vector<Alias> anyAliases(Dice& dice);
[[nodiscard]] NodeDraft anyNode(Dice& dice, const Schema& schema);
/// A type that the schema declares, or one of three others in an open one.
[[nodiscard]] std::string anyType(Dice& dice, const Schema& schema);
/// Whether the schema lets `type` join nodes with these labels.
[[nodiscard]] bool joins(const Schema& schema, const std::string& type,
                         const std::vector<std::string>& subject, const std::vector<std::string>& object);
/// A fact of `type`; its ends are the caller's.
[[nodiscard]] FactDraft anyFact(Dice& dice, const Schema& schema, const std::string& type);

/// A small schema: states S0, S1, events E0, E1 that end them or the lifespan, some with a longest duration,
/// and, where `constraints`, now and then a constraint.
[[nodiscard]] Schema anySchema(Dice& dice, bool constraints);

}  // namespace tenure::testing

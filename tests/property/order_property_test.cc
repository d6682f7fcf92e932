// Every order of the same writes gives the same present: facts, events that end them, corrections and
// withdrawals, split into transactions and bulk loads at random. Issue 2, "Must show" 8.
//
// What follows on a fact's insertion comes after it, and what follows on a correction after that; all else
// may come in any order. TENURE_SETS is the number of sets (default 100; 1000 for the full run), each in 20
// orders; TENURE_SEED=<seed> plays that set first.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/database.h"
#include "tests/plain_model.h"
#include "tests/property/quick_folder.h"
#include "tests/random_records.h"

namespace order_property_test {

using namespace tenure;
using namespace tenure::testing;

namespace {

constexpr int kOrders = 20;
constexpr const char* kElsewhere = "a node of another order";

struct Insert {
  std::size_t fact;  ///< which of the set
  std::string subject;
  std::string object;
  FactDraft draft;  ///< its ends are filled in where it is written
};
struct Correct {
  std::size_t fact;
  FactCorrection correction;
};
struct Withdraw {
  std::size_t fact;
};
struct Relive {  ///< corrects the lifespan of a node
  std::string node;
  Validity lifespan;
};
using Write = std::variant<Insert, Correct, Withdraw, Relive>;
/// Writes that follow one on the other.
using Chain = std::vector<Write>;

struct WriteSet {
  std::vector<NodeDraft> nodes;
  std::vector<Chain> chains;
};

WriteSet anySet(Dice& dice, const Schema& schema) {
  WriteSet set;
  for (auto i = dice.between(3, 5); i > 0; --i) {
    NodeDraft node = anyNode(dice, schema);
    node.external_id = "n" + std::to_string(set.nodes.size());
    set.nodes.push_back(std::move(node));
  }
  const auto anyId = [&] { return dice.pick(set.nodes).external_id; };
  const auto facts = static_cast<std::size_t>(dice.between(4, 12));
  for (std::size_t fact = 0; fact < facts; ++fact) {
    std::string type;
    while (schema.type(type) == nullptr) type = anyType(dice, schema);
    // Few subjects, so that events find what they end.
    const std::string subject = dice.oneIn(3) ? anyId() : set.nodes.front().external_id;
    Chain chain{Insert{fact, subject, anyId(), anyFact(dice, schema, type)}};
    for (auto i = dice.between(-1, 2); i > 0; --i) {
      const FactDraft other = anyFact(dice, schema, type);
      FactCorrection correction;
      if (dice.oneIn(2)) correction.validity = other.validity;
      if (dice.oneIn(2)) correction.status = other.status;
      if (dice.oneIn(3)) correction.sources = other.sources;
      chain.emplace_back(Correct{fact, correction});
    }
    if (dice.oneIn(5)) chain.emplace_back(Withdraw{fact});
    set.chains.push_back(std::move(chain));
  }
  for (const NodeDraft& node : set.nodes) {
    if (dice.oneIn(4)) set.chains.push_back({Relive{node.external_id, anyOpenValidity(dice)}});
  }
  return set;
}

/// All writes in a random order that keeps that of each chain; with `inserts_first`, facts before the rest.
std::vector<Write> anyOrder(Dice& dice, const WriteSet& set, bool inserts_first) {
  std::vector<std::size_t> turns;
  for (std::size_t chain = 0; chain < set.chains.size(); ++chain)
    turns.insert(turns.end(), set.chains[chain].size(), chain);
  dice.shuffle(turns);
  std::vector<std::size_t> next(set.chains.size(), 0);
  std::vector<Write> order;
  order.reserve(turns.size());
  for (const std::size_t chain : turns) order.push_back(set.chains[chain][next[chain]++]);
  if (inserts_first) {
    std::stable_partition(order.begin(), order.end(),
                          [](const Write& write) { return std::holds_alternative<Insert>(write); });
  }
  return order;
}

template <class T>
T must(const std::string& what, Result<T> result) {
  INFO(what << ": " << (result.ok() ? "ok" : result.error().toString()));
  REQUIRE(result.ok());
  return std::move(result).value();
}
void mustDo(const std::string& what, const Status& status) {
  INFO(what << ": " << (status.ok() ? "ok" : status.error().toString()));
  REQUIRE(status.ok());
}

/// The set written in one order, with nodes of its own in a database that holds other orders as well.
class Written {
 public:
  Written(Database& database, const WriteSet& set, const std::string& prefix) : database_(database) {
    auto transaction = must("begin", database_.begin());
    for (NodeDraft node : set.nodes) {
      const std::string name = node.external_id;
      node.external_id = prefix + name;
      node_ids_[name] = must("add a node", transaction->addNode(node));
    }
    must("commit", transaction->commit());
  }

  void inTransaction(const std::vector<Write>& group) {
    auto transaction = must("begin", database_.begin());
    for (const Write& write : group) {
      if (const auto* insert = std::get_if<Insert>(&write)) add(*transaction, *insert);
      if (const auto* correct = std::get_if<Correct>(&write))
        mustDo("correct", transaction->correctFact(fact_ids_.at(correct->fact), correct->correction));
      if (const auto* withdraw = std::get_if<Withdraw>(&write))
        mustDo("withdraw", transaction->retractFact(fact_ids_.at(withdraw->fact)));
      if (const auto* relive = std::get_if<Relive>(&write))
        mustDo("relive",
               transaction->correctNode(node_ids_.at(relive->node), {.lifespan = relive->lifespan}));
    }
    must("commit", transaction->commit());
  }

  void asBulkLoad(const std::vector<Write>& inserts) {
    auto load = must("bulk load", database_.bulkLoad());
    for (const Write& write : inserts) add(*load, std::get<Insert>(write));
    must("finish", load->finish());
  }

  /// The present by its content: no ids, no system time.
  [[nodiscard]] std::string present() const {
    const View view = database_.always();
    std::multiset<std::string> lines;
    std::map<FactId, FactVersion> facts;
    mustDo("every fact", view.reader().forEachFact({}, [&](const FactVersion& fact) -> Status {
      if (nameOf(fact.subject) != kElsewhere) facts.emplace(fact.id, fact);
      return {};
    }));
    for (const auto& [id, fact] : facts) lines.insert(content(fact) + cutText(fact.cut, facts) + rest(fact));
    for (const auto& [external_id, id] : node_ids_) {
      const auto node = must("node", view.reader().node(id));
      REQUIRE(node.has_value());
      lines.insert(external_id + " lives " + shown(node->lifespan) + cutText(node->cut, facts));
      const Edges edges = view.withRefuted().both(id);
      REQUIRE(edges.ok());
      for (const Edge& edge : edges) {
        lines.insert("edge of " + external_id + " " + view.typeName(edge.type) + " to " + nameOf(edge.node) +
                     " " + shown(edge.period) + " " + std::string(statusName(edge.status)));
      }
    }
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
  }

 private:
  template <class Writer>
  void add(Writer& writer, const Insert& insert) {
    FactDraft draft = insert.draft;
    draft.subject = node_ids_.at(insert.subject);
    draft.object = node_ids_.at(insert.object);
    fact_ids_[insert.fact] = must("add a fact", writer.addFact(draft));
  }

  [[nodiscard]] std::string nameOf(NodeId id) const {
    for (const auto& [external_id, node] : node_ids_) {
      if (node == id) return external_id;
    }
    return kElsewhere;
  }
  [[nodiscard]] std::string content(const FactVersion& fact) const {
    std::string out = nameOf(fact.subject) + " " + fact.type + " " + nameOf(fact.object) + " " +
                      shown(fact.validity) + " " + std::string(statusName(fact.status)) + " '" + fact.event +
                      "'";
    for (const std::string& source : fact.sources) out += " " + source;
    return out;
  }
  [[nodiscard]] std::string cutText(const std::optional<Cut>& cut,
                                    const std::map<FactId, FactVersion>& facts) const {
    if (!cut) return "";
    return " CUT at " + formatIso(cut->end_min) + ".." + formatIso(cut->end_max) + " by (" +
           content(facts.at(cut->event)) + ")";
  }
  [[nodiscard]] std::string rest(const FactVersion& fact) const {
    std::string out = shown(fact.properties);
    const Schema schema = database_.schema();
    for (const Period& piece : fact.pieces(schema.type(fact.type))) out += " piece " + shown(piece);
    return out;
  }

  Database& database_;
  std::map<std::string, NodeId> node_ids_;
  std::map<std::size_t, FactId> fact_ids_;
};

bool onlyInserts(const std::vector<Write>& group) {
  return std::all_of(group.begin(), group.end(),
                     [](const Write& write) { return std::holds_alternative<Insert>(write); });
}

/// Plays the writes in one order, split at random; every fourth order brings all facts by a bulk load first.
std::string playOrder(Dice& dice, Database& database, const WriteSet& set, int order_number) {
  const bool load_first = order_number % 4 == 3;
  const std::vector<Write> order = anyOrder(dice, set, load_first);
  std::size_t at = 0;
  Written written(database, set, "order " + std::to_string(order_number) + " ");
  if (load_first) {
    while (at < order.size() && std::holds_alternative<Insert>(order[at])) ++at;
    written.asBulkLoad({order.begin(), order.begin() + static_cast<std::ptrdiff_t>(at)});
  }
  while (at < order.size()) {
    const std::size_t end = std::min(order.size(), at + static_cast<std::size_t>(dice.between(1, 6)));
    const std::vector<Write> group(order.begin() + static_cast<std::ptrdiff_t>(at),
                                   order.begin() + static_cast<std::ptrdiff_t>(end));
    if (onlyInserts(group) && dice.oneIn(3)) {
      written.asBulkLoad(group);
    } else {
      written.inTransaction(group);
    }
    at = end;
  }
  return written.present();
}

}  // namespace

TEST_CASE("every order of the same writes gives the same present", "[database]") {
  const QuickFolder folder;
  const std::uint64_t first = seedOfRun();
  const std::uint64_t sets = numberFromEnvironment("TENURE_SETS", 100);
  for (std::uint64_t i = 0; i < sets; ++i) {
    INFO("TENURE_SEED=" << first + i << " plays this set first");
    Dice dice(first + i);
    const Schema schema = anySchema(dice, false);
    const WriteSet set = anySet(dice, schema);
    std::optional<std::string> present;
    const std::filesystem::path path = folder / "db";
    {
      OpenOptions options;
      options.schema = schema;
      options.cache_bytes = 1U << 20U;
      options.write_buffer_bytes = 1U << 20U;
      Database database = must("open", Database::open(path, options));
      for (int order = 0; order < kOrders; ++order) {
        const std::string here = playOrder(dice, database, set, order);
        if (!present) present = here;
        INFO("order " << order << " of the set");
        REQUIRE(here == *present);
      }
    }
    std::filesystem::remove_all(path);
  }
}

}  // namespace order_property_test

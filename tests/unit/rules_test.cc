// The rules of a schema at work, over a few facts in memory: what events cut, and which writes are refused.
#include "schema/rules.h"

#include <functional>
#include <map>

#include <catch2/catch.hpp>

namespace rules_test {

using namespace tenure;

namespace {

Validity validity(std::string_view text) { return text.empty() ? Validity() : Validity::parse(text).value(); }

/// Present belief in two containers.
class Memory final : public PresentFacts {
 public:
  NodeId add(std::string id, std::string label, std::string_view lifespan = "") {
    NodeVersion node;
    node.id = NodeId{nodes_.size() + 1};
    node.external_id = std::move(id);
    if (!label.empty()) node.labels = {std::move(label)};
    node.lifespan = validity(lifespan);
    nodes_[node.id] = node;
    return node.id;
  }
  FactVersion& add(NodeId subject, std::string type, NodeId object, std::string_view when) {
    FactVersion fact;
    fact.id = FactId{facts_.size() + 1};
    fact.subject = subject;
    fact.type = std::move(type);
    fact.object = object;
    fact.validity = validity(when);
    facts_.push_back(std::move(fact));
    return facts_.back();
  }
  NodeVersion& at(NodeId id) { return nodes_.at(id); }
  FactVersion& last() { return facts_.back(); }
  std::vector<FactVersion>& all() { return facts_; }

  Result<std::vector<FactVersion>> facts(NodeId node, Side side, const std::string& type) override {
    std::vector<FactVersion> found;
    for (const FactVersion& fact : facts_) {
      if (fact.type == type && (side == Side::kSubject ? fact.subject : fact.object) == node)
        found.push_back(fact);
    }
    return found;
  }
  Result<std::optional<NodeVersion>> node(NodeId id) override {
    const auto found = nodes_.find(id);
    return found == nodes_.end() ? std::optional<NodeVersion>() : std::optional(found->second);
  }

 private:
  std::map<NodeId, NodeVersion> nodes_;
  std::vector<FactVersion> facts_;
};

/// Gives an error wherever it is asked.
class Broken final : public PresentFacts {
 public:
  Result<std::vector<FactVersion>> facts(NodeId, Side, const std::string&) override {
    return Error(ErrorCode::kIo, "the disk is gone");
  }
  Result<std::optional<NodeVersion>> node(NodeId) override {
    return Error(ErrorCode::kIo, "the disk is gone");
  }
};

const Schema& orgs() { return organizationsSchema(); }

std::string cutText(const std::optional<Cut>& cut) {
  if (!cut) return "none";
  const auto day = [](Instant at) { return formatIso(at).substr(0, 10); };
  return "by " + std::to_string(cut->event.value) + ": " + day(cut->end_min) + " " + day(cut->end_max);
}

std::string cutOfFact(Memory& memory, FactId id, const Schema& schema = orgs()) {
  const NodeId subject = memory.all()[id.value - 1].subject;
  const auto cuts = deriveCuts(schema, subject, memory);
  for (const auto& [fact, cut] : cuts->facts) {
    if (fact.id == id) return cutText(cut);
  }
  return "no state fact";
}

std::string lifespanCut(Memory& memory, NodeId subject) {
  return cutText(deriveCuts(orgs(), subject, memory)->lifespan);
}

/// "" where the last fact of `memory` is taken.
std::string refusal(const Schema& schema, Memory& memory) {
  const Status checked = checkFact(schema, memory.last(), memory);
  if (checked.ok()) return "";
  CHECK(checked.error().code() == ErrorCode::kConstraint);
  return checked.error().message();
}

/// What events do not end, a line each.
std::vector<std::string> unapplied(Memory& memory, NodeId subject) {
  std::vector<std::string> lines;
  const auto cuts = deriveCuts(orgs(), subject, memory);
  for (const UnappliedEvent& one : cuts->unapplied) {
    lines.push_back(describeUnapplied(one, memory));
  }
  return lines;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct World {
  Memory memory;
  NodeId handa = memory.add("p:handa", "Person");
  NodeId ghali = memory.add("p:ghali", "Person");
  NodeId mnla = memory.add("o:mnla", "Organization");
  NodeId hcua = memory.add("o:hcua", "Organization");
  NodeId cma = memory.add("c:cma", "Coalition");
  NodeId place = memory.add("l:kidal", "Place");
};

/// A type of states that may not form cycles, or may have one at a time, as the test declares.
Schema schemaOf(const std::function<void(SchemaBuilder&)>& declare, bool strict = false) {
  SchemaBuilder builder("test");
  builder.strict(strict).label("A").type({"S", {}, false, false, {}}).type({"E", {}, false, true, {}});
  declare(builder);
  return builder.build().value();
}

}  // namespace

// ---- cuts ----------------------------------------------------------------------------------------------

TEST_CASE("rules: a withdrawal ends the membership in what was left, and no other") {
  World w;
  const FactId in_cma = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/").id;
  const FactId in_hcua = w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2014/").id;
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2016-05-10");
  CHECK(cutOfFact(w.memory, in_cma) == "by 3: 2016-05-11 2016-05-11");
  CHECK(cutOfFact(w.memory, in_hcua) == "none");
}

TEST_CASE("rules: a merger ends all memberships and the lifespan of what merged") {
  World w;
  const FactId in_cma = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..").id;
  const FactId led = w.memory.add(w.mnla, "ACTIVE_IN", w.place, "2014/..").id;
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016");
  CHECK(cutOfFact(w.memory, in_cma) == "by 3: 2016-01-02 2017-01-01");
  CHECK(cutOfFact(w.memory, led) == "no state fact");  // no rule speaks of it
  CHECK(lifespanCut(w.memory, w.mnla) == "by 3: 2016-01-02 2017-01-01");
  CHECK(lifespanCut(w.memory, w.hcua) == "none");
}

TEST_CASE("rules: an end that is written stays, and so does what can have begun later") {
  World w;
  w.memory.at(w.mnla).lifespan = validity("2011/2018");
  const FactId ended = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/2015").id;
  const FactId again = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2017/..").id;
  const FactId same_year = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2016/..").id;
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05");
  CHECK(cutOfFact(w.memory, ended) == "none");
  CHECK(cutOfFact(w.memory, again) == "none");
  CHECK(cutOfFact(w.memory, same_year) == "none");
  CHECK(lifespanCut(w.memory, w.mnla) == "none");
}

TEST_CASE("rules: an event that does not apply is told, with the reason") {
  World w;
  const auto told = [&](std::string_view member, std::string_view event) {
    w.memory.all().clear();
    w.memory.add(w.mnla, "MEMBER_OF", w.cma, member);
    w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, event);
    const auto lines = unapplied(w.memory, w.mnla);
    CHECK(lines.size() <= 1);
    if (lines.empty()) return std::string("nothing");
    return lines.front().substr(lines.front().rfind(": ") + 2);
  };
  CHECK(told("2014/..", "2016-05") == "nothing");  // it applies
  CHECK(told("2014/", "2016-05") == "nothing");
  CHECK(told("2014/2017", "2016-05") == "its end is written, and is another");
  CHECK(told("2014/2015", "2016-05") == "its end is written, and is another");
  CHECK(told("2014/2016-05", "2016-05") == "its end is written already, and agrees");
  CHECK(told("2014/2016", "2016-05") == "its end is written already, and agrees");
  CHECK(told("2014/2016-05-09", "2016-05-10") == "its end is written already, and agrees");  // the day before
  CHECK(told("2014/2016-05-08", "2016-05-10") == "its end is written, and is another");
  CHECK(told("2016/..", "2016-05") == "it does not certainly start before the event");
  CHECK(told("2018/..", "2016-05") == "it does not certainly start before the event");
  CHECK(told("/", "2016-05") == "it does not certainly start before the event");
  CHECK(told("2016-05-10/..", "2016-05-10") == "it does not certainly start before the event");
  CHECK(told("2016-05-09/..", "2016-05-10") == "nothing");

  w.memory.all().clear();
  w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/2017");
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2016-05");
  CHECK(unapplied(w.memory, w.mnla) ==
        std::vector<std::string>{"fact 2 (o:mnla WITHDREW_FROM c:cma, 2016-05) does not end fact 1 (o:mnla "
                                 "MEMBER_OF c:cma, 2014/2017): its end is written, and is another"});
}

TEST_CASE("rules: what an event ends or meets says enough of memberships long before and after") {
  World w;
  w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2001/2003");
  w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2010/..");
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2012");
  w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..");  // and back again
  CHECK(unapplied(w.memory, w.mnla).empty());
  w.memory.all()[1].validity = validity("2010/2012");  // it agrees, which is told, and enough
  CHECK(unapplied(w.memory, w.mnla).size() == 1);
  w.memory.all()[1].validity = validity("2009/2010");  // it ends none: all that it could mean
  CHECK(unapplied(w.memory, w.mnla).size() == 3);
  w.memory.all()[1].status = FactStatus::kRefuted;
  CHECK(unapplied(w.memory, w.mnla).size() == 2);
  w.memory.all()[2].status = FactStatus::kClaimed;  // only an asserted event could end anything
  CHECK(unapplied(w.memory, w.mnla).empty());
}

TEST_CASE("rules: a death that another lifespan is written against is told, with other facts left alone") {
  World w;
  w.memory.at(w.handa).lifespan = validity("1950/2020");
  w.memory.add(w.handa, "DIED_IN", w.place, "2019-03");
  w.memory.add(w.handa, "MEMBER_OF", w.mnla, "2011/2015");
  CHECK(unapplied(w.memory, w.handa) ==
        std::vector<std::string>{"fact 1 (p:handa DIED_IN l:kidal, 2019-03) does not end the lifespan of "
                                 "p:handa, 1950/2020: its end is written, and is another"});
  CHECK(unapplied(w.memory, w.ghali).empty());
}

TEST_CASE("rules: the event must come at least a day after the latest start") {
  World w;
  const FactId day_before = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2016-05-09/..").id;
  const FactId same_day = w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2016-05-10/..").id;
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05-10");
  CHECK(cutOfFact(w.memory, day_before) == "by 3: 2016-05-11 2016-05-11");
  CHECK(cutOfFact(w.memory, same_day) == "none");
}

TEST_CASE("rules: a timeless fact and a timeless node are cut as well") {
  World w;
  const FactId fact = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "").id;
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05-10");
  CHECK(cutOfFact(w.memory, fact) == "by 2: 2016-05-11 2016-05-11");
  CHECK(lifespanCut(w.memory, w.mnla) == "by 2: 2016-05-11 2016-05-11");
}

TEST_CASE("rules: only an asserted event ends anything") {
  World w;
  const FactId fact = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..").id;
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2016-05-10");
  for (const auto status : {FactStatus::kClaimed, FactStatus::kDisputed, FactStatus::kRefuted}) {
    w.memory.last().status = status;
    CHECK(cutOfFact(w.memory, fact) == "none");
  }
}

TEST_CASE("rules: an event all of which was removed ends nothing; a part removed leaves the rest") {
  World w;
  const FactId fact = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..").id;
  FactVersion& event = w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2016");
  addPortion(event.removed, parseQueryTime("2016-01/2016-06").value());
  CHECK(cutOfFact(w.memory, fact) == "by 2: 2016-07-02 2017-01-01");
  addPortion(event.removed, parseQueryTime("2016").value());
  CHECK(cutOfFact(w.memory, fact) == "none");
}

TEST_CASE("rules: the earliest event that applies wins, whatever its kind") {
  World w;
  const FactId fact = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..").id;
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05-10");
  CHECK(cutOfFact(w.memory, fact) == "by 2: 2016-05-11 2016-05-11");
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2015-05-10");
  CHECK(cutOfFact(w.memory, fact) == "by 3: 2015-05-11 2015-05-11");
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2013-05-10");  // before it began: does not apply
  CHECK(cutOfFact(w.memory, fact) == "by 3: 2015-05-11 2015-05-11");
}

TEST_CASE("rules: events of equal bounds are told apart by what they say, not by when they were written") {
  const auto winner = [](bool other_way) {
    World w;
    const FactId fact = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..").id;
    const auto merge = [&](NodeId into, std::string_view text) {
      w.memory.add(w.mnla, "MERGED_INTO", into, text);
    };
    other_way ? merge(w.hcua, "2016-05-10") : merge(w.cma, "2016-05-10");
    other_way ? merge(w.cma, "2016-05-10") : merge(w.hcua, "2016-05-10");
    const std::string by = cutOfFact(w.memory, fact);
    return w.memory.all()[static_cast<std::size_t>(by.at(3) - '1')].object == w.cma;
  };
  CHECK(winner(false));  // "c:cma" stands before "o:hcua"
  CHECK(winner(true));
}

TEST_CASE("rules: between two types and two texts of equal bounds, in that order of weight") {
  World w;
  const FactId fact = w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014/..").id;
  w.memory.add(w.mnla, "WITHDREW_FROM", w.cma, "2016-05-10");
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05-10/2016-05-10");
  CHECK(has(cutOfFact(w.memory, fact), "by 3"));  // MERGED_INTO < WITHDREW_FROM
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05-10");
  CHECK(has(cutOfFact(w.memory, fact), "by 4"));  // the shorter text
  w.memory.last().sources = {"x"};
  w.memory.add(w.mnla, "MERGED_INTO", w.hcua, "2016-05-10").sources = {"a"};
  CHECK(has(cutOfFact(w.memory, fact), "by 5"));
}

TEST_CASE("rules: what takes part in events, and what a schema without rules derives") {
  CHECK(takesPartInEvents(orgs(), "MEMBER_OF"));
  CHECK(takesPartInEvents(orgs(), "MERGED_INTO"));
  CHECK(takesPartInEvents(orgs(), "DIED_IN"));
  CHECK_FALSE(takesPartInEvents(orgs(), "CHAIRED"));
  CHECK_FALSE(takesPartInEvents(orgs(), ""));
  CHECK_FALSE(takesPartInEvents(Schema(), "MEMBER_OF"));
  Broken broken;
  CHECK(deriveCuts(Schema(), NodeId{1}, broken)->facts.empty());  // it asks for nothing
  CHECK(deriveCuts(orgs(), NodeId{1}, broken).error().code() == ErrorCode::kIo);
}

// ---- endpoints and strictness ----------------------------------------------------------------------------

TEST_CASE("rules: a type joins the labels it declares") {
  World w;
  w.memory.add(w.handa, "CHAIRED", w.cma, "2014");
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.add(w.mnla, "CHAIRED", w.cma, "2014");
  CHECK(
      has(refusal(orgs(), w.memory),
          "fact 2 (o:mnla CHAIRED c:cma, 2014): CHAIRED joins Person to Organization, Person to Coalition"));
  w.memory.last().status = FactStatus::kRefuted;  // of whatever status
  CHECK_FALSE(refusal(orgs(), w.memory).empty());
  w.memory.add(w.handa, "FOUNDED", w.place, "2014");  // no ends declared: any
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.add(NodeId{99}, "CHAIRED", w.cma, "2014");  // a node that is not there has no label
  CHECK(has(refusal(orgs(), w.memory), "node 99 CHAIRED"));
}

TEST_CASE("rules: an empty label of an end is any node") {
  World w;
  const Schema schema = schemaOf([](SchemaBuilder& b) {
    b.label("Person").type({"T", {{"Person", ""}}, false, false, {}});
  });
  w.memory.add(w.handa, "T", w.place, "");
  CHECK(refusal(schema, w.memory).empty());
  w.memory.add(w.place, "T", w.handa, "");
  CHECK(has(refusal(schema, w.memory), "timeless"));
}

TEST_CASE("rules: an undeclared type or label is refused by a strict schema only") {
  World w;
  w.memory.add(w.handa, "KNOWS", w.ghali, "2014");
  CHECK(refusal(schemaOf([](SchemaBuilder&) {}), w.memory).empty());
  CHECK(refusal(Schema(), w.memory).empty());
  const Schema strict = schemaOf([](SchemaBuilder&) {}, true);
  CHECK(has(refusal(strict, w.memory), "schema test is strict and has no type KNOWS"));
  CHECK(has(checkNode(strict, w.memory.at(w.handa)).error().message(),
            "p:handa: schema test is strict and has no label Person"));
  CHECK(checkNode(Schema(), w.memory.at(w.handa)).ok());
}

TEST_CASE("rules: a declared property holds values of its type, or null") {
  Memory memory;
  const Schema schema = schemaOf([](SchemaBuilder& b) {
    b.property({"A", "size", ValueType::kInteger}).property({"A", "note", ValueType::kAny});
  });
  NodeVersion& node = memory.at(memory.add("", "A"));
  node.properties["size"] = {{Value(3), {}}, {Value(), validity("2014")}};
  node.properties["note"] = {{Value(3.5), {}}};
  CHECK(checkNode(schema, node).ok());
  node.properties["size"].push_back({Value(3.0), validity("2015")});
  CHECK(checkNode(schema, node).error().message() == "node 1: property size of A is integer, not float");
  node.labels = {"B"};
  CHECK(checkNode(schema, node).ok());
}

// ---- at most one at a time -------------------------------------------------------------------------------

TEST_CASE("rules: two chairs at one time clash, and the refusal names both facts") {
  World w;
  w.memory.add(w.handa, "CHAIRED", w.cma, "2014-01-01/2014-12-31");
  w.memory.add(w.ghali, "CHAIRED", w.cma, "2014-06-01/2015-06-30");
  CHECK(refusal(orgs(), w.memory) ==
        "fact 2 (p:ghali CHAIRED c:cma, 2014-06-01/2015-06-30): at most one CHAIRED at a time for c:cma, and "
        "it "
        "certainly overlaps fact 1 (p:handa CHAIRED c:cma, 2014-01-01/2014-12-31)");
  w.memory.last().object = w.mnla;
  CHECK(refusal(orgs(), w.memory).empty());  // another chair
}

TEST_CASE("rules: facts of the same two are two sources about one thing, and no clash") {
  World w;
  w.memory.add(w.handa, "CHAIRED", w.cma, "2014-01-01/2014-12-31");
  w.memory.add(w.handa, "CHAIRED", w.cma, "2014-06-01/2015-06-30");
  CHECK(refusal(orgs(), w.memory).empty());
}

TEST_CASE("rules: a shared hand-over day is no clash unless the constraint is strict; two days are") {
  for (const bool strict : {false, true}) {
    const Schema schema = schemaOf([&](SchemaBuilder& b) { b.atMostOne({"S", Side::kObject, strict}); });
    World w;
    w.memory.add(w.handa, "S", w.cma, "2014-01-01/2014-06-30");
    w.memory.add(w.ghali, "S", w.cma, "2014-06-30/2014-12-31");
    CHECK(refusal(schema, w.memory).empty() == !strict);
    w.memory.last().validity = validity("2014-07-01/2014-12-31");
    CHECK(refusal(schema, w.memory).empty());
    w.memory.last().validity = validity("2014-06-29/2014-12-31");
    CHECK_FALSE(refusal(schema, w.memory).empty());
  }
}

TEST_CASE("rules: what merely may overlap is taken, and told by verify once for each pair") {
  World w;
  w.memory.add(w.handa, "CHAIRED", w.cma, "2012/2014");
  w.memory.add(w.ghali, "CHAIRED", w.cma, "2014/2016");
  CHECK(refusal(orgs(), w.memory).empty());
  CHECK(possibleClashes(orgs(), w.memory.all()[1], w.memory)->empty());  // told at the first of the two
  const auto lines = possibleClashes(orgs(), w.memory.all()[0], w.memory).value();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] ==
        "fact 1 (p:handa CHAIRED c:cma, 2012/2014) possibly overlaps fact 2 (p:ghali CHAIRED c:cma, "
        "2014/2016), "
        "and at most one CHAIRED is allowed at a time");
}

TEST_CASE("rules: only asserted facts clash, on either side") {
  World w;
  w.memory.add(w.handa, "CHAIRED", w.cma, "2014-01-01/2014-12-31").status = FactStatus::kClaimed;
  w.memory.add(w.ghali, "CHAIRED", w.cma, "2014-06-01/2015-06-30");
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.all()[0].status = FactStatus::kAsserted;
  CHECK_FALSE(refusal(orgs(), w.memory).empty());
  w.memory.last().status = FactStatus::kDisputed;
  CHECK(refusal(orgs(), w.memory).empty());
  CHECK(possibleClashes(orgs(), w.memory.last(), w.memory)->empty());
}

TEST_CASE("rules: cuts and removed portions make room") {
  World w;
  w.memory.add(w.handa, "CHAIRED", w.cma, "2014-01-01/..");
  w.memory.add(w.ghali, "CHAIRED", w.cma, "2016-01-01/2016-12-31");
  CHECK_FALSE(refusal(orgs(), w.memory).empty());
  FactVersion& first = w.memory.all()[0];
  first.cut = cutOf(FactId{9}, validity("2015-05-10").period());
  CHECK(refusal(orgs(), w.memory).empty());
  first.cut.reset();
  addPortion(first.removed, parseQueryTime("2016").value());
  CHECK(refusal(orgs(), w.memory).empty());
  first.removed = {parseQueryTime("2016-02/2016-12").value()};
  CHECK_FALSE(refusal(orgs(), w.memory).empty());  // January is left to both
}

TEST_CASE("rules: at most one for each subject looks at the subject") {
  const Schema schema = schemaOf([](SchemaBuilder& b) { b.atMostOne({"S", Side::kSubject, false}); });
  World w;
  w.memory.add(w.handa, "S", w.cma, "2014-01-01/2014-12-31");
  w.memory.add(w.ghali, "S", w.cma, "2014-01-01/2014-12-31");
  CHECK(refusal(schema, w.memory).empty());
  w.memory.add(w.handa, "S", w.mnla, "2014-01-01/2014-12-31");
  CHECK(has(refusal(schema, w.memory), "at most one S at a time for p:handa"));
}

// ---- within lifespans
// --------------------------------------------------------------------------------------

TEST_CASE("rules: a fact lies within the lifespans of both ends") {
  World w;
  w.memory.at(w.cma).lifespan = validity("2014-06-01/2020-12-31");
  w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2014-06-01/2020-12-31");
  CHECK(refusal(orgs(), w.memory).empty());
  const auto write = [&](std::string_view text) {
    w.memory.last().validity = validity(text);
    return refusal(orgs(), w.memory);
  };
  CHECK(has(write("2014-05-31/2020"),
            "it certainly starts before the lifespan of c:cma, 2014-06-01/2020-12-31"));
  CHECK(has(write("2021-01-01/2022"), "it can only start after the lifespan"));
  CHECK(write("2020-12-31/..").empty());
  CHECK(has(write("2015/2021-01-01"), "it certainly ends after the lifespan"));
  CHECK(write("2015/2021?").empty());  // perhaps 2020
  CHECK(write("2014/2020").empty());   // perhaps from June on
  CHECK(write("2015/..").empty());     // a row is bounded by the lifespan anyway
  CHECK(write("2015/").empty());
  CHECK(has(write(""), "it certainly starts before"));
}

TEST_CASE("rules: the subject's lifespan counts as well, and a cut one is the cut one") {
  World w;
  w.memory.add(w.mnla, "MEMBER_OF", w.cma, "2017/2018");
  CHECK(refusal(orgs(), w.memory).empty());  // no lifespans, nothing to lie within
  w.memory.at(w.mnla).cut = cutOf(FactId{9}, validity("2016-05-10").period());
  CHECK(has(refusal(orgs(), w.memory), "it can only start after the lifespan of o:mnla"));
  w.memory.last().validity = validity("2015/2016-05-10");
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.last().status = FactStatus::kClaimed;
  w.memory.last().validity = validity("2017/2018");
  CHECK(refusal(orgs(), w.memory).empty());
}

// ---- acyclic -------------------------------------------------------------------------------------------

TEST_CASE("rules: members of each other at one time are refused, one after the other is not") {
  World w;
  w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2012-01-01/2013-12-31");
  w.memory.add(w.hcua, "MEMBER_OF", w.mnla, "2013-06-01/2014-12-31");
  CHECK(
      has(refusal(orgs(), w.memory), "MEMBER_OF forms no cycle at any instant, and facts 2, 1 certainly do"));
  w.memory.last().validity = validity("2014-01-01/2014-12-31");
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.last().validity = validity("2013-12-31/2014-12-31");  // one day is an instant enough
  CHECK_FALSE(refusal(orgs(), w.memory).empty());
  w.memory.last().validity = validity("2013/2014");  // perhaps only from its last day on
  CHECK_FALSE(refusal(orgs(), w.memory).empty());
}

TEST_CASE("rules: a longer cycle needs an instant that all of it shares") {
  World w;
  const NodeId gatia = w.memory.add("o:gatia", "Organization");
  w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2012-01-01/2012-12-31");
  w.memory.add(w.hcua, "MEMBER_OF", gatia, "2012-06-01/2013-12-31");
  w.memory.add(gatia, "MEMBER_OF", w.mnla, "2012-12-01/2014-12-31");
  CHECK(has(refusal(orgs(), w.memory), "facts 3, 1, 2 certainly do"));
  w.memory.all()[1].validity = validity("2013-01-01/2013-12-31");  // each two share one, all three do not
  CHECK(refusal(orgs(), w.memory).empty());
}

TEST_CASE("rules: one fact of a certain cycle may be short and anywhere within the others") {
  World w;
  w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2010-01-01/2019-12-31");
  w.memory.add(w.hcua, "MEMBER_OF", w.mnla, "2014");  // some time in 2014: certain at no one day
  CHECK_FALSE(refusal(orgs(), w.memory).empty());
  w.memory.all()[0].validity = validity("2014-02-01/2019-12-31");  // perhaps all of it was in January
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.all()[0].validity = validity("2014");  // two of them need not meet
  CHECK(refusal(orgs(), w.memory).empty());
}

TEST_CASE("rules: a self-loop is a cycle; what is not asserted is none; another type is none") {
  World w;
  w.memory.add(w.mnla, "MEMBER_OF", w.mnla, "2014");
  CHECK(has(refusal(orgs(), w.memory), "MEMBER_OF forms no cycle"));
  w.memory.last().status = FactStatus::kDisputed;
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2012-01-01/2013-12-31").status = FactStatus::kClaimed;
  w.memory.add(w.hcua, "MEMBER_OF", w.mnla, "2012-01-01/2013-12-31");
  CHECK(refusal(orgs(), w.memory).empty());
  w.memory.add(w.mnla, "FACTION_OF", w.hcua, "2012-01-01/2013-12-31");
  CHECK(refusal(orgs(), w.memory).empty());
}

TEST_CASE("rules: a cycle that the new fact is no part of is not its matter, and the search ends") {
  World w;
  const NodeId gatia = w.memory.add("o:gatia", "Organization");
  w.memory.add(w.mnla, "MEMBER_OF", w.hcua, "2012-01-01/..");
  w.memory.add(w.hcua, "MEMBER_OF", w.mnla, "2012-01-01/..");
  w.memory.add(gatia, "MEMBER_OF", w.mnla, "2012-01-01/..");
  CHECK(refusal(orgs(), w.memory).empty());
}

TEST_CASE("rules: a wide graph without a cycle is searched once for each node and time") {
  Memory memory;
  const Schema schema = schemaOf([](SchemaBuilder& b) { b.acyclic("S"); });
  std::vector<NodeId> nodes;
  nodes.reserve(40);
  for (int i = 0; i < 40; ++i) nodes.push_back(memory.add("", "A"));
  for (std::size_t layer = 0; layer + 3 < nodes.size(); layer += 2) {  // 2^19 paths
    for (const std::size_t from : {layer, layer + 1}) {
      for (const std::size_t to : {layer + 2, layer + 3})
        memory.add(nodes[from], "S", nodes[to], "2012-01-01/..");
    }
  }
  const NodeId top = memory.add("", "A");
  memory.add(top, "S", nodes[0], "2012-01-01/..");
  CHECK(refusal(schema, memory).empty());
}

TEST_CASE("rules: an error of the store is passed on and no answer") {
  World w;
  Broken broken;
  for (const char* type : {"CHAIRED", "MEMBER_OF", "FACTION_OF"}) {
    const FactVersion fact = w.memory.add(w.handa, type, w.cma, "2014");
    CHECK(checkFact(orgs(), fact, broken).error().code() == ErrorCode::kIo);
  }
  CHECK(possibleClashes(orgs(), w.memory.all()[0], broken).error().code() == ErrorCode::kIo);
}

TEST_CASE("rules: facts are named by their ends, and by number where an end has no id") {
  World w;
  const FactVersion fact = w.memory.add(w.handa, "CHAIRED", w.cma, "2023");
  CHECK(describeFact(fact, w.memory) == "fact 1 (p:handa CHAIRED c:cma, 2023)");
  w.memory.at(w.cma).external_id.clear();
  w.memory.last().validity = {};
  CHECK(describeFact(w.memory.last(), w.memory) == "fact 1 (p:handa CHAIRED node 5, timeless)");
}

}  // namespace rules_test

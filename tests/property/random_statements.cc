#include "tests/property/random_statements.h"

#include <algorithm>

namespace tenure::testing {

std::string RandomStatements::validTime() {
  const std::string certain = dice_.oneIn(4) ? "CERTAIN " : "";
  const auto quoted = [&] { return "'" + anyDateText(dice_) + "'"; };
  const auto day = [&] {
    return "'" + std::to_string(dice_.between(kFirstYear, kLastYear)) + "-0" +
           std::to_string(dice_.between(1, 9)) + "-1" + std::to_string(dice_.between(0, 9)) + "'";
  };
  switch (dice_.between(0, 7)) {
    case 0: return "FOR " + certain + "VALID_TIME FROM " + quoted() + " TO '2018'";
    case 1: return "FOR " + certain + "VALID_TIME BETWEEN '2009' AND " + quoted();
    case 2: return "FOR " + certain + "VALID_TIME AS OF " + quoted();
    case 3: return "FOR " + certain + "VALID_TIME AS OF date(" + day() + ")";
    default: return "FOR " + certain + "VALID_TIME AS OF " + day();
  }
}

std::string RandomStatements::time() {
  std::string text;
  if (!dice_.oneIn(4)) text += validTime() + " ";
  if (dice_.oneIn(4)) text += "FOR SYSTEM_TIME AS OF '" + dice_.pick(beliefs_) + "' ";
  return text;
}

std::string RandomStatements::relationship(const std::string& name) {
  static const std::vector<std::string> kTypes = {":T", ":T", ":T", ":T", ":T", ":U", ":T|U", "", ":Unknown"};
  const std::string length = dice_.oneIn(12) ? "*1..2" : "";
  if (!name.empty() && length.empty()) relationship_names_.push_back(name);
  const std::string inside = "[" + (length.empty() ? name : "") + dice_.pick(kTypes) + length + "]";
  switch (dice_.between(0, 8)) {
    case 0: return "-" + inside + "-";
    case 1:
    case 2:
    case 3: return "<-" + inside + "-";
    default: return "-" + inside + "->";
  }
}

std::string RandomStatements::node(const std::string& name) {
  const bool known = std::find(node_names_.begin(), node_names_.end(), name) != node_names_.end();
  if (!known && !name.empty()) node_names_.push_back(name);
  return "(" + name + (!known && dice_.oneIn(8) ? ":A" : "") + ")";
}

std::string RandomStatements::pattern(const std::string& from) {
  static const std::vector<std::string> kNames = {"a", "b", "c", "d", "", "e"};
  static const std::vector<std::string> kRelationships = {"", "", "", "", "", "r", "s", "t"};
  std::string text = node(from);
  for (std::int64_t i = dice_.pick(std::vector<std::int64_t>{1, 1, 2, 2, 2, 3});
       i > 0 && steps_ < steps_most_; --i) {
    ++steps_;
    std::string name = dice_.pick(kRelationships);
    const bool known =
        std::find(relationship_names_.begin(), relationship_names_.end(), name) != relationship_names_.end();
    if (known && !dice_.oneIn(10)) name.clear();
    text += relationship(name) + node(dice_.pick(kNames));
  }
  return text;
}

std::string RandomStatements::condition() {
  const auto number = [&] { return std::to_string(dice_.between(0, nodes_ + 1)); };
  switch (dice_.between(0, 5)) {
    case 0: return " WHERE id(" + anyNode() + ") = " + number();
    case 1: return " WHERE id(" + anyNode() + ") < " + number();
    case 2: return " WHERE EXISTS { (" + anyNode() + ")-[:T]->() }";
    case 3:
      if (relationship_names_.empty()) return "";
      return " WHERE certainty(" + dice_.pick(relationship_names_) + ") = 'certain'";
    default: return "";
  }
}

std::string RandomStatements::match(const std::string& from) {
  std::string text = "MATCH " + pattern(from);
  if (dice_.oneIn(5)) text += " " + validTime();
  if (dice_.oneIn(5)) text += ", " + pattern(dice_.oneIn(3) ? "x" : anyNode());
  return text + condition();
}

std::string RandomStatements::answer() {
  const std::string one = anyNode();
  const std::string other = anyNode();
  const std::string met =
      relationship_names_.empty() || !dice_.oneIn(2) ? one : dice_.pick(relationship_names_);
  switch (dice_.between(0, 14)) {
    case 12:
    case 13:
    case 14: return bounds(one, other);
    case 0: return "RETURN count(*)";
    case 1: return "RETURN count(" + met + ")";
    case 2: return "RETURN id(" + one + "), count(*)";
    case 3: return "RETURN " + one + " AS one, count(" + met + ") AS rows";
    case 4: return "RETURN DISTINCT id(" + one + ")";
    case 5: return "RETURN DISTINCT " + one + " AS one, " + other + " AS other";
    case 6: return "RETURN id(" + one + ") AS one, count(*) AS rows ORDER BY rows DESC, one LIMIT 3";
    case 7: return "RETURN count(DISTINCT " + met + ")";
    case 8: return "RETURN " + one + " AS one, " + other + " AS other, certainty(" + met + ")";
    case 9: return "WITH DISTINCT " + one + " AS x RETURN count(x)";
    case 10: return "RETURN id(" + one + ") % 2 AS odd, count(*)";
    default: return "RETURN id(" + one + ") AS one, id(" + other + ") AS other";
  }
}

std::string RandomStatements::bounds(const std::string& one, const std::string& other) {
  // Many steps between few nodes give rows by the million, too many to be put in order here.
  if (relationship_names_.empty() || steps_ > 2)
    return "RETURN id(" + one + ") AS one, id(" + other + ") AS other";
  const std::string& met = dice_.pick(relationship_names_);
  const std::string& second = dice_.pick(relationship_names_);
  std::string text = "RETURN type(" + met + ") AS type, validFrom(" + met + ") AS since, validTo(" + second +
                     ") AS until, id(" + one + ") AS one";
  if (dice_.oneIn(2)) text += ", " + other + " AS other";
  if (dice_.oneIn(4)) text += ", certainty(" + second + ")";
  switch (dice_.between(0, 4)) {
    case 0: return text + " ORDER BY since, until";
    case 1: return text + " ORDER BY validTo(" + second + ") DESC, one";
    case 2: return text + " ORDER BY type, one";
    default: return text;
  }
}

std::string RandomStatements::boundsCondition(int depth) {
  const auto bound = [&] { return dice_.oneIn(2) ? std::string("validFrom(r)") : std::string("validTo(r)"); };
  const auto when = [&]() -> std::string {
    if (dice_.oneIn(8)) return dice_.oneIn(2) ? "date('2012-01-01')" : "null";  // no datetimes
    if (dice_.oneIn(6)) return bound();
    // The same midnight in other zones too, which is the same instant and no equal value.
    static const std::vector<std::string> kTimes = {
        "", "", "", "", "T12:00:00.0000005Z", "T01:00+01:00", "T00:00[Europe/London]", "T00:00Z"};
    return "datetime('" + std::to_string(dice_.between(kFirstYear, kLastYear)) + "-01-01" +
           dice_.pick(kTimes) + "')";
  };
  if (depth > 0 && dice_.oneIn(2)) {
    static const std::vector<std::string> kJoined = {" AND ", " OR ", " XOR ", " = ", " <> "};
    return "(" + boundsCondition(depth - 1) + ")" + dice_.pick(kJoined) + "(" + boundsCondition(depth - 1) +
           ")";
  }
  if (dice_.oneIn(5)) return "NOT (" + boundsCondition(0) + ")";
  if (dice_.oneIn(4)) return bound() + (dice_.oneIn(2) ? " IS NULL" : " IS NOT NULL");
  static const std::vector<std::string> kCompared = {" < ", " <= ", " > ", " >= "};
  return dice_.oneIn(2) ? bound() + dice_.pick(kCompared) + when() : when() + dice_.pick(kCompared) + bound();
}

std::string RandomStatements::oneStep() {
  static const std::vector<std::string> kTypes = {":T", ":U", ":T|U", ""};
  node_names_ = {"a", "b"};
  relationship_names_ = {"r"};
  const bool back = dice_.oneIn(2);
  std::string text =
      time() + "MATCH (a)" + (back ? "<-[r" : "-[r") + dice_.pick(kTypes) + (back ? "]-(b)" : "]->(b)");
  if (dice_.oneIn(3)) text += " " + validTime();
  if (dice_.oneIn(2)) text += " WHERE id(a) = " + std::to_string(dice_.between(0, nodes_ + 1));
  if (dice_.oneIn(2))
    text += (text.find(" WHERE ") == std::string::npos ? " WHERE " : " AND ") + boundsCondition(2);
  return text + " " + bounds(anyNode(), anyNode());
}

std::string RandomStatements::any() {
  node_names_ = {"a"};
  relationship_names_.clear();
  steps_ = 0;
  if (dice_.oneIn(6)) return oneStep();
  std::string text = time() + match("a") + " ";
  if (dice_.oneIn(3)) {
    const std::string kept = anyNode();
    text += (dice_.oneIn(2) ? "WITH DISTINCT " : "WITH ") + kept + " AS a ";
    node_names_ = {"a"};
    relationship_names_.clear();
    text += (dice_.oneIn(4) ? "OPTIONAL " : "") + match("a") + " ";
  } else if (dice_.oneIn(5)) {
    text += "OPTIONAL " + match(anyNode()) + " ";
  }
  return text + answer();
}

}  // namespace tenure::testing
